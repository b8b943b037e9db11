"""The teacher's sheet: a script whose theorems are the exercises, and what each is worth.

Every theorem of the sheet that is to be proved is an exercise: its claim is the target, its
hypotheses are the hypotheses. A dictionary `grading` in the sheet may say more of them, by name:

    grading = {"gibbs": {"points": 4, "route": [H(p)], "hypotheses_share": "1/2"}}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from derive.cli.checking import report_on
from derive.cli.finding import UsageError
from derive.cli.nearest import nearest
from derive.cli.scripts import load_all
from derive.derivation.derivation import Derivation
from derive.derivation.limits import Limits
from derive.language.names import DeriveError
from derive.language.printing import among
from derive.language.reading import read
from derive.language.relations import Dominated, Relation, as_expression
from derive.language.written import Writer
from derive.numeric import Settings
from derive.render.places import place
from derive.teaching.grading import grade

OPTIONS: Final = ("points", "route", "steps_share", "hypotheses_share")
_TRY = 'Try @theorem("…") with proof.claim(…) for each exercise.'
_MOST_POINTS = 10_000


@dataclass(frozen=True)
class Exercise:
    """A target, its hypotheses, and how it is marked.

    name: of the theorem in the sheet, and of the derivation that is looked for. options: of
    `grade`, as plain data.
    """

    name: str
    title: str
    doc: str
    target: Relation
    given: tuple[Relation | Dominated, ...]
    route: tuple[Any, ...] = ()
    points: Fraction = Fraction(1)
    options: dict[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """What the marks depend on, as plain data.

        Raises:
            DeriveError: for a statement that is made of what cannot be written.
        """
        w = Writer()
        return {
            "name": self.name,
            "target": w.number(self.target),
            "given": [w.number(h) for h in self.given],
            "route": [w.number(e) for e in self.route],
            "rows": w.rows,
            "options": self.options,
        }


def asked(data: Mapping[str, Any]) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    """Target, hypotheses and options for `grade`, of an exercise's data.

    Raises:
        DeriveError: for data that describe none.
    """
    rows = read(data["rows"])
    route = [rows[n] for n in data["route"]]
    given = tuple(rows[n] for n in data["given"])
    return rows[data["target"]], given, {"route": route, **data["options"]}


def read_sheet(path: Path, defaults: Mapping[str, Any]) -> tuple[list[Exercise], list[str]]:
    """The sheet's exercises, in order, and remarks for the teacher. The sheet is run here.

    defaults: options of `grade` for all exercises, where the sheet does not say otherwise.

    Raises:
        UsageError: for a sheet that cannot be run, states nothing to be proved, or something false.
    """
    script = load_all([path.resolve()])[0]
    if script.problem:
        raise UsageError(f"--target: {script.message()}")
    options = _grading(vars(script.module).get("grading", {}), path)
    remarks: list[str] = []
    wanted = [d for d in script.derivations if _is_asked(d, remarks)]
    if not wanted:
        why = " ".join([f"--target {path}: no theorem to be proved in it.", *remarks, _TRY])
        raise UsageError(why)
    if strange := [name for name in options if name not in {d.name for d in wanted}]:
        near = nearest(strange[0], [d.name for d in wanted])
        raise UsageError(
            f"{path}: grading: {strange[0]!r} is no exercise of this sheet. "
            + (f"Did you mean {near!r}?" if near else f"There are {_names(wanted)}.")
        )
    exercises = []
    for d in wanted:
        _check(d, remarks, defaults["step_seconds"])
        exercises.append(_exercise(d, options.get(d.name, {}), defaults))
    return exercises, remarks


def _names(several: list[Derivation]) -> str:
    return ", ".join(d.name for d in several)


def _is_asked(d: Derivation, remarks: list[str]) -> bool:
    """Whether the theorem is an exercise that can be marked; a remark if it is not."""
    where = f"{place(d.path, d.line)}: {d.name}"
    try:
        proof = d.proof()
    except (Exception, SystemExit):  # whatever the sheet raises is said when it is checked
        return True
    if d.expect != "proved":
        remarks.append(f"{where} is no exercise: its author says that it is {d.expect}.")
    elif proof.facts:
        remarks.append(f"{where} is no exercise: facts are not marked, only chains.")
    else:
        if proof.claims and proof.claims[0].equality:
            remarks.append(f"{where}: the condition for equality is not marked.")
        return True
    return False


def _check(d: Derivation, remarks: list[str], seconds: float) -> None:
    """Refuse a sheet that asks for something false, before three hundred people get nothing."""
    report = report_on(d, Settings(), Limits(seconds))
    if report.error:
        raise UsageError(f"--target: {report.error}")
    claim = [s for s in report.steps if s.kind in ("claim", "step")][-1]
    where = f"{place(d.path, d.line)}: {d.name}"
    if claim.verdict in ("refuted", "ill-posed"):
        with among(report):
            raise UsageError(
                f"--target: {where}: {claim.relation} is {claim.verdict} under its hypotheses. "
                f"Nothing is marked; derive check {d.path} shows why."
            )
    if report.verdict not in ("proved", "cited"):
        remarks.append(
            f"{where} is {report.verdict} as the sheet has it; it is marked all the same."
        )


def _exercise(d: Derivation, said: Mapping[str, Any], defaults: Mapping[str, Any]) -> Exercise:
    where = f"{place(d.path, d.line)}: {d.name}"
    options = {k: v for k, v in {**defaults, **said}.items() if k not in ("points", "route")}
    try:
        route = tuple(as_expression(e) for e in _listed(said.get("route", ())))
        points = _points(said.get("points", 1))
        made = Exercise(
            d.name, d.title, d.doc, d.claim().relation, d.given, route, points,
            {k: str(v) if k.endswith("share") else v for k, v in options.items()},
        )  # fmt: skip
        target, given, kept = asked(made.data())
        grade(d, target, given, **{**kept, "hint_seconds": 0.0})
    except DeriveError as wrong:
        raise UsageError(f"--target: {where}: {wrong}") from wrong
    return made


def _listed(route: Any) -> Any:
    if not isinstance(route, (list, tuple)):
        raise DeriveError(f"route: got {route!r}; expected a list of lines.")
    return route


def _points(given: Any) -> Fraction:
    try:
        points = Fraction(str(given))
    except (ValueError, ZeroDivisionError):
        points = Fraction(-1)
    if not 0 < points <= _MOST_POINTS:
        raise DeriveError(f"points: got {given!r}; expected a number, more than 0, such as 4.")
    return points


def _grading(said: Any, path: Path) -> dict[str, dict[str, Any]]:
    """The sheet's dictionary, with nothing in it that means nothing."""
    fine = isinstance(said, dict) and all(isinstance(v, dict) for v in said.values())
    if not fine:
        raise UsageError(
            f"{path}: grading: got {said!r}; expected a dictionary of dictionaries, such as "
            '{"gibbs": {"points": 4}}.'
        )
    for name, options in said.items():
        for option in options:
            if option not in OPTIONS:
                near = nearest(str(option), OPTIONS)
                there = f"Did you mean {near!r}?" if near else f"There are {', '.join(OPTIONS)}."
                raise UsageError(f"{path}: grading: {name}: {option!r} is no option. {there}")
    return dict(said)
