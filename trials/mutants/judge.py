"""Whether a statement is really false: an exact counterexample, or an exact ill-posed place.

Apart from the kernel, from `recheck` and from the attack. Floats at thousands of models choose the
few that are decided exactly; nothing is called false on floats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from derive.language.optimisers import Optimiser
from derive.language.relations import Dominated, Relation
from derive.numeric.problem import Problem, problem
from trials.mutants import models
from trials.mutants.arithmetic import Exact, Floats, scopes
from trials.mutants.evaluate import free_letters, ill_posed, value
from trials.mutants.models import Group
from trials.mutants.numbers import Unknown
from trials.mutants.reals import RealExact, RealFloats, completed, on_reals, real_problem

OWN, BORROWED, SEED, MOST = 60, 300, 20_011, 6
EPSILON = 1e-11


@dataclass(frozen=True)
class Statement:
    """A relation under hypotheses; with conditions: "equality iff all of them hold"."""

    relation: Relation
    given: tuple[Relation | Dominated, ...]
    conditions: tuple[Relation, ...] = ()

    def expressions(self) -> tuple[Any, ...]:
        parts = (self.relation, *self.conditions)
        return tuple(e for r in parts for e in r.expressions())


@dataclass(frozen=True)
class False_:
    """kind: "violated", "ill-posed" or "not the condition"; at the model."""

    kind: str
    model: Exact


class Judge:
    """The models of one derivation: everything that its expressions mention, its hypotheses."""

    def __init__(self, expressions: Sequence[Any], given: Sequence[Any]) -> None:
        everything = (*expressions, *(part(e) for e in expressions))
        self.on_reals = on_reals((*expressions, *(e for h in given for e in h.expressions())))
        self.kinds: models.Kinds = (RealFloats, RealExact) if self.on_reals else models.CELLS
        self.problem: Problem = problem(everything, tuple(given))
        self.drawn = self.problem  # what the attack's draws are asked for
        if self.on_reals:
            self.drawn, self.problem = real_problem(everything, given)
        self._groups: list[Group] | None = None
        self._positive: list[Group] | None = None

    @property
    def groups(self) -> list[Group]:
        if self._groups is None:
            try:
                with np.errstate(all="ignore"):
                    self._groups = models.own(self.problem, SEED, OWN, kinds=self.kinds)
                    self._groups += models.borrowed(
                        self.drawn, SEED, BORROWED, self.problem, self.kinds
                    )
            except Unknown:  # a hypothesis that is beyond it: there are no models
                self._groups = []
        return self._groups

    @property
    def positive(self) -> list[Group]:
        """Random strictly positive models, as a naive check would draw them."""
        if self._positive is None:
            try:
                with np.errstate(all="ignore"):
                    self._positive = models.own(
                        self.problem, SEED, 100, positive=True, kinds=self.kinds
                    )
            except Unknown:
                self._positive = []
        return self._positive

    def of(self, s: Statement) -> Problem:
        """What a model of this one statement needs, and has to meet."""
        made = real_problem if self.on_reals else problem
        found = made(s.expressions(), s.given)
        return found[1] if isinstance(found, tuple) else found

    def decide(self, s: Statement) -> False_ | None:
        """A counterexample, or None if none was found."""
        with np.errstate(all="ignore"):
            for group in self.groups:
                for row in self._suspects(s, group):
                    model = group.exact(row)
                    found = None if model is None else judged(s, model)
                    if found is not None:
                        return found
        return None

    def confirm(
        self, s: Statement, sizes: dict[str, int], tables: dict[Any, np.ndarray]
    ) -> False_ | None:
        """What is wrong with it at a model of the attack, if that is one.

        Raises:
            Unknown: a sign is beyond reach.
        """
        posed = self.of(s)
        mine = completed(posed, sizes, tables) if self.on_reals else Exact(sizes, tables)
        return judged(s, mine) if models.admissible(posed, mine) else None

    def _suspects(self, s: Statement, group: Group) -> list[int]:
        """The rows that floats find worst, and those nearest to equality where that refutes."""
        try:
            bad, ill, touching = suspicion(s, group.floats)
        except Unknown:  # of no model of this kind
            return []
        rows: list[int] = []
        for mask in (bad > 1e-9, ill, touching):
            rows += [int(r) for r in np.flatnonzero(mask)[:MOST] if int(r) not in rows]
        return rows

    def shown_by_positive(self, s: Statement) -> bool:
        """Whether one of 300 random strictly positive models shows it beyond rounding."""
        with np.errstate(all="ignore"):
            return any(
                bool((bad > models.ALMOST).any() or np.any(ill))
                for bad, ill, _ in (suspicion(s, g.floats) for g in self.positive)
            )


def suspicion(s: Statement, env: Floats) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(n,) each: by how much it is violated, whether ill-posed, whether it may just be touched."""
    if s.conditions:
        return _condition_suspicion(s, env)
    bad, ill = np.zeros(env.n), np.zeros(env.n, dtype=bool)
    touching = np.zeros(env.n, dtype=bool)
    for letters in scopes(free_letters(*s.relation.expressions()), env.sizes, {}):
        ill |= _ill(s.relation, env, letters)
        if _sets(s.relation):
            bad = np.maximum(bad, _sets_differ(s.relation, env, letters))
            continue
        left, right = (value(e, env, letters) for e in s.relation.expressions())
        gap = env.flat(left - right, s.relation.rel)
        scale = 1 + abs(env.flat(left))
        bad = np.maximum(bad, _excess(s.relation.rel, gap) / scale)
        if s.relation.rel in ("<", ">", "!="):
            touching |= abs(gap) < EPSILON * scale
    return np.nan_to_num(bad), ill, touching


