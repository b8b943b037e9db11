"""Parts of alphabets: any, or those of the letters for which the text says what holds."""

from __future__ import annotations

from sympy import Expr, Mul

from derive.language.alphabets import Alphabet
from derive.language.expressions import Sum
from derive.language.subsets import Subset
from derive.notes.elaborate import bigs
from derive.notes.elaborate.env import Env
from derive.notes.facts import Fact
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.alphabets import letter
from derive.notes.resolve.letters import Ref, ref_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import Event, Members, Name


def member(key: Key, at: Alphabet, env: Env, span: Span) -> Expr:
    """[x ∈ A]."""
    fact = said(key, env)
    if fact is not None:
        found = _of_members(fact, at, env)
        if found is not None:
            return found
    made: Expr = subset(key, env, span)(at)
    return made


def subset(key: Key, env: Env, span: Span) -> Subset:
    """Any part of the alphabet whose letters it has."""
    base = env.notation.subsets.get(key)
    if base is None:
        raise NotRead(span, f"{key.latex()}: a part of which alphabet?")
    own = env.make(env.names.letter(Ref(base)), letter(base))
    env.unknown(key)
    return Subset(env.names.number(key), own)


def size(key: Key, env: Env, span: Span) -> Expr:
    """|A|, as Σ_x [x ∈ A]."""
    base = env.notation.subsets[key]
    at = env.fresh(Ref(base), letter(base))
    return Sum(member(key, at, env, span), at)


def said(key: Key, env: Env) -> Fact | None:
    """What the text says of a set, where it is read."""
    for fact in env.facts:
        names = [whole_key(n) for n in fact.names if isinstance(n, Name)]
        if fact.kind in ("alphabet", "define") and key in names and fact.values:
            return fact
    return None


def _of_members(fact: Fact, at: Alphabet, env: Env) -> Expr | None:
    """{x : p(x) > 0} at a letter."""
    (value,) = fact.values[:1]
    if not isinstance(value, Members) or not value.where or len(value.items) != 1:
        return None
    item = value.items[0]
    ref = ref_of(item.lhs if isinstance(item, Event) else item, env.notation.uses.bound)
    if ref is None:
        return None
    env.rests.setdefault(fact.number)
    with env.binding({ref: at}):
        return Mul(*(bigs.condition(e, env) for e in value.where))
