"""How names are used in the formulas of a section: the evidence that use shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from derive.notes.kinds import INDICES, PARAMETERS, Key, key_of, whole_key
from derive.notes.resolve import partial
from derive.notes.resolve.calls import LAW_LETTERS, CallUse, call_use, head_of
from derive.notes.resolve.distances import OF_ONE
from derive.notes.resolve.heads import OF_LAWS, is_reserved, measure_of
from derive.notes.resolve.letters import Arg, Ref, is_capital, is_index, ref_of
from derive.notes.source import Span
from derive.notes.tree import (
    Add,
    Bars,
    Big,
    Call,
    Derivative,
    Event,
    Frac,
    Given,
    Indicator,
    Log,
    Mean,
    Mul,
    Name,
    Neg,
    Node,
    Num,
    Over,
    Pow,
)
from derive.notes.walk import children, walk

_MIXED = LAW_LETTERS | {"m", "M", "u", "U"}  # what stands for a law in λp + (1 − λ)q
_BOUNDED = ("argmax", "argmin", "max", "min", "sup", "inf")


@dataclass
class Uses:
    """All uses of names in some trees.

    laws: heads or bare names that stand where only laws stand. measured: names in H(·) and their
    separators. factors: bare names in sums and products. complements: k of 1 − k. sized: names
    between bars.
    """

    bound: set[Key] = field(default_factory=set)
    headed: set[str] = field(default_factory=set)  # of what has letters or indices
    optimised: set[Key] = field(default_factory=set)
    calls: list[CallUse] = field(default_factory=list)
    products: list[Call] = field(default_factory=list)
    laws: dict[Key, Span] = field(default_factory=dict)
    laws_named: set[Key] = field(default_factory=set)
    measured: list[tuple[Name, str, int]] = field(default_factory=list)
    variables: dict[Key, Span] = field(default_factory=dict)
    factors: dict[Key, Span] = field(default_factory=dict)
    complements: dict[Key, Span] = field(default_factory=dict)
    domains: list[tuple[Ref, Node]] = field(default_factory=list)
    parts: dict[Key, Ref] = field(default_factory=dict)  # A of [x ∈ A]
    sizes: list[tuple[Key, Key]] = field(default_factory=list)  # index, last
    ranges: dict[str, set[Key | None]] = field(default_factory=dict)  # of rows: `partial`
    compared: list[tuple[Key, Key]] = field(default_factory=list)  # X and Y of X ≠ Y
    taken: list[tuple[Key, Key]] = field(default_factory=list)  # X and s of X = s
    averaged: list[Mean] = field(default_factory=list)
    beside: list[set[Key]] = field(default_factory=list)  # laws in one divergence
    families: dict[Key, list[tuple[Key, ...]]] = field(default_factory=dict)  # θ, η of q_θ, q_η
    names: set[Key] = field(default_factory=set)
    odds: set[Key] = field(default_factory=set)  # p of log(1 − p_i)
    sized: set[Key] = field(default_factory=set)


def uses_of(trees: Iterable[Node], bound: Iterable[Key] = ()) -> Uses:
    """All uses of names in the trees. bound: what is bound elsewhere, too."""
    out = Uses(bound=set(bound))
    kept = list(trees)
    for tree in kept:
        _bind(tree, out)
    out.bound |= _chosen(kept)
    for tree in kept:
        _collect(tree, out, "term")
    out.calls = [u for u in out.calls if not is_of_laws(u, out.laws_named)]
    return out


def is_of_laws(use: CallUse, laws: Collection[Key]) -> bool:
    """Whether what stands in its brackets are laws: P and Q of δ(P, Q) beside D(P‖Q)."""
    args = use.node.args if isinstance(use.node, Call) and not use.barred else ()
    plain = [a for a in args if isinstance(a, Name) and a.base in LAW_LETTERS and not a.sub]
    return bool(plain) and len(plain) == len(args) and all(whole_key(a) in laws for a in plain)


def _chosen(trees: Iterable[Node]) -> set[Key]:
    """The w of π(y_w|x), where π(y|x) stands too: a letter for the same variable, chosen by w."""
    found: dict[Name, list[tuple[Node, ...]]] = {}
    for n in (n for t in trees for n in walk(t)):
        if isinstance(n, Call) and isinstance(n.head, Name) and not measure_of(n):
            found.setdefault(replace(n.head, sub=(), sup=()), []).append(n.args)
    return {key_of(mark) for calls in found.values() for mark in _marks(calls)}


def _marks(calls: list[tuple[Node, ...]]) -> Iterator[Name]:
    """The w of y_w at a place where other calls have y, and none both."""
    bare = {(n, a) for args in calls for n, a in enumerate(args)}
    for n, a in bare:
        if isinstance(a, Name) and len(a.sub) == 1 and isinstance(a.sub[0], Name):
            mark, plain = a.sub[0], replace(a, sub=())
            short = mark.base.islower() and len(mark.base) == 1
            if short and (n, plain) in bare and not any({plain, a} <= {*c} for c in calls):
                yield mark


def _bind(node: Node, out: Uses) -> None:
    """What is bound anywhere: before the rest, as subscripts are read by it."""
    if isinstance(node, Name) and node.sub:
        out.headed.add(node.base)
    if isinstance(node, Call) and isinstance(node.head, Name):
        out.headed.add(node.head.base)
    if isinstance(node, Over):
        out.bound |= {replace(key_of(n), primes=0) for n in node.letters if isinstance(n, Name)}
    for child in children(node):
        _bind(child, out)


def _collect(node: Node, out: Uses, role: str) -> None:
    handler = _HANDLERS.get(type(node))
    if handler is not None:
        handler(node, out, role)
        return
    below = "mixture" if role == "mixture" and isinstance(node, (Neg, Frac)) else "term"
    for child in children(node):
        _collect(child, out, below)


def _name(node: Name, out: Uses, role: str) -> None:
    key, parameters, _ = head_of(node, out.bound)
    out.names.add(key)
    if parameters:
        out.families.setdefault(key, []).append(parameters)
    indices = [s for s in node.sub if is_index(s, out.bound)]
    if role == "law" or (role == "mixture" and key.base in _MIXED):
        out.laws_named.add(key)
        out.laws.setdefault(key, node.span)
        return
    if role == "term" and indices and len(indices) == len(node.sub):
        args = tuple(Arg(r) for s in indices if (r := ref_of(s, out.bound)) is not None)
        bare = key_of(node)
        out.names.add(bare)
        out.calls.append(CallUse(bare, (), args, (), False, node, True))
        return
    if role in ("term", "mixture"):
        out.factors.setdefault(key, node.span)


def _call(node: Call, out: Uses, role: str) -> None:
    measure = measure_of(node)
    if measure:
        _measure(node, measure, out)
        return
    if not isinstance(node.head, Name):
        for child in children(node):
            _collect(child, out, "term")
        return
    use = None if is_reserved(node) else call_use(node, out.bound)
    if use is None:
        out.products.append(node)
        for arg in node.args:
            _collect(arg, out, "term")
        return
    out.calls.append(use)
    out.names.add(use.key)
    if use.parameters:
        out.families.setdefault(use.key, []).append(use.parameters)
    if role == "law" or use.barred or head_of(node.head, out.bound)[2]:  # f_X(x)
        out.laws.setdefault(use.key, node.span)


def _derivative(node: Derivative, out: Uses, role: str) -> None:
    """f'(t): f is taken of a number."""
    if node.op == "prime" and isinstance(node.body, Call) and not measure_of(node.body):
        out.products.append(node.body)
        _collect(node.var, out, "term")
        return
    if node.op == "nabla" and isinstance(node.var, Name) and node.var.base in PARAMETERS:
        out.optimised.add(key_of(node.var))
    for child in children(node):
        _collect(child, out, "term")


