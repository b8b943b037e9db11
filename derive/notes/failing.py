"""What an exception becomes: whatever happens in one relation costs that relation alone."""

from __future__ import annotations

from derive.derivation.limits import GAVE_UP
from derive.notes.source import NotRead, Span

FAILED = (Exception, *GAVE_UP)


def internal(span: Span, failed: BaseException) -> NotRead:
    """What an exception in one relation becomes."""
    if isinstance(failed, RecursionError):
        return NotRead(span, "it is nested too deeply: name parts of it, and read these")
    if isinstance(failed, MemoryError):
        return NotRead(span, "it needs more memory than there is: name parts of it, and read these")
    what = " ".join(f"{type(failed).__name__}: {failed}".split())
    return NotRead(span, f"the reader failed here, please report it: {what[:200]}")
