"""Grown chains as values with places in the source."""

from __future__ import annotations

from dataclasses import dataclass

from derive.notes.blocks import Display
from derive.notes.chains import Chain, Side, Sign, Term, Unread
from derive.notes.source import Span
from derive.notes.tex import tokens_of
from derive.notes.tex.growing import Growing
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.relations import RELATIONS


@dataclass(frozen=True)
class Printed:
    """Where a display stands among the blocks."""

    display: Display
    block: int
    inline: bool = False

    def chain(self, grown: Growing, carried: Side | None) -> Chain | Term | Unread:
        """carried: the last side before, for a chain that begins with a relation."""
        if not grown.signs:
            return self._term(grown)
        first, *others = grown.sides
        if not first and carried is None:
            return self.unread(grown, "it begins with a relation, and no formula stands before it")
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

    def unread(self, grown: Growing, why: str) -> Unread:
        lexemes = [*(x for run in grown.sides for x in run), *grown.signs]
        return Unread(self.display, self.block, self._span(lexemes), why)

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
