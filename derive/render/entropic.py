"""Verdicts on entropy statements as text, LaTeX and plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from derive.entropic.joint import Joint
from derive.entropic.lemma import random_at
from derive.entropic.problem import Condition, Piece, Problem, names_of
from derive.entropic.prove import Verdict
from derive.entropic.readback import printed
from derive.entropic.reduce import Core, Reduction
from derive.entropic.scalars import Scalar
from derive.entropic.shannon import Polymatroid
from derive.entropic.steps import (
    Account,
    Line,
    Reason,
    accounts,
    derivation,
    equality,
    smaller_side,
)
from derive.entropic.sums import EntropySum, Mask, members
from derive.language.alphabets import latex_name
from derive.numeric import closed
from derive.render.prose import prose
from derive.render.statements import RUN, alphabet_tex, runs, typeset

_SIGN = {"": " ", "=": "=", "<=": "≤", ">=": "≥"}
_TEX_SIGN = {"": "", "=": "=", "<=": r"\le", ">=": r"\ge"}
_INDENT = r"\phantom{{}={}}"
_ROOM = 58.0  # letters of 5 pt in a line of an article
_PAGE = 25  # rows that need not break across pages
_MOST_ROWS = 24
_LISTED = 40
_ALL_SETS = 6  # variables up to which a polymatroid is shown on every set
_NONE = Fraction(0)


# -- formulas -----------------------------------------------------------------------------------


class Text:
    """How formulas look in a terminal."""

    shortens = True
    ellipsis, bar, semicolon, zero = "…", "|", ";", "0"

    def name(self, n: str) -> str:
        return n

    def scalar(self, n: Scalar) -> str:
        """A rate or a logarithm, log|X| or log 3."""
        return str(n)

    def number(self, c: Fraction) -> str:
        return str(c)

    def times(self, c: Fraction, what: str) -> str:
        return what if c == 1 else f"{c} {what}"


class Full(Text):
    """For programs: every name of a set."""

    shortens = False


class Tex(Text):
    """How formulas look in LaTeX."""

    ellipsis, bar, semicolon = r"\ldots", r" \mid ", "; "

    def name(self, n: str) -> str:
        return latex_name(n)

    def scalar(self, n: Scalar) -> str:
        if n.kind == "rate":
            return latex_name(n)
        return rf"\log {n.of}" if n.kind == "log" else rf"\log |{alphabet_tex(n[4:-1])}|"

    def number(self, c: Fraction) -> str:
        if c.denominator == 1:
            return str(c.numerator)
        sign = "-" if c < 0 else ""
        return rf"{sign}\tfrac{{{abs(c.numerator)}}}{{{c.denominator}}}"

    def times(self, c: Fraction, what: str) -> str:
        return what if c == 1 else rf"{self.number(c)}\,{what}"


def set_text(mask: Mask, names: Sequence[str], style: Text) -> str:
    """X,Y,Z; a long run of numbered names as X1,…,X9."""
    out: list[str] = []
    for run in runs([names[i] for i in members(mask)]):
        if len(run) < RUN or not style.shortens:
            out += [style.name(n) for n in run]
        else:
            out += [style.name(run[0]), style.ellipsis, style.name(run[-1])]
    return ",".join(out)


def entropy_text(mask: Mask, names: Sequence[str], style: Text) -> str:
    """H(X,Y); of a number its name."""
    only = names[mask.bit_length() - 1]
    if isinstance(only, Scalar):
        return style.scalar(only)
    return f"H({set_text(mask, names, style)})"


def piece_text(p: Piece, names: Sequence[str], style: Text) -> str:
    """I(A;B|K) or H(A|K)."""
    bar = style.bar + set_text(p.given, names, style) if p.given else ""
    if p.is_entropy and not p.given:
        return entropy_text(p.left, names, style)
    if p.is_entropy:
        return f"H({set_text(p.left, names, style)}{bar})"
    a, b = (set_text(s, names, style) for s in (p.left, p.right))
    return f"I({a}{style.semicolon}{b}{bar})"


def sum_text(e: EntropySum, names: Sequence[str], style: Text) -> str:
    """A sum of joint entropies, large sets and positive terms first."""
    order = sorted(e.terms, key=lambda s: (e.terms[s] < 0, -s.bit_count(), s))
    terms = [(e.terms[s], entropy_text(s, names, style)) for s in order]
    return _signed([*terms, *([(e.constant, "")] if e.constant else [])], style)


def _signed(terms: Sequence[tuple[Fraction, str]], style: Text) -> str:
    out = ""
    for c, what in terms:
        size = style.times(abs(c), what) if what else style.number(abs(c))
        out += (" - " if c < 0 else " + ") + size if out else ("-" if c < 0 else "") + size
    return out or style.zero


def line_text(line: Line, problem: Problem, style: Text) -> str:
    """What stands in a line of a derivation."""
    if line.side:
        return _side(line.side, problem, style)
    names = problem.names
    terms = [(c, piece_text(p, names, style)) for c, p in line.pieces]
    rest = line.sums
    if not terms:
        return sum_text(rest, names, style)
    more = [(c, entropy_text(s, names, style)) for s, c in rest.terms.items()]
    return _signed([*terms, *more, *([(rest.constant, "")] if rest.constant else [])], style)


def _side(side: str, problem: Problem, style: Text) -> str:
    if side == "zero":
        return "0"
    sides = {"lhs": problem.lhs_text, "rhs": problem.rhs_text}
    if isinstance(style, Tex):
        sides = dict(zip(("lhs", "rhs"), sides_tex(problem), strict=True))
    if side in sides:
        return sides[side]
    first, second = ("rhs", "lhs") if side == "rhs − lhs" else ("lhs", "rhs")
    minus = sides[second]
    if minus == "0":
        return sides[first]
    start = "" if sides[first] == "0" else f"{sides[first]} "
    return f"{start}- {_bracketed(minus)}" if start else f"-{_bracketed(minus)}"


def _bracketed(text: str) -> str:
    return f"({text})" if " + " in text or " - " in text or text.startswith("-") else text


def _reason(reason: Reason | None, problem: Problem, style: Text) -> str:
    """Why, in words; informations in the style's mathematics."""
    if reason is None:
        return ""
    tex = isinstance(style, Tex)

    def formula(p: Piece) -> str:
        shown = piece_text(p, problem.names, style)
        return f"${shown}$" if tex else shown

    def words(text: str) -> str:
        return prose(text) if tex else text

    def named(names: Sequence[str]) -> str:
        conditions = {c.text: c for c in problem.conditions} if problem.from_text and tex else {}
        return ", ".join(
            _condition_tex(conditions[n], problem) if n in conditions else words(n) for n in names
        )

    at_least = r"$\ge 0$" if tex else "≥ 0"
    equals = "$= 0$" if tex else "= 0"
    if reason.kind == "chain rule":
        return words("chain rule")
    if reason.kind == "conditions":
        if len(reason.pieces) > 3 or (tex and len(reason.pieces) > 2):
            return words("by the conditions")
        return ", ".join(f"{formula(p)} {equals}" for p in reason.pieces)
    if reason.kind == "piece":
        return f"{formula(reason.pieces[0])} {at_least}"
    if reason.kind == "each":
        implied = {c.text for c in problem.conditions if c.implied}
        given = [n for n in reason.names if n not in implied]
        listed = "given " + named(given) if given else ""
        known = named([n for n in reason.names if n in implied])
        first = words("each information is ≥ 0") if reason.pieces else ""
        if len(reason.pieces) == 1:
            first = f"{formula(reason.pieces[0])} {at_least}"
        number = sum_text(reason.number, problem.names, style) if reason.number else ""
        number = f"${number} > 0$" if number and tex else f"{number} > 0" if number else ""
        return "; ".join(part for part in (first, listed, known, number) if part)
    if reason.kind == "slack":
        return words("a number ≥ 0")
    return named(reason.names)


