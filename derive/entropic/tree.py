"""The parser: a statement's text as a tree whose shape is checked, or the place where it is none.

Every option of lark that the tree hangs on is written out, and no tree is read before each of its
nodes has the children that the reader counts on: another release of lark, or another package
of the name, gives the same reading or none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

from derive.entropic.advice import advice
from derive.language.names import DeriveError

MAX_LENGTH = 1_000_000
MAX_DEPTH = 100
SIGNS = {"LE": "<=", "GE": ">=", "EQUAL": "="}
OPTIONS: dict[str, Any] = {
    "parser": "lalr", "lexer": "contextual", "ambiguity": "auto", "priority": "normal",
    "propagate_positions": True, "maybe_placeholders": False, "keep_all_tokens": False,
    "g_regex_flags": 0, "regex": False, "use_bytes": False, "cache": False, "tree_class": None,
    "transformer": None, "postlex": None, "lexer_callbacks": {}, "debug": False,
}  # fmt: skip
_EXPECTED = {
    "NAME": "a variable", "DIGITS": "a variable", "NUMBER": "a number", "_H": "H(…)",
    "_I": "I(…;…)", "LE": "'≤'", "GE": "'≥'", "EQUAL": "'='", "RPAR": "')'", "LPAR": "'('",
    "_BAR": "'|'", "SEMICOLON": "';'", "COMMA": "','", "_ARROW": "'→'", "PLUS": "'+'",
    "MINUS": "'-'", "STAR": "'*'", "SLASH": "'/'", "_AND": "'and'", "_GIVEN": "'given'",
    "_INDEP": "indep(…)", "_FUNC": "func(…; …)", "_IID": "iid(…)", "UP_TACK": "'⊥'",
    "_LOG": "log …", "$END": "the end",
}  # fmt: skip

_SUM = "(side|plus|minus|times|over|negative|number|rate|bracket|entropy|conditional_entropy|"
_SUM += "information|conditional_information|log_of|log_in_brackets|size)"
_CONDITION = "(chain|independent|conditionally_independent|function|identical|separated|"
_CONDITION += "conditionally_separated|statement)"
_SHAPES = {
    "line": "statement( conditions)?",
    "statement": "side relation side",
    "relation": "(LE|GE|EQUAL)",
    "side": f"{_SUM}( (plus|minus))*",
    "plus": _SUM, "minus": _SUM, "negative": _SUM, "bracket": "side",
    "times": f"{_SUM} {_SUM}", "over": f"{_SUM} {_SUM}",
    "number": "NUMBER", "rate": "NAME", "variable": "(NAME|DIGITS)",
    "log_of": "number", "log_in_brackets": "number( number)?", "size": "variable",
    "entropy": "variables", "conditional_entropy": "variables variables",
    "information": "shared", "conditional_information": "shared variables",
    "shared": "variables( variables)+", "variables": "(variable|variables)( (variable|variables))*",
    "conditions": f"{_CONDITION}( {_CONDITION})*",
    "chain": "group( group)+",
    "independent": "groups", "conditionally_independent": "groups variables",
    "separated": "group( group)+", "conditionally_separated": "group( group){2,}",
    "function": "variables variables", "identical": "groups",
    "groups": "variables( variables)*", "group": "(names|several|bracket)",
    "names": "variable( variable)*", "several": "variable( variable)+",
}  # fmt: skip
_PATTERNS = {name: re.compile(shape) for name, shape in _SHAPES.items()}


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


def flat(text: str) -> str:
    """The text in one line, every character at its place."""
    return text.replace("\n", " ")


def tree(text: str, start: str) -> Any:
    """The tree of a `line` or of `conditions`, its shape checked.

    Raises:
        ParseError: with a caret under the place, and what was expected there.
        DeriveError: for a text too long, or a parser that makes other trees than ours.
    """
    import lark

    if len(text) > MAX_LENGTH:
        raise DeriveError(f"statement: {len(text)} characters; expected at most {MAX_LENGTH}.")
    line = flat(text)
    _check_depth(line)
    try:
        found = _parser(start).parse(line)
    except lark.exceptions.UnexpectedInput as wrong:
        raise _refusal(line, wrong) from None
    check_shape(found, start)
    return found


@lru_cache(maxsize=2)
def _parser(start: str) -> Any:
    import lark

    grammar = (resources.files("derive.entropic") / "grammar.lark").read_text(encoding="utf-8")
    try:
        return lark.Lark(grammar, start=start, **OPTIONS)
    except (lark.exceptions.LarkError, AttributeError, TypeError, ValueError) as wrong:
        said = f"{type(wrong).__name__}: {wrong}".partition("\n")[0]
        raise DeriveError(f"statement: no parser: {said:.200}. {_installed()}") from wrong


def _installed() -> str:
    """Which package the parser comes from, and what to do about it."""
    import lark

    known = [d for d in ("lark", "lark-parser") if any(distributions(name=d))]
    own = " and ".join(f"{d} {version(d)}" for d in known) or "no package that pip knows"
    at = Path(lark.__file__ or "?").parent
    return (
        f"Imported is lark {lark.__version__} from {at}; installed: {own}. "
        "Try a fresh environment, or pip uninstall lark-parser and then "
        "pip install --force-reinstall lark."
    )


def check_shape(found: Any, start: str) -> None:
    """Refuse a tree with a node, a child or a place that our grammar cannot give.

    Raises:
        DeriveError: naming the node.
    """
    left = [found]
    if getattr(found, "data", None) != start:
        raise _other_tree(f"{found!r:.60}")
    while left:
        node = left.pop()
        name = str(node.data)
        children = list(node.children)
        kinds = " ".join(_kind(child) for child in children)
        pattern = _PATTERNS.get(name)
        if pattern is None or pattern.fullmatch(kinds) is None:
            raise _other_tree(f"{name} of {kinds or 'nothing'}")
        if not isinstance(getattr(node.meta, "start_pos", None), int):
            raise _other_tree(f"{name} without its place")
        left += [child for child in children if hasattr(child, "children")]


def _kind(child: Any) -> str:
    """A node's name, a token's type, or what is neither."""
    return str(getattr(child, "data", None) or getattr(child, "type", None) or "?")


def _other_tree(what: str) -> DeriveError:
    return DeriveError(
        f"statement: the parser gave {what}, which the grammar has not. {_installed()}"
    )


def _check_depth(text: str) -> None:
    """Refuse what would nest further than the reader's own calls may: brackets, rows of signs."""
    depth = signs = 0
    for k, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        signs = signs + 1 if c == "-" else signs if c.isspace() else 0
        if max(depth, signs) > MAX_DEPTH:
            raise ParseError(text, k, f"brackets or signs nested more than {MAX_DEPTH} deep.")


def _refusal(text: str, wrong: Any) -> ParseError:
    said = advice(text)
    if said is not None:
        return ParseError(text, *said)
    accepts = getattr(wrong, "accepts", None) or getattr(wrong, "expected", None)
    accepts = accepts or getattr(wrong, "allowed", None) or set()
    expected = sorted({_EXPECTED.get(a, a) for a in accepts if not a.startswith("__ANON")})
    column = getattr(wrong, "column", -1)
    at = len(text) if not isinstance(column, int) or column < 1 else column - 1
    token = getattr(wrong, "token", None)
    if token is not None and token.type == "$END":
        at, got = len(text), "the end"
    else:
        got = repr(str(token) if token is not None else text[at : at + 1])
    hint = ""
    if token is not None and token.type in SIGNS:
        hint = " One relation a statement: try two statements, or a condition after `given`."
    elif text[at : at + 1] in ("<", ">"):
        hint = " Strict relations are not decided: try <= or >=."
    return ParseError(text, at, f"got {got}; expected {' or '.join(expected)}.{hint}")
