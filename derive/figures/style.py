"""How the figures look, and how they are written: as files, or as SVG inside a page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Okabe & Ito: safe for colour-blind eyes
BLUE, VERMILION, GREEN = "#0072b2", "#d55e00", "#009e73"
INK, DIM, GREY = "#222222", "#5c606b", "#c4c4c4"
KINDS = ("svg", "pdf", "png")
_DPI = 200
# On a page the colours are the page's own, which has a light and a dark side.
_VARIABLES = {
    BLUE: "--mark", VERMILION: "--bad", GREEN: "--third", INK: "--ink", DIM: "--dim",
    GREY: "--grey", "#000000": "--ink", "#444444": "--ink", "#ffffff": "--card",
}  # fmt: skip
_SIZE = re.compile(r'(<svg [^>]*?)width="([\d.]+)pt" height="([\d.]+)pt"')


@contextmanager
def style(salt: str, inline: bool = False) -> Iterator[None]:
    """matplotlib's settings meanwhile. salt: makes an SVG's identifiers, always the same."""
    import matplotlib

    settings = {
        "svg.hashsalt": salt,
        "svg.fonttype": "none" if inline else "path",
        "font.family": "DejaVu Sans",
        "font.size": 13,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with matplotlib.rc_context({**matplotlib.rcParamsDefault, **settings}):
        yield


def save(figure: Any, path: Path) -> None:
    """Write a figure; the file's ending says how. No date in it.

    Raises:
        OSError: if the file cannot be written.
    """
    kind = path.suffix.removeprefix(".").lower()
    dated = {"svg": "Date", "pdf": "CreationDate"}.get(kind)
    metadata = {dated: None} if dated else {}
    figure.savefig(path, format=kind, metadata=metadata, dpi=_DPI)


def inline(figure: Any, title: str, description: str) -> str:
    """The figure as an SVG element for a page, in the page's colours."""
    from xml.sax.saxutils import escape

    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None}, transparent=True)
    svg = written.getvalue()
    svg = svg[svg.index("<svg ") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.S)
    for colour, name in _VARIABLES.items():
        svg = svg.replace(f": {colour}", f": var({name}, {colour})")
    svg = _SIZE.sub(r'\1class="drawing" role="img" width="\2" height="\3"', svg, count=1)
    end = svg.index(">") + 1
    told = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    return svg[:end] + told + svg[end:]
