"""Equations of hypotheses solved for what is drawn: one value is computed from the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import sympy
from sympy import Expr

from derive.language.alphabets import Alphabet, Letter
from derive.language.expressions import Inverse, Sum
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.maps import Map
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Relation
from derive.numeric.atoms import mentions
from derive.numeric.nodes import sorted_letters, unfolded

Hypothesis = Relation | Dominated
HIGHEST = 16  # powers of sums above it are not multiplied out

Place = tuple[tuple[str, Alphabet | Letter], ...]  # (variable, letter), as declared


@dataclass(frozen=True)
class Assignment:
    """target(letters) := value. For a law: its full table; may use the old table of the law.

    place: where the value belongs, if letters with names are among them; then it is not the whole
    table. earlier: places of the same target that were given values before.
    """

    target: Law | Quantity
    letters: tuple[Alphabet, ...]
    value: Expr
    place: Place = ()
    earlier: tuple[Place, ...] = ()

    def beside(self) -> tuple[Alphabet, ...]:
        """Letters of the value that the target does not have: the equation holds at each of them,
        and the value is taken at the first."""
        return sorted_letters(self.value.free_symbols - set(self.letters))


def in_order(assignments: list[Assignment]) -> tuple[Assignment, ...]:
    """Targets before the values that mention them; circles are left as they stand."""
    left, out = list(assignments), []
    while left:
        targets = {a.target for a in left}
        ready = [a for a in left if not mentions(a.value, targets - {a.target})] or left[:1]
        out += ready
        left = [a for a in left if a not in ready]
    return tuple(
        replace(a, earlier=tuple(b.place for b in out[:k] if b.target == a.target))
        if a.place
        else a
        for k, a in enumerate(out)
    )


_NOT_REAL = (sympy.zoo, sympy.oo, -sympy.oo, sympy.nan, sympy.I)


def solved(
    h: Hypothesis, taken: set[Law | Quantity] | None = None, pinned: bool = False
) -> Assignment | None:
    """The equation h solved for one full law or quantity, if that is easy; pinned: for one at
    letters with names."""
    if not isinstance(h, Relation) or h.rel != "=":
        return None
    for one, other in ((h.lhs, h.rhs), (h.rhs, h.lhs)):
        for found in _isolated(unfolded(one), other, pinned):
            real = not found.value.has(*_NOT_REAL)  # exp(c) = 0 has no solution
            if real and found.target not in (taken or set()):
                return found
    return None


def _isolated(e: Expr, other: Expr, pinned: bool = False) -> Iterator[Assignment]:
    """e = other solved for what stands in e, in every way that is easy."""
    if isinstance(e, (LawValue, QuantityValue)):
        found = _of_value(e, other, pinned)
        if found is not None:
            yield found
    elif isinstance(e, ConditionalValue):
        yield from _isolated(e.joint, other * e.given, pinned)
    elif isinstance(e, sympy.Pow) and e.base.is_Rational and e.base > 1:
        power = sympy.log(other) * sympy.Pow(sympy.log(e.base), -1)
        yield from _isolated(e.exp, power, pinned)
    elif isinstance(e, sympy.exp):
        yield from _isolated(e.args[0], sympy.log(other), pinned)
    elif isinstance(e, sympy.Mul):
        yield from _isolated_factors(e, other, pinned)
    elif isinstance(e, sympy.Add):
        yield from _isolated_summands(e, other, pinned)


def _of_value(e: LawValue | QuantityValue, other: Expr, pinned: bool) -> Assignment | None:
    if isinstance(e, LawValue):
        return _pinned_law(e, other) if pinned else assign_law(e, other)
    if pinned:
        place = tuple((v.name, i) for v, i in zip(e.quantity.over, e.at, strict=True))
        return None if isinstance(e.quantity, Map) else _pinned(e.quantity, place, other)
    circular = isinstance(e.quantity, Map) and mentions(other, {e.quantity})
    return Assignment(e.quantity, e.at, other) if distinct(e.at) and not circular else None


def _isolated_summands(e: Expr, other: Expr, pinned: bool) -> Iterator[Assignment]:
    """The rest on the other side, unless it mentions what is solved for."""
    for summand in e.args:
        value = sympy.Add(other, *(-a for a in e.args if a is not summand))
        for found in _isolated(summand, value, pinned):
            if not mentions(value, {found.target}):
                yield found


def _isolated_factors(e: Expr, other: Expr, pinned: bool) -> Iterator[Assignment]:
    for factor in e.args:
        if isinstance(factor, QuantityValue) and isinstance(factor.quantity, Map):
            continue  # the other side divided by the rest is no indicator
        if isinstance(factor, (LawValue, QuantityValue, ConditionalValue)):
            rest = [a for a in e.args if a is not factor]
            below = [1 / a if a.is_Rational else Inverse(a) for a in rest]
            yield from _isolated(factor, sympy.Mul(other, *below), pinned)


def distinct(letters: Iterable[Alphabet | Letter]) -> bool:
    """Whether they are different indices: the equation is about all letters at once."""
    found = list(letters)
    return len(set(found)) == len(found) and all(isinstance(i, Alphabet) for i in found)


def _pinned_law(e: LawValue, value: Expr) -> Assignment | None:
    inputs = {v.name for v in e.law.inputs}
    if not any(isinstance(i, Letter) and v not in inputs for v, i in e.at) and len(e.at) != len(
        e.law.variables_and_inputs()
    ):
        return None
    return _pinned(e.law, e.at, value)


def _pinned(target: Law | Quantity, place: Place, value: Expr) -> Assignment | None:
    letters = tuple(i for _, i in place if isinstance(i, Alphabet))
    if not distinct(letters) or len(letters) == len(place):
        return None
    return Assignment(target, letters, value, place)


def assign_law(e: LawValue, value: Expr) -> Assignment | None:
    law, letters = e.law, tuple(letter for _, letter in e.at)
    if len(letters) != len(law.variables_and_inputs()) or not distinct(letters):
        return None
    return Assignment(law, letters, value)


def is_circular(a: Assignment | None) -> bool:
    """Whether a number is computed from itself."""
    return a is not None and not a.letters and mentions(a.value, {a.target})


def linear(h: Hypothesis, taken: set[Law | Quantity]) -> Assignment | None:
    """The equation solved for a number that stands in several places of it, if it is linear."""
    if not isinstance(h, Relation) or h.rel != "=":
        return None
    gap = unfolded(h.lhs) - unfolded(h.rhs)
    powers = (e.exp for e in gap.atoms(sympy.Pow) if isinstance(e.base, sympy.Add))
    if any(e.is_Integer and abs(e) > HIGHEST for e in powers):
        return None
    gap = sympy.expand(gap)
    numbers = sorted((e for e in gap.atoms(QuantityValue) if not e.at), key=str)
    for number in (e for e in numbers if e.quantity not in taken):
        slope, rest = gap.coeff(number, 1), gap.coeff(number, 0)
        is_linear = sympy.expand(slope * number + rest - gap) == 0
        alone = not mentions(sympy.Add(slope, rest), {number.quantity})
        if is_linear and alone and not _is_flat(slope):
            return Assignment(number.quantity, (), sympy.Mul(-1, rest, Inverse(slope)))
    return None


def _is_flat(slope: Expr) -> bool:
    """Whether it is 0 for a uniform law and numbers that are 1, as Σ p(x) − 1 is for all."""
    values = slope.atoms(LawValue)
    put: dict[Expr, Expr] = {v: sympy.Rational(1, len(values)) for v in values}
    return bool(slope.xreplace(put | {q: sympy.S.One for q in slope.atoms(QuantityValue)}) == 0)


def scaled(h: Hypothesis, taken: set[Law | Quantity]) -> Assignment | None:
    """The equation Σ … w(x) … = b met by w(x)·b/Σ, where w is in each summand once and not in b.

    Of several the one that meets it at most letters at once.
    """
    if not isinstance(h, Relation) or h.rel != "=":
        return None
    found = [
        Assignment(w.quantity, w.at, sympy.Mul(w, other, Inverse(total)))
        for total, other in ((unfolded(h.lhs), h.rhs), (unfolded(h.rhs), h.lhs))
        for w in _factors(total)
        if other != 0  # which 0 alone would meet
        and w.quantity not in taken
        and not mentions(other, {w.quantity})
    ]
    return min(found, key=lambda a: len(a.beside()), default=None)


def _factors(total: Expr) -> Iterable[QuantityValue]:
    """Values under the sum, once in each summand, of numbers that may be scaled."""
    if not isinstance(total, Sum):
        return
    factors = sympy.Mul.make_args(total.body)
    for w in factors:
        rest = [f for f in factors if f is not w]
        if (
            isinstance(w, QuantityValue)
            and w.quantity.sign in ("pos", "nonneg", "real")
            and type(w.quantity) is Quantity
            and distinct(w.at)
            and not any(mentions(f, {w.quantity}) for f in rest)
        ):
            yield w
