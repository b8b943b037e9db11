"""x_i over a section: letters or data points, by all of its sums together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from derive.notes.facts import Fact
from derive.notes.kinds import INDICES, Key, key_of, whole_key
from derive.notes.resolve.alphabets import Place, domain, letter, place, size
from derive.notes.resolve.calls import CallUse, call_use, head_of
from derive.notes.resolve.ended import other_end
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.laws import place_of, variables_at
from derive.notes.resolve.letters import Arg, is_capital, is_index, ref_of
from derive.notes.resolve.notation import DefinedAs, Notation
from derive.notes.resolve.uses import uses_of
from derive.notes.tree import Big, Call, Event, Frac, Indicator, Mul, Name, Node, Range
from derive.notes.walk import children, walk


def note_samples(trees: Sequence[Node], notation: Notation, facts: Iterable[Fact]) -> None:
    """What the section shows of x_i, where all that is shown agrees; what is said beats it."""
    for tree in trees:
        notation.averages |= set(averages(tree))
    shown: dict[Key, set[bool]] = {}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, Big) and node.op in ("sum", "prod") and len(node.over.letters) == 1:
                letter = node.over.letters[0]
                if not isinstance(letter, Name):
                    continue
                found = indexed(node.body, replace(key_of(letter), primes=0), notation)
                what = form(node, found, notation) if found else None
                for key in found if what is not None else ():
                    shown.setdefault(key, set()).add(bool(what))
    for key, kinds in shown.items():
        if len(kinds) == 1:
            notation.samples.setdefault(key, next(iter(kinds)))


def note_indices(chains: Sequence[Sequence[Node]], notation: Notation) -> None:
    """What an index runs over: all places where it stands have one alphabet, and its last value is
    the number of letters, or of data points."""
    for sides in chains:
        own = notation.of_chain(uses_of(sides).calls)
        free: dict[Key, list[Place]] = {}
        for tree in sides:
            _gather(free, _touched_in(tree, own))
        for places in free.values():
            _unite(places, own)
        for one, other in (pair for tree in sides for pair in _equated(tree)):
            _unite([*free.get(one, ()), *free.get(other, ())], own)


def note_names(facts: Iterable[Fact], notation: Notation) -> None:
    """One index of several names together, “let a_i, b_i be numbers”, runs over one alphabet."""
    for fact in facts:
        free: Touched = {}
        for node in fact.names:
            _gather(free, _touched_in(node, notation))
        for places in free.values():
            _unite(places, notation)


def _equated(tree: Node) -> Iterator[tuple[Key, Key]]:
    """The indices i and k of δ_{ik}."""
    for node in walk(tree):
        if isinstance(node, Indicator) and node.event.rel in ("=", "!="):
            both = (node.event.lhs, node.event.rhs)
            keys = [key_of(n) for n in both if isinstance(n, Name) and not n.sub]
            if len(keys) == 2 and all(k.base in INDICES for k in keys):
                yield keys[0], keys[1]


def note_parameters(defined: Iterable[DefinedAs], notation: Notation) -> None:
    """The k of N_k = Σ_i r_ik runs over what it runs over in the body."""
    for d in defined:
        touched = _touched_in(d.body, notation.of_chain(uses_of([d.body]).calls))
        for one, other in _equated(d.body):  # of [i = j] a_i, j runs where i does
            both = [*touched.get(one, ()), *touched.get(other, ())]
            touched[one] = touched[other] = both
        spec = notation.law(d.key)
        for n, arg in enumerate(d.parameters):
            places = touched.get(replace(arg.ref.base, primes=0), [])
            if not places or arg.ref.index is not None:
                continue
            if spec is None or not spec.positional:
                _unite([place(d.key, n), *places], notation)
            elif n < len(spec.outputs):  # of the law p_i = e^{v_i}/Z
                _unite([place_of(spec, spec.outputs[n]), *places], notation)


Touched = dict[Key, list[Place]]


def _gather(into: Touched, more: Touched) -> None:
    for index, places in more.items():
        into.setdefault(index, []).extend(places)


def _touched_in(node: Node, notation: Notation) -> Touched:
    """The indices that are free in a tree, with the places where they stand; those that are bound
    in it are united."""
    out: Touched = {}
    use = _use(node, notation)
    if use is not None:
        for index, at in _touched(use, notation):
            out.setdefault(index, []).append(at)
        return out
    if isinstance(node, Event):
        return _taken(node)
    for child in children(node):
        _gather(out, _touched_in(child, notation))
    if isinstance(node, Big):
        for name in node.over.letters:
            if isinstance(name, Name):
                key = replace(key_of(name), primes=0)
                _index(node, key, out.pop(key, []), notation)
    return out


def _taken(node: Event) -> Touched:
    """The index s of X = s, and of X = x_s, which runs over the values of X."""
    one, other = node.lhs, node.rhs
    if node.rel not in ("=", "!=") or not is_capital(one) or not isinstance(one, Name):
        return {}
    if isinstance(other, Name) and len(other.sub) == 1 and other.base == one.base.lower():
        other = other.sub[0]
    if not isinstance(other, Name) or other.sub or other.base not in INDICES:
        return {}
    return {replace(key_of(other), primes=0): [letter(whole_key(one).lower())]}


def _use(node: Node, notation: Notation) -> CallUse | None:
    """A call of letters, or a name with indices."""
    bound = notation.uses.bound
    if isinstance(node, Call) and not measure_of(node):
        return call_use(node, bound)
    if isinstance(node, Name) and node.sub and all(is_index(s, bound) for s in node.sub):
        args = tuple(Arg(r) for s in node.sub if (r := ref_of(s, bound)) is not None)
        key = key_of(node)
        return CallUse(notation.meant(key), (), args, (), False, node, True)
    return None


def _index(node: Big, key: Key, places: list[Place], notation: Notation) -> None:
    last = node.over.last
    found = indexed(node.body, key, notation)
    sampled = node.op in ("sum", "prod") and bool(found) and is_sampled(node, found, notation)
    of = node.over.domain
    if places and not sampled and isinstance(of, Name):
        notation.alphabets.unite(domain(whole_key(of)), places[0])
    counted = size(whole_key(last)) if isinstance(last, Name) else None
    if not sampled:
        _unite(places, notation)
    if counted is not None and other_end(node, notation.ends) is None:
        notation.alphabets.unite(counted, places[0] if places and not sampled else counted)


def is_sampled(node: Big, found: Sequence[Key], notation: Notation) -> bool | None:
    """Whether a sum runs over data: as is said, else by its form, else as the section shows. None
    where the form is against what the text says, or nothing tells. What is said of x_1, …, x_n is
    not said of a sum with a weight that has no end: Σ_i p(x_i) log q(x_i)."""
    shown = form(node, found, notation)
    told = {notation.samples[k] for k in found if k in notation.told}
    if len(told) == 1:
        said = told.pop()
        directed = all(notation.told.get(k) == "" for k in found)
        if said and shown is False and not directed and _is_endless(node):
            return False
        return said if directed or shown in (None, said) else None
    if _ends_at_size(node, found, notation):
        return None if shown else False
    if shown is not None:
        return shown
    known = {notation.samples[k] for k in found if k in notation.samples}
    return known.pop() if len(known) == 1 else None


def _ends_at_size(node: Big, found: Sequence[Key], notation: Notation) -> bool:
    """Whether it ends at an n of which the text says that it is the size of the letters' set."""
    last = whole_key(node.over.last) if isinstance(node.over.last, Name) else None
    if last is None or last not in notation.sizes:
        return False
    return all(notation.alphabets.same(size(last), letter(k)) for k in found)


