"""“… with equality iff P = Q” beside an inequality, as relations of the step."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, Mul, SympifyError

from derive.language.laws import Law, RandomVariable
from derive.language.names import DeriveError
from derive.language.relations import Eq, Independent, Markov, Relation
from derive.notes.elaborate import measures, pointwise, terms
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.variables import is_variable
from derive.notes.facts.equality import EqualityClaim, Part
from derive.notes.kinds import whole_key
from derive.notes.source import NotRead
from derive.notes.steps import Equality
from derive.notes.tree import Call, Event, Members, Name, Node


def equality(claim: EqualityClaim | None, env: Env) -> Equality | None:
    """What the text says of equality in a relation; its conditions are () where that is not read.
    Names that stand in the words alone are no names of the relation."""
    if claim is None:
        return None
    supposed, unknown = dict(env.assumed), dict(env.unlicensed)
    try:
        found = tuple(r for p in claim.parts for r in relations(p, env))
        why = claim.why
    except (NotRead, DeriveError, SympifyError, ValueError, TypeError) as wrong:
        found, why = (), wrong.why if isinstance(wrong, NotRead) else str(wrong)
    unlicensed = tuple(n for n in env.unlicensed if n not in unknown)
    more = tuple(a for a in env.assumed if a not in supposed)
    env.assumed, env.unlicensed = supposed, unknown
    if unlicensed and claim.both:  # a_i/b_i = c says that there is such a c
        found, why = (), f"of {', '.join(unlicensed)}, which stands nowhere else, nothing is known"
    return Equality(claim.said, found, claim.both, why, more, unlicensed)


def relations(part: Part, env: Env) -> Sequence[Relation]:
    """What is true where equality is.

    Raises:
        NotRead: for what is no equation of laws or of terms, or of variables of this step.
    """
    match part.kind:
        case "holds" if part.relation is not None:
            return (_equation(part.relation, env),)
        case "independent":
            return (Independent(*groups(part.names, env)),)
        case "markov":
            return (Markov(*groups(part.names, env)),)
        case "function":
            value, given = groups(part.names, env)
            joint = _law_of(*value, *given)
            return (Eq(joint * joint, joint * _law_of(*given)),)
        case "uniform":
            value, size = _value(part.names[0], env)
            return (Eq(value, size),)
    value, _ = _value(part.names[0], env)
    return (Eq(value * value, value),)


def groups(names: Sequence[Node], env: Env) -> list[tuple[RandomVariable, ...]]:
    out = []
    for node in names:
        items = node.items if isinstance(node, Members) else (node,)
        for item in items:
            if not isinstance(item, Name) or whole_key(item).lower() not in env.used:
                raise NotRead(item.span, "a variable that the relation does not have")
        out.append(tuple(measures.variables(items, env)))
    return out


def _law_of(*variables: RandomVariable) -> Expr:
    law = variables[0].law
    names = {v.letter for v in variables}
    made: Expr = law(*(v for v in law.outputs if v.name in names))
    return made


def _value(node: Node, env: Env) -> tuple[Expr, Expr]:
    """The value of a law, or of a variable's, and that of the uniform one."""
    if is_variable(node, env):
        ((variable,),) = groups([node], env)
        law, names = variable.law, {variable.letter}
    else:
        law = _law(node, env)
        names = {v.name for v in law.outputs}
    letters = [v for v in law.outputs if v.name in names]
    return law(*letters, *law.inputs), Mul(*(1 / v.size for v in letters))


def _law(node: Node, env: Env) -> Law:
    head = node.head if isinstance(node, Call) else node
    spec = pointwise.law_of(head, env)
    if spec is None:
        raise NotRead(node.span, "no law")
    return env.law(spec)


def _equation(event: Event, env: Env) -> Relation:
    """P = Q of laws says that their values are equal at every letter."""
    for side in (event.lhs, event.rhs):
        if is_variable(side, env):
            raise NotRead(event.span, "an equation of random variables")
        spec = pointwise.law_of(side, env)
        if spec is not None:
            with env.at_letters(env.law(spec).outputs):
                return _related(event, env)
    return _related(event, env)


def _related(event: Event, env: Env) -> Relation:
    return Relation(terms.term(event.lhs, env), event.rel, terms.term(event.rhs, env))  # type: ignore[arg-type]
