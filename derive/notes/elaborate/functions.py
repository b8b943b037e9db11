"""Functions of numbers: σ(z) = 1/(1 + e^{−z}), f(t) = t log t, put in where they are used; and |a|,
⌈a⌉, max(a, b), n!."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from derive.language import operations
from derive.language.expressions import Ceiling, Inverse, exp, log
from derive.notes.elaborate import free_functions, sets, terms
from derive.notes.elaborate.env import Env
from derive.notes.kinds import Key, whole_key
from derive.notes.resolve.alphabets import domain, letter
from derive.notes.resolve.calls import head_of
from derive.notes.resolve.letters import ref_of
from derive.notes.resolve.softmax import LOGISTIC
from derive.notes.source import NotRead
from derive.notes.tree import Bars, Binomial, Call, Extreme, Factorial, Name, Rounded, ValueAt

_SOFTPLUS = (Key("softplus"), Key("Softplus"))


def is_numeric(head: Name, env: Env) -> bool:
    """Whether the name is a function that is taken of numbers somewhere, not of letters only."""
    return head_of(head, env.notation.uses.bound)[0] in env.notation.numeric


def of_number(node: Call, head: Name, env: Env) -> Expr:
    """The definition at these numbers.

    Raises:
        NotRead: if there is none.
    """
    key = head_of(head, env.notation.uses.bound)[0]
    found = [d for d in env.notation.defined.get(key, ()) if env.reaches(d)]
    if not found and key == Key(r"\sigma") and len(node.args) == 1:
        env.suppose(LOGISTIC)
        return Inverse(1 + exp(-terms.term(node.args[0], env)))
    if not found and key in _SOFTPLUS and len(node.args) == 1:
        env.suppose("softplus(x) is ln(1 + e^x)")
        return log(1 + exp(terms.term(node.args[0], env)))
    if not found or key in env.unfolding:
        raise NotRead(node.span, f"{key.latex()} is taken of numbers, and nothing says what it is")
    d = found[-1]
    if len(d.parameters) != len(node.args):
        raise NotRead(node.span, f"{key.latex()} is defined of {len(d.parameters)} numbers")
    given = [terms.term(a, env) for a in node.args]
    own = [p.ref.base for p in d.parameters]
    before = env.arguments
    env.arguments = dict(zip(own, given, strict=True))
    env.unfolding.append(key)
    try:
        made = terms.term(d.body, env)
    finally:
        env.arguments = before
        env.unfolding.pop()
    if d.fact is not None:
        env.rests.setdefault(d.fact.number)
    return made


def alphabet(env: Env, place: Any) -> Any:
    """A letter over an alphabet, which tells its size."""
    return env.make(env.alphabet(place), place)


def value_at(node: ValueAt, env: Env) -> Expr:
    """f(a) of an f that may be any."""
    key, given = Key(node.of), terms.term(node.body, env)
    word, line = env.bent
    if word:
        name = key.latex()
        env.guessed.setdefault(f"more is said of {name} than that it is {word} [line {line}]")
    else:
        env.unknown(key)
    return free_functions.value(node, given, env.taken.setdefault(key, []), env.names)


_NOISE = (r"\epsilon", r"\varepsilon", r"\delta", r"\xi", r"\eta")


def bars(node: Bars, env: Env) -> Expr:
    """|𝒳|, and |a|."""
    if node.kind == "|" and isinstance(node.body, Name):
        key = whole_key(node.body)
        if key in env.notation.subsets:
            return sets.size(key, env, node.span)
        small = (letter(key.bare().lower()), letter(key.lower()))
        is_value = key.base in _NOISE and not key.marks  # |ε| is no size
        for place in (domain(key), *(() if is_value else small)):
            if env.notation.alphabets.known(place):
                size_of: Expr = alphabet(env, place).size
                return size_of
        ref = ref_of(node.body, env.notation.uses.bound)
        if ref is not None and (ref.variable or "mathcal" in key.accents):
            low = key.bare().lower()
            made: Expr = alphabet(env, letter(low)).size
            return made
    if node.kind == "||":
        raise NotRead(node.span, "a norm is not in the language")
    return operations.Abs(terms.term(node.body, env))


def rounded(node: Rounded, env: Env) -> Expr:
    """⌈a⌉, ⌊a⌋."""
    if node.op == "ceil":
        return Ceiling(terms.term(node.body, env))
    return -Ceiling(-terms.term(node.body, env))


def extreme(node: Extreme, env: Env) -> Expr:
    """max(a, b), min(a, b)."""
    parts = [terms.term(a, env) for a in node.args]
    made: Expr = operations.Max(*parts) if node.op == "max" else operations.Min(*parts)
    return made


def factorial(node: Factorial, env: Env) -> Expr:
    """n!."""
    made: Expr = operations.factorial(terms.term(node.body, env))
    return made


def binomial(node: Binomial, env: Env) -> Expr:
    """n over k."""
    made: Expr = operations.binomial(terms.term(node.top, env), terms.term(node.bottom, env))
    return made
