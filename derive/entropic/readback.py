"""What is printed, read again by a reader of its own, is the problem that was decided.

The reader shares no code with `parse`: one character after another, without a grammar or a library.
Where the two disagree, about a bar, a comma or a bracket, nothing is printed as a result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from derive.entropic.problem import Condition, Problem
from derive.entropic.scalars import Scalar, factorised
from derive.entropic.sums import EntropySum, Mask, members
from derive.language.names import DeriveError

Key = frozenset[str]  # a set of variables; of one text in quotes for a number's name
Sum = Mapping[Key, Fraction]
_ONE = Fraction(1)
_CONSTANT: Key = frozenset()
_SIGNS = (("<=", "≤"), (">=", "≥"), ("==", "="))
_ARROW = re.compile(r"<-+>|-+>|↔|—")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(?P<name>[^\W\d_][\w']*)|(?P<mark>.))",
)
_NUMERAL = re.compile(r"\s*([0-9]+)")


def shown(text: str) -> str:
    """A statement or condition with its signs as they are printed: →, ≤, ≥."""
    out = _ARROW.sub("→", text)
    for typed, printed in _SIGNS:
        out = out.replace(typed, printed)
    return re.sub(r"\s*→\s*", " → ", re.sub(r"\s*([≤≥=⊥])\s*", r" \1 ", out)).strip()


def printed(problem: Problem) -> tuple[str, list[str]]:
    """The statement and its conditions as they are printed.

    Raises:
        DeriveError: if what would be printed reads as something else than was decided.
    """
    sign = {"<=": "≤", ">=": "≥", "=": "="}[problem.rel]
    statement = f"{problem.lhs_text} {sign} {problem.rhs_text}"
    conditions = [c.text for c in problem.stated]
    if problem.from_text and not same_problem(problem, statement, conditions):
        raise DeriveError(
            f"what would be printed, {statement} given {conditions}, reads otherwise than what was "
            "decided. Please report it with the statement as it was typed."
        )
    return statement, conditions


def same_problem(problem: Problem, statement: str, conditions: list[str]) -> bool:
    """Whether statement and conditions, read here, are the problem's."""
    try:
        lhs, rel, rhs = Reader(statement).relation()
        whole = "; ".join(conditions)
        read = [Reader(part).condition() for part in _parts(whole)] if conditions else []
    except ReadError:
        return False
    names = problem.names
    own = [_of_condition(c, names) for c in problem.stated]
    sides = _sum_of(problem.lhs, names), problem.rel, _sum_of(problem.rhs, names)
    return (lhs, rel, rhs) == sides and read == own


# -- the problem, by names ----------------------------------------------------------------------


def _sum_of(e: EntropySum, names: tuple[str, ...]) -> Sum:
    out = {_names(s, names): c for s, c in e.terms.items()}
    return {**out, **({_CONSTANT: e.constant} if e.constant else {})}


def _names(mask: Mask, names: tuple[str, ...]) -> Key:
    return frozenset(f"'{n}'" if isinstance(n, Scalar) else n for n in _at(mask, names))


def _at(mask: Mask, names: tuple[str, ...]) -> list[str]:
    return [names[i] for i in members(mask)]


def _of_condition(c: Condition, names: tuple[str, ...]) -> tuple[Any, ...]:
    if c.relation is not None:
        return ("linear", _sum_of(c.relation.total, names), c.relation.rel)
    return (c.kind, tuple(_names(g, names) for g in c.groups), _names(c.given, names))


# -- the reader ---------------------------------------------------------------------------------


class ReadError(Exception):
    """Not a statement in the printed syntax."""


def _parts(text: str) -> list[str]:
    """What stands between semicolons, or the word and, outside brackets."""
    out, depth, start = [], 0, 0
    for found in re.finditer(r"[();]|\band\b", text):
        depth += (found[0] == "(") - (found[0] == ")")
        if not depth and found[0] in (";", "and"):
            out.append(text[start : found.start()])
            start = found.end()
    return [*out, text[start:]]


class Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def _next(self) -> tuple[str, str]:
        """Kind and text of what comes next; ("end", "") at the end."""
        found = _TOKEN.match(self.text, self.at)
        if found is None or not found[0].strip():
            return "end", ""
        return str(found.lastgroup), found[found.lastgroup or 0]

    def _take(self, wanted: str = "") -> str:
        kind, text = self._next()
        if kind == "end" or (wanted and text != wanted):
            raise ReadError(f"{self.text!r} at {self.at}: expected {wanted}")
        found = _TOKEN.match(self.text, self.at)
        self.at = found.end() if found is not None else self.at
        return text

    def _sees(self, *marks: str) -> bool:
        return self._next()[1] in marks

    def _end(self) -> None:
        if self._next()[0] != "end":
            raise ReadError(f"{self.text!r} at {self.at}: expected the end")

    # -- relations and sums

    def relation(self) -> tuple[Sum, str, Sum]:
        """lhs, relation, rhs: the whole text."""
        lhs = self._sum()
        sign = {"≤": "<=", "≥": ">=", "=": "="}.get(self._take())
        if sign is None:
            raise ReadError(f"{self.text!r}: no relation")
        rhs = self._sum()
        self._end()
        return _tidy(lhs), sign, _tidy(rhs)

    def _sum(self) -> dict[Key, Fraction]:
        out = self._product()
        while self._sees("+", "-"):
            sign = _ONE if self._take() == "+" else -_ONE
            out = _add(out, _scaled(self._product(), sign))
        return out

    def _product(self) -> dict[Key, Fraction]:
        out = self._factor()
        while True:
            if self._sees("*"):
                self._take()
                out = _times(out, self._factor())
            elif self._sees("/"):
                self._take()
                out = _scaled(out, 1 / _number(self._factor()))
            elif self._sees("(") or self._next()[0] == "name":
                out = _times(out, self._factor())
            else:
                return out

    def _factor(self) -> dict[Key, Fraction]:
        kind, text = self._next()
        if text == "-":
            self._take()
            return _scaled(self._factor(), -_ONE)
        if text == "(":
            self._take()
            inside = self._sum()
            self._take(")")
            return inside
        if kind == "number":
            return {_CONSTANT: Fraction(self._take())}
        if kind == "name":
            return self._named(self._take())
        raise ReadError(f"{self.text!r} at {self.at}: no term")

    def _named(self, name: str) -> dict[Key, Fraction]:
        opened = self._sees("(")
        if name == "H" and opened:
            return self._entropy()
        if name == "I" and opened:
            return self._information()
        if name in ("log", "log2", "log_2", "log₂") and (
            opened or self._sees("|") or self._next()[0] == "number"
        ):
            return self._logarithm()
        return {frozenset({f"'{name}'"}): _ONE}

    def _logarithm(self) -> dict[Key, Fraction]:
        opened = self._sees("(")
        if opened:
            self._take()
        if self._sees("|"):
            self._take()
            name = f"'log|{self._variable()}|'"
            self._take("|")
            out = {frozenset({name}): _ONE}
        else:
            value = Fraction(self._take())
            if opened and self._sees("/"):
                self._take()
                value /= Fraction(self._take())
            out = _log(value)
        if opened:
            self._take(")")
        return out

    def _entropy(self) -> dict[Key, Fraction]:
        self._take("(")
        left = self._names()
        given = self._given()
        return _add({left | given: _ONE}, {given: -_ONE} if given else {})

    def _information(self) -> dict[Key, Fraction]:
        self._take("(")
        parts = [self._names()]
        while self._sees(";"):
            self._take()
            parts.append(self._names())
        if len(parts) < 2:
            raise ReadError(f"{self.text!r}: one part of an information")
        return _alternating(parts, self._given())

    def _given(self) -> Key:
        """What stands behind a bar, and the closing bracket."""
        given: Key = frozenset()
        if self._sees("|"):
            self._take()
            given = self._names()
        self._take(")")
        return given

    def _names(self) -> Key:
        """X,Y or X Y or (X,Y), one or more."""
        out: set[str] = set()
        while True:
            if self._sees("("):
                self._take()
                out |= self._names()
                self._take(")")
            else:
                out.add(self._variable())
            if self._sees(","):
                self._take()
            elif self._sees("|", ";", ")", "→", "⊥") or self._next()[0] == "end":
                return frozenset(out)

    def _variable(self) -> str:
        kind, text = self._next()
        if kind == "number":
            found = _NUMERAL.match(self.text, self.at)
            if found is None:
                raise ReadError(f"{self.text!r}: {text}")
            self.at = found.end()
            return found[1]
        if kind != "name":
            raise ReadError(f"{self.text!r} at {self.at}: no variable")
        return self._take()

    # -- conditions

    def condition(self) -> tuple[Any, ...]:
        """One condition: the whole text."""
        word = self.text.partition("(")[0].strip().lower()
        kinds: dict[str, Callable[[], tuple[Any, ...]]] = {
            "indep": self._independent, "independent": self._independent, "iid": self._identical,
            "func": self._function, "function": self._function,
        }  # fmt: skip
        made = kinds.get(word, self._unnamed)()
        self._end()
        return made

    def _unnamed(self) -> tuple[Any, ...]:
        if "→" in self.text:
            groups = [self._names()]
            while self._sees("→"):
                self._take()
                groups.append(self._names())
            return ("markov", tuple(groups), frozenset())
        if "⊥" in self.text:
            groups = [self._names()]
            while self._sees("⊥"):
                self._take()
                groups.append(self._names())
            given: Key = frozenset()
            if self._sees("|"):
                self._take()
                given = self._names()
            return ("independent", tuple(groups), given)
        lhs, rel, rhs = self.relation()
        total = _add(rhs, _scaled(lhs, -_ONE)) if rel == "<=" else _add(lhs, _scaled(rhs, -_ONE))
        return ("linear", _tidy(total), "=" if rel == "=" else ">=")

    def _list(self) -> tuple[list[list[Key]], Key]:
        """f(A,B; C | K): what stands between commas, between semicolons; and K."""
        self._take()
        self._take("(")
        parts: list[list[Key]] = [[]]
        while True:
            if self._sees("("):
                self._take()
                parts[-1].append(self._names())
                self._take(")")
            else:
                parts[-1].append(frozenset({self._variable()}))
            if self._sees(","):
                self._take()
            elif self._sees(";"):
                self._take()
                parts.append([])
            elif self._sees("|", ")"):
                return parts, self._given()

    def _independent(self) -> tuple[Any, ...]:
        parts, given = self._list()
        groups = parts[0] if len(parts) == 1 else [frozenset().union(*p) for p in parts]
        return ("independent", tuple(groups), given)

    def _identical(self) -> tuple[Any, ...]:
        ((*groups,), given) = self._single()
        return ("identical", tuple(groups), given)

    def _single(self) -> tuple[list[Key], Key]:
        parts, given = self._list()
        if len(parts) != 1:
            raise ReadError(f"{self.text!r}: several groups")
        return parts[0], given

    def _function(self) -> tuple[Any, ...]:
        parts, given = self._list()
        sides = [frozenset().union(*p) for p in parts] + ([given] if given else [])
        if len(sides) != 2:
            raise ReadError(f"{self.text!r}: a function of what?")
        return ("function", tuple(sides), frozenset())


