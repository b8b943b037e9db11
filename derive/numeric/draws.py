"""Draws for a problem: batches of several shapes, each with an exact model behind every row."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from flint import fmpq

from derive.language.alphabets import Alphabet
from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Relation, Structure
from derive.numeric import bounds, closed
from derive.numeric.batch import Batch, bounded
from derive.numeric.blocks import Block, draw_block
from derive.numeric.bounds import Bound
from derive.numeric.cells import area
from derive.numeric.exact import evaluator, scopes, sorted_letters
from derive.numeric.holds import STRICT, holds
from derive.numeric.model import Model
from derive.numeric.nets import separated, separations
from derive.numeric.pinned import pin
from derive.numeric.plain import make_plain
from derive.numeric.problem import Problem
from derive.numeric.solving import Assignment
from derive.numeric.supports import enforce, per_row

_LARGEST_TABLE = 300
_LARGEST_ARRAY = 50_000  # float64 values for one model, with an axis for every letter in scope
_ROUGH = 1e-9  # an error that says nothing of a sign
_ROUNDING = 64 * bounds.U  # of a law put together from normalised tables


@dataclass(eq=False)
class Drawn:
    """A batch, and the exact model of each of its rows.

    origin: (n, 2), block and row there. score: (n,), small for simple rows.
    """

    problem: Problem
    batch: Batch
    blocks: list[Block]
    origin: np.ndarray
    score: np.ndarray
    models: dict[int, Model | None] = field(default_factory=dict)

    def model(self, row: int) -> Model | None:
        """The exact model of a row, or None if it does not meet every hypothesis exactly.

        Raises:
            closed.Undecided: if that is beyond reach.
        """
        if row not in self.models:
            block, at = self.origin[row]
            self.models[row] = exact_model(self.problem, self.blocks[block], int(at))
        return self.models[row]


def exact_model(problem: Problem, block: Block, row: int) -> Model | None:
    """Build one row exactly, and check every hypothesis.

    Raises:
        closed.Undecided: if a check is beyond reach.
    """
    laws, quantities = block.exact(row)
    values: dict[Any, np.ndarray] = {**laws, **quantities}
    _assign_all_exact(problem, block, values)
    if problem.dominations:
        _enforce_exact(problem, block, values)
        _assign_all_exact(problem, block, values)
    model = _model(block, values)
    return model if admissible(problem, model) else None


def _assign_all_exact(problem: Problem, block: Block, values: dict[Any, np.ndarray]) -> None:
    for a in problem.assignments:
        values[a.target] = assign_exact(a, _model(block, values))


def admissible(problem: Problem, model: Model) -> bool:
    """Whether the laws are laws, the signs right, and every hypothesis holds exactly."""
    return not model.fault() and all(holds(h, model) for h in problem.hypotheses)


def _model(block: Block, values: dict[Any, np.ndarray]) -> Model:
    laws = {k: v for k, v in values.items() if isinstance(k, Law)}
    return Model(block.sizes, laws, {k: v for k, v in values.items() if isinstance(k, Quantity)})


def assign_exact(a: Assignment, model: Model) -> np.ndarray:
    value = evaluator(a.value)
    shape = tuple(model.sizes[i.alphabet] for i in a.letters)
    out = np.empty(shape, dtype=object)
    first = dict.fromkeys(a.beside(), 0)
    for letters in scopes(a.letters, model, first):
        out[tuple(letters[i] for i in a.letters)] = value(model, letters)
    if a.place:
        return _pinned_exact(a, model, out)
    return out


def _pinned_exact(a: Assignment, model: Model, value: np.ndarray) -> np.ndarray:
    tables: Any = model.laws if isinstance(a.target, Law) else model.quantities
    found: np.ndarray = pin(a, tables[a.target][None], value[None], fmpq(1))[0]
    return np.asarray(found, dtype=object)


def _enforce_exact(problem: Problem, block: Block, values: dict[Any, np.ndarray]) -> None:
    rows = {k: v[None] for k, v in values.items()}

    def zero_of(e: Any, letters: tuple[Alphabet, ...]) -> np.ndarray:
        model = _model(block, _first_row(rows))
        out = np.empty(tuple(model.sizes[i.alphabet] for i in letters), dtype=bool)
        for s in scopes(letters, model, {}):
            out[tuple(s[i] for i in letters)] = closed.sign(evaluator(e)(model, s)) == 0
        return out[None]

    enforce(problem.dominations, _fixed(problem), rows, zero_of, fmpq(1))
    values.update(_first_row(rows))


def _first_row(rows: dict[Any, np.ndarray]) -> dict[Any, np.ndarray]:
    return {k: np.asarray(v[0], dtype=object) for k, v in rows.items()}


def _fixed(problem: Problem) -> set[Any]:
    """Laws whose zeros may not be changed, or their structure is lost."""
    return {s.law for s in problem.structures}


# ---------------------------------------------------------------- float rows


@np.errstate(all="ignore")
def finish(problem: Problem, blocks: list[Block]) -> Drawn | None:
    """Blocks of one shape as one batch of the rows that meet the hypotheses, as floats see it."""
    parts = [_float_batch(b) for b in blocks]
    batch = parts[0] if len(parts) == 1 else _joined(parts)
    keep = np.ones(batch.n, dtype=bool)
    for a in problem.assignments:
        keep &= _assign_floats(a, batch)
    if problem.dominations:
        _enforce_floats(problem, batch)
        for a in problem.assignments:
            keep &= _assign_floats(a, batch)
    for h in problem.hypotheses:  # equations too: log 0 and 1/0 do not solve them
        if not (isinstance(h, Structure) and _holds_by_shape(h, blocks)):
            keep &= possibly_holds(h, batch)
    origin = np.concatenate(
        [np.stack([np.full(b.n, i), np.arange(b.n)], 1) for i, b in enumerate(blocks)]
    )
    score = np.concatenate([b.complexity() for b in blocks])
    if not keep.any():
        return None
    if not keep.all():
        batch, origin, score = _rows(batch, keep), origin[keep], score[keep]
    return Drawn(problem, batch, blocks, origin, score)


def _holds_by_shape(h: Structure, blocks: list[Block]) -> bool:
    """Whether the nets of all blocks have the independence, whatever is in their tables."""
    nets = [{v: set(parents) for v, parents in block.shapes[h.law]} for block in blocks]
    return all(separated(net, s) for net in nets for s in separations(h))


def _float_batch(block: Block) -> Batch:
    laws, quantities = block.floats()
    return Batch(
        block.n,
        block.sizes,
        {k: Bound(v, _ROUNDING, 0.0, True) for k, v in laws.items()},
        quantities,
    )


def _joined(parts: list[Batch]) -> Batch:
    def together(bs: list[Bound]) -> Bound:
        v = np.concatenate([b.v for b in bs])
        return Bound(v, max(b.r for b in bs), max(b.a for b in bs), all(b.nonneg for b in bs))

    laws = {k: together([p.laws[k] for p in parts]) for k in parts[0].laws}
    quantities = {k: together([p.quantities[k] for p in parts]) for k in parts[0].quantities}
    return Batch(sum(p.n for p in parts), parts[0].sizes, laws, quantities)


def _rows(batch: Batch, keep: np.ndarray) -> Batch:
    def pick(b: Bound) -> Bound:
        a = b.a if bounds.is_plain(b.a) else b.a[keep]
        return Bound(b.v[keep], b.r, a, b.nonneg)

    laws = {k: pick(b) for k, b in batch.laws.items()}
    return Batch(
        int(keep.sum()), batch.sizes, laws, {k: pick(b) for k, b in batch.quantities.items()}
    )


def _assign_floats(a: Assignment, batch: Batch) -> np.ndarray:
    """Compute the target; returns the rows where it is a law (or has the right sign)."""
    letters = (*a.letters, *a.beside())
    value, _ = bounded(a.value, letters)(batch)
    shape = (batch.n, *(batch.sizes[i.alphabet] for i in letters))
    first = (slice(None),) * (1 + len(a.letters)) + (0,) * len(a.beside())
    v = np.broadcast_to(value.v, shape)[first].copy()
    e = np.broadcast_to(bounds.error(value), shape)[first].copy()
    if a.place:
        v, e = _pinned_floats(a, batch, v, e)
    possible = _every(v >= -e)
    if isinstance(a.target, Law):
        axes = tuple(range(1, 1 + len(a.target.outputs)))
        wide = area(a.target, lambda q: batch.quantities[q].v, 1)
        wide = 1.0 if wide is None else wide
        off = abs((v * wide).sum(axis=axes) - 1) > (e * wide).sum(axis=axes) + 1e-9
        batch.put(a.target, Bound(np.maximum(v, 0.0), 0.0, e, True))
        return possible & ~off.reshape(batch.n, -1).any(axis=1)
    batch.put(a.target, Bound(v, 0.0, e, False))
    if a.target.sign == "pos":  # what rounding cannot tell from 0 mostly is 0
        return _every((v > e) | (e > _ROUGH))
    if a.target.sign == "unit":
        possible &= _every(v <= 1 + e)
    return possible | (a.target.sign == "real")


def _pinned_floats(
    a: Assignment, batch: Batch, v: np.ndarray, e: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The whole table, and a bound for the error of each row."""
    old: Any = batch.laws if isinstance(a.target, Law) else batch.quantities
    table = pin(a, np.broadcast_to(old[a.target].v, _shape(a.target, batch)), v, 1.0)
    worst = e.reshape(batch.n, -1).max(axis=1) * table[0].size + _ROUNDING
    before = np.broadcast_to(bounds.error(old[a.target]), table.shape).reshape(batch.n, -1)
    worst = worst + before.max(axis=1) * table[0].size
    return table, np.broadcast_to(per_row(worst, table.ndim), table.shape).copy()


