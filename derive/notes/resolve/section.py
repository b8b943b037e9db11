"""The names of a section from the uses in its formulas, and from what the text says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from derive.notes.facts import DIRECTED, Fact, Strength
from derive.notes.kinds import (
    INDICES,
    PARAMETERS,
    UNNAMED,
    Evidence,
    Key,
    Kind,
    key_of,
    whole_key,
)
from derive.notes.resolve.aliases import alias, families
from derive.notes.resolve.alphabets import Alphabets, Place, domain, letter, place, size
from derive.notes.resolve.ended import ends_of
from derive.notes.resolve.heads import is_error, is_reserved
from derive.notes.resolve.images import sources
from derive.notes.resolve.laws import (
    LawSpec,
    indexed_specs,
    is_positional,
    place_of,
    specs_of,
    variables_at,
)
from derive.notes.resolve.letters import Ref, as_key, as_ref, is_index, ref_of
from derive.notes.resolve.mixtures import mixed
from derive.notes.resolve.notation import Notation
from derive.notes.resolve.stated import alike, brought, counted, is_apart, laws_said
from derive.notes.resolve.uses import LAW_LETTERS, CallUse, Uses, call_use, head_of, uses_of
from derive.notes.source import Span
from derive.notes.tree import Call, Members, Name, Node, Range

_X = Key("x")


def resolved(
    trees: Sequence[Node],
    facts: Iterable[Fact] = (),
    whole: Notation | None = None,
    laws: Mapping[Key, Span] = MappingProxyType({}),
) -> Notation:
    """The kinds of all names in these trees. whole: of the document that they are a section of,
    which tells of names that the section itself does not. laws: what is known to stand as one."""
    uses = uses_of(trees)
    uses.laws |= laws
    if whole is not None:
        uses.bound |= whole.uses.bound
    out = Notation(uses, Alphabets())
    said = list(facts)
    _said(said, out)
    _variables(out)
    _laws(said, out, whole)
    brought(said, out)
    _main(said, out)
    calls = [replace(u, key=out.meant(u.key)) for u in uses.calls]
    out.indexed = indexed_specs(out.laws, calls, out.alphabets)
    _functions(out)
    _places(out)
    alike(said, out)
    counted(trees, out)
    _one_letter(out)
    _sizes(said, out)
    out.ends |= ends_of(said)
    _numbers(out)
    return out


_SPECIAL = ("uniform", "bernoulli", "one-hot", "point mass", "define")
"""What is said of one law is not said of a variable whose law is only guessed to be that one."""
_SAID = {
    "law": Kind.LAW,
    "uniform": Kind.LAW,
    "bernoulli": Kind.LAW,
    "one-hot": Kind.LAW,
    "point mass": Kind.LAW,
    "variable": Kind.VARIABLE,
    "number": Kind.NUMBER,
    "parameter": Kind.PARAMETER,
    "alphabet": Kind.ALPHABET,
    "code": Kind.FUNCTION,
}


def _said(facts: Iterable[Fact], out: Notation) -> None:
    for fact in facts:
        kind = _SAID.get(fact.kind)
        if fact.kind in ("sample", "symbol") or _is_data(fact):
            _sampled(fact, out)
            continue
        for node in fact.names:
            head = node.head if isinstance(node, Call) else node
            if not isinstance(head, Name):
                continue
            key = head_of(head, out.uses.bound)[0]
            if head.sub and all(is_index(i, out.uses.bound) for i in head.sub):
                key = key_of(head)  # the pmf w_k
            parts = [v for v in fact.values if isinstance(v, Members) and v.where]
            if fact.kind == "alphabet" and parts:
                out.parts.add(whole_key(head))
            is_of_variable = fact.kind in _SPECIAL and whole_key(head) in out.uses.variables
            if kind is Kind.VARIABLE or (kind is Kind.LAW and is_of_variable):
                out.variables.add(whole_key(head).lower())
                out.note(whole_key(head), Kind.VARIABLE, _evidence(fact))
            elif kind is not None:
                out.note(key, kind, _evidence(fact))


def _is_data(fact: Fact) -> bool:
    """Whether small letters x_1, …, x_n are said to be drawn."""
    inside = [(n.of or n.first) if isinstance(n, Range) else None for n in fact.names]
    names = [n for n in inside if isinstance(n, Name)]
    return fact.kind == "iid" and bool(names) and all(n.base.islower() for n in names)


def _sampled(fact: Fact, out: Notation) -> None:
    """x_i, or x_1, …, x_n, is data, or a letter; a directive beats the text."""
    for node in fact.names:
        inside = (node.of or node.first) if isinstance(node, Range) else node
        head = inside.head if isinstance(inside, Call) else inside
        if not isinstance(head, Name):
            continue
        key = replace(key_of(head), primes=0)
        directed = fact.words == DIRECTED
        if directed or out.told.get(key) != "":
            out.samples[key] = fact.kind != "symbol"
            out.told[key] = "" if directed else f"“{fact.quote}”"


def _evidence(fact: Fact) -> Evidence:
    return Evidence(Strength.SAID, f"“{fact.quote}”", fact.span)


def _variables(out: Notation) -> None:
    """Random variables: in I and behind bars; capitals in H that are no laws."""
    uses = out.uses
    for key, span in uses.variables.items():
        out.variables.add(key.lower())
        out.note(key, Kind.VARIABLE, _shown("stands where a random variable does", span))
    for name, _, _ in uses.measured:
        key = whole_key(name)
        if out.kind(key) is Kind.LAW or key in uses.laws or key in {u.key for u in uses.calls}:
            continue
        if key.capital and key.base not in "PQR":
            out.variables.add(key.lower())
            out.note(key, Kind.VARIABLE, Evidence(Strength.CUSTOM, "H of a capital", name.span))
    out.variables |= {Key(n).lower() for key in list(out.variables) for n in sources(key)}
    for use in uses.calls:
        for arg in (*use.left, *use.right):
            for ref in (arg.ref, arg.variable):
                if ref is not None and ref.variable:
                    out.variables.add(ref.base)


def _shown(why: str, span: Span | None) -> Evidence:
    return Evidence(Strength.SHOWN, why, span)


def _laws(facts: list[Fact], out: Notation, whole: Notation | None) -> None:
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
                heads[key] = _evidence(fact)
    called = {u.key for u in uses.calls if not u.subscripted}
    fits = {k for k in called if out.kind(k) in (Kind.NUMBER, Kind.PARAMETER)}  # of one display
    for key, span in uses.laws.items():
        if out.kind(key) in (None, Kind.LAW) or key in fits:
            heads.setdefault(key, _shown("stands where a law does", span))
    for fact in facts:
        for node in fact.values if fact.kind == "variable" else ():
            own = key_of(node) if isinstance(node, Name) and not node.sub else None
            if own is not None and own in uses.names and out.kind(own) in (None, Kind.LAW):
                heads.setdefault(own, _evidence(fact))
    valued = _has_values(uses)
    for use in uses.calls:
        free = out.kind(use.key) in (None, Kind.LAW) or use.key in fits
        if use.key.base == "Q" and valued:
            continue
        if use.key.base in ("p", "q", "P", "Q", r"\pi") and free:
            heads.setdefault(use.key, Evidence(Strength.CUSTOM, "p and q are laws", use.node.span))
    for name, _, _ in uses.measured:  # H(p), H(p, q)
        key = head_of(name, uses.bound)[0]
        if (key.base in LAW_LETTERS or not key.capital) and key in {u.key for u in uses.calls}:
            heads.setdefault(key, _shown("has an entropy", name.span))
        elif key in uses.factors or key in uses.complements or is_error(key):
            continue  # H(P_e) + P_e log n
        elif key.base in ("P", "Q", "R") and out.kind(key) is None:
            heads.setdefault(key, Evidence(Strength.CUSTOM, "P, Q, R are laws", name.span))
    for key in mixed(facts, heads, uses.complements):
        if out.kind(key) is None:
            heads.setdefault(key, Evidence(Strength.SHOWN, "is mixed with laws into one"))
    elsewhere = whole.known if whole is not None else {}
    for key in uses.names - set(heads):
        found = elsewhere.get(key)
        if found is not None and found.kind is Kind.LAW and out.kind(key) is None:
            heads[key] = replace(found.evidence[0], why=f"elsewhere {found.evidence[0].why}")
    for key, evidence in heads.items():
        out.note(key, Kind.LAW, evidence)
    alias(heads, out)
    families(heads, facts, out)
    calls = [replace(u, key=out.meant(u.key)) for u in (*uses.calls, *_introduced(facts, out))]
    out.laws = specs_of({out.meant(k) for k in heads}, calls, out.alphabets)
    _bare(heads, out)
    for fact in facts:
        if fact.kind == "law" and fact.values:
            _over_said(fact, out)


def _has_values(uses: Uses) -> bool:
    """Whether Q(s, a) is the value of an action, as where V(s) or A(s, a) is the value of a state
    or the advantage: functions of its letters."""
    letters = {a.ref.base for u in uses.calls if u.key.base == "Q" for a in u.left}
    others = [u for u in uses.calls if u.key.base in ("V", "A") and not u.barred]
    return bool(letters) and any({a.ref.base for a in u.left} & letters for u in others)


def _introduced(facts: list[Fact], out: Notation) -> list[CallUse]:
    """p(x, y) of “let p(x, y) be a law”: of these letters, though no display has them together."""
    said = [n for f in facts if f.kind == "law" for n in f.names if isinstance(n, Call)]
    uses = [u for n in said if (u := call_use(n, out.uses.bound)) is not None and not u.barred]
    return [u for u in uses if len(u.left) > 1 and not is_positional([u])]


def _over_said(fact: Fact, out: Notation) -> None:
    """“p and q distributions on x”, where use shows nothing."""
    letters = [k for v in fact.values if (k := _letter_of(v, out)) is not None]
    for node in fact.names:
        if not isinstance(node, Name):
            continue
        key = out.alias.get(key_of(node), key_of(node))
        spec = out.laws.get(key)
        if letters and spec is not None and not spec.shown:
            out.laws[key] = replace(spec, outputs=tuple(letters))


def _said_over(facts: list[Fact], out: Notation) -> dict[Key, set[Key]]:
    """The letters that laws are said to be of."""
    return {
        key: {k for v in fact.values if (k := _letter_of(v, out)) is not None}
        for fact in facts
        if fact.kind == "law" and fact.values
        for node in fact.names
        if isinstance(node, Name)
        for key in [out.alias.get(key_of(node), key_of(node))]
        if key in out.laws
    }


def _letter_of(node: Node, out: Notation) -> Key | None:
    """The letter that a law is said to be of: x, and x of 𝒳."""
    if isinstance(node, Name) and _SCRIPT & set(node.accents) and not node.sub:
        key = whole_key(node)
        out.alphabets.unite(domain(key), letter(key.bare().lower()))
        return key.bare().lower()
    ref = ref_of(node, out.uses.bound)
    return None if ref is None else ref.base


def _bare(heads: dict[Key, Evidence], out: Notation) -> None:
    """Laws that are only named: over the letters of the laws that they are compared with."""
    shown = {v for spec in out.laws.values() for v in spec.outputs if not spec.positional}
    one = next(iter(shown)) if len(shown) == 1 else None
    if one is None and len(out.variables) == 1:
        one = next(iter(out.variables))
    for key in heads:
        target = out.meant(key)
        if target not in out.laws:
            parameters = next(iter(out.uses.families.get(key, ())), ())
            out.laws[target] = LawSpec(target, (one or _X,), (), parameters)


def _main(facts: list[Fact], out: Notation) -> None:
    """The law of the random variables: said, or p, or the only one; else one without a name."""
    letters = set(out.variables)
    if not letters:
        return
    drawn = laws_said(facts, out)
    apart = {law for _, law in drawn} if is_apart(drawn) else set()
    said = [] if apart else [law for _, law in drawn]
    each = apart | {_head_key(v, out) for f in facts if f.kind == "iid" for v in f.values}
    laws = {k: s for k, s in out.laws.items() if k not in each or len(letters) == 1}
    fits = [k for k, s in laws.items() if not s.inputs and not s.parameters and _fits(s, out)]
    named = [k for k in fits if k.base in ("p", "P") and not k.accents and not k.marks]
    special = {_head_key(n, out) for f in facts if f.kind in _SPECIAL for n in f.names}
    fits = [k for k in fits if k in named or k not in special or out.laws[k].shown]
    over = _said_over(facts, out)
    every = [k for k in fits if letters <= over.get(k, set())]
    if len(every) == 1:
        fits, named = every, every
    few = [k for k, of in over.items() if not letters <= of and not out.laws[k].shown]
    fits, named = ([k for k in ks if k not in few] for ks in (fits, named))
    chosen = said or named or (fits if len(fits) == 1 else [])
    out.mains = () if said else tuple(named)
    if chosen:
        out.main = chosen[0]
        spec = out.laws[chosen[0]]
        if not spec.positional:
            more = tuple(sorted(letters - set(spec.outputs)))
            out.laws[chosen[0]] = replace(spec, outputs=(*spec.outputs, *more))
    elif not fits:
        out.main = Key("P", (), (UNNAMED,))
        out.laws[out.main] = LawSpec(out.main, tuple(sorted(letters)))


def _head_key(node: Node, out: Notation) -> Key | None:
    head = node.head if isinstance(node, Call) else node
    return head_of(head, out.uses.bound)[0] if isinstance(head, Name) else None


def _fits(spec: LawSpec, out: Notation) -> bool:
    """Whether it may be the law of the random variables of the section."""
    if spec.positional:
        return False
    if not spec.shown:
        return len(out.variables) == 1 and set(spec.outputs) == out.variables
    return bool(set(spec.outputs) & out.variables)


def _functions(out: Notation) -> None:
    for call in out.uses.products:
        if isinstance(call.head, Name) and not is_reserved(call):
            key = head_of(call.head, out.uses.bound)[0]
            if out.law(key) is None:
                out.numeric.add(key)
    numbers = _plain_numbers(out)
    for use in out.uses.calls:
        if use.key in out.alias or use.key in out.laws or use.key in out.numeric:
            continue
        if not use.subscripted and {as_key(a.ref) for a in (*use.left, *use.right)} <= numbers:
            out.numeric.add(use.key)
            continue
        arity = len(use.left) + len(use.right) + len(use.parameters)
        out.functions.setdefault(use.key, arity)
        out.note(use.key, Kind.FUNCTION, _shown("has letters", use.node.span))


def _plain_numbers(out: Notation) -> set[Key]:
    """Names that stand as numbers and never as letters, as λ of Z(λ) = Σ_x exp(-λ f(x))."""
    uses = out.uses
    letters = uses.bound | out.variables | uses.optimised
    letters |= {p for spec in out.laws.values() for p in spec.parameters}
    letters |= {a.ref.base for u in uses.calls if out.law(u.key) for a in (*u.left, *u.right)}
    return {k for k in uses.factors if k not in letters and out.law(k) is None}


def _places(out: Notation) -> None:
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
    for one, other in uses.compared:
        alphabets.unite(letter(one), letter(other))
    _domains(out)
    for index, last in uses.sizes:
        if index.base not in INDICES:
            alphabets.unite(size(last), letter(index))


def _sizes(facts: Iterable[Fact], out: Notation) -> None:
    """n of "on n symbols", |X| = n: of the set or law that is named, else of the only alphabet."""
    for fact in facts:
        if fact.kind != "size" or not isinstance(fact.values[0], Name):
            continue
        key = whole_key(fact.values[0])
        of = {out.alphabets.find(p) for n in fact.names for p in _counted(n, out)}
        of = of or {p for spec in out.laws.values() for p in _only_place(spec, out)}
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
    spec = out.law(head_of(head, out.uses.bound)[0])
    return [] if spec is None else _only_place(spec, out)


def _only_place(spec: LawSpec, out: Notation) -> list[Place]:
    """Of a law of several variables all, so that none is the only one."""
    return [out.alphabets.find(place_of(spec, v)) for v in (*spec.outputs, *spec.inputs)]


def _one_letter(out: Notation) -> None:
    """p(x) and p(y) over one alphabet, and never p(x, y), are one law at two letters."""
    for key, spec in out.laws.items():
        alone = all(len(left) == 1 and not right for left, right in spec.shown)
        several = len(spec.outputs) > 1 and not spec.inputs and not spec.positional
        if not (alone and several) or set(spec.outputs) & out.variables:
            continue
        first, *others = (place_of(spec, v) for v in spec.outputs)
        if all(out.alphabets.same(first, other) for other in others):
            out.laws[key] = replace(spec, outputs=spec.outputs[:1])


_SCRIPT = {"mathcal", "mathscr", "mathfrak"}


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
        named = {k for k in out.uses.sized if _SCRIPT & {*k.accents} and k.bare().lower() == base}
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


def _numbers(out: Notation) -> None:
    for key in out.uses.names:
        if is_error(key) and out.law(key) is None and key not in out.functions:
            why = "a probability of error"
            out.note(key, Kind.WEIGHT, Evidence(Strength.CUSTOM, why, out.uses.factors.get(key)))
    of_laws = {p for spec in out.laws.values() for p in spec.parameters}
    for key, span in out.uses.factors.items():
        if key in of_laws or key in out.functions or out.law(key) is not None:
            continue
        if key.base in PARAMETERS and key not in out.uses.complements:
            continue
        if key in out.uses.bound or key in out.variables:
            continue
        weight = key in out.uses.complements or is_error(key)
        kind = Kind.WEIGHT if weight else Kind.NUMBER
        out.note(key, kind, _shown("stands as a number", span))
