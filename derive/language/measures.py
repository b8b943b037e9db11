"""Entropy and its relatives. Each prints as itself and unfolds to a sum.

All take `base=`: None for natural logarithms (nats), 2 for bits, a parameter b > 0 for log_b.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from sympy import Basic, Expr, Integer, Rational
from sympy.core.symbol import Str
from sympy.printing.precedence import precedence

from derive.language import notation
from derive.language.affine import Affine, growth, moved_letters
from derive.language.alphabets import Alphabet, Delta, latex_name
from derive.language.bases import base_part, logarithm
from derive.language.densities import Densities, densities, mean_letters
from derive.language.events import Event, at_event
from derive.language.expressions import Inverse, NoCancel, Sum
from derive.language.laws import ConditionalValue, Law, LawValue, RandomVariable, split_bar
from derive.language.looks import looseness
from derive.language.names import DeriveError
from derive.language.printing import DIVERGENCE_TEXT
from derive.language.relations import as_expression

_TALL = re.compile(r"\\(?:sum|frac|left)(?![A-Za-z])")
_CHANGED = re.compile(r"^h.*\(.*[-·+]")  # h(⟦1⟧·X + ⟦2⟧)
_NAME_AT = re.compile(r"[^(⟦]+\(⟦0⟧\)")


Made = TypeVar("Made", bound=Callable[..., Any])


class Call(NamedTuple):
    """The operation that a measure was made by, and what it was given."""

    name: str
    args: tuple[Any, ...]
    named: dict[str, Any]


def remembered(make: Made) -> Made:
    """Let the measures that an operation makes remember how, so that they can be written down as
    that operation of its arguments (`derive.language.written`), and not as text."""

    @wraps(make)
    def made(*args: Any, **named: Any) -> Any:
        out = make(*args, **named)
        if isinstance(out, Measure):
            out.call, out.of_language = Call(make.__qualname__, args, named), True
        return out

    return made  # type: ignore[return-value]


class Measure(NoCancel):
    """A named quantity with a definition: `unfold()` gives its sum.

    text, tex: how it is printed. definition: the sum it stands for. operands: laws and expressions
    that stand in both as ⟦0⟧, ⟦1⟧, and are printed there in the notation of the day; ⟦D⟧ is the
    sign of divergence, and ⟦_2⟧, ⟦D_2⟧ have the subscripts that `notation.subscripts` describes.
    """

    call: Call | None = None  # how it was made, if by an operation
    of_language = False  # whether by an operation, other letters put in since then or not

    def __new__(cls, text: Any, tex: Any, definition: Expr, *operands: Basic) -> Expr:
        obj: Expr = Expr.__new__(cls, Str(str(text)), Str(str(tex)), definition, *operands)
        return obj

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _copied, (self.args, self.of_language)

    def unfold(self) -> Expr:
        """The definition, one level down."""
        return self.args[2]

    @property
    def transparent(self) -> Expr | None:
        """What it prints as, if that is an operand and nothing else."""
        alone = self.args[0].name == self.args[1].name == "⟦0⟧"
        return self.args[3] if alone else None

    @property
    def is_name(self) -> bool:
        """Whether it prints a name that its author chose, or n(x) for a count: a line *where* then
        says what it means."""
        return not self.of_language or bool(_NAME_AT.fullmatch(self.args[0].name))

    @property
    def precedence(self) -> int:
        """How loosely what is printed holds together; SymPy's printers ask."""
        inside = self.transparent
        return looseness(self.args[0].name) if inside is None else int(precedence(inside))

    @property
    def free_symbols(self) -> set[Basic]:
        return self.args[2].free_symbols

    def _subs(self, old: Any, new: Any, **hints: Any) -> Any:
        return self.marks(super()._subs(old, new, **hints))

    def _xreplace(self, rule: Any) -> Any:
        made, is_new = super()._xreplace(rule)
        return self.marks(made), is_new

    @property
    def changes_variables(self) -> bool:
        """Whether it is one of aX + b, which unfolds by the change of variables."""
        return self.of_language and bool(_CHANGED.search(self.args[0].name))

    def marks(self, made: Any) -> Any:
        """What this one has become, with other letters or laws: a new object, which remembers
        nothing, is one of the language's too."""
        if self.of_language and isinstance(made, Measure):
            made.of_language = True
        return made

    def _eval_subs(self, old: Basic, new: Basic) -> Basic | None:
        """Letters that it sums over stay, or step aside where they would capture."""
        letters: set[Basic] = set().union(*(a.free_symbols for a in self.args[2:]))
        bound = letters - self.free_symbols
        if old in bound:
            return self
        caught = bound & new.free_symbols if isinstance(new, Basic) else set()
        if not caught:
            return None
        fresh = {}
        for i in sorted(caught, key=str):
            other = i.another(i.name + "'")
            while other in letters | new.free_symbols | set(fresh.values()):
                other = i.another(other.name + "'")
            fresh[i] = other
        return self.func(*(a.xreplace(fresh) for a in self.args))._subs(old, new)

    def _sympystr(self, printer: Any) -> str:
        shown = [printer._print(operand) for operand in self.args[3:]]
        return notation.filled(self.args[0].name, self.args[3:], shown, printer)

    def _latex(self, printer: Any) -> str:
        shown = [printer._print(operand) for operand in self.args[3:]]
        form = self.args[1].name
        head, _, inside = form.partition("(⟦0⟧")
        within = [s for k, s in enumerate(shown) if k == 0 or f"⟦{k}⟧" in inside]
        if inside.endswith(")") and any(map(_TALL.search, within)):
            form = rf"{head}\left( ⟦0⟧{inside[:-1]} \right)"
        return notation.filled(form, self.args[3:], shown, printer, tex=True)


