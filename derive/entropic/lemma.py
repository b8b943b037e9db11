"""A verdict as a reason: its theorem for the law of a derivation, variables matched by name.

The kernel's INSTANCE puts the derivation's law for the verdict's; its conditions must then be
hypotheses there. Where one is not in the same form, it is proved from the derivation's own
hypotheses, and the statement is decided again under these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy import Integer, Rational, log

from derive.entropic.certificate import LN2
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
            raise DeriveError(
                f"on({name}={value!r}): expected a random variable, or several (U, V)."
            )
        at[name] = several
    missing = [name for name in names if name not in at]
    if missing:
        raise DeriveError(f"on: no variable for {', '.join(missing)}. Try on({missing[0]}=…).")
    flat = [v for several in at.values() for v in several]
    if len({v.law for v in flat}) > 1 or len(set(flat)) < len(flat):
        raise DeriveError("on: expected different variables of one law for different names.")
    return Placed(verdict, at)


def random_names(problem: Problem) -> list[str]:
    return [problem.names[i] for i in random_at(problem)]


def random_at(problem: Problem) -> list[int]:
    """Positions of the random variables among the names."""
    return [i for i, n in enumerate(problem.names) if not isinstance(n, Scalar)]


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
    rates = any(isinstance(m, Scalar) and m.kind == "rate" for m in verdict.problem.names)
    units = (t.ONE, LN2) if rates and verdict.problem.from_text else (t.ONE,)
    refusal = ""
    for unit in units:  # R of a statement in text is in nats, or in bits
        try:
            return instance(n, verdict.theorem, _substitution(verdict, at, here, unit))
        except KernelError as refused:
            refusal = refusal or str(refused)
    for unit in units:
        again = _again(verdict, at, here, given, unit)
        if again is not None and again.theorem is not None:
            return instance(n, again.theorem, _same_law(again, here))
    raise DeriveError(
        f"the reason {verdict.title}: {refusal}, nor does it follow from {list(given)}."
    )


def _quantities(verdict: Verdict, here: Translator, unit: t.Term) -> dict[str, Put]:
    """The rates, by their names; in the unit of the derivation's."""
    general = verdict.theorem.context.quantities if verdict.theorem is not None else {}
    missing = sorted(set(general) - set(here.quantities))
    if missing:
        raise DeriveError(
            f"the reason {verdict.title}: no quantity {missing[0]} occurs here. "
            f"Try Nonnegative({missing[0]!r})."
        )
    return {name: Put((), t.Mul((unit, t.Quantity(name, ())))) for name in general}


def _same_law(verdict: Verdict, here: Translator) -> Substitution:
    return Substitution({}, {}, _quantities(verdict, here, t.ONE))


def _substitution(verdict: Verdict, at: Places, here: Translator, unit: t.Term) -> Substitution:
    """The law's marginal for the verdict's law, alphabets and rates accordingly."""
    quantities = _quantities(verdict, here, unit)
    if not at or verdict.theorem is None:
        return Substitution({}, {}, quantities)
    (law,) = {v.law for several in at.values() for v in several}
    letters = {v.name: index(v) for v in law.outputs}
    outputs = verdict.theorem.context.laws[verdict.problem.law].outputs
    alphabets, indices = {}, []
    for name, (_, alphabet) in zip(random_names(verdict.problem), outputs, strict=True):
        own = [letters[v.letter] for v in at[name]]
        alphabets[alphabet] = tuple(i.alphabet for i in own)
        indices += own
    term = t.LawTerm(
        law.name,
        tuple((v.name, letters[v.name]) for v in law.outputs if letters[v.name] in indices),
    )
    changed = {a: parts for a, parts in alphabets.items() if parts != (a,)}
    return Substitution(changed, {verdict.problem.law: Put(tuple(indices), term)}, quantities)


def _again(
    verdict: Verdict, at: Places, here: Translator, given: Sequence[Any], unit: t.Term
) -> Verdict | None:
    """The statement decided under those of the hypotheses that are about these entropies."""
    from derive.entropic.language import translated
    from derive.entropic.prove import prove

    problem = verdict.problem
    in_bits = unit != t.ONE
    lhs, rhs = (_expression(e, problem, at, here, in_bits) for e in (problem.lhs, problem.rhs))
    relation = lang.Relation(lhs, problem.rel, rhs)
    kept: list[Any] = []
    for hypothesis in given:
        with suppress(DeriveError):
            translated(relation, [hypothesis])
            kept.append(hypothesis)
    try:
        for total, rel in _conditions(problem):
            left = _expression(total, problem, at, here, in_bits)
            if prove(lang.Relation(left, rel, 0), kept, _SECONDS).theorem is None:
                return None
        return prove(relation, kept, _SECONDS)
    except DeriveError:
        return None


def _conditions(problem: Problem) -> Iterator[tuple[EntropySum, Any]]:
    """What the conditions say, as relations between entropies."""
    for condition in problem.stated:
        for piece in condition.zeros():
            yield piece.value(), "="
        for relation in condition.relations():
            yield relation.total, relation.rel


def _expression(
    e: EntropySum, problem: Problem, at: Places, here: Translator, in_bits: bool
) -> Any:
    """A sum of entropies of the variables that stand for the problem's, in nats or in bits."""
    total: Any = _rational(e.constant) * (1 if in_bits else log(2))
    for mask, c in e.terms.items():
        total += _rational(c) * _measure(mask, problem, at, here, in_bits)
    return total


def _measure(mask: int, problem: Problem, at: Places, here: Translator, in_bits: bool) -> Any:
    name = problem.names[mask.bit_length() - 1]
    if not isinstance(name, Scalar):
        several = (v for i in members(mask) for v in at[problem.names[i]])
        return H(*several, base=2) if in_bits else H(*several)
    if name.kind == "rate":
        return here.quantities[str(name)]()
    if name.kind == "log":
        value: Any = log(Integer(name.of))
    else:
        letters = [a for v in at[name.of] for a in v.law.outputs if a.name == v.letter]
        value = sum(log(a.size) for a in letters)
    return value / log(2) if in_bits else value


def _rational(c: Fraction) -> Any:
    return Rational(c.numerator, c.denominator)
