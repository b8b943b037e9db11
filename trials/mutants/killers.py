"""Who refuses a mutant: the kernel's search, the kernel and `recheck` on forged certificates, and
the attack, whose counterexample the judge evaluates again.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import sympy

from derive import store
from derive.derivation.elaborate import elaborate
from derive.derivation.limits import GAVE_UP, Limits
from derive.kernel import theorem as kernel
from derive.kernel.normal import Normalizer
from derive.kernel.terms import ZERO, KernelError
from derive.kernel.theorem import Theorem
from derive.language.events import AtEvent
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.numeric import Evidence, Settings, attack, attack_equality
from derive.numeric.closed import Undecided
from derive.numeric.evaluated import evaluated
from derive.search.engine import ANYTHING, Allowed, find
from derive.search.equality import find_equality
from derive.store.sealed import document, seal
from derive.translate.bridge import Translator
from trials.mutants.judge import False_, Judge, Statement
from trials.mutants.models import converted_tables
from trials.mutants.numbers import Unknown

Recheck = Callable[[str], bool]
T = TypeVar("T")
SEARCH = Limits(30.0)  # of one search: a mutant may be what no bounded search was made for


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
    accepted: dict[str, bool] = field(default_factory=dict)
    lemmas: tuple[Theorem, ...] = ()  # of the same derivation, for mutants that may be true

    @cached_property
    def controls(self) -> list[dict[str, Any]]:
        """Certificates to forge, as data, that the kernel accepts as they are.

        First with the theorems before the last only cited: then the last rule alone has to refuse,
        and soon. Then the whole one, for equality conditions that rest on how the rest was proved.
        """
        whole: dict[str, Any] = json.loads(document(elaborate(self.theorem), "forged", "forged"))
        short: dict[str, Any] = json.loads(json.dumps(whole))
        for row in short["certificate"]["theorems"][:-1]:
            row["rule"], row["given"] = "cite", ["a theorem used"]
        try:
            rests = store.loads(json.dumps(short["certificate"])).rests
        except KernelError:
            return [whole]
        short["rests"] = {k: sorted(getattr(rests, k)) for k in ("axioms", "cited", "open")}
        return [short, whole]

    def control(
        self, accepts: Recheck | None, s: Statement
    ) -> tuple[dict[str, Any], Recheck | None]:
        """The certificate to forge for a mutant, and `recheck`, if it accepts that one unchanged:
        its refusal of what it refuses anyhow would say nothing.

        A hypothesis is dropped from the whole, where what is cited may need it.
        """
        among = self.controls if s.given == self.statement.given else self.controls[-1:]
        if accepts is None:
            return among[0], None
        for c in among:
            text = sealed_again(dict(c))
            if text not in self.accepted:
                self.accepted[text] = accepts(text)
            if self.accepted[text]:
                return c, accepts
        return among[0], None

    def stated(self, s: Statement) -> tuple[Normalizer, kernel.Statement]:
        """A mutant as a kernel statement, in the context of its own hypotheses.

        Raises:
            KernelError, DeriveError: if it has no meaning in the kernel.
        """
        translator = apart(self.translator)  # a new ceiling is declared for this mutant alone
        statement = translator.statement(s.relation)
        context = translator.context(s.given)
        same = context == self.normalizer.context
        return (self.normalizer if same else Normalizer(context)), statement


def apart(translator: Translator) -> Translator:
    """One that has met the same things, and keeps what it meets to itself."""
    made = Translator()
    pairs = ((made, translator), (made._named, translator._named), (made.fresh, translator.fresh))
    for new, old in pairs:
        own = {k: copy.copy(v) for k, v in vars(old).items() if isinstance(v, (dict, list))}
        vars(new).update(own)
    return made


def in_time(action: Callable[[], T]) -> T | None:
    """What the search finds; None also when its time is over."""
    try:
        return SEARCH.run(action)
    except GAVE_UP:
        return None


def searched(p: Proved, s: Statement) -> Theorem | None:
    """A kernel theorem for the mutant, if the search finds one; KernelErrors are refusals."""
    return in_time(lambda: _searched(p, s))


def _searched(p: Proved, s: Statement) -> Theorem | None:
    try:
        if s.conditions:
            equations = tuple(map(p.translator.equation, s.conditions))
            made = find_equality(p.normalizer, p.theorem, equations)
            return None if isinstance(made, str) else made
        n, stated = p.stated(s)
        found = find(n, stated).theorem
        if found is None and p.allowed != ANYTHING and s.given == p.statement.given:
            found = find(n, stated, p.allowed).theorem
        return found
    except (KernelError, DeriveError):
        return None


def with_help(p: Proved, s: Statement) -> Theorem | None:
    """A kernel theorem for a mutant that may be true, with more help than the search has alone.

    Lemmas: the derivation's other theorems; that the mutant's gap is not below the true one's;
    that one side is not above 0 and the other not below. Or squares of the logarithms.
    """
    return in_time(lambda: _with_help(p, s))


def _with_help(p: Proved, s: Statement) -> Theorem | None:
    if s.conditions or s.given != p.statement.given:
        return None
    logs = {e for side in s.expressions() for e in unfolded(side).atoms(sympy.log)}
    try:
        n, stated = p.stated(s)
        squares = tuple(p.translator.term(e) for e in sorted(logs, key=str) if e.free_symbols)
        helps = [p.lemmas, *_between(p, n, stated)]
        for allowed in (*(Allowed(lemmas=h) for h in helps if h), Allowed(squares=squares)):
            found = find(n, stated, allowed).theorem
            if found is not None:
                return found
    except (KernelError, DeriveError):
        pass
    return None


def _between(p: Proved, n: Normalizer, s: kernel.Statement) -> Iterator[tuple[Theorem, ...]]:
    """Theorems that together give the statement, where the search finds each of them."""
    true = p.theorem.statement
    if "=" in (s.rel, true.rel) or "!=" in (s.rel, true.rel):
        return
    if s.is_strict <= true.is_strict:
        rest = find(n, kernel.Statement(s.gap(), ">=", true.gap())).theorem
        if rest is not None:
            yield rest, p.theorem
    less, greater = (s.lhs, s.rhs) if s.is_below else (s.rhs, s.lhs)
    below = find(n, kernel.Statement(less, "<=", ZERO)).theorem
    above = find(n, kernel.Statement(greater, ">" if s.is_strict else ">=", ZERO)).theorem
    if below is not None and above is not None:
        yield below, above


def unfolded(e: Any) -> Any:
    """The expression with every measure opened."""
    named = (Measure, AtEvent)
    return e.replace(lambda x: isinstance(x, named), lambda x: unfolded(x.unfold()))


def forged(p: Proved, s: Statement, control: dict[str, Any]) -> str | None:
    """The true statement's certificate (`Proved.control`) with the mutant put in, sealed again.

    None where the mutant has no meaning in the kernel, and so cannot be written.
    """
    try:
        return _forged(p, s, control)
    except (KernelError, DeriveError):
        return None


def _forged(p: Proved, s: Statement, control: dict[str, Any]) -> str:
    data = json.loads(json.dumps(control))
    rows = data["certificate"]["theorems"]
    last, before = rows[-1], rows[-1]["context"]
    if s.conditions:
        equations = tuple(map(p.translator.equation, s.conditions))
        gaps = [kernel.Statement(e, "=", ZERO) for e in equations]
        written = [_row(p.normalizer, g)["statement"][1] for g in gaps]
        last["given"][1] = ["tuple", *written]
    else:
        row = _row(*p.stated(s))
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
        (relation, *conditions), given = evaluated((s.relation, *s.conditions), s.given)
        if conditions:
            return attack_equality(relation, conditions, given, settings)
        return attack(relation, given, settings)
    except DeriveError:
        return None


def confirmed(s: Statement, judge: Judge, evidence: Evidence | None) -> False_ | None:
    """The attack's counterexample, if the judge agrees that it is one."""
    if evidence is None or evidence.counterexample is None:
        return None
    model = evidence.counterexample.model
    try:
        return judge.confirm(s, dict(model.sizes), converted_tables(model) or {})
    except (Unknown, Undecided):
        return None
