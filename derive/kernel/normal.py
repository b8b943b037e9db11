"""The normal form: which equalities of finite sums the kernel knows.

`Normalizer(context).normal(term)` rewrites a term to a polynomial by equations that hold for
every alphabet size and every value of laws and quantities that meets the hypotheses:

    a·a⁻¹ = [a ≠ 0]              aᵐ·aⁿ = aᵐ⁺ⁿ otherwise          x/0 = 0
    m·[a ≠ 0] = m                if m ≠ 0 implies a ≠ 0            (`support`)
    m·Σ_b n·[a ≠ 0] = m·Σ_b n    if m ≠ 0, n ≠ 0 imply a ≠ 0
    ln(c·∏ aᵢ^kᵢ) = ∏[aᵢ ≠ 0]·(ln|c| + Σ kᵢ ln aᵢ)                  log 0 = 0
    exp(p + q) = exp(p)·exp(q),  ln exp(p) = p,  exp(k ln a) = aᵏ  if a > 0
    Σ_y r[x,y] = r[x],  Σ_x r[x] = 1,  Σ_x 1 = |𝒳|,  Σ_j [i = j] f(j) = f(i)
    Σ is linear; factors without the bound index leave it; unconnected indices part
    Σ_b m · (Σ_b m)⁻ᵏ = (Σ_b m)¹⁻ᵏ   also where Σ_b m stands opened in a larger sum
    m₁·A⁻¹ = (1/c₁)([A ≠ 0] − Σ_{i≥2} cᵢ mᵢ·A⁻¹)   for A = Σ cᵢ mᵢ, m₁ its leading monomial
    m·(Σ cᵢ mᵢ)⁻ᵏ = m·bʲᵏ·(Σ cᵢ mᵢ bʲ)⁻ᵏ           if m ≠ 0 implies b ≠ 0, and some mᵢ has b⁻ʲ
    Σ cᵢ mᵢ = 0                                     if A·Σ cᵢ mᵢ = 0, A ≠ 0 what it is divided by

Over a space Σ is an integral, and these hold where the integrals of what is left under an integral
sign, kept in `integrals`, converge absolutely (`derive.kernel.integrals`); Σ_x 1 is refused.

Equal normal forms are equal values. The converse fails (the problem is undecidable once exp, ln
and real quantities meet), so a difference that does not vanish means "not proved", never "false".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations, count
from typing import NoReturn

from derive.kernel import terms as t
from derive.kernel.atoms import (
    UNIT,
    AddAtom,
    Atom,
    CardAtom,
    DeltaAtom,
    ExpAtom,
    LawAtom,
    Ln,
    LnPrime,
    Mono,
    Nz,
    Poly,
    QuantityAtom,
    SumAtom,
    closed_sum,
    divide,
    factored,
    map_monos,
    poly,
    spelled,
)
from derive.kernel.looks import look
from derive.kernel.support import Support
from derive.kernel.terms import Context, Index, KernelError, Term

ONE, ONE_POLY = Fraction(1), poly(1)
_MAX_WORK = 50_000  # monomials formed for one term
_MAX_POWER = 64
_MAX_BITS = 100_000
_MAX_FACTORED = 10**15


class Normalizer:
    """Normal forms under one context. Holds caches; makes no claim of its own."""

    __slots__ = (
        *("_cache", "_collected", "_fresh", "_memo", "_plogp", "_products", "_reduced", "_work"),
        *("_given", "context", "integrals", "support"),
    )

    def __init_subclass__(cls) -> NoReturn:
        raise KernelError("Normalizer cannot be subclassed")

    def __setattr__(self, name: str, value: object) -> None:
        if name != "_work" and hasattr(self, name):
            raise KernelError("a Normalizer keeps its context")
        object.__setattr__(self, name, value)

    def __init__(self, context: Context) -> None:
        if type(context) is not Context:
            raise KernelError(f"not a context: {context!r}")
        self._begin(context, Support(context), {})
        for h in context.supports:
            context.check(h.premise)
            context.check(h.conclusion)
            (c, premise), (d, conclusion) = self.factors(h.premise), self.factors(h.conclusion)
            if c and d:
                self.support.imply(premise, conclusion)
            self._forget()
        for g in context.hypotheses:
            context.check(g.term)
            self.support.learn(self.normal(g.term), g.kind == "=")
            self._forget()
        self._given = tuple(self.integrals)

    def _begin(self, context: Context, support: Support, integrals: dict[SumAtom, None]) -> None:
        self.context = context
        self.support = support
        self.integrals = integrals  # over spaces, in the order in which they were met
        self._fresh = count()
        self._work = 0
        self._cache: dict[Term, Poly] = {}
        self._products: dict[Term, tuple[Fraction, Mono]] = {}
        self._collected: dict[Mono, Poly] = {}
        self._reduced: dict[Poly, Poly] = {}
        self._memo: dict[Term, tuple[object, ...]] = {}  # well-posedness already looked at
        self._plogp: dict[tuple[str, frozenset[str]], Poly] = {}

    def anew(self) -> Normalizer:
        """One that knows the same, and has met the integrals of the context only."""
        made = object.__new__(Normalizer)
        made._begin(self.context, self.support, dict.fromkeys(self._given))
        made._given = self._given
        return made

    def _forget(self) -> None:
        """What was found before another hypothesis was known."""
        for kept in (self._cache, self._products, self._collected, self._reduced):
            kept.clear()

    # -- terms ------------------------------------------------------------------------------

    def normal(self, term: Term) -> Poly:
        """The normal form of a term.

        Raises:
            KernelError: if the term is not as declared, or grows beyond the work limit.
        """
        self.context.check(term)
        return self.normal_checked(term)

    def normal_checked(self, term: Term) -> Poly:
        """The same for a term already checked; bound indices may have been made fresh."""
        self._work = 0
        try:
            return self._normal(term)
        except RecursionError:
            raise KernelError("the expression is nested too deeply") from None

    def plogp(self, law: str, variables: frozenset[str]) -> Poly:
        """The normal form of Σ r(S) ln r(S), for variables S that the law has."""
        key = (law, variables)
        if key not in self._plogp:
            outputs = self.context.laws[law].outputs
            r = t.LawTerm(law, tuple((v, Index(v, a)) for v, a in outputs if v in variables))
            self._plogp[key] = self.normal(
                t.Sum(tuple(i for _, i in r.at), t.Mul((r, t.Log(r)))) if r.at else t.ZERO
            )
        return self._plogp[key]

    def less(self, term: Term, parts: Iterable[tuple[Fraction, Poly]]) -> Poly:
        """The normal form of term − Σ cᵢ·partᵢ, the parts being normal forms."""
        out = dict(self.normal(term).terms)
        for c, part in parts:
            for m, d in part.terms.items():
                out[m] = out.get(m, Fraction(0)) - c * d
        return Poly(out)

    def vanishes(self, term: Term) -> bool:
        """Whether the normal form of the term is 0: a proof that the term is 0."""
        return not self.reduced(self.normal(term)).terms

    def reduced(self, p: Poly) -> Poly:
        """Write 1 − λ for complements: for the last comparison, when no support is needed. 0 for
        what is 0 over its denominators."""
        found = self._reduced.get(p)
        if found is None:
            found = self._reduced[p] = self._over_denominators(self._without_complements(p))
        return found

    def _over_denominators(self, p: Poly) -> Poly:
        below = self._denominators(p)
        if below is not None:
            whole = map_monos(p, lambda m: self.product([(ONE, m), (ONE, below)]))
            return p if self._without_complements(whole).terms else poly()
        return p

    def _without_complements(self, p: Poly) -> Poly:
        if any(_is_complement(a, e) for m in p.terms for a, e in m.factors.items()):
            return map_monos(p, self._without_complement)
        return p

    def _denominators(self, p: Poly) -> Mono | None:
        """All that monomials are divided by, as far as it is ≠ 0, if a sum is among it."""
        below: dict[Atom, int] = {}
        for a, e in (pair for m in p.terms for pair in m.factors.items()):
            if e < -below.get(a, 0) and self.support.nonzero([a], ()):
                below[a] = -e
        return Mono(below) if any(isinstance(a, AddAtom) for a in below) else None

    def nonnegative(self, term: Term) -> bool:
        """Whether the term is visibly ≥ 0: as a product of such factors, or multiplied out."""
        self.context.check(term)
        c, m = self.factors(term)
        if not c or self.support.nonnegative_mono(m, c):
            return True
        p = self.normal(term)
        return self.support.nonnegative_poly(p) or self.support.combined(p)

    def _normal(self, term: Term) -> Poly:
        look()
        found = self._cache.get(term)
        if found is None:
            found = self._cache[term] = self._rewrite(term)
        return found

    def _rewrite(self, term: Term) -> Poly:
        match term:
            case t.Const(value):
                return poly(value)
            case t.LawTerm(law, at):
                return self.law(law, dict(at))
            case t.Quantity(name, at):
                return poly(1, Mono({QuantityAtom(name, at): 1}))
            case t.Card(alphabet):
                return poly(1, Mono({CardAtom(alphabet): 1}))
            case t.Delta(i, j):
                return poly(1, Mono({DeltaAtom(i, j): 1})) if i != j else poly(1)
            case t.Add(parts):
                return self._complement(_total(self._normal(s) for s in parts))
            case t.Mul(parts):
                constant, rest = _constants(parts)
                if len(rest) <= 1:  # c·a needs no factors: Σ cᵢmᵢ times c
                    return (self._normal(rest[0]) if rest else ONE_POLY).scale(constant)
                return self.product([self.factors(term)])
            case t.Pow():
                return self.product([self.factors(term)])
            case t.Log(arg):
                return self.log(*self.factors(arg))
            case t.Exp(arg):
                return self.exp(self._normal(arg))
            case t.Nonzero(arg):
                c, m = self.factors(arg)
                return self._nonzero(m) if c else poly()
            case t.Sum(indices, body):
                return self.sum(indices, self._normal(body))
        raise KernelError(f"not a term: {term!r}")

    def fresh(self, i: Index) -> Index:
        return Index(f"${next(self._fresh)}", i.alphabet)

    def law(self, law: str, at: Mapping[str, Index]) -> Poly:
        """A law's value; 1 where no output is left."""
        outputs = dict(self.context.laws[law].outputs)
        if not any(v in outputs for v in at):
            return poly(1)
        return poly(1, Mono({LawAtom(law, at.items()): 1}))

    def _complement(self, p: Poly) -> Poly:
        """c − cλ becomes c(1 − λ), one nonnegative atom, for a λ between 0 and 1."""
        if len(p.terms) == 2 and UNIT in p.terms:
            (m,) = (m for m in p.terms if m != UNIT)
            (a, *rest) = m.factors
            if isinstance(a, QuantityAtom) and not rest and m.factors[a] == 1:
                unit = self.context.quantities[a.name].sign == "unit"
                if unit and p.terms[m] == -p.terms[UNIT]:
                    other = QuantityAtom(a.name, a.at, not a.complement)
                    return poly(p.terms[UNIT], Mono({other: 1}))
        return p

    def _without_complement(self, m: Mono) -> Poly:
        out = poly(1, Mono({a: e for a, e in m.factors.items() if not _is_complement(a, e)}))
        for a, e in m.factors.items():
            if _is_complement(a, e):
                for _ in range(e):
                    out = self.times(out, self._written_out(a))
        return out

    def _written_out(self, a: Atom) -> Poly:
        """1 − λ, also for every letter of a sum."""
        if isinstance(a, SumAtom):
            fresh = {i: self.fresh(i) for i in a.bound}
            return self.sum(fresh.values(), self._without_complement(a.body.rename(fresh)))
        if not isinstance(a, QuantityAtom):
            raise KernelError(f"no complement: {a.key}")
        return poly(1) - poly(1, Mono({QuantityAtom(a.name, a.at): 1}))

    # -- products ---------------------------------------------------------------------------

    def factors(self, term: Term) -> tuple[Fraction, Mono]:
        """A term as rational × product, factor by factor, before anything is multiplied out."""
        found = self._products.get(term)
        if found is None:
            found = self._products[term] = self._factors(term)
        return found

    def _factors(self, term: Term) -> tuple[Fraction, Mono]:
        match term:
            case t.Mul(parts):
                c, exps = ONE, dict[Atom, int]()
                for d, m in map(self.factors, parts):
                    c = c if d == 1 else _bounded(c * d)
                    exps = _merge([*exps.items(), *m.factors.items()])
                return c, Mono(exps)
            case t.Pow(base, n):
                return self.power(self.factors(base), n)
        return factored(self._normal(term))

    def power(self, f: tuple[Fraction, Mono], n: int) -> tuple[Fraction, Mono]:
        c, m = f
        if type(n) is not int or abs(n) > _MAX_POWER:
            raise KernelError(f"exponent {n!r}: expected an integer of size at most {_MAX_POWER}")
        if n == 0:
            return ONE, UNIT
        if not c:
            return Fraction(0), UNIT
        if max(c.numerator.bit_length(), c.denominator.bit_length()) * abs(n) > _MAX_BITS:
            raise KernelError(f"a rational number to the power {n} is too large")
        return c**n, Mono({a: 1 if _idempotent(a) else e * n for a, e in m.factors.items()})

    def product(self, factors: Iterable[tuple[Fraction, Mono]]) -> Poly:
        c = ONE
        powers: list[tuple[Atom, int]] = []
        for d, m in factors:
            c = c if d == 1 else _bounded(c * d)
            powers += m.factors.items()
        return self._collect(c, powers) if c else poly()

    def times(self, p: Poly, q: Poly) -> Poly:
        if p == ONE_POLY or q == ONE_POLY:
            return q if p == ONE_POLY else p
        return map_monos(p, lambda m: map_monos(q, lambda n: self.product([(ONE, m), (ONE, n)])))

    def _collect(self, c: Fraction, powers: Iterable[tuple[Atom, int]]) -> Poly:
        """Multiply powers of atoms; simplify; then multiply out and divide by named sums."""
        look()
        self._work += 1
        if self._work > _MAX_WORK:
            raise KernelError(f"the expression grows beyond {_MAX_WORK} monomials")
        exponent = poly()
        rest: list[tuple[Atom, int]] = []
        for a, e in powers:
            if isinstance(a, ExpAtom):
                exponent += a.arg.scale(Fraction(e))
            else:
                rest.append((a, e))
        exps = _merge(rest)
        key = Mono({**exps, ExpAtom(exponent): 1} if exponent.terms else exps)
        found = self._collected.get(key)
        if found is None:
            found = self._collected[key] = self._simplified(exps, exponent)
        return found.scale(_bounded(c))

    def _simplified(self, exps: dict[Atom, int], exponent: Poly) -> Poly:
        """The product of the powers and exp(exponent)."""
        exps = self._indicators(exps)
        inner = self._indicators_inside(exps)
        if inner is not None:
            a, opened = inner
            others = {b: e for b, e in exps.items() if b != a}
            if exponent.terms:
                others[ExpAtom(exponent)] = 1
            return self.product([(ONE, Mono(others)), self.power(factored(opened), exps[a])])
        return (
            self._exponential(exps, exponent) if exponent.terms else self._multiply_out(Mono(exps))
        )

    def _indicators(self, exps: dict[Atom, int]) -> dict[Atom, int]:
        """An indicator that the other factors imply is dropped."""
        out = dict(exps)
        for a in sorted(a for a in out if isinstance(a, Nz)):
            if isinstance(a, Nz) and self.support.nonzero([a.arg], [b for b in out if b != a]):
                del out[a]
        return out

    def _indicators_inside(self, exps: dict[Atom, int]) -> tuple[SumAtom, Poly] | None:
        """A sum beside factors that imply an indicator in its body, and the sum without it."""
        outer = [b for b in exps if isinstance(b, (LawAtom, QuantityAtom, Nz, Ln))]
        for a in exps if outer else ():
            if isinstance(a, SumAtom) and any(isinstance(b, Nz) for b in a.body.factors):
                fresh = {i: self.fresh(i) for i in a.bound}
                body = a.body.rename(fresh)
                left = self._indicators({**body.factors, **dict.fromkeys(outer, 1)})
                rest = Mono({b: e for b, e in body.factors.items() if b in left})
                if rest != body:
                    return a, self.sum(fresh.values(), poly(1, rest))
        return None

    def _exponential(self, exps: dict[Atom, int], exponent: Poly) -> Poly:
        """Take out of exp(Σ…) whole powers: of a from k·ln a where a > 0, and of primes p."""
        c = ONE
        rest: dict[Mono, Fraction] = {}
        powers: list[tuple[Atom, int]] = []
        for m, k in exponent.terms.items():
            log = _single_log(m)
            base = log.arg if isinstance(log, Ln) else None
            if isinstance(log, LnPrime):
                whole = k.numerator // k.denominator
                if abs(whole) > _MAX_POWER * 16:
                    raise KernelError(f"exponent {whole} of {log.prime} is too large")
                c *= Fraction(log.prime) ** whole
                rest[m] = k - whole
            elif base is not None and self._positive(base, exps):
                whole = k.numerator // k.denominator
                powers += [(base, whole)] if whole else []
                rest[m] = k - whole
            else:
                rest[m] = k
        parts: dict[Atom, int] = {ExpAtom(Poly({m: k})): 1 for m, k in rest.items() if k}
        if powers:
            return self._collect(c, [*exps.items(), *powers, *parts.items()])
        return self._multiply_out(Mono({**exps, **parts})).scale(c)

    def _positive(self, a: Atom, known: Iterable[Atom]) -> bool:
        return self.support.nonnegative(a) and self.support.nonzero([a], known)

    def _multiply_out(self, m: Mono) -> Poly:
        cleared = self._cleared(m)
        if cleared is not None:
            return self.product(cleared)
        for a, e in m.factors.items():
            if isinstance(a, AddAtom) and e > 0:
                rest = {b: k for b, k in m.factors.items() if b != a}
                if e > 1:
                    rest[a] = e - 1
                return map_monos(
                    a.poly,
                    lambda n, r=rest: self._collect(ONE, [*r.items(), *n.factors.items()]),  # type: ignore[misc]
                )
        for a, e in m.factors.items():
            if isinstance(a, AddAtom) and e < 0:
                lead = _leading(a.poly)
                if _contains(m, lead):
                    return self._divide_by_sum(m, a, lead)
        return poly(1, m)

    def _cleared(self, m: Mono) -> list[tuple[Fraction, Mono]] | None:
        """m without quotients in the sum that it is divided by, where m ≠ 0 allows that. Only for
        one sum, and without sums inside: with several, what is the same would look otherwise in
        one than in the other, and their divisions would not end."""
        below = [a for a, e in m.factors.items() if isinstance(a, AddAtom) and e < 0]
        if len(below) != 1 or any(isinstance(b, AddAtom) for b in _inside(below[0])):
            return None
        (a,), rest, down = below, m.without(*below), dict[Atom, int]()
        for b, k in (pair for n in a.poly.terms for pair in n.factors.items()):
            if k < -down.get(b, 0) and self.support.nonzero([b], rest.factors):
                down[b] = -k
        if not down:
            return None
        e = m.factors[a]
        raised = Poly({_raised(n, down): d for n, d in a.poly.terms.items()})
        whole = Mono({b: -k * e for b, k in down.items()})
        return [(ONE, rest), (ONE, whole), self.power(factored(raised), e)]

    def _divide_by_sum(self, m: Mono, a: AddAtom, lead: Mono) -> Poly:
        """m₁·A⁻ᵏ·r = (1/c₁)(A¹⁻ᵏ [A ≠ 0]·r − Σ_{i≥2} cᵢ mᵢ·A⁻ᵏ·r)."""
        rest = divide(m, lead.factors)
        head = a.poly.terms[lead]
        first = self._collect(ONE, [*rest.factors.items(), (a, 1)])  # A·A⁻ᵏ, kept whole
        others = poly()
        for n, d in a.poly.terms.items():
            if n != lead:
                others += self._collect(d, [*rest.factors.items(), *n.factors.items()])
        return (first - others).scale(1 / head)

    # -- logarithms and exponentials --------------------------------------------------------

    def log(self, c: Fraction, m: Mono) -> Poly:
        """ln|c·m|, split over the factors where none of them is zero."""
        if not c:
            return poly()
        out = Poly({Mono({LnPrime(p): 1}): Fraction(k) for p, k in _factorise(abs(c)).items()})
        for a, e in m.factors.items():
            if isinstance(a, ExpAtom):
                out += a.arg.scale(Fraction(e))
            elif not _idempotent(a):
                out += poly(e, Mono({Ln(a): 1}))
        return self.times(self._nonzero(m), out)

    def _nonzero(self, m: Mono) -> Poly:
        """∏ [aᵢ ≠ 0] over the factors."""
        atoms = [a if _idempotent(a) else Nz(a) for a in m.factors]
        return self._collect(ONE, [(a, 1) for a in atoms])

    def exp(self, p: Poly) -> Poly:
        return self._collect(ONE, [(ExpAtom(p), 1)])

    # -- sums -------------------------------------------------------------------------------

    def sum(self, bound: Iterable[Index], p: Poly) -> Poly:
        """Σ_bound p, by linearity. What is bound is p's own: nothing beside p has it in view."""
        indices = set(bound)
        return map_monos(p, lambda m: self._sum_mono(indices, m)) if indices else p

    def _sum_mono(self, bound: set[Index], m: Mono) -> Poly:
        if any(isinstance(a, DeltaAtom) and a.free & bound for a in m.factors):
            return self._eliminate(bound, m)
        opened = self._open_sums(bound, m)
        if opened is not None:
            return self.sum(*opened)
        for i in sorted(bound):
            user = [a for a in m.factors if i in a.free]
            if not user and i.alphabet in self.context.spaces:
                raise KernelError(
                    f"∫ c d{t.letter_of(i.alphabet)} of what is free of it: a space has no size"
                )
            if not user:
                more = [*m.factors.items(), (CardAtom(i.alphabet), 1)]
                return self.sum(bound - {i}, self._collect(ONE, more))
            (a, *others) = user
            if (
                not others
                and isinstance(a, LawAtom)
                and m.factors[a] == 1
                and self._is_output(a, i)
            ):
                at = {v: j for v, j in a.at if j != i}
                rest = poly(1, m.without(a))
                return self.sum(bound - {i}, self.times(rest, self.law(a.law, at)))
        closed = self._close_under_quotient(bound, m)
        return closed if closed is not None else self._components(bound, m)

    def _is_output(self, a: LawAtom, i: Index) -> bool:
        outputs = dict(self.context.laws[a.law].outputs)
        at = [v for v, j in a.at if j == i]
        return len(at) == 1 and at[0] in outputs

    def _eliminate(self, bound: set[Index], m: Mono) -> Poly:
        """Σ_j [i = j] f(j) = f(i), with the least i there is, whatever bound ones are called."""
        pairs = ((a.i, a.j) for a in m.factors if isinstance(a, DeltaAtom))
        ways = ((i, j) for pair in pairs for i, j in (pair, pair[::-1]) if j in bound)
        kept, gone = min(ways, key=lambda way: (way[0] in bound, spelled(way[0])))
        rest = m.without(DeltaAtom(kept, gone))
        return self.sum(bound - {gone}, self.substitute(rest, {gone: kept}))

    def _open_sums(self, bound: set[Index], m: Mono) -> tuple[set[Index], Poly] | None:
        """A closed sum that mentions a bound index joins the outer sum, once per power."""
        for a, e in m.factors.items():
            if isinstance(a, SumAtom) and e > 0 and a.free & bound:
                to = {i: self.fresh(i) for i in a.bound}
                rest = {**m.factors, a: e - 1}
                powers = [
                    *((b, k) for b, k in rest.items() if k),
                    *a.body.rename(to).factors.items(),
                ]
                return bound | set(to.values()), self._collect(ONE, powers)
        return None

    def _close_under_quotient(self, bound: set[Index], m: Mono) -> Poly | None:
        """Where (Σ_b n)⁻ᵏ is a factor and n stands opened in m, put the sum back together."""
        for d, e in m.factors.items():
            if isinstance(d, SumAtom) and e < 0:
                found = _find_body(d, m, bound)
                if found is not None:
                    gone, rest = found
                    powers = [*rest.factors.items(), (d, 1)]
                    return self.sum(bound - gone, self._collect(ONE, powers))
        return None

    def _components(self, bound: set[Index], m: Mono) -> Poly:
        """Split into factors free of `bound` and one closed sum per connected set of indices."""
        powers: list[tuple[Atom, int]] = [
            (a, e) for a, e in m.factors.items() if not a.free & bound
        ]
        left = {a: e for a, e in m.factors.items() if a.free & bound}
        while left:
            part, indices = _component(left, bound)
            body = Mono({a: left.pop(a) for a in part})
            made = closed_sum(tuple(sorted(indices)), body)
            powers.append((made, 1))
            if any(i.alphabet in self.context.spaces for i in indices):
                self.integrals[made] = None
        return self._collect(ONE, powers)

    def substitute(self, m: Mono, to: Mapping[Index, Index]) -> Poly:
        """Put indices for indices (not injectively, perhaps) and normalise again."""
        out = poly(1)
        for a, e in m.factors.items():
            c, n = factored(self._substitute_atom(a, to))
            out = self.times(out, self.product([self.power((c, n), e)]))
        return out

    def _substitute_atom(self, a: Atom, to: Mapping[Index, Index]) -> Poly:
        if not any(i in to for i in a.free):
            return poly(1, Mono({a: 1}))
        match a:
            case DeltaAtom():
                i, j = to.get(a.i, a.i), to.get(a.j, a.j)
                return poly(1) if i == j else poly(1, Mono({DeltaAtom(i, j): 1}))
            case Ln():
                return self.log(*factored(self._substitute_atom(a.arg, to)))
            case Nz():
                c, m = factored(self._substitute_atom(a.arg, to))
                return self._nonzero(m) if c else poly()
            case ExpAtom():
                return self.exp(map_monos(a.arg, lambda m: self.substitute(m, to)))
            case AddAtom():
                return map_monos(a.poly, lambda m: self.substitute(m, to))
            case SumAtom():
                fresh = {i: self.fresh(i) for i in a.bound}
                return self.sum(fresh.values(), self.substitute(a.body.rename(fresh), to))
        return poly(1, Mono({a.rename(to): 1}))


