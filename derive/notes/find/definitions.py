"""Definitions of macros: \\newcommand and its kin; those of MathJax, KaTeX, front matter."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property

from derive.notes.blocks import Macro

COMMANDS = (
    r"\\(?P<how>newcommand|renewcommand|providecommand|DeclareRobustCommand|DeclareMathOperator"
    r"|DeclarePairedDelimiterX|DeclarePairedDelimiter|def|gdef|edef|xdef|let|newcommandx)(?![A-Za-z])"
)
_COMMAND = re.compile(COMMANDS + r"(?P<star>\*?)")
_LONGEST = 4_000  # characters of one definition
_ARGUMENT = re.compile(r"\s*\[([^\]\n]{0,200})\]")
_NAME = re.compile(r"\s*(?:\{\s*(\\[A-Za-z@]+|\\[^A-Za-z\s])\s*\}|(\\[A-Za-z@]+|\\[^A-Za-z\s]))")
_PARAMETERS = re.compile(r"((?:#[1-9])*)\s*(?=\{)")


@dataclass(frozen=True)
class Definition:
    """text[start:end] defines `name`."""

    name: str
    macro: Macro
    start: int
    end: int


def definitions(text: str) -> list[Definition]:
    """All that a text of TeX defines, in its order."""
    found: list[Definition] = []
    within = Definitions(text)
    at = 0
    while (match := _COMMAND.search(text, at)) is not None:
        definition = within.at(match.start())
        at = match.end() if definition is None else definition.end
        if definition is not None:
            found.append(definition)
    return found


class Definitions:
    """Of a text, place by place."""

    def __init__(self, text: str) -> None:
        self._tex = _Tex(text)

    def at(self, start: int) -> Definition | None:
        """The one that begins at a place."""
        match = _COMMAND.match(self._tex.text, start)
        return None if match is None else _definition(self._tex, match)


def together(found: list[Definition]) -> dict[str, Macro]:
    """One macro a name; what is defined in two ways is not read where it is called."""
    macros: dict[str, Macro] = {}
    for definition in found:
        before = macros.get(definition.name)
        if before is not None and before != definition.macro:
            macros[definition.name] = Macro(0, "", why="the text defines it in two ways")
        else:
            macros[definition.name] = definition.macro
    return {name: m for name, m in macros.items() if not _is_itself(name, m)}


def _is_itself(name: str, macro: Macro) -> bool:
    """`\\let\\phi\\phi`."""
    return macro.body.strip() == name


def _definition(tex: _Tex, match: re.Match[str]) -> Definition | None:
    how, start = match["how"], match.start()
    named = _NAME.match(tex.text, match.end())
    if named is None:
        return None
    name = named[1] or named[2]
    read = {
        "DeclareMathOperator": _operator,
        "DeclarePairedDelimiter": _paired,
        "DeclarePairedDelimiterX": _paired_with_body,
        "let": _let,
    }.get(how, _def if how.endswith("def") else _newcommand)
    result = read(tex, named.end(), bool(match["star"]))
    if result is None:
        return None
    macro, end = result
    return Definition(name, macro, start, end)


Read = tuple[Macro, int] | None


def _newcommand(tex: _Tex, at: int, _star: bool) -> Read:
    arity, default = 0, None
    option = _ARGUMENT.match(tex.text, at)
    if option is not None:
        if not option[1].strip().isdecimal():
            return None
        arity, at = int(option[1].strip()), option.end()
        option = _ARGUMENT.match(tex.text, at)
        if option is not None:
            default, at = option[1], option.end()
    body = tex.group(at)
    if body is None or arity > 9:
        return None
    return Macro(arity, body[0], default), body[1]


def _def(tex: _Tex, at: int, _star: bool) -> Read:
    parameters = _PARAMETERS.match(tex.text, at)
    if parameters is None:
        brace = tex.text.find("{", at, at + 80)
        body = tex.group(brace) if brace >= 0 else None
        return None if body is None else (Macro(0, "", why="its arguments are delimited"), body[1])
    body = tex.group(parameters.end())
    return None if body is None else (Macro(len(parameters[1]) // 2, body[0]), body[1])


def _operator(tex: _Tex, at: int, star: bool) -> Read:
    body = tex.group(at)
    if body is None:
        return None
    return Macro(0, r"\operatorname" + ("*" if star else "") + "{" + body[0] + "}"), body[1]


def _paired(tex: _Tex, at: int, _star: bool) -> Read:
    left = tex.group(at)
    right = tex.group(left[1]) if left else None
    if left is None or right is None:
        return None
    return Macro(1, f"{left[0]} #1 {right[0]}", starred=True), right[1]


def _paired_with_body(tex: _Tex, at: int, _star: bool) -> Read:
    arity = _ARGUMENT.match(tex.text, at)
    if arity is None or not arity[1].strip().isdecimal():
        return None
    groups: list[str] = []
    at = arity.end()
    for _ in range(3):
        group = tex.group(at)
        if group is None:
            return None
        groups.append(group[0])
        at = group[1]
    left, right, body = groups
    return Macro(int(arity[1]), f"{left} {body} {right}", starred=True), at


def _let(tex: _Tex, at: int, _star: bool) -> Read:
    other = re.compile(r"\s*=?\s*(\\[A-Za-z@]+|\\[^A-Za-z\s])").match(tex.text, at)
    return None if other is None else (Macro(0, other[1]), other.end())


@dataclass
class _Tex:
    """A text with its braces in pairs: where the one at a place is closed."""

    text: str

    @cached_property
    def closing(self) -> dict[int, int]:
        found: dict[int, int] = {}
        opened: list[int] = []
        for match in _BRACE.finditer(self.text):
            if match.group() == "{":
                opened.append(match.start())
            elif match.group() == "}" and opened:
                found[opened.pop()] = match.start()
        return found

    def group(self, at: int) -> tuple[str, int] | None:
        """What stands in the braces at `at`, or the one command there, and the place behind."""
        blank = _BLANK.match(self.text, at)
        at = blank.end() if blank else at
        if self.text.startswith("{", at):
            end = self.closing.get(at, -1)
            if end < 0 or end - at > _LONGEST:
                return None
            return self.text[at + 1 : end], end + 1
        single = _SINGLE.match(self.text, at)
        return None if single is None else (single.group(), single.end())


_BRACE = re.compile(r"\\[\s\S]|[{}]")
_BLANK = re.compile(r"[ \t\r\n]*")
_SINGLE = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z\s]|[^\\\s{}]")


_CONFIGURED = re.compile(r"\bmacros[\"']?\s*[:=]\s*\{", re.IGNORECASE)
_ENTRY = re.compile(
    r"\s*,?\s*(?:[\"'](?P<quoted>(?:\\\\)?[A-Za-z]+)[\"']|(?P<bare>[A-Za-z]+))\s*:\s*"
    r"(?:(?P<string>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
    r"|\[\s*(?P<body>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')\s*,\s*(?P<arity>[1-9])"
    r"(?:\s*,\s*(?P<default>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'))?\s*\])"
)
_SETTING = re.compile(
    r"^[ \t]*(?:- )?[\"']?(\\{1,2}[A-Za-z]+)[\"']?[ \t]*:[ \t]*(\S.*?)[ \t]*\r?$", re.MULTILINE
)


def configured(text: str) -> list[Definition]:
    """Macros of a configuration of MathJax or KaTeX: `macros: {E: "\\\\mathbb{E}", …}`."""
    found: list[Definition] = []
    for start in _CONFIGURED.finditer(text):
        at = start.end()
        while (entry := _ENTRY.match(text, at)) is not None:
            at = entry.end()
            body = _unquoted(entry["string"] or entry["body"])
            default = _unquoted(entry["default"]) if entry["default"] else None
            name = "\\" + (entry["bare"] or entry["quoted"].lstrip("\\"))
            arity = int(entry["arity"]) if entry["arity"] else arity_of(body)
            found.append(Definition(name, Macro(arity, body, default), entry.start(), at))
    return found


def settings(text: str) -> list[Definition]:
    """Macros of a front matter: lines `"\\\\E": "\\\\mathbb{E}"` or `\\E: \\mathbb{E}`."""
    found: list[Definition] = []
    for line in _SETTING.finditer(text):
        body = line[2]
        if body[0] in "\"'" and body[-1] == body[0] and len(body) > 1:
            body = _unquoted(body) if body[0] == '"' else body[1:-1]
        name = "\\" + line[1].lstrip("\\")
        found.append(Definition(name, Macro(arity_of(body), body), line.start(), line.end()))
    return found


def arity_of(body: str) -> int:
    """The highest #n in a body."""
    return max((int(n) for n in re.findall(r"#([1-9])", body)), default=0)


def _unquoted(literal: str) -> str:
    inner = literal[1:-1]
    if literal[0] == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"')
    try:
        value = json.loads(f'"{inner}"')
    except ValueError:
        return inner.replace("\\\\", "\\")
    return value if isinstance(value, str) else inner
