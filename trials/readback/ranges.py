"""The line that says of what: `for t, s > 0; λ ∈ [0, 1]`, read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from derive.kernel import terms as t
from trials.readback import objects
from trials.readback.canonical import key
from trials.readback.reader import Reader
from trials.readback.table import Table, Unread, constant_letter, is_space

_RANGE = re.compile(
    r"(.*?) (?:(> 0)|(≥ 0|\\ge 0)|(?:∈|\\in) "
    r"(?:(\[0, 1\])|(ℕ₀|\\mathbf\{N\}_0)|(ℝ|\\mathbf\{R\})|\\?\{(.*?)\\?\})"
    r"|(in a space|\\text\{ in a space\}))"
)
_NORMAL = re.compile(
    r"(.*?) (?:∼|\\sim) (?:\\math(?:cal|rm)\{)?"
    r"(N|Uniform|Exp|Laplace|Geom|Poisson)\}?\((.*)\)"
)
_MATRIX = re.compile(r"\\begin\{pmatrix\}(.*)\\end\{pmatrix\}")
_SIGNS = ("pos", "nonneg", "unit", "natural", "real")
_SENTENCE = re.compile(r"Let (\$.*\$)\.")


def pieces(line: str) -> list[str]:
    """The parts of a line of text, or of a sentence of LaTeX."""
    if not line:
        return []
    if line.startswith("Let "):
        found = _SENTENCE.fullmatch(line)
        return _whole(re.findall(r"\$([^$]*)\$", found[1])) if found else [line]
    return line.split("; ")


def _whole(parts: list[str]) -> list[str]:
    """Names put before the one that has their range."""
    out, before = [], []
    for part in parts:
        before.append(part)
        if _RANGE.fullmatch(part) or _NORMAL.fullmatch(part):
            out.append(", ".join(before))
            before = []
    return [*out, *before]


def read(line: str, reader: Callable[[str], Reader]) -> dict[str, str]:
    """What each name ranges over: a sign, its letters, or the points of a space.

    Raises:
        Unread: where a piece has no meaning, or a name stands twice.
    """
    out: dict[str, str] = {}
    for piece in pieces(line):
        if _NORMAL.fullmatch(piece):
            continue
        found = _RANGE.fullmatch(piece)
        if not found:
            raise Unread(f"{piece} says no range")
        said = next((s for s, g in zip(_SIGNS, found.groups()[1:6], strict=True) if g), "")
        said = "space" if found[8] else said
        for shown in _parted(found[1]):
            name = _name(shown, reader, bool(said))
            if name in out:
                raise Unread(f"two ranges of {name}")
            out[name] = said or f"{{{_letters(found[7], reader)}}}"
    return out


def _parted(names: str) -> Iterator[str]:
    """Parted at the commas that are in no brackets."""
    depth, start = 0, 0
    for k, c in enumerate(names):
        depth += (c in "({[") - (c in ")}]")
        if c == "," and not depth:
            yield names[start:k].strip()
            start = k + 1
    yield names[start:].strip()


def _name(shown: str, reader: Callable[[str], Reader], quantity: bool) -> str:
    if not quantity:
        return reader(shown).letter_alone()
    try:
        term = reader(shown).whole()
    except Unread:
        return reader(shown).letter_alone()  # of a point of a space
    if not isinstance(term, t.Quantity):
        raise Unread(f"{term} is no quantity")
    return term.at[0].name if term.name.startswith("coordinate⌈") else term.name


def _letters(shown: str, reader: Callable[[str], Reader]) -> str:
    return ",".join(reader(s).letter_alone() for s in _parted(shown))


def differences(line: str, reader: Callable[[str], Reader], table: Table) -> str:
    """What the line says otherwise than the objects mean; empty if nothing.

    Raises:
        Unread: as `read`.
    """
    normal = {p: of for piece in pieces(line) for p, of in _normals(piece, reader)}
    for name in {*normal, *table.normals}:
        of = [table.symbols.get(name), *(key(objects.term(e)) for e in table.normals.get(name, ()))]
        if normal.get(name) != of:
            return f"{name} is of another family, or with other parameters"
    told = read(line, reader)
    meant = dict(_meant(table))
    for name in {*told, *meant}:
        if told.get(name) != meant.get(name) and not _may_be_silent(name, told, table):
            return f"{name} ranges over {told.get(name)} instead of {meant.get(name)}"
    return ""


def _normals(piece: str, reader: Callable[[str], Reader]) -> Iterator[tuple[str, list[Any]]]:
    """Laws of families, each with its symbol and what is said of its parameters."""
    found = _NORMAL.fullmatch(piece)
    if found:
        of = [found[2], *(key(reader(shown).whole()) for shown in _entries(found[3]))]
        for shown in _parted(found[1]):
            yield _law(shown, reader), of


def _law(shown: str, reader: Callable[[str], Reader]) -> str:
    """The law of p, or of q(x|y): at all its letters, each once."""
    if "(" not in shown:
        return reader(shown).law_alone()
    term = reader(shown).whole()
    if not isinstance(term, t.LawTerm) or any(v != i.name for v, i in term.at):
        raise Unread(f"{shown} is no law at its own letters")
    return term.law


def _entries(shown: str) -> Iterator[str]:
    """Parameters, those of vectors and matrices one after the other."""
    for part in _parted(shown):
        matrix = _MATRIX.fullmatch(part)
        inside = matrix[1] if matrix else part[1:-1] if _is_bracket(part) else ""
        if matrix:
            yield from (e.strip() for e in re.split(r"\\\\|&", inside))
        elif inside:
            yield from _entries(inside)
        else:
            yield part


def _is_bracket(part: str) -> bool:
    """Whether it is (…, …) or […]."""
    if part[0] + part[-1] not in ("()", "[]"):
        return False
    return part[0] == "[" or len([*_parted(part[1:-1])]) > 1


def _meant(table: Table) -> Iterator[tuple[str, str]]:
    for q in table.quantities.values():
        if q.sign != "defined" and not q.is_subset:
            yield q.name, q.sign
    for letter, alphabet in table.letters.items():
        letters = [constant_letter(c) for c, a in table.constants.items() if a == alphabet]
        if is_space(alphabet):
            line = {*table.line, *(a for p in table.normals for a in _on_the_line(p, table))}
            kind = "natural" if alphabet.endswith("-naturals") else "space"
            yield letter, "real" if kind == "space" and alphabet in line else kind
        if letters:
            yield letter, f"{{{','.join(letters)}}}"


def _on_the_line(p: str, table: Table) -> Iterator[str]:
    """The space of a normal law's point, and of those that its mean is made from."""
    law, parameters = table.laws[p], table.normals[p]
    names = {i.name for e in parameters for i in e.free_symbols}
    yield from (alphabet for _, alphabet in law.outputs)
    yield from (alphabet for v, alphabet in law.inputs if v in names)


def _may_be_silent(name: str, told: dict[str, Any], table: Table) -> bool:
    """Of maps and best lengths a hypothesis says more, and is read for itself."""
    if name in told:
        return False
    entry = table.quantities.get(name)
    return entry is not None and (entry.is_map or entry.is_best)
