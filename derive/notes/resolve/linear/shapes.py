"""How many rows and columns a thing has: 1, or dimensions, which may have names in the notes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from derive.notes.kinds import INDICES, Key, key_of, written
from derive.notes.tree import Members, Name, Node

BOLD = frozenset(("mathbf", "boldsymbol", "bm", "vec", "pmb", "underline"))
ONE = "1"


@dataclass(frozen=True)
class Shape:
    """A column has `cols` ONE, a row `rows` ONE, a number both. Dimensions that are no names of the
    notes begin with a blank."""

    rows: str
    cols: str

    def turned(self) -> Shape:
        return Shape(self.cols, self.rows)

    @property
    def is_number(self) -> bool:
        return self.rows == self.cols == ONE

    @property
    def is_vector(self) -> bool:
        return (self.rows == ONE) != (self.cols == ONE)

    @property
    def is_matrix(self) -> bool:
        return ONE not in (self.rows, self.cols)


NUMBER = Shape(ONE, ONE)


class Apart(Exception):
    """Two dimensions that are not one, in words."""


@dataclass
class Dimensions:
    """Classes of dimensions that are the same; each has at most one name of the notes."""

    parents: dict[str, str] = field(default_factory=dict)
    made: int = 0

    def fresh(self) -> str:
        self.made += 1
        return f" {self.made}"

    def find(self, d: str) -> str:
        while self.parents.get(d, d) != d:
            d = self.parents[d]
        return d

    def unite(self, one: str, other: str) -> None:
        """Raises Apart: they have two names, or one of them is 1."""
        a, b = self.find(one), self.find(other)
        if a == b:
            return
        if ONE in (a, b) or not (a.startswith(" ") or b.startswith(" ")):
            raise Apart(" and ".join("d" if d.startswith(" ") else d for d in (a, b)))
        first, second = (b, a) if a.startswith(" ") else (a, b)
        self.parents[second] = first

    def same(self, one: Shape, other: Shape) -> None:
        """Raises Apart: the shapes are two."""
        self.unite(one.rows, other.rows)
        self.unite(one.cols, other.cols)

    def name(self, d: str) -> str:
        """What the notes call it; "" where they do not."""
        found = self.find(d)
        return "" if found.startswith(" ") else found


@dataclass(frozen=True, order=True)
class Stem:
    """A name without its bold and its indices, but with what marks it."""

    key: Key

    @property
    def base(self) -> str:
        return self.key.base


def is_bold(name: Name) -> bool:
    return bool(BOLD & {*name.accents})


@dataclass(frozen=True)
class Parts:
    """A name's stem and its indices: those above in brackets, and those below."""

    stem: Stem
    above: tuple[Node, ...]
    below: tuple[Node, ...]


def parted(name: Name, bound: frozenset[str]) -> Parts:
    """x^{(i)}_j has i above and j below; a number, and what does not run, is a mark."""
    index: list[Node] = []
    kept: list[Node] = []
    for s in name.sup:
        counts = isinstance(s, Members) and s.brackets == "()" and not s.where
        items = s.items if isinstance(s, Members) and counts else ()
        if items and all(runs(i, bound) for i in items):
            index += items
        else:
            kept.append(s)
    below = tuple(s for s in name.sub if runs(s, bound))
    marks = tuple(written(s) for s in name.sub if not runs(s, bound))
    accents = tuple(a for a in name.accents if a not in BOLD)
    bare = replace(name, accents=accents, sub=(), sup=tuple(kept))
    return Parts(Stem(key_of(bare, marks)), tuple(index), below)


def runs(node: Node, bound: frozenset[str]) -> bool:
    """Whether it is an index: i … n, t, or what something binds."""
    if not isinstance(node, Name) or node.sub or node.sup or node.accents:
        return False
    return node.base in INDICES or node.base in bound


def component(name: Name, stem: Stem, index: tuple[Node, ...]) -> Name:
    """The component of what has this stem at these indices. Marks become a part of the name, so
    that what stands below are indices alone."""
    key = stem.key
    low = ",".join(m for m in key.marks if not m.startswith("^"))
    high = [m[1:] for m in key.marks if m.startswith("^")]
    base = key.base + (f"_{{{low}}}" if low else "")
    sup = tuple(Name(name.span, m) for m in high)
    return Name(name.span, base, key.accents, key.primes, index, sup)