# -- text ---------------------------------------------------------------------------------------


def text(v: Verdict, width: int = 80) -> list[str]:
    """The verdict and what stands behind it, in lines of at most `width` where that can be."""
    p = v.problem
    label = f"{p.label}: " if p.label else ""
    statement, conditions = printed(p)
    out = [label + statement]
    if conditions:
        out.append("  given " + "; ".join(conditions))
    rates = rates_text(p)
    if rates:
        out.append(f"  for all {rates}")
    out.append(f"  {_headline(v)}")
    if v.word in ("proved", "cited"):
        out += _proof_text(v, width)
    elif v.word == "refuted" and v.counterexample is not None:
        out += ["  " + line for line in _counterexample_text(v)]
    elif v.polymatroid is not None:
        out += ["  " + line for line in _polymatroid_text(v)]
    return [piece for line in out for piece in _wrapped(line, width)]


def rates_text(p: Problem) -> str:
    """R1, R2 ≥ 0, R > 0: what is known of the rates by declaration."""
    rates = [n for n in p.names if isinstance(n, Scalar) and n.kind == "rate"]
    free = ", ".join(n for n in rates if not n.positive)
    positive = ", ".join(n for n in rates if n.positive)
    parts = [f"{free} ≥ 0" if free else "", f"{positive} > 0" if positive else ""]
    return ", ".join(part for part in parts if part)


