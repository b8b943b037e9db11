"""The laws of a section: heads that stand as laws, and the law of its random variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from derive.notes.facts import Fact, Strength
from derive.notes.kinds import (
    INDICES,
    PARAMETERS,
    UNNAMED,
    Evidence,
    Key,
    Kind,
    Known,
    key_of,
    whole_key,
)
from derive.notes.resolve import shorthand
from derive.notes.resolve.aliases import alias, families
from derive.notes.resolve.alphabets import letter
from derive.notes.resolve.calls import LAW_LETTERS, CallUse, call_use, head_of
from derive.notes.resolve.families import is_literal
from derive.notes.resolve.heads import is_error
from derive.notes.resolve.laws import (
    LawSpec,
    is_positional,
    specs_of,
)
from derive.notes.resolve.letters import drawn as variable_drawn
from derive.notes.resolve.letters import is_capital, is_index, ref_of
from derive.notes.resolve.mixtures import mixed
from derive.notes.resolve.notation import Notation, evidence_of, shown
from derive.notes.resolve.said_letters import put_over, said_over, unshown
from derive.notes.resolve.stated import Drawn, is_apart, laws_said, laws_unseen, of_others
from derive.notes.resolve.uses import Uses, uses_of
from derive.notes.tree import Call, Event, Members, Name, Neg, Node, Num, Pow

_X = Key("x")
_PLAIN = (Key("p"), Key("P"))

SPECIAL = ("uniform", "bernoulli", "one-hot", "point mass", "define")
"""What is said of one law is not said of a variable whose law is only guessed to be that one."""


def laws(
    facts: list[Fact], out: Notation, whole: Notation | None, trees: Iterable[Node] = ()
) -> None:
    """The laws, by what is said, by where they stand, and by custom; and of what they are."""
    uses = out.uses
    heads: dict[Key, Evidence] = {}
    for key, known in out.known.items():
        if known.kind is Kind.LAW:
            heads[key] = known.evidence[0]
    for fact in facts:
        table = fact.values and isinstance(fact.values[0], Members) and not fact.values[0].where
        if fact.kind == "define" and table and isinstance(fact.names[0], Name):
            key = head_of(fact.names[0], uses.bound)[0]
            if not key.capital and key in uses.names:
                heads[key] = evidence_of(fact)
    called = {u.key for u in uses.calls if not u.subscripted}
    fits = {k for k in called if out.kind(k) in (Kind.NUMBER, Kind.PARAMETER)}  # of one display
    for key, span in uses.laws.items():
        if out.kind(key) in (None, Kind.LAW) or key in fits:
            heads.setdefault(key, shown("stands where a law does", span))
    for fact in facts:
        for node in fact.values if fact.kind == "variable" else ():
            own = key_of(node) if isinstance(node, Name) and not node.sub else None
            named = own is not None and (own in uses.names or is_literal(own))
            if own is not None and named and out.kind(own) in (None, Kind.LAW):
                heads.setdefault(own, evidence_of(fact))
    for key in filter(is_literal, uses.names):
        heads.setdefault(key, Evidence(Strength.SHOWN, "is written out"))
    valued = _has_values(uses)
    of_values = functions_of_values(uses)
    powers = set(_powers(facts))
    for use in uses.calls:
        free = out.kind(use.key) in (None, Kind.LAW) or use.key in fits
        if use.key.base == "Q" and (valued or use.key in of_values):
            continue
        if use.key in powers | uses.odds and use.key not in uses.laws:
            continue
        if use.key.base in ("p", "q", "P", "Q", r"\pi") and free:
            heads.setdefault(use.key, Evidence(Strength.CUSTOM, "p and q are laws", use.node.span))
    for name, _, _ in uses.measured:  # H(p), H(p, q)
        key = head_of(name, uses.bound)[0]
        if (key.base in LAW_LETTERS or not key.capital) and key in {u.key for u in uses.calls}:
            heads.setdefault(key, shown("has an entropy", name.span))
        elif key in uses.factors or key in uses.complements or is_error(key):
            continue  # H(P_e) + P_e log n
        elif key.base in ("P", "Q", "R") and out.kind(key) is None:
            heads.setdefault(key, Evidence(Strength.CUSTOM, "P, Q, R are laws", name.span))
    for key in mixed(facts, heads, uses.complements):
        if out.kind(key) is None:
            heads.setdefault(key, Evidence(Strength.SHOWN, "is mixed with laws into one"))
    bare = shorthand.numbers(trees) if whole is not None else set()
    elsewhere = whole.known if whole is not None else {}
    for key in uses.names - set(heads):
        found = elsewhere.get(key)
        if found is None or found.kind is not Kind.LAW or out.kind(key) is not None:
            continue
        if key in bare:
            out.shorthand.add(key)
        else:
            heads[key] = replace(found.evidence[0], why=f"elsewhere {found.evidence[0].why}")
    for key, evidence in heads.items():
        out.note(key, Kind.LAW, evidence)
    alias(heads, out)
    families(heads, facts, out)
    calls = [replace(u, key=out.meant(u.key)) for u in (*uses.calls, *_introduced(facts, out))]
    out.laws = specs_of({out.meant(k) for k in heads}, calls, out.alphabets)
    _bare(heads, facts, out)
    for fact in facts:
        if fact.kind == "law" and fact.values:
            put_over(fact, out)


def _powers(facts: Iterable[Fact]) -> Iterator[Key]:
    """The q of q_i = 2^{-l_i}, which custom would take for a law, though nothing divides it by its
    sum."""
    for fact in facts:
        if fact.kind != "define" or not isinstance(fact.values[0], Pow):
            continue
        base, exponent = fact.values[0].base, fact.values[0].exponent
        if isinstance(base, (Num, Name)) and isinstance(exponent, Neg):
            head = fact.names[0].head if isinstance(fact.names[0], Call) else fact.names[0]
            if isinstance(head, Name) and isinstance(exponent.body, (Name, Call)):
                yield whole_key(replace(head, sub=()))


def _has_values(uses: Uses) -> bool:
    """Whether Q(s, a) is the value of an action, as where V(s) or A(s, a) is the value of a state
    or the advantage: functions of its letters."""
    letters = {a.ref.base for u in uses.calls if u.key.base == "Q" for a in u.left}
    others = [u for u in uses.calls if u.key.base in ("V", "A") and not u.barred]
    return bool(letters) and any({a.ref.base for a in u.left} & letters for u in others)


def functions_of_values(uses: Uses) -> set[Key]:
    """Q of Q(θ, θ^{(t)}), where it is nowhere of anything but values of a parameter: no law."""
    calls = [u for u in uses.calls if u.key.base == "Q" and not u.key.accents]
    others = {u.key for u in calls if not {a.ref.base.base for a in u.left} <= PARAMETERS}
    return {u.key for u in calls} - others - set(uses.laws)


def _introduced(facts: list[Fact], out: Notation) -> list[CallUse]:
    """p(x, y) of “let p(x, y) be a law”: of these letters, though no display has them together."""
    said = [n for f in facts if f.kind == "law" for n in f.names if isinstance(n, Call)]
    uses = [u for n in said if (u := call_use(n, out.uses.bound)) is not None and not u.barred]
    return [u for u in uses if len(u.left) > 1 and not is_positional([u])]


def _bare(heads: dict[Key, Evidence], facts: Sequence[Fact], out: Notation) -> None:
    """Laws that are only named: over the letters of the laws that they are compared with."""
    shown = {v for spec in out.laws.values() for v in spec.outputs if not spec.positional}
    one = next(iter(shown)) if len(shown) == 1 else None
    if one is None and len(out.variables) == 1:
        one = next(iter(out.variables))
    for key in heads:
        target = out.meant(key)
        if target not in out.laws:
            parameters = next(iter(out.uses.families.get(key, ())), ())
            drawn = _drawn(key, out)
            own = (one,) if one is not None else drawn or (_X,)
            outputs = drawn if len(drawn) > 1 else _said_of(key, facts) or own
            out.laws[target] = LawSpec(target, outputs, (), parameters)


def _said_of(law: Key, facts: Sequence[Fact]) -> tuple[Key, ...]:
    """The variable X of X ∼ 𝒩(0, 1), where it is one."""
    names = {
        whole_key(n).lower()
        for f in facts
        if f.kind == "variable" and is_literal(law)
        for v in f.values
        if isinstance(v, Name) and key_of(v) == law
        for n in f.names
        if isinstance(n, Name)
    }
    return tuple(names) if len(names) == 1 else ()


def _drawn(law: Key, out: Notation) -> tuple[Key, ...]:
    """x, y and z of E_{(x,y) ∼ D} and E_{(x,z) ∼ D}, of a law that is only named."""
    bound = out.uses.bound
    found: dict[Key, None] = {}
    for event in (law for mean in out.uses.averaged for law in mean.law):
        if isinstance(event, Event) and event.rel == "~" and _head_key(event.rhs, out) == law:
            names = event.lhs.items if isinstance(event.lhs, Members) else (event.lhs,)
            refs = [ref_of(n, bound) for n in names]
            known = [r for r in refs if r is not None]
            plain = [r for r in known if r.index is None]
            if isinstance(event.rhs, Call) or len(known) < len(refs) or not plain:
                continue
            for r in known:
                out.alphabets.unite(letter(variable_drawn(r)), letter(r.base))
            found |= dict.fromkeys(map(variable_drawn, known))
    return tuple(found)


def main(facts: list[Fact], out: Notation) -> None:
    """The law of the random variables: said, or p, or the only one; else one without a name."""
    letters = set(out.variables)
    if not letters:
        return
    drawn = laws_said(facts, out)
    _of_pairs(facts, drawn, out)
    several = is_apart([*drawn, *laws_unseen(facts, out)])
    apart = {law for _, law in drawn if several or (is_literal(law) and len(letters) > 1)}
    apart |= of_others(drawn, letters, out.laws)
    apart -= {k for k in apart if k is not None and _is_joint(out.laws.get(k), letters)}
    said = [law for _, law in drawn if law not in apart]
    if not drawn:
        _conditional(letters, out)
    each = apart | {_head_key(v, out) for f in facts if f.kind == "iid" for v in f.values}
    laws = {k: s for k, s in out.laws.items() if k not in each or len(letters) == 1}
    fits = [k for k, s in laws.items() if not s.inputs and not s.parameters and _fits(s, out)]
    named = [k for k in fits if k.base in ("p", "P", "f") and not k.accents and not k.marks]
    special = {_head_key(n, out) for f in facts if f.kind in SPECIAL for n in f.names}
    fits = [k for k in fits if k in named or k not in special or out.laws[k].shown]
    others = {_head_key(n, out) for f in facts if f.kind == "other law" for n in f.names}
    fits = [k for k in fits if k not in others and not is_literal(k)]  # said of one, or of none
    named = [k for k in named if k not in others]
    over = said_over(facts, out)
    every = [k for k in fits if letters <= over.get(k, set())]
    every = every or unshown(letters, facts, laws, out)
    if len(every) == 1:
        fits, named = every, every
    few = [k for k, of in over.items() if not letters <= of and not out.laws[k].shown]
    fits, named = ([k for k in ks if k not in few] for ks in (fits, named))
    only = fits if len(fits) == 1 and not _has_rival(out.laws[fits[0]], out) else []
    chosen = said or named or only
    out.mains = () if said else tuple(named)
    if chosen:
        out.main = chosen[0]
        spec = out.laws[chosen[0]]
        if not spec.positional:
            more = tuple(sorted(letters - set(spec.outputs)))
            out.laws[chosen[0]] = replace(spec, outputs=(*spec.outputs, *more))
    elif not fits and (own := _placed(letters, special, out)) is not None:
        out.main = own
    elif not fits:
        out.is_untold = not drawn
        out.main = Key("P", (), (UNNAMED,))
        out.laws[out.main] = LawSpec(out.main, tuple(sorted(letters)))


def _of_pairs(facts: Sequence[Fact], drawn: Sequence[Drawn], out: Notation) -> None:
    """The p of (X, Y) ∼ p is by its name alone that of both, though the section has X alone."""
    said = [f for f in facts if f.kind == "variable" and f.values]
    pairs = [f for f in said if any(isinstance(n, Members) and n.brackets for n in f.names)]
    joint = {_head_key(v, out) for f in pairs for v in f.values}
    for letters, law in drawn:
        spec = out.laws.get(law)
        if law in joint and spec is not None and not spec.positional:
            more = sorted(letters - {*spec.outputs})
            out.laws[law] = replace(spec, outputs=(*spec.outputs, *more))
            out.part_shown.add(law)


def _is_joint(spec: LawSpec | None, letters: set[Key]) -> bool:
    """Whether p_{XY} of all variables stands somewhere, so that p_X is no law of X alone."""
    shown = spec.shown if spec is not None else frozenset()
    return len(letters) > 1 and any(not right and letters <= {*left} for left, right in shown)


def _has_rival(spec: LawSpec, out: Notation) -> bool:
    """Whether p_i stands beside q(x), so that X may have either law."""
    placed = [s for s in out.laws.values() if s.positional and s.key.base in ("p", "P")]
    return not spec.positional and spec.key not in _PLAIN and any(s.key in _PLAIN for s in placed)


def _placed(letters: set[Key], special: set[Key | None], out: Notation) -> Key | None:
    """By custom H(X) beside Σ_i p_i log p_i is of the law p, and H(X, Y) beside p_{ij} of that one,
    where it is the only law with indices that the text does not say to be a certain one, and the
    text has no variables but these: the name table says so, whatever else is known of them."""
    every = (s for s in out.laws.values() if s.positional or _is_of_indices(s))
    placed = [s for s in every if s.key not in special]
    if len(letters) > 2 or len(placed) != 1:
        return None
    (spec,) = placed
    if len(spec.outputs) != len(letters) or spec.inputs or spec.parameters:
        return None
    if spec.key.base not in LAW_LETTERS or (len(letters) == 2 and not _is_in_order(spec)):
        return None
    for key in [k for k, n in out.known.items() if k.lower() in letters and k.capital]:
        why = f"has the law {spec.key.plain()}, the only one with an index"
        out.known[key] = Known(key, Kind.VARIABLE, (Evidence(Strength.CUSTOM, why),))
    return spec.key


def of_one_variable(
    out: Notation, groups: Mapping[int, Sequence[Node]]
) -> list[int]:
    """The chains of a section, by their numbers, that have p_i and one variable, X, where others
    are in the section: of X it is then, if p_i stands beside no other, as in H(X) = −Σ_i p_i log
    p_i."""
    placed = [k for k, s in out.laws.items() if s.positional or _is_of_indices(s)]
    if not out.is_untold or len(placed) != 1 or placed[0].base not in LAW_LETTERS:
        return []
    found: dict[int, Key] = {}
    for n, group in groups.items():
        uses = uses_of(group)
        names = [whole_key(m) for m, _, _ in uses.measured if is_capital(m)]
        beside = {k.lower() for k in (*names, *uses.variables)}
        if beside and placed[0] in {out.meant(u.key) for u in uses.calls}:
            if len(beside) > 1:
                return []
            found[n] = beside.pop()
    return list(found) if len({*found.values()}) == 1 else []


def _is_of_indices(spec: LawSpec) -> bool:
    """p_{ij} beside p_i and p_j."""
    return all(k.base in INDICES and not k.marks for k in spec.outputs)


def _is_in_order(spec: LawSpec) -> bool:
    """Whether its letters stand side by side in their order alone: i is of X, and j of Y."""
    pairs = {left for left, right in spec.shown if not right and len(left) == 2}
    return pairs <= {tuple(sorted(spec.outputs))}


def _conditional(letters: set[Key], out: Notation) -> None:
    """p(y|x) beside H(Y|X), where no law stands without a bar: a conditional of the law of X and Y,
    and no channel whose input has a law of its own."""
    if any(not s.inputs and _fits(s, out) for s in out.laws.values()):
        return
    found = [
        k
        for k, s in out.laws.items()
        if k in (Key("p"), Key("P"))
        and not (s.parameters or s.positional)
        and {*s.outputs, *s.inputs} <= letters
    ]
    if len(found) == 1:
        spec = out.laws[found[0]]
        out.laws[found[0]] = replace(spec, outputs=(*spec.inputs, *spec.outputs), inputs=())


def _head_key(node: Node, out: Notation) -> Key | None:
    head = node.head if isinstance(node, Call) else node
    if not isinstance(head, Name):
        return None
    bound = out.uses.bound
    is_indexed = bool(head.sub) and all(is_index(s, bound) for s in head.sub)  # the law q_i
    return key_of(head) if is_indexed else head_of(head, bound)[0]


def _fits(spec: LawSpec, out: Notation) -> bool:
    """Whether it may be the law of the random variables of the section."""
    if spec.positional:
        return False
    if not spec.shown:
        return len(out.variables) == 1 and set(spec.outputs) == out.variables
    return bool(set(spec.outputs) & out.variables)
