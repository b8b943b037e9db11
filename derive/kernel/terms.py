"""Kernel terms: what a statement is written in.

A term is a finite tree. Its meaning is a real number once every alphabet has a size, every
law and quantity a value and every free index a letter. Everything is total:

    x/0 = 0        log 0 = 0        log x = log|x| for x < 0

(the conventions of Lean's Mathlib). Alphabets are finite and not empty, except that those which a
context calls *spaces* are any σ-finite measure space that is not null. There Σ is an integral, 0
where it does not converge absolutely, and values are measurable functions, known almost everywhere.
Indices are universally quantified where they are free; over a space: for almost every point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, NoReturn, TypeAlias, TypeGuard

Sign = Literal["real", "nonneg", "pos", "unit"]
_RESERVED = frozenset('#@$|=,;:()[]{}<>^*+/\\"~& \t\n')


class KernelError(Exception):
    """The kernel refuses: the text says what and why."""


def check_name(name: str) -> str:
    """User names start with a letter and have no reserved character, so keys are injective."""
    if (
        type(name) is not str
        or not name
        or not name[0].isalpha()
        or not name.isprintable()
        or _RESERVED & set(name)
    ):
        raise KernelError(f"not a name: {name!r}")
    return name


def letter_of(alphabet: str) -> str:
    """What a letter of an alphabet is called that has no name of its own: of "x-space" x."""
    return alphabet.partition("-")[0]


class Index(NamedTuple):
    """An index `name` running over the alphabet `alphabet`."""

    name: str
    alphabet: str


class _Node:
    """A term keeps its hash, for the same terms are looked up again and again."""

    __slots__ = ("_hash",)


@dataclass(frozen=True, slots=True)
class Const(_Node):
    value: Fraction


@dataclass(frozen=True, slots=True)
class LawTerm(_Node):
    """law[var = index, ...]: the marginal probability of an assignment of indices to variables."""

    law: str
    at: tuple[tuple[str, Index], ...]


@dataclass(frozen=True, slots=True)
class Quantity(_Node):
    """A real quantity at given indices."""

    name: str
    at: tuple[Index, ...] = ()


@dataclass(frozen=True, slots=True)
class Card(_Node):
    """|𝒳|, a positive integer."""

    alphabet: str


@dataclass(frozen=True, slots=True)
class Delta(_Node):
    """[i = j]."""

    i: Index
    j: Index


@dataclass(frozen=True, slots=True)
class Add(_Node):
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Mul(_Node):
    factors: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Pow(_Node):
    base: Term
    exponent: int


@dataclass(frozen=True, slots=True)
class Log(_Node):
    arg: Term


@dataclass(frozen=True, slots=True)
class Exp(_Node):
    arg: Term


@dataclass(frozen=True, slots=True)
class Nonzero(_Node):
    """The indicator [arg ≠ 0]."""

    arg: Term


@dataclass(frozen=True, slots=True)
class Sum(_Node):
    indices: tuple[Index, ...]
    body: Term


Term: TypeAlias = (
    Const | LawTerm | Quantity | Card | Delta | Add | Mul | Pow | Log | Exp | Nonzero | Sum
)

ZERO = Const(Fraction(0))
ONE = Const(Fraction(1))


def const(value: int | Fraction) -> Const:
    return Const(Fraction(value))


def minus(a: Term, b: Term) -> Term:
    return Add((a, Mul((const(-1), b))))


def children(t: Term) -> tuple[Term, ...]:
    match t:
        case Add(terms):
            return terms
        case Mul(factors):
            return factors
        case Pow(arg, _) | Log(arg) | Exp(arg) | Nonzero(arg) | Sum(_, arg):
            return (arg,)
    return ()


def with_children(t: Term, new: tuple[Term, ...]) -> Term:
    match t:
        case Add():
            return Add(new)
        case Mul():
            return Mul(new)
        case Pow(_, n):
            return Pow(new[0], n)
        case Log() | Exp() | Nonzero():
            return type(t)(new[0])
        case Sum(indices, _):
            return Sum(indices, new[0])
    return t


def subterms(t: Term) -> Iterator[Term]:
    """All subterms, the term itself first."""
    yield t
    for c in children(t):
        yield from subterms(c)


def own_indices(t: Term) -> tuple[Index, ...]:
    """The indices that an atomic term mentions."""
    match t:
        case LawTerm(_, at):
            return tuple(i for _, i in at)
        case Quantity(_, at):
            return at
        case Delta(i, j):
            return (i, j)
    return ()


def free_indices(t: Term) -> frozenset[Index]:
    inner = frozenset(own_indices(t)).union(*(free_indices(c) for c in children(t)))
    return inner - set(t.indices) if isinstance(t, Sum) else inner


def rename(t: Term, to: Mapping[Index, Index]) -> Term:
    """Replace free indices; bound ones step aside where they would capture.

    Raises:
        KernelError: an index would be replaced by one over another alphabet: [i = j] and Σ_i 1
            say something of theirs alone.
    """
    for i, j in to.items():
        check_same_alphabet(i, j)
    return _renamed(t, to)


def _renamed(t: Term, to: Mapping[Index, Index]) -> Term:
    match t:
        case LawTerm(law, at):
            moved = any(i in to for _, i in at)
            return LawTerm(law, tuple((v, to.get(i, i)) for v, i in at)) if moved else t
        case Quantity(name, at):
            moved = any(i in to for i in at)
            return Quantity(name, tuple(to.get(i, i) for i in at)) if moved else t
        case Delta(i, j):
            return Delta(to.get(i, i), to.get(j, j))
        case Sum(indices, body):
            inner = {i: j for i, j in to.items() if i not in indices}
            taken = set(inner.values()) | free_indices(body) | set(indices)
            for i in indices:
                if i in to.values():
                    inner[i] = apart(i, taken)
                    taken.add(inner[i])
            return Sum(tuple(inner.get(i, i) for i in indices), _renamed(body, inner))
    old = children(t)
    new = tuple(_renamed(c, to) for c in old)
    same = all(a is b for a, b in zip(old, new, strict=True))
    return t if same else with_children(t, new)


def apart(i: Index, taken: set[Index]) -> Index:
    """An index over the same alphabet that is not in `taken`."""
    name = i.name
    while Index(name, i.alphabet) in taken:
        name += "'"
    return Index(name, i.alphabet)


def renaming(at: Any) -> dict[Index, Index]:
    """The map that pairs of indices list. A statement about one alphabet's letters says nothing
    about another's, so each goes to an index over the same alphabet.

    Raises:
        KernelError: for anything else.
    """
    if not is_tuple_of((tuple,), at):
        raise KernelError(f"indices: expected pairs, got {at!r}")
    if any(len(p) != 2 or not is_tuple_of((Index,), p) for p in at):
        raise KernelError(f"indices: expected pairs, got {at!r}")
    to: dict[Index, Index] = dict(at)
    if len(to) != len(at):
        raise KernelError(f"indices: one is put twice in {at!r}")
    for i, j in to.items():
        check_same_alphabet(i, j)
    return to


def check_same_alphabet(i: Index, j: Index) -> None:
    """Refuse to put j for i where they run over different alphabets."""
    if type(j) is not Index or type(j.alphabet) is not str or i.alphabet != j.alphabet:
        raise KernelError(f"indices: {j!r} is put for {i!r} of another alphabet")


class LawDecl(NamedTuple):
    """A law: outputs and inputs are (variable, alphabet); sums to 1 over outputs, is ≥ 0."""

    outputs: tuple[tuple[str, str], ...]
    inputs: tuple[tuple[str, str], ...] = ()


class QuantityDecl(NamedTuple):
    """A quantity: the alphabets of its indices, and its sign ("unit": between 0 and 1)."""

    alphabets: tuple[str, ...]
    sign: Sign


class Support(NamedTuple):
    """For all free indices: premise ≠ 0 implies conclusion ≠ 0 (p ≪ q)."""

    name: str
    premise: Term
    conclusion: Term


class Hypothesis(NamedTuple):
    """For all free indices: term ≥ 0 (kind ">="), or term = 0 (kind "=")."""

    name: str
    kind: Literal[">=", "="]
    term: Term


def _law_declared(law: str, decl: LawDecl) -> LawDecl:
    check_name(law)
    made = LawDecl(*(tuple((v, a) for v, a in side) for side in decl))
    variables = [*made.outputs, *made.inputs]
    for v, a in variables:
        check_name(v)
        check_name(a)
    if len({v for v, _ in variables}) != len(variables):
        raise KernelError(f"law {law!r}: a variable is declared twice")
    return made


def _quantity_declared(name: str, decl: QuantityDecl) -> QuantityDecl:
    check_name(name)
    if decl.sign not in ("real", "nonneg", "pos", "unit"):
        raise KernelError(f"quantity {name!r}: no sign {decl.sign!r}")
    return QuantityDecl(tuple(check_name(a) for a in decl.alphabets), decl.sign)


def is_tuple_of(kind: tuple[type, ...], value: object) -> TypeGuard[tuple[Any, ...]]:
    """Whether it is a tuple of exactly these classes: nothing that answers for itself."""
    return type(value) is tuple and all(type(v) in kind for v in value)


def _check_shape(s: Term) -> None:
    """Exactly the kernel's own classes, tuples and numbers: nothing that can change or differ."""
    if type(s) not in _CLASSES:
        raise KernelError(f"not a term: {s!r}")
    match s:
        case Const(value):
            good = type(value) in (Fraction, int)
        case LawTerm(law, at):
            good = type(law) is str and is_tuple_of((tuple,), at)
            good = good and all(
                len(p) == 2 and type(p[0]) is str and type(p[1]) is Index for p in at
            )
        case Quantity(name, at):
            good = type(name) is str and is_tuple_of((Index,), at)
        case Card(alphabet):
            good = type(alphabet) is str
        case Delta(i, j):
            good = type(i) is Index and type(j) is Index
        case Add(parts) | Mul(parts):
            good = is_tuple_of(_CLASSES, parts)
        case Pow(_, n):
            good = type(n) is int
        case Sum(indices, _):
            good = is_tuple_of((Index,), indices)
        case _:
            good = True
    if not good:
        raise KernelError(f"not a term: {s!r}")


