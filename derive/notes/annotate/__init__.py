"""A copy of notes with the verdicts beside the displays; all else stays byte for byte.

What is put in stands between marks that are comments (`derive:begin`, `derive:end`), or is a cell
that says so: `without_annotations` takes it out again, and the reader passes over it.
"""

from __future__ import annotations

from pathlib import Path

from derive.notes.annotate import notebooks, pages, quotes, tex
from derive.notes.annotate.places import inserted
from derive.notes.annotate.said import said_of
from derive.notes.find import find, kind_of
from derive.notes.find.reading import decoded
from derive.notes.records import NotesReport

_WRITERS = {"md": quotes.insertions, "tex": tex.insertions, "html": pages.insertions}


def annotated(path: Path, report: NotesReport) -> str:
    """The text of the copy; encoded as UTF-8 with surrogateescape it gives the file's bytes, also
    where the file is in another encoding.

    OSError: the file cannot be read. NotRead: it is no notes.
    """
    text, encoding = decoded(path.read_bytes())
    made = annotated_text(str(path), text, report)
    handler = "strict" if encoding.startswith("utf") else "xmlcharrefreplace"
    return made.encode(encoding, handler).decode("utf-8", "surrogateescape")


def annotated_text(path: str, text: str, report: NotesReport) -> str:
    """The same of a text."""
    kind = kind_of(path) or "md"
    text = without_annotations(path, text)
    document = find(path, text, kind)
    said = said_of(document, report)
    if kind == "ipynb":
        return notebooks.with_cells(text, said)
    return inserted(text, _WRITERS[kind](document, said))


def without_annotations(path: str, text: str) -> str:
    """A copy's text without what `annotated` has put in."""
    kind = kind_of(path) or "md"
    if kind == "ipynb":
        return notebooks.without(text)
    return tex.without(text) if kind == "tex" else quotes.without(text)
