"""The proofs about codes: their hypotheses hold for real codes, and are needed."""

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from derive import DeriveError, Eq, Le, Lt, Sum, log, past_and_next
from derive.cli.scripts import load_all
from derive.coding import (
    canonical_code,
    incidence,
    is_prefix_free,
    kraft_sum,
    sardinas_patterson,
    words,
)
from derive.derivation.check import check
from derive.derivation.derivation import Derivation, theorem
from derive.numeric import Settings
from derive.numeric.exact import exact_value
from derive.numeric.holds import holds
from derive.numeric.model import Model
from derive.rules.every_t import EveryT
from derive.rules.powers import AtMostOne

FOLDER = Path(__file__).parent.parent / "proofs"
FAST = Settings(trials=60)


@pytest.fixture(scope="module")
def scripts():
    """The scripts' own names, by script."""
    names = ["kraft", "kraft_sufficiency", "mcmillan", "decodability"]
    loaded = load_all([FOLDER / f"{name}.py" for name in names])
    assert not any(s.problem for s in loaded)
    return {s.path.stem: s.module for s in loaded}


def verdict_of(build, given=()):
    """The verdict on a derivation written here."""
    return check(theorem("A variant", given=list(given))(build), FAST).verdict


def claimed(relation, given=()):
    return verdict_of(lambda proof: proof.claim(relation), given)


# ---------------------------------------------------------------- every hypothesis is needed

# Not needed: N where only D^(N − L) = c is used; ranks, which make `before` an order for the
# attack.
NOT_NEEDED = {
    ("kraft", "unusable_leaves", "N = log_D(|V|)"),
    ("kraft", "unusable_at_most", "N = log₂(|V|)"),
    ("kraft_sufficiency", "disjoint", "before(i,j) = ⌈rank(j) - rank(i)⌉"),
    ("kraft_sufficiency", "inside", "before(i,j) = ⌈rank(j) - rank(i)⌉"),
}


def test_without_a_hypothesis_a_step_fails(scripts):
    still_proved = set()
    for stem, module in scripts.items():
        for d in vars(module).values():
            own = isinstance(d, Derivation) and d.module == module.__name__
            if not own or d.expect != "proved" or d.proof().facts:
                continue
            for h in d.given:
                less = Derivation(d._build, d.title, [g for g in d.given if g is not h])
                if check(less).verdict == "proved":
                    still_proved.add((stem, d.name, h.name or str(h)))
    assert still_proved == NOT_NEEDED


# ---------------------------------------------------------------- the code tree


def tree(kraft, code, depth, size, unusable=False):
    """The model that a code is, in the tree of this depth."""
    table = incidence(code, depth, size)
    leaves = size**depth
    quantities = {
        kraft.e: [list(column) for column in zip(*table, strict=True)],
        kraft.begins: [[int(w.startswith(b)) for w in code] for b in code],
        kraft.c: [sum(row) for row in table],
        kraft.L: [len(w) for w in code],
        kraft.N.quantity: depth,
        kraft.D.quantity: size,
    }
    if unusable:
        quantities[kraft.u] = [int(any(column)) for column in zip(*table, strict=True)]
    return Model.of({kraft.U: [Fraction(1, leaves)] * leaves}, quantities)


PREFIX_FREE = [
    (["0", "10", "11"], 2, 2),
    (["0", "10", "110", "111"], 3, 2),
    (["01", "110"], 4, 2),
    (["1"], 3, 2),
    (["0", "1", "20", "21"], 3, 3),
    (["00", "2"], 2, 3),
]
OTHERS = [(["0", "01"], 2, 2), (["0", "1", "01"], 2, 2), (["0", "0"], 1, 2), (["2", "21"], 2, 3)]


