"""What the words of a formula mean, as kernel terms: entropies, divergences, values of laws.

Written from the definitions (Cover & Thomas, chapter 2), not from `derive/language`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.terms import Index, Term
from trials.readback import operations
from trials.readback.table import LawEntry, Table, Unread, is_constant


@dataclass(frozen=True)
class Whole:
    """A law as an argument: H(p)."""

    law: LawEntry


@dataclass(frozen=True)
class Variables:
    """Random variables as an argument, by their capitals: X,Y."""

    names: tuple[str, ...]


OPTIMUM = " over all"  # after argmax or argmin: no name that a user can type


Argument = Whole | Variables | t.Term  # type: ignore[valid-type]


def times(*factors: Term) -> Term:
    return t.Mul(tuple(factors))


def inverse(of: Term) -> Term:
    return t.Pow(of, -1)


def number(value: int | Fraction | str) -> Term:
    return t.const(Fraction(value))


def log(of: Term, base: Term | None) -> Term:
    return t.Log(of) if base is None else times(t.Log(of), inverse(t.Log(base)))


def total(letters: Sequence[Index], body: Term) -> Term:
    return t.Sum(tuple(letters), body) if letters else body


# ---------------------------------------------------------------- values of laws


def value(law: LawEntry, at: Sequence[tuple[str, Index]]) -> Term:
    """The probability of an assignment; 1 for none."""
    order = [v for v, _ in law.variables]
    if len({v for v, _ in at}) != len(at):
        raise Unread(f"{law.name}: two letters for one variable")
    missing = {v for v, _ in law.inputs} - {v for v, _ in at}
    if missing:
        raise Unread(f"{law.name}: the inputs {sorted(missing)} have no letter")
    return t.LawTerm(law.name, tuple(sorted(at, key=lambda pair: order.index(pair[0]))))


def matched(
    letters: Sequence[Index], among: Sequence[tuple[str, str]], law: str
) -> list[tuple[str, Index]]:
    """Which variable each letter stands for: all of them in order, or else a letter called as a
    variable for that one, and another for the only one left over its alphabet."""
    if [i.alphabet for i in letters] == [a for _, a in among]:
        return [(v, i) for (v, _), i in zip(among, letters, strict=True)]
    found = {i.name: i for i in letters if (i.name, i.alphabet) in among}
    if sum(i.name in found for i in letters) != len(found):
        raise Unread(f"{law}: a letter stands twice")
    for i in (i for i in letters if i.name not in found):
        fits = [v for v, a in among if a == i.alphabet and v not in found]
        if len(fits) != 1:
            raise Unread(f"{law}: the letter {i.name} may be for any of {fits}")
        found[fits[0]] = i
    return list(found.items())


def bound(law: LawEntry, names: Sequence[str] | None = None) -> list[tuple[str, Index]]:
    """The law's variables at their own letters."""
    return [(v, Index(v, a)) for v, a in law.outputs if names is None or v in names]


# ---------------------------------------------------------------- arguments of measures


def density(of: Argument, like: Sequence[Index] | None = None) -> tuple[Term, tuple[Index, ...]]:
    """A law's value at its own letters (or at those of the law beside it), or the expression,
    with the letters that are obviously summed over."""
    if isinstance(of, Variables):
        raise Unread(f"the variables {of.names} stand where a law is expected")
    if isinstance(of, Whole):
        if of.law.inputs:
            raise Unread(f"{of.law.name} is a channel")
        letters = [Index(v, a) for v, a in of.law.outputs] if like is None else list(like)
        at = matched(letters, of.law.outputs, of.law.name)
        return value(of.law, at), tuple(letters)
    return of, tuple(sorted(i for i in t.free_indices(of) if not is_constant(i)))


def pair(
    first: Argument, second: Argument, over: Sequence[Index] | None
) -> tuple[Term, Term, tuple[Index, ...]]:
    a, letters = density(first)
    like: Sequence[Index] | None = None  # a law beside a constant stands at its own letters
    if isinstance(second, Whole):
        said = over if over is not None and not isinstance(first, Whole) else letters
        like = said or None
    b, others = density(second, like)
    every = tuple(sorted({*letters, *others}))
    return a, b, tuple(over) if over is not None else every


