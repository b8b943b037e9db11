r"""A derivation as LaTeX that needs amsmath and nothing else: an `align*` with the reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sympy

from derive.derivation.report import Report, StepReport
from derive.language.printing import latex as printed
from derive.language.printing import text
from derive.language.relations import Dominated, Relation
from derive.render.prose import math_ascii, prose
from derive.render.rows import everywhere

_SIGN = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}
_INDENT = r"\phantom{{}={}}"
_LONG_START, _LONG_LINE, _SHORT_REASON = 16, 62, 20
_TEXT_POINTS, _FORMULA_POINTS, _REASON_POINTS = 320.0, 4.1, 4.6  # of an article in 10 pt


def latex(report: Report) -> str:
    """Claim in words, the chain, and a sentence on what has not been proved, if anything."""
    parts = [f"\\paragraph{{{prose(report.title)}.}}", *_statement(report)]
    parts += [f"\\[ {math_ascii(s.relation.latex())} \\]" for s in report.steps if s.kind == "fact"]
    chain = [s for s in report.steps if s.kind == "step"]
    if chain:
        parts += [r"\begin{align*}", " \\\\\n".join(_rows(chain)), r"\end{align*}"]
    parts += _reservations(report)
    return "\n".join(parts) + "\n"


def _formula(e: sympy.Basic) -> str:
    """An expression with what amsmath knows: blackboard letters would need amssymb."""
    return math_ascii(printed(e))


def _relation(r: Relation) -> str:
    return f"{_formula(r.lhs)} {_SIGN[r.rel]} {_formula(r.rhs)}"


def _hypothesis(h: Relation | Dominated) -> str:
    """A hypothesis as text with mathematics in it."""
    if isinstance(h, Dominated):
        return prose(str(h))
    shown = f"${_relation(h)}$"
    return f"{prose(h.name)} (${_relation(h)}$)" if h.name else shown


def _statement(report: Report) -> Iterator[str]:
    """Let …. Then …, with equality if and only if …."""
    given = " and ".join(_hypothesis(h) for h in report.given)
    claim = next((s for s in report.steps if s.kind == "claim"), None)
    if claim is None:
        yield f"Given {given}." if given else ""
        return
    equality = next((s for s in report.steps if s.kind == "equality"), None)
    lead = f"Given {given}:" if given else ""
    line = f"{lead} ${_relation(claim.relation)}$".strip()
    if equality is not None:
        conditions = " and ".join(f"${_relation(c)}$" for c in equality.conditions)
        line += f",\nwith equality {everywhere(equality)}if and only if {conditions}"
    yield line + "."


def _rows(chain: Sequence[StepReport]) -> Iterator[str]:
    """One row a step: & sign, formula && reason; the first row holds the start."""
    start = chain[0].relation.lhs
    widest = max(_width(s.relation.rhs) for s in chain)
    longest = max(len(s.reason) for s in chain)
    apart = len(text(start)) > _LONG_START or _room(start, widest) < min(longest, _SHORT_REASON)
    room = _room(None if apart else start, widest)
    body = [row for s in chain for row in _step(s, room)]
    if not apart:
        yield f"  {_formula(start)}\n  {body[0].lstrip()}"
        yield from body[1:]
        return
    first, *rest = _broken(start)
    yield f"  &{_INDENT} {first}"
    yield from (f"  &{_INDENT}\\quad {line}" for line in rest)
    yield from body


def _width(e: sympy.Expr) -> float:
    """About how wide a formula is, in points; long ones are broken."""
    return _FORMULA_POINTS * min(len(text(e)), _LONG_LINE)


def _room(start: sympy.Expr | None, widest: float) -> int:
    """About how many letters of a reason fit beside the formulas."""
    left = _TEXT_POINTS - widest - (0 if start is None else _FORMULA_POINTS * len(text(start)))
    return int(left / _REASON_POINTS)


def _step(s: StepReport, room: int) -> Iterator[str]:
    """The rows of one step: more than one if the formula is long, or the reason beside it."""
    lines = _broken(s.relation.rhs)
    reason = rf"\text{{{prose(s.reason)}}}" if s.reason else ""
    if s.verdict != "proved":
        reason += rf"\text{{ [{s.verdict}]}}"
    beside = len(s.reason) <= room and len(lines) == 1
    yield f"  &{_SIGN[s.relation.rel]} {lines[0]}" + (f" && {reason}" if reason and beside else "")
    yield from (f"  &{_INDENT}\\quad {line}" for line in lines[1:])
    if reason and not beside:
        yield rf"  &{_INDENT}\qquad \rlap{{{reason}}}"


def _broken(e: sympy.Expr) -> list[str]:
    """A long sum of terms in lines of several terms each; anything else in one line."""
    whole = _formula(e)
    if not e.is_Add or len(text(e)) <= _LONG_LINE:
        return [whole]
    lines: list[list[sympy.Expr]] = [[]]
    used = 0
    for term in _terms_as_printed(e):
        if lines[-1] and used + len(text(term)) > _LONG_LINE:
            lines.append([])
            used = 0
        lines[-1].append(term)
        used += len(text(term)) + 3
    shown = [_formula(sympy.Add(*line, evaluate=False) if line[1:] else line[0]) for line in lines]
    return [shown[0], *(s if s.startswith("-") else f"+ {s}" for s in shown[1:])]


def _terms_as_printed(e: sympy.Expr) -> list[sympy.Expr]:
    """The terms of a sum in the order in which the printer puts them."""
    whole = text(e)
    return sorted(e.args, key=lambda term: (whole.find(text(term).removeprefix("-")), text(term)))


def _reservations(report: Report) -> Iterator[str]:
    """What a reader must know if the derivation is not proved, or rests on something open."""
    if report.error:
        yield rf"\emph{{Not checked: {prose(report.error)}}}"
    for s in report.steps:
        if s.verdict != "proved":
            numbered = s.kind in ("step", "fact")
            what = f"{s.kind.capitalize()} {s.number}" if numbered else f"The {s.kind}"
            yield rf"\emph{{{what} is {s.verdict}.}}"
    rests = report.rests
    if rests is not None and (rests.cited or rests.open):
        rest = sorted(rests.cited | rests.open)
        yield rf"\emph{{Rests on: {'; '.join(prose(name) for name in rest)}.}}"
