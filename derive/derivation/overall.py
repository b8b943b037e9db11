"""One verdict for a derivation: that of what it states. Every face shows this one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

Verdict = Literal["proved", "cited", "refuted", "ill-posed", "open", "error"]
SEVERITY: dict[str, int] = {
    "proved": 0,
    "cited": 1,
    "open": 2,
    "ill-posed": 3,
    "refuted": 4,
    "error": 5,
}
_WRONG = ("ill-posed", "refuted", "error")


class Judged(Protocol):
    """A step, the claim, its equality condition, or a fact."""

    @property
    def kind(self) -> str: ...
    @property
    def verdict(self) -> Verdict: ...


def overall(parts: Sequence[Judged]) -> Verdict:
    """The worst verdict among claim and equality condition, or among the facts.

    A wrong step is on the way only: it leaves the claim open, and does not make it false. A step
    that cannot be checked at all makes an error of the whole, as does having nothing to judge.
    """
    if not parts or any(p.verdict == "error" for p in parts):
        return "error"
    stated = [p for p in parts if p.kind != "step"] or list(parts)
    return max((p.verdict for p in stated), key=SEVERITY.__getitem__)


def as_claimed(verdict: Verdict, expect: Verdict, parts: Sequence[Judged]) -> bool:
    """Whether the author of the derivation expects this verdict.

    What is said to be open or cited has no wrong step on the way; the chain to a false or undefined
    statement has.
    """
    if verdict != expect:
        return False
    return expect in _WRONG or all(p.verdict not in _WRONG for p in parts)
