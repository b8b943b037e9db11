"""Two terms as a step, with what the text says of their names."""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr, preorder_traversal

from derive.language.alphabets import Alphabet, Cardinality
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.quantities import QuantityValue
from derive.language.relations import Gt, Ne, Relation
from derive.notes.elaborate import equality, equivalent, fano, free_functions, images, told_laws
from derive.notes.elaborate.context import Context
from derive.notes.elaborate.densities import FINITE, densities
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.given import hypotheses, rested
from derive.notes.elaborate.repeated import repeated
from derive.notes.kinds import whole_key
from derive.notes.readback import Own, own_names, readback
from derive.notes.resolve.letters import Ref
from derive.notes.resolve.notation import DefinedAs
from derive.notes.steps import Elaborated, Hypothesis
from derive.notes.tree import Name, Node
from derive.numeric.problem import problem


def made(context: Context, n: int, left: Expr, right: Expr, env: Env) -> Elaborated:
    """Two terms as a step, with what the text says of their names."""
    defines = context.defines.get(n)
    facts = context.here
    if context.bearing.is_cut:
        env.half_read.setdefault("what is said of more variables than fit into one law")
    data = [fact for m in env.maps.values() for fact in m.facts()]
    fanos = fano.known((left, right), env)
    known = [*env.theorems, *fanos, *images.functions(env), *data]
    images.note(env)
    same = repeated([t for t in context.sides[n : n + 2] if isinstance(t, Node)], env)
    given = [Hypothesis(r, rested(fact, str(r))) for fact, r in same]
    given += [*hypotheses(facts, env, context.bearing.stated), *(Hypothesis(r) for r in known)]
    given += free_functions.hypotheses(env.taken, env.bent, env.names)
    given += [Hypothesis(Gt(a, 1)) for a in env.above_one.values()]
    fixed = {s for h in given if isinstance(h.relation, Relation) for s in _equated(h.relation)}
    nonzero = [v for v in env.nonzero.values() if v not in fixed]
    other = []
    if context.other is not None and defines is None:
        other = equivalent.hypotheses(context.other, free_letters(left) | free_letters(right), env)
    given += [Hypothesis(Ne(v, 0), doubt=f"{v} ≠ 0") for v in nonzero]
    given += other
    claim = context.equality(n) if defines is None else None
    when_equal = equality.equality(claim, env)
    if when_equal is not None and free_letters(left) | free_letters(right):
        when_equal = replace(when_equal, conditions=(), why="at each letter by itself")
    by_number = {f.number: f for f in facts}
    own = own_of(env)
    return Elaborated(
        told_laws.in_numbers(left, env),
        context.chain.signs[n].rel,
        told_laws.in_numbers(right, env),
        introduced(defines) if defines and not defines.behind else readback(left, own, (right,)),
        introduced(defines) if defines and defines.behind else readback(right, own, (left,)),
        given=tuple(given),
        assumed=tuple(a for a in env.assumed if a != FINITE or not _is_of_points(left, right)),
        unlicensed=tuple(dict.fromkeys([*env.unlicensed, *_loose_sizes((left, right), env)])),
        equality=when_equal,
        half_read=(*env.half_read, *context.half_read(n)),
        guessed=(
            *env.guessed,
            *_namesakes(env),
            *(() if other else _set_here(context, n, (left, right), env)),
            *_set_again(context, n),
        ),
        kindly=tuple(env.kindly),
        densities=densities(env),
        base=env.based,
        definition=introduced(defines) if defines is not None else "",
        latex={**env.names.latex, **env.names.values},
        own=own,
        rests=tuple(rested(by_number[k], "") for k in env.rests if k in by_number),
        idle=context.bearing.idle,
        other=other[0].doubt if other else "",
        of_events=bool(env.events),
        of_rows=bool(env.entropies),
    )


def _namesakes(env: Env) -> list[str]:
    """p beside p_θ, both at the same letters: one of them may be short for the other."""
    both = env.notation.namesakes.items()
    return [
        f"{plain.latex()} means {env.names.latex[env.laws[family].name]}"
        for plain, family in both
        if plain in env.laws and family in env.laws
    ]


