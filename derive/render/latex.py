r"""A derivation as LaTeX that needs amsmath and nothing else: an `align*` with the reasons."""

from __future__ import annotations

from collections.abc import Iterator

from derive.derivation.report import Report
from derive.render import rows
from derive.render.prose import prose
from derive.render.tex import parts
from derive.render.tex.certificate import certificates
from derive.render.tex.page import Page


def latex(report: Report, page: Page = Page()) -> str:  # noqa: B008  (frozen)
    """Claim in words, the chain, and a sentence on what has not been proved, if anything."""
    lines = [f"\\paragraph{{{prose(report.title)}.}}"]
    with page.using(report):
        lines += parts.let(report.declared)
        lines += parts.given(report, page)
        lines += parts.claim(report, page)
        lines += parts.where(report, page)
        lines += parts.provided(report)
        lines += parts.steps(report, page)
        lines += parts.laws(report, page)
        if page.certificates:
            lines += certificates(report, page)
    lines += _reservations(report)
    return "\n".join(lines) + "\n"


def _reservations(report: Report) -> Iterator[str]:
    """What a reader must know if the derivation is not proved, or rests on something open."""
    if report.error:
        yield rf"\emph{{Not checked: {prose(report.error)}}}"
    for s in report.steps:
        if s.verdict != "proved":
            numbered = s.kind in ("step", "fact")
            what = f"{s.kind.capitalize()} {s.number}" if numbered else f"The {rows.who(s)}"
            what = prose(what) if s.kind == "law" else what
            yield rf"\emph{{{what} is {s.verdict}.}}"
    rests = report.rests
    if rests is not None and (rests.cited or rests.open):
        rest = sorted(rests.cited | rests.open)
        yield rf"\emph{{Rests on: {'; '.join(prose(name) for name in rest)}.}}"
