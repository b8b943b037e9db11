"""Alphabets whose letters have names, written out for a kernel that knows none.

A law over such an alphabet becomes a tree: for z ∈ {0, 1},

    r(x, z=0) = u·r₀(x)        r(x, z=1) = (1 − u)·r₁(x)

with u between 0 and 1 and r₀, r₁ laws, which every law r is for some u, r₀, r₁, and no other value
is: a statement about all laws r is one about all u, r₀, r₁. Of more letters each takes its share of
what the earlier ones left: u₀, (1 − u₀)·u₁, (1 − u₀)(1 − u₁). Inputs, and letters already decided,
make a name of their own: W at the input letter 0 is the law W⟨x≔0⟩.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product

from derive.kernel import terms as t
from derive.language.alphabets import Alphabet, Letter
from derive.language.laws import Law
from derive.language.names import named_part, weight_name
from derive.language.quantities import Quantity

Decided = tuple[tuple[str, str], ...]  # (variable, letter), in the order of the tree
At = Mapping[str, t.Index | Letter]


class Named:
    """What laws and quantities are at letters with names; declared as they are met."""

    def __init__(self) -> None:
        self.laws: dict[str, t.LawDecl] = {}
        self.quantities: dict[str, t.QuantityDecl] = {}

    def law_value(self, law: Law, at: At) -> t.Term:
        """The law at these letters, summed over the variables that are left out."""
        decided: Decided = tuple(
            (v.name, i.name) for v in law.inputs if isinstance(i := at[v.name], Letter)
        )
        tree = [v for v in law.outputs if v.called]
        rest = any(v.name in at for v in law.outputs if not v.called)
        while tree and not rest and tree[-1].name not in at:
            tree.pop()  # what is below sums to 1
        return _sum(self._branches(law, tree, at, decided, rest))

    def _branches(
        self, law: Law, tree: list[Alphabet], at: At, decided: Decided, rest: bool
    ) -> Iterator[t.Term]:
        """A term for each choice of the letters that are left open."""
        if not tree:
            yield self._below(law, at, decided) if rest else t.ONE
            return
        v, below = tree[0], tree[1:]
        wanted = at.get(v.name)
        for letter in v.letters if wanted is None else [wanted]:
            if not isinstance(letter, Letter):  # pragma: no cover - `_at` has put letters
                raise TypeError(f"{letter!r}: an index where a letter was to be")
            share = self._share(law, v, letter, at, decided)
            deeper = _sum(self._branches(law, below, at, (*decided, (v.name, letter.name)), rest))
            yield share if deeper == t.ONE else t.Mul((share, deeper))

    def _share(self, law: Law, v: Alphabet, letter: Letter, at: At, decided: Decided) -> t.Term:
        """P(v = letter) where the variables above are as decided."""
        inputs = tuple(i for w in law.inputs if not isinstance(i := at[w.name], Letter))
        last = letter.place == len(v.called) - 1

        def part(k: int) -> t.Term:
            name = named_part(law.name, decided, (v.name, v.called[k]))
            return self.quantity(name, inputs, "unit")

        others = tuple(t.minus(t.ONE, part(k)) for k in range(letter.place))
        factors = others if last else (*others, part(letter.place))
        return factors[0] if len(factors) == 1 else t.Mul(factors) if factors else t.ONE

    def _below(self, law: Law, at: At, decided: Decided) -> t.Term:
        """The law of the other variables, where those with named letters are as decided."""
        name = named_part(law.name, decided)
        sides = (
            tuple((v.name, v.alphabet) for v in side if not v.called)
            for side in (law.outputs, law.inputs)
        )
        self.laws[name] = t.LawDecl(*sides)
        return t.LawTerm(
            name,
            tuple(
                (v.name, i)
                for v in law.variables_and_inputs()
                if isinstance(i := at.get(v.name), t.Index)
            ),
        )

    def quantity_value(self, quantity: Quantity, at: tuple[t.Index | Letter, ...]) -> t.Term:
        """A quantity: one of its own for each choice of letters with names."""
        decided = tuple(
            (v.name, i.name)
            for v, i in zip(quantity.over, at, strict=True)
            if isinstance(i, Letter)
        )
        indices = tuple(i for i in at if not isinstance(i, Letter))
        return self.quantity(named_part(quantity.name, decided), indices, quantity.sign)

    def quantity(self, name: str, at: tuple[t.Index, ...], sign: t.Sign) -> t.Term:
        self.quantities[name] = t.QuantityDecl(tuple(i.alphabet for i in at), sign)
        return t.Quantity(name, at)

    def at_any(
        self, letters: tuple[Alphabet, ...], value: Callable[[Mapping[Alphabet, Letter]], t.Term]
    ) -> t.Term:
        """Σ w(z)·value(z) with unspecified weights w ≥ 0, Σ w = 1.

        A relation =, ≤ or < holds at every letter exactly when it holds for all such averages.
        """
        if not letters:
            return value({})
        terms = []
        for env in choices(letters):
            weights = tuple(self._weight(z, env[z]) for z in letters)
            terms.append(t.Mul((*weights, value(env))))
        return _sum(iter(terms))

    def _weight(self, z: Alphabet, letter: Letter) -> t.Term:
        def part(k: int) -> t.Term:
            return self.quantity(weight_name(z.name, z.called[k]), (), "unit")

        factors = tuple(t.minus(t.ONE, part(k)) for k in range(letter.place))
        if letter.place < len(z.called) - 1:
            factors = (*factors, part(letter.place))
        return factors[0] if len(factors) == 1 else t.Mul(factors) if factors else t.ONE


def choices(letters: tuple[Alphabet, ...]) -> Iterator[dict[Alphabet, Letter]]:
    """Every choice of letters for these indices."""
    for chosen in product(*(z.letters for z in letters)):
        yield dict(zip(letters, chosen, strict=True))


def has_named(thing: Law | Quantity) -> bool:
    """Whether it runs over an alphabet whose letters have names."""
    over = thing.variables_and_inputs() if isinstance(thing, Law) else thing.over
    return any(v.called for v in over)


def _sum(terms: Iterator[t.Term]) -> t.Term:
    found = tuple(terms)
    return found[0] if len(found) == 1 else t.Add(found)
