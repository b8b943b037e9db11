r"""How formulas are written in LaTeX: p(x), p_x or P(X = x); \log_2 or \lg; what stands under Σ.

One choice for everything that is printed, made once: `using(notation)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args, get_type_hints

from derive.language.names import DeriveError

_COUNTED = {
    "x": ("i", "n"),
    "y": ("j", "m"),
    "z": ("k", "l"),
}  # the index of a letter, and the last


_LOW = "ᵢⱼₖₘₙₜₐₑₕₗₒₚᵣₛᵤᵥₓ"  # letters that a name may end with, as an index does


@dataclass(frozen=True)
class Notation:
    r"""Choices of notation; the defaults are those of most lecture notes.

    values: of laws: `p(x)`, `p_x`, or `P(X=x)` (laws are then capitals). sums: over `x`, over
    `x in X`, or `i=1..n` (letters of X are then x_i, and p_x is p_i). divergence: `D_KL` or `D`.
    bits: of the logarithm to base 2. nats: of the natural logarithm. Measures in bits have the
    subscript 2 in any case, as H alone is in nats.
    """

    values: Literal["p(x)", "p_x", "P(X=x)"] = "p(x)"
    sums: Literal["x", "x in X", "i=1..n"] = "x"
    divergence: Literal["D_KL", "D"] = "D_KL"
    bits: Literal["log_2", "lg", "log"] = "log_2"
    nats: Literal["ln", "log"] = "ln"

    def __post_init__(self) -> None:
        for name, allowed in choices().items():
            if getattr(self, name) not in allowed:
                raise DeriveError(
                    f"{name}: got {getattr(self, name)!r}; expected one of "
                    f"{', '.join(map(repr, allowed))}."
                )
        if self.bits == self.nats == "log":
            raise DeriveError("bits, nats: both 'log'; expected two signs. Try nats = 'ln'.")

    def fitted(self, names: Iterable[str]) -> Notation:
        """This notation as far as it tells names apart: of letters, laws, quantities, one each.

        Letters are not counted where i, j, k, n, m, l or xᵢ are names of something else; values are
        p(x) where a law's capital, or p with the index x, would look like another name.
        """
        every = list(names)
        taken = {c for pair in _COUNTED.values() for c in pair} | {"xᵢ", "yⱼ", "zₖ"}
        bare = {n.rstrip("'") for n in every}
        sums: Any = "x in X" if self.sums == "i=1..n" and taken & bare else self.sums
        small = [n for n in every if re.fullmatch("[a-z]", n)]
        alike = len(set(small)) < len(small) or any(n.upper() in every for n in small)
        alike = alike or bool({"h", "e"} & {*small})  # their capitals are entropies and means
        low = any(n[-1] in _LOW or n == "δ" for n in bare if n)
        clash = (self.values == "P(X=x)" and alike) or (self.values == "p_x" and low)
        values: Any = "p(x)" if clash else self.values
        return replace(self, sums=sums, values=values)

    # ------------------------------------------------------------ letters and sums

    def letter(self, name: str, alphabet: str, plain: str) -> str:
        """A letter; plain: its name in LaTeX."""
        index = self._index(name, alphabet)
        return f"{alphabet}_{{{index}}}" if index else plain

    def size(self, alphabet: str, plain: str) -> str:
        """|X|, or n."""
        return _COUNTED[alphabet][1] if self._counts(alphabet) else plain

    def big(self, sign: str, letters: Sequence[tuple[str, str, str, str]]) -> str:
        r"""`\sum_{…}` for letters given as (name, alphabet, name in LaTeX, alphabet in LaTeX)."""
        counted = [
            (self._index(n, a), _COUNTED[a][1]) for n, a, _, _ in letters if self._index(n, a)
        ]
        rest = [self._ranging(x, over) for n, a, x, over in letters if not self._index(n, a)]
        apart = "," if self.sums == "x" else r",\, "
        signs = [f"{sign}_{{{apart.join(rest)}}}"] if rest else []
        return " ".join([*(f"{sign}_{{{i}=1}}^{{{last}}}" for i, last in counted), *signs])

    def _ranging(self, letter: str, over: str) -> str:
        return rf"{letter} \in {over}" if self.sums != "x" and over else letter

    def _counts(self, alphabet: str) -> bool:
        return self.sums == "i=1..n" and alphabet in _COUNTED

    def _index(self, name: str, alphabet: str) -> str:
        """The index of a letter that is called as its alphabet, with primes."""
        if not self._counts(alphabet) or name.rstrip("'") != alphabet:
            return ""
        return _COUNTED[alphabet][0] + name[len(alphabet) :]

    # ------------------------------------------------------------ laws, logarithms, measures

    def law(self, plain: str) -> str:
        """A law's name."""
        return plain.upper() if self.values == "P(X=x)" and re.fullmatch("[a-z]", plain) else plain

    def value(
        self, law: str, left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]]
    ) -> str:
        """A value of a law at letters, given as (variable, letter) in LaTeX, with a bar or none."""
        sides = r" \mid ".join(",".join(self._at(v, x) for v, x in s) for s in (left, right) if s)
        if self.values == "p_x" and "_" not in law:
            return f"{law}_{{{self._indices(sides)}}}"
        return f"{law}({sides})"

    def _at(self, variable: str, letter: str) -> str:
        return f"{variable} = {letter}" if self.values == "P(X=x)" else letter

    def quantity(self, name: str, letters: Sequence[str]) -> str:
        """L(x), or L_x."""
        inside = ",".join(letters)
        if not inside:
            return name
        if self.values == "p_x" and "_" not in name:
            return f"{name}_{{{self._indices(inside)}}}"
        return f"{name}({inside})"

    def _indices(self, letters: str) -> str:
        """x_i as the index of a value is i, where letters are counted."""
        if self.sums != "i=1..n":
            return letters
        counted = "|".join(rf"{x}_\{{({i}'*)\}}" for x, (i, _) in _COUNTED.items())
        return re.sub(rf"\b(?:{counted})", lambda m: next(filter(None, m.groups())), letters)

    def log(self, base: str | None) -> str:
        """The sign of a logarithm, to a base in LaTeX."""
        if base is None:
            return rf"\{self.nats}"
        if base == "2" and self.bits != "log_2":
            return rf"\{self.bits}"
        return rf"\log_{{{base}}}"

    def divergence_sign(self, sub: str) -> str:
        """D, or D with KL, and the rest of its subscript."""
        parts = [r"\mathrm{KL}"] * (self.divergence == "D_KL") + [sub] * bool(sub)
        return f"D_{{{','.join(parts)}}}" if parts else "D"


