"""Assertions about statements, for notebooks and test files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from derive.derivation.derivation import Proof
from derive.derivation.reasons import definition
from derive.derivation.report import Report, StepReport
from derive.language.names import DeriveError
from derive.language.printing import among
from derive.language.relations import Relation, as_relation
from derive.teaching.chains import Link, links_of, writer
from derive.teaching.decide import hypotheses, report_of, statement
from derive.teaching.failure import NotProved, NotRefuted
from derive.teaching.hints import hints
from derive.teaching.message import PROVED, message

HINT_SECONDS = 10.0


def assert_equal(lhs: Any, rhs: Any, given: Sequence[Any] = ()) -> StepReport:
    """lhs = rhs for all laws that meet the hypotheses.

    Returns the report: the kernel's theorem and the attack's evidence.

    Raises:
        NotProved: an AssertionError that says what is wrong: an exact counterexample, and what is
            true instead where that is cheaply known.
        DeriveError: for what is not an expression or a hypothesis.
    """
    return _statement(Relation(lhs, "=", rhs), given)


def assert_le(lhs: Any, rhs: Any, given: Sequence[Any] = ()) -> StepReport:
    """lhs ≤ rhs for all laws that meet the hypotheses; as `assert_equal`."""
    return _statement(Relation(lhs, "<=", rhs), given)


def assert_identity(lhs: Any, rhs: Any, given: Sequence[Any] = ()) -> StepReport:
    """lhs = rhs by definitions and the arithmetic of finite sums alone; as `assert_equal`.

    No inequality and no theorem: H(X, Y) = H(X) + H(Y|X) is an identity. Of the hypotheses only
    absolute continuities (p ≪ q) are used.
    """
    link, assumed = Link(Relation(lhs, "=", rhs), definition), hypotheses(given)
    step = report_of(writer([link]), str(link.relation), assumed).steps[0]
    return _proved(replace(step, kind="claim"), assumed)


def assert_chain(chain: Any, claim: Any = None, given: Sequence[Any] = ()) -> Report:
    """Every step of a chain, and that it gives the claim: its two ends if none is stated.

    chain: [H(X | Y), "=", H(X) - I(X, Y), "<=", H(X)], a list of relations, or a derivation.

    Returns the report on all steps. Raises as `assert_equal`, about the first step that is wrong.
    """
    wanted = None if claim is None else as_relation(claim)
    assumed = hypotheses(given)
    report = report_of(writer(links_of(chain), wanted), "the chain", assumed)
    for k, step in enumerate(report.steps):
        _proved(step, assumed, report.steps[:k])
    return report


def assert_refuted(claim: Any, given: Sequence[Any] = ()) -> StepReport:
    """That a statement is false: there is an exact counterexample, and the report has it.

    Raises:
        NotRefuted: an AssertionError, if it is proved, ill-posed or open.
    """
    step = statement(as_relation(claim), hypotheses(given))
    if step.verdict == "refuted":
        return step
    heading = f"The claim is {step.verdict}, not refuted"
    raise NotRefuted(message(step, instead=heading))


def equality_holds_iff(claim: Any, condition: Any, given: Sequence[Any] = ()) -> StepReport:
    """That lhs ≤ rhs (or ≥), with equality exactly when the condition holds at every letter.

    condition: an equation, or a list of equations that must all hold. Raises as `assert_equal`.
    """
    relation, assumed = as_relation(claim), hypotheses(given)

    def write(proof: Proof) -> None:
        proof.claim(relation, equality=condition)

    claimed, *equality = report_of(write, str(relation), assumed).steps
    _proved(claimed, assumed)
    if not equality:
        raise DeriveError("condition: none given. Try equality_holds_iff(claim, Eq(p, q)).")
    return _proved(equality[0], assumed)


def _statement(relation: Relation, given: Sequence[Any]) -> StepReport:
    assumed = hypotheses(given)
    return _proved(statement(relation, assumed), assumed)


def _proved(
    step: StepReport, given: Sequence[Any], earlier: Sequence[StepReport] = ()
) -> StepReport:
    if step.verdict in PROVED:
        return step
    with among(given, step.relation, [s.relation for s in earlier]):
        found = hints(step, given, HINT_SECONDS)
        raise NotProved(message(step, earlier, found))
