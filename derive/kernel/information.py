"""Conditional mutual information as a nonnegative form of its own.

    A, B, K disjoint groups of variables of one law r, or A = B and K disjoint from it
    ───────────────────────────────────────────────────────────────────────────────────  INFORMATION
    I(A; B | K) = h(A∪K) + h(B∪K) − h(A∪B∪K) − h(K) ≥ 0,    h(S) = −Σ r(S) ln r(S)

With A = B it reads H(A | K) ≥ 0: refused where A
has a space, as h may be negative there. Zero exactly when r(A∪B∪K)·r(K) = r(A∪K)·r(B∪K), or
r(A∪K)·(r(K) − r(A∪K)) = 0, at all letters (Cover & Thomas, Theorem 2.6.5 and its corollaries;
Yeung, IEEE Trans. Inf. Theory 43 (1997): these are the elemental inequalities).

It is a derived rule: `tests/kernel/test_information.py` proves the same from Tangent, Gap and Part.
Proofs with hundreds of joint entropies need it, as their logarithms are then never taken apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.atoms import Poly
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Index, KernelError, Term, minus

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Information:
    """weight·I(left; right | given) of a law without inputs; the weight has no free index."""

    law: str
    left: Group
    right: Group
    given: Group = ()
    weight: Term = t.ONE

    @property
    def indices(self) -> tuple[Index, ...]:
        """None: every letter is summed over inside the entropies."""
        return ()


def check_groups(context: Context, form: Information) -> None:
    """Refuse variables that the law does not have, overlapping groups and an open weight."""
    declared = context.laws.get(form.law) if type(form.law) is str else None
    if declared is None or declared.inputs:
        raise KernelError(f"Information: {form.law!r} is not a law without inputs")
    outputs = {v for v, _ in declared.outputs}
    for group in (form.left, form.right, form.given):
        if type(group) is not tuple or any(type(v) is not str for v in group):
            raise KernelError(f"Information: not a group of variables: {group!r}")
    sides = [form.left, form.given] if form.left == form.right else _sides(form)
    together = [v for group in sides for v in group]
    if not form.left or not form.right:
        raise KernelError("Information: a group is empty")
    if len(set(together)) != len(together) or not set(together) <= outputs:
        raise KernelError(f"Information: {together} are not distinct variables of {form.law}")
    spaces = {v for v, a in declared.outputs if a in context.spaces}
    if form.left == form.right and spaces & set(form.left):
        raise KernelError("Information: a differential entropy may be negative")
    context.check(form.weight)
    if t.free_indices(form.weight):
        raise KernelError("Information: its weight has a free index")


def _sides(form: Information) -> list[Group]:
    return [form.left, form.right, form.given]


def _signed_sets(form: Information) -> tuple[tuple[int, frozenset[str]], ...]:
    """I(A; B | K) = Σ sign·h(S)."""
    a, b, k = frozenset(form.left), frozenset(form.right), frozenset(form.given)
    return ((1, a | k), (1, b | k), (-1, a | b | k), (-1, k))


def entropies(n: Normalizer, form: Information, weight: Fraction) -> list[tuple[Fraction, Poly]]:
    """The value as a combination of the normal forms of Σ r(S) ln r(S)."""
    return [(-sign * weight, n.plogp(form.law, s)) for sign, s in _signed_sets(form) if s]


def value(context: Context, form: Information) -> Term:
    """The same as a term."""
    parts: list[Term] = []
    for sign, s in _signed_sets(form):
        if s:
            r = _at(context, form.law, s)
            plogp = t.Sum(tuple(i for _, i in r.at), t.Mul((r, t.Log(r))))
            parts.append(t.Mul((t.const(-sign), form.weight, plogp)))
    return t.Add(tuple(parts))


def _at(context: Context, law: str, variables: Iterable[str]) -> t.LawTerm:
    wanted = set(variables)
    outputs = [(v, a) for v, a in context.laws[law].outputs if v in wanted]
    return t.LawTerm(law, tuple((v, Index(v, a)) for v, a in outputs))


def zero_condition(context: Context, form: Information) -> Term:
    """The equation, at all letters, that holds exactly when the form is 0."""

    def r(*variables: str) -> Term:
        return _at(context, form.law, variables) if variables else t.ONE

    a, b, k = form.left, form.right, form.given
    if a == b:
        return t.Mul((form.weight, r(*a, *k), minus(r(*k), r(*a, *k))))
    product = minus(t.Mul((r(*a, *b, *k), r(*k))), t.Mul((r(*a, *k), r(*b, *k))))
    return t.Mul((form.weight, product))
