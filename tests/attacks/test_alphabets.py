"""Alphabets: two of one name, one used twice, letters of one put for letters of another, sizes."""

import pytest

from derive import (
    Alphabet,
    DeriveError,
    Distribution,
    Eq,
    Ge,
    H,
    Law,
    Le,
    Real,
    Sum,
    alphabets,
    log,
)
from derive.kernel import terms as t
from derive.kernel.certificates import Given, Known, Part
from derive.kernel.equality import Linear, Rewrite, by_equations
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, KernelError, LawDecl
from derive.kernel.theorem import Statement, prove
from tests.attacks.common import claimed, is_true, report
from tests.kernel.build import (
    LAWS,
    ONE,
    QUANTITIES,
    A,
    B,
    P,
    Q,
    mul,
    num,
    p,
    sub,
    total,
    u,
    under,
    v,
    x,
    y,
)

SAME = t.Delta(x, y)  # 1 = [x = y] says that A has one letter
OTHER = t.Delta(u, v)
ONE_LETTER = Hypothesis("A has one letter", "=", sub(SAME, ONE))


# -- a statement about one alphabet says nothing about another ------------------------------------


def test_a_hypothesis_is_about_its_own_alphabet():
    k = under(ONE_LETTER)
    prove(k, Statement(t.Delta(y, x), "=", ONE), (Given(ONE_LETTER.name, ((x, y), (y, x))),))
    with pytest.raises(KernelError, match="another alphabet"):
        prove(k, Statement(OTHER, "=", ONE), (Given(ONE_LETTER.name, ((x, u), (y, v))),))


def test_a_theorem_is_about_its_own_alphabet():
    k = under(ONE_LETTER)
    made = prove(k, Statement(SAME, "=", ONE), (Given(ONE_LETTER.name),))
    with pytest.raises(KernelError, match="another alphabet"):
        prove(k, Statement(OTHER, "=", ONE), (Known(made, ((x, u), (y, v))),))


def test_an_equation_is_about_its_own_alphabet():
    k = under(ONE_LETTER)
    step = Linear(sub(OTHER, ONE), ((0, ((x, u), (y, v)), ONE),))
    with pytest.raises(KernelError, match="another alphabet"):
        by_equations(k, Statement(OTHER, "=", ONE), (step,))


def test_a_part_is_at_letters_of_its_own_alphabet():
    """Σ_{u,v ∈ B} [u ≠ v] ≥ [x ≠ y] for x, y ∈ A fails where B has one letter and A two."""
    apart, other = (t.Pow(sub(ONE, d), 2) for d in (SAME, OTHER))
    whole = t.Sum((u, v), other)
    prove(under(), Statement(whole, ">=", other), (Part((), ONE, whole, (u, v)),))
    with pytest.raises(KernelError, match="another alphabet"):
        prove(under(), Statement(whole, ">=", apart), (Part((), ONE, whole, (x, y)),))


def test_a_rewrite_does_not_leave_its_alphabet():
    known = Hypothesis("p is uniform", "=", sub(p(), t.Pow(t.Card(A), -1)))
    for wrong in (t.LawTerm("p", (("X", u),)), P("r", X=u)):
        step = Rewrite(sub(wrong, t.Pow(t.Card(A), -1)), 0, p(), t.Pow(t.Card(A), -1))
        with pytest.raises(KernelError):
            by_equations(under(known), Statement(wrong, "=", t.Pow(t.Card(A), -1)), (step,))


@pytest.mark.parametrize(
    "at",
    [
        ((x, u),),
        ((x, y), (x, x)),
        ((x, ("y", A)),),
        ((x,),),
        (("x", "y"),),
        ([x, y],),
        [(x, y)],
        {x: y},
    ],
    ids=str,
)
def test_what_is_put_for_letters_is_letters(at):
    k = under(ONE_LETTER)
    with pytest.raises(KernelError):
        prove(k, Statement(t.Delta(y, y), "=", ONE), (Given(ONE_LETTER.name, at),))


# -- one name twice -------------------------------------------------------------------------------


def test_the_kernel_tells_letters_by_name_and_alphabet():
    """Two letters of one name over two alphabets are two letters: Σ_x,x binds both or neither."""
    twin = Index("x", B)
    k = under()
    joint = P("r", X=x, Y=twin)
    assert is_true(prove(k, Statement(total(x, joint), "=", P("r", Y=twin))))
    with pytest.raises(KernelError):
        prove(k, Statement(total(x, joint), "=", ONE))
    with pytest.raises(KernelError):
        prove(k, Statement(t.Delta(x, twin), "=", ONE))


