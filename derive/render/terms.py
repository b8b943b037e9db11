"""Kernel terms in the notation of notes: p(x)/q(x), 2^(-L(x)), log₂(…), as certificates need it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, Term
from derive.language.names import shown_part
from derive.language.printing import SUBSCRIPTS
from derive.render.standing import Argmax, Count, Sign, stands_for
from derive.translate.families import is_coordinate

_ADD, _MUL, _POW, _ATOM = 0, 1, 2, 3
_HALF = Fraction(1, 2)


def notes(term: Term, context: Context) -> str:
    """The term as one line. context: the theorem's, which knows inputs from outputs."""
    return _Printer(context).at_least(term, _ADD)


def equation(term: Term, context: Context) -> str:
    """`term = 0` with its negative summands on the right side: a - b is "a = b"."""
    printer = _Printer(context)
    return " = ".join(printer.at_least(t.Add(side), _ADD) for side in sides(term))


def sides(term: Term) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The summands of both sides of the equation `term = 0`, all of them positive."""
    parts = [part for part in _summands(term) if _coefficient(part)]
    left = tuple(part for part in parts if _coefficient(part) > 0)
    right = tuple(t.Mul((t.const(-1), part)) for part in parts if _coefficient(part) < 0)
    return (left, right) if left else (right, left)


def ordered_sides(term: Term) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The summands of both sides of `term ≥ 0`."""
    left, right = sides(term)
    negative = all(_coefficient(part) < 0 for part in _summands(term))
    return (right, left) if negative else (left, right)


def inequality(term: Term, context: Context) -> str:
    """`term ≥ 0` with its negative summands on the other side: a - b is "a ≥ b"."""
    printer = _Printer(context)
    more, less = (printer.at_least(t.Add(side), _ADD) for side in ordered_sides(term))
    return f"{less} ≤ {more}" if more == "0" else f"{more} ≥ {less}"


def nonconstant(term: Term) -> Term:
    """The product of the factors that are not plain numbers (1, 1/2, 1/ln 2)."""
    kept = [_raised(base, e) for base, e in _powers(term) if _varies(base)]
    return kept[0] if len(kept) == 1 else t.Mul(tuple(kept))


def _varies(term: Term) -> bool:
    return any(isinstance(s, (t.LawTerm, t.Quantity, t.Delta)) for s in t.subterms(term))


def _raised(base: Term, e: int) -> Term:
    return base if e == 1 else t.Pow(base, e)


def by_alphabets(term: Term) -> Term:
    """Indices named as their alphabets are, where an alphabet has one index in the term."""
    used: dict[str, set[str]] = {}
    for s in t.subterms(term):
        for i in (*t.own_indices(s), *(s.indices if isinstance(s, t.Sum) else ())):
            used.setdefault(i.alphabet, set()).add(i.name)
    return _renamed(term, {a for a, names in used.items() if len(names) == 1})


def _renamed(term: Term, alphabets: set[str]) -> Term:
    def new(i: Index) -> Index:
        return Index(t.letter_of(i.alphabet), i.alphabet) if i.alphabet in alphabets else i

    match term:
        case t.LawTerm(law, at):
            return t.LawTerm(law, tuple((v, new(i)) for v, i in at))
        case t.Quantity(name, at):
            return t.Quantity(name, tuple(map(new, at)))
        case t.Delta(i, j):
            return t.Delta(new(i), new(j))
        case t.Sum(indices, body):
            return t.Sum(tuple(map(new, indices)), _renamed(body, alphabets))
    return t.with_children(term, tuple(_renamed(c, alphabets) for c in t.children(term)))


def _summands(term: Term) -> list[Term]:
    """The summands, brackets and signs multiplied out."""
    match term:
        case t.Add(terms):
            return [part for s in terms for part in _summands(s)]
        case t.Mul(factors):
            sums = [f for f in factors if isinstance(f, t.Add)]
            rest = tuple(f for f in factors if not isinstance(f, t.Add))
            if len(sums) == 1 and all(isinstance(f, t.Const) for f in rest):
                return [t.Mul((*rest, part)) for part in _summands(sums[0])]
    return [term]


def _coefficient(term: Term) -> Fraction:
    """The product of the plain numbers among a summand's factors."""
    c = Fraction(1)
    for base, e in _powers(term):
        if isinstance(base, t.Const):
            c = c * base.value**e if base.value or e > 0 else Fraction(0)
    return c


def _powers(term: Term, e: int = 1) -> list[tuple[Term, int]]:
    """The factors with their exponents, products and powers opened; nothing cancels, and 1/(1/a),
    which has no value at a = 0, is not a."""
    match term:
        case t.Mul(factors):
            opened = [p for f in factors for p in _powers(f)]
            if e > 0 or all(n > 0 for _, n in opened):
                return [(b, n * e) for b, n in opened]
        case t.Pow(base, n) if n and (e > 0 or n > 0):
            return _powers(base, e * n)
    return [(term, e)]


