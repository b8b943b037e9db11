"""max_p H(p), min_q D(p‖q), argmin_q D(p‖q): over all laws.

max_p f(p) = v is read as two claims: f(p) ≤ v whatever the law p, and f(p*) = v for a law p* that
is at hand, the uniform one or another that is named beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sympy import Expr

from derive.language.alphabets import Alphabet
from derive.language.definitions import DefinedLaw
from derive.language.expressions import Inverse
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.putting import occurs, put
from derive.language.relations import Rel, Relation
from derive.notes.elaborate import terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key
from derive.notes.resolve.calls import LAW_LETTERS, head_of
from derive.notes.source import NotRead
from derive.notes.steps import Equality
from derive.notes.tree import Big, Call, Name, Node

_OPS: dict[str, Rel] = {
    "max": "<=", "sup": "<=", "argmax": "<=", "min": ">=", "inf": ">=", "argmin": ">=",
}  # fmt: skip


@dataclass(frozen=True)
class Optimum:
    """law: that runs. body, rel, value: that none is beyond the value. attained: that it is, at one
    law or another, of which one is to hold; alone: at one alone, of an argmax. shown: the sign, as
    \\max_{p}; place: the law that an argmax is said to be, "" of a maximum.
    """

    law: Law
    body: Expr
    rel: Rel
    value: Expr
    shown: str
    attained: tuple[Relation, ...] | None = None
    alone: Equality | None = None
    place: str = ""


def over_laws(node: Node, env: Env) -> Key | None:
    """The law that runs under a maximum or minimum: a known one, or what is called as p(x) is."""
    if not isinstance(node, Big) or node.op not in _OPS or len(node.over.letters) != 1:
        return None
    letter = node.over.letters[0]
    head = letter.head if isinstance(letter, Call) else letter
    if not isinstance(head, Name):
        return None
    key = head_of(head, env.notation.uses.bound)[0]
    if env.notation.law(key) is None and not (head is not letter and key.base in LAW_LETTERS):
        return None
    if node.over.where or node.over.domain is not None:
        raise NotRead(node.over.span, f"{node.op} over some laws is not read")
    return key


def _whole(node: Big, key: Key, env: Env) -> Law:
    """The law that runs, all of it.

    Raises:
        NotRead: for a marginal, with a channel behind it that does not run.
    """
    spec, letter = env.notation.law(key), node.over.letters[0]
    law = env.law(spec) if spec is not None else None
    if law is None or isinstance(law, DefinedLaw) or law.inputs:
        raise NotRead(node.over.span, f"{node.op} over a law that is no arbitrary one")
    if len(law.outputs) != (len(letter.args) if isinstance(letter, Call) else 1):
        raise NotRead(node.over.span, f"{node.op} over a marginal: what of the law stays?")
    return law


def optimum(node: Big, key: Key, other: Node, rel: str, env: Env) -> Optimum:
    """What a maximum or minimum over all laws, beside its value or its place, claims.

    Raises:
        NotRead: for a law that is no arbitrary one, or beside what is no value.
    """
    bound = _OPS[node.op]
    if rel not in ("=", bound) or (rel != "=" and node.op.startswith("arg")):
        raise NotRead(node.span, f"a {node.op} over laws beside {rel} is not read")
    law = _whole(node, key, env)
    body = terms.term(node.body, env)
    if not occurs(law, body) or body.free_symbols:
        raise NotRead(node.span, f"{node.op} over a law: of what does it depend on that law?")
    shown = shown_over(node, key)
    if node.op.startswith("arg"):
        place = _law_of(other, law, env)
        own = tuple(law.outputs)
        same = (Relation(law(*own), "=", place(*own)),)
        value = put(body, law, place)
        named = env.names.latex.get(place.name, place.name)
        alone = Equality(f"{shown} is {named}", same)
        return Optimum(law, body, bound, value, shown, None, alone, named)
    value = terms.term(other, env)
    if occurs(law, value):
        raise NotRead(other.span, f"the value of a {node.op} has the law that runs under it")
    tried = tuple(_attained(body, law, value, env)) if rel == "=" else None
    return Optimum(law, body, bound, value, shown, tried)


def shown_over(node: Big, key: Key) -> str:
    """The sign with what runs under it, \\max_{p}."""
    sign = node.op.replace("arg", "arg\\")
    return rf"\{sign}_{{{key.latex()}}}"


def _law_of(node: Node, law: Law, env: Env) -> Law:
    """The law that an argmax is said to be."""
    head = node.head if isinstance(node, Call) else node
    spec = None
    if isinstance(head, Name):
        spec = env.notation.law(head_of(head, env.notation.uses.bound)[0])
    found = env.law(spec) if spec is not None else None
    if found is None or found == law or _shape(found) != _shape(law):
        raise NotRead(node.span, "beside an argmax over laws: expected a law of the same letters")
    return found


def _attained(body: Expr, law: Law, value: Expr, env: Env) -> Iterator[Relation]:
    """f(p*) = v, for the uniform law and each other law of the same letters."""
    others = [env.law(s) for s in env.notation.laws.values() if s.key in env.laws]
    fits = [o for o in others if o != law and _shape(o) == _shape(law)]
    for place in (*fits, _uniform(law)):
        try:
            yield Relation(put(body, law, place), "=", value)
        except DeriveError:
            continue


def _uniform(law: Law) -> Law:
    size: Expr = Inverse(1)
    for v in law.outputs:
        size = size * Inverse(v.size)
    return DefinedLaw("u_all", *law.outputs, value=size)


def _shape(law: Law) -> tuple[tuple[str, ...], ...]:
    def of(row: tuple[Alphabet, ...]) -> tuple[str, ...]:
        return tuple(v.alphabet for v in row)

    return of(law.outputs), of(law.inputs)
