"""Why each remainder is not negative, read off the kernel's theorems, for an optional proof."""

from __future__ import annotations

from collections.abc import Iterator

from derive.derivation.report import Report, StepReport
from derive.render import rows, words
from derive.render.full import names_of
from derive.render.prose import prose
from derive.render.tex.breaking import width
from derive.render.tex.page import Page
from derive.render.tex.parts import displayed
from derive.render.writers import LatexWriter, finished, formula

_SHORT = 0.6  # of the text's width: a longer remainder is displayed


def certificates(report: Report, page: Page) -> Iterator[str]:
    """A paragraph for each step or claim whose two sides differ by a remainder."""
    names = names_of(report)
    for s in report.steps:
        if s.theorem is None or s.verdict != "proved":
            continue
        if s.kind == "equality":
            yield from _zeros(s, names)
        elif s.kind == "step" or s.reason != "the chain":
            yield from _remainder(s, names, page)


def _remainder(s: StepReport, names: words.Names, page: Page) -> Iterator[str]:
    told = words.account(s.theorem, names, LatexWriter)  # type: ignore[arg-type]
    if not told.parts:
        return
    who = rows.who(s)
    where = who[:1].upper() + who[1:]
    whole = " + ".join(formula(p.value) for p in told.parts)
    sides = told.how.replace(" − ", " minus the ")
    yield rf"\textit{{{prose(where)}.}} The {sides} is"
    if width(whole) <= _SHORT * page.width:
        yield f"${whole}$:"
    else:
        yield from displayed(whole, page)
    yield "; ".join(_because(p, len(told.parts) > 1, page) for p in told.parts) + ".\n"
    for line in told.lemmas:
        yield finished(line[:1].upper() + line[1:] + ("" if line.endswith(":") else ".")) + "\n"


def _because(p: words.Part, several: bool, page: Page) -> str:
    subject = "it is "
    if several:
        subject = (
            f"{finished(p.value)} is " if width(formula(p.value)) < page.width / 2 else "one is "
        )
    return f"{subject}{finished(f'{p.sign} because {p.because}')}"


def _zeros(s: StepReport, names: words.Names) -> Iterator[str]:
    """The terms of the remainder vanish together exactly when the condition holds."""
    zeros = [p.zero or "never" for p in words.whole(s.theorem, names, LatexWriter)]  # type: ignore[arg-type]
    if zeros:
        told = finished("; ".join(zeros))
        yield rf"\textit{{Equality}} means that every remainder is $0$: {told}." + "\n"
