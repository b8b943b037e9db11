"""Float values: the error bound contains the exact value; the fast compiler agrees."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational

from derive import Derivative
from derive.language.alphabets import Delta, alphabets
from derive.language.expressions import Indicator, Sum, exp, log, quotient
from derive.language.laws import Channel, Distribution, Law
from derive.language.measures import JS, KL, H, I
from derive.language.names import DeriveError
from derive.language.quantities import CodeLengths, Nonnegative, Real
from derive.language.relations import Eq, Ge, Markov
from derive.numeric import Settings, attack, bounds, closed, compile_expression
from derive.numeric.batch import Batch, bounded
from derive.numeric.draws import draws
from derive.numeric.exact import exact_value, scopes, sorted_letters
from derive.numeric.problem import problem

x, y, z = alphabets("x y z")
x2 = x.another("x2")
p, q, m = Distribution("p", x), Distribution("q", x), Distribution("m", x)
r = Law("r", x, y, z)
d = Law("d", x, x2)
W = Channel("W", y, given=x)
X, Y, Z = r.variables
L, f, a = CodeLengths("L", x), Real("f", x), Nonnegative("a", x)
total = Sum(exp(f(x)), x)

EXPRESSIONS = [
    KL(p, q),
    JS(p, q, base=2),
    H(X | Y) - Rational(1, 3) * I(X, Y | Z),
    Sum(p(x) * (q(x) / p(x) - 1), x),
    p(x) * log(q(x) / p(x)),
    Sum(p(x) * W(y | x), x) - p(x2),
    log(total) - Sum(p(x) * f(x), x),
    Sum(quotient(exp(f(x)), total) ** 2, x),
    Sum(2 ** (-L(x)), x) * x.size,
    Sum(d(x=x, x2=x), x) + Sum(d(x, x2) * Delta(x, x2), x, x2),
    Indicator(p(x) - q(x)) + Sum(p(x) * Sum(p(x) ** 2, x), x),
    a(x) * log(a(x)) - a(x) ** 3 + r(y | z),
    Sum(log(1 + p(x) * q(x2)), x, x2) / log(x.size + 1),
]  # fmt: skip


@given(st.integers(0, 10**6), st.sampled_from(range(len(EXPRESSIONS))))
@settings(max_examples=60, deadline=None)
def test_bound_contains_the_exact_value(seed, which):
    e = EXPRESSIONS[which]
    free = sorted_letters(e.free_symbols)
    for drawn in draws(problem((e,), (L.kraft(),)), seed, 24)[:4]:
        value, _ = bounded(e, free)(drawn.batch)
        shape = (drawn.batch.n, *(drawn.batch.sizes[i.alphabet] for i in free))
        v, err = np.broadcast_to(value.v, shape), np.broadcast_to(bounds.error(value), shape)
        row = seed % drawn.batch.n
        model = drawn.model(row)
        for letters in scopes(free, model, {}):
            at = (row, *(letters[i] for i in free))
            _contains(exact_value(e, model, letters), float(v[at]), float(err[at]))


def _contains(true, v, err):
    off = abs(closed.ball(true, 200) - v)
    assert err >= 0
    assert float(off.lower()) <= err * (1 + 1e-12), (v, err, closed.decimal(true, 20))


@pytest.mark.parametrize("e", EXPRESSIONS, ids=str)
def test_fast_values_agree_with_bounded_values(e):
    free = sorted_letters(e.free_symbols)
    for drawn in draws(problem((e,), ()), 3, 40):
        value, _ = bounded(e, free)(drawn.batch)
        arrays = {k.name: b.v for k, b in {**drawn.batch.laws, **drawn.batch.quantities}.items()}
        if x.alphabet in drawn.batch.sizes and not any(x in k.over for k in drawn.batch.quantities):
            arrays.setdefault("p", np.ones((drawn.batch.n, drawn.batch.sizes["x"])))
        fast = compile_expression(e)(arrays)
        v = np.broadcast_to(value.v, fast.shape)
        err = np.broadcast_to(bounds.error(value), fast.shape)
        near = np.abs(fast - v) <= 2 * err + 1e-12 * np.abs(v)
        assert (near | ~(err <= 1e-3)).all()


def test_fast_divergence_over_several_pieces_with_zeros():
    rng = np.random.default_rng(1)
    P, Q = rng.dirichlet(np.ones(16), 5000), rng.dirichlet(np.ones(16), 5000)
    P[3000:, 2] = 0
    P /= P.sum(axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        expected = np.where(P > 0, P * np.log(P / Q), 0).sum(axis=1)
    got = compile_expression(KL(p, q, base=2))({"p": P, "q": Q}) * np.log(2)
    assert np.allclose(got, expected, rtol=1e-12, atol=1e-14)


def test_fast_conventions_where_infinity_would_hide():
    e = Sum(exp(-1 / p(x)), x) - exp(-1)  # 1/0 = 0, so a zero contributes e^0 = 1
    assert compile_expression(e)({"p": [[1.0, 0.0]]}) == pytest.approx([1.0])
    inner = quotient(1, 1 + 1 / p(x))
    assert compile_expression(inner)({"p": [[1.0, 0.0]]}) == pytest.approx(np.array([[0.5, 1.0]]))


def test_shapes_are_checked():
    with pytest.raises(DeriveError, match="no array for q"):
        compile_expression(KL(p, q))({"p": [[1.0]]})
    with pytest.raises(DeriveError, match="q: got shape"):
        compile_expression(KL(p, q))({"p": [[1.0]], "q": [[0.5, 0.5]]})


def test_hypotheses_are_met_exactly_by_construction():
    given_ = (p << q, Markov(X, Y, Z), L.kraft(), Eq(m(x), p(x) / 2 + q(x) / 2))
    posed = problem((H(X), KL(p, m)), given_)
    for drawn in draws(posed, 0, 60):
        rows = range(0, drawn.batch.n, 3)
        met = [drawn.model(row) is not None for row in rows]
        assert sum(met) > 0.9 * len(met)


def test_five_indices_are_no_problem():
    u, v, w, s, t = alphabets("u v w s t")
    big = Law("big", u, v, w, s, t)
    U, V, M, S, T = big.variables
    e = I((U, V), (S, M)) - I(U, T | M)
    P = np.random.default_rng(0).dirichlet(np.ones(243), 200).reshape(200, 3, 3, 3, 3, 3)
    assert np.isfinite(compile_expression(e)({"big": P})).all()
    assert attack(Ge(I((U, V), S | M), 0), []).verdict == "survived"


def test_draws_under_domination_are_not_lost_to_old_values():
    # a batch is built up by changing its laws: what was computed before must not be used after
    for trials in (100, 300):
        assert attack(Ge(KL(p, q), 0), [p << q], Settings(trials=trials)).trials >= trials - 5


def test_a_changed_batch_forgets_what_was_computed():
    square = bounded(Sum(p(x) ** 2, x), ())

    def law(*values):
        return bounds.Bound(np.array([values]), 0.0, 0.0, True)

    batch = Batch(1, {"x": 2}, {p: law(0.5, 0.5)}, {})
    assert square(batch)[0].v.tolist() == [0.5]
    batch.put(p, law(1.0, 0.0))
    assert square(batch)[0].v.tolist() == [1.0]


def test_a_second_derivative():
    """∂²(t³) = 6t: the inner one shares its slopes with the outer."""
    t = Real("t")
    second = compile_expression(Derivative(Derivative(t**3 + exp(t), t), t))
    assert np.allclose(second({"t": np.array([2.0, 0.0])}), [12 + np.e**2, 1])
