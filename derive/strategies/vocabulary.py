"""What statements are drawn over: letters, laws and quantities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from derive.language.alphabets import Alphabet
from derive.language.laws import Channel, Distribution, Law
from derive.language.quantities import (
    CodeLengths,
    Natural,
    Nonnegative,
    Positive,
    Probability,
    Quantity,
    QuantityValue,
    Real,
)
from derive.language.subsets import Subset


@dataclass(frozen=True)
class Vocabulary:
    """letters: indices, two over an alphabet where deltas are wanted. laws: distributions, joint
    laws and channels. quantities: functions of letters. parameters: quantities without letters.
    lengths: of codewords, for Kraft's inequality. operations: whether |·|, maxima, roots, counting,
    events and defined laws are among what is drawn; naturals and subsets are for these."""

    letters: tuple[Alphabet, ...]
    laws: tuple[Law, ...]
    quantities: tuple[Quantity, ...] = ()
    parameters: tuple[QuantityValue, ...] = ()
    lengths: tuple[CodeLengths, ...] = ()
    operations: bool = False
    naturals: tuple[QuantityValue, ...] = ()
    subsets: tuple[Subset, ...] = ()

    def distributions(self) -> list[Law]:
        """Laws of one variable without inputs."""
        return [law for law in self.laws if len(law.outputs) == 1 and not law.inputs]

    def joint_laws(self) -> list[Law]:
        """Laws of several variables without inputs."""
        return [law for law in self.laws if len(law.outputs) > 1 and not law.inputs]


def _standard() -> Vocabulary:
    x, y, z = Alphabet("x"), Alphabet("y"), Alphabet("z")
    other: Any = x.another("x'")
    return Vocabulary(
        letters=(x, y, z, other),
        laws=(
            Distribution("p", x),
            Distribution("q", x),
            Distribution("s", x),
            Law("r", x, y, z),
            Channel("W", y, given=x),
        ),
        quantities=(
            Nonnegative("a", x),
            Nonnegative("b", x),
            Positive("v", x),
            Real("f", x),
            Probability("u", x),
        ),
        parameters=(Probability("λ"), Real("c"), Nonnegative("d")),
        lengths=(CodeLengths("L", x),),
    )


def _with_operations() -> Vocabulary:
    x, y = Alphabet("x"), Alphabet("y")
    other: Any = x.another("x'")
    bit = Alphabet("z", letters=(0, 1))
    return Vocabulary(
        letters=(x, y, other, bit),
        laws=(
            Distribution("p", x),
            Distribution("q", x),
            Law("r", x, y),
            Law("g", x, other),
            Law("j", x, bit),
            Channel("W", y, given=x),
        ),
        quantities=(Nonnegative("a", x), Positive("v", x), Real("f", x)),
        parameters=(Probability("λ"), Real("c"), Nonnegative("d"), Positive("β")),
        operations=True,
        naturals=(Natural("n"), Natural("k")),
        subsets=(Subset("A", x),),
    )


VOCABULARY = _standard()
OPERATIONS = _with_operations()
