"""Derivations written as data and read again say the same, and are judged the same."""

import json
import random
from pathlib import Path

import pytest

from derive.cli.scripts import load_all
from derive.derivation.check import check
from derive.derivation.derivation import Derivation
from derive.derivation.instances import Instance
from derive.kernel.normal import Normalizer
from derive.language.derivatives import has_derivative
from derive.language.names import DeriveError
from derive.language.optimisers import Optimiser
from derive.numeric import Settings
from derive.rules.scalar_lemma import PutIn, ScalarLemma
from derive.teaching.child import _left_by
from derive.teaching.handin import HandIn, _parsed
from derive.translate.bridge import Translator

PROOFS = sorted(Path(__file__).parents[2].glob("proofs/*.py"))
NOTHING_BUT_FACTS = ("modes", "entropy_rate")
REASONS_APART = (ScalarLemma, PutIn)  # their certificates are no part of what is handed in
SMALL = ("gibbs", "gradients", "events", "mutual_information", "variational", "redundancy")


def handed_in(path, script=None):
    """The script's derivations through the same text as in another process."""
    script = script or load_all([path])[0]
    data = _parsed(json.dumps(_left_by(script)).encode())
    return script, HandIn(str(path), None, True, data["derivations"], data["lemmas"])


def both(path):
    """Each derivation as the script has made it, and as it is read; facts are left out."""
    script, there = handed_in(path)
    for k, d in enumerate(script.derivations):
        if d.proof().facts or rests_apart(d):
            with pytest.raises(DeriveError, match="cannot be handed in"):
                there.made(k)
        else:
            yield d, there.made(k)


def rests_apart(d):
    """Whether a step of it, or of a derivation that it uses, has such a reason."""
    reasons = [s.reason for s in d.proof().steps]
    reasons += [r.general for r in reasons if isinstance(r, Instance)]
    return any(
        isinstance(r, REASONS_APART) or (isinstance(r, Derivation) and rests_apart(r))
        for r in reasons
    )


def relations(d):
    proof = d.proof()
    claims = [r for c in proof.claims for r in (c.relation, *c.equality)]
    return [*(s.relation for s in proof.steps), *claims, *d.given]


def same_terms(d, e):
    """Whether all expressions of two derivations have the same normal forms in the kernel."""
    translator = Translator()
    terms = []
    for one, other in zip(relations(d), relations(e), strict=True):
        assert type(one) is type(other)
        assert getattr(one, "rel", None) == getattr(other, "rel", None)
        for pair in zip(one.expressions(), other.expressions(), strict=True):
            assert type(pair[0]) is type(pair[1]) or not any(isinstance(s, Optimiser) for s in pair)
            pair = [s.body if isinstance(s, Optimiser) else s for s in pair]
            if not any(map(has_derivative, pair)):
                terms.append([translator.term(s) for s in pair])
            else:
                assert pair[0] == pair[1]
    normalizer = Normalizer(translator.context(d.given))
    return all(a == b or normalizer.normal(a) == normalizer.normal(b) for a, b in terms)


@pytest.mark.parametrize("path", PROOFS, ids=[p.stem for p in PROOFS])
def test_all_our_derivations_say_the_same(path):
    for d, e in both(path):
        assert (d.name, d.title, d.doc, d.line, d.expect) == (
            *(e.name, e.title, e.doc, e.line, e.expect),
        )
        own, read = d.proof(), e.proof()
        assert [(s.relation.rel, s.line) for s in own.steps] == [
            (s.relation.rel, s.line) for s in read.steps
        ]
        assert [type(s.reason) for s in own.steps] == [type(s.reason) for s in read.steps]
        assert same_terms(d, e), d.name


@pytest.mark.parametrize("path", [p for p in PROOFS if p.stem in SMALL], ids=lambda p: p.stem)
def test_verdicts_are_the_same(path):
    settings = Settings(trials=20)
    for d, e in both(path):
        one, other = check(d, settings), check(e, settings)
        assert one.verdict == other.verdict == d.expect, d.name
        assert one.step_verdicts == other.step_verdicts, d.name


