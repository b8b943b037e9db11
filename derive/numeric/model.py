"""Models: a size for each alphabet, an array for each law and quantity; and exact values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
from flint import fmpq

from derive.language.laws import Law
from derive.language.maps import Map
from derive.language.names import DeriveError
from derive.language.quantities import NaturalQuantity, Quantity
from derive.language.subsets import Subset
from derive.numeric import closed
from derive.numeric.cells import Widths, area
from derive.numeric.closed import Number, Undecided


@dataclass(frozen=True)
class Value:
    """A number for people: `exact` such as "ln 2 - 1/2" (None when too long), `decimal` digits."""

    exact: str | None
    decimal: str

    @staticmethod
    def of(x: Number) -> Value:
        return Value(closed.text(x), closed.decimal(x))

    def __str__(self) -> str:
        if self.exact is None:
            return f"≈ {self.decimal}"
        return self.exact if self.exact == self.decimal else f"{self.exact} ≈ {self.decimal}"


@dataclass(frozen=True, eq=False)
class Model:
    """Exact values for everything an expression mentions.

    sizes: alphabet name → number of letters. laws, quantities: object arrays of exact numbers,
    one axis per output variable and then per input (laws), per letter of `over` (quantities).
    """

    sizes: Mapping[str, int]
    laws: Mapping[Law, np.ndarray]
    quantities: Mapping[Quantity, np.ndarray]
    memo: dict[Any, Any] = field(default_factory=dict, repr=False)

    @staticmethod
    def of(laws: Mapping[Law, Any], quantities: Mapping[Quantity, Any] | None = None) -> Model:
        """A model from nested lists of numbers (or texts such as "1/3"); sizes are read off.

        Raises:
            DeriveError: if shapes disagree, something is not a number, a law is negative or does
                not sum to one, or a quantity is not of its sign (or not a map).
        """
        tables = {law: _table(law.name, t) for law, t in laws.items()}
        others = {q: _table(q.name, t) for q, t in (quantities or {}).items()}
        sizes: dict[str, int] = {}
        shaped = [(s.variables_and_inputs(), t, s.name) for s, t in tables.items()]
        shaped += [(q.over, t, q.name) for q, t in others.items()]
        for letters, table, name in shaped:
            _read_sizes(sizes, letters, table, name)
        model = Model(sizes, tables, others)
        fault = model.fault()
        if fault:
            raise DeriveError(f"model: {fault}.")
        return model

    def quantity(self, quantity: Quantity) -> np.ndarray:
        """Its values, behind an axis for the one row that a model is."""
        return self.quantities[quantity][None]

    def marginal(self, law: Law, variables: tuple[str, ...]) -> np.ndarray:
        """The law of some of the variables, behind such an axis; summed once."""
        key = (law, variables)
        table = self.memo.get(key)
        if table is None:
            names = [v.name for v in law.variables_and_inputs()]
            away = tuple(n for n, name in enumerate(names) if name not in variables)
            whole = self._weighed(law, {*names} - {*variables})
            table = np.asarray(whole.sum(axis=away), dtype=object) if away else whole
            self.memo[key] = table
        return table[None]

    def _weighed(self, law: Law, variables: set[str]) -> np.ndarray:
        """The table of a law times the widths of these outputs, over which is summed then."""
        a = area(law, self.quantities.__getitem__, 0, variables)
        return self.laws[law] if a is None else self.laws[law] * a

    def fault(self) -> str:
        """What is wrong with the laws and signs, or "" if nothing is.

        Raises:
            Undecided: if a closed form's sign is beyond reach.
        """
        for law, table in self.laws.items():
            if any(closed.sign(v) < 0 for v in table.flat):
                return f"{law.name} has a negative value"
            weighed = self._weighed(law, {v.name for v in law.outputs})
            totals = weighed.sum(axis=tuple(range(len(law.outputs))))
            if any(closed.sign(t - 1) != 0 for t in np.asarray(totals, dtype=object).flat):
                return f"{law.name} does not sum to one"
        for quantity, table in self.quantities.items():
            if not all(_has_sign(v, quantity.sign) for v in table.flat):
                return f"{quantity.name} is not {quantity.sign}"
            if isinstance(quantity, Subset) and not _is_subset(table):
                return f"{quantity.name} is not a subset"
            if isinstance(quantity, NaturalQuantity) and not all(map(_is_whole, table.flat)):
                return f"{quantity.name} is not an integer"
            if isinstance(quantity, Map) and not _is_map(table, quantity.partial):
                kind = "partial function" if quantity.partial else "function"
                return f"{quantity.name} is not the indicator of a {kind}"
        return ""

    def complexity(self) -> tuple[int, int, int]:
        """(letters, nonzero values, length of all numbers): smaller is simpler."""
        tables = [*self.laws.values(), *self.quantities.values()]
        values = [v for t in tables for v in t.flat]
        nonzero = sum(1 for v in values if not (isinstance(v, fmpq) and v == 0))
        length = sum(_length(v) for v in values)
        for quantity, table in self.quantities.items():
            if isinstance(quantity, Map):  # the first letters are the simplest values
                length += sum(int(k) for k in np.nonzero(table)[1])
        return sum(self.sizes.values()), nonzero, length

    def describe(self) -> list[str]:
        """One line per law and quantity: `p = (1, 0)`, `r(1,2) = 1/2, r(2,1) = 1/2, else 0`.

        A map shows its values: `f: 1 ↦ 2, 2 ↦ 1`.
        """
        tables = [*_by_name(self.laws), *_by_name(self.quantities)]
        tables.sort(key=lambda pair: not isinstance(pair[0], Widths))
        return [
            _cells_line(thing, table)
            if isinstance(thing, Widths)
            else _set_line(thing, table)
            if isinstance(thing, Subset)
            else _map_line(thing, table)
            if isinstance(thing, Map)
            else _line(thing, table)
            for thing, table in tables
        ]

    def bare_sizes(self) -> list[tuple[str, int]]:
        """The sizes of the alphabets that no law and no quantity runs over."""
        seen = {v.alphabet for law in self.laws for v in law.variables_and_inputs()}
        seen |= {v.alphabet for q in self.quantities for v in q.over}
        return sorted((a, n) for a, n in self.sizes.items() if a not in seen and "=" not in a)

    def to_json(self) -> dict[str, Any]:
        """Plain data; exact numbers as text."""
        return {
            "sizes": dict(sorted(self.sizes.items())),
            "laws": {law.name: _nested(t) for law, t in _by_name(self.laws)},
            "quantities": {q.name: _nested(t) for q, t in _by_name(self.quantities)},
        }


def exact_array(data: Any) -> np.ndarray:
    """An object array of rationals (closed forms are kept)."""
    raw = np.array(data, dtype=object)
    out = np.empty(raw.shape, dtype=object)
    for at in product(*map(range, raw.shape)):
        value = raw[at]
        known = isinstance(value, (fmpq, closed.Closed))
        out[at] = value if known else closed.number(Fraction(value))
    return out


def _table(name: str, data: Any) -> np.ndarray:
    try:
        return exact_array(data)
    except (TypeError, ValueError, ZeroDivisionError) as err:
        raise DeriveError(
            f"{name}: got {data!r}; expected nested lists of the same lengths, of exact numbers "
            'such as 1 or "1/3".'
        ) from err


def _is_map(table: np.ndarray, partial: bool) -> bool:
    """Whether every row (along the last axis) has one 1, or none if partial, and else zeros."""
    ones = np.array([[closed.sign(v - 1) == 0 for v in row] for row in table], dtype=bool)
    zeros = np.array([[closed.sign(v) == 0 for v in row] for row in table], dtype=bool)
    count = ones.sum(axis=1)
    return bool((ones | zeros).all() and ((count == 1) | ((count == 0) & partial)).all())


def _is_subset(table: np.ndarray) -> bool:
    return all(closed.sign(v) == 0 or closed.sign(v - 1) == 0 for v in table.flat)


def _read_sizes(sizes: dict[str, int], letters: Any, table: np.ndarray, name: str) -> None:
    if len(letters) != table.ndim:
        raise DeriveError(
            f"{name}: got {table.ndim} axes; expected {len(letters)}, as in "
            f"{'[' * len(letters)}'1/2', '1/2'{']' * len(letters)}."
        )
    for letter, size in zip(letters, table.shape, strict=True):
        if letter.called and size != len(letter.called):
            raise DeriveError(
                f"{name}: {size} letters along {letter.name}; expected "
                f"{len(letter.called)}, for {', '.join(letter.called)}."
            )
        if size == 0:
            raise DeriveError(f"{name}: no value along {letter.name}; alphabets are not empty.")
        if sizes.setdefault(letter.alphabet, size) != size:
            raise DeriveError(
                f"{name}: {size} letters along {letter.name}; elsewhere the alphabet "
                f"{letter.alphabet!r} has {sizes[letter.alphabet]}."
            )


def _has_sign(v: Number, wanted: str) -> bool:
    if wanted == "real":
        return True
    s = closed.sign(v)
    return (s > 0 or (s == 0 and wanted != "pos")) and (wanted != "unit" or closed.sign(v - 1) <= 0)


def _is_whole(v: Number) -> bool:
    return isinstance(v, fmpq) and v.q == 1


def _by_name(tables: Mapping[Any, np.ndarray]) -> list[tuple[Any, np.ndarray]]:
    return sorted(tables.items(), key=lambda pair: pair[0].name)


def _length(v: Number) -> int:
    if isinstance(v, fmpq):
        return int(v.p.bit_length()) + 2 * int(v.q.bit_length())
    return 40


def number_text(v: Number) -> str:
    """A number for a table: closed form, or digits when that is too long."""
    return closed.text(v) or f"≈{closed.decimal(v)}"


def _line(thing: Law | Quantity, table: np.ndarray) -> str:
    """A vector as a tuple; a table with more axes, or named letters, by its nonzero values."""
    name, called = thing.name, letters_called(thing, table)
    if table.ndim < 2 and not any(v.called for v in _over(thing)):
        return f"{name} = {shown(table)}"
    values = {at: table[at] for at in product(*map(range, table.shape))}
    nonzero = {at: v for at, v in values.items() if not (isinstance(v, fmpq) and v == 0)}
    entries = [
        f"{name}({','.join(names[k] for names, k in zip(called, at, strict=True))}) = "
        f"{number_text(v)}"
        for at, v in nonzero.items()
    ]
    return ", ".join([*entries, *(["else 0"] if len(nonzero) < len(values) else [])])


def letters_called(thing: Law | Quantity, table: np.ndarray) -> list[tuple[str, ...]]:
    """The letters along each axis: their names, or numbers from 1."""
    sizes = zip(_over(thing), table.shape, strict=True)
    return [v.called or tuple(str(k + 1) for k in range(n)) for v, n in sizes]


def _over(thing: Law | Quantity) -> tuple[Any, ...]:
    return thing.variables_and_inputs() if isinstance(thing, Law) else thing.over


def _set_line(thing: Subset, table: np.ndarray) -> str:
    """`A = {1, 3}`."""
    (called,) = letters_called(thing, table)
    inside = ", ".join(name for name, v in zip(called, table, strict=True) if v != 0)
    return f"{thing.name} = {{{inside}}}"


def _cells_line(thing: Widths, table: np.ndarray) -> str:
    """`x: cells of widths 1/2, 1`."""
    several = "s" if len(table) > 1 else ""
    name = thing.over[0].name
    return f"{name}: cell{several} of width{several} {', '.join(map(number_text, table))}"


def _map_line(thing: Map, table: np.ndarray) -> str:
    """`f: 1 ↦ 2, 2 ↦ 1`; where it is not defined, `3 ↦ –`."""
    names, called = letters_called(thing, table)
    images = [next((called[k] for k, v in enumerate(row) if v != 0), "–") for row in table]
    arrows = (f"{n} ↦ {image}" for n, image in zip(names, images, strict=True))
    return f"{thing.name}: " + ", ".join(arrows)


def shown(table: np.ndarray) -> str:
    """Nested tuples: `((1/2, 0), (0, 1/2))`; a lone number without brackets."""
    if table.ndim == 0:
        return number_text(table.item())
    parts = [shown(np.asarray(row, dtype=object)) for row in table]
    return f"({', '.join(parts)})"


def _nested(table: np.ndarray) -> Any:
    if table.ndim == 0:
        return number_text(table.item())
    return [_nested(np.asarray(row, dtype=object)) for row in table]


__all__ = ["Model", "Number", "Undecided", "Value", "exact_array", "number_text", "shown"]
