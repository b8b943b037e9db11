"""Names that stand as bases, of logarithms and of D^{-ℓ_i}, and names that something is divided by.

A base is > 0: no note means 0^{-ℓ_i}, or a logarithm to a negative base. What stands alone below a
bar is not 0, wherever else it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.letters import is_capital
from derive.notes.tree import Call, Frac, Log, Mul, Name, Neg, Node, Pow, Rounded
from derive.notes.walk import walk


def log_bases(trees: Iterable[Node]) -> frozenset[Key]:
    """The a of log_a x, and of H_a(X) beside an H_b(X) whose b is one, or is that of b^{-ℓ_i}."""
    every = [n for t in trees for n in walk(t)]
    own = {whole_key(n.base) for n in every if isinstance(n, Log) and isinstance(n.base, Name)}
    calls = [n for n in every if isinstance(n, Call)]
    of_entropies = [(whole_key(s), n.args) for n in calls for s in _below(n)]
    codes = code_bases(every)
    of_codes = {k for k, _ in of_entropies if k in codes}
    plain = [(k, args) for k, args in of_entropies if k.base in _BASES]
    of_variables = {k for k, args in plain if all(map(is_capital, args))}
    beside = of_variables if of_variables & (own | codes) else set()
    return frozenset(own | of_codes | beside)


_BASES = ("a", "b", "c", "d", "r", "D")


def _below(node: Call) -> tuple[Name, ...]:
    """The subscripts of H_b(X)."""
    head = node.head
    subs = head.sub if isinstance(head, Name) and head.base == "H" else ()
    return tuple(s for s in subs if isinstance(s, Name))


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
