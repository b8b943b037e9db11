"""Names and sequences as LaTeX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from derive.notes import tree
from derive.notes.tree import Node

Latex = Callable[[Node], str]

_FONTS = frozenset({"mathbf", "mathcal", "mathbb", "mathfrak", "mathrm"})


def name(node: tree.Name, latex: Latex) -> str:
    """The name with its accents and scripts."""
    text = _accented(node) + "'" * node.primes
    if node.sup and node.primes:
        text = f"{{{text}}}"
    if node.sub:
        text += f"_{{{indices(node.sub, latex)}}}"
    if node.sup:
        text += f"^{{{', '.join(_mark(x, latex) for x in node.sup)}}}"
    return text


def indices(sub: tuple[Node, ...], latex: Latex) -> str:
    return ", ".join(latex(x) for x in sub)


def _mark(node: Node, latex: Latex) -> str:
    """A star, a sign or a word above a name."""
    if isinstance(node, tree.Name) and node.base in ("*", "+", "-"):
        return node.base
    return latex(node)


def _accented(node: tree.Name) -> str:
    base, accents = node.base, list(node.accents)
    while base.startswith("{"):  # a name apart from what is called so by custom
        base = base[1:-1]
    if not base.startswith("\\") and len(base) > 1:
        if accents and accents[-1] in _FONTS:
            base = f"\\{accents.pop()}{{{base}}}"
        elif base.isalnum():
            base = rf"\mathrm{{{base}}}"
        else:
            base = rf"\text{{{base}}}"
    for accent in reversed(accents):
        base = f"\\{accent}{{{base}}}"
    return base


def sequence(node: tree.Range, latex: Latex) -> str:
    """X_{1:n}, x_{<t}, 1, …, n."""
    first = latex(node.first) if node.first else ""
    last = latex(node.last) if node.last else ""
    if node.of is None:
        return rf"{first}, \dots" + (f", {last}" if last else "")
    if node.first and node.last:
        bounds = f"{first}:{last}"
    elif node.first:
        bounds = f"> {first}" if node.strict else rf"\ge {first}"
    else:
        bounds = f"< {last}" if node.strict else rf"\le {last}"
    if not isinstance(node.of, tree.Name):
        return f"{latex(node.of)}_{{{bounds}}}"
    sub = f"{indices(node.of.sub, latex)}, " if node.of.sub else ""
    bare = tree.Name(node.of.span, node.of.base, node.of.accents, node.of.primes, (), node.of.sup)
    text = name(bare, latex)
    return f"{{{text}}}_{{{sub}{bounds}}}" if node.of.sup else f"{text}_{{{sub}{bounds}}}"


def members(node: tree.Range, latex: Latex) -> str:
    """x_1, …, x_n, where x_{1:n} in brackets would be no tuple."""
    of = node.of
    if not isinstance(of, tree.Name) or node.first is None:
        return sequence(node, latex)
    ends = [node.first] if node.last is None else [node.first, node.last]
    shown = [name(replace(of, sub=(*of.sub, end)), latex) for end in ends]
    return r", \dots, ".join(shown) if node.last else rf"{shown[0]}, \dots"
