"""Events {X = x}, {X ≠ Y}, {X ∈ A} of the variables of a law, and measures at an event.

`Eq(X, x)`, `Ne(X, Y)`, `In(X, A)` make events; `~a`, `a & b`, `Either(a, b)` combine them;
`P(a)`, `P(a | b)`, `H(X | a)`, `I(X, Y | a)` are measures of them. Each says which sum it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sympy import Basic, Expr, Integer, Mul, Tuple, sympify
from sympy.core.symbol import Str

from derive.language.alphabets import (
    Alphabet,
    Delta,
    Given,
    Letter,
    is_letter,
    latex_name,
    no_spaces,
)
from derive.language.bases import checked_base
from derive.language.expressions import Inverse, NoCancel, Sum, log
from derive.language.laws import ConditionalValue, Law, LawValue, RandomVariable, split_bar
from derive.language.looks import look
from derive.language.names import DeriveError
from derive.language.notation import has_namesake, plain_subscript
from derive.language.subsets import Subset

At = Mapping[str, Any]  # variable → letter


class Event(Basic):
    """A set of outcomes of one law. Not a number, and not a statement: P(event) is a number."""

    @property
    def law(self) -> Law:
        """The law whose variables it is about."""
        law: Law = self.args[0].law
        return law

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables it depends on."""
        return tuple(dict.fromkeys(v for a in self.args for v in a.variables))

    def fixed(self) -> dict[str, Any]:
        """The variables that have one letter in it, if it is nothing but that."""
        return {}

    def indicator(self, at: At) -> Expr:
        """1 where the event happens, else 0, for a letter of every variable."""
        raise NotImplementedError

    def shown(self, printer: Any, inside: bool = False) -> str:
        """Text or LaTeX; inside: as a part of a larger event."""
        raise NotImplementedError

    def __and__(self, other: Any) -> Event:
        return Both(self, other)

    def __rand__(self, other: Any) -> Event:
        return Both(other, self)

    def __invert__(self) -> Event:
        return Not(self)

    def __or__(self, other: Any) -> Given:  # type: ignore[override]
        return Given((self,), other)

    def __bool__(self) -> bool:
        raise DeriveError(
            f"the event {self} has no truth value. Try a & b for both, Either(a, b) for one of two "
            "events, ~a for the complement."
        )

    def _sympystr(self, printer: Any) -> str:
        return self.shown(printer)

    def _latex(self, printer: Any) -> str:
        return self.shown(printer)


def _is_latex(printer: Any) -> bool:
    return bool(printer.printmethod == "_latex")


class _Simple(Event):
    """One comparison; the first argument is the law."""

    sign, other_sign = ("", ""), ("", "")  # text and LaTeX, and those of the complement

    @property
    def law(self) -> Law:
        found: Law = self.args[0]
        return found

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(a.name for a in self.args[1:] if isinstance(a, Str))

    def shown(self, printer: Any, inside: bool = False, negated: bool = False) -> str:
        sides = [
            _variable(printer, a) if isinstance(a, Str) else printer._print(a)
            for a in self.args[1:]
        ]
        sign = (self.other_sign if negated else self.sign)[_is_latex(printer)]
        return sign.join(sides)


def _variable(printer: Any, name: Str) -> str:
    capital = name.name.upper()
    return latex_name(capital) if _is_latex(printer) else capital


class Is(_Simple):
    """X = x."""

    sign, other_sign = ("=", " = "), ("≠", r" \neq ")

    def __new__(cls, law: Law, variable: Any, letter: Any) -> Is:
        made: Is = Basic.__new__(cls, law, _name(variable), letter)
        return made

    def fixed(self) -> dict[str, Any]:
        return {self.args[1].name: self.args[2]}

    def indicator(self, at: At) -> Expr:
        return _same(at[self.args[1].name], self.args[2])


class Same(_Simple):
    """X = Y, for two variables over one alphabet."""

    sign, other_sign = ("=", " = "), ("≠", r" \neq ")

    def __new__(cls, law: Law, one: Any, other: Any) -> Same:
        made: Same = Basic.__new__(cls, law, _name(one), _name(other))
        return made

    def indicator(self, at: At) -> Expr:
        return _same(*(at[v] for v in self.variables))


class Among(_Simple):
    """X ∈ A."""

    sign, other_sign = ("∈", r" \in "), ("∉", r" \notin ")

    def __new__(cls, law: Law, variable: Any, subset: Subset) -> Among:
        made: Among = Basic.__new__(cls, law, _name(variable), subset)
        return made

    def indicator(self, at: At) -> Expr:
        return self.args[2](at[self.args[1].name])


