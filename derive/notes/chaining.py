"""Displays cut into chains of relations, which go on over rows and displays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from derive.notes.blocks import Block, Display, Document, Heading, Inline, Macro
from derive.notes.chains import Chain, Side, Term, Token, Unread
from derive.notes.printed import Printed
from derive.notes.source import NotRead
from derive.notes.tex import lexemes_of, marked, tokens_of
from derive.notes.tex.growing import grown
from derive.notes.tex.rows import pieces

Item = Chain | Term | Unread


def side(latex: str, macros: Mapping[str, Macro] | None = None) -> Side:
    """One side from a bare string. NotRead as `tex.lexemes_of`."""
    body = marked(latex)
    return Side(tokens_of(lexemes_of(latex, macros), body), body.span(0, len(latex)), latex)


def inline_tokens(inline: Inline, macros: Mapping[str, Macro] | None = None) -> tuple[Token, ...]:
    """Of a formula within a line of text. NotRead as `tex.lexemes_of`."""
    return tokens_of(lexemes_of(inline.body.text, macros), inline.body)


def inline_items(
    inline: Inline, block: int, macros: Mapping[str, Macro] | None = None
) -> tuple[Item, ...]:
    """The chains and terms of a formula within a line of text."""
    display = Display(inline.span, inline.body, "$")
    return _items(Printed(display, block, inline=True), macros or {}, None)


def chains_of(document: Document) -> list[Item]:
    """The chains of all displays in the order of the text; and displays without a relation, for
    links, and what could not be cut, with the reason.

    A display that begins with a relation goes on with the last chain before it, if no heading
    stands between them and both stand in the same item, quotation or theorem.
    """
    found: list[Item] = []
    last: tuple[Display, Side] | None = None
    for number, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            last = None
        if not isinstance(block, Display):
            continue
        carried = last[1] if last is not None and _same_place(last[0], block) else None
        items = _items(Printed(block, number), document.macros, carried)
        found.extend(items)
        end = _end(items)
        last = None if end is None else (block, end)
    return found


def _same_place(before: Block, block: Display) -> bool:
    return isinstance(before, Display) and before.container == block.container


def _items(printed: Printed, macros: Mapping[str, Macro], carried: Side | None) -> tuple[Item, ...]:
    body = printed.display.body
    try:
        chains = grown(pieces(lexemes_of(body.text, macros)))
    except NotRead as reason:
        whole = printed.display.span
        return (Unread(printed.display, printed.block, reason.span or whole, reason.why),)
    found: list[Item] = []
    for chain in chains:
        before = replace(carried, carried=True) if carried is not None else None
        item = printed.chain(chain, before)
        found.append(item)
        carried = _end((item,))
    return tuple(found)


def _end(items: tuple[Item, ...]) -> Side | None:
    """The last side of the last item, which a relation may go on with."""
    if not items or isinstance(items[-1], Unread):
        return None
    last = items[-1]
    if isinstance(last, Term):
        return Side(last.tokens, last.span, last.latex)
    return last.sides[-1]