def _is_endless(node: Big) -> bool:
    return node.over.last is None and node.over.domain is None


def _unite(places: Sequence[Place], notation: Notation) -> None:
    letters = {p for p in places if p[0] == "letter"}
    if len(letters) < 2:  # else pairs (x_i, y_i): an index of data
        for other in places[1:]:
            notation.alphabets.unite(places[0], other)


def _touched(use: CallUse, notation: Notation) -> Iterator[tuple[Key, Place]]:
    """The indices in a call, each with the place where it stands."""
    spec = notation.law(use.key)
    args = (*use.left, *use.right)
    names: Sequence[Key | None] = [None] * len(args)
    if spec is not None:
        declared = (*spec.outputs, *spec.inputs)
        single = len(spec.outputs) == 1 and not spec.inputs
        by_name = declared if spec.positional else variables_at(args)
        names = [n if n in declared else declared[0] if single else None for n in by_name]
    for n, (arg, name) in enumerate(zip(args, names, strict=False)):
        if arg.ref.index is not None:
            yield arg.ref.index, letter(arg.ref.base)
        elif arg.ref.base.base in INDICES:
            if spec is None:
                yield arg.ref.base, place(use.key, n)
            elif name is not None:
                yield arg.ref.base, place_of(spec, name)


def indexed(node: Node, index: Key, notation: Notation) -> list[Key]:
    """The letters x of x_i that stand as letters in a tree: in calls, and in [x_i = x]."""
    found: dict[Key, None] = {}
    for n in walk(node):
        inside: tuple[Node, ...] = ()
        of_number = isinstance(n, Call) and _head(n, notation) in notation.numeric  # σ(z_i)
        if isinstance(n, Call) and not (of_number or any(isinstance(a, Range) for a in n.args)):
            inside = n.args
        elif isinstance(n, Indicator):
            inside = (n.event.lhs, n.event.rhs)
        for name in (m for part in inside for m in walk(part)):
            ref = ref_of(name, notation.uses.bound)
            if ref is not None and ref.index == index:
                found.setdefault(ref.base)
    return list(found)