def _headline(v: Verdict) -> str:
    note = f": {v.note}" if v.note else ""
    if v.word == "cited" and v.theorem is not None:
        note = ", resting on: " + "; ".join(sorted(v.theorem.rests.cited))
    return f"{v.word}{note}  ({v.seconds:.2f} s)"


def _proof_text(v: Verdict, width: int) -> Iterator[str]:
    style = Text()
    for a in accounts(v):
        lines = derivation(v.problem, a)
        if not lines:
            yield f"  {len(a.parts)} informations, each ≥ 0, add up to the difference:"
            yield from ("    " + row for row in _list_text(a, v.problem))
            continue
        yield ""
        for line, shown in _told(lines, v.problem, style):
            formula = f"    {_SIGN[line.rel]} {shown}"
            reason = _reason(line.reason, v.problem, style)
            if reason and len(formula) + len(reason) + 4 <= width:
                yield f"{formula}{' ' * max(4, 44 - len(formula))}{reason}"
            else:
                yield formula
                if reason:
                    yield f"          [{reason}]"
    if v.problem.rel != "=":
        yield ""
        yield "  " + _equality_text(v)


def _told(lines: Sequence[Line], problem: Problem, style: Text) -> list[tuple[Line, str]]:
    """The lines with what stands in them, but for those that say the line before again."""
    out: list[tuple[Line, str]] = []
    for line in lines:
        shown = line_text(line, problem, style)
        if not (out and line.rel == "=" and shown == out[-1][1]):
            out.append((line, shown))
    return out


def _list_text(a: Account, problem: Problem) -> list[str]:
    style = Text()
    rows = [style.times(w, piece_text(p, problem.names, style)) for p, w in a.parts.items()]
    more = len(rows) - _LISTED
    return rows if more <= 0 else [*rows[:_LISTED], f"… and {more} more (--json lists them all)"]


def _equality_text(v: Verdict) -> str:
    conditions = equality(accounts(v)[0])
    if conditions is None:
        return "never with equality"
    if not conditions:
        return "always with equality"
    said = [_condition_text(kind, what, v.problem) for kind, what in conditions[:_LISTED]]
    if len(conditions) > _LISTED:
        said.append(f"{len(conditions) - _LISTED} more")
    return "with equality iff " + "; ".join(said)


def _condition_text(kind: str, what: Piece | EntropySum, problem: Problem) -> str:
    style = Text()
    if isinstance(what, Piece):
        return independence_text(what, problem.names, style)
    if kind.startswith("cited "):
        return f"equality holds in {kind.removeprefix('cited ')}"
    return equation_text(what, problem.names, style)


def equation_text(e: EntropySum, names: Sequence[str], style: Text) -> str:
    """Σ … = 0 with the negative terms on the other side: H(X) = 1."""
    up = EntropySum({s: c for s, c in e.terms.items() if c > 0}, max(e.constant, Fraction(0)))
    down = up - e
    left, right = sorted((up, down), key=lambda part: not part.terms)
    return f"{sum_text(left, names, style)} = {sum_text(right, names, style)}"


