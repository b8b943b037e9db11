"""Arguments, and which command they call."""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import NoReturn

from derive.cli import options
from derive.cli.options import (
    EPILOG,
    attack,
    cluster,
    command_parser,
    jobs,
    natural,
    processes,
    seconds,
)

_PROVE_EPILOG = """examples:
  derive prove "I(X;Z) <= I(X;Y)" --given "X -> Y -> Z"
  derive prove "H(A,B|C) <= H(A|C) + H(B|C)"
  derive prove "H(X,Y) <= 2" --given "H(X) <= 1" --given "H(Y) <= 1"    (constants in bits)

exit status:
  0    every statement is proved by Shannon-type inequalities and the conditions
  1    some statement is refuted, cited, not Shannon-provable or open
  2    wrong usage, or a statement that cannot be read (the others are still decided)
"""
_LATEX_EPILOG = """examples:
  derive latex gibbs                              a fragment that needs amsmath, to \\input
  derive latex gibbs per_letter proofs -o part.tex --certificates
  derive latex --document proofs -o notes.tex --style

Notation is chosen in a file derive.toml in the current folder: docs/latex.md.
"""
_GRADE_EPILOG = """examples:
  derive grade submissions --target sheet.py
  derive grade submissions --target sheet.py -o marks.csv -o marks.json --feedback pages

A folder has a script (.py) or notebook (.ipynb) for each student, or a folder for each. The
exercises are the theorems of the sheet: docs/howto/mark-homework.md. What is marked is kept in
marks.csv.journal at once; the same command goes on after an interruption.

exit status:
  0    every submission is marked, whatever its marks
  1    some submission could not be marked: the table says which
  2    wrong usage, or a sheet that cannot be run or asks for something false
  130  interrupted
"""
_NAME = "a derivation's name; stem:name if two scripts use it"


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit with its status.

    Called by a script that is being loaded (`run()` without a guard) it does nothing.
    """
    from derive.cli.loading import loading

    if loading():
        return
    sys.exit(status(sys.argv[1:] if argv is None else argv))


def status(argv: list[str]) -> int:
    """Run the command line and return its exit status."""
    from derive.cli.finding import UsageError

    parser = command_line()
    args, left = parser.parse_known_args(argv)
    if left:
        parser.error(f"unrecognized arguments: {' '.join(left)}{_options_like(left, args)}")
    if args.command is None:
        parser.print_help()
        return 0
    try:
        code = _command(args)
        sys.stdout.flush()
        return code
    except UsageError as wrong:
        _complain(str(wrong))
        return 2
    except KeyboardInterrupt:
        _complain("interrupted")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _complain(message: str) -> None:
    from derive.cli.output import complain

    complain(message)


class _Parser(argparse.ArgumentParser):
    """With the nearest command, where there is no such one."""

    def error(self, message: str) -> NoReturn:
        found = re.match(r"argument command: invalid choice: '(.*)' \(choose from (.*)\)", message)
        if found is not None:
            message = f"{found[1]}: no such command. {_meant(found[1], found[2])}"
        super().error(message)


def _meant(typed: str, choices: str) -> str:
    from derive.cli.files import is_path
    from derive.cli.nearest import nearest

    commands = re.findall(r"[\w-]+", choices)
    if typed in ("help", "version"):
        return f"Try derive --{typed}"
    if near := nearest(typed, commands):
        return f"Did you mean {near}?"
    if is_path(typed):
        return f"Try derive check {typed}"
    return f"There are {', '.join(commands)}."


def _options_like(left: list[str], args: argparse.Namespace) -> str:
    """The command's own options that are most like those it does not know."""
    from derive.cli.nearest import nearest

    own = re.findall(r"--[\w-]+", args.usage()) if "usage" in args else []
    near = [found for word in left if word.startswith("-") and (found := nearest(word, own))]
    return f". Did you mean {' '.join(near)}?" if near else ""


def _command(args: argparse.Namespace) -> int:
    if args.command == "check":
        from derive.cli.check import command
    elif args.command == "ledger":
        from derive.cli.ledger import command
    elif args.command == "figure":
        from derive.cli.figure import command
    elif args.command == "report":
        from derive.cli.report import command
    elif args.command == "prove":
        from derive.cli.prove import command
    elif args.command == "latex":
        from derive.cli.latex import command
    elif args.command == "export":
        from derive.cli.export import command
    elif args.command == "grade":
        from derive.course.command import command
    elif args.command == "cache":
        from derive.cli.cache import command
    else:
        from derive.cli.single import command
    return command(args)


