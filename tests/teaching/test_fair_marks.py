"""Marks compare statements, not names: and what is assumed, or forgotten, is said."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive import (
    KL,
    Alphabet,
    Channel,
    CodeLengths,
    Derivation,
    Distribution,
    Dominated,
    E,
    Eq,
    Ge,
    H,
    I,
    Independent,
    Law,
    Le,
    Let,
    Letters,
    Markov,
    Positive,
    Real,
    Sum,
    alphabets,
    cross_entropy,
    log,
)
from derive.derivation.check import ASSUMED, check
from derive.teaching import grade, grade_script

pytest_plugins = ["pytester"]

x, y, z = alphabets("x y z")
a, b, c = alphabets("a b c")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables
other = Law("p", a, b)
A, B = other.variables
TARGET = Le(H(X | Y), H(X))


def marks(chain, target=TARGET, given=(), **options):
    made = grade(chain, target, given, hint_seconds=0.1, **options)
    assert json.loads(json.dumps(made)) == made
    assert 0 <= made["score"] <= 1
    return made


def derivation(lines, given=(), claim=None):
    """A script's derivation: lines with signs between them, or (sign, reason)."""

    def mine(proof):
        if lines:
            proof.start(lines[0])
        for sign, line in zip(lines[1::2], lines[2::2], strict=True):
            sign, reason = sign if isinstance(sign, tuple) else (sign, "")
            {"=": proof.eq, "<=": proof.le, ">=": proof.ge}[sign](line, reason)
        if claim is not None:
            proof.claim(claim)

    return Derivation(mine, "an answer", list(given))


def changed(made):
    return {k: v for k, v in made["matched"].items() if v and k != "sentence"}


# -- other names, another base, moved terms ------------------------------------------------------

s = Law("s", y, x)
SY, SX = s.variables
W = Channel("W", y, given=x)
V = Channel("V", b, given=a)
u, v = Distribution("u", a), Distribution("v", a)
L, M = CodeLengths("L", x), CodeLengths("M", a)

RIGHT = {
    "another law, other letters": (
        [H(A | B), "=", H(A) - I(A, B), "<=", H(A)],
        TARGET,
        {"laws": {"p": "r"}, "variables": {"A": "X", "B": "Y"}},
    ),
    "the law's name alone": (
        (lambda X, Y: [H(X | Y), "<=", H(X)])(*Law("w", x, y).variables),
        TARGET,
        {"laws": {"w": "r"}},
    ),
    "the variables in another order": (
        [H(SX | SY), "<=", H(SX)],
        TARGET,
        {"laws": {"s": "r"}},
    ),
    "bits": (
        [H(X | Y, base=2), "=", H(X, base=2) - I(X, Y, base=2), "<=", H(X, base=2)],
        TARGET,
        {"base": "bits for nats"},
    ),
    "nats": (
        [H(X | Y), "<=", H(X)],
        Le(H(X | Y, base=2), H(X, base=2)),
        {"base": "nats for bits"},
    ),
    "base 3": (
        [H(X | Y, base=3), "<=", H(X, base=3)],
        Le(H(X | Y, base=2), H(X, base=2)),
        {"base": "base 3 for bits"},
    ),
    "another law in bits, the sides exchanged": (
        [H(A, base=2), ">=", H(A | B, base=2)],
        TARGET,
        {"laws": {"p": "r"}, "variables": {"A": "X", "B": "Y"}, "base": "bits for nats"},
    ),
    "all on one side": (
        [0, "<=", H(A) - H(A | B)],
        TARGET,
        {"laws": {"p": "r"}, "variables": {"A": "X", "B": "Y"}},
    ),
    "twice": ([2 * H(X | Y), "<=", 2 * H(X)], TARGET, {}),
    "moved terms of an identity": (
        [I(A, B) + H(A | B), "=", H(A)],
        Eq(I(X, Y), H(X) - H(X | Y)),
        {"laws": {"p": "r"}, "variables": {"A": "X", "B": "Y"}},
    ),
    "an identity for the other variable": (
        [I(X, Y), "=", H(Y) - H(Y | X)],
        Eq(I(X, Y), H(X) - H(X | Y)),
        {"variables": {"X": "Y", "Y": "X"}},
    ),
    "a channel": (
        [Sum(V(b | a) * u(a), a, b), "=", 1],
        Eq(Sum(W(y | x) * p(x), x, y), 1),
        {"laws": {"V": "W", "u": "p"}, "variables": {"A": "X", "B": "Y"}},
    ),
    "free letters": (
        [u(a) * V(b | a), "<=", u(a)],
        Le(p(x) * W(y | x), p(x)),
        {
            "laws": {"u": "p", "V": "W"},
            "variables": {"A": "X", "B": "Y"},
            "letters": {"a": "x", "b": "y"},
        },
    ),
    "a size": (
        [H(u), "<=", log(a.size)],
        Le(H(p), log(x.size)),
        {"laws": {"u": "p"}, "variables": {"A": "X"}},
    ),
    "a quantity": (
        [E(Real("g", a)(a), u) * 2, "=", E(2 * Real("g", a)(a), u)],
        Eq(2 * E(Real("f", x)(x), p), E(2 * Real("f", x)(x), p)),
        {"laws": {"u": "p"}, "variables": {"A": "X"}, "quantities": {"g": "f"}},
    ),
    "named letters": (
        [H(Distribution("s", Letters("t", "heads", "tails"))), "<=", log(2)],
        Le(H(Distribution("r", Letters("z", 0, 1))), log(2)),
        {"laws": {"s": "r"}, "variables": {"T": "Z"}},
    ),
    "a defined name": (
        [H(A), ">=", Let("h", H(A | B))],
        TARGET,
        {"laws": {"p": "r"}, "variables": {"A": "X", "B": "Y"}},
    ),
}


