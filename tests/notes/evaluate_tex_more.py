"""More forms for the evaluator of TeX: channels and functions, sizes, means under a named law,
δ and [a ≠ 0], entropies of laws and to a base that stands below.
"""

from __future__ import annotations

import math
import re

from tests.notes import evaluate_tex as one
from tests.notes.evaluate_tex import Env, Form, Unknown, Value, World

_WORDS = r"\\operatorname\{E\}|\\mathrm\{E\}|\\mathbb\{E\}|\\mathbb E"


def _bracketed(text: str, at: int) -> tuple[str, str]:
    """What stands in the bracket that opens at a place, and the rest."""
    if text[at : at + 1] not in ("(", "["):
        raise Unknown(text)
    end = one._end(text, at)
    return text[at + 1 : end - 1], text[end:]


def _size(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    letter = found[1].lower()
    if letter not in world.sizes:
        raise Unknown(text)
    return lambda env: float(world.sizes[letter]), text[found.end() :]


def _delta(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    def value(env: Env) -> float:
        if not {found[1], found[2]} <= set(env):
            raise Unknown(f"a free letter of {text}")
        return float(env[found[1]] == env[found[2]])

    return value, text[found.end() :]


def _nonzero(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    inside, rest = _bracketed(text, 0)
    body = re.fullmatch(r"(.*)\\neq?\s*0", inside)
    if body is None:
        raise Unknown(text)
    what = one._sum(body[1], world)
    return lambda env: float(abs(what(env)) > 1e-12), rest


def _mean(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    """E_p[…], over all letters of p."""
    law, rest = one._script(text[found.end() :])
    if law not in world.laws:
        raise Unknown(f"a mean under {law}")
    inside, rest = _bracketed(rest.strip(), 0)
    body, (letters, table) = one._sum(inside, world), world.laws[law]

    def value(env: Env) -> float:
        return math.fsum(
            v * body({**env, **dict(zip(letters, at, strict=True))}) for at, v in table.items()
        )

    return value, rest


def _entropy(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    """H_2(p), H(p, q), and D_2 and H_2 of what they are of without the 2."""
    inside, rest = _bracketed(text, found.end() - 1)
    base = float(found[2]) if found[2] else world.base
    names = [x.strip() for x in inside.split(",")]
    if found[1] == "H" and all(n in world.laws for n in names):
        first, last = (world.laws[n] for n in (names[0], names[-1]))
        if len(names) > 2 or first[0] != last[0]:
            raise Unknown(text)
        total = -math.fsum(
            v * math.log(w, base) for v, w in zip(first[1].values(), last[1].values(), strict=True)
        )
        return lambda env: total, rest
    if not found[2]:
        raise Unknown(text)
    plain, _ = one._atom(f"{found[1]}({inside})", world)
    return lambda env: plain(env) * math.log(world.base) / math.log(base), rest


def _mixture(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    """JS(p, q): half the divergences of both from their mixture."""
    inside, rest = _bracketed(text, found.end() - 1)
    names = [x.strip() for x in inside.split(",")]
    if len(names) != 2 or not all(n in world.laws for n in names):
        raise Unknown(text)
    base = float(found[1]) if found[1] else world.base
    p, q = (world.laws[n][1] for n in names)
    middle = {at: (p[at] + q[at]) / 2 for at in p}
    total = math.fsum(v * math.log(v / middle[at], base) / 2 for r in (p, q) for at, v in r.items())
    return lambda env: total, rest


def _root(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    inside, rest = one._script(text[found.end() :])
    what = one._sum(inside, world)
    return lambda env: math.sqrt(what(env)), rest


def _called(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    """W(y | x) of a channel, f(x) of a function: the entry at its letters, in their order."""
    name = found[1]
    inside, rest = _bracketed(text, found.end() - 1)
    table = world.laws.get(f"{name} at")
    if table is None:
        raise Unknown(text)
    at = [x.strip() for x in re.split(r"[,|]", inside)]
    if len(at) != len(table[0]):
        raise Unknown(text)

    def value(env: Env) -> float:
        if not set(at) <= set(env):
            raise Unknown(f"a free letter of {text}")
        return table[1][tuple(env[x] for x in at)]

    return value, rest


MORE: tuple[Form, ...] = (
    (re.compile(r"\|\\mathcal\{?\s*([A-Z])\}?\|"), _size),
    (re.compile(r"\\delta_\{([a-z]'*),\s*([a-z]'*)\}"), _delta),
    (re.compile(r"\[(?=.*\\ne)"), _nonzero),
    (re.compile(rf"(?:{_WORDS})_"), _mean),
    (re.compile(r"([HI])(?:_\{?(\d+)\}?)?\("), _entropy),
    (re.compile(r"(D)_\{(?:\\mathrm\{KL\},)?(\d+)\}\("), _entropy),
    (re.compile(r"\\mathrm\{JS\}(?:_\{?(\d+)\}?)?\("), _mixture),
    (re.compile(r"\\sqrt(?=\{)"), _root),
    (re.compile(r"([A-Za-z]|\\[a-z]+)\("), _called),
)

