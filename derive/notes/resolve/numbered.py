"""p as a number in a chain, where the text says so, or 1 − p, though p is a law elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from derive.notes.facts import Fact, Strength
from derive.notes.kinds import UNNAMED, Evidence, Key, Kind, Known, whole_key
from derive.notes.resolve.notation import Notation
from derive.notes.resolve.uses import uses_of
from derive.notes.tree import Big, Mean, Name, Node, Num
from derive.notes.walk import walk


def with_numbers(notation: Notation, trees: Sequence[Node], facts: Sequence[Fact]) -> Notation:
    """The notation of a chain. facts: those that hold there, some of which may say that a name is
    a number. It is one here if it stands as one, nowhere as a law does, and in no sum, as Σ p log p
    is over the values of a law. What 1 − p shows beside it is a probability."""
    uses = uses_of(trees)
    as_laws = {*uses.laws, *uses.laws_named, *(c.key for c in uses.calls)}
    as_laws |= {whole_key(n) for t in trees for n in _averaged(t)}
    as_numbers = {*uses.factors, *uses.complements} - as_laws
    shown = Evidence(Strength.SHOWN, "stands as a number, and in 1 − it")
    known = {
        key: Known(key, Kind.WEIGHT, (shown,))
        for key in {*uses.factors} & {*uses.complements} & as_numbers
        if notation.law(key) is not None
    }
    known |= {
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
    kept = {k: v for k, v in notation.laws.items() if k not in laws}
    main = None if notation.main in laws else notation.main
    tossed = {k for f in facts if f.kind == "bernoulli" for v in f.values for k in _keys(v)}
    if main is None and notation.main is not None and tossed & set(known):  # X ∼ Bernoulli(p)
        main = Key("P", (), (UNNAMED,))
        kept[main] = replace(notation.laws[notation.main], key=main, parameters=(), merged=())
    return replace(
        notation,
        laws=kept,
        indexed={k: v for k, v in notation.indexed.items() if k not in laws},
        main=main,
        known={**notation.known, **known},
    )


def _keys(node: Node) -> list[Key]:
    return [whole_key(node)] if isinstance(node, Name) else []


def _kind(fact: Fact) -> Kind:
    ends = [v.value for v in fact.values if isinstance(v, Num)]
    return Kind.WEIGHT if ends == [0, 1] else Kind.NUMBER


def _averaged(tree: Node) -> Iterator[Name]:
    """The names in sums and means."""
    for n in walk(tree):
        if isinstance(n, (Big, Mean)):
            yield from (m for m in walk(n) if isinstance(m, Name))
