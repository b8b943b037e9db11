"""Whether a relation was read back as what it was: terms of the reader under the names of its own.

What was read meets what was written in the LaTeX of names. A law or quantity of the reader becomes
the one that is printed so, its letters those at the same places; then both sides are compared as
`trials.readback` does it, by structure, by normal forms, by exact values at random points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, Term
from derive.language.optimisers import Optimiser
from derive.notes.steps import Elaborated
from trials.readback import meaning as m
from trials.readback import objects, operations
from trials.readback.compare import compare
from trials.readback.table import (
    LawEntry,
    QuantityEntry,
    Table,
    coordinate,
    is_space,
    of_objects,
)

_VALUES = "_number"  # of the reader's name for the number that a letter x is, in E[x²]


class Incomparable(Exception):
    """A name of the reader's that nothing was printed as."""


@dataclass(frozen=True)
class Written:
    """What was printed. shown: the LaTeX of letters, laws and quantities, without layout, to their
    names. table: of their places. sizes: of names that are said to be the size of an alphabet."""

    table: Table
    context: Context
    maps: Sequence[str]
    letters: Mapping[str, str]
    names: Mapping[str, str]
    bodies: Mapping[str, tuple[tuple[Index, ...], Term]] = field(default_factory=dict)
    sizes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Side:
    """A side, as what `of_objects` takes: letters of the reader may run otherwise in the other."""

    side: Any

    def expressions(self) -> tuple[Any, ...]:
        return (self.side,)


def normal(latex: str) -> str:
    """LaTeX of a name without what does not tell names apart."""
    short = re.sub(r"\\(mathbf|boldsymbol|bm|mathrm|text|operatorname)\b", "", latex)
    return re.sub(r"\\,|[{}\s]", "", short)


def differing(step: Elaborated, meant: tuple[Term, Term], own: Written) -> tuple[str, str]:
    """"same" or "other", and why. Of a definition the right side alone is compared."""
    defined = replace(own.table, bodies=dict(own.bodies))
    sides = ((step.lhs, meant[0]), (step.rhs, meant[1]))
    finite = False
    for theirs, mine in sides[1:] if step.definition else sides:
        to = _Names(theirs, step, own)
        context = _finite_context(own.context, own.table.alphabets) if to.finite else own.context
        finite |= to.finite
        read = m.unfolded(to.put(_term(theirs)), defined)
        if to.finite:
            read, mine = _finite(read), _finite(mine)
        read = _aligned(read, mine)
        found = compare(read, mine, context, own.maps, str(theirs))
        if found.why.startswith("another normal form"):
            return "not compared", found.why
        if not found.how:
            return "other", f"{theirs} instead of {mine}: {found.why}"[:600]
    same = "same, of finite alphabets" if finite else "same"
    return ("definition" if step.definition else same), ""


def _aligned(read: Term, mine: Term) -> Term:
    """With the only free letter of an alphabet that is called otherwise, x_i for i, as in mine."""
    theirs, own = t.free_indices(read), t.free_indices(mine)
    loose, left = theirs - own, own - theirs
    to = {}
    for i in loose:
        fits = [j for j in left if j.alphabet == i.alphabet]
        if len(fits) == len([j for j in loose if j.alphabet == i.alphabet]) == 1:
            to[i] = fits[0]
    return t.rename(read, to)


def _finite(term: Term) -> Term:
    """The term with a finite alphabet for each space."""
    match term:
        case t.LawTerm(name, at):
            return t.LawTerm(name, tuple((v, _letter(i)) for v, i in at))
        case t.Quantity(name, at):
            return t.Quantity(name, tuple(map(_letter, at)))
        case t.Delta(i, j):
            return t.Delta(_letter(i), _letter(j))
        case t.Sum(indices, body):
            return t.Sum(tuple(map(_letter, indices)), _finite(body))
    return t.with_children(term, tuple(map(_finite, t.children(term))))


def _letter(i: Index) -> Index:
    return Index(i.name, _plain(i.alphabet))


def _plain(alphabet: str) -> str:
    return alphabet.replace("-", "_") if is_space(alphabet) else alphabet


