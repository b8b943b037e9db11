"""Names in derive's language for the names of notes: one each, and no two that look alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from derive.language.alphabets import latex_name
from derive.language.looks import look
from derive.notes.kinds import UNNAMED, Key
from derive.notes.resolve.alphabets import Place
from derive.notes.resolve.letters import Ref

_LOW = dict(zip("ijkmntaehloprsuvx", "ᵢⱼₖₘₙₜₐₑₕₗₒₚᵣₛᵤᵥₓ", strict=True))
_MEASURES = {"D", "H", "I", "E", "TV", "JS", "CE"}
_OPERATORS = {"ln", "log", "exp", "max", "min", "argmax", "argmin", "abs", "Σ", "Π"}


def image_index(index: str) -> str:
    """How a map's value at an index is marked in its name."""
    return index.translate(str.maketrans("ijkmnt", "ᵢⱼₖₘₙₜ"))


def _capital(base: str) -> str:
    """X for x, \\Theta for \\theta, g(X) as it is."""
    if base.endswith(")"):
        return base
    return "\\" + base[1:].capitalize() if base.startswith("\\") else base.upper()


class Names:
    """What each thing is called in derive, and the LaTeX of that name in the notes."""

    def __init__(self, has_events: bool = False) -> None:
        self.has_events = has_events
        self._made: dict[tuple[str, Any], str] = {}
        self._taken: dict[str, tuple[str, Any]] = {}
        self.latex: dict[str, str] = {}
        self.heads: dict[str, str] = {}  # laws without their parameters
        self.values: dict[str, str] = {}  # numbers that letters are: the letters
        self.under: dict[str, str] = {}  # letters called x_i: what stands under a sum
        self._roots: dict[Ref, Place] = {}  # what indices count, where they stand first
        self.stands: dict[str, Key] = {}  # letters of laws p_i, to their random variables

    def _one(self, sort: str, thing: Any, wanted: str, latex: str) -> str:
        found = self._made.get((sort, thing))
        if found is not None:
            return found
        name, n = wanted, 1
        if name in _OPERATORS:
            name += "_"
        if name in _MEASURES and sort == "family":  # the D(x) of a GAN, beside KL
            name = wanted = f"{name.lower()}fun"
        while self._looks(name) & set(self._taken):
            n += 1
            name = f"{wanted}_{n}"
        for seen in self._looks(name, sort == "letter"):
            self._taken[seen] = (sort, thing)
        self._made[sort, thing] = name
        self.latex[name] = latex
        return name

    @staticmethod
    def _looks(name: str, capital: bool = False) -> set[str]:
        """How it looks; a letter's capital is taken by its random variable."""
        return {look(name), look(name.upper())} if capital else {look(name)}

    def law(self, key: Key, parameters: tuple[Key, ...] = ()) -> str:
        """A law's name; that of random variables, which the notes do not name, is P."""
        if key.plain() == "P" or key.marks == (UNNAMED,):  # P(X ≠ Y) is an event's in derive
            return self._one("law", key, "Law" if self.has_events else "P", "P")
        low = ",".join(p.latex() for p in parameters)
        name = self._one(
            "law", key, key.plain(), f"{key.latex()}_{{{low}}}" if low else key.latex()
        )
        self.heads[name] = key.latex()
        return name

    def moved(self, key: Key, at: tuple[Key, ...]) -> str:
        """The name of a law or function at the parameters that it moves with."""
        low = ",".join(p.latex() for p in at)
        return self._one("moved", (key, at), key.plain(), f"{key.latex()}_{{{low}}}")

    def part(self, key: Key, mark: str) -> str:
        """What a law or function that moves with a parameter is made of."""
        low = mark or "0"
        wanted = f"{key.plain()}_{low}"
        return self._one("part", (key, mark), wanted, rf"{key.latex()}^{{[{low}]}}")

    def number(self, key: Key) -> str:
        """A quantity's name."""
        return self._one("number", key, key.plain(), key.latex())

    def family(self, key: Key) -> str:
        """The name of a quantity with letters, a_i, beside which a may be another."""
        return self._one("family", key, key.plain(), key.latex())

    def base(self) -> str:
        """The free base of logarithms: no number of the notes, whatever those are called."""
        return self._one("base", None, "b", "b")

    def numbers(self) -> set[Key]:
        """The numbers that have a name."""
        return {thing for sort, thing in self._made if sort == "number"}

    def variables(self) -> dict[str, str]:
        """Random variables as derive writes them in LaTeX, to the notes' LaTeX."""
        out = {}
        for (sort, thing), name in self._made.items():
            if sort == "letter" and isinstance(thing, Ref):
                own = thing.base.base
                upper = replace(thing.base, base=_capital(own))
                out[latex_name(name.upper())] = upper.latex() + "'" * thing.primes
        for name, key in self.stands.items():
            out[latex_name(name.upper())] = replace(key, base=_capital(key.base)).latex()
        return {k: v for k, v in out.items() if k != v}

    def letter(self, ref: Ref) -> str:
        """A letter's name."""
        return self._one("letter", ref, ref.plain(), ref.base.latex() + "'" * ref.primes)

    def index(self, ref: Ref, root: Place, paired: Collection[tuple[Key, Key]]) -> str:
        """An index's name: xᵢ where it counts the letters called x, else i. root: its alphabet's
        place. paired: the x and i of each x_i of the chain."""
        own = ref.base.base
        low = _LOW.get(own) or (f"_{own}" if len(own) == 1 else None)
        pair = (root[1], ref.base)
        if root[0] == "letter" and low and root[1].base != ref.base.base and pair in paired:
            stem, own = root[1].plain(), ref.base.latex() + "'" * ref.primes
            if len(stem) == 1:
                self.under[stem + low + "'" * ref.primes] = own
                return self._one(
                    "letter", (ref, root), stem + low + "'" * ref.primes,
                    f"{root[1].latex()}_{{{own}}}",
                )  # fmt: skip
        if self._roots.setdefault(ref, root) == root:
            return self.letter(ref)
        latex = ref.base.latex() + "'" * (ref.primes + 1)  # it runs over something else besides
        return self._one("letter", (ref, root), ref.plain() + "'", latex)

    def point(self, ref: Ref) -> str:
        """The name of the letter x_i of a data point."""
        low = ref.index.latex() if ref.index is not None else ""
        wanted = ref.base.plain() + image_index(low) + "'" * ref.primes
        return self._one("letter", (ref, "point"), wanted, f"{ref.base.latex()}_{{{low}}}")

    def points(self, base: Key, index: Key) -> str:
        """The name of the map i ↦ x_i; its values print as x_i."""
        name = self._one("points", base, base.plain() + "_data", base.latex())
        self.latex[name + image_index(index.plain())] = f"{base.latex()}_{{{index.latex()}}}"
        return name

    def step(self, key: Key, what: tuple[str, ...], template: str) -> str:
        """The name of a sequence's step; template: how it prints, ⟨t⟩ for the position."""
        base = f"{key.base}{what[0]}" if key.capital else key.base  # H_… is printed as a measure is
        wanted = replace(key, base=base, marks=(*key.marks, what[0])).plain()
        name = self._one("step", (key, what), wanted, template)
        return name

    def number_of(self, letter: Key, alphabet: str) -> str:
        """The name of the numbers that letters are: where it is given i it prints as i."""
        name = self.step(letter, ("number", alphabet), "⟨t⟩")
        self.values[name] = letter.latex()
        return name

    def place(self, alphabet: str) -> Place | None:
        """What an alphabet's name was made for."""
        stem = alphabet.removesuffix("-space").removesuffix("-naturals")
        for (sort, root), name in self._made.items():
            if sort == "alphabet" and name == stem:
                return root  # type: ignore[no-any-return]
        return None

    def alphabet(self, root: Place, key: Key) -> str:
        """An alphabet's name; alphabets are told apart from nothing but alphabets."""
        found = self._made.get(("alphabet", root))
        if found is None:
            found = key.plain()
            taken = {v for (sort, _), v in self._made.items() if sort == "alphabet"}
            while found in taken:
                found += "'"
            self._made["alphabet", root] = found
        return found
