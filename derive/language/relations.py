"""Relations and hypotheses. Ours, not SymPy's: they have no truth value to be mistaken for.

SymPy may evaluate `0 <= x` to True, and Python turns `0 <= x <= 1` into `(0 <= x) and (x <= 1)`:
together they lose half of a statement. A `Relation` refuses to be tested for truth, and a
relation that SymPy has already evaluated is refused where it would be used.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

import sympy
from sympy import Basic, Expr, Mul, sympify
from sympy.core.relational import (
    Equality,
    GreaterThan,
    LessThan,
    StrictGreaterThan,
    StrictLessThan,
    Unequality,
)

from derive.language.display import Displayed
from derive.language.names import DeriveError
from derive.language.truth import asked

Rel = Literal["=", "<=", ">=", "<", ">", "!="]
SYMBOL = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "!=": "≠"}


class Relation(Displayed):
    """lhs = rhs, ≤, ≥, <, > or ≠, for all values of the free letters."""

    def __init__(self, lhs: Any, rel: Rel, rhs: Any, name: str = "") -> None:
        if rel not in SYMBOL:
            raise DeriveError(f"rel: got {rel!r}; expected one of {', '.join(SYMBOL)}.")
        self.lhs: Expr = as_expression(lhs)
        self.rel: Rel = rel
        self.rhs: Expr = as_expression(rhs)
        self.name = name

    def __bool__(self) -> bool:
        raise DeriveError(f"the relation {self} has no truth value: {asked()}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Relation) and (self.lhs, self.rel, self.rhs) == (
            other.lhs,
            other.rel,
            other.rhs,
        )

    def __hash__(self) -> int:
        return hash((self.lhs, self.rel, self.rhs))

    def expressions(self) -> tuple[Expr, ...]:
        return (self.lhs, self.rhs)

    def __repr__(self) -> str:
        from derive.language.printing import among, text

        with among(self):
            return f"{text(self.lhs)} {SYMBOL[self.rel]} {text(self.rhs)}"


class Structure(Relation):
    """A conditional independence of one law, kept as an equation without quotients.

    kind: "independent" (groups X, Y: r(x,y) = r(x) r(y)) or "markov" (groups X, Y, Z, … for
    X → Y → Z → …: the joint law times the laws of the inner groups is the product of the laws of
    neighbours, r(x,y,z) r(y) = r(x,y) r(y,z)). groups: the variables' letters, as names.
    """

    def __init__(self, kind: str, law: Any, groups: tuple[tuple[str, ...], ...]) -> None:
        self.kind, self.law, self.groups = kind, law, groups
        letters = [tuple(v for v in law.outputs if v.name in g) for g in groups]
        if kind == "independent":
            lhs = law(*(v for g in letters for v in g))
            rhs: Any = law(*letters[0])
            for g in letters[1:]:
                rhs = rhs * law(*g)
        else:
            pairs = pairwise(letters)
            lhs = Mul(law(*(v for g in letters for v in g)), *(law(*g) for g in letters[1:-1]))
            rhs = Mul(*(law(*one, *other) for one, other in pairs))
        arrow = " ⊥ " if kind == "independent" else " → "
        self._said = arrow.join(",".join(n.upper() for n in g) for g in groups)
        super().__init__(lhs, "=", rhs)

    @property
    def name(self) -> str:
        """X ⊥ Y, with its law where another one has such variables too."""
        from derive.language.printing import with_namesake

        names = [n for g in self.groups for n in g]
        several = with_namesake(self.law, names)
        return f"{self._said} under {self.law.name}" if several else self._said

    @name.setter
    def name(self, name: str) -> None:
        """The name is what it says."""


def _groups(args: tuple[Any, ...], what: str) -> tuple[Any, tuple[tuple[str, ...], ...]]:
    from derive.language.laws import RandomVariable

    groups = [g if isinstance(g, tuple) else (g,) for g in args]
    flat = [v for g in groups for v in g]
    if not all(isinstance(v, RandomVariable) for v in flat) or len({v.law for v in flat}) != 1:
        raise DeriveError(
            f"{what}{args}: expected random variables of one law. "
            "Try X, Y = Law('r', x, y).variables."
        )
    if len(set(flat)) != len(flat):
        raise DeriveError(f"{what}{args}: a variable stands twice.")
    return flat[0].law, tuple(tuple(v.letter for v in g) for g in groups)


def Independent(*variables: Any) -> Structure:
    """Mutual independence of two or more (groups of) variables of one law."""
    law, groups = _groups(variables, "Independent")
    if len(groups) < 2:
        raise DeriveError("Independent: expected two or more variables. Try Independent(X, Y).")
    return Structure("independent", law, groups)


def Markov(*variables: Any) -> Structure:
    """The Markov chain X → Y → Z → …, of three or more (groups of) variables of one law.

    Past and future are independent given the present: for three, X and Z given Y.
    """
    law, groups = _groups(variables, "Markov")
    if len(groups) < 3:
        raise DeriveError(
            f"Markov: got {len(groups)} (groups of) variables; expected three or more. "
            "Try Markov(X, Y, Z), or Independent(X, Y)."
        )
    return Structure("markov", law, groups)


def Eq(lhs: Any, rhs: Any) -> Any:
    """lhs = rhs. Two laws are equal when they agree at every letter.

    With a random variable it is an event: Eq(X, x), Eq(X, Y).
    """
    if _is_variable(lhs) or _is_variable(rhs):
        return _event(lhs, rhs)
    lhs, rhs = _pointwise(lhs, rhs)
    return Relation(lhs, "=", rhs)


def Le(lhs: Any, rhs: Any) -> Relation:
    """lhs ≤ rhs."""
    return Relation(lhs, "<=", rhs)


def Ge(lhs: Any, rhs: Any) -> Relation:
    """lhs ≥ rhs."""
    return Relation(lhs, ">=", rhs)


def Lt(lhs: Any, rhs: Any) -> Relation:
    """lhs < rhs."""
    return Relation(lhs, "<", rhs)


def Gt(lhs: Any, rhs: Any) -> Relation:
    """lhs > rhs."""
    return Relation(lhs, ">", rhs)


def Ne(lhs: Any, rhs: Any) -> Any:
    """lhs ≠ rhs, at every letter and for every law: one case of equality refutes it.

    With a random variable it is an event: Ne(X, x), Ne(X, Y).
    """
    if _is_variable(lhs) or _is_variable(rhs):
        return ~_event(lhs, rhs)
    lhs, rhs = _pointwise(lhs, rhs)
    return Relation(lhs, "!=", rhs)


def _is_variable(side: Any) -> bool:
    from derive.language.laws import RandomVariable

    return isinstance(side, RandomVariable)


def _event(lhs: Any, rhs: Any) -> Any:
    from derive.language.events import equal

    return equal(lhs, rhs)


def _pointwise(lhs: Any, rhs: Any) -> tuple[Any, Any]:
    from derive.language.laws import Law

    letters = next((s.variables_and_inputs() for s in (lhs, rhs) if isinstance(s, Law)), ())
    return tuple(s(*letters) if isinstance(s, Law) else s for s in (lhs, rhs))  # type: ignore[return-value]


class Dominated(Displayed):
    """Absolute continuity a ≪ b: wherever a ≠ 0, b ≠ 0; that is, b(x) = 0 implies a(x) = 0."""

    def __init__(self, premise: Any, conclusion: Any) -> None:
        self.premise = as_expression(premise)
        self.conclusion = as_expression(conclusion)
        self.name = ""

    def expressions(self) -> tuple[Expr, ...]:
        return (self.premise, self.conclusion)

    def __bool__(self) -> bool:
        raise DeriveError(f"the hypothesis {self} has no truth value. Put it into given=[...].")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dominated) and self.expressions() == other.expressions()

    def __hash__(self) -> int:
        return hash(self.expressions())

    def nowhere_zero(self) -> bool:
        """Whether it says no more than that b is not 0: its premise is a number."""
        return bool(self.premise.is_Rational and self.premise != 0)

    def sides(self) -> tuple[Basic, Basic]:
        """As printed: laws by their names where this is what `p << q` means, else in letters."""
        first, second = (getattr(e, "law", None) for e in self.expressions())
        if first is not None and second is not None:
            made = first << second if _as_long(first, second) else None
            if made == self:
                return first, second
        return self.expressions()

    def __repr__(self) -> str:
        from derive.language.printing import among, text

        with among(self):
            if self.nowhere_zero():
                return f"{text(self.conclusion)} ≠ 0"
            left, right = (_below_addition(e, text(e)) for e in self.sides())
            return f"{left} ≪ {right}"


def _as_long(p: Any, q: Any) -> bool:
    own, other = p.variables_and_inputs(), q.variables_and_inputs()
    return [v.alphabet for v in own] == [v.alphabet for v in other]


def _below_addition(e: Any, shown: str) -> str:
    return f"({shown})" if getattr(e, "is_Add", False) else shown


def as_expression(e: Any) -> Expr:
    """A SymPy expression from what a user wrote.

    Raises:
        DeriveError: for text (never evaluated), for relations and for anything not a number or
            an expression.
    """
    if isinstance(e, str):
        raise DeriveError(
            f"expression: got the text {e!r}; text is never evaluated. Try building it from "
            "Alphabet, Distribution, Sum, log."
        )
    if isinstance(e, float):
        raise DeriveError(
            f"expression: got the float {e!r}; numbers that decide a verdict are exact. "
            f"Try Rational({str(e)!r})."
        )
    try:
        out: Basic = sympify(e, strict=True)
    except (sympy.SympifyError, TypeError) as err:
        raise DeriveError(
            f"expression: got {e!r} of type {type(e).__name__}; expected a number or an expression."
        ) from err
    if not isinstance(out, Expr):
        letters = getattr(e, "variables_and_inputs", tuple)()
        instead = f" Try {e}({', '.join(i.name for i in letters)})." if letters else ""
        raise DeriveError(f"expression: got {e!r}; expected a number or an expression.{instead}")
    return own(out)


def own(e: Expr) -> Expr:
    """SymPy's |·|, max, roots, π … as the language's nodes."""
    from derive.language import operations

    return operations.own(e)


def as_relation(r: Any) -> Relation:
    """Our relation from ours or from SymPy's unevaluated one.

    Raises:
        DeriveError: for True or False (SymPy or Python has decided it and the statement is lost),
            and for anything else.
    """
    if isinstance(r, Relation):
        return r
    kinds: dict[type, Rel] = {
        Equality: "=",
        LessThan: "<=",
        GreaterThan: ">=",
        StrictLessThan: "<",
        StrictGreaterThan: ">",
        Unequality: "!=",
    }
    for kind, rel in kinds.items():
        if isinstance(r, kind):
            return Relation(r.lhs, rel, r.rhs)
    if r is True or r is False or r in (sympy.true, sympy.false):
        raise DeriveError(
            f"relation: got {r}: SymPy or Python has already evaluated it (`==` compares "
            "structure). Try Eq(lhs, rhs), Le(lhs, rhs) or Ge(lhs, rhs)."
        )
    if type(r).__module__ == "derive.language.events":
        raise DeriveError(
            f"relation: got the event {r!r}, which says nothing. Try Eq(P({r!r}), 1)."
        )
    raise DeriveError(f"relation: got {r!r}; expected Eq(lhs, rhs), Le(lhs, rhs) or Ge(lhs, rhs).")
