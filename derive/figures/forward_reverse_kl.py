"""The two fits of one bump to two, side by side."""

from __future__ import annotations

from typing import Any

from derive.figures.style import BLUE, GREY, VERMILION
from derive.figures.two_modes import CENTRE, GRID, Fit, forward_fit, reverse_fits, target


def figure() -> Any:
    """A matplotlib figure."""
    from matplotlib.figure import Figure

    p = target()
    forward, reverse = forward_fit(p), reverse_fits(p)
    made = Figure(figsize=(9, 3.8))
    left, right = made.subplots(1, 2, sharey=True)
    _panel(left, p, "Forward: minimise D(P‖Q)")
    _curve(left, forward, BLUE, "-", 2.6)
    words = f"the only minimum\n{forward.forward:.2f} nats\nsame mean and variance as P"
    _label(left, 0.0, 0.128, words, BLUE)
    _panel(right, p, "Reverse: minimise D(Q‖P)")
    best, second, broad = reverse
    _curve(right, best, VERMILION, "-", 2.6)
    _curve(right, second, VERMILION, (0, (4, 1.5)), 1.8)
    _curve(right, broad, VERMILION, (0, (1.5, 1)), 1.8)
    _label(right, -CENTRE, 0.205, f"global minimum\n{best.reverse:.2f} nats", VERMILION)
    _label(right, CENTRE, 0.205, f"local minimum\n{second.reverse:.2f} nats", VERMILION)
    _label(right, 0.0, 0.062, f"local\n{broad.reverse:.2f}", VERMILION)
    left.set_ylabel("probability")
    made.tight_layout()
    return made


def _panel(axes: Any, p: Any, title: str) -> None:
    axes.bar(GRID, p.round(6), width=0.5, color=GREY, edgecolor="white", linewidth=0.4)
    axes.text(-CENTRE, 0.01, "P", color="#444444", ha="center", weight="bold")
    axes.text(CENTRE, 0.01, "P", color="#444444", ha="center", weight="bold")
    axes.set_title(title, fontsize=14)
    axes.set(xlim=(-10, 10), ylim=(0, 0.25), xticks=[-8, -4, 0, 4, 8], yticks=[0, 0.1, 0.2])


def _curve(axes: Any, f: Fit, colour: str, dashes: Any, width: float) -> None:
    axes.plot(GRID, f.q.round(6), color=colour, linestyle=dashes, linewidth=width)


def _label(axes: Any, x: float, y: float, words: str, colour: str) -> None:
    axes.text(x, y, words, color=colour, ha="center", va="bottom", linespacing=1.15)
