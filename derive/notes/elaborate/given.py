"""What the text states, as hypotheses of a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from sympy import Expr, Mul, Rational

from derive.language.alphabets import Given
from derive.language.laws import Law, RandomVariable
from derive.language.measures import entropy
from derive.language.names import DeriveError
from derive.language.relations import Dominated, Eq, Gt, Independent, Markov, Relation
from derive.notes.elaborate import measures, numbers, placed, terms
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.stated import Stated
from derive.notes.elaborate.variables import is_variable
from derive.notes.facts import Fact
from derive.notes.facts.independence import JOINTLY
from derive.notes.facts.said import condition, plainly
from derive.notes.kinds import Key, whole_key
from derive.notes.records import Rested
from derive.notes.resolve.calls import head_of
from derive.notes.source import NotRead
from derive.notes.steps import Hypothesis
from derive.notes.tree import Bars, Call, Event, Name, Node, Num

Hypotheses = list[Relation | Dominated]


def hypotheses(facts: Iterable[Fact], env: Env, stated: Sequence[Stated]) -> list[Hypothesis]:
    """The facts that say something of names of the step. What cannot be said is left out: a step
    is then decided without it. stated: those about several variables, as they bear on the step.
    What is in doubt comes first, so that a proof that can do without it does."""
    out = []
    for fact in facts:
        make = _MAKERS.get(fact.kind)
        if make is not None:
            out += _made(fact, partial(make, fact, env), env)
    for one in stated:
        if one.fact.kind == "holds":  # of which one is made above
            continue
        out += _made(one.fact, partial(_of_variables, one, env), env)
    return sorted(out, key=lambda h: not h.doubt)


def _made(
    fact: Fact, make: Callable[[], Sequence[Relation | Dominated]], env: Env
) -> list[Hypothesis]:
    supposed, unknown = dict(env.assumed), dict(env.unlicensed)
    try:
        found = list(make())
    except (NotRead, DeriveError):
        found = []
    needs_more = env.assumed != supposed  # a hypothesis that needs another is none of the text's
    env.assumed, env.unlicensed = supposed, unknown
    doubt = plainly(fact) if fact.words == JOINTLY else ""
    return [] if needs_more else [Hypothesis(r, rested(fact, str(r)), doubt) for r in found]


def rested(fact: Fact, says: str) -> Rested:
    """The assumption of the text, with its place."""
    return Rested(fact.number, fact.span.line, fact.quote, says, condition(fact))


def _of_variables(one: Stated, env: Env) -> Hypotheses:
    groups = [tuple(_random(k, one, env) for k in g) for g in one.groups]
    given = tuple(_random(k, one, env) for k in one.given)
    match one.fact.kind:
        case "markov":
            return [Markov(*groups)]
        case "independent":
            return _independent(groups, given)
        case "function":
            (value,), (first,), *others = groups
            return [Eq(entropy(Given((value,), first), *(v for g in others for v in g)), 0)]
    variables = [v for g in groups for v in g]
    alike: Hypotheses = [_alike(v, w) for v, w in pairwise(variables)]
    if one.fact.kind == "iid":
        alike += _of_law(variables[0], one.fact, env)
        alike += [Independent(*variables)] if len(variables) > 1 else []
    return alike


def _random(key: Key, one: Stated, env: Env) -> RandomVariable:
    return placed.of_places(key, env) or env.random(key, one.fact.span)


def _independent(
    groups: Sequence[tuple[RandomVariable, ...]], given: tuple[RandomVariable, ...]
) -> Hypotheses:
    """Mutual independence; given others, of each group and all that come after it."""
    if not given:
        return [Independent(*groups)]
    later = [tuple(v for g in groups[n:] for v in g) for n in range(1, len(groups))]
    return [Markov(g, given, rest) for g, rest in zip(groups, later, strict=False)]


def _of_law(variable: RandomVariable, fact: Fact, env: Env) -> Hypotheses:
    """That the law of a variable is the p that it is said to be drawn from, where p occurs."""
    try:
        laws = [_law(v, env) for v in fact.values]
    except NotRead:
        return []
    own = variable.law
    (letter,) = (v for v in own.outputs if v.name == variable.letter)
    plain = [law for law in laws if law != own and len(law.variables_and_inputs()) == 1]
    return [Eq(own(**{variable.letter: letter}), law(letter)) for law in plain]


def _drawn(fact: Fact, env: Env) -> Hypotheses:
    """X ∼ p, where p is not the law of all variables."""
    names = [n for n in fact.names if isinstance(n, Name) and whole_key(n).lower() in env.used]
    if not fact.values or len(fact.names) > 1:
        return []
    return [r for n in names for r in _of_law(env.random(whole_key(n).lower(), n.span), fact, env)]


def _alike(one: RandomVariable, other: RandomVariable) -> Relation:
    """Both have one law."""
    law = one.law
    (letter,) = (v for v in law.outputs if v.name == one.letter)
    relation: Relation = Eq(law(**{one.letter: letter}), law(**{other.letter: letter}))
    return relation


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


def _uniform(fact: Fact, env: Env) -> Hypotheses:
    """u(x) = 1/|X|; of a random variable its own law. Of several each that the step has."""
    out: Hypotheses = []
    for node in fact.names:
        try:
            out.append(_uniform_one(node, env))
        except (NotRead, DeriveError):
            if len(fact.names) == 1:
                raise
    return out


def _uniform_one(node: Node, env: Env) -> Relation:
    if is_variable(node, env):
        (variable,) = measures.variables([node], env)
        law = variable.law
        letters = [v for v in law.outputs if v.name == variable.letter]
    else:
        law = _law(node.head if isinstance(node, Call) else node, env)
        letters = list(law.outputs)
    made: Relation = Eq(law(*letters, *law.inputs), Mul(*(1 / v.size for v in letters)))
    return made


def _one_hot(fact: Fact, env: Env) -> Hypotheses:
    """Its values are 0 or 1."""
    out: Hypotheses = []
    for node in fact.names:
        law = _law(node.head if isinstance(node, Call) else node, env)
        value = law(*law.variables_and_inputs())
        out.append(Eq(value * value, value))
    return out


def _size(fact: Fact, env: Env) -> Hypotheses:
    """That an alphabet has so many letters, where a number says how many; of those that the step
    has. A name for the number is read as the size wherever it stands."""
    if not fact.names or not isinstance(fact.values[0], Num):
        return []
    count, out = Rational(fact.values[0].value), Hypotheses()
    for node in fact.names:
        try:
            sizes = [v.size for v in _law(node, env).outputs]
        except NotRead:
            sizes = [_letters_of(node, env)]
        out += [Eq(Mul(*sizes), count)] if None not in sizes else []
    return out


def _letters_of(node: Node, env: Env) -> Expr | None:
    """The number of letters of a variable, or of 𝒳; None where the step has none of these."""
    if not isinstance(node, Name):
        return None
    if is_variable(node, env):
        if whole_key(node).lower() not in env.used:
            return None
        (variable,) = measures.variables([node], env)
        size: Expr = next(v.size for v in variable.law.outputs if v.name == variable.letter)
        return size
    return terms.term(Bars(node.span, "|", node), env)


_MAKERS: dict[str, Callable[[Fact, Env], Sequence[Relation | Dominated]]] = {
    "holds": _holds,
    "variable": _drawn,
    "dominated": _dominated,
    "positive": _positive,
    "uniform": _uniform,
    "number": numbers.interval,
    "one-hot": _one_hot,
    "size": _size,
}
