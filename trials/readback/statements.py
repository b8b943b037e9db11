"""Random statements that are hard to print: nested, with hidden letters, laws and bases."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import sympy
from sympy import Expr, Integer, Rational, S

from derive.language.alphabets import Alphabet, Delta, Given
from derive.language.expressions import (
    Ceiling,
    Indicator,
    Inverse,
    Product,
    Sum,
    exp,
    log,
    quotient,
)
from derive.language.laws import Law
from derive.language.measures import JS, KL, E, H, I, cross_entropy
from derive.language.names import DeriveError
from derive.language.relations import Dominated, Independent, Markov, Relation
from trials.readback.worlds import World, world

Letters = tuple[Alphabet, ...]
Stated = tuple[Relation, tuple[Any, ...]]
_NUMBERS = (
    *(Integer(n) for n in (0, 1, 1, 2, 3, -1, -2, 10)),
    *(Rational(*r) for r in ((1, 2), (-1, 3), (2, 3), (7, 2))),
)
_FOREIGN = (S.ImaginaryUnit, S.ComplexInfinity, S.Infinity, S.NegativeInfinity, S.NaN, S.Pi)
_RELS = ("=", "<=", ">=", "<", ">")


class Grammar:
    """Draws expressions over one world."""

    def __init__(self, rng: random.Random, of: World) -> None:
        self.rng, self.of = rng, of

    def pick(self, options: Any) -> Any:
        return self.rng.choice(list(options))

    # ---------------------------------------------------------------- leaves

    def leaf(self, letters: Letters) -> Expr:
        kinds = [self.number, self.parameter, self.card]
        if letters:
            kinds += [lambda: self.value(letters)] * 5 + [lambda: self.function(letters)] * 2
            kinds += [lambda: self.delta(letters), lambda: self.conditional(letters)]
        return self.pick(kinds)()

    def number(self) -> Expr:
        return self.pick(_NUMBERS)

    def parameter(self) -> Expr:
        return self.pick(self.of.parameters)

    def card(self) -> Expr:
        return self.pick(self.of.letters).size

    def value(self, letters: Letters) -> Expr:
        """A law at letters, by name of its variables: marginals, swapped and repeated letters."""
        law = self.pick(self.of.laws)
        wanted = [v for v in law.outputs if self.rng.random() < 0.7] or list(law.outputs[:1])
        return law(**{v.name: self.over(v, letters) for v in (*wanted, *law.inputs)})

    def over(self, v: Alphabet, letters: Letters) -> Alphabet:
        """A free letter for a variable; its own if no other is there."""
        fits = [i for i in letters if i.alphabet == v.alphabet]
        return self.pick(fits) if fits else v

    def conditional(self, letters: Letters) -> Expr:
        law = self.pick([law for law in self.of.plain if len(law.outputs) > 1])
        left = self.pick(law.outputs)
        right = self.pick([v for v in law.outputs if v != left])
        if self.rng.random() < 0.5:
            return law(self.over(left, letters) | self.over(right, letters))
        return law(left | right)

    def function(self, letters: Letters) -> Expr:
        if self.rng.random() < 0.2:
            return self.mapped(letters)
        q = self.pick(self.of.functions)
        return q(*(self.over(v, letters) for v in q.over))

    def mapped(self, letters: Letters) -> Expr:
        """Something of a map: its indicator, a function of its value, a count."""
        f = self.pick(self.of.maps)
        v, i = f.over
        kind = self.rng.randrange(4)
        if kind == 0:
            return f(self.over(v, letters), self.over(i, letters))
        if kind == 1:
            return f.count(self.over(i, letters))
        q = self.pick([q for q in self.of.functions if len(q.over) == 1])
        other = self.expression(1, ()) if kind == 2 else Integer(1)
        return f.at(self.over(v, letters), lambda k: q(k) * other + other)

    def delta(self, letters: Letters) -> Expr:
        pairs = [(i, j) for i in letters for j in letters if i.alphabet == j.alphabet and i != j]
        return Delta(*self.pick(pairs)) if pairs else self.number()

    # ---------------------------------------------------------------- measures

    def base(self) -> Any:
        return self.pick([None, None, 2, 2, 3, 10])

    def measure(self, letters: Letters) -> Expr:
        kind = self.pick(["H", "KL", "JS", "cross", "vars", "vars", "vars", "E", "over", "over"])
        if kind == "vars":
            return self.of_variables()
        if kind == "over":
            return self.of_expressions(letters)
        p = self.pick(self.of.plain)
        if kind == "H":
            return H(p, base=self.base())
        if kind == "E":
            return E(self.expression(1, (*letters, *p.outputs)), p)
        like = [q for q in self.of.plain if _shape(q) == _shape(p)]
        q = self.pick(like)
        return {"KL": KL, "JS": JS, "cross": cross_entropy}[kind](p, q, base=self.base())

    def of_variables(self) -> Expr:
        law = self.pick(self.of.plain)
        variables = list(law.variables)
        self.rng.shuffle(variables)
        cut = self.rng.randint(1, len(variables))
        left, right = variables[:cut], variables[cut:]
        given = right[1:] if self.rng.random() < 0.5 else right
        rest = [v for v in right if v not in given]
        if rest and self.rng.random() < 0.7:
            args = [tuple(left) if len(left) > 1 else left[0], rest[0]]
            return I(*_barred(args, given), base=self.base())
        return H(*_barred(left, given), base=self.base())

    def of_expressions(self, letters: Letters) -> Expr:
        """A measure of values of laws, summed over letters of its own."""
        over = self.pick(self.of.letters)
        free = tuple(dict.fromkeys((*letters, over)))
        a, b = (self.value(free) for _ in range(2))
        if self.rng.random() < 0.3:
            a = a * self.value(free)
        told = self.pick([over, over, None, tuple(self.rng.sample(self.of.letters, 2))])
        kind = self.pick(["H", "KL", "cross", "JS"])
        if kind == "H":
            return H(a, base=self.base(), over=told)
        if kind == "JS":
            return JS(a, b, base=self.base())
        return {"KL": KL, "cross": cross_entropy}[kind](a, b, base=self.base(), over=told)

    # ---------------------------------------------------------------- nodes

    def expression(self, depth: int, letters: Letters) -> Expr:
        made = self.leaf(letters) if depth <= 0 else self.node(depth, letters)
        return made if usable(made) else self.parameter()

    def node(self, depth: int, letters: Letters) -> Expr:
        if self.rng.random() < 0.12:
            return self.leaf(letters)
        if self.rng.random() < 0.2:
            return self.measure(letters)
        if self.rng.random() < 0.25:
            return self.summed(depth, letters)
        a = self.expression(depth - 1, letters)
        if self.rng.random() < 0.35:
            return self.pick(_UNARY)(a)
        b = self.expression(self.pick([0, depth - 1]), letters)
        if self.rng.random() < 0.2:
            return self.pick(_TERNARY)(a, b, self.expression(0, letters))
        return self.pick(_BINARY)(a, b)

    def summed(self, depth: int, letters: Letters) -> Expr:
        bound = tuple(self.rng.sample(self.of.letters, self.pick([1, 1, 2])))
        body = self.expression(depth - 1, tuple(dict.fromkeys((*letters, *bound))))
        if self.rng.random() < 0.15 and not body.is_number:
            return Product(body, *bound)
        return Sum(body, *bound)

    # ---------------------------------------------------------------- hypotheses

    def hypothesis(self) -> Any:
        kind = self.rng.randrange(6)
        letters = tuple(self.rng.sample(self.of.letters, 2))
        if kind == 0:
            p = self.pick(self.of.plain)
            return p << self.pick([q for q in self.of.plain if _shape(q) == _shape(p)])
        if kind == 1:
            return Dominated(self.value(letters), self.value(letters))
        if kind == 2:
            return Dominated(self.pick([1, self.value(letters)]), self.expression(1, letters))
        joint = [law for law in self.of.plain if len(law.outputs) > 1]
        variables = self.pick(joint).variables
        if kind == 3:
            return Independent(*variables[:2])
        if kind == 4 and len(variables) > 2:
            return Markov(*variables[:3])
        return Relation(self.expression(1, letters), self.pick(_RELS), self.expression(1, letters))


def _barred(left: list[Any], given: list[Any]) -> list[Any]:
    if not given:
        return left
    last = left[-1] if isinstance(left[-1], tuple) else (left[-1],)
    return [*left[:-1], Given(last, given[0]), *given[1:]]


def _shape(law: Law) -> list[str]:
    return [v.alphabet for v in law.outputs]


def _log(base: int | None) -> Callable[[Expr], Expr]:
    def made(e: Expr) -> Expr:
        if e.is_number and not e.is_positive:
            return Indicator(e)
        return log(e) if base is None else log(e, base)

    return made


_UNARY: tuple[Callable[[Expr], Expr], ...] = (
    _log(None), _log(None), _log(2), _log(3), exp, Indicator, Ceiling, Inverse,
    lambda a: a**2, lambda a: a**3, lambda a: a**-1, lambda a: a**-2, lambda a: -a,
    lambda a: 2**a, lambda a: 2 ** (-a), lambda a: Rational(1, 2) ** a, lambda a: 1 - a,
    lambda a: Rational(-3, 2) * a,
)  # fmt: skip
_BINARY: tuple[Callable[[Expr, Expr], Expr], ...] = (
    lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a * b, lambda a, b: a * b,
    quotient, quotient, lambda a, b: a / b if b != 0 else a, lambda a, b: a * _log(None)(b),
    lambda a, b: a * _log(2)(quotient(a, b)), lambda a, b: 2 * a - b / 3,
    lambda a, b: (a + b) ** 2, lambda a, b: Inverse(a + b), lambda a, b: (a - b) * b,
)  # fmt: skip
_TERNARY: tuple[Callable[[Expr, Expr, Expr], Expr], ...] = (
    lambda a, b, c: a * (b + c), lambda a, b, c: quotient(a, b * c), lambda a, b, c: a - (b - c),
    lambda a, b, c: quotient(a, b) * c, lambda a, b, c: quotient(a + b, c),
    lambda a, b, c: sympy.Mul(a, sympy.Add(b, c, evaluate=False), evaluate=False),
    lambda a, b, c: quotient(quotient(a, b), c), lambda a, b, c: quotient(a, quotient(b, c)),
)  # fmt: skip


def usable(e: Any) -> bool:
    """Whether SymPy has made nothing of it that the language does not have."""
    if not isinstance(e, Expr) or e.has(*_FOREIGN):
        return False
    return all(_plain_power(node) for node in sympy.preorder_traversal(e))


def _plain_power(node: Any) -> bool:
    if not getattr(node, "is_Pow", False):
        return True
    return bool(node.exp.is_Integer or node.base.is_Rational)


def statements(rng: random.Random, count: int, depth: int = 3) -> Iterator[Stated]:
    """Statements with their hypotheses, each over a world of its own."""
    while count > 0:
        grammar = Grammar(rng, world(rng))
        for _ in range(4):
            try:
                stated = statement(grammar, depth)
            except (DeriveError, RecursionError, TypeError, ZeroDivisionError):
                continue
            yield stated
            count -= 1
            if not count:
                return


def statement(grammar: Grammar, depth: int) -> Stated:
    rng = grammar.rng
    letters = tuple(rng.sample(grammar.of.letters, rng.choice((0, 1, 2, 2))))
    left, right = (grammar.expression(rng.randint(0, depth), letters) for _ in range(2))
    given = tuple(grammar.hypothesis() for _ in range(rng.choice((0, 0, 1, 2))))
    return Relation(left, rng.choice(_RELS), right), given
