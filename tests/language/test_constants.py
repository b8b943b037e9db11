"""π and e in print: powers of e, and (2πe)^n, which SymPy takes apart."""

import pytest
from sympy import Rational

from derive import Le, Positive, Real, exp, pi
from derive.derivation.check import check
from derive.derivation.derivation import Derivation
from derive.language.operations import Power
from derive.language.printing import latex, text

a, v, x = Positive("a"), Positive("v"), Real("x")
e = exp(1)
PRINTED = {
    "e": (e, "e", "e"),
    "its square": (exp(2), "e^2", "e^{2}"),
    "a half": (exp(Rational(1, 2)) * x, "e^(1/2)·x", r"e^{\frac{1}{2}} x"),
    "below": (1 / (2 * pi * e), "1/(2·π·e)", r"\frac{1}{2 \pi e}"),
    "its square below": (v / exp(2), "v/e^2", r"\frac{v}{e^{2}}"),
    "a power of a power": (Power(exp(2), a), "(e^2)^a", r"{\left( e^{2} \right)}^{a}"),
    "no number": (exp(2 * x), "exp(2·x)", r"\exp \left( 2 x \right)"),
    "an area": ((2 * pi * e) ** 2 * v, "(2·π·e)^2·v", r"\left( 2 \pi e \right)^{2} v"),
    "a volume": ((2 * pi * e) ** 3 * v, "(2·π·e)^3·v", r"\left( 2 \pi e \right)^{3} v"),
    "no factor": ((pi * e) ** 2, "(π·e)^2", r"\left( \pi e \right)^{2}"),
    "a third": ((2 * pi * e) ** 2 / 3, "(2·π·e)^2/3", r"\frac{1}{3} \left( 2 \pi e \right)^{2}"),
    "no square": (3 * pi**2 * exp(2), "3·π^2·e^2", r"3 \pi^{2} e^{2}"),
    "other powers": (4 * pi**2 * exp(3), "4·π^2·e^3", r"4 \pi^{2} e^{3}"),
    "π alone": (4 * pi**2 * v, "4·π^2·v", r"4 \pi^{2} v"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_as_people_write_it(name):
    value, as_text, as_latex = PRINTED[name]
    assert (text(value), latex(value)) == (as_text, as_latex)


@pytest.mark.parametrize("power", [1, 2, Rational(1, 2)])
def test_a_number_called_e_does_not_print_like_a_power_of_e(power):
    named = Positive("e")
    relation = Le(named, exp(power))
    report = check(Derivation(lambda proof: proof.claim(relation), "two meanings", given=[]))
    assert report.verdict == "error", report
    assert "e" in (report.error or str(report))
