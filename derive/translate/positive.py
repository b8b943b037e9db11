"""What is visibly > 0 under hypotheses: variances, determinants."""

from __future__ import annotations

from derive.kernel import terms as t
from derive.kernel.atoms import Atom, Mono, factored
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Term


def is_positive(n: Normalizer, term: Term) -> bool:
    """Whether a term is visibly > 0, or a hypothesis says so of it, up to what is visibly > 0, or
    that it is equal to such a term."""
    said = {a for h in n.context.hypotheses if (a := _said(n, h)) is not None}
    equal = [
        t.Add((term, t.Mul((t.const(sign), h.term))))
        for h in n.context.hypotheses
        for sign in (1, -1)
        if h.kind == "="
    ]
    for same in (term, *equal):
        c, m = n.factors(same)
        signs = (e % 2 == 0 or n.support.nonnegative(a) or a in said for a, e in m.factors.items())
        if c > 0 and all(signs) and n.support.nonzero(m.factors, ()):
            return True
    return False


def _said(n: Normalizer, h: t.Hypothesis) -> Atom | None:
    """What a hypothesis says is ≥ 0, beside what is visibly > 0."""
    c, m = factored(n.normal(h.term)) if h.kind == ">=" else (0, Mono({}))
    unclear = [a for a in m.factors if not n.support.nonnegative(a)]
    clear = [a for a in m.factors if a not in unclear]
    if c <= 0 or len(unclear) != 1 or m.factors[unclear[0]] != 1:
        return None
    return unclear[0] if n.support.nonzero(clear, ()) else None