def entropy(p: Argument, base: Term | None, over: Sequence[Index] | None) -> Term:
    a, letters = density(p)
    return total(over if over is not None else letters, times(a, log(inverse(a), base)))


def cross(p: Argument, q: Argument, base: Term | None, over: Sequence[Index] | None) -> Term:
    a, b, letters = pair(p, q, over)
    return total(letters, times(a, log(inverse(b), base)))


def divergence(p: Argument, q: Argument, base: Term | None, over: Sequence[Index] | None) -> Term:
    a, b, letters = pair(p, q, over)
    return total(letters, times(a, log(times(a, inverse(b)), base)))


def jensen_shannon(
    p: Argument, q: Argument, base: Term | None, over: Sequence[Index] | None
) -> Term:
    a, b, letters = pair(p, q, over)
    half = number(Fraction(1, 2))
    m = t.Add((times(half, a), times(half, b)))
    parts = (times(half, divergence(e, m, base, letters)) for e in (a, b))
    return t.Add(tuple(parts))


def binary(of: Term, base: Term | None) -> Term:
    """h(λ) = λ log 1/λ + (1 − λ) log 1/(1 − λ)."""
    rest = t.minus(t.ONE, of)
    return t.Add(tuple(times(e, log(inverse(e), base)) for e in (of, rest)))


def law_of(table: Table, names: Sequence[str], told: str | None) -> tuple[LawEntry, list[str]]:
    """The law that variables belong to, by their capitals, and their letters.

    told: the law that a subscript names. Without one, only one law may have such variables.
    """
    fits = []
    for law in (law for law in table.laws.values() if not law.inputs):
        called = {v.upper(): v for v, _ in law.outputs}
        if len(called) == len(law.outputs) and set(names) <= set(called):
            fits.append((law, [called[n] for n in names]))
    if told is not None:
        fits = [f for f in fits if f[0].name == told]
    if len(fits) != 1:
        raise Unread(f"variables {','.join(names)} of {[law.name for law, _ in fits] or 'no law'}")
    return fits[0]


def joint(law: LawEntry, names: Sequence[str]) -> Term:
    return value(law, bound(law, names)) if names else t.ONE


def entropy_of(law: LawEntry, left: Sequence[str], given: Sequence[str], base: Term | None) -> Term:
    """H(A|B) = Σ r(a,b) log 1/r(a|b)."""
    both = joint(law, [*left, *given])
    ratio = times(both, inverse(joint(law, given))) if given else both
    letters = [i for _, i in bound(law, [*left, *given])]
    return total(letters, times(both, log(inverse(ratio), base)))


def information(
    law: LawEntry,
    left: Sequence[str],
    right: Sequence[str],
    given: Sequence[str],
    base: Term | None,
) -> Term:
    """I(A;B|C) = Σ r(a,b,c) log( r(a,b|c) / (r(a|c) r(b|c)) ), also where A and B overlap."""
    every = list(dict.fromkeys((*left, *right, *given)))
    both = joint(law, every)
    above = times(both, joint(law, given)) if given else both
    below = times(joint(law, [*left, *given]), joint(law, [*right, *given]))
    letters = [i for _, i in bound(law, every)]
    return total(letters, times(both, log(times(above, inverse(below)), base)))


def expectation(law: LawEntry, of: Term) -> Term:
    at = bound(law)
    return total([i for _, i in at], times(value(law, at), of))


def optimum(kind: str, letter: Index, of: Term) -> Term:
    """argmax_θ f: no number, and here a term only to be compared with another."""
    return times(t.Quantity(f"{kind}{OPTIMUM}"), total([letter], of))


def least(lengths: str) -> str:
    """The sign between Kraft's sum and the mean of lengths that are of least mean."""
    return f"≤ 1 among whole {lengths} of least"


def unfolded(term: Term, table: Table) -> Term:
    """The term with what its defined names mean put in; marginals of defined laws are sums."""
    match term:
        case t.Quantity(name, at) if name in table.bodies:
            letters, body = table.bodies[name]
            return t.rename(body, dict(zip(letters, at, strict=True)))
        case t.Quantity(name, _) if operations.is_operation(name):
            return operations.mapped(term, lambda e: unfolded(e, table))
        case t.LawTerm(name, at) if name in table.bodies:
            letters, body = table.bodies[name]
            return _marginal(table.laws[name], dict(at), letters, body)
    return t.with_children(term, tuple(unfolded(c, table) for c in t.children(term)))


