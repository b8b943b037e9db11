"""p as a number in a chain, where the text says so, though p is a law elsewhere in the section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from derive.notes.facts import Fact, Strength
from derive.notes.kinds import Evidence, Kind, Known, whole_key
from derive.notes.resolve.notation import Notation
from derive.notes.resolve.uses import uses_of
from derive.notes.tree import Big, Mean, Name, Node, Num
from derive.notes.walk import walk


def with_numbers(notation: Notation, trees: Sequence[Node], facts: Iterable[Fact]) -> Notation:
    """The notation of a chain. facts: those that hold there, some of which may say that a name is
    a number. It is one here if it stands as one, nowhere as a law does, and in no sum, as Σ p log p
    is over the values of a law."""
    uses = uses_of(trees)
    as_laws = {*uses.laws, *uses.laws_named, *(c.key for c in uses.calls)}
    as_laws |= {whole_key(n) for t in trees for n in _averaged(t)}
    as_numbers = {*uses.factors, *uses.complements} - as_laws
    known = {
        key: Known(key, _kind(f), (Evidence(Strength.SAID, f"“{f.quote}”", f.span),))
        for f in facts
        if f.kind == "number"
        for n in f.names
        if isinstance(n, Name)
        for key in (whole_key(n),)
        if key in as_numbers and notation.law(key) is not None
    }
    if not known:
        return notation
    laws = {notation.meant(k) for k in known}
    return replace(
        notation,
        laws={k: v for k, v in notation.laws.items() if k not in laws},
        indexed={k: v for k, v in notation.indexed.items() if k not in laws},
        main=None if notation.main in laws else notation.main,
        known={**notation.known, **known},
    )


def _kind(fact: Fact) -> Kind:
    ends = [v.value for v in fact.values if isinstance(v, Num)]
    return Kind.WEIGHT if ends == [0, 1] else Kind.NUMBER


def _averaged(tree: Node) -> Iterator[Name]:
    """The names in sums and means."""
    for n in walk(tree):
        if isinstance(n, (Big, Mean)):
            yield from (m for m in walk(n) if isinstance(m, Name))
