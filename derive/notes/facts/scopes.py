"""How far what the text says holds: to the end of its section, its theorem, its item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from derive.notes.blocks import Display, Document, Heading, Prose
from derive.notes.facts import Scope

_HELD = ("theorem", "lemma", "proposition", "corollary", "item", "quote", "example", "remark")
_LONGEST_JOINT = 120
_JOINT = re.compile(
    r"(?:and|so|hence|thus|therefore|then|also|moreover|in (?:that|this|which) case|consequently|"
    r"it follows|equivalently|in particular|or|et|donc|alors|also|und|daher|y|luego|but|finally|"
    r"on the other hand|(?:by|from|using|substituting|inserting|plugging|summing|taking|applying|"
    r"dividing|multiplying|expanding|rearranging|combining|marginali[sz]ing)\b(?!.*\bif\b)|"
    r"we (?:also |then |now |therefore )?(?:have|get|obtain|find|conclude|see))\b"
)
_ELSE = re.compile(
    r"\b(?:others?|otherwise|else|any|all|every|each|general|generally|always|arbitrary|without|"
    r"not|no|drop\w*|unless|but|however)\b"
)
_OPENS = re.compile(
    r"[\s*_]*(?:\\(?:textbf|paragraph\*?|subparagraph\*?)\s*\{\s*)?"
    r"(?:problem|exercise|question|task|example|theorem|lemma|proposition|corollary)s?"
    r"\s+\(?[0-9A-Z][\w.]*\)?\s*[.:)(}*—–-]",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"[\s*_]*(?:(?:problem|exercise|question|task|example|counterexample|theorem|lemma|proposition|"
    r"corollary|remark|definition|claim|fact|conjecture|note|case|part|application|observation)s?"
    r"(?:\s+\(?[0-9A-Za-z](?:[\w.]*\w)?\)?)?(?:\s*\([^()]{1,60}\))?\s*[.:)}*—–-]"
    r"|\(?(?:[a-h]|[ivx]{1,4}|\d{1,2})\)[*_]*\s)",
    re.IGNORECASE,
)
_PARTS = (Prose, Display)
_PROOF = re.compile(
    r"[\s*_>]*(?:(?:proof|solution|derivation|beweis|preuve|démonstration)\b|[证證証]明|[证證][:：])",
    re.IGNORECASE,
)
_THEOREM = re.compile(
    r"[\s*_>]*(?:(?:theorem|lemma|proposition|corollary|claim|satz|théorème|proposición)\b"
    r"|定理|引理|命[题題]|推[论論])",
    re.IGNORECASE,
)
_PROVED = re.compile(
    r"[∎□■◼]|\\(?:blacksquare|square|qed|Box)\b|\bq\.?e\.?d\b|[证證]毕", re.IGNORECASE
)
_SETUP = re.compile(
    r"\b(set-?up|notation|preliminar(y|ies)|conventions?|definitions?|assumptions?|the model|"
    r"background|basics|goals?|objectives?|problem (?:statement|formulation|definition)|overview|"
    r"scenario|settings?)\b"
    r"|目标|符号|记号|设定|前提|問題設定|표기"
)


def section(document: Document, block: int, lists: bool = False) -> Scope:
    """From the block to the next heading of the same or a higher level, or the end of what holds
    it; lists: not of an item without a display, as those of a list of notation. Before any heading
    to the end of the document; what a section on notation says holds in the section above it.
    """
    blocks = document.blocks
    level, title = _heading(document, block)
    if _SETUP.search(title.lower()):
        level -= 1
    held, opened = _is_held(document, block, lists), _is_opened(document, block)
    end = block + 1
    while end < len(blocks):
        b = blocks[end]
        if isinstance(b, Heading) and b.level <= level:
            break
        if opened and opens(b):
            break
        if held and not _goes_on(document, block, end):
            break
        end += 1
    return Scope(block, end)


def whole(document: Document) -> Scope:
    return Scope(0, len(document.blocks))


def opens(block: object) -> bool:
    """Whether a paragraph begins with a number of its own, as “Problem 3.”."""
    return isinstance(block, Prose) and _OPENS.match(block.text.text) is not None


def heads(document: Document) -> list[int]:
    """The paragraphs that begin a theorem, a remark, an exercise, a part (b) of their own."""
    found = enumerate(document.blocks)
    return [k for k, b in found if isinstance(b, Prose) and _HEAD.match(b.text.text)]


def head_of(document: Document, begins: Sequence[int], block: int) -> int | None:
    """The one of these paragraphs that a block stands below, in its section."""
    above = max((k for k in begins if k <= block), default=None)
    if above is None:
        return None
    between = document.blocks[above:block]
    return None if any(isinstance(b, Heading) for b in between) else above


def _is_opened(document: Document, block: int) -> bool:
    """Whether such a paragraph stands above, below the heading."""
    for b in reversed(document.blocks[: block + 1]):
        if isinstance(b, Heading):
            return False
        if opens(b):
            return True
    return False


def _heading(document: Document, block: int) -> tuple[int, str]:
    """Level and title of the heading above; 0 where there is none."""
    above = (b for b in reversed(document.blocks[:block]) if isinstance(b, Heading))
    found = next(above, None)
    return (0, "") if found is None else (found.level, found.title)


def _is_held(document: Document, block: int, lists: bool) -> bool:
    """Whether it stands in a theorem or an item."""
    b = document.blocks[block]
    if not isinstance(b, (Prose, Display)) or not any(h in _HELD for h in b.within):
        return False
    if not lists or b.within[-1] != "item":
        return True
    return any(isinstance(d, Display) and d.container == b.container for d in document.blocks)


def _goes_on(document: Document, block: int, later: int) -> bool:
    """Whether a later block stands in the same theorem or item, or in the theorem's proof."""
    own, other = document.blocks[block], document.blocks[later]
    if not isinstance(own, (Prose, Display)) or not isinstance(other, (Prose, Display)):
        return True
    if (
        isinstance(other, Display)
        and own.within[-1:] == ("item",)
        and _follows(document, block, later)
    ):
        return True  # below an item that is not closed by words
    depth = len(own.within)
    if depth and other.within[:depth] == own.within and len(other.within) > depth:
        return True  # an item within it
    if own.within[-1:] == ("quote",) and own.container != other.container:
        return _is_proof_behind(document, block, later)
    return own.container == other.container or (
        "proof" in other.within and not {"item", "quote"} & {*own.within}
    )


