"""Random expressions and statements of the language, true, false and ill-posed."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from sympy import Expr, Integer, Rational, S

from derive.language.alphabets import Alphabet, Delta
from derive.language.expressions import Indicator, Product, Sum, exp, log, quotient
from derive.language.laws import Law
from derive.language.measures import JS, KL, E, H, I, cross_entropy
from derive.language.quantities import CodeLengths, Quantity
from derive.language.relations import (
    Dominated,
    Independent,
    Markov,
    Rel,
    Relation,
)
from derive.strategies.checks import checked_size
from derive.strategies.vocabulary import VOCABULARY, Vocabulary

Letters = tuple[Alphabet, ...]
_FOREIGN = (S.ImaginaryUnit, S.ComplexInfinity, S.Infinity, S.NegativeInfinity, S.NaN, S.Pi)


class Stated(NamedTuple):
    """A relation and the hypotheses under which it is stated, as for `theorem(given=…)`."""

    relation: Relation
    given: tuple[Relation | Dominated, ...]


def expressions(
    vocabulary: Vocabulary = VOCABULARY, depth: int = 3, letters: Letters = ()
) -> SearchStrategy[Expr]:
    """Expressions over the vocabulary, nested at most `depth` deep.

    letters: the letters that may stand free; () for closed expressions. Among them are sums, logs,
    quotients, indicators, products, powers, exp, mixtures, conditionals, cardinalities, measures.
    Many are ill-posed, as 1/p(x) is. They shrink towards 0.

    Raises:
        DeriveError: if depth is not an integer ≥ 0.
    """
    return _Grammar(vocabulary).expression(checked_size(depth, "depth", 0), tuple(letters))


def statements(
    vocabulary: Vocabulary = VOCABULARY,
    depth: int = 3,
    relations: tuple[Rel, ...] = ("=", "<=", ">=", "<", ">"),
) -> SearchStrategy[Stated]:
    """Relations between expressions, with hypotheses: p ≪ q, Kraft, independence, Markov, signs.

    True and false ones; nothing is decided about them here. They shrink towards 0 = 0 with no
    hypothesis.

    Raises:
        DeriveError: if depth is not an integer ≥ 0.
    """
    return _Grammar(vocabulary).statement(checked_size(depth, "depth", 0), relations)


class _Grammar:
    """Strategies for one vocabulary; the letters in scope are an argument."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.of = vocabulary
        self._made: dict[tuple[int, Letters], SearchStrategy[Expr]] = {}

    # -- leaves -------------------------------------------------------------------------------

    def number(self) -> SearchStrategy[Expr]:
        simple = [Integer(n) for n in (0, 1, 2, -1, 3)] + [Rational(1, 2), Rational(-1, 3)]
        return st.sampled_from(simple)

    def leaf(self, letters: Letters) -> SearchStrategy[Expr]:
        kinds = [self.number(), st.sampled_from([i.size for i in self.of.letters])]
        if self.of.parameters:
            kinds.append(st.sampled_from(self.of.parameters))
        values = [(law, at) for law in self.of.laws for at in _places(law, letters)]
        if values:
            kinds += [st.sampled_from(values).map(lambda pair: pair[0](**pair[1]))] * 3
        at_letters = [
            q(*at) for q in (*self.of.quantities, *self.of.lengths) for at in _fits(q, letters)
        ]
        if at_letters:
            kinds += [st.sampled_from(at_letters)] * 2
        deltas = [Delta(i, j) for i in letters for j in letters if _twins(i, j)]
        if deltas:
            kinds.append(st.sampled_from(deltas))
        conditionals = [e for law in self.of.joint_laws() for e in _conditionals(law, letters)]
        if conditionals:
            kinds.append(st.sampled_from(conditionals))
        return st.one_of(*kinds)

    def measure(self) -> SearchStrategy[Expr]:
        """Entropies, informations and divergences, in nats or bits."""
        kinds: list[SearchStrategy[Expr]] = []
        laws, base = self.of.distributions(), st.sampled_from([None, 2])
        for what in (KL, JS, cross_entropy):
            for p in laws:
                like = [q for q in laws if q.outputs == p.outputs]
                kinds.append(
                    st.builds(lambda q, b, p=p, f=what: f(p, q, base=b), st.sampled_from(like), base)
                )
        kinds += [st.builds(lambda b, p=p: H(p, base=b), base) for p in laws]
        kinds += [self._of_variables(law) for law in self.of.joint_laws()]
        for length in self.of.lengths:
            means = [E(length(i), p) for p in laws for i in p.outputs if _fits(length, (i,))]
            kinds += [st.sampled_from(means)] if means else []
        return st.one_of(*kinds) if kinds else self.number()

    def _of_variables(self, law: Law) -> SearchStrategy[Expr]:
        @st.composite
        def drawn(draw: DrawFn) -> Expr:
            base = draw(st.sampled_from([None, 2]))
            first, *rest = draw(st.permutations(law.variables))
            split = draw(st.integers(0, len(rest)))
            middle, given = rest[:split], rest[split:]
            given = given[: draw(st.integers(0, len(given)))]
            if not middle or draw(st.booleans()):
                left: tuple[Any, ...] = (first, *middle)
                return H(*left[:-1], left[-1] | tuple(given), base=base) if len(given) > 1 else (
                    H(*left[:-1], left[-1] | given[0], base=base) if given else H(*left, base=base)
                )
            other: Any = middle[0] if len(middle) == 1 else tuple(middle)
            if given and not isinstance(other, tuple):
                return I(first, other | given[0], base=base)
            return I(first, other, base=base)

        return drawn()

    # -- nodes --------------------------------------------------------------------------------

    def expression(self, depth: int, letters: Letters) -> SearchStrategy[Expr]:
        key = (depth, letters)
        if key not in self._made:
            made = self.leaf(letters)
            if depth > 0:
                made = st.one_of(made, self.measure(), *self._nodes(depth - 1, letters))
            self._made[key] = made.filter(_is_usable)
        return self._made[key]

    def _nodes(self, depth: int, letters: Letters) -> list[SearchStrategy[Expr]]:
        sub = self.expression(depth, letters)
        sums = [
            st.deferred(lambda bound=bound: self._summed(depth, letters, bound))
            for bound in self._bindings(letters)
        ]
        return [
            *(st.one_of(sums) for _ in range(3 if sums else 0)),
            st.builds(lambda a, b: a + b, sub, sub),
            st.builds(lambda a, b: a - b, sub, sub),
            st.builds(lambda a, b: a * b, sub, sub),
            st.builds(lambda a, b: a * b, sub, sub),
            st.builds(quotient, sub, sub),
            st.builds(_log, sub, st.sampled_from([None, 2])),
            st.builds(lambda a, b: a * _log(a, b), sub, st.sampled_from([None, 2])),
            st.builds(lambda a, b: a * _log(quotient(a, b), None), sub, sub),
            st.builds(lambda a, n: a**n, sub, st.sampled_from([2, 3])),
            sub.map(Indicator),
            sub.map(exp),
            *self._mixtures(sub),
        ]

    def _mixtures(self, sub: SearchStrategy[Expr]) -> list[SearchStrategy[Expr]]:
        weights = [e for e in self.of.parameters if e.quantity.sign == "unit"]
        weight = st.sampled_from([*weights, Rational(1, 2)])
        return [st.builds(lambda w, a, b: w * a + (1 - w) * b, weight, sub, sub)]

    def _bindings(self, letters: Letters) -> list[Letters]:
        free = [i for i in self.of.letters if i not in letters]
        return [(i,) for i in free] + [(i, j) for i in free for j in free if i.name < j.name]

    def _summed(self, depth: int, letters: Letters, bound: Letters) -> SearchStrategy[Expr]:
        body = self.expression(depth, (*letters, *bound))
        sums = body.map(lambda e: Sum(e, *bound))
        products = body.filter(lambda e: not e.is_number).map(lambda e: Product(e, *bound))
        return st.one_of(sums, sums, sums, sums, products)

    # -- statements ---------------------------------------------------------------------------

    def hypotheses(self) -> SearchStrategy[tuple[Any, ...]]:
        """Up to two."""
        found = self._dominations() + self._structures() + [v.kraft() for v in self.of.lengths]
        for e in self.of.parameters:
            found.append(Relation(e, "<=", Integer(1)))
        for q in self.of.quantities:
            if len(q.over) == 1 and q.sign != "unit":
                found.append(Relation(Sum(q(*q.over), *q.over), "=", Integer(1)))
        if not found:
            return st.just(())
        return st.lists(st.sampled_from(found), max_size=2, unique=True).map(tuple)

    def _dominations(self) -> list[Any]:
        laws = self.of.distributions()
        pairs = [(p, q) for p in laws for q in laws if p != q and p.outputs == q.outputs]
        quantities = [q for q in self.of.quantities if q.sign == "nonneg" and q.over]
        found: list[Any] = [p << q for p, q in pairs]
        for a in quantities:
            for b in quantities:
                if a != b and a.over == b.over:
                    found.append(Dominated(a(*a.over), b(*b.over)))
        return found

    def _structures(self) -> list[Any]:
        found: list[Any] = []
        for law in self.of.joint_laws():
            variables = law.variables
            found.append(Independent(*variables[:2]))
            if len(variables) > 2:
                found += [Markov(*variables[:3]), Independent(*variables[:3])]
        return found

    def statement(self, depth: int, relations: tuple[Rel, ...]) -> SearchStrategy[Stated]:
        closed = self.of.letters[:0]
        scopes = st.sampled_from([closed, closed, self.of.letters[:1], self.of.letters[:2]])
        rel = st.sampled_from(relations)

        def made(letters: Letters) -> SearchStrategy[Stated]:
            sub = self.expression(depth, letters)
            return st.builds(
                lambda a, r, b, given: Stated(Relation(a, r, b), given),
                sub,
                rel,
                sub,
                self.hypotheses(),
            )

        return scopes.flatmap(made)


