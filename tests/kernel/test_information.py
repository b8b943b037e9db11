"""Conditional mutual information as a form: derived from the others; what is none is refused."""

from fractions import Fraction

import pytest

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.information import Information
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, KernelError, LawDecl, QuantityDecl
from derive.kernel.theorem import Statement, prove
from derive.store import dumps, loads

R = {"r": LawDecl((("x", "x"), ("y", "y"), ("z", "z"), ("w", "x")))}


def normalizer(**more):
    return Normalizer(Context({**R, **more.get("laws", {})}, more.get("quantities", {})))


def value(n, form):
    return c.value(n, form)


def law(*pairs):
    return t.LawTerm("r", tuple((v, Index(v, "x" if v == "w" else v)) for v in pairs))


def by_tangent_and_gap(a, b, k):
    """I(a; b | k) ≥ 0 from ln t ≤ t − 1 alone."""
    joint, above = law(*a, *b, *k), t.Mul((law(*a, *k), law(*b, *k)))
    given = law(*k) if k else t.ONE
    point = t.Mul((above, t.Pow(given, -1), t.Pow(joint, -1)))
    bound = tuple(i for _, i in joint.at)
    product = t.Mul((above, t.Pow(given, -1)))
    return (c.Tangent(bound, joint, point), c.Gap(bound, product, joint))


@pytest.mark.parametrize(
    ("a", "b", "k"),
    [(("x",), ("y",), ()), (("x",), ("y",), ("z",)), (("x", "w"), ("y",), ("z",))],
)
def test_it_is_a_derived_rule(a, b, k):
    n = normalizer()
    statement = Statement(value(n, Information("r", a, b, k)), ">=", t.ZERO)
    assert prove(n, statement, by_tangent_and_gap(a, b, k)).is_proved
    assert prove(n, statement, (Information("r", a, b, k),)).is_proved


def test_conditional_entropy_is_a_derived_rule():
    n = normalizer()
    form = Information("r", ("x",), ("x",), ("y",))
    statement = Statement(value(n, form), ">=", t.ZERO)
    joint, given = law("x", "y"), law("y")
    ratio = t.Mul((joint, t.Pow(given, -1)))
    x, other = Index("x", "x"), Index("x'", "x")
    whole = t.Sum((other,), t.LawTerm("r", (("x", other), ("y", Index("y", "y")))))
    bound = (x, Index("y", "y"))
    old = (c.Tangent(bound, joint, ratio), c.Part(bound, ratio, whole, (x,)))
    assert prove(n, statement, old).is_proved
    assert prove(n, statement, (form,)).is_proved


def test_it_rests_on_the_tangent_and_says_when_it_is_zero():
    n = normalizer()
    form = Information("r", ("x",), ("y",), ("z",), t.const(2))
    made = prove(n, Statement(value(n, form), ">=", t.ZERO), (form,))
    assert made.rests.axioms == {c.TANGENT_AXIOM}
    (zero,) = made.zero
    product = t.minus(t.Mul((law("x", "y", "z"), law("z"))), t.Mul((law("x", "z"), law("y", "z"))))
    assert n.vanishes(t.minus(zero, t.Mul((t.const(2), product))))


def test_the_fast_value_is_the_term():
    n = normalizer()
    for form in (
        Information("r", ("x",), ("y",), ("z",), t.Const(Fraction(2, 3))),
        Information("r", ("x", "z"), ("x", "z"), ("y",), t.Const(Fraction(5))),
    ):
        fast = n.less(t.ZERO, c.normal_value(n, form))
        assert (fast + n.normal(value(n, form))).terms == {}


