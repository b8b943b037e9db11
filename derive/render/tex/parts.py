r"""The parts of a derivation in LaTeX: what is given, what is claimed, the chain, what fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import sympy

from derive.derivation.instances import Instance
from derive.derivation.reasons import Scaled, Square
from derive.derivation.report import Report, StepReport
from derive.language.alphabets import latex_name
from derive.language.declared import Declared
from derive.language.optimal import OptimalLengths
from derive.language.optimum import optimum_latex
from derive.language.printing import latex as printed
from derive.language.relations import Dominated, Relation
from derive.render import rows
from derive.render.prose import math_ascii, prose
from derive.render.provided import integrals, verb
from derive.render.tex.breaking import width
from derive.render.tex.chain import Step, chain, of_prose
from derive.render.tex.page import Page
from derive.rules.scalar_lemma import PutIn

SIGN = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">", "!=": r"\ne"}
_INLINE = 0.6  # of the text's width: hypotheses that are longer together are displayed
_LINE = 0.95
_SHORT = 0.18  # where they do not fit the line, one that is longer would be divided


def formula(e: sympy.Basic) -> str:
    """An expression with what amsmath knows, in ASCII."""
    return math_ascii(printed(e))


def relation(r: Relation) -> str:
    return f"{formula(r.lhs)} {SIGN[r.rel]} {formula(r.rhs)}"


def displayed(tex: str, page: Page, verdict: str = "", reason: str = "") -> list[str]:
    """One formula for itself, in several lines if it is long."""
    if not reason and not page.marks and width(tex) <= page.width * 0.93:
        return [rf"\[ {tex} \]"]
    return chain("", [Step("", tex, reason, verdict)], page)


def let(ranges: Sequence[Declared]) -> Iterator[str]:
    """`Let $t > 0$ and $\\lambda \\in [0, 1]$.`"""
    told = [", ".join(f"${math_ascii(part)}$" for part in d.latex_parts()) for d in ranges]
    if told:
        yield f"Let {_listed(told)}."


def given(
    report: Report, page: Page, lead: str = "Given", end: str = ":", before: str = ""
) -> Iterator[str]:
    """`Given p ≪ q and Kraft's inequality (…):`, long hypotheses displayed.

    before: prose that stands on the same line.
    """
    told = [_hypothesis(h) for h in report.given]
    if not told:
        return
    inline = [f"{name} (${tex}$)" if name else f"${tex}$" for name, tex in told]
    widths = [*map(of_prose, inline)]
    fits = of_prose(f"{before} {lead} {_listed(inline)}") <= page.width * _LINE
    short = fits or max(widths) <= page.width * _SHORT
    if short and sum(widths) <= page.width * _INLINE:
        yield f"{lead} {_listed(inline)}{end}"
        return
    yield f"{lead}"
    yield from chain("", [Step("", tex, name) for name, tex in told], page)
    yield "Then" if end == ":" else ""


def _hypothesis(h: Relation | Dominated) -> tuple[str, str]:
    """Its name as text and what it says as mathematics."""
    if isinstance(h, OptimalLengths):
        return prose(h.name), math_ascii(h.latex())
    if isinstance(h, Dominated):
        if h.nowhere_zero():
            return "", rf"{formula(h.conclusion)} \ne 0"
        return "", r" \ll ".join(formula(e) for e in h.sides())
    return prose(h.name) if h.name else "", relation(h)


def _listed(items: Sequence[str]) -> str:
    if len(items) < 3:
        return " and ".join(items)
    return ", ".join(items[:-1]) + f", and {items[-1]}"


def claim(report: Report, page: Page) -> Iterator[str]:
    """The claim, displayed, with its equality condition; or the facts."""
    for s in report.steps:
        if s.kind == "claim" and isinstance(s.relation, Relation):
            yield from displayed(relation(s.relation), page, s.verdict)
        elif s.kind == "equality":
            yield from _equality(s, page)
        elif s.kind == "fact":
            yield from _fact(s, page)


def where(report: Report, page: Page) -> Iterator[str]:
    """`where Z = …`, what the names in the statement stand for."""
    if report.where:
        yield "where"
        yield from chain("", [Step("", relation(w)) for w in report.where], page)


def provided(report: Report) -> Iterator[str]:
    """`provided that ∫ … converges absolutely`, over spaces."""
    found = integrals(report)
    if found:
        listed = _listed([f"${formula(e)}$" for e in found])
        yield rf"{{\raggedright provided that {listed} {verb(found)}.\par}}"


def laws(report: Report, page: Page) -> Iterator[str]:
    """That each defined law is one."""
    found = [s for s in report.steps if s.kind == "law" and isinstance(s.relation, Relation)]
    for name in dict.fromkeys(s.reason for s in found):
        own = [(relation(s.relation), s) for s in found if s.reason == name]  # type: ignore[arg-type]
        law = own[0][1].relation.lhs.definition  # type: ignore[union-attr]
        yield f"${formula(law)}$ is a law:"
        yield from chain("", [Step("", tex, "", s.verdict) for tex, s in own], page)


def _equality(s: StepReport, page: Page) -> Iterator[str]:
    if s.optimum and isinstance(s.relation, Relation):
        yield "with equality at one place only:"
        yield from displayed(optimum_latex(s.relation, s.conditions), page, s.verdict)
        return
    yield f"with equality {rows.everywhere(s)}if and only if"
    for k, c in enumerate(s.conditions):
        yield from (["and"] if k else [])
        yield from displayed(relation(c), page, s.verdict)


def _fact(s: StepReport, page: Page) -> Iterator[str]:
    """A fact in mathematics displayed, one in words as a paragraph, with its rule."""
    tex = s.relation.latex()  # type: ignore[union-attr]
    if _IN_WORDS.fullmatch(tex):
        rule = f" ({reason(s, page)})" if s.reason else ""
        mark = rf"\verdictend{{{s.verdict}}}" if page.marks else ""
        yield f"{prose(sentence(str(s.relation)))}{rule}.{mark}"
        return
    told = _TEXT.sub(lambda m: rf"\text{{{_prose_within(m[1])}}}", tex)
    yield from displayed(math_ascii(told), page, s.verdict, reason(s, page))


def sentence(words: str) -> str:
    """With a capital, unless it begins with a formula, as a = 3 and bw = 1 do."""
    return words[0].upper() + words[1:] if _WORD.match(words) else words


_WORD = re.compile(r"(?:[a-z]{2,}\b|a(?= [a-z]{2,}\b))(?!\(| [=<>≤≥≠≈∼∈])")
_IN_WORDS = re.compile(r"\\text\{[^{}]*\}")
_TEXT = re.compile(r"\\text\{([^{}]*)\}")


def _prose_within(words: str) -> str:
    """Words of a fact, which `prose_latex` has escaped, with the blanks at their ends."""
    left, right = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    plain = re.sub(r"\\([&%$#_])", r"\1", words)
    return f"{left}{prose(plain)}{right}" if words.strip() else words


def reason(s: StepReport, page: Page) -> str:
    """A step's reason as prose, with the number of the theorem that it uses."""
    told = _because(s.because) or prose(s.reason)
    labels = page.links.get(s.number, ()) if s.kind in ("step", "fact") else ()
    refs = ", ".join(rf"\ref{{{label}}}" for label in labels)
    if not refs:
        return told
    return f"{told} (from~{refs})" if s.kind == "fact" else f"{told}~({refs})"


