"""Read statements and conditions as the field writes them. Nothing is evaluated.

I(X;Z) <= I(X;Y)          H(A,B|C), I(A;B|C,D), I(A;B;C), numbers 2, 1/3, 0.25, 1e9, brackets
X -> Y -> Z               a Markov chain of any length; groups as X,Y or (X,Y)
indep(A,B,C)              mutual independence; groups as indep(A,B; C), or A ⊥ B | C
func(Y; X,Z)              Y is a function of X and Z
iid(X1,X2,X3)             independent, identically distributed
H(X) <= 2                 a linear condition; constants are in bits
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from typing import Any

from derive.entropic.problem import Condition, Problem, Relation, in_order
from derive.entropic.sums import EntropySum, Mask, combination, constant, h, information
from derive.language.names import DeriveError

MAX_LENGTH = 1_000_000
_ONE = Fraction(1)
_MAX_EXPONENT = 300
_MOST_VARIABLES = 128
_MOST_GROUPS = 10
_MAX_DEPTH = 100
_SIGNS = {"LE": "<=", "GE": ">=", "EQUAL": "="}
_EXPECTED = {
    "NAME": "a variable", "DIGITS": "a variable", "NUMBER": "a number", "_H": "H(…)",
    "_I": "I(…;…)", "LE": "'<='", "GE": "'>='", "EQUAL": "'='", "RPAR": "')'", "LPAR": "'('",
    "_BAR": "'|'", "SEMICOLON": "';'", "COMMA": "','", "_ARROW": "'->'", "PLUS": "'+'",
    "MINUS": "'-'", "STAR": "'*'", "SLASH": "'/'", "_AND": "'and'", "_GIVEN": "'given'",
    "_INDEP": "indep(…)", "_FUNC": "func(…; …)", "_IID": "iid(…)", "UP_TACK": "'⊥'",
    "$END": "the end",
}  # fmt: skip


class ParseError(DeriveError):
    """A text that is not a statement: the place, what was expected, what to try."""

    def __init__(self, text: str, column: int, message: str) -> None:
        shown, at = _window(text, column)
        super().__init__(f"{message}\n  {shown}\n  {' ' * at}^")


def _window(text: str, column: int) -> tuple[str, int]:
    """At most 72 characters of the line around the column."""
    column = max(0, min(column, len(text)))
    start = max(0, column - 48)
    end = min(len(text), start + 72)
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    return before + text[start:end] + after, column - start + len(before)


def parse(statement: str, given: Sequence[str] = (), label: str = "") -> Problem:
    """The problem that a statement, with its own and further conditions, poses.

    Raises:
        ParseError: with a caret under the place, and what was expected there.
        DeriveError: for more than 128 variables, or numbers too large (`check_numbers`).
    """
    try:
        problem = _parse(statement, given, label)
    except RecursionError:
        raise DeriveError("statement: nested too deeply.") from None
    if len(problem.names) > _MOST_VARIABLES:
        raise DeriveError(
            f"statement: {len(problem.names)} variables; expected at most {_MOST_VARIABLES}."
        )
    problem.check_numbers()
    return problem


def _parse(statement: str, given: Sequence[str], label: str) -> Problem:
    reader = _Reader()
    tree = _tree(statement, "line")
    own = [c for c in tree.children[1:] if c is not None]
    lhs, rel, rhs = reader.relation(statement, tree.children[0])
    conditions = [c for t in own for c in reader.conditions(statement, t)]
    for text in given:
        if text.strip():
            conditions += reader.conditions(text, _tree(text, "conditions"))
    ends = _sides(statement, tree.children[0])
    return in_order(Problem(
        reader.names(), lhs, rel, rhs, tuple(conditions),
        text=" ".join(statement.split()), label=label, lhs_text=ends[0], rhs_text=ends[1],
    ))  # fmt: skip


def parse_file(text: str, given: Sequence[str] = ()) -> Iterator[tuple[int, str, Problem | str]]:
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
            yield number, line, parse(rest.strip(), given, label.strip())
        except DeriveError as wrong:
            yield number, line, str(wrong)


@lru_cache(maxsize=2)
def _parser(start: str) -> Any:
    import lark

    grammar = (resources.files("derive.entropic") / "grammar.lark").read_text(encoding="utf-8")
    return lark.Lark(grammar, parser="lalr", start=start, propagate_positions=True)


def _tree(text: str, start: str) -> Any:
    import lark

    if len(text) > MAX_LENGTH:
        raise DeriveError(f"statement: {len(text)} characters; expected at most {MAX_LENGTH}.")
    flat = text.replace("\n", " ")
    _check_depth(flat)
    try:
        return _parser(start).parse(flat)
    except lark.exceptions.UnexpectedInput as wrong:
        raise _refusal(flat, wrong) from None


def _check_depth(text: str) -> None:
    """Refuse what would nest further than the reader's own calls may: brackets, rows of signs."""
    depth = signs = 0
    for k, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        signs = signs + 1 if c == "-" else signs if c.isspace() else 0
        if max(depth, signs) > _MAX_DEPTH:
            raise ParseError(text, k, f"brackets or signs nested more than {_MAX_DEPTH} deep.")


