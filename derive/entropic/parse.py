"""Read statements and conditions as the field writes them. Nothing is evaluated.

I(X;Z) <= I(X;Y)          H(A,B|C), I(A;B|C,D), I(A;B;C), numbers 2, 1/3, 0.25, 1e9, brackets
R1 + R2 >= H(X,Y)         a name alone is a rate, a real number ≥ 0
log 3, log(5/3), log|X|   logarithms of numbers and of alphabets
X -> Y -> Z               a Markov chain of any length; groups as X,Y or (X,Y)
indep(A,B,C)              mutual independence; groups as indep(A,B; C), or A ⊥ B | C
func(Y; X,Z)              Y is a function of X and Z
iid(X1,X2,X3)             independent, identically distributed
H(X) <= 2                 a linear condition; constants are in bits, logarithms have base 2
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from derive.entropic.advice import advice
from derive.entropic.ambiguous import alike, doubtful, question
from derive.entropic.problem import Condition, Problem, Relation, in_order
from derive.entropic.readback import printed, shown
from derive.entropic.scalars import (
    MOST_FACTORED,
    MOST_PRIME,
    Scalar,
    factorised,
    log_of_prime,
    log_sum,
    scalars_of,
)
from derive.entropic.sums import EntropySum, Mask, combination, constant, h, information
from derive.entropic.tree import SIGNS, ParseError, flat, tree
from derive.language.names import DeriveError

_ONE = Fraction(1)
_MAX_EXPONENT = 300
_MOST_VARIABLES = 128
_MOST_GROUPS = 10
_NO_RATE = re.compile(
    r"[HI]|(?:log|ln|lg|exp|max|min)[\w']*|"
    r"given|if|under|and|indep|independent|func|function|iid|Markov|Independent"
)


def parse(
    statement: str, given: Sequence[str] = (), label: str = "", variables: Sequence[str] = ()
) -> Problem:
    """The problem that a statement, with its own and further conditions, poses.

    variables: names that are one variable each, though they could be read as several.

    Raises:
        ParseError: with a caret under the place, and what was expected there; and for a name,
            XY beside X and Y, that may be meant as several.
        DeriveError: for more than 128 variables, for numbers too large (`check_numbers`), and
            where what would be printed reads otherwise than the problem (`readback`).
    """
    try:
        problem = _parse(statement, given, label, variables)
    except RecursionError:
        raise DeriveError("statement: nested too deeply.") from None
    if len(problem.names) > _MOST_VARIABLES:
        raise DeriveError(
            f"statement: {len(problem.names)} variables; expected at most {_MOST_VARIABLES}."
        )
    problem.check_numbers()
    printed(problem)
    return problem


def _parse(statement: str, given: Sequence[str], label: str, variables: Sequence[str]) -> Problem:
    reader = _Reader()
    stated, *own = tree(statement, "line").children
    lhs, rel, rhs = reader.relation(statement, stated)
    conditions = [c for t in own for c in reader.conditions(statement, t)]
    for text in given:
        if text.strip():
            conditions += reader.conditions(text, tree(text, "conditions"))
    reader.check_names(variables)
    ends = _sides(statement, stated)
    law = "P"
    while law in reader.names():  # a rate may be called P
        law += "'"
    return in_order(Problem(
        reader.names(), lhs, rel, rhs, tuple(conditions),
        text=shown(" ".join(statement.split())), label=label,
        lhs_text=ends[0], rhs_text=ends[1], law=law,
    ))  # fmt: skip


def parse_file(
    text: str, given: Sequence[str] = (), variables: Sequence[str] = ()
) -> Iterator[tuple[int, str, Problem | str]]:
    """(line number, line, problem or what is wrong with it) for every statement of a file.

    One statement a line, `name: statement given conditions`; from # on a line is a comment.
    """
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        label, colon, rest = line.partition(":")
        if not colon:
            label, rest = "", line
        try:
            yield number, line, parse(rest.strip(), given, label.strip(), variables)
        except DeriveError as wrong:
            yield number, line, str(wrong)


def _sides(text: str, stated: Any) -> tuple[str, str]:
    """The two sides as they were written."""
    lhs, _, rhs = stated.children
    line = flat(text)
    left, right = (_spaced(line[s.meta.start_pos : s.meta.end_pos]) for s in (lhs, rhs))
    return left, right


def _spaced(side: str) -> str:
    """A side with blanks around + and − between terms, and none inside H(…) and I(…)."""
    out, depth = "", 0
    for k, c in enumerate(side):
        depth += (c == "(") - (c == ")")
        exponent = side[:k][-1:] in ("e", "E") and side[:k][-2:-1].isdigit()
        if c in "+-" and not depth and out and not exponent:
            out += f" {c} "
        elif c != " " or not depth or _parts_names(side, k):
            out += c
    return " ".join(out.split())


def _parts_names(side: str, at: int) -> bool:
    """Whether a blank stands between two names or numbers: H(X Y) is not H(XY)."""
    before, after = side[:at].rstrip()[-1:], side[at:].lstrip()[:1]
    return (before.isalnum() or before in "_'") and (after.isalnum() or after == "_")


class _Reader:
    """Trees to sums; numbers the variables in order of appearance."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._places: dict[str, tuple[str, int]] = {}
        self._text = ""

    def names(self) -> tuple[str, ...]:
        return tuple(self._numbers)

    def check_names(self, variables: Sequence[str]) -> None:
        """Ask about names that may be several; refuse one that is a variable and a rate."""
        found = doubtful([n for n in self._numbers if not isinstance(n, Scalar)], variables)
        if found is not None:
            raise ParseError(*self._places[found[0]], question(*found))
        same = alike(self._numbers)
        if same is not None:
            raise ParseError(
                *self._places[same[1]],
                f"{same[0]} and {same[1]} print alike in LaTeX. Try another name for one.",
            )

    def relation(self, text: str, stated: Any) -> tuple[EntropySum, Any, EntropySum]:
        self._text = flat(text)
        lhs, relation, rhs = stated.children
        return self._sum(lhs), SIGNS[relation.children[0].type], self._sum(rhs)

    def conditions(self, text: str, found: Any) -> list[Condition]:
        out = []
        self._text = flat(text)
        for child in found.children:
            typed = " ".join(self._text[child.meta.start_pos : child.meta.end_pos].split())
            out.append(replace(getattr(self, "_" + child.data)(child), text=shown(typed)))
        return out

    def _refused(self, node: Any, said: str) -> ParseError:
        return ParseError(self._text, node.meta.start_pos, said)

    # -- conditions -------------------------------------------------------------------------

    def _statement(self, node: Any) -> Condition:
        lhs, rel, rhs = self.relation(self._text, node)
        total = rhs - lhs if rel == "<=" else lhs - rhs
        numbers = bool(total.variables & scalars_of(self.names()))
        made = Relation(total, "=" if rel == "=" else ">=", numbers)
        return Condition("linear", (), "", relation=made)

    def _chain(self, node: Any) -> Condition:
        for group in node.children[1:-1]:
            names = group.children[0]
            if names.data == "names" and len(names.children) > 1:
                typed = self._text[group.meta.start_pos : group.meta.end_pos].strip()
                said = f"a comma inside a chain: write ({typed}), or part conditions by ;."
                raise self._refused(group, said)
        return Condition("markov", tuple(map(self._group, node.children)), "")

    def _group(self, node: Any) -> Mask:
        (inner,) = node.children
        if inner.data != "bracket":
            return self._mask(inner)
        (side,) = inner.children
        (rate,) = side.children if len(side.children) == 1 else (side,)
        if rate.data != "rate":
            raise self._refused(node, "expected a variable, or several as (X,Y), between arrows.")
        return self._bit(str(rate.children[0]), rate)

    def _independent(self, node: Any) -> Condition:
        groups, *given = node.children
        masks = self._groups(node, groups)
        return Condition("independent", masks, "", self._mask(given[0]) if given else 0)

    _conditionally_independent = _independent

    def _separated(self, node: Any) -> Condition:
        return Condition("independent", tuple(map(self._group, node.children)), "")

    def _conditionally_separated(self, node: Any) -> Condition:
        *groups, given = map(self._group, node.children)
        return Condition("independent", tuple(groups), "", given)

    def _groups(self, node: Any, groups: Any) -> tuple[Mask, ...]:
        """indep(A,B,C): each variable a group; with semicolons, what stands between them."""
        parts = groups.children
        masks = tuple(map(self._one, parts[0].children if len(parts) == 1 else parts))
        if len(masks) < 2:
            raise self._refused(node, "expected two or more variables.")
        return masks

    def _function(self, node: Any) -> Condition:
        output, inputs = map(self._mask, node.children)
        return Condition("function", (output, inputs), "")

    def _identical(self, node: Any) -> Condition:
        (groups,) = node.children
        single = all(v.data == "variable" for part in groups.children for v in part.children)
        if len(groups.children) > 1 or not single:
            said = "iid takes single variables, iid(A,B,C); groups are not decided."
            raise self._refused(node, said)
        return Condition("identical", self._groups(node, groups), "")

    # -- sums -------------------------------------------------------------------------------

    def _sum(self, node: Any) -> EntropySum:
        build: Callable[[Any], EntropySum] = getattr(self, "_read_" + node.data)
        return build(node)

    def _read_side(self, node: Any) -> EntropySum:
        return combination((_ONE, self._sum(part)) for part in node.children)

    def _read_plus(self, node: Any) -> EntropySum:
        return self._sum(node.children[0])

    _read_bracket = _read_plus

    def _read_minus(self, node: Any) -> EntropySum:
        return -self._sum(node.children[0])

    _read_negative = _read_minus

    def _read_times(self, node: Any) -> EntropySum:
        first, second = node.children
        if first.data == "rate" and second.data == "bracket":
            said = advice(self._text)
            if said is not None:
                raise ParseError(self._text, *said)
        a, b = self._sum(first), self._sum(second)
        if a.terms and b.terms:
            raise self._refused(node, "a product of two quantities; expected a linear sum.")
        return a.scale(b.constant) if a.terms else b.scale(a.constant)

    def _read_over(self, node: Any) -> EntropySum:
        a, b = map(self._sum, node.children)
        if node.children[0].data == "log_of":
            said = "a logarithm of which number? Write log(3/2), or log(3)/2."
            raise self._refused(node, said)
        if b.terms or not b.constant:
            what = "an entropy" if b.terms else "0"
            said = f"divided by {what}; expected a number other than 0."
            raise self._refused(node.children[1], said)
        return a.scale(1 / b.constant)

    def _read_number(self, node: Any) -> EntropySum:
        return constant(self._number(node))

    def _number(self, node: Any) -> Fraction:
        token = str(node.children[0])
        _, _, exponent = token.lower().partition("e")
        if len(token) > _MAX_EXPONENT or abs(int(exponent or 0)) > _MAX_EXPONENT:
            raise self._refused(node, "a number with too many digits.")
        return Fraction(token)

    def _read_rate(self, node: Any) -> EntropySum:
        name = str(node.children[0])
        if _NO_RATE.fullmatch(name):
            said = f"{name} is no name for a rate: write H(X), I(X;Y), log(3), or another name."
            raise self._refused(node, said)
        return h(self._bit(Scalar(name, "rate"), node))

    def _read_log_of(self, node: Any) -> EntropySum:
        values = [self._number(part) for part in node.children]
        for value, part in zip(values, node.children, strict=True):
            if not value or max(value.numerator, value.denominator) > MOST_FACTORED:
                said = f"the logarithm of {value}; expected a number from 1/{MOST_FACTORED} to "
                raise self._refused(part, f"{said}{MOST_FACTORED}.")
        value = values[0] / (values[1] if len(values) > 1 else 1)
        if max(value.numerator, value.denominator) > MOST_FACTORED:
            raise self._refused(node, f"log of a fraction with parts beyond {MOST_FACTORED}.")
        primes = {p for n in value.as_integer_ratio() for p, _ in factorised(n)} - {2}
        if max(primes, default=0) > MOST_PRIME:
            said = f"the logarithm of {max(primes)}; expected prime factors up to {MOST_PRIME}."
            raise self._refused(node, f"{said} Try a rate L with conditions on it.")
        at = {p: self._bit(log_of_prime(p), node) for p in sorted(primes)}
        return log_sum(value, at)

    _read_log_in_brackets = _read_log_of

    def _read_size(self, node: Any) -> EntropySum:
        (variable,) = node.children
        of = str(variable.children[0])
        self._bit(of, variable)
        return h(self._bit(Scalar(f"log|{of}|", "size", of), node))

    def _read_entropy(self, node: Any) -> EntropySum:
        left, *given = map(self._mask, node.children)
        below = given[0] if given else 0
        return h(left | below) - h(below)

    _read_conditional_entropy = _read_entropy

    def _read_information(self, node: Any) -> EntropySum:
        shared, *given = node.children
        masks = tuple(map(self._mask, shared.children))
        if len(masks) > _MOST_GROUPS:
            raise self._refused(node, f"I(…;…) takes 2 to {_MOST_GROUPS} groups.")
        return information(masks, self._mask(given[0]) if given else 0)

    _read_conditional_information = _read_information

    def _mask(self, node: Any) -> Mask:
        out = 0
        for member in node.children:
            out |= self._one(member)
        return out

    def _one(self, node: Any) -> Mask:
        """A variable, or several in brackets."""
        return self._mask(node) if node.data != "variable" else self._variable(node)

    def _variable(self, node: Any) -> Mask:
        return self._bit(str(node.children[0]), node)

    def _bit(self, name: str, node: Any) -> Mask:
        """The variable or number of this name; its first place is kept for questions."""
        known = next((n for n in self._numbers if n == name), None)
        if known is not None and isinstance(known, Scalar) != isinstance(name, Scalar):
            said = f"{name} is a variable in one place and a rate in another; write H({name}), or "
            raise self._refused(node, said + "give the rate another name.")
        self._places.setdefault(name, (self._text, node.meta.start_pos))
        return 1 << self._numbers.setdefault(name, len(self._numbers))
