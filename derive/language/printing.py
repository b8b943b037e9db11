"""Text and LaTeX of single expressions, in the manner of lecture notes.

SymPy's printers do the work; only products are regrouped, so that reciprocals print as
fractions and log(a)/log(2) as log₂(a).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import takewhile
from typing import Any

import sympy
from sympy import Basic, Expr, Mul, Pow, S
from sympy.printing.latex import LatexPrinter
from sympy.printing.str import StrPrinter

from derive.language.constants import power_of_e, put_together, rank
from derive.language.definitions import DefinedLaw, Definition
from derive.language.expressions import Inverse, Product, Sum, is_addition, seen
from derive.language.laws import Law
from derive.language.looks import ATOM, SUM
from derive.language.notation import Notation, current, has_namesake
from derive.language.operations import OverLetters, Power, raised_text, root_text

DIVERGENCE_TEXT = "D"
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_PREC_MUL = 50
_ABOVE_A_BAR = 60  # letters of a numerator
_MOST_PRINTERS = 32  # that are kept, each with what it has printed
_MOST_KNOWN = 4096  # expressions
_NAME_LAST = re.compile(r"\\mathrm\{[^{}]{2,}\}(?:_\{\w*\})?'*$")
_SUMS = (Sum, OverLetters)  # what follows them belongs to them
_BRACKETED = (Sum, Product, Inverse, sympy.log, sympy.exp)  # under an exponent
# Every setting is said: a notebook's `init_printing` changes the defaults of all SymPy printers.
_TEXT = {"order": "none", "full_prec": "auto", "sympy_integers": False, "abbrev": False}
_LATEX = {
    "order": "none", "mode": "plain", "itex": False, "full_prec": False, "symbol_names": {},
    "ln_notation": False, "mul_symbol": None, "root_notation": True, "fold_frac_powers": False,
    "fold_func_brackets": False, "fold_short_frac": None, "long_frac_ratio": None,
    "parenthesize_super": True, "decimal_separator": "period", "imaginary_unit": "i",
}  # fmt: skip
Laws = frozenset[Law]


def _factors(e: Expr) -> Iterator[Expr]:
    """The factors that are printed."""
    for factor in Mul.make_args(e):
        inside = seen(factor)
        yield from _factors(inside) if inside.is_Mul and inside is not factor else [inside]


def _parts(e: Mul) -> tuple[int, Expr, list[Expr], list[Expr], list[tuple[Expr, Expr]]]:
    """(sign, rational, numerator, denominator, logs with a base) of a product."""
    sign, rational = 1, S.One
    up: list[Expr] = []
    down: list[Expr] = []
    bases: list[Expr] = []
    for factor in _factors(e):
        if factor.is_Rational:
            rational *= factor
        elif isinstance(factor, Inverse):
            down.append(factor.args[0])
        elif factor.is_Pow and isinstance(factor.base, Inverse):
            down.append(Pow(factor.base.args[0], factor.exp, evaluate=False))
        elif factor.is_Pow and factor.exp == -1 and _log_of_base(factor.base):
            bases.append(factor.base.args[0])
        elif factor.is_Pow and factor.exp.is_Integer and factor.exp < 0:
            down.append(Pow(factor.base, -factor.exp))
        elif (power_of_e(factor) or 0) < 0:
            down.append(1 / factor)
        else:
            up.append(factor)
    if rational < 0:
        sign, rational = -1, -rational
    logs: list[tuple[Expr, Expr]] = []
    for base in bases:
        found = next((f for f in up if isinstance(f, sympy.log)), None)
        if found is None:
            down.append(sympy.log(base))
        else:
            up.remove(found)
            logs.append((found.args[0], base))
    _join_powers(up, down)
    rational = put_together(rational, up)
    return sign, rational, up, down, logs


def _join_powers(up: list[Expr], down: list[Expr]) -> None:
    """(ln a)²/(ln b)² is (log_b a)²."""
    for under in [d for d in down if d.is_Pow and _log_of_base(d.base)]:
        over = next((u for u in up if u.is_Pow and u.exp == under.exp), None)
        if over is not None and isinstance(over.base, sympy.log):
            up.remove(over)
            down.remove(under)
            log = Mul(over.base, 1 / under.base, evaluate=False)
            up.append(Pow(log, over.exp, evaluate=False))


def _log_of_integer(e: Expr) -> bool:
    return isinstance(e, sympy.log) and bool(e.args[0].is_Integer)


def _log_of_base(e: Expr) -> bool:
    """Whether 1/e beside a logarithm is a change of base: of a number, or a parameter b."""
    if not isinstance(e, sympy.log):
        return False
    return _log_of_integer(e) or (hasattr(e.args[0], "quantity") and not e.args[0].free_symbols)


def base_text(b: str) -> str:
    """The subscript of a base: `₂`, `_b`."""
    return b.translate(SUBSCRIPTS) if b.isdigit() else f"_{b}"


def _rank(e: Expr, laws: Laws) -> tuple[float, str]:
    """π and e, parameters, brackets of them, measures, probabilities, other values, brackets,
    logarithms, sums: as in λ·p(x)·L(x), (1 - λ)·H(p) and 2πe·v."""
    shown = _text(e, laws)
    if isinstance(e, Sum) or (e.has(Sum) and not e.is_Add):
        return 6, shown
    if isinstance(e, sympy.log):
        return 5, shown
    if e.is_Add:
        return 4 if e.free_symbols or "(" in shown else 0.5, shown
    if rank(e):
        return rank(e), shown
    base = e.base if e.is_Pow or isinstance(e, Power) else e
    if hasattr(base, "law"):
        return 1, shown
    if base.free_symbols:
        return 2, shown
    return 0.7 if "(" in shown else 0, shown


class _Remembering:
    """A printer that prints nothing twice: the parts of a line stand in others too, and are printed
    once more for their order."""

    _known: dict[Basic, str]

    def _print(self, expr: Any, **settings: Any) -> Any:
        if settings or not isinstance(expr, Basic) or not expr.args:
            return super()._print(expr, **settings)  # type: ignore[misc]
        shown = self._known.get(expr)
        if shown is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            shown = self._known[expr] = super()._print(expr)  # type: ignore[misc]
        return shown


class NotesPrinter(_Remembering, StrPrinter):
    """Plain text, with Σ, ln, log₂ and · as people write them.

    laws: those that may be meant where a measure names variables only.
    """

    def __init__(self, laws: Laws) -> None:
        super().__init__({**self._default_settings, **_TEXT})
        self.laws = laws
        self._known = {}

    def _print_Exp1(self, e: Expr) -> str:
        return "e"

    def _print_log(self, e: Expr) -> str:
        return f"ln({self._print(e.args[0])})" if e.args[0] != 2 else "ln 2"

    def _print_Pow(self, e: Expr, rational: bool = False) -> str:
        base = self.parenthesize(e.base, _PREC_MUL + 20)
        if e.exp == -1:
            return f"1/{base}"
        if e.exp == S.Half:
            return root_text(self, e.base)
        return f"{base}^{raised_text(self, e.exp)}"

    def _print_exp(self, e: Expr) -> str:
        raised = power_of_e(e)
        if raised is not None:
            return f"e^{raised_text(self, raised)}"
        return f"exp({self._print(e.args[0])})"

    def _print_Mul(self, e: Expr) -> str:
        sign, rational, up, down, logs = _parts(e)
        front = [str(rational.p)] if rational.p != 1 else []
        shown = front + [
            self.parenthesize(f, _PREC_MUL)
            for f in sorted(up, key=lambda f: _rank(f, self.laws))
            if not isinstance(f, (*_SUMS, sympy.log))
        ]
        shown += [self._print(f) for f in up if isinstance(f, sympy.log)]
        shown += [f"log{base_text(self._print(b))}({self._print(a)})" for a, b in logs]
        sums = [f for f in up if isinstance(f, _SUMS)]
        shown += [self.parenthesize(f, _PREC_MUL) for f in sums[:-1]]
        # what follows a sum must not look summed
        reaches = any(f.free_symbols or f.has(Sum) for f in down)
        reaches = reaches or (bool(down) and any(map(_ends_in, sums)))
        shown += [self.parenthesize(f, _PREC_MUL if reaches else 0) for f in sums[-1:]]
        below = ([str(rational.q)] if rational.q != 1 else []) + [
            self.parenthesize(f, _PREC_MUL + 10) for f in sorted(down, key=_log_of_integer)
        ]
        top = "·".join(shown) or "1"
        if below:
            under = "·".join(below)
            tail = (
                [f for f in up if isinstance(f, _SUMS) or is_addition(f)]
                or logs
                or [f for f in up if isinstance(f, sympy.log)]
            )
            if tail and not down:
                top = f"({front[0] if front else 1}/{under})·" + "·".join(shown[len(front) :])
            else:
                top = f"{top}/{under if len(below) == 1 else f'({under})'}"
        return ("-" if sign < 0 else "") + top

    def _print_Add(self, e: Expr, order: Any = None) -> str:
        out = ""
        for term in _ordered_terms(e, self.laws):
            shown = self._print(term)
            if out:
                out += f" - {shown[1:]}" if shown.startswith("-") else f" + {shown}"
            else:
                out = shown
        return out

    def _print_Rational(self, e: Expr) -> str:
        return f"{e.p}/{e.q}"


class NotesLatexPrinter(_Remembering, LatexPrinter):
    """LaTeX for amsmath and KaTeX, in a notation."""

    def __init__(self, notation: Notation, laws: Laws) -> None:
        super().__init__({**self._default_settings, **_LATEX})
        self.notation = notation
        self.laws = laws
        self._known = {}

    def _print_log(self, e: Expr, exp: Any = None) -> str:
        if e.args[0].is_Integer:
            return f"{self.notation.log(None)} {self._print(e.args[0])}"
        return f"{self.notation.log(None)} {self._bracket(e.args[0])}"

    def _bracket(self, e: Expr) -> str:
        return rf"\left( {self._print(e)} \right)"

    def _print_exp(self, e: Expr, exp: Any = None) -> str:
        raised = power_of_e(e)
        if raised is not None:
            return f"e^{{{self._print(raised)}}}"
        return rf"\exp {self._bracket(e.args[0])}"

    def _print_Pow(self, e: Expr) -> str:
        base = self._print(e.base)
        if e.exp == -1:
            return rf"\frac{{1}}{{{base}}}"
        if e.exp == S.Half:
            return rf"\sqrt{{{base}}}"
        if _needs_brackets(e.base, base):
            base = self._bracket(e.base)
        elif _ends_in_scripts(base):
            base = f"{{{base}}}"
        return f"{base}^{{{self._print(e.exp)}}}"

    def _print_Mul(self, e: Expr) -> str:
        sign, rational, up, down, logs = _parts(e)
        several = len(up) + len(down) + len(logs) > 1 or rational != 1
        ranked = sorted(up, key=lambda f: _rank(f, self.laws))
        ordered = [f for f in ranked if not isinstance(f, (*_SUMS, sympy.log))]
        ordered += [f for f in up if isinstance(f, sympy.log)]
        loose = [is_addition(f) or (several and _reaches_right(f)) for f in ordered]
        if ordered and ordered[-1].is_Mul and len(ordered) == len(up) and not logs:
            loose[-1] = False  # nothing follows that it could take in
        shown = [
            self._bracket(f) if wide else self._print(f)
            for f, wide in zip(ordered, loose, strict=True)
        ]
        shown += [f"{self.notation.log(self._print(b))} {self._bracket(a)}" for a, b in logs]
        sums = [f for f in up if isinstance(f, _SUMS)]
        shown += [self._bracket(f) for f in sums[:-1]] + [self._print(f) for f in sums[-1:]]
        above = self._above(ordered, up, down)
        alone = above >= len(shown) == 1 and rational.p == 1 and bool(ordered) and loose[0]
        top = ([str(rational.p)] if rational.p != 1 else []) + shown[:above]
        top, tail = ([self._print(ordered[0])] if alone else top), shown[above:]
        head = _product(top)
        if down or rational.q != 1:
            head = rf"\frac{{{head or '1'}}}{{{self._below(rational.q, down)}}}"
        return ("- " if sign < 0 else "") + _product([part for part in [head, *tail] if part])

    def _below(self, number: int, down: list[Expr]) -> str:
        """The denominator: what reaches to the right, such as ln 2, stands last or in brackets."""
        alone = len(down) + (number != 1) == 1
        shown = [str(number)] if number != 1 else []
        for f in sorted(down, key=lambda f: isinstance(f, sympy.log)):
            one = self._print(f)
            loose = is_addition(f) or _reaches_right(f) or one.startswith("-")
            shown.append(one if alone or not loose else self._bracket(f))
        return _product(shown)

    def _above(self, ordered: list[Expr], up: list[Expr], down: list[Expr]) -> int:
        """How many of a product's factors stand above the bar: those that are low, and all of
        them where else there would be none, but for a sum over a parameter, which is an average."""
        low = takewhile(lambda f: not is_addition(f) and not isinstance(f, sympy.log), ordered)
        if not down:
            return sum(1 for f in takewhile(lambda f: r"\left" not in self._print(f), low))
        found = len(list(low))
        average = all(isinstance(f, _SUMS) for f in up) and not any(
            f.free_symbols or f.has(Sum) for f in down
        )
        length = sum(len(_text(f, self.laws)) for f in up)
        short = length <= _ABOVE_A_BAR  # no line is broken above a bar
        return found if found or average or not short else len(up) + len(ordered)

    def _print_Add(self, e: Expr, order: Any = None) -> str:
        out = ""
        for term in _ordered_terms(e, self.laws):
            shown = self._print(term)
            if out:
                out += f" - {shown[1:].strip()}" if shown.startswith("-") else f" + {shown}"
            else:
                out = shown
        return out


def _reaches_right(e: Expr) -> bool:
    """Whether e takes what follows it in: Σ, Π and max over letters do, and products with them."""
    inside = seen(e)
    if inside.is_Mul:
        return any(map(_reaches_right, inside.args))
    return bool(getattr(inside, "precedence", ATOM) == SUM)


def _ends_in(e: Expr) -> bool:
    """Whether a Π or max over letters is in e: a divisor after a sum of such would go into it."""
    return any(_reaches_right(n) and not isinstance(n, Sum) for n in sympy.preorder_traversal(e))


def _ends_in_scripts(tex: str) -> bool:
    """Whether TeX would refuse a further superscript, as behind q^{*}_{x}."""
    depth, raised, primed = 0, False, False
    for c in tex:
        depth += (c == "{") - (c == "}")
        primed = depth == 0 and (c == "'" or (primed and c not in ")]"))
        raised = raised or (depth == 0 and (c == "^" or (primed and c == "_")))
        raised = raised and not (c in ")]" and depth == 0)
    return raised


def _needs_brackets(base: Expr, shown: str) -> bool:
    """Whether the base of a power does, in LaTeX."""
    inside = seen(base)
    if is_addition(inside) or inside.is_Mul or inside.is_Pow or isinstance(inside, _BRACKETED):
        return True
    if inside.is_Rational:
        return bool(inside.q != 1 or inside < 0)
    return bool(getattr(inside, "precedence", ATOM) < ATOM or "frac" in shown)


def _product(factors: list[str]) -> str:
    """Factors side by side; names of several letters apart from their neighbours, and digits."""
    out = ""
    for f in factors:
        if out and f[0].isdigit():
            out += r" \cdot " + f
            continue
        apart = _NAME_LAST.search(out) or (out and f.startswith(r"\mathrm"))
        out += (r" \, " if apart else " " if out else "") + f
    return out


def _ordered_terms(e: Expr, laws: Laws) -> list[Expr]:
    """Positive terms first; numbers last, as in `q(x)/p(x) - 1`."""
    terms = list(e.args)

    def rank(t: Expr) -> tuple[int, int, int, bool, str]:
        negative = bool(Mul.make_args(t)[0].is_negative)
        number = bool(t.is_number)
        shown = _text(t, laws)
        divergence = shown.startswith(DIVERGENCE_TEXT)  # H(P) + D(P‖Q), not the other way
        place = 1 if number and negative else -1 if number else 0
        return place, negative, divergence, shown.startswith("("), shown  # λ·p(x) + (1 - λ)·q(x)

    return sorted(terms, key=rank)


_laws: ContextVar[Laws] = ContextVar("laws", default=frozenset())


@contextmanager
def among(*things: Any) -> Iterator[None]:
    """Meanwhile the laws in these things, a derivation's expressions and relations, are all known:
    I(X;Y) of one of them says of which, if another has an X and a Y too."""
    with alone(_laws.get(), things):
        yield


@contextmanager
def alone(*things: Any) -> Iterator[None]:
    """Meanwhile the laws in these things are all that are known: those of one derivation."""
    token = _laws.set(laws_in(things))
    try:
        yield
    finally:
        _laws.reset(token)


def with_namesake(law: Law, names: Sequence[str]) -> bool:
    """Whether another of the laws that are known has variables of all these names."""
    return has_namesake(law, names, _laws.get())


def laws_in(thing: Any) -> Laws:
    """The laws in expressions, relations, facts, and collections of such."""
    if isinstance(thing, Basic):
        return _laws_of(thing)
    if isinstance(thing, dict):
        return laws_in(tuple(thing.values()))
    if isinstance(thing, (str, bytes)):
        return frozenset()
    if callable(getattr(thing, "expressions", None)):
        return laws_in(tuple(thing.expressions()))
    if isinstance(thing, Iterable):
        return frozenset().union(*map(laws_in, thing))
    return frozenset()


@lru_cache(maxsize=16384)
def _laws_of(e: Basic) -> Laws:
    bodies = [d.body for d in e.atoms(Definition, DefinedLaw)]
    return frozenset(e.atoms(Law)).union(*map(_laws_of, bodies))


def text(e: Basic) -> str:
    """One expression as plain text."""
    return _text(e, _known_with(e))


def latex(e: Basic, notation: Notation | None = None) -> str:
    """One expression as LaTeX, in the notation given or else the one in use."""
    return str(_latex_printer(notation or current(), _known_with(e)).doprint(e))


def _text(e: Basic, laws: Laws) -> str:
    return str(_text_printer(laws).doprint(e))


def _known_with(e: Basic) -> Laws:
    """The laws that are known, and those in e."""
    known, own = _laws.get(), _laws_of(e)
    return known if own <= known else known | own


@lru_cache(maxsize=_MOST_PRINTERS)
def _text_printer(laws: Laws) -> NotesPrinter:
    return NotesPrinter(laws)


@lru_cache(maxsize=_MOST_PRINTERS)
def _latex_printer(notation: Notation, laws: Laws) -> NotesLatexPrinter:
    return NotesLatexPrinter(notation, laws)
