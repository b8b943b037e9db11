"""What is said of notes, for a terminal: a line for each relation, and below it what to know.

line  formula, as the notes have it                                       sign
      under what conditions, a counterexample, what would be true, why it is not read
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from derive.notes.faces.lines import sides
from derive.notes.faces.marks import MARK, STYLE, is_wrong, numbers
from derive.notes.faces.telling import directive, told
from derive.notes.records import ChainRecord, NotesReport, Rested, StepRecord
from derive.render.places import short_path
from derive.render.plain import cut, plain, sentence
from derive.render.wrap import wrap

_LINE = 5  # columns of the line's number
_MARKS = 13  # of the sign with the numbers of assumptions
_HEADING = 16


def report(found: NotesReport, width: int, readback: bool = False) -> Iterator[Text]:
    """All chains by their headings, then the assumptions and what is known by custom only."""
    yield Text(short_path(found.path), style="bold")
    yield from _chains(found, found.chains, width, readback)
    yield from _end(found, width, _all_rested(found.chains))


def failures(found: NotesReport, width: int, readback: bool = False) -> Iterator[Text]:
    """Of the chains with something that an author has to look at, those relations alone."""
    chains = [c for c in found.chains if any(_is_told(s) for s in c.steps)]
    if not chains and not found.contradictions:
        return
    yield Text(short_path(found.path), style="bold")
    title = None
    for c in chains:
        if c.title != title:
            yield from _title(c.title, width)
        title = c.title
        for s in c.steps:
            if _is_told(s):
                yield from relation(s, found.path, width, readback, whole=True)
    yield from _contradictions(found, width)


def _is_told(s: StepRecord) -> bool:
    return is_wrong(s, strict=True)


def _chains(
    found: NotesReport, chains: Sequence[ChainRecord], width: int, readback: bool
) -> Iterator[Text]:
    title, whole = None, True
    for c in chains:
        if c.title != title:
            yield from _title(c.title, width)
        elif not (whole and len(c.steps) == 1):
            yield Text("")
        title = c.title
        whole = len(c.steps) == 1
        first = c.steps[0] if c.steps else None
        if first is not None and not whole and first.latex_lhs:
            yield _line(first.line, "  " + sides(first)[0], Text(""), width)
            if readback and first.readback_lhs:
                yield _said("read as", plain(first.readback_lhs), width, "dim")
        for s in c.steps:
            yield from relation(s, found.path, width, readback, whole)


def _title(title: str, width: int) -> Iterator[Text]:
    yield Text("")
    if title:
        yield Text(cut(sentence(title), width), style="italic")


def relation(s: StepRecord, path: str, width: int, readback: bool, whole: bool) -> Iterator[Text]:
    """The line of a relation, and the details below it. whole: with its left side."""
    shown, sign, rhs = sides(s)
    lhs = f"{shown} " if whole and s.latex_lhs else "  " if not whole else "… "
    yield _line(s.line, f"{lhs}{sign} {rhs}" if rhs else shown, _mark(s), width)
    if readback and (s.readback_lhs or s.readback_rhs):
        left = f"{plain(s.readback_lhs)} " if whole and s.readback_lhs else ""
        yield _said("read as", f"{left}{sign} {plain(s.readback_rhs)}", width, "dim")
    yield from _details(s, path, width)


def _line(number: int, formula: str, sign: Text, width: int) -> Text:
    room = width - _LINE - 2 - _MARKS - 1
    shown = cut(formula, room)
    gap = " " * (room - cell_len(shown) + 1) if sign.plain else ""
    return Text.assemble((f"{number:>{_LINE}}  ", "dim"), shown, gap, sign)


def _mark(s: StepRecord) -> Text:
    """`✓ if [2]`; the numbers stand below where they are many."""
    signed = MARK.get(s.verdict, s.verdict)
    rests = numbers(s.rests_on_text)
    out = Text(signed, style=STYLE.get(s.verdict, ""))
    if rests and cell_len(f"{signed} {rests}") <= _MARKS:
        out.append(f" {rests}", style="not bold dim")
    return out


def _details(s: StepRecord, path: str, width: int) -> Iterator[Text]:
    rests = numbers(s.rests_on_text)
    if rests and cell_len(f"{MARK.get(s.verdict, s.verdict)} {rests}") > _MARKS:
        yield _said("under", rests, width, "dim")
    for heading, lines in told(s):
        yield from _listed(heading, lines, width)
    yield from _listed("write", [directive(a, path) for a in s.ask], width)


def _listed(heading: str, lines: Sequence[str], width: int) -> Iterator[Text]:
    for k, line in enumerate(lines):
        yield _said("" if k else heading, line, width)


def _said(heading: str, line: str, width: int, style: str = "") -> Text:
    indent = _LINE + 4 + _HEADING
    pieces = wrap(line, width - indent, 2)
    head = " " * (_LINE + 4) + f"{heading:<{_HEADING}}"
    rest = "".join(f"\n{' ' * indent}{piece}" for piece in pieces[1:])
    return Text.assemble((head, "dim"), (pieces[0] + rest, style))


def _all_rested(chains: Sequence[ChainRecord]) -> set[int]:
    return {r.number for c in chains for s in c.steps for r in s.rests_on_text}


def _end(found: NotesReport, width: int, used: set[int]) -> Iterator[Text]:
    yield Text("")
    if needed := [r for r in found.assumptions if r.number in used]:
        yield Text("from the text", style="dim")
        yield from (_assumption(r, width) for r in needed)
    if others := [r for r in found.assumptions if r.number not in used]:
        yield Text("read, and not needed", style="dim")
        yield from (_sentence(list(rows), width) for _, rows in groupby(others, _where))
    if found.by_custom:
        pieces = wrap(f"by custom: {', '.join(map(sentence, found.by_custom))}", width, 4)
        yield Text("\n".join(pieces), style="dim")
    yield from _contradictions(found, width)


def _assumption(r: Rested, width: int) -> Text:
    """`[2] line 8  “X → Y → Z”  Markov(X, Y, Z)`."""
    head = f"{f'[{r.number}]':>{_LINE}}  line {r.line}: "
    line = f"“{sentence(r.quote)}”" + (f" – {sentence(r.says)}" if r.says else "")
    pieces = wrap(line, width - cell_len(head), 2)
    rest = "".join(f"\n{' ' * cell_len(head)}{piece}" for piece in pieces[1:])
    return Text.assemble((head, "dim"), pieces[0] + rest)


def _where(r: Rested) -> tuple[int, str]:
    return r.line, r.quote


def _sentence(rows: Sequence[Rested], width: int) -> Text:
    """All that one sentence says, in one line."""
    first, last = rows[0], rows[-1]
    marks = f"[{first.number}]" if first is last else f"[{first.number}–{last.number}]"
    says = ", ".join(dict.fromkeys(sentence(r.says) for r in rows if r.says))
    line = f"{marks:>{_LINE}}  line {first.line}: {says} – “{sentence(first.quote)}”"
    return Text(cut(line, width), style="dim")


def _contradictions(found: NotesReport, width: int) -> Iterator[Text]:
    for line in found.contradictions:
        pieces = wrap(f"contradiction: {sentence(line)}", width, 4)
        yield Text("\n".join(pieces), style=STYLE["refuted"])
