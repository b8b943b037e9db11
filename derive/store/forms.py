"""A theorem's certificate without what is known where it is read: context, statement and lemmas.

    [{"rule": …, "statement": …, "given": […]}, …, {"rule": …, "given": […]}]

The last row is the theorem's own, whose statement is asked for; those before it are theorems in the
same context that it uses. ["Theorem", k] counts the lemmas first, then the rows. As with `loads`
nothing is believed: each rule is applied again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import Statement, Theorem
from derive.store import _apply, _check_size, _decode, _encode, _expect

REFUSED: Final = (
    *(KernelError, ArithmeticError, LookupError, ValueError, TypeError, AttributeError),
)
Permits = Callable[[str, tuple[Any, ...]], bool]


def rows_of(made: Theorem, lemmas: Sequence[Theorem]) -> list[dict[str, Any]] | None:
    """The rows; None where a theorem in another context, that is no lemma, is used."""
    known = {id(lemma): k for k, lemma in enumerate(lemmas)}
    written: list[dict[str, Any]] = []

    def write(theorem: Theorem, last: bool) -> bool:
        if id(theorem) in known and not last:
            return True
        if theorem.context is not made.context and theorem.context != made.context:
            return False
        if not all(write(inner, False) for inner in _theorems(theorem.reason.given)):
            return False
        row: dict[str, Any] = {"rule": theorem.reason.rule}
        if not last:
            row["statement"] = _encode(theorem.statement, known, [])
        row["given"] = [_encode(g, known, []) for g in theorem.reason.given]
        known[id(theorem)] = len(lemmas) + len(written)
        written.append(row)
        return True

    return written if write(made, True) else None


def _theorems(value: Any) -> list[Theorem]:
    """The theorems that stand in what a rule was given."""
    if isinstance(value, Theorem):
        return [value]
    if isinstance(value, tuple):
        return [found for part in value for found in _theorems(part)]
    inner = getattr(value, "theorem", None)
    return [inner] if isinstance(inner, Theorem) else []


def theorem_of(
    n: Normalizer, statement: Statement, rows: Any, lemmas: Sequence[Theorem], permits: Permits
) -> Theorem:
    """The theorem, made again by the kernel.

    permits: whether a rule may be used, and with such data.

    Raises:
        KernelError: the rows are malformed, not permitted, or prove something else.
    """
    made = list(lemmas)
    try:
        if type(rows) is not list or not rows:
            raise KernelError("expected rows")
        _check_size(rows)
        for k, row in enumerate(rows):
            last = k == len(rows) - 1
            if type(row) is not dict or set(row) != {"rule", "given", "statement"} - (
                {"statement"} if last else set()
            ):
                raise KernelError("a row has other fields than rule, given and statement")
            wanted = statement if last else _expect(Statement, _decode(row["statement"], made))
            rule, given = _expect(str, row["rule"]), _expect(list, row["given"])
            decoded = tuple(_decode(g, made) for g in given)
            if not permits(rule, decoded):
                raise KernelError(f"{rule} is not permitted here with this")
            result = _apply(rule, n, wanted, decoded)
            if result.statement != wanted or result.context is not n.context:
                raise KernelError("the rule gives another statement")
            made.append(result)
    except REFUSED as bad:
        raise KernelError(f"malformed certificate: {bad}") from bad
    return made[-1]


def written_steps(steps: tuple[Any, ...]) -> list[Any]:
    """The steps of a deduction from equations (`kernel.equality`), as JSON data."""
    return [_encode(step, {}, []) for step in steps]


def steps_of(data: Any) -> tuple[Any, ...]:
    """The steps, for the kernel to check.

    Raises:
        KernelError: the data are no nodes of certificates.
    """
    try:
        _check_size(data)
        return tuple(_decode(step, []) for step in _expect(list, data))
    except REFUSED as bad:
        raise KernelError(f"malformed steps: {bad}") from bad
