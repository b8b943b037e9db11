r"""Reasons and titles as LaTeX: words stay text, formulas in them become math, all in ASCII.

A blank-separated token is taken for a formula when it has a mathematical sign in it, or is a
single letter other than the article. `Σ p(q/p − 1) ≤ 0` and `definition of D` come out as math
`\sum p(q/p - 1) \le 0` and as text with a math `D`. What an author has put between dollars stays
mathematics, and `->`, `>=` and their like become the signs that they stand for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from derive.render.dollars import parted
from derive.render.signs import ACCENTS, MATH, TEXT

_BOTH = frozenset("…")
_OPERATORS = ("ln", "log", "exp", "min", "max", "sup", "inf", "lim", "arg", "Pr")
_SIGNS = frozenset("=<>^_|") | (frozenset(MATH) - _BOTH)
_SCRIPTS = {"<sub>": "_", "<super>": "^"}
_SUBSCRIPTS, _SUPERSCRIPTS = (
    "".join(c for c in map(chr, range(0xAA, 0x2C80)) if unicodedata.decomposition(c).startswith(k))
    for k in _SCRIPTS
)
_MATH_ACCENTS = {
    "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0307": "dot", "\u0308": "ddot",
}  # fmt: skip
_MARKS = "".join(_MATH_ACCENTS)
_RUNS = re.compile(
    rf"[^\W\d_][{_MARKS}]|[A-Za-z]+(?![A-Za-z{_MARKS}])|[{_SUBSCRIPTS}]+|[{_SUPERSCRIPTS}]+|."
)
_ACCENTED = re.compile(rf"(\\[A-Za-z]+ ?|\w)([{_MARKS}])")
_ACCENTED_SCRIPT = re.compile(rf"([_^])(\\(?:{'|'.join(_MATH_ACCENTS.values())})\{{[^{{}}]*\}})")
_WITH_BASE = ("log_", "max_", "min_", "argmax_", "argmin_", "Σ_", "Π_")
_MEASURES = ("KL", "JS", "TV", "BC")
_NAMES = re.compile(rf"(?<![A-Za-z])(?:{'|'.join((*_OPERATORS, *_MEASURES))})(?![A-Za-z])")
_PLAIN = re.compile(r"[^\W\d_]{2,}(?:[_'’\-–.][\w'’]+)*|[\d.,\-–]+|(?:[A-Za-z]\.)+[A-Za-z]")
_WORTHY = re.compile(r"[^\W_]")  # a letter or digit at least
_LONG_WORD = re.compile(r"[^\W\d_]{2,}")
_FORMULA = re.compile(r"[\w '()\[\]/,;*+!:.\-]+")
_NUMBER = re.compile(r"[-−]?\d[\d.]*")
_CAPITALS = re.compile("[A-Z]{2,3}")  # TV, BC: named quantities
_INSIDE = r"((?:[^()]|\([^()]*\))*)"
_BRACKETS = re.compile(r"[()\[\]]*")
_TURNED = str.maketrans("()[]", ")(][")
_GROUP = re.compile(r"[\^√]\(")
_CALL = re.compile(r"[\^√A-Z]\(|\b[a-z]\(")
_SUFFIX = re.compile(r"[,;:.!?]*$")
_TYPED = {
    "<=>": "⇔", "<->": "↔", "|->": "↦", "-->": "→", "==>": "⇒", "->": "→", "=>": "⇒", "<=": "≤",
    ">=": "≥", "!=": "≠", "<<": "≪", ">>": "≫",
}  # fmt: skip
_RELATIONS = frozenset("=<>≤≥≠≈≡∝≪≫∈∉→←↔↦⇒⇐⇔⊥+−·×±∘∪∩⊂⊆∧∨|‖") | {":="}
_COVARIANCE = re.compile(r"(?<=\bdet )Σ|(?<=\btr )Σ|(?<=⁻¹)Σ|Σ(?=(?:_\w)?⁻¹)|Σ(?=[A-Z]ᵀ)")  # no sum
_TYPED_SIGNS = re.compile("|".join(map(re.escape, _TYPED)))
_AFTER_A_LETTER = re.compile(
    "and|or|is|are|be|was|has|given|determines|in|with|if|when|where|iff|implies"
)


def prose(line: str) -> str:
    """A line of words and formulas as LaTeX text, to stand in a paragraph or in \\text{...}."""
    out = [
        f"${_own(part)}$" if is_math else with_blanks(part, _sentence)
        for is_math, part in parted(_composed(_COVARIANCE.sub("𝚺", line)))
    ]
    return re.sub(r"(?<!\\)\$\$", "${}$", "".join(out).strip())  # two formulas are no display


def _own(tex: str) -> str:
    """An author's formula in ASCII."""
    return math_ascii(tex.replace(r"\%", "%")).strip()


