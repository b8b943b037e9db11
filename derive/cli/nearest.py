"""The name that may have been meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like it, upper and lower case alike, or ""."""
    by_folded = {k.casefold(): k for k in sorted(known, reverse=True)}
    found = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.66)
    return by_folded[found[0]] if found else ""
