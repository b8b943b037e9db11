"""A kernel context that has every kind of declaration, and hypotheses with their projections."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.terms import (
    ONE,
    Context,
    Hypothesis,
    Index,
    LawDecl,
    QuantityDecl,
    Support,
    Term,
    minus,
)
from trials.fuzz.points import Point, Projection, Table, rows

A, B = "A", "B"
LAWS = {
    "p": LawDecl((("x", A),)),
    "q": LawDecl((("x", A),)),
    "r": LawDecl((("x", A), ("y", A))),
    "s": LawDecl((("x", A), ("y", B))),
    "k": LawDecl((("x", A), ("y", B), ("z", A))),
    "W": LawDecl((("y", B),), (("x", A),)),
    "V": LawDecl((("y", A), ("z", B)), (("x", A),)),
    "top": LawDecl((("x", A),)),  # a law on the letters where a is largest, see PREMISES
    "best": LawDecl((("x", A),), (("y", B),)),  # the same of s(x, y), for each y
}
QUANTITIES = {
    "a": QuantityDecl((A,), "real"),
    "b": QuantityDecl((A,), "nonneg"),
    "v": QuantityDecl((A,), "pos"),
    "u": QuantityDecl((A,), "unit"),
    "lam": QuantityDecl((), "unit"),
    "c": QuantityDecl((), "real"),
    "d": QuantityDecl((), "nonneg"),
    "m": QuantityDecl((A, A), "nonneg"),
    "g": QuantityDecl((A, B), "real"),
    "e": QuantityDecl((A,), "unit"),  # the selector of p − q
    "f": QuantityDecl((), "unit"),  # of c
}
X, J, K, U, V = Index("i", A), Index("j", A), Index("k", A), Index("u", B), Index("v", B)
FREE = (X, J, U)
INDICES = (X, J, K, U, V)


def law(name: str, *indices: Index) -> t.LawTerm:
    decl = LAWS[name]
    variables = [v for v, _ in (*decl.outputs, *decl.inputs)]
    return t.LawTerm(name, tuple(zip(variables, indices, strict=True)))


def marginal(name: str, **at: Index) -> t.LawTerm:
    return t.LawTerm(name, tuple(at.items()))


def quantity(name: str, *indices: Index) -> t.Quantity:
    return t.Quantity(name, indices)


def mul(*factors: Term) -> Term:
    return t.Mul(factors)


@dataclass(frozen=True)
class Premise:
    """A hypothesis, and a change of a point that makes it hold (or nearly always does).

    also: what is known besides, as a strict hypothesis is one of each kind.
    """

    stated: Support | Hypothesis
    project: Projection
    also: tuple[Support | Hypothesis, ...] = ()

    @property
    def parts(self) -> tuple[Support | Hypothesis, ...]:
        return (self.stated, *self.also)


# -- projections ------------------------------------------------------------------------------


def _cleared(name: str, keep: Callable[[Point, tuple[int, ...]], bool]) -> Projection:
    """Set a law or quantity to 0 where it may not be anything else, and norm a law again."""

    def project(point: Point, rng: random.Random) -> None:
        table = point.laws.get(name) or point.quantities[name]
        for at in table:
            if not keep(point, at):
                table[at] = Fraction(0)
        if name in point.laws:
            _normed(point, name)

    return project


def _normed(point: Point, name: str) -> None:
    decl, table = LAWS[name], point.laws[name]
    for given in rows(point, (a for _, a in decl.inputs)):
        column = [(*out, *given) for out in rows(point, (a for _, a in decl.outputs))]
        total = sum(table[at] for at in column)
        for at in column:
            table[at] = table[at] / total if total else table[at]


def _put(name: str, value: Callable[[Point, tuple[int, ...]], Fraction]) -> Projection:
    def project(point: Point, rng: random.Random) -> None:
        tables = point.laws if name in point.laws else point.quantities
        tables[name] = {at: value(point, at) for at in tables[name]}

    return project


def _product(point: Point, at: tuple[int, ...]) -> Fraction:
    return point.law("r", {"x": at[0]}) * point.law("r", {"y": at[1]})


def _markov(point: Point, at: tuple[int, ...]) -> Fraction:
    x, y, z = at
    middle = point.law("k", {"y": y})
    ends = point.law("k", {"x": x, "y": y}) * point.law("k", {"y": y, "z": z})
    return ends / middle if middle else Fraction(0)


def _one_letter(point: Point, rng: random.Random) -> None:
    """Redraw with |A| = 1: first letters only, and laws normed."""
    point.sizes[A] = 1
    for tables in (point.laws, point.quantities):
        for name, table in tables.items():
            decl = LAWS.get(name)
            sides = (*decl.outputs, *decl.inputs) if decl else ()
            alphabets = [a for _, a in sides] if decl else list(QUANTITIES[name].alphabets)
            kept: Table = {
                at: value
                for at, value in table.items()
                if all(k == 0 for k, a in zip(at, alphabets, strict=True) if a == A)
            }
            tables[name] = kept
    for name in point.laws:
        decl = LAWS[name]
        for given in rows(point, (a for _, a in decl.inputs)):
            column = [(*o, *given) for o in rows(point, (a for _, a in decl.outputs))]
            if not any(point.laws[name][at] for at in column):
                point.laws[name][column[0]] = Fraction(1)
        _normed(point, name)


def _kraft(point: Point, rng: random.Random) -> None:
    """Lengths log₂ of the size and more, some of them equal to that."""
    n = point.sizes[A]
    least = (n - 1).bit_length()
    lengths = {1: [0], 2: [1, 1], 3: [1, 2, 2], 4: [1, 2, 3, 3]}.get(n, [least] * n)
    more = rng.choice((0, 0, 1))
    point.quantities["a"] = {(k,): Fraction(length + more) for k, length in enumerate(lengths)}


def _at_least(point: Point, at: tuple[int, ...]) -> Fraction:
    return max(point.quantities["b"][at], point.quantities["u"][at])


def _shares(point: Point, at: tuple[int, ...]) -> Fraction:
    table = point.quantities["b"]
    total = sum(table.values())
    return table[at] / total if total else Fraction(1, len(table))


def _nothing(point: Point, rng: random.Random) -> None:
    """For hypotheses that random tables often meet."""


def _even(point: Point, at: tuple[int, ...]) -> Fraction:
    """The law mixed with the uniform one."""
    return (point.laws["p"][at] + Fraction(1, point.sizes[A])) / 2


def _mixture() -> Term:
    lam = quantity("lam")
    return t.Add((mul(lam, law("p", X)), mul(minus(ONE, lam), law("q", X))))


def _twice(e: Term) -> Term:
    return mul(t.const(2), e)


def _signs(name: str, sign_at: Callable[[Point, tuple[int, ...]], Fraction]) -> Projection:
    """1 where the number is > 0, 0 where it is < 0, either where it is 0: what a selector is."""

    def project(point: Point, rng: random.Random) -> None:
        for at in point.quantities[name]:
            d = sign_at(point, at)
            point.quantities[name][at] = Fraction(d > 0 if d else rng.random() < 0.5)

    return project


def _largest(name: str, of: Callable[[Point, tuple[int, ...]], Fraction]) -> Projection:
    """All mass on letters where the number is largest, on several where several are."""

    def project(point: Point, rng: random.Random) -> None:
        decl, table = LAWS[name], point.laws[name]
        for given in rows(point, (a for _, a in decl.inputs)):
            column = [(*out, *given) for out in rows(point, (a for _, a in decl.outputs))]
            most = max(of(point, at) for at in column)
            among = [at for at in column if of(point, at) == most]
            chosen = among if rng.random() < 0.5 else [rng.choice(among)]
            for at in column:
                table[at] = Fraction(at in chosen, len(chosen))

    return project


def _selected(name: str, at: tuple[Index, ...], d: Term) -> tuple[Hypothesis, ...]:
    """What is told of a selector: s·d ≥ 0 ≥ (1 − s)·d, and that s is 0 or 1."""
    s = quantity(name, *at)
    other = minus(ONE, s)
    return (
        Hypothesis(f"{name} ≥", ">=", mul(s, d)),
        Hypothesis(f"{name} ≤", ">=", mul(t.const(-1), other, d)),
        Hypothesis(f"{name} is 0 or 1", "=", mul(s, other)),
    )


def _greatest(chosen: Term, over: Index, f: Term) -> tuple[Hypothesis | Support, ...]:
    """What is told of a maximum M = Σ s·f: M ≥ f and s·(M − f) = 0."""
    whole = t.Sum((over,), mul(chosen, f))
    above = minus(whole, f)
    return (
        Hypothesis("largest", ">=", above),
        Hypothesis("attained", "=", mul(chosen, above)),
    )


def _strict(name: str, gap: Term) -> tuple[Hypothesis, Support]:
    return Hypothesis(name, ">=", gap), Support(name, ONE, gap)


def _nonzero(name: str) -> Projection:
    return _put(name, lambda point, at: point.quantities[name][at] or Fraction(1, 2))


PREMISES = (
    Premise(
        Support("p << q", law("p", X), law("q", X)),
        _cleared("p", lambda point, at: point.laws["q"][at] != 0),
    ),
    Premise(
        Support("q << p", law("q", X), law("p", X)),
        _cleared("q", lambda point, at: point.laws["p"][at] != 0),
    ),
    Premise(
        Support("r << p q", law("r", X, J), mul(law("p", X), law("q", J))),
        _cleared(
            "r",
            lambda point, at: point.laws["p"][at[:1]] * point.laws["q"][at[1:]] != 0,
        ),
    ),
    Premise(
        Support("b << p", quantity("b", X), law("p", X)),
        _cleared("b", lambda point, at: point.laws["p"][at] != 0),
    ),
    Premise(
        Support("s << W", law("s", X, U), law("W", U, X)),
        _cleared("s", lambda point, at: point.laws["W"][at[1], at[0]] != 0),
    ),
    Premise(
        Support("p + b << u", t.Add((law("p", X), quantity("b", X))), quantity("u", X)),
        _put("u", lambda point, at: point.quantities["u"][at] or Fraction(1, 2)),
    ),
    Premise(Support("1 - lam << c", minus(ONE, quantity("lam")), quantity("c")), _nothing),
    Premise(
        Support("sum m << a", t.Sum((J,), quantity("m", X, J)), quantity("a", X)),
        _cleared("m", lambda point, at: point.quantities["a"][at[:1]] != 0),
    ),
    Premise(Support("d << a b", quantity("d"), mul(quantity("a", X), quantity("b", X))), _nothing),
    Premise(
        Hypothesis(
            "independent", "=", minus(law("r", X, J), mul(marginal("r", x=X), marginal("r", y=J)))
        ),
        _put("r", _product),
    ),
    Premise(
        Hypothesis(
            "markov",
            "=",
            minus(
                mul(law("k", X, U, J), marginal("k", y=U)),
                mul(marginal("k", x=X, y=U), marginal("k", y=U, z=J)),
            ),
        ),
        _put("k", _markov),
    ),
    Premise(
        Hypothesis("p = q", "=", minus(law("p", X), law("q", X))),
        _put("p", lambda point, at: point.laws["q"][at]),
    ),
    Premise(
        Hypothesis("p uniform", "=", minus(mul(t.Card(A), law("p", X)), ONE)),
        _put("p", lambda point, at: Fraction(1, point.sizes[A])),
    ),
    Premise(
        Hypothesis("r symmetric", "=", minus(law("r", X, J), law("r", J, X))),
        _put("r", lambda point, at: (point.laws["r"][at] + point.laws["r"][at[::-1]]) / 2),
    ),
    Premise(
        Hypothesis(
            "kraft",
            ">=",
            minus(ONE, t.Sum((X,), t.Exp(mul(t.const(-1), quantity("a", X), t.Log(t.const(2)))))),
        ),
        _kraft,
    ),
    Premise(
        Hypothesis("b ≥ u", ">=", minus(quantity("b", X), quantity("u", X))), _put("b", _at_least)
    ),
    Premise(
        Hypothesis("Σ b = 1", "=", minus(t.Sum((X,), quantity("b", X)), ONE)), _put("b", _shares)
    ),
    Premise(Hypothesis("one letter", "=", minus(t.Delta(X, J), ONE)), _one_letter),
    Premise(Hypothesis("c ≥ λ", ">=", minus(quantity("c"), quantity("lam"))), _nothing),
    Premise(Hypothesis("two letters", ">=", minus(t.Card(A), t.const(2))), _nothing),
    Premise(
        Hypothesis("d = 2c", "=", minus(quantity("d"), _twice(quantity("c")))),
        _put("d", lambda point, at: 2 * abs(point.quantities["c"][()])),
    ),
    Premise(
        Hypothesis(
            "a v = b", "=", minus(mul(quantity("a", X), quantity("v", X)), quantity("b", X))
        ),
        _put("b", lambda point, at: abs(point.quantities["a"][at]) * point.quantities["v"][at]),
    ),
    Premise(
        Hypothesis("b u = 0", "=", mul(quantity("b", X), quantity("u", X))),
        _cleared("b", lambda point, at: point.quantities["u"][at] == 0),
    ),
    # > and ≠, about atoms and whole terms
    Premise(
        _strict("c > λ", minus(quantity("c"), quantity("lam")))[0],
        _put("c", lambda point, at: point.quantities["lam"][at] + Fraction(1, 3)),
        _strict("c > λ", minus(quantity("c"), quantity("lam")))[1:],
    ),
    Premise(
        _strict("b > u", minus(quantity("b", X), quantity("u", X)))[0],
        _put("b", lambda point, at: point.quantities["u"][at] + Fraction(1, 2)),
        _strict("b > u", minus(quantity("b", X), quantity("u", X)))[1:],
    ),
    Premise(
        _strict("|A| > 1", minus(t.Card(A), ONE))[0],
        _nothing,
        _strict("|A| > 1", minus(t.Card(A), ONE))[1:],
    ),
    Premise(
        _strict("ln |A| > 0", t.Log(t.Card(A)))[0],
        _nothing,
        _strict("ln |A| > 0", t.Log(t.Card(A)))[1:],
    ),
    Premise(
        _strict("p < 1", minus(ONE, law("p", X)))[0],
        _nothing,
        _strict("p < 1", minus(ONE, law("p", X)))[1:],
    ),
    Premise(Support("p ≠ 0", ONE, law("p", X)), _put("p", _even)),
    Premise(Support("a ≠ 0", ONE, quantity("a", X)), _nonzero("a")),
    Premise(Support("c ≠ 1", ONE, minus(quantity("c"), ONE)), _nothing),
    Premise(Support("λ ≠ 1", ONE, minus(ONE, quantity("lam"))), _nothing),
    Premise(Support("p ≠ q", ONE, minus(law("p", X), law("q", X))), _nothing),
    Premise(
        Support("Σ p q ≠ 0", ONE, t.Sum((X,), mul(law("p", X), law("q", X)))),
        _put("p", lambda point, at: point.laws["q"][at]),
    ),
    Premise(
        Support("p − q << b", minus(law("p", X), law("q", X)), quantity("b", X)), _nonzero("b")
    ),
    Premise(
        Support("mixture << v u", _mixture(), mul(quantity("v", X), quantity("u", X))),
        _nonzero("u"),
    ),
    Premise(
        Support(
            "a − b << 1 − u",
            minus(quantity("a", X), quantity("b", X)),
            minus(ONE, quantity("u", X)),
        ),
        _nothing,
    ),
    # selectors and maxima, with all that is told of them
    *(
        Premise(told[0], project, told[1:])
        for told, project in (
            (
                _selected("e", (X,), minus(law("p", X), law("q", X))),
                _signs("e", lambda point, at: point.laws["p"][at] - point.laws["q"][at]),
            ),
            (
                _selected("f", (), quantity("c")),
                _signs("f", lambda point, at: point.quantities["c"][at]),
            ),
            (
                _greatest(law("top", X), X, quantity("a", X)),
                _largest("top", lambda point, at: point.quantities["a"][at]),
            ),
            (
                _greatest(law("top", X), X, law("p", X)),
                _largest("top", lambda point, at: point.laws["p"][at]),
            ),
            (
                (
                    *_greatest(law("best", X, U), X, law("s", X, U)),
                    Support(
                        "largest",
                        law("s", X, U),
                        t.Sum((X,), mul(law("best", X, U), law("s", X, U))),
                    ),
                ),
                _largest("best", lambda point, at: point.laws["s"][at]),
            ),
        )
    ),
)
_LAST = frozenset(p.stated.name for p in PREMISES[-5:])


def random_premises(rng: random.Random) -> list[Premise]:
    """Up to four, those of selectors last: they follow what they select. One of a kind."""
    chosen = rng.sample(PREMISES, rng.choice((0, 0, 1, 1, 2, 3, 4)))
    taken: dict[str, Premise] = {}
    for p in chosen:
        taken.setdefault(p.stated.name, p)
    return sorted(taken.values(), key=lambda p: p.stated.name in _LAST)


def context(premises: list[Premise], spaces: tuple[str, ...] = ()) -> Context:
    """Raises KernelError for a premise that speaks of sizes or equal points of a space."""
    stated = [s for p in premises for s in p.parts]
    return Context(
        LAWS,
        QUANTITIES,
        tuple(s for s in stated if isinstance(s, Support)),
        tuple(s for s in stated if isinstance(s, Hypothesis)),
        spaces=spaces,
    )
