"""Tokens of LaTeX. Names become their looks (`table.look_of`): a reader sees what is typeset."""

from __future__ import annotations

import re
from unicodedata import normalize

from derive.kernel.terms import Term
from trials.readback.reader import Names, Reader, Told
from trials.readback.table import LOW, Table, Unread, look_of
from trials.readback.tokens import WORDS, Token, called, named_at

_GREEK = dict(
    zip(
        re.findall(
            r"\w+",
            "alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi "
            "pi rho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda "
            "Xi Pi Sigma Upsilon Phi Psi Omega ell",
        ),
        "αβγδεεζηθικλμνξπρσςτυφφχψωΓΔΘΛΞΠΣΥΦΨΩℓ",
        strict=True,
    )
)
_HATS = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304"}
_ACCENTS = {
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "'": "\u0301",
    "`": "\u0300",
    '"': "\u0308",
}
_WORDS = {"ln", "log", "lg", "exp", "max", "min"}
_SIGNS = {
    r"\cdot": "·", r"\mid": "|", r"\|": "‖", r"\neq": "≠", r"\ne": "≠", r"\le": "≤", r"\leq": "≤",
    r"\ge": "≥", r"\geq": "≥", r"\ll": "≪", r"\perp": "⊥", r"\to": "→", r"\in": "∈",
    r"\notin": "∉", r"\sim": "~", r"\lt": "<", r"\partial": "∂", r"\gt": ">", r"\infty": "∞",
}  # fmt: skip
_SPACE = re.compile(r"(?:\\[,;: !]|\\quad|\\qquad|[ \u00a0\n])+")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)")
_PAST = re.compile(r"(\w)_\{1\},\\ldots,\1_\{t-1\}|\((\w)_\{1\},\\ldots,\2_\{t-1\}\)(?=')")
_DISTANCE = re.compile(
    r"\\mathrm\{(?:Hel|TV|BC|BD)\}(?:\^\{2\})?|\\chi\^\{2\}|[DH]\^\{\\mathrm\{[RTA]\}\}(?=_)"
    r"|H(?=_\{\\min\b)|P(?=_\{\\mathrm\{(?:guess|err)\})"
)
_LEAST = re.compile(
    r"\\operatorname\*\{arg\\,min\}_\{(?=[^{}]*(?:\{[^{}]*\})?[^{}]* \\in \\mathbf\{N\})"
)
_LABELS = {r"\min": "min", r"\mathrm{guess}": "guess", r"\mathrm{err}": "err"}
_PLAIN = {
    "(": "open", ")": "close", "[": "open", "]": "close", "{": "open", "}": "close", "|": "|",
}  # fmt: skip


def plain(tex: str) -> str:
    r"""A name or list of names without its commands: `\hat{q}_{1}` is q̂1, `x \mid y` is x|y."""
    out, at = "", 0
    while at < len(tex):
        m = _SPACE.match(tex, at)
        if m:
            at = m.end()
            continue
        m = _COMMAND.match(tex, at)
        if m is None:
            if tex.startswith("^{2}", at):  # a name that ends so, σ²
                out, at = out + "²", at + 4
                continue
            dropped = tex[at] in "{}" or tex.startswith("_{", at)
            out += "" if dropped else tex[at]
            at += 1
            continue
        command, at = m[0], m.end()
        name = command[1:]
        if name in _HATS:
            inside, at = group(tex, at)
            out += plain(inside) + _HATS[name]
        elif name in _ACCENTS:
            inside, at = group(tex, at)
            out += plain(inside) + _ACCENTS[name]
        elif name in _GREEK:
            out += _GREEK[name]
        elif command in _SIGNS or name in ("_", "mathcal", "mathrm", "text", "prime"):
            out += {"_": "_", "prime": "'"}.get(name, _SIGNS.get(command, ""))
        else:
            raise Unread(f"{command} in a name")
    return normalize("NFD", out)


