"""What a relation may want that is refuted by zeros alone: p ≪ q, or no zeros.

Σ_z q(z)·(p(z)/q(z)) = 1 is true where q has no zero that p has not, Σ_x p(x|y) = 1 where p(y) > 0,
which people who write it take for granted. A counterexample with such a zero is no mistake of
theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Expr, preorder_traversal

from derive.language.definitions import Defined, DefinedLaw, DefinedLawValue
from derive.language.expressions import Inverse
from derive.language.laws import ConditionalValue, LawValue
from derive.language.measures import Measure
from derive.language.relations import Dominated, Gt, Relation

_MOST = 6
Hypothesis = Relation | Dominated


def supports(r: Relation) -> tuple[tuple[Hypothesis, ...], ...]:
    """Sets of hypotheses to be tried, one after the other: a law that stands beside a quotient by
    another is dominated by that; then, that no law below a bar has zeros; then, that nothing that
    stands behind the bar of a conditional has, p(y) of p(x|y), too."""
    written = [w for side in r.expressions() for w in _written(side)]
    below = list(dict.fromkeys(v for w in written for v in _below(w)))
    laws = list(dict.fromkeys(v for w in written for v in _values(w)))
    pairs = [(Dominated(_own(a), _own(b)),) for b in below for a in laws if _beside(a, b)]
    pairs = list(dict.fromkeys(pairs))[:_MOST]
    full = tuple(dict.fromkeys(Dominated(1, _own(b)) for b in below))
    given = dict.fromkeys(Dominated(1, _own(b)) for side in r.expressions() for b in _given(side))
    every = tuple(dict.fromkeys((*full, *given)))
    return tuple(dict.fromkeys(s for s in (*pairs, full, every) if s))


def of_defined(r: Relation) -> tuple[tuple[Hypothesis, ...], ...]:
    """Sets of hypotheses about laws that the notes define: what they need to be laws, that nothing
    that they are divided by is 0; and that a law is dominated by one of these, which stands in a
    logarithm beside it."""
    written = [w for side in r.expressions() for w in _written(side)]
    laws = list(dict.fromkeys(v for w in written for v in _values(w)))
    logs = [n.args[0] for w in written for n in preorder_traversal(w) if isinstance(n, sympy.log)]
    nodes = (n for e in logs for n in preorder_traversal(e))
    inside = dict.fromkeys(n.args[0] for n in nodes if isinstance(n, DefinedLawValue))
    nodes = (n for w in written for n in preorder_traversal(w))
    every = dict.fromkeys(n.args[0] for n in nodes if isinstance(n, DefinedLawValue))
    defined = [a.itself() for a in every]
    pairs: list[tuple[Hypothesis, ...]] = [
        (Dominated(a, b.itself()), *_divided(b))
        for b in inside
        for a in (*map(_own, laws), *defined)
        if a != b.itself() and {i.alphabet for i in a.free_symbols} & _alphabets(b)
    ]
    as_laws = tuple(dict.fromkeys(h for law in every for h in _divided(law)))
    return tuple(dict.fromkeys([*([as_laws] if as_laws else []), *pairs]))[:_MOST]


def _alphabets(law: DefinedLaw) -> set[str]:
    return {v.alphabet for v in law.outputs}


def _divided(law: DefinedLaw) -> Iterator[Relation]:
    """That what a law's definition divides by, which is no number, is > 0."""
    nodes = (n for n in preorder_traversal(law.body) if isinstance(n, Inverse))
    for below in dict.fromkeys(n.args[0] for n in nodes):
        written = below.unfold() if isinstance(below, Defined) else below
        if any(True for _ in _values(written)):
            yield Gt(below, 0)


def _written(e: Expr) -> Iterator[Expr]:
    """The expression with its measures written out."""
    yield e
    for node in preorder_traversal(e):
        if isinstance(node, Measure):
            yield from _written(node.unfold())


def _below(e: Expr) -> Iterator[LawValue]:
    """Values of laws below bars."""
    for node in preorder_traversal(e):
        if isinstance(node, Inverse):
            yield from _values(node.args[0])
        elif isinstance(node, sympy.Pow) and node.exp.could_extract_minus_sign():
            yield from _values(node.base)


def _given(e: Expr) -> Iterator[LawValue]:
    """What is given in conditionals as they are written: those inside of H(X|Y) have weights."""
    yield from (n.given for n in preorder_traversal(e) if isinstance(n, ConditionalValue))


def _values(e: Expr) -> Iterator[LawValue]:
    yield from (n for n in preorder_traversal(e) if isinstance(n, LawValue))


def _beside(a: LawValue, b: LawValue) -> bool:
    """Whether a ≪ b says something: another law, or another marginal, about the same letters."""
    shared = {i.alphabet for i in b.free_symbols} & {i.alphabet for i in a.free_symbols}
    return a.law != b.law and bool(shared)


def _own(value: LawValue) -> Expr:
    """At the letters that the law declares, as those in a sum mean nothing outside of it."""
    own = {v.name: v for v in value.law.variables_and_inputs()}
    made: Expr = LawValue(value.law, [(v, own[v]) for v, _ in value.at])
    return made
