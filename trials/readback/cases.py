"""A statement with its hypotheses: printed on every face, read again, compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, Term
from derive.language.declared import declared
from derive.language.definitions import where
from derive.language.notation import DEFAULT, Notation, choices, using
from derive.language.optimal import OptimalLengths
from derive.language.optimisers import Optimiser
from derive.language.printing import alone, latex, text
from derive.language.relations import Dominated, Relation
from derive.render import rows
from derive.render.rows import hypothesis
from derive.render.tex import parts
from derive.translate import Translator
from trials.readback import meaning as m
from trials.readback import objects
from trials.readback.canonical import key
from trials.readback.compare import Found, compare
from trials.readback.latex import LatexLexer
from trials.readback.ranges import differences
from trials.readback.reader import Names, Reader, Told
from trials.readback.table import Table, Unread, of_objects
from trials.readback.tokens import TextLexer

Made = tuple[Any, ...]  # terms and signs, as an object means them or a reader has read them


@dataclass(frozen=True)
class Outcome:
    """One reading. how: of `Found`, or "unread", or "disagrees"."""

    how: str
    shown: str
    detail: str = ""


@lru_cache(maxsize=1)
def notations() -> tuple[Notation, ...]:
    """Every combination of the settings."""
    fields = choices()
    made = []
    for values in product(*fields.values()):
        chosen: Any = dict(zip(fields, values, strict=True))
        if not chosen["bits"] == chosen["nats"] == "log":
            made.append(Notation(**chosen))
    return tuple(made)


def told(notation: Notation) -> Told:
    """What a reader of LaTeX in this notation is told."""
    return Told(True, notation.values, notation.bits, notation.nats, notation.sums == "i=1..n")


class Case:
    """relation and given: of one derivation. Everything printed of it is read with its table."""

    def __init__(self, relations: Sequence[Relation], given: Sequence[Any] = ()) -> None:
        self.relations, self.given = tuple(relations), tuple(given)
        self.table = of_objects([*relations, *given])
        self.translator = Translator()
        self.ranges = declared(*relations, *given)
        self.where = where(e for r in (*relations, *given) for e in r.expressions())
        self._doubtful: list[tuple[Term, Term]] = []  # two translations of one expression
        self.defined = [(w, self._made_where(w)) for w in self.where]
        self.meant = [self._made(r) for r in (*relations, *given)]
        defined = {getattr(w.definition, "name", "") for w in self.where}
        self.context = _declaring(self.translator.context(self.given), self.table, defined)
        self.maps = [q.name for q in self.table.quantities.values() if q.is_map]
        self.names = Names(self.table, Told())
        self._known: dict[tuple[str, str], Found] = {}
        self._lexer = TextLexer(self.table)
        for made, kernel in self._doubtful:
            if not self._compared(made, kernel, "").how:
                raise AssertionError(f"two translations, {made} and {kernel}")

    # ---------------------------------------------------------------- what is meant

    def _made(self, r: Any) -> Made:
        if isinstance(r, Dominated):
            return (self.term(r.premise), "≪", self.term(r.conclusion))
        if isinstance(r, OptimalLengths):
            return (self.term(r.lhs), m.least(r.lengths.name), self.term(r.mean()))
        return (self.term(r.lhs), r.rel, self.term(r.rhs))

    def _made_where(self, w: Any) -> Made:
        return (self.term(w.lhs), "=", self.term(w.rhs))

    def term(self, e: Any) -> Term:
        """The kernel term of an expression; of one with operations a term that says which."""
        if isinstance(e, Optimiser):
            letter = Index(e.letter.name, e.letter.alphabet)
            return m.optimum(e.symbol, letter, self.term(e.body))
        made = objects.term(e)
        kernel = self.translator.term(e)
        if not objects.beyond(e) and key(made) != key(kernel):
            self._doubtful.append((made, kernel))
        return made

    def _things(self) -> list[str]:
        """The names of letters, laws and quantities, one for each."""
        return [*self.table.laws, *self.table.quantities, *self.table.letters]

    # ---------------------------------------------------------------- faces

    def faces(self, notation: Notation) -> dict[str, list[tuple[str, Term]]]:
        """Every side of a relation as it is printed, with what it means."""
        out: dict[str, list[tuple[str, Term]]] = {"text": [], "latex": []}
        fitted = notation.fitted(self._things())
        with self.alone():
            self._faces(fitted, out)
        return out

    def _faces(self, fitted: Notation, out: dict[str, list[tuple[str, Term]]]) -> None:
        for r, meant in zip(self.relations, self.meant, strict=False):
            for side, term in ((r.lhs, meant[0]), (r.rhs, meant[2])):
                out["text"].append((text(side), term))
                out["latex"].append((latex(side, fitted), term))

    def read(self, notation: Notation = DEFAULT) -> Iterator[Outcome]:
        """Everything in plain text, and in LaTeX in one notation."""
        yield from self.read_text()
        yield from self.read_latex(notation)

    def read_text(self) -> Iterator[Outcome]:
        def reader(shown: str) -> Reader:
            return Reader(self._lexer, self.names, shown)

        with self.alone():
            yield from self._read_text(reader)

    def alone(self) -> AbstractContextManager[None]:
        """Print as where this derivation's laws are all there are."""
        return alone(self.relations, self.given, [w.definition for w in self.where])

    def _read_text(self, reader: Callable[[str], Reader]) -> Iterator[Outcome]:
        yield from self._read_ranges(rows.ranges(self.ranges), reader)
        yield from self._read_where(reader, str)
        for r, meant in zip(self.relations, self.meant, strict=False):
            yield self.outcome(str(r), meant, self._text_relation)
        for h, meant in zip(self.given, self.meant[len(self.relations) :], strict=True):
            yield self.outcome(hypothesis(h), meant, self._text_hypothesis)

    def read_latex(self, notation: Notation) -> Iterator[Outcome]:
        fitted = notation.fitted(self._things())
        names, lexer = Names(self.table, told(fitted)), LatexLexer(self.table, told(fitted))

        def reader(tex: str) -> Reader:
            return Reader(lexer, names, tex)

        with using(fitted), self.alone():
            yield from self._read_ranges(" ".join(parts.let(self.ranges)), reader)
            yield from self._read_where(reader, parts.relation)
            for r, meant in zip(self.relations, self.meant, strict=False):
                yield self.outcome(parts.relation(r), meant, lambda tex: reader(tex).relation())
            for h, meant in zip(self.given, self.meant[len(self.relations) :], strict=True):
                shown = parts._hypothesis(h)[1]
                yield self.outcome(shown, meant, lambda tex: reader(tex).hypothesis())

    def _read_ranges(self, line: str, reader: Callable[[str], Reader]) -> Iterator[Outcome]:
        """What the quantities range over, and which letters there are."""
        try:
            wrong = differences(line, reader, self.table)
        except Unread as err:
            yield Outcome("unread", line, str(err))
        else:
            if line or wrong:
                yield Outcome("disagrees" if wrong else "structure", line, wrong)

    def _read_where(
        self, reader: Callable[[str], Reader], shown: Callable[[Any], str]
    ) -> Iterator[Outcome]:
        """The where lines, in order: what each defined name means is what its line says."""
        self.table.bodies.clear()
        self.table.named.clear()
        for w, meant in self.defined:
            line = shown(w)
            if type(w.definition).__name__ == "Measure":
                name = line.split(" = ")[0]  # what stands left, as it is printed
                try:
                    told = reader(line[len(name) + 3 :]).whole()
                except Unread as err:
                    yield Outcome("unread", line, str(err))
                    continue
                self.table.named[name] = m.unfolded(told, self.table)
            else:
                try:
                    self._define(reader(line).relation(), line)
                except Unread as err:
                    yield Outcome("unread", line, str(err))
                    continue
            yield self.outcome(line, meant, lambda shown: reader(shown).relation())

    def _define(self, read: Made, line: str) -> None:
        """What a name means, from its where line."""
        head = read[0]
        if not isinstance(head, (t.Quantity, t.LawTerm)):
            raise Unread(f"{line} defines no name")
        letters = head.at if isinstance(head, t.Quantity) else [i for _, i in head.at]
        told = m.unfolded(read[2], self.table)
        self.table.bodies[_name_of(head)] = (tuple(letters), told)

    def _text_relation(self, shown: str) -> Made:
        return Reader(self._lexer, self.names, shown).relation()

    def _text_hypothesis(self, shown: str) -> Made:
        _, colon, told = shown.rpartition(": ")
        return Reader(self._lexer, self.names, told if colon else shown).hypothesis()

    def _compared(self, read: Term, meant: Term, seed: str) -> Found:
        """One notation reads what another has read before."""
        pair = (key(read), key(meant))
        if pair not in self._known:
            self._known[pair] = compare(read, meant, self.context, self.maps, seed)
        return self._known[pair]

    def outcome(self, shown: str, meant: Made, read: Callable[[str], Made]) -> Outcome:
        """Read a formula and compare it with what was meant."""
        try:
            got = read(shown)
            got = (m.unfolded(got[0], self.table), got[1], m.unfolded(got[2], self.table))
        except Unread as err:
            return Outcome("unread", shown, str(err))
        if got[:2] == (t.ONE, "≪") and meant[1] == "!=":  # one text, a ≠ 0, and one meaning
            got = (got[2], "!=", t.ZERO)
        if got[1] != meant[1]:
            return Outcome("disagrees", shown, f"the sign {got[1]} instead of {meant[1]}")
        how = "structure"
        for a, b in zip(got[::2], meant[::2], strict=True):
            found = self._compared(a, b, shown)
            if not found.how:
                return Outcome("disagrees", shown, found.why)
            how = max(how, found.how, key=_ORDER.index)
        return Outcome(how, shown)


def _declaring(context: Context, table: Table, defined: set[str]) -> Context:
    """The context with what is printed but falls out of the kernel's terms, as p does of E_p[0]."""
    laws = {n: t.LawDecl(e.outputs, e.inputs) for n, e in table.laws.items() if n not in defined}
    quantities = {
        n: t.QuantityDecl(e.alphabets, _KERNEL_SIGN.get(e.sign, e.sign))  # type: ignore[arg-type]
        for n, e in table.quantities.items()
        if n not in defined
    }
    return Context(
        {**laws, **context.laws},
        {**quantities, **context.quantities},
        context.supports,
        context.hypotheses,
    )


def _name_of(head: t.Quantity | t.LawTerm) -> str:
    return head.name if isinstance(head, t.Quantity) else head.law


_KERNEL_SIGN = {"natural": "nonneg"}
_ORDER = ("structure", "normal form", "values")