def _set_here(context: Context, n: int, sides: tuple[Expr, Expr], env: Env) -> list[str]:
    """Of q(z) = p(z|x) the q: nobody claims that of every q, it is said what q is taken to be."""
    if context.chain.signs[n].rel != "=" or n:
        return []
    for one, other in (sides, sides[::-1]):
        whole = one.joint if isinstance(one, ConditionalValue) else one
        if isinstance(whole, LawValue) and whole.law not in other.atoms(Law):
            return [f"{env.names.latex.get(whole.law.name, whole.law.name)} is taken to be this"]
    return []


def _set_again(context: Context, n: int) -> list[str]:
    """Of C = …, where a display before says that C is something else: it may be another C."""
    own, sign = context.sides[0], context.chain.signs[n]
    if n or sign.rel != "=" or not isinstance(own, Name) or context.chain.sides[0].carried:
        return []
    said = context.notation.defined.get(whole_key(own), ())
    lines = [d.block for d in said if d.fact is None and d.block < context.chain.block]
    return [f"{whole_key(own).latex()} is another one here"] if lines else []


def _is_of_points(*sides: Expr) -> bool:
    """Whether all that runs in the sides are points of ℝ, or numbers of ℕ₀; or all laws are of
    such, which depend on an index."""
    laws = problem(sides, ()).laws
    if laws and all(v.is_measured for law in laws for v in law.outputs):
        return True
    runs = _runs(sides)
    return bool(runs) and all(i.is_measured for i in runs)


def _runs(sides: tuple[Expr, ...]) -> set[Alphabet]:
    """What runs in the sides, and in their laws; of sums over ℕ₀, which the attack does by closed
    forms, the letters alone."""
    runs = {i for e in sides for i in e.atoms(Alphabet)}
    if not any(i.is_natural for i in runs):
        runs |= {v for law in problem(sides, ()).laws for v in law.variables_and_inputs()}
    return runs


def _equated(r: Relation) -> set[QuantityValue]:
    """The numbers in an equation: a text that says β = 0 does not take β ≠ 0 for granted."""
    found = (n for e in r.expressions() for n in preorder_traversal(e)) if r.rel == "=" else ()
    return {n for n in found if isinstance(n, QuantityValue)}


def _loose_sizes(sides: tuple[Expr, ...], env: Env) -> list[str]:
    """Sizes of alphabets of which nothing else in the step is made: N in H(p) ≤ ln N, where the
    notes do not say that p has N letters."""
    run = {a.alphabet for a in _runs(sides)}
    called = env.sizes()
    sizes = {c.alphabet for e in sides for c in e.atoms(Cardinality)} - run
    return [called.get(a, f"|{a}|") for a in sorted(sizes)]


def free_letters(e: Expr) -> set[str]:
    return {i.name for i in e.free_symbols if isinstance(i, Alphabet)}


def introduced(d: DefinedAs) -> str:
    """The left side of a definition."""
    shown = [
        _own_letter(a.ref) + (f"_{{{a.ref.index.latex()}}}" if a.ref.index is not None else "")
        for a in d.parameters
    ]
    if not shown:
        return d.key.latex()
    inside = ", ".join(shown)
    return f"{d.key.latex()}_{{{inside}}}" if d.subscripted else f"{d.key.latex()}({inside})"


def _own_letter(ref: Ref) -> str:
    """A letter, or a random variable, as it is given to a name."""
    base = replace(ref.base, base=ref.base.base.upper()) if ref.variable else ref.base
    return base.latex() + "'" * ref.primes


def own_of(env: Env) -> Own:
    """The notes' notation, as far as a step has it."""
    subscripted = {u.key for u in env.notation.uses.calls if u.subscripted}
    plain = {u.key for u in env.notation.uses.calls if not u.subscripted}
    parameters = {(u.key, p) for u in env.notation.uses.calls for p in u.parameters}
    families = env.notation.uses.families.items()
    parameters |= {(k, p) for k, given in families for one in given for p in one}
    return Own(
        own=own_names({**env.names.latex, **env.names.heads}),
        variables=env.names.variables(),
        under=env.names.under,
        sizes=env.sizes(),
        indexed=frozenset(k.latex() for k in subscripted - plain),
        parameters=frozenset((k.latex(), p.latex()) for k, p in parameters),
        base=env.based.name if env.based is not None else "",
    )
