"""X of the law p_i: a random variable whose values have no letters but indices."""

from __future__ import annotations

from derive.language.laws import RandomVariable
from derive.notes.elaborate.env import Env
from derive.notes.facts import Fact
from derive.notes.kinds import INDICES, Key, key_of, whole_key
from derive.notes.resolve.laws import LawSpec
from derive.notes.tree import Name


def of_places(name: Key, env: Env) -> RandomVariable | None:
    """The variable that has a law p_i by the text, or by custom where that says of none, where no
    other has it too: two variables of one such law have no letters that tell them apart."""
    said = [f for f in env.facts if f.kind == "variable" and f.values]
    laws = {k for f in said if name in _variables(f) for k in _laws(f, env)}
    every = sorted(env.notation.variables)
    if env.notation.main is not None and name in every and not laws:
        spec = env.notation.law(env.notation.main)
        if spec is not None and len(spec.outputs) == len(every) == 2 and not said:
            return _of_two(every.index(name), name, spec, env)
        alone = len(every) == 1 or [k for k in every if k in env.used] == [name]
        laws = {env.notation.main} if alone else set()
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


def _of_two(n: int, name: Key, spec: LawSpec, env: Env) -> RandomVariable | None:
    """X or Y of p_{ij}."""
    if not all(k.base in INDICES and not k.marks for k in spec.outputs):
        return None
    letter = env.variable(spec, sorted(spec.outputs)[n]).name
    env.names.stands[letter] = name
    return RandomVariable(env.law(spec), letter)


def _variables(fact: Fact) -> set[Key]:
    return {whole_key(n).lower() for n in fact.names if isinstance(n, Name)}


def _laws(fact: Fact, env: Env) -> set[Key]:
    """The laws that a fact names: p of p_i too."""
    keys = (env.notation.meant(key_of(v)) for v in fact.values if isinstance(v, Name))
    return {k for k in keys if env.notation.law(k) is not None}