def independence_text(p: Piece, names: Sequence[str], style: Text) -> str:
    """I(A;B|K) = 0 as A → K → B, and without K as A ⊥ B; H(A|K) = 0 as: A is a function of K."""
    tex = isinstance(style, Tex)
    a, b, k = (set_text(s, names, style) for s in (p.left, p.right, p.given))
    only = names[p.left.bit_length() - 1]
    if isinstance(only, Scalar):
        zero = f"{style.scalar(only)} = 0"
        return f"${zero}$" if tex else zero
    if p.is_entropy:
        a = f"${a}$" if tex else a
        k = f"${k}$" if tex else k
        return f"{a} is a function of {k}" if p.given else f"{a} is constant"
    arrow, perp = (r" \to ", r" \perp ") if tex else (" → ", " ⊥ ")
    shown = f"{a}{arrow}{k}{arrow}{b}" if p.given else f"{a}{perp}{b}"
    return f"${shown}$" if tex else shown


def _counterexample_text(v: Verdict) -> Iterator[str]:
    joint, problem = v.counterexample, v.problem
    if joint is None:
        return
    shown = [i for i in random_at(problem) if joint.sizes()[i] > 1]
    constant = [problem.names[i] for i in random_at(problem) if i not in shown]
    joint = only(joint, shown)
    names = [problem.names[i] for i in shown]
    most = _MOST_ROWS
    if len(joint.rows) > most and len(set(joint.weights)) == 1:
        sizes = ", ".join(f"{n}: {k}" for n, k in zip(names, joint.sizes(), strict=True))
        yield f"uniform on {len(joint.rows)} points (values of {sizes})"
        most = 4
    heads = [*names, "probability"]
    rows = [[*map(str, row), str(w)] for row, w in zip(joint.rows, joint.weights, strict=True)]
    wide = [max(len(r[k]) for r in [heads, *rows[:most]]) for k in range(len(heads))]
    for r in [heads, *rows[:most]]:
        yield "  " + "  ".join(cell.rjust(w) for cell, w in zip(r, wide, strict=True))
    if len(rows) > most:
        yield f"  … {len(rows) - most} more rows"
    if constant:
        yield f"  {', '.join(constant)} constant"
    whole = v.counterexample
    yield from (f"{name} = {value}" for name, value in number_values(whole, problem))
    for name, e in ((problem.lhs_text, problem.lhs), (problem.rhs_text, problem.rhs)):
        if e.terms:
            yield _valued(name, whole, e)


def only(joint: Joint, at: Sequence[int]) -> Joint:
    """The joint law of some of the variables."""
    pairs = zip(joint.rows, joint.weights, strict=True)
    return Joint.of((tuple(row[i] for i in at), w) for row, w in pairs)


def number_values(joint: Joint, problem: Problem) -> Iterator[tuple[str, str]]:
    """The rates' values, and the sizes of alphabets: R and 1 bit, |X| and 4."""
    for i, n in enumerate(problem.names):
        if isinstance(n, Scalar) and n.kind == "rate":
            yield str(n), _bits(joint, EntropySum({1 << i: Fraction(1)}))
        if isinstance(n, Scalar) and n.kind == "size":
            yield n.removeprefix("log"), str(joint.numbers[i])


def _valued(name: str, joint: Joint, e: EntropySum) -> str:
    """H(X) = 1 bit; H(X) ≈ 1.585 bits where no closed form is short."""
    bits = _bits(joint, e)
    return f"{name} {bits}" if bits.startswith("≈") else f"{name} = {bits}"


def _bits(joint: Joint, e: EntropySum) -> str:
    value = joint.bits(e)
    exact = closed.text(value)
    decimal = closed.decimal(value, 10)
    unit = "bit" if decimal == "1" else "bits"
    if exact is None:
        return f"≈ {decimal} {unit}"
    return f"{exact} {unit}" if exact == decimal else f"{exact} ≈ {decimal} {unit}"


def _polymatroid_text(v: Verdict) -> Iterator[str]:
    found = v.polymatroid
    if found is None:
        return
    core, polymatroid = found
    if polymatroid.direction:
        yield "far enough along this polymatroid from any that meets the conditions, it fails:"
    else:
        yield "a polymatroid that meets all of it and breaks the statement:"
    values = [
        f"h({set_text(core.original(s), v.problem.names, Text())}) = {value}"
        for s, value in polymatroid_values(core, polymatroid).items()
    ]
    more = ", …" if len(values) > _LISTED else ""
    yield "  " + (", ".join(values[:_LISTED]) or "h = 0 everywhere") + more
    if core.size <= _ALL_SETS:
        yield "  (0 on the other sets)"


