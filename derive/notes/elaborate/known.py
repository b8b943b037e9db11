"""What those ask of an `Env` that only look at its names: they need none of what makes terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from derive.language.alphabets import Alphabet
from derive.notes.facts import Fact
from derive.notes.kinds import Key
from derive.notes.resolve.alphabets import Place
from derive.notes.resolve.laws import LawSpec
from derive.notes.resolve.letters import Ref
from derive.notes.resolve.notation import Notation
from derive.notes.source import Span
from derive.notes.tree import Node


class Known(Protocol):
    """See `env.Env`."""

    @property
    def notation(self) -> Notation: ...

    @property
    def used(self) -> frozenset[Key]: ...

    @property
    def sides(self) -> tuple[Node, ...]: ...

    @property
    def unfolding(self) -> Sequence[Key]: ...

    @property
    def valued(self) -> frozenset[Ref]: ...

    @property
    def scope(self) -> Mapping[Ref, Any]: ...

    @property
    def paired(self) -> frozenset[tuple[Key, Key]]: ...

    @property
    def diagonals(self) -> Sequence[Any]: ...

    @property
    def names(self) -> Any: ...

    @property
    def facts(self) -> Sequence[Fact]: ...

    @property
    def rests(self) -> dict[int, None]: ...

    @property
    def guessed(self) -> dict[str, None]: ...

    @property
    def half_read(self) -> dict[str, None]: ...

    @property
    def has_numbers(self) -> bool: ...

    @property
    def told(self) -> dict[Any, Any]: ...

    def variable(self, spec: LawSpec, name: Key) -> Alphabet: ...

    def suppose(self, said: str) -> None: ...

    def fresh(self, ref: Ref, over: Place) -> Alphabet: ...

    def binding(self, bound: Mapping[Ref, Any]) -> AbstractContextManager[None]: ...

    def letter(self, ref: Ref, wanted: Place | None, span: Span) -> Any: ...
