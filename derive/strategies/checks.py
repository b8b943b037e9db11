"""Arguments of the strategies, checked where they are given."""

from __future__ import annotations

from typing import Any

from derive.language.names import DeriveError


def checked_size(value: Any, name: str, least: int = 1) -> int:
    """An integer of at least `least`.

    Raises:
        DeriveError: for anything else, bools included.
    """
    if type(value) is not int or value < least:
        raise DeriveError(f"{name}: got {value!r}; expected an integer ≥ {least}. Try {name}=3.")
    return value


def checked_shape(value: Any, name: str) -> tuple[int, ...]:
    """A nonempty tuple of numbers of letters.

    Raises:
        DeriveError: for anything else.
    """
    if not isinstance(value, (tuple, list)) or not value:
        raise DeriveError(
            f"{name}: got {value!r}; expected the number of letters of each variable. "
            f"Try {name}=(2, 3)."
        )
    return tuple(checked_size(n, name) for n in value)
