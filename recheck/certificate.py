"""One certificate: its seal, its theorems in order, and what the last one rests on."""

import hashlib
import json
import re
from dataclasses import replace
from random import Random
from typing import Any

from recheck.points import NoPoint, Point
from recheck.reader import Refused, read, require
from recheck.rules import Rules, Theorem

CHECKED: dict[Any, Theorem] = {}  # in this run: many certificates share lemmas


def recheck(text: str) -> Theorem:
    """The last theorem of a certificate, if every step to it is right; otherwise `Refused`."""
    try:
        return _last(json.loads(text, object_pairs_hook=_distinct))
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError) as e:
        raise Refused(f"malformed: {type(e).__name__}: {e}") from e


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    require(len(dict(pairs)) == len(pairs), "a key stands twice")
    return dict(pairs)


def _last(data: Any) -> Theorem:
    require(data.pop("seal") == seal(data), "the seal does not fit what is sealed: changed")
    provided = data.get("provided", [])
    require(all(type(s) is str for s in provided), "not said what is provided")
    body, made, points = data["certificate"], list[Theorem](), dict[Any, list[Point]]()
    fields = {"format", "name", "title", "rests", "certificate"}, {"format", "theorems"}
    require((data.keys() - {"provided"}, body.keys()) == fields, "other fields than expected")
    formats = "derive sealed certificate 1", "derive certificate 1"
    require((data["format"], body["format"]) == formats, "another format")
    random = Random(seal(data))
    for row in body["theorems"]:
        require(sorted(row) == ["context", "given", "rule", "statement"], "other fields")
        context, s = read(row["context"], made), read(row["statement"], made)
        rule, given = str(row["rule"]), read(["tuple", *row["given"]], made)
        if (key := (rule, context, s, given)) not in CHECKED:
            n = len({*re.findall(r'\["Index", "[^"]*", "[^"]*"\]', json.dumps(row))})
            size = max(k for k in range(2, 8) if k == 2 or k**n <= 150)  # choices of letters
            if (context, size) not in points:
                sizes = ["2", "3", "123", str(size), "234567"[: size - 1], *10 * ["123"], *64 * "2"]
                each = zip(sizes, [*4 * [-1], *11 * [1], *range(64, 128)], strict=True)
                drawn = [p for k, zeros in each for p in _drawn(context, k, zeros, random)]
                require(bool(drawn), "no point was found that meets the hypotheses")
                points[context, size] = [*{(*p.among, p.plain): p for p in drawn}.values()]
            CHECKED[key] = Rules(context, points[context, size]).theorem(rule, s, given)
        made.append(CHECKED[key])
    require(made[-1].rests == data["rests"], "it rests on other facts")
    require(bool(provided) <= bool(made[-1].context[5]), "integrals, but no space")
    return replace(made[-1], rests={**made[-1].rests, "provided": provided})


def _drawn(context: Any, sizes: str, zeros: int, random: Random) -> list[Point]:
    """A point, or none if the hypotheses do not let these zeros or sizes be."""
    try:
        return [Point(context, [*map(int, sizes)], zeros, random)]
    except NoPoint:
        return []


def seal(data: Any) -> str:
    """A digest of everything, so that a change of anything shows (no proof of who wrote it)."""
    plain = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