def command_line() -> argparse.ArgumentParser:
    """The parser of all commands, for `main` and for the reference."""
    from derive import __version__

    parser = _Parser(
        prog="derive",
        description="Check derivations in information theory: proved step by step, or refuted.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"derive {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command")
    options.add_check(commands)
    options.add_report(commands)
    _add_figure(commands)
    _add_single(commands)
    _add_latex(commands)
    _add_export(commands)
    _add_ledger(commands)
    _add_prove(commands)
    _add_grade(commands)
    _add_cache(commands)
    return parser


def _add_figure(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    figure = command_parser(
        commands, "figure", "a picture for notes, from computed data: codes, entropies, divergences"
    )
    figure.add_argument("name", metavar="NAME", nargs="?", help="see --list")
    figure.add_argument("--list", action="store_true", help="the figures, and what each can take")
    figure.add_argument(
        "-o", "--output", metavar="FILE", help=".svg, .pdf or .png (default: NAME.svg)"
    )
    figure.add_argument("--code", metavar="WORDS", help="codewords: 0,10,110")
    figure.add_argument(
        "--law", metavar="LAW",
        help="exact probabilities: 1/2,1/4,1/4; a joint law as JSON, or a .json file with it",
    )  # fmt: skip


def _add_single(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    show = command_parser(commands, "show", "one derivation in full, its certificate in words")
    show.add_argument("names", metavar="NAME|PATH", nargs="*", help=f"{_NAME}; scripts and folders")
    show.set_defaults(paths=[])
    attack(show)
    axioms = command_parser(commands, "axioms", "what theorems rest on")
    axioms.add_argument(
        "names", metavar="NAME|PATH", nargs="*", help=f"{_NAME}; scripts and folders"
    )
    axioms.add_argument("--all", action="store_true", help="every derivation")
    axioms.add_argument(
        "--path", metavar="PATH", dest="paths", action="append",
        help="a script or folder; may be repeated (default: proofs)",
    )  # fmt: skip
    attack(axioms)
    options.paths(command_parser(commands, "list", "names, titles and files of derivations"))


def _add_latex(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    latex = command_parser(
        commands, "latex", "derivations as LaTeX for notes: fragments, or a whole document",
        _LATEX_EPILOG,
    )  # fmt: skip
    latex.add_argument(
        "names", metavar="NAME|PATH", nargs="*", help=f"{_NAME}; scripts and folders"
    )
    latex.add_argument(
        "--document", action="store_true",
        help="a document of everything in the paths; it needs derive.sty (--style) beside it",
    )  # fmt: skip
    latex.add_argument("-o", metavar="FILE", dest="output", help="write there, not to the terminal")
    latex.add_argument(
        "--reasons", choices=("beside", "margin", "intertext"), default="beside",
        help="beside the formulas, in the margin, or as \\intertext above them (default: beside)",
    )  # fmt: skip
    latex.add_argument(
        "--certificates", action="store_true", help="say why each remainder is not negative"
    )
    latex.add_argument("--style", action="store_true", help="write derive.sty beside FILE too")
    latex.add_argument("--no-verdicts", action="store_true", help="a document without marks")
    latex.add_argument("--title", default="Derivations", help="of the document")
    latex.add_argument(
        "--width", metavar="POINTS", type=seconds, default=None,
        help="of the text, for breaking lines (default: 345 in fragments, 426 in the document)",
    )  # fmt: skip
    options.third_road(latex)
    attack(latex)


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = command_parser(
        commands, "export", "theorems as files for Rocq, with proofs that it checks by itself"
    )
    export.add_argument("names", metavar="NAME|PATH", nargs="*", help=f"{_NAME}; scripts, folders")
    export.add_argument(
        "--rocq", metavar="DIR", required=True,
        help="write a file for each theorem there, and the proved checker beside them; needs coqc",
    )  # fmt: skip
    attack(export)
    processes(export, 0)


def _add_ledger(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ledger = command_parser(commands, "ledger", "every claim of a text, and what decides it")
    ledger.add_argument(
        "folder", metavar="FOLDER", nargs="?", default="proofs",
        help="with claims.json, ledger.toml and the scripts (default: proofs)",
    )  # fmt: skip
    ledger.add_argument(
        "--catalogue", action="store_true",
        help="instead of claims the named results of FOLDER/catalogue: proved by what, resting on "
        "what, and where else",
    )  # fmt: skip
    ledger.add_argument(
        "--format", choices=("text", "md", "json", "tex"), default="text",
        help="terminal table, page, data or LaTeX (default: text)",
    )  # fmt: skip
    ledger.add_argument(
        "--compare", metavar="FILE", help="compare the page with this file; exit 1 if they differ"
    )
    attack(ledger)


def _add_prove(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    prove = command_parser(
        commands, "prove", "a statement about entropies: proved, or refuted by a distribution",
        _PROVE_EPILOG,
    )  # fmt: skip
    prove.add_argument("statement", metavar="STATEMENT", nargs="?", help="'I(X;Z) <= I(X;Y)'")
    prove.add_argument(
        "--given", metavar="CONDITION", action="append",
        help="'X -> Y -> Z', 'indep(A,B,C)', 'func(Y; X,Z)', 'iid(X1,X2)', 'H(X) <= 2'; "
        "may be repeated",
    )  # fmt: skip
    prove.add_argument(
        "--file", metavar="FILE", help="statements, one a line: name: statement given conditions"
    )
    prove.add_argument(
        "--variables", metavar="NAMES", action="append",
        help="names that are one variable each, as XY beside X and Y: 'XY,YZ'; may be repeated",
    )  # fmt: skip
    cluster(prove)
    prove.add_argument("--json", action="store_true", help="a list of verdicts as JSON")
    prove.add_argument("--latex", action="store_true", help="derivations as LaTeX (plain amsmath)")
    prove.add_argument(
        "--time-limit", metavar="SECONDS", type=seconds, default=60.0,
        help="for each statement; the verdict is `open` after that (default: 60)",
    )  # fmt: skip


def _add_grade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    grade = command_parser(
        commands, "grade", "submissions marked against a teacher's sheet: a table, and pages",
        _GRADE_EPILOG,
    )  # fmt: skip
    grade.add_argument(
        "submissions", metavar="SUBMISSIONS", nargs="+",
        help="folders of scripts and notebooks, or of a folder for each student; or files",
    )  # fmt: skip
    grade.add_argument(
        "--target", metavar="SHEET", required=True,
        help="your script: its theorems are the exercises, their claims the targets",
    )  # fmt: skip
    grade.add_argument(
        "-o", "--output", metavar="FILE", action="append",
        help=".csv or .json; may be repeated (default: marks.csv)",
    )  # fmt: skip
    grade.add_argument("--feedback", metavar="DIR", help="write a page of HTML for each student")
    grade.add_argument(
        "--beside", metavar="FILE", action="append", default=[],
        help="a file of yours that submissions may import; may be repeated",
    )  # fmt: skip
    grade.add_argument(
        "--steps-share", metavar="SHARE", default="1/2",
        help="the part of the marks for steps; the rest is for the target (default: 1/2)",
    )  # fmt: skip
    grade.add_argument(
        "--hypotheses-share", metavar="SHARE", default="1/4",
        help="the part that is lost if no needed hypothesis is stated (default: 1/4)",
    )  # fmt: skip
    grade.add_argument(
        "--require-isolation", action="store_true",
        help="do not run submissions where bubblewrap does not work",
    )  # fmt: skip
    grade.add_argument(
        "--timeout", metavar="SECONDS", type=seconds, default=60.0,
        help="for a file to run (default: 60)",
    )  # fmt: skip
    grade.add_argument(
        "--mark-timeout", metavar="SECONDS", type=seconds, default=300.0,
        help="for an exercise of a student to be marked (default: 300)",
    )  # fmt: skip
    grade.add_argument(
        "--memory", metavar="MB", type=_megabytes, default=2048,
        help="that a submission may have (default: 2048)",
    )  # fmt: skip
    grade.add_argument(
        "--step-timeout", metavar="SECONDS", type=seconds, default=20.0,
        help="for each step; it is `open` after that, and the rest is checked (default: 20)",
    )  # fmt: skip
    grade.add_argument(
        "--hint-timeout", metavar="SECONDS", type=seconds, default=5.0,
        help="to look for what would be true instead of a wrong step (default: 5)",
    )  # fmt: skip
    grade.add_argument(
        "-j", "--jobs", metavar="N", type=jobs, default=0,
        help="submissions at a time; 0 or auto: as many as there are cores (default: auto)",
    )  # fmt: skip
    cluster(grade)
    grade.add_argument(
        "--fresh", action="store_true", help="mark all anew, also what was marked before"
    )
    grade.add_argument("--quiet", action="store_true", help="only the summary, no progress")


def _megabytes(text: str) -> int:
    value = natural(text)
    if not 256 <= value <= 1 << 20:
        raise argparse.ArgumentTypeError(f"got {text!r}; expected megabytes, at least 256")
    return value


def _add_cache(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    cache = command_parser(
        commands, "cache", "what is kept from run to run in .derive_cache, and how large it is"
    )
    cache.add_argument("--clear", action="store_true", help="remove it")
