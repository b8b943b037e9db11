"""What was understood, as LaTeX in the notes' own letters, printed from the term."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sympy import Expr, Mul, preorder_traversal

from derive.language import notation
from derive.language.alphabets import Alphabet, latex_name
from derive.language.definitions import DefinedLawValue
from derive.language.events import AtEvent
from derive.language.expressions import log
from derive.language.laws import ConditionalValue, Law, LawValue
from derive.language.measures import Measure
from derive.language.notation import Notation
from derive.language.printing import NotesLatexPrinter, laws_in
from derive.language.quantities import QuantityValue

VALUE = "⟨v⟩"  # before the LaTeX of a value that prints as it stands, whatever its letters are
AID = "⟨s⟩"  # of a number that the notes do not have
_BASE = "\x01"  # the free base, which is not printed
_ALONE = re.compile(rf"_\{{{_BASE}\}}|_{_BASE}")
_LETTERS = re.compile(r"⟦(D?)_([^⟦⟧]*)⟧")


@dataclass(frozen=True)
class Own(Notation):
    """The notes' notation. own: derive's names in LaTeX to the notes'. variables: the random
    variables, as derive writes them, to the notes' LaTeX. under: of letters called x_i, what stands
    under a sum. sizes: of alphabets. indexed: laws and functions whose letters are subscripts.
    parameters: laws with letters that are subscripts of theirs. base: the free base's name.
    """

    own: Mapping[str, str] = field(default_factory=dict, hash=False)
    variables: Mapping[str, str] = field(default_factory=dict, hash=False)
    under: Mapping[str, str] = field(default_factory=dict, hash=False)
    sizes: Mapping[str, str] = field(default_factory=dict, hash=False)
    indexed: frozenset[str] = frozenset()
    parameters: frozenset[tuple[str, str]] = frozenset()
    base: str = ""

    def letter(self, name: str, alphabet: str, plain: str) -> str:
        return self.own.get(plain, plain)

    def size(self, alphabet: str, plain: str) -> str:
        return self.sizes.get(alphabet, plain)

    def law(self, plain: str) -> str:
        return self.own.get(plain, plain)

    def big(self, sign: str, letters: Sequence[tuple[str, str, str, str]]) -> str:
        shown = [(n, a, self.under.get(n, self.own.get(x, x)), over) for n, a, x, over in letters]
        return super().big(sign, shown)

    def quantity(self, name: str, letters: Sequence[str]) -> str:
        if name == latex_name(self.base) and not letters:
            return _BASE
        shown = self.own.get(name, name)
        if shown.startswith(VALUE):
            return shown.removeprefix(VALUE)
        if "⟨t⟩" in shown and letters:
            low = f"_{{{','.join(letters[1:])}}}" if letters[1:] else ""
            return shown.replace("⟨t⟩", letters[0]).replace("⟨p⟩", low)
        if not letters:
            return shown
        if shown in self.indexed:
            return marked(shown, list(map(self.index, letters)))
        return f"{shown}({','.join(letters)})"

    def index(self, letter: str) -> str:
        """A letter as a subscript: the i of x_i."""
        for name, own in self.under.items():
            if letter == self.own.get(latex_name(name)):
                return own
        return letter

    def log(self, base: str | None) -> str:
        return r"\log" if base == _BASE else super().log(base)

    def at(self, law: str, left: Sequence[str], right: Sequence[str], of: Sequence[str]) -> str:
        """A law's value at letters; of: its variables, where the letters do not say them."""
        below = [x for x in right if (law, x) in self.parameters] + list(of)
        kept = [x for x in right if (law, x) not in self.parameters]
        inside = r" \mid ".join(",".join(side) for side in (left, kept) if side)
        if law in self.indexed and not below and not kept:
            return f"{law}_{{{','.join(map(self.index, left))}}}"
        return f"{marked(law, below)}({inside})" if below else f"{law}({inside})"


def marked(name: str, marks: Sequence[str]) -> str:
    """A name with more subscripts."""
    stem, sub, rest = re.fullmatch(r"(.*?)(?:_\{(.*)\})?([\^'].*)?", name).groups()  # type: ignore[union-attr]
    return f"{stem}_{{{','.join([*([sub] if sub else []), *marks])}}}{rest or ''}"


class _LogFree(Expr):  # type: ignore[misc]
    """A logarithm to the free base, where it is a factor more than once: (log t)^2."""


