"""Relations that say what a name is, claim nothing, and are not used.

    A_ε^{(n)} = {x^n : |…| ≤ ε}      W = (1−p p; p 1−p)      p(x^n) = Π_{i=1}^n p(x_i)
    Y = X ⊕ Z, of random variables   C = max_{p(x)} I(X;Y)   A → 00, B → 01, of code words
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from derive.notes.chains import Chain
from derive.notes.facts.forms import is_measure, is_variable
from derive.notes.facts.making import XOR
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.source import Introduced, NotRead
from derive.notes.steps import Reading
from derive.notes.tree import Add, Big, Call, Matrix, Members, Name, Node
from derive.notes.walk import walk

Read = tuple[Reading, ...] | NotRead


def as_named(chain: Chain, n: int) -> Introduced:
    """What is said of a relation that introduces a name."""
    return Introduced(chain.signs[n].span, "it says what a name is")


def first(
    read: Read, chain: Chain, sides: Sequence[object], before: Sequence[Sequence[object]]
) -> Read:
    """What a chain's first relation is read as, where it is read; else whether it introduces its
    name. before: the sides of each chain before it, of which some may say the same."""
    is_arrow = chain.signs[0].rel == "->"
    if not is_arrow and not isinstance(read, NotRead):
        return read
    others = [row for row in before if list(row[:2]) != list(sides[:2])]
    named = introduces(chain, sides, [side for row in others for side in row])
    return as_named(chain, 0) if named else read


def introduces(chain: Chain, sides: Sequence[object], before: Sequence[object]) -> bool:
    """Whether a chain's first relation is such a one, of a name that nothing before has as a
    side."""
    if chain.signs[0].rel == "->":
        return _is_code_word(chain)
    if chain.signs[0].rel not in ("=", ":=") or chain.sides[0].carried:
        return False
    left, right = sides[0], sides[1]
    if not isinstance(left, (Name, Call)) or not isinstance(right, Node) or is_measure(left):
        return False
    if isinstance(left, Call) and _is_product(left, right):
        return left not in before
    if is_variable(left) and _is_sum(right):
        return left not in before
    named = isinstance(left, Name) and any(not isinstance(n, Name) for n in walk(right))
    return named and _is_shape(right) and left not in before


def _is_sum(node: Node) -> bool:
    """X ⊕ Z, X + Z, of random variables."""
    terms = node.terms if isinstance(node, Add) else ()
    if isinstance(node, Call) and isinstance(node.head, Name) and node.head.base == XOR:
        terms = node.args
    return len(terms) > 1 and all(map(is_variable, terms))


_WORDS = re.compile(r"\\(?:long)?(?:right)?(?:to|arrow|mapsto)\s*\{?\s*[01]{2,}(?![\d.])")


def _is_code_word(chain: Chain) -> bool:
    """A → 00, beside others of which one has two digits."""
    ends = chain.sides[1:]
    digits = all(len(s.tokens) == 1 and re.fullmatch("[01]+", s.tokens[0].text) for s in ends)
    return digits and _WORDS.search(chain.display.body.text) is not None


def _is_maximum(node: Node) -> bool:
    """max_{p(x)} I(X;Y), over laws."""
    runs = node.over.letters if isinstance(node, Big) and node.op in ("max", "sup") else ()
    head = runs[0].head if len(runs) == 1 and isinstance(runs[0], Call) else (*runs, None)[0]
    return len(runs) == 1 and isinstance(head, Name) and head.base in LAW_LETTERS


def _is_shape(node: Node) -> bool:
    """{x : …}, a matrix, a row of numbers."""
    if isinstance(node, Members):
        return bool(node.where) or (node.brackets == "()" and len(node.items) > 1)
    return isinstance(node, Matrix) or _is_maximum(node)


def _is_product(left: Call, right: Node) -> bool:
    """p(x^n | w) = Π_i p(x_i | w), of one p and letters of one name."""
    body = right.body if isinstance(right, Big) and right.op == "prod" else None
    if not isinstance(body, Call) or body.head != left.head or len(body.args) != len(left.args):
        return False
    bases = [
        (a.base, b.base) if isinstance(a, Name) and isinstance(b, Name) else ("", "?")
        for a, b in zip(left.args, body.args, strict=True)
    ]
    runs = any(isinstance(b, Name) and b.sub for b in body.args)
    runs = runs and any(isinstance(a, Name) and a.sup for a in left.args)
    return runs and body.separators == left.separators and all(a == b for a, b in bases)
