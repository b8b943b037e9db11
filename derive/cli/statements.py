"""One statement about entropies, decided, as what is shown of it: plain data."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from derive.entropic.parse import parse_file
from derive.entropic.problem import Problem
from derive.entropic.prove import decide
from derive.language.names import DeriveError
from derive.render import entropic


@dataclass(frozen=True)
class Face:
    """What is wanted of a verdict. kind: text, latex or json; seconds: for deciding."""

    kind: str
    width: int
    seconds: float


@dataclass(frozen=True)
class Answer:
    """refused: why nothing can be shown, or ""."""

    word: str
    seconds: float
    lines: list[str]
    data: dict[str, Any] | None = None
    refused: str = ""


def answer(problem: Problem, face: Face) -> Answer:
    """The verdict on a problem. What would not be printed as it was decided is refused."""
    verdict = decide(problem, face.seconds)
    said = verdict.word, verdict.seconds
    if face.kind == "json":
        return Answer(*said, [], entropic.data(verdict))
    try:
        if face.kind == "latex":
            return Answer(*said, [entropic.latex(verdict)])
        return Answer(*said, list(entropic.text(verdict, face.width)))
    except DeriveError as wrong:
        return Answer(*said, [], refused=str(wrong))


def answered(task: str) -> str:
    """On a cluster's worker: the answer to one line of a file, as JSON there and back."""
    asked = json.loads(task)
    ((_, _, problem),) = parse_file(asked["line"], asked["given"], asked["variables"])
    if isinstance(problem, str):
        raise RuntimeError(problem)
    return json.dumps(asdict(answer(problem, Face(**asked["face"]))))
