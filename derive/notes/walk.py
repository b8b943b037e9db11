"""Trees walked and rewritten, whatever their nodes.

A node does not change: what is below it is kept with it, for it is looked at again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from itertools import product as product_of

from derive.notes import tree
from derive.notes.source import Span
from derive.notes.tree import Node

_PLACES: dict[type, tuple[str, ...]] = {}


def _places(node: Node) -> tuple[str, ...]:
    """The fields in which nodes may stand."""
    found = _PLACES.get(type(node))
    if found is None:
        found = _PLACES[type(node)] = tuple(f.name for f in fields(node) if f.name != "span")
    return found


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below, in the order of their fields."""
    kept: tuple[Node, ...] | None = node.__dict__.get("_below")
    if kept is None:
        found: list[Node] = []
        for name in _places(node):
            value = getattr(node, name)
            if isinstance(value, Node):
                found.append(value)
            elif value and type(value) is tuple:
                found += [x for x in value if isinstance(x, Node)]
        kept = node.__dict__["_below"] = tuple(found)
    return kept


def walk(node: Node) -> tuple[Node, ...]:
    """The node and all below it, from the top."""
    kept: tuple[Node, ...] | None = node.__dict__.get("_all")
    if kept is None:
        found, todo = [], [node]
        while todo:
            here = todo.pop()
            found.append(here)
            todo += reversed(children(here))
        kept = node.__dict__["_all"] = tuple(found)
    return kept


def mapped(node: Node, of: Callable[[Node], Node]) -> Node:
    """The node with `of` of each node right below it."""
    if not children(node):
        return node
    changed: dict[str, object] = {}
    for name in _places(node):
        value = getattr(node, name)
        if isinstance(value, Node):
            new: object = of(value)
            if new is not value:
                changed[name] = new
        elif isinstance(value, tuple) and any(isinstance(x, Node) for x in value):
            items = tuple(of(x) if isinstance(x, Node) else x for x in value)
            if any(a is not b for a, b in zip(items, value, strict=True)):
                changed[name] = items
    return replace(node, **changed) if changed else node  # type: ignore[arg-type]


def swapped(node: Node, old: Node, new: Node) -> Node:
    """The tree with the very node `old` (not one that equals it) replaced by `new`."""
    return new if node is old else mapped(node, lambda child: swapped(child, old, new))


def bound(node: Node) -> tuple[Node, ...]:
    """The names that a sum, product, optimum or expectation binds in its body."""
    if isinstance(node, tree.Big) and node.op != "lim":  # what holds of it does at every n
        return tuple(x for letter in node.over.letters for x in _letters(letter))
    if isinstance(node, tree.Mean):
        events = [x for x in node.law if isinstance(x, tree.Event)]
        return tuple(x for event in events for x in _letters(event.lhs))
    return ()


def _letters(node: Node) -> tuple[Node, ...]:
    if isinstance(node, tree.Members):
        return tuple(x for item in node.items for x in _letters(item))
    return (node,)


def free(node: Node) -> set[Node]:
    """The names and rows of names in the tree that nothing in it binds."""
    if isinstance(node, (tree.Name, tree.Range)):
        return {node}.union(*map(free, children(node)))
    below = children(node)
    if isinstance(node, tree.Call) and "||" in node.separators:
        below = tuple(x for arg in node.args for x in _not_summed(arg))
    return set().union(*map(free, below)) - set(bound(node))


def occurs(letter: Node, node: Node) -> bool:
    """Whether the name stands in the tree, not bound there."""
    return letter in free(node)


def _not_summed(law: Node) -> tuple[Node, ...]:
    """Of an argument p(x|y) of a divergence, which sums over x, what it is a function of."""
    if not isinstance(law, tree.Call):
        return (law,)
    bar = law.separators.index("|") + 1 if "|" in law.separators else len(law.args)
    return (law.head, *law.args[bar:])


def product(factors: tuple[Node, ...], span: Span) -> Node:
    """One factor as it is; products within a product join it."""
    flat = tuple(x for f in factors for x in (f.factors if isinstance(f, tree.Mul) else (f,)))
    return flat[0] if len(flat) == 1 else tree.Mul(span, flat)


