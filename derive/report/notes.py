"""Notes as a page in plain data: the text as it stands, each relation with what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape, unescape
from itertools import count
from pathlib import Path
from typing import Any

from derive.language.printing import among
from derive.notes.blocks import Block, Directive, Display, Document, Heading, Opaque, Prose
from derive.notes.faces.counting import counts, summary
from derive.notes.faces.data import document as data_of
from derive.notes.faces.lines import printed
from derive.notes.faces.marks import SIGN, is_wrong, worst
from derive.notes.faces.telling import directive, told
from derive.notes.records import ChainRecord, NotesReport, Rested, StepRecord
from derive.numeric import Settings
from derive.render.places import short_path
from derive.render.plain import plain, sentence
from derive.report.formulas import Formula
from derive.report.page import Step, steps_of

_KEPT = re.compile("\ue000(\\d+)\ue001")
_NO_KATEX = (
    (re.compile(r"\\label\{[^{}]*\}"), ""),
    (re.compile(r"\\begin\{eqnarray\*?\}"), r"\\begin{array}{rcl}"),
    (re.compile(r"\\end\{eqnarray\*?\}"), r"\\end{array}"),
    (re.compile(r"\\begin\{(?:multline|flalign)\*?\}"), r"\\begin{gather*}"),
    (re.compile(r"\\end\{(?:multline|flalign)\*?\}"), r"\\end{gather*}"),
)
_IN_TITLE = re.compile(r"(?<!\\)\$([^$]+)\$")
_ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}")
_SHOWN = ("code", "table")
_FENCE = re.compile(r"^\s*(?:```|~~~).*$", re.M)


@dataclass(frozen=True)
class Noted:
    """A relation. formula: sign and right side; with the left side if it is alone in its chain.

    place: its line, and cell. readback: what was understood. under: numbers of assumptions. notes:
    pairs (heading, lines). proof: what was decided, as a derivation's page shows it.
    """

    anchor: str
    place: str
    verdict: str
    expect: str
    wrong: bool
    alone: bool
    formula: Formula
    reason: str
    readback: Formula | None
    under: tuple[int, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    write: tuple[str, ...]
    proof: tuple[Step, ...]


@dataclass(frozen=True)
class Piece:
    """A block. kind: heading, prose, display, pre, directive. html: of prose, safe in a page."""

    kind: str
    line: int
    html: str = ""
    level: int = 0
    within: tuple[str, ...] = ()
    formula: Formula | None = None
    noted: tuple[Noted, ...] = ()


@dataclass(frozen=True)
class NotesPage:
    """All of a file. macros: TeX definitions of the file, for KaTeX."""

    path: str
    title: str
    summary: str
    verdict: str
    is_wrong: bool
    pieces: tuple[Piece, ...]
    assumptions: tuple[tuple[int, int, str, str], ...]  # number, line, quotation, what it says
    names: tuple[tuple[Formula, str, str], ...]  # name, kind, evidence
    contradictions: tuple[str, ...]
    macros: dict[str, str]

    @property
    def first(self) -> tuple[Noted, ...]:
        """What an author has to look at first."""
        return tuple(n for p in self.pieces for n in p.noted if n.wrong)


def notes_page(document: Document, found: NotesReport, settings: Settings | None) -> NotesPage:
    """The page of a file that has been read and decided. settings: of the attack, for pictures."""
    verdicts = [s.verdict for c in found.chains for s in c.steps]
    counted = counts([data_of(found)])
    pieces = tuple(_pieces(document, found, settings))
    title = next((p.html for p in pieces if p.kind == "heading" and p.level == 1), "")
    return NotesPage(
        short_path(found.path),
        unescape(re.sub("<[^>]*>", "", title)) or Path(found.path).name,
        summary(counted).plain,
        worst(verdicts),
        counted.fails(),
        pieces,
        tuple(_assumption(r) for r in found.assumptions),
        tuple((_formula(n.name), n.kind, sentence(n.evidence)) for n in found.notation),
        tuple(map(sentence, found.contradictions)),
        {name: macro.body for name, macro in document.macros.items() if not macro.why},
    )


def _assumption(r: Rested) -> tuple[int, int, str, str]:
    return r.number, r.line, sentence(r.quote), sentence(r.says)


def _pieces(document: Document, found: NotesReport, settings: Settings | None) -> Iterator[Piece]:
    tex = Path(found.path).suffix.lower() == ".tex"
    steps = _by_display(document, found.chains)
    for k, block in enumerate(document.blocks):
        noted = tuple(
            _noted(s, f"relation-{k}-{n}", alone, found.path, settings)
            for n, (s, alone) in enumerate(steps.get(k, []))
        )
        piece = _piece(block, noted, tex, found.path)
        if piece is not None:
            yield piece


def _by_display(
    document: Document, chains: Sequence[ChainRecord]
) -> dict[int, list[tuple[StepRecord, bool]]]:
    """The steps by the block that they stand in; a chain may go on in displays further down."""
    ends = {
        k: (b.span.source.cell, b.span.source.place(b.span.end)[0])
        for k, b in enumerate(document.blocks)
        if isinstance(b, (Display, Prose))
    }
    out: dict[int, list[tuple[StepRecord, bool]]] = {}
    for c in chains:
        at = c.block
        for s in c.steps:
            at = next(
                (k for k in range(at, len(document.blocks))
                 if k in ends and ends[k][0] == s.cell and s.line <= ends[k][1]),
                at,
            )  # fmt: skip
            out.setdefault(at, []).append((s, len(c.steps) == 1))
    return out


def _piece(block: Block, noted: tuple[Noted, ...], tex: bool, path: str) -> Piece | None:
    line = block.span.line
    match block:
        case Heading():
            html = _titled(block.title, tex)
            return Piece("heading", line, html, min(block.level, 6))
        case Prose():
            html = _prose(block, tex)
            return Piece("prose", line, html, within=block.within, noted=noted) if html else None
        case Display():
            formula = Formula(displayed(block.body.text, block.delimiter), block.body.text.strip())
            return Piece("display", line, within=block.within, formula=formula, noted=noted)
        case Directive():
            return Piece("directive", line, escape(directive(block.text, path)))
        case Opaque(what=what) if what in _SHOWN:
            return Piece("pre", line, escape(_FENCE.sub("", block.span.text).strip("\n")))
    return None


def displayed(body: str, delimiter: str) -> str:
    """The display in what KaTeX knows: with its environment, where that is its delimiter."""
    outer = _ENVIRONMENT.fullmatch(delimiter)
    tex = f"{delimiter}{body}\\end{{{outer[1]}}}" if outer and outer[0] not in body else body
    for pattern, instead in _NO_KATEX:
        tex = pattern.sub(instead, tex)
    return tex.strip()


def _noted(s: StepRecord, anchor: str, alone: bool, path: str, settings: Settings | None) -> Noted:
    lhs, sign, rhs = printed(s)
    decided = s.report.steps if s.report is not None else ()
    return Noted(
        anchor, _place(s), s.verdict, s.expect, is_wrong(s), alone,
        _relation(lhs if alone else "", s.rel, rhs, sign), sentence(s.reason),
        _relation(s.readback_lhs, s.rel, s.readback_rhs) if s.readback_rhs else None,
        tuple(r.number for r in s.rests_on_text),
        tuple(told(s)),
        tuple(directive(a, path) for a in s.ask),
        _proof(s, settings) if decided else (),
    )  # fmt: skip


def _place(s: StepRecord) -> str:
    return f"line {s.line}" if s.cell is None else f"cell {s.cell}, line {s.line}"


def _proof(s: StepRecord, settings: Settings | None) -> tuple[Step, ...]:
    """Without a counterexample in derive's names: the record has it in those of the notes."""
    with among(s.report):
        return tuple(replace(one, notes=()) for one in steps_of(s.report, settings))


