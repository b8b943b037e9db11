"""Certificates as files, for people and for other programs.

A file holds the stored theorem (`derive.store`), its name and title, what it rests on, and a seal:
the SHA-256 of all the rest, so that a change shows. A seal says nothing about who wrote the file;
that the theorem holds is for `derive.store.loads` or the independent `recheck` to find out.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from derive.kernel.show import text
from derive.kernel.theorem import Theorem
from derive.store import dumps

SEALED: Final = "derive sealed certificate 1"


def document(theorem: Theorem, name: str, title: str) -> str:
    """The file's text."""
    rests = theorem.rests
    data: dict[str, Any] = {
        "format": SEALED,
        "name": name,
        "title": title,
        "rests": {k: sorted(getattr(rests, k)) for k in ("axioms", "cited", "open")},
        "certificate": json.loads(dumps(theorem)),
    }
    if theorem.provided:  # for people: another program may not find the same
        data["provided"] = [f"{text(s)} converges absolutely" for s in theorem.provided]
    return json.dumps({**data, "seal": seal(data)}, ensure_ascii=False, indent=None) + "\n"


def seal(data: dict[str, Any]) -> str:
    """The digest of everything but the seal, of one spelling of the JSON."""
    plain = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
