"""A relation under the hypotheses of the text, and if need be under others that make it well posed.

Under what the text says; then, where a logarithm or a quotient is not shown to make sense, under
what the checker says is missing there, p ≪ q before anything else, as little of it as will do. What
is proved is proved again with less of the text: it rests on nothing that it does not need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from derive.derivation.report import Report, StepReport
from derive.language.relations import Dominated, Relation
from derive.notes.decide.checking import Checking, Given, claim_of, relevant
from derive.notes.decide.places import named_factors
from derive.notes.decide.supports import supports

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
    checking: Checking,
    r: Relation,
    said: Sequence[Hypothesis],
    equality: Sequence[Relation] = (),
    fixed: Given = (),
) -> Found:
    """The verdict on a relation. said: hypotheses of its section; fixed: what always holds."""
    said = relevant(r, said)
    first = checking.report(r, (*said, *fixed), equality)
    made = Found(first.verdict, first, said)
    if first.verdict not in SETTLED:
        made = _mended(checking, r, (said, fixed), first, equality) or made
    if made.verdict == "refuted":
        made = _but_for_zeros(checking, r, made, equality, fixed)
    if made.verdict == "proved":
        made = _with_least(checking, r, made, equality, fixed)
    return made


def _but_for_zeros(
    checking: Checking, r: Relation, made: Found, equality: Sequence[Relation], fixed: Given
) -> Found:
    """Proved where laws have no zeros that break it; else as it was, refuted."""
    for few in supports(r):
        if checking.is_over:
            break
        under = (made.used, (*few, *fixed))
        report = checking.report(r, (*made.used, *few, *fixed), equality)
        if report.verdict == "proved":
            return Found("proved", report, made.used, few, made.report)
        more = None if report.verdict in SETTLED else _mended(checking, r, under, report, equality)
        if more is not None and more.verdict == "proved":
            return more._replace(supposed=(*few, *more.supposed), bare=made.report)
    return made


def _with_least(
    checking: Checking, r: Relation, made: Found, equality: Sequence[Relation], fixed: Given
) -> Found:
    """With those hypotheses of the text alone without which it is not proved: first without any,
    then one after the other; what is left when time is up stays."""
    for less in ((), *(tuple(k for k in made.used if k != h) for h in made.used)):
        less = tuple(k for k in less if k in made.used)
        if len(less) == len(made.used) or checking.is_over:
            continue
        report = checking.report(r, (*less, *made.supposed, *fixed), equality)
        if report.verdict == "proved":
            made = made._replace(report=report, used=less)
    return made


def _mended(
    checking: Checking,
    r: Relation,
    given: tuple[Given, Given],
    first: Report,
    equality: Sequence[Relation],
) -> Found | None:
    """Proved or refuted under hypotheses that repair it, the fewest; None where none are found."""
    said, fixed = given

    def under(more: Iterable[Hypothesis]) -> Report:
        return checking.report(r, (*said, *more, *fixed), equality)

    lacking = missing(first)
    if not lacking and first.verdict == "ill-posed":
        lacking = named_factors(r)
    for few in _few(lacking):
        if checking.is_over:
            return None
        report = under(few)
        if report.verdict in SETTLED:
            return Found(report.verdict, report, said, few, first)
    every, report, more = Given(), first, lacking
    for _ in range(_ROUNDS):
        if not more or checking.is_over:
            return None
        every = (*every, *more)
        report = under(every)
        if report.verdict in SETTLED:
            return _fewest(checking, Found(report.verdict, report, said, every, first), under)
        more = tuple(h for h in missing(report) if h not in every)
    return None


def _fewest(
    checking: Checking, all_of_them: Found, under: Callable[[Iterable[Hypothesis]], Report]
) -> Found:
    """The same with each hypothesis left out that is not needed."""
    best = all_of_them
    for h in all_of_them.supposed:
        less = tuple(k for k in best.supposed if k != h)
        report = None if checking.is_over else under(less)
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
