"""Equality conditions: an inequality holds with equality exactly when stated equations hold.

An `Equation` is a term read as "= 0 for all values of its free indices". From equations others are
derived by three rules:

    e₁ = 0, …, eₖ = 0        e = Σ_b Σᵢ mᵢ·eᵢ        A − B = 0      e[A := B] = e₁ (or 0), e₁ = 0
    LINEAR  ──────────────────────────────────     REWRITE  ────────────────────────────────────
                      e = 0                                            e = 0

    e₁ = 0    e₁ = Σⱼ Σ_bⱼ wⱼ·aⱼ²  (or Σ_bⱼ wⱼ)    wⱼ ≥ 0
    ──────────────────────────────────────────────────────  VANISHING
                  wⱼ·aⱼ = 0  (or wⱼ = 0)

and WITH_EQUALITY needs two derivations:

    zero conditions of a theorem ⊢ each stated equation         stated equations ⊢ greater − less
    ───────────────────────────────────────────────────────────────────────────────────────────────
                        greater ≥ less, with equality iff the stated equations

where the second may be: stated equations ⊢ each zero condition, as these hold together exactly when
both sides are equal;

    equational hypotheses ⊢ lhs − rhs
    ─────────────────────────────────  BY_EQUATIONS
                lhs = rhs

REWRITE replaces one law value or quantity everywhere in e; the replacement has no other free index.
VANISHING takes sums over finite alphabets only: an integral that diverges is 0 as well.
A strict theorem has no equality condition: WITH_EQUALITY refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.kernel import certificates, integrals, theorem
from derive.kernel import terms as t
from derive.kernel.certificates import Equation, Form, Nonneg, Square
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index, KernelError, Term, minus
from derive.kernel.theorem import Reason, Statement, Theorem


@dataclass(frozen=True, slots=True)
class Linear:
    """result = Σ_indices Σ multiplier·(equation number, with indices put for its free ones)."""

    result: Equation
    parts: tuple[tuple[int, certificates.At, Term], ...]
    indices: tuple[Index, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """result becomes equation `target` (or 0) with `by` for `atom`, equal by equation `source`."""

    result: Equation
    source: int
    atom: t.LawTerm | t.Quantity
    by: Term
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Vanishing:
    """result = 0 is what makes one of the forms 0, of which equation `source` is the sum."""

    result: Equation
    source: int
    forms: tuple[Form, ...]


Step = Linear | Rewrite | Vanishing


def derive(n: Normalizer, given: tuple[Equation, ...], steps: tuple[Step, ...]) -> list[Equation]:
    """The given equations and all that the steps derive from them.

    Raises:
        KernelError: a step does not follow.
    """
    known = list(given)
    for step in steps:
        if type(step) not in (Linear, Rewrite, Vanishing):
            raise KernelError(f"not a step: {step!r}")
        n.context.check(step.result)  # equations are compared later: no lookalike may be kept
        if type(step) is Linear:
            _check_linear(n, known, step)
        elif type(step) is Rewrite:
            _check_rewrite(n, known, step)
        elif type(step) is Vanishing:
            _check_vanishing(n, known, step)
        known.append(step.result)
    return known


def _equation(known: list[Equation], k: int) -> Equation:
    if type(k) is not int or not 0 <= k < len(known):
        raise KernelError(f"no equation number {k!r}")
    return known[k]


def _check_linear(n: Normalizer, known: list[Equation], step: Linear) -> None:
    parts = tuple(t.Mul((m, n.context.renamed(_equation(known, k), at))) for k, at, m in step.parts)
    if not n.vanishes(minus(step.result, certificates.over(step.indices, t.Add(parts)))):
        raise KernelError("the linear combination is not the stated equation")


def _check_rewrite(n: Normalizer, known: list[Equation], step: Rewrite) -> None:
    if type(step.atom) not in (t.LawTerm, t.Quantity):
        raise KernelError(f"a rewrite is of a law's value or a quantity, not of {step.atom!r}")
    n.context.check(step.atom)
    n.context.check(step.by)
    at = t.own_indices(step.atom)
    if len(set(at)) != len(at) or not t.free_indices(step.by) <= set(at):
        raise KernelError("a rewrite needs distinct indices and no others on its right side")
    if not n.vanishes(minus(_equation(known, step.source), minus(step.atom, step.by))):
        raise KernelError("the equation is not the rewrite's left side minus its right side")
    target = t.ZERO if step.target is None else _equation(known, step.target)
    after = minus(replace_atom(step.result, step.atom, step.by), target)
    if not n.vanishes(integrals.cancelled(after) if n.context.spaces else after):
        raise KernelError("after the rewrite the equation is not the stated one")


def _check_vanishing(n: Normalizer, known: list[Equation], step: Vanishing) -> None:
    if type(step.forms) is not tuple or any(type(f) not in (Nonneg, Square) for f in step.forms):
        raise KernelError("a sum that vanishes is one of weights and squares")
    for form in step.forms:
        certificates.check(n, form)
        if any(i.alphabet in n.context.spaces for i in form.indices):
            raise KernelError("an integral that vanishes may be one that diverges")
    values = tuple(certificates.value(n, form) for form in step.forms)
    if not n.vanishes(minus(_equation(known, step.source), t.Add(values))):
        raise KernelError("the equation is not the sum of the forms")
    zero = (e for form in step.forms for e in certificates.zero_conditions(n, form))
    if not any(n.vanishes(minus(step.result, e)) for e in zero):
        raise KernelError("no form vanishes exactly where the result does")


def replace_atom(term: Term, atom: t.LawTerm | t.Quantity, by: Term) -> Term:
    """`by` for every occurrence of the law (at the same variables) or the quantity."""
    if isinstance(term, t.LawTerm) and isinstance(atom, t.LawTerm):
        at = dict(term.at)
        if term.law == atom.law and set(at) == {v for v, _ in atom.at}:
            return t.rename(by, {i: at[v] for v, i in atom.at})
    elif isinstance(term, t.Quantity) and isinstance(atom, t.Quantity) and term.name == atom.name:
        return t.rename(by, dict(zip(atom.at, term.at, strict=True)))
    return t.with_children(term, tuple(replace_atom(c, atom, by) for c in t.children(term)))


def by_equations(n: Normalizer, statement: Statement, steps: tuple[Step, ...]) -> Theorem:
    """BY_EQUATIONS (see the module's docstring).

    Raises:
        KernelError: a side may be ill-posed, or the steps do not derive the equation.
    """
    theorem._expect(n, statement)
    n, steps = integrals.recording(n), tuple(steps)
    given = tuple(h.term for h in n.context.hypotheses if h.kind == "=")
    if statement.rel != "=" or statement.gap() not in derive(n, given, steps):
        raise KernelError("the equation is not derived from the hypotheses")
    reflexive = theorem.prove(n, Statement(statement.lhs, "=", statement.lhs))
    other = theorem.prove(n, Statement(statement.rhs, "=", statement.rhs))  # well posed, both
    return theorem._with(
        reflexive,
        statement=statement,
        reason=Reason("by_equations", (statement, steps)),
        provided=integrals.provided(n, t.ZERO, reflexive.provided, other.provided),
    )


def with_equality(
    n: Normalizer,
    proved: Theorem,
    conditions: tuple[Equation, ...],
    forward: tuple[Step, ...],
    backward: tuple[Step, ...],
) -> Theorem:
    """WITH_EQUALITY (see the module's docstring). Equational hypotheses may be used both ways.

    Raises:
        KernelError: the conditions are not shown to be equivalent to equality.
    """
    theorem.require_made(proved)
    theorem._expect(n, proved.statement)
    conditions, forward, backward = tuple(conditions), tuple(forward), tuple(backward)
    n = integrals.recording(n)
    certificates.require_context(proved.context, n.context)
    if proved.statement.rel == "=" or proved.statement.is_strict:
        raise KernelError("an equation or strict inequality has no equality condition")
    for e in conditions:
        n.context.check(e)
    given = tuple(h.term for h in n.context.hypotheses if h.kind == "=")
    necessary = derive(n, (*proved.zero, *given), forward)
    for e in conditions:
        if e not in necessary:
            raise KernelError("a stated condition is not derived from the zero conditions")
    sufficient = derive(n, (*conditions, *given), backward)
    gap = proved.statement.gap()
    if gap not in sufficient and not all(e in sufficient for e in proved.zero):
        raise KernelError("the stated conditions are not shown to give equality")
    return theorem._with(
        proved,
        context=n.context,
        equality=conditions,
        zero=conditions,
        reason=Reason("with_equality", (proved, conditions, forward, backward)),
        provided=integrals.provided(n, t.ZERO, proved.provided),
    )
