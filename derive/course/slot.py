"""A process that takes jobs, one line of JSON each, and gives back results, one line each.

    python -m derive.course.slot < jobs > results

It runs no submission itself. It ends with its parent, whatever becomes of that.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from derive.course.work import work

_LOOK = 0.5  # seconds between looks whether the parent is there


def main() -> None:
    """Work until there are no more jobs."""
    out = os.dup(1)
    os.dup2(2, 1)  # nothing else may write among the results
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    with suppress(KeyboardInterrupt, BrokenPipeError):
        for line in sys.stdin.buffer:
            text = json.dumps(_done(json.loads(line))).encode() + b"\n"
            while text:
                text = text[os.write(out, text) :]


def _done(job: dict[str, Any]) -> dict[str, Any]:
    try:
        return work(job)
    except Exception as wrong:  # a mistake of ours must not take the other submissions with it
        return {"failed": f"the checker failed: {type(wrong).__name__}: {str(wrong)[:300]}"}


def _end_with(parent: int) -> None:
    """Interrupt the work, which then ends what it has started, when the parent is gone."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    main()
