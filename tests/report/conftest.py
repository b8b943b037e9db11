"""A small site with every verdict in it, made once."""

from pathlib import Path

import pytest

from derive.cli.main import status
from tests.report.browsing import started

SCRIPT = '''"""Of everything something <b>& more</b>."""

from derive import *

x, y = alphabets("x y")
p, q = Distribution("p", x), Distribution("q", x)
r = Law("r", x, y)
X, Y = r.variables


@theorem("Gibbs' inequality", given=[p << q])
def gibbs(proof):
    """The divergence is nonnegative."""
    proof.start(-KL(p, q))
    proof.eq(Sum(p(x) * log(q(x) / p(x)), x), "ln(1/t) = -ln t")
    proof.le(Sum(p(x) * (q(x) / p(x) - 1), x), log_bound)
    proof.le(0, "q has mass ≥ 0 where p has none")
    proof.claim(KL(p, q) >= 0, equality=Eq(p(x), q(x)))


@theorem("Mutual information is nonnegative <script>alert(1)</script>")
def information(proof):
    proof.start(I(X, Y))
    proof.eq(KL(r(x, y), r(x) * r(y)), "definition of I")
    proof.ge(0, gibbs.on(p=r(x, y), q=r(x) * r(y), over={x: (x, y)}))


@theorem("The divergence is at most 1", given=[p << q], expect="refuted")
def at_most_one(proof):
    proof.claim(KL(p, q) <= 1)


@theorem("Every pair is independent", expect="refuted")
def independent(proof):
    proof.claim(Eq(r(x, y), r(x) * r(y)))


@theorem("Without domination", expect="ill-posed")
def without(proof):
    proof.claim(KL(p, q) >= 0)


@theorem("A fact of the literature", expect="cited")
def cited(proof):
    proof.fact(Cited("Stein's lemma", "Cover & Thomas, Theorem 11.8.3"))


@theorem("At two laws", given=[p << q])
def at_two(proof):
    proof.fact(At(KL(p, q) > 0, p=["1/2", "1/2"], q=["1/3", "2/3"]))
'''


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "script.py").write_text(SCRIPT, encoding="utf-8")
    code = status(["report", str(folder / "script.py"), "-o", str(folder / "site"), "-j", "1"])
    assert code == 0
    return folder / "site"


@pytest.fixture(scope="module")
def browser():
    made = started()
    yield made
    made.quit()


@pytest.fixture(scope="module")
def phone():
    made = started(phone=True)
    yield made
    made.quit()
