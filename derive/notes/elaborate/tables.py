"""Laws that the text writes out as tables, p = (1/2, 1/3, 1/6), and letters called by numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sympy import Add, Expr, Rational

from derive.language.alphabets import Alphabet, Delta
from derive.notes.elaborate import defined, told_laws
from derive.notes.elaborate.env import Env
from derive.notes.kinds import INDICES, Key, key_of, whole_key
from derive.notes.resolve.alphabets import Place, letter
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.laws import LawSpec, place_of, variables_at
from derive.notes.resolve.letters import is_index
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import Big, Event, Frac, Members, Name, Node, Num
from derive.notes.walk import walk


def members(
    trees: Sequence[Node], sides: Sequence[Node], env: Env
) -> dict[Place, tuple[str, ...]]:
    """The letters of alphabets of which the tables of a chain's laws, or the sides of a relation of
    it, tell them."""
    out: dict[Place, tuple[str, ...]] = {}
    for key, span in _laws_in(trees, env):
        spec = env.notation.law(key)
        rows = table(spec, env) if spec is not None else None
        if spec is not None and rows is not None:
            root = env.notation.alphabets.find(place_of(spec, spec.outputs[0]))
            names = tuple(str(n + 1) for n in range(len(rows)))
            if out.setdefault(root, names) != names:
                raise NotRead(span, f"{spec.key.latex()} has {len(rows)} letters here")
    for fact, variables in told_laws.told(env):
        for name, letters in zip(variables, fact.values, strict=False):
            spec = env.notation.laws[env.notation.main] if env.notation.main else None
            if spec is not None and name in spec.outputs:
                root = env.notation.alphabets.find(place_of(spec, name))
                own = told_laws.called(letters)
                if out.setdefault(root, own) != own:
                    why = f"line {fact.span.line} tells of other letters"
                    raise NotRead(env.sides[0].span, why)
    for root, used in (*_numbered(sides, env).items(), *_summed(sides, env)):
        if root not in out and used <= {"0", "1"}:
            env.suppose(f"{env.alphabet(root).upper()} is 0 or 1")
            out[root] = ("0", "1")
    return out


def _laws_in(trees: Sequence[Node], env: Env) -> Iterator[tuple[Key, Span]]:
    """The names in a chain, and the law of its random variables."""
    bound = env.notation.uses.bound
    for node in (n for tree in trees for n in walk(tree) if isinstance(n, Name)):
        indexed = node.sub and all(is_index(s, bound) for s in node.sub)
        yield (key_of(node) if indexed else head_of(node, bound)[0]), node.span
    main = env.notation.main
    if main is not None and env.used & {*env.notation.laws[main].outputs[:1]} and env.sides:
        yield main, env.sides[0].span


def _numbered(trees: Sequence[Node], env: Env) -> dict[Place, set[str]]:
    out: dict[Place, set[str]] = {}
    for use in uses_of(trees).calls:
        spec = env.notation.law(use.key)
        if spec is None:
            continue
        args = (*use.left, *use.right)
        declared = (*spec.outputs, *spec.inputs)
        names = declared if spec.positional else variables_at(args)
        for name, arg in zip(names, args, strict=False):
            if arg.ref.number:
                own = name if name in declared else declared[0]
                root = env.notation.alphabets.find(place_of(spec, own))
                out.setdefault(root, set()).add(arg.ref.base.base)
    for key, number in _at_numbers(trees):
        main = env.notation.laws.get(env.notation.main) if env.notation.main else None
        if main is not None and key in main.outputs:
            root = env.notation.alphabets.find(place_of(main, key))
            out.setdefault(root, set()).add(number)
    return out


def _summed(trees: Sequence[Node], env: Env) -> Iterator[tuple[Place, set[str]]]:
    """The letters of Σ_{x=0}^1, which are all that x may be."""
    for over in (n.over for t in trees for n in walk(t) if isinstance(n, Big)):
        ends = [n.value if isinstance(n, Num) else None for n in (over.first, over.last)]
        names = (n for n in over.letters if ends == [0, 1] and isinstance(n, Name))
        for key in (key_of(n) for n in names):
            if key.base not in INDICES and env.notation.alphabets.known(letter(key)):
                yield env.notation.alphabets.find(letter(key)), {"0", "1"}


def _at_numbers(trees: Sequence[Node]) -> Iterator[tuple[Key, str]]:
    """The variables of events E = 0, in Pr(E = 0) and H(X | E = 0), with the numbers."""
    for event in (n for t in trees for n in walk(t) if isinstance(n, Event)):
        at = event.rhs
        if event.rel in ("=", "!=") and isinstance(event.lhs, Name) and isinstance(at, Num):
            yield whole_key(event.lhs).lower(), str(at.value)


def table(spec: LawSpec, env: Env) -> list[Fraction] | None:
    """The numbers of a law that is written out."""
    found = defined.definition(spec.key, (), env)
    if found is None or not isinstance(found.body, Members) or found.body.where:
        return None
    values = [_number(item) for item in found.body.items]
    if len(spec.outputs) != 1 or spec.inputs or None in values:
        why = f"the numbers of {spec.key.latex()}: write one for each letter, as (1/2, 1/4, 1/4)"
        raise NotRead(found.body.span, why)
    return [v for v in values if v is not None]


def _number(node: Node) -> Fraction | None:
    if isinstance(node, Num):
        return node.value
    if isinstance(node, Frac) and isinstance(node.top, Num) and isinstance(node.bottom, Num):
        return node.top.value / node.bottom.value if node.bottom.value else None
    return None


def at(rows: Sequence[Fraction], x: Alphabet) -> Expr:
    """The value of a table at a letter."""
    return Add(
        *(
            Rational(v.numerator, v.denominator) * Delta(x, i)
            for v, i in zip(rows, x.letters, strict=True)
        )
    )
