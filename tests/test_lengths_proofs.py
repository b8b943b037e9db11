"""The proofs about lengths and entropy: their hypotheses are needed, and real codes keep them."""

from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from derive import (
    Ceiling,
    Derivative,
    DeriveError,
    Dominated,
    E,
    Eq,
    H,
    Integral,
    Le,
    Limit,
    Lt,
    Rational,
    exp,
    log,
)
from derive.cli.scripts import load_all
from derive.coding import (
    canonical_code,
    huffman,
    is_prefix_free,
    kraft_sum,
    least_mean_length,
    mean_length,
    shannon_lengths,
)
from derive.derivation.check import check
from derive.derivation.derivation import Derivation, theorem
from derive.numeric import Settings, witness
from derive.numeric.exact import exact_value
from derive.numeric.holds import holds
from derive.numeric.model import Model

FOLDER = Path(__file__).parent.parent / "proofs"
NAMES = [
    *("source_coding", "cost_curve", "optimal_lengths"),
    *("source_coding_upper", "block_codes", "redundancy"),
]
FAST = Settings(trials=60)


@pytest.fixture(scope="module")
def scripts():
    """The scripts' own names, by script."""
    loaded = load_all([FOLDER / f"{name}.py" for name in NAMES])
    assert not any(s.problem for s in loaded), [s.message() for s in loaded if s.problem]
    return {s.path.stem: s.module for s in loaded}


def report_of(build, given=()):
    """The report on a derivation written here."""
    return check(theorem("A variant", given=list(given))(build), FAST)


def claimed(relation, given=(), equality=()):
    report = report_of(lambda proof: proof.claim(relation, equality=equality), given)
    return report.verdict


def decided(fact):
    return report_of(lambda proof: proof.fact(fact)).verdict


# ---------------------------------------------------------------- every hypothesis is needed

