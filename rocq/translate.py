"""A certificate's JSON as a term of `Terms.v`.

Each kind of node has one row in a table, and is written as the constructor of that name with its
fields one after another. Names become numbers, the same number for the same name all through one
certificate. What is no certificate is `Malformed`; nothing else is judged here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from rocq.provided import Unread, provided_terms

Field = Callable[[Any], str]
_SIGNS: Final = {
    "real": "AnySign", "nonneg": "SignNonneg", "pos": "SignPos", "unit": "SignUnit",
}  # fmt: skip
_KINDS: Final = {">=": "AtLeastZero", "=": "IsZero"}
_RELS: Final = {"=": "REq", "<=": "RLe", ">=": "RGe", "<": "RLt", ">": "RGt"}
_FORMATS: Final = "derive sealed certificate 1", "derive certificate 1"
_LONG: Final = 40  # characters
_CALLED: Final = re.compile(r"\bt\d+\b")
_BROKEN: Final = (
    *(ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError),
)


class Malformed(Exception):
    """What was read is no certificate; the text says where."""


@dataclass(frozen=True)
class Written:
    """term: of Rocq's type `certificate`. names: those behind the numbers 1, 2, 3, …

    provided: a list of terms, the integrals that have to converge; None where there are no spaces.
    """

    term: str
    names: tuple[str, ...]
    provided: str | None = None


def translate(text: str) -> Written:
    """The certificate in a file's text, as Rocq reads it.

    Raises:
        Malformed: it is not of the format, or was changed after it was sealed.
    """
    try:
        return _translated(json.loads(text, object_pairs_hook=_distinct))
    except Unread as why:
        raise Malformed(f"provided: {why}") from why
    except _BROKEN as why:
        raise Malformed(f"malformed: {type(why).__name__}: {str(why)[:60]}") from why


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _require(len(dict(pairs)) == len(pairs), "a key stands twice")
    return dict(pairs)


def _require(true: bool, why: str, value: Any = None) -> None:
    if not true:
        raise Malformed(why if value is None else f"{why}: {str(value)[:60]}")


def _translated(data: Any) -> Written:
    _require(type(data) is dict and type(data.get("certificate")) is dict, "no certificate")
    formats = data.get("format"), data["certificate"].get("format")
    _require(formats == _FORMATS, "another format", formats)
    sealed = {k: v for k, v in data.items() if k != "seal"}
    plain = json.dumps(sealed, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    fits = data.get("seal") == hashlib.sha256(plain.encode()).hexdigest()
    _require(fits, "the seal does not fit what is sealed: changed")
    writer, contexts, rows = Writer(), dict[str, int](), list[str]()
    for row in data["certificate"]["theorems"]:
        _require(sorted(row) == ["context", "given", "rule", "statement"], "other fields", [*row])
        context = contexts.setdefault(writer.context(row["context"]), len(contexts))
        statement = writer.statement(row["statement"])
        rows.append(f"Row {context} ({statement}) ({writer.rule(row, len(rows))})")
    _require(bool(rows), "no theorem")
    term = f"Certificate [{';'.join(contexts)}]\n[{(';' + chr(10)).join(rows)}]"
    provided = _provided(data, writer.names)
    return Written(writer.with_shared(term), tuple(writer.names), provided)


def _provided(data: dict[str, Any], names: dict[str, int]) -> str | None:
    """What the last theorem is provided with, where a context has spaces."""
    spaces = any(len(row["context"]) == 6 for row in data["certificate"]["theorems"])
    lines = data.get("provided", [])
    if not spaces:
        _require(lines == [], "integrals, but no space", lines)
        return None
    writer = Writer()
    writer.names = names
    terms = provided_terms(lines, data["certificate"]["theorems"][-1]["context"])
    return writer.with_shared(f"[{';'.join(map(writer.term, terms))}]")


class Writer:
    """Writes nodes; every name it meets gets the next number, every long term a name of its own:
    most stand in a certificate several times, and Rocq reads them once."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self._long: dict[str, str] = {}  # a term's text, and what it is called
        index, name, term, count = self.index, self.name, self.term, self.count
        self.indices, self.terms = _many(index), _many(term)
        renaming = _many(_tuple(index, index))
        variables = _many(_tuple(name, name))
        self._terms: dict[str, tuple[Field, ...]] = {
            "Const": (self.rational,),
            "LawTerm": (name, _many(_tuple(name, index))),
            "Quantity": (name, self.indices),
            "Card": (name,),
            "Delta": (index, index),
            "Add": (self.terms,),
            "Mul": (self.terms,),
            "Pow": (term, self.integer),
            "Log": (term,),
            "Exp": (term,),
            "Nonzero": (term,),
            "Sum": (self.indices, term),
        }
        self._forms: dict[str, tuple[Field, ...]] = {
            "Tangent": (self.indices, term, term),
            "Nonneg": (self.indices, term),
            "Gap": (self.indices, term, term),
            "Part": (self.indices, term, self.whole, self.indices),
            "Given": (name, renaming, self.indices, term),
            "Known": (self.theorem, renaming, self.indices, term),
            "Square": (self.indices, term, term),
            "Positive": (self.indices, term),
            "Information": (name, _many(name), _many(name), _many(name), term),
        }
        self._steps: dict[str, tuple[Field, ...]] = {
            "Linear": (term, _many(_tuple(count, renaming, term)), self.indices),
            "Rewrite": (term, count, term, term, self.count_or_none),
            "Vanishing": (term, count, _many(self.form)),
        }
        self._declared: dict[str, tuple[Field, ...]] = {
            "LawDecl": (variables, variables),
            "QuantityDecl": (_many(name), _word(_SIGNS)),
            "Support": (name, term, term),
            "Hypothesis": (name, _word(_KINDS), term),
            "Put": (self.indices, term),
        }
        put = self.declared("Put")
        self._declared["Substitution"] = (self.table(_many(name)), self.table(put), self.table(put))
        self._context: tuple[Field, ...] = (
            self.table(self.declared("LawDecl")),
            self.table(self.declared("QuantityDecl")),
            _many(self.declared("Support")),
            _many(self.declared("Hypothesis")),
            _many(name),
        )
        self.earlier = 0

    # -- what nodes are made of

    def name(self, value: Any) -> str:
        _require(type(value) is str and value != "", "not a name", value)
        return str(self.names.setdefault(value, len(self.names) + 1))

    def index(self, value: Any) -> str:
        return _node(value, "Index", (self.name, self.name))

    def integer(self, value: Any) -> str:
        _require(type(value) is int, "not a whole number", value)
        return f"({value})" if value < 0 else str(value)

    def count(self, value: Any) -> str:
        _require(type(value) is int and 0 <= value < 10_000, "not a count", value)
        return f"{value}%nat"

    def count_or_none(self, value: Any) -> str:
        return "None" if value is None else f"(Some {self.count(value)})"

    def theorem(self, value: Any) -> str:
        """An earlier theorem of the certificate."""
        good = type(value) is list and len(value) == 2 and value[0] == "Theorem"
        _require(good and type(value[1]) is int, "no theorem", value)
        _require(0 <= value[1] < self.earlier, "no earlier theorem", value)
        return str(value[1])

    def rational(self, value: Any) -> str:
        good = type(value) is list and len(value) == 3 and value[0] == "Fraction"
        good = good and type(value[1]) is type(value[2]) is int and value[2] > 0
        _require(good, "not a fraction", value)
        return f"({value[1]}#{value[2]})"

    def whole(self, value: Any) -> str:
        """The sum of which a part is taken: its indices, its body."""
        _node(value, "Sum", (self.indices, self.term))
        return f"{self.indices(value[1])} {self.term(value[2])}"

    def table(self, of: Field) -> Field:
        def written(value: Any) -> str:
            pairs = _parts(value, "dict")
            keys = [p[1] for p in pairs]
            _require(len({*keys}) == len(keys), "a name is declared twice", keys)
            return "[" + ";".join(_tuple(self.name, of)(p) for p in pairs) + "]"

        return written

    def declared(self, kind: str) -> Field:
        return lambda value: _node(value, _COQ.get(kind, kind), self._declared[kind], kind)

    # -- nodes

    def term(self, value: Any) -> str:
        text = _one_of(value, self._terms, "a term")
        return text if len(text) < _LONG else self._long.setdefault(text, f"t{len(self._long)}")

    def with_shared(self, text: str) -> str:
        """A text with what its long terms are; those that stand there once are written in place."""
        uses = Counter(_CALLED.findall(" ".join([text, *self._long])))
        known, lets = dict[str, str](), list[str]()
        for body, name in self._long.items():
            full = _CALLED.sub(lambda m: known.get(m[0], m[0]), body)
            if uses[name] > 1:
                lets.append(f"let {name} := {full} in\n")
            else:
                known[name] = full
        return "".join(lets) + _CALLED.sub(lambda m: known.get(m[0], m[0]), text)

    def form(self, value: Any) -> str:
        return _one_of(value, self._forms, "a form")

    def step(self, value: Any) -> str:
        return _one_of(value, self._steps, "a step")

    def context(self, value: Any) -> str:
        fields = _parts(value, "Context")
        if len(fields) == 4:  # written so where there are no spaces
            fields = [*fields, ["tuple"]]
        return _call("Context", self._context, fields)

    def statement(self, value: Any) -> str:
        return _node(value, "Statement", (self.term, _word(_RELS), self.term))[1:-1]

    def rule(self, row: dict[str, Any], earlier: int) -> str:
        """The rule of a row, with what it was given."""
        self.earlier, given = earlier, row["given"]
        _require(type(given) is list, "not given as a list", given)
        steps = _many(self.step)
        match row["rule"], given:
            case "prove", _:
                return f"Prove {_many(self.form)(['tuple', *given])}"
            case "antisymmetric", [one, other]:
                return f"Antisymmetric {self.theorem(one)} {self.theorem(other)}"
            case "by_equations", [again, how]:
                _require(again == row["statement"], "by_equations: of another statement")
                return f"ByEquations {steps(how)}"
            case "with_equality", [of, conditions, there, back]:
                each = self.theorem(of), self.terms(conditions), steps(there), steps(back)
                return f"WithEquality {' '.join(each)}"
            case "instance", [of, sigma]:
                return f"Instance {self.theorem(of)} {self.declared('Substitution')(sigma)}"
            case "scalar", [splits, multipliers]:
                chains = _many(self.terms)(multipliers)
                return f"Scalar {_many(self.rational)(splits)} {chains}"
            case "cite", [source]:
                return f"Cite {self.name(source)}"
            case "admit", [why]:
                return f"Admit {self.name(why)}"
        raise Malformed(f"no rule, or not with what is given: {str(row['rule'])[:60]}")


