"""Translate a derivation's expressions and hypotheses to kernel terms and a kernel context.

Every node has one case and a node without a case is refused, so nothing is guessed at. The
context holds exactly the laws and quantities that occur.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import sympy
from sympy import Expr

from derive.kernel import terms as t
from derive.kernel.theorem import Statement
from derive.language.alphabets import Alphabet, Cardinality, Delta
from derive.language.expressions import (
    Ceiling,
    Indicator,
    Inverse,
    Product,
    Sum,
    is_positive_rational,
)
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.maps import Map
from derive.language.measures import Measure
from derive.language.names import DeriveError, slack_name
from derive.language.optimisers import Optimiser
from derive.language.printing import text
from derive.language.quantities import CodeLengths, Quantity, QuantityValue
from derive.language.relations import Dominated, Relation

_MAX_NODES = 20_000  # different subexpressions of one derivation
_MAX_BITS = 10_000  # of a numerator or denominator: what Python still prints


class Translator:
    """Collects the laws and quantities it meets; one object may be declared in one way only."""

    def __init__(self) -> None:
        self.laws: dict[str, Law] = {}
        self.quantities: dict[str, Quantity] = {}
        self._done: dict[Expr, t.Term] = {}
        self._letters: dict[str, str] = {}
        self._slacks: dict[t.Term, tuple[str, tuple[t.Index, ...]]] = {}

    def term(self, e: Expr) -> t.Term:
        """The kernel term of an expression.

        Raises:
            DeriveError: for a node the language does not have, with what to use instead.
        """
        if e not in self._done:
            if len(self._done) >= _MAX_NODES:
                raise DeriveError(
                    f"more than {_MAX_NODES} different subexpressions. Try a law or quantity of "
                    "its own for a part, with a hypothesis that says what it is."
                )
            self._done[e] = self._translate(e)
        return self._done[e]

    def statement(self, r: Relation) -> Statement:
        return Statement(self.term(r.lhs), r.rel, self.term(r.rhs))

    def equation(self, r: Relation) -> t.Term:
        """lhs − rhs of an equation."""
        if r.rel != "=":
            raise DeriveError(f"equality condition: got {r}; expected an equation Eq(lhs, rhs).")
        return t.minus(self.term(r.lhs), self.term(r.rhs))

    def context(self, hypotheses: Sequence[Relation | Dominated]) -> t.Context:
        """All declarations met so far, and the hypotheses: a > b as a − b ≥ 0 and a − b ≠ 0."""
        supports, given = [], []
        for k, h in enumerate(hypotheses, 1):
            name = h.name or str(h)
            if isinstance(h, Dominated):
                supports.append(t.Support(name, self.term(h.premise), self.term(h.conclusion)))
            else:
                if any(g.name == name for g in given):
                    name = f"{name} ({k})"
                gap = self._gap(h)
                if h.rel in ("<", ">", "!="):
                    supports.append(t.Support(name, t.ONE, gap))
                if h.rel != "!=":
                    given.append(t.Hypothesis(name, "=" if h.rel == "=" else ">=", gap))
        given += self._at_most_one()
        laws = {
            n: t.LawDecl(
                tuple((v.name, v.alphabet) for v in law.outputs),
                tuple((v.name, v.alphabet) for v in law.inputs),
            )
            for n, law in self.laws.items()
        }
        quantities = {
            n: t.QuantityDecl(tuple(v.alphabet for v in q.over), q.sign)
            for n, q in self.quantities.items()
        }
        for name, letters in self._slacks.values():
            quantities[name] = t.QuantityDecl(tuple(i.alphabet for i in letters), "pos")
        return t.Context(laws, quantities, tuple(supports), tuple(given))

    def _gap(self, h: Relation) -> t.Term:
        """What a hypothesis says is ≥ 0, = 0 or ≠ 0."""
        sides = t.minus(self.term(h.lhs), self.term(h.rhs))
        return sides if h.rel == "!=" else self.statement(h).gap()

    def _declare(self, table: dict[str, Any], thing: Any) -> str:
        known = table.setdefault(thing.name, thing)
        others = self.quantities if table is self.laws else self.laws
        if known != thing or thing.name in others:
            raise DeriveError(
                f"the name {thing.name!r} is declared twice, differently. Try another name for one."
            )
        return str(thing.name)

    def _index(self, i: Any) -> t.Index:
        """The letter's index. One name is one letter: else Σ over two alphabets prints Σ_x,x."""
        made = index(i)
        if self._letters.setdefault(made.name, made.alphabet) != made.alphabet:
            raise DeriveError(
                f"the letter {made.name!r} runs over the alphabet {made.alphabet!r} and over "
                f"{self._letters[made.name]!r}. Try another name for one of the two letters."
            )
        return made

    def _translate(self, e: Expr) -> t.Term:
        _check_class(e)
        if isinstance(e, (Measure, Product)):
            return self.term(e.unfold())
        if isinstance(e, Ceiling):
            return self._ceiling(e)
        if isinstance(e, sympy.Rational):
            return t.Const(_rational(e))
        if isinstance(e, LawValue):
            name = self._declare(self.laws, e.law)
            return t.LawTerm(name, tuple((v, self._index(i)) for v, i in e.at))
        if isinstance(e, ConditionalValue):
            return t.Mul((self.term(e.joint), t.Pow(self.term(e.given), -1)))
        if isinstance(e, QuantityValue):
            return t.Quantity(
                self._declare(self.quantities, e.quantity), tuple(map(self._index, e.at))
            )
        if isinstance(e, Cardinality):
            return t.Card(e.alphabet)
        if isinstance(e, Delta):
            return t.Delta(self._index(e.args[0]), self._index(e.args[1]))
        if isinstance(e, Sum):
            return t.Sum(tuple(map(self._index, e.indices)), self.term(e.body))
        if isinstance(e, Inverse):
            return t.Pow(self.term(e.args[0]), -1)
        if isinstance(e, Indicator):
            return t.Nonzero(self.term(e.args[0]))
        return self._sympy_node(e)

    def _sympy_node(self, e: Expr) -> t.Term:
        if isinstance(e, sympy.Add):
            return t.Add(self._all(e.args))
        if isinstance(e, sympy.Mul):
            return t.Mul(self._all(e.args))
        if isinstance(e, sympy.log) and len(e.args) == 1:
            return t.Log(self.term(e.args[0]))
        if isinstance(e, sympy.exp):
            return t.Exp(self.term(e.args[0]))
        if e is sympy.S.Exp1:
            return t.Exp(t.ONE)
        if isinstance(e, sympy.Pow):
            return self._power(e)
        raise DeriveError(_refusal(e))

    def _ceiling(self, e: Ceiling) -> t.Term:
        """⌈a⌉ = a + 1 − s with 0 < s ≤ 1: all that is known about s (Graham, Knuth & Patashnik,
        Concrete Mathematics, 3.3)."""
        inner = self.term(e.args[0])
        letters = tuple(sorted(t.free_indices(inner)))
        # ceilings of one shape share a slack; no letter that a user can type has these names
        shape = t.rename(inner, {i: t.Index(f"⌈{k}⌉", i.alphabet) for k, i in enumerate(letters)})
        name, _ = self._slacks.setdefault(shape, (slack_name(len(self._slacks) + 1), letters))
        return t.Add((inner, t.ONE, t.Mul((t.const(-1), t.Quantity(name, letters)))))

    def _at_most_one(self) -> list[t.Hypothesis]:
        return [
            t.Hypothesis(f"⌈a⌉ ≥ a ({name})", ">=", t.minus(t.ONE, t.Quantity(name, letters)))
            for name, letters in self._slacks.values()
        ]

    def _power(self, e: Expr) -> t.Term:
        base, exponent = e.args
        if exponent.is_Integer:
            return t.Pow(self.term(base), int(exponent))
        if is_positive_rational(base):
            return t.Exp(t.Mul((self.term(exponent), t.Log(self.term(base)))))
        if base is sympy.S.Exp1:
            return t.Exp(self.term(exponent))
        raise DeriveError(
            f"power {text(e)}: expected an integer exponent, or a positive rational base. "
            "Try exp(c*log(b))."
        )

    def _all(self, parts: Iterable[Expr]) -> tuple[t.Term, ...]:
        return tuple(self.term(p) for p in parts)