def _copied(args: tuple[Any, ...], of_language: bool) -> Any:
    made: Any = Measure(*args)
    made.of_language = of_language
    return made


def _over(e: Expr, letters: tuple[Alphabet, ...]) -> Expr:
    return Sum(e, *letters) if letters else e


def _of(head: str, given: Densities, sep: str, base: Any, definition: Expr) -> Expr:
    """A measure of laws: its base and, where they are not obvious, its letters are subscripts."""
    operands: list[Basic] = [*given.shown, *(given.letters if given.said else ())]
    count = len(given.shown)
    letters = [f"#{k}" for k in range(count, len(operands))]
    parts = [*base_part(base, operands), *letters]
    places = [f"⟦{k}⟧" for k in range(count)]
    plain = f"{head}⟦_{';'.join(parts)}⟧({sep.join(places)})"
    sign = rf"\mathrm{{{head}}}" if len(head) > 1 else head
    sign = f"⟦D_{';'.join(parts)}⟧" if head == DIVERGENCE_TEXT else f"{sign}⟦_{';'.join(parts)}⟧"
    tex = f"{sign}({_LATEX_SEP.get(sep, sep).join(places)})"
    return Measure(plain, tex, definition, *operands)


def of_variables(
    head: str,
    law: Law,
    groups: list[tuple[Any, ...]],
    bar: tuple[Any, ...],
    base: Any,
    definition: Expr,
    sign: tuple[str, str] = ("", ""),
) -> Expr:
    """A measure of random variables: the law is a subscript where others have such variables.

    sign: what head is in LaTeX, and a subscript of its own.
    """
    names = ",".join(dict.fromkeys(v.letter for v in (*(v for g in groups for v in g), *bar)))
    operands: list[Basic] = [law]
    parts = [*base_part(base, operands), f"?0:{names}"]
    sub = f"⟦_{';'.join(parts)}⟧"
    plain = ";".join(",".join(v.name for v in g) for g in groups)
    tex = "; ".join(",".join(latex_name(v.name) for v in g) for g in groups)
    if bar:
        plain += "|" + ",".join(v.name for v in bar)
        tex += r" \mid " + ",".join(latex_name(v.name) for v in bar)
    tex_head, own = sign
    tex_sub = f"⟦_{';'.join([own] * bool(own) + parts)}⟧"
    tex = f"{tex_head or head}{tex_sub}({tex})"
    return Measure(f"{head}{sub}({plain})", tex, definition, *operands)


