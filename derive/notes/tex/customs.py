"""Macros that people define in a file of their own, by the names and arguments that are usual.

A macro that the text does not define, with arguments: \\KL{p}{q} is no product of three things.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from derive.notes.blocks import Macro
from derive.notes.chains import Sort
from derive.notes.source import NotRead
from derive.notes.tex.lexemes import Lexeme, group_end

_BODIES = {
    r"\KL \kl \DKL \Dkl \KLD \kld": (
        r"\mathrm{KL}", r"D_{\mathrm{KL}}(#1)", r"D_{\mathrm{KL}}(#1\|#2)",
    ),
    r"\JS \JSD": (r"\mathrm{JS}", r"\mathrm{JS}(#1)", r"\mathrm{JS}(#1\|#2)"),
    r"\E \EE \Expect \expect \expectation": (
        r"\mathbb{E}", r"\mathbb{E}[#1]", r"\mathbb{E}_{#1}[#2]",
    ),
    r"\Var \var": (r"\mathrm{Var}", r"\mathrm{Var}[#1]", r"\mathrm{Var}_{#1}[#2]"),
    r"\Ent \ent \entropy": (r"H", r"H(#1)"),
    r"\MI": (r"I", r"I(#1)"),
    r"\Prob \prob \PP": (r"\Pr", r"\Pr(#1)"),
    r"\Normal \normal \Gauss \Gaussian": (r"\mathcal{N}", r"\mathcal{N}(#1)"),
    r"\R \RR \reals": (r"\mathbb{R}",),
    r"\given": (r"\mid",),
    r"\dif \diff \dd": (r"d",),
    r"\loss": (r"\mathcal{L}",),
    r"\abs": ("", r"|#1|"),
    r"\norm": ("", r"\|#1\|"),
    r"\ceil": ("", r"\lceil #1\rceil"),
    r"\floor": ("", r"\lfloor #1\rfloor"),
    r"\set": ("", r"\{#1\}"),
    r"\paren \parens \pa": ("", r"(#1)"),
    r"\ind \indicator \Ind": (r"\mathbf{1}", r"\mathbf{1}[#1]"),
    r"\eqdef \defeq \defas": (r":=",),
    r"\bit \bits": (r"\text{ bits}",),
    r"\nats": (r"\text{ nats}",),
}  # fmt: skip
"""What each stands for, with no argument in braces, with one, with two."""
_KNOWN = {name: bodies for names, bodies in _BODIES.items() for name in names.split()}
CUSTOMARY = {
    f"{name}/{n}": Macro(n, body)
    for name, bodies in _KNOWN.items()
    for n, body in enumerate(bodies)
    if body
}
"""By name and number of arguments, as `counted` writes them."""


def counted(lexemes: list[Lexeme], defined: Container[str]) -> list[Lexeme]:
    """The calls of customary macros that the text does not define, renamed by their arguments.

    NotRead: one with arguments that are not usual.
    """
    return [
        _renamed(lexemes, i) if x.text in _KNOWN and x.text not in defined else x
        for i, x in enumerate(lexemes)
    ]


def _renamed(lexemes: list[Lexeme], i: int) -> Lexeme:
    called, at, groups = lexemes[i], i + 1, 0
    while at < len(lexemes) and lexemes[at].sort is Sort.OPEN:
        at, groups = group_end(lexemes, at) + 1, groups + 1
    name = f"{called.text}/{groups}"
    bracketed = at < len(lexemes) and lexemes[at].text in ("(", "[")
    if name not in CUSTOMARY or (groups and bracketed):
        shown = called.text + "{…}" * groups + ("[…]" if groups and bracketed else "")
        raise NotRead(
            None, f"{shown}: nothing defines {called.text}", (f"macro {called.text} = …",)
        )
    return replace(called, text=name)
