"""A quotient is printed as one, and LaTeX has the factors and terms in the order of the text."""

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings

from derive import H, Law, Positive, Probability, Real, Sum, alphabets, exp, log
from derive.language.printing import latex, text
from derive.strategies import statements

x, y = alphabets("x y")
r = Law("r", x, y)
f, n, b, lam = Real("f", x), Positive("n"), Positive("β"), Probability("λ")
Z = Sum(exp(f(x)), x)
X, Y = r.variables


@pytest.mark.parametrize(
    ("e", "tex"),
    [
        (exp(f(x)) / Z, r"\frac{\exp \left( f(x) \right)}{\sum_{x} \exp \left( f(x) \right)}"),
        (
            r(x) * exp(f(x)) / Z,
            r"\frac{r(x) \exp \left( f(x) \right)}{\sum_{x} \exp \left( f(x) \right)}",
        ),
        (-exp(f(x)) / r(x), r"- \frac{\exp \left( f(x) \right)}{r(x)}"),
        ((H(X) - 1) / H(X), r"\frac{H(X) - 1}{H(X)}"),
        (log(r(x)) / log(n), r"\log_{n} \left( r(x) \right)"),
        (
            log(r(x)) / log(x.size),
            r"\frac{\ln \left( r(x) \right)}{\ln \left( |\mathcal{X}| \right)}",
        ),
        (Sum(f(x), x) / n, r"\frac{1}{n} \sum_{x} f(x)"),  # an average
        (Sum(f(x), x) / r(y), r"\frac{\sum_{x} f(x)}{r(y)}"),
        (r(x, y) * log(r(x)) / r(x), r"\frac{r(x,y)}{r(x)} \ln \left( r(x) \right)"),
        (exp(f(x)) / 2, r"\frac{1}{2} \exp \left( f(x) \right)"),
        ((1 + r(x)) * exp(Z), None),
    ],
)
def test_a_quotient_is_one_fraction(e, tex):
    assert tex is None or latex(e) == tex
    assert atoms(text(e)) == atoms(latex(e)) or "frac" in latex(e)


def atoms(shown):
    """What stands for itself in both, in order."""
    plain = shown.replace("\\", "").replace("left", "").replace("mid", "|").replace(" ", "")
    return re.findall(r"ln|exp|(?<!_)[pqrs]\([^()]*\)", plain)


@given(statements())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_both_have_one_order(stated):
    e = stated.relation.lhs
    tex = latex(e)
    # where a quotient parts what text has in a row
    assume(not re.search(r"\\frac\{.*\}\{(?!\d+\})", tex))
    assert atoms(text(e)) == atoms(tex)
