"""Problems written as SymPy objects: prove(I(X, Z) <= I(X, Y), given=[Markov(X, Y, Z)])."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.entropic.certificate import LN2, Setting, Source, from_equation
from derive.entropic.problem import Condition, Problem, Relation
from derive.entropic.sums import EntropySum, Mask
from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import LawAtom, Ln, LnPrime, Mono, Poly, SumAtom
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Term
from derive.kernel.theorem import Statement
from derive.language import relations as lang
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.translate.bridge import Translator

_BITS = t.Pow(LN2, -1)


@dataclass(frozen=True)
class Translated:
    """The problem, its kernel setting, and the statement for the kernel."""

    problem: Problem
    setting: Setting
    statement: Statement


def translated(relation: Any, given: Sequence[Any]) -> Translated:
    """Read a relation between entropies of one law, and its conditions.

    Raises:
        DeriveError: for a strict relation, more than one law, or what is not a linear relation
            between joint entropies.
    """
    stated = lang.as_relation(relation)
    if stated.rel not in ("=", "<=", ">="):
        raise DeriveError(
            f"prove: got {stated}; expected =, <= or >=. Strict ones are not decided."
        )
    conditions = [h if isinstance(h, lang.Structure) else lang.as_relation(h) for h in given]
    translator = Translator()
    statement = translator.statement(stated)
    context = translator.context(conditions)
    law = _the_law(translator, stated)
    reader = _Reader(Normalizer(Context(context.laws, context.quantities)), law)
    lhs, rhs, unit = reader.sides(statement, stated)
    read = _Conditions(reader, law)
    for k, (condition, hypothesis) in enumerate(zip(conditions, context.hypotheses, strict=True)):
        read.add(k, condition, hypothesis)
    names = tuple(v.name for v in law.variables)
    problem = Problem(
        names, lhs, stated.rel, rhs, tuple(read.conditions), text=str(stated),
        lhs_text=text(stated.lhs), rhs_text=text(stated.rhs), law=law.name,
        lhs_tex=latex(stated.lhs), rhs_tex=latex(stated.rhs),
    )  # fmt: skip
    variables = tuple(v.name for v in law.outputs)
    setting = Setting(law.name, variables, context, tuple(read.sources), read.relations, unit)
    return Translated(problem, setting, statement)


def _the_law(translator: Translator, stated: lang.Relation) -> Law:
    laws = list(translator.laws.values())
    if len(laws) != 1 or laws[0].inputs or translator.quantities:
        found = sorted([*translator.laws, *translator.quantities])
        raise DeriveError(
            f"prove: {stated} speaks of {found or 'no law'}; expected entropies of the variables "
            "of one joint law. Try X, Y, Z = Law('r', x, y, z).variables."
        )
    named = [v for v in laws[0].outputs if v.called]
    if named:
        raise DeriveError(
            f"prove: {stated}: {named[0].name} has the letters {', '.join(named[0].called)}; "
            "expected variables of any size. Try a @theorem, which knows of letters."
        )
    return laws[0]


class _Reader:
    """Kernel terms as sums of entropies of one law."""

    def __init__(self, n: Normalizer, law: Law) -> None:
        self.n = n
        self.law = law.name
        self.bit = {v.name: 1 << i for i, v in enumerate(law.outputs)}

    def sides(
        self, statement: Statement, stated: lang.Relation
    ) -> tuple[EntropySum, EntropySum, Term]:
        for factor, unit in ((t.ONE, t.ONE), (LN2, _BITS)):
            pair = [self.total(t.Mul((factor, side))) for side in (statement.lhs, statement.rhs)]
            if pair[0] is not None and pair[1] is not None:
                return pair[0], pair[1], unit
        raise DeriveError(
            f"prove: {stated} is not a linear relation between joint entropies. Numbers beside "
            "entropies are in bits: try base=2, or a multiple of log(2)."
        )

    def total(self, term: Term) -> EntropySum | None:
        return self._read(self.n.normal(term))

    def _read(self, p: Poly) -> EntropySum | None:
        terms: dict[Mask, Fraction] = {}
        constant = Fraction(0)
        for m, coefficient in p.terms.items():
            if m == Mono({LnPrime(2): 1}):
                constant += coefficient
                continue
            s = self._set(m)
            if s is None:
                return None
            terms[s] = terms.get(s, Fraction(0)) - coefficient
        return EntropySum({s: v for s, v in terms.items() if v}, constant)

    def _set(self, m: Mono) -> Mask | None:
        """S where m is Σ r(S) ln r(S)."""
        if len(m.factors) != 1:
            return None
        ((a, e),) = m.factors.items()
        if not isinstance(a, SumAtom) or e != 1:
            return None
        r = next((b for b in a.body.factors if isinstance(b, LawAtom)), None)
        if r is None or r.law != self.law or a.body != Mono({r: 1, Ln(r): 1}):
            return None
        if len({i for _, i in r.at}) != len(a.bound) or len(r.at) != len(a.bound):
            return None
        return sum(self.bit[v] for v, _ in r.at)


class _Conditions:
    """Conditions of the problem, and what each makes 0."""

    def __init__(self, reader: _Reader, law: Law) -> None:
        self.reader, self.law = reader, law
        self.conditions: list[Condition] = []
        self.sources: list[Source] = []
        self.relations: dict[tuple[int, int], tuple[str, Term]] = {}

    def add(self, number: int, condition: lang.Relation, hypothesis: Hypothesis) -> None:
        if isinstance(condition, lang.Structure):
            self._structure(condition, hypothesis)
        else:
            self._relation(number, condition, hypothesis)

    def _structure(self, condition: lang.Structure, hypothesis: Hypothesis) -> None:
        if condition.law != self.law:
            raise DeriveError(f"prove: {condition} is about another law than {self.law}.")
        groups = tuple(sum(self.reader.bit[v] for v in group) for group in condition.groups)
        made = Condition(
            "markov" if condition.kind == "markov" else "independent", groups, condition.name
        )
        self.conditions.append(made)
        below, minus_above = hypothesis.term.terms  # type: ignore[union-attr]
        above = t.Mul(minus_above.factors[1:])  # type: ignore[union-attr]
        outputs = [v for v in self.law.outputs if self.reader.bit[v.name] & sum(groups)]
        joint = t.LawTerm(
            self.law.name, tuple((v.name, t.Index(v.name, v.alphabet)) for v in outputs)
        )
        forms = from_equation(hypothesis.name, joint, below, above, -1)
        self.sources.append(Source(hypothesis.name, tuple(made.zeros()), forms))

    def _relation(self, number: int, condition: lang.Relation, hypothesis: Hypothesis) -> None:
        for factor in (t.ONE, LN2):
            total = self.reader.total(t.Mul((factor, hypothesis.term)))
            if total is not None:
                rel = "=" if hypothesis.kind == "=" else ">="
                made = Condition(
                    "linear",
                    (),
                    str(condition),
                    relation=Relation(total, rel),  # type: ignore[arg-type]
                )
                self.conditions.append(made)
                self.relations[number, 0] = (hypothesis.name, factor)
                for piece in made.zeros():
                    self.sources.append(_entropic(hypothesis.name, piece, total, factor))
                return
        raise DeriveError(
            f"prove: the condition {condition} is not a linear relation between entropies, "
            "Markov(…) or Independent(…)."
        )


def _entropic(name: str, piece: Any, total: EntropySum, factor: Term) -> Source:
    """total = k·piece for a number k; −w·piece = −(w/k)·total."""
    value = piece.value()
    some = next(iter(value.terms))
    k = total.terms[some] / value.terms[some]

    def forms(weight: Term) -> list[c.Form]:
        return [c.Given(name, (), (), t.Mul((t.Const(-1 / k), factor, weight)))]

    return Source(name, (piece,), forms)
