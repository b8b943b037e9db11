"""Sides of relations evaluated twice at random points: their TeX by an evaluator of its own, and
the terms that the reader made of them. `python -m tests.notes.evaluated --count 1000` for many.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from sympy import Expr

from derive.kernel.terms import Context, KernelError, LawDecl, QuantityDecl, Term
from derive.kernel.terms import free_indices as free
from derive.language.names import DeriveError
from derive.language.notation import DEFAULT
from derive.language.printing import latex
from derive.notes.check import read_notes
from derive.notes.settings import NOTHING
from derive.notes.source import NotRead
from derive.notes.steps import Elaborated
from tests.notes.evaluate_tex import Unknown, World, evaluate
from tests.notes.evaluate_tex_more import MORE
from trials.fuzz import numbers as x
from trials.fuzz.grammar import drawn
from trials.fuzz.points import Point, names_of, random_point
from trials.fuzz.values import places
from trials.notes.matched import normal
from trials.notes.told import told
from trials.readback import objects
from trials.readback.operations import Evaluated, operands
from trials.readback.sources import made
from trials.readback.table import Table, Unread, of_objects

_POINTS, _SKIPPED = 4, (Unknown, ValueError, ZeroDivisionError, OverflowError, KeyError)


class _Side:
    """A term, as what `of_objects` takes."""

    def __init__(self, e: Expr) -> None:
        self.e = e

    def expressions(self) -> tuple[Expr, ...]:
        return (self.e,)


def differences(step: Elaborated, e: Expr, tex: str, rng: random.Random) -> tuple[str, str]:
    """"same" or "differs", with where; "unknown" where one of them cannot be evaluated."""
    try:
        table, term = of_objects([_Side(e)]), objects.term(e)
        context = _context(table)
    except (Unread, KernelError, AttributeError) as err:
        return "unknown", str(err)
    seen = 0
    for _ in range(4 * _POINTS):
        point = random_point(context, rng, names_of(context, operands((term, term))), 3)
        _without_zeros(point, rng)
        found = [_at_point(step, table, term, tex, point, b) for b in _bases(step, point)]
        if "unknown" in found:
            return "unknown", tex
        if "" in found:
            seen += 1
        elif None not in found:  # one of them may have no value where both would agree
            return "differs", f"{tex} is read as {e}: {found[0]}"
        if seen == _POINTS:
            return "same", ""
    return ("same", "") if seen else ("unknown", "no values")


def _context(table: Table) -> Context:
    laws = {n: LawDecl(e.outputs, e.inputs) for n, e in table.laws.items()}
    signs = {"real", "pos", "nonneg", "unit"}
    quantities = {
        n: QuantityDecl(e.alphabets, e.sign if e.sign in signs else "real")  # type: ignore[arg-type]
        for n, e in table.quantities.items()
    }
    return Context(laws, quantities)


def _without_zeros(point: Point, rng: random.Random) -> None:
    """Laws without zeros, and not close to others: every logarithm of one has a value."""
    for name, rows in point.laws.items():
        outputs = len(point.context.laws[name].outputs)
        for at in rows:
            rows[at] = Fraction(rng.randint(1, 5))
        for given in {k[outputs:] for k in rows}:
            these = [k for k in rows if k[outputs:] == given]
            whole = sum(rows[k] for k in these)
            rows.update({k: rows[k] / whole for k in these})
    point.changed()


def _bases(step: Elaborated, point: Point) -> tuple[float, ...]:
    """The base of a logarithm without one: what the reader leaves free, or one that notes have."""
    if step.base is None:
        return (math.e, 2.0)
    name = getattr(step.base, "quantity", step.base).name
    return (float(point.quantities[name][()]),) if name in point.quantities else (math.e,)


def _at_point(
    step: Elaborated, table: Table, term: Term, tex: str, point: Point, base: float
) -> str | None:
    """"" where both have one value at all letters; what differs; None where there is no value."""
    if base in (0, 1) or base < 0:
        return None
    shown = {n: normal((step.latex or {}).get(n, n)) for n in (*table.laws, *table.quantities)}
    letters = {i: normal((step.latex or {}).get(i.name, i.name)) for i in free(term)}
    world = _world(table, point, shown, base)
    compared = False
    for env in places(free(term), point):
        try:
            value = Evaluated(point, True).at(term, env)
            if value is None:
                continue
            mine = x.shown(value)
            theirs = evaluate(tex, world, {letters[i]: k for i, k in env.items()})
        except (*_SKIPPED, x.Undecided) as err:
            return "unknown" if isinstance(err, (Unknown, KeyError)) else None
        if isinstance(theirs, complex) or math.isnan(theirs) or abs(theirs) > 1e12:
            return None
        compared = True
        if not math.isclose(_float(mine), theirs, rel_tol=1e-7, abs_tol=1e-7):
            return f"{theirs} in TeX, {mine} as read, {point.describe()}"
    return "" if compared else None


def _float(shown: str) -> float:
    top, _, bottom = shown.strip("≈ ").partition("/")
    return float(top) / float(bottom or 1)


def _world(table: Table, point: Point, shown: dict[str, str], base: float) -> World:
    laws, numbers = {}, {}
    for name, law in ((n, e) for n, e in table.laws.items() if n in point.laws):
        rows = {k: float(v) for k, v in point.laws[name].items()}
        at = tuple(v for v, _ in law.variables)
        laws[f"{shown[name]} at" if law.inputs else shown[name]] = (at, rows)
    for name, q in ((n, e) for n, e in table.quantities.items() if n in point.quantities):
        rows = {k: float(v) for k, v in point.quantities[name].items()}
        if q.alphabets:
            laws[f"{shown[name]} at"] = (tuple(map(str, range(len(q.alphabets)))), rows)
        else:
            numbers[shown[name]] = rows[()]
    sizes = {n: point.sizes[a] for n, a in table.letters.items() if a in point.sizes}
    sizes |= {v: point.sizes[a] for law in table.laws.values() for v, a in law.variables}
    sizes |= {a: n for a, n in point.sizes.items() if a not in sizes}
    joint = [n for n, law in table.laws.items() if not law.inputs]
    widest = max(joint, key=lambda n: len(table.laws[n].outputs), default="p")
    return World(laws, sizes, numbers, base, shown.get(widest, "p"), MORE)


# ---------------------------------------------------------------- what is tried


def readings(text: str, name: str = "t.md") -> Iterator[tuple[Elaborated, str, str]]:
    """The steps of notes that are read in one way, with the TeX of their sides."""
    understood = read_notes(name, text, NOTHING)
    for chain, reads in zip(understood.chains, understood.by_chain(), strict=True):
        for n, read in enumerate(reads):
            if not isinstance(read, NotRead) and len(read) == 1 and read[0].step.fact is None:
                sides = (chain.sides[n], chain.sides[n + 1])
                yield read[0].step, *(" ".join(t.text for t in s.tokens) for s in sides)


def of_statements(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Random statements, printed in the usual notation."""
    rng = random.Random(seed)
    for stated in drawn(rng, count):
        case = made([stated.relation], stated.given)
        if case is None:
            continue
        r = case.relations[0]
        with case.alone():
            lines, _ = told(case, r, DEFAULT)
            sides = latex(r.lhs, DEFAULT), latex(r.rhs, DEFAULT)
        said = "".join(f"<!-- derive: {line} -->\n" for line in lines)
        for step, *_ in readings(f"{said}\n$${sides[0]} \\le {sides[1]}$$\n"):
            for e, tex in zip((step.lhs, step.rhs), sides, strict=True):
                yield differences(step, e, tex, rng)


def of_documents(folder: Path, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Every side of the notes of a folder."""
    rng = random.Random(seed)
    for path in sorted(p for p in folder.iterdir() if p.suffix in (".md", ".tex", ".qmd", ".html")):
        try:
            found = list(readings(path.read_text(encoding="utf-8"), path.name))
        except DeriveError:
            continue
        for step, *sides in found:
            for e, tex in zip((step.lhs, step.rhs), sides, strict=True):
                yield differences(step, e, tex, rng)


def main(argv: Sequence[str] | None = None) -> int:
    """Count them; 1 if a side differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", default="", help="of notes, in place of random statements")
    options = parser.parse_args(argv)
    found = of_statements(options.count, options.seed)
    if options.folder:
        found = of_documents(Path(options.folder), options.seed)
    counts: Counter[str] = Counter()
    for how, why in found:
        counts[how] += 1
        if how == "differs":
            print(why[:600], flush=True)
    print(", ".join(f"{n} {how}" for how, n in counts.most_common()))
    return int(counts["differs"] > 0)


if __name__ == "__main__":
    raise SystemExit(main())
