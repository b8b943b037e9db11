"""Whether a relation holds at one given model: existence by example, decided exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr

from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Relation
from derive.numeric.closed import Undecided
from derive.numeric.draws import assign_exact
from derive.numeric.evidence import Counterexample
from derive.numeric.exact import Letters, called, exact_value, scopes
from derive.numeric.holds import holds_at, letters_of
from derive.numeric.judge import counterexample, ill_posed, judge
from derive.numeric.model import Model
from derive.numeric.problem import Hypothesis, Problem, problem

Tables = dict[Any, Any]


@dataclass(frozen=True)
class Witness:
    """Whether a relation holds at a model that meets the hypotheses.

    counterexample: the model and both sides there, at the letters that decide (for a relation
    with free letters that holds: at the first ones). why: what is wrong, or "".
    """

    holds: bool
    counterexample: Counterexample
    why: str


def witness(
    claim: Relation,
    hypotheses: Sequence[Hypothesis],
    laws: Mapping[Law, Any],
    quantities: Mapping[Any, Any] | None = None,
) -> Witness:
    """Decide exactly whether these values meet the hypotheses and the claim, at every letter.

    laws, quantities: nested lists of exact numbers, outputs before inputs; a quantity without
    letters takes one number. What an equation among the hypotheses fixes may be left out; a table
    over an alphabet tells its size, so values that nothing mentions may be given as well.

    Raises:
        DeriveError: if a law, a quantity or the size of an alphabet is missing, or a table is
            none: of another shape, with floats, a law that is negative or does not sum to one.
    """
    posed = problem(claim.expressions(), hypotheses)
    tables = {_key(k): _exact(k, t) for k, t in {**laws, **(quantities or {})}.items()}
    model = _complete(posed, tables)
    try:
        return _decided(claim, posed, model)
    except Undecided:
        shown = counterexample(claim, model, _first(claim, model))
        return Witness(False, shown, "a sign on the way is beyond the highest precision")


def _decided(claim: Relation, posed: Problem, model: Model) -> Witness:
    first = _first(claim, model)
    for h in posed.hypotheses:
        for letters in scopes(letters_of(h), model, {}):
            if not holds_at(h, model, letters):
                why = f"the hypothesis {h.name or h} does not hold{_where(letters)}"
                return Witness(False, counterexample(claim, model, first), why)
        if isinstance(h, Relation) and (nowhere := ill_posed(h, model)) is not None:
            why = f"the hypothesis {h.name or h} has no value: {nowhere.place}"
            return Witness(False, counterexample(claim, model, first), why)
    found = judge(claim, model)
    if found is None:
        return Witness(True, counterexample(claim, model, first), "")
    shown = counterexample(claim, model, found.letters)
    if found.kind == "ill-posed":
        return Witness(False, shown, f"ill-posed: {found.place}")
    return Witness(False, shown, f"{claim} does not hold{_where(found.letters)}")


def _where(letters: Letters) -> str:
    at = ", ".join(f"{i.name}={called(i, n)}" for i, n in letters.items())
    return f" at {at}" if at else ""


def _first(claim: Relation, model: Model) -> Letters:
    return next(iter(scopes(letters_of(claim), model, {})))


def _key(thing: Any) -> Law | Quantity:
    found = thing.quantity if isinstance(thing, QuantityValue) and not thing.at else thing
    if not isinstance(found, (Law, Quantity)):
        raise DeriveError(f"witness: got values for {thing!r}; expected a law or a quantity.")
    return found


def _exact(thing: Any, table: Any) -> Any:
    """The nested list with numbers such as log(3)/log(2) evaluated."""
    if isinstance(table, (list, tuple, np.ndarray)):
        return [_exact(thing, t) for t in table]
    if isinstance(table, Expr):
        return exact_value(table, Model({}, {}, {}))
    if isinstance(table, (float, np.floating)):
        raise DeriveError(
            f"{thing}: got the float {table!r}; numbers that decide are exact. Try {str(table)!r}."
        )
    return table


def _complete(posed: Problem, tables: Tables) -> Model:
    """The model, with what the hypotheses fix computed, and nothing missing."""
    model = _model(tables)
    missing = [t for t in (*posed.laws, *posed.quantities) if t not in tables]
    fixed = [a for a in posed.assignments if a.target in missing and not a.place]
    lost = [t.name for t in missing if t not in {a.target for a in fixed}]
    if lost:
        raise DeriveError(
            f"witness: no values for {', '.join(lost)}. Try a nested list for each, such as "
            '["1/2", "1/2"].'
        )
    model = Model({**dict(posed.sizes), **model.sizes}, model.laws, model.quantities)
    unsized = [a for a in posed.alphabets if a not in model.sizes]
    if unsized:
        raise DeriveError(
            f"witness: no table tells the size of the alphabet {', '.join(unsized)}. "
            "Try giving values for a quantity over it."
        )
    for a in fixed:
        try:
            tables[a.target] = assign_exact(a, model)
        except KeyError:
            raise DeriveError(
                f"witness: no values for {a.target.name}, and its equation uses values that are "
                "not known either. Try giving them."
            ) from None
        model = _model(tables)
    return model


def _model(tables: Tables) -> Model:
    return Model.of(
        {k: t for k, t in tables.items() if isinstance(k, Law)},
        {k: t for k, t in tables.items() if isinstance(k, Quantity)},
    )
