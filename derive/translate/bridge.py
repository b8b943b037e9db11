"""Translate a derivation's expressions and hypotheses to kernel terms and a kernel context.

Every node has one case and a node without a case is refused, so nothing is guessed at. The
context holds exactly the laws and quantities that occur.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy
from sympy import Expr

from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Statement
from derive.language.alphabets import Alphabet, Cardinality, Delta, Letter
from derive.language.counted import FAMILIES
from derive.language.definitions import (
    Defined,
    DefinedLaw,
    DefinedLawValue,
    DefinedValue,
    Definition,
    at_letters,
)
from derive.language.derivatives import Partial
from derive.language.events import AtEvent
from derive.language.expressions import (
    Ceiling,
    Indicator,
    Inverse,
    Product,
    Sum,
    is_positive_rational,
)
from derive.language.families import Family
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.maps import Map
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.operations import (
    Abs,
    Max,
    MaxOver,
    Min,
    MinOver,
    Pi,
    Power,
    binomial,
    factorial,
)
from derive.language.optimisers import Optimiser
from derive.language.printing import among, laws_in, text
from derive.language.quantities import CodeLengths, NaturalQuantity, Quantity, QuantityValue
from derive.language.relations import Dominated, Relation
from derive.language.subsets import Member, Subset
from derive.language.vectors import MultivariateNormal
from derive.translate import families
from derive.translate.differentiation import derivative, hazards, roots
from derive.translate.fresh import PI, Fresh
from derive.translate.known import Known
from derive.translate.lookalikes import Names, refuse_prints_alike
from derive.translate.named import Named, choices, has_named
from derive.translate.operations import Operations

_MAX_NODES = 20_000  # different subexpressions of one derivation
_MAX_BITS = 10_000  # of a numerator or denominator: what Python still prints


class Translator:
    """Collects the laws and quantities it meets; one object may be declared in one way only."""

    def __init__(self) -> None:
        self.laws: dict[str, Law] = {}
        self.quantities: dict[str, Quantity] = {}
        self._named = Named()
        self._at: dict[Alphabet, Letter] = {}  # what indices over named letters stand for
        self.definitions: dict[str, Any] = {}  # numbers and laws defined from others, by name
        self._done: dict[Any, t.Term] = {}
        self._stated: dict[Expr, None] = {}  # what is printed, not the parts of definitions
        self._depth = 0
        self._letters: dict[str, str] = {}
        self._points: set[Alphabet] = set()  # letters over spaces and ℕ₀
        self._given: list[tuple[Relation | Dominated, str]] = []
        self.fresh = Fresh(self._normalizer)
        self._operations = Operations(
            self._term,
            self._index,
            lambda e: self._normalizer().nonnegative(e),
            lambda e: at_letters(e, tuple(self._at), tuple(self._at.values())),
            self.fresh,
        )
        self.meaning: frozenset[str] = frozenset()  # names of hypotheses that say what |·| is
        self._known: tuple[int, Normalizer] | None = None
        self._known_laws = Known(self._term, self._normalizer, self._under, self.fresh)

    def term(self, e: Expr) -> t.Term:
        """The kernel term of an expression; at any letter, where letters with names are free.

        Raises:
            DeriveError: for a node the language does not have, with what to use instead.
        """
        free = [i for i in named_letters(e) if i not in self._at]
        return self._named.at_any(tuple(free), lambda at: self._term_at(e, at))

    def each(self, e: Expr) -> Iterator[t.Term]:
        """The term at each choice of the letters with names that are free in it."""
        for at in choices(named_letters(e)):
            yield self._term_at(e, at)

    def _term_at(self, e: Expr, at: Mapping[Alphabet, Letter]) -> t.Term:
        """The term with letters put for indices over named letters."""
        before, self._at = self._at, {**self._at, **at}
        try:
            return self._term(e)
        finally:
            self._at = before

    def _term(self, e: Expr) -> t.Term:
        if not self._depth:
            self._stated[e] = None
        key = (e, *(self._at.get(i) for i in named_letters(e))) if self._at else e
        if key not in self._done:
            if len(self._done) >= _MAX_NODES:
                raise DeriveError(
                    f"more than {_MAX_NODES} different subexpressions. Try a law or quantity of "
                    "its own for a part, with a hypothesis that says what it is."
                )
            self._depth += 1
            try:
                self._done[key] = self._translate(e)
            finally:
                self._depth -= 1
        return self._done[key]

    def met(self) -> Iterator[tuple[Expr, t.Term]]:
        """The expressions translated so far, parts too, and their terms."""
        for key, term in list(self._done.items()):
            if not isinstance(key, tuple):
                yield key, term

    def statement(self, r: Relation) -> Statement:
        free = tuple(dict.fromkeys(named_letters(r.lhs) + named_letters(r.rhs)))
        if r.rel == "!=" and free:
            raise DeriveError(
                f"{r}: {free[0].name} has the letters {', '.join(free[0].called)}; for ≠ expected "
                "one relation for each. Try one fact per letter."
            )
        lhs, rhs = (
            self._named.at_any(free, lambda at, e=e: self._term_at(e, at)) for e in (r.lhs, r.rhs)
        )
        return Statement(lhs, r.rel, rhs)

    def equation(self, r: Relation) -> t.Term:
        """lhs − rhs of an equation."""
        if r.rel != "=":
            raise DeriveError(f"equality condition: got {r}; expected an equation Eq(lhs, rhs).")
        return t.minus(self.term(r.lhs), self.term(r.rhs))

    def context(self, hypotheses: Sequence[Relation | Dominated]) -> t.Context:
        """All declarations met so far, and the hypotheses: a > b as a − b ≥ 0 and a − b ≠ 0."""
        supports: list[t.Support] = []
        given: list[t.Hypothesis] = []
        with among(hypotheses):
            cases = [(k, h, *case) for k, h in enumerate(hypotheses, 1) for case in _cases(h)]
        for k, h, name, at in cases:
            premise, conclusion = (self._term_at(e, at) for e in h.expressions()[:2])
            if any(g.name == name for g in (*supports, *given)):
                name = f"{name} ({k})"
            if isinstance(h, Dominated):
                supports.append(t.Support(name, premise, conclusion))
                continue
            gap = t.minus(premise, conclusion)
            if h.rel in ("<", ">", "!="):
                supports.append(t.Support(name, t.ONE, gap))
            if h.rel == "!=":
                continue
            kind = "=" if h.rel == "=" else ">="
            gap = Statement(premise, h.rel, conclusion).gap()
            given.append(t.Hypothesis(name, kind, gap))
            self._given.append((h, name))
        self._operations.know_powers()
        self._known_laws.know(self.laws.values(), self._terms, supports, given)
        for k, known in enumerate(self.fresh.hypotheses, 1):
            taken = any(g.name == known.name for g in given)
            given.append(known._replace(name=f"{known.name} ({k})") if taken else known)
        self.meaning = frozenset(h.name for h in given[len(given) - len(self.fresh.hypotheses) :])
        self._refuse_two_pis()
        self.refuse_lookalikes()
        declared = self._declarations()
        supports += self.fresh.supports
        return t.Context(*declared, tuple(supports), tuple(given), self._spaces())

    def _spaces(self) -> tuple[str, ...]:
        """Those that have been met."""
        things = (*self.laws.values(), *self.quantities.values())
        over = (i for v in things for i in _over(v))
        return tuple({i.alphabet for i in (*over, *self._points) if i.is_measured})

    def _declarations(self) -> tuple[dict[str, t.LawDecl], dict[str, t.QuantityDecl]]:
        laws = {
            n: t.LawDecl(
                tuple((v.name, v.alphabet) for v in law.outputs),
                tuple((v.name, v.alphabet) for v in law.inputs),
            )
            for n, law in self.laws.items()
            if not has_named(law)
        }
        laws.update(self._named.laws)
        quantities = {
            n: t.QuantityDecl(tuple(v.alphabet for v in q.over), q.sign)
            for n, q in self.quantities.items()
            if not has_named(q)
        }
        quantities.update(self._named.quantities)
        return {**laws, **self.fresh.laws}, {**quantities, **self.fresh.quantities}

    def _normalizer(self) -> Normalizer:
        """For what has been declared so far, under no hypothesis."""
        laws, quantities = self._declarations()
        size = len(laws) + len(quantities) + len(self._points)
        if self._known is None or self._known[0] != size:
            self._known = size, Normalizer(t.Context(laws, quantities, spaces=self._spaces()))
        return self._known[1]

    def _under(self, supports: Sequence[t.Support], given: Sequence[t.Hypothesis]) -> Normalizer:
        """The same under hypotheses."""
        known = (tuple(supports), tuple(given), self._spaces())
        return Normalizer(t.Context(*self._declarations(), *known))

    def _terms(self) -> list[t.Term]:
        """What has been translated."""
        return [term for _, term in self.met()]

    def _refuse_two_pis(self) -> None:
        if PI in self.fresh.quantities and (PI in self.laws or PI in self.quantities):
            raise DeriveError(
                f"the name {PI!r} is that of a law or quantity, and of the number. Try another "
                "name for the first."
            )

    def refuse_lookalikes(self) -> None:
        """Two things of this derivation that would print alike are an error.

        Raises:
            DeriveError: naming them.
        """
        things = (self.laws, self.quantities, self.definitions)
        printed = (p for p in laws_in(tuple(self._stated)) if p.name not in self.laws)
        found = (*(v for table in things for v in table.values()), *printed)  # as of TV(p, p)
        names = Names(found, self._letters)
        names.refuse_lookalikes()
        with among(self.laws.values()):
            refuse_prints_alike(self._stated, self._done, names, self._same)

    def _same(self, one: t.Term, other: t.Term) -> bool:
        """Whether two terms differ in the nesting of their products, or not even in that."""
        return one == other or self._normalizer().vanishes(t.minus(one, other))

    def names_of(self, hypothesis: Relation) -> frozenset[str]:
        """What the kernel calls it in the context: one name for each of its named letters."""
        return frozenset(name for h, name in self._given if h == hypothesis)

    def _declare(self, table: dict[str, Any], thing: Any) -> str:
        known = table.setdefault(thing.name, thing)
        tables = (self.laws, self.quantities, self.definitions)
        if known != thing or any(thing.name in other for other in tables if other is not table):
            raise DeriveError(
                f"the name {thing.name!r} is declared twice, differently. Try another name for one."
            )
        return str(thing.name)

    def _index(self, i: Any) -> t.Index | Letter:
        """The letter's index, or the letter it stands for. One name is one letter: else Σ over two
        alphabets prints Σ_x,x."""
        if isinstance(i, Letter):
            return self._letter(i)
        if type(i) is not Alphabet:
            return index(i)  # which refuses it
        if self._letters.setdefault(i.name, i.alphabet) != i.alphabet:
            raise DeriveError(
                f"the letter {i.name!r} runs over the alphabet {i.alphabet!r} and over "
                f"{self._letters[i.name]!r}. Try another name for one of the two letters."
            )
        if i.is_measured:
            self._points.add(i)
        return self._letter(self._at[i]) if i in self._at else index(i)

    def _letter(self, i: Letter) -> Letter:
        """A letter with a name, which no index has at the same time."""
        if self._letters.setdefault(i.name, _A_LETTER) != _A_LETTER:
            raise DeriveError(
                f"{i.name!r} is a letter of {i.alphabet} and an index over "
                f"{self._letters[i.name]!r}. Try another name for one of the two."
            )
        return i

    def _translate(self, e: Expr) -> t.Term:
        _check_class(e)
        if isinstance(e, Defined):
            self._declare(self.definitions, e.definition)
            return self._term(e.unfold())
        if isinstance(e, (Measure, Product, AtEvent, Member)):
            return self._term(e.unfold())
        if isinstance(e, Partial):
            return self._partial(e)
        if isinstance(e, Ceiling):
            return self.fresh.ceiling(self._term(e.args[0]))
        if isinstance(e, sympy.Rational):
            return t.Const(_rational(e))
        if isinstance(e, LawValue):
            return self._law_value(e)
        if isinstance(e, ConditionalValue):
            return t.Mul((self._term(e.joint), t.Pow(self._term(e.given), -1)))
        if isinstance(e, QuantityValue):
            return self._quantity_value(e)
        if isinstance(e, Cardinality):
            return t.Card(e.alphabet)
        if isinstance(e, Delta):
            return self._delta(e)
        if isinstance(e, Sum):
            return self._sum(e)
        if isinstance(e, Inverse):
            return t.Pow(self._term(e.args[0]), -1)
        if isinstance(e, Indicator):
            return t.Nonzero(self._term(e.args[0]))
        return self._operation(e) or self._sympy_node(e)

    def _operation(self, e: Expr) -> t.Term | None:
        if isinstance(e, Alphabet) and e.is_measured:
            made = families.coordinate(index(self._checked(e)))
            sign: t.Sign = "nonneg" if e.is_natural else "real"
            self.fresh.quantities[made.name] = t.QuantityDecl((e.alphabet,), sign)
            return made
        if isinstance(e, Abs):
            return self._operations.absolute(e)
        if isinstance(e, (Max, Min)):
            return self._operations.extremum(e)
        if isinstance(e, (MaxOver, MinOver)):
            return self._operations.over_letters(e)
        if isinstance(e, Power):
            return self._operations.power(e.base, e.exponent)
        if isinstance(e, factorial):
            return self._operations.factorial(e)
        if isinstance(e, binomial):
            return self._operations.binomial(e)
        return self.fresh.pi() if isinstance(e, Pi) else None

    def _partial(self, e: Partial) -> t.Term:
        """The derivative, and h − h for all that has to be well posed where it is taken."""
        strict = (*hazards(self._term(e.f), e.wrt.quantity.name), *self._all(roots(e.f, e.wrt)))
        value = self._term(derivative(e.f, e.wrt))
        zeros = (part for h in strict for part in (h, t.Mul((t.const(-1), h))))
        return t.Add((value, *zeros)) if strict else value

    def _know_probabilities(self, inside: Expr) -> None:
        """What a logarithm is taken of: P(A) ≥ 0, also where A is a complement, 1 − [x = y]."""
        for e in inside.atoms(AtEvent):
            term = self._term(e)
            if e.is_probability and not self._normalizer().nonnegative(term):
                at = ", ".join(f"{z.name}={self._at[z].name}" for z in named_letters(e))
                name = f"{text(e)} ≥ 0" + (f" at {at}" if at else "")
                if not any(h.term == term for h in self.fresh.hypotheses):
                    self.fresh.hypotheses.append(t.Hypothesis(name, ">=", term))

    def _law_value(self, e: LawValue) -> t.Term:
        name = self._declare(self.laws, e.law)
        at = tuple((v, self._index(i)) for v, i in e.at)
        if isinstance(e.law, Family):
            self._known_laws.met(e.law)
        if has_named(e.law):
            return self._named.law_value(e.law, dict(at))
        return t.LawTerm(name, at)  # type: ignore[arg-type]

    def _quantity_value(self, e: QuantityValue) -> t.Term:
        name = self._declare(self.quantities, e.quantity)
        at = tuple(map(self._index, e.at))
        if has_named(e.quantity):
            return self._named.quantity_value(e.quantity, at)
        return t.Quantity(name, at)  # type: ignore[arg-type]

    def _delta(self, e: Delta) -> t.Term:
        i, j = map(self._index, e.args)
        if isinstance(i, Letter) or isinstance(j, Letter):
            return t.ONE if i == j else t.ZERO
        return t.Delta(i, j)

    def _sum(self, e: Sum) -> t.Term:
        """Over letters with names it is an addition."""
        body, named = _marginal(e.body, [i for i in e.indices if i.called])
        rest = tuple(i for i in e.indices if not i.called)
        terms = []
        before = self._at
        for at in choices(tuple(named)):
            self._at = {**before, **at}
            try:
                inner = self._term(body)
                made = tuple(index(self._checked(i)) for i in rest)
                terms.append(t.Sum(made, inner) if made else inner)
            finally:
                self._at = before
        return terms[0] if len(terms) == 1 else t.Add(tuple(terms))

    def _checked(self, i: Alphabet) -> Alphabet:
        self._index(i)
        return i

    def _sympy_node(self, e: Expr) -> t.Term:
        if isinstance(e, sympy.Add):
            return t.Add(self._all(e.args))
        if isinstance(e, sympy.Mul):
            return t.Mul(self._all(e.args))
        if isinstance(e, sympy.log) and len(e.args) == 1:
            self._know_probabilities(e.args[0])
            if isinstance(e.args[0], Abs):  # ½ ln a², which is defined where ln |a| is
                inner = t.Pow(self._term(e.args[0].args[0]), 2)
                return t.Mul((t.const(Fraction(1, 2)), t.Log(inner)))
            return t.Log(self._term(e.args[0]))
        if isinstance(e, sympy.exp):
            return t.Exp(self._term(e.args[0]))
        if e is sympy.S.Exp1:
            return t.Exp(t.ONE)
        if isinstance(e, sympy.Pow):
            return self._power(e)
        raise DeriveError(_refusal(e))

    def _power(self, e: Expr) -> t.Term:
        base, exponent = e.args
        if exponent.is_Integer:
            return t.Pow(self._term(base), int(exponent))
        if is_positive_rational(base):
            return t.Exp(t.Mul((self._term(exponent), t.Log(self._term(base)))))
        if base is sympy.S.Exp1:
            return t.Exp(self._term(exponent))
        return self._operations.power(base, exponent)

    def _all(self, parts: Iterable[Expr]) -> tuple[t.Term, ...]:
        return tuple(self._term(p) for p in parts)


# A subclass could answer otherwise here than it prints and evaluates, so there are none. (SymPy's
# own numbers are subclasses of its Rational.)
_NODES = (
    *(Cardinality, Delta, Ceiling, Indicator, Inverse, Product, Sum, ConditionalValue, LawValue),
    *(DefinedLawValue, DefinedValue, Partial),
    *(Measure, AtEvent, Member, QuantityValue),
    *(sympy.Add, sympy.Mul, sympy.Pow, sympy.log, sympy.exp),
    *(Abs, Max, Min, MaxOver, MinOver, Power, Pi, factorial, binomial),
)
_THINGS = (
    *(Law, *FAMILIES, MultivariateNormal, Quantity, Subset, CodeLengths, NaturalQuantity, Map),
    *(DefinedLaw, Definition),
)


def _check_class(e: Any) -> None:
    """Exactly the classes of the language, and SymPy's.

    Raises:
        DeriveError: for a subclass of one.
    """
    wrong = [e] if isinstance(e, (*_NODES, Defined)) and type(e) not in _NODES else []
    if isinstance(e, sympy.Rational) and type(e).__module__ != sympy.Rational.__module__:
        wrong.append(e)
    if isinstance(e, (LawValue, QuantityValue, Defined)) and type(e.args[0]) not in _THINGS:
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


def _over(thing: Law | Quantity) -> tuple[Alphabet, ...]:
    """The letters of which it has values."""
    return thing.variables_and_inputs() if isinstance(thing, Law) else thing.over


def index(i: Any) -> t.Index:
    if type(i) is not Alphabet:
        raise DeriveError(f"index: got {i!r}; expected an Alphabet.")
    if i.called:
        raise DeriveError(
            f"index: {i.name} has the letters {', '.join(i.called)}; expected one over an alphabet "
            "of unspecified size. Try the statement at each letter."
        )
    return t.Index(i.name, i.alphabet)


_A_LETTER = "a letter with a name"


def named_letters(e: Expr) -> tuple[Alphabet, ...]:
    """The free indices whose letters have names, in order."""
    found = (i for i in e.free_symbols if isinstance(i, Alphabet) and i.called)
    return tuple(sorted(found, key=lambda i: (i.name, i.alphabet)))


def _marginal(body: Expr, named: list[Alphabet]) -> tuple[Expr, list[Alphabet]]:
    """Σ_z a·r(x, z) as a·r(x) where a is free of z, for those z for which the body is such."""
    left = []
    for z in named:
        factors = sympy.Mul.make_args(body)
        with_z = [f for f in factors if z in f.free_symbols]
        summed = _without(with_z[0], z) if len(with_z) == 1 else None
        if summed is None:
            left.append(z)
        else:
            body = sympy.Mul(summed, *(f for f in factors if f is not with_z[0]))
    return body, left


def _without(e: Expr, z: Alphabet) -> Expr | None:
    """Σ_z of a law's value at z, if z stands for one output and nowhere else."""
    if not isinstance(e, LawValue):
        return None
    rest = tuple((v, i) for v, i in e.at if i != z)
    outputs = {v.name for v in e.law.outputs}
    if len(rest) != len(e.at) - 1 or any(i == z for v, i in e.at if v not in outputs):
        return None
    return LawValue(e.law, rest) if any(v in outputs for v, _ in rest) else sympy.Integer(1)


