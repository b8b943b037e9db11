r"""Maxima and minima over all laws, with the law where they are attained.

    f(π) ≤ v for every law π under the hypotheses            (A, by the kernel)
    p* is a law and meets the hypotheses, and f(p*) = v      (B, by the kernel; INSTANCE of A)
    ────────────────────────────────────────────────────────  MAXIMUM    (≥ for a minimum)
    max_π f(π) = v, attained at p*

    f(π) = v  if and only if  π = p*                         (C, by the kernel: WITH_EQUALITY)
    ──────────────────────────────────────────────────────── together with MAXIMUM
    max_π f(π) = v, attained exactly at p*

v and p* do not depend on π. The hypotheses that mention π say which π are meant; B may use the
others only. A quantity may stand for π, such as codeword lengths; p* is then an expression.
The attack looks for a π beyond v, for parameters with f(p*) ≠ v, for a hypothesis that p* breaks,
and for another π with f(π) = v. Source: Boyd & Vandenberghe, Convex Optimization, section 4.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sympy import Expr

from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import Theorem
from derive.language.definitions import DefinedLaw, Where, where
from derive.language.expressions import Indicator
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.putting import occurs, put, put_in
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Rel, Relation, as_expression
from derive.rules.fact import Decision, Fact, Ground
from derive.search.named import Point
from derive.translate.bridge import Translator, index
from derive.translate.fresh import rests_on
from derive.translate.named import has_named

if TYPE_CHECKING:
    from derive.search.engine import Found

Hypotheses = tuple[Relation | Dominated, ...]


class _Extreme(Fact):
    """The extreme value of an expression over all laws (or all values of a quantity)."""

    word = ""
    rel: Rel = "<="

    def __init__(self, f: Any, over: Any, value: Any, at: Any, only: bool = True) -> None:
        self.f, self.value = as_expression(f), as_expression(value)
        self.over, self.at, self.only = over, at, only
        self._check()

    def _check(self) -> None:
        name, letters = type(self).__name__, self._letters()
        if isinstance(self.over, Quantity):
            self.at = as_expression(self.at)
            extra = self.at.free_symbols - set(letters)
        elif not isinstance(self.at, Law) or self._shape(self.at) != self._shape(self.over):
            raise DeriveError(
                f"{name}: at={self.at!r}; expected a law over the same alphabets as "
                f"{self.over.name}. Try DefinedLaw('p*', {letters[0].name}, value=…)."
            )
        else:
            extra = set()
        free = {i for i in self.f.free_symbols | self.value.free_symbols | extra}
        if free:
            raise DeriveError(
                f"{name}: {self.text()} depends on the letters "
                f"{sorted(getattr(i, 'name', str(i)) for i in free)}; expected a number for each "
                f"{self.over.name}. Try summing over them."
            )
        if not occurs(self.over, self.f):
            raise DeriveError(f"{name}: {self.over.name} does not occur in {text(self.f)}.")
        for what, e in (("value", self.value), ("at", self._at_own())):
            if self.at != self.over and occurs(self.over, e):
                raise DeriveError(
                    f"{name}: {what}={text(e)} depends on {self.over.name}, which is to vary."
                )
        if self.at == self.over:
            raise DeriveError(f"{name}: at={self.over.name} is what varies. Try naming a law.")

    def _letters(self) -> tuple[Any, ...]:
        """The letters that what varies is declared with."""
        known = isinstance(self.over, (Law, Quantity)) and not isinstance(self.over, DefinedLaw)
        if known and has_named(self.over):
            raise DeriveError(
                f"{type(self).__name__}: {self.over.name} runs over letters with names; expected "
                "an alphabet of unspecified size. Try Alphabet('x')."
            )
        if known and isinstance(self.over, Law):
            return self.over.variables_and_inputs()
        if isinstance(self.over, Quantity) and self.over.over:
            return self.over.over
        raise DeriveError(
            f"{type(self).__name__}: over={self.over!r}; expected a law that is given by its name "
            "alone, or a quantity with letters, such as CodeLengths. Try Distribution('π', x)."
        )

    @staticmethod
    def _shape(law: Law) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(v.alphabet for v in side) for side in (law.outputs, law.inputs))

    def _own(self) -> Expr:
        """What varies, at its own letters."""
        return self.over(*self._letters())

    def _at_own(self) -> Expr:
        """Where the extreme value is attained, at the same letters."""
        if not isinstance(self.at, Law):
            return self.at
        names = [v.name for v in self.at.variables_and_inputs()]
        return self.at(**dict(zip(names, self._letters(), strict=True)))

    # ------------------------------------------------------------ as it is printed

    rule = "a bound that is attained"

    def text(self) -> str:
        where_ = "exactly at" if self.only else "at"
        f = text(self.f)
        return (
            f"{self.word}_{self.over.name} {{{f}}} = {text(self.value)}, attained {where_} "
            f"{self._place(text)}"
        )

    def _place(self, show: Any) -> str:
        """`π = p*`, or `L(x) = log₂(1/p(x))`."""
        if isinstance(self.at, Law):
            return f"{show(self.over)} = {show(self.at)}"
        return f"{show(self._own())} = {show(self.at)}"

    def latex(self) -> str:
        exactly = "exactly " if self.only else ""
        return (
            rf"\{self.word}_{{{latex(self.over)}}} \left\{{ {latex(self.f)} \right\}} = "
            rf"{latex(self.value)} \text{{, attained {exactly}at }} {self._place(latex)}"
        )

    # ------------------------------------------------------------ how it is decided

    def bound(self) -> Relation:
        return Relation(self.f, self.rel, self.value)

    def attained(self) -> Relation:
        return Relation(put(self.f, self.over, self.at), "=", self.value)

    def unique(self) -> Relation:
        return Relation(self._own(), "=", self._at_own())

    def decide(self, ground: Ground) -> Decision:
        proof, why = self._proved(ground)
        against = self._attacked(ground, False, proof is not None)
        if proof is None and against is None:
            against = self._attacked(ground, True, False)
        if against is None:
            return proof or Decision("open", note=why)
        if proof is not None:
            raise KernelError(
                f"THE CHECKER CONTRADICTS ITSELF: the kernel proves {self.text()} and the attack "
                f"finds: {against.note}. Please report it with this script."
            )
        return against

    def _parted(self, ground: Ground) -> tuple[Hypotheses, Hypotheses]:
        """The hypotheses that say which π are meant, and the others."""
        about = tuple(h for h in ground.given if occurs(self.over, h))
        return about, tuple(h for h in ground.given if h not in about)

    def _proved(self, ground: Ground) -> tuple[Decision | None, str]:
        """The decision, or why there is no proof."""
        from derive.kept.proofs import find_equality

        _, others = self._parted(ground)
        one = self.bound()
        translator, n = self._ground(ground.given, (*one.expressions(), self._own()))
        made = self._find(translator, n, one)
        if made.theorem is None:
            return None, f"{one}: {made.why}"
        general: Theorem = made.theorem
        if self.only:
            exact = find_equality(n, general, (translator.equation(self.unique()),))
            if isinstance(exact, str):
                return None, f"with equality only at {self._place(text)}: {exact}"
            general = exact
        try:
            here, n0, there = self._instance(ground, general, others)
        except KernelError as refused:
            return None, f"at {self._place(text)}: {refused}"
        reached = self._find(here, n0, self.attained())
        if reached.theorem is None:
            return None, f"{self.attained()}: {reached.why}"
        rests = rests_on(general) | rests_on(reached.theorem) | rests_on(there)
        return Decision("proved", rests, premise=general), ""

    def _ground(self, given: Hypotheses, expressions: tuple[Expr, ...]) -> Any:
        translator = Translator()
        for e in (*expressions, self._at_own()):
            translator.term(e)
        return translator, Normalizer(translator.context(given))

    def _find(self, translator: Translator, n: Normalizer, relation: Relation) -> Found:
        from derive.kept.proofs import Allowed, find

        points = tuple(self._points(translator))
        return find(n, translator.statement(relation), Allowed(points=points))

    def _points(self, translator: Translator) -> Iterator[Point]:
        """Where tangents may be taken: at p*, and at the other laws that are named."""
        if isinstance(self.at, Law):
            yield Point(tuple(map(index, self._letters())), translator.term(self._at_own()))
        for w in self.definitions():
            if isinstance(w.definition, DefinedLaw) and w.definition != self.at:
                own = (v for v in w.definition.variables_and_inputs() if not v.called)
                letters = tuple(map(index, own))
                yield from (Point(letters, value) for value in translator.each(w.lhs))

    def definitions(self) -> tuple[Where, ...]:
        """What is defined in it."""
        return where((self.f, self.value, self._at_own()))

    def _instance(
        self, ground: Ground, general: Theorem, others: Hypotheses
    ) -> tuple[Translator, Normalizer, Theorem]:
        """A at p*, in a context that knows nothing of π: p* is a law and meets its hypotheses."""
        attained = self.attained()
        about, _ = self._parted(ground)
        moved = [e for h in about for e in put_in(h, self.over, self.at).expressions()]
        translator, n = self._ground(others, (*attained.expressions(), *moved))
        made = Put(tuple(map(index, self._letters())), translator.term(self._at_own()))
        laws = {self.over.name: made} if isinstance(self.over, Law) else {}
        quantities = {} if laws else {self.over.name: made}
        return translator, n, instance(n, general, Substitution({}, laws, quantities))

    # ------------------------------------------------------------ the other road

    def _attacked(self, ground: Ground, special: bool, proved: bool) -> Decision | None:
        """special: whether special cases are tried, which takes long. proved: then what an earlier
        run found is kept."""
        from derive.kept.models import attacked, attacked_equality

        if ground.settings is None or (special and not ground.settings.special):
            return None
        settings = replace(ground.settings, special=special)
        about, others = self._parted(ground)
        tried = [(self.bound(), ground.given, f"a {self.over.name} beyond the value")]
        tried += [(self.attained(), others, f"not attained at {self._place(text)}")]
        tried += [
            (_as_relation(put_in(h, self.over, self.at)), others, f"{self._place(text)} breaks {h}")
            for h in about
        ]
        for relation, given, note in tried:
            evidence = attacked(self._said(relation), relation, given, settings, lambda: proved)
            found = self._against(evidence, note)
            if found is not None:
                return found
        if not self.only:
            return None
        one, unique = self.bound(), (self.unique(),)
        said = self._said(one, *unique)
        elsewhere = attacked_equality(said, one, unique, ground.given, settings, lambda: proved)
        return self._against(elsewhere, "attained elsewhere")

    def _said(self, *relations: Relation) -> str:
        from derive.kept.proofs import key_of_texts

        return key_of_texts(*map(str, (self, *relations)))

    def _against(self, evidence: Any, note: str) -> Decision | None:
        if evidence.verdict not in ("refuted", "ill-posed"):
            return None
        lines = tuple(evidence.counterexample.describe())
        return Decision(evidence.verdict, detail=lines, note=note)


def _as_relation(h: Relation | Dominated) -> Relation:
    """a ≪ b says a·(1 − [b ≠ 0]) = 0."""
    if isinstance(h, Dominated):
        return Relation(h.premise * (1 - Indicator(h.conclusion)), "=", 0)
    return h


class Maximum(_Extreme):
    """max over all laws π of f(π) = value, attained exactly at the law `at`.

    `Maximum(E(r(x), π) - β*KL(π, p), over=π, value=β*log(Z), at=pstar)`. only=False: attained at
    `at`, and perhaps elsewhere. Hypotheses of the derivation that mention π say which are meant.

    Raises:
        DeriveError: for what is no law, or a value or place that depends on π or on letters.
    """

    word = "max"
    rel = "<="


class Minimum(_Extreme):
    """min over all laws q of f(q) = value, attained exactly at the law `at`; as `Maximum`."""

    word = "min"
    rel = ">="
