"""Kernel terms and normal forms by brute force, from their meaning alone.

Numbers are decimals of 50 digits; what is below 1e-30 counts as 0, so that x/0 = 0, log 0 = 0 and
[x ≠ 0] are decided rightly for the small rationals that `random_model` draws.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context as Decimals
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from itertools import product

from derive.kernel import atoms as k
from derive.kernel import terms as t
from derive.kernel.terms import Index

D = Decimals(prec=50)
TINY = Decimal("1e-30")
LARGE = Decimal("1e12")
ZERO, ONE = Decimal(0), Decimal(1)
Env = Mapping[Index, int]


class OutOfRange(Exception):
    """A value is too large or too small for its comparison with 0 to be trusted."""


@dataclass
class Model:
    """Sizes of the alphabets, full tables of laws (variables in declared order), quantities."""

    context: t.Context
    sizes: dict[str, int]
    laws: dict[str, dict[tuple[int, ...], Fraction]]
    quantities: dict[str, dict[tuple[int, ...], Fraction]]

    def law(self, name: str, at: Mapping[str, int]) -> Fraction:
        """The marginal, summed from the table."""
        decl = self.context.laws[name]
        variables = [v for v, _ in (*decl.outputs, *decl.inputs)]
        if not any(v in at for v, _ in decl.outputs):
            return Fraction(1)
        return sum(
            (
                value
                for key, value in self.laws[name].items()
                if all(at.get(v, i) == i for v, i in zip(variables, key, strict=True))
            ),
            Fraction(0),
        )

    def places(self, indices: frozenset[Index] | tuple[Index, ...]) -> Iterator[dict[Index, int]]:
        """Every choice of letters for the indices."""
        ordered = sorted(indices)
        for letters in product(*(range(self.sizes[i.alphabet]) for i in ordered)):
            yield dict(zip(ordered, letters, strict=True))


def number(value: Fraction | int) -> Decimal:
    value = Fraction(value)
    return D.divide(Decimal(value.numerator), Decimal(value.denominator))


def clean(x: Decimal) -> Decimal:
    if abs(x) > LARGE:
        raise OutOfRange
    return ZERO if abs(x) < TINY else x


def power(x: Decimal, n: int) -> Decimal:
    x = clean(x)
    if n == 0:
        return ONE
    if not x:
        return ZERO
    out = ONE
    for _ in range(abs(n)):
        out = D.multiply(out, x)
    out = clean(out if n > 0 else D.divide(ONE, out))
    if not out:
        raise OutOfRange
    return out


def log(x: Decimal) -> Decimal:
    x = clean(x)
    return clean(D.ln(x.copy_abs())) if x else ZERO


def exp(x: Decimal) -> Decimal:
    x = clean(x)
    if abs(x) > 25:
        raise OutOfRange
    return D.exp(x)


def term(e: t.Term, m: Model, env: Env) -> Decimal:
    """The value of a term where its free indices have the letters of `env`."""
    match e:
        case t.Const(value):
            return number(value)
        case t.LawTerm(law, at):
            return number(m.law(law, {v: env[i] for v, i in at}))
        case t.Quantity(name, at):
            return number(m.quantities[name][tuple(env[i] for i in at)])
        case t.Card(alphabet):
            return Decimal(m.sizes[alphabet])
        case t.Delta(i, j):
            return ONE if env[i] == env[j] else ZERO
        case t.Add(parts):
            return _total(term(s, m, env) for s in parts)
        case t.Mul(factors):
            return _product(term(s, m, env) for s in factors)
        case t.Pow(base, n):
            return power(term(base, m, env), n)
        case t.Log(arg):
            return log(term(arg, m, env))
        case t.Exp(arg):
            return exp(term(arg, m, env))
        case t.Nonzero(arg):
            return ONE if clean(term(arg, m, env)) else ZERO
        case t.Sum(indices, body):
            return _total(term(body, m, {**env, **at}) for at in m.places(indices))
    raise TypeError(f"not a term: {e!r}")


def poly(p: k.Poly, m: Model, env: Env) -> Decimal:
    """The value of a normal form."""
    return _total(D.multiply(number(c), mono(x, m, env)) for x, c in p.terms.items())


def mono(x: k.Mono, m: Model, env: Env) -> Decimal:
    return _product(power(atom(a, m, env), e) for a, e in x.factors.items())


def _total(values: Iterator[Decimal]) -> Decimal:
    return clean(reduce(D.add, values, ZERO))


def _product(values: Iterator[Decimal]) -> Decimal:
    out = ONE
    for x in values:
        x = clean(x)
        before = out
        out = clean(D.multiply(out, x))
        if not out and before and x:
            raise OutOfRange
    return out


def atom(a: k.Atom, m: Model, env: Env) -> Decimal:
    """The value of an atom of the normal form."""
    match a:
        case k.LawAtom():
            return number(m.law(a.law, {v: env[i] for v, i in a.at}))
        case k.QuantityAtom():
            value = m.quantities[a.name][tuple(env[i] for i in a.at)]
            return number(1 - value if a.complement else value)
        case k.CardAtom():
            return Decimal(m.sizes[a.alphabet])
        case k.DeltaAtom():
            return ONE if env[a.i] == env[a.j] else ZERO
        case k.LnPrime():
            return D.ln(Decimal(a.prime))
        case k.Ln():
            return log(atom(a.arg, m, env))
        case k.Nz():
            return ONE if clean(atom(a.arg, m, env)) else ZERO
        case k.ExpAtom():
            return exp(poly(a.arg, m, env))
        case k.AddAtom():
            return poly(a.poly, m, env)
        case k.SumAtom():
            inner = ({**env, **at} for at in m.places(a.bound))
            return _total(mono(a.body, m, e) for e in inner)
    raise TypeError(f"not an atom: {a!r}")


def close(x: Decimal, y: Decimal) -> bool:
    return D.abs(D.subtract(x, y)) <= Decimal("1e-20") * (1 + abs(x) + abs(y))


# -- models -------------------------------------------------------------------------------------


def random_model(
    context: t.Context, rng: random.Random, sizes: tuple[int, ...] = (1, 2, 3)
) -> Model:
    """Random tables with many zeros, ones, ties and signs; the hypotheses are not looked at."""
    alphabets = {a for d in context.laws.values() for _, a in (*d.outputs, *d.inputs)}
    alphabets |= {a for d in context.quantities.values() for a in d.alphabets}
    alphabets |= {
        i.alphabet for h in context.hypotheses for s in t.subterms(h.term) for i in t.own_indices(s)
    }
    size = {a: rng.choice(sizes) for a in sorted(alphabets)}
    laws = {}
    for name, decl in context.laws.items():
        table: dict[tuple[int, ...], Fraction] = {}
        outs = list(product(*(range(size[a]) for _, a in decl.outputs)))
        for given in product(*(range(size[a]) for _, a in decl.inputs)):
            weights = [rng.choice((0, 0, 1, 1, 2, 5)) for _ in outs]
            if not any(weights):
                weights[rng.randrange(len(weights))] = 1
            for out, w in zip(outs, weights, strict=True):
                table[(*out, *given)] = Fraction(w, sum(weights))
        laws[name] = table
    draws: dict[str, tuple[Fraction, ...]] = {
        "real": tuple(map(Fraction, (-2, -1, "-1/2", 0, 0, 1, "1/3", 3))),
        "nonneg": tuple(map(Fraction, (0, 0, "1/2", 1, 3))),
        "pos": tuple(map(Fraction, ("1/3", 1, 1, 2))),
        "unit": tuple(map(Fraction, (0, 1, "1/2", "1/3"))),
    }
    quantities = {
        name: {
            at: rng.choice(draws[decl.sign])
            for at in product(*(range(size[a]) for a in decl.alphabets))
        }
        for name, decl in context.quantities.items()
    }
    return Model(context, size, laws, quantities)


def meets(m: Model) -> bool:
    """Whether the hypotheses of the context hold."""
    for s in m.context.supports:
        for env in m.places(t.free_indices(s.premise) | t.free_indices(s.conclusion)):
            if term(s.premise, m, env) and not term(s.conclusion, m, env):
                return False
    for h in m.context.hypotheses:
        for env in m.places(t.free_indices(h.term)):
            value = term(h.term, m, env)
            if clean(value) < 0 or (h.kind == "=" and clean(value)):
                return False
    return True


def models(
    context: t.Context, rng: random.Random, count: int, sizes: tuple[int, ...] = (1, 2, 3)
) -> Iterator[Model]:
    """Models that meet the hypotheses (fewer than `count` if they are hard to meet)."""
    found = 0
    for _ in range(200 * count):
        m = random_model(context, rng, sizes)
        try:
            good = meets(m)
        except OutOfRange:
            continue
        if good:
            yield m
            found += 1
        if found == count:
            return
