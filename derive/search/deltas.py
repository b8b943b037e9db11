"""Products of deltas: [i = j]·f(j) = [i = j]·f(i), as equations that the kernel has proved.

The normal form eliminates a delta at a bound letter only; between free letters it keeps
[a=w]·[a=w'] and [w=w']·[a=w'] apart. Here the letters of a product are replaced by the least one
they are equal to, by the theorem Σ_c [x=c]·[c=y]·f(c) = [x=y]·f(x) with y and x put for x and y.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.kernel import terms as t
from derive.kernel.atoms import DeltaAtom, Mono, Poly
from derive.kernel.certificates import Known
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_mono
from derive.kernel.terms import Index, KernelError, Term
from derive.kernel.theorem import Statement, prove

_MAX_STEPS = 24


def identities(n: Normalizer, p: Poly) -> Iterator[Known]:
    """Equations that bring the monomials of p, one after the other, to their least letters."""
    pending = list(p.terms)
    for _, m in zip(range(_MAX_STEPS), pending, strict=False):  # grows while it is read
        step = _step(m)
        if step is None:
            continue
        low, high, rest = step
        try:
            yield _lemma(n, low, high, rest, m.free)
        except KernelError:
            continue
        after = n.normal(t.Mul((t.Delta(low, high), t.rename(rest, {high: low}))))
        pending += [new for new in after.terms if new not in pending]


def _step(m: Mono) -> tuple[Index, Index, Term] | None:
    """(i, j, f(j)) for a factor [i = j] with i the lesser letter, and the other factors."""
    deltas = [sorted((a.i, a.j), key=_order) for a in m.factors if isinstance(a, DeltaAtom)]
    for low, high in sorted(deltas, key=lambda pair: [*map(_order, pair)]):
        rest = m.without(DeltaAtom(low, high))
        if high in rest.free:
            return low, high, term_of_mono(rest)
    return None


def _order(i: Index) -> str:
    """The order in which the normal form looks at letters."""
    return f"{i.name}:{i.alphabet}"


def _lemma(n: Normalizer, low: Index, high: Index, f: Term, taken: frozenset[Index]) -> Known:
    """[i = j]·f(i) − [i = j]·f(j) as a known equation; other occurrences of i in f stand aside."""
    bound = t.apart(Index(low.alphabet, low.alphabet), set(taken))
    aside = t.apart(bound, {*taken, bound})
    general = t.rename(f, {high: bound, low: aside})
    left = t.Sum((bound,), t.Mul((t.Delta(low, bound), t.Delta(bound, high), general)))
    right = t.Mul((t.Delta(low, high), t.rename(general, {bound: low})))
    made = prove(n, Statement(left, "=", right))
    return Known(made, ((low, high), (high, low), (aside, low)))
