"""The letters that laws are said to be of: "p is a distribution on x", "let r(x, y) be a law"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.kinds import Key, key_of, whole_key, written
from derive.notes.resolve.alphabets import domain, letter, place
from derive.notes.resolve.laws import LawSpec
from derive.notes.resolve.letters import ref_of
from derive.notes.resolve.notation import Notation
from derive.notes.resolve.ranges import SCRIPT
from derive.notes.tree import Call, Mul, Name, Node, Pow


def letters_said(facts: Iterable[Fact]) -> set[Key]:
    """The x of "p is a distribution on x", and of "x is a symbol", which are letters in p_x too,
    where nothing binds x; the i of "on x_i"; c, and k^*, of "c is the true class"."""
    said = [f.values if f.kind == "law" else f.names for f in facts if f.kind in ("law", "symbol")]
    values = [v for vs in said for v in vs if isinstance(v, Name)]
    every = [s for v in values for s in (v.sub or (v,)) if isinstance(s, Name)]
    plain = (v for v in every if not (v.sub or v.accents or v.primes) and _is_starred(v))
    return {key_of(v) for v in plain if len(v.base) == 1 and v.base.islower()}


def _is_starred(name: Name) -> bool:
    """With nothing above it but a star."""
    return all(isinstance(s, Name) and s.base == "*" for s in name.sup)


def letter_of(node: Node, out: Notation) -> Key | None:
    """The letter that a law is said to be of: x, and x of 𝒳; of 𝒳^n one of its own."""
    if isinstance(node, Pow) and isinstance(node.base, Name) and SCRIPT & set(node.base.accents):
        each = whole_key(node.base).bare().lower()
        return replace(each, marks=(*each.marks, f"^{written(node.exponent)}"))
    if isinstance(node, Name) and SCRIPT & set(node.accents) and not node.sub:
        key = whole_key(node)
        out.alphabets.unite(domain(key), letter(key.bare().lower()))
        return key.bare().lower()
    ref = ref_of(node, out.uses.bound)
    return None if ref is None else ref.base


def _each(values: Sequence[Node]) -> Iterator[Node]:
    """𝒳 and 𝒴 of 𝒳 × 𝒴."""
    for value in values:
        factors = value.factors if isinstance(value, Mul) else ()
        are_sets = all(isinstance(f, Name) and SCRIPT & set(f.accents) for f in factors)
        yield from factors if factors and are_sets else (value,)


def put_over(fact: Fact, out: Notation) -> None:
    """“p and q distributions on x”, where use shows nothing; r on x, y, where it shows x alone."""
    letters = [k for v in _each(fact.values) if (k := letter_of(v, out)) is not None]
    for node in fact.names:
        if not isinstance(node, Name):
            continue
        key = out.alias.get(key_of(node), key_of(node))
        spec = out.laws.get(key)
        if spec is not None and spec.positional and len(letters) == len(spec.outputs):
            for n, k in enumerate(letters):  # p_i beside a q that is said to be on x_i, too
                out.alphabets.unite(place(key, n), letter(k))
        if letters and spec is not None and (not spec.shown or _shows_part(spec, letters)):
            out.part_shown |= {key} if spec.shown else set()
            out.laws[key] = replace(spec, outputs=tuple(letters), inputs=())


def _shows_part(spec: LawSpec, letters: Sequence[Key]) -> bool:
    """Whether a law that is said to be of these stands with fewer: D(r‖s) is over all of them."""
    within = {*spec.outputs, *spec.inputs} <= {*letters} and {*spec.outputs} < {*letters}
    return within and not (spec.parameters or spec.positional)


def said_over(facts: list[Fact], out: Notation) -> dict[Key, set[Key]]:
    """The letters that laws are said to be of."""
    return {
        key: {k for v in _each(fact.values) if (k := letter_of(v, out)) is not None}
        for fact in facts
        if fact.kind == "law" and fact.values
        for node in fact.names
        if isinstance(node, Name)
        for key in [out.alias.get(key_of(node), key_of(node))]
        if key in out.laws
    }


def unshown(
    letters: set[Key], facts: list[Fact], laws: Mapping[Key, LawSpec], out: Notation
) -> list[Key]:
    """The laws that are said to be of all these, as r(x, y, z), and stand in no formula, where no
    law that does has all of them."""
    if any(letters <= {*s.outputs} for s in laws.values() if s.shown):
        return []
    over = said_over(facts, out)
    for fact in (f for f in facts if f.kind == "law"):
        for call in (n for n in fact.names if isinstance(n, Call) and "|" not in n.separators):
            found = {k for v in call.args if (k := letter_of(v, out)) is not None}
            over |= {key_of(call.head): found} if isinstance(call.head, Name) else {}
    return [k for k, s in laws.items() if not s.shown and letters <= over.get(k, set())]