def polymatroid_values(core: Core, polymatroid: Polymatroid) -> dict[Mask, Fraction]:
    """On every set of the variables where it is not 0; if they are many, where it was made."""
    if core.size > _ALL_SETS:
        return dict(sorted(polymatroid.values.items()))
    reduction = Reduction(core.zeros)
    out: dict[Mask, Fraction] = {}
    for s in sorted(range(1, 1 << core.size), key=lambda s: (s.bit_count(), s)):
        canonical, _ = reduction.entropy(s)
        value = sum((c * polymatroid.values.get(m, 0) for m, c in canonical.terms.items()), _NONE)
        if value:
            out[s] = value
    return out


def _wrapped(line: str, width: int) -> Iterator[str]:
    """A long formula broken before a + or − outside brackets, or at a comma in words."""
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    while len(line) > width:
        cut = max(line.rfind(mark, len(indent), width) for mark in (" + ", " - ", ", ", "; "))
        cut = line.rfind(" ", len(indent), width) if cut <= len(indent) else cut
        if cut <= len(indent):
            break
        keep = 2 if line[cut : cut + 2] in (", ", "; ") else 0
        yield line[: cut + keep].rstrip()
        line = indent + line[cut + keep :].lstrip()
    yield line


# -- data ---------------------------------------------------------------------------------------


def data(v: Verdict) -> dict[str, Any]:
    """Plain data: rationals as text."""
    p = v.problem
    statement, conditions = printed(p)
    out: dict[str, Any] = {
        "name": p.label, "statement": statement, "given": conditions,
        "verdict": v.word, "note": v.note, "seconds": round(v.seconds, 4),
    }  # fmt: skip
    if v.theorem is not None:
        out["proof"] = [_account_data(a, p) for a in accounts(v)]
        out["rests_on"] = sorted(v.theorem.rests.axioms | v.theorem.rests.cited)
        if p.rel != "=":
            found = equality(accounts(v)[0])
            out["equality"] = None if found is None else [
                _condition_text(kind, what, p) for kind, what in found
            ]  # fmt: skip
    if v.counterexample is not None:
        out["counterexample"] = _joint_data(v.counterexample, p)
    if v.polymatroid is not None:
        core, polymatroid = v.polymatroid
        out["polymatroid"] = {
            ",".join(names_of(core.original(s), p.names)): str(value)
            for s, value in polymatroid_values(core, polymatroid).items()
        }
    return out


def _account_data(a: Account, problem: Problem) -> dict[str, Any]:
    def rows(pieces: Any) -> list[dict[str, str]]:
        return [
            {
                "weight": str(w),
                "term": piece_text(p, problem.names, Full()),
                "groups": [list(names_of(m, problem.names)) for m in (p.left, p.right, p.given)],
            }
            for p, w in pieces.items()
        ]

    return {
        "of": "rhs - lhs" if smaller_side(problem, a) == "lhs" else "lhs - rhs",
        "informations": rows(a.parts),
        "minus_zero_by_condition": rows(a.zeros),
        "conditions": [
            {
                "weight": str(w),
                "condition": text,
                "relation": f"{sum_text(e, problem.names, Full())} {'=' if eq else '≥'} 0",
            }
            for text, e, w, eq in a.relations
        ],
        "cited": [{"weight": str(w), "inequality": name} for name, _, w in a.cited],
        "constant_bits": sum_text(a.slack, problem.names, Full()),
    }


def _joint_data(joint: Joint, problem: Problem) -> dict[str, Any]:
    random = random_at(problem)
    law = only(joint, random)
    return {
        "variables": [problem.names[i] for i in random],
        "support": [
            {"values": list(row), "probability": str(w)}
            for row, w in zip(law.rows, law.weights, strict=True)
        ],
        "numbers": dict(number_values(joint, problem)),
        "lhs_bits": _bits(joint, problem.lhs),
        "rhs_bits": _bits(joint, problem.rhs),
    }


# -- LaTeX --------------------------------------------------------------------------------------


