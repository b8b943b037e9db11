"""What a worker may send, as JSON: the parent of a script's process unpickles nothing.

Text, whole and floating numbers, true, false, null and lists stand for themselves, a list for a
tuple; {"dict": {…}} is a dictionary, {"Part": [field, …]} one of a closed list of classes of plain
fields. Fields have the types that their classes say, so that what is read can be shown.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from derive.cli.parts import Part

MOST_BYTES: Final = 64 << 20  # of one message
_PLAIN = (str, int, float, bool, type(None))
_MESSAGES: Final[dict[str, tuple[Any, ...]]] = {
    "alive": (str,),
    "loaded": (int, str),
    "at": (str, int),
    "decided": (dict,),
    "problem": (int | None, str),
    "said": (str,),
    "part": (Part,),
    "end": (),
}


class Garbled(Exception):
    """A message that no worker of ours sends."""


def encode(message: tuple[Any, ...]) -> bytes:
    """The message as bytes."""
    return json.dumps(_plain(message), ensure_ascii=True).encode()


def _plain(value: Any) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {"dict": value}
    if is_dataclass(value) and _class(type(value).__name__) is type(value):
        return {type(value).__name__: [_plain(getattr(value, f.name)) for f in fields(value)]}
    raise TypeError(f"cannot be sent: {value!r}")


def decode(text: bytes) -> tuple[Any, ...]:
    """The message: its kind, and what belongs to it.

    Raises:
        Garbled: for anything else.
    """
    try:
        kind, *what = _made(json.loads(text))
        wanted = _MESSAGES[kind]
        if len(wanted) != len(what) or not all(map(_fits, what, wanted)):
            raise Garbled(f"a message {kind!r} with other fields")
    except (LookupError, RecursionError, TypeError, ValueError) as wrong:
        raise Garbled(str(wrong)[:200]) from wrong
    return (kind, *what)


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_made(v) for v in value)
    if not isinstance(value, dict):
        return value
    ((name, inside),) = value.items()
    if name == "dict":
        return inside
    kind = _class(name)
    if kind is None:
        raise Garbled(f"no class {name[:40]!r}")
    made = kind(*(_made(v) for v in inside))
    for name, wanted in _hints(kind).items():
        if not _fits(getattr(made, name), wanted):
            raise Garbled(f"{kind.__name__}.{name}: {str(getattr(made, name))[:40]!r}")
    return made


def _class(name: str) -> type | None:
    return Part if name == "Part" else _of_pages().get(name)


@cache
def _of_pages() -> dict[str, type]:
    """For `derive report` alone: what makes pages is not imported otherwise."""
    from derive.report import certificate, formulas, notes, page, pictures

    kinds = (page.Page, page.Step, formulas.Formula, certificate.Certificate)
    more = (certificate.Summand, pictures.Picture, notes.NotesPage, notes.Piece, notes.Noted)
    return {k.__name__: k for k in (*kinds, *more)}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, wanted: Any) -> bool:
    origin, inside = get_origin(wanted), get_args(wanted)
    if wanted is Any:
        return True
    if origin in (Union, UnionType):
        return any(_fits(value, w) for w in inside)
    if origin is tuple:
        if type(value) is not tuple:
            return False
        if inside[-1:] == (...,):
            return all(_fits(v, inside[0]) for v in value)
        return len(value) == len(inside) and all(map(_fits, value, inside))
    if origin is dict or wanted is dict:
        return type(value) is dict
    if wanted is float:
        return type(value) in (int, float)
    return type(value) is wanted
