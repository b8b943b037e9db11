"""Names that stand for something else, put in where they are used."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr

from derive.language.alphabets import Alphabet
from derive.language.definitions import DefinedLaw
from derive.language.laws import Law
from derive.notes.elaborate import families, family_laws, tables, terms, told_laws
from derive.notes.elaborate.env import Env
from derive.notes.facts.families import Literal, is_symbol, literal
from derive.notes.kinds import INDICES, PARAMETERS, Key, key_of
from derive.notes.resolve.alphabets import Place, letter, place
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.definitions import shape
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.laws import LawSpec, place_of
from derive.notes.resolve.letters import Arg, Ref, as_key, as_ref, ref_of
from derive.notes.resolve.notation import DefinedAs
from derive.notes.source import NotRead, Span
from derive.notes.tree import Call, Derivative, Mean, Name, Node
from derive.notes.walk import bound as bound_by
from derive.notes.walk import free, walk


def definition(key: Key, args: Sequence[Arg], env: Env) -> DefinedAs | None:
    """What a name stands for at the place that is read; None where it is being defined."""
    if key in env.unfolding:
        return None
    mine = shape(key, args)
    found = [
        d
        for d in env.notation.defined.get(key, ())
        if env.reaches(d)
        and shape(key, d.parameters) == mine
        and not d.partial
        and not (args and not d.parameters)  # a_i is none of a = Σ_i a_i
        and not is_of_parts(d, env)
    ]
    return found[-1] if found else None


def is_of_parts(d: DefinedAs, env: Env) -> bool:
    """Whether it is R(τ) = Σ_t r(s_t, a_t), said in letters that τ is made of: nothing says how
    they depend on τ, and it is no constant."""
    bound = env.notation.uses.bound
    inside = {r.base for n in walk(d.body) if (r := ref_of(n, bound)) is not None}
    letters = [
        p.ref.base
        for p in d.parameters
        if not p.ref.variable and p.ref.index is None and p.ref.base.base not in PARAMETERS
    ]
    if all(k in inside or k in env.notation.plain for k in letters):
        return False
    return any(isinstance(n, Call) or (isinstance(n, Name) and n.sub) for n in walk(d.body))


def is_given(d: DefinedAs, name: Name, env: Env) -> bool:
    """Whether y = f(x) + ε was displayed in another section, and y is a letter of a law here."""
    if d.fact is not None or d.block >= env.notation.section or d.parameters:
        return False
    return any(
        name in n.args for s in env.sides for n in walk(s)
        if isinstance(n, Call) and "|" in n.separators and not measure_of(n)
    )  # fmt: skip


def moved(key: Key, env: Env) -> DefinedAs | None:
    """J(θ) for the J of ∇_θ J."""
    if key in env.unfolding:
        return None
    found = [
        d
        for d in env.notation.defined.get(key, ())
        if env.reaches(d) and d.parameters and {p.ref.base for p in d.parameters} <= {*env.moving}
    ]
    return found[-1] if found else None


def of_parameters(key: Key, parameters: Sequence[Key], env: Env) -> DefinedAs | None:
    """s_θ(x) for a bare s_θ, where x is bound."""
    given = tuple(Arg(as_ref(p)) for p in parameters)
    found = definition(key, given, env) if given else None
    if found is None:
        return None
    own = [a for a in found.parameters if a.ref.base.base not in PARAMETERS]
    fits = bool(own) and all(a.ref in env.scope for a in own)
    return found if fits and {*found.parameters} == {*own, *given} else None


def bare(d: DefinedAs, env: Env, span: Span) -> Expr:
    """The definition of L(b) where L stands alone: at b, if that is a number, or a letter that is
    free in the chain, or that no sum or mean of it runs over, or nothing depends on it.

    Raises:
        NotRead: if b is any other letter.
    """
    if not d.parameters:
        return unfolded(d, (), env, span)
    here = {ref_of(n, env.notation.uses.bound) for s in env.sides for n in free(s)}
    inside = {ref_of(n, env.notation.uses.bound) for n in free(d.body)}
    runs = {x for s in env.sides for n in walk(s) for x in bound_by(n)}
    runs_over = {ref_of(x, env.notation.uses.bound) for x in runs}
    is_mean = any(isinstance(n, Mean) for s in env.sides for n in walk(s))
    for own in d.parameters:
        key = as_key(own.ref)
        number = key is not None and (key in env.notation.plain or key.base in PARAMETERS)
        told = own.ref in here or own.ref not in inside
        told = told or not (is_mean or own.ref in runs_over)
        if not (own.ref in env.scope or number or told):
            return unfolded(d, (), env, span)
    given = ", ".join(a.ref.base.latex() for a in d.parameters)
    name = d.key.latex()
    env.suppose(f"{name} means {name}({given})")
    env.guessed.setdefault(f"{name} is another than {name}({given})")
    return unfolded(d, d.parameters, env, span)


def partial(key: Key, args: Sequence[Arg], env: Env) -> DefinedAs | None:
    """What a law's value is by others of its values: q(z) = Σ_x π(x) q(z|x)."""
    if key in env.unfolding:
        return None
    found = [
        d
        for d in env.notation.defined.get(key, ())
        if env.reaches(d) and d.partial and len(d.parameters) == len(args)
    ]
    return found[-1] if found else None


