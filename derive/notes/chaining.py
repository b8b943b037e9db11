"""Displays cut into chains of relations, which go on over rows and displays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from derive.notes.blocks import Block, Display, Document, Heading, Inline, Macro, Prose
from derive.notes.chains import Chain, Side, Term, Token, Unread
from derive.notes.facts.grids import is_law
from derive.notes.printed import Printed, joined_over
from derive.notes.source import NotRead
from derive.notes.tex import lexemes_of, marked, tokens_of
from derive.notes.tex.growing import grown
from derive.notes.tex.rows import pieces
from derive.notes.tex.untold import untold
from derive.notes.turning import turned

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

    A display that begins with a relation goes on with the formula right before it, if the text
    before it ends in one; else with the last chain before it, if no heading stands between them
    and both stand in the same item, quotation or theorem. One that begins with + and has no words
    before it goes on with the last side.
    """
    walk = _Walk(document)
    for number, block in enumerate(document.blocks):
        walk.step(number, block)
    return sorted([*walk.found, *walk.aside], key=lambda item: item.block)


class _Walk:
    """last: the last display and its last side, which a relation may go on with. aside: relations
    that stand in no chain.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Item] = []
        self.aside: list[Unread] = []
        self.last: tuple[Display | Prose, Side] | None = None
        self.words = True  # stand between the last display and here

    def step(self, number: int, block: Block) -> None:
        if isinstance(block, Heading) and self.last is not None:
            origin, side = self.last
            whole = isinstance(origin, Display) and self.found and _goes_on(self.found[-1])
            self.last = (origin, replace(side, loosely=True)) if whole else None
        if isinstance(block, Prose):
            self.words = True
            self._note_formula(block, number)
        if not isinstance(block, Display):
            return
        last = self.last if self.last and self.last[0].container == block.container else None
        if last is not None and self.words and [t.text for t in last[1].tokens] == ["0"]:
            last = None  # words that end in a row that has come to 0 begin another
        printed = Printed(block, number)
        items = _items(printed, self.document.macros, last[1] if last else None, self.aside)
        if last is not None and not self.words and self.found:
            joined = joined_over(self.found[-1], items[0]) if items else None
            if joined is not None:
                self.found[-1], items = joined, items[1:]
        self.found.extend(items)
        end = _end(tuple(self.found[-1:]))
        self.last = None if end is None else (block, end)
        self.words = False

    def _note_formula(self, prose: Prose, number: int) -> None:
        """A formula that the words end in, with nothing behind it, is what a relation goes on
        with.
        """
        if not prose.inline or prose.text.text[prose.inline[-1].end :].strip():
            return
        items = inline_items(prose.inline[-1], number, self.document.macros)
        end = _end(items[-1:])
        whole = end is not None and len(end.tokens) > 1 and not _restricts(items[-1])
        self.last = (prose, end) if end is not None and whole else None


def _goes_on(item: Item) -> bool:
    """Whether it is an equation, or a term, with which a display behind a heading may go on."""
    return isinstance(item, Term) or (isinstance(item, Chain) and not _restricts(item))


def _restricts(item: Item) -> bool:
    """x ∈ A, n → ∞: no side of an equation."""
    if isinstance(item, Chain):
        return any(s.rel in ("in", "->", "sim", "<<", "perp", "?", "!=") for s in item.signs)
    return isinstance(item, Term) and not any(t.text in ("(", "[", "\\|") for t in item.tokens)


def _items(
    printed: Printed,
    macros: Mapping[str, Macro],
    carried: Side | None,
    aside: list[Unread] | None = None,
) -> tuple[Item, ...]:
    """aside: what relations in no chain are added to."""
    body = printed.display.body
    if is_law(body.text):
        return ()
    try:
        lexemes = lexemes_of(body.text, macros)
        chains = grown(pieces(lexemes))
    except NotRead as reason:
        whole = printed.display.span
        return (Unread(printed.display, printed.block, reason.span or whole, reason.why),)
    if aside is not None:
        aside.extend(printed.aside(run) for run in untold(lexemes, chains))
    found: list[Item] = []
    for chain in chains:
        before = replace(carried, carried=True) if carried is not None else None
        if before is None and len(chain.sides) > 1 and not chain.sides[0] and all(chain.sides[1:]):
            found.append(printed.headless(chain))
            chain = replace(chain, sides=chain.sides[1:], signs=chain.signs[1:], joined="")
        made = turned(printed.chain(chain, before))
        found.extend(made)
        carried = _end(made[:1] if len(made) > 1 else made)
    return tuple(found)


def _end(items: tuple[Item, ...]) -> Side | None:
    """The last side of the last item, which a relation may go on with."""
    if not items or isinstance(items[-1], Unread):
        return None
    last = items[-1]
    if isinstance(last, Term):
        return Side(last.tokens, last.span, last.latex)
    return last.sides[-1]