@pytest.mark.parametrize(("chain", "target", "matched"), RIGHT.values(), ids=RIGHT)
def test_a_right_proof_under_other_names_earns_all(chain, target, matched):
    made = marks(chain, target)
    assert (made["exact"], made["problem"]) == ("1", None), made
    assert changed(made) == matched


def test_what_was_matched_is_said():
    made = marks([H(A | B, base=2), "<=", H(A, base=2)])
    assert made["matched"]["sentence"] == (
        "Read with the law p for r, A for X, B for Y, bits for nats."
    )
    assert marks([H(X | Y), "<=", H(X)])["matched"]["sentence"] == ""
    assert made["target"]["text"] == "H(X|Y) ≤ H(X)"


def test_a_route_is_asked_for_in_the_students_names():
    way = [H(X) - I(X, Y)]
    long = [H(A | B, base=2), "=", H(A, base=2) - I(A, B, base=2), "<=", H(A, base=2)]
    made = marks(long, route=way)
    assert made["exact"] == "1"
    assert made["route"][0]["line"] == "H(X) - I(X;Y)"
    assert marks([H(A | B), "<=", H(A)], route=way)["exact"] == "1/2"


def test_steps_under_other_names_earn_what_they_would_under_the_teachers():
    for one, two in ((X, Y), (A, B)):
        made = marks([H(one | two), "=", H(one) - I(one, two), "=", H(one)])
        assert [t["credit"] for t in made["steps"]] == [1, 0]
        assert made["exact"] == "1/4"
        assert not made["target_reached"]
    assert made["target_message"].startswith("Read with the law p for r")


def conditioning(names, base):
    one, two = Law(names[3], *alphabets(f"{names[0]} {names[1]}")).variables
    h1, h2, i = H(one, base=base), H(one | two, base=base), I(one, two, base=base)
    return [h2, "=", h1 - i, "<=", h1], Le(h2, h1), []


def not_negative(names, base):
    one, two = (Distribution(n, Alphabet(names[0])) for n in names[3:5])
    return [KL(one, two, base=base), ">=", 0], Ge(KL(one, two, base=base), 0), [one << two]


def data_processing(names, base):
    one, two, three = Law(names[3], *alphabets(" ".join(names[:3]))).variables
    ends = I(one, three, base=base), I(one, two, base=base)
    middle = I(one, (two, three), base=base)
    return [ends[0], "<=", middle, "=", ends[1]], Le(*ends), [Markov(one, two, three)]


def source_coding(names, base):
    law, code = (
        Distribution(names[3], Alphabet(names[0])),
        CodeLengths(names[4], Alphabet(names[0])),
    )
    mean, entropy = E(code(*code.over), law), H(law, base=2)
    return [entropy, "<=", mean], Le(entropy, mean), [code.kraft()]


