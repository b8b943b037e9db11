"""Which names an object may carry, and the error every layer raises for bad input."""

from __future__ import annotations

from unicodedata import is_normalized

# The names of ceilings' slacks have such brackets: the kernel takes them, no user can type them.
_CEILING = "⌈⌉"
_AT_LETTERS = "⟨⟩"  # so have those of what a law is at letters with names (`translate/fixed.py`)
_RESERVED = set('#@$|=,;:()[]{}<>^*+/\\"~& \t\n')


def slack_name(number: int) -> str:
    """The kernel's name for the slack s of a ceiling ⌈a⌉ = a + 1 − s."""
    return f"slack{_CEILING[0]}{number}{_CEILING[1]}"


def is_slack(name: str) -> bool:
    """Whether the kernel's name is that of a ceiling's slack."""
    return bool(set(_CEILING) & set(name))


def named_part(
    name: str, decided: tuple[tuple[str, str], ...], next_: tuple[str, str] | None = None
) -> str:
    """The kernel's name for what a law or quantity is at named letters: r⟨z≔0⟩, W⟨x≔0→y≔1⟩.

    decided: (variable, letter) that are given. next_: one whose share is meant, if any.
    """
    if not decided and next_ is None:
        return name
    given = "∧".join(f"{v}≔{letter}" for v, letter in decided)
    then = f"→{next_[0]}≔{next_[1]}" if next_ is not None else ""
    return f"{name}{_AT_LETTERS[0]}{given}{then}{_AT_LETTERS[1]}"


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
        or is_slack(name)
        or set(_AT_LETTERS) & set(name)
        or not is_normalized("NFC", name)  # é in one character or in two: two names, one look
    ):
        raise DeriveError(
            f"{what}: got {name!r}; expected a string that starts with a letter and has none of "
            "the characters # @ $ | = , ; : ( ) [ ] { } < > ^ * + / \\ ~ & ⌈ ⌉ ⟨ ⟩ or spaces. "
            "Try a name such as 'x', 'p1', \"x'\" or 'θ'."
        )
    return name
