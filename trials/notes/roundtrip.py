"""`python -m trials written`: what derive prints in LaTeX, read back by the reader of notes.

Every side of the relations of `proofs/` in notations of `[latex]`, random statements in one each.
Read or not, never as something else: the values of both are compared at random models.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sympy import preorder_traversal

from derive.language.alphabets import Alphabet, Cardinality
from derive.language.definitions import where
from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.names import DeriveError
from derive.language.notation import DEFAULT, Notation
from derive.language.printing import latex
from derive.language.quantities import Quantity
from derive.notes import check
from derive.notes.chaining import chains_of
from derive.notes.chains import Chain
from derive.notes.settings import NOTHING
from derive.notes.source import NotRead
from derive.notes.steps import Elaborated
from derive.numeric.problem import problem
from trials.fuzz.grammar import drawn
from trials.notes.corpus import Notes
from trials.notes.meaning import Different, Incomparable, Tables, normal
from trials.notes.worlds import Declared, World, drawn_table, worlds
from trials.readback.cases import Case, notations
from trials.readback.sources import derivations, made, of_derivation

_REL = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}
_POINTS = 3


@dataclass
class Tally:
    """same, unread, other, not compared; and the formulas that were read as something else."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def main(argv: Sequence[str]) -> int:
    """Write and read; 1 if something is read as something else."""
    parser = argparse.ArgumentParser(prog="python -m trials written", description=__doc__)
    parser.add_argument("--count", type=int, default=20000, help="random statements")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--proofs", action="store_true", help="proofs/ in every notation too")
    parser.add_argument("--notations", type=int, default=0, help="of proofs/, this many (0: all)")
    parser.add_argument("--usual", action="store_true", help="in the notation without settings")
    options = parser.parse_args(argv)
    tally = Tally()
    rng = random.Random(options.seed)
    if options.proofs:
        every = [DEFAULT] if options.usual else readable()
        some = rng.sample(every, options.notations) if options.notations else every
        for proved in _proofs():
            for notation in some:
                written(proved, notation, tally)
    for stated in drawn(rng, options.count) if options.count else ():
        case = made([stated.relation], stated.given)
        if case is not None:
            among = (DEFAULT,) if options.usual else (DEFAULT, *readable())
            written(case, rng.choice(among), tally)
    report(tally)
    return int(bool(tally.wrong))


def report(tally: Tally) -> None:
    """The figures, and why what was not read was not."""
    print(", ".join(f"{n} {how}" for how, n in tally.counts.most_common()))
    for why, n in tally.reasons.most_common(60):
        print(f"    {n:6} {why}")
    for shown in tally.wrong[:40]:
        print(shown)


def _proofs() -> Iterator[Case]:
    for d in derivations():
        try:
            case = made(of_derivation(d), d.given)
        except DeriveError:
            continue
        if case is not None:
            yield case


def written(case: Case, notation: Notation, tally: Tally) -> None:
    """Each relation of a case in one notation, written and read."""
    fitted = notation.fitted(case._things())
    if any(a.is_measured for r in case.relations for e in r.expressions() for a in _letters(e)):
        tally.counts["over a space or ℕ₀"] += 1
        return
    for r in (r for r in case.relations if hasattr(r, "rel")):
        with case.alone():
            sides = latex(r.lhs, fitted), latex(r.rhs, fitted)
            names = _names(r, fitted)
            defined = where(r.expressions())
            rows = [(latex(w.lhs, fitted), "=", latex(w.rhs, fitted)) for w in defined]
        rows.append((sides[0], _REL[r.rel], sides[1]))
        text = names.said + "".join(f"\n\n$$\n{' '.join(row)}\n$$\n" for row in rows)
        how, why = _read(text, r, names)
        tally.counts[how] += 1
        if how in ("unread", "not compared"):
            tally.reasons[why] += 1
        if how == "other":
            tally.wrong.append(f"{sides[0]} {r.rel} {sides[1]}\n    {why}\n    {names.said!r}")


def _letters(e: Any) -> set[Alphabet]:
    free: set[Alphabet] = e.atoms(Alphabet)
    return free | {i for n in preorder_traversal(e) for i in bound(n)}


@dataclass(frozen=True)
class Names:
    """What a reader is told of the names of a relation, and the tables that they stand for."""

    said: str
    declared: dict[str, Declared]
    letters: dict[str, str]
    reads: dict[str, str]
    objects: dict[str, Law | Quantity]


def readable() -> list[Notation]:
    """Those in which a log without a base is the logarithm of H and D without one."""
    return [n for n in notations() if n.bits != "log"]