def _measure(node: Call, measure: str, out: Uses) -> None:
    if measure == "P":
        for arg in node.args:
            _event(arg, out)
        return
    for sub in node.head.sub if isinstance(node.head, Name) else ():
        if measure in ("H", "I") and isinstance(sub, Name) and sub.base in LAW_LETTERS:
            _collect(sub, out, "law")
    separators = "".join(node.separators)
    if _is_binary(node):  # h(p) = −p log p − (1 − p) log(1 − p)
        if isinstance(node.args[0], Name):
            out.complements.setdefault(whole_key(node.args[0]), node.span)
        _collect(node.args[0], out, "term")
        return
    if measure in OF_ONE:
        measure = "H"
    if measure in OF_LAWS:
        heads = [a.head if isinstance(a, Call) else a for a in node.args]
        out.beside.append({head_of(h, out.bound)[0] for h in heads if isinstance(h, Name)})
    for n, arg in enumerate(node.args):
        if _is_joint(node, measure, out) and isinstance(arg, Name):
            _variable(arg, out)
        elif measure in OF_LAWS or (
            isinstance(arg, Name) and separators == "," and arg.base.islower() and measure == "H"
        ):
            _collect(arg, out, "law")
        elif isinstance(arg, Name) and arg.base.endswith(")"):
            _variable(arg, out)
        elif isinstance(arg, Name):
            out.names.add(head_of(arg, out.bound)[0])
            out.measured.append((arg, separators, len(node.args)))
            if measure == "I" or "|" in separators or ";" in separators:
                _variable(arg, out)
        elif isinstance(arg, Event):
            _event(arg, out)
        else:
            _collect(arg, out, "law" if measure == "H" and n == 0 else "term")


