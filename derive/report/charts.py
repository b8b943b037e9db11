"""Charts of numerical evidence: how slack is spread, how it grows, and counterexamples as bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from derive.report.svg import Drawing, tick_texts, ticks

_W, _H = 360.0, 220.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 46.0, 12.0, 16.0, 42.0
_BINS, _BODY = 24, 0.95
_TOUCHING = 1e-9  # what is drawn as equality; decides nothing


@dataclass(frozen=True)
class Axes:
    """From data to pixels."""

    x0: float
    x1: float
    y0: float
    y1: float

    def x(self, v: float) -> float:
        return _LEFT + (v - self.x0) / (self.x1 - self.x0) * (_W - _LEFT - _RIGHT)

    def y(self, v: float) -> float:
        return _H - _BOTTOM - (v - self.y0) / (self.y1 - self.y0) * (_H - _TOP - _BOTTOM)


def histogram(slack: Sequence[float]) -> str:
    """How many models have how much slack; what is below 0 violates the claim.

    Models at equality are counted in words, or they would dwarf the rest; so is a long tail.
    """
    values = sorted(v for v in slack if abs(v) >= _TOUCHING)
    equal = len(slack) - len(values)
    low, high, beyond = _range(values)
    width = (high - low) / _BINS
    below = max(low < 0, math.ceil(-low / width - 1e-9))
    counts = [0] * (below + max(1, math.ceil(high / width - 1e-9)))
    for v in values[: len(values) - beyond]:
        last = len(counts) - 1 if v > 0 else below - 1  # never with those of the other sign
        counts[min(last, math.floor(v / width + 1e-9) + below)] += 1
    axes = Axes(-below * width, (len(counts) - below) * width, 0, max(1, *counts) * 1.1)
    bad = sum(v < 0 for v in values)
    told = f"{len(slack)} models: {equal} at slack 0, {bad} below; largest {max(slack):.4g}."
    d = Drawing(_W, _H, "Distribution of the slack over the models tried", told)
    _frame(d, axes, "slack", "models", whole=True)
    for k, n in enumerate(counts):
        left, right, top = axes.x((k - below) * width), axes.x((k + 1 - below) * width), axes.y(n)
        kind, wide, tall = "mark-bad" if k < below else "mark", right - left - 1, axes.y(0) - top
        if n:
            d.add("rect", kind, x=left + 0.5, y=top, width=wide, height=tall)
    if below:
        d.line("zero", axes.x(0), _TOP, axes.x(0), axes.y(0))
    left_out = [f"{equal} at 0"] * bool(equal) + [f"{beyond} beyond"] * bool(beyond)
    if left_out:
        d.text("said", _W - _RIGHT, _TOP - 5, f"not drawn: {', '.join(left_out)}", "end")
    return str(d)


def _range(values: Sequence[float]) -> tuple[float, float, int]:
    """What to draw of the sorted values: from 0 or less, and how many at the top to leave out."""
    if not values:
        return 0.0, 1.0, 0
    low, high = min(0.0, values[0]), max(0.0, values[-1])
    body = values[int(_BODY * (len(values) - 1))]
    if 0 < 2 * body < high:
        return low, body, sum(v > body for v in values)
    return low, high if high > low else low + 1.0, 0


def scatter(distance: Sequence[float], slack: Sequence[float]) -> str:
    """The slack of each model against its distance from the equality case."""
    values = [0.0 if abs(v) < _TOUCHING else v for v in slack]
    axes = Axes(0, max(*distance, 1e-9) * 1.03, min(0.0, *values), max(*values, 1e-9) * 1.05)
    told = (
        f"{len(values)} models; {sum(x <= _TOUCHING for x in distance)} meet the equality "
        f"conditions, {sum(v == 0 for v in values)} have slack 0."
    )
    d = Drawing(_W, _H, "Slack against distance from the equality case", told)
    _frame(d, axes, "distance from the equality case", "slack")
    if axes.y0 < 0:
        d.line("zero", axes.x(0), axes.y(0), axes.x(axes.x1), axes.y(0))
    places = {(axes.x(x), axes.y(v)): v < 0 for x, v in zip(distance, values, strict=True)}
    for kind, bad in (("dots", False), ("dots-bad", True)):
        path = "".join(f"M{x:.1f} {y:.1f}h0" for (x, y), b in places.items() if b == bad)
        if path:
            d.add("path", kind, d=path)
    return str(d)


def _frame(d: Drawing, axes: Axes, across: str, up: str, whole: bool = False) -> None:
    """Axes with ticks at round numbers, and what they measure. whole: heights are counts."""
    bottom, left = axes.y(axes.y0), axes.x(axes.x0)
    xs, ys = ticks(axes.x0, axes.x1), ticks(axes.y0, axes.y1)
    ys = [v for v in ys if not whole or v == int(v)]
    for v, words in zip(ys, tick_texts(ys), strict=True):
        d.line("grid", left, axes.y(v), _W - _RIGHT, axes.y(v))
        d.text("tick", left - 6, axes.y(v) + 4, words, "end")
    for v, words in zip(xs, tick_texts(xs), strict=True):
        d.line("axis", axes.x(v), bottom, axes.x(v), bottom + 4)
        d.text("tick", axes.x(v), bottom + 16, words)
    d.line("axis", left, bottom, _W - _RIGHT, bottom)
    d.text("label", (left + _W - _RIGHT) / 2, _H - 6, across)
    label = d.add("text", "label", x=12, y=(_TOP + bottom) / 2, text_anchor="middle")
    label.set("transform", f"rotate(-90 12 {(_TOP + bottom) / 2:.1f})")
    label.text = up


def bars(name: str, values: Sequence[float], shown: Sequence[str], top: float) -> str:
    """A law or a quantity, letter by letter, each bar with its exact value. top: of the scale."""
    wide = max(34.0, *(8.0 + 7.5 * len(s) for s in shown))
    width, height, base = max(120.0, wide * len(values) + 20), 174.0, 134.0
    told = ", ".join(f"letter {k}: {s}" for k, s in enumerate(shown, 1))
    d = Drawing(width, height, f"{name} as a bar chart", told)
    scale, start = 96.0 / max(top, 1e-12), (width - wide * len(values)) / 2
    for k, (v, words) in enumerate(zip(values, shown, strict=True)):
        middle, tall = start + wide * (k + 0.5), max(v, 0.0) * scale
        if v:
            d.add("rect", "mark", x=middle - 13, y=base - tall, width=26, height=max(tall, 0.5))
        d.text("value", middle, base - tall - 6, words)
        d.text("tick", middle, base + 16, str(k + 1))
    d.line("axis", 8, base, width - 8, base)
    d.text("law", width / 2, height - 3, name)
    return str(d)


def table(name: str, rows: Sequence[Sequence[float]], shown: Sequence[Sequence[str]]) -> str:
    """A law of two variables as a grid, darker where it is larger, with its exact values."""
    wide = max(46.0, *(14.0 + 7.5 * len(s) for row in shown for s in row))
    width, height = 34 + wide * len(rows[0]) + 8, 26 + 34.0 * len(rows) + 24
    told = "; ".join(
        f"({i},{k}): {s}" for i, row in enumerate(shown, 1) for k, s in enumerate(row, 1)
    )
    d = Drawing(max(width, 120), height, f"{name} as a table", told)
    top = max(1e-12, *(abs(v) for row in rows for v in row))
    for i, row in enumerate(rows):
        d.text("tick", 22, 26 + 34 * i + 21, str(i + 1))
        for k, v in enumerate(row):
            x, y = 34 + wide * k, 26 + 34.0 * i
            cell = d.add("rect", "cell", x=x, y=y, width=wide - 2, height=32)
            cell.set("fill-opacity", f"{0.55 * abs(v) / top:.2f}")
            d.text("value", x + wide / 2 - 1, y + 21, shown[i][k])
    for k in range(len(rows[0])):
        d.text("tick", 34 + wide * (k + 0.5) - 1, 18, str(k + 1))
    d.text("law", max(width, 120) / 2, height - 5, name)
    return str(d)
