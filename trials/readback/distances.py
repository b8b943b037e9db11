"""What the named distances, divergences and entropies mean, from the definitions in the books:
Levin, Peres & Wilmer (4.1), Tsybakov 2.4, Rényi 1961, Tsallis 1988, Amari (3.27), Arimoto 1977.

Not from `derive/language/divergences.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.terms import Index, Term
from trials.readback import meaning as m
from trials.readback import operations as op
from trials.readback.canonical import constant
from trials.readback.meaning import Argument, Variables, number, times
from trials.readback.table import LawEntry, Unread

Over = Sequence[Index] | None
HALF = number(Fraction(1, 2))
ORDERED = ("D^R", "D^T", "D^A", "H^R", "H^T")
PAIRS = {"TV": ",", "BC": ",", "BD": ",", "Hel": ",", "Hel²": ",", "χ²": "‖"}
GUESSES = ("Pguess", "Perr")
HEADS = (*PAIRS, *ORDERED, *GUESSES, "Hmin")


def root(of: Term) -> Term:
    return op.power(of, HALF)


def of_pair(head: str, a: Term, b: Term, over: Sequence[Index], base: Term | None) -> Term:
    """½ Σ |p − q|, Σ √(p·q), log 1/Σ √(p·q), ½ Σ (√p − √q)² and its root, Σ (p − q)²/q."""
    if base is not None and head != "BD":
        raise Unread(f"{head} with a base")
    if head == "TV":
        return times(HALF, m.total(over, op.operation("abs", [t.minus(a, b)])))
    if head == "χ²":
        return m.total(over, times(t.Pow(t.minus(a, b), 2), m.inverse(b)))
    if head in ("BC", "BD"):
        mean = m.total(over, root(times(a, b)))
        return mean if head == "BC" else m.log(m.inverse(mean), base)
    squared = times(HALF, m.total(over, t.Pow(t.minus(root(a), root(b)), 2)))
    return squared if head == "Hel²" else root(squared)


def of_order(
    head: str, order: Term, values: Sequence[Term], over: Sequence[Index], base: Term | None
) -> Term:
    """log Σ p^α·q^(1−α)/(α − 1), (Σ p^α·q^(1−α) − 1)/(α − 1), 4/(1 − α²)·(1 − Σ …), and
    log Σ p^α/(1 − α), (1 − Σ p^α)/(α − 1)."""
    if base is not None and head not in ("D^R", "H^R"):
        raise Unread(f"{head} with a base")
    below = t.minus(order, t.ONE)
    if head == "D^A":
        return _amari(order, values, over)
    mixed = op.power(values[0], order) if head[0] == "H" else _mixed(order, *values)
    mean = m.total(over, mixed)
    sign = number(-1 if head[0] == "H" else 1)
    above = m.log(mean, base) if head[2] == "R" else t.minus(mean, t.ONE)
    return times(sign, above, m.inverse(below))


def _mixed(order: Term, a: Term, b: Term) -> Term:
    """p^α·q^(1−α); of an order that is no number p·(p/q)^(α−1)."""
    r = constant(order)
    if r is None:
        ratio = t.Log(times(a, m.inverse(b)))
        return times(a, t.Exp(times(t.minus(order, t.ONE), ratio)))
    rest = op.power(b, t.Const(1 - r)) if r < 1 else m.inverse(op.power(b, t.Const(r - 1)))
    return times(op.power(a, order), rest)


def _amari(order: Term, values: Sequence[Term], over: Sequence[Index]) -> Term:
    r = constant(order)
    if r is None or not -1 < r < 1:
        raise Unread(f"the α-divergence of order {r}")
    a, b = (op.power(e, t.Const((1 + s * r) / 2)) for s, e in zip((-1, 1), values, strict=True))
    return times(t.Const(4 / (1 - r * r)), t.minus(t.ONE, m.total(over, times(a, b))))


def least(of: Term, over: Sequence[Index], base: Term | None) -> Term:
    """H_min = log 1/max p."""
    return m.log(m.inverse(greatest(of, over)), base)


def greatest(of: Term, over: Sequence[Index]) -> Term:
    return op.operation("max", [of], over) if over else of


def guess(head: str, best: Term) -> Term:
    return best if head == "Pguess" else t.minus(t.ONE, best)


def guess_of(law: LawEntry, hidden: Sequence[str], seen: Sequence[str]) -> Term:
    """Σ_y max_x r(x,y)."""
    hidden = [v for v in hidden if v not in seen]
    of = m.joint(law, [*hidden, *seen])
    best = greatest(of, [i for _, i in m.bound(law, hidden)])
    return m.total([i for _, i in m.bound(law, seen)], best)


def binary(a: Term, b: Term, base: Term | None) -> Term:
    """d(a‖b) = a log a/b + (1 − a) log (1 − a)/(1 − b)."""
    pairs = ((a, b), (t.minus(t.ONE, a), t.minus(t.ONE, b)))
    return t.Add(tuple(times(u, m.log(times(u, m.inverse(v)), base)) for u, v in pairs))


def read(
    head: str,
    given: Sequence[tuple[str, Argument]],
    base: Term | None,
    letters: Over,
    order: Term | None,
) -> Term:
    """A measure of laws or expressions, by its head.

    Raises:
        Unread: for other arguments than it takes.
    """
    signs, args = "".join(s for s, _ in given), [a for _, a in given]
    if any(isinstance(a, Variables) for a in args):
        raise Unread(f"{head} of variables")
    if head in PAIRS or head.startswith("D"):
        if signs != PAIRS.get(head, "‖"):
            raise Unread(f"{head} with the signs {signs!r}")
        a, b, over = m.pair(args[0], args[1], letters)
        if order is None:
            return of_pair(head, a, b, over, base)
        return of_order(head, order, (a, b), over, base)
    if signs:
        raise Unread(f"{head} with the signs {signs!r}")
    value, own = m.density(args[0])
    over = tuple(letters) if letters is not None else own
    if order is not None:
        return of_order(head, order, (value,), over, base)
    if head == "Hmin":
        return least(value, over, base)
    if base is not None:
        raise Unread(f"{head} with a base")
    return guess(head, greatest(value, over))
