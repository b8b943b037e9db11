"""One certificate: its seal, its theorems in order, and what the last one rests on."""

from __future__ import annotations

import hashlib
import json
from random import Random
from typing import Any

from recheck.points import Point
from recheck.reader import Node, Refused, read, require
from recheck.rules import Rules, Theorem

MALFORMED = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
# how many points, of which sizes of alphabets, with zeros
KINDS = [(1, (2,), False), (1, (3,), False), (1, (1, 2, 3), False), (25, (2,), True),
         (8, (1, 2, 3), True)]  # fmt: skip
MOST_LETTERS = 150  # choices of letters for all indices of a theorem together, where sizes are large
CHECKED: dict[Any, Theorem] = {}  # in this run: many certificates share lemmas
FIELDS = {"format", "name", "title", "certificate", "rests", "seal"}


def recheck(text: str) -> Theorem:
    """The last theorem of a certificate, if every step to it is right.

    Raises:
        Refused: with the reason.
    """
    try:
        return _recheck(json.loads(text, object_pairs_hook=_no_duplicates))
    except MALFORMED as bad:
        raise Refused(f"malformed: {type(bad).__name__}: {bad}") from bad


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    require(len({k for k, _ in pairs}) == len(pairs), "a key stands twice")
    return dict(pairs)


def _recheck(data: Any) -> Theorem:
    require(data.keys() == FIELDS, "other fields than expected")
    require(data["format"] == "derive sealed certificate 1", "another format")
    require(data.pop("seal") == seal(data), "the seal does not fit what is sealed: changed")
    body, made, random = data["certificate"], list[Theorem](), Random(seal(data))
    require(body.keys() == {"format", "theorems"}, "other fields than expected")
    require(body["format"] == "derive certificate 1", "another format inside")
    points: dict[Any, list[Point]] = {}
    for row in body["theorems"]:
        require(row.keys() == {"rule", "context", "statement", "given"}, "other fields than expected")
        context, s = read(row["context"], made), read(row["statement"], made)
        key = (row["rule"], context, s, tuple(read(g, made) for g in row["given"]))
        if key not in CHECKED:
            n = len({str(i) for i in _indices(list(row.values()))})
            size = max(s for s in range(2, 8) if s == 2 or s**n <= MOST_LETTERS)
            kinds = [*KINDS, (1, (size,), False), (1, tuple(range(2, size + 1)), True)]
            if (context, size) not in points:
                points[context, size] = [Point(context, sizes, zeros, random)
                                         for k, sizes, zeros in kinds for _ in range(k)]  # fmt: skip
            CHECKED[key] = Rules(context, points[context, size]).theorem(key[0], s, key[3])
        made.append(CHECKED[key])
    rests = {k: sorted(v) for k, v in made[-1].rests.items()}
    require(rests == data["rests"], "it rests on other facts")
    return made[-1]


def _indices(v: Any) -> list[Any]:
    if not isinstance(v, list) or v[:1] == ["Index"]:
        return [v] if isinstance(v, list) else []
    return [i for x in v for i in _indices(x)]


def seal(data: Any) -> str:
    """A digest of everything, so that a change of anything shows (no proof of who wrote it)."""
    plain = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
