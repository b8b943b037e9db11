"""How vectors and matrices are written: transposes, dots, norms, and functions of their own."""

from __future__ import annotations

from derive.notes import tree
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.definitions import is_family
from derive.notes.resolve.heads import measure_of
from derive.notes.tree import Call, Constant, Name, Node
from derive.notes.walk import walk

SIGMA = r"\sigma"
LOGISTIC = frozenset((SIGMA, "sigmoid"))
EACH = LOGISTIC | {"tanh", "relu", "ReLU", "softplus"}
"""Functions of a number that a vector has for each of its components."""
TRACES = frozenset(("tr", "Tr", "trace", "Trace"))
DIAGONALS = frozenset(("diag", "Diag"))
OTHERS = frozenset(("det", "rank", "vec", "dim", "sign", "sgn", "max", "min", "argmax", "argmin"))
"""What is read of no vector."""
JOINED = frozenset((r"\odot", r"\langle"))


def is_transpose(node: Node) -> bool:
    exponent = node.exponent if isinstance(node, tree.Pow) else None
    return isinstance(exponent, Constant) and exponent.name == "transpose"


def is_inverse(node: Node) -> bool:
    """A^{-1}."""
    minus = node.exponent if isinstance(node, tree.Pow) else None
    return (
        isinstance(minus, tree.Neg) and isinstance(minus.body, tree.Num) and (minus.body.value == 1)
    )


def transposed(node: Node) -> Node:
    if isinstance(node, tree.Pow) and is_transpose(node):
        return node.base
    return tree.Pow(node.span, node, Constant(node.span, "transpose"))


def is_small(name: Name) -> bool:
    """Whether it is written as vectors are: a small letter, Greek ones too."""
    return name.base.strip("{}").lstrip("\\")[:1].islower()


def head_of(call: Call) -> str:
    return call.head.base if isinstance(call.head, Name) else ""


def is_law(call: Call) -> bool:
    """Whether it is a measure, or the value of a law."""
    head = call.head
    lettered = isinstance(head, Name) and head.base in LAW_LETTERS and not _is_factor(call)
    return bool(measure_of(call)) or lettered or "|" in call.separators or is_family(call)


def _is_factor(call: Call) -> bool:
    """Whether a bracket behind p_i is a factor: p_i(1 − p_i)."""
    sums = len(call.args) == 1 and isinstance(call.args[0], tree.Add)
    return sums and isinstance(call.head, Name) and bool(call.head.sub)


def is_dotted(left: Node, right: Node) -> bool:
    """Whether a dot stands between two factors."""
    if left.span.source is not right.span.source or left.span.end > right.span.start:
        return False
    between = left.span.source.text[left.span.end : right.span.start]
    return any(dot in between for dot in (r"\cdot", "·", "⋅", r"\bullet"))


def is_frobenius(index: Node | None) -> bool:
    return isinstance(index, Name) and index.base == "F" and not index.sub


def has_algebra(node: Node) -> bool:
    """Whether signs of vectors stand in it."""
    return any(
        is_transpose(n)
        or isinstance(n, tree.Entry)
        or (isinstance(n, tree.Bars) and n.kind == "||")
        or (isinstance(n, Call) and head_of(n) in JOINED)
        or (isinstance(n, tree.Derivative) and isinstance(n.var, tree.Hole))
        for n in walk(node)
    )
