"""What runs over what: letters and places that have one alphabet, sets, and what counts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.kinds import (
    INDICES,
    Key,
    whole_key,
)
from derive.notes.resolve.alphabets import Place, domain, letter, place, size
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.laws import (
    LawSpec,
    place_of,
    variables_at,
)
from derive.notes.resolve.letters import Ref, as_ref
from derive.notes.resolve.notation import Notation
from derive.notes.tree import Call, Name, Node


def places(out: Notation) -> None:
    """Letters of one place have one alphabet; so have a set and the letters that run over it."""
    alphabets, uses = out.alphabets, out.uses
    for given in uses.families.values():
        for one, other in ((a, b) for p in given for a, b in zip(given[0], p, strict=False)):
            if one != other and one.base not in INDICES:
                alphabets.unite(letter(as_ref(one).base), letter(as_ref(other).base))
    for use in uses.calls:
        args = (*use.left, *use.right)
        spec = out.law(use.key)
        if spec is None:
            for n, arg in enumerate(args):
                if not _is_index(arg.ref):
                    alphabets.unite(place(use.key, n), letter(arg.ref.base))
            continue
        names = spec.outputs + spec.inputs if spec.positional else variables_at(args, [use])
        for name, arg in zip(names, args, strict=False):
            if name is not None and not _is_index(arg.ref):
                alphabets.unite(place_of(spec, name), letter(arg.ref.base))
    for one, other in (*uses.compared, *uses.taken):
        alphabets.unite(letter(one), letter(other))
    _domains(out)
    for index, last in uses.sizes:
        if index.base not in INDICES:
            alphabets.unite(size(last), letter(index))


def sizes(facts: Iterable[Fact], out: Notation) -> None:
    """n of "on n symbols", |X| = n: of the set or law that is named, else of the only alphabet,
    unless several sets have a size."""
    said = [f for f in facts if f.kind == "size" and isinstance(f.values[0], Name)]
    sets = {whole_key(n) for f in said for n in f.names if isinstance(n, Name)}
    for fact in said:
        key = whole_key(fact.values[0])  # type: ignore[arg-type]
        of = {out.alphabets.find(p) for n in fact.names for p in _counted(n, out)}
        if not of and len(sets) < 2:
            of = {p for spec in out.laws.values() for p in _only_place(spec, out)}
        if len(of) == 1 and not out.alphabets.known(size(key)):
            out.alphabets.unite(size(key), of.pop())
            out.sizes[key] = fact.number


def _counted(node: Node, out: Notation) -> list[Place]:
    """The places of a set, or of a law of one variable."""
    head = node.head if isinstance(node, Call) else node
    if not isinstance(head, Name):
        return []
    if out.alphabets.known(domain(whole_key(head))):
        return [domain(whole_key(head))]
    own = whole_key(head).bare().lower()
    if SCRIPT & {*head.accents} and (out.alphabets.known(letter(own)) or own in out.variables):
        return [letter(own)]
    spec = out.law(head_of(head, out.uses.bound)[0])
    return [] if spec is None else _only_place(spec, out)


def _only_place(spec: LawSpec, out: Notation) -> list[Place]:
    """Of a law of several variables all, so that none is the only one."""
    return [out.alphabets.find(place_of(spec, v)) for v in (*spec.outputs, *spec.inputs)]


def one_letter(out: Notation) -> None:
    """p(x) and p(y) over one alphabet, and never p(x, y), are one law at two letters."""
    for key, spec in out.laws.items():
        alone = all(len(left) == 1 and not right for left, right in spec.shown)
        several = len(spec.outputs) > 1 and not spec.inputs and not spec.positional
        if not (alone and several) or set(spec.outputs) & out.variables or key in out.part_shown:
            continue
        first, *others = (place_of(spec, v) for v in spec.outputs)
        if all(out.alphabets.same(first, other) for other in others):
            out.laws[key] = replace(spec, outputs=spec.outputs[:1])


SCRIPT = {"mathcal", "mathscr", "mathfrak"}


def _domains(out: Notation) -> None:
    """A set that a letter runs over is its alphabet; of several, the one that is called as it is,
    and the others are parts of it. 𝒳 stands for the letters x wherever it stands."""
    sets: dict[Key, set[Key]] = {}
    out.parts |= set(out.uses.parts)
    for key, ref in out.uses.parts.items():
        sets.setdefault(ref.base, set()).add(key)
    for ref, node in out.uses.domains:
        if isinstance(node, Name) and not _is_index(ref):
            sets.setdefault(ref.base, set()).add(whole_key(node))
    for base, found in sets.items():
        named = {k for k in out.uses.sized if SCRIPT & {*k.accents} and k.bare().lower() == base}
        found |= named
        own = {k for k in found if k.bare().lower() == base} or (
            found if len(found) == 1 else set()
        )
        for key in own - out.parts:
            out.alphabets.unite(domain(key), letter(base))
        out.subsets |= {key: base for key in found - (own - out.parts)}


def _is_index(ref: Ref) -> bool:
    bare = ref.index is None and not ref.variable
    return bare and (ref.number or ref.base.base in INDICES)
