"""Mark a student's chain against a target statement, whatever way the student took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.cli.scripts import say
from derive.derivation.derivation import Derivation
from derive.derivation.limits import GAVE_UP, Limits
from derive.derivation.report import Report, StepReport
from derive.language.names import DeriveError
from derive.language.printing import among, latex, text
from derive.language.relations import Dominated, Relation, as_expression, as_relation
from derive.render import to_json
from derive.render.rows import hypothesis
from derive.teaching.chains import Link, links_of, writer
from derive.teaching.decide import STEP_SECONDS, hypotheses, report_of
from derive.teaching.hints import hints
from derive.teaching.message import PROVED, message
from derive.teaching.vocabulary import unfolded

FORMAT = 1
HINT_SECONDS = 5.0
_MOST_STEPS = 200
Given = tuple[Relation | Dominated, ...]


def grade(
    chain: Any,
    target: Any,
    given: Sequence[Any] = (),
    route: Sequence[Any] = (),
    steps_share: Any = "1/2",
    step_seconds: float = STEP_SECONDS,
    hint_seconds: float = HINT_SECONDS,
) -> dict[str, Any]:
    """The marks for a chain, as plain data for `json.dumps`.

    chain: lines and signs, relations, or a derivation, as `assert_chain` takes them; nothing in it
    is executed, and of a derivation only its steps count: hypotheses are the teacher's.

    target: the statement to be proved. given: its hypotheses.

    route: lines that the chain must pass, in this order, with measures named or written out; none
    for any way. A chain of one step is a proof if the checker finds it by itself: ask for lines
    where the way matters.

    steps_share: the part of the score for steps, the rest is for reaching the target: a proof of
    the whole statement, with the route met.

    Every step counts alike; one that repeats its line does not count. Steps after a wrong one are
    judged for themselves. If the chain has neither side of the target at its ends, its steps earn
    nothing.

    Returns `score` from 0 to 1 (`exact`: as a fraction), `correct`, `steps` with a verdict, credit
    and message each, `target`, `route`, and `problem`: why the chain could not be read, or None.

    Raises:
        DeriveError: for a mistake of the teacher: target, given, route or share.
    """
    wanted, assumed = as_relation(target), hypotheses(given)
    lines = tuple(as_expression(e) for e in route)
    share = _share(steps_share)
    limits = Limits(step_seconds)
    try:
        links = limits.run(lambda: _read(chain))
        report = report_of(writer(links, wanted), "the chain", assumed, seconds=step_seconds)
    except GAVE_UP as given_up:
        return unread(f"the chain: {limits.why(given_up)}.", wanted, assumed)
    except (Exception, SystemExit) as wrong:  # whatever a student's chain raises
        return unread(say(wrong), wanted, assumed)
    return _Marks(report, links, wanted, assumed, lines, share, hint_seconds).data()


def _read(chain: Any) -> list[Link]:
    links = links_of(chain)
    if len(links) > _MOST_STEPS:
        raise DeriveError(f"chain: {len(links)} steps; expected at most {_MOST_STEPS}.")
    if isinstance(chain, Derivation) and chain.expect != "proved":
        raise DeriveError(f"chain: {chain.name!r} is said to be {chain.expect} by its author.")
    return links


def _share(given: Any) -> Fraction:
    try:
        share = Fraction(str(given))
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise DeriveError(f'steps_share: got {given!r}; expected 0 to 1, such as "1/2".')
    return share


@dataclass(frozen=True)
class _Marks:
    """A checked chain and what it is marked against."""

    report: Report
    links: Sequence[Link]
    target: Relation
    given: Given
    route: tuple[Any, ...]
    share: Fraction
    hint_seconds: float

    @property
    def steps(self) -> list[StepReport]:
        return [s for s in self.report.steps if s.kind == "step"]

    @property
    def claim(self) -> StepReport:
        return next(s for s in self.report.steps if s.kind == "claim")

    def data(self) -> dict[str, Any]:
        with among(self.report, self.target, self.given, self.route):
            return self._data()

    def _data(self) -> dict[str, Any]:
        about = self._about_the_target()
        counted = [s for s in self.steps if not _repeats(s)]
        good = [s for s in counted if s.verdict in PROVED]
        passed = self._route()
        reached = self.claim.verdict in PROVED and all(r["passed"] for r in passed)
        for_steps = Fraction(len(good), len(counted)) if counted and about else Fraction(0)
        score = self.share * for_steps + (1 - self.share) * int(reached)
        return {
            "format": FORMAT,
            "score": float(score),
            "exact": str(score),
            "correct": score == 1,
            "target": _said(self.target),
            "given": [hypothesis(h) for h in self.given],
            "target_reached": self.claim.verdict in PROVED,
            "target_message": self._target_message(about),
            "route": passed,
            "steps": [self._step(s, about) for s in self.steps],
            "problem": None,
        }

    def _step(self, s: StepReport, about: bool) -> dict[str, Any]:
        fine = s.verdict in PROVED
        told = None
        if not fine:
            earlier = self.steps[: s.number - 1]
            told = message(s, earlier, hints(s, self.given, self.hint_seconds)).to_json()
        return {
            "number": s.number,
            "claimed": _said(s.relation),  # type: ignore[arg-type]
            "reason": s.reason,
            "verdict": s.verdict,
            "counts": not _repeats(s),
            "credit": int(fine and about and not _repeats(s)),
            "message": told,
            "evidence": to_json.evidence(s.evidence),
        }

    def _target_message(self, about: bool) -> str | None:
        if self.claim.verdict in PROVED:
            return None
        if not about:
            return f"The chain neither begins nor ends with a side of {self.target}."
        return message(self.claim).text()

    def _about_the_target(self) -> bool:
        """Whether the chain shows the target, or starts from one of its sides."""
        if self.claim.verdict in PROVED:
            return True
        ends = (self.links[0].relation.lhs, self.links[-1].relation.rhs)
        sides = self.target.expressions()
        return any(unfolded(e) == unfolded(s) for e in ends for s in sides)

    def _route(self) -> list[dict[str, Any]]:
        """Each line asked for, and whether it is passed after the one before."""
        first, *rest = self.links
        lines = [
            unfolded(e) for e in (*first.relation.expressions(), *(k.relation.rhs for k in rest))
        ]
        at, out = 0, []
        for wanted in self.route:
            found = next((k for k in range(at, len(lines)) if lines[k] == unfolded(wanted)), None)
            at = at if found is None else found + 1
            out.append({"line": text(wanted), "latex": latex(wanted), "passed": found is not None})
        return out


def _repeats(s: StepReport) -> bool:
    r = s.relation
    return isinstance(r, Relation) and r.lhs == r.rhs


def _said(r: Relation) -> dict[str, str]:
    said = to_json.relation(r)
    return {"text": str(r), "latex": f"{said['latex_lhs']} {r.rel} {said['latex_rhs']}"}


def unread(problem: str, target: Relation, given: Given) -> dict[str, Any]:
    """The marks for a chain that could not be read."""
    return {
        "format": FORMAT,
        "score": 0.0,
        "exact": "0",
        "correct": False,
        "target": _said(target),
        "given": [hypothesis(h) for h in given],
        "target_reached": False,
        "target_message": None,
        "route": [],
        "steps": [],
        "problem": problem,
    }