NAMES = st.tuples(st.permutations(list("xyzab")), st.permutations(list("pqrwt"))).map(
    lambda drawn: (*drawn[0][:3], *drawn[1][:2])
)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from([conditioning, not_negative, data_processing, source_coding]),
    NAMES,
    NAMES,
    st.sampled_from([None, 2, 3]),
    st.sampled_from([None, 2, 4]),
)
def test_marks_do_not_depend_on_names_and_bases(exercise, teachers, students, base, own):
    """Both draw from the same names, so that they are exchanged in all ways."""
    _, target, assumed = exercise(teachers, base)
    lines, _, stated = exercise(students, own)
    made = marks(derivation(lines, stated), target, assumed)
    assert (made["exact"], made["hypotheses"]["extra"]) == ("1", []), made


# -- what is no renaming -------------------------------------------------------------------------

WRONG = {
    "another relation": ([H(A | B), ">=", H(A)], TARGET, ()),
    "another statement": ([H(A), "<=", H(A, B)], TARGET, ()),
    "another identity": ([H(X, Y), "=", H(Y) + H(X | Y)], Eq(I(X, Y), H(X) - H(X | Y)), ()),
    "one law twice": ([KL(p, p), ">=", 0], Ge(KL(p, q), 0), [p << q]),
    "one variable twice": ([H(X, X), "<=", H(X) + H(X)], Le(H(X, Y), H(X) + H(Y)), ()),
    "nothing": ([0, "=", 0], Eq(H(X, Y), H(X) + H(Y | X)), ()),
    "another measure": ([cross_entropy(p, q), ">=", 0], Ge(KL(p, q), 0), [p << q]),
    "two laws exchanged": ([KL(q, p), ">=", 0], Ge(KL(p, q), 0), [p << q]),
    "bits on one side": ([H(X | Y), "<=", H(X, base=2)], TARGET, ()),
}


@pytest.mark.parametrize(("chain", "target", "given"), WRONG.values(), ids=WRONG)
def test_what_says_something_else_does_not_reach_the_target(chain, target, given):
    made = marks(chain, target, given)
    assert not made["target_reached"]
    assert made["score"] <= 0.5


def gibbs(one, two, stated):
    return derivation([KL(one, two), ">=", 0], stated)


def test_laws_are_exchanged_in_the_hypotheses_too_or_not_at_all():
    target = Ge(KL(p, q), 0)
    whole = marks(gibbs(q, p, [q << p]), target, [p << q])
    assert whole["exact"] == "1"
    assert changed(whole) == {"laws": {"p": "q", "q": "p"}}
    for stated in ([p << q], []):
        made = marks(gibbs(q, p, stated), target, [p << q])
        assert (made["score"], made["matched"]) == (0, None)
        assert "D(q‖p) for D(p‖q)" in made["problem"]


def test_under_names_that_only_the_student_uses_too():
    target = Ge(KL(p, q), 0)
    assert marks(gibbs(u, v, [u << v]), target, [p << q])["exact"] == "1"
    assert marks(gibbs(v, u, [v << u]), target, [p << q])["exact"] == "1"
    crossed = marks(gibbs(u, v, [v << u]), target, [p << q])
    assert (crossed["score"], crossed["matched"]) == (0, None)


def test_under_the_teachers_names_a_wrong_hypothesis_is_a_missing_one():
    made = marks(gibbs(p, q, [q << p]), Ge(KL(p, q), 0), [p << q])
    assert made["exact"] == "3/4"
    assert made["hypotheses"]["missing"] == ["p ≪ q"]
    assert made["hypotheses"]["extra"] == ["q ≪ p"]


def test_a_claim_that_the_chain_does_not_show_earns_nothing():
    """Else true steps about anything would earn half."""
    for one, two in ((X, Y), (A, B)):
        claim = Le(H(one | two), H(one))
        made = marks(derivation([H(u), "=", H(u) + 1 - 1, "<=", H(u) + 1], claim=claim))
        assert made["score"] == 0
        made = marks(derivation([H(v), "<=", H(v) + 1], claim=claim))
        assert (made["score"], made["target_reached"]) == (0, False)


def test_a_symmetric_target_may_be_read_either_way():
    target = Le(H(X, Y), H(X) + H(Y))
    assert marks([H(Y, X), "<=", H(Y) + H(X)], target)["exact"] == "1"
    assert marks([H(B, A), "<=", H(B) + H(A)], target)["exact"] == "1"


def test_a_narrower_sign_is_another_statement():
    t, n = Real("t"), Positive("n")
    made = marks([n * n, ">=", 0], Ge(t * t * t, 0))
    assert made["score"] == 0
    assert marks([Real("w") ** 2, ">=", 0], Ge(n**2, 0))["exact"] == "1"


