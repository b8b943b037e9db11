"""Random kernel terms over `vocabulary`, and rewritings of terms that keep every value."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.terms import ONE, Index, Term, minus
from trials.fuzz.vocabulary import (
    FREE,
    INDICES,
    LAWS,
    QUANTITIES,
    A,
    B,
    J,
    K,
    U,
    V,
    X,
)

Scope = tuple[Index, ...]
_FORBIDDEN = 0.03  # chance of what no space has
_NONNEGATIVE = [n for n, d in QUANTITIES.items() if d.sign != "real"]


class Terms:
    """Draws terms whose free indices are in a scope that has letters of both alphabets.

    spaces: of these, sizes and values at one point twice are drawn now and then only.
    """

    def __init__(self, rng: random.Random, spaces: tuple[str, ...] = ()) -> None:
        self.rng, self.spaces = rng, spaces

    def index(self, alphabet: str, scope: Scope, taken: Scope = ()) -> Index:
        """One that is not taken, if it is a point of a space, most often."""
        among = [i for i in scope if i.alphabet == alphabet]
        if alphabet in self.spaces and self.rng.random() > _FORBIDDEN:
            among = [i for i in among if i not in taken] or among
        return self.rng.choice(among)

    def indices(self, alphabets: Sequence[str], scope: Scope) -> tuple[Index, ...]:
        found: list[Index] = []
        for a in alphabets:
            found.append(self.index(a, scope, tuple(found)))
        return tuple(found)

    def size(self, a: str = A) -> Term:
        """|a|."""
        allowed = a not in self.spaces or self.rng.random() < _FORBIDDEN
        return t.Card(a) if allowed else self.number()

    def number(self) -> t.Const:
        rng = self.rng
        return t.Const(Fraction(rng.choice((-2, -1, 0, 1, 1, 2, 3)), rng.choice((1, 1, 2, 3))))

    def law(self, scope: Scope, name: str = "") -> t.LawTerm:
        name = name or self.rng.choice(sorted(LAWS))
        decl = LAWS[name]
        outputs = [o for o in decl.outputs if self.rng.random() < 0.75] or [decl.outputs[0]]
        sides = (*outputs, *decl.inputs)
        at = self.indices([a for _, a in sides], scope)
        return t.LawTerm(name, tuple(zip((v for v, _ in sides), at, strict=True)))

    def quantity(self, scope: Scope, name: str = "") -> t.Quantity:
        name = name or self.rng.choice(sorted(QUANTITIES))
        return t.Quantity(name, self.indices(QUANTITIES[name].alphabets, scope))

    def leaf(self, scope: Scope) -> Term:
        kind = self.rng.random()
        if kind < 0.12:
            return self.number()
        if kind < 0.6:
            return self.law(scope)
        if kind < 0.88:
            return self.quantity(scope)
        if kind < 0.93:
            return self.size(self.rng.choice((A, B)))
        return self.delta(scope)

    def delta(self, scope: Scope) -> Term:
        """[i = j] of letters."""
        if A in self.spaces and self.rng.random() > _FORBIDDEN:
            return t.Nonzero(self.law(scope))
        return t.Delta(self.index(A, scope), self.index(A, scope))

    def wild(self, depth: int = 3, scope: Scope = FREE) -> Term:
        """Anything that the grammar has."""
        rng = self.rng
        if depth <= 0 or rng.random() < 0.1:
            return self.leaf(scope)

        def sub(inner: Scope = scope) -> Term:
            return self.wild(depth - 1 - rng.randrange(2), inner)

        kind = rng.random()
        if kind < 0.2:
            return t.Add((sub(), sub()))
        if kind < 0.5:
            first = sub()
            again = (t.Pow(first, -1), t.Log(first), t.Nonzero(first), sub(), sub())
            return t.Mul((first, rng.choice(again)))
        if kind < 0.6:
            return t.Pow(sub(), rng.choice((-2, -1, -1, 2, 0)))
        if kind < 0.68:
            return t.Log(sub())
        if kind < 0.73:
            return t.Exp(rng.choice((self.leaf(scope), t.Log(sub()), self._half_log(sub()))))
        if kind < 0.78:
            return t.Nonzero(sub())
        if kind < 0.81:
            return minus(ONE, self.quantity(scope, rng.choice(("u", "lam"))))
        bound = tuple(rng.sample((X, J, K, U), rng.choice((1, 1, 2))))
        return t.Sum(bound, sub(tuple(dict.fromkeys((*scope, *bound)))))

    def _half_log(self, e: Term) -> Term:
        return t.Mul((t.Const(Fraction(self.rng.choice((-1, 1)), 2)), t.Log(e)))

    def nonnegative(self, scope: Scope = FREE, depth: int = 1) -> Term:
        """Visibly ≥ 0, most often."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.5:
            return self.law(scope)
        if kind < 0.66:
            return self.quantity(scope, rng.choice(_NONNEGATIVE))
        if kind < 0.7 and self.spaces and rng.random() < 0.5:
            return minus(ONE, self.law(scope))  # of a density it may be negative
        if kind < 0.7:
            return minus(ONE, self.quantity(scope, rng.choice(("u", "lam"))))
        if kind < 0.74:
            return self.size(rng.choice((A, B)))
        if kind < 0.8:
            return t.Nonzero(self.leaf(scope))
        if kind < 0.84:
            return t.Pow(self.wild(1, scope), 2)
        if kind < 0.88:
            return t.Exp(self.leaf(scope))
        if kind < 0.9:
            return self.delta(scope)
        if kind < 0.91 or depth <= 0:
            return self.wild(2, scope)
        if kind < 0.96:
            return self.mixture(scope)
        bound = (rng.choice((K, V)),)
        return t.Sum(bound, self.weight((*scope, *bound), depth - 1))

    def mixture(self, scope: Scope) -> Term:
        one, other = self.nonnegative(scope, 0), self.nonnegative(scope, 0)
        lam = self.rng.choice((t.Const(Fraction(1, 2)), t.Quantity("lam")))
        return t.Add((t.Mul((lam, one)), t.Mul((minus(ONE, lam), other))))

    def weight(self, scope: Scope = FREE, depth: int = 1) -> Term:
        """A product of nonnegative factors."""
        factors = [
            self.nonnegative(scope, depth) for _ in range(self.rng.choice((1, 1, 1, 2, 2, 3)))
        ]
        if self.rng.random() < 0.15:
            factors.append(t.Const(Fraction(self.rng.choice((1, 2, 3)), self.rng.choice((1, 2)))))
        return t.Mul(tuple(factors)) if len(factors) > 1 else factors[0]


