"""`run()`: what a script calls at its end so that `python script.py` checks it."""

from __future__ import annotations

from typing import Any

from derive.derivation.derivation import Derivation
from derive.language.names import DeriveError


def check(derivation: Derivation, trials: int = 300, seed: int = 0) -> Any:
    """Check one derivation and return its `Report`, which prints as its table.

    trials, seed: of the numerical attack.

    Raises:
        DeriveError: if it is not a derivation.
    """
    from derive.derivation.check import check as decide
    from derive.numeric import Settings

    if not isinstance(derivation, Derivation):
        raise DeriveError(
            f"check(derivation): got {derivation!r}; expected what @theorem(...) made. "
            "Try check(gibbs), without quotes."
        )
    try:
        return decide(derivation, Settings(trials=trials, seed=seed))
    except Exception as wrong:  # of the derivation's own function: what it may have meant
        from derive.cli.mistakes import hint

        if more := hint(wrong):
            wrong.add_note(more)
        raise


def run() -> None:
    """Check all derivations of the calling script, print the table, exit 0 only if all hold."""
    import sys

    from derive.cli import main
    from derive.cli.scripts import loading

    if loading():
        return
    script = getattr(sys.modules["__main__"], "__file__", None)
    if script is None:
        raise DeriveError("run(): this is not a script. Try check(derivation) here.")
    main(["check", sys.argv[0], *sys.argv[1:]])
