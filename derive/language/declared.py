"""What a reader has to be told of names: `t > 0`, `λ ∈ [0, 1]`, `z ∈ {0, 1}`.

ln t ≤ t − 1 says one thing of a t > 0 and another of a t that may be 0, and H(p) ≤ ln 2 is true of
two letters only. So every face that shows statements shows a line with the ranges of all quantities
in them, the letters of alphabets that have named ones, and those that are points of a space. What
has no such line is a law, or is defined in a line *where*; a subset shows that it is one, [x∈A],
and the values of a map are among the hypotheses where they are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Add, Basic, Mul, Pow

from derive.language.alphabets import Alphabet, Letter
from derive.language.definitions import DefinedLaw, Definition
from derive.language.families import Family
from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.measures import Measure
from derive.language.optimal import OptimalLengths
from derive.language.printing import latex, text
from derive.language.quantities import NaturalQuantity, Quantity
from derive.language.relations import Relation
from derive.language.subsets import Subset
from derive.language.vectors import MultivariateNormal

_RANGES = {
    "pos": ("> 0", "> 0"),
    "nonneg": ("≥ 0", r"\ge 0"),
    "unit": ("∈ [0, 1]", r"\in [0, 1]"),
    "natural": ("∈ ℕ₀", r"\in \mathbf{N}_0"),
    "real": ("∈ ℝ", r"\in \mathbf{R}"),
}
_ARITHMETIC = (Add, Mul, Pow)
_SPACE = ("in a space", r"\text{ in a space}")


@dataclass(frozen=True)
class Declared:
    """Names that have one range: quantities at their letters, or letters over one alphabet.

    said: the range as text and as LaTeX.
    """

    things: tuple[Basic, ...]
    said: tuple[str, str]

    def __str__(self) -> str:
        return f"{', '.join(map(text, self.things))} {self.said[0]}"

    def latex(self) -> str:
        """LaTeX mathematics, in the notation in use."""
        return ", ".join(self.latex_parts())

    def latex_parts(self) -> list[str]:
        """The LaTeX in pieces between which a line may be broken; the last one has the range."""
        *first, last = map(latex, self.things)
        return [*first, f"{last} {self.said[1]}"]


def declared(*things: Any) -> tuple[Declared, ...]:
    """Of all quantities and named letters in expressions, relations and facts.

    Those of one range are one line, in the order in which they are met.
    """
    found = list(dict.fromkeys(_nodes(things, set())))
    hypotheses = [h for h in things if isinstance(h, Relation)]
    lines: dict[tuple[str, str], dict[Basic, None]] = {}
    line = {i.alphabet for thing in found for i in _on_the_line(thing)}
    for thing in found:
        if isinstance(thing, (Measure, *_ARITHMETIC)):
            continue
        if isinstance(thing, Alphabet) and thing.is_natural:
            lines.setdefault(_RANGES["natural"], {}).setdefault(thing)
        elif isinstance(thing, Alphabet) and thing.is_space:
            said = _RANGES["real"] if thing.alphabet in line else _SPACE
            lines.setdefault(said, {}).setdefault(thing)
        elif isinstance(thing, Alphabet):
            lines.setdefault(_letters(thing), {}).setdefault(thing)
        elif isinstance(thing, Family):
            shown = thing(*thing.variables_and_inputs()) if thing.inputs else thing
            lines.setdefault(_family(thing), {}).setdefault(shown)
        elif not _is_told(thing, hypotheses):
            kind = "natural" if isinstance(thing, NaturalQuantity) else thing.sign
            lines.setdefault(_RANGES[kind], {}).setdefault(thing(*thing.over))
    return tuple(Declared(tuple(names), said) for said, names in lines.items())


def _is_told(quantity: Quantity, hypotheses: list[Relation]) -> bool:
    """Whether a hypothesis says more: a map has one value, lengths are whole and best."""
    if isinstance(quantity, Map):
        return quantity.facts()[0] in hypotheses
    best = (h for h in hypotheses if isinstance(h, OptimalLengths))
    return any(h.lengths == quantity for h in best)


def _nodes(thing: Any, seen: set[Any]) -> Iterator[Any]:
    """Quantities and letters, those in definitions and the letters of laws among them."""
    if isinstance(thing, (list, tuple)) or not isinstance(thing, Basic):
        inside = thing if isinstance(thing, (list, tuple)) else _expressions(thing)
        for part in inside:
            yield from _nodes(part, seen)
        return
    if thing in seen:
        return
    seen.add(thing)
    if isinstance(thing, Quantity):
        if not isinstance(thing, Subset):
            yield thing
        yield from _nodes(thing.over, seen)
    elif isinstance(thing, Letter):
        yield from _nodes(thing.of, seen)
    elif isinstance(thing, Alphabet):
        yield from (thing,) if thing.called or thing.is_measured else ()
    elif isinstance(thing, (Measure, *_ARITHMETIC)):
        yield thing
    elif isinstance(thing, (Law, DefinedLaw)):
        if isinstance(thing, Family):
            yield thing
            yield from _nodes(thing.parameters, seen)
        yield from _nodes((*thing.outputs, *thing.inputs), seen)
    if isinstance(thing, (Definition, DefinedLaw)):
        yield from _nodes(thing.body, seen)
    yield from _nodes(thing.args, seen)


def _on_the_line(thing: Any) -> Iterator[Alphabet]:
    """The letters that stand as numbers; those of families and of h(aX + b)."""
    if isinstance(thing, Family):
        yield from thing.outputs
        yield from (i for i in thing.inputs if i.is_space and _has(thing, i))
    elif isinstance(thing, _ARITHMETIC):
        yield from (a for a in thing.args if isinstance(a, Alphabet))
    elif isinstance(thing, Measure) and thing.changes_variables:
        laws = (a for a in thing.args if isinstance(a, Law))
        yield from (v for law in laws for v in law.outputs if v.is_space)


def _has(law: Family, point: Alphabet) -> bool:
    return any(point in e.free_symbols for e in law.parameters)


def _expressions(thing: Any) -> Iterable[Any]:
    found = getattr(thing, "expressions", None)
    return found() if callable(found) else ()


def _family(p: Family) -> tuple[str, str]:
    """`∼ N(μ, v)`."""
    if isinstance(p, MultivariateNormal):
        plain, tex = p.in_rows()
    else:
        plain, tex = (", ".join(map(f, p.shown())) for f in (text, latex))
    return f"∼ {p.symbol[0]}({plain})", rf"\sim {p.symbol[1]}({tex})"


def _letters(alphabet: Alphabet) -> tuple[str, str]:
    shown = ", ".join(map(text, alphabet.letters)), ", ".join(map(latex, alphabet.letters))
    return f"∈ {{{shown[0]}}}", rf"\in \{{{shown[1]}\}}"
