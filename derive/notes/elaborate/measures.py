"""H, D, I, JS, cross-entropy and probabilities, of variables, laws, and values of laws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sympy import Expr

from derive.language import measures as lang
from derive.language.alphabets import Alphabet, Given
from derive.language.divergences import binary_entropy
from derive.language.events import AtEvent
from derive.language.laws import RandomVariable
from derive.language.names import DeriveError
from derive.language.relations import Le
from derive.notes.elaborate import (
    asked,
    densities,
    diagonal,
    distances,
    events,
    grouped,
    numbers,
    of_laws,
    placed,
    shares,
    terms,
)
from derive.notes.elaborate.bars import bar_last
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.variables import is_variable
from derive.notes.kinds import Kind, is_value, whole_key, written
from derive.notes.resolve.distances import Distance, distance_of
from derive.notes.resolve.heads import base_among, letters_below, marks_and_base
from derive.notes.source import NotRead
from derive.notes.tree import Call, Event, Members, Name, Node
from derive.notes.walk import walk

Letters = tuple[Alphabet, ...]


def measure(node: Call, kind: str, env: Env) -> Expr:
    """A call of a builtin measure."""
    try:
        return _measure(node, kind, env)
    except DeriveError as error:
        raise NotRead(node.span, str(error).split(". Try")[0]) from error


def _measure(node: Call, kind: str, env: Env) -> Expr:
    if kind == "P":
        return events.probability(node, env)
    if kind == "I":
        return _information(node, env)
    if kind == "H":
        return _entropy(node, env)
    found = distance_of(node)
    if found is not None:
        return _distance(node, found, env)
    if len(node.args) != 2:
        raise NotRead(node.span, f"{kind}: expected two laws")
    _, numbered = marks_and_base(node.head) if isinstance(node.head, Name) else ([], None)
    base = numbered if numbered is not None else "document"
    if kind == "D":
        own = numbered if numbered is not None else _base(env)
        made = diagonal.divergence(node, env, own, lambda n: terms.term(n, env))
        if made is not None:
            return made
    return of_laws.of_laws(kind, node.args, env, node.span, base, _below(node))


def _distance(node: Call, found: Distance, env: Env) -> Expr:
    """A distance, divergence or entropy of another kind."""
    over, base = base_among(found.rest)
    make = distances.maker(found.kind, _base(env) if base is None else base)
    if any(is_variable(a, env) for a in node.args):
        return distances.of_variables(found, make, variables(node.args, env), node.span)
    if len(node.args) > 1 and node.separators[0] == "|":
        raise NotRead(node.span, "a law given something is not read here")
    if found.order is not None:
        make = distances.ordered(make, terms.term(found.order, env), node.span)
    return of_laws.made_of_laws(make, node.args, env, node.span, over)


def _below(node: Call) -> tuple[Node, ...]:
    """The letters below a head that it sums over."""
    own = letters_below(node)
    head = node.head
    return tuple(s for s in head.sub if written(s) in own) if isinstance(head, Name) else ()


# ---------------------------------------------------------------- entropies


def _entropy(node: Call, env: Env, to: Any = None) -> Expr:
    """to: the base that the subscript of its head says."""
    head = node.head
    if not isinstance(head, Name):
        raise NotRead(node.span, "H of this is not read: write H(X), H(X, Y | Z) or H(p)")
    marks, numbered = marks_and_base(head)
    over = _below(node)
    marks = [m for m in marks if m not in map(written, over)]
    if head.base == "h" and not marks:
        if any(isinstance(a, Name) and a.base.startswith("(") for a in node.args):
            raise NotRead(node.span, "h of a sum of variables: its density is not read")
        env.suppose(densities.FINITE)
        densities.note(tuple(a for a in node.args if is_variable(a, env)), env)
    if marks == ["b"] and len(node.args) == 1 and not is_variable(node.args[0], env):
        if any(key.base == "b" for key in env.notation.log_bases):
            raise NotRead(node.span, "H_b beside log_b: b for binary, or to the base b?")
        return _binary(node.args[0], env, numbered)
    if marks in (["ce"], ["CE"]) and node.separators == (",",):
        return of_laws.of_laws("CE", node.args, env, node.span)
    if len(marks) == 1 and len(head.sub) == 1 + (numbered is not None):
        return _under(node, base_among(head.sub)[0][0], env, numbered)
    if marks:
        raise NotRead(node.span, f"H with the subscript {','.join(marks)} is not read")
    asked.refuse_sets(node, env)
    base = to if to is not None else numbered if numbered is not None else _base(env)
    if len(law := shares.shares(node, env.suppose)) > 1:
        return shares.entropy(law, base)
    if _bars(node) or any(is_variable(a, env) for a in node.args):
        return _of_variables(node, base, env)
    if node.separators in ((",",), (";",)):
        return of_laws.of_laws("CE", node.args, env, node.span, base, over)
    if len(node.args) != 1:
        raise NotRead(node.span, "H of this is not read: write H(X), H(X, Y | Z) or H(p)")
    if (found := asked.of_a_letter(node.args[0], env)) is not None:
        key, spec = found
        variable = RandomVariable(env.law(spec), env.variable(spec, key).name)
        return _entropy_of([variable])(variable, base=base)
    asked.refuse_subscripted(node.args[0], env)
    if not asked.is_law(node.args[0], env) or asked.may_be_number(node.args[0], env):
        return _of_number(node.args[0], env, numbered)
    return of_laws.of_laws("H", node.args, env, node.span, base, over)


def is_entropy_of_laws(node: Call, env: Env) -> bool:
    """Whether it is h(p) or h(p, q) of names that are laws, and h is no name of the notes."""
    head = node.head
    if not isinstance(head, Name) or head.base != "h" or head.accents or head.primes:
        return False
    if env.notation.defined.get(whole_key(head)) or _bars(node):
        return False
    return all(isinstance(a, Name) and asked.spec_of(a, env) is not None for a in node.args)


def _bars(node: Call) -> bool:
    return "|" in node.separators


def _base(env: Env) -> Any:
    return terms.log_base(None, env)


def _binary(arg: Node, env: Env, numbered: int | None = None) -> Expr:
    base = numbered if numbered is not None else _base(env)
    number = terms.term(arg, env)
    if isinstance(number, AtEvent):  # of which the kernel knows it where nothing else stands
        env.theorems.append(Le(number, 1))
    made: Expr = binary_entropy(number, base)
    return made


_VECTORS = {"vec", "mathbf", "boldsymbol", "bm", "underline"}


def _of_number(arg: Node, env: Env, numbered: int | None = None) -> Expr:
    if any(isinstance(n, Name) and _VECTORS & set(n.accents) for n in walk(arg)):
        raise NotRead(arg.span, "H of a vector, of which nothing says that it is a law")
    key = whole_key(arg) if isinstance(arg, Name) else None
    sure = key is not None and (
        env.notation.kind(key) is Kind.WEIGHT or numbers.is_probability(key, env)
    )
    if key is not None and not sure:
        name = key.latex()
        raise NotRead(
            arg.span,
            f"H({name}): is {name} a law, or a number?",
            (f"{name} is a number in [0,1]", f"{name} is a distribution"),
        )
    return _binary(arg, env, numbered)


def _under(node: Call, sub: Node, env: Env, numbered: int | None) -> Expr:
    """H_P(Q), the cross-entropy; H_p(X), the entropy of X under p; H_D(X), to the base D."""
    is_base = isinstance(sub, Name) and whole_key(sub) in env.notation.log_bases
    if is_base and isinstance(node.head, Name):
        head = replace(node.head, sub=())
        return _entropy(replace(node, head=head), env, terms.log_base(sub, env))
    base = _base(env) if numbered is None else numbered
    if len(node.args) == 1 and asked.is_law(node.args[0], env) and asked.is_law(sub, env):
        return of_laws.of_laws("CE", (sub, node.args[0]), env, node.span, base)
    with _of_law(node, sub, env):
        return _of_variables(node, base, env)


@contextmanager
def _of_law(node: Call, sub: Node, env: Env) -> Iterator[None]:
    """Meanwhile random variables have the law of H_p(X), I_p(X; Y).

    Raises:
        NotRead: where that is none, or none of all of them.
    """
    spec = asked.spec_of(sub, env)
    names = {whole_key(a).lower() for a in node.args if isinstance(a, Name)}
    known = spec is not None and (spec.key == env.notation.main or names <= {*spec.outputs})
    if spec is None or not known or not all(is_variable(a, env) for a in node.args):
        head = node.head.base if isinstance(node.head, Name) else ""
        why = f"{head} with this subscript is not read: write the law in brackets, as {head}(p)"
        raise NotRead(node.span, why)
    before, said = env.notation, env.law_said
    env.notation, env.law_said = replace(before, main=spec.key), True
    try:
        yield
    finally:
        env.notation, env.law_said = before, said


def variables(nodes: Sequence[Node], env: Env) -> list[RandomVariable]:
    """The random variables that names mean."""
    out = []
    for node in nodes:
        if isinstance(node, Members):
            out += variables(node.items, env)
        elif isinstance(node, Name) and is_variable(node, env):
            key = whole_key(node).lower()
            out.append(placed.of_places(key, env) or env.random(key, node.span))
        else:
            raise NotRead(node.span, "expected a random variable here")
    return out


def _of_variables(node: Call, base: Any, env: Env) -> Expr:
    groups = grouped.groups(node)
    asked.refuse_values(groups[0], node.args)
    left = variables(groups[0], env)
    if len(groups) > 2 or any(s not in ",|" for s in node.separators):
        raise NotRead(node.span, "H of this is not read: write H(X), H(X, Y | Z) or H(p)")
    if len(groups) == 1:
        made: Expr = _entropy_of(left)(*left, base=base)
        return made
    right = _conditions(groups[1], groups[0], env)
    return grouped.in_base(
        lambda b: _entropy_of(left)(Given(tuple(left), right[0]), *right[1:], base=b), base, right
    )


def _entropy_of(variables: Sequence[RandomVariable]) -> Any:
    """H, or h of what has points of ℝ among its values."""
    points = (o.is_space for v in variables for o in v.law.outputs if o.name == v.letter)
    return lang.differential_entropy if any(points) else lang.entropy


def _conditions(nodes: Sequence[Node], before: Sequence[Node], env: Env) -> list[Any]:
    """What stands behind the bar: variables, and events such as Y = y, which H(X | y) means too."""
    out: list[Any] = []
    for node in nodes:
        if isinstance(node, Event):
            out.append(events.event(node, env))
        elif (
            isinstance(node, Name)
            and is_value(node)
            and all(map(grouped.is_capital, before))
        ):
            out.append(events.at_letter(node, env))
        else:
            out += variables([node], env)
    return out


def _information(node: Call, env: Env) -> Expr:
    subs = [s for s in node.head.sub if isinstance(s, Name)] if isinstance(node.head, Name) else []
    if len(subs) == 1 and isinstance(node.head, Name):
        with _of_law(node, subs[0], env):
            base_alone = tuple(s for s in node.head.sub if s is not subs[0])
            return _information(replace(node, head=replace(node.head, sub=base_alone)), env)
    node = bar_last(node)
    bars = _bars(node)
    separators = node.separators
    if ";" not in separators:  # I(X, Y)
        if bars and any(";" in signs for _, signs, _ in env.notation.uses.measured):
            env.assumed.setdefault(f"the comma of {node.span.text} stands for a semicolon")
        separators = (";", *separators[1:])
    parts = grouped.groups(Call(node.span, node.head, node.args, separators), ";|")
    given = parts.pop() if bars else []
    if len(parts) != 2:
        raise NotRead(node.span, "I: expected two groups of variables")
    asked.refuse_values([n for p in parts for n in p], node.args)
    one, other = (tuple(variables(p, env)) for p in parts)
    _, numbered = marks_and_base(node.head) if isinstance(node.head, Name) else ([], None)
    base = numbered if numbered is not None else _base(env)
    if not given:
        made: Expr = lang.mutual_information(one, other, base=base)
        return made
    right = _conditions(given, [n for p in parts for n in p], env)
    return grouped.in_base(
        lambda b: lang.mutual_information(one, Given((other,), right[0]), *right[1:], base=b),
        base,
        right,
    )
