"""What SymPy can be told to do otherwise, and nothing here does otherwise for it."""

import pytest
import sympy
from sympy import exp
from sympy.core.parameters import global_parameters
from sympy.printing.printer import Printer

from derive import (
    Alphabet,
    Distribution,
    Eq,
    Product,
    Real,
    Sum,
    log,
    quotient,
    sqrt,
    theorem,
)  # fmt: skip
from derive.cli.scripts import load_all
from derive.derivation.check import check
from derive.language import printing
from derive.language.expressions import Ceiling, Indicator, Inverse
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.numeric import Settings

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@pytest.mark.parametrize(
    "made",
    [
        lambda s: Sum(s, x), lambda s: Product(s, x), Ceiling, Indicator, Inverse,
        lambda s: quotient(s, 3), lambda s: quotient(p(x), s),
    ],
)  # fmt: skip
@pytest.mark.parametrize("what", ["1 + 1", "__import__('os')", 0.5, [1]])
def test_only_numbers_and_expressions_become_parts(made, what):
    """SymPy would evaluate the text, and take the float for exact."""
    with pytest.raises(DeriveError, match="expression: got"):
        made(what)


@pytest.fixture
def other_printers():
    kept = dict(Printer._global_settings)
    Printer.set_global_settings(
        order="rev-lex", ln_notation=True, mul_symbol="times", root_notation=False, itex=True,
        fold_short_frac=True, fold_frac_powers=True, mode="equation", full_prec=True, abbrev=True,
        sympy_integers=True, symbol_names={sympy.Symbol("t"): "u"},
    )  # fmt: skip
    printing._text_printer.cache_clear(), printing._latex_printer.cache_clear()
    yield
    Printer._global_settings.clear()
    Printer._global_settings.update(kept)
    printing._text_printer.cache_clear(), printing._latex_printer.cache_clear()


def _shown():
    e = (
        Sum(p(x) * log(p(x) / q(x)) + 3 * p(x) ** 2, x)
        - log(3) / log(2)
        + sqrt(p(x)) / 2
        + Real("t")
    )
    return text(e), latex(e)


BEFORE = _shown()


def test_init_printing_changes_no_formula(other_printers):
    assert _shown() == BEFORE


SCRIPT = """
from sympy.core.parameters import global_parameters
from derive import *
global_parameters.{setting}
x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)

@theorem("true", given=[p << q])
def true(proof):
    proof.claim(Eq(Sum(2 * (p(x) + q(x)), x), 4))

@theorem("also true", given=[p << q])
def also_true(proof):
    proof.claim(Sum(p(x) * log(p(x) / q(x)), x) - 0 * x.size >= 0)

@theorem("false", given=[p << q])
def false(proof):
    proof.claim(Eq(-2 * (p(x) + q(x)) + 2 * p(x), 2 * q(x)))
"""


@pytest.mark.parametrize(
    "setting", ["evaluate = False", "distribute = False", "exp_is_pow = True", "evaluate = True"]
)
def test_what_a_script_sets_is_its_own_and_decides_nothing(setting, tmp_path):
    before = _parameters()
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text(SCRIPT.format(setting=setting), encoding="utf-8")
    scripts = load_all(sorted(tmp_path.glob("*.py")))
    assert _parameters() == before
    for script in scripts:
        reports = [check(d, Settings(trials=50)) for d in script.derivations]
        assert [r.error for r in reports] == ["", "", ""]
        words = [r.steps[-1].verdict for r in reports]
        assert words == ["proved", "proved", "refuted"]


def test_a_derivation_is_decided_as_usual_where_nothing_evaluates():
    @theorem("exponentials")
    def exponentials(proof):
        proof.claim(Eq(exp(2) * exp(log(2)), 2 * exp(2)))

    global_parameters.evaluate = False
    try:
        report = check(exponentials, Settings(trials=50))
        assert not global_parameters.evaluate
    finally:
        global_parameters.evaluate = True
    assert report.steps[-1].verdict == "proved"


def _parameters():
    return [getattr(global_parameters, n) for n in ("evaluate", "distribute", "exp_is_pow")]
