"""What formulas in the text say by their form, in any language.

    X → Y → Z    X ⊥ Y | Z    X ∼ p    Y = f(X)    0 ≤ λ ≤ 1    |𝒳| = n    Σ_i p_i = 1    p ≪ q

Only such forms are taken for hypotheses: any other relation in a line may be a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from derive.notes import tree as t
from derive.notes.facts import Fact
from derive.notes.facts.families import literal
from derive.notes.facts.formulas import Statement
from derive.notes.walk import walk

_LAWS = {
    "bernoulli": ("Bernoulli", "Bern", "Ber", "B"),
    "uniform": ("Uniform", "Unif", "U", "Uni"),
}
_FUNCTIONS = ("f", "g", "h", "T", "\\phi", "\\varphi", "\\psi", "\\pi", "s", "t")
_MEASURES = ("H", "I", "D", "KL", "JS", "JSD", "CE", "TV", "h", "E", "Var", "Cov", "H_b", "Pr", "P")
_DOWN, _UP = ("<=", "<"), (">=", ">")


class Said(NamedTuple):
    """A kind of fact with its names and values. assumes: only as a hypothesis, not as a claim."""

    kind: str
    names: tuple[t.Node, ...]
    values: tuple[t.Node, ...] = ()
    words: str = ""
    assumes: bool = False


def forms(s: Statement) -> Iterator[Said]:
    """What a statement says by its form."""
    if not s.rels or not all(s.sides):
        return
    kinds = set(s.rels)
    if kinds == {"="}:
        yield from _probabilities(s)
    if kinds in ({"->"}, {"<->"}):
        yield from _arrows(s)
    elif s.rels in (("perp",), ("perp", "given")):
        yield from _independent(s)
    elif s.rels == ("sim",):
        yield from _distributed(s)
    elif s.rels == ("in",):
        yield from _member(s)
    elif s.rels == ("<<",):
        if all(is_name(n) for side in s.sides for n in side):
            yield Said("dominated", (*s.sides[0], *s.sides[1]), assumes=True)
    elif s.equation is not None:
        yield from _equation(*s.equation)
    elif kinds <= {*_DOWN, *_UP}:
        yield from _bounds(s)


def of_variables(said: Said) -> Said:
    """A definition; of a variable as Z = g(Y), that it is a function."""
    left, right = said.names[0], said.values[0] if said.values else None
    if said.kind == "define" and right is not None and is_variable(left):
        return next((s for s in _equation(left, right) if s.kind == "function"), said)
    return said


def supposed_measure(s: Statement, is_number: bool) -> Iterator[Said]:
    """I(X;Y) = 0, H(X) ≤ H(Y), where a word right before it supposes it. is_number: only where one
    side is a number, for the word may define as well."""
    left, right = s.one(0), s.one(-1)
    if len(s.rels) != 1 or s.rels[0] not in ("=", *_DOWN, *_UP) or left is None or right is None:
        return
    if isinstance(left, t.Call) and is_measure(left) and (_is_number(right) or not is_number):
        if _base(left.head) == "P" and not any(isinstance(a, t.Event) for a in left.args):
            yield Said("equated", (left,))  # P(H) = 0.7, of one letter and not of all
            return
        yield Said("holds", (), (t.Event(left.span, left, s.rels[0], right),), "measure", True)


def _arrows(s: Statement) -> Iterator[Said]:
    """X → Y → Z, X ↔ Y ↔ Z of random variables: three or more capitals, tuples of them, or
    W → X(W) → Y."""
    groups = [_made_of(side[0]) for side in s.sides if len(side) == 1]
    if len(groups) == len(s.sides) >= 3 and all(map(is_variable, groups)):
        yield Said("markov", tuple(groups), assumes=True)


def dashed(s: Statement) -> Iterator[Said]:
    """X − Y − Z, in a sentence that speaks of a Markov chain."""
    node = s.one(0) if not s.rels else None
    if isinstance(node, t.Add) and all(isinstance(n, t.Neg) for n in node.terms[1:]):
        names = [n.body if isinstance(n, t.Neg) else n for n in node.terms]
        if len(names) > 2 and all(map(is_variable, names)):
            yield Said("markov", tuple(names), assumes=True)


def _made_of(node: t.Node) -> t.Node:
    """Of X(W), a variable that is made of another, the variable."""
    made = isinstance(node, t.Call) and not is_measure(node) and all(map(is_variable, node.args))
    return node.head if isinstance(node, t.Call) and made and is_variable(node.head) else node


def _independent(s: Statement) -> Iterator[Said]:
    """X ⊥ Y; X ⊥ Z | Y is the chain X → Y → Z."""
    sides = [side[0] for side in s.sides if len(side) == 1 and is_variable(side[0])]
    if len(sides) != len(s.sides):
        return
    if len(sides) == 2:
        yield Said("independent", tuple(sides), assumes=True)
    elif len(sides) == 3:
        yield Said("markov", (sides[0], sides[2], sides[1]), assumes=True)


def _distributed(s: Statement) -> Iterator[Said]:
    """X ∼ p, x_1, …, x_n ∼ p, X ∼ Bernoulli(p)."""
    law = s.one(1)
    if law is None:
        return
    if literal(law) is not None and all(map(is_variable, s.names)):
        yield Said("variable", s.names, (law,))
        return
    if isinstance(law, t.Call):
        for kind, heads in _LAWS.items():
            if is_name(law.head) and _base(law.head) in heads and len(_base(law.head)) > 1:
                yield Said("variable", s.names)
                yield Said(kind, s.names, law.args, assumes=True)
                return
    if any(isinstance(n, t.Range) for n in s.names):
        yield Said("sample", s.names, (law,))
        yield Said("iid", s.names, (law,), assumes=True)
    elif all(is_variable(n) for n in s.names):
        yield Said("variable", s.names, (law,))


def _member(s: Statement) -> Iterator[Said]:
    where = s.one(1)
    if isinstance(where, t.Members) and len(where.items) == 2 and where.brackets[:1] in "[(":
        if where.brackets[-1:] in ("]", ")"):
            yield Said("number", s.names, where.items, where.brackets)
    elif isinstance(where, t.Members) and where.brackets == "{}" and _are_numerals(where.items):
        size = t.Num(where.span, Fraction(len(where.items)))
        yield from (Said("size", (n,), (size,), "", True) for n in s.names if is_variable(n))
    elif isinstance(where, t.Name) and "mathbb" in where.accents and where.base == "R":
        if all(isinstance(n, t.Name) for n in s.names):
            yield Said("number", s.names)
    elif isinstance(where, t.Name) and "mathcal" in where.accents:
        yield Said("alphabet", (where,))


def counts_letters(said: Said | Fact) -> bool:
    """Whether it restricts an alphabet to so many letters, as a number does and no name does."""
    return said.kind == "size" and bool(said.values) and isinstance(said.values[0], t.Num)


def _are_numerals(items: Sequence[t.Node]) -> bool:
    """0, 1, each once."""
    values = [n.value for n in items if isinstance(n, t.Num)]
    return len(values) == len(items) == len(set(values)) > 0


def _equation(left: t.Node, right: t.Node) -> Iterator[Said]:
    match left, right:
        case t.Bars(kind="|", body=t.Name() as body), t.Name() | t.Num():
            if body.base.isupper() or body.accents:
                yield Said("size", (body,), (right,), "", isinstance(right, t.Num))
        case t.Name() as y, t.Call(head=t.Name() as f, args=(t.Name() as x,)):
            if is_variable(y) and is_variable(x) and f.base in _FUNCTIONS:
                yield Said("function", (y, x), (f,), assumes=True)
        case t.Name() as y, t.Name() as x if is_variable(y) and is_variable(x):
            yield Said("function", (y, x), assumes=True)
            yield Said("function", (x, y), assumes=True)
        case t.Call() as value, t.Call() as event if is_probability(value, event):
            drawn = tuple(e.lhs for e in event.args if isinstance(e, t.Event))
            yield Said("variable", drawn, (value.head,))
        case t.Name() as value, t.Call() as event if counts(value, event):
            drawn = tuple(e.lhs for e in event.args if isinstance(e, t.Event))
            yield Said("variable", drawn, (replace(value, sub=()),))
        case (t.Call() | t.Name()) as joint, t.Mul() as product if _factors(joint, product):
            yield Said("holds", (), (t.Event(left.span, left, "=", right),), "factors", True)
            if isinstance(joint, t.Name):
                yield Said("law", (joint, *product.factors), words="factors", assumes=True)
        case t.Big() as total, t.Num() as one if one.value == 1 and _is_plain_sum(total):
            yield Said("holds", (), (t.Event(left.span, left, "=", right),), "sum", assumes=True)


def _probabilities(s: Statement) -> Iterator[Said]:
    """P(X = 1) = π, P_X(0) = π, p(1|0) = p(0|1) = p: the name is a number in [0, 1]."""
    sides = [side[0] for side in s.sides if len(side) == 1]
    if len(sides) == len(s.sides) and any(map(_is_at_numbers, sides)):
        ends = [t.Num(sides[0].span, Fraction(n)) for n in (0, 1)]
        for name in (n for n in sides if isinstance(n, t.Name) and not (n.sub or is_variable(n))):
            yield Said("number", (name,), (ends[0], ends[1]), "[]")
            yield Said("equated", (name,))


def _is_at_numbers(node: t.Node) -> bool:
    """p(1|0), P_X(0), Pr(X = 1): a probability of letters that are numbers."""
    if not isinstance(node, t.Call) or _base(node.head) not in ("p", "P", "Pr", r"\Pr", "Prob"):
        return False
    at = [a.rhs if isinstance(a, t.Event) and a.rel == "=" else a for a in node.args]
    return bool(at) and all(isinstance(a, t.Num) for a in at)


def is_probability(value: t.Call, event: t.Call) -> bool:
    """p(x) = ℙ(X = x), which says that X ∼ p, and p(x, y) = Pr(X = x, Y = y)."""
    pairs = list(zip(value.args, event.args, strict=False))
    return (
        _is_of_events(event.head)
        and not is_measure(value)
        and len(value.args) == len(event.args)
        and "|" not in (*value.separators, *event.separators)
        and all(isinstance(e, t.Event) and e.rel == "=" and e.rhs == x for x, e in pairs)
        and all(isinstance(e, t.Event) and is_variable(e.lhs) for e in event.args)
    )


def counts(value: t.Name, event: t.Call) -> bool:
    """p_i = Pr(X = x_i), and Pr(X = i): X ∼ p, whose values are counted."""
    one = event.args[0] if len(event.args) == 1 else None
    if not _is_of_events(event.head) or not isinstance(one, t.Event) or len(value.sub) != 1:
        return False
    at = one.rhs.sub if isinstance(one.rhs, t.Name) and one.rhs.sub else (one.rhs,)
    return one.rel == "=" and is_variable(one.lhs) and at == value.sub


def _is_of_events(head: t.Node) -> bool:
    """Pr, Prob, ℙ."""
    if not isinstance(head, t.Name):
        return False
    named = head.base in ("Pr", r"\Pr", "Prob")
    return named or (head.base, head.accents) == ("P", ("mathbb",))


def _factors(joint: t.Call | t.Name, product: t.Mul) -> bool:
    """p(y_1, y_2 | x_1, x_2) = p(y_1 | x_1) p(y_2 | x_2), p_{ij} = a_i b_j."""
    parts = product.factors
    kind = t.Call if isinstance(joint, t.Call) else t.Name
    laws = [f for f in parts if isinstance(f, kind) and letters_of(f) and _is_value(f)]
    return len(letters_of(joint)) > 1 and len(laws) == len(parts) > 1 and not is_measure(joint)


def _is_plain_sum(node: t.Big) -> bool:
    """Σ_i p_i, Σ_{x,y} p(x,y): of one value, so that it says of a name that it is a law."""
    body: t.Node = node
    while isinstance(body, t.Big) and body.op == "sum":
        body = body.body
    return isinstance(body, (t.Name, t.Call)) and is_name(body)


def _bounds(s: Statement) -> Iterator[Said]:
    """0 ≤ λ ≤ 1, t > 0, p_i > 0, Σ 2^{-ℓ} ≤ 1."""
    if len(s.rels) == 2 and len({*s.rels} & {*_DOWN}) and not {*s.rels} & {*_UP}:
        low, high = s.one(0), s.one(2)
        if _is_number(low) and _is_number(high) and low is not None and high is not None:
            brackets = ("(" if s.rels[0] == "<" else "[") + (")" if s.rels[1] == "<" else "]")
            if all(isinstance(n, t.Name) for n in s.sides[1]):
                yield Said("number", s.sides[1], (low, high), brackets)
        return
    if len(s.rels) != 1:
        return
    rel, other = s.rels[0], s.one(1)
    first = s.one(0)
    if rel == "<=" and isinstance(first, t.Big) and _is_kraft(first) and _is_one(other):
        yield Said("holds", (), (t.Event(first.span, first, "<=", _node(other)),), "kraft", True)
    elif rel == "<" and _is_zero(first) and all(map(_is_value, s.sides[1])):
        yield from _positive(s.sides[1])
    elif rel == ">" and _is_zero(other) and all(map(_is_value, s.names)):
        yield from _positive(s.names)
    elif rel == ">=" and _is_zero(other) and all(isinstance(n, t.Name) for n in s.names):
        low = _node(other)
        yield Said("number", s.names, (low, t.Constant(low.span, "infinity")), "[)")
    elif rel in (*_DOWN, *_UP):
        yield from _bound(s.names, rel, other)
        yield from _bound(s.sides[1], _TURNED[rel], first)


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _bound(names: tuple[t.Node, ...], rel: str, number: t.Node | None) -> Iterator[Said]:
    """x > 1, a ≤ 1/2, of what has no letters."""
    plain = all(isinstance(n, t.Name) and not n.sub for n in names)
    if number is None or not plain or not _is_number(number):
        return
    infinite = t.Constant(number.span, "infinity")
    closed = "=" in rel
    if rel in _UP:
        yield Said("number", names, (number, infinite), "[)" if closed else "()", assumes=True)
    else:
        low = t.Neg(number.span, infinite)
        yield Said("number", names, (low, number), "(]" if closed else "()", assumes=True)


def _positive(names: tuple[t.Node, ...]) -> Iterator[Said]:
    """t > 0 of a number, p_i > 0 or q(x) > 0 of what has letters."""
    plain = all(isinstance(n, t.Name) and not n.sub for n in names)
    if plain:
        zero = t.Num(names[0].span, 0)  # type: ignore[arg-type]
        yield Said("number", names, (zero, t.Constant(zero.span, "infinity")), "()")
    else:
        yield Said("positive", names, assumes=True)


def _is_kraft(node: t.Big) -> bool:
    """A sum of powers of a number to minus a length."""
    body = node.body
    if node.op != "sum":
        return False
    if isinstance(body, t.Pow):
        return isinstance(body.base, (t.Num, t.Name)) and isinstance(body.exponent, t.Neg)
    return False


def _is_value(node: t.Node) -> bool:
    return isinstance(node, (t.Name, t.Call)) and is_name(node) and not is_measure(node)


def is_variable(node: t.Node | None) -> bool:
    """A capital letter, X_1, \\hat X, or (X, Y)."""
    if isinstance(node, t.Members):
        return all(is_variable(n) for n in node.items)
    if not isinstance(node, t.Name):
        return False
    return len(node.base) == 1 and node.base.isupper() and "mathcal" not in node.accents


def is_name(node: t.Node) -> bool:
    """A name, or a name with arguments."""
    return isinstance(node, t.Name) or (isinstance(node, t.Call) and isinstance(node.head, t.Name))


def is_measure(node: t.Node) -> bool:
    """Whether its head is one of the measures that have a meaning of their own, as H(X)."""
    if isinstance(node, t.Call) and isinstance(node.head, t.Name):
        return node.head.base in _MEASURES
    return isinstance(node, (t.Mean, t.Log, t.Exp))


def letters_of(node: t.Node) -> tuple[t.Node, ...]:
    """Subscripts and arguments."""
    if isinstance(node, t.Call):
        return node.args
    return node.sub if isinstance(node, t.Name) else ()


def mentions(node: t.Node, name: t.Node) -> bool:
    return any(part == name for part in walk(node))


def _base(node: t.Node) -> str:
    return node.base if isinstance(node, t.Name) else ""


def _node(node: t.Node | None) -> t.Node:
    if node is None:
        raise ValueError("a side that is one thing was checked for before")
    return node


def _is_number(node: t.Node | None) -> bool:
    if isinstance(node, t.Neg):
        return _is_number(node.body)
    if isinstance(node, t.Frac):
        return _is_number(node.top) and _is_number(node.bottom)
    return isinstance(node, t.Num)


def _is_zero(node: t.Node | None) -> bool:
    return isinstance(node, t.Num) and node.value == 0


def _is_one(node: t.Node | None) -> bool:
    return isinstance(node, t.Num) and node.value == 1
