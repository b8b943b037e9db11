"""Trees in a row of text, short enough to be read in a list of examples."""

from __future__ import annotations

from dataclasses import fields

from derive.notes.tree import Name, Node, Num


def shown(node: object) -> str:
    """Fields behind the last that differs from its default are left out."""
    if isinstance(node, tuple):
        return f"({', '.join(map(shown, node))})"
    if isinstance(node, Num):
        return str(node.value)
    if isinstance(node, Name):
        return _name(node)
    if not isinstance(node, Node):
        return str(node)
    parts = [f for f in fields(node) if f.name != "span"]
    values = [getattr(node, f.name) for f in parts]
    while values and values[-1] == parts[len(values) - 1].default:
        values.pop()
    return f"{type(node).__name__}({', '.join(map(shown, values))})"


def _name(node: Name) -> str:
    text = "".join(f"{a}." for a in node.accents) + node.base + "'" * node.primes
    text += f"_{shown(node.sub)}" if node.sub else ""
    return text + (f"^{shown(node.sup)}" if node.sup else "")
