"""A digest of kernel terms, statements and contexts that is the same in every process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields
from fractions import Fraction
from functools import cache
from operator import attrgetter
from typing import Any

from derive.kernel.terms import Context, KernelError


def digest(*values: Any) -> str:
    """Of tuples, texts, numbers and the kernel's dataclasses, each spelled with its kind."""
    out: list[str] = []
    for value in values:
        _spell(value, out.append)
    return hashlib.sha256("".join(out).encode()).hexdigest()[:32]


def of_context(context: Context) -> str:
    """The digest of declarations and hypotheses."""
    return digest(context.laws, context.quantities, context.supports, context.hypotheses)


def _spell(value: Any, put: Callable[[str], None]) -> None:
    kind: Any = type(value)
    if kind is str:
        put(f"'{len(value)}:{value}")
    elif kind is int or kind is bool or value is None:
        put(f"{value},")
    elif kind is Fraction:
        put(f"{value.numerator}/{value.denominator},")
    elif isinstance(value, tuple):
        put(f"{kind.__name__}[")
        for part in value:
            _spell(part, put)
        put("]")
    elif isinstance(value, Mapping):
        put("{")
        for pair in value.items():
            _spell(pair, put)
        put("}")
    else:
        name, parts = _shape(kind)
        put(f"{name}(")
        for part in parts:
            _spell(part(value), put)
        put(")")


@cache
def _shape(kind: type) -> tuple[str, tuple[Callable[[Any], Any], ...]]:
    try:
        return kind.__name__, tuple(attrgetter(f.name) for f in fields(kind))
    except TypeError as wrong:
        raise KernelError(f"cannot be spelled: {kind!r}") from wrong
