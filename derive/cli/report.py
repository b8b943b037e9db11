"""`derive report`: scripts and notes checked as `derive check` does, as a folder of HTML."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from derive.cli import files
from derive.cli.cache import cache_of
from derive.cli.check import attack_of, cores
from derive.cli.figure import require
from derive.cli.finding import UsageError, find_scripts
from derive.cli.gathering import gathered
from derive.cli.output import Output
from derive.cli.parts import Job, Look, Part
from derive.cli.third_road import Marks
from derive.render.places import short_path


def command(args: Namespace) -> int:
    """Run `derive report` and return its exit status, which is that of `derive check --rocq` where
    that is shown, else of `derive check`."""
    require("jinja2")
    start = time.perf_counter()
    folder, paths = _folder(args.output), find_scripts(args.paths, notes=args.notes)
    attack, look = attack_of(args), Look(80, False, None)
    marks = Marks(args)
    rest = {"pages": True, "cache": cache_of(args), "certificates": marks.wanted}
    jobs = [Job(p, os.getcwd(), look, attack, args.step_timeout, **rest) for p in paths]
    parts, docs, problems = gathered(jobs, args)
    from derive.report import site

    scripts = [p for p in parts if p.notes is None]
    marks.ask([c for p in scripts for c in p.certificates], args.jobs or cores())
    pages = [replace(p.page, thirds=marks.of(p.certificates)) for p in scripts]
    notes = [p.page for p in parts if p.notes is not None]
    figures = _figures() if pages else []
    try:
        first = site.write(folder, pages, docs, problems, figures, attack, notes)
    except OSError as wrong:
        raise UsageError(f"-o {args.output}: {wrong.strerror}.") from wrong
    Output().write(_made(len(pages), parts, short_path(str(first)), time.perf_counter() - start))
    if problems:
        return 2
    return 0 if all(p.as_claimed for p in parts) and not marks.bad else 1


def _made(derivations: int, parts: list[Part], where: str, seconds: float) -> str:
    """`12 derivations and 35 chains in site/index.html, made in 9 s`."""
    chains = sum(len(p.notes["chains"]) for p in parts if p.notes is not None)
    counted = [f"{derivations} derivations"] * bool(derivations or not chains)
    counted += [f"{chains} chain{'' if chains == 1 else 's'}"] * bool(chains)
    return f"{' and '.join(counted)} in {where}, made in {seconds:.0f} s"


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
