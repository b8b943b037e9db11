"""Mark a student's chain against a target statement, whatever way the student took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from sympy import Expr

from derive.cli.scripts import say
from derive.derivation.derivation import Derivation, composed
from derive.derivation.equivalent import same, unfolded, written_alike
from derive.derivation.limits import GAVE_UP, Limits
from derive.derivation.report import Report, StepReport
from derive.language.declared import declared
from derive.language.names import DeriveError
from derive.language.printing import alone, among, latex, text
from derive.language.relations import Dominated, Relation, as_expression, as_relation
from derive.numeric import Settings
from derive.render import to_json
from derive.render.notebook import relation as typeset
from derive.render.rows import hypothesis
from derive.teaching.assumed import begs
from derive.teaching.chains import Link, links_of, writer
from derive.teaching.decide import DEFAULT, STEP_SECONDS, hypotheses, report_of
from derive.teaching.hints import hints
from derive.teaching.matching import Match, Student, as_it_stands, match, nearest
from derive.teaching.message import PROVED, message
from derive.teaching.stated import Stated, compared, needed

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
    hypotheses_share: Any = "1/4",
    step_seconds: float = STEP_SECONDS,
    hint_seconds: float = HINT_SECONDS,
) -> dict[str, Any]:
    """The marks for a chain, as plain data for `json.dumps`.

    chain: lines and signs, relations, or a derivation, as `assert_chain` takes them; nothing in it
    is executed.

    target: the statement to be proved. given: its hypotheses.

    route: lines that the chain must pass, in this order, with measures named or written out; none
    for any way. A chain of one step is a proof if the checker finds it by itself: ask for lines
    where the way matters.

    steps_share: the part of the score for steps, the rest is for reaching the target: a proof of
    the whole statement, with the route met.

    hypotheses_share: the part of what is earned that is lost if a derivation states none of the
    hypotheses that it needs; of several, each counts alike. One without which the kernel proves
    every step costs nothing, nor does a list of lines, which has no place for hypotheses. Steps are
    judged under the teacher's hypotheses, whatever is stated beside them.

    The statement is compared up to the names of laws, variables, quantities and letters, the base
    of logarithms, and terms moved from one side to the other. Every step counts alike; one that
    repeats its line does not count. Steps after a wrong one are judged for themselves. If the chain
    has neither side of the target at its ends, its steps earn nothing. A target that is assumed,
    among the hypotheses or as a reason, is not reached.

    Returns `score` from 0 to 1 (`exact`: as a fraction), `correct`, `steps` with a verdict, credit
    and message each, `target`, `route`, `matched` (the student's names and base, and what they
    stand for; None if the chain is about something else), `hypotheses` (stated, missing, of these
    the needed ones, extra), `assumed`, `equality` (verdict and message on the student's condition
    for equality, which earns nothing; None if there is none), `problem`: why the chain could not be
    read, or what it is about instead of the target, or None, and `advice`: the one sentence that
    helps most, "" where all is well.

    Raises:
        DeriveError: for a mistake of the teacher: target, given, route or share.
    """
    wanted, assumed = as_relation(target), hypotheses(given)
    lines = tuple(as_expression(e) for e in route)
    shares = _share(steps_share, "steps_share"), _share(hypotheses_share, "hypotheses_share")
    limits = Limits(step_seconds)
    try:
        links = limits.run(lambda: _read(chain))
        read = _as_said(chain, links, wanted, assumed, lines, limits)
        report = read.check()
        limits.run(lambda: read.begging)
    except GAVE_UP as given_up:
        return unread(f"the chain: {limits.why(given_up)}.", wanted, assumed)
    except (Exception, SystemExit) as wrong:  # whatever a student's chain raises
        return unread(say(wrong), wanted, assumed)
    return _Marks(read, report, wanted, assumed, lines, shares, hint_seconds).data()


def _read(chain: Any) -> list[Link]:
    links = links_of(chain)
    if len(links) > _MOST_STEPS:
        raise DeriveError(f"chain: {len(links)} steps; expected at most {_MOST_STEPS}.")
    if isinstance(chain, Derivation) and chain.expect != "proved":
        raise DeriveError(f"chain: {chain.name!r} is said to be {chain.expect} by its author.")
    return links


def _share(given: Any, name: str) -> Fraction:
    try:
        share = Fraction(str(given))
    except (ValueError, ZeroDivisionError):
        share = Fraction(-1)
    if not 0 <= share <= 1:
        raise DeriveError(f'{name}: got {given!r}; expected 0 to 1, such as "1/2".')
    return share


@dataclass(frozen=True)
class _Read:
    """A chain, and the teacher's statement, hypotheses and route in its names."""

    links: list[Link]
    match: Match
    student: Student
    stated: Stated
    route: tuple[Expr, ...]
    seconds: float
    condition: tuple[Relation, tuple[Relation, ...]] | None = None

    def check(
        self, given: Sequence[Any] | None = None, settings: Settings | None = DEFAULT
    ) -> Report:
        """The report under the teacher's hypotheses, or under fewer."""
        under = self.match.given if given is None else tuple(given)
        if given is None:
            under += tuple(h for h in self.stated.allowed if h not in under)
        write = writer(self.links, self.match.target)
        return report_of(write, "the chain", under, settings, self.seconds)

    @property
    def given(self) -> Given:
        return (*self.match.given, *self.stated.extra)

    def equality(self) -> StepReport | None:
        """The report on the student's condition for equality, if one is claimed."""
        if self.condition is None:
            return None
        claim, condition = self.condition
        given = (*self.match.given, *self.stated.allowed)
        write = writer(self.links, claim, condition)
        try:
            report = report_of(write, "the claim", given, seconds=self.seconds)
        except DeriveError:
            return None
        found = [s for s in report.steps if s.kind == "equality"]
        return found[0] if found else None

    @cached_property
    def begging(self) -> list[int]:
        """The numbers of the steps whose reason is the target, under another name or none."""
        target, assumed = self.match.target, self.stated.assumed
        found = [k for k, link in enumerate(self.links, 1) if begs(link, target, assumed)]
        if assumed:
            known = [k for k, link in enumerate(self.links, 1) if same(link.relation, target)]
            found = sorted({*found, *known})
        return found


