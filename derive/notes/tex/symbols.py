"""Tables of TeX: what is layout, what is another spelling, what takes arguments."""

from __future__ import annotations

from derive.notes.chains import Sort


def commands(words: str) -> frozenset[str]:
    """Names of commands, without their backslashes."""
    return frozenset("\\" + w for w in words.split())


LAYOUT = commands(
    ", ; : ! > displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag limits"
    " nolimits displaylimits mathstrut strut allowbreak nobreak noindent hline centering"
    " small large Large normalsize tiny footnotesize scriptsize normalfont relax protect"
    " thinspace negthinspace medspace negmedspace thickspace negthickspace break goodbreak"
    " displaybreak qedhere mathcode delimsize upshape boldmath unboldmath toprule midrule"
    " bottomrule nopagebreak smallskip medskip bigskip null"
) | {"~", "\\ ", "\\\t", "\\\n", "\\/", "\\-"}

WIDE = commands("quad qquad enspace space enskip hspace hspace* hskip hfill hfil")
"""Blanks that part statements."""

THIN = commands(", ; : > thinspace medspace thickspace") | {"~", "\\ ", "\\\t", "\\\n"}
"""Of these three in a row are a wide blank."""

DROPPED = {
    **dict.fromkeys(commands("vspace vspace* mspace phantom hphantom vphantom"), 1),
    **dict.fromkeys(commands("color kern mkern mskip pagecolor rule index"), 1),
    **dict.fromkeys(commands("cline cmidrule addlinespace setlength addtolength"), 1),
}
"""Layout with so many arguments, all gone."""

WRAPPERS = {
    **dict.fromkeys(commands("mathord mathbin mathrel mathopen mathclose mathpunct mathinner"), 0),
    **dict.fromkeys(commands("mathop smash boxed fbox ensuremath mathclap mathllap mathrlap"), 0),
    **dict.fromkeys(commands("bbox framebox hbox* vcenter adjustlimits eqalign displaylines"), 0),
    **dict.fromkeys(commands("cancel bcancel xcancel"), 0),  # what is crossed out stands there
    **dict.fromkeys(commands("cancelto"), 1),
    **dict.fromkeys(commands("textcolor class cssId style htmlClass htmlId htmlStyle href"), 1),
    **dict.fromkeys(commands("colorbox texttip* highlight*"), 1),
}
"""What frames its last argument, and how many arguments stand before that."""

TEXT = commands(
    "text textrm textit textbf textsf texttt textnormal textup textsl textsc mbox hbox emph"
    " mathrm operatorname operatorname* operatornamewithlimits mathit mathsf mathtt textmd"
)
UPRIGHT = commands("mathrm mathit mathsf mathtt operatorname operatorname*")
"""Of `TEXT` those whose argument is mathematics set in another font."""

SWITCHES = {
    "\\rm": "\\mathrm", "\\it": "\\mathit", "\\sf": "\\mathsf", "\\tt": "\\mathtt",
    "\\bf": "\\mathbf", "\\cal": "\\mathcal",
}  # fmt: skip

FONTS = commands(
    "mathbb mathbf mathcal mathfrak mathscr boldsymbol bm pmb mathbfit hat widehat tilde"
    " widetilde bar overline underline vec dot ddot check breve acute grave mathring Bbb"
    " mathds mathbbm overrightarrow underbar"
)
"""Marks on a letter, and lines over something, with one argument."""

FRACTIONS = {
    **dict.fromkeys(commands("frac tfrac dfrac cfrac nicefrac sfrac"), "\\frac"),
    **dict.fromkeys(commands("binom tbinom dbinom"), "\\binom"),
}

SIZES = commands(
    "big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm"
)
ROWS = {"\\\\", "\\cr", "\\newline", "\\tabularnewline"}

LABELS = commands("label tag tag*")
REFERENCES = commands("ref eqref cref Cref autoref cite citep citet footnote footnotemark")

