"""A printed relation under each of its readings; what is said where they agree, and where not.

No reading is chosen because it makes the relation true: where verdicts differ it counts as not
read, with each verdict, and with what to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.language.names import DeriveError
from derive.language.relations import Relation
from derive.notes.decide.bases import in_any_base
from derive.notes.decide.checking import Checking, things
from derive.notes.decide.claims import names_of, said
from derive.notes.decide.continuous import of_densities
from derive.notes.decide.decision import Decision
from derive.notes.decide.equivalent import by_equality
from derive.notes.decide.instead import instead
from derive.notes.decide.rounding import Sides, has_decimals, rounded
from derive.notes.decide.signs import NO_RELATION
from derive.notes.decide.supposing import Found
from derive.notes.decide.unsaid import law_unsaid
from derive.notes.steps import Elaborated, Reading
from derive.render.plain import plain

_GOOD = ("proved", "proved if", "definition", "true to rounding")
_MORE = 3  # times as much time, to be tried next


def decide(checking: Checking, readings: Sequence[Reading], sides: Sides | None = None) -> Decision:
    """The decision on a relation in all its readings. sides: its trees, for decimals."""
    checking.begin()
    made = [(r, _step(checking, r.step, sides)) for r in readings]
    if len({d.verdict for _, d in made}) == 1:
        first, *others = [d for _, d in made]
        for other in others:
            first = first.under(other.assumed, other.rests)
        return first.in_its_case()
    said = tuple((r.says, d.verdict) for r, d in made)
    ask = tuple(dict.fromkeys(a for r, d in made for a in (*r.ask, *d.ask)))
    return Decision("unread", why="its readings differ", ask=ask, alternatives=said)


def _instead(checking: Checking, step: Elaborated, r: Relation) -> str:
    """What would be true, in any base of the logarithm."""
    given = tuple(h.relation for h in step.given if things(h.relation.expressions()) != {step.base})
    return instead(checking, r, given, names_of(step), step.base)


def _step(checking: Checking, step: Elaborated, sides: Sides | None) -> Decision:
    """One reading. What is not proved before the time is over may be something else after it."""
    made = _judged(checking, step, sides)
    if not checking.is_cut or made.in_its_case().verdict == "proved":
        return made
    return Decision("open", rests=made.rests, why=_late(checking, made))


def _late(checking: Checking, made: Decision) -> str:
    seconds = checking.seconds
    more = f"try --step-timeout {_MORE * seconds:g}, or a smaller step"
    why = f"not all was tried within {seconds:g} s; {more}"
    if made.verdict in ("open", "unread"):
        return why
    assumed = f": {', '.join(made.assumed)}" if made.assumed else ""
    return f"{why} (so far {made.verdict}{assumed})"


def _judged(checking: Checking, step: Elaborated, sides: Sides | None) -> Decision:
    if step.definition:
        return Decision("definition", rests=step.rests)
    if step.rel in NO_RELATION:
        return Decision("open", why=NO_RELATION[step.rel], rests=step.rests)
    if step.fact is not None:
        report = checking.fact(step.fact, tuple(h.relation for h in step.given))
        verdict = report.steps[-1].verdict if report.steps else "open"
        return _under(said(Found(verdict, report), step), step)
    rel = {"~": "=", ":=": "=", "perp": "="}.get(step.rel, step.rel)
    try:
        r = Relation(step.where * step.lhs, rel, step.where * step.rhs)  # type: ignore[arg-type]
    except DeriveError as refused:
        return Decision("unread", why=plain(str(refused)))
    unsaid = law_unsaid(step, r, sides)
    if unsaid:
        return Decision("open", why=unsaid, rests=step.rests)
    exact = of_densities(checking, step, r, in_any_base(checking, step, r))
    if step.other and exact.verdict == "open":
        exact = by_equality(checking, step, r) or exact
    if step.other and exact.verdict in ("refuted", "refuted unless"):
        exact = replace(exact, why="; ".join(filter(None, (exact.why, f"beside {step.other}"))))
    if step.attained is not None and exact.verdict in _GOOD:
        exact = _attained(checking, step, exact)
    if exact.verdict in _GOOD or step.attained is not None:
        return _under(exact, step)
    if step.in_limit:
        return _under(replace(exact, verdict="open", counterexample=(), why=_AT_SOME_N), step)
    if step.of_events:
        return _under(replace(exact, verdict="open", counterexample=(), why=_OF_EVENTS), step)
    if step.of_rows:
        return _at_length(checking, step, sides)
    decision = exact
    if exact.verdict == "refuted" and exact.equality is None:
        decision = replace(exact, true=_instead(checking, step, r))
    if sides is not None and has_decimals(sides) and rel == "=":
        decision = rounded(checking, step, r, sides, exact) or exact
    elif step.rel == "~":
        decision = Decision(
            "open", why="≈ without a decimal does not say how near", rests=exact.rests
        )
    return _under(decision, step)


def _at_length(checking: Checking, step: Elaborated, sides: Sides | None) -> Decision:
    """Of rows, what is not proved at every length, at one length, if its readings agree."""
    made = [_step(checking, r.step, sides) for r in step.at_length]
    verdicts = {d.verdict for d in made}
    if len(verdicts) == 1 and verdicts != {"open"}:
        return made[0]
    return _under(Decision("open", why=_OF_ROWS), step)


def _attained(checking: Checking, step: Elaborated, bound: Decision) -> Decision:
    """Of an extreme value, beyond which there is none, that it is attained."""
    for r in step.attained or ():
        found = in_any_base(checking, step, r)
        if found.verdict in _GOOD:
            return bound.under(found.assumed, found.rests)
    return Decision("open", bound.assumed, bound.rests, why=_NOWHERE)


_AT_SOME_N = "not proved at every value on the way, and a failure at one says nothing of the limit"
_OF_EVENTS = (
    "of such an event no more is known here than that its probability is between 0 and 1; what "
    "holds for large n alone, as by the law of large numbers, is not decided"
)
_OF_ROWS = "not proved of rows of every length, and not decided of rows of three"
_NOWHERE = "no law is beyond the value; whether it is attained is not decided"


def _under(decision: Decision, step: Elaborated) -> Decision:
    return decision.under(step.supposed_where(decision.verdict), step.rests)
