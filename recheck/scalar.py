"""Scalar lemmas: an inequality in one variable, shown by derivatives; and what is put for it.

For each part of the interval g₀ = greater − less and gₖ₊₁ = (mₖ·gₖ)′ with mₖ > 0, until one term is
left, whose signs from left to right are looked up. Where (m·g)′ has such signs, m·g rises and falls
in turn; so its own signs are among those that it can pass through, and that begin and end as `near`
says. In the end + has to be the only possibility. At ends that belong to the interval, and between
the parts, the value is looked at; at other points too, which proves nothing but would show a slip.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from recheck import calculus as ca
from recheck.calculus import End, Function, Number
from recheck.reader import Node, Refused, make, require

ONE = make("Const", make("Fraction", 1, 1))
SIGN = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
BOUNDS = {"real": (), "nonneg": ((0, 1, True),), "pos": ((0, 1, False),),
          "unit": ((0, 1, True), (1, -1, True))}  # fmt: skip
Interval = tuple[End, End]


def rational(node: Any) -> Fraction:
    kind, n, d = node
    require(kind == "Fraction" and d > 0, "no rational number", node)
    return Fraction(n, d)


def function(t: Node, name: str, on: Interval) -> Function:
    """The function that a term is, where nothing inside the interval is divided by 0."""
    match t:
        case "Const", value:
            return ca.constant(rational(value))
        case "Quantity", own, () if own == name:
            return {(frozenset(), ()): (ca.poly(0, 1), frozenset())}
        case "Add", terms:
            return ca.summed(x for s in terms for x in function(s, name, on).items())
        case "Mul", terms:
            out = ca.constant(1)
            for s in terms:
                out = ca.times(out, function(s, name, on))
            return out
        case "Pow", base, n:
            f, out = function(base, name, on), ca.constant(1)
            for _ in range(abs(n)):
                out = ca.times(out, f if n > 0 else inverse(f, on))
            return out
        case "Log", arg:
            require(is_positive(function(arg, name, on), on), "a logarithm of what may be ≤ 0", t)
            return logarithm(arg, name, on)
        case "Exp", arg:
            (q,) = function(arg, name, on).items() or [((frozenset(), ()), ((), frozenset()))]
            require(q[0] == (frozenset(), ()) and not q[1][1], "no polynomial in an exponent", t)
            return {(frozenset(), q[1][0]): (ca.ONE, frozenset())}
    raise Refused(f"{t[0]}: nothing for a scalar lemma")


def one(f: Function) -> Any:
    """The only term."""
    require(len(f) == 1, "a sum where one term is expected")
    return next(iter(f.items()))


def inverse(f: Function, on: Interval) -> Function:
    (logs, q), (n, below) = one(f)
    require(all(len(p) == 1 for p, _ in logs), "a logarithm is divided by")
    require(len(ca.signs(n, *on)) == 1, "what is divided by may be 0")
    c, n = ca.primitive(n)
    top = ca.poly(1 / c)
    for p, k in below:
        top = ca.mul(top, ca.power(p, k))
    under = frozenset({(n, 1)}) if len(n) > 1 else frozenset()
    inside = tuple(-x for x in q)
    return ca.summed([((frozenset((p, -k) for p, k in logs), inside), (top, under))])


def logarithm(t: Node, name: str, on: Interval) -> Function:
    """ln |t|, of products and powers factor by factor."""
    match t:
        case "Mul", terms:
            return ca.summed(x for s in terms for x in logarithm(s, name, on).items())
        case "Pow", base, n:
            return ca.times(ca.constant(n), logarithm(base, name, on))
    (logs, q), (n, below) = one(function(t, name, on))
    require(not logs, "the logarithm of a logarithm")
    exponent: Function = {(frozenset(), ()): (q, frozenset())} if q else {}
    parts = [ca.logarithm(n), exponent]
    parts += [ca.times(ca.constant(-k), ca.logarithm(p)) for p, k in below]
    return ca.summed(x for f in parts for x in f.items())


def side(below: ca.Powers, on: Interval) -> int:
    """The sign of ∏ Pᵉ, where no P has a root."""
    each = [ca.signs(p, *on) for p, k in below if k % 2]
    require(all(len(s) == 1 for s in each), "what is divided by may be 0")
    return -1 if sum(s == [-1] for s in each) % 2 else 1


def is_positive(f: Function, on: Interval) -> bool:
    (logs, _), (n, below) = one(f)
    return not logs and ca.signs(n, *on) == [side(below, on)]


def value(t: Node, name: str, x: Fraction) -> Number:
    """The value where the quantity is x, with 1/0 = ln 0 = 0."""
    match t:
        case "Const", c:
            return ca.added([((frozenset(), Fraction(0)), rational(c))])
        case "Quantity", own, () if own == name:
            return ca.added([((frozenset(), Fraction(0)), x)])
        case "Add", terms:
            return ca.added(y for s in terms for y in value(s, name, x).items())
        case "Mul", terms:
            return _product(value(s, name, x) for s in terms)
        case "Pow", base, n:
            v = value(base, name, x)
            if n < 0 and v:
                (((logs, r), c),) = v.items()
                v = {(frozenset((p, -k) for p, k in logs), -r): 1 / c}
            return _product([v] * abs(n))
        case "Log", arg:
            v = value(arg, name, x)
            for (logs, r), c in v.items():
                require(len(v) == 1 and not logs, "the logarithm of a logarithm")
                return ca.added([*ca.log_of(c).items(), ((frozenset(), Fraction(0)), r)])
            return {}
        case "Exp", arg:
            v = value(arg, name, x)
            require(not v or [*v] == [(frozenset(), Fraction(0))], "e to such a power", t)
            return {(frozenset(), sum(v.values(), Fraction(0))): Fraction(1)}
    raise Refused(f"{t[0]}: nothing for a scalar lemma")


def _product(values: Any) -> Number:
    out: Number = {(frozenset(), Fraction(0)): Fraction(1)}
    for v in values:
        out = ca.multiplied(out, v)
    return out


# -- the rule -----------------------------------------------------------------------------------


def domain(context: Node) -> tuple[str, Interval, list[Fraction]]:
    """The quantity, the open interval, and the ends that belong to it."""
    _, laws, quantities, supports, given, spaces = context
    require(not laws + spaces and len(quantities) == 1, "a scalar lemma is about one quantity")
    ((name, (_, alphabets, declared)),) = quantities
    require(alphabets == () and all(h[2] == ">=" for h in given), "no interval")
    bounds = [(Fraction(c), d, closed) for c, d, closed in BOUNDS[declared]]
    bounds += [(*_bound(h[3], name), True) for h in given]
    away = [_bound(s[3], name)[0] for s in supports]
    require(all(s[2] is ONE for s in supports), "no interval")
    a = max((c for c, d, _ in bounds if d > 0), default=None)
    b = min((c for c, d, _ in bounds if d < 0), default=None)
    require(a is None or b is None or a < b, "an empty interval")
    require({*away} <= {a, b}, "a point inside is taken away")
    out = {c for c, _, closed in bounds if not closed}.union(away)
    return name, (a, b), [c for c in (a, b) if c is not None and c not in out]


def _bound(t: Node, name: str) -> tuple[Fraction, int]:
    key, (n, below) = one(function(t, name, (None, None)))
    require(key == (frozenset(), ()) and not below and len(n) == 2, "no end of an interval", t)
    return -n[0] / n[1], 1 if n[1] > 0 else -1


def possible(g: Function, name: str, on: Interval, chain: tuple[Node, ...]) -> set[tuple[int, ...]]:
    """Which signs g can have from left to right."""
    if not chain:
        (logs, _), (n, below) = one(g)
        require(all(len(p) == 1 for p, _ in logs), "a logarithm is left")
        found = [s * side(below, on) for s in ca.signs(n, *on)]
        return {tuple(s for k, s in enumerate(found) if not k or s != found[k - 1])}
    m = function(chain[0], name, on)
    require(is_positive(m, on), "a factor that is not visibly positive", chain[0])
    h = ca.times(m, g)
    (a, b), d = on, ca.derivative(h)
    start, end = (
        ca.near(h, a, 1 if a is not None else -1),
        ca.near(h, b, -1 if b is not None else 1),
    )
    if not d:
        return {(start,)} if start else set()
    slopes = possible(d, name, on, chain[1:])
    return {w for s in slopes for w in _walks(s, start) if end is None or w[-1] == end}


def _walks(slopes: tuple[int, ...], start: int | None) -> set[tuple[int, ...]]:
    """Where one goes that rises and falls like this: below 0 and rising one may come above it."""
    walks: set[tuple[int, ...]] = {(start,)} if start else {(1,), (-1,)}
    for s in slopes:
        walks |= {(*w, s) for w in walks if w[-1] == -s}
    return walks


def lemma(context: Node, s: Node, splits: Any, chains: Any) -> tuple[tuple[Node, ...], str]:
    """The zero condition and what it is called, if it is shown."""
    require(s[2] in SIGN and s[2] != "=" and len(chains) == len(splits) + 1 <= 20, "no certificate")
    name, (a, b), closed = domain(context)
    gap = s[3] - s[1] if s[2] in ("<=", "<") else s[1] - s[3]
    points = [*map(rational, splits)]
    for (left, right), chain in zip(pairwise((a, *points, b)), chains, strict=True):
        require(left is None or right is None or left < right, "parts out of order")
        g = function(gap, name, (left, right))
        require(bool(chain) or is_positive_or_constant(g, (left, right)), "it may be 0 inside")
        require(possible(g, name, (left, right), chain) == {(1,)}, "the derivatives do not show it")
    zeros = [c for c in (*closed, *points) if _at_least(gap, name, c)]
    require(not zeros or s[2] in ("<=", ">="), "both sides are equal somewhere")
    for x in _others(a, b):
        require(ca.sign(_perhaps(gap, name, x)) != -1, f"it is false at {x}")
    t = make("Quantity", name, ())
    roots = tuple(t - make("Const", make("Fraction", c.numerator, c.denominator)) for c in zeros)
    front = "" if a is None else f"{_text(a)} {'≤' if a in closed else '<'} "
    back = "" if b is None else f" {'≤' if b in closed else '<'} {_text(b)}"
    where = f"{front}{name}{back}" if front or back else f"all {name}"
    most = max(map(len, chains))
    said = f"{shown(s[1])} {SIGN[s[2]]} {shown(s[3])} for {where}"
    return (
        make("Mul", roots) if roots else ONE,
    ), f"{said}, by {most} derivative{'s' * (most != 1)}"


def is_positive_or_constant(g: Function, on: Interval) -> bool:
    (_, (n, _)) = one(g)
    return len(ca.signs(n, *on)) == 1


def _at_least(gap: Node, name: str, c: Fraction) -> bool:
    """Whether the value is 0, where it may not be less."""
    found = ca.sign(value(gap, name, c))
    require(found is not None and found >= 0, f"not shown to be ≥ 0 at {c}")
    return found == 0


def _others(a: End, b: End) -> Iterator[Fraction]:
    for k in range(1, 24):
        x = Fraction(k, 24)
        if a is not None and b is not None:
            yield a + (b - a) * x
        elif a is not None or b is not None:
            yield (a + x / (1 - x)) if a is not None else (b - x / (1 - x))  # type: ignore[operator]
        else:
            yield x / (1 - x) - 1 / (2 * x)


def _perhaps(gap: Node, name: str, x: Fraction) -> Number:
    try:
        return value(gap, name, x)
    except (Refused, ValueError):
        return {}


# -- words --------------------------------------------------------------------------------------


def _text(c: Fraction) -> str:
    return str(c)


def shown(t: Node) -> str:
    """The term as the kernel prints it."""
    match t:
        case "Const", c:
            return str(rational(c)).replace("-", "−")
        case "Quantity", name, ():
            return str(name)
        case "Add", terms:
            parts = [shown(s) for s in terms]
            more = (f" − {p[1:]}" if p[0] == "−" else f" + {p}" for p in parts[1:])
            return "".join([*parts[:1], *more]) or "0"
        case "Mul", (("Const", c), first, *others) if rational(c) < 0:
            c = -rational(c)
            front = () if c == 1 else (make("Const", make("Fraction", c.numerator, c.denominator)),)
            return f"−{shown(make('Mul', (*front, first, *others)))}"
        case "Mul", terms:
            below = [s for s in terms if s[0] == "Pow" and s[2] < 0]
            above = "·".join(_factor(s) for s in terms if s not in below) or "1"
            return above + "".join(f"/{_power(s[1], -s[2])}" for s in below)
        case "Pow", base, n:
            return _power(base, n) if n >= 0 else f"1/{_power(base, -n)}"
        case ("Log" | "Exp") as kind, arg:
            return f"{'ln' if kind == 'Log' else 'exp'}({shown(arg)})"
    raise Refused(f"{t[0]}: nothing for a scalar lemma")


def _factor(t: Node) -> str:
    bracket = t[0] in ("Add", "Mul") or (t[0] == "Const" and rational(t[1]) < 0)
    return f"({shown(t)})" if bracket else shown(t)


def _power(base: Node, n: int) -> str:
    plain = base[0] in ("Quantity", "Log", "Exp")
    if base[0] == "Const":
        c = rational(base[1])
        plain = c.denominator == 1 <= c
    return (shown(base) if plain else f"({shown(base)})") + (f"^{n}" if n != 1 else "")
