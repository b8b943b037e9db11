"""Functions of one variable t: what scalar lemmas need, in arithmetic of its own.

A function is a sum over (logs, q) of N/∏ Pᵉ·∏ (ln |P|)ᵏ·exp(q): N, q, P are polynomials, kept as
tuples of coefficients, the constant one first. The P are integral, without a common divisor and
with leading coefficient > 0; N and P are divided only where that goes without rest.

Roots are isolated by Descartes' rule and bisection (Collins & Akritas 1976): if no coefficients of
(1 + x)ⁿ·p((l + r·x)/(1 + x)) change sign there is no root x > 0, if they do once there is one.

Near an end, where t = a ± s or ±1/s, ln |P| = ln |P̃| − v·L with P = s^v·P̃, P̃(0) ≠ 0, L = ln 1/s,
and a function is Σ s^w·Lʲ·Fⱼ(s), its Taylor coefficients found by differentiating; the first that
is not 0, with the largest j, gives the sign. Of exponentials at infinity only the largest counts.

Numbers are Σ c·∏ (ln p)ᵏ·eʳ. Decimals tell their signs: ln and exp are correctly rounded there.
"""

from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import comb, gcd, lcm, prod
from typing import Any, TypeAlias

from recheck.points import primes
from recheck.reader import require

Poly: TypeAlias = tuple[Fraction, ...]
Powers: TypeAlias = frozenset[tuple[Poly, int]]
Quotient: TypeAlias = tuple[Poly, Powers]  # N, and the P with their exponents
Function: TypeAlias = dict[tuple[Powers, Poly], Quotient]
Number: TypeAlias = dict[tuple[frozenset[tuple[int, int]], Fraction], Fraction]
End: TypeAlias = Fraction | None
ORDERS, DIGITS = 14, (40, 120, 400)
ONE: Poly = (Fraction(1),)


# -- polynomials --------------------------------------------------------------------------------


def poly(*c: Fraction | int) -> Poly:
    n = max((k for k, x in enumerate(c, 1) if x), default=0)
    require(n <= 200, "a polynomial of too high a degree")
    return tuple(map(Fraction, c[:n]))


def plus(p: Poly, q: Poly, k: Fraction | int = 1) -> Poly:
    """p + k·q."""
    n = max(len(p), len(q))
    a, b = (tuple(x) + (Fraction(0),) * (n - len(x)) for x in (p, q))
    return poly(*(x + k * y for x, y in zip(a, b, strict=True)))


def mul(p: Poly, q: Poly) -> Poly:
    out = [Fraction(0)] * (len(p) + len(q))
    for i, x in enumerate(p):
        for j, y in enumerate(q):
            out[i + j] += x * y
    return poly(*out)


def power(p: Poly, n: int) -> Poly:
    return reduce(mul, [p] * n, ONE)


def slope(p: Poly) -> Poly:
    return poly(*(k * c for k, c in enumerate(p)))[1:]


def at(p: Poly, x: Fraction) -> Fraction:
    return sum((c * x**k for k, c in enumerate(p)), Fraction(0))


def split(p: Poly, by: Poly) -> tuple[Poly, Poly]:
    """Quotient and remainder."""
    out, rest = [Fraction(0)] * len(p), p
    while len(rest) >= len(by):
        k, c = len(rest) - len(by), rest[-1] / by[-1]
        out[k] = c
        rest = plus(rest[:-1], ((Fraction(0),) * k + by)[:-1], -c)
    return poly(*out), rest


def primitive(p: Poly) -> tuple[Fraction, Poly]:
    """c and P with p = c·P."""
    c = Fraction(gcd(*(x.numerator for x in p)), lcm(*(x.denominator for x in p)))
    c = c if p[-1] > 0 else -c
    return c, tuple(x / c for x in p)


def radical(p: Poly) -> Poly:
    """The polynomial with the same roots, each once."""
    a, b = p, slope(p)
    while b:
        a, b = b, split(a, b)[1]
        b = primitive(b)[1] if b else b
    return split(p, a)[0]


def moved(p: Poly, a: End, side: int) -> tuple[int, Poly]:
    """v and P̃, P̃(0) ≠ 0, with p(t) = s^v·P̃(s) for t = a + side·s, or side/s where a is infinite."""
    if a is None:
        return 1 - len(p), poly(*reversed([c * side**k for k, c in enumerate(p)]))
    q = reduce(lambda out, c: plus(mul(out, poly(a, side)), (c,)), reversed(p), poly())
    v = next(k for k, c in enumerate(q) if c)
    return v, q[v:]


def changes(p: Poly, low: Fraction, high: Fraction) -> int:
    """Changes of sign of (1 + x)ⁿ·p((low + high·x)/(1 + x))."""
    n = len(p) - 1
    line, one = poly(low, high), poly(1, 1)
    q = reduce(plus, (mul(mul((c,), power(line, k)), power(one, n - k)) for k, c in enumerate(p)))
    kept = [c for c in q if c]
    return sum((x > 0) != (y > 0) for x, y in pairwise(kept))