EVERYTHING = """
from derive import *

x, y, w = alphabets("x y w")
z = Alphabet("z", letters=(0, 1))
z0, z1 = z.letters
x1 = x.another("x1")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y, z)
X, Y, Z = r.variables
two = Law("two", x, x1)
V, U = two.variables
W = Channel("W", y, given=x)
b, t, lam = Positive("b"), Positive("t"), Probability("lam")
n, k = Natural("n"), Natural("k")
f = Real("f", x)
L = CodeLengths("L", x)
A = Subset("A", x)
g = Map("g", w, to=x)
S = Let("S", Sum(p(x) * exp(f(x)), x))
h = Let("h", f(x) - S, x)
tilted = DefinedLaw("p*", x, value=p(x) * exp(f(x)) / S)
joint = DefinedLaw("j", x, y, value=p(x) * W(y | x))

@theorem("everything", given=[
    p << q, Dominated(1, p(x)), L.kraft(), L.kraft(3), *g.facts(), Markov(X, Y, Z),
    Independent(X, (Y, Z)), Gt(b, 1), Ne(t, 1), OptimalLengths(L, p, Ceiling(log(1 / p(x), 2))),
])
def everything(proof):
    lines = [
        Abs(p(x) - q(x)), Max(t, b, 2), Max(p(x), x), Min(f(x), f(x1), 0), Min(p(x), x),
        Power(t, b), sqrt(p(x) * q(x)), p(x) ** Rational(1, 3), pi, factorial(n + k),
        binomial(n, k), exp(1), exp(t), log(t), log(p(x), 2), Ceiling(t), Indicator(p(x)),
        quotient(p(x) + q(x), p(x)), Product(exp(f(x)), x), x.size, z.size, Delta(x, x1),
        p(x), r(x, y), r(x | y), r(z0), r(x, z=z1), r(x | z0), W(y | x), L(x), A(x), A.size, S,
        h(x), tilted(x), joint(x), joint(x | y), joint(y, x), g(w, x), g.at(w, f), g.count(x, "m"),
        g.factor_at(w, lambda i: exp(f(i))), Rational(-7, 3), 10 ** 40,
        H(p), H(p, base=2), H(p, base=b), H(X), H(X, Y | Z), H(W(y | x), over=y), KL(p, q),
        KL(p(x), q(x), base=2), KL(tilted, p), cross_entropy(p, q), JS(p, q), I(X, Y), I(X, Y | Z),
        I((X, Y), Z, base=2), E(f(x), p), E(f(x), r(x | y)), H(X | Eq(Z, z0)),
        H(X | Eq(Z, z0), Y), I(X, Y | Eq(Z, z1)), P(Eq(X, x)), P(Eq(V, U)), P(Ne(V, U)),
        P(In(X, A)), P(In(X, A) | Eq(Z, z0)), P(Either(Eq(X, x), In(X, A)) & ~Eq(Y, y)),
        total_variation(p, q), bhattacharyya(p, q), bhattacharyya_distance(p, q, base=2),
        hellinger(p, q), hellinger_squared(p, q), chi_squared(p, q),
        renyi_divergence(p, q, Rational(1, 2)), renyi_divergence(p, q, t), renyi_entropy(p, 2),
        tsallis_divergence(p, q, 2), tsallis_entropy(p, t), alpha_divergence(p, q, 0),
        min_entropy(p), guessing_probability(X | Y), bayes_error(p), binary_entropy(lam),
        binary_entropy(lam, base=2), binary_divergence(lam, Rational(1, 2)),
        f_divergence(p, q, lambda u: u * log(u)), ArgMax(f(x), x), ArgMin(f(x), x),
    ]
    proof.start(0)
    for line in lines:
        proof.eq(line, "as text")
    proof.le(1, log_bound)
    proof.le(2, definition)
    proof.le(3, square(t - b))
    proof.le(4, scaled(t))
    proof.le(5, L.kraft())
    proof.le(6, p << q)
    proof.le(7, gibbs)
    proof.le(8, gibbs.on(p=r(x, y), q=r(x) * r(y)))
    proof.le(9, chain)
    proof.le(10, chain.on(r))
    proof.claim(Eq(0, 10))

@theorem("gibbs", given=[p << q])
def gibbs(proof):
    proof.claim(KL(p, q) >= 0, equality=Eq(p, q))

chain = prove("H(X|Y) <= H(X)")
"""


def test_every_node_of_the_language(tmp_path):
    path = tmp_path / "everything.py"
    path.write_text(EVERYTHING)
    script, there = handed_in(path)
    d, e = script.derivations[0], there.derivation("everything")
    for one, other in zip(relations(d), relations(e), strict=True):
        assert str(one) == str(other)
        assert one == other
        assert one.name == other.name
    assert str([s.reason for s in d.proof().steps][:-4]) == str(
        [s.reason for s in e.proof().steps][:-4]
    )
    lemma, instance, whole, placed = [s.reason for s in e.proof().steps][-4:]
    assert lemma.name == "gibbs"
    assert lemma.claim() == script.derivations[1].claim()
    assert instance.title == d.proof().steps[-3].reason.title
    assert (whole.word, placed.title) == ("proved", d.proof().steps[-1].reason.title)


