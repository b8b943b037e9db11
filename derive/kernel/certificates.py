"""Certificates: nonnegative forms whose sum is the remainder of an inequality.

Each form has a value (a term), a reason to be ≥ 0, and says when it is 0:

    form                         value                     ≥ 0 because      0 exactly when
    Tangent(b, w, t)             Σ_b w·(t − 1 − ln t)      ln t ≤ t − 1     w·(t − 1) = 0
    Nonneg(b, w)                 Σ_b w                     arithmetic       w = 0
    Gap(b, w, a)                 Σ_b w·(1 − [a ≠ 0])       indicator ≤ 1    w·(1 − [a ≠ 0]) = 0
    Part(b, w, Σ_c m, i)         Σ_b w·(Σ_c m − m(c:=i))   m ≥ 0           w·(Σ_c m − m(i)) = 0
    Given(h, at, b, w)           Σ_b w·h(at)               hypothesis h     w·h(at) = 0
    Known(theorem, at, b, w)     Σ_b w·(greater − less)    the theorem      its own zero condition
    Square(b, w, a)              Σ_b w·a²                  a² ≥ 0           w·a = 0
    Positive(b, w)               Σ_b w                     arithmetic       never
    Information(r, A, B, K, w)   w·I(A; B | K)             `information`    as stated there

w ≥ 0 throughout, except that a hypothesis or theorem that is an equation takes any w. The axiom
ln t ≤ t − 1 for t > 0, with equality only at t = 1, is the only analytic fact (Cover & Thomas,
proof of Theorem 2.6.3; Gibbs 1902).

Three forms are > 0, at every choice of their free indices (≠ 0 by `support`, from nothing):

    w ≥ 0    Σ_b w ≠ 0        greater > less a theorem    w ≥ 0    Σ_b w ≠ 0
    ───────────────────       ──────────────────────────────────────────────
    Positive(b, w) > 0        Known(theorem, at, b, w) > 0

    h ≥ 0 a hypothesis    h ≠ 0    w ≥ 0    Σ_b w ≠ 0
    ──────────────────────────────────────────────────
    Given(h, at, b, w) > 0

The last two hold because greater − less, or h, is > 0 at every letter: where Σ_b w·(greater − less)
is 0, so is w at every b. A strict theorem's `Known` form is therefore 0 exactly when w = 0.

A scalar lemma (`scalar`), or an instance of one, is about one value of its quantity at a time: with
the zero condition e = 0 there, its `Known` form is 0 exactly when w·e = 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from derive.kernel import information, show
from derive.kernel import terms as t
from derive.kernel.atoms import Poly
from derive.kernel.information import Information
from derive.kernel.normal import Normalizer
from derive.kernel.terms import ONE, Index, KernelError, Term, minus

if TYPE_CHECKING:
    from derive.kernel.theorem import Theorem

TANGENT_AXIOM = "ln t ≤ t − 1"
At: TypeAlias = tuple[tuple[Index, Index], ...]
Equation: TypeAlias = Term  # read as: for all values of its free indices, the term is 0
NEVER: Equation = ONE  # 1 = 0


@dataclass(frozen=True, slots=True)
class Tangent:
    indices: tuple[Index, ...]
    weight: Term
    point: Term


@dataclass(frozen=True, slots=True)
class Nonneg:
    indices: tuple[Index, ...]
    weight: Term


@dataclass(frozen=True, slots=True)
class Gap:
    indices: tuple[Index, ...]
    weight: Term
    of: Term


@dataclass(frozen=True, slots=True)
class Part:
    indices: tuple[Index, ...]
    weight: Term
    whole: t.Sum
    at: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Given:
    hypothesis: str
    at: At = ()
    indices: tuple[Index, ...] = ()
    weight: Term = ONE


@dataclass(frozen=True, slots=True)
class Known:
    theorem: Theorem
    at: At = ()
    indices: tuple[Index, ...] = ()
    weight: Term = ONE


@dataclass(frozen=True, slots=True)
class Square:
    indices: tuple[Index, ...]
    weight: Term
    of: Term


@dataclass(frozen=True, slots=True)
class Positive:
    indices: tuple[Index, ...]
    weight: Term


Form: TypeAlias = Tangent | Nonneg | Gap | Part | Given | Known | Square | Positive | Information
_FORMS = (Tangent, Nonneg, Gap, Part, Given, Known, Square, Positive, Information)


def over(indices: tuple[Index, ...], body: Term) -> Term:
    return t.Sum(indices, body) if indices else body


def pointwise(n: Normalizer, form: Form) -> Term:
    """The summand of the form."""
    match form:
        case Tangent(_, w, point):
            return t.Mul((w, t.Add((point, t.const(-1), t.Mul((t.const(-1), t.Log(point)))))))
        case Nonneg(_, w) | Positive(_, w):
            return w
        case Gap(_, w, a):
            return t.Mul((w, minus(ONE, t.Nonzero(a))))
        case Part(_, w, whole, at):
            if len(at) != len(whole.indices):
                raise KernelError("Part: one index is needed for each bound one")
            pairs = tuple(zip(whole.indices, at, strict=True))
            summand = n.context.renamed(whole.body, pairs)
            return t.Mul((w, minus(whole, summand)))
        case Given(name, at, _, w):
            return t.Mul((w, n.context.renamed(hypothesis(n, name).term, at)))
        case Known(theorem, at, _, w):
            return t.Mul((w, n.context.renamed(theorem.statement.gap(), at)))
        case Square(_, w, of):
            return t.Mul((w, t.Pow(of, 2)))
        case Information():
            return information.value(n.context, form)


def value(n: Normalizer, form: Form) -> Term:
    """What the form adds to the remainder."""
    return over(form.indices, pointwise(n, form))


def normal_value(n: Normalizer, form: Form) -> list[tuple[Fraction, Poly]]:
    """Numbers and normal forms whose combination is the form's value."""
    if isinstance(form, Information) and isinstance(form.weight, t.Const):
        return information.entropies(n, form, form.weight.value)
    return [(Fraction(1), n.normal(value(n, form)))]


