"""What every name of a document was taken for."""

from __future__ import annotations

from collections.abc import Iterable

from derive.notes.chains import Chain
from derive.notes.records import NameRecord
from derive.notes.resolve.notation import Notation


def table(notations: Iterable[tuple[Chain, Notation]]) -> list[NameRecord]:
    """A row for each name and kind."""
    out: dict[tuple[str, str], NameRecord] = {}
    for chain, notation in notations:
        line = chain.display.span.line
        for key, known in sorted(notation.known.items()):
            best = known.evidence[0]
            row = (key.latex(), known.kind.value)
            old = out.get(row)
            first, last = old.lines if old else (line, line)
            out[row] = NameRecord(
                key.latex(), known.kind.value, best.strength.name.lower(), best.why,
                (min(first, line), max(last, line)),
            )  # fmt: skip
    return list(out.values())
