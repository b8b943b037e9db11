"""Models for the judge: groups of one shape, floats for all, exact numbers for those asked for.

Two sources: draws of our own (`own`), with zeros, point masses, uniform and equal laws, or strictly
positive ones; and those of the attack under another seed (`borrowed`), which know how to meet
involved hypotheses. Where a model comes from decides nothing: its laws, signs and hypotheses are
checked exactly by this package before it counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import numpy as np

from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.quantities import CodeLengths, NaturalQuantity
from derive.language.relations import Dominated, Relation, Structure
from derive.language.subsets import Subset
from derive.numeric import closed
from derive.numeric.draws import draws
from derive.numeric.problem import Problem
from derive.numeric.solving import Assignment
from trials.mutants import evaluate, numbers
from trials.mutants.arithmetic import Exact, Floats, satisfied, scopes
from trials.mutants.evaluate import free_letters, value
from trials.mutants.numbers import Number, Unknown

SMALL, ALMOST = 1e-9, 1e-7


@dataclass(eq=False)
class Group:
    """Models of one shape; `floats` evaluates all, `exact(i)` is the i-th if it is admissible."""

    problem: Problem
    floats: Floats
    made: Any  # of a row's number, its exact tables
    kind: type[Exact] = Exact
    kept: dict[int, Exact | None] = field(default_factory=dict)

    def exact(self, row: int) -> Exact | None:
        if row not in self.kept:
            try:
                tables = self.made(row)
                model = None if tables is None else self.kind(self.floats.sizes, tables)
                good = model is not None and admissible(self.problem, model)
            except (Unknown, closed.Undecided):
                good = False
            self.kept[row] = model if good else None
        return self.kept[row]


# ---------------------------------------------------------------- what has to hold


def admissible(problem: Problem, model: Exact) -> bool:
    """Whether laws are laws, quantities have their signs, and the hypotheses hold; exactly."""
    laws = all(_is_law(law, model) for law in problem.laws)
    signs = all(_has_sign(q, model.tables[q]) for q in problem.quantities)
    return laws and signs and all(holds(h, model) for h in problem.hypotheses)


def _is_law(law: Law, model: Exact) -> bool:
    if law not in model.tables:
        return False  # any law on ℕ₀, which a model has no table of
    totals = np.asarray(model.table(law, tuple(v.name for v in law.inputs)), dtype=object)
    positive = all(numbers.sign(v) >= 0 for v in model.tables[law].flat)
    return positive and all(numbers.sign(v - Fraction(1)) == 0 for v in totals.flat)


def _has_sign(q: Any, table: np.ndarray) -> bool:
    signs = [numbers.sign(v) for v in table.flat]
    if q.sign != "real" and min(signs) < (q.sign == "pos"):
        return False
    if q.sign == "unit" and any(numbers.sign(v - Fraction(1)) > 0 for v in table.flat):
        return False
    if isinstance(q, Subset):
        return all(numbers.sign(v * v - v) == 0 for v in table.flat)
    if isinstance(q, NaturalQuantity):
        return all(isinstance(v, Fraction) and v.denominator == 1 for v in table.flat)
    if not isinstance(q, Map):
        return True
    counts = [sum(row) for row in table]
    return all(v in (0, 1) for v in table.flat) and all(
        n == 1 or (n == 0 and q.partial) for n in counts
    )


def holds(h: Relation | Dominated, model: Exact) -> bool:
    """Whether the hypothesis or condition holds at every letter."""
    letters = free_letters(*h.expressions())
    return all(_holds_at(h, model, s) for s in scopes(letters, model.sizes, {}))


def _holds_at(h: Relation | Dominated, model: Exact, letters: Any) -> bool:
    left, right = (value(e, model, letters) for e in h.expressions())
    if isinstance(h, Dominated):
        return bool(np.all((model.sign(right) != 0) | (model.sign(left) == 0)))
    return model.meets(h.rel, left - right)


def _floats_hold(h: Relation | Dominated, env: Floats) -> np.ndarray:
    ok = np.ones(env.n, dtype=bool)
    for s in scopes(free_letters(*h.expressions()), env.sizes, {}):
        left, right = (value(e, env, s) for e in h.expressions())
        if isinstance(h, Dominated):
            ok &= (env.sign(right) != 0) | (env.sign(left) == 0)
        else:
            gap, left = env.flat(left - right, h.rel), env.flat(left)
            ok &= satisfied(h.rel, np.where(abs(gap) < SMALL * (1 + abs(left)), 0.0, gap))
    return ok


# ---------------------------------------------------------------- the attack's draws


Kinds = tuple[type[Floats], type[Exact]]
CELLS: Kinds = (Floats, Exact)


def borrowed(
    problem: Problem, seed: int, trials: int, stated: Problem, kinds: Kinds = CELLS
) -> list[Group]:
    """The attack's draws under another seed, plain ones too.

    stated: with what has to hold. kinds: the arithmetics.
    """
    out, sizes = [], dict(stated.sizes)
    for d in (*draws(problem, seed, trials), *draws(problem, seed, trials, plain=True)):
        tables = {k: b.v for k, b in (*d.batch.laws.items(), *d.batch.quantities.items())}
        floats = kinds[0]({**d.batch.sizes, **sizes}, tables, d.batch.n)
        made = lambda row, d=d: converted_tables(d.model(row))  # noqa: E731
        out.append(Group(stated, floats, made, kinds[1]))
    return out


def converted_tables(model: Any) -> dict[Any, np.ndarray] | None:
    if model is None:
        return None
    return {k: _mapped(converted, t) for k, t in (*model.laws.items(), *model.quantities.items())}


def _mapped(f: Any, table: np.ndarray) -> np.ndarray:
    out = np.empty(np.shape(table), dtype=object)
    for at in product(*map(range, out.shape)):
        v = table[at]
        out[at] = f(v.item() if isinstance(v, np.ndarray) else v)
    return out


def converted(x: Any) -> Number:
    """A number of the attack as one of ours."""
    exact = closed.fraction(closed.number(x))
    if isinstance(exact, Fraction):
        return exact
    num, den = closed.quotient(exact)
    return _polynomial(num) * numbers.inverse(_polynomial(den))


def _polynomial(terms: Any) -> Number:
    total: Number = Fraction(0)
    for mono, c in terms.items():
        total = total + _term(mono, Fraction(int(c.p), int(c.q)))
    return total


def _term(mono: Any, part: Number) -> Number:
    for g, p, q in mono:
        part = part * _raised(g.kind, g.of, Fraction(p, q))
    return part


def _raised(kind: str, of: Any, k: Fraction) -> Number:
    if kind == "root":
        return numbers.exp(numbers.log(Fraction(of)) * k)
    if kind == "exp":
        return numbers.exp(_term(of, k))
    if k.denominator != 1 or kind == "pi":
        raise Unknown
    if kind == "ln":
        return numbers.power(numbers.log(Fraction(of)), int(k))
    if kind == "expq":
        quotient = _polynomial(of[0]) * numbers.inverse(_polynomial(of[1]))
        return numbers.power(numbers.exp(quotient), int(k))
    return numbers.power(numbers.log(_polynomial(of)), int(k))


# ---------------------------------------------------------------- draws of our own

SHAPES = ((1,), (2,), (3,), (2, 3), (1, 2), (2, 1), (4, 2), (4,))


def own(
    problem: Problem, seed: int, n: int, positive: bool = False, kinds: Kinds = CELLS
) -> list[Group]:
    """n models in a few shapes; positive: laws and quantities strictly so, and nothing special."""
    out, seen = [], []
    for k, pattern in enumerate(SHAPES[1:4] if positive else SHAPES):
        sizes = {a: pattern[i % len(pattern)] for i, a in enumerate(problem.alphabets)}
        sizes.update(problem.sizes)
        if sizes in seen or _cells(problem, sizes) > 64:
            continue
        seen.append(sizes)
        random = Random(f"{seed} {k} {positive}")
        rows = [_drawn(problem, sizes, random, positive) for _ in range(n)]
        group = _group(problem, sizes, rows, kinds)
        if group is not None:
            out.append(group)
        if not problem.alphabets:
            break
    return out


def _cells(problem: Problem, sizes: dict[str, int]) -> int:
    shapes = [[sizes[v.alphabet] for v in _letters(t)] for t in _things(problem)]
    return max((int(np.prod(s)) for s in shapes), default=1)


def _things(problem: Problem) -> tuple[Any, ...]:
    return (*problem.laws, *problem.quantities)


def _letters(thing: Any) -> tuple[Any, ...]:
    return thing.variables_and_inputs() if isinstance(thing, Law) else tuple(thing.over)


def _group(
    problem: Problem, sizes: dict[str, int], rows: list[dict[Any, Any]], kinds: Kinds
) -> Group | None:
    """The rows that meet the hypotheses as far as floats see, as one group."""
    tables = {t: np.stack([r[t].astype(float) for r in rows]) for t in _things(problem)}
    env = kinds[0](sizes, tables, len(rows))
    with np.errstate(all="ignore"):
        for a in whole_tables(problem):
            env.tables[a.target] = _assigned(a, env, float)
            env.memo.clear()
        keep = np.ones(env.n, dtype=bool)
        for h in problem.hypotheses:
            keep &= _floats_hold(h, env)
        for law in problem.laws:
            keep &= (env.tables[law].reshape(env.n, -1) >= 0).all(axis=1)
    if not keep.any():
        return None
    kept = np.flatnonzero(keep)
    left = kinds[0](sizes, {t: v[keep] for t, v in env.tables.items()}, len(kept))
    made = lambda row: _exactly(problem, sizes, rows[kept[row]], kinds[1])  # noqa: E731
    return Group(problem, left, made, kinds[1])


def whole_tables(problem: Problem) -> tuple[Assignment, ...]:
    """The equations that fix a whole table; those at letters with names are met by the attack's
    draws only."""
    return tuple(a for a in problem.assignments if not a.place)


def _exactly(
    problem: Problem, sizes: dict[str, int], row: dict[Any, Any], kind: type[Exact]
) -> dict[Any, Any]:
    model = kind(sizes, dict(row))
    for a in whole_tables(problem):
        model.tables[a.target] = _assigned(a, model, object)
        model.memo.clear()
    return model.tables


def _assigned(a: Assignment, env: Any, kind: Any) -> np.ndarray:
    """The values of an equation's target; letters that it does not have are the first."""
    shape = tuple(env.sizes[i.alphabet] for i in a.letters)
    out = np.zeros((*((env.n,) if env.first else ()), *shape), dtype=kind)
    rest = {i: 0 for i in free_letters(a.value) if i not in a.letters}
    for s in scopes(a.letters, env.sizes, rest):
        out[(*((slice(None),) if env.first else ()), *(s[i] for i in a.letters))] = value(
            a.value, env, s
        )
    return out


