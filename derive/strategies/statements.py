"""Random expressions and statements of the language, true, false and ill-posed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from sympy import Expr, Integer, Rational, S

from derive.language.alphabets import Alphabet, Delta, Given
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
from derive.strategies.operations import Operations
from derive.strategies.vocabulary import VOCABULARY, Vocabulary

Letters = tuple[Alphabet, ...]
_NUMBERS = (
    *(Integer(n) for n in (0, 1, 2, -1, 3)),
    Rational(1, 2),
    Rational(-1, 3),
)
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

    >>> from hypothesis import find
    >>> find(expressions(depth=0), lambda e: e != 0)
    1

    Raises:
        DeriveError: if depth is not an integer ≥ 0.
    """
    return _expressions(vocabulary, checked_size(depth, "depth", 0), tuple(letters))


@st.composite
def _expressions(draw: DrawFn, vocabulary: Vocabulary, depth: int, letters: Letters) -> Expr:
    return _Grammar(draw, vocabulary).expression(depth, letters)


def statements(
    vocabulary: Vocabulary = VOCABULARY,
    depth: int = 3,
    relations: tuple[Rel, ...] = ("=", "<=", ">=", "<", ">"),
) -> SearchStrategy[Stated]:
    """Relations between expressions, with hypotheses: p ≪ q, Kraft, independence, Markov, signs.

    True and false ones; nothing is decided about them here. They shrink towards 0 = 0 with no
    hypothesis.

    >>> from hypothesis import find
    >>> find(statements(depth=0), lambda s: s.relation.rel == "<=").relation
    0 ≤ 0

    Raises:
        DeriveError: if depth is not an integer ≥ 0.
    """
    return _statements(vocabulary, checked_size(depth, "depth", 0), tuple(relations))


@st.composite
def _statements(
    draw: DrawFn, vocabulary: Vocabulary, depth: int, relations: tuple[Rel, ...]
) -> Stated:
    grammar = _Grammar(draw, vocabulary)
    letters = vocabulary.letters[: draw(st.sampled_from([0, 0, 1, 2]))]
    left = grammar.expression(depth, letters)
    rel = draw(st.sampled_from(relations))
    return Stated(Relation(left, rel, grammar.expression(depth, letters)), grammar.hypotheses())


