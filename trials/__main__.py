"""`python -m trials CAMPAIGN [options]`: campaigns that try to make the program wrong.

fuzz         random statements and certificates; what is claimed is judged exactly
mutants      one mistake in every proved step, and who refuses it
readback     what is printed, read again by a reader of its own
tamper       certificates changed field by field
adversarial  inputs made to take long or to fill memory
interrupt    deciding stopped at random moments, and gone on with
power        one-step statements of textbooks, true and false: what is decided
notes        notes whose meaning is known, read and decided
misread      one token of those changed, and whether the reader notices
break        files made to break the reader of notes
written      what derive prints in LaTeX, read by the reader of notes

Each has `--help`, and an exit status of 1 if it finds something. See docs/trials.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module

MODULES = {
    "fuzz": "trials.fuzz.run",
    "mutants": "trials.mutants.run",
    "readback": "trials.readback.run",
    "tamper": "trials.tampering",
    "adversarial": "trials.adversarial",
    "interrupt": "trials.interruptions",
    "power": "trials.power",
    "notes": "trials.notes.run",
    "misread": "trials.notes.misreading",
    "break": "trials.notes.breaking",
    "written": "trials.notes.roundtrip",
}


def main(argv: list[str]) -> int:
    """Run the campaign that the first word names, with the rest as its options."""
    name, rest = (argv[0], argv[1:]) if argv else ("", [])
    if name in ("-h", "--help"):
        print(__doc__)
        return 0
    if name not in MODULES:
        said = f"trials: {name or 'no campaign'}: expected one of {', '.join(MODULES)}."
        print(f"{said}\n\n{__doc__}", file=sys.stderr)
        return 2
    run: Callable[[list[str]], int] = import_module(MODULES[name]).main
    return run(rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
