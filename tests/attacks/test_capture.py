"""Capture of bound variables: what is put for a free letter is never caught by a Σ.

Each attack builds the false statement that capture would give. The operation either refuses or
renames the bound letter, and what comes out holds in exact models.
"""

import pytest

from derive import Eq, Ge, Le, Product, Rational, Real, Sum, alphabets, log
from derive.kernel import terms as t
from derive.kernel.certificates import Given, Known, Nonneg, Part, Square, Tangent
from derive.kernel.equality import Linear, Rewrite, by_equations, replace_atom, with_equality
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Hypothesis, Index, KernelError
from derive.kernel.theorem import Statement, prove
from derive.language.laws import Distribution
from derive.language.maps import Map
from derive.rules.induction import Growth, induction
from derive.translate.bridge import translate
from tests.attacks.common import claimed, is_true
from tests.kernel.build import ONE, ZERO, A, P, Q, add, mul, p, sub, total, under, x, y, z

f, a, c = Q("f", x), Q("a", x), Q("c")
H = Q("h", x, y)
ROW = total(y, H)  # Σ_y h(x, y): one free letter, x
DIAGONAL = total(y, Q("h", y, y))  # what capture would make of it


def test_rename_steps_aside():
    renamed = t.rename(ROW, {x: y})
    assert under().vanishes(sub(renamed, total(z, Q("h", y, z))))
    assert not under().vanishes(sub(renamed, DIAGONAL))
    assert t.free_indices(renamed) == {y}


@pytest.mark.parametrize("inner", [y, Index("y'", A), Index("y''", A)])
def test_rename_steps_aside_of_what_it_made(inner):
    """The primed name that a bound letter steps aside to may be bound or free further in."""
    nested = total(y, total(inner, add(H, mul(Q("h", inner, y), Q("f", Index("y'", A))))))
    renamed = t.rename(nested, {x: y})
    free = {y if i == x else i for i in t.free_indices(nested)}
    assert t.free_indices(renamed) == free
    again = t.rename(t.rename(nested, {x: z}), {z: y})
    assert under().vanishes(sub(renamed, again))


def test_rename_swaps_at_once():
    swapped = t.rename(total(z, mul(H, Q("f", z))), {x: y, y: x})
    assert under().vanishes(sub(swapped, total(z, mul(Q("h", y, x), Q("f", z)))))


ROW_KNOWN = Hypothesis("row", "=", sub(ROW, c))  # Σ_y h(x, y) = c at every x
ROW_ABOVE = Hypothesis("row", ">=", sub(ROW, c))


def test_a_hypothesis_put_at_a_bound_letter():
    k = under(ROW_KNOWN)
    good = Statement(total(z, Q("h", y, z)), "=", c)
    assert is_true(prove(k, good, (Given("row", ((x, y),)),)))
    with pytest.raises(KernelError):
        prove(k, Statement(DIAGONAL, "=", c), (Given("row", ((x, y),)),))


def test_a_theorem_put_at_a_bound_letter():
    k = under(ROW_ABOVE)
    row = prove(k, Statement(ROW, ">=", c), (Given("row"),))
    prove(k, Statement(total(z, Q("h", y, z)), ">=", c), (Known(row, ((x, y),)),))
    with pytest.raises(KernelError):
        prove(k, Statement(DIAGONAL, ">=", c), (Known(row, ((x, y),)),))


def test_a_weight_is_not_caught_by_the_hypothesis():
    """The weight's letter is free, the same letter is bound in the hypothesis."""
    k = under(ROW_KNOWN)
    row = Given("row", (), (), Q("f", y))
    assert is_true(
        prove(k, Statement(mul(Q("f", y), total(z, H_at(z))), "=", mul(Q("f", y), c)), (row,))
    )
    caught = total(y, mul(Q("f", y), H))
    with pytest.raises(KernelError):
        prove(k, Statement(caught, "=", mul(Q("f", y), c)), (row,))


def H_at(i):
    return Q("h", x, i)


def test_the_forms_own_letters():
    """A form's Σ binds the letters of its weight, not of the hypothesis put elsewhere."""
    k = under(ROW_KNOWN)
    bound = Given("row", ((x, z),), (y,), Q("f", y))
    good = Statement(
        mul(total(y, Q("f", y)), total(y, Q("h", z, y))), "=", mul(total(y, Q("f", y)), c)
    )
    assert is_true(prove(k, good, (bound,)))
    with pytest.raises(KernelError):
        prove(
            k,
            Statement(total(y, mul(Q("f", y), Q("h", z, y))), "=", mul(total(y, Q("f", y)), c)),
            (bound,),
        )


