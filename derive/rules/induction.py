"""Induction on the number of variables.

Let A be a term about the past u = x₁…xₜ₋₁ and A⁺ the same term about u and v = xₜ together: each
index over u becomes a pair, each law's variable u becomes u, v, each quantity of u what `put` says.

    A⁺ = A ∘ g   for every law of (u, v)            (∘ is + or ·; for + also ≤, ≥)
    what is put for a quantity has its declared sign, and each hypothesis about it holds of it
    ─────────────────────────────────────────────────────────────────────────────── INDUCTION
    A(x₁…x_T) = A(x₁) ∘ g(x₁, x₂) ∘ … ∘ g(x₁…x_{T−1}, x_T)   for every T ≥ 1

because a law of x₁…xₜ is a law of (u, v) with the words x₁…xₜ₋₁ as the alphabet of u, and alphabets
are of any size. The premise is a theorem of the kernel. Its hypotheses are read at every t.

So A may mention nothing that depends on t unseen: neither v nor |v|; of laws that know u or v only
those that know one of each, on the same side of the bar; no ceiling, absolute value or maximum, as
nothing tells what it grows to. What is put has no free index but its parameters, so that no sum in
A can capture one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from derive.kernel import terms as t
from derive.kernel.instance import Put, has_sign
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index, KernelError, Term, minus
from derive.kernel.theorem import Rests, Statement, Theorem
from derive.language.names import is_fresh
from derive.rules.fact import Inference
from derive.translate.fresh import rests_on

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
        _check_put(n, name, put, grow)
    for support in n.context.supports:
        _check_hypothesis(n, support, grow)
    for hypothesis in n.context.hypotheses:
        _check_hypothesis(n, hypothesis, grow)
    joined = t.Add((total, new)) if by == "+" else t.Mul((total, new))
    for what, term, side in (
        ("the left side", grown(n.context, total, grow), step.statement.lhs),
        ("the right side", joined, step.statement.rhs),
    ):
        n.context.check(term)
        if not n.vanishes(minus(side, term)):
            raise KernelError(f"{what} of the step is not what the induction needs")
    return rests_on(step) | Rests(axioms=frozenset({AXIOM}))


def inferred(
    n: Normalizer, step: Theorem, total: Term, new: Term, by: Literal["+", "*"], grow: Growth
) -> Inference | None:
    """The same from a theorem that says A⁺ = A ∘ g sign by sign, from which `rocq/Facts.v` has it.

    None where A or g has free letters, or the theorem is not found.
    """
    from derive.kept.proofs import Allowed, find

    if t.free_indices(total) or t.free_indices(new):
        return None
    joined = t.Add((total, new)) if by == "+" else t.Mul((total, new))
    statement = Statement(grown(n.context, total, grow), step.statement.rel, joined)
    found = find(n, statement, Allowed(lemmas=(step,))).theorem or find(n, statement).theorem
    if found is None:
        return None
    put = tuple((name, p.indices, p.term) for name, p in grow.put.items())
    parts = {"total": total, "new": new, "by": by, "past": grow.past, "next": grow.next, "put": put}
    return Inference("induction", (found,), parts)


def grown(context: t.Context, term: Term, grow: Growth) -> Term:
    """A⁺: the term about u, read about (u, v).

    Raises:
        KernelError: the term mentions v already, or something of which it is not known how it
            grows: a quantity of u without a value at (u, v), a ceiling, a law of u but not of v.
    """
    for s in t.subterms(term):
        if any(i.alphabet == grow.next for i in _indices(s)) or s == t.Card(grow.next):
            raise KernelError("the total mentions the next variable")
        name = s.name if isinstance(s, t.Quantity) else s.law if isinstance(s, t.LawTerm) else ""
        if is_fresh(name):
            raise KernelError(
                "the total mentions a ceiling, an absolute value, a maximum or a factorial, and "
                "nothing tells how that grows"
            )
        if isinstance(s, t.LawTerm):
            _check_law(context, s.law, grow)
    return _grown(term, grow)


def _check_law(context: t.Context, law: str, grow: Growth) -> None:
    """A law in the total knows neither u nor v, or one of each, both as outputs or as inputs."""
    decl = context.laws.get(law)
    if decl is None:
        raise KernelError(f"the law {law!r} is not declared")
    sides = [[(v, a) for v, a in side if a in (grow.past, grow.next)] for side in decl]
    know = [side for side in sides if side]
    pair = sorted((grow.past, grow.next))
    if know and not (
        len(know) == 1
        and sorted(a for _, a in know[0]) == pair
        and (grow.next, grow.next) in know[0]
    ):
        raise KernelError(
            f"the law {law!r} is not one of the past and the next variable, {grow.next!r}, on the "
            "same side of the bar"
        )


def _check_put(n: Normalizer, name: str, put: Put, grow: Growth) -> None:
    decl = n.context.quantities.get(name)
    if decl is None or not has_sign(n, put.term, decl.sign):
        raise KernelError(f"what is put for {name!r} is not visibly of its declared sign")
    if grow.past not in decl.alphabets:
        raise KernelError(f"the quantity {name!r} is none of the past: nothing is put for it")
    if len(set(put.indices)) != len(put.indices):
        raise KernelError(f"what is put for {name!r}: a parameter stands twice")
    free = t.free_indices(put.term) - set(put.indices)
    if free:
        shown = ", ".join(sorted(i.name for i in free))
        raise KernelError(f"what is put for {name!r} has the free index {shown}, no parameter")


def _check_hypothesis(n: Normalizer, h: t.Support | t.Hypothesis, grow: Growth) -> None:
    """A hypothesis about a quantity that is put, or about |u|, has to hold of (u, v) as well.

    Hypotheses about laws of u and v are assumed at every t. This one is not free to be: what the
    quantity is at t + 1 is settled at t.
    """
    terms = (h.premise, h.conclusion) if isinstance(h, t.Support) else (h.term,)
    parts = {s for term in terms for s in t.subterms(term)}
    if not any(
        s == t.Card(grow.past) or (isinstance(s, t.Quantity) and s.name in grow.put) for s in parts
    ):
        return
    try:
        after = [grown(n.context, term, grow) for term in terms]
        for term in after:
            n.context.check(term)
    except KernelError as refused:
        raise KernelError(f"the hypothesis {h.name} is not known to last: {refused}") from None
    if not (_supported(n, *after) if isinstance(h, t.Support) else holds(n, h.kind, after[0])):
        raise KernelError(f"the hypothesis {h.name} is not shown to hold for one variable more")


def _supported(n: Normalizer, premise: Term, conclusion: Term) -> bool:
    """Premise ≠ 0 implies conclusion ≠ 0, read off the normal forms."""
    c, m = n.factors(conclusion)
    terms = n.normal(premise).terms
    return all(c != 0 and n.support.nonzero(m.factors, p.factors) for p in terms)


def holds(n: Normalizer, kind: str, term: Term) -> bool:
    """Whether term ≥ 0 or term = 0 is a hypothesis here, or visible."""
    if any(h.kind == kind and n.vanishes(minus(h.term, term)) for h in n.context.hypotheses):
        return True
    p = n.reduced(n.normal(term))
    return n.support.nonnegative_poly(p) if kind == ">=" else not p.terms


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
            pairs = ((i, _pair(i, grow)) if i.alphabet == grow.past else (i,) for i in indices)
            return t.Sum(tuple(i for pair in pairs for i in pair), _grown(body, grow))
    return t.with_children(term, tuple(_grown(c, grow) for c in t.children(term)))


def _put(name: str, at: tuple[Index, ...], grow: Growth) -> Term:
    put = grow.put.get(name)
    if put is None:
        raise KernelError(f"the quantity {name!r} of the past: say its value for one variable more")
    actual = (*at, *(_pair(i, grow) for i in at if i.alphabet == grow.past))
    if [i.alphabet for i in put.indices] != [i.alphabet for i in actual]:
        raise KernelError(f"what is put for {name!r} has other alphabets than expected")
    return t.rename(put.term, dict(zip(put.indices, actual, strict=True)))