def total(terms: tuple[Node, ...], span: Span) -> Node:
    """One term as it is; sums within a sum join it."""
    flat = tuple(x for t in terms for x in (t.terms if isinstance(t, tree.Add) else (t,)))
    return flat[0] if len(flat) == 1 else tree.Add(span, flat)


def products(node: Node, is_number: Callable[[Node], bool]) -> Node:
    """Calls whose head is a number become products: λ(a + b), 2n(n - 1), p(1 - p)^2, n(n - 1)!.

    is_number: asked of the head of each call with one argument in round or square brackets.
    """

    def of(child: Node) -> Node:
        return products(child, is_number)

    if isinstance(node, tree.Call) and isinstance(node.head, tree.Pow):
        return _raised_head(node, node.head, is_number)
    raised = _raised_factor(node, is_number)
    if raised is not None:
        return raised
    if isinstance(node, tree.Pow) and _multiplies(node.base, is_number):
        head, body = _halves(node.base, of)
        return product((head, tree.Pow(node.span, body, of(node.exponent))), node.span)
    if isinstance(node, tree.Factorial) and _multiplies(node.body, is_number):
        head, body = _halves(node.body, of)
        return product((head, tree.Factorial(node.span, body)), node.span)
    if _multiplies(node, is_number):
        return product(_halves(node, of), node.span)
    node = mapped(node, of)
    return product(node.factors, node.span) if isinstance(node, tree.Mul) else node


def _raised_factor(node: Node, is_number: Callable[[Node], bool]) -> Node | None:
    """p^k (1 - p)^m, where the second exponent is of the bracket alone."""
    call = node.base if isinstance(node, tree.Pow) else None
    if not isinstance(node, tree.Pow) or not isinstance(call, tree.Call):
        return None
    head = call.head
    if not isinstance(head, tree.Pow) or not _multiplies(replace(call, head=head.base), is_number):
        return None
    body, exponent = (products(n, is_number) for n in (call.args[0], node.exponent))
    return product((products(head, is_number), tree.Pow(node.span, body, exponent)), node.span)


def _raised_head(node: tree.Call, head: tree.Pow, is_number: Callable[[Node], bool]) -> Node:
    """p^2(x) is p(x)^2, and p^k (1 - p) with a number p is a product."""
    if _multiplies(replace(node, head=head.base), is_number):
        body = products(node.args[0], is_number)
        return product((products(head, is_number), body), node.span)
    call = products(replace(node, head=head.base), is_number)
    return tree.Pow(node.span, call, products(head.exponent, is_number))


def _multiplies(node: Node, is_number: Callable[[Node], bool]) -> bool:
    if not isinstance(node, tree.Call) or len(node.args) != 1 or node.brackets == "{":
        return False
    argument = node.args[0]
    if isinstance(argument, (tree.Event, tree.Hole, tree.Range)):
        return False
    return is_number(node.head)


def _halves(call: Node, of: Callable[[Node], Node]) -> tuple[Node, Node]:
    head, body = children(call)
    return of(head), of(body)


def readings(node: Node) -> tuple[tuple[tuple[tuple[str, int], ...], Node], ...]:
    """The tree without choices, once for each way to answer its questions, with the answers:
    pairs of a question and the number of the reading. The first is the conventional one.
    """
    questions: dict[str, int] = {}
    for x in walk(node):
        if isinstance(x, tree.Choice):
            questions[x.question] = max(questions.get(x.question, 0), len(x.readings))
    found: list[tuple[tuple[tuple[str, int], ...], Node]] = []
    for numbers in product_of(*(range(n) for n in questions.values())):
        answers = dict(zip(questions, numbers, strict=True))
        one = _answered(node, answers)
        if all(one != other for _, other in found):
            found.append((tuple(answers.items()), one))
    return tuple(found)


def _answered(node: Node, answers: dict[str, int]) -> Node:
    if isinstance(node, tree.Choice):
        number = min(answers[node.question], len(node.readings) - 1)
        return _answered(node.readings[number], answers)
    node = mapped(node, lambda child: _answered(child, answers))
    if isinstance(node, tree.Mul):
        return product(node.factors, node.span)
    return total(node.terms, node.span) if isinstance(node, tree.Add) else node
