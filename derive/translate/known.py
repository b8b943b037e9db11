"""What the kernel is told of laws of families, and of laws on ℕ₀, when a context is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sympy import Expr

from derive.kernel import terms as t
from derive.kernel.instance import has_sign
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Term
from derive.language.families import Family
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.printing import text
from derive.language.vectors import MultivariateNormal
from derive.translate import families
from derive.translate.family_facts import facts
from derive.translate.fresh import Fresh
from derive.translate.positive import is_positive
from derive.translate.vectors import facts as of_vector
from derive.translate.vectors import positive

HIGHEST = 12  # moment


class Known:
    """Puts facts among the fresh hypotheses and supports.

    term: of any expression. visible: a normalizer under no hypothesis. under: one under some.
    """

    def __init__(
        self,
        term: Callable[[Expr], Term],
        visible: Callable[[], Normalizer],
        under: Callable[[Sequence[t.Support], Sequence[t.Hypothesis]], Normalizer],
        fresh: Fresh,
    ) -> None:
        self.term, self.visible, self.under, self.fresh = term, visible, under, fresh

    def met(self, law: Family) -> None:
        """A law of a family occurs; its equations come with the context."""
        if families.mark(law) not in self.fresh.quantities:
            self.fresh.quantities[families.mark(law)] = t.QuantityDecl((), "real")
            for _, e in law.positive():
                self.term(e)

    def know(
        self,
        laws: Iterable[Law],
        terms: Callable[[], Sequence[Term]],
        supports: Sequence[t.Support],
        given: Sequence[t.Hypothesis],
    ) -> None:
        """Of all laws that have been met. terms: what has been translated, from which the highest
        moment is read off, and of which numbers marginals are wanted.

        Raises:
            DeriveError: for a parameter that is not shown to be > 0.
        """
        known, laws = {h.name for h in self.fresh.hypotheses}, list(laws)
        own = [law for law in laws if isinstance(law, Family)]
        new = [law for law in own if f"ln {law.name}" not in known]
        vectors = [law for law in own if isinstance(law, MultivariateNormal)]
        met = terms() if new or vectors else ()
        most = max(2, min(max(map(families.degree, met), default=0), HIGHEST))
        for law in dict.fromkeys((*new, *vectors)):
            self._check_positive(law, supports, given)
            vector = isinstance(law, MultivariateNormal)
            for fact in of_vector(law, most, met) if vector else facts(law, most, own):  # type: ignore[arg-type]
                if fact.name in known:
                    continue
                name, kind, lhs, rhs = fact
                term = t.minus(self.term(lhs), self.term(rhs))
                self.fresh.hypotheses.append(t.Hypothesis(name, kind, term))
        if new or vectors:
            self._know_supports(own, met)
        for other in laws:
            name = families.at_most_one(other.name)
            if name not in known and _is_counted(other):
                gap = t.minus(t.ONE, families.value(other))
                self.fresh.hypotheses.append(t.Hypothesis(name, ">=", gap))

    def _check_positive(
        self, law: Family, supports: Sequence[t.Support], given: Sequence[t.Hypothesis]
    ) -> None:
        for what, e in law.positive():
            term = self.term(e)
            if has_sign(self.visible(), term, "pos"):
                continue
            if not is_positive(self.under(supports, given), term):
                raise DeriveError(
                    f"{type(law).__name__}({law.name!r}): its {what} {text(e)} is not visibly > 0. "
                    f"{law.instead()}"
                )

    def _know_supports(self, own: Sequence[Family], met: Sequence[Term]) -> None:
        """Where laws are not 0."""
        known = {s.name for s in self.fresh.supports}
        plain = [law for law in own if not isinstance(law, MultivariateNormal)]
        made = [s for law in plain for s in self._supports(law, plain)]
        for law in own:
            for e in positive(law, met) if isinstance(law, MultivariateNormal) else ():
                made.append(t.Support(f"{text(e)} > 0", t.ONE, self.term(e)))
        self.fresh.supports += [s for s in made if s.name not in known]

    def _supports(self, law: Family, own: Sequence[Family]) -> Iterator[t.Support]:
        """Where it is not 0, and which of the others are 0 wherever it is."""
        value, x = families.value(law), law.outputs[0].alphabet
        if law.ends(*law.parameters) == (None, None):
            yield t.Support(f"{law.name}(x) > 0", t.ONE, value)
            return
        for p in own:
            if p != law and p.outputs[0].alphabet == x and self._lives(p, law):
                premise = self.term(p(*law.outputs, *p.inputs))
                yield t.Support(f"{p.name} is 0 where {law.name} is", premise, value)

    def _lives(self, p: Family, q: Family) -> bool:
        """Whether p is visibly > 0 only between the ends of q."""
        (low, high), (least, most) = (f.ends(*f.parameters) for f in (p, q))
        n = self.visible()
        gaps = ((low, least, 1), (high, most, -1))
        return all(
            bound is None or (end is not None and n.nonnegative(self.term(sign * (end - bound))))
            for end, bound, sign in gaps
        )


def _is_counted(law: Law) -> bool:
    """Whether it is a law on ℕ₀, or on that and alphabets: its values are probabilities."""
    return any(v.is_natural for v in law.outputs) and not any(
        v.is_space or v.called for v in law.variables_and_inputs()
    )
