"""A chain as data: lines with signs between them, or relations that join end to end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sympy.core.relational import Relational

from derive.derivation.derivation import Derivation, Proof
from derive.derivation.reasons import check_reason
from derive.language.names import DeriveError
from derive.language.relations import Rel, Relation, as_expression, as_relation

_SIGNS: dict[str, Rel] = {
    **{"=": "=", "==": "=", "<=": "<=", "≤": "<=", ">=": ">=", "≥": ">=", "<": "<", ">": ">"},
}
_WRITE: dict[Rel, str] = {"=": "eq", "<=": "le", ">=": "ge", "<": "lt", ">": "gt"}
_TRY = 'Try [H(X | Y), "=", H(X) - I(X, Y), "<=", H(X)].'


@dataclass(frozen=True)
class Link:
    """One step of a chain."""

    relation: Relation
    reason: Any = ""


def links_of(chain: Any) -> list[Link]:
    """The steps of a chain.

    chain: lines with signs between them, [a, "=", b, "<=", c]; relations, [Eq(a, b), Le(b, c)],
    each beginning where the one before ends; or a derivation. A sign may be a pair of sign and
    reason, ("<=", log_bound). Text is compared with the signs and never evaluated.

    Raises:
        DeriveError: if it is none of these.
    """
    if isinstance(chain, Derivation):
        steps = chain.proof().steps
        if steps:
            return [Link(s.relation, s.reason) for s in steps]
        if chain.proof().facts:
            raise DeriveError(f"chain: {chain.name!r} states facts; expected a chain.")
        return [Link(chain.claim().relation)]
    if isinstance(chain, (Relation, Relational)):
        return [Link(as_relation(chain))]
    if not isinstance(chain, (list, tuple)) or not chain:
        raise DeriveError(f"chain: got {chain!r}; expected a list of lines and signs. {_TRY}")
    if len(chain) > 1 and _sign(chain[1]) is not None:
        return _alternating(chain)
    return _joined([as_relation(r) for r in chain])


def lines_of(derivation: Derivation) -> Any:
    """A derivation's chain as a list of lines and signs, without hypotheses; or its claim.

    Raises:
        DeriveError: as `Derivation.proof`.
    """
    steps = derivation.proof().steps
    if not steps:
        return derivation.claim().relation
    out: list[Any] = [steps[0].relation.lhs]
    for s in steps:
        out += [(s.relation.rel, s.reason), s.relation.rhs]
    return out


def _alternating(chain: Sequence[Any]) -> list[Link]:
    if len(chain) % 2 == 0:
        raise DeriveError(f"chain: {len(chain)} items; expected lines with signs between. {_TRY}")
    out = []
    for k in range(1, len(chain), 2):
        sign = _sign(chain[k])
        if sign is None:
            raise DeriveError(
                f"chain[{k}]: got {chain[k]!r}; expected one of {', '.join(_SIGNS)}. {_TRY}"
            )
        reason = chain[k][1] if isinstance(chain[k], tuple) else ""
        relation = Relation(as_expression(chain[k - 1]), sign, as_expression(chain[k + 1]))
        out.append(Link(relation, check_reason(reason)))
    return out


def _sign(item: Any) -> Rel | None:
    if isinstance(item, tuple) and len(item) == 2:
        item = item[0]
    return _SIGNS.get(item) if isinstance(item, str) else None


def _joined(relations: Sequence[Relation]) -> list[Link]:
    for k, (one, other) in enumerate(pairwise(relations), 1):
        if one.rhs != other.lhs:
            raise DeriveError(
                f"chain[{k}]: {other} does not begin where {one} ends. Try a relation between "
                "the two lines."
            )
    return [Link(r) for r in relations]


def writer(
    links: Sequence[Link], claim: Relation | None = None, equality: Any = ()
) -> Callable[[Proof], None]:
    """What writes the chain, and the claim if there is one, into a proof. equality: when the
    claim holds with equality."""

    def write(proof: Proof) -> None:
        proof.start(links[0].relation.lhs)
        for link in links:
            method = _WRITE.get(link.relation.rel)
            if method is None:
                raise DeriveError(f"chain: {link.relation}; expected one of =, ≤, ≥, <, >.")
            getattr(proof, method)(link.relation.rhs, link.reason)
        if claim is not None:
            proof.claim(claim, equality=equality)

    return write
