"""One certificate: its seal, its theorems in order, and what the last one rests on."""

import hashlib
import json
import re
from random import Random
from typing import Any

from recheck.points import Point
from recheck.reader import Refused, read, require
from recheck.rules import Rules, Theorem

MALFORMED = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
LETTERS = 150  # choices of letters for all indices of a theorem together, where sizes are large
CHECKED: dict[Any, Theorem] = {}  # in this run: many certificates share lemmas


def recheck(text: str) -> Theorem:
    """The last theorem of a certificate, if every step to it is right.

    Raises:
        Refused: with the reason.
    """
    try:
        return _last(json.loads(text, object_pairs_hook=_distinct))
    except MALFORMED as bad:
        raise Refused(f"malformed: {type(bad).__name__}: {bad}") from bad


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    require(len(dict(pairs)) == len(pairs), "a key stands twice")
    return dict(pairs)


def _last(data: Any) -> Theorem:
    require(data.pop("seal") == seal(data), "the seal does not fit what is sealed: changed")
    body, made, points = data["certificate"], list[Theorem](), dict[Any, list[Point]]()
    good = data.keys() == {"format", "name", "title", "rests", "certificate"}
    good = good and body.keys() == {"format", "theorems"}
    good = good and data["format"] == "derive sealed certificate 1"
    require(good and body["format"] == "derive certificate 1", "another format")
    random = Random(seal(data))
    for row in body["theorems"]:
        require(row.keys() == {"rule", "context", "statement", "given"}, "another format")
        context, s = read(row["context"], made), read(row["statement"], made)
        key = row["rule"], context, s, read(["tuple", *row["given"]], made)
        if key not in CHECKED:
            n = len({*re.findall(r'\["Index", "[^"]*", "[^"]*"\]', json.dumps(row))})
            size = max(k for k in range(2, 8) if k == 2 or k**n <= LETTERS)
            if (context, size) not in points:
                sure: list[tuple[int, ...]] = [(2,), (3,), (1, 2, 3), (size,)]
                some = [(2,)] * 25 + [(1, 2, 3)] * 8 + [tuple(range(2, size + 1))]
                points[context, size] = [Point(context, k, False, random) for k in sure]
                points[context, size] += [Point(context, k, True, random) for k in some]
            CHECKED[key] = Rules(context, points[context, size]).theorem(row["rule"], s, key[3])
        made.append(CHECKED[key])
    require(made[-1].rests == data["rests"], "it rests on other facts")
    return made[-1]


def seal(data: Any) -> str:
    """A digest of everything, so that a change of anything shows (no proof of who wrote it)."""
    plain = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
