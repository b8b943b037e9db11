"""`derive ledger`: for every claim of a text, or named result, what the deciding steps say."""

from __future__ import annotations

import difflib
import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from derive.cli.cache import Memories
from derive.cli.check import attack_of
from derive.cli.checking import report_on, settings_of
from derive.cli.finding import UsageError, find_scripts
from derive.cli.guarded import Guarded
from derive.cli.output import Output, Progress, complain
from derive.cli.scripts import load_all
from derive.language.names import DeriveError
from derive.ledger.catalogue import FOLDER, Shelved, read_catalogue, shelve
from derive.ledger.claims import read_claims
from derive.ledger.decide import Reports, Row, decide
from derive.ledger.entries import Ref, read_entries
from derive.render import catalogue, ledger

COMMAND = "derive ledger --format md"
OF_NAMES = "derive ledger --catalogue --format md"


def command(args: Namespace) -> int:
    """Run `derive ledger` and return its exit status."""
    folder = Path(args.folder)
    if not folder.is_dir():
        raise UsageError(
            f"{folder}: no such folder. Try one with claims.json, ledger.toml and the scripts."
        )
    return _catalogue(folder, args) if args.catalogue else _ledger(folder, args)


def _ledger(folder: Path, args: Namespace) -> int:
    try:
        claims = read_claims(folder / "claims.json")
        entries = read_entries(folder / "ledger.toml")
    except DeriveError as wrong:
        raise UsageError(str(wrong)) from wrong
    refs = [r for e in entries.values() for r in (*e.by, *e.nearest, *e.without)]
    reports, problems = _reports(folder, refs, args)
    rows = decide(claims, entries, reports)
    failed = any(r.verdict == "error" for r in rows)
    return max(_write(ledger, rows, COMMAND, args), int(failed), problems)


def _catalogue(folder: Path, args: Namespace) -> int:
    if args.format == "tex":
        raise UsageError("--catalogue has no LaTeX. Try --format md, or json.")
    try:
        rows = read_catalogue(folder / FOLDER)
    except DeriveError as wrong:
        raise UsageError(str(wrong)) from wrong
    reports, problems = _reports(folder, [r for n in rows for r in (*n.by, *n.fails)], args)
    shelved = shelve(rows, reports)
    failed = any(s.standing == "error" for s in shelved)
    return max(_write(catalogue, shelved, OF_NAMES, args), int(failed), problems)


def _reports(folder: Path, refs: Sequence[Ref], args: Namespace) -> tuple[Reports, int]:
    """Reports of the derivations named, checked now; and 2 if some script has a problem, else 0."""
    scripts = load_all(find_scripts([str(folder)]))
    problems = [s for s in scripts if s.problem]
    for script in problems:
        complain(script.message())
    wanted = {(r.script, r.derivation) for r in refs}
    todo = [d for s in scripts for d in s.derivations if (s.path.stem, d.name) in wanted]
    progress, reports = Progress(len(todo)), []
    with Memories(args) as memories:
        for d in todo:
            with progress.during(d.title), memories.during(d.path):
                reports.append(
                    report_on(
                        d, settings_of(attack_of(args)), Guarded(args.step_timeout, what=d.title)
                    )
                )
    return Reports(reports), 2 if problems else 0


def _write(face: Any, rows: Sequence[Row] | Sequence[Shelved], made: str, args: Namespace) -> int:
    """The rows in the form that is asked for, or whether their page is up to date. face: the
    module of their forms. made: the command that writes the page."""
    out = Output()
    if args.compare:
        return _compare(face.markdown(rows, made), Path(args.compare), made)
    if args.format == "json":
        out.write(json.dumps(face.data(rows), ensure_ascii=False, indent=2))
    elif args.format == "md":
        out.write(face.markdown(rows, made).rstrip("\n"))
    elif args.format == "tex":
        out.write(face.latex(rows).rstrip("\n"))
    else:
        out.show(face.terminal(rows, out.width))
    return 0


def _compare(page: str, path: Path, made: str) -> int:
    """0 if the page in the file is the one just made; else the difference, and 1."""
    try:
        old = path.read_text(encoding="utf-8")
    except OSError as wrong:
        raise UsageError(f"--compare {path}: {wrong.strerror}.") from wrong
    lines = list(difflib.unified_diff(old.splitlines(), page.splitlines(), str(path), "now", n=0))
    for line in lines[:40]:
        complain(line)
    if lines:
        complain(f"{path} is not up to date. Try {made} > {path}")
    return int(bool(lines))
