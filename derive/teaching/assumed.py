"""Hypotheses beside the teacher's, and results that are assumed instead of proved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Expr

from derive.derivation.derivation import Derivation
from derive.derivation.equivalent import is_more, same
from derive.derivation.instances import Instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.language.expressions import Indicator
from derive.language.names import DeriveError
from derive.language.optimal import OptimalLengths
from derive.language.relations import Dominated, Relation
from derive.search.engine import Allowed, find
from derive.teaching.chains import Link
from derive.teaching.decide import statement
from derive.teaching.matching import Student, match
from derive.translate.bridge import Translator
from derive.translate.lemma import Lemma

Hypothesis = Relation | Dominated
_SECONDS = 10.0


def follows(h: Hypothesis, given: Sequence[Hypothesis]) -> bool:
    """Whether the kernel proves the hypothesis from others: X ⊥ Y from X ⊥ (Y, Z)."""
    if any(same(g, h) for g in given):
        return True
    if isinstance(h, OptimalLengths):
        return False
    try:
        return statement(_as_relation(h), given, None, _SECONDS).verdict == "proved"
    except (DeriveError, KernelError):
        return False


def _as_relation(h: Hypothesis) -> Relation:
    """a ≪ b as an equation, a·[b ≠ 0] = a."""
    if not isinstance(h, Dominated):
        return Relation(h.lhs, h.rel, h.rhs)
    premise: Expr = h.premise
    return Relation(premise * Indicator(h.conclusion), "=", premise)


def given_away(
    extra: Sequence[Hypothesis], target: Relation, given: Sequence[Hypothesis]
) -> tuple[Hypothesis, ...]:
    """Those hypotheses beside the teacher's that are the target, or from which it follows by
    arithmetic alone, without any theorem or inequality, while it does not without them."""
    beside = [h for h in extra if isinstance(h, Relation) and not isinstance(h, OptimalLengths)]
    beside = [h for h in beside if not any(same(g, h) for g in given)]
    if not beside:
        return ()
    known = _by_arithmetic(target, given)
    found = [h for h in beside if same(h, target) or (not known and _gives(h, target, given))]
    if not found and not known and beside[1:] and _by_arithmetic(target, (*given, *beside)):
        return tuple(beside)
    return tuple(found)


def _gives(h: Relation, target: Relation, given: Sequence[Hypothesis]) -> bool:
    return is_more(h, target) or _by_arithmetic(target, (*given, h))


def _by_arithmetic(target: Relation, given: Sequence[Hypothesis]) -> bool:
    terms = Translator()
    try:
        wanted = terms.statement(target)
        normalizer = Normalizer(terms.context(list(given)))
        return find(normalizer, wanted, Allowed(False)).theorem is not None
    except (DeriveError, KernelError):
        return False


def begs(link: Link, target: Relation, assumed: Sequence[Hypothesis]) -> bool:
    """Whether a step's reason is an assumed hypothesis, or a theorem that is the target itself."""
    reason: Any = link.reason
    if isinstance(reason, (Relation, Dominated)):
        return reason in assumed
    if isinstance(reason, Lemma):  # made by the checker, and not the student's own
        return same(link.relation, target)
    general = reason.general if isinstance(reason, Instance) else reason
    return isinstance(general, Derivation) and _is_target(general, target)


def _is_target(theorem: Derivation, target: Relation) -> bool:
    if theorem.proof().facts:
        return False
    claim = theorem.claim().relation
    student = Student((claim,), (claim.lhs, claim.rhs), None)
    return match(student, target, (), _SECONDS).level == 4
