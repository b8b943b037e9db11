"""The names of a document of the corpus, as declared, and random tables for them."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

_DECLARED = re.compile(r"(?P<kind>[\w+]+)(?P<letters>[^=:]*)(=(?P<value>[^:]*))?(:(?P<latex>.*))?$")


class Unknown(Exception):
    """A name or form that this language does not have: a fault of the corpus."""


@dataclass(frozen=True)
class Declared:
    """A name: kind, letters (of an axis each), inputs of a channel, its value, the notes' LaTeX."""

    name: str
    kind: str
    letters: tuple[str, ...]
    inputs: tuple[str, ...]
    value: str | None
    latex: str


def declared(name: str, text: str) -> Declared:
    """`law x y = expr: latex`."""
    found = _DECLARED.match(text.strip())
    if found is None:
        raise Unknown(f"{name} = {text!r}")
    left, _, right = found["letters"].replace("->", "|").partition("|")
    return Declared(
        name,
        found["kind"],
        tuple(left.split()),
        tuple(right.split()),
        found["value"].strip() if found["value"] else None,
        (found["latex"] or name).strip(),
    )


@dataclass
class World:
    """The names of a document, with tables for those that are not defined by others.

    letters: a letter's alphabet. tables: arrays, outputs first. base: of `log`.
    """

    names: dict[str, Declared]
    letters: dict[str, str]
    variables: str
    sizes: dict[str, int]
    tables: dict[str, np.ndarray] = field(default_factory=dict)
    base: float = math.e

    def size(self, letter: str) -> int:
        return self.sizes[self.letters.get(letter, letter)]


def worlds(
    names: Mapping[str, str],
    letters: Mapping[str, str],
    variables: str,
    seed: int,
    zeros: bool,
    fixed: Mapping[str, int] | None = None,
) -> Iterator[World]:
    """Random worlds without end. zeros: laws, and quantities that may, have zeros."""
    rng = random.Random(seed)
    table = {n: declared(n, t) for n, t in names.items()}
    alphabets = {letters.get(x, x) for d in table.values() for x in (*d.letters, *d.inputs)}
    while True:
        sizes = {a: rng.choice((2, 3)) for a in sorted(alphabets)} | dict(fixed or {})
        world = World(table, dict(letters), variables, sizes)
        for d in table.values():
            if d.value is None:
                world.tables[d.name] = drawn_table(d, world, rng, zeros)
        yield world


def drawn_table(d: Declared, world: World, rng: random.Random, zeros: bool) -> np.ndarray:
    """Random values of a name; zeros: where its kind allows them."""
    out, given = ([world.size(x) for x in side] for side in (d.letters, d.inputs))
    draws = np.random.default_rng(rng.getrandbits(32))
    if d.kind in ("law", "channel", "law+", "channel+"):
        table = draws.gamma(0.8, size=(*out, *given)) + 1e-3
        if zeros and "+" not in d.kind:
            table *= draws.random(table.shape) > 0.3
            table[(0,) * len(out)] += 0.1
        return np.asarray(table / table.sum(axis=tuple(range(len(out)))))
    if d.kind in ("choice", "map"):  # a letter, for each input
        return draws.integers(0, out[0], size=given)
    if d.kind == "lengths":
        cost = draws.gamma(1.0, size=out) + 1e-2
        return np.asarray(-np.log2(cost / cost.sum() * draws.uniform(0.4, 1)))
    plain: dict[str, Callable[[], np.ndarray]] = {
        "number": lambda: draws.normal(size=out) * 2,
        "positive": lambda: draws.gamma(1.0, size=out) + 1e-2,
        "nonneg": lambda: draws.gamma(1.0, size=out) * (draws.random(out) > 0.3 * zeros),
        "weight": lambda: draws.uniform(0.02, 0.98, size=out),
        "natural": lambda: draws.integers(1, 6, size=out).astype(float),
    }
    if d.kind not in plain:
        raise Unknown(f"{d.name}: a kind {d.kind!r}")
    return np.asarray(plain[d.kind](), dtype=float)