def _drawn(problem: Problem, sizes: dict[str, int], random: Random, positive: bool) -> Any:
    tables: dict[Any, np.ndarray] = {}
    for law in problem.laws:
        like = [t for t in tables if isinstance(t, Law) and _signature(t) == _signature(law)]
        if like and not positive and random.random() < 0.2:
            tables[law] = tables[random.choice(like)].copy()
        else:
            tables[law] = _law(law, sizes, random, positive)
    for q in problem.quantities:
        tables[q] = _quantity(q, sizes, random, positive)
    for s in problem.structures:
        tables[s.law] = _structured(s, tables[s.law])
    for k in problem.krafts:
        tables[k.lengths] = _kraft_lengths(k, tables[k.lengths], tables, random)
    for h in problem.dominations:
        _dominate(h, tables, random)
    return _heights(tables, sizes)


def _heights(tables: dict[Any, np.ndarray], sizes: dict[str, int]) -> dict[Any, np.ndarray]:
    """With the laws' probabilities of cells divided by the widths of these."""
    cells = Exact(sizes, tables)
    for law in [t for t in tables if isinstance(t, Law)]:
        for n, v in enumerate(law.outputs):
            if v.is_space:
                inverse = _mapped(numbers.inverse, cells.widths[v.alphabet])
                shape = [inverse.size if k == n else 1 for k in range(tables[law].ndim)]
                tables[law] = np.asarray(tables[law] * inverse.reshape(shape), dtype=object)
    return tables


