"""min over all codes of E[L(X)]: the least mean of lengths that keep Kraft's inequality."""

from __future__ import annotations

from sympy import Expr, Integer

from derive.language.expressions import Inverse, Sum, log
from derive.language.laws import Law, LawValue
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Relation
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key
from derive.notes.source import NotRead
from derive.notes.tree import Big, Name, Node
from derive.rules.extremes import Minimum

_CODES = ("code", "encoding", "codeword", "length")
REAL = "the lengths may be any real numbers that keep Kraft's inequality"


def over_codes(node: Node) -> Big | None:
    """The minimum over all codes, if the side is one."""
    if not isinstance(node, Big) or node.op not in ("min", "inf") or node.over.letters:
        return None
    domain = node.over.domain
    words = domain.base.lower() if isinstance(domain, Name) else ""
    return node if any(w in words for w in _CODES) else None


def least_mean(
    node: Big, value: Expr, env: Env
) -> tuple[Expr, Minimum, tuple[Relation | Dominated, ...]]:
    """The mean, the fact that its least value is this one, and what the lengths have to keep.

    Raises:
        NotRead: unless it is the mean of one function of a law's letters.
    """
    mean = terms.term(node.body, env)
    lengths = {q for q in mean.atoms(Quantity) if len(q.over) == 1 and q != env.based}
    laws = mean.atoms(Law)
    if len(lengths) != 1 or len(laws) != 1 or mean.free_symbols:
        raise NotRead(node.span, "a minimum over codes: expected a mean of code lengths")
    (length,), (law,) = lengths, laws
    (x,) = length.over
    values = [v for v in mean.atoms(LawValue) if len(v.at) == 1]
    if not values or value.has(length):
        raise NotRead(node.span, "a minimum over codes: expected a mean of code lengths")
    variable = values[0].at[0][0]
    p = law(**{variable: x})
    kraft = Relation(Sum(Integer(2) ** (-length(x)), x), "<=", Integer(1))
    fact = Minimum(mean, over=length, value=value, at=log(Inverse(p), 2))
    env.suppose(REAL)
    env.suppose(f"{law.name}({x.name}) > 0")
    env.unlicensed.pop(Key(length.name).latex(), None)
    return mean, fact, (kraft, Dominated(1, p))
