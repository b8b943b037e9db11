"""Terms as text, for messages and for a theorem's own printing."""

from __future__ import annotations

from derive.kernel import terms as t
from derive.kernel.terms import Index, Term


def text(term: Term) -> str:
    """The term as one line; products and sums in brackets where they are factors or powers."""
    match term:
        case t.Const(value):
            return str(value)
        case t.LawTerm(law, at):
            return f"{law}[{', '.join(f'{v}={_name(i)}' for v, i in at)}]"
        case t.Quantity(name, at):
            return f"{name}({_names(at)})" if at else name
        case t.Card(alphabet):
            return f"|{alphabet}|"
        case t.Delta(i, j):
            return f"[{_name(i)}={_name(j)}]"
        case t.Add(terms):
            return " + ".join(text(s) for s in terms) or "0"
        case t.Mul(factors):
            return "·".join(_factor(f) for f in factors) or "1"
        case t.Pow(base, n):
            quotient = isinstance(base, t.Const) and base.value.denominator > 1  # 1/2^3
            bracket = quotient or isinstance(base, t.Pow)
            return f"({text(base)})^{n}" if bracket else f"{_factor(base)}^{n}"
        case t.Log(arg):
            return f"ln({text(arg)})"
        case t.Exp(arg):
            return f"exp({text(arg)})"
        case t.Nonzero(arg):
            return f"[{text(arg)} ≠ 0]"
        case t.Sum(indices, body):
            inner = text(body) if isinstance(body, t.Sum) else _factor(body)
            return f"Σ_{_names(indices)} {inner}"


def _name(i: Index) -> str:
    """The letter; a bound index that was made fresh goes by its alphabet."""
    return i.alphabet if i.name.startswith(("$", "#")) else i.name


def _names(indices: tuple[Index, ...]) -> str:
    return ",".join(map(_name, indices))


def _factor(term: Term) -> str:
    bracket = isinstance(term, (t.Add, t.Mul, t.Sum)) or (
        isinstance(term, t.Const) and term.value < 0
    )
    return f"({text(term)})" if bracket else text(term)
