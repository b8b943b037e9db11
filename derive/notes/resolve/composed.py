"""D(G(z)) of a D and a G of which the notes say nothing: (D ∘ G)(z), a function of z, any one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.kinds import Key, whole_key
from derive.notes.parse import table
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import mapped
from derive.notes.written import latex

Sides = Sequence[Node | NotRead | None]
_CUSTOMARY = {r"\sigma", "sigmoid", *table.SOFTMAX, *table.FUNCTIONS}


def put(trees: Sequence[Sides], facts: Sequence[Fact]) -> list[list[Node | NotRead | None]]:
    """The sides with such functions, where no left side or sentence says what the outer one is."""
    said = {_key(n) for f in facts for n in f.names if isinstance(n, Call)}
    said |= {_key(t) for row in trees for t in row[:-1] if isinstance(t, Call)}
    return [[_put(t, said) if isinstance(t, Node) else t for t in row] for row in trees]


def _key(call: Call) -> Key | None:
    return whole_key(call.head) if isinstance(call.head, Name) else None


def _put(node: Node, said: set[Key | None]) -> Node:
    node = mapped(node, lambda child: _put(child, said))
    inner = node.args[0] if isinstance(node, Call) and len(node.args) == 1 else None
    if not isinstance(node, Call) or not isinstance(inner, Call) or _key(node) in said:
        return node
    one, other = _function(node), _function(inner)
    if one is None or other is None or not all(isinstance(a, Name) for a in inner.args):
        return node
    both = Name(one.span, rf"({latex(one)} \circ {latex(other)})")
    return replace(inner, head=both, span=node.span)


def _function(call: Call) -> Name | None:
    """The name of a function that is no law, no measure, and none that everybody knows."""
    head = call.head
    if not isinstance(head, Name) or measure_of(call) or "|" in call.separators or head.sub:
        return None
    is_law = head.base in LAW_LETTERS and head.base != "r"
    return None if is_law or head.base in _CUSTOMARY else head
