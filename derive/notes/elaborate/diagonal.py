"""Divergences of normal laws with independent components, as sums over the components.

D(𝒩(μ, diag σ²)‖𝒩(0, I)) is Σ_j D(𝒩(μ_j, σ_j²)‖𝒩(0, 1)), where a sum over j of μ_j and σ_j stands
beside it: that these are the components is supposed, and shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from sympy import Expr, Integer

from derive.language import measures as lang
from derive.language.alphabets import Alphabet
from derive.language.expressions import Sum
from derive.notes.elaborate import family_laws
from derive.notes.elaborate.known import Known
from derive.notes.facts.diagonals import diagonal
from derive.notes.kinds import Key, key_of
from derive.notes.resolve.alphabets import place
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.diagonals import Said
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import Ref, is_index
from derive.notes.tree import Big, Call, Name, Node
from derive.notes.walk import walk

Term = Callable[[Node], Expr]


class _Pair(NamedTuple):
    laws: tuple[Said, Said]
    runs: Name
    components: dict[str, Name]  # μ_j by μ


def prepare(sides: tuple[Node, ...], env: Known) -> None:
    """Note that the deviations of such laws are > 0, before anything is made of them."""
    for node in (n for s in sides for n in walk(s) if isinstance(n, Call)):
        pair = _pair(node, sides, env) if measure_of(node) == "D" else None
        for said in pair.laws if pair is not None else ():
            if said.law.deviation and pair is not None:
                env.notation.scales.add(key_of(pair.components[said.law.deviation]))


def divergence(node: Call, env: Known, base: Any, term: Term) -> Expr | None:
    """D of two such laws; None of any other. term: what a tree means."""
    pair = _pair(node, env.sides, env)
    if pair is None:
        return None
    ref = Ref(key_of(pair.runs))
    mean = next(n for n in pair.components.values())
    j = env.fresh(ref, place(key_of(replace(mean, sub=())), 0))
    over = env.names.alphabet(("place", Key("z", ("vec",)), 0), Key("z"))
    z = family_laws.points("normal", "z", over)
    with env.binding({ref: j}):
        components = {base: term(n) for base, n in pair.components.items()}
    one, other = (_value(said, components, pair.runs.base, z, j, env) for said in pair.laws)
    for said in pair.laws:
        if said.number:
            env.rests.setdefault(said.number)
    names = ", ".join(key_of(n).plain() for n in pair.components.values())
    index = pair.runs.base
    env.suppose(f"{names} with the index {index} are the components of the laws' parameters")
    made: Expr = Sum(lang.KL(one, other, base=base, over=(z,)), j)
    return made


def _value(
    said: Said, components: dict[str, Expr], index: str, z: Alphabet, j: Alphabet, env: Known
) -> Expr:
    law, low = said.law, f"_{{{index}}}"
    mean = components[law.mean] if law.mean else Integer(0)
    spread = components[law.deviation] if law.deviation else Integer(1)
    variance = spread**2 if law.is_squared else spread
    shown = f"{law.deviation}{low}" + ("^2" if law.is_squared else "") if law.deviation else "1"
    name = rf"\mathcal{{N}}({law.mean + low if law.mean else 0}, {shown})"
    given = [j] if law.mean or law.deviation else []
    made = family_laws.made("normal", env.names.law(Key(name)), z, [mean, variance], given)
    value: Expr = made(**{z.name: z, **{i.name: i for i in given}})
    return value


def _pair(node: Call, sides: tuple[Node, ...], env: Known) -> _Pair | None:
    if len(node.args) != 2:
        return None
    laws = [_said(a, env) for a in node.args]
    one, other = laws
    if one is None or other is None:
        return None
    wanted = {n for s in (one, other) for n in (s.law.mean, s.law.deviation) if n}
    if not wanted or (one.law.mean == other.law.mean != "") or (
        one.law.deviation == other.law.deviation != ""
    ):
        return None
    for index, components in _sums(sides, wanted, env):
        if wanted <= components.keys():
            return _Pair((one, other), index, components)
    return None


def _said(node: Node, env: Known) -> Said | None:
    """What a law is: written out, or by what the text says of its name."""
    own = diagonal(node)
    if own is not None:
        return Said(Key(""), own)
    head = node.head if isinstance(node, Call) else node
    if not isinstance(head, Name):
        return None
    key = head_of(head, env.notation.uses.bound)[0]
    found = [s for s in env.diagonals if s.key == key]
    return found[-1] if found and all(s.law == found[0].law for s in found) else None


def _sums(
    sides: tuple[Node, ...], wanted: set[str], env: Known
) -> Iterator[tuple[Name, dict[str, Name]]]:
    """The sums over a letter j with the names μ_j and σ_j in them."""
    for big in (n for s in sides for n in walk(s) if isinstance(n, Big) and n.op == "sum"):
        if len(big.over.letters) != 1 or not isinstance(big.over.letters[0], Name):
            continue
        (j,) = big.over.letters
        inside = [n for n in walk(big.body) if isinstance(n, Name) and n.sub == (j,)]
        found = {n.base: n for n in inside if n.base in wanted}
        if isinstance(j, Name) and is_index(j, env.notation.uses.bound):
            yield j, found
