r"""A whole document of derivations: a section for each script, theorems numbered and linked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files

from derive.derivation.report import Report, StepReport
from derive.kernel.theorem import Rests
from derive.render import rows, words
from derive.render.prose import escaped, prose, with_blanks
from derive.render.tex import parts
from derive.render.tex.certificate import certificates
from derive.render.tex.page import Page
from derive.render.third import Third, sums

_KIND = {
    "proved": "theorem",
    "refuted": "notso",
    "ill-posed": "illposed",
    "open": "openquestion",
    "cited": "citedresult",
    "error": "unchecked",
}
_PREAMBLE = r"""\documentclass[10pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage[textwidth=15cm,textheight=23.5cm,marginparwidth=2cm]{geometry}
\usepackage%s{derive}
\usepackage[hidelinks,bookmarksnumbered]{hyperref}
\allowdisplaybreaks
\tolerance=9999 \emergencystretch=4em \hbadness=10000
\raggedbottom
\setlength\parindent{0pt} \setlength\parskip{2pt plus 2pt}
\title{%s}
\author{}
\date{}
\begin{document}
\maketitle
Every line was put to a proof, for all laws under the hypotheses stated, and to a search for exact
counterexamples. What a theorem rests on stands below it; a theorem with nothing there rests on the
algebra of finite sums alone. \emph{Not so} are statements that are false; \emph{open} ones
are neither proved nor refuted by what stands below them.%s
\tableofcontents
"""
_MARKS = r"""
In the margin: \verdictmark{proved}~proved, \verdictmark{refuted}~refuted,
\verdictmark{ill-posed}~ill-posed (the logarithm of $0$, or a division by it),
\verdictmark{open}~open, \verdictmark{cited}~taken from the literature."""

_THIRD = r"""
%s. \textsf{Rocq} in the margin of a theorem says so of the certificate of what it claims."""


@dataclass(frozen=True)
class Section:
    """One script. stem: its file's, for labels; about: its docstring.

    reports: each with the keys (stem, name) of the theorems that its steps use, by number. thirds:
    what the checker in Rocq said of a report's certificates, by its name, where it was asked.
    """

    stem: str
    about: str
    reports: tuple[tuple[Report, Mapping[int, tuple[tuple[str, str], ...]]], ...]
    thirds: Mapping[str, tuple[Third, ...]] = field(default_factory=dict)


def style() -> str:
    """The text of derive.sty."""
    return (files("derive.render.tex") / "derive.sty").read_text(encoding="utf-8")


def document(
    sections: Sequence[Section], page: Page, title: str = "Derivations", verdicts: bool = True
) -> str:
    """The LaTeX of everything; it needs derive.sty beside it."""
    known = {(s.stem, r.name) for s in sections for r, _ in s.reports}
    option = "" if verdicts else "[noverdicts]"
    marks = _MARKS if verdicts and page.marks else ""
    if asked := sums(each for s in sections for each in s.thirds.values()):
        marks += "\n" + _THIRD % prose(asked)
    out = [_PREAMBLE % (option, prose(title), marks)]
    for s in sections:
        out += _section(s, page, known)
    return "\n".join([*out, r"\end{document}", ""])


def _section(s: Section, page: Page, known: set[tuple[str, str]]) -> Iterator[str]:
    head, intro = heading(s)
    yield rf"\section{{{_bookmarked(prose(head))}}}"
    yield from (f"{_words(_whole(paragraph))}\n" for paragraph in intro)
    for report, used in s.reports:
        links = {k: tuple(label(*key) for key in keys if key in known) for k, keys in used.items()}
        with page.using(report):
            thirds = s.thirds.get(report.name, ())
            yield from list(_theorem(report, s.stem, replace(page, links=links), thirds))


def heading(s: Section) -> tuple[str, list[str]]:
    """A title from the docstring's first sentence, and the first paragraphs after it."""
    paragraphs = [" ".join(p.split()) for p in s.about.strip().split("\n\n")]
    if not paragraphs[0]:
        return s.stem.replace("_", " ").capitalize(), []
    head = re.match(r"[^:?]*?(?:\?|(?=:|\.(?: |$)| \(|$))", paragraphs[0])
    title = head.group() if head and head.group() else paragraphs[0]
    if title == paragraphs[0].rstrip("."):
        return title, paragraphs[1:2]
    return title, paragraphs[:2]


def _whole(paragraph: str) -> str:
    """Without a last sentence that goes on in a list or a display."""
    return paragraph if paragraph[-1:] in ".?!" else paragraph[: paragraph.rfind(". ") + 1]


def _bookmarked(title: str) -> str:
    """A heading; in the list of bookmarks its mathematics is letters and digits alone."""
    plain = re.sub(r"\$(.*?)\$", lambda m: re.sub(r"\\([A-Za-z]+) ?|[{}^_]", r"\1", m[1]), title)
    return title if plain == title else rf"\texorpdfstring{{{title}}}{{{plain}}}"


def label(stem: str, name: str) -> str:
    """A label in ASCII."""
    key = f"{stem}:{name}"
    key = key.replace("_", "-")  # KaTeX takes _ in a reference for a subscript
    return "".join(c if c.isascii() and (c.isalnum() or c in ":-") else f"{ord(c):x}" for c in key)


def _theorem(
    report: Report, stem: str, page: Page, thirds: tuple[Third, ...]
) -> Iterator[str]:
    kind = _KIND[report.verdict]
    yield ""
    yield rf"\begin{{{kind}}}[{{{prose(report.title)}}}]\label{{{label(stem, report.name)}}}"
    yield from [r"\acceptedbyrocq"] * any(t.accepted for t in thirds)
    yield from _statement(report, page)
    yield rf"\end{{{kind}}}"
    if report.doc:
        yield "\n\n".join(_words(" ".join(p.split())) for p in report.doc.split("\n\n")) + "\n"
    chain = parts.steps(report, page)
    if chain:
        yield r"\begin{derivation}" + ("" if report.verdict == "proved" else "[Steps]")
        yield from chain
        yield r"\end{derivation}"
    yield from parts.laws(report, page)
    if page.certificates:
        proof = list(certificates(report, page))
        if proof:
            yield from (r"\begin{certificate}", *proof, r"\end{certificate}")
    yield from _details(report)
    if report.rests is not None and report.rests != Rests():
        told = "; ".join(prose(line) for line in words.rests(report.rests))
        yield rf"\restson{{{told}}}"
    yield from (rf"\inrocq{{{prose(t.sentence())}.}}" for t in thirds if not t.accepted)


def _statement(report: Report, page: Page) -> Iterator[str]:
    if report.error:
        yield prose(report.error)
        return
    let = " ".join(parts.let(report.declared))
    yield from [let] * bool(let)
    before = rf"\textbf{{Theorem 99.99}} ({prose(report.title)}). {let}"
    yield from parts.given(report, page, before=before)
    yield from parts.claim(report, page)
    yield from parts.where(report, page)
    yield from parts.provided(report)


def _details(report: Report) -> Iterator[str]:
    """Witnesses and values; counterexamples, and why something is not proved."""
    shown = [line for s in report.steps if s.verdict == "proved" for line in s.detail]
    if shown:
        yield rf"\begin{{counterexample}}[Details]{_lines(shown)}\end{{counterexample}}"
    for s in report.steps:
        if s.verdict != "proved":
            yield from _reservations(s, len(report.steps) > 1)


def _reservations(s: StepReport, several: bool) -> Iterator[str]:
    e = s.evidence
    found = list(s.detail)
    if e is not None and e.counterexample is not None:
        lines = e.counterexample.describe()
        found += lines[:-2] if e.verdict == "ill-posed" else lines
    name = "Happens at" if s.verdict == "ill-posed" else "Counterexample"
    where = f" ({prose(rows.who(s))})" if several else ""
    if found:
        yield rf"\begin{{counterexample}}[{name}{where}]{_lines(found)}\end{{counterexample}}"
    notes = rows.notes(s)
    if notes:
        yield rf"\begin{{counterexample}}[Note{where}]{_lines(notes)}\end{{counterexample}}"


def _lines(found: Sequence[str]) -> str:
    first, *rest = found
    return "\n" + ";\n".join(map(prose, [parts.sentence(first), *rest])) + ".\n"


def _words(text: str) -> str:
    """A docstring's words; `names` in typewriter type."""
    pieces = text.split("`")
    return "".join(
        rf"\texttt{{{_code(p)}}}" if k % 2 else with_blanks(p, prose) for k, p in enumerate(pieces)
    )


def _code(name: str) -> str:
    """Characters as they are typed: no dashes are made of hyphens, no quotes of quotes."""
    return escaped(name).replace("--", "-{}-")
