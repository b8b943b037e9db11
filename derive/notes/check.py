"""Notes read and decided: every displayed relation of a file, with what is said of it.

file ─find→ blocks ─→ chains ─parse→ trees ─elaborate→ readings ─decide→ records
               └─────── facts ──────────────────┘
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from derive.derivation.limits import NO_LIMITS, Limits
from derive.language.names import DeriveError
from derive.notes import settings as own_settings
from derive.notes.blocks import Document
from derive.notes.chaining import chains_of
from derive.notes.chains import Chain, Side, Unread
from derive.notes.decide import Checking
from derive.notes.elaborate import Elaboration, Read, elaborated
from derive.notes.faces import data
from derive.notes.faces.counting import counts, summary
from derive.notes.facts import Fact
from derive.notes.facts.directives import facts_of_log, facts_of_names
from derive.notes.facts.gather import facts_of
from derive.notes.facts.said import condition
from derive.notes.facts.said import said as said_of
from derive.notes.facts.struck import kept
from derive.notes.failing import FAILED, internal
from derive.notes.find import find
from derive.notes.parse import parse
from derive.notes.parse.unclosed import closed
from derive.notes.progress import READ, SHOW, TEXT, Progress
from derive.notes.recorded import Recorder, Trees
from derive.notes.records import NotesReport, Rested
from derive.notes.settings import NotesSettings
from derive.notes.source import NotRead, Span
from derive.notes.tex.unfolded import unfolded
from derive.notes.tree import Node
from derive.numeric import Settings

STEP_SECONDS = 20.0
_ATTACK = Settings()
_MOST_GUILTY = 3
_OF_RUNS = ("skip", "expect", "not")  # directives that say nothing of names


class Understood(NamedTuple):
    """What is understood of a file, before anything is decided.

    items: the chains and what is no chain, in the order of the text. trees: for each chain its
    sides. struck: the sentences of facts that are struck out.
    """

    document: Document
    facts: list[Fact]
    struck: set[Span]
    items: list[Chain | Unread]
    chains: list[Chain]
    trees: list[Trees]
    meant: Elaboration

    def by_chain(self) -> list[Sequence[Read]]:
        """The readings of each chain's relations."""
        return self.meant.by_chain(self.chains)


def check_notes(
    path: str | Path,
    settings: Settings | None = _ATTACK,
    limits: Limits = NO_LIMITS,
    *,
    text: str | None = None,
    notation: NotesSettings | None = None,
    progress: Progress | None = None,
) -> NotesReport:
    """What is said of each displayed relation of a file of notes, in the order of the text.

    settings: of the attack; None for none. limits: the time for a relation. text: what stands in
    the file, where it is not to be read. notation: what `derive.toml` says; None to read it in this
    folder. progress: what is told meanwhile, and what is known already.

    Raises:
        DeriveError: for a directive, or a `derive.toml`, that cannot be read.
        OSError, UnicodeDecodeError: the file cannot be read.
    """
    start = time.perf_counter()
    said = own_settings.load() if notation is None else notation
    progress = progress or Progress()
    read = read_notes(path, text, said, progress)
    meant, facts = read.meant, read.facts
    checking = Checking(settings, limits.seconds or STEP_SECONDS, limits.started)
    recorder = Recorder(str(path), read.document, facts, checking, read.struck, progress)
    by_chain = {
        id(c): (t, r) for c, t, r in zip(read.chains, read.trees, read.by_chain(), strict=True)
    }
    records = [
        recorder.chain(i, *by_chain[id(i)]) if isinstance(i, Chain) else recorder.unread(i)
        for i in read.items
    ]
    progress.at(SHOW, 0)
    asked = dict.fromkeys(" or ".join(s.ask) for r in records for s in r.steps if s.ask)
    made = NotesReport(
        str(path),
        tuple(records),
        tuple(
            Rested(f.number, f.span.line, f.quote, said_of(f), condition(f))
            for f in facts
            if f.kind not in _OF_RUNS
        ),
        meant.names,
        tuple(n.name for n in meant.names if n.strength == "custom"),
        tuple(asked),
        time.perf_counter() - start,
        meant.contradictions,
    )
    return replace(made, summary=summary(counts([data.document(made)])).plain)


