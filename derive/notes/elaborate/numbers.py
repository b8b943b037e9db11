"""Numbers with a name: what the text says of them, weights by use, and others."""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr

from derive.language.expressions import exp
from derive.language.quantities import Nonnegative, Positive, Probability, Real, Sign
from derive.language.relations import Ge, Gt, Le, Lt, Relation
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env
from derive.notes.facts import Fact
from derive.notes.kinds import PARAMETERS, Key, Kind, key_of, whole_key
from derive.notes.resolve.heads import is_error
from derive.notes.source import NotRead
from derive.notes.tree import Constant, Name, Neg, Node, Num, Range

_VARIABLES = (Key("X"), Key("Y"))  # by custom


_E = Key("e")


def _headed(key: Key, env: Env) -> bool:
    """Whether it has letters or indices somewhere, e_i, or is bound by a sum."""
    uses = env.notation.uses
    return key.base in uses.headed or key in uses.bound or key in env.notation.scales


def number(key: Key, env: Env) -> Expr:
    """A number: within the bounds that are said, or between 0 and 1 where 1 − k shows it."""
    name = env.names.number(key)
    fact = said(key, env)
    if fact is None and key in _VARIABLES:
        raise NotRead(env.sides[0].span, f"{key.base} as a number: which law has it?")
    if fact is not None:
        env.rests.setdefault(fact.number)
    elif key == _E and env.notation.kind(key) in (None, Kind.NUMBER) and not _headed(key, env):
        env.suppose("e is the base of natural logarithms")
        env.guessed.setdefault("e is another number")
        return exp(1)
    made: Expr
    if key in env.notation.log_bases | env.notation.code_bases:
        return _base(name, key, fact, env)
    if fact is not None:
        made = _bounded(name, fact)
        return made if _is_positive(fact) else _divided_by(key, made, env)
    if key in env.notation.scales:
        env.suppose(f"{key.plain()} > 0")
        env.unknown(key)
        made = Positive(name)
        return made
    if _is_weight(key, env):
        env.suppose(f"0 ≤ {key.plain()} ≤ 1")
        if is_error(key, True):
            env.unknown(key)  # an error of which the text says more
        made = Probability(name)
        return made
    if key.base not in PARAMETERS:
        env.unknown(key)
    if key in env.notation.shorthand:
        env.suppose(f"{key.plain()} is short for one value of {key.plain()}(·)")
        made = Probability(name)
        return made
    made = Real(name)
    return _divided_by(key, made, env)


def _is_weight(key: Key, env: Env) -> bool:
    """Whether 1 − λ stands beside it, and the text says nothing of it, or elsewhere alone."""
    kind = env.notation.kind(key)
    loose = kind is Kind.NUMBER and key in env.notation.uses.complements
    return kind is Kind.WEIGHT or loose


def _base(name: str, key: Key, fact: Fact | None, env: Env) -> Expr:
    """A base, which is > 0; > 1 that of a logarithm, unless the text says where it lies."""
    made: Expr = Positive(name)
    low, high = _bounds(fact) if fact is not None else (None, None)
    if key in env.notation.log_bases and high is None and (low is None or low < 1):
        env.suppose(f"{key.plain()} > 1")
        env.above_one[key] = made
    elif fact is None:
        env.suppose(f"{key.plain()} > 0")
        env.unknown(key)
    return made


def _divided_by(key: Key, made: Expr, env: Env) -> Expr:
    """A number that is not 0, if the text divides by it elsewhere."""
    if key in env.notation.divisors:
        env.nonzero[key] = made
    return made


def sign(key: Key, env: Env) -> Sign:
    """Of a name with letters, as the text says it: "nonneg", "pos", or "real" where it does not."""
    for fact in env.facts:
        if fact.kind in ("number", "positive") and key in map(_head, fact.names):
            low, _ = _bounds(fact)
            positive = fact.kind == "positive" or _is_positive(fact)
            if positive or fact.words == "nonneg" or low == 0:
                env.rests.setdefault(fact.number)
                return "pos" if positive else "nonneg"
    if key in env.notation.scales:
        env.suppose(f"{key.plain()} > 0")
        return "pos"
    return "real"


def _head(node: Node) -> Key | None:
    """a of a_i and of a_1, …, a_n."""
    name = node.of if isinstance(node, Range) else node
    return key_of(replace(name, sub=())) if isinstance(name, Name) else None


def _is_positive(fact: Fact) -> bool:
    low, _ = _bounds(fact)
    strict = low == 0 and bool(fact.words) and fact.words[:1] in "(]"
    return fact.words == "pos" or strict or (low is not None and low > 0)


def said(key: Key, env: Env) -> Fact | None:
    """What the text says of a number, where it is read."""
    found = None
    for fact in env.facts:
        keys = [whole_key(n) for n in fact.names if isinstance(n, Name)]
        if fact.kind == "number" and key in keys:
            found = fact
    return found


def is_probability(key: Key, env: Env) -> bool:
    """Whether the text says that a number lies between 0 and 1."""
    fact = said(key, env)
    return fact is not None and _bounds(fact) == (0, 1)


def _bounded(name: str, fact: Fact) -> Expr:
    low, high = _bounds(fact)
    made: Expr
    if low == 0 and high == 1:
        made = Probability(name)
    elif _is_positive(fact):
        made = Positive(name)
    elif fact.words == "nonneg" or (low is not None and low >= 0):
        made = Nonnegative(name)
    else:
        made = Real(name)
    return made


def _bounds(fact: Fact) -> tuple[int | None, int | None]:
    if len(fact.values) != 2:
        return None, None
    low, high = (_whole(v) for v in fact.values)
    return low, high


def _whole(node: Node) -> int | None:
    if isinstance(node, Num) and node.value.denominator == 1:
        return int(node.value)
    return None


def interval(fact: Fact, env: Env) -> list[Relation]:
    """The bounds of a number as hypotheses, where its kind does not say them."""
    if len(fact.values) != 2:
        return []
    out: list[Relation] = []
    brackets = fact.words if len(fact.words) == 2 else "[]"
    for node in fact.names:
        if not isinstance(node, Name) or whole_key(node) not in env.names.numbers():
            raise NotRead(node.span, "does not occur")
        e = number(whole_key(node), env)
        for value, bracket, strict, weak in zip(
            fact.values, brackets, (Gt, Lt), (Ge, Le), strict=True
        ):
            if _infinite(value):
                continue
            relation = strict if bracket in "()" else weak
            out.append(relation(e, terms.term(value, env)))
    return [r for r in out if not _known(r)]


def _infinite(node: Node) -> bool:
    inner = node.body if isinstance(node, Neg) else node
    return isinstance(inner, Constant) and inner.name == "infinity"


def _known(r: Relation) -> bool:
    """Whether the kind of the number says it: λ ≥ 0 of a weight."""
    sign = getattr(getattr(r.lhs, "quantity", None), "sign", "real")
    low = r.rel == ">=" and r.rhs == 0 and sign in ("unit", "pos", "nonneg")
    return (
        low
        or (r.rel == ">" and r.rhs == 0 and sign == "pos")
        or (r.rel == "<=" and r.rhs == 1 and sign == "unit")
    )
