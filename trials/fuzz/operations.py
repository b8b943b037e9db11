"""Statements with |·|, maxima, roots, counting, events, named letters and laws defined from others.

Each is judged twice. The kernel's theorem at points where what stands for |·| or max has the value
that these mean (`meanings.py`); and the statement itself, as it was written, by the evaluator of
the mutants, which knows nothing of selectors. Where no letter has a name, the term that the
translation made is compared with the expression too, proved or not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, KernelError
from derive.kernel.theorem import Statement, Theorem
from derive.language.names import DeriveError
from derive.language.relations import Structure
from derive.numeric import Evidence
from derive.numeric.closed import Undecided
from derive.numeric.problem import problem
from derive.search.engine import find
from derive.strategies import Stated
from derive.translate import Translator
from derive.translate.named import has_named
from trials.fuzz import numbers as x
from trials.fuzz.judge import at_point, largest
from trials.fuzz.language import attacked_too
from trials.fuzz.meanings import Meanings, Unmet
from trials.fuzz.meeting import declared, met
from trials.fuzz.points import Point, names_of, random_point
from trials.fuzz.projections import projections
from trials.fuzz.tally import Tally
from trials.fuzz.values import Values, places
from trials.mutants import models
from trials.mutants import numbers as y
from trials.mutants.arithmetic import Exact
from trials.mutants.evaluate import ill_posed, value
from trials.mutants.judge import Judge, fault, judged, suspicion
from trials.mutants.judge import Statement as Written
from trials.mutants.killers import confirmed

_POINTS, _MODELS = 6, 16
_PRECISION = 160


def decide(kind: str, stated: Stated, rng: random.Random, tally: Tally, attacked: bool) -> bool:
    """Both roads on one statement; whether it is one of the language at all."""
    try:
        translator = Translator()
        meanings = Meanings(translator)
        statement = translator.statement(stated.relation)
        context = translator.context(stated.given)
        n = Normalizer(context)
        found = find(n, statement)
    except (DeriveError, KernelError):
        return False
    theorem = found.theorem
    _at_points(kind, stated, statement, context, theorem, meanings, rng, tally)
    if theorem is not None:
        _as_written(kind, stated, rng, tally)
    verdict = "open"
    if attacked:
        told = partial(_confirmed, stated)
        verdict = attacked_too(kind, stated, theorem, tally, told)
    if theorem is None and found.ill_posed is not None and verdict == "open":
        verdict = "ill-posed"
    tally.add(kind, "proved" if theorem is not None else verdict)
    return True


# ---------------------------------------------------------------- the kernel's theorem, at points


def _at_points(
    kind: str,
    stated: Stated,
    statement: Statement,
    context: Context,
    theorem: Theorem | None,
    meanings: Meanings,
    rng: random.Random,
    tally: Tally,
) -> None:
    seen = 0
    for point in _points(stated, statement, context, meanings, rng):
        try:
            if meanings.told_falsely(point):
                tally.wrong(kind, f"{stated}: what is told of a fresh thing: {point.describe()}")
            if not met(point):
                continue
            wrong, equal = at_point(theorem, point) if theorem is not None else ("", False)
            seen += 1
            tally.add(kind, "points")
            tally.add(kind, "points of equality", int(equal))
            if wrong:
                tally.wrong(kind, f"{stated}: {wrong} at {point.describe()}")
            if not _has_named(meanings.translator):
                _compared(kind, stated, statement, point, meanings.translator, tally)
        except (x.Undecided, y.Unknown):
            tally.add(kind, "undecided points")
    if theorem is not None and not seen:
        tally.add(kind, "proved without a point")


def _points(
    stated: Stated,
    statement: Statement,
    context: Context,
    meanings: Meanings,
    rng: random.Random,
) -> Iterator[Point]:
    """Points with laws and signs as declared, and fresh things as they are meant."""
    sides = (statement.lhs, statement.rhs)
    names, most = names_of(context, (*sides, *meanings.arguments)), largest(sides)
    given = [h for h in stated.given if not isinstance(h, Structure) or h.law.name in names.laws]
    projects = projections(meanings.without(context), given)
    found = 0
    for _ in range(4 * _POINTS):
        point = random_point(context, rng, names, most)
        try:
            for project in (*projects, meanings.project):
                project(point, rng)
                point.changed()
        except (Unmet, x.Undecided):
            continue
        if declared(point):
            yield point
            found += 1
        if found == _POINTS:
            return


def _has_named(translator: Translator) -> bool:
    return any(map(has_named, (*translator.laws.values(), *translator.quantities.values())))


def _compared(
    kind: str,
    stated: Stated,
    statement: Statement,
    point: Point,
    translator: Translator,
    tally: Tally,
) -> None:
    """Whether the terms have the values of the expressions that they were made of."""
    model = _model(stated, point, translator)
    if model is None:
        return
    values = Values(point)
    sides = (statement.lhs, statement.rhs)
    for e, term in zip(stated.relation.expressions(), sides, strict=True):
        letters = {i.name: i for i in e.free_symbols}
        for env in places(t.free_indices(term), point):
            try:
                at = {letters[i.name]: k for i, k in env.items() if i.name in letters}
                at |= {i: 0 for i in letters.values() if i not in at}  # [x = x] has no letter left
                if ill_posed(e, model, at, True):
                    tally.add(kind, "undefined as written")
                    continue
                mine, theirs = values.at(term, env), value(e, model, at)
            except (x.Undecided, y.Unknown):
                tally.add(kind, "undecided comparisons")
                continue
            tally.add(kind, "values compared")
            if mine is None or _apart(mine, theirs):
                tally.wrong(kind, f"{e} is {x.shown(mine)}, not {theirs}: {point.describe()}")


def _model(stated: Stated, point: Point, translator: Translator) -> Exact | None:
    """The point as a model of the language; alphabets that no term has have two letters. None
    where the translation has left out a law, as it sums to 1."""
    posed = problem(Written(stated.relation, ()).expressions(), tuple(stated.given))
    sizes = {**dict.fromkeys(posed.alphabets, 2), **dict(posed.sizes), **point.sizes}
    tables: dict[Any, np.ndarray] = {}
    for thing in (*translator.laws.values(), *translator.quantities.values()):
        table = point.laws.get(thing.name, point.quantities.get(thing.name))
        own = thing.variables_and_inputs() if hasattr(thing, "outputs") else thing.over
        if table is None:
            continue
        shape = tuple(point.sizes[v.alphabet] for v in own)
        made = np.empty(shape, dtype=object)
        for at, v in table.items():
            made[at] = v
        tables[thing] = made
    mentioned = (*posed.laws, *posed.quantities)
    return Exact(sizes, tables) if all(thing in tables for thing in mentioned) else None


def _apart(a: x.Number, b: Any) -> bool:
    """Whether two numbers, each in the arithmetic of one evaluator, are shown to differ."""
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a != b
    if _uses_pi(b):
        return False  # the point has another number for π
    low, high = _ends(a)
    other = y.interval(b, _PRECISION) if not isinstance(b, Fraction) else b
    if other is None:
        raise y.Unknown
    least, most = (other, other) if isinstance(b, Fraction) else (other.a, other.b)
    return bool(float(most) < low - _slack(low) or float(least) > high + _slack(high))


def _slack(v: float) -> float:
    """What rounding an end to a float may have moved it."""
    return abs(v) * 2.0**-50 + 5e-324


def _ends(a: x.Number) -> tuple[float, float]:
    if isinstance(a, Fraction):
        return float(a), float(a)
    found = x._floats(a)
    if found is None:
        raise x.Undecided
    return found


def _uses_pi(b: Any) -> bool:
    return "pi" in repr(getattr(b, "terms", ""))


# ---------------------------------------------------------------- what was written


def _as_written(kind: str, stated: Stated, rng: random.Random, tally: Tally) -> None:
    """The relation itself at models of the language, floats choosing which are looked at."""
    s = Written(stated.relation, tuple(stated.given))
    posed = problem(s.expressions(), s.given)
    seen = 0
    with np.errstate(all="ignore"):
        for group in models.own(posed, rng.randrange(2**30), _MODELS):
            bad, ill, touching = suspicion(s, group.floats)
            rows = {
                int(r) for mask in (bad > 1e-9, ill, touching) for r in np.flatnonzero(mask)[:2]
            }
            rows |= set(rng.sample(range(group.floats.n), min(1, group.floats.n)))
            for row in sorted(rows):
                model = group.exact(row)
                if model is None:
                    continue
                seen += 1
                wrong = judged(s, model)
                if wrong is not None:
                    tables = {str(k): v.tolist() for k, v in model.tables.items()}
                    tally.wrong(kind, f"{stated} is proved, and {wrong.kind} as written: {tables}")
                    return
    tally.add(kind, "models as written", seen)


def _confirmed(stated: Stated, evidence: Evidence) -> str:
    """What is wrong with the attack's counterexample; "?" where that cannot be told."""
    s = Written(stated.relation, tuple(stated.given))
    posed = problem(s.expressions(), s.given)
    found = confirmed(s, Judge(s.expressions(), s.given), evidence)
    if found is None:
        return _why_not(s, posed, evidence)
    same = {"refuted": "violated", "ill-posed": "ill-posed"}[evidence.verdict] == found.kind
    return "" if same else f"the judge says {found.kind}"


def _why_not(s: Written, posed: Any, evidence: Evidence) -> str:
    """Whether the model is none, the statement holds there, or a sign is beyond reach."""
    if evidence.counterexample is None:
        return "there is no model"
    model = evidence.counterexample.model
    try:
        mine = Exact(dict(model.sizes), models.converted_tables(model) or {})
        if not models.admissible(posed, mine):
            return "its model does not meet the hypotheses"
        return "" if fault(s.relation, mine) is not None else "it holds at its model"
    except (y.Unknown, Undecided):
        return "?"
