"""Scalar lemmas and their instances, by the proved checker: accepted, refused, beyond."""

import json
import random
import shutil
from fractions import Fraction

import pytest

from derive.derivation.elaborate import elaborate
from derive.kernel import terms as t
from derive.kernel.certificates import Known
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, LawDecl, QuantityDecl
from derive.kernel.theorem import Statement, prove
from derive.search.scalar import find_scalar
from derive.store.sealed import document
from rocq.batches import examined
from rocq.theory import compiled
from tests.kernel.build import ONE, ZERO, add, exp, inv, ln, mul, neg, num, sub
from tests.kernel.scalars import FALSE, FORGED, TLNT, TRUE, T, on, power
from tests.recheck.build import claimed, of_script, sealed

pytestmark = pytest.mark.skipif(shutil.which("coqc") is None, reason="no coqc here")
x = Index("x", "A")
P, Q = t.LawTerm("p", (("X", x),)), t.LawTerm("q", (("X", x),))
LAWS = Context({"p": LawDecl((("X", "A"),)), "q": LawDecl((("X", "A"),))}, {})
C = t.Quantity("c")
FREE = Context({}, {"c": QuantityDecl((), "pos")})
ABOVE = Context({}, {"c": QuantityDecl((), "pos")}, (), (Hypothesis("h", ">=", sub(C, ONE)),))

# A lemma of the kernel's about which the proved checker says nothing: it does not look at what
# a function does at an infinite end.
BEYOND = {"two exponentials"}
# All that it accepts and the kernel does not: both are true, and the kernel has limits
# (16 derivatives, degree 80).
MORE = {"too many derivatives", "huge power of a huge power"}
UNWRITTEN = "numbers for points", "no tuple"
KINDS = [ONE, T, inv(T), power(T, 2), inv(power(T, 2)), exp(T), exp(neg(T)), sub(ONE, T)]


def found(name):
    context, *said = TRUE[name]
    return find_scalar(Normalizer(context), Statement(*said))


def text_of(theorem):
    return document(elaborate(theorem), "test", "Test")


def put(general, term, context=LAWS):
    return instance(Normalizer(context), general, Substitution({}, {}, {"t": Put((), term)}))


def lemma(context, lhs, rel, rhs, splits, chains):
    return claimed(context, lhs, rel, rhs, (splits, chains), rule="scalar")


def some_multipliers(rng):
    return tuple(rng.choice(KINDS) for _ in range(rng.randint(0, 3)))


def false_ones():
    """Each false statement with some certificates that are of the right shape."""
    for name, (context, (lhs, rel, rhs), where) in FALSE.items():
        rng = random.Random(name)
        for k in range(4):
            splits = sorted({Fraction(where), Fraction(rng.randint(1, 9), 4)})[: rng.randint(0, 2)]
            chains = tuple(some_multipliers(rng) for _ in range(len(splits) + 1))
            yield f"{name} {k}", lemma(context, lhs, rel, rhs, tuple(splits), chains)


def instance_of(put_in, says, context=FREE):
    """A certificate that claims an instance of 2·ln t ≤ t − 1/t, t ≥ 1, be it one or not."""
    data = json.loads(document(found("root"), "test", "Test"))
    (row,) = data["certificate"]["theorems"]
    other = json.loads(claimed(context, *says))["certificate"]["theorems"][-1]
    puts = ["dict", ["tuple", "t", ["Put", ["tuple"], put_in]]]
    sigma = ["Substitution", ["dict"], ["dict"], puts]
    second = {**other, "rule": "instance", "given": [["Theorem", 0], sigma]}
    body = {**data["certificate"], "theorems": [row, second]}
    return sealed(body, axioms=data["rests"]["axioms"])


def used():
    """Instances at every letter, what is built on one, and an instance of that."""
    inner = put(found("exponential"), sub(P, Q))
    below = t.Sum((x,), mul(P, add(ONE, P, neg(Q))))
    said = Statement(t.Sum((x,), mul(P, exp(sub(P, Q)))), ">=", below)
    yield "used", text_of(prove(Normalizer(LAWS), said, (Known(inner, ((x, x),), (x,), P),)))
    here = Context({}, {"c": QuantityDecl((), "real")})
    twice = put(found("exponential"), mul(num(2), C), here)
    outer = Substitution({}, {}, {"c": Put((), sub(P, Q))})
    yield "instance of an instance", text_of(instance(Normalizer(LAWS), twice, outer))


