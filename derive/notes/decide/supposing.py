"""A relation under the hypotheses of the text, and if need be under others that make it well posed.

Bare first, so that a verdict rests on nothing that it does not need; then under what the text says;
then, where a logarithm or a quotient is not shown to make sense, under what the checker says is
missing there, p ≪ q before anything else, and as little of it as will do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from derive.derivation.report import Report, StepReport
from derive.language.relations import Dominated, Relation
from derive.notes.decide.checking import Checking, Given, claim_of, relevant
from derive.notes.decide.places import named_factors

_ROUNDS = 4  # what is missing inside a logarithm may come to light when its outside is mended
_MOST = 3  # hypotheses that are tried two at a time; more are tried all together
SETTLED = ("proved", "refuted", "error")
Hypothesis = Relation | Dominated


class Found(NamedTuple):
    """A verdict of the checker. used: hypotheses of the text that it needs; supposed: others.

    bare: what is said without the others, where those had to be looked for.
    """

    verdict: str
    report: Report
    used: Given = ()
    supposed: Given = ()
    bare: Report | None = None

    @property
    def step(self) -> StepReport | None:
        return claim_of(self.report)


def found(
    checking: Checking, r: Relation, given: Sequence[Hypothesis], equality: Sequence[Relation] = ()
) -> Found:
    """The verdict on a relation; given: hypotheses of its section."""
    given = relevant(r, given)
    bare = checking.report(r, (), equality)
    if bare.verdict == "proved" or not given:
        first, used = bare, Given()
    else:
        first, used = checking.report(r, given, equality), given
    if first.verdict == "proved":
        return Found("proved", first, _needed(checking, r, used, equality))
    if first.verdict in SETTLED:
        return Found(first.verdict, first, used)
    mended = _mended(checking, r, used, first, equality)
    return mended or Found(first.verdict, first, used)


def _needed(checking: Checking, r: Relation, given: Given, equality: Sequence[Relation]) -> Given:
    """Those of the hypotheses without which it is not proved; all that are left when time is up."""
    for h in given:
        less = tuple(k for k in given if k != h)
        if not less or checking.is_over:
            break
        if checking.report(r, less, equality).verdict == "proved":
            given = less
    return given


def _mended(
    checking: Checking, r: Relation, given: Given, first: Report, equality: Sequence[Relation]
) -> Found | None:
    """Proved or refuted under hypotheses that repair it, the fewest; None where none are found."""

    def under(more: Iterable[Hypothesis]) -> Report:
        return checking.report(r, (*given, *more), equality)

    lacking = missing(first)
    if not lacking and first.verdict == "ill-posed":
        lacking = named_factors(r)
    for few in _few(lacking):
        if checking.is_over:
            return None
        report = under(few)
        if report.verdict in SETTLED:
            return Found(report.verdict, report, given, few, first)
    every, report, more = Given(), first, lacking
    for _ in range(_ROUNDS):
        if not more or checking.is_over:
            return None
        every = (*every, *more)
        report = under(every)
        if report.verdict in SETTLED:
            return _fewest(checking, r, given, Found(report.verdict, report, given, every, first))
        more = tuple(h for h in missing(report) if h not in every)
    return None


def _fewest(checking: Checking, r: Relation, given: Given, all_of_them: Found) -> Found:
    """The same with each hypothesis left out that is not needed."""
    best = all_of_them
    for h in all_of_them.supposed:
        less = tuple(k for k in best.supposed if k != h)
        report = None if checking.is_over else checking.report(r, (*given, *less))
        if report is not None and report.verdict == best.verdict:
            best = best._replace(report=report, supposed=less)
    return best


def _few(hypotheses: Sequence[Hypothesis]) -> Iterator[Given]:
    """One or two of them, p ≪ q first."""
    order = sorted(hypotheses, key=lambda h: not isinstance(h, Dominated))
    yield from combinations(order, 1)
    if len(order) <= _MOST:
        yield from combinations(order, 2)


def missing(report: Report) -> Given:
    """Hypotheses each of which would repair a place, as the checker names them."""
    every = (h for s in report.steps for h in s.missing)
    return tuple(dict.fromkeys(every))
