"""Laws whose variables stand as a subscript and whose letters nowhere, P_{XY}, P_{Y|X}, P_{Y|X=x};
and D(P_{Y|X}‖Q_{Y|X}|P_X), which is a mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from derive.notes.facts import Fact
from derive.notes.kinds import INDICES, PARAMETERS, Key, key_of
from derive.notes.parse.table import RANDOM, SEQUENCES
from derive.notes.resolve.calls import LAW_LETTERS, WITH_VARIABLES, is_labelled
from derive.notes.resolve.said_letters import letters_said
from derive.notes.source import NotRead
from derive.notes.tree import Call, Event, Given, Mean, Name, Node, Over
from derive.notes.walk import mapped, walk


@dataclass(frozen=True)
class Written:
    """How the laws of a document are written. letters: those that stand in calls and below sums.
    behind: the θ of laws p that have it behind a semicolon wherever they are given letters.
    indexed: of laws that are said to be of several letters x_i, y_j, the letter of each index.
    """

    letters: frozenset[str] = frozenset()
    behind: Mapping[Name, Node] = field(default_factory=dict)
    indexed: Mapping[Key, Mapping[Key, Name]] = field(default_factory=dict)


def lettered(node: Node, how: Written) -> Node:
    """The tree with P_{XY} as P_{XY}(x, y), P_{Y|X=x} as P_{Y|X}(y | x), and p_{z|x} as p(z | x),
    or p(z | x; θ), where z and x are letters.

    NotRead: p_{z|x} where they may be marks.
    """

    def within(inside: Node) -> Node:
        return lettered(inside, how)

    if isinstance(node, Over):  # max over P_X
        return node
    if isinstance(node, Call):
        args = tuple(map(within, node.args))
        if node.separators == ("||", "|"):
            inside = replace(node, args=args[:2], separators=("||",))
            return Mean(node.span, (args[2],), inside)
        if isinstance(node.head, Name) and not is_labelled(node.head):
            return _filled(replace(node, args=args), node.head)
        head = node.head if isinstance(node.head, Name) else within(node.head)
        return replace(node, head=head, args=args)
    if isinstance(node, Name) and is_labelled(node):
        return node
    if isinstance(node, Name):
        return _call(node) or _at_indices(node, how) or _of_letters(node, how) or node
    return mapped(node, within)


def _letters_given(name: Name) -> tuple[Name, ...]:
    """z and x of p_{z|x}, j and i of p_{j|i}; () of others."""
    left, right = _sides(name)
    every = (*left, *right)
    plain = [v for v in every if isinstance(v, Name) and _is_letter(v) and not v.sub]
    small = len(plain) == len(every) and all(v.base.islower() for v in plain)
    known = name.base in LAW_LETTERS and not name.sup
    return tuple(plain) if known and right and small else ()


def _is_letter(name: Name) -> bool:
    return name.base in SEQUENCES or name.base in INDICES


def written(trees: Iterable[Node], facts: Iterable[Fact] = ()) -> Written:
    """How laws are written in some trees. facts: which say what letters laws are of."""
    facts = list(facts)
    said = (k.base for k in letters_said(facts))
    nodes = [n for t in trees for n in walk(t)]
    found = (a for n in nodes for a in _places(n))
    letters = frozenset((*said, *(a.base for a in found if isinstance(a, Name))))
    behind: dict[Name, set[Node | None]] = {}
    for n in nodes:
        if isinstance(n, Call) and isinstance(n.head, Name) and n.head.base in LAW_LETTERS:
            last = n.args[-1] if n.separators[-1:] == (";",) else None
            behind.setdefault(n.head, set()).add(last)
    plain = {p: _plain(of) for p, of in behind.items()}
    return Written(
        letters, {p: of for p, of in plain.items() if of is not None}, dict(_indexed(facts))
    )


def _indexed(facts: Iterable[Fact]) -> Iterator[tuple[Key, dict[Key, Name]]]:
    """Of "r is a distribution on x_i, y_j", or on x, y, whose r_y is r(y), and of W(y | x)."""
    laws = [f for f in facts if f.kind == "law"]
    said = [(n, f.values) for f in laws if len(f.values) > 1 for n in f.names]
    said += [(n.head, n.args) for f in laws for n in f.names if isinstance(n, Call)]
    for name, values in said:
        letters = [v for v in values if isinstance(v, Name) and len(v.sub) <= 1]
        at = {key_of(i): v for v in letters if isinstance(i := (*v.sub, v)[0], Name)}
        if len(at) == len(values) and isinstance(name, Name) and not name.sub:
            yield key_of(name), at


def _at_indices(name: Name, how: Written) -> Call | None:
    """r(y_j | x_i) of r_{j|i}, where r is said to be a law of x_i and y_j."""
    left, right = _sides(name)
    if any(isinstance(n, Name) and n.base in PARAMETERS for n in left):
        return None  # q_θ of a q(x | θ)
    at = how.indexed.get(key_of(replace(name, sub=(), sup=())), {})
    args = []
    for index in (*left, *right):
        letter = at.get(replace(key_of(index), primes=0)) if isinstance(index, Name) else None
        if letter is None:
            return None
        args.append(replace(letter, span=name.span, sub=(index,)) if letter.sub else index)
    if not args or name.sup:
        return None
    bars = ["|" if n == len(left) else "," for n in range(1, len(args))]
    return Call(name.span, replace(name, sub=()), tuple(args), tuple(bars))


def _plain(found: set[Node | None]) -> Name | None:
    """θ of θ and θ^{(t)}; None where there is another, or none."""
    names = [n for n in found if isinstance(n, Name)]
    bare = [n for n in names if not (n.sub or n.sup or n.primes)]
    same = {n.base for n in names} == {n.base for n in bare}
    return bare[0] if len(bare) == 1 and same and len(names) == len(found) else None


def _places(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Over):
        return node.letters
    return node.args if isinstance(node, Call) else ()


def _of_letters(name: Name, how: Written) -> Call | None:
    """p(z|x) of p_{z|x}.

    NotRead: where nothing says that z and x are letters.
    """
    found = _letters_given(name)
    if not found:
        return None
    strange = next((v.base for v in found if v.base not in how.letters), None)
    if strange is not None:
        said = f"is {strange} a letter in the subscript of {name.base}, or a mark?"
        raise NotRead(name.span, f"{said} Write {name.base}(… | …) for a letter")
    bars = ["|" if n == len(_sides(name)[0]) else "," for n in range(1, len(found))]
    head = replace(name, sub=())
    parameter = how.behind.get(head)
    if parameter is not None:
        return Call(name.span, head, (*found, parameter), (*bars, ";"))
    return Call(name.span, head, found, tuple(bars))


def _call(name: Name) -> Call | None:
    left, right = _sides(name)
    letters = [_letter(v) for v in (*left, *right)]
    if not left or name.base not in WITH_VARIABLES or name.sup or None in letters:
        return None
    bars = ["|" if n == len(left) else "," for n in range(1, len(letters))]
    head = replace(name, sub=tuple(map(_unplaced, name.sub)))  # P_{Y|X}(y|x)
    return Call(name.span, head, tuple(x for x in letters if x is not None), tuple(bars))


def _filled(node: Call, head: Name) -> Call:
    """p_{XY|Z=z}(x, y), and p_{X|Y,Z=z}(x | y), as p_{XY|Z}(x, y | z)."""
    left, right = _sides(head)
    values = [v.rhs for v in right if isinstance(v, Event) and v.rel == "="]
    if head.base not in WITH_VARIABLES or not values:
        return node
    if len(node.args) != len(left) + len(right) - len(values):
        return node
    given = list(node.args[len(left) :])
    args = [*node.args[: len(left)]]
    args += [v.rhs if isinstance(v, Event) else given.pop(0) for v in right]
    bars = ["|" if n == len(left) else "," for n in range(1, len(args))]
    return replace(node, head=replace(head, sub=tuple(map(_unplaced, head.sub))),
                   args=tuple(args), separators=tuple(bars))  # fmt: skip


def _unplaced(sub: Node) -> Node:
    """Y|X of Y|X=x."""
    if not isinstance(sub, Given):
        return sub
    given = tuple(v.lhs if isinstance(v, Event) else v for v in sub.given)
    return replace(sub, given=given)


def _sides(name: Name) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    if len(name.sub) == 1 and isinstance(name.sub[0], Given):
        return name.sub[0].of, name.sub[0].given
    return name.sub, ()


def _letter(variable: Node) -> Node | None:
    """x of X, and of X = x."""
    if isinstance(variable, Event):
        return variable.rhs if variable.rel == "=" and _letter(variable.lhs) else None
    if isinstance(variable, Name) and variable.base in RANDOM:
        return replace(variable, base=variable.base.lower())
    return None