@pytest.mark.parametrize(("code", "depth", "size"), PREFIX_FREE)
def test_prefix_free_codes_meet_the_hypotheses(scripts, code, depth, size):
    kraft = scripts["kraft"]
    model = tree(kraft, code, depth, size, unusable=True)
    proved = (kraft.kraft, kraft.kraft_leaves, kraft.unusable_leaves, kraft.cost, kraft.at_most_one)
    for d in proved:
        assert all(holds(h, model) for h in d.given), d.name
        assert holds(d.claim().relation, model), d.name
    total = exact_value(Sum(kraft.power(-kraft.L(kraft.i)), kraft.i), model)
    assert total == kraft_sum([len(w) for w in code], size)
    free = exact_value(Sum(1 - kraft.above, kraft.v), model)
    assert (free == 0) == (total == 1)
    if total == 1:
        assert all(holds(h, model) for h in kraft.complete.given)


@pytest.mark.parametrize(("code", "depth", "size"), OTHERS)
def test_other_codes_meet_all_hypotheses_but_prefix_freeness(scripts, code, depth, size):
    assert not is_prefix_free(code)
    kraft = scripts["kraft"]
    model = tree(kraft, code, depth, size)
    not_met = [h for h in kraft.kraft_leaves.given if not holds(h, model)]
    assert not_met == [kraft.only_itself]
    assert not holds(kraft.below_one, model)
    assert not holds(kraft.at_most_one.claim().relation, model)


def test_incidence_of_words_is_zero_or_one_and_comparable(scripts):
    """What `one_value` supposes, for all pairs of words of one to three bits."""
    kraft = scripts["kraft"]
    nonempty = [w for n in (1, 2, 3) for w in words(n)]
    for pair in product(nonempty, repeat=2):
        table = incidence(list(pair), 3)
        begins = [[int(b.startswith(a)) for b in pair] for a in pair]
        model = Model.of(
            {},
            {
                kraft.e: [list(column) for column in zip(*table, strict=True)],
                kraft.begins: begins,
            },
        )
        assert holds(kraft.zero_or_one, model)
        assert holds(kraft.comparable, model)
        assert holds(kraft.only_itself, model) == is_prefix_free(pair)


def test_false_variants_about_the_tree(scripts):
    kraft = scripts["kraft"]
    e, i, v, above, given = kraft.e, kraft.i, kraft.v, kraft.above, list(kraft.kraft.given)
    budget = Sum(kraft.power(-kraft.L(i)), i)
    assert claimed(Lt(budget, 1), given) == "refuted"
    assert claimed(Eq(budget, 1), given) == "refuted"
    assert claimed(Le(budget, kraft.U(v)), given) == "refuted"
    assert claimed(Eq(above, 1), given) == "refuted"
    assert claimed(Le(Sum(e(v, i), v), 1), given) == "refuted"
    assert claimed(Le(above, 1), [kraft.zero_or_one, kraft.comparable]) == "refuted"
    assert claimed(Le(above, 1), [kraft.zero_or_one, kraft.only_itself]) == "refuted"
    any_code = list(kraft.any_tree)
    over = Sum(kraft.over, i)
    assert claimed(Le(over, 1), any_code) == "refuted"
    assert claimed(Le(Sum(2 ** (kraft.N - kraft.L(i)), i), 2**kraft.N), any_code) == "refuted"


def test_common_leaves_want_every_symbol(scripts):
    k = scripts["kraft"]
    left = Sum(k.Delta(k.a, k.a0) * k.Delta(k.a, k.a1) * k.Delta(k.b, k.b1), k.a, k.b, k.z)
    assert claimed(Eq(left, k.z.size)) == "refuted"
    assert claimed(Eq(left, k.Delta(k.a0, k.a1))) == "refuted"


def test_the_number_of_words_multiplies(scripts):
    k = scripts["kraft"]
    twice = EveryT(k.one_symbol_more, Sum(1, k.past), 2 * k.D, k.past, k.symbol, "*")
    added = EveryT(k.one_symbol_more, Sum(1, k.past), k.D, k.past, k.symbol, "+")
    for wrong in (twice, added):
        given = k.one_symbol_more.given
        assert verdict_of(lambda proof, wrong=wrong: proof.fact(wrong), given) == "error"


