"""The faces of what `check` and `prove` return, for the classes below that cannot import them."""

from __future__ import annotations

from shutil import get_terminal_size
from typing import Any

from derive.language.display import Faces


def _bundle(thing: Any) -> dict[str, str]:
    from derive.render.notebook import mimebundle

    return mimebundle(thing)


def _entropic(thing: Any) -> Any:
    """The faces of a verdict of `prove`, if it is one."""
    from derive.entropic.prove import Verdict
    from derive.render import entropic

    return entropic if isinstance(thing, Verdict) else None


def _table(report: Any) -> str:
    if _entropic(report):
        return "\n".join(_entropic(report).text(report, _width()))
    from rich.console import Console

    from derive.render.text import derivation

    width = _width()
    console = Console(width=width, color_system=None, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        for part in derivation(report, width):
            console.print(part, overflow="fold")
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def _width() -> int:
    return max(get_terminal_size((100, 24)).columns, 40)


def _latex(report: Any) -> str:
    if _entropic(report):
        return str(_entropic(report).latex(report))
    from derive.render.latex import latex

    return latex(report)


def _data(report: Any) -> dict[str, Any]:
    if _entropic(report):
        return dict(_entropic(report).data(report))
    from derive.render.to_json import derivation

    return derivation(report)


FACES = Faces(_bundle, _table, _latex, _data)