def signs(p: Poly, a: End, b: End) -> list[int]:
    """The signs of p between its different roots in the open interval, from left to right."""
    require(bool(p), "nothing is left of a function")
    bound = sum((abs(c / p[-1]) for c in p), Fraction(2))  # of all roots
    low = a if a is not None else min(-bound, -bound if b is None else b - 1)
    high = b if b is not None else max(bound, low + 1)
    points = [low, *_between(radical(p), low, high), high]
    inner = [(points[0] + points[1]) / 2] if len(points) == 2 else points[1:-1]
    return [1 if at(p, x) > 0 else -1 for x in inner]


def _between(p: Poly, low: Fraction, high: Fraction) -> list[Fraction]:
    """Points that are no roots: one before the first root, one between each two, one after the
    last; none if there is no root."""
    apart = list(_isolated(p, low, high, 0))
    out: list[Fraction] = []
    for left, right in apart:
        while left == low or right == high:  # the root is neither: it comes to lie further inside
            m = _no_root(p, left, right)
            left, right = (left, m) if changes(p, left, m) else (m, right)
        out += [left, right]
    inner = out[1:-1]
    return [*out[:1], *(x for k, x in enumerate(inner) if k % 2 == 0), *out[-1:]]


def _isolated(
    p: Poly, low: Fraction, high: Fraction, depth: int
) -> Iterator[tuple[Fraction, Fraction]]:
    require(depth < 200, "roots that lie too close together")
    n = changes(p, low, high)
    if n == 1:
        yield low, high
    elif n:
        m = _no_root(p, low, high)
        yield from _isolated(p, low, m, depth + 1)
        yield from _isolated(p, m, high, depth + 1)


def _no_root(p: Poly, low: Fraction, high: Fraction) -> Fraction:
    tried = (low + (high - low) * Fraction(k, 2 * len(p) + 1) for k in range(len(p), 0, -1))
    return next(x for x in tried if at(p, x))


def positive(p: Poly, a: End, b: End) -> bool:
    return signs(p, a, b) == [1]


# -- functions ----------------------------------------------------------------------------------


def constant(c: Fraction | int) -> Function:
    return {(frozenset(), ()): (poly(c), frozenset())} if c else {}


def _joined(a: Powers, b: Powers) -> Powers:
    out = dict(a)
    for p, k in b:
        out[p] = out.get(p, 0) + k
    return frozenset((p, k) for p, k in out.items() if k)


def summed(parts: Any) -> Function:
    out: Function = {}
    for key, (n, below) in parts:
        m, other = out.get(key, ((), below))
        every = {p: max(dict(below).get(p, 0), dict(other).get(p, 0)) for p, _ in below | other}
        n, m = (
            reduce(mul, (power(p, k - dict(own).get(p, 0)) for p, k in every.items()), top)
            for top, own in ((n, below), (m, other))
        )
        top = plus(n, m)
        for p in every:
            while top and every[p] and not split(top, p)[1]:
                top, every[p] = split(top, p)[0], every[p] - 1
        out[key] = top, frozenset((p, k) for p, k in every.items() if k)
    return {key: q for key, q in out.items() if q[0]}


def times(f: Function, g: Function) -> Function:
    return summed(
        ((_joined(a, b), plus(q, r)), (mul(n, m), _joined(c, d)))
        for (a, q), (n, c) in f.items()
        for (b, r), (m, d) in g.items()
    )


def derivative(f: Function) -> Function:
    out: list[Any] = []
    for (logs, q), (n, below) in f.items():
        out.append(((logs, q), (plus(slope(n), mul(n, slope(q))), below)))
        for p, k in below:  # of P⁻ᵏ
            out.append(
                (
                    (logs, q),
                    (mul(n, mul((Fraction(-k),), slope(p))), _joined(below, frozenset({(p, 1)}))),
                )
            )
        for p, k in logs:
            inner = mul(n, mul((Fraction(k),), slope(p)))
            less = _joined(logs, frozenset({(p, -1)})), q
            out.append((less, (inner, _joined(below, frozenset({(p, 1)})))))
    return summed(out)


def logarithm(p: Poly) -> Function:
    """ln |p|: ln |c| + ln P, and ln of a number as those of its primes."""
    c, inner = primitive(p)
    sides = (abs(c.numerator), 1), (c.denominator, -1)
    logs = [(poly(q), s) for n, s in sides for q in primes(n)] + [(inner, 1)] * (len(inner) > 1)
    return summed(((frozenset({(q, 1)}), ()), (poly(s), frozenset())) for q, s in logs)


# -- numbers, and what happens near an end ------------------------------------------------------


