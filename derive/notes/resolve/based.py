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
    """The a of log_a x, and that of H_a(X) beside H_b(X), where b is one."""
    nodes = [n for t in trees for n in walk(t)]
    found = {whole_key(n.base) for n in nodes if isinstance(n, Log) and isinstance(n.base, Name)}
    of_entropies = {whole_key(b) for n in nodes if (b := _of_an_entropy(n)) is not None}
    return frozenset(found | (of_entropies if found & of_entropies else set()))


def _of_an_entropy(node: Node) -> Name | None:
    """The b of H_b(X); of no law, as the p of H_p(X)."""
    if not isinstance(node, Call) or not isinstance(node.head, Name) or node.head.base != "H":
        return None
    sub = node.head.sub[0] if len(node.head.sub) == 1 else None
    of_variables = all(map(is_capital, node.args))
    is_base = isinstance(sub, Name) and sub.base in ("a", "b", "c", "d", "D") and not sub.sub
    return sub if isinstance(sub, Name) and is_base and of_variables else None


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
