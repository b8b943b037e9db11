"""Who refuses a mutant: the kernel's search, the kernel and `recheck` on forged certificates, and
the attack, whose counterexample the judge evaluates again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.mutants.evaluate import Exact
from benchmarks.mutants.judge import False_, Statement, judged
from benchmarks.mutants.models import _tables, admissible
from benchmarks.mutants.numbers import Unknown
from derive import store
from derive.kernel import theorem as kernel
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import Theorem
from derive.language.names import DeriveError
from derive.numeric import Evidence, Settings, attack, attack_equality
from derive.numeric.closed import Undecided
from derive.numeric.problem import Problem
from derive.search.engine import ANYTHING, Allowed, find
from derive.search.equality import find_equality
from derive.store.sealed import document, seal
from derive.translate.bridge import Translator

Recheck = Callable[[str], bool]


def independent() -> Recheck | None:
    """Whether the independent checker accepts a certificate; None where it is not installed."""
    try:
        from recheck.certificate import recheck
        from recheck.reader import Refused
    except ImportError:
        return None

    def accepts(text: str) -> bool:
        try:
            recheck(text)
        except Refused:
            return False
        return True

    return accepts


@dataclass
class Proved:
    """A true statement with the theorem that shows it and all that is needed to forge another."""

    statement: Statement
    theorem: Theorem
    translator: Translator
    normalizer: Normalizer
    allowed: Allowed = ANYTHING

    def under(self, s: Statement) -> Normalizer:
        """The normalizer of a mutant's hypotheses."""
        if s.given == self.statement.given:
            return self.normalizer
        return Normalizer(self.translator.context(s.given))


def searched(p: Proved, s: Statement) -> Theorem | None:
    """A kernel theorem for the mutant, if the search finds one; KernelErrors are refusals."""
    try:
        n = p.under(s)
        if s.conditions:
            equations = tuple(map(p.translator.equation, s.conditions))
            made = find_equality(n, p.theorem, equations)
            return None if isinstance(made, str) else made
        stated = p.translator.statement(s.relation)
        found = find(n, stated).theorem
        if found is None and p.allowed != ANYTHING and s.given == p.statement.given:
            found = find(n, stated, p.allowed).theorem
        return found
    except (KernelError, DeriveError):
        return None


def forged(p: Proved, s: Statement) -> str:
    """The certificate of the true statement with the mutant put in, sealed again.

    Raises:
        KernelError, DeriveError: if the mutant cannot even be written.
    """
    data = json.loads(document(p.theorem, "forged", "forged"))
    rows = data["certificate"]["theorems"]
    last, before = rows[-1], rows[-1]["context"]
    if s.conditions:
        equations = tuple(map(p.translator.equation, s.conditions))
        gaps = [kernel.Statement(e, "=", kernel.t.ZERO) for e in equations]
        written = [_row(p.normalizer, g)["statement"][1] for g in gaps]
        last["given"][1] = ["tuple", *written]
    else:
        row = _row(p.under(s), p.translator.statement(s.relation))
        last["statement"] = row["statement"]
        for r in rows:
            r["context"] = row["context"] if r["context"] == before else r["context"]
    return sealed_again(data)


def _row(n: Normalizer, statement: kernel.Statement) -> dict[str, Any]:
    """A statement and its context as JSON."""
    admitted = kernel.admit(n, statement, "to be written")
    row: dict[str, Any] = json.loads(store.dumps(admitted))["theorems"][-1]
    return row


def sealed_again(data: dict[str, Any]) -> str:
    data.pop("seal", None)
    return json.dumps({**data, "seal": seal(data)})


def kernel_accepts(text: str) -> bool:
    """Whether the kernel makes the theorem of a sealed certificate again."""
    try:
        store.loads(json.dumps(json.loads(text)["certificate"]))
    except KernelError:
        return False
    return True


def attacked(s: Statement, seed: int = 0) -> Evidence | None:
    """What the attack says."""
    settings = Settings(seed=seed)
    try:
        if s.conditions:
            return attack_equality(s.relation, s.conditions, s.given, settings)
        return attack(s.relation, s.given, settings)
    except DeriveError:
        return None


def confirmed(s: Statement, problem: Problem, evidence: Evidence | None) -> False_ | None:
    """The attack's counterexample, if the judge agrees that it is one."""
    if evidence is None or evidence.counterexample is None:
        return None
    model = evidence.counterexample.model
    try:
        tables = _tables(model)
        mine = Exact(dict(model.sizes), tables or {})
        return judged(s, mine) if admissible(problem, mine) else None
    except (Unknown, Undecided):
        return None
