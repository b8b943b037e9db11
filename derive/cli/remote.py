"""Scripts checked on a cluster: what a task carries, and what comes back.

A task has the job, and the texts of the script and of the scripts beside it that it imports. Where
the worker has the same files in the same place, it checks those; elsewhere it writes the texts to a
folder of its own, laid out as here, and what it says names the files as they are named here.
"""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from derive.cli.cluster import Cluster
from derive.cli.parts import Attack, Job, Look, Part
from derive.cli.pool import Ordered, Pool, Problem, Said, Task, longest_first
from derive.cli.wire import decode, encode

_CHECK = "derive.cli.remote:checked"


class Remote(Ordered):
    """Runs jobs on a cluster. As a context manager it leaves none behind."""

    def __init__(self, jobs: Sequence[Job], address: str) -> None:
        super().__init__(jobs)
        self._cluster = Cluster(address)
        self._asked = longest_first(self.tasks)
        texts = [json.dumps(_task(t.job)) for t in self._asked]
        self._answers = self._cluster.answers(_CHECK, texts)

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, *exception: object) -> None:
        self._cluster.close()

    @property
    def doing(self) -> str:
        """Where it is done."""
        return self._cluster.where

    def _turn(self) -> None:
        found = next(self._answers)
        if found is not None:
            number, answer = found
            for message in json.loads(answer):
                self._asked[number].take(*decode(message.encode()))


def _task(job: Job) -> dict[str, Any]:
    job = replace(job, cache=None)  # what is kept on this machine is of no use to another
    return {"job": {**asdict(job), "path": str(job.path)}, "texts": dict(_texts(job.path))}


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """The script, and those in its folder that it imports, with what they import: (path, text)."""
    todo, seen = [path], {path}
    while todo:
        script = todo.pop()
        try:
            text = script.read_text(encoding="utf-8")
        except (OSError, ValueError):  # the worker says what is wrong with it
            continue
        yield str(script), text
        more = {path.parent / f"{name}.py" for name in _imported(text)} - seen
        todo += sorted(p for p in more if p.is_file())
        seen |= more


def _imported(text: str) -> Iterator[str]:
    with suppress(SyntaxError, ValueError, RecursionError):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def checked(text: str) -> str:
    """On a worker: the messages that the job's own process has sent, as text."""
    task = json.loads(text)
    given = task["job"]
    attack = Attack(**given["attack"]) if given["attack"] else None
    job = Job(
        **{**given, "path": Path(given["path"]), "look": Look(**given["look"]), "attack": attack}
    )
    with _placed(job, task["texts"]) as (placed, root):
        with Pool([placed], 1) as pool:
            for _ in pool.events():
                pass
        said = json.dumps([encode(m).decode() for m in _messages(pool.tasks[0])])
    return said.replace(root, "") if root else said


def _job(given: dict[str, Any]) -> Job:
    attack = Attack(**given.pop("attack")) if given["attack"] else None
    look, path = Look(**given.pop("look")), Path(given.pop("path"))
    return Job(**{**given, "path": path, "look": look, "attack": attack})


def _messages(task: Task) -> Iterator[tuple[Any, ...]]:
    if task.total is not None:
        yield "loaded", task.total, task.doc
    for event in task.events:
        if isinstance(event, Part):
            yield "part", event
        elif isinstance(event, Said):
            yield "said", event.text
        elif isinstance(event, Problem):
            yield "problem", event.line, event.text
    yield ("end",)


@contextmanager
def _placed(job: Job, texts: dict[str, str]) -> Iterator[tuple[Job, str]]:
    """The job where it can be done, and the folder that stands for the root of all paths, or ""."""
    if os.path.isdir(job.folder) and all(_is_here(Path(p), text) for p, text in texts.items()):
        yield job, ""
        return
    with TemporaryDirectory(prefix="derive-") as folder:
        root = os.path.realpath(folder)
        for path, text in texts.items():
            _at(root, path).parent.mkdir(parents=True, exist_ok=True)
            _at(root, path).write_text(text, encoding="utf-8")
        _at(root, job.folder).mkdir(parents=True, exist_ok=True)
        yield replace(job, path=_at(root, str(job.path)), folder=str(_at(root, job.folder))), root


def _is_here(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, ValueError):
        return False


def _at(root: str, path: str) -> Path:
    return Path(root + os.sep + path.lstrip(os.sep))