def _bounded(c: Fraction) -> Fraction:
    """A coefficient, if it is of a size to calculate with."""
    if max(c.numerator.bit_length(), c.denominator.bit_length()) > _MAX_BITS:
        raise KernelError(f"a coefficient grows beyond {_MAX_BITS} bits")
    return c


def _merge(powers: Iterable[tuple[Atom, int]]) -> dict[Atom, int]:
    """Add exponents. a⁰ left by a·a⁻¹ is [a ≠ 0]."""
    exps: dict[Atom, int] = {}
    for a, e in powers:
        exps[a] = 1 if _idempotent(a) else exps.get(a, 0) + e
    out = {a: e for a, e in exps.items() if e}
    for a, e in exps.items():
        if not e:
            out[Nz(a)] = 1
    return out


def _total(parts: Iterable[Poly]) -> Poly:
    out: dict[Mono, Fraction] = {}
    for p in parts:
        for m, c in p.terms.items():
            out[m] = out[m] + c if m in out else c
    return Poly(out)


def _constants(parts: tuple[Term, ...]) -> tuple[Fraction, list[Term]]:
    """The product of the constant factors, and the other factors."""
    c = ONE
    rest: list[Term] = []
    for part in parts:
        if isinstance(part, t.Const):
            c = _bounded(c * part.value)
        else:
            rest.append(part)
    return c, rest


