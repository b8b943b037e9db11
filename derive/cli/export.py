"""`derive export`: theorems for users of another system, who need none of ours to check them."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from derive.cli import files
from derive.cli.finding import UsageError, find_scripts
from derive.cli.latex import checked
from derive.cli.output import complain
from derive.cli.rendered import certificates_of
from derive.cli.scripts import load_all
from derive.cli.single import find, part


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
    scripts = load_all(find_scripts(args.paths))
    problems = [s for s in scripts if s.problem]
    for script in problems:
        complain(script.message())
    named = [find(name, scripts) for name in args.names]
    reports = checked(named or [d for s in scripts for d in s.derivations], args)
    pairs = [pair for report in reports.values() for pair in certificates_of(report)]
    status = _exported(pairs, folder)
    return 2 if problems else status


def _exported(certificates: Sequence[tuple[str, str]], folder: Path) -> int:
    """Has the proved checker look at the certificates, and writes what it accepts."""
    from rocq.__main__ import main

    for name, _ in (c for c in certificates if not c[1]):
        complain(f"{name}: no certificate, as an instance in it is not proved step by step")
    if not any(text for _, text in certificates):
        complain("no theorem to export")
        return 1
    with tempfile.TemporaryDirectory() as made:
        for name, text in (c for c in certificates if c[1]):
            Path(made, f"{name}.json").write_text(text, encoding="utf-8")
        return main([made, "--export", str(folder)])
