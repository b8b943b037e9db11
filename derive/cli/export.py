"""`derive export`: theorems for users of another system, who need none of ours to check them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from derive.cli import files, third_road
from derive.cli.check import cores
from derive.cli.finding import UsageError, find_scripts
from derive.cli.latex import checked
from derive.cli.output import Output, complain
from derive.cli.rendered import certificates_of
from derive.cli.scripts import load_all
from derive.cli.single import find, part
from derive.cli.third_road import Certificate

if TYPE_CHECKING:
    from rocq.theory import Theory


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
    theory = third_road.ready()
    scripts = load_all(find_scripts(args.paths))
    problems = [s for s in scripts if s.problem]
    for script in problems:
        complain(script.message())
    named = [find(name, scripts) for name in args.names]
    reports = checked(named or [d for s in scripts for d in s.derivations], args)
    pairs = [pair for report in reports.values() for pair in certificates_of(report)]
    status = _exported(theory, pairs, folder)
    return 2 if problems else status


def _exported(theory: Theory, certificates: Sequence[Certificate], folder: Path) -> int:
    """Has the proved checker look at the certificates, and writes what it accepts."""
    from rocq.folder import write

    given = third_road.named(certificates)
    if not given:
        complain("no theorem to export")
        return 1
    done = third_road.examined(theory, given, cores(), Output().write)
    complain(write(third_road.accepted(done, given), folder))
    return int(done.bad)