def factors_of(term: t.Mul) -> list[tuple[Term, int]]:
    """The factors of a product with exponents 1; brackets of products opened."""
    out: list[tuple[Term, int]] = []
    for f in term.factors:
        out += factors_of(f) if isinstance(f, t.Mul) else [(f, 1)]
    return out


@dataclass(frozen=True)
class Raised:
    """a^r for r > 0, which the kernel has as [a ≠ 0]·exp(r·ln a)."""

    base: Term
    exponent: Term


def with_powers(factors: Sequence[tuple[Term, int]], context: Context) -> list[tuple[Any, int]]:
    """The factors, [a ≠ 0]·exp(r·ln a) taken together as a^r where r is visibly > 0.

    For another r, a^r is exp(r·ln a), without value at a = 0 where the product is 0.
    """
    here = {b.arg for b, e in factors if isinstance(b, t.Nonzero) and e > 0}
    out: list[tuple[Any, int]] = []
    used: set[Term] = set()
    for b, e in factors:
        found = _exponent_of(b) if isinstance(b, t.Exp) and e > 0 else None
        if found is not None and found.base in here and _is_positive(found.exponent, context):
            used.add(found.base)
            out.append((found, e))
        else:
            out.append((b, e))
    return [(b, e) for b, e in out if not (isinstance(b, t.Nonzero) and b.arg in used)]


def _is_positive(e: Term, context: Context) -> bool:
    """As `derive.language.operations.surely_positive`, of terms."""
    match e:
        case t.Const(value):
            return value > 0
        case t.Quantity(name, _):
            return context.quantities[name].sign == "pos"
        case t.Add(parts) | t.Mul(parts):
            return all(_is_positive(a, context) for a in parts)
        case t.Pow(base, _):
            return _is_positive(base, context)
    return isinstance(e, (t.Card, t.Exp))


def is_plain_exp(e: t.Exp) -> bool:
    """Whether no single logarithm under exp makes it look like a power."""
    return _exponent_of(e) is None


def _exponent_of(e: t.Exp) -> Raised | None:
    """r and a of exp(r·ln a)."""
    factors = _powers(e.arg)
    logs = [b for b, n in factors if isinstance(b, t.Log) and n == 1]
    if len(logs) != 1 or isinstance(logs[0].arg, t.Const):
        return None
    rest = [(b, n) for b, n in factors if b is not logs[0]]
    return Raised(logs[0].arg, t.Mul(tuple(_raised(b, n) for b, n in rest)))


def _is_ln_number(term: Term) -> bool:
    return isinstance(term, t.Log) and isinstance(term.arg, t.Const)


def power_of_number(arg: Term) -> tuple[Fraction, Term] | None:
    """(b, a) if exp(arg) is b^a: if arg is a·ln b for a number b."""
    factors = _powers(arg)
    for k, (base, e) in enumerate(factors):
        if e == 1 and isinstance(base, t.Log) and isinstance(base.arg, t.Const):
            rest = t.Mul(tuple(_raised(b, n) for b, n in factors[:k] + factors[k + 1 :]))
            return base.arg.value, rest
    return None


