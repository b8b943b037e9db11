"""E with its law, and without where only one law is possible."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sympy import Expr, Integer
from sympy import Mul as SympyMul

from derive.language.alphabets import Alphabet
from derive.language.measures import E
from derive.language.names import DeriveError
from derive.notes.elaborate import (
    conditional_means,
    mean_laws,
    numbers,
    own_laws,
    terms,
    values,
)
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.variables import free_refs, is_valued, is_variable, valued
from derive.notes.kinds import INDICES, PARAMETERS, Key, whole_key
from derive.notes.resolve.alphabets import letter
from derive.notes.resolve.calls import call_use, head_of
from derive.notes.resolve.laws import place_of
from derive.notes.resolve.letters import Ref, drawn, is_capital, is_index, ref_of
from derive.notes.resolve.unsaid_laws import unsaid
from derive.notes.resolve.uses import is_letter_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Event, Given, Mean, Members, Mul, Name, Node
from derive.notes.walk import walk
from derive.notes.written import latex


def mean(node: Mean, env: Env) -> Expr:
    """E[f], E_p[f], E_{x∼p}[f], E_{q(z|x)}[f]."""
    if node.op not in ("E", "Var"):
        raise NotRead(node.span, f"{node.op} is not read yet")
    if node.given:
        return _conditional_mean(node, env)
    if node.op == "E" and not node.law and (found := _of_unknown(node.body, env)) is not None:
        return found
    found = _laws(node, env) if node.law else _only(node, env)
    _refuse_parts(node, [ref for _, letters in found for ref, _ in letters], env)
    bound = {ref: i for _, letters in found for ref, i in letters}
    order = tuple(dict.fromkeys(i for _, letters in found for _, i in letters))
    points, env.points = env.points, env.points | mean_laws.points_said(bound, node, env)
    try:
        with env.binding(bound), env.at_letters(order), env.at_values(_valued(node, bound, env)):
            body = terms.term(node.body, env)
    finally:
        env.points = points
    weight = SympyMul(*(v for v, _ in found))
    _refuse_another(body, weight, order, node, env)
    return _taken(node, body, weight, order)


def _conditional_mean(node: Mean, env: Env) -> Expr:
    """E[f | Y = y]: under the law given these values."""
    given = conditional_means.given(node, env)
    names = [k for k in valued(node.body, env) if k not in given]
    spec = conditional_means.law(node, names, given, env)
    behind = {k: conditional_means.letter(k, v, spec, node, env) for k, v in given.items()}
    letters = [env.fresh(Ref(k), place_of(spec, k)) for k in names]
    weight = values.law_value(spec, dict(zip(names, letters, strict=True)), behind, env, node.span)
    own = zip((*names, *behind), (*letters, *behind.values()), strict=True)
    bound = {Ref(k): i for k, i in own}
    with env.binding(bound), env.at_letters(tuple(letters)), env.at_values(tuple(bound)):
        body = terms.term(node.body, env)
    if not names:
        return body if node.op == "E" else Integer(0)
    return _taken(node, body, weight, tuple(letters))


def _taken(node: Mean, body: Expr, weight: Expr, over: tuple[Alphabet, ...]) -> Expr:
    try:
        made: Expr = E(body, weight, over=over)
        return made if node.op == "E" else E(body**2, weight, over=over) - made**2
    except DeriveError as error:
        raise NotRead(node.span, str(error).split(". Try")[0]) from error


def _refuse_another(
    body: Expr, weight: Expr, over: tuple[Alphabet, ...], node: Mean, env: Env
) -> None:
    """Refuse E_q[L_i], of which nothing says that i is what q is a law of: else i stayed free."""
    letters = {i for i in body.free_symbols if isinstance(i, Alphabet)}
    if letters & set(over):
        return
    bound = {a for a in env.scope.values() if isinstance(a, Alphabet)}
    own = {o.alphabet for o in over}
    for i in sorted(letters - weight.free_symbols - bound, key=str):
        if i.alphabet in own or i.name.rstrip("'") in INDICES:
            names = ", ".join(o.name for o in over)
            raise NotRead(node.span, f"a mean over {names} of what has {i.name}: which is meant?")


def _refuse_parts(node: Mean, over: list[Ref], env: Env) -> None:
    """Refuse E_τ[Σ_t r_t]: a trajectory's r_t, s_t and a_t move with it, and nothing says how."""
    if not any(r.base.base in _TRAJECTORIES for r in over):
        return
    for n in walk(node.body):
        if isinstance(n, Name) and n.sub and is_index(n.sub[0], env.notation.uses.bound):
            why = f"{latex(n)} is part of what the mean is over: how is it made of it?"
            raise NotRead(n.span, why)


