"""Displays that say what is drawn from what: X ∼ p, x_1, …, x_n ∼ p."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.notes.blocks import Display
from derive.notes.chains import Chain
from derive.notes.facts import Fact
from derive.notes.facts.displayed import Role, role_of
from derive.notes.facts.forms import forms
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.held import Text, held
from derive.notes.facts.scopes import section
from derive.notes.source import NotRead

DRAWN = "drawn"


def of_display(
    text: Text, chains: Sequence[Chain], formulas: Formulas, block: int
) -> Iterator[Fact]:
    """What a display of nothing else says so, to the end of its section."""
    display = text.document.blocks[block]
    if len(chains) != 1 or not isinstance(display, Display):
        return
    (chain,) = chains
    if [s.rel for s in chain.signs] != ["sim"] or role_of(text.document, block) is Role.DENIED:
        return
    try:
        statements = formulas.read(display.body)
    except NotRead:
        return
    span = chain.sides[0].span.to(chain.sides[1].span)
    for said in (s for made in statements if made.rels == ("sim",) for s in forms(made)):
        quote, scope = " ".join(span.text.split()), section(text.document, block)
        fact = Fact(said.kind, said.names, said.values, span, quote, scope, words=DRAWN)
        yield held(text, fact, block, 0)
