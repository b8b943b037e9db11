"""SVG by the standard library's XML writer, which escapes whatever a script calls its laws.

Colours come from the page's CSS classes, so that one picture serves light, dark and print.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.etree import ElementTree as ET


def number(x: float) -> str:
    """A coordinate, to a tenth of a pixel."""
    return f"{x:.1f}".removesuffix(".0")


class Drawing:
    """One picture. title, description: for those who do not see it."""

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        box = f"0 0 {number(width)} {number(height)}"
        size = {"width": number(width), "height": number(height)}
        self._root = ET.Element("svg", {"viewBox": box, "role": "img", "class": "chart", **size})
        ET.SubElement(self._root, "title").text = title
        ET.SubElement(self._root, "desc").text = description
        self._into = self._root

    def add(self, tag: str, kind: str, **attributes: float | str) -> ET.Element:
        """An element of the CSS class `kind`."""
        shown = {
            k.replace("_", "-"): v if isinstance(v, str) else number(v)
            for k, v in attributes.items()
        }
        return ET.SubElement(self._into, tag, {"class": kind, **shown})

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> None:
        self.add("line", kind, x1=x1, y1=y1, x2=x2, y2=y2)

    def text(self, kind: str, x: float, y: float, words: str, anchor: str = "middle") -> None:
        self.add("text", kind, x=x, y=y, text_anchor=anchor).text = words

    def link(self, href: str, title: str) -> None:
        """What is drawn until `unlink` leads there."""
        self._into = ET.SubElement(self._root, "a", {"href": href})
        ET.SubElement(self._into, "title").text = title

    def unlink(self) -> None:
        self._into = self._root

    def __str__(self) -> str:
        return ET.tostring(self._root, encoding="unicode", short_empty_elements=True)


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers from low to high, roughly `about` of them."""
    span = high - low
    if span <= 0 or not math.isfinite(span):
        return [low]
    raw = span / about
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [k * step for k in range(first, math.floor(high / step + 1e-9) + 1)]


def tick_texts(values: Sequence[float]) -> list[str]:
    """With as many digits as tell them apart, and a true minus sign."""
    return [f"{v:.6g}".replace("-", "−") if abs(v) > 1e-12 else "0" for v in values]