def latex(v: Verdict) -> str:
    """A fragment for plain amsmath: statement, derivation as an align*, equality condition."""
    p = v.problem
    printed(p)  # the LaTeX is made of the same text
    given = [_condition_tex(c, p) for c in p.stated]
    rates = rf"For all ${typeset(rates_text(p))}$" if rates_text(p) else ""
    lead = [f"Given {' and '.join(given)}{', for' + rates[3:] if rates else ''}:"] if given else []
    lead = lead or ([rates + ":"] if rates else [])
    if v.word not in ("proved", "cited"):
        return "\n".join([*lead, *_not_proved_tex(v)]) + "\n"
    out = [*lead, *_claim_tex(p, "."), r"\emph{Proof.}"]
    for a in accounts(v):
        told = _told(derivation(p, a), p, Tex())
        lines = [line for line, _ in told]
        broken = [_broken_tex(shown) for _, shown in told]
        widest = max((_width(part) for parts in broken for part in parts), default=0.0)
        pairs = zip(lines, broken, strict=True)
        rows = [row for line, parts in pairs for row in _row_tex(line, parts, widest, p)]
        out += _align(rows) if rows else _sum_tex(a, p)
    if p.rel != "=":
        out.append(_equality_tex(v))
    if v.theorem is not None and v.theorem.rests.cited:
        out.append(rf"\emph{{Rests on: {prose('; '.join(sorted(v.theorem.rests.cited)))}.}}")
    return "\n".join(out) + "\n"


def _align(rows: Sequence[str]) -> list[str]:
    opening = [r"{\allowdisplaybreaks"] if len(rows) > _PAGE else []
    closing = ["}"] if len(rows) > _PAGE else []
    return [*opening, r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}", *closing]


def _claim_tex(p: Problem, end: str) -> list[str]:
    """The statement, displayed; in several lines where it is long."""
    lhs, rhs = sides_tex(p)
    sign = _TEX_SIGN[p.rel]
    whole = f"{lhs} {sign} {rhs}"
    if _width(whole) <= _ROOM:
        return [rf"\[ {whole}{end} \]"]
    first, *rest = _broken_tex(lhs)
    rows = [f"  &{first}", *(rf"  &\quad {line}" for line in rest)]
    right = _broken_tex(rhs)
    rows += [f"  &{sign} {right[0]}", *(rf"  &\quad {line}" for line in right[1:])]
    rows[-1] += end
    return _align(rows)


def _sum_tex(a: Account, p: Problem) -> list[str]:
    """A combination too long for a derivation, as a list."""
    shown = [Tex().times(w, piece_text(q, p.names, Tex())) for q, w in a.parts.items()]
    rows = [f"  &{'+ ' if k else ''}{s}" for k, s in enumerate(shown)]
    return ["The difference of the two sides is", *_align(rows), r"and each term is $\ge 0$."]


def _row_tex(line: Line, parts: list[str], widest: float, p: Problem) -> Iterator[str]:
    """One line; its reason beside it where the widest line leaves room, else below."""
    reason = _reason(line.reason, p, Tex())
    beside = bool(reason) and len(parts) == 1 and widest + _width(reason) + 8 <= _ROOM
    note = rf" && \text{{{reason}}}" if beside else ""
    yield f"  &{_TEX_SIGN[line.rel] or _INDENT} {parts[0]}{note}"
    yield from (f"  &{_INDENT}\\quad {part}" for part in parts[1:])
    if reason and not beside:
        yield rf"  &{_INDENT}\qquad \text{{[{reason}]}}"


_COMMAND = re.compile(r"\\(?:mathrm|text|tfrac|phantom)|\\[a-zA-Z]+|\\.|[{}$]")
_SMALL = re.compile(r"_\{?(\w+)\}?")


def _width(tex: str) -> float:
    """About how wide a formula is, in letters of 5 pt."""
    small = sum(len(m[1]) for m in _SMALL.finditer(tex))
    wide = {r"\ldots": "...", r"\mid": " | ", r"\to": " -> ", r"\perp": " L ", r"\ge": ">"}
    bare = _COMMAND.sub(lambda m: wide.get(m[0], ""), _SMALL.sub("", tex))
    return 0.8 * small + sum(1.5 if c.isupper() else 0.9 for c in bare)