_LATEX_SEP = {"‖": r" \,\|\, ", ";": ";", ",": ","}


def one_law(args: tuple[Any, ...], what: str) -> tuple[Law, tuple[str, ...]]:
    """The law of random variables, and their letters.

    Raises:
        DeriveError: if they are not variables of one law.
    """
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


def _flat(right: tuple[Any, ...]) -> tuple[Any, ...]:
    """What stands after the bar: H(S | (A, B)) is H(S | A, B)."""
    return tuple(v for a in right for v in (_flat(a) if isinstance(a, tuple) else (a,)))


def _at(law: Law, letters: tuple[str, ...]) -> tuple[Expr, tuple[Alphabet, ...]]:
    indices = tuple(v for v in law.outputs if v.name in letters)
    return (law(*indices) if indices else Integer(1)), indices


@remembered
def entropy(*args: Any, base: Any = None, over: Any = None) -> Expr:
    """Entropy: H(p), H(X), H(X, Y), H(X | Y), or H(e) for an expression in free letters.

    H(p) = Σ p log 1/p ≥ 0, in nats, or in bits with base=2 (Cover & Thomas, (2.1), (2.8), (2.10)).
    over: the letters to sum over, for an expression: H(W(y | x), over=y) depends on x.

    Raises:
        DeriveError: if the variables are not of one law, nothing is given, or a space's points:
            `h` is for these.
    """
    return _entropy("H", args, base, over)


@remembered
def differential_entropy(*args: Any, base: Any = None, over: Any = None) -> Expr:
    """Differential entropy, for spaces: h(p), h(X), h(X | Z), as `entropy` for alphabets.

    h(p) = ∫ p log 1/p may be negative (Cover & Thomas, (8.1), (8.32)). A mixed law has it too,
    h(X, Z) = Σ_z ∫ r(x, z) log 1/r(x, z) dx.

    Raises:
        DeriveError: as `entropy`, and for alphabets only, whose entropy is H.
    """
    return _entropy("h", args, base, over)


def _right_sign(sign: str, letters: Any) -> None:
    """H for alphabets, h where a letter is a point of a space."""
    points = [i.name for i in letters if i.is_space]
    if sign == "H" and points:
        raise DeriveError(
            f"H: {points[0]} is a point of a space; its entropy is the differential one, which may "
            "be negative. Try h(p) or h(X)."
        )
    if sign == "h" and not points:
        raise DeriveError(
            f"h: {', '.join(i.name for i in letters)}: no point of a space. Try H(p) or H(X)."
        )


def _no_point_twice(sign: str, left: tuple[Any, ...], right: tuple[Any, ...]) -> None:
    """h(X, X) and h(X | X) are −∞: the two have no joint density."""
    for n, v in enumerate(left):
        space = any(o.is_space for o in v.law.outputs if o.name == v.letter)
        if space and v in (*left[:n], *right):
            raise DeriveError(
                f"{sign}: {v} is given or stands twice, and a point of a space has no density once "
                f"it is known: that is −∞. Try {sign}({v})."
            )


def _entropy(sign: str, args: tuple[Any, ...], base: Any, over: Any) -> Expr:
    left, right = split_bar(args)
    right = _flat(right)
    if any(isinstance(a, Event) for a in right):
        law, letters = one_law(left, sign)
        _right_sign(sign, [v for v in law.outputs if v.name in letters])
        return at_event(sign, (left,), right, base)
    if not left:
        raise DeriveError(f"{sign}(): nothing given. Try {sign}(p) for a law p, or {sign}(X).")
    if any(isinstance(a, Affine) for a in left):
        return _entropy_of_affine(sign, left, right, base)
    if not isinstance(left[0], RandomVariable):
        return _entropy_of_density(sign, left, right, base, over)
    law, letters = one_law(left, sign)
    _, given = one_law(right, sign) if right else (law, ())
    if right and right[0].law != law:
        raise DeriveError(f"{sign}: {right[0]} belongs to another law than {left[0]}.")
    _no_point_twice(sign, left, right)
    new = [v for v in law.outputs if v.name in letters and v.name not in given]
    _right_sign(sign, new or [v for v in law.outputs if v.name in letters])
    joint, indices = _at(law, tuple(dict.fromkeys((*letters, *given))))
    conditional = joint if not given else _conditional(law, indices, given)
    definition = Sum(joint * logarithm(1 / conditional, base), *indices)
    return of_variables(sign, law, [left], right, base, definition)