def _name(variable: Any) -> Str:
    return variable if isinstance(variable, Str) else Str(variable)


def _same(i: Any, j: Any) -> Expr:
    return Integer(1) if i == j else Delta(i, j)


class Not(Event):
    """The complement; that of a complement is the event itself."""

    def __new__(cls, event: Event) -> Event:  # type: ignore[misc]
        _check((event,))
        if isinstance(event, Not):
            inner: Event = event.args[0]
            return inner
        made: Event = Basic.__new__(cls, event)
        return made

    def indicator(self, at: At) -> Expr:
        return 1 - self.args[0].indicator(at)

    def shown(self, printer: Any, inside: bool = False) -> str:
        event = self.args[0]
        if isinstance(event, _Simple):
            return event.shown(printer, negated=True)
        sign = r"\text{not } " if _is_latex(printer) else "not "
        return f"{sign}({event.shown(printer)})"


class _Several(Event):
    """Events of one law together."""

    joint = ("", "")

    def __new__(cls, *events: Event) -> Event:  # type: ignore[misc]
        if not events:
            raise DeriveError(
                f"{cls.__name__}(): no event. Try {cls.__name__}(Eq(X, x), Eq(Y, y))."
            )
        _check(events)
        flat = [e for a in events for e in (a.args if isinstance(a, cls) else (a,))]
        parts = tuple(dict.fromkeys(flat))
        made: Event = parts[0] if len(parts) == 1 else Basic.__new__(cls, *parts)
        return made

    def shown(self, printer: Any, inside: bool = False) -> str:
        parts = self.joint[_is_latex(printer)].join(e.shown(printer, True) for e in self.args)
        return f"({parts})" if inside else parts