def group(tex: str, at: int) -> tuple[str, int]:
    """The contents of the group {…}, or the one sign, at a place; and where it ends."""
    at = m.end() if (m := _SPACE.match(tex, at)) else at
    if at >= len(tex):
        raise Unread(f"nothing after {tex!r}")
    if tex[at] != "{":
        m = _COMMAND.match(tex, at)
        return (m[0], m.end()) if m else (tex[at], at + 1)
    depth = 0
    for k in range(at, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[k], 0) if k == at or tex[k - 1] != "\\" else 0
        if not depth:
            return tex[at + 1 : k], k + 1
    raise Unread(f"a group has no end in {tex!r}")


class LatexLexer:
    """told: whether letters of x, y, z are counted, i=1..n."""

    def __init__(self, table: Table, told: Told) -> None:
        self.told, self.table = told, table
        self.cards: dict[str, list[str]] = {}
        self.names = {look_of(n) for n in called(table)}
        if told.values == "P(X=x)":
            self.names |= {n.upper() for n in table.laws if len(n) == 1 and n.isascii()}
        for a in table.alphabets:
            self.cards.setdefault(_card_look(a), []).append(a)

    def tokens(self, tex: str) -> list[Token]:
        self.tex, self.at, self.out = tex, 0, []
        while True:
            m = _SPACE.match(tex, self.at)
            self.blank = m is not None
            self.at = m.end() if m else self.at
            if self.at >= len(tex):
                return self.out
            self._one()

    def _put(self, kind: str, text: str, sub: str = "", raw: str = "") -> None:
        self.out.append(Token(kind, text, sub, not self.blank, raw, LOW))

    def _group(self) -> str:
        inside, self.at = group(self.tex, self.at)
        return inside

    def _nested(self, tex: str) -> list[Token]:
        return LatexLexer.tokens(self._again(), tex)

    def _again(self) -> LatexLexer:
        other = object.__new__(LatexLexer)
        other.told, other.cards, other.names = self.told, self.cards, self.names
        other.table = self.table
        return other

    def _one(self) -> None:
        tex, c = self.tex, self.tex[self.at]
        if self._distance() or self._least():
            return
        named = named_at(self.table, tex, self.at)
        past = _PAST.match(tex, self.at)
        if named:
            self.at += len(named)
            self._put("named", named)
        elif past:
            self.at = past.end()
            stem = past[1] or past[2]
            self._put("name", look_of(f"{stem}₁…{stem}ₜ₋₁") + self._primes())
        elif c == "\\":
            m = _COMMAND.match(tex, self.at)
            assert m is not None
            self._command(m[0][1:], m.end())
        elif c.isdigit():
            m = re.compile(r"\d+").match(tex, self.at)
            assert m is not None
            self.at = m.end()
            self._put("number", m[0])
        elif c == "|" and self._card():
            return
        elif c == "^":
            self.at += 1
            self._put("^", "^")
            self.out += [Token("open", "("), *self._nested(self._group()), Token("close", ")")]
        elif c in _PLAIN:
            self.at += 1
            called = c == "(" and self.out and self.out[-1].kind in ("name", "word")
            self._put("call" if called else _PLAIN[c], c)
        elif c in "+-/!,;:=<>":
            self.at += 1
            self._put(c, c)
        elif c.isalpha():
            self.at += 1
            self._name(c)
        else:
            raise Unread(f"the sign {c!r} in {tex!r}")

    def _least(self) -> bool:
        """argmin over lengths, its conditions as they stand in text."""
        m = _LEAST.match(self.tex, self.at)
        if m is None:
            return False
        self.at = m.end() - 1
        name, _, condition = self._group().partition(r" \in \mathbf{N},\;")
        self._put("least", "argmin", "", f"{plain_look(name)}∈ℕ,{condition}")
        return True

    def _distance(self) -> bool:
        r"""`\mathrm{Hel}^{2}_{x}(`, `D^{\mathrm{R}}_{\alpha,2}(`, `H_{\min,2}(`."""
        m = _DISTANCE.match(self.tex, self.at)
        if m is None:
            return False
        start, self.at = self.at, m.end()
        head = re.sub(r"\\mathrm|[{}]", "", m[0]).replace(r"\chi", "χ").replace("^2", "²")
        below, order = _apart(self._sub_tex()), ""
        if not self.tex.startswith(("(", r"\left("), self.at):
            self.at = start
            return False
        if "^" in head:
            order, *below = below
        elif head in "HP":
            label, *below = below
            head += _LABELS[label]
        self._put("word", head, _listed(",".join(below)), order)
        return True

    def _card(self) -> bool:
        m = re.compile(r"\|([^|]*)\|").match(self.tex, self.at)
        if m is None:
            return False
        if "times" in m[1]:
            found = [a for several in self.cards.values() for a in several if "…" in a]
        else:
            try:
                found = self.cards.get(_joined(plain(m[1])), [])
            except Unread:  # no name: an absolute value
                return False
        if len(found) > 1:
            raise Unread(f"{m[0]} is the size of any of {found}")
        if found:
            self.at = m.end()
            self._put("card", found[0])
        return bool(found)

    def _command(self, name: str, end: int) -> None:
        start, self.at = self.at, end
        if name in ("left", "right", "bigl", "bigr", "Bigl", "Bigr", "lceil", "rceil"):
            self._delimiter(name)
        elif name == "frac" and self.tex.startswith(r"{\partial}", self.at):
            self._group()
            self._put("∂", "∂")
            self.out += [Token("/", "/"), *self._nested(self._group())]
        elif name in ("frac", "tfrac", "dfrac"):
            above, below = self._nested(self._group()), self._nested(self._group())
            bracket = [Token("open", "("), *above, Token("close", ")"), Token("/", "/")]
            bracket += [Token("open", "("), *below, Token("close", ")")]
            self._put("open", "(")
            self.out += [*bracket, Token("close", ")")]
            if self.tex.startswith("^", self.at):
                raise Unread("a power of a fraction without brackets")
        elif name == "sqrt":
            self._put("√", "√")
            self.out += [Token("open", "("), *self._nested(self._group()), Token("close", ")")]
        elif name == "binom":
            self._put("word", "C")
            above, below = self._nested(self._group()), self._nested(self._group())
            self.out += [Token("call", "("), *above, Token(",", ","), *below, Token("close", ")")]
        elif name == "int":
            self._put("big", "∫")
        elif name == "mathrm" and self.tex.startswith("{d}", self.at):
            self._group()
            self._put("d", "d")
        elif name in ("sum", "prod"):
            self._big("Σ" if name == "sum" else "Π")
        elif name in _WORDS:
            self._put("word", name, self._sub())
        elif name in ("operatorname", "operatorname*", "mathrm", "text", "mathcal"):
            self._upright(name)
        elif name in _HATS or name in _GREEK:
            self.at = start
            self._name(None)
        elif "\\" + name in _SIGNS:
            sign = _SIGNS["\\" + name]
            self._put(sign, sign)
        else:
            raise Unread(f"\\{name} in {self.tex!r}")

    def _delimiter(self, name: str) -> None:
        sign = {"lceil": "⌈", "rceil": "⌉"}.get(name)
        if sign is None:
            sign = self._group()
            sign = {r"\lceil": "⌈", r"\rceil": "⌉", r"\{": "{", r"\}": "}"}.get(sign, sign)
        opens = name in ("left", "bigl", "Bigl", "lceil")
        called = sign == "(" and opens and self.out and self.out[-1].kind == "word"
        if sign == "(" and opens and self.out and self.out[-1] == Token("name", "h", "", True):
            called = False
        self._put("call" if called else "open" if opens else "close", sign)

    def _big(self, sign: str) -> None:
        letters = self._sub_tex()
        last = ""
        if self.tex.startswith("^", self.at):
            self.at += 1
            last = plain(self._group())
        shown = []
        for part in _split(letters):
            head, _, over = part.partition(r"\in")
            look = plain_look(head)
            if last:
                index, _, first = look.partition("=")
                if first != "1" or _LAST.get(index.rstrip("'")) != last:
                    raise Unread(f"Σ from {letters} to {last}")
                letter = _LETTER[index.rstrip("'")]
                look = f"{letter}{LOW}{index}"
            elif over and _joined(plain(over)) not in self.cards:
                raise Unread(f"the alphabet {over}")
            shown.append(look)
        self._put("big", sign, ",".join(shown))

    def _upright(self, name: str) -> None:
        if name.startswith("operatorname") or self.tex.startswith("{JS}", self.at):
            word = plain(self._group())
            raw = self._sub_tex()
            listed = "" if "(" in raw or r"\sim" in raw else _listed(raw)
            self._put("word" if word in WORDS else "name", word, listed, raw)
            return
        self.at -= len(name) + 1
        self._name(None)

    def _name(self, letter: str | None) -> None:
        """A name: one letter, or a command, with subscript and primes."""
        if letter is None:
            m = _COMMAND.match(self.tex, self.at)
            assert m is not None
            self.at = m.end()
            name = m[0][1:]
            letter = plain(m[0] + "{" + self._group() + "}") if name not in _GREEK else _GREEK[name]
            blank = re.compile(r" +(?=[_'^(])").match(self.tex, self.at)
            self.at = blank.end() if blank else self.at
        primes = self._primes()  # p'_{x} and p_{x}' are typeset alike
        sub = self._sub()
        primes += self._stars() + self._primes()
        sub = sub or self._sub()  # z^{*}_{x}
        known = {letter, f"{letter}{LOW}{sub}"} & self.names
        after = self.tex[self.at : self.at + 1] == "(" or self.tex.startswith(r"\left", self.at)
        word = letter in WORDS and not primes and not known and after
        self._put("word" if word else "name", letter + primes, sub)

    def _stars(self) -> str:
        """`^{*}` and `^{*\\prime}` of a defined name."""
        m = re.compile(r"\^\{(\*+)((?:\\prime)*)\}").match(self.tex, self.at)
        if m is None:
            return ""
        self.at = m.end()
        return m[1] + "'" * m[2].count("prime")

    def _primes(self) -> str:
        m = re.compile(r"'+").match(self.tex, self.at)
        self.at = m.end() if m else self.at
        return m[0] if m else ""

    def _sub_tex(self) -> str:
        if not self.tex.startswith("_", self.at):
            return ""
        self.at += 1
        return self._group()

    def _sub(self) -> str:
        """The subscript as looks of names, separated by , and |."""
        return _listed(self._sub_tex())


