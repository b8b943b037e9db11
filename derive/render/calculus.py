"""The certificate of a scalar lemma in sentences: points, derivatives, signs.

What is said is read off the theorem, and calculated by the kernel: nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from derive.kernel import certificates as c
from derive.kernel import scalar as sc
from derive.kernel import terms as t
from derive.kernel.ends import Behaviour, behaviour
from derive.kernel.functions import Function, Interval, derivative, function, times
from derive.kernel.polynomials import End
from derive.kernel.scalar import Kind
from derive.kernel.theorem import Theorem
from derive.render.writers import Writer
from derive.rules.scalar_lemma import function_term

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_KIND: dict[Kind, str] = {
    "P": "is > 0",
    "N": "is < 0",
    "PM": "is > 0 up to some point, < 0 from there on",
    "MP": "is < 0 up to some point, > 0 from there on",
}
_SIGN = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}


def lemmas(forms: Sequence[c.Form]) -> list[Theorem]:
    """The scalar lemmas that the forms are, or are instances of; each once."""
    found: dict[int, Theorem] = {}
    for f in forms:
        if isinstance(f, c.Known) and f.theorem.is_scalar:
            lemma = f.theorem
            while lemma.reason.rule == "instance":
                lemma = lemma.reason.given[0]
            found[id(lemma)] = lemma
    return list(found.values())


def sentences(lemma: Theorem, writer: type[Writer]) -> Iterator[str]:
    """How a scalar lemma is proved."""
    say, s = writer(lemma.context), lemma.statement
    name, on, closed = sc.domain(lemma.context)
    splits, multipliers = lemma.reason.given
    sides = ("right", "left") if s.is_below else ("left", "right")
    yield (
        f"the lemma {say.term(s.lhs)} {_SIGN[s.rel]} {say.term(s.rhs)} for "
        f"{sc.said(name, on, closed)}, by derivatives of {_named(0, say)}, its {sides[0]} side − "
        f"its {sides[1]} side:"
    )
    points = dict.fromkeys((*closed, *splits))
    zeros = set(sc.zeros_of(lemma))
    for sign, some in (("= 0", zeros & set(points)), ("> 0", set(points) - zeros)):
        if some:
            yield f"{_named(0, say)} {sign} at {name} = {', '.join(map(str, sorted(some)))}"
    for (a, b), chain in zip(pairwise((on.a, *splits, on.b)), multipliers, strict=True):
        part = Interval(a, b)
        told = _Part(say, name, part)
        told.go(function(s.gap(), name, part), chain, 0)
        yield f"for {sc.said(name, part)}: {'; '.join((*told.down, *told.up))}"


def _named(k: int, say: Writer) -> str:
    return say.term(_function(k, say))


def _function(k: int, say: Writer) -> t.Term:
    return say.opaque(f"g{k}".translate(_SUBSCRIPTS), f"g_{{{k}}}")


class _Part:
    """One part: the derivatives on the way down, the signs on the way up."""

    def __init__(self, say: Writer, name: str, on: Interval) -> None:
        self.say, self.name, self.on = say, name, on
        self.down: list[str] = []
        self.up: list[str] = []

    def go(self, g: Function, chain: Sequence[t.Term], k: int) -> Kind:
        say, known = self.say, sc.kind(g, self.name, self.on, tuple(chain))
        if not chain:
            self.up.append(f"{_named(k, say)} {_KIND[known]}")
            return known
        (a, left), (b, right) = self.on.sides()
        h = times(function(chain[0], self.name, self.on), g)
        grows = derivative(h)
        inner = _function(k, say)
        of = inner if chain[0] == t.ONE else t.Mul((chain[0], inner))
        value = say.term(function_term(grows, self.name)) if grows else "0"
        self.down.append(f"{_named(k + 1, say)} = {value}, the derivative of {say.term(of)}")
        if not grows:
            self.up.append(f"{say.term(of)} is constant, {_named(k, say)} {_KIND[known]}")
            return known
        below = self.go(grows, chain[1:], k + 1)
        near = (behaviour(h, a, left), a, "−∞"), (behaviour(h, b, right), b, "∞")
        ends = [_near(say.term(of), *near[e], self.name) for e in _used(below, known)]
        because = f"{' and '.join(ends)}, so " if ends else "so "
        self.up.append(f"{because}{_named(k, say)} {_KIND[known]}")
        return known


def _used(below: Kind, known: Kind) -> tuple[int, ...]:
    """The ends at which the sign was looked at."""
    if len(below) == 1:
        return () if len(known) == 2 else (0,) if below == known else (1,)
    return (0, 1) if len(known) == 1 else (0,) if below == known else (1,)


def _near(what: str, there: Behaviour, end: End, infinite: str, name: str) -> str:
    where = f"for {name} → {infinite if end is None else end}"
    if there.vanishes:
        return f"{what} → 0 {where}"
    return f"{what} {'>' if there.sign == 1 else '<'} 0 {where}"
