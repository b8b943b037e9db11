"""An example that meets hypotheses for T = 1, 2, 3 letters: they do not fix T.

the example's values for each T meet the hypotheses        (exactly)
fixed quantities keep their values, those of the past grow from T to T + 1 as they should
─────────────────────────────────────────────────────────────────────────────────────────
the hypotheses can be met for T = 1, 2, 3 with the same fixed quantities
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise, product
from typing import Any

from derive.language.names import DeriveError
from derive.language.printing import text
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Relation, as_expression
from derive.rules.every_t import EveryT

TRIED = (1, 2, 3)
Tables = dict[Any, Any]
Hypotheses = tuple[Relation | Dominated, ...]


def check_example(
    met_by: Callable[[int], Mapping[Any, Any]],
    given: Hypotheses,
    relation: Callable[[int], Relation],
    grows: EveryT,
    fixed: frozenset[Quantity],
) -> None:
    """See the module's docstring; `relation(T)` has to hold too.

    met_by: the values for T, by quantity. grows: how x₁…xₜ₋₁ becomes x₁…xₜ, and what is put for
    its quantities. fixed: the quantities that are the same for every T, or grow.

    Raises:
        DeriveError: naming the T and what is not met.
    """
    examples = [_by_quantity(met_by(t)) for t in TRIED]
    for t, tables in zip(TRIED, examples, strict=True):
        _check_met(t, tables, given, relation(t), fixed)
    for t, (before, after) in zip(TRIED[1:], pairwise(examples), strict=True):
        for q in sorted(fixed, key=lambda q: q.name):
            _check_next(t, q, before, after, grows)


def quantities_of(*expressions: Any) -> frozenset[Quantity]:
    """The quantities that occur in expressions, what they stand for included."""
    from derive.numeric.problem import problem  # loaded when used: `import derive` stays light

    return frozenset(problem(map(as_expression, expressions), ()).quantities)


def _check_met(
    t: int, tables: Tables, given: Hypotheses, relation: Relation, fixed: frozenset[Quantity]
) -> None:
    from derive.numeric import witness

    missing = sorted(q.name for q in fixed if q not in tables)
    if missing:
        raise DeriveError(f"the example for T = {t}: no values for {', '.join(missing)}.")
    found = witness(relation, given, {}, tables)
    if not found.holds:
        raise DeriveError(f"the example for T = {t}: {found.why}.")


def _check_next(t: int, q: Quantity, before: Tables, after: Tables, grows: EveryT) -> None:
    """That q at T is what it was at T − 1, or what is put for it."""
    from derive.numeric import Model, closed
    from derive.numeric.exact import exact_value

    u, v = grows.past, grows.next
    if u.alphabet not in [i.alphabet for i in q.over]:
        if before[q] != after[q]:
            raise DeriveError(f"the example for T = {t}: {q.name} is not what it was before.")
        return
    if q not in grows.put or q.over != (u,):
        raise DeriveError(f"the example: how {q.name} grows is not said.")
    put = as_expression(grows.put[q])
    model = Model.of({}, {a: before[a] for a in quantities_of(put)})
    pairs = product(range(model.sizes[u.alphabet]), range(model.sizes[v.alphabet]))
    grown = [exact_value(put, model, {u: i, v: j}) for i, j in pairs]
    if [closed.fraction(v) for v in Model.of({}, {q: after[q]}).quantities[q]] != grown:
        raise DeriveError(f"the example for T = {t}: {q.name} does not grow as {text(put)}.")


def _by_quantity(tables: Mapping[Any, Any]) -> Tables:
    return {k.quantity if isinstance(k, QuantityValue) else k: t for k, t in tables.items()}
