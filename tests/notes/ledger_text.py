"""A text around the formulas that `proofs/claims.json` quotes, so that they can be read as notes.

The words are ours and say no more than the lecture notes do there; the formulas are theirs.
"""

import json
import re
from pathlib import Path

PROOFS = Path(__file__).parent.parent.parent / "proofs"
LEDGER = Path(__file__).parent.parent.parent / "docs" / "ledger.md"
_WORDS = re.compile(r"\\text\{[^}]*\s[^}]*\}|\\text\{[^}]*[a-z]{3}-[^}]*\}")
_ARROWS = re.compile(r"\\(?:Rightarrow|Leftrightarrow|perp|exists)|: 2 \\to|\\#")
_SIGN = re.compile(r"=|\\leq?\b|\\geq?\b|\\neq?\b|\\to\b|\\approx")
_ROW = re.compile(r"\| (S\d+) \| .* \| \*\*(proved if|[a-z]+)")

SAID = {
    "1.1 Kraft": r"The codewords of a prefix-free code have the lengths $L(x_i)$.",
    "1.1 Optimal encodings": r"Symbol $x_i$ has the probability $p(x_i)$ and a codeword of length "
    r"$L(x_i)$. All logarithms are in bits.",
    "1.2 Source coding theorem": r"For a uniquely decodable code with lengths $L(x_i)$ we have "
    r"McMillan's constraint $\sum_i 2^{-L(x_i)} \leq 1$. Note $\ln x \leq x - 1$.",
    "2 Cross-entropy": r"Let $P$ and $Q$ be two distributions, with the probabilities $p(x_i)$ and "
    r"$q(x_i)$. We work in bits.",
    "3 KL divergence": r"$P$ and $Q$ are distributions on the same symbols.",
    "footnote JS": r"Let $M$ be the mixture of $P$ and $Q$.",
    "4 Mutual information": r"Let $X$ and $Y$ be random variables.",
    "5.1 Cross-entropy and MLE": r"The samples $x_1, \ldots, x_n$ are drawn from the distribution "
    r"$P$; the model is $q_\theta$ with the parameter $\theta$.",
    "5.1 MLE in practice": r"The labels $y_1, \ldots, y_n$ are samples, $n_k$ of them of "
    r"class $k$.",
    "5.2 Autoregressive LMs": r"A model of language gives $q_\theta(x_t | x_{<t})$.",
}


def verdicts():
    """The ledger's verdict on each claim, from its page, which continuous integration compares."""
    rows = map(_ROW.match, LEDGER.read_text(encoding="utf-8").splitlines())
    return {row[1]: row[2] for row in rows if row}


def displayed():
    """The claims that are one formula with a relation, and no words."""
    claims = json.loads((PROOFS / "claims.json").read_text(encoding="utf-8"))
    return [
        c
        for c in claims
        if not _WORDS.search(c["claim"])
        and not _ARROWS.search(c["claim"])
        and _SIGN.search(c["claim"])
    ]


def text():
    """The notes, and the line of each claim's display."""
    lines, at, section = [], {}, None
    for c in displayed():
        if c["section"] != section:
            section = c["section"]
            lines += [f"# {section}", "", *([SAID[section], ""] if section in SAID else [])]
        lines += [f"$$ {c['claim']} $$", ""]
        at[len(lines) - 1] = c["id"]
    return "\n".join(lines), at
