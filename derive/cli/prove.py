"""`derive prove`: statements about entropies, from the command line or a file."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from derive.cli.finding import UsageError
from derive.cli.output import Output, Progress, ScriptProgress, complain
from derive.cli.statements import Answer, Face, answer
from derive.entropic.parse import parse, parse_file
from derive.entropic.problem import Problem
from derive.language.names import DeriveError

_AS_HOPED = ("proved",)


def command(args: Namespace) -> int:
    """Run `derive prove` and return its exit status: 0 proved, 1 some is not, 2 not readable."""
    problems, wrong = _problems(args)
    out, answers = Output(), []
    face = Face(
        "json" if args.json else "latex" if args.latex else "text", out.width, args.time_limit
    )
    for k, found in enumerate(_answers(problems, face, args)):
        answers.append(found)
        if found.refused:
            complain(found.refused)
            wrong += 1
        elif k and face.kind == "text":
            out.write("")
        for line in found.lines:
            out.write(line)
    if args.json:
        out.write(json.dumps([a.data for a in answers], ensure_ascii=False, indent=2))
    elif len(answers) > 1 and not args.latex:
        out.write("\n" + _summary(answers))
    if wrong:
        return 2
    return 0 if all(a.word in _AS_HOPED for a in answers) else 1


def _answers(
    problems: Sequence[tuple[str, Problem]], face: Face, args: Namespace
) -> Iterator[Answer]:
    """In the order of the problems, each as soon as it and those before it are decided."""
    if args.cluster is not None:
        yield from _remotely([line for line, _ in problems], face, args)
        return
    progress = Progress(len(problems))
    for _, problem in problems:
        with progress.during(problem.text[:60]):
            found = answer(problem, face)
        yield found


def _remotely(lines: Sequence[str], face: Face, args: Namespace) -> Iterator[Answer]:
    from derive.cli.cluster import Cluster

    common = {"given": args.given or (), "variables": _variables(args), "face": asdict(face)}
    tasks = [json.dumps({"line": line, **common}) for line in lines]
    progress = ScriptProgress(len(lines))
    come: dict[int, Answer] = {}
    with Cluster(args.cluster) as cluster:
        shown = 0
        for found in cluster.answers("derive.cli.statements:answered", tasks):
            if found is None:
                progress.show(len(come), cluster.where)
                continue
            come[found[0]] = Answer(**json.loads(found[1]))
            progress.hide()
            while shown in come:
                yield come[shown]
                shown += 1


def _problems(args: Namespace) -> tuple[list[tuple[str, Problem]], int]:
    """What is asked, by line, and how many lines could not be read (each complained of)."""
    if bool(args.statement) == bool(args.file):
        raise UsageError("prove: give a statement or --file. Try derive prove 'I(X;Y) >= 0'.")
    if args.statement and args.cluster is not None:
        raise UsageError("prove: --cluster is for the statements of a --file.")
    given, variables = tuple(args.given or ()), _variables(args)
    if args.statement:
        try:
            return [(args.statement, parse(args.statement, given, variables=variables))], 0
        except DeriveError as bad:
            raise UsageError(str(bad)) from bad
    try:
        text = Path(args.file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as bad:
        raise UsageError(f"--file {args.file}: {getattr(bad, 'strerror', None) or bad}.") from bad
    problems, wrong = [], 0
    for number, line, found in parse_file(text, given, variables):
        if isinstance(found, str):
            complain(f"{args.file}:{number}: {found}")
            wrong += 1
        else:
            problems.append((line, found))
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


def _summary(answers: list[Answer]) -> str:
    counts = {word: sum(a.word == word for a in answers) for word in
              dict.fromkeys(a.word for a in answers)}  # fmt: skip
    told = ", ".join(f"{n} {word}" for word, n in counts.items())
    return f"{len(answers)} statements: {told}; {sum(a.seconds for a in answers):.1f} s"
