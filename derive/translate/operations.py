"""|a|, max, min, real powers, π, n! and binomials as kernel terms, by what stands for them.

    |a| = (2s − 1)·a        max(a, b) = s·a + (1 − s)·b        min(a, b) = (1 − s)·a + s·b
    a^r = [a ≠ 0]·exp(r·ln a) for r > 0, else exp(r·ln a)

with s = 1 where a > 0 (a > b), 0 where it is less. The s of a product is made of those of its
factors, and factors that are visibly ≥ 0 have none, so |a·b| = |a|·|b| and √(ab) = √a·√b are
identities where they hold. An alternative b that is visibly never the extremum stays as b − b: a
maximum has no value where one of its parts has none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Add, Expr, Mul, Rational

from derive.kernel import terms as t
from derive.kernel.terms import Index, Term
from derive.language.alphabets import Alphabet, Cardinality
from derive.language.definitions import at_letters
from derive.language.expressions import Inverse, Sum
from derive.language.laws import ConditionalValue, LawValue
from derive.language.measures import Measure
from derive.language.operations import (
    Abs,
    Extremum,
    Max,
    Min,
    OverLetters,
    Power,
    binomial,
    factorial,
    is_natural,
    surely_positive,
)
from derive.language.printing import text
from derive.language.quantities import QuantityValue
from derive.translate.factors import factored
from derive.translate.fresh import HAS_SIGN, Fresh, Say
from derive.translate.named import choices

_MINUS = t.const(-1)
_LARGEST_POWER = 64  # that the kernel takes


class Operations:
    """Translates operations; term: of any expression. index: of a letter. shown: an expression
    with the letters that have names put where they stand."""

    def __init__(
        self,
        term: Callable[[Expr], Term],
        index: Callable[[Any], Index],
        nonnegative: Callable[[Term], bool],
        shown: Callable[[Expr], Expr],
        fresh: Fresh,
    ) -> None:
        self.term, self.index, self.nonnegative = term, index, nonnegative
        self.shown, self.fresh = shown, fresh
        self._exponents: set[Expr] = set()  # of roots
        self._compared: dict[tuple[Expr, Expr], Term] = {}  # the s of a − b

    # ------------------------------------------------------------ |a|, max, min

    def absolute(self, e: Abs) -> Term:
        """(2s − 1)·a."""
        (a,) = e.args
        s = self._selector(a)
        inner = self.term(a)
        if s == t.ONE:
            return inner
        if s == t.ZERO:
            return t.Mul((_MINUS, inner))
        return t.Mul((t.Add((t.Mul((t.const(2), s)), _MINUS)), inner))

    def extremum(self, e: Extremum) -> Term:
        """The last alternative against the extremum of the others."""
        first = e.func(*e.args[:-1])
        last = e.args[-1]
        s = self._selector(first - last)
        one, other = (first, last) if isinstance(e, Max) else (last, first)
        return _between(s, self.term(one), self.term(other))

    def over_letters(self, e: OverLetters) -> Term:
        """max_x: what does not depend on x is taken out. min is −max of −f."""
        named = tuple(i for i in e.indices if i.called)
        if named:
            return self.term(_of_each(e, named))
        sign = 1 if e.symbol == "max" else -1
        fixed, rest = [], []
        for part in Add.make_args(e.body):
            (rest if part.free_symbols & set(e.indices) else fixed).append(part)
        letters = [i for i in e.indices if i in Add(*rest).free_symbols]
        if not letters:
            return self.term(e.body)
        scale, inside = self._taken_out(sign * Add(*rest), letters)
        over = tuple(map(self.index, letters))
        best = self.fresh.largest(self.term(inside), over, _say(self.shown(inside)))
        if sign * scale != 1:
            best = t.Mul((self.term(sign * scale), best))
        return t.Add((self.term(Add(*fixed)), best)) if fixed else best

    def _taken_out(self, e: Expr, letters: list[Any]) -> tuple[Expr, Expr]:
        """e as a·b, with a visibly ≥ 0 and free of the letters."""
        c, factors = factored(e)
        out = [Rational(abs(c.numerator), c.denominator)]
        inner = [Rational(-1 if c < 0 else 1)]
        for b, k in factors.items():
            free = not (b.free_symbols & set(letters))
            (out if free and self.nonnegative(self.term(b)) else inner).append(b**k)
        return Mul(*out), Mul(*inner)

    def _selector(self, e: Expr) -> Term:
        """1 where e > 0, 0 where e < 0."""
        c, factors = factored(e)
        s: Term = t.ONE if c >= 0 else t.ZERO
        for b, k in factors.items():
            if k % 2:
                base = b.args[0] if isinstance(b, Inverse) else b
                own = self.fresh.selector(self.term(base), _say(self.shown(base)))
                self._remember(base, own)
                s = _agree(s, own)
        return s

    def _remember(self, e: Expr, s: Term) -> None:
        """The two sides of a difference a − b."""
        parts = Add.make_args(self.shown(e))
        below = [-c for c in parts if c.could_extract_minus_sign()]
        above = [c for c in parts if not c.could_extract_minus_sign()]
        if len(below) == len(above) == 1 and not e.has(Power):
            self._compared[above[0], below[0]] = s

    def know_powers(self) -> None:
        """Roots of what is compared compare as it does: t ↦ tʳ is increasing."""
        for (a, b), s in self._compared.items():
            if self.nonnegative(self.term(a)) and self.nonnegative(self.term(b)):
                for r in sorted(self._exponents):
                    roots = Power(a, r) - Power(b, r)
                    told = f"{text(roots)} {HAS_SIGN} {text(a - b)}"
                    self.fresh.increasing(s, self.term(roots), told)

    # ------------------------------------------------------------ powers

    def power(self, base: Expr, exponent: Expr) -> Term:
        """a^r, the factors of a apart where they are visibly ≥ 0."""
        if not surely_positive(exponent):  # 0⁰ has no value, though 0·ln 0 has one
            log = t.Log(self.term(base))
            made = t.Exp(t.Mul((self.term(exponent), log)))
            return t.Add((made, log, t.Mul((_MINUS, log))))
        c, factors = factored(base)
        apart = [self._raised(b, k, exponent) for b, k in factors.items()]
        if c > 0 and all(a is not None for a in apart):
            number = self.term(Power(Rational(c.numerator, c.denominator), exponent))
            return t.Mul((number, *(a for a in apart if a is not None)))
        return self._root(self.term(base), exponent)

    def _is_nonnegative(self, e: Expr) -> bool:
        """Whether e ≥ 0 is visible to the kernel, or told to it: a sum of squares, |a|, a maximum
        of which one part is ≥ 0."""
        term = self.term(e)
        if self.nonnegative(term):
            return True
        if not _is_sum_of_squares(e):
            return False
        shown = self.shown(e)
        self.fresh.know_nonnegative(term, f"{text(shown)} ≥ 0, being made of squares")
        return True

    def _raised(self, b: Expr, k: int, exponent: Expr) -> Term | None:
        """(b^k)^r if that is |b|^(k·r): for an even k, or b visibly ≥ 0."""
        if isinstance(b, Inverse):
            below = self._raised(b.args[0], k, exponent)
            return None if below is None else t.Pow(below, -1)
        if isinstance(b, Power) and b.vanishes and self._is_nonnegative(b.base):
            return self._raised(b.base, k, b.exponent * exponent)
        if self._is_nonnegative(b):
            return self._root(self.term(b), k * exponent)
        if isinstance(b, Abs) or k % 2 == 0:
            inner = b.args[0] if isinstance(b, Abs) else b
            if (k * exponent).is_Integer:
                return t.Pow(self.term(Abs(inner)), int(k * exponent))
            return self._root(t.Pow(self.term(inner), 2), k * exponent / 2)
        return None

    def _root(self, a: Term, r: Expr) -> Term:
        """[a ≠ 0]·exp(r·ln a) for r > 0; where a ≥ 0, whole powers of a apart."""
        whole = r.p // r.q if r.is_Rational and self.nonnegative(a) else 0
        if r.is_Rational and r < 1:
            self._exponents.add(r)
        if 0 < whole <= _LARGEST_POWER:
            rest = (self._root(a, r - whole),) if r != whole else ()
            return t.Mul((t.Pow(a, whole), *rest))
        return t.Mul((t.Nonzero(a), t.Exp(t.Mul((self.term(r), t.Log(a))))))

    # ------------------------------------------------------------ counting

    def factorial(self, e: Expr) -> Term:
        (n,) = e.args
        return self.fresh.factorial(self.term(n), _say(self.shown(n)))

    def binomial(self, e: binomial) -> Term:
        """n!·(1/k!)·(1/(n − k)!), the last 0 for k > n."""
        n, k = e.args
        if k.is_Integer and k <= _LARGEST_POWER:  # n(n − 1)…(n − k + 1)/k!, and 0 for n < k
            down = (self.term(n - j) for j in range(int(k)))
            return t.Mul((self.term(1 / factorial(k)), *down))
        return t.Mul((self.term(factorial(n)), self._below(k), self._below(n - k)))

    def _below(self, k: Expr) -> Term:
        """1/k!, and 0 for k < 0."""
        if is_natural(k):
            return t.Pow(self.term(factorial(k)), -1)
        return self.fresh.over_factorial(self.term(k), _say(self.shown(k)))


def _is_sum_of_squares(e: Expr) -> bool:
    """Whether e ≥ 0 for all values, by squares, |·|, roots and sums and products of these."""
    if e.is_Rational:
        return bool(e >= 0)
    if isinstance(e, Measure):
        return _is_sum_of_squares(e.unfold())
    if e.is_Add or e.is_Mul:
        return all(map(_is_sum_of_squares, e.args))
    if isinstance(e, Sum):
        return _is_sum_of_squares(e.body)
    if e.is_Pow and e.exp.is_Integer and e.exp > 0:
        return bool(e.exp % 2 == 0) or _is_sum_of_squares(e.base)
    if isinstance(e, Inverse):
        return _is_sum_of_squares(e.args[0])
    if isinstance(e, QuantityValue):
        return bool(e.quantity.sign != "real")
    return isinstance(e, (Abs, Power, LawValue, ConditionalValue, Cardinality, sympy.exp))


def _of_each(e: OverLetters, named: tuple[Any, ...]) -> Expr:
    """The extremum over letters with names: the largest of the values at each."""
    rest = tuple(i for i in e.indices if i not in named)
    inner = e.func(e.body, *rest) if rest else e.body
    several = Max if e.symbol == "max" else Min
    return several(*(at_letters(inner, named, tuple(at.values())) for at in choices(named)))


def _between(s: Term, a: Term, b: Term) -> Term:
    """s·a + (1 − s)·b."""
    if s in (t.ONE, t.ZERO):
        one, other = (a, b) if s == t.ONE else (b, a)
        return t.Add((one, other, t.Mul((_MINUS, other)))) if _is_partial(other) else one
    return t.Add((t.Mul((s, a)), t.Mul((t.minus(t.ONE, s), b))))


def _is_partial(a: Term) -> bool:
    """Whether a logarithm or quotient, which may have no value, is inside."""
    return any(
        isinstance(b, t.Log) or (isinstance(b, t.Pow) and b.exponent < 0) for b in t.subterms(a)
    )


def _agree(s: Term, other: Term) -> Term:
    """1 where both are 1 or both are 0: the sign of a product."""
    if s in (t.ONE, t.ZERO):
        return other if s == t.ONE else t.minus(t.ONE, other)
    return _between(other, s, t.minus(t.ONE, s))


def _say(e: Expr) -> Say:
    """What an expression is called, at other letters."""

    def said(to: dict[Index, Index], sign: int) -> str:
        at = {Alphabet(i.name, i.alphabet): Alphabet(j.name, j.alphabet) for i, j in to.items()}
        return text((sign * e).xreplace(at))

    return said