def with_blanks(part: str, words: Callable[[str], str]) -> str:
    """A piece of a line, with the blanks at its ends."""
    if not part.strip():
        return part
    return (" " if part[0].isspace() else "") + words(part) + (" " if part[-1].isspace() else "")


def _sentence(line: str) -> str:
    pieces = [_Piece(token) for token in _tokens(line)]
    for k, piece in enumerate(pieces):
        if piece.core in ("a", "A"):
            piece.is_math = _is_letter(pieces, k)
        elif piece.core in _OPERATORS and not piece.prefix:
            piece.is_math = not piece.suffix and k + 1 < len(pieces) and _takes(pieces[k + 1])
        elif piece.core in ("+", "-", "/", "*"):
            piece.is_math = k > 0 and pieces[k - 1].is_math
        elif _NUMBER.fullmatch(piece.core) and k > 0 and not pieces[k - 1].suffix:
            piece.is_math = piece.is_math or pieces[k - 1].is_math  # what follows a sign
        elif _CAPITALS.fullmatch(piece.core) and k > 0 and not piece.prefix:
            piece.is_math = pieces[k - 1].is_math and pieces[k - 1].core in _RELATIONS
    return _merged(pieces)


def _is_letter(pieces: list[_Piece], k: int) -> bool:
    """Whether the `a` or `A` at place k is a variable; else it is the article."""
    here = pieces[k]
    after = pieces[k + 1] if k + 1 < len(pieces) else None
    if here.suffix or after is None:  # no noun follows
        return not (here.suffix and here.suffix[0] == "." and after is None and k == 0)
    before = pieces[k - 1] if k else None
    between = before is not None and not before.suffix
    if _AFTER_A_LETTER.fullmatch(after.core) or _is_sign(after) or (between and _is_sign(before)):
        return True
    if here.core == "a" or before is None or before.suffix[:1] in (".", ":", "?", "!"):
        return False
    return not after.core[:1].isupper()  # A Title Like This


def _takes(argument: _Piece) -> bool:
    """Whether ln is a function of what comes next, as in ln x and ln 37."""
    return argument.is_math or bool(_NUMBER.fullmatch(argument.core))


def _is_sign(piece: _Piece | None) -> bool:
    return piece is not None and piece.core in _RELATIONS


def _tokens(line: str) -> list[str]:
    """Split at blanks, but not in the brackets of an exponent or a root, nor after TV(p, ."""
    out: list[str] = []
    for token in map(_signs, line.split()):
        last = out[-1] if out else ""
        starts = [k.start() for k in (_CALL if last[-1:] in (",", ";") else _GROUP).finditer(last)]
        if any(_depth(last[k:]) > 0 for k in starts):
            out[-1] = f"{last} {token}"
        else:
            out.append(token)
    return out


def _signs(token: str) -> str:
    """`X->Y` as X→Y, `D(p||q)` as D(p‖q), but |X||Y| as it stands."""
    token = _TYPED_SIGNS.sub(lambda m: _TYPED[m[0]], token)
    return token.replace("||", "‖") if token.count("|") == 2 and "||" in token else token