def _as_said(
    chain: Any,
    links: list[Link],
    target: Relation,
    given: Given,
    route: tuple[Expr, ...],
    limits: Limits,
) -> _Read:
    """The chain, with what it is in the teacher's words; as it stands where that takes too long."""
    student = _student(chain, links)
    try:
        found = limits.run(lambda: match(student, target, given))
    except GAVE_UP:
        found = as_it_stands(target, given)
    try:
        stated = limits.run(lambda: compared(student.stated, found.given, found.target))
    except GAVE_UP:
        stated = compared(None, found.given, found.target)
    seconds = limits.seconds or STEP_SECONDS
    way = tuple(map(found.line, route))
    return _Read(links, found, student, stated, way, seconds, _condition(chain))


def _condition(chain: Any) -> tuple[Relation, tuple[Relation, ...]] | None:
    """A derivation's claim and its condition for equality, if it has one."""
    if not isinstance(chain, Derivation) or not chain.proof().claims:
        return None
    claim = chain.claim()
    return (claim.relation, claim.equality) if claim.equality else None


def _student(chain: Any, links: Sequence[Link]) -> Student:
    first, *rest = links
    lines = (*first.relation.expressions(), *(k.relation.rhs for k in rest))
    rel = composed({k.relation.rel for k in links}) or "!="  # which says nothing of what is asked
    statements = [Relation(lines[0], rel, lines[-1])]
    if isinstance(chain, Derivation) and chain.proof().claims:
        statements.append(chain.claim().relation)
    stated = hypotheses(chain.given) if isinstance(chain, Derivation) else None
    return Student(tuple(statements), lines, stated)