# -- rewritings ---------------------------------------------------------------------------------


class Rewriter:
    """Writes a term another way. Every rewriting keeps every value, also where it is by x/0 = 0."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def rewritten(self, term: Term, chance: float = 0.15) -> Term:
        new = t.with_children(term, tuple(self.rewritten(c, chance) for c in t.children(term)))
        return self._one(new) if self.rng.random() < chance else new

    def _one(self, term: Term) -> Term:
        rng = self.rng
        match term:
            case t.Mul(factors):
                return self._product(list(factors))
            case t.Add(parts):
                return t.Add(tuple(rng.sample(parts, len(parts))))
            case t.Sum(indices, t.Add(parts)):
                return t.Add(tuple(t.Sum(indices, p) for p in parts))
            case t.Sum(indices, body) if len(indices) > 1:
                return t.Sum(indices[1:], t.Sum(indices[:1], body))
            case t.LawTerm():
                return self._summed_out(term)
            case t.Pow(base, 2):
                return t.Mul((base, base))
            case t.Quantity() | t.Nonzero():
                return t.Mul((term, t.Nonzero(term)))
            case t.Log(arg) if rng.random() < 0.5:
                return t.Mul((t.const(-1), t.Log(t.Pow(arg, -1))))
        return term

    def _product(self, factors: list[Term]) -> Term:
        self.rng.shuffle(factors)
        for k, f in enumerate(factors):
            if isinstance(f, t.Add) and self.rng.random() < 0.7:
                rest = (*factors[:k], *factors[k + 1 :])
                return t.Add(tuple(t.Mul((*rest, part)) for part in f.terms))
        return t.Mul(tuple(factors))

    def _summed_out(self, term: t.LawTerm) -> Term:
        """r(x) = Σ_y r(x, y), or times Σ p = 1."""
        missing = [o for o in LAWS[term.law].outputs if o[0] not in dict(term.at)]
        taken = {i for _, i in term.at}
        for v, alphabet in missing:
            i = t.apart(Index("w", alphabet), taken)
            return t.Sum((i,), t.LawTerm(term.law, (*term.at, (v, i))))
        return t.Mul((term, t.Sum((K,), t.LawTerm("p", (("x", K),)))))


def renamings(rng: random.Random, term: Term) -> tuple[tuple[Index, Index], ...]:
    """Other letters for some free indices; now and then all of the other alphabet."""
    free = sorted(t.free_indices(term))
    if rng.random() < 0.1:
        return tuple((i, rng.choice(others(i))) for i in free)
    alike = {i: [j for j in INDICES if j.alphabet == i.alphabet] for i in free}
    return tuple((i, rng.choice(alike[i])) for i in free if rng.random() < 0.5)


def others(i: Index) -> list[Index]:
    """Letters of another alphabet: a rule that reads i as one of them is at fault."""
    return [j for j in INDICES if j.alphabet != i.alphabet]
