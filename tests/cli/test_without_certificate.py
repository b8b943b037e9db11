"""A theorem whose certificate cannot be written is said by its name, and is no error."""

import subprocess
import sys
from pathlib import Path

from derive.cli.third_road import named

PROOFS = Path(__file__).parents[2] / "proofs"
SCRIPT = """
from concentration import c, f, p, s, tangent, x
from derive import *

M = Let("M", Sum(p(x) * exp(s * f(x)), x))
w = DefinedLaw("w", x, value=p(x) * exp(s * f(x)) / M)


@theorem("Hoeffding's lemma, by a law that is divided by a sum")
def by_the_law(proof):
    proof.start(log(M))
    proof.eq(s * E(f(x), w) - KL(w, p), "definition of w")
    proof.le(s * E(f(x), p) + s**2 / 8, tangent.on(p=w(x), q=p(x), c=s / 3))


@theorem("A lemma without an instance")
def plain(proof):
    proof.claim(E(f(x), p) <= 1)
"""


def test_what_has_no_certificate_is_named(tmp_path):
    (tmp_path / "concentration.py").write_text((PROOFS / "concentration.py").read_text())
    (tmp_path / "divided.py").write_text(SCRIPT)
    options = ["--quiet", "--no-cache", "--certificates", str(tmp_path / "made")]
    run = subprocess.run(
        [sys.executable, "-m", "derive", "check", str(tmp_path / "divided.py"), *options],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0
    made = {p.stem.partition(".")[2] for p in (tmp_path / "made").glob("*.json")}
    assert made == {"plain"}
    assert "divided.by_the_law: proved, and no certificate" in run.stderr


def test_what_has_no_certificate_is_said_and_not_counted_among_those_that_have(capsys):
    given = [("a:b.c", "1", ""), ("d.e", "", ""), ("a:b.c", "2", "fact 1")]
    assert named(given) == [("a_b.c", "1"), ("a_b.c.2", "2")]
    assert "d.e: proved, and no certificate" in capsys.readouterr().err
