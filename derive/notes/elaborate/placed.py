"""X of the law p_i: a random variable whose values have no letters but indices."""

from __future__ import annotations

from derive.language.laws import RandomVariable
from derive.notes.elaborate.env import Env
from derive.notes.facts import Fact
from derive.notes.kinds import Key, key_of, whole_key
from derive.notes.tree import Name


def of_places(name: Key, env: Env) -> RandomVariable | None:
    """The variable that has a law p_i by the text, or by custom where that says of none, where no
    other has it too: two variables of one such law have no letters that tell them apart."""
    said = [f for f in env.facts if f.kind == "variable" and f.values]
    laws = {k for f in said if name in _variables(f) for k in _laws(f, env)}
    by_custom = {name} == env.notation.variables and not laws
    if by_custom and env.notation.main is not None:
        laws = {env.notation.main}
    if len(laws) != 1:
        return None
    (law,) = laws
    shared = {v for f in said if law in _laws(f, env) for v in _variables(f)} or {name}
    spec = env.notation.law(law)
    if shared != {name} or spec is None or not spec.positional:
        return None
    if len(spec.outputs) != 1 or spec.inputs:
        return None
    letter = env.variable(spec, spec.outputs[0]).name
    env.names.stands[letter] = name
    for f in said:
        if name in _variables(f):
            env.rests.setdefault(f.number)
    return RandomVariable(env.law(spec), letter)


def _variables(fact: Fact) -> set[Key]:
    return {whole_key(n).lower() for n in fact.names if isinstance(n, Name)}


def _laws(fact: Fact, env: Env) -> set[Key]:
    """The laws that a fact names: p of p_i too."""
    keys = (env.notation.meant(key_of(v)) for v in fact.values if isinstance(v, Name))
    return {k for k in keys if env.notation.law(k) is not None}
