"""Candidates for the forms of a certificate: hypotheses, lemmas, squares, signs, parts.

A fact with letters may count as it stands, summed over letters, on average, and at the weights of
tangents. Which candidates are used, and how often, is for an exact LP to say (`residual`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice, product

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import AddAtom, CardAtom, LawAtom, Mono, Poly, QuantityAtom
from derive.kernel.certificates import Form
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_mono
from derive.kernel.terms import Index, Term
from derive.search import deltas, roots
from derive.search.groups import Weight, open_sums, weight_term
from derive.search.lemmas import at_weights
from derive.search.patterns import patterns
from derive.search.placing import arrangements, placements

_MAX_USES = 40
Use = tuple[c.At, tuple[Index, ...], Term]  # at which letters, and Σ_indices weight


@dataclass(frozen=True)
class Extra:
    """Lemmas as forms, the names of the hypotheses that may be used (None: all), terms whose
    squares may be, whether one of the forms to be found must be > 0, and squares that stand in
    what is to be proved. wide: whether candidates may be read off what is left (`weighted`)."""

    forms: tuple[Form, ...] = ()
    hypotheses: frozenset[str] | None = None
    squares: tuple[Term, ...] = ()
    strict: bool = False
    written: tuple[Form, ...] = ()
    wide: bool = False

    def allows(self, name: str) -> bool:
        return self.hypotheses is None or name in self.hypotheses


def visible(p: Poly) -> list[Form]:
    """One Nonneg per monomial, opened so that its zero condition is pointwise."""
    out: list[Form] = []
    for m, k in p.terms.items():
        indices, opened = open_sums(m, lambda a: True)
        out.append(c.Nonneg(indices, term_of_mono(opened, k)))
    return out


def candidates(
    n: Normalizer, left: Poly, extra: Extra, weights: Sequence[Weight]
) -> Iterator[Form]:
    """Each once, the likelier ones first."""
    letters = tuple(sorted(left.free))
    likely = [
        *extra.forms,
        *_hypotheses(n, extra, weights),
        *_over_denominators(n, extra, left),
        *_squares(n, extra, weights),
        *_signs(n, left),
        *_weighted_squares(n, left, extra),
        *at_weights(n, left, extra.forms),
        *roots.squares(left),
        *roots.quotients(left),
        *extra.written,
        *deltas.identities(n, left),
    ]
    elsewhere = [*_elsewhere(n, extra, letters), *_at_shares(n, left, extra), *patterns(n, left)]
    yield from dict.fromkeys([*likely, *elsewhere])


def _signs(n: Normalizer, left: Poly) -> Iterator[Form]:
    yield from _sizes(left)
    for m, k in left.terms.items():
        if n.support.nonnegative_mono(m):
            if k > 0:
                yield from visible(Poly({m: Fraction(1)}))
            else:
                yield from _parts(n, m)
                yield from _complements(n, m)
                yield from _denominators(n, m)


def _sizes(left: Poly) -> Iterator[Form]:
    """|𝒳| ≥ 1: an alphabet has a letter."""
    alphabets = {a.alphabet for m in left.terms for a in m.factors if isinstance(a, CardAtom)}
    for alphabet in sorted(alphabets):
        i = Index(alphabet, alphabet)
        yield c.Part((), t.ONE, t.Sum((i,), t.ONE), (i,))


def _hypotheses(n: Normalizer, extra: Extra, weights: Sequence[Weight]) -> Iterator[Form]:
    for h in filter(lambda h: extra.allows(h.name), n.context.hypotheses):
        for use in _uses(n, h.term, weights, _sides(h)):
            yield c.Given(h.name, *use)


def _over_denominators(n: Normalizer, extra: Extra, left: Poly) -> Iterator[Form]:
    """Hypotheses divided by what the terms that are left are divided by."""
    below = {Mono({a: e for a, e in m.factors.items() if e < 0}): None for m in left.terms}
    letters = tuple(sorted(left.free))
    for h in filter(lambda h: extra.allows(h.name), n.context.hypotheses):
        for d in (d for d in below if d.factors):
            for at in placements(tuple(sorted(t.free_indices(h.term))), letters):
                yield c.Given(h.name, at, (), term_of_mono(d))


def _squares(n: Normalizer, extra: Extra, weights: Sequence[Weight]) -> Iterator[Form]:
    for a in extra.squares:
        for at, indices, weight in _uses(n, a, weights):
            yield c.Square(indices, weight, t.rename(a, dict(at)))


def written_squares(term: Term) -> tuple[Form, ...]:
    """Squares of brackets with their sums and weights: Σ_x w·(a − b)² as it stands."""
    found: dict[Form, None] = {}
    for s in t.subterms(term):
        indices, body = (s.indices, s.body) if isinstance(s, t.Sum) else ((), s)
        factors = list(_factors(body))
        for k, f in enumerate(factors):
            if isinstance(f, t.Pow) and f.exponent == 2 and isinstance(f.base, t.Add):
                rest = t.Mul((*factors[:k], *factors[k + 1 :]))
                found.setdefault(c.Square(indices, rest, f.base))
    return tuple(found)


def _factors(term: Term) -> Iterator[Term]:
    if isinstance(term, t.Mul):
        for f in term.factors:
            yield from _factors(f)
    elif not (isinstance(term, t.Const) and term.value < 0):
        yield term


def _weighted_squares(n: Normalizer, left: Poly, extra: Extra) -> Iterator[Form]:
    """w·a² for every w such that a term of w·a² is a term of what is left."""
    letters = tuple(sorted(left.free))
    for a, m in product(extra.squares, left.terms):
        indices, opened = open_sums(m, lambda a: True)
        for at in placements(tuple(sorted(t.free_indices(a))), (*indices, *letters)):
            of = t.rename(a, dict(at))
            for part in n.normal(t.Pow(of, 2)).terms:
                w = _quotient(opened, part)
                if w is not None and n.support.nonnegative_mono(w):
                    yield c.Square(indices, term_of_mono(w), of)


def _quotient(m: Mono, by: Mono) -> Mono | None:
    if any(m.factors.get(a, 0) < e for a, e in by.factors.items()):
        return None
    return Mono({**m.factors, **{a: m.factors.get(a, 0) - e for a, e in by.factors.items()}})


def _elsewhere(n: Normalizer, extra: Extra, letters: tuple[Index, ...]) -> Iterator[Form]:
    """Hypotheses, squares and lemmas summed over some letters, at the statement's own others."""
    for h in filter(lambda h: extra.allows(h.name), n.context.hypotheses):
        for use in _partly(n, h.term, letters):
            yield c.Given(h.name, *use)
    for a in extra.squares:
        for at, indices, weight in _partly(n, a, letters):
            yield c.Square(indices, weight, t.rename(a, dict(at)))
    for f in extra.forms:
        if isinstance(f, c.Known):
            for use in _partly(n, f.theorem.statement.gap(), letters):
                yield c.Known(f.theorem, *use)


