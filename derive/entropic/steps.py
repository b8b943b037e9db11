"""A proof as a person reads it: what stands in each line, and why the next one follows.

A short proof writes the difference of the two sides as informations (chain rule), strikes out those
that a condition makes 0, and what is left is ≥ 0. A long one goes from one side to the other, one
information added in each line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from derive.entropic.merge import merged
from derive.entropic.problem import Piece, Problem
from derive.entropic.prove import Half, Verdict
from derive.entropic.reduce import Reduction
from derive.entropic.shannon import Combination
from derive.entropic.sums import EntropySum, combination

NOTHING = EntropySum()
_SHORT = 8  # informations up to which the difference is written as one sum
_READ = 300  # steps beyond which only the list is given

Why = Literal["chain rule", "conditions", "each", "piece", "relation", "cited", "slack", "sides"]


@dataclass(frozen=True)
class Reason:
    """Why a line follows: kind, and the informations, conditions or cited names it is about."""

    kind: Why
    pieces: tuple[Piece, ...] = ()
    names: tuple[str, ...] = ()
    number: EntropySum = NOTHING  # of logarithms of numbers, above 0


@dataclass(frozen=True)
class Line:
    """rel and what stands after it: informations with weights, or entropies, or a side's text."""

    rel: Literal["", "=", "<=", ">="]
    pieces: tuple[tuple[Fraction, Piece], ...] = ()
    sums: EntropySum = NOTHING
    side: Literal["", "lhs", "rhs", "rhs − lhs", "lhs − rhs", "zero"] = ""
    reason: Reason | None = None


@dataclass(frozen=True)
class Account:
    """One half of a proof in original variables: target = Σ parts − Σ zeros + Σ relations + …"""

    target: EntropySum
    parts: Mapping[Piece, Fraction]
    zeros: Mapping[Piece, Fraction]  # of either sign
    relations: tuple[tuple[str, EntropySum, Fraction, bool], ...]  # text, total, weight, equation
    cited: tuple[tuple[str, tuple[tuple[Piece, int], ...], Fraction], ...]
    slack: EntropySum  # a number > 0, made of logarithms of numbers
    reduction: Reduction  # H(S) under the conditions, in original variables

    @property
    def size(self) -> int:
        return len(self.parts) + len(self.zeros) + len(self.relations) + len(self.cited)


def account(problem: Problem, half: Half) -> Account:
    """What a combination says, with informations merged and put back into original variables."""
    found, core = half.found, half.core
    if not isinstance(found, Combination):
        raise TypeError(f"no combination: {found!r}")
    original = core.original_piece
    relations = []
    slack = EntropySum({}, found.slack)
    for k, w in found.relations.items():
        condition = core.conditions[core.sources[k][0]]
        r = core.relations[k]
        total = r.total.rename(list(core.blocks))
        if condition.implied in ("least", "most"):
            slack += total.scale(w)
            continue
        relations.append((condition.text, total, w, r.rel == "="))
    extra = list(found.extra.values())
    cited = [
        (i.inequality.name, tuple((original(p), n) for p, n in i.pieces), w)
        for i, w in zip(half.used, extra, strict=True)
    ]
    reduction = Reduction(core.zeros)
    parts: dict[Piece, Fraction] = {}
    vanishing: dict[Piece, Fraction] = {}
    for p, w in found.pieces.items():
        into = parts if reduction.total(p.value())[0].terms else vanishing
        into[original(p)] = into.get(original(p), Fraction(0)) + w
    zeros = {original(p).tidy(): w for p, w in found.zeros.items()}
    for p, w in merged(vanishing).items():
        zeros[p] = zeros.get(p, Fraction(0)) - w
    zeros = {p: w for p, w in zeros.items() if w}
    target = core.target.rename(list(core.blocks))
    return Account(
        target, merged(parts), zeros, tuple(relations), tuple(cited), slack,
        Reduction([original(z) for z in core.zeros]),
    )  # fmt: skip


def accounts(verdict: Verdict) -> list[Account]:
    """One for an inequality; for an equation those of ≥ and ≤, or one that shows both."""
    every = [account(verdict.problem, h) for h in verdict.halves]
    both = [a for a in every if not _can_be_positive(a)]
    return both[:1] if verdict.problem.rel == "=" and both else every


