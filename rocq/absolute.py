"""|e| in exported statements.

A certificate has no |e|: it has a number s with s·e ≥ 0, −(1 − s)·e ≥ 0 and s·(1 − s) = 0, and
(2s − 1)·e stands for |e|. Where all that is said of s is this, and s stands nowhere else, the
statement is told with |e| (the node `Abs`, of this file alone), and s is put as in `Absolute.v`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from rocq.words import Index, Words

IMPORT: Final = "From Derive Require Import Absolute."
_FACTS: Final = 3


@dataclass(frozen=True)
class Sign:
    """s(at) for the sign of e. facts: which of the context's hypotheses are about it."""

    name: str
    at: tuple[Index, ...]
    of: Any
    facts: tuple[int, ...]


def signs(context: Any) -> dict[str, Sign]:
    """The quantities of a context that are there for the sign of a sum, by name."""
    hypotheses = context[4][1:]
    found = dict[str, Sign]()
    for name, sign in ((row[1], row[2][2]) for row in context[2][1:]):
        mine = [k for k, h in enumerate(hypotheses) if _mentions(h, name)]
        if sign != "unit" or len(mine) != _FACTS:
            continue
        match hypotheses[mine[0]]:
            case [_, _, ">=", ["Mul", ["tuple", ["Quantity", _, at] as s, ["Add", _] as e]]]:
                letters = tuple((i[1], i[2]) for i in at[1:])
                rest = _one_minus(s)
                below = ["Mul", ["tuple", _const(-1), rest, e]]
                choice = ["Mul", ["tuple", s, rest]]
                told = [(hypotheses[k][2], hypotheses[k][3]) for k in mine[1:]]
                if told == [(">=", below), ("=", choice)] and len({*letters}) == len(letters):
                    found[name] = Sign(name, letters, e, tuple(mine))
    return found


def told(node: Any, known: dict[str, Sign]) -> Any:
    """The node with |e| for (2s − 1)·e."""
    match node:
        case ["Mul", ["tuple", ["Add", ["tuple", twice, minus_one]], e]]:
            match twice:
                case ["Mul", ["tuple", two, ["Quantity", name, ["tuple", *at]]]] if name in known:
                    s = known[name]
                    moved = dict(zip(s.at, ((i[1], i[2]) for i in at), strict=True))
                    if (two, minus_one) == (_const(2), _const(-1)) and e == _renamed(s.of, moved):
                        return ["Abs", _difference(e)]
    return [told(part, known) for part in node] if isinstance(node, list) else node


def told_of(data: Any, known: dict[str, Sign]) -> Any | None:
    """The certificate's data, with |e| in what its last theorem says; None if it cannot be told."""
    row = data["certificate"]["theorems"][-1]
    kind, laws, quantities, supports, hypotheses, *spaces = row["context"]
    about = {k for s in known.values() for k in s.facts}
    kept = [h for k, h in enumerate(hypotheses[1:]) if k not in about]
    quantities = [quantities[0], *(q for q in quantities[1:] if q[1] not in known)]
    context = [kind, laws, quantities, supports, [hypotheses[0], *kept], *spaces]
    given = row["given"]
    if row["rule"] == "with_equality":
        given = [given[0], told(given[1], known)]
    new = {**row, "context": context, "statement": told(row["statement"], known), "given": given}
    left = new["context"], new["statement"], given[1] if row["rule"] == "with_equality" else None
    if new["statement"] == row["statement"] or _left([*left], known):
        return None
    return {**data, "certificate": {"theorems": [new]}}


def put(words: Words, s: Sign) -> str:
    """What is put for s: 1 where e ≥ 0, 0 elsewhere."""
    letters = [words.letter(i) for i in s.at]
    value = f"is_nonneg ({words.real(s.of).text})"
    return f"(fun {' '.join(letters)} => {value})" if letters else f"({value})"


def fact(hypothesis: str, words: Words, known: dict[str, Sign]) -> str | None:
    """The proof of a hypothesis about some s; None for the others."""
    kind, _, number = hypothesis.rpartition("_")
    for name, s in known.items():
        about = None
        if kind == "sign" and [*words.quantities][int(number)] == name:
            about = "unit"
        if kind == "given" and int(number) in s.facts:
            about = ("above", "below", "choice")[s.facts.index(int(number))]
        if about is not None:
            free = "_ " * (2 * len(s.at))
            return f"(fun {free}=> is_nonneg_{about} _)" if free else f"(is_nonneg_{about} _)"
    return None


def _left(node: Any, known: dict[str, Sign]) -> bool:
    return any(_mentions(node, name) for name in known)


def _mentions(node: Any, name: str) -> bool:
    if not isinstance(node, list):
        return False
    return node[:2] == ["Quantity", name] or any(_mentions(part, name) for part in node)


def _difference(e: Any) -> Any:
    """b − a for −a + b: it is so that `absolute_difference` in `Absolute.v` tells it."""
    match e:
        case ["Add", ["tuple", a, b]] if _is_negative(a) and not _is_negative(b):
            return ["Add", ["tuple", b, a]]
    return e


def _is_negative(term: Any) -> bool:
    """Whether it is printed with a minus."""
    match term:
        case ["Const", ["Fraction", top, _]]:
            return bool(top < 0)
        case ["Mul", ["tuple", *factors]]:
            return sum(map(_is_negative, factors)) % 2 == 1
    return False


def _renamed(node: Any, to: dict[Index, Index]) -> Any:
    """Other letters for those of s; one that is bound inside has to be another one."""
    match node:
        case ["Index", name, alphabet]:
            return ["Index", *to.get((name, alphabet), (name, alphabet))]
        case ["Sum", ["tuple", *bound], _] if any((i[1], i[2]) in to for i in bound):
            return None
        case list():
            return [_renamed(part, to) for part in node]
    return node


def _const(n: int) -> Any:
    return ["Const", ["Fraction", n, 1]]


def _one_minus(s: Any) -> Any:
    return ["Add", ["tuple", _const(1), ["Mul", ["tuple", _const(-1), s]]]]
