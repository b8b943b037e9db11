"""Where over some quantities an expression is least or greatest: argmin_{μ, v} D(p‖q) = (m, a).

It is said by an inequality and its equality condition, D(p‖q) ≥ c with equality iff μ = m and
v = a, where c, m and a do not depend on μ and v: at μ = m, v = a it is c then, elsewhere more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sympy import Expr, Integer

from derive.language.derivatives import moves
from derive.language.expressions import is_addition
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import Quantity, QuantityValue
from derive.language.relations import Dominated, Relation, as_expression


def optimum(body: Any, rel: Any, at: Any, value: Any) -> tuple[Relation, tuple[Relation, ...]]:
    """The inequality of an expression and its extreme value, and the equations of the place.

    Raises:
        DeriveError: a key of `at` is no quantity without letters, letters are free, or the value
            or the place depends on the quantities.
    """
    if not isinstance(at, Mapping) or not at:
        raise DeriveError(f"at: got {at!r}; expected where it is. Try at={{mu: m, v: a}}.")
    over = [_quantity(q) for q in at]
    bound = Relation(body, rel, value)
    place = tuple(Relation(q, "=", e) for q, e in at.items())
    for e in (*bound.expressions(), *(r.rhs for r in place)):
        if e.free_symbols:
            names = ", ".join(sorted(map(str, e.free_symbols)))
            raise DeriveError(f"{text(e)} has the letters {names}. Try a sum or a mean over them.")
    for e in (bound.rhs, *(r.rhs for r in place)):
        for q in over:
            if moves(e, q):
                raise DeriveError(
                    f"{text(e)}: it depends on {q.name}, over which is optimised. Expected what "
                    f"does not, such as the value at the best {q.name}."
                )
    return bound, place


def _quantity(q: Any) -> Quantity:
    e = as_expression(q)
    if not isinstance(e, QuantityValue) or e.at or type(e.quantity) is not Quantity:
        raise DeriveError(
            f"at: got {q}; expected real quantities without letters, such as Real('μ')."
        )
    return e.quantity


def refuse_bound(given: Iterable[Relation | Dominated], place: Sequence[Relation]) -> None:
    """Raises DeriveError for a hypothesis about the quantities: they were not free to move then."""
    for r in place:
        for h in given:
            if any(moves(e, r.lhs.quantity) for e in h.expressions()):
                raise DeriveError(
                    f"the hypothesis {h} is about {text(r.lhs)}, over which is optimised. Expected "
                    "its range in its declaration, as in Positive('v')."
                )


def in_range(place: Sequence[Relation]) -> list[Relation]:
    """What has to hold for the place to be one that the quantities can take."""
    zero, one = Integer(0), Integer(1)
    out: list[Relation] = []
    for r in place:
        sign = r.lhs.quantity.sign
        if sign == "pos":
            out.append(Relation(r.rhs, ">", zero))
        elif sign in ("nonneg", "unit"):
            out.append(Relation(r.rhs, ">=", zero))
        if sign == "unit":
            out.append(Relation(r.rhs, "<=", one))
    return out


def optimum_text(bound: Relation, place: Sequence[Relation]) -> str:
    """`argmin_{μ, v} D(p‖q) = (m, a)`."""
    over, at = (", ".join(text(e) for e in side) for side in _sides(place))
    body = f"[{text(bound.lhs)}]" if is_addition(bound.lhs) else text(bound.lhs)
    below, where = (over, at) if len(place) == 1 else (f"{{{over}}}", f"({at})")
    return f"{_name(bound)}_{below} {body} = {where}"


def optimum_latex(bound: Relation, place: Sequence[Relation]) -> str:
    """The same as LaTeX."""
    over, at = (", ".join(latex(e) for e in side) for side in _sides(place))
    body = latex(bound.lhs)
    body = rf"\left[ {body} \right]" if is_addition(bound.lhs) else body
    where = at if len(place) == 1 else rf"\left( {at} \right)"
    name = _name(bound)
    return rf"\operatorname*{{{name[:3]}\,{name[3:]}}}_{{{over}}} {body} = {where}"


def _sides(place: Sequence[Relation]) -> tuple[list[Expr], list[Expr]]:
    return [r.lhs for r in place], [r.rhs for r in place]


def _name(bound: Relation) -> str:
    return "argmin" if bound.rel == ">=" else "argmax"
