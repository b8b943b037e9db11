"""Sums and products to a number written out, and what stands for “and so on” closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from derive.notes.source import NotRead
from derive.notes.tree import Add, Big, Call, Dots, Mul, Name, Neg, Node, Num, Over, Range
from derive.notes.walk import mapped, product, total, walk

_MOST = 6


def unrolled(node: Node) -> Node:
    """Sums and products from a number to a number, over members of a sequence, written out."""
    node = mapped(node, unrolled)
    if not isinstance(node, Big) or node.op not in ("sum", "prod") or len(node.over.letters) != 1:
        return node
    first, last, index = _whole(node.over.first), _whole(node.over.last), node.over.letters[0]
    if first is None or last is None or not 0 <= last - first < _MOST or node.over.where:
        return node
    if not isinstance(index, Name) or not _runs_over_members(node.body, index):
        return node
    parts = tuple(at(node.body, index, k) for k in range(first, last + 1))
    return total(parts, node.span) if node.op == "sum" else product(parts, node.span)


def _whole(node: Node | None) -> int | None:
    if isinstance(node, Num) and node.value.denominator == 1:
        return int(node.value)
    return None


def _runs_over_members(body: Node, index: Name) -> bool:
    """Whether the index counts random variables, X_i, or the past of a sequence."""
    for n in walk(body):
        if isinstance(n, Name) and n.base.isupper() and index in n.sub:
            return True
        if isinstance(n, Range) and any(
            e is not None and index in walk(e) for e in (n.first, n.last)
        ):
            return True
    return False


def at(node: Node, index: Name, k: int) -> Node:
    """The tree with a number for the index; pasts are then members one by one."""
    if node == index:
        return Num(node.span, Fraction(k))
    if isinstance(node, Call):
        return _call(node, index, k)
    made = mapped(node, lambda child: at(child, index, k))
    return computed(made)


def computed(node: Node) -> Node:
    """i − 1 with a number for i."""
    if isinstance(node, Add):
        values = [
            -v if isinstance(t, Neg) else v
            for t in node.terms
            if (v := _whole(t.body if isinstance(t, Neg) else t)) is not None
        ]
        if len(values) == len(node.terms):
            return Num(node.span, Fraction(sum(values)))
    return node


def _call(node: Call, index: Name, k: int) -> Call:
    """Arguments with pasts spread out; a bar with nothing behind it goes."""
    args: list[Node] = []
    separators: list[str] = []
    for n, arg in enumerate(node.args):
        separator = node.separators[n - 1] if n else ""
        for own in members(at(arg, index, k)):
            if args:
                separators.append(separator)
            args.append(own)
            separator = ","
    head = at(node.head, index, k)
    return replace(node, head=head, args=tuple(args), separators=tuple(separators))


def members(node: Node) -> list[Node]:
    """x_1, …, x_3 one by one; anything else as it is."""
    if not isinstance(node, Range) or not isinstance(node.of, Name):
        return [node]
    first = 1 if node.first is None else _whole(node.first)
    last = _whole(node.last)
    if first is None or last is None or last - first > _MOST:
        return [node]
    stop = last if node.strict else last + 1
    of = node.of
    return [
        replace(of, span=node.span, sub=(*of.sub, Num(node.span, Fraction(j))))
        for j in range(first, stop)
    ]


def spread(node: Node) -> Node:
    """X_1, …, X_3 written out wherever it stands."""
    node = mapped(node, spread)
    if isinstance(node, Call) and any(isinstance(a, Range) for a in node.args):
        return _call(node, Name(node.span, ""), 0)
    return node


def closed(node: Node, others: Sequence[Node]) -> Node:
    """p(x_1) p(x_2|x_1) ⋯ as the product beside it that begins so; a_1 x_1 + ⋯ + a_n x_n as the
    sum whose first and last terms, and those between that are written, are these.

    Raises:
        NotRead: if nothing tells how it goes on.
    """
    parts = node.factors if isinstance(node, Mul) else _terms(node)
    places = [n for n, p in enumerate(parts) if isinstance(p, Dots)]
    if not places or not isinstance(node, (Mul, Add)):
        return mapped(node, lambda child: closed(child, ()))  # log(p(x_1) ⋯ p(x_n))
    op, before, after = "prod" if isinstance(node, Mul) else "sum", parts[: places[0]], parts
    after = parts[places[-1] + 1 :]
    for other in others:
        if isinstance(other, Big) and other.op == op and _begins(other, before, after):
            return other
    own = _from_first_to_last(node, before, after, op) if len(places) == 1 else None
    if own is not None:
        return own
    raise NotRead(parts[places[0]].span, "how does this go on? No sum or product beside it says")


def _terms(node: Node) -> tuple[Node, ...]:
    """Of a sum; the dots of − a_1 − ⋯ − a_n have the sign of what stands around them."""
    terms = node.terms if isinstance(node, Add) else ()
    signed = [
        isinstance(t, Neg) and isinstance(t.body, Dots) and _is_taken(terms[n - 1 : n + 2 : 2])
        for n, t in enumerate(terms)
    ]
    return tuple(
        t.body if own and isinstance(t, Neg) else t for t, own in zip(terms, signed, strict=True)
    )


def _is_taken(around: Sequence[Node]) -> bool:
    return len(around) == 2 and all(isinstance(t, Neg) for t in around)


def _from_first_to_last(
    node: Mul | Add, before: Sequence[Node], after: Sequence[Node], op: str
) -> Node | None:
    """β_0 + Σ_{i=1}^k β_i x_i of β_0 + β_1 x_1 + ⋯ + β_k x_k: all that differs in the last term is
    the index."""
    names = {n for n in walk(node) if isinstance(n, Name)}
    free = (Name(node.span, x) for x in "ijklm")
    index = next((i for i in free if i not in names), None)
    ends = {s for n in walk(after[0]) if isinstance(n, Name) for s in n.sub} if after else set()
    if index is None:
        return None
    for last in (s for s in ends if isinstance(s, Name) and not s.sub):
        body = _as_last(after[0], last, index)
        runs = (k for k in range(len(before)) if _goes_on(before[k:], body, index))
        start = next(runs, None)
        if start is not None:
            over = Over(node.span, "from", (index,), None, Num(node.span, Fraction(1)), last)
            parts = (*before[:start], Big(node.span, op, over, body), *after[1:])
            return total(parts, node.span) if op == "sum" else product(parts, node.span)
    return None


def _goes_on(run: Sequence[Node], body: Node, index: Name) -> bool:
    return all(p == at(body, index, k) for k, p in enumerate(run, 1))


def _begins(big: Big, before: Sequence[Node], after: Sequence[Node]) -> bool:
    index, first, last = big.over.letters[0], _whole(big.over.first), big.over.last
    if not isinstance(index, Name) or first is None or len(before) < 2 or len(after) > 1:
        return False
    begins = all(spread(p) == at(big.body, index, first + k) for k, p in enumerate(before))
    ends = not after or (last is not None and _as_last(big.body, index, last) == after[0])
    return begins and ends


def _as_last(body: Node, index: Name, last: Node) -> Node:
    if body == index:
        return last
    return mapped(body, lambda child: _as_last(child, index, last))
