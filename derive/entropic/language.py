"""Problems written as SymPy objects: prove(I(X, Z) <= I(X, Y), given=[Markov(X, Y, Z)])."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.entropic.certificate import LN2, Setting, Source, from_equation
from derive.entropic.problem import Condition, Piece, Problem, Relation, disjoint, union
from derive.entropic.scalars import MOST_PRIME, Scalar, log_of_prime, scalars_of
from derive.entropic.sums import EntropySum, Mask
from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import CardAtom, LawAtom, Ln, LnPrime, Mono, Poly, QuantityAtom, SumAtom
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
    n = Normalizer(Context(context.laws, context.quantities))
    reader = _Reader(n, law, _rates(translator, law))
    lhs, rhs, unit = reader.sides(statement, stated)
    read = _Conditions(reader, law)
    for k, (condition, hypothesis) in enumerate(zip(conditions, context.hypotheses, strict=True)):
        read.add(k, condition, hypothesis)
    names, to = reader.in_order()
    conditions_read = tuple(c.rename(to) for c in read.conditions)
    problem = Problem(
        names, lhs.rename(to), stated.rel, rhs.rename(to), conditions_read, text=str(stated),
        lhs_text=text(stated.lhs), rhs_text=text(stated.rhs), law=law.name,
        lhs_tex=latex(stated.lhs), rhs_tex=latex(stated.rhs),
    )  # fmt: skip
    variables = tuple(v.name for v in law.outputs)
    setting = Setting(
        law.name, variables, context, tuple(read.sources), read.relations, unit,
        {i: reader.value(n) for i, n in enumerate(names) if isinstance(n, Scalar)},
    )  # fmt: skip
    return Translated(problem, setting, statement)


def _the_law(translator: Translator, stated: lang.Relation) -> Law:
    laws = list(translator.laws.values())
    if len(laws) != 1 or laws[0].inputs:
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


def _rates(translator: Translator, law: Law) -> dict[str, Scalar]:
    """The quantities that are rates, by name.

    Raises:
        DeriveError: for one that depends on letters, has another sign, or a variable's name.
    """
    variables = {v.name for v in law.variables}
    out = {}
    for name, q in translator.quantities.items():
        if q.over or q.sign not in ("nonneg", "pos") or name in variables:
            raise DeriveError(
                f"prove: the quantity {name} is no rate; expected Nonnegative({name!r}) or "
                f"Positive({name!r}), without letters, not named as a variable is."
            )
        out[name] = Scalar(name, "rate", positive=q.sign == "pos")
    return out


class _Reader:
    """Kernel terms as sums of entropies of one law, of rates and of logarithms."""

    def __init__(self, n: Normalizer, law: Law, rates: dict[str, Scalar]) -> None:
        self.n = n
        self.law = law.name
        self.bit = {v.name: 1 << i for i, v in enumerate(law.outputs)}
        self.names: list[str] = [v.name for v in law.variables]
        self.rates = rates
        self.over: dict[str, list[str]] = {}  # the variables over each alphabet
        for v in law.outputs:
            self.over.setdefault(v.alphabet, []).append(v.name.upper())  # as RandomVariable.name
        self.alphabets = {",".join(names): a for a, names in self.over.items()}
        self.factors: dict[str, Term] = {}  # of each rate: what makes it nats
        self.units: tuple[Term, ...] = (t.ONE, LN2)  # the statement's first, once it is read

    def in_order(self) -> tuple[tuple[str, ...], list[Mask]]:
        """The names, numbers last in their order, and where each was."""
        order = sorted(
            range(len(self.names)),
            key=lambda i: self.names[i].rank + 1 if isinstance(self.names[i], Scalar) else 0,  # type: ignore[attr-defined]
        )
        to = [1 << order.index(i) for i in range(len(order))]
        return tuple(self.names[i] for i in order), to

    def value(self, name: Scalar) -> Term:
        """A number in nats."""
        if name.kind == "rate":
            return t.Mul((t.Quantity(str(name), ()), self.factors[name]))
        if name.kind == "log":
            return t.Log(t.const(int(name.of)))
        return t.Log(t.Card(self.alphabets[name.of]))

    def _bit(self, name: Scalar) -> Mask:
        if name not in self.names:
            self.names.append(name)
        return 1 << self.names.index(name)

    def sides(
        self, statement: Statement, stated: lang.Relation
    ) -> tuple[EntropySum, EntropySum, Term]:
        for factor, unit in ((t.ONE, t.ONE), (LN2, _BITS)):
            pair = self.totals((statement.lhs, statement.rhs), factor)
            if pair is not None:
                self.units = (factor, *(u for u in self.units if u != factor))
                return pair[0], pair[1], unit
        raise DeriveError(
            f"prove: {stated} is not a linear relation between joint entropies. Numbers beside "
            "entropies are in bits: try base=2, or a multiple of log(2)."
        )

    def totals(self, terms: Sequence[Term], factor: Term) -> list[EntropySum] | None:
        """The sums that factor·term are in nats; None if one is none.

        A rate then has its unit: nats beside H(X), bits beside H(X, base=2).
        """
        normal = [self.n.normal(t.Mul((factor, term))) for term in terms]
        found = [self._read(p, factor) for p in normal]
        read = [e for e in found if e is not None]
        if len(read) < len(found):
            return None
        rates = [r for p in normal for r in self._rates_in(p)]
        self.factors.update(dict.fromkeys(rates, factor))
        return read

    def _read(self, p: Poly, factor: Term) -> EntropySum | None:
        terms: dict[Mask, Fraction] = {}
        constant = Fraction(0)
        if any(self.factors.get(r, factor) != factor for r in self._rates_in(p)):
            return None  # in nats in one place, in bits in another
        for m, coefficient in p.terms.items():
            if m == Mono({LnPrime(2): 1}):
                constant += coefficient
                continue
            number = self._number(m, factor)
            if number is not None:
                s = self._bit(number)
                terms[s] = terms.get(s, Fraction(0)) + coefficient
                continue
            found = self._set(m)
            if found is None:
                return None
            terms[found] = terms.get(found, Fraction(0)) - coefficient
        return EntropySum({s: v for s, v in terms.items() if v}, constant)

    def has_numbers(self, e: EntropySum) -> bool:
        return bool(e.variables & scalars_of(self.names))

    def _rates_in(self, p: Poly) -> list[str]:
        return [a.name for m in p.terms for a in m.factors if isinstance(a, QuantityAtom)]

    def _number(self, m: Mono, factor: Term) -> Scalar | None:
        """The rate, or the logarithm of a prime or of an alphabet's size, that a monomial is."""
        own = {a: e for a, e in m.factors.items() if factor == t.ONE or a != LnPrime(2)}
        twos = m.factors.get(LnPrime(2), 0)
        if len(own) != 1 or set(own.values()) != {1}:
            return None
        (a,) = own
        if isinstance(a, QuantityAtom):
            fits = not a.at and not a.complement and twos == (factor != t.ONE)
            return self.rates.get(a.name) if fits else None
        if len(m.factors) != 1:
            return None
        if isinstance(a, LnPrime):
            return log_of_prime(a.prime) if a.prime <= MOST_PRIME else None
        if isinstance(a, Ln) and isinstance(a.arg, CardAtom) and a.arg.alphabet in self.over:
            of = ",".join(self.over[a.arg.alphabet])
            return Scalar(f"log|{self.over[a.arg.alphabet][0]}|", "size", of)
        return None

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
        for pieces in _ways(made):
            self.sources.append(Source(hypothesis.name, pieces, forms))

    def _relation(self, number: int, condition: lang.Relation, hypothesis: Hypothesis) -> None:
        for factor in self.reader.units:
            found = self.reader.totals([hypothesis.term], factor)
            if found is not None:
                (total,) = found
                rel = "=" if hypothesis.kind == "=" else ">="
                made = Condition(
                    "linear",
                    (),
                    str(condition),
                    relation=Relation(total, rel, self.reader.has_numbers(total)),  # type: ignore[arg-type]
                )
                self.conditions.append(made)
                self.relations[number, 0] = (hypothesis.name, factor)
                for piece in made.zeros():
                    self.sources.append(_entropic(hypothesis.name, piece, total, factor))
                return
        raise DeriveError(
            f"prove: the condition {condition} is not a linear relation between entropies, "
            "Markov(…) or Independent(…). A rate has one unit: nats beside H(X), bits beside "
            "H(X, base=2)."
        )


