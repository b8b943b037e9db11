"""Induction on the number of variables.

Let A be a term about the past u = x₁…xₜ₋₁ and A⁺ the same term about u and v = xₜ together: each
index over u becomes a pair, each law's variable u becomes u, v, each quantity of u what `put` says.

    A⁺ = A ∘ g   for every law of (u, v)            (∘ is + or ·; for + also ≤, ≥)
    what is put for a quantity has its declared sign
    ─────────────────────────────────────────────────────────────────────────────── INDUCTION
    A(x₁…x_T) = A(x₁) ∘ g(x₁, x₂) ∘ … ∘ g(x₁…x_{T−1}, x_T)   for every T ≥ 1

because a law of x₁…xₜ is a law of (u, v) with the words x₁…xₜ₋₁ as the alphabet of u, and alphabets
are of any size. The premise is a theorem of the kernel. Its hypotheses are read at every t.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from derive.kernel import terms as t
from derive.kernel.instance import Put, has_sign
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index, KernelError, Term, minus
from derive.kernel.theorem import Rests, Theorem

AXIOM = "induction on the number of variables"


@dataclass(frozen=True)
class Growth:
    """How the past grows: alphabets and variables of u and v, and what is put for quantities of u.

    put: for a quantity of the past, by name, its value at (u, v).
    """

    past: str
    next: str
    put: Mapping[str, Put]


def induction(
    n: Normalizer, step: Theorem, total: Term, new: Term, by: Literal["+", "*"], grow: Growth
) -> Rests:
    """INDUCTION (see the module's docstring): what the conclusion rests on.

    Raises:
        KernelError: the step is not the premise.
    """
    rel = step.statement.rel
    if rel not in ("=", "<=", ">=") or (by == "*" and rel != "="):
        raise KernelError(f"induction by {by!r} does not carry the relation {rel!r}")
    if by not in ("+", "*"):
        raise KernelError(f"induction by {by!r}: expected '+' or '*'")
    for name, put in grow.put.items():
        decl = n.context.quantities.get(name)
        if decl is None or not has_sign(n, put.term, decl.sign):
            raise KernelError(f"what is put for {name!r} is not visibly of its declared sign")
    joined = t.Add((total, new)) if by == "+" else t.Mul((total, new))
    for what, term, side in (
        ("the left side", grown(total, grow), step.statement.lhs),
        ("the right side", joined, step.statement.rhs),
    ):
        n.context.check(term)
        if not n.vanishes(minus(side, term)):
            raise KernelError(f"{what} of the step is not what the induction needs")
    return step.rests | Rests(axioms=frozenset({AXIOM}))


def grown(term: Term, grow: Growth) -> Term:
    """A⁺: the term about u, read about (u, v).

    Raises:
        KernelError: the term mentions v already, or a quantity of u without a value at (u, v).
    """
    if any(i.alphabet == grow.next for s in t.subterms(term) for i in _indices(s)):
        raise KernelError("the total mentions the next variable")
    return _grown(term, grow)


def _indices(s: Term) -> tuple[Index, ...]:
    return s.indices if isinstance(s, t.Sum) else t.own_indices(s)


def _pair(i: Index, grow: Growth) -> Index:
    """The index over v that goes with an index over u: its name says which."""
    name = grow.next if i.name == grow.past else f"{grow.next}|{i.name}"
    return Index(name.replace("|", "′"), grow.next)


def _grown(term: Term, grow: Growth) -> Term:
    match term:
        case t.LawTerm(law, at):
            more = tuple((grow.next, _pair(i, grow)) for v, i in at if i.alphabet == grow.past)
            return t.LawTerm(law, (*at, *more))
        case t.Quantity(name, at) if any(i.alphabet == grow.past for i in at):
            return _put(name, at, grow)
        case t.Card(alphabet) if alphabet == grow.past:
            return t.Mul((term, t.Card(grow.next)))
        case t.Delta(i, j) if i.alphabet == grow.past:
            return t.Mul((term, t.Delta(_pair(i, grow), _pair(j, grow))))
        case t.Sum(indices, body):
            more_bound = tuple(_pair(i, grow) for i in indices if i.alphabet == grow.past)
            return t.Sum((*indices, *more_bound), _grown(body, grow))
    return t.with_children(term, tuple(_grown(c, grow) for c in t.children(term)))


def _put(name: str, at: tuple[Index, ...], grow: Growth) -> Term:
    put = grow.put.get(name)
    if put is None:
        raise KernelError(f"the quantity {name!r} of the past: say its value for one variable more")
    actual = (*at, *(_pair(i, grow) for i in at if i.alphabet == grow.past))
    if [i.alphabet for i in put.indices] != [i.alphabet for i in actual]:
        raise KernelError(f"what is put for {name!r} has other alphabets than expected")
    return t.rename(put.term, dict(zip(put.indices, actual, strict=True)))
