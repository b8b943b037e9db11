"""Which names are vectors and matrices in a document, and what their components are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from derive.notes.kinds import BRACED, PARAMETERS
from derive.notes.resolve.linear.shapes import (
    NUMBER,
    ONE,
    Dimensions,
    Parts,
    Shape,
    Stem,
    component,
    is_bold,
    parted,
)
from derive.notes.resolve.linear.signs import is_small
from derive.notes.tree import Name, Node

Own = tuple[Stem, int, int]
"""A stem with how many indices it has above and below: x_i, a vector for each i, is ("x", 0, 1)."""


@dataclass
class Table:
    """shapes: of names, each with as many indices as it has where it is that. bold, plain: those
    that are shown by what is in bold, and by what is not: where \\mathbf{x}_i is a vector, x_i is
    none unless something shows it. numbers: what is said, or shown, to be a number. entries: of
    matrices whose components have the name of their rows (or, where it says False, of their
    columns): X of x_{ij}. values: p of p_i = σ(z_i), which is no law. totals: J of J(w), which is a
    number, and beside which J_i is another thing. taken: vectors of which components stand
    somewhere. bound: letters that run somewhere.
    """

    bound: frozenset[str]
    dims: Dimensions = field(default_factory=Dimensions)
    shapes: dict[Own, Shape] = field(default_factory=dict)
    bold: set[Own] = field(default_factory=set)
    plain: set[Own] = field(default_factory=set)
    numbers: set[Own] = field(default_factory=set)
    entries: dict[Own, tuple[Stem, bool]] = field(default_factory=dict)
    values: set[Stem] = field(default_factory=set)
    totals: set[Stem] = field(default_factory=set)
    taken: set[Stem] = field(default_factory=set)

    def parts(self, name: Name) -> Parts:
        return parted(name, self.bound)

    def own(self, name: Name) -> Own:
        parts = self.parts(name)
        return parts.stem, len(parts.above), len(parts.below)

    def shape(self, name: Name) -> Shape | None:
        """None where nothing tells, and of y^{(i)}, which may be a component or a vector."""
        own = self.own(name)
        found = self.shapes.get(own)
        part = self.is_part(own)
        apart = own in self.bold - self.plain and not is_bold(name)
        if found is not None and not apart:
            return found
        return NUMBER if part or own in self.numbers else None

    def is_part(self, own: Own) -> bool:
        """Whether it is a component of a vector, or an entry of a matrix, by what is below it."""
        stem, above, below = own
        vector = self.shapes.get((stem, above, below - 1))
        matrix = self.shapes.get((stem, above, below - 2))
        entry = above + below == 2 and any(s == stem for s, _ in self.entries.values())
        return bool((vector and vector.is_vector) or (matrix and matrix.is_matrix) or entry)

    def is_above(self, own: Own) -> bool:
        """Whether it is a component of a vector by what is above it: y^{(i)} of y."""
        stem, above, below = own
        vector = self.shapes.get((stem, 0, 0)) if (above, below) == (1, 0) else None
        return vector is not None and vector.is_vector and own not in self.shapes

    def learn(self, name: Name, shape: Shape) -> bool:
        """What shows that a name has a shape. Whether it is news; what is known stays, and a small
        letter that is not in bold is no matrix."""
        own = self.own(name)
        small = shape.is_matrix and is_small(name) and not is_bold(name)
        if shape.is_number or own in self.numbers or small:
            return False
        side = self.bold if is_bold(name) else self.plain
        if own in self.shapes and own in side:
            return False
        side.add(own)
        self.shapes.setdefault(own, shape)
        return True

    def column(self) -> Shape:
        return Shape(self.dims.fresh(), ONE)

    def matrix(self) -> Shape:
        return Shape(self.dims.fresh(), self.dims.fresh())

    def at(self, name: Name, where: Sequence[Node]) -> Name:
        """The component of a vector or matrix; of x^{(i)}, with j, x_{ij}."""
        self.taken.add(self.parts(name).stem)
        found = self.entries.get(self.own(name))
        if found is not None:
            other, rows = found
            return component(name, other, tuple(where) if rows else tuple(reversed(where)))
        parts = self.parts(name)
        return self._made(name, parts.stem, (*parts.above, *parts.below, *where))

    def number(self, name: Name) -> Name:
        """A name that is a component: with its indices in their order, and without bold."""
        parts = self.parts(name)
        own = self.own(name)
        part = self.is_part(own) or self.is_above(own) or parts.stem in self.values | self.totals
        index = (*parts.above, *parts.below)
        return self._made(name, parts.stem, index) if index and part else name

    def _made(self, name: Name, stem: Stem, index: tuple[Node, ...]) -> Name:
        """Under a name that is no parameter, and no law, whatever custom says of its letter."""
        made = component(name, stem, index)
        base = "{" + made.base + "}"
        apart = stem in self.values | self.totals or base in BRACED or made.base in PARAMETERS
        if not apart:
            return made
        return replace(made, base="{" + base + "}" if base in BRACED else base)
