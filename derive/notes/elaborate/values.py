"""Values of laws and functions at letters: p(x), p(y|x), p_i, P(X = x), f(x), q_θ(y = k)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sympy import Expr, Integer, Rational

from derive.language.alphabets import Alphabet, Delta, Letter
from derive.language.expressions import Inverse
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.quantities import Quantity
from derive.notes.elaborate import defined, families, numbers
from derive.notes.elaborate.env import Env, Running
from derive.notes.kinds import INDICES, Key, whole_key
from derive.notes.resolve.alphabets import Place, letter, place
from derive.notes.resolve.calls import CallUse
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.laws import LawSpec, place_of, variables_at
from derive.notes.resolve.letters import Arg, Ref, as_key, as_ref
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import Call, Name
from derive.notes.walk import bound, walk


def value(use: CallUse, env: Env) -> Expr:
    """A call of letters."""
    spec = env.notation.law(use.key)
    if spec is None:
        args = (*use.left, *use.right, *(Arg(as_ref(p)) for p in use.parameters))
        whole = _functional(use, env)
        if whole is not None:
            return whole
        stands_for = defined.definition(use.key, args, env)
        if stands_for is not None:
            return defined.unfolded(stands_for, args, env, use.node.span)
        return _of_function(use, env)
    if spec.inputs and not use.barred:
        stands_for = defined.partial(use.key, use.left, env)
        if stands_for is not None:
            return defined.unfolded(stands_for, (*use.left, *use.right), env, use.node.span)
    open_ = _open(spec, use, env)
    if open_ is not None:
        return open_
    left, right = placed(spec, use, env)
    return law_value(spec, left, right, env, use.node.span, use.parameters)


def _functional(use: CallUse, env: Env) -> Expr | None:
    """L(X) beside H(X), outside of a mean: a number that the variable has, not its value's."""
    args = (*use.left, *use.right)
    if not args or use.right or not all(a.ref.variable for a in args):
        return None
    calls = (n for s in env.sides for n in walk(s) if isinstance(n, Call))
    valued = any(Ref(a.ref.base) in env.valued for a in args)
    if valued or not any(measure_of(n) in ("H", "I") for n in calls):
        return None
    inside = ",".join(replace(a.ref.base, base=a.ref.base.base.upper()).latex() for a in args)
    return numbers.number(Key(f"{use.key.latex()}({inside})"), env)


def _open(spec: LawSpec, use: CallUse, env: Env) -> Expr | None:
    """The value of a law that is defined by others with a parameter: it is no law by itself. So of
    p_θ(τ) of a τ that nothing runs over, where it is derived by θ."""
    d = defined.definition(spec.key, (), env)
    if d is None or use.right or len(d.parameters) != len(use.left):
        return None
    value = defined.unfolded(d, use.left, env, use.node.span)
    given = {env.letter(a.ref, None, use.node.span) for a in use.left}
    runs = any(a.ref in env.scope for a in use.left)
    moves = not runs and bool({*spec.parameters} & {*env.moving})
    if not (moves or value.free_symbols - given):
        return None
    defined.refuse_fixed(spec, d, env)
    return value


def placed(
    spec: LawSpec, use: CallUse, env: Env
) -> tuple[dict[Key, Alphabet], dict[Key, Alphabet]]:
    """The letters of a call, by the variables that they are for; left and right of the bar."""
    names = _variables(spec, use, env)
    letters = [
        env.letter(arg.ref, place_of(spec, name), use.node.span)
        for name, arg in zip(names, (*use.left, *use.right), strict=True)
    ]
    pairs = list(zip(names, letters, strict=True))
    return dict(pairs[: len(use.left)]), dict(pairs[len(use.left) :])


