"""When equality holds in a relation that is proved: exactly, or at least, where the text says so.

What is not read or not decided of that is a condition of the verdict, for the text says more than
is proved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sympy import Expr, Pow, preorder_traversal

from derive.derivation.report import Report
from derive.language.expressions import Inverse
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.quantities import QuantityValue
from derive.language.relations import Dominated, Relation
from derive.notes.decide.checking import Checking, Given, relevant, things
from derive.notes.decide.claims import claimed, said
from derive.notes.decide.decision import Decision
from derive.notes.decide.supposing import Found
from derive.notes.records import EqualityRecord
from derive.notes.steps import Elaborated, Equality

_NOT_SO = "the relation holds, but not with equality as said"
_DIFFER = "the sides differ"


def whole(checking: Checking, step: Elaborated, r: Relation) -> Decision:
    """The decision on a relation with what the text says of equality in it."""
    decision = claimed(checking, step, r)
    claim, report = step.equality, decision.report
    if claim is None or report is None or decision.verdict not in ("proved", "proved if"):
        return decision
    if not claim.conditions:
        return _supposed(decision, claim, "unread", claim.why)
    verdict, made, given = _decided(checking, step, r, report.given)
    record = EqualityRecord(claim.said, verdict, claim.both)
    if verdict == "open":
        return _supposed(decision, claim, "open", "not decided")
    used = tuple(h for h in given if h not in decision.report.given) if decision.report else ()
    about = replace(step, unlicensed=(*step.unlicensed, *claim.unlicensed))
    lead = f"{_NOT_SO}, {claim.said}: {'' if claim.both else _DIFFER}"
    other = said(Found(verdict, made, used), about, lead if verdict == "refuted" else "")
    if verdict == "proved":
        axioms = tuple(sorted({*decision.axioms, *other.axioms}))
        kept = made if claim.both else report
        decision = replace(decision, axioms=axioms, report=kept, equality=record)
        return decision.under(claim.assumed, other.rests)
    rests = tuple(dict.fromkeys((*decision.rests, *other.rests)))
    refuted = replace(other, rests=rests, equality=record)
    return refuted.under(claim.assumed, ())


def _supposed(decision: Decision, claim: Equality, verdict: str, why: str) -> Decision:
    when = "just where" if claim.both else "where"
    assumed = f"equality holds {when} the text says so, {claim.said}: {why}"
    record = EqualityRecord(claim.said, verdict, claim.both, why)
    return replace(decision, equality=record).under((assumed,), ())


def _decided(
    checking: Checking, step: Elaborated, r: Relation, needed: Given
) -> tuple[str, Report, Given]:
    """The verdict, by which report, under what; needed: what the proof of the relation needs. What
    else the text says is taken where that does not do."""
    stated = [h.relation for h in step.given]
    claim = step.equality
    conditions = claim.conditions if claim is not None else ()
    about = (r, *conditions)
    more = [h for c in about for h in relevant(c, stated)]
    found = _under(checking, step, r, needed)
    every = tuple(dict.fromkeys((*needed, *more)))
    given = needed
    if found[0] != "proved" and len(every) > len(needed) and not checking.gives_up():
        found, given = _under(checking, step, r, every), every
    if found[0] == "refuted" and any(map(_is_loose, conditions)):
        full = tuple(_full(about))
        if _under(checking, step, r, (*given, *full))[0] != "refuted":
            return "open", found[1], given
    return *found, given


def _under(checking: Checking, step: Elaborated, r: Relation, given: Given) -> tuple[str, Report]:
    claim = step.equality
    if claim is None or not claim.both:
        equal = Relation(r.lhs, "=", r.rhs)
        report = checking.report(equal, (*given, *(claim.conditions if claim else ())))
        return (report.verdict if report.verdict in ("proved", "refuted") else "open"), report
    report = checking.report(r, given, claim.conditions)
    verdicts = [s.verdict for s in report.steps if s.kind == "equality"]
    verdict = verdicts[0] if verdicts and report.verdict == verdicts[0] else "open"
    return (verdict if verdict in ("proved", "refuted") else "open"), report


def _is_loose(condition: Relation) -> bool:
    """Whether people say it and mean "but where the law is 0": f constant, q(z|x) = p(z|x)."""
    nodes = [n for e in condition.expressions() for n in preorder_traversal(e)]
    return any(
        isinstance(n, (ConditionalValue, Inverse))
        or (isinstance(n, Pow) and n.exp.could_extract_minus_sign())
        or (isinstance(n, QuantityValue) and bool(n.free_symbols))
        or (isinstance(n, LawValue) and bool(n.law.inputs))
        for n in nodes
    )


def _full(relations: tuple[Relation, ...]) -> Iterator[Dominated]:
    """That no law has zeros."""
    expressions: list[Expr] = [e for r in relations for e in r.expressions()]
    for law in sorted((x for x in things(expressions) if isinstance(x, Law)), key=str):
        yield Dominated(1, law(*law.variables_and_inputs()))
