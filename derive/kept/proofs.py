"""The search and its equality conditions, with what is kept of them.

A kept certificate goes through the kernel's rules again, and may use nothing that the search would
not have been allowed to use: a lemma as reason stays the only reason. What the search did not find
is not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from derive.kept.memory import Memory, current
from derive.kept.spell import digest, of_context
from derive.kernel.certificates import Given, Tangent
from derive.kernel.equality import Linear, Rewrite, Vanishing, with_equality
from derive.kernel.information import Information
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, KernelError, Term
from derive.kernel.theorem import Statement, Theorem
from derive.search import engine, equality
from derive.search.engine import ANYTHING, Allowed, Found
from derive.store.forms import REFUSED, rows_of, steps_of, theorem_of, written_steps

__all__ = ["ANYTHING", "Allowed", "Found", "find", "find_equality", "key_of", "key_of_texts"]
_contexts: dict[int, tuple[Context, str]] = {}


def key_of(n: Normalizer, *said: Any) -> str:
    """What is said in a context, as a key; "" where nothing is kept."""
    if current() is None:
        return ""
    known = _contexts.get(id(n.context))
    if known is None or known[0] is not n.context:
        _contexts.clear()  # one derivation after the other
        known = _contexts[id(n.context)] = (n.context, of_context(n.context))
    return digest(known[1], *said)


def key_of_texts(*texts: str) -> str:
    """What is said in words, as a key; "" where nothing is kept."""
    return "" if current() is None else digest(*texts)


def find(n: Normalizer, statement: Statement, allowed: Allowed = ANYTHING) -> Found:
    """As `search.engine.find`."""
    memory = current()
    if memory is None:
        return engine.find(n, statement, allowed)
    try:
        key = f"proof:{key_of(n, statement, _narrowed(allowed))}"
    except KernelError:  # a term that a script has put together: the kernel says what is wrong
        return engine.find(n, statement, allowed)
    theorem = _again(memory, key, n, statement, allowed)
    if theorem is not None:
        return Found(theorem)
    found = engine.find(n, statement, allowed)
    if found.theorem is not None:
        _keep(memory, key, found.theorem, allowed)
    return found


def _narrowed(allowed: Allowed) -> tuple[Any, ...]:
    """What is allowed, without the lemmas' proofs."""
    names = None if allowed.hypotheses is None else tuple(sorted(allowed.hypotheses))
    lemmas = tuple(lemma.statement for lemma in allowed.lemmas)
    return (int(allowed.tangents), names, lemmas, allowed.squares, allowed.points)


def _again(
    memory: Memory, key: str, n: Normalizer, statement: Statement, allowed: Allowed
) -> Theorem | None:
    rows = memory.get(key)
    if rows is None:
        return None
    try:
        made = theorem_of(n, statement, rows, allowed.lemmas, _Permits(n, allowed))
    except KernelError:
        return None
    memory.accept(key)
    return made


def _keep(memory: Memory, key: str, theorem: Theorem, allowed: Allowed) -> None:
    try:
        rows = rows_of(theorem, allowed.lemmas)
    except KernelError:
        rows = None
    if rows is not None:
        memory.put(key, rows)


class _Permits:
    """Whether a reason lets a proof use a rule with such data."""

    def __init__(self, n: Normalizer, allowed: Allowed) -> None:
        self._allowed = allowed
        self._equations = [h.name for h in n.context.hypotheses if h.kind == "="]

    def __call__(self, rule: str, given: tuple[Any, ...]) -> bool:
        if rule == "prove":
            return all(self._form(f) for f in given)
        if rule == "by_equations":
            return all(map(self._step, given[1]))
        return rule == "antisymmetric"

    def _form(self, form: Any) -> bool:
        if isinstance(form, (Tangent, Information)):
            return self._allowed.tangents
        if isinstance(form, Given):
            return self._hypothesis(form.hypothesis)
        return True  # a theorem is a lemma of the reason, or was permitted before

    def _hypothesis(self, name: Any) -> bool:
        return self._allowed.hypotheses is None or name in self._allowed.hypotheses

    def _step(self, step: Any) -> bool:
        """Equations are counted, those of the hypotheses first."""
        used: list[Any] = [k for k, *_ in step.parts] if isinstance(step, Linear) else []
        used += [step.source, step.target] if isinstance(step, Rewrite) else []
        used += [step.source] if isinstance(step, Vanishing) else []
        own = self._equations
        return all(self._hypothesis(own[k]) for k in used if type(k) is int and 0 <= k < len(own))


def find_equality(n: Normalizer, proved: Theorem, conditions: tuple[Term, ...]) -> Theorem | str:
    """As `search.equality.find_equality`."""
    memory = current()
    if memory is None:
        return equality.find_equality(n, proved, conditions)
    try:
        key = f"equality:{key_of(n, proved.statement, proved.zero, conditions)}"
    except KernelError:
        return equality.find_equality(n, proved, conditions)
    made = _equality_again(memory, key, n, proved, conditions)
    if made is not None:
        return made
    found = equality.find_equality(n, proved, conditions)
    if isinstance(found, Theorem):
        _, _, forward, backward = found.reason.given
        memory.put(key, [written_steps(forward), written_steps(backward)])
    return found


def _equality_again(
    memory: Memory, key: str, n: Normalizer, proved: Theorem, conditions: Sequence[Term]
) -> Theorem | None:
    data = memory.get(key)
    if data is None:
        return None
    try:
        forward, backward = data
        made = with_equality(n, proved, tuple(conditions), steps_of(forward), steps_of(backward))
    except REFUSED:
        return None
    memory.accept(key)
    return made
