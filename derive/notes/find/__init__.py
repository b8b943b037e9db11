"""Files of notes in blocks: prose, displays, headings, directives, and what is passed over."""

from __future__ import annotations

from pathlib import Path, PurePath

from derive.notes.blocks import Document
from derive.notes.find.definitions import together
from derive.notes.find.directives import with_skips
from derive.notes.find.html import page
from derive.notes.find.latex import latex
from derive.notes.find.markdown import markdown
from derive.notes.find.notebook import notebook
from derive.notes.find.reading import text_of
from derive.notes.source import NotRead, Source

KINDS = {
    ".md": "md", ".markdown": "md", ".mdown": "md", ".mkd": "md", ".qmd": "md", ".rmd": "md",
    ".mdx": "md", ".myst": "md", ".txt": "md", ".tex": "tex", ".ltx": "tex", ".latex": "tex",
    ".ipynb": "ipynb", ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
"""Endings of files, and how they are read."""


def kind_of(path: str) -> str | None:
    """How a file is read, by its ending; None for one that is no notes."""
    return KINDS.get(PurePath(path).suffix.lower())


def find(path: str | Path, text: str | None = None, kind: str | None = None) -> Document:
    """The blocks of a file, or of `text` as that file's content; nothing in it is run.

    kind: "md", "tex", "ipynb" or "html" instead of what the ending says. NotRead: an ending that is
    not known, a notebook that is no notebook. OSError: the file cannot be read.
    """
    path = str(path)
    kind = kind or kind_of(path) or ""
    if kind not in KINDS.values():
        known = " ".join(sorted(KINDS))
        raise NotRead(None, f"{path}: notes are files of these kinds: {known}")
    text = text_of(path) if text is None else text
    if kind == "ipynb":
        sources, blocks, macros = notebook(path, text)
    else:
        sources = [Source(path, text)]
        blocks, macros = _READERS[kind](sources[0])
    return Document(tuple(sources), tuple(with_skips(blocks)), together(macros))


_READERS = {"md": markdown, "tex": latex, "html": page}
