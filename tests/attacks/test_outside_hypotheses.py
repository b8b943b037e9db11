"""A theorem outside its hypotheses: refused at every road from one theorem to another."""

import pytest

from derive import (
    KL,
    DeriveError,
    Distribution,
    Eq,
    EveryT,
    Ge,
    Law,
    Le,
    Lt,
    Nonnegative,
    Positive,
    Probability,
    Real,
    alphabets,
    past_and_next,
    theorem,
)
from derive.derivation.check import check
from derive.kernel import terms as t
from derive.kernel.certificates import Given, Known, Nonneg
from derive.kernel.equality import Linear, with_equality
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, KernelError, QuantityDecl, Support
from derive.kernel.theorem import Statement, antisymmetric, chain, prove
from tests.kernel.build import LAWS, ONE, QUANTITIES, ZERO, A, B, Q, mul, nz, p, q, sub, under, x, y

a, b, f = Q("a", x), Q("b", x), Q("f", x)
BELOW = Hypothesis("b <= f", ">=", sub(f, b))
DOMINATED = Support("a << b", a, b)
BOTH = under(BELOW, DOMINATED)
BY_HYPOTHESIS = prove(BOTH, Statement(f, ">=", b), (Given("b <= f"),))
BY_SUPPORT = prove(BOTH, Statement(mul(a, nz(b)), "=", a))


def other_context(**changes):
    fields = {
        "laws": LAWS,
        "quantities": QUANTITIES,
        "supports": (DOMINATED,),
        "hypotheses": (BELOW,),
    }
    return Normalizer(Context(**{**fields, **changes}))


WEAKER = {
    "no hypotheses": other_context(supports=(), hypotheses=()),
    "no support": other_context(supports=()),
    "no inequality": other_context(hypotheses=()),
    "the reverse": other_context(hypotheses=(Hypothesis("b <= f", ">=", sub(b, f)),)),
    "another letter only": other_context(
        hypotheses=(Hypothesis("b <= f", ">=", sub(f, Q("b", y))),)
    ),
    "another kind": other_context(hypotheses=(Hypothesis("b <= f", "=", sub(f, b)),)),
    "the reverse support": other_context(supports=(Support("a << b", b, a),)),
    "a support at another letter": other_context(supports=(Support("a << b", a, Q("b", y)),)),
    "another sign": other_context(quantities={**QUANTITIES, "b": QuantityDecl((A,), "real")}),
    "a stronger sign": other_context(quantities={**QUANTITIES, "f": QuantityDecl((A,), "pos")}),
    "another alphabet": other_context(quantities={**QUANTITIES, "c": QuantityDecl((A,), "real")}),
    "a law less": other_context(laws={k: v for k, v in LAWS.items() if k != "p"}),
    "a law with more": other_context(laws={**LAWS, "p": LAWS["d"]}),
    "an input for an output": other_context(
        laws={**LAWS, "d": t.LawDecl((("X", A),), (("Y", A),))}
    ),
    "outputs exchanged": other_context(laws={**LAWS, "r": t.LawDecl((("Y", B), ("X", A)))}),
}


IMPLIED = ("another kind", "a support at another letter")  # an instance may use what is stronger


@pytest.mark.parametrize("k", WEAKER.values(), ids=WEAKER.keys())
def test_the_kernel_takes_no_theorem_from_a_stronger_context(k):
    for made in (BY_HYPOTHESIS, BY_SUPPORT):
        for use in (
            lambda m=made: prove(k, m.statement, (Known(m),)),
            lambda m=made: chain(k, (m,), m.statement),
            lambda m=made: antisymmetric(k, m, m, Statement(f, "=", b)),
            lambda m=made: with_equality(k, m, (), (), (Linear(m.statement.gap(), ()),)),
        ):
            with pytest.raises(KernelError):
                use()


@pytest.mark.parametrize("name", [n for n in WEAKER if n not in IMPLIED])
def test_an_instance_is_not_taken_from_a_stronger_context(name):
    for made in (BY_HYPOTHESIS, BY_SUPPORT):
        with pytest.raises(KernelError):
            instance(WEAKER[name], made, Substitution({}, {}, {}))


