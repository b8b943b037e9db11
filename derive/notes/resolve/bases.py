"""The base of logarithms of a document, and so of its entropies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from derive.notes.facts import Fact
from derive.notes.resolve.distances import WITH_BASE
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.notation import Base
from derive.notes.tree import Call, Constant, Frac, Log, Name, Node, Num, WithUnit
from derive.notes.walk import walk

_LOGARITHMIC = frozenset(("H", "D", "I", "JS", "CE")) | WITH_BASE
_UNITS: dict[str, int | str] = {"bits": 2, "bit": 2, "nats": "e", "nat": "e", "bans": 10}


FREE = Base("free", "no base is said")


def bare_log(trees: Iterable[Node]) -> bool:
    """Whether a logarithm without base stands in the trees."""
    return any(isinstance(n, Log) and n.base is None for t in trees for n in walk(t))


def unit_base(trees: Iterable[Node]) -> Base | None:
    """Of a chain in bits: its logarithms are to base 2, none has another. None if it has no unit,
    or units and logarithms of several bases.
    """
    nodes = [n for t in trees for n in walk(t)]
    units = {n.unit for n in nodes if isinstance(n, WithUnit)}
    bases = {_UNITS.get(u) for u in units}
    bases |= {_value(n) for n in nodes if isinstance(n, Log) and n.base is not None}
    (only,) = bases if len(bases) == 1 and units else (None,)
    return None if only is None else Base(only, f"“{units.pop()}” stands in the chain")


def letter_base(trees: Iterable[Node]) -> Base | None:
    """b of H(X) = -E log_b p(X), in a chain that has no other logarithms."""
    bases = {n.base for t in trees for n in walk(t) if isinstance(n, Log)}
    (only,) = bases if len(bases) == 1 else (None,)
    return Base(only, "logarithms beside it are to it") if isinstance(only, Name) else None


def is_unit_of(unit: str, base: Base) -> bool:
    """Whether a value in the unit is one to that base of logarithms."""
    return _UNITS.get(unit) == base.value


def said_base(facts: Iterable[Fact]) -> Base | None:
    """What the text says last where a chain stands, of the facts that hold there."""
    found = None
    for fact in facts:
        value = _said(fact) if fact.kind == "unit" else None
        if value is not None:
            found = Base(value, f"“{fact.quote}”")
    return found


def base_of(chains: Sequence[Sequence[Node]]) -> Base:
    """Shown where H, D or I stands in one chain with a logarithm to a base; or free."""
    shown = [b for chain in chains for b in [_shown(chain)] if b is not None]
    if shown and len(set(shown)) == 1:
        return Base(shown[0], f"entropy stands beside {_sign(shown[0])}")
    every: set[int | str | None] = {
        _value(n) for c in chains for t in c for n in walk(t)
        if isinstance(n, Log) and _tells(n) and not _converts(t)
    }  # fmt: skip
    only = every.pop() if len(every) == 1 else None
    if only is not None:
        return Base(only, f"all logarithms are {_sign(only)}")
    return FREE


def _said(fact: Fact) -> int | str | None:
    for value in fact.values:
        if isinstance(value, Num) and value.value.denominator == 1 and value.value >= 2:
            return int(value.value)
        if isinstance(value, Constant) and value.name == "e":
            return "e"
    return _UNITS.get(fact.words.strip().lower())


def _shown(chain: Sequence[Node]) -> int | str | None:
    """The base of the logarithms that a measure alone is said to be made of."""
    bases: set[int | str | None] = set()
    for one, other in pairwise(chain):
        if (
            isinstance(one, Call)
            and measure_of(one) in _LOGARITHMIC
            and not _converts(other)
        ):
            nodes = list(walk(other))
            bases |= {_value(n) for n in nodes if isinstance(n, Log) and _tells(n)}
            bases |= {_UNITS.get(n.unit) for n in nodes if isinstance(n, WithUnit)}
    return bases.pop() if len(bases) == 1 else None


def _converts(tree: Node) -> bool:
    """Whether 1/ln 2 stands there, which turns nats into bits: what is so turned is in neither."""
    below = (n.bottom for n in walk(tree) if isinstance(n, Frac))
    return any(isinstance(x, Log) and isinstance(x.body, Num) for b in below for x in walk(b))


def _tells(node: Log) -> bool:
    """Whether a logarithm tells to what base the others are: not ln 2, by which bits are nats."""
    return _value(node) != "e" or not (isinstance(node.body, Num) and node.body.value in (2, 10))


def _value(node: Log) -> int | str | None:
    if isinstance(node.base, Constant) and node.base.name == "e":
        return "e"
    if isinstance(node.base, Num) and node.base.value.denominator == 1:
        return int(node.base.value)
    return None


def _sign(base: int | str) -> str:
    return "ln" if base == "e" else f"log to base {base}"
