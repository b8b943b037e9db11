"""The fits behind `docs/forward-reverse-kl.md`: what they are, and that the figure is theirs."""

import re
import runpy
from pathlib import Path

import numpy as np
import pytest

from derive import KL, Alphabet, Distribution
from derive.figures import two_modes
from derive.numeric import closed
from derive.numeric.exact import exact_value
from derive.numeric.model import Model

DOCS = Path(__file__).parent.parent / "docs"
SCRIPT = DOCS / "figures" / "forward_reverse_kl.py"


@pytest.fixture(scope="module")
def demo():
    return {**vars(two_modes), **runpy.run_path(str(SCRIPT), run_name="demo")}


@pytest.fixture(scope="module")
def fits(demo):
    p = demo["target"]()
    return p, demo["forward_fit"](p), demo["reverse_fits"](p)


def test_the_forward_fit_has_the_mean_and_variance_of_p(demo, fits):
    p, forward, _ = fits
    assert p.sum() == pytest.approx(1, abs=1e-14)
    assert (forward.mean, forward.sd) == pytest.approx(demo["mean_and_sd"](p), abs=1e-12)
    assert np.abs(demo["FEATURES"] @ (forward.q - p)).max() < 1e-14


def test_pythagorean_identity_at_every_fit_and_elsewhere(demo, fits):
    p, forward, reverse = fits
    others = [f.q for f in reverse] + [demo["gaussian"](m, s) for m in (-5, 0, 3) for s in (1, 6)]
    for q in others:
        through = forward.forward + demo["divergence"](forward.q, q)
        assert demo["divergence"](p, q) == pytest.approx(through, rel=1e-12)
        assert demo["divergence"](p, q) > forward.forward


def test_the_reverse_minimum_is_on_one_bump(demo, fits):
    _, forward, reverse = fits
    heavier, lighter, broad = reverse
    assert heavier.mean == pytest.approx(-4, abs=1e-2)
    assert lighter.mean == pytest.approx(4, abs=1e-2)
    assert heavier.reverse < lighter.reverse < broad.reverse < forward.reverse
    weight = demo["HEAVY"]
    assert heavier.reverse == pytest.approx(np.log(1 / weight), abs=1e-3)
    assert lighter.reverse == pytest.approx(np.log(1 / (1 - weight)), abs=1e-3)
    for f in reverse:
        assert forward.forward < f.forward


def test_each_reverse_fit_is_a_local_minimum(demo, fits):
    p, _, reverse = fits
    for f in reverse:
        value, gradient, hessian = demo["reverse_derivatives"](np.log(p))(f.theta)
        assert value == pytest.approx(f.reverse, abs=1e-12)
        assert np.abs(gradient).max() < 1e-13
        assert np.linalg.eigvalsh(hessian)[0] > 0


def test_the_derivatives_are_those_of_the_divergence(demo, fits):
    derivatives = demo["reverse_derivatives"](np.log(fits[0]))
    theta, h = demo["parameters"](-1.0, 2.0), 1e-5
    _, gradient, hessian = derivatives(theta)
    for k, e in enumerate(np.eye(2) * h):
        up, down = derivatives(theta + e), derivatives(theta - e)
        assert (up[0] - down[0]) / (2 * h) == pytest.approx(gradient[k], rel=1e-6)
        assert (up[1] - down[1]) / (2 * h) == pytest.approx(hessian[k], rel=1e-5)


def test_bumps_close_together_are_both_covered(demo):
    (only,) = demo["reverse_fits"](demo["target"](1.0))
    assert only.sd > 1.3
    assert demo["reverse_fits"](demo["target"](2.5))[0].sd > 2
    assert demo["reverse_fits"](demo["target"](3.0))[0].sd < 1.1


def test_the_page_shows_these_numbers(fits):
    page = (DOCS / "forward-reverse-kl.md").read_text(encoding="utf-8").replace("−", "-")
    for f in (fits[1], *fits[2]):
        row = [f"{f.mean:.4f}", f"{f.sd:.4f}", f"{f.forward:.4f}", f"{f.reverse:.4f}"]
        assert re.search(r" \| \**".join(rf"{re.escape(v)}\**" for v in row), page), row


def test_the_exact_case():
    """On three letters, by exact arithmetic: the matched member loses in reverse."""
    x = Alphabet("x")
    p, broad, narrow = (Distribution(name, x) for name in ("p", "q", "s"))
    model = Model.of(
        {
            p: ["49/100", "1/50", "49/100"],
            broad: ["1/4", "1/2", "1/4"],
            narrow: ["1/100", "9/50", "81/100"],
        }
    )
    forward = exact_value(KL(p, narrow) - KL(p, broad), model)
    reverse = exact_value(KL(broad, p) - KL(narrow, p), model)
    assert closed.sign(forward) == 1
    assert closed.sign(reverse) == 1
    # the same as D(broad‖narrow): the Pythagorean identity, as both are binomial
    assert closed.sign(forward - exact_value(KL(broad, narrow), model)) == 0


def test_the_figure_is_the_same_each_time(demo, tmp_path):
    matplotlib = pytest.importorskip("matplotlib")
    for name in ("one.svg", "two.svg"):
        demo["draw"](tmp_path / name)
    made = (tmp_path / "one.svg").read_bytes()
    assert made == (tmp_path / "two.svg").read_bytes()
    shown = SCRIPT.with_suffix(".svg").read_bytes()
    if f"Matplotlib v{matplotlib.__version__},".encode() in shown:
        assert made == shown
