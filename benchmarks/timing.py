"""Medians of a few calls."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

REPEATS = 5
LONG = 10.0  # seconds from which one call has to do


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Median seconds, and the last answer."""
    times, answer = [], None
    for _ in range(REPEATS):
        start = time.perf_counter()
        answer = call()
        times.append(time.perf_counter() - start)
        if times[-1] > LONG:
            break
    return statistics.median(times), answer