_TRAJECTORIES = (r"\tau", r"\xi")
Pairs = list[tuple[Ref, Alphabet]]


def _laws(node: Mean, env: Env) -> list[tuple[Expr, Pairs]]:
    """The values of the laws below E, each with its letters. Letters and random variables that
    stand there have one law together."""
    ones = [n for n in node.law if isinstance(n, Name) and _is_one(n, node, env)]
    named = [whole_key(n).lower() for n in ones]
    laws = [f for n in node.law if n not in ones for f in _each(n)]
    if not laws and (drawn_from := _said_elsewhere(ones, env)) is not None:
        laws, named = [drawn_from], []
    found = [_law(n, node, env) for n in laws]
    drawn = [ref for _, pairs in found for ref, _ in pairs]
    if len(set(drawn)) < len(drawn):
        raise NotRead(node.span, "two laws of one letter below E")
    return [*found, _variables(named, env, node)] if named else found


def _said_elsewhere(ones: list[Name], env: Env) -> Event | None:
    """The z ∼ q(z|x) of a bare E_z, where all means over z that say their law say this one."""
    means = env.notation.uses.averaged
    found = {e for m in means for e in m.law if isinstance(e, Event) and e.rel == "~"}
    mine = {e for e in found if len(ones) == 1 and e.lhs == ones[0] and isinstance(e.rhs, Call)}
    if len(mine) != 1:
        return None
    (event,) = mine
    env.suppose(f"E_{latex(ones[0])} is over {latex(event.rhs)}")
    env.guessed.setdefault("E is over another law")
    return event


def _each(law: Node) -> tuple[Node, ...]:
    """p(x) and p(y) of E_{p(x)p(y)}, which are independent there."""
    whole = law.rhs if isinstance(law, Event) and law.rel == "~" else law
    if isinstance(whole, Mul) and all(isinstance(f, Call) for f in whole.factors):
        return whole.factors
    return (law,)


def _is_one(law: Node, mean: Mean, env: Env) -> bool:
    """Whether it is a letter or a random variable, and no law."""
    return is_variable(law, env) or is_letter_of(law, mean)


def _law(node: Node, mean: Mean, env: Env) -> tuple[Expr, Pairs]:
    """The value of a law, and the letters that it averages over."""
    if isinstance(node, Event) and node.rel == "in" and isinstance(node.rhs, Call):
        node = replace(node, rel="~")  # z ∈ p(z), which is no set
    if isinstance(node, Event) and node.rel == "~":
        return _drawn(node, mean, env)
    if isinstance(node, Call):
        return _called(node, env)
    if isinstance(node, Name):
        return _named(node, None, mean, env)
    if isinstance(node, Given):
        return _conditional(node, env)
    raise NotRead(node.span, "the law of this expectation is not read")


