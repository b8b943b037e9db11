"""Signs between sides."""

from __future__ import annotations

from collections.abc import Sequence

from derive.notes.chains import Sort
from derive.notes.kinds import INDICES
from derive.notes.tex.lexemes import Lexeme
from derive.notes.tex.symbols import commands

RELATIONS = {
    "=": "=", "<": "<", ">": ">", "\\le": "<=", "\\ge": ">=", "\\ne": "!=",
    "\\approx": "~", "\\simeq": "~", "\\approxeq": "~",
    "\\equiv": ":=", "\\triangleq": ":=", "\\coloneqq": ":=", "\\coloneq": ":=",
    "\\eqdef": ":=", "\\defeq": ":=", "\\eqqcolon": "=:", "\\dfn": ":=",
    "\\to": "->", "\\propto": "prop", "\\in": "in", "\\sim": "sim", "\\ll": "<<",
    "\\perp": "perp",
    **dict.fromkeys(
        commands(
            "doteq cong asymp lesssim gtrsim lessapprox gtrapprox prec succ preceq succeq gg"
            " subset subseteq supset supseteq notin ni not\\equiv not\\perp nleq ngeq nless"
            " ngtr mapsto leftarrow gets leftrightarrow hookrightarrow uparrow downarrow"
            " models vdash not\\sim xleftarrow xleftrightarrow xmapsto lneq gneq lll ggg"
            " subsetneq nsubseteq not\\le not\\ge not< not> not\\subset not\\approx not\\to"
            " nsim ncong nprec nsucc nparallel nmid precsim succsim lessgtr gtrless gtreqless"
            " lesseqgtr eqsim backsim circeq bumpeq lhd rhd unlhd unrhd trianglelefteq"
            " sqsubseteq sqsupseteq not\\gg not\\ll not\\cong not\\simeq not\\propto not\\prec"
            " not\\succ not\\subseteq not\\supset not\\supseteq not\\ni not\\models not\\vdash"
            " not\\implies not\\iff nrightarrow nRightarrow not\\rightarrow not\\Rightarrow"
        ),
        "?",
    ),
}  # fmt: skip
"""Relations, and what `Sign.rel` is for them; "?": one that is not read."""

OTHER = "\\other"
"""A relation that what stands over it makes another."""
RELATIONS[OTHER] = "?"

BACKWARDS = commands("leftarrow gets")
ARROWS = BACKWARDS | commands("to mapsto")
"""Relations that also point at words, or from them."""

JOINERS = {"\\implies": "implies", "\\iff": "iff", "\\therefore": "so", "\\impliedby": "if",
           "\\because": "if"}  # fmt: skip
"""Signs between statements."""


def is_relation(x: Lexeme) -> bool:
    return x.sort in (Sort.SIGN, Sort.COMMAND) and (x.text in RELATIONS or x.text in JOINERS)


def is_of_letters(runs: Sequence[Sequence[Lexeme]], signs: Sequence[Lexeme]) -> bool:
    """i = j, i ≠ j: what says of which letters something is claimed, and no claim of its own."""
    alone = all(len(r) == 1 and r[0].text in INDICES for r in runs)
    return alone and [x.text for x in signs] in (["="], ["\\ne"])