def _cases(h: Relation | Dominated) -> Iterable[tuple[str, Mapping[Alphabet, Letter]]]:
    """A hypothesis at each of its named letters, with a name."""
    name = h.name or str(h)
    letters = tuple(dict.fromkeys(i for e in h.expressions() for i in named_letters(e)))
    for at in choices(letters):
        where = ", ".join(f"{z.name}={at[z].name}" for z in letters)
        yield f"{name} at {where}" if where else name, at


def _refusal(e: Expr) -> str:
    hint = "Try the classes of derive: Alphabet, Distribution, Law, Real, Positive, Sum, log, exp."
    if isinstance(e, sympy.Symbol):
        hint = f"Try Real({e.name!r}), Positive({e.name!r}) or Probability({e.name!r})."
    if isinstance(e, Optimiser):
        hint = "Try it as a whole side of an equation between optimisers."
    if isinstance(e, sympy.Sum):
        hint = "Try derive's own Sum(body, x), over an alphabet of unspecified size."
    if e.has(sympy.zoo, sympy.nan, sympy.oo):
        return f"expression {e}: it has no value, as 1/0 has none. Try a hypothesis, or a Limit."
    if isinstance(e, sympy.Float):
        hint = f"Try Rational('{e}'): numbers that decide a verdict are exact."
    return f"expression {e} of type {type(e).__name__} has no meaning here. {hint}"


def translate(e: Expr) -> t.Term:
    """The kernel term of one expression."""
    return Translator().term(e)
