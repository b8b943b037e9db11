"""Codeword lengths of least mean, as a hypothesis.

    L ∈ argmin_{L ∈ ℕ, Σ_x D^(−L(x)) ≤ 1} Σ_x p(x)·L(x)

The lengths of prefix codes are those with Σ D^(−L) ≤ 1, and those of uniquely decodable codes too
(Cover & Thomas, theorems 5.2.1 and 5.5.1), so L has the least mean of both. 0 is in ℕ: an alphabet
of one letter has the empty word for it.
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Integer, Mul

from derive.language.alphabets import Alphabet, Cardinality
from derive.language.expressions import Ceiling, Sum
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import CodeLengths, NaturalQuantity, QuantityValue
from derive.language.relations import Relation, as_expression


class OptimalLengths(Relation):
    """The hypothesis that L is of least mean length under p, among whole lengths that keep
    Kraft's inequality.

    `OptimalLengths(L, p, Ceiling(log(1/p(x), 2)))`. against: lengths that L is compared with. Each
    is a whole number, and a derivation may use E[L] ≤ E[…] once Kraft's inequality for it is
    proved. base: of the code alphabet.

    Raises:
        DeriveError: for something else than lengths and a law of the same letter, or lengths to
            compare with that are not visibly whole.
    """

    def __init__(self, lengths: Any, law: Any, *against: Any, base: int = 2) -> None:
        if not isinstance(lengths, CodeLengths):
            raise DeriveError(f"OptimalLengths: got {lengths!r}; expected CodeLengths('L', x).")
        (x,) = lengths.over
        own = isinstance(law, Law) and [v.alphabet for v in law.variables_and_inputs()]
        if own != [x.alphabet] or law.inputs:
            raise DeriveError(
                f"OptimalLengths: got {law!r}; expected a distribution on the letters of "
                f"{lengths.name}. Try Distribution('p', {x.name})."
            )
        kraft = lengths.kraft(base)
        super().__init__(kraft.lhs, "<=", kraft.rhs, f"{lengths.name} is of least mean length")
        self.lengths, self.law, self.base = lengths, law, base
        self.against = tuple(map(as_expression, against))
        for e in self.against:
            self._check(e, x)

    def _check(self, e: Expr, x: Alphabet) -> None:
        if not is_whole(e):
            raise DeriveError(
                f"OptimalLengths: {text(e)} is not visibly a whole number. Try Ceiling({text(e)})."
            )
        if e.free_symbols - {x}:
            raise DeriveError(f"OptimalLengths: {text(e)}: expected lengths for {x.name} alone.")

    def mean(self, of: Expr | None = None) -> Expr:
        """Σ_x p(x)·L(x), or the mean of other lengths."""
        (x,) = self.lengths.over
        return Sum(self.law(x) * (self.lengths(x) if of is None else of), x)

    def expressions(self) -> tuple[Expr, ...]:
        """Kraft's inequality, and the mean that is least: it is of the law too."""
        return (self.lhs, self.rhs, self.mean())

    def kraft_of(self, e: Expr) -> Relation:
        """Kraft's inequality for other lengths."""
        (x,) = self.lengths.over
        return Relation(Sum(Integer(self.base) ** (-e), x), "<=", Integer(1))

    def no_longer_than(self, e: Expr) -> Relation:
        """E[L] is at most the mean of other lengths, if they keep Kraft's inequality."""
        name = f"{self.lengths.name} is no longer than {text(e)} on average"
        return Relation(self.mean(), "<=", self.mean(e), name)

    def _key(self) -> tuple[Any, ...]:
        return (self.lengths, self.law, self.base, self.against)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OptimalLengths) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        name = self.lengths.name
        return f"{name} ∈ argmin_{{{name} ∈ ℕ, {text(self.lhs)} ≤ 1}} {text(self.mean())}"

    def latex(self) -> str:
        """The hypothesis as LaTeX mathematics."""
        name = latex(self.lengths)
        below = rf"{name} \in \mathbf{{N}},\; {latex(self.lhs)} \le 1"
        return rf"{name} \in \operatorname*{{arg\,min}}_{{{below}}} {latex(self.mean())}"


def is_whole(e: Expr) -> bool:
    """Whether e is visibly an integer."""
    if isinstance(e, (Integer, Ceiling, Cardinality)):
        return True
    if isinstance(e, QuantityValue):
        return isinstance(e.quantity, NaturalQuantity)
    return isinstance(e, (Add, Mul)) and all(map(is_whole, e.args))
