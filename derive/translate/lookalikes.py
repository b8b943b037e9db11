"""Different things of one derivation print apart, in text and in LaTeX, or are refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Basic, Expr

from derive.kernel import terms as t
from derive.language.alphabets import Alphabet, Cardinality, latex_name
from derive.language.definitions import Defined
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.looks import look
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import QuantityValue

# With these names measures and operators print: H(X) is no value of a law H.
HEADS = ("H", "D", "I", "E", "JS", "h", "C", "P", "max", "min", "ln", "log", "exp")
_HEAD = re.compile(rf"({'|'.join(HEADS)})(?=[(\[⟦_₀-₉])")
_COUNT = re.compile(r"([^(⟦]+)\(⟦0⟧\)")
_PRINTED = (Measure, LawValue, ConditionalValue, QuantityValue, Cardinality, Defined)


@dataclass(frozen=True)
class Names:
    """The declared names of a derivation. things: laws, quantities, and what is defined from them.
    letters: each letter's alphabet."""

    things: tuple[Any, ...]
    letters: Mapping[str, str]

    def refuse_lookalikes(self) -> None:
        """No two names look alike, in text or in LaTeX: p1, p_1 and p₁ do.

        Raises:
            DeriveError: naming both.
        """
        numbers = [v for v in self.things if not isinstance(v, Law) and not v.over]
        letters = {f"the letter {name!r}": name for name in self.letters}
        _refuse_same_look({f"{v.name!r}": v.name for v in self.things})
        _refuse_same_look({**{f"the number {v.name!r}": v.name for v in numbers}, **letters})
        _refuse_same_look({f"the alphabet {a!r}": a.upper() for a in set(self.letters.values())})

    def valued(self) -> dict[str, str]:
        """By their looks, the names of laws and quantities."""
        return {look(thing.name): thing.name for thing in self.things}


def _refuse_same_look(named: Mapping[str, str]) -> None:
    seen: dict[str, str] = {}
    for what, name in named.items():
        other = seen.setdefault(look(name), what)
        if other != what:
            raise DeriveError(
                f"{other} and {what} print alike, as {latex_name(name)} in LaTeX. "
                "Try another name for one of the two."
            )


def refuse_prints_alike(stated: Iterable[Expr], terms: Mapping[Expr, t.Term], names: Names) -> None:
    """No two values and measures with different meanings have one text, or one LaTeX.

    stated: the expressions that are printed. terms: the kernel's term of each of their parts; under
    the part and letters put for its indices, where letters have names.

    Raises:
        DeriveError: saying what prints alike.
    """
    valued = names.valued()
    meaning: dict[Any, Any] = {}
    for key, term in terms.items():
        e, at = (key[0], key[1:]) if isinstance(key, tuple) else (key, ())
        meaning.setdefault(e, set()).add((at, term))
    seen: dict[str, Any] = {}
    for e in dict.fromkeys(part for whole in stated for part in _printed(whole)):
        said = meaning.get(e)
        if said is None:
            continue
        for shown in {text(e), f"${latex(e)}"}:
            if seen.setdefault(shown, said) != said:
                raise DeriveError(
                    f"two different things print as {shown.lstrip('$')}. Try another name for one "
                    "of the two."
                )
        if isinstance(e, Measure):
            _refuse_as_function(e, terms.get(e), valued, seen)


def _printed(e: Basic) -> Iterator[Expr]:
    """The values and measures that are printed in e: not those in the definition of a measure."""
    if isinstance(e, _PRINTED) or e is sympy.S.Exp1:
        yield e
    if isinstance(e, Measure):
        inside = () if e.transparent is not None else e.args[3:]
    else:
        inside = () if isinstance(e, _PRINTED) else e.args
    for part in inside:
        yield from _printed(part)


def _refuse_as_function(
    e: Expr, term: t.Term | None, valued: Mapping[str, str], seen: dict[str, Any]
) -> None:
    """H(p) beside a law H, n(x) beside a quantity n or another map's count n."""
    for name in _heads(e):
        if look(name) in valued:
            raise DeriveError(
                f"{text(e)}, and {valued[look(name)]!r} is the name of a law or quantity too. "
                "Try another name for it."
            )
    count = _COUNT.fullmatch(e.args[0].name)
    if count and term is not None and len(e.args) > 3 and isinstance(e.args[3], Alphabet):
        letter = e.args[3]
        index = t.Index(letter.name, letter.alphabet)
        shape = t.rename(term, {index: t.Index("·", letter.alphabet)})
        if seen.setdefault(f"{count[1]}({letter.alphabet}", shape) != shape:
            raise DeriveError(f"{text(e)}: two counts are called so. Try count(i, name).")


def _heads(e: Expr) -> Iterator[str]:
    """The names that a measure's text begins with as if it were a function."""
    pattern = e.args[0].name
    for found in (_HEAD.match(pattern), _COUNT.fullmatch(pattern)):
        if found:
            yield found[1]