def _names(r: Any, notation: Notation) -> Names:
    needed = problem((r.lhs, r.rhs), ())
    declared: dict[str, Declared] = {}
    objects: dict[str, Law | Quantity] = {}
    letters: dict[str, str] = {}
    reads: dict[str, str] = {}
    said = ["log base e"]
    every = {a for e in (r.lhs, r.rhs) for a in e.atoms(Alphabet)}
    for law in needed.laws:
        key, own = f"law{len(declared)}", latex(law, notation)
        out, given = (tuple(v.name for v in vs) for vs in (law.outputs, law.inputs))
        declared[key] = Declared(key, "channel+" if given else "law+", out, given, None, own)
        objects[key] = law
        every |= set(law.variables_and_inputs())
        if not given:
            on = ", ".join(latex(v, notation) for v in law.outputs)
            said.append(f"{own} is a distribution on {on}")
    for q in needed.quantities:
        key, own = f"number{len(declared)}", latex(q, notation)
        kind = {"pos": "positive", "nonneg": "nonneg", "unit": "weight"}.get(q.sign, "number")
        over = _places(q.over)
        declared[key] = Declared(key, kind, over, (), None, own)
        objects[key] = q
        letters |= {name: v.alphabet for name, v in zip(over, q.over, strict=True)}
        every |= set(q.over)
        if not q.over:
            inside = {"weight": " in [0,1]", "positive": " in (0,\\infty)"}.get(kind, "")
            said.append(f"{own} is a number{inside}")
    every |= {i for e in (r.lhs, r.rhs) for i in _letters(e)}
    for c in {c for e in (r.lhs, r.rhs) for c in e.atoms(Cardinality)}:
        letters.setdefault(c.alphabet, c.alphabet)
    if notation.sums == "i=1..n":
        said += _counted(every, r, notation, reads)
    placed = notation.sums == "i=1..n"
    symbols = {s for a in every if "_" in (s := latex(a, notation)) and "'" not in s and placed}
    said += [f"{s} is a symbol" for s in sorted(symbols)]
    for a in sorted(every, key=lambda a: a.name.count("'")):
        letters[a.name] = a.alphabet
        reads[normal(latex(a, notation))] = a.name
        reads[a.name] = a.name
    text = "\n".join(f"<!-- derive: {line} -->" for line in said)
    return Names(text, declared, letters, reads, objects)


def _places(over: Sequence[Alphabet]) -> tuple[str, ...]:
    """A name for each place of a quantity: those of its letters, told apart where two are alike."""
    names = [v.name for v in over]
    return tuple(f"{n}{k}" if n in names[:k] else n for k, n in enumerate(names))


def bound(node: Any) -> tuple[Alphabet, ...]:
    """The letters of a sum or product."""
    return tuple(i for i in node.args[1:] for i in (i.args or (i,)) if isinstance(i, Alphabet))


def _counted(
    every: set[Alphabet], r: Any, notation: Notation, reads: dict[str, str]
) -> Iterator[str]:
    """That n is the size of 𝒳, and what its letters are counted by."""
    sizes = {a.alphabet: latex(a.size, notation) for a in every}
    sizes |= {c.alphabet: latex(c, notation) for e in (r.lhs, r.rhs) for c in e.atoms(Cardinality)}
    for alphabet, shown in sorted(sizes.items()):
        if "|" not in shown:
            yield rf"{shown} is the size of \mathcal{{{alphabet.upper()}}}"
            index = notation.letter(alphabet, alphabet, alphabet).partition("_")[2].strip("{}")
            reads |= {shown: alphabet, index: alphabet}


def _read(text: str, r: Any, names: Names) -> tuple[str, str]:
    document = check._document("t.md", text, NOTHING)
    try:
        facts, _ = check._facts(document, NOTHING)
    except DeriveError as err:
        return "unread", str(err)[:90]
    chains = [c for c in chains_of(document) if isinstance(c, Chain)]
    if not chains or len(chains[-1].signs) != 1:
        return "unread", "not one chain of one relation"
    trees = [[check._tree(s) for s in c.sides] for c in chains]
    (reads,) = check._elaborated(document, chains, trees, facts).by_chain(chains)[-1:]
    read = reads[0]
    if isinstance(read, NotRead):
        return "unread", read.why[:90]
    found = [_compared(reading.step, r, names) for reading in read]
    good = [f for f in found if f[0] == "same"]
    return (good or found)[0]


