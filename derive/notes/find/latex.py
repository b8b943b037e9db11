"""LaTeX files in blocks. Nothing is run and no other file is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from derive.notes.blocks import Block, Directive, Display, Heading, Opaque
from derive.notes.find.comments import Remark, without_comments
from derive.notes.find.conditionals import without_discarded
from derive.notes.find.definitions import Definition, definitions
from derive.notes.find.environments import (
    COLUMNS,
    DISPLAYS,
    LEVELS,
    OPAQUE,
    THEOREM,
    kind_in,
    shorthands,
)
from derive.notes.find.formulas import label_of
from derive.notes.find.found import Found, Places
from derive.notes.find.marks import Writer
from derive.notes.find.regions import kind_of
from derive.notes.find.texprose import group_end, paragraph, title
from derive.notes.source import Source, Span

_TRIGGER = re.compile(
    r"\\begin[ \t]*\{(?P<begin>[A-Za-z]+)\*?\}|\\end[ \t]*\{(?P<end>[A-Za-z]+)\*?\}"
    r"|\\(?P<heading>part|chapter|(?:sub){0,2}section|(?:sub)?paragraph|frametitle)\*?"
    r"(?=[ \t\n]*[\[{])"
    r"|(?P<item>\\item(?![A-Za-z])(?:[ \t]*\[[^\]\n]*\])?)|(?P<note>\\footnote(?=\{))"
    r"|(?P<par>\\par(?![A-Za-z])|\n[ \t]*\r?\n\s*)|(?P<dollars>\$\$)|(?P<dollar>\$)"
    r"|(?P<bracket>\\\[)|(?P<paren>\\\()|(?P<word>\\[A-Za-z]+)|\\[\s\S]"
)
_OF_ROWS = re.compile(r"\s*\\begin\{(?:aligned|alignedat|split|gathered)\}")
_DEEPEST = 40  # environments in each other that are told apart
_NOT_ESCAPED = r"(?<![^\\]\\)"


def latex(source: Source) -> tuple[list[Block], list[Definition]]:
    """The blocks of a file and the macros that it defines, in their order."""
    text, remarks = without_comments(source.text)
    text = without_discarded(text)
    made = definitions(text)
    return _Reader(source, text, remarks, made).run(), made


@dataclass
class _Around:
    """An environment that is open; number: of the item, theorem or quotation."""

    name: str
    kind: str
    number: int


@dataclass
class _Reader:
    source: Source
    text: str  # comments masked by %
    remarks: list[Remark]
    made: list[Definition]
    blocks: list[Block] = field(default_factory=list)
    around: list[_Around] = field(default_factory=list)
    words: list[Found] = field(default_factory=list)
    start: int = 0  # of the paragraph that is read
    numbers: int = 0
    known: dict[str, Places] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)  # of theorem environments
    short: dict[str, str] = field(default_factory=dict)  # \be for \begin{equation}

    def run(self) -> list[Block]:
        theorems = list(THEOREM.finditer(self.text))
        self.kinds = {m[1]: kind_of(m[2]) for m in theorems}
        self.short = shorthands(self.made)
        at, end = self._body()
        self.start = at
        skips = sorted([*((d.start, d.end) for d in self.made), *(m.span() for m in theorems)])
        while skips and skips[0][0] < at:
            skips.pop(0)
        while at < end:
            if skips and skips[0][0] <= at:
                at = self._skip(*skips.pop(0), "macros", at)
                continue
            limit = min([end, *(s[0] for s in skips[:1]), *(r.start for r in self.remarks[:1])])
            if self.remarks and self.remarks[0].start <= at:
                self._remark(at)
                continue
            match = _TRIGGER.search(self.text, at, limit) if limit > at else None
            at = limit if match is None else self._read(match)
        self._flush(end)
        return self.blocks

    def _body(self) -> tuple[int, int]:
        """Between \\begin{document} and \\end{document}; all of it where there is none."""
        begin = self.text.find("\\begin{document}")
        end = self.text.find("\\end{document}")
        end = len(self.text) if end < begin or end < 0 else end
        if begin < 0:
            return 0, end
        preamble = Span(self.source, 0, begin)
        while self.remarks and self.remarks[0].start < begin:
            self._say(self.remarks.pop(0))
        self.blocks.insert(0, Opaque(preamble, "preamble"))
        return begin + len("\\begin{document}"), end

    def _remark(self, at: int) -> None:
        remark = self.remarks.pop(0)
        if remark.start >= self.start:
            self._flush(remark.start)
            self.start = max(at, remark.end)
        self._say(remark)

    def _say(self, remark: Remark) -> None:
        span = Span(self.source, remark.start, remark.end)
        self.blocks.append(Directive(span, remark.text))

    def _skip(self, start: int, end: int, what: str, at: int) -> int:
        """Pass over text[start:end]."""
        if end <= at:
            return at
        self._flush(start)
        self.blocks.append(Opaque(Span(self.source, max(start, at), end), what))
        self.start = end
        return end

    def _read(self, match: re.Match[str]) -> int:
        """What the match begins; where to go on."""
        kind = match.lastgroup
        if kind == "begin":
            return self._begin(match)
        if kind == "end":
            return self._end(match)
        if kind == "heading":
            return self._heading(match)
        if kind == "item":
            return self._item(match)
        if kind == "note":
            return self._footnote(match)
        if kind == "par":
            self._flush(match.start())
            self.start = match.end()
            return match.end()
        if kind == "word":
            return self._word(match)
        if kind is None:
            return match.end()
        return self._formula(match, kind)

    def _word(self, match: re.Match[str]) -> int:
        name = self.short.get(match.group(), "/")
        if name.startswith("/"):
            return match.end()
        ends = [re.escape(c) for c, what in self.short.items() if what == "/" + name]
        closing = "".join(rf"|{c}(?![A-Za-z])" for c in ends)
        return self._display(match, rf"\\end\{{{name}\*?\}}{closing}")

    def _next(self, pattern: str, at: int) -> int:
        if pattern not in self.known:
            places = [m.start() for m in re.finditer(pattern, self.text)]
            self.known[pattern] = Places(places)
        return self.known[pattern].next(at)

    def _formula(self, match: re.Match[str], kind: str) -> int:
        if kind == "dollars":
            return self._display(match, rf"{_NOT_ESCAPED}\$\$")
        if kind == "bracket":
            return self._display(match, rf"{_NOT_ESCAPED}\\\]")
        closing = rf"{_NOT_ESCAPED}\$" if kind == "dollar" else rf"{_NOT_ESCAPED}\\\)"
        end = self._next(closing, match.end())
        stop = self._next(r"\n[ \t]*\r?\n", match.end())
        if end < 0 or 0 <= stop < end:
            return match.end()
        if _OF_ROWS.match(self.text, match.end()):  # it is set as a display is
            return self._display(match, closing)
        behind = end + len(match.group())
        found = Found("inline", match.start(), behind, match.end(), end, match.group())
        if found.outer > found.inner:
            self.words.append(found)
        return behind

    def _display(self, match: re.Match[str], closing: str) -> int:
        """A display that the match opens and the pattern closes."""
        end = self._next(closing, match.end())
        if end < 0:
            return match.end()
        close = re.compile(closing).match(self.text, end)
        behind = close.end() if close else end
        inner = match.end()
        columns = COLUMNS.match(self.text, inner)
        if columns and re.search(r"alignat|IEEEeqnarray|xalignat", match.group()):
            inner = columns.end()
        self._flush(match.start())
        writer = Writer(self.source)
        writer.keep(inner, max(inner, end))
        body = writer.done(max(inner, end))
        span = Span(self.source, match.start(), behind)
        if body.text.strip():
            within, number = self._place()
            made = Display(span, body, match.group(), within, label_of(body), container=number)
            self.blocks.append(made)
        self.start = behind
        self.remarks = [r for r in self.remarks if r.start >= behind or self._spoken(r)]
        return behind

    def _spoken(self, remark: Remark) -> bool:
        """A directive within a display is said behind it."""
        if remark.start >= self.start:
            return True
        self._say(remark)
        return False

    def _begin(self, match: re.Match[str]) -> int:
        name = match["begin"]
        if name in DISPLAYS:
            star = "*" if match.group().endswith("*}") else ""
            return self._display(match, re.escape(f"\\end{{{name}{star}}}"))
        if name == "math":
            return self._formula_environment(match)
        if name in OPAQUE:
            end = self._next(re.escape(f"\\end{{{name}}}"), match.end())
            if end >= 0:
                return self._skip(match.start(), end + len(name) + 6, name, match.start())
        self._flush(match.start())
        self.numbers += 1
        kind = kind_in(name, self.kinds)
        if len(self.around) < _DEEPEST:
            self.around.append(_Around(name, kind, self.numbers))
        self.start = match.end()
        option = re.compile(r"[ \t]*\[[^\]\n]*\]").match(self.text, match.end())
        if option is not None:
            self.start = option.end()
        return self._frame_title(self.start) if name.endswith("frame") else self.start

    def _formula_environment(self, match: re.Match[str]) -> int:
        end = self._next(r"\\end\{math\}", match.end())
        if end < 0:
            return match.end()
        self.words.append(Found("inline", match.start(), end + 10, match.end(), end, match.group()))
        return end + 10

    def _frame_title(self, at: int) -> int:
        blanks = re.compile(r"[ \t]*").match(self.text, at)
        at = blanks.end() if blanks and self.text.startswith("{", blanks.end()) else at
        if not self.text.startswith("{", at):
            return at
        end = group_end(self.text, at)
        self.blocks.append(
            Heading(Span(self.source, at, end), 5, title(self.text[at + 1 : end - 1]))
        )
        self.start = end
        return end

    def _end(self, match: re.Match[str]) -> int:
        self._flush(match.start())
        self.start = match.end()
        names = [a.name for a in self.around]
        if match["end"] in names:
            last = len(names) - 1 - names[::-1].index(match["end"])
            del self.around[last:]
        return match.end()

    def _item(self, match: re.Match[str]) -> int:
        self._flush(match.start())
        self.start = match.end()
        while self.around and self.around[-1].kind == "item":
            self.around.pop()
        self.numbers += 1
        self.around[_DEEPEST:] = [_Around("\\item", "item", self.numbers)]
        return match.end()

    def _footnote(self, match: re.Match[str]) -> int:
        if any(a.kind == "footnote" for a in self.around):
            return match.end()
        end = group_end(self.text, match.end())
        self._flush(match.start())
        self.numbers += 1
        outside = list(self.around)
        self.around.append(_Around("\\footnote", "footnote", self.numbers))
        at = self.start = match.end() + 1
        while at < end - 1:
            found = _TRIGGER.search(self.text, at, end - 1)
            at = end - 1 if found is None else self._read(found)
        self._flush(max(at, end - 1))
        self.around = outside
        self.start = max(at, end)
        return self.start

    def _heading(self, match: re.Match[str]) -> int:
        self._flush(match.start())
        at = match.end()
        option = re.compile(r"[ \t\r\n]*(?:\[[^\]]{0,300}\])?[ \t\r\n]*").match(self.text, at)
        at = option.end() if option else at
        end = group_end(self.text, at) if self.text.startswith("{", at) else at
        words = title(self.text[at + 1 : end - 1]) if end > at else ""
        level = LEVELS[match["heading"]]
        self.blocks.append(Heading(Span(self.source, match.start(), end), level, words))
        self.start = end
        return end

    def _place(self) -> tuple[tuple[str, ...], int]:
        inside = [a for a in self.around if a.kind and a.kind != "list"]
        return tuple(a.kind for a in inside), inside[-1].number if inside else 0

    def _flush(self, end: int) -> None:
        """End the paragraph."""
        within, number = self._place()
        start = min(self.start, end)
        made = paragraph(self.source, self.text, start, end, self.words, within, number)
        if made is not None:
            self.blocks.append(made)
        self.words = []
        self.start = end