def derivation(problem: Problem, a: Account) -> list[Line]:
    """The lines; none if there are more than anybody reads."""
    if not a.size and not a.slack:
        return [Line("", side="lhs"), Line("=", side="rhs", reason=Reason("chain rule"))]
    if len(a.parts) + len(a.zeros) <= _SHORT:
        return _short(problem, a)
    return _long(problem, a) if a.size <= _READ else []


def smaller_side(problem: Problem, a: Account) -> Literal["lhs", "rhs"]:
    """Which side the proof shows to be at most the other."""
    return "lhs" if not (problem.rhs - problem.lhs - a.target) else "rhs"


def _short(problem: Problem, a: Account) -> list[Line]:
    others = a.slack
    for _, total, w, _ in a.relations:
        others += total.scale(w)

    parts = [(w, p) for p, w in a.parts.items()]
    parts += [(w * k, p) for _, pieces, w in a.cited for p, k in pieces]
    zeros = [(-w, p) for p, w in a.zeros.items()]
    side = smaller_side(problem, a)
    lines = [Line("", side="rhs − lhs" if side == "lhs" else "lhs − rhs")]
    names = tuple(text for text, *_ in a.relations) + tuple(name for name, *_ in a.cited)
    lines.append(Line("=", (*parts, *zeros), others, reason=Reason("chain rule")))
    if zeros:
        why = Reason("conditions", tuple(a.zeros))
        lines.append(Line("=", tuple(parts), others, reason=why))
    if parts or a.relations or a.cited or a.slack:
        why = Reason("each", tuple(a.parts), names, a.slack if a.slack.terms else NOTHING)
        rel: Literal["=", ">="] = ">=" if _can_be_positive(a) else "="
        lines.append(Line(rel, side="zero", reason=why))
    elif zeros:
        lines[-1] = Line("=", side="zero", reason=Reason("conditions", tuple(a.zeros)))
    return lines


def _can_be_positive(a: Account) -> bool:
    return bool(a.parts or a.cited or a.slack or any(not eq for *_, eq in a.relations))


def _long(problem: Problem, a: Account) -> list[Line]:
    """From the smaller side up: each line adds one term; entropies as the conditions leave them."""
    terms: list[Term] = []
    for p, w in a.parts.items():
        terms.append((p.value().scale(w), Reason("piece", (p,)), False))
    for text, total, w, equation in a.relations:
        terms.append((total.scale(w), Reason("relation", names=(text,)), equation))
    for name, pieces, w in a.cited:
        total = combination((w * k, p.value()) for p, k in pieces)
        terms.append((total, Reason("cited", names=(name,)), False))
    if a.slack:
        terms.append((a.slack, Reason("slack", number=a.slack), False))
    reduced = [(a.reduction.total(value)[0], reason, zero) for value, reason, zero in terms]
    start = smaller_side(problem, a)
    running, _ = a.reduction.total(problem.lhs if start == "lhs" else problem.rhs)
    by_conditions = Reason("conditions", tuple(a.zeros))
    lines = [Line("", side=start)]
    if a.zeros:
        lines.append(Line("=", sums=running, reason=by_conditions))
    for value, reason, equation in _ordered(reduced, a.reduction.total(a.target)[0]):
        running += value
        rel: Literal["=", "<="] = "=" if equation else "<="
        lines.append(Line(rel, sums=running, reason=reason))
    if a.zeros:
        lines.append(Line("=", side="rhs" if start == "lhs" else "lhs", reason=by_conditions))
    return lines


Term = tuple[EntropySum, Reason, bool]  # what is added, why that is allowed, whether it is 0


def _ordered(terms: Sequence[Term], target: EntropySum) -> list[Term]:
    """The order that keeps the lines short: what is missing of the target shrinks fastest."""
    left, out = list(terms), []
    missing = target
    while left:
        best = min(range(len(left)), key=lambda k: (len((missing - left[k][0]).terms), k))
        term = left.pop(best)
        missing = missing - term[0]
        out.append(term)
    return out


def equality(a: Account) -> list[tuple[str, Piece | EntropySum]] | None:
    """What must hold for both sides to be equal; None: they never are. In order of the proof."""
    if a.slack:
        return None
    out: list[tuple[str, Piece | EntropySum]] = [("piece", p) for p in a.parts]
    out += [("relation " + text, total) for text, total, _, eq in a.relations if not eq]
    for name, pieces, _ in a.cited:
        total = combination((Fraction(k), p.value()) for p, k in pieces)
        out.append(("cited " + name, total))
    return out
