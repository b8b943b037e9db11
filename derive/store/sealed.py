"""Certificates as files, for people and for other programs.

A file holds the stored theorem (`derive.store`), its name and title, what it rests on, and a seal:
the SHA-256 of all the rest, so that a change shows. A seal says nothing about who wrote the file;
that the theorem holds is for `derive.store.loads` or the independent `recheck` to find out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from derive.kernel.show import text
from derive.kernel.theorem import Theorem
from derive.store import dumps, encoded

SEALED: Final = "derive sealed certificate 1"
FACT: Final = "derive fact 1"
Step: TypeAlias = tuple[Sequence[Theorem], Mapping[str, Any]]  # theorems, and what a rule is about


def document(theorem: Theorem, name: str, title: str) -> str:
    """The file's text."""
    return json.dumps(_sealed(theorem, name, title), ensure_ascii=False, indent=None) + "\n"


def fact(rule: str, steps: Sequence[Step], name: str, title: str) -> str:
    """The text of a fact that a rule beside the kernel has from theorems: for each of its steps
    their certificates, and what the rule is about."""
    data: dict[str, Any] = {"format": FACT, "name": name, "title": title, "rule": rule}
    data["steps"] = [
        {
            "certificates": [_sealed(theorem, name, title) for theorem in theorems],
            "parts": {what: encoded(part) for what, part in parts.items()},
        }
        for theorems, parts in steps
    ]
    return json.dumps({**data, "seal": seal(data)}, ensure_ascii=False, indent=None) + "\n"


def _sealed(theorem: Theorem, name: str, title: str) -> dict[str, Any]:
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
    return {**data, "seal": seal(data)}


def seal(data: dict[str, Any]) -> str:
    """The digest of everything but the seal, of one spelling of the JSON."""
    plain = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
