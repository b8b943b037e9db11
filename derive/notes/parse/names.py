"""Names: letters, Greek, words, with their accents, scripts and primes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.notes import tree
from derive.notes.chains import Sort, Token
from derive.notes.parse import table
from derive.notes.parse.reader import Reader
from derive.notes.parse.scripts import Scripts, scripts
from derive.notes.source import Span
from derive.notes.tree import Name, Node


@dataclass(frozen=True)
class Named:
    """node: a name or a sequence; power: an exponent that stood among its scripts."""

    node: Node
    power: Node | None = None


def starts_name(r: Reader) -> bool:
    text = r.text()
    if r.sort() in (Sort.LETTER, Sort.TEXT):
        return True
    return text in table.LETTERS or text in table.ACCENTS or text in table.WORDY


def word_at(r: Reader) -> tuple[str, int]:
    """A word here and how many tokens it takes: of a text, a command, or a row of letters.

    ("", 0) where there is none. The reader stays where it is.
    """
    token = r.peek()
    if token is None:
        return "", 0
    if token.sort is Sort.TEXT:
        return " ".join(token.text.split()), 1
    if token.text in table.COMMAND_WORDS and token.sort is Sort.COMMAND:
        return table.COMMAND_WORDS[token.text], 1
    if token.text in table.WORDY:
        return _set_upright(r)
    if token.text == "\\arg" and r.text(1) in ("\\max", "\\min"):
        return "arg" + r.text(1)[1:], 2
    letters = r.letters()
    if letters in table.LETTER_WORDS and not _within_row(r):
        alone = letters in table.ALONE or (len(letters) > 2 and letters.isupper())
        if alone or _opens(r, len(letters)):
            return letters, len(letters)
    if len(letters) > 2 and _is_called(r, letters) and not _within_row(r):
        return letters, len(letters)
    if len(letters) > 2 and letters.isupper() and _is_all(r, len(letters)):
        return letters, len(letters)
    return "", 0


def _is_all(r: Reader, length: int) -> bool:
    """Whether a side is nothing but the row of letters here and what stands below it: NMI_{max}."""
    if r.i or r.script:
        return False
    if r.sort(length) is Sort.SUB:
        depth, length = 1, length + 2
        while depth and r.peek(length):
            depth += (r.sort(length) is Sort.OPEN) - (r.sort(length) is Sort.CLOSE)
            length += 1
    return r.peek(length) is None


def _is_called(r: Reader, letters: str) -> bool:
    """Whether capitals in a row stand right before a bracket, as in LLR(x)."""
    capitals = letters.isascii() and letters.isupper() and len(letters) > 1
    return capitals and not r.script and r.text(len(letters)) == "("


def _within_row(r: Reader) -> bool:
    """Whether a letter stands right before this one, so that the row began there."""
    before = r.tokens[r.i - 1] if r.i else None
    return bool(
        before and before.sort is Sort.LETTER and before.span.end == r.tokens[r.i].span.start
    )


def _opens(r: Reader, ahead: int) -> bool:
    sort = r.sort(ahead)
    return r.text(ahead) in ("(", "[", "\\{") or sort in (Sort.SUB, Sort.OPEN)


def _set_upright(r: Reader) -> tuple[str, int]:
    """\\operatorname{KL} and the like, where their letters come one by one."""
    ahead = 1
    if r.text(1) == "*":
        ahead = 2
    if r.sort(ahead) is not Sort.OPEN:
        return "", 0
    word, ahead = "", ahead + 1
    while r.sort(ahead) in (Sort.LETTER, Sort.NUMBER, Sort.TEXT):
        token = r.peek(ahead)
        word += token.text if token else ""
        ahead += 1
    return (word, ahead + 1) if word and r.sort(ahead) is Sort.CLOSE else ("", 0)


def name(r: Reader) -> Named:
    """A name with its scripts."""
    start = r.i
    base = _base(r)
    return dressed(r, start, base)


def dressed(r: Reader, start: int, base: Name) -> Named:
    """The name with the scripts that follow it."""
    found = scripts(r, base)
    sequence = _sequence(r, base, found, start)
    if sequence is not None:
        return Named(sequence, found.power)
    node = replace(
        base,
        span=r.span(start),
        primes=base.primes + found.primes,
        sub=base.sub + found.sub,
        sup=base.sup + found.sup,
    )
    return Named(node, found.power)


def _sequence(r: Reader, base: Name, found: Scripts, start: int) -> Node | None:
    """x_{<t}, X_{1:n}, X_1^n: members of a sequence, if the scripts say so."""
    if found.members is None:
        return None
    members = found.members
    kept = found.sub[:-1] if members.last_is_sub else found.sub
    of = replace(
        base,
        span=r.span(start),
        primes=base.primes + found.primes,
        sub=base.sub + kept,
        sup=base.sup + found.sup,
    )
    return tree.Range(r.span(start), of, members.first, members.last, members.strict)


def _base(r: Reader) -> Name:
    word, length = word_at(r)
    start = r.i
    if length:
        r.i += length
        if word == "d" and not r.script and starts_name(r):
            r.fail("dx without an integral or a derivative", r.tokens[start])
        if r.tokens[start].sort is Sort.TEXT or not r.script:
            _say_nothing(r, word, r.tokens[start])
        if r.tokens[start].sort is Sort.TEXT and _is_unit(r, word, start):
            said = f"words within the formula, “{word}”: a unit?"
            r.fail(f"{said} Only bits, nats and bans are read", r.tokens[start])
        return upright(word, r.span(start))
    token = r.take()
    if token.text in table.ACCENTS or token.text in table.WORDY:
        return _accented(r, start, token)
    if token.sort is Sort.LETTER:
        r.i = start
        return _letter(r)
    if token.text in table.LETTERS and token.sort is Sort.COMMAND:
        if token.text == "\\Delta" and _is_difference(r):
            r.fail("Δ before a function: a difference, or a factor? A factor has \\cdot behind it")
        return Name(token.span, token.text)
    r.i = start
    r.fail(f"{token.text} where a name is expected")


def _is_unit(r: Reader, word: str, start: int) -> bool:
    """Whether the text here, passed, is one behind a factor: with a slash behind a value, set apart
    by a blank of its own, \\text{ dB}, or one that is known."""
    before = r.tokens[start - 1] if start else None
    if before is None or r.at("(", "[", "\\{") or r.sort() in (Sort.SUB, Sort.SUP, Sort.OPEN):
        return False
    closed = before.text in (")", "]", "\\}") or before.sort is Sort.NUMBER
    if "/" in word and closed:
        return True
    named = before.sort in (Sort.LETTER, Sort.CLOSE, Sort.TEXT) or before.text in table.LETTERS
    span = r.tokens[start].span
    printed = span.source.text[span.start : span.end].partition("{")[2]
    apart = printed[:1].isspace() or printed[:1] == "~" or word in table.MEASURED
    return apart and (closed or named)


def _is_difference(r: Reader) -> bool:
    """Whether f(x) or f_θ(x) stands behind Δ, and no value of a law, which Δ may weigh."""
    letter = r.peek()
    if letter is None or letter.sort is not Sort.LETTER or letter.text in table.LAWS:
        return False
    ahead, depth = 1, 0
    while r.sort(ahead) in (Sort.SUB, Sort.SUP) or depth:
        ahead += r.sort(ahead) in (Sort.SUB, Sort.SUP)
        depth += (r.sort(ahead) is Sort.OPEN) - (r.sort(ahead) is Sort.CLOSE)
        ahead += 1
        if r.peek(ahead) is None:
            return False
    return r.text(ahead) == "("


def upright(word: str, span: Span) -> Name:
    """The name that an upright word is; of one letter it is the letter, set upright."""
    return Name(span, word, ("mathrm",) if len(word) == 1 else ())


def _say_nothing(r: Reader, word: str, token: Token) -> None:
    """Raises NotRead for a text that is a part of a sentence."""
    if not word:
        r.fail("an empty text within the formula", token)
    if word.split()[0].lower().rstrip(",.:") in table.CONNECTIVES and not word[0].isupper():
        r.fail(f"words within the formula: “{word}”", token)


def _letter(r: Reader) -> Name:
    """A letter, or a word that a row of letters is."""
    start = r.i
    letters = r.letters()
    if (r.script and is_word(letters)) or letters in table.NAMES:
        r.i += len(letters)
        return upright(letters, r.span(start))
    if not r.script:
        _guard_row(r, letters)
    token = r.take()
    return Name(token.span, token.text)


def is_word(letters: str) -> bool:
    """Whether a row of letters in a script is one word, not indices side by side."""
    if letters in table.SUBSCRIPT_WORDS:
        return True
    return len(letters) > 2 and not any(set(letters) <= set(run) for run in table.INDEX_RUNS)


def _guard_row(r: Reader, letters: str) -> None:
    """Raises NotRead where letters in a row are a word that was not set as one, or a dx."""
    if _within_row(r):
        return  # within a row that was looked at already
    if letters == "d" and r.text(1) in table.LETTERS and r.adjacent():
        r.fail(f"d{r.text(1)} without an integral or a derivative")
    if len(letters) >= 2 and letters[0] == "d" and letters[1:2].isalpha() and len(letters) == 2:
        r.fail(f"{letters} without an integral or a derivative")
    if letters in table.LETTER_WORDS and letters.isupper():
        r.fail(f"{letters}: a word or a product? A word is written \\mathrm{{{letters}}}")
    if _is_called(r, letters) and letters[-1] not in _MEASURES:
        r.fail(f"{letters}(…): a word or a product? A word is written \\mathrm{{{letters}}}")
    if _is_label(r, letters) or (letters in ("RHS", "LHS")):
        r.fail(f"{letters}: a word or a product of letters? A word is written \\text{{{letters}}}")
    if len(letters) > 3 or (len(letters) == 3 and _pronounced(letters)):
        word = f"\\text{{{letters}}}"
        r.fail(f"{letters}: a word or a product of letters? A word is written {word}")


def _is_label(r: Reader, letters: str) -> bool:
    """TE_{X→Y}: capitals in a row, below which an arrow or a word stands, and no bracket behind."""
    if len(letters) < 2 or not letters.isupper() or r.sort(len(letters)) is not Sort.SUB:
        return False
    ahead, depth = len(letters) + 1, 0
    tells = False
    while (token := r.peek(ahead)) is not None:
        depth += (token.sort is Sort.OPEN) - (token.sort is Sort.CLOSE)
        tells |= token.text in ("\\to", "\\rightarrow") or token.sort is Sort.TEXT
        ahead += 1
        if depth <= 0:
            break
    return tells and r.text(ahead) not in ("(", "[")


_MEASURES = "HIDEP"  # NH(X) is N times H(X)


def _pronounced(letters: str) -> bool:
    return letters != "abc" and any(x in "aeiouAEIOU" for x in letters[1:])


def _accented(r: Reader, start: int, token: Token) -> Name:
    """\\hat p, \\mathbf{x}, \\mathcal X, \\hat{p}_i, \\hat{p_i}, \\mathrm{KL}."""
    inside = r.inner(r.argument(), r.script)
    accent = token.text[1:]
    if not inside.tokens:
        r.fail(f"{token.text} of nothing", token)
    letters = "".join(t.text for t in inside.tokens)
    plain = all(t.sort is Sort.LETTER for t in inside.tokens)
    if plain and len(letters) > 1:
        if token.text in ("\\hat", "\\tilde", "\\bar", "\\vec", "\\dot", "\\underline"):
            r.fail(f"{token.text} over several letters, {letters}", token)
        return Name(r.span(start), letters, (accent,) if accent not in _UPRIGHT else ())
    if (letters == "0" and accent in _BOLD) or (letters == "1" and accent in (*_BOLD, "mathbb")):
        return Name(r.span(start), letters, (accent,))  # the vector
    if not starts_name(inside):
        r.fail(f"{token.text} of {inside.shown()}, which is no name", token)
    named = name(inside)
    inside.finish()
    if named.power is not None or not isinstance(named.node, Name):
        r.fail(f"{token.text} over more than a name", token)
    own = accent if accent in _SHAPES else "mathrm"
    under = named.node.accents
    accents = under if under[:1] == (own,) else (own, *under)
    return replace(named.node, span=r.span(start), accents=accents)


_SHAPES = frozenset(accent[1:] for accent in table.ACCENTS) - {"mathit", "mathnormal"} | {"mathrm"}
_BOLD = ("mathbf", "boldsymbol", "bm")
_UPRIGHT = frozenset({"mathrm", "text", "textrm", "operatorname", "mathop", "mathit", "textit"})
