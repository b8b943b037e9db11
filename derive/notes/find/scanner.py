"""Formulas in a text of Markdown, left to right; code and comments are passed over.

Linear in the length of the text: closing marks are looked up in lists made beforehand.
"""

from __future__ import annotations

import re

from derive.notes.find.definitions import COMMANDS, Definitions
from derive.notes.find.dollars import LONGEST, balanced, is_formula, looks_like_tex
from derive.notes.find.fences import fences, front_matter
from derive.notes.find.found import Found, Places

ENVIRONMENTS = (
    "equation|align|gather|multline|eqnarray|alignat|flalign|displaymath|xalignat|dmath|math"
)
_LONGEST = 100_000  # characters of a display
_MARKS = (
    r"(?P<display>\$\$)|(?P<inline>\$)|(?P<doubled>\\\\[\[(])|(?P<bracket>\\[\[(])"
    rf"|(?P<environment>\\begin\{{(?P<name>(?:{ENVIRONMENTS})(?:\\?\*)?)\}})"
    rf"|(?P<definition>{COMMANDS})|(?P<escape>\\[\s\S])"
)
_OUTER = {"name": "environment", "how": "definition"}
_FORMULA = re.compile(_MARKS)
_TRIGGER = re.compile(
    r"(?P<ticks>`+)|(?P<comment><!--)|(?P<tag></?[A-Za-z][^<>]{0,2000}>)"
    rf"|(?P<shortcode>\{{\{{[<%]|\{{%)|(?P<link>\]\([^()\s]{{0,800}}\))|{_MARKS}"
)
_BREAK = re.compile(r"\n(?:[ \t]*>)*[ \t]*(?=\r?\n)")
_NOT_ESCAPED = r"(?<![^\\]\\)"  # behind two backslashes, the end of a row, nothing is escaped
_RAW = frozenset(("script", "style", "pre", "code", "textarea", "svg", "noscript"))
_CODE_ENDS = {"{{<": r">\}\}", "{{%": r"%\}\}", "{%": r"%\}"}
_LIQUID = {"math": "display", "katex display": "display", "katex": "inline"}
_TYPE = re.compile(r"type\s*=\s*[\"']math/tex(?P<mode>; *mode=display)?[\"']", re.IGNORECASE)


def formulas_in(text: str) -> list[Found]:
    """Formulas of a text that has no marks of Markdown or HTML."""
    scanned = _Scan(text, _FORMULA)
    scanned.between(0, len(text))
    return scanned.found


def scan(text: str) -> list[Found]:
    """Of Markdown, in the order of the text; none overlaps another."""
    scanned = _Scan(text, _TRIGGER)
    at = 0
    for block in [*front_matter(text), *fences(text), None]:
        at = scanned.between(at, len(text) if block is None else block.start)
        if block is not None and block.start >= at:
            scanned.found.append(block)
            at = block.end
    return scanned.found


