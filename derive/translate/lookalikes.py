"""Different things of one derivation print apart, in text and in LaTeX, or are refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Basic, Expr

from derive.kernel import terms as t
from derive.language.alphabets import Alphabet, Cardinality, latex_name
from derive.language.constants import power_of_e
from derive.language.definitions import Defined
from derive.language.events import AtEvent
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.looks import look
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.operations import Extremum, OverLetters, Pi, binomial
from derive.language.printing import latex, text
from derive.language.quantities import QuantityValue
from derive.language.subsets import Member
from derive.translate.own_names import refuse_readable

# With these names measures and operators print: H(X) is no value of a law H.
HEADS = (
    *("H", "D", "I", "E", "JS", "h", "d", "C", "P", "max", "min", "abs", "ln", "log", "exp"),
    *("TV", "BC", "BD", "Hel", "Hel²", "χ²", "Hmin", "Pguess", "Perr"),
)
_HEAD = re.compile(rf"({'|'.join(HEADS)})(?=[(\[⟦_₀-₉])")
_BASE = re.compile(r"_\{\d+\}$")  # as a law H₂ looks like an entropy in bits
_COUNT = re.compile(r"([^(⟦]+)\(⟦0⟧\)")
_PRINTED = (
    Measure,
    AtEvent,
    Member,
    LawValue,
    ConditionalValue,
    QuantityValue,
    Cardinality,
    Defined,
)


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

        self._refuse_laws_like_variables()

    def _refuse_laws_like_variables(self) -> None:
        """H(X) is of the law X or of the variable X: not both."""
        laws = [v for v in self.things if isinstance(v, Law)]
        for law in laws:
            others = (o for o in laws if not o.inputs and (o != law or len(o.outputs) > 1))
            capitals = sorted({v.name.upper() for o in others for v in o.outputs})
            variables = {f"the random variable {c}": c for c in capitals}
            _refuse_same_look({f"the law {law.name!r}": law.name, **variables})

    def valued(self) -> dict[str, str]:
        """By their looks, the names of laws and quantities."""
        return {_BASE.sub("", look(thing.name)): thing.name for thing in self.things}


def _refuse_same_look(named: Mapping[str, str]) -> None:
    seen: dict[str, str] = {}
    for what, name in named.items():
        other = seen.setdefault(look(name), what)
        if other != what:
            raise DeriveError(
                f"{other} and {what} print alike, as {latex_name(name)} in LaTeX. "
                "Try another name for one of the two."
            )


Same = Callable[[t.Term, t.Term], bool]


def refuse_prints_alike(
    stated: Collection[Expr], terms: Mapping[Any, t.Term], names: Names, same: Same
) -> None:
    """No two values, measures or whole sides with different meanings have one text, or one LaTeX.

    stated: the expressions that are printed. terms: the kernel's term of each of their parts; under
    the part and letters put for its indices, where letters have names. same: whether two terms
    are equal by arithmetic alone.

    Raises:
        DeriveError: saying what prints alike.
    """
    meaning: dict[Any, dict[Any, t.Term]] = {sympy.S.Exp1: {(): t.Exp(t.ONE)}}  # e, of e² too
    for key, term in terms.items():
        e, at = (key[0], key[1:]) if isinstance(key, tuple) else (key, ())
        meaning.setdefault(e, {})[at] = term
    valued = names.valued()
    seen: dict[str, dict[Any, t.Term]] = {}
    counts: dict[str, t.Term] = {}
    printed = (part for whole in stated for part in _printed(whole))
    for e in dict.fromkeys((*printed, *stated)):
        said = meaning.get(e, {})
        for shown in {text(e), f"${latex(e)}"} if said else ():
            other = seen.setdefault(shown, said)
            if other is not said and not _agree(said, other, same):
                raise DeriveError(
                    f"two different things print as {shown.lstrip('$')}. Try another name for one "
                    "of the two."
                )
        if isinstance(e, (Measure, AtEvent)):
            _refuse_as_function(e, terms.get(e), valued, counts)
    for e in meaning:
        if isinstance(e, Measure) and not e.of_language:
            refuse_readable(e, names.things, names.letters)
    _refuse_operations(stated, valued)


_OPERATIONS = (Extremum, OverLetters, binomial, Pi)


def _refuse_operations(stated: Collection[Expr], valued: Mapping[str, str]) -> None:
    """max(a, b) beside a law max, C(n, k) beside a law C, π beside a quantity π."""
    for whole in stated:
        for part in _walk(whole):
            if not isinstance(part, _OPERATIONS):
                continue
            name = "π" if isinstance(part, Pi) else getattr(part, "symbol", "C")
            if look(name) in valued:
                raise DeriveError(
                    f"{text(part)}, and {valued[look(name)]!r} is the name of a law or quantity "
                    "too. Try another name for it."
                )


def _walk(e: Basic) -> Iterator[Basic]:
    """The parts of e that are printed."""
    yield e
    for part in e.args[3:] if isinstance(e, Measure) else e.args:
        yield from _walk(part)


def _agree(one: Mapping[Any, t.Term], other: Mapping[Any, t.Term], same: Same) -> bool:
    return one.keys() == other.keys() and all(same(one[at], other[at]) for at in one)


def _printed(e: Basic) -> Iterator[Expr]:
    """The values and measures that are printed in e: not those in the definition of a measure."""
    if power_of_e(e) is not None:
        yield sympy.S.Exp1
    elif isinstance(e, _PRINTED):
        yield e
    if isinstance(e, Measure):
        inside = () if e.transparent is not None else e.args[3:]
    else:
        inside = () if isinstance(e, _PRINTED) else e.args
    for part in inside:
        yield from _printed(part)


def _refuse_as_function(
    e: Expr, term: t.Term | None, valued: Mapping[str, str], counts: dict[str, t.Term]
) -> None:
    """H(p) beside a law H, n(x) beside a quantity n or another map's count n."""
    for name in _heads(e):
        if look(name) in valued:
            raise DeriveError(
                f"{text(e)}, and {valued[look(name)]!r} is the name of a law or quantity too. "
                "Try another name for it."
            )
    if isinstance(e, AtEvent):
        return
    count = _COUNT.fullmatch(e.args[0].name)
    if count and term is not None and len(e.args) > 3 and isinstance(e.args[3], Alphabet):
        letter = e.args[3]
        index = t.Index(letter.name, letter.alphabet)
        shape = t.rename(term, {index: t.Index("·", letter.alphabet)})
        if counts.setdefault(f"{count[1]}({letter.alphabet}", shape) != shape:
            raise DeriveError(f"{text(e)}: two counts are called so. Try count(i, name).")


def _heads(e: Expr) -> Iterator[str]:
    """The names that a measure's text begins with as if it were a function."""
    pattern = f"{e.args[0].name}(" if isinstance(e, AtEvent) else e.args[0].name
    for found in (_HEAD.match(pattern), _COUNT.fullmatch(pattern)):
        if found:
            yield found[1]
