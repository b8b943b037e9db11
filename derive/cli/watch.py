"""`derive check --watch`: checked again when a file changes, showing what came out otherwise."""

from __future__ import annotations

import re
import sys
import time
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive.cli.cache import Cache, cache_of
from derive.cli.check import Run, cores, exit_status, job_of, show_end
from derive.cli.finding import Script, UsageError, find_scripts
from derive.cli.imports import touched
from derive.cli.parts import Part
from derive.cli.pool import Pool, Problem, Said
from derive.render.places import short_path

if TYPE_CHECKING:
    from derive.cli.output import Output

_PLACE = re.compile(r"(\.py):\d+")
_UNLIKE = ("certificates", "fail_fast", "output", "rocq", "script")


@dataclass
class _Seen:
    """What came of a script the last time."""

    parts: list[Part] = field(default_factory=list)
    problem: Script | None = None


def command(args: Namespace) -> int:
    """Check, wait, and check again, until Ctrl-C. Returns what `derive check` would at the end."""
    if args.format != "text":
        shown = "--json" if args.format == "json" else f"--format {args.format}"
        raise UsageError(f"--watch and {shown} together. Try one of them.")
    for option in _UNLIKE:
        if getattr(args, option):
            named = f"--{option.replace('_', '-')}"
            raise UsageError(f"--watch and {named} together. Try one of them.")
    try:
        import watchfiles
    except ImportError:
        raise UsageError("watchfiles is not installed. Try pip install watchfiles.") from None
    from derive.cli.output import Output

    watching = _Watching(args, Output(), cache_of(args))
    try:
        watching.turn(find_scripts(args.paths, notes=args.notes))
        for changes in watchfiles.watch(*watching.folders(), watch_filter=_is_of_a_script):
            watching.after({Path(name) for _, name in changes})
    except KeyboardInterrupt:
        pass
    return exit_status(watching.run(), args)


def _is_of_a_script(change: Any, name: str) -> bool:
    """Not what editors, Python and derive itself write beside scripts."""
    parts = Path(name).parts
    hidden = any(part.startswith(".") or part == "__pycache__" for part in parts[1:])
    return not hidden and not name.endswith(("~", ".pyc", ".swp", ".tmp"))


class _Watching:
    def __init__(self, args: Namespace, out: Output, cache: Cache | None) -> None:
        self._args, self._out, self._cache = args, out, cache
        self._seen: dict[Path, _Seen] = {}

    def folders(self) -> list[Path]:
        """Of the scripts, and the folders that were named: a new script shows there."""
        named = [p.resolve() for p in map(Path, self._args.paths or ["proofs"]) if p.is_dir()]
        found = dict.fromkeys([*named, *(script.parent for script in self._seen)])
        return [f for f in found if not any(f != o and f.is_relative_to(o) for o in found)]

    def after(self, changed: set[Path]) -> None:
        """Check again what the changes concern."""
        try:
            scripts = find_scripts(self._args.paths, notes=self._args.notes)
        except UsageError:  # the last script is gone
            scripts = []
        for gone in set(self._seen) - set(scripts):
            del self._seen[gone]
        new = [s for s in scripts if s not in self._seen]
        todo = dict.fromkeys([*touched(scripts, changed), *new])
        if todo:
            names = ", ".join(sorted({short_path(str(path)) for path in changed}))
            self._out.write(f"{time.strftime('%H:%M:%S')} {names}")
            self.turn(s for s in scripts if s in todo)

    def turn(self, scripts: Iterable[Path]) -> None:
        """Check the scripts, and show what is not as it was."""
        start = time.perf_counter()
        jobs = [job_of(path, self._args, self._out, self._cache) for path in scripts]
        with Pool(jobs, self._args.jobs or cores()) as pool:
            made = {job.path: _Seen() for job in jobs}
            for task, event in pool.events():
                if event is not None:
                    self._take(made[task.job.path], task.job.path, event)
        self._seen.update(made)
        self._end(time.perf_counter() - start)

    def _take(self, seen: _Seen, path: Path, event: Part | Said | Problem) -> None:
        before = self._seen.get(path, _Seen())
        if isinstance(event, Said):
            sys.stderr.write(event.text)
        elif isinstance(event, Problem):
            seen.problem = Script(path, problem=event.text, line=event.line)
            if before.problem is None or before.problem.message() != seen.problem.message():
                from derive.cli.output import complain

                complain(seen.problem.message())
        else:
            seen.parts.append(event)
            if _alike(event) not in map(_alike, before.parts):
                self._out.write_rendered(event.shown)

    def run(self) -> Run:
        """All scripts as they are now."""
        parts = [part for seen in self._seen.values() for part in seen.parts]
        return Run(parts, [seen.problem for seen in self._seen.values() if seen.problem])

    def _end(self, seconds: float) -> None:
        show_end(self.run(), seconds, self._args, self._out)
        sys.stdout.flush()


def _alike(part: Part) -> tuple[Any, ...]:
    """What is shown, wherever in its script it stands."""
    return (
        part.title,
        part.verdict,
        part.expect,
        part.step_verdicts,
        _PLACE.sub(r"\1", part.shown),
    )
