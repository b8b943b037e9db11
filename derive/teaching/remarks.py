"""What can be said of a wrong statement from its form alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import sympy
from sympy import Add, Expr

from derive.derivation.derivation import Derivation
from derive.derivation.equivalent import unfolded
from derive.derivation.report import StepReport
from derive.derivation.verdicts import NOT_FROM_THE_REASON
from derive.language.events import AtEvent
from derive.language.expressions import Sum
from derive.language.measures import Measure
from derive.language.printing import text
from derive.language.relations import Dominated, Relation, Structure
from derive.teaching.vocabulary import laws_of

_WORD = re.compile(r"\w+['̂̃]*|\W")
_GIVEN = re.compile(r"H\w*\((\w+)\|(\w+)\)")
_CONCAVE = " (ln is concave: the mean of a logarithm is at most the logarithm of the mean)"


def exchanged(r: Relation) -> str:
    """That an equation exchanges two laws or variables in one measure, with what that means.

    Terms that both sides have are left out: H(X) − H(X|Y) = H(X) − H(Y|X) exchanges X and Y.
    """
    if r.rel != "=":
        return ""
    one, other = _apart(r)
    if not isinstance(one, (Measure, AtEvent)) or not isinstance(other, (Measure, AtEvent)):
        return ""
    mine, yours = _words(one), _words(other)
    differing = [(a, b) for a, b in zip(mine, yours, strict=False) if a != b]
    names = {law.name for law in laws_of(r)}
    names |= {v.name.upper() for law in laws_of(r) for v in law.outputs}
    if len(mine) != len(yours) or len(differing) != 2 or differing[0] != differing[1][::-1]:
        return ""
    if not set(differing[0]) <= names:
        return ""
    a, b = differing[0]
    meaning = ", ".join(f"{text(m)} = {text(m.unfold())}" for m in (one, other))
    return f"{a} and {b} may not be exchanged in {text(one)}: by definition {meaning}"


def _apart(r: Relation) -> tuple[Expr, Expr]:
    """The two sides without the terms that they share, and without one sign or factor."""
    left, right = (Counter(Add.make_args(e)) for e in r.expressions())
    one, other = Add(*(left - right).elements()), Add(*(right - left).elements())
    factor = one.as_coeff_Mul()[0]
    if factor != 1 and other.as_coeff_Mul()[0] == factor:
        return one / factor, other / factor
    return one, other


def _words(e: Expr) -> list[str]:
    return _WORD.findall(text(e))


def definition(r: Relation) -> str:
    """What a measure means that is said to equal a sum over the same laws."""
    if r.rel != "=":
        return ""
    for one, other in (r.expressions(), r.expressions()[::-1]):
        plain = isinstance(one, (Measure, AtEvent)) and not other.has(Measure, AtEvent)
        if plain and other.has(Sum) and not text(one).startswith("E"):
            return f"By definition {text(one)} = {text(one.unfold())}"
    return ""


def concave(r: Relation) -> str:
    """Jensen's inequality in words, if one side is a logarithm of a sum and the other a sum of
    logarithms."""
    sides = [unfolded(e) for e in r.expressions()]
    outside = [e for e in sides if any(log.args[0].has(Sum) for log in e.atoms(sympy.log))]
    inside = [e for e in sides if any(s.body.has(sympy.log) for s in e.atoms(Sum))]
    both = outside and inside and outside[0] != inside[0]
    return _CONCAVE if both else ""


def named(h: Relation | Dominated) -> str:
    """A hypothesis in words and letters."""
    if isinstance(h, Structure):
        kind = "the Markov chain" if h.kind == "markov" else "the independence"
        return f"{kind} {h.name} (that is, {h})"
    if isinstance(h, Dominated):
        premise, conclusion = h.expressions()
        if h.nowhere_zero():
            return str(h)
        return f"{h} (that is, {text(premise)} = 0 wherever {text(conclusion)} = 0)"
    if h.rhs == 0 and isinstance(h.lhs, Measure) and (found := _GIVEN.fullmatch(text(h.lhs))):
        return f"{h} (that is, {found[1]} is a function of {found[2]})"
    return f"{h.name} {h}" if h.name else str(h)


def other_reason(step: StepReport, reason: Any) -> str:
    """That a true step does not follow from its reason, and what that says."""
    if NOT_FROM_THE_REASON not in step.note:
        return ""
    said = f"It is true, but not for this reason alone: “{step.reason}”"
    general = getattr(reason, "general", reason)
    if isinstance(general, Derivation) and not general.proof().facts:
        said += f" says {general.claim().relation}"
    return said
