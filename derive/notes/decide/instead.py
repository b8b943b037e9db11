"""What would be true instead of a refuted relation: the other way round, a sign, an order.

Candidates are few and each is proved, so that nothing is said that is not so.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy import Add, Expr

from derive.derivation.posed import lacking
from derive.language import measures
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import SYMBOL, Gt, Rel, Relation
from derive.notes.decide.checking import Checking, Given, relevant, things
from derive.notes.decide.homogeneous import in_every_base
from derive.notes.decide.names import Names
from derive.notes.decide.supposing import found
from derive.numeric import Settings, attack
from derive.numeric.evaluated import evaluated

_QUICK = Settings(trials=20, special=False)
_SECONDS = 1.0
_MOST = 8
_OTHERS: dict[Rel, tuple[Rel, ...]] = {
    "=": ("<=", ">="),
    "<=": (">=",),
    ">=": ("<=",),
    "<": ("<=", ">="),
    ">": (">=", "<="),
}
_SWAPPED = ("KL", "cross_entropy")


def instead(
    checking: Checking, r: Relation, given: Given, names: Names, base: Quantity | None = None
) -> str:
    """One relation near by that is proved, in the notes' names; "" where none is found.

    base: what stands for that of logarithms; what says the same in each is decided for ln.
    """
    given = relevant(r, given)
    kernel = Checking(None, _SECONDS, checking.started)  # what is said is proved: no attack beside
    kernel.begin()
    natural = {} if base is None else {QuantityValue(base, ()): sympy.E}
    apart = not any(e.has(*natural) for h in given for e in h.expressions()) if natural else False
    any_base = () if base is None else (Gt(QuantityValue(base, ()), 1),)
    for lead, other in list(_candidates(r))[:_MOST]:
        if kernel.is_over or checking.is_over:
            break
        same = apart and base is not None and in_every_base(other, base)
        at, fixed = (_put(other, natural), ()) if same else (other, any_base)
        try:
            lacks = lacking(at, (*given, *fixed))
            mended = lacks.missing if lacks is not None else ()
            (closed,), under = evaluated([at], (*given, *fixed, *mended))
            if attack(closed, under, _QUICK).verdict == "refuted":
                continue
            made = found(kernel, at, given, fixed)
            if made.verdict == "proved":
                said = " and ".join(map(names.relation, made.supposed))
                return f"{lead}{names.relation(other)}{f', if {said}' if said else ''}"
        except DeriveError:
            continue
    return ""


def _put(r: Relation, values: dict[Expr, Expr]) -> Relation:
    return Relation(r.lhs.xreplace(values), r.rel, r.rhs.xreplace(values))


def _candidates(r: Relation) -> Iterator[tuple[str, Relation]]:
    """None that says nothing: D(p‖q) = D(p‖q), 2 ≤ 4."""
    near = [*_swapped(r), *(_signs(r) if r.rel == "=" else ())]
    yield from ((lead, other) for lead, other in near if other.lhs != other.rhs)
    for rel in _OTHERS.get(r.rel, ()) if things(r.expressions()) else ():
        yield f"{SYMBOL[rel]} holds: ", Relation(r.lhs, rel, r.rhs)


def _swapped(r: Relation) -> Iterator[tuple[str, Relation]]:
    """D(q‖p) for D(p‖q), on one side."""
    for side in ("rhs", "lhs"):
        e: Expr = getattr(r, side)
        for m in sorted(e.atoms(Measure), key=str):
            call = m.call
            if call is None or call.name not in _SWAPPED or len(call.args) != 2:
                continue
            make = getattr(measures, call.name)
            other = make(*reversed(call.args), **call.named)
            if other != m:
                put = e.xreplace({m: other})
                sides = (r.lhs, put) if side == "rhs" else (put, r.rhs)
                yield "with the laws exchanged: ", Relation(sides[0], r.rel, sides[1])


def _signs(r: Relation) -> Iterator[tuple[str, Relation]]:
    """The sign of one term of the right side, or of all of it."""
    terms = Add.make_args(r.rhs)
    for k, term in enumerate(terms):
        if r.rhs != 0:
            changed = Add(*terms[:k], -term, *terms[k + 1 :])
            yield "with another sign: ", Relation(r.lhs, "=", changed)
    if len(terms) > 1:
        yield "with other signs: ", Relation(r.lhs, "=", -r.rhs)