def hypothesis(n: Normalizer, name: str) -> t.Hypothesis:
    found = [h for h in n.context.hypotheses if h.name == name]
    if len(found) != 1:
        raise KernelError(f"no hypothesis named {name!r} in the context")
    return found[0]


def is_equation(n: Normalizer, form: Form) -> bool:
    """Whether the form is 0 outright: an equation that is given or known."""
    match form:
        case Given(name):
            return hypothesis(n, name).kind == "="
        case Known(theorem):
            return theorem.statement.rel == "="
    return False


def check(n: Normalizer, form: Form) -> None:
    """Refuse a form that is not visibly ≥ 0, or a `Positive` one that is not visibly > 0.

    Raises:
        KernelError: a weight is not nonnegative, a tangent point is not shown positive where its
            weight is not 0, a positive sum is not shown to be ≠ 0, or a hypothesis or theorem is
            not available here.
    """
    _check_shape(form)
    for term in _terms(form):  # before a normal form of it is looked at, and kept
        n.context.check(term)
    if isinstance(form, Known):
        require_context(form.theorem.context, n.context)
    if isinstance(form, Information):
        information.check_groups(n.context, form)
    if is_equation(n, form):
        n.normal(form.weight)
        return
    if not n.nonnegative(form.weight):
        raise KernelError(f"a weight is not visibly nonnegative: {show.text(form.weight)}")
    if isinstance(form, Part) and not n.nonnegative(form.whole.body):
        raise KernelError(f"a summand is not visibly nonnegative: {show.text(form.whole.body)}")
    if isinstance(form, Part) and any(i.alphabet in n.context.spaces for i in form.whole.indices):
        raise KernelError("Part: an integral is not at least its integrand at one point")
    if isinstance(form, Tangent):
        c, point = n.factors(form.point)
        if not c or not n.support.nonnegative_mono(point, c):
            raise KernelError(f"tangent point not visibly nonnegative: {show.text(form.point)}")
        _, weight = n.factors(form.weight)
        if not n.support.nonzero(point.factors, weight.factors):
            raise KernelError(f"tangent point {show.text(form.point)} may be 0 at nonzero weight")
    if isinstance(form, Positive) and not is_positive(n, form):
        raise KernelError(f"not visibly positive: {show.text(over(form.indices, form.weight))}")


