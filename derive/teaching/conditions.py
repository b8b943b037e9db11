"""Conditions for equality that are wrong, laws that are none, and the classic counterexample."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from derive.derivation.derivation import Proof
from derive.derivation.report import StepReport
from derive.kernel.terms import KernelError
from derive.language.definitions import DefinedLaw
from derive.language.expressions import Inverse, Sum
from derive.language.names import DeriveError
from derive.language.printing import text
from derive.language.relations import Dominated, Eq, Relation
from derive.numeric.witness import witness
from derive.teaching import repairs
from derive.teaching.decide import report_of
from derive.teaching.message import Hint
from derive.teaching.vocabulary import laws_of

Hypotheses = tuple[Relation | Dominated, ...]
Decide = Callable[[Relation, Hypotheses], StepReport | None]


def hints(step: StepReport, given: Sequence[Relation | Dominated], seconds: float) -> list[Hint]:
    """When equality holds, if the condition that is claimed is wrong."""
    deadline = time.thread_time() + seconds
    r = step.relation
    if not isinstance(r, Relation):
        return []
    for condition in (*repairs.structures(r), *repairs.equalities(r)):
        left = deadline - time.thread_time()
        if left <= 0 or not isinstance(condition, Relation):
            continue
        if _is_condition(r, condition, given, left):
            said = f"{condition.name} (that is, {condition})" if condition.name else condition
            return [Hint(f"Equality holds exactly when {said}", "proved")]
    return []


def _is_condition(r: Relation, condition: Relation, given: Sequence[Any], seconds: float) -> bool:
    def write(proof: Proof) -> None:
        proof.claim(r, equality=condition)

    try:
        steps = report_of(write, str(r), given, seconds=seconds).steps
    except (DeriveError, KernelError):
        return False
    return all(s.verdict == "proved" for s in steps)


def no_law(r: Relation, given: Hypotheses, decide: Decide) -> Hint | None:
    """That what is defined as a law does not sum to one, and what does."""
    found = set().union(*(e.atoms(DefinedLaw) for e in r.expressions()))
    for law in sorted(found, key=lambda law: law.name):
        _, sums = law.conditions()
        made = decide(sums, given)
        if made is None or made.verdict != "refuted":
            continue
        total = Sum(law.body, *law.outputs)
        said = f"{law.name} is no law, as {text(total)} need not be 1"
        share = law.body * Inverse(total)
        whole = decide(Eq(Sum(share, *law.outputs), 1), given)
        if whole is not None and whole.verdict == "proved":
            at = text(law.itself())
            return Hint(f"{said}; divided by that sum it is one: {at} = {text(share)}", "proved")
        return Hint(said, "refuted")
    return None


_XOR = [[["1/4", "0"], ["0", "1/4"]], [["0", "1/4"], ["1/4", "0"]]]


def classic(r: Relation, given: Hypotheses) -> Hint | None:
    """Two fair coins and their exclusive or, if they break a statement about three variables: a
    law that is independent in pairs is rarely drawn."""
    for law in laws_of(r):
        if len(law.outputs) != 3 or law.inputs or any(v.called for v in law.outputs):
            continue
        try:
            found = witness(r, given, {law: _XOR})
        except (DeriveError, KernelError):
            continue
        if not found.holds and found.why.startswith(f"{r} does not hold"):
            x, y, z = (v.name for v in law.variables)
            left, right = found.counterexample.describe()[-2:]
            said = f"For two fair coins {x}, {y} and {z} = {x} ⊕ {y} (exclusive or) it is false: "
            return Hint(f"{said}{left}, {right}", "refuted", refutes=True)
    return None
