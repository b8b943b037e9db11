"""Different things of one derivation print apart, in text and in LaTeX, or are refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sympy
from sympy import Basic, Expr

from derive.kernel import terms as t
from derive.language.alphabets import Alphabet, Cardinality, latex_name
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.looks import look
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import Quantity, QuantityValue

# With these names measures and operators print: H(X) is no value of a law H.
HEADS = ("H", "D", "I", "E", "JS", "h", "C", "P", "max", "min", "ln", "log", "exp")
_HEAD = re.compile(rf"({'|'.join(HEADS)})(?=[(\[⟦_₀-₉])")
_COUNT = re.compile(r"([^(⟦]+)\(⟦0⟧\)")
_PRINTED = (Measure, LawValue, ConditionalValue, QuantityValue, Cardinality)


@dataclass(frozen=True)
class Names:
    """The declared names of a derivation. letters: each letter's alphabet."""

    laws: Iterable[Law]
    quantities: Iterable[Quantity]
    letters: Mapping[str, str]

    def refuse_lookalikes(self) -> None:
        """No two names look alike, in text or in LaTeX: p1, p_1 and p₁ do.

        Raises:
            DeriveError: naming both.
        """
        values = {f"the law {law.name!r}": law.name for law in self.laws}
        values |= {f"the quantity {q.name!r}": q.name for q in self.quantities}
        _refuse_same_look(values)
        _refuse_same_look({f"the letter {name!r}": name for name in self.letters})
        _refuse_same_look({f"the alphabet {a!r}": a.upper() for a in set(self.letters.values())})
        numbers = {f"the number {q.name!r}": q.name for q in self.quantities if not q.over}
        _refuse_same_look({**numbers, **{f"the letter {n!r}": n for n in self.letters}})

    def valued(self) -> dict[str, str]:
        """By their looks, the names of laws and quantities."""
        return {look(thing.name): thing.name for thing in (*self.laws, *self.quantities)}


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

    stated: the expressions that are printed. terms: the kernel's term of each of their parts.

    Raises:
        DeriveError: saying what prints alike.
    """
    valued = names.valued()
    seen: dict[str, t.Term] = {}
    for e in dict.fromkeys(part for whole in stated for part in _printed(whole)):
        term = terms.get(e)
        if term is None:
            continue
        for shown in {text(e), f"${latex(e)}"}:
            if seen.setdefault(shown, term) != term:
                raise DeriveError(
                    f"two different things print as {shown.lstrip('$')}. Try another name for one "
                    "of the two."
                )
        if isinstance(e, Measure):
            _refuse_as_function(e, term, valued, seen)


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
    e: Expr, term: t.Term, valued: Mapping[str, str], seen: dict[str, t.Term]
) -> None:
    """H(p) beside a law H, n(x) beside a quantity n or another map's count n."""
    for name in _heads(e):
        if look(name) in valued:
            raise DeriveError(
                f"{text(e)}, and {valued[look(name)]!r} is the name of a law or quantity too. "
                "Try another name for it."
            )
    count = _COUNT.fullmatch(e.args[0].name)
    if count and len(e.args) > 3 and isinstance(e.args[3], Alphabet):
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