def is_positive(n: Normalizer, form: Form) -> bool:
    """Whether a form that `check` does not refuse is > 0 (the two rules of the docstring)."""
    match form:
        case Positive(indices, w):
            return _is_never_zero(n, over(indices, w))
        case Known(theorem, _, indices, w):
            return theorem.statement.is_strict and _is_never_zero(n, over(indices, w))
        case Given(name, _, indices, w):
            above = _is_never_zero(n, hypothesis(n, name).term) and not is_equation(n, form)
            return above and _is_never_zero(n, over(indices, w))
    return False


def _is_never_zero(n: Normalizer, term: Term) -> bool:
    """Whether a term is visibly ≠ 0 at every choice of its free indices."""
    n.context.check(term)
    c, m = n.factors(term)
    return c != 0 and n.support.nonzero(m.factors, ())


def _check_shape(form: Form) -> None:
    from derive.kernel import theorem

    if type(form) not in _FORMS:
        raise KernelError(f"not a form: {form!r}")
    if isinstance(form, Known):
        theorem.require_made(form.theorem)
    if isinstance(form, Given) and type(form.hypothesis) is not str:
        raise KernelError(f"not the name of a hypothesis: {form.hypothesis!r}")
    if isinstance(form, Part) and type(form.whole) is not t.Sum:
        raise KernelError(f"not a sum: {form.whole!r}")
    at = form.at if isinstance(form, (Part, Given, Known)) else ()
    if type(form.indices) is not tuple or type(at) is not tuple:
        raise KernelError("indices: expected tuples")


def _terms(form: Form) -> tuple[Term, ...]:
    match form:
        case Tangent(_, w, term) | Gap(_, w, term) | Part(_, w, term, _) | Square(_, w, term):
            return (w, term)
    return (form.weight,)


def require_context(inner: t.Context, outer: t.Context) -> None:
    """A theorem may be used where its laws are the same and its hypotheses are among ours."""
    if not {*outer.spaces} & inner.alphabets() <= {*inner.spaces}:
        raise KernelError("a theorem about finite alphabets is used over a space")
    for name, law in inner.laws.items():
        if outer.laws.get(name) != law:
            raise KernelError(f"the law {name!r} is declared otherwise here")
    for name, quantity in inner.quantities.items():
        if outer.quantities.get(name) != quantity:
            raise KernelError(f"the quantity {name!r} is declared otherwise here")
    theirs = {(s.premise, s.conclusion) for s in outer.supports}
    given = {(h.kind, h.term) for h in outer.hypotheses}
    for s in inner.supports:
        if (s.premise, s.conclusion) not in theirs:
            raise KernelError(f"the theorem needs the hypothesis {s.name}")
    for h in inner.hypotheses:
        if (h.kind, h.term) not in given:
            raise KernelError(f"the theorem needs the hypothesis {h.name}")


def zero_conditions(n: Normalizer, form: Form) -> tuple[Equation, ...]:
    """Equations, for all their free indices, that hold together exactly when the form is 0."""
    if is_equation(n, form):
        return ()
    match form:
        case Tangent(_, w, point):
            return (t.Mul((w, minus(point, ONE))),)
        case Square(_, w, of):
            return (t.Mul((w, of)),)
        case Positive():
            return (NEVER,)
        case Information():
            return (information.zero_condition(n.context, form),)
        case Known(theorem, _, _, w) if theorem.statement.is_strict:
            return (w,)  # read w·1 = 0
        case Known(theorem, (), (), w) if _is_never_zero(n, w):
            return theorem.zero
        case Known(theorem, at, _, w) if theorem.is_scalar:
            return tuple(t.Mul((w, n.context.renamed(e, at))) for e in theorem.zero)
    return (pointwise(n, form),)
