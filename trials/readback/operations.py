"""|a|, max, roots, ⌈a⌉, n!: no kernel terms of their own; quantities that say what they are of."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, comb, factorial

from derive.kernel import terms as t
from derive.kernel.terms import Index, Term
from trials.fuzz import numbers as x
from trials.fuzz.numbers import Number
from trials.fuzz.values import Env, Values, places
from trials.readback.canonical import constant, key

_OPEN = "⟨"
_HIGHEST = 200  # of a ceiling's value


@dataclass(frozen=True)
class Operation:
    """kind: abs, max, min, pow, ceiling, factorial, binomial, pi. of: its operands, their letters
    numbered. bound: of max and min, the letters that they are taken over."""

    kind: str
    of: tuple[Term, ...]
    bound: tuple[Index, ...] = ()


_known: dict[str, Operation] = {}


def operation(kind: str, of: Sequence[Term], bound: Sequence[Index] = ()) -> Term:
    """The quantity that stands for an operation; one for all operands of one canonical key."""
    over = tuple(bound)
    whole = t.Add(tuple(t.Sum(over, e) for e in of) if over else tuple(of))
    letters = tuple(sorted(t.free_indices(whole)))
    to = {i: Index(f"#{k}", i.alphabet) for k, i in enumerate(letters)}
    shapes = [t.rename(t.Sum(over, e) if over else e, to) for e in of]
    keys = [key(s) for s in shapes]
    if kind in ("max", "min"):
        keys.sort()
    at = ",".join(i.alphabet for i in letters)  # a key has no letters of a part that is 0
    name = f"{kind}{_OPEN}{at}: {'; '.join(keys)}⟩"
    inner = tuple(s.body if over and isinstance(s, t.Sum) else s for s in shapes)
    taken = shapes[0].indices if over and isinstance(shapes[0], t.Sum) else ()
    _known.setdefault(name, Operation(kind, inner, taken))
    return t.Quantity(name, letters)


def first(at: Sequence[Index], of: Term, bound: Sequence[Index]) -> Term:
    """[x = argmax_x' f(x')]: a law on the letters where f is largest, at some letters."""
    over = operation("first", [of], bound)
    return t.Quantity(over.name, (*over.at, *at)) if isinstance(over, t.Quantity) else over


def several(kind: str, of: Sequence[Term]) -> Term:
    """max or min of numbers; of nested ones of all of them, each once."""
    flat: list[Term] = []
    for e in of:
        op = _known.get(e.name) if isinstance(e, t.Quantity) else None
        if op is not None and op.kind == kind and not op.bound and isinstance(e, t.Quantity):
            back = {Index(f"#{k}", i.alphabet): i for k, i in enumerate(e.at)}
            flat += [t.rename(a, back) for a in op.of]
        else:
            flat.append(e)
    numbers = [c for e in flat if (c := constant(e)) is not None]
    rest = list({key(e): e for e in flat if constant(e) is None}.values())
    if numbers:
        rest.append(t.Const(max(numbers) if kind == "max" else min(numbers)))
    return rest[0] if len(rest) == 1 else operation(kind, rest)


def mapped(
    term: t.Quantity,
    change: Callable[[Term], Term],
    letter: Callable[[Index], Index] = lambda i: i,
) -> Term:
    """The operation again, of its operands as they are changed, and of its own letters."""
    op = _known[term.name]
    back = {Index(f"#{k}", i.alphabet): i for k, i in enumerate(term.at)}
    if not op.bound:
        return operation(op.kind, [change(t.rename(e, back)) for e in op.of])
    whole = [t.rename(t.Sum(op.bound, e), back) for e in op.of]
    inner = [change(s.body) for s in whole if isinstance(s, t.Sum)]
    bound = tuple(map(letter, next(s.indices for s in whole if isinstance(s, t.Sum))))
    if op.kind == "first":
        return first(term.at[-len(bound) :], inner[0], bound)
    return operation(op.kind, inner, bound)


def operands(terms: Iterable[Term]) -> list[Term]:
    """The terms, and the operands of the operations in them."""
    out, todo = [], list(terms)
    while todo:
        one = todo.pop()
        out.append(one)
        for s in t.subterms(one):
            if isinstance(s, t.Quantity) and s.name in _known:
                op = _known[s.name]
                todo += [t.Sum(op.bound, e) if op.bound else e for e in op.of]
    return out


def is_operation(name: str) -> bool:
    return _OPEN in name


def power(base: Term, exponent: Term) -> Term:
    """a^r: of a whole r as it is, of a number a > 0 as exp(r·ln a), else an operation."""
    r, a = constant(exponent), constant(base)
    if r is not None and r.denominator == 1:
        return t.Pow(base, int(r))
    if a is not None and a > 0:
        return t.Exp(t.Mul((exponent, t.Log(base))))
    if base == t.Exp(t.ONE):
        return t.Exp(exponent)
    if r is not None and r < 0:
        return t.Pow(power(base, t.Const(-r)), -1)
    return operation("pow", (base, exponent))


class Evaluated(Values):
    """Values of terms with operations in them."""

    def at(self, term: Term, env: Env) -> Number | None:
        if isinstance(term, t.Quantity) and term.name in _known:
            op = _known[term.name]
            inner = {Index(f"#{k}", i.alphabet): env[i] for k, i in enumerate(term.at)}
            return self._operation(op, inner)
        return super().at(term, env)

    def _operation(self, op: Operation, env: Env) -> Number | None:
        envs = [dict(env)]
        if op.bound:
            envs = [{**env, **more} for more in places(frozenset(op.bound), self.point)]
        values = [self.at(e, at) for e in op.of for at in envs]
        if any(v is None for v in values):
            return None
        known: list[Number] = [v for v in values if v is not None]
        if op.kind == "first":
            best = known.index(_extreme(known, 1))
            places_of = list(env)[-len(op.bound) :]
            chosen = [envs[best][i] for i in op.bound]
            return Fraction(chosen == [env[i] for i in places_of])
        match op.kind:
            case "abs":
                return known[0] if x.sign(known[0]) >= 0 else x.times(Fraction(-1), known[0])
            case "max" | "min":
                return _extreme(known, 1 if op.kind == "max" else -1)
            case "pow":
                return self._power(known[0], known[1])
            case "ceiling":
                return Fraction(_ceiling(known[0]))
            case "at least":
                return Fraction(x.sign(known[0]) >= 0)
            case "pi":
                return _PI
            case "factorial" | "binomial":
                return _counted(op.kind, [_rational(v) for v in known])
        raise x.Undecided(op.kind)

    def _power(self, a: Number, r: Number) -> Number | None:
        s = x.sign(a)
        if s == 0 and x.sign(r) > 0:
            return Fraction(0)
        if s <= 0 and self.strict:
            return None
        return x.exp(x.times(r, x.log(a)))


def _extreme(values: Sequence[Number], sense: int) -> Number:
    best = values[0]
    for v in values[1:]:
        if sense * x.sign(x.minus(v, best)) > 0:
            best = v
    return best


def _ceiling(value: Number) -> int:
    """The least integer ≥ the value, by exact signs where it is irrational."""
    if isinstance(value, Fraction):
        return ceil(value)
    n = 0
    while x.sign(x.minus(value, Fraction(n))) > 0:
        n += 1
        if n > _HIGHEST:
            raise x.Undecided("too high")
    while x.sign(x.minus(value, Fraction(n - 1))) <= 0:
        n -= 1
        if n < -_HIGHEST:
            raise x.Undecided("too low")
    return n


def _rational(value: Number) -> Fraction:
    if not isinstance(value, Fraction):
        raise x.Undecided("no rational number")
    return value


_PI = Fraction(355, 113)  # a number for π, which a reading takes for π or not


def _counted(kind: str, of: Sequence[Fraction]) -> Fraction:
    """n! and C(n,k); at what is no small natural number a number that follows from it."""
    if any(v.denominator != 1 or not 0 <= v <= 20 for v in of):
        return Fraction(random.Random(f"{kind} {of}").randrange(1, 1000), 7)
    whole = [int(v) for v in of]
    return Fraction(factorial(whole[0]) if kind == "factorial" else comb(*whole))
