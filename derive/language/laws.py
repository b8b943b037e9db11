"""Laws of random variables: distributions, joint laws, channels, and their values."""

from __future__ import annotations

import re
from typing import Any

from sympy import Atom, Basic, Expr, Symbol, Tuple

from derive.language import notation
from derive.language.affine import Affine
from derive.language.alphabets import Alphabet, Given, Letter, is_letter, latex_name
from derive.language.expressions import NoCancel
from derive.language.names import DeriveError, checked_name

Pair = tuple[str, Alphabet | Letter]


class Law(Atom):
    """The law of finitely many discrete random variables, given none or some inputs.

    `r = Law("r", x, y)` is a joint law. Its values are `r(x, y)`; with fewer letters they are
    marginals, `r(x)` = Σ_y r(x, y); with a bar they are conditionals, `r(x | y)` = r(x, y)/r(y).
    With a letter for every variable, in order, they are taken by position: `s(x1, x)` is the
    value at (x1, x), whatever the variables are called. Otherwise by name, `r(y, x)`, and where a
    name does not decide by alphabet. A keyword is always unambiguous: `r(x=x1)`.

    `given=` lists the inputs of a channel: `W = Law("W", y, given=x)`, with W(y | x) or W(y, x)
    for its value; Σ_y W(y | x) = 1 for every x. Left of the bar stand outputs, right inputs.

    Every value is ≥ 0 and zeros are allowed.
    """

    name: str
    outputs: tuple[Alphabet, ...]
    inputs: tuple[Alphabet, ...]

    def __new__(cls, name: str, *outputs: Alphabet, given: Any = ()) -> Law:
        obj: Law = Basic.__new__(cls)
        obj.name = checked_name(name, "Law(name, ...)")
        obj.outputs = outputs
        obj.inputs = given if isinstance(given, tuple) else (given,)
        if not outputs:
            raise DeriveError(f"Law({name!r}): no variable. Try Law({name!r}, Alphabet('x')).")
        names = [v.name for v in obj.variables_and_inputs()]
        if len(set(names)) != len(names):
            raise DeriveError(
                f"Law({name!r}): the variables {names} are not distinct. "
                'Try x.another("x2") for a second variable over the same alphabet.'
            )
        if len({n.upper() for n in names}) != len(names):
            raise DeriveError(
                f"Law({name!r}): two of the variables {names} are called by one capital. "
                'Try x.another("x2") for a second variable over the same alphabet.'
            )
        return obj

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (self.name, *self.outputs), {"given": self.inputs}

    def _hashable_content(self) -> tuple[Any, ...]:
        sides = (self.outputs, self.inputs)  # plain strings: SymPy orders objects by this
        return (self.name, *(tuple((v.name, v.alphabet) for v in side) for side in sides))

    def sort_key(self, order: Any = None) -> Any:
        return self.class_key(), (1, (self.name,)), Symbol(self.name).sort_key()[2], 1

    @staticmethod
    def defined(name: str, *outputs: Alphabet, value: Any, given: Any = ()) -> Any:
        """A law given by its value, `Law.defined("p*", x, value=p(x)*exp(r(x))/Z)`: a `DefinedLaw`.

        Raises:
            DeriveError: as `DefinedLaw`.
        """
        from derive.language.definitions import DefinedLaw

        return DefinedLaw(name, *outputs, value=value, given=given)

    def variables_and_inputs(self) -> tuple[Alphabet, ...]:
        """Every declared letter, outputs first."""
        for v in (*self.outputs, *self.inputs):
            if not isinstance(v, Alphabet):
                raise DeriveError(
                    f"Law({self.name!r}): variable {v!r}; expected an Alphabet such as "
                    "x = Alphabet('x')."
                )
        return (*self.outputs, *self.inputs)

    @property
    def variables(self) -> tuple[RandomVariable, ...]:
        """The random variables, named by capitals (`X, Y = r.variables`)."""
        return tuple(RandomVariable(self, v.name) for v in self.outputs)

    def __call__(self, *letters: Any, **by_name: Alphabet) -> Expr:
        left, right = split_bar(letters)
        if not right:
            at = self._match(left, by_name, self.variables_and_inputs())
            self._need_inputs(at)
            return LawValue(self, at)
        if self.inputs:
            at = self._match(left, {}, self.outputs) + self._match(right, by_name, self.inputs)
            self._need_inputs(at)
            return LawValue(self, at)
        given = self._match(right, {}, self.outputs)
        both = self._match(left, by_name, self.outputs) + given
        self._need_apart(both)
        return ConditionalValue(LawValue(self, both), LawValue(self, given))

    def _need_apart(self, at: tuple[Pair, ...]) -> None:
        variables = [var for var, _ in at]
        twice = next((var for var in variables if variables.count(var) > 1), None)
        if twice is not None:
            raise DeriveError(
                f"{self.name}(… | …): the variable {twice} stands on both sides of the bar. "
                f"Try naming the variables, {self.name}({variables[0]}=… | …)."
            )

    def _need_inputs(self, at: tuple[Pair, ...]) -> None:
        missing = {v.name for v in self.inputs} - {var for var, _ in at}
        if missing:
            raise DeriveError(
                f"{self.name}: a channel's value needs all its inputs "
                f"{[v.name for v in self.inputs]}; got {[i.name for _, i in at]}."
            )

    def _match(
        self, letters: tuple[Any, ...], by_name: dict[str, Alphabet], among: tuple[Alphabet, ...]
    ) -> tuple[Pair, ...]:
        """Which variable each letter is for: all by position, or else by name, then alphabet."""
        for letter in (*letters, *by_name.values()):
            self._check_letter(letter)
        if not by_name and [i.alphabet for i in letters] == [v.alphabet for v in among]:
            return tuple((v.name, letter) for v, letter in zip(among, letters, strict=True))
        found: dict[str, Alphabet] = {}
        declared = {v.name: v for v in among}
        rest: list[Alphabet] = []
        for letter in letters:
            own = declared.get(letter.name) if isinstance(letter, Alphabet) else None
            if own is not None and own.alphabet == letter.alphabet:
                self._put(found, letter.name, letter)
            else:
                rest.append(letter)
        for var, letter in by_name.items():
            if var not in declared:
                raise DeriveError(f"{self.name}({var}=…): its variables are {list(declared)}.")
            self._put(found, var, letter)
        for letter in rest:
            fits = [v for v in among if v.alphabet == letter.alphabet and v.name not in found]
            if len(fits) != 1:
                raise DeriveError(
                    f"{self.name}(… {letter.name} …): {letter.name}, over the alphabet "
                    f"{letter.alphabet!r}, fits {[v.name for v in fits] or 'none'} of the "
                    f"variables {[(v.name, v.alphabet) for v in among]} here. "
                    f"Try naming one: {self.name}({among[0].name}={letter.name})."
                )
            self._put(found, fits[0].name, letter)
        return tuple(found.items())

    def _check_letter(self, letter: Any) -> None:
        if not is_letter(letter):
            raise DeriveError(
                f"{self.name}({letter!r}): expected letters such as x = Alphabet('x')."
            )

    def _put(self, found: dict[str, Alphabet], var: str, letter: Alphabet) -> None:
        self._check_letter(letter)
        declared = next(v for v in self.variables_and_inputs() if v.name == var)
        if declared.alphabet != letter.alphabet:
            raise DeriveError(
                f"{self.name}({var}={letter.name}): {letter.name} runs over the alphabet "
                f"{letter.alphabet!r}, the variable {var} over {declared.alphabet!r}. "
                f"Try {var}.another({letter.name!r})."
            )
        if var in found:
            raise DeriveError(f"{self.name}: two letters for the variable {var}.")
        found[var] = letter

    def __lshift__(self, other: Any) -> Any:
        from derive.language.relations import Dominated

        return Dominated(self(*self.variables_and_inputs()), _value_of(other, self))

    def _sympystr(self, printer: Any) -> str:
        return self.name

    def _latex(self, printer: Any) -> str:
        return notation.of(printer).law(latex_name(self.name))


