"""The law of a variable that is not that of all variables of its section."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from derive.notes.facts import Fact
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.families import is_literal
from derive.notes.resolve.laws import LawSpec
from derive.notes.resolve.notation import Notation
from derive.notes.tree import Call, Name, Node


def head(node: Node, notation: Notation) -> Key:
    """The name of p(x), p_i, and p."""
    name = node.head if isinstance(node, Call) else node
    return head_of(name, notation.uses.bound)[0] if isinstance(name, Name) else Key("")


def drawn_from(
    name: Key, facts: Iterable[Fact], used: Collection[Key], notation: Notation
) -> LawSpec | None:
    """The law 𝒩(0, 1) of which a variable is said to be, in a relation of that one alone."""
    for fact in facts if {*used} <= {name} else ():
        own = any(isinstance(n, Name) and whole_key(n).lower() == name for n in fact.names)
        if fact.kind == "variable" and own and len(fact.names) == 1:
            for law in (head(v, notation) for v in fact.values):
                if is_literal(law) and law in notation.laws:
                    return notation.laws[law]
    return None


def alone(name: Key, notation: Notation) -> LawSpec | None:
    """The only law that stands with a variable's letter alone, where the law of the section's
    variables stands with others, and never with that."""
    main = notation.laws.get(notation.main or Key(""))
    shown = {v for left, right in main.shown for v in (*left, *right)} if main else set()
    if not shown or name in shown:
        return None
    found = [s for s in notation.laws.values() if ((name,), ()) in s.shown]
    return found[0] if len(found) == 1 else None