def _idempotent(a: Atom) -> bool:
    return isinstance(a, (Nz, DeltaAtom))


def _is_complement(a: Atom, e: int) -> bool:
    """Whether it is 1 − λ, or a sum with such factors."""
    if isinstance(a, SumAtom):
        return e > 0 and any(_is_complement(b, k) for b, k in a.body.factors.items())
    return isinstance(a, QuantityAtom) and a.complement and e > 0


def _single_log(m: Mono) -> Atom | None:
    """The logarithm that a monomial is."""
    if len(m.factors) != 1:
        return None
    ((a, e),) = m.factors.items()
    if e != 1:
        return None
    return a if isinstance(a, (LnPrime, Ln)) else None


def _factorise(c: Fraction) -> dict[int, int]:
    """Prime exponents of a positive rational, by trial division."""
    out: dict[int, int] = {}
    for n, sign in ((c.numerator, 1), (c.denominator, -1)):
        if n > _MAX_FACTORED:
            raise KernelError(f"logarithm of {c}: numbers up to {_MAX_FACTORED} are factorised")
        d = 2
        while d * d <= n:
            if d & 0xFFFF == 1:
                look()
            while n % d == 0:
                out[d] = out.get(d, 0) + sign
                n //= d
            d += 1 if d == 2 else 2
        if n > 1:
            out[n] = out.get(n, 0) + sign
    return out


