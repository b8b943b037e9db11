"""True statements written otherwise, and statements that are nearly true."""

from __future__ import annotations

import random
from typing import Any

from sympy import Expr, Integer, Rational

from derive.language.alphabets import Alphabet
from derive.language.derivatives import Partial
from derive.language.expressions import Indicator, Inverse, Sum
from derive.language.laws import ConditionalValue, LawValue
from derive.language.measures import KL, E, H, Measure
from derive.language.operations import OverLetters
from derive.language.quantities import QuantityValue
from derive.language.relations import Rel, Relation
from derive.strategies import VOCABULARY, Stated

_FLIPPED: dict[Rel, Rel] = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "=": "="}
_WEAKER: dict[Rel, Rel] = {"=": "<=", "<": "<=", ">": ">="}
_P, _Q = VOCABULARY.laws[:2]
_X: Any = VOCABULARY.letters[0]
_BESIDE: tuple[Expr, ...] = (
    H(_P),
    _X.size,
    Sum(_P(_X) * _Q(_X), _X),
    E(VOCABULARY.lengths[0](_X), _P),
    Integer(1),
    *VOCABULARY.parameters,
)


def rewritten(stated: Stated, rng: random.Random) -> Stated:
    """As true as before, by one to three of the rewritings below."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        stated = rng.choice(_REWRITINGS)(stated, rng)
    return stated


def _added(s: Stated, rng: random.Random) -> Stated:
    """The same on both sides."""
    beside = rng.choice(_BESIDE) * Rational(rng.choice((1, 2, -1)), rng.choice((1, 3)))
    return _both(s, lambda e: e + beside)


def _scaled(s: Stated, rng: random.Random) -> Stated:
    factor = Rational(rng.choice((1, 2, 3)), rng.choice((1, 2, 5)))
    return _both(s, lambda e: factor * e)


def _turned(s: Stated, rng: random.Random) -> Stated:
    r = s.relation
    return s._replace(relation=Relation(r.rhs, _FLIPPED[r.rel], r.lhs))


def _weaker(s: Stated, rng: random.Random) -> Stated:
    r = s.relation
    rel = _WEAKER.get(r.rel, r.rel)
    return s._replace(relation=Relation(r.lhs, rel, r.rhs))


def _slack(s: Stated, rng: random.Random) -> Stated:
    """Something nonnegative more on the greater side."""
    r = _weaker(s, rng).relation
    more = rng.choice((H(_P), KL(_P, _P), Sum(_Q(_X) ** 2, _X), VOCABULARY.parameters[0], _X.size))
    if r.rel == "<=":
        return s._replace(relation=Relation(r.lhs, "<=", r.rhs + more))
    return s._replace(relation=Relation(r.lhs + more, ">=", r.rhs))


def _unfolded(s: Stated, rng: random.Random) -> Stated:
    """A measure by its definition."""
    return _both(s, lambda e: _mapped(e, lambda n: n.unfold() if isinstance(n, Measure) else n))


def _times_one(s: Stated, rng: random.Random) -> Stated:
    """A side times Σ q = 1."""
    r, one = s.relation, Sum(_Q(_X), _X)
    if r.rel in ("<", ">", "<=", ">=", "=") and rng.random() < 0.5:
        return s._replace(relation=Relation(r.lhs * one, r.rel, r.rhs))
    return s._replace(relation=Relation(r.lhs, r.rel, r.rhs * one))


def _mixed(s: Stated, rng: random.Random) -> Stated:
    """e = λe + (1 − λ)e."""
    lam = VOCABULARY.parameters[0]
    r = s.relation
    return s._replace(relation=Relation(lam * r.lhs + (1 - lam) * r.lhs, r.rel, r.rhs))


def _guarded(s: Stated, rng: random.Random) -> Stated:
    """One value p as p·[p ≠ 0]."""
    values = _values(s.relation.lhs)
    if not values:
        return s
    chosen = rng.choice(values)
    r = s.relation
    lhs = _mapped(r.lhs, lambda n: n * Indicator(n) if n == chosen else n)
    return s._replace(relation=Relation(lhs, r.rel, r.rhs))


def _more_given(s: Stated, rng: random.Random) -> Stated:
    return s._replace(given=(*s.given, rng.choice((_P << _Q, _Q << _P))))


_REWRITINGS = (
    *(_added, _scaled, _turned, _weaker, _slack, _unfolded, _times_one, _mixed, _guarded),
    _more_given,
)


def perturbed(stated: Stated, rng: random.Random) -> Stated:
    """A small change, after which the statement is false more often than not."""
    r = stated.relation
    kind = rng.randrange(7)
    if kind == 0:
        small = Rational(rng.choice((-1, 1)), rng.choice((2, 7, 1000)))
        return stated._replace(relation=Relation(r.lhs, r.rel, r.rhs + small))
    if kind == 1:
        factor = 1 + Rational(rng.choice((-1, 1)), rng.choice((2, 7, 1000)))
        return stated._replace(relation=Relation(factor * r.lhs, r.rel, r.rhs))
    if kind == 2:
        return stated._replace(relation=Relation(r.rhs, r.rel, r.lhs))
    if kind == 3:
        strict: dict[Rel, Rel] = {"<=": "<", ">=": ">", "=": "<=", "<": "<=", ">": ">="}
        return stated._replace(relation=Relation(r.lhs, strict[r.rel], r.rhs))
    if kind == 4 and stated.given:
        given = list(stated.given)
        del given[rng.randrange(len(given))]
        return stated._replace(given=tuple(given))
    if kind == 5:
        return stated._replace(relation=Relation(_swapped(r.lhs, rng), r.rel, r.rhs))
    return stated._replace(relation=Relation(_unguarded(r.lhs, rng), r.rel, r.rhs))


def _swapped(e: Expr, rng: random.Random) -> Expr:
    """One value for another of the same letters."""
    values = _values(e)
    if len(values) < 2:
        return e * 2
    old, new = rng.sample(values, 2)
    if old.free_symbols == new.free_symbols:
        return _mapped(e, lambda n: new if n == old else n)
    return _mapped(e, lambda n: n**2 if n == old else n)


def _unguarded(e: Expr, rng: random.Random) -> Expr:
    """A coefficient, or one number in the expression, changed."""
    numbers = [n for n in e.atoms() if n.is_Rational and n not in (0, 1)]
    if not numbers:
        return 2 * e
    old = rng.choice(sorted(numbers))
    return _mapped(e, lambda n: n + Rational(1, 7) if n == old else n)


def _both(s: Stated, f: Any) -> Stated:
    r = s.relation
    return s._replace(relation=Relation(f(r.lhs), r.rel, f(r.rhs)))


def _values(e: Any) -> list[Any]:
    """Values of laws and quantities, in order of first appearance."""
    if hasattr(e, "unfold"):
        return _values(e.unfold())
    own = [e] if isinstance(e, (LawValue, QuantityValue)) else []
    inner = [] if own else [v for a in e.args for v in _values(a)]
    return list(dict.fromkeys(own + inner))


def _mapped(e: Any, f: Any) -> Any:
    """The expression with f applied to its nodes, measures unfolded on the way."""
    while hasattr(e, "unfold"):
        e = e.unfold()
    if isinstance(e, ConditionalValue):
        return _mapped(e.joint, f) * Inverse(_mapped(e.given, f))
    whole = (LawValue, QuantityValue, Alphabet, Partial)  # a derivative's variable stays
    if isinstance(e, whole) or not e.args:
        return f(e)
    if isinstance(e, (Sum, OverLetters)):
        return f(e.func(_mapped(e.body, f), *e.indices))
    return f(e.func(*(_mapped(a, f) for a in e.args)))
