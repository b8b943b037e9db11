"""Scalar lemmas in scripts: an inequality in one variable, as a reason for steps.

    pinsker = ScalarLemma("Pinsker's lemma", t*log(t) - t + 1 >= 3*(t - 1)**2/(2*(t + 2)), t)
    …
    proof.ge(…, pinsker.on(p(x) / q(x)))

It trusts nothing: the lemma is a theorem of the kernel (`kernel.scalar`), whose certificate the
search finds, and so is what becomes of it when something is put for t.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sympy import Expr, Rational

from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.scalar import domain, said
from derive.kernel.terms import KernelError
from derive.kernel.theorem import IllPosed, Theorem
from derive.language.names import DeriveError
from derive.language.printing import text
from derive.language.quantities import QuantityValue
from derive.language.relations import Dominated, Relation, as_expression, as_relation
from derive.search.scalar import find_scalar, function_term
from derive.translate.bridge import Translator
from derive.translate.lemma import Lemma

__all__ = ["PutIn", "ScalarLemma", "function_term"]


class ScalarLemma(Lemma):
    """ψ(t) ≥ 0 for every t between a and b, as its name says.

    name: how it is printed as a reason. psi: a relation in t, or an expression that is ≥ 0. t: a
    quantity without letters; its sign is part of the interval. a, b: rational ends, None for none.
    An end at which a side is not defined, as ln(1 − t) at 1, does not belong to the interval.
    """

    def __init__(self, name: str, psi: Any, t: Any, a: Any = None, b: Any = None) -> None:
        if not isinstance(name, str) or not name:
            raise DeriveError(f"ScalarLemma: got the name {name!r}; expected words.")
        if not isinstance(t, QuantityValue) or t.at:
            raise DeriveError(
                f"{name}: its variable is {t!r}; expected a quantity without letters. Try "
                't = Positive("t").'
            )
        self.name, self.t = name, t
        self.relation = psi if isinstance(psi, Relation) else _relation(psi)
        self.a, self.b = (None if c is None else _end(c, name) for c in (a, b))
        self._made: Theorem | str | None = None

    @property
    def title(self) -> str:
        return self.name

    def on(self, *value: Any, **put: Any) -> PutIn:
        """The lemma with a value for its variable, at every letter: `lemma.on(p(x) / q(x))`, or
        `lemma.on(t=p(x) / q(x))`."""
        own = self.t.quantity.name
        if len(value) + len(put) != 1 or not set(put) <= {own}:
            raise DeriveError(f"{self.name}: expected one value. Try .on({own}=p(x)/q(x)).")
        return PutIn(self, as_expression((*value, *put.values())[0]))

    def theorem(self) -> Theorem:
        """The kernel's theorem.

        Raises:
            DeriveError: no certificate is found.
        """
        if self._made is None:
            self._made = self._found()
        if isinstance(self._made, str):
            raise DeriveError(
                f"{self.name}: {self.relation} is not shown: {self._made}. Try another interval, "
                "or a part of the inequality."
            )
        return self._made

    def _found(self) -> Theorem | str:
        why = ""
        for hypotheses in self._intervals():
            terms = Translator()
            try:
                statement = terms.statement(self.relation)
                terms.term(self.t)
                return find_scalar(Normalizer(terms.context(hypotheses)), statement)
            except IllPosed as refused:
                why = why or str(refused)
            except KernelError as refused:
                return str(refused)
        return why

    def _intervals(self) -> Iterator[list[Any]]:
        """Hypotheses with closed ends; then without the upper, the lower, both of them."""
        inside = [Relation(self.t, ">=", c) for c in (self.a,) if c is not None]
        inside += [Relation(self.t, "<=", c) for c in (self.b,) if c is not None]
        ends = {"unit": (0, 1), "nonneg": (0, None)}.get(self.t.quantity.sign, (None, None))
        low, high = (own if c is None else c for c, own in zip((self.a, self.b), ends, strict=True))
        above = [] if low is None else [Dominated(1, self.t - low)]
        below = [] if high is None else [Dominated(1, high - self.t)]
        for away in ([], below, above, [*below, *above]):
            yield [*inside, *away]

    def theorem_for(self, n: Normalizer, here: Translator, given: Sequence[Any]) -> Theorem:
        """The lemma itself, where its variable is a quantity of the derivation."""
        if here.quantities.get(self.t.quantity.name) != self.t.quantity:
            own = self.t.quantity.name
            raise DeriveError(f"{self.name}: what is {own} here? Try .on({own}=p(x)/q(x)).")
        return self.put_in(n, here, self.t)

    def put_in(self, n: Normalizer, here: Translator, value: Expr) -> Theorem:
        """The lemma for a value.

        Raises:
            DeriveError: it is not proved, or the value is not visibly in its interval.
        """
        general = self.theorem()
        name, on, closed = domain(general.context)
        try:
            put = Substitution({}, {}, {name: Put((), here.term(value))})
            return instance(n, general, put)
        except KernelError as refused:
            raise DeriveError(
                f"{self.name} is about {said(name, on, closed)}; {text(value)} is not shown to be "
                f"so: {refused}. Try a hypothesis that says it."
            ) from refused


class PutIn(Lemma):
    """A scalar lemma with a value for its variable."""

    def __init__(self, lemma: ScalarLemma, value: Expr) -> None:
        self.lemma, self.value = lemma, value

    @property
    def title(self) -> str:
        return self.named(lambda name, e: f"{name} := {text(e)}")

    def named(self, put: Callable[[str, Expr], str]) -> str:
        """The lemma's name and what is put for its variable."""
        return f"{self.lemma.name} for {put(self.lemma.t.quantity.name, self.value)}"

    def expressions(self) -> tuple[Expr, ...]:
        return (self.value,)

    def theorem_for(self, n: Normalizer, here: Translator, given: Sequence[Any]) -> Theorem:
        return self.lemma.put_in(n, here, self.value)


def _relation(psi: Any) -> Relation:
    try:
        return as_relation(psi)
    except DeriveError:
        return Relation(as_expression(psi), ">=", as_expression(0))


def _end(c: Any, name: str) -> Rational:
    made = as_expression(c)
    if not isinstance(made, Rational):
        raise DeriveError(f"{name}: an end of its interval is {c!r}; expected a rational number.")
    return made
