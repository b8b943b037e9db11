"""`derive prove`: statements about entropies, from the command line or a file."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from pathlib import Path

from derive.cli.finding import UsageError
from derive.cli.output import Output, Progress, complain
from derive.entropic.parse import parse, parse_file
from derive.entropic.problem import Problem
from derive.entropic.prove import Verdict, decide
from derive.language.names import DeriveError
from derive.render import entropic

_AS_HOPED = ("proved",)


def command(args: Namespace) -> int:
    """Run `derive prove` and return its exit status: 0 proved, 1 some is not, 2 not readable."""
    problems, wrong = _problems(args)
    out = Output()
    progress, verdicts = Progress(len(problems)), []
    for k, problem in enumerate(problems):
        with progress.during(problem.text[:60]):
            verdict = decide(problem, args.time_limit)
        verdicts.append(verdict)
        if not args.json:
            wrong += _write(out, verdict, args, first=k == 0)
    if args.json:
        out.write(json.dumps([entropic.data(v) for v in verdicts], ensure_ascii=False, indent=2))
    elif len(verdicts) > 1 and not args.latex:
        out.write("\n" + _summary(verdicts))
    if wrong:
        return 2
    return 0 if all(v.word in _AS_HOPED for v in verdicts) else 1


def _problems(args: Namespace) -> tuple[list[Problem], int]:
    """What is asked, and how many lines could not be read (each complained of)."""
    if bool(args.statement) == bool(args.file):
        raise UsageError("prove: give a statement or --file. Try derive prove 'I(X;Y) >= 0'.")
    given, variables = tuple(args.given or ()), _variables(args)
    if args.statement:
        try:
            return [parse(args.statement, given, variables=variables)], 0
        except DeriveError as bad:
            raise UsageError(str(bad)) from bad
    try:
        text = Path(args.file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as bad:
        raise UsageError(f"--file {args.file}: {getattr(bad, 'strerror', None) or bad}.") from bad
    problems, wrong = [], 0
    for number, _, found in parse_file(text, given, variables):
        if isinstance(found, str):
            complain(f"{args.file}:{number}: {found}")
            wrong += 1
        else:
            problems.append(found)
    if not problems and not wrong:
        raise UsageError(f"--file {args.file}: no statement in it.")
    return problems, wrong


def _variables(args: Namespace) -> tuple[str, ...]:
    """The names given with --variables, each of which must be one."""
    names = [n for text in args.variables or () for n in re.split(r"[,\s]+", text) if n]
    wrong = next((n for n in names if not re.fullmatch(r"[^\W\d_][\w']*|[0-9]+", n)), None)
    if wrong is not None or (args.variables and not names):
        got = wrong if wrong is not None else "no name"
        raise UsageError(f"--variables: got {got}; expected names. Try --variables XY,YZ.")
    return tuple(names)


def _write(out: Output, verdict: Verdict, args: Namespace, first: bool) -> int:
    """Print a verdict; 1 if what would be printed is not what was decided."""
    try:
        lines = [entropic.latex(verdict)] if args.latex else entropic.text(verdict, out.width)
    except DeriveError as wrong:
        complain(str(wrong))
        return 1
    if not first and not args.latex:
        out.write("")
    for line in lines:
        out.write(line)
    return 0


def _summary(verdicts: list[Verdict]) -> str:
    counts = {word: sum(v.word == word for v in verdicts) for word in
              dict.fromkeys(v.word for v in verdicts)}  # fmt: skip
    told = ", ".join(f"{n} {word}" for word, n in counts.items())
    return f"{len(verdicts)} statements: {told}; {sum(v.seconds for v in verdicts):.1f} s"
