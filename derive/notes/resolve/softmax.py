r"""softmax(z)_i, by custom e^{z_i}/Σ_k e^{z_k}, where the notes do not write it out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from derive.notes.kinds import INDICES
from derive.notes.parse.table import SOFTMAX
from derive.notes.tree import Big, Call, Exp, Frac, Name, Node, Over
from derive.notes.walk import mapped, walk

CUSTOM = "softmax(z)_i is e^{z_i}/∑_k e^{z_k}"


def is_softmax(call: Node) -> bool:
    return isinstance(call, Call) and isinstance(call.head, Name) and call.head.base in SOFTMAX


def was_softmax(node: Node) -> bool:
    """Whether a quotient stands for what the notes write so."""
    text = node.span.text.lstrip("\\{ ")
    head = text.removeprefix("mathrm{").removeprefix("text{")
    written = head.removeprefix("operatorname{").lower()
    is_one = written.startswith("softmax") or _OF_SIGMA.match(text) is not None
    return isinstance(node, Frac) and is_one


LOGISTIC = "σ is the logistic function"


def was_logistic(node: Node) -> bool:
    """Whether a quotient stands for what the notes write σ(z)."""
    text = node.span.text.lstrip("\\{ ")
    return isinstance(node, Frac) and text.startswith("sigma") and not was_softmax(node)


_OF_SIGMA = re.compile(r"sigma\s*(?:\\left\s*)?\([^()]*\)\s*_")


@dataclass(frozen=True)
class Softmax:
    """vectors: names that have an index somewhere in these notes."""

    vectors: frozenset[str]

    def put(self, node: Node) -> Node:
        """The tree with each softmax(z)_i written out; others stay, and are not known."""
        node = mapped(node, self.put)
        if not is_softmax(node) or not isinstance(node, Call) or not isinstance(node.head, Name):
            return node
        (index, *more) = node.head.sub or (None,)
        if more or len(node.args) != 1 or not isinstance(index, Name):
            return node
        (arg,) = node.args
        taken = {n.base for n in (*walk(arg), index) if isinstance(n, Name)}
        free = next((i for i in sorted(INDICES) if i not in taken), None)
        if free is None or not (isinstance(arg, Name) or taken & self.vectors):
            return node
        other = Name(node.span, free)
        one, all_of_them = (Exp(node.span, self._at(arg, i)) for i in (index, other))
        total = Big(node.span, "sum", Over(node.span, "letters", (other,)), all_of_them)
        return Frac(node.span, one, total)

    def _at(self, arg: Node, index: Name) -> Node:
        """z_i of z, z_i/T of z/T, z_i − c of z − c."""
        if isinstance(arg, Name):
            single = not (arg.sub or arg.sup)
            return replace(arg, sub=(index,)) if single and arg.base in self.vectors else arg
        return mapped(arg, lambda n: self._at(n, index))


def softmax(trees: Iterable[Node]) -> Softmax:
    """What these trees show of which names have indices; what softmax is given alone has one."""
    nodes = [n for t in trees for n in walk(t)]
    found = {n.base for n in nodes if isinstance(n, Name) and len(n.sub) == 1}
    alone = {n.args[0].base for n in nodes if is_softmax(n) and isinstance(n, Call)
             and len(n.args) == 1 and isinstance(n.args[0], Name)}  # fmt: skip
    return Softmax(frozenset(found | alone))
