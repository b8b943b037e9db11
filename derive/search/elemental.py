"""Entropies of one joint law: a combination of elemental inequalities, by an exact LP.

The elemental inequalities of n variables are H(Xᵢ | all others) ≥ 0 and I(Xᵢ; Xⱼ | X_K) ≥ 0 for
K ⊆ the others; every Shannon-type inequality is a nonnegative combination of them (Yeung 1997).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations as subsets

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import UNIT, LawAtom, Ln, Mono, Poly, SumAtom, poly
from derive.kernel.certificates import Form
from derive.kernel.information import Information
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_mono
from derive.kernel.terms import Index, Term
from derive.search.candidates import Extra, visible
from derive.search.linear import combine
from derive.search.residual import scaled

_MAX_VARIABLES = 6  # 246 inequalities; of seven, 679, some take minutes
_H = "#H"  # no law of a script has such a name
Variables = frozenset[str]


def combinations(n: Normalizer, gap: Poly, extra: Extra) -> Iterator[tuple[Form, ...]]:
    """At most one certificate: gap as a combination of elemental inequalities.

    What is no entropy stands for itself, and has to come from hypotheses or be visibly ≥ 0:
    H(X) ≤ R and H(Y) ≤ S give H(X, Y) ≤ R + S.
    """
    entropies = _entropies(gap)
    if entropies is None:
        return
    law, target = entropies
    given = list(_given(n, law, extra))
    occurring = {v for p in (target, *(p for p, _ in given)) for v in _variables(p)}
    if len(occurring) > _MAX_VARIABLES:
        return
    names = sorted(occurring)
    elementals = [(p, _forms(law, *which)) for which, p in _elementals(names)] + given
    elementals += [(poly(1, m), visible(poly(1, m))) for m in _signs(n, target)]
    multipliers = combine(target, [p for p, _ in elementals], [False] * len(elementals))
    if multipliers is not None:
        yield tuple(
            scaled(f, t.Const(k))
            for (_, forms), k in zip(elementals, multipliers, strict=True)
            for f in (forms if k else ())
        )


def _given(n: Normalizer, law: str, extra: Extra) -> Iterator[tuple[Poly, list[Form]]]:
    """An independence ∏ r(A) = ∏ r(B), as both inequalities between sums of entropies.

    With a = ∏ r(A), b = ∏ r(B) and J the joint law of their variables, ± Σ J ln(a/b) ≥ 0 since
    Σ J (a/b − 1) = Σ (J/b)(a − b) = 0, and the same with a and b exchanged.
    """
    for h in n.context.hypotheses:
        if not extra.allows(h.name):
            continue
        yield from _stated(n, law, h)
        p = n.normal(h.term)
        if h.kind != "=" or sorted(p.terms.values()) != [-1, 1]:
            continue
        sides = sorted(p.terms, key=lambda m: p.terms[m])  # −1 first
        atoms = [a for m in sides for a in m.factors]
        laws = [a for a in atoms if isinstance(a, LawAtom) and a.law == law]
        if len(laws) == len(atoms):
            joint = t.LawTerm(law, tuple(sorted({pair for a in laws for pair in a.at})))
            bound = tuple(i for _, i in joint.at)
            for sign, (below, above) in ((1, sides), (-1, sides[::-1])):
                yield (
                    _entropy_of(below) - _entropy_of(above),
                    _from_equation(
                        h.name, sign, bound, joint, term_of_mono(above), term_of_mono(below)
                    ),
                )


def _stated(n: Normalizer, law: str, h: t.Hypothesis) -> Iterator[tuple[Poly, list[Form]]]:
    """A hypothesis that is itself about entropies of the law, in nats or bits: H(Y | X) = 0."""
    for unit in (t.ONE, t.Log(t.const(2))):
        found = _entropies(n.normal(t.Mul((unit, h.term))))
        if found is not None and found[0] == law:
            for sign in (1, -1) if h.kind == "=" else (1,):
                form = c.Given(h.name, (), (), t.Mul((t.const(sign), unit)))
                yield found[1].scale(Fraction(sign)), [form]


def _signs(n: Normalizer, target: Poly) -> Iterator[Mono]:
    """What is no entropy, and visibly ≥ 0."""
    for m in target.terms:
        if not _is_coordinate(m) and n.support.nonnegative_mono(m):
            yield m


def _entropy_of(m: Mono) -> Poly:
    total = poly(0)
    for a, e in m.factors.items():
        if isinstance(a, LawAtom):
            total += _h(frozenset(v for v, _ in a.at)).scale(Fraction(e))
    return total


def _from_equation(
    name: str, sign: int, bound: tuple[Index, ...], joint: Term, above: Term, below: Term
) -> list[Form]:
    """Σ J ln(above/below) ≥ 0, by the tangent at below/above and the equation."""
    ratio = t.Mul((below, t.Pow(above, -1)))
    weight = t.Mul((t.const(sign), joint, t.Pow(above, -1)))
    at = tuple((i, i) for i in bound)
    return [c.Tangent(bound, joint, ratio), c.Given(name, at, bound, weight)]


def _coordinate(s: Variables) -> Mono:
    """A stand-in monomial for H(X_S), so that the LP sees entropies as its unknowns."""
    return Mono({LawAtom(_H, ((v, Index(v, v)) for v in s)): 1}) if s else UNIT


def _is_coordinate(m: Mono) -> bool:
    return any(isinstance(a, LawAtom) and a.law == _H for a in m.factors)


def _variables(p: Poly) -> set[str]:
    own = [m for m in p.terms if _is_coordinate(m)]
    return {v for m in own for a in m.factors if isinstance(a, LawAtom) for v, _ in a.at}


def _entropies(gap: Poly) -> tuple[str, Poly] | None:
    """The law and Σ c_S H(X_S) + what is no entropy, if the entropies are of one law."""
    laws: set[str] = set()
    out: dict[Mono, Fraction] = {}
    for m, k in gap.terms.items():
        r = _entropy(m)
        if r is None:
            out[m] = k
        else:
            laws.add(r.law)
            out[_coordinate(frozenset(v for v, _ in r.at))] = -k
    return (laws.pop(), Poly(out)) if len(laws) == 1 else None


def _entropy(m: Mono) -> LawAtom | None:
    """The r of Σ r ln r, where the monomial is that."""
    (a, *rest) = m.factors or (None,)
    if rest or not isinstance(a, SumAtom) or m.factors[a] != 1:
        return None
    r = next((b for b in a.body.factors if isinstance(b, LawAtom)), None)
    if r is None or a.body != Mono({r: 1, Ln(r): 1}) or len(set(r.at)) != len(a.bound):
        return None
    return r


Which = tuple[Variables, Variables, Variables]


def _elementals(names: list[str]) -> Iterator[tuple[Which, Poly]]:
    """((A, B, C), I(A; B | C) as entropies); H(A | C) is I(A; A | C)."""
    everything = frozenset(names)
    for v in names:
        yield (
            (frozenset({v}), frozenset({v}), everything - {v}),
            _h(everything) - _h(everything - {v}),
        )
    for a, b in subsets(names, 2):
        others = [v for v in names if v not in (a, b)]
        for size in range(len(others) + 1):
            for chosen in subsets(others, size):
                k = frozenset(chosen)
                value = _h(k | {a}) + _h(k | {b}) - _h(k | {a, b}) - _h(k)
                yield (frozenset({a}), frozenset({b}), k), value


def _h(s: Variables) -> Poly:
    return poly(1, _coordinate(s)) if s else poly(0)


def _forms(law: str, a: Variables, b: Variables, k: Variables) -> list[Form]:
    """The certificate of I(A; B | K) ≥ 0, or of H(A | K) ≥ 0 when A = B."""
    groups = (tuple(sorted(g)) for g in (a, b, k))
    return [Information(law, *groups)]