def _ways(c: Condition) -> list[tuple[Piece, ...]]:
    """Sums of informations that the one equation of a condition makes 0.

    For X₁ → … → X_n, one for each k: I(X₁…X_{k−1}; X_{k+1}…X_n | X_k), and the chains before and
    after X_k, each as Σ I(what came before; next | present).
    """
    g = c.groups
    if c.kind != "markov":
        return [tuple(c.zeros())]
    out = []
    for k in range(1, len(g) - 1):
        before = [(union(g[:j]), g[j + 1], g[j]) for j in range(1, k)]
        after = [(union(g[k:j]), g[j + 1], g[j]) for j in range(k + 1, len(g) - 1)]
        triples = [(union(g[:k]), union(g[k + 1 :]), g[k]), *before, *after]
        out.append(tuple(piece for triple in triples for piece in disjoint(*triple)))
    return out


def _entropic(name: str, piece: Any, total: EntropySum, factor: Term) -> Source:
    """total = k·piece for a number k; −w·piece = −(w/k)·total."""
    value = piece.value()
    some = next(iter(value.terms))
    k = total.terms[some] / value.terms[some]

    def forms(weight: Term) -> list[c.Form]:
        return [c.Given(name, (), (), t.Mul((t.Const(-1 / k), factor, weight)))]

    return Source(name, (piece,), forms)
