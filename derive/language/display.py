"""How things display in a notebook: made by the faces, which no layer below may import."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Face = Callable[[Any], dict[str, str]]
_face: list[Face] = []


def use(face: Face) -> None:
    """From now on `face` makes the mime bundles (type → text) of what is displayed."""
    _face[:] = [face]


class Displayed:
    """Something that a Jupyter notebook shows as typeset mathematics."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return _face[0](self) if _face else {"text/plain": repr(self)}
