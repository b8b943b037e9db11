"""Numbers and laws defined from others: `Z = Σ …`, `p*(x) = p(x)·exp(r(x)/β)/Z`.

In formulas they print their name, and stand for their definition everywhere else. What each means
is printed once, in a line *where*. That a defined law is a law (≥ 0, with sum 1) is for each
derivation that uses it to prove (`derive.derivation.where`); nothing here takes it for granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sympy import Atom, Basic, Expr, Integer, Symbol, Tuple

from derive.language import notation
from derive.language.alphabets import Alphabet, latex_name
from derive.language.expressions import Inverse, NoCancel, Sum
from derive.language.laws import Law, LawValue, law_name, shown_at, split_bar
from derive.language.names import DeriveError, checked_name
from derive.language.relations import Relation, as_expression

_STARRED = re.compile(r"([^*]+)(\**)('*)")


def defined_name(name: object, what: str) -> str:
    """The name of something defined: as other names, and it may end in stars, as p* does.

    Raises:
        DeriveError: if it is no such name.
    """
    found = _STARRED.fullmatch(name) if isinstance(name, str) else None
    checked_name(found[1] if found else name, what)
    return str(name)


def defined_latex(name: str) -> str:
    r"""`p^{*}` for p*, `\\hat{p}` for p̂."""
    found = _STARRED.fullmatch(name)
    if found is None or not found[2]:
        return latex_name(name)
    stars = "*" * len(found[2]) + r"\prime" * len(found[3])
    return f"{latex_name(found[1])}^{{{stars}}}"


class Definition(Atom):
    """A number with a name, or a function of letters: what `Let` makes."""

    name: str
    over: tuple[Alphabet, ...]
    body: Expr

    def __new__(cls, name: str, body: Any, *over: Alphabet) -> Definition:
        obj: Definition = Basic.__new__(cls)
        obj.name = defined_name(name, "Let(name, value)")
        obj.over, obj.body = _letters(name, over), as_expression(body)
        _check_free(obj.name, obj.body, obj.over)
        return obj

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.name, self.body, *self.over)

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.name, tuple((v.name, v.alphabet) for v in self.over), self.body)

    def sort_key(self, order: Any = None) -> Any:
        return self.class_key(), (1, (self.name,)), Symbol(self.name).sort_key()[2], 1

    def __call__(self, *letters: Alphabet) -> Expr:
        if [getattr(i, "alphabet", None) for i in letters] != [v.alphabet for v in self.over]:
            raise DeriveError(
                f"{self.name}{letters}: expected letters over the alphabets "
                f"{[v.alphabet for v in self.over]}. Try {self.name}{self.over}."
            )
        return DefinedValue(self, Tuple(*letters))

    def itself(self) -> Expr:
        """Its value at its own letters: the left side of its definition."""
        return self(*self.over)

    def _sympystr(self, printer: Any) -> str:
        return self.name

    def _latex(self, printer: Any) -> str:
        return defined_latex(self.name)


def _letters(name: str, over: tuple[Any, ...]) -> tuple[Alphabet, ...]:
    if not all(isinstance(v, Alphabet) for v in over) or len(set(over)) != len(over):
        raise DeriveError(f"{name}: got the letters {over}; expected different letters such as x.")
    return over


def _check_free(name: str, body: Expr, own: tuple[Alphabet, ...]) -> None:
    left = sorted(i.name for i in body.free_symbols - set(own) if isinstance(i, Alphabet))
    if left:
        raise DeriveError(
            f"{name}: its definition {body} depends on the letters {left} too. "
            f"Try naming them, as {name}({', '.join([v.name for v in own] + left)}), or summing "
            "over them."
        )


class Defined(NoCancel):
    """A value of something defined; `unfold()` gives its definition, one level down."""

    @property
    def definition(self) -> Any:
        """What is defined: a `Definition` or a `DefinedLaw`."""
        return self.args[0]

    def unfold(self) -> Expr:
        """The definition at these letters."""
        raise NotImplementedError


class DefinedValue(Defined):
    """A defined number, or a defined function at given letters."""

    def __new__(cls, definition: Definition, at: Any) -> Expr:
        obj: Expr = Expr.__new__(cls, definition, Tuple(*at))
        return obj

    @property
    def at(self) -> tuple[Alphabet, ...]:
        return tuple(self.args[1])

    @property
    def free_symbols(self) -> set[Basic]:
        return {i for i in self.at if isinstance(i, Alphabet)}

    def unfold(self) -> Expr:
        d = self.args[0]
        return at_letters(d.body, d.over, self.at)

    def _sympystr(self, printer: Any) -> str:
        name: str = printer._print(self.args[0])
        return f"{name}({','.join(printer._print(i) for i in self.at)})" if self.at else name

    def _latex(self, printer: Any) -> str:
        name = printer._print(self.args[0])
        if not self.at:
            return f"{{{name}}}" if "^" in name else str(name)
        letters = [printer._print(i) for i in self.at]
        return notation.of(printer).quantity(name, letters)


def Let(name: str, value: Any, *letters: Alphabet) -> Any:
    """A number with a name, `Z = Let("Z", Sum(p(x)*exp(r(x)), x))`, or a function of letters,
    `g = Let("g", r(x) - c, x)`, whose values are g(x). It prints as its name; a line *where* says
    what it means.

    Raises:
        DeriveError: if the value depends on other letters.
    """
    made = Definition(name, value, *letters)
    return made if letters else made()


class DefinedLaw(Law):
    """A law given by its value: `DefinedLaw("p*", x, value=p(x)*exp(r(x)/β)/Z)`.

    It stands wherever a law may: p*(x), KL(q, p*), H(p*), marginals, conditionals. Each derivation
    that uses it has to prove that it is one.
    """

    body: Expr

    def __new__(
        cls, name: str, *outputs: Alphabet, value: Any = None, given: Any = ()
    ) -> DefinedLaw:
        if value is None:
            raise DeriveError(f"DefinedLaw({name!r}): no value. Try value=p(x)*q(x)/Z.")
        obj: DefinedLaw = Law.__new__(cls, "p", *outputs, given=given)  # type: ignore[assignment]
        obj.name = defined_name(name, "DefinedLaw(name, ...)")
        obj.body = as_expression(value)
        _check_free(obj.name, obj.body, obj.variables_and_inputs())
        return obj

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (self.name, *self.outputs), {"given": self.inputs, "value": self.body}

    def _hashable_content(self) -> tuple[Any, ...]:
        return (*super()._hashable_content(), self.body)

    def __call__(self, *letters: Any, **by_name: Alphabet) -> Expr:
        left, right = split_bar(letters)
        if not right:
            at = self._match(left, by_name, self.variables_and_inputs())
            self._need_inputs(at)
            return DefinedLawValue(self, at)
        if self.inputs:
            at = self._match(left, {}, self.outputs) + self._match(right, by_name, self.inputs)
            self._need_inputs(at)
            return DefinedLawValue(self, at)
        given = self._match(right, {}, self.outputs)
        both = self._match(left, by_name, self.outputs) + given
        return DefinedLawValue(self, both, tuple(var for var, _ in given))

    def itself(self) -> Expr:
        """Its value at its own letters: the left side of its definition."""
        return self(*self.variables_and_inputs())

    def conditions(self) -> tuple[Relation, Relation]:
        """What makes it a law: it is ≥ 0, and its sum over the outputs is 1."""
        value = self.itself()
        return Relation(value, ">=", Integer(0)), Relation(Sum(value, *self.outputs), "=", 1)

    def _latex(self, printer: Any) -> str:
        return notation.of(printer).law(defined_latex(self.name))


class DefinedLawValue(Defined):
    """A value of a defined law, of one of its marginals, or of a conditional of it.

    at: pairs (variable, letter). given: the variables right of a bar.
    """

    def __new__(cls, law: DefinedLaw, at: Any, given: Any = ()) -> Expr:
        order = {v.name: n for n, v in enumerate(law.variables_and_inputs())}
        pairs = sorted(((str(var), letter) for var, letter in at), key=lambda pair: order[pair[0]])
        obj: Expr = Expr.__new__(
            cls,
            law,
            Tuple(*(Tuple(Symbol(var), letter) for var, letter in pairs)),
            Tuple(*(Symbol(str(var)) for var in given)),
        )
        return obj

    @property
    def law(self) -> DefinedLaw:
        return self.args[0]

    @property
    def at(self) -> tuple[tuple[str, Alphabet], ...]:
        """Pairs (variable, letter), in the order of the law's declaration."""
        return tuple((str(pair[0]), pair[1]) for pair in self.args[1])

    @property
    def given(self) -> tuple[str, ...]:
        return tuple(map(str, self.args[2]))

    @property
    def free_symbols(self) -> set[Basic]:
        return {letter for _, letter in self.at if isinstance(letter, Alphabet)}

    def unfold(self) -> Expr:
        """The sum over the variables that are not named; a quotient of two where there is a bar."""
        if self.given:
            below = tuple((var, i) for var, i in self.at if var in self.given)
            return DefinedLawValue(self.law, self.at) * Inverse(DefinedLawValue(self.law, below))
        own = self.law.variables_and_inputs()
        put, summed = dict(self.at), []
        for v in own:
            if v.name not in put:
                put[v.name] = _apart(v, set(put.values()))
                summed.append(put[v.name])
        value = at_letters(self.law.body, own, tuple(put[v.name] for v in own))
        return Sum(value, *summed) if summed else value

    # as the values of other laws print
    _sides, _letters, _in_full = LawValue._sides, LawValue._letters, LawValue._in_full

    def _name(self, printer: Any) -> str:
        return law_name(printer, self.law, self.at, self.given)

    def _sympystr(self, printer: Any) -> str:
        if not self.given:
            return f"{self._name(printer)}({self._letters(printer)})"
        sides = (
            ",".join(shown_at(printer, var, i, bool(self.law.inputs)) for var, i in side)
            for side in self._parted()
        )
        return f"{self._name(printer)}({'|'.join(sides)})"

    def _latex(self, printer: Any) -> str:
        if not self.given:
            return notation.of(printer).value(self._name(printer), *self._sides(printer))
        left, right = (
            [
                (latex_name(var.upper()), shown_at(printer, var, i, bool(self.law.inputs)))
                for var, i in side
            ]
            for side in self._parted()
        )
        return notation.of(printer).value(self._name(printer), left, right)

    def _parted(self) -> tuple[list[tuple[str, Alphabet]], list[tuple[str, Alphabet]]]:
        left = [(var, i) for var, i in self.at if var not in self.given]
        return left, [(var, i) for var, i in self.at if var in self.given]


