"""Well-posedness: no term of nonzero weight takes the log of 0 (or less) or divides by 0.

The weight of a subterm is the product of its sibling factors in every product around it. Siblings
that contain logarithms or quotients give no support: that log 0 = 0 is a convention, and
must not be what makes a step meaningful.

        w ≠ 0 implies a ≠ 0                       w ≠ 0 implies a ≠ 0,   a ≥ 0
    ───────────────────────────                ─────────────────────────────────
    1/a of weight w is well posed                ln a of weight w is well posed
"""

from __future__ import annotations

from typing import NamedTuple

from derive.kernel import show
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, LawAtom, Ln, Nz, QuantityAtom
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Term


class Problem(NamedTuple):
    """A subterm that may be undefined: where, which factor is not shown to be positive, and,
    if both are laws' values, (weight, factor): the weight's law ≪ the factor's would repair it."""

    place: Term
    missing: str
    suggestion: tuple[LawAtom, LawAtom] | None = None


def problems(n: Normalizer, term: Term) -> list[Problem]:
    """Every subterm of `term` whose log or quotient is not shown to be defined."""
    n.context.check(term)
    known = n._memo.get(term)
    if known is None:
        found: list[Problem] = []
        _visit(n, term, (), found)
        known = n._memo[term] = tuple(found)
    return [p for p in known if isinstance(p, Problem)]


def _visit(n: Normalizer, term: Term, weight: tuple[Atom, ...], out: list[Problem]) -> None:
    match term:
        case t.Mul(factors):
            for k, f in enumerate(factors):
                around = [a for j, g in enumerate(factors) if j != k for a in _supports(n, g)]
                _visit(n, f, (*weight, *around), out)
            return
        case t.Sum(indices, body):
            to = {i: n.fresh(i) for i in indices}
            _visit(n, t.rename(body, to), weight, out)
            return
        case t.Pow(base, e) if e < 0:
            _require(n, term, base, weight, False, out)
        case t.Log(arg):
            _require(n, term, arg, weight, True, out)
    for c in t.children(term):
        _visit(n, c, weight, out)


def _supports(n: Normalizer, factor: Term) -> list[Atom]:
    """Atoms that are nonzero wherever this factor is, by algebra and not by convention."""
    if _by_convention(factor):
        return []
    c, m = n.factors(factor)
    return [a for a, e in m.factors.items() if e > 0 and not isinstance(a, Ln)] if c else []


def _by_convention(factor: Term) -> bool:
    """A logarithm or quotient anywhere in a factor, other than in an exponent: exp is never 0."""
    match factor:
        case t.Log():
            return True
        case t.Pow(_, e) if e < 0:
            return True
        case t.Exp():
            return False
    return any(_by_convention(f) for f in t.children(factor))


def _require(
    n: Normalizer,
    place: Term,
    arg: Term,
    weight: tuple[Atom, ...],
    positive: bool,
    out: list[Problem],
) -> None:
    c, m = n.factors(arg)
    if not c or (positive and c < 0):
        out.append(Problem(place, "its argument is not positive"))
        return
    for a in m.factors:
        if not n.support.nonzero([a], weight):
            missing = a.arg if isinstance(a, Nz) else a
            laws = [w for w in weight if isinstance(w, LawAtom)]
            pair = (laws[0], missing) if laws and isinstance(missing, LawAtom) else None
            out.append(Problem(place, f"{_shown(missing)} may be 0 there", pair))
            return
    if positive and not n.support.nonnegative_mono(m):
        out.append(Problem(place, "its argument may be negative"))


def _shown(a: Atom) -> str:
    if isinstance(a, LawAtom):
        return show.text(t.LawTerm(a.law, a.at))
    return show.text(t.Quantity(a.name, a.at)) if isinstance(a, QuantityAtom) else "a factor"