def _shape(thing: Law | Quantity, batch: Batch) -> tuple[int, ...]:
    over = thing.variables_and_inputs() if isinstance(thing, Law) else thing.over
    return (batch.n, *(batch.sizes[v.alphabet] for v in over))


def _every(where: np.ndarray) -> np.ndarray:
    """(n,): rows in which it is so at every letter."""
    found: np.ndarray = where.reshape(len(where), -1).all(axis=1)
    return found


def _enforce_floats(problem: Problem, batch: Batch) -> None:
    kept: dict[Any, Bound] = {**batch.laws, **batch.quantities}
    values = {k: b.v for k, b in kept.items()}

    def update() -> None:
        for k, v in values.items():
            home: dict[Any, Bound] = batch.laws if isinstance(k, Law) else batch.quantities
            if home[k].v is not v:
                old = home[k]
                batch.put(k, Bound(v, old.r + _ROUNDING, old.a, old.nonneg))
        batch.forget()  # arrays may also have been changed in place

    def zero_of(e: Any, letters: tuple[Alphabet, ...]) -> np.ndarray:
        update()
        value, _ = bounded(e, letters)(batch)
        shape = (batch.n, *(batch.sizes[i.alphabet] for i in letters))
        return np.broadcast_to(bounds.maybe_zero(value), shape)

    enforce(problem.dominations, _fixed(problem), values, zero_of, 1.0)
    update()


