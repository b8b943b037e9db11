"""Laws of random variables that the text tells in numbers, and what sides with them come to.

Only a chain that has numbers itself is about such a law: H(X|Y) ≤ H(X) below a table is of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from sympy import Add, Expr, Integer, Mul, Rational, preorder_traversal

from derive.language.alphabets import Alphabet, Cardinality, Delta
from derive.language.definitions import DefinedLaw
from derive.language.expressions import log
from derive.language.laws import Law, RandomVariable, split_bar
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.quantities import Quantity
from derive.notes.elaborate import shares
from derive.notes.elaborate.known import Known
from derive.notes.facts import Fact
from derive.notes.facts.numbers import rational
from derive.notes.facts.told_laws import TOLD
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.laws import LawSpec
from derive.notes.tree import Big, Members, Name, Node, Num
from derive.notes.walk import walk
from derive.numeric import closed
from derive.numeric.exact import evaluator, misplaced
from derive.numeric.model import Model


def has_numbers(sides: Sequence[object], rels: Sequence[str]) -> bool:
    """Whether a chain has numbers somewhere: H(X) = H(Y) = 1 is of one law."""
    each = zip(sides, rels, sides[1:], strict=False)
    return any(
        _is_of_numbers(a, rel, b)
        for a, rel, b in each
        if isinstance(a, Node) and isinstance(b, Node)
    )


def _is_of_numbers(lhs: Node, rel: str, rhs: Node) -> bool:
    """Whether a relation has numbers, or says that something is 0; I ≥ 0 and Σ_{i=1}^n say none."""
    inside = [n for side in (lhs, rhs) for n in walk(side)]
    bigs = [n for n in inside if isinstance(n, Big)]
    if any(isinstance(b.over.last, Num) for b in bigs):
        return True
    apart = {id(e) for b in bigs for e in (b.over.first, b.over.last)}
    apart |= {id(s) for n in inside if isinstance(n, Name) for s in n.sub}
    values = [n.value for n in inside if isinstance(n, Num) and id(n) not in apart]
    return any(values) or (bool(values) and rel in ("=", "~"))


def told(env: Known) -> list[tuple[Fact, list[Key]]]:
    """The last law in numbers that the text tells of all random variables of a relation with
    numbers, and these variables; at most one."""
    variables = env.used & env.notation.variables
    if not (variables and env.has_numbers):
        return []
    found = [(f, _variables(f)) for f in env.facts if f.kind == TOLD]
    return [(f, names) for f, names in found if variables <= {*names}][-1:]


def _variables(fact: Fact) -> list[Key]:
    return [whole_key(n).lower() for n in fact.names if isinstance(n, Name)]


def called(letters: Node) -> tuple[str, ...]:
    """The names of the letters of a variable."""
    return tuple(_called(x) for x in _items(letters))


def _called(node: Node) -> str:
    return str(node.value) if isinstance(node, Num) else node.base  # type: ignore[attr-defined]


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Members) else ()


@dataclass(frozen=True)
class Numbers:
    """A law in numbers, by the places of its letters; names: of its variables in derive."""

    names: tuple[str, ...]
    values: Mapping[tuple[int, ...], Rational]

    @classmethod
    def of_one(cls, x: Alphabet, rows: Sequence[Fraction]) -> Numbers:
        """Of p = (1/2, 1/4, 1/4)."""
        return cls((x.name,), {(n,): _rational(v) for n, v in enumerate(rows)})

    def of(self, kept: Iterable[str]) -> list[Rational]:
        """The law of some of them."""
        at = [self.names.index(n) for n in dict.fromkeys(kept)]
        out: dict[tuple[int, ...], Rational] = {}
        for choice, value in self.values.items():
            own = tuple(choice[i] for i in at)
            out[own] = out.get(own, Rational(0)) + value
        return list(out.values())

    def at(self, letters: Sequence[Alphabet]) -> Expr:
        """The value of the law at these letters, each of a variable of its name."""
        places = [self.names.index(x.name) for x in letters]
        terms = []
        for choice, value in self.values.items():
            own = (x.letters[choice[i]] for x, i in zip(letters, places, strict=True))
            terms.append(Mul(value, *(Delta(x, y) for x, y in zip(letters, own, strict=True))))
        return Add(*terms)


def law(spec: LawSpec, outputs: Sequence[Key], env: Known) -> DefinedLaw | None:
    """The law of the random variables of a chain, where the text tells it in numbers."""
    if spec.key != env.notation.main or spec.inputs or spec.parameters or spec.positional:
        return None
    for fact, names in told(env):
        if not {*outputs} <= {*names}:
            continue
        env.rests.setdefault(fact.number)
        if fact.words:
            env.suppose(fact.words)
        choices = product(*(range(len(_items(r))) for r in fact.values[:-1]))
        found = (rational(v) or Fraction(0) for v in _items(fact.values[-1]))
        values = dict(zip(choices, map(_rational, found), strict=True))
        known = (env.variable(spec, v).name if v in spec.outputs else "" for v in names)
        numbers = Numbers(tuple(known), values)
        letters = [env.variable(spec, v) for v in outputs]
        made = DefinedLaw(env.names.law(spec.key), *letters, value=numbers.at(letters))
        env.told[made] = numbers
        return made
    for fact in (f for f in env.facts if f.kind == TOLD):
        if own := [n for n, k in zip(fact.names, _variables(fact), strict=True) if k in outputs]:
            said = ", ".join(n.base for n in own if isinstance(n, Name))
            env.half_read.setdefault(f"what line {fact.span.line} says of {said}")
    return None


def _rational(x: Fraction) -> Rational:
    return Rational(x.numerator, x.denominator)


# ---------------------------------------------------------------- what sides come to


def in_numbers(side: Expr, env: Known) -> Expr:
    """A side with the numbers that it comes to where its law is told in numbers: letters of
    probability 0 add nothing."""
    if not env.told:
        return side
    inside = list(preorder_traversal(side))
    values = {m: v for m in inside if isinstance(m, Measure) and (v := _worth(m, env)) is not None}
    made = side.xreplace(values) if values else side
    return _evaluated(made, env)


def _worth(measure: Measure, env: Known) -> Expr | None:
    """H or I of random variables, to any base."""
    call = measure.call
    if call is None or call.name not in ("entropy", "mutual_information"):
        return None
    left, given = split_bar(call.args)
    groups = [_letters(g) for g in ((left,) if call.name == "entropy" else left)]
    behind = _letters(given)
    laws = {v.law for v in _flat((left, given)) if isinstance(v, RandomVariable)}
    numbers = env.told.get(next(iter(laws))) if len(laws) == 1 else None
    if numbers is None or behind is None or None in groups:
        return None
    base = call.named.get("base")

    def entropy(*of: list[str] | None) -> Expr:
        kept = [n for names in of for n in names or ()]
        return shares.entropy(numbers.of(kept), base) if kept else Integer(0)

    value = sum((entropy(g, behind) for g in groups), Integer(0)) - entropy(behind)
    if call.name == "mutual_information":
        value -= entropy(*groups, behind)
    return value


def _flat(arg: object) -> list[object]:
    return [v for a in arg for v in _flat(a)] if isinstance(arg, tuple) else [arg]


def _letters(group: object) -> list[str] | None:
    """The letters of random variables; None of anything else, as of an event."""
    found = _flat(group)
    names = [v.letter for v in found if isinstance(v, RandomVariable)]
    return names if len(names) == len(found) else None


def _evaluated(side: Expr, env: Known) -> Expr:
    """The side with its value, or those of its terms and factors."""
    value = _exact(side, env)
    if value is not None or not isinstance(side, (Add, Mul)):
        return side if value is None else value
    return side.func(*(_evaluated(part, env) for part in side.args))


def _exact(side: Expr, env: Known) -> Expr | None:
    """Its value, if it has nothing but such a law in it, and is well posed there."""
    things = {n for n in preorder_traversal(side) if isinstance(n, (Law, Quantity, Cardinality))}
    letters = {n for n in preorder_traversal(side) if isinstance(n, Alphabet)}
    if not things or not things <= env.told.keys() or side.free_symbols & letters:
        return None
    over = {v for thing in things for v in thing.outputs} | letters
    if not all(x.called for x in over):
        return None
    model = Model({x.alphabet: len(x.letters) for x in over}, {}, {})
    try:
        if misplaced(side, model) is not None:
            return None
        return _of_logarithms(evaluator(side)(model, {}))
    except (closed.Undecided, DeriveError):
        return None


def _of_logarithms(x: closed.Number) -> Expr | None:
    """A number that rationals and logarithms of integers make up."""
    above, below = map(_polynomial, closed.quotient(x))
    return None if above is None or below is None else above / below


def _polynomial(a: closed.Poly) -> Expr | None:
    terms: list[Expr] = []
    for monomial, c in a.items():
        if any(g.kind != "ln" for g, _, _ in monomial):
            return None
        powers = (log(Integer(int(g.of))) ** Rational(p, q) for g, p, q in monomial)
        terms.append(Mul(Rational(int(c.p), int(c.q)), *powers))
    return Add(*terms)
