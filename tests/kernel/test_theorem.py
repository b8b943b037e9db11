"""Theorems: what they rest on, who makes them, and that they stay as they were made."""

import contextlib
import copy
import pickle
import subprocess
import sys

import pytest

import derive
from derive.kernel import terms as t
from derive.kernel.certificates import Given, Known, Nonneg, Tangent
from derive.kernel.equality import Linear, with_equality
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, KernelError, LawDecl, QuantityDecl
from derive.kernel.theorem import (
    Rests,
    Statement,
    Theorem,
    admit,
    antisymmetric,
    chain,
    cite,
    prove,
)

from .build import (
    LAWS,
    ONE,
    QUANTITIES,
    ZERO,
    A,
    Q,
    add,
    mul,
    num,
    p,
    sub,
    total,
    under,
    x,
)

a, b, f = Q("a", x), Q("b", x), Q("f", x)
FALSE = Statement(ZERO, ">=", ONE)
POSITIVE = Statement(a, ">=", ZERO)
EMPTY = Context({}, {})


def simple():
    return prove(under(), POSITIVE, (Nonneg((), a),))


# -- what a theorem rests on --------------------------------------------------------------------


def test_cite_names_its_source():
    made = cite(under(), Statement(f, ">=", ZERO), "the law of large numbers")
    assert made.rests == Rests(cited=frozenset({"the law of large numbers"}))
    assert not made.is_proved
    assert "cited: the law of large numbers" in repr(made)


def test_admit_is_open():
    made = admit(under(), FALSE, "step 3")
    assert made.rests.open == {"step 3"}
    assert not made.is_proved
    assert "OPEN: step 3" in repr(made)


@pytest.mark.parametrize("rule", [cite, admit])
def test_what_is_not_proved_is_still_a_statement(rule):
    with pytest.raises(KernelError):
        rule(under(), Statement(Q("nope"), "=", ZERO), "why")


def test_a_hole_does_not_disappear():
    k = under()
    hole = admit(k, Statement(f, ">=", ZERO), "hole")
    source = cite(k, Statement(Q("c"), "=", ONE), "book")
    one = prove(k, Statement(mul(a, f), ">=", ZERO), (Known(hole, (), (), a),))
    two = prove(
        k,
        Statement(total(x, mul(a, f)), ">=", sub(ONE, Q("c"))),
        (Known(one, (), (x,)), Known(source)),
    )
    three = chain(k, (two,), two.statement)
    four = instance(k, three, Substitution({}, {}, {"a": Put((x,), b)}))
    for made in (two, three, four):
        assert made.rests.open == {"hole"}
        assert made.rests.cited == {"book"}
        assert not made.is_proved
    same = Linear(one.statement.gap(), ((0, (), ONE),))
    five = with_equality(k, one, one.zero, (), (same,))
    assert five.rests.open == {"hole"}


def test_axioms_are_collected():
    k = under()
    tangent = prove(
        k, Statement(sub(Q("g", x), ONE), ">=", t.Log(Q("g", x))), (Tangent((), ONE, Q("g", x)),)
    )
    later = prove(k, Statement(Q("g", x), ">=", add(ONE, t.Log(Q("g", x)))), (Known(tangent),))
    assert later.rests.axioms == tangent.rests.axioms == {"ln t ≤ t − 1"}
    assert simple().rests.axioms == frozenset()


def test_antisymmetric():
    below, above = (Hypothesis(h, ">=", e) for h, e in (("<=", sub(b, f)), (">=", sub(f, b))))
    k = under(below, above)
    one = prove(k, Statement(f, ">=", b), (Given(">="),))
    other = prove(k, Statement(f, "<=", b), (Given("<="),))
    made = antisymmetric(k, one, other, Statement(f, "=", b))
    assert made.statement.rel == "="
    assert made.zero == ()
    prove(k, Statement(mul(Q("c"), f), "=", mul(Q("c"), b)), (Known(made, (), (), Q("c")),))
    hole = admit(k, Statement(b, ">=", f), "hole")
    assert antisymmetric(k, one, hole, Statement(f, "=", b)).rests.open == {"hole"}
    assert antisymmetric(k, hole, one, Statement(b, "=", f)).rests.open == {"hole"}


def test_antisymmetric_refused():
    below, above = (Hypothesis(h, ">=", e) for h, e in (("<=", sub(b, f)), (">=", sub(f, b))))
    k = under(below, above)
    one = prove(k, Statement(f, ">=", b), (Given(">="),))
    other = prove(k, Statement(f, "<=", b), (Given("<="),))
    for pair, statement in (
        ((one, one), Statement(f, "=", b)),
        ((other, one), Statement(f, "=", b)),
        ((one, other), Statement(f, "=", a)),
        ((one, other), Statement(f, ">=", b)),
        ((one, other), Statement(mul(num(2), f), "=", mul(num(2), b))),
    ):
        with pytest.raises(KernelError):
            antisymmetric(k, *pair, statement)
    with pytest.raises(KernelError):
        antisymmetric(under(below), one, other, Statement(f, "=", b))


