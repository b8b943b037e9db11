"""A reader of what `derive prove` prints: sums of entropies and informations, and conditions.

A sum is read as its coefficients of joint entropies, by set of variables; its number under the
empty set. Text and LaTeX alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from trials.readback.table import LOW, Unread, look_of

Set = frozenset[str]
Coefficients = dict[Set, Fraction]
_NOTHING: Set = frozenset()

_TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<head>[HI](?=\())|(?P<name>[^\W\d_][\w']*(?:_\d+'*)?)"
    r"|(?P<sign><=|>=|==|->|[-+*/(),;|=≤≥⊥→…])"
)
_PLAIN = (
    (re.compile(r"\\tfrac\{(\d+)\}\{(\d+)\}"), r"\1/\2"),
    (re.compile(r"\\mathrm\{([^{}]*)\}"), r"\1"),
    (re.compile(r"_\{([^{}]*)\}('*)"), r"_\1\2"),
    (re.compile(r"\\mid\b"), "|"),
    (re.compile(r"\\ldots"), "…"),
    (re.compile(r"\\perp"), "⊥"),
    (re.compile(r"\\to\b"), "→"),
    (re.compile(r"\\le\b"), "≤"),
    (re.compile(r"\\ge\b"), "≥"),
    (re.compile(r"\\[,;! ]|&|\\quad|\\phantom\{[^{}]*\{\}=\{\}\}"), " "),
    (re.compile(r"\\_"), "_"),
)


@dataclass(frozen=True)
class Stated:
    """A condition: kind as `entropic.problem` has it, groups, what is given; or total rel 0."""

    kind: str
    groups: tuple[Set, ...] = ()
    given: Set = _NOTHING
    total: tuple[tuple[Set, Fraction], ...] = ()
    rel: str = ""


class EntropyReader:
    """names: the problem's variables. latex: whether they are given by their looks."""

    def __init__(self, names: Iterable[str], latex: bool = False) -> None:
        self.latex = latex
        self.names: dict[str, str] = {}
        for n in names:
            look = _greek(look_of(n)).replace(LOW, "_") if latex else n
            if self.names.setdefault(look, n) != n:
                raise Unread(f"{look} may be {n} and {self.names[look]}")

    # ---------------------------------------------------------------- tokens

    def _open(self, shown: str) -> None:
        if self.latex:
            for pattern, by in _PLAIN:
                shown = pattern.sub(by, shown)
            shown = re.sub(r"\\([A-Za-z]+) ?", r"\1", shown)
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(shown):
            if shown[at] in " \u00a0":
                at += 1
                continue
            m = _TOKEN.match(shown, at)
            if m is None:
                raise Unread(f"the sign {shown[at]!r} in {shown!r}")
            self.tokens.append((str(m.lastgroup), m[0]))
            at = m.end()
        self.k = 0

    @property
    def now(self) -> str:
        return self.tokens[self.k][1] if self.k < len(self.tokens) else ""

    def take(self, *signs: str) -> str:
        if self.k >= len(self.tokens) or (signs and self.now not in signs):
            raise Unread(f"{self.now!r} where {signs} is expected")
        self.k += 1
        return self.tokens[self.k - 1][1]

    def skip(self, *signs: str) -> bool:
        found = bool(self.now) and self.now in signs
        self.k += found
        return found

    # ---------------------------------------------------------------- sums

    def sum_of(self, shown: str) -> Coefficients:
        """The coefficients of a formula that is a sum."""
        self._open(shown)
        out = self._sum()
        if self.now:
            raise Unread(f"{self.now!r} after the end of {shown!r}")
        return out

    def _sum(self) -> Coefficients:
        out: Coefficients = {}
        sign = -1 if self.skip("-") else 1
        while True:
            _add(out, self._term(), Fraction(sign))
            if not (self.now and self.now in "+-"):
                return _tidy(out)
            sign = -1 if self.take() == "-" else 1

    def _term(self) -> Coefficients:
        c, what = Fraction(1), None
        first = True
        while True:
            token, kind = self.now, self.tokens[self.k][0] if self.k < len(self.tokens) else ""
            if kind == "number":
                c *= self._number()
            elif token == "-" and first:
                self.take()
                c = -c
            elif token == "(" or kind == "head":
                if what is not None:
                    raise Unread("a product of two entropies")
                what = self._bracket() if token == "(" else self._measure()
            else:
                raise Unread(f"{token!r} in a sum")
            first = False
            while self.now and self.now in "*/":
                if self.take() == "/":
                    c /= self._number()
                else:
                    break
            following = self.tokens[self.k][0] if self.k < len(self.tokens) else ""
            if not (following in ("head", "number") or self.now == "("):
                break
        out: Coefficients = {}
        _add(out, {_NOTHING: Fraction(1)} if what is None else what, c)
        return out

    def _number(self) -> Fraction:
        value = Fraction(self.take())
        return value

    def _bracket(self) -> Coefficients:
        self.take("(")
        out = self._sum()
        self.take(")")
        return out

    def _measure(self) -> Coefficients:
        head = self.take("H", "I")
        self.take("(")
        groups = [self._set()]
        while self.skip(";"):
            groups.append(self._set())
        given = self._set() if self.skip("|") else _NOTHING
        self.take(")")
        if (head == "H") != (len(groups) == 1):
            raise Unread(f"{head} of {len(groups)} groups")
        return _information(groups, given)

    def _set(self) -> Set:
        return frozenset(self._row())

    def _row(self) -> list[str]:
        """Names in a row; X1,…,X4 is the run between them."""
        out: list[str] = []
        run = False
        while True:
            if self.skip("…"):
                run = True
            elif self.k < len(self.tokens) and self.tokens[self.k][0] in ("name", "number", "head"):
                name = self._name()
                out += _run(out[-1], name) if run else [name]
                run = False
            elif not out:
                return out
            else:
                raise Unread(f"{self.now!r} among variables")
            if not self.skip(","):
                if self.tokens[self.k][0] in ("name",) if self.k < len(self.tokens) else False:
                    continue
                return out

    def _name(self) -> str:
        look = self.take()
        if look not in self.names:
            raise Unread(f"{look!r} is no variable")
        return self.names[look]

    # ---------------------------------------------------------------- conditions

    def condition(self, shown: str) -> Stated:
        words = re.fullmatch(r"\$?(.*?)\$? a function of \$?(.*?)\$?", shown)
        if words:
            return Stated("function", (self._only(words[1]), self._only(words[2])))
        identical = shown.endswith(" identically distributed")
        shown = shown.removesuffix(" identically distributed").strip("$")
        called = re.fullmatch(r"(indep|independent|func|function|iid)\s*\((.*)\)", shown, re.I)
        if called:
            return self._called(called[1].lower(), called[2])
        self._open(shown)
        kinds = {kind for kind, _ in self.tokens}
        if "head" in kinds or not any(s in shown for s in ("->", "→", "⊥", r"\to", r"\perp")):
            return self._linear(shown)
        groups = [self._group()]
        sign = self.now
        while self.now and self.now == sign and sign != "|":
            self.take("->", "→", "⊥")
            groups.append(self._group())
        given = self._group() if self.skip("|") else _NOTHING
        if self.now:
            raise Unread(f"{self.now!r} after the end of {shown!r}")
        kind = "identical" if identical else "independent" if sign == "⊥" else "markov"
        return Stated(kind, tuple(groups), given)

    def _only(self, shown: str) -> Set:
        self._open(shown)
        return self._group()

    def _group(self) -> Set:
        if self.skip("("):
            out = self._set()
            self.take(")")
            return out
        return self._set()

    def _called(self, word: str, inside: str) -> Stated:
        self._open(inside)
        row = self._row()
        groups = [frozenset(row)]
        marks = ";|" if word.startswith("func") else ";"
        while self.now and self.now in marks:
            self.take()
            groups.append(self._set())
        given = self._set() if self.skip("|") else _NOTHING
        kind = {"i": "independent", "f": "function"}[word[0]] if word != "iid" else "identical"
        if len(groups) == 1 and kind in ("independent", "identical"):  # its members, one by one
            groups = [frozenset([n]) for n in row]
        return Stated(kind, tuple(groups), given)

    def _linear(self, shown: str) -> Stated:
        self._open(shown)
        left = self._sum()
        rel = self.take("=", "==", "<=", "≤", ">=", "≥")
        right = self._sum()
        less = rel in ("<=", "≤")
        out: Coefficients = {}
        _add(out, right if less else left, Fraction(1))
        _add(out, left if less else right, Fraction(-1))
        total = tuple(sorted(_tidy(out).items(), key=lambda p: sorted(p[0])))
        return Stated("linear", total=total, rel="=" if rel in ("=", "==") else ">=")


