r"""Letters that are parameters in a document, though by custom they are not: q_λ(z), f_w(x) where
the text says so, or derives or optimises by λ and w.

Such a name has the base {\lambda}, which TeX prints as \lambda; `kinds.PARAMETERS` has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.kinds import BRACED, PARAMETERS
from derive.notes.source import NotRead
from derive.notes.tree import (
    Add,
    Big,
    Call,
    Derivative,
    Exp,
    Frac,
    Hole,
    Log,
    Mul,
    Name,
    Neg,
    Node,
    Pow,
)
from derive.notes.walk import children, mapped, walk

_OPTIMA = ("max", "min", "sup", "inf", "argmax", "argmin")
_COUNTED = (Add, Mul, Frac, Pow, Neg, Exp, Log)
_Own = tuple[str, tuple[str, ...]]


def parametric(trees: Iterable[Node], facts: Sequence[Fact]) -> frozenset[_Own]:
    """The letters, with their accents, that move something, or are said to be parameters, that
    mark a law or a function, and that are nowhere counted with."""
    every = [n for t in trees for n in walk(t)]
    marks = {_own(s) for n in every if isinstance(n, Call) for s in _marks(n)}
    moved = {_own(n) for n in _moved(every)} | {
        _own(n) for f in facts if f.kind == "parameter" for n in f.names if isinstance(n, Name)
    }
    counted = {_own(c) for n in every if isinstance(n, _COUNTED) and not _is_update(n)
               for c in children(n) if isinstance(c, Name) and not (c.sub or c.sup)}  # fmt: skip
    return frozenset(o for o in marks & moved - counted if o is not None)


def _own(node: Node) -> _Own | None:
    """A letter that may be one; None of θ, which is one, and of x, which is hardly ever."""
    if not isinstance(node, Name) or node.base in PARAMETERS:
        return None
    return (node.base, node.accents) if "{" + node.base + "}" in BRACED else None


def _is_update(node: Node) -> bool:
    """λ − η ∇_λ L, which is another value of λ."""
    moved = {_own(n.var) for n in walk(node) if isinstance(n, Derivative)}
    own = {_own(c) for c in children(node)} - {None}
    return isinstance(node, Add) and bool(moved & own)


def _marks(call: Call) -> Iterator[Node]:
    """The λ of q_λ(z), and the w of p(y | x; w)."""
    if isinstance(call.head, Name):
        yield from call.head.sub
    if ";" in call.separators:
        yield from call.args[call.separators.index(";") + 1 :]


def _moved(every: Iterable[Node]) -> Iterator[Node]:
    for n in every:
        if isinstance(n, Derivative) and n.op in ("nabla", "d"):
            yield n.var
        elif isinstance(n, Big) and n.op in _OPTIMA:
            yield from n.over.letters


def marked(node: Node, known: frozenset[_Own]) -> Node:
    """The tree with each of them as the parameter that it is."""
    node = mapped(node, lambda child: marked(child, known))
    if isinstance(node, Name) and (node.base, node.accents) in known:
        return replace(node, base="{" + node.base + "}", accents=node.accents)
    return node


def by_parameter(sides: Sequence[Node | NotRead | None]) -> list[Node | NotRead | None]:
    """Sides with ∇ log p(x|θ) as ∇_θ log p(x|θ): by the one parameter of its body, or of the row.

    ∇ f(x), with no parameter, stays as it is.
    """
    every = [n for t in sides if isinstance(t, Node) for n in walk(t)]
    if not any(isinstance(n, Derivative) and isinstance(n.var, Hole) for n in every):
        return list(sides)
    of_row = {p for n in every for p in _parameters(n)}
    return [_by(t, of_row) if isinstance(t, Node) else t for t in sides]


def _by(node: Node, of_row: set[Name]) -> Node:
    node = mapped(node, lambda n: _by(n, of_row))
    if not (isinstance(node, Derivative) and isinstance(node.var, Hole)):
        return node
    below = walk(node.body)
    own = {p for n in below for p in _parameters(n)}
    if not own and not any(isinstance(n, Name) for n in below):
        own = of_row
    return replace(node, var=own.pop()) if len(own) == 1 else node


def _parameters(node: Node) -> Iterator[Name]:
    """The θ of p_θ(x), p(x; θ), p(x | θ), and J(θ)."""
    if isinstance(node, Call):
        given = node.args[node.separators.index("|") + 1 :] if "|" in node.separators else ()
        alone = node.args if len(node.args) == 1 else ()
        for mark in (*_marks(node), *given, *alone):
            if isinstance(mark, Name) and mark.base in PARAMETERS and not (mark.sub or mark.sup):
                yield mark