def sign(x: Number) -> int | None:
    """None if decimals do not tell."""
    for digits in DIGITS if x else ():
        c = Context(prec=digits, Emax=10**9, Emin=-(10**9))
        total = error = Decimal(0)
        for (logs, r), k in x.items():
            require(abs(r) < 10**4 and all(abs(e) < 100 for _, e in logs), "too large a number")
            value = c.multiply(_decimal(c, k), c.exp(_decimal(c, r)))
            for p, e in logs:
                value = c.multiply(value, c.power(c.ln(Decimal(p)), e))
            total = c.add(total, value)
            error = c.add(error, c.multiply(abs(value), Decimal(10) ** (9 - digits)))
        if abs(total) > error:
            return 1 if total > 0 else -1
    return None if x else 0


def _decimal(c: Context, x: Fraction) -> Decimal:
    return c.divide(Decimal(x.numerator), Decimal(x.denominator))


def added(parts: Any) -> Number:
    out: Number = {}
    for key, c in parts:
        out[key] = out.get(key, Fraction(0)) + c
    return {key: c for key, c in out.items() if c}


def multiplied(x: Number, y: Number) -> Number:
    return added(
        ((_joined(a, b), r + s), c * d)  # type: ignore[arg-type]
        for (a, r), c in x.items()
        for (b, s), d in y.items()
    )


def log_of(c: Fraction) -> Number:
    sides = (abs(c.numerator), 1), (c.denominator, -1)
    one = Fraction(0)
    return added(((frozenset({(p, 1)}), one), Fraction(s)) for n, s in sides for p in primes(n))


def at_zero(f: Function) -> Number:
    """The value at 0, where no P is 0."""
    out: list[Any] = []
    for (logs, q), (n, below) in f.items():
        c = (n[0] if n else Fraction(0)) / prod(p[0] ** k for p, k in below)
        value: Number = {(frozenset(), q[0] if q else Fraction(0)): c} if c else {}
        for p, k in logs:
            if len(p) == 1:
                value = multiplied(value, {(frozenset({(int(p[0]), k)}), Fraction(0)): Fraction(1)})
            for _ in range(k if len(p) > 1 else 0):
                value = multiplied(value, log_of(p[0]))
        out += value.items()
    return added(out)


def near(f: Function, a: End, side: int) -> int | None:
    """The sign close to an end; None if it is not found out."""
    tails = {q: (poly(0, *q[1:]) if a is None else ()) for _, q in f}
    largest = next(iter(tails.values()), ())
    for q in tails.values():
        d = plus(q, largest, -1)
        largest = q if d and moved(d, None, side)[1][0] > 0 else largest
    parts: dict[int, list[Any]] = {}  # by the power of L: (w, function of s)
    for (logs, q), (n, below) in f.items():
        if tails[q] == largest:
            w, top = moved(n, a, side)
            lower = [(moved(p, a, side), k) for p, k in below]
            w -= sum(v * k for (v, _), k in lower)
            inside = poly(*q[:1]) if a is None else mul(poly(1), _shifted(q, a, side))
            g: Function = {(frozenset(), inside): (top, frozenset())}
            for (_, p), k in lower:
                c, p = primitive(p)
                g = times(
                    g,
                    {
                        (frozenset(), ()): (
                            poly(1 / c**k),
                            frozenset({(p, k)}) if len(p) > 1 else frozenset(),
                        )
                    },
                )
            for j, h in _with_logs(g, logs, a, side).items():
                parts.setdefault(j, []).append((w, h))
    least = min((w for each in parts.values() for w, _ in each), default=0)
    found = {
        j: summed(x for w, h in each for x in _lifted(h, w - least).items())
        for j, each in parts.items()
    }
    for _ in range(ORDERS):
        for j in sorted(found, reverse=True):
            value = at_zero(found[j])
            if value:
                return sign(value)
        found = {j: derivative(h) for j, h in found.items()}
    return None


def _shifted(q: Poly, a: Fraction, side: int) -> Poly:
    return reduce(lambda out, c: plus(mul(out, poly(a, side)), (c,)), reversed(q), poly())


def _lifted(f: Function, w: int) -> Function:
    """s^w·f."""
    return {key: ((Fraction(0),) * w + n, below) for key, (n, below) in f.items()}


def _with_logs(g: Function, logs: Powers, a: End, side: int) -> dict[int, Function]:
    """g·∏ (ln P̃ − v·L)ᵏ by powers of L."""
    out = {0: g}
    for p, k in logs:
        if len(p) == 1:
            out = {
                j: times(h, {(frozenset({(p, k)}), ()): (ONE, frozenset())}) for j, h in out.items()
            }
            continue
        v, inner = moved(p, a, side)
        ln = logarithm(inner)
        new: dict[int, list[Any]] = {}
        for j, h in out.items():
            for i in range(k + 1):  # of L^i
                factor = reduce(times, [ln] * (k - i), constant(comb(k, i) * (-v) ** i))
                new.setdefault(i + j, []).extend(times(h, factor).items())
        out = {j: summed(each) for j, each in new.items()}
    return out
