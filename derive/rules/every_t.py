"""A statement about any number T of variables, from the step from t − 1 to t."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from derive.kernel.instance import Put
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Index
from derive.language.alphabets import Alphabet, Cardinality, latex_name
from derive.language.definitions import Defined, DefinedLaw, Definition
from derive.language.laws import Law
from derive.language.measures import Measure
from derive.language.names import DeriveError
from derive.language.printing import latex, text
from derive.language.quantities import Quantity
from derive.language.relations import SYMBOL, as_expression
from derive.rules.exists import LATEX_SIGN
from derive.rules.fact import Decision, Fact, Ground, prose_latex
from derive.rules.induction import Growth, induction, inferred
from derive.translate.bridge import index

_ELLIPSIS = "₁…"
_BIG = {"+": ("Σ", r"\sum"), "*": ("Π", r"\prod")}


def past_and_next(name: str) -> tuple[Alphabet, Alphabet]:
    """The alphabets of x₁…xₜ₋₁, read as one letter, and of xₜ: `u, v = past_and_next("x")`."""
    if len(name) != 1:
        raise DeriveError(f"past_and_next({name!r}): expected one letter. Try past_and_next('x').")
    return Alphabet(f"{name}₁…{name}ₜ₋₁"), Alphabet(f"{name}ₜ")


@dataclass(frozen=True)
class _Shown:
    """How the past x₁…xₜ₋₁ is printed, as a letter, a variable and a size, and what it becomes."""

    past: str
    until: Callable[[str], str]  # the same, ending with another subscript than t − 1
    first: str

    def at(self, shown: str, last: str) -> str:
        """The expression, read about x₁…x_last; about x₁ alone for last = "1"."""
        return shown.replace(self.past, self.first if last == "1" else self.until(last))


def _text_forms(stem: str) -> tuple[_Shown, ...]:
    def form(c: str) -> _Shown:
        return _Shown(f"{c}₁…{c}ₜ₋₁", lambda last: f"{c}₁…{c}{last}", f"{c}₁")

    return tuple(map(form, dict.fromkeys((stem, stem.upper()))))


def _latex_forms(stem: str) -> tuple[_Shown, ...]:
    def letter(name: str) -> _Shown:
        c = latex_name(name)
        past = latex_name(f"{name}₁…{name}ₜ₋₁")
        return _Shown(past, lambda last: rf"{c}_{{1}},\ldots,{c}_{{{last}}}", f"{c}_{{1}}")

    size = rf"\mathcal{{{stem.upper()}}}"
    first = f"{size}_{{1}}"
    words = rf"{first} \times \cdots \times {size}"
    of_size = _Shown(f"{words}_{{t-1}}", lambda last: f"{words}_{{{last}}}", first)
    return (*map(letter, dict.fromkeys((stem, stem.upper()))), of_size)


class EveryT(Fact):
    """total(x₁…x_T) = total(x₁) + Σ_{t=2}^T new(x₁…xₜ₋₁, xₜ) for every T; by="*": a product.

    step: the derivation of total(u, v) = total(u) + new(u, v), or ≤, ≥. past, next: the u, v of
    `past_and_next`. put: for each quantity of u its value at (u, v), such as {ell: ell(u) + L(v)};
    the statement says so.
    """

    rule = "induction on T"

    def __init__(
        self,
        step: Any,
        total: Any,
        new: Any,
        past: Alphabet,
        next: Alphabet,
        by: Literal["+", "*"] = "+",
        put: Mapping[Any, Any] | None = None,
    ) -> None:
        self.step, self.by = step, by
        self.total, self.new = as_expression(total), as_expression(new)
        self.past, self.next = past, next
        self.put = dict(put or {})
        stem = past.name[:1] if isinstance(past, Alphabet) else ""
        if not stem.isalpha() or (past, next) != past_and_next(stem):
            raise DeriveError(
                f"EveryT: past, next: got {past!r}, {next!r}; expected the two alphabets' own "
                'letters. Try u, v = past_and_next("x").'
            )
        self._text, self._latex = _text_forms(stem), _latex_forms(stem)

    def expressions(self) -> tuple[Any, ...]:
        put = [p for q, e in self.put.items() for p in (as_expression(_value(q)), as_expression(e))]
        return (*super().expressions(), *put)

    def text(self) -> str:
        rel = SYMBOL[self.step.claim().relation.rel]
        total, new = text(self.total), text(self.new)
        whole, first = (_until(self._text, total, last) for last in ("_T", "1"))
        big = _BIG[self.by][0]
        join = " + " if self.by == "+" else " · "
        puts = [
            f"{_until(self._text, text(_value(q)), 'ₜ')} = {text(as_expression(e))}"
            for q, e in self.put.items()
        ]
        where = f", where {', '.join(puts)}" if puts else ""
        return f"for every T: {whole} {rel} {first}{join}{big}_(t=2)^T {new}{where}"

    def latex(self) -> str:
        rel = LATEX_SIGN[self.step.claim().relation.rel]
        total, new = latex(self.total), latex(self.new)
        whole, first = (_until(self._latex, total, last) for last in ("T", "1"))
        join = "+" if self.by == "+" else r"\cdot"
        puts = [
            f"{_until(self._latex, latex(_value(q)), 't')} = {latex(as_expression(e))}"
            for q, e in self.put.items()
        ]
        where = rf",\; {prose_latex('where ')} {', '.join(puts)}" if puts else ""
        return rf"{whole} {rel} {first} {join} {_BIG[self.by][1]}_{{t=2}}^{{T}} {new}{where}"

    def decide(self, ground: Ground) -> Decision:
        self._check_printable()
        theorem, translator = ground.lemma(self.step)
        ground.require(self.step)
        total, new = translator.term(self.total), translator.term(self.new)
        put = {q.name: self._put(q, e, translator) for q, e in self.put.items()}
        n = Normalizer(translator.context(ground.given))
        grow = Growth(self.past.alphabet, self.next.alphabet, put)
        given = (n, theorem, total, new, self.by, grow)
        detail = (f"step: {self.step.claim().relation}",)
        return Decision("proved", induction(*given), detail, inferred=partial(inferred, *given))

    def _check_printable(self) -> None:
        """The statement is printed with the past's name replaced: what has it, and only that, must
        be the past.

        Raises:
            DeriveError: for another past, another letter of the past, or a name that hides it.
        """
        for node in _nodes(self.total):
            own = node in (self.past, self.past.size)
            if isinstance(node, (Alphabet, Cardinality, Law, Quantity)) and not own:
                self._check_name(node)
            if isinstance(node, (Defined, Measure)) and self.past in _nodes(node):
                shown = zip((self._text, self._latex), (text(node), latex(node)), strict=True)
                if not all(any(f.past in a for f in forms) for forms, a in shown):
                    raise DeriveError(
                        f"EveryT: {text(node)} in the total is printed without {self.past}, which "
                        "it depends on. Try its definition."
                    )

    def _check_name(self, node: Any) -> None:
        alphabet = getattr(node, "alphabet", "")
        name = getattr(node, "name", alphabet)
        if alphabet == self.past.alphabet or _ELLIPSIS in name + alphabet:
            raise DeriveError(
                f"EveryT: the total mentions {name}; expected no past but {self.past}, under that "
                f"name. Try a total in {self.past} alone."
            )

    def _put(self, quantity: Any, e: Any, translator: Any) -> Put:
        """Parameters: the letters of the quantity, then v for each of them that is over u."""
        more = [self.next for v in quantity.over if v.alphabet == self.past.alphabet]
        letters: tuple[Index, ...] = tuple(index(v) for v in (*quantity.over, *more))
        return Put(letters, translator.term(as_expression(e)))


def _until(forms: tuple[_Shown, ...], shown: str, last: str) -> str:
    for form in forms:
        shown = form.at(shown, last)
    return shown


def _value(quantity: Any) -> Any:
    """A quantity at its own letters, as it is printed."""
    return quantity(*quantity.over) if isinstance(quantity, Quantity) else quantity


def _nodes(e: Any) -> Iterator[Any]:
    """All nodes, bound letters and the variables of laws and quantities too."""
    yield e
    parts = e.args
    if isinstance(e, Law):
        parts = e.variables_and_inputs()
    if isinstance(e, Quantity):
        parts = e.over
    if isinstance(e, (Definition, DefinedLaw)):
        parts = (*(e.variables_and_inputs() if isinstance(e, Law) else e.over), e.body)
    for part in parts:
        yield from _nodes(part)
