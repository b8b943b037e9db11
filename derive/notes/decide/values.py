"""Numbers, and laws that the text writes out, compared by exact values: no proof is needed."""

from __future__ import annotations

from derive.language.names import DeriveError
from derive.language.relations import Relation
from derive.notes.decide.decision import Decision
from derive.numeric.closed import Undecided
from derive.numeric.judge import counterexample, judge
from derive.numeric.model import Model
from derive.numeric.problem import problem


def compared(r: Relation) -> Decision | None:
    """Whether it is true or a wrong value; None where something in it may vary, or where the sides
    are too near to one another."""
    needed = problem(r.expressions(), ())
    if needed.laws or needed.quantities or {*needed.alphabets} - dict(needed.sizes).keys():
        return None
    model = Model(dict(needed.sizes), {}, {})
    try:
        found = judge(r, model)
        if found is None:
            return Decision("true to rounding")
        lines = counterexample(r, model, found.letters).describe()
    except (Undecided, DeriveError):
        return None
    return Decision("wrong value", counterexample=tuple(lines))