def _excess(rel: str, gap: np.ndarray) -> Any:
    if rel == "=":
        return abs(gap)
    return gap if rel in ("<", "<=") else -gap if rel in (">", ">=") else np.zeros_like(gap)


def _condition_suspicion(s: Statement, env: Floats) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    apart = suspicion(Statement(_equation(s.relation), s.given), env)[0]
    off = np.max([suspicion(Statement(c, s.given), env)[0] for c in s.conditions], axis=0)
    wrong = (apart > models.ALMOST) & (off < models.SMALL)
    wrong |= (apart < models.SMALL) & (off > models.ALMOST)
    return np.where(wrong, 1.0, 0.0), np.zeros(env.n, dtype=bool), np.zeros(env.n, dtype=bool)


def _equation(r: Relation) -> Relation:
    return Relation(r.lhs, "=", r.rhs)


# ---------------------------------------------------------------- exactly


def judged(s: Statement, model: Exact) -> False_ | None:
    """What is wrong with the statement at an admissible model; None also where it is not known."""
    try:
        return faulty(s, model)
    except Unknown:
        return None


def faulty(s: Statement, model: Exact) -> False_ | None:
    """The same.

    Raises:
        Unknown: a sign is beyond reach.
    """
    return _judged_condition(s, model) if s.conditions else fault(s.relation, model)


def fault(r: Relation, model: Exact) -> False_ | None:
    """What is wrong with a relation at a model.

    Raises:
        Unknown: a sign is beyond reach.
    """
    everywhere = list(scopes(free_letters(*r.expressions()), model.sizes, {}))
    if any(np.any(_ill(r, model, letters)) for letters in everywhere):
        return False_("ill-posed", model)
    for letters in everywhere:
        if _sets(r):
            ok = not _sets_differ(r, model, letters)
        else:
            left, right = (value(e, model, letters) for e in r.expressions())
            ok = model.meets(r.rel, left - right)
        if not ok:
            return False_("violated", model)
    return None


def _judged_condition(s: Statement, model: Exact) -> False_ | None:
    """Equal at every letter iff the conditions hold at every letter, where all is well posed."""
    parts = (s.relation, *s.conditions)
    for r in parts:
        for letters in scopes(free_letters(*r.expressions()), model.sizes, {}):
            if np.any(_ill(r, model, letters)):
                return None
    equal = models.holds(_equation(s.relation), model)
    if equal != all(models.holds(c, model) for c in s.conditions):
        return False_("not the condition", model)
    return None


def part(e: Any) -> Any:
    return e.body if isinstance(e, Optimiser) else e


def _sets(r: Relation) -> bool:
    return any(isinstance(e, Optimiser) for e in r.expressions())


def _inside(e: Any, env: Any, letters: Any) -> Iterator[Any]:
    yield from scopes([e.letter], env.sizes, letters) if isinstance(e, Optimiser) else [letters]


def _ill(r: Relation, env: Any, letters: Any) -> Any:
    found: Any = False
    for e in r.expressions():
        for scope in _inside(e, env, letters):
            found = found | ill_posed(part(e), env, scope, env.live)
    return found


def _sets_differ(r: Relation, env: Any, letters: Any) -> Any:
    """1 (or true) where the two sets of optimal letters differ."""
    one, other = (_best(e, env, letters) for e in r.expressions())
    differ: Any = False
    for a, b in zip(one, other, strict=True):
        differ = differ | (a != b)
    return differ


def _best(e: Any, env: Any, letters: Any) -> list[Any]:
    """For each letter under the optimiser, whether it is among the best."""
    values = [value(e.body, env, scope) for scope in _inside(e, env, letters)]
    best = []
    for v in values:
        among: Any = True
        for w in values:
            among = among & (env.sign((v - w) * env.const(e.sense)) >= 0)
        best.append(among)
    return best