def root_at(c):
    return mul(num(2), ln(c)), "<=", sub(c, inv(c))


TWO, HALF = num(2), num("1/2")
INSTANCES = {
    "at 2": instance_of(["Const", ["Fraction", 2, 1]], root_at(TWO)),
    "above 1": instance_of(["Quantity", "c", ["tuple"]], root_at(C), ABOVE),
}
NO_INSTANCES = {
    "at 1/2": instance_of(["Const", ["Fraction", 1, 2]], root_at(HALF)),
    "anywhere": instance_of(["Quantity", "c", ["tuple"]], root_at(C)),
    "says more": instance_of(["Const", ["Fraction", 2, 1]], (mul(TWO, ln(TWO)), "<=", ONE)),
    "turned round": instance_of(
        ["Const", ["Fraction", 2, 1]], (mul(TWO, ln(TWO)), ">=", sub(TWO, inv(TWO)))
    ),
}


def equal_elsewhere():
    """The lemma of a script, with another point at which both sides are said to be equal."""
    body = json.loads(of_script("one_variable")["from_below"])["certificate"]
    row = body["theorems"][-1]
    said = json.dumps(row["given"])
    less = '["Mul", ["tuple", ["Const", ["Fraction", -1, 1]], ["Const", ["Fraction", %d, 1]]]]'
    row["given"] = json.loads(said.replace(less % 1, less % 2))
    assert row["rule"] == "with_equality" and json.dumps(row["given"]) != said
    return sealed(body)


AT_1, GROWS = (Fraction(1),), ((ONE,), (ONE,))
NEAR_PINSKER = mul(num("31/20"), power(sub(T, ONE), 2), inv(add(T, TWO)))
AROUND_1 = on("pos", sub(T, num("999/1000")))
REFUSED = {  # nothing is left open about these
    "a false bound": lemma(on("pos"), ln(T), "<=", sub(T, num("1001/1000")), AT_1, GROWS),
    "too large a constant": lemma(on("nonneg"), TLNT, ">=", NEAR_PINSKER, AT_1, ((inv(T),),) * 2),
    "an interval a bit too large": lemma(AROUND_1, *root_at(T), (), ((HALF,),)),
    "another point of equality": equal_elsewhere(),
    "strict where equal": lemma(on("pos"), ln(T), "<", sub(T, ONE), AT_1, GROWS),
    "a closed end below": lemma(on("unit"), sub(T, num("1/1000")), ">=", ZERO, (), ((ONE,),)),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What the checker says of each, by group and name."""
    groups = {
        "true": {name: text_of(found(name)) for name in TRUE},
        "used": dict(used()),
        "false": dict(false_ones()),
        "forged": {name: lemma(*case) for name, case in FORGED.items() if name not in UNWRITTEN},
        "instances": INSTANCES, "no instances": NO_INSTANCES, "refused": REFUSED,
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("lemmas")
    names = [(group, name) for group, each in groups.items() for name in each]
    for n, (group, name) in enumerate(names):
        (folder / f"{n:03}.json").write_text(groups[group][name], encoding="utf-8")
    results = examined(compiled(lambda _: None), sorted(folder.glob("*.json")), 1, 20)
    out = {group: {} for group in groups}
    for result in results:
        group, name = names[int(result.name)]
        out[group][name] = result
    return out


def outcomes(said, group):
    return {name: r.outcome for name, r in said[group].items()}


def test_lemmas_of_the_kernel(said):
    expected = {name: "beyond" if name in BEYOND else "accepted" for name in TRUE}
    assert outcomes(said, "true") == expected, said["true"]


@pytest.mark.parametrize("group", ["used", "instances"])
def test_what_is_built_on_them_is_accepted(said, group):
    assert {*outcomes(said, group).values()} == {"accepted"}, said[group]


@pytest.mark.parametrize("group", ["refused", "no instances"])
def test_what_is_false_is_refused(said, group):
    assert {*outcomes(said, group).values()} == {"refused"}, said[group]


def test_no_false_one_is_accepted(said):
    found = outcomes(said, "false")
    assert len(found) == 4 * len(FALSE) and {*found.values()} <= {"refused", "beyond"}, found
    assert sum(o == "refused" for o in found.values()) > len(FALSE)


def test_forged_ones(said):
    accepted = {name for name, o in outcomes(said, "forged").items() if o == "accepted"}
    assert accepted == MORE, said["forged"]

