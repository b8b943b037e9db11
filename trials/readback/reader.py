"""The reader: a small operator-precedence parser from tokens to kernel terms.

One grammar serves plain text and LaTeX: they differ in their tokens, in how names look, and in that
LaTeX multiplies by writing side by side. Everything that could be read in two ways is `Unread`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, Protocol

from derive.kernel import terms as t
from derive.kernel.terms import Index, Term
from trials.readback import distances, moved
from trials.readback import meaning as m
from trials.readback import operations as op
from trials.readback.meaning import Argument, Variables, Whole, number
from trials.readback.table import (
    LOW,
    Declared,
    LawEntry,
    QuantityEntry,
    Table,
    Unread,
    constant_letter,
    coordinate,
    is_space,
    look_of,
)
from trials.readback.tokens import TextLexer, Token

RELATIONS = {"=": "=", "≤": "<=", "≥": ">=", "<": "<", ">": ">", "≠": "!="}
_IMAGE = str.maketrans("ijkmnt", "ᵢⱼₖₘₙₜ")
_END = Token("end")
_ADD, _SIGN, _MUL, _POW, _POST = 10, 15, 20, 40, 45


@dataclass(frozen=True)
class Told:
    """What a reader has to be told beside the table. latex: names go by their looks, factors stand
    side by side. The rest: of the notation (`derive/language/notation.py`)."""

    latex: bool = False
    values: Literal["p(x)", "p_x", "P(X=x)"] = "p(x)"
    bits: Literal["log_2", "lg", "log"] = "log_2"
    nats: Literal["ln", "log"] = "ln"
    counted: bool = False  # letters of x, y, z are x_i, y_j, z_k

    def base_of(self, word: str) -> Term | None:
        """The base of a logarithm without a subscript."""
        if word == "ln" or (word == self.nats and word != self.bits):
            return None
        if word == self.bits and word != "log_2":
            return number(2)
        raise Unread(f"{word} without a base")


class Names:
    """The table by looks: which of its names a token may be."""

    def __init__(self, table: Table, told: Told) -> None:
        self.table, self.told = table, told
        self.laws = self._by_look(table.laws, upper=told.values == "P(X=x)")
        self.quantities = self._by_look(table.quantities)
        self.letters = self._by_look(table.letters, counted=told.counted)
        self.constants = self._by_look(table.constants)
        variables = {v.upper() for law in table.laws.values() for v, _ in law.variables}
        self.variables = self._by_look(variables)
        self.random = {
            v.upper() for law in table.laws.values() if not law.inputs for v, _ in law.outputs
        }

    def _by_look(
        self, names: object, upper: bool = False, counted: bool = False
    ) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for n in names:  # type: ignore[attr-defined]
            shown = n
            if upper and len(n) == 1 and n.isascii():
                shown = n.upper()
            look = look_of(shown) if self.told.latex else n
            alphabet = self.table.letters.get(n, "") if counted else ""
            if alphabet in _COUNTED and n.rstrip("'") == alphabet:
                index = _COUNTED[alphabet][0] + n[1:]
                look = f"{alphabet}{LOW}{index}"
                if self.told.values == "p_x":
                    out.setdefault(index, []).append(n)
            out.setdefault(look, []).append(n)
        return out

    def one(self, of: dict[str, list[str]], look: str) -> str | None:
        found = of.get(look, [])
        if len(found) > 1:
            raise Unread(f"{look} may be any of {found}")
        return found[0] if found else None


_COUNTED = {"x": "in", "y": "jm", "z": "kl"}  # an alphabet's index, and its last


class Lexer(Protocol):
    def tokens(self, shown: str, /) -> list[Token]: ...


class Reader:
    """Reads one formula."""

    def __init__(self, lexer: Lexer, names: Names, shown: str) -> None:
        self.lexer = lexer
        self.tokens, self.k = [*lexer.tokens(shown), _END], 0
        self.names, self.table, self.told = names, names.table, names.told
        self.moving = frozenset[str]()  # the variables in the brackets of h(aX + b)
        self.images = {
            q.name + i.translate(_IMAGE): (q, Index(i, a))
            for q in self.table.quantities.values()
            for i, a in self.table.letters.items()
            if q.is_map and q.alphabets[0] == a
        }

    # -------------------------------------------------------------------- tokens

    @property
    def now(self) -> Token:
        return self.tokens[self.k]

    def ahead(self, n: int = 1) -> Token:
        return self.tokens[min(self.k + n, len(self.tokens) - 1)]

    def take(self, *texts: str) -> Token:
        token = self.now
        if texts and token.text not in texts:
            raise Unread(f"{token.text or token.kind!r} where {' or '.join(texts)} is expected")
        self.k += 1
        return token

    def skip(self, text: str) -> bool:
        found = self.now.text == text and self.now.kind != "name"
        self.k += found
        return found

    # -------------------------------------------------------------------- the whole

    def relation(self) -> tuple[Term, str, Term]:
        left = self.expression()
        sign = self.take(*RELATIONS)
        right = self.expression()
        self.end()
        return left, RELATIONS[sign.text], right

    def hypothesis(self) -> tuple[Term, str, Term]:
        """A relation; `p ≪ q` of laws at their own letters; `a ≠ 0`, which is 1 ≪ a."""
        if self.ahead().text == "∈":
            return self.least_lengths()
        left = self.whole_law() or self.expression()
        sign = self.take("≪", *RELATIONS)
        right = self.whole_law() or self.expression()
        self.end()
        if sign.text != "≪":
            if isinstance(left, Whole) or isinstance(right, Whole):
                raise Unread("a law without letters")
            if sign.text == "≠" and right == number(0):
                return t.ONE, "≪", left
            return left, RELATIONS[sign.text], right
        letters = None
        if isinstance(left, Whole):
            every = left.law.variables
            letters = [Index(v, a) for v, a in every]
            left = m.value(left.law, [(i.name, i) for i in letters])
        if isinstance(right, Whole):
            letters = letters or [Index(v, a) for v, a in right.law.variables]
            right = m.value(right.law, m.matched(letters, right.law.variables, right.law.name))
        return left, "≪", right

    def least_lengths(self) -> tuple[Term, str, Term]:
        """L ∈ argmin_{L ∈ ℕ, Σ_x D^(-L(x)) ≤ 1} Σ_x p(x)·L(x)."""
        name, _ = self.take(), self.take("∈")
        below, sign = self.take().raw.partition(",")[::2]
        inner = Reader(self.lexer, self.names, sign)
        kraft = inner.relation()
        if below.replace(" ", "") != f"{name.text}∈ℕ" or kraft[1:] != ("<=", t.ONE):
            raise Unread(f"the least of {below}, {sign}")
        lengths = self.names.one(self.names.quantities, _whole(name))
        if lengths is None:
            raise Unread(f"{_whole(name)!r} is no length")
        return kraft[0], m.least(lengths), self.whole()

    def whole_law(self) -> Whole | None:
        """A law by its name alone."""
        token, after = self.now, self.ahead()
        if token.kind == "name" and after.kind in ("≪", "end"):
            law = self.names.one(self.names.laws, _whole(token))
            if law is not None:
                self.take()
                return Whole(self.table.laws[law])
        return None

    def end(self) -> None:
        if self.now is not _END:
            raise Unread(f"{self.now.text or self.now.kind!r} after the end")

    def whole(self) -> Term:
        out = self.expression()
        self.end()
        return out

    # -------------------------------------------------------------------- operators

    def expression(self, least: int = 0) -> Term:
        left = self.prefix()
        while True:
            token = self.now
            if token.kind in "+-" and least <= _ADD:
                self.take()
                right = self.expression(_ADD + 1)
                left = t.Add((left, right)) if token.kind == "+" else t.minus(left, right)
            elif token.kind in "·/" and least <= _MUL:
                self.take()
                right = self.expression(_MUL + 1)
                left = m.times(left, right if token.kind == "·" else m.inverse(right))
            elif token.kind == "^" and least <= _POW:
                self.take()
                left = op.power(left, self.expression(_POW + 1))
            elif token.kind == "!" and least <= _POST:
                self.take()
                left = op.operation("factorial", [left])
            elif self.told.latex and least <= _MUL and self.begins(token):
                left = m.times(left, self.expression(_MUL + 1))
            else:
                return left

    def begins(self, token: Token) -> bool:
        return token.kind in ("number", "name", "named", "word", "big", "card", "open", "√", "∂")

    def prefix(self) -> Term:
        token = self.take()
        match token.kind:
            case "-":
                return m.times(number(-1), self.expression(_SIGN))
            case "number":
                return number(token.text)
            case "card":
                return t.Card(token.text)
            case "big":
                return self.big(token)
            case "open":
                return self.bracket(token)
            case "name":
                return self.named(token)
            case "word":
                return self.word(token)
            case "named":
                return self.table.named[token.text]
            case "|":
                return self.absolute()
            case "∂":
                return self.derivative()
            case "√":
                return op.power(self.expression(_POST), number(Fraction(1, 2)))
            case "π":
                return op.operation("pi", ())
        raise Unread(f"{token.text or token.kind!r} where a formula begins")

    def bracket(self, token: Token) -> Term:
        if token.text == "[":
            return self.indicator()
        if token.text == "⌈":
            inside = self.expression()
            self.take("⌉")
            return op.operation("ceiling", [inside])
        if token.text == "|":
            return self.absolute()
        inside = self.expression()
        self.take({"(": ")", "{": "}"}[token.text])
        return inside

    def absolute(self) -> Term:
        inside = self.expression()
        self.take("|")
        return op.operation("abs", [inside])

    def indicator(self) -> Term:
        """[i=j], [e≠0], and [e = 0], [a ≥ b], [x = argmax_x' f(x')] of certificates."""
        chosen = self.chosen()
        if chosen is not None:
            return chosen
        letters = [self.letter_at(self.now), self.letter_at(self.ahead(2))]
        if all(letters) and self.ahead().text == "=" and self.ahead(3).text == "]":
            self.k += 4
            return t.Delta(letters[0], letters[1])  # type: ignore[arg-type]
        if letters[0] and self.ahead().text == "∈":
            self.k += 2
            inside = t.Nonzero(t.Quantity(self.subset(), (letters[0],)))
            self.take("]")
            return inside
        inside = self.expression()
        if self.skip("≥"):
            at_least = op.operation("at least", [t.minus(inside, self.expression())])
            self.take("]")
            return at_least
        sign = self.take("≠", "=")
        self.take("0")
        self.take("]")
        return t.Nonzero(inside) if sign.text == "≠" else t.minus(t.ONE, t.Nonzero(inside))

    def chosen(self) -> Term | None:
        start, at = self.k, []
        while letter := self.letter_at(self.now):
            at.append(letter)
            self.take()
            if not self.skip(","):
                break
        if at and self.skip("=") and self.now.text == "argmax":
            bound = self.letters_in(self.take().sub)
            body = self.expression(_MUL)
            self.take("]")
            return op.first(at, body, bound)
        self.k = start
        return None

    def big(self, token: Token) -> Term:
        """Σ and Π reach over the product that follows; ∫ up to its dx."""
        if token.text == "∫":
            signs = 1
            while self.now.text == "∫":
                self.take()
                signs += 1
            body, points = self.expression(_MUL), []
            for _ in range(signs):
                self.take("d")
                points.append(self.letter())
            return m.total(points, body)
        letters = self.letters_in(token.sub)
        body = self.expression(_MUL)
        if token.text == "Σ":
            return m.total(letters, body)
        return t.Exp(m.total(letters, t.Log(body)))

    # -------------------------------------------------------------------- names

    def letter_at(self, token: Token) -> Index | None:
        if token.kind == "number" and token.text in self.table.constants:
            return self.constant_letter(token.text)
        if token.kind != "name":
            return None
        constant = self.names.one(self.names.constants, _whole(token))
        if constant is not None:
            return self.constant_letter(constant)
        name = self.names.one(self.names.letters, _whole(token))
        return None if name is None else Index(name, self.table.letters[name])

    def law_alone(self) -> str:
        """The name of a law."""
        law = self.names.one(self.names.laws, _whole(self.take()))
        self.end()
        if law is None:
            raise Unread("no law")
        return law

    def letter_alone(self) -> str:
        """The name of a letter, or what the kernel calls a constant."""
        letter = self.letter_at(self.take())
        self.end()
        if letter is None:
            raise Unread("no letter")
        return letter.name

    def constant_letter(self, name: str) -> Index:
        return Index(constant_letter(name), self.table.constants[name])

    def letters_in(self, sub: str) -> list[Index]:
        out = []
        for look in sub.split(","):
            constant = self.names.one(self.names.constants, look)
            if constant is not None:
                out.append(self.constant_letter(constant))
                continue
            name = self.names.one(self.names.letters, look)
            if name is None:
                raise Unread(f"{look} is no letter")
            out.append(Index(name, self.table.letters[name]))
        return out

    def named(self, token: Token) -> Term:
        """A value of a law or quantity, a parameter, a defined name."""
        if self.now.kind == "call":
            return self.valued_or_chance(token)
        readings: list[Callable[[], Term]] = []
        look = _whole(token)
        if (variable := self.moving_name(token)) in self.moving:
            readings.append(lambda: moved.placed(str(variable)))
        parameter = self.names.one(self.names.quantities, look)
        if parameter is not None and not self.table.quantities[parameter].alphabets:
            readings.append(lambda: t.Quantity(parameter))
        point = self.names.one(self.names.letters, look)
        if point is not None and is_space(self.table.letters[point]):
            readings.append(lambda: coordinate(Index(point, self.table.letters[point])))
        if self.told.values == "p_x" and self.is_indexed(token):
            readings.append(lambda: self.indexed(token))
        for alphabet, (_, last) in _COUNTED.items() if self.told.counted else ():
            if look == last and alphabet in self.table.alphabets:
                readings.append(lambda a=alphabet: t.Card(a))
        if self.told.latex and token.text == "δ" and token.sub.count(",") == 1:
            readings.append(lambda: t.Delta(*self.letters_in(token.sub)))
        if not readings and look == "π":
            return op.operation("pi", ())
        if not readings and look == "e":
            return t.Exp(t.ONE)
        if len(readings) != 1:
            raise Unread(f"{look!r} has {len(readings)} meanings")
        return readings[0]()

    def is_indexed(self, token: Token) -> bool:
        """Whether the subscript may be letters of a law or quantity: p_x."""
        looks = re.split(r"[,|]", token.sub) if token.sub else []
        looks = [look.rpartition("=")[2] for look in looks]  # r_{x,z=0}
        letters = [{**self.names.letters, **self.names.constants}.get(look) for look in looks]
        of = self.law_or_quantity(token.text)
        places = of.alphabets if isinstance(of, QuantityEntry) else of and of.variables
        return bool(letters) and all(letters) and bool(places)

    def law_or_quantity(self, look: str) -> LawEntry | QuantityEntry | None:
        law = self.names.one(self.names.laws, look)
        quantity = self.names.one(self.names.quantities, look)
        if law is not None and quantity is not None:
            raise Unread(f"{look} may be a law and a quantity")
        if law is not None:
            return self.table.laws[law]
        return self.table.quantities[quantity] if quantity is not None else None

    def valued_or_chance(self, token: Token) -> Term:
        """With P(X=x) for the law p, P may be that of events too; where both fit, they are one."""
        start = self.k
        try:
            return self.valued(token)
        except Unread:
            self.k = start
            if token.text != "P" or self.told.values != "P(X=x)" or not self.has_event():
                raise
            return self.probability(token)

    def valued(self, token: Token) -> Term:
        """p(x), r(x|y), r_X(x'), L(x), P(X = x)."""
        self.take("(")
        sides: list[list[Index]] = [[]]
        capitals: list[str] = []
        own: dict[Index, str] = {}
        while True:
            capitals += self.capital()
            variable = self.own_variable()
            sides[-1].append(self.letter())
            if variable:
                own[sides[-1][-1]] = variable
            if self.skip("|"):
                sides.append([])
            elif not self.skip(","):
                break
        self.take(")")
        whole = self.law_or_quantity(_whole(token))
        bare, low = (self.law_or_quantity(token.text) if token.sub else None), token.sub
        first, _, more = token.sub.partition(",")
        if whole is None and more:  # p_{1,X}: of p1 the marginal of X
            numbered = self.law_or_quantity(_whole(replace(token, sub=first)))
            if isinstance(numbered, LawEntry):
                bare, low = numbered, more
        if whole is not None and isinstance(bare, LawEntry) and self.capitals_of(bare, low):
            raise Unread(f"{_whole(token)} is a name, and a marginal of {bare.name}")
        if whole is None and isinstance(bare, LawEntry):
            capitals = self.capitals_of(bare, low)
            whole = bare if capitals else None
        if whole is None:
            raise Unread(f"{_whole(token)!r} is not known")
        return self.value_at(whole, sides, capitals, own)

    def own_variable(self) -> str | None:
        """`z=` of r(x,z=1)."""
        if self.now.kind != "name" or self.ahead().text != "=":
            return None
        variable = self.names.one(self.names.letters, _whole(self.take()))
        self.take("=")
        if variable is None:
            raise Unread("no variable before =")
        return variable

    def capital(self) -> list[str]:
        """`X = ` of P(X = x)."""
        if self.told.values != "P(X=x)" or self.ahead().text != "=":
            return []
        variable = self.names.one(self.names.variables, _whole(self.take()))
        if variable is None:
            raise Unread("no variable before =")
        self.take("=")
        return [variable]

    def capitals_of(self, law: LawEntry, sub: str) -> list[str]:
        """The variables that a subscript names, or none if it is something else."""
        found = [
            self.names.one(self.names.variables, look) for look in sub.replace("|", ",").split(",")
        ]
        own = {v.upper() for v, _ in law.variables}
        return [v for v in found if v] if all(v in own for v in found) else []

    def letter(self) -> Index:
        token = self.take()
        found = self.letter_at(token)
        if found is None:
            raise Unread(f"{_whole(token)!r} is no letter")
        return found

    def indexed(self, token: Token) -> Term:
        """p_x, L_x, r_{x,y}."""
        thing = self.law_or_quantity(token.text)
        sides, own = [], {}
        for side in token.sub.split("|"):
            sides.append([])
            for look in side.split(","):
                variable, sign, letter = look.rpartition("=")
                (found,) = self.letters_in(letter)
                sides[-1].append(found)
                if sign:
                    (named,) = self.letters_in(variable)
                    own[found] = named.name
        assert thing is not None
        return self.value_at(thing, sides, [], own)

    def value_at(
        self,
        thing: LawEntry | QuantityEntry,
        sides: list[list[Index]],
        capitals: list[str],
        own: dict[Index, str] | None = None,
    ) -> Term:
        flat = [i for side in sides for i in side]
        images = {i: self.images[i.name] for i in flat if i.name in self.images}
        if isinstance(thing, QuantityEntry):
            if len(sides) > 1 or tuple(i.alphabet for i in flat) != thing.alphabets:
                raise Unread(f"{thing.name} at {[i.name for i in flat]}")
            out: Term = t.Quantity(thing.name, tuple(flat))
        else:
            out = self.law_value(thing, sides, capitals, own or {})
        for k, (q, i) in images.items():  # g(f(v)) = Σ_k f(v,k)·g(k)
            out = t.Sum((k,), m.times(t.Quantity(q.name, (i, k)), out))
        return out

    def law_value(
        self,
        law: LawEntry,
        sides: list[list[Index]],
        capitals: list[str],
        own: dict[Index, str],
    ) -> Term:
        def matched(letters: list[Index], among: Declared) -> list[tuple[str, Index]]:
            """Those with their variable beside them, and the others as they stand."""
            said = [(own[i], i) for i in letters if i in own]
            if not said:
                return m.matched(letters, among, law.name)
            left = tuple(p for p in among if p[0] not in dict(said))
            return said + m.matched([i for i in letters if i not in own], left, law.name)

        left, right = sides[0], sides[1] if len(sides) > 1 else []
        if len(sides) > 2:
            raise Unread("two bars")
        if capitals:
            called = {v.upper(): v for v, _ in law.variables}
            if len(capitals) != len(left) + len(right) or set(capitals) - set(called):
                raise Unread(f"{law.name}: {len(capitals)} variables for its letters")
            pairs = [(called[c], i) for c, i in zip(capitals, [*left, *right], strict=True)]
            at, given = pairs, pairs[len(left) :]
        elif law.inputs and right:
            at = matched(left, law.outputs) + matched(right, law.inputs)
            given = []
        elif right:
            given = matched(right, law.outputs)
            at = matched(left, law.outputs) + given
        else:
            at, given = matched(left, law.variables), []
        if law.inputs or not right:
            return m.value(law, at)
        return m.times(m.value(law, at), m.inverse(m.value(law, given)))

    # -------------------------------------------------------------------- words

    def word(self, token: Token) -> Term:
        match token.text:
            case "ln" | "lg" | "log":
                return m.log(self.argument_of_log(), self.log_base(token))
            case "exp":
                return t.Exp(self.in_brackets())
            case "H" | "D" | "JS" | "I":
                return self.measure(token)
            case "E":
                return self.expectation(token)
            case "P":
                return self.probability(token)
            case "abs":
                return op.operation("abs", [self.in_brackets()])
            case "max" | "min":
                return self.extremum(token)
            case "C":
                return op.operation("binomial", self.listed())
            case head if head in distances.HEADS:
                return self.distance(token)
            case "argmax" | "argmin":
                return self.optimum(token)
            case "φ":
                inside = self.in_brackets()
                return t.minus(t.minus(inside, t.ONE), t.Log(inside))
            case "h" if (moving := self.moved_there()):
                base, law, _ = self.subscript(token, variables=True)
                self.moving = moving
                try:
                    return moved.entropy(self.table, *self.moved_arguments(), law, base)
                finally:
                    self.moving = frozenset()
            case "h" if self.is_differential():
                return self.measure(replace(token, text="H"))
            case "h":
                return m.binary(self.in_brackets(), self.base_alone(token))
            case "d":
                return self.binary_divergence(token)
        raise Unread(f"{token.text} has no meaning yet")

    def moved_there(self) -> frozenset[str]:
        """The variables over spaces in the brackets of h(aX + bY, Y | Z); none in h(X, Y | Z)."""
        depth, found, plain = 0, set[str](), True
        for token in self.tokens[self.k :]:
            depth += (token.kind in ("call", "open")) - (token.kind == "close")
            if depth == 0:
                break
            variable = self.variable_name(token)
            found |= {variable} if variable else set()
            plain = plain and bool(variable or token.text in ("(", ",", "|"))
        return frozenset() if plain else frozenset(found)

    def moved_arguments(self) -> tuple[list[Term], list[str]]:
        """What stands before | in the brackets, and the variables behind it."""
        self.take("(")
        arguments = [self.expression()]
        while self.skip(","):
            arguments.append(self.expression())
        given = list[str]()
        while self.skip("," if given else "|"):
            given.append(str(self.variable_name(self.take())))
        self.take(")")
        return arguments, given

    def variable_name(self, token: Token) -> str | None:
        if token.kind != "name":
            return None
        return self.names.one(self.names.variables, _whole(token))

    def moving_name(self, token: Token) -> str | None:
        variable = self.variable_name(token)
        over = [a for v, a in self.table.letters.items() if v.upper() == variable]
        return str(variable) if any(map(is_space, over)) else None

    def is_differential(self) -> bool:
        """Whether h is of a law or variables over a space, not of a number."""
        look = _whole(self.ahead())
        law = self.names.one(self.names.laws, look)
        variable = self.names.one(self.names.variables, look)
        places = [a for _, a in self.table.laws[law].outputs] if law else []
        places += [a for v, a in self.table.letters.items() if v.upper() == variable]
        return self.ahead().kind == "name" and any(map(is_space, places))

    def optimum(self, token: Token) -> Term:
        """argmax_θ f, or argmax_θ [a + b]."""
        (letter,) = self.letters_in(token.sub)
        if self.skip("["):
            body = self.expression()
            self.take("]")
        else:
            body = self.expression(_MUL)
        return m.optimum(token.text, letter, body)

    def extremum(self, token: Token) -> Term:
        """max(a, b, …), or max_x over the product that follows."""
        if token.sub:
            letters = self.letters_in(token.sub)
            if self.now.kind == "call":  # a bracket around a sum, and no list
                self.tokens[self.k] = replace(self.now, kind="open")
            return op.operation(token.text, [self.expression(_MUL)], letters)
        return op.several(token.text, self.listed())

    def listed(self) -> list[Term]:
        self.take("(")
        out = [self.expression()]
        while self.skip(","):
            out.append(self.expression())
        self.take(")")
        return out

    def argument_of_log(self) -> Term:
        return number(self.take().text) if self.now.kind == "number" else self.in_brackets()

    def in_brackets(self) -> Term:
        self.take("(")
        out = self.expression()
        self.take(")")
        return out

    def log_base(self, token: Token) -> Term | None:
        if not token.sub:
            return self.told.base_of(token.text)
        if token.text != "log":
            raise Unread(f"{token.text} with a base")
        base, law, letters = self.subscript(token)
        if base is None or law or letters:
            raise Unread(f"the base {token.sub} of a logarithm")
        return base

    def names_law(self, token: Token) -> bool:
        """Whether the subscript may name a law, so that the arguments are its variables."""
        return any(self.names.laws.get(look) for look in token.sub.split(","))

    def subscript(
        self, token: Token, variables: bool = False
    ) -> tuple[Term | None, LawEntry | None, list[Index] | None]:
        """Base, law and letters of a measure's subscript; a law only beside its variables."""
        base: Term | None = None
        law: LawEntry | None = None
        letters: list[Index] = []
        for look in filter(None, token.sub.split(",")):
            if look == "KL" and token.text == "D":
                continue
            found = self.piece(token, look, variables or token.text in ("E", "P"))
            if isinstance(found, LawEntry) and law is None:
                law = found
            elif isinstance(found, Index):
                letters.append(found)
            elif not isinstance(found, (Index, LawEntry)) and base is None:
                base = found
            else:
                raise Unread(f"{token.text}_{token.sub}")
        if look_e(base):
            base = None
        return base, law, letters or None

    def piece(self, token: Token, look: str, of_law: bool) -> Term | LawEntry | Index:
        if look.isdigit():
            return number(look)
        found: list[Term | LawEntry | Index] = []
        law = self.names.one(self.names.laws, look)
        letter = self.names.one(self.names.letters, look)
        parameter = self.names.one(self.names.quantities, look)
        if law is not None and of_law:
            found.append(self.table.laws[law])
        if letter is not None and not of_law:
            found.append(Index(letter, self.table.letters[letter]))
        if parameter is not None and not self.table.quantities[parameter].alphabets:
            found.append(t.Quantity(parameter))
        if not found and look == "e":
            found.append(t.Exp(t.ONE))
        if len(found) != 1:
            raise Unread(f"{look} under {token.text} has {len(found)} meanings")
        return found[0]

    def arguments(self, by_law: bool = False) -> list[tuple[str, Argument]]:
        """The arguments in brackets, each with the sign before it."""
        self.take("(")
        out: list[tuple[str, Argument]] = []
        sign = ""
        while True:
            out.append((sign, self.argument(by_law)))
            if self.now.text == ")" and self.now.kind == "close":
                self.take()
                return out
            sign = self.take(",", ";", "|", "‖").text

    def argument(self, by_law: bool = False) -> Argument:
        token, after = self.now, self.ahead()
        if token.kind == "name" and after.text in (",", ";", "|", "‖", ")"):
            look = _whole(token)
            law = self.names.one(self.names.laws, look)
            variable = self.names.one(self.names.variables, look)
            variable = variable if variable in self.names.random else None
            if after.text == "‖" or self.tokens[self.k - 1].text == "‖":
                variable = None
            if by_law and variable is not None:
                law = None
            if law is not None and variable is not None and not self.is_of(law, variable):
                raise Unread(f"{look} is a law and a variable")
            if law is not None or variable is not None:
                # a number of this name is no argument: measures take laws and variables
                self.take()
                return Whole(self.table.laws[law]) if law else Variables((str(variable),))
        return self.expression()

    def is_of(self, law: str, variable: str) -> bool:
        """Whether it is the law's only variable, and no other law's: then both are one."""
        having = [e.name for e in self.table.laws.values() for v, _ in e.outputs
                  if v.upper() == variable and not e.inputs]  # fmt: skip
        return having == [law] and len(self.table.laws[law].variables) == 1

    def measure(self, token: Token) -> Term:
        if token.text in ("H", "I") and self.has_event():
            return self.at_event(token)
        given = self.arguments(by_law=self.names_law(token))
        variables = all(isinstance(a, Variables) for _, a in given)
        base, law, letters = self.subscript(token, variables)
        if variables:
            return self.of_variables(token.text, given, base, law)
        signs, args = "".join(s for s, _ in given), [a for _, a in given]
        match token.text, signs:
            case "H", "":
                return m.entropy(args[0], base, letters)
            case "H", ",":
                return m.cross(args[0], args[1], base, letters)
            case "D", "‖":
                return m.divergence(args[0], args[1], base, letters)
            case "JS", ",":
                return m.jensen_shannon(args[0], args[1], base, letters)
        raise Unread(f"{token.text} with the signs {signs!r}")

    def distance(self, token: Token) -> Term:
        """TV, Hel², D^R_α and the like, and the measures of a guess."""
        given = self.arguments(by_law=self.names_law(token))
        variables = all(isinstance(a, Variables) for _, a in given)
        base, law, letters = self.subscript(token, variables)
        if token.text in distances.GUESSES and variables and base is None:
            of, (hidden, seen) = self.groups_of("H", given, law)
            return distances.guess(token.text, distances.guess_of(of, hidden, seen))
        order = None
        if token.text in distances.ORDERED:
            order = Reader(self.lexer, self.names, token.raw).whole()
        return distances.read(token.text, given, base, letters, order)

    def binary_divergence(self, token: Token) -> Term:
        """d(a‖b)."""
        self.take("(")
        one = self.expression()
        self.take("‖")
        other = self.expression()
        self.take(")")
        return distances.binary(one, other, self.base_alone(token))

    def base_alone(self, token: Token) -> Term | None:
        base, law, letters = self.subscript(token)
        if law or letters:
            raise Unread(f"{token.text}_{token.sub}")
        return base

    def of_variables(
        self, what: str, given: list[tuple[str, Argument]], base: Term | None, law: LawEntry | None
    ) -> Term:
        of, named = self.groups_of(what, given, law)
        if what == "H":
            return m.entropy_of(of, named[0], named[1], base)
        return m.information(of, named[0], named[1], named[2], base)

    def groups_of(
        self, what: str, given: list[tuple[str, Argument]], law: LawEntry | None
    ) -> tuple[LawEntry, list[list[str]]]:
        """The law of variables, and their letters in groups, those after the bar last."""
        groups: dict[str, list[list[str]]] = {"left": [[]], "given": [[]]}
        side = "left"
        for sign, variables in given:
            assert isinstance(variables, Variables)
            if sign == "|":
                if side == "given":
                    raise Unread("two bars")
                side = "given"
            elif sign == ";":
                groups[side].append([])
            elif sign not in ("", ","):
                raise Unread(f"{sign} between variables")
            groups[side][-1] += variables.names
        left, right = groups["left"], groups["given"][0]
        if len(groups["given"]) > 1 or len(left) != {"H": 1, "I": 2}.get(what):
            raise Unread(f"{what} of {len(left)} groups of variables")
        every = [n for group in (*left, right) for n in group]
        of, letters = m.law_of(self.table, every, law.name if law else None)
        called = dict(zip(every, letters, strict=True))
        return of, [[called[n] for n in group] for group in (*left, right)]

    # -------------------------------------------------------------------- events

    def has_event(self) -> bool:
        """Whether a comparison stands in the brackets that begin here."""
        inside: list[bool] = []  # of brackets, whether events may stand in them
        for k, token in enumerate(self.tokens[self.k :], self.k):
            if token.kind in ("call", "open"):
                first = not inside or self.tokens[k - 1].text == "not"
                inside.append(first or (token.kind == "open" and token.text == "("))
            elif token.kind == "close":
                inside.pop()
                if not inside:
                    return False
            elif token.kind in ("=", "≠", "∈", "∉") and all(inside):
                return True
        return False

    def probability(self, token: Token) -> Term:
        """P(A), P(A|B), P_r(A)."""
        law = self.law_below(token)
        self.take("(")
        event = self.events()
        given = self.events() if self.skip("|") else None
        self.take(")")
        names = dict.fromkeys([*event.variables(), *(given.variables() if given else ())])
        return m.probability(m.law_of(self.table, list(names), law)[0], event, given)

    def law_below(self, token: Token) -> str | None:
        _, law, letters = self.subscript(token, True)
        if letters:
            raise Unread(f"{token.text} over letters")
        return law.name if law else None

    def events(self) -> m.Event:
        """Comparisons with commas; `or` between them in brackets, or alone."""
        parts = [self.event()]
        sign = self.now.text if self.now.text in (",", "or") else ""
        while sign and self.now.text == sign:
            self.take()
            parts.append(self.event())
        return (
            parts[0] if len(parts) == 1 else m.Event("and" if sign == "," else "or", tuple(parts))
        )

    def alternatives(self, first: m.Event, alone: bool) -> m.Event:
        """`A or B`, without brackets where it stands alone after a bar."""
        if self.now.text != "or":
            return first
        parts = [first]
        while self.now.text == "or":
            self.take()
            parts.append(self.event())
        if self.now.text != ")" or not alone:
            raise Unread("or without brackets among others")
        return m.Event("or", tuple(parts))

    def event(self) -> m.Event:
        if self.now.text == "not":
            self.take()
            self.take("(")
            inside = self.events()
            self.take(")")
            return m.Event("not", (inside,))
        if self.now.text == "(":
            self.take()
            inside = self.events()
            self.take(")")
            return inside
        variable = self.variable()
        sign = self.take("=", "≠", "∈", "∉").text
        if sign in "∈∉":
            event = m.Event("in", (variable, self.subset()))
        else:
            event = self.compared(variable)
        return m.Event("not", (event,)) if sign in "≠∉" else event

    def compared(self, variable: str) -> m.Event:
        other = self.names.one(self.names.variables, _whole(self.now))
        letter = self.letter_at(self.now)
        if letter is not None and other is not None:
            raise Unread(f"{other} is a letter and a variable")
        self.take()
        if other is not None:
            return m.Event("same", (variable, other))
        if letter is None:
            raise Unread(f"{variable} is compared with no letter")
        return m.Event("is", (variable, letter))

    def variable(self) -> str:
        token = self.take()
        found = (
            self.names.one(self.names.variables, _whole(token)) if token.kind == "name" else None
        )
        if found is None:
            raise Unread(f"{_whole(token)!r} is no variable")
        return found

    def subset(self) -> str:
        token = self.take()
        found = self.names.one(self.names.quantities, _whole(token))
        if found is None or not self.table.quantities[found].is_subset:
            raise Unread(f"{_whole(token)!r} is no subset")
        return found

    def at_event(self, token: Token) -> Term:
        """H(X|Y=y,Z) and I(X;Y|Z=z)."""
        law = self.law_below(token)
        base, _, _ = self.subscript(token, True)
        self.take("(")
        groups: list[list[str]] = [[self.variable()]]
        while self.now.text in (",", ";"):
            if self.take().text == ";":
                groups.append([])
            groups[-1].append(self.variable())
        self.take("|")
        bar: list[str] = []
        event: m.Event | None = None
        while True:
            if self.ahead().kind in ("=", "≠", "∈", "∉") or self.now.text in ("(", "not"):
                one = self.event()
                event = m.both(event, self.alternatives(one, event is None and not bar))
            else:
                bar.append(self.variable())
            if not self.skip(","):
                break
        self.take(")")
        if event is None or len(groups) != {"H": 1, "I": 2}.get(token.text):
            raise Unread(f"{token.text} at no event")
        names = [*(n for g in (*groups, bar) for n in g), *event.variables()]
        of, _ = m.law_of(self.table, list(dict.fromkeys(names)), law)
        return m.at_event(of, groups, bar, event, base)

    def derivative(self) -> Term:
        """∂/∂c [f], or the fraction ∂ over ∂c in LaTeX."""
        self.take("/")
        self.take("∂")
        wrt = self.expression(_POST)
        self.take("[")
        inside = self.expression()
        self.take("]")
        return op.operation("derivative", [inside, wrt])

    def expectation(self, token: Token) -> Term:
        """E_p[…], E_{p(x')}[…] over the outputs of that value, and E_{z~q(z|x)}[…] over z."""
        letters, weight = self.average(token)
        self.take("[")
        inside = self.expression()
        self.take("]")
        return m.total(letters, m.times(weight, inside))

    def average(self, token: Token) -> tuple[Sequence[Index], Term]:
        if self.now.kind == "call":  # E_p(x')[…] in text
            law = self.names.one(self.names.laws, token.sub)
            if law is None:
                raise Unread(f"E_{token.sub} of no law")
            return self.own(Token("name", law))
        if "~" in token.raw or r"\sim" in token.raw or "(" in token.raw:
            return Reader(self.lexer, self.names, token.raw).averaged()
        if "_{" in token.raw and self.told.values == "p_x" and token.sub not in self.names.laws:
            inner = Reader(self.lexer, self.names, token.raw)
            return inner.indexed_law()
        _, law_of, letters = self.subscript(token)
        if law_of is None or letters:
            raise Unread("E without its law")
        at = m.bound(law_of)
        return [i for _, i in at], m.value(law_of, at)

    def indexed_law(self) -> tuple[Sequence[Index], Term]:
        """q_{z|x}: the value, and the letters left of its bar."""
        token = self.take()
        weight = self.indexed(token)
        self.end()
        return self.letters_in(token.sub.partition("|")[0]), weight

    def averaged(self) -> tuple[Sequence[Index], Term]:
        """The subscript of E where it is no name: z~q(z|x), p(x') or W(y|x)·p(x)."""
        letters = []
        while (i := self.letter_at(self.now)) and self.ahead().kind in (",", "~"):
            letters.append(i)
            self.take()
            if self.take().kind == "~":
                weight = self.expression()
                self.end()
                return letters, weight
        found = [self.own(self.take())]
        while self.skip("·") or self.now.kind in ("name", "call"):  # W(y|x) p(x)
            found.append(self.own(self.take()))
        self.end()
        every = dict.fromkeys(i for letters, _ in found for i in letters)
        return [*every], m.times(*(weight for _, weight in found))

    def own(self, token: Token) -> tuple[Sequence[Index], Term]:
        """A law's value, and the letters left of its bar: those that it is a law of."""
        start = self.k
        weight = self.valued(token)
        inside = self.tokens[start + 1 : self.k - 1]
        bar = next((k for k, x in enumerate(inside) if x.kind == "|"), len(inside))
        letters = [i for x in inside[:bar] if x.kind == "name" and (i := self.letter_at(x))]
        return letters, weight


def look_e(base: Term | None) -> bool:
    return base == t.Exp(t.ONE)


def _whole(token: Token) -> str:
    """A token's look, subscript included: stem, subscript, primes."""
    if not token.sub:
        return token.text
    stem = token.text.rstrip("'*" if token.mark == LOW else "'")  # typeset, stars stand above
    return f"{stem}{token.mark}{token.sub}{token.text[len(stem) :]}"


def read_text(text: str, table: Table) -> Term:
    """The term that plain text denotes.

    Raises:
        Unread: if it denotes none, or more than one.
    """
    return Reader(TextLexer(table), Names(table, Told()), text).whole()


def read_relation(text: str, table: Table) -> tuple[Term, str, Term]:
    return Reader(TextLexer(table), Names(table, Told()), text).relation()
