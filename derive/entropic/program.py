"""Is a target a nonnegative combination of columns? With exact multipliers, or an exact separator.

    Σ λⱼ·columnⱼ = target, λ ≥ 0 (of any sign where free)      or      y·columnⱼ ≥ 0 (= 0 where
                                                                       free), y·target < 0

Exactly one of the two holds (Farkas). HiGHS works in doubles; what counts is the basis it ends in,
solved in rationals and checked against every row or column. Where that check fails, the program is
solved again for what is left, magnified (Gleixner, Steffy & Wolter, INFORMS J. Comput. 28 (2016)).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from derive.entropic import exact
from derive.language.names import DeriveError

Row = int
Vector = Mapping[Row, Fraction]
_MANY = 1500  # columns from which the interior point method is the faster one
_ROUNDS = 6
# None is left to a default. What they are decides how soon an answer is found, not whether it is
# right: `exact` and the sums over all columns decide that.
_OPTIONS = {
    "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0, "presolve": "choose",
    "run_crossover": "on", "primal_feasibility_tolerance": 1e-9,
    "dual_feasibility_tolerance": 1e-9, "small_matrix_value": 1e-12, "large_matrix_value": 1e15,
    "infinite_bound": 1e20,
}  # fmt: skip


@dataclass(frozen=True)
class Multipliers:
    """λ by column; what is left out is 0."""

    values: Mapping[int, Fraction]


@dataclass(frozen=True)
class Separator:
    """y by row; what is left out is 0."""

    values: Mapping[Row, Fraction]


class Program:
    """The columns, as integers by row."""

    def __init__(
        self, columns: Sequence[Mapping[Row, int]], free: Sequence[bool], cost: Sequence[float]
    ) -> None:
        self.columns = columns
        self.free = np.array(free, dtype=bool)
        self.cost = np.where(self.free, 0.0, np.array(cost))  # a free one would pay for no bound
        self.rows: list[Row] = sorted({r for c in columns for r in c})
        self._position = {r: i for i, r in enumerate(self.rows)}
        sizes = [len(c) for c in columns]
        self.start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        self.index = np.array([self._position[r] for c in columns for r in c], dtype=np.int32)
        self.value = [v for c in columns for v in c.values()]
        self._column = np.repeat(np.arange(len(columns)), sizes)

    def decide(self, target: Vector, deadline: float) -> Multipliers | Separator | None:
        """The answer; None if time or precision ran out."""
        scale = lcm(*(c.denominator for c in target.values()))
        whole = {r: int(c * scale) for r, c in target.items() if c}
        missing = next((r for r in whole if r not in self._position), None)
        if missing is not None:
            return Separator({missing: Fraction(-1 if whole[missing] > 0 else 1)})
        if not whole:
            return Multipliers({})
        found = self._combine(whole, deadline)
        if found is not None:
            return Multipliers({j: v / scale for j, v in found.items()})
        return self._separate(whole, deadline, scale)

    # -- multipliers ------------------------------------------------------------------------

    def _combine(self, target: Mapping[Row, int], deadline: float) -> dict[int, Fraction] | None:
        unit = max(map(abs, target.values()))
        goal = np.array([target.get(r, 0) / unit for r in self.rows])
        many = len(self.columns) > _MANY
        varied = np.random.default_rng(0).uniform(1, 2, len(self.cost))
        cost = self.cost * varied if many else self.cost
        lower = np.where(self.free, -np.inf, 0.0)
        solver = _Solver(self, lower, goal, cost, "ipm" if many else "simplex")
        near = _Nearly(self, {r: Fraction(c, unit) for r, c in target.items()})
        for _ in range(_ROUNDS):
            if not solver.run(deadline):
                return None
            basic, rows = solver.basis()
            x = exact.solve([self.columns[j] for j in basic], rows, target)
            if x is not None and self._is_solution(basic, x, target):
                return {j: v for j, v in zip(basic, x, strict=True) if v}
            if near.add(solver.values()):
                return {j: v * unit for j, v in enumerate(near.found) if v}
            solver.refine(*near.remainder())
        return None

    def _is_solution(
        self, basic: Sequence[int], x: Sequence[Fraction], target: Mapping[Row, int]
    ) -> bool:
        if any(v < 0 and not self.free[j] for j, v in zip(basic, x, strict=True)):
            return False
        left = {r: Fraction(c) for r, c in target.items()}
        for j, v in zip(basic, x, strict=True):
            if v:
                for r, c in self.columns[j].items():
                    left[r] = left.get(r, Fraction(0)) - v * c
        return not any(left.values())

    # -- separators -------------------------------------------------------------------------

    def _separate(
        self, target: Mapping[Row, int], deadline: float, scale: int
    ) -> Multipliers | Separator | None:
        """The dual of: least total of artificial columns ± one for each row.

        If the basis it ends in needs none of them exactly, it is multipliers after all.
        """
        unit = float(max(map(abs, target.values())))
        wide = _with_artificial(self)
        goal = np.array([target.get(r, 0) / unit for r in self.rows])
        lower = np.where(wide.free, -np.inf, 0.0)
        for method in ("ipm", "simplex") if len(self.columns) > _MANY else ("simplex", "ipm"):
            solver = _Solver(wide, lower, goal, wide.cost, method)
            if solver.run(deadline):
                basic, rows = solver.basis()
                x = exact.solve([wide.columns[j] for j in basic], rows, target)
                if x is not None and self._needs_no_artificial(basic, x, target):
                    return Multipliers({j: v / scale for j, v in zip(basic, x, strict=True) if v})
                costs = [int(wide.cost[j]) for j in basic]
                y = exact.solve_transposed([wide.columns[j] for j in basic], rows, costs)
                if y is not None:
                    found = {r: -v for r, v in zip(rows, y, strict=True) if v}
                    if self.separates(found, target):
                        return Separator(found)
        return None

    def _needs_no_artificial(
        self, basic: Sequence[int], x: Sequence[Fraction], target: Mapping[Row, int]
    ) -> bool:
        own = [(j, v) for j, v in zip(basic, x, strict=True) if v]
        if any(j >= len(self.columns) for j, _ in own):
            return False
        return self._is_solution([j for j, _ in own], [v for _, v in own], target)

    def separates(self, y: Mapping[Row, Fraction], target: Mapping[Row, int]) -> bool:
        """Whether y·target < 0 and y·column ≥ 0, or = 0 where the column is free; exactly."""
        if sum(y.get(r, Fraction(0)) * c for r, c in target.items()) >= 0:
            return False
        common = lcm(*(v.denominator for v in y.values()))
        whole = np.array([int(y.get(r, 0) * common) for r in self.rows], dtype=object)
        products = np.zeros(len(self.columns), dtype=object)
        np.add.at(products, self._column, np.array(self.value, dtype=object) * whole[self.index])
        return bool((products >= 0).all() and not products[self.free].any())


class _Nearly:
    """A solution in doubles added to round by round, with what is left of the target, exactly."""

    def __init__(self, program: Program, target: Mapping[Row, Fraction]) -> None:
        self.program = program
        self.target = np.array([target.get(r, Fraction(0)) for r in program.rows], dtype=object)
        self.found = np.array([Fraction(0)] * len(program.columns), dtype=object)
        self.residual = self.target
        self.magnified = 1

    def add(self, values: Sequence[float]) -> bool:
        """Whether the sum is now a solution."""
        p = self.program
        self.found = self.found + [Fraction(v) / self.magnified for v in values]
        self.residual = self.target.copy()
        entries = np.array(p.value, dtype=object) * self.found[p._column]
        np.subtract.at(self.residual, p.index, entries)
        below = np.where(p.free, 0, np.minimum(self.found, 0))
        worst = max(map(abs, [*self.residual, *below]))
        if worst:
            self.magnified = int(min(1 / worst, self.magnified * Fraction(2) ** 24)) or 1
        return not worst

    def remainder(self) -> tuple[np.ndarray, np.ndarray]:
        """Goal and lower bounds for what is left, magnified."""
        most = Fraction(10) ** 18
        goal = [float(r * self.magnified) for r in self.residual]
        lower = [
            -np.inf if free else -float(min(v * self.magnified, most))
            for free, v in zip(self.program.free, self.found, strict=True)
        ]
        return np.array(goal), np.array(lower)


def _with_artificial(p: Program) -> Program:
    units = [{r: s} for r in p.rows for s in (1, -1)]
    free = [*p.free, *([False] * len(units))]
    return Program([*p.columns, *units], free, [0.0] * len(p.columns) + [1.0] * len(units))


def _silent(highspy: Any) -> Any:
    """A model that writes nothing; from 1.16 on the first call but setting an option writes who it
    is, to standard output and so into `--json`, and the constructor makes one."""

    class Silent(highspy.Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()

    return Silent()


class _Solver:
    """One HiGHS model: minimise cost·x with columns·x = goal, x ≥ lower."""

    def __init__(
        self, p: Program, lower: np.ndarray, goal: np.ndarray, cost: np.ndarray, method: str
    ) -> None:
        import highspy

        self._api = highspy
        self._rows = p.rows
        self.model: Any = _silent(highspy)
        for name, value in {**_OPTIONS, "solver": method}.items():
            if self.model.setOptionValue(name, value) != highspy.HighsStatus.kOk:
                raise DeriveError(
                    f"HiGHS {self.model.version()} has no option {name} = {value!r}. "
                    "Try another release of highspy."
                )
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(p.columns), len(p.rows)
        lp.col_cost_, lp.col_lower_ = cost, lower
        lp.col_upper_ = np.full(len(p.columns), np.inf)
        lp.row_lower_ = lp.row_upper_ = goal
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = p.start, p.index
        lp.a_matrix_.value_ = np.array(p.value, dtype=float)
        self.model.passModel(lp)

    def run(self, deadline: float) -> bool:
        """Whether an optimum was found in time."""
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        self.model.setOptionValue("time_limit", float(self.model.getRunTime() + left))
        self.model.run()
        return bool(self.model.getModelStatus() == self._api.HighsModelStatus.kOptimal)

    def basis(self) -> tuple[list[int], list[Row]]:
        """The basic columns, and the rows whose slack is not basic."""
        basic = self._api.HighsBasisStatus.kBasic
        state = self.model.getBasis()
        columns = [j for j, s in enumerate(state.col_status) if s == basic]
        rows = [r for r, s in zip(self._rows, state.row_status, strict=True) if s != basic]
        return columns, rows

    def values(self) -> Any:
        return self.model.getSolution().col_value

    def refine(self, goal: np.ndarray, lower: np.ndarray) -> None:
        n, m = len(lower), len(goal)
        infinite = np.full(n, np.inf)
        self.model.changeColsBounds(n, np.arange(n, dtype=np.int32), lower, infinite)
        self.model.changeRowsBounds(m, np.arange(m, dtype=np.int32), goal, goal)
