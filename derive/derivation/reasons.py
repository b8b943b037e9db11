"""Reasons beside a step: text to print, or something that also narrows the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from derive.language.names import DeriveError
from derive.language.relations import Dominated, Relation

if TYPE_CHECKING:
    from derive.derivation.derivation import Derivation
    from derive.derivation.instances import Instance


@dataclass(frozen=True)
class Axiom:
    """A reason that is one of the kernel's axioms."""

    text: str
    latex: str


log_bound = Axiom("ln t ≤ t − 1", r"\ln t \leq t - 1")

Reason: TypeAlias = "str | Axiom | Relation | Dominated | Derivation | Instance"


def check_reason(reason: Any) -> Any:
    """The reason, if it is one.

    Raises:
        DeriveError: otherwise, naming what was expected.
    """
    from derive.derivation.derivation import Derivation
    from derive.derivation.instances import Instance

    if not isinstance(reason, (str, Axiom, Relation, Dominated, Derivation, Instance)):
        raise DeriveError(
            f"reason: got {reason!r} of type {type(reason).__name__}; expected text, log_bound, a "
            "hypothesis from given=[...], a theorem, or theorem.on(...)."
        )
    return reason


def shown(reason: Any) -> str:
    """The reason as text."""
    if isinstance(reason, str):
        return reason
    if isinstance(reason, Axiom):
        return reason.text
    if isinstance(reason, (Relation, Dominated)):
        return reason.name or str(reason)
    return str(reason.title)