def test_more_hypotheses_are_no_harm():
    more = Normalizer(
        Context(
            {**LAWS, "new": LAWS["p"]},
            {**QUANTITIES, "new2": QUANTITIES["c"]},
            (DOMINATED, Support("p << q", p(), q())),
            (Hypothesis("other", ">=", f), BELOW),
        )
    )
    assert prove(more, BY_HYPOTHESIS.statement, (Known(BY_HYPOTHESIS),)).is_proved
    assert prove(more, BY_SUPPORT.statement, (Known(BY_SUPPORT),)).is_proved


def test_a_hypothesis_is_named_once():
    twice = other_context(hypotheses=(BELOW, Hypothesis("b <= f", ">=", sub(ZERO, ONE))))
    with pytest.raises(KernelError, match="no hypothesis named"):
        prove(twice, Statement(f, ">=", b), (Given("b <= f"),))
    with pytest.raises(KernelError):
        prove(other_context(hypotheses=()), Statement(f, ">=", b), (Given("b <= f"),))


@pytest.mark.parametrize(
    ("name", "put"),
    [
        ("b", Put((x,), Q("L", x))),
        ("b", Put((x,), sub(ZERO, Q("f", x)))),
        ("b", Put((x,), sub(Q("a", x), ONE))),
        ("a", Put((x,), ONE)),
        ("f", Put((x,), sub(Q("b", x), ONE))),
        ("lam", Put((), t.const(2))),
        ("g", Put((x,), Q("a", x))),
        ("n", Put((), Q("c"))),
    ],
)
def test_an_instance_meets_signs_and_hypotheses(name, put):
    sigma = Substitution({}, {}, {name: put})
    for made in (BY_HYPOTHESIS, BY_SUPPORT):
        with pytest.raises(KernelError):
            instance(BOTH, made, sigma)


def test_what_a_hypothesis_makes_nonnegative_may_be_put_in():
    """f ≥ b ≥ 0, and b ≠ 0 where a is: so f may stand for b."""
    sigma = Substitution({}, {}, {"b": Put((x,), Q("f", x))})
    for made in (BY_HYPOTHESIS, BY_SUPPORT):
        assert instance(BOTH, made, sigma).is_proved
    for other in (under(BELOW), under(DOMINATED)):
        with pytest.raises(KernelError):
            instance(other, BY_SUPPORT, sigma)


def test_a_conclusion_of_weight_zero_says_nothing():
    k = under(BELOW)
    made = prove(k, Statement(f, ">=", b), (Given("b <= f"),))
    with pytest.raises(KernelError):
        prove(k, Statement(mul(Q("c"), f), ">=", mul(Q("c"), b)), (Known(made, (), (), Q("c")),))
    with pytest.raises(KernelError):
        prove(k, Statement(b, ">=", f), (Known(made, (), (), t.const(-1)),))
    with pytest.raises(KernelError):
        prove(k, Statement(f, ">", b), (Known(made),))
    with pytest.raises(KernelError):
        prove(k, Statement(f, "=", b), (Known(made),))
    with pytest.raises(KernelError):
        prove(k, Statement(f, ">", b), (Known(made), Nonneg((), a)))


# -- as written -----------------------------------------------------------------------------------

x_, y_ = alphabets("x y")
p_, q_, c, d = Distribution("p", x_), Distribution("q", x_), Real("c"), Real("d")
r = Law("r", x_, y_)


@theorem("Gibbs", given=[p_ << q_])
def gibbs(proof):
    proof.claim(KL(p_, q_) >= 0)


@theorem("below", given=[Le(c, d)])
def below(proof):
    proof.claim(Le(c, d))


@theorem("units")
def unit(proof):
    lam = Probability("lam")
    proof.claim(Le(lam, 1))


@theorem("positive")
def positive(proof):
    w = Positive("w")
    proof.claim(Le(0, w))


@theorem("not true", given=[])
def never(proof):
    proof.claim(Le(c, d))


def verdict(write, given=()):
    @theorem("user", given=list(given))
    def user(proof):
        write(proof)

    return check(user, None).verdict


