"""Names of which the text says that they are continuous: densities, Gaussians, on the real line.

Whatever a sentence with such words names is taken for continuous: that makes verdicts weaker alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.notes import tree as t
from derive.notes.facts.forms import Said, is_measure, is_name, is_variable
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.sentences import Sentence

_WORDS = re.compile(
    r"\b(?:densit(?:y|ies)|pdfs?|p\.d\.f\.s?|continuous(?:ly)?(?! in| function| at)|gaussians?|"
    r"normal(?:ly distributed| (?:random|variables?|distributions?|laws?|with|of mean))|"
    r"real line|real-valued random|differential entropy|lebesgue|densité|gaußsch\w*|dichte\w*|"
    r"exponential(?:ly)? (?:distribut\w+|random|variables?|laws?)|laplac(?:e|ian) (?:distribut\w+|"
    r"random|variables?|laws?)|cauchy (?:distribut\w+|random|variables?|laws?))\b"
)
_DISCRETE = re.compile(r"\b(?:mass|finite|countable|discrete|densities? or|pmf)\b")
_REAL_LAWS = frozenset(("N", "Normal", "Exp", "Laplace", "Cauchy", "Gamma", "Beta"))
_ON = re.compile(r"\b(?:on|over|in) $")


def continuous(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """The laws and variables that the sentence names, where it says so by words, or by a form."""
    words = sentence.words
    statements = [
        (slot, s) for slot in sentence.slots for s in formulas.statements(sentence.inline(slot))
    ]
    says = _WORDS.search(words) and not _DISCRETE.search(words)
    if says or any(_is_real(s, words[: words.index(slot)]) for slot, s in statements):
        names = dict.fromkeys(n for _, s in statements for n in _named(s))
        if names:
            yield Said("continuous", tuple(names))


def _is_real(s: Statement, before: str) -> bool:
    """X ∼ N(0, 1); on [0, 1/2], on ℝ."""
    if s.rels == ("sim",):
        law = s.one(1)
        head = law.head if isinstance(law, t.Call) else None
        return isinstance(head, t.Name) and head.base in _REAL_LAWS
    return not s.rels and bool(_ON.search(before)) and any(map(_is_line, s.names))


def _is_line(node: t.Node) -> bool:
    if isinstance(node, t.Pow):
        return _is_line(node.base)
    if isinstance(node, t.Members):
        return len(node.items) == 2 and node.brackets[:1] in ("[", "(", "]")
    return isinstance(node, t.Name) and node.base == "R" and "mathbb" in node.accents


def _named(s: Statement) -> Iterator[t.Node]:
    """p of p, p(x); X of X ∼ p, of (X, Y)."""
    for side in s.sides if s.rels == ("sim",) else s.sides[:1]:
        for node in side:
            for part in node.items if isinstance(node, t.Members) else (node,):
                if is_variable(part) or (is_name(part) and not is_measure(part)):
                    yield part
