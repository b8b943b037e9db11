"""Terms as text, for messages and for a theorem's own printing."""

from __future__ import annotations

from fractions import Fraction

from derive.kernel import terms as t
from derive.kernel.terms import Index, Term


def text(term: Term) -> str:
    """The term as one line; products and sums in brackets where they are factors or powers."""
    match term:
        case t.Const(value):
            return str(value).replace("-", "−")
        case t.LawTerm(law, at):
            return f"{law}[{', '.join(f'{v}={_name(i)}' for v, i in at)}]"
        case t.Quantity(name, at):
            return f"{name}({_names(at)})" if at else name
        case t.Card(alphabet):
            return f"|{alphabet}|"
        case t.Delta(i, j):
            return f"[{_name(i)}={_name(j)}]"
        case t.Add(terms):
            return _joined(list(map(text, terms))) or "0"
        case t.Mul((t.Const(value), first, *others)) if value < 0:
            return f"−{text(t.Mul((*_unless_one(-value), first, *others)))}"
        case t.Mul(factors):
            below = [f for f in factors if isinstance(f, t.Pow) and f.exponent < 0]
            above = "·".join(_factor(f) for f in factors if f not in below) or "1"
            return above + "".join(f"/{_power(f.base, -f.exponent)}" for f in below)
        case t.Pow(base, n):
            return _power(base, n) if n >= 0 else f"1/{_power(base, -n)}"
        case t.Log(arg):
            return f"ln({text(arg)})"
        case t.Exp(arg):
            return f"exp({text(arg)})"
        case t.Nonzero(arg):
            return f"[{text(arg)} ≠ 0]"
        case t.Sum(indices, body):
            inner = text(body) if isinstance(body, t.Sum) else _factor(body)
            return f"Σ_{_names(indices)} {inner}"


def _power(base: Term, n: int) -> str:
    plain = isinstance(base, (t.LawTerm, t.Quantity, t.Card, t.Delta, t.Log, t.Exp, t.Nonzero))
    plain = plain or (isinstance(base, t.Const) and base.value.denominator == 1 <= base.value)
    return (text(base) if plain else f"({text(base)})") + (f"^{n}" if n != 1 else "")


def _joined(parts: list[str]) -> str:
    """A sum; a part that begins with − is taken away."""
    rest = (f" − {p[1:]}" if p[0] == "−" else f" + {p}" for p in parts[1:])
    return "".join([*parts[:1], *rest])


def _unless_one(value: Fraction) -> tuple[Term, ...]:
    return () if value == 1 else (t.Const(value),)


def _name(i: Index) -> str:
    """The letter; a bound index that was made fresh goes by its alphabet."""
    return t.letter_of(i.alphabet) if i.name.startswith(("$", "#")) else i.name


def _names(indices: tuple[Index, ...]) -> str:
    return ",".join(map(_name, indices))


def _factor(term: Term) -> str:
    bracket = isinstance(term, (t.Add, t.Mul, t.Sum)) or (
        isinstance(term, t.Const) and term.value < 0
    )
    return f"({text(term)})" if bracket else text(term)