@pytest.mark.parametrize(
    ("write", "given"),
    [
        (lambda proof: proof.start(KL(p_, q_)).ge(0, gibbs), []),
        (lambda proof: proof.start(KL(p_, q_)).ge(0, gibbs), [q_ << p_]),
        (lambda proof: proof.start(KL(q_, p_)).ge(0, gibbs), [q_ << p_]),
        (lambda proof: proof.start(c).le(d, below), []),
        (lambda proof: proof.start(c).le(d, below), [Le(d, c)]),
        (lambda proof: proof.start(c).le(d, below), [Lt(c, d + 1)]),
        (lambda proof: proof.start(c).le(d, never), []),
        (lambda proof: proof.start(c).le(d, never), [Le(c, d - 1)]),
        (lambda proof: proof.start(Real("lam")).le(1, unit), []),
        (lambda proof: proof.start(Nonnegative("lam")).le(1, unit), []),
        (lambda proof: proof.start(0).le(Real("w"), positive), []),
    ],
)
def test_a_reason_outside_its_hypotheses(write, given):
    assert verdict(write, given) in ("error", "open")


@pytest.mark.parametrize(
    ("write", "given"),
    [
        (lambda proof: proof.start(KL(q_, p_)).ge(0, gibbs.on(p=q_, q=p_)), []),
        (lambda proof: proof.start(KL(q_, p_)).ge(0, gibbs.on(p=q_, q=p_)), [p_ << q_]),
        (lambda proof: proof.start(d).le(c, below.on(c=d, d=c)), [Le(c, d)]),
        (lambda proof: proof.start(c).le(c - 1, below.on(d=c - 1)), []),
        (lambda proof: proof.start(d).le(1, unit.on(lam=d)), []),
        (lambda proof: proof.start(0).le(d, positive.on(w=d)), [Ge(d, 0)]),
        (lambda proof: proof.start(0).le(1, gibbs.on(nothing=p_)), []),
        (
            lambda proof: proof.start(KL(p_, q_)).ge(0, gibbs.on(p=2 * p_(x_), q=q_)),
            [p_ << q_],
        ),
    ],
)
def test_an_instance_outside_its_hypotheses(write, given):
    assert verdict(write, given) in ("error", "open")


def test_the_same_reasons_within_their_hypotheses():
    good = [
        (lambda proof: proof.start(KL(p_, q_)).ge(0, gibbs), [p_ << q_]),
        (lambda proof: proof.start(KL(q_, p_)).ge(0, gibbs.on(p=q_, q=p_)), [q_ << p_]),
        (lambda proof: proof.start(c).le(d, below), [Le(c, d)]),
        (lambda proof: proof.start(c).le(c + 1, below.on(d=c + 1)), []),
    ]
    for write, given in good:
        assert verdict(write, given) == "proved"


def test_a_hypothesis_that_is_not_given_is_no_reason():
    assert verdict(lambda proof: proof.start(c).le(d, Le(c, d))) == "error"
    assert verdict(lambda proof: proof.start(KL(p_, q_)).ge(0, p_ << q_)) == "error"


def test_facts_keep_the_hypotheses_of_what_they_rely_on():
    u, v = past_and_next("x")
    ell = Real("ell", u)
    grow = {ell: ell(u) + c}

    @theorem("step", given=[Le(c, 0)])
    def step(proof):
        proof.start(ell(u) + c)
        proof.le(ell(u))

    every = lambda proof: proof.fact(EveryT(step, ell(u), 0, u, v, put=grow))  # noqa: E731
    assert verdict(every, [Le(c, 0)]) == "proved"
    for given in ([], [Le(0, c)], [Le(c, 1)], [Le(d, 0)]):
        assert verdict(every, given) == "error"


def test_a_fact_is_no_reason():
    @theorem("a fact")
    def fact(proof):
        from derive import Exists

        proof.fact(Exists(Eq(c, 1), c=1))

    assert verdict(lambda proof: proof.start(c).eq(1, fact)) == "error"
    with pytest.raises(DeriveError):
        fact.claim()
