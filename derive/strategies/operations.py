"""Random |·|, maxima, roots, counting, events, measures and laws defined from others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from sympy import Expr, Integer, Rational

from derive.language.alphabets import Alphabet
from derive.language.definitions import DefinedLaw, Let, Mixture, Uniform
from derive.language.divergences import (
    bayes_error,
    bhattacharyya,
    binary_entropy,
    chi_squared,
    guessing_probability,
    hellinger_squared,
    min_entropy,
    renyi_divergence,
    renyi_entropy,
    total_variation,
    tsallis_entropy,
)
from derive.language.events import Either, Event, In, P
from derive.language.expressions import Sum, exp, log, quotient
from derive.language.measures import KL, H
from derive.language.operations import Abs, Max, Min, Power, binomial, factorial, pi, sqrt
from derive.language.relations import Dominated, Eq, Ne, Relation
from derive.strategies.vocabulary import Vocabulary

Letters = tuple[Alphabet, ...]
_HALF = Rational(1, 2)


class Drawing(Protocol):
    """What draws: see `derive.strategies.statements`."""

    of: Vocabulary

    def choice(self, options: Sequence[Any]) -> Any: ...

    def expression(self, depth: int, letters: Letters) -> Expr: ...


class Operations:
    """One drawing's operations, over the laws and quantities of its vocabulary."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing, self.of, self.choice = drawing, drawing.of, drawing.choice
        self.laws = self.of.distributions()
        self.pairs = [law for law in self.of.joint_laws() if not _named(law)]
        self.coins = [law for law in self.of.joint_laws() if _named(law)]

    # ------------------------------------------------------------ nodes

    def node(self, depth: int, letters: Letters) -> Expr:
        """An operation on smaller expressions, or a measure."""
        kind = self.choice(_KINDS)
        if kind == "measure":
            return self.measure()
        if kind == "number":
            return self._number()
        if kind in ("max over", "min over"):
            return self._over(Max if kind == "max over" else Min, depth - 1, letters)
        a = self.drawing.expression(depth - 1, letters)
        if kind in _UNARY:
            return _UNARY[kind](a)
        return _BINARY[kind](a, self.drawing.expression(depth - 1, letters))

    def _over(self, extremum: Any, depth: int, letters: Letters) -> Expr:
        free = [i for i in self.of.letters if i not in letters]
        if not free:
            return self.drawing.expression(0, letters)
        bound = self.choice(free)
        made: Expr = extremum(self.drawing.expression(depth, (*letters, bound)), bound)
        return made

    def _number(self) -> Expr:
        made = [pi]
        for n in self.of.naturals:
            made += [n, factorial(n), factorial(n + 1), binomial(n, 2)]
            made += [binomial(n, k) for k in self.of.naturals if k != n]
        return self.choice(made)

    # ------------------------------------------------------------ measures

    def measure(self) -> Expr:
        """A named measure, a probability of events, an entropy given one, or of a defined law."""
        kinds: list[Callable[[], Expr]] = [self._of_laws, self._binary]
        if self.pairs:
            kinds += [self._guess, self._probability, self._at_event]
        if self.coins:
            kinds.append(self._of_coin)
        if len(self.laws) > 1:
            kinds.append(self._of_defined)
        return self.choice(kinds)()

    def _of_laws(self) -> Expr:
        p = self.choice(self.laws)
        q = self.choice([q for q in self.laws if q.outputs == p.outputs])
        two = (total_variation, bhattacharyya, hellinger_squared, chi_squared)
        order = self.choice([Integer(2), _HALF])
        return self.choice(
            [
                *(f(p, q) for f in two),
                renyi_divergence(p, q, order),
                renyi_entropy(p, order),
                tsallis_entropy(p, order),
                min_entropy(p),
                guessing_probability(p),
                bayes_error(p),
                *(H(p, base=b) for b in self.bases()),
            ]
        )

    def bases(self) -> list[Expr]:
        """Parameters > 0, bases of logarithms where they are not 1."""
        return [e for e in self.of.parameters if e.quantity.sign == "pos"]

    def _binary(self) -> Expr:
        units = [e for e in self.of.parameters if e.quantity.sign == "unit"]
        return binary_entropy(self.choice(units)) if units else Integer(0)

    def _guess(self) -> Expr:
        first, second, *_ = self.choice(self.pairs).variables
        measure = self.choice([guessing_probability, bayes_error])
        made: Expr = measure(self.choice([first, first | second]))
        return made

    def event(self, law: Any) -> Event:
        """One of the law's variables at a letter or in a subset, two that agree, or a complement,
        both or either of such."""
        first, second, *_ = law.variables
        one, other = law.outputs[:2]
        found = [Eq(first, one), Eq(second, other)]
        found += [In(first, s) for s in self.of.subsets if s.over[0].alphabet == one.alphabet]
        if one.alphabet == other.alphabet:
            found += [Eq(first, second), Ne(first, second)]
        if other.called:
            found += [Eq(second, letter) for letter in other.letters]
        a, b = self.choice(found), self.choice(found)
        made: Event = self.choice([a, ~a, a & b, Either(a, b)])
        return made

    def _probability(self) -> Expr:
        law = self.choice(self.of.joint_laws())
        a = self._closed(self.event(law))
        if self.choice([False, True]):
            return P(a)
        return P(a | self._closed(self.event(law)))

    def _at_event(self) -> Expr:
        law = self.choice(self.of.joint_laws())
        return H(law.variables[0] | self._closed(self.event(law)))

    def _closed(self, event: Event) -> Event:
        """An event without free letters: a letter stands for itself elsewhere in the statement."""
        if not event.free_symbols:
            return event
        law = event.law
        first, second, *_ = law.variables
        (one, other) = law.outputs[:2]
        if other.called:
            return Eq(second, self.choice(other.letters))
        if one.alphabet == other.alphabet:
            return Ne(first, second)
        among = [s for s in self.of.subsets if s.over[0].alphabet == one.alphabet]
        return In(first, self.choice(among)) if among else event

    def _of_coin(self) -> Expr:
        law = self.choice(self.coins)
        bit = next(v for v in law.outputs if v.called)
        rest = [v for v in law.outputs if not v.called]
        letter = self.choice(bit.letters)
        at = {bit.name: letter}
        return self.choice(
            [
                law(**at),
                Max(law(**at, **{v.name: v for v in rest}), *rest),
                Sum(law(**at, **{v.name: v for v in rest}) ** 2, *rest),
            ]
        )

    def _of_defined(self) -> Expr:
        p = self.choice(self.laws)
        q = self.choice([q for q in self.laws if q.outputs == p.outputs])
        (x,) = p.outputs
        weights = [e for e in self.of.parameters if e.quantity.sign == "unit"]
        laws = [Uniform(x), Mixture("m", self.choice([_HALF, *weights]), p, q)]
        for f in self.of.quantities:
            if f.over == (x,):
                total = Let("Z", Sum(p(x) * exp(f(x)), x))
                laws.append(DefinedLaw("p*", x, value=p(x) * exp(f(x)) / total))
        law = self.choice(laws)
        made: Expr = self.choice([H(law), KL(p, law), total_variation(q, law), Max(law(x), x)])
        return made

    # ------------------------------------------------------------ hypotheses

    def hypotheses(self) -> list[Any]:
        """Strict ones, ≠, and events that have a chance."""
        found: list[Any] = [Relation(e, ">", Integer(0)) for e in self.of.parameters]
        found += [Relation(e, "!=", Integer(1)) for e in self.of.parameters]
        found += [Relation(e, ">", Integer(1)) for e in self.bases()]
        for p in self.laws:
            (x,) = p.outputs
            found += [Relation(p(x), ">", Integer(0)), Relation(p(x), "<", Integer(1))]
            found += [Relation(H(p), ">", Integer(0)), Relation(x.size, ">=", Integer(2))]
            found += [
                Dominated(Abs(p(x) - q(x)), q(x)) for q in self.laws if q.outputs == p.outputs
            ]
        for law in self.coins:
            bit = next(v for v in law.outputs if v.called)
            found.append(Relation(law(**{bit.name: self.choice(bit.letters)}), ">", Integer(0)))
        for law in self.pairs:
            found.append(Relation(P(self._closed(self.event(law))), ">", Integer(0)))
        return found


def _named(law: Any) -> bool:
    return any(v.called for v in law.outputs)


_UNARY: dict[str, Callable[[Expr], Expr]] = {
    "abs": Abs,
    "positive part": lambda a: Max(a, 0),
    "root": lambda a: sqrt(a),
    "root of |·|": lambda a: sqrt(Abs(a)),
    "power 3/2": lambda a: Power(a, Rational(3, 2)),
}
_BINARY: dict[str, Callable[[Expr, Expr], Expr]] = {
    "max": Max,
    "min": Min,
    "distance": lambda a, b: Abs(a - b),
    "geometric mean": lambda a, b: sqrt(a * b),
    "log ratio of maximum": lambda a, b: (
        a * log(quotient(a, Max(a, b))) if not a.is_number and not Max(a, b).is_number else a
    ),
}
_KINDS = (
    *("measure", "abs", "max", "min", "root", "max over", "min over", "distance"),
    *("geometric mean", "positive part", "root of |·|", "power 3/2", "number"),
    "log ratio of maximum",
)
