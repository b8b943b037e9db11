"""Scalar lemmas: an inequality in one variable, by a certificate of one-variable calculus.

    the context says t ∈ J, an interval with ends a, b, and nothing else
    both sides well posed;  ψ = greater − less is a function of `functions` on (a, b)
    a < c₁ < ⋯ < cₖ < b:  ψ > 0 on each part (cᵢ, cᵢ₊₁) by its multipliers  (DESCENT, at P)
    ψ(c) ≥ 0 at each cᵢ and at each end that belongs to J, with x/0 = 0 and ln 0 = 0
    ──────────────────────────────────────────────────────────────────────────────────────  SCALAR
    greater ≥ less for t ∈ J; equal exactly at those c where ψ(c) = 0; greater > less if at none

The multipliers m₀, m₁, … of a part make g₀ = ψ, gₖ₊₁ = (mₖ·gₖ)′, each mₖ > 0 there: a quotient of
polynomials (`polynomials.is_positive`), perhaps times an exponential. After the last one g has one
term R·∏(ln p)ᵏ·e^q with primes p alone: its sign is R's, which changes at the roots of odd
multiplicity (STURM); without a multiplier ψ must have no root. Let P say "> 0 but for finitely many
points", N the same of −g, PM "P up to some point, which may be an end, from there on N", MP the
same of −g. Then, with h = m·g:

    h′    h near a        h near b         g             h′    h near a        h near b         g
    ─────────────────────────────────────────  DESCENT   ─────────────────────────────────────────
    P     ≥ 0                              P             N                     ≥ 0              P
    P                     ≤ 0              N             N     ≤ 0                              N
    P                                      MP            N                                      PM
    PM    ≥ 0             ≥ 0              P             MP    ≤ 0             ≤ 0              N
    PM    ≥ 0                              PM            MP    ≤ 0                              MP
    PM                    ≥ 0              MP            MP                    ≤ 0              PM

where "≥ 0 near a" means that h > 0 on some (a, a + δ), or that h → 0 (`ends`). By the mean value
theorem h grows strictly where h′ is P and falls strictly where it is N; so where h′ is P all along
and h ≥ 0 near a, h > 0 everywhere, and so on (Rudin, Principles of Mathematical Analysis, Theorem
5.11). If h′ = 0, h is a constant. Sturm's theorem after derivatives is the classical way; that of
Akbarpour & Paulson, J. Autom. Reasoning 44 (2010), bounds ln and exp by quotients instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from derive.kernel import numbers as nb
from derive.kernel import polynomials as po
from derive.kernel import show, theorem, wellposed
from derive.kernel import terms as t
from derive.kernel.certificates import NEVER, Equation
from derive.kernel.ends import Behaviour, behaviour
from derive.kernel.functions import UNIT, Function, Interval, derivative, function, times
from derive.kernel.looks import look
from derive.kernel.normal import Normalizer
from derive.kernel.polynomials import End
from derive.kernel.terms import Context, KernelError, Term, minus
from derive.kernel.theorem import IllPosed, Reason, Rests, Statement, Theorem

Kind = Literal["P", "N", "PM", "MP"]
Multipliers = tuple[Term, ...]
_TURNED: dict[Kind, Kind] = {"P": "N", "N": "P", "PM": "MP", "MP": "PM"}
_MAX_DERIVATIVES = 16
_MAX_PARTS = 16
_SIGNS: dict[t.Sign, tuple[tuple[int, int, bool], ...]] = {  # (direction, end, belongs to J)
    "real": (),
    "nonneg": ((1, 0, True),),
    "pos": ((1, 0, False),),
    "unit": ((1, 0, True), (-1, 1, True)),
}


def scalar(
    n: Normalizer,
    statement: Statement,
    splits: tuple[Fraction, ...],
    multipliers: tuple[Multipliers, ...],
) -> Theorem:
    """SCALAR (see the module's docstring).

    splits: the points c₁ < c₂ < …; multipliers: m₀, m₁, … of each part, one tuple more than splits.

    Raises:
        IllPosed: a side is not shown to be well posed.
        KernelError: the certificate does not prove the statement, or is none.
    """
    theorem._expect(n, statement)
    _check_shape(n, splits, multipliers)
    if statement.rel == "=":
        raise KernelError("a scalar lemma is an inequality")
    found = wellposed.problems(n, statement.lhs) + wellposed.problems(n, statement.rhs)
    if found:
        raise IllPosed(found)
    name, on, closed = domain(n.context)
    gap = statement.gap()
    marks: tuple[End, ...] = (on.a, *splits, on.b)
    if any(a is not None and b is not None and a >= b for a, b in pairwise(marks)):
        raise KernelError("the points are not in order inside the interval")
    for (a, b), chain in zip(pairwise(marks), multipliers, strict=True):
        part = Interval(a, b)
        g = function(gap, name, part)
        if kind(g, name, part, chain) != "P" or (not chain and not _is_never_zero(g, part)):
            raise KernelError(f"not shown to be > 0 for {said(name, part)}")
    touched = tuple(_touched(gap, name, (*closed, *splits)))
    if touched and statement.is_strict:
        raise KernelError(f"both sides are equal at {name} = {touched[0]}")
    zero = _zero(name, touched)
    return theorem.Theorem(
        theorem._KEY,
        context=n.context,
        statement=statement,
        reason=Reason("scalar", (splits, multipliers)),
        zero=(zero,),
        rests=Rests(axioms=frozenset({_axiom(statement, name, on, closed, multipliers)})),
        equality=None,
        provided=(),
    )


def _touched(gap: Term, name: str, points: tuple[Fraction, ...]) -> Iterator[Fraction]:
    """The points where the gap is 0; at the others it is > 0."""
    for c in points:
        sign = nb.sign(nb.value(gap, name, c))
        if sign is None or sign < 0:
            raise KernelError(f"not shown to be ≥ 0 at {name} = {c}")
        if sign == 0:
            yield c


def zeros_of(lemma: Theorem) -> tuple[Fraction, ...]:
    """The points at which both sides of a scalar lemma are equal."""
    (name, _, closed), (splits, _) = domain(lemma.context), lemma.reason.given
    return tuple(_touched(lemma.statement.gap(), name, (*closed, *splits)))


def _zero(name: str, touched: tuple[Fraction, ...]) -> Equation:
    factors = tuple(minus(t.Quantity(name), t.Const(c)) for c in touched)
    return t.Mul(factors) if factors else NEVER


def _axiom(
    s: Statement,
    name: str,
    on: Interval,
    closed: tuple[Fraction, ...],
    multipliers: tuple[Multipliers, ...],
) -> str:
    most = max(map(len, multipliers))
    return f"{s} for {said(name, on, closed)}, by {most} derivative{'s' * (most != 1)}"


def said(name: str, on: Interval, closed: tuple[Fraction, ...] = ()) -> str:
    """`0 < t ≤ 1`."""
    left = "" if on.a is None else f"{on.a} {'≤' if on.a in closed else '<'} "
    right = "" if on.b is None else f" {'≤' if on.b in closed else '<'} {on.b}"
    return f"{left}{name}{right}" if left or right else f"all {name}"


def _check_shape(
    n: Normalizer, splits: tuple[Fraction, ...], multipliers: tuple[Multipliers, ...]
) -> None:
    if not t.is_tuple_of((Fraction,), splits) or not t.is_tuple_of((tuple,), multipliers):
        raise KernelError("expected rational points, and a tuple of multipliers for each part")
    if len(multipliers) != len(splits) + 1 or len(multipliers) > _MAX_PARTS:
        raise KernelError(f"expected multipliers for {len(splits) + 1} parts, {_MAX_PARTS} at most")
    for chain in multipliers:
        if len(chain) > _MAX_DERIVATIVES:
            raise KernelError(f"more than {_MAX_DERIVATIVES} derivatives")
        for m in chain:
            n.context.check(m)


# -- the interval -------------------------------------------------------------------------------


def domain(context: Context) -> tuple[str, Interval, tuple[Fraction, ...]]:
    """The quantity, its open interval, and the ends that belong to it: from the declared sign,
    hypotheses c₀ + c₁·t ≥ 0, and supports 1 ≪ c₀ + c₁·t that take an end away.

    Raises:
        KernelError: the context says anything else, or nothing is left.
    """
    if context.laws or context.spaces or len(context.quantities) != 1:
        raise KernelError("a scalar lemma is about one quantity, and no law")
    ((name, declared),) = context.quantities.items()
    if declared.alphabets:
        raise KernelError("a scalar lemma is about a quantity without letters")
    bounds = [(d, Fraction(c), closed) for d, c, closed in _SIGNS[declared.sign]]
    for h in context.hypotheses:
        if h.kind != ">=":
            raise KernelError("a scalar lemma has no equations as hypotheses")
        bounds.append((*_bound(h.term, name), True))
    away = [_bound(s.conclusion, name)[1] for s in context.supports if s.premise == t.ONE]
    if len(away) < len(context.supports):
        raise KernelError("a scalar lemma's p ≪ q says 1 ≪ c₀ + c₁·t")
    a = max(((c, not closed) for d, c, closed in bounds if d > 0), default=None)
    b = min(((c, closed) for d, c, closed in bounds if d < 0), default=None)
    on = Interval(a[0] if a else None, b[0] if b else None)
    if on.a is not None and on.b is not None and on.a >= on.b:
        raise KernelError("the interval has no inner point")
    if not set(away) <= {on.a, on.b}:
        raise KernelError("a point inside the interval is taken away")
    ends = [a[0]] * (not a[1]) if a else []
    ends += [b[0]] * b[1] if b else []
    return name, on, tuple(c for c in ends if c not in away)


def _bound(term: Term, name: str) -> tuple[int, Fraction]:
    """For c₀ + c₁·t: the sign of c₁, and −c₀/c₁."""
    f = function(term, name, Interval(None, None))
    top, bottom = f.get(UNIT, ((), po.ONE))
    if len(f) != 1 or bottom != po.ONE or len(top) != 2:
        raise KernelError(f"not of the form c₀ + c₁·{name}: {show.text(term)}")
    return (1 if top[1] > 0 else -1), -top[0] / top[1]


# -- signs --------------------------------------------------------------------------------------


def kind(g: Function, name: str, on: Interval, chain: Multipliers) -> Kind:
    """DESCENT: the sign of a function, by its multipliers.

    Raises:
        KernelError: a multiplier is not > 0, or the sign is not found out.
    """
    look()
    if not chain:
        return _of_one(g, on)
    h = times(_multiplier(chain[0], name, on), g)
    (a, left), (b, right) = on.sides()
    grows = derivative(h)
    if not grows:
        return _constant(behaviour(h, a, left))
    below = kind(grows, name, on, chain[1:])
    return integrated(below, behaviour(h, a, left), behaviour(h, b, right))


def _multiplier(term: Term, name: str, on: Interval) -> Function:
    m = function(term, name, on)
    ((key, (top, bottom)), *others) = m.items() or [(UNIT, ((), po.ONE))]
    if others or key.logs or not po.is_positive(po.times(top, bottom), *on):
        raise KernelError(f"a multiplier is not shown to be > 0: {show.text(term)}")
    return m


def _of_one(g: Function, on: Interval) -> Kind:
    """The sign of R·∏(ln p)ᵏ·e^q, p prime: roots of odd multiplicity are counted."""
    if len(g) != 1:
        raise KernelError("more than one term is left after the last derivative")
    ((key, (top, bottom)),) = g.items()
    if any(len(p) > 1 for p, _ in key.logs):
        raise KernelError("a logarithm is left after the last derivative")
    changes = sum(po.roots(p, *on) for p, i in po.parts(top) if i % 2)
    if changes > 1:
        raise KernelError(f"the sign changes {changes} times after the last derivative")
    a, side = on.sides()[0]
    above = po.sign_near(top, a, side) == po.sign_near(bottom, a, side)
    starts: Kind = "PM" if changes else "P"
    return starts if above else _TURNED[starts]


def _is_never_zero(g: Function, on: Interval) -> bool:
    """Whether R·∏(ln p)ᵏ·e^q has no root: P allows some."""
    return all(not po.roots(p, *on) for top, _ in g.values() for p, _ in po.parts(top))


def _constant(h: Behaviour) -> Kind:
    if h.sign not in (1, -1):
        raise KernelError("both sides are equal, or not shown to differ")
    return "P" if h.sign == 1 else "N"


def integrated(below: Kind, a: Behaviour, b: Behaviour) -> Kind:
    """The table of DESCENT; its right half is the left one for −h."""
    if below in ("N", "MP"):
        return _TURNED[integrated(_TURNED[below], a.turned(), b.turned())]
    if a.is_above and (below == "P" or b.is_above):
        return "P"
    if below == "P":
        return "N" if b.is_below else "MP"
    if a.is_above:
        return "PM"
    if b.is_above:
        return "MP"
    raise KernelError("what happens near the ends does not give the sign")
