"""Forgery: objects that look like a theorem, a term, a name, and answer for themselves.

Python has no walls, so what is tested is that no rule of the kernel takes them, and that nothing
they leave behind (caches, derived equations) makes a false statement provable later.
"""

import copy
import dataclasses
import gc
import pickle
import subprocess
import sys
import threading
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from derive.kernel import certificates
from derive.kernel import terms as t
from derive.kernel.certificates import Given, Information, Known, Nonneg, Part, Square, Tangent
from derive.kernel.equality import Linear, Rewrite, by_equations, with_equality
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.support import Support as Facts
from derive.kernel.terms import (
    Context,
    Hypothesis,
    Index,
    KernelError,
    LawDecl,
    QuantityDecl,
    Support,
)
from derive.kernel.theorem import (
    Reason,
    Rests,
    Statement,
    Theorem,
    admit,
    antisymmetric,
    chain,
    cite,
    prove,
)
from derive.store import dumps, loads
from tests.kernel.build import ONE, ZERO, A, Q, mul, p, sub, total, under, x, y

FALSE = Statement(ZERO, "=", ONE)
EMPTY = Context({}, {})
a, f, c = Q("a", x), Q("f", x), Q("c")
GOOD = Statement(a, ">=", ZERO)


def good():
    return prove(under(), GOOD, (Nonneg((), a),))


# -- theorems -------------------------------------------------------------------------------------


def fields(statement=FALSE):
    return {
        "context": EMPTY,
        "statement": statement,
        "zero": (),
        "rests": Rests(),
        "equality": None,
        "reason": Reason("prove", ()),
    }


def by_new():
    made = object.__new__(Theorem)
    for name, v in fields().items():
        object.__setattr__(made, name, v)
    return made


def by_class():
    class Lookalike:
        __slots__ = ("__weakref__", "context", "equality", "reason", "rests", "statement", "zero")

    made = Lookalike()
    for name, v in fields().items():
        setattr(made, name, v)
    try:
        made.__class__ = Theorem  # type: ignore[assignment]
    except TypeError:
        return by_new()
    return made


def by_change():
    made = good()
    object.__setattr__(made, "statement", FALSE)
    object.__setattr__(made, "context", EMPTY)
    return made


def by_rests():
    made = admit(Normalizer(EMPTY), FALSE, "hole")
    object.__setattr__(made, "rests", Rests())
    return made


def by_duck():
    class Duck:
        def __getattr__(self, name):
            return fields()[name]

        @property
        def __class__(self):
            return Theorem

    return Duck()


@pytest.mark.parametrize("forge", [by_new, by_class, by_change, by_rests, by_duck])
def test_no_rule_takes_a_forged_theorem(forge):
    forged, k = forge(), Normalizer(EMPTY)
    uses = [
        lambda: prove(k, FALSE, (Known(forged),)),
        lambda: chain(k, (forged,), FALSE),
        lambda: antisymmetric(k, forged, forged, FALSE),
        lambda: instance(k, forged, Substitution({}, {}, {})),
        lambda: with_equality(k, forged, (), (), ()),
    ]
    for use in uses:
        with pytest.raises(KernelError):
            use()


def test_an_unfinished_theorem_is_none():
    for use in (object.__new__(Theorem), Theorem, None, "0 = 1", True):
        with pytest.raises(KernelError):
            prove(Normalizer(EMPTY), FALSE, (Known(use),))


@pytest.mark.parametrize(
    "attempt",
    [
        lambda m: Theorem(object(), **fields()),
        lambda m: Theorem(None, **fields()),
        lambda m: copy.copy(m),
        lambda m: copy.deepcopy(m),
        lambda m: copy.deepcopy([m]),
        lambda m: pickle.dumps(m),
        lambda m: pickle.dumps({"m": m}),
        lambda m: m.__reduce__(),
        lambda m: m.__reduce_ex__(2),
        lambda m: dataclasses.replace(m, statement=FALSE),
        lambda m: setattr(m, "statement", FALSE),
        lambda m: delattr(m, "rests"),
        lambda m: m.__init__(object(), **fields()),
        lambda m: m.__dict__,
        lambda m: type("Mine", (Theorem,), {}),
        lambda m: m.__setstate__(fields()),
    ],
)
def test_a_theorem_is_not_made_copied_or_changed(attempt):
    made = good()
    with pytest.raises((KernelError, TypeError, AttributeError)):
        attempt(made)
    assert made.statement == GOOD


def test_an_unpickled_name_is_no_theorem():
    class Reduced:
        def __reduce__(self):
            return (Theorem, (None,))

    with pytest.raises(KernelError):
        pickle.loads(pickle.dumps(Reduced()))


