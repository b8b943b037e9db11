"""“… with equality iff P = Q” behind an inequality, as relations of the step."""

from __future__ import annotations

import re

from sympy import SympifyError

from derive.language.names import DeriveError
from derive.language.relations import Relation
from derive.notes.chains import Chain, Sort
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env
from derive.notes.parse import relation
from derive.notes.resolve.uses import head_of
from derive.notes.source import NotRead
from derive.notes.tree import Event, Name

_IFF = re.compile(
    r"[\s,;(]*(?:with|where) equality (?:holding |holds )?(?:iff|if and only if|exactly when)\s*"
)
_UNREAD = "equality holds just where the text says so, which is not read"
_ENDS = (".", ",", ";", ")")


def conditions(chain: Chain, n: int, env: Env) -> tuple[Relation, ...]:
    """When equality holds in the chain's n-th relation, as the words behind it say; () where they
    say nothing of it. What they say and is not read is supposed: the step is not proved whole."""
    if n != len(chain.signs) - 1 or chain.signs[n].rel not in ("<=", ">=") or not chain.after:
        return ()
    first, *rest = chain.after
    if first.sort is not Sort.TEXT or not _IFF.fullmatch(first.text.lower()):
        return ()
    while rest and rest[-1].text in _ENDS:
        rest.pop()
    try:
        events = relation(tuple(rest))
        return tuple(_relation(e, env) for e in events)
    except (NotRead, DeriveError, SympifyError, ValueError, TypeError):
        env.suppose(_UNREAD)
        return ()


def _relation(event: Event, env: Env) -> Relation:
    """P = Q of laws says that their values are equal at every letter.

    Raises:
        NotRead: for what is no equation of laws or of terms.
    """
    if event.rel != "=":
        raise NotRead(event.span, "no equation")
    for side in (event.lhs, event.rhs):
        spec = None
        if isinstance(side, Name):
            spec = env.notation.law(head_of(side, env.notation.uses.bound)[0])
        if spec is not None:
            letters = env.law(spec).outputs
            with env.at_letters(letters):
                return Relation(terms.term(event.lhs, env), "=", terms.term(event.rhs, env))
    return Relation(terms.term(event.lhs, env), "=", terms.term(event.rhs, env))