def test_alphabets_are_not_made_one():
    """Of p(x), q(y) with two alphabets a statement about one alphabet is a special case."""
    two = Law("t", x, x.another("x2"))
    one, other_one = two.variables
    made = marks([H(one, other_one), "<=", H(one) + H(other_one)], Le(H(X, Y), H(X) + H(Y)))
    assert not made["target_reached"]


# -- hypotheses ----------------------------------------------------------------------------------

chain3 = Law("m", x, y, z)
MX, MY, MZ = chain3.variables
PROCESSING = Le(I(MX, MZ), I(MX, MY))
abc = Law("n", a, b, c)
NA, NB, NC = abc.variables


def processing(stated, one=MX, two=MY, three=MZ):
    lines = [I(one, three), "<=", I(one, (two, three)), "=", I(one, two)]
    return derivation(lines, stated)


def test_stated_hypotheses_are_reported_under_the_students_names():
    made = marks(processing([Markov(NA, NB, NC)], NA, NB, NC), PROCESSING, [Markov(MX, MY, MZ)])
    assert made["exact"] == "1"
    assert made["hypotheses"]["missing"] == made["hypotheses"]["extra"] == []
    assert made["hypotheses"]["stated"] == ["A → B → C: n(a,b,c)·n(b) = n(a,b)·n(b,c)"]


def test_a_forgotten_markov_chain_costs_a_quarter():
    made = marks(processing([]), PROCESSING, [Markov(MX, MY, MZ)])
    assert (made["exact"], made["correct"]) == ("3/4", False)
    assert made["hypotheses"]["needed"] == made["hypotheses"]["missing"]
    assert "without which step 2 is not proved" in made["hypotheses"]["message"]
    weighed = {
        share: marks(processing([]), PROCESSING, [Markov(MX, MY, MZ)], hypotheses_share=share)[
            "exact"
        ]
        for share in (0, "1/2", 1)
    }
    assert weighed == {0: "1", "1/2": "1/2", 1: "0"}


def test_a_forgotten_absolute_continuity_costs_a_quarter():
    made = marks(gibbs(p, q, []), Ge(KL(p, q), 0), [p << q])
    assert (made["exact"], made["hypotheses"]["needed"]) == ("3/4", ["p ≪ q"])
    assert marks(gibbs(p, q, [p << q]), Ge(KL(p, q), 0), [p << q])["exact"] == "1"


def test_of_two_needed_hypotheses_each_counts_alike():
    given = [p << q, u << v]
    target = Ge(KL(p, q) + KL(u, v), 0)
    made = marks(derivation([KL(p, q) + KL(u, v), ">=", 0], given[:1]), target, given)
    assert (made["exact"], made["hypotheses"]["needed"]) == ("7/8", ["u ≪ v"])


def test_a_hypothesis_that_is_not_needed_costs_nothing():
    made = marks(derivation([H(X | Y), "<=", H(X)]), TARGET, [Independent(X, Y)])
    assert made["exact"] == "1"
    assert made["hypotheses"]["missing"]
    assert made["hypotheses"]["needed"] == []
    assert "not needed" in made["hypotheses"]["message"]


def test_a_list_of_lines_has_no_place_for_hypotheses():
    made = marks([KL(p, q), ">=", 0], Ge(KL(p, q), 0), [p << q])
    assert (made["exact"], made["hypotheses"]["missing"]) == ("1", [])


@pytest.mark.parametrize(
    ("stated", "given"),
    [
        ([Independent(MX, (MY, MZ))], [Independent(MX, MY)]),
        ([Markov(MZ, MY, MX)], [Markov(MX, MY, MZ)]),
        ([Dominated(1, q(x))], [p << q]),
    ],
)
def test_a_hypothesis_may_be_said_in_other_words_or_be_stronger(stated, given):
    target = Ge(KL(p, q), 0) if given == [p << q] else Ge(I(MX, MY), 0)
    lines = [target.lhs, ">=", 0] if not hasattr(target, "expressions") else None
    sides = lines or [*target.expressions()]
    chain = lines or [sides[0], ">=", sides[1]]
    assert marks(derivation(chain, stated), target, given)["hypotheses"]["missing"] == []


def test_steps_are_judged_under_the_teachers_hypotheses():
    made = marks(derivation([H(X | Y), "=", H(X)], [Independent(X, Y)]))
    assert made["hypotheses"]["extra"] == ["X ⊥ Y: r(x,y) = r(x)·r(y)"]
    assert made["steps"][0]["verdict"] == "refuted"
    assert made["score"] == 0