def _compared(step: Elaborated, r: Any, names: Names) -> tuple[str, str]:
    if step.rel != r.rel and not (step.definition and r.rel == "="):
        return "other", f"{step.rel} for {r.rel}"
    notes = Notes(Path("t.md"), "", names.letters, names.reads, ())
    models = worlds({}, names.letters, "", 5, zeros=False)
    for world in itertools.islice(models, _POINTS):
        world = _world(world, names)
        table = _Read(names, step, world, notes)
        own = _Own(names, world, notes, step)
        sides = ((r.lhs, step.lhs), (r.rhs, step.rhs))
        for mine, theirs in sides[1:] if step.definition else sides:
            try:
                why = _differ(mine, theirs, table, own)
            except (Incomparable, Different, DeriveError) as err:
                return "not compared", str(err)
            if why:
                return "other", why
    return "definition" if step.definition else "same", ""


def _world(like: World, names: Names) -> World:
    """With tables for these names."""
    rng = random.Random(3)
    alphabets = set(names.letters.values())
    sizes = {a: rng.choice((2, 3)) for a in sorted(alphabets)}
    plain = [d.name for d in names.declared.values() if d.kind == "law+"]
    world = World(names.declared, names.letters, plain[0] if len(plain) == 1 else "", sizes)
    for d in names.declared.values():
        if isinstance(names.objects[d.name], Map):
            over, to = (world.size(x) for x in d.letters)
            world.tables[d.name] = np.eye(to)[np.random.default_rng(4).integers(0, to, over)]
        else:
            world.tables[d.name] = drawn_table(d, world, rng, zeros=False)
    world.base = math.e
    return world


class _Read(Tables):
    """The tables of the names that were understood."""

    def __init__(self, names: Names, step: Elaborated, world: World, notes: Notes) -> None:
        super().__init__(step, world, notes, "")
        self.names = names
        self.sizes: dict[str, int] = {}
        for a in (a for e in (step.lhs, step.rhs) for a in _letters(e)):
            with suppress(Incomparable):
                self.sizes.setdefault(a.alphabet, world.size(self.letter(a)))

    def size(self, alphabet: str) -> int:
        return self.sizes[alphabet] if alphabet in self.sizes else super().size(alphabet)

    def quantity(self, q: Quantity) -> np.ndarray:
        """The n that is said to be the size of a set is that, where the set is absent."""
        sized = self.names.reads.get(normal((self.step.latex or {}).get(q.name, q.name)), "")
        if not q.over and sized in self.world.sizes:
            return np.asarray(float(self.world.sizes[sized]))
        return super().quantity(q)

    def law(self, law: Law) -> np.ndarray:
        """One that the notes do not name is the law that has its variables."""
        try:
            return super().law(law)
        except Incomparable:
            wanted = {self.letter(a) for a in law.variables_and_inputs()}
            laws = [d for d in self.world.names.values() if d.kind == "law+"]
            having = [d for d in laws if wanted <= {*d.letters}]
            if len(having) != 1 or law.name not in ("P", "Law"):
                raise
            return self._law(law, having[0])


class _Own(Tables):
    """The tables of the relation as it was before it was written."""

    def __init__(self, names: Names, world: World, notes: Notes, step: Elaborated) -> None:
        super().__init__(step, world, notes, "")
        self.known = {names.objects[k]: world.tables[k] for k in names.declared}

    def letter(self, of: Alphabet | str) -> str:
        return of if isinstance(of, str) else of.name

    def is_parameter(self, name: str) -> bool:
        return False

    def law(self, law: Law) -> np.ndarray:
        return self.known[law]

    def quantity(self, q: Quantity) -> np.ndarray:
        return self.known[q]

    def size(self, alphabet: str) -> int:
        return self.world.sizes[alphabet]


def _differ(mine: Any, theirs: Any, table: Tables, own: Tables) -> str:
    meant, free = own.values(mine)
    got, letters = table.values(theirs)
    axes = [table.letter(a) for a in letters]
    names = [a.name for a in free]
    order = sorted({*names, *axes})
    a, b = (_spread(v, x, order) for v, x in ((meant, names), (got, axes)))
    left, right = np.broadcast_arrays(a, b)
    if np.allclose(left, right, rtol=1e-6, atol=1e-6, equal_nan=True):
        return ""
    return f"{theirs} instead of {mine}"


def _spread(values: np.ndarray, axes: list[str], names: list[str]) -> np.ndarray:
    order = [axes.index(n) for n in names if n in axes]
    moved = np.asarray(values).transpose(order) if order else np.asarray(values)
    return moved[tuple(slice(None) if n in axes else None for n in names)]
