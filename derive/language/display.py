"""How things display: made by the faces, which no layer below may import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Faces:
    """What the faces make of a thing. bundle: mime types → text. table: for a terminal."""

    bundle: Callable[[Any], dict[str, str]]
    table: Callable[[Any], str]
    latex: Callable[[Any], str]
    data: Callable[[Any], dict[str, Any]]


_faces: list[Faces] = []


def use(faces: Faces) -> None:
    """From now on these faces make what is displayed, printed and written."""
    _faces[:] = [faces]


class Displayed:
    """Something that a Jupyter notebook shows as typeset mathematics."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return _faces[0].bundle(self) if _faces else {"text/plain": repr(self)}


class Written(Displayed):
    """Something that is printed as a table, and written as LaTeX and as data."""

    def __str__(self) -> str:
        """What the terminal shows, as wide as it is."""
        return _faces[0].table(self) if _faces else repr(self)

    def to_latex(self) -> str:
        """A fragment of LaTeX that needs amsmath, as `derive latex` writes it."""
        return _faces[0].latex(self)

    def to_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`, as `derive check --json` has it for a derivation."""
        return _faces[0].data(self)
