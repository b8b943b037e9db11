"""What is known of g(X): nothing of it is left once X is known; of X + Z, that X tells Z, too; and
of an invertible g that g(X) tells X."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.language.alphabets import Given
from derive.language.laws import RandomVariable
from derive.language.measures import entropy
from derive.language.relations import Eq, Relation
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.stated import undoing
from derive.notes.facts.making import MADE
from derive.notes.kinds import Key, key_of, whole_key
from derive.notes.resolve.images import is_sum, sources
from derive.notes.tree import Call, Name


def functions(env: Env) -> list[Relation]:
    """H(g(X) | X) = 0, for each g(X) of the chain."""
    out = []
    main = env.notation.main
    law = env.laws.get(main) if main is not None else None
    for key in sorted(env.used):
        names = sources(key)
        if not names or main is None or law is None:
            continue
        spec = env.notation.laws[main]
        by_letter = {v.letter: v for v in law.variables}
        found = [by_letter.get(env.variable(spec, Key(n).lower()).name) for n in names]
        of = [v for v in found if v is not None]
        own = by_letter.get(env.variable(spec, key).name)
        if own is not None and len(of) == len(found):
            out.append(Eq(entropy(Given((own,), of[0]), *of[1:]), 0))
            told = is_sum(key) or (len(of) == 1 and _is_invertible(key, env))
            out += _undone(own, of) if told else []
    return out


def _is_invertible(key: Key, env: Env) -> bool:
    """Whether the text calls the g of g(X) so."""
    for fact in env.facts:
        for name in fact.names if fact.kind == "invertible" else ():
            head = name.head if isinstance(name, Call) else name
            if isinstance(head, Name) and key.base.startswith(f"{key_of(head).latex()}("):
                env.rests.setdefault(fact.number)
                return True
    return False


def note(env: Env) -> None:
    """That sums, and what the text makes of others, are more than such functions; that X̂ beside X,
    or in what a name stands for, is an estimate of it."""
    variables = env.used & frozenset(env.notation.variables)
    for key in sorted(k for k in variables if "hat" in k.accents):
        plain = replace(key, accents=tuple(a for a in key.accents if a != "hat"))
        if plain in variables:
            one, other = (replace(k, base=k.base.upper()).latex() for k in (key, plain))
            env.guessed.setdefault(f"{one} is an estimate of {other} from something else")
    for key in sorted(k for k in env.used if is_sum(k)):
        env.half_read.setdefault(f"what {key.base[1:-1]} is, more than that each part is known "
                                 "by the others")  # fmt: skip
    _doubt_inverses(env)
    for fact in env.facts:
        own = whole_key(fact.names[0]) if fact.names and isinstance(fact.names[0], Name) else None
        if fact.words == MADE and own is not None and own.lower() in env.used:
            env.half_read.setdefault(f"what line {fact.span.line} says of {own.latex()}")


def _doubt_inverses(env: Env) -> None:
    """That another function than the f of Y = f(X) is called invertible may say more of Y; and
    that f is, something of the sizes of alphabets."""
    functions = [f for f in env.facts if f.kind == "function" and f.names]
    made = {whole_key(f.names[0]).lower() for f in functions if isinstance(f.names[0], Name)}
    undone = [undoing(f, env.facts) for f in functions]
    for fact in env.facts if made & env.used else ():
        if fact.kind == "invertible" and (fact not in undone or env.sizes()):
            env.half_read.setdefault(f"what line {fact.span.line} says of functions")


def _undone(own: RandomVariable, of: Sequence[RandomVariable]) -> list[Relation]:
    """H(Z | X + Z, X) = 0."""
    rest = [(v, [w for w in of if w is not v]) for v in of]
    return [Eq(entropy(Given((v,), own), *others), 0) for v, others in rest]