def _is_joint(node: Call, measure: str, out: Uses) -> bool:
    """H(x, y) of small letters that are nowhere heads of anything, as laws y_k and ŷ_k are: of
    random variables."""
    plain = all(
        isinstance(a, Name) and a.base in _SMALL and not (a.accents or a.sub or a.sup or a.primes)
        for a in node.args
    )
    joint = measure == "H" and len(node.args) > 1 and set(node.separators) == {","}
    names = (a.base for a in node.args if isinstance(a, Name))
    return joint and plain and not any(n in out.headed for n in names)


_SMALL = ("x", "y", "z", "u", "v", "w")


def _is_binary(node: Call) -> bool:
    """H_b(p): of a number, and not of X, whose entropy is to the base b."""
    subs = node.head.sub if isinstance(node.head, Name) else ()
    named = len(subs) == 1 and isinstance(subs[0], Name) and subs[0].base in ("b", "bin")
    if not named or len(node.args) != 1:
        return False
    (arg,) = node.args
    return not (is_capital(arg) and isinstance(arg, Name) and arg.base in "UVWXYZ")


def _variable(node: Name, out: Uses) -> None:
    out.variables.setdefault(whole_key(node), node.span)


def _event(node: Node, out: Uses) -> None:
    if isinstance(node, Event) and isinstance(node.lhs, Name):
        _variable(node.lhs, out)
        if node.rel in ("in", "notin"):
            if isinstance(node.rhs, Name):
                out.parts.setdefault(whole_key(node.rhs), Ref(whole_key(node.lhs).lower()))
            return
        if is_capital(node.rhs) and isinstance(node.rhs, Name):
            _variable(node.rhs, out)
            out.compared.append((whole_key(node.lhs).lower(), whole_key(node.rhs).lower()))
        elif node.rel in ("=", "!=") and is_capital(node.lhs):
            ref = ref_of(node.rhs, out.bound)  # the s of X = s
            plain = ref is not None and ref.index is None and not ref.number
            if ref is not None and plain and ref.base.base not in INDICES:
                out.taken.append((whole_key(node.lhs).lower(), ref.base))
    elif is_capital(node) and isinstance(node, Name):
        _variable(node, out)


def _mean(node: Mean, out: Uses, role: str) -> None:
    out.averaged.append(node)
    for law in node.law:
        if isinstance(law, Event):
            if is_capital(law.lhs) and isinstance(law.lhs, Name):
                _variable(law.lhs, out)
            ref = ref_of(law.lhs, out.bound)
            if ref is not None and not ref.variable:
                out.bound.add(ref.base)
            _collect(law.rhs, out, "law")
        elif is_capital(law) and isinstance(law, Name) and law.base not in "PQR":
            _variable(law, out)
        elif isinstance(law, Name) and is_letter_of(law, node):
            out.bound.add(key_of(law))
        elif isinstance(law, Given):  # Z | X, θ
            for name in (*law.of, *law.given):
                _event(name, out)
        else:
            _collect(law, out, "law")
    for given in node.given:
        _event(given, out)
    _collect(node.body, out, "term")


