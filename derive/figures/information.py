"""Information diagrams of two and three variables, with values from a joint law."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from derive.figures.style import BLUE, DIM, GREEN, INK, VERMILION
from derive.language.alphabets import Alphabet
from derive.language.laws import Law
from derive.language.measures import entropy
from derive.language.names import DeriveError
from derive.numeric import Model, Value, evaluate

TWO: Any = [["1/2", "0"], ["1/4", "1/4"]]
THREE: Any = [[["1/4", "0"], ["0", "1/4"]], [["0", "1/4"], ["1/4", "0"]]]  # Z = X xor Y
_NAMES = "xyz"
_MOST = 64
_RADIUS = 1.3


@dataclass(frozen=True)
class Region:
    """A part of the diagram: its name, and its value in bits. May be negative for I(X;Y;Z)."""

    name: str
    value: Value

    @property
    def is_negative(self) -> bool:
        return self.value.decimal.startswith("-")


class NamedLaw(list[Any]):
    """A joint law as nested lists, and the names of its variables."""

    def __init__(self, law: Sequence[Any], names: Sequence[str]) -> None:
        super().__init__(law)
        self.names = tuple(names)


def read(text: str) -> Any:
    """A joint law written as JSON, nested lists of exact numbers: '[["1/2", 0], ["1/4", "1/4"]]'.

    Or what `derive prove --json` writes, of one statement that is refuted: its counterexample.

    Raises:
        DeriveError: if it is not JSON, or has no counterexample, or several.
    """
    try:
        data = json.loads(text)
    except ValueError as wrong:
        raise DeriveError(
            f'law: not JSON ({wrong}). Try \'[["1/2", 0], ["1/4", "1/4"]]\'.'
        ) from wrong
    verdicts = data if isinstance(data, list) else [data]
    if not verdicts or not all(isinstance(v, dict) for v in verdicts):
        return data
    found = [v["counterexample"] for v in verdicts if isinstance(v.get("counterexample"), dict)]
    if len(found) != 1:
        raise DeriveError(
            f"law: {len(found)} counterexamples in {len(verdicts)} verdicts; expected one. "
            "Try derive prove --json with one statement that is refuted."
        )
    return _counterexample(found[0])


def _counterexample(found: Mapping[str, Any]) -> NamedLaw:
    """The joint law of a counterexample, an axis for each variable."""
    try:
        names = [str(n) for n in found["variables"]]
        support = [([int(v) for v in p["values"]], str(p["probability"])) for p in found["support"]]
        wide = {len(values) for values, _ in support}
    except (KeyError, TypeError, ValueError) as wrong:
        raise DeriveError(f"law: not what derive prove --json writes ({wrong!r}).") from wrong
    if (
        len(names) not in (2, 3)
        or wide != {len(names)}
        or any(v < 0 for r, _ in support for v in r)
    ):
        raise DeriveError(
            f"law: a counterexample of the variables {', '.join(names)}; expected 2 or 3 variables."
        )
    sizes = [1 + max(values[k] for values, _ in support) for k in range(len(names))]
    table = dict.fromkeys(product(*map(range, sizes)), "0")
    table.update({tuple(values): probability for values, probability in support})
    return NamedLaw(_nested(table, sizes, ()), names)


def _nested(table: Mapping[tuple[int, ...], str], sizes: Sequence[int], at: tuple[int, ...]) -> Any:
    if len(at) == len(sizes):
        return table[at]
    return [_nested(table, sizes, (*at, k)) for k in range(sizes[len(at)])]


def _names_of(law: Any, n: int) -> tuple[str, ...]:
    """The variables' names: X, Y, Z where the law has none."""
    return law.names if isinstance(law, NamedLaw) else tuple(_NAMES[:n].upper())


def regions(law: Any) -> Mapping[tuple[int, ...], Region]:
    """The atoms of the diagram by the variables they are common to, all others given.

    Exactly computed, in bits: (0,) is H(X|Y,Z), (0, 1) is I(X;Y|Z), (0, 1, 2) is I(X;Y;Z).

    Raises:
        DeriveError: if it is no joint law of two or three variables with at most 64 values.
    """
    n = _variables(law)
    letters = tuple(Alphabet(name) for name in _NAMES[:n])
    names = _names_of(law, n)
    joint = Law("r", *letters)
    model = Model.of({joint: law})
    out = {}
    for size in range(1, n + 1):
        for common in combinations(range(n), size):
            given = [k for k in range(n) if k not in common]
            e = _atom(joint.variables, common, given)
            out[common] = Region(_named(names, common, given), evaluate(e, model))
    return out


def _atom(variables: Sequence[Any], common: Sequence[int], given: Sequence[int]) -> Any:
    """By inclusion and exclusion over the joint entropies."""

    def h(of: Sequence[int]) -> Any:
        return entropy(*(variables[k] for k in sorted(of)), base=2) if of else 0

    total: Any = 0
    for size in range(len(common) + 1):
        for some in combinations(common, size):
            total -= (-1) ** size * h([*some, *given])
    return total


