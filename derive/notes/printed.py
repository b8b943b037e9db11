"""Grown chains as values with places in the source."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.notes.blocks import Display
from derive.notes.chains import Chain, Side, Sign, Term, Unread
from derive.notes.source import Span
from derive.notes.tex import tokens_of
from derive.notes.tex.growing import Growing
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.relations import RELATIONS
from derive.notes.tex.untold import framed

_ADDS = frozenset({"+", "\\cdot", "\\times"})


def joined_over(last: Chain | Term | Unread, item: Chain | Term | Unread) -> Chain | None:
    """A chain with what the next display adds to its last side; None where that adds nothing: it
    does not begin with + or a sign of multiplication, nor is it one term with a minus before it.
    """
    if not isinstance(last, Chain) or isinstance(item, Unread) or last.after:
        return None
    first = Side(item.tokens, item.span, item.latex) if isinstance(item, Term) else item.sides[0]
    sign = first.tokens[0].text if first.tokens else ""
    if sign not in _ADDS and not (sign == "-" and isinstance(item, Term)):
        return None
    before = last.sides[-1]
    if before.span.source is not first.span.source:
        return None
    whole = Side(
        (*before.tokens, *first.tokens), before.span.to(first.span),
        f"{before.latex} {first.latex}", before.carried,
    )  # fmt: skip
    if isinstance(item, Term):
        return replace(last, sides=(*last.sides[:-1], whole))
    return replace(
        last,
        sides=(*last.sides[:-1], whole, *item.sides[1:]),
        signs=(*last.signs, *item.signs),
        after=item.after,
        labels=(*last.labels, *item.labels),
        joins=item.joins,
    )


@dataclass(frozen=True)
class Printed:
    """Where a display stands among the blocks."""

    display: Display
    block: int
    inline: bool = False

    def chain(self, grown: Growing, carried: Side | None) -> Chain | Term | Unread:
        """carried: the last side before, for a chain that begins with a relation."""
        if not grown.signs:
            if framed(grown.sides[0]) and not self.inline:
                why = "relations in brackets or in a system: display each by itself"
                return self.unread(grown, why)
            return self._term(grown)
        first, *others = grown.sides
        if not first and carried is None:
            return self.headless(grown)
        if not all(others):
            return self.unread(grown, "a relation without its right side")
        start = self._side(first) if first else carried
        signs = tuple(self._sign(x) for x in grown.signs)
        sides = (start, *(self._side(run) for run in others))
        body = self.display.body
        return Chain(
            self.display,
            self.block,
            tuple(s for s in sides if s is not None),
            signs,
            tokens_of(grown.after, body),
            tuple(grown.labels),
            self.inline,
            grown.joined,
            grown.joins,
        )

    def headless(self, grown: Growing) -> Unread:
        """The first relation of what begins with one, and has nothing that it goes on with."""
        alone = replace(grown, sides=grown.sides[:2], signs=grown.signs[:1])
        return self.unread(alone, "it begins with a relation, and no formula stands before it")

    def unread(self, grown: Growing, why: str) -> Unread:
        lexemes = [*(x for run in grown.sides for x in run), *grown.signs]
        return Unread(self.display, self.block, self._span(lexemes), why)

    def aside(self, run: list[Lexeme]) -> Unread:
        """A relation that stands within words."""
        why = "it stands within words, as a reason or a condition, and is not decided"
        return Unread(self.display, self.block, self._span(run), f"{why}; display it by itself")

    def _term(self, grown: Growing) -> Term:
        run = grown.sides[0]
        tokens = tokens_of(run, self.display.body)
        return Term(self.display, self.block, tokens, self._span(run), self._latex(run))

    def _side(self, run: list[Lexeme]) -> Side:
        return Side(tokens_of(run, self.display.body), self._span(run), self._latex(run))

    def _sign(self, x: Lexeme) -> Sign:
        rel = RELATIONS.get(x.text, "?")
        return Sign(rel, self._span([x]), self._latex([x]), x.note)

    def _span(self, run: list[Lexeme]) -> Span:
        body = self.display.body
        return body.span(min(x.start for x in run), max(x.end for x in run))

    def _latex(self, run: list[Lexeme]) -> str:
        """As it stands, on one line: without the ends of rows and the marks of columns in it."""
        text = self.display.body.text
        parts: list[str] = []
        at = min(x.start for x in run)
        for x in sorted(run, key=lambda x: x.start):
            between = text[at : x.start]
            parts.append(" " if "&" in between or "\\\\" in between else between)
            parts.append(text[max(at, x.start) : x.end])
            at = max(at, x.end)
        return "".join(parts)