def _marginal(law: LawEntry, at: dict[str, Index], letters: Sequence[Index], body: Term) -> Term:
    to, summed = {}, []
    for (v, _), own in zip(law.variables, letters, strict=True):
        if v not in at:
            at[v] = t.apart(own, set(at.values()))
            summed.append(at[v])
        to[own] = at[v]
    return total(summed, t.rename(body, to))


# ---------------------------------------------------------------- events


@dataclass(frozen=True)
class Event:
    """kind: is (variable, letter), same (two variables), in (variable, subset), not, and, or."""

    kind: str
    parts: tuple[object, ...]

    def variables(self) -> list[str]:
        if self.kind in ("not", "and", "or"):
            inner = [v for e in self.parts for v in e.variables()]  # type: ignore[attr-defined]
            return list(dict.fromkeys(inner))
        return [v for v in self.parts if isinstance(v, str)][: 2 if self.kind == "same" else 1]

    def letters(self) -> set[Index]:
        inner: set[Index] = set()
        for e in self.parts:
            inner |= e.letters() if isinstance(e, Event) else {e} if isinstance(e, Index) else set()
        return inner

    def indicator(self, at: dict[str, Index]) -> Term:
        """1 where it happens, for a letter of each variable, by its capital."""
        match self.kind, self.parts:
            case "is", (str(v), Index() as i):
                return t.Delta(at[v], i)
            case "same", (str(v), str(w)):
                return t.Delta(at[v], at[w])
            case "in", (str(v), str(subset)):
                return t.Nonzero(t.Quantity(subset, (at[v],)))
        inner = [e.indicator(at) for e in self.parts]  # type: ignore[attr-defined]
        if self.kind == "not":
            return t.minus(t.ONE, inner[0])
        if self.kind == "and":
            return times(*inner)
        return t.minus(t.ONE, times(*(t.minus(t.ONE, e) for e in inner)))


def both(*events: Event | None) -> Event | None:
    """All of them; None is what always happens."""
    known = tuple(e for e in events if e is not None)
    return None if not known else known[0] if len(known) == 1 else Event("and", known)


def happens(law: LawEntry, event: Event | None, at: dict[str, Index]) -> Term:
    """The probability of letters of variables, by their capitals, together with the event."""
    called = {v.upper(): (v, a) for v, a in law.outputs}
    taken = {*at.values(), *(event.letters() if event else ())}
    put, summed = dict(at), []
    for capital in event.variables() if event else []:
        if capital not in put:
            put[capital] = t.apart(Index(*called[capital]), taken)
            taken.add(put[capital])
            summed.append(put[capital])
    joint_value = value(law, [(called[c][0], i) for c, i in put.items()]) if put else t.ONE
    return total(summed, times(joint_value, event.indicator(put)) if event else joint_value)


def probability(law: LawEntry, event: Event, given: Event | None) -> Term:
    whole = happens(law, both(event, given), {})
    return whole if given is None else times(whole, inverse(happens(law, given, {})))


def at_event(
    law: LawEntry,
    groups: Sequence[Sequence[str]],
    bar: Sequence[str],
    event: Event,
    base: Term | None,
) -> Term:
    """H(A|B, event) and I(A;B|C, event): those of the law given the event."""
    called = {v.upper(): (v, a) for v, a in law.outputs}
    taken, at = set(event.letters()), {}
    for capital in dict.fromkeys(n for g in (*groups, bar) for n in g):
        at[capital] = t.apart(Index(*called[capital]), taken)
        taken.add(at[capital])

    def of(*names: str) -> Term:
        return happens(law, event, {n: at[n] for n in dict.fromkeys(names)})

    every = list(at)
    weight = times(of(*every), inverse(of()))
    if len(groups) == 1:
        ratio = times(of(*groups[0], *bar), inverse(of(*bar)))
        return total(list(at.values()), times(weight, log(inverse(ratio), base)))
    one, other = groups
    above = times(of(*every), of(*bar))
    below = times(of(*one, *bar), of(*other, *bar))
    return total(list(at.values()), times(weight, log(times(above, inverse(below)), base)))
