"""What to write instead, for text that belongs to another language than that of statements."""

from __future__ import annotations

import re

_DERIVATION = (
    "for laws, sums and divergences write a derivation, "
    "and check it with `derive check`; here stand H(…), I(…;…), rates and logarithms."
)
_KNOWN: tuple[tuple[str, str], ...] = (
    (r"\bMarkov\s*\(([^()]*)\)", "{0} is a condition of a script; write {chain}."),
    (r"\b(?:Eq|Le|Ge|Lt|Gt|Ne)\s*\(", "{0} is of a script; write the relation itself: H(X) = 1."),
    (r"\b(?:max|Max)\s*\(", "max(…) is not linear: max(a, b) ≤ c is a ≤ c and b ≤ c, two "
     "statements; in a derivation write Max(a, b)."),
    (r"\b(?:min|Min)\s*\(", "min(…) is not linear: a ≤ min(b, c) is a ≤ b and a ≤ c, two "
     "statements; in a derivation write Min(a, b)."),
    (r"\bbase\s*=", "base= is of a script; numbers beside entropies are in bits here: leave it "
     "out."),
    (r"\bI\s*\(\s*[^\W\d_][\w']*\s*,[^();|]*(?:\|[^();]*)?\)", "{0}: the parts of an "
     "information stand beside a semicolon; write {semicolon}."),
    (r"\b(?:ln|lg)\b", "{0}: numbers beside entropies are in bits; write log, which has base 2."),
    (r"\bh\s*\(", "h(…): write H(X) for a variable; a binary entropy h(λ) is not decided here."),
    (r"\b(?:KL|D|JS|cross_entropy|Sum|Dominated|E|P|Pr)\s*\(|<<|‖|\|\|", "{0}: " + _DERIVATION),
    (r"\b[a-z]\w*\s*\(\s*[a-z]\w*\s*(?:[|,]\s*[a-z]\w*\s*)*\)", "{0}: " + _DERIVATION),
)  # fmt: skip
_READ_HERE = re.compile(r"(?:indep|independent|func|function|iid|log|log2|log_2|log₂)\s*\(", re.I)


def advice(text: str) -> tuple[int, str] | None:
    """The place of what belongs to another language, and what to write here."""
    for pattern, said in _KNOWN:
        found = re.search(pattern, text)
        if found is None or _READ_HERE.match(found[0]):
            continue
        parts = re.split(r"\s*,\s*", found[1]) if found.groups() else []
        shown = {
            "chain": " -> ".join(parts) or "X -> Y -> Z",
            "semicolon": re.sub(r"\s*,\s*", ";", found[0], count=1),
        }
        return found.start(), said.format(found[0].strip(), **shown)
    return None
