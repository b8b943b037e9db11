"""Trees to terms of derive's language, node by node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Add as SympyAdd
from sympy import Expr, Integer, Rational
from sympy import Mul as SympyMul

from derive.language import operations
from derive.language.alphabets import Delta
from derive.language.bases import logarithm
from derive.language.expressions import Indicator as Nonzero
from derive.language.expressions import Inverse, exp
from derive.notes.elaborate import (
    bigs,
    defined,
    derivatives,
    functions,
    means,
    measures,
    numbers,
    of_laws,
    sequences,
    values,
)
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.logistic import complement
from derive.notes.facts.families import is_script
from derive.notes.facts.making import XOR
from derive.notes.kinds import key_of, whole_key
from derive.notes.resolve.alphabets import size
from derive.notes.resolve.bases import is_unit_of
from derive.notes.resolve.calls import CallUse, call_use, head_of
from derive.notes.resolve.heads import is_reserved, measure_of
from derive.notes.resolve.letters import Arg, Ref, arg_of, is_index, ref_of
from derive.notes.resolve.uses import is_of_laws
from derive.notes.source import NotRead, NoValue
from derive.notes.tree import (
    Add,
    Bars,
    Big,
    Binomial,
    Call,
    Constant,
    Derivative,
    Exp,
    Extreme,
    Factorial,
    Frac,
    Indicator,
    Log,
    Mean,
    Mul,
    Name,
    Neg,
    Node,
    Num,
    Pow,
    Root,
    Rounded,
    ValueAt,
    WithUnit,
)
from derive.notes.walk import walk
from derive.notes.wording import called


def term(node: Node, env: Env) -> Expr:
    """The term that a tree means.

    Raises:
        NotRead: where the language cannot say it, or names do not tell what is meant.
    """
    make = _MAKERS.get(type(node))
    if make is None:
        raise NotRead(node.span, f"{called(node)} where a number is expected")
    made: Expr = make(node, env)
    return made


# ---------------------------------------------------------------- names


def _name(node: Name, env: Env) -> Expr:
    if node.base == "0":
        raise NotRead(node.span, "the vector 0 is read in 𝒩(0, I) alone")
    indices = [s for s in node.sub if is_index(s, env.notation.uses.bound)]
    if indices and len(indices) == len(node.sub):
        args = tuple(Arg(r) for s in indices if (r := ref_of(s, env.notation.uses.bound)))
        return values.value(CallUse(key_of(node), (), args, (), False, node, True), env)
    argument = env.arguments.get(whole_key(node))
    if argument is not None:
        return argument
    key, parameters, _ = head_of(node, env.notation.uses.bound)
    spec = env.notation.law(key)
    if spec is not None:
        if env.pointwise is None:
            raise NotRead(node.span, f"{key.latex()} is a law, and stands here as a number")
        return of_laws.at_letters(spec, env.pointwise, env, node.span, parameters)
    stands_for = defined.definition(key, (), env) or defined.moved(key, env)
    stands_for = stands_for or defined.of_parameters(key, parameters, env)
    if stands_for is not None and defined.is_given(stands_for, node, env):
        stands_for = None
    if stands_for is not None and not (stands_for.parameters and stands_for.subscripted):
        return defined.bare(stands_for, env, node.span)
    ref = ref_of(node, env.notation.uses.bound)
    is_letter = ref is not None and (
        ref in env.scope
        or ref.base in env.notation.variables
        or Ref(ref.base) in env.valued
        or env.is_number(ref)
    )
    if ref is not None and not is_letter and (at := values.law_place(ref, env)) is not None:
        env.letter(ref, at, node.span)
        is_letter = True
    if ref is not None and is_letter:
        return values.of_letter(ref, node.span, env)
    key = whole_key(node)
    if env.notation.alphabets.known(size(key)):
        if key in env.notation.sizes:
            env.rests.setdefault(env.notation.sizes[key])
        return functions.alphabet(env, size(key)).size
    return _number(node, env)


def _number(node: Name, env: Env) -> Expr:
    return numbers.number(whole_key(node), env)


def _constant(node: Constant, env: Env) -> Expr:
    if node.name == "e":
        return exp(1)
    if node.name == "pi":
        return operations.pi
    raise NotRead(node.span, "∞ where a number is expected: write what holds at every n")


def _num(node: Num, env: Env) -> Expr:
    return Rational(node.value.numerator, node.value.denominator)


# ---------------------------------------------------------------- arithmetic


def _add(node: Add, env: Env) -> Expr:
    terms = tuple(t for t in node.terms if not _is_nothing(t))
    if len(terms) < len(node.terms):
        env.suppose("0 log 0 = 0")
    return complement(SympyAdd(*_each(terms, env)))


def _is_nothing(node: Node) -> bool:
    """0 log 0 as a term: 0 by convention."""
    if isinstance(node, Neg):
        return _is_nothing(node.body)
    factors = node.factors if isinstance(node, Mul) else ()
    logs = [f for f in factors if isinstance(f, Log)]
    return len(logs) == 1 and _is_zero(logs[0].body) and any(map(_is_zero, factors))


def _is_zero(node: Node) -> bool:
    if isinstance(node, Frac):
        return _is_zero(node.top) and isinstance(node.bottom, Num) and node.bottom.value != 0
    return isinstance(node, Num) and node.value == 0


def _mul(node: Mul, env: Env) -> Expr:
    try:
        return SympyMul(*_each(node.factors, env))
    except NoValue as none:
        if any(isinstance(f, Num) and f.value == 0 for f in node.factors):
            raise NotRead(
                node.span, f"0 times a thing without value ({none.why}): {_ZERO}"
            ) from none
        raise


_ZERO = "0 log 0 is 0 by convention, here and everywhere, and need not be proved"


def _each(parts: tuple[Node, ...], env: Env) -> list[Expr]:
    """The terms of several parts; those with δ_ik after the others, which tell of i and k."""
    marked = [any(isinstance(n, Indicator) for n in walk(p)) for p in parts]
    order = sorted(range(len(parts)), key=marked.__getitem__)
    made = {n: term(parts[n], env) for n in order}
    return [made[n] for n in range(len(parts))]


def _neg(node: Neg, env: Env) -> Expr:
    return -term(node.body, env)


def _frac(node: Frac, env: Env) -> Expr:
    top, bottom = term(node.top, env), term(node.bottom, env)
    return over(top, bottom, node)


def over(top: Expr, bottom: Expr, node: Node) -> Expr:
    """A quotient that does not cancel."""
    if bottom.is_Rational:
        if bottom == 0:
            raise NoValue(node.span, "a denominator is 0")
        return top / bottom
    return top * Inverse(bottom)


_LONGEST = 20_000  # bits of a number that is computed


def _pow(node: Pow, env: Env) -> Expr:
    base, exponent = term(node.base, env), term(node.exponent, env)
    if base == 0 and exponent.is_negative:
        raise NoValue(node.span, "0 to a negative power")
    if base.is_Rational and exponent.is_Rational:
        longest = max(int(base.p).bit_length(), int(base.q).bit_length())
        if longest > 1 and abs(exponent) * longest > _LONGEST:
            raise NotRead(node.span, "a power with more digits than are computed here")
    if exponent.is_Integer:
        if exponent < 0 and not base.is_Rational:
            return Inverse(base) ** (-exponent)
        return base**exponent
    if base.is_Rational and base > 0:
        return base**exponent
    return operations.Power(base, exponent)


def _root(node: Root, env: Env) -> Expr:
    body = term(node.body, env)
    if body.is_Rational and body < 0 and node.degree % 2 == 0:
        raise NoValue(node.span, f"a root of {body}")
    return operations.Power(body, Rational(1, node.degree))


def _exp(node: Exp, env: Env) -> Expr:
    return exp(term(node.body, env))


def _log(node: Log, env: Env) -> Expr:
    body = term(node.body, env)
    if body.is_Rational and body <= 0:
        raise NoValue(node.span, f"the logarithm of {body}")
    return logarithm(body, log_base(node.base, env))


def log_base(base: Node | None, env: Env) -> Any:
    """None for e, an integer, or the free base."""
    if base is None:
        said = env.notation.base.value
        if isinstance(said, Name):
            env.suppose(f"entropies are to the base {said.base}")
            return log_base(said, env)
        return env.base() if said == "free" else None if said == "e" else said
    if isinstance(base, Constant) and base.name == "e":
        return None
    if isinstance(base, Num) and base.value.denominator == 1 and base.value >= 2:
        return int(base.value)
    if isinstance(base, Name):
        key = whole_key(base)
        if env.notation.alphabets.known(size(key)):
            raise NotRead(base.span, f"a logarithm to the base {key.latex()}, a size")
        return numbers.number(key, env)
    raise NotRead(base.span, "the base of a logarithm: expected a number ≥ 2 or a name")


# ---------------------------------------------------------------- the rest


def _indicator(node: Indicator, env: Env) -> Expr:
    event = node.event
    if event.rel == "in":
        return bigs.condition(event, env)
    if event.rel in ("=", "!=") and isinstance(event.rhs, Num) and not event.rhs.value:
        left = arg_of(event.lhs, env.notation.uses.bound)
        if left is None or not env.knows(left.ref):  # [p(x) ≠ 0]
            is_some = Nonzero(term(event.lhs, env))
            return is_some if event.rel == "!=" else 1 - is_some
    left, right = (arg_of(n, env.notation.uses.bound) for n in (event.lhs, event.rhs))
    if event.rel in ("=", "!=") and left is not None and right is not None:
        if not env.knows(left.ref):
            left, right = right, left
        one = env.letter(left.ref, None, node.span)
        at = None if env.knows(right.ref) else bigs.letter_place(one, env)
        other = env.letter(right.ref, at, node.span)
        if one.alphabet != other.alphabet:
            raise NotRead(node.span, f"{one.name} and {other.name} run over two alphabets")
        same = Integer(1) if one == other else Delta(one, other)
        return same if event.rel == "=" else 1 - same
    raise NotRead(node.span, "an indicator of this event is not read")


def _call(node: Call, env: Env) -> Expr:
    sequence = sequences.shape(node, env)
    if sequence is not None:
        return sequences.of_sequence(node, sequence, env)
    measure = measure_of(node)
    if "or" in node.separators and measure != "P":
        raise NotRead(node.span, "“or” joins events in P(… or …), and nothing else")
    if measure:
        return measures.measure(node, measure, env)
    if not isinstance(node.head, Name):
        raise NotRead(node.span, "what stands before the bracket is no name")
    if node.head.base == XOR and not env.valued:
        raise NotRead(node.span, "⊕ is read of random variables, in H(X ⊕ Z), and nowhere else")
    if is_script(node.head):
        why = "its parameters are vectors or matrices, have an index, or do not tell what they are"
        raise NotRead(node.span, f"{whole_key(node.head).latex()}(…): {why}")
    if is_reserved(node):
        raise NotRead(node.span, f"{whole_key(node.head).latex()}(…): what measure is this?")
    if functions.is_numeric(node.head, env):
        return functions.of_number(node, node.head, env)
    use = call_use(node, env.notation.uses.bound)
    if use is None:
        key = whole_key(node.head)
        raise NotRead(node.span, f"{key.latex()}(…): not read with this in its brackets")
    if measures.is_entropy_of_laws(node, env):
        return measures.measure(node, "H", env)
    if is_of_laws(use, env.notation.uses.laws_named):
        why = "is taken of laws, and nothing says what it is"
        raise NotRead(node.span, f"{use.key.latex()} {why}")
    for arg in (*use.left, *use.right):
        key = arg.ref.base
        if env.notation.law(key) is not None and not arg.ref.variable and key != use.key:
            inside = f"the law {key.latex()} inside {use.key.latex()}(·)"
            own = env.notation.law(use.key) is not None
            why = "a letter is expected there" if own else "nothing says what it is"
            raise NotRead(node.span, f"{inside}: {why}")
    return values.value(use, env)


def _unit(node: WithUnit, env: Env) -> Expr:
    """A value in bits, where all logarithms are to base 2."""
    if not is_unit_of(node.unit, env.notation.base):
        raise NotRead(node.span, f"a value in {node.unit} beside logarithms of another base")
    return term(node.body, env)


def _big(node: Big, env: Env) -> Expr:
    return bigs.big(node, env)


def _derivative(node: Derivative, env: Env) -> Expr:
    return derivatives.derivative(node, env)


def _mean(node: Mean, env: Env) -> Expr:
    return means.mean(node, env)


_MAKERS: dict[type[Node], Callable[[Any, Env], Any]] = {
    Name: _name,
    Constant: _constant,
    Num: _num,
    Add: _add,
    Mul: _mul,
    Neg: _neg,
    Frac: _frac,
    Pow: _pow,
    Root: _root,
    Exp: _exp,
    Log: _log,
    Bars: functions.bars,
    Rounded: functions.rounded,
    Extreme: functions.extreme,
    Indicator: _indicator,
    Call: _call,
    WithUnit: _unit,
    Factorial: functions.factorial,
    Binomial: functions.binomial,
    ValueAt: functions.value_at,
    Big: _big,
    Mean: _mean,
    Derivative: _derivative,
}