# ---------------------------------------------------------------- codes from lengths


LENGTHS = [([1, 2, 3, 3], 2), ([2, 2, 2], 2), ([1, 3], 2), ([1, 1, 2, 2], 3), ([1], 2)]


def order_of(module, lengths, size):
    """The model of the construction: ranks by length, and what they make of the order."""
    n = len(lengths)
    ranks = {k: r for r, k in enumerate(sorted(range(n), key=lengths.__getitem__))}
    first = [[int(ranks[a] < ranks[b]) for b in range(n)] for a in range(n)]
    after = [[1 - (a == b) - first[a][b] for b in range(n)] for a in range(n)]
    between = [
        [[first[a][b] * (first[m][b] - first[m][a] - (m == a)) for b in range(n)] for m in range(n)]
        for a in range(n)
    ]
    return Model.of(
        {},
        {
            module.rank: [Fraction(ranks[a], n) for a in range(n)],
            module.before: first,
            module.after: after,
            module.between: between,
            module.L: lengths,
            module.D.quantity: size,
        },
    )


@pytest.mark.parametrize(("lengths", "size"), LENGTHS)
def test_orders_by_length_meet_the_hypotheses(scripts, lengths, size):
    module = scripts["kraft_sufficiency"]
    model = order_of(module, lengths, size)
    for d in (module.disjoint, module.inside, module.room, module.whole_number):
        assert all(holds(h, model) for h in d.given), d.name
        assert holds(d.claim().relation, model), d.name


@pytest.mark.parametrize(("lengths", "size"), LENGTHS)
def test_the_construction_writes_the_lower_ends(scripts, lengths, size):
    module = scripts["kraft_sufficiency"]
    model = order_of(module, lengths, size)
    for k, word in enumerate(canonical_code(lengths, size)):
        s = exact_value(module.start(module.i), model, {module.i: k})
        assert s * size ** lengths[k] == int(word, size)
        assert len(word) == lengths[k]


def test_false_variants_about_the_intervals(scripts):
    m = scripts["kraft_sufficiency"]
    i, j = m.i, m.j
    given = list(m.disjoint.given)
    share = m.power(-m.L(i))
    further = Le(m.before(i, j) * (m.start(i) + 2 * share), m.before(i, j) * m.start(j))
    assert claimed(further, given) == "refuted"
    assert claimed(Le(m.start(i) + share, m.start(j)), given) == "refuted"
    assert claimed(Le(m.start(i) + share, 1), list(m.inside.given)) == "refuted"


def test_a_digit_too_large_leaves_the_interval(scripts):
    m = scripts["kraft_sufficiency"]
    step = m.digit_upper.claim().relation
    assert claimed(step, [Eq(m.digit(m.symbol), m.D - m.missing(m.symbol))]) == "refuted"


# ---------------------------------------------------------------- McMillan


def messages(code, k):
    """The encodings of the messages of k codewords."""
    return ["".join(parts) for parts in product(code, repeat=k)]


def encoded(module, code, k):
    """The model of the messages of k codewords and the words of their lengths."""
    tables = module.example(k, code)
    return Model.of({}, {getattr(q, "quantity", q): table for q, table in tables.items()})


@pytest.mark.parametrize("code", [["0", "01"], ["0", "10", "11"], ["00", "1"], ["0", "01", "11"]])
@pytest.mark.parametrize("k", [1, 2])
def test_decodable_codes_meet_the_hypotheses(scripts, code, k):
    module = scripts["mcmillan"]
    assert sardinas_patterson(code)
    model = encoded(module, code, k)
    for d in (module.power_below_line, module.messages_of_one_length, module.one_for_each_length):
        assert all(holds(h, model) for h in d.given), d.name
        assert holds(d.claim().relation, model), d.name
    assert exact_value(module.messages, model) == kraft_sum([len(w) for w in code]) ** k
    assert exact_value(module.n.size, model) <= k * max(map(len, code))