class _Piece:
    """A token, the brackets and punctuation around it, and whether it is (part of) a formula."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.prefix, self.core, self.suffix = _trimmed(token)
        self.is_math = _is_math(self.core)


def math_ascii(latex: str) -> str:
    """LaTeX mathematics whose names may have letters that only Unicode has, in ASCII."""
    latex = _ACCENTED.sub(lambda m: rf"\{_MATH_ACCENTS[m[2]]}{{{m[1].strip()}}}", latex)
    latex = _ACCENTED_SCRIPT.sub(r"\1{\2}", latex)
    return "".join(_run(p) if _is_script(p) else _kept(p) for p in _RUNS.findall(latex))


def _kept(piece: str) -> str:
    """A piece of LaTeX: what is ASCII stays."""
    return "".join(_math_char(c) if not c.isascii() else (r"\%" if c == "%" else c) for c in piece)


def _trimmed(token: str) -> tuple[str, str, str]:
    """Punctuation apart: `(x,` is "(", "x", ",", but r(x) keeps its brackets."""
    end = _SUFFIX.search(token).start()  # type: ignore[union-attr]
    core, suffix = token[:end], token[end:]
    prefix = ""
    while core[:1] in ("(", "[") and _is_alone(core):
        prefix, core = prefix + core[0], core[1:]
    while core[-1:] in (")", "]") and _is_alone(core[::-1].translate(_TURNED)):
        suffix, core = core[-1] + suffix, core[:-1]
    if len(core) == 3 and core[1:] in ("'s", "’s"):  # X's
        core, suffix = core[0], core[1:] + suffix
    return prefix, core, suffix


def _is_alone(core: str) -> bool:
    """Whether the bracket that a token begins with is not closed in it."""
    return all(_depth(core[:k]) > 0 for k in range(1, len(core) + 1))


def _depth(s: str) -> int:
    return sum((c in "([") - (c in ")]") for c in s)


def _is_math(core: str) -> bool:
    """Whether a token is a formula or a piece of one, by itself."""
    if core.startswith(_WITH_BASE):
        return True
    if any(c in _MATH_ACCENTS for c in _composed(core)):
        return True
    if len(core) == 1:
        return core in _SIGNS or core.isdigit() or (core.isalpha() and core not in "aA")
    if _is_script(core) or any(c in MATH and c not in _BOTH for c in core):
        return True
    if _PLAIN.fullmatch(core):
        return False
    if any(c in _SIGNS for c in core):
        return True
    bare = _NAMES.sub("", core)
    worthy = bool(_WORTHY.search(core)) and not _LONG_WORD.search(bare)
    return worthy and bool(_FORMULA.fullmatch(core))


def _is_script(token: str) -> bool:
    return any(unicodedata.decomposition(c).startswith(tuple(_SCRIPTS)) for c in token)


def _math(core: str) -> str:
    """A formula in LaTeX: x^(…) and x_… become scripts, words upright, specials escaped."""
    core = _scripts(core)
    out = ""
    for piece in _RUNS.findall(core):
        if _is_script(piece[0]):
            out += _run(piece)
        elif piece[1:] in _MATH_ACCENTS:
            out += rf"\{_MATH_ACCENTS[piece[1:]]}{{{_math_char(piece[0]).strip()}}}"
        else:
            out += _word(piece) if len(piece) > 1 else _math_char(piece)
    return re.sub(r"\}(?=[\^_'])", "}{}", out.strip())


def _run(piece: str) -> str:
    """Subscripts, or superscripts, in a row: ₜ₋₁ is one subscript."""
    sign = _compatible(piece[0])[0]
    return f"{sign}{{{''.join(_compatible(c)[2:-1] for c in piece)}}}"


def _word(piece: str) -> str:
    if piece in _OPERATORS:
        return rf"\{piece} "
    if len(piece) == 2 and piece.islower():  # a product, as pq
        return piece
    return rf"\mathrm{{{piece}}}"


def _scripts(core: str) -> str:
    """^(…) and Σ_x,y grouped; the private characters stand for braces until the end.

    The star of p*, p*(x), L*: where nothing follows that it could multiply.
    """
    core = re.sub(
        r"(?<=[^\W\d])\*(?![\w*])(?!\()|(?<=[^\W\d])\*(?=\([^()]*\)$)", "^\ue000*\ue001", core
    )
    core = re.sub(rf"\^\({_INSIDE}\)", "^\ue000\\1\ue001", core)
    core = re.sub(rf"√(?:\({_INSIDE}\)|([^\W_](?:\([^()]*\))?))", _root, core)
    core = re.sub(r"([\^_])([\w'…₋]+(?:,[\w'…₋]+)*)", "\\1\ue000\\2\ue001", core)
    core = re.sub("\\^(?!\ue000)", "\ue002", core)
    return re.sub("_(?!\ue000)", "\ue003", core)


def _root(found: re.Match[str]) -> str:
    return f"\ue004\ue000{found[1] or found[2]}\ue001"


def _math_char(c: str) -> str:
    """One character inside a formula."""
    if c in "\ue000\ue001":
        return "{" if c == "\ue000" else "}"
    if c == "\ue004":
        return r"\sqrt"
    if c in "\ue002\ue003":
        return r"\text{\textasciicircum}" if c == "\ue002" else r"\_"
    if c in MATH:
        return MATH[c]
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


def escaped(typed: str) -> str:
    """Characters as they are, for typewriter type: what TeX would take for a command is escaped."""
    return "".join(c if c in "\"'" else _text_char(c) for c in typed)


def _words(token: str) -> str:
    """A token that is not a formula."""
    return "".join(_text_char(c) for c in _composed(token))


def _composed(token: str) -> str:
    """Accents in one sign with Latin letters; ᾱ, a formula's, keeps its bar for itself."""
    return "".join(_formulas(c) or c for c in unicodedata.normalize("NFC", token))


