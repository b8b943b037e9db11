"""`derive report`: the scripts checked as `derive check` does, and written as a folder of HTML."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from derive.cli import files
from derive.cli.cache import cache_of
from derive.cli.check import attack_of, workers_for
from derive.cli.figure import require
from derive.cli.finding import Script, UsageError, find_scripts
from derive.cli.output import Output, ScriptProgress, complain
from derive.cli.parts import Job, Look, Part
from derive.cli.pool import Problem, Said
from derive.render.places import short_path


def command(args: Namespace) -> int:
    """Run `derive report` and return its exit status, which is that of `derive check`."""
    require("jinja2")
    start = time.perf_counter()
    folder, paths = _folder(args.output), find_scripts(args.paths)
    attack, look = attack_of(args), Look(80, False, None)
    rest = {"pages": True, "cache": cache_of(args)}
    jobs = [Job(p, os.getcwd(), look, attack, args.step_timeout, **rest) for p in paths]
    pages, docs, problems = _checked(jobs, args)
    from derive.report import site

    try:
        first = site.write(folder, pages, docs, problems, _figures(), attack)
    except OSError as wrong:
        raise UsageError(f"-o {args.output}: {wrong.strerror}.") from wrong
    took = f"{time.perf_counter() - start:.0f} s"
    Output().write(f"{len(pages)} derivations in {short_path(str(first))}, made in {took}")
    if problems:
        return 2
    return 0 if all(p.as_claimed for p in pages) else 1


def _checked(jobs: list[Job], args: Namespace) -> tuple[list[Any], dict[str, str], list[str]]:
    """The derivations' pages, the scripts' own words by path, and what was not loaded."""
    pages: list[Any] = []
    problems: list[str] = []
    progress = ScriptProgress(len(jobs))
    with workers_for(jobs, args) as pool:
        try:
            for task, event in pool.events():
                if event is None:
                    progress.show(sum(t.done for t in pool.tasks), pool.doing)
                    continue
                progress.hide()
                if isinstance(event, Part):
                    pages.append(event.page)
                elif isinstance(event, Problem):
                    script = Script(task.job.path, problem=event.text, line=event.line)
                    problems.append(script.message())
                    complain(problems[-1])
                elif isinstance(event, Said):
                    sys.stderr.write(event.text)
        finally:
            progress.hide()
        docs = {os.path.realpath(t.job.path): t.doc for t in pool.tasks}
    return pages, docs, problems


def _folder(name: str) -> Path:
    """Made at the start: a name that cannot be used shows at once."""
    try:
        Path(name).mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise UsageError(f"-o {name}: {files.no_folder(wrong)} Try another folder.") from wrong
    return Path(name)


def _figures() -> list[Any]:
    """The pictures for the page of figures; none without the extra that draws them."""
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        return []
    from derive.figures import FIGURES
    from derive.figures.information import THREE
    from derive.figures.style import inline, style
    from derive.report.site import Figure

    out = []
    wanted = [(name, f, ()) for name, f in FIGURES.items()]
    wanted.insert(4, ("information-diagram-3", FIGURES["information-diagram"], (THREE,)))
    for name, f, given in wanted:
        caption = f.describe(*given)
        with style(name, inline=True):
            svg = inline(f.draw(*given), f.title, caption)
        out.append(Figure(name, f.title, caption, svg))
    return out
