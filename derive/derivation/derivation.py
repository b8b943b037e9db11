"""Derivations: a chain of steps with reasons, written as in notes, and its claim."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from sympy import Expr

from derive.derivation.reasons import check_reason
from derive.kernel.theorem import Rests
from derive.language.display import Displayed
from derive.language.names import DeriveError
from derive.language.optimum import optimum
from derive.language.relations import (
    Dominated,
    Rel,
    Relation,
    as_expression,
    as_relation,
)
from derive.language.truth import asked
from derive.rules.fact import Fact

Expected = Literal["proved", "refuted", "ill-posed", "open", "cited"]


@dataclass(frozen=True)
class Step:
    """One relation of the chain: the line before, this line, and why."""

    relation: Relation
    reason: Any
    line: int


@dataclass(frozen=True)
class Claim:
    """What the chain is for; with equality exactly when all `equality` equations hold.

    optimum: whether it says by these where the left side is least or greatest."""

    relation: Relation
    equality: tuple[Relation, ...]
    line: int
    optimum: bool = False


@dataclass
class Proof:
    """The object a derivation's function writes into.

    A chain: start, then eq, le, ge, lt, gt, then claim. Or facts, which stand for themselves.
    """

    steps: list[Step] = field(default_factory=list)
    facts: list[tuple[Fact, int]] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    _current: Expr | None = None

    def start(self, e: Any) -> Proof:
        """The first line of the chain.

        Raises:
            DeriveError: if the chain has been started already, or e is not an expression.
        """
        if self._current is not None:
            raise DeriveError("start: this chain is already started. Try a second theorem.")
        if self.facts:
            raise DeriveError("start: a derivation is a chain or facts. Try a second theorem.")
        self._current = as_expression(e)
        return self

    def eq(self, e: Any, reason: Any = "") -> Proof:
        """The next line, equal to the one before."""
        return self._step("=", e, reason)

    def le(self, e: Any, reason: Any = "") -> Proof:
        """The next line, at least the one before: … ≤ e."""
        return self._step("<=", e, reason)

    def ge(self, e: Any, reason: Any = "") -> Proof:
        """The next line, at most the one before: … ≥ e."""
        return self._step(">=", e, reason)

    def lt(self, e: Any, reason: Any = "") -> Proof:
        """The next line, greater than the one before: … < e."""
        return self._step("<", e, reason)

    def gt(self, e: Any, reason: Any = "") -> Proof:
        """The next line, less than the one before: … > e."""
        return self._step(">", e, reason)

    def fact(self, fact: Any) -> Proof:
        """A statement decided by a rule beside the kernel: `Exists(…)`, `EveryT(…)`, `Cited(…)`.

        Raises:
            DeriveError: for something else, or inside a chain.
        """
        if not isinstance(fact, Fact):
            raise DeriveError(f"fact: got {fact!r}; expected Exists(…), EveryT(…) or alike.")
        if self._current is not None or self.claims:
            raise DeriveError("fact: a derivation is a chain or facts. Try a second theorem.")
        self.facts.append((fact, _caller_line()))
        return self

    def claim(self, relation: Any, equality: Any = ()) -> Proof:
        """What the chain proves; may be left out when it is first line, relation, last line.

        equality: one equation or several; the claim then says "with equality iff all of them
        hold at every letter", and the checker derives that from the certificate or refuses it.

        Raises:
            DeriveError: for a second claim, or a relation already evaluated.
        """
        if self.claims:
            raise DeriveError("claim: a derivation has one claim. Try a second theorem.")
        several = equality if isinstance(equality, (list, tuple)) else [equality]
        conditions = tuple(as_relation(c) for c in several)
        wanted = as_relation(relation)
        if conditions and wanted.rel not in ("<=", ">="):
            raise DeriveError("claim: only ≤ and ≥ have an equality condition. Try le or ge.")
        if self.facts:
            raise DeriveError("claim: facts stand for themselves. Try a second theorem.")
        self.claims.append(Claim(wanted, conditions, _caller_line()))
        return self

    def argmin(self, f: Any, at: Any, value: Any) -> Proof:
        """Claim that f is least at these values of some quantities, and nowhere else:

            proof.argmin(KL(p, normal), at={mu: m, v: a}, value=KL(p, best))

        The chain has to give f ≥ value, the least value; the checker derives that there is
        equality exactly at the place, and that the quantities may take these values.

        Raises:
            DeriveError: as `claim`; for a value or place that depends on the quantities.
        """
        return self._optimum(f, ">=", at, value)

    def argmax(self, f: Any, at: Any, value: Any) -> Proof:
        """Claim that f is greatest at these values of some quantities, as `argmin`."""
        return self._optimum(f, "<=", at, value)

    def _optimum(self, f: Any, rel: Rel, at: Any, value: Any) -> Proof:
        bound, place = optimum(f, rel, at, value)
        self.claim(bound, place)
        self.claims = [replace(self.claims[0], optimum=True)]
        return self

    def _step(self, rel: Rel, e: Any, reason: Any) -> Proof:
        if self._current is None:
            raise DeriveError("the chain has no first line. Try proof.start(expression) first.")
        if self.claims:
            raise DeriveError("a step after the claim. Try moving proof.claim(...) to the end.")
        relation = Relation(self._current, rel, e)
        self.steps.append(Step(relation, check_reason(reason), _caller_line()))
        self._current = relation.rhs
        return self


def _caller_line() -> int:
    """The line of the user's script that is being run, for messages."""
    frame = inspect.currentframe()
    while frame is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return frame.f_lineno if frame is not None else 0


