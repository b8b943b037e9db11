"""A term as a key that is the same for terms that are the same beyond doubt.

Products and sums are flattened and ordered, numbers multiplied, powers of products opened, bound
letters numbered. 1/(1/a) is left alone: it is a only where a ≠ 0. Nothing cancels.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations

from derive.kernel import terms as t
from derive.kernel.terms import Index, Term


def constant(term: Term) -> Fraction | None:
    """The value of a term that is made of numbers alone; None for others, and for 1/0."""
    match term:
        case t.Const(value):
            return Fraction(value)
        case t.Add(parts) | t.Mul(parts):
            values = [constant(p) for p in parts]
            if any(v is None for v in values):
                return None
            out = Fraction(0 if isinstance(term, t.Add) else 1)
            for v in values:
                assert v is not None
                out = out + v if isinstance(term, t.Add) else out * v
            return out
        case t.Pow(base, n):
            value = constant(base)
            return None if value is None or (not value and n < 0) else value**n
    return None


Scope = Mapping[Index, str]


def key(term: Term) -> str:
    """Equal for terms that are equal up to the order of summands, factors and bound letters."""
    return _key(term, {}, 0)


def _key(term: Term, scope: Scope, depth: int) -> str:
    value = constant(term)
    if value is not None:
        return str(value)
    match term:
        case t.LawTerm(law, at):
            shown = ",".join(f"{v}={_letter(i, scope)}" for v, i in at)
            return f"{law}[{shown}]"
        case t.Quantity(name, at):
            return f"{name}({','.join(_letter(i, scope) for i in at)})"
        case t.Card(alphabet):
            return f"|{alphabet}|"
        case t.Delta(i, j):
            a, b = sorted((_letter(i, scope), _letter(j, scope)))
            return "1" if a == b else f"δ({a},{b})"
        case t.Log(arg):
            return f"ln({_key(arg, scope, depth)})"
        case t.Exp(arg):
            return f"exp({_key(arg, scope, depth)})"
        case t.Nonzero(arg):
            return f"[{_key(arg, scope, depth)}]"
        case t.Add():
            number, rest = _summands(term, scope, depth)
            return f"({' + '.join([*([str(number)] if number else []), *sorted(rest)])})"
        case t.Mul() if len(_parts(term, Fraction(1))) > 1:
            return _key(t.Add((term,)), scope, depth)
        case t.Mul() | t.Pow():
            number, rest = _factors(term, 1, scope, depth)
            return _product(number, rest)
        case t.Sum():
            return _sum(term, scope, depth)
    raise TypeError(f"not a term: {term!r}")


def _letter(i: Index, scope: Scope) -> str:
    return scope.get(i, f"{i.name}:{i.alphabet}")


def _product(number: Fraction, factors: list[str]) -> str:
    if not factors:
        return str(number)
    shown = [*([str(number)] if number != 1 else []), *sorted(factors)]
    return shown[0] if len(shown) == 1 else f"<{' * '.join(shown)}>"


def _summands(term: Term, scope: Scope, depth: int) -> tuple[Fraction, list[str]]:
    """A number, and the other summands, brackets opened and numbers multiplied into them."""
    number, out = Fraction(0), []
    for c, part in _parts(term, Fraction(1)):
        value = constant(part)
        if value is not None:
            number += c * value
        else:
            own, factors = _factors(part, 1, scope, depth)
            out.append(_product(c * own, factors))
    return number, out


def _parts(term: Term, c: Fraction) -> list[tuple[Fraction, Term]]:
    match term:
        case t.Add(parts):
            return [p for s in parts for p in _parts(s, c)]
        case t.Mul(factors):
            value = [constant(f) for f in factors]
            rest = [f for f, v in zip(factors, value, strict=True) if v is None]
            if len(rest) == 1:
                for v in value:
                    c = c * v if v is not None else c
                return _parts(rest[0], c)
    return [(c, term)]


def _factors(term: Term, e: int, scope: Scope, depth: int) -> tuple[Fraction, list[str]]:
    """A number, and the keys of the other factors with their exponents."""
    value = constant(term)
    if value is not None and (value or e > 0):
        return value**e, []
    match term:
        case t.Mul(parts):
            number, out = Fraction(1), []
            for p in parts:
                c, found = _factors(p, e, scope, depth)
                number, out = number * c, out + found
            return number, out
        case t.Pow(base, n) if n and (n > 0 or e > 0):
            return _factors(base, n * e, scope, depth)
    if isinstance(term, t.Pow) and term.exponent == 0:
        return Fraction(1), []
    shown = _pow_key(term, scope, depth) if isinstance(term, t.Pow) else _key(term, scope, depth)
    return Fraction(1), [shown if e == 1 else f"{shown}^{e}"]


def _pow_key(term: t.Pow, scope: Scope, depth: int) -> str:
    """1/a under another reciprocal."""
    return f"{{{_key(term.base, scope, depth)}^{term.exponent}}}"


def _sum(term: t.Sum, scope: Scope, depth: int) -> str:
    """Letters numbered in the order that gives the least key; nested sums opened."""
    indices, body = list(term.indices), term.body
    while isinstance(body, t.Sum) and not set(body.indices) & set(indices):
        indices, body = [*indices, *body.indices], body.body
    best = None
    for order in _orders(indices):
        inner = {**scope, **{i: f"#{depth + k}:{i.alphabet}" for k, i in enumerate(order)}}
        shown = _key(body, inner, depth + len(order))
        best = shown if best is None or shown < best else best
    over = ",".join(sorted(i.alphabet for i in indices))
    return f"Σ[{over}]{best}"


def _orders(indices: list[Index]) -> list[list[Index]]:
    """The orders that keep alphabets together; all of them up to four letters, else as they are."""
    if len(indices) > 4:
        return [sorted(indices, key=lambda i: i.alphabet)]
    every = [list(p) for p in permutations(indices)]
    return [p for p in every if [i.alphabet for i in p] == sorted(i.alphabet for i in p)]
