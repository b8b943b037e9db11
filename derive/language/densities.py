"""What a measure takes, decided in one place: laws, or values of laws and densities in letters.

The letters that are summed over are those over which the arguments are laws by declaration. Where
declarations do not say, they are all letters of both arguments, which then have the same ones; and
where that is not one reading only, the caller is asked for over=.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Basic, Expr, Mul, expand

from derive.language.alphabets import Alphabet, Cardinality, index_tuple
from derive.language.definitions import DefinedLawValue
from derive.language.expressions import Inverse, Sum
from derive.language.laws import ConditionalValue, Law, LawValue, RandomVariable
from derive.language.names import DeriveError
from derive.language.relations import as_expression

Letters = frozenset[Alphabet]


class NoLaw(Exception):
    """An expression of values of laws that sums to 1 over none of its letters."""


@dataclass(frozen=True)
class Densities:
    """Arguments of a measure.

    shown: as they are printed, a law by its name. values: as functions of letters. letters: those
    to sum over. said: whether they must be printed, not being all letters of a law.
    """

    shown: tuple[Basic, ...]
    values: tuple[Expr, ...]
    letters: tuple[Alphabet, ...]
    said: bool


def outputs_of(e: Expr) -> Letters | None:
    """The letters over which e sums to 1 by declaration; None where declarations do not say.

    Raises:
        NoLaw: if e is made of values of laws only, and is no law in any of its letters.
    """
    if not e.free_symbols:
        return None
    if isinstance(e, LawValue):
        return _of_sides(e.at, {v.name for v in e.law.inputs})
    if isinstance(e, ConditionalValue):
        return _of_sides(e.joint.at, {v for v, _ in e.given.at})
    if isinstance(e, DefinedLawValue):
        return _of_sides(e.at, {*e.given, *(v.name for v in e.law.inputs)})
    if isinstance(e, Sum):
        inside = outputs_of(e.body)
        bound = frozenset(e.indices)
        return inside - bound if inside is not None and bound < inside else None
    if e.is_Mul:
        return _outputs_of_product(e)
    if e.is_Add:
        return _outputs_of_mixture(e)
    return None


def _of_sides(at: tuple[tuple[str, Any], ...], right_of_bar: set[str]) -> Letters:
    """The letters left of the bar. One with a name there, as in r(z=1, x), leaves no law."""
    left = [i for v, i in at if v not in right_of_bar]
    right = {i for v, i in at if v in right_of_bar}
    if len(set(left)) < len(left) or set(left) & right:
        raise NoLaw
    if not all(isinstance(i, Alphabet) for i in left):
        raise NoLaw
    return frozenset(left)


def _outputs_of_product(e: Expr) -> Letters | None:
    """Of p(x)·W(y|x), q(x)·q(y): each letter is the output of one factor, without circles."""
    parts: list[tuple[Letters, Letters]] = []
    factors = list(Mul.make_args(e))
    if factors[0].is_Rational:
        raise NoLaw
    for letters, outputs in _conditionals(factors):
        if outputs is None:
            return None
        parts.append((outputs, letters - outputs))
    made: Letters = frozenset()
    for outputs, _ in parts:
        if made & outputs:
            raise NoLaw
        made |= outputs
    known = frozenset().union(*(inputs for _, inputs in parts)) - made
    while parts:
        ready = [p for p in parts if p[1] <= known]
        if not ready:
            raise NoLaw
        known = known.union(*(outputs for outputs, _ in ready))
        parts = [p for p in parts if p not in ready]
    return made


def _conditionals(factors: list[Expr]) -> Iterator[tuple[Letters, Letters | None]]:
    """The letters and outputs of each factor; r(x,y)·(1/r(y)) is one, r(x|y)."""
    for below in [f.args[0] for f in factors if isinstance(f, Inverse)]:
        whole = next((f for f in factors if _divides(below, f)), None)
        if whole is not None:
            factors.remove(Inverse(below))
            factors[factors.index(whole)] = ConditionalValue(whole, below)
    for f in factors:
        yield frozenset(f.free_symbols), outputs_of(f)


def _divides(below: Expr, whole: Expr) -> bool:
    both = isinstance(below, LawValue) and isinstance(whole, LawValue)
    return both and below.law == whole.law and set(below.at) < set(whole.at)


def _outputs_of_mixture(e: Expr) -> Letters | None:
    """Of λ·p(x) + (1 − λ)·q(x): all summands are weights times laws in the same letters."""
    found: set[Letters] = set()
    weights = []
    for term in e.args:
        plain = [f for f in Mul.make_args(term) if not f.free_symbols]
        law = Mul(*(f for f in Mul.make_args(term) if f.free_symbols))
        outputs = outputs_of(law)
        if outputs is None:
            return None
        found.add(outputs)
        weights.append(Mul(*plain))
    total = expand(sum(weights))
    if len(found) != 1 or (total.is_Rational and total != 1):
        raise NoLaw
    return found.pop() if total == 1 else None


def densities(what: str, args: tuple[Any, ...], over: Any = None) -> Densities:
    """The arguments of the measure `what`, and the letters it sums over.

    Raises:
        DeriveError: if an argument is no law, or several readings are possible; it says what to
            write instead.
    """
    for a in args:
        _refuse_others(what, a)
    if over is not None:
        return _explicit(what, args, over)
    laws = [a for a in args if isinstance(a, Law)]
    if len(laws) == len(args):
        first = laws[0]
        values = tuple(_at(what, law, first.outputs) for law in laws)
        return Densities(args, values, first.outputs, False)
    outputs = {k: _declared(what, a) for k, a in enumerate(args) if not isinstance(a, Law)}
    letters = _common(what, args, outputs)
    values = tuple(_at(what, a, letters) if isinstance(a, Law) else as_expression(a) for a in args)
    for v in values:
        _fits(what, v, letters)
    shown = tuple(a if isinstance(a, Law) else v for a, v in zip(args, values, strict=True))
    free = set().union(*(v.free_symbols for v in values))
    return Densities(shown, values, letters, bool(free - set(letters)))


def mean_letters(p: Any, over: Any = None) -> tuple[Expr, tuple[Alphabet, ...], bool]:
    """The value of a law that E averages over, its letters, and whether these must be printed."""
    _refuse_others("E(f, p)", p)
    if isinstance(p, Law) and over is None:
        return p(*p.outputs), p.outputs, False
    if over is not None:
        found = _explicit("E(f, p)", (p,), over)
        with_law = _declared("E(f, p)", found.values[0], True)
        return found.values[0], found.letters, with_law != frozenset(found.letters)
    e = as_expression(p)
    outputs = _declared("E(f, p)", e)
    letters = outputs if outputs is not None else frozenset(e.free_symbols)
    if outputs is None and (not letters or _conditional(e) or _weighted(e)):
        raise DeriveError(
            f"E(f, p): the law {_text(e)}: declarations do not say over which letters it is a law. "
            f"Try over={_several(letters)}."
        )
    return e, _in_order(letters), False


def _refuse_others(what: str, a: Any) -> None:
    if isinstance(a, RandomVariable):
        raise DeriveError(
            f"{what}: got the random variable {a}; expected a law or its value in letters. "
            f"Try {a.law.name}, or {a.law.name}({a.letter})."
        )
    if isinstance(a, Law) and a.inputs:
        raise DeriveError(
            f"{what}: {a.name} is a channel, not a distribution. "
            f"Try the value {_call(a)}, with over={a.outputs[0].name}."
        )


def _call(law: Law) -> str:
    bar = " | " + ", ".join(v.name for v in law.inputs) if law.inputs else ""
    return f"{law.name}({', '.join(v.name for v in law.outputs)}{bar})"


def _explicit(what: str, args: tuple[Any, ...], over: Any) -> Densities:
    """The caller has said the letters."""
    letters = tuple(index_tuple(over if isinstance(over, tuple) else (over,)))
    values = tuple(_at(what, a, letters) if isinstance(a, Law) else as_expression(a) for a in args)
    shown = tuple(a if isinstance(a, Law) else v for a, v in zip(args, values, strict=True))
    free = set().union(*(v.free_symbols for v in values))
    said = free != set(letters) or any(_conditional(v) or _weighted(v) for v in values)
    return Densities(shown, values, letters, said)


def _at(what: str, law: Law, letters: tuple[Alphabet, ...]) -> Expr:
    """The law's value at all its letters, which are those given."""
    if set(law.outputs) == set(letters):
        return law(*law.outputs)
    own, other = ([i.alphabet for i in side] for side in (law.outputs, letters))
    if sorted(own) != sorted(other) or len(set(own)) < len(own):
        raise DeriveError(
            f"{what}: {law.name} is a law of {_several(law.outputs)}, and the other argument is "
            f"one of {_several(letters)}. Try a value of {law.name} in these letters."
        )
    return law(*letters)