def _named(names: Sequence[str], common: Sequence[int], given: Sequence[int]) -> str:
    bar = f"|{','.join(names[k] for k in given)}" if given else ""
    inside = ";".join(names[k] for k in common)
    return f"{'H' if len(common) == 1 else 'I'}({inside}{bar})"


def _variables(law: Any) -> int:
    n, level, cells = 0, law, 1
    while isinstance(level, list) and level and n < 4:
        n, cells, level = n + 1, cells * len(level), level[0]
    if n not in (2, 3) or cells > _MOST:
        raise DeriveError(
            f"law: got {n} levels of lists; expected 2 or 3, one for each variable, with at most "
            f'{_MOST} values. Try \'[["1/2", 0], ["1/4", "1/4"]]\'.'
        )
    return n


def figure(law: Any = None) -> Any:
    """Circles for the entropies, and in each region its value; not to scale, as it may be negative.

    Raises:
        DeriveError: as `regions`.
    """
    from matplotlib.figure import Figure

    values = regions(TWO if law is None else law)
    n = max(map(len, values))
    names = _names_of(law, n)
    made = Figure(figsize=(7.4, 4.6) if n == 2 else (7.4, 6.6), layout="constrained")
    axes = made.subplots()
    axes.set_axis_off()
    axes.set_aspect("equal")
    centres = _centres(n)
    _circles(axes, centres)
    for common, region in values.items():
        _label(axes, _place(common, centres), region)
    for k, at in enumerate(centres):
        whole = sum(float(r.value.decimal) for common, r in values.items() if k in common)
        _name(axes, at, n, f"H({names[k]}) = {_digits(whole)}")
    negative = any(r.is_negative for r in values.values())
    note = "A negative value is no area: the picture only adds up." if negative else ""
    axes.set_title(f"Values in bits; areas not to scale. {note}", fontsize=12, color=INK)
    low = min(y for _, y in centres) - _RADIUS - (0.1 if n == 2 else 0.35)
    axes.set(xlim=(-2.25, 2.25), ylim=(low, centres[0][1] + _RADIUS + 0.4))
    return made


def describe(law: Any = None) -> str:
    """The picture in words."""
    values = regions(TWO if law is None else law)
    told = ", ".join(f"{r.name} = {_digits(float(r.value.decimal))}" for r in values.values())
    out = f"Information diagram of the joint law, in bits: {told}."
    if any(r.is_negative for r in values.values()):
        out += " I(X;Y;Z) is negative here, so no areas can show it; it is marked."
    return out


def _centres(n: int) -> list[tuple[float, float]]:
    return [(-0.75, 0.0), (0.75, 0.0)] if n == 2 else [(-0.8, 0.46), (0.8, 0.46), (0.0, -0.93)]


def _circles(axes: Any, centres: Sequence[tuple[float, float]]) -> None:
    from matplotlib.patches import Circle

    for at, colour in zip(centres, (BLUE, GREEN, VERMILION), strict=False):
        axes.add_patch(Circle(at, _RADIUS, facecolor=colour, alpha=0.14, edgecolor="none"))
        axes.add_patch(Circle(at, _RADIUS, facecolor="none", edgecolor=colour, linewidth=2))


def _place(common: Sequence[int], centres: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Inside the region: from the middle of all circles towards the middle of its own."""
    middle = [sum(c[k] for c in centres) / len(centres) for k in (0, 1)]
    own = [sum(centres[i][k] for i in common) / len(common) for k in (0, 1)]
    reach = {1: 1.72 if len(centres) == 2 else 1.62, 2: 1.55}.get(len(common), 1.0)
    return (middle[0] + reach * (own[0] - middle[0]), middle[1] + reach * (own[1] - middle[1]))


def _label(axes: Any, at: tuple[float, float], region: Region) -> None:
    shown = f"{region.name}\n{_digits(float(region.value.decimal))}"
    box = {"boxstyle": "round,pad=0.3", "fc": "#ffffff", "ec": VERMILION, "lw": 1.6}
    axes.text(*at, shown, ha="center", va="center", fontsize=11.5, linespacing=1.35,
              color=VERMILION if region.is_negative else INK,
              weight="bold" if region.is_negative else "normal",
              bbox=box if region.is_negative else None)  # fmt: skip


def _name(axes: Any, at: tuple[float, float], n: int, words: str) -> None:
    x, y = at
    if y < 0:
        axes.text(x, y - _RADIUS - 0.08, words, ha="center", va="top", color=DIM, fontsize=12)
    else:
        axes.text(x * 1.25, y + _RADIUS + 0.08, words, ha="center", va="bottom", color=DIM,
                  fontsize=12)  # fmt: skip


def _digits(x: float) -> str:
    return f"{x:.3f}".rstrip("0").rstrip(".").replace("-", "−") if abs(x) >= 0.0005 else "0"