def _formulas(c: str) -> str:
    """A letter of a formula with its mark behind it; "" for anything else."""
    apart = unicodedata.normalize("NFD", c)
    return apart if apart[0] in MATH and apart[1:] in _MATH_ACCENTS else ""


def _text_char(c: str) -> str:
    if c in TEXT:
        return TEXT[c]
    if c in "<>|" or c in MATH:
        return f"${_math_char(c).strip()}$"
    if c.isascii():
        return c if c.isprintable() else " "
    base, *marks = unicodedata.normalize("NFD", c)
    if marks and base.isascii() and all(m in ACCENTS for m in marks):
        inner = {"i": r"\i{}", "j": r"\j{}"}.get(base, base)
        for m in marks:
            inner = rf"\{ACCENTS[m]}{{{inner}}}"
        return inner
    plain = unicodedata.normalize("NFKC", c)
    return _words(plain) if plain != c else f"[U+{ord(c):04X}]"


def _merged(pieces: list[_Piece]) -> str:
    """Neighbouring formulas with no punctuation between them become one."""
    out = ""
    inside, depth = False, 0  # of brackets in the formula so far
    for k, piece in enumerate(pieces):
        goes_on = inside and piece.is_math and (not piece.prefix or _joined(pieces, k))
        if inside and not goes_on:
            out, inside = out + "$", False
        out += " " if out else ""
        if not piece.is_math:
            out += _words(piece.token)
            continue
        before = depth + _depth(piece.prefix) if goes_on else 0
        depth = max(before + _depth(piece.core), 0)
        out += piece.prefix if goes_on else f"{_words(piece.prefix)}$"
        out += _math(piece.core)
        suffix = piece.suffix
        while suffix[:1] in (")", "]") and depth > 0:
            out, suffix, depth = out + suffix[0], suffix[1:], depth - 1
        inside = not suffix or (_BRACKETS.fullmatch(suffix) is not None and _joined(pieces, k + 1))
        out += suffix if inside else f"${_words(suffix)}"
        depth += _depth(suffix)
    return out + ("$" if inside else "")


def _joined(pieces: list[_Piece], k: int) -> bool:
    """Whether a sign stands between the pieces k − 1 and k of one formula, as in t + (1 − t)."""
    if k >= len(pieces) or not _BRACKETS.fullmatch(pieces[k].prefix):
        return False
    ends = pieces[k - 1].core[-1:], pieces[k].core[:1]
    return pieces[k].is_math and any(c in _RELATIONS for c in ends)
