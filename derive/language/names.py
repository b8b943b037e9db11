"""Which names an object may carry, and the error every layer raises for bad input."""

from __future__ import annotations

import hashlib
from unicodedata import category, is_normalized, normalize
from unicodedata import name as unicode_name

# The names of what stands for an operation, such as ceilings' slacks, have such brackets: the
# kernel takes them, no user can type them.
_CEILING = "⌈⌉"
# Accents that a name may carry; others are hard to see, or cannot be seen at all.
_ACCENTS = set("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328")
_LIKE_LATIN = set("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοͺͿϲϹϳ") | set("ıſĸŉ")
_OPERATORS = ("ln", "log", "exp", "max", "min", "argmax", "argmin", "abs")  # what these print as
_SIGNS = set("_'′″…₋₊")  # besides letters and digits
_AT_LETTERS = "⟨⟩"  # so have those of what a law is at letters with names (`translate/named.py`)
_RESERVED = set('#@$|=,;:()[]{}<>^*+/\\"~& \t\n')


def slack_name(number: int) -> str:
    """The kernel's name for the slack s of a ceiling ⌈a⌉ = a + 1 − s."""
    return f"slack{_CEILING[0]}{number}{_CEILING[1]}"


def fresh_name(operation: str, what: str) -> str:
    """The kernel's name for what stands for an operation; what: all that it depends on."""
    digest = hashlib.sha256(what.encode()).hexdigest()[:16]
    return f"{operation}{_CEILING[0]}{digest}{_CEILING[1]}"


def is_fresh(name: str) -> bool:
    """Whether the kernel's name is that of something that stands for an operation."""
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


def weight_name(index: str, letter: str) -> str:
    """The kernel's name for the weight of a letter where an index stands for any: z⟨∀≔0⟩.

    No law has it, one called z over an alphabet z neither: its own shares are named z⟨→z≔0⟩.
    """
    return f"{index}{_AT_LETTERS[0]}∀≔{letter}{_AT_LETTERS[1]}"


def shown_part(name: str) -> str:
    """Such a name for people: r_{z=0}, W_{x=0→y=1}; any other name as it is."""
    return name.translate(_SHOWN)


_SHOWN = str.maketrans({"⟨": "_{", "⟩": "}", "≔": "=", "∧": ","})


class DeriveError(ValueError):
    """A user's mistake: names the argument, its value, what was expected, what to try next."""


def _foreign(c: str) -> str:
    """Why a character cannot stand in a name: it looks like another, or is not seen; else ""."""
    kind, said = category(c), unicode_name(c, "a character without a name")
    if kind.startswith("M"):
        return "" if c in _ACCENTS else f"the mark {said}"
    if kind[0] in "PS" and c not in _SIGNS:
        return f"the sign {c}"
    if not kind.startswith("L"):
        return ""
    if c in _LIKE_LATIN:
        return f"{said}, which looks like a Latin letter"
    small = kind == "Lm" or "SUBSCRIPT" in said or "SUPERSCRIPT" in said
    if said.startswith("GREEK") or small or c == "ℓ":
        return ""
    if said.startswith("LATIN") and ord(c) < 0x180 and normalize("NFKC", c) == c:
        return ""
    bare, *accents = normalize("NFD", c)  # ỹ and ẑ, which are further up
    if bare.isascii() and set(accents) <= _ACCENTS:
        return ""
    return f"{said}, which is neither Latin nor Greek"


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
        or is_fresh(name)
        or set(_AT_LETTERS) & set(name)
        or not is_normalized("NFC", name)  # é in one character or in two: two names, one look
    ):
        raise DeriveError(
            f"{what}: got {name!r}; expected a string that starts with a letter and has none of "
            "the characters # @ $ | = , ; : ( ) [ ] { } < > ^ * + / \\ ~ & ⌈ ⌉ ⟨ ⟩ or spaces. "
            "Try a name such as 'x', 'p1', \"x'\" or 'θ'."
        )
    if name in _OPERATORS or {"Σ", "Π"} & set(name):
        raise DeriveError(
            f"{what}: got {name!r}, which an operation of the language prints as. Try another name."
        )
    foreign = next(filter(None, map(_foreign, name)), "")
    if foreign:
        raise DeriveError(
            f"{what}: got {name!r}, with {foreign}. Names that look alike must be the same: "
            "expected Latin or Greek letters with usual accents. Try a name such as 'p' or 'θ̂'."
        )
    return name
