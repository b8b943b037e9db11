"""Theorems about |·|, maxima, roots, π, n! and ceilings, used for other laws."""

import pytest

from derive import (
    Abs,
    Ceiling,
    Channel,
    Distribution,
    Dominated,
    Eq,
    Ge,
    H,
    Law,
    Le,
    Lt,
    Max,
    Min,
    Natural,
    Nonnegative,
    Positive,
    Probability,
    Real,
    Sum,
    alphabets,
    bhattacharyya,
    binomial,
    check,
    factorial,
    log,
    pi,
    sqrt,
    theorem,
    total_variation,
)
from derive.derivation.elaborate import elaborate
from derive.store.sealed import document
from recheck.certificate import recheck

x, y, z = alphabets("x y z")
x1 = x.another("x'")
p, q, u, v = (Distribution(name, x) for name in "pquv")
py, qy = Distribution("u", y), Distribution("v", y)
r = Law("r", x, y)
a, b, c, d = Real("a"), Real("b"), Real("c"), Real("d")
f, g = Real("f", x), Real("g", x)
n, m, k = Natural("n"), Natural("m"), Natural("k")
λ = Probability("λ")
size = x.size


def stated(claim, given=(), name="general"):
    def write(proof):
        proof.claim(claim)

    write.__name__ = name
    return theorem(name, given=list(given))(write)


def used(claim, reason, given=()):
    def write(proof):
        proof.start(claim.lhs)
        {"<=": proof.le, ">=": proof.ge, "=": proof.eq, "<": proof.lt}[claim.rel](claim.rhs, reason)

    write.__name__ = "special"
    return check(theorem("special", given=list(given))(write))


near = stated(Le(total_variation(p, q), 1))
even = stated(Eq(total_variation(p, q), total_variation(q, p)))
largest = stated(Ge(Max(p(x), x), 1 / size))
above = stated(Le(Sum(p(x) * f(x), x), Max(f(x), x)))
two = stated(Eq(Max(a, b) + Min(a, b), a + b))
root = stated(Le(bhattacharyya(p, q), 1))
one_root = stated(Ge(sqrt(Nonnegative("a")), 0))
short = stated(Ge(Abs(a) + Abs(b), Abs(a + b)))
counted = stated(Ge(factorial(n), 1))
chosen = stated(Ge(binomial(n, k), 0))
circle = stated(Ge(pi * Sum(p(x), x), 3))
full = [Dominated(1, p(x))]
whole = stated(Lt(Sum(p(x) * Ceiling(log(1 / p(x), 2)), x), H(p, base=2) + 1), full)

FITTING = [
    (near, {"p": u, "q": v}, Le(total_variation(u, v), 1), ()),
    (near, {"p": py, "q": qy}, Le(total_variation(py, qy), 1), ()),
    (near, {"p": v, "q": u}, Le(total_variation(v, u), 1), ()),
    (near, {"p": r(x, y), "q": r(x) * r(y)}, Le(total_variation(r(x, y), r(x) * r(y)), 1), ()),
    (even, {"p": u, "q": v}, Eq(total_variation(u, v), total_variation(v, u)), ()),
    (even, {"p": q, "q": p}, Eq(total_variation(q, p), total_variation(p, q)), ()),
    (largest, {"p": u}, Ge(Max(u(x), x), 1 / size), ()),
    (largest, {"p": r(x, y)}, Ge(Max(r(x, y), x, y), 1 / (size * y.size)), ()),
    (above, {"p": u, "f": g(x)}, Le(Sum(u(x) * g(x), x), Max(g(x), x)), ()),
    (above, {"p": u, "f": -g(x)}, Le(-Sum(u(x) * g(x), x), Max(-g(x), x)), ()),
    (two, {"a": c, "b": d}, Eq(Max(c, d) + Min(c, d), c + d), ()),
    (two, {"a": d, "b": c}, Eq(Max(c, d) + Min(c, d), c + d), ()),
    (two, {"a": f(x), "b": f(x1)}, Eq(Max(f(x), f(x1)) + Min(f(x), f(x1)), f(x) + f(x1)), ()),
    (root, {"p": u, "q": v}, Le(bhattacharyya(u, v), 1), ()),
    (one_root, {"a": p(x)}, Ge(sqrt(p(x)), 0), ()),
    (short, {"a": c, "b": -d}, Ge(Abs(c) + Abs(d), Abs(c - d)), ()),
    (short, {"a": p(x), "b": q(x)}, Ge(p(x) + q(x), p(x) + q(x)), ()),
    (counted, {"n": m}, Ge(factorial(m), 1), ()),
    (counted, {"n": m + 1}, Ge(factorial(m + 1), 1), ()),
    (circle, {"p": u}, Ge(pi * Sum(u(x), x), 3), ()),
    (whole, {"p": u}, Lt(Sum(u(x) * Ceiling(log(1 / u(x), 2)), x), H(u, base=2) + 1),
     [Dominated(1, u(x))]),
]  # fmt: skip

