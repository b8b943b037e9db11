"""A formula of the notes as a line of plain text, for a terminal: to look at, never to read back.

pylatexenc knows the symbols; what is set on two levels is put on one, with brackets where they
are needed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from rich.cells import cell_len, chop_cells

_FUNCTIONS = (
    *("log", "ln", "lg", "exp", "max", "min", "sup", "inf", "lim", "arg", "det", "Pr"),
    *("argmax", "argmin", "sin", "cos", "tan", "tanh", "dim", "limsup", "liminf"),
)
_SPACED = {
    **{name: "≤" for name in ("le", "leq", "leqslant", "leqq")},
    **{name: "≥" for name in ("ge", "geq", "geqslant", "geqq")},
    **{name: "≠" for name in ("ne", "neq")},
    **{"approx": "≈", "simeq": "≃", "equiv": "≡", "triangleq": "≜", "coloneqq": "≔"},
    **{"sim": "∼", "propto": "∝", "ll": "≪", "gg": "≫", "in": "∈", "to": "→"},
    **{"rightarrow": "→", "implies": "⟹", "Rightarrow": "⇒", "iff": "⟺", "cdot": "·"},
    **{
        "times": "×",
        "perp": "⊥",
        "mid": "|",
        "subset": "⊂",
        "subseteq": "⊆",
        "Leftrightarrow": "⇔",
        "therefore": "∴",
        "mapsto": "↦",
    },
}
_TIGHT = {
    "|": "‖",
    "Vert": "‖",
    "parallel": "‖",
    "vert": "|",
    "lvert": "|",
    "lt": "<",
    "gt": ">",
}
_NOTHING = (
    *("big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr"),
    *("Biggr", "bigm", "Bigm", "displaystyle", "textstyle", "limits", "nolimits", "nonumber"),
    *("notag", "left", "right", "middle", "!"),
)
_WORDS = ("mathrm", "mathit", "mathsf", "mathtt", "text", "textrm", "textit")
_UPON = ("overset", "stackrel", "underset")
_ACCENTS = {"hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303"}
_ACCENTS |= {"bar": "\u0304", "overline": "\u0304", "dot": "\u0307", "vec": "\u20d7"}
_BRACES = {"{": "\ue000", "}": "\ue001"}  # that are printed, until the others are gone
_COMPOUND = re.compile(r"[-+−·×/=∑∏∫ ]|[)\]}]\s*[\w(]|\d[^\W\d]")
_BEFORE_SCRIPT = re.compile(rf"\b({'|'.join(_FUNCTIONS)}) (?=[_^(\[])")
_SCRIPT = re.compile(r"([_^])\{([^{}]*)\}")
_ONE = re.compile(r"[^\W_]+|[*⋆'′]+|.")
_LAYOUT = re.compile(r"\\(?:begin|end)\{\w+\*?\}(?:\{[lcr|@{}!:>\\ ]*\})?|&")
_BARE_SCRIPT = re.compile(  # `_\theta\log` would lose where its subscript ends
    r"([_^])\s*(\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|vartheta|iota|kappa|"
    r"lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|varphi|chi|psi|omega|ell|star|ast|infty)(?![a-zA-Z]))"
)
_LABEL = re.compile(r"\\(?:label|tag\*?)\{[^{}]*\}")
_MATHEMATICS = re.compile(r"[\\^_{}]")
_DOLLAR = re.compile(r"(?<!\\)\$\$?|\\[()\[\]]")
_LONGEST = 4_000  # characters of a formula that are looked at


@lru_cache(maxsize=4096)
def plain(latex: str) -> str:
    """The formula in one line; as it stands where it cannot be made plain."""
    tex = _BARE_SCRIPT.sub(r"\1{\2}", _LABEL.sub("", latex[:_LONGEST]))
    tex = _LAYOUT.sub(" ", tex).replace(r"\\", "  ")
    try:
        shown = str(_reader().latex_to_text(tex))
    except Exception:  # of a library, on text that may be anything
        shown = latex[:_LONGEST]
    shown = _scripts(shown.replace("\u00a0", " "))
    return _tidy(" ".join(shown.split())) or " ".join(latex[:_LONGEST].split())


def sentence(words: str) -> str:
    """Words and formulas as plain text; a formula stands between dollars, or is a word."""
    if _DOLLAR.search(words):
        parts = _DOLLAR.split(words)
        return "".join(plain(p) if k % 2 else p for k, p in enumerate(parts))
    out: list[str] = []
    for word in words.split(" "):
        if out and out[-1].count("{") > out[-1].count("}"):
            out[-1] += f" {word}"
        else:
            out.append(word)
    return " ".join(plain(w) if _MATHEMATICS.search(w) else w for w in out)


def cut(line: str, width: int) -> str:
    """The line, or as much of it as fits with an ellipsis."""
    if cell_len(line) <= width:
        return line
    return chop_cells(line, max(width - 1, 1))[0].rstrip() + "…"


def _scripts(shown: str) -> str:
    """`x_{i}` as `x_i`, `2^{-L}` as `2^(-L)`; from the inside outwards."""
    before = ""
    while before != shown:  # each turn takes a pair of braces away
        before, shown = shown, _SCRIPT.sub(_script, shown)
    shown = shown.replace("{", "").replace("}", "")
    for brace, kept in _BRACES.items():
        shown = shown.replace(kept, brace)
    return _BEFORE_SCRIPT.sub(r"\1", shown)


def _script(found: re.Match[str]) -> str:
    inside = found[2].strip()
    shown = inside if _ONE.fullmatch(inside) else f"({inside})"
    apart = found.string[found.end() : found.end() + 1]
    return f"{found[1]}{shown}{' ' if apart.isalnum() and shown[-1] != ')' else ''}"


def _tidy(shown: str) -> str:
    """Blanks as one writes them."""
    shown = re.sub(r"\s+([,.;)\]⌉⌋])", r"\1", shown)
    shown = re.sub(r"([(\[⌈⌊]) +", r"\1", shown)
    return re.sub(r"(?<=[^\s(\[{\-−])(?=[∑∏∫])", " ", shown)


@cache
def _reader() -> Any:
    from pylatexenc import latex2text, latexwalker, macrospec

    texts = latex2text.get_default_latex_context_db()
    specs = latexwalker.get_default_latex_context_db()
    made = [latex2text.MacroTextSpec(name, _frac) for name in _FRACTIONS]
    made += [latex2text.MacroTextSpec(name, f"{name} ") for name in _FUNCTIONS]
    made += [latex2text.MacroTextSpec(name, f" {sign} ") for name, sign in _SPACED.items()]
    made += [latex2text.MacroTextSpec(name, sign) for name, sign in _TIGHT.items()]
    made += [latex2text.MacroTextSpec(name, "") for name in _NOTHING]
    made += [latex2text.MacroTextSpec(name, "%s") for name in _WORDS]
    made.append(latex2text.MacroTextSpec("operatorname", "%(2)s"))
    made += [latex2text.MacroTextSpec(name, kept) for name, kept in _BRACES.items()]
    made += [latex2text.MacroTextSpec(name, _accented) for name in _ACCENTS]
    made += [latex2text.MacroTextSpec("sqrt", _root), latex2text.MacroTextSpec("binom", _binomial)]
    made += [latex2text.MacroTextSpec(name, "%(2)s") for name in _UPON]
    texts.add_context_category("derive", macros=made, prepend=True)
    arguments = [macrospec.MacroSpec(name, "{{") for name in (*_FRACTIONS, *_UPON, "binom")]
    arguments += [macrospec.MacroSpec(name, "{") for name in _WORDS]
    arguments.append(macrospec.MacroSpec("operatorname", "*{"))
    arguments += [macrospec.MacroSpec(name) for name in (*_NOTHING, *_TIGHT)]
    specs.add_context_category("derive", macros=arguments, prepend=True)
    reader = latex2text.LatexNodes2Text(
        latex_context=texts, keep_braced_groups=True, keep_braced_groups_minlen=1
    )

    class Reader:
        def latex_to_text(self, tex: str) -> str:
            walker = latexwalker.LatexWalker(tex, latex_context=specs, tolerant_parsing=True)
            return str(reader.nodelist_to_text(walker.get_latex_nodes()[0]))

    return Reader()


_FRACTIONS = ("frac", "dfrac", "tfrac", "cfrac")


def _arguments(node: Any, l2tobj: Any) -> list[str]:
    found = node.nodeargd.argnlist if node.nodeargd else []
    return [_bare(l2tobj.node_to_text(a)) if a is not None else "" for a in found]


def _bare(shown: str) -> str:
    shown = shown.strip()
    return shown[1:-1].strip() if shown[:1] + shown[-1:] in ("{}", "[]") else shown


def _frac(node: Any, l2tobj: Any) -> str:
    top, bottom = (*_arguments(node, l2tobj), "", "")[:2]
    return f"{_bracketed(top)}/{_bracketed(bottom)} "  # what follows is not below the line


def _binomial(node: Any, l2tobj: Any) -> str:
    return f"C({', '.join(_arguments(node, l2tobj))})"


def _root(node: Any, l2tobj: Any) -> str:
    degree, inside = (*_arguments(node, l2tobj), "", "")[:2]
    return f"{f'[{degree}]' if degree else ''}√{_bracketed(inside)}"


def _accented(node: Any, l2tobj: Any) -> str:
    inside = "".join(_arguments(node, l2tobj))
    return inside + _ACCENTS[node.macroname] if len(inside) == 1 else f"{node.macroname}({inside})"


def _bracketed(part: str) -> str:
    """In brackets unless it is one thing: a name, a number, a call."""
    depth, outside = 0, ""
    for c in part:
        depth -= c in ")]}"
        if depth == 0:
            outside += c
        depth += c in "([{"
    return f"({part})" if _COMPOUND.search(outside.strip()) else part
