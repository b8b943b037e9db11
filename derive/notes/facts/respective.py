"""Laws of several variables said in one breath: X and Y with laws p and q, respectively."""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.notes import tree as t
from derive.notes.facts.forms import Said, is_variable
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.sentences import SLOT, Sentence

_LIST = rf"{SLOT}(?:(?:,? and|,) {SLOT})*"
_LAWS = re.compile(
    rf"(?P<a>{_LIST})(?P<between>[^.;:\ue000-\uf8ff]{{0,60}}) (?:with|have|having|of|by|follow)"
    r"(?: the| their)?(?: marginal)? (?:laws|distributions|pmfs|densities) "
    rf"(?P<b>{_LIST}),? respectively"
)


def respective(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """Each variable with its law; none where there are not as many of these as of those."""
    for found in _LAWS.finditer(sentence.words):
        variables, laws = (_names(found[side], sentence, formulas) for side in "ab")
        if len(variables) == len(laws) and all(map(is_variable, variables)):
            for one, law in zip(variables, laws, strict=True):
                yield Said("variable", (one,), (law,))


def _names(slots: str, sentence: Sentence, formulas: Formulas) -> list[t.Node]:
    made = (s for x in re.findall(SLOT, slots) for s in formulas.statements(sentence.inline(x)))
    return [n for s in made if not s.rels for n in s.names]
