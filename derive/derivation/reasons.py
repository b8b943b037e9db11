"""Reasons beside a step: text to print, or something that also narrows the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from sympy import Expr
from sympy.core.relational import Relational

from derive.language.names import DeriveError
from derive.language.printing import text
from derive.language.relations import Dominated, Relation, as_expression, as_relation
from derive.translate.lemma import Lemma

if TYPE_CHECKING:
    from derive.derivation.derivation import Derivation
    from derive.derivation.instances import Instance


@dataclass(frozen=True)
class Axiom:
    """A reason that is one of the kernel's axioms."""

    text: str
    latex: str


log_bound = Axiom("ln t ≤ t − 1", r"\ln t \leq t - 1")


@dataclass(frozen=True)
class Definition:
    """A reason that allows unfolding names and nothing else; both sides are then one expression."""

    text: str = "by definition"


definition = Definition()


@dataclass(frozen=True)
class Square:
    """The reason (…)² ≥ 0 for each of the expressions, with hypotheses and arithmetic."""

    of: tuple[Expr, ...]


def square(*expressions: Any) -> Square:
    """The reason (a − b)² ≥ 0: `proof.ge(2*a*b, square(a - b))`.

    Raises:
        DeriveError: if there is none, or one is not an expression.
    """
    if not expressions:
        raise DeriveError("square(): nothing to square. Try square(a - b).")
    return Square(tuple(as_expression(e) for e in expressions))


@dataclass(frozen=True)
class Scaled:
    """Between optimisers: one objective is a positive multiple of the other."""

    by: Expr


def scaled(by: Any) -> Scaled:
    """The reason "times a positive factor" between two optimisers: `scaled(1 / n)`."""
    return Scaled(as_expression(by))


Reason: TypeAlias = (
    "str | Axiom | Definition | Square | Scaled | Relation | Dominated | Derivation | Instance | "
    "Lemma"
)


def check_reason(reason: Any) -> Any:
    """The reason, if it is one.

    Raises:
        DeriveError: otherwise, naming what was expected.
    """
    from derive.derivation.derivation import Derivation
    from derive.derivation.instances import Instance

    if isinstance(reason, Relational):
        reason = as_relation(reason)
    kinds = (str, Axiom, Definition, Square, Scaled, Relation, Dominated, Derivation, Instance)
    if not isinstance(reason, (*kinds, Lemma)):
        called = getattr(reason, "__name__", "")
        got = f"the function {called}, not called," if called else repr(reason)
        raise DeriveError(
            f"reason: got {got} of type {type(reason).__name__}; expected text, log_bound, "
            "definition, square(…), scaled(…), a hypothesis from given=[...], a theorem, "
            "theorem.on(...), or what prove(...) returns."
        )
    return reason


def shown(reason: Any) -> str:
    """The reason as text."""
    if isinstance(reason, str):
        return reason
    if isinstance(reason, (Axiom, Definition)):
        return reason.text
    if isinstance(reason, Square):
        return " and ".join(f"({text(e)})² ≥ 0" for e in reason.of)
    if isinstance(reason, Scaled):
        return f"times {text(reason.by)} > 0"
    if isinstance(reason, (Relation, Dominated)):
        return reason.name or str(reason)
    return str(reason.title)