def _finite_context(context: Context, alphabets: Iterable[str]) -> Context:
    """The declarations of laws and quantities; hypotheses are met by densities alone."""
    laws = {
        n: t.LawDecl(*(tuple((v, _plain(a)) for v, a in side) for side in d))
        for n, d in context.laws.items()
    }
    quantities = {
        n: t.QuantityDecl(tuple(map(_plain, d.alphabets)), d.sign)
        for n, d in context.quantities.items()
    }
    for a in alphabets:
        number = coordinate(Index("", a)).name
        quantities.setdefault(number, t.QuantityDecl((_plain(a),), "real"))
    return Context(laws, quantities)


def _term(e: Any) -> Term:
    if isinstance(e, Optimiser):
        return m.optimum(e.symbol, objects.letter(e.letter), objects.term(e.body))
    return objects.term(e)


class _Names:
    """The reader's names, each with what is printed so."""

    def __init__(self, side: Any, step: Elaborated, own: Written) -> None:
        self.own, self.latex = own, step.latex or {}
        self.finite = False  # whether a space is read as a finite alphabet
        self.theirs = of_objects([_Side(side)])
        self.alphabets: dict[str, str] = {}
        self.variables: dict[tuple[str, str], str] = {}
        self.laws: dict[str, LawEntry] = {}
        self.quantities: dict[str, str] = {}
        self.missing: dict[str, Incomparable] = {}
        for law in self.theirs.laws.values():
            with self._noting(law.name):
                self.laws[law.name] = self._law(law)
        for q in self.theirs.quantities.values():
            with self._noting(q.name):
                self.quantities[q.name] = self._quantity(q)
        self._alphabets()

    @contextmanager
    def _noting(self, name: str) -> Iterator[None]:
        try:
            yield
        except Incomparable as err:
            self.missing[name] = err

    def _alphabets(self) -> None:
        """Those of letters; of sizes alone by their names."""
        for name, alphabet in self.theirs.letters.items():
            known = self._letter(name)
            if known is not None:
                self._unite(alphabet, self.own.table.letters[known])
        for alphabet in self.theirs.alphabets - set(self.alphabets):
            known = self._letter(alphabet)
            if known is not None:
                self._unite(alphabet, self.own.table.letters[known])
            elif alphabet in self.own.table.alphabets:
                self._unite(alphabet, alphabet)
            elif alphabet in self.own.sizes:  # of a sum to n, of which nothing depends on i
                self._unite(alphabet, self.own.sizes[alphabet])

    def _shown(self, name: str) -> str:
        return normal(self.latex.get(name, name).removesuffix("_data"))

    def _letter(self, name: str) -> str | None:
        shown = self._shown(name)
        forms = (shown, name, shown.lower(), name.lower(), shown.rpartition("_")[2])  # Θ̂; i as x_i
        found = next((self.own.letters[f] for f in forms if f in self.own.letters), None)
        return found if found in self.own.table.letters else None

    def _unite(self, alphabet: str, mine: str) -> None:
        if self.alphabets.setdefault(alphabet, mine) != mine:
            raise Incomparable(f"{alphabet} is {self.alphabets[alphabet]} and {mine}")
        if is_space(mine) and not is_space(alphabet):
            self.finite = True
        elif is_space(alphabet) != is_space(mine):
            raise Incomparable(f"{alphabet} is read for {mine}")

    def _law(self, law: LawEntry) -> LawEntry:
        """The law printed so; of random variables without a law the only one that has them."""
        name = self.own.names.get(self._shown(law.name), "")
        found = self.own.table.laws.get(name)
        if found is None:
            wanted = {self._letter(v) for v, _ in law.variables}
            having = [
                e for e in self.own.table.laws.values() if wanted <= {v for v, _ in e.outputs}
            ]
            if law.name not in ("P", "Law") or len(having) != 1:
                raise Incomparable(f"law {law.name}")
            found = having[0]
        order = self._order(law.name, law.variables, found.variables)
        for (v, a), (mine, b) in zip(law.variables, order, strict=True):
            if not mine:  # it is read as a law of more: only what is of these can be compared
                continue
            self.variables[law.name, v] = mine
            self._unite(a, b)
        return found

    def _order(
        self, name: str, read: Sequence[tuple[str, str]], mine: Sequence[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        """The variables of the printed law for those read: by their letters, else by places."""
        own = dict(mine)
        called = [self._letter(v) for v, _ in read]
        known = [c for c in called if c in own]
        if len(set(known)) == len(known) in (len(called), len(own)):
            return [(c, own[c]) if c is not None and c in own else ("", "") for c in called]
        if len(read) == len(mine):
            return list(mine)
        raise Incomparable(f"law {name} of {[v for v, _ in read]}, not {[v for v, _ in mine]}")

    def _quantity(self, q: QuantityEntry) -> str:
        name = self.own.names.get(self._shown(q.name), "")
        found = self.own.table.quantities.get(name)
        if q.name.endswith(_VALUES) and (point := self._letter(q.name.removesuffix(_VALUES))):
            alphabet = self.own.table.letters[point]
            self._unite(q.alphabets[0], alphabet)
            return coordinate(Index(point, alphabet)).name
        if found is None and self._shown(q.name) in self.own.sizes:
            return ""
        if found is None:
            kind = "a law" if name in self.own.table.laws else "nothing"
            raise Incomparable(f"number {q.name} ({self._shown(q.name)}), which is {kind}")
        if len(q.alphabets) != len(found.alphabets):
            raise Incomparable(f"{q.name} at {len(q.alphabets)} places")
        for a, b in zip(q.alphabets, found.alphabets, strict=True):
            self._unite(a, b)
        return found.name

    # ---------------------------------------------------------------- terms

    def put(self, term: Term) -> Term:
        """The term under the names that were printed."""
        if isinstance(term, (t.LawTerm, t.Quantity)):
            missing = self.missing.get(term.law if isinstance(term, t.LawTerm) else term.name)
            if missing is not None:
                return self._indexed(term, missing)
        match term:
            case t.LawTerm(name, at):
                return self._law_term(name, at)
            case t.Quantity(name, ()) if self._shown(name) in self.own.sizes:
                return t.Card(self.own.sizes[self._shown(name)])
            case t.Quantity(name, at) if operations.is_operation(name):
                return operations.mapped(term, self.put, self._index)
            case t.Quantity(name, ()) if name.endswith(m.OPTIMUM):
                return term
            case t.Quantity(name, at):
                return t.Quantity(self.quantities[name], tuple(map(self._index, at)))
            case t.Card(alphabet):
                return t.Card(self._alphabet(alphabet))
            case t.Delta(i, j):
                return t.Delta(self._index(i), self._index(j))
            case t.Sum(indices, body):
                return t.Sum(tuple(map(self._index, indices)), self.put(body))
        return t.with_children(term, tuple(self.put(c) for c in t.children(term)))

    def _indexed(self, term: t.LawTerm | t.Quantity, missing: Incomparable) -> Term:
        """The number α_t of its own that is read as α at t, any."""
        if isinstance(term, t.Quantity) and term.at:
            low = ",".join(self._shown(i.name) for i in term.at)
            name = self.own.names.get(f"{self._shown(term.name)}_{low}", "")
            found = self.own.table.quantities.get(name)
            if found is not None and not found.alphabets:
                return t.Quantity(found.name)
        raise missing

    def _index(self, i: Index) -> Index:
        return Index(self._letter(i.name) or i.name, self._alphabet(i.alphabet))

    def _alphabet(self, alphabet: str) -> str:
        if alphabet not in self.alphabets:
            raise Incomparable(f"alphabet {alphabet}")
        return self.alphabets[alphabet]

    def _law_term(self, name: str, at: tuple[tuple[str, Index], ...]) -> Term:
        """A value; of a law read as a channel, r(y|x), where it was printed of a joint law."""
        own = self.laws[name]
        strange = [v for v, _ in at if (name, v) not in self.variables]
        if strange:
            raise Incomparable(f"{name} is read as a law of {strange}, too")
        put = [(self.variables[name, v], self._index(i)) for v, i in at]
        order = [v for v, _ in own.variables]
        put.sort(key=lambda pair: order.index(pair[0]))
        there = {v for v, _ in put}
        given = {self.variables[name, v] for v, _ in self.theirs.laws[name].inputs}
        inputs = {v for v, _ in own.inputs}
        if not inputs <= there:
            raise Incomparable(f"{name} is a channel")
        whole = t.LawTerm(own.name, tuple(put))
        if given == inputs:
            return whole
        if not given > inputs:
            raise Incomparable(f"{name}, a channel, is read as a law")
        below = t.LawTerm(own.name, tuple(p for p in put if p[0] in given))
        return t.Mul((whole, t.Pow(below, -1)))

