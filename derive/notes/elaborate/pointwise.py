"""M = (P + Q)/2, and λp + (1 − λ)q: laws that are only named, on both sides, at each letter."""

from __future__ import annotations

from collections.abc import Sequence

from derive.language.alphabets import Alphabet
from derive.notes.elaborate.env import Env
from derive.notes.resolve.alphabets import letter
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.laws import LawSpec
from derive.notes.resolve.letters import Ref
from derive.notes.tree import Add, Frac, Mul, Name, Neg, Node, Num
from derive.notes.walk import walk


def letters(sides: Sequence[Node], env: Env) -> tuple[Alphabet, ...] | None:
    """The letter of laws that make up both sides, with numbers, if each is of one and the same."""
    if not all(map(_is_mixture, sides)):
        return None
    names = [n for s in sides for n in walk(s) if isinstance(n, Name)]
    found = [env.notation.law(head_of(n, env.notation.uses.bound)[0]) for n in names]
    specs = [s for s in found if s is not None]
    on_both = all(any(law_of(n, env) is not None for n in walk(s)) for s in sides)
    of = {s.outputs for s in specs}
    if not on_both or len(of) != 1 or any(s.inputs or s.parameters for s in specs):
        return None
    (names_of,) = of
    if len(names_of) != 1 or any(s.positional for s in specs):
        return None
    return (env.fresh(Ref(names_of[0]), letter(names_of[0])),)


def law_of(node: Node, env: Env) -> LawSpec | None:
    """The law that a name alone is."""
    if not isinstance(node, Name):
        return None
    return env.notation.law(head_of(node, env.notation.uses.bound)[0])


def _is_mixture(node: Node) -> bool:
    """λp + (1 − λ)q, (p + q)/2, p: sums and products of names and numbers."""
    if isinstance(node, (Add, Mul)):
        return all(map(_is_mixture, node.terms if isinstance(node, Add) else node.factors))
    if isinstance(node, Neg):
        return _is_mixture(node.body)
    if isinstance(node, Frac):
        return _is_mixture(node.top) and isinstance(node.bottom, (Num, Name))
    return isinstance(node, (Name, Num))