def _conditional(node: Given, env: Env) -> tuple[Expr, Pairs]:
    """Z | X, θ: by the only law that stands so anywhere, p(z|x; θ)."""
    left = [_letter_of(n, env) for n in node.of]
    behind = [_letter_of(n, env) for n in node.given]
    at = tuple(whole_key(n) for n in node.given if isinstance(n, Name) and n.base in PARAMETERS)
    right = [r for r in behind if r.base.base not in PARAMETERS]
    wanted = (tuple(r.base for r in left), tuple(r.base for r in right))
    fits = [
        s
        for s in env.notation.laws.values()
        if wanted in s.shown and len(s.parameters) == len(at) and not s.positional
    ]
    if len(fits) != 1:
        raise NotRead(node.span, f"E over {node.span.text}: under which law?")
    (spec,) = fits
    pairs = [(Ref(r.base), env.fresh(Ref(r.base), place_of(spec, r.base))) for r in left]
    given = {
        r.base: env.letter(Ref(r.base, r.primes), place_of(spec, r.base), node.span) for r in right
    }
    own = dict(zip((r.base for r in left), (i for _, i in pairs), strict=True))
    return values.law_value(spec, own, given, env, node.span, at), pairs


def _letter_of(node: Node, env: Env) -> Ref:
    ref = ref_of(node, env.notation.uses.bound)
    if ref is None or ref.index is not None:
        raise NotRead(node.span, "a condition below E of a form that is not read")
    return ref


def _drawn(node: Event, mean: Mean, env: Env) -> tuple[Expr, Pairs]:
    """x ∼ p, x ∼ p(x), (x, y) ∼ p."""
    if said := unsaid(node):
        env.suppose(said)
        env.guessed.setdefault("E is over another law")
    names = node.lhs.items if isinstance(node.lhs, Members) else (node.lhs,)
    refs = []
    for name in names:
        ref = ref_of(name, env.notation.uses.bound)
        if ref is None:
            raise NotRead(name.span, "what is drawn is no letter")
        refs.append(ref)
    if any(r.index is not None for r in refs):
        return _marked(node, refs, mean, env)
    refs = [Ref(r.base, r.primes) for r in refs]
    if isinstance(node.rhs, Call):
        value, pairs = _called(node.rhs, env)
        if {r for r, _ in pairs} != set(refs):
            raise NotRead(node.span, "what is drawn is not what its law is of")
        return value, pairs
    if not isinstance(node.rhs, Name):
        raise NotRead(node.span, "the law of this expectation is not read")
    return _named(node.rhs, refs, mean, env)


def _marked(node: Event, refs: list[Ref], mean: Mean, env: Env) -> tuple[Expr, Pairs]:
    """(x, y_w, y_l) ∼ 𝒟: y_w and y_l are letters of one alphabet, and 𝒟 a law of all three.

    Raises:
        NotRead: if 𝒟 is said to be of others, or an index runs.
    """
    key = head_of(node.rhs, env.notation.uses.bound)[0] if isinstance(node.rhs, Name) else None
    spec = env.notation.law(key) if key is not None else None
    names = tuple(map(drawn, refs))
    if spec is None or not set(names) <= set(spec.outputs) or spec.inputs or len(refs) < 2:
        raise NotRead(node.span, "the law of this expectation is not read")
    own = [Ref(r.base, r.primes) if r.index is None else Ref(r.index) for r in refs]
    if any(r in env.scope for r in own):
        raise NotRead(node.span, "what is drawn has an index that runs")
    letters = [env.fresh(Ref(v), letter(r.base)) for v, r in zip(names, refs, strict=True)]
    value = values.law_value(spec, dict(zip(names, letters, strict=True)), {}, env, node.span)
    return value, list(zip(own, letters, strict=True))


def _called(node: Call, env: Env) -> tuple[Expr, Pairs]:
    use = call_use(node, env.notation.uses.bound)
    spec = env.notation.law(use.key) if use is not None else None
    if use is None or spec is None:
        raise NotRead(node.span, "the law of this expectation is not read")
    pairs = []
    for a in use.left:
        if a.ref.index is not None:
            raise NotRead(node.span, "an expectation over x_i is not read")
        ref = Ref(a.ref.base, a.ref.primes)
        pairs.append((ref, env.fresh(ref, letter(ref.base))))
    with env.binding(dict(pairs)):
        return values.value(use, env), pairs