def _declared(what: str, a: Any, explicit: bool = False) -> Letters | None:
    e = as_expression(a)
    try:
        return outputs_of(e)
    except NoLaw:
        if explicit:
            return None
        raise DeriveError(
            f"{what}: {_text(e)} is no law: it does not sum to 1 over its letters. Try a law, or, "
            f"if that is meant, over={_several(frozenset(e.free_symbols))}."
        ) from None


def _common(
    what: str, args: tuple[Any, ...], outputs: dict[int, Letters | None]
) -> tuple[Alphabet, ...]:
    """The letters over which all arguments are laws."""
    values = {k: as_expression(args[k]) for k in outputs}
    if 0 in values:
        _refuse_conditional(what, values[0], outputs[0])
    readings = {
        k: declared if declared is not None else frozenset(values[k].free_symbols)
        for k, declared in outputs.items()
        if values[k].free_symbols
    }
    for e in values.values():
        _refuse_weights(what, e)
    laws = [a for a in args if isinstance(a, Law)]
    if len(set(readings.values())) > 1:
        told = "; ".join(f"{_text(values[k])} of {_several(o)}" for k, o in readings.items())
        raise DeriveError(
            f"{what}: its arguments are laws of different letters: {told}. Try the same letters on "
            "both sides, a marginal or a product such as p(x)*q(y), or say them: over=…"
        )
    if readings:
        letters = next(iter(readings.values()))
        same = next((a.outputs for a in laws if frozenset(a.outputs) == letters), None)
        return same or _in_order(letters)
    if laws:
        return laws[0].outputs
    raise _nothing_to_sum(what, args)


