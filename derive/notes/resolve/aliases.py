"""Names that mean one law: P and p, p(z) and p_θ(x|z); and those that mean two, p and p_θ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from derive.notes.facts import Fact
from derive.notes.kinds import FAMILY, PARAMETERS, Evidence, Key
from derive.notes.resolve.calls import CallUse, head_of
from derive.notes.resolve.laws import variables_at
from derive.notes.resolve.letters import Ref
from derive.notes.resolve.notation import Notation
from derive.notes.tree import Call, Name, Node


def alias(heads: Iterable[Key], out: Notation) -> None:
    """P means p where one of them has no letters of its own, or only capitals."""
    by_key: dict[Key, list[CallUse]] = {}
    for use in out.uses.calls:
        by_key.setdefault(use.key, []).append(use)
    every = set(heads)
    for key in list(every):
        small = key.lower()
        if small == key or small not in every:
            continue
        own = by_key.get(key, [])
        plain = [u for u in own if any(not _capital(a) for a in (*u.left, *u.right))]
        if not plain:
            out.alias[key] = small
        elif small not in by_key:
            out.alias[small] = key
        else:
            out.questions.append(f"{key.latex()} means {small.latex()}")


def families(heads: dict[Key, Evidence], facts: list[Fact], out: Notation) -> None:
    """p beside p_θ: one law where they never stand alike, as p(z) beside p_θ(x|z); else two."""
    defined = {
        head_of(_head(n), out.uses.bound)[0]
        for f in facts
        for n in f.names
        if f.kind == "define" and isinstance(_head(n), Name)
    }
    for family in [k for k in heads if FAMILY in k.marks]:
        family = out.alias.get(family, family)
        plain = replace(family, marks=tuple(m for m in family.marks if m != FAMILY))
        plain = out.alias.get(plain, plain)
        if plain in defined or plain not in {*heads, *out.alias.values()}:
            continue
        own, other = (_patterns(k, out) for k in (family, plain))
        if not own and other and _parameters_behind(other):
            out.alias[family] = plain  # q(x|θ), and q_θ by its name
        elif own and other and not own & other and plain not in out.uses.laws_named:
            out.alias[plain] = family
        elif own & other:
            out.namesakes[plain] = family
        elif own and not other and plain in out.uses.laws_named and not _both(plain, family, out):
            out.alias[plain] = out.shorts[plain] = family  # E_q[log q_ϕ(z|x)]


def _both(plain: Key, family: Key, out: Notation) -> bool:
    """Whether a divergence has both, D(p‖p_θ): then they are two laws."""
    return any({plain, family} <= {out.alias.get(k, k) for k in p} for p in out.uses.beside)


def _head(node: Node) -> Any:
    return node.head if isinstance(node, Call) else node


def _patterns(key: Key, out: Notation) -> set[tuple[tuple[Key | None, ...], ...]]:
    return {
        (variables_at(u.left), variables_at(u.right))
        for u in out.uses.calls
        if out.alias.get(u.key, u.key) == key
    }


def _parameters_behind(patterns: set[tuple[tuple[Key | None, ...], ...]]) -> bool:
    behind = {v for _, right in patterns for v in right if v is not None}
    return bool(behind) and all(v.base in PARAMETERS for v in behind)


def _capital(arg: object) -> bool:
    variable = getattr(arg, "variable", None)
    ref = getattr(arg, "ref", None)
    return variable is not None or (isinstance(ref, Ref) and ref.variable)
