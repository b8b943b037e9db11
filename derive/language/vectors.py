"""Normal laws of two and three numbers, with their covariance matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from sympy import Basic, Expr, Integer, Matrix, Symbol, expand, factor_terms

from derive.language.alphabets import Alphabet, Letter
from derive.language.families import Family
from derive.language.laws import LawValue
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import QuantityValue

_MOST = 3  # numbers


class MultivariateNormal(Family):
    """The normal law of several numbers, with these means and this covariance matrix:

        MultivariateNormal("p", x, y, mean=(μ, ν), covariance=[[a, c], [c, b]])

    p(x, y) = exp(−½ (z − m)ᵀ Σ⁻¹ (z − m))/√((2π)ᵈ det Σ), z the point (x, y); p(x) is the marginal,
    N(μ, a). With given= the parameters may depend on letters. Σ has to be positive definite: its
    leading minors are > 0 by declaration, or by hypotheses, given=[a*b > c**2].

    Raises:
        DeriveError: letters, means and rows of the matrix do not fit, the matrix is not symmetric,
            or a parameter has other letters than given=.
    """

    named = ("mean", "covariance")
    symbol = ("N", r"\mathcal{N}")
    mean: tuple[Expr, ...]
    covariance: tuple[tuple[Expr, ...], ...]

    def __new__(
        cls, name: str, *outputs: Alphabet, mean: Any = 0, covariance: Any = None, given: Any = ()
    ) -> MultivariateNormal:
        d = len(outputs)
        if not 2 <= d <= _MOST:
            raise DeriveError(
                f"MultivariateNormal({name!r}): {d} letters; expected 2 or {_MOST}. "
                "Try Normal for one, and for many independent ones Normal with given=."
            )
        means = tuple(mean) if isinstance(mean, (tuple, list, Matrix)) else (mean,) * d
        rows = _rows(name, covariance, d)
        if len(means) != d:
            raise DeriveError(f"MultivariateNormal({name!r}): {len(means)} means; expected {d}.")
        made = cls._made(name, outputs, given, *means, *(e for row in rows for e in row))
        return made  # type: ignore[no-any-return]

    def _settle(self) -> None:
        d = len(self.outputs)
        points = [i.name for i in self.inputs if i.is_space]
        if points:
            raise DeriveError(
                f"MultivariateNormal({self.name!r}): given the point {points[0]}; expected letters "
                "of alphabets. Try Normal for a law of one number given others."
            )
        self.mean, entries = self.parameters[:d], self.parameters[d:]
        rows = tuple(tuple(entries[k * d : (k + 1) * d]) for k in range(d))
        self.covariance = rows
        for k, j in combinations(range(d), 2):
            if expand(rows[k][j] - rows[j][k]) != 0:
                raise DeriveError(
                    f"MultivariateNormal({self.name!r}): the covariance of {self.outputs[k].name} "
                    f"and {self.outputs[j].name} is {text(rows[k][j])} in one row and "
                    f"{text(rows[j][k])} in the other; expected a symmetric matrix."
                )

    def __getnewargs_ex__(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        named = {"mean": self.mean, "covariance": self.covariance, "given": self.inputs}
        return (self.name, *self.outputs), named

    def places(self, variables: Iterable[str]) -> tuple[int, ...]:
        """Which of its numbers these are."""
        wanted = {*variables}
        return tuple(k for k, v in enumerate(self.outputs) if v.name in wanted)

    def positive(self) -> tuple[tuple[str, Expr], ...]:
        """The leading minors."""
        names = [v.name for v in self.outputs]
        sizes = range(1, len(names) + 1)
        return tuple(
            (f"variance of {names[0]}" if k == 1 else f"determinant of {', '.join(names[:k])}", e)
            for k in sizes
            for e in [determinant(self.covariance, range(k))]
        )

    def instead(self) -> str:
        unclear = [e for _, e in self.positive() if not e.is_number and not _is_positive(e)]
        conditions = [text(e) for e in unclear]
        return f"Try given=[{', '.join(f'{e} > 0' for e in conditions)}]."

    def at(self, value: LawValue) -> tuple[Any, ...]:
        """Of a value of this law, or of a marginal: itself, its points, and means and covariance
        there."""
        where = dict(value.at)
        to: dict[Basic, Alphabet | Letter] = {v: where[v.name] for v in self.inputs}
        chosen = self.places(where)
        points = tuple(where[self.outputs[k].name] for k in chosen)
        means = tuple(self.mean[k].xreplace(to) for k in chosen)
        rows = tuple(tuple(self.covariance[k][j].xreplace(to) for j in chosen) for k in chosen)
        return value, points, means, rows

    def in_rows(self) -> tuple[str, str]:
        """Its parameters, as text and as LaTeX."""
        rows = (", ".join(map(text, row)) for row in self.covariance)
        plain = f"({', '.join(map(text, self.mean))}), [{', '.join(f'[{row}]' for row in rows)}]"
        column = r"\\ ".join(map(latex, self.mean))
        matrix = r"\\ ".join(" & ".join(map(latex, row)) for row in self.covariance)
        tex = (rf"\begin{{pmatrix}}{of}\end{{pmatrix}}" for of in (column, matrix))
        return plain, ", ".join(tex)


def _rows(name: str, covariance: Any, d: int) -> list[list[Any]]:
    rows = covariance.tolist() if isinstance(covariance, Matrix) else covariance
    good = isinstance(rows, (list, tuple)) and all(isinstance(r, (list, tuple)) for r in rows)
    if not good or len(rows) != d or any(len(r) != d for r in rows):
        raise DeriveError(
            f"MultivariateNormal({name!r}): covariance={covariance!r}; expected {d} rows of {d}. "
            "Try covariance=[[a, c], [c, b]]."
        )
    return [list(r) for r in rows]


def _is_positive(e: Expr) -> bool:
    return isinstance(e, QuantityValue) and e.quantity.sign == "pos"


def determinant(rows: Sequence[Sequence[Expr]], places: Iterable[int]) -> Expr:
    """Of the rows and columns at these places; common factors in front."""
    return _by_symbols(rows, places, lambda matrix: matrix.det(method="berkowitz"))


def adjugate(rows: Sequence[Sequence[Expr]], places: Iterable[int]) -> list[list[Expr]]:
    """The matrix times which is the determinant times 1, of these rows and columns."""
    chosen = [*places]
    size = range(len(chosen))
    if len(chosen) == 1:
        return [[Integer(1)]]
    return [
        [_by_symbols(rows, chosen, lambda matrix, k=k, j=j: matrix.cofactor(j, k)) for j in size]
        for k in size
    ]


def _by_symbols(rows: Sequence[Sequence[Expr]], places: Iterable[int], of: Any) -> Expr:
    """A polynomial of the entries, formed of symbols: entries are not taken apart on the way."""
    chosen = [*places]
    entry = {(k, j): Symbol(f"m{min(k, j)}{max(k, j)}") for k in chosen for j in chosen}
    matrix = Matrix([[entry[k, j] for j in chosen] for k in chosen])
    own = {symbol: rows[k][j] for (k, j), symbol in entry.items() if k <= j}
    made: Expr = expand(of(matrix)).xreplace(own)
    return factor_terms(expand(made)) if made.args else made
