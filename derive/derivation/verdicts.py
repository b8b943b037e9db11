"""One verdict from both roads."""

from __future__ import annotations

from collections.abc import Sequence

from derive.derivation.repair import Repair
from derive.derivation.report import StepReport, Verdict
from derive.numeric import Evidence
from derive.search.engine import Found

CONTRADICTION = (
    "THE CHECKER CONTRADICTS ITSELF: the kernel proves this step and the attack finds it {}. "
    "Please report it with this script."
)
NOT_FROM_THE_REASON = "the step is provable, but not from this reason alone"
VACUOUS = "no distribution drawn meets the hypotheses: they may contradict each other"


def verdict(
    found: Found, evidence: Evidence | None, repair: Repair | None = None, closed: bool = False
) -> tuple[Verdict, str]:
    """The verdict and a note: why not proved, or what is wrong. repair: of what is ill-posed.
    closed: the attack's place is in a closed form that is not in the script."""
    attacked = evidence.verdict if evidence is not None else "survived"
    if found.theorem is not None:
        if attacked in ("refuted", "ill-posed"):
            return "error", CONTRADICTION.format(attacked)
        return ("open", VACUOUS) if attacked == "vacuous" else ("proved", "")
    if evidence is not None and attacked == "refuted":
        return "refuted", evidence.place
    if evidence is not None and attacked == "ill-posed":
        why, hint = (repair.why, repair.hint) if repair is not None else ("", "")
        why = why.removeprefix("not shown to be well posed: ")
        place = why if closed and why else evidence.place
        return "ill-posed", "; ".join(filter(None, (place, hint)))
    why = found.why if repair is None else repair.why
    return "open", VACUOUS if attacked == "vacuous" else why


def unproved_steps(steps: Sequence[StepReport]) -> str:
    """ "rests on unproved step 3", "… steps 3, 4", or "" when every step is proved."""
    bad = [str(s.number) for s in steps if s.verdict != "proved"]
    return f"rests on unproved step{'s' if bad[1:] else ''} {', '.join(bad)}" if bad else ""