def possibly_holds(h: Relation | Dominated, batch: Batch) -> np.ndarray:
    """(n,): rows in which floats do not rule h out."""
    letters = sorted_letters(set().union(*(e.free_symbols for e in h.expressions())))
    if isinstance(h, Dominated):
        premise, _ = bounded(h.premise, letters)(batch)
        conclusion, _ = bounded(h.conclusion, letters)(batch)
        rough, exact = bounds.error(conclusion), bounds.error(premise)
        ruled_out = (conclusion.v == 0) & (rough == 0) & (abs(premise.v) > exact)
        doubtful = (abs(conclusion.v) <= rough) & (abs(premise.v) + exact > 0)
        return _sure(~_any_letter(ruled_out, batch.n), ~_any_letter(doubtful, batch.n))
    gap, _ = bounded(difference(h), letters)(batch)
    possible = ~_any_letter(bounds.fails(h.rel, gap), batch.n)
    if h.rel in STRICT:
        return _sure(possible, ~_any_letter(bounds.may_fail(h.rel, gap), batch.n))
    return possible


def _sure(possible: np.ndarray, certain: np.ndarray) -> np.ndarray:
    """The rows that certainly hold, if there are any: what rounding cannot tell from 0 mostly is
    0."""
    both: np.ndarray = possible & certain
    return both if both.any() else possible


