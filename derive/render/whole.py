"""A run as plain data for other programs. The layout is versioned by `format`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from derive.render.summary import Attack, Verdicts, counts

FORMAT = 1


def whole(
    reports: Sequence[Verdicts],
    rows: Sequence[dict[str, Any]],
    problems: Sequence[dict[str, Any]],
    seconds: float,
    settings: Attack | None,
    stopped: str = "",
) -> dict[str, Any]:
    """The whole run. rows: one for each report."""
    derivations, steps = counts(reports)
    return {
        "format": FORMAT,
        "attack": None if settings is None else _settings(settings),
        "derivations": list(rows),
        "problems": list(problems),
        "summary": {"derivations": dict(derivations), "steps": dict(steps), "seconds": seconds},
        "stopped": stopped or None,
    }


def _settings(settings: Attack) -> dict[str, Any]:
    return {"trials": settings.trials, "seed": settings.seed}
