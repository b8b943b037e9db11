"""Random certificates, the statements that they prove, and mutations of both."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.certificates import Form
from derive.kernel.information import Information
from derive.kernel.normal import Normalizer
from derive.kernel.terms import ONE, Index, KernelError, Term, minus
from derive.kernel.theorem import Rel, Statement, Theorem
from trials.fuzz.terms import Rewriter, Terms, others, renamings
from trials.fuzz.vocabulary import FREE, LAWS, J, K, U, V, X

_FLIPPED: dict[Rel, Rel] = {">=": "<=", "<=": ">=", "<": ">", ">": "<", "=": "<="}
_STRICT: dict[Rel, Rel] = {">=": ">", "<=": "<", "<": "<=", ">": ">=", "=": ">="}


@dataclass(frozen=True)
class Case:
    """What is given to `prove`."""

    statement: Statement
    certificate: tuple[Form, ...]


class Certificates:
    """Draws cases in one context. known: theorems of that context, to be used in others."""

    def __init__(self, rng: random.Random, n: Normalizer, known: Sequence[Theorem] = ()) -> None:
        self.rng, self.n, self.known = rng, n, known
        self.terms, self.rewriter = Terms(rng, n.context.spaces), Rewriter(rng)

    # -- forms ----------------------------------------------------------------------------------

    def form(self) -> Form:
        makers = [
            *(self._tangent,) * 6,
            *(self._nonneg,) * 2,
            *(self._gap,) * 2,
            *(self._part,) * 2,
            *(self._square,) * 2,
            self._positive,
            self._information,
            *((self._given,) * 4 if self.n.context.hypotheses else ()),
            *((self._known,) * 4 if self.known else ()),
        ]
        return self.rng.choice(makers)()

    def _bound(self, *terms: Term) -> tuple[Index, ...]:
        free = sorted(frozenset().union(*map(t.free_indices, terms)))
        return tuple(i for i in free if self.rng.random() < 0.7)

    def _tangent(self) -> Form:
        """Most often w·φ(t) with t made of factors that w holds, or that are never 0."""
        rng, weight = self.rng, self.terms.weight()
        inside = [f for f in (*t.children(weight), weight) if not isinstance(f, t.Const)]
        if rng.random() < 0.5:
            joint = self.terms.law(FREE, rng.choice(("r", "s", "k", "V")))
            weight, inside = t.Mul((weight, joint)), [*inside, joint]
            if len(joint.at) > 1:
                kept = set(dict(LAWS[joint.law].inputs))
                dropped = rng.choice(joint.at)
                if dropped[0] not in kept:
                    rest = tuple(pair for pair in joint.at if pair != dropped)
                    inside.append(t.LawTerm(joint.law, rest))
        inside += [t.Quantity("v", (X,)), t.const(2), self.terms.size()]
        if rng.random() < 0.4:
            inside.append(self.terms.nonnegative())
        factors = [
            t.Pow(f, rng.choice((1, 1, -1, -1, 2))) if rng.random() < 0.8 else f
            for f in rng.choices(inside, k=rng.choice((1, 2, 2, 3)))
        ]
        if rng.random() < 0.15:
            factors = [t.Add((f, self.terms.nonnegative())) for f in factors]
        point = t.Mul(tuple(factors))
        return c.Tangent(self._bound(weight, point), weight, point)

    def _nonneg(self) -> Form:
        weight = self.terms.weight()
        return c.Nonneg(self._bound(weight), weight)

    def _positive(self) -> Form:
        rng = self.rng
        always: tuple[Term, ...] = (
            t.const(1),
            self.terms.size(),
            t.Quantity("v", (X,)),
            t.Exp(self.terms.leaf(FREE)),
            t.Sum((K,), t.LawTerm("p", (("x", K),))),
            t.Sum((K,), t.LawTerm("r", (("x", X), ("y", K)))),
            self.terms.weight(),
        )
        weight = t.Mul((rng.choice(always), rng.choice(always)))
        return c.Positive(self._bound(weight), weight)

    def _gap(self) -> Form:
        weight, of = self.terms.weight(), self.terms.nonnegative()
        return c.Gap(self._bound(weight, of), weight, of)

    def _part(self) -> Form:
        rng = self.rng
        bound = rng.choice(((K,), (V,), (K, V), (J,), (X, J), (J, K)))
        body = self.terms.weight(tuple(dict.fromkeys((*FREE, *bound))), 0)
        like = [[j for j in (X, J, K, U, V) if j.alphabet == b.alphabet] for b in bound]
        if rng.random() < 0.1:
            like = [others(b) for b in bound]
            body = t.Pow(minus(ONE, t.Delta(bound[0], bound[-1])), 2)
        at = tuple(rng.choice(options) for options in like)
        weight = self.terms.weight()
        whole = t.Sum(bound, body)
        return c.Part(self._bound(weight, whole), weight, whole, at)

    def _square(self) -> Form:
        weight, of = self.terms.weight(), self.terms.wild(2)
        return c.Square(self._bound(weight, of), weight, of)

    def _given(self) -> Form:
        h = self.rng.choice(self.n.context.hypotheses)
        weight = self.terms.wild(1) if h.kind == "=" else self.terms.weight()
        return c.Given(h.name, renamings(self.rng, h.term), self._bound(weight), weight)

    def _known(self) -> Form:
        theorem = self.rng.choice(self.known)
        weight = self.terms.weight()
        if self.rng.random() < 0.4:
            weight = self.rng.choice((ONE, t.const(2), self.terms.size(), t.Const(Fraction(1, 3))))
        gap = theorem.statement.gap()
        bound = self._bound(weight, gap) if self.rng.random() < 0.6 else ()
        return c.Known(theorem, renamings(self.rng, gap), bound, weight)

    def _information(self) -> Form:
        name = self.rng.choice(("r", "s", "k", "k", "V"))
        variables = [v for v, _ in LAWS[name].outputs]
        self.rng.shuffle(variables)
        left, rest = tuple(variables[:1]), variables[1:]
        right = left if self.rng.random() < 0.3 else tuple(rest[:1])
        given = tuple(v for v in rest if v not in right and self.rng.random() < 0.7)
        weight = self.rng.choice(
            (ONE, t.Quantity("lam"), t.Quantity("d"), t.const(2), t.Quantity("c"))
        )
        return Information(name, left, right, given, weight)

    # -- cases ----------------------------------------------------------------------------------

    def case(self, mutate: bool) -> Case:
        """A certificate and the statement that equals its sum; mutated if wanted."""
        rng = self.rng
        forms = tuple(self.form() for _ in range(rng.choice((1, 1, 1, 2, 2, 3))))
        value = t.Add(tuple(self._value(f) for f in forms))
        rel: Rel = ">="
        if all(self._is_equation(f) for f in forms) and rng.random() < 0.8:
            rel = "="
        elif any(isinstance(f, c.Positive) for f in forms) or rng.random() < 0.05:
            rel = ">"
        beside = self.terms.weight() if rng.random() < 0.5 else t.ZERO
        left, right = self.rewriter.rewritten(t.Add((beside, value))), beside
        case = Case(Statement(left, rel, right), forms)
        if rng.random() < 0.4:
            case = Case(Statement(right, _FLIPPED[rel] if rel != "=" else "=", left), forms)
        return self._mutated(case) if mutate else case

    def _value(self, form: Form) -> Term:
        try:
            return c.value(self.n, form)
        except KernelError:
            return self.terms.wild(1)

    def _is_equation(self, form: Form) -> bool:
        try:
            return c.is_equation(self.n, form)
        except KernelError:
            return False

    def _mutated(self, case: Case) -> Case:
        rng, s = self.rng, case.statement
        kind = rng.randrange(7)
        if kind == 0:
            return replace(case, statement=Statement(s.rhs, s.rel, s.lhs))
        if kind == 1:
            return replace(case, statement=Statement(s.lhs, _STRICT[s.rel], s.rhs))
        if kind == 2:
            part = t.Mul((t.Const(Fraction(rng.choice((-1, 1)), 7)), self.terms.weight()))
            return replace(case, statement=Statement(t.Add((s.lhs, part)), s.rel, s.rhs))
        if kind == 3:
            return replace(case, statement=Statement(self._changed(s.lhs), s.rel, s.rhs))
        forms = list(case.certificate)
        k = rng.randrange(len(forms))
        if kind == 4:
            del forms[k]
        elif kind == 5:
            forms[k] = self.form()
        else:
            forms[k] = self._changed_form(forms[k])
        return replace(case, certificate=tuple(forms))

    def _changed_form(self, form: Form) -> Form:
        """Another weight, with the statement made again by chance only."""
        fields = {"weight": self._changed(form.weight)}
        if isinstance(form, c.Tangent) and self.rng.random() < 0.5:
            fields = {"point": self._changed(form.point)}
        return replace(form, **fields)  # type: ignore[arg-type]

    def _changed(self, term: Term) -> Term:
        """One node changed: a law for another, a number, a sign, a letter."""
        nodes = [s for s in t.subterms(term)]
        chosen = self.rng.choice(nodes)
        return _put(term, chosen, self._other(chosen))

    def _other(self, node: Term) -> Term:
        rng = self.rng
        match node:
            case t.LawTerm():
                return self.terms.law(tuple(dict.fromkeys((*FREE, *(i for _, i in node.at)))))
            case t.Const(value):
                return t.Const(value + Fraction(rng.choice((-1, 1)), rng.choice((1, 7))))
            case t.Pow(base, n):
                return t.Pow(base, rng.choice((-n, n + 1, 1)))
            case t.Nonzero(arg):
                return rng.choice((ONE, arg))
            case t.Mul(factors) if len(factors) > 1:
                return t.Mul(factors[1:])
            case t.Add(parts) if len(parts) > 1:
                return t.Add(parts[:-1])
        return minus(node, t.Const(Fraction(1, 7))) if rng.random() < 0.5 else t.Mul((node, node))


def _put(term: Term, old: Term, new: Term) -> Term:
    """`new` for the node `old`, by identity."""
    if term is old:
        return new
    return t.with_children(term, tuple(_put(c_, old, new) for c_ in t.children(term)))