def _refusal(text: str, wrong: Any) -> ParseError:
    accepts = getattr(wrong, "accepts", None) or getattr(wrong, "expected", None)
    accepts = accepts or getattr(wrong, "allowed", None) or set()
    expected = sorted({_EXPECTED.get(a, a) for a in accepts if a != "__ANON_0"})
    column = getattr(wrong, "column", -1)
    at = len(text) if not isinstance(column, int) or column < 1 else column - 1
    token = getattr(wrong, "token", None)
    if token is not None and token.type == "$END":
        at, got = len(text), "the end"
    else:
        got = repr(str(token) if token is not None else text[at : at + 1])
    hint = ""
    if token is not None and token.type in _SIGNS:
        hint = " One relation a statement: try two statements, or a condition after `given`."
    elif text[at : at + 1] in ("<", ">"):
        hint = " Strict relations are not decided: try <= or >=."
    return ParseError(text, at, f"got {got}; expected {' or '.join(expected)}.{hint}")


def _sides(text: str, tree: Any) -> tuple[str, str]:
    """The two sides as they were written."""
    lhs, _, rhs = tree.children
    flat = text.replace("\n", " ")
    left, right = (_spaced(flat[s.meta.start_pos : s.meta.end_pos]) for s in (lhs, rhs))
    return left, right


def _spaced(side: str) -> str:
    """A side with blanks around + and − between terms, and none inside H(…) and I(…)."""
    out, depth = "", 0
    for k, c in enumerate(side):
        depth += (c == "(") - (c == ")")
        exponent = side[:k][-1:] in ("e", "E") and side[:k][-2:-1].isdigit()
        if c in "+-" and not depth and out and not exponent:
            out += f" {c} "
        elif c != " " or not depth:
            out += c
    return " ".join(out.split())