def test_what_is_made_in_a_tampered_process_is_refused_in_a_clean_one(monkeypatch):
    """Accidents that no check inside the process can catch do not survive `derive.store`."""
    monkeypatch.setattr(certificates, "check", lambda n, form: None)
    k = under()
    false = prove(k, Statement(f, ">=", ZERO), (Nonneg((), f),))
    text = dumps(false)
    monkeypatch.undo()
    with pytest.raises(KernelError):
        loads(text)
    script = "import sys; from derive.store import loads; loads(sys.stdin.read())"
    done = subprocess.run(
        [sys.executable, "-c", script], input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "KernelError" in done.stderr


# -- classes made from the kernel's ---------------------------------------------------------------


@pytest.mark.parametrize("kind", [Theorem, Context, Normalizer, Facts])
def test_what_answers_for_the_kernel_is_not_subclassed(kind):
    with pytest.raises(KernelError):
        type("Mine", (kind,), {})


class EqualToAll:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class LiarSum(EqualToAll, t.Sum):
    def __hash__(self):
        return hash(t.Sum((x,), ONE))


class LiarAdd(EqualToAll, t.Add):
    __hash__ = t.Add.__hash__


class LiarInt(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class LiarFraction(Fraction):
    def __eq__(self, other):
        return True

    def __gt__(self, other):
        return True

    __hash__ = Fraction.__hash__


class LiarName(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class LiarTuple(tuple):
    def __iter__(self):
        return iter(())

    def __eq__(self, other):
        return True

    __hash__ = tuple.__hash__


class LiarIndex(Index):
    def __eq__(self, other):
        return True

    __hash__ = Index.__hash__


LIARS = [
    LiarSum((x,), ONE),
    LiarAdd((ONE,)),
    t.Const(LiarFraction(1)),
    t.Const(LiarInt(1)),
    t.Const(True),
    t.Const(1.0),
    t.Const(float("nan")),
    t.Const(Decimal(1)),
    t.Const(np.int64(1)),
    t.Const(np.float64(1)),
    t.Const("1"),
    t.Const(None),
    t.Pow(ONE, True),
    t.Pow(ONE, 2.0),
    t.Pow(ONE, np.int64(2)),
    t.Pow(ONE, LiarInt(2)),
    t.Pow(ONE, Fraction(2)),
    t.Add([ONE]),
    t.Add(LiarTuple((ONE,))),
    t.Add(iter((ONE,))),
    t.Add({ONE: 1}),
    t.Add((1,)),
    t.Mul((ONE, None)),
    t.Sum(LiarTuple((x,)), ONE),
    t.Sum((LiarIndex("x", A),), ONE),
    t.Sum((("x", A),), ONE),
    t.Sum((Index(LiarName("x"), A),), ONE),
    t.Quantity(LiarName("c")),
    t.Quantity("f", [x]),
    t.Quantity("f", (LiarIndex("x", A),)),
    t.LawTerm("p", (("X", LiarIndex("x", A)),)),
    t.LawTerm(LiarName("p"), (("X", x),)),
    t.LawTerm("p", ((LiarName("X"), x),)),
    t.LawTerm("p", {"X": x}),
    t.Card(LiarName(A)),
    t.Card(None),
    t.Delta(x, LiarIndex("y", A)),
    t.Log(1),
    t.Exp(None),
    t.Nonzero("c"),
    1,
    Fraction(1),
    None,
    "0",
    (),
]


@pytest.mark.parametrize("liar", LIARS, ids=lambda e: type(e).__name__)
def test_a_term_is_the_kernels_own(liar):
    k = under()
    for use in (
        lambda: prove(k, Statement(liar, "=", liar)),
        lambda: prove(k, Statement(t.Mul((ZERO, t.Exp(liar))), "=", ZERO)),
        lambda: cite(k, Statement(liar, "=", ONE), "book"),
        lambda: prove(k, Statement(ONE, ">=", ZERO), (Nonneg((), liar),)),
        lambda: prove(k, Statement(ONE, ">=", ZERO), (Square((), ONE, liar),)),
        lambda: prove(k, Statement(ONE, ">=", ZERO), (Tangent((), ONE, liar),)),
        lambda: Normalizer(Context({}, {}, (), (Hypothesis("h", "=", liar),))),
        lambda: Normalizer(Context({}, {}, (Support("h", ONE, liar),))),
    ):
        with pytest.raises((KernelError, TypeError)):
            use()


def test_a_lookalike_leaves_nothing_in_a_cache():
    """Its normal form would be found later under the term that it says it is equal to."""
    k = under()
    target = t.Sum((x,), ONE)
    for use in (
        lambda e: prove(k, Statement(ONE, ">=", ZERO), (Tangent((), ONE, e),)),
        lambda e: prove(k, Statement(ONE, ">=", ZERO), (Nonneg((), e),)),
        lambda e: prove(k, Statement(ONE, ">=", ZERO), (Part((), ONE, e, (x,)),)),
        lambda e: prove(k, Statement(e, "=", e)),
        lambda e: by_equations(k, Statement(e, "=", e), ()),
        lambda e: instance(k, good(), Substitution({}, {}, {"a": Put((x,), e)})),
    ):
        with pytest.raises(KernelError):
            use(LiarSum((x,), t.const(7)))
    with pytest.raises(KernelError):
        prove(k, Statement(target, "=", mul(t.const(7), t.Card(A))))


def test_a_lookalike_is_not_among_the_derived_equations():
    k = under(Hypothesis("c = n", "=", sub(c, Q("n"))))
    for step in (
        Rewrite(LiarAdd((ZERO,)), 0, c, Q("n")),
        Linear(LiarAdd((ZERO,)), ()),
        Rewrite(ZERO, 0, type("Mine", (t.Quantity,), {})("c"), Q("n")),
        Rewrite(ZERO, LiarInt(0), c, Q("n")),
        Rewrite(ZERO, True, c, Q("n")),
        Linear(ZERO, ((LiarInt(0), (), ONE),)),
        type("Mine", (Linear,), {})(FALSE.gap(), ()),
        None,
    ):
        with pytest.raises(KernelError):
            by_equations(k, FALSE, (step,))


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_name_that_changes_its_mind(cut):
    """First the equation, then the inequality, would make the inequality an equation."""

    class Name(str):
        asked = 0

        def __eq__(self, other):
            self.asked += 1
            return other == ("equation" if self.asked <= cut else "inequality")

        __hash__ = str.__hash__

    k = under(Hypothesis("equation", "=", ZERO), Hypothesis("inequality", ">=", c))
    with pytest.raises(KernelError):
        prove(k, Statement(c, "=", ZERO), (Given(Name("equation")),))
    with pytest.raises(KernelError):
        Context({}, {}, (), (Hypothesis(Name("equation"), "=", ZERO),))


@pytest.mark.parametrize("cut", range(1, 8))
def test_parameters_that_change_their_mind(cut):
    class Indices(tuple):
        asked = 0

        def __iter__(self):
            Indices.asked += 1
            return iter((x,) if Indices.asked != cut else (y,))

    k = under()
    general = prove(k, Statement(Q("f", y), "=", Q("f", y)))
    with pytest.raises(KernelError):
        instance(k, general, Substitution({}, {}, {"f": Put(Indices((x,)), Q("L", x))}))


def test_a_substitution_that_changes_its_mind():
    sums = prove(under(), Statement(total(x, p()), "=", ONE))

    class Mine:
        alphabets, quantities, asked = {}, {}, 0

        @property
        def laws(self):
            self.asked += 1
            return {"p": Put((x,), p() if self.asked <= 2 else t.const(7))}

    with pytest.raises(KernelError):
        instance(under(), sums, Mine())  # type: ignore[arg-type]
    for put in (("p", p()), None, p(), Put([x], p()), type("P", (Put,), {})((x,), p())):
        with pytest.raises(KernelError):
            instance(under(), sums, Substitution({}, {"p": put}, {}))
    with pytest.raises(KernelError):
        instance(under(), sums, Substitution({}, {LiarName("p"): Put((x,), p())}, {}))


@pytest.mark.parametrize(
    "form",
    [
        type("Mine", (Nonneg,), {})((), ONE),
        ("Nonneg", (), ONE),
        Nonneg([], ONE),
        Nonneg(LiarTuple(()), ONE),
        Part((), ONE, LiarSum((x,), ONE), (x,)),
        Part((), ONE, t.Sum((x,), ONE), [x]),
        Given("h", [(x, y)]),
        Information("d", ["X"], ("Y",)),
        Information("d", ("X",), LiarTuple(("Y",))),
        Information(LiarName("d"), ("X",), ("Y",)),
        Information("d", ("X",), ("X", "Y")),
        None,
    ],
)
def test_a_form_is_the_kernels_own(form):
    k = under(Hypothesis("h", ">=", ZERO))
    with pytest.raises(KernelError):
        prove(k, Statement(ZERO, ">=", ZERO), (form,))


@pytest.mark.parametrize("rel", ["!=", "==", "", None, 1, LiarName("="), ["="], ">>", "≤"])
def test_a_relation_is_one_of_five(rel):
    with pytest.raises(KernelError):
        prove(Normalizer(EMPTY), Statement(ZERO, rel, ONE))
    with pytest.raises(KernelError):
        cite(Normalizer(EMPTY), Statement(ZERO, rel, ONE), "book")


# -- what the caller keeps and changes ------------------------------------------------------------


def test_tables_kept_by_the_caller():
    laws, quantities = {"p": LawDecl((("X", A),))}, {"a": QuantityDecl((A,), "real")}
    hypotheses, supports = [], []
    context = Context(laws, quantities, supports, hypotheses)  # type: ignore[arg-type]
    k = Normalizer(context)
    quantities["a"] = QuantityDecl((A,), "pos")
    laws["q"] = laws["p"]
    hypotheses.append(Hypothesis("false", ">=", t.const(-1)))
    supports.append(Support("false", ONE, ZERO))
    for claim in (Statement(a, ">=", ZERO), Statement(t.const(-1), ">=", ZERO)):
        with pytest.raises(KernelError):
            prove(k, claim, (Nonneg((), a),))
        with pytest.raises(KernelError):
            prove(k, claim, (Given("false"),))
    with pytest.raises(TypeError):
        context.laws["p"] = None  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        context.quantities = {}  # type: ignore[misc]


def test_declarations_kept_by_the_caller():
    outputs, alphabets = [("X", A)], [A]
    context = Context({"p": LawDecl(outputs)}, {"a": QuantityDecl(alphabets, "nonneg")})  # type: ignore[arg-type]
    outputs.append(("Y", A))
    alphabets.append(A)
    assert context.laws["p"].outputs == (("X", A),)
    assert context.quantities["a"].alphabets == (A,)


def test_a_dictionary_that_answers_otherwise_later():
    class Laws(dict):
        asked = 0

        def items(self):
            self.asked += 1
            return super().items() if self.asked == 1 else {}.items()

    context = Context(Laws(p=LawDecl((("X", A),))), {})
    assert list(context.laws) == ["p"]
    assert type(context.laws["p"]) is LawDecl


def test_substitutions_kept_by_the_caller():
    puts = {"a": Put((x,), Q("b", x))}
    sigma = Substitution({}, {}, puts)
    puts["a"] = Put((x,), Q("f", x))
    made = instance(under(), good(), sigma)
    assert made.statement.lhs == Q("b", x)
    assert loads(dumps(made)).statement == made.statement


def test_forms_given_once():
    k = under()
    hole = admit(k, Statement(f, ">=", ZERO), "hole")
    made = prove(k, Statement(f, ">=", ZERO), iter((Known(hole),)))  # type: ignore[arg-type]
    assert made.rests.open == {"hole"}
    assert made.reason.given == (Known(hole),)


def test_a_normalizer_is_not_pointed_elsewhere():
    k = under()
    yes = Context(k.context.laws, {**k.context.quantities, "f": QuantityDecl((A,), "pos")})
    for attempt in (
        lambda: setattr(k, "context", yes),
        lambda: setattr(k, "support", Facts(yes)),
        lambda: setattr(k.support, "context", yes),
        lambda: setattr(k.support, "nonnegative_mono", lambda m: True),
        lambda: setattr(k.support, "nonzero", lambda *_: True),
        lambda: setattr(k, "vanishes", lambda e: True),
        lambda: k.__init__(yes),
        lambda: k.support.__init__(yes),
    ):
        with pytest.raises((KernelError, AttributeError)):
            attempt()
    with pytest.raises(KernelError):
        prove(k, Statement(f, ">=", ZERO), (Nonneg((), f),))


# -- memory and threads ---------------------------------------------------------------------------


def test_an_id_used_again_is_not_taken_for_a_checked_term():
    """`Context.check` remembers terms by identity, and keeps them, so no id is given away."""
    k = under()
    for _ in range(300):
        k.context.check(t.Add((t.Quantity("c"), ONE)))
        gc.collect(0)
        with pytest.raises(KernelError):
            k.context.check(t.Add((t.Quantity("nope"), ONE)))


def test_a_term_checked_in_one_context_is_not_checked_in_another():
    one, other = under(), Normalizer(EMPTY)
    prove(one, Statement(c, "=", c))
    with pytest.raises(KernelError):
        prove(other, Statement(c, "=", c))


def test_one_normalizer_in_several_threads():
    k = under()
    wrong = []

    def run(n):
        for m in range(n, n + 40):
            square = t.Pow(total(x, mul(t.const(m), f)), 2)
            if not k.vanishes(sub(square, mul(t.const(m * m), t.Pow(total(y, Q("f", y)), 2)))):
                wrong.append(m)
            if k.vanishes(sub(square, mul(t.const(m * m + 1), t.Pow(total(x, f), 2)))):
                wrong.append(-m)

    threads = [threading.Thread(target=run, args=(100 * n + 1,)) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []
