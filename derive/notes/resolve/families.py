"""Laws of families that are written out, 𝒩(0, 1), as names of laws like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from derive.notes.facts import Fact
from derive.notes.facts.families import AMONG, Literal, depends, is_symbol, literal
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.bells import bell
from derive.notes.resolve.letters import is_capital
from derive.notes.resolve.notation import DefinedAs
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Name, Node
from derive.notes.walk import mapped, walk
from derive.notes.written import latex

Sides = Sequence[Node | NotRead | None]
_Side = TypeVar("_Side", bound=Node | NotRead | None)


@dataclass
class Families:
    """The laws that are written out in a document, by the names that stand for them."""

    laws: dict[Key, Call] = field(default_factory=dict)

    def put(self, node: Node) -> Node:
        """The tree with a name for each law that is written out: 𝒩(0, 1), and its value at x."""
        node = mapped(node, self.put)
        found = literal(node)
        if found is None or not isinstance(node, Call):
            return node
        name = Name(node.span, f"{found.symbol}({', '.join(map(latex, found.parameters))})")
        commas = (",",) * (len(found.parameters) - 1)
        brackets = "{" if found.kind.startswith(AMONG) else "("
        self.laws[whole_key(name)] = Call(
            node.span, node.head, found.parameters, commas, brackets
        )
        return name if found.at is None else Call(node.span, name, (found.at,))

    def defined(self) -> list[DefinedAs]:
        """What the names stand for."""
        return [DefinedAs(key, (), body, -1) for key, body in self.laws.items()]

    def weights(self) -> set[Key]:
        """The names that are between 0 and 1 in them."""
        found = (literal(law) for law in self.laws.values())
        return {whole_key(name) for law in found if law is not None for name in law.weights}

    def literals(self, trees: Iterable[Node]) -> list[Literal]:
        """The laws in some trees."""
        names = {whole_key(n) for t in trees for n in walk(t) if isinstance(n, Name)}
        found = (literal(self.laws[k]) for k in self.laws if k in names)
        return [f for f in found if f is not None]


def is_literal(key: Key) -> bool:
    """Whether a name stands for a law that is written out."""
    return is_symbol(key.base)


def is_value(node: object) -> bool:
    """Whether it is 𝒩(μ, σ²) at a letter: what is put equal to that is said to be it, to the end
    of the section, whatever stood before."""
    head = node.head if isinstance(node, Call) else None
    return isinstance(head, Name) and is_symbol(head.base)


def put(
    trees: Sequence[Sides], facts: Sequence[Fact]
) -> tuple[list[Sides], list[Fact], Families]:
    """Sides and facts with names for them. What q(z|x) and p_θ(x) are said to be is left as it is:
    μ and σ may depend there on x and θ."""
    made = Families()
    sides = [_row(row, made) for row in trees]
    drawn = _as_laws([t for row in sides for t in row if isinstance(t, Node)])
    said = [_fact(f, made) for f in facts]
    return sides, [g for f in said for g in _of_laws(f, drawn)], made


def _row(row: Sides, made: Families) -> Sides:
    kept = len(row) > 1 and depends(row[0]) and literal(row[1]) is not None
    sides = [*row]
    if len(row) > 1 and not depends(row[0]):
        sides[1] = _density(row[0], row[1])
    return [
        made.put(t) if isinstance(t, Node) and not (kept and n == 1) else t
        for n, t in enumerate(sides)
    ]


def _density(left: object, right: _Side) -> _Side | Node:
    """Of p(x) = exp(…)/√(2πσ²), and of p(x) = 𝒩(0, 1), the law's value at x."""
    whole = bell(left, right)
    if whole is not None:
        return whole
    found = literal(right)
    if not isinstance(left, Call) or len(left.args) != 1 or not isinstance(right, Call):
        return right
    if found is None or found.at is not None:
        return right
    made = Call(right.span, right.head, (*left.args, *right.args), (";", *right.separators))
    return made if literal(made) is not None else right


def _fact(fact: Fact, made: Families) -> Fact:
    if any(map(depends, fact.names)) and any(literal(v) is not None for v in fact.values):
        return fact
    values = fact.values
    if fact.kind == "define" and not depends(fact.names[0]):
        values = (_density(fact.names[0], values[0]),)
    names, values = (tuple(map(made.put, part)) for part in (fact.names, values))
    return replace(fact, names=names, values=values)


def _as_laws(trees: Iterable[Node]) -> set[Node]:
    """P and Q of D(P‖Q) and E_{x∼P}: capitals that stand where laws do, and never as variables."""
    uses = uses_of(trees)
    laws = uses.laws.keys() - uses.variables.keys()
    return {
        n for t in trees for n in walk(t) if isinstance(n, Name) and is_capital(n)
        if whole_key(n) in laws
    }  # fmt: skip


def _of_laws(fact: Fact, laws: set[Node]) -> Iterator[Fact]:
    """Of P ∼ 𝒩(0, 1), where P is a law: what P is, and its density p."""
    if fact.kind != "variable" or not {*fact.names} & laws or len(fact.values) != 1:
        yield fact
        return
    (value,) = fact.values
    if not isinstance(value, Name) or not is_symbol(value.base):
        yield fact
        return
    for name in fact.names:
        if isinstance(name, Name) and name in laws:
            yield replace(fact, kind="define", names=(name,))
            yield replace(fact, kind="define", names=(replace(name, base=name.base.lower()),))