def test_a_name_that_goes_does_not_let_arithmetic_in(tmp_path):
    """Σ 2^(−ℓ(x)) with ℓ(x) = log₂ 1/p(x) is ill-posed at p(x) = 0; Σ p(x) = 1 is proved."""
    path = tmp_path / "other.py"
    path.write_text(
        "from derive import *\nx = Alphabet('x')\np = Distribution('p', x)\n"
        "ideal = Measure('l', 'l', log(1 / p(x), 2))\n"
        "@theorem('t')\ndef t(proof):\n    proof.claim(Eq(Sum(2 ** -ideal, x), 1))\n"
    )
    script, there = handed_in(path)
    made = there.derivation()
    assert check(made).verdict == check(script.derivations[0]).verdict
    assert check(made, Settings(trials=20)).verdict == "ill-posed"


def test_what_would_be_read_as_something_else_is_refused(tmp_path):
    path = tmp_path / "other.py"
    path.write_text(
        "from derive import *\nimport sympy\nt = Positive('t')\n"
        "@theorem('t')\ndef t1(proof):\n    proof.start(0)\n"
        "    proof.le(sympy.Pow(2, log(t) / log(2), evaluate=False))\n"
    )
    _, there = handed_in(path)
    with pytest.raises(DeriveError, match="would be read as t"):
        there.derivation()


def changed(value, rng, kinds):
    """The data with one place changed."""
    if isinstance(value, (list, dict)) and value and rng.random() < 0.75:
        at = rng.choice(list(value)) if isinstance(value, dict) else rng.randrange(len(value))
        value[at] = changed(value[at], rng, kinds)
        return value
    others = [None, True, 0, -1, 2**40, "", "x", "9" * 399, [], {}, {"of": [[0], [1]]}, [[0]]]
    return rng.choice([*others, [rng.randrange(150)], rng.choice(kinds)])


def test_changed_data_make_a_derivation_or_a_refusal(tmp_path):
    """No other exception, whatever is changed."""
    path = tmp_path / "everything.py"
    path.write_text(EVERYTHING.replace('chain = prove("H(X|Y) <= H(X)")', "chain = gibbs"))
    path.write_text(path.read_text().replace("chain.on(r)", "gibbs"))
    _, there = handed_in(path)
    kinds = sorted({row[0] for row in there.derivations[0]["rows"]})
    made = 0
    for seed in range(150):
        rng = random.Random(seed)
        data = json.loads(json.dumps(there.derivations))
        rows = data[0]["rows"]
        for _ in range(rng.choice([1, 1, 3])):
            at = rng.randrange(len(rows))
            rows[at] = changed(rows[at], rng, kinds)
        try:
            made += bool(HandIn("m.py", None, True, data).made(0).proof().steps)
        except DeriveError:
            continue
    assert 0 < made < 150


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("sympy.Symbol('a')", "Symbol"),
        ("sympy.sin(t)", "sin"),
        ("Mine(t)", "Mine"),
        ("sympy.I", "ImaginaryUnit"),
    ],
)
def test_what_is_not_of_the_language_is_refused_by_name(tmp_path, line, why):
    path = tmp_path / "other.py"
    path.write_text(
        "import sympy\nfrom derive import *\nt = Positive('t')\nclass Mine(Abs): pass\n"
        f"@theorem('t')\ndef t1(proof):\n    proof.start(0)\n    proof.le({line})\n"
    )
    _, there = handed_in(path)
    with pytest.raises(DeriveError, match=f"other.py:.*{why}.*language's own classes"):
        there.derivation()


def test_an_optimum_is_one_when_it_is_read(tmp_path):
    """(v + a)² ≥ 0 with equality iff v = −a is true; the argmin over v > 0 is not −a."""
    script = tmp_path / "least.py"
    script.write_text(
        "from derive import *\n"
        "u, m = Real('u'), Real('m')\n"
        "v, a = Positive('v'), Positive('a')\n"
        "@theorem('inside')\ndef inside(proof):\n"
        "    proof.argmin((u - m) ** 2, at={u: m}, value=0)\n"
        "@theorem('outside')\ndef outside(proof):\n"
        "    proof.argmin((v + a) ** 2, at={v: -a}, value=0)\n"
    )
    for written, read in both(script):
        verdicts = [check(d, Settings(trials=40)).verdict for d in (written, read)]
        assert verdicts == (["proved"] * 2 if written.name == "inside" else ["open"] * 2)
