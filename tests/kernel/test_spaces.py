"""Spaces: what the kernel refuses there, each with the false theorem that the refusal prevents; and
which integrals a theorem is provided with."""

import pytest

from derive.kernel import certificates as c
from derive.kernel import equality, instance, show
from derive.kernel import terms as t
from derive.kernel.information import Information
from derive.kernel.terms import Hypothesis, KernelError, Support
from derive.kernel.theorem import Statement, Theorem, admit, antisymmetric, cite, prove
from derive.store import dumps, loads

from . import build
from .build import ONE, ZERO, P, Q, add, inv, ln, mul, num, nz, sub, total
from .spaces import P_BELOW_Q, X, over, x, x1, y, z

p, q, r, f = P("p", X=x), P("q", X=x), P("r", X=x, Y=y), Q("f", x)
ENTROPY = total(x, mul(p, ln(inv(p))))
DIVERGENCE = total(x, mul(p, ln(mul(p, inv(q)))))
GIBBS = (c.Tangent((x,), p, mul(q, inv(p))), c.Gap((x,), q, p))


def provided(made: Theorem) -> list[str]:
    return [show.text(s) for s in made.provided]


REFUSED = {
    # the false theorem that each refusal prevents
    "|𝒳| ≥ 1, of a space": (Statement(t.Card(X), ">=", ONE), (c.Nonneg((), sub(t.Card(X), ONE)),)),
    "h(X) ≥ 0": (Statement(ENTROPY, ">=", ZERO), (Information("p", ("X",), ("X",)),)),
    "h(X) ≥ 0, as p ≤ 1": (Statement(ENTROPY, ">=", ZERO), (c.Nonneg((x,), mul(p, ln(inv(p)))),)),
    "p(x) ≤ 1": (Statement(p, "<=", ONE), (c.Nonneg((), sub(ONE, p)),)),
    "r(x, y) ≤ 1": (Statement(r, "<=", ONE), (c.Nonneg((), sub(ONE, r)),)),
    "p(x) ≤ ∫ p = 1": (Statement(p, "<=", ONE), (c.Part((), ONE, total(x, p), (x,)),)),
    "f(x) ≤ ∫ f": (
        Statement(f, "<=", total(x1, Q("f", x1))),
        (c.Part((), ONE, total(x1, Q("f", x1)), (x,)),),
    ),
    "r(x, y) ≤ r(x)": (Statement(r, "<=", P("r", X=x)), (c.Part((), ONE, total(y, r), (y,)),)),
    "∫ 1 dx = 1": (Statement(total(x, ONE), "=", ONE), ()),
    "∫ p(x') dx = p(x')": (Statement(total(x, P("p", X=x1)), "=", P("p", X=x1)), ()),
    "∫ [x = x'] p(x') = p(x)": (
        Statement(total(x1, mul(t.Delta(x, x1), P("p", X=x1))), "=", p),
        (),
    ),
    "d(x, x') at x' = x": (Statement(total(x, P("d", X=x, **{"X'": x})), "<=", ONE), ()),
    "∫ p ln p = ∫ p": (Statement(total(x, mul(p, ln(p))), "=", total(x, p)), ()),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_over_a_space(name: str) -> None:
    statement, certificate = REFUSED[name]
    with pytest.raises(KernelError):
        prove(over(), statement, certificate)


def test_the_diagonal_is_a_null_set() -> None:
    """k(x, x') = 0 almost everywhere says nothing of k(x, x); ∫ k(x, x) dx = 0 would follow."""
    k = Q("k", x, x1)
    n = over(Hypothesis("k is 0", "=", k))
    with pytest.raises(KernelError, match=r"diagonal|twice"):
        prove(n, Statement(Q("k", x, x), "=", ZERO), (c.Given("k is 0", ((x1, x),)),))
    with pytest.raises(KernelError, match="diagonal"):
        prove(n, Statement(f, "=", f), (c.Given("k is 0", ((x1, x),)),))
    made = prove(n, Statement(k, "=", ZERO), (c.Given("k is 0"),))
    step = equality.Linear(ZERO, ((0, ((x1, x),), ONE),))
    with pytest.raises(KernelError, match="diagonal"):
        equality.by_equations(n, Statement(f, "=", f), (step,))
    assert made.provided == ()


def test_supports_are_not_used_on_the_diagonal() -> None:
    """f(x)·f(x') ≠ 0 ⇒ p(x) ≠ p(x') may hold almost everywhere; at x = x' it would give f = 0."""
    apart = Support("apart", mul(f, Q("f", x1)), sub(p, P("p", X=x1)))
    made = sub(p, P("p", X=x1))
    assert over(apart).support.nonzero(_atoms(made), _atoms(mul(f, Q("f", x1))))
    kept = Support("kept", Q("k", x, x1), P("q", X=x))
    known = Q("k", x, x1)
    assert over(kept).support.nonzero(_atoms(q), _atoms(known))
    assert not over(kept).support.nonzero(_atoms(q), _atoms(f))


def _atoms(term: t.Term) -> list[object]:
    return [*over().factors(term)[1].factors]


def test_a_theorem_about_finite_alphabets_is_not_used_over_a_space() -> None:
    """H(p) ≥ 0 for every finite alphabet would give h(X) ≥ 0."""
    n = build.under()
    h = total(build.x, mul(build.p(), ln(inv(build.p()))))
    made = prove(n, Statement(h, ">=", ZERO), (Information("p", ("X",), ("X",)),))
    put = {"p": instance.Put((x,), p)}
    with pytest.raises(KernelError, match="a space is put"):
        instance.instance(over(), made, instance.Substitution({build.A: (X,)}, put, {}))
    with pytest.raises(KernelError, match=r"finite alphabets|otherwise"):
        prove(over(), Statement(ENTROPY, ">=", ZERO), (c.Known(made),))


def test_a_theorem_of_the_same_names_is_not_used_over_a_space() -> None:
    laws = {"p": t.LawDecl((("X", X),))}
    finite, space = (t.Context(laws, {}, (), (), spaces) for spaces in ((), (X,)))
    made = prove(build.Normalizer(finite), Statement(p, "<=", ONE), (c.Nonneg((), sub(ONE, p)),))
    with pytest.raises(KernelError, match="finite alphabets"):
        prove(build.Normalizer(space), Statement(p, "<=", ONE), (c.Known(made),))


def test_probabilities_of_a_mixed_law_are_at_most_1() -> None:
    for value in (P("m", Z=z), P("W", Z=z, X=x)):
        prove(over(), Statement(value, "<=", ONE), (c.Nonneg((), sub(ONE, value)),))


def test_gibbs_inequality_needs_one_integral() -> None:
    made = prove(over(P_BELOW_Q), Statement(DIVERGENCE, ">=", ZERO), GIBBS)
    assert provided(made) == ["Σ_x (p[X=x]·ln(p[X=x]/q[X=x]))"]
    iff = equality.with_equality(over(P_BELOW_Q), made, made.zero, (), ())
    assert iff.provided == made.provided


def test_what_a_law_makes_finite_is_not_listed() -> None:
    """∫ λ(x) p(x) dx ≤ 1 with λ between 0 and 1, and marginals."""
    n, lam = over(), Q("lam", x)
    whole = total(x, mul(lam, p))
    assert prove(n, Statement(whole, ">=", ZERO), (c.Nonneg((x,), mul(lam, p)),)).provided == ()
    assert prove(n, Statement(total(y, r), "=", P("r", X=x)), ()).provided == ()
    assert (
        prove(
            n, Statement(total(x, mul(q, nz(p))), ">=", ZERO), (c.Nonneg((x,), mul(q, nz(p))),)
        ).provided
        == ()
    )


def test_an_integral_that_may_diverge_is_listed() -> None:
    n, value = over(), mul(Q("g", x), p)
    linear = Statement(total(x, add(value, mul(num(2), p))), "=", add(total(x, value), num(2)))
    assert provided(prove(n, linear, ())) == ["Σ_x (g(x)·p[X=x])"]
    squared = Statement(total(x, mul(p, p)), ">=", ZERO)
    assert provided(prove(n, squared, (c.Nonneg((x,), mul(p, p)),))) == ["Σ_x (p[X=x]·p[X=x])"]
    inner = Statement(ln(total(x, f)), "=", ln(total(x1, Q("f", x1))))
    with pytest.raises(KernelError):  # ∫ f may be 0
        prove(n, inner, ())


def test_the_integrals_of_hypotheses_and_theorems_are_listed() -> None:
    bound = Hypothesis("a moment", ">=", sub(Q("c"), total(x, mul(p, Q("g", x)))))
    n = over(bound)
    statement = Statement(total(x, mul(p, Q("g", x))), "<=", Q("c"))
    made = prove(n, statement, (c.Given("a moment"),))
    assert provided(made) == ["Σ_x (p[X=x]·g(x))"]
    again = prove(
        n,
        Statement(mul(num(2), statement.lhs), "<=", mul(num(2), Q("c"))),
        (c.Known(made, weight=num(2)),),
    )
    assert provided(again) == ["Σ_x (p[X=x]·g(x))"]


def test_both_halves_and_what_is_not_proved_are_provided_too() -> None:
    n, value = over(), total(x, mul(p, Q("g", x)))
    one = prove(n, Statement(value, ">=", value), ())
    for made in (
        antisymmetric(n, one, one, Statement(value, "=", value)),
        cite(n, Statement(value, ">=", value), "a book"),
        admit(n, Statement(value, ">=", value), "a reason"),
    ):
        assert provided(made) == ["Σ_x (p[X=x]·g(x))"]


def test_an_instance_is_provided_with_what_the_theorem_is() -> None:
    made = prove(over(P_BELOW_Q), Statement(DIVERGENCE, ">=", ZERO), GIBBS)
    marginal = P("d", X=x)
    below = Support("d << q", marginal, q)
    sigma = instance.Substitution({}, {"p": instance.Put((x,), marginal)}, {})
    there = instance.instance(over(below), made, sigma)
    assert provided(there) == ["Σ_x (d[X=x]·ln(d[X=x]/q[X=x]))"]


def test_certificates_are_stored_and_checked_again() -> None:
    made = prove(over(P_BELOW_Q), Statement(DIVERGENCE, ">=", ZERO), GIBBS)
    again = loads(dumps(made))
    assert (again.statement, again.provided) == (made.statement, made.provided)
    assert '"x-space"' in dumps(made)


def test_a_finite_certificate_is_written_as_before() -> None:
    made = prove(build.under(), Statement(ONE, "=", ONE), ())
    assert "space" not in dumps(made)
    assert loads(dumps(made)).context.spaces == ()


def test_what_converges_together_is_listed_once() -> None:
    """∫ p ln(q/p) is the same integrand but for the sign."""
    made = prove(over(P_BELOW_Q), Statement(DIVERGENCE, ">=", ZERO), GIBBS)
    reverse = total(x, mul(p, ln(mul(q, inv(p)))))
    n = over(P_BELOW_Q)
    assert len(provided(prove(n, Statement(reverse, "<=", ZERO), (c.Known(made),)))) == 1


def test_equality_needs_no_integrals_of_what_is_put_in() -> None:
    """Cross-entropy is h(p) exactly where p = q: ∫ q ln q need not be named, as it cancels."""
    cross = total(x, mul(p, ln(inv(q))))
    n = over(P_BELOW_Q)
    made = prove(n, Statement(cross, ">=", ENTROPY), GIBBS)
    same = (sub(p, q),)
    forward = (equality.Linear(same[0], ((0, (), num(-1)), (1, (), num(-1)))),)
    backward = (equality.Rewrite(made.statement.gap(), 0, p, q),)
    iff = equality.with_equality(n, made, same, forward, backward)
    assert set(iff.provided) == set(made.provided)


def test_support_of_an_indicator() -> None:
    """p ≠ 0 ⇒ [f ≠ 0] ≠ 0 says that f ≠ 0."""
    inside = over(Support("inside", p, nz(f)))
    assert inside.support.nonzero(_atoms(f), _atoms(p))


def test_no_value_on_the_diagonal() -> None:
    for term in (Q("k", x, x), P("d", X=x, **{"X'": x})):
        with pytest.raises(KernelError, match="a null set"):
            prove(over(), Statement(term, "=", term), ())


def test_a_space_may_be_shorter_than_1() -> None:
    size = total(x, ONE)
    with pytest.raises(KernelError, match="no size"):
        prove(over(), Statement(size, ">=", ONE), (c.Nonneg((), sub(size, ONE)),))


def test_a_support_about_two_points_is_not_used_at_one() -> None:
    pair = Support("pair", mul(f, Q("f", x1)), q)
    assert not over(pair).support.nonzero(_atoms(q), _atoms(f))
    assert over(pair).support.nonzero(_atoms(q), _atoms(mul(f, Q("f", x1))))


def test_entropies_of_an_information_have_to_converge() -> None:
    product = mul(P("r", X=x), P("r", Y=y))
    whole = total(x, y, mul(r, ln(mul(r, inv(product)))))
    by_entropies = (Information("r", ("X",), ("Y",)),)
    assert len(provided(prove(over(), Statement(whole, ">=", ZERO), by_entropies))) >= 3
    tangent = (c.Tangent((x, y), r, mul(product, inv(r))), c.Gap((x, y), product, r))
    assert len(provided(prove(over(), Statement(whole, ">=", ZERO), tangent))) == 1


def test_a_multiple_that_may_be_0_does_not_stand_for_an_integral() -> None:
    multiple = total(x, mul(Q("c"), f))
    made = prove(over(), Statement(multiple, "=", mul(Q("c"), total(x, f))), ())
    assert "Σ_x f(x)" in provided(made)