_LETTER = {"i": "x", "j": "y", "k": "z"}
_LAST = {"i": "n", "j": "m", "k": "l"}


def _listed(tex: str) -> str:
    if not tex:
        return ""
    sides = re.split(r"\\mid", tex)
    return "|".join(",".join(map(plain_look, _split(side))) for side in sides)


def _split(tex: str) -> list[str]:
    """Names in a row; x_1,…,x_{t-1} is one of them."""
    joined = _PAST.sub(_joined_past, _SPACE.sub(" ", tex))
    return [p.replace("\0", ",") for p in joined.split(",")]


def _apart(tex: str) -> list[str]:
    """Parts between commas that are in no brackets."""
    parts, depth = [""], 0
    for c in tex:
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(c, 0)
        if c == "," and not depth:
            parts.append("")
        else:
            parts[-1] += c
    return [p for p in parts if p]


def _joined_past(m: re.Match[str]) -> str:
    return m[0].replace(",", "\0")


def plain_look(tex: str) -> str:
    """The look of one name in LaTeX: `x_{1}'` is x_1'."""
    tex = _SPACE.sub(" ", tex).strip()
    past = _PAST.match(tex)
    if past:
        stem = past[1] or past[2]
        return look_of(f"{stem}₁…{stem}ₜ₋₁" + tex[past.end() :])
    primes = len(tex) - len(tex.rstrip("'"))
    core = tex.rstrip("'")
    m = re.fullmatch(r"(.*?)_\{([^{}]*)\}", core)
    if m is None:
        return plain(core) + "'" * primes
    return f"{plain(m[1])}{LOW}{plain(m[2])}" + "'" * primes


def _joined(look: str) -> str:
    return look.replace(LOW, "")


def _card_look(alphabet: str) -> str:
    return _joined(look_of(alphabet[0].upper() + alphabet[1:]))


def read_latex(tex: str, table: Table, told: Told | None = None) -> Term:
    """The term that LaTeX denotes, in the notation told.

    Raises:
        Unread: if it denotes none, or more than one.
    """
    told = told or Told(latex=True)
    return Reader(LatexLexer(table, told), Names(table, told), tex).whole()