def _because(why: Any) -> str:
    """A reason that is made of expressions; empty for one in words."""
    match why:
        case Square(of):
            return " and ".join(rf"$\left( {formula(e)} \right)^{{2}} \ge 0$" for e in of)
        case Scaled(by):
            return f"times ${formula(by)} > 0$"
        case Relation() | Dominated():
            name, tex = _hypothesis(why)
            return name or f"${tex}$"
        case Instance() | PutIn():
            return _put_in(why)
    return ""


def _put_in(why: Instance | PutIn) -> str:
    """A theorem's title as prose, and the formulas that are put in."""
    formulas: list[str] = []

    def put(name: str, e: sympy.Expr) -> str:
        formulas.append(rf"${math_ascii(latex_name(name))} := {formula(e)}$")
        return "\0"

    first, *rest = why.named(put).split("\0")
    told = [prose(first), *(f"{f}{after}" for f, after in zip(formulas, rest, strict=True))]
    return " ".join(filter(None, [told[0], "".join(told[1:])]))


def steps(report: Report, page: Page) -> list[str]:
    """The chain, if there is one."""
    found = [s for s in report.steps if s.kind == "step"]
    if not found:
        return []
    start = formula(found[0].relation.lhs)  # type: ignore[union-attr]
    return chain(start, [_step(s, page) for s in found], page)


def _step(s: StepReport, page: Page) -> Step:
    r = s.relation
    told = reason(s, page)
    if s.verdict != "proved" and not page.marks:
        told = f"{told} [{s.verdict}]".strip()
    return Step(SIGN[r.rel], formula(r.rhs), told, s.verdict)  # type: ignore[union-attr]