def _value_of(other: Any, like: Law) -> Expr:
    return other(*like.variables_and_inputs()) if isinstance(other, Law) else other


def split_bar(args: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Arguments before and after the bar of `f(a, b | c, d)`."""
    for n, arg in enumerate(args):
        if isinstance(arg, Given):
            if any(isinstance(a, Given) for a in args[n + 1 :]):
                raise DeriveError("two bars in one conditional. Try p(x | y, z).")
            return (*args[:n], *arg.left), (arg.right, *args[n + 1 :])
    return args, ()


class LawValue(NoCancel):
    """The probability that some of a law's variables take given letters."""

    def __new__(cls, law: Law, at: Any) -> Expr:
        order = {v.name: n for n, v in enumerate(law.variables_and_inputs())}
        pairs = sorted(((str(var), letter) for var, letter in at), key=lambda pair: order[pair[0]])
        obj: Expr = Expr.__new__(
            cls, law, Tuple(*(Tuple(Symbol(var), letter) for var, letter in pairs))
        )
        return obj

    @property
    def law(self) -> Law:
        return self.args[0]

    @property
    def at(self) -> tuple[Pair, ...]:
        """Pairs (variable, letter), in the order of the law's declaration."""
        return tuple((pair[0].name, pair[1]) for pair in self.args[1].args)

    @property
    def free_symbols(self) -> set[Basic]:
        return {letter for _, letter in self.at if isinstance(letter, Alphabet)}

    def _sides(self, printer: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Variables, as capitals, with their letters: of the outputs, and of the inputs."""
        inputs = {v.name for v in self.law.inputs}
        left, right = (
            [
                (latex_name(v.upper()), shown_at(printer, v, i, self._in_full()))
                for v, i in self.at
                if (v in inputs) == side
            ]
            for side in (False, True)
        )
        return left, right

    def _in_full(self) -> bool:
        return len(self.at) == len(self.law.variables_and_inputs())

    def _letters(self, printer: Any, in_full: bool | None = None) -> str:
        full = self._in_full() if in_full is None else in_full
        inputs = {v.name for v in self.law.inputs}
        shown = [
            [shown_at(printer, var, i, full) for var, i in self.at if (var in inputs) == side]
            for side in (False, True)
        ]
        return "|".join(",".join(side) for side in shown if side)

    def _name(self, printer: Any) -> str:
        return law_name(printer, self.law, self.at)

    def _sympystr(self, printer: Any) -> str:
        return f"{self._name(printer)}({self._letters(printer)})"

    def _latex(self, printer: Any) -> str:
        return notation.of(printer).value(self._name(printer), *self._sides(printer))


def law_name(printer: Any, law: Law, at: tuple[Pair, ...], given: tuple[str, ...] = ()) -> str:
    """A law's name, with its variables where the letters do not say them: r_X(x').

    given: the variables right of a bar, of a conditional.
    """
    name: str = printer._print(law)
    if _said_by_letters(law, at, given):
        return name
    latex = printer.printmethod == "_latex"
    sides = ([v for v, _ in at if (v in given) == side] for side in (False, True))
    shown = [",".join(latex_name(v.upper()) if latex else v.upper() for v in s) for s in sides]
    sub = (r" \mid " if latex else "|").join(filter(None, shown))
    if not latex:
        return f"{name}_{{{sub}}}" if given else f"{name}_{sub}"
    stem, low, primes = _SUBSCRIPTED.fullmatch(name).groups()  # type: ignore[union-attr]
    return f"{stem}_{{{low + ',' if low else ''}{sub}}}{primes}"


_SUBSCRIPTED = re.compile(r"(.*?)(?:_\{([^{}]*)\})?('*)")


def _said_by_letters(law: Law, at: tuple[Pair, ...], given: tuple[str, ...]) -> bool:
    """Whether `Law` would take these letters, where they stand, for these variables."""
    full = not given and len(at) == len(law.variables_and_inputs())
    inputs = {v.name for v in law.inputs}
    right = set(given) or inputs & {v for v, _ in at}
    sides = [[p for p in at if (p[0] in right) == side] for side in (False, True)]
    among = [law.outputs, law.inputs or law.outputs]
    for pairs, places in zip(sides, among, strict=True):
        loose = tuple(i for _, i in pairs if full or not isinstance(i, Letter))
        named: Any = {v: i for v, i in pairs if not full and isinstance(i, Letter)}
        try:
            found = law._match(loose, named, places)
        except DeriveError:
            return False
        if pairs and dict(found) != dict(pairs):
            return False
    return True


def shown_at(printer: Any, variable: str, letter: Alphabet | Letter, in_full: bool) -> str:
    """A letter; one with a name says whose it is where the place does not: r(z=1), r(x|z=1)."""
    shown: str = printer._print(letter)
    if not isinstance(letter, Letter) or in_full:
        return shown
    latex = printer.printmethod == "_latex"
    if latex and notation.of(printer).values == "P(X=x)":
        return shown  # that notation says so itself
    return f"{latex_name(variable) if latex else variable}={shown}"


class ConditionalValue(NoCancel):
    """p(x | y), which means p(x, y)/p(y), and 0 where p(y) = 0."""

    def __new__(cls, joint: Expr, given: Expr) -> Expr:
        obj: Expr = Expr.__new__(cls, joint, given)
        return obj

    @property
    def joint(self) -> LawValue:
        return self.args[0]

    @property
    def given(self) -> LawValue:
        return self.args[1]

    @property
    def law(self) -> Law:
        return self.joint.law

    def _sympystr(self, printer: Any) -> str:
        right = [v for v, _ in self.given.at]
        left = ",".join(shown_at(printer, v, i, False) for v, i in self.joint.at if v not in right)
        name = law_name(printer, self.law, self.joint.at, tuple(right))
        return f"{name}({left}|{self.given._letters(printer, False)})"

    def _latex(self, printer: Any) -> str:
        given = {v for v, _ in self.given.at}
        shown = [
            (v in given, (latex_name(v.upper()), shown_at(printer, v, i, False)))
            for v, i in self.joint.at
        ]
        left, right = ([pair for side, pair in shown if side == bar] for bar in (False, True))
        name = law_name(printer, self.law, self.joint.at, tuple(given))
        return notation.of(printer).value(name, left, right)


class RandomVariable:
    """One variable of a law: the X of H(X), I(X, Y), H(X | Y)."""

    def __init__(self, law: Law, letter: str) -> None:
        self.law = law
        self.letter = letter

    @property
    def name(self) -> str:
        return self.letter.upper()

    def __or__(self, other: Any) -> Given:
        return Given((self,), other)

    def __ror__(self, other: Any) -> Given:
        return Given((other,), self)

    def __mul__(self, a: Any) -> Any:
        """a·X, for h(a·X + b)."""
        return Affine(((self, a),), 0)

    def __add__(self, b: Any) -> Any:
        return self * 1 + b

    def __sub__(self, b: Any) -> Any:
        return self * 1 - b

    def __neg__(self) -> Any:
        return self * -1

    __rmul__, __radd__ = __mul__, __add__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RandomVariable) and (self.law, self.letter) == (
            other.law,
            other.letter,
        )

    def __hash__(self) -> int:
        return hash((self.law, self.letter))

    def __repr__(self) -> str:
        return self.name


def Distribution(name: str, *over: Alphabet) -> Law:
    """A probability distribution on one alphabet (or a product of several), zeros allowed."""
    return Law(name, *over)


def Density(name: str, *over: Alphabet, given: Any = ()) -> Law:
    """A density on spaces, or mixed with alphabets: `Density("p", x)`, `Density("r", x, z)`,
    `Density("W", y, given=x)`.

    Its values are ≥ 0, and its integral is 1; they may be greater than 1.

    Raises:
        DeriveError: none of its letters is a point of a space.
    """
    made = Law(name, *over, given=given)
    if not any(v.is_space for v in made.outputs):
        letter = made.outputs[0].name
        raise DeriveError(
            f"Density({name!r}): {letter} runs over a finite alphabet; expected a Space. Try "
            f"{letter} = Space({letter!r}), or Distribution({name!r}, {letter})."
        )
    return made


def Channel(name: str, output: Alphabet, given: Any) -> Law:
    """A channel W(y | x): for every input letter, a distribution on the output alphabet."""
    return Law(name, output, given=given)
