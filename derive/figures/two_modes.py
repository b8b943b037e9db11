"""The best single bump for a law with two bumps, by forward and by reverse divergence.

P is a mixture of two bumps on 41 grid points. Q runs over the discretised Gaussians: the
exponential family q_θ(x) ∝ exp(θ₁x + θ₂x²), θ₂ < 0.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

GRID = np.arange(-20, 21) / 2  # -10, -9.5, …, 10
SCALE = 10.0  # the features are of order 1, which Newton's method likes
FEATURES = np.stack([GRID / SCALE, (GRID / SCALE) ** 2])
CENTRE, WIDTH, HEAVY = 4.0, 1.0, 0.6


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
            new = fit(_minimise(reverse_derivatives(log_p), parameters(mean, sd)), p)
            if not any(np.abs(new.q - old.q).max() < 1e-6 for old in found):
                found.append(new)
    return sorted(found, key=lambda f: f.reverse)


def reverse_derivatives(log_p: np.ndarray):
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
