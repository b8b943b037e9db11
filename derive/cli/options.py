"""Options that several commands share, and those of `derive check` and `derive report`."""

from __future__ import annotations

import argparse

EPILOG = """exit status:
  0    every derivation is proved, or refuted as its author claims
  1    some verdict is not the one claimed
  2    wrong usage, or a script could not be loaded (the others are still checked)
  130  interrupted
"""


_OF_NOTES = "; notes, or a folder of notes without scripts"


def add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = command_parser(commands, "check", "check scripts: one table of steps per derivation")
    paths(check, _OF_NOTES)
    attack(check)
    processes(check, 1)
    shown = check.add_mutually_exclusive_group()
    shown.add_argument(
        "--format", choices=("text", "json", "sarif"), default="text",
        help="tables, one JSON document, or SARIF 2.1.0, which editors read (default: text)",
    )  # fmt: skip
    shown.add_argument(
        "--json", action="store_const", dest="format", const="json", help="as --format json"
    )
    check.add_argument(
        "--fail-fast", action="store_true", help="stop after the first derivation not proved"
    )
    check.add_argument("--quiet", action="store_true", help="only the failures and the summary")
    check.add_argument(
        "--watch", action="store_true",
        help="check again when a file changes, showing what came out otherwise, until Ctrl-C",
    )  # fmt: skip
    check.add_argument(
        "--certificates", metavar="DIR",
        help="write one JSON certificate per theorem there, for `python -m recheck DIR`",
    )  # fmt: skip
    check.add_argument(
        "--rocq", action="store_true",
        help="put each theorem's certificate before the checker that is proved right in Rocq, too; "
        "needs coqc",
    )  # fmt: skip
    _add_notes(check)


def _add_notes(check: argparse.ArgumentParser) -> None:
    notes = check.add_argument_group(
        "notes", "for .md, .qmd, .tex, .ipynb and .html: docs/notes.md"
    )
    notes.add_argument(
        "--notes", action="store_true", help="look for notes in folders that have scripts, too"
    )
    notes.add_argument(
        "--readback", action="store_true", help="below each relation, what was understood"
    )
    notes.add_argument(
        "-o", "--output", metavar="FILE", help="write a copy of the notes with the verdicts in it"
    )
    notes.add_argument("--script", metavar="FILE", help="write the chains as a derive script")
    instead = notes.add_mutually_exclusive_group()
    instead.add_argument(
        "--notation", action="store_true",
        help="print, instead of verdicts, what each name is taken for, as TOML to be corrected",
    )  # fmt: skip
    instead.add_argument(
        "--ask", action="store_true",
        help="print, instead of verdicts, the open questions with directives to answer them",
    )  # fmt: skip
    notes.add_argument(
        "--strict", action="store_true",
        help="exit 1 also for what is not read, open, or refuted unless the text says more",
    )  # fmt: skip
    notes.add_argument(
        "--max-unread", metavar="N%", type=_percent,
        help="exit 1 if more than this part of the relations is not read",
    )  # fmt: skip


def add_report(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    report = command_parser(
        commands, "report", "a folder of static HTML: every derivation with its proofs and pictures"
    )
    paths(report, _OF_NOTES)
    report.add_argument(
        "--notes", action="store_true", help="look for notes in folders that have scripts, too"
    )
    report.add_argument(
        "-o", "--output", metavar="DIR", default="site", help="the folder to write (default: site)"
    )
    third_road(report)
    attack(report)
    processes(report, 0)


def third_road(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--rocq", action="store_true",
        help="show which certificates the checker that is proved right in Rocq accepts; needs coqc",
    )  # fmt: skip
    how.add_argument(
        "--rocq-record", metavar="DIR",
        help="the same, as `python -m rocq DIR` or `derive check --certificates DIR --rocq` has "
        "found it for these very certificates",
    )  # fmt: skip


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError(f"got {text!r}; expected seconds, more than 0")
    return value


def command_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    about: str,
    epilog: str = "",
) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name,
        help=about,
        description=about[0].upper() + about[1:] + ".",
        epilog=epilog or EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.set_defaults(usage=made.format_usage)
    return made


def paths(parser: argparse.ArgumentParser, more: str = "") -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="*",
        help="scripts, or folders searched for .py files, without names that start with _ or . "
        f"(default: proofs){more}",
    )  # fmt: skip


def attack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--trials", metavar="N", type=natural, default=300,
        help="models to try against each step (default: 300; 0: none)",
    )  # fmt: skip
    parser.add_argument(
        "--seed", metavar="N", type=natural, default=0, help="of the draws (default: 0)"
    )
    parser.add_argument(
        "--no-cache", action="store_true",
        help="neither read nor keep certificates and counterexamples in .derive_cache",
    )  # fmt: skip
    parser.add_argument(
        "--step-timeout", metavar="SECONDS", type=seconds, default=60.0,
        help="for each step; it is `open` after that, and the rest is checked (default: 60)",
    )  # fmt: skip


def processes(parser: argparse.ArgumentParser, default: int) -> None:
    parser.add_argument(
        "-j", "--jobs", metavar="N", type=jobs, default=default,
        help="scripts checked at a time, each in a process of its own; 0 or auto: as many as there "
        f"are cores (default: {default or 'auto'})",
    )  # fmt: skip
    cluster(parser)


def cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cluster", metavar="ADDRESS",
        help="do it on the workers of a Dask scheduler, tcp://host:8786 (extra cluster)",
    )  # fmt: skip


def _percent(text: str) -> float:
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"got {text!r}; expected a percentage, as 5%")
    return value


def jobs(text: str) -> int:
    return 0 if text == "auto" else natural(text)


def natural(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise argparse.ArgumentTypeError(f"got {text!r}; expected a whole number, 0 or more")
    return int(text)