@pytest.mark.parametrize("alphabet", ["A", "B"])
def test_a_law_is_used_at_its_own_alphabets(alphabet):
    k = under()
    for wrong in (
        t.LawTerm("p", (("X", Index("u", B)),)),
        t.LawTerm("r", (("X", Index("i", alphabet)), ("Y", Index("i", alphabet)))),
        t.Quantity("f", (Index("u", B),)),
        t.Quantity("h", (x, Index("u", B))),
    ):
        with pytest.raises(KernelError):
            prove(k, Statement(wrong, "=", wrong))


def test_two_objects_of_one_name_are_one_or_refused():
    one, again, other = Alphabet("x"), Alphabet("x"), Alphabet("x", "y")
    q1, q2 = Distribution("p", one), Distribution("p", other)
    assert one == again
    assert claimed(Eq(Sum(q1(one), one), Sum(q1(again), again))) == "proved"
    for relation in (
        Eq(Sum(q1(one), one), Sum(q2(other), other)),
        Ge(Sum(q1(one) ** 2, one), 0 * q2(other) + Sum(q2(other), other) - 1),
    ):
        assert "another name" in report(lambda proof, r=relation: proof.claim(r)).error


@pytest.mark.parametrize(
    "declared",
    [
        lambda x, y: (Distribution("p", x), Law("p", x, y)),
        lambda x, y: (Distribution("p", x), Real("p", x)),
        lambda x, y: (Real("p", x), Real("p", y)),
        lambda x, y: (Law("p", x, given=y), Law("p", x, y)),
    ],
)
def test_one_name_is_one_law(declared):
    x, y = alphabets("x y")
    one, other = declared(x, y)
    relation = Eq(one(*_letters(one)), other(*_letters(other)))
    assert "declared twice" in report(lambda proof: proof.claim(relation)).error


def _letters(thing):
    return thing.variables_and_inputs() if isinstance(thing, Law) else thing.over


# -- one alphabet twice ---------------------------------------------------------------------------


def test_one_alphabet_for_two_variables():
    x = Alphabet("x")
    x2 = x.another("x2")
    r, p_ = Law("r", x, x2), Distribution("p", x)
    assert claimed(Eq(Sum(r(x, x2), x2), r(x))) == "proved"
    assert claimed(Eq(Sum(r(x, x2), x), r(x))) in ("refuted", "error")
    assert claimed(Eq(r(x, x2), r(x2, x))) == "refuted"
    assert claimed(Eq(r(x=x), r(x2=x))) == "refuted"
    assert claimed(Eq(p_(x), p_(x2))) == "refuted"
    assert claimed(Eq(Sum(p_(x) * p_(x2), x, x2), 1)) == "proved"
    assert claimed(Eq(Sum(p_(x) * p_(x), x), 1)) == "refuted"


def test_a_variable_is_not_repeated():
    x, y = alphabets("x y")
    for repeated in (
        lambda: Law("r", x, x),
        lambda: Law("r", x, given=x),
        lambda: Law("r", x, given=(y, y)),
        lambda: Sum(x.size, x, x),
        lambda: Law("r", x, y)(x, x=x),
    ):
        with pytest.raises(DeriveError):
            repeated()


def test_a_letter_twice_in_one_value():
    """d(x, x) is the diagonal: it does not sum to 1, and is no marginal."""
    k = under()
    diagonal = P("d", X=x, Y=x)
    for wrong in (
        Statement(total(x, diagonal), "=", ONE),
        Statement(diagonal, "=", P("d", X=x)),
        Statement(diagonal, ">=", mul(p(), p())),
    ):
        with pytest.raises(KernelError):
            prove(k, wrong)
    twice = t.LawTerm("d", (("X", x), ("X", y)))
    with pytest.raises(KernelError):
        prove(k, Statement(twice, "=", twice))


@pytest.mark.parametrize(
    "bound", [(x, x), (), [x], (x, ("y", A)), (Index("", A),), (Index("x", ""),), (Index("x", 1),)]
)
def test_a_sum_binds_distinct_letters(bound):
    term = t.Sum(bound, ONE)
    with pytest.raises(KernelError):
        prove(under(), Statement(term, "=", term))


