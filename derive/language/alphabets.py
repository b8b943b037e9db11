"""Alphabets, of unspecified size or with letters that have names, spaces, ℕ₀, and their indices."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sympy import AtomicExpr, Basic, Expr, Integer, Tuple

from derive.language import notation
from derive.language.names import DeriveError, checked_name, shown_part

_SPACE, _NATURALS = "-space", "-naturals"  # end the names of such alphabets, which no name can
_GREEK = (  # noqa: SIM905
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega"
).split()
_SUBSCRIPT = dict(zip("ᵢⱼₖₘₙₜₐₑₕₗₒₚᵣₛᵤᵥₓ", "ijkmntaehloprsuvx", strict=True))
_HATS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar"}
_HATTED = re.compile(f"\\w[{''.join(_HATS)}]")
_MARKS = dict.fromkeys(map(ord, "\u0302\u0303\u0304\u0307\u0308\u0301\u0300"))
_DIGIT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_PAST = re.compile(r"(.+)₁…\1ₜ₋₁")  # x₁…xₜ₋₁ read as one letter; xₜ follows it
_GREEK_LETTER = dict(zip("αβγδεζηθικλμνξπρστυφχψω", _GREEK, strict=True)) | {
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Υ": "Upsilon",
    "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ℓ": "ell",
}  # fmt: skip


def latex_name(name: str) -> str:
    r"""LaTeX for a plain name: `x'` stays, `p1` becomes `p_{1}`, `λ` becomes `\lambda`."""
    if "⟨" in name:  # the kernel's, of what something is at letters with names
        stem, inside = shown_part(name).split("_{", 1)
        return latex_name(stem) + "_{" + inside.replace("→", r" \to ").strip()
    core = name.rstrip("'")
    primes = name[len(core) :]
    past = _PAST.fullmatch(core)
    if past:
        stem = latex_name(past[1])
        letters = rf"{stem}_{{1}},\ldots,{stem}_{{t-1}}"
        return f"({letters}){primes}" if primes else letters
    if core and core[-1] in _SUBSCRIPT:
        stem = core.rstrip("".join(_SUBSCRIPT) + "0123456789₀₁₂₃₄₅₆₇₈₉_")
        low = core[len(stem) :].strip("_").translate(_DIGIT)
        return f"{latex_name(stem)}_{{{''.join(_SUBSCRIPT.get(c, c) for c in low)}}}{primes}"
    stem = core.rstrip("0123456789₀₁₂₃₄₅₆₇₈₉_")
    digits = core[len(stem) :].strip("_").translate(_DIGIT)
    apart = unicodedata.normalize("NFD", stem)
    if _HATTED.fullmatch(apart):
        stem = rf"\{_HATS[apart[-1]]}{{{latex_name(apart[:-1])}}}"
    stem = "".join(
        rf"\{_GREEK_LETTER[c]} " if c in _GREEK_LETTER else (r"\_" if c == "_" else c) for c in stem
    ).strip()
    several = len(core.rstrip("0123456789₀₁₂₃₄₅₆₇₈₉_").translate(_MARKS)) > 1
    if several:  # one name, not a product of its letters
        stem = rf"\mathrm{{{stem}}}"
    return stem + (f"_{{{digits}}}" if digits else "") + primes


class Alphabet(AtomicExpr):
    """A finite, non-empty alphabet, written as the index that runs over it.

    `x = Alphabet("x")` is the letter under a sum, `Sum(p(x), x)`; `x.size` is the number of
    letters |𝒳|, unspecified. A second index over the same alphabet is `x.another("x'")`.

    `z = Alphabet("z", letters=(0, 1))` has these letters and no others: `z0, z1 = z.letters` stand
    where a letter stands, as in p(z0), and `z.size` is 2.

    Two objects with the same name and the same alphabet are the same index, as for SymPy's symbols.
    `Space` makes those that are points of a measure space, `Naturals` the numbers 0, 1, 2, …
    """

    is_commutative = True
    name: str
    _stem: str
    alphabet: str  # of an alphabet with named letters its letters too: "z={0,1}"
    called: tuple[str, ...]  # the letters' names; none for an unspecified size
    is_space: bool
    is_natural: bool  # over ℕ₀, with the counting measure

    def __new__(cls, name: str, alphabet: str | None = None, letters: Any = ()) -> Alphabet:
        obj: Alphabet = Expr.__new__(cls)
        obj.name = checked_name(name, "Alphabet(name)")
        stem = obj.name if alphabet is None else alphabet
        obj.is_space, obj.is_natural = stem.endswith(_SPACE), stem.endswith(_NATURALS)
        checked_name(stem.rpartition("-")[0] if obj.is_measured else stem, "alphabet")
        obj._stem = stem
        obj.called = _letter_names(obj.name, letters)
        named = f"={{{','.join(obj.called)}}}" if obj.called else ""
        obj.alphabet = obj._stem + named
        return obj

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.name, self._stem, self.called)

    @property
    def letters(self) -> tuple[Letter, ...]:
        """The letters of an alphabet that has been given some.

        Raises:
            DeriveError: if its size is unspecified.
        """
        if not self.called:
            raise DeriveError(
                f"{self.name}.letters: the alphabet {self.alphabet!r} is of unspecified size. "
                f"Try {self.name} = Alphabet({self.name!r}, letters=(0, 1))."
            )
        return tuple(Letter(self, n) for n in range(len(self.called)))

    @property
    def is_measured(self) -> bool:
        """Whether sums over it may diverge: over a space, or over ℕ₀."""
        return self.is_space or self.is_natural

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.name, self.alphabet)

    def sort_key(self, order: Any = None) -> Any:
        return self.class_key(), (2, (self.name, self.alphabet)), super().sort_key()[2], 1

    @property
    def free_symbols(self) -> set[Basic]:
        return {self}

    def another(self, name: str) -> Alphabet:
        """Another index, called `name`, over the same alphabet."""
        return Alphabet(name, self._stem, self.called)

    @property
    def size(self) -> Expr:
        """The number of letters |𝒳|, an unspecified positive integer, or how many were named."""
        if self.is_measured:
            what = "a number of ℕ₀, of which there are infinitely many"
            if self.is_space:
                what = "a point of a space, which has no number of points"
            raise DeriveError(
                f"{self.name}.size: {self.name} is {what}. "
                f"Try {self.name} = Alphabet({self.name!r})."
            )
        return Integer(len(self.called)) if self.called else Cardinality(self)

    def __or__(self, other: Any) -> Given:
        return Given((self,), other)

    def _sympystr(self, printer: Any) -> str:
        return self.name

    @property
    def over_latex(self) -> str:
        """The alphabet in LaTeX, 𝒳 or {0, 1}; empty if its name is no single letter."""
        if self.called:
            return rf"\{{{', '.join(map(_letter_latex, self.called))}\}}"
        return alphabet_latex(self.alphabet)

    def _latex(self, printer: Any) -> str:
        return notation.of(printer).letter(self.name, self.alphabet, latex_name(self.name))


def _letter_names(alphabet: str, letters: Any) -> tuple[str, ...]:
    if not isinstance(letters, (tuple, list)):
        raise DeriveError(
            f"Alphabet({alphabet!r}): letters: got {letters!r}; expected a tuple of whole numbers "
            "and names. Try letters=(0, 1)."
        )
    whole = re.compile(r"-?[0-9]+")
    names = []
    for letter in letters:
        number = isinstance(letter, (int, Integer)) and not isinstance(letter, bool)
        said = str(letter) if number else letter
        if not (isinstance(said, str) and whole.fullmatch(said)):
            said = checked_name(said, f"Alphabet({alphabet!r}): letters")
        names.append(said)
    if len(set(names)) != len(names):
        raise DeriveError(f"Alphabet({alphabet!r}): letters: one of {letters!r} stands twice.")
    return tuple(names)


def _letter_latex(name: str) -> str:
    return name if name.lstrip("-").isdigit() else latex_name(name)


class Letter(AtomicExpr):
    """One letter of an alphabet whose letters have names: the 1 of p(1) or of P(Z = 1).

    Letters are made by their alphabet: `z0, z1 = z.letters`.
    """

    is_commutative = True
    of: Alphabet
    place: int

    def __new__(cls, of: Alphabet, place: int) -> Letter:
        if type(of) is not Alphabet or not 0 <= place < len(of.called):
            raise DeriveError(f"Letter({of!r}, {place!r}): no such letter. Try z.letters.")
        obj: Letter = Expr.__new__(cls)
        obj.of, obj.place = of.another(of._stem), int(place)  # whichever index it was taken from
        return obj

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.of, self.place)

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.of.alphabet, self.place)

    def sort_key(self, order: Any = None) -> Any:
        return self.class_key(), (2, (self.of.alphabet, self.place)), super().sort_key()[2], 1

    @property
    def name(self) -> str:
        return self.of.called[self.place]

    @property
    def alphabet(self) -> str:
        return self.of.alphabet

    @property
    def free_symbols(self) -> set[Basic]:
        return set()

    def __or__(self, other: Any) -> Given:
        return Given((self,), other)

    def _sympystr(self, printer: Any) -> str:
        return self.name

    def _latex(self, printer: Any) -> str:
        return _letter_latex(self.name)


def alphabet_latex(name: str) -> str:
    r"""`\mathcal{X}` for x; empty for names that are no single Latin letter."""
    return rf"\mathcal{{{name.upper()}}}" if re.fullmatch("[a-z]", name) else ""


class Cardinality(AtomicExpr):
    """|𝒳|, the number of letters of an alphabet: an unspecified positive integer."""

    is_commutative = True
    alphabet: str

    def __new__(cls, index: Alphabet | str) -> Cardinality:
        obj: Cardinality = Expr.__new__(cls)
        obj.alphabet = index.alphabet if isinstance(index, Alphabet) else index
        return obj

    def __getnewargs__(self) -> tuple[str]:
        return (self.alphabet,)

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.alphabet,)

    def _sympystr(self, printer: Any) -> str:
        return f"|{self.alphabet.upper()}|"

    def _latex(self, printer: Any) -> str:
        past = _PAST.fullmatch(self.alphabet)
        if past:
            one = rf"\mathcal{{{past[1].upper()}}}"
            return rf"|{one}_{{1}} \times \cdots \times {one}_{{t-1}}|"
        letter, rest = self.alphabet[0].upper(), self.alphabet[1:]
        if not letter.isascii() or rest in _HATS:  # 𝒳 has no Greek, and no hats
            return notation.of(printer).size(self.alphabet, f"|{latex_name(letter + rest)}|")
        below = f"_{{{_SUBSCRIPT[rest]}}}" if rest in _SUBSCRIPT else rest
        return notation.of(printer).size(self.alphabet, rf"|\mathcal{{{letter}}}{below}|")


class Delta(Expr):
    """Kronecker's delta of two indices over one alphabet: 1 where they agree, else 0."""

    is_commutative = True

    def __new__(cls, i: Alphabet | Letter, j: Alphabet | Letter) -> Expr:
        if not (is_letter(i) and is_letter(j) and i.alphabet == j.alphabet):
            raise DeriveError(
                f"Delta(i, j): got {i!r}, {j!r}; expected two indices over one alphabet. "
                'Try Delta(x, x.another("x\'")).'
            )
        if isinstance(i, Letter) and isinstance(j, Letter):
            return Integer(i == j)
        if getattr(i, "is_natural", False):
            raise DeriveError(
                f"[{i.name} = {j.name}]: there is no such indicator for numbers of ℕ₀. Expected "
                "letters of an alphabet."
            )
        if getattr(i, "is_space", False):
            raise DeriveError(
                f"[{i.name} = {j.name}]: two points of a space are almost never equal, and the "
                "integral of that is 0. Expected letters of an alphabet."
            )
        obj: Expr = Expr.__new__(cls, *sorted((i, j), key=_constants_last))
        return obj

    def _sympystr(self, printer: Any) -> str:
        return f"[{self.args[0]}={self.args[1]}]"

    def _latex(self, printer: Any) -> str:
        return rf"\delta_{{{printer._print(self.args[0])},{printer._print(self.args[1])}}}"


