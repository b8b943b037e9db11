"""The integrals that a certificate is provided with: its lines of text, read back as terms.

A certificate says these for people ("Σ_x (p[x=x]·ln(1/q[x=x])) converges absolutely"), in the
kernel's own notation; the checker takes them as hypotheses. So they are read here, with the names
and alphabets of the last theorem's context. Were one read wrongly, another hypothesis would stand
in what was proved, and this one be missed where it is needed.
"""

from __future__ import annotations

import re
from typing import Any, Final

Node = list[Any]
_CLAIM: Final = " converges absolutely"
_NUMBER: Final = re.compile(r"\d+")
_LETTER: Final = re.compile(r"[^\s·/^,\]=)(+−]+")


class Unread(Exception):
    """A line that is not in the notation, or says too little of an alphabet."""


def provided_terms(lines: Any, context: Any) -> list[Node]:
    """The sums that have to converge.

    Raises:
        Unread: not lines of this kind.
    """
    if type(lines) is not list or not all(type(s) is str and s.endswith(_CLAIM) for s in lines):
        raise Unread(f"provided: {str(lines)[:60]}")
    return [_Reader(line.removesuffix(_CLAIM), context).whole() for line in lines]


class _Reader:
    def __init__(self, text: str, context: Any) -> None:
        self.text, self.at = text, 0
        laws, quantities = (dict((p[1], p[2]) for p in part[1:]) for part in context[1:3])
        self.laws = {
            name: {p[1]: p[2] for side in law[1:3] for p in side[1:]} for name, law in laws.items()
        }
        self.quantities: dict[str, list[str]] = {name: q[1][1:] for name, q in quantities.items()}

    def whole(self) -> Node:
        term = self.total()
        if self.at != len(self.text) or term[0] != "Sum":
            raise Unread(f"{self.text}: not a sum alone")
        return term

    # -- characters

    def has(self, mark: str) -> bool:
        """Whether the mark stands here; then it is passed."""
        found = self.text.startswith(mark, self.at)
        self.at += len(mark) if found else 0
        return found

    def need(self, mark: str) -> None:
        if not self.has(mark):
            raise Unread(f"{self.text}: expected {mark!r} at {self.text[self.at :][:20]!r}")

    def match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise Unread(f"{self.text}: not read from {self.text[self.at :][:20]!r}")
        self.at = found.end()
        return found[0]

    # -- terms

    def total(self) -> Node:
        terms = [self.negative() if self.has("−") else self.product()]
        while (minus := self.has(" − ")) or self.has(" + "):
            terms.append(self.negative() if minus else self.product())
        return terms[0] if len(terms) == 1 else ["Add", ["tuple", *terms]]

    def negative(self) -> Node:
        return ["Mul", ["tuple", _number(-1), self.product()]]

    def product(self) -> Node:
        factors = [self.power()]
        while (over := self.has("/")) or self.has("·"):
            factor = self.power()
            factors.append(["Pow", factor, -1] if over else factor)
        return factors[0] if len(factors) == 1 else ["Mul", ["tuple", *factors]]

    def power(self) -> Node:
        base = self.factor()
        return ["Pow", base, int(self.match(_NUMBER))] if self.has("^") else base

    def factor(self) -> Node:
        if self.has("Σ_"):
            return self.sum()
        for mark, kind in (("ln(", "Log"), ("exp(", "Exp"), ("(", "")):
            if self.has(mark):
                inside = self.total()
                self.need(")")
                return [kind, inside] if kind else inside
        if self.has("["):
            inside = self.total()
            self.need(" ≠ 0]")
            return ["Nonzero", inside]
        if _NUMBER.match(self.text, self.at):
            return _number(int(self.match(_NUMBER)))
        return self.named()

    def named(self) -> Node:
        for law in sorted(self.laws, key=len, reverse=True):
            if self.has(f"{law}["):
                return ["LawTerm", law, ["tuple", *self.places(self.laws[law])]]
        for name in sorted(self.quantities, key=len, reverse=True):
            if self.has(name):
                alphabets = self.quantities[name]
                letters = self.letters("(", ")", len(alphabets)) if alphabets else []
                at = (["Index", i, a] for i, a in zip(letters, alphabets, strict=True))
                return ["Quantity", name, ["tuple", *at]]
        raise Unread(f"{self.text}: no name known at {self.text[self.at :][:20]!r}")

    def places(self, variables: dict[str, str]) -> list[Node]:
        """v=i, … up to the bracket."""
        found = list[Node]()
        while not found or self.has(", "):
            variable = self.match(_LETTER)
            self.need("=")
            if variable not in variables:
                raise Unread(f"{self.text}: no variable {variable}")
            found.append(["tuple", variable, ["Index", self.match(_LETTER), variables[variable]]])
        self.need("]")
        return found

    def letters(self, before: str, after: str, count: int) -> list[str]:
        self.need(before)
        found = [self.match(_LETTER)]
        while self.has(","):
            found.append(self.match(_LETTER))
        self.need(after)
        if len(found) != count:
            raise Unread(f"{self.text}: {count} letters expected, not {found}")
        return found

    def sum(self) -> Node:
        names = [self.match(_LETTER)]
        while self.has(","):
            names.append(self.match(_LETTER))
        self.need(" ")
        body = self.factor()
        return ["Sum", ["tuple", *(["Index", i, self.alphabet(i, body)] for i in names)], body]

    def alphabet(self, letter: str, body: Node) -> str:
        """Over which the letter runs, by its uses."""
        found = {*_alphabets(letter, body)}
        if len(found) != 1:
            raise Unread(f"{self.text}: {letter} runs over {sorted(found) or 'nothing known'}")
        return found.pop()


def _number(value: int) -> Node:
    return ["Const", ["Fraction", value, 1]]


def _alphabets(letter: str, node: Any) -> list[str]:
    if type(node) is not list:
        return []
    if node[:2] == ["Index", letter]:
        return [node[2]]
    return [a for part in node for a in _alphabets(letter, part)]
