"""What English sentences say of names: one row for each way of saying it, with an example.

In a pattern {A} is a list of formulas, "p and q", {a} and {b} are single ones; the other names in
braces are shorthand for words.
Sentences are in small letters. To extend it, add a row: its example is a test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from derive.notes.facts.sentences import SLOT

_LIST = rf"{SLOT}(?:(?:,? and|,? or|,) {SLOT})*"
_WORDS = {
    "A": rf"(?P<A>{_LIST})",
    "a": rf"(?P<a>{SLOT})",
    "b": rf"(?P<b>{SLOT})",
    "BE": r"(?:be|is|are|denotes?|was|were|being)",
    "ANY": r"(?:an?|any|some|two|three|arbitrary|all|every|each|both|several)",
    "ADJ": (
        r"(?:(?:probability|discrete|arbitrary|finite|joint|conditional|marginal|empirical|true|"
        r"fixed|given|different|other|strictly|positive|single|unknown|data|model|target|source|"
        r"generic|output|input|prior|posterior|proposal|reference|underlying|predicted|possible|"
        r"such|more|of) )*"
    ),
    "LAW": (
        r"(?:distributions?|laws?|pmfs?|p\.m\.f\.s?|mass functions?|densit(?:y|ies)|pdfs?|"
        r"probability vectors?|(?:probability )?measures?|vectors? of probabilities|priors?|"
        r"posteriors?|likelihoods?|encoders?|decoders?)"
    ),
    "RV": r"(?:random variables?|r\.v\.s?|rvs?|random vectors?)",
    "FEW": r"(?:(?:[\w'’-]+,? ){0,4}?)",
}
_WORD = re.compile(r"\{([A-Za-z]+)\}")


@dataclass(frozen=True)
class Row:
    """kind: of the fact. pattern: with the words above. example: a sentence, formulas in $…$.

    about: what it says then, as "p, q" or "X: p" (names, then values). words: of the fact.
    assumes: whether it is a hypothesis, which "if", "not", "iff" keep from being one.
    """

    kind: str
    pattern: str
    example: str
    about: str
    words: str = ""
    assumes: bool = False

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(_WORD.sub(lambda m: _WORDS[m[1]], self.pattern))


ROWS: tuple[Row, ...] = (
    # ------------------------------------------------------------ distributions
    Row("law", r"{A} {BE} (?:{ANY} |the )?{ADJ}{LAW}\b", "Let $p$ and $q$ be two distributions.", "p, q"),
    Row("law", r"\b{LAW} {A}", "For any distribution $p$ on a finite set,", "p"),
    Row("law", r"\b{LAW} {ADJ}over {b} {A}", "the distribution over $x$ $p$", "p"),
    Row("law", r"\b{LAW} (?:function )?{ADJ}(?:p\.m\.f\. )?{A}", "the mass function $p(x)$", "p(x)"),
    Row(
        "law",
        r"{A} {BE} (?:{ANY} |the )?{ADJ}{LAW} {ADJ}(?:on|over) (?:the |{ANY} )?(?:{ADJ})?(?:same )?{ADJ}(?:set |alphabet |space )?{b}",
        "Let $p$ and $q$ be distributions on the set $\\mathcal{X}$.",
        "p, q: \\mathcal{X}",
    ),
    Row("law", r"{A} {BE} (?:{ANY} |the )?(?:strictly )?(?:positive )?probabilities", "let $p_i$ be the probabilities", "p_i"),
    Row("law", r"\bprobabilit(?:y|ies) {A}", "symbols with probabilities $p_1, \\dots, p_n$", "p_1, \\dots, p_n"),
    Row("law", r"\bprobability (?:vectors?|simplex) {A}", "a probability vector $\\pi$", "\\pi"),
    Row(
        "arbitrary",
        r"(?:any|every|all|each|arbitrary) (?:{ANY} )?{ADJ}{LAW} {A}",
        "For any two distributions $p, q$ we have",
        "p, q",
    ),
    Row(
        "arbitrary",
        r"(?:let|for|fix|take|given|consider|suppose|where) (?:now )?{A} (?:be |are |{BE} )?{ANY} {ADJ}{LAW}\b",
        "Let $p$ and $q$ be two probability distributions.",
        "p, q",
    ),
    Row("uniform", r"{A} {BE} (?:the |{ANY} )?{ADJ}uniform(?:ly distributed)?", "Let $u$ be the uniform distribution.", "u", assumes=True),
    Row("uniform", r"\buniform {ADJ}(?:{LAW} ){A}", "against the uniform distribution $u$", "u", assumes=True),
    Row("one-hot", r"{A} {BE} (?:the |{ANY} )?one-hot", "where $y$ is one-hot", "y", assumes=True),
    Row("one-hot", r"one-hot (?:encoded )?(?:{ADJ})(?:vectors?|labels?|encodings?|targets?|distributions?)? ?(?:vector )?{A}", "a one-hot vector $y$", "y", assumes=True),
    Row("point mass", r"{A} {BE} (?:the |{ANY} )?(?:point mass|dirac|delta distribution|degenerate)", "Let $p$ be a point mass.", "p", assumes=True),
    Row(
        "bernoulli",
        r"{A} {BE} (?:the |{ANY} )?(?:{ADJ})bernoulli {FEW}(?:parameter|probability|mean) {b}",
        "Let $X$ be a Bernoulli random variable with parameter $\\lambda$.",
        "X: \\lambda",
        assumes=True,
    ),
    # ------------------------------------------------------------ random variables
    Row("variable", r"{A} {BE} (?:the |{ANY} )?{ADJ}{RV}", "Let $X$ and $Y$ be random variables.", "X, Y"),
    Row("variable", r"\b{RV} {A}", "For a random variable $X$ we write", "X"),
    Row("arbitrary", r"(?:any|every|all|for|arbitrary) (?:{ANY} )?{ADJ}{RV} {A}", "For any random variables $X, Y$", "X, Y"),
    Row("arbitrary", r"(?:let|fix|take|consider) {A} {BE} {ANY} {ADJ}{RV}", "Let $X$ be a random variable.", "X"),
    Row(
        "variable",
        r"{A} (?:has|have|with|{BE} distributed according to|follows?|drawn from) (?:the |{ANY} |some |their )?{ADJ}(?:{LAW} )?{b}\b",
        "Let $X$ follow the law $p$, so $X$ has law $p$.",
        "X: p",
    ),
    Row(
        "variable",
        r"\b{RV} {A} (?:with|distributed according to|drawn from|having|whose) {FEW}{LAW} {b}",
        "Take a random variable $X$ with distribution $p$.",
        "X: p",
    ),
    Row(
        "variable",
        r"{A} {BE} (?:{ANY} |the )?{ADJ}{RV} (?:with|distributed according to|drawn from|having) {FEW}{LAW} {b}",
        "Let $X$ be a random variable with distribution $p(x)$.",
        "X: p(x)",
    ),
    # ------------------------------------------------------------ hypotheses
    Row("independent", r"{A} {BE} (?:mutually |jointly |statistically )?independent(?! of)(?! and identic)", "Suppose that $X$ and $Y$ are independent.", "X, Y", assumes=True),
    Row("independent", r"{a} {BE} (?:statistically )?independent of {b}", "$X$ is independent of $Y$", "X, Y", assumes=True),
    Row("independent", r"(?<!conditionally )\bindependent {ADJ}(?:{RV} ){A}", "for independent random variables $X$ and $Y$", "X, Y", assumes=True),
    Row("iid", r"{A} {BE} (?:{ADJ})(?:i\.i\.d\.?|iid|independent and identically distributed)", "where $X_1, \\dots, X_n$ are i.i.d.", "X_1, \\dots, X_n", assumes=True),
    Row("iid", r"(?:i\.i\.d\.?|iid) {ADJ}(?:{RV} |samples? |copies |draws |data )?{A}", "i.i.d. samples $x_1, \\dots, x_n$", "x_1, \\dots, x_n", assumes=True),
    Row("function", r"{a} {BE} (?:{ANY} |the )?(?:deterministic |measurable |fixed )?function of (?:the )?(?:{ADJ}{RV} )?{b}", "since $Y$ is a deterministic function of $X$", "Y, X", assumes=True),
    Row("function", r"{a} {BE} (?:fully |completely )?determined by (?:the )?(?:{ADJ}{RV} )?{b}", "$Y$ is determined by $X$", "Y, X", assumes=True),
    Row("memoryless", r"\bmemoryless\b", "The channel is memoryless.", "", "memoryless", assumes=True),
    Row("positive", r"{A} {BE} (?:all |everywhere )?(?:strictly |always )?(?:positive|nonzero|non-zero)(?: everywhere)?\b(?! (?:{ADJ})(?:{LAW}|number|constant|real|integer|semi))", "Assume that $q$ is strictly positive.", "q", assumes=True),
    Row("positive", r"{A},? (?:which are |that are )?(?:all of them|all|both|each) (?:strictly )?positive", "with probabilities $p_1, \\dots, p_n$, all of them positive", "p_1, \\dots, p_n", assumes=True),
    Row("positive", r"{A} (?:has|have|with) (?:full support|no zeros)", "$q$ has full support", "q", assumes=True),
    Row("positive", r"{A} {BE} (?:{ANY} )?(?:{ADJ})(?:strictly )?positive {ADJ}(?:probabilities|{LAW})", "where $q_1, \\dots, q_n$ are arbitrary positive probabilities", "q_1, \\dots, q_n", assumes=True),
    Row("dominated", r"{a} {BE} (?:absolutely continuous|dominated) (?:with respect to|w\.r\.t\.|by) {b}", "$p$ is absolutely continuous with respect to $q$", "p, q", assumes=True),
    # ------------------------------------------------------------ codes
    Row("code", r"\b(?:prefix-free|prefix|instantaneous|prefix-condition)(?: binary)? codes?\b", "We only consider prefix-free codes.", "", "prefix-free", assumes=True),
    Row("code", r"\buniquely (?:decodable|decipherable)\b", "For any uniquely decodable code", "", "uniquely decodable", assumes=True),
    Row("code", r"\blengths? {A}", "a binary string of length $\\ell_i$", "\\ell_i", "lengths"),
    Row("code", r"{A} {BE} (?:the |{ANY} )?(?:code ?word |code |description )?lengths?\b", "let $\\ell(x)$ be the codeword length", "\\ell(x)", "lengths"),
    Row("code", r"\blengths? of (?:the )?(?:corresponding )?code ?words? {A}", "the length of the corresponding codeword $L(x_i)$", "L(x_i)", "lengths"),
    Row("code", r"{A} (?:gives|denotes|is) the length of (?:the |its )?code ?word", "$L(X)$ gives the length of the codeword", "L(X)", "lengths"),
    # ------------------------------------------------------------ sizes, samples, parameters
    Row("size", r"\bb (?:distinct |different |possible |equally likely )?(?:symbols|outcomes|classes|categories|states|letters|elements|labels|tokens)\b", "a distribution on $n$ symbols", ": n"),
    Row("size", r"\balphabet (?:{a} )?(?:of|with) (?:size|cardinality) {b}", "an alphabet of size $n$", ": n"),
    Row("size", r"\b(?:set|support) (?:of|with) (?:size|cardinality) {b}", "on a set of size $m$", ": m"),
    Row("alphabet", r"\balphabets? {A}", "over a finite alphabet $\\mathcal{X}$", "\\mathcal{X}"),
    Row("sample", r"\b(?:samples?|data ?sets?|data(?: points?)?|data, |observations?|training (?:set|data|examples?|samples?)|batch|draws)(?: of (?:size|length) {b})?(?: of)? {A}", "Given a sample dataset $x_1, \\dots, x_n$ drawn from $P$", "x_1, \\dots, x_n"),
    Row("sample", r"{A} {BE} (?:the |{ANY} )?(?:{ADJ})(?:samples?|observations?|data ?points?|data|draws|training examples?)\b", "where $x_1, \\dots, x_n$ are samples", "x_1, \\dots, x_n"),
    Row("sample", r"{A} (?:{BE} )?(?:independently )?(?:drawn|sampled) (?:i\.i\.d\. |iid |independently )?(?:from|according to)", "$x_1, \\dots, x_n$ drawn from $p$", "x_1, \\dots, x_n"),
    Row("parameter", r"\b(?:parameters?|parametri[sz]ed by|weights) (?:ADJ)A", "a model with parameters $\\theta$", "\\theta"),
    Row("number", r"A BE (?:ANY )?(?:ADJ)(?:real |nonnegative |non-negative |positive )?(?:numbers?|constants?|reals?|scalars?)\b", "where $c$ is a constant", "c"),
    Row("number", r"\b(?:constants?|scalars?|real numbers?) A", "for a constant $c$", "c"),
    # ------------------------------------------------------------ units
    Row("unit", r"\b(?:logarithms?|logs?)\b[^.;]{0,30}\bbase(?:-| )(?:2|two)\b", "All logarithms are to base 2.", ": 2", "base 2"),
    Row("unit", r"\bbase(?:-| )(?:2|two) (?:logarithms?|logs?)\b", "We use base-2 logarithms.", ": 2", "base 2"),
    Row("unit", r"\b(?:logarithms?|logs?)\b[^.;]{0,30}\b(?:natural|base(?:-| )e)\b", "All logs are natural.", ": e", "natural"),
    Row("unit", r"\bnatural (?:logarithms?|logs?)\b", "with the natural logarithm", ": e", "natural"),
    Row("unit", r"\b(?:measured|expressed|counted|given|entropy|entropies|information)\b[^.;]{0,40}\bin bits\b", "Entropy is measured in bits.", ": 2", "bits"),
    Row("unit", r"\b(?:measured|expressed|counted|given|entropy|entropies|information)\b[^.;]{0,40}\bin nats\b", "Entropy is measured in nats.", ": e", "nats"),
)  # fmt: skip
"""The order does not matter: each row that fits says something."""

ASSUMING = re.compile(
    r"\b(?:let|suppose|supposing|assume|assuming|assumption|given|provided|require|everywhere|"
    r"for all|for every|strictly|constraint|condition|restrict|satisf(?:y|ies|ying)|so that|"
    r"such that|only consider|consider|where|with|obeys?|since|one-hot)\b"
)
"""Words without which a relation within a line is a claim."""

UNLESS = re.compile(
    r"\b(?:iff|if and only if|only if|unless|not|n['’]t|cannot|can not|never|neither|nor|would|"
    r"might|wrong(?:ly)?|suffices|even if|whether|question|false|mistake|mistaken(?:ly)?|"
    r"need not|no longer|prove that|show that|we want|instead of assuming)\b|n['’]t\b|\?$"
)
"""Words that keep a sentence from being a hypothesis."""

SUPPOSING = re.compile(
    r"^(?:(?:and|but|so|then|also|now|thus|hence|note(?: that)?|e\.g\.?,?|for example,?|in particular,?) )*"
    r"(?:if|when|whenever|in case|for|with|at|in the case)\b|, (?:if|when|whenever)\b"
)
"""What is said of one case holds there only."""
_DEFINES = (
    r"(?:let|define|denote|denoting|put|putting|set|setting|choose|choosing|take|taking|write|"
    r"writing|call|introduce|where|with|using|consider|fix|defined as|say|normali[sz]er|"
    r"constant|abbreviate|abbreviating|and)"
)
DEFINING = re.compile(
    rf"(?:^|[ (,;:—-]){_DEFINES}[ ,:]+"
    rf"(?:(?:us|now|also|then|the|a|an|by|new|again|define|denote|write|set|put|distribution|law|"
    rf"number|quantity|constant|function|weights?|mixture|average|midpoint|posterior|normali[sz]er|"
    rf"partition|point|vector|matrix|entropy|random|variable|variables|probability|probabilities|"
    rf"shorthand|name|names|event|indicator|for|short|brevity|convenience|joint|marginal|"
    rf"lengths?|code|loss|tilted|another|and|{SLOT}),? )*(?P<a>{SLOT})"
)
"""A defining word, and the formula that it governs."""

ALWAYS = re.compile(
    r"\b(?:throughout|from now on|in these notes|in this (?:post|note|document|chapter|course)|"
    r"all log\w*|always|everything)\b"
)
"""What is said so holds in all of the document."""
