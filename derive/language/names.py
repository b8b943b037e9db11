"""Which names an object may carry, and the error every layer raises for bad input."""

from __future__ import annotations

_RESERVED = set('#@$|=,;:()[]{}<>^*+/\\"~& \t\n')


class DeriveError(ValueError):
    """A user's mistake: names the argument, its value, what was expected, what to try next."""


def checked_name(name: object, what: str) -> str:
    """Return `name` if it starts with a letter and has no reserved character.

    Raises:
        DeriveError: otherwise, naming the argument.
    """
    if (
        not isinstance(name, str)
        or not name
        or not name[0].isalpha()
        or not name.isprintable()
        or _RESERVED & set(name)
    ):
        raise DeriveError(
            f"{what}: got {name!r}; expected a string that starts with a letter and has none of "
            "the characters # @ $ | = , ; : ( ) [ ] { } < > ^ * + / \\ ~ & or spaces. "
            "Try a name such as 'x', 'p1', \"x'\" or 'θ'."
        )
    return name
