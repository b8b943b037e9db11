"""Certificates about spaces: what the proved checker accepts of them, and what it never does."""

import json
import shutil

import pytest

from derive.derivation.elaborate import elaborate
from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.equality import Vanishing
from derive.kernel.information import Information
from derive.kernel.terms import Hypothesis
from derive.kernel.theorem import Statement, prove
from derive.store import encoded
from derive.store.sealed import document, seal
from rocq import theory
from rocq.batches import examined
from rocq.translate import Malformed, translate
from tests.kernel.build import ONE, ZERO, P, Q, inv, ln, mul, sub, total
from tests.kernel.spaces import P_BELOW_Q, X, over, x, x1, y, z
from tests.recheck.build import of_script, sealed

needs_rocq = pytest.mark.skipif(shutil.which("coqc") is None, reason="no coqc here")
p, q, g = P("p", X=x), P("q", X=x), Q("g", x)
SIZE, ENTROPY = total(x, ONE), total(x, mul(p, ln(inv(p))))
SQUARE, MEAN = mul(p, p), mul(g, p)


def made(lhs, rel, rhs, *forms, given=()):
    """A certificate of what the kernel proves."""
    theorem = prove(over(*given), Statement(lhs, rel, rhs), forms)
    return document(elaborate(theorem), "test", "Test")


def forged(lhs, rel, rhs, *forms, given=(), provided=(), rule="prove"):
    """One that says so, which nobody has checked."""
    row = {
        "rule": rule,
        "context": encoded(over(*given).context),
        "statement": encoded(Statement(lhs, rel, rhs)),
        "given": [encoded(f) for f in forms],
    }
    body = {"format": "derive certificate 1", "theorems": [row]}
    data = json.loads(sealed(body))
    data.pop("seal")
    data |= {"provided": [f"{s} converges absolutely" for s in provided]} if provided else {}
    return json.dumps({**data, "seal": seal(data)})


def vanishing(total_, result, form, provided=()):
    """By a sum that is 0, of one form: the result is 0. Nobody has checked it."""
    zero_sum, says = Hypothesis("0 in all", "=", total_), Statement(result, "=", ZERO)
    return forged(
        result, "=", ZERO, says, (Vanishing(sub(result, ZERO), 0, (form,)),), given=(zero_sum,),
        provided=provided, rule="by_equations",
    )  # fmt: skip


def reprovided(text, lines):
    """The certificate with other integrals provided."""
    data = {k: v for k, v in json.loads(text).items() if k not in ("seal", "provided")}
    data |= {"provided": lines} if lines else {}
    return json.dumps({**data, "seal": seal(data)})


DIVERGENCE = total(x, mul(p, ln(mul(p, inv(q)))))
GIBBS = c.Tangent((x,), p, mul(q, inv(p))), c.Gap((x,), q, p)
K0 = Hypothesis("k is 0", "=", Q("k", x, x1))
# parts of finite sums; what is not 0: integrals of what is not, marginals where the law allows it
z1 = t.Index("z'", "z")
M, M1, R = P("m", X=x, Z=z), P("m", X=x, Z=z1), P("r", X=x, Y=y)
F, K, EXP_G, EXP_K = Q("f", x), Q("k", x, x1), t.Exp(g), t.Exp(Q("k", x, x1))
R_BELOW_F = t.Support("r << f", R, F)
KG = mul(K, g)


def one(body):
    """∫ body/∫ body: 1, or 0."""
    return mul(total(x, body), inv(total(x, body)))


def folded(body):
    """∫ body(x, x')·q(x')/∫ body(·, x') dx dx': the integral of q, or of less."""
    return total(x, x1, mul(body, P("q", X=x1), inv(total(x, body))))


