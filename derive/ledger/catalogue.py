"""A catalogue of named results: which derivations prove each, and where else it is proved.

    section = "Kullback–Leibler divergence"     # a file for each section, in the files' order

    [74]
    name = "Gibbs' inequality"
    statement = "D(p‖q) ≥ 0"
    by = "gibbs:gibbs"                          # script:derivation, or a list of such
    fails = "gibbs:gibbs_without_domination"    # what becomes of it without a hypothesis
    finite = "…"                                # proved is finite content only: what is left out
    missing = "…"                               # why it is not proved, where nothing is
    elsewhere = ["PFR `KLDiv_nonneg`"]

    what `by` names                             verdict
    all proved                                  proved, or finite content where `finite` is given
    a fact of the literature                    cited (`missing` says why)
    nothing                                     open (`missing` says why)

Anything else is an error of the catalogue: the row says so and the command fails. `finite` and
`missing` only ever lower a verdict.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from derive.derivation.report import Report, StepReport
from derive.kernel.theorem import Rests
from derive.language.names import DeriveError
from derive.ledger.decide import Reports, defined, hypothesis, ranges_of, statement
from derive.ledger.entries import Ref, refs

FOLDER = "catalogue"
Standing = Literal["proved", "finite content", "cited", "open", "error"]
STANDINGS: tuple[Standing, ...] = ("proved", "finite content", "cited", "open", "error")
_KEYS = frozenset({"name", "statement", "by", "fails", "finite", "missing", "elsewhere"})


@dataclass(frozen=True)
class Named:
    """A named result as the catalogue has it; see the module for the fields."""

    number: int
    section: str
    name: str
    statement: str
    by: tuple[Ref, ...] = ()
    fails: tuple[Ref, ...] = ()
    finite: str = ""
    missing: str = ""
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """What a derivation states, of what, under which hypotheses, what names in it stand for, and
    its verdict."""

    ref: str
    title: str
    says: tuple[str, ...]
    ranges: tuple[str, ...]
    given: tuple[str, ...]
    named: tuple[str, ...]
    verdict: str


@dataclass(frozen=True)
class Shelved:
    """A row, decided: its derivations, the failing twins, what all rests on, why not proved."""

    named: Named
    standing: Standing
    lines: tuple[Line, ...] = ()
    twins: tuple[Line, ...] = ()
    rests: Rests = field(default_factory=Rests)
    why: str = ""


def read_catalogue(folder: Path) -> tuple[Named, ...]:
    """The rows of all sections of a folder, by number.

    Raises:
        DeriveError: if there is none, one is not TOML, an entry is not as above, or a number
            stands twice.
    """
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise DeriveError(f"{folder}: no sections. Expected files *.toml with rows by number.")
    rows = sorted((n for path in paths for n in _section(path)), key=lambda n: n.number)
    numbers = [n.number for n in rows]
    twice = sorted({str(n) for n in numbers if numbers.count(n) > 1})
    if twice:
        raise DeriveError(f"{folder}: the numbers {', '.join(twice)} stand twice.")
    return tuple(rows)


def _section(path: Path) -> list[Named]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise DeriveError(f"catalogue {path}: {type(wrong).__name__}: {wrong}.") from wrong
    section = data.pop("section", None)
    if not isinstance(section, str):
        raise DeriveError(f'catalogue {path}: no `section`. Try section = "Logarithms".')
    return [_named(key, table, section, path) for key, table in data.items()]


def _named(key: str, table: Any, section: str, path: Path) -> Named:
    where = f"catalogue {path}: [{key}]"
    if not key.isdecimal() or not isinstance(table, Mapping):
        raise DeriveError(f"{where} is no row; expected a table with a number for its name.")
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise DeriveError(f"{where} has {unknown}; expected {sorted(_KEYS)}.")
    words = {k: table.get(k, "") for k in ("name", "statement", "finite", "missing")}
    elsewhere = table.get("elsewhere", [])
    lists = isinstance(elsewhere, list) and all(isinstance(e, str) for e in elsewhere)
    if not all(isinstance(w, str) for w in words.values()) or not lists or not words["name"]:
        raise DeriveError(f"{where}: a name is expected, words, and a list of words `elsewhere`.")
    by = refs(table.get("by", []), key, path)
    fails = refs(table.get("fails", []), key, path)
    return Named(int(key), section, by=by, fails=fails, elsewhere=tuple(elsewhere), **words)


def shelve(rows: Sequence[Named], reports: Reports) -> list[Shelved]:
    """Each row with its verdict, computed from the reports of the derivations it names."""
    out = []
    for named in rows:
        try:
            out.append(_shelved(named, reports))
        except KeyError as missing:
            out.append(Shelved(named, "error", why=str(missing.args[0])))
    return out


def _shelved(named: Named, reports: Reports) -> Shelved:
    found = [(ref, *reports.steps(ref)) for ref in named.by]
    failing = [(ref, *reports.steps(ref)) for ref in named.fails]
    rests = Rests()
    for _, _, steps in found:
        for s in steps:
            rests = rests | (s.rests or Rests())
    lines = tuple(_line(ref, report, steps) for ref, report, steps in found)
    twins = tuple(_line(ref, report, steps) for ref, report, steps in failing)
    wrong = [line.ref for line in lines if line.verdict not in ("proved", "cited")]
    wrong += [line.ref for line in twins if line.verdict not in ("refuted", "ill-posed")]
    wrong += [str(ref) for ref, report, _ in (*found, *failing) if not report.as_claimed]
    if wrong:
        return Shelved(named, "error", lines, twins, rests, f"not as claimed: {', '.join(wrong)}")
    if named.missing and found and not rests.cited:
        return Shelved(named, "error", lines, twins, rests, "`missing`, but it is proved")
    if rests.cited or not found:
        if not named.missing:
            return Shelved(named, "error", lines, twins, rests, "not proved, and `missing` nothing")
        standing: Standing = "cited" if rests.cited else "open"
        return Shelved(named, standing, lines, twins, rests, named.missing)
    standing = "finite content" if named.finite else "proved"
    return Shelved(named, standing, lines, twins, rests, named.finite)


def _line(ref: Ref, report: Report, steps: Sequence[StepReport]) -> Line:
    said = tuple(dict.fromkeys(statement(s) for s in steps if s.kind != "law"))
    fullest = tuple(s for s in said if not any(t.startswith(f"{s}, with equality") for t in said))
    given = tuple(dict.fromkeys(hypothesis(h) for h in report.given))
    verdicts = [s.verdict for s in steps]
    astray = [v for v in verdicts if v != "proved"]
    return Line(
        str(ref),
        report.title,
        fullest,
        ranges_of(report.given, steps),
        given,
        defined(report, steps),
        astray[0] if astray else "proved" if steps else "open",
    )
