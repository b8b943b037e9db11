"""Derivatives, integrals and limits, computed by SymPy; the rest of the equation by the kernel.

    f is well posed      SymPy: D f = g        kernel: g = h
    ──────────────────────────────────────────────────────── CALCULUS      (D: d/dθ, ∫, lim)
                          D f = h

A derivative goes through our own sums by linearity, and d z(x)/d z(j) = [x = j]; for functions of
real numbers it is SymPy's. What results rests on "SymPy's calculus".

SymPy's answers are right for most values of a parameter, not for all: a·n/(a·n + 1) → 1 is false
for a = 0. So the variable may stand in nothing but + · powers exp ln (`shapes.py`), each logarithm
and quotient of it has to be defined whatever it is multiplied with, and in limits a parameter that
is not a factor of its own has to be positive. f itself is evaluated by the other road
(`numeric/slopes.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import sympy
from sympy import Expr, Integer, Mul

from derive.kernel import terms as t
from derive.kernel import wellposed
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Term
from derive.kernel.theorem import Rests
from derive.language.alphabets import Delta
from derive.language.definitions import Defined
from derive.language.derivatives import Partial
from derive.language.events import AtEvent
from derive.language.expressions import Inverse, Product, Sum
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import Positive, Probability, QuantityValue
from derive.language.relations import Relation, as_expression
from derive.rules.fact import Decision, Fact, Ground
from derive.rules.shapes import limits_by_parts, mentions, names_in, plain, without_cases
from derive.translate.bridge import Translator
from derive.translate.fresh import rests_on

if TYPE_CHECKING:
    from derive.numeric import Evidence
    from derive.search.engine import Found

AXIOM = "SymPy's calculus"
Posed = tuple[Expr, tuple[QuantityValue, ...]]


class _Calculus(Fact):
    """What SymPy computes, and the value that is claimed for it.

    variable: as it is printed.
    """

    rule = "calculus"
    value: Expr
    variable: str = ""

    def computed(self) -> Expr:
        """What SymPy gives."""
        raise NotImplementedError

    def posed(self, ground: Ground) -> list[Posed]:
        """f where it has to be well posed, and the quantities that move in it.

        If there are several they say the same; one that is shown is enough.
        """
        raise NotImplementedError

    def written(self) -> tuple[Expr, ...]:
        """What was written."""
        raise NotImplementedError

    def objection(self, computed: Expr, ground: Ground) -> str:
        """What f itself says against it, evaluated in numbers; "" if nothing."""
        raise NotImplementedError

    def decide(self, ground: Ground) -> Decision:
        # the two roads are loaded when they are used: `import derive` stays light
        from derive.kept.proofs import find, key_of

        self._check_names(ground)
        try:
            computed = self.computed()
        except DeriveError:
            raise
        except (NotImplementedError, ArithmeticError, ValueError, TypeError, RecursionError) as no:
            raise DeriveError(f"{self.text()}: SymPy does not find it ({no}).") from None
        relation = Relation(computed, "=", self.value)
        note = f"SymPy gives {text(relation.lhs)}"
        posed = self.posed(ground)
        translator = Translator()
        statement = translator.statement(relation)
        for e in (*(e for f, moving in posed for e in (f, *moving)), *self.written()):
            translator.term(e)
        n = Normalizer(translator.context(ground.given))

        @cache
        def wrong() -> list[str]:
            return [self._ill_posed(n, translator, f, moving, computed) for f, moving in posed]

        @cache
        def search() -> Found:
            return find(n, statement)

        def proved() -> bool:
            return not all(wrong()) and search().theorem is not None

        f = posed[0][0]
        attack = partial(self._attack, key_of(n, statement, translator.term(f)), proved)
        attacked = self._attacked(relation, f, ground, attack)
        if attacked is not None:
            return replace(attacked, note=f"{note}; {attacked.note}" if attacked.note else note)
        if all(wrong()):
            return Decision("open", note=f"{note}; {wrong()[0]}")
        found = search()
        if found.theorem is None:
            return Decision("open", note=f"{note}; {found.why}")
        rests = rests_on(found.theorem) | Rests(axioms=frozenset({AXIOM}))
        return Decision("proved", rests, premise=found.theorem)

    def _attack(
        self, key: str, proved: Callable[[], bool], claim: Relation, ground: Ground
    ) -> Evidence:
        """Kept from an earlier run where the kernel has the proof; without one, special cases
        are tried too."""
        from derive.kept.models import attacked
        from derive.kept.proofs import key_of_texts
        from derive.numeric import Settings

        settings = ground.settings or Settings()
        settings = replace(settings, special=settings.special and not proved())
        return attacked(key_of_texts(key, str(claim)), claim, ground.given, settings, proved)

    def _attacked(
        self,
        relation: Relation,
        f: Expr,
        ground: Ground,
        attack: Callable[[Relation, Ground], Evidence],
    ) -> Decision | None:
        """What the other road finds: f ill-posed, f not as SymPy says, or another value."""
        if ground.settings is None:
            return None
        found = None
        for claim in (Relation(f, "=", f), relation):
            evidence = attack(claim, ground)
            if evidence.counterexample is not None:
                lines = tuple(evidence.counterexample.describe())
                if evidence.verdict == "ill-posed":
                    return Decision("ill-posed", detail=lines)
                found = Decision("refuted", detail=lines)
        against = self.objection(relation.lhs, ground)
        return Decision("open", note=against) if against else found

    def _check_names(self, ground: Ground) -> None:
        given = (e for h in ground.given for e in h.expressions())
        if self.variable and any(self.variable in names_in(e) for e in (*self.written(), *given)):
            raise DeriveError(
                f"{type(self).__name__}: something in {self.text()}, or in its hypotheses, is "
                f"called {self.variable!r}, as the variable is. Try another name for it."
            )

    def _ill_posed(
        self,
        n: Normalizer,
        translator: Translator,
        f: Expr,
        moving: tuple[QuantityValue, ...],
        computed: Expr,
    ) -> str:
        """Why f is not shown to be well posed, its moving parts whatever moves beside them.

        Weights that move do not count: θ·(1/θ) has a jump where θ = 0.
        """
        names = {q.quantity.name for q in moving}
        term = translator.term(f)
        for part in (term, *_alone(term, names), *self._strict(translator, computed)):
            problems = [p for p in wellposed.problems(n, part) if self._matters(p.place)]
            if problems:
                return f"{text(f)} is not shown to be well posed: {problems[0].missing}"
        return ""

    def _matters(self, place: Term) -> bool:
        """Whether this logarithm or quotient has to be shown to be defined."""
        return True

    def _strict(self, translator: Translator, computed: Expr) -> Iterator[Term]:
        """Parts of the result that have to be well posed whatever they are multiplied with."""
        return iter(())


def _hazards(term: Term) -> Iterator[Term]:
    """Its logarithms and quotients."""
    for s in t.subterms(term):
        if isinstance(s, t.Log) or (isinstance(s, t.Pow) and s.exponent < 0):
            yield s


def _alone(term: Term, names: set[str]) -> Iterator[Term]:
    """Its logarithms and quotients in which one of the quantities occurs, each with the factors
    around it that do not move."""

    def moves(s: Term) -> bool:
        return any(isinstance(x, t.Quantity) and x.name in names for x in t.subterms(s))

    def visit(s: Term) -> Iterator[Term]:
        if isinstance(s, t.Mul):
            fixed = tuple(f for f in s.factors if not moves(f))
            for f in s.factors:
                yield from (t.Mul((*fixed, part)) for part in visit(f))
        elif isinstance(s, t.Sum):
            yield from (t.Sum(s.indices, part) for part in visit(s.body))
        elif moves(s):
            if isinstance(s, t.Log) or (isinstance(s, t.Pow) and s.exponent < 0):
                yield s
            for c in t.children(s):
                yield from visit(c)

    return visit(term)


class Derivative(_Calculus):
    """d f/dθ = value, for a quantity θ, also with letters: `Derivative(p*L, L, p)`.

    Without a value it is no fact but an expression, for the lines of a chain: `Derivative(f, θ)`.
    """

    def __new__(cls, f: Any = None, wrt: Any = None, value: Any = None) -> Any:
        expression = wrt is not None and value is None  # unpickling gives nothing yet
        return Partial(f, wrt) if expression else super().__new__(cls)

    def __init__(self, f: Any, wrt: Any, value: Any) -> None:
        self.f, self.wrt, self.value = as_expression(f), as_expression(wrt), as_expression(value)
        if not isinstance(self.wrt, QuantityValue):
            raise DeriveError(f"Derivative: got {wrt!r}; expected a quantity such as Real('θ').")

    def text(self) -> str:
        return f"d/d{text(self.wrt)} [{text(self.f)}] = {text(self.value)}"

    def latex(self) -> str:
        down = rf"\partial {latex(self.wrt)}"
        return rf"\frac{{\partial}}{{{down}}} \left[ {latex(self.f)} \right] = {latex(self.value)}"

    def computed(self) -> Expr:
        return derivative(self.f, self.wrt)

    def posed(self, ground: Ground) -> list[Posed]:
        return [(self.f, (self.wrt,))]

    def written(self) -> tuple[Expr, ...]:
        return self.f, self.wrt, self.value

    def objection(self, computed: Expr, ground: Ground) -> str:
        from derive.numeric.slopes import slope_objection

        return slope_objection(self.f, self.wrt, computed, ground.given, ground.settings)


class Integral(_Calculus):
    """∫ f(t) dt from `lower` to `upper` = value; f a function of one real variable."""

    variable = "t"

    def __init__(self, f: Callable[[Expr], Any], lower: Any, upper: Any, value: Any) -> None:
        self.symbol = sympy.Symbol(self.variable, real=True)
        self.f, self.value = as_expression(f(self.symbol)), as_expression(value)
        self.lower, self.upper = as_expression(lower), as_expression(upper)
        if self.lower is sympy.oo or self.upper is -sympy.oo:
            raise DeriveError(f"Integral: got the ends {lower}, {upper}; expected lower < ∞.")

    def text(self) -> str:
        low, up = (_infinity.get(e) or text(e) for e in (self.lower, self.upper))
        return f"∫ {text(self.f)} dt from {low} to {up} = {text(self.value)}"

    def latex(self) -> str:
        low, up = (sympy.latex(e) if e in _infinity else latex(e) for e in (self.lower, self.upper))
        return rf"\int_{{{low}}}^{{{up}}} {latex(self.f)} \, dt = {latex(self.value)}"

    def computed(self) -> Expr:
        signs = [k for k, end in ((1, self.upper), (-1, self.lower)) if end in _infinity]
        if signs:  # only the tails depend on parameters by cases
            return limits_by_parts(self.f, self.symbol, self._integrated, signs)
        return self._integrated(self.f)

    def _integrated(self, f: Expr) -> Expr:
        inside, back = plain(f, self.symbol)
        ends = []
        for end in (self.lower, self.upper):
            shown, names = plain(end, self.symbol)
            # one opaque part has one symbol, inside and at the ends
            same = {s: k for k, v in back.items() for s, w in names.items() if v == w}
            ends.append(shown.xreplace(same))
            back |= {s: w for s, w in names.items() if s not in same}
        return without_cases(sympy.integrate(inside, (self.symbol, *ends))).xreplace(back)

    def posed(self, ground: Ground) -> list[Posed]:
        """At any t strictly between the ends, in either order: t = (r·lower + s·upper)/(r + s)."""
        given = (e for h in ground.given for e in h.expressions())
        used = set().union(*map(names_in, (*self.written(), *given)))
        r, s = (_unused(used, name, Positive) for name in ("r", "s"))
        w = _unused(used, "w", Probability)
        low, up = self.lower not in _infinity, self.upper not in _infinity
        places: list[tuple[Any, tuple[Any, ...]]]
        if low and up:
            between = (r * self.lower + s * self.upper) * Inverse(r + s)
            places = [(between, (r, s)), ((1 - w) * self.lower + w * self.upper, (w,))]
        else:
            places = [(self.lower + s if low else self.upper - s if up else r - s, (r, s))]
        return [(self.f.xreplace({self.symbol: at}), moving) for at, moving in places]

    def written(self) -> tuple[Expr, ...]:
        ends = (e for e in (self.lower, self.upper) if e not in _infinity)
        return self.posed_body(), *ends, self.value

    def posed_body(self) -> Expr:
        """f with a number for t: for the objects in it."""
        return self.f.xreplace({self.symbol: Integer(1)})

    def objection(self, computed: Expr, ground: Ground) -> str:
        from derive.numeric.slopes import area_objection

        ends = (self.lower, self.upper)
        return area_objection(self.f, self.symbol, ends, computed, ground.given, ground.settings)

    def _strict(self, translator: Translator, computed: Expr) -> Iterator[Term]:
        return _hazards(translator.term(computed))


_infinity = {sympy.oo: "∞", -sympy.oo: "-∞"}


def _unused(used: set[str], name: str, kind: Callable[[str], Any]) -> Any:
    while name in used:
        name += "'"
    return kind(name)


class Limit(_Calculus):
    """f(n) → value as n → ∞; f a function of one positive variable."""

    variable = "n"

    def __init__(self, f: Callable[[Expr], Any], value: Any) -> None:
        self.symbol = sympy.Symbol(self.variable, positive=True)
        self.f, self.value = as_expression(f(self.symbol)), as_expression(value)

    def text(self) -> str:
        return f"{text(self.f)} → {text(self.value)} as n → ∞"

    def latex(self) -> str:
        return rf"\lim_{{n \to \infty}} {latex(self.f)} = {latex(self.value)}"

    def computed(self) -> Expr:
        return limits_by_parts(self.f, self.symbol, self._limit)

    def _limit(self, f: Expr) -> Expr:
        inside, back = plain(f, self.symbol)
        return without_cases(sympy.limit(inside, self.symbol, sympy.oo)).xreplace(back)

    def posed(self, ground: Ground) -> list[Posed]:
        n = Positive(self.variable)
        return [(self.f.xreplace({self.symbol: n}), (n,))]

    def written(self) -> tuple[Expr, ...]:
        return self.f.xreplace({self.symbol: Integer(1)}), self.value

    def _matters(self, place: Term) -> bool:
        """A function of n alone, made of + · powers exp ln, is 0 for no large n if it is not 0."""
        parts = (s for s in t.subterms(place) if isinstance(s, (t.LawTerm, t.Card, t.Quantity)))
        return any(s != t.Quantity(self.variable) for s in parts)

    def objection(self, computed: Expr, ground: Ground) -> str:
        from derive.numeric.slopes import limit_objection

        f, (n,) = self.posed(ground)[0]
        return limit_objection(f, n, computed, ground.given, ground.settings)


def derivative(e: Expr, wrt: QuantityValue) -> Expr:
    """d e / d wrt: chain rule through opaque parts, SymPy for the functions of real numbers."""
    shown, parts = plain(e, wrt, _THROUGH)
    terms = [
        sympy.diff(shown, symbol).xreplace(parts) * _of_part(part, wrt)
        for symbol, part in parts.items()
    ]
    return sympy.Add(*terms)


_THROUGH = (QuantityValue, Sum, Measure, Product, AtEvent, Inverse, Defined)


def _of_part(part: Expr, wrt: QuantityValue) -> Expr:
    if not mentions(part, wrt):
        return Integer(0)
    if isinstance(part, QuantityValue):
        return Mul(
            *(Delta(i, j) if i != j else Integer(1) for i, j in zip(part.at, wrt.at, strict=True))
        )
    if isinstance(part, Sum):
        if set(part.indices) & wrt.free_symbols:
            raise DeriveError(f"derivative by {text(wrt)}: its letter is summed over. Try another.")
        inner = derivative(part.body, wrt)
        return Sum(inner, *part.indices) if inner != 0 else Integer(0)
    if isinstance(part, (Measure, Product, AtEvent, Defined)):
        return derivative(part.unfold(), wrt)
    return -(part**2) * derivative(part.args[0], wrt)
