"""Terms and hypotheses as Python text that makes them again, for a script that people read.

What has a name (an alphabet, a law, a quantity) is declared once, in the order of need; the rest
is written in the language's own operations. The text is never run here.
"""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Final

import sympy
from sympy import Expr, Rational, S

from derive import __all__ as EXPORTED
from derive.language import definitions, events, expressions, operations, optimisers, quantities
from derive.language.alphabets import Alphabet, Cardinality, Delta, Given, Letter
from derive.language.derivatives import Partial
from derive.language.families import Family
from derive.language.laws import ConditionalValue, Law, LawValue, RandomVariable
from derive.language.line_laws import UniformOn
from derive.language.maps import Map
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.optimal import OptimalLengths
from derive.language.relations import Dominated, Relation, Structure
from derive.language.subsets import Member, Subset

_ADD, _TIMES, _SIGN, _RAISED, _ATOM = 1, 2, 3, 4, 9
_SIDES: Final = {"=": "Eq", "<=": "Le", ">=": "Ge", "<": "Lt", ">": "Gt", "!=": "Ne"}
_OF_SIGN: Final = {
    "real": "Real",
    "nonneg": "Nonnegative",
    "pos": "Positive",
    "unit": "Probability",
}
_TAKEN: Final = {*EXPORTED, *dir(builtins), *keyword.kwlist, *keyword.softkwlist, "proof", "derive"}
_CALLED: Final[dict[type, str]] = {
    **{kind: kind.__name__ for kind in (expressions.Inverse, expressions.Indicator)},
    **{kind: kind.__name__ for kind in (expressions.Ceiling, operations.Abs, operations.Max)},
    **{kind: kind.__name__ for kind in (operations.Min, operations.Power, Delta)},
    **{kind: kind.__name__ for kind in (operations.factorial, operations.binomial)},
    **{kind: kind.__name__ for kind in (optimisers.ArgMax, optimisers.ArgMin, events.Either)},
    **{sympy.log: "log", sympy.exp: "exp", Partial: "Derivative"},
}
_BINDING: Final[dict[type, str]] = {
    expressions.Sum: "Sum",
    expressions.Product: "Product",
    operations.MaxOver: "Max",
    operations.MinOver: "Min",
}
_MEASURES: Final = {"entropy": "H", "differential_entropy": "h", "mutual_information": "I"}


