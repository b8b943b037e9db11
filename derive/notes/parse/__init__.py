"""Tokens of a side as a tree: a precedence parser with closed lists.

What is in no list is not read; where TeX leaves a scope open there is a `Choice`; nothing is
dropped. The parser knows no kinds: p(1 - p) is a call here and a product once p is a number.
"""

from __future__ import annotations

from derive.notes import tree, walk
from derive.notes.chains import Token
from derive.notes.parse import atoms, sums
from derive.notes.parse.claims import relation_of
from derive.notes.parse.reader import Reader, Rules
from derive.notes.source import NotRead
from derive.notes.tree import Event, Node

_RULES = Rules(sums.expression, sums.product, atoms.factor, atoms.primary)
_QUESTIONS = 3  # 8 readings of a side


def parse(tokens: tuple[Token, ...]) -> Node:
    """The tree of a side.

    NotRead: anything that is not understood whole, with the token that stopped it.
    """
    if not tokens:
        raise NotRead(None, "nothing stands on this side")
    r = Reader.of(tokens, _RULES)
    node = r.expression()
    r.finish()
    _few(node)
    return node


def relation(tokens: tuple[Token, ...]) -> tuple[Event, ...]:
    """The relations of a formula within the text: p(x) > 0, 0 ≤ λ ≤ 1 (two), X → Y → Z (two),
    X ⊥ Y | Z, x, y ∼ p, Σ_i p_i = 1, p(x) > 0 ∀ x (two, the last "forall").

    NotRead: no relation, or what is not understood whole.
    """
    if not tokens:
        raise NotRead(None, "an empty formula")
    events = relation_of(Reader.of(tokens, _RULES))
    for event in events:
        _few(event)
    return events


def _few(node: Node) -> None:
    questions = {x.question for x in walk.walk(node) if isinstance(x, tree.Choice)}
    if len(questions) > _QUESTIONS:
        raise NotRead(node.span, "too many readings of one side: put brackets")