class _Scan:
    def __init__(self, text: str, trigger: re.Pattern[str]) -> None:
        self.text = text
        self.trigger = trigger
        self.found: list[Found] = []
        self.definitions = Definitions(text)
        self.limit = 0  # where the next block of code begins
        self.known: dict[str, Places] = {}
        self.readers = {
            "ticks": self._ticks,
            "comment": self._comment,
            "tag": self._tag,
            "shortcode": self._shortcode,
            "display": self._display,
            "inline": self._inline,
            "doubled": self._bracket,
            "bracket": self._bracket,
            "environment": self._environment,
            "definition": self._definition,
        }

    def between(self, at: int, end: int) -> int:
        """Scan text[at:end]; where the scan stands then: a comment may go on behind `end`."""
        self.limit = end
        while at < end:
            match = self.trigger.search(self.text, at, end)
            if match is None:
                return end
            kind = _OUTER.get(match.lastgroup or "", match.lastgroup)
            reader = self.readers.get(kind or "")
            found = None if reader is None else reader(match)
            if found is not None:
                self.found.append(found)
            at = match.end() if found is None else found.end
        return at

    def _next(self, pattern: str, at: int) -> int:
        """Where the pattern stands next, from `at`; -1 for nowhere."""
        if pattern not in self.known:
            places = [m.start() for m in re.finditer(pattern, self.text)]
            self.known[pattern] = Places(places)
        return self.known[pattern].next(at)

    def _paragraph_end(self, at: int) -> int:
        if "" not in self.known:
            self.known[""] = Places([m.start() for m in _BREAK.finditer(self.text)])
        end = self.known[""].next(at)
        return min(self.limit, end if end >= 0 else len(self.text))

    def _ticks(self, match: re.Match[str]) -> Found | None:
        ticks = match.group()
        if len(ticks) > 20:
            return None
        end = self._next(rf"(?<!`){ticks}(?!`)", match.end())
        if end < 0 or end > self._paragraph_end(match.start()):
            return None
        return Found("code", match.start(), end + len(ticks), match.end(), end, ticks)

    def _comment(self, match: re.Match[str]) -> Found | None:
        end = self._next("-->", match.end())
        if end < 0:
            return None
        if self.text[match.end() : end].strip() == "derive:begin":  # put in by `annotate`
            last = self._next(r"<!--\s*derive:end\s*-->", end)
            if last >= 0:
                behind = self.text.index("-->", last) + 3
                return Found("verdicts", match.start(), behind, match.end(), end)
        return Found("comment", match.start(), end + 3, match.end(), end)

    def _shortcode(self, match: re.Match[str]) -> Found | None:
        end = self._next(_CODE_ENDS[match.group()], match.end())
        if end < 0 or end > self._paragraph_end(match.start()):
            return None
        behind = end + (2 if match.group() == "{%" else 3)
        tag = " ".join(self.text[match.end() : end].split())
        if match.group() == "{%" and tag in _LIQUID:
            return self._liquid(match.start(), behind, tag)
        return Found("shortcode", match.start(), behind, match.end(), end)

    def _liquid(self, start: int, inner: int, tag: str) -> Found | None:
        """A formula between {% math %} and {% endmath %}, as Jekyll has them."""
        outer = self._next(rf"\{{%-?\s*end{tag.split()[0]}\s*-?%\}}", inner)
        if outer < 0 or outer > self.limit or not self._may_stand(inner, outer):
            return None
        behind = self.text.index("%}", outer) + 2
        return Found(_LIQUID[tag], start, behind, inner, outer, "{%")

    def _tag(self, match: re.Match[str]) -> Found | None:
        """A tag alone, but what is raw with all that stands in it."""
        name = re.split(r"[\s/>]", match.group()[1:], maxsplit=1)[0].lower()
        if name not in _RAW or match.group().endswith("/>"):
            return Found("tag", match.start(), match.end(), match.start(), match.end(), name)
        end = self._next(rf"(?i:</{name}\s*>)", match.end())
        if end < 0:
            return Found("tag", match.start(), match.end(), match.start(), match.end(), name)
        behind = self.text.index(">", end) + 1
        kind = _TYPE.search(match.group())
        if kind is not None:
            what = "display" if kind["mode"] else "inline"
            return Found(what, match.start(), behind, match.end(), end, "<script>")
        what = "script" if name == "script" else "code"
        return Found(what, match.start(), behind, match.end(), end, name)

    def _display(self, match: re.Match[str]) -> Found | None:
        start = match.end()
        end = self._next(rf"{_NOT_ESCAPED}\$\$", start)
        if end < 0 or end > self.limit or not self._may_stand(start, end):
            return None
        return Found("display", match.start(), end + 2, start, end, "$$")

    def _may_stand(self, start: int, end: int) -> bool:
        """Between two marks stands one formula: with an empty line in it only if it looks so."""
        if end - start > _LONGEST:
            return False
        content = self.text[start:end]
        if not content.strip():
            return False
        if self._paragraph_end(start) >= end:
            return True
        return balanced(content) and "`" not in content and "\n#" not in content

    def _inline(self, match: re.Match[str]) -> Found | None:
        at = match.start()
        if self.text.startswith("$`", at):
            end = self._next(r"`\$", at + 2)
            if 0 <= end <= self._paragraph_end(at):
                return Found("inline", at, end + 2, at + 2, end, "$`")
        end = self._next(rf"{_NOT_ESCAPED}(?<!\$)\$(?!\$)", at + 1)
        if end < 0 or end > self._paragraph_end(at) or end - at > LONGEST:
            return None
        if not is_formula(self.text[at + 1 : end], self.text[end + 1 : end + 2]):
            return None
        return Found("inline", at, end + 1, at + 1, end, "$")

    def _bracket(self, match: re.Match[str]) -> Found | None:
        opening = match.group()
        slashes, closing = opening[:-1], "]" if opening[-1] == "[" else ")"
        end = self._next(rf"{_NOT_ESCAPED}{re.escape(slashes + closing)}", match.end())
        if end < 0 or end > self.limit or not self._may_stand(match.end(), end):
            return None
        content = self.text[match.end() : end]
        if not looks_like_tex(content) or content.lstrip().startswith("$"):
            return None  # \\($$x$$\\) are brackets around a formula
        what = "display" if closing == "]" else "inline"
        return Found(what, match.start(), end + len(opening), match.end(), end, opening)

    def _definition(self, match: re.Match[str]) -> Found | None:
        made = self.definitions.at(match.start())
        if made is None or made.end > self.limit:
            return None
        return Found("macros", made.start, made.end, made.start, made.end)

    def _environment(self, match: re.Match[str]) -> Found | None:
        name = match["name"]
        end = self._next(re.escape(f"\\end{{{name}}}"), match.end())
        if end < 0 or end > self.limit or end - match.end() > _LONGEST:
            return None
        inner = match.end()
        if name.startswith(("alignat", "xalignat")) and self.text.startswith("{", inner):
            inner = max(inner, self.text.find("}", inner, inner + 8) + 1)
        behind = end + len(f"\\end{{{name}}}")
        return Found("display", match.start(), behind, inner, end, match.group())
