r"""Normal laws of vectors whose components are independent: 𝒩(0, I), 𝒩(z; μ, σ²I), 𝒩(μ, diag(σ²)).

A vector is known by its name alone, μ_φ(x) by μ: its components are μ_j. Of a covariance matrix Σ
nothing is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derive.notes.facts.families import is_script
from derive.notes.kinds import PARAMETERS
from derive.notes.tree import Call, Mul, Name, Node, Num, Pow
from derive.notes.walk import mapped

_HEADS = ("Normal", "Gaussian")
_ZERO = ("0",)
_BOLD = {"mathbf", "boldsymbol", "bm", "vec"}


@dataclass(frozen=True)
class Diagonal:
    """mean: the base of the vector's name, "" for 0. deviation: of σ, "" for 1; of v where the
    variances themselves have a name. is_squared: whether the variances are σ²."""

    mean: str
    deviation: str
    is_squared: bool = True


def diagonal(node: object) -> Diagonal | None:
    """The law that a call writes out, if it is one of a vector with independent components."""
    if not isinstance(node, Call) or not isinstance(node.head, Name):
        return None
    named = node.head.base in _HEADS and not node.head.sub
    if not (is_script(node.head) or named) or node.head.sub:
        return None
    args = node.args[1:] if len(node.args) == 3 and node.separators[0] in ";|" else node.args
    if len(args) != 2 or "|" in node.separators[1 if len(node.args) == 3 else 0 :]:
        return None
    mean, spread = _vector(args[0]), _spread(args[1])
    return None if mean is None or spread is None else Diagonal(mean, *spread)


def plain(node: Node) -> Node:
    """The tree with the vectors' names alone in such laws: what μ_φ(x) is given says no more."""
    found = diagonal(node)
    if found is None or not isinstance(node, Call):
        return mapped(node, plain)
    mean, spread = (Name(node.span, base) for base in (found.mean, found.deviation))
    args = node.args[-2:]
    first = mean if found.mean else Name(node.span, "0", ("mathbf",))
    second = args[1]
    if found.deviation:
        two = Num(node.span, Fraction(2))
        inside = Pow(node.span, spread, two) if found.is_squared else spread
        second = Call(node.span, Name(node.span, "diag"), (inside,))
    return Call(node.span, node.head, (first, second), (",",))


def _vector(node: Node) -> str | None:
    """μ of μ, \\boldsymbol{\\mu}, μ_φ(x), μ(x); "" of 0."""
    if isinstance(node, Num):
        return "" if node.value == 0 else None
    head = node.head if isinstance(node, Call) else node
    if not isinstance(head, Name) or head.sup or head.primes:
        return None
    if not all(isinstance(s, Name) and (s.base in PARAMETERS or len(s.base) > 1) for s in head.sub):
        return None  # μ_1 is another vector than μ
    return "" if head.base in _ZERO else head.base


def _spread(node: Node) -> tuple[str, bool] | None:
    """The name in σ²I, diag(σ²), I, and in the square of a vector."""
    if _is_unit(node):
        return "", True
    if isinstance(node, Mul) and len(node.factors) == 2 and _is_unit(node.factors[1]):
        return _squared(node.factors[0])
    if isinstance(node, Call) and isinstance(node.head, Name) and node.head.base == "diag":
        return _squared(node.args[0]) if len(node.args) == 1 else None
    base = node.base if isinstance(node, Pow) else None
    head = base.head if isinstance(base, Call) else base
    bold = isinstance(head, Name) and _BOLD & {*head.accents}
    return _squared(node) if bold else None


def _squared(node: Node) -> tuple[str, bool] | None:
    if isinstance(node, Call) and isinstance(node.head, Pow):  # σ²(x)
        node = node.head
    if isinstance(node, Pow):
        two = isinstance(node.exponent, Num) and node.exponent.value == 2
        base = _vector(node.base)
        return (base, True) if two and base else None
    base = _vector(node)
    return (base, False) if base and base not in (r"\sigma", "s") else None


def _is_unit(node: Node) -> bool:
    return isinstance(node, Name) and node.base == "I" and not (node.sub or node.sup)
