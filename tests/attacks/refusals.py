"""Run by `test_optimised.py`, with and without assertions: what becomes of each attack, printed."""

import copy
import pickle
import re

from derive import (
    KL,
    Alphabet,
    AtMostOne,
    Computed,
    DeriveError,
    Distribution,
    Eq,
    Exists,
    Ge,
    H,
    I,
    Law,
    Le,
    Markov,
    Positive,
    Rational,
    Real,
    Sum,
    log,
    quotient,
    theorem,
)
from derive import prove as decide
from derive.derivation.check import check
from derive.kernel import terms as t
from derive.kernel.certificates import Given, Known, Nonneg, Tangent
from derive.kernel.certificates import Positive as Above
from derive.kernel.equality import Linear, by_equations, with_equality
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import (
    ONE,
    ZERO,
    Context,
    Delta,
    Hypothesis,
    Index,
    KernelError,
    LawDecl,
    LawTerm,
    Log,
    Pow,
    Quantity,
    QuantityDecl,
)
from derive.kernel.theorem import Statement, Theorem, admit, antisymmetric, prove
from derive.numeric import Settings
from derive.store import dumps, loads

print("assertions", "on" if __debug__ else "off")
A = "A"
x, y, u, v = Index("x", A), Index("y", A), Index("u", "B"), Index("v", "B")
a, f, g, p = Quantity("a", (x,)), Quantity("f", (x,)), Quantity("g"), LawTerm("p", (("X", x),))
one_letter = Hypothesis("one", "=", t.minus(Delta(x, y), ONE))
above = Hypothesis("above", ">=", f)
k = Normalizer(
    Context(
        {"p": LawDecl((("X", A),))},
        {
            "a": QuantityDecl((A,), "nonneg"),
            "f": QuantityDecl((A,), "real"),
            "g": QuantityDecl((), "real"),
        },
        (),
        (one_letter, above),
    )
)
bare = Normalizer(Context({}, {}))
good = prove(k, Statement(a, ">=", ZERO), (Nonneg((), a),))
given = prove(k, Statement(f, ">=", ZERO), (Given("above"),))
text = dumps(given)
hole = admit(bare, Statement(ZERO, ">=", ONE), "hole")
forged = object.__new__(Theorem)
kernel = [
    lambda: prove(k, Statement(ONE, ">=", ONE)),
    lambda: prove(bare, Statement(ZERO, "=", ONE)),
    lambda: prove(bare, Statement(ZERO, ">=", ONE), (Nonneg((), t.const(-1)),)),
    lambda: prove(k, Statement(t.Mul((g, g, g)), ">=", ZERO), (Nonneg((), t.Mul((g, g, g))),)),
    lambda: prove(k, Statement(a, "=", ZERO), (Nonneg((), a),)),
    lambda: prove(k, Statement(a, ">", ZERO), (Above((), a),)),
    lambda: prove(k, Statement(Log(a), "=", Log(a))),
    lambda: prove(k, Statement(Pow(p, -1), "=", Pow(p, -1))),
    lambda: prove(k, Statement(t.Mul((a, Pow(a, -1))), "=", ONE)),
    lambda: prove(k, Statement(t.minus(f, ONE), ">=", Log(f)), (Tangent((), ONE, f),)),
    lambda: prove(k, Statement(Delta(u, v), "=", ONE), (Given("one", ((x, u), (y, v))),)),
    lambda: prove(k, Statement(ZERO, ">=", ONE), (Known(hole),)).rests.open,
    lambda: prove(k, Statement(ZERO, ">=", ONE), (Known(forged),)),
    lambda: prove(bare, Statement(f, ">=", ZERO), (Known(given),)),
    lambda: prove(k, Statement(ZERO, "!=", ONE)),
    lambda: prove(k, Statement(t.Const(True), "=", ONE)),
    lambda: prove(k, Statement(t.Add([ONE]), "=", ONE)),
    lambda: antisymmetric(k, good, good, Statement(a, "=", ZERO)),
    lambda: by_equations(
        k, Statement(ZERO, "=", ONE), (Linear(t.minus(ZERO, ONE), ((0, (), ONE),)),)
    ),
    lambda: instance(bare, given, Substitution({}, {}, {})),
    lambda: instance(k, good, Substitution({}, {}, {"a": Put((x,), t.minus(ZERO, ONE))})),
    lambda: instance(k, good, Substitution({}, {"p": Put((x,), ONE)}, {})),
    lambda: with_equality(k, good, (f,), (), ()),
    lambda: Theorem(None),
    lambda: setattr(good, "statement", None),
    lambda: copy.deepcopy(good),
    lambda: pickle.dumps(good),
    lambda: type("Mine", (Theorem,), {}),
    lambda: type("Mine", (Normalizer,), {}),
    lambda: Context({"p q": LawDecl((("X", A),))}, {}),
    lambda: Context({}, {"a": QuantityDecl((), "positive")}),
    lambda: loads(text).statement == given.statement,
    lambda: loads(text.replace("above", "below", 1)),
    lambda: loads("[]"),
    lambda: loads("[" * 100000),
    lambda: loads('{"format": "derive certificate 1", "theorems": NaN}'),
]
for n, attempt in enumerate(kernel):
    try:
        print("kernel", n, attempt())
    except (KernelError, TypeError, AttributeError) as e:
        print("kernel", n, "refused:", type(e).__name__, re.sub("0x[0-9a-f]+", "…", str(e))[:60])

