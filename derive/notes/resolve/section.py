"""The names of a section from the uses in its formulas, and from what the text says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from derive.notes.facts import DIRECTED, OF_VARIABLES, Fact, Strength
from derive.notes.facts.families import Literal
from derive.notes.kinds import (
    PARAMETERS,
    Evidence,
    Key,
    Kind,
    key_of,
    whole_key,
)
from derive.notes.resolve import law_names, ranges
from derive.notes.resolve.alphabets import Alphabets
from derive.notes.resolve.averaged import averaged
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.ended import ends_of
from derive.notes.resolve.heads import is_error, is_reserved
from derive.notes.resolve.images import sources
from derive.notes.resolve.laws import (
    indexed_specs,
)
from derive.notes.resolve.letters import as_key, is_capital, is_index
from derive.notes.resolve.notation import Notation, evidence_of, shown
from derive.notes.resolve.said_letters import letters_said
from derive.notes.resolve.stated import alike, brought, counted
from derive.notes.resolve.uses import uses_of
from derive.notes.source import Span
from derive.notes.tree import Call, Members, Name, Node, Range
from derive.notes.walk import walk


def resolved(
    trees: Sequence[Node],
    facts: Iterable[Fact] = (),
    whole: Notation | None = None,
    laws: Mapping[Key, Span] = MappingProxyType({}),
    displayed: Sequence[Node] = (),
    families: Sequence[Literal] = (),
) -> Notation:
    """The kinds of all names in these trees. whole: of the document that they are a section of,
    which tells of names that the section itself does not. laws: what is known to stand as one.
    displayed: the trees without what names stand for. families: laws
    that are written out in it."""
    said = list(facts)
    uses = uses_of(trees, letters_said(said))
    uses.laws |= laws
    if whole is not None:
        uses.bound |= whole.uses.bound
        for row, keys in whole.uses.ranges.items():
            uses.ranges.setdefault(row, set()).update(keys)
    out = Notation(uses, Alphabets())
    _said(said, out)
    _parameters(families, out)
    _variables(out)
    _averaged(trees, out)
    law_names.laws(said, out, whole, displayed)
    brought(said, out)
    law_names.main(said, out)
    calls = [replace(u, key=out.meant(u.key)) for u in uses.calls]
    out.indexed = indexed_specs(out.laws, calls, out.alphabets)
    _functions(out)
    ranges.places(out)
    alike(said, out)
    counted(trees, out)
    ranges.one_letter(out)
    ranges.sizes(said, out)
    out.ends |= ends_of(said)
    _numbers(out)
    return out


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
    means = [m.body for m in out.uses.averaged if not m.law]
    in_means = {whole_key(n) for b in means for n in walk(b) if isinstance(n, Name)}
    for fact in facts:
        kind = _SAID.get(fact.kind)
        if fact.kind in OF_VARIABLES:
            _together(fact, out)
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
            if fact.kind == "part" or (fact.kind in ("alphabet", "define") and parts):
                out.parts.add(whole_key(head))
            special = fact.kind in law_names.SPECIAL
            is_of_variable = special and whole_key(head) in {*out.uses.variables, *in_means}
            if kind is Kind.VARIABLE or (kind is Kind.LAW and is_of_variable):
                out.variables.add(whole_key(head).lower())
                out.note(whole_key(head), Kind.VARIABLE, evidence_of(fact))
            elif kind is not None:
                out.note(key, kind, evidence_of(fact))


def _together(fact: Fact, out: Notation) -> None:
    """X, Y, Z that the text relates are variables where one law stands at x, y, z."""
    names = [n for n in fact.names if is_capital(n) and isinstance(n, Name)]
    letters = {whole_key(n).lower() for n in names}
    calls = ({a.ref.base for a in (*u.left, *u.right)} for u in out.uses.calls)
    if len(names) == len(fact.names) and any(letters <= shown for shown in calls):
        for n in names:
            out.variables.add(whole_key(n).lower())
            out.note(whole_key(n), Kind.VARIABLE, evidence_of(fact))


def _parameters(families: Iterable[Literal], out: Notation) -> None:
    """What the parameters of laws that are written out have to be: σ of 𝒩(μ, σ²) is > 0."""
    for found in families:
        out.scales |= {whole_key(n) for n in found.above}
        for name in found.weights:
            why = f"the parameter of {found.symbol}"
            out.note(whole_key(name), Kind.WEIGHT, Evidence(Strength.SAID, why, name.span))


def _is_data(fact: Fact) -> bool:
    """Whether small letters x_1, …, x_n are said to be drawn."""
    inside = [(n.of or n.first) if isinstance(n, Range) else None for n in fact.names]
    names = [n for n in inside if isinstance(n, Name)]
    is_small = bool(names) and all(n.base.islower() for n in names)
    return fact.kind in ("iid", "iid given") and is_small


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


def _variables(out: Notation) -> None:
    """Random variables: in I and behind bars; capitals in H that are no laws."""
    uses = out.uses
    for key, span in uses.variables.items():
        out.variables.add(key.lower())
        out.note(key, Kind.VARIABLE, shown("stands where a random variable does", span))
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


def _averaged(trees: Sequence[Node], out: Notation) -> None:
    """Random variables of which only means are taken, and which are no laws."""
    others = {*out.uses.laws, *(u.key for u in out.uses.calls)}
    for name in averaged(trees):
        key = whole_key(name)
        if key not in others and out.kind(key) is None:
            out.variables.add(key.lower())
            out.note(key, Kind.VARIABLE, shown("has a mean", name.span))


_SIGMA = Key(r"\sigma")


def _is_sigmoid(out: Notation) -> bool:
    """Whether σ is given one thing z_i, or z, wherever it stands, and no μ(x) stands beside it, of
    which σ(x) would be the deviation."""
    calls = [u for u in out.uses.calls if u.key == _SIGMA and not u.subscripted]
    single = all(len(u.left) == 1 and not (u.right or u.parameters) for u in calls)
    means = any(u.key.base == r"\mu" for u in out.uses.calls)
    indexed = any(a.ref.index is not None for u in calls for a in u.left)
    return indexed and single and not means and out.law(_SIGMA) is None


def _functions(out: Notation) -> None:
    for call in out.uses.products:
        if isinstance(call.head, Name) and not is_reserved(call):
            key = head_of(call.head, out.uses.bound)[0]
            if out.law(key) is None:
                out.numeric.add(key)
    if _is_sigmoid(out):
        out.numeric.add(_SIGMA)
    numbers = out.plain = _plain_numbers(out)
    for use in out.uses.calls:
        if use.key in out.alias or use.key in out.laws or use.key in out.numeric:
            continue
        if not use.subscripted and {as_key(a.ref) for a in (*use.left, *use.right)} <= numbers:
            out.numeric.add(use.key)
            continue
        arity = len(use.left) + len(use.right) + len(use.parameters)
        out.functions.setdefault(use.key, arity)
        out.note(use.key, Kind.FUNCTION, shown("has letters", use.node.span))


def _plain_numbers(out: Notation) -> set[Key]:
    """Names that stand as numbers and never as letters, as λ of Z(λ) = Σ_x exp(-λ f(x))."""
    uses = out.uses
    letters = uses.bound | out.variables | uses.optimised
    letters |= {p for spec in out.laws.values() for p in spec.parameters}
    letters |= {a.ref.base for u in uses.calls if out.law(u.key) for a in (*u.left, *u.right)}
    return {k for k in uses.factors if k not in letters and out.law(k) is None}


def _numbers(out: Notation) -> None:
    for key in out.uses.names:
        named = is_error(key, key in out.uses.factors)
        if named and out.law(key) is None and key not in out.functions:
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
        weight = key in out.uses.complements or is_error(key, True)
        kind = Kind.WEIGHT if weight else Kind.NUMBER
        out.note(key, kind, shown("stands as a number", span))