# -- nobody else makes one ----------------------------------------------------------------------


def test_a_theorem_is_not_constructed():
    with pytest.raises(KernelError):
        Theorem(object(), statement=FALSE)
    with pytest.raises(KernelError):
        Theorem(None)
    with pytest.raises(TypeError):
        Theorem()


def test_a_theorem_is_not_subclassed():
    with pytest.raises(KernelError):

        class Mine(Theorem):  # type: ignore[misc]
            pass


def test_a_theorem_is_not_copied_or_pickled():
    made = simple()
    for attempt in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(KernelError):
            attempt(made)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(KernelError):
            pickle.dumps([made], protocol)


@pytest.mark.parametrize("field", [*Theorem.__slots__[:-1], "is_proved", "other"])
def test_a_theorem_is_not_changed(field):
    made = simple()
    with pytest.raises((KernelError, AttributeError)):
        setattr(made, field, FALSE)
    with pytest.raises((KernelError, AttributeError)):
        delattr(made, field)
    assert made.statement == POSITIVE


@pytest.mark.parametrize("part", ["statement", "rests", "reason", "context"])
def test_its_parts_are_frozen(part):
    thing = getattr(simple(), part)
    for field in ("lhs", "axioms", "rule", "supports", "laws"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(thing, field, None)
    with pytest.raises(TypeError):
        simple().context.laws["p"] = None


class Lookalike:
    """Everything a theorem has, made by hand."""

    context = EMPTY
    statement = FALSE
    zero = (num(-1),)
    rests = Rests()
    equality = None
    reason = None


def test_a_lookalike_is_not_a_theorem():
    k = Normalizer(EMPTY)
    with pytest.raises(KernelError):
        prove(k, FALSE, (Known(Lookalike()),))
    with pytest.raises(KernelError):
        instance(k, Lookalike(), Substitution({}, {}, {}))
    with pytest.raises(KernelError):
        with_equality(k, Lookalike(), (num(-1),), (), (Linear(FALSE.gap(), ((0, (), ONE),)),))
    with pytest.raises(KernelError):
        antisymmetric(k, Lookalike(), Lookalike(), Statement(ZERO, "=", ONE))


def test_a_statement_means_what_it_shows():
    class Other(Statement):
        def gap(self):
            return ZERO

    with pytest.raises(KernelError):
        prove(Normalizer(EMPTY), Other(ZERO, ">=", ONE))
    with pytest.raises(KernelError):
        cite(Normalizer(EMPTY), Other(ZERO, ">=", ONE), "book")


def test_a_certificate_read_once_hides_nothing():
    k = under()
    hole = admit(k, FALSE, "hole")
    try:
        made = prove(k, FALSE, iter((Known(hole),)))
    except KernelError:
        return
    assert made.rests.open == {"hole"}


def test_terms_are_tuples_all_the_way():
    k = Normalizer(EMPTY)
    with pytest.raises(KernelError):
        prove(k, Statement(t.Add(iter([ONE])), "<=", ZERO))
    with pytest.raises(KernelError):
        prove(k, Statement(t.Add([ZERO]), "=", ZERO))
    with pytest.raises(KernelError):
        prove(k, Statement(t.Const(0.1), "=", t.Const(0.1)))


def test_hypotheses_do_not_change_afterwards():
    hypotheses = [Hypothesis("h", ">=", num(-1))]
    claim = Statement(num(-1), ">=", ZERO)
    try:
        context = Context({}, {}, (), hypotheses)
        made = prove(Normalizer(context), claim, (Given("h"),))
    except KernelError:
        return
    hypotheses.clear()
    assert [h.name for h in made.context.hypotheses] == ["h"]


def test_declarations_do_not_change_afterwards():
    laws, quantities = dict(LAWS), dict(QUANTITIES)
    context = Context(laws, quantities)
    made = prove(Normalizer(context), POSITIVE, (Nonneg((), a),))
    quantities["a"] = QUANTITIES["f"]
    laws.clear()
    assert made.context.quantities["a"].sign == "nonneg"
    assert made.context.laws


def test_a_normalizer_keeps_its_context():
    hypothesis = t.Support("a << b", a, b)
    k = under(hypothesis)
    claim = Statement(mul(a, t.Nonzero(b)), "=", a)
    with contextlib.suppress(AttributeError, KernelError):
        k.context = under().context
    try:
        made = prove(k, claim)
    except KernelError:
        return
    assert made.context.supports == (hypothesis,)


def test_a_normalizer_is_not_made_to_agree():
    k = Normalizer(EMPTY)
    with contextlib.suppress(AttributeError, KernelError):
        k.reduced = lambda p: type(p)({})
    with pytest.raises(KernelError):
        prove(k, FALSE)


def test_every_rule_wants_the_kernels_own_normalizer():
    try:

        class Agreeing(Normalizer):
            def vanishes(self, term):
                return True

        k = Agreeing(under().context)
    except KernelError:
        return
    one = prove(under(), Statement(total(x, p()), "=", ONE))
    with pytest.raises(KernelError):
        prove(k, FALSE)
    with pytest.raises(KernelError):
        instance(k, one, Substitution({}, {"p": Put((x,), num(7))}, {}))
    with pytest.raises(KernelError):
        with_equality(k, simple(), (f,), (Linear(f, ()),), (Linear(simple().statement.gap(), ()),))
    with pytest.raises(KernelError):
        antisymmetric(k, simple(), simple(), Statement(a, "=", num(5)))


def test_a_context_checks_itself():
    with pytest.raises(KernelError):

        class Careless(Context):
            def check(self, t):
                pass

        prove(Normalizer(Careless({}, {})), Statement(Q("nope"), "=", Q("nope")))


# -- names --------------------------------------------------------------------------------------


def test_a_name_cannot_look_like_a_product():
    with pytest.raises(KernelError):
        prove(Normalizer(EMPTY), Statement(t.Card("x^2"), "=", t.Pow(t.Card("x"), 2)))
    with pytest.raises(KernelError):
        prove(Normalizer(EMPTY), Statement(t.Card("x*K y"), "=", mul(t.Card("x"), t.Card("y"))))


@pytest.mark.parametrize("name", ["a[]*Q b", "a^2", "", "1a", "a b", "#a", "$0", "a,b", 3])
def test_declared_names_are_names(name):
    real = QuantityDecl((), "real")
    with pytest.raises(KernelError):
        k = Normalizer(Context({}, {"a": real, "b": real, name: real}))
        prove(k, Statement(t.Quantity(name), "=", t.Quantity(name)))
    law = LawDecl((("X", A),))
    with pytest.raises(KernelError):
        k = Normalizer(Context({name: law}, {}))
        prove(k, Statement(t.LawTerm(name, (("X", x),)), "=", t.LawTerm(name, (("X", x),))))
    with pytest.raises(KernelError):
        k = Normalizer(Context({"p": LawDecl(((name, A),))}, {}))
        prove(k, Statement(t.LawTerm("p", ((name, x),)), "=", t.LawTerm("p", ((name, x),))))


@pytest.mark.parametrize("sign", ["Real", "positive", "", None])
def test_signs_are_four(sign):
    with pytest.raises(KernelError):
        k = Normalizer(Context({}, {"a": QuantityDecl((), sign)}))
        prove(k, Statement(Q("a"), ">=", ZERO), (Nonneg((), Q("a")),))


def test_a_variable_is_declared_once():
    for decl in (
        LawDecl((("X", A), ("X", A))),
        LawDecl((("X", A),), (("X", A),)),
        LawDecl((("X", A),), (("Z", A), ("Z", "B"))),
    ):
        with pytest.raises(KernelError):
            k = Normalizer(Context({"p": decl}, {}))
            prove(k, Statement(t.LawTerm("p", (("X", x),)), "=", t.LawTerm("p", (("X", x),))))


# -- without assertions -------------------------------------------------------------------------

SCRIPT = """
import copy
import sys
import types

package = types.ModuleType("derive")  # the kernel alone, without derive/__init__.py
package.__path__ = [sys.argv[1]]
sys.modules["derive"] = package
from derive.kernel.terms import *
from derive.kernel.normal import Normalizer
from derive.kernel.certificates import *
from derive.kernel.theorem import *
from derive.kernel.terms import minus
if __debug__:
    raise SystemExit("assertions are on")
a = Quantity("a", ())
f = Quantity("f", ())
k = Normalizer(Context({}, {"a": QuantityDecl((), "nonneg"), "f": QuantityDecl((), "real")}))
good = prove(k, Statement(a, ">=", ZERO), (Nonneg((), a),))
refusals = [
    lambda: prove(k, Statement(ZERO, ">=", ONE)),
    lambda: prove(k, Statement(f, ">=", ZERO), (Nonneg((), f),)),
    lambda: prove(k, Statement(a, "=", ZERO), (Nonneg((), a),)),
    lambda: prove(k, Statement(Log(a), "=", Log(a))),
    lambda: prove(k, Statement(Mul((a, Pow(a, -1))), "=", ONE)),
    lambda: prove(k, Statement(minus(f, ONE), ">=", Log(f)), (Tangent((), ONE, f),)),
    lambda: antisymmetric(k, good, good, Statement(a, "=", ZERO)),
    lambda: Theorem(None),
    lambda: setattr(good, "statement", None),
    lambda: copy.copy(good),
    lambda: k.normal(Quantity("nope")),
]
allowed = lambda: prove(k, Statement(ONE, ">=", ONE))
for n, attempt in enumerate([*refusals, allowed]):
    try:
        attempt()
    except KernelError:
        continue
    print("number", n, "is accepted")
foreign = {"sympy", "numpy", "mpmath", "derive.search", "derive.language"} & set(sys.modules)
if foreign:
    raise SystemExit(f"the kernel imports {foreign}")
"""


def test_refusals_do_not_need_assertions():
    done = subprocess.run(
        [sys.executable, "-O", "-c", SCRIPT, *derive.__path__],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "number 11 is accepted\n"), done.stderr