def _alternating(parts: list[Key], given: Key) -> dict[Key, Fraction]:
    """I(A₁; …; A_m | K) = −Σ over sets T of parts of (−1)^|T|·H(T, K), for the empty T too."""
    out: dict[Key, Fraction] = {}
    for chosen in range(1 << len(parts)):
        inside = frozenset().union(given, *(p for k, p in enumerate(parts) if chosen >> k & 1))
        sign = _ONE if chosen.bit_count() % 2 else -_ONE
        out = _add(out, {inside: sign} if inside else {})
    return out


def _log(value: Fraction) -> dict[Key, Fraction]:
    if value <= 0:
        raise ReadError(f"log {value}")
    out: dict[Key, Fraction] = {}
    for n, sign in ((value.numerator, 1), (value.denominator, -1)):
        for p, k in factorised(n):
            key = _CONSTANT if p == 2 else frozenset({f"'log {p}'"})
            out = _add(out, {key: Fraction(sign * k)})
    return out


def _add(a: Sum, b: Sum) -> dict[Key, Fraction]:
    return {k: a.get(k, Fraction(0)) + b.get(k, Fraction(0)) for k in {**a, **b}}


def _scaled(a: Sum, c: Fraction) -> dict[Key, Fraction]:
    return {k: c * v for k, v in a.items()}


def _tidy(a: Sum) -> dict[Key, Fraction]:
    return {k: v for k, v in a.items() if v}


def _number(a: Sum) -> Fraction:
    rest = _tidy(a)
    if set(rest) - {_CONSTANT} or not rest:
        raise ReadError("divided by no number")
    return rest[_CONSTANT]


def _times(a: Sum, b: Sum) -> dict[Key, Fraction]:
    """A product one side of which is a number."""
    a, b = _tidy(a), _tidy(b)
    for one, other in ((a, b), (b, a)):
        if not set(one) - {_CONSTANT}:
            return _scaled(other, one.get(_CONSTANT, Fraction(0)))
    raise ReadError("a product of two quantities")
