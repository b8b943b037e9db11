"""What each name of the notes is taken for, as TOML that can be corrected and given back."""

from __future__ import annotations

import json
from collections.abc import Iterator

from derive.notes.records import NameRecord, NotesReport
from derive.render.places import short_path


def toml(found: NotesReport) -> str:
    """The table [notes.names]. A line is changed to say otherwise; the others may stay or go.

    A name that is several things in several sections is a comment: what is given back holds for
    all of a file.
    """
    return "\n".join(_lines(found)) + "\n"


def _lines(found: NotesReport) -> Iterator[str]:
    yield f"# {short_path(found.path)}: what its names are taken for."
    yield "# Correct what is wrong, and give it back in a file derive.toml beside the notes."
    yield "[notes.names]"
    kinds: dict[str, set[str]] = {}
    for n in found.notation:
        kinds.setdefault(n.name, set()).add(n.kind)
    seen: set[str] = set()
    for n in found.notation:
        off = "# " if len(kinds[n.name]) > 1 or n.name in seen else ""
        seen.add(n.name)
        first, last = n.lines
        lines = f"line {first}" if first == last else f"lines {first}–{last}"
        evidence = "".join(c for c in " ".join(n.evidence.split()) if c.isprintable())
        yield f"{off}{_string(n.name)} = {_string(n.kind)}  # {_strength(n)}, {lines}: {evidence}"


def _strength(n: NameRecord) -> str:
    return {"custom": "by custom", "shown": "shown by use", "said": "said"}.get(
        n.strength.lower(), n.strength
    )


def _string(text: str) -> str:
    """A literal string where TOML has one for it, as TeX is easier to read so."""
    if "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