_COQ: Final = {"Hypothesis": "Hyp"}  # a word of Rocq's own


def _parts(value: Any, kind: str) -> list[Any]:
    good = type(value) is list and bool(value) and value[0] == kind
    _require(good, f"expected {kind}", value)
    return list(value[1:])


def _call(constructor: str, fields: tuple[Field, ...], values: list[Any]) -> str:
    _require(len(fields) == len(values), f"{constructor} with {len(values)} fields")
    parts = (field(v) for field, v in zip(fields, values, strict=True))
    return f"({constructor} {' '.join(parts)})"


def _node(value: Any, constructor: str, fields: tuple[Field, ...], kind: str = "") -> str:
    return _call(constructor, fields, _parts(value, kind or constructor))


def _one_of(value: Any, table: dict[str, tuple[Field, ...]], what: str) -> str:
    good = type(value) is list and bool(value) and type(value[0]) is str and value[0] in table
    _require(good, f"not {what}", value)
    return _node(value, value[0], table[value[0]])


def _many(of: Field) -> Field:
    return lambda value: "[" + ";".join(map(of, _parts(value, "tuple"))) + "]"


def _tuple(*fields: Field) -> Field:
    def written(value: Any) -> str:
        parts = _parts(value, "tuple")
        _require(len(parts) == len(fields), f"expected {len(fields)} things", value)
        return f"({','.join(f(v) for f, v in zip(fields, parts, strict=True))})"

    return written


def _word(table: dict[str, str]) -> Field:
    def written(value: Any) -> str:
        _require(type(value) is str and value in table, "not one of " + ", ".join(table), value)
        return table[value]

    return written
