"""Which law a mean is over: of its letters, of its bare name, of the section's variables."""

from __future__ import annotations

from collections.abc import Mapping

from derive.language.alphabets import Alphabet
from derive.notes.elaborate import variables
from derive.notes.elaborate.known import Known
from derive.notes.kinds import Key, key_of
from derive.notes.resolve.laws import LawSpec
from derive.notes.resolve.letters import Ref, ref_of
from derive.notes.resolve.said_letters import letter_of
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead
from derive.notes.tree import Big, Call, Mean, Members, Name, Node
from derive.notes.walk import mapped, walk
from derive.notes.written import latex

Points = dict[tuple[Key, Key], Alphabet]


def given(v: Key, inside: Node, node: Node) -> Ref:
    """The letter for an input of a law that is only named: x, or the x_i of what is averaged.

    Raises:
        NotRead: if that has several.
    """
    calls = uses_of([inside]).calls
    own = {a.ref for c in calls for a in (*c.left, *c.right) if a.ref.base == v}
    if len(own) > 1:
        raise NotRead(node.span, f"at which {v.plain()} is this law?")
    return own.pop() if own else Ref(v)


def refuse_loose(names: tuple[Key, ...], mean: Mean, env: Known) -> None:
    """NotRead: E_P[T(X, Y)] of a P that is read as a law of x alone, where no Y stands outside."""
    refs = variables.free_refs(mean.body, env)
    if not {r.base for r in refs} & {*names}:
        _refuse_indexed(mean, names)
    bound = {r.base for r in env.scope}
    inside = [k for k in variables.valued(mean.body, env) if k not in {*names, *bound}]
    apart = {
        n.base.lower()
        for side in env.sides
        for n in walk(_without_means(side))
        if isinstance(n, Name)
    }
    for key in inside:
        if key.base not in apart:
            over = ", ".join(k.plain() for k in names)
            said = f"a mean over {over} of what has {key.plain().upper()}"
            raise NotRead(mean.span, f"{said}: is that drawn, too?")


def _refuse_indexed(mean: Mean, names: tuple[Key, ...]) -> None:
    """NotRead: E_π[Σ_t r_t], of what has an index and nothing that π is a law of."""
    for n in walk(mean.body):
        over = n.over.letters if isinstance(n, Big) else ()
        for x in (x for x in walk(n) if isinstance(x, Name) and {*x.sub} & {*over}):
            said = f"a mean over {', '.join(k.plain() for k in names)} of what has {latex(x)}"
            raise NotRead(mean.span, f"{said}: how does that depend on what is drawn?")


def _without_means(node: Node) -> Node:
    return Members(node.span, "", ()) if isinstance(node, Mean) else mapped(node, _without_means)


def outputs(
    spec: LawSpec, refs: list[Ref] | None, node: Node, inside: Node, env: Known
) -> tuple[Key, ...]:
    if refs is None:
        own = tuple(v for v in spec.outputs if v in env.used) or spec.outputs
        if len(own) > 1 and (found := _of_body(spec, inside, env)):
            return found
        if len(own) > 1:
            own = _as_written(spec, inside, env) or own
        if len(own) > 1 and not (is_said(spec, env) and not _bound_outside(own, env)):
            raise NotRead(node.span, f"{spec.key.latex()} has several variables: say which")
        return own
    if len(refs) == len(spec.outputs) == 1:
        return spec.outputs
    names = tuple(r.base for r in refs)
    if not set(names) <= set(spec.outputs):
        raise NotRead(node.span, f"{spec.key.latex()} is no law of {_said(names)}")
    return names


def is_said(spec: LawSpec, env: Known) -> bool:
    """Whether the text says that it is a law of all its letters: E_r is then over all of them."""
    said = [(n, f.values) for f in env.facts if f.kind == "law" for n in f.names]
    said = [(n.head, n.args) if isinstance(n, Call) else (n, v) for n, v in said]
    return any(
        isinstance(name, Name)
        and env.notation.meant(key_of(name)) == spec.key
        and {letter_of(v, env.notation) for v in letters} == set(spec.outputs)
        for name, letters in said
    )


