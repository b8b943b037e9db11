"""Random kernel terms over one context that has every kind of declaration."""

from __future__ import annotations

import random
from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, LawDecl, QuantityDecl, Support

A, B = "A", "B"
LAWS = {
    "p": LawDecl((("x", A),)),
    "q": LawDecl((("x", A),)),
    "r": LawDecl((("x", A), ("y", A))),
    "s": LawDecl((("x", A), ("y", B))),
    "W": LawDecl((("y", B),), (("x", A),)),
    "V": LawDecl((("y", A), ("z", A)), (("x", A),)),
}
QUANTITIES = {
    "a": QuantityDecl((A,), "real"),
    "b": QuantityDecl((A,), "nonneg"),
    "v": QuantityDecl((A,), "pos"),
    "u": QuantityDecl((A,), "unit"),
    "lam": QuantityDecl((), "unit"),
    "c": QuantityDecl((), "real"),
    "m": QuantityDecl((A, A), "nonneg"),
    "g": QuantityDecl((A, B), "real"),
}
I1, I2, I3, IB = Index("i", A), Index("j", A), Index("i'", A), Index("i", B)
FREE = (I1, I2, IB)


def law(name: str, *indices: Index) -> t.LawTerm:
    decl = LAWS[name]
    return t.LawTerm(
        name,
        tuple((v, i) for (v, _), i in zip((*decl.outputs, *decl.inputs), indices, strict=True)),
    )


def quantity(name: str, *indices: Index) -> t.Quantity:
    return t.Quantity(name, indices)


SUPPORTS = (
    Support("p << q", law("p", I1), law("q", I1)),
    Support("r << p q", law("r", I1, I2), t.Mul((law("p", I1), law("q", I2)))),
    Support("a << b", quantity("a", I1), quantity("b", I1)),
    Support("s << W", law("s", I1, IB), law("W", IB, I1)),
    Support("r << r transposed", law("r", I1, I2), law("r", I2, I1)),
    Support("m << b", quantity("m", I1, I2), t.Mul((quantity("b", I1), quantity("b", I2)))),
    Support("p + b << u", t.Add((law("p", I1), quantity("b", I1))), quantity("u", I1)),
    Support("1 - lam << c", t.minus(t.ONE, quantity("lam")), quantity("c")),
    Support("sum m << a", t.Sum((I2,), quantity("m", I1, I2)), quantity("a", I1)),
    Support(
        "a a' - 1 << b",
        t.minus(t.Mul((quantity("a", I1), quantity("a", I2))), t.ONE),
        quantity("b", I1),
    ),
    Support("b << ln v", quantity("b", I1), t.Log(quantity("v", I1))),
    Support("p << marginal", law("p", I1), t.LawTerm("r", (("y", I1),))),
)


def random_context(rng: random.Random) -> Context:
    chosen = rng.sample(SUPPORTS, rng.choice((0, 0, 1, 1, 2)))
    return Context(LAWS, QUANTITIES, tuple(chosen))


class Terms:
    """Draws terms; `rng` decides everything."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def index(self, alphabet: str, scope: tuple[Index, ...]) -> Index:
        return self.rng.choice([i for i in scope if i.alphabet == alphabet])

    def leaf(self, scope: tuple[Index, ...]) -> t.Term:
        rng = self.rng
        kind = rng.random()
        if kind < 0.12:
            return t.Const(Fraction(rng.choice((-2, -1, 0, 1, 1, 2, 3)), rng.choice((1, 1, 2))))
        if kind < 0.6:
            name = rng.choice(sorted(LAWS))
            decl = LAWS[name]
            outputs = [o for o in decl.outputs if rng.random() < 0.75] or [decl.outputs[0]]
            if rng.random() < 0.03:
                outputs = []
            at = [(v, self.index(a, scope)) for v, a in (*outputs, *decl.inputs)]
            rng.shuffle(at)
            return t.LawTerm(name, tuple(at))
        if kind < 0.88:
            name = rng.choice(sorted(QUANTITIES))
            decl = QUANTITIES[name]
            return t.Quantity(name, tuple(self.index(a, scope) for a in decl.alphabets))
        if kind < 0.93:
            return t.Card(rng.choice((A, B)))
        return t.Delta(self.index(A, scope), self.index(A, scope))

    def term(self, depth: int, scope: tuple[Index, ...] = FREE) -> t.Term:
        rng = self.rng
        if depth <= 0 or rng.random() < 0.08:
            return self.leaf(scope)

        def sub(s: tuple[Index, ...] = scope) -> t.Term:
            return self.term(depth - 1 - rng.randrange(2), s)

        kind = rng.random()
        if kind < 0.2:
            return t.Add(tuple(sub() for _ in range(rng.choice((2, 2, 3)))))
        if kind < 0.48:
            return self.product(depth, scope)
        if kind < 0.58:
            return t.Pow(sub(), rng.choice((-2, -1, -1, -1, 2, 0)))
        if kind < 0.66:
            return t.Log(sub())
        if kind < 0.71:
            return t.Exp(self.exponent(depth, scope))
        if kind < 0.76:
            return t.Nonzero(sub())
        if kind < 0.79:
            unit = (
                t.Quantity("u", (self.index(A, scope),)) if rng.random() < 0.5 else quantity("lam")
            )
            return t.minus(t.ONE, unit)
        pool = [I1, I2, I3, IB]
        bound = tuple(rng.sample(pool, rng.choice((1, 1, 2))))
        return t.Sum(bound, sub((*scope, *(i for i in bound if i not in scope), *bound)))

    def product(self, depth: int, scope: tuple[Index, ...]) -> t.Term:
        """Factors, some of which come again as quotients, logarithms and indicators."""
        rng = self.rng
        factors = [self.term(depth - 2, scope) for _ in range(rng.choice((2, 2, 3)))]
        again = rng.choice(factors)
        kind = rng.random()
        if kind < 0.25:
            factors.append(t.Pow(again, -1))
        elif kind < 0.4:
            factors.append(t.Log(again))
        elif kind < 0.5:
            factors.append(t.Nonzero(again))
        elif kind < 0.65:
            factors.append(t.Pow(t.Add((again, self.term(depth - 2, scope))), -1))
        elif kind < 0.72:
            factors.append(t.Exp(t.Mul((t.const(-1), t.Log(again)))))
        elif kind < 0.8:
            bound = (rng.choice((I1, I2, I3)),)
            factors.append(t.Pow(t.Sum(bound, again), -1))
        rng.shuffle(factors)
        return t.Mul(tuple(factors))

    def exponent(self, depth: int, scope: tuple[Index, ...]) -> t.Term:
        rng = self.rng
        k = t.Const(Fraction(rng.choice((-2, -1, 1, 2)), rng.choice((1, 1, 2))))
        log = t.Log(self.term(depth - 2, scope))
        return rng.choice(
            (
                log,
                t.Mul((k, log)),
                t.Mul((k, t.Log(t.const(rng.choice((2, 3, 6)))))),
                t.Add((t.Mul((k, log)), t.Log(self.term(depth - 2, scope)))),
                t.Mul((self.leaf(scope), t.Log(t.const(2)))),
                self.term(depth - 2, scope),
            )
        )