# -- sizes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        Statement(t.Card(A), "=", t.Card(B)),
        Statement(total(x, ONE), "=", t.Card(B)),
        Statement(t.Card(A), "=", ONE),
        Statement(mul(t.Card(A), t.Card(A)), "=", t.Card(A)),
        Statement(total(x, y, SAME), "=", t.Pow(t.Card(A), 2)),
        Statement(total(x, y, SAME), "=", ONE),
        Statement(t.Log(t.Card(A)), ">", t.ZERO),
        Statement(t.Card(A), ">", ONE),
    ],
    ids=str,
)
def test_sizes_are_their_own(wrong):
    with pytest.raises(KernelError):
        prove(under(), wrong)


def test_an_alphabet_has_a_letter():
    """|A| is never 0, so |A|/|A| = 1; ln |A| may be 0, so ln|A|/ln|A| is not 1."""
    k = under()
    prove(k, Statement(mul(t.Card(A), t.Pow(t.Card(A), -1)), "=", ONE))
    log_size = t.Log(t.Card(A))
    with pytest.raises(KernelError):
        prove(k, Statement(mul(log_size, t.Pow(log_size, -1)), "=", ONE))


@pytest.mark.parametrize("size", ["1/2", "0", "-1"])
def test_a_size_that_no_alphabet_has(size):
    x = Alphabet("x")
    from derive import Rational

    assert claimed(Le(x.size, 0), [Eq(x.size, Rational(size))]) != "proved"


def test_sizes_of_what_the_language_says():
    x, y = alphabets("x y")
    p_ = Distribution("p", x)
    assert claimed(Eq(x.size, y.size)) == "refuted"
    assert claimed(Le(H(p_), log(y.size))) == "refuted"
    assert claimed(Ge(x.size, 1)) in ("proved", "open")
    assert claimed(Ge(x.size, 2)) == "refuted"


# -- instances ------------------------------------------------------------------------------------


def general():
    k = Normalizer(Context({"p": LawDecl((("X", A),))}, {}))
    return prove(k, Statement(total(x, p()), "=", ONE))


@pytest.mark.parametrize(
    "sigma",
    [
        Substitution({"A": (B,)}, {"p": Put((x,), p())}, {}),
        Substitution({"A": ()}, {"p": Put((), ONE)}, {}),
        Substitution({"A": [A]}, {"p": Put((x,), p())}, {}),
        Substitution({"A": "A"}, {"p": Put((x,), p())}, {}),
        Substitution({"A": (B,)}, {}, {}),
        Substitution({}, {"p": Put((u,), P("r", Y=u))}, {}),
        Substitution({}, {"nope": Put((x,), p())}, {}),
        Substitution({}, {}, {"p": Put((x,), p())}),
        Substitution({"A": (A, B)}, {"p": Put((u, x), P("r", X=x, Y=u))}, {}),
    ],
)
def test_an_alphabet_becomes_what_is_put(sigma):
    with pytest.raises(KernelError):
        instance(under(), general(), sigma)


def test_one_letter_stays_one_letter():
    """|A| = 1 holds of A; put B for A and it has to be given of B."""
    k = Normalizer(Context({}, {}, (), (ONE_LETTER,)))
    made = prove(k, Statement(t.Card(A), "=", ONE), (Given(ONE_LETTER.name, (), (x,), num(-1)),))
    assert is_true(instance(k, made, Substitution({}, {}, {})))
    for parts in ((B,), (A, B)):
        with pytest.raises(KernelError, match="not shown to hold"):
            instance(k, made, Substitution({"A": parts}, {}, {}))
    one, other = Index(B, B), t.apart(Index(B, B), {Index(B, B)})  # as letters put in are called
    doubled = Hypothesis("B has one letter", "=", sub(t.Delta(one, other), ONE))
    here = Normalizer(Context(LAWS, QUANTITIES, (), (ONE_LETTER, doubled)))
    assert instance(here, made, Substitution({"A": (B,)}, {}, {})).statement.lhs == mul(t.Card(B))


def test_quantities_keep_their_alphabets():
    k = under()
    made = prove(k, Statement(total(x, Q("f", x)), "=", total(y, Q("f", y))))
    with pytest.raises(KernelError):
        instance(k, made, Substitution({}, {}, {"f": Put((u,), P("r", Y=u))}))
