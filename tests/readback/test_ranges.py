"""The line of ranges is read again, and says of every quantity and named letter what it is."""

import pytest

from derive import (
    Alphabet,
    CodeLengths,
    Distribution,
    E,
    H,
    Le,
    Letters,
    Map,
    Natural,
    Nonnegative,
    OptimalLengths,
    Positive,
    Probability,
    Real,
    Subset,
    factorial,
    log,
    theorem,
)
from derive.language.declared import Declared, declared
from derive.render.notebook import formula
from trials.readback.cases import Case, notations

x, z = Alphabet("x"), Letters("z", 0, 1)
p, u = Distribution("p", x), Distribution("u", z)
SAID = [
    (Le(log(Positive("t")), 0), "t > 0"),
    (Le(log(Nonnegative("t")), 0), "t ≥ 0"),
    (Le(Probability("λ") * Probability("μ"), Real("c")), "λ, μ ∈ [0, 1]; c ∈ ℝ"),
    (Le(factorial(Natural("n")), 2), "n ∈ ℕ₀"),
    (Le(E(Real("f", x)(x), p), CodeLengths("L", x)(x)), "f(x), L(x) ∈ ℝ"),
    (Le(H(u), log(2)), "z ∈ {0, 1}"),
    (Le(H(p), log(2)), ""),
    (Le(Subset("A", x)(x), 1), ""),
]


@pytest.mark.parametrize(("relation", "said"), SAID, ids=[said for _, said in SAID])
def test_what_is_said_is_read_in_every_notation(relation, said):
    case = Case([relation])
    assert "; ".join(map(str, case.ranges)) == said
    read = [*case.read(), *(o for n in notations()[::9] for o in case.read_latex(n))]
    assert {o.how for o in read} == {"structure"}
    assert (said in {o.shown for o in read}) == bool(said)


def test_a_map_is_told_by_its_hypotheses():
    f = Map("f", x, z)
    claim = Le(f(x, z), 1)
    assert [str(d) for d in declared(claim)] == ["f(x,z) ∈ [0, 1]", "z ∈ {0, 1}"]
    assert [str(d) for d in declared(claim, *f.facts())] == ["z, z' ∈ {0, 1}"]


def test_best_lengths_are_told_by_their_hypothesis():
    lengths = CodeLengths("L", x)
    best = OptimalLengths(lengths, p)
    assert [str(d) for d in declared(best.mean() <= 0)] == ["L(x) ∈ ℝ"]
    assert declared(best.mean() <= 0, best) == ()


@pytest.mark.parametrize("lost", ["t", "range", "letters"])
def test_a_line_that_says_otherwise_is_found(lost):
    case = Case([Le(log(Positive("t")) * u(z), Positive("s"))])
    last, first = case.ranges
    said = {
        "t": (Declared(first.things[1:], first.said), last),
        "range": (Declared(first.things, ("≥ 0", r"\ge 0")), last),
        "letters": (first, Declared(last.things, ("∈ {0}", r"\in \{0\}"))),
    }
    case.ranges = said[lost]
    assert sum(o.how == "disagrees" for o in case.read()) == 2


def test_a_derivation_says_what_its_report_says():
    f = Map("f", x, z)

    @theorem("A map's value", given=f.facts())
    def value(proof):
        proof.claim(Le(f(x, z), 1))

    assert "[0, 1]" not in formula(value) and r"\in \{0, 1\}" in formula(value)