def _squared(e: Expr, base: QuantityValue) -> Expr:
    """(ln t)^2/(ln b)^2 as the square of one logarithm."""
    below = log(base)
    made: dict[Expr, Expr] = {}
    for node in preorder_traversal(e):
        powers = node.as_powers_dict() if isinstance(node, Mul) else {}
        logs = {f: n for f, n in powers.items() if isinstance(f, log) and f != below}
        if powers.get(below, 0) < -1 and sum(logs.values()) == -powers[below]:
            rest = [f**n for f, n in powers.items() if f not in logs and f != below]
            made[node] = Mul(*rest, *(_LogFree(f.args[0]) ** n for f, n in logs.items()))
    return e.xreplace(made) if made else e


class Printer(NotesLatexPrinter):
    """Values of laws and measures as people write them; the rest as derive does."""

    notation: Own

    def _print(self, expr: Any, **settings: Any) -> str:
        if isinstance(expr, LawValue):
            inputs = {v.name for v in expr.law.inputs}
            return self._value(expr.law, expr.at, inputs)
        if isinstance(expr, ConditionalValue):
            inputs = {v.name for v in expr.law.inputs}
            return self._value(expr.law, expr.joint.at, inputs | {v for v, _ in expr.given.at})
        if isinstance(expr, DefinedLawValue):
            inputs = {v.name for v in expr.law.inputs}
            return self._value(expr.law, expr.at, inputs | set(expr.given))
        if isinstance(expr, Measure) and not expr.args[1].name.startswith(r"\operatorname{E}"):
            return self._measure(expr)
        shown: str = super()._print(expr, **settings)
        return shown

    def _print__LogFree(self, expr: Expr) -> str:
        return rf"{self.notation.log(_BASE)} {self._bracket(expr.args[0])}"

    def _print_Pow(self, expr: Expr) -> str:
        if isinstance(expr.base, _LogFree):
            return f"{self._bracket(expr.base)}^{{{self._print(expr.exp)}}}"
        shown: str = super()._print_Pow(expr)
        return shown

    def _value(self, law: Law, at: Any, right: set[str]) -> str:
        left, below = (
            [self._print(i) for v, i in at if (v in right) == bar] for bar in (False, True)
        )
        told = all(self._tells(law, v, i) for v, i in at)
        of = [] if told else [latex_name(v.upper()) for v, _ in at]
        return self.notation.at(self._print(law), left, below, of)

    @staticmethod
    def _tells(law: Law, variable: str, letter: Any) -> bool:
        """Whether a letter shows whose it is: it is called so, or no other has its alphabet."""
        every = law.variables_and_inputs()
        alike = [v for v in every if v.alphabet == letter.alphabet]
        return letter.name.rstrip("'") == variable or len(alike) == 1

    def _measure(self, expr: Measure) -> str:
        """Letters that a measure sums over are left out: they stand left of the bar in it."""
        operands = expr.args[3:]

        def kept(found: re.Match[str]) -> str:
            parts = [
                p
                for p in found[2].split(";")
                if not (p[:1] == "#" and isinstance(operands[int(p[1:])], Alphabet))
            ]
            return f"⟦{found[1]}_{';'.join(parts)}⟧"

        shown = [self._print(o) for o in operands]
        head, opened, inside = _LETTERS.sub(kept, expr.args[1].name).partition("(")
        for name, own in self.notation.variables.items():  # and not the I of I(X; Y)
            inside = re.sub(rf"(?<![\w\\]){re.escape(name)}(?![\w'])", _literally(own), inside)
        return notation.filled(f"{head}{opened}{inside}", operands, shown, self, tex=True)


def _literally(shown: str) -> Callable[[re.Match[str]], str]:
    return lambda _: shown


def readback(e: Expr, own: Own, beside: Sequence[Expr] = ()) -> str:
    """The term as the notes would write it; a measure of variables with their law, where several
    laws stand in the term, or in those beside it.
    """
    laws = laws_in((*beside, e))
    base = next((q for q in e.atoms(QuantityValue) if q.quantity.name == own.base), None)
    if base is not None:  # a measure at an event, of which the free base is a factor beside it
        e = e.xreplace({a: a * log(base) for a in e.atoms(AtEvent) if a.args[0].name in ("H", "I")})
        e = _squared(e, base)
    shown = Printer(own, laws).doprint(e)
    shown = _ALONE.sub("", shown).replace(f"_{{{_BASE},", "_{").replace(f",{_BASE}", "")
    return shown.replace(_BASE, r"b")


def own_names(latex: Mapping[str, str]) -> dict[str, str]:
    """From derive's names in LaTeX to the notes' LaTeX."""
    return {latex_name(name): shown for name, shown in latex.items()}