_CLASSES = (Const, LawTerm, Quantity, Card, Delta, Add, Mul, Pow, Log, Exp, Nonzero, Sum)


def _kept(made: Callable[[Any], int]) -> Callable[[Any], int]:
    def hash_of(term: Any) -> int:
        try:
            return term._hash  # type: ignore[no-any-return]
        except AttributeError:
            object.__setattr__(term, "_hash", made(term))
            return term._hash  # type: ignore[no-any-return]

    return hash_of


for _class in _CLASSES:
    _class.__hash__ = _kept(_class.__hash__)  # type: ignore[method-assign,assignment]


@dataclass(frozen=True)
class Context:
    """The declarations and hypotheses under which a statement is made. spaces: the alphabets that
    are measure spaces; these have no size, and their points no probability."""

    laws: Mapping[str, LawDecl]
    quantities: Mapping[str, QuantityDecl]
    supports: tuple[Support, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    spaces: tuple[str, ...] = ()

    def __init_subclass__(cls) -> NoReturn:
        raise KernelError("Context cannot be subclassed")

    def __post_init__(self) -> None:
        laws = {law: _law_declared(law, decl) for law, decl in self.laws.items()}
        quantities = {q: _quantity_declared(q, decl) for q, decl in self.quantities.items()}
        object.__setattr__(self, "laws", MappingProxyType(laws))
        object.__setattr__(self, "quantities", MappingProxyType(quantities))
        object.__setattr__(self, "supports", tuple(self.supports))
        object.__setattr__(self, "hypotheses", tuple(self.hypotheses))
        object.__setattr__(self, "spaces", tuple(sorted({*map(check_name, self.spaces)})))
        for h in self.hypotheses:
            if type(h) is not Hypothesis or not is_tuple_of((str,), h[:2]):
                raise KernelError(f"not a hypothesis: {h!r}")
            if h.kind not in (">=", "="):
                raise KernelError(f"not a hypothesis: {h!r}")
        for s in self.supports:
            if type(s) is not Support or type(s.name) is not str:
                raise KernelError(f"not a support hypothesis: {s!r}")
        object.__setattr__(self, "_checked", {})

    def check(self, t: Term) -> None:
        """Refuse a term that uses a law, quantity or index otherwise than declared."""
        known: dict[int, Term] = self.__dict__["_checked"]
        if id(t) in known:  # by identity: what is equal to a term may yet be a lookalike
            return
        _check_shape(t)
        self._check_one(t)
        for c in children(t):
            self.check(c)
        known[id(t)] = t

    def _check_one(self, s: Term) -> None:
        match s:
            case Card(alphabet):
                if check_name(alphabet) in self.spaces:
                    raise KernelError(f"|{alphabet}|: a space has no number of points")
            case LawTerm(law, at):
                decl = self.laws.get(law)
                if decl is None:
                    raise KernelError(f"unknown law {law!r}")
                declared = dict(decl.outputs) | dict(decl.inputs)
                got = dict(at)
                if len(got) != len(at) or not set(got) >= set(dict(decl.inputs)):
                    raise KernelError(f"law {law!r} at {sorted(got)}: inputs missing or repeated")
                for var, i in at:
                    if declared.get(var) != i.alphabet:
                        raise KernelError(f"law {law!r}: variable {var!r} at {i!r}")
            case Quantity(name, at):
                q = self.quantities.get(name)
                if q is None or q.alphabets != tuple(i.alphabet for i in at):
                    raise KernelError(f"quantity {name!r} at {at!r} is not as declared")
            case Delta(i, j) if i.alphabet != j.alphabet:
                raise KernelError(f"delta of two alphabets: {i!r}, {j!r}")
            case Delta(i, j) if i.alphabet in self.spaces:
                raise KernelError(f"[{i.name} = {j.name}]: two points of a space are never equal")
            case Sum(indices, _) if len(set(indices)) != len(indices) or not indices:
                raise KernelError(f"sum over repeated or no indices: {indices!r}")
        for i in (*own_indices(s), *(s.indices if isinstance(s, Sum) else ())):
            check_name(i.name)
            check_name(i.alphabet)
        if self.spaces and self.merges(own_indices(s), {}):
            raise KernelError(f"a point of a space stands twice in {s!r}: a null set")

    def alphabets(self) -> set[str]:
        """Those over which something is declared."""
        sides = (side for decl in self.laws.values() for side in decl)
        own = {a for side in sides for _, a in side}
        return own.union(*(q.alphabets for q in self.quantities.values()))

    def merges(self, indices: Iterable[Index], to: Mapping[Index, Index]) -> bool:
        """Whether two of these places are one point of a space, some being replaced: what is known
        almost everywhere is not known there."""
        if not self.spaces:
            return False
        points = [to.get(i, i) for i in indices if i.alphabet in self.spaces]
        return len({*points}) < len(points)

    def renamed(self, term: Term, at: Any) -> Term:
        """A statement's term at other indices, given as pairs.

        Raises:
            KernelError: two points of a space would become one, or an index goes to another
                alphabet.
        """
        to = renaming(at)
        if self.spaces and self.merges(free_indices(term), to):
            raise KernelError("two points of a space are put the same: the diagonal is a null set")
        return rename(term, to)