def sides_tex(p: Problem) -> tuple[str, str]:
    """Both sides as their author wrote them."""
    if p.lhs_tex:
        return p.lhs_tex, p.rhs_tex
    return typeset(p.lhs_text), typeset(p.rhs_text)


def _signed_terms(formula: str) -> Iterator[str]:
    """The terms of a sum, each with its sign; brackets are kept whole."""
    depth = start = 0
    for k, c in enumerate(formula):
        depth += (c in "({") - (c in ")}")
        if not depth and formula[k : k + 3] in (" + ", " - "):
            yield formula[start:k].strip()
            start = k
    yield formula[start:].strip()


def _broken_tex(formula: str) -> list[str]:
    """A long sum in several lines, each beginning with its sign."""
    lines, used = [""], 0.0
    for term in _signed_terms(formula):
        size = _width(term)
        if lines[-1] and used + size > _ROOM:
            lines.append("")
            used = 0
        lines[-1] = f"{lines[-1]} {term}".strip()
        used += size + 1
    return lines


def _condition_tex(c: Condition, p: Problem) -> str:
    style = Tex()
    groups = [set_text(g, p.names, style) for g in c.groups]
    if c.kind == "markov":
        return "$" + r" \to ".join(groups) + "$"
    if c.kind in ("independent", "identical"):
        bar = rf" \mid {set_text(c.given, p.names, style)}" if c.given else ""
        more = " identically distributed" if c.kind == "identical" else ""
        return "$" + r" \perp ".join(groups) + f"{bar}$" + more
    if c.kind == "function":
        return f"${groups[0]}$ a function of ${groups[1]}$"
    if c.relation is None:
        return prose(c.text)
    if p.from_text:
        return f"${typeset(c.text)}$"
    sign = "=" if c.relation.rel == "=" else r"\ge"
    return f"${sum_text(c.relation.total, p.names, style)} {sign} 0$"


def _equality_tex(v: Verdict) -> str:
    conditions = equality(accounts(v)[0])
    if conditions is None:
        return "Equality never holds."
    if not conditions:
        return "Equality always holds."
    said = [_condition_shown_tex(kind, what, v.problem) for kind, what in conditions[:_LISTED]]
    more = len(conditions) - _LISTED
    if more > 0:
        said.append(f"{more} more conditions of this kind")
    listed = "; ".join(said)
    if len(said) > 2:
        return f"{{\\raggedright Equality holds if and only if\n{listed}.\\par}}"
    return f"Equality holds if and only if {' and '.join(said)}."


def _condition_shown_tex(kind: str, what: Piece | EntropySum, problem: Problem) -> str:
    if isinstance(what, Piece):
        return independence_text(what, problem.names, Tex())
    if kind.startswith("cited "):
        return f"equality holds in {prose(kind.removeprefix('cited '))}"
    return f"${equation_text(what, problem.names, Tex())}$"


def _not_proved_tex(v: Verdict) -> Iterator[str]:
    """The claim with its verdict; a counterexample as a table, and both sides there."""
    joint, p = v.counterexample, v.problem
    yield from _claim_tex(p, "")
    if joint is None:
        yield rf"\emph{{({prose(v.word)})}}"
        return
    yield "is false:"
    shown = [i for i in random_at(p) if joint.sizes()[i] > 1]
    if shown:
        law = only(joint, shown)
        rows = [[*map(str, row), Tex().number(w)]
                for row, w in zip(law.rows, law.weights, strict=True)]  # fmt: skip
        head = " & ".join([*(latex_name(p.names[i]) for i in shown), r"\Pr"])
        body = " \\\\\n".join(" & ".join(cells) for cells in rows[:_MOST_ROWS])
        columns = "c" * len(shown) + "|c"
        yield rf"\[ \begin{{array}}{{{columns}}}"
        yield head + r" \\ \hline"
        yield body
        yield r"\end{array} \]"
        if len(rows) > _MOST_ROWS:
            yield f"(the first {_MOST_ROWS} of {len(rows)} rows)"
    left, right = (closed.decimal(joint.bits(e)) for e in (p.lhs, p.rhs))
    numbers = [f"${typeset(name)} =$ {prose(value)}" for name, value in number_values(joint, p)]
    if numbers:
        yield f"with {', '.join(numbers)}."
    yield f"There the left side is {left} and the right side {right} (in bits)."
