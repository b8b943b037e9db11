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
KINDS = (  # how many points, of which sizes of alphabets, whether with zeros
    *((1, (2,), False), (1, (3,), False), (1, (1, 2, 3), False)),
    *((25, (2,), True), (8, (1, 2, 3), True)),
)
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
    match data:
        case {
            "format": "derive sealed certificate 1", "name": str(), "title": str(), "rests": rests,
            "certificate": {"format": "derive certificate 1", "theorems": rows, **inside}, **more,
        } if not inside and not more:  # fmt: skip
            made, points, random = list[Theorem](), dict[Any, list[Point]](), Random(seal(data))
        case _:
            raise Refused("other fields than expected")
    for row in rows:
        require(row.keys() == {"rule", "context", "statement", "given"}, "other fields: a theorem")
        context, s, given = (
            read(v, made) for v in (row["context"], row["statement"], ["tuple", *row["given"]])
        )
        key = row["rule"], context, s, given
        if key not in CHECKED:
            n = len({*re.findall(r'\["Index", "[^"]*", "[^"]*"\]', json.dumps(row))})
            size = max(k for k in range(2, 8) if k == 2 or k**n <= LETTERS)
            kinds = (*KINDS, (1, (size,), False), (1, tuple(range(2, size + 1)), True))
            if (context, size) not in points:
                drawn = (Point(context, sizes, zeros, random)
                         for k, sizes, zeros in kinds for _ in range(k))  # fmt: skip
                points[context, size] = [*drawn]
            CHECKED[key] = Rules(context, points[context, size]).theorem(row["rule"], s, given)
        made.append(CHECKED[key])
    require({k: [*v] for k, v in made[-1].rests.items()} == rests, "it rests on other facts")
    return made[-1]


def seal(data: Any) -> str:
    """A digest of everything, so that a change of anything shows (no proof of who wrote it)."""
    plain = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
