"""The symbol table of a derivation: what a reader knows before reading, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from unicodedata import normalize

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, Term

Declared = tuple[tuple[str, str], ...]  # variables or letters with their alphabets


class Unread(Exception):
    """The text has no meaning, or more than one: says which part of it, and why."""


FAMILIES = {
    **dict.fromkeys(("Normal", "MultivariateNormal"), "N"),
    **{"UniformOn": "Uniform", "Exponential": "Exp", "Geometric": "Geom"},
    **{"Laplace": "Laplace", "Poisson": "Poisson"},
}


@dataclass(frozen=True)
class LawEntry:
    name: str
    outputs: Declared
    inputs: Declared = ()

    @property
    def variables(self) -> Declared:
        return (*self.outputs, *self.inputs)


@dataclass(frozen=True)
class QuantityEntry:
    """alphabets: of its places. is_map: whether it is a map's indicator. is_subset: whether it is
    ≠ 0 at the letters of a subset. is_best: whether a hypothesis calls it lengths of least mean."""

    name: str
    alphabets: tuple[str, ...]
    sign: str = "real"
    is_map: bool = False
    is_subset: bool = False
    is_best: bool = False


@dataclass
class Table:
    """laws, quantities: by name, those defined from others too. letters: name → alphabet. bodies:
    what a defined name means, with the letters it is a function of; read from its where line.
    normals: means and variances of laws that are normal, as objects. line: the spaces whose points
    stand as numbers."""

    laws: dict[str, LawEntry] = field(default_factory=dict)
    quantities: dict[str, QuantityEntry] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    alphabets: set[str] = field(default_factory=set)
    bodies: dict[str, tuple[tuple[Index, ...], Term]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    named: dict[str, Term] = field(default_factory=dict)
    normals: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)  # of laws of families
    line: set[str] = field(default_factory=set)

    def add_law(self, entry: LawEntry) -> None:
        if self.laws.setdefault(entry.name, entry) != entry or entry.name in self.quantities:
            raise Unread(f"two things are called {entry.name}")
        for v, a in entry.variables:
            self.add_letter(v, a)

    def add_quantity(self, entry: QuantityEntry) -> None:
        if self.quantities.setdefault(entry.name, entry) != entry or entry.name in self.laws:
            raise Unread(f"two things are called {entry.name}")
        self.alphabets |= set(entry.alphabets)

    def add_letter(self, name: str, alphabet: str) -> None:
        if self.letters.setdefault(name, alphabet) != alphabet:
            raise Unread(f"the letter {name} runs over two alphabets")
        self.alphabets.add(alphabet)

    def names(self) -> set[str]:
        """Every name that can stand in a formula."""
        variables = {v.upper() for law in self.laws.values() for v, _ in law.variables}
        words = {c for c in self.constants if c[0].isalpha()}
        return {*self.laws, *self.quantities, *self.letters, *variables, *words}

    def look(self) -> tuple[Any, ...]:
        """What a reader sees of it: two tables that look the same read the same text alike."""
        return (
            tuple(sorted((n, e.outputs, e.inputs) for n, e in self.laws.items())),
            tuple(sorted((n, e.alphabets, e.sign) for n, e in self.quantities.items())),
            tuple(sorted(self.letters.items())),
        )


def alphabet_name(alphabet: str) -> str:
    """An alphabet's name as the kernel takes it: z={0,1} has letters with names."""
    return re.sub(r"[^\w'…₋]+", "_", alphabet).rstrip("_") if "=" in alphabet else alphabet


def constant_letter(name: str) -> str:
    """The index that stands for a letter with a name: one that nobody can type."""
    return f"{_CONSTANT}{name.replace('-', '_')}⟩"


def is_space(alphabet: str) -> bool:
    """Whether its points are numbers, of ℝ or of ℕ₀, or those of another space."""
    return alphabet.endswith(("-space", "-naturals"))


def coordinate(point: Index) -> t.Quantity:
    """The real number that a point is."""
    return t.Quantity(f"coordinate⌈{point.alphabet}⌉", (point,))


def is_constant(letter: Index) -> bool:
    return letter.name.startswith(_CONSTANT)


_CONSTANT = "letter⟨"


def of_objects(relations: Iterable[Any]) -> Table:
    """The table of relations and hypotheses: all that occurs in their expressions."""
    table = Table()
    for r in relations:
        for e in r.expressions():
            for node in _nodes(e, set()):
                _enter(table, node)
        if (best := getattr(r, "lengths", None)) is not None:
            table.quantities[best.name] = replace(table.quantities[best.name], is_best=True)
    return table


