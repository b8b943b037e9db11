"""Inequalities in one variable t for tests: true ones, false ones, and forged certificates.

Truth is decided by hand (a comment says how) and by the evaluator's decimals at many points.
"""

from fractions import Fraction

from derive.kernel import scalar as sc
from derive.kernel import terms as t
from derive.kernel.terms import Context, Hypothesis, QuantityDecl, Support

from . import evaluator
from .build import ONE, ZERO, add, exp, inv, ln, mul, neg, num, sub

T = t.Quantity("t")
HALF, TWO = num("1/2"), num(2)


def power(base, n):
    return t.Pow(base, n)


def on(sign="real", *at_least, besides=()):
    """A context with t alone: at_least are terms that are ≥ 0, besides are ≠ 0."""
    return Context(
        {},
        {"t": QuantityDecl((), sign)},
        tuple(Support(f"{k} away", ONE, s) for k, s in enumerate(besides)),
        tuple(Hypothesis(f"{k} above", ">=", h) for k, h in enumerate(at_least)),
    )


def entropy():
    rest = sub(ONE, T)
    return add(neg(mul(T, ln(T))), neg(mul(rest, ln(rest))))


TLNT = add(mul(T, ln(T)), neg(T), ONE)
PINSKER = mul(num(3), power(sub(T, ONE), 2), inv(mul(TWO, add(T, TWO))))
COSH = mul(HALF, add(exp(T), exp(neg(T))))
QUADRATIC = add(ONE, T, mul(HALF, power(T, 2)))
VARIANCE = mul(num(4), T, sub(ONE, T))
MINUS_LN = neg(ln(sub(ONE, T)))

TRUE = {
    "tangent": (on("pos"), ln(T), "<=", sub(T, ONE)),
    "from below": (on("pos"), sub(ONE, inv(T)), "<=", ln(T)),
    "root": (on("pos", sub(T, ONE)), mul(TWO, ln(T)), "<=", sub(T, inv(T))),
    "entropy's tangent": (on("nonneg"), mul(T, ln(T)), ">=", sub(T, ONE)),
    "Pinsker": (on("nonneg"), TLNT, ">=", PINSKER),
    "exponential": (on(), exp(T), ">=", add(ONE, T)),
    "exponential, strictly": (on("pos"), exp(T), ">", add(ONE, T)),
    "second order": (on("nonneg"), exp(T), ">=", QUADRATIC),
    "second order, left": (on("real", neg(T)), exp(T), "<=", QUADRATIC),
    "cosh": (on(), COSH, "<=", exp(mul(HALF, power(T, 2)))),
    "e^t above t": (on(), exp(T), ">", T),
    "binary entropy": (on("unit"), entropy(), ">=", mul(VARIANCE, ln(TWO))),
    "in bits": (on("unit"), mul(inv(ln(TWO)), entropy()), ">=", VARIANCE),
    "at most ln 2": (on("unit"), entropy(), "<=", ln(TWO)),
    "minus ln": (
        on("unit", besides=(sub(ONE, T),)),
        MINUS_LN,
        "<=",
        add(T, mul(power(T, 2), inv(mul(TWO, sub(ONE, T))))),
    ),
    "Pade": (on("nonneg"), ln(add(ONE, T)), ">=", mul(TWO, T, inv(add(TWO, T)))),
    "square of ln": (on("pos"), mul(T, power(ln(T), 2)), "<=", power(sub(T, ONE), 2)),
    "square": (on(), power(sub(T, ONE), 2), ">=", ZERO),
    "on a piece": (on("real", sub(T, HALF), sub(TWO, T)), ln(T), "<=", sub(T, ONE)),
    "two exponentials": (on("nonneg"), exp(mul(TWO, T)), ">=", add(exp(T), T)),
}

# Each is false somewhere: the third part says where.
FALSE = {
    "wrong sign": (on("pos"), (ln(T), ">=", sub(T, ONE)), 2),
    "wrong sign, from below": (on("pos"), (sub(ONE, inv(T)), ">=", ln(T)), 2),
    "wrong sign, exponential": (on(), (exp(T), "<=", add(ONE, T)), 1),
    "wrong interval, root": (on("pos"), (mul(TWO, ln(T)), "<=", sub(T, inv(T))), "1/2"),
    "wrong interval, second order": (on(), (exp(T), ">=", QUADRATIC), -1),
    "wrong interval, a little": (
        on("real", sub(T, num("999/1000"))),
        (mul(TWO, ln(T)), "<=", sub(T, inv(T))),
        "999/1000",
    ),
    "strict where equal": (on("pos"), (ln(T), "<", sub(T, ONE)), 1),
    "strict at a closed end": (on("nonneg"), (exp(T), ">", add(ONE, T)), 0),
    "touches and goes below": (on(), (power(sub(T, ONE), 3), ">=", ZERO), 0),
    "touches inside, then below": (
        on("pos"),
        (mul(power(sub(T, ONE), 2), sub(num(5), T)), ">=", ZERO),
        6,
    ),
    "below between two roots": (
        on(),
        (mul(sub(T, ONE), sub(T, num("1001/1000"))), ">=", ZERO),
        "2001/2000",
    ),
    "too large a constant": (
        on("nonneg"),
        (TLNT, ">=", mul(num("31/20"), power(sub(T, ONE), 2), inv(add(T, TWO)))),
        1 + Fraction(1, 100),
    ),
    "Pinsker without the 2": (
        on("nonneg"),
        (TLNT, ">=", mul(HALF, power(sub(T, ONE), 2))),
        2,
    ),
    "cosh, a smaller exponent": (
        on(),
        (COSH, "<=", exp(mul(num("49/100"), power(T, 2)))),
        "1/10",
    ),
    "entropy, nats for bits": (on("unit"), (entropy(), ">=", VARIANCE), "1/2"),
    "entropy, too much": (
        on("unit"),
        (entropy(), ">=", mul(num("7/10"), VARIANCE)),
        "1/2",
    ),
    "entropy at most 7/10·4t(1 − t)": (
        on("unit"),
        (entropy(), "<=", mul(num("7/10"), VARIANCE)),
        "1/10",
    ),
    "closed end below": (on("unit"), (sub(T, num("1/1000")), ">=", ZERO), 0),
    "closed end alone, 1/0 = 0": (  # 1/t ≥ 1 on (0, 1], and 0 at 0
        on("unit"),
        (t.Mul((T, inv(T))), ">=", ONE),
        0,
    ),
    "closed end alone, ln 0 = 0": (on("unit"), (neg(ln(T)), ">=", HALF), 0),
    "pole inside": (on(), (mul(sub(T, ONE), inv(sub(T, ONE))), ">=", HALF), 1),
    "pole of even order inside": (on(), (inv(power(T, 2)), ">", ZERO), 0),
    "ln of what vanishes": (
        on(),
        (ln(power(sub(T, ONE), 2)), ">=", num(-50)),
        1 + Fraction(1, 10**12),
    ),
    "ln of what is negative": (on(), (ln(T), "<=", sub(T, ONE)), -1),
    "far away": (on("pos"), (ln(T), "<=", num(30)), 10**14),
    "t² above e^t, far away": (on("nonneg"), (exp(T), "<=", add(power(T, 3), num(20))), 5),
    "near 0": (on("pos"), (add(ln(T), num(40)), ">=", ZERO), Fraction(1, 10**20)),
}

