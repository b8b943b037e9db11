"""Laws of families written out: 𝒩(μ, σ²), 𝒩(x; μ, σ²), Bernoulli(p), Uniform[0, b], Exp(λ).

Taken for one only where the parameters are numbers with names of their own, and where it is told
what each is: of 𝒩(μ, σ) nobody knows whether σ is the variance, 𝒩(μ_i, Σ) is another for each i.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derive.notes.kinds import INDICES, PARAMETERS
from derive.notes.tree import (
    Add,
    Call,
    Constant,
    Frac,
    Members,
    Mul,
    Name,
    Neg,
    Node,
    Num,
    Pow,
    Range,
)
from derive.notes.walk import children, walk

AMONG = "among"  # with its members: "among 1,2,3"
_MOST = 64  # of them
_HEADS = {
    "normal": ("Normal", "Gaussian", "Gauss", "Norm"),
    "bernoulli": ("Bernoulli", "Bern", "Ber"),
    "uniform": ("Uniform", "Unif"),
    "exponential": ("Exponential", "Exp", "Expo"),
    "laplace": ("Laplace", "Lap"),
    "poisson": ("Poisson", "Pois", "Poi"),
}
_SCRIPT = {"N": "normal", "U": "uniform"}
_SHOWN = {
    "normal": r"\mathcal{N}",
    "bernoulli": r"\text{Bernoulli}",
    "uniform": r"\text{Uniform}",
    "exponential": r"\text{Exp}",
    "laplace": r"\text{Laplace}",
    "poisson": r"\text{Poisson}",
    AMONG: r"\text{uniform on }",
}
_ARITY = {"normal": 2, "bernoulli": 1, "uniform": 2, "exponential": 1, "laplace": 2, "poisson": 1}
_FONTS = {"mathbf", "boldsymbol", "bm", "vec", "mathcal", "mathbb", "mathfrak", "underline"}
_DEVIATIONS = (r"\sigma", "s", r"\varsigma", "sd", "std")
_NOISE = (r"\epsilon", r"\varepsilon", r"\xi")
_MATRICES = ("I", r"\Sigma", r"\Lambda", "C", "K", r"\Gamma")


@dataclass(frozen=True)
class Literal:
    """kind: the family. at: the letter of 𝒩(x; μ, σ²). above: names that are > 0 in it, weights:
    names between 0 and 1."""

    kind: str
    parameters: tuple[Node, ...]
    at: Node | None = None
    above: tuple[Name, ...] = ()
    weights: tuple[Name, ...] = ()

    @property
    def symbol(self) -> str:
        return _SHOWN[self.kind.split()[0]]


def is_symbol(base: str) -> bool:
    """Whether a name is that of a law of a family, as 𝒩(0, 1)."""
    return base.endswith(")") and base.startswith(tuple(f"{s}(" for s in _SHOWN.values()))


def is_script(head: Name) -> bool:
    """Whether it is the 𝒩 of a law of a family, read or not."""
    return head.base == "N" and bool({"mathcal", "mathscr"} & {*head.accents})


def literal(node: object) -> Literal | None:
    """The law that a call writes out, if it is one of which all is told."""
    if not isinstance(node, Call) or not isinstance(node.head, Name):
        return None
    kind = _kind(node.head)
    if kind == "uniform" and (listed := members(node)):
        names = ",".join(listed)
        return Literal(f"{AMONG} {names}", tuple(_member(n, node) for n in listed))
    if kind is None or node.brackets == "{" or any(s not in ",;|" for s in node.separators):
        return None
    count, at, args = _ARITY[kind], None, node.args
    if len(args) == count + 1 and node.separators[0] in ";|" and _is_letter(args[0]):
        at, args = args[0], args[1:]
    if node.head.base == "N" and not node.head.accents and not _is_plain_normal(args):
        return None
    if node.head.base == "U" and not node.head.accents and _value(args[0]) != 0:
        return None  # any other U(a, b) may be a function
    if len(args) != count or "|" in node.separators[1 if at else 0 :]:
        return None
    if not all(map(_is_number, args)):
        return None
    told = _told(kind, args)
    return None if told is None else Literal(kind, args, at, *told)


def members(node: Call) -> tuple[str, ...]:
    """Of Uniform{1, …, 6}, Uniform({a, b, c}), what X may be; () where that is no list of numbers
    that count, or of letters."""
    inside = node.args[0] if len(node.args) == 1 else None
    items = node.args if node.brackets == "{" else ()
    if isinstance(inside, Members) and inside.brackets == "{}" and not inside.where:
        items = inside.items
    if len(items) == 1 and isinstance(items[0], Range) and items[0].of is None:
        first, last = (_count(n) for n in (items[0].first, items[0].last))
        if first is None or last is None or items[0].strict or not 0 < last - first < _MOST:
            return ()
        return tuple(str(n) for n in range(first, last + 1))
    counts = [_count(n) for n in items]
    names = [n.base for n in items if isinstance(n, Name) and _is_letter(n)]
    found = [str(c) for c in counts if c is not None] if None not in counts else names
    whole = len(found) == len(items) == len({*found}) and 1 < len(found) <= _MOST
    return tuple(found) if whole else ()


def _member(name: str, node: Node) -> Node:
    return Num(node.span, Fraction(name)) if name.isdigit() else Name(node.span, name)


def _count(node: Node | None) -> int | None:
    value = node.value if isinstance(node, Num) and node.digits is None else None
    plain = value is not None and value.denominator == 1 and value >= 0
    return int(value) if plain and value is not None else None


def depends(left: object) -> bool:
    """Whether a law stands with other letters than one: q(z|x), q_θ(z)."""
    if not isinstance(left, Call):
        return False
    marks = left.head.sub if isinstance(left.head, Name) else ()
    return len(left.args) > 1 or any(isinstance(s, Name) and s.base in PARAMETERS for s in marks)


def is_said(left: Node, right: Node) -> bool:
    """Of p(x) = 𝒩(x; μ, σ²), and p = 𝒩(μ, σ²), that it says what p is, wherever it stands."""
    found = literal(right)
    if found is None or depends(left):
        return False
    if isinstance(left, Call):
        return len(left.args) == 1 and found.at in (None, *left.args)
    return isinstance(left, Name) and found.at is None


def _kind(head: Name) -> str | None:
    if head.sub or head.sup or head.primes:
        return None
    if head.base == "U" and not head.accents:
        return "uniform"
    shaped = {"mathcal", "mathscr"} & {*head.accents} or (head.base == "N" and not head.accents)
    script = _SCRIPT.get(head.base) if shaped else None
    return script or next((k for k, names in _HEADS.items() if head.base in names), None)


def _is_plain_normal(args: tuple[Node, ...]) -> bool:
    """N(μ, σ²) and N(0, 1), in no script: any other N(a, b) may be a function."""
    if len(args) != 2:
        return False
    squared = isinstance(args[1], Pow) and isinstance(args[1].base, Name)
    deviation = squared and args[1].base.base in _DEVIATIONS  # type: ignore[attr-defined]
    return deviation or [_value(a) for a in args] == [0, 1]


def _is_letter(node: Node) -> bool:
    if not isinstance(node, Name) or node.sub or node.sup or _FONTS & {*node.accents}:
        return False
    return node.base in _NOISE or (len(node.base) == 1 and node.base.islower())


def _is_number(node: Node) -> bool:
    """Whether it is made of numbers that have plain names, with no index that runs."""
    parts = (Add, Constant, Frac, Mul, Name, Neg, Num, Pow)
    if not all(isinstance(n, parts) for n in walk(node)):
        return False
    return all(_is_plain(n) for n in walk(node) if isinstance(n, Name))


def _is_plain(name: Name) -> bool:
    runs = any(isinstance(s, Name) and s.base in INDICES for s in name.sub)
    return not (runs or _FONTS & {*name.accents} or name.base in _MATRICES[:2])


Told = tuple[tuple[Name, ...], tuple[Name, ...]]


def _told(kind: str, args: tuple[Node, ...]) -> Told | None:
    """Which names are > 0, and which are between 0 and 1; None where it is not told."""
    if kind == "bernoulli":
        (p,) = args
        value = _value(p)
        if value is not None:
            return ((), ()) if 0 <= value <= 1 else None
        return ((), (p,)) if isinstance(p, Name) else None
    if kind == "uniform":
        low, high = map(_value, args)
        if low is not None and high is not None:
            return ((), ()) if low < high else None
        return ((args[1],), ()) if low == 0 and isinstance(args[1], Name) else None
    above = _variance(args[1]) if kind == "normal" else _scale(args[-1])
    return None if above is None else (above, ())


def _variance(node: Node) -> tuple[Name, ...] | None:
    """The names in a variance, if all are > 0: σ², v, 1/τ, σ²/n, σ² + v; not σ alone."""
    if isinstance(node, Name):
        alone = node.base in _DEVIATIONS or node.base in _MATRICES
        return None if alone else (node,)
    return _scale(node)


def _scale(node: Node) -> tuple[Name, ...] | None:
    """The names in what is > 0 if all of them are."""
    value = _value(node)
    if value is not None:
        return () if value > 0 else None
    if isinstance(node, Name):
        return (node,)
    if isinstance(node, Pow):
        whole = isinstance(node.exponent, (Num, Neg))
        return _scale(node.base) if whole else None
    if isinstance(node, (Add, Mul, Frac)):
        found = [_of_variance(node, part) for part in children(node)]
        return None if None in found else tuple(n for f in found for n in f or ())
    return None


def _of_variance(whole: Node, part: Node) -> tuple[Name, ...] | None:
    """Of a term of a sum that is a variance."""
    return _variance(part) if isinstance(whole, Add) else _scale(part)


def _value(node: Node) -> Fraction | None:
    if isinstance(node, Num):
        return node.value
    if isinstance(node, Neg):
        inner = _value(node.body)
        return None if inner is None else -inner
    if isinstance(node, Frac):
        top, bottom = _value(node.top), _value(node.bottom)
        return top / bottom if top is not None and bottom else None
    return None