class Derivation(Displayed):
    """A named derivation: title, hypotheses, chain and claim. Made by `@theorem`."""

    def __init__(
        self,
        build: Callable[[Proof], Any],
        title: str,
        given: Sequence[Relation | Dominated],
        expect: Expected = "proved",
    ) -> None:
        self.name = build.__name__
        self.title = title
        self.given = tuple(given)
        self.expect = expect
        self.doc = inspect.getdoc(build) or ""
        self.module = build.__module__
        self.path = build.__code__.co_filename
        self.line = build.__code__.co_firstlineno
        self._build = build
        self.proved: Any = None  # (kernel theorem, translator), once it has been checked
        self.beside = Rests()  # what it rests on beside that theorem
        self._proof: Proof | None = None

    def proof(self) -> Proof:
        """The chain, written by running the function once.

        Raises:
            DeriveError: whatever the function raises for a mistake; or if it writes no step and
                no claim.
        """
        if self._proof is None:
            proof = Proof()
            try:
                made = self._build(proof)
            except TypeError as err:
                if "truth value of Relational" not in str(err):
                    raise
                why = f"{self.name}: a relation was tested for truth: {asked(err)}"
                raise DeriveError(why).with_traceback(err.__traceback__) from err
            if not proof.steps and not proof.claims and not proof.facts:
                instead = "proof.start(...), proof.eq(...)" if made is None else "proof.claim(...)"
                raise DeriveError(f"{self.name}: neither a step nor a claim. Try {instead}.")
            self._proof = proof
        return self._proof

    def claim(self) -> Claim:
        """The stated claim, or else first line, the chain's relation, last line.

        Raises:
            DeriveError: if the chain mixes ≤ and ≥ and so proves nothing about its ends.
        """
        proof = self.proof()
        if proof.claims:
            return proof.claims[0]
        if proof.facts:
            raise DeriveError(f"{self.name}: it states facts, not a relation.")
        rel = composed({s.relation.rel for s in proof.steps})
        if rel is None:
            raise DeriveError(f"{self.name}: the chain mixes ≤ and ≥. Try two theorems.")
        first, last = proof.steps[0].relation.lhs, proof.steps[-1].relation.rhs
        return Claim(Relation(first, rel, last), (), proof.steps[-1].line)

    def printed(self) -> tuple[Any, ...]:
        """All that is printed of it: the laws in these things are known to its reader.

        Raises:
            DeriveError: as `proof`.
        """
        proof = self.proof()
        claims = [r for c in proof.claims for r in (c.relation, *c.equality)]
        chain = [s.relation for s in proof.steps]
        return (*self.given, *chain, *claims, *(f for f, _ in proof.facts))

    def on(self, over: Any = None, **put: Any) -> Any:
        """This theorem for other laws: `gibbs.on(p=r(x, y), q=r(x)*r(y))`.

        put: for each law or quantity, by its name, a law or an expression in letters. over: which
        letters stand for which alphabet, as {x: (y, z)}; if left out, all the letters that occur.
        """
        from derive.derivation.instances import Instance

        return Instance(self, put, over or {})

    def __repr__(self) -> str:
        return f"<derivation {self.name}: {self.title}>"


def composed(rels: set[Rel]) -> Rel | None:
    """The relation of a chain's two ends; None if the chain says nothing about them."""
    if rels <= {"="}:
        return "="
    if rels <= {"=", "<=", "<"}:
        return "<" if "<" in rels else "<="
    if rels <= {"=", ">=", ">"}:
        return ">" if ">" in rels else ">="
    return "!=" if rels == {"!="} else None


def theorem(
    title: str, given: Sequence[Any] = (), expect: Expected = "proved"
) -> Callable[[Callable[[Proof], Any]], Derivation]:
    """Make a derivation of a function that writes into a proof (see the README).

    title: as it is printed. given: hypotheses, such as `p << q` or `L.kraft()`. expect: the verdict
    that its author claims; "refuted" for a statement kept because it is false.

    Raises:
        DeriveError: if a hypothesis is not a relation or an absolute continuity.
    """
    if expect not in get_args(Expected):
        raise DeriveError(f"expect: got {expect!r}; expected one of {list(get_args(Expected))}.")
    if callable(title):
        raise DeriveError('@theorem: it has no title. Try @theorem("…") with a title in words.')
    if not isinstance(title, str) or not title:
        raise DeriveError(f"theorem(title): got {title!r}; expected a title in words.")
    if not isinstance(given, (list, tuple)):
        raise DeriveError(f"given: got {given!r}; expected a list. Try given=[p << q].")
    hypotheses = [h if isinstance(h, Dominated) else as_relation(h) for h in given]

    def decorate(build: Callable[[Proof], Any]) -> Derivation:
        made = Derivation(build, title, hypotheses, expect)
        if _registry is not None:
            _registry.setdefault(_script_being_run(), []).append(made)
        return made

    return decorate


# Every derivation by the script that made it: one kept in a list, or whose name was given away, is
# still to be checked.
_registry: dict[str, list[Derivation]] | None = None


@contextmanager
def registering(into: dict[str, list[Derivation]]) -> Iterator[None]:
    """Meanwhile each derivation is put down under the real path of the script that makes it."""
    global _registry
    before, _registry = _registry, into
    try:
        yield
    finally:
        _registry = before


def _script_being_run() -> str:
    """The file of the innermost module that is being run."""
    frame = inspect.currentframe()
    while frame is not None and frame.f_code.co_name != "<module>":
        frame = frame.f_back
    return os.path.realpath(frame.f_code.co_filename) if frame is not None else ""
