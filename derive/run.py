"""`run()`: what a script calls at its end so that `python script.py` checks it."""

from __future__ import annotations

from typing import Any

from derive.derivation.derivation import Derivation


def check(derivation: Derivation, trials: int = 300, seed: int = 0) -> Any:
    """Check one derivation and return its `Report`."""
    from derive.derivation.check import check as decide
    from derive.numeric import Settings

    return decide(derivation, Settings(trials=trials, seed=seed))


def run() -> None:
    """Check all derivations of the calling script, print the table, exit 0 only if all hold."""
    import sys

    from derive.cli import main

    main(["check", sys.argv[0], *sys.argv[1:]])
