"""Distances and entropies of other kinds, letters below a measure, and products with numbers."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

LAWS = r"Let $p$ and $q$ be distributions on $x$, $p \ll q$." + "\n\n"
JOINT = r"Let $X$ and $Y$ have the joint law $r(x,y)$." + "\n\n"
CHANNEL = (
    r"<!-- derive: p is a distribution on x; \pi is a distribution on z; log base e -->" + "\n\n"
)


def last(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


PROVED = [
    LAWS + r"$$ \mathrm{Hel}^{2}(p,q) = 1 - \mathrm{BC}(p,q) $$",
    LAWS + r"$$ D(p\|q) \le \ln(1+\chi^2(p\|q)) $$",
    LAWS + r"$$ D_{\chi^2}(p \| q) = \sum_x \frac{p(x)^2}{q(x)} - 1 $$",
    LAWS + r"$$ H_{\min}(p) \le H(p) $$",
    LAWS + r"$$ H_\infty(p) = -\log \max_x p(x) $$",
    LAWS + r"$$ H^{\mathrm{R}}_{2}(p) \le H(p) $$",
    LAWS + r"$$ D^{\mathrm{R}}_{2}(p \,\|\, q) \ge D(p\|q) $$",
    LAWS + r"$$ P_{\mathrm{guess}}(p) \ge e^{-\sum_x p(x) \ln \frac{1}{p(x)}} $$",
    LAWS + r"$$ D(p\|q) = h(p,q) - h(p) $$",
    JOINT + r"$$ P_{\mathrm{guess}}(X \mid Y) \ge P_{\mathrm{guess}}(X) $$",
    JOINT + r"$$ H_{\min}(X) \le H(X) $$",
    CHANNEL + r"$$ \sum_x p(x) H_z(e(z|x)) \le H_z(\sum_x p(x) e(z|x)) $$",
    CHANNEL + r"$$ \sum_x p(x) D_{\mathrm{KL},z}(e(z|x) \| \pi) \ge 0 $$",
    r"Let $r(x,y,z)$ be the joint law of $X,Y,Z$ and $p$ a distribution on $x$."
    + "\n\n"
    + r"$$ \sum_x p(x) + H(Z|X) \ge \sum_x p(x) + H(Z|X,Y) $$",
    r"<!-- derive: n is a number in (0,\infty); h, d are numbers -->"
    + "\n\n"
    + r"$$ e^{-n(h - d)} = e^{nd} e^{-nh} $$",
]
REFUTED = [
    LAWS + r"$$ \mathrm{Hel}^{2}(p,q) = 1 + \mathrm{BC}(p,q) $$",
    LAWS + r"$$ H_{\min}(p) \ge H(p) $$",
    LAWS + r"$$ D(p\|q) \ge \ln(1+\chi^2(p\|q)) $$",
    JOINT + r"$$ P_{\mathrm{guess}}(X \mid Y) \le P_{\mathrm{guess}}(X) $$",
    JOINT + r"$$ H_{\min}(X) \ge H(X) $$",
    r"Let $r(x,y,z)$ be the joint law of $X,Y,Z$ and $p$ a distribution on $x$."
    + "\n\n"
    + r"$$ H(p) = H(X) - H(Z|X) + H(Z|X) \cdot \sum_x p(x) $$",
]
PAIR = "<!-- derive: r, s are distributions on x, y; H is a number -->\n\n"
PARTS = r"$$ D_{\mathrm{KL}}(r(x) \,\|\, s(x)) %s D_{\mathrm{KL}}(r \,\|\, s) $$"
SIZES = r"Let $|\mathcal{X}| = n$ and $|\mathcal{Y}| = m$." + "\n\n"
PROVED += [
    PAIR + PARTS % r"\le",
    PAIR + r"$$ H |\mathcal{K}| - H = H \left( |\mathcal{K}| - 1 \right) $$",
    SIZES + r"$$ H(X,Y) \le \log n + \log m $$",
    SIZES + r"$$ \sum_{i=1}^{n} \sum_{j=1}^m p(x_i, y_j) \log p(x_i,y_j) \ge -\log n - \log m $$",
    "<!-- derive: r is a distribution on x_i, y_j -->\n\n"
    r"$$ r_{j \mid i} \sum_j r_{i,j} = r_{i,j} $$",
    PAIR + r"$$ r_{y \mid x} \sum_{y'} r_{x,y'} = r_{x,y} $$",
]
REFUTED += [
    PAIR + PARTS % r"\ge",
    "<!-- derive: r is a distribution on x_i, y_j -->\n\n"
    r"$$ r_{i \mid j} \sum_j r_{i,j} = r_{i,j} $$",
]
UNREAD = [
    LAWS + r"$$ H^2(p, q) \le D(p\|q) $$",  # Hellinger's with ½ or without, or an entropy's square
    LAWS + r"$$ D_\alpha(p \| q) \ge 0 $$",
    LAWS + r"$$ \chi^3(p \| q) \ge 0 $$",
    LAWS + r"$$ \mathrm{BC}(p) \le 1 $$",
    JOINT + r"$$ \mathrm{Hel}(X, Y) \le 1 $$",
]


@pytest.mark.parametrize("text", PROVED)
def test_read_and_proved(text):
    assert last(text).verdict in ("proved", "proved if")


@pytest.mark.parametrize("text", REFUTED)
def test_false_twins(text):
    assert last(text).verdict == "refuted"


@pytest.mark.parametrize("text", UNREAD)
def test_left_unread(text):
    assert last(text).verdict == "unread"


def test_what_a_sum_binds_is_no_letter_of_the_divergence():
    """D(Σ_x e(z|x) p(x)‖π(z)) sums over z; taken over x too it was read as another number."""
    mixed = r"D(\sum_x p(x) e(z|x) \| \pi(z))"
    step = last(CHANNEL + rf"$$ {mixed} \le \sum_x p(x) D_z(e(z|x) \| \pi) $$")
    assert step.verdict == "proved if"
    assert "z,x" not in step.readback_lhs.replace(" ", "")
