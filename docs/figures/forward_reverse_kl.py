"""The best single bump for a law with two bumps, by forward and by reverse divergence.

    python docs/figures/forward_reverse_kl.py

prints the numbers of `docs/forward-reverse-kl.md` and writes `forward_reverse_kl.svg` beside this
file (which needs matplotlib, the extra `figures`). P is a mixture of two bumps on 41 grid points.
Q runs over the discretised Gaussians: the exponential family q_θ(x) ∝ exp(θ₁x + θ₂x²), θ₂ < 0.

One version of matplotlib always writes the same bytes: no date, fixed identifiers.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

GRID = np.arange(-20, 21) / 2  # -10, -9.5, …, 10
SCALE = 10.0  # the features are of order 1, which Newton's method likes
FEATURES = np.stack([GRID / SCALE, (GRID / SCALE) ** 2])
CENTRE, WIDTH, HEAVY = 4.0, 1.0, 0.6
FILE = Path(__file__).with_suffix(".svg")


class Fit(NamedTuple):
    """A member of the family and both its divergences from P, in nats."""

    theta: np.ndarray
    q: np.ndarray
    mean: float
    sd: float
    forward: float  # D(P‖Q)
    reverse: float  # D(Q‖P)


def gaussian(mean: float, sd: float) -> np.ndarray:
    """A Gaussian density on the grid, normalised to sum to 1."""
    return member(parameters(mean, sd))


def target(centre: float = CENTRE, width: float = WIDTH, heavy: float = HEAVY) -> np.ndarray:
    """P: a bump at −centre with weight `heavy`, one at +centre with the rest."""
    return heavy * gaussian(-centre, width) + (1 - heavy) * gaussian(centre, width)


def parameters(mean: float, sd: float) -> np.ndarray:
    """θ of the density with this mean and standard deviation; on the grid they differ a little."""
    return np.array([SCALE * mean / sd**2, -(SCALE**2) / (2 * sd**2)])


def log_member(theta: np.ndarray) -> np.ndarray:
    """ln q_θ on the grid."""
    score = theta @ FEATURES
    top = score.max()
    return score - top - np.log(np.exp(score - top).sum())


def member(theta: np.ndarray) -> np.ndarray:
    """q_θ on the grid."""
    return np.exp(log_member(theta))


def divergence(p: np.ndarray, q: np.ndarray) -> float:
    """D(p‖q) in nats; q > 0 here, and terms with p = 0 are 0."""
    at = p > 0
    return float(np.sum(p[at] * (np.log(p[at]) - np.log(q[at]))))


def mean_and_sd(p: np.ndarray) -> tuple[float, float]:
    """Mean and standard deviation on the grid."""
    mean = float(p @ GRID)
    return mean, float(np.sqrt(p @ (GRID - mean) ** 2))


def fit(theta: np.ndarray, p: np.ndarray) -> Fit:
    """The member with parameters θ, measured against p."""
    q = member(theta)
    return Fit(theta, q, *mean_and_sd(q), divergence(p, q), divergence(q, p))


# ---------------------------------------------------------------- the two minimisations


def forward_fit(p: np.ndarray) -> Fit:
    """argmin D(p‖q_θ): convex in θ, and solved where the two moments agree."""
    moments = FEATURES @ p

    def derivatives(theta: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        q = member(theta)
        return divergence(p, q), FEATURES @ q - moments, _covariance(q)

    return fit(_minimise(derivatives, parameters(*mean_and_sd(p))), p)


def reverse_fits(p: np.ndarray) -> list[Fit]:
    """The local minimisers of D(q_θ‖p) reached from a grid of starts, the best one first."""
    log_p = np.log(p)
    found: list[Fit] = []
    for mean in np.arange(-8.0, 8.5, 2.0):
        for sd in (0.8, 1.6, 3.2, 5.0):
            new = fit(_minimise(_reverse_derivatives(log_p), parameters(mean, sd)), p)
            if not any(np.abs(new.q - old.q).max() < 1e-6 for old in found):
                found.append(new)
    return sorted(found, key=lambda f: f.reverse)


def _reverse_derivatives(log_p: np.ndarray):
    """D(q_θ‖p), its gradient Cov(T, ln q/p), its Hessian E[(T−m)(T−m)ᵀ(1 + ln q/p − D)]."""

    def derivatives(theta: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        log_q = log_member(theta)
        q = np.exp(log_q)
        ratio = log_q - log_p
        value = float(q @ ratio)
        centred = FEATURES - (FEATURES @ q)[:, None]
        gradient = centred @ (q * (ratio - value))
        hessian = (centred * (q * (1 + ratio - value))) @ centred.T
        return value, gradient, hessian

    return derivatives


def _covariance(q: np.ndarray) -> np.ndarray:
    centred = FEATURES - (FEATURES @ q)[:, None]
    return (centred * q) @ centred.T


def _minimise(derivatives, theta: np.ndarray, steps: int = 500) -> np.ndarray:
    """Newton's method where the Hessian is positive, else natural gradient; step halving."""
    value, gradient, hessian = derivatives(theta)
    for _ in range(steps):
        metric = hessian if np.linalg.eigvalsh(hessian)[0] > 0 else _covariance(member(theta))
        step = -np.linalg.solve(metric, gradient)
        slope = float(gradient @ step)
        if slope > -1e-12:  # soon the values no longer tell, so full Newton steps end it
            for _ in range(3):
                _, gradient, hessian = derivatives(theta)
                theta = theta - np.linalg.solve(hessian, gradient)
            return theta
        size = 1.0
        while True:
            new = theta + size * step
            there = derivatives(new)
            if new[1] < 0 and there[0] <= value + 1e-4 * size * slope:
                break
            size /= 2
        theta, (value, gradient, hessian) = new, there
    raise ArithmeticError(f"no minimum within {steps} steps; last θ = {theta}")


