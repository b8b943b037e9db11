"""Chains and their relations as records, each relation decided; nothing that happens is lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from derive.notes.blocks import Document, Heading
from derive.notes.chains import Chain, Side, Sort, Unread
from derive.notes.decide import Checking, Decision, decide
from derive.notes.decide.signs import assigns, of_sign
from derive.notes.facts import Fact, Scope, special
from derive.notes.facts.conditions import conditions
from derive.notes.facts.described import described
from derive.notes.facts.diagonals import diagonal
from derive.notes.facts.displayed import is_denied, is_supposed, unused
from derive.notes.facts.drawn import DRAWN
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.making import MADE, UNDONE
from derive.notes.facts.unread import things, unread
from derive.notes.failing import FAILED, internal
from derive.notes.parse import parse
from derive.notes.progress import Progress
from derive.notes.records import ChainRecord, StepRecord
from derive.notes.resolve.definitions import is_family
from derive.notes.resolve.heads import measure_of
from derive.notes.source import Introduced, NotRead, NoValue, Span
from derive.notes.steps import Reading
from derive.notes.tex.phrases import equates
from derive.notes.tex.unfolded import unfolded
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import walk

Read = tuple[Reading, ...] | NotRead
Trees = Sequence[Node | NotRead]
_JOINED = {
    "iff": "an equivalence: neither side of it is claimed by itself",
    "or": "one of several cases",
    "if": "a condition of what stands beside it",
}

_ASSUMED = Decision("skipped", why="an assumption, no claim")
_ASSIGNED = Decision("skipped", why="an assignment, no claim")
_HOLDS = ("proved", "proved if", "definition")  # whether it is assumed or not
_BEHIND = "that what stands before ⇒ does not make it true"
_BEFORE = "that it is no mere condition of what follows"


class Recorder:
    """checking: what relations are put to, in turn. struck: sentences that a directive strikes.
    progress: what is told of it."""

    def __init__(
        self,
        path: str,
        document: Document,
        facts: Sequence[Fact],
        checking: Checking,
        struck: Collection[Span] = (),
        progress: Progress | None = None,
    ) -> None:
        self.path, self.document, self.checking = path, document, checking
        self.facts, self._struck = facts, struck
        self._progress = progress or Progress()
        self._formulas = Formulas(document.macros, parse)
        self._expected = [f for f in facts if f.kind == "expect"]

    def chain(self, c: Chain, trees: Trees, readings: Sequence[Read]) -> ChainRecord:
        """A chain with a record for each of its relations."""
        steps = tuple(self._step(c, n, trees, read) for n, read in enumerate(readings))
        return self._record(c.block, c.display.span, steps)

    def unread(self, item: Unread) -> ChainRecord:
        """A display of which no chain was made: one relation that is not read."""
        line, column = item.span.source.place(item.span.start)
        end = item.span.source.place(item.span.end)
        step = StepRecord(
            line, column, end, item.span.text, "", "",
            "skipped" if item.display.skip else "unread", why=item.why,
            cell=item.span.source.cell, expect=self._expects(item.block),
            shown=(self._unfolded(item.span.text), "", ""),
        )  # fmt: skip
        return self._record(item.block, item.display.span, (step,))

    def _record(self, block: int, span: Span, steps: tuple[StepRecord, ...]) -> ChainRecord:
        above = (b.title for b in reversed(self.document.blocks[:block]) if isinstance(b, Heading))
        return ChainRecord(self.path, span.line, block, next(above, ""), steps)

    def _expects(self, block: int) -> str:
        return next((f.words for f in self._expected if f.scope.holds(block)), "")

    def _step(self, c: Chain, n: int, trees: Trees, read: Read) -> StepRecord:
        sign, left, right = c.signs[n], c.sides[n], c.sides[n + 1]
        line, column = sign.span.source.place(sign.span.start)
        made = self._progress.decision(lambda: self._guarded(c, n, trees, read))
        step = None if isinstance(read, NotRead) else read[0].step
        return StepRecord(
            line,
            column,
            _end(sign.span, right),
            left.latex,
            sign.rel,
            right.latex,
            made.verdict,
            step.readback_lhs if step else "",
            step.readback_rhs if step else "",
            tuple(map(self._unfolded, made.assumed)),
            made.rests,
            made.counterexample,
            self._unfolded(made.why),
            made.ask,
            made.true,
            sign.reason,
            made.alternatives,
            made.axioms,
            sign.span.source.cell,
            self._expects(c.block) or self._announced(c, made),
            made.equality,
            made.report,
            () if isinstance(read, NotRead) else tuple(read),
            (self._unfolded(left.latex), sign.latex, self._unfolded(right.latex)),
        )

    def _unfolded(self, text: str) -> str:
        return unfolded(text, self.document.macros)

    def _announced(self, c: Chain, made: Decision) -> str:
        """The verdict, where the text itself says that the relation does not hold."""
        is_bad = made.verdict in ("refuted", "refuted unless", "ill-posed", "wrong value")
        return made.verdict if is_bad and is_denied(self.document, c) else ""

    def _guarded(self, c: Chain, n: int, trees: Trees, read: Read) -> Decision:
        try:
            return self._decision(c, n, trees, read)
        except FAILED as failed:
            verdict = "unread" if isinstance(read, NotRead) else "open"
            return Decision(verdict, why=internal(c.signs[n].span, failed).why)

    def _decision(self, c: Chain, n: int, trees: Trees, read: Read) -> Decision:
        if c.display.skip:
            return Decision("skipped", why="a directive says so")
        joins = "iff" if _is_equivalence(c, n) else c.joins
        joined = _JOINED.get(c.joined) or _JOINED.get(joins)
        follows = not isinstance(read, NotRead) and all(r.step.other for r in read)
        if joined is not None and c.joined != "where" and not follows:
            return Decision("unread", why=joined)
        if self._is_assumed(c) and not is_supposed(self.document, c):
            return _ASSUMED
        if self._is_silenced(c, trees[n : n + 2]):
            return Decision("skipped", why="a directive says that a name in it is not read")
        if c.signs[n].rel == ":=" and _is_update(*trees[n : n + 2]):
            return _ASSIGNED
        if c.signs[n].rel == "?":
            return _ASSIGNED if assigns(c.signs[n]) else Decision("unread", why=of_sign(c.signs[n]))
        if n == 0 and (_is_of_vectors(c, trees) or self._draws(c)):
            return Decision("definition")
        if isinstance(read, NotRead):
            if isinstance(read, Introduced):
                return Decision("definition")
            verdict = "ill-posed" if isinstance(read, NoValue) else "unread"
            return Decision(verdict, why=read.why, ask=read.ask)
        one, other = trees[n], trees[n + 1]
        sides = None
        if not isinstance(one, NotRead) and not isinstance(other, NotRead):
            sides = (one, other)
        made = decide(self.checking, read, sides)
        if is_supposed(self.document, c) and made.verdict not in _HOLDS:
            return _ASSUMED
        if made.verdict == "definition" and sides is not None:
            return self._defined(c, sides, made)
        return made if made.verdict != "refuted" else self._refuted(c, sides or (), read, made)

    def _refuted(
        self, c: Chain, sides: Sequence[Node], read: Sequence[Reading], made: Decision
    ) -> Decision:
        """What is refuted, under what the text says besides that is not read."""
        used = {h.text.number for r in read for h in r.step.given if h.text is not None}
        used |= {x.number for r in read for x in r.step.rests}
        used |= {n for r in read for n in r.step.idle}  # which need no hypothesis
        open_ones = conditions(self.document, self.facts, c, used)
        conditional = [f"a condition that is not read, {w}" for w in open_ones]
        beside = [*conditional, *self._implied(c, used)]
        return made.under(beside or self._unread(c, sides, used, made), ())

    def _defined(self, c: Chain, sides: tuple[Node, Node], made: Decision) -> Decision:
        """A definition, but of a number that is said of what a name is in words."""
        said = described(self.document, self._formulas, c, *sides)
        if said is None:
            return made
        why = f"a value that is said, not checked: line {said.span.line} says what it is of"
        return Decision("open", rests=made.rests, why=f"{why}, “{said.quote}”")

    def _unread(
        self, c: Chain, sides: Sequence[Node], used: Collection[int], made: Decision
    ) -> list[str]:
        """The sentences about what a relation is of that may rule its counterexample out."""
        here = [f for f in self.facts if f.scope.holds(c.block)]
        about, named = (things(sides, here, with_drawn) for with_drawn in (True, False))
        known = {*used, *(r.number for r in made.rests)}
        found = unread(self.document, self._formulas, self.facts, c, about, known, named)
        displayed = unused(self.document, self.facts, c.block, about, known)
        said = (str(u) for u in found if u.sentence.span not in self._struck)
        return [*displayed, *said, *special.doubts(self.document, c.block, sides)]

    def _is_silenced(self, c: Chain, sides: Trees) -> bool:
        """It has a name of which a directive, or derive.toml, says that it is not read."""
        silent = [f for f in self.facts if f.kind == "not read" and f.scope.holds(c.block)]
        heads = [n.head if isinstance(n, Call) else n for f in silent for n in f.names]
        names = {(h.base, h.accents) for h in heads if isinstance(h, Name)}
        trees = [t for t in sides if isinstance(t, Node)] if names else []
        found = (x for t in trees for x in walk(t) if isinstance(x, Name))
        return any((x.base, x.accents) in names for x in found)

    def _is_assumed(self, c: Chain) -> bool:
        """A fact was made of this chain itself: X ⊥ Y before ⇒, or displayed behind "Suppose"."""
        first, last = c.sides[0].span, c.sides[-1].span
        return any(
            f.span.source is first.source and (f.span.start, f.span.end) == (first.start, last.end)
            for f in self.facts
            if f.words not in (MADE, UNDONE, DRAWN)  # Y = X + Z says what Y is
        )

    def _draws(self, c: Chain) -> bool:
        """Whether a fact was made of what it says is drawn from what: x_1, …, x_n ∼ p."""
        first = c.sides[0].span
        return c.signs[0].rel == "sim" and any(
            f.words == DRAWN and f.span.source is first.source and f.span.start == first.start
            for f in self.facts
        )

    def _implied(self, c: Chain, used: Collection[int]) -> list[str]:
        """What the refutation of a part of an implication supposes."""
        start = c.sides[0].span.start
        taken = any(
            f.number in used and f.scope == Scope(c.block, c.block + 1) and f.span.end <= start
            for f in self.facts
        )
        behind = [_BEHIND] if c.joined == "implies" and not taken else []
        return [*behind, _BEFORE] if c.joins == "implies" else behind


def _is_equivalence(c: Chain, n: int) -> bool:
    """Whether words behind it make it one half of an equivalence: H(X) = 0 iff X is constant; not
    behind an inequality, of which they say when it is an equality."""
    said = any(x.sort is Sort.TEXT and equates(x.text) for x in c.after[:1])
    equal = all(s.rel in ("=", "perp") for s in c.signs)
    return said and equal and not c.sides[0].carried and n == len(c.signs) - 1


def _is_update(left: object, right: object) -> bool:
    """θ := θ − η ∇L, another value of θ."""
    named = isinstance(left, Name) and isinstance(right, Node)
    return named and isinstance(right, Node) and any(n == left for n in walk(right))


def _is_of_vectors(c: Chain, trees: Trees) -> bool:
    """Whether it says that a law is a normal law of vectors, q(z|x) = 𝒩(z; μ(x), σ²(x) I), or of
    another family whose parameters are functions: that more is said than is read stays known."""
    left, right = trees[0], trees[1]
    named = isinstance(left, Call) and isinstance(left.head, Name) and not measure_of(left)
    says = c.signs[0].rel in ("=", ":=") and not c.sides[0].carried
    return named and says and (diagonal(right) is not None or is_family(right))


def _end(sign: Span, right: Side) -> tuple[int, int]:
    """Behind the right side; behind the sign where that is carried from elsewhere."""
    span = sign if right.carried or right.span.end < sign.end else right.span
    return span.source.place(span.end)