def _refuse_conditional(what: str, first: Expr, outputs: Letters | None) -> None:
    """H(W(y|x)) may be a function of x, its mean, or a sum over both letters."""
    if not _conditional(first):
        return
    letters = outputs or frozenset(first.free_symbols)
    raise DeriveError(
        f"{what}: {_text(first)} is a conditional law, with the letters "
        f"{_several(frozenset(first.free_symbols))}. Try over={_several(letters)} for a function "
        "of the others, or a measure of random variables such as H(Y | X)."
    )


def _refuse_weights(what: str, e: Expr) -> None:
    """λ(y)·p(x) + (1 − λ(y))·q(x) may be a law of x for each y, or something of both."""
    own = _weighted(e)
    if own:
        letters = frozenset(e.free_symbols)
        raise DeriveError(
            f"{what}: {_text(e)} has laws of {_several(own)}, and the letters {_several(letters)}. "
            f"Try over={_several(own)} for a function of the others, or over={_several(letters)}."
        )


def _weighted(e: Expr) -> Letters:
    """The letters of the laws in e, where quantities beside them have others: of λ(y)·p(x) x."""
    own = frozenset().union(*(o for v in _law_values(e) if (o := _outputs_or_none(v))))
    return own if _outputs_or_none(e) is None and e.free_symbols - own else frozenset()


def _outputs_or_none(e: Expr) -> Letters | None:
    try:
        return outputs_of(e)
    except NoLaw:
        return None


def _fits(what: str, value: Expr, letters: tuple[Alphabet, ...]) -> None:
    """A constant beside a law is the uniform law on its letters."""
    if value.free_symbols:
        return
    uniform = Mul(*(1 / i.size for i in letters))
    if value != uniform:
        raise DeriveError(
            f"{what}: {_text(value)} has no letters, and as a constant on {_several(letters)} it "
            f"is no law by declaration. Try {_text(uniform)}, or, if that is meant, "
            f"over={_several(letters)}."
        )


def _nothing_to_sum(what: str, args: tuple[Any, ...]) -> DeriveError:
    shown = ", ".join(_text(as_expression(a)) for a in args)
    alphabets = sorted({c.alphabet for a in args for c in as_expression(a).atoms(Cardinality)})
    hint = f"over={alphabets[0]}" if alphabets else "over=…, a letter to sum over"
    binary = ""
    if len(args) == 1 and what.startswith("H"):
        binary = f"binary_entropy({shown}) for −λ ln λ − (1 − λ) ln(1 − λ), or "
    return DeriveError(
        f"{what}: got {shown}, which has no letters: there is nothing to sum over. "
        f"Try {binary}{hint}."
    )


def _conditional(e: Expr) -> bool:
    """Whether a value of a conditional law leaves some of its letters open."""
    try:
        outputs = outputs_of(e)
    except NoLaw:
        outputs = None
    if outputs is not None:
        return bool(e.free_symbols - outputs)
    return any(_right_of_bar(v) for v in _law_values(e))


def _right_of_bar(value: Any) -> bool:
    """Whether an index stands right of the bar: the value is then a law for each of its letters."""
    if isinstance(value, ConditionalValue):
        return bool(value.given.free_symbols)
    right = {v.name for v in value.law.inputs} | set(getattr(value, "given", ()))
    return any(isinstance(i, Alphabet) for v, i in value.at if v in right)


def _law_values(e: Expr) -> list[Any]:
    """The outermost values of laws in e."""
    if isinstance(e, (LawValue, ConditionalValue, DefinedLawValue)):
        return [e]
    if isinstance(e, Sum):
        return []  # a law made by summing is what its author says it is
    return [v for a in e.args for v in _law_values(a)]


def _in_order(letters: Iterable[Any]) -> tuple[Alphabet, ...]:
    return tuple(sorted(letters, key=lambda i: i.name))


def _several(letters: Iterable[Any]) -> str:
    names = [i.name for i in (letters if isinstance(letters, tuple) else _in_order(letters))]
    return names[0] if len(names) == 1 else f"({', '.join(names)})" if names else "…"


def _text(e: Any) -> str:
    from derive.language.printing import text

    return text(e)