def _signature(law: Law) -> Any:
    return tuple(v.alphabet for v in law.outputs), tuple(v.alphabet for v in law.inputs)


def _law(law: Law, sizes: dict[str, int], random: Random, positive: bool) -> np.ndarray:
    outputs = tuple(sizes[v.alphabet] for v in law.outputs)
    inputs = tuple(sizes[v.alphabet] for v in law.inputs)
    out = np.empty((*outputs, *inputs), dtype=object)
    cells = int(np.prod(outputs))
    kind = (
        "dirichlet" if positive else random.choice(("uniform", "grid", "grid", "dyadic", "point"))
    )
    for at in product(*map(range, inputs)):
        column = np.array(_probabilities(kind, cells, random), dtype=object).reshape(outputs)
        out[(..., *at)] = column
    return out


def _probabilities(kind: str, n: int, random: Random) -> list[Fraction]:
    if kind == "uniform":
        return [Fraction(1, n)] * n
    if kind == "point":
        k = random.randrange(n)
        return [Fraction(int(i == k)) for i in range(n)]
    if kind == "dyadic":
        parts = [Fraction(1)]
        while len(parts) < n and random.random() < 0.8:
            half = parts.pop(random.randrange(len(parts))) / 2
            parts += [half, half]
        parts += [Fraction(0)] * (n - len(parts))
        random.shuffle(parts)
        return parts
    if kind == "dirichlet":
        weights = [1 + round(1e6 * random.expovariate(1)) for _ in range(n)]
    else:
        weights = [random.choice((0, 0, 1, 1, 2, 3, 5)) for _ in range(n)]
        weights = weights if any(weights) else [1] * n
    return [Fraction(w, sum(weights)) for w in weights]


