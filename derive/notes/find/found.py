"""What a scan of a file finds: formulas, and what is passed over."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """text[start:end]; text[inner:outer] is it without its delimiters.

    what: "display", "inline", or of what is passed over "code", "comment", "shortcode", "tag",
    "front matter". delimiter: of a formula, as it opens.
    """

    what: str
    start: int
    end: int
    inner: int
    outer: int
    delimiter: str = ""

    @property
    def formula(self) -> bool:
        return self.what in ("display", "inline")


class Places:
    """Where closing marks stand, so that a scan stays linear: each is looked up, not searched."""

    def __init__(self, places: list[int]) -> None:
        self.places = places

    def next(self, at: int) -> int:
        """The first one at `at` or behind; -1 for none."""
        i = bisect_left(self.places, at)
        return self.places[i] if i < len(self.places) else -1
