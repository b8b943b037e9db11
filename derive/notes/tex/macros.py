"""Macros of a document, expanded within bounds: nothing that a file defines can run away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from derive.notes.blocks import Macro
from derive.notes.chains import Sort
from derive.notes.source import NotRead
from derive.notes.tex.lexemes import LONGEST, Lexeme, argument, option, scan

_CALLS = 5_000  # expansions in one formula
_DEEPEST = 40  # macros that call macros


def expanded(lexemes: list[Lexeme], macros: Mapping[str, Macro]) -> list[Lexeme]:
    """Lexemes with the calls of macros replaced; what a body brings in has the place of its call,
    an argument keeps its own.

    NotRead, with the macro's name: it calls itself, lacks an argument, is delimited, or what it
    stands for grows beyond `LONGEST` lexemes.
    """
    if not any(x.sort is Sort.COMMAND and x.text in macros for x in lexemes):
        return lexemes
    return _Expansion(macros).run(lexemes, ())


def calls(
    lexemes: list[Lexeme], macros: Mapping[str, Macro]
) -> Iterator[tuple[int, int, list[Lexeme]]]:
    """The calls that stand in no other: from where to where, and what they stand for.

    NotRead: as `expanded`.
    """
    made = _Expansion(macros)
    i = 0
    while i < len(lexemes):
        here = lexemes[i]
        if here.sort is Sort.COMMAND and here.text in macros:
            put, i = made.call(lexemes, i, ())
            yield here.start, max(here.end, lexemes[i - 1].end), put
        else:
            i += 1


class _Expansion:
    def __init__(self, macros: Mapping[str, Macro]) -> None:
        self.macros = macros
        self.bodies: dict[str, list[Lexeme]] = {}
        self.calls = 0
        self.size = 0

    def run(self, lexemes: list[Lexeme], within: tuple[str, ...]) -> list[Lexeme]:
        out: list[Lexeme] = []
        i = 0
        while i < len(lexemes):
            here = lexemes[i]
            if here.sort is Sort.COMMAND and here.text in self.macros:
                replacement, i = self.call(lexemes, i, within)
                out.extend(replacement)
            else:
                out.append(here)
                i += 1
            if len(out) > LONGEST:
                raise NotRead(None, f"macros that grow beyond {LONGEST} symbols{_of(within)}")
        return out

    def call(
        self, lexemes: list[Lexeme], start: int, within: tuple[str, ...]
    ) -> tuple[list[Lexeme], int]:
        """What the call at `start` stands for, and the index behind it."""
        name = lexemes[start].text
        macro = self.macros[name]
        self._guard(name, macro, within)
        arguments, end = _arguments(lexemes, start + 1, name, macro)
        place = (lexemes[start].start, max(lexemes[start].end, lexemes[end - 1].end))
        # an argument may call the macro that it is an argument of; so it is expanded out here
        done = [self.run(a, within) for a in arguments]
        body = [x.at(*place) for x in self._body(name, macro)]
        put = self._put(self.run(body, (*within, name)), done, name)
        if put:
            put[0] = replace(put[0], spaced=lexemes[start].spaced)
        return put, end

    def _guard(self, name: str, macro: Macro, within: tuple[str, ...]) -> None:
        self.calls += 1
        if macro.why:
            raise NotRead(None, f"the macro {name}: {macro.why}")
        if name in within:
            raise NotRead(None, f"the macro {name} calls itself")
        if self.calls > _CALLS or len(within) > _DEEPEST:
            raise NotRead(None, f"the macro {(*within, name)[0]} grows without end")

    def _body(self, name: str, macro: Macro) -> list[Lexeme]:
        if name not in self.bodies:
            self.bodies[name] = scan(macro.body)
        return self.bodies[name]

    def _put(self, body: list[Lexeme], done: list[list[Lexeme]], name: str) -> list[Lexeme]:
        out: list[Lexeme] = []
        for x in body:
            if x.sort is Sort.COMMAND and x.text.startswith("#"):
                number = int(x.text[-1])
                if number > len(done):
                    raise NotRead(None, f"the macro {name} uses {x.text} and has no such argument")
                out.extend(done[number - 1])
            else:
                out.append(x)
            self.size += 1
            if len(out) > LONGEST or self.size > 20 * LONGEST:
                raise NotRead(None, f"the macro {name} grows beyond {LONGEST} symbols")
        return out


def _of(within: tuple[str, ...]) -> str:
    return f", in {within[0]}" if within else ""


def _arguments(
    lexemes: list[Lexeme], start: int, name: str, macro: Macro
) -> tuple[list[list[Lexeme]], int]:
    """The arguments of a call, and the index behind it."""
    found: list[list[Lexeme]] = []
    begin = start - 1
    if macro.starred:
        _, start = option(lexemes, start)  # the size of a paired delimiter
        if start < len(lexemes) and lexemes[start].text == "*":
            start += 1
    if macro.default is not None:
        given, start = option(lexemes, start)
        if given is None:
            call = lexemes[begin]
            given = [x.at(call.start, call.end) for x in scan(macro.default)]
        found.append(given)
    while len(found) < macro.arity:
        if start >= len(lexemes) or lexemes[start].sort is Sort.CLOSE:
            raise NotRead(None, f"the macro {name} lacks an argument ({macro.arity} expected)")
        taken, start = argument(lexemes, start)
        found.append(taken)
    return found, start
