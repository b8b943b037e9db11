"""The kernel's other rules: INSTANCE, WITH_EQUALITY, BY_EQUATIONS, ANTISYM, with random input."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.certificates import Nonneg, Square
from derive.kernel.equality import (
    Linear,
    Rewrite,
    Step,
    Vanishing,
    by_equations,
    replace_atom,
    with_equality,
)
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import ONE, ZERO, Index, KernelError, Term, minus
from derive.kernel.theorem import Statement, Theorem, antisymmetric, prove
from derive.search.equality import find_by_equations, find_equality
from trials.fuzz import vocabulary
from trials.fuzz.certificates import Certificates
from trials.fuzz.kernel import attempt, judged
from trials.fuzz.points import Projection
from trials.fuzz.tally import Tally
from trials.fuzz.terms import Rewriter, Terms, renamings
from trials.fuzz.vocabulary import FREE, LAWS, QUANTITIES, A, B, K, Premise

KIND = "rules"


def chunk(rng: random.Random, count: int, tally: Tally) -> None:
    """`count` applications of the four rules."""
    done = 0
    while done < count:
        here = _Here(rng, tally)
        for _ in range(min(10, count - done)):
            rng.choice(here.rules)()
            done += 1


class _Here:
    """A context, theorems of it (and of one with fewer hypotheses), and the rules on them."""

    def __init__(self, rng: random.Random, tally: Tally) -> None:
        self.rng, self.tally = rng, tally
        self.terms, self.rewriter = Terms(rng), Rewriter(rng)
        premises = _with_equations(rng)
        self.projections: list[Projection] = [p.project for p in premises]
        self.n = Normalizer(vocabulary.context(premises))
        self.known = _theorems(rng, self.n)
        fewer = premises[: rng.randrange(len(premises) + 1)]
        self.general = _theorems(rng, Normalizer(vocabulary.context(fewer))) or self.known
        self.given = [h.term for h in self.n.context.hypotheses if h.kind == "="]
        self.rules: list[Callable[[], None]] = [self.equations, self.equations]
        if self.known:
            self.rules += [self.equality, self.equality, self.halves]
        if self.general:
            self.rules += [self.instance] * 4

    def _keep(self, rule: Callable[..., Theorem], *given: Any) -> None:
        made = attempt(KIND, self.tally, rule, self.n, *given)
        if made is not None:
            self.tally.add(KIND, f"by {made.reason.rule}")
            judged(KIND, made, self.rng, self.projections, self.tally)

    # -- INSTANCE -----------------------------------------------------------------------------

    def instance(self) -> None:
        general = self.rng.choice(self.general)
        sigma = self._substitution(general)
        self._keep(instance, general, sigma)

    def _substitution(self, general: Theorem) -> Substitution:
        rng = self.rng
        alphabets: dict[str, tuple[str, ...]] = {}
        if rng.random() < 0.35:
            alphabets[A] = rng.choice(((A, B), (B,), (A, A), (A,), ()))
        if rng.random() < 0.1:
            alphabets[B] = rng.choice(((A,), (B, A)))
        used = _names(general)
        moved = bool(alphabets)
        laws = {
            n: self._law(n, alphabets) for n in LAWS if n in used and (moved or rng.random() < 0.6)
        }
        quantities = {
            n: self._quantity(n, alphabets)
            for n in QUANTITIES
            if n in used and (moved or rng.random() < 0.6)
        }
        return Substitution(alphabets, laws, quantities)

    def _parameters(
        self, over: list[str], alphabets: dict[str, tuple[str, ...]]
    ) -> tuple[Index, ...]:
        parts = [part for a in over for part in alphabets.get(a, (a,))]
        return tuple(Index(f"t{k}", a) for k, a in enumerate(parts))

    def _law(self, name: str, alphabets: dict[str, tuple[str, ...]]) -> Put:
        """A law of the same shape, a product of such, a mixture, or nearly one."""
        rng, decl = self.rng, LAWS[name]
        outputs = self._parameters([a for _, a in decl.outputs], alphabets)
        inputs = self._parameters([a for _, a in decl.inputs], alphabets)
        inputs = tuple(Index(i.name.replace("t", "s"), i.alphabet) for i in inputs)
        term = self._density(outputs, inputs)
        if rng.random() < 0.3:
            lam = rng.choice((t.Quantity("lam"), t.Const(Fraction(1, 3)), t.Quantity("c")))
            other = self._density(outputs, inputs)
            term = t.Add((t.Mul((lam, term)), t.Mul((minus(ONE, lam), other))))
        if rng.random() < 0.1:
            term = rng.choice((t.Mul((term, term)), t.Mul((t.const(2), term)), t.Nonzero(term)))
        parameters = (*outputs, *inputs)
        if rng.random() < 0.05:
            parameters = tuple(rng.sample(parameters, len(parameters)))
        return Put(parameters, term)

    def _density(self, outputs: tuple[Index, ...], inputs: tuple[Index, ...]) -> Term:
        """A law in the output letters, for any inputs (and free letters)."""
        rng = self.rng
        if not outputs:
            return ONE
        given = rng.choice((*inputs, *FREE))
        shape = tuple(i.alphabet for i in outputs)
        fits: list[Term] = []
        for name, decl in LAWS.items():
            mine = tuple(a for _, a in decl.outputs)
            inner = [a for _, a in decl.inputs]
            if mine == shape and all(a == given.alphabet for a in inner):
                at = [(v, i) for (v, _), i in zip(decl.outputs, outputs, strict=True)]
                at += [(v, given) for v, _ in decl.inputs]
                fits.append(t.LawTerm(name, tuple(at)))
        if len(outputs) == 1:
            (i,) = outputs
            like = [j for j in (*inputs, *FREE) if j.alphabet == i.alphabet]
            fits += [t.Delta(i, j) for j in like[:1]] + [t.Pow(t.Card(i.alphabet), -1)]
            if i.alphabet == A:
                fits.append(t.LawTerm("k", (("z", i),)))
                fits.append(t.Sum((K,), t.Mul((t.LawTerm("p", (("x", K),)), _v(i, K)))))
            else:
                fits.append(t.Sum((K,), t.Mul((t.LawTerm("q", (("x", K),)), _w(i, K)))))
        else:
            head = self._density(outputs[:1], inputs)
            fits.append(t.Mul((head, self._density(outputs[1:], (*inputs, outputs[0])))))
        return rng.choice(fits)

    def _quantity(self, name: str, alphabets: dict[str, tuple[str, ...]]) -> Put:
        rng, decl = self.rng, QUANTITIES[name]
        parameters = self._parameters(list(decl.alphabets), alphabets)
        scope = (*FREE, *parameters)
        makers: dict[str, Callable[[], Term]] = {
            "real": lambda: self.terms.wild(2, scope),
            "nonneg": lambda: self.terms.weight(scope),
            "pos": lambda: t.Exp(self.terms.leaf(scope)),
            "unit": lambda: self.terms.law(scope),
        }
        units = (t.Quantity("lam"), t.const(1), t.Const(Fraction(1, 2)), t.const(0))
        term = makers[decl.sign]()
        if decl.sign == "unit" and rng.random() < 0.7:
            term = rng.choice(units)
        if rng.random() < 0.1:
            term = self.terms.wild(1, scope)
        return Put(parameters, term)

    # -- WITH_EQUALITY ------------------------------------------------------------------------

    def equality(self) -> None:
        """The zero conditions, others, and mutated ones; steps by search or at random."""
        rng = self.rng
        theorem = rng.choice(self.known)
        conditions = tuple(self._condition(e) for e in theorem.zero)
        if rng.random() < 0.2:
            conditions = conditions[1:] or (self.terms.wild(1),)
        if rng.random() < 0.6:
            self._keep(_searched, theorem, conditions)
            return
        forward = self._steps([*theorem.zero, *self.given], conditions)
        backward = self._steps([*conditions, *self.given], (theorem.statement.gap(),))
        self._keep(with_equality, theorem, conditions, forward, backward)

    def _condition(self, e: Term) -> Term:
        rng = self.rng
        kind = rng.random()
        if kind < 0.4:
            return e
        if kind < 0.6:
            return self.rewriter.rewritten(e)
        if kind < 0.75:
            return t.Mul((rng.choice((t.const(2), self.terms.nonnegative())), e))
        if kind < 0.9:
            return t.rename(e, {i: j for i, j in renamings(rng, e) if i.alphabet == j.alphabet})
        return self.terms.wild(1)

    def _steps(self, known: list[Term], goals: tuple[Term, ...]) -> tuple[Step, ...]:
        steps: list[Step] = []
        for goal in goals:
            draw = self.rng.choices((self._linear, self._rewrite, self._vanishing), (6, 3, 1))[0]
            steps.append(draw(known, goal))
        return tuple(steps)

    def _vanishing(self, known: list[Term], goal: Term) -> Step:
        """An equation as one square, or as a weight."""
        k = self.rng.randrange(len(known)) if known else 0
        e = known[k] if known else ZERO
        bound = e.indices if isinstance(e, t.Sum) else ()
        inside = e.body if isinstance(e, t.Sum) else e
        weight = ONE if self.rng.random() < 0.5 else self.terms.weight()
        match inside:
            case t.Pow(of, n) if n % 2 == 0:
                root = t.Pow(of, n // 2)
                return Vanishing(self.rng.choice((root, goal)), k, (Square(bound, weight, root),))
        return Vanishing(self.rng.choice((inside, goal)), k, (Nonneg(bound, inside),))

    def _linear(self, known: list[Term], goal: Term) -> Step:
        k = self.rng.randrange(len(known)) if known else 0
        at = renamings(self.rng, known[k]) if known and self.rng.random() < 0.4 else ()
        multiplier = self.rng.choice((ONE, t.const(-1), self.terms.weight(), self.terms.wild(1)))
        bound = (self.rng.choice(FREE),) if self.rng.random() < 0.3 else ()
        if known and self.rng.random() < 0.6:
            made = t.Mul((multiplier, t.rename(known[k], _within(at))))
            goal = c.over(bound, made)
        return Linear(goal, ((k, at, multiplier),), bound)

    def _rewrite(self, known: list[Term], goal: Term) -> Step:
        k = self.rng.randrange(len(known)) if known else 0
        atom, by = self._sides(known[k]) if known else (t.Quantity("c"), ZERO)
        target = self.rng.choice((None, None, *range(len(known))))
        return Rewrite(goal, k, atom, by, target)

    def _sides(self, equation: Term) -> tuple[t.LawTerm | t.Quantity, Term]:
        """The equation atom − by = 0 read off, or something else."""
        match equation:
            case t.Add((t.LawTerm() | t.Quantity() as atom, t.Mul((t.Const(), by)))):
                return atom, by
        atoms = [s for s in t.subterms(equation) if isinstance(s, (t.LawTerm, t.Quantity))]
        return (self.rng.choice(atoms) if atoms else t.Quantity("c")), self.terms.leaf(FREE)

    # -- BY_EQUATIONS -------------------------------------------------------------------------

    def equations(self) -> None:
        """A combination of the hypotheses, or a term against itself with one put into it."""
        rng = self.rng
        if self.given and rng.random() < 0.5:
            step, left, right = self._substituted()
        else:
            step = self._linear(self.given, t.ZERO)
            combination = step.result
            right = self.terms.weight()
            left = t.Add((combination, right))
        statement = Statement(left, "=", right)
        if isinstance(step, Linear):
            step = Linear(statement.gap(), step.parts, step.indices)
        if rng.random() < 0.2:
            statement = Statement(t.Mul((t.const(2), left)), "=", right)
        if rng.random() < 0.3:
            self._keep(_found, statement)
            return
        self._keep(by_equations, statement, (step,))

    def _substituted(self) -> tuple[Step, Term, Term]:
        k = self.rng.randrange(len(self.given))
        atom, by = self._sides(self.given[k])
        term = t.Mul((atom, self.terms.weight())) if self.rng.random() < 0.7 else self.terms.wild(2)
        try:
            other = replace_atom(term, atom, by)
        except KernelError:
            other = term
        if self.rng.random() < 0.15:
            other = self.terms.weight()
        gap = minus(term, other)
        return Rewrite(gap, k, atom, by), term, other

    # -- ANTISYM ------------------------------------------------------------------------------

    def halves(self) -> None:
        """Two theorems as the halves of an equation: halves of a true one, or any two."""
        rng = self.rng
        one = rng.choice(self.known)
        other = rng.choice(self.known)
        if self.given and rng.random() < 0.6:
            h = rng.choice([h for h in self.n.context.hypotheses if h.kind == "="])
            zero = Statement(h.term, ">=", ZERO)
            made = [_halved(self.n, zero, h.name, sign) for sign in (1, -1)]
            one, other = (
                m if m is not None else o for m, o in zip(made, (one, other), strict=True)
            )
        s = one.statement
        self._keep(antisymmetric, one, other, Statement(s.lhs, "=", s.rhs))


def _v(i: Index, given: Index) -> Term:
    return t.LawTerm("V", (("y", i), ("x", given)))


def _w(i: Index, given: Index) -> Term:
    return t.LawTerm("W", (("y", i), ("x", given)))


def _within(at: c.At) -> dict[Index, Index]:
    return {i: j for i, j in at if i.alphabet == j.alphabet}


def _with_equations(rng: random.Random) -> list[Premise]:
    return vocabulary.random_premises(rng) or [rng.choice(vocabulary.PREMISES)]


def _theorems(rng: random.Random, n: Normalizer) -> list[Theorem]:
    """A few accepted certificates."""
    found: list[Theorem] = []
    drawn = Certificates(rng, n, found)
    for _ in range(7):
        case = drawn.case(mutate=False)
        try:
            found.append(prove(n, case.statement, case.certificate))
        except KernelError:
            continue
    return found


def _names(general: Theorem) -> set[str]:
    """All laws and quantities of the theorem and its hypotheses."""
    stated = [h.term for h in general.context.hypotheses]
    stated += [side for s in general.context.supports for side in (s.premise, s.conclusion)]
    stated += [general.statement.lhs, general.statement.rhs, *general.zero]
    found = [s for e in stated for s in t.subterms(e)]
    laws = {s.law for s in found if isinstance(s, t.LawTerm)}
    return laws | {s.name for s in found if isinstance(s, t.Quantity)}


def _halved(n: Normalizer, zero: Statement, name: str, sign: int) -> Theorem | None:
    """h ≥ 0, or h ≤ 0, from the hypothesis h = 0."""
    rel = zero if sign > 0 else Statement(zero.lhs, "<=", zero.rhs)
    try:
        return prove(n, rel, (c.Given(name, (), (), t.const(sign)),))
    except KernelError:
        return None


def _searched(n: Normalizer, theorem: Theorem, conditions: tuple[Term, ...]) -> Theorem:
    made = find_equality(n, theorem, conditions)
    if isinstance(made, str):
        raise KernelError(made)
    return made


def _found(n: Normalizer, statement: Statement) -> Theorem:
    made = find_by_equations(n, statement)
    if made is None:
        raise KernelError("not found")
    return made