def read_notes(
    path: str | Path,
    text: str | None,
    notation: NotesSettings,
    progress: Progress | None = None,
) -> Understood:
    """What is understood of a file.

    Raises:
        as `check_notes` does.
    """
    progress = progress or Progress()
    progress.at(TEXT, 0)
    document = _document(path, text, notation)
    facts, struck = _facts(document, notation)
    items = [i for i in chains_of(document) if isinstance(i, (Chain, Unread))]
    chains = [i for i in items if isinstance(i, Chain)]
    trees = [_trees(c, n, progress) for n, c in enumerate(chains)]
    progress.at(TEXT, 0)
    meant = _elaborated(document, chains, trees, facts, progress)
    return Understood(document, facts, struck, items, chains, trees, meant)


def _document(path: str | Path, text: str | None, said: NotesSettings) -> Document:
    try:
        found = find(str(path), text)
    except NotRead as wrong:
        raise DeriveError(f"{wrong.why}.") from wrong
    return replace(found, macros={**found.macros, **said.macros}) if said.macros else found


def _facts(document: Document, said: NotesSettings) -> tuple[list[Fact], set[Span]]:
    """The facts of the text and of `derive.toml`, without those that are struck out, and the
    sentences of these.

    Raises:
        DeriveError: for one that cannot be read, with its place.
    """
    try:
        of_file = [*facts_of_names(said.names, document, said.span)]
        if said.log:
            of_file += facts_of_log(said.log, document, said.span)
        every = facts_of(document)
        found = kept(every)
    except NotRead as wrong:
        raise DeriveError(f"{_place(wrong)}{wrong.why}.") from wrong
    last = max((f.number for f in found), default=0)
    numbered = [replace(f, number=n) for n, f in enumerate(of_file, last + 1)]
    left = {f.number for f in found}
    shown = [replace(f, quote=unfolded(f.quote, document.macros)) for f in found]
    return [*shown, *numbered], {f.span for f in every if f.number not in left}


def _place(wrong: NotRead) -> str:
    return f"line {wrong.span.line}: " if wrong.span is not None else ""


def _trees(c: Chain, number: int, progress: Progress) -> Trees:
    why = progress.chain(number, c.display.span)
    return [_tree(s) if why is None else why for s in c.sides]


def _tree(side: Side) -> Node | NotRead:
    """A side as a tree, or why it is none. Whatever happens to it, the others are read."""
    try:
        return parse(closed(side.tokens))
    except NotRead as why:
        return why if why.span is not None else NotRead(side.span, why.why, why.ask)
    except FAILED as failed:
        return internal(side.span, failed)


def _elaborated(
    document: Document,
    chains: Sequence[Chain],
    trees: Sequence[Trees],
    facts: Sequence[Fact],
    progress: Progress,
) -> Elaboration:
    """Of all chains but those on account of which the whole text cannot be read."""

    def of(trees: Sequence[Trees]) -> Elaboration | BaseException:
        try:
            return elaborated(document, chains, trees, facts, lambda n: progress.at(READ, n))
        except FAILED as failed:
            return failed

    found = of(trees)
    for _ in range(_MOST_GUILTY):
        if isinstance(found, Elaboration):
            return found
        without = [[internal(c.display.span, found)] * len(c.sides) for c in chains]
        trees = _but_for_one(of, trees, without)
        found = of(trees)
    if isinstance(found, Elaboration):
        return found
    return Elaboration([internal(s.span, found) for c in chains for s in c.signs])


def _but_for_one(
    of: Callable[[Sequence[Trees]], Elaboration | BaseException],
    trees: Sequence[Trees],
    without: Sequence[Trees],
) -> Sequence[Trees]:
    """The trees without those of the first chain with which the ones up to it fail."""
    good, bad = 0, len(trees)
    while bad - good > 1:
        middle = (good + bad) // 2
        if isinstance(of([*trees[:middle], *without[middle:]]), Elaboration):
            good = middle
        else:
            bad = middle
    return [*trees[: bad - 1], without[bad - 1], *trees[bad:]]
