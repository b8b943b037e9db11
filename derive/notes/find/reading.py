"""Files as text, so that writing the text again gives the same bytes."""

from __future__ import annotations

import codecs
from pathlib import Path

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def text_of(path: str) -> str:
    """A file's text with its line ends and byte order mark as they are. OSError."""
    return decoded(Path(path).read_bytes())[0]


def decoded(data: bytes) -> tuple[str, str]:
    """Text and the encoding that gives the same bytes again: UTF-8, or what it then must be."""
    encoding = _UTF16.get(data[:2], "utf-8")
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"
