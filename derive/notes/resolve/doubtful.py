"""Members of rows of which nothing tells what they are, once the rows are written out.

In Π_{t=1}^T p(x_t|x_{t−1}) the first member stands behind x_0: another one, or nothing? In
p(z_1, …, z_n) = Π q(z_i) q may be one law or the law of each member by itself, which differ in
H(q); a p that has the row, too, is of that, and its p(z_i) are what it leaves of each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.lengths import LENGTHS, rows
from derive.notes.source import NotRead, Span
from derive.notes.tree import Big, Call, Mul, Name, Node, Num, Pow, Range
from derive.notes.walk import walk


def refuse(side: Node, sides: Sequence[Node], printed: Sequence[Node], of: Collection[str]) -> None:
    """sides, of which one is looked at: with their rows written out; printed: as they stand in the
    text. of: the letters of the rows.

    Raises:
        NotRead: of a member before the first, and of a law that has only one member at a time.
    """
    known = set(_members(printed, of)) if _from_one(printed) else set(_members(sides, of))
    for member in _members([side], of):
        if _place(member) < 1 and member not in known:
            why = "stands before the first of its row: is it one more, or nothing?"
            raise NotRead(side.span, f"{_shown(member)} {why}")
    laws: dict[Node, list[Call]] = {}
    for call in (c for s in sides for c in _laws(s)):
        laws.setdefault(call.head, []).append(call)
    for call in _laws(side):
        parts = [p for c in laws[call.head] for p in c.args]
        alone = all(len(c.args) == 1 for c in laws[call.head])
        members = list(dict.fromkeys(_members(parts, of)))
        if alone and len(members) > 1 and set(members) == set(parts):
            law, (one, other) = call.head.span.text, map(_shown, members[:2])
            why = f"{law} is of {one} here, and of {other}: is it one law, or of each its own?"
            raise NotRead(side.span, why)


def refuse_of_one(lhs: Node, rhs: Node, span: Span) -> None:
    """NotRead: p(z^n), or p(z) where it is Π_i p(z_i), beside p(z_i), which are not one law; and
    P^n(z^n), which is the law of the row, or a power."""
    for node in (n for s in (lhs, rhs) for n in walk(s)):
        if (isinstance(node, Pow) and _is_of_length(node)) or _is_times_a_row(node):
            raise NotRead(node.span, f"{node.span.text}: the law of the row, or a power?")
    why = _of_a_row(lhs, rhs) or _of_a_row(rhs, lhs)
    if why:
        raise NotRead(span, why)
    calls = [c for s in (lhs, rhs) for c in _laws(s)]
    for call in calls:
        for row in (a for a in call.args if isinstance(a, Name) and _is_raised(a)):
            letters = (a for c in calls if c.head == call.head for a in c.args)
            for letter in letters:
                if isinstance(letter, Name) and letter.base == row.base and letter.sub:
                    raise NotRead(span, _apart(call.head, row, letter))


def _is_of_length(node: Pow) -> bool:
    """P^n(z^n), P^n(z_1, …, z_n)."""
    call, above = node.base, node.exponent
    if not isinstance(call, Call) or not isinstance(above, Name) or above.base not in LENGTHS:
        return False
    rows = (isinstance(a, Range) or (isinstance(a, Name) and _is_raised(a)) for a in call.args)
    return isinstance(call.head, Name) and call.head.base in LAW_LETTERS and any(rows)


def _is_times_a_row(node: Node) -> bool:
    """P^n(x^n), read as the product of two powers."""
    factors = node.factors if isinstance(node, Mul) else ()
    for one, other in pairwise(factors):
        if not isinstance(one, Pow) or not isinstance(other, Pow):
            continue
        law, above = one.base, one.exponent
        if not isinstance(law, Name) or not isinstance(above, Name) or above != other.exponent:
            continue
        if law.base in LAW_LETTERS and f"({other.span.text}" in node.span.text:
            return above.base in LENGTHS
    return False


def _of_a_row(one: Node, other: Node) -> str:
    """Why p(z|x) = Π_i p(z_i|x) is not read: p is the law of a row at the left, of one letter at
    the right."""
    body = other.body if isinstance(other, Big) and other.op == "prod" else None
    if not isinstance(one, Call) or not isinstance(body, Call) or body.head != one.head:
        return ""
    (whole, *more), (part, *rest) = one.args, body.args
    if more != rest or not isinstance(part, Name) or not part.sub:
        return ""
    if replace(part, sub=()) != whole:
        return ""
    return _apart(one.head, whole, part)


def _apart(*nodes: Node) -> str:
    law, row, letter = (n.span.text for n in nodes)
    return f"{law} is a law of the row {row} here, and of one letter {letter}: name them apart"


def _is_raised(name: Name) -> bool:
    """z^n, and not z^* or z^{(t)}."""
    (last,) = name.sup if len(name.sup) == 1 else (None,)
    return isinstance(last, Name) and last.base in LENGTHS


def _from_one(printed: Iterable[Node]) -> bool:
    """Whether each row has its first member at 1, or further on."""
    firsts = (r.first for t in printed for r in rows(t))
    return not any(isinstance(f, Num) and f.value < 1 for f in firsts)


def _laws(tree: Node) -> Iterator[Call]:
    for n in walk(tree):
        named = isinstance(n, Call) and isinstance(n.head, Name) and n.head.base in LAW_LETTERS
        if named and isinstance(n, Call) and not measure_of(n):
            yield n


def _members(trees: Iterable[Node], of: Collection[str]) -> Iterator[Name]:
    """x_0, x_1, … of rows of x."""
    for n in (n for t in trees for n in walk(t)):
        if isinstance(n, Name) and n.base in of and len(n.sub) == 1 and isinstance(n.sub[0], Num):
            yield n


def _place(member: Name) -> int:
    (place,) = member.sub
    return int(place.value) if isinstance(place, Num) else 1


def _shown(member: Name) -> str:
    return f"{member.base}_{_place(member)}"
