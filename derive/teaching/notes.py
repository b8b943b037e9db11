"""Notes as pytest's items: a file, and an item for each displayed relation."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from derive.derivation.limits import GAVE_UP, Limits
from derive.language.names import DeriveError
from derive.notes.check import check_notes
from derive.notes.faces.marks import is_wrong
from derive.notes.faces.text import relation
from derive.notes.records import NotesReport, StepRecord
from derive.numeric import Settings
from derive.render.plain import sentence

_WIDTH = 88
_UNDECIDED = ("unread", "open", "skipped")


class NotesWarning(pytest.PytestWarning):
    """A relation that is refuted unless the text says more than was read in it."""


class NotesFile(pytest.File):
    """A file of notes. It is read and decided when it is collected: only then is it known what
    its relations are."""

    def collect(self) -> Iterator[RelationItem]:
        found = self._checked()
        if found.contradictions:
            raise self.CollectError("\n".join(map(sentence, found.contradictions)))
        names = Counter[str]()
        for c in found.chains:
            for s in c.steps:
                name = f"line {s.line}" if s.cell is None else f"cell {s.cell}, line {s.line}"
                names[name] += 1
                if names[name] > 1:
                    name = f"{name} ({names[name]})"
                yield RelationItem.from_parent(self, name=name, step=s)

    def _checked(self) -> NotesReport:
        options = self.config.option
        trials = options.derive_trials
        settings = Settings(trials=trials, seed=options.derive_seed) if trials else None
        limits = Limits(options.derive_step_timeout)
        try:
            return check_notes(self.path, settings, limits)
        except (DeriveError, OSError, UnicodeDecodeError) as wrong:
            raise self.CollectError(str(wrong)) from None
        except GAVE_UP as given_up:
            raise self.CollectError(f"the notes: {limits.why(given_up)}.") from None


class RelationItem(pytest.Item):
    """A displayed relation: it fails if it is wrong, and is skipped if nothing is known of it."""

    def __init__(self, *, step: StepRecord, **fields: Any) -> None:
        super().__init__(**fields)
        self.step = step

    def runtest(self) -> None:
        s = self.step
        self.user_properties.append(("verdict", s.verdict))
        if is_wrong(s, strict=self.config.option.derive_strict):
            raise Failed(self._told())
        if s.verdict in _UNDECIDED and not s.expect:
            pytest.skip(f"{s.verdict}: {sentence(s.why)}" if s.why else s.verdict)
        if s.verdict == "refuted unless" and not s.expect:
            warnings.warn(NotesWarning(self._told()), stacklevel=2)

    def _told(self) -> str:
        lines = relation(self.step, str(self.path), _WIDTH, readback=True, whole=True)
        return "\n".join(line.plain for line in lines)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, max(self.step.line - 1, 0), self.name


class Failed(AssertionError):
    """A relation that is wrong; the text is all there is to show."""