def _apart(v: Alphabet, taken: set[Any]) -> Alphabet:
    while v in taken:
        v = v.another(v.name + "'")
    return v


@lru_cache(maxsize=4096)
def at_letters(body: Expr, own: tuple[Alphabet, ...], to: tuple[Alphabet, ...]) -> Expr:
    """The body with all its own letters replaced at once; bound letters step aside."""
    if own == to:
        return body
    between: list[Alphabet] = []
    for v in own:
        between.append(_apart(v, {*own, *to, *between}))
    for old, new in (*zip(own, between, strict=True), *zip(between, to, strict=True)):
        body = body.subs(old, new)
    return body


def Uniform(x: Alphabet, name: str = "U") -> DefinedLaw:
    """The uniform law of an alphabet: U(x) = 1/|X|."""
    if not isinstance(x, Alphabet):
        raise DeriveError(f"Uniform: got {x!r}; expected a letter. Try Uniform(Alphabet('x')).")
    return DefinedLaw(name, x, value=1 / x.size)


def Mixture(name: str, weight: Any, p: Law, q: Law) -> DefinedLaw:
    """λp + (1 − λ)q, for a weight λ between 0 and 1, such as `Probability("λ")`.

    Raises:
        DeriveError: unless p and q are laws without inputs over the same alphabets.
    """
    for law in (p, q):
        if not isinstance(law, Law) or law.inputs:
            raise DeriveError(f"Mixture({name!r}): got {law!r}; expected a distribution.")
    at = p.outputs
    w = as_expression(weight)
    return DefinedLaw(name, *at, value=w * p(*at) + (1 - w) * q(*at))


