r"""Reasons and titles as LaTeX: words stay text, formulas in them become math, all in ASCII.

A blank-separated token is taken for a formula when it has a mathematical sign in it, or is a
single letter other than the article. `Σ p(q/p − 1) ≤ 0` and `definition of D` come out as math
`\sum p(q/p - 1) \le 0` and as text with a math `D`.
"""

from __future__ import annotations

import re
import unicodedata

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma tau upsilon phi chi psi omega"
).split()
_LOWER = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK, strict=True))
_UPPER = {c: rf"\{n.capitalize()} " for c, n in zip("ΓΔΘΛΞΠΣΥΦΨΩ", (
    "gamma delta theta lambda xi pi sigma upsilon phi psi omega".split()), strict=True)}  # fmt: skip
_MATH = {
    **{c: rf"\{n} " for c, n in _LOWER.items() if c != "ο"},
    **_UPPER,
    "ο": "o", "ς": r"\varsigma ", "ϕ": r"\phi ", "φ": r"\varphi ", "ε": r"\varepsilon ",
    "Σ": r"\sum ", "∑": r"\sum ", "∏": r"\prod ", "√": r"\surd ", "∫": r"\int ",
    "≤": r"\le ", "≥": r"\ge ", "≠": r"\ne ", "≈": r"\approx ", "≡": r"\equiv ", "∝": r"\propto ",
    "≪": r"\ll ", "≫": r"\gg ", "−": "-", "·": r"\cdot ", "×": r"\times ", "÷": r"\div ",
    "±": r"\pm ", "∓": r"\mp ", "‖": r"\|", "∥": r"\|", "∣": r"\mid ", "∞": r"\infty ",
    "∈": r"\in ", "∉": r"\notin ", "⊂": r"\subset ", "⊆": r"\subseteq ", "∪": r"\cup ",
    "∩": r"\cap ", "∅": r"\emptyset ", "∀": r"\forall ", "∃": r"\exists ", "¬": r"\neg ",
    "∧": r"\wedge ", "∨": r"\vee ", "→": r"\to ", "←": r"\leftarrow ", "↔": r"\leftrightarrow ",
    "⇒": r"\Rightarrow ", "⟹": r"\Rightarrow ", "⇐": r"\Leftarrow ", "⇔": r"\Leftrightarrow ",
    "⟺": r"\Leftrightarrow ", "↦": r"\mapsto ", "⊥": r"\perp ", "∂": r"\partial ",
    "∇": r"\nabla ", "°": r"^{\circ}", "′": "'", "″": "''", "⌈": r"\lceil ", "⌉": r"\rceil ",
    "⌊": r"\lfloor ", "⌋": r"\rfloor ", "⟨": r"\langle ", "⟩": r"\rangle ", "∘": r"\circ ",
    "≔": ":=", "ℓ": r"\ell ", "⊗": r"\otimes ", "⊕": r"\oplus ", "…": r"\dots ", "½": r"\tfrac12 ",
}  # fmt: skip
_TEXT = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", '"': "''",
    "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "—": "---", "…": r"\dots{}",
    "\u00a0": "~", "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "ø": r"\o{}", "Ø": r"\O{}",
    "ł": r"\l{}", "Ł": r"\L{}", "ı": r"\i{}", "œ": r"\oe{}", "§": r"\S{}", "«": "<<", "»": ">>",
    "‐": "-", "-": "-", "¶": r"\P{}", "©": r"\copyright{}",
}  # fmt: skip
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c",
    "\u0328": "k", "\u0323": "d", "\u0331": "b",
}  # fmt: skip
_BOTH = frozenset("…")
_OPERATORS = ("ln", "log", "exp", "min", "max", "sup", "inf", "lim", "arg", "Pr")
_SIGNS = frozenset("=<>^_|") | (frozenset(_MATH) - _BOTH)
_SCRIPTS = {"<sub>": "_", "<super>": "^"}
_SUFFIX = re.compile(r"[,;:.!?]*$")


def prose(line: str) -> str:
    """A line of words and formulas as LaTeX text, to stand in a paragraph or in \\text{...}."""
    out: list[tuple[bool, str]] = []
    for token in line.split():
        prefix, core, suffix = _trimmed(token)
        if _is_math(core, bool(out and out[-1][0])):
            out.append((True, _join(prefix, core, suffix)))
        else:
            out.append((False, _words(token)))
    return _merged(out)


def math_ascii(latex: str) -> str:
    """LaTeX mathematics whose names may have letters that only Unicode has, in ASCII."""
    return "".join(_math_char(c) if not c.isascii() else (r"\%" if c == "%" else c) for c in latex)


def _trimmed(token: str) -> tuple[str, str, str]:
    """Punctuation apart: `(x,` is "(", "x", ",", but r(x) keeps its brackets."""
    end = _SUFFIX.search(token).start()  # type: ignore[union-attr]
    core, suffix = token[:end], token[end:]
    prefix = ""
    while core[:1] in ("(", "[") and _depth(core) > 0:
        prefix, core = prefix + core[0], core[1:]
    while core[-1:] in (")", "]") and _depth(core) < 0:
        suffix, core = core[-1] + suffix, core[:-1]
    return prefix, core, suffix