def unfolded(d: DefinedAs, args: tuple[Arg, ...], env: Env, span: Span) -> Expr:
    """The definition at these letters."""
    if len(args) != len(d.parameters):
        said = f"{len(d.parameters)} letters" if len(d.parameters) > 1 else "a letter"
        raise NotRead(span, f"{d.key.latex()} is defined at {said}: write it with {said} here too")
    bound: dict[Ref, Alphabet] = {}
    before, known = env.arguments, env.notation.alphabets.known
    for n, (own, given) in enumerate(zip(d.parameters, args, strict=True)):
        mine, theirs = as_key(own.ref), as_key(given.ref)
        both = {mine, theirs} <= env.notation.plain
        both = both or own.ref.base in env.moving
        if mine is not None and theirs is not None and both and not _counts(mine, env):
            env.arguments = {**env.arguments, mine: _value(theirs, env, span)}
            continue
        ref = Ref(own.ref.base, own.ref.primes) if own.ref.index is None else Ref(own.ref.index)
        places: tuple[Place, ...] = (place(d.key, n), letter(own.ref.base))
        wanted = next(filter(known, places), None)
        bound[ref] = env.letter(given.ref, wanted, span)
    try:
        return _inside(d, bound, env)
    finally:
        env.arguments = before


def _counts(key: Key, env: Env) -> bool:
    """Whether it is an index: i, and the s of g(s), unless something is derived by it."""
    nodes = (n for s in env.sides for n in walk(s))
    moves = (n.var for n in nodes if isinstance(n, Derivative))
    return key.base in INDICES and not any(isinstance(v, Name) and key_of(v) == key for v in moves)


def _value(key: Key, env: Env, span: Span) -> Expr:
    """The number, or what the text says that it is: ŷ of L(ŷ, y), where ŷ = σ(z)."""
    found = definition(key, (), env)
    return families.number(key, env) if found is None else bare(found, env, span)


def _inside(d: DefinedAs, bound: dict[Ref, Alphabet], env: Env) -> Expr:
    scope, points, pointwise = env.scope, env.points, env.pointwise
    env.scope, env.points, env.pointwise = dict(bound), {}, None
    env.unfolding.append(d.key)
    try:
        made = terms.term(d.body, env)
    finally:
        env.unfolding.pop()
        env.scope, env.points, env.pointwise = scope, points, pointwise
    if d.fact is not None:
        env.rests.setdefault(d.fact.number)
    return made


def is_of_fewer(d: DefinedAs, spec: LawSpec) -> bool:
    """Whether p(x) alone is said, of a law that has other letters too, p(x, z): this is no more
    than its marginal."""
    own = {p.ref.base for p in d.parameters}
    return 0 < len(d.parameters) < len(spec.outputs) + len(spec.inputs) and own <= {
        *spec.outputs, *spec.inputs
    }  # fmt: skip


def law(spec: LawSpec, d: DefinedAs, env: Env) -> Law:
    """A law that the notes define by its values, or as what is made of other laws."""
    declared = [*spec.outputs, *spec.inputs]
    letters = [env.variable(spec, v) for v in declared]
    rows = tables.table(spec, env)
    family = _of_family(d, env)
    if family is not None and len(spec.outputs) == 1:
        return _law_of_family(spec, d, family, env)
    env.unfolding.append(d.key)
    try:
        if rows is not None:
            value = tables.at(rows, letters[0])
        elif d.parameters:
            refs = [_own(p) for p in d.parameters]
            if len(refs) != len(letters):
                where = d.body.span
                raise NotRead(
                    where,
                    f"{d.key.latex()} is defined with {len(refs)} "
                    f"{'letter' if len(refs) == 1 else 'letters'}, and is a law of {len(letters)} "
                    "here: write it with its letters",
                )
            if {r.base for r in refs} == {*declared}:  # r(z, x) of an r that is r(x, z) elsewhere
                refs.sort(key=lambda r: declared.index(r.base))
            value = _inside(d, dict(zip(refs, letters, strict=True)), env)
        else:
            with env.at_letters(tuple(letters)):
                value = terms.term(d.body, env)
    finally:
        env.unfolding.pop()
    if d.fact is not None:
        env.rests.setdefault(d.fact.number)
    if not {env.parameter(p) for p in spec.parameters} <= value.free_symbols:
        refuse_fixed(spec, d, env)
    count = len(spec.outputs)
    more = {i for i in value.free_symbols if isinstance(i, Alphabet)} - {*letters}
    more |= {env.parameter(p) for p in spec.parameters}
    given = (*letters[count:], *sorted(more, key=str))  # the θ of π*(y|x) ∝ π(y|x) exp r_θ(x,y)
    made = DefinedLaw(env.names.law(spec.key), *letters[:count], value=value, given=given)
    if rows is not None:
        env.told[made] = told_laws.Numbers.of_one(letters[0], rows)
    return made


