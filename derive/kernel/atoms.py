"""Atoms, monomials and polynomials: the data of the normal form, and canonical bound indices.

A polynomial is a rational combination of monomials; a monomial is a product of atoms to nonzero
integer powers; an atom is one of the classes below. Atoms are values: equal keys, equal atoms.
Bound indices carry the reserved name `#h.n`, with h the height of their sum among nested sums, so
renaming cannot capture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

from derive.kernel.looks import look
from derive.kernel.terms import Index

Renaming = Mapping[Index, Index]
_MAX_LEAVES = 64  # symmetric sums: labellings compared; fewer can only cost completeness


class Atom:
    """A factor. key identifies it, free are its free indices, height its depth of sums."""

    __slots__ = ("_hash", "free", "height", "key")

    def __init__(self, key: str, free: frozenset[Index], height: int = 0) -> None:
        self.key = key
        self.free = free
        self.height = height
        self._hash = hash(key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Atom) and self.key == other.key

    def __lt__(self, other: Atom) -> bool:
        return self.key < other.key

    def rename(self, to: Renaming) -> Atom:
        return self


def spelled(i: Index) -> str:
    """As it stands in keys, which give the order of letters."""
    return f"{i.name}:{i.alphabet}"


class LawAtom(Atom):
    """law[var=index, ...], inputs included; variables in sorted order."""

    __slots__ = ("at", "law")

    def __init__(self, law: str, at: Iterable[tuple[str, Index]]) -> None:
        self.law = law
        self.at = tuple(sorted(at))
        body = ",".join(f"{v}={spelled(i)}" for v, i in self.at)
        super().__init__(f"P {law}[{body}]", frozenset(i for _, i in self.at))

    def rename(self, to: Renaming) -> Atom:
        return LawAtom(self.law, ((v, to.get(i, i)) for v, i in self.at))


class QuantityAtom(Atom):
    """A quantity at indices; with complement=True the value 1 − quantity ("unit" ones only)."""

    __slots__ = ("at", "complement", "name")

    def __init__(self, name: str, at: tuple[Index, ...], complement: bool = False) -> None:
        self.name, self.at, self.complement = name, at, complement
        tag = "C" if complement else "Q"
        super().__init__(f"{tag} {name}[{','.join(map(spelled, at))}]", frozenset(at))

    def rename(self, to: Renaming) -> Atom:
        return QuantityAtom(self.name, tuple(to.get(i, i) for i in self.at), self.complement)


class CardAtom(Atom):
    """|alphabet|."""

    __slots__ = ("alphabet",)

    def __init__(self, alphabet: str) -> None:
        self.alphabet = alphabet
        super().__init__(f"K {alphabet}", frozenset())


class DeltaAtom(Atom):
    """[i = j]."""

    __slots__ = ("i", "j")

    def __init__(self, i: Index, j: Index) -> None:
        self.i, self.j = sorted((i, j))
        super().__init__(f"D {spelled(self.i)},{spelled(self.j)}", frozenset((i, j)))

    def rename(self, to: Renaming) -> Atom:
        return DeltaAtom(to.get(self.i, self.i), to.get(self.j, self.j))


class LnPrime(Atom):
    """ln p for a prime p: positive, and independent over the rationals of the other primes'."""

    __slots__ = ("prime",)

    def __init__(self, prime: int) -> None:
        self.prime = prime
        super().__init__(f"L {prime}", frozenset())


class Ln(Atom):
    """ln |a| of an atom, with ln 0 = 0."""

    __slots__ = ("arg",)

    def __init__(self, arg: Atom) -> None:
        self.arg = arg
        super().__init__(f"ln({arg.key})", arg.free, arg.height)

    def rename(self, to: Renaming) -> Atom:
        return Ln(self.arg.rename(to))


class Nz(Atom):
    """The indicator [a ≠ 0] of an atom."""

    __slots__ = ("arg",)

    def __init__(self, arg: Atom) -> None:
        self.arg = arg
        super().__init__(f"[{arg.key}]", arg.free, arg.height)

    def rename(self, to: Renaming) -> Atom:
        return Nz(self.arg.rename(to))


class ExpAtom(Atom):
    """exp of a polynomial."""

    __slots__ = ("arg",)

    def __init__(self, arg: Poly) -> None:
        self.arg = arg
        super().__init__(f"exp({arg.key})", arg.free, arg.height)

    def rename(self, to: Renaming) -> Atom:
        return ExpAtom(self.arg.rename(to))


