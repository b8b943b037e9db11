"""Candidates for statements with |·|, max and min: products of selectors with hypotheses.

A maximum is a choice among alternatives, and the chosen weights s, 1 − s (or a law on the letters)
may stand in front of every hypothesis: |a + b| ≤ |a| + |b| is s·(|a| − a + |b| − b) for s the
selector of a + b, and the same for 1 − s. Weights are read off what is left: m = w·v for a term v
of a hypothesis, with each selector in w also replaced by its complement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, islice, product

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import UNIT, Atom, LawAtom, Mono, Poly, QuantityAtom
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import product_term, term_of_mono
from derive.kernel.terms import Index, Term
from derive.kernel.theorem import Statement, prove
from derive.search.candidates import Extra
from derive.search.places import Place, placements, places_in, quotient

_MARK = "⌈"  # in the name of what stands for an operation
_NO_OPERATIONS = ("coordinate⌈", "family⌈")  # the number that a point is; of which family a law is
_MOST = 400
_MOST_ORDERS = 12
_MOST_WEIGHTS = 60


def stand_for_operations(n: Normalizer) -> bool:
    """Whether there are selectors, or laws on the letters of a maximum."""
    names = (*n.context.quantities, *n.context.laws)
    return any(_MARK in name and not name.startswith(_NO_OPERATIONS) for name in names)


def choices(n: Normalizer, left: Poly, extra: Extra, at_once: int) -> list[Form]:
    """Candidates; at_once: how many further selectors may stand in one weight."""
    found: dict[Form, None] = {}
    made = _Choices(n, left, extra, at_once)
    for form in made.forms():
        found.setdefault(form)
        if len(found) >= _MOST:
            break
    return list(found)


def absolutes(n: Normalizer) -> Iterator[Form]:
    """|d| ≥ 0 at each letter, summed, for each selector s: s·d ≥ 0 and −(1 − s)·d ≥ 0 together.

    They are 0 exactly where d is; one alone may do in a sum, and says less of equality.
    """
    for name, quantity in n.context.quantities.items():
        if _MARK in name and quantity.sign == "unit":
            said = [h for h in n.context.hypotheses if h.kind == ">=" and _mentions(h.term, name)]
            if len(said) >= 2:
                both = t.Add((said[0].term, said[1].term))
                halves = (c.Given(said[0].name), c.Given(said[1].name))
                letters = tuple(sorted(t.free_indices(both)))
                made = prove(n, Statement(both, ">=", t.ZERO), halves)
                yield c.Known(made, tuple((i, i) for i in letters), letters)


def halves(form: Form) -> tuple[Form, ...]:
    """What `absolutes` put together, apart again."""
    if not isinstance(form, c.Known) or form.theorem.reason.rule != "prove":
        return (form,)
    given = form.theorem.reason.given
    plain = all(isinstance(g, c.Given) and (g.weight, g.indices) == (t.ONE, ()) for g in given)
    if len(given) != 2 or not plain or any(g.at for g in given):
        return (form,)
    return tuple(c.Given(g.hypothesis, form.at, form.indices, form.weight) for g in given)


def _mentions(term: Term, name: str) -> bool:
    """Whether the first factor of s·d, or of −(1 − s)·d, is this selector."""
    first = term.factors[0] if isinstance(term, t.Mul) else term
    first = term.factors[1] if isinstance(first, t.Const) and isinstance(term, t.Mul) else first
    return any(isinstance(s, t.Quantity) and s.name == name for s in t.subterms(first))


class _Choices:
    def __init__(self, n: Normalizer, left: Poly, extra: Extra, at_once: int) -> None:
        self.n, self.extra, self.at_once = n, extra, at_once
        self.letters = tuple(sorted(left.free))
        self.places = places_in(n, left)
        self.selectors = [
            (name, q.alphabets)
            for name, q in sorted(n.context.quantities.items())
            if q.sign == "unit"
        ]

    def forms(self) -> Iterator[Form]:
        hypotheses = [h for h in self.n.context.hypotheses if self.extra.allows(h.name)]
        for h in hypotheses:
            if h.kind == ">=":
                yield from self._weighted(h)
        yield from self._signs()
        for h in hypotheses:
            if h.kind == ">=":
                yield from self._on_average(h)
        for h in hypotheses:
            if h.kind == "=":
                yield from self._equations(h)

    # ------------------------------------------------------------ hypotheses with weights

    def _weighted(self, h: t.Hypothesis) -> Iterator[Form]:
        free = tuple(sorted(t.free_indices(h.term)))
        for place in self.places:
            for at in self._placements(free, place.indices):
                for w in self._quotients(place, t.rename(h.term, at)):
                    pairs = tuple(at.items())
                    for weight in self._variants(w, place.indices):
                        yield c.Given(h.name, pairs, place.indices, weight)

    def _quotients(self, place: Place, fact: Term) -> Iterator[Mono]:
        """w with m = w·v for a term v of the fact, selectors left out of v."""
        seen: set[Mono] = set()
        for v in self.n.normal(fact).terms:
            plain = Mono({a: e for a, e in v.factors.items() if not self._chooses(a)})
            if plain == UNIT and v != UNIT:
                continue
            w = quotient(place.mono, plain)
            if w is None:
                continue
            w = Mono({a: e for a, e in w.factors.items() if not _same_choice(a, v)})
            if w not in seen and self._visible(w):
                seen.add(w)
                yield w

    def _visible(self, m: Mono) -> bool:
        return self.n.support.nonnegative_mono(m)

    def _chooses(self, a: Atom) -> bool:
        if isinstance(a, LawAtom):
            return _MARK in a.law
        return isinstance(a, QuantityAtom) and self.n.context.quantities[a.name].sign == "unit"

    def _variants(self, w: Mono, indices: tuple[Index, ...]) -> Iterator[Term]:
        """w with each number between 0 and 1 in it, or its complement, and with further selectors
        of these letters."""
        own = [a for a in w.factors if isinstance(a, QuantityAtom) and self._chooses(a)]
        rest = w.without(*own)
        others = [a for a in self._selectors_at(indices) if a not in own and _other(a) not in own]
        sets = [own]
        for size in range(1, self.at_once + 1):
            sets += [[*own, *more] for more in combinations(others, size)]
        for chosen in sets[:_MOST_WEIGHTS]:
            for flips in product((False, True), repeat=min(len(chosen), 4)):
                factors = dict(rest.factors)
                for a, flip in zip(chosen, flips, strict=False):
                    factors[_other(a) if flip else a] = 1
                yield term_of_mono(Mono(factors))

    def _selectors_at(self, indices: tuple[Index, ...]) -> list[QuantityAtom]:
        out = []
        for name, alphabets in self.selectors:
            slots = tuple(Index(f"#{k}", a) for k, a in enumerate(alphabets))
            for at in self._placements(slots, indices):
                out.append(QuantityAtom(name, tuple(at[i] for i in slots)))
        return out

    def _placements(
        self, free: tuple[Index, ...], indices: tuple[Index, ...]
    ) -> Iterator[dict[Index, Index]]:
        into = (*indices, *(i for i in self.letters if i not in indices))
        yield from placements(free, into)

    # ------------------------------------------------------------ visible signs, averages

    def _signs(self) -> Iterator[Form]:
        """A term of what is left with λ or 1 − λ for each λ between 0 and 1 in it."""
        for place in self.places:
            if self._visible(place.mono):
                for weight in self._variants(place.mono, place.indices):
                    yield c.Nonneg(place.indices, weight)

    def _on_average(self, h: t.Hypothesis) -> Iterator[Form]:
        """A hypothesis averaged over all its letters: by laws of some, evenly over the others."""
        free = tuple(sorted(t.free_indices(h.term)))
        if not free:
            return
        at = {i: t.apart(i, set(self.letters)) for i in free}
        letters = tuple(at.values())
        for law, decl in self.n.context.laws.items():
            slots = (*decl.outputs, *decl.inputs)
            names = tuple(Index(f"#{k}", a) for k, (_, a) in enumerate(slots))
            options = [[j for j in letters if j.alphabet == i.alphabet] for i in names]
            for chosen in islice(product(*options), _MOST_ORDERS):
                if len(set(chosen)) < len(chosen):
                    continue
                pairs = zip((v for v, _ in slots), chosen, strict=True)
                weight = t.LawTerm(law, tuple(pairs))
                for extra in _evenly(letters, chosen):
                    yield c.Given(h.name, tuple(at.items()), letters, t.Mul((weight, *extra)))
        yield from (
            c.Given(h.name, tuple(at.items()), letters, t.Mul(tuple(even)))
            for even in _evenly(letters, ())
            if even
        )

    # ------------------------------------------------------------ equations

    def _equations(self, h: t.Hypothesis) -> Iterator[Form]:
        """s(1 − s) = 0 wherever s² stands; other equations at the terms that they divide."""
        free = tuple(sorted(t.free_indices(h.term)))
        for place in self.places:
            for at in self._placements(free, place.indices):
                p = self.n.reduced(self.n.normal(t.rename(h.term, at)))
                for v in p.terms:
                    w = quotient(place.mono, v)
                    if w is None or v == UNIT:
                        continue
                    yield c.Given(h.name, tuple(at.items()), place.indices, term_of_mono(w))
                    for other in p.terms:  # what the equation brings in
                        if self._visible(w) and self._visible(other):
                            weight = product_term([term_of_mono(w), term_of_mono(other)])
                            yield c.Nonneg(place.indices, weight)


def _evenly(letters: Iterable[Index], taken: tuple[Index, ...]) -> Iterator[list[Term]]:
    """Nothing, and 1/|𝒳| for some of the letters that no law takes."""
    rest = [i for i in letters if i not in taken]
    for size in range(len(rest) + 1):
        for some in combinations(rest, size):
            yield [t.Pow(t.Card(i.alphabet), -1) for i in some]


def _other(a: QuantityAtom) -> QuantityAtom:
    return QuantityAtom(a.name, a.at, not a.complement)


def _same_choice(a: Atom, v: Mono) -> bool:
    """Whether v has a selector, or its complement, already."""
    return isinstance(a, QuantityAtom) and (a in v.factors or _other(a) in v.factors)
