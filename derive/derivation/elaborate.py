"""The same theorem from fewer rules, so that a second checker needs fewer.

INSTANCE becomes the general theorem's proof with the substitution put in, but for scalar lemmas, of
which instances stay; INFORMATION becomes the tangents it is derived from. Every step is made by the
kernel, so nothing here has to be right.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import cast

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel import theorem as th
from derive.kernel.equality import (
    Linear,
    Rewrite,
    Step,
    Vanishing,
    by_equations,
    with_equality,
)
from derive.kernel.information import Information
from derive.kernel.instance import Put, Substitution, _Substituter, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index, KernelError, Term
from derive.kernel.theorem import Statement, Theorem
from derive.search.engine import find
from derive.search.equality import find_by_equations, find_equality


def elaborate(theorem: Theorem) -> Theorem:
    """A theorem with the same context, statement and conditions for equality.

    Raises:
        KernelError: a step could not be proved again.
    """
    made = _Elaborator().theorem(theorem)
    if made.statement != theorem.statement or made.equality != theorem.equality:
        raise KernelError(f"the instance {theorem.statement} could not be proved step by step")
    return made


class _Elaborator:
    def __init__(self) -> None:
        self.made: dict[int, tuple[Theorem, Theorem]] = {}  # by id of the first, which stays alive

    def theorem(self, old: Theorem) -> Theorem:
        if id(old) not in self.made:
            self.made[id(old)] = old, self._theorem(old)
        return self.made[id(old)][1]

    def _theorem(self, old: Theorem) -> Theorem:
        given, n = old.reason.given, Normalizer(old.context)
        if old.reason.rule == "scalar" or _puts_for_scalar(old):
            return old
        if old.reason.rule == "instance":
            general = self.theorem(given[0])
            return _Instance(n, general, given[1]).theorem(general)
        if old.reason.rule == "prove":
            forms = tuple(chain.from_iterable(self._forms(n, f) for f in given))
            return old if forms == given else th.prove(n, old.statement, forms)
        parts = tuple(self.theorem(g) if type(g) is Theorem else g for g in given)
        if all(a is b for a, b in zip(parts, given, strict=True)):
            return old
        if old.reason.rule == "antisymmetric":
            return th.antisymmetric(n, parts[0], parts[1], old.statement)
        return _with_equality(n, *parts)

    def _forms(self, n: Normalizer, form: c.Form) -> tuple[c.Form, ...]:
        match form:
            case c.Known(theorem, at, indices, weight):
                new = self.theorem(theorem)
                return (form if new is theorem else c.Known(new, at, indices, weight),)
            case Information():
                return _tangents(n.context, form)
        return (form,)


def _puts_for_scalar(old: Theorem) -> bool:
    """Whether it is a scalar lemma with a term put for its quantity."""
    return old.reason.rule == "instance" and old.reason.given[0].reason.rule == "scalar"


def _with_equality(
    n: Normalizer,
    base: Theorem,
    conditions: tuple[Term, ...],
    forward: tuple[Step, ...],
    backward: tuple[Step, ...],
) -> Theorem:
    """By the same steps, or by others."""
    try:
        return with_equality(n, base, conditions, forward, backward)
    except KernelError:
        found = find_equality(n, base, conditions)
        if isinstance(found, str):
            raise KernelError(f"{base.statement}: {found}") from None
        return found


def _tangents(context: t.Context, form: Information) -> tuple[c.Form, ...]:
    """I(A; B | K) from t := r(A, K)·r(B, K) / (r(A, B, K)·r(K)); H(A | K) from r(A, K)/r(K)."""

    def r(*variables: str) -> Term:
        at = [(v, Index(v, a)) for v, a in context.laws[form.law].outputs if v in variables]
        return t.LawTerm(form.law, tuple(at)) if at else t.ONE

    def letters(*variables: str) -> tuple[Index, ...]:
        return tuple(Index(v, a) for v, a in context.laws[form.law].outputs if v in variables)

    a, b, k, w = form.left, form.right, form.given, form.weight
    over_given = t.Pow(r(*k), -1)
    if a == b:
        bound, joint = letters(*a, *k), r(*a, *k)
        ratio, own = t.Mul((joint, over_given)), letters(*a)
        whole = t.Sum(own, joint)
        return (
            c.Tangent(bound, t.Mul((w, joint)), ratio),
            c.Part(bound, t.Mul((w, ratio)), whole, own),
        )
    bound, joint = letters(*a, *b, *k), r(*a, *b, *k)
    product = t.Mul((r(*a, *k), r(*b, *k), over_given))
    point = t.Mul((product, t.Pow(joint, -1)))
    return c.Tangent(bound, t.Mul((w, joint)), point), c.Gap(bound, t.Mul((w, product)), joint)


class _Instance:
    """Replays the proof of a theorem about all laws for those that are put in."""

    def __init__(self, n: Normalizer, general: Theorem, sigma: object) -> None:
        self.n, self.made = n, dict[int, Theorem]()
        self.put = _Substituter(n, general, sigma)  # type: ignore[arg-type]
        for e in general.equality or ():  # in the kernel's order, so that indices are the same
            self.put.term(e)

    def theorem(self, old: Theorem) -> Theorem:
        if id(old) not in self.made:
            self.made[id(old)] = self._theorem(old)
        return self.made[id(old)]

    def _theorem(self, old: Theorem) -> Theorem:
        statement = self._statement(old.statement)
        given, n = old.reason.given, self.n
        match old.reason.rule:
            case "prove":
                forms = tuple(chain.from_iterable(map(self._forms, given)))
                return self._proved(statement, forms)
            case "antisymmetric":
                return th.antisymmetric(n, *map(self.theorem, given), statement)
            case "cite":
                return th.cite(n, statement, *given)
            case "scalar":
                return self._scalar(old, {})
            case "instance" if _puts_for_scalar(old):
                return self._scalar(given[0], given[1].quantities)
            case "with_equality":
                base, conditions, forward, backward = given
                steps = (tuple(map(self._step, s)) for s in (forward, backward))
                put = tuple(map(self.put.term, conditions))
                try:
                    return _with_equality(n, self.theorem(base), put, *steps)
                except KernelError:  # the inequality itself is often all that is needed
                    return self.theorem(base)
            case "by_equations":
                steps = tuple(map(self._step, given[1]))
                try:
                    return by_equations(n, statement, steps)
                except KernelError:
                    found = find_by_equations(n, statement)
                return found or self._proved(statement, ())
        raise KernelError(f"an instance of what is made by {old.reason.rule}")

    def _scalar(self, lemma: Theorem, put: Mapping[str, Put]) -> Theorem:
        """A scalar lemma, with what is put for its quantity put in again."""
        (name,) = lemma.context.quantities
        u = self.put.term(put[name].term if put else t.Quantity(name))
        return instance(self.n, lemma, Substitution({}, {}, {name: Put((), u)}))

    def _proved(self, statement: Statement, forms: tuple[c.Form, ...]) -> Theorem:
        try:
            return th.prove(self.n, statement, forms)
        except KernelError:
            found = find(self.n, statement).theorem
            if found is None:
                raise
            return _Elaborator().theorem(found)  # the search has INFORMATION too

    def _statement(self, s: Statement) -> Statement:
        return Statement(self.put.term(s.lhs), s.rel, self.put.term(s.rhs))

    def _many(self, indices: tuple[Index, ...]) -> tuple[Index, ...]:
        return tuple(chain.from_iterable(map(self.put.index, indices)))

    def _at(self, at: c.At) -> c.At:
        left, right = (self._many(side) for side in (tuple(zip(*at, strict=True)) or ((), ())))
        return tuple(zip(left, right, strict=True))

    def _forms(self, form: c.Form) -> tuple[c.Form, ...]:
        term = self.put.term
        indices, w = self._many(form.indices), term(form.weight)
        match form:
            case c.Tangent(_, _, point):
                return (c.Tangent(indices, w, term(point)),)
            case c.Nonneg():
                return (c.Nonneg(indices, w),)
            case c.Positive():
                return (c.Positive(indices, w),)
            case c.Gap(_, _, of):
                return (c.Gap(indices, w, term(of)),)
            case c.Square(_, _, of):
                return (c.Square(indices, w, term(of)),)
            case c.Part(_, _, whole, at):
                return (c.Part(indices, w, cast(t.Sum, term(whole)), self._many(at)),)
            case c.Known(theorem, at):
                return (c.Known(self.theorem(theorem), self._at(at), indices, w),)
            case c.Given(name, at):
                return self._given(name, self._at(at), indices, w)
        raise KernelError(f"not a form: {form!r}")

    def _given(
        self, name: str, at: c.At, indices: tuple[Index, ...], w: Term
    ) -> tuple[c.Form, ...]:
        """A hypothesis put in: one of ours, or what it says is visible."""
        (old,) = (h for h in self.put.context.hypotheses if h.name == name)
        of = self.put.term(old.term)
        for h in self.n.context.hypotheses:
            if h.kind == old.kind and self.n.vanishes(t.minus(h.term, of)):
                return (c.Given(h.name, at, indices, w),)
        if old.kind == "=":
            return ()
        return (c.Nonneg(indices, t.Mul((w, t.rename(of, dict(at))))),)

    def _step(self, step: Step) -> Step:
        term = self.put.term
        if isinstance(step, Linear):
            parts = tuple((k, self._at(at), term(m)) for k, at, m in step.parts)
            return Linear(term(step.result), parts, self._many(step.indices))
        if isinstance(step, Vanishing):
            forms = tuple(chain.from_iterable(map(self._forms, step.forms)))
            return Vanishing(term(step.result), step.source, forms)
        atom = cast(t.LawTerm, term(step.atom))
        return Rewrite(term(step.result), step.source, atom, term(step.by), step.target)