class Source:
    """declarations: lines, each after those that it needs."""

    def __init__(self) -> None:
        self.declarations: list[str] = []
        self._names: dict[tuple[type, Any], str] = {}
        self._taken: set[str] = set(_TAKEN)

    # ------------------------------------------------------------ statements

    def relation(self, r: Relation | Dominated) -> str:
        """A claim or a hypothesis.

        Raises:
            DeriveError: naming the class of what has no text of this kind.
        """
        if isinstance(r, Dominated):
            first, second = r.sides()
            if isinstance(first, Law):
                return f"{self.named(first)} << {self.named(second)}"
            return f"Dominated({self.text(r.premise)}, {self.text(r.conclusion)})"
        if isinstance(r, Structure):
            made = "Independent" if r.kind == "independent" else "Markov"
            groups = [self._group([RandomVariable(r.law, v) for v in g]) for g in r.groups]
            return f"{made}({', '.join(groups)})"
        if isinstance(r, OptimalLengths):
            parts = [self.named(r.lengths), self.named(r.law), *map(self.text, r.against)]
            return f"OptimalLengths({', '.join(parts)}, base={r.base})"
        lhs, rhs = self.text(r.lhs), self.text(r.rhs)
        if r.name:
            return f"Relation({lhs}, {r.rel!r}, {rhs}, {r.name!r})"
        return f"{_SIDES[r.rel]}({lhs}, {rhs})"

    # ------------------------------------------------------------ what has a name

    def named(self, thing: Any) -> str:
        """The Python name of a thing that has one, declared if it was not yet."""
        key = (type(thing), thing)
        if key not in self._names:
            made = self._made(thing)
            name = self._fresh(thing.name)
            self._names[key] = name
            self.declarations.append(f"{name} = {made}")
        return self._names[key]

    def _fresh(self, name: str) -> str:
        """A name like that one, which Python takes for no other: as it normalises them."""
        plain = unicodedata.normalize("NFKC", name.replace("'", "_"))
        stem = "".join(c if f"a{c}".isidentifier() else "_" for c in plain)
        stem = stem if stem.isidentifier() else f"n{stem}"
        tried, k = stem, 1
        while tried in self._taken:
            k += 1
            tried = f"{stem}_{k}"
        self._taken.add(tried)
        return tried

    def _made(self, thing: Any) -> str:
        over = ", ".join([repr(thing.name), *map(self.named, getattr(thing, "over", ()))])
        match thing:
            case Alphabet():
                return self._alphabet(thing)
            case Law():
                return self._law(thing)
            case definitions.Definition():
                letters = "".join(f", {self.named(i)}" for i in thing.over)
                return f"Let({thing.name!r}, {self.text(thing.body)}{letters})"
            case Map():
                v, i = map(self.named, thing.over)
                return f"Map({thing.name!r}, {v}, to={i}, partial={thing.partial})"
            case Subset():
                return f"Subset({over})"
            case quantities.CodeLengths():
                return f"CodeLengths({over}, sign={thing.sign!r})"
            case quantities.NaturalQuantity():
                return f"Natural({over})"
            case quantities.Quantity() if type(thing) is quantities.Quantity:
                return f"{_OF_SIGN[thing.sign]}({over})"
        raise _cannot(thing)

    def _alphabet(self, a: Alphabet) -> str:
        if a.is_measured:
            over = a.alphabet.rpartition("-")[0]
            made = "Space" if a.is_space else "Naturals"
            return f"{made}({', '.join(map(repr, [a.name, over][: 1 + (a.name != over)]))})"
        stem = [] if a._stem == a.name else [repr(a._stem)]
        letters = [f"letters={a.called!r}"] if a.called else []
        return f"Alphabet({', '.join([repr(a.name), *stem, *letters])})"

    def _law(self, p: Law) -> str:
        parts = [repr(p.name), *map(self.named, p.outputs)]
        if isinstance(p, definitions.DefinedLaw):
            parts.append(f"value={self.text(p.body)}")
        if isinstance(p, Family):
            named = zip(p.named, p.parameters, strict=True)
            parts += [f"{name}={self.text(e)}" for name, e in named]
        if p.inputs:
            parts.append(f"given={self._tuple(map(self.named, p.inputs))}")
        made = "Uniform" if isinstance(p, UniformOn) else type(p).__name__
        return f"{made}({', '.join(parts)})"

    # ------------------------------------------------------------ expressions

    def text(self, e: Any, tight: int = 0) -> str:
        """An expression, in brackets where it holds together less than `tight`.

        Raises:
            DeriveError: naming the class of what has no text of this kind.
        """
        shown, holds = self._shown(e)
        return f"({shown})" if holds < tight else shown

    def _shown(self, e: Any) -> tuple[str, int]:
        if isinstance(e, Rational):
            return _number(e)
        if isinstance(e, sympy.Add):
            return " + ".join(self.text(a, _TIMES) for a in e.args), _ADD
        if isinstance(e, sympy.Mul):
            # a number first would be multiplied into a sum that stands next to it
            numbers_last = sorted(e.args, key=lambda a: bool(a.is_Number))
            return " * ".join(self.text(a, _SIGN) for a in numbers_last), _TIMES
        if isinstance(e, sympy.Pow):
            return f"{self.text(e.base, _ATOM)} ** {self.text(e.exp, _ATOM)}", _RAISED
        if isinstance(e, events.Not):
            return f"~{self.text(e.args[0], _ATOM)}", _SIGN
        if isinstance(e, events.Both):
            return " & ".join(self.text(a, _ATOM) for a in e.args), _ADD
        return self._atom(e), _ATOM

    def _atom(self, e: Any) -> str:
        if e is S.Exp1:
            return "exp(1)"
        if type(e) in _CALLED:
            return self._call(_CALLED[type(e)], e.args)
        if type(e) in _BINDING:
            return self._call(_BINDING[type(e)], (e.args[0], *e.args[1]))
        write = _WRITE.get(type(e))
        if write is None:
            raise _cannot(e)
        return write(self, e)

    def _call(self, name: str, args: Iterable[Any]) -> str:
        return f"{name}({', '.join(map(self.argument, args))})"

    def argument(self, a: Any) -> str:
        """What may stand in a call: an expression, a law, letters, a bar, a group."""
        if isinstance(a, (tuple, list, sympy.Tuple)):
            return self._tuple(map(self.argument, a))
        if isinstance(a, Given):
            return f"{self._group(a.left)} | {self.argument(a.right)}"
        if isinstance(a, (Alphabet, Law, quantities.Quantity)):
            return self.named(a)
        if isinstance(a, dict):
            pairs = [f"{self.argument(k)}: {self.argument(v)}" for k, v in a.items()]
            return f"{{{', '.join(pairs)}}}"
        if a is None or isinstance(a, (bool, int)):
            return repr(a)
        return self.text(a)

    def _group(self, things: Any) -> str:
        shown = [self.argument(a) for a in things]
        return shown[0] if len(shown) == 1 else f"({', '.join(shown)})"

    def _tuple(self, shown: Iterable[str]) -> str:
        parts = list(shown)
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"

    def _letter(self, i: Letter) -> str:
        return f"{self.named(i.of)}.letters[{i.place}]"

    def _size(self, c: Cardinality) -> str:
        return f"{self.named(Alphabet(c.alphabet))}.size"

    def _variable(self, v: RandomVariable) -> str:
        place = [o.name for o in v.law.outputs].index(v.letter)
        return f"{self.named(v.law)}.variables[{place}]"

    def _at(self, law: Any, at: Any) -> str:
        """A value by position, where all variables have a letter; else with their names."""
        own = [v.name for v in law.variables_and_inputs()]
        if [var for var, _ in at] == own:
            return f"{self.named(law)}({', '.join(self.argument(i) for _, i in at)})"
        pairs = ", ".join(f"{var!r}: {self.argument(i)}" for var, i in at)
        return f"{self.named(law)}(**{{{pairs}}})"

    def _conditional(self, e: ConditionalValue) -> str:
        """By letters alone, where they are taken for the same variables; else as a quotient's."""
        given = dict(e.given.at)
        left, right = [i for v, i in e.joint.at if v not in given], list(given.values())
        try:
            same = e.law(*left[:-1], Given((left[-1],), right[0]), *right[1:]) == e
        except DeriveError:
            same = False
        if not same:
            raise DeriveError(f"{e}: its letters alone do not say which variables they are for.")
        sides = [", ".join(map(self.argument, side)) for side in (left, right)]
        return f"{self.named(e.law)}({' | '.join(sides)})"

    def _defined_law_value(self, e: Any) -> str:
        if not e.given:
            return self._at(e.law, e.at)
        raise _cannot(e)

    def _quantity_value(self, e: Any) -> str:
        named = self.named(e.quantity)
        return f"{named}({', '.join(map(self.argument, e.at))})" if e.at else named

    def _defined_value(self, e: Any) -> str:
        named = self.named(e.definition)
        return f"{named}({', '.join(map(self.argument, e.at))})" if e.at else named

    def _member(self, e: Member) -> str:
        value = e.args[0]
        return f"{self.named(value.quantity)}({self.argument(value.at[0])})"

    def _is(self, e: Any) -> str:
        variable = self._variable(RandomVariable(e.law, e.args[1].name))
        return f"Eq({variable}, {self.argument(e.args[2])})"

    def _same(self, e: Any) -> str:
        one, other = (self._variable(RandomVariable(e.law, v)) for v in e.variables)
        return f"Eq({one}, {other})"

    def _among(self, e: Any) -> str:
        variable = self._variable(RandomVariable(e.law, e.args[1].name))
        return f"In({variable}, {self.named(e.args[2])})"

    def _measure(self, e: Measure) -> str:
        call = e.call
        if call is None:
            return self.text(e.unfold(), _ATOM)
        if call.name in ("Map.at", "Map.factor_at", "Map.count"):
            return self._of_map(*call.args, operation=call.name.partition(".")[2])
        name = _MEASURES.get(call.name, call.name)
        if name not in EXPORTED:
            raise _cannot(e)
        parts = [self.argument(a) for a in call.args]
        parts += [f"{k}={self.argument(v)}" for k, v in call.named.items() if v is not None]
        return f"{name}({', '.join(parts)})"

    def _of_map(self, f: Map, at: Alphabet, what: Any, operation: str) -> str:
        """f.at(v, lambda k: g(k)), whose letter k is the image of v; f.count(i, name)."""
        if operation == "count":
            return f"{self.named(f)}.count({self.named(at)}, {what!r})"
        image = self.named(f._image(at))
        return f"{self.named(f)}.{operation}({self.named(at)}, lambda {image}: {self.text(what)})"

    def _at_event(self, e: Any) -> str:
        head = e.args[0].name
        groups, bar = e._names()
        event, given = e.args[4], e.args[5]
        if head == "P":
            right = f" | {self.text(given)}" if isinstance(given, events.Event) else ""
            return f"P({self.text(event)}{right})"
        shown = [self._group([RandomVariable(e.source, v) for v in g]) for g in groups]
        rest = [self._variable(RandomVariable(e.source, v)) for v in bar]
        base = f", base={self.argument(e.args[6])}" if e.args[6] else ""
        return f"{head}({', '.join(shown)} | {', '.join([self.text(event), *rest])}{base})"


_WRITE: Final[dict[type, Callable[[Source, Any], str]]] = {
    Alphabet: Source.named,
    Letter: Source._letter,
    Cardinality: Source._size,
    LawValue: lambda s, e: s._at(e.law, e.at),
    ConditionalValue: Source._conditional,
    definitions.DefinedLawValue: Source._defined_law_value,
    definitions.DefinedValue: Source._defined_value,
    quantities.QuantityValue: Source._quantity_value,
    operations.Pi: lambda s, e: "pi",
    Member: Source._member,
    events.Is: Source._is,
    events.Same: Source._same,
    events.Among: Source._among,
    events.AtEvent: Source._at_event,
    RandomVariable: Source._variable,
    Measure: Source._measure,
}


def _number(e: Expr) -> tuple[str, int]:
    if e.is_Integer:
        return str(e.p), _ATOM if e.p >= 0 else _ADD
    return f"Rational({e.p}, {e.q})", _ATOM


def _cannot(thing: Any) -> DeriveError:
    return DeriveError(f"{type(thing).__name__}: {str(thing)[:80]} cannot be written as Python.")
