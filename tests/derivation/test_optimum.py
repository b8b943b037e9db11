"""argmin and argmax over quantities: what they need beside the inequality and its equality."""

import pytest

from derive import Alphabet, Derivation, Ge, Nonnegative, Positive, Probability, Real, exp
from derive.derivation.check import check
from derive.language.optimum import optimum, optimum_latex
from derive.numeric import Settings
from derive.render.rows import rows

u, m, k = Real("u"), Real("m"), Real("k")
v, a = Positive("v"), Positive("a")
t = Probability("t")
s = Nonnegative("s")


def reported(f, at, value, given=(), which="argmin"):
    made = Derivation(lambda proof: getattr(proof, which)(f, at, value), "a title", list(given))
    return check(made, Settings(trials=60))


@pytest.mark.parametrize(
    ("f", "at", "value", "verdict"),
    [
        ((u - m) ** 2 + 3, {u: m}, 3, "proved"),
        ((u - m) ** 2 + 3, {u: k}, 3, "refuted"),
        ((u - m) ** 2 + 3, {u: m}, 4, "refuted"),
        ((u - k) ** 2, {u: m, k: m}, 0, "refuted"),  # not only there
        ((u - m) ** 2 + (k - 1) ** 2, {u: m, k: 1}, 0, "proved"),
        ((v - a) ** 2, {v: a}, 0, "proved"),
    ],
)
def test_least(f, at, value, verdict):
    assert reported(f, at, value).verdict == verdict


def test_greatest():
    assert reported(1 - (u - m) ** 2, {u: m}, 1, which="argmax").verdict == "proved"
    assert reported(1 - (u - m) ** 2, {u: m}, 1).verdict == "refuted"


@pytest.mark.parametrize(
    ("f", "at"),
    [((t - 2) ** 2, {t: 2}), ((v + a) ** 2, {v: -a}), ((s + 1) ** 2, {s: -1}), (v**2, {v: 0})],
)
def test_the_place_is_in_range(f, at):
    """(t − 2)² is ≥ 0 with equality iff t = 2, for t in [0, 1] too: its argmin there is 1."""
    report = reported(f, at, 0)
    assert report.verdict != "proved" and report.steps[0].verdict == "proved"


def test_hypotheses_leave_the_quantities_free():
    """u² is ≥ 0 with equality iff u = 0, where u ≥ 1 too: its argmin there is 1."""
    report = reported(u**2, {u: 0}, 0, given=[Ge(u, 1)])
    assert report.verdict == "error" and "optimised" in report.steps[-1].note
    assert reported((u - m) ** 2, {u: m}, 0, given=[Ge(m, 1)]).verdict == "proved"


@pytest.mark.parametrize(
    ("at", "value", "said"),
    [
        ({u: m}, u, "depends on u"),
        ({u: m, k: u}, 0, "depends on u"),
        ({}, 0, "expected where"),
        ({u + 1: m}, 0, "without letters"),
        ({u: Real("g", Alphabet("x"))(Alphabet("x"))}, 0, "letters x"),
    ],
)
def test_refused(at, value, said):
    report = reported((u - m) ** 2, at, value)
    assert report.verdict == "error" and said in report.error


def test_printed():
    report = reported((u - m) ** 2 + (k - 1) ** 2, {u: m, k: 1}, 0)
    assert "so argmin_{u, k} [" in rows(report)[-1].formula
    assert rows(report)[-1].formula.endswith("] = (m, 1)")
    bound, place = optimum((u - m) ** 2, ">=", {u: m}, 0)
    assert optimum_latex(bound, place).startswith(r"\operatorname*{arg\,min}_{u}")
    assert optimum_latex(bound, place).endswith("= m")


def test_a_wrong_place_is_refuted_where_the_bound_is_open():
    """cosh u ≥ 1 is not found; that it is met at m is refuted by itself."""
    f = (exp(u - m) + exp(m - u)) / 2 + (k - 1) ** 4 * exp(u * k)
    wrong = reported(f, {u: m + 1, k: 1}, 1)
    assert [s.verdict for s in wrong.steps] == ["open", "refuted"]
    assert [s.verdict for s in reported(f, {u: m, k: 1}, 1).steps] == ["open", "open"]