_PLACE = re.compile(r"⟦([^⟦⟧]*)⟧")
_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def filled(
    pattern: str, operands: Sequence[Any], shown: Sequence[str], printer: Any, tex: bool = False
) -> str:
    """A measure's text or LaTeX with its operands, as they are shown, put in; see `Measure`."""

    def put(found: re.Match[str]) -> str:
        place = found[1]
        if place.isdigit():
            return shown[int(place)]
        sign, _, sub = place.partition("_")
        parts = subscripts(sub, operands, shown, printer)
        if not tex:
            return ("D" if sign else "") + plain_subscript(parts)
        joined = _joined(parts)
        if sign:
            return of(printer).divergence_sign(joined)
        return f"_{{{joined}}}" if joined else ""

    return _PLACE.sub(put, pattern)


def subscripts(spec: str, operands: Sequence[Any], shown: Sequence[str], printer: Any) -> list[str]:
    """The parts of a subscript, from `2;#1;?0:x,y`.

    A number or name stands for itself, #k is operand k, ~ ("on the law") joins its neighbours, and
    ?k:x,y is the law that operand k is, left out where no other law has the variables x and y.
    """
    out = []
    for part in filter(None, spec.split(";")):
        if part[0] == "#":
            out.append(shown[int(part[1:])])
        elif part[0] == "?":
            k, _, names = part[1:].partition(":")
            among = getattr(printer, "laws", None)
            if among is None or has_namesake(operands[int(k)], names.split(","), among):
                out.append(shown[int(k)])
        else:
            out.append(part)
    return out


def has_namesake(law: Any, names: Sequence[str], laws: Iterable[Any]) -> bool:
    """Whether another law has variables of all these names."""
    return any(
        other != law and not other.inputs and set(names) <= {v.name for v in other.outputs}
        for other in laws
    )


def _joined(parts: Sequence[str]) -> str:
    return ",".join(parts).replace(",~,", r" \sim ")


def plain_subscript(parts: Sequence[str]) -> str:
    """`₂`, `_z`, `_{x,y}`."""
    base = "".join(p.translate(_DIGITS) for p in parts if p.isdigit())
    rest = ",".join(p for p in parts if not p.isdigit()).replace(",~,", "~")
    if not rest:
        return base
    return f"{base}_{rest}" if re.fullmatch(r"\w+'*", rest) else f"{base}_{{{rest}}}"


def choices() -> dict[str, tuple[str, ...]]:
    """What each field may be."""
    hints = get_type_hints(Notation)
    return {f.name: get_args(hints[f.name]) for f in fields(Notation)}


DEFAULT = Notation()
_current: ContextVar[Notation] = ContextVar("notation", default=DEFAULT)


def current() -> Notation:
    """The notation in use."""
    return _current.get()


@contextmanager
def using(notation: Notation) -> Iterator[None]:
    """Print everything in this notation meanwhile."""
    token = _current.set(notation)
    try:
        yield
    finally:
        _current.reset(token)


def of(printer: Any) -> Notation:
    """The notation of a printer; SymPy's own have none."""
    return getattr(printer, "notation", DEFAULT)
