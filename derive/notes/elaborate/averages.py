"""What is bound though no letter stands below a sign, by what is free in the other side.

D(p(y|x)‖q(y|x)) is a function of x, or its mean over x, where x is bound in the other side and free
in none; Σ_{i≠j} runs over i for each j, or over both, where j is free in this side alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sympy import Expr, S

from derive.language.alphabets import Alphabet
from derive.language.expressions import Sum
from derive.notes.elaborate.env import Env, Running
from derive.notes.kinds import Key, key_of
from derive.notes.resolve.alphabets import letter
from derive.notes.resolve.calls import CallUse, call_use
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import Ref, is_capital, ref_of
from derive.notes.source import NotRead, Span
from derive.notes.tree import Add, Big, Call, Mul, Name, Neg, Node
from derive.notes.tree import Mean as Expectation
from derive.notes.walk import bound, children, walk

_MEASURES = ("D", "H", "CE", "JS")


@dataclass(frozen=True)
class Mean:
    """Letters to average over, and their law's value."""

    bound: dict[Ref, Alphabet]
    weight: Expr = S.One

    def over(self, e: Expr) -> Expr:
        return Sum(self.weight * e, *self.bound.values()) if self.bound else e


def of(args: Sequence[Node], env: Env, span: Span) -> Mean:
    """The mean that a measure of these laws is, of the letters that are to be averaged over.

    Raises:
        NotRead: where nothing says under which law.
    """
    from derive.notes.elaborate.values import law_value

    uses = [u for a in args for u in _calls(a, env)]
    right = dict.fromkeys(Ref(x.ref.base, x.ref.primes) for u in uses for x in u.right)
    refs = [r for r in right if r in env.averaged and r not in env.scope]
    if not refs:
        return Mean({})
    spec = env.notation.law(uses[0].key)
    names = [r.base for r in refs]
    if spec is None or not set(names) <= set(spec.outputs):
        said = ", ".join(r.plain() for r in refs)
        raise NotRead(span, f"a mean over {said}: under which law?")
    for r in refs:  # the other side has none of it, and nothing else says so
        (env.kindly if env.is_added else env.assumed).setdefault(f"averaged over {r.plain()}")
    bound = {r: env.fresh(r, letter(r.base)) for r in refs}
    left = dict(zip(names, bound.values(), strict=True))
    return Mean(bound, law_value(spec, left, {}, env, span))


def _calls(node: Node, env: Env) -> Iterable[CallUse]:
    for n in walk(node):
        if isinstance(n, Call) and isinstance(n.head, Name):
            use = call_use(n, env.notation.uses.bound)
            if use is not None and env.notation.law(use.key) is not None:
                yield use


def candidates(
    sides: tuple[Node, Node], free: tuple[set[str], set[str]], env: Env
) -> frozenset[Ref]:
    """The letters behind bars of measures in one side that are bound in the other, or elsewhere in
    that side, and free in the other in none. free: the names of the letters that are free in each
    side as read."""
    out: set[Ref] = set()
    for one, other, loose, rest in (
        (sides[0], sides[1], free[0], free[1]),
        (sides[1], sides[0], free[1], free[0]),
    ):
        bound = {*_bound(other, env), *_bound(one, env)}
        for n in _not_averaged(one):
            if isinstance(n, Call) and measure_of(n) in _MEASURES:
                right = (x.ref for a in n.args for u in _calls(a, env) for x in u.right)
                out |= {
                    Ref(r.base, r.primes)
                    for r in right
                    if r.base in bound and r.plain() in loose - rest
                }
    return frozenset(out)


def _not_averaged(side: Node) -> Iterator[Node]:
    """What stands in a side, but not within a mean or sum: E_{p(y)} D(p(y|x)‖p(y)) says itself over
    what it is a mean, though it be the wrong letter."""
    yield side
    if not isinstance(side, (Expectation, Big)):
        for child in children(side):
            yield from _not_averaged(child)


def is_added(side: Node, env: Env) -> bool:
    """Whether what is averaged enters a side only as a term, or times what has no letters: then it
    is false at a letter where it is false on average."""
    if not any(_is_averaged(n, env) for n in walk(side)) or _is_averaged(side, env):
        return True
    if isinstance(side, Add):
        return all(is_added(t, env) for t in side.terms)
    if isinstance(side, Neg):
        return is_added(side.body, env)
    if isinstance(side, Mul):
        rest = [f for f in side.factors if not _is_averaged(f, env)]
        lettered = any(isinstance(n, (Call, Big)) for f in rest for n in walk(f))
        return len(rest) == len(side.factors) - 1 and not lettered
    return False


def _is_averaged(node: Node, env: Env) -> bool:
    if not isinstance(node, Call) or measure_of(node) not in _MEASURES:
        return False
    right = (x.ref for a in node.args for u in _calls(a, env) for x in u.right)
    return any(Ref(r.base, r.primes) in env.averaged for r in right)


def _bound(side: Node, env: Env) -> Iterator[Key]:
    """The names of letters that a side sums over: below a sign, or as D(p(x,y)‖q(x,y)) does."""
    for n in walk(side):
        if isinstance(n, Big):
            yield from (key_of(x) for x in n.over.letters if isinstance(x, Name))
        elif isinstance(n, Expectation):
            yield from _averaged_over(n, env)
        elif isinstance(n, Call) and measure_of(n) in (*_MEASURES, "I"):
            yield from (x.ref.base for a in n.args for u in _calls(a, env) for x in u.left)
            yield from (key_of(a).lower() for a in n.args if isinstance(a, Name) and is_capital(a))


def _averaged_over(node: Expectation, env: Env) -> Iterator[Key]:
    """The letters of E_{X,Y∼p}, E_{p(x,y)} and E[log p(Y|X)]."""
    drawn = [x for x in bound(node) if isinstance(x, Name)]
    below = [x for law in node.law for x in walk(law) if isinstance(x, Name) and is_capital(x)]
    within = [x for x in walk(node.body) if isinstance(x, Name) and is_capital(x)]
    names = [*drawn, *(below or within)]
    yield from (key_of(x).lower() if is_capital(x) else key_of(x) for x in names)
    yield from (x.ref.base for law in node.law for u in _calls(law, env) for x in u.left)


def pairs(sides: tuple[Node, Node], free: tuple[set[str], set[str]], env: Env) -> frozenset[Ref]:
    """The j of Σ_{i≠j} and Σ_{i<j} that are free in their side alone."""
    out: set[Ref] = set()
    for side, loose, rest in ((sides[0], free[0], free[1]), (sides[1], free[1], free[0])):
        for n in walk(side):
            if isinstance(n, Big):
                refs = [
                    r
                    for e in n.over.where
                    for x in (e.lhs, e.rhs)
                    if (r := ref_of(x, env.notation.uses.bound)) is not None
                ]
                out |= {r for r in refs if _name(r, env) in loose - rest}
    return frozenset(out)


def _name(ref: Ref, env: Env) -> str:
    found = env.free.get(ref)
    over = found.over if isinstance(found, Running) else found
    return over.name if over is not None else ref.plain()
