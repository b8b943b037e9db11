"""Whether what a reader understood is what a relation of the corpus means: by their values.

The terms of the reader are evaluated at tables made from the corpus's random models, the corpus's
reading by `plain`. The names of the two meet in the LaTeX of the notes.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, Integer

from derive.language.alphabets import Alphabet, Cardinality
from derive.language.expressions import Sum
from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.names import DeriveError
from derive.language.optimisers import Optimiser
from derive.language.quantities import Quantity
from derive.language.relations import Relation
from derive.notes.steps import Elaborated
from derive.numeric import compile_expression
from derive.numeric.problem import problem
from trials.notes import plain
from trials.notes.corpus import HOLDS, Expected, ExpectedChain, Notes
from trials.notes.worlds import Declared, World

_POINTS = 5
_PARAMETER = re.compile(r"_\\(theta|phi|varphi|psi)$")
_PARAMETERS = frozenset("θφϕψ")  # of which the corpus takes one value, where it does not say more
_LOW = str.maketrans("ᵢⱼₖₘₙₜ₀₁₂₃₄₅₆₇₈₉", "ijkmnt0123456789")


class Incomparable(Exception):
    """A name of the reader that the corpus's table does not have."""


class Different(Exception):
    """A name is something else in the corpus."""


@dataclass(frozen=True)
class Compared:
    """same: None where there was nothing to compare. why: what differs, or stood in the way."""

    same: bool | None
    why: str = ""


def compare(step: Elaborated, relation: Expected, chain: ExpectedChain, notes: Notes) -> Compared:
    """Whether a reading means what the corpus says, at random models without zeros."""
    if not relation.lhs or not relation.rhs:
        return Compared(None, "the corpus says no reading")
    wanted = {":=": "="}.get(relation.rel, relation.rel)
    if {":=": "="}.get(step.rel, step.rel) != wanted:
        return Compared(False, f"{step.rel} for {relation.rel}")
    try:
        return _in_some_base(step, relation, chain, notes)
    except Different as err:
        return Compared(False, str(err))
    except (Incomparable, DeriveError) as err:
        return Compared(None, str(err))


def _in_some_base(
    step: Elaborated, relation: Expected, chain: ExpectedChain, notes: Notes
) -> Compared:
    """Where the corpus leaves the base of log free, a reader may have one of its own, or none."""
    free = {"free": (2.0, math.e), 2: (2.0,), "e": (math.e,)}[chain.log]
    if step.base is not None:
        return _at_models(step, relation, chain, notes, (2.0, math.e))
    tried = [_at_models(step, relation, chain, notes, (base,)) for base in free]
    return next((c for c in tried if c.same), tried[-1])


def _at_models(
    step: Elaborated,
    relation: Expected,
    chain: ExpectedChain,
    notes: Notes,
    bases: tuple[float, ...],
) -> Compared:
    models = itertools.islice(notes.models(chain, 11, zeros=False), _POINTS)
    for world, base in itertools.product(models, bases):
        world.base = base
        table = Tables(step, world, notes, f"{relation.lhs} {relation.rhs}")
        for h in step.given:
            if isinstance(h.relation, Relation) and not table.meets(h.relation):
                return Compared(False, f"{h.relation} is no hypothesis of the text")
        for read, meant in ((step.lhs, relation.lhs), (step.rhs, relation.rhs)):
            why = _side(table, read, meant, world)
            if why:
                return Compared(False, why)
    return Compared(True)


def _side(table: Tables, read: Expr, meant: str, world: World) -> str:
    letters = plain.free_letters(meant, world)
    if isinstance(read, Optimiser):
        return _optimum(table, read, meant, world)
    whole, letters_of = table.values(read)
    values, free = _without_parameters(whole, letters_of, table)
    axes = [table.letter(a) for a in free]
    if not set(axes) <= set(letters):
        return f"{read} depends on {', '.join(axes)}"
    for at in itertools.product(*(range(world.size(x)) for x in letters)):
        env = dict(zip(letters, at, strict=True))
        got = float(values[tuple(env[a] for a in axes)])
        want = plain.value(meant, world, env)
        if not (isinstance(want, float) and math.isnan(want)) and not plain.agree(got, want):
            return f"{read} is {got:.6g}, {meant} is {want}"
    return ""


def _without_parameters(
    values: np.ndarray, free: tuple[Alphabet, ...], table: Tables
) -> tuple[np.ndarray, list[Alphabet]]:
    """Axes of length 1 taken away."""
    gone = tuple(n for n, a in enumerate(free) if table.is_parameter(a.name))
    return values.squeeze(gone), [a for a in free if not table.is_parameter(a.name)]


