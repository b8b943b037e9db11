"""Whether a script is being loaded: then a `run()` at its end must do nothing."""

from __future__ import annotations

from pathlib import Path

under_way: list[Path] = []


def loading() -> bool:
    return bool(under_way)
