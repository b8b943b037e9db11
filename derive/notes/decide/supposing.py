"""A relation under the hypotheses of the text, and if need be under others that make it well posed.

Under what the text says; then, where a logarithm or a quotient is not shown to make sense, under
what the checker says is missing there, p ≪ q before anything else, as little of it as will do. What
is proved is proved again with less of the text: it rests on nothing that it does not need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from derive.derivation.posed import lacking
from derive.derivation.report import Report
from derive.language.names import DeriveError
from derive.language.relations import Dominated, Relation
from derive.notes.decide.checking import Checking, Given, claim_of, relevant
from derive.notes.decide.models import without_model
from derive.notes.decide.optimisers import is_of_optimisers
from derive.notes.decide.places import everywhere, named_factors
from derive.notes.decide.supports import of_defined, supports
from derive.numeric.closed import Undecided
from derive.numeric.judge import judge

_ROUNDS = 4  # what is missing inside a logarithm may come to light when its outside is mended
_MOST = 3  # hypotheses that are tried two at a time; more are tried all together
SETTLED = ("proved", "refuted", "error")
Hypothesis = Relation | Dominated


class Found(NamedTuple):
    """A verdict of the checker. used: hypotheses of the text that it needs; supposed: others.
    is_cut: whether the time was over before it was seen that it needs all that is used."""

    verdict: str
    report: Report
    used: Given = ()
    supposed: Given = ()
    is_cut: bool = False


def found(
    checking: Checking,
    r: Relation,
    said: Sequence[Hypothesis],
    fixed: Given = (),
) -> Found:
    """The verdict on a relation. said: hypotheses of its section; fixed: what always holds."""
    said = relevant(r, said)
    lacks = lacking(r, (*said, *fixed))
    if lacks is not None and lacks.missing:  # most notes say nothing of p ≪ q: that is tried first
        mended = _mended(checking, r, (said, fixed), lacks.missing)
        if mended is not None and mended.verdict == "proved":
            return _with_least(checking, r, mended, fixed)
    first = checking.report(r, (*said, *fixed))
    if first.verdict == "proved":
        return _with_least(checking, r, Found("proved", first, said), fixed)
    if first.verdict == "refuted":
        made = _but_for_zeros(checking, r, Found("refuted", first, said), fixed)
        proved = made.verdict == "proved"
        return _with_least(checking, r, made, fixed) if proved else made
    if first.verdict in SETTLED:
        return Found(first.verdict, first, said)
    if said and without_model(first):  # it may be true without what contradicts itself
        alone = found(checking, r, (), fixed)
        return alone if alone.verdict == "proved" else Found("open", first, said)
    of_factors = first.verdict == "ill-posed" or is_of_optimisers(r)
    places = missing(first) or (named_factors(r) if of_factors else ())
    mended = _mended(checking, r, (said, fixed), places)
    if mended is None and first.verdict == "ill-posed":  # p_θ ≪ p_θ' is no hypothesis
        mended = _mended(checking, r, (said, fixed), named_factors(r))
    if mended is not None and mended.verdict == "refuted":
        mended = _but_for_zeros(checking, r, mended, fixed)
    if mended is not None and mended.verdict == "proved":
        return _with_least(checking, r, mended, fixed)
    if mended is None:
        mended = _beside_defined(checking, r, said, fixed)
    if mended is None and first.verdict == "ill-posed":
        mended = _not_ill_posed(checking, r, (said, fixed), places)
    return mended or Found(first.verdict, first, said)


def _not_ill_posed(
    checking: Checking,
    r: Relation,
    given: tuple[Given, Given],
    lacks: Given,
) -> Found | None:
    """Open under the fewest hypotheses under which no place is found where it makes no sense: what
    is so repaired is not ill-posed, as people who write it take them for granted."""
    said, fixed = given
    for few in (*_few(lacks), lacks, *of_defined(r)):
        if few and not checking.gives_up():
            report = checking.report(r, (*said, *few, *fixed))
            if report.verdict == "open":
                return Found("open", report, said, few)
    return None


def _beside_defined(checking: Checking, r: Relation, said: Given, fixed: Given) -> Found | None:
    """Proved or refuted where laws are dominated by those that the notes define: the checker names
    no hypothesis about these."""
    for few in of_defined(r):
        if checking.gives_up():
            return None
        report = checking.report(r, (*said, *few, *fixed))
        if report.verdict in SETTLED:
            made = Found(report.verdict, report, said, few)
            return made if made.verdict == "refuted" else _with_least(checking, r, made, fixed)
    return None


def _with_least(checking: Checking, r: Relation, made: Found, fixed: Given) -> Found:
    """With those hypotheses of the text alone without which it is not proved: first without any,
    then one after the other; what is left when time is up stays."""
    with checking.aside() as is_cut:
        for less in ((), *(tuple(k for k in made.used if k != h) for h in made.used)):
            less = tuple(k for k in less if k in made.used)
            if len(less) == len(made.used) or checking.gives_up():
                continue
            given = (*less, *made.supposed, *fixed)
            report = checking.report(r, given) if lacking(r, given) is None else None
            if report is not None and report.verdict == "proved":
                made = made._replace(report=report, used=less)
        return made._replace(is_cut=is_cut())


def _mended(
    checking: Checking,
    r: Relation,
    given: tuple[Given, Given],
    lacks: Given,
) -> Found | None:
    """Proved or refuted under hypotheses that repair it, the fewest; None where none are found."""
    said, fixed = given
    lacks = tuple(dict.fromkeys(everywhere(h, r) for h in lacks))

    def under(more: Iterable[Hypothesis]) -> Report:
        return checking.report(r, (*said, *more, *fixed))

    for few in _few(lacks):
        if checking.gives_up():
            return None
        if lacking(r, (*said, *few, *fixed)) is None:
            report = under(few)
            if report.verdict in SETTLED:
                return Found(report.verdict, report, said, few)
    every, more = Given(), lacks
    for _ in range(_ROUNDS):
        if not more or checking.gives_up():
            return None
        every = (*every, *more)
        still = lacking(r, (*said, *every, *fixed))
        more = tuple(h for h in still.missing if h not in every) if still is not None else ()
        if more:
            continue
        report = under(every)
        if report.verdict in SETTLED:
            return _fewest(checking, Found(report.verdict, report, said, every), r, (said, fixed))
        more = tuple(h for h in missing(report) if h not in every)
    return None


def _but_for_zeros(checking: Checking, r: Relation, made: Found, fixed: Given) -> Found:
    """Proved where laws have no zeros that break it; open where it is neither proved nor refuted
    without them; else as it was, refuted.

    Where a law below a bar has a zero, the bar has no value in the notes, though it is 0 in derive.
    """
    sets = supports(r)
    if not sets or not any(_fails(h, made.report) for h in sets[-1]):
        return made
    last = made
    for few in sets:
        if checking.gives_up():
            return made._replace(verdict="open")
        report = checking.report(r, (*made.used, *few, *fixed))
        if report.verdict == "proved":
            return Found("proved", report, made.used, few)
        last = Found(report.verdict, report, made.used)
        if report.verdict not in SETTLED:
            under = (made.used, (*few, *fixed))
            last = _mended(checking, r, under, missing(report)) or last
        if last.verdict == "proved":
            return last._replace(supposed=(*few, *last.supposed))
    return made if last.verdict == "refuted" else last._replace(verdict="open")


def _fails(h: Hypothesis, refuted: Report) -> bool:
    """Whether a law or quantity has a zero in the counterexample."""
    value = h.expressions()[1] if isinstance(h, Dominated) else h.expressions()[0]
    claim = claim_of(refuted)
    evidence = claim.evidence if claim is not None else None
    if evidence is None or evidence.counterexample is None:
        return False
    try:
        return judge(Relation(value, "!=", 0), evidence.counterexample.model) is not None
    except (Undecided, DeriveError, LookupError):
        return False


def _fewest(
    checking: Checking, all_of_them: Found, r: Relation, given: tuple[Given, Given]
) -> Found:
    """The same with each hypothesis left out that is not needed."""
    best = all_of_them
    said, fixed = given
    with checking.aside():
        for h in all_of_them.supposed:
            less = tuple(k for k in best.supposed if k != h)
            every = (*said, *less, *fixed)
            if checking.is_over or lacking(r, every) is not None:
                continue
            report = checking.report(r, every)
            if report.verdict == best.verdict:
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
