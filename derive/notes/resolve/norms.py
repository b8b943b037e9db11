"""‖p − q‖_TV and ‖p − q‖_1 as what they are by custom: ½ Σ |p − q|, and Σ |p − q|."""

from __future__ import annotations

import re
from fractions import Fraction

from derive.notes.blocks import Document
from derive.notes.tree import Add, Bars, Call, Mul, Name, Neg, Node, Num
from derive.notes.walk import mapped

_DEFINED = re.compile(
    r"(?:\\\||\\[lr]?Vert|‖)\s*_\s*\{?\s*(?:\\(?:mathrm|text|operatorname)\s*\{)?\s*TV[\s}]*"
    r"(?::|&|\\coloneqq|\\triangleq)?\s*=(?!\s*(?:\\[td]?frac\s*\{?\s*1\s*\}?\s*\{?\s*2|1\s*/\s*2|½))"
)


def otherwise(document: Document) -> bool:
    """Whether the text says that ‖·‖_TV is something else than half a sum."""
    return (
        bool(document.blocks) and _DEFINED.search(document.blocks[0].span.source.text) is not None
    )


def normed(node: Node) -> Node:
    """The tree with such norms as the total variation, which sums over the letters of its laws."""
    node = mapped(node, normed)
    if not isinstance(node, Bars) or node.kind != "||" or not isinstance(node.body, Add):
        return node
    terms = node.body.terms
    if len(terms) != 2 or not isinstance(terms[1], Neg) or isinstance(terms[0], Neg):
        return node
    half = Call(node.span, Name(node.span, "TV"), (terms[0], terms[1].body), ("||",))
    if isinstance(node.index, Name) and node.index.base.upper() == "TV":
        return half
    if isinstance(node.index, Num) and node.index.value == 1:
        return Mul(node.span, (Num(node.span, Fraction(2)), half))
    return node
