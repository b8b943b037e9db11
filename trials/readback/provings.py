"""What `derive prove` prints of a statement, read again: sides, conditions, lines of the proof."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from derive.entropic.parse import parse_file
from derive.entropic.problem import Condition, Problem
from derive.entropic.prove import decide
from derive.entropic.steps import accounts, derivation, equality
from derive.entropic.sums import EntropySum, combination, members
from derive.render import entropic as shown
from trials.readback.cases import Outcome
from trials.readback.entropies import Coefficients, EntropyReader, Stated
from trials.readback.table import Unread

_SECONDS = 20.0
_SIGNS = ("<=", ">=", "=")


def problems(lines: str) -> Iterator[Problem]:
    """The statements of a file as `derive prove --file` reads it."""
    for _, _, found in parse_file(lines):
        if isinstance(found, Problem):
            yield found


def read(problem: Problem, proved: bool = True) -> Iterator[Outcome]:
    """proved: whether to prove it, and read the proof too."""
    for style in (shown.Text(), shown.Tex()):
        reader = EntropyReader(problem.names, isinstance(style, shown.Tex))
        yield from _statement(problem, reader, style)
    if proved:
        yield from _proof(problem)


def _statement(p: Problem, reader: EntropyReader, style: Any) -> Iterator[Outcome]:
    tex = isinstance(style, shown.Tex)
    sides = shown.sides_tex(p) if tex else (p.lhs_text, p.rhs_text)
    for side, meant in zip(sides, (p.lhs, p.rhs), strict=True):
        yield _sum(side, meant, p, reader)
    for c in p.conditions:
        yield _condition(shown._condition_tex(c, p) if tex else c.text, c, p, reader)


def _proof(problem: Problem) -> Iterator[Outcome]:
    v = decide(problem, _SECONDS)
    if v.theorem is None:
        return  # open, within the seconds given
    p = v.problem
    for style in (shown.Text(), shown.Full(), shown.Tex()):
        reader = EntropyReader(p.names, isinstance(style, shown.Tex))
        for a in accounts(v):
            for line in derivation(p, a):
                yield _sum(shown.line_text(line, p, style), _value(line, p), p, reader)
            for piece in a.parts:
                yield _sum(shown.piece_text(piece, p.names, style), piece.value(), p, reader)
        conditions = equality(accounts(v)[0]) if p.rel != "=" else None
        for _, what in conditions or ():
            if isinstance(what, EntropySum):
                left, _, right = shown.equation_text(what, p.names, style).partition(" = ")
                yield _sum(f"{left} - ({right})", what, p, reader, up_to_sign=True)


def _value(line: Any, p: Problem) -> EntropySum:
    sides = {"lhs": p.lhs, "rhs": p.rhs, "zero": EntropySum()}
    if line.side in sides:
        return sides[line.side]
    if line.side:
        first, _, second = line.side.partition(" − ")
        return sides[first] - sides[second]
    return combination([*((c, q.value()) for c, q in line.pieces), (Fraction(1), line.sums)])


def _meant(e: EntropySum, p: Problem) -> Coefficients:
    out = {frozenset(p.names[i] for i in members(s)): c for s, c in e.terms.items()}
    return {**out, **({frozenset(): e.constant} if e.constant else {})}


def _sum(
    formula: str, meant: EntropySum, p: Problem, reader: EntropyReader, up_to_sign: bool = False
) -> Outcome:
    try:
        got = reader.sum_of(formula)
    except Unread as err:
        return Outcome("unread", formula, str(err))
    wanted = _meant(meant, p)
    if got == wanted or (up_to_sign and got == {s: -c for s, c in wanted.items()}):
        return Outcome("structure", formula)
    return Outcome("disagrees", formula, f"{got} instead of {wanted}")


def _condition(formula: str, c: Condition, p: Problem, reader: EntropyReader) -> Outcome:
    def names(mask: int) -> frozenset[str]:
        return frozenset(p.names[i] for i in members(mask))

    groups = tuple(map(names, c.groups))
    if c.kind in ("independent", "identical"):
        groups = tuple(sorted(groups, key=sorted))
    meant = Stated(c.kind, groups, names(c.given))
    if c.relation is not None:
        total = tuple(sorted(_meant(c.relation.total, p).items(), key=lambda x: sorted(x[0])))
        meant = Stated("linear", total=total, rel=c.relation.rel)
    try:
        got = reader.condition(formula)
    except Unread as err:
        return Outcome("unread", formula, str(err))
    if got.kind in ("independent", "identical"):
        got = Stated(got.kind, tuple(sorted(got.groups, key=sorted)), got.given)
    if got == meant or _negated(got) == meant:
        return Outcome("structure", formula)
    return Outcome("disagrees", formula, f"{got} instead of {meant}")


def _negated(s: Stated) -> Stated:
    """An equation says the same with its sides exchanged."""
    if s.rel != "=":
        return s
    return Stated(s.kind, total=tuple((k, -c) for k, c in s.total), rel=s.rel)


# ---------------------------------------------------------------- random statements

_NAMES = (
    ("X", "Y", "Z", "W"),
    ("X1", "X2", "X3", "X4", "X5"), ("A", "B'", "C", "f"), ("H", "I", "X", "Y"),
    ("X_1", "X2", "X3", "U"), ("θ", "X", "Xθ", "λ"), ("S1", "S2", "S", "S10"), ("x", "X", "y", "Y"),
    ("Foo", "Bar", "Foo1", "Foo2", "Foo3", "Foo4"),
)  # fmt: skip
_COEFFICIENTS = ("", "2 ", "1/2 ", "3/4 ", "0.5 ", "10*", "7/3*")


def lines(rng: random.Random, count: int) -> Iterator[str]:
    """Random statements with conditions, as people write them."""
    for _ in range(count):
        names = rng.choice(_NAMES)
        sides = [_side(rng, names) for _ in range(2)]
        given = "; ".join(_given(rng, names) for _ in range(rng.choice((0, 0, 1, 2))))
        end = f" given {given}" if given else ""
        yield f"{sides[0]} {rng.choice(_SIGNS)} {sides[1]}{end}"


def _some(rng: random.Random, names: tuple[str, ...]) -> str:
    return ",".join(rng.sample(names, rng.choice((1, 1, 2, min(4, len(names))))))


def _measure(rng: random.Random, names: tuple[str, ...]) -> str:
    bar = f"|{_some(rng, names)}" if rng.random() < 0.4 else ""
    groups = rng.choice((1, 2, 2, 3))
    inside = ";".join(_some(rng, names) for _ in range(groups))
    return f"{'H' if groups == 1 else 'I'}({inside}{bar})"


def _side(rng: random.Random, names: tuple[str, ...], deep: bool = True) -> str:
    out = ""
    for _ in range(rng.choice((1, 1, 2, 3))):
        term = rng.choice(_COEFFICIENTS) + _measure(rng, names)
        if deep and rng.random() < 0.15:
            term = f"{rng.choice(_COEFFICIENTS)}({_side(rng, names, False)})"
        if rng.random() < 0.1:
            term = rng.choice(("0", "1", "3/2", "0.25"))
        out += (rng.choice((" + ", " - ")) if out else rng.choice(("", "", "-"))) + term
    return out


def _given(rng: random.Random, names: tuple[str, ...]) -> str:
    first, second, third = (rng.choice(names) for _ in range(3))
    return rng.choice((
        f"{first} -> {second} -> {third}", f"indep({first}, {second})", f"{first} ⊥ {second}",
        f"func({first}; {second},{third})", f"indep({first}; {second} | {third})",
        f"{_side(rng, names)} >= {rng.choice((0, 1, '1/2'))}", f"iid({first},{second})",
        f"{_side(rng, names)} = {_side(rng, names)}",
    ))  # fmt: skip