def is_letter_of(law: Node, mean: Mean) -> bool:
    """E_z[f(z)]: what stands below E is no law, but a letter that laws in its body have; or it
    stands beside such a letter, as y in E_{x,y}[log p(x)]."""
    beside = [n for n in mean.law if isinstance(n, Name) and _may_be_letter(n)]
    if law not in beside:
        return False
    called = [a for n in walk(mean.body) if isinstance(n, Call) for a in n.args]
    called += [e.rhs for e in called if isinstance(e, Event)]
    return any(n in called for n in beside)


def _may_be_letter(law: Name) -> bool:
    plain = not law.sub and not law.sup and law.base not in LAW_LETTERS
    return plain and law.base.islower()


def _big(node: Big, out: Uses, role: str) -> None:
    over = node.over
    keys = [replace(key_of(n), primes=0) for n in over.letters if isinstance(n, Name)]
    if node.op in ("argmax", "argmin"):
        out.optimised |= set(keys)
    elif node.op in _BOUNDED:
        out.optimised |= {k for k in keys if k.base in PARAMETERS}
    for letter in over.letters:
        ref = ref_of(letter, out.bound)
        if ref is not None and over.domain is not None:
            out.domains.append((ref, over.domain))
    for row, key in partial.ranges(node):
        out.ranges.setdefault(row, set()).add(key)
    if over.kind == "from" and isinstance(over.last, Name) and keys:
        out.sizes.append((keys[0], whole_key(over.last)))
    for event in over.where:
        _collect(event, out, "term")
    _collect(node.body, out, "term")


def _add(node: Add, out: Uses, role: str) -> None:
    one = [t for t in node.terms if isinstance(t, Num) and t.value == 1]
    for term in node.terms:
        if one and isinstance(term, Neg) and isinstance(term.body, Name):
            out.complements.setdefault(whole_key(term.body), term.span)
        _collect(term, out, "mixture" if role in ("law", "mixture") and not one else "term")


def _mul(node: Mul, out: Uses, role: str) -> None:
    for factor in node.factors:
        _collect(factor, out, "mixture" if role in ("law", "mixture") else "term")


def _pow(node: Pow, out: Uses, role: str) -> None:
    _collect(node.base, out, "term")
    _collect(node.exponent, out, "term")


def _bars(node: Bars, out: Uses, role: str) -> None:
    if isinstance(node.body, Name):
        out.sized.add(key_of(node.body))
    else:
        _collect(node.body, out, "term")


def _log(node: Log, out: Uses, role: str) -> None:
    """log(1 − p_i): p_i is the probability of one of two things, for each i."""
    terms = node.body.terms if isinstance(node.body, Add) else ()
    if len(terms) == 2 and isinstance(terms[0], Num) and terms[0].value == 1:
        inner = terms[1].body if isinstance(terms[1], Neg) else None
        if isinstance(inner, Name) and inner.sub:
            out.odds.add(key_of(inner))
    for child in children(node):
        _collect(child, out, "term")


def _indicator(node: Indicator, out: Uses, role: str) -> None:
    """[x ∈ A]: A is a part of x's alphabet."""
    event = node.event
    ref = ref_of(event.lhs, out.bound) if event.rel == "in" else None
    if ref is not None and isinstance(event.rhs, Name):
        out.parts.setdefault(whole_key(event.rhs), ref)
        return
    for child in children(event):
        _collect(child, out, "term")


_HANDLERS: dict[type[Node], Callable[[Any, Uses, str], None]] = {
    Name: _name,
    Call: _call,
    Derivative: _derivative,
    Mean: _mean,
    Big: _big,
    Add: _add,
    Mul: _mul,
    Pow: _pow,
    Bars: _bars,
    Log: _log,
    Indicator: _indicator,
}
