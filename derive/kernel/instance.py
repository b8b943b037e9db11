"""Instances: a theorem about all laws holds for each law that is one.

    T(p, a) for all laws p, quantities a, alphabets
    σ(p) ≥ 0,  Σ σ(p) = 1            for every law p put in
    σ(a) has the declared sign       for every quantity a put in
    σ(hypotheses of T) hold here     by support facts, as hypotheses, or visibly
    ───────────────────────────────────────────────────────────────────────────  INSTANCE
    T(σ(p), σ(a))

The instance is about values, where x/0 = 0 and log 0 = 0: what is put in may divide by 0. PROVE
looks at that in the statement for which the instance is used.

An alphabet may become a product of alphabets: Gibbs' inequality for p(x), q(x) becomes
I(X;Y) ≥ 0 with p := r(x, y), q := r(x)·r(y), x := (x, y).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from derive.kernel import integrals, theorem
from derive.kernel import terms as t
from derive.kernel.atoms import factored
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index, KernelError, Term, minus
from derive.kernel.theorem import Reason, Statement, Theorem


@dataclass(frozen=True, slots=True)
class Put:
    """What is put for a law or quantity: parameters (the indices of its variables) and a term."""

    indices: tuple[Index, ...]
    term: Term


@dataclass(frozen=True)
class Substitution:
    """alphabets: each to one or more; laws, quantities: each to a `Put`. Others stay."""

    alphabets: Mapping[str, tuple[str, ...]]
    laws: Mapping[str, Put]
    quantities: Mapping[str, Put]

    def __post_init__(self) -> None:
        for name in ("alphabets", "laws", "quantities"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))


_MAX_SIZE = 100_000  # nodes made: instances of instances multiply


def instance(n: Normalizer, general: Theorem, sigma: Substitution) -> Theorem:
    """INSTANCE (see the module's docstring), in the context of n.

    Raises:
        KernelError: what is put in is not a law, has not the sign, or breaks a hypothesis.
    """
    theorem.require_made(general)
    theorem._expect(n, general.statement)
    _check_shape(general, sigma)
    n = integrals.recording(n)
    s = _Substituter(n, general, sigma)
    s.check_laws()
    s.check_quantities()
    s.check_hypotheses()
    old = general.statement
    conditions = None if general.equality is None else tuple(map(s.term, general.equality))
    statement = Statement(s.term(old.lhs), old.rel, s.term(old.rhs))
    zero = tuple(map(s.term, general.zero))
    have = tuple(map(s.term, general.provided))
    for made in (statement.lhs, statement.rhs, *zero, *(conditions or ()), *have):
        n.context.check(made)
    return theorem._with(
        general,
        context=n.context,
        statement=statement,
        reason=Reason("instance", (general, sigma)),
        zero=zero,
        equality=conditions,
        provided=integrals.provided(n, t.ZERO, tuple(s for s in have if isinstance(s, t.Sum))),
    )


def _check_shape(general: Theorem, sigma: Substitution) -> None:
    """Exactly the kernel's own classes, and names that the theorem has."""
    if type(sigma) is not Substitution:
        raise KernelError(f"not a substitution: {sigma!r}")
    for table, declared in (
        (sigma.laws, general.context.laws),
        (sigma.quantities, general.context.quantities),
    ):
        for name, put in table.items():
            if type(name) is not str or name not in declared:
                raise KernelError(f"the theorem has no law or quantity {name!r} of that kind")
            if type(put) is not Put or not t.is_tuple_of((Index,), put.indices):
                raise KernelError(f"what is put for {name!r}: expected a Put, got {put!r}")
    for name, parts in sigma.alphabets.items():
        if type(name) is not str or not parts or not t.is_tuple_of((str,), parts):
            raise KernelError(f"the alphabet {name!r}: expected names of alphabets, got {parts!r}")


def has_sign(n: Normalizer, term: Term, sign: t.Sign) -> bool:
    """Whether a term visibly has the sign that a quantity is declared with."""
    p = n.normal(term)
    ok = sign == "real" or n.support.nonnegative_poly(p)
    if sign == "pos":
        c, m = factored(p)
        ok = ok and c > 0 and n.support.nonzero(m.factors, ())
    if sign == "unit":
        ok = ok and n.support.nonnegative_poly(n.normal(minus(t.ONE, term)))
    return ok


class _Substituter:
    def __init__(self, n: Normalizer, general: Theorem, sigma: Substitution) -> None:
        self.n, self.general, self.sigma = n, general, sigma
        self.context = general.context
        self._images: dict[Index, tuple[Index, ...]] = {}
        self._size = 0
        puts = [*sigma.laws.values(), *sigma.quantities.values()]
        self._sizes = {id(p): sum(1 for _ in t.subterms(p.term)) for p in puts}
        self._outer = {i for p in puts for i in t.free_indices(p.term) - set(p.indices)}

    def index(self, i: Index) -> tuple[Index, ...]:
        """One index per factor of the alphabet, all images distinct and none a parameter."""
        if i not in self._images:
            parts = self.sigma.alphabets.get(i.alphabet, (i.alphabet,))
            self._check_spaces(i.alphabet, parts)
            taken = {j for image in self._images.values() for j in image} | self._outer
            made: list[Index] = []
            for a in parts:
                name = i.name.removeprefix("$") if parts == (i.alphabet,) else t.letter_of(a)
                made.append(t.apart(Index(name, a), taken | set(made)))
            self._images[i] = tuple(made)
        return self._images[i]

    def _check_spaces(self, alphabet: str, parts: tuple[str, ...]) -> None:
        """What holds for finite alphabets need not hold over a space."""
        if alphabet not in self.context.spaces and {*parts} & {*self.n.context.spaces}:
            raise KernelError(f"a space is put for {alphabet!r}, which is finite in the theorem")

    def _count(self, nodes: int) -> None:
        self._size += nodes
        if self._size > _MAX_SIZE:
            raise KernelError(f"the instance grows beyond {_MAX_SIZE} nodes")

    def _apply(self, put: Put, actual: tuple[Index, ...]) -> Term:
        self._count(self._sizes[id(put)])
        if [i.alphabet for i in put.indices] != [i.alphabet for i in actual]:
            raise KernelError("what is put in has other alphabets than the law's variables")
        return t.rename(put.term, dict(zip(put.indices, actual, strict=True)))

    def term(self, term: Term) -> Term:
        self._count(1)
        match term:
            case t.LawTerm(law, at):
                return self._law(law, dict(at))
            case t.Quantity(name, at):
                actual = tuple(chain.from_iterable(map(self.index, at)))
                put = self.sigma.quantities.get(name)
                return t.Quantity(name, actual) if put is None else self._apply(put, actual)
            case t.Card(alphabet):
                return t.Mul(tuple(map(t.Card, self.sigma.alphabets.get(alphabet, (alphabet,)))))
            case t.Delta(i, j):
                pairs = zip(self.index(i), self.index(j), strict=True)
                return t.Mul(tuple(t.Delta(a, b) for a, b in pairs))
            case t.Sum(indices, body):
                bound = tuple(chain.from_iterable(map(self.index, indices)))
                return t.Sum(bound, self.term(body))
        return t.with_children(term, tuple(map(self.term, t.children(term))))

    def _law(self, law: str, at: Mapping[str, Index]) -> Term:
        """A marginal of what is put in is its sum over the variables not mentioned."""
        put = self.sigma.laws.get(law)
        decl = self.context.laws[law]
        if put is None:
            if any(a in self.sigma.alphabets for _, a in (*decl.outputs, *decl.inputs)):
                raise KernelError(f"the alphabet of {law!r} changes: say what to put for the law")
            return t.LawTerm(law, tuple((v, self.index(i)[0]) for v, i in at.items()))
        actual: list[Index] = []
        missing: list[Index] = []
        for v, alphabet in (*decl.outputs, *decl.inputs):
            # no user index starts with $, so this one is new; it is bound to one readable name
            image = self.index(at.get(v, Index(f"${v}", alphabet)))
            actual += image
            missing += () if v in at else image
        body = self._apply(put, tuple(actual))
        return t.Sum(tuple(missing), body) if missing else body

    def check_laws(self) -> None:
        for law, put in self.sigma.laws.items():
            decl = self.context.laws[law]
            if len(set(put.indices)) != len(put.indices):
                raise KernelError(f"what is put for the law {law!r}: a parameter stands twice")
            if not self.n.support.nonnegative_poly(self.n.normal(put.term)):
                raise KernelError(f"what is put for the law {law!r} is not visibly nonnegative")
            sizes = [len(self.sigma.alphabets.get(a, (a,))) for _, a in decl.outputs]
            outputs = put.indices[: sum(sizes)]
            if not self.n.vanishes(minus(t.Sum(outputs, put.term), t.ONE)):
                raise KernelError(f"what is put for the law {law!r} does not sum to 1")

    def check_quantities(self) -> None:
        for name, put in self.sigma.quantities.items():
            sign = self.context.quantities[name].sign
            if not has_sign(self.n, put.term, sign):
                raise KernelError(f"what is put for {name!r} is not visibly of sign {sign!r}")

    def check_hypotheses(self) -> None:
        """Every hypothesis of the theorem holds here; what stays is declared the same here."""
        here = self.n.context
        for alphabet in self.context.alphabets():
            self._check_spaces(alphabet, self.sigma.alphabets.get(alphabet, (alphabet,)))
        for name, decl in self.context.laws.items():
            if name not in self.sigma.laws and here.laws.get(name) != decl:
                raise KernelError(f"the law {name!r} is declared otherwise here")
        for name, quantity in self.context.quantities.items():
            if name not in self.sigma.quantities and here.quantities.get(name) != quantity:
                raise KernelError(f"the quantity {name!r} is declared otherwise here")
        for s in self.context.supports:
            premise = self.n.normal(self.term(s.premise))
            c, conclusion = self.n.factors(self.term(s.conclusion))
            for m in premise.terms:
                if not c or not self.n.support.nonzero(conclusion.factors, m.factors):
                    raise KernelError(f"the hypothesis {s.name} is not shown to hold here")
        for h in self.context.hypotheses:
            if not self._holds(h.kind, self.term(h.term)):
                raise KernelError(f"the hypothesis {h.name} is not shown to hold here")

    def _holds(self, kind: str, term: Term) -> bool:
        n = self.n
        if any(h.kind == kind and n.vanishes(minus(h.term, term)) for h in n.context.hypotheses):
            return True
        p = n.reduced(n.normal(term))
        if kind == ">=":
            return n.support.nonnegative_poly(p) or n.support.combined(p)
        return not p.terms