def _depth(s: str) -> int:
    return sum((c in "([") - (c in ")]") for c in s)


def _is_math(core: str, after_math: bool) -> bool:
    """Whether a token is a formula or a piece of one."""
    if not core:
        return False
    if len(core) == 1:
        if core in "+-/*":
            return after_math
        return core in _SIGNS or (core.isalpha() and core not in "aA") or core.isdigit()
    if core in _OPERATORS or _is_script(core):
        return True
    bare = re.sub(r"[^\W\d_]{2,}", "", core, flags=re.UNICODE)
    if re.fullmatch(r"[^\W\d_]{3,}(['’\-–][^\W\d_]+)*", core):
        return False
    if any(c in _SIGNS or _is_script(c) for c in core):
        return True
    return bool(bare == core and re.fullmatch(r"[\w'()\[\]/,;*+!:.\-]+", core) and _formula(core))


def _formula(core: str) -> bool:
    """p(x), q/p, D(P,Q), x', 2n: letters stand alone."""
    return bool(re.search(r"[^\W_]", core)) and not re.fullmatch(r"[\d.,\-]+", core)


def _is_script(token: str) -> bool:
    return any(unicodedata.decomposition(c).startswith(tuple(_SCRIPTS)) for c in token)


def _join(prefix: str, core: str, suffix: str) -> str:
    """One formula; what encloses and follows it is the same in math and text."""
    return prefix + _math(core) + suffix.replace("…", r"\dots ")


def _math(core: str) -> str:
    """A formula in LaTeX: x^(…) and x_… become scripts, words upright, specials escaped."""
    core = _scripts(core)
    out = ""
    for piece in re.findall(r"[^\W\d_]+|.", core):
        if len(piece) > 1 and piece.isascii():
            out += _word(piece)
        elif len(piece) > 1:
            out += "".join(map(_math_char, piece))
        else:
            out += _math_char(piece)
    return out.strip()


def _word(piece: str) -> str:
    if piece in _OPERATORS:
        return rf"\{piece} "
    return rf"\mathrm{{{piece}}}"


def _scripts(core: str) -> str:
    """^(…) and Σ_x,y grouped; the private characters stand for braces until the end."""
    core = re.sub(r"\^\(((?:[^()]|\([^()]*\))*)\)", "^\ue000\\1\ue001", core)
    core = re.sub(r"([\^_])([\w']+(?:,[\w']+)*)", "\\1\ue000\\2\ue001", core)
    return re.sub(r"([\^_])(?!\ue000)", r"\\ue002\1", core).replace("\\ue002", "\ue002")


def _math_char(c: str) -> str:
    """One character inside a formula."""
    if c in "\ue000\ue001":
        return "{" if c == "\ue000" else "}"
    if c == "\ue002":
        return r"{}"
    if c in _MATH:
        return _MATH[c]
    if c in "$&#%{}":
        return "\\" + c
    if c == "\\":
        return r"\backslash "
    if c == "~":
        return r"\sim "
    if c == '"':
        return "''"
    if c.isascii():
        return c
    return _compatible(c)


def _compatible(c: str) -> str:
    """A character by its Unicode decomposition: subscripts, superscripts, 𝒳, accents."""
    kind = unicodedata.decomposition(c).partition(" ")[0]
    plain = unicodedata.normalize("NFKC", c)
    if kind in _SCRIPTS:
        return f"{_SCRIPTS[kind]}{{{''.join(map(_math_char, plain))}}}"
    name = unicodedata.name(c, "")
    if plain != c:
        inner = "".join(map(_math_char, plain)).strip()
        if "SCRIPT" in name and plain.isascii() and plain.isupper():
            return rf"\mathcal{{{inner}}}"
        if "DOUBLE-STRUCK" in name:
            return rf"\mathbf{{{inner}}}"
        return inner
    return rf"\text{{{_text_char(c)}}}"


def _words(token: str) -> str:
    """A token that is not a formula."""
    return "".join(_text_char(c) for c in unicodedata.normalize("NFC", token))


def _text_char(c: str) -> str:
    if c in _TEXT:
        return _TEXT[c]
    if c in "<>|" or c in _MATH:
        return f"${_math_char(c).strip()}$"
    if c.isascii():
        return c if c.isprintable() else " "
    base, *marks = unicodedata.normalize("NFD", c)
    if marks and base.isascii() and all(m in _ACCENTS for m in marks):
        inner = {"i": r"\i{}", "j": r"\j{}"}.get(base, base)
        for m in marks:
            inner = rf"\{_ACCENTS[m]}{{{inner}}}"
        return inner
    plain = unicodedata.normalize("NFKC", c)
    return _words(plain) if plain != c else f"[U+{ord(c):04X}]"


def _merged(tokens: list[tuple[bool, str]]) -> str:
    """Neighbouring formulas become one, with the blanks that math needs."""
    out: list[str] = []
    for k, (is_math, tex) in enumerate(tokens):
        joined = is_math and k > 0 and tokens[k - 1][0] and not out[-1].endswith((",$", ";$", ":$"))
        if joined:
            out[-1] = f"{out[-1][:-1]} {tex}$"
        else:
            out.append(f"${tex}$" if is_math else tex)
    return re.sub(r" +([}$])", r"\1", " ".join(out))