class _Printer:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.laws = context.laws

    def at_least(self, term: Term, level: int) -> str:
        """The term, in brackets if it binds more loosely than `level`."""
        shown, own = self._shown(term)
        return shown if own >= level else f"({shown})"

    def _shown(self, term: Term) -> tuple[str, int]:
        match term:
            case t.Add():
                return self._sum_of(_summands(term))
            case t.Mul() | t.Pow() | t.Const():
                return self._product(term)
            case t.Sum(indices, body):
                names = ",".join(i.name for i in indices)
                return f"Σ_{names} {self.at_least(body, _MUL)}", _MUL
            case t.Exp(arg):
                return self._exponential(arg), _POW
            case Raised(base, exponent):
                return self._real_power(base, exponent), _POW
        return self._atom(term), _ATOM

    def _real_power(self, base: Term, exponent: Term) -> str:
        """√(p(x)), p(x)^α."""
        if _coefficient(exponent) == _HALF and not any(_varies(b) for b, _ in _powers(exponent)):
            return f"√({self.at_least(base, _ADD)})"
        shown = self.at_least(exponent, _ADD)
        raised = shown if shown.isalnum() else f"({shown})"
        return f"{self.at_least(base, _ATOM)}^{raised}"

    def _atom(self, term: Term) -> str:
        if isinstance(term, (t.LawTerm, t.Quantity)):
            stands = self._standing(term)
            if stands:
                return stands
        match term:
            case t.LawTerm():
                return self._law_value(term)
            case t.Quantity(name, at) if is_coordinate(name):
                return at[0].name
            case t.Quantity(name, at):
                name = shown_part(name)
                return f"{name}({','.join(i.name for i in at)})" if at else name
            case t.Card(alphabet):
                return f"|{alphabet.upper()}|"
            case t.Delta(i, j):
                return f"[{i.name}={j.name}]"
            case t.Log(t.Const(value)):
                return f"ln {value}" if value.denominator == 1 else f"ln({value})"
            case t.Log(arg):
                return f"ln({self.at_least(arg, _ADD)})"
            case t.Nonzero(arg):
                return f"[{self.at_least(arg, _ADD)} ≠ 0]"
        return str(term)

    def _standing(self, term: t.LawTerm | t.Quantity) -> str:
        """What stands for an operation: [p(x) ≥ q(x)], [x = argmax_x' p(x')]."""
        match stands_for(term, self.context):
            case Sign(of):
                left, right = (self.at_least(t.Add(side), _ADD) for side in ordered_sides(of))
                return f"[{left} ≥ {right}]"
            case Argmax(bound, of, at):
                return f"[{letters(at)} = argmax_{letters(bound)} {self.at_least(of, _MUL)}]"
            case Count(text):
                return text
        return ""

    def _law_value(self, value: t.LawTerm) -> str:
        """r(x,y), W(y|x), or r_X(x') where the letters alone do not say which variables."""
        decl, given = self.laws[value.law], dict(value.at)
        sides = [
            ",".join(given[v].name for v, _ in side if v in given)
            for side in (decl.outputs, decl.inputs)
        ]
        others = [v for v, _ in (*decl.outputs, *decl.inputs)]
        at = [(v, given[v]) for v in others if v in given]  # in the order of the law's own letters
        letters = {i.name for _, i in at}
        swapped = any(v != i.name and i.name in others for v, i in at)
        partial = len(at) < len(others) and any(v != i.name for v, i in at)
        sub = ""
        if swapped or partial or len(letters) < len(at):
            sub = "_" + ",".join(v.upper() for v, _ in at)
        return f"{shown_part(value.law)}{sub}({'|'.join(s for s in sides if s)})"

    def _sum_of(self, parts: list[Term]) -> tuple[str, int]:
        shown = [self.at_least(p, _MUL) for p in parts if _coefficient(p)]
        shown.sort(key=lambda s: s.startswith("-"))
        out = shown[0] if shown else "0"
        for s in shown[1:]:
            out += f" - {s[1:]}" if s.startswith("-") else f" + {s}"
        return out, (_ADD if len(shown) > 1 else _MUL)

    def _product(self, term: Term) -> tuple[str, int]:
        c = _coefficient(term)
        if not c:
            return "0", _ATOM
        varying = [(b, e) for b, e in _powers(term) if not isinstance(b, t.Const)]
        if c == 1 and len(varying) == 1 and varying[0][1] == 1:
            return self._shown(varying[0][0])
        up = with_powers([(b, e) for b, e in varying if e > 0], self.context)
        down = [(b, -e) for b, e in _powers(term) if e < 0 and not isinstance(b, t.Const)]
        above = self._factors(up, down, [str(abs(c.numerator))] if abs(c.numerator) != 1 else [])
        below = ([str(c.denominator)] if c.denominator != 1 else []) + [
            self._power(b, e) for b, e in sorted(down, key=lambda f: _is_ln_number(f[0]))
        ]
        shown = "·".join(above) or "1"
        if below:
            shown += f"/{below[0]}" if len(below) == 1 else f"/({'·'.join(below)})"
        if c < 0:
            return f"-{shown}", _MUL
        return shown, _ATOM if len(above) + len(below) <= 1 and not below else _MUL

    def _factors(
        self, up: list[tuple[Term, int]], down: list[tuple[Term, int]], front: list[str]
    ) -> list[str]:
        """The numerator; ln a over ln 2 becomes log₂ a, and leaves the denominator."""
        plain, logs, sums = [], [], []
        bases = [b for b, e in down if e == 1 and _is_ln_number(b)]
        for base, e in up:
            if isinstance(base, t.Log) and e == 1 and bases:
                number = bases.pop(0)
                down.remove((number, 1))
                sub = str(number.arg.value).translate(SUBSCRIPTS)
                logs.append(f"log{sub}({self.at_least(base.arg, _ADD)})")
            elif isinstance(base, t.Log):
                logs.append(self._power(base, e))
            elif isinstance(base, t.Sum) and e == 1:
                sums.append(self.at_least(base, _MUL))
            else:
                plain.append(self._power(base, e))
        if len(sums) > 1:
            sums[:-1] = [f"({s})" for s in sums[:-1]]
        if sums and down:
            sums[-1] = f"({sums[-1]})"
        return [*front, *plain, *logs, *sums]

    def _power(self, base: Term, e: int) -> str:
        shown = self.at_least(base, _POW if e == 1 else _ATOM)
        if e == 1:
            return shown
        return f"({shown})^{e}" if _is_ln_number(base) else f"{shown}^{e}"

    def _exponential(self, arg: Term) -> str:
        """exp(a·ln b) is b^a."""
        found = power_of_number(arg)
        if found is not None:
            base = f"{found[0]}" if found[0].denominator == 1 else f"({found[0]})"
            return f"{base}^({self.at_least(found[1], _ADD)})"
        return f"exp({self.at_least(arg, _ADD)})"


def letters(indices: tuple[Index, ...]) -> str:
    return ",".join(i.name for i in indices)
