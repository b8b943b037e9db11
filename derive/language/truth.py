"""What is said when Python tests a relation between expressions for truth."""

from __future__ import annotations

import linecache
import re
from traceback import walk_tb

_ORDERED = re.compile(r"(?<![\w.])(max|min|sorted)\s*\(")
_INSTEAD = {"max": "Max(a, b)", "min": "Min(a, b)", "sorted": "the order written out"}


def tested_for_truth(error: BaseException) -> str | None:
    """What was tested, and what to write, for SymPy's TypeError; None for any other error."""
    if not isinstance(error, TypeError) or "truth value of Relational" not in str(error):
        return None
    for frame, line in reversed(list(walk_tb(error.__traceback__))):
        found = _ORDERED.search(linecache.getline(frame.f_code.co_filename, line))
        if found is not None and "sympy" not in frame.f_code.co_filename:
            name = found[1]
            return (
                f"Python's {name}(…) compares expressions, whose order depends on the law. "
                f"Try {_INSTEAD[name]}."
            )
    return (
        "a relation was tested for truth, as a ≤ b ≤ c does (it would lose a half). "
        "Try two theorems, or Le(a, b) and a second step."
    )
