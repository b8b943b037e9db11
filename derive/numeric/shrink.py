"""Make a counterexample simple: fewer letters, more zeros, simpler fractions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from flint import fmpq

from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.quantities import Quantity
from derive.language.subsets import Subset
from derive.looks import look
from derive.numeric.cells import Widths, heights, probabilities
from derive.numeric.closed import Undecided
from derive.numeric.draws import admissible, assign_exact
from derive.numeric.judge import Finding
from derive.numeric.model import Model
from derive.numeric.problem import Problem

Judge = Callable[[Model], Finding | None]
_BUDGET = 120  # candidates looked at
_DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 10)


def shrink(problem: Problem, model: Model, finding: Finding, judge: Judge) -> tuple[Model, Finding]:
    """The simplest model met by greedy steps that has a finding of the same kind."""
    budget = _BUDGET
    while budget > 0:
        better, used = _first_better(problem, model, finding, judge, budget)
        budget -= used
        if better is None:
            break
        model, finding = better
    return model, finding


def _first_better(
    problem: Problem, model: Model, finding: Finding, judge: Judge, budget: int
) -> tuple[tuple[Model, Finding] | None, int]:
    """The first simpler model that serves as well, and how many candidates were looked at."""
    used = 0
    for candidate in _decidable(simpler(problem, model)):
        if candidate.complexity() >= model.complexity():
            continue
        used += 1
        found = _check(problem, candidate, judge)
        if found is not None and found.kind == finding.kind:
            return (candidate, found), used
        if used >= budget:
            break
    return None, used


def _decidable(candidates: Iterator[Model]) -> Iterator[Model]:
    """The candidates up to the first that cannot be normalised exactly."""
    try:
        yield from candidates
    except Undecided:
        return


def _check(problem: Problem, model: Model, judge: Judge) -> Finding | None:
    try:
        return judge(model) if admissible(problem, model) else None
    except Undecided:
        return None


def simpler(problem: Problem, model: Model) -> Iterator[Model]:
    """Candidates, boldest first."""
    assigned = {a.target for a in problem.assignments if not a.place}
    plain = _model(model.sizes, probabilities({**model.laws, **model.quantities}))
    for changes, sizes in _changes(plain, assigned, dict(problem.sizes)):
        look()
        if any(isinstance(q, Widths) and not all(m) for q, m in changes.items()):
            continue
        values = heights({**plain.laws, **plain.quantities, **changes})
        candidate = _model(sizes, values)
        try:
            for a in problem.assignments:
                values[a.target] = assign_exact(a, candidate)
                candidate = _model(sizes, values)
        except Undecided:
            continue
        yield candidate


def _model(sizes: Any, values: dict[Any, np.ndarray]) -> Model:
    laws = {k: v for k, v in values.items() if isinstance(k, Law)}
    return Model(sizes, laws, {k: v for k, v in values.items() if isinstance(k, Quantity)})


def _changes(
    model: Model, assigned: set[Any], named: dict[str, int]
) -> Iterator[tuple[dict[Any, np.ndarray], Any]]:
    for alphabet, size in model.sizes.items():
        for letter in range(size if size > 1 and alphabet not in named else 0):
            yield _without(model, alphabet, letter), {**model.sizes, alphabet: size - 1}
    for law, table in model.laws.items():
        if law not in assigned:
            for new in _simpler_laws(table, len(law.outputs)):
                yield {law: new}, model.sizes
    for quantity, table in model.quantities.items():
        if quantity not in assigned:
            if isinstance(quantity, Subset):
                for new in _simpler_sets(table):
                    yield {quantity: new}, model.sizes
                continue
            new_tables = _simpler_maps if isinstance(quantity, Map) else _simpler_numbers
            for new in new_tables(table):
                yield {quantity: new}, model.sizes
    free = {law: table for law, table in model.laws.items() if law not in assigned}
    for d in _DENOMINATORS if len(free) > 1 else ():  # equal laws stay equal
        yield {law: _in_multiples(t, len(law.outputs), d) for law, t in free.items()}, model.sizes


def _without(model: Model, alphabet: str, letter: int) -> dict[Any, np.ndarray]:
    """Every table without one letter, laws renormalised."""
    out: dict[Any, np.ndarray] = {}
    for law, table in model.laws.items():
        cut = _cut(table, [v.alphabet for v in law.variables_and_inputs()], alphabet, letter)
        if cut is not table:
            out[law] = _normalised(cut, len(law.outputs))
    for quantity, table in model.quantities.items():
        cut = _cut(table, [v.alphabet for v in quantity.over], alphabet, letter)
        if cut is not table:
            total = isinstance(quantity, Map) and not quantity.partial
            out[quantity] = _completed(cut) if total else cut
    return out


def _completed(table: np.ndarray) -> np.ndarray:
    """A map that has lost values takes the first letter there."""
    out = table.copy()
    out[(table == 0).all(axis=1), 0] = fmpq(1)
    return out


def _cut(table: np.ndarray, axes: list[str], alphabet: str, letter: int) -> np.ndarray:
    for axis, name in enumerate(axes):
        if name == alphabet:
            table = np.delete(table, letter, axis=axis)
    return table


def _normalised(table: np.ndarray, outputs: int) -> np.ndarray:
    flat = table.reshape((int(np.prod(table.shape[:outputs])), -1)).copy()
    for column in range(flat.shape[1]):
        total = flat[:, column].sum()
        if isinstance(total, fmpq) and total == 0:
            flat[0, column], total = fmpq(1), fmpq(1)
        flat[:, column] = flat[:, column] / total
    return flat.reshape(table.shape)


def _simpler_laws(table: np.ndarray, outputs: int) -> Iterator[np.ndarray]:
    if not all(isinstance(v, fmpq) for v in table.flat):
        return
    for d in _DENOMINATORS:
        yield _in_multiples(table, outputs, d)
    flat = table.reshape((int(np.prod(table.shape[:outputs])), -1))
    for at in range(len(flat)):
        if any(flat[at]):
            less = flat.copy()
            less[at] = fmpq(0)
            yield _normalised(less.reshape(table.shape), outputs)


def _in_multiples(table: np.ndarray, outputs: int, d: int) -> np.ndarray:
    """Every column in multiples of 1/d; closed forms stay as they are."""
    flat = table.reshape((int(np.prod(table.shape[:outputs])), -1)).copy()
    for column in range(flat.shape[1]):
        if all(isinstance(v, fmpq) for v in flat[:, column]):
            flat[:, column] = _rounded([*flat[:, column]], d)
    return flat.reshape(table.shape)


def _rounded(column: list[fmpq], d: int) -> list[fmpq]:
    """The column in multiples of 1/d, by largest remainders."""
    whole = [int(v * d) for v in column]
    by_remainder = sorted(range(len(column)), key=lambda i: (whole[i] - column[i] * d, i))
    for i in by_remainder[: d - sum(whole)]:
        whole[i] += 1
    return [fmpq(n, d) for n in whole]


def _simpler_numbers(table: np.ndarray) -> Iterator[np.ndarray]:
    for value in (0, 1):
        yield _mapped(table, partial(_constant, value))
    if not all(isinstance(v, fmpq) for v in table.flat):
        return
    for d in (1, 2, 4):
        yield _mapped(table, partial(_multiple, d))


def _simpler_sets(table: np.ndarray) -> Iterator[np.ndarray]:
    """Nothing, everything, or one letter less."""
    for value in (0, 1):
        yield _mapped(table, partial(_constant, value))
    for at in np.flatnonzero(table != 0):
        less = table.copy()
        less[at] = fmpq(0)
        yield less


def _simpler_maps(table: np.ndarray) -> Iterator[np.ndarray]:
    """Nowhere defined, constant; undefined, or the first letter, at one place."""
    empty = _mapped(table, partial(_constant, 0))
    yield empty
    yield _completed(empty)
    for row in range(len(table)):
        less = table.copy()
        less[row] = fmpq(0)
        yield less
        first = less.copy()
        first[row, 0] = fmpq(1)
        yield first


def _constant(value: int, v: Any) -> fmpq:
    return fmpq(value)


def _multiple(d: int, v: Any) -> fmpq:
    return fmpq(round(v * d), d)


def _mapped(table: np.ndarray, f: Callable[[Any], fmpq]) -> np.ndarray:
    out = np.empty_like(table)
    for at in np.ndindex(table.shape):
        out[at] = f(table[at])
    return out
