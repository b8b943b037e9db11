"""The closed lists of the parser: what is not in one of them is not read."""

from __future__ import annotations

from derive.notes.tex.phrases import UNITS as UNITS


def _set(*rows: str) -> frozenset[str]:
    return frozenset(word for row in rows for word in row.split())


SOFTMAX = _set("softmax Softmax SoftMax")
"""Functions of a row whose members are written softmax(z)_i."""

LETTERS = frozenset(
    f"\\{name}"
    for name in _set(
        "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu",
        "nu xi pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega",
        "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell",
    )
)
_UNICODE = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "ell": "ℓ",
}  # fmt: skip

# Spellings of one thing, put as the first before anything is read.
_SPELLINGS = {
    "|": r"| \vert ∣",
    "||": r"|| \| \Vert \parallel \Arrowvert ‖ ∥",
    "(": r"( \lparen",
    ")": r") \rparen",
    "[": r"[ \lbrack",
    "]": r"] \rbrack",
    "\\{": r"\{ \lbrace",
    "\\}": r"\} \rbrace",
    "\\cdot": r"\cdot · ⋅ \bullet",
    "\\times": r"\times × \ast *",
    "-": "- − –",
    ":": r": \colon",
    "'": r"' ′ \prime",
    "\\infty": r"\infty ∞",
    "\\dots": r"\dots \ldots \cdots \dotsc \dotsb \dotsm \dotsi … ⋯",
    "\\sum": r"\sum ∑",
    "\\prod": r"\prod ∏",
    "\\partial": r"\partial ∂",
    "\\nabla": r"\nabla ∇",
    "\\lceil": r"\lceil ⌈",
    "\\rceil": r"\rceil ⌉",
    "\\lfloor": r"\lfloor ⌊",
    "\\rfloor": r"\rfloor ⌋",
    "\\langle": r"\langle ⟨",
    "\\rangle": r"\rangle ⟩",
    "\\frac": r"\frac \tfrac \dfrac \cfrac \nicefrac \sfrac",
    "\\binom": r"\binom \tbinom \dbinom",
    "\\setminus": r"\setminus \backslash \smallsetminus",
    "\\mathbb": r"\mathbb \Bbb \mathds \mathbbm",
    "\\mathbf": r"\mathbf \boldsymbol \bm \pmb \bold \mathbfit",
    "\\mathcal": r"\mathcal \cal \mathscr",
    "\\hat": r"\hat \widehat",
    "\\tilde": r"\tilde \widetilde",
    "\\bar": r"\bar \overline",
    "\\emptyset": r"\emptyset \varnothing ∅",
}
SAME = {
    spelling: first for first, several in _SPELLINGS.items() for spelling in several.split()
} | {letter: f"\\{name}" for name, letter in _UNICODE.items()}

ACCENTS = _set(
    "\\hat \\tilde \\bar \\vec \\dot \\ddot \\check \\breve \\underline \\mathbf \\mathcal ",
    "\\mathbb \\mathsf \\mathfrak \\mathtt \\mathit \\mathnormal",
)
WORDY = _set("\\mathrm \\text \\textrm \\operatorname \\mathop \\textit \\textbf")

# Relations within a formula: spelling → `Event.rel`.
_RELATIONS = {
    "=": "=",
    "<=": r"\le \leq \leqslant \leqq ≤ ⩽",
    ">=": r"\ge \geq \geqslant \geqq ≥ ⩾",
    "<": r"< \lt",
    ">": r"> \gt",
    "!=": r"\ne \neq ≠",
    ":=": r"\equiv \triangleq \coloneqq ≡ ≜ ≔",
    "in": r"\in ∈",
    "notin": r"\notin ∉",
    "subset": r"\subset \subseteq ⊂ ⊆",
    "->": r"\to \rightarrow \longrightarrow →",
    "<->": r"\leftrightarrow \longleftrightarrow ↔",
    "prop": r"\propto ∝",
    "approx": r"\approx \simeq ≈",
    "<<": r"\ll ≪",
    "~": r"\sim ∼",
    "perp": r"\perp \bot \indep \independent ⊥ ⫫",
    "iff": r"\iff \Leftrightarrow \Longleftrightarrow ⇔ ⟺",
    "implies": r"\implies \Rightarrow \Longrightarrow ⇒ ⟹",
}
RELATIONS = {spelling: rel for rel, several in _RELATIONS.items() for spelling in several.split()}
NEGATED = {"=": "!=", "in": "notin"}

