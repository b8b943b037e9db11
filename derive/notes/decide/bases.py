"""Logarithms without a base: decided for every base b > 1, else for log₂ and ln, each by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy
from sympy import Expr

from derive.language.definitions import DefinedLaw
from derive.language.names import DeriveError
from derive.language.putting import occurs
from derive.language.putting import put as put_in_place
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Gt, Relation
from derive.notes.decide.checking import Checking, relevant, things
from derive.notes.decide.decision import Decision
from derive.notes.decide.equality import whole
from derive.notes.decide.homogeneous import in_every_base
from derive.notes.steps import Elaborated, Hypothesis
from derive.numeric.closed import Undecided
from derive.numeric.evaluated import evaluated
from derive.numeric.judge import judge

BASES: tuple[tuple[str, Expr], ...] = (("log₂", sympy.Integer(2)), ("ln", sympy.E))
Put = dict[Any, Any]
_GOOD = ("proved", "proved if", "true to rounding")
_BAD = ("refuted", "refuted unless", "wrong value")


def in_any_base(checking: Checking, step: Elaborated, r: Relation) -> Decision:
    """The decision that holds for every base; where it depends on it, what holds for which."""
    if step.base is None:
        return whole(checking, step, r)
    base = QuantityValue(step.base, ())
    about = (r, *relevant(r, [h.relation for h in step.given]))
    if not any(occurs(step.base, e) for x in about for e in x.expressions()):
        return whole(checking, replace(step, base=None), r)
    if _is_one_statement(step, r, step.base):
        return _at(checking, step, r, step.base, sympy.E)
    free = replace(step, given=(*step.given, Hypothesis(Gt(base, 1))))
    decision = whole(checking, free, r)
    if decision.verdict in _GOOD or _fails_in_each(decision, free, r) or checking.gives_up():
        return decision
    by_base = {name: _at(checking, step, r, step.base, b) for name, b in BASES}
    return _together(decision, by_base)


def _is_one_statement(step: Elaborated, r: Relation, base: Quantity) -> bool:
    """Whether it says the same in every base, with its hypotheses and conditions."""
    laws = {d for e in r.expressions() for d in e.atoms(DefinedLaw)}
    if any(occurs(base, d) for d in laws):
        return False
    beside = [h.relation for h in step.given if isinstance(h.relation, Relation)]
    about = [h for h in (*beside, *_conditions(step)) if things(h.expressions()) - {base}]
    return all(in_every_base(s, base) for s in (r, *about))


def _fails_in_each(decision: Decision, step: Elaborated, r: Relation) -> bool:
    """Whether the counterexample is one for log₂ and for ln too, exactly."""
    if decision.verdict not in _BAD or decision.report is None or r.rel == "!=":
        return False
    claims = (s for s in decision.report.steps if s.kind == "claim")
    evidence = next((s.evidence for s in claims), None)
    if evidence is None or evidence.counterexample is None or step.base is None:
        return False
    given = relevant(r, [h.relation for h in step.given if h.text is not None])
    try:
        found = []
        for _, b in BASES:
            put: Put = {QuantityValue(step.base, ()): b}
            (at,), under = evaluated([_relation(r, put)], [_put(h, put) for h in given])
            found.append(judge(at, evidence.counterexample.model, under))
    except (Undecided, DeriveError):
        return False
    return all(f is not None and f.kind == "refuted" for f in found)


def _at(checking: Checking, step: Elaborated, r: Relation, base: Quantity, b: Expr) -> Decision:
    return whole(checking, at_base(step, b), _relation(r, {QuantityValue(base, ()): b}))


def at_base(step: Elaborated, b: Expr) -> Elaborated:
    """The step where logarithms without a base have this one, but for its sides."""
    base = step.base
    if base is None:
        return step
    put: Put = {QuantityValue(base, ()): b}
    given = tuple(
        replace(h, relation=_put(h.relation, put))
        for h in step.given
        if things(h.relation.expressions()) != {base}  # b > 1 says nothing of 2
    )
    equality = step.equality
    if equality is not None:
        conditions = tuple(_relation(e, put) for e in equality.conditions)
        equality = replace(equality, conditions=conditions)
    return replace(step, given=given, base=None, equality=equality)


def _conditions(step: Elaborated) -> tuple[Relation, ...]:
    return step.equality.conditions if step.equality is not None else ()


def _put(h: Relation | Dominated, put: Put) -> Relation | Dominated:
    if isinstance(h, Dominated):
        return Dominated(*(e.xreplace(put) for e in h.expressions()))
    if not any(e.has(*put) for e in h.expressions()):
        return h  # a structure, such as a Markov chain, stays one
    return _relation(h, put)


def _relation(r: Relation, put: Put) -> Relation:
    lhs, rhs = (_in_base(e, put) for e in r.expressions())
    return Relation(lhs, r.rel, rhs, r.name)


def _in_base(e: Expr, put: Put) -> Expr:
    """The expression with a base; of a law whose definition has it, what that says."""
    e = e.xreplace(put)
    for base, value in put.items():
        if occurs(base.quantity, e):
            e = put_in_place(e, base.quantity, value)
    return e


def _together(free: Decision, by_base: dict[str, Decision]) -> Decision:
    verdicts = {name: d.verdict for name, d in by_base.items()}
    if len(set(verdicts.values())) == 1:
        both = next(iter(by_base.values()))
        if both.verdict in _GOOD:
            return both.under(("log is log₂ or ln",), ())
        return free if free.verdict == both.verdict else both
    good = [name for name, v in verdicts.items() if v in _GOOD]
    bad = [name for name, v in verdicts.items() if v in _BAD]
    if good and bad:
        other = by_base[bad[0]]
        made = by_base[good[0]].under((f"log is {good[0]}",), ())
        where = "; ".join(other.counterexample)
        return replace(
            made,
            why=f"true for {good[0]}, false for {bad[0]}" + (f": {where}" if where else ""),
            ask=("log base 2" if good[0] == "log₂" else "log base e",),
            alternatives=tuple(verdicts.items()),
        )
    if not bad and (good or free.verdict in _BAD):  # in a base that nobody means: no mistake
        return _one_of(by_base, good, verdicts)
    told = tuple(verdicts.items())
    left = [name for name in verdicts if name not in bad]
    if free.verdict == "refuted" and left:  # Pinsker's √(2 ln 2 · D) of bits
        why = "; ".join(filter(None, (f"unless log is {left[0]}", free.why)))
        return replace(free, verdict="refuted unless", why=why, alternatives=told)
    return replace(free, alternatives=told)


def _one_of(by_base: dict[str, Decision], good: list[str], verdicts: dict[str, str]) -> Decision:
    """Neither log₂ nor ln fails: proved if the log is that for which it is proved; else open."""
    other = next(name for name in by_base if name not in good)
    told = tuple(verdicts.items())
    if not good:
        return replace(by_base[other], verdict="open", alternatives=told)
    made = by_base[good[0]].under((f"log is {good[0]}",), ())
    why = f"not decided for {other}; other bases may fail"
    return replace(made, why=why, alternatives=told)