# A subclass could answer otherwise here than it prints and evaluates, so there are none. (SymPy's
# own numbers are subclasses of its Rational.)
_NODES = (
    *(Cardinality, Delta, Ceiling, Indicator, Inverse, Product, Sum, ConditionalValue, LawValue),
    *(Measure, QuantityValue, sympy.Add, sympy.Mul, sympy.Pow, sympy.log, sympy.exp),
)
_THINGS = (Law, Quantity, CodeLengths, Map)


def _check_class(e: Any) -> None:
    """Exactly the classes of the language, and SymPy's.

    Raises:
        DeriveError: for a subclass of one.
    """
    wrong = [e] if isinstance(e, _NODES) and type(e) not in _NODES else []
    if isinstance(e, sympy.Rational) and type(e).__module__ != sympy.Rational.__module__:
        wrong.append(e)
    if isinstance(e, (LawValue, QuantityValue)) and type(e.args[0]) not in _THINGS:
        wrong.append(e.args[0])
    if wrong:
        kind = type(wrong[0])
        raise DeriveError(
            f"{wrong[0]} is of the class {kind.__name__} of {kind.__module__}; expected one of "
            f"derive's own classes. Try {kind.__mro__[1].__name__}."
        )


def _rational(e: Any) -> Fraction:
    value = Fraction(int(e.p), int(e.q))
    size = max(value.numerator.bit_length(), value.denominator.bit_length())
    if size > _MAX_BITS:
        raise DeriveError(
            f"a number of {size} bits: expected at most {_MAX_BITS}. Try a quantity, Positive(…)."
        )
    return value


def index(i: Any) -> t.Index:
    if type(i) is not Alphabet:
        raise DeriveError(f"index: got {i!r}; expected an Alphabet.")
    return t.Index(i.name, i.alphabet)


def _refusal(e: Expr) -> str:
    hint = "Try the classes of derive: Alphabet, Distribution, Law, Real, Positive, Sum, log, exp."
    if isinstance(e, sympy.Symbol):
        hint = f"Try Real({e.name!r}), Positive({e.name!r}) or Probability({e.name!r})."
    if isinstance(e, Optimiser):
        hint = "Try it as a whole side of an equation between optimisers."
    if isinstance(e, sympy.Sum):
        hint = "Try derive's own Sum(body, x), over an alphabet of unspecified size."
    if isinstance(e, sympy.Float):
        hint = f"Try Rational('{e}'): numbers that decide a verdict are exact."
    return f"expression {e} of type {type(e).__name__} has no meaning here. {hint}"


def translate(e: Expr) -> t.Term:
    """The kernel term of one expression."""
    return Translator().term(e)
