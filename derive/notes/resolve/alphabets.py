"""Which letters run over one alphabet."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.notes.kinds import Key

Place = tuple[str, Key, int]
"""A letter ("letter", x, 0), a place of a head ("place", f, 0), a set ("set", X, 0), or what counts
an alphabet ("size", n, 0)."""


def letter(base: Key) -> Place:
    return ("letter", base, 0)


def place(head: Key, number: int) -> Place:
    return ("place", head, number)


def domain(name: Key) -> Place:
    return ("set", name, 0)


def size(name: Key) -> Place:
    return ("size", name, 0)


@dataclass
class Alphabets:
    """Classes of places that have one alphabet."""

    parents: dict[Place, Place] = field(default_factory=dict)

    def find(self, p: Place) -> Place:
        while self.parents.get(p, p) != p:
            p = self.parents[p]
        return p

    def unite(self, one: Place, other: Place) -> None:
        """Both have one alphabet. Letters stand for their class before all else."""
        a, b = self.find(one), self.find(other)
        if a == b:
            self.parents.setdefault(a, a)
            return
        first, second = sorted((a, b), key=_rank)
        self.parents[second] = first
        self.parents.setdefault(first, first)

    def same(self, one: Place, other: Place) -> bool:
        return self.find(one) == self.find(other)

    def known(self, p: Place) -> bool:
        return p in self.parents


def _rank(p: Place) -> tuple[int, str, Key, int]:
    return ("letter", "place", "set", "size").index(p[0]), *p
