"""Terms of a certificate as formulas of `Finite.v`: what `shown` in `Shown.v` computes to.

Nothing hangs on this file but how a statement reads: were a formula here another one than `shown`
computes, the exported file would not compile, for `coqc` compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from rocq.formulas import ATOM, PLUS, POWER, SUM, Parts, Text, call
from rocq.measures import measure

_WORDS: Final = """as at by cofix conj else end exists exists2 exp fix for forall fun if IF in INR
    IZR let ln match mod nat None O Prop R Rabs return S Set Some SProp then True Type using where
    with"""
_FINITE: Final = (Path(__file__).parent / "Finite.v").read_text(encoding="utf-8")
DEFINED: Final = re.findall(r"^ *(?:Definition|Fixpoint) (\w+)", _FINITE, re.MULTILINE)
_TAKEN: Final = frozenset({*_WORDS.split(), *DEFINED})
_PLAIN: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹′", "0123456789'")
_REL: Final = {"=": "=", "<=": "<=", ">=": ">=", "<": "<", ">": ">"}
Index = tuple[str, str]


def _whole(n: int) -> tuple[Text, ...]:
    return () if n == 1 else (Text(str(n), ATOM),)


def _letters(wanted: str) -> str:
    """The name with characters that Rocq takes: letters, digits, primes; x̂ is x_hat, σ² σ2, and
    x₁…xₜ₋₁ x_past."""
    wanted = re.sub(r"₁….*ₜ₋₁", "_past", wanted)
    plain = unicodedata.normalize("NFC", wanted).replace("\u0302", "_hat").translate(_PLAIN)
    name = "".join(c if c in "_'" or (c.isalnum() and c < "\u2c00") else "_" for c in plain)
    return name if name[:1].isalpha() else f"v{name}"


class Names:
    """Identifiers of Rocq for names of a certificate, each for one thing only."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, Any], str] = {}

    def of(self, sort: str, key: Any, wanted: str) -> str:
        """The identifier of a thing; `wanted`, or like it, the first time it is asked for."""
        if (sort, key) not in self._made:
            name = _letters(wanted)
            while name in _TAKEN or name in self._made.values():
                name += "_" if name in _TAKEN else "'"
            self._made[sort, key] = name
        return self._made[sort, key]