FALSE = [
    (near, {"p": u, "q": v}, Le(total_variation(u, v), total_variation(u, p)), ()),
    (near, {"p": u, "q": v}, Le(total_variation(u, v), 0), ()),
    (largest, {"p": r(x, y)}, Ge(Max(r(x, y), x, y), 1 / size), ()),
    (above, {"p": u, "f": -g(x)}, Le(Sum(u(x) * g(x), x), Max(-g(x), x)), ()),
    (above, {"p": u, "f": -g(x)}, Le(Sum(u(x) * g(x), x), -Max(-g(x), x)), ()),
    (two, {"a": c, "b": d}, Eq(Max(c, d) - Min(c, d), c + d), ()),
    (short, {"a": c, "b": -d}, Ge(Abs(c) - Abs(d), Abs(c - d)), ()),
    (one_root, {"a": p(x)}, Ge(-sqrt(p(x)), 0), ()),
    (counted, {"n": m + 1}, Ge(factorial(m + 1), 2), ()),
    (even, {"p": u, "q": v}, Eq(total_variation(u, v), total_variation(v, p)), ()),
]  # what is refuted, or shown to have no value
# What is put in has to meet what is known of the thing that is put for: none of these does.
REFUSED = [
    (two, {"a": c - d, "b": d - c}, Eq(Max(c - d, d - c), -Min(c - d, d - c)), "not shown"),
    (near, {"p": p, "q": λ * p(x) + (1 - λ) * u(x)},
     Le(total_variation(p, λ * p(x) + (1 - λ) * u(x)), 1), "does not stand"),
    (near, {"p": u, "q": v}, Le(Abs(u(x) - p(x)), 1), "does not stand"),
    (above, {"p": u, "f": g(x)}, Le(Sum(u(x) * g(x), x), Max(f(x), x)), "does not stand"),
    (one_root, {"a": c}, Ge(sqrt(c), 0), "not visibly of sign"),
    (near, {"p": 2 * u(x), "q": v}, Le(total_variation(2 * u(x), v(x), over=x), 1), "sum to 1"),
    (counted, {"n": m}, Ge(factorial(m + 1), 1), "does not stand"),
]  # fmt: skip


@pytest.mark.parametrize(("theorem_", "put", "claim", "given"), FITTING, ids=lambda e: str(e)[:60])
def test_it_holds_for_what_is_put_in(theorem_, put, claim, given):
    report = used(claim, theorem_.on(**put), given)
    assert report.verdict == "proved", report
    recheck(document(elaborate(report.steps[0].theorem), "special", "special"))


@pytest.mark.parametrize(("theorem_", "put", "claim", "given"), FALSE, ids=lambda e: str(e)[:60])
def test_nothing_else_follows_from_it(theorem_, put, claim, given):
    assert used(claim, theorem_.on(**put), given).verdict in ("refuted", "ill-posed", "error")


@pytest.mark.parametrize(("theorem_", "put", "claim", "why"), REFUSED, ids=lambda e: str(e)[:60])
def test_what_does_not_fit_is_an_error(theorem_, put, claim, why):
    step = used(claim, theorem_.on(**put)).steps[0]
    assert step.verdict == "error" and why in step.note, step


def test_channels_and_conditionals():
    W = Channel("W", y, given=x)
    claim = Le(total_variation(W(y | x), W(y | x1), over=y), 1)
    assert used(claim, near.on(p=W(y | x), q=W(y | x1), over={x: y})).verdict == "proved"


def test_what_is_positive_needs_no_sign():
    c_ = Positive("c")
    assert used(Ge(c_ + Abs(d), Abs(c_ + d)), short.on(a=c_, b=d)).verdict == "proved"