def _head(call: Call, notation: Notation) -> Key | None:
    return head_of(call.head, notation.uses.bound)[0] if isinstance(call.head, Name) else None


def form(node: Big, found: Sequence[Key], notation: Notation) -> bool | None:
    """What the form of a sum says: with a weight p(x_i) it runs over letters; Π, 1/n Σ, and what
    has pairs (x_i, y_i) or a Σ_{z_i} within, over data points."""
    if node.op == "prod" or len(found) > 1:
        return True
    weighed = any(_is_weight(f, found[0], notation) for f in factors(node.body))
    averaged = _place(node) in notation.averages or _has_own_letters(node)
    return None if weighed == averaged else averaged


def _has_own_letters(node: Big) -> bool:
    """Whether a Σ_{z_i} stands in a sum over i: each data point has a z_i of its own."""
    indices = {n.base for n in node.over.letters if isinstance(n, Name)}
    return any(isinstance(n, Big) and n.over.of_each in indices for n in walk(node.body))


def factors(node: Node) -> Iterator[Node]:
    """The factors above the bar."""
    if isinstance(node, Mul):
        for f in node.factors:
            yield from factors(f)
    elif isinstance(node, Frac):
        yield from factors(node.top)
    else:
        yield node


def _is_weight(node: Node, base: Key, notation: Notation) -> bool:
    if not isinstance(node, Call) or not isinstance(node.head, Name):
        return False
    use = call_use(node, notation.uses.bound)
    if use is None or notation.law(use.key) is None:
        return False
    return any(a.ref.base == base and a.ref.index is not None for a in use.left)


def _place(node: Node) -> tuple[int, int]:
    return node.span.start, node.span.end


def averages(node: Node) -> Iterator[tuple[int, int]]:
    """The places of sums to n that are divided by n."""
    for n in walk(node):
        if isinstance(n, Mul):
            ends = {f.bottom for f in n.factors if isinstance(f, Frac)}
            yield from (_place(f) for f in n.factors if _end(f) in ends)
        elif isinstance(n, Frac):
            yield from (_place(f) for f in factors(n.top) if _end(f) == n.bottom)


def _end(node: Node) -> Node | None:
    return node.over.last if isinstance(node, Big) else None
