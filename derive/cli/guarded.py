"""Limits of a command that has no process to end but its own.

Where a step neither ends nor looks at its limit (a script's own loop, a long call of SymPy), the
command ends, with a message. `derive check` ends a worker instead, and goes on.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from derive.cli.output import complain
from derive.derivation.limits import Limits, limited

T = TypeVar("T")
_GRACE = 5.0  # seconds beyond the limit in which a step can still end by itself


@dataclass(frozen=True)
class Guarded(Limits):
    """what: the derivation's title, for the message."""

    what: str = ""

    def run(self, action: Callable[[], T]) -> T:
        if limited() or self.seconds is None:
            return super().run(action)
        guard = threading.Timer(self.seconds + _GRACE, self._end)
        guard.daemon = True
        guard.start()
        try:
            return super().run(action)
        finally:
            guard.cancel()

    def _end(self) -> None:
        complain(
            f"{self.what}: not decided within {self.seconds:g} s, in code that looks at no limit; "
            "the command ends here. Try smaller steps."
        )
        os._exit(2)