def _log(e: Expr, base: int | None) -> Expr:
    """log e, of a number only where SymPy keeps it real."""
    if e.is_number and not e.is_positive:
        return Indicator(e)
    return log(e) if base is None else log(e, base)


def _is_usable(e: Expr) -> bool:
    """Whether SymPy has made nothing of it that the language does not have."""
    return not e.has(*_FOREIGN) and not any(
        node.is_Pow and not node.exp.is_Integer and not node.base.is_positive
        for node in _nodes_of(e)
    )


def _nodes_of(e: Any) -> Any:
    yield e
    for a in e.args:
        yield from _nodes_of(a)


def _twins(i: Alphabet, j: Alphabet) -> bool:
    return i.alphabet == j.alphabet and i.name < j.name


def _fits(q: Quantity | CodeLengths, letters: Letters) -> list[Letters]:
    """The ways to put letters for a quantity's own."""
    out: list[Letters] = [()]
    for v in q.over:
        out = [(*at, i) for at in out for i in letters if i.alphabet == v.alphabet]
    return out


def _places(law: Law, letters: Letters) -> list[dict[str, Alphabet]]:
    """The ways to put letters for some of a law's outputs, and for all of its inputs."""
    out: list[dict[str, Alphabet]] = [{}]
    for v in (*law.outputs, *law.inputs):
        fit = [i for i in letters if i.alphabet == v.alphabet]
        more = [{**at, v.name: i} for at in out for i in fit]
        out = more if v in law.inputs else out + more
    return [at for at in out if any(v.name in at for v in law.outputs)]


def _conditionals(law: Law, letters: Letters) -> list[Expr]:
    """r(x | y), for the letters that are the law's own variables."""
    own = [v for v in law.outputs if v in letters]
    return [law(i | j) for i in own for j in own if i != j]

