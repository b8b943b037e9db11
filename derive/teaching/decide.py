"""One statement, or one chain, decided as a derivation is: by the kernel and by the attack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from derive.derivation.check import check
from derive.derivation.derivation import Derivation, Proof
from derive.derivation.limits import Limits
from derive.derivation.report import Report, StepReport
from derive.language.names import DeriveError
from derive.language.relations import Dominated, Relation, as_relation
from derive.numeric import Settings

STEP_SECONDS = 60.0
DEFAULT = Settings()


def hypotheses(given: Any) -> tuple[Relation | Dominated, ...]:
    """The hypotheses of an assertion.

    Raises:
        DeriveError: if it is not a list of relations and absolute continuities.
    """
    if not isinstance(given, (list, tuple)):
        raise DeriveError(f"given: got {given!r}; expected a list. Try given=[p << q].")
    return tuple(h if isinstance(h, Dominated) else as_relation(h) for h in given)


def report_of(
    write: Callable[[Proof], Any],
    title: str,
    given: Sequence[Relation | Dominated],
    settings: Settings | None = DEFAULT,
    seconds: float = STEP_SECONDS,
) -> Report:
    """The report on the derivation that `write` writes.

    Raises:
        DeriveError: if it cannot be checked at all.
    """
    report = check(Derivation(write, title, given), settings, Limits(seconds))
    if report.error:
        raise DeriveError(report.error)
    return report


def statement(
    relation: Relation,
    given: Sequence[Relation | Dominated] = (),
    settings: Settings | None = DEFAULT,
    seconds: float = STEP_SECONDS,
) -> StepReport:
    """The report on a relation claimed without a chain.

    Raises:
        DeriveError: if it cannot be checked at all.
    """

    def write(proof: Proof) -> None:
        proof.claim(relation)

    steps = report_of(write, str(relation), given, settings, seconds).steps
    return [s for s in steps if s.kind != "law"][-1]
