"""What `derive.language.written` writes, made again by the language's operations and nothing else.

The table may come from anybody. Its kinds are a closed list; every thing is made by the operation
that a script would call, with that operation's own checks, so that a table can say nothing that a
script could not. Its rows, their depth, their size written out, and its numbers are bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import sympy
from sympy import Basic, Expr, Integer, Rational, S

from derive.language import (
    definitions,
    divergences,
    events,
    expressions,
    measures,
    operations,
    optimisers,
    quantities,
)
from derive.language.affine import Affine
from derive.language.alphabets import Alphabet, Delta, Given, Letter, is_letter
from derive.language.counted import FAMILIES
from derive.language.derivatives import Partial
from derive.language.families import Family
from derive.language.laws import ConditionalValue, Law, LawValue, RandomVariable
from derive.language.maps import Map
from derive.language.names import DeriveError
from derive.language.optimal import OptimalLengths
from derive.language.relations import (
    Dominated,
    Independent,
    Markov,
    Relation,
    Structure,
    as_expression,
)
from derive.language.subsets import Member, Subset
from derive.language.vectors import MultivariateNormal

MOST_ROWS = 20_000
MOST_NODES = 400_000  # of one thing, written out as a tree
MOST_IN_ALL = 5_000_000  # nodes of all rows, so written out
DEEPEST = 120
_MOST_DIGITS = 400
_MOST_BITS = 100_000  # of a number that arithmetic makes
_MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def read(rows: Any) -> list[Any]:
    """The things of a table, in the order of its rows.

    Raises:
        DeriveError: for what is no such table, is too large, or is not well formed.
    """
    if type(rows) is not list or len(rows) > MOST_ROWS:
        raise DeriveError(f"expected a list of at most {MOST_ROWS} rows.")
    reader = _Reader()
    for row in rows:
        reader.read(row)
    return reader.made


class _Reader:
    def __init__(self) -> None:
        self.made: list[Any] = []
        self._nodes: list[int] = []
        self._depth: list[int] = []
        self._all = 0

    def read(self, row: Any) -> None:
        kind = row[0] if type(row) is list and row else None
        make = _READ.get(kind) if type(kind) is str else None
        if make is None:
            raise DeriveError(f"row {len(self.made)}: {str(kind)[:40]!r} is no kind of row.")
        used: list[int] = []
        args = [self._value(a, used) for a in row[1:]]
        nodes = 1 + sum(self._nodes[k] for k in used)
        depth = 1 + max((self._depth[k] for k in used), default=0)
        self._all += nodes
        if nodes > MOST_NODES or depth > DEEPEST or self._all > MOST_IN_ALL:
            raise DeriveError(
                f"row {len(self.made)}: {nodes} nodes, nested {depth} deep, {self._all} nodes so "
                f"far; expected at most {MOST_NODES}, {DEEPEST}, and {MOST_IN_ALL}."
            )
        try:
            made = make(*args)
            _bounded(made)
        except DeriveError:
            raise
        except _MALFORMED as wrong:
            raise DeriveError(f"row {len(self.made)}, {kind}: {wrong}") from wrong
        self.made.append(made)
        self._nodes.append(nodes)
        self._depth.append(depth)

    def _value(self, v: Any, used: list[int], inside: int = 0) -> Any:
        if v is None or type(v) in (bool, str, int):
            return v
        if type(v) is list and len(v) == 1 and type(v[0]) is int and 0 <= v[0] < len(self.made):
            used.append(v[0])
            return self.made[v[0]]
        if type(v) is dict and list(v) == ["of"] and type(v["of"]) is list and inside < 8:
            return tuple(self._value(a, used, inside + 1) for a in v["of"])
        raise DeriveError(f"row {len(self.made)}: {str(v)[:40]!r} is no argument.")


def _bounded(made: Any) -> None:
    """Refuse what arithmetic has made infinite, or too large."""
    if made in (S.ComplexInfinity, S.Infinity, S.NegativeInfinity, S.NaN):
        raise DeriveError(f"{made} is no number.")
    parts = (made, *made.args) if isinstance(made, (sympy.Add, sympy.Mul)) else (made,)
    for e in parts:
        if isinstance(e, Rational) and _bits(e) > _MOST_BITS:
            raise DeriveError(f"a number of more than {_MOST_BITS} bits.")


def _bits(e: Any) -> int:
    return int(e.p).bit_length() + int(e.q).bit_length()


# ---------------------------------------------------------------- checks


def _is(kind: type | tuple[type, ...], v: Any) -> Any:
    if not isinstance(v, kind):
        raise DeriveError(f"got {str(v)[:80]!r} of type {type(v).__name__}, which does not fit.")
    return v


def _e(v: Any) -> Expr:
    """An expression; a letter is one only beside a bar or in brackets."""
    return as_expression(_is(Expr, v))


def _all(kind: type | tuple[type, ...], several: Any) -> tuple[Any, ...]:
    return tuple(_is(kind, v) for v in _is(tuple, several))


def _family(kind: type[Family]) -> Callable[..., Family]:
    """Of a law known by its parameters."""

    def made(name: Any, outputs: Any, inputs: Any, *parameters: Any) -> Family:
        named = dict(zip(kind.named, map(_e, parameters), strict=True))
        return kind(name, *_all(Alphabet, outputs), **named, given=inputs)  # type: ignore[call-arg]

    return made


def _vector(name: Any, outputs: Any, inputs: Any, mean: Any, covariance: Any) -> Any:
    rows = tuple(tuple(map(_e, _is(tuple, row))) for row in _is(tuple, covariance))
    means = tuple(map(_e, _is(tuple, mean)))
    letters = _all(Alphabet, outputs)
    return MultivariateNormal(name, *letters, mean=means, covariance=rows, given=inputs)


def _digits(text: Any) -> int:
    if len(_is(str, text)) > _MOST_DIGITS or not text.lstrip("-").isascii():
        raise DeriveError(f"expected a whole number of at most {_MOST_DIGITS} digits.")
    return int(text)


def _raised(make: Callable[..., Any]) -> Callable[..., Any]:
    """Arithmetic of powers, which must not grow a small text into a large number."""

    def made(*args: Any) -> Any:
        exprs = [_e(a) for a in args]
        numbers = [n for e in exprs for n in e.atoms(Rational)]
        sizes = [abs(e.as_coeff_Mul()[0]) for e in (exprs[-1], *sympy.Add.make_args(exprs[-1]))]
        size = max([1, *(int(s) + 1 for s in sizes if s.is_Rational)])
        if size * max([1, *map(_bits, numbers)]) > _MOST_BITS and _grows(*exprs):
            raise DeriveError(f"a power that makes a number of more than {_MOST_BITS} bits.")
        return make(*exprs)

    return made


def _grows(*exprs: Expr) -> bool:
    """Whether numbers are raised: those of the base, or those under a logarithm in an exponent."""
    if len(exprs) == 2:
        return bool(exprs[0].atoms(Rational) - {Integer(1), Integer(0), Integer(-1)})
    return exprs[0].has(sympy.log)


# ---------------------------------------------------------------- operations


def _rational(p: Any, q: Any) -> Any:
    return Rational(_digits(p), _digits(q))


def _at(pairs: Any) -> dict[str, Any]:
    """{variable: letter}; which of them fit is for the law to say."""
    out = {}
    for pair in _all(tuple, pairs):
        name, letter = pair
        if not is_letter(letter) or _is(str, name) in out:
            raise DeriveError(f"{name!r}: expected one letter for each variable.")
        out[name] = letter
    return out


def _law_value(law: Any, pairs: Any) -> Any:
    at = _at(pairs)
    _is(Law, law)._need_inputs(law._match((), at, law.variables_and_inputs()))
    return LawValue(law, at.items()) if type(law) is Law else law(**at)


def _conditional(joint: Any, given: Any) -> Any:
    whole, below = _is(LawValue, joint), _is(LawValue, given)
    if whole.law != below.law or whole.law.inputs or not set(below.at) <= set(whole.at):
        raise DeriveError(f"{whole} and {below} make no conditional.")
    return ConditionalValue(whole, below)


def _defined_law_value(law: Any, pairs: Any, given: Any) -> Any:
    at, bar = _at(pairs), _all(str, given)
    own = _is(definitions.DefinedLaw, law)
    own._need_inputs(own._match((), at, own.variables_and_inputs()))
    if not set(bar) <= set(at) or (bar and own.inputs):
        raise DeriveError(f"{own}: {bar} cannot stand behind the bar.")
    return definitions.DefinedLawValue(own, at.items(), bar)


def _quantity_value(quantity: Any, letters: Any) -> Any:
    return quantities.Quantity.__call__(_is(quantities.Quantity, quantity), *_is(tuple, letters))


def _definition_value(definition: Any, letters: Any) -> Any:
    return _is(definitions.Definition, definition)(*_is(tuple, letters))


def _variable(law: Any, letter: Any) -> RandomVariable:
    if letter not in [v.name for v in _is(Law, law).outputs]:
        raise DeriveError(f"{law}: no variable {letter!r}.")
    return RandomVariable(law, letter)


def _at_event(head: Any, law: Any, groups: Any, bar: Any, event: Any, given: Any, base: Any) -> Any:
    a = _is(events.Event, event)
    if head == "P":
        return events.P(a if given is None else Given((a,), _is(events.Event, given)))
    if head not in ("H", "h", "I") or len(_is(tuple, groups)) != 1 + (head == "I"):
        raise DeriveError(f"{head!r}: no measure at an event.")
    sides = [tuple(_variable(law, v) for v in _all(str, g)) for g in groups]
    after = (a, *(_variable(law, v) for v in _all(str, bar)))
    return events.at_event(head, sides, after, base or None)


def _measure(name: Any, args: Any, *named: Any) -> Any:
    if name not in _MEASURES:
        raise DeriveError(f"{str(name)[:40]!r} is no operation that makes a measure.")
    options = dict(_all(tuple, named))
    return _MEASURES[name](*_is(tuple, args), **{_is(str, k): v for k, v in options.items()})


def _same(e: Any) -> Any:
    """A definition whose name is not shown. It stays one thing: what arithmetic would make of its
    parts may have a value where they have none, as 2^(−log₂ 1/p) = p at p = 0."""
    return measures.Measure("⟦0⟧", "⟦0⟧", _e(e), e)


def _map_at(f: Any, v: Any, e: Any) -> Any:
    return _is(Map, f).at(v, lambda _: _e(e))


def _map_factor_at(f: Any, v: Any, e: Any) -> Any:
    return _is(Map, f).factor_at(v, lambda _: _e(e))


def _map_count(f: Any, i: Any, name: Any) -> Any:
    if not isinstance(i, Alphabet) or i.alphabet != _is(Map, f).over[1].alphabet:
        raise DeriveError(f"{f}.count({i}): expected a letter of what it maps to.")
    return f.count(i, name)


def _relation(lhs: Any, rel: Any, rhs: Any, name: Any) -> Relation:
    """The relation; its name only if it is one that the language gives such a relation."""
    made = Relation(_e(lhs), rel, _e(rhs))
    return next((r for r in _with_names(made) if r.name == name and r == made), made)


def _with_names(r: Relation) -> list[Relation]:
    things = {a for e in r.expressions() for a in e.atoms(Map, quantities.CodeLengths)}
    out: list[Relation] = []
    for thing in things:
        if isinstance(thing, Map):
            out += thing.facts()
        else:
            bases = {int(n) for n in r.lhs.atoms(Integer) if 2 <= n < 1000}
            out += [thing.kraft(b) for b in sorted(bases)]
    return out


def _structure(kind: Any, law: Any, groups: Any) -> Structure:
    several = [tuple(_variable(law, v) for v in _all(str, g)) for g in _is(tuple, groups)]
    if kind not in ("independent", "markov"):
        raise DeriveError(f"{kind!r}: no structure of a law.")
    return Markov(*several) if kind == "markov" else Independent(*several)


def _of_expressions(make: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args: make(*map(_e, args))


def _of_body(make: Callable[..., Any]) -> Callable[..., Any]:
    return lambda body, letters: make(_e(body), *_all(Alphabet, letters))


_MEASURES: Final[dict[Any, Callable[..., Any]]] = {
    **{
        f.__name__: f
        for f in (
            *(measures.entropy, measures.KL, measures.cross_entropy, measures.JS, measures.E),
            measures.mutual_information,
            measures.differential_entropy,
            *(getattr(divergences, n) for n in divergences.__all__ if n != "f_divergence"),
        )
    },
    "Map.at": _map_at,
    "Map.factor_at": _map_factor_at,
    "Map.count": _map_count,
}
_READ: Final[dict[str, Callable[..., Any]]] = {
    "Integer": lambda n: Integer(_digits(n)),
    "Rational": _rational,
    "same": _same,
    "Add": _of_expressions(sympy.Add),
    "Mul": _of_expressions(sympy.Mul),
    "Pow": _raised(sympy.Pow),
    "log": _of_expressions(sympy.log),
    "exp": _raised(sympy.exp),
    "Pi": operations.Pi,
    "Power": _raised(operations.Power),
    **{
        kind.__name__: _of_expressions(kind)
        for kind in (
            *(expressions.Inverse, expressions.Indicator, expressions.Ceiling, operations.Abs),
            *(operations.Max, operations.Min, operations.factorial, operations.binomial, Partial),
        )
    },
    **{
        kind.__name__: _of_body(kind)
        for kind in (
            *(expressions.Sum, expressions.Product, operations.MaxOver, operations.MinOver),
        )
    },
    "ArgMax": lambda body, letter: optimisers.ArgMax(_e(body), letter),
    "ArgMin": lambda body, letter: optimisers.ArgMin(_e(body), letter),
    "Alphabet": lambda name, stem, letters: Alphabet(name, stem, letters),
    "Letter": lambda of, place: Letter(of, _is(int, place)),
    "Cardinality": lambda name: Alphabet(name).size,
    "Delta": Delta,
    "Law": lambda name, outputs, inputs: Law(name, *_is(tuple, outputs), given=inputs),
    **{kind.__name__: _family(kind) for kind in FAMILIES},
    "MultivariateNormal": _vector,
    "DefinedLaw": lambda name, outputs, inputs, body: definitions.DefinedLaw(
        name, *_all(Alphabet, outputs), value=_e(body), given=_all(Alphabet, inputs)
    ),
    "LawValue": _law_value,
    "ConditionalValue": _conditional,
    "DefinedLawValue": _defined_law_value,
    "Definition": lambda name, body, over: definitions.Definition(name, _e(body), *over),
    "DefinedValue": _definition_value,
    "Quantity": lambda name, over, sign: quantities.Quantity(name, *over, sign=sign),
    "NaturalQuantity": lambda name, over: quantities.NaturalQuantity(name, *over),
    "CodeLengths": lambda name, over, sign: quantities.CodeLengths(name, *over, sign=sign),
    "Map": Map,
    "Subset": lambda name, over: Subset(name, over),
    "QuantityValue": _quantity_value,
    "Member": lambda value: Member(_is(quantities.QuantityValue, _subset_value(value))),
    "Is": lambda v, letter: _event(events.Is, events.equal(v, letter)),
    "Same": lambda one, other: _event(events.Same, events.equal(one, other)),
    "Among": lambda v, subset: events.In(v, _is(Subset, subset)),
    "Not": events.Not,
    "Both": events.Both,
    "Either": events.Either,
    "AtEvent": _at_event,
    "RandomVariable": _variable,
    "Affine": lambda terms, b: Affine([_term(t) for t in _is(tuple, terms)], _e(b)),
    "Given": lambda left, right: Given(_is(tuple, left), right),
    "Measure": _measure,
    "Relation": _relation,
    "Structure": _structure,
    "OptimalLengths": lambda lengths, law, against, base: OptimalLengths(
        lengths, law, *map(_e, _is(tuple, against)), base=_is(int, base)
    ),
    "Dominated": lambda premise, conclusion: Dominated(_e(premise), _e(conclusion)),
}


def _term(pair: Any) -> tuple[RandomVariable, Any]:
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise DeriveError(f"{pair}: expected a random variable and its factor.")
    return _is(RandomVariable, pair[0]), _e(pair[1])


def _subset_value(value: Any) -> Any:
    if not isinstance(getattr(value, "quantity", None), Subset):
        raise DeriveError(f"{value}: expected a value of a subset.")
    return value


def _event(kind: type, made: Basic) -> Basic:
    return _is(kind, made)  # type: ignore[no-any-return]