def is_letter(i: Any) -> bool:
    """Whether i stands where a letter stands: an index, or a letter with a name."""
    return isinstance(i, (Alphabet, Letter))


def _constants_last(i: Alphabet | Letter) -> tuple[bool, str]:
    return isinstance(i, Letter), i.name


class Given:
    """`a | b`: the arguments before the bar and those after it, for p(x | y) and H(X | Y)."""

    def __init__(self, left: tuple[Any, ...], right: Any) -> None:
        if isinstance(right, Given):
            raise DeriveError("a | b | c: a conditional has one bar. Try p(x | y, z).")
        self.left = left
        self.right = right


def alphabets(names: str) -> tuple[Alphabet, ...]:
    """Several alphabets at once: `x, y, z = alphabets("x y z")`."""
    return tuple(Alphabet(name) for name in names.replace(",", " ").split())


def Letters(name: str, *letters: Any) -> Alphabet:
    """An alphabet of these letters and no others: `Letters("z", "heads", "tails")`."""
    if not letters:
        raise DeriveError(f'Letters({name!r}): no letter. Try Letters({name!r}, "heads", "tails").')
    return Alphabet(name, letters=letters)


def Space(name: str, space: str | None = None) -> Alphabet:
    """A letter over a measure space, such as ℝ, ℝᵈ or an interval: `Space("x")`.

    `Sum` over it is the integral ∫ … dx. A second letter over the same space is
    `x.another("x'")`. Densities are laws there, `Density("p", x)`.
    """
    over = name if space is None else checked_name(space, "Space(name, space)")
    return Alphabet(name, checked_name(over, "Space(name)") + _SPACE)


