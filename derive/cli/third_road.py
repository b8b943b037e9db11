"""`--rocq`: certificates before the checker that is proved right in Rocq; what it said earlier."""

from __future__ import annotations

import hashlib
import re
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive.cli.finding import UsageError
from derive.render.third import Third

if TYPE_CHECKING:
    from rocq.run import Run
    from rocq.theory import Theory

Certificate = tuple[str, str]  # the name of its file without the ending; its text
_SEPARATOR = re.compile(r"[/\\:\0]")  # a derivation's name is its script's to choose
Said = Mapping[str, tuple[str, str]]  # an outcome and why, by the digest of a certificate's text
Made = tuple[str, str, str]  # a certificate, its text "" where there is none; and of what it is


def named(certificates: Iterable[Made]) -> list[Certificate]:
    """Under names that no two have and that files can have; without the theorems that have none, as
    their instances are not proved step by step: these are said, so that none is passed over."""
    from derive.cli.output import complain

    made: dict[str, str] = {}
    for stem, text, _ in certificates:
        if not text:
            complain(f"{stem}: proved, and no certificate: an instance in it is not proved anew")
            continue
        first = _SEPARATOR.sub("_", stem)
        name, k = first, 1
        while name in made:  # scripts of one name in two folders
            k += 1
            name = f"{first}.{k}"
        made[name] = text
    return list(made.items())


def write(certificates: Iterable[Certificate], folder: Path) -> None:
    """A file for each."""
    for name, text in certificates:
        (folder / f"{name}.json").write_text(text, encoding="utf-8")


def ready() -> Theory:
    """The checker, compiled. Asked for before anything is checked, so that it shows at once where
    it cannot be had.

    Raises:
        UsageError: with what to do.
    """
    from derive.cli.output import complain
    from rocq.run import ready as made_ready
    from rocq.theory import NotReady

    try:
        return made_ready(complain)
    except NotReady as why:
        raise UsageError(f"--rocq: {why}") from why


def examined(
    theory: Theory,
    certificates: Sequence[Certificate],
    jobs: int,
    show: Callable[[str], None],
    quiet: bool = False,
    folder: Path | None = None,
) -> Run:
    """What the checker says of certificates, each shown on a line, and then the sums.

    folder: where they lie already, and what is said of them will be kept; None for a folder that
    goes again.
    """
    from rocq.record import keep
    from rocq.run import LIMIT, run

    with tempfile.TemporaryDirectory() as made:
        where = folder or Path(made)
        if folder is None:
            write(certificates, where)
        paths = [where / f"{name}.json" for name, _ in certificates]
        done = run(theory, paths, jobs, LIMIT, show, quiet)
    show(done.sums())
    if folder is not None:
        keep(folder, done.results)
    return done


def data(done: Run) -> list[dict[str, Any]]:
    """The same for other programs."""
    return [{"name": r.name, "outcome": r.outcome, "why": r.why} for r in done.results]


def recorded(folder: str) -> Said:
    """What the checker said of the certificates in a folder.

    Raises:
        UsageError: it has said nothing there.
    """
    from rocq.record import NoRecord, read

    try:
        return read(Path(folder))
    except NoRecord as why:
        raise UsageError(f"--rocq-record {folder}: {why}.") from why


class Marks:
    """The third road as a report or a document shows it: run now, or read from a record.

    bad: whether something is refused, or was not run.
    """

    def __init__(self, args: Namespace) -> None:
        """Looks for the checker, or the record, before anything else is done.

        Raises:
            UsageError: there is none.
        """
        self._theory = ready() if args.rocq else None
        record = args.rocq_record
        self._said: Said = recorded(record) if record is not None else {}
        self.wanted = args.rocq or record is not None
        self.bad = False

    def ask(self, made: Sequence[Made], jobs: int) -> None:
        """Has the checker look at all certificates, if it is to be run."""
        if self._theory is None:
            return
        from derive.cli.output import complain
        from rocq.record import said

        done = examined(self._theory, named(made), jobs, complain, quiet=True)
        self._said, self.bad = said(done.results), done.bad

    def of(self, made: Sequence[Made]) -> tuple[Third, ...]:
        """What was said of these very texts."""
        digests = [(of, hashlib.sha256(text.encode()).hexdigest()) for _, text, of in made if text]
        found = tuple(Third(of, *self._said[d]) for of, d in digests if d in self._said)
        self.bad = self.bad or any(t.outcome == "refused" for t in found)
        return found