def _named(node: Name, refs: list[Ref] | None, mean: Mean, env: Env) -> tuple[Expr, Pairs]:
    """A law that is only named: at the letters drawn, or at those of its only pattern, given the
    letters that what is averaged has."""
    key, parameters, _ = head_of(node, env.notation.uses.bound)
    spec = env.notation.law(key)
    if spec is None:
        raise NotRead(node.span, f"{key.latex()} stands as a law, and is none")
    names = mean_laws.outputs(spec, refs, node, mean.body, env)
    if refs is None and not any(left for left, _ in spec.shown):
        mean_laws.refuse_loose(names, mean, env)
    pairs = [
        (ref, env.fresh(ref, place_of(spec, v)))
        for ref, v in zip(refs or [Ref(v) for v in names], names, strict=True)
    ]
    inputs = {v: mean_laws.given(v, mean.body, node) for v in spec.inputs}
    right = {v: env.letter(r, place_of(spec, v), node.span) for v, r in inputs.items()}
    left = dict(zip(names, (i for _, i in pairs), strict=True))
    return values.law_value(spec, left, right, env, node.span, parameters), pairs


def _of_unknown(body: Node, env: Env) -> Expr | None:
    """E S, and E S log a, of an S of whose law nothing is said, nor used: a number of its own."""
    factors = body.factors if isinstance(body, Mul) else (body,)
    capitals = [n for n in walk(body) if isinstance(n, Name) and is_capital(n)]
    unknown = [f for f in factors if isinstance(f, Name) and is_capital(f)]
    if len(unknown) != 1 or len(capitals) != 1 or is_valued(unknown[0], env):
        return None
    if env.notation.law(whole_key(unknown[0])) is not None:
        return None
    mean = numbers.number(Key(rf"\mathbb{{E}}[{latex(unknown[0])}]"), env)
    return SympyMul(mean, *(terms.term(f, env) for f in factors if f is not unknown[0]))


def _valued(node: Mean, bound: Collection[Ref], env: Env) -> tuple[Ref, ...]:
    """The letters of random variables whose values are averaged, in E[X Y], and in E_p[X]."""
    return tuple(r for r in map(Ref, valued(node.body, env)) if not node.law or r in bound)


def _only(node: Mean, env: Env) -> list[tuple[Expr, Pairs]]:
    """E without a law: of the random variables in it, which have one law."""
    open_ = valued(node.body, env)
    if not open_:
        small = [r.base for r in free_refs(node.body, env) if r not in env.scope]
        spec = mean_laws.law_of(set(small), env) if small else None
        if spec is not None and set(small) <= set(spec.outputs):
            _refuse_given(node, set(small), env)
            env.suppose(f"E is over {spec.key.latex()}")
            env.guessed.setdefault("E is over another law")
            return [_variables(small, env, node)]
    if not open_:
        raise NotRead(node.span, "E without a law: of what?", ("E is over p",))
    return [_variables(open_, env, node)]


def _refuse_given(node: Mean, small: set[Key], env: Env) -> None:
    """Raises NotRead for E[log p(y|x)] within a sum over x: of all y, or of those at that x?"""
    for call in (n for n in walk(node.body) if isinstance(n, Call) and "|" in n.separators):
        inside = free_refs(call, env)
        mine = [r for r in inside if r.base in small]
        if mine and any(r in env.scope for r in inside):
            y = mine[0].base.latex()
            why = f"E without a law: over all {y}, or over {y} at what the sum around it runs over?"
            raise NotRead(node.span, f"{why} Write E_{{…}}")


def _variables(names: list[Key], env: Env, node: Node) -> tuple[Expr, Pairs]:
    """At these letters the law that has them."""
    drawn = [own_laws.drawn_from(k, env.facts, env.used, env.notation) for k in names]
    alone = drawn[0] if len(drawn) == 1 else None
    spec = alone or mean_laws.law_of(set(names), env)
    if spec is None:
        of = ", ".join(k.latex() for k in names)
        raise NotRead(node.span, f"E over {of}: under which law?", mean_laws.asks(names))
    pairs = [(Ref(v), env.fresh(Ref(v), place_of(spec, v))) for v in names]
    left = dict(zip(names, (i for _, i in pairs), strict=True))
    return values.law_value(spec, left, {}, env, node.span), pairs


