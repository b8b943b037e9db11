"""What is known of the steps of rows: that conditioning does not raise entropy, and what the
information of a step is of entropies (`proofs/chain_rules.py`)."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from derive.language.alphabets import Alphabet
from derive.language.relations import Eq, Le, Relation
from derive.notes.kinds import Key

Value = tuple[Expr, Alphabet]
Beside = tuple[Key, tuple[tuple[str, str], ...]]
"""A row's letter, and what else stands in a measure of it, by place."""
Noted = dict[Any, dict[str, Value]]


def note_step(
    kind: str, shape: Beside, sort: str, value: Value, noted: Noted, theorems: list[Relation]
) -> None:
    """H(X_t | X_{<t}) ≤ H(X_t), where both stand in a step; and what I(X_t; Y | X_{<t}) is of
    H(X_t | X_{<t}) and H(X_t | Y, X_{<t})."""
    pair = noted.setdefault((kind, *shape), {})
    if sort in pair:
        return
    pair[sort] = value
    if kind == "H" and len(pair) == 2:
        (step, at), (one, other) = pair["step"], pair["one"]
        theorems.append(Le(step, one.xreplace({other: at})))
    for (kind_of, of, beside), informed in list(noted.items()):
        if kind_of == "I" and of == shape[0] and sort == "step" and "step" in informed:
            _informed((of, beside), informed["step"], noted, theorems)


def _informed(shape: Beside, step: Value, noted: Noted, theorems: list[Relation]) -> None:
    """I(X_t; Y | Z, X_{<t}) = H(X_t | Z, X_{<t}) − H(X_t | Y, Z, X_{<t}), once all three stand."""
    of, beside = shape
    given = tuple(("|", w) for s, w in beside if s == "|")
    both = {*given, *(("|", w) for s, w in beside if s != "|")}
    entropies = {
        frozenset(b): pair["step"]
        for (kind, x, b), pair in noted.items()
        if kind == "H" and x == of and "step" in pair
    }
    less, more = entropies.get(frozenset(both)), entropies.get(frozenset(given))
    if less is not None and more is not None:
        value, t = step
        relation = Eq(value, more[0].xreplace({more[1]: t}) - less[0].xreplace({less[1]: t}))
        if relation not in theorems:
            theorems.append(relation)