def _variables(spec: LawSpec, use: CallUse, env: Env) -> list[Key]:
    args = (*use.left, *use.right)
    declared = (*spec.outputs, *spec.inputs)
    if spec.positional:
        if len(args) != len(declared):
            raise NotRead(use.node.span, f"{use.key.latex()} has {len(declared)} letters elsewhere")
        return list(declared)
    names = []
    for name, arg in zip(variables_at(args), args, strict=True):
        primed = replace(arg.ref.base, primes=arg.ref.primes)
        there = spec.outputs if arg in use.left else declared  # q(θ'|θ) has its first in front
        if arg.ref.primes and primed in there and name != primed:
            law, plain = use.key.latex(), arg.ref.base.latex()
            two = f"the variable {primed.latex()} of {law}, or its {plain} at another letter?"
            raise NotRead(use.node.span, f"{primed.latex()}: {two}")
        if name not in declared:
            name = _by_alphabet(spec, arg, env)
        if name is None or name not in declared:
            raise NotRead(
                use.node.span,
                f"which variable of {use.key.latex()} is {arg.ref.plain()}?",
            )
        names.append(name)
    if len(set(names)) < len(names):
        raise NotRead(use.node.span, f"two letters for one variable of {use.key.latex()}")
    return names


def _by_alphabet(spec: LawSpec, arg: Arg, env: Env) -> Key | None:
    """The only variable of a law with one, whatever its letter is called: p_k of a p(x); or the
    only one that occurs in the chain, as in H(X) = −Σ p_i log p_i. y_i is for it where it is said
    to be a value of it."""
    if arg.ref.variable:
        return None
    if arg.ref.index is not None:
        alphabets, y = env.notation.alphabets, letter(arg.ref.base)
        drawn = [v for v in spec.outputs if alphabets.same(y, letter(v))]
        return drawn[0] if len(spec.outputs) == 1 == len(drawn) and not spec.inputs else None
    own = [v for v in spec.outputs if v in env.used] or list(spec.outputs)
    return own[0] if len(own) == 1 and not spec.inputs else None


def law_value(
    spec: LawSpec,
    left: dict[Key, Alphabet],
    right: dict[Key, Alphabet],
    env: Env,
    span: Span,
    parameters: tuple[Key, ...] = (),
) -> Expr:
    """r(x), r(x, y), r(x | y), W(y | x), with a parameter's letter where the law has one."""
    at = parameters if len(parameters) == len(spec.parameters) else spec.parameters
    law = env.law(spec, at)
    given = {_name(env, spec, v): i for v, i in right.items()}
    both = {**{_name(env, spec, v): i for v, i in left.items()}, **given}
    inputs: dict[str, Alphabet] = {
        env.names.letter(as_ref(own)): env.parameter(other)
        for own, other in zip(spec.parameters, at, strict=True)
        if other not in env.moving
    }
    missing = [v for v in spec.inputs if _name(env, spec, v) not in both]
    if missing:
        said = ", ".join(v.plain() for v in missing)
        raise NotRead(span, f"{spec.key.latex()} without {said}, on which it depends elsewhere")
    own = {env.variable(spec, v).name for v in spec.inputs}
    inputs |= {x.name: x for x in law.inputs if x.name not in {*own, *inputs}}  # of its definition
    conditional = {v: i for v, i in given.items() if v not in {x.name for x in law.inputs}}
    whole = _at(law, {**both, **inputs})
    if not conditional:
        return whole
    keep = {v: i for v, i in both.items() if v in {x.name for x in law.inputs}}
    below = _at(law, {**conditional, **keep, **inputs})
    if isinstance(whole, LawValue) and isinstance(below, LawValue):
        return ConditionalValue(whole, below)
    return whole * Inverse(below)


def _name(env: Env, spec: LawSpec, v: Key) -> str:
    return env.variable(spec, v).name


def _at(law: Law, letters: dict[str, Any]) -> Expr:
    made: Expr = law(**letters)
    return made


def _of_function(use: CallUse, env: Env) -> Expr:
    """f(x), L(x_i), ℓ_i: a real quantity at letters."""
    if env.notation.functions.get(use.key) is None:
        raise NotRead(use.node.span, f"what is {use.key.latex()}?")
    if use.barred:
        raise NotRead(use.node.span, f"{use.key.latex()} has a bar, and is no law")
    arity = len(use.left) + len(use.right) + len(use.parameters)
    if env.arities.setdefault(use.key, arity) != arity:
        raise NotRead(use.node.span, f"{use.key.latex()} has more arguments beside it")
    args = [a for a in (*use.left, *use.right) if a.ref.base not in env.moving]
    moved = [p for p in use.parameters if p in env.moving]
    moved += [a.ref.base for a in (*use.left, *use.right) if a.ref.base in env.moving]
    for key in (as_key(a.ref) for a in args):
        if key is not None and key in env.notation.plain and key.base not in INDICES:
            said = f"{key.latex()} is a number, and {use.key.latex()} is given it as a letter"
            raise NotRead(use.node.span, f"{said}: nothing says how it depends on that")
    letters = [env.letter(arg.ref, place(use.key, n), use.node.span) for n, arg in enumerate(args)]
    behind = [as_ref(p) for p in use.parameters if p not in moved]
    letters += [env.letter(p, letter(p.base), use.node.span) for p in behind]
    signed = numbers.sign(use.key, env)
    if signed == "real":
        env.unknown(use.key)
    if moved:
        return families.of_function(use.key, letters, moved, env)
    quantity = Quantity(env.names.family(use.key), *declared(letters), sign=signed)
    return quantity(*letters)