class AddAtom(Atom):
    """A sum of two or more monomials kept whole (a mixture, a normaliser) under a power or log."""

    __slots__ = ("poly",)

    def __init__(self, poly: Poly) -> None:
        self.poly = poly
        super().__init__(f"({poly.key})", poly.free, poly.height)

    def rename(self, to: Renaming) -> Atom:
        return AddAtom(self.poly.rename(to))


class SumAtom(Atom):
    """Σ over bound indices of one monomial in which they are connected. Make it by `closed_sum`."""

    __slots__ = ("body", "bound")

    def __init__(self, bound: tuple[Index, ...], body: Mono) -> None:
        self.bound, self.body = bound, body
        names = ",".join(map(spelled, bound))
        super().__init__(f"S{names}({body.key})", body.free - set(bound), body.height + 1)

    def rename(self, to: Renaming) -> Atom:
        if not any(i in to for i in self.free):
            return self
        return closed_sum(self.bound, self.body.rename(to))


class Mono:
    """A product of atoms to nonzero integer powers."""

    __slots__ = ("_hash", "factors", "key")

    def __init__(self, factors: Mapping[Atom, int]) -> None:
        pairs = [(a.key, e, a) for a, e in factors.items() if e]
        if len(pairs) > 1:
            pairs.sort()
        self.factors: dict[Atom, int] = {a: e for _, e, a in pairs}
        self.key = "*".join([k if e == 1 else f"{k}^{e}" for k, e, _ in pairs])
        self._hash = hash(self.key)

    @property
    def free(self) -> frozenset[Index]:
        return frozenset().union(*(a.free for a in self.factors))

    @property
    def height(self) -> int:
        return max((a.height for a in self.factors), default=0)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mono) and self.key == other.key

    def rename(self, to: Renaming) -> Mono:
        """Rename injectively (distinct atoms stay distinct)."""
        touched = {a: a.rename(to) for a in self.factors if not a.free.isdisjoint(to)}
        return Mono({touched.get(a, a): e for a, e in self.factors.items()}) if touched else self

    def without(self, *atoms: Atom) -> Mono:
        return Mono({a: e for a, e in self.factors.items() if a not in atoms})


UNIT = Mono({})
_ONE = Fraction(1)


class Poly:
    """A rational combination of monomials. No zero coefficients are kept."""

    __slots__ = ("_key", "terms")

    def __init__(self, terms: Mapping[Mono, Fraction]) -> None:
        self.terms: dict[Mono, Fraction] = {m: c for m, c in terms.items() if c}
        self._key = ""

    @property
    def key(self) -> str:
        if not self._key and self.terms:
            self._key = "+".join(sorted(f"{c}*{m.key}" for m, c in self.terms.items()))
        return self._key

    @property
    def free(self) -> frozenset[Index]:
        return frozenset().union(*(m.free for m in self.terms))

    @property
    def height(self) -> int:
        return max((m.height for m in self.terms), default=0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Poly) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(self.key)

    def __add__(self, other: Poly) -> Poly:
        out = dict(self.terms)
        for m, c in other.terms.items():
            out[m] = out[m] + c if m in out else c
        return Poly(out)

    def scale(self, c: Fraction) -> Poly:
        return self if c == 1 else Poly({m: c * d for m, d in self.terms.items()})

    def __sub__(self, other: Poly) -> Poly:
        return self + other.scale(Fraction(-1))

    def rename(self, to: Renaming) -> Poly:
        out: dict[Mono, Fraction] = {}
        for m, c in self.terms.items():
            n = m.rename(to)
            out[n] = out.get(n, Fraction(0)) + c
        return Poly(out)


def poly(value: int | Fraction = 0, mono: Mono = UNIT) -> Poly:
    if value == 1:
        return Poly({mono: _ONE})
    return Poly({mono: value if isinstance(value, Fraction) else Fraction(value)})


