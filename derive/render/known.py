"""What a reader of one report knows: the laws of all of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from derive.derivation.report import Report
from derive.language.printing import among


def knowing(make: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """A face that yields parts of a report, each printed with all laws of the report known."""

    @wraps(make)
    def face(report: Report, *args: Any, **named: Any) -> Iterator[Any]:
        with among(report):
            parts = list(make(report, *args, **named))
        yield from parts

    return face
