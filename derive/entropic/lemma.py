"""A verdict as a reason: its theorem for the law of a derivation, variables matched by name.

The kernel's INSTANCE puts the derivation's law for the verdict's; its conditions must then be
hypotheses there. Where one is not in the same form, the statement is decided again under the
derivation's own hypotheses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Integer, Rational, log

from derive.entropic.problem import Problem
from derive.entropic.scalars import Scalar
from derive.entropic.sums import EntropySum, members
from derive.kernel import terms as t
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import Theorem
from derive.language import relations as lang
from derive.language.laws import Law, RandomVariable
from derive.language.measures import H
from derive.language.names import DeriveError
from derive.translate.bridge import Translator, index
from derive.translate.lemma import Lemma

if TYPE_CHECKING:
    from derive.entropic.prove import Verdict

_SECONDS = 20.0
Places = Mapping[str, tuple[RandomVariable, ...]]


@dataclass(frozen=True)
class Placed(Lemma):
    """A verdict with the variables of a derivation for its own: `verdict.on(X=U, Y=(V, W))`."""

    verdict: Verdict
    at: Places

    @property
    def title(self) -> str:
        moved = [(n, v) for n, v in self.at.items() if [n] != [u.name for u in v]]
        put = ", ".join(f"{n} := {','.join(u.name for u in v)}" for n, v in moved)
        return f"{self.verdict.title} for {put}" if put else self.verdict.title

    def theorem_for(self, n: Normalizer, here: Translator, given: Sequence[Any]) -> Theorem:
        return theorem_at(self.verdict, self.at, n, here, given)


def placed(verdict: Verdict, law: Law | None, variables: Mapping[str, Any]) -> Placed:
    """The verdict about variables of a law: of the same names, or those named.

    Raises:
        DeriveError: for a name that the verdict does not have, for what is no variable, and
            for variables of several laws.
    """
    names = random_names(verdict.problem)
    at: dict[str, tuple[RandomVariable, ...]] = {}
    if law is not None:
        if not isinstance(law, Law):
            raise DeriveError(f"on: got {law!r}; expected a law, or variables as X=U.")
        at.update({v.name: (v,) for v in law.variables if v.name in names})
    for name, value in variables.items():
        several = value if isinstance(value, tuple) else (value,)
        if name not in names:
            raise DeriveError(f"on({name}=…): the statement's variables are {', '.join(names)}.")
        if not several or not all(isinstance(v, RandomVariable) for v in several):
            raise DeriveError(f"on({name}={value!r}): expected a random variable, or several (U, V).")
        at[name] = several
    missing = [name for name in names if name not in at]
    if missing:
        raise DeriveError(f"on: no variable for {', '.join(missing)}. Try on({missing[0]}=…).")
    flat = [v for several in at.values() for v in several]
    if len({v.law for v in flat}) > 1 or len(set(flat)) < len(flat):
        raise DeriveError("on: expected different variables of one law for different names.")
    return Placed(verdict, at)


def random_names(problem: Problem) -> list[str]:
    return [n for n in problem.names if not isinstance(n, Scalar)]


def found_places(verdict: Verdict, here: Translator) -> Places:
    """The variables of the one law here that has all the statement's names.

    Raises:
        DeriveError: if there is none, or several.
    """
    names = random_names(verdict.problem)
    if not names:
        return {}
    own = here.laws.get(verdict.problem.law)
    fits = [law for law in here.laws.values() if set(names) <= {v.name for v in law.variables}]
    fits = [law for law in fits if not law.inputs]
    if own in fits and not verdict.problem.from_text:
        fits = [law for law in fits if law == own]
    if len(fits) != 1:
        found = ", ".join(law.name for law in fits) or "no law"
        raise DeriveError(
            f"the reason {verdict.title}: {found} here has the variables {', '.join(names)}; "
            f"expected one law that has. Try verdict.on(law), or verdict.on({names[0]}=…)."
        )
    variables = {v.name: v for v in fits[0].variables}
    return {name: (variables[name],) for name in names}


def theorem_at(
    verdict: Verdict, at: Places, n: Normalizer, here: Translator, given: Sequence[Any]
) -> Theorem:
    """The verdict's theorem for these variables, in the context of n.

    Raises:
        DeriveError: as `Lemma.theorem_for`.
    """
    if verdict.theorem is None:
        raise DeriveError(f"the reason {verdict.title} is {verdict.word}, not proved.")
    try:
        return instance(n, verdict.theorem, _substitution(verdict, at, here))
    except KernelError as refused:
        again = _again(verdict, at, here, given)
        if again is None or again.theorem is None:
            raise DeriveError(
                f"the reason {verdict.title}: {refused}, nor does the statement follow from the "
                f"hypotheses {list(given)} as they are."
            ) from refused
        return instance(n, again.theorem, _substitution(again, at, here, same=True))


def _substitution(
    verdict: Verdict, at: Places, here: Translator, same: bool = False
) -> Substitution:
    """The law's marginal for the verdict's law, alphabets and rates accordingly."""
    general = verdict.theorem.context if verdict.theorem is not None else t.Context({}, {})
    quantities = {
        name: Put((), t.Quantity(name, ())) for name in general.quantities if name in here.quantities
    }
    missing = sorted(set(general.quantities) - set(here.quantities))
    if missing:
        raise DeriveError(
            f"the reason {verdict.title}: no quantity {missing[0]} occurs here. "
            f"Try Nonnegative({missing[0]!r})."
        )
    if not at or same:
        return Substitution({}, {}, quantities)
    (law,) = {v.law for several in at.values() for v in several}
    letters = {v.name: index(v) for v in law.outputs}
    alphabets, indices = {}, []
    names = dict(zip(random_names(verdict.problem), general.laws[verdict.problem.law].outputs, strict=True))
    for name, (_, alphabet) in names.items():
        own = [letters[v.letter] for v in at[name]]
        alphabets[alphabet] = tuple(i.alphabet for i in own)
        indices += own
    wanted = {i.name for i in indices}
    term = t.LawTerm(law.name, tuple((v.name, letters[v.name]) for v in law.outputs if v.name in wanted))
    changed = {a: parts for a, parts in alphabets.items() if parts != (a,)}
    return Substitution(changed, {verdict.problem.law: Put(tuple(indices), term)}, quantities)


def _again(
    verdict: Verdict, at: Places, here: Translator, given: Sequence[Any]
) -> Verdict | None:
    """The statement decided under those of the hypotheses that are about these entropies."""
    from derive.entropic.prove import prove

    problem = verdict.problem
    lhs, rhs = (_expression(e, problem, at, here) for e in (problem.lhs, problem.rhs))
    relation = lang.Relation(lhs, problem.rel, rhs)
    kept: list[Any] = []
    for hypothesis in given:
        try:
            prove(relation, [hypothesis], 0.001)
        except DeriveError:
            continue
        kept.append(hypothesis)
    try:
        return prove(relation, kept, _SECONDS)
    except DeriveError:
        return None


def _expression(e: EntropySum, problem: Problem, at: Places, here: Translator) -> Any:
    """A sum of entropies of the variables that stand for the problem's, in nats."""
    total: Any = _rational(e.constant) * log(2)
    for mask, c in e.terms.items():
        total += _rational(c) * _measure(mask, problem, at, here)
    return total


def _measure(mask: int, problem: Problem, at: Places, here: Translator) -> Any:
    name = problem.names[mask.bit_length() - 1]
    if not isinstance(name, Scalar):
        return H(*(v for i in members(mask) for v in at[problem.names[i]]))
    if name.kind == "rate":
        return here.quantities[str(name)]()
    if name.kind == "log":
        return log(Integer(name.of))
    alphabets = [a for v in at[name.of] for a in v.law.outputs if a.name == v.letter]
    return sum(log(a.size) for a in alphabets)


def _rational(c: Fraction) -> Any:
    return Rational(c.numerator, c.denominator)
