"""z ∼ p(z), X ∼ 𝒩(0, I): that something is drawn from a law, which is said and no claim."""

from __future__ import annotations

from derive.notes.elaborate.env import Env
from derive.notes.facts.diagonals import diagonal
from derive.notes.kinds import whole_key
from derive.notes.resolve.calls import LAW_LETTERS, head_of
from derive.notes.resolve.families import is_literal
from derive.notes.resolve.heads import measure_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import Call, Event, Hole, Members, Name, Node, Range
from derive.notes.written import latex


def drawn(lhs: Node, rhs: Node, env: Env, span: Span) -> tuple[str, str]:
    """Both sides as they are understood.

    Raises:
        NotRead: where the right side is no law, or the left side is nothing drawn.
    """
    if not _is_drawn(lhs) or not (_is_of(lhs, rhs, env) or diagonal(rhs) is not None):
        raise NotRead(span, "what is drawn from what: say it in a sentence")
    return latex(lhs), latex(rhs)


def _is_drawn(node: Node) -> bool:
    """A name or a letter, x_i, or several of them."""
    if isinstance(node, Members):
        return not node.where and all(map(_is_drawn, node.items))
    if isinstance(node, Range):
        return node.of is not None or isinstance(node.first, Name)
    return isinstance(node, Name)


def _is_of(lhs: Node, rhs: Node, env: Env) -> bool:
    """Whether the right side is a law, and where it shows letters, of those that are drawn."""
    head = rhs.head if isinstance(rhs, Call) else rhs
    if not isinstance(head, Name) or (isinstance(rhs, Call) and measure_of(rhs)):
        return False
    key = head_of(head, env.notation.uses.bound)[0]
    is_law = head.base in LAW_LETTERS or env.notation.law(key) is not None
    if not isinstance(rhs, Call):
        return is_law or is_literal(whole_key(head)) or "mathcal" in head.accents
    left = rhs.args[: rhs.separators.index("|") + 1 if "|" in rhs.separators else None]
    shown = {n for n in left if not isinstance(n, (Hole, Event))}
    items = lhs.items if isinstance(lhs, Members) else (lhs,)
    return is_law and {*map(_letter, shown)} <= {*map(_letter, items)}


def _letter(node: Node) -> Node:
    """x of X, x_i, x', and of x_1, …, x_n."""
    if isinstance(node, Range):
        node = node.of or node.first or node
    if isinstance(node, Name):
        return Name(node.span, node.base.lower() if len(node.base) == 1 else node.base)
    return node
