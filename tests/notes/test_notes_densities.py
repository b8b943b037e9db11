"""Where the text speaks of densities no proof for finite alphabets is enough."""

import pytest

from derive.derivation.limits import Limits
from derive.language.alphabets import Alphabet
from derive.language.laws import Distribution, Law
from derive.language.measures import KL, H
from derive.language.relations import Ge, Le
from derive.notes.check import check_notes
from derive.notes.decide.densities import NoDensity, of_cells
from derive.notes.settings import NOTHING
from derive.numeric import Settings

DENSITY = "Let $X$ be a continuous random variable with density $p$.\n\n"
TWO = "Let $p$ and $q$ be probability densities on the real line.\n\n$$ \\int p(x)\\,dx = 1 $$\n\n"
PAIR = "Let $X$ and $Y$ be jointly Gaussian.\n\n"


def last(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


@pytest.mark.parametrize(
    "text",
    [
        "Let $p$ be a probability density on the real line.\n\n$$ p(x) \\le 1 $$",
        f"{DENSITY}$$ -\\int p(x) \\log p(x)\\,dx \\ge 0 $$",
        "For a continuous random variable $Z$ with density $f$,\n\n$$ f(z) \\le 1 $$",
        "$$ h(X) \\ge 0 $$",
        f"{PAIR}$$ I(X;Y) \\le H(X) $$",
        f"{PAIR}$$ H(X) \\le H(X,Y) $$",
    ],
)
def test_what_fails_for_densities_is_not_proved(text):
    step = last(text)
    assert step.verdict == "refuted unless"
    assert "density" in step.why and any("Δ" in line for line in step.counterexample)


def test_the_entropy_of_a_uniform_law_on_a_short_interval_is_negative():
    step = last("Let $X$ be uniform on $[0, 1/2]$.\n\n$$ H(X) \\ge 0 $$")
    assert step.verdict == "refuted unless"
    assert step.readback_lhs == "h(X)"


@pytest.mark.parametrize(
    "formula", ["H(X|X) = 0", "I(X;X) = H(X)", "H(X) \\le \\log |\\mathcal{X}|"]
)
def test_what_says_nothing_of_densities_is_open_and_says_why(formula):
    step = last(f"{DENSITY}$$ {formula} $$")
    assert step.verdict == "open" and "densit" in step.why


@pytest.mark.parametrize(
    ("intro", "formula"),
    [
        (PAIR, r"H(X,Y) = H(X) + H(Y|X)"),
        (PAIR, r"I(X;Y) \ge 0"),
        (PAIR, r"H(X|Y) \le H(X)"),
        (PAIR, r"H(X,Y) \le H(X) + H(Y)"),
        (PAIR, r"I(X;Y) = H(X) - H(X|Y)"),
        (TWO, r"\int p(x) \log \frac{p(x)}{q(x)}\,dx \ge 0"),
        (DENSITY, r"H(X) = -\int p(x) \log p(x)\,dx"),
    ],
)
def test_what_holds_for_cells_of_every_length_is_proved_for_finite_alphabets(intro, formula):
    step = last(f"{intro}$$ {formula} $$")
    assert step.verdict == "proved if" and "for finite alphabets" in step.assumed


@pytest.mark.parametrize(
    "text",
    [
        "Let $p$ be a probability mass function.\n\n$$ p(x) \\le 1 $$",
        "Let $X$ be a discrete random variable.\n\n$$ H(X) \\ge 0 $$",
        f"# Before\n\n{DENSITY}# Now\n\nLet $Y$ be discrete.\n\n$$ H(Y) \\ge 0 $$",
    ],
)
def test_discrete_ones_are_proved(text):
    assert last(text).verdict == "proved"


def test_cells():
    x, y = Alphabet("x"), Alphabet("y")
    p, r = Distribution("p", x), Law("r", x, y)
    assert of_cells(Le(p(x), 1), [y.alphabet]) == Le(p(x), 1)
    assert str(of_cells(Le(p(x), 1), [x.alphabet])) == f"p(x)/Δ{x.alphabet} ≤ 1"
    assert str(of_cells(Le(r(x | y), 1), [y.alphabet])) == "r(x|y) ≤ 1"
    with pytest.raises(NoDensity):
        of_cells(Ge(H(p), x.size), [x.alphabet])
    assert of_cells(Ge(KL(p, p), 0), [x.alphabet]).rhs == 0


def test_a_uniform_law_on_an_interval_is_taken_as_it_is():
    step = last(f"{DENSITY}$$ H(X) \\ge 0 $$")
    assert step.verdict in ("refuted", "refuted unless") and step.counterexample