def refuse_fixed(spec: LawSpec, d: DefinedAs, env: Env) -> None:
    """Refuse q_η beside a q_θ(x) = b(x) e^{θx} whose θ is a number there: q_η would be q_θ."""
    others = {env.notation.meant(k): given for k, given in env.notation.uses.families.items()}
    if len({*others.get(spec.key, ())}) > 1:
        name = d.key.latex()
        said = f"{name} is defined in line {d.body.span.line} with one parameter"
        raise NotRead(d.body.span, f"{said}, and stands with another, too: write {name}(… | θ)")


def _of_family(d: DefinedAs, env: Env) -> Literal | None:
    """𝒩(μ, σ²), of p(x) = 𝒩(x; μ, σ²) and of the name that stands for it."""
    whole = literal(d.body)
    head = d.body.head if isinstance(d.body, Call) else d.body
    if whole is not None or not isinstance(head, Name) or not is_symbol(head.base):
        return whole
    own = [_own(a) for a in d.parameters]
    bound = env.notation.uses.bound
    args = d.body.args if isinstance(d.body, Call) else ()
    if own != [ref_of(a, bound) for a in args]:
        return None
    found = env.notation.defined.get(key_of(head), ())
    return next((literal(d.body) for d in found), None)


def _law_of_family(spec: LawSpec, d: DefinedAs, family: Literal, env: Env) -> Law:
    given = [env.variable(spec, v) for v in spec.inputs]
    given += [env.parameter(p) for p in spec.parameters]
    parameters = [terms.term(p, env) for p in family.parameters]
    saying = [f for f in env.facts if f.kind == "variable" and spec.key in map(_named, f.values)]
    for fact in [*saying, *([d.fact] if d.fact is not None else [])]:
        env.rests.setdefault(fact.number)
    (x,) = (env.variable(spec, v) for v in spec.outputs)
    return family_laws.made(family.kind, env.names.law(spec.key), x, parameters, given)


def _named(node: Node) -> Key | None:
    return key_of(node) if isinstance(node, Name) else None


def _laws_here(env: Env) -> set[Key]:
    """The names that stand in a chain, or in what they are said to be, and the law of X."""
    bound, out = env.notation.uses.bound, set[Key]()
    todo = [*env.sides, *(v for f in env.facts if f.kind == "variable" for v in f.values)]
    if env.notation.main is not None and env.used:
        out.add(env.notation.main)
        todo += [d.body for d in env.notation.defined.get(env.notation.main, ()) if env.reaches(d)]
    while todo:
        for node in walk(todo.pop()):
            key = env.notation.meant(head_of(node, bound)[0]) if isinstance(node, Name) else None
            if key is not None and key not in out:
                out.add(key)
                todo += [d.body for d in env.notation.defined.get(key, ()) if env.reaches(d)]
    return out


def families_at(env: Env) -> dict[Place, str]:
    """The families of the laws of a chain, by the alphabets that they are of."""
    kinds: dict[Place, set[str]] = {}
    named = _laws_here(env)
    for spec in (s for s in env.notation.laws.values() if s.key in named):
        found = [d for d in env.notation.defined.get(spec.key, ()) if env.reaches(d)]
        family = _of_family(found[-1], env) if found else None
        if family is not None and len(spec.outputs) == 1:
            root = env.notation.alphabets.find(place_of(spec, spec.outputs[0]))
            kinds.setdefault(root, set()).add(family.kind)
    real = {"normal", "uniform", "exponential", "laplace"}
    return {r: next(iter(k)) for r, k in kinds.items() if len(k) == 1 or k <= real}


def _own(arg: Arg) -> Ref:
    if arg.ref.index is not None:
        return Ref(arg.ref.index)
    return Ref(arg.ref.base, arg.ref.primes)
