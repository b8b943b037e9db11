"""What stands in a line of text as a formula: names, or statements about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from derive.notes import tree as t
from derive.notes.blocks import Inline, Macro, Marked
from derive.notes.chains import Sort, Token
from derive.notes.source import NotRead, Source, Span
from derive.notes.tex import lexemes_of, tokens_of
from derive.notes.tex.relations import RELATIONS

_BRACE = Token(Sort.COMMAND, "\\{", Span(Source("", ""), 0, 0))
_OPEN = {"(", "[", "\\{", "\\lvert", "\\lVert", "\\lceil", "\\lfloor", "\\langle"}
_CLOSE = {")", "]", "\\}", "\\rvert", "\\rVert", "\\rceil", "\\rfloor", "\\rangle"}
_BOTH_WAYS = {"\\leftrightarrow", "\\longleftrightarrow"}
Parse = Callable[[tuple[Token, ...]], t.Node]


@dataclass(frozen=True)
class Statement:
    """sides[0] rels[0] sides[1] …; each side a list of what commas part. Without a relation it has
    one side. rels: as in `tex.relations`, so "sim" is a law's ∼ and "->" an arrow; "<->" is one
    both ways, "given" the bar behind ⊥.
    """

    sides: tuple[tuple[t.Node, ...], ...]
    rels: tuple[str, ...]

    @property
    def names(self) -> tuple[t.Node, ...]:
        """What it is about: the first side."""
        return self.sides[0]

    def one(self, k: int) -> t.Node | None:
        """A side that is one thing."""
        return self.sides[k][0] if len(self.sides[k]) == 1 else None

    @property
    def equation(self) -> tuple[t.Node, t.Node] | None:
        """Both sides of name = expression, or :=."""
        if self.rels not in (("=",), (":=",)):
            return None
        one, other = self.one(0), self.one(1)
        return None if one is None or other is None else (one, other)


_DRAWS = ("\\sim", "∼", "~")


@dataclass(frozen=True)
class Formulas:
    """Reads formulas of the text, each once."""

    macros: Mapping[str, Macro]
    parse: Parse
    _known: dict[int, tuple[Inline, tuple[Statement, ...]]] = field(default_factory=dict)

    def statements(self, inline: Inline) -> tuple[Statement, ...]:
        """Its statements; none where it cannot be read."""
        found = self._known.get(id(inline))
        if found is None:
            found = self._known[id(inline)] = (inline, self._readable(inline.body))
        return found[1]

    def drawn(self, inline: Inline) -> t.Node | None:
        """The X of “X ∼”, whose law stands in words behind the formula."""
        return self._left(inline, ("sim",)) if inline.body.text.rstrip().endswith(_DRAWS) else None

    def equated(self, inline: Inline) -> t.Node | None:
        """The name on the left of an equation, whether its right side can be read or not."""
        return self._left(inline, ("=", ":="))

    def _left(self, inline: Inline, rels: tuple[str, ...]) -> t.Node | None:
        try:
            parts = _Split(tokens_of(lexemes_of(inline.body.text, self.macros), inline.body))
            one = parts.statements[0]
            if one.rels[:1] not in {(r,) for r in rels} or len(one.sides[0]) != 1:
                return None
            left = self.parse(one.sides[0][0])
        except NotRead:
            return None
        named = isinstance(left, t.Name) or (
            isinstance(left, t.Call) and isinstance(left.head, t.Name)
        )
        return left if named else None

    def _readable(self, body: Marked) -> tuple[Statement, ...]:
        try:
            return self.read(body)
        except NotRead:
            return ()

    def read(self, body: Marked) -> tuple[Statement, ...]:
        """NotRead: what stands there is no formula that can be read."""
        tokens = tokens_of(lexemes_of(body.text, self.macros), body)
        return tuple(
            Statement(tuple(tuple(self._nodes(side)) for side in p.sides), p.rels)
            for p in _Split(tokens).statements
        )

    def _nodes(self, items: tuple[tuple[Token, ...], ...]) -> Iterator[t.Node]:
        for tokens in items:
            made = self.parse(tokens)
            if isinstance(made, t.Members) and made.brackets == "{}" and tokens[0] is _BRACE:
                yield from made.items
            else:
                yield made


@dataclass(frozen=True)
class _Part:
    sides: tuple[tuple[tuple[Token, ...], ...], ...]
    rels: tuple[str, ...]


class _Split:
    """Tokens cut at relations and commas outside of all brackets."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = _without_end(tokens)

    @cached_property
    def statements(self) -> list[_Part]:
        """Where several relations stand between commas, each is a statement: λ ∈ [0,1], n ≥ 1."""
        pieces = list(self._pieces())
        related = [k for k, (_, rels) in enumerate(pieces) if rels]
        if len(related) < 2:
            return [_joined(pieces)]
        groups: list[list[tuple[list[list[Token]], list[str]]]] = []
        pending: list[tuple[list[list[Token]], list[str]]] = []
        for piece in pieces:
            pending.append(piece)
            if piece[1]:
                groups.append(pending)
                pending = []
        if pending:
            groups[-1].extend(pending)
        return [_joined(g) for g in groups]

    def _pieces(self) -> Iterator[tuple[list[list[Token]], list[str]]]:
        """Between commas: sides and the relations between them."""
        sides: list[list[Token]] = [[]]
        rels: list[str] = []
        depth = 0
        for token in self.tokens:
            depth += _depth(token)
            if depth == 0 and token.sort is Sort.SIGN and token.text in (",", ";"):
                yield sides, rels
                sides, rels = [[]], []
            elif depth == 0 and token.text in RELATIONS and token.sort is not Sort.TEXT:
                self._related(token, sides, rels)
            elif depth == 0 and rels[-1:] == ["perp"] and token.text in ("\\mid", "|"):
                self._related(replace(token, text="\\mid"), sides, rels)
            else:
                sides[-1].append(token)
        yield sides, rels

    def _related(self, token: Token, sides: list[list[Token]], rels: list[str]) -> None:
        rel = "<->" if token.text in _BOTH_WAYS else RELATIONS.get(token.text, "given")
        if rel == "perp" and not sides[-1] and rels and rels[-1] == "perp":
            return  # ⊥⊥ is written with two
        rels.append(rel)
        sides.append([])


