"""Exact judgement of a claim at one model: refuted, ill-posed, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from derive.language.optimisers import Optimiser
from derive.language.printing import text
from derive.language.relations import Relation
from derive.numeric import optimise
from derive.numeric.closed import Undecided
from derive.numeric.evidence import Counterexample
from derive.numeric.exact import Letters, Misplaced, called, evaluator, misplaced, scopes
from derive.numeric.holds import holds_at, letters_of, satisfied, slack
from derive.numeric.model import Model, Value, number_text
from derive.numeric.problem import Hypothesis

Kind = Literal["refuted", "ill-posed"]


@dataclass(frozen=True)
class Finding:
    """What is wrong with a claim at a model, and at which letters."""

    kind: Kind
    letters: Letters
    place: str = ""


def judge(claim: Relation, model: Model, hypotheses: Sequence[Hypothesis] = ()) -> Finding | None:
    """Ill-posed anywhere at this model, else violated anywhere, else None.

    A hypothesis that has no value at the model says nothing of it: the model refutes nothing.

    Raises:
        Undecided: if a sign is beyond reach.
    """
    found = ill_posed(claim, model)
    if found is None:
        found = _violated(claim, model)
        if found is not None and without_value(hypotheses, model):
            return None
    return found


def without_value(hypotheses: Sequence[Hypothesis], model: Model) -> bool:
    """Whether ln(1/p(x)) ≤ c, say, is a hypothesis and p(x) is 0 at the model."""
    return any(isinstance(h, Relation) and ill_posed(h, model) is not None for h in hypotheses)


def _violated(claim: Relation, model: Model) -> Finding | None:
    sets = optimise.compares_sets(claim)
    if claim.lhs == claim.rhs and claim.rel in ("=", "<=", ">="):
        return None
    for letters in scopes(letters_of(claim), model, {}):
        if sets:
            one, other = (optimise.best(s, model, letters) for s in claim.expressions())
            holds = (one == other) == (claim.rel == "=")
        else:
            holds = satisfied(claim, slack(claim, model, letters))
        if not holds:
            return Finding("refuted", letters)
    return None


def ill_posed(claim: Relation, model: Model) -> Finding | None:
    """The first place where a side has a logarithm or quotient at 0 with a nonzero weight."""
    for letters in scopes(letters_of(claim), model, {}):
        for side in claim.expressions():
            whole = isinstance(side, Optimiser)  # at every parameter
            for scope in scopes([side.letter], model, letters) if whole else [letters]:
                found = misplaced(side.body if whole else side, model, scope)
                if found is not None:
                    return Finding("ill-posed", letters, place_text(found))
    return None


def place_text(m: Misplaced) -> str:
    """ "ln(p(x)/q(x)) at x=2, with weight p(x) = 1/2"."""
    out = text(m.node)
    if m.letters:
        out += " at " + ", ".join(f"{name}={n}" for name, n in m.letters)
    if m.weights:
        shown = ", ".join(f"{text(e)} = {number_text(v)}" for e, v in m.weights)
        out += f", with weight {shown}"
    return out


def judge_equality(
    claim: Relation,
    conditions: tuple[Relation, ...],
    model: Model,
    hypotheses: Sequence[Hypothesis] = (),
) -> Finding | None:
    """Whether "equality iff the conditions" fails at this model.

    Free letters mean "for every letter" on both sides: the two sides are equal at every letter
    exactly when every condition holds at every letter, as the kernel's rule has it. A model where
    anything is ill-posed, a hypothesis too, is passed over.

    Raises:
        Undecided: if a sign is beyond reach.
    """
    everywhere = list(scopes(letters_of(claim), model, {}))
    if any(_ill_posed_here(claim, conditions, model, letters) for letters in everywhere):
        return None
    if without_value(hypotheses, model):
        return None
    equal = Relation(claim.lhs, "=", claim.rhs)
    apart = [s for s in everywhere if not satisfied(equal, slack(claim, model, s))]
    broken = next((told for c in conditions if (told := _broken(c, model))), "")
    if not apart and broken:
        return Finding("refuted", everywhere[0], f"equality holds although {broken}")
    if apart and not broken:
        return Finding("refuted", apart[0], "the conditions hold but the sides differ")
    return None


def _ill_posed_here(
    claim: Relation, conditions: tuple[Relation, ...], model: Model, letters: Letters
) -> bool:
    if any(misplaced(side, model, letters) for side in claim.expressions()):
        return True
    return any(
        misplaced(side, model, scope)
        for c in conditions
        for scope in _condition_scopes(c, model, letters)
        for side in c.expressions()
    )


def _condition_scopes(c: Relation, model: Model, letters: Letters) -> list[Letters]:
    return list(scopes([i for i in letters_of(c) if i not in letters], model, letters))


def _broken(c: Relation, model: Model) -> str:
    """Where a condition fails, as text, or ""."""
    for scope in scopes(letters_of(c), model, {}):
        if not holds_at(c, model, scope):
            at = ", ".join(f"{i.name}={called(i, scope[i])}" for i in letters_of(c))
            return f"{c!r} fails" + (f" at {at}" if at else "")
    return ""


def counterexample(claim: Relation, model: Model, letters: Letters) -> Counterexample:
    """Both sides, exact, at the letters found."""
    sides = []
    for side in claim.expressions():
        try:
            if isinstance(side, Optimiser):
                sides.append(optimise.shown(side, optimise.best(side, model, letters)))
            else:
                sides.append(Value.of(evaluator(side)(model, letters)))
        except Undecided:
            sides.append(Value(None, "not decided"))
    at = tuple((i.name, called(i, letters[i])) for i in letters_of(claim))
    return Counterexample(model, at, sides[0], sides[1])