class Words:
    """Formulas in one context (its JSON)."""

    def __init__(self, context: Any) -> None:
        self.names = Names()
        self.laws = {row[1]: (_pairs(row[2][1]), _pairs(row[2][2])) for row in context[1][1:]}
        self.quantities = {row[1]: (row[2][1][1:], row[2][2]) for row in context[2][1:]}
        self.alphabets = dict[str, str]()
        for law in self.laws:
            self.names.of("law", law, law)
        for quantity in self.quantities:
            self.names.of("quantity", quantity, quantity)

    def of(self, context: Any) -> Words:
        """The same words for another context of the same things."""
        other = Words(context)
        other.names, other.alphabets = self.names, self.alphabets
        return other

    # -- identifiers

    def size(self, alphabet: str) -> str:
        """The number of letters: X for the alphabet x."""
        if alphabet not in self.alphabets:
            letter = alphabet.partition("-")[0]
            upper = letter[:1].upper() + letter[1:]
            self.alphabets[alphabet] = self.names.of("size", alphabet, upper)
        return self.alphabets[alphabet]

    def letter(self, index: Index) -> str:
        self.size(index[1])
        return self.names.of("letter", index, index[0])

    def some_letters(self, alphabets: list[str]) -> list[str]:
        """A letter of each of these alphabets, no two alike."""
        letters = list[str]()
        for a in alphabets:
            letter = self.letter((a.partition("-")[0], a))
            while letter in letters:
                letter += "'"
            letters.append(letter)
        return letters

    def law(self, name: str) -> str:
        return self.names.of("law", name, name)

    def quantity(self, name: str) -> str:
        return self.names.of("quantity", name, name)

    # -- formulas

    def real(self, term: Any) -> Text:
        return self.parts(term).real()

    def parts(self, term: Any) -> Parts:
        match term:
            case ["Const", ["Fraction", top, bottom]]:
                return Parts(top < 0, _whole(abs(top)), _whole(bottom))
            case ["Mul", ["tuple", *factors]]:
                made = Parts()
                for p in map(self.parts, factors):
                    sign = made.negative != p.negative
                    made = Parts(sign, made.above + p.above, made.below + p.below)
                return made
            case ["Pow", base, exponent]:
                return self._power(self.real(base), exponent)
        return Parts(False, (self._single(term),))

    @staticmethod
    def _power(base: Text, exponent: int) -> Parts:
        if exponent == 0:
            return Parts()
        n = abs(exponent)
        text = base if n == 1 else Text(f"{base.within(POWER - 1)} ^ {n}", POWER)
        return Parts(False, (text,)) if exponent > 0 else Parts(False, (), (text,))

    def _single(self, term: Any) -> Text:
        match term:
            case ["LawTerm", law, ["tuple", *at]]:
                return self._law(law, {v: (i[1], i[2]) for _, v, i in at})
            case ["Quantity", name, ["tuple", *at]]:
                return call(self.quantity(name), [self.letter((i[1], i[2])) for i in at])
            case ["Card", alphabet]:
                return call("INR", [self.size(alphabet)])
            case ["Delta", i, j]:
                return call("same", [self.letter((k[1], k[2])) for k in (i, j)])
            case ["Add", ["tuple", *terms]]:
                return self._added([self.parts(t) for t in terms])
            case ["Log", arg]:
                inner = self.real(arg)
                inner = inner if self.nonneg(arg) else call("Rabs", [inner.within(ATOM)])
                return call("ln", [inner.within(ATOM)])
            case ["Exp", arg]:
                return call("exp", [self.real(arg).within(ATOM)])
            case ["Abs", arg]:
                return call("Rabs", [self.real(arg).within(ATOM)])
            case ["Nonzero", arg]:
                return call("is_not_0", [self.real(arg).within(ATOM)])
            case ["Sum", ["tuple", *_], _]:
                return self._summed(*_opened(term))
        raise ValueError(f"no term: {str(term)[:60]}")

    def _summed(self, indices: list[Index], body: Any) -> Text:
        """A sum; by name, if it has one, or the sums inside have."""
        inner, outer = None, indices
        for k in range(len(indices)):
            inner = measure(self, indices[k:], body)
            if inner is not None:
                outer = indices[:k]
                break
        text = inner or self.real(body)
        for i in reversed(outer):
            text = self.sum(self.letter(i), i[1], text)
        return text

    def sum(self, letter: str, alphabet: str, body: Text) -> Text:
        return Text(f"∑ {letter} < {self.size(alphabet)}, {body.within(SUM)}", SUM)

    @staticmethod
    def _added(terms: list[Parts]) -> Text:
        if not terms:
            return Text("0", ATOM)
        text = terms[0].real()
        for p in terms[1:]:
            sign, right = "-" if p.negative else "+", p.quotient().within(PLUS - 1)
            text = Text(f"{text.within(PLUS)} {sign} {right}", PLUS)
        return text

    def _law(self, law: str, at: dict[str, Index]) -> Text:
        """The law's value; where a variable has no letter, the sum over it."""
        outputs, inputs = self.laws[law]
        given = {v: self.letter(i) for v, i in at.items()}
        summed = list[tuple[str, str]]()
        for v, alphabet in (*outputs, *inputs):
            if v not in given:
                letter = self.letter((v, alphabet))
                while letter in given.values():
                    letter += "'"
                given[v] = letter
                summed.append((letter, alphabet))
        text = call(self.law(law), [given[v] for v, _ in (*outputs, *inputs)])
        for letter, alphabet in reversed(summed):
            text = self.sum(letter, alphabet, text)
        return text

    # -- what is visibly nonnegative (as in Shown.v)

    def nonneg(self, term: Any) -> bool:
        match term:
            case ["Const", ["Fraction", top, _]]:
                return bool(top >= 0)
            case ["LawTerm" | "Card" | "Delta" | "Exp" | "Nonzero", *_]:
                return True
            case ["Quantity", name, _]:
                return bool(self.quantities[name][1] != "real")
            case ["Add", ["tuple", *terms]]:
                return all(map(self.nonneg, terms)) or self._is_rest(terms)
            case ["Mul", ["tuple", *factors]]:
                return all(map(self.nonneg, factors))
            case ["Pow", base, exponent]:
                return bool(exponent % 2 == 0) or self.nonneg(base)
            case ["Sum", _, body]:
                return self.nonneg(body)
        return False

    def _is_rest(self, terms: list[Any]) -> bool:
        """1 − a, for an a between 0 and 1."""
        match terms:
            case [one, ["Mul", ["tuple", minus_one, ["Quantity", name, _]]]]:
                unit = bool(self.quantities[name][1] == "unit")
                return unit and _number(one) == 1 and _number(minus_one) == -1
        return False

    # -- relations

    def relation(self, lhs: Any, rel: str, rhs: Any) -> str:
        return f"{self.real(lhs).text} {_REL[rel]} {self.real(rhs).text}"

    def is_zero(self, term: Any) -> str:
        """t = 0, as an equation of both sides where t is a difference."""
        sides = difference(term)
        return self.relation(sides[0], "=", sides[1]) if sides else f"{self.real(term).text} = 0"

    def at_least_zero(self, term: Any) -> str:
        sides = difference(term)
        return self.relation(sides[1], "<=", sides[0]) if sides else f"0 <= {self.real(term).text}"

    def not_zero(self, term: Any) -> str:
        return f"{self.real(term).text} <> 0"

    def for_all(self, indices: list[Index], says: str) -> str:
        """What is said of all letters of these free indices."""
        if not indices:
            return says
        letters = [self.letter(i) for i in indices]
        sizes = [self.size(alphabet) for _, alphabet in indices]
        ranges = (f"({x} < {n})%nat -> " for x, n in zip(letters, sizes, strict=True))
        return f"forall {' '.join(letters)}, {''.join(ranges)}{says}"


def _opened(term: Any) -> tuple[list[Index], Any]:
    """The indices of a sum, and of the sums in it; and what is summed."""
    if term[0] != "Sum":
        return [], term
    more, body = _opened(term[2])
    return [*((i[1], i[2]) for i in term[1][1:]), *more], body


def difference(term: Any) -> tuple[Any, Any] | None:
    """The sides of a − b."""
    match term:
        case ["Add", ["tuple", a, ["Mul", ["tuple", minus_one, b]]]] if _number(minus_one) == -1:
            return a, b
    return None


def free(term: Any, bound: frozenset[Index] = frozenset()) -> list[Index]:
    """The free indices, in the order in which they are met."""
    match term:
        case ["Index", name, alphabet]:
            return [] if (name, alphabet) in bound else [(name, alphabet)]
        case ["Sum", ["tuple", *indices], body]:
            return free(body, bound | {(i[1], i[2]) for i in indices})
        case list():
            return list(dict.fromkeys(i for part in term for i in free(part, bound)))
    return []


def _number(term: Any) -> Fraction | None:
    match term:
        case ["Const", ["Fraction", top, bottom]]:
            return Fraction(top, bottom)
    return None


def _pairs(rows: Any) -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in rows[1:]]