# Not needed: K where p alone tells it; μ, with which the attack finds λ = 1/ln 2; that no block has
# probability 0, for the mean of Shannon's lengths (it is needed for them to exist).
NOT_NEEDED = {
    ("block_codes", "upper", "b(w) ≠ 0"),
    ("optimal_lengths", "even_excess", "K = Σ_x 2^(-L(x))"),
    ("optimal_lengths", "ideal_lengths", "p(x) ≠ 0"),  # as p(x) = 2^(-L(x)) says
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
                if check(less, None).verdict == "proved":
                    still_proved.add((stem, d.name, h.name or str(h)))
    assert still_proved == NOT_NEEDED


# ---------------------------------------------------------------- false variants


def test_false_variants_of_the_lower_bound_are_refuted(scripts):
    s = scripts["source_coding"]
    bits, mean = H(s.p, base=2), E(s.L(s.x), s.p)
    assert claimed(bits < mean, [s.L.kraft()]) == "refuted"
    assert claimed(Eq(bits, mean), [s.L.kraft()]) == "refuted"
    assert claimed(bits <= mean * log(2), [s.L.kraft()]) == "refuted"
    assert claimed(bits <= mean, [s.L.kraft(3)]) == "refuted"  # ternary symbols hold more
    whole = Eq(s.L(s.x), Ceiling(log(1 / s.p(s.x), 2)))
    assert claimed(bits <= mean, [s.L.kraft()], equality=whole) == "refuted"


def test_the_tangent_of_the_logarithm_is_the_best_line(scripts):
    t = scripts["source_coding"].t
    assert claimed(log(t) < t - 1) == "refuted"
    assert claimed(log(t) <= (t - 1) / 2) == "refuted"
    assert claimed(log(t) <= 2 * (t - 1)) == "refuted"
    assert claimed(log(t) <= t - 1, equality=Eq(t, 2)) == "refuted"


def test_false_variants_of_shannons_bounds_are_refuted(scripts):
    s = scripts["source_coding_upper"]
    given = [s.full_support, s.shannon]
    mean = E(s.L(s.x), s.p)
    assert claimed(mean < s.entropy_bits + Rational(9, 10), given) == "refuted"
    assert claimed(mean <= s.entropy_bits, given) == "refuted"
    assert claimed(Eq(s.L.kraft_sum(), 1), given) == "refuted"
    assert claimed(Lt(s.L.kraft_sum(), 1), given) == "refuted"
    assert claimed(s.L(s.x) > s.ideal, given) == "refuted"
    assert claimed(s.L(s.x) <= s.ideal + Rational(9, 10), given) == "refuted"


def test_false_variants_of_the_optimum_are_refuted(scripts):
    s = scripts["optimal_lengths"]
    ratio = s.ratio(s.x)
    assert claimed(Eq(ratio, 1), [s.allocated]) == "refuted"
    assert claimed(Eq(s.λ, 1), s.multiplier_value.given) == "refuted"
    assert claimed(Eq(s.entropy_bits, E(s.L(s.x), s.p)), [s.all_spent]) == "refuted"
    assert claimed(s.entropy_bits <= E(s.L(s.x), s.p) - log(s.K, 2), [s.spent]) == "refuted"
    under = [s.L.kraft()]
    wrong = Eq(s.cost(s.x), s.p(s.x) / 2)
    assert claimed(s.entropy_bits <= E(s.L(s.x), s.p), under, equality=wrong) == "refuted"


def test_false_variants_of_the_block_bounds_are_refuted(scripts):
    s = scripts["block_codes"]
    rate = E(s.L(s.w), s.b) / s.n
    given = [*s.n_letters, s.full_support, s.shannon]
    assert claimed(rate < s.entropy_bits + 1 / (2 * s.n), given) == "refuted"
    assert claimed(rate <= s.entropy_bits, given) == "refuted"
    assert claimed(s.entropy_bits < rate, [*s.n_letters, s.L.kraft()]) == "refuted"
    assert decided(Limit(lambda n: s.entropy_bits + 1 / n, s.entropy_bits + 1)) == "refuted"


def test_with_blocks_of_probability_0_the_bounds_are_no_better(scripts):
    s = scripts["block_codes"]
    rate, mixed = E(s.L(s.w), s.b) / s.n, [s.shannon_mixed, s.even]
    assert claimed(rate < (s.block_bits + 1) / s.n, mixed) == "refuted"
    assert claimed(Eq(s.L.kraft_sum(), 1), mixed) == "refuted"
    assert claimed(Le(s.L.kraft_sum(), 1), mixed[:1]) == "refuted"  # κ may be large
    assert decided(Limit(lambda n: s.entropy_bits + 2 / n, s.entropy_bits + 2)) == "refuted"


@pytest.mark.parametrize("law", [["1", "0"], ["1/2", "1/2", "0"], ["1/3", "2/3"], ["0", "0", "1"]])
def test_the_mixture_gives_a_code_for_laws_with_zeros(scripts, law):
    """The theorems' lengths ⌈log₂ 1/m⌉, by whole numbers, and a code that has them."""
    s = scripts["block_codes"]
    b = [Fraction(v) for v in law]
    mixture = [(v + Fraction(1, len(b))) / 2 for v in b]
    lengths = shannon_lengths(mixture)
    assert is_prefix_free(canonical_code(lengths))
    assert min(lengths) >= 1
    model = Model.of({s.b: b}, {s.L: lengths, s.κ.quantity: Fraction(1, len(b)), s.n.quantity: 1})
    assert holds(s.shannon_mixed, model)
    for d in (s.mixed_upper, s.mixed_kraft, s.mixed_long_enough):
        assert holds(d.claim().relation, model), d.name


def test_false_variants_of_moving_budget_are_refuted(scripts):
    s = scripts["optimal_lengths"]
    even, two = s.mean_if_even, s.mean_of_two
    assert claimed(even <= two) == "refuted"  # more budget is shorter
    for shares, relation in (((2, 1), Eq(even, two)), ((1, 2), Lt(even, two))):
        values = dict(zip((s.p0, s.p1, s.c0, s.c1, s.κ), (2, 1, *shares, 1), strict=True))
        model = Model.of({}, {v.quantity: k for v, k in values.items()})
        assert holds(s.kept, model)
        assert holds(relation, model)
    never = s.p0 * log(1 / (s.c0 + s.c1), 2)
    assert claimed(never < s.p0 * log(1 / (s.c0 + 2 * s.c1), 2)) == "refuted"


def test_a_text_of_dependent_letters_is_not_random(scripts):
    s = scripts["redundancy"]
    bound = H(s.U, base=2) + log(s.v.size, 2)
    assert claimed(Eq(H(s.U, s.V, base=2), bound)) == "refuted"
    # a uniform next letter is not enough: its independence of the past is what counts
    same = Eq(s.r(s.v), 1 / s.v.size)
    assert claimed(H(s.U, s.V, base=2) <= bound, equality=same) == "refuted"
    assert claimed(s.entropy_bits < log(s.x.size, 2)) == "refuted"


# ---------------------------------------------------------------- calculus


def test_false_derivatives_and_areas_are_not_proved(scripts):
    s = scripts["cost_curve"]
    x, share = s.x, s.share
    assert decided(Derivative(2 ** (-s.L(x)), s.L(x), -(2 ** (-s.L(x))))) == "refuted"
    assert decided(Derivative(2 ** (-s.L(x)), s.L(x), 2 ** (-s.L(x)) * log(2))) == "refuted"
    assert decided(Derivative(s.p(x) * s.L(x), s.L(x), s.L(x))) == "refuted"
    assert decided(Derivative(log(1 / share(x), 2), share(x), -1 / share(x))) == "refuted"
    area = 2 ** (-s.height) / log(3)
    assert decided(Integral(lambda t: 2 ** (-t), s.height, sympy.oo, area)) == "refuted"
    three = 3 ** (-s.height) / log(3)
    assert decided(Integral(lambda t: 3 ** (-t), s.height, sympy.oo, three)) == "proved"
    assert decided(Limit(lambda n: -exp(-s.a * n) / s.a, 1)) == "refuted"


@pytest.mark.parametrize("base", [2, 3, 10])
@pytest.mark.parametrize("length", [0, 1, Fraction(5, 2)])
def test_the_area_under_the_curve_by_quadrature(base, length):
    """Independent of SymPy's calculus: ∫ b^(−t) dt from L to L + 60, by Simpson's rule."""
    steps = 20_000
    width = 60 / steps
    values = [base ** -(float(length) + k * width) for k in range(steps + 1)]
    total = values[0] + values[-1] + 4 * sum(values[1:-1:2]) + 2 * sum(values[2:-1:2])
    height = base ** -float(length)
    assert total * width / 3 == pytest.approx(height / float(sympy.log(base)), rel=1e-9)


# ---------------------------------------------------------------- real codes


@st.composite
def laws(draw, most=6, zeros=False):
    n = draw(st.integers(2, most))
    weights = draw(st.lists(st.integers(0 if zeros else 1, 40), min_size=n, max_size=n))
    assume(sum(weights) > 0)
    return [Fraction(k, sum(weights)) for k in weights]


def test_shannons_lengths_meet_the_hypotheses(scripts):
    s = scripts["source_coding_upper"]

    @given(laws())
    @settings(max_examples=40, deadline=None)
    def run(law):
        lengths = shannon_lengths(law)
        plain = Model.of({s.p: law}, {s.L: lengths})
        assert all(holds(h, plain) for h in (s.shannon, s.full_support, s.L.kraft()))
        extra = [exact_value(s.L(s.x) - s.ideal, plain, {s.x: k}) for k in range(len(law))]
        model = Model.of({s.p: law}, {s.L: lengths, s.extra: extra})
        assert not model.fault()  # extra ≥ 0
        assert holds(s.rounding, model)
        assert is_prefix_free(canonical_code(lengths))
        for d in (s.cheap_enough, s.rounded_kraft, s.rounded_lower, s.shannon_upper):
            assert holds(d.claim().relation, model), d.name

    run()


def test_the_least_mean_length_is_within_one_bit(scripts):
    s = scripts["source_coding_upper"]

    @given(laws())
    @settings(max_examples=40, deadline=None)
    def run(law):
        assert s.within_one_bit(law).holds()
        dyadic = all(v.numerator == 1 and v.denominator.bit_count() == 1 for v in law)
        assert s.is_entropy(law).holds() == dyadic
        assert s.huffman_reaches_it(law).holds()

    run()


def test_no_letter_of_probability_zero_within_one_bit(scripts):
    """The lower bound stays, the upper may fail; it holds when two letters have p > 0."""
    s = scripts["source_coding_upper"]

    @given(laws(most=5, zeros=True))
    @settings(max_examples=40, deadline=None)
    def run(law):
        mean, _ = least_mean_length(law)
        below = Le(s.entropy_bits, Rational(mean))
        assert witness(below, (), {s.p: law}).holds
        assert s.within_one_bit(law).holds() == (max(law) < 1)

    run()


def test_statements_in_numbers_can_be_false(scripts):
    upper, redundancy = scripts["source_coding_upper"], scripts["redundancy"]
    assert decided(upper.is_entropy(["1/2", "1/2"])) == "proved"
    assert decided(upper.is_entropy(["1/2", "1/3", "1/6"])) == "refuted"
    assert decided(redundancy.log2_between(26, "4.7", "4.701")) == "proved"
    assert decided(redundancy.log2_between(26, "4.71", "4.8")) == "refuted"
    assert decided(redundancy.log2_between(26, "4.6", "4.7")) == "refuted"
    assert decided(redundancy.letters_between([1] * 4, "a toy", "2", "2")) == "proved"
    assert decided(redundancy.letters_between([3, 1], "a toy", "9/10", "1")) == "refuted"
    assert (
        decided(upper.longer_for_more_entropy(["1/4"] * 4, ["1/2", "1/4", "1/8", "1/8"]))
        == "proved"
    )
    with pytest.raises(DeriveError, match="has not more entropy"):
        upper.longer_for_more_entropy(["2/3", "1/3"], ["1/2", "1/2"])
    source = scripts["source_coding"]
    assert decided(source.at_least_entropy(["0", "10", "11"], ["1/3"] * 3)) == "proved"
    assert decided(source.at_least_entropy(["0", "1", "0"], ["1/3"] * 3)) == "refuted"
    optimal = scripts["optimal_lengths"]
    assert decided(optimal.each_costs_its_probability(["1/2", "1/4", "1/4"])) == "proved"
    assert decided(optimal.each_costs_its_probability(["1/2", "1/3", "1/6"])) == "refuted"


def test_the_zoo_goes_from_two_bits_to_one_and_three_quarters(scripts):
    zoo = ["1/2", "1/4", "1/8", "1/8"]
    assert mean_length(zoo, [2, 2, 2, 2]) == 2
    assert mean_length(zoo, huffman(zoo)) == Fraction(7, 4)
    assert str(scripts["source_coding"].entropy_value(zoo)).startswith("7/4")


def test_the_letters_of_english_are_a_law(scripts):
    counts = scripts["redundancy"].LEWAND
    assert len(counts) == 26
    assert abs(sum(counts) - 100_000) <= 5
    assert max(counts) == counts[ord("e") - ord("a")]


# ---------------------------------------------------------------- blocks


def test_blocks_of_independent_letters_meet_the_hypotheses(scripts):
    """H(b) = n·H(p) for the product law, and the bounds per letter for Shannon's lengths."""
    s = scripts["block_codes"]
    letters = [Fraction(3, 5), Fraction(3, 10), Fraction(1, 10)]
    for size in (1, 2, 3):
        blocks = [Fraction(1)]
        blocks = [a * b for a, b in product(blocks, letters)]
        for _ in range(size - 1):
            blocks = [a * b for a, b in product(blocks, letters)]
        lengths = shannon_lengths(blocks)
        entropy = exact_value(s.entropy_bits, Model.of({s.p: letters}))
        spent = kraft_sum(lengths)
        values = {
            s.L: lengths,
            s.n.quantity: size,
            s.K.quantity: spent,
            s.unspent.quantity: 1 - spent,
            s.η.quantity: entropy,
            s.ε.quantity: Fraction(1, size),
        }
        model = Model.of({s.b: blocks, s.p: letters}, values)
        assert not model.fault()
        for d in (s.block_lower, s.block_upper, s.as_near_as_wanted):
            assert all(holds(h, model) for h in d.given), (size, d.name)
            assert holds(d.claim().relation, model), (size, d.name)


def test_blocks_of_dependent_letters_have_another_entropy(scripts):
    s = scripts["block_codes"]
    copies = [Fraction(1, 2), 0, 0, Fraction(1, 2)]
    half = [Fraction(1, 2)] * 2
    doubled = Eq(s.block_bits, 2 * s.entropy_bits)
    assert not witness(doubled, (), {s.b: copies, s.p: half}).holds
    assert witness(doubled, (), {s.b: [Fraction(1, 4)] * 4, s.p: half}).holds


# ---------------------------------------------------------------- letters of probability 0


def test_an_unused_codeword_is_never_free(scripts):
    """The means that tend to 0 in `approached`, exactly: lengths log₂ 1/(1 − 2^(−n)) and n."""
    s = scripts["optimal_lengths"]
    for n in range(1, 12):
        length = log(Rational(2**n, 2**n - 1), 2)
        value = exact_value(length, Model.of({}))
        model = Model.of({s.p: [1]}, {s.L: [value], s.ell.quantity: n})
        assert all(holds(h, model) for h in s.zero_letter.given)
        assert holds(s.zero_letter.claim().relation, model)
        assert holds(Le(length, Rational(1, n)), model)


def test_the_best_lengths_need_full_support(scripts):
    s = scripts["optimal_lengths"]
    total = s.ideal_with_zeros.claim().relation
    assert claimed(total) == "ill-posed"
    assert claimed(total, [Dominated(1, s.p(s.x))]) == "proved"