def Naturals(name: str, naturals: str | None = None) -> Alphabet:
    """A number 0, 1, 2, …: `Naturals("n")`, which stands for itself in formulas, E(n**2, p).

    `Sum` over it is the infinite sum Σ_n, of what converges absolutely. Laws on it are
    distributions, `Distribution("p", n)`, `Geometric` and `Poisson`; there is no `n.size`.
    """
    over = name if naturals is None else checked_name(naturals, "Naturals(name, naturals)")
    return Alphabet(name, checked_name(over, "Naturals(name)") + _NATURALS)


def no_spaces(what: str, letters: Any, instead: str) -> None:
    """Refuse points of spaces, and numbers of ℕ₀.

    Raises:
        DeriveError: naming the first.
    """
    for i in letters:
        if getattr(i, "is_measured", False):
            which = "a point of a space" if i.is_space else "a number of ℕ₀"
            raise DeriveError(
                f"{what}: {i.name} is {which}; expected letters of an alphabet. Try {instead}."
            )


def index_tuple(indices: tuple[Any, ...]) -> Tuple:
    """The indices as a SymPy tuple.

    Raises:
        DeriveError: if something else than an `Alphabet` is among them, or one stands twice.
    """
    for i in indices:
        if not isinstance(i, Alphabet):
            raise DeriveError(
                f"index: got {i!r}; expected an Alphabet. Try x = Alphabet('x'); Sum(p(x), x)."
            )
    if len(set(indices)) != len(indices):
        raise DeriveError(f'indices {indices}: one stands twice. Try x.another("x\'").')
    return Tuple(*indices)