def difference(h: Relation) -> Any:
    """lhs − rhs, or rhs − lhs for ≤ and <, as an expression nobody simplifies."""
    return h.rhs - h.lhs if h.rel in ("<=", "<") else h.lhs - h.rhs


def _any_letter(where: Any, n: int) -> np.ndarray:
    if np.ndim(where) == 0:
        return np.full(n, bool(where))
    found: np.ndarray = where.reshape(len(where), -1).any(axis=1)
    return found if len(found) == n else np.full(n, bool(found[0]))


# ---------------------------------------------------------------- all shapes


@lru_cache(maxsize=64)
def draws(problem: Problem, seed: int, trials: int, plain: bool = False) -> tuple[Drawn, ...]:
    """About `trials` models in batches of different shapes, the same for the same arguments.

    plain: with many small whole numbers, zeros and ones, and variables that are equal.
    """
    out = []
    plan = shapes(problem)
    total = sum(weight for _, weight in plan)
    for n, (sizes, weight) in enumerate(plan):
        rng = np.random.Generator(np.random.PCG64(1_000_003 * seed + n))
        blocks = _blocks(problem, sizes, max(6, trials * weight // total), n, rng)
        if plain:
            for block in blocks:
                make_plain(problem, block, rng)
        drawn = finish(problem, blocks)
        if drawn is not None:
            out.append(drawn)
    return tuple(out)


def _blocks(
    problem: Problem, sizes: dict[str, int], n: int, turn: int, rng: np.random.Generator
) -> list[Block]:
    """Simple rows and rich rows; with many rows of joint laws, several factorisations."""
    small = max(sizes.values(), default=1) <= 3
    simple = n // 2 if small else n // 5
    parts = [(True, simple), (False, n - simple)]
    joint = max((len(law.outputs) for law in problem.laws), default=1) > 1
    if joint and n >= 60:
        parts = [(s, part) for s, m in parts for part in (m // 2, m - m // 2)]
    return [
        draw_block(problem, sizes, m, rng, s, turn + i) for i, (s, m) in enumerate(parts) if m > 0
    ]


def shapes(problem: Problem) -> list[tuple[dict[str, int], int]]:
    """Alphabet sizes to try, and their share of the trials; that of named letters is known."""
    named = dict(problem.sizes)
    names = [a for a in problem.alphabets if a not in named]
    if not names:
        return [(named, 1)]
    wanted: list[tuple[tuple[int, ...], int]]
    if len(names) == 1:
        wanted = [((1,), 2), ((2,), 40), ((3,), 30), ((5,), 14), ((8,), 14)]
    else:
        wanted = [((1,), 2), ((2,), 44), ((1, 2), 8), ((2, 1), 8)]
        wanted += [((2, 3), 18), ((3,), 10), ((4, 3), 10)]
    candidates = [
        ({**named, **{a: pattern[n % len(pattern)] for n, a in enumerate(names)}}, weight)
        for pattern, weight in wanted
    ]
    domains = {q.over[0].alphabet for q in problem.quantities if isinstance(q, Map)}
    if domains:  # maps onto want more letters there than elsewhere
        for many, few in ((4, 2), (4, 3), (8, 3)):
            sizes = {a: many if a in domains else few for a in names}
            candidates.append(({**named, **sizes}, 16))
    out: list[tuple[dict[str, int], int]] = []
    for sizes, weight in candidates:
        fits = _cells(problem, sizes) <= _LARGEST_TABLE and _array(problem, sizes) <= _LARGEST_ARRAY
        if fits and sizes not in [s for s, _ in out]:
            out.append((sizes, weight))
    return out


def _array(problem: Problem, sizes: dict[str, int]) -> int:
    """The most values that evaluating an expression at one model takes at once."""
    return math.prod(sizes[a] ** n for a, n in problem.axes if a in sizes)


def _cells(problem: Problem, sizes: dict[str, int]) -> int:
    """The largest table, at least the product over all alphabets."""
    cells = [int(np.prod([*sizes.values()], dtype=int))]
    for law in problem.laws:
        cells.append(
            int(np.prod([sizes[v.alphabet] for v in law.variables_and_inputs()], dtype=int))
        )
    return max(cells)