def _is_proof_behind(document: Document, block: int, later: int) -> bool:
    """Whether a block stands in a quote, or box, that follows that of another, and is its proof."""
    parts = [b for b in document.blocks[block : later + 1] if isinstance(b, _PARTS)]
    own, other = parts[0].container, parts[-1].container
    if len(parts) <= later - block or {p.container for p in parts} != {own, other}:
        return False
    first = next(p for p in parts if p.container == other)
    is_named = isinstance(first, Prose) and _PROOF.match(first.text.text) is not None
    return is_named or "proof" in first.within


def _follows(document: Document, block: int, later: int) -> bool:
    """Whether nothing but displays stands between an item and a later block."""
    return all(isinstance(b, Display) for b in document.blocks[block + 1 : later])


def here(document: Document, block: int, goes_on: bool) -> Scope:
    """The block alone; where its last sentence goes on, with the displays behind it, and with what
    joins more of them to it, as "and", "in that case", "hence"."""
    blocks, end = document.blocks, block + 1
    while goes_on and end < len(blocks) and isinstance(blocks[end], Display):
        while end < len(blocks) and isinstance(blocks[end], Display):
            end += 1
        after = blocks[end] if end < len(blocks) else None
        goes_on = isinstance(after, Prose) and _joins(after)
        end += goes_on
    return Scope(block, end)


def with_proof(document: Document, stated: Scope) -> Scope:
    """What a theorem supposes holds in its proof, too: up to its end, the next theorem, part or
    heading."""
    blocks, block = document.blocks, stated.first
    if not _is_theorem(document, block):
        return stated
    begun = False
    for k in range(block + 1, len(blocks)):
        b = blocks[k]
        if isinstance(b, Heading) or (isinstance(b, Prose) and _HEAD.match(b.text.text)):
            return Scope(block, k) if begun else stated
        if not isinstance(b, _PARTS):
            continue
        words = b.text.text if isinstance(b, Prose) else b.body.text
        named = isinstance(b, Prose) and _PROOF.match(words) is not None
        begun = begun or named or "proof" in b.within
        if begun and _PROVED.search(words):
            return Scope(block, k + 1)
    return Scope(block, len(blocks)) if begun else stated


def statement_of(document: Document, block: int) -> list[tuple[int, Prose]]:
    """The paragraphs, with their numbers, of the theorem in whose proof a block stands; none where
    it stands in none."""
    for k in range(block - 1, -1, -1):
        if isinstance(document.blocks[k], Heading):
            return []
        if _is_theorem(document, k):
            inside = block < with_proof(document, Scope(k, k + 1)).last
            between = range(k, block) if inside else ()
            found = ((n, document.blocks[n]) for n in between if n < block - 1)
            return [(n, b) for n, b in found if isinstance(b, Prose)]
    return []


def _is_theorem(document: Document, block: int) -> bool:
    """Whether a paragraph states a theorem: by its first words, what it stands in, or its title."""
    b = document.blocks[block]
    if not isinstance(b, _PARTS):
        return False
    if {*_HELD[:4]} & {*b.within}:
        return True
    named = isinstance(b, Prose) and _THEOREM.match(b.text.text) is not None
    return named or _THEOREM.match(_heading(document, block)[1]) is not None


def behind(document: Document, display: int) -> Scope:
    """From a displayed condition to the displays that its sentence ends with: "then", […]."""
    after = document.blocks[display + 1] if display + 1 < len(document.blocks) else None
    goes_on = isinstance(after, Prose) and _joins(after)
    last = here(document, display + 1, True).last if goes_on else display + 1
    return Scope(display, last)


def _joins(prose: Prose) -> bool:
    """Words that join a display to the case of the one before it, and no more than that; "and for
    all others" joins another case."""
    words = prose.text.text.strip().lower()
    joint = _JOINT.match(words) if len(words) <= _LONGEST_JOINT else None
    if joint is None or re.search(r"[.?!]\s", words):
        return False
    return _ELSE.search(words, joint.end()) is None


def display_before(document: Document, block: int) -> int:
    """The first of the displays right before a block; the block itself where there is none."""
    first = block
    while first > 0 and isinstance(document.blocks[first - 1], Display):
        first -= 1
    return first


def is_footnote(document: Document, block: int) -> bool:
    prose = document.blocks[block]
    return isinstance(prose, Prose) and "footnote" in prose.within