@dataclass(frozen=True)
class _Marks:
    """A checked chain and what it is marked against."""

    read: _Read
    report: Report
    target: Relation
    given: Given
    route: tuple[Any, ...]
    shares: tuple[Fraction, Fraction]
    hint_seconds: float

    @property
    def steps(self) -> list[StepReport]:
        return [s for s in self.report.steps if s.kind == "step"]

    @property
    def claim(self) -> StepReport:
        return next(s for s in self.report.steps if s.kind == "claim")

    def data(self) -> dict[str, Any]:
        with among(self.report, self.read.given, self.read.route):
            found = self._data()
        with among(self.target, self.given, self.route):
            said = _advice(found, self._near) or self._shown(found)
            return {**found, **_asked(self.target, self.given), "advice": said}

    @property
    def _near(self) -> bool:
        """Whether the chain begins or ends with a side of the target as it is written."""
        sides = self.read.match.target.expressions()
        return any(e in sides for e in self.read.student.ends)

    def _shown(self, found: dict[str, Any]) -> str:
        """What the chain shows, where all is well with it and it is not the target."""
        if found["target_reached"]:
            return ""
        said = self.read.student.statements[0]
        with alone([said]):
            shown = str(said)
        with alone([self.target]):
            return f"The chain shows {shown}, and not {self.target}.{nearest(said, self.target)}"

    def _data(self) -> dict[str, Any]:
        about, begging = self._about_the_target(), self._begging
        counted = [s for s in self.steps if not _repeats(s)]
        good = [s for s in counted if s.verdict in PROVED and s.number not in begging]
        passed = self._route()
        shown = self.claim.verdict in PROVED and about and not self._assumed
        reached = shown and all(r["passed"] for r in passed)
        for_steps = Fraction(len(good), len(counted)) if counted and about else Fraction(0)
        for_all, for_hypotheses = self.shares
        score = for_all * for_steps + (1 - for_all) * int(reached)
        needs, where = self._needed() if score else ((), None)
        asked = len(needs) + len(self.read.stated.met)
        score *= 1 - for_hypotheses * (Fraction(len(needs), asked) if needs else 0)
        return {
            "format": FORMAT,
            "score": float(score),
            "exact": str(score),
            "correct": score == 1,
            "target_reached": shown,
            "target_message": self._target_message(about),
            "route": passed,
            "matched": self.read.match.data() if about else None,
            "hypotheses": self.read.stated.data(needs, where),
            "assumed": self._assumed,
            "equality": self._equality(),
            "steps": [self._step(s, about) for s in self.steps],
            "problem": None if about else self._problem(),
        }

    def _step(self, s: StepReport, about: bool) -> dict[str, Any]:
        fine = s.verdict in PROVED
        told = None
        if not fine:
            earlier = self.steps[: s.number - 1]
            reason = self.read.links[s.number - 1].reason
            found = hints(s, self.read.match.given, self.hint_seconds, reason)
            told = message(s, earlier, found).to_json()
        credit = fine and about and not _repeats(s) and s.number not in self._begging
        return {
            "number": s.number,
            "claimed": _said(s.relation),  # type: ignore[arg-type]
            "reason": s.reason,
            "verdict": s.verdict,
            "counts": not _repeats(s),
            "credit": int(credit),
            "message": told,
            "evidence": to_json.evidence(s.evidence),
        }

    def _equality(self) -> dict[str, Any] | None:
        """What to say of the student's own condition for equality."""
        step = self.read.equality()
        if step is None:
            return None
        found = hints(step, self.read.match.given, self.hint_seconds)
        told = None if step.verdict in PROVED else message(step, (), found).to_json()
        return {"verdict": step.verdict, "message": told}

    def _target_message(self, about: bool) -> str | None:
        if not about:
            ends = "does not show" if self._near else "neither begins nor ends with a side of"
            return f"The chain {ends} {self.target}."
        sentence = self.read.match.data()["sentence"]
        if self._assumed:
            return f"The target is assumed, not proved: {'; '.join(self._assumed)}."
        if self.claim.verdict in PROVED:
            return None
        return "\n\n".join(filter(None, [sentence, message(self.claim).text()]))

    @property
    def _begging(self) -> list[int]:
        return self.read.begging

    @property
    def _assumed(self) -> list[str]:
        """Where the target is assumed, in words."""
        hypotheses = self.read.stated.assumed
        out = [f"the hypothesis {hypothesis(h)} gives it away" for h in hypotheses]
        if not hypotheses:
            for k in self._begging:
                out.append(f"the reason of step {k} is the target itself")
        return out

    def _needed(self) -> tuple[Given, str | None]:
        """The hypotheses that are not stated, and matter."""
        missing, given = self.read.stated.missing, self.read.match.given
        return needed(missing, given, self.report, lambda less: self.read.check(less, None))

    def _about_the_target(self) -> bool:
        """Whether the chain shows the target, or starts from one of its sides."""
        found = self.read.match
        if found.trivial:
            return found.level >= 3
        return found.level > 0 or self.claim.verdict in PROVED

    def _problem(self) -> str:
        """What it is about instead."""
        said = self.read.student.statements[-1]
        with alone([said]):
            found = str(said)
        with alone([self.target]):
            return f"it is about {found}, and not about {self.target}.{nearest(said, self.target)}"

    def _route(self) -> list[dict[str, Any]]:
        """Each line asked for, and whether it is passed after the one before."""
        lines = [unfolded(e) for e in self.read.student.lines]
        at, out = 0, []
        for asked, wanted in zip(self.route, self.read.route, strict=True):
            found = next((k for k in range(at, len(lines)) if self._is(lines[k], wanted)), None)
            at = at if found is None else found + 1
            out.append({"line": text(asked), "latex": latex(asked), "passed": found is not None})
        return out

    def _is(self, line: Expr, wanted: Expr) -> bool:
        scale = self.read.match.scale
        return (scale == 1 and line == unfolded(wanted)) or written_alike(wanted, line, scale)