class Both(_Several):
    """All of the events: a & b."""

    joint = (",", ", ")

    def fixed(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for e in self.args:
            own = e.fixed()
            if not own or any(out.get(v, i) != i for v, i in own.items()):
                return {}
            out.update(own)
        return out

    def indicator(self, at: At) -> Expr:
        return Mul(*(e.indicator(at) for e in self.args))


class Either(_Several):
    """At least one of the events: {X = x or Y = y}."""

    joint = (" or ", r" \text{ or } ")

    def indicator(self, at: At) -> Expr:
        return 1 - Mul(*(1 - e.indicator(at) for e in self.args))


def _check(events: Iterable[Any]) -> None:
    found = tuple(events)
    for e in found:
        if not isinstance(e, Event):
            raise DeriveError(f"event: got {e!r}; expected an event such as Eq(X, x), In(X, A).")
    for e in found[1:]:
        if e.law != found[0].law:
            raise DeriveError(
                f"events of two laws: {found[0]} of {found[0].law.name}, {e} of {e.law.name}. "
                "Try variables of one joint law."
            )


def equal(one: Any, other: Any) -> Event:
    """The event X = x or X = Y: what `Eq` makes of a random variable.

    Raises:
        DeriveError: for two laws, alphabets that differ, what is no letter, or a point of a space,
            which has no probability: r(x) is its density.
    """
    if not isinstance(one, RandomVariable):
        one, other = other, one
    v = _output(one)
    no_spaces(f"{one} = {other}", (v,), f"its density {one.law.name}({v.name}), or a Subset")
    if isinstance(other, RandomVariable):
        w = _output(other)
        if one.law != other.law or v.alphabet != w.alphabet or v.name == w.name:
            raise DeriveError(
                f"{one} = {other}: expected two variables of one law over one alphabet. Try "
                "x1 = x.another(\"x'\"); r = Law('r', x, x1)."
            )
        return Same(one.law, v.name, w.name)
    return Is(one.law, v.name, _letter(one, v, other))


def _output(variable: RandomVariable) -> Alphabet:
    return next(v for v in variable.law.outputs if v.name == variable.letter)


def _letter(variable: RandomVariable, v: Alphabet, given: Any) -> Alphabet | Letter:
    """A letter of the variable's alphabet; those with names may be given by name."""
    if not is_letter(given) and str(given) in v.called and isinstance(given, (int, str, Integer)):
        given = v.letters[v.called.index(str(given))]
    if not is_letter(given) or given.alphabet != v.alphabet:
        known = f"one of {', '.join(v.called)}" if v.called else f"a letter such as {v.name}"
        raise DeriveError(f"{variable} = {given!r}: expected {known}, over {v.alphabet!r}.")
    if look(given.name) in {look(w.name.upper()) for w in variable.law.outputs}:
        raise DeriveError(
            f"{variable} = {given}: the letter {given} looks like the random variable {given} of "
            f"{variable.law.name}. Try another name for the letter, such as {given.name.lower()}."
        )
    found: Alphabet | Letter = given
    return found


def In(variable: Any, subset: Any) -> Event:
    """The event X ∈ A, for a `Subset` A of X's alphabet or a tuple of letters.

    Raises:
        DeriveError: unless X is a random variable and A a subset of its alphabet.
    """
    if not isinstance(variable, RandomVariable):
        raise DeriveError(f"In({variable!r}, …): expected a random variable. Try In(X, A).")
    v = _output(variable)
    if isinstance(subset, (tuple, list)) and subset:
        return Either(*(equal(variable, letter) for letter in subset))
    if not isinstance(subset, Subset) or subset.over[0].alphabet != v.alphabet:
        raise DeriveError(
            f"In({variable}, {subset!r}): expected a subset of the alphabet {v.alphabet!r}. "
            f"Try A = Subset('A', {v.name})."
        )
    return Among(variable.law, v.name, subset)


# ---------------------------------------------------------------- sums


def joint_with(event: Event | None, law: Law, at: At) -> Expr:
    """The probability that the variables are `at` these letters and the event happens."""
    if event is None:
        return law(**at) if at else Integer(1)
    put = {**{v: i for v, i in event.fixed().items() if v not in at}, **at}
    taken = {*put.values(), *event.free_symbols}
    summed = []
    for v in law.outputs:
        if v.name in event.variables and v.name not in put:
            put[v.name] = apart(v, taken)
            taken.add(put[v.name])
            summed.append(put[v.name])
    value = law(**put) * event.indicator(put)
    return Sum(value, *summed) if summed else value


def apart(v: Alphabet, taken: set[Any]) -> Alphabet:
    """The variable's letter, under another name where that one is taken."""
    while v in taken:
        v = v.another(v.name + "'")
    return v


class AtEvent(NoCancel):
    """A measure at an event: P(A), P(A | B), H(X | A), H(X | A, Y), I(X; Y | A).

    head: "P", "H", "h" or "I". groups: variables before the bar, as tuples of names. bar: variables
    after it. event: what P is of, else what stands after the bar. given: after the bar of P.
    base: of the logarithm, a number or a parameter; 0 for natural ones.
    """

    def __new__(
        cls, head: Any, law: Law, groups: Any, bar: Any, event: Any, given: Any, base: Any
    ) -> Expr:
        obj: Expr = Expr.__new__(
            cls,
            head if isinstance(head, Str) else Str(head),
            law,
            Tuple(*(Tuple(*map(_name, g)) for g in groups)),
            Tuple(*map(_name, bar)),
            event,
            given,
            sympify(base),
        )
        return obj

    @property
    def source(self) -> Law:
        """The law that it is a measure of."""
        found: Law = self.args[1]
        return found

    @property
    def free_symbols(self) -> set[Basic]:
        return {i for a in self.args[4:6] for i in a.free_symbols}

    @property
    def is_probability(self) -> bool:
        """Whether it is P(A) or P(A | B), between 0 and 1."""
        return bool(self.args[0].name == "P")

    def unfold(self) -> Expr:
        """The sum it stands for."""
        event, given = self.args[4], self.args[5]
        if self.args[0].name == "P":
            if not isinstance(given, Event):
                return joint_with(event, self.source, {})
            both = joint_with(Both(event, given), self.source, {})
            return both * _inverse(joint_with(given, self.source, {}))
        at = _Letters(self)
        return at.information() if self.args[0].name == "I" else at.entropy()

    def _names(self) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
        groups = tuple(tuple(v.name for v in g) for g in self.args[2])
        return groups, tuple(v.name for v in self.args[3])

    def _shown(self, printer: Any) -> tuple[list[str], str]:
        """The parts of the subscript, and what stands in the brackets."""
        groups, bar = self._names()
        latex = _is_latex(printer)
        event, given = (e.shown(printer) if isinstance(e, Event) else "" for e in self.args[4:6])
        names = [[_variable(printer, Str(v)) for v in g] for g in (*groups, bar)]
        if bar and isinstance(self.args[4], Either):  # H(X|(Y=y or Y=z),Z)
            event = f"({event})"
        left = ("; " if latex else ";").join(",".join(g) for g in names[:-1])
        after = ("," if not latex else ", ").join(filter(None, [event, *names[-1]]))
        right = given if self.args[0].name == "P" else after
        inside = event if self.args[0].name == "P" else left
        if right:
            inside += (r" \mid " if latex else "|") + right
        used = {v for e in self.args[4:6] if isinstance(e, Event) for v in e.variables}
        known = getattr(printer, "laws", None)  # SymPy's own printers know of none
        said = known is None or has_namesake(self.source, used.union(bar, *groups), known)
        below = [self.args[6]] * bool(self.args[6]) + [self.source] * said
        return [printer._print(e) for e in below], inside

    def _sympystr(self, printer: Any) -> str:
        below, inside = self._shown(printer)
        return f"{self.args[0].name}{plain_subscript(below)}({inside})"

    def _latex(self, printer: Any) -> str:
        below, inside = self._shown(printer)
        sub = ",".join(below)
        return f"{self.args[0].name}{f'_{{{sub}}}' if sub else ''}({inside})"


def _inverse(e: Expr) -> Expr:
    return Inverse(e) if not isinstance(e, Integer) else 1 / e


class _Letters:
    """The letters that a measure at an event sums over, and its values there."""

    def __init__(self, measure: AtEvent) -> None:
        self.law, self.event = measure.source, measure.args[4]
        self.base = measure.args[6]
        self.groups, self.bar = measure._names()
        taken = set(self.event.free_symbols)
        self.at: dict[str, Alphabet] = {}
        for v in self.law.outputs:
            if v.name in {*self.bar, *(n for g in self.groups for n in g)}:
                self.at[v.name] = apart(v, taken)
                taken.add(self.at[v.name])

    def value(self, *names: str) -> Expr:
        """P(these variables at their letters, event)."""
        chosen = {n: i for n, i in self.at.items() if n in names}
        return joint_with(self.event, self.law, chosen)

    def conditional(self, names: Iterable[str], given: Iterable[str] = ()) -> Expr:
        """The law of some variables given the event and others."""
        whole, below = self.value(*names, *given), self.value(*given)
        if isinstance(whole, LawValue) and isinstance(below, LawValue):
            return ConditionalValue(whole, below)
        return whole * _inverse(below)

    def _log(self, e: Expr) -> Expr:
        return log(e, self.base) if self.base else log(e)

    def _sum(self, e: Expr) -> Expr:
        return Sum(e, *self.at.values())

    def entropy(self) -> Expr:
        (group,) = self.groups
        own = [n for n in group if n not in self.bar]
        weight = self.conditional([*own, *self.bar])
        return self._sum(weight * self._log(1 / self.conditional(own, self.bar)))

    def information(self) -> Expr:
        one, other = self.groups
        weight = self.conditional([*one, *other, *self.bar])
        above = self.value(*one, *other, *self.bar) * self.value(*self.bar)
        below = self.value(*one, *self.bar) * self.value(*other, *self.bar)
        return self._sum(weight * self._log(above * Inverse(below)))


# ---------------------------------------------------------------- what people call


def P(*events: Any) -> Expr:
    """The probability of an event, `P(Eq(X, x))`, or of one given another, `P(A | B)`.

    P(X=x) = r(x), P(X≠Y) = Σ r(x,y)·(1 − [x=y]); several events stand for all of them together.

    Raises:
        DeriveError: for what is no event, or events of two laws.
    """
    left, right = split_bar(events)
    for e in (*left, *right):
        if isinstance(e, RandomVariable):
            raise DeriveError(
                f"P(…{e}…): a random variable is no event. Try P(Eq({e}, {e.letter}))."
            )
    if not left:
        raise DeriveError("P(): no event. Try P(Eq(X, x)).")
    event, given = Both(*left), Both(*right) if right else Integer(0)
    law = event.law
    if right:
        _check((event, given))
    if law.inputs:
        raise DeriveError(f"P({event}): {law.name} is a channel, with no probability of its own.")
    return AtEvent("P", law, (), (), event, given, 0)


def at_event(head: str, groups: Any, right: tuple[Any, ...], base: Any) -> Expr:
    """H or I with events among what stands after the bar.

    Raises:
        DeriveError: for variables or events of several laws, or one that stands twice.
    """
    events = [e for e in right if isinstance(e, Event)]
    bar = [v for v in right if not isinstance(v, Event)]
    event, variables = Both(*events), [*(v for g in groups for v in g), *bar]
    for v in variables:
        if not isinstance(v, RandomVariable) or v.law != event.law:
            raise DeriveError(f"{head}: {v!r}: expected a random variable of {event.law.name}.")
    if head == "I" and set(groups[0]) & set(groups[1]):
        raise DeriveError(f"I: {set(groups[0]) & set(groups[1])} in both groups, given an event.")
    checked = checked_base(base)
    names = [tuple(dict.fromkeys(v.letter for v in g)) for g in groups]
    return AtEvent(head, event.law, names, [v.letter for v in bar], event, Integer(0), checked)