def test_other_codes_do_not(scripts):
    """0·1·01 = 01·0·1: a word would be the encoding of two messages."""
    assert not sardinas_patterson(["0", "1", "01"])
    with pytest.raises(DeriveError, match=r"partial function|free is not nonneg"):
        encoded(scripts["mcmillan"], ["0", "1", "01"], 3)


@pytest.mark.parametrize("code", [["0", "1", "01"], ["0", "00"]])
def test_the_example_has_to_be_decodable(scripts, code):
    m = scripts["mcmillan"]
    good = AtMostOne(m.powers, m.power_below_line, m.n, m.L_max, m.example)
    bad = AtMostOne(m.powers, m.power_below_line, m.n, m.L_max, lambda t: m.example(t, code))
    given = m.power_below_line.given
    assert verdict_of(lambda proof: proof.fact(good), given) == "proved"
    assert verdict_of(lambda proof: proof.fact(bad), given) == "error"


def test_powers_of_the_kraft_sum_by_hand():
    for code in (["0", "01"], ["0", "1", "01"], ["0", "10", "11"]):
        for k in range(1, 5):
            total = sum(Fraction(1, 2 ** len(w)) for w in messages(code, k))
            assert total == kraft_sum([len(w) for w in code]) ** k


def test_false_variants_about_messages(scripts):
    m = scripts["mcmillan"]
    given = list(m.power_below_line.given)
    assert claimed(Lt(m.messages, m.n.size), given) == "refuted"
    assert holds(Lt(m.messages, m.n.size), encoded(m, ["0", "01"], 1))
    assert claimed(Le(m.kraft_sum_of_L, 1), [m.base]) == "refuted"


def test_growth_wants_the_line_it_is_given(scripts):
    m = scripts["mcmillan"]
    given = m.power_below_line.given
    good = {"powers": m.powers, "bound": m.power_below_line, "N": m.n, "each": m.L_max}
    for wrong in (
        {"powers": m.powers_bits},
        {"bound": m.messages_of_one_length},
        {"bound": m.one_for_each_length},
        {"N": m.w},
        {"each": m.L_max / 2},
        {"each": m.n.size},
    ):
        fact = AtMostOne(**{**good, **wrong}, met_by=m.example)
        assert verdict_of(lambda proof, fact=fact: proof.fact(fact), given) == "error", wrong
    fact = AtMostOne(**good, met_by=m.example)
    assert verdict_of(lambda proof: proof.fact(fact)) == "error"  # hypotheses unsaid


def test_the_induction_wants_lengths_that_add_up(scripts):
    m = scripts["mcmillan"]
    for put in ({}, {m.length: m.length(m.past)}, {m.length: m.length(m.past) + 1}):
        sums = (m.messages, m.kraft_sum_of_L)
        wrong = EveryT(m.one_codeword_more, *sums, m.past, m.new, "*", put)
        given = m.one_codeword_more.given
        assert verdict_of(lambda proof, wrong=wrong: proof.fact(wrong), given) == "error"


# ---------------------------------------------------------------- unique decodability


def reading(module, code, string, t):
    """The model of reading a string: all messages u of t codewords, and the codewords x."""
    us = messages(code, t)
    begins = [int(string.startswith(u)) for u in us]
    left = [string[len(u) :] if b else None for u, b in zip(us, begins, strict=True)]
    table = [[int(rest is not None and rest.startswith(x)) for x in code] for rest in left]
    done = [int(rest == "") for rest in left]
    stuck = [1 - d - sum(row) for d, row in zip(done, table, strict=True)]
    return Model.of(
        {},
        {
            module.following: table,
            module.begins: begins,
            module.done: done,
            module.stuck: stuck,
            module.left: [len(rest or "") for rest in left],
            module.more: [len(x) - 1 for x in code],
        },
    )


