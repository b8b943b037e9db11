"""Kernel terms as SymPy expressions, so that one printer does for certificates too."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sympy import Add, Expr, Integer, Mul, Rational, Tuple

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, Term
from derive.language.alphabets import Alphabet, Cardinality, Delta
from derive.language.expressions import Indicator, Inverse, Sum, exp, log
from derive.language.laws import Law, LawValue
from derive.language.measures import Measure
from derive.language.operations import Power
from derive.language.printing import text
from derive.language.quantities import Quantity, QuantityValue
from derive.render.standing import Argmax, Sign, stands_for
from derive.render.terms import (
    Raised,
    factors_of,
    is_plain_exp,
    notes,
    ordered_sides,
    power_of_number,
    with_powers,
)
from derive.translate.families import is_coordinate


def expression(term: Term, context: Context, opaque: Mapping[str, Expr]) -> Expr:
    """The term, to be printed. opaque: what stands for quantities that are none, φ(…), by name.

    SymPy may put numbers together; equal summands stay, which may have no value somewhere.
    """

    def made(part: Term) -> Expr:
        return expression(part, context, opaque)

    match term:
        case t.Const(value):
            return Rational(value.numerator, value.denominator)
        case t.Add(terms):
            return _added([part for s in terms for part in Add.make_args(made(s))])
        case t.Mul():
            return Mul(*(_factor(b, e, made) for b, e in with_powers(factors_of(term), context)))
        case t.Pow(base, n):
            inside = made(base)
            if n >= 0 or inside.is_number:
                return inside**n
            return Inverse(inside) ** (-n)
        case t.Sum(indices, body):
            return Sum(made(body), *map(_letter, indices))
        case t.Log(arg):
            return log(made(arg))
        case t.Exp(arg):
            found = power_of_number(arg)
            if found is None:
                return exp(made(arg)) if is_plain_exp(term) else _kept_exp(made(arg))
            return Rational(found[0].numerator, found[0].denominator) ** made(found[1])
        case t.Nonzero(arg):
            return Indicator(made(arg))
        case t.Card(alphabet):
            return Cardinality(alphabet)
        case t.Delta(i, j):
            return Delta(_letter(i), _letter(j)) if i != j else Integer(1)
        case t.LawTerm() | t.Quantity() if stands_for(term, context) is not None:
            return _standing(term, context, made)
        case t.LawTerm(name, at):
            return LawValue(_law(name, context), [(v, _letter(i)) for v, i in at])
        case t.Quantity(name, at):
            return opaque[name] if name in opaque else _quantity(name, at)
    raise TypeError(f"no such term: {term!r}")


def _added(parts: list[Expr]) -> Expr:
    """The sum, without anything but numbers put together."""
    whole = Add(*parts)
    left = sum(not e.is_number for e in Add.make_args(whole))
    if left == sum(not e.is_number for e in parts):
        return whole
    numbers = Add(*(e for e in parts if e.is_number))
    kept = [e for e in parts if not e.is_number]
    return Add(*kept, *([numbers] if numbers else []), evaluate=False)


def _kept_exp(e: Expr) -> Expr:
    """exp(r·ln a), which SymPy makes a^r, where at a = 0 it is 1 and not 0."""
    return Measure(f"exp({text(e)})", r"\exp \left( ⟦0⟧ \right)", e, e)


def _factor(base: Term | Raised, e: int, made: Callable[[Term], Expr]) -> Expr:
    if isinstance(base, Raised):
        return Power(made(base.base), made(base.exponent)) ** e
    return made(base if e == 1 else t.Pow(base, e))


def _standing(term: t.LawTerm | t.Quantity, context: Context, made: Callable[[Term], Expr]) -> Expr:
    """What stands for an operation, in brackets that say what it is."""
    name = notes(term, context)
    match stands_for(term, context):
        case Sign(of):
            left, right = (Add(*map(made, side)) for side in ordered_sides(of))
            return Measure(name, r"[⟦0⟧ \geq ⟦1⟧]", left - right, left, right)
        case Argmax(bound, of, at):
            at_letters, letters = (Tuple(*map(_letter, side)) for side in (at, bound))
            tex = ",".join(f"⟦{k}⟧" for k in range(1, 1 + len(at)))
            below = ",".join(f"⟦{k}⟧" for k in range(1 + len(at), 1 + len(at) + len(bound)))
            tex = rf"[{tex} = \operatorname*{{arg\,max}}_{{{below}}} ⟦0⟧]"
            return Measure(name, tex, made(of), made(of), *at_letters, *letters)
    return Measure(name, name, Integer(1))


def _letter(i: Index) -> Alphabet:
    return Alphabet(i.name, i.alphabet)


def _law(name: str, context: Context) -> Law:
    decl = context.laws[name]
    outputs, inputs = ([Alphabet(v, a) for v, a in side] for side in (decl.outputs, decl.inputs))
    made = Law("p", *outputs, given=tuple(inputs))
    made.name = name  # the kernel's, which may be none that a user can give
    return made


def _quantity(name: str, at: tuple[Index, ...]) -> Expr:
    if is_coordinate(name):
        return _letter(at[0])
    letters = tuple(map(_letter, at))
    plain = re.sub(r"[⌈⌉]", "", name)  # the kernel's own names, of what a ceiling adds
    made = Quantity("a", *letters)
    made.name = plain
    return QuantityValue(made, letters)
