"""What has to be drawn: laws, quantities and alphabets, and how the hypotheses can be met.

Hypotheses are sorted by the way they are met: `structures` by factorised laws, `krafts` by
codeword lengths made from a sub-probability, `assignments` by computing one value from the rest,
`dominations` by choosing supports. Whatever else there is can only be checked (`others`); and
every hypothesis is checked exactly on each model that a verdict rests on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import sympy
from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Cardinality, Letter
from derive.language.definitions import Defined, DefinedLaw, Definition
from derive.language.events import AtEvent
from derive.language.expressions import Ceiling, Indicator, Inverse, Sum
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.maps import Map
from derive.language.names import DeriveError
from derive.language.operations import MaxOver, MinOver
from derive.language.optimal import OptimalLengths
from derive.language.optimisers import Optimiser
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Relation, Structure
from derive.numeric.cells import widths
from derive.numeric.least import HuffmanLength
from derive.numeric.nodes import unfolded

Hypothesis = Relation | Dominated


@dataclass(frozen=True)
class Kraft:
    """Σ_x base^(-L(x)) ≤ 1, or = 1 when `complete`."""

    lengths: Quantity
    base: int
    complete: bool


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


@dataclass(frozen=True)
class Problem:
    """Everything a draw depends on, in an order that is the same in every run.

    positive, nonzero: what the hypotheses want so at every letter. parameters: alphabets of the
    letters under an argmax or argmin. rounded: whether a ceiling occurs. axes: for each alphabet,
    how many of its letters are in scope at once, at most. sizes: of alphabets whose letters have
    names.
    """

    alphabets: tuple[str, ...]
    laws: tuple[Law, ...]
    quantities: tuple[Quantity, ...]
    hypotheses: tuple[Hypothesis, ...]
    structures: tuple[Structure, ...]
    krafts: tuple[Kraft, ...]
    assignments: tuple[Assignment, ...]
    dominations: tuple[Dominated, ...]
    others: tuple[Hypothesis, ...]
    positive: tuple[Law | Quantity, ...] = ()
    nonzero: tuple[Law | Quantity, ...] = ()
    parameters: tuple[str, ...] = ()
    rounded: bool = False
    axes: tuple[tuple[str, int], ...] = ()
    sizes: tuple[tuple[str, int], ...] = ()


def problem(expressions: Iterable[Expr], hypotheses: Iterable[Hypothesis]) -> Problem:
    """Collect from the expressions of a claim and sort its hypotheses."""
    given = tuple(dict.fromkeys(hypotheses))
    atoms = _Atoms()
    everything = (*expressions, *(e for h in given for e in h.expressions()))
    means = (h.mean() for h in given if isinstance(h, OptimalLengths))
    for e in (*everything, *means):
        atoms.visit(e)
    atoms.quantities |= {widths(a) for a in atoms.spaces}
    sorted_out = _Sorter()
    for h in given:
        sorted_out.put(h)
    return Problem(
        tuple(sorted(atoms.alphabets)),
        tuple(sorted(atoms.laws, key=lambda law: (law.name, len(law.outputs), str(law.outputs)))),
        tuple(sorted(atoms.quantities, key=lambda q: (q.name, q.sign, str(q.over)))),
        given,
        tuple(sorted_out.structures),
        tuple(sorted_out.krafts),
        _in_order(sorted_out.assignments),
        tuple(sorted_out.dominations),
        tuple(sorted_out.others),
        tuple(sorted_out.positive),
        tuple(sorted_out.nonzero),
        tuple(sorted(atoms.parameters)),
        atoms.rounded,
        tuple(sorted(_axes(everything).items())),
        tuple(sorted(atoms.sizes.items())),
    )


def _axes(expressions: Iterable[Expr]) -> Counter[str]:
    """For each alphabet the most letters in scope at once, free ones among them."""
    known: dict[Basic, Counter[str]] = {}

    def bound(e: Basic) -> Counter[str]:
        e = unfolded(e)
        if e not in known:
            inner: Counter[str] = Counter()
            for a in e.args:
                inner |= bound(a)
            own = e.indices if isinstance(e, (Sum, MaxOver, MinOver)) else ()
            known[e] = inner + Counter(i.alphabet for i in own)
        return known[e]

    out: Counter[str] = Counter()
    for e in expressions:
        free = (i for i in e.free_symbols if isinstance(i, Alphabet))
        out |= bound(e) + Counter(i.alphabet for i in free)
    return out


def _in_order(assignments: list[Assignment]) -> tuple[Assignment, ...]:
    """Targets before the values that mention them; circles are left as they stand."""
    left, out = list(assignments), []
    while left:
        targets = {a.target for a in left}
        ready = [a for a in left if not _mentions(a.value, targets - {a.target})] or left[:1]
        out += ready
        left = [a for a in left if a not in ready]
    return tuple(
        replace(a, earlier=tuple(b.place for b in out[:k] if b.target == a.target))
        if a.place
        else a
        for k, a in enumerate(out)
    )


def _mentions(e: Expr, targets: set[Law | Quantity]) -> bool:
    atoms = _Atoms()
    atoms.visit(e)
    return bool((atoms.laws | atoms.quantities) & targets)


class _Atoms:
    """Laws, quantities and alphabets met on a walk through expressions."""

    def __init__(self) -> None:
        self.laws: set[Law] = set()
        self.quantities: set[Quantity] = set()
        self.alphabets: set[str] = set()
        self.sizes: dict[str, int] = {}
        self.spaces: set[str] = set()
        self.parameters: set[str] = set()
        self.rounded = False
        self._seen: set[Basic] = set()

    def visit(self, e: Basic) -> None:
        if e in self._seen:
            return
        self._seen.add(e)
        if isinstance(e, (Definition, DefinedLaw)):  # nothing of its own is drawn
            return
        if isinstance(e, AtEvent):  # its law may be defined from others
            self.visit(e.unfold())
        if isinstance(e, Defined):
            self.visit(e.unfold())
            for i in e.free_symbols:
                self.visit(i)
            return
        if isinstance(e, Alphabet):
            self._letters((e,))
        elif isinstance(e, Cardinality):
            self.alphabets.add(e.alphabet)
        elif isinstance(e, Law):
            self.laws.add(e)
            self._letters(e.variables_and_inputs())
        elif isinstance(e, Quantity):
            self.quantities.add(e)
            self._letters(e.over)
        elif isinstance(e, Optimiser):
            self._letters((e.letter,))
            self.parameters.add(e.letter.alphabet)
        elif isinstance(e, Ceiling):
            self.rounded = True
        for a in e.args:
            self.visit(a)

    def _letters(self, letters: tuple[Alphabet, ...]) -> None:
        for v in letters:
            self.alphabets.add(v.alphabet)
            if v.is_natural:
                raise DeriveError(f"{v.name} runs over ℕ₀, and is evaluated with numbers only.")
            if v.is_space:
                self.spaces.add(v.alphabet)
            if v.called:
                self.sizes[v.alphabet] = len(v.called)


class _Sorter:
    """Sorts hypotheses by how they are met."""

    def __init__(self) -> None:
        self.structures: list[Structure] = []
        self.krafts: list[Kraft] = []
        self.assignments: list[Assignment] = []
        self.dominations: list[Dominated] = []
        self.others: list[Hypothesis] = []
        self.positive: list[Law | Quantity] = []
        self.nonzero: list[Law | Quantity] = []

    def put(self, h: Hypothesis) -> None:
        if isinstance(h, Dominated):
            self.dominations.append(h)
            return
        if isinstance(h, Structure):
            self.structures.append(h)
            return
        if isinstance(h, OptimalLengths):
            (x,) = h.lengths.over
            best = HuffmanLength(h.law(x), h.base)
            self.assignments.append(Assignment(h.lengths, (x,), best))
            return
        kraft = kraft_shape(h)
        if kraft is not None and kraft.lengths not in {k.lengths for k in self.krafts}:
            self.krafts.append(kraft)
            if h.rel in ("<", ">"):
                self.others.append(h)
            return
        bounded_away = never_zero(h)
        if bounded_away is not None:
            (self.nonzero if h.rel == "!=" else self.positive).append(bounded_away)
        lengths: set[Law | Quantity] = {k.lengths for k in self.krafts}
        taken = lengths | {a.target for a in self.assignments}
        product = vanishing(h, taken)
        if product is not None:
            self.dominations.append(product)
            self.others.append(h)
            return
        whole = lengths | {a.target for a in self.assignments if not a.place}
        assignment = solved(h, taken) or solved(h, whole, pinned=True)
        if assignment is not None:
            self.assignments.append(assignment)
        else:
            self.others.append(h)


def kraft_shape(h: Relation) -> Kraft | None:
    """Recognise Σ_x D^(-L(x)) ≤ 1 (or = 1, or written the other way round)."""
    if h.rel == "!=":
        return None
    sides = (h.lhs, h.rhs) if h.rel in ("<=", "<", "=") else (h.rhs, h.lhs)
    if h.rel == "=" and not isinstance(sides[0], Sum):
        sides = (h.rhs, h.lhs)
    total, one = sides
    if one != 1 or not isinstance(total, Sum) or len(total.indices) != 1:
        return None
    power = total.body
    if not (isinstance(power, sympy.Pow) and power.base.is_Integer and power.base >= 2):
        return None
    length = -power.exp
    if not isinstance(length, QuantityValue) or length.at != total.indices:
        return None
    return Kraft(length.quantity, int(power.base), h.rel == "=")


def never_zero(h: Relation) -> Law | Quantity | None:
    """The law or quantity that h wants > 0 (or ≠ 0) at every letter, if that is all h says."""
    if h.rel not in ("<", ">", "!="):
        return None
    big, small = (h.rhs, h.lhs) if h.rel == "<" else (h.lhs, h.rhs)
    if h.rel == "!=" and big == 0:
        big, small = small, big
    if small != 0:
        return None
    if isinstance(big, LawValue):
        found = _assign_law(big, small)
        return found.target if found is not None else None
    whole = isinstance(big, QuantityValue) and _distinct(big.at)
    return big.quantity if whole and not isinstance(big.quantity, Map) else None


def vanishing(h: Relation, taken: set[Law | Quantity]) -> Dominated | None:
    """For a·b = 0: a is 0 where b is not. To solve it, as a = 0, would leave the other way out."""
    if h.rel != "=" or h.rhs != 0 or not isinstance(h.lhs, sympy.Mul):
        return None
    for a in h.lhs.args:
        if not isinstance(a, (LawValue, QuantityValue)) or {_of(a)} & taken:
            continue
        b = sympy.Mul(*(f for f in h.lhs.args if f is not a))
        letters = a.at if isinstance(a, QuantityValue) else tuple(i for _, i in a.at)
        if _distinct(letters) and not b.is_Rational:
            return Dominated(a, 1 - Indicator(b))
    return None


def _of(e: LawValue | QuantityValue) -> Law | Quantity:
    found: Law | Quantity = e.law if isinstance(e, LawValue) else e.quantity
    return found


_NOT_REAL = (sympy.zoo, sympy.oo, -sympy.oo, sympy.nan, sympy.I)


def solved(
    h: Hypothesis, taken: set[Law | Quantity] | None = None, pinned: bool = False
) -> Assignment | None:
    """The equation h solved for one full law or quantity, if that is easy; pinned: for one at
    letters with names."""
    if not isinstance(h, Relation) or h.rel != "=":
        return None
    for one, other in ((h.lhs, h.rhs), (h.rhs, h.lhs)):
        found = _isolate(unfolded(one), other, pinned)
        if found is None or found.value.has(*_NOT_REAL):
            continue  # exp(c) = 0 has no solution
        if found.target not in (taken or set()):
            return found
    return None


def _isolate(e: Expr, other: Expr, pinned: bool = False) -> Assignment | None:
    if isinstance(e, LawValue):
        return _pinned_law(e, other) if pinned else _assign_law(e, other)
    if isinstance(e, QuantityValue) and pinned:
        place = tuple((v.name, i) for v, i in zip(e.quantity.over, e.at, strict=True))
        return None if isinstance(e.quantity, Map) else _pinned(e.quantity, place, other)
    if isinstance(e, QuantityValue):
        circular = isinstance(e.quantity, Map) and _mentions(other, {e.quantity})
        return Assignment(e.quantity, e.at, other) if _distinct(e.at) and not circular else None
    if isinstance(e, ConditionalValue):
        return _isolate(e.joint, other * e.given, pinned)
    if isinstance(e, sympy.Pow) and e.base.is_Rational and e.base > 1:
        return _isolate(e.exp, sympy.log(other) * sympy.Pow(sympy.log(e.base), -1), pinned)
    if isinstance(e, sympy.exp):
        return _isolate(e.args[0], sympy.log(other), pinned)
    if isinstance(e, sympy.Mul):
        return _isolate_factor(e, other, pinned)
    if isinstance(e, sympy.Add):
        return _isolate_summand(e, other, pinned)
    return None


def _isolate_summand(e: Expr, other: Expr, pinned: bool) -> Assignment | None:
    """The rest on the other side, unless it mentions what is solved for."""
    for summand in e.args:
        value = sympy.Add(other, *(-a for a in e.args if a is not summand))
        found = _isolate(summand, value, pinned)
        if found is not None and not _mentions(value, {found.target}):
            return found
    return None


def _isolate_factor(e: Expr, other: Expr, pinned: bool) -> Assignment | None:
    for factor in e.args:
        if isinstance(factor, QuantityValue) and isinstance(factor.quantity, Map):
            continue  # the other side divided by the rest is no indicator
        if isinstance(factor, (LawValue, QuantityValue, ConditionalValue)):
            rest = [a for a in e.args if a is not factor]
            below = [1 / a if a.is_Rational else Inverse(a) for a in rest]
            found = _isolate(factor, sympy.Mul(other, *below), pinned)
            if found is not None:
                return found
    return None


def _distinct(letters: Iterable[Alphabet | Letter]) -> bool:
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
    if not _distinct(letters) or len(letters) == len(place):
        return None
    return Assignment(target, letters, value, place)


def _assign_law(e: LawValue, value: Expr) -> Assignment | None:
    law, letters = e.law, tuple(letter for _, letter in e.at)
    if len(letters) != len(law.variables_and_inputs()) or not _distinct(letters):
        return None
    return Assignment(law, letters, value)


__all__ = ["Assignment", "Hypothesis", "Kraft", "Problem", "kraft_shape", "problem", "solved"]
