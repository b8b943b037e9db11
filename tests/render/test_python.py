"""What is written as Python makes the same things again."""

from pathlib import Path

import pytest

from derive import *
from derive.cli.scripts import load_all
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.render.python import Source

ROOT = Path(__file__).parent.parent.parent
SCRIPTS = ["gibbs", "cross_entropy", "chain_rules", "mutual_information", "variational",
           "information_gain", "events", "gradients", "block_codes", "total_variation"]  # fmt: skip
LOST = ("cannot be written as Python", "do not say which variables")


def made(*relations):
    """The relations, by what Python makes of the text."""
    source = Source()
    shown = [source.relation(r) for r in relations]
    space = {}
    text = "\n".join(["from derive import *", *source.declarations])
    exec(compile(text, "script", "exec"), space)
    return [eval(line, space) for line in shown]  # of our own text, in a test


def statements(script):
    """Claims, steps and hypotheses that stand in a script's chains."""
    for d in load_all([ROOT / "proofs" / f"{script}.py"])[0].derivations:
        proof = d.proof()
        yield from d.given
        yield from (s.relation for s in proof.steps)
        yield from (c.relation for c in proof.claims)


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_projects_own_statements_are_made_again(script):
    found, lost = 0, []
    for r in statements(script):
        try:
            again = made(r)
        except DeriveError as wrong:
            assert any(word in str(wrong) for word in LOST), wrong
            lost.append(str(wrong))
            continue
        if any(m.call is None for e in r.expressions() for m in e.atoms(Measure)):
            continue  # written as its definition
        assert again == [r] and again[0].name == r.name, r
        assert str(again[0]) == str(r)
        found += 1
    assert found > 7 and len(lost) <= found / 4, lost


x, y = Alphabet("x"), Alphabet("y")
b = Alphabet("b", letters=(0, 1))
p, q, r = Law("p", x), Law("q", x), Law("r", x, y)
X, Y = r.variables
s = Law("s", x, y, Alphabet("z"))
L, lam, n = CodeLengths("L", x), Real("λ"), Natural("n")
odd = Law("P", Alphabet("x'", "x"))
Z = Let("Z", Sum(p(x) * q(x), x))
g = Let("g", log(1 / p(x)), x)
U = Uniform(x)
coin = Law("c", b)
f = Map("f", x, to=y)
A = Subset("A", x)


@pytest.mark.parametrize(
    "relation",
    [
        Le(-KL(p, q), 0), Eq(KL(p, q, base=2), Sum(p(x) * log(p(x) / q(x), 2), x)),
        Eq(H(X | Y), H(X, Y) - H(Y)), Le(I(X, Y), H(X)), Markov(*s.variables), p << q,
        Dominated(1, log(Positive("D"))), L.kraft(), Eq(E(L(x), p), Sum(p(x) * L(x), x)),
        Eq(lam * (1 - lam), lam - lam**2), Le(Z, 1), Eq(g(x), -log(p(x))), Eq(H(U), log(x.size)),
        Eq(coin(b.letters[0]) + coin(b.letters[1]), 1), Eq(r(x | y) * r(y), r(x, y)),
        Eq(P(Eq(X, x)), r(x)), Eq(odd(odd.outputs[0]), p(odd.outputs[0])), *f.facts(),
        Eq(Sum(f.at(x, lambda k: log(1 / r(y=k))), x), Sum(f.count(y) * log(1 / r(y=y)), y)),
        Le(f.factor_at(x, lambda k: r(y=k)), 1),
        Le(Sum(A(x) * p(x), x), 1), Eq(sqrt(Rational(1, 2)), 1 / sqrt(2)), Le(JS(p, q), log(2)),
        Relation(binary_entropy(lam), "<=", log(2), name="bits, at most"),
        Eq(2 ** (-n) * Inverse(lam + 1), Inverse(2**n * (lam + 1))), Eq(r(y), Sum(r(x, y), x)),
    ],
    ids=str,
)  # fmt: skip
def test_each_kind_is_made_again(relation):
    (again,) = made(relation)
    assert again == relation and str(again) == str(relation)


def test_names_that_python_has_already_step_aside():
    laws = [Law(name, x) for name in ("P", "lambda", "E", "print", "p'", "p_", "ϕ", "φ")]
    relations = [Eq(law(x), p(x)) for law in laws]
    assert made(*relations) == relations
    source = Source()
    for r in relations:
        source.relation(r)
    names = [d.partition(" = ")[0] for d in source.declarations]
    assert len(set(names)) == len(names) == 10
    assert not {"P", "E", "lambda", "print"} & set(names)


def test_text_in_names_is_text():
    relation = Relation(p(x), "<=", 1, name="'); raise SystemExit #\n\\")
    assert made(relation)[0].name == relation.name


def test_what_cannot_be_written_is_named():
    with pytest.raises(DeriveError, match=r"Symbol: .* cannot be written as Python"):
        from sympy import Symbol

        Source().text(Symbol("t"))