# True, or false: certificates that do not prove what they are said to prove. (splits, multipliers)
_TANGENT = (on("pos"), ln(T), "<=", sub(T, ONE))
_AT_0, _AT_1 = (Fraction(0),), (Fraction(1),)
FORGED = {
    "no split": (*_TANGENT, (), ((ONE,),)),
    "a split elsewhere": (*_TANGENT, (Fraction(2),), ((ONE,), (ONE,))),
    "a split outside": (*_TANGENT, (Fraction(-1),), ((ONE,), (ONE,))),
    "splits out of order": (*_TANGENT, (Fraction(2), Fraction(1)), ((ONE,),) * 3),
    "a split twice": (*_TANGENT, (*_AT_1, *_AT_1), ((ONE,),) * 3),
    "a part too few": (*_TANGENT, _AT_1, ((ONE,),)),
    "a part too many": (*_TANGENT, _AT_1, ((ONE,),) * 3),
    "a logarithm is left": (*_TANGENT, _AT_1, ((), ())),
    "a negative multiplier": (*_TANGENT, _AT_1, ((num(-1),), (num(-1),))),
    "no multiplier at all": (*_TANGENT, _AT_1, ((ZERO,), (ZERO,))),
    "a multiplier that changes sign": (
        *_TANGENT,
        _AT_1,
        ((sub(HALF, T),), (sub(TWO, T),)),
    ),
    "a multiplier with a root": (
        *_TANGENT,
        _AT_1,
        ((power(sub(T, HALF), 2),), (power(sub(T, TWO), 2),)),
    ),
    "a multiplier with a pole": (
        *_TANGENT,
        _AT_1,
        ((power(sub(T, HALF), -2),), (power(sub(T, TWO), -2),)),
    ),
    "a multiplier with a logarithm": (*_TANGENT, _AT_1, ((power(ln(T), 2),), (ONE,))),
    "a sum as multiplier": (*_TANGENT, _AT_1, ((add(exp(T), T),), (ONE,))),
    "too many derivatives": (*_TANGENT, _AT_1, ((ONE,) * 17, (ONE,))),
    "huge degree": (on(), power(T, 64), ">=", ZERO, _AT_0, ((power(add(T, ONE), 64),),) * 2),
    "huge power of a huge power": (on(), power(power(T, 40), 40), ">=", ZERO, _AT_0, ((), ())),
    "a root that is not split off": (on(), power(sub(T, ONE), 2), ">=", ZERO, (), ((),)),
    "numbers for points": (*_TANGENT, (1,), ((ONE,), (ONE,))),
    "no tuple": (*_TANGENT, _AT_1, ([ONE], [ONE])),
    "an equation": (on("pos"), ln(T), "=", ln(T), (), ((),)),
}


def gap_at(statement, context, at):
    """greater − less at a point, by the evaluator's decimals."""
    m = evaluator.Model(context, {}, {}, {"t": {(): Fraction(at)}})
    return evaluator.term(statement.gap(), m, {})


def points(context, rng, count):
    """Rational points of the interval, also near its ends and far away."""
    _, on_, closed = sc.domain(context)
    yield from closed
    for _ in range(count):
        c = Fraction(rng.randint(-400, 400), rng.choice((1, 7, 20, 64, 300)))
        small = Fraction(1, rng.choice((3, 40, 10**4)))
        ends = [e for e in (on_.a, on_.b, Fraction(1)) if e is not None]
        for x in (c, *(e + d for e in ends for d in (small, -small))):
            if (on_.a is None or on_.a < x) and (on_.b is None or x < on_.b):
                yield x


def changed(term, rng):
    if isinstance(term, t.Const) and rng.random() < 0.4:
        return t.Const(term.value + Fraction(rng.randint(-2, 2), rng.choice((1, 10, 1000))))
    return t.with_children(term, tuple(changed(c, rng) for c in t.children(term)))