def _at_shares(n: Normalizer, left: Poly, extra: Extra) -> Iterator[Form]:
    """Hypotheses times the numbers between 0 and 1 that are factors of what is left: of a mixture
    λ·a + (1 − λ)·b each part may have a hypothesis of its own."""
    shares: dict[Mono, None] = {}
    for m in left.terms:
        units = [a for a in m.factors if isinstance(a, QuantityAtom) and is_share(n, a)]
        for size in (1, 2):
            shares.update((Mono(dict.fromkeys(u, 1)), None) for u in combinations(units, size))
    for h in filter(lambda h: extra.allows(h.name), n.context.hypotheses):
        itself = tuple((i, i) for i in sorted(t.free_indices(h.term)))
        for share in islice(shares, _MAX_USES):
            yield c.Given(h.name, itself, (), term_of_mono(share))


def is_share(n: Normalizer, a: QuantityAtom) -> bool:
    """Whether it is a number λ between 0 and 1, or 1 − λ."""
    return not a.at and n.context.quantities[a.name].sign == "unit"


def _uses(
    n: Normalizer, fact: Term, weights: Sequence[Weight], below: tuple[Term, ...] = ()
) -> Iterator[Use]:
    """A fact as it stands, summed over its letters, on average, and at weights of tangents.

    below: what the weights may be divided by.
    """
    free = tuple(sorted(t.free_indices(fact)))
    itself = tuple((i, i) for i in free)
    yield itself, (), t.ONE
    if not free:
        return
    for weight in (t.ONE, *_laws_over(n, free)):
        yield itself, free, weight
    for w in weights:
        for at in placements(free, w.indices):
            plain = weight_term(w, Fraction(1))
            yield at, w.indices, plain
            for factor in below:
                yield at, w.indices, t.Mul((plain, t.Pow(t.rename(factor, dict(at)), -1)))


