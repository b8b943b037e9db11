"""Of which letters laws are that are only named: in D(p‖q), where one has several elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from derive.notes.elaborate.known import Known
from derive.notes.kinds import Key
from derive.notes.resolve.laws import LawSpec
from derive.notes.resolve.uses import uses_of
from derive.notes.tree import Name
from derive.notes.walk import walk

Left = tuple[Key, ...]


def common(specs: Sequence[LawSpec], env: Known) -> Left:
    """The letters of all of them: those with which they stand in the relation; else those of the
    one that stands with no others in the section, if the rest stand with these too; else all,
    where nothing in the relation has letters or is a random variable. () where that does not tell.
    """
    if len(specs) < 2 or any(s.positional or s.inputs or s.parameters for s in specs):
        return ()
    shown = [_unconditioned(s) for s in specs]
    beside = _beside(specs, env)
    if beside:
        return beside.pop() if len(beside) == 1 and all(beside <= s for s in shown) else ()
    sure = {left for s in shown if len(s) == 1 for left in s}
    if len(sure) == 1 and all(sure <= s for s in shown):
        return sure.pop()
    whole = {frozenset(s.outputs) for s in specs}
    return specs[0].outputs if len(whole) == 1 and not _has_letters(env) else ()


def _unconditioned(spec: LawSpec) -> set[Left]:
    return {left for left, right in spec.shown if left and not right}


def _beside(specs: Sequence[LawSpec], env: Known) -> set[Left]:
    """The letters that these laws have in the relation."""
    keys = {s.key for s in specs}
    calls = uses_of(env.sides, env.notation.uses.bound).calls
    return {
        tuple(a.ref.base for a in u.left)
        for u in calls
        if env.notation.meant(u.key) in keys and not u.right
    }


def _has_letters(env: Known) -> bool:
    """Whether the relation has values of laws or functions, or random variables."""
    names = (n for s in env.sides for n in walk(s) if isinstance(n, Name))
    calls = uses_of(env.sides, env.notation.uses.bound).calls
    return bool(calls) or any(n.base.isupper() and n.base not in "PQRD" for n in names)
