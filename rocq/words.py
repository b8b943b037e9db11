"""Terms of a certificate as formulas of `Finite.v`: what `shown` in `Shown.v` computes to.

Nothing hangs on this file but how a statement reads: were a formula here another one than `shown`
computes, the exported file would not compile, for `coqc` compares the two.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

# Levels of Rocq's notations: what stands at a higher one needs brackets where a lower one is asked.
_ATOM, _CALL, _POWER, _MINUS, _TIMES, _SUM, _PLUS = 0, 10, 30, 35, 40, 41, 50
_WORDS: Final = """as at by cofix conj else end entropy exists exists2 exp fix for forall fun if IF
    in INR is_law is_law2 is_law3 is_not_0 IZR KL let ln match mod nat None O Prop R Rabs return S
    same Set Some SProp sum then True Type using where with"""
_TAKEN: Final = frozenset(_WORDS.split())
_PLAIN: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹′", "0123456789'")
_REL: Final = {"=": "=", "<=": "<=", ">=": ">=", "<": "<", ">": ">"}
Index = tuple[str, str]


@dataclass(frozen=True)
class Text:
    """A formula, and the level of its outermost sign."""

    text: str
    level: int

    def within(self, level: int) -> str:
        return self.text if self.level <= level else f"({self.text})"


@dataclass(frozen=True)
class Parts:
    """A product: its sign, what stands above the line, what stands below."""

    negative: bool = False
    above: tuple[Text, ...] = ()
    below: tuple[Text, ...] = ()

    def quotient(self) -> Text:
        top = _product(self.above)
        if not self.below:
            return top
        return Text(f"{top.within(_TIMES)} / {_product(self.below).within(_TIMES - 1)}", _TIMES)

    def real(self) -> Text:
        if not self.negative:
            return self.quotient()
        return Text(f"- {self.quotient().within(_MINUS)}", _MINUS)


def _product(factors: tuple[Text, ...]) -> Text:
    if len(factors) < 2:
        return factors[0] if factors else Text("1", _ATOM)
    first, *others = factors
    texts = [first.within(_TIMES), *(f.within(_TIMES - 1) for f in others)]
    return Text(" * ".join(texts), _TIMES)


def _whole(n: int) -> tuple[Text, ...]:
    return () if n == 1 else (Text(str(n), _ATOM),)


def _letters(wanted: str) -> str:
    """The name with characters that Rocq takes: letters, digits, primes; x̂ is x_hat, σ² σ2."""
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
        text = base if n == 1 else Text(f"{base.within(_POWER - 1)} ^ {n}", _POWER)
        return Parts(False, (text,)) if exponent > 0 else Parts(False, (), (text,))

    def _single(self, term: Any) -> Text:
        match term:
            case ["LawTerm", law, ["tuple", *at]]:
                return self._law(law, {v: (i[1], i[2]) for _, v, i in at})
            case ["Quantity", name, ["tuple", *at]]:
                return _call(self.quantity(name), [self.letter((i[1], i[2])) for i in at])
            case ["Card", alphabet]:
                return _call("INR", [self.size(alphabet)])
            case ["Delta", i, j]:
                return _call("same", [self.letter((k[1], k[2])) for k in (i, j)])
            case ["Add", ["tuple", *terms]]:
                return self._added([self.parts(t) for t in terms])
            case ["Log", arg]:
                inner = self.real(arg)
                inner = inner if self.nonneg(arg) else _call("Rabs", [inner.within(_ATOM)])
                return _call("ln", [inner.within(_ATOM)])
            case ["Exp", arg]:
                return _call("exp", [self.real(arg).within(_ATOM)])
            case ["Nonzero", arg]:
                return _call("is_not_0", [self.real(arg).within(_ATOM)])
            case ["Sum", ["tuple", i], body] if known := self._known((i[1], i[2]), body):
                return known
            case ["Sum", ["tuple", *indices], body]:
                inner = self.real(body)
                for i in reversed(indices):
                    inner = self._sum(self.letter((i[1], i[2])), i[2], inner)
                return inner
        raise ValueError(f"no term: {str(term)[:60]}")

    def _known(self, index: Index, body: Any) -> Text | None:
        """Σ a·ln(a/b) and Σ a·ln(1/a), as KL and entropy."""
        factors = body[1][1:] if body[0] == "Mul" else []
        if len(factors) != 2 or factors[1][0] != "Log" or not self.nonneg(factors[1][1]):
            return None
        inner, outer = self.parts(factors[1][1]), self.parts(factors[0])
        if inner.negative or len(inner.below) != 1 or outer.negative or outer.below:
            return None
        if len(outer.above) != 1:
            return None
        a, letter, size = outer.real(), self.letter(index), self.size(index[1])
        if inner.above == (a,):
            functions = [function(letter, x) for x in (a, inner.below[0])]
            return _call("KL", [size, *functions])
        if inner.above == () and inner.below == (a,):
            return _call("entropy", [size, function(letter, a)])
        return None

    def _sum(self, letter: str, alphabet: str, body: Text) -> Text:
        return Text(f"∑ {letter} < {self.size(alphabet)}, {body.within(_SUM)}", _SUM)

    @staticmethod
    def _added(terms: list[Parts]) -> Text:
        if not terms:
            return Text("0", _ATOM)
        text = terms[0].real()
        for p in terms[1:]:
            sign, right = "-" if p.negative else "+", p.quotient().within(_PLUS - 1)
            text = Text(f"{text.within(_PLUS)} {sign} {right}", _PLUS)
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
        text = _call(self.law(law), [given[v] for v, _ in (*outputs, *inputs)])
        for letter, alphabet in reversed(summed):
            text = self._sum(letter, alphabet, text)
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


def function(letter: str, value: Text) -> str:
    """The function of a letter that has this value."""
    name, _, last = value.text.rpartition(" ")
    if value.level == _CALL and last == letter and " " not in name:
        return name
    return f"(fun {letter} => {value.text})"


def _call(function: str, arguments: list[str]) -> Text:
    if not arguments:
        return Text(function, _ATOM)
    return Text(" ".join([function, *arguments]), _CALL)


def _pairs(rows: Any) -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in rows[1:]]
