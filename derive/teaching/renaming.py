"""Other names for the laws, quantities and letters of a statement: a bijection, applied to all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Cardinality, Letter, latex_name
from derive.language.definitions import Defined, DefinedLaw, Definition
from derive.language.events import AtEvent
from derive.language.laws import Law, LawValue
from derive.language.measures import Measure
from derive.language.optimal import OptimalLengths
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Relation, Structure

_VARIABLES = re.compile(r"\?(\d+):([^;⟧]*)")
_BETWEEN = re.compile(r"(\s*\\mid\s*|;\s*|,|\|)")


@dataclass
class Renaming:
    """laws: to a law and the names of its variables. alphabets: by the name of each, to an index
    over the other. indices: letters; others are called as before where that name is free.

    taken: names that something else has, so that what is not renamed keeps apart from it.
    """

    laws: Mapping[Law, tuple[Law, dict[str, str]]]
    quantities: Mapping[Quantity, Quantity]
    alphabets: dict[str, Alphabet]
    indices: dict[Alphabet, Alphabet]
    taken: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for law, (other, names) in self.laws.items():
            to = {v.name: v for v in other.variables_and_inputs()}
            for v in law.variables_and_inputs():
                if to[names[v.name]] not in self.indices.values():
                    self.indices.setdefault(v, to[names[v.name]])

    @property
    def is_identity(self) -> bool:
        """Whether it changes nothing but the names of summed letters."""
        return (
            all(a == b and all(v == w for v, w in n.items()) for a, (b, n) in self.laws.items())
            and all(a == b for a, b in self.quantities.items())
            and all(name == a.alphabet for name, a in self.alphabets.items())
            and all(a == b for a, b in self.indices.items())
        )

    def alphabet(self, name: str, like: Alphabet) -> Alphabet:
        """An index over the alphabet that stands for this one; two never get the same."""
        if name not in self.alphabets:
            images = {a.alphabet for a in self.alphabets.values()}
            stem = like._stem
            while (made := Alphabet(stem, stem, like.called)).alphabet in images:
                stem += "'"
            self.alphabets[name] = made
        return self.alphabets[name]

    def index(self, i: Alphabet) -> Alphabet:
        if i not in self.indices:
            over = self.alphabet(i.alphabet, i)
            made = over.another(i.name)
            while made in self.indices.values():
                made = over.another(made.name + "'")
            self.indices[i] = made
        return self.indices[i]

    def letter(self, letter: Letter) -> Letter:
        to = self.alphabet(letter.alphabet, letter.of)
        same = sorted(to.called) == sorted(letter.of.called)
        return Letter(to, to.called.index(letter.name) if same else letter.place)

    def law(self, law: Law) -> Law:
        if law in self.laws:
            return self.laws[law][0]
        outputs, inputs = (
            tuple(self.alphabet(v.alphabet, v).another(v.name) for v in side)
            for side in (law.outputs, law.inputs)
        )
        made = Law(law.name, *outputs, given=inputs)
        while self._is_taken(made, (law for law, _ in self.laws.values())):
            made = Law(made.name + "'", *outputs, given=inputs)
        return made

    def quantity(self, q: Quantity) -> Quantity:
        if q in self.quantities:
            return self.quantities[q]
        over = tuple(self.alphabet(v.alphabet, v).another(v.name) for v in q.over)
        _, options = q.__getnewargs_ex__()
        made = type(q)(q.name, *over, **options)
        while self._is_taken(made, self.quantities.values()):
            made = type(q)(made.name + "'", *over, **options)
        return made

    def _is_taken(self, made: Any, images: Any) -> bool:
        return self.taken.get(made.name, made) != made or made.name in {i.name for i in images}

    def expression(self, e: Any) -> Any:
        if isinstance(e, Alphabet):
            return self.index(e)
        if isinstance(e, Letter):
            return self.letter(e)
        if isinstance(e, Cardinality):
            return Cardinality(self.alphabet(e.alphabet, Alphabet(e.alphabet)))
        if isinstance(e, Law):
            return self.law(e)
        if isinstance(e, Quantity):
            return self.quantity(e)
        if isinstance(e, LawValue):
            names = self.laws[e.law][1] if e.law in self.laws else {}
            at = [(names.get(v, v), self.expression(i)) for v, i in e.at]
            return LawValue(self.law(e.law), at)
        if isinstance(e, (Defined, AtEvent)):
            return self.expression(e.unfold())
        if isinstance(e, Measure):
            return self._measure(e)
        return e.func(*map(self.expression, e.args)) if e.args else e

    def _measure(self, e: Measure) -> Expr:
        """Under its name where that can be said of other variables."""
        if any(isinstance(a, (DefinedLaw, Definition)) for a in _atoms(e)):
            made: Expr = self.expression(e.unfold())
            return made
        plain, tex = e.args[0].name, e.args[1].name
        said = _VARIABLES.search(plain)
        if said is not None:
            law = e.args[3 + int(said[1])]
            names = self.laws[law][1] if law in self.laws else {}
            plain, tex = (_of_variables(form, names) for form in (plain, tex))
        return e.marks(Measure(plain, tex, *map(self.expression, e.args[2:])))

    def relation(self, r: Relation) -> Relation:
        return Relation(self.expression(r.lhs), r.rel, self.expression(r.rhs), r.name)

    def hypothesis(self, h: Relation | Dominated) -> Relation | Dominated:
        if isinstance(h, Dominated):
            return Dominated(*map(self.expression, h.expressions()))
        if isinstance(h, OptimalLengths):
            against = map(self.expression, h.against)
            return OptimalLengths(self.quantity(h.lengths), self.law(h.law), *against, base=h.base)
        if isinstance(h, Structure):
            names = self.laws[h.law][1] if h.law in self.laws else {}
            groups = tuple(tuple(names.get(v, v) for v in g) for g in h.groups)
            return Structure(h.kind, self.law(h.law), groups)
        return self.relation(h)


def _atoms(e: Basic) -> set[Basic]:
    return set(e.atoms(Law, Definition))


def _of_variables(form: str, names: Mapping[str, str]) -> str:
    """`I⟦_?0:x,y⟧(X;Y)`, or its LaTeX, for other variables."""
    head, inside = form.rsplit("⟧(", 1)
    letters = _VARIABLES.sub(
        lambda m: f"?{m[1]}:" + ",".join(names.get(v, v) for v in m[2].split(",")), head
    )
    capitals = {latex_name(v.upper()): latex_name(w.upper()) for v, w in names.items()}
    capitals |= {v.upper(): w.upper() for v, w in names.items()}
    body, end = inside[:-1], inside[-1]
    parts = _BETWEEN.split(body)
    parts[::2] = [capitals.get(v.strip(), v) for v in parts[::2]]
    return f"{letters}⟧({''.join(parts)}{end}"