def _nodes(e: Any, seen: set[Any]) -> Iterator[Any]:
    if e in seen:
        return
    seen.add(e)
    yield e
    body = [e.body] if type(e).__name__ in ("Definition", "DefinedLaw") else []
    for a in (*e.args, *body):
        yield from _nodes(a, seen)


def _enter(table: Table, node: Any) -> None:
    kind = type(node).__name__
    if kind in ("Law", "DefinedLaw", *FAMILIES):
        if kind in FAMILIES:
            table.normals[node.name] = node.shown()
            table.symbols[node.name] = FAMILIES[kind]
            for e in node.parameters:
                for inside in _nodes(e, set()):
                    _enter(table, inside)
        outputs, inputs = (
            tuple((v.name, alphabet_name(v.alphabet)) for v in s)
            for s in (node.outputs, node.inputs)
        )
        table.add_law(LawEntry(node.name, outputs, inputs))
        for v in (*node.outputs, *node.inputs):
            _enter_constants(table, v)
    elif kind in ("Quantity", "CodeLengths", "Map", "Definition", "Subset", "NaturalQuantity"):
        over = tuple(alphabet_name(v.alphabet) for v in node.over)
        sign = "natural" if kind == "NaturalQuantity" else getattr(node, "sign", "defined")
        table.add_quantity(QuantityEntry(node.name, over, sign, kind == "Map", kind == "Subset"))
        for v in node.over if kind == "Definition" else ():
            table.add_letter(v.name, alphabet_name(v.alphabet))
        for v in node.over:  # the line of ranges shows it there
            table.letters.setdefault(v.name, alphabet_name(v.alphabet))
            _enter_constants(table, v)
    elif kind == "Alphabet":
        table.add_letter(node.name, alphabet_name(node.alphabet))
        _enter_constants(table, node)
    elif kind == "Letter":
        table.letters.setdefault(node.of.name, alphabet_name(node.alphabet))
        _enter_constants(table, node.of)
    elif kind in ("Add", "Mul", "Pow"):
        table.line |= {a.alphabet for a in node.args if type(a).__name__ == "Alphabet"}
    elif kind == "Measure" and node.changes_variables:
        laws = (a for a in node.args if hasattr(a, "outputs"))
        table.line |= {alphabet_name(v.alphabet) for law in laws for v in law.outputs}
    elif kind == "Cardinality":
        table.alphabets.add(node.alphabet)


def _enter_constants(table: Table, alphabet: Any) -> None:
    """The letters that have names."""
    for name in getattr(alphabet, "called", ()):
        known = table.constants.setdefault(name, alphabet_name(alphabet.alphabet))
        if known != alphabet_name(alphabet.alphabet):
            raise Unread(f"the letter {name} is of two alphabets")


def of_context(context: Context, letters: Iterable[tuple[str, str]]) -> Table:
    """The table of kernel terms in a context."""
    table = Table()
    for name, law in context.laws.items():
        table.add_law(LawEntry(name, law.outputs, law.inputs))
    for name, q in context.quantities.items():
        table.add_quantity(QuantityEntry(name, q.alphabets, q.sign))
    for name, alphabet in letters:
        table.add_letter(name, alphabet)
    return table


# ---------------------------------------------------------------- what a name looks like in LaTeX

_SUB = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₘₙₜₐₑₕₗₒₚᵣₛᵤᵥₓ", "0123456789ijkmntaehloprsuvx", strict=True))


LOW = "↓"  # before a subscript, in looks


def look_of(name: str) -> str:
    """A name as it looks when typeset: stem, subscript, primes. `p1`, `p_1` and `p₁` look alike."""
    core = re.sub("[⌈⌉]", "", name).rstrip("'′")  # slack⌈1⌉ is typeset as slack₁
    name = core + name[len(name.rstrip("'′")) :]
    starred = core.rstrip("*")
    if starred != core:
        return look_of(starred) + name[len(starred) :].replace("′", "'")
    primes = len(name) - len(core)
    stem = core.rstrip("".join(_SUB) + "0123456789_")
    if not stem:
        stem, core = core, core
    primes += len(stem) - len(stem.rstrip("'"))
    low = "".join(_SUB.get(c, c) for c in core[len(stem) :]).strip("_")
    return normalize("NFD", stem.rstrip("'")) + (f"{LOW}{low}" if low else "") + "'" * primes


_ALIKE = str.maketrans(
    "АВСЕНІЈКМОРЅТХаеіјорсухѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧοаϲ", "ABCEHIJKMOPSTXaeijopcyxsABEZHIKMNOPTYXoac"
)


def skeleton(shown: str) -> str:
    """Characters of one shape as one character: Cyrillic р, Latin p."""
    return re.sub(r"[₀-₉]", lambda m: _SUB[m[0]], normalize("NFC", shown)).translate(_ALIKE)
