"""What the text states, as hypotheses of a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sympy import Mul

from derive.language.alphabets import Given
from derive.language.laws import Law, RandomVariable
from derive.language.measures import entropy
from derive.language.names import DeriveError
from derive.language.relations import Dominated, Eq, Gt, Independent, Markov, Relation
from derive.notes.elaborate import measures, numbers, terms
from derive.notes.elaborate.env import Env
from derive.notes.facts import Fact
from derive.notes.facts.said import condition
from derive.notes.kinds import whole_key
from derive.notes.records import Rested
from derive.notes.resolve.uses import head_of
from derive.notes.source import NotRead
from derive.notes.steps import Hypothesis
from derive.notes.tree import Call, Event, Members, Name, Node

Hypotheses = list[Relation | Dominated]


def hypotheses(facts: Iterable[Fact], env: Env) -> list[Hypothesis]:
    """The facts that say something of names of the step. What cannot be said is left out: a step
    is then decided without it."""
    out = []
    for fact in facts:
        make = _MAKERS.get(fact.kind)
        if make is None:
            continue
        supposed, unknown = dict(env.assumed), dict(env.unlicensed)
        try:
            found = list(make(fact, env))
        except (NotRead, DeriveError):
            found = []
        if env.assumed == supposed:  # a hypothesis that needs another is none of the text's
            out += [Hypothesis(r, rested(fact, str(r))) for r in found]
        env.assumed, env.unlicensed = supposed, unknown
    return out


def rested(fact: Fact, says: str) -> Rested:
    """The assumption of the text, with its place."""
    return Rested(fact.number, fact.span.line, fact.quote, says, condition(fact))


def _groups(fact: Fact, env: Env) -> list[tuple[RandomVariable, ...]]:
    out: list[tuple[RandomVariable, ...]] = []
    for node in fact.names:
        parts = node.items if isinstance(node, Members) else (node,)
        if not all(_occurs(p, env) for p in parts):
            raise NotRead(node.span, "does not occur")
        out.append(tuple(measures.variables(parts, env)))
    return out


def _occurs(node: Node, env: Env) -> bool:
    return isinstance(node, Name) and whole_key(node).lower() in env.used


def _markov(fact: Fact, env: Env) -> Hypotheses:
    return [Markov(*_groups(fact, env))]


def _independent(fact: Fact, env: Env) -> Hypotheses:
    return [Independent(*_groups(fact, env))]


def _holds(fact: Fact, env: Env) -> Hypotheses:
    (event,) = fact.values
    if not isinstance(event, Event) or event.rel not in ("=", "<=", ">=", "<", ">", "!="):
        raise NotRead(event.span, "no relation")
    relation = Relation(terms.term(event.lhs, env), event.rel, terms.term(event.rhs, env))  # type: ignore[arg-type]
    return [relation]


def _dominated(fact: Fact, env: Env) -> Hypotheses:
    one, other = (_law(n, env) for n in fact.names)
    return [one << other]


def _law(node: Node, env: Env) -> Law:
    if not isinstance(node, Name):
        raise NotRead(node.span, "no law")
    key = head_of(node, env.notation.uses.bound)[0]
    spec = env.notation.law(key)
    if spec is None or spec.key not in env.laws:
        raise NotRead(node.span, "no law of this step")
    return env.law(spec)


def _positive(fact: Fact, env: Env) -> Hypotheses:
    out: Hypotheses = []
    for node in fact.names:
        try:
            law = _law(node, env)
            letters = law.variables_and_inputs()
            out.append(Dominated(1, law(*letters)))
        except NotRead:
            out.append(Gt(terms.term(node, env), 0))
    return out


def _function(fact: Fact, env: Env) -> Hypotheses:
    """Y = f(X): nothing is left of Y once X is known."""
    groups = [v for group in _groups(fact, env) for v in group]
    if len(groups) < 2:
        raise NotRead(fact.span, "a function of nothing")
    value, first, *others = groups
    return [Eq(entropy(Given((value,), first), *others), 0)]


def _uniform(fact: Fact, env: Env) -> Hypotheses:
    """u(x) = 1/|X|; of a random variable its own law."""
    out: Hypotheses = []
    for node in fact.names:
        if measures.is_variable(node, env):
            (variable,) = measures.variables([node], env)
            law = variable.law
            letters = [v for v in law.outputs if v.name == variable.letter]
        else:
            law = _law(node.head if isinstance(node, Call) else node, env)
            letters = list(law.outputs)
        out.append(Eq(law(*letters, *law.inputs), Mul(*(1 / v.size for v in letters))))
    return out


def _one_hot(fact: Fact, env: Env) -> Hypotheses:
    """Its values are 0 or 1."""
    out: Hypotheses = []
    for node in fact.names:
        law = _law(node.head if isinstance(node, Call) else node, env)
        value = law(*law.variables_and_inputs())
        out.append(Eq(value * value, value))
    return out


_MAKERS: dict[str, Callable[[Fact, Env], Sequence[Relation | Dominated]]] = {
    "markov": _markov,
    "independent": _independent,
    "holds": _holds,
    "dominated": _dominated,
    "positive": _positive,
    "function": _function,
    "uniform": _uniform,
    "number": numbers.interval,
    "one-hot": _one_hot,
}
