"""What a reader of notes is told of the names in a relation, by directives, before it is written.

What lecture notes say in words: which laws there are and of what, which letters, numbers, functions
and sizes of sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from derive.kernel.terms import Index, Term
from derive.language.alphabets import Alphabet, Cardinality
from derive.language.definitions import Definition
from derive.language.notation import Notation
from derive.language.printing import latex
from derive.language.quantities import Quantity
from trials.notes.matched import Written, normal
from trials.readback import objects
from trials.readback.cases import Case
from trials.readback.table import _nodes, alphabet_name

_PLACES = ("outputs", "inputs", "over")
_NUMBERS = {"unit": " in [0,1]", "pos": " in (0,\\infty)"}


@dataclass
class _Told:
    """letters, names, sizes: as `Written` has them."""

    notation: Notation
    lines: list[str] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, str] = field(default_factory=dict)

    def show(self, e: Any) -> str:
        return latex(e, self.notation)


def told(case: Case, relation: Any, notation: Notation) -> tuple[list[str], Written]:
    """The directives, and what a name that is read stands for."""
    out = _Told(notation, ["log base e"])
    seen: set[Any] = set()
    nodes = [n for e in relation.expressions() for n in _nodes(e, seen)]
    alphabets = sorted(_alphabets(nodes), key=lambda a: (a.name.count("'"), a.name))
    for a in alphabets:
        out.letters.setdefault(normal(out.show(a)), a.name)
        out.letters.setdefault(a.name, a.name)
    for law in (n for n in nodes if _tuple(n, "outputs")):
        _law(law, out)
    for q in (n for n in nodes if isinstance(n, (Quantity, Definition))):
        _quantity(q, out)
    sized = {a.alphabet: a.size for a in alphabets if not (a.is_measured or a.called)}
    sized |= {c.alphabet: c for c in nodes if isinstance(c, Cardinality)}
    for alphabet, size in sorted(sized.items()):
        _size(alphabet, out.show(size), out)
    out.lines += _symbols(alphabets, out)
    of = (w.definition for w in case.where if hasattr(w.definition, "body"))
    bodies = {d.name: _body(d, case) for d in of}
    own = Written(
        case.table, case.context, case.maps, out.letters, out.names, bodies, out.sizes
    )
    return out.lines, own


def _body(defined: Any, case: Case) -> tuple[tuple[Index, ...], Term]:
    """What a defined law, or number, means, at its own letters."""
    letters = [a for places in _PLACES for a in _tuple(defined, places)]
    return tuple(objects.letter(a) for a in letters), case.term(defined.body)


def _alphabets(nodes: Iterable[Any]) -> set[Alphabet]:
    found = {n for n in nodes if isinstance(n, Alphabet)}
    for n in nodes:
        for places in _PLACES:
            found |= {v for v in _tuple(n, places) if isinstance(v, Alphabet)}
    return found


def _tuple(node: Any, places: str) -> tuple[Any, ...]:
    found = getattr(node, places, ())
    return found if isinstance(found, tuple) else ()


def _law(law: Any, out: _Told) -> None:
    own = out.show(law)
    out.names[normal(own)] = law.name
    left, right = (", ".join(map(out.show, vs)) for vs in (law.outputs, law.inputs))
    if law.inputs:
        out.lines.append(rf"{own}({left} \mid {right}) is a distribution")
    else:
        out.lines.append(f"{own} is a distribution on {left}")


def _quantity(q: Any, out: _Told) -> None:
    own = out.show(q)
    out.names[normal(own)] = q.name
    if isinstance(q, Quantity) and not q.over:
        out.lines.append(f"{own} is a number{_NUMBERS.get(q.sign, '')}")


def _size(alphabet: str, shown: str, out: _Told) -> None:
    """That n is the size of 𝒳, and what its letters are counted by."""
    if "|" in shown or not shown.isalpha():
        return
    out.lines.append(rf"{shown} is the size of \mathcal{{{alphabet.upper()}}}")
    index = out.notation.letter(alphabet, alphabet, alphabet).partition("_")[2].strip("{}")
    out.sizes[shown] = alphabet_name(alphabet)
    out.letters.setdefault(index, alphabet)


def _symbols(alphabets: Iterable[Alphabet], out: _Told) -> Iterator[str]:
    """Which letters there are; xᵢ is one of the data."""
    data = {a.name[:-1] for a in alphabets if not a.name.rstrip("'").isascii() and len(a.name) == 2}
    plain = (a for a in alphabets if a.name.isascii() and a.name.isalpha() and a.name not in data)
    yield from sorted({f"{out.show(a)} is a symbol" for a in plain})
    marked = (out.show(a) for a in alphabets if a.name[:-1] in data and len(a.name) == 2)
    yield from sorted({f"{shown} is a sample" for shown in marked if "_" in shown})