_LATEX_SIGN = {
    "<=": r"\le", ">=": r"\ge", "!=": r"\ne", "~": r"\approx", ":=": r"\coloneqq", "->": r"\to",
    "prop": r"\propto", "iff": r"\iff", "in": r"\in",
}  # fmt: skip


def _relation(lhs: str, rel: str, rhs: str, printed: str = "") -> Formula:
    sign = _LATEX_SIGN.get(rel, printed or rel)
    told = f"{plain(lhs)} {SIGN.get(rel) or plain(printed or rel)} {plain(rhs)}"
    return Formula(f"{lhs} {sign} {rhs}".replace("&", " ").strip(), told.strip())


def _formula(latex: str) -> Formula:
    return Formula(latex, plain(latex))


# ---------------------------------------------------------------- prose


def _titled(title: str, tex: bool) -> str:
    """A heading, with the formulas that stand in it between dollars."""
    formulas = [_span(found[1]) for found in _IN_TITLE.finditer(title)]
    numbers = count()
    html = _worded(_IN_TITLE.sub(lambda _: f"\ue000{next(numbers)}\ue001", _bare(title)), tex)
    return _KEPT.sub(lambda found: formulas[int(found[1])], html)


def _prose(block: Prose, tex: bool) -> str:
    """The paragraph as HTML, its formulas for KaTeX."""
    text, parts, at, formulas = block.text.text, [], 0, []
    for k, one in enumerate(block.inline):
        parts += [_bare(text[at : one.start]), f"\ue000{k}\ue001"]
        formulas.append(_span(one.body.text))
        at = one.end
    parts.append(_bare(text[at:]))
    html = _worded("".join(parts), tex)
    return _KEPT.sub(lambda found: formulas[int(found[1])], html)


def _bare(text: str) -> str:
    return text.replace("\ue000", "").replace("\ue001", "")


def _span(latex: str) -> str:
    return f'<span class="tex" data-tex="{escape(latex)}">{escape(plain(latex))}</span>'


def _worded(text: str, tex: bool) -> str:
    if tex:
        return escape(plain(text) if "\\" in text else " ".join(text.split()))
    return str(_markdown().renderInline(text.strip()))


@cache
def _markdown() -> Any:
    """Emphasis, code and links of Markdown. Tags are dropped, pictures are their captions."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True})
    reader.add_render_rule("html_inline", lambda *_: "")
    reader.add_render_rule("image", lambda renderer, tokens, k, *_: escape(tokens[k].content))
    return reader
