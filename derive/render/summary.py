"""The last line: how many derivations and steps, by verdict, and how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from rich.text import Text

from derive.derivation.overall import SEVERITY
from derive.render.colours import STYLE


class Verdicts(Protocol):
    """What is counted of a report."""

    @property
    def verdict(self) -> str: ...
    @property
    def step_verdicts(self) -> Sequence[str]: ...
    @property
    def expect(self) -> str: ...
    @property
    def as_claimed(self) -> bool: ...


class Attack(Protocol):
    """How many models were tried against each step, and the seed of the draws."""

    @property
    def trials(self) -> int: ...
    @property
    def seed(self) -> int: ...


def counts(reports: Sequence[Verdicts]) -> tuple[Counter[str], Counter[str]]:
    """Derivations by verdict, and steps (claims and equality conditions among them) by verdict."""
    derivations = Counter(r.verdict for r in reports)
    steps = Counter(verdict for r in reports for verdict in r.step_verdicts)
    return derivations, steps


def summary(
    reports: Sequence[Verdicts],
    problems: int,
    seconds: float,
    settings: Attack | None,
    stopped: str = "",
    width: int = 80,
) -> Text:
    """One line, or one for each kind of thing if that is too long.

    stopped: why the run is not complete, if it is not.
    """
    derivations, steps = counts(reports)
    parts = [_by_verdict(derivations, "derivation"), _by_verdict(steps, "step")]
    if any(r.expect != "proved" for r in reports):
        parts.append(_as_claimed(reports))
    if stopped:
        parts.insert(0, Text(stopped, style="bold yellow"))
    if problems:
        parts.append(Text(_number(problems, "script") + " not loaded", style=STYLE["error"]))
    parts.append(Text(f"{seconds:.1f} s, {_attack(settings)}"))
    line = Text("; ").join(parts)
    return line if line.cell_len <= width else Text("\n").join(parts)


def _as_claimed(reports: Sequence[Verdicts]) -> Text:
    """Whether every verdict is the one that the derivation's author expects."""
    wrong = sum(not r.as_claimed for r in reports)
    return Text(f"{wrong} not as claimed", STYLE["error"]) if wrong else Text("all as claimed")


def _attack(settings: Attack | None) -> str:
    return f"{settings.trials} trials, seed {settings.seed}" if settings else "no attack"


def _by_verdict(found: Counter[str], what: str) -> Text:
    """`3 derivations: 2 proved, 1 open`."""
    parts: list[Any] = [_number(sum(found.values()), what)]
    for k, verdict in enumerate(_ordered(found)):
        parts += [", " if k else ": ", (f"{found[verdict]} {verdict}", STYLE[verdict])]
    return Text.assemble(*parts)


def _ordered(found: Iterable[str]) -> list[str]:
    return sorted(found, key=SEVERITY.__getitem__)


def _number(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
