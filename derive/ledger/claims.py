"""The claims of a text: a JSON list of {"id", "section", "claim"}, the claim in LaTeX."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from derive.language.names import DeriveError


@dataclass(frozen=True)
class TextClaim:
    """One claim as printed: where it stands and what it says, in LaTeX."""

    id: str
    section: str
    latex: str


def read_claims(path: Path) -> tuple[TextClaim, ...]:
    """The claims of a file, in its order.

    Raises:
        DeriveError: if it is not a list of claims, or an id stands twice.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, list):
            raise TypeError(f"a {type(data).__name__}")
        claims = tuple(TextClaim(c["id"], c["section"], c["claim"]) for c in data)
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        raise DeriveError(
            f"claims {path}: {type(wrong).__name__}: {wrong}; expected a JSON list of "
            '{"id": …, "section": …, "claim": …}.'
        ) from wrong
    ids = [c.id for c in claims]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise DeriveError(f"claims {path}: {', '.join(twice)} stand twice.")
    return claims
