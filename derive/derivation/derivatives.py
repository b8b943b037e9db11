"""Derivatives in a derivation: what it rests on for them, and which would say nothing.

∂f/∂θ moves θ alone. Where an equation of the hypotheses ties something to θ, it would move with θ,
and what is printed would be read so: p(x) = exp(θ·φ(x))/Z as a hypothesis is refused, as a
definition it is differentiated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sympy import Basic

from derive.derivation.uses import used_by
from derive.kernel.theorem import Rests
from derive.language import affine
from derive.language.definitions import DefinedLaw, Definition
from derive.language.derivatives import Partial, has_derivative, moves
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Relation
from derive.translate.differentiation import AXIOM


def refuse_tied(given: Iterable[Relation | Dominated], expressions: Iterable[Basic]) -> None:
    """Refuse derivatives by what an equation of the hypotheses ties to something.

    Raises:
        DeriveError: naming the quantity and the hypothesis.
    """
    by = dict.fromkeys(q for e in expressions for q in _differentiated(e))
    for h in given:
        for q in by if isinstance(h, Relation) and h.rel == "=" else ():
            if any(moves(e, q) for e in h.expressions()):
                raise DeriveError(
                    f"a derivative by {q.name}, which the hypothesis {h} ties to something: it "
                    f"would move with {q.name}. Try a definition, DefinedLaw(…) or Let(…), for "
                    f"what depends on {q.name}."
                )


def _differentiated(e: Any) -> Iterator[Quantity]:
    if isinstance(e, (DefinedLaw, Definition)):
        yield from _differentiated(e.body)
    if isinstance(e, Partial):
        yield e.wrt.quantity
    for a in e.args:
        yield from _differentiated(a)


def besides(expressions: Iterable[Basic], *reasons: Any) -> Rests | None:
    """What a line rests on beside the kernel's theorem: the rules of differentiation, where a
    derivative stands in it or in a theorem that it uses; the change of variables in h(aX + b). None
    for nothing."""
    found, said = Rests(), tuple(expressions)
    if any(map(has_derivative, said)):
        found |= Rests(axioms=frozenset({AXIOM}))
    if any(m.changes_variables for e in said for m in e.atoms(Measure)):
        found |= Rests(axioms=frozenset({affine.AXIOM}))
    for lemma in (d for reason in reasons for d in used_by(reason)):
        found |= lemma.beside
    return None if found == Rests() else found


def all_besides(parts: Iterable[Rests | None]) -> Rests:
    """Everything together."""
    out = Rests()
    for part in parts:
        out |= part or Rests()
    return out
