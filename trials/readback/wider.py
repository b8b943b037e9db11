"""Random statements with what textbooks add: events, named letters, |·|, max, roots, powers, n!,
named divergences, a free base, and numbers and laws defined from others."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sympy import Expr, Integer, Rational

from derive.language import divergences as d
from derive.language.alphabets import Alphabet, Given, Letter
from derive.language.definitions import DefinedLaw, Let
from derive.language.events import Either, In, P
from derive.language.expressions import log, quotient
from derive.language.laws import Law
from derive.language.measures import H, I
from derive.language.names import DeriveError
from derive.language.operations import Abs, Max, Min, Power, binomial, factorial, pi, sqrt
from derive.language.quantities import Natural, Positive
from derive.language.relations import Eq, Ne, Relation
from derive.language.subsets import Subset
from trials.readback.statements import Grammar, Letters, Stated, _shape, statement
from trials.readback.worlds import World, world

_PAIRS: tuple[Callable[..., Expr], ...] = (
    d.total_variation, d.bhattacharyya, d.bhattacharyya_distance, d.hellinger, d.chi_squared,
    d.hellinger_squared,
)  # fmt: skip
_ORDERED = (d.renyi_divergence, d.tsallis_divergence, d.alpha_divergence)
_ALONE = (d.min_entropy, d.guessing_probability, d.bayes_error, d.renyi_entropy, d.tsallis_entropy)
_WITH_BASE = (d.bhattacharyya_distance, d.renyi_divergence, d.min_entropy, d.renyi_entropy)
_ORDERS = (Rational(1, 2), Integer(2), Rational(3, 2), Integer(3), Rational(1, 3))
_BASES = ("b", "B₂", "τ", "b'")
_COUNTS = ("n₁", "K", "m'")
_DEFINED = ("Z", "Z₁", "Φ", "z*", "κ'", "G")
_DEFINED_LAWS = ("p*", "q*", "U", "u₁", "p*'", "ν")
_SETS = ("A", "S", "A₁", "A'")
_CALLED = ((0, 1), (0, 1, 2), ("yes", "no"), (1, 2))


class Wider(Grammar):
    """Draws expressions over one world, with more kinds of nodes. free_base: a base b, ≠ 1."""

    def __init__(self, rng: random.Random, of: World) -> None:
        super().__init__(rng, of)
        taken = {t.name for t in (*of.laws, *of.functions, *of.letters, *of.maps)}
        taken |= {p.quantity.name for p in of.parameters}
        taken |= {i.name.upper() for i in of.letters}

        def new(names: Any) -> str:
            found: str = self.pick([n for n in names if n not in taken] or ["spare"])
            taken.add(found)
            return found

        self.free_base = Positive(new(_BASES))
        self.order = Positive(new(("α", "ρ", "α₂", "η", "a'")))
        self.counts = [Natural(new(_COUNTS)) for _ in range(2)]
        self.subset = Subset(new(_SETS), self.letters[0])
        self.bit = Alphabet(new(("z", "c", "ω", "g'")), letters=self.pick(_CALLED))
        taken.add(self.bit.name.upper())
        self.of = self._with_bits(new(("R", "r₁", "t", "Y'")))
        self.number_ = Let(new(_DEFINED), self.expression(2, ()))
        self.function_ = Let(new(_DEFINED), self.expression(2, self.letters[:1]), self.letters[0])
        value = self.expression(2, self.letters[:1])
        self.defined_law = DefinedLaw(new(_DEFINED_LAWS), self.letters[0], value=value)

    @property
    def letters(self) -> Letters:
        return self.of.letters

    def _with_bits(self, name: str) -> World:
        """With a law of an alphabet whose letters have names, beside another letter."""
        law = Law(name, self.letters[0], self.bit)
        return replace(self.of, laws=(*self.of.laws, law))

    # ---------------------------------------------------------------- leaves

    def base(self) -> Any:
        return self.pick([None, None, 2, 2, 3, 10, self.free_base])

    def over(self, v: Alphabet, letters: Letters) -> Any:
        if v.called and self.rng.random() < 0.6:
            return self.pick(v.letters)
        return super().over(v, letters)

    def leaf(self, letters: Letters) -> Expr:
        if self.rng.random() < 0.25:
            made: Expr = self.pick(self._leaves(letters))()
            return made
        return super().leaf(letters)

    def _leaves(self, letters: Letters) -> list[Callable[[], Any]]:
        """What is defined from others is there only once it is defined."""
        kinds: list[Callable[[], Any]] = [
            lambda: pi,
            lambda: factorial(self.pick(self.counts)),
            lambda: binomial(*self.counts),
            lambda: self.order,
            lambda: self.subset(self.over(self.letters[0], letters)),
        ]
        if hasattr(self, "number_"):
            kinds += [lambda: self.number_] * 2
        if hasattr(self, "function_"):
            kinds += [lambda: self.function_(self.over(self.letters[0], letters))] * 2
        if hasattr(self, "defined_law"):
            kinds += [lambda: self.defined_law(self.over(self.letters[0], letters))] * 2
        return kinds

    # ---------------------------------------------------------------- nodes

    def node(self, depth: int, letters: Letters) -> Expr:
        if self.rng.random() < 0.4:
            made: Expr = self.pick([self.operation] * 3 + [self.distance, self.of_event])(
                depth, letters
            )
            return made
        return super().node(depth, letters)

    def operation(self, depth: int, letters: Letters) -> Expr:
        kind = self.pick(["abs", "several", "several", "over", "over", "root", "power", "log"])
        if kind == "over":
            bound = tuple(self.rng.sample(self.letters, self.pick([1, 1, 2])))
            body = self.expression(depth - 1, tuple(dict.fromkeys((*letters, *bound))))
            return self.pick([Max, Min])(body, *bound)
        a = self.expression(depth - 1, letters)
        if kind == "abs":
            return Abs(self.pick([a, a - self.leaf(letters)]))
        if kind == "root":
            return sqrt(a)
        if kind == "power":
            return Power(a, self.pick([*_ORDERS, self.order, self.leaf(letters), 1 - self.order]))
        if kind == "log":
            return log(quotient(a, self.leaf(letters)), self.free_base)
        more = [self.expression(0, letters) for _ in range(self.pick([1, 1, 2]))]
        return self.pick([Max, Min])(a, *more)

    def alpha(self) -> Any:
        return self.pick([*_ORDERS, self.order, self.order + 1])

    def distance(self, depth: int, letters: Letters) -> Expr:
        kind = self.pick(["pair", "order", "alone", "binary", "guess"])
        if kind == "binary":
            a, b = (self.expression(self.pick([0, 0, 1]), letters) for _ in range(2))
            if self.rng.random() < 0.5:
                return d.binary_entropy(a, base=self.base())
            return d.binary_divergence(a, b, base=self.base())
        if kind == "guess":
            law = self.pick([law for law in self.of.plain if len(law.outputs) > 1])
            one, *rest = self.rng.sample(law.variables, len(law.variables))
            what = self.pick([d.guessing_probability, d.bayes_error])
            return what(one) if self.rng.random() < 0.4 else what(Given((one,), rest[0]))
        return self._of_laws(kind, letters)

    def _of_laws(self, kind: str, letters: Letters) -> Expr:
        what = self.pick({"pair": _PAIRS, "order": _ORDERED, "alone": _ALONE}[kind])
        p = self.pick(self.of.plain)
        q = self.pick([q for q in self.of.plain if _shape(q) == _shape(p)])
        args, told = [p] if kind == "alone" else [p, q], {}
        if self.rng.random() < 0.4:
            over = self.pick(self.letters)
            free = tuple(dict.fromkeys((*letters, over)))
            args, told = [self.value(free) for _ in args], {"over": self.pick([over, None])}
        if what in _WITH_BASE:
            told["base"] = self.base()
        if what is d.alpha_divergence:
            args.append(self.pick([Rational(1, 2), Rational(-1, 3), Integer(0)]))
        elif what in _ORDERED or what in (d.renyi_entropy, d.tsallis_entropy):
            args.append(self.alpha())
        made: Expr = what(*args, **told)
        return made

    # ---------------------------------------------------------------- events

    def event(self, law: Law, letters: Letters, depth: int = 1) -> Any:
        kind = self.pick(["is", "is", "same", "in", "not", "and", "or"] if depth else ["is"])
        if kind in ("and", "or", "not"):
            parts = [self.event(law, letters, depth - 1) for _ in range(2)]
            return {"and": parts[0] & parts[1], "or": Either(*parts), "not": ~parts[0]}[kind]
        X = self.pick(law.variables)
        v = next(v for v in law.outputs if v.name == X.letter)
        twins = [Y for Y, w in zip(law.variables, law.outputs, strict=True)
                 if w.alphabet == v.alphabet and w != v]  # fmt: skip
        if kind == "same" and twins:
            return self.pick([Eq, Ne])(X, self.pick(twins))
        if kind == "in" and self.subset.over[0].alphabet == v.alphabet:
            return In(X, self.subset)
        return self.pick([Eq, Ne])(X, self._letter(v, letters))

    def _letter(self, v: Alphabet, letters: Letters) -> Alphabet | Letter:
        found: Alphabet | Letter = self.over(v, letters)
        return found

    def of_event(self, depth: int, letters: Letters) -> Expr:
        law = self.pick(self.of.plain)
        event = self.event(law, letters, 2)
        kind = self.pick(["P", "P", "given", "H", "I"])
        if kind == "P":
            return P(event)
        if kind == "given":
            return P(event | self.event(law, letters))
        variables = self.rng.sample(law.variables, len(law.variables))
        base = self.pick([None, None, 2, 3, self.free_base])
        if kind == "H" or len(variables) < 2:
            bar = [event, *variables[1:2]] if self.rng.random() < 0.5 else [event]
            return H(Given((variables[0],), bar[0]), *bar[1:], base=base)
        return I(variables[0], Given((variables[1],), event), base=base)

    # ---------------------------------------------------------------- hypotheses

    def hypothesis(self) -> Any:
        if self.rng.random() < 0.4:
            e = self.expression(1, tuple(self.rng.sample(self.letters, 1)))
            bound = self.pick([Integer(0), Integer(1), e if e.is_number else Integer(2)])
            return Relation(e, self.pick(["!=", "<", ">", ">="]), bound)
        return super().hypothesis()


def grammar(rng: random.Random) -> Wider:
    """One whose parts the language takes."""
    while True:
        try:
            return Wider(rng, world(rng))
        except (DeriveError, RecursionError, TypeError, ZeroDivisionError):
            continue


def statements(rng: random.Random, count: int, depth: int = 3) -> Iterator[Stated]:
    """Statements with their hypotheses, four over each world."""
    while count > 0:
        drawn = grammar(rng)
        for _ in range(4):
            try:
                stated = statement(drawn, depth)
            except (DeriveError, RecursionError, TypeError, ZeroDivisionError):
                continue
            yield stated
            count -= 1
            if not count:
                return