def factored(p: Poly) -> tuple[Fraction, Mono]:
    """A polynomial as rational × product: several monomials become one named `AddAtom`,
    less their positive content and the factors they all share."""
    if not p.terms:
        return Fraction(0), UNIT
    if len(p.terms) == 1:
        ((m, c),) = p.terms.items()
        return c, m
    content = Fraction(
        gcd(*(c.numerator for c in p.terms.values())),
        lcm(*(c.denominator for c in p.terms.values())),
    )
    shared = _shared_factors(p)
    rest = {divide(m, shared): c / content for m, c in p.terms.items()}
    return content, Mono({**shared, AddAtom(Poly(rest)): 1})


def _shared_factors(p: Poly) -> dict[Atom, int]:
    """The factors, with one sign of exponent, that every monomial has."""
    first, *others = p.terms
    out: dict[Atom, int] = {}
    for a, e in first.factors.items():
        powers = [e, *(m.factors.get(a, 0) for m in others)]
        if all(k > 0 for k in powers):
            out[a] = min(powers)
        elif all(k < 0 for k in powers):
            out[a] = max(powers)
    return out


def divide(m: Mono, by: Mapping[Atom, int]) -> Mono:
    """Take factors away; their exponents have the same sign in m and are no larger."""
    return Mono({a: e - by.get(a, 0) for a, e in m.factors.items()})


@lru_cache(1 << 14)
def closed_sum(bound: tuple[Index, ...], body: Mono) -> SumAtom:
    """Σ_bound body with canonical names for the bound indices.

    The names are found by refinement: an index is told from another by its alphabet and by the
    factors that mention it, again and again; where a tie remains each choice is tried, but not
    two that a symmetry of the body exchanges. Any injective naming would be sound; a canonical
    one makes equal sums equal.
    """
    height = body.height + 1
    best: SumAtom | None = None
    for order in _orders(bound, body):
        names = [Index(f"#{height}.{n}", i.alphabet) for n, i in enumerate(order)]
        atom = SumAtom(tuple(names), body.rename(dict(zip(order, names, strict=True))))
        if best is None or atom.key < best.key:
            best = atom
    if best is None:
        raise RuntimeError("a sum without a labelling")
    return best


def _orders(indices: tuple[Index, ...], body: Mono) -> list[list[Index]]:
    """Orders of the bound indices to compare: one, unless symmetry leaves ties."""
    start = {i: 0 for i in indices}
    alphabets = sorted({i.alphabet for i in indices})
    start = {i: alphabets.index(i.alphabet) for i in indices}
    out: list[list[Index]] = []
    _individualise(_refine(start, body), body, out)
    return out


def _refine(colour: dict[Index, int], body: Mono) -> dict[Index, int]:
    classes = len(set(colour.values()))
    while classes < len(colour):
        marks = {i: (colour[i], _mark(i, colour, body)) for i in colour}
        ranks = {mark: n for n, mark in enumerate(sorted(set(marks.values())))}
        if len(ranks) == classes:
            break
        colour, classes = {i: ranks[marks[i]] for i in colour}, len(ranks)
    return colour


def _mark(i: Index, colour: Mapping[Index, int], body: Mono) -> tuple[str, ...]:
    """What the factors that mention i look like from i, other indices seen by colour only."""
    view = {j: Index(f"@{c}", j.alphabet) for j, c in colour.items()}
    view[i] = Index("@", i.alphabet)
    return tuple(
        sorted(f"{a.rename(view).key}^{e}" for a, e in body.factors.items() if i in a.free)
    )


def _individualise(colour: dict[Index, int], body: Mono, out: list[list[Index]]) -> None:
    cells: dict[int, list[Index]] = {}
    for i, c in colour.items():
        cells.setdefault(c, []).append(i)
    tied = next((cells[c] for c in sorted(cells) if len(cells[c]) > 1), None)
    if tied is None:
        out.append(sorted(colour, key=colour.__getitem__))
        return
    tried: list[Index] = []
    for i in tied:
        look()
        if len(out) >= _MAX_LEAVES:
            return
        if any(body.rename({i: j, j: i}) == body for j in tried):
            continue
        tried.append(i)
        split = {j: 2 * c + (j in tied and j != i) for j, c in colour.items()}
        _individualise(_refine(split, body), body, out)


def map_monos(p: Poly, f: Callable[[Mono], Poly]) -> Poly:
    """Σ cᵢ f(mᵢ)."""
    out: dict[Mono, Fraction] = {}
    for m, c in p.terms.items():
        for n, d in f(m).terms.items():
            value = d if c == 1 else c * d
            out[n] = out[n] + value if n in out else value
    return Poly(out)
