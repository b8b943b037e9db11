"""Integrals as text for people, among what a theorem rests on: ∫ p(x)·x dx."""

from __future__ import annotations

from derive.kernel import show
from derive.kernel import terms as t
from derive.kernel.terms import Context, Index, Term
from derive.translate.families import is_coordinate


def text(term: Term, context: Context) -> str:
    """The kernel's text, with ∫ … dx over spaces, conditionals W(y|x), points for coordinates."""
    return show.text(_named(term, context))


def _named(term: Term, context: Context) -> Term:
    """The same with names of what the kernel's text does not say so, as quantities."""
    match term:
        case t.LawTerm(law, at):
            decl = context.laws[law]
            inputs = {v for v, _ in decl.inputs}
            own = ",".join(_letter(i) for v, i in at if v not in inputs)
            given = ",".join(_letter(i) for v, i in at if v in inputs)
            return t.Quantity(f"{law}({own}|{given})" if given else f"{law}({own})")
        case t.Quantity(name, at) if is_coordinate(name):
            return t.Quantity(_letter(at[0]))
        case t.Sum(indices, body) if all(i.alphabet in context.spaces for i in indices):
            inside = show.text(_named(body, context))
            inside = f"({inside})" if isinstance(body, t.Add) else inside
            points = "".join(f" d{_letter(i)}" for i in indices)
            return t.Quantity(f"{'∫' * len(indices)} {inside}{points}")
    return t.with_children(term, tuple(_named(part, context) for part in t.children(term)))


def _letter(i: Index) -> str:
    return t.letter_of(i.alphabet) if i.name.startswith(("$", "#")) else i.name
