"""Find why stated equality conditions are the right ones, for the kernel to check.

Forward: each condition as a combination of the zero conditions of the certificate, or by solving
them for one letter's value and putting that in. Backward: put the conditions into the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, ExpAtom, LnPrime, Mono, Nz, Poly, QuantityAtom
from derive.kernel.equality import (
    Linear,
    Rewrite,
    Step,
    Vanishing,
    by_equations,
    replace_atom,
    with_equality,
)
from derive.kernel.integrals import cancelled
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_atom, term_of_mono, term_of_poly
from derive.kernel.terms import KernelError, Term
from derive.kernel.theorem import Statement, Theorem
from derive.search.linear import combine
from derive.search.oriented import leads, reducing
from derive.search.solving import Part, Rule, key, maps, rules
from derive.search.vanishing import vanishing

_MAX_PARTS = 24
_MAX_WIDE_PARTS = 120
_MAX_REWRITTEN, _FEW_REWRITTEN = 1000, 64  # terms; the course's longest needs 64
_MAX_VANISHING = 20  # equations that follow from sums which vanish


def find_equality(
    n: Normalizer, proved: Theorem, conditions: tuple[Term, ...], briefly: bool = False
) -> Theorem | str:
    """The theorem with its equality condition, or why it was not found. briefly: see below."""
    if proved.statement.is_strict:
        return "a strict inequality never holds with equality"
    given = tuple(h.term for h in n.context.hypotheses if h.kind == "=")
    try:
        forward = _Deduction(n, [*proved.zero, *given], wide=True, briefly=briefly)
        for k, goal in enumerate(conditions):
            if not forward.reach(goal):
                return f"condition {k + 1} does not follow from the zero conditions"
        backward = _backward(n, proved, [*conditions, *given], briefly)
        if backward is None:
            return "the conditions do not make both sides equal, as far as the search can see"
        return with_equality(n, proved, conditions, tuple(forward.steps), tuple(backward.steps))
    except KernelError as refused:
        return str(refused)


def find_equality_briefly(
    n: Normalizer, proved: Theorem, conditions: tuple[Term, ...]
) -> Theorem | str:
    """The same with what most need, where a counterexample says that there is none."""
    return find_equality(n, proved, conditions, briefly=True)


def _backward(
    n: Normalizer, proved: Theorem, given: list[Term], briefly: bool
) -> _Deduction | None:
    """Every zero condition from the conditions, or else the gap: what is short comes first."""
    gap = (proved.statement.gap(),)
    for goals, wide in ((proved.zero, False), (gap, True), (proved.zero, True)):
        found = _Deduction(n, list(given), wide=wide, briefly=briefly)
        if all(map(found.reach, goals)):
            return found
    return None


def find_by_equations(
    n: Normalizer, statement: Statement, allowed: frozenset[str] | None = None
) -> Theorem | None:
    """An equation by putting equational hypotheses into it, if that is enough.

    allowed: the names of those that may be used; None for all.
    """
    given = [h.term for h in n.context.hypotheses if h.kind == "="]
    barred = {
        k
        for k, h in enumerate(h for h in n.context.hypotheses if h.kind == "=")
        if allowed is not None and h.name not in allowed
    }
    deduction = _Deduction(n, given, frozenset(barred))
    try:
        if given and deduction.reach(statement.gap()):
            return by_equations(n, statement, tuple(deduction.steps))
    except KernelError:
        return None
    return None


class _Deduction:
    """Equations known so far and the steps that gave them. wide: with more multipliers, slowly."""

    def __init__(
        self,
        n: Normalizer,
        given: list[Term],
        barred: frozenset[int] = frozenset(),
        wide: bool = False,
        briefly: bool = False,
    ) -> None:
        self.n = n
        self.known = given
        self.first = len(given)  # the hypotheses' equations are the last of these
        self.barred = barred
        self.wide = wide and not briefly
        self.most = _FEW_REWRITTEN if briefly else _MAX_REWRITTEN
        self.steps: list[Step] = []
        self.rewritten = 0
        self.seen: dict[Term, int] = {}  # of a goal: rewritten already, and how deep it was looked

    def add(self, step: Step) -> int:
        self.steps.append(step)
        self.known.append(step.result)
        return len(self.known) - 1

    def _usable(self) -> list[tuple[int, Term]]:
        return [(k, e) for k, e in enumerate(self.known) if k not in self.barred]

    def reach(self, goal: Term) -> bool:
        """Derive the goal: equations added up, or solved and put in, or multiplied and added."""
        return (
            self._combine(goal, lambda e: [t.ONE])
            or self._by_rules(goal)
            or self._combine(goal, lambda e: _multipliers(self.n, e))
            or (self.wide and self._widely(goal))
            or self._vanishing(goal)
        )

    def _vanishing(self, goal: Term) -> bool:
        """With what makes sums of squares and weights 0, and what makes that 0."""
        before, tried = len(self.known), 0
        while tried < len(self.known) < before + _MAX_VANISHING:
            k, e = tried, self.known[tried]
            tried += 1
            for sign, forms in vanishing(self.n, e, goal) if k not in self.barred else ():
                minus = Linear(t.Mul((t.const(-1), e)), ((k, (), t.const(-1)),))
                at = k if sign > 0 else self.add(minus)
                for zero in (z for f in forms for z in c.zero_conditions(self.n, f)):
                    if zero not in self.known:
                        self.add(Vanishing(zero, at, forms))
        return len(self.known) > before and (
            self._by_rules(goal)
            or self._combine(goal, lambda e: _multipliers(self.n, e))
        )

    def _widely(self, goal: Term) -> bool:
        """With every equation's multipliers for all, numbers ≠ 0, and the goal's divisors."""
        letters = tuple(sorted(t.free_indices(goal)))
        equations = [
            t.rename(e, dict(at))
            for _, e in self._usable()
            for at in maps(tuple(sorted(t.free_indices(e))), letters)
        ]
        every = dict.fromkeys(m for e in equations for m in _multipliers(self.n, e))
        every |= dict.fromkeys(_quotients(self.n, goal))
        numbers = _numbers(self.n, [goal, *equations])
        by = [*(t.Pow(a, -1) for a in numbers), *numbers, t.Mul(tuple(numbers))]
        every |= dict.fromkeys(t.Mul((m, a)) for m in list(every) for a in (by if numbers else ()))
        return self._combine(goal, lambda e: list(every), _MAX_WIDE_PARTS)

    def _by_rules(self, goal: Term) -> bool:
        """With one equation after another solved and put in."""
        self.seen = {}
        return self._rewrite(goal, self._rules(), 3)

    def _rewrite(self, goal: Term, known: Sequence[Rule], depth: int) -> bool:
        there = {key(s) for s in t.subterms(goal)}
        for rule in known:
            solved = rule.solved if key(rule.atom) in there else None
            if solved is None:
                continue
            atom, by, step = rule.atom, *solved
            after = replace_atom(goal, atom, by)
            if after == goal or self.seen.get(after, -1) >= depth:
                continue
            self.seen[after] = depth
            if self.rewritten == self.most:
                return False
            self.rewritten += 1
            target = None
            if not self._vanishes(after) and not self._oriented(after):
                others = [r for r in known if r.atom != atom]
                if depth == 0 or not self._rewrite(after, others, depth - 1):
                    continue
            if self.known[-1] is after:
                target = len(self.known) - 1
            source = self.add(step)
            self.add(Rewrite(goal, source, atom, by, target))
            return True
        return False

    def _vanishes(self, after: Term) -> bool:
        """Whether it is 0 in its normal form, or but for parts that are equal as they stand."""
        try:
            if self.n.context.spaces:
                after = cancelled(after)
            return self.n.vanishes(after)
        except KernelError:
            return False

    def _oriented(self, goal: Term) -> bool:
        """By what hypotheses say of integrals and of logarithms of densities."""
        n = self.n
        equations = [h.name for h in n.context.hypotheses if h.kind == "="]
        usable = frozenset(equations) if not self.barred else frozenset[str]()
        try:
            forms = reducing(n, goal, usable)
        except KernelError:
            return False
        first = self.first - len(equations)
        parts = []
        for f in forms:
            one = ((first + equations.index(f.hypothesis), f.at, f.weight),)
            parts.append((self.add(Linear(c.value(n, f), one, f.indices)), (), t.ONE))
        if parts:
            self.add(Linear(goal, tuple(parts)))
        return bool(parts)

    def _of_integrals(self) -> frozenset[int]:
        """Hypotheses about integrals and logarithms of densities, for which `_oriented` is."""
        names = leads(self.n) if self.n.context.spaces else frozenset[str]()
        equations = [h.name for h in self.n.context.hypotheses if h.kind == "="]
        first = self.first - len(equations)
        return frozenset(first + k for k, name in enumerate(equations) if name in names)

    def _combine(
        self, goal: Term, factors: Callable[[Term], list[Term]], most: int = _MAX_PARTS
    ) -> bool:
        """The goal as a linear combination of the known equations times some factors."""
        letters = tuple(sorted(t.free_indices(goal)))
        parts = [
            (k, at, factor)
            for k, e in self._usable()
            for at in maps(tuple(sorted(t.free_indices(e))), letters)
            for factor in factors(t.rename(e, dict(at)))
        ][:most]
        n = self.n
        values = [self._value(part) for part in parts]
        found = combine(n.reduced(n.normal(goal)), values, [True] * len(values))
        if found is None:
            return False
        used = [(part, v) for part, v in zip(parts, found, strict=True) if v]
        self.add(Linear(goal, tuple((k, at, t.Mul((t.Const(v), m))) for (k, at, m), v in used)))
        return True

    def _value(self, part: Part) -> Poly:
        """0 for one that has no normal form: ∫ c dx of a number that is left over."""
        k, at, m = part
        try:
            return self.n.reduced(self.n.normal(t.Mul((m, t.rename(self.known[k], dict(at))))))
        except KernelError:
            return Poly({})

    def _rules(self) -> list[Rule]:
        """Equations that may be solved for one law value or quantity."""
        integrals = self._of_integrals() if self.wide else frozenset[int]()
        usable = [k for k, _ in self._usable() if k not in integrals]
        return rules(self.n, self.known, usable)


def _multipliers(n: Normalizer, e: Term) -> list[Term]:
    """1, and what clears denominators and removes factors that all terms share."""
    p = n.normal(e)
    if not p.terms:
        return []
    below: dict[Atom, int] = {}
    for m in p.terms:
        for a, k in m.factors.items():
            if k < 0:
                below[a] = max(below.get(a, 0), -k)
    first = next(iter(p.terms))
    powers = {a: [m.factors.get(a, 0) for m in p.terms] for a in first.factors}
    shared = {
        a: -min(ks)
        for a, ks in powers.items()
        if not isinstance(a, Nz) and (min(ks) > 0 or min(ks) == max(ks))
    }
    cleared = {a: k for a, k in below.items() if a not in shared}
    choices: list[Mono] = [Mono({})]
    for d, s in product((cleared, below, {}), (shared, {})):
        m = Mono({**d, **s})
        if m not in choices:
            choices.append(m)
    logs = Mono({a: k for a, k in shared.items() if isinstance(a, LnPrime)})
    if len(p.terms) == 1 and len(shared) == 2:  # a·b = 0 as b·[a ≠ 0] = 0
        choices += [Mono({a: k}) for a, k in shared.items()]
    return [*(term_of_mono(m) for m in dict.fromkeys([*choices, logs])), *_conjugate(p)]


def _numbers(n: Normalizer, terms: Sequence[Term]) -> list[Term]:
    """Quantities without letters that are ≠ 0, and their complements."""
    found = dict.fromkeys(a for e in terms for m in n.normal(e).terms for a in m.factors)
    names = dict.fromkeys(a.name for a in found if isinstance(a, QuantityAtom) and not a.at)
    unit = {k for k in names if n.context.quantities[k].sign == "unit"}
    atoms = [
        QuantityAtom(k, (), c) for k in names for c in ((False, True) if k in unit else (False,))
    ]
    return [term_of_atom(a) for a in atoms if n.support.nonzero([a], ())]


def _quotients(n: Normalizer, goal: Term) -> list[Term]:
    """1 over what the goal divides by, at the letters where its indicators are 1."""
    monos = list(n.normal(goal).terms)
    below: dict[Atom, int] = {}
    for m in monos:
        for a, k in m.factors.items():
            if k < 0:
                below[a] = min(below.get(a, 0), k)
    present = dict.fromkeys(a for m in monos for a in m.factors if isinstance(a, Nz))
    chosen = [Mono(below), *(Mono({**below, a: 1}) for a in present)]
    return [
        term_of_mono(m)
        for m in dict.fromkeys([*chosen, Mono({**below, **{a: 1 for a in present}})])
    ]


def _conjugate(p: Poly) -> list[Term]:
    """√a + √b for √a − √b, so that √a = √b gives a = b."""
    if len(p.terms) != 2 or not any(isinstance(a, ExpAtom) for m in p.terms for a in m.factors):
        return []
    (m, c), (other, d) = p.terms.items()
    return [term_of_poly(Poly({m: c, other: -d}))]
