"""Kinds of names, what makes two occurrences one name, and what the kind is known from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import Enum

from derive.notes.facts import Strength
from derive.notes.source import Span
from derive.notes.tree import Add, Name, Neg, Node, Num
from derive.notes.walk import children

_COUNTERS = frozenset("{" + letter + "}" for letter in "abcdefghopqruvwxyz")
INDICES = frozenset("ijklmnst") | _COUNTERS
"""Subscripts that are indices though nothing binds them; and the c of p_c that `resolve.linear` has
found to be one, as {c}."""
_CUSTOMARY = (r"\theta", r"\phi", r"\varphi", r"\psi", r"\vartheta", r"\eta", r"\omega")
_AT_TIMES = (
    *(r"\lambda", r"\alpha", r"\beta", r"\gamma", r"\xi", r"\nu", r"\zeta", r"\kappa", r"\rho"),
    *(r"\Theta", r"\Phi", r"\Psi", r"\Lambda", *"wWvVub"),
)
BRACED = frozenset("{" + base + "}" for base in _AT_TIMES)  # as `resolve.parametric` writes them
PARAMETERS = frozenset(_CUSTOMARY) | BRACED
FAMILY = "·"  # the mark of p_θ, which is another law than p
UNNAMED = "of the variables"  # the mark of a law that the notes do not name
_ACCENT = {"hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
           "bar": "\u0304", "overline": "\u0304", "dot": "\u0307", "check": "\u030c"}  # fmt: skip
_UPRIGHT = {"mathrm", "operatorname", "text", "textrm", "mathit", "mathsf"}
_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Phi": "Φ",
    "Psi": "Ψ", "Omega": "Ω", "Sigma": "Σ", "ell": "ℓ",
}  # fmt: skip


class Kind(Enum):
    """What a name is."""

    LAW = "law"
    VARIABLE = "random variable"
    LETTER = "letter"
    INDEX = "index"
    ALPHABET = "alphabet"
    SIZE = "size of an alphabet"
    SAMPLE = "data point"
    NUMBER = "number"
    WEIGHT = "number in [0, 1]"
    FUNCTION = "function of letters"
    PARAMETER = "parameter"
    DEFINED = "defined"
    SEQUENCE = "sequence"


@dataclass(frozen=True, order=True)
class Key:
    """A name apart from what indexes it: base, accents, marks (subscripts that index nothing)."""

    base: str
    accents: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    primes: int = 0

    def plain(self) -> str:
        """The name in derive's characters, as p̂, θ, x'."""
        base = self.base.removeprefix(r"\mathrm")  # of R(D)
        stem = _GREEK.get(base.strip("{}").lstrip("\\"), base.lstrip("\\"))
        stem = "".join(c for c in stem if c.isalnum()) or "u"
        for accent in self.accents:
            stem += _ACCENT.get(accent, "")
        own = (m for m in self.marks if m != FAMILY)
        marks = "".join(m for m in ("".join(filter(str.isalnum, _greek(m))) for m in own))
        name = stem + (f"_{marks}" if marks else "") + "'" * self.primes
        return unicodedata.normalize("NFC", name)

    def latex(self) -> str:
        """As it stands in the notes, in one spelling."""
        base = self.base
        while base.startswith("{"):
            base = base[1:-1]
        if base.endswith(")") or "_" in base or "^" in base:
            return base  # g(X) as a random variable; H_2 that is none of H; an inverse matrix
        if len(base) > 1 and not base.startswith("\\"):
            base = rf"\text{{{base}}}"
        for accent in self.accents:
            base = rf"\{accent}{{{base}}}"
        stars = "".join(m[1:] for m in self.marks if m.startswith("^"))
        marks = ",".join(m for m in self.marks if not m.startswith("^") and m != FAMILY)
        low = f"_{{{marks}}}" if marks else ""
        return base + low + (f"^{{{stars}}}" if stars else "") + "'" * self.primes

    @property
    def capital(self) -> bool:
        """Whether it is one capital letter, as the names of random variables are."""
        return len(self.base) == 1 and self.base.isupper()

    def lower(self) -> Key:
        """The letter of a random variable, the law of a capital."""
        return replace(self, base=self.base.lower()) if self.capital else self

    def bare(self) -> Key:
        """Without fonts: bold, calligraphic and the like."""
        kept = tuple(a for a in self.accents if a in _ACCENT)
        return replace(self, accents=kept)


def _greek(mark: str) -> str:
    return _GREEK.get(mark.strip("{}").lstrip("\\"), mark)


@dataclass(frozen=True)
class Evidence:
    """What a kind is known from."""

    strength: Strength
    why: str
    span: Span | None = None


@dataclass(frozen=True)
class Known:
    """The kind of a name, and all that speaks for it."""

    key: Key
    kind: Kind
    evidence: tuple[Evidence, ...]

    @property
    def strength(self) -> Strength:
        return max(e.strength for e in self.evidence)


def key_of(name: Name, marks: tuple[str, ...] = ()) -> Key:
    """The name without its subscripts, but with those that are marks."""
    stars = tuple("^" + written(s) for s in name.sup)
    accents = tuple(a for a in name.accents if a not in _UPRIGHT)
    return Key(name.base, accents, (*marks, *stars), name.primes)


def whole_key(name: Name) -> Key:
    """The name with all subscripts as marks."""
    return key_of(name, tuple(written(s) for s in name.sub))


def written(node: Node) -> str:
    """A short node as one mark: 1, \\theta, max, t-1."""
    if isinstance(node, Num):
        return str(node.value)
    if isinstance(node, Name):
        low = "".join(written(s) for s in node.sub)
        high = "".join(written(s) for s in node.sup)
        accents = "".join(a for a in node.accents if a not in _UPRIGHT)
        scripts = (f"_{low}" if low else "") + (f"^{high}" if high else "")
        return node.base + accents + scripts + "'" * node.primes
    if isinstance(node, Neg):
        return "-" + written(node.body)
    if isinstance(node, Add):
        return "+".join(map(written, node.terms)).replace("+-", "-")
    return "".join(written(c) for c in children(node)) or type(node).__name__


def is_value(node: Name) -> bool:
    """Whether a name is a small Latin letter alone, as the y of H(X | y), which is no variable."""
    key = whole_key(node)
    return len(key.base) == 1 and not key.capital and not (key.marks or node.sub or node.accents)