# -- assumed results -----------------------------------------------------------------------------

RESULT = Le(H(X | Y), H(X))
GIVEN_AWAY = {
    "the target": [RESULT],
    "the target as SymPy's": [H(X | Y) <= H(X)],
    "the other way round": [Ge(H(X), H(X | Y))],
    "rearranged": [Ge(I(X, Y), 0)],
    "in bits": [Ge(I(X, Y, base=2), 0)],
    "stronger": [Eq(H(X | Y), H(X))],
    "by a constant": [Ge(I(X, Y), 1)],
    "in two parts": [Le(H(X | Y), log(3)), Le(log(3), H(X))],
    "beside another": [Ge(H(Y), 0), RESULT],
}


@pytest.mark.parametrize("stated", GIVEN_AWAY.values(), ids=GIVEN_AWAY)
def test_an_assumed_target_earns_nothing(stated):
    made = marks(derivation([H(X | Y), ("<=", "given"), H(X)], stated))
    assert (made["score"], made["target_reached"]) == (0, False), made["assumed"]
    assert "assumed, not proved" in made["target_message"]
    assert made["hypotheses"]["extra"]


def test_an_assumed_target_under_other_names():
    stated = [Le(H(A | B), H(A))]
    assert marks(derivation([H(A | B), ("<=", stated[0]), H(A)], stated))["score"] == 0


def test_the_other_steps_of_a_proof_that_assumes_its_target_count():
    lines = [H(X | Y), "=", H(X, Y) - H(Y), "<=", H(X)]
    made = marks(derivation(lines, [RESULT]))
    assert [t["credit"] for t in made["steps"]] == [1, 0]  # the second is the target, rearranged
    assert (made["exact"], made["target_reached"]) == ("1/4", False)


def test_a_theorem_that_is_the_target_is_no_reason():
    lemma = derivation([H(A | B), "<=", H(A)])
    for reason in (lemma, derivation([H(X | Y), "<=", H(X)])):
        made = marks(derivation([H(X | Y), ("<=", reason), H(X)]))
        assert made["score"] == 0
    assert made["assumed"] == ["the reason of step 1 is the target itself"]


def test_a_theorem_under_assumptions_of_its_own_is_no_reason():
    lemma = derivation([H(X | Y), "<=", H(X) - 1], [Ge(I(X, Y), 1)])
    made = marks(derivation([H(X | Y), ("<=", lemma), H(X)]))
    assert (made["score"], made["target_reached"]) == (0, False)


def test_a_general_theorem_is_a_reason():
    general = derivation([KL(p, q), ">=", 0], [p << q])
    reason = general.on(p=r(x, y), q=r(x) * r(y))
    made = marks(derivation([I(X, Y), (">=", reason), 0]), Ge(I(X, Y), 0))
    assert made["exact"] == "1"


def test_a_harmless_hypothesis_is_not_an_assumed_target():
    made = marks(derivation([H(X | Y), "<=", H(X)], [Ge(H(X), 0)]))
    assert (made["exact"], made["assumed"]) == ("1", [])


# -- what the messages say -----------------------------------------------------------------------


def test_a_chain_about_something_else_says_what_it_is_about():
    made = marks([H(p), ">=", 0])
    assert made["score"] == 0
    assert made["problem"].startswith("it is about H(p) ≥ 0, and not about H(X|Y) ≤ H(X).")
    assert "The target is about the law r of X, Y, this about the law p of X." in made["problem"]
    assert made["target_message"].startswith("The chain neither begins nor ends")
    near = marks([H(Y | X), ">=", 0])
    assert "It has H(Y|X) for H(X|Y)." in near["problem"]


def test_with_alphabets_of_one_name():
    """The teacher's x and the student's x are other alphabets; nothing is mixed up."""
    swapped = Law("r", y, x)
    one, two = swapped.variables
    made = marks([H(one | two), "<=", H(one)])
    assert made["exact"] == "1"
    far = Law("r", Alphabet("x"), y, z)
    assert marks([H(far.variables[0]), ">=", 0])["score"] == 0


# -- scripts -------------------------------------------------------------------------------------

SCRIPT = """
from derive import *
a, b = alphabets("a b")
A, B = Law("p", a, b).variables

@theorem("Conditioning", given=[{given}])
def mine(proof):
    proof.start(H(A | B))
    proof.le(H(A))
    proof.claim(Le(H(A | B), H(A)))

{more}
"""
ITSELF = "Ge(H(A, base=2), H(A | B, base=2))"