class _Grammar:
    """One drawing. Every choice lists the simplest first, as Hypothesis shrinks towards it."""

    def __init__(self, draw: DrawFn, vocabulary: Vocabulary) -> None:
        self.draw, self.of = draw, vocabulary

    def choice(self, options: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(options))

    # -- leaves -------------------------------------------------------------------------------

    def leaf(self, letters: Letters) -> Expr:
        kinds = [_NUMBERS, [i.size for i in self.of.letters], list(self.of.parameters)]
        values = [law(**at) for law in self.of.laws for at in _places(law, letters)]
        kinds += [values] * 3
        kinds += [
            [q(*at) for q in (*self.of.quantities, *self.of.lengths) for at in _fits(q, letters)],
            [Delta(i, j) for i in letters for j in letters if _twins(i, j)],
            [e for law in self.of.joint_laws() for e in _conditionals(law, letters)],
        ]
        return self.choice(self.choice([k for k in kinds if k]))

    def measure(self) -> Expr:
        """An entropy, information, divergence or mean length, in nats or bits."""
        if self.of.operations and self.choice([False, True, True]):
            return Operations(self).measure()
        laws, joint, base = self.of.distributions(), self.of.joint_laws(), self.choice([None, 2])
        kinds = [*(["H", "KL", "JS", "cross"] if laws else []), *(["X"] * 4 if joint else [])]
        if not kinds:
            return Integer(0)
        kind = self.choice(kinds)
        if kind == "X":
            return self._of_variables(self.choice(joint), base)
        p = self.choice(laws)
        if kind == "H":
            means = [E(length(i), p) for length in self.of.lengths for i in p.outputs]
            return self.choice([H(p, base=base), *means])
        q = self.choice([q for q in laws if q.outputs == p.outputs])
        return {"KL": KL, "JS": JS, "cross": cross_entropy}[kind](p, q, base=base)

    def _of_variables(self, law: Law, base: int | None) -> Expr:
        first, *rest = self.draw(st.permutations(law.variables))
        middle = rest[: self.choice(range(len(rest) + 1))]
        given = [v for v in rest if v not in middle and self.choice([False, True])]
        if middle and self.choice([False, True]):
            return I(first, *_under([tuple(middle)], given), base=base)
        return H(*_under([first, *middle], given), base=base)

    # -- nodes --------------------------------------------------------------------------------

    def expression(self, depth: int, letters: Letters) -> Expr:
        made = self.node(depth, letters) if depth > 0 else self.leaf(letters)
        return made if _is_usable(made) else Integer(1)

    def node(self, depth: int, letters: Letters) -> Expr:
        kind = self.choice(_KINDS)
        if self.of.operations and self.choice([False, True]):
            return Operations(self).node(depth, letters)
        if kind == "leaf":
            return self.leaf(letters)
        if kind == "measure":
            return self.measure()
        if kind in ("sum", "product"):
            return self._over(kind, depth - 1, letters)
        a = self.expression(depth - 1, letters)
        if kind in _UNARY:
            return _UNARY[kind](a)
        if kind == "own log":
            return a * _log(a, self.choice([None, 2]))
        b = self.expression(depth - 1, letters)
        if kind == "mixture":
            weights = [e for e in self.of.parameters if e.quantity.sign == "unit"]
            weight = self.choice([Rational(1, 2), *weights])
            return weight * a + (1 - weight) * b
        return _BINARY[kind](a, b)

    def _over(self, kind: str, depth: int, letters: Letters) -> Expr:
        free = [i for i in self.of.letters if i not in letters]
        if not free:
            return self.leaf(letters)
        bound = self.draw(st.lists(st.sampled_from(free), min_size=1, max_size=2, unique=True))
        body = self.expression(depth, (*letters, *bound))
        if kind == "product" and not body.is_number:
            return Product(body, *bound)
        return Sum(body, *bound)

    # -- hypotheses ---------------------------------------------------------------------------

    def hypotheses(self) -> tuple[Any, ...]:
        """Up to two."""
        found = _dominations(self.of) + _structures(self.of) + [v.kraft() for v in self.of.lengths]
        found += [Relation(e, "<=", Integer(1)) for e in self.of.parameters]
        if self.of.operations:
            found += Operations(self).hypotheses()
        found += [
            Relation(Sum(q(*q.over), *q.over), "=", Integer(1))
            for q in self.of.quantities
            if q.over and q.sign != "unit"
        ]
        if not found:
            return ()
        return tuple(self.draw(st.lists(st.sampled_from(found), max_size=2, unique=True)))


def _dominations(of: Vocabulary) -> list[Any]:
    laws = of.distributions()
    found: list[Any] = [p << q for p in laws for q in laws if p != q and p.outputs == q.outputs]
    quantities = [q for q in of.quantities if q.sign == "nonneg" and q.over]
    return found + [
        Dominated(a(*a.over), b(*b.over))
        for a in quantities
        for b in quantities
        if a != b and a.over == b.over
    ]


def _structures(of: Vocabulary) -> list[Any]:
    found: list[Any] = []
    for law in of.joint_laws():
        variables = law.variables
        found.append(Independent(*variables[:2]))
        if len(variables) > 2:
            found += [Markov(*variables[:3]), Independent(*variables[:3])]
    return found


def _under(left: list[Any], given: list[Any]) -> list[Any]:
    """Arguments with a bar: (X, Y | Z, …)."""
    if not given:
        return left
    *before, last = left
    bar = last if isinstance(last, tuple) else (last,)
    return [*before, Given(bar, given[0]), *given[1:]]


def _log(e: Expr, base: int | None) -> Expr:
    """log e, of a number only where SymPy keeps it real."""
    if e.is_number and not e.is_positive:
        return Indicator(e)
    return log(e) if base is None else log(e, base)


_UNARY = {
    "square": lambda a: a**2,
    "log": lambda a: _log(a, None),
    "bits": lambda a: _log(a, 2),
    "indicator": Indicator,
    "exp": exp,
    "power of 2": lambda a: 2 ** (-a),
}
_BINARY = {
    "add": lambda a, b: a + b,
    "minus": lambda a, b: a - b,
    "times": lambda a, b: a * b,
    "over": quotient,
    "log ratio": lambda a, b: a * _log(quotient(a, b), None),
}
_KINDS = (
    *("leaf", "add", "measure", "measure", "times", "sum", "sum", "sum", "minus", "own log"),
    *("mixture", "times", "over", "log ratio", "log ratio", *_UNARY, "product"),
)


def _is_usable(e: Expr) -> bool:
    """Whether SymPy has made nothing of it that the language does not have."""
    return not e.has(*_FOREIGN) and not any(
        node.is_Pow and not node.exp.is_Integer and not node.base.is_Rational
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
