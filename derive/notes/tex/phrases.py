"""Words in displays: what joins statements, what gives a reason, what restricts."""

from __future__ import annotations

import re

from derive.notes.chains import Sort
from derive.notes.tex.lexemes import Lexeme

BINARY = frozenset({"+", "-", "/", "*", "\\cdot", "\\times", "\\pm", "\\mp", "\\div"})

_WORDS_OF = {
    "and": (
        "and", "&", "also", "but", "while", "whereas", "we have", "note that", "now", "as well as",
        "respectively", "finally", "recall", "recall that", "similarly", "next", "furthermore",
    ),
    "or": ("or",),
    "implies": ("then", "implies", "which implies"),
    "so": (
        "so", "so that", "hence", "thus", "therefore", "and hence", "and so", "and therefore",
        "and thus", "which gives", "it follows", "it follows that", "consequently", "gives",
        "in particular", "from which", "so we have", "giving", "yielding", "we get", "we obtain",
    ),
    "iff": ("i.e", "that is", "equivalently", "or equivalently", "in other words", "or rather"),
    "where": ("where", "with", "in which", "and where"),
    "let": ("let", "define", "denote", "set", "put", "and let", "we define"),
}  # fmt: skip
_ABROAD = re.compile("[\u3040-\u30ff\u3400-\u9fff]{4}")
"""A phrase without blanks, as 数据处理不等式."""
_JOIN = {words: how for how, all_words in _WORDS_OF.items() for words in all_words}
"""Words between statements, and how they join them."""

_STRONG = frozenset((
    "by", "since", "because", "using", "from", "due", "via", "per", "see", "applying", "follows",
    "substituting", "rearranging", "definition",
))  # fmt: skip
_REASON = _STRONG | frozenset((
    "as", "which", "recall", "we", "this", "these", "it", "note", "def", "apply", "chain",
    "jensen", "law", "multiply", "expand", "expanding", "linearity", "bayes", "non-negativity",
    "nonnegativity", "taking", "plug", "plugging", "cancel", "simplify", "simplifying",
    "independence", "markov", "concavity", "convexity", "conditioning", "data", "symmetry",
    "product", "property", "properties", "drop", "dropping", "rewrite", "rewriting", "add",
    "adding", "multiplying", "jensen's", "gibbs", "gibbs'", "fubini", "tower", "bayes'", "change",
    "combine", "combining", "collect", "regroup", "move", "thanks", "splitting",
))  # fmt: skip
_CONDITION = frozenset((
    "for", "if", "when", "whenever", "where", "with", "iff", "provided", "unless", "given",
    "assuming", "assume", "suppose", "subject", "such", "s.t", "st", "on", "equality", "in",
    "over", "under", "except",
    "almost", "a.s", "a.e", "w.p", "otherwise", "only", "until", "to",
))  # fmt: skip


UNITS = {
    **dict.fromkeys(("bit", "bits", "shannon", "shannons", "Sh"), "bits"),
    **dict.fromkeys(("nat", "nats"), "nats"),
    **dict.fromkeys(("ban", "bans", "hartley", "hartleys", "dit", "dits"), "bans"),
}
"""The words of a unit, and its name."""


def is_unit(text: str) -> bool:
    """The words are a unit of information: "bits", "bits/symbol"."""
    words = text.replace("/", " ").strip(" .,()").split()
    return bool(words) and (words[0] in UNITS or words[0] == "b")


def plain_words(text: str) -> str:
    """In small letters without the punctuation around them."""
    return text.lower().strip(" ,;:.…—–-~")


def joins(text: str) -> str:
    """How these words join the statement behind them to the one before; "" if they do not."""
    return _JOIN.get(plain_words(text), "")


def restricts(text: str) -> bool:
    """The words open a condition: "for all", "with equality iff"."""
    words = plain_words(text).lstrip("([ ").split()
    return bool(words) and words[0] in _CONDITION


def equates(text: str) -> bool:
    """The words say that what stands before them and behind them are the same claim."""
    return plain_words(text).lstrip("([ ") in ("iff", "if and only if")


def explains(text: str) -> bool:
    """The words open a reason: "by Jensen", "(a)", "using …", or are a sentence of some length."""
    words = text.strip(" ,;:.").lower().split()
    if not words:
        return False
    is_long = len(words) > 4 or _ABROAD.search(text) is not None
    return words[0].startswith(("(", "[")) or words[0] in _REASON or is_long


def labels(text: str) -> bool:
    """Words that name a statement, or explain one, and end so: "(a)", "(by Jensen)", "Gibbs:"; not
    those that suppose it."""
    closed = text[:1] + text[-1:] in ("()", "[]")
    if not (closed or text.endswith(":")) or not any(c.isalnum() for c in text):
        return False
    first = text.lower().strip("([:)]").split()[0]
    return not first.startswith(_SUPPOSE) and (closed or not (joins(text) or restricts(text)))


_SUPPOSE = ("suppos", "assum", "let", "hypoth", "given", "condition", "if", "premise", "def")


def opens_clause(text: str) -> bool:
    """The words are such that a statement has to follow: "since", "note that"."""
    words = plain_words(text).split() or [""]
    return words[-1] in _OPEN or (len(words) == 1 and words[0] in _STRONG)


_OPEN = frozenset(("since", "because", "as", "that", "recall", "note", "by", "of", "from", "with"))


def explains_in_brackets(text: str) -> bool:
    """The words open a reason wherever they stand: "by", "since"."""
    words = text.strip(" ,;:.").lower().split()
    return bool(words) and words[0] in _STRONG


def is_remark(lexemes: list[Lexeme]) -> bool:
    """Words alone, in brackets or not, or beginning with words of a reason: no part of a formula.

    Of a cell that stands right of an equation.
    """
    if lexemes and lexemes[0].text == "\\because":
        return True
    inner = lexemes
    while inner and inner[0].text in _FRAME:
        inner = inner[1:]
    if not inner or inner[0].sort is not Sort.TEXT:
        return False
    alone = all(x.sort is Sort.TEXT or x.text in _FRAME for x in inner)
    if restricts(inner[0].text):
        return False
    return alone or explains(inner[0].text)


_FRAME = frozenset({".", ",", "(", ")", "[", "]", "\\quad", "\\qquad", "{", "}", ";", ":"})