def points_said(bound: Mapping[Ref, Alphabet], mean: Mean, env: Known) -> Points:
    """The x_i of E_p[L(x_i)], where p is said to be a law of x_i: what the mean is over."""
    below = [n for n in mean.law if isinstance(n, Name)]
    out: Points = {}
    for fact in (f for f in env.facts if f.kind == "law" and {*f.names} & {*below}):
        refs = (ref_of(v, env.notation.uses.bound) for v in fact.values)
        for r in (r for r in refs if r is not None and r.index is not None):
            i, over = r.index, bound.get(Ref(r.base))
            if i is not None and over is not None and not _bound_outside((i,), env):
                out[r.base, i] = over
    return out


def _bound_outside(letters: tuple[Key, ...], env: Known) -> bool:
    return any(r.base in letters for r in env.scope)


def _as_written(spec: LawSpec, inside: Node, env: Known) -> tuple[Key, ...]:
    """The letters of E_q[log p(x, z)/q(z)], whose q stands with z alone in the mean, or else in the
    chain, or in what its names stand for; of a law that stands with several letters nowhere."""
    meant = [d.body for k in env.unfolding for d in env.notation.defined.get(k, ())]
    if spec.inputs or any(len(left) + len(right) > 1 for left, right in spec.shown):
        return ()
    for trees in ((inside,), env.sides, meant):
        calls = [u for u in uses_of(trees).calls if env.notation.meant(u.key) == spec.key]
        found = {a.ref.base for u in calls for a in u.left} & set(spec.outputs)
        if found:
            return tuple(found) if len(found) == 1 else ()
    return ()


def _of_body(spec: LawSpec, inside: Node, env: Known) -> tuple[Key, ...]:
    """The letters of E_p[f(X)] of a p that stands with x alone somewhere: the mean of what has no
    other variable of p is the same under p(x) and under p(x, y). So of E_p[f(x)], where no x stands
    outside of means, and p in it with no letter fewer."""
    own = {*variables.valued(inside, env)} & {*spec.outputs}
    loose = {r.base for r in variables.free_refs(inside, env)} & {*spec.outputs}
    if not own and not _bound_outside(tuple(loose), env):
        outside = [r for s in env.sides for r in variables.free_refs(_without_means(s), env)]
        calls = [u for u in uses_of((inside,)).calls if env.notation.meant(u.key) == spec.key]
        fewer = any({a.ref.base for a in (*u.left, *u.right)} < loose for u in calls)
        own = set() if fewer or loose & {r.base for r in outside} else loose
    shown = {left for left, right in spec.shown if not right}
    fits = [left for left in shown if own and {*left} == own]
    return () if spec.inputs or loose - own or not fits else fits[0]


def _said(names: tuple[Key, ...]) -> str:
    return ", ".join(v.plain() for v in names)


def asks(names: list[Key]) -> tuple[str, ...]:
    (first, *others) = [k.lower().latex().upper() for k in names]
    return () if others else (f"{first} \\sim p",)


def law_of(names: set[Key], env: Known) -> LawSpec | None:
    """The law of the section's variables, or the only one, that has these letters; one that stands
    with all of them somewhere before one that does not. None where several may be meant."""
    fits = [
        s
        for s in env.notation.laws.values()
        if names <= set(s.outputs) and not (s.inputs or s.parameters or s.positional)
    ]
    joint = [s for s in fits if any(names <= {*left, *right} for left, right in s.shown)]
    if env.notation.main is None and any(s.positional for s in env.notation.laws.values()):
        return None
    mains = [s for s in joint or fits if s.key == env.notation.main]
    likely = mains or joint or fits
    return likely[0] if len(likely) == 1 else None
