"""Symbol tables to draw statements over, with names that are hard to print."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from derive.language.alphabets import Alphabet
from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.names import DeriveError
from derive.language.quantities import Quantity

_LETTERS = (
    ("x", "x'", "y", "z"),
    ("x", "x1", "y", "y'"),
    ("i", "j", "x", "k"),
    ("θ", "θ'", "x", "y"),
    ("a", "a₁", "b", "n"),
    ("xᵢ", "x", "t", "x'"),
    ("x", "X", "y", "x₂"),
    ("s", "s'", "h", "e"),
    ("x₁…xₜ₋₁", "xₜ", "xₜ'", "y"),
    ("word", "w", "x", "w'"),
)
_LAWS = (
    *("p", "q", "r", "s", "P", "Q", "p1", "p_1", "q₂", "p'", "q̂", "p̃", "π", "θ", "qz", "p_X", "W"),
    *("w", "j", "X", "KL", "law", "r'", "pᵢ", "p_x", "σ", "λ₁", "p12", "p1_2", "рx"),
)
_QUANTITIES = (
    *("a", "b", "c", "d", "f", "L", "λ", "v", "n", "m", "ε", "δ", "e", "N", "c1", "c_1", "α", "k"),
    *("L'", "w", "i", "l", "T", "u_x", "aᵢ", "pₓ", "len", "αβ", "a1b", "ê", "x", "μ", "D1", "B"),
)
_SIGNS = ("real", "nonneg", "pos", "unit")


@dataclass(frozen=True)
class World:
    """What one statement is drawn over. letters: two of them over one alphabet."""

    letters: tuple[Alphabet, ...]
    laws: tuple[Law, ...]
    functions: tuple[Quantity, ...]
    parameters: tuple[Any, ...]
    maps: tuple[Map, ...]

    @property
    def channels(self) -> list[Law]:
        return [law for law in self.laws if law.inputs]

    @property
    def plain(self) -> list[Law]:
        return [law for law in self.laws if not law.inputs]


def world(rng: random.Random) -> World:
    """A table whose parts the language takes, one by one."""
    while True:
        try:
            return _world(rng)
        except DeriveError:
            continue


def _world(rng: random.Random) -> World:
    names = rng.choice(_LETTERS)
    one = Alphabet(names[0])
    two = one.another(names[1])
    three = Alphabet(names[2])
    four: Any = three.another(names[3]) if rng.random() < 0.5 else Alphabet(names[3])
    letters = (one, two, three, four)
    taken = [n for n in _LAWS if rng.random() < 0.8]
    rng.shuffle(taken)
    shapes: list[tuple[tuple[Alphabet, ...], Any]] = [
        ((one,), ()),
        ((one,), ()),
        ((one, three), ()),
        (rng.choice([(one, three), (three, one), (one, three, four)]), ()),
        ((one, two), ()),
        ((three,), (one,)),
        ((three,), (one, two)) if rng.random() < 0.5 else ((three, four), (one,)),
    ]
    laws = tuple(
        Law(n, *outputs, given=given) for n, (outputs, given) in zip(taken, shapes, strict=False)
    )
    free = [n for n in _QUANTITIES if n not in {law.name for law in laws}]
    rng.shuffle(free)
    places = [(one,), (one,), (one, two), (one, three), (), (), (), ()]
    made: list[Any] = []
    for n, at in zip(free, places, strict=False):
        made.append(Quantity(n, *at, sign=rng.choice(_SIGNS)))
    called = rng.choice(
        [n for n in ("f", "m", "g", "σ", "u") if n not in taken + free[:8]] or ["w"]
    )
    maps = (Map(called, three, to=one, partial=rng.random() < 0.2),)
    functions, parameters = made[:4], [q() for q in made[4:]]
    return World(letters, laws, tuple(functions), tuple(parameters), maps)