def _information(groups: Sequence[Set], given: Set) -> Coefficients:
    """Σ over the nonempty choices of groups of ±H(their union | given)."""
    out: Coefficients = {}
    for n in range(1, len(groups) + 1):
        for chosen in combinations(groups, n):
            c = Fraction(1 if n % 2 else -1)
            _add(out, {frozenset().union(*chosen, given): Fraction(1)}, c)
            if given:
                _add(out, {given: Fraction(1)}, -c)
    return out


def _add(out: Coefficients, more: Coefficients, c: Fraction) -> None:
    for s, d in more.items():
        out[s] = out.get(s, Fraction(0)) + c * d


def _tidy(of: Coefficients) -> Coefficients:
    return {s: c for s, c in of.items() if c}


def _run(first: str, last: str) -> list[str]:
    """The names after X1 up to X4."""
    stem, a = re.fullmatch(r"(.*?)(\d+)", first).groups()  # type: ignore[union-attr]
    other, b = re.fullmatch(r"(.*?)(\d+)", last).groups()  # type: ignore[union-attr]
    if stem != other or int(b) <= int(a):
        raise Unread(f"a run from {first} to {last}")
    return [f"{stem}{k}" for k in range(int(a) + 1, int(b) + 1)]


_LETTERS = "αβγδεζηθικλμνξπρστυφχψω"
_COMMANDS = dict(
    zip(
        _LETTERS,
        re.findall(
            r"\w+",
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma "
            "tau upsilon phi chi psi omega",
        ),
        strict=True,
    )
)


def _greek(look: str) -> str:
    return "".join(_COMMANDS.get(c, c) for c in look)
