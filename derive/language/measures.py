"""Entropy and its relatives. Each prints as itself and unfolds to a sum.

All take `base=`: None for natural logarithms (nats), 2 for bits.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, Integer, Rational, sympify
from sympy.core.symbol import Str

from derive.language import notation
from derive.language.alphabets import Alphabet, Delta, index_tuple, latex_name
from derive.language.expressions import Inverse, NoCancel, Sum, log
from derive.language.laws import ConditionalValue, Law, LawValue, RandomVariable, split_bar
from derive.language.names import DeriveError
from derive.language.printing import DIVERGENCE_TEXT, SUBSCRIPTS, text
from derive.language.relations import as_expression

DIVERGENCE_LATEX = "⟦D⟧"


class Measure(NoCancel):
    """A named quantity with a definition: `unfold()` gives its sum.

    text, tex: how it is printed. definition: the sum it stands for. operands: laws and expressions
    that stand in tex as ⟦0⟧, ⟦1⟧, and are printed there in the notation of the day; ⟦D⟧ is the sign
    of divergence, ⟦_2⟧ the base 2.
    """

    def __new__(cls, text: Any, tex: Any, definition: Expr, *operands: Basic) -> Expr:
        obj: Expr = Expr.__new__(cls, Str(str(text)), Str(str(tex)), definition, *operands)
        return obj

    def unfold(self) -> Expr:
        """The definition, one level down."""
        return self.args[2]

    @property
    def free_symbols(self) -> set[Basic]:
        return self.args[2].free_symbols

    def _sympystr(self, printer: Any) -> str:
        return self.args[0].name

    def _latex(self, printer: Any) -> str:
        shown = [printer._print(operand) for operand in self.args[3:]]
        return notation.of(printer).measure(self.args[1].name, shown)


def _log(argument: Expr, base: int | None) -> Expr:
    if base is None:
        return log(argument)
    if not isinstance(base, int) or base < 2:
        raise DeriveError(f"base: got {base!r}; expected None (nats) or an integer ≥ 2 (2: bits).")
    return log(argument, base)


def _density(d: Any, over: Any = None) -> tuple[Expr, tuple[Alphabet, ...]]:
    """The value of a law, or of an expression in free letters, and the letters to sum over."""
    if isinstance(d, Law):
        if d.inputs:
            raise DeriveError(
                f"{d.name} is a channel, not a distribution. Try the value {d.name}(y | x)."
            )
        return d(*d.outputs), d.outputs
    e = as_expression(d)
    letters = tuple(sorted(e.free_symbols, key=lambda i: i.name))
    if over is not None:
        return e, tuple(index_tuple(over if isinstance(over, tuple) else (over,)))
    if any(_right_of_bar(v) for v in _law_values(e)):
        raise DeriveError(
            f"{e}: a conditional law; all its letters {[i.name for i in letters]} would be summed "
            f"over. Try over={letters[0].name}, or a measure of random variables such as H(Y | X)."
        )
    return e, letters


def _right_of_bar(value: LawValue | ConditionalValue) -> bool:
    """Whether an index stands right of the bar: the value is then a law for each of its letters."""
    if isinstance(value, ConditionalValue):
        return bool(value.given.free_symbols)
    inputs = {v.name for v in value.law.inputs}
    return any(isinstance(i, Alphabet) for v, i in value.at if v in inputs)


def _law_values(e: Expr) -> list[Any]:
    """The outermost values of laws in e."""
    if isinstance(e, (LawValue, ConditionalValue)):
        return [e]
    if isinstance(e, Sum):
        return []  # a law made by summing is what its author says it is
    return [v for a in e.args for v in _law_values(a)]


def _over(e: Expr, letters: tuple[Alphabet, ...]) -> Expr:
    return Sum(e, *letters) if letters else e


def _operands(args: tuple[Any, ...]) -> tuple[Basic, ...]:
    """What is printed as it is at the time: not random variables, which are names."""
    return tuple(sympify(a) for a in args if not isinstance(a, RandomVariable))


def _named(
    name: str, tex: str, args: tuple[Any, ...], sep: str, base: int | None
) -> tuple[str, str]:
    sub = "" if base is None else str(base)
    places = iter(range(len(args)))
    shown = [latex_name(a.name) if _is_variable(a) else f"⟦{next(places)}⟧" for a in args]
    words = [a.name if _is_variable(a) else text(a) for a in args]
    return (
        f"{name}{sub.translate(SUBSCRIPTS)}({sep.join(words)})",
        f"{tex}{_base(base) if tex != DIVERGENCE_LATEX else ''}"
        f"({_LATEX_SEP.get(sep, sep).join(shown)})",
    )


def _is_variable(a: Any) -> bool:
    return isinstance(a, RandomVariable)


def _base(base: int | None) -> str:
    """The base as a subscript; whether 2 is written is a matter of notation."""
    if base is None:
        return ""
    return "⟦_2⟧" if base == 2 else f"_{{{base}}}"


_LATEX_SEP = {"‖": r" \,\|\, ", ";": ";", ",": ","}


def _variables(args: tuple[Any, ...], what: str) -> tuple[Law, tuple[str, ...]]:
    law = args[0].law if args and isinstance(args[0], RandomVariable) else None
    for a in args:
        if not isinstance(a, RandomVariable):
            raise DeriveError(
                f"{what}: got {a!r}; expected random variables of one law. "
                "Try X, Y = Law('r', x, y).variables."
            )
        if a.law != law:
            raise DeriveError(f"{what}: {a} belongs to {a.law}, another law than {law}.")
    if law is None:
        raise DeriveError(f"{what}: no variable given. Try {what}(X).")
    letters = tuple(dict.fromkeys(a.letter for a in args))
    return law, letters


def _at(law: Law, letters: tuple[str, ...]) -> tuple[Expr, tuple[Alphabet, ...]]:
    indices = tuple(v for v in law.outputs if v.name in letters)
    return (law(*indices) if indices else Integer(1)), indices


def entropy(*args: Any, base: int | None = None, over: Any = None) -> Expr:
    """Entropy: H(p), H(X), H(X, Y), H(X | Y), or H(e) for an expression in free letters.

    H(p) = Σ p log 1/p ≥ 0, in nats, or in bits with base=2 (Cover & Thomas, (2.1), (2.8), (2.10)).
    over: the letters to sum over, for an expression: H(W(y | x), over=y) depends on x.

    Raises:
        DeriveError: if the variables are not of one law, or nothing is given.
    """
    left, right = split_bar(args)
    if not left:
        raise DeriveError("H(): nothing given. Try H(p) for a distribution p, or H(X).")
    if not isinstance(left[0], RandomVariable):
        return _entropy_of_density(left, right, base, over)
    law, letters = _variables(left, "H")
    _, given = _variables(right, "H") if right else (law, ())
    if right and right[0].law != law:
        raise DeriveError(f"H: {right[0]} belongs to another law than {left[0]}.")
    joint, indices = _at(law, tuple(dict.fromkeys((*letters, *given))))
    conditional = joint if not given else _conditional(law, indices, given)
    definition = Sum(joint * _log(1 / conditional, base), *indices)
    text, tex = _named("H", "H", left, ",", base)
    if right:
        text = text[:-1] + "|" + ",".join(v.name for v in right) + ")"
        tex = tex[:-1] + r" \mid " + ",".join(latex_name(v.name) for v in right) + ")"
    return Measure(text, tex, definition)


def _conditional(law: Law, indices: tuple[Alphabet, ...], given: tuple[str, ...]) -> Expr:
    joint, (below, _) = law(*indices), _at(law, given)
    if isinstance(joint, LawValue):
        return ConditionalValue(joint, below)
    return joint * Inverse(below)  # of a law defined from others


def _entropy_of_density(
    left: tuple[Any, ...], right: tuple[Any, ...], base: int | None, over: Any
) -> Expr:
    if len(left) != 1 or right:
        raise DeriveError(
            f"H{left}: got {len(left)} arguments that are not random variables; expected one "
            "distribution. Try H(p), or cross_entropy(p, q)."
        )
    e, letters = _density(left[0], over)
    text, tex = _named("H", "H", (left[0],), ",", base)
    return Measure(text, tex, _over(e * _log(1 / e, base), letters), *_operands(left))


def KL(p: Any, q: Any, base: int | None = None, over: Any = None) -> Expr:
    """Kullback-Leibler divergence D(p‖q) = Σ p log(p/q) (Cover & Thomas, (2.26)).

    p, q: laws on one alphabet, or expressions in the same free letters. In nats, or base=2: bits.
    over: the letters to sum over, for expressions that have others too.
    """
    first, second, letters = _pair(p, q, over)
    text, tex = _named(DIVERGENCE_TEXT, DIVERGENCE_LATEX, (p, q), "‖", base)
    definition = _over(first * _log(first * _reciprocal(second), base), letters)
    return Measure(text, tex, definition, *_operands((p, q)))


def cross_entropy(p: Any, q: Any, base: int | None = None, over: Any = None) -> Expr:
    """Cross-entropy H(p, q) = Σ p log(1/q): mean length on p of a code made for q."""
    first, second, letters = _pair(p, q, over)
    text, tex = _named("H", "H", (p, q), ",", base)
    definition = _over(first * _log(_reciprocal(second), base), letters)
    return Measure(text, tex, definition, *_operands((p, q)))


def JS(p: Any, q: Any, base: int | None = None) -> Expr:
    """Jensen-Shannon divergence ½D(p‖m) + ½D(q‖m) with m = ½p + ½q (Lin 1991)."""
    first, second, _ = _pair(p, q)
    m = first / 2 + second / 2
    text, tex = _named("JS", r"\mathrm{JS}", (p, q), ",", base)
    half = Rational(1, 2)
    definition = half * KL(first, m, base) + half * KL(second, m, base)
    return Measure(text, tex, definition, *_operands((p, q)))


def _reciprocal(e: Expr) -> Expr:
    return Inverse(e) if e.is_Add or e.is_Mul else 1 / e


def _pair(p: Any, q: Any, over: Any = None) -> tuple[Expr, Expr, tuple[Alphabet, ...]]:
    first, letters = _density(p, over)
    second = q(*letters) if isinstance(q, Law) else as_expression(q)
    if over is not None:
        return first, second, letters
    extra = tuple(i for i in sorted(second.free_symbols, key=lambda i: i.name) if i not in letters)
    if extra and isinstance(p, Law):
        raise DeriveError(
            f"second argument {second}: its letters {[i.name for i in extra]} do not occur in the "
            f"first, {first}. Try the same letters on both sides."
        )
    return first, second, letters + extra


def mutual_information(*args: Any, base: int | None = None) -> Expr:
    """Mutual information I(X; Y), written I(X, Y), and I(X; Y | Z), written I(X, Y | Z).

    It unfolds to Σ r(x,y,z) log( r(x,y|z) / (r(x|z) r(y|z)) ) (Cover & Thomas, (2.28), (2.60)).
    Groups of variables go in tuples: I((X, Y), Z).

    Raises:
        DeriveError: unless there are two (groups of) variables of one law.
    """
    left, right = split_bar(args)
    if len(left) != 2:
        raise DeriveError(
            f"I: got {len(left)} groups before the bar; expected two. Try I(X, Y | Z)."
        )
    groups = [g if isinstance(g, tuple) else (g,) for g in left]
    law, first = _variables(groups[0], "I")
    _, second = _variables(groups[1], "I")
    _, given = _variables(right, "I") if right else (law, ())
    if {g[0].law for g in [*groups, *([right] if right else [])]} != {law}:
        raise DeriveError("I: the variables belong to different laws.")
    shown = ";".join(",".join(v.name for v in g) for g in groups)
    bar = ",".join(v.name for v in right)
    small = "" if base is None else str(base).translate(SUBSCRIPTS)
    text = f"I{small}({shown}{'|' + bar if bar else ''})"
    tex = "; ".join(",".join(latex_name(v.name) for v in g) for g in groups)
    tex_bar = rf" \mid {','.join(latex_name(v.name) for v in right)}" if right else ""
    tex = f"I{_base(base)}({tex}{tex_bar})"
    return Measure(text, tex, _information(law, first, second, given, base))


def _information(
    law: Law,
    first: tuple[str, ...],
    second: tuple[str, ...],
    given: tuple[str, ...],
    base: int | None,
) -> Expr:
    """Σ over the letters; a variable in both groups gets two letters joined by a delta."""
    letter = {v.name: v for v in law.outputs}
    twice = {n: letter[n].another(n + "'") for n in second if n in first}
    deltas = [Delta(letter[n], twice[n]) for n in twice]

    def at(names: tuple[str, ...], other: dict[str, Alphabet] | None = None) -> Expr:
        chosen = {n: (other or {}).get(n, letter[n]) for n in dict.fromkeys(names)}
        return law(**chosen) if chosen else Integer(1)

    joint = at((*first, *second, *given))
    below = at(given) if given else None
    a, b = at((*first, *given)), at((*second, *given), twice)
    for d in deltas:
        joint = joint * d
    ratio = joint / (a * b) if below is None else (joint * below) / (a * b)
    used = dict.fromkeys((*first, *second, *given))
    return Sum(joint * _log(ratio, base), *(letter[n] for n in used), *twice.values())


def E(f: Any, p: Law) -> Expr:
    """Expectation Σ p(x) f(x) of an expression f in the letters of p."""
    value, letters = _density(p)
    body = as_expression(f)
    return Measure(
        f"E[{text(body)}]",
        r"\operatorname{E}\left[ ⟦0⟧ \right]",
        Sum(value * body, *letters),
        body,
    )


H = entropy
I = mutual_information  # noqa: E741
