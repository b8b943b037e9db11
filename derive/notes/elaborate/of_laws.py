"""What measures of laws are of: laws by name, by value, or made of these; and their letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from sympy import Expr

from derive.language import divergences as lang
from derive.language import measures as usual
from derive.language.alphabets import Alphabet
from derive.language.expressions import Sum
from derive.language.laws import Law
from derive.notes.elaborate import averages, terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key
from derive.notes.resolve.alphabets import letter
from derive.notes.resolve.distances import WITH_BASE
from derive.notes.resolve.laws import LawSpec, place_of
from derive.notes.resolve.letters import Ref, ref_of
from derive.notes.resolve.uses import call_use, head_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import Big, Call, Name, Node
from derive.notes.walk import bound as bound_by
from derive.notes.walk import walk

Letters = tuple[Alphabet, ...]
_MADE: dict[str, Any] = {
    "H": usual.entropy,
    "D": usual.KL,
    "JS": usual.JS,
    "CE": usual.cross_entropy,
    "TV": lang.total_variation,
    "BC": lang.bhattacharyya,
    "BD": lang.bhattacharyya_distance,
    "Hel": lang.hellinger,
    "Hel²": lang.hellinger_squared,
    "χ²": lang.chi_squared,
    "D^R": lang.renyi_divergence,
    "D^T": lang.tsallis_divergence,
    "D^A": lang.alpha_divergence,
    "H^R": lang.renyi_entropy,
    "H^T": lang.tsallis_entropy,
    "Hmin": lang.min_entropy,
    "Pguess": lang.guessing_probability,
    "Perr": lang.bayes_error,
}
_LOGARITHMIC = WITH_BASE | {"H", "D", "JS", "CE"}


def maker(kind: str, base: Any) -> Callable[..., Expr]:
    """What makes a measure of laws, to this base where it has one."""
    make: Callable[..., Expr] = _MADE[kind]
    return partial(make, base=base) if kind in _LOGARITHMIC else make


def spec_of(node: Node, env: Env) -> LawSpec | None:
    if not isinstance(node, Name):
        return None
    key = head_of(node, env.notation.uses.bound)[0]
    return env.notation.law(key)


def is_law(node: Node, env: Env) -> bool:
    """Whether a law, or a value of one, stands in it."""
    for n in walk(node):
        if spec_of(n, env) is not None:
            return True
        if isinstance(n, Call) and isinstance(n.head, Name):
            use = call_use(n, env.notation.uses.bound)
            if use is not None and env.notation.law(use.key) is not None:
                return True
    return False


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
    make = maker(kind, base)
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
    bare = [_plain_law(a, env) for a in args]
    if all(law is not None for law in bare) and len({_outputs(b) for b in bare}) == 1:
        return make(*bare)
    _refuse_other_letters(args, env, span)
    bound, letters = _letters(args, env, span, over)
    mean = averages.of(args, env, span)
    with env.binding(mean.bound):
        with env.binding(bound), env.at_letters(letters):
            shown = [terms.term(a, env) for a in args]
        return mean.over(make(*shown, over=letters))


def _refuse_other_letters(args: Sequence[Node], env: Env, span: Span) -> None:
    """NotRead: D(P_X‖P_Y), of which nothing says at which letter both are taken."""
    uses = [call_use(a, env.notation.uses.bound) for a in args if isinstance(a, Call)]
    lefts = [{a.ref.base for a in u.left} for u in uses if u is not None]
    if len(lefts) == len(args) == 2 and all(lefts) and not lefts[0] & lefts[1]:
        one, other = (" ".join(sorted(k.plain() for k in left)) for left in lefts)
        raise NotRead(span, f"a law of {one} beside one of {other}: at which letter?")


def _outputs(law: Law | None) -> Any:
    return law.outputs if law is not None else None


def _plain_law(node: Node, env: Env) -> Law | None:
    """A law that is only named, without inputs and parameters."""
    spec = spec_of(node, env)
    if spec is None:
        return None
    law = env.law(spec)
    if len(law.outputs) > 1 and len({left for left, _ in spec.shown}) > 1:
        raise NotRead(node.span, f"{spec.key.latex()} has several variables: which are meant here?")
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
        bound = {r: env.fresh(r, letter(r.base)) for r in refs}
        return bound, tuple(bound.values())
    for node in args:
        for n in walk(node):
            spec = spec_of(n, env)
            if spec is not None:
                law = env.law(spec)
                return {}, law.outputs
    raise NotRead(span, "no law is named here")


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