@pytest.mark.parametrize("code", [["0", "10", "11"], ["0", "10"], ["01", "1"], ["000", "001", "1"]])
def test_prefix_free_codes_are_read_in_one_way(scripts, code):
    module = scripts["decodability"]
    for string in (w for n in (1, 2, 3, 4) for w in words(n)):
        readings = 0
        for t in (1, 2, 3, 4):
            model = reading(module, code, string, t)
            for d in (module.one_codeword_more, module.one_case, module.nothing_fits):
                assert all(holds(h, model) for h in d.given), (d.name, string, t)
                assert holds(d.claim().relation, model), (d.name, string, t)
            assert exact_value(Sum(module.begins(module.past), module.past), model) <= 1
            readings += exact_value(
                Sum(module.begins(module.past) * module.done(module.past), module.past), model
            )
        assert readings == len(module._readings(string, code))
        assert readings <= 1


@pytest.mark.parametrize(("code", "string"), [(["0", "01"], "001"), (["0", "1", "01"], "001")])
def test_with_a_prefix_two_codewords_may_follow(scripts, code, string):
    with pytest.raises(DeriveError, match=r"next is not the indicator|stuck is not nonneg"):
        reading(scripts["decodability"], code, string, 1)


def test_readings_of_the_string_of_the_notes(scripts):
    found = scripts["decodability"]._readings("001", ["0", "1", "01"])
    assert found == [["0", "0", "1"], ["0", "01"]]


def test_false_variants_about_reading(scripts):
    m = scripts["decodability"]
    given = [m.one_of_three]
    total = Sum(m.begins(m.past), m.past)
    after = Sum(m.begins(m.past) * m.following(m.past, m.x), m.past, m.x)
    finished = Sum(m.begins(m.past) * m.done(m.past), m.past)
    assert claimed(Le(after, total - 2 * finished), given) == "refuted"
    assert claimed(Eq(after, total - finished), given) == "refuted"
    assert claimed(Le(total, 1), given) == "refuted"
    assert claimed(Le(m.done(m.past) + m.fits, 1), m.following.facts()) == "refuted"
    assert claimed(log(m.a.size, 2) <= m.bits) == "refuted"


def test_the_induction_on_codewords_wants_its_step(scripts):
    m = scripts["decodability"]
    readings = Sum(m.begins(m.past) * m.done(m.past), m.past)
    u, v = past_and_next("y")
    total, good = Sum(m.begins(m.past), m.past), m.begins(m.past) * m.following(m.past, m.x)
    for wrong in (
        EveryT(m.one_codeword_more, total, -2 * readings, m.past, m.x, put={m.begins: good}),
        EveryT(m.one_codeword_more, total, -readings, m.past, m.x),
        EveryT(m.one_codeword_more, total, -readings, u, v, put={m.begins: good}),
    ):
        given = m.one_codeword_more.given
        assert verdict_of(lambda proof, wrong=wrong: proof.fact(wrong), given) == "error"


# ---------------------------------------------------------------- statements about codes in numbers


@pytest.mark.parametrize("depth", [1, 2, 3, 6])
def test_statements_in_numbers_say_what_is_computed(scripts, depth):
    fact = scripts["kraft"].leaf_count(depth)
    assert fact.holds()
    assert str(2**depth) in fact.text()


def test_statements_in_numbers_can_fail(scripts):
    kraft, module = scripts["kraft"], scripts["decodability"]
    assert not kraft.unusable_of(["0", "01"], 3).holds()
    assert kraft.unusable_of(["0", "10"], 3).holds()
    assert not kraft.within_budget(["0", "1", "00"]).holds()
    assert kraft.at_the_bottom(["00", "01"], 2).holds()
    assert not module.decodable(["0", "00"]).holds()
    assert not module.two_readings("001", ["0", "10"]).holds()
    assert not module.mean(["1/2", "1/2"], [1, 1], "2").holds()
    assert not module.least(["1/2", "1/4", "1/4"], "5/4").holds()
    assert not scripts["kraft_sufficiency"].impossible([1, 2, 2]).holds()
