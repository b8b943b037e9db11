"""Calls of letters: p(x, y | z), p_θ(x), p_i, a head with its parameters and its arguments."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.notes.kinds import FAMILY, PARAMETERS, Key, key_of, whole_key
from derive.notes.resolve.letters import Arg, arg_of, is_capital, is_index, ref_of
from derive.notes.tree import Call, Given, Name, Node

LAW_LETTERS = frozenset(("p", "q", "r", "P", "Q", "R", r"\pi", r"\mu", r"\nu", r"\rho"))
WITH_VARIABLES = LAW_LETTERS | {"f"}
"""What is a law where random variables stand below it, P_X and f_{X|Y}; else f is a function."""
LABEL = "mathrm"  # the accent of a capital below a law that only tells it from others


@dataclass(frozen=True)
class CallUse:
    """p(x, y | z), p_θ(x), p_i: a head with letters. parameters: subscripts, and what is behind ;.

    subscripted: the letters are subscripts.
    """

    key: Key
    parameters: tuple[Key, ...]
    left: tuple[Arg, ...]
    right: tuple[Arg, ...]
    barred: bool
    node: Node
    subscripted: bool = False


def head_of(name: Name, bound: set[Key]) -> tuple[Key, tuple[Key, ...], tuple[Name, ...]]:
    """A head's key, its parameters, and the variables that its subscript names, as in P_{XY}."""
    subs = name.sub
    named = tuple(v for s in subs for v in _parts_of(s))
    capitals = subs and all(map(is_capital, named)) and not is_labelled(name)
    if capitals and name.base in WITH_VARIABLES:
        return key_of(name), (), tuple(v for v in named if isinstance(v, Name))
    parameters = tuple(
        whole_key(s)
        for s in subs
        if isinstance(s, Name) and (s.base in PARAMETERS or is_index(s, bound))
    )
    marks = tuple(
        m
        for s in subs
        if not (isinstance(s, Name) and (s.base in PARAMETERS or is_index(s, bound)))
        for m in whole_key(Name(s.span, "", sub=(s,))).marks
    )
    return key_of(name, (*marks, FAMILY) if parameters else marks), parameters, ()


def is_labelled(name: Name) -> bool:
    """Whether the capital below it only tells it from others: P_T of a teacher."""
    return any(isinstance(s, Name) and LABEL in s.accents for s in name.sub)


def _parts_of(sub: Node) -> tuple[Node, ...]:
    return (*sub.of, *sub.given) if isinstance(sub, Given) else (sub,)


def call_use(node: Call, bound: set[Key]) -> CallUse | None:
    """A call of letters, where it looks like one."""
    if not isinstance(node.head, Name):
        return None
    key, parameters, variables = head_of(node.head, bound)
    left: list[Arg] = []
    right: list[Arg] = []
    side, behind = left, False
    extra: list[Key] = list(parameters)
    for n, arg in enumerate(node.args):
        if n and node.separators[n - 1] == "|":
            side = right
        if n and node.separators[n - 1] == ";":
            behind = True
        found = arg_of(arg, bound)
        if found is None:
            return None
        if behind:
            extra.append(replace(found.ref.base, primes=found.ref.primes))
        else:
            side.append(found)
    if variables and len(variables) == len(left) + len(right):
        named = [ref_of(v, bound) for v in variables]
        both = [replace(a, variable=v) for a, v in zip([*left, *right], named, strict=True)]
        left, right = both[: len(left)], both[len(left) :]
    if extra and FAMILY not in key.marks:
        key = replace(key, marks=(*key.marks, FAMILY))
    barred = "|" in node.separators
    return CallUse(key, tuple(extra), tuple(left), tuple(right), barred, node)