def test_a_part_at_a_letter_that_its_summand_binds():
    m = t.Pow(total(y, Q("h", x, y)), 2)
    whole = t.Sum((x,), m)
    part = Part((), ONE, whole, (y,))
    good = prove(under(), Statement(whole, ">=", t.Pow(total(z, Q("h", y, z)), 2)), (part,))
    assert is_true(good)
    with pytest.raises(KernelError):
        prove(under(), Statement(whole, ">=", t.Pow(DIAGONAL, 2)), (part,))


@pytest.mark.parametrize("letter", [x, y, z, Index("x'", A)])
def test_what_is_put_for_a_quantity(letter):
    k = under()
    general = prove(k, Statement(total(x, mul(a, f)), "=", total(y, mul(Q("a", y), Q("f", y)))))
    made = instance(k, general, Substitution({}, {}, {"a": Put((x,), t.Pow(Q("h", x, letter), 2))}))
    if letter != x:
        assert t.free_indices(made.statement.lhs) == {letter}
    assert is_true(made)


def test_what_is_put_binds_the_letter_it_is_put_at():
    k = under()
    general = prove(k, Statement(total(y, mul(Q("f", y), c)), "=", mul(c, total(x, f))))
    made = instance(k, general, Substitution({}, {}, {"f": Put((x,), ROW)}))
    assert k.vanishes(sub(made.statement.lhs, mul(c, total(x, y, H))))
    assert not k.vanishes(sub(made.statement.lhs, mul(c, total(x, DIAGONAL))))


def test_what_is_put_for_a_law_keeps_its_parameter():
    k = under()
    general = prove(k, Statement(total(x, mul(p(), f)), "=", total(x, mul(f, p()))))
    channel = Put((x,), P("d", X=x, Y=y))
    with pytest.raises(KernelError):  # Σ_x d(x, y) is d(y), not 1
        instance(k, general, Substitution({}, {"p": channel}, {}))
    point = Put((y,), t.Delta(y, x))
    made = instance(k, general, Substitution({}, {"p": point}, {}))
    assert is_true(made)
    assert len(t.free_indices(made.statement.lhs)) == 1
    assert not k.vanishes(sub(made.statement.lhs, total(x, f)))


def test_linear_puts_letters_without_capture():
    k = under(ROW_KNOWN)
    good, caught = (sub(e, c) for e in (total(z, Q("h", y, z)), DIAGONAL))
    steps = (Linear(good, ((0, ((x, y),), ONE),)),)
    by_equations(k, Statement(total(z, Q("h", y, z)), "=", c), steps)
    with pytest.raises(KernelError):
        by_equations(k, Statement(DIAGONAL, "=", c), (Linear(caught, ((0, ((x, y),), ONE),)),))


def test_linear_sums_without_capture():
    k = under(ROW_KNOWN)
    summed = total(x, mul(Q("f", x), sub(ROW, c)))
    by_equations(
        k,
        Statement(summed, "=", ZERO),
        (
            Linear(summed, ((0, (), Q("f", x)),), (x,)),
            Linear(sub(summed, ZERO), ((1, (), ONE),)),
        ),
    )
    caught = total(y, mul(Q("f", y), sub(H, c)))
    with pytest.raises(KernelError):
        by_equations(
            k, Statement(caught, "=", ZERO), (Linear(sub(caught, ZERO), ((0, (), Q("f", y)),)),)
        )


DEFINED = Hypothesis("f is a row", "=", sub(f, ROW))  # f(x) = Σ_y h(x, y)


def test_rewrite_under_a_binder_of_the_same_letter():
    assert under().vanishes(sub(replace_atom(total(y, Q("f", y)), f, ROW), total(x, y, H)))
    k = under(DEFINED)
    twice = sub(total(y, Q("f", y)), total(x, y, H))
    by_equations(
        k,
        Statement(total(y, Q("f", y)), "=", total(x, y, H)),
        (Rewrite(twice, 0, f, ROW),),
    )
    caught = Statement(total(y, Q("f", y)), "=", DIAGONAL)
    with pytest.raises(KernelError):
        by_equations(k, caught, (Rewrite(caught.gap(), 0, f, ROW),))


def test_rewrite_has_no_free_letter_of_its_own():
    free = Hypothesis("f(x) = f(y)", "=", sub(f, Q("f", y)))
    with pytest.raises(KernelError, match="no others"):
        by_equations(
            under(free),
            Statement(total(y, f), "=", total(y, Q("f", y))),
            (Rewrite(sub(total(y, f), total(y, Q("f", y))), 0, f, Q("f", y)),),
        )


def test_equality_conditions_do_not_capture():
    k = under()
    square = prove(k, Statement(t.Pow(ROW, 2), ">=", ZERO), (Square((), ONE, ROW),))
    gap = square.statement.gap()
    condition = total(z, Q("h", x, z))
    back = (Linear(gap, ((0, (), condition),)),)
    made = with_equality(k, square, (condition,), (Linear(condition, ((0, (), ONE),)),), back)
    assert made.equality == (condition,)
    with pytest.raises(KernelError):
        with_equality(k, square, (DIAGONAL,), (Linear(DIAGONAL, ((0, (), ONE),)),), back)


