"""`derive export`: theorems for users of another system, who need none of ours to check them."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from derive.cli import files, third_road
from derive.cli.cache import cache_of
from derive.cli.check import attack_of, cores
from derive.cli.finding import UsageError, find_scripts
from derive.cli.gathering import gathered
from derive.cli.output import Output, complain
from derive.cli.parts import Job, Look
from derive.cli.scripts import load_all
from derive.cli.single import find, part
from derive.cli.third_road import Made

if TYPE_CHECKING:
    from rocq.theory import Theory

Fact = tuple[str, str]  # the name of a fact, and its text


def command(args: Namespace) -> int:
    """Run `derive export` and return its exit status: 1 if a theorem could not be exported."""
    args.paths = []
    part(args)
    if not args.names and not args.paths:
        raise UsageError("export: no name. Try a derivation's name, a script, or proofs.")
    folder = Path(args.rocq)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise UsageError(f"--rocq {folder}: {files.no_folder(wrong)}") from wrong
    jobs = _jobs(args)
    theory = third_road.ready()
    parts, _, problems = gathered(jobs, args)
    made = [c for p in parts for c in p.certificates]
    facts = [f for p in parts for f in p.facts]
    status = _exported(theory, made, facts, folder, args.jobs or cores())
    return 2 if problems else status


def _jobs(args: Namespace) -> list[Job]:
    """The scripts, each with the names that are meant of it; all of it where none are given."""
    paths = find_scripts(args.paths)
    only: dict[Path, tuple[str, ...]] = dict.fromkeys(paths, ())
    if args.names:
        scripts = load_all(paths)
        found = [find(name, scripts) for name in args.names]
        only = {}
        for d in found:
            path = Path(d.path).resolve()
            only[path] = (*only.get(path, ()), d.name)
    rest = {"certificates": True, "facts": True, "cache": cache_of(args)}
    look, attack = Look(80, False, None), attack_of(args)
    return [
        Job(p, os.getcwd(), look, attack, args.step_timeout, quiet=True, only=names, **rest)
        for p, names in only.items()
    ]


def _exported(
    theory: Theory, made: Sequence[Made], facts: Sequence[Fact], folder: Path, jobs: int
) -> int:
    """Has the proved checker look at the certificates, and writes what it accepts."""
    from rocq.facts import certificates_of as resting_on
    from rocq.folder import write

    given = third_road.named(made)
    for name, _ in (f for f in facts if not f[1]):
        complain(f"{name}: not exported: what its rule uses is not proved anew")
    whole = {name: resting_on(text) for name, text in facts if text}
    under = {f"{name}.from-{k}": c for name, some in whole.items() for k, c in enumerate(some, 1)}
    if not given and not under:
        complain("no theorem to export")
        return 1
    done = third_road.examined(theory, [*given, *under.items()], jobs, Output().write)
    good = {r.name for r in done.results if r.outcome == "accepted"}
    chosen = [(name, text) for name, text in facts if text and _rests_on(name, whole[name], good)]
    complain(write([c for c in given if c[0] in good], folder, chosen))
    return int(done.bad)


def _rests_on(name: str, certificates: Sequence[str], good: Collection[str]) -> bool:
    """Whether all that a fact rests on is accepted."""
    return all(f"{name}.from-{k}" in good for k, _ in enumerate(certificates, 1))