LOGS = frozenset({"log", "ln", "lg"})
FUNCTIONS = _set("sin cos tan sinh cosh tanh arctan det tr softmax sigmoid sgn sign")
BIGS = {
    "\\sum": "sum",
    "\\prod": "prod",
    "\\int": "int",
    "\\iint": "int",
    "\\iiint": "int",
    "\\oint": "int",
}
OPTIMA = {
    "max": "max",
    "min": "min",
    "sup": "sup",
    "inf": "inf",
    "lim": "lim",
    "argmax": "argmax",
    "argmin": "argmin",
    "arg max": "argmax",
    "arg min": "argmin",
}
MEANS = {"Var": "Var", "Cov": "Cov", "var": "Var", "cov": "Cov"}
PREFIXED = _set("log ln lg exp max min sup inf lim argmax argmin")

# Commands that stand for a word, without having been defined in the document.
COMMAND_WORDS = {
    f"\\{w}": w
    for w in _set(
        "log ln lg exp max min sup inf lim argmax argmin Pr Cov ELBO",
        "sin cos tan sinh cosh tanh arctan det tr softmax sign sgn",
    )
} | {"\\limsup": "limsup", "\\liminf": "liminf"}

# Words that people set as a row of letters, and that are one name where a bracket follows.
LETTER_WORDS = _set(
    "KL JS JSD CE ELBO TV MI NLL Pr Prob Var Cov var cov log ln lg exp max min sup inf argmax ",
    "argmin lim DKL ReLU softmax sigmoid Bern Ber Bin Unif IG GJS VI EIG BCE NCE PMI pmi",
)
# Words that people set so, and that no one means as a product; a bracket may follow or not.
NAMES = _set(
    "PPL NLL MSE NMI PMI BCE NCE VLB MAE RMSE ELBO Gini Gain GainRatio InfoGain SplitInfo Entropy ",
    "Loss Perplexity Cost loss cost perplexity accuracy Accuracy entropy softmax Softmax InfoNCE ",
    "crossentropy CrossEntropy",
)
ALONE = _set("log ln exp max min sup inf argmax argmin")  # without a bracket behind them too
# Those of them that are one name as a subscript, though they have two letters.
SUBSCRIPT_WORDS = _set("KL JS CE ce TV MI in id tr ML MAP no eq MI LB UB SK")
INDEX_RUNS = ("ijklmn", "xyz", "abc", "XYZ", "XYZW", "UVW", "ABC", "ABCD", "uvw", "pqr", "st")

# A text that begins with one of these says something about a formula; it names nothing.
CONNECTIVES = _set(
    "if and or where for with when since otherwise is are by because iff as so then else that ",
    "such the we to i.e. e.g. s.t. st but also hence thus therefore not any all every let given ",
    "at on in of from which using note because while has have will can it this ",
    "choose assume suppose",
)
FOR_ALL = ("for all", "for any", "for every", "for each")
OPEN_ENDED = _set("from of for in to with at")

MEASURED = _set("dB dBm Hz kHz MHz GHz bps kbps Mbps Gbps ms seconds")  # units that are not read

SQUARED = _set("Hel \\chi")  # of two laws, Hel²(p, q) and χ²(p‖q) are names, and no powers
LAWS = _set("p q r s u w P Q R W \\pi \\rho \\mu \\nu Pr")  # letters that laws are called by
RANDOM = frozenset("XYZUVWSABMT")  # X^n is a sequence of these, n no number
SEQUENCES = RANDOM | frozenset("xyzuvws")
TRANSPOSES = frozenset({"T", "\\top", "\\intercal"})
CONJUGATES = frozenset({"\\dagger", "H"})