TRUE = {
    "∫ exp g > 0": lambda: forged(one(EXP_G), "=", ONE, provided=["Σ_x exp(g(x))"]),
    "∫ exp g > 0, a strict inequality": lambda: forged(
        total(x, EXP_G), ">", ZERO, c.Positive((x,), EXP_G), provided=["Σ_x exp(g(x))"]
    ),
    "c² = 0": lambda: vanishing(t.Pow(Q("c"), 2), Q("c"), c.Square((), ONE, Q("c"))),
    "∫ g² p = 0": lambda: vanishing(
        total(x, mul(p, t.Pow(g, 2))), mul(p, g), c.Square((x,), p, g), ["Σ_x (p[X=x]·g(x)^2)"]
    ),
    "∫ below the like": lambda: forged(
        folded(EXP_K), "=", ONE, provided=["Σ_x exp(k(x,x'))"]
    ),
    "f(x) ≠ 0 where r(x) ≠ 0": lambda: made(
        mul(P("r", X=x), F, inv(F)), "=", P("r", X=x), given=(R_BELOW_F,)
    ),
    "a part of a finite sum": lambda: made(
        M, "<=", P("m", X=x), c.Part((), ONE, total(z1, M1), (z,))
    ),
    "∫ p = 1": lambda: made(total(x, p), "=", ONE),
    "the marginal": lambda: made(total(y, P("r", X=x, Y=y)), "=", P("r", X=x)),
    "exchange": lambda: made(
        total(x, total(y, mul(P("r", X=x, Y=y), ln(p)))),
        "=",
        total(y, total(x, mul(P("r", X=x, Y=y), ln(p)))),
        given=(t.Support("p > 0", ONE, p),),
    ),
    "D(p‖q) ≥ 0": lambda: made(DIVERGENCE, ">=", ZERO, *GIBBS, given=(P_BELOW_Q,)),
    "k at other points": lambda: made(
        Q("k", x1, x), "=", ZERO, c.Given("k is 0", ((x, x1), (x1, x))), given=(K0,)
    ),
    "a mean of λ": lambda: made(
        total(x, mul(Q("lam", x), p)), ">=", ZERO, c.Nonneg((x,), mul(Q("lam", x), p))
    ),
    "P(z | x)": lambda: made(total(z, P("W", Z=z, X=x)), "=", ONE),
}
LETTERS = t.LawTerm("p", (("X", t.Index("x", X)),))
FALSE = {
    "|X| ≥ 1": forged(t.Card(X), ">=", ONE, c.Nonneg((), sub(t.Card(X), ONE))),
    "∫ 1 ≥ 1": forged(SIZE, ">=", ONE, c.Nonneg((), sub(SIZE, ONE)),
                      provided=["Σ_x [exp(g(x)) ≠ 0]"]),
    "a point": forged(total(x1, mul(t.Delta(x, x1), P("p", X=x1))), "=", p),
    "the diagonal": forged(
        Q("k", x, x), "=", ZERO, c.Given("k is 0", ((x1, x),)), given=(K0,)
    ),
    "the diagonal twice": forged(
        total(x, mul(p, Q("k", x, x))), "=", ZERO, c.Given("k is 0", ((x1, x),), (x,), p),
        given=(K0,),
    ),
    "a law on the diagonal": forged(
        mul(P("d", X=x, **{"X'": x}), inv(P("d", X=x))), "=", ONE,
        given=(t.Support("d > 0", ONE, P("d", X=x)),),
    ),
    "p ≤ 1": forged(p, "<=", ONE, c.Nonneg((), sub(ONE, p))),
    "h ≥ 0, a sum": forged(ENTROPY, ">=", ZERO, c.Nonneg((x,), mul(p, ln(inv(p)))),
                          provided=["Σ_x (p[X=x]·ln(1/p[X=x]))"]),
    "h ≥ 0, information": forged(ENTROPY, ">=", ZERO, Information("p", ("X",), ("X",)),
                                 provided=["Σ_x (p[X=x]·ln(1/p[X=x]))"]),
    "a part": forged(p, "<=", ONE, c.Part((), ONE, total(x1, P("p", X=x1)), (x,))),
    "a part of another sum": forged(M, "<=", P("m", Z=z), c.Part((), ONE, total(z1, M1), (z,))),
    "a part, times what has no sign": forged(
        mul(Q("c"), M), "<=", mul(Q("c"), P("m", X=x)), c.Part((), Q("c"), total(z1, M1), (z,))
    ),
    "∫ exp g > 0, perhaps ∞": forged(one(EXP_G), "=", ONE),
    "∫ exp g > 0, a strict inequality, perhaps ∞": forged(
        total(x, EXP_G), ">", ZERO, c.Positive((x,), EXP_G)
    ),
    "∫ g² p = 0, perhaps ∞": vanishing(
        total(x, mul(p, t.Pow(g, 2))), mul(p, g), c.Square((x,), p, g)
    ),
    "∫ g² p = 0, so g = 0": vanishing(
        total(x, mul(p, t.Pow(g, 2))), g, c.Square((x,), p, g), ["Σ_x (p[X=x]·g(x)^2)"]
    ),
    "∫ f > 0, perhaps 0": forged(
        total(x, F), ">", ZERO, c.Positive((x,), F), provided=["Σ_x f(x)"]
    ),
    "∫ f > 0, as it is ≥ 0": forged(
        total(x, F), ">", ZERO, c.Nonneg((x,), F), provided=["Σ_x f(x)"]
    ),
    "∫ f ≠ 0": forged(one(F), "=", ONE, provided=["Σ_x f(x)"]),
    "∫ g ≠ 0": forged(one(g), "=", ONE, provided=["Σ_x g(x)"]),
    "∫ below the like, perhaps 0": forged(folded(K), "=", ONE, provided=["Σ_x k(x,x')"]),
    "∫ below the like, perhaps ∞": forged(folded(EXP_K), "=", ONE),
    "r(x) ≠ 0 where f(x) ≠ 0": forged(
        mul(F, P("r", X=x), inv(P("r", X=x))), "=", F, given=(R_BELOW_F,)
    ),
    "q ≠ 0 at some points, so at all": forged(mul(q, inv(q)), "=", ONE, given=(P_BELOW_Q,)),
    "a law that is no marginal": forged(
        total(x, y, mul(R, ln(p))), "=", total(x, mul(p, ln(p))),
        given=(t.Support("p > 0", ONE, p),), provided=["Σ_x (p[X=x]·ln(p[X=x]))"],
    ),
    "one inside another, by halves": forged(
        total(x, total(x1, KG)), "=", total(x1, total(x, KG)),
        provided=["Σ_x' (k(x,x')·g(x))", "Σ_x (k(x,x')·g(x))"],
    ),
    "∫ p² < ∞": forged(total(x, SQUARE), ">=", ZERO, c.Nonneg((x,), SQUARE)),
    "∫ g p < ∞": forged(total(x, MEAN), "=", total(x, mul(p, g))),
    "split": forged(
        total(x, sub(mul(p, ln(p)), mul(p, ln(q)))), "=",
        sub(total(x, mul(p, ln(p))), total(x, mul(p, ln(q)))),
        given=(t.Support("p > 0", ONE, p), t.Support("q > 0", ONE, q)),
        provided=["Σ_x (p[X=x]·ln(p[X=x]/q[X=x]))"],
    ),
    "a law below its marginal": forged(
        P("r", X=x, Y=y), "<=", P("r", X=x), c.Nonneg((), sub(P("r", X=x), P("r", X=x, Y=y)))
    ),
    "ill-posed": forged(DIVERGENCE, ">=", ZERO, *GIBBS,
                        provided=["Σ_x (p[X=x]·ln(p[X=x]/q[X=x]))"]),
    "D(p‖q) ≤ 0": forged(ZERO, ">=", DIVERGENCE, *GIBBS, given=(P_BELOW_Q,),
                         provided=["Σ_x (p[X=x]·ln(p[X=x]/q[X=x]))"]),
}  # fmt: skip
NAME_OF_SCRIPTS = (
    ("densities", "gibbs_for_densities"),
    ("densities", "chain_rule"),
    ("densities", "data_processing"),
    ("densities", "entropy_under_a_mean"),
    ("densities", "information_of_a_class"),
    ("densities", "uniform_maximises"),
)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What the checker says of each, by group and name."""
    scripts = {name: of_script(stem)[name] for stem, name in NAME_OF_SCRIPTS}
    lines = {name: json.loads(text)["provided"] for name, text in scripts.items()}
    groups = {
        "scripts": scripts,
        "true": {name: make() for name, make in TRUE.items()},
        "false": FALSE,
        "not provided": {name: reprovided(text, []) for name, text in scripts.items()},
        "provided with another": {
            name: reprovided(text, [line.replace("ln(", "exp(") for line in lines[name]])
            for name, text in scripts.items()
        },
        "provided with one of two": {
            f"chain_rule {k}": reprovided(scripts["chain_rule"], lines["chain_rule"][k : k + 1])
            for k in range(2)
        },
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("certificates")
    names = [(group, name) for group, each in groups.items() for name in each]
    for n, (group, name) in enumerate(names):
        (folder / f"{n:03}.json").write_text(groups[group][name], encoding="utf-8")
    ready = theory.compiled(lambda _: None)
    found = {int(r.name): r for r in examined(ready, sorted(folder.glob("*.json")), 1, 20)}
    out = {group: {} for group in groups}
    for n, (group, name) in enumerate(names):
        out[group][name] = found[n]
    return out


@needs_rocq
@pytest.mark.parametrize("group", ["scripts", "true"])
def test_what_is_right_is_accepted(said, group):
    wrong = {name: f"{r.outcome}: {r.why}" for name, r in said[group].items()}
    assert {name: why for name, why in wrong.items() if why != "accepted: "} == {}


@needs_rocq
@pytest.mark.parametrize(
    "group", ["false", "not provided", "provided with another", "provided with one of two"]
)
def test_what_is_false_or_not_provided_is_refused(said, group):
    found = {name for name, r in said[group].items() if r.outcome != "refused"}
    assert said[group] and found == ({"h ≥ 0, information"} if group == "false" else set())
    assert all(said[group][name].outcome == "beyond" for name in found)


@pytest.mark.parametrize(
    "line",
    ["Σ_x p[X=x]", "p[X=x] converges absolutely", "Σ_x s[X=x] converges absolutely",
     "Σ_x p[Y=x] converges absolutely", "Σ_u p[X=x] converges absolutely",
     "Σ_x (p[X=x] converges absolutely", "Σ_x g(x,x) converges absolutely", 7],
)  # fmt: skip
def test_what_is_provided_is_read_or_nothing_is(line):
    text = made(total(x, p), "=", ONE)
    assert translate(text).provided == "[]"
    with pytest.raises(Malformed, match="provided"):
        translate(reprovided(text, [line]))


def test_nothing_is_provided_where_there_is_no_space():
    (text, *_) = of_script("gibbs").values()
    assert translate(text).provided is None
    with pytest.raises(Malformed, match="no space"):
        translate(reprovided(text, ["Σ_x p[X=x] converges absolutely"]))