def test_a_script_is_marked_under_its_own_names(tmp_path):
    path = tmp_path / "anna.py"
    path.write_text(SCRIPT.format(given="", more=""))
    made = grade_script(path, TARGET)
    assert (made["exact"], made["matched"]["laws"]) == ("1", {"p": "r"})
    path.write_text(SCRIPT.format(given=ITSELF, more=""))
    assert grade_script(path, TARGET)["score"] == 0


def test_which_derivation_is_meant_is_asked_for_in_words(tmp_path):
    second = "@theorem('t')\ndef other(proof):\n    proof.claim(H(A) >= H(A | B))\n"
    path = tmp_path / "two.py"
    path.write_text(SCRIPT.format(given="", more=second))
    assert grade_script(path, TARGET)["problem"] == (
        "2 derivations, mine, other, are about H(X|Y) ≤ H(X): keep the one that is to be marked."
    )
    assert (
        "there is no derivation named third; there are mine, other."
        in (grade_script(path, TARGET, name="third")["problem"])
    )


def test_of_several_derivations_the_one_about_the_target_is_marked(tmp_path):
    lemma = "@theorem('t')\ndef other(proof):\n    proof.claim({claim})\n"
    path = tmp_path / "with_a_lemma.py"
    path.write_text(SCRIPT.format(given="", more=lemma.format(claim="H(A) >= 0")))
    assert grade_script(path, TARGET)["exact"] == "1"
    assert not grade_script(path, TARGET, name="other")["correct"]
    found = grade_script(path, Le(H(X), log(x.size)))
    assert found["advice"] == "None of the derivations mine, other is about H(X) ≤ ln(|X|)."
    assert found["score"] == 0


def test_a_name_that_the_student_uses_for_something_else_is_no_error():
    taken = Distribution("r", a)
    made = marks(derivation([H(taken), ">=", 0]))
    assert made["problem"].startswith("it is about H(r) ≥ 0, and not about H(X|Y) ≤ H(X)."), made


def test_a_hypothesis_the_wrong_way_round_is_said_to_be():
    made = marks(gibbs(p, q, [q << p]), Ge(KL(p, q), 0), [p << q])
    assert made["advice"] == (
        "You state q ≪ p; it is the other way round, p ≪ q, without which step 1 is not proved."
    )


def test_a_wrong_condition_for_equality_is_said_and_costs_nothing():
    for condition, said in (
        (Eq(H(p), 0), "Equality holds exactly when p(x) = 1/|X|"),
        (Eq(p(x), 1 / x.size), ""),
    ):

        def mine(proof, condition=condition):
            proof.claim(Le(H(p), log(x.size)), equality=condition)

        made = grade(Derivation(mine, "an answer", []), Le(H(p), log(x.size)))
        assert (made["exact"], made["advice"].removesuffix("  (proved)")) == ("1", said)
        assert made["equality"]["verdict"] == ("refuted" if said else "proved")


@pytest.mark.parametrize(
    "given", [ITSELF, "Le(H(A | B), H(A))", "Eq(H(A | B), H(A))", "Ge(I(A, B), 0)"]
)
def test_under_pytest_a_claim_among_its_own_hypotheses_fails(pytester, given):
    pytester.makepyfile(anna=SCRIPT.format(given=given, more=""))
    found = pytester.runpytest_inprocess("-p", "no:xdist", "-p", "no:cacheprovider", "anna.py")
    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(["mine assumes its claim: one of its own hypotheses says it*"])


@pytest.mark.parametrize("given", ["", "Ge(H(A), 0)", "Eq(I(A, B), 0)"])
def test_under_pytest_other_hypotheses_pass(pytester, given):
    pytester.makepyfile(anna=SCRIPT.format(given=given, more=""))
    found = pytester.runpytest_inprocess("-p", "no:xdist", "-p", "no:cacheprovider", "anna.py")
    found.assert_outcomes(passed=2)


def test_a_report_says_that_a_claim_is_a_hypothesis():
    report = check(derivation([H(X | Y), "<=", H(X)], [RESULT]))
    assert (report.steps[-1].kind, report.steps[-1].reason) == ("claim", ASSUMED)
    assert check(derivation([H(X | Y), "<=", H(X)])).steps[-1].reason == "the chain"
    restated = derivation([I(X, Y), "=", H(Y)], [Eq(H(Y | X), 0)])
    assert check(restated).steps[-1].reason == "the chain"