X, Y, Z = Alphabet("x"), Alphabet("y"), Alphabet("z")
P, Q = Distribution("p", X), Distribution("q", X)
r = Law("r", X, Y, Z)
w, c = Positive("w"), Real("c")
A_, B_, C_ = r.variables
scripts = [
    (Ge(KL(P, Q), 0), [P << Q]),
    (Ge(KL(P, Q), 0), []),
    (Le(KL(P, Q), 0), [P << Q]),
    (Eq(0, 1), []),
    (Le(c, c - 1), []),
    (Le(1, 0), [Eq(w, 0)]),
    (Le(H(P), log(X.size)), []),
    (Ge(H(P), log(X.size)), []),
    (Eq(quotient(c, c), 1), []),
    (Eq(P(X) * (1 / P(X)), 1), []),
    (Eq(c, Rational(1, 2)), []),
]
for relation, hypotheses in scripts:

    @theorem("t", given=hypotheses)
    def one(proof, relation=relation):
        proof.claim(relation)

    said = check(one, Settings(trials=100))
    print("script", said.verdict, [s.note for s in said.steps])
facts = [
    lambda: Computed("0 = 1", lambda: "yes"),
    lambda: Computed("0 = 1", lambda: False),
    lambda: Exists(Eq(c, 1), c=2),
    lambda: Exists(Eq(w, 0), w=0),
    lambda: Exists(Eq(c, 1), c=1),
]
for make in facts:

    @theorem("t")
    def one(proof, make=make):
        proof.fact(make())

    print("fact", check(one, None).verdict)
bad = [
    lambda: Le(c, 0.5),
    lambda: bool(Le(c, 1)),
    lambda: Alphabet("x y"),
    lambda: Sum(c),
    lambda: Law("r", X, X),
    lambda: Le("c", 1),
    lambda: AtMostOne(None, None, None, None, None),
    lambda: P(Y),
    lambda: Le(c, True),
]
for n, attempt in enumerate(bad):
    try:
        print("language", n, attempt())
    except (DeriveError, AttributeError) as e:
        print("language", n, "refused:", type(e).__name__)
for statement, conditions in (
    (I(A_, C_) <= I(A_, B_), [Markov(A_, B_, C_)]),
    (I(A_, C_) <= I(A_, B_), []),
):
    print("prove", decide(statement, given=conditions).word)
