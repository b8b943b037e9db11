"""The judge where laws of families other than the normal one occur: with exact models alone.

Draws are those for the statement as the attack evaluates it, which know how to meet hypotheses; the
hypotheses as they are written are then checked by the evaluator of `lines`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from derive.language.alphabets import Alphabet
from derive.language.families import Family
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.quantities import QuantityValue
from derive.numeric.closing import _Closing
from derive.numeric.problem import Problem, problem
from derive.numeric.standing import Standing, parts
from trials.mutants.judge import SEED, False_, Judge, Statement, faulty
from trials.mutants.lines import LineExact
from trials.mutants.models import Group, admissible, borrowed, own
from trials.mutants.numbers import ONE, Unknown

_OWN, _BORROWED = 24, 60  # models


def line_problem(
    relations: Iterable[Any], given: Iterable[Any]
) -> tuple[Problem, Problem, Standing]:
    """What is drawn, with the hypotheses as the attack evaluates them, which know how to be met;
    with those that are to be checked; and where cells are."""
    relations, given = tuple(relations), tuple(given)
    said = set(parts((*relations, *given)))
    laws = sorted((a for a in said if isinstance(a, Law)), key=lambda law: law.name)
    standing = Standing((*relations, *given))
    closing = _Closing(standing)
    closed = [e for r in relations for e in _closed(closing.relation, r)]
    met_by = [h for g in given for h in _hypothesis(closing, g)]
    inside = [p for law in laws if isinstance(law, Family) for p in law.parameters]
    for law in laws:  # what stands for those that may be any
        points = law.variables_and_inputs()
        if not isinstance(law, Family) and any(v.is_measured for v in points):
            made = standing.by_letters(law)
            inside.append(made(*made.variables_and_inputs()))
            inside += [e for v in points if v.is_space for e in standing.ends(v.alphabet)]
    drawn = problem((*closed, *inside), met_by)
    known = {q.name for q in drawn.quantities}
    rest = {a.quantity for a in said if isinstance(a, QuantityValue)}
    more = sorted((q for q in rest if q.name not in known), key=lambda q: q.name)
    drawn = replace(drawn, quantities=(*drawn.quantities, *more))
    points = {*said, *(v for law in laws for v in law.variables_and_inputs())}
    spaces = {a.alphabet: 1 for a in points if isinstance(a, Alphabet) and a.is_measured}
    drawn = replace(drawn, sizes=tuple(sorted({**spaces, **dict(drawn.sizes)}.items())))
    return drawn, replace(drawn, hypotheses=given), standing


def _closed(action: Any, r: Any) -> tuple[Any, ...]:
    try:
        return tuple(action(r).expressions())
    except DeriveError:
        return ()


def _hypothesis(closing: Any, h: Any) -> tuple[Any, ...]:
    try:
        return (closing.hypothesis(h),)
    except DeriveError:
        return ()


class LineJudge(Judge):
    """A judge with exact models alone."""

    def __init__(self, relations: Iterable[Any], given: Iterable[Any]) -> None:
        self.relations, self.given = tuple(relations), tuple(given)
        self.on_reals = True
        self.drawn, self.problem, self.standing = line_problem(self.relations, self.given)

    @cached_property
    def models(self) -> list[LineExact]:
        groups = [*own(self.drawn, SEED, _OWN), *borrowed(self.drawn, SEED, _BORROWED, self.drawn)]
        return self._some(groups, _OWN)

    @cached_property
    def strictly(self) -> list[LineExact]:
        return self._some(own(self.drawn, SEED, _OWN, positive=True), _OWN)

    def _some(self, groups: list[Group], most: int) -> list[LineExact]:
        """Of each group some models, which meet the hypotheses."""
        found = []
        with np.errstate(all="ignore"):
            for g in groups:
                for row in range(0, g.floats.n, 1 + g.floats.n // most):
                    drawn = g.exact(row)
                    model = drawn and self.model_of(self.problem, drawn.sizes, drawn.tables)
                    if model:
                        found.append(model)
        return found

    def model_of(
        self, posed: Problem, sizes: Any, tables: Any, standing: Standing | None = None
    ) -> LineExact | None:
        """A model, if it meets the hypotheses."""
        try:
            model = LineExact({**dict(posed.sizes), **sizes}, tables, standing or self.standing)
            return model if model.settled(lambda: admissible(posed, model)) else None
        except Unknown:
            return None

    def decide(self, s: Statement) -> False_ | None:
        return next((f for m in self.models if (f := _fault(s, m))), None)

    def shown_by_positive(self, s: Statement) -> bool:
        return any(_fault(s, m) for m in self.strictly)

    def confirm(self, s: Statement, sizes: Any, tables: Any) -> False_ | None:
        _, posed, standing = line_problem((s.relation, *s.conditions), s.given)
        model = self.model_of(posed, sizes, _named(tables, posed), standing)
        return model and _fault(s, model)


def _fault(s: Statement, model: LineExact) -> False_ | None:
    try:
        return model.settled(lambda: faulty(s, model))
    except Unknown:
        return None


def _named(tables: Any, posed: Problem) -> dict[Any, Any]:
    """A counterexample's tables, by the problem's own objects; a quantity that it does not mention
    is 1, and a law uniform."""
    by_name = {(isinstance(q, Law), q.name): t for q, t in tables.items()}
    sizes, out = dict(posed.sizes), dict(tables)
    for law in posed.laws:
        shape = tuple(sizes[i.alphabet] for i in law.variables_and_inputs())
        whole = math.prod(shape[: len(law.outputs)])
        if (True, law.name) not in by_name:
            out[law] = np.full(shape, Fraction(1, whole), dtype=object)
    for q in posed.quantities:
        table = np.empty(tuple(sizes[i.alphabet] for i in q.over), dtype=object)
        table[...] = ONE
        out[q] = by_name.get((False, q.name), table)
    return out