def _entropy_of_affine(sign: str, left: tuple[Any, ...], right: tuple[Any, ...], base: Any) -> Expr:
    """h(AX + b), and h(AX + b | Y): ∫ r log |det A|/r(x | y)."""
    forms = [a * 1 if isinstance(a, RandomVariable) else a for a in left]
    if not all(isinstance(f, Affine) for f in forms):
        raise DeriveError(f"{sign}{left}: expected random variables beside {left[0]}.")
    law, _ = one_law(tuple(v for f in forms for v, _ in f.terms), sign)
    same, given = one_law(right, sign) if right else (law, ())
    if same != law:
        raise DeriveError(f"{sign}: {right[0]} belongs to another law than {forms[0]}.")
    moved = moved_letters(forms, given)
    _right_sign(sign, [v for v in law.outputs if v.name in moved])
    for v in law.outputs:
        if v.name in moved and not v.is_space:
            raise DeriveError(f"{sign}: {v.name} is no point of a space; expected one to move.")
    size = growth(forms, moved)
    joint, indices = _at(law, (*moved, *given))
    conditional = joint if not given else _conditional(law, indices, given)
    grown = logarithm(size, base) if size != 1 else Integer(0)
    definition = Sum(joint * (logarithm(1 / conditional, base) + grown), *indices)
    operands: list[Any] = [law]
    shown = ", ".join(f.shown(operands) for f in forms)
    sub = ";".join([*base_part(base, operands), f"?0:{','.join((*moved, *given))}"])
    tail = ",".join(v.name for v in right)
    plain, tex = (f"|{tail}", rf" \mid {tail}") if right else ("", "")
    return Measure(
        f"{sign}⟦_{sub}⟧({shown}{plain})",
        f"{sign}⟦_{sub}⟧({shown.replace('·', ' ')}{tex})",
        definition,
        *operands,
    )


def _conditional(law: Law, indices: tuple[Alphabet, ...], given: tuple[str, ...]) -> Expr:
    joint, (below, _) = law(*indices), _at(law, given)
    if isinstance(joint, LawValue):
        return ConditionalValue(joint, below)
    return joint * Inverse(below)  # of a law defined from others


def _entropy_of_density(
    sign: str, left: tuple[Any, ...], right: tuple[Any, ...], base: Any, over: Any
) -> Expr:
    if len(left) != 1 or right:
        raise DeriveError(
            f"{sign}{left}: got {len(left)} arguments that are not random variables; expected one "
            f"distribution. Try {sign}(p), or cross_entropy(p, q)."
        )
    given = densities(sign, left, over)
    _right_sign(sign, given.letters)
    (e,) = given.values
    return _of(sign, given, ",", base, _over(e * logarithm(1 / e, base), given.letters))


@remembered
def KL(p: Any, q: Any, base: Any = None, over: Any = None) -> Expr:
    """Kullback-Leibler divergence D(p‖q) = Σ p log(p/q) (Cover & Thomas, (2.26)).

    p, q: laws on one alphabet, or expressions in the same free letters. In nats, or base=2: bits.
    over: the letters to sum over, for expressions that have others too.
    """
    given = densities("KL", (p, q), over)
    first, second = given.values
    definition = _over(first * logarithm(first * _reciprocal(second), base), given.letters)
    return _of(DIVERGENCE_TEXT, given, "‖", base, definition)


@remembered
def cross_entropy(p: Any, q: Any, base: Any = None, over: Any = None) -> Expr:
    """Cross-entropy H(p, q) = Σ p log(1/q): mean length on p of a code made for q."""
    given = densities("cross_entropy", (p, q), over)
    first, second = given.values
    definition = _over(first * logarithm(_reciprocal(second), base), given.letters)
    return _of("h" if any(i.is_space for i in given.letters) else "H", given, ",", base, definition)


