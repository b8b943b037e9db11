"""What is met on a walk through expressions: laws, quantities, alphabets, letters in scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sympy import Basic, Expr

from derive.language.alphabets import Alphabet, Cardinality
from derive.language.definitions import Defined, DefinedLaw, Definition
from derive.language.events import AtEvent
from derive.language.expressions import Ceiling, Sum
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.operations import MaxOver, MinOver
from derive.language.optimisers import Optimiser
from derive.language.quantities import Quantity
from derive.numeric.nodes import unfolded


def axes(expressions: Iterable[Expr]) -> Counter[str]:
    """For each alphabet the most letters in scope at once, free ones among them."""
    known: dict[Basic, Counter[str]] = {}

    def bound(e: Basic) -> Counter[str]:
        e = unfolded(e)
        if e not in known:
            inner: Counter[str] = Counter()
            for a in e.args:
                inner |= bound(a)
            own = e.indices if isinstance(e, (Sum, MaxOver, MinOver)) else ()
            known[e] = inner + Counter(i.alphabet for i in own)
        return known[e]

    out: Counter[str] = Counter()
    for e in expressions:
        free = (i for i in e.free_symbols if isinstance(i, Alphabet))
        out |= bound(e) + Counter(i.alphabet for i in free)
    return out


def mentions(e: Expr, targets: set[Law | Quantity]) -> bool:
    atoms = Atoms()
    atoms.visit(e)
    return bool((atoms.laws | atoms.quantities) & targets)


class Atoms:
    """Laws, quantities and alphabets met on a walk through expressions."""

    def __init__(self) -> None:
        self.laws: set[Law] = set()
        self.quantities: set[Quantity] = set()
        self.alphabets: set[str] = set()
        self.sizes: dict[str, int] = {}
        self.spaces: set[str] = set()
        self.parameters: set[str] = set()
        self.rounded = False
        self._seen: set[Basic] = set()

    def visit(self, e: Basic) -> None:
        if e in self._seen:
            return
        self._seen.add(e)
        if isinstance(e, (Definition, DefinedLaw)):  # nothing of its own is drawn
            return
        if isinstance(e, AtEvent):  # its law may be defined from others
            self.visit(e.unfold())
        if isinstance(e, Defined):
            self.visit(e.unfold())
            for i in e.free_symbols:
                self.visit(i)
            return
        if isinstance(e, Alphabet):
            self._letters((e,))
        elif isinstance(e, Cardinality):
            self.alphabets.add(e.alphabet)
        elif isinstance(e, Law):
            self.laws.add(e)
            self._letters(e.variables_and_inputs())
        elif isinstance(e, Quantity):
            self.quantities.add(e)
            self._letters(e.over)
        elif isinstance(e, Optimiser):
            self._letters((e.letter,))
            self.parameters.add(e.letter.alphabet)
        elif isinstance(e, Ceiling):
            self.rounded = True
        for a in e.args:
            self.visit(a)

    def _letters(self, letters: tuple[Alphabet, ...]) -> None:
        for v in letters:
            self.alphabets.add(v.alphabet)
            if v.is_natural:
                raise DeriveError(f"{v.name} runs over ℕ₀, and is evaluated with numbers only.")
            if v.is_space:
                self.spaces.add(v.alphabet)
            if v.called:
                self.sizes[v.alphabet] = len(v.called)