def declared(letters: Iterable[Alphabet | Letter]) -> list[Alphabet]:
    """The letters that a function declares which is given these."""
    over: list[Alphabet] = []
    for i in letters:
        over.append(_apart(_own(i), over))
    return over


def law_place(ref: Ref, env: Env) -> Place | None:
    """Over what a free letter runs at which a law of the chain is taken: the x of p(x) ≤ e^x."""
    if ref.index is not None or ref.variable or ref.number or ref.base in env.notation.plain:
        return None
    for use in uses_of(env.sides, env.notation.uses.bound).calls:
        spec, args = env.notation.law(use.key), (*use.left, *use.right)
        if spec is None or spec.positional or use.subscripted:
            continue
        for name, arg in zip(variables_at(args), args, strict=True):
            if arg.ref == ref and name is not None and name in (*spec.outputs, *spec.inputs):
                return place_of(spec, name)
    return None


def of_letter(ref: Ref, span: Span, env: Env) -> Expr:
    """A letter that stands as a number, as the y of y log p + (1 − y) log(1 − p), and the i of
    Σ_i p_i log(i + 1): its value, which is known where the text says which letters there are.

    Raises:
        NotRead: where nothing tells over what it runs.
    """
    ref, is_variable = replace(ref, variable=False), ref.variable
    if env.is_number(ref) and (not is_variable or ref in env.valued):
        point: Expr = env.letter(ref, None, span)
        return point
    running = env.scope.get(ref)
    if is_variable and ref not in env.valued:
        raise NotRead(span, f"{ref.plain().upper()} stands as a number outside of a mean")
    last = running.last if isinstance(running, Running) else None
    counts = last if last is not None and env.notation.alphabets.known(last) else None
    if not env.knows(ref) and counts is None:
        if _is_number_here(ref, env):
            return numbers.number(ref.base, env)
        raise NotRead(span, f"{ref.plain()} is a letter, and stands here as a number")
    i = env.letter(ref, None if env.knows(ref) else counts, span)
    own = _own(i)
    if own.called:
        members = [(m, Rational(m.name)) for m in own.letters if m.name.isdigit()]
        if len(members) < len(own.letters):
            raise NotRead(span, f"{ref.plain()} is a letter, and stands here as a number")
        return sum((n * Delta(i, m) for m, n in members if n), Integer(0))
    is_count = ref.base.base in INDICES
    name = env.names.number_of(ref.base, own._stem)
    env.unknown(ref.base)
    return Quantity(name, own, sign="pos" if is_count else "real")(i)


def _is_number_here(ref: Ref, env: Env) -> bool:
    """Whether a name that is a letter elsewhere stands in this chain as a number alone."""
    if ref.index is not None or ref.primes or ref.base.base in "ijk":
        return False
    for node in (n for side in env.sides for n in walk(side)):
        beside = (*node.args, node.head) if isinstance(node, Call) else bound(node)
        beside = (*beside, *node.sub) if isinstance(node, Name) else beside
        if any(isinstance(n, Name) and whole_key(n).lower() == ref.base for n in beside):
            return False
    return True


def _own(i: Alphabet | Letter) -> Alphabet:
    """The letter that a function declares: called as its alphabet."""
    of = i.of if isinstance(i, Letter) else i
    return of.another(of._stem)


def _apart(own: Alphabet, taken: list[Alphabet]) -> Alphabet:
    """The letter that a function declares, called as its alphabet."""
    while own in taken:
        own = own.another(own.name + "'")
    return own
