"""Markdown in blocks: .md, .qmd, .Rmd, .markdown, and the Markdown cells of notebooks."""

from __future__ import annotations

import re
from dataclasses import replace

from derive.notes.blocks import Block, Display, Heading, Opaque, Prose
from derive.notes.find.definitions import Definition, configured, definitions, settings
from derive.notes.find.directives import of_comment, of_front_matter
from derive.notes.find.formulas import formula, label_of, without_definitions
from derive.notes.find.found import Found
from derive.notes.find.prose import paragraph
from derive.notes.find.regions import Region, regions
from derive.notes.find.scanner import scan
from derive.notes.find.unmarked import indexed, unmarked
from derive.notes.source import Source, Span

_LINE_BEFORE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?$")
_LINE_AFTER = re.compile(  # a full stop, a tick, a label
    r"[ \t]*[^\w\s$\\{(<\[]{0,4}[ \t]*(?:\{#[^}\n]*\}|\([\w.:-]+\))?[ \t]*(?:\r?\n|$)"
)
_RELATION = re.compile(r"[=<>≤≥≈≠]|\\(?:leq?|geq?|approx|equiv|ne|neq|lt|gt|propto)(?![A-Za-z])")
_REFERENCE = re.compile(r"[ \t]*(?:\{#([^}\s]+)[^}\n]*\}|\(([\w.:-]+)\)[ \t]*(?=\r?\n|$))")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)])[ \t]")
_FOOTNOTE = re.compile(r"[ \t]*\[\^[^\]\s]+\]:")


def markdown(source: Source) -> tuple[list[Block], list[Definition]]:
    """The blocks of a text and the macros that it defines, in their order."""
    found = _in_dialect(source.text, scan(source.text))
    parts = _Parts(source, found)
    return parts.blocks(), parts.definitions


class _Parts:
    def __init__(self, source: Source, found: list[Found]) -> None:
        self.source = source
        self.found = found
        self.indexed = indexed(source.text, found)
        self.regions = regions(source.text, found)
        self.highest = max((r.container for r in self.regions), default=0)
        self.footnotes = 0
        self.definitions: list[Definition] = []

    def blocks(self) -> list[Block]:
        """In the order of the text."""
        out: list[Block] = []
        rest = list(self.found)
        taken = 0
        for region in self.regions:
            while taken < len(rest) and rest[taken].start < region.start:
                out.extend(self._alone(rest[taken], Region("prose", 0, 0)))
                taken += 1
            inside = []
            while taken < len(rest) and rest[taken].start < region.end:
                inside.append(rest[taken])
                taken += 1
            done = out[-1].span.end if out else 0
            if done > region.start:  # a display that began in the block before
                region = replace(region, start=min(done, region.end))
            out.extend(self._region(region, inside))
        for part in rest[taken:]:
            out.extend(self._alone(part, Region("prose", 0, 0)))
        return out

    def _region(self, region: Region, inside: list[Found]) -> list[Block]:
        displays = [part for part in inside if part.what == "display"]
        if region.kind == "table":
            return [Opaque(Span(self.source, region.start, region.end), "table")]
        if region.kind == "heading" and not displays:
            return self._heading(region, inside)
        if region.kind == "code" and not displays:
            return [Opaque(Span(self.source, region.start, region.end), "code")]
        if _FOOTNOTE.match(self.source.text, region.start):
            self.footnotes += 1
            number = self.highest + self.footnotes
            region = replace(region, within=(*region.within, "footnote"), container=number)
        return self._prose(region, inside)

    def _heading(self, region: Region, inside: list[Found]) -> list[Block]:
        words = paragraph(self.source, region.start, region.end, inside, region)
        title = " ".join(words.text.text.split()) if words else ""
        before = [b for part in inside if part.what == "comment" for b in self._alone(part, region)]
        return [*before, Heading(Span(self.source, region.start, region.end), region.level, title)]

    def _prose(self, region: Region, inside: list[Found]) -> list[Block]:
        """The words between displays and directives, and these."""
        out: list[Block] = []
        start = region.start
        words: list[Found] = []
        for part in inside:
            alone = self._alone(part, region) if part.what != "inline" else []
            if not alone:
                words.append(part)
                continue
            out.extend(self._words(start, part.start, words, region))
            out.extend(alone)
            start, words = part.end, []
            reference = _REFERENCE.match(self.source.text, start, max(region.end, start))
            if reference is not None and part.what == "display":
                start = reference.end()
        if region.kind != "code":
            out.extend(self._words(start, max(start, region.end), words, region))
        return out

    def _words(self, start: int, end: int, words: list[Found], region: Region) -> list[Block]:
        for part in words:
            if part.what == "inline":
                self.definitions.extend(definitions(formula(self.source, part).text))
        words = unmarked(self.source, start, end, words, self.indexed)
        made = paragraph(self.source, start, end, words, region) if start < end else None
        if made is None:
            return []
        return [_display_alone(made) or made]

    def _alone(self, part: Found, region: Region) -> list[Block]:
        """Blocks that something makes by itself; none for what stands within a line of text."""
        source = self.source
        span = Span(source, part.start, part.end)
        inner = source.text[part.inner : part.outer]
        if part.what == "display":
            return self._display(part, region)
        if part.what == "comment":
            return list[Block](of_comment(source, part))
        if part.what == "front matter":
            self.definitions.extend(settings(inner))
            return [*of_front_matter(source, part), Opaque(span, "front matter")]
        if part.what == "macros":
            self.definitions.extend(definitions(inner))
            return [Opaque(span, "macros")]
        if part.what == "script":
            self.definitions.extend(configured(inner))
            return [Opaque(span, "script")]
        if part.what == "code" and "\n" in source.text[part.start : part.end]:
            return [Opaque(span, "code")]
        return []

    def _display(self, part: Found, region: Region) -> list[Block]:
        body, made = without_definitions(formula(self.source, part))
        self.definitions.extend(made)
        span = Span(self.source, part.start, part.end)
        if not body.text.strip():
            return [Opaque(span, "macros")]
        reference = _REFERENCE.match(self.source.text, part.end)
        label = label_of(body) or (reference[1] or reference[2] if reference else "")
        return [
            Display(span, body, part.delimiter, region.within, label, container=region.container)
        ]


