"""Entropies of data, H(S) = -9/14 log 9/14 - 5/14 log 5/14, where no text gives the law of S."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Basic, Expr, Rational

from derive.language.alphabets import Cardinality, Given
from derive.language.definitions import DefinedLaw
from derive.language.laws import Law, RandomVariable
from derive.language.measures import Measure
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Relation
from derive.notes.decide.checking import things
from derive.notes.decide.rounding import Sides
from derive.notes.decide.values import compared
from derive.notes.steps import Elaborated
from derive.notes.tree import Log
from derive.notes.walk import walk

_MOST = 2  # measures of a side that says a value: H(X) − H(X | Y), I(X; Y)/H(X)


def law_unsaid(step: Elaborated, r: Relation, sides: Sides | None) -> str:
    """Why a relation says a value, and claims nothing that could be checked: an entropy of random
    variables equals a number that it may have, and nothing is said of their law. "" of others.
    sides: its trees."""
    behind = not _measures(r.lhs, step)
    left, value = (r.rhs, r.lhs) if behind else (r.lhs, r.rhs)
    measures = _measures(left, step)
    if r.rel != "=" or not measures or things((value,)) - {_base(step)}:
        return ""
    worked_out = sides is not None and any(isinstance(n, Log) for n in walk(sides[not behind]))
    if any(_is_told(m, step) for m in measures):
        return ""
    if not _may_be(value, worked_out and len(measures) == 1, step):
        return ""
    return "the law is not known, so that this value is said, and not checked"


def _is_told(measure: Measure, step: Elaborated) -> bool:
    """Whether something is said of the law; that it is uniform tells of it where the number of
    letters is known."""
    about = [things(h.relation.expressions()) for h in step.given]
    sized = {t for said in about if len(said) == 1 for t in said if isinstance(t, Cardinality)}
    own = things((measure,))
    sizes = [{t for t in said if isinstance(t, Cardinality)} for said in about if own & said]
    return any(s <= sized for s in sizes)


def _measures(side: Expr, step: Elaborated) -> list[Measure]:
    """The entropies and informations of free random variables, each with every variable once, that
    a side is made of, with numbers and the logarithm's base; [] of any other side."""
    parts = list(dict.fromkeys(_parts_of(side)))
    found = [m for m in parts if isinstance(m, Measure)]
    if not 0 < len(found) <= _MOST or {*parts} - {*found, _base(step)}:
        return []
    if not all(any(isinstance(p, Measure) for p in _parts_of(a)) for a in Add.make_args(side)):
        return []
    free = {t for t in things(found) if t != _base(step)}
    if len(free) != 1 or not all(_is_free(t) for t in free):
        return []
    return found if all(map(_is_of_variables, found)) else []


def _parts_of(side: Basic) -> Iterator[Basic]:
    """The measures in a side, and the laws, quantities and sizes outside of them."""
    if isinstance(side, (Measure, Law, Quantity, Cardinality)):
        yield side
        return
    for part in side.args:
        yield from _parts_of(part)


def _is_of_variables(measure: Measure) -> bool:
    call = measure.call
    if call is None or call.name not in ("entropy", "mutual_information"):
        return False
    variables = [v for a in call.args for v in _parts(a)]
    names = [v.name for v in variables if isinstance(v, (RandomVariable, Law))]
    return len(names) == len(variables) == len(set(names))


def _parts(arg: object) -> list[object]:
    """The variables in a group, and around a bar, which stands between two of the arguments."""
    inside = (*arg.left, arg.right) if isinstance(arg, Given) else arg
    return [v for a in inside for v in _parts(a)] if isinstance(inside, tuple) else [arg]


def _is_free(thing: object) -> bool:
    return isinstance(thing, Law) and not isinstance(thing, DefinedLaw) and not thing.inputs


def _base(step: Elaborated) -> object:
    return step.base


def _may_be(value: Expr, worked_out: bool, step: Elaborated) -> bool:
    """Whether some law has this entropy, with letters enough: it is positive. H(Y | X) = 0 says
    rather that Y is a function of X, but not where 0 is worked out, as -1 log 1."""
    number = value
    if step.base is not None:
        number = value.xreplace({QuantityValue(step.base, ()): Rational(2)})
    rel = ">=" if worked_out else ">"
    found = compared(Relation(number, rel, Rational(0)))  # type: ignore[arg-type]
    return found is not None and found.verdict == "true to rounding"
