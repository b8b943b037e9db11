r"""Random variables that equations make of others: E = 1[X ≠ X̂], Y = X ⊕ Z, Y = X + Z.

Each is a function of these; and of a sum each part is one of the others. More is known of them
than that, which `MADE` says: nothing is refuted outright on their account.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.notes import tree as t
from derive.notes.facts.forms import Said, is_variable
from derive.notes.walk import walk

MADE = "made"
UNDONE = "undone"  # of a part, that it is known by the whole and the others
XOR = r"\oplus"


def made_of(left: t.Node, right: t.Node) -> Iterator[Said]:
    """What an equation says of a variable that it makes of others."""
    parts = _parts(right)
    if not isinstance(left, t.Name) or not is_variable(left) or not parts or left in parts:
        return
    yield Said("function", (left, *parts), (right,), MADE)
    if not isinstance(right, t.Indicator):
        for n, part in enumerate(parts):
            rest = (*parts[:n], *parts[n + 1 :])
            yield Said("function", (part, left, *rest), (right,), UNDONE)


def _parts(right: t.Node) -> tuple[t.Name, ...]:
    """The variables of which it is made, if it is a sum of them or an indicator of an event."""
    if isinstance(right, t.Indicator):
        names = [n for n in walk(right.event) if isinstance(n, t.Name)]
        return tuple(dict.fromkeys(n for n in names if is_variable(n)))
    parts = summands(right)
    return parts if len(parts) > 1 and len(set(parts)) == len(parts) else ()


def summands(node: t.Node) -> tuple[t.Name, ...]:
    """X and Z of X + Z, X − Z, X ⊕ Z; () of what is none of them."""
    if isinstance(node, t.Call) and isinstance(node.head, t.Name) and node.head.base == XOR:
        found: tuple[t.Node, ...] = node.args
    elif isinstance(node, t.Add):
        found = tuple(x.body if isinstance(x, t.Neg) else x for x in node.terms)
    else:
        return ()
    plain = tuple(n for n in found if isinstance(n, t.Name) and is_variable(n))
    return plain if len(plain) == len(found) else ()
