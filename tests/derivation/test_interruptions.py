"""A small run of `python -m trials interrupt`: stopped anywhere, decided as if never stopped."""

from __future__ import annotations

from pathlib import Path

import mpmath

import derive.kernel.normal as normal
from derive.kernel.looks import look
from trials.interruptions import Found, Watch, run, watched_check

GIBBS = str(Path(__file__).resolve().parents[2] / "proofs" / "gibbs.py")
FALSE = '''"""Statements that do not hold."""
from derive import *

x = Alphabet("x")
p, q = Distribution("p", x), Distribution("q", x)


@theorem("Entropy is not below 0", expect="refuted")
def negative(proof):
    proof.claim(H(p) <= 0)


@theorem("Divergence is not symmetric", given=[p << q, q << p], expect="refuted")
def symmetric(proof):
    proof.start(KL(p, q))
    proof.eq(Sum(p(x) * log(p(x) / q(x)), x), "definition")
    proof.eq(KL(q, p), "symmetry")
'''


def test_decided_as_if_never_stopped(tmp_path):
    path = tmp_path / "false.py"
    path.write_text(FALSE, encoding="utf-8")
    found = run([GIBBS, str(path)], rounds=4, seed=0, within=60.0)
    assert found.derivations == 4 and found.given_up > 30
    assert found.wrong == [] and not found.foreign


def test_code_of_others_above_a_look_is_seen():
    def f(t):
        look()
        return t

    found = Found()
    watched_check(lambda: mpmath.quad(f, [0, 1]), Watch(found))
    assert any("mpmath" in name for name in found.foreign)


def test_a_cache_written_too_early_is_found(monkeypatch):
    def careless(self, term):
        look()
        if term not in self._cache:
            self._cache[term] = normal.poly()
            self._cache[term] = self._rewrite(term)
        return self._cache[term]

    monkeypatch.setattr(normal.Normalizer, "_normal", careless)
    assert run([GIBBS], rounds=6, seed=0, within=60.0).wrong
