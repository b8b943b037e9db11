"""What the checker that is proved right in Rocq has said of a derivation's certificates, in words.

Only what it has said of that very text is here (`derive.cli.third_road`): where it was not asked
there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CHECKER = "the checker that is proved right in Rocq"


@dataclass(frozen=True)
class Third:
    """of: whose certificate, as "fact 2"; "" for that of the claim. outcome: accepted, refused or
    beyond; why: in the checker's words.
    """

    of: str
    outcome: str
    why: str

    @property
    def accepted(self) -> bool:
        """Whether it stands for the claim: what a fact's rule uses is less than the fact."""
        return self.outcome == "accepted" and not self.of

    def sentence(self) -> str:
        whose = f"The certificate that {self.of} rests on" if self.of else "Its certificate"
        ends = {
            "accepted": f"is accepted by {CHECKER}",
            "refused": f"is REFUSED by {CHECKER}: {self.why}",
            "beyond": f"is beyond {CHECKER}: {self.why.partition(' (theorem ')[0]}",
        }
        return f"{whose} {ends[self.outcome]}"


def sums(every: Iterable[tuple[Third, ...]]) -> str:
    """`Accepted by …: 3 of 5 certificates; 2 beyond`; "" where it said nothing."""
    said = [t.outcome for thirds in every for t in thirds]
    if not said:
        return ""
    told = f"Accepted by {CHECKER}: {said.count('accepted')} of {len(said)} certificates"
    rest = [f"{said.count(o)} {o}" for o in ("refused", "beyond") if o in said]
    return "; ".join([told, *rest])
