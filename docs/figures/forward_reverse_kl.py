"""The numbers and the picture of `docs/forward-reverse-kl.md`.

    python docs/figures/forward_reverse_kl.py

prints the numbers and writes `forward_reverse_kl.svg` beside this file (which needs matplotlib, the
extra `figures`). One version of matplotlib always writes the same bytes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from derive.figures.two_modes import FEATURES, forward_fit, mean_and_sd, reverse_fits, target

FILE = Path(__file__).with_suffix(".svg")




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


def draw(path: Path = FILE) -> None:
    """Write the figure as SVG."""
    from derive.figures.forward_reverse_kl import figure
    from derive.figures.style import save, style

    with style("forward_reverse_kl"):
        save(figure(), path)


if __name__ == "__main__":
    print(numbers())
    draw()