def _inside(a: AddAtom) -> Iterable[Atom]:
    return (b for n in a.poly.terms for b in n.factors)


def _raised(m: Mono, by: Mapping[Atom, int]) -> Mono:
    """The product of what is known to be ≠ 0 as far as `by` goes."""
    return Mono({**m.factors, **{b: m.factors.get(b, 0) + k for b, k in by.items()}})


def _contains(m: Mono, part: Mono) -> bool:
    return bool(part.factors) and all(
        0 < e <= m.factors.get(a, 0) or (e < 0 and m.factors.get(a, 0) <= e)
        for a, e in part.factors.items()
    )


def _leading(p: Poly) -> Mono:
    """The largest monomial by degree, then by key: division by a sum makes it smaller."""
    return max(p.terms, key=lambda m: (sum(map(abs, m.factors.values())), m.key))


def _component(left: Mapping[Atom, int], bound: set[Index]) -> tuple[list[Atom], set[Index]]:
    """The factors connected to the first one through bound indices, and those indices."""
    (first, *rest) = left
    part, indices = [first], set(first.free & bound)
    grown = True
    while grown:
        grown = False
        for a in list(rest):
            if a.free & indices:
                rest.remove(a)
                part.append(a)
                indices |= a.free & bound
                grown = True
    return part, indices


def _find_body(d: SumAtom, m: Mono, bound: set[Index]) -> tuple[set[Index], Mono] | None:
    """Bound indices whose factors in m make up the closed sum d, and the rest of m."""
    for chosen in combinations(sorted(bound), len(d.bound)):
        part = {a: e for a, e in m.factors.items() if not a.free.isdisjoint(chosen)}
        if d not in part and part and closed_sum(chosen, Mono(part)) == d:
            return set(chosen), m.without(*part)
    return None
