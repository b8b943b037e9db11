"""What measures of laws are of: laws by name, by value, or made of these; and their letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sympy import Expr

from derive.language import measures as usual
from derive.language.alphabets import Alphabet
from derive.language.expressions import Sum
from derive.language.laws import Law
from derive.notes.elaborate import asked, averages, bare_laws, distances, mean_laws, terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key
from derive.notes.resolve.alphabets import letter
from derive.notes.resolve.calls import call_use
from derive.notes.resolve.laws import LawSpec, place_of
from derive.notes.resolve.letters import Ref, ref_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import Big, Call, Node
from derive.notes.walk import bound as bound_by
from derive.notes.walk import walk

Letters = tuple[Alphabet, ...]


def of_laws(
    kind: str,
    args: Sequence[Node],
    env: Env,
    span: Span,
    base: Any = "document",
    over: Sequence[Node] = (),
) -> Expr:
    """A measure of laws, given by name, by their values, or by what is made of these."""
    base = terms.log_base(None, env) if base == "document" else base
    make = distances.maker(kind, base)
    if kind != "H":
        return made_of_laws(make, args, env, span, over)

    def entropy(law: Any, **named: Any) -> Expr:
        letters = named.get("over") or law.outputs
        if not any(i.is_space for i in letters):
            return make(law, **named)
        made: Expr = usual.differential_entropy(law, base=base, **named)
        return made

    return made_of_laws(entropy, args, env, span, over)


def made_of_laws(
    make: Callable[..., Expr], args: Sequence[Node], env: Env, span: Span, over: Sequence[Node] = ()
) -> Expr:
    """What `make` makes of laws: as they are, or of their values. over: the letters they are of."""
    named = _at_common_letters(make, args, env, span)
    if named is not None:
        return named
    bare = [_plain_law(a, env) for a in args]
    if all(law is not None for law in bare) and len({_outputs(b) for b in bare}) == 1:
        return make(*bare)
    asked.refuse_other_letters(args, env, span)
    bound, letters = _letters(args, env, span, over)
    mean = averages.of(args, env, span)
    with env.binding(mean.bound):
        with env.binding(bound), env.at_letters(letters):
            shown = [terms.term(a, env) for a in args]
        inside = set().union(*(e.free_symbols for e in shown))
        if inside and not inside & set(letters):  # D(P_y‖Q_y) of a P that is a law of x, too
            said = ", ".join(i.name for i in letters)
            raise NotRead(span, f"what would be summed over {said} has none of it")
        return mean.over(make(*shown, over=letters))


def _at_common_letters(
    make: Callable[..., Expr], args: Sequence[Node], env: Env, span: Span
) -> Expr | None:
    """Of D(p‖q) of laws of which one is of several letters, at those that are meant."""
    from derive.notes.elaborate.values import law_value

    specs = [s for a in args if (s := asked.spec_of(a, env)) is not None]
    if len(specs) < len(args) or not any(_is_in_doubt(s, env) for s in specs):
        return None
    names = bare_laws.common(specs, env)
    if not names:
        return None
    letters = tuple(env.fresh(Ref(v), letter(v)) for v in names)
    at = dict(zip(names, letters, strict=True))
    shown = [law_value(s, at, {}, env, span) for s in specs]
    laws = " and ".join(dict.fromkeys(s.key.latex() for s in specs))
    of = ", ".join(v.plain() for v in names)
    env.suppose(f"{laws} are here laws of {of}")
    env.guessed.setdefault(f"{laws} are here laws of something else than {of}")
    return make(*shown, over=letters)


def _is_in_doubt(spec: LawSpec, env: Env) -> bool:
    several = len(env.law(spec).outputs) > 1 and len({left for left, _ in spec.shown}) > 1
    return several and not mean_laws.is_said(spec, env)


def _outputs(law: Law | None) -> Any:
    return law.outputs if law is not None else None


def _plain_law(node: Node, env: Env) -> Law | None:
    """A law that is only named, without inputs and parameters."""
    spec = asked.spec_of(node, env)
    if spec is None:
        return None
    law = env.law(spec)
    if _is_in_doubt(spec, env):
        raise NotRead(node.span, f"{spec.key.latex()} has several variables: which are meant here?")
    if len(law.outputs) < len(spec.outputs) and mean_laws.is_said(spec, env):
        all_of_them = ", ".join(v.plain() for v in spec.outputs)
        raise NotRead(node.span, f"{spec.key.latex()} is said to be a law of {all_of_them}")
    return None if law.inputs or spec.parameters else law


def _letters(
    args: Sequence[Node], env: Env, span: Span, over: Sequence[Node] = ()
) -> tuple[dict[Ref, Alphabet], Letters]:
    """The letters that a measure of values sums over: those left of the bar; else of the law."""
    said = (ref_of(n, env.notation.uses.bound) for n in over)
    refs: dict[Ref, None] = dict.fromkeys(r for r in said if r is not None)
    for node in () if refs else args:
        refs.update(dict.fromkeys(_outputs_in(node, env)))
        if refs:
            break
    if refs:
        _refuse_indexed(args, env, span)
        bound = {r: env.fresh(r, letter(r.base)) for r in refs}
        return bound, tuple(bound.values())
    for node in args:
        heads = {id(n.head) for n in walk(node) if isinstance(n, Call)}
        for n in walk(node):
            spec = asked.spec_of(n, env) if id(n) not in heads else None
            if spec is not None:
                law = env.law(spec)
                return {}, law.outputs
    free = dict.fromkeys(r for node in args for r in _free_in(node, env))
    if free:
        bound = {r: env.fresh(r, letter(r.base)) for r in free}
        return bound, tuple(bound.values())
    raise NotRead(span, "no law is named here")


def _refuse_indexed(args: Sequence[Node], env: Env, span: Span) -> None:
    """NotRead: H(f(v|x_i) p(x_i)), of v alone or of x, too?"""
    for n in (n for a in args for n in walk(a) if isinstance(n, Call)):
        use = call_use(n, env.notation.uses.bound)
        if use is None or env.notation.law(use.key) is None or use.right:
            continue
        for a in use.left:
            if a.ref.index is not None and Ref(replace(a.ref.index, primes=0)) not in env.scope:
                raise NotRead(span, f"is {a.ref.plain()} summed over here, too?")


def _free_in(node: Node, env: Env) -> Iterator[Ref]:
    """The letters of functions that nothing binds: y of Σ_x p(x) f(x, y)."""
    inside = {ref_of(x, env.notation.uses.bound) for n in walk(node) for x in bound_by(n)}
    for n in walk(node):
        use = call_use(n, env.notation.uses.bound) if isinstance(n, Call) else None
        for a in (*use.left, *use.right) if use is not None else ():
            if a.ref not in inside and a.ref not in env.scope and a.ref.index is None:
                yield a.ref


def _outputs_in(node: Node, env: Env) -> Iterator[Ref]:
    """The letters left of bars that nothing within binds: z of Σ_x e(z|x) p(x)."""
    inside = {ref_of(x, env.notation.uses.bound) for n in walk(node) for x in bound_by(n)}
    for n in walk(node):
        use = call_use(n, env.notation.uses.bound) if isinstance(n, Call) else None
        if use is not None and env.notation.law(use.key) is not None:
            found = (Ref(a.ref.base, a.ref.primes) for a in use.left if a.ref.index is None)
            yield from (r for r in found if r not in inside)


def summed_law(node: Big, env: Env) -> Expr:
    """Σ p log p: of laws that are only named, over their letters."""
    bound, letters = _letters([node.body], env, node.span)
    if node.op not in ("sum", "int"):
        raise NotRead(node.span, f"{node.op} without a letter is not read")
    with env.binding(bound), env.at_letters(letters):
        return Sum(terms.term(node.body, env), *letters)


def at_letters(
    spec: LawSpec, letters: Letters, env: Env, span: Span, parameters: tuple[Key, ...] = ()
) -> Expr:
    """A law that is only named, at the letters of the measure around it."""
    from derive.notes.elaborate.values import law_value

    names: list[Key] = list(spec.outputs)
    if len(names) != len(letters):
        names = [v for v in spec.outputs if v in env.used] or names
    places = [place_of(spec, v) for v in names]
    if len(letters) != len(places) or not all(map(env.runs, letters, places)):
        said = ", ".join(v.plain() for v in names)
        raise NotRead(span, f"{spec.key.latex()} is a law of {said}, and stands beside another")
    right = {v: env.letter(Ref(v), place_of(spec, v), span) for v in spec.inputs}
    at = dict(zip(names, letters, strict=True))
    return law_value(spec, at, right, env, span, parameters)