def _joined(pieces: Sequence[tuple[list[list[Token]], list[str]]]) -> _Part:
    """Pieces in one statement: those before the one with relations belong to its first side, those
    behind it to its last."""
    before: list[tuple[Token, ...]] = []
    sides: list[list[tuple[Token, ...]]] = []
    rels: list[str] = []
    for own, between in pieces:
        if between:
            rels += between
            sides = [[*before, tuple(own[0])], *([tuple(s)] for s in own[1:])]
            before = []
        elif sides:
            sides[-1].append(tuple(own[0]))
        else:
            before.append(tuple(own[0]))
    sides = sides or [before]
    return _Part(tuple(tuple(_filled(s)) for s in sides), tuple(rels))


def _filled(items: list[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """x_1, …, x_n goes to the parser in one piece, as a set written out."""
    dots = [k for k, item in enumerate(items) if [x.text for x in item] == ["\\dots"]]
    if len(dots) != 1 or not 0 < dots[0] < len(items) - 1:
        return [i for i in items if i]
    at = dots[0]
    sign = replace(items[at][0], sort=Sort.SIGN, text=",")
    whole = [_BRACE]
    for item in items:
        whole += [*([sign] if len(whole) > 1 else []), *item]
    return [(*whole, replace(sign, sort=Sort.COMMAND, text="\\}"))]


def _depth(token: Token) -> int:
    if token.sort is Sort.OPEN or (token.sort is not Sort.TEXT and token.text in _OPEN):
        return 1
    if token.sort is Sort.CLOSE or (token.sort is not Sort.TEXT and token.text in _CLOSE):
        return -1
    return 0


def _without_end(tokens: Sequence[Token]) -> list[Token]:
    """Without a full stop or comma that ends the sentence inside the formula."""
    out = list(tokens)
    while out and out[-1].sort is Sort.SIGN and out[-1].text in (".", ",", ";", ":"):
        out.pop()
    return out
