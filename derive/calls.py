"""What people call: `check` and `check_notes`, `prove` on a statement, `run()` at the end.

Each imports what it needs when it is called: not every script calls each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derive.derivation.derivation import Derivation
from derive.language.names import DeriveError

if TYPE_CHECKING:
    from os import PathLike

    from derive.entropic.prove import Verdict
    from derive.notes.records import NotesReport


def check(
    derivation: Derivation, trials: int = 300, seed: int = 0, step_timeout: float | None = None
) -> Any:
    """Check one derivation and return its `Report`, which prints as its table.

    trials, seed: of the numerical attack. step_timeout: seconds for each step, which is open if it
    takes longer; None for no limit. What does not look at the time (docs/limits.md) goes on.

    Raises:
        DeriveError: if it is not a derivation, or the time is not positive.
    """
    from derive.derivation.check import check as decide
    from derive.derivation.limits import Limits
    from derive.numeric import Settings

    if not isinstance(derivation, Derivation):
        raise DeriveError(
            f"check(derivation): got {derivation!r}; expected what @theorem(...) made. "
            "Try check(gibbs), without quotes."
        )
    if step_timeout is not None and not step_timeout > 0:
        raise DeriveError(
            f"check(derivation): step_timeout: got {step_timeout!r}; expected seconds, more than "
            "0, or None for no limit. Try step_timeout=60."
        )
    try:
        return decide(derivation, Settings(trials=trials, seed=seed), Limits(step_timeout))
    except Exception as wrong:  # of the derivation's own function: what it may have meant
        from derive.cli.mistakes import hint

        if more := hint(wrong):
            wrong.add_note(more)
        raise


def check_notes(
    path: str | PathLike[str],
    trials: int = 300,
    seed: int = 0,
    step_timeout: float | None = 60.0,
) -> NotesReport:
    """Read notes and decide each displayed relation: .md, .qmd, .tex, .ipynb or .html.

    Returns records of texts and numbers, one chain after the other, with a step for each relation.
    trials, seed, step_timeout: as for `check`.

    Raises:
        OSError: if the file cannot be read.
        DeriveError: if it is no text, or a setting of the notes cannot be read.
    """
    from derive.derivation.limits import Limits
    from derive.notes.check import check_notes as decide
    from derive.numeric import Settings

    settings = Settings(trials=trials, seed=seed) if trials else None
    return decide(Path(path), settings, Limits(step_timeout))


def prove(
    statement: Any,
    given: Sequence[Any] = (),
    seconds: float = 60.0,
    variables: Sequence[str] = (),
) -> Verdict:
    """Decide a statement about joint entropies under conditions.

    statement: a relation of SymPy objects, I(X, Z) <= I(X, Y), or text, "I(X;Z) <= I(X;Y)".
    given: Markov(…), Independent(…) and relations between entropies, or text likewise.
    seconds: after about this time the verdict is `open`. variables: names in the text that are one
    variable each, though they could be read as several: XY beside X and Y.

    Raises:
        DeriveError: for what is not a linear relation between entropies.
    """
    from derive.entropic.prove import prove as decide

    return decide(statement, given, seconds, variables)


def run() -> None:
    """Check all derivations of the calling script, print the table, exit 0 only if all hold."""
    import sys

    from derive.cli import main
    from derive.cli.loading import loading

    if loading():
        return
    script = getattr(sys.modules["__main__"], "__file__", None)
    if script is None:
        raise DeriveError("run(): this is not a script. Try check(derivation) here.")
    main(["check", sys.argv[0], *sys.argv[1:]])
