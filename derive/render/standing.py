"""What the kernel's fresh quantities and laws stand for, read off what a context knows of them.

|p − q| is (2s − 1)·(p − q) to the kernel, with a selector s; here s is shown as [p(x) ≥ q(x)], and
the law on the letters of max_x p(x) as [x = argmax_x' p(x')] (`translate/fresh.py`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from derive.kernel import terms as t
from derive.kernel.terms import Context, Hypothesis, Index, Term
from derive.language.names import is_fresh


class Sign(NamedTuple):
    """The selector [of ≥ 0]."""

    of: Term


class Argmax(NamedTuple):
    """The law on letters where `of` is largest over `bound`, at the letters `at`."""

    bound: tuple[Index, ...]
    of: Term
    at: tuple[Index, ...]


class Count(NamedTuple):
    """n! or 1/n!, by its name."""

    text: str


def stands_for(term: t.Quantity | t.LawTerm, context: Context) -> Sign | Argmax | Count | None:
    """What a quantity or law value stands for; None for the user's own, and for π and ceilings."""
    name = term.law if isinstance(term, t.LawTerm) else term.name
    if not is_fresh(name):
        return None
    for h in context.hypotheses:
        found = _sign(term, h) or _argmax(term, h) or _count(term, h)
        if found is not None:
            return found
    return None


def is_meaning(h: Hypothesis) -> bool:
    """Whether a hypothesis says what an operation is: nobody has given it."""
    match h.term:
        case t.Mul((t.Const(), other, _)):
            return _selector(other) is not None
        case t.Mul((first, second)):
            if isinstance(first, t.LawTerm):
                return is_fresh(first.law) and _whole(second) is not None
            return _selector(first) is not None or _selector(second) is not None
        case t.Add((first, t.Mul((t.Const(), second)))):
            things = (s for s in (first, second) if isinstance(s, t.Quantity))
            fresh = any(is_fresh(s.name) or s.name == "π" for s in things)
            return fresh or _whole(h.term) is not None
    return False


def _selector(term: Term) -> tuple[t.Quantity, bool] | None:
    """(s, whether it is s itself) for s and for 1 − s."""
    match term:
        case t.Quantity(name, _) if is_fresh(name):
            return term, True
        case t.Add((t.Const(), t.Mul((t.Const(), t.Quantity(name, _) as s)))) if is_fresh(name):
            return s, False
    return None


def _sign(term: Term, h: Hypothesis) -> Sign | None:
    """s·d ≥ 0 says that s is [d ≥ 0]."""
    match h.term:
        case t.Mul((first, d)) if h.kind == ">=" and isinstance(term, t.Quantity):
            found = _selector(first)
            if found is not None and found[0].name == term.name:
                at = t.rename(d, dict(zip(found[0].at, term.at, strict=True)))
                return Sign(at if found[1] else t.Mul((t.const(-1), at)))
    return None


def _whole(term: Term) -> tuple[t.Sum, t.LawTerm, Term] | None:
    """The parts of Σ_x s(x)·f(x) − f(x)."""
    match term:
        case t.Add((t.Sum(_, t.Mul((t.LawTerm(law, _) as s, f))) as whole, _)) if is_fresh(law):
            return whole, s, f
    return None


def _argmax(term: Term, h: Hypothesis) -> Argmax | None:
    found = _whole(h.term)
    if found is None or not isinstance(term, t.LawTerm) or found[1].law != term.law:
        return None
    whole, s, f = found
    here = dict(term.at)
    to = {i: here[v] for v, i in s.at if i not in whole.indices}
    letters = tuple(here[v] for v, i in s.at if i in whole.indices)
    taken = {*letters, *to.values()}
    bound = {}
    for i in whole.indices:
        bound[i] = t.apart(i, taken)
        taken.add(bound[i])
    return Argmax(tuple(bound.values()), t.rename(f, {**bound, **to}), letters)


def _count(term: Term, h: Hypothesis) -> Count | None:
    match h.term:
        case t.Add((t.Quantity(name, _), _)) | t.Add((_, t.Mul((_, t.Quantity(name, _))))):
            if (
                h.kind == ">="
                and isinstance(term, t.Quantity)
                and name == term.name
                and "factorial" in name
            ):
                return Count(re.split(" [≥≤] ", h.name)[0])
    return None
