"""The heads of builtin measures in the spellings of the field."""

from __future__ import annotations

from derive.notes.kinds import written
from derive.notes.tree import Call, Event, Name, Node

_DIVERGENCE = {"D", "KL", "d", "DKL", "D_KL"}
_KL_MARKS = {"", "KL", "kl"}
_JS_MARKS = {"JS", "JSD", "js"}
_TV_MARKS = {"TV", "tv"}
_NAMED = {
    "KL": "D", "DKL": "D", "KLD": "D", "RelEnt": "D",
    "JS": "JS", "JSD": "JS", "TV": "TV", "CE": "CE", "MI": "I", "Ent": "H", "Entropy": "H",
}  # fmt: skip


def measure_of(call: Call) -> str:
    """Which measure a call is: H, D, I, JS, CE, TV, P, or "" if it is none.

    H stands for all that is written with an H; what it is of is told by its arguments.
    """
    if not isinstance(call.head, Name) or call.head.primes or call.head.sup:
        return ""
    head = call.head
    sub = written_sub(head)
    if head.base in _NAMED and not sub:
        return _NAMED[head.base]
    if head.base in ("D", "d") and not {"hat", "tilde", "bar"} & set(head.accents):
        return _divergence(call, sub)
    if head.base == "H":
        return "H" if not {"hat", "tilde", "bar"} & set(head.accents) else ""
    if head.base == "h" and (sub in ("", "b", "2")):
        return "H" if _of_variables(call) or sub == "b" else ""
    if head.base == "I" and not sub and (";" in call.separators or _two_capitals(call)):
        return "I"
    if head.base in ("Pr", r"\Pr", "Prob"):
        return "P"
    if head.base == "P" and ("mathbb" in head.accents or "operatorname" in head.accents):
        return "P"
    if head.base == "P" and not sub and _of_other_events(call):
        return "P"
    return ""


def _of_other_events(call: Call) -> bool:
    """P(X ≠ Y), P(X = Y): of two random variables, which no letters of a law are."""
    return any(
        isinstance(a, Event) and (a.rel == "!=" or (_is_random(a.lhs) and _is_random(a.rhs)))
        for a in call.args
    )


def _is_random(node: Node) -> bool:
    return isinstance(node, Name) and node.base in tuple("UVWXYZ")


def _divergence(call: Call, sub: str) -> str:
    if sub in _JS_MARKS:
        return "JS"
    if sub in _TV_MARKS:
        return "TV"
    if sub in ("KL", "kl") and len(call.args) == 2:
        return "D"
    return "D" if sub in _KL_MARKS and call.separators == ("||",) else ""


def _of_variables(call: Call) -> bool:
    return all(isinstance(a, Name) and a.base.isupper() and len(a.base) == 1 for a in call.args)


def _two_capitals(call: Call) -> bool:
    return len(call.args) == 2 and call.separators[0] == "," and _of_variables(call)


def written_sub(head: Name) -> str:
    """A head's subscript as one mark."""
    return ",".join(written(s) for s in head.sub)
