"""Letters as written: x, x', x_i, the i of p_i, and the X of P(X)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from derive.notes.kinds import INDICES, PARAMETERS, Key, key_of, whole_key, written
from derive.notes.tree import Event, Name, Node, Num


@dataclass(frozen=True)
class Ref:
    """A letter as written.

    base: whose letter it is, primes apart; an index is its own. index: of x_i its i.
    variable: written as the capital of a random variable. number: a letter that is called by one.
    """

    base: Key
    primes: int = 0
    index: Key | None = None
    variable: bool = False
    number: bool = False

    def plain(self) -> str:
        """In derive's characters."""
        return self.base.plain() + "'" * self.primes


def as_ref(key: Key) -> Ref:
    """The letter that a parameter is."""
    return Ref(replace(key, primes=0), key.primes)


def as_key(ref: Ref) -> Key | None:
    """The name that a letter without an index is."""
    plain = ref.index is None and not ref.variable and not ref.number
    return replace(ref.base, primes=ref.primes) if plain else None


@dataclass(frozen=True)
class Arg:
    """A letter in a place of a law; variable: whose it is where that is said, as in X = x."""

    ref: Ref
    variable: Ref | None = None


def is_index(sub: Node, bound: Collection[Key]) -> bool:
    """Whether a subscript is a letter that runs: i … n, t, or one that something binds."""
    if not isinstance(sub, Name) or sub.sub or sub.accents or sub.base in PARAMETERS:
        return False
    return (sub.base in INDICES and not sub.sup) or replace(key_of(sub), primes=0) in bound


def is_capital(node: Node) -> bool:
    """Whether it is a capital that may be a random variable."""
    return isinstance(node, Name) and len(node.base) == 1 and node.base.isupper()


def ref_of(node: Node, bound: Collection[Key]) -> Ref | None:
    """The letter that a node is, where it looks like one."""
    if isinstance(node, Num) and node.value.denominator == 1 and node.digits is None:
        return Ref(Key(str(node.value)), number=True)
    plain = not isinstance(node, Name) or all(isinstance(s, (Name, Num)) for s in node.sub)
    if isinstance(node, Name) and not plain and node.base not in PARAMETERS:  # θ_{t+1}
        return None
    if not isinstance(node, Name) or _is_word(node.base):
        return None
    sub = node.sub[0] if len(node.sub) == 1 else None
    is_whole = is_capital(node) or node.base in PARAMETERS  # θ_t is another value of θ
    if isinstance(sub, Name) and is_index(sub, bound) and not is_whole:
        return Ref(_unprimed(key_of(node)), node.primes, key_of(sub))
    key = whole_key(node)
    if is_capital(node):
        return Ref(replace(key.lower(), primes=0), key.primes, None, True)
    return Ref(replace(key, primes=0), key.primes)


def _is_word(base: str) -> bool:
    return len(base) > 1 and base[0] not in "\\{" and base not in PARAMETERS


def _unprimed(key: Key) -> Key:
    return replace(key, primes=0)


def arg_of(node: Node, bound: Collection[Key]) -> Arg | None:
    """A letter in a law's place, or X = x."""
    if isinstance(node, Event) and node.rel == "=":
        variable, letter = ref_of(node.lhs, bound), ref_of(node.rhs, bound)
        if variable is None or letter is None:
            return None
        return Arg(letter, replace(variable, variable=True))
    ref = ref_of(node, bound)
    return None if ref is None else Arg(ref)


def drawn(ref: Ref) -> Key:
    """The variable that a law has for a letter drawn from it: of y_w beside y_l one of its own."""
    if ref.index is None:
        return ref.base
    return replace(ref.base, marks=(*ref.base.marks, ref.index.base))


def marks_of(name: Name) -> tuple[str, ...]:
    """The subscripts as marks."""
    return tuple(written(s) for s in name.sub)
