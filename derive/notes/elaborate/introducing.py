"""Relations that say what a name is, claim nothing, and are not used: a set by what its members
satisfy, a matrix, and the law of a row of letters as the product of their laws.

    A_ε^{(n)} = {x^n : |…| ≤ ε}      W = (1−p p; p 1−p)      p(x^n) = Π_{i=1}^n p(x_i)
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.notes.chains import Chain
from derive.notes.facts.forms import is_measure
from derive.notes.tree import Big, Call, Matrix, Members, Name, Node
from derive.notes.walk import walk


def introduces(chain: Chain, sides: Sequence[object], before: Sequence[object]) -> bool:
    """Whether a chain's first relation is such a one, of a name that nothing before has as a side.
    before: the sides of the chains before it."""
    if chain.signs[0].rel not in ("=", ":=") or chain.sides[0].carried:
        return False
    left, right = sides[0], sides[1]
    if not isinstance(left, (Name, Call)) or not isinstance(right, Node) or is_measure(left):
        return False
    if isinstance(left, Call) and _is_product(left, right):
        return left not in before
    named = isinstance(left, Name) and any(not isinstance(n, Name) for n in walk(right))
    return named and _is_shape(right) and left not in before


def _is_shape(node: Node) -> bool:
    """{x : …}, a matrix, a row of numbers."""
    if isinstance(node, Members):
        return bool(node.where) or (node.brackets == "()" and len(node.items) > 1)
    return isinstance(node, Matrix)


def _is_product(left: Call, right: Node) -> bool:
    """p(x^n | w) = Π_i p(x_i | w), of one p and letters of one name."""
    body = right.body if isinstance(right, Big) and right.op == "prod" else None
    if not isinstance(body, Call) or body.head != left.head or len(body.args) != len(left.args):
        return False
    bases = [
        (a.base, b.base) if isinstance(a, Name) and isinstance(b, Name) else ("", "?")
        for a, b in zip(left.args, body.args, strict=True)
    ]
    runs = any(isinstance(b, Name) and b.sub for b in body.args)
    return runs and body.separators == left.separators and all(a == b for a, b in bases)