# ---------------------------------------------------------------- numbers and figure


def numbers() -> str:
    """The tables of the page, as text."""
    p = target()
    forward, reverse = forward_fit(p), reverse_fits(p)
    mean, sd = mean_and_sd(p)
    lines = [f"{'P':16}mean {mean:9.4f}  sd {sd:.4f}"]
    rows = [("forward", forward), ("reverse, global", reverse[0])]
    rows += [("reverse, local", f) for f in reverse[1:]]
    for name, f in rows:
        lines.append(
            f"{name:16}mean {f.mean:9.4f}  sd {f.sd:.4f}  "
            f"D(P‖Q) {f.forward:7.4f}  D(Q‖P) {f.reverse:.4f}"
        )
    gap = FEATURES @ (forward.q - p)
    lines.append(f"moments of Q − moments of P, forward fit: {np.abs(gap).max():.0e}")
    lines += ["", "bumps at ±a   global minimiser of D(Q‖P), then the local ones"]
    for centre in (1.0, 2.0, 2.5, 3.0, 4.0, 5.0):
        fits = reverse_fits(target(centre))
        shown = [f"mean {f.mean:6.3f} sd {f.sd:.3f}: {f.reverse:.3f}" for f in fits]
        lines.append(f"a = {centre:.1f}   " + " | ".join(shown))
    return "\n".join(lines)


BLUE, VERMILION, GREY = "#0072b2", "#d55e00", "#c4c4c4"  # Okabe & Ito: safe for colour-blind eyes


def draw(path: Path = FILE) -> None:
    """Write the figure as SVG."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    p = target()
    forward, reverse = forward_fit(p), reverse_fits(p)
    style = {
        "svg.hashsalt": "forward_reverse_kl",
        "svg.fonttype": "path",
        "font.family": "DejaVu Sans",
        "font.size": 13,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with matplotlib.rc_context({**matplotlib.rcParamsDefault, **style}):
        figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.8), sharey=True)
        _panel(left, p, "Forward: minimise D(P‖Q)")
        _curve(left, forward, BLUE, "-", 2.6)
        words = f"the only minimum\n{forward.forward:.2f} nats\nsame mean and variance as P"
        _label(left, 0.0, 0.128, words, BLUE)
        _panel(right, p, "Reverse: minimise D(Q‖P)")
        best, second, broad = reverse
        _curve(right, best, VERMILION, "-", 2.6)
        _curve(right, second, VERMILION, (0, (4, 1.5)), 1.8)
        _curve(right, broad, VERMILION, (0, (1.5, 1)), 1.8)
        _label(right, -CENTRE, 0.205, f"global minimum\n{best.reverse:.2f} nats", VERMILION)
        _label(right, CENTRE, 0.205, f"local minimum\n{second.reverse:.2f} nats", VERMILION)
        _label(right, 0.0, 0.062, f"local\n{broad.reverse:.2f}", VERMILION)
        left.set_ylabel("probability")
        figure.tight_layout()
        figure.savefig(path, format="svg", metadata={"Date": None})
        plt.close(figure)


def _panel(axes, p: np.ndarray, title: str) -> None:
    axes.bar(GRID, p.round(6), width=0.5, color=GREY, edgecolor="white", linewidth=0.4)
    axes.text(-CENTRE, 0.01, "P", color="#444444", ha="center", weight="bold")
    axes.text(CENTRE, 0.01, "P", color="#444444", ha="center", weight="bold")
    axes.set_title(title, fontsize=14)
    axes.set(xlim=(-10, 10), ylim=(0, 0.25), xticks=[-8, -4, 0, 4, 8], yticks=[0, 0.1, 0.2])


def _curve(axes, f: Fit, colour: str, dashes, width: float) -> None:
    axes.plot(GRID, f.q.round(6), color=colour, linestyle=dashes, linewidth=width)


def _label(axes, x: float, y: float, words: str, colour: str) -> None:
    axes.text(x, y, words, color=colour, ha="center", va="bottom", linespacing=1.15)


if __name__ == "__main__":
    print(numbers())
    draw()
