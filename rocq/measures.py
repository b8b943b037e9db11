"""Sums that have names in `Finite.v`: entropies, divergences, information, of up to three letters.

A sum Σ a·ln b is one of them if b is what the definition says for this a, sign by sign as it is
printed. What is guessed wrongly does not compile, for `coqc` unfolds the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rocq.formulas import ATOM, Parts, Text, call, function, product

if TYPE_CHECKING:
    from rocq.words import Index, Words

Measure = tuple[str, Parts, list[Text]]  # a name, what its logarithm is of, its functions


def measure(words: Words, indices: list[Index], body: Any) -> Text | None:
    """The sum over these letters, by its name."""
    found = _weighted(words, body) if 0 < len(indices) < 4 else None
    if found is None:
        return None
    letters = [words.letter(i) for i in indices]
    sizes = [words.size(i[1]) for i in indices]
    for name, logarithm, functions in _measures(words, indices, found):
        if logarithm.quotient() == found.logarithm.quotient():
            base = [f"_in {found.base.within(ATOM)}"] if found.base else [""]
            return call(name + base[0], [*sizes, *(function(letters, f) for f in functions)])
    return None


@dataclass(frozen=True)
class _Weighted:
    """a·ln b, or a·ln b / ln(base). law: whether b is 1 over a law's value."""

    weight: Text
    single: bool
    logarithm: Parts
    law: bool
    base: Text | None


def _weighted(words: Words, body: Any) -> _Weighted | None:
    factors = _factors(body)
    bases = [f[1][1] for f in factors if _is_over_log(f)]
    *weight, last = [f for f in factors if not _is_over_log(f)] or [body]
    if not weight or last[0] != "Log" or len(bases) > 1:
        return None
    if not words.nonneg(last[1]) or not all(map(words.nonneg, bases)):
        return None
    a, b = words.parts(["Mul", ["tuple", *weight]]), words.parts(last[1])
    if a.negative or a.below or not a.above or b.negative:
        return None
    law = last[1][0] == "Pow" and last[1][1][0] == "LawTerm"
    base = words.real(bases[0]) if bases else None
    return _Weighted(product(a.above), len(a.above) == 1, b, law, base)


def _is_over_log(factor: Any) -> bool:
    return bool(factor[0] == "Pow" and factor[2] == -1 and factor[1][0] == "Log")


def _factors(term: Any) -> list[Any]:
    return [f for part in term[1][1:] for f in _factors(part)] if term[0] == "Mul" else [term]


def _measures(words: Words, indices: list[Index], of: _Weighted) -> Iterator[Measure]:
    """All that a sum over these letters may be, with weight a."""
    a, n = of.weight, len(indices)
    many = str(n) if n > 1 else ""
    yield f"entropy{many}", Parts(below=(a,)), [a]

    def over(*which: int) -> Text:
        """The weight, summed over some of the letters."""
        text = a
        for k in reversed(which):
            text = words.sum(words.letter(indices[k]), indices[k][1], text)
        return text

    def given(*which: int) -> Parts:
        return Parts(below=(Parts(above=(a,), below=(over(*which),)).quotient(),))

    if n == 2:
        yield "entropy_2_given_1", given(1), [a]
        yield "entropy_1_given_2", given(0), [a]
        independent = product((over(1), over(0)))
        yield "information", Parts(above=(a,), below=(independent,)), [a]
    if n == 3:
        yield "entropy_3_given_12", given(2), [a]
        both = product((over(1), over(0)))
        yield "information_12_given_3", Parts(above=(over(0, 1), a), below=(both,)), [a]
    if of.single and len(of.logarithm.below) == 1:
        b = of.logarithm.below[0]
        yield f"KL{many}", Parts(above=(a,), below=(b,)), [a, b]
        if of.law:
            yield f"cross_entropy{many}", Parts(below=(b,)), [a, b]