def _partly(n: Normalizer, fact: Term, letters: tuple[Index, ...]) -> Iterator[Use]:
    """A fact with each of its letters summed over or put to one of the statement's letters."""
    free = tuple(sorted(t.free_indices(fact)))
    options = [[None, *(j for j in letters if j.alphabet == i.alphabet)] for i in free]
    for chosen in islice(product(*options), _MAX_USES):
        at: dict[Index, Index] = {}
        summed: list[Index] = []
        for i, j in zip(free, chosen, strict=True):
            at[i] = t.apart(i, {*letters, *summed}) if j is None else j
            summed += [at[i]] if j is None else []
        for weight in (t.ONE, *_laws_over(n, tuple(summed))):
            yield tuple(at.items()), tuple(summed), weight


def _laws_over(n: Normalizer, free: tuple[Index, ...]) -> Iterator[Term]:
    """The laws of exactly these letters, as weights: a bound at every letter holds on average."""
    for law, decl in n.context.laws.items():
        if not decl.inputs and len(decl.outputs) == len(free):
            for order in arrangements([a for _, a in decl.outputs], free):
                at = zip((v for v, _ in decl.outputs), order, strict=True)
                yield t.LawTerm(law, tuple(at))


def _sides(h: t.Hypothesis) -> tuple[Term, ...]:
    """The two sides a, b of an equation a − b = 0: a/b − 1 = (a − b)/b."""
    if h.kind == "=" and isinstance(h.term, t.Add) and len(h.term.terms) == 2:
        a, minus_b = h.term.terms
        if isinstance(minus_b, t.Mul) and minus_b.factors[0] == t.const(-1):
            return a, t.Mul(minus_b.factors[1:])
    return ()


def _parts(n: Normalizer, m: Mono) -> Iterator[Form]:
    """w·r[S, T] is at most w·r[S]; with S empty, w."""
    indices, opened = open_sums(m, lambda a: isinstance(a, (LawAtom, QuantityAtom)))
    for a, e in opened.factors.items():
        if isinstance(a, LawAtom) and e > 0:
            rest = Mono({**opened.factors, a: e - 1})
            outputs = dict(n.context.laws[a.law].outputs)
            own = [(v, i) for v, i in a.at if v in outputs]
            for dropped in [own] if len(own) == 1 else [own, *([pair] for pair in own)]:
                to = {i: t.apart(i, set(a.free) | set(indices)) for _, i in dropped}
                at = tuple((v, to.get(i, i) if (v, i) in dropped else i) for v, i in a.at)
                whole = t.Sum(tuple(to.values()), t.LawTerm(a.law, at))
                yield c.Part(indices, term_of_mono(rest), whole, tuple(to))


def _complements(n: Normalizer, m: Mono) -> Iterator[Form]:
    """w·λ is at most w, for a λ between 0 and 1."""
    indices, opened = open_sums(m, lambda a: isinstance(a, QuantityAtom))
    for a, e in opened.factors.items():
        if isinstance(a, QuantityAtom) and e > 0 and n.context.quantities[a.name].sign == "unit":
            other = QuantityAtom(a.name, a.at, not a.complement)
            rest = {**opened.factors, a: e - 1}
            yield c.Nonneg(indices, term_of_mono(Mono({**rest, other: rest.get(other, 0) + 1})))


def _denominators(n: Normalizer, m: Mono) -> Iterator[Form]:
    """u·mⱼ/A with A = Σ cᵢ mᵢ: the other u·mᵢ/A may be what is left of u."""
    indices, opened = open_sums(m, lambda a: isinstance(a, AddAtom))
    for a, e in opened.factors.items():
        if isinstance(a, AddAtom) and e < 0:
            for part, other in product(a.poly.terms, repeat=2):
                if part != other and all(
                    opened.factors.get(b, 0) >= k > 0 for b, k in part.factors.items()
                ):
                    powers = dict(opened.factors)
                    for b, k in part.factors.items():
                        powers[b] -= k
                    for b, k in other.factors.items():
                        powers[b] = powers.get(b, 0) + k
                    yield c.Nonneg(indices, term_of_mono(Mono(powers)))
