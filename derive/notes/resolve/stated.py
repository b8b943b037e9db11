"""What the text states of random variables: which belong to one law, which have one alphabet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise, product

from derive.notes.facts import OF_VARIABLES, Fact
from derive.notes.kinds import Key, key_of, whole_key
from derive.notes.resolve.alphabets import letter, size
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.laws import LawSpec, place_of
from derive.notes.resolve.letters import is_capital
from derive.notes.resolve.notation import Notation
from derive.notes.tree import Call, Members, Name, Node, Range
from derive.notes.walk import walk


def brought(facts: Sequence[Fact], out: Notation) -> None:
    """The variables of which the text says something together with those of the formulas."""
    every = [
        {k for n in (*f.names, *f.values) for k in _in(n)} for f in facts if f.kind in OF_VARIABLES
    ]
    measured = [v for f in facts if f.kind == "holds" and f.words == "measure" for v in f.values]
    every += [{k for a in _arguments(v) for k in _in(a)} for v in measured]
    while more := [v for v in every if v & out.variables and not v <= out.variables]:
        out.variables.update(*more)


def alike(facts: Sequence[Fact], out: Notation) -> None:
    """Variables of one law have one alphabet."""
    for fact in facts:
        if fact.kind in ("iid", "same law", "memoryless"):
            found = [k for n in fact.names for k in _members(n, out)]
            if fact.kind == "memoryless" and "source" in fact.quote.lower():
                found = sorted(k for k in out.variables if k.base == "x" and len(k.marks) == 1)
            for one, other in pairwise(found):
                out.alphabets.unite(letter(one), letter(other))
            _over(found[:1], fact, out)
    drawn = [f for f in facts if f.kind == "variable" and f.values]
    for first, second in combinations(drawn, 2):
        if first.values == second.values:  # X ∼ p and Y ∼ p
            sides = ({k for n in f.names for k in _in(n)} for f in (first, second))
            for one, other in product(*sides):
                out.alphabets.unite(letter(one), letter(other))
    for fact in drawn if is_apart(laws_said(facts, out)) else ():
        _over([k for n in fact.names for k in _in(n)], fact, out)


def _over(variables: Sequence[Key], fact: Fact, out: Notation) -> None:
    """They have the alphabet of the law that they are said to be drawn from."""
    for spec in [out.law(key_of(v)) for v in fact.values if isinstance(v, Name)]:
        for key in variables:
            if spec is not None and len(spec.outputs) == 1:
                out.alphabets.unite(letter(key), place_of(spec, spec.outputs[0]))


Drawn = tuple[frozenset[Key], Key]


def laws_said(facts: Sequence[Fact], out: Notation) -> list[Drawn]:
    """The variables of which each fact says the law, and that law."""
    return [
        (frozenset(k for n in f.names for k in _in(n)), law)
        for f in facts
        if f.kind == "variable"
        for v in f.values
        if isinstance(v, Name) and (law := out.alias.get(key_of(v), key_of(v))) in out.laws
    ]


def of_letters_alone(fact: Fact) -> Fact:
    """X ∼ p(x) as X ∼ p, of capitals and their own letters."""
    if fact.kind != "variable" or not all(map(is_capital, fact.names)):
        return fact
    own = {n.base.lower() for n in fact.names if isinstance(n, Name)}
    return replace(fact, values=tuple(_law_alone(v, own) for v in fact.values))


def _law_alone(law: Node, own: set[str]) -> Node:
    if not isinstance(law, Call) or not isinstance(law.head, Name) or set(law.separators) - {","}:
        return law
    letters = {a.base for a in law.args if isinstance(a, Name) and not (a.sub or a.sup)}
    return law.head if letters == own and len(law.args) == len(own) else law


def of_others(drawn: Sequence[Drawn], letters: set[Key], laws: Mapping[Key, LawSpec]) -> set[Key]:
    """The laws of variables that are none of those of which another law stands: q of Z ∼ q, where
    p(x, y) is the law of X and Y."""
    joint = {
        k: {v for left, right in s.shown for v in (*left, *right)} & letters
        for k, s in laws.items()
        if not (s.inputs or s.positional)
    }
    return {
        law
        for names, law in drawn
        for other, of in joint.items()
        if other != law and len(of) > 1 and not of & names
    }


def laws_unseen(facts: Sequence[Fact], out: Notation) -> list[Drawn]:
    """The same of laws that stand nowhere in the section, of which its variables are."""
    return [
        (names, key_of(v))
        for f in facts
        if f.kind == "variable"
        for v in f.values
        if isinstance(v, Name) and not v.sub and out.alias.get(key_of(v), key_of(v)) not in out.laws
        and (names := frozenset(k for n in f.names for k in _in(n))) & out.variables
    ]  # fmt: skip


def is_apart(drawn: Sequence[Drawn]) -> bool:
    """Whether several variables have each a law of its own, X ∼ p and Y ∼ q, which then is not the
    law of all of them."""
    return len({variables for variables, _ in drawn}) > 1


def counted(trees: Sequence[Node], out: Notation) -> None:
    """The n of H(X_1, …, X_n) is the number of its positions, wherever else it stands."""
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, Call) and measure_of(node) == "H":
                for arg in node.args:
                    if isinstance(arg, Range) and isinstance(arg.last, Name) and not arg.strict:
                        place = size(whole_key(arg.last))
                        out.alphabets.unite(place, place)


def _in(node: Node) -> set[Key]:
    """The variables in a name."""
    if isinstance(node, Members):
        return {k for n in node.items for k in _in(n)}
    capital = isinstance(node, Name) and whole_key(node).capital
    return {whole_key(node).lower()} if isinstance(node, Name) and capital else set()


def _arguments(event: Node) -> Iterator[Node]:
    """What stands in the measures of a relation."""
    calls = (n for n in walk(event) if isinstance(n, Call) and measure_of(n))
    yield from (a for c in calls for a in c.args)


def _members(node: Node, out: Notation) -> list[Key]:
    """Of X_1, …, X_n all that there are."""
    inside = (node.of or node.first) if isinstance(node, Range) else None
    if isinstance(inside, Name):
        stem = key_of(inside).lower()
        return sorted(k for k in out.variables if k.marks and replace(k, marks=()) == stem)
    return sorted(_in(node) & out.variables)
