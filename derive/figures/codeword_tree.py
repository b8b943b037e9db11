"""The code tree down to the longest codeword: codewords, what they prune, and what stays free."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from derive.coding import comparable, descendants, kraft_sum, words
from derive.figures.style import BLUE, DIM, GREEN, GREY, INK
from derive.language.names import DeriveError

DEFAULT = ("0", "10", "110")
_DEEPEST = 6
_OVER = {"boxstyle": "circle,pad=0.12", "fc": "#ffffff", "ec": "none"}


def figure(code: Sequence[str] = DEFAULT) -> Any:
    """A binary prefix code in its tree; below a codeword everything is pruned.

    Raises:
        DeriveError: if it is not a prefix code over 0 and 1, or too deep to draw.
    """
    from matplotlib.figure import Figure

    _check(code)
    depth = max(len(c) for c in code)
    made = Figure(figsize=(9, 1.3 + 0.42 * 2**depth), layout="constrained")
    axes = made.subplots()
    axes.set_axis_off()
    below = {c: [w for n in range(len(c) + 1, depth + 1) for w in descendants(c, n)] for c in code}
    pruned = {w for found in below.values() for w in found}
    for n in range(depth + 1):
        for w in words(n):
            _node(axes, w, depth, code, pruned)
    for c in code:
        _share(axes, c, depth)
    free = [w for w in words(depth) if not any(w.startswith(c) for c in code)]
    total = kraft_sum([len(c) for c in code])
    left = f"; {len(free)} free, so {1 - total} is left" if free else ": the budget is spent"
    axes.set_title(f"{2**depth} leaves. Kraft sum {_sum(code)} = {total}{left}", fontsize=12.5)
    axes.set_xlim(-0.15, depth + 1.75)
    axes.set_ylim(2**depth - 0.4, -0.6)
    return made


def describe(code: Sequence[str] = DEFAULT) -> str:
    """The picture in words."""
    return (
        f"The code {', '.join(code)} in the binary tree. Below a codeword everything is pruned; a "
        "codeword of length L takes the share 2 to the power −L of the leaves."
    )


def _check(code: Sequence[str]) -> None:
    pairs = [(a, b) for i, a in enumerate(code) for b in code[i + 1 :] if comparable(a, b)]
    if pairs:
        a, b = pairs[0]
        raise DeriveError(
            f"code: got {a!r} and {b!r}; one begins the other, so this is no prefix code. "
            "Try 0,10,110."
        )
    longest = max(map(len, code))
    if not 1 <= longest <= _DEEPEST or set("".join(code)) - {"0", "1"}:
        raise DeriveError(
            f"code: got {', '.join(code)}; expected words in 0 and 1, of length 1 to {_DEEPEST}. "
            "Try 0,10,110."
        )


def _sum(code: Sequence[str]) -> str:
    return " + ".join(str(Fraction(1, 2 ** len(c))) for c in code)


def _at(word: str, depth: int) -> tuple[float, float]:
    """Across by length, down by place among the leaves below."""
    first, span = int(word or "0", 2) << (depth - len(word)), 1 << (depth - len(word))
    return float(len(word)), first + (span - 1) / 2


def _node(axes: Any, w: str, depth: int, code: Sequence[str], pruned: set[str]) -> None:
    x, y = _at(w, depth)
    gone = w in pruned
    if w:
        x0, y0 = _at(w[:-1], depth)
        dashes, colour = ((0, (2, 2)), GREY) if gone else ("-", DIM)
        axes.plot([x0, x], [y0, y], color=colour, linestyle=dashes, linewidth=1.4, zorder=1)
        if not gone:
            axes.text((x0 + x) / 2, (y0 + y) / 2, w[-1], color=INK, fontsize=10, ha="center",
                      va="center", zorder=2,
                      bbox=_OVER)  # fmt: skip
    if w in code:
        axes.plot([x], [y], "o", color=BLUE, markersize=10, zorder=3)
    elif gone:
        axes.plot([x], [y], "x", color=GREY, markersize=6, markeredgewidth=1.6, zorder=3)
    elif len(w) == depth:
        axes.plot([x], [y], "o", mfc="#ffffff", mec=GREEN, mew=1.8, markersize=9, zorder=3)
        axes.text(depth + 0.25, y, f"{w}  free", color=GREEN, va="center", fontsize=11)
    else:
        axes.plot([x], [y], "o", color=DIM, markersize=5, zorder=3)


def _share(axes: Any, c: str, depth: int) -> None:
    """A bracket over the leaves that a codeword takes, with its share."""
    span = 1 << (depth - len(c))
    _, y = _at(c, depth)
    x = depth + 0.17
    axes.plot([x, x], [y - (span - 1) / 2 - 0.3, y + (span - 1) / 2 + 0.3], color=BLUE, lw=3,
              solid_capstyle="round")  # fmt: skip
    axes.text(x + 0.1, y, f"{c}  takes {Fraction(span, 2**depth)}", color=BLUE, va="center",
              fontsize=11, weight="bold")  # fmt: skip