class _Reader:
    """Trees to sums; numbers the variables in order of appearance."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._text = ""

    def names(self) -> tuple[str, ...]:
        return tuple(self._numbers)

    def relation(self, text: str, tree: Any) -> tuple[EntropySum, Any, EntropySum]:
        self._text = text.replace("\n", " ")
        lhs, relation, rhs = tree.children
        return self._sum(lhs), _SIGNS[relation.children[0].type], self._sum(rhs)

    def conditions(self, text: str, tree: Any) -> list[Condition]:
        out = []
        self._text = text.replace("\n", " ")
        for child in tree.children:
            shown = " ".join(self._text[child.meta.start_pos : child.meta.end_pos].split())
            out.append(replace(getattr(self, "_" + child.data)(child), text=shown))
        return out

    # -- conditions -------------------------------------------------------------------------

    def _statement(self, tree: Any) -> Condition:
        lhs, rel, rhs = self.relation(self._text, tree)
        total = rhs - lhs if rel == "<=" else lhs - rhs
        return Condition("linear", (), "", relation=Relation(total, "=" if rel == "=" else ">="))

    def _chain(self, tree: Any) -> Condition:
        for group in tree.children[1:-1]:
            shown = self._text[group.meta.start_pos : group.meta.end_pos]
            if "," in shown and "(" not in shown:
                said = f"a comma inside a chain: write ({shown.strip()}), or part conditions by ;."
                raise ParseError(self._text, group.meta.start_pos, said)
        return Condition("markov", tuple(map(self._group, tree.children)), "")

    def _group(self, tree: Any) -> Mask:
        return self._mask(tree.children[0])

    def _independent(self, tree: Any) -> Condition:
        groups, given = tree.children
        return Condition(
            "independent", self._groups(tree, groups), "", self._mask(given) if given else 0
        )

    def _separated(self, tree: Any) -> Condition:
        *groups, given = tree.children
        masks = tuple(map(self._group, groups))
        return Condition("independent", masks, "", self._group(given) if given else 0)

    def _groups(self, tree: Any, groups: Any) -> tuple[Mask, ...]:
        """indep(A,B,C): each variable a group; with semicolons, what stands between them."""
        parts = groups.children
        if len(parts) == 1:
            masks = tuple(1 << self._variable(v) for v in parts[0].children if v is not None)
        else:
            masks = tuple(map(self._mask, parts))
        if len(masks) < 2:
            raise ParseError(self._text, tree.meta.start_pos, "expected two or more variables.")
        return masks

    def _function(self, tree: Any) -> Condition:
        output, inputs = map(self._mask, tree.children)
        return Condition("function", (output, inputs), "")

    def _identical(self, tree: Any) -> Condition:
        if len(tree.children[0].children) > 1:
            said = "iid takes single variables, iid(A,B,C); groups are not decided."
            raise ParseError(self._text, tree.meta.start_pos, said)
        return Condition("identical", self._groups(tree, tree.children[0]), "")

    # -- sums -------------------------------------------------------------------------------

    def _sum(self, tree: Any) -> EntropySum:
        build: Callable[[Any], EntropySum] = getattr(self, "_read_" + tree.data)
        return build(tree)

    def _read_side(self, tree: Any) -> EntropySum:
        return combination((_ONE, self._sum(part)) for part in tree.children)

    def _read_plus(self, tree: Any) -> EntropySum:
        return self._sum(tree.children[0])

    _read_bracket = _read_plus

    def _read_minus(self, tree: Any) -> EntropySum:
        return -self._sum(tree.children[0])

    _read_negative = _read_minus

    def _read_times(self, tree: Any) -> EntropySum:
        a, b = map(self._sum, tree.children)
        if a.terms and b.terms:
            raise ParseError(
                self._text, tree.meta.start_pos, "a product of entropies; expected a linear sum."
            )
        return a.scale(b.constant) if a.terms else b.scale(a.constant)

    def _read_over(self, tree: Any) -> EntropySum:
        a, b = map(self._sum, tree.children)
        if b.terms or not b.constant:
            what = "an entropy" if b.terms else "0"
            raise ParseError(
                self._text, tree.children[1].meta.start_pos,
                f"divided by {what}; expected a number other than 0.",
            )  # fmt: skip
        return a.scale(1 / b.constant)

    def _read_number(self, tree: Any) -> EntropySum:
        token = tree.children[0]
        _, _, exponent = str(token).lower().partition("e")
        if len(token) > _MAX_EXPONENT or abs(int(exponent or 0)) > _MAX_EXPONENT:
            raise ParseError(self._text, token.start_pos, "a number with too many digits.")
        return constant(Fraction(str(token)))

    def _read_entropy(self, tree: Any) -> EntropySum:
        left, given = tree.children
        below = self._mask(given) if given else 0
        if not self._mask(left):
            raise ParseError(self._text, tree.meta.start_pos, "H(): nothing given. Try H(X).")
        return h(self._mask(left) | below) - h(below)

    def _read_information(self, tree: Any) -> EntropySum:
        *groups, given = tree.children
        masks = tuple(map(self._mask, groups))
        if not all(masks) or len(masks) > _MOST_GROUPS:
            said = f"I(…;…) takes 2 to {_MOST_GROUPS} groups, none empty."
            raise ParseError(self._text, tree.meta.start_pos, said)
        return information(masks, self._mask(given) if given else 0)

    def _mask(self, tree: Any) -> Mask:
        out = 0
        for v in tree.children:
            if v is not None:
                out |= 1 << self._variable(v)
        return out

    def _variable(self, tree: Any) -> int:
        name = str(tree.children[0])
        return self._numbers.setdefault(name, len(self._numbers))
