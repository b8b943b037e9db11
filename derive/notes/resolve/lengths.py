"""Rows X_1, …, X_n at one length: what is said of any n, at n = 3, written out member by member.

For what `elaborate.sequences` does not read of any length: parts of rows (A_{i+1:n}), members
beside the whole, sums of what stands beside them. What is found is found of that length alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.unrolled import computed, members
from derive.notes.source import NotRead
from derive.notes.tree import Add, Big, Call, Choice, Dots, Mul, Name, Node, Num, Over, Range
from derive.notes.walk import bound, mapped, product, total, walk

LENGTH = 3
LENGTHS = "nNTmMkK"
Values = Mapping[Node, int]


def values_of(sides: Iterable[Node]) -> dict[Node, int]:
    """The lengths of the rows in these trees and the free positions in them, each with a number:
    the longest 3, others 2. None where no row has one.

    Raises:
        NotRead: of more than two.
    """
    trees = list(sides)
    letters = {x for t in trees for n in walk(t) for x in bound(n)}
    ends = [e for t in trees for r in rows(t) for e in _names((r.first, r.last))]
    ends += [e for t in trees for b, _ in moving(t) for e in _names((b.over.last,))]
    over = [e for t in trees for b in walk(t) if isinstance(b, Big) for e in _names((b.over.last,))]
    free = list(dict.fromkeys(e for e in ends if e not in letters))
    if len(free) > 2:
        raise NotRead(trees[0].span, "rows of more than two lengths")
    free.sort(key=lambda n: (n not in over, LENGTHS.find(n.base) % 99))
    return dict(zip(free, (LENGTH, LENGTH - 1), strict=False))


def rows(tree: Node) -> list[Range]:
    """The rows of random variables in measures, and of their values in laws."""
    return [
        a
        for n in walk(tree)
        if isinstance(n, Call) and isinstance(n.head, Name)
        for a in n.args
        if isinstance(a, Range) and isinstance(a.of, Name) and _has_rows(n, a.of)
    ]


def moving(tree: Node) -> Iterator[tuple[Big, Name]]:
    """The sums from a number on, of laws of x_t and x_{t-1}, with the letter x."""
    for big in (n for n in walk(tree) if isinstance(n, Big)):
        if big.op not in ("sum", "prod") or not isinstance(big.over.first, Num):
            continue
        for call in (n for n in walk(big.body) if isinstance(n, Call)):
            law = isinstance(call.head, Name) and call.head.base in LAW_LETTERS
            for a in call.args if law and not measure_of(call) else ():
                sub = a.sub[0] if isinstance(a, Name) and len(a.sub) == 1 else None
                moves = isinstance(sub, Add) and sub.terms[0] in big.over.letters
                if isinstance(a, Name) and moves:
                    yield big, a


def _has_rows(call: Call, of: Name) -> bool:
    measured = measure_of(call)
    if measured in ("H", "I"):
        return of.base.isupper()
    return not measured and isinstance(call.head, Name) and call.head.base in LAW_LETTERS


def _names(ends: Iterable[Node | None]) -> Iterator[Name]:
    """The n of n, n − 1 and i + 1."""
    for end in ends:
        first = end.terms[0] if isinstance(end, Add) else end
        if isinstance(first, Name) and not first.sub:
            yield first


def written_out(node: Node, values: Values, of: frozenset[str]) -> Node:
    """A side with its rows written out. of: the letters of the rows.

    Raises:
        NotRead: where a sum counts something else than members of rows, or rows stand elsewhere.
    """
    return _scoped(_spread(_unrolled(_put(_closed(node, values), values), of)))


def _scoped(node: Node) -> Node:
    """Without the readings of a Σ that leave its letter free in a row behind it."""
    if isinstance(node, Choice):
        kept = [r for r in node.readings if not rows(r)]
        if len(kept) == 1:
            return _scoped(kept[0])
        node = replace(node, readings=tuple(kept)) if kept else node
    return mapped(node, _scoped)


def bases(trees: Sequence[Node]) -> frozenset[str]:
    """The letters of the rows."""
    found = [r.of for t in trees for r in rows(t)] + [a for t in trees for _, a in moving(t)]
    return frozenset(n.base for n in found if isinstance(n, Name))


def _put(node: Node, values: Values) -> Node:
    """The numbers in their places, with i − 1 computed."""
    if node in values:
        return Num(node.span, Fraction(values[node]))
    made = computed(mapped(node, lambda child: _put(child, values)))
    if isinstance(made, Call) and isinstance(made.head, Num):  # n(…), which is a product
        return product((made.head, *made.args), made.span)
    return made


def _unrolled(node: Node, of: frozenset[str]) -> Node:
    """Sums and products from a number to a number written out."""
    node = mapped(node, lambda child: _unrolled(child, of))
    if not isinstance(node, Big) or node.op not in ("sum", "prod") or node.over.kind != "from":
        return node
    index, ends = node.over.letters[0], (node.over.first, node.over.last)
    first, last = (int(e.value) if isinstance(e, Num) else None for e in ends)
    counted = [n for n in walk(node.body) if isinstance(n, Name) and index in n.sub]
    if any(n.base.islower() and n.base not in of for n in counted):
        raise NotRead(node.span, "a sum over something else than members of rows")
    if first is None or last is None or node.over.where or last - first > LENGTH:
        return node
    parts = tuple(_put(node.body, {index: k}) for k in range(first, last + 1))
    if not parts:
        return Num(node.span, Fraction(node.op == "prod"))
    return total(parts, node.span) if node.op == "sum" else product(parts, node.span)


def _spread(node: Node) -> Node:
    """Rows one by one, as arguments and as what is summed over."""
    if isinstance(node, Over):
        letters = tuple(m for x in node.letters for m in members(x))
        return replace(node, letters=letters)
    node = mapped(node, _spread)
    return _call(node) if isinstance(node, Call) and _is_of_rows(node) else node


def _is_of_rows(call: Call) -> bool:
    names = [a.of for a in call.args if isinstance(a, Range)]
    return bool(names) and all(isinstance(n, Name) and _has_rows(call, n) for n in names)


def _call(node: Call) -> Node:
    """H(X_1, X_2 | Y), where nothing is given if the row behind the bar is empty; an entropy, an
    information and the logarithm of a law of nothing are 0."""
    groups: list[tuple[str, list[Node]]] = [("", [])]
    for n, arg in enumerate(node.args):
        separator = node.separators[n - 1] if n else ","
        if separator != ",":
            groups.append((separator, []))
        groups[-1][1].extend(members(arg))
    measured = measure_of(node)
    if any(not own for separator, own in groups if separator != "|"):
        return Num(node.span, Fraction(measured == ""))
    kept = [(s, own) for s, own in groups if own]
    args = tuple(a for _, own in kept for a in own)
    separators = [s if n == 0 else "," for s, own in kept for n, _ in enumerate(own)]
    return replace(node, args=args, separators=tuple(separators[1:]))


def _closed(node: Node, values: Values) -> Node:
    """H(X_1) + ⋯ + H(X_n) with the terms that the dots stand for."""
    node = mapped(node, lambda child: _closed(child, values))
    if not isinstance(node, (Add, Mul)):
        return node
    parts = _side_by_side(node.terms) if isinstance(node, Add) else node.factors
    at = [n for n, p in enumerate(parts) if isinstance(p, Dots)]
    if len(at) != 1 or at[0] != len(parts) - 2:
        return node
    for index, last in values.items():
        every = tuple(_put(parts[-1], {index: k}) for k in range(1, last + 1))
        begun = [_spread(p) for p in parts[: at[0]]]
        if begun and begun == [_spread(p) for p in every][: len(begun)]:
            return total(every, node.span) if isinstance(node, Add) else product(every, node.span)
    return node


def _side_by_side(terms: tuple[Node, ...]) -> tuple[Node, ...]:
    """a + b … c, where no sign stands at the dots, as a + b + … + c."""
    last = terms[-1]
    if isinstance(last, Mul) and len(last.factors) == 3 and isinstance(last.factors[1], Dots):
        return (*terms[:-1], *last.factors)
    return terms


def of_facts(names: Sequence[Node]) -> tuple[Node, ...]:
    """The names of a fact: X_1, …, X_n, and X_i of any i, at that length."""
    out: list[Node] = []
    for node in names:
        inside = node.of if isinstance(node, Range) else None
        if isinstance(node, Range) and inside is None and isinstance(node.first, Name):
            inside = replace(node.first, sub=())
        if not isinstance(node, Range) or not isinstance(inside, Name):
            out.append(node)
            continue
        one, last = Num(node.span, Fraction(1)), Num(node.span, Fraction(LENGTH))
        out += members(Range(node.span, inside, one, last))
    return tuple(out)