def _display_alone(prose: Prose) -> Display | None:
    """A paragraph that is one formula with a relation: a display, though set as if in a line.

    What an item of a list begins with is one only if the formula asks to be displayed.
    """
    if len(prose.inline) != 1:
        return None
    (formula,) = prose.inline
    around = prose.text.text[: formula.start] + prose.text.text[formula.end :]
    asks = formula.body.text.lstrip().startswith(("\\displaystyle", "\\begin"))
    is_item = _ITEM.match(prose.span.source.text, prose.span.start) is not None
    if around.strip(" \t\r\n.,;") or (is_item and not asks):
        return None
    if not _RELATION.search(formula.body.text):
        return None
    delimiter = formula.span.text[:2] if formula.span.text[0] == "\\" else "$"
    return Display(
        formula.span, formula.body, delimiter, prose.within, label_of(formula.body),
        container=prose.container,
    )  # fmt: skip


def _in_dialect(text: str, found: list[Found]) -> list[Found]:
    """Where no formula stands between single dollars, `$$…$$` within a line is one in the line, as
    kramdown has it; at the end of a line, if that is how other formulas here are set.
    """
    if any(part.what == "inline" and part.delimiter in ("$", "\\(") for part in found):
        return found
    places = [(f, *_beside(text, f)) for f in found]
    mixed = any(not ends for _, _, ends in places)
    inline = [
        f.what == "display"
        and f.delimiter == "$$"
        and not (alone and ends)
        and (mixed or not (_RELATION.search(text[f.inner : f.outer])))
        for f, alone, ends in places
    ]
    return [replace(f, what="inline") if i else f for f, i in zip(found, inline, strict=True)]


def _beside(text: str, found: Found) -> tuple[bool, bool]:
    """Whether no words stand before it in its first line, and none behind it in its last; True
    for what is no display between dollars.
    """
    if found.what != "display" or found.delimiter != "$$":
        return True, True
    start = text.rfind("\n", 0, found.start) + 1
    alone = _LINE_BEFORE.fullmatch(text, start, found.start) is not None
    ends = _LINE_AFTER.match(text, found.end) is not None
    if "\n" in text[found.inner : found.outer] and (alone or ends):
        return True, True
    return alone, ends