REFUSED = {
    "overlap": Information("r", ("x",), ("x", "y")),
    "given overlaps": Information("r", ("x",), ("y",), ("y",)),
    "given overlaps an entropy": Information("r", ("x",), ("x",), ("x",)),
    "a variable twice": Information("r", ("x", "x"), ("y",)),
    "empty": Information("r", (), ("y",)),
    "both empty": Information("r", (), ()),
    "unknown variable": Information("r", ("v",), ("y",)),
    "unknown law": Information("s", ("x",), ("y",)),
    "a channel": Information("W", ("y",), ("z",)),
    "a channel's input": Information("W", ("y",), ("x",)),
    "negative weight": Information("r", ("x",), ("y",), (), t.const(-1)),
    "weight of any sign": Information("r", ("x",), ("y",), (), t.Quantity("c")),
    "open weight": Information("r", ("x",), ("y",), (), t.Quantity("f", (Index("x", "x"),))),
    "text for a group": Information("r", "x", ("y",)),
    "a list for a group": Information("r", ["x"], ("y",)),
    "no law's name": Information(None, ("x",), ("y",)),
}


@pytest.mark.parametrize("form", REFUSED.values(), ids=REFUSED)
def test_what_is_no_information_is_refused(form):
    channel = LawDecl((("y", "y"), ("z", "z")), (("x", "x"),))
    quantities = {"c": QuantityDecl((), "real"), "f": QuantityDecl(("x",), "nonneg")}
    n = normalizer(laws={"W": channel}, quantities=quantities)
    with pytest.raises(KernelError):
        prove(n, Statement(t.ZERO, ">=", t.ZERO), (form,))


FALSE = {
    "I(X;Y|Z) ≤ I(X;Y)": ((("x",), ("y",), ()), (("x",), ("y",), ("z",))),
    "H(X|Y) ≥ H(X)": ((("x",), ("x",), ("y",)), (("x",), ("x",), ())),
    "I(X;Y) ≥ H(X)": ((("x",), ("y",), ()), (("x",), ("x",), ())),
}


@pytest.mark.parametrize("sides", FALSE.values(), ids=FALSE)
def test_false_statements_have_no_such_proof(sides):
    n = normalizer()
    greater, less = (value(n, Information("r", *groups)) for groups in sides)
    for certificate in ((), tuple(Information("r", *groups) for groups in sides)):
        with pytest.raises(KernelError):
            prove(n, Statement(greater, ">=", less), certificate)


def test_an_information_proves_no_equation_and_nothing_strict():
    n = normalizer()
    form = Information("r", ("x",), ("y",))
    for rel in ("=", ">"):
        with pytest.raises(KernelError):
            prove(n, Statement(value(n, form), rel, t.ZERO), (form,))


def test_it_is_stored_and_made_again():
    n = normalizer()
    form = Information("r", ("x",), ("y", "z"), ("w",), t.Const(Fraction(1, 3)))
    made = prove(n, Statement(value(n, form), ">=", t.ZERO), (form,))
    text = dumps(made)
    assert repr(loads(text)) == repr(made)
    with pytest.raises(KernelError):
        loads(text.replace('"Information"', '"Nonneg"', 1))


def test_hypotheses_do_not_loosen_it():
    h = Hypothesis("h", ">=", t.Quantity("c"))
    n = Normalizer(Context(R, {"c": QuantityDecl((), "real")}, (), (h,)))
    with pytest.raises(KernelError):
        prove(n, Statement(t.ZERO, ">=", t.ZERO), (Information("r", ("x",), ("y",), (), h.term),))


class Equal(list):
    """Says that it is equal to anything."""

    def __eq__(self, other):
        return True

    __hash__ = None


class Large(Fraction):
    """A number that says that it is greater than any."""

    __gt__ = __ge__ = lambda self, other: True


def test_lookalikes_are_refused():
    n = normalizer()
    with pytest.raises(KernelError):
        c.check(n, Information("r", ("x",), Equal(["y"])))
    with pytest.raises(KernelError):
        c.check(n, Information("r", ("x",), ("y",), (), t.Const(Large(-1))))


def test_a_lookalike_of_a_term_already_checked_is_refused_too():
    n = normalizer()
    n.context.check(t.const(-1))
    with pytest.raises(KernelError):
        prove(n, Statement(t.const(-1), ">=", t.ZERO), (c.Nonneg((), t.Const(Large(-1))),))
