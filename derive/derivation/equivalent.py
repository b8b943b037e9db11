"""Whether two relations say the same: their sides rearranged, and measured in another base.

Only the kernel's arithmetic of finite sums is used, no inequality: H(X|Y) ≤ H(X), 0 ≤ I(X;Y) and
H₂(X|Y) ≤ H₂(X) are one statement, H(X) ≥ 0 is another. A search; what it finds is evidence for
people, and nothing is proved by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product

import sympy
from sympy import Basic, Expr, Integer, Symbol

from derive.kernel.atoms import UNIT, Poly
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.language.definitions import Defined
from derive.language.events import AtEvent
from derive.language.expressions import Sum
from derive.language.laws import Law
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.optimal import OptimalLengths
from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Rel, Relation
from derive.translate.bridge import Translator

Hypothesis = Relation | Dominated
ONE = Integer(1)
_NAMED = (Measure, Defined, AtEvent)
_FOLLOW: dict[Rel, tuple[Rel, ...]] = {  # with all relations turned to ≤
    "=": ("=", "<="),
    "<=": ("<=",),
    "<": ("<", "<=", "!="),
    "!=": ("!=",),
}
_TURNED: dict[Rel, Rel] = {">=": "<=", ">": "<"}


def unfolded(e: Expr) -> Expr:
    """The expression with all its measures, and what is defined in it, written out."""
    while found := _outermost(e, _NAMED):
        e = e.xreplace({m: m.unfold() for m in found})
    return e


def _outermost(e: Basic, kinds: tuple[type, ...]) -> list[Expr]:
    found: dict[Expr, None] = {}

    def visit(node: Basic) -> None:
        if isinstance(node, kinds):
            found[node] = None  # type: ignore[index]
            return
        for a in node.args:
            visit(a)

    visit(e)
    return list(found)


class Forms:
    """Normal forms of expressions under hypotheses.

    Raises:
        DeriveError, KernelError: if an expression is none of the language, or one name is two
            things in them.
    """

    def __init__(self, expressions: Iterable[Expr], given: Sequence[Hypothesis] = ()) -> None:
        self._terms = Translator()
        for e in expressions:
            self._terms.term(e)
        plain = [h for h in given if not isinstance(h, OptimalLengths)]
        self._normalizer = Normalizer(self._terms.context(plain))
        self._known: dict[Expr, Poly] = {}
        self._named: dict[tuple[Expr, Expr, tuple[type, ...]], Expr] = {}

    def form(self, e: Expr) -> Poly:
        if e not in self._known:
            self._known[e] = self._normalizer.normal(self._terms.term(e))
        return self._known[e]

    def named(self, e: Expr, scale: Expr, kinds: tuple[type, ...]) -> Expr:
        """scale·e as a polynomial in its measures and sums, each taken for one unknown."""
        key = (e, scale, kinds)
        if key not in self._named:
            self._named[key] = self._with_unknowns(e, scale, kinds)
        return self._named[key]

    def _with_unknowns(self, e: Expr, scale: Expr, kinds: tuple[type, ...]) -> Expr:
        self.form(scale * e)  # within the kernel's bounds, and so is what SymPy multiplies out
        unknown = {}
        for node in _outermost(e, kinds):
            form = self.form(scale * node)
            size, key = primitive(form)
            sort = "Σ" if isinstance(node, Sum) else "M"
            unknown[node] = sympy.Rational(size.numerator, size.denominator) * Symbol(sort + key)
        inside = sympy.expand(e.xreplace(unknown))
        rest = inside.as_independent(*(s for s in inside.atoms(Symbol)), as_Add=True)[0]
        return sympy.expand(inside - rest + scale * rest)

    def alike(self, one: Expr, other: Expr, scale: Expr) -> bool:
        """Whether scale·one is written as other is, but for the order of its terms."""
        return any(
            self.named(a, scale, kinds) == self.named(b, Integer(1), kinds)
            for a, b, kinds in _ways(one, other)
        )

    def equal(self, one: Expr, other: Expr, scale: Expr) -> bool:
        """Whether scale·one equals other by arithmetic."""
        return self.form(scale * one) == self.form(other)


@lru_cache(maxsize=16)
def _forms(expressions: tuple[Expr, ...]) -> Forms:
    """Kept for the next question about the same two."""
    return Forms(expressions)


def _ways(one: Expr, other: Expr) -> Iterator[tuple[Expr, Expr, tuple[type, ...]]]:
    """As they stand, with names of measures; and with these written out."""
    yield one, other, (*_NAMED, Sum)
    yield unfolded(one), unfolded(other), (Sum,)


def primitive(p: Poly) -> tuple[Fraction, str]:
    """A factor, and the form without it."""
    if not p.terms:
        return Fraction(0), "0"
    leading = min(p.terms, key=lambda m: m.key)
    size = p.terms[leading]
    return size, p.scale(1 / size).key


def bases(relation: Relation) -> list[int]:
    """The whole numbers whose logarithm occurs: 2 for bits."""
    logs = set().union(*(unfolded(e).atoms(sympy.log) for e in relation.expressions()))
    whole = {int(g.args[0]) for g in logs if g.args[0].is_Integer and g.args[0] > 1}
    return sorted(whole)


def scales(one: Relation, other: Relation) -> list[tuple[Expr, str]]:
    """Factors that may turn the base of one into that of the other, with what that is called."""
    found: dict[Expr, str] = {Integer(1): ""}
    for a, b in product((None, *bases(one)), (None, *bases(other))):
        down = sympy.log(a) if a is not None else Integer(1)
        up = 1 / sympy.log(b) if b is not None else Integer(1)
        found.setdefault(down * up, f"{unit(b)} for {unit(a)}")
    return list(found.items())


def unit(base: int | None) -> str:
    """What logarithms to a base measure in."""
    return {None: "nats", 2: "bits"}.get(base, f"base {base}")


def says(one: Relation, other: Relation, forms: Forms, scale: Expr = ONE) -> str:
    """How one, times the scale, stands to other: "whole" if it is the same statement or a stronger
    one, "sides" if it is about the same sides with another relation, or ""."""
    if not _same_difference(one, other, forms, scale):
        return ""
    a, b = (_TURNED.get(r.rel, r.rel) for r in (one, other))
    if b not in _FOLLOW[a]:
        return "sides"
    if a in ("=", "!=") or _direction(one, other, forms, scale) > 0:
        return "whole"
    return "sides"


def _same_difference(one: Relation, other: Relation, forms: Forms, scale: Expr) -> bool:
    gap, wanted = forms.form(scale * _gap(one)), forms.form(_gap(other))
    if gap.terms and wanted.terms:
        return primitive(gap)[1] == primitive(wanted)[1]
    if gap.terms or wanted.terms:
        return False
    return _same_identity(one, other, forms, scale)


def _same_identity(one: Relation, other: Relation, forms: Forms, scale: Expr) -> bool:
    """For identities, which all have the difference 0: the same terms on the sides, or moved."""
    straight = ((one.lhs, other.lhs), (one.rhs, other.rhs))
    crossed = ((one.lhs, other.rhs), (one.rhs, other.lhs))
    if any(all(forms.alike(a, b, scale) for a, b in way) for way in (straight, crossed)):
        return True
    for a, b, kinds in _ways(_gap(one), _gap(other)):
        if _proportional(forms.named(a, scale, kinds), forms.named(b, Integer(1), kinds)):
            return True
    return False


def _proportional(a: Expr, b: Expr) -> bool:
    one, other = a.as_coefficients_dict(), b.as_coefficients_dict()
    if a == 0 or b == 0 or set(one) != set(other):
        return False
    return len({one[t] / other[t] for t in one}) == 1


def _direction(one: Relation, other: Relation, forms: Forms, scale: Expr) -> Fraction:
    """The factor between the differences; positive where they have one sign."""
    gap, wanted = forms.form(scale * _gap(one)), forms.form(_gap(other))
    if not gap.terms:
        return Fraction(1)
    return primitive(gap)[0] / primitive(wanted)[0]


def _gap(r: Relation) -> Expr:
    """What is ≥ 0, or = 0."""
    return r.lhs - r.rhs if r.rel in (">=", ">") else r.rhs - r.lhs


def same(one: Hypothesis, other: Hypothesis, forms: Forms | None = None) -> bool:
    """Whether `one` is `other`, or a statement from which it follows by arithmetic.

    forms: of these expressions, and perhaps of others."""
    if one == other:
        return True
    relations = isinstance(one, Relation) and isinstance(other, Relation)
    if not relations or any(isinstance(h, OptimalLengths) for h in (one, other)):
        return False
    try:
        forms = forms or _forms((*one.expressions(), *other.expressions()))
        return any(says(one, other, forms, k) == "whole" for k, _ in scales(one, other))
    except (DeriveError, KernelError):
        return False


def restates(one: Hypothesis, other: Hypothesis, forms: Forms | None = None) -> bool:
    """Whether `one` is `other` as it is written, or stronger: sides exchanged or terms moved, each
    measure and sum taken as it stands. I(X;Y) = H(Y) does not restate H(Y|X) = 0.

    forms: of these expressions, and perhaps of others."""
    if one == other:
        return True
    if not isinstance(one, Relation) or not isinstance(other, Relation):
        return False
    measured = any(_outermost(e, _NAMED) for e in one.expressions())
    try:
        forms = forms or _forms((*one.expressions(), *other.expressions()))
        factors = scales(one, other) if measured else [(ONE, "")]
        return any(
            _proportional(forms.named(_gap(one), k, _NAMED), forms.named(_gap(other), ONE, _NAMED))
            and says(one, other, forms, k) == "whole"
            for k, _ in factors
        )
    except (DeriveError, KernelError):
        return False


def written_alike(one: Expr, other: Expr, scale: Expr = ONE) -> bool:
    """Whether two lines, one times the scale, have the same terms, with measures named or not."""
    try:
        return Forms((one, other)).alike(one, other, scale)
    except (DeriveError, KernelError):
        return False


def is_more(one: Relation, other: Relation) -> bool:
    """Whether `one` says the same as `other` by a positive number more: I ≥ 1 for I ≥ 0."""
    if one.rel == "!=" or other.rel in ("=", "!="):
        return False
    gaps = [_gap(one), -_gap(one)] if one.rel == "=" else [_gap(one)]
    try:
        forms = _forms((*one.expressions(), *other.expressions()))
        rests = [forms.form(_gap(other) - k * g) for k, _ in scales(one, other) for g in gaps]
    except (DeriveError, KernelError):
        return False
    return any(set(p.terms) == {UNIT} and p.terms[UNIT] > 0 for p in rests)


def is_about_something(e: Expr) -> bool:
    """Whether a law or a quantity occurs in it."""
    return bool(unfolded(e).atoms(Law, Quantity))
