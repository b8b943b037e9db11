r"""Vectors by their components: ŷ = softmax(z) is ŷ_i = softmax(z)_i for each i, and ∇_z L = p − y
is ∂L/∂z_i = p_i − y_i.

A name is a vector where it has an index elsewhere in these notes, in bold or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from derive.notes.kinds import INDICES
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.softmax import is_softmax
from derive.notes.source import NotRead
from derive.notes.tree import Add, Call, Derivative, Exp, Frac, Log, Mul, Name, Neg, Node, Num
from derive.notes.walk import bound, mapped, walk

Side = Node | NotRead | None
_BOLD = frozenset(("mathbf", "boldsymbol", "bm", "vec"))
_Shape = tuple[str, tuple[str, ...]]


def _shape(name: Name) -> _Shape:
    return name.base, tuple(a for a in name.accents if a not in _BOLD)


def _is_index(node: Node) -> bool:
    return isinstance(node, Name) and node.base in INDICES and not (node.sub or node.accents)


@dataclass(frozen=True)
class Vectors:
    """indexed: the names that have one index somewhere, without their bold; bold: those that have
    it in bold too. bound: letters that run somewhere. of_all: what is given the same vectors
    wherever it is given anything, as a loss L(y, ŷ): it is a function of their components. numbers:
    names that stand as numbers too, z of σ(z) and e^{-z}, where z_i is of another part."""

    indexed: frozenset[_Shape]
    bold: frozenset[_Shape]
    bound: frozenset[str]
    of_all: frozenset[Name] = frozenset()
    numbers: frozenset[Node] = frozenset()

    def is_vector(self, node: Node) -> bool:
        plain = isinstance(node, Name) and not (node.sub or node.sup or node.primes)
        return plain and isinstance(node, Name) and _shape(node) in self.indexed

    def at(self, name: Name, index: Name) -> Name:
        """The component of a vector."""
        shape = _shape(name)
        accents = name.accents if shape in self.bold else shape[1]
        return replace(name, accents=accents, sub=(index,))

    def row(self, sides: Sequence[Side]) -> list[Side]:
        """The sides of a chain, of components where they are said of vectors."""
        out = [self._lowered(s) if isinstance(s, Node) else s for s in sides]
        if len(sides) == 2:
            left, right = out
            if isinstance(left, Node) and isinstance(right, Node):
                out[:] = self.pair(left, right)
        return out

    def pair(self, left: Node, right: Node) -> tuple[Node, Node]:
        """Both sides of one equation."""
        index = self._free(left, right)
        if index is None:
            return left, right
        if isinstance(left, Name) and not left.sub and self._is_softmax(right):
            return self.at(left, index), self._put(right, index)
        if self._is_gradient(left) and self._is_made(right):
            return self._put(left, index), self._put(right, index)
        return left, right

    def _lowered(self, node: Node) -> Node:
        """The tree with z for a bold z in softmax(z), where z_i is not bold."""
        node = mapped(node, self._lowered)
        if is_softmax(node) and isinstance(node, Call):
            return replace(node, args=tuple(map(self.plain, node.args)))
        if isinstance(node, Call) and node.head in self.of_all and not measure_of(node):
            return node.head
        return node

    def plain(self, node: Node) -> Node:
        """Of a vector in bold whose components are not, the name that these have."""
        if not isinstance(node, Name) or not self.is_vector(node) or _shape(node) in self.bold:
            return node
        return replace(node, accents=_shape(node)[1])

    def _free(self, *sides: Node) -> Name | None:
        """An index that does not stand there; that runs nowhere, if there is one."""
        names = [n for s in sides for n in walk(s) if isinstance(n, Name)]
        taken = {n.base for n in names}
        free = [i for i in "ijklmn" if i not in taken]
        chosen = next((i for i in free if i not in self.bound), next(iter(free), None))
        return Name(names[0].span, chosen) if names and chosen is not None else None

    def _is_softmax(self, node: Node) -> bool:
        bare = is_softmax(node) and isinstance(node, Call) and len(node.args) == 1
        return bare and isinstance(node.head, Name) and not node.head.sub  # type: ignore[attr-defined]

    def _is_gradient(self, node: Node) -> bool:
        if not isinstance(node, Derivative) or node.op not in ("nabla", "d") or node.order != 1:
            return False
        return self.is_vector(node.var) and node.var not in self.numbers

    def _is_made(self, node: Node) -> bool:
        """Of vectors, sums of them, and of these times numbers."""
        if isinstance(node, Neg):
            return self._is_made(node.body)
        if isinstance(node, Add):
            return all(map(self._is_made, node.terms))
        if isinstance(node, Mul):
            made = [n for n in node.factors if self._is_made(n)]
            return len(made) == 1 and all(n in made or _is_number(n) for n in node.factors)
        return self.is_vector(node)

    def _put(self, node: Node, index: Name) -> Node:
        if isinstance(node, Name):
            return self.at(node, index) if self.is_vector(node) else node
        if self._is_softmax(node) and isinstance(node, Call) and isinstance(node.head, Name):
            head = replace(node.head, sub=(index,))
            arg = node.args[0]
            plain = replace(arg, accents=self.at(arg, index).accents) if (
                isinstance(arg, Name) and self.is_vector(arg)
            ) else arg
            return replace(node, head=head, args=(plain,))
        if isinstance(node, Derivative):
            return replace(node, var=self._put(node.var, index))
        return mapped(node, lambda n: self._put(n, index))


def _is_number(node: Node) -> bool:
    return isinstance(node, Num) or (isinstance(node, Frac) and isinstance(node.top, Num))


def vectors(trees: Iterable[Node]) -> Vectors:
    """What these trees show of which names have indices."""
    every = [n for t in trees for n in walk(t)]
    letters = {x.base for n in every for x in bound(n) if isinstance(x, Name)}
    names = [n for n in every if isinstance(n, Name) and len(n.sub) == 1]
    found = [n for n in names if _is_index(n.sub[0]) and not n.sup]
    given = (n.args[0] for n in every if is_softmax(n) and isinstance(n, Call))
    found += [replace(a, accents=_shape(a)[1]) for a in given if isinstance(a, Name) and not a.sub]
    bold = (n for n in found if _BOLD & {*n.accents})
    made = Vectors(frozenset(map(_shape, found)), frozenset(map(_shape, bold)), frozenset(letters))
    numbers = (c for n in every for c in _counted(n) if isinstance(c, Name))
    return replace(made, of_all=frozenset(_of_all(every, made)), numbers=frozenset(numbers))


def _counted(node: Node) -> Iterable[Node]:
    """What a function of one number is of."""
    if isinstance(node, Call) and not is_softmax(node) and not measure_of(node):
        is_sigma = isinstance(node.head, Name) and node.head.base == r"\sigma"
        return node.args if len(node.args) == 1 and is_sigma else ()
    if isinstance(node, (Exp, Log)):
        return (node.body.body if isinstance(node.body, Neg) else node.body,)
    return ()


def _of_all(nodes: Iterable[Node], known: Vectors) -> Iterator[Name]:
    """Heads of calls, which are no laws, that are given two vectors or more, or one in bold, and
    the same ones each time. A bold name is a vector here, though its components stand nowhere."""
    given: dict[Name, set[tuple[Node, ...]]] = {}
    for n in nodes:
        if not isinstance(n, Call) or not isinstance(n.head, Name) or measure_of(n):
            continue
        if not is_softmax(n) and n.head.base != r"\sigma":
            given.setdefault(n.head, set()).add(n.args)
    for head, lists in given.items():
        (args, *others) = lists
        alone = not others and head.base not in LAW_LETTERS
        alone = alone and (len(args) > 1 or all(map(_is_bold, args)))
        of_vectors = alone and all(known.is_vector(a) or _is_bold(a) for a in args)
        if of_vectors and any(map(known.is_vector, args)):
            yield head


def _is_bold(node: Node) -> bool:
    return isinstance(node, Name) and bool(_BOLD & {*node.accents})
