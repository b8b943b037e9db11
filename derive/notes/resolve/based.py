"""Names that stand as bases, of logarithms and of D^{-ℓ_i}, and names that something is divided by.

A base is > 0: no note means 0^{-ℓ_i}, or a logarithm to a negative base. What stands alone below a
bar is not 0, wherever else it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.notes.kinds import Key, whole_key
from derive.notes.tree import Call, Frac, Log, Mul, Name, Neg, Node, Pow, Rounded
from derive.notes.walk import walk


def log_bases(trees: Iterable[Node]) -> frozenset[Key]:
    """The a of log_a x; and the D of H_D(X) where D^{-ℓ_i} stands too."""
    every = [n for t in trees for n in walk(t)]
    logs = (n.base for n in every if isinstance(n, Log))
    heads = (n.head for n in every if isinstance(n, Call))
    below = {whole_key(s) for h in heads for s in _below(h) if isinstance(s, Name)}
    own = frozenset(whole_key(b) for b in logs if isinstance(b, Name))
    return own | (below & code_bases(every))


def _below(head: Node) -> tuple[Node, ...]:
    return head.sub if isinstance(head, Name) and head.base == "H" else ()


def code_bases(trees: Iterable[Node]) -> frozenset[Key]:
    """The D of D^{-ℓ_i}, D^{-ℓ(x)}, D^{-⌈t⌉}: of a power with minus a length."""
    powers = (n for t in trees for n in walk(t) if isinstance(n, Pow))
    return frozenset(
        whole_key(n.base) for n in powers if isinstance(n.base, Name) and _is_minus(n.exponent)
    )


def _is_minus(exponent: Node) -> bool:
    if not isinstance(exponent, Neg):
        return False
    length = exponent.body
    return isinstance(length, (Call, Rounded)) or (isinstance(length, Name) and bool(length.sub))


def divisors(trees: Iterable[Node]) -> frozenset[Key]:
    """The β of r/β and 1/(2β): a name alone below a bar, or a factor there."""
    bottoms = (n.bottom for t in trees for n in walk(t) if isinstance(n, Frac))
    return frozenset(whole_key(f) for b in bottoms for f in _factors(b) if isinstance(f, Name))


def _factors(node: Node) -> Iterator[Node]:
    if isinstance(node, Mul):
        for f in node.factors:
            yield from _factors(f)
    else:
        yield node
