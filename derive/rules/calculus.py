"""Derivatives, integrals and limits, computed by SymPy; the rest of the equation by the kernel.

    SymPy: D f = g        kernel: g = h
    ─────────────────────────────────── CALCULUS      (D: d/dθ, ∫, lim)
                D f = h

A derivative goes through our own sums by linearity, and d z(x)/d z(j) = [x = j]; for functions of
real numbers it is SymPy's. What results rests on "SymPy's calculus".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Dummy, Expr, Integer, Mul

from derive.kernel.theorem import Rests
from derive.language.alphabets import Alphabet, Delta
from derive.language.expressions import Inverse, Product, Sum
from derive.language.laws import ConditionalValue, LawValue
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import QuantityValue
from derive.language.relations import Relation, as_expression
from derive.rules.fact import Decision, Fact, Ground

AXIOM = "SymPy's calculus"
_OPAQUE = (Sum, QuantityValue, LawValue, ConditionalValue, Measure, Product, Inverse, Alphabet)


class _Calculus(Fact):
    """What SymPy computes, and the value that is claimed for it."""

    rule = "calculus"
    value: Expr

    def computed(self) -> Expr:
        """What SymPy gives."""
        raise NotImplementedError

    def decide(self, ground: Ground) -> Decision:
        # the two roads are loaded when they are used: `import derive` stays light
        from derive.kernel.normal import Normalizer
        from derive.numeric import attack
        from derive.search.engine import find
        from derive.translate.bridge import Translator

        relation = Relation(self.computed(), "=", self.value)
        if ground.settings is not None:
            evidence = attack(relation, ground.given, ground.settings)
            if evidence.counterexample is not None:
                lines = tuple(evidence.counterexample.describe())
                kind = "refuted" if evidence.verdict == "refuted" else "ill-posed"
                return Decision(kind, detail=lines, note=f"SymPy gives {text(relation.lhs)}")  # type: ignore[arg-type]
        translator = Translator()
        statement = translator.statement(relation)
        found = find(Normalizer(translator.context(ground.given)), statement)
        if found.theorem is None:
            return Decision("open", note=f"SymPy gives {text(relation.lhs)}; {found.why}")
        return Decision("proved", found.theorem.rests | Rests(axioms=frozenset({AXIOM})))


class Derivative(_Calculus):
    """d f/dθ = value, for a quantity θ, also with letters: `Derivative(p*L, L, p)`."""

    def __init__(self, f: Any, wrt: Any, value: Any) -> None:
        self.f, self.wrt, self.value = as_expression(f), as_expression(wrt), as_expression(value)
        if not isinstance(self.wrt, QuantityValue):
            raise DeriveError(f"Derivative: got {wrt!r}; expected a quantity such as Real('θ').")

    def text(self) -> str:
        return f"d/d{text(self.wrt)} [{text(self.f)}] = {text(self.value)}"

    def latex(self) -> str:
        down = rf"\partial {latex(self.wrt)}"
        return rf"\frac{{\partial}}{{{down}}} \left[ {latex(self.f)} \right] = {latex(self.value)}"

    def computed(self) -> Expr:
        return derivative(self.f, self.wrt)


class Integral(_Calculus):
    """∫ f(t) dt from `lower` to `upper` = value; f a function of one real variable."""

    def __init__(self, f: Callable[[Expr], Any], lower: Any, upper: Any, value: Any) -> None:
        self.f, self.value = f, as_expression(value)
        self.lower, self.upper = as_expression(lower), as_expression(upper)

    def text(self) -> str:
        t = sympy.Symbol("t")
        low, up = text(self.lower), "∞" if self.upper is sympy.oo else text(self.upper)
        return f"∫ {text(self.f(t))} dt from {low} to {up} = {text(self.value)}"

    def latex(self) -> str:
        t = sympy.Symbol("t")
        ends = rf"\int_{{{latex(self.lower)}}}^{{{sympy.latex(self.upper)}}}"
        return rf"{ends} {latex(self.f(t))} \, dt = {latex(self.value)}"

    def computed(self) -> Expr:
        t = Dummy("t", real=True)
        ends, back = [], {}
        for end in (self.lower, self.upper):
            plain, names = _plain(end)
            ends.append(plain)
            back.update(names)
        done = sympy.integrate(self.f(t), (t, *ends))
        if done.has(sympy.Integral):
            raise DeriveError(f"{self.text()}: SymPy does not find this integral.")
        return done.xreplace(back)


class Limit(_Calculus):
    """f(n) → value as n → ∞; f a function of one positive variable."""

    def __init__(self, f: Callable[[Expr], Any], value: Any) -> None:
        self.f, self.value = f, as_expression(value)

    def text(self) -> str:
        return f"{text(self.f(sympy.Symbol('n')))} → {text(self.value)} as n → ∞"

    def latex(self) -> str:
        f = latex(self.f(sympy.Symbol("n")))
        return rf"\lim_{{n \to \infty}} {f} = {latex(self.value)}"

    def computed(self) -> Expr:
        n = Dummy("n", positive=True)
        f, back = _plain(as_expression(self.f(n)))
        return sympy.limit(f, n, sympy.oo).xreplace(back)


def derivative(e: Expr, wrt: QuantityValue) -> Expr:
    """d e / d wrt: chain rule through opaque parts, SymPy for the functions of real numbers."""
    plain, parts = _plain(e)
    terms = [
        sympy.diff(plain, symbol).xreplace(parts) * _of_part(part, wrt)
        for symbol, part in parts.items()
    ]
    return sympy.Add(*terms)


def _plain(e: Expr) -> tuple[Expr, dict[Expr, Expr]]:
    """The expression with symbols for its opaque parts, and which symbol stands for which."""
    found: dict[Expr, Expr] = {}

    def visit(x: Expr) -> Expr:
        if isinstance(x, _OPAQUE):
            return found.setdefault(x, Dummy("d", positive=_is_positive(x), real=True))
        return x.func(*map(visit, x.args)) if x.args else x

    plain = visit(e)
    return plain, {symbol: part for part, symbol in found.items()}


def _is_positive(x: Expr) -> bool | None:
    return True if isinstance(x, QuantityValue) and x.quantity.sign == "pos" else None


def _of_part(part: Expr, wrt: QuantityValue) -> Expr:
    if isinstance(part, QuantityValue):
        if part.quantity != wrt.quantity:
            return Integer(0)
        return Mul(
            *(Delta(i, j) if i != j else Integer(1) for i, j in zip(part.at, wrt.at, strict=True))
        )
    if isinstance(part, Sum):
        if set(part.indices) & wrt.free_symbols:
            raise DeriveError(f"derivative by {text(wrt)}: its letter is summed over. Try another.")
        inner = derivative(part.body, wrt)
        return Sum(inner, *part.indices) if inner != 0 else Integer(0)
    if isinstance(part, (Measure, Product)):
        return derivative(part.unfold(), wrt)
    if isinstance(part, Inverse):
        return -(part**2) * derivative(part.args[0], wrt)
    return Integer(0)
