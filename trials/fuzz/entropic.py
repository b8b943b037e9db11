"""Random statements about joint entropies, rates and logarithms for `derive prove`."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

from sympy import Integer, Rational, log

from derive.entropic.joint import Joint
from derive.entropic.prove import Verdict, prove
from derive.entropic.scalars import Scalar
from derive.kernel.theorem import Theorem
from derive.language.alphabets import alphabets
from derive.language.laws import Law, RandomVariable
from derive.language.measures import H, I
from derive.language.names import DeriveError
from derive.language.quantities import Nonnegative, Positive
from derive.language.relations import Ge, Independent, Le, Markov, Relation
from derive.translate import Translator
from trials.fuzz import numbers as x
from trials.fuzz.judge import judge, looked_at
from trials.fuzz.meeting import declared, met
from trials.fuzz.points import Point, rows
from trials.fuzz.tally import Tally

KIND = "entropic"
_SECONDS = 20.0
_POINTS = 6
_COEFFICIENTS = (1, 1, 1, -1, -1, 2, -2, Rational(1, 2))
_LAW = Law("r", *alphabets("x y z w"))
_VARIABLES = _LAW.variables
_RATES = (Nonnegative("R"), Nonnegative("S"), Positive("T"))
_NUMBERS = (*_RATES, *_RATES, log(3), log(6), *(log(v.size) for v in _LAW.outputs))


def chunk(rng: random.Random, count: int, tally: Tally) -> None:
    """Sums of elemental informations (true), and sums with signs at random."""
    for _ in range(count):
        relation, given = _statement(rng)
        try:
            found = prove(relation, given, _SECONDS)
        except DeriveError:
            tally.add(KIND, "refused")
            continue
        if found.theorem is not None:
            _judge(relation, found.theorem, rng, tally)
        if found.counterexample is not None:
            _check(relation, given, found, tally)
        if found.word == "error":
            tally.wrong(KIND, f"{relation} given {given}: {found.note}")
        known = {"proved": "proved", "refuted": "refuted"}
        tally.add(KIND, known.get(found.word, "open"))


def _statement(rng: random.Random) -> tuple[Relation, list[Any]]:
    variables = _VARIABLES[: rng.choice((2, 3, 3, 4))]
    count = rng.choice((1, 2, 3))
    left: Any = sum(rng.choice(_COEFFICIENTS) * _measure(rng, variables) for _ in range(count))
    right: Any = Integer(0)
    if rng.random() < 0.5:  # no negative terms: true more often than not
        left = sum(_measure(rng, variables) for _ in range(rng.choice((2, 3))))
        right = rng.choice((right, right, _measure(rng, variables)))
    given: list[Any] = []
    if rng.random() < 0.4:  # rates and logarithms beside them
        left += rng.choice(_COEFFICIENTS) * rng.choice(_NUMBERS)
        number = rng.choice(_NUMBERS)
        bound = rng.choice((Le, Ge))(number, _measure(rng, variables))
        given += rng.choice(([], [bound], [bound, Le(_measure(rng, variables), number)]))
    if rng.random() < 0.5 and len(variables) > 2:
        chosen = rng.sample(variables, 3)
        given.append(rng.choice((Markov(*chosen), Independent(*chosen[:2]), Independent(*chosen))))
    rel = rng.choice((">=", ">=", ">=", "<=", "="))
    return Relation(left, rel, right), given


def _measure(rng: random.Random, variables: tuple[RandomVariable, ...]) -> Any:
    first, *rest = rng.sample(variables, len(variables))
    middle = rest[: rng.randrange(len(rest) + 1)]
    given = [v for v in rest if v not in middle and rng.random() < 0.5]
    if middle and rng.random() < 0.6:
        return _information(first, tuple(middle), given)
    return _entropy([first, *middle], given)


def _entropy(left: list[RandomVariable], given: list[RandomVariable]) -> Any:
    both = H(*left, *given)
    return both - H(*given) if given else both


def _information(
    first: RandomVariable, other: tuple[RandomVariable, ...], given: list[RandomVariable]
) -> Any:
    if not given:
        return I(first, other)
    return _entropy([first], given) - _entropy([first], [*other, *given])


def _entropy_of(joint: Joint, k: int) -> Any:
    """A rate's value: the entropy of the variable in its place."""
    return x.total(x.times(-p, x.log(p)) for p in joint.marginal(1 << k).values())


def _judge(relation: Relation, theorem: Theorem, rng: random.Random, tally: Tally) -> None:
    found = judge(theorem, rng, _POINTS)
    tally.add(KIND, "points", found.points)
    tally.add(KIND, "points of equality", found.equal)
    tally.add(KIND, "undecided points", found.undecided)
    if found.wrong:
        tally.wrong(KIND, f"{relation}: {found.wrong}")


def _check(relation: Relation, given: list[Any], found: Verdict, tally: Tally) -> None:
    """Whether the counterexample meets the conditions and breaks the relation."""
    joint = found.counterexample
    if joint is None:
        return
    translator = Translator()
    statement = translator.statement(relation)
    context = translator.context(given)
    if _LAW.name not in context.laws:
        return
    letters = [v.alphabet for v in _LAW.outputs]
    sizes = {a: 1 + max(row[k] for row in joint.rows) for k, a in enumerate(letters)}
    point = Point(context, sizes, {}, {})
    weights: dict[tuple[int, ...], Fraction] = {}
    for row, w in zip(joint.rows, joint.weights, strict=True):
        at = row[: len(letters)]
        weights[at] = weights.get(at, Fraction(0)) + w
    try:
        for k, name in enumerate(found.problem.names):
            if isinstance(name, Scalar) and name.kind == "size":
                sizes[name.of.lower()] = joint.numbers[k]
            if isinstance(name, Scalar) and name.kind == "rate":
                point.quantities[str(name)] = {(): _entropy_of(joint, k)}
        point.laws[_LAW.name] = {at: weights.get(at, Fraction(0)) for at in rows(point, letters)}
        wrong = "" if declared(point) and met(point) else "its model does not meet the conditions"
        wrong = wrong or ("" if looked_at(statement, point)[0] else "the statement holds there")
    except x.Undecided:
        tally.add(KIND, "undecided counterexamples")
        return
    tally.add(KIND, "counterexamples evaluated")
    if wrong:
        tally.wrong(KIND, f"{relation} given {given}: {wrong}: {point.describe()}")
