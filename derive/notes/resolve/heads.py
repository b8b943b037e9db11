"""The heads of builtin measures in the spellings of the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.notes.facts.making import summands
from derive.notes.kinds import INDICES, Key, written
from derive.notes.resolve.distances import OF_PAIRS, distance_of
from derive.notes.tree import Call, Event, Name, Node
from derive.notes.walk import walk

OF_LAWS = ("D", "JS", "CE", "TV", *sorted(OF_PAIRS))
"""Measures of two laws."""
_KL_MARKS = {"", "KL", "kl"}
_JS_MARKS = {"JS", "JSD", "js"}
_TV_MARKS = {"TV", "tv"}
_NAMED = {
    "KL": "D", "DKL": "D", "KLD": "D", "RelEnt": "D",
    "JS": "JS", "JSD": "JS", "TV": "TV", "CE": "CE", "MI": "I", "Ent": "H", "Entropy": "H",
}  # fmt: skip


def measure_of(call: Call) -> str:
    """Which measure a call is: H, D, I, JS, CE, TV, P, one of `distances`, or "" if it is none.

    H stands for all that is written with an H; what it is of is told by its arguments.
    """
    distance = distance_of(call)
    if distance is not None:
        return distance.kind
    if not isinstance(call.head, Name) or call.head.primes or call.head.sup:
        return ""
    head = call.head
    marks, _ = marks_and_base(head)
    own = letters_below(call)
    sub = ",".join(m for m in marks if m not in own)
    plain = not _HATS & set(head.accents)
    if head.base in _NAMED and not sub:
        return _NAMED[head.base]
    if head.base in ("D", "d") and plain:
        return _divergence(call, sub)
    if head.base == "H":
        return "H" if plain else ""
    if head.base == "h" and sub in ("", "b"):
        return "H" if _of_variables(call) or sub == "b" else ""
    if head.base == "I" and plain and (not sub or ";" in call.separators):
        return "I" if ";" in call.separators or _two_capitals(call) else ""
    return _probability(call, head)


def _probability(call: Call, head: Name) -> str:
    if head.base in ("Pr", r"\Pr", "Prob"):
        return "P"
    if head.base != "P" or head.sub:
        return ""
    if "mathbb" in head.accents or "operatorname" in head.accents or "or" in call.separators:
        return "P"
    return "P" if any(isinstance(a, Event) and not _is_at_letter(a) for a in call.args) else ""


def _is_at_letter(event: Event) -> bool:
    """X = x, which says where a law is taken."""
    return event.rel == "=" and not (
        isinstance(event.rhs, Name) and len(event.rhs.base) == 1 and event.rhs.base.isupper()
    )


def marks_and_base(head: Name) -> tuple[list[str], int | None]:
    """The subscripts of a measure's head, and the number among them that is its base."""
    marks = [written(replace(s, accents=()) if isinstance(s, Name) else s) for s in head.sub]
    numbers = [m for m in marks if m.isdigit()]
    if len(numbers) == 1 and int(numbers[0]) >= 2:
        return [m for m in marks if not m.isdigit()], int(numbers[0])
    return marks, None


def base_among(subs: Sequence[Node]) -> tuple[tuple[Node, ...], int | None]:
    """Subscripts without the number among them that is a base, and that."""
    numbers = [s for s in subs if written(s).isdigit() and int(written(s)) >= 2]
    base = int(written(numbers[0])) if len(numbers) == 1 else None
    return tuple(s for s in subs if base is None or s is not numbers[0]), base


def letters_below(call: Call) -> tuple[str, ...]:
    """The letters among a head's subscripts, which the laws in its brackets are of: the z of
    D_z(e(z|x)‖π)."""
    head = call.head
    below = head.sub if isinstance(head, Name) else ()
    given = [n for a in call.args for c in walk(a) if isinstance(c, Call) for n in c.args]
    inside = {n.rhs if isinstance(n, Event) else n for n in given}  # P(X = x) is at x
    return tuple(written(s) for s in below if isinstance(s, Name) and s in inside)


def is_reserved(call: Call) -> bool:
    """Whether it looks like a measure, though it is none that is known: never a function then."""
    if "||" in call.separators or (";" in call.separators and _of_variables(call)):
        return True
    head = call.head
    return isinstance(head, Name) and head.base in ("H", "I", "D") and _of_variables(call)


_HATS = {"hat", "tilde", "bar"}


def _divergence(call: Call, sub: str) -> str:
    if sub in _JS_MARKS:
        return "JS"
    if sub in _TV_MARKS:
        return "TV"
    if sub in ("KL", "kl") and len(call.args) == 2:
        return "D"
    return "D" if sub in _KL_MARKS and call.separators == ("||",) else ""


def _of_variables(call: Call) -> bool:
    every = (n for a in call.args for n in (summands(a) or (a,)))
    return all(isinstance(a, Name) and _is_of_variable(a) for a in every)


def _is_of_variable(name: Name) -> bool:
    """A capital, or the X + Z that `images` made a name of."""
    return (name.base.isupper() and len(name.base) == 1) or name.base.startswith("(")


def _two_capitals(call: Call) -> bool:
    two = len(call.args) == 2 or (len(call.args) > 2 and call.separators[1] == "|")
    return two and call.separators[0] == "," and _of_variables(call)


def is_error(key: Key, multiplied: bool = False) -> bool:
    """P_e and P_e^{(n)}, a probability of error; multiplied: and so P_E, which is no law then."""
    marks = tuple(m for m in key.marks if m[1:] not in INDICES or not m.startswith("^"))
    named = marks in (("e",), ("err",), ("error",)) or (multiplied and marks == ("E",))
    return key.base in ("P", "p") and named