def _optimum(table: Tables, read: Any, meant: str, world: World) -> str:
    best = plain.value(meant, world)
    values, free = table.values(read.body)
    if not isinstance(best, plain.Argmax) or len(free) != 1:
        return f"{read} is an optimum, {meant} is not"
    got = plain.Argmax(tuple(map(float, values)), 1 if read.symbol == "argmax" else -1)
    return "" if got.best() == best.best() else f"{read} is {got.best()}, {meant} is {best.best()}"


class Tables:
    """Arrays for the reader's names at one model."""

    def __init__(self, step: Elaborated, world: World, notes: Notes, said: str) -> None:
        """said: the corpus's reading; its names come first where the notes write two alike."""
        self.step, self.world, self.notes = step, world, notes
        self.used = set(re.findall(r"\w+", said))

    def meets(self, relation: Relation) -> bool:
        """Whether a hypothesis holds, at all letters."""
        sides, axes = [], []
        for e in (relation.lhs, relation.rhs):
            values, free = self.values(e)
            sides.append(values)
            axes.append([a.name for a in free])
        names = sorted({n for a in axes for n in a})
        a, b = (_spread(v, x, names) for v, x in zip(sides, axes, strict=True))
        return all(map(HOLDS[relation.rel], *(s.ravel() for s in np.broadcast_arrays(a, b))))

    def values(self, e: Expr) -> tuple[np.ndarray, tuple[Alphabet, ...]]:
        """Its values, an axis for each of the letters that are given beside."""
        e = e.xreplace({c: Integer(self.size(c.alphabet)) for c in e.atoms(Cardinality)})
        batch: dict[Any, np.ndarray] = {}
        wanted = problem((e,), ())
        named = dict(wanted.sizes)
        for n, name in enumerate(a for a in wanted.alphabets if a not in named):
            # a table of zeros says how many letters it has
            letter = Alphabet(name, name)
            sized = Quantity(f"sized{n}", letter)
            e += Sum(sized(letter), letter)
            batch[sized] = np.zeros((1, self.size(name)))
        compiled = compile_expression(e)
        needed = problem((e,), ())
        for law in needed.laws:
            batch[law] = self.law(law)[None]
        for quantity in set(needed.quantities) - set(batch):
            batch[quantity] = self.quantity(quantity)[None]
        return compiled(batch)[0], tuple(compiled.free)

    def size(self, alphabet: str) -> int:
        return 1 if self.is_parameter(alphabet) else self.world.size(self.letter(alphabet))

    # ---------------------------------------------------------------- names

    def letter(self, of: Alphabet | str) -> str:
        """The corpus's letter for the reader's."""
        name = of if isinstance(of, str) else of.name
        shown = normal(self.step.latex.get(name, name) if self.step.latex else name)
        said = self.notes.reads
        for key in (name, shown, name.translate(_LOW)):
            if key in said:
                return str(said[key])
        known = {x for d in self.world.names.values() for x in (*d.letters, *d.inputs)}
        known |= set(self.world.letters)
        core = re.sub(r"[_{}'₀-₉ᵢⱼₖₘₙₜ]", "", name)
        primed = core + "1" * name.count("'")
        for key in (name, shown, primed, core, *([core[:1]] if "ᵢ" in name else ())):
            if str(key).lower() in known:
                return str(key).lower()
        raise Incomparable(f"letter {name} ({shown})")

    def is_parameter(self, name: str) -> bool:
        """Whether the corpus takes one value of it here."""
        axes = {x for d in self.world.names.values() for x in (*d.letters, *d.inputs)}
        return name in _PARAMETERS and self.notes.reads.get(name) not in axes

    def law(self, law: Law) -> np.ndarray:
        found = list(self._named(law.name, ("law", "law+", "channel", "channel+")))
        if not found and self.world.variables and law.name == "P":  # of random variables
            found = [self.world.names[self.world.variables]]
        if not found:
            self._other(law.name, "a law")
        errors: list[str] = []
        for d in found:
            try:
                return self._law(law, d)
            except Incomparable as err:
                errors.append(str(err))
        raise Incomparable(f"law {law.name}{law.variables_and_inputs()}: {errors or 'no such'}")

    def _law(self, law: Law, d: Declared) -> np.ndarray:
        inputs = [a for a in law.inputs if not self.is_parameter(a.name)]
        out, given = self._axes(law.outputs, d.letters), self._axes(inputs, d.letters + d.inputs)
        if not set(d.inputs) <= set(given):
            raise Incomparable(f"{d.name} is given {d.inputs}")
        known = tuple(g for g in given if g not in d.inputs)
        shape = [self.world.size(x) for x in (*out, *given)]
        table = np.zeros(shape)
        for at in itertools.product(*map(range, shape)):
            env = dict(zip((*out, *given), at, strict=True))
            below = _mass(d, {k: env[k] for k in known}, env, self.world) if known else 1.0
            table[at] = _mass(d, {k: env[k] for k in (*out, *known)}, env, self.world) / below
        apart = [n for n, a in enumerate(law.inputs, len(out)) if self.is_parameter(a.name)]
        return np.asarray(np.expand_dims(table, tuple(apart)))

    def quantity(self, q: Quantity) -> np.ndarray:
        if self.step.base is not None and q == getattr(self.step.base, "quantity", self.step.base):
            return np.asarray(self.world.base)
        kinds = ("map", "choice") if isinstance(q, Map) else None
        for d in self._named(q.name, kinds):
            axes = (*d.letters, *d.inputs)
            if isinstance(q, Map):
                return self._map(d)
            if len(q.over) == len(axes) and d.kind not in ("map", "choice"):
                order = self._axes(q.over, axes)
                return self._table(d, order)
        self._other(q.name, "a number")
        raise Incomparable(f"quantity {q.name}{q.over}")

    def _map(self, d: Declared) -> np.ndarray:
        values = self.world.tables[d.name]
        outputs = np.arange(self.world.size(d.letters[0]))
        return np.asarray(values[..., None] == outputs, dtype=float)

    def _table(self, d: Declared, order: Sequence[str]) -> np.ndarray:
        shape = [self.world.size(x) for x in order]
        table = np.zeros(shape)
        own = (*d.letters, *d.inputs)
        for at in itertools.product(*map(range, shape)):
            env = dict(zip(order, at, strict=True))
            table[at] = plain.entry(d, tuple(env[x] for x in own), self.world)
        return table

    def _named(self, name: str, kinds: tuple[str, ...] | None) -> Iterator[Declared]:
        shown = normal((self.step.latex or {}).get(name, name))
        variables = self.world.variables
        order = {True: 0, False: 2}
        names = sorted(
            self.world.names.values(),
            key=lambda d: min(order[d.name in self.used], 1 if d.name == variables else 2),
        )
        for d in names:
            if shown in (normal(d.latex), _PARAMETER.sub("", normal(d.latex))) and (
                kinds is None or d.kind in kinds
            ):
                yield d

    def _other(self, name: str, read_as: str) -> None:
        laws = {"law", "law+", "channel", "channel+"}
        for d in self._named(name, None):
            if (d.kind in laws) != (read_as == "a law") and d.kind not in ("map", "choice"):
                raise Different(f"{name} is read as {read_as}, and is {d.kind} {d.latex}")

    def _axes(self, letters: Sequence[Alphabet], among: Sequence[str]) -> tuple[str, ...]:
        try:
            named = tuple(self.letter(a) for a in letters)
        except Incomparable:
            named = ()
        if named and set(named) <= set(among) and len(set(named)) == len(named):
            return named
        if len(letters) == len(among) == 1:
            return tuple(among)
        if not letters:
            return ()
        raise Incomparable(f"letters {[a.name for a in letters]} among {list(among)}")


def _mass(d: Declared, at: Mapping[str, int], env: Mapping[str, int], world: World) -> float:
    """The law at these letters, summed over the others; given what is in env."""
    free = tuple(x for x in d.letters if x not in at)
    total = 0.0
    for spread in itertools.product(*(range(world.size(x)) for x in free)):
        here = {**at, **dict(zip(free, spread, strict=True))}
        total += plain.entry(
            d, tuple([*(here[x] for x in d.letters), *(env[x] for x in d.inputs)]), world
        )
    return total


def _spread(values: np.ndarray, axes: list[str], names: list[str]) -> np.ndarray:
    """With an axis for each of the names, in their order."""
    order = [axes.index(n) for n in names if n in axes]
    moved = np.asarray(values).transpose(order) if order else np.asarray(values)
    return moved[tuple(slice(None) if n in axes else None for n in names)]


def normal(latex: str) -> str:
    """LaTeX of a name without what does not tell names apart."""
    short = re.sub(r"\\(mathbf|boldsymbol|bm|mathrm|text|operatorname)\b", "", latex)
    return re.sub(r"[{}\s]", "", short)
