"""The faces of what `check` returns, for the classes below that cannot import them."""

from __future__ import annotations

from shutil import get_terminal_size
from typing import Any

from derive.language.display import Faces


def _bundle(thing: Any) -> dict[str, str]:
    from derive.render.notebook import mimebundle

    return mimebundle(thing)


def _table(report: Any) -> str:
    from rich.console import Console

    from derive.render.text import derivation

    width = max(get_terminal_size((100, 24)).columns, 40)
    console = Console(width=width, color_system=None, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        for part in derivation(report, width):
            console.print(part, overflow="fold")
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _latex(report: Any) -> str:
    from derive.render.latex import latex

    return latex(report)


def _data(report: Any) -> dict[str, Any]:
    from derive.render.to_json import derivation

    return derivation(report)


FACES = Faces(_bundle, _table, _latex, _data)
