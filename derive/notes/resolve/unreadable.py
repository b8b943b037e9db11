"""What a name is said to be, where that cannot be read: it is any such, or what is said besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from derive.notes.chains import Chain
from derive.notes.kinds import Key
from derive.notes.resolve.notation import DefinedAs, Notation
from derive.notes.source import Span


def unreadable(
    defined: Mapping[Key, Iterable[DefinedAs]], at: Span | None, chain: Chain
) -> DefinedAs | None:
    """The definition in which something is not read; None where that stands in the chain itself."""
    if at is None or any(_within(at, side.span) for side in chain.sides):
        return None
    every = (d for found in defined.values() for d in found)
    return next((d for d in every if d.block >= 0 and _within(at, d.body.span)), None)


def _within(inner: Span, outer: Span) -> bool:
    return (
        inner.source is outer.source and outer.start <= inner.start and inner.end <= outer.end
    )


def without(notation: Notation, d: DefinedAs) -> Notation:
    """The notation without a definition; of a = B = C with what it is said to be besides."""
    other = [replace(d, body=d.also[0], also=d.also[1:])] if d.also else []
    kept = {
        key: [x for o in found for x in (other if o is d else [o])]
        for key, found in notation.defined.items()
    }
    return replace(notation, defined=kept)