SPELLINGS = {
    "\\leq": "\\le", "\\leqslant": "\\le", "\\leqq": "\\le", "\\geq": "\\ge", "\\geqslant": "\\ge",
    "\\geqq": "\\ge", "\\neq": "\\ne", "\\rightarrow": "\\to", "\\longrightarrow": "\\to",
    "\\Vert": "\\|", "\\parallel": "\\|", "\\Arrowvert": "\\|", "\\lbrace": "\\{",
    "\\rbrace": "\\}", "\\ldots": "\\dots", "\\cdots": "\\dots", "\\dotsc": "\\dots",
    "\\dotsb": "\\dots", "\\dotsm": "\\dots", "\\dotso": "\\dots", "\\hdots": "\\dots",
    "\\land": "\\wedge", "\\lor": "\\vee", "\\lnot": "\\neg", "\\empty": "\\emptyset",
    "\\varnothing": "\\emptyset", "\\longmapsto": "\\mapsto", "\\Longrightarrow": "\\implies",
    "\\Rightarrow": "\\implies", "\\Leftrightarrow": "\\iff", "\\Longleftrightarrow": "\\iff",
    "\\Bbb": "\\mathbb", "\\bm": "\\boldsymbol", "\\pmb": "\\boldsymbol",
    "\\widehat": "\\hat", "\\widetilde": "\\tilde",
    "\\bot": "\\perp", "\\indep": "\\perp", "\\Perp": "\\perp", "\\upmodels": "\\perp",
    "\\rarr": "\\to", "\\harr": "\\leftrightarrow", "\\rArr": "\\implies", "\\hArr": "\\iff",
    "\\longleftarrow": "\\leftarrow", "\\larr": "\\leftarrow",
    "\\infin": "\\infty", "\\isin": "\\in", "\\Complex": "\\C",
}  # fmt: skip
"""Commands that look the same, and the one that stands for them."""

SIGNS = {
    "\\lt": "<", "\\gt": ">", "\\vert": "|", "\\lbrack": "[", "\\rbrack": "]", "\\lparen": "(",
    "\\rparen": ")", "\\colon": ":", "\\ast": "*", "\\prime": "'", "\\ratio": ":",
    "\\vcentcolon": ":", "\\arrowvert": "|",
}  # fmt: skip
"""Commands for what can be typed."""

OPERATORS = {
    **{c[1:]: c for c in commands("log ln lg exp max min sup inf lim arg argmax argmin Pr det")},
    "arg max": "\\argmax", "arg min": "\\argmin", "Log": "\\log", "lb": "\\lg",
}  # fmt: skip
"""Words that are operators when they stand alone in \\operatorname, \\text, \\mathrm."""

_LETTERS = "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϑϕϱςϖ"
_NAMES = (
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma"
    " tau upsilon varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi"
    " Omega epsilon vartheta phi varrho varsigma varpi"
)
_GREEK = dict(zip(_LETTERS, _NAMES.split(), strict=True))
_LOOKS = {
    "≤": "le", "⩽": "le", "≥": "ge", "⩾": "ge", "≠": "ne", "≈": "approx", "≡": "equiv",
    "≔": "coloneqq", "≜": "triangleq", "≝": "triangleq", "→": "to", "⟶": "to", "∑": "sum",
    "∏": "prod", "∫": "int", "∂": "partial", "∇": "nabla", "∈": "in", "∉": "notin",
    "∀": "forall", "∃": "exists", "∪": "cup", "∩": "cap", "⊂": "subset", "⊆": "subseteq",
    "×": "times", "·": "cdot", "⋅": "cdot", "∙": "cdot", "‖": "|", "∥": "|", "∣": "mid",
    "…": "dots", "⋯": "dots", "⇒": "implies", "⟹": "implies", "⇔": "iff", "⟺": "iff",
    "∴": "therefore", "⊥": "perp", "⟂": "perp", "∼": "sim", "∝": "propto", "∞": "infty",
    "≪": "ll", "≫": "gg", "⌈": "lceil", "⌉": "rceil", "⌊": "lfloor", "⌋": "rfloor", "±": "pm",
    "∅": "emptyset", "√": "sqrt", "⟨": "langle", "⟩": "rangle", "ℓ": "ell", "∧": "wedge",
    "∨": "vee", "¬": "neg", "∘": "circ", "⊕": "oplus", "⊗": "otimes", "↦": "mapsto",
    "∖": "setminus", "≰": "nleq", "≱": "ngeq", "≮": "nless", "≯": "ngtr", "≲": "lesssim",
    "≳": "gtrsim", "≅": "cong", "≃": "simeq", "≍": "asymp", "≺": "prec", "≻": "succ",
}  # fmt: skip
COMMANDS_OF = {c: "\\" + name for c, name in {**_GREEK, **_LOOKS}.items()}
"""Characters of Unicode that have a command."""

SIGNS_OF = {
    "−": "-", "–": "-", "′": "'", "’": "'", "∕": "/", "⁄": "/", "∗": "*",
    **dict(zip("（），：；＝＋－＜＞｜［］", "(),:;=+-<>|[]", strict=True)),
}  # fmt: skip
SCRIPTS_OF = {
    **{c: (Sort.SUP, d) for c, d in zip("⁰¹²³⁴⁵⁶⁷⁸⁹ⁿⁱ", "0123456789ni", strict=True)},
    **{c: (Sort.SUB, d) for c, d in zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₙₜₓ", "0123456789ijntx", strict=True)},
}