@remembered
def JS(p: Any, q: Any, base: Any = None, over: Any = None) -> Expr:
    """Jensen-Shannon divergence ½D(p‖m) + ½D(q‖m) with m = ½p + ½q (Lin 1991)."""
    given = densities("JS", (p, q), over)
    first, second = given.values
    m = first / 2 + second / 2
    half = Rational(1, 2)
    sides = (KL(e, m, base, given.letters) for e in (first, second))
    definition = half * next(sides) + half * next(sides)
    return _of("JS", given, ",", base, definition)


def _reciprocal(e: Expr) -> Expr:
    return Inverse(e) if e.is_Add or e.is_Mul else 1 / e


@remembered
def mutual_information(*args: Any, base: Any = None) -> Expr:
    """Mutual information I(X; Y), written I(X, Y), and I(X; Y | Z), written I(X, Y | Z).

    It unfolds to Σ r(x,y,z) log( r(x,y|z) / (r(x|z) r(y|z)) ) (Cover & Thomas, (2.28), (2.60)).
    Groups of variables go in tuples: I((X, Y), Z).

    Raises:
        DeriveError: unless there are two (groups of) variables of one law.
    """
    left, right = split_bar(args)
    right = _flat(right)
    if len(left) != 2:
        raise DeriveError(
            f"I: got {len(left)} groups before the bar; expected two. Try I(X, Y | Z)."
        )
    groups = [g if isinstance(g, tuple) else (g,) for g in left]
    if any(isinstance(a, Event) for a in right):
        return at_event("I", groups, right, base)
    law, first = one_law(groups[0], "I")
    _, second = one_law(groups[1], "I")
    _, given = one_law(right, "I") if right else (law, ())
    if {g[0].law for g in [*groups, *([right] if right else [])]} != {law}:
        raise DeriveError("I: the variables belong to different laws.")
    definition = _information(law, first, second, given, base)
    return of_variables("I", law, groups, right, base, definition)


def _information(
    law: Law,
    first: tuple[str, ...],
    second: tuple[str, ...],
    given: tuple[str, ...],
    base: Any,
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
    return Sum(joint * logarithm(ratio, base), *(letter[n] for n in used), *twice.values())


@remembered
def E(f: Any, p: Any, over: Any = None) -> Expr:
    """Expectation Σ p(x) f(x) of f on a law: `E(f(x), p)`, `E(f(z), p(z | x))`, a function of x.

    p: a law, or the value of a law in letters, or a product of such. over: the letters to average
    over, where p does not say.

    Raises:
        DeriveError: if p is no law by declaration, or f has other letters over its alphabet.
    """
    value, letters, said = mean_letters(p, over)
    body = as_expression(f)
    _meets(body, p, letters)
    shown = p if isinstance(p, Law) else _by_name(value)
    sub = ";".join(f"#{k}" for k in range(2, 2 + len(letters))) if said else ""
    names = (f"{sub};~;" if sub else "") + "#1"
    return Measure(
        f"E⟦_{names}⟧[⟦0⟧]",
        rf"\operatorname{{E}}⟦_{names}⟧\left[ ⟦0⟧ \right]",
        Sum(value * body, *letters),
        body,
        shown,
        *(letters if said else ()),
    )


def _by_name(value: Expr) -> Any:
    """A law at its own letters goes by its name."""
    law = getattr(value, "law", None)
    own = isinstance(law, Law) and not law.inputs and value == law()
    return law if own else value


def _meets(f: Expr, p: Any, letters: tuple[Alphabet, ...]) -> None:
    """f(x') on a law of x is probably not meant to stay as it is."""
    free = f.free_symbols
    other = [i for i in free if i.alphabet in {v.alphabet for v in letters}]
    if isinstance(p, Law) and other and not free & set(letters):
        names = ", ".join(sorted(i.name for i in other))
        raise DeriveError(
            f"E(f, {p.name}): f has the letter {names}, and {p.name} is a law of "
            f"{', '.join(i.name for i in letters)}. Try E(f, {p.name}({names}))."
        )


H = entropy
h = differential_entropy
I = mutual_information  # noqa: E741