def Posterior(name: str, prior: Law, channel: Law) -> DefinedLaw:
    """Bayes' rule: post(x|y) = p(x)·W(y|x) / Σ_x p(x)·W(y|x), a law of x for every y.

    It is one only where every y has a chance: `Dominated(1, Sum(p(x)*W(y | x), x))`.

    Raises:
        DeriveError: unless the prior is a distribution and the channel's inputs are its letters.
    """
    if not isinstance(prior, Law) or prior.inputs or not isinstance(channel, Law):
        raise DeriveError(f"Posterior({name!r}): expected a distribution and a channel.")
    if [v.alphabet for v in channel.inputs] != [v.alphabet for v in prior.outputs]:
        raise DeriveError(
            f"Posterior({name!r}): the channel {channel.name} has the inputs "
            f"{[v.name for v in channel.inputs]}; expected {[v.name for v in prior.outputs]}."
        )
    x, y = channel.inputs, channel.outputs
    joint = prior(*x) * channel(*y, *x)
    return DefinedLaw(name, *x, given=y, value=joint * Inverse(Sum(joint, *x)))


class Where(Relation):
    """What a name stands for: the line *where name = …*. definition: a `Definition`, a
    `DefinedLaw`, or a measure that prints a name of its author's."""

    def __init__(self, definition: Any) -> None:
        sides = (
            (definition.itself(), definition.body)
            if isinstance(definition, (Definition, DefinedLaw))
            else (definition, definition.unfold())
        )
        super().__init__(sides[0], "=", sides[1])
        self.definition = definition


def where(expressions: Iterable[Basic]) -> tuple[Where, ...]:
    """What is defined in the expressions, each after those that it is defined from."""
    found: dict[Any, None] = {}
    for e in expressions:
        for d in _defined(e):
            found.setdefault(d)
    return tuple(map(Where, found))


def _defined(e: Any, seen: set[Any] | None = None) -> Iterator[Any]:
    seen = set() if seen is None else seen
    if e in seen:
        return
    seen.add(e)
    if isinstance(e, (Definition, DefinedLaw)):
        yield from _defined(e.body, seen)
        yield e
    for a in e.args:
        yield from _defined(a, seen)
    if getattr(e, "is_name", False):
        yield e
