"""HTML posts in blocks: text between tags, with their entities undone."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from derive.notes.blocks import Block, Display, Heading, Inline, Marked, Opaque, Prose
from derive.notes.find.definitions import Definition, configured, definitions
from derive.notes.find.directives import of_comment
from derive.notes.find.formulas import label_of, without_definitions
from derive.notes.find.found import Found, Places
from derive.notes.find.marks import Writer
from derive.notes.find.regions import kind_of
from derive.notes.find.scanner import formulas_in
from derive.notes.source import Source, Span

_PIECE = re.compile(
    r"<!--|<[!?][^<>]*>|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
)
_BLOCKS = frozenset((
    "p", "div", "section", "article", "li", "ul", "ol", "blockquote", "figure", "figcaption", "dd",
    "dt", "dl", "aside", "header", "footer", "nav", "main", "hr", "details", "summary",
    "body", "d-math", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th",
))  # fmt: skip
_RAW = frozenset((
    "script", "style", "pre", "code", "textarea", "svg", "head", "math", "table", "noscript",
    "template", "iframe", "d-code", "select",
))  # fmt: skip
_ITEMS = frozenset(("li", "dd", "dt"))
_LISTS = frozenset(("ul", "ol", "dl"))
_DEEPEST = 40  # elements in each other that are told apart
_CLASS = re.compile(r"class\s*=\s*[\"']?(?P<names>[^\"'>]*)")
_TEX = re.compile(r"type\s*=\s*[\"']?math/tex(?P<mode>\s*;\s*mode\s*=\s*display)?", re.IGNORECASE)
_ANNOTATION = re.compile(
    r"<annotation[^<>]*application/x-tex[^<>]*>(?P<tex>[^<]{0,20000})</annotation>", re.IGNORECASE
)


@dataclass(frozen=True)
class _Mark:
    """A change at a place of the flat text: a block begins, a heading, a container."""

    at: int
    what: str
    level: int = 0
    within: tuple[str, ...] = ()
    container: int = 0


def page(source: Source) -> tuple[list[Block], list[Definition]]:
    """The blocks of a page and the macros that it defines."""
    flat = _Flat(source)
    flat.run()
    return _blocks(flat), flat.definitions


@dataclass
class _Flat:
    """The page without its tags: blocks are parted by empty lines."""

    source: Source
    marks: list[_Mark] = field(default_factory=lambda: [_Mark(0, "prose")])
    alone: list[tuple[int, Block]] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    known: dict[str, Places] = field(default_factory=dict)
    stack: list[tuple[str, str, int]] = field(default_factory=list)
    numbers: int = 0

    def run(self) -> None:
        self.writer = Writer(self.source)
        text = self.source.text
        at = 0
        while (match := _PIECE.search(text, at)) is not None:
            self.writer.keep(at, match.start())
            at = self._piece(match)
        self.writer.keep(at, len(text))
        self.text = self.writer.done(len(text))

    def _piece(self, match: re.Match[str]) -> int:
        if match["entity"]:
            value = html.unescape(match["entity"]).replace("\xa0", " ")
            self.writer.put(value, match.start(), match.end())
            return match.end()
        if match.group() == "<!--":
            return self._comment(match)
        if match["name"] is None:
            return match.end()
        name = match["name"].lower()
        if name in _RAW and not match["close"]:
            return self._raw(match, name)
        if name in _BLOCKS:
            self._block(match, name)
        elif name == "br":
            self.writer.put("\n", match.start(), match.end())
        return match.end()

    def _next(self, pattern: str, at: int) -> int:
        if pattern not in self.known:
            places = [m.start() for m in re.finditer(pattern, self.source.text, re.IGNORECASE)]
            self.known[pattern] = Places(places)
        return self.known[pattern].next(at)

    def _comment(self, match: re.Match[str]) -> int:
        end = self._next("-->", match.end())
        if end < 0:
            return match.end()
        if self.source.text[match.end() : end].strip() == "derive:begin":  # put in by `annotate`
            last = self._next(r"<!--\s*derive:end\s*-->", end)
            if last >= 0:
                return self.source.text.index("-->", last) + 3
        found = Found("comment", match.start(), end + 3, match.end(), end)
        made = of_comment(self.source, found)
        if made:
            self._break(match.start(), match.end())
            self.alone.extend((len(self.writer.offsets), block) for block in made)
        return end + 3

    def _raw(self, match: re.Match[str], name: str) -> int:
        """What is passed over to its closing tag, but for the TeX that it may hold."""
        end = self._next(rf"</{name}\s*>", match.end())
        if end < 0 or match["attributes"].rstrip().endswith("/"):
            return match.end()
        text = self.source.text
        behind = text.index(">", end) + 1
        kind = _TEX.search(match["attributes"]) if name == "script" else None
        if kind is not None:
            whole = (match.start(), behind)
            self._put(whole, (match.end(), end), kind["mode"] is not None)
        elif name == "math":
            held = _ANNOTATION.search(text, match.end(), end)
            if held is not None:
                display = 'display="block"' in match["attributes"]
                self._put((match.start(), behind), held.span("tex"), display)
        elif name in ("script", "head"):
            self.definitions.extend(configured(text[match.end() : end]))
        elif "\n" in text[match.start() : behind]:
            self._break(match.start(), match.end())
            opaque = Opaque(Span(self.source, match.start(), behind), name)
            self.alone.append((len(self.writer.offsets), opaque))
        return behind

    def _put(self, whole: tuple[int, int], tex: tuple[int, int], display: bool) -> None:
        """TeX of a script or of MathML, with delimiters as in a text."""
        opening, closing = ("\\[", "\\]") if display else ("\\(", "\\)")
        start, end = tex
        self.writer.put(opening, whole[0], start)
        at = start
        for entity in re.finditer(r"&[#A-Za-z0-9]{1,30};", self.source.text[start:end]):
            self.writer.keep(at, start + entity.start())
            value = html.unescape(entity.group())
            self.writer.put(value, start + entity.start(), start + entity.end())
            at = start + entity.end()
        self.writer.keep(at, end)
        self.writer.put(closing, end, whole[1])

    def _break(self, start: int, end: int) -> None:
        self.writer.put("\n\n", start, end)

    def _block(self, match: re.Match[str], name: str) -> None:
        self._break(match.start(), match.end())
        heading = name[0] == "h" and name[1:].isdecimal()
        if match["close"]:
            self._close(name)
        elif name not in ("hr", "p") and len(self.stack) < _DEEPEST:
            names = [n for n, _, _ in self.stack]
            if name in _ITEMS and name in names and not _LISTS & set(_behind(names, name)):
                self._close(name)  # <li> ends the one before
            kind = _kind_of(name, match["attributes"])
            self.numbers += 1
            self.stack.append((name, kind, self.numbers))
        inside = [(k, n) for _, k, n in self.stack if k]
        within, number = tuple(k for k, _ in inside), inside[-1][1] if inside else 0
        what = "heading" if heading and not match["close"] else "prose"
        level = int(name[1:]) if heading else 0
        self.marks.append(_Mark(len(self.writer.offsets), what, level, within, number))

    def _close(self, name: str) -> None:
        while any(n == name for n, _, _ in self.stack):
            if self.stack.pop()[0] == name:
                break


def _behind(names: list[str], name: str) -> list[str]:
    """What stands behind the last such name."""
    return names[len(names) - names[::-1].index(name) :]


def _kind_of(name: str, attributes: str) -> str:
    if name in ("li", "dd"):
        return "item"
    if name == "blockquote":
        return "quote"
    classes = _CLASS.search(attributes)
    for word in classes["names"].split() if classes else ():
        kind = kind_of(word)
        if kind in ("theorem", "proof", "definition", "example"):
            return kind
    return "footnote" if name == "aside" else ""


def _blocks(flat: _Flat) -> list[Block]:
    """In the order of the text: the flat text cut at marks, displays, comments."""
    found = formulas_in(flat.text.text)
    cuts = sorted(
        [*((m.at, 0, m) for m in flat.marks), *((at, 1, b) for at, b in flat.alone)],
        key=lambda cut: cut[:2],
    )
    out: list[Block] = []
    mark = flat.marks[0]
    at = taken = 0
    for place, _, cut in [*cuts, (len(flat.text.text), 2, mark)]:
        inside = []
        while taken < len(found) and found[taken].start < place:
            inside.append(found[taken])
            taken += 1
        end = max([place, *(f.end for f in inside)])
        out.extend(_stretch(flat, at, end, inside, mark))
        at = max(at, end)
        if isinstance(cut, _Mark):
            mark = cut
        else:
            out.append(cut)
    return sorted(out, key=lambda b: b.span.start)


def _stretch(flat: _Flat, start: int, end: int, found: list[Found], mark: _Mark) -> list[Block]:
    text = flat.text
    displays = [f for f in found if f.what == "display"]
    if mark.what == "heading" and not displays:
        title = " ".join(text.text[start:end].split())
        return [Heading(text.span(start, end), mark.level, title)] if title else []
    out: list[Block] = []
    words: list[Found] = []
    for part in found:
        if part.what == "macros":
            flat.definitions.extend(definitions(text.text[part.inner : part.outer]))
        if part.what == "inline":
            flat.definitions.extend(definitions(text.text[part.inner : part.outer]))
            words.append(part)
            continue
        out.extend(_words(text, start, part.start, words, mark))
        if part.what == "display":
            out.extend(_display(flat, part, mark))
        start, words = part.end, []
    out.extend(_words(text, start, end, words, mark))
    return out


def _display(flat: _Flat, part: Found, mark: _Mark) -> list[Block]:
    body, made = without_definitions(flat.text.part(part.inner, part.outer))
    flat.definitions.extend(made)
    span = flat.text.span(part.start, part.end)
    if not body.text.strip():
        return [Opaque(span, "macros")]
    return [
        Display(span, body, part.delimiter, mark.within, label_of(body), container=mark.container)
    ]


def _words(text: Marked, start: int, end: int, found: list[Found], mark: _Mark) -> list[Block]:
    while start < end and text.text[start].isspace():
        start += 1
    if start >= end:
        return []
    inline = tuple(
        Inline(
            text.span(f.start, f.end), text.part(f.inner, f.outer), f.start - start, f.end - start
        )
        for f in found
    )
    part = text.part(start, end)
    return [Prose(text.span(start, end), part, inline, mark.within, mark.container)]
