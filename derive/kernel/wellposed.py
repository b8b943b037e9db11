"""Well-posedness: a term is well posed where its value owes nothing to x/0 = 0 and log 0 = 0.

At a point, 1/a is *undefined* if a is 0 or undefined, ln a if a ≤ 0 or undefined; a product is
undefined if a factor is, *unless another factor is defined and 0*; any other term if a part is. So
products may be nested and ordered at will. Shown from facts W, atoms that are ≠ 0:

    W implies a ≠ 0      W implies a ≠ 0,   a ≥ 0      W, support of each factor ⊢ every factor
    ────────────────     ────────────────────────      ────────────────────────────────────────
    W ⊢ 1/a              W ⊢ ln a                      W ⊢ f₁·f₂⋯

A product undefined at a point has no factor that is defined and 0. The *support* of f is a term
that is ≠ 0 wherever f is undefined or not 0 (1 says nothing: log 0 = 0 is no reason):

    support(f) = f               without logarithms and quotients, or shown: W ⊢ f
    support(ln a) = support(1/a) = support(e^a) = 1
    support(aⁿ) = support([a ≠ 0]) = support(a)
    support(f₁·f₂⋯) = support(f₁)·support(f₂)⋯
    support(f₁ + f₂ + ⋯) = Σᵢ [support(fᵢ) ≠ 0]

An integral's support is 1: that of an indicator need not converge.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from derive.kernel import show
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, LawAtom, Nz, QuantityAtom
from derive.kernel.looks import look
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Term


class Problem(NamedTuple):
    """A subterm that may be undefined: where, which factor is not shown to be positive, and,
    if both are laws' values, (weight, factor): the weight's law ≪ the factor's would repair it.
    factor: the law's value or quantity that may be 0, at the indices of the place."""

    place: Term
    missing: str
    suggestion: tuple[LawAtom, LawAtom] | None = None
    factor: LawAtom | QuantityAtom | None = None


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
    look()
    match term:
        case t.Mul():
            out += _product(n, list(flat(term)), weight)
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


def flat(term: Term) -> Iterator[Term]:
    """The factors of a product, of its factors that are products, and so on."""
    if isinstance(term, t.Mul):
        for f in term.factors:
            yield from flat(f)
    else:
        yield term


def _product(n: Normalizer, factors: list[Term], weight: tuple[Atom, ...]) -> list[Problem]:
    """What is not shown of the factors. Each that is shown supports the others as it stands."""
    spaces = n.context.spaces
    known = [*weight, *(a for f in factors for a in _atoms(n, _support(f, spaces)))]
    left, found = [f for f in factors if _is_partial(f)], list[Problem]()
    while left:
        bad, shown, found = list[Term](), list[Term](), list[Problem]()
        for f in left:
            here: list[Problem] = []
            _visit(n, f, tuple(known), here)
            found += here
            (bad if here else shown).append(f)
        if not bad or not shown:
            break
        known += [a for f in shown for a in _atoms(n, f)]
        left = bad
    return found


def _atoms(n: Normalizer, term: Term) -> list[Atom]:
    """Atoms that are nonzero where the term is."""
    c, m = n.factors(term)
    return [a for a, e in m.factors.items() if e > 0] if c else []


def _support(f: Term, spaces: tuple[str, ...]) -> Term:
    """A term that is ≠ 0 wherever f is undefined or not 0 (the docstring's table)."""
    if not _is_partial(f):
        return f
    match f:
        case t.Mul(parts):
            return t.Mul(tuple(_support(part, spaces) for part in parts))
        case t.Pow(base, e) if e > 0:
            return _support(base, spaces)
        case t.Nonzero(arg):
            return _support(arg, spaces)
        case t.Add(parts):
            return t.Add(tuple(t.Nonzero(_support(part, spaces)) for part in parts))
        case t.Sum(indices, body) if not any(i.alphabet in spaces for i in indices):
            return t.Sum(indices, t.Nonzero(_support(body, spaces)))
    return t.ONE


def _is_partial(f: Term) -> bool:
    """Whether a logarithm or quotient, which may be undefined, is inside."""
    own = isinstance(f, t.Log) or (isinstance(f, t.Pow) and f.exponent < 0)
    return own or any(map(_is_partial, t.children(f)))


def _require(
    n: Normalizer,
    place: Term,
    arg: Term,
    weight: tuple[Atom, ...],
    positive: bool,
    out: list[Problem],
) -> None:
    c, m = n.factors(arg)
    if not c or (positive and c < 0 and not n.support.nonnegative_mono(m, c)):
        out.append(Problem(place, "its argument is not positive"))
        return
    for a in m.factors:
        if not n.support.nonzero([a], weight):
            missing = a.arg if isinstance(a, Nz) else a
            laws = [w for w in weight if isinstance(w, LawAtom)]
            pair = (laws[0], missing) if laws and isinstance(missing, LawAtom) else None
            simple = missing if isinstance(missing, (LawAtom, QuantityAtom)) else None
            out.append(Problem(place, f"{_shown(missing)} may be 0 there", pair, simple))
            return
    if positive and not n.support.nonnegative_mono(m, c):
        out.append(Problem(place, "its argument may be negative"))


def _shown(a: Atom) -> str:
    if isinstance(a, LawAtom):
        return show.text(t.LawTerm(a.law, a.at))
    return show.text(t.Quantity(a.name, a.at)) if isinstance(a, QuantityAtom) else "a factor"
