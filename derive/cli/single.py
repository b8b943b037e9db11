"""`derive show`, `axioms` and `list`: commands about derivations by name."""

from __future__ import annotations

import difflib
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from derive.cli.cache import Memories
from derive.cli.check import attack_of
from derive.cli.checking import report_on, settings_of
from derive.cli.files import is_path
from derive.cli.finding import Script, UsageError, find_scripts
from derive.cli.guarded import Guarded
from derive.cli.output import Output, Progress, complain
from derive.cli.scripts import load_all
from derive.derivation.derivation import Derivation
from derive.derivation.report import Report
from derive.render.places import short_path

_ONE_LINE = 10_000  # columns for a list that another program reads


def command(args: Namespace) -> int:
    """Run `show`, `axioms` or `list` and return its exit status."""
    if args.command != "list":
        part(args)
    scripts = load_all(find_scripts(args.paths or []))
    problems = [s for s in scripts if s.problem]
    for script in problems:
        complain(script.message())
    if args.command == "list":
        return max(_list(scripts), 2 if problems else 0)
    chosen = _chosen(scripts, args)
    progress, reports = Progress(len(chosen)), []
    with Memories(args) as memories:
        for d in chosen:
            with progress.during(d.title), memories.during(d.path):
                reports.append(
                    report_on(
                        d, settings_of(attack_of(args)), Guarded(args.step_timeout, what=d.title)
                    )
                )
    if args.command == "axioms" and args.all:
        from derive.render.axioms import overview

        out = Output()
        out.show(overview(reports, out.width))
    else:
        _write(args.command, reports)
    if problems:
        return 2
    return 0 if all(r.as_claimed for r in reports) else 1


def part(args: Namespace) -> None:
    """`NAME… PATH…`: what is a file or folder, or is called like a script, is a path; `PATH:NAME`
    is both."""
    paths = [n for n in args.names if is_path(n)]
    args.names = [n for n in args.names if n not in paths]
    files = [file for n in args.names if (file := n.rpartition(":")[0]).endswith(".py")]
    args.paths = [*(args.paths or []), *dict.fromkeys(paths + files)]


def _write(what: str, reports: Sequence[Report]) -> None:
    out = Output()
    for k, report in enumerate(reports):
        from derive.render import full

        render = full.full if what == "show" else full.axioms
        out.show([*([""] if k else []), *render(report, out.width)])


def _list(scripts: Sequence[Script]) -> int:
    from derive.render.listing import listing

    out = Output()
    found = [
        (_key(s, d, scripts), d.title, short_path(d.path)) for s in scripts for d in s.derivations
    ]
    if out.console.is_terminal:
        out.show(listing(found, out.width))
    elif found:
        out.write("\n".join(line.plain.rstrip() for line in listing(found, _ONE_LINE)))
    return 0


def _key(script: Script, d: Derivation, scripts: Sequence[Script]) -> str:
    """The name by which one can ask for it: with its file's stem if two files use the name."""
    same = [s for s in scripts for other in s.derivations if other.name == d.name]
    return d.name if len(same) == 1 else f"{script.path.stem}:{d.name}"


def _chosen(scripts: Sequence[Script], args: Namespace) -> list[Derivation]:
    every = args.command == "axioms" and args.all
    if every and args.names:
        raise UsageError("axioms: names and --all together. Try one of them.")
    if every or (args.paths and not args.names):
        return [d for s in scripts for d in s.derivations]
    if not args.names:
        more = ", or --all" if args.command == "axioms" else ", or a script"
        raise UsageError(f"{args.command}: no name. Try a derivation's name{more}.")
    return [find(name, scripts) for name in args.names]


def find(name: str, scripts: Sequence[Script]) -> Derivation:
    """The one derivation of this name.

    Raises:
        UsageError: if there is none, with the nearest names; or if there are several.
    """
    stem, _, last = name.rpartition(":")
    stem = stem.removesuffix(".py")
    found = [
        (s, d)
        for s in scripts
        for d in s.derivations
        if d.name == last
        and (stem in ("", s.path.stem) or Path(f"{stem}.py").resolve() == s.path)
    ]
    if len(found) == 1:
        return found[0][1]
    if found:
        keys = ", ".join(f"{_unique(s, scripts)}:{d.name}" for s, d in found)
        raise UsageError(f"{name}: {len(found)} derivations have this name. Try one of {keys}.")
    raise UsageError(f"{name}: no derivation of this name. {_nearest(name, scripts)}")


def _unique(script: Script, scripts: Sequence[Script]) -> str:
    """The stem of a script's file, or its path where two files have the stem."""
    same = [s for s in scripts if s.path.stem == script.path.stem]
    return script.path.stem if len(same) == 1 else short_path(str(script.path))


def _nearest(name: str, scripts: Sequence[Script]) -> str:
    known = {_key(s, d, scripts): d for s in scripts for d in s.derivations}
    last = name.rpartition(":")[2] if ".py:" in name else name
    near = difflib.get_close_matches(last, known, n=3, cutoff=0.5)
    near = near or [k for k, d in known.items() if name.lower() in f"{k} {d.title}".lower()][:3]
    return f"Did you mean {' or '.join(near)}?" if near else "`derive list` shows the names."