def _repeats(s: StepReport) -> bool:
    r = s.relation
    return isinstance(r, Relation) and r.lhs == r.rhs


def _said(r: Relation) -> dict[str, Any]:
    return {"text": str(r), "latex": typeset(r), "sides": to_json.relation(r)}


def _asked(target: Relation, given: Given) -> dict[str, Any]:
    ranges = [str(d) for d in declared(target, *given)]
    return {"target": _said(target), "for": ranges, "given": [hypothesis(h) for h in given]}


def unread(problem: str, target: Relation, given: Given) -> dict[str, Any]:
    """The marks for a chain that could not be read."""
    return {
        "format": FORMAT,
        "score": 0.0,
        "exact": "0",
        "correct": False,
        **_asked(target, given),
        "target_reached": False,
        "target_message": None,
        "route": [],
        "matched": None,
        "hypotheses": Stated().data((), ""),
        "assumed": [],
        "equality": None,
        "steps": [],
        "problem": problem,
        "advice": _capital(problem),
    }


def _advice(marks: dict[str, Any], near: bool) -> str:
    """The sentence that helps most: on what is asked, the first wrong step, a condition for
    equality, or a hypothesis that is missing. near: whether it is about the target at all."""
    told = [(f"Step {s['number']}: ", s["message"]) for s in marks["steps"] if s["message"]]
    if marks["problem"] and not (near and told):
        return _capital(marks["problem"])
    if marks["assumed"]:
        return str(marks["target_message"])
    if marks["equality"] and marks["equality"]["message"]:
        told.append(("", marks["equality"]["message"]))
    for which, said in told:
        if said["advice"]:
            return f"{which}{said['advice']}"
    if told:
        return f"{told[0][1]['heading']}: {told[0][1]['statement']}"
    return str(marks["hypotheses"]["message"]) if marks["hypotheses"]["needed"] else ""


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def about(
    derivations: Sequence[Derivation], target: Relation, given: Sequence[Any]
) -> list[Derivation]:
    """Those that say or claim the target, under whatever names."""
    return [d for d in derivations if _is_about(d, target, tuple(given))]


def _is_about(d: Derivation, target: Relation, given: Given) -> bool:
    try:
        found = match(_student(d, links_of(d)), target, given)
    except (Exception, SystemExit):  # whatever a student's chain raises
        return False
    return found.level >= 3 or found.claimed