def _quantity(q: Any, sizes: dict[str, int], random: Random, positive: bool) -> np.ndarray:
    out = np.empty(tuple(sizes[v.alphabet] for v in q.over), dtype=object)
    if isinstance(q, Map):
        out[...] = Fraction(0)
        for v in range(out.shape[0]):
            if not (q.partial and random.random() < 0.3):
                out[v, random.randrange(out.shape[1])] = Fraction(1)
        return out
    for at in product(*map(range, out.shape)):
        out[at] = _number(q, random, positive)
    return out


def _number(q: Any, random: Random, positive: bool) -> Fraction:
    if isinstance(q, NaturalQuantity):
        return Fraction(random.randrange(1 if positive else 0, 7))
    if positive:
        top = 1000 if q.sign == "unit" else 4000
        return Fraction(random.randrange(1, top), 1000)
    small = [Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(3, 4)]
    if isinstance(q, Subset):
        return Fraction(random.randrange(2))
    if q.sign == "unit":
        return random.choice([Fraction(0), *small])
    some = [*small, Fraction(2), Fraction(2), Fraction(3), Fraction(1, 1000)]
    if q.sign == "pos":
        return random.choice(some)
    if q.sign == "nonneg":
        return random.choice([Fraction(0), Fraction(0), *some])
    if isinstance(q, CodeLengths):
        return Fraction(random.choice((0, 1, 1, 2, 2, 3, 4)))
    return random.choice([Fraction(0), *some, *(-v for v in some)])


def _structured(s: Structure, table: np.ndarray) -> np.ndarray:
    """The law with the conditional independence put in: r(x,y)·r(y,z)/r(y), or the product."""
    names = [v.name for v in s.law.outputs]

    def margin(*groups: int) -> np.ndarray:
        keep = {n for g in groups for n in s.groups[g]}
        away = tuple(i for i, n in enumerate(names) if n not in keep)
        return np.asarray(table.sum(axis=away, keepdims=True) if away else table, dtype=object)

    whole: Any
    if s.kind == "independent":
        whole = margin(0)
        for g in range(1, len(s.groups)):
            whole = whole * margin(g)
    else:
        whole = margin(0, 1)
        for g in range(1, len(s.groups) - 1):
            whole = whole * margin(g, g + 1) * _mapped(numbers.inverse, margin(g))
    shape = np.broadcast_shapes(whole.shape, table.shape)
    others = {n for n in names if not any(n in g for g in s.groups)}
    if others:  # variables that it says nothing about are made uniform
        axes = [i for i, n in enumerate(names) if n in others]
        whole = whole * Fraction(1, int(np.prod([table.shape[i] for i in axes])))
    return np.array(np.broadcast_to(whole, shape), dtype=object)


def _kraft_lengths(k: Any, table: np.ndarray, tables: Any, random: Random) -> np.ndarray:
    """Lengths of the law's own probabilities where those are powers of the base, or long enough."""
    laws = [t for law, t in tables.items() if isinstance(law, Law) and t.shape == table.shape]
    if laws and random.random() < 0.5:
        wanted = [_length(p, k.base) for p in random.choice(laws).flat]
        if None not in wanted:
            return np.array(wanted, dtype=object).reshape(table.shape)
    while sum(float(k.base) ** -float(v) for v in table.flat) > 1:
        table = table + Fraction(random.choice((1, 1, 1, 2)))
    return table


def _length(p: Fraction, base: int) -> Fraction | None:
    for n in range(12):
        if p * base**n == 1:
            return Fraction(n)
    return Fraction(12) if p == 0 else None


def _dominate(h: Dominated, tables: dict[Any, np.ndarray], random: Random) -> None:
    """Take from the one what the other does not have, or give it to the other."""
    conclusion = evaluate.dominating(h.conclusion)
    premise = evaluate.dominating(h.premise)
    if conclusion is None:
        return
    whole = tables[conclusion]
    if h.premise.is_Rational and isinstance(conclusion, Law):
        n = int(np.prod(whole.shape[: len(conclusion.outputs)]))
        tables[conclusion] = (whole + Fraction(1, n)) * Fraction(1, 2)
    elif h.premise.is_Rational:
        tables[conclusion] = _mapped(lambda v: v or Fraction(1), whole)
    elif isinstance(premise, Law) and tables[premise].shape == whole.shape:
        if random.random() < 0.5 or not isinstance(conclusion, Law):
            cut = _mapped(Fraction, np.where(whole == 0, Fraction(0), tables[premise]))
            totals = cut.sum(axis=tuple(range(len(premise.outputs))))
            if np.all(np.asarray(totals) != 0):
                tables[premise] = cut / totals
                return
        if isinstance(conclusion, Law):
            tables[conclusion] = (whole + tables[premise]) * Fraction(1, 2)
