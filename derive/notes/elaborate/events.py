"""Events of random variables, and their probabilities."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Expr

from derive.language.events import Either, In, P, equal
from derive.language.names import DeriveError
from derive.language.quantities import Probability
from derive.notes.elaborate import sets
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.variables import is_variable
from derive.notes.kinds import Key, is_value, key_of, whole_key
from derive.notes.resolve.laws import place_of
from derive.notes.resolve.letters import Ref, ref_of
from derive.notes.source import NotRead
from derive.notes.tree import Call, Event, Name, Node
from derive.notes.walk import walk
from derive.notes.written import latex


def event(node: Event, env: Env) -> Any:
    """X = x, X ≠ Y."""
    if not isinstance(node.lhs, Name) or not is_variable(node.lhs, env):
        raise NotRead(node.span, "an event of no random variable: write X = x or X ∈ A")
    if node.rel in ("in", "notin") and isinstance(node.rhs, Name):
        return _member(node.lhs, node.rhs, node.rel == "notin", env)
    if node.rel not in ("=", "!="):
        raise NotRead(node.span, f"an event with {node.rel} is not read")
    one = env.random(whole_key(node.lhs).lower(), node.span)
    other: Any
    is_value = isinstance(node.rhs, Name) and is_value_of(node.rhs, node.lhs)
    if isinstance(node.rhs, Name) and not is_value and is_variable(node.rhs, env):
        other = env.random(whole_key(node.rhs).lower(), node.span)
    else:
        other = _letter(node.rhs, whole_key(node.lhs).lower(), env)
    try:
        made = equal(one, other)
    except DeriveError as error:
        raise NotRead(node.span, str(error).split(". Try")[0]) from error
    return made if node.rel == "=" else ~made


def _letter(node: Node, variable: Key, env: Env) -> Any:
    """The letter at which a variable is."""
    ref = ref_of(node, env.notation.uses.bound)
    main = env.notation.main
    if ref is None or main is None:
        raise NotRead(node.span, "the letter of this event is not read")
    return env.letter(ref, place_of(env.notation.laws[main], variable), node.span)


def is_value_of(node: Name, variable: Name) -> bool:
    """Whether it is the y of Y = y."""
    return is_value(node) and node.base.upper() == variable.base


def at_letter(node: Name, env: Env) -> Any:
    """Y = y, of which y alone is written."""
    key = whole_key(node).lower()
    return equal(env.random(key, node.span), _letter(node, key, env))


def _member(variable: Name, of: Name, outside: bool, env: Env) -> Any:
    """X ∈ A, X ∉ A."""
    one = env.random(whole_key(variable).lower(), variable.span)
    try:
        made = In(one, sets.subset(whole_key(of), env, of.span))
    except DeriveError as error:
        raise NotRead(of.span, str(error).split(". Try")[0]) from error
    return ~made if outside else made


def probability(node: Call, env: Env) -> Expr:
    """P(X = x), P(X = x | Y = y), and P(X), at the letter that X then takes."""
    if any(_is_of_values(a, env) for a in node.args):
        return _of_any(node, env)
    sides: list[list[Node]] = [[node.args[0]]]
    words: list[set[str]] = [set()]
    for separator, arg in zip(node.separators, node.args[1:], strict=True):
        if separator == "|":
            sides.append([arg])
            words.append(set())
        else:
            sides[-1].append(arg)
            words[-1].add(separator)
    if len(sides) > 2:
        raise NotRead(node.span, "two bars in a probability")
    if any("or" in joined and len(joined) > 1 for joined in words):
        raise NotRead(node.span, "“or” beside “and”: which is taken first? Set brackets")
    both = [_joined(s, "or" in joined, env) for s, joined in zip(sides, words, strict=True)]
    made: Expr = P(both[0]) if len(both) == 1 else P(both[0] | both[1])
    return made


_ORDERS = ("<", ">", "<=", ">=", "=", "!=")


def _is_of_values(node: Node, env: Env) -> bool:
    """|X̄ − μ| > ε, g(Y^n) ≠ W: an event that something made of the variables meets; ℰ."""
    if isinstance(node, Name) and {"mathcal", "mathscr"} & {*node.accents}:
        return not is_variable(node, env)
    made = isinstance(node, Event) and not (
        isinstance(node.lhs, Name) and is_variable(node.lhs, env)
    )
    return made and isinstance(node, Event) and node.rel in _ORDERS


def _of_any(node: Call, env: Env) -> Expr:
    """The probability of such an event: a number in [0, 1], one for each way to write it.

    Raises:
        NotRead: for one in which a letter runs.
    """
    runs = {r.base for r in env.scope}
    if any(key_of(n) in runs for n in walk(node) if isinstance(n, Name)):
        raise NotRead(node.span, "an event of this kind, with a letter that runs, is not read")
    bars = "".join(f" {s} {latex(a)}" for s, a in zip(node.separators, node.args[1:], strict=False))
    key = Key(f"{latex(node.head)}({latex(node.args[0])}{bars})")
    env.events.add(key)
    made: Expr = Probability(env.names.number(key))
    return made


def _at_any(node: Name, env: Env) -> Any:
    """X = x for the P(X) of P(X | Y) = P(X, Y)/P(Y): at each letter."""
    key = whole_key(node).lower()
    main = env.notation.main
    if main is None:
        raise NotRead(node.span, "the probability of this is not read")
    env.guessed.setdefault(f"{whole_key(node).latex()} is an event, and no random variable")
    ref = Ref(replace(key, primes=0), key.primes)
    at = env.letter(ref, place_of(env.notation.laws[main], key), node.span)
    return equal(env.random(key, node.span), at)


def _joined(nodes: list[Node], either: bool, env: Env) -> Any:
    """All of the events, or one of them or more."""
    found = [_event(n, env) for n in nodes]
    if either:
        return Either(*found)
    out = found[0]
    for e in found[1:]:
        out = out & e
    return out


def _event(node: Node, env: Env) -> Any:
    if isinstance(node, Event):
        return event(node, env)
    if isinstance(node, Name) and Ref(whole_key(node).lower()) in env.valued:
        key = whole_key(node).lower()  # P(X) in E[log P(X)]
        return equal(env.random(key, node.span), env.scope[Ref(key)])
    if isinstance(node, Name) and is_variable(node, env):  # P(X | Y), at all values
        return _at_any(node, env)
    raise NotRead(node.span, "the probability of this is not read")