@pytest.mark.parametrize("form", [Nonneg, Square, Tangent])
def test_forms_over_a_letter_that_is_bound_inside(form):
    inside = total(x, t.Pow(Q("f", x), 2))
    made = {
        Nonneg: Nonneg((x,), mul(a, inside)),
        Square: Square((x,), a, inside),
        Tangent: Tangent((x,), a, add(inside, ONE)),
    }[form]
    k = under()
    true = {
        Nonneg: Statement(mul(total(x, a), inside), ">=", ZERO),
        Square: Statement(mul(total(x, a), t.Pow(inside, 2)), ">=", ZERO),
        Tangent: Statement(
            mul(total(x, a), inside), ">=", mul(total(x, a), t.Log(add(inside, ONE)))
        ),
    }[form]
    assert is_true(prove(k, true, (made,)))
    caught = Statement(total(x, mul(a, t.Pow(f, 2))), ">=", mul(total(x, a), inside))
    with pytest.raises(KernelError):
        prove(k, caught, (made,))


def test_nested_sums_of_one_letter():
    k = under()
    nested = total(x, mul(f, total(x, f)))
    assert k.vanishes(sub(nested, t.Pow(total(x, f), 2)))
    assert not k.vanishes(sub(nested, total(x, t.Pow(f, 2))))


def test_induction_puts_one_more_letter_without_capture():
    """ell grows by one(v). A Σ over v in what is put is not about the next letter v."""
    u, v = Index("U", "U"), Index("V", "V")
    ell, one = Q("ell", u), Q("one", v)
    real = {"ell": t.QuantityDecl(("U",), "real"), "one": t.QuantityDecl(("V",), "real")}
    k = Normalizer(t.Context({}, real))
    step = prove(k, Statement(add(ell, one), "=", add(one, ell)))
    grown = Put((u, v), add(ell, one))
    induction(k, step, ell, one, "+", Growth("U", "V", {"ell": grown}))
    for caught in (add(ell, total(v, one)), add(total(u, ell), one)):
        with pytest.raises(KernelError):
            induction(k, step, ell, one, "+", Growth("U", "V", {"ell": Put((u, v), caught)}))


# -- the same, as a person writes it --------------------------------------------------------------

i, j = alphabets("i j")
k_ = i.another("k")
g, w, law = Real("g", i), Real("w", i, i.another("i2")), Distribution("p", i)


def test_sympy_substitution_steps_aside():
    row = Sum(w(i, k_), k_)
    moved = row.subs(i, k_)
    assert moved.free_symbols == {k_}
    assert translate(moved) != translate(Sum(w(k_, k_), k_))
    assert claimed(Eq(moved, Sum(w(k_, k_), k_))) == "refuted"
    other = i.another("m")
    assert claimed(Eq(moved, Sum(w(k_, other), other))) == "proved"
    product = Product(law(i) + law(k_) + 1, k_).subs(i, k_)
    assert product.free_symbols == {k_}


def test_sympy_sums_of_one_letter_nested():
    assert claimed(Eq(Sum(g(i) * Sum(g(i), i), i), Sum(g(i), i) ** 2)) == "proved"
    assert claimed(Eq(Sum(g(i) * Sum(g(i), i), i), Sum(g(i) ** 2, i))) == "refuted"
    assert claimed(Eq(Sum(Sum(g(i), i), i), Sum(g(i), i))) == "refuted"
    assert (
        claimed(Eq(Sum(law(i) * log(1 / Sum(law(i) ** 2, i)), i), -log(Sum(law(i) ** 2, i))))
        == "proved"
    )


def test_a_map_does_not_capture_the_letter_it_is_at():
    samples = alphabets("v")[0]
    f_ = Map("f", samples, to=i)
    value = f_.at(samples, lambda k: w(k, i))
    assert i in value.free_symbols
    assert claimed(Eq(value, f_.at(samples, lambda k: w(k, k))), f_.facts()) == "refuted"


@pytest.mark.parametrize(
    "relation",
    [
        Eq(Sum(w(i, k_), k_), Sum(w(k_, k_), k_)),
        Le(Sum(w(i, k_) ** 2, k_), Sum(w(k_, k_) ** 2, k_)),
        Ge(Sum(law(i) * g(k_), i), Sum(law(i) * g(i), i)),
        Eq(g(i) * Sum(law(i), i), Sum(law(i) * g(i), i)),
        Eq(Rational(1, 2) * Sum(g(i) + g(k_), i), Sum(g(i), i)),
    ],
    ids=str,
)
def test_what_capture_would_prove_is_refuted(relation):
    assert claimed(relation) == "refuted"
