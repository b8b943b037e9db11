"""Values that a text names by what it measures them of: IG(Outlook), H_{avg}(Play | Wind), and the
probability P(y_1 ≻ y_2 | x) of a preference. Each is one name, or one function of its letters.
"""

from __future__ import annotations

from dataclasses import replace

from derive.notes.kinds import key_of, whole_key
from derive.notes.resolve.heads import marks_and_base, measure_of
from derive.notes.tree import Call, Event, Name, Node
from derive.notes.walk import mapped

_KNOWN_MARKS = ("b", "bin", "ce", "CE")


def opaque(node: Node) -> Node:
    """The tree with each of these as a name, or function, of the notes' own."""
    node = mapped(node, opaque)
    if not isinstance(node, Call) or not isinstance(node.head, Name):
        return node
    preferred = _preference(node, node.head)
    if preferred is not None:
        return preferred
    return Name(node.span, _spelled(node, node.head)) if _is_of_words(node, node.head) else node


def is_opaque(base: str) -> bool:
    """Whether a name's base is that of a value with words in brackets."""
    return base.endswith(")") and r"(\text{" in base


def _is_of_words(node: Call, head: Name) -> bool:
    """Whether all that it is given is words, and no measure of variables, as H(Play Golf) is."""
    if not node.args or not all(isinstance(a, Name) and _is_word(a) for a in node.args):
        return False
    measure = measure_of(node)
    if measure != "H":
        return not measure
    marks, _ = marks_and_base(head)
    return len(marks) == 1 and len(marks[0]) > 1 and marks[0] not in _KNOWN_MARKS


def _is_word(name: Name) -> bool:
    plain = not (name.sub or name.sup or name.primes)
    return plain and len(name.base) > 1 and not name.base.startswith("\\")


def _spelled(node: Call, head: Name) -> str:
    separators = ("", *(s if s == "," else rf"\,{s}\," for s in node.separators))
    words = (a.base for a in node.args if isinstance(a, Name))
    inside = (rf"{s}\text{{{w}}}" for s, w in zip(separators, words, strict=True))
    return f"{whole_key(head).latex()}({''.join(inside)})"


def _preference(node: Call, head: Name) -> Call | None:
    """P(y_1 ≻ y_2 | x), also written with >, as a function of y_1, y_2 and x."""
    first = node.args[0]
    if not isinstance(first, Event) or first.rel not in ("succ", ">"):
        return None
    args = (first.lhs, first.rhs, *node.args[1:])
    if any(isinstance(a, Name) and a.base.isupper() for a in args) or not _are_names(args):
        return None
    base = replace(head, base=rf"{key_of(head).latex()}_{{\succ}}", accents=())
    commas = (",", *(("," if s == "|" else s) for s in node.separators))
    return replace(node, head=base, args=args, separators=commas)


def _are_names(args: tuple[Node, ...]) -> bool:
    """y_1 and y_2, two of one kind, and x."""
    one, other = args[:2]
    both = isinstance(one, Name) and isinstance(other, Name) and one.base == other.base
    return both and one != other and all(isinstance(a, Name) for a in args)


__all__ = ["is_opaque", "opaque"]
