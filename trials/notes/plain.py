"""What the corpus's relations mean: a small language of its own, evaluated in floats.

Shares nothing with `derive`: written from the definitions, so that readings can be held against it.
Declarations and readings are described in `tests/notes/corpus/README.md`. Where a value is not
defined (log 0, 1/0, without a factor 0 beside) it is NaN.
"""

from __future__ import annotations

import ast
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trials.notes.worlds import Declared, Unknown, World

Env = dict[str, int]


@dataclass(frozen=True)
class Argmax:
    """The values of an objective over its letter; sign -1 for argmin."""

    values: tuple[float, ...]
    sign: int

    def best(self) -> frozenset[int]:
        top = max(self.sign * v for v in self.values)
        return frozenset(k for k, v in enumerate(self.values) if self.sign * v > top - 1e-9)


Result = float | Argmax


@lru_cache(maxsize=4096)
def parsed(text: str) -> ast.expr:
    """Raises:
    Unknown: if it is no expression.
    """
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as err:
        raise Unknown(f"{text!r}: {err}") from err


def free_letters(text: str, world: World) -> tuple[str, ...]:
    """The letters of a reading that no sum binds, sorted."""
    known = {x for d in world.names.values() for x in (*d.letters, *d.inputs)}
    known |= set(world.letters)
    return tuple(sorted(_free(parsed(text), known)))


def _free(e: ast.AST, known: set[str]) -> set[str]:
    if isinstance(e, ast.Name):
        return {e.id} & known
    inner = set().union(set(), *(_free(c, known) for c in ast.iter_child_nodes(e)))
    if isinstance(e, ast.Call):
        match e.func:
            case ast.Name(id="S" | "Prod" | "Max" | "Min" | "argmax" | "argmin"):
                return inner - {_id(a) for a in e.args[:-1]}
            case ast.Name(id="size"):
                return set()
            case ast.Subscript(slice=over):
                return inner - set(_ids(over))
    return inner


def value(text: str, world: World, env: Env | None = None) -> Result:
    """Raises:
    Unknown: for a name or form that there is not.
    """
    return _value(parsed(text), world, env or {})


def _id(e: ast.AST) -> str:
    if not isinstance(e, ast.Name):
        raise Unknown(ast.unparse(e))
    return e.id


def _ids(e: ast.AST) -> tuple[str, ...]:
    return tuple(map(_id, e.elts)) if isinstance(e, ast.Tuple) else (_id(e),)


def _number(e: ast.AST, world: World, env: Env) -> float:
    got = _value(e, world, env)
    if isinstance(got, Argmax):
        raise Unknown(f"{ast.unparse(e)} within an expression")
    return got


def _value(e: ast.AST, world: World, env: Env) -> Result:
    match e:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name):
            return _named(name, (), (), world, env)
        case ast.UnaryOp(op=ast.USub(), operand=of):
            return -_number(of, world, env)
        case ast.BinOp(op=ast.Mult(), left=a, right=b):
            return _times([_number(a, world, env), _number(b, world, env)])
        case ast.BinOp(op=ast.Add(), left=a, right=b):
            return _number(a, world, env) + _number(b, world, env)
        case ast.BinOp(op=ast.Sub(), left=a, right=b):
            return _number(a, world, env) - _number(b, world, env)
        case ast.BinOp(op=ast.Div(), left=a, right=b):
            return _over(_number(a, world, env), _number(b, world, env))
        case ast.BinOp(op=ast.Pow(), left=a, right=b):
            return _power(_number(a, world, env), _number(b, world, env))
        case ast.Compare(left=a, ops=[op], comparators=[b]):
            return float(_compare(a, op, b, world, env))
        case ast.Call(func=ast.Name(id=name), args=args):
            return _called(name, args, world, env)
        case ast.Call(func=ast.Subscript(value=ast.Name(id=name), slice=over), args=args):
            return _measure(name, _ids(over), args, world, env)
    raise Unknown(ast.unparse(e))


def _times(factors: list[float]) -> float:
    return 0.0 if 0.0 in factors else math.prod(factors)


def _over(a: float, b: float) -> float:
    return a / b if b else math.nan


def _power(a: float, b: float) -> float:
    try:
        return float(a**b) if a > 0 or b == int(b) else (0.0 if a == 0 and b > 0 else math.nan)
    except (OverflowError, ZeroDivisionError, ValueError):
        return math.nan


def _log(a: float, base: float) -> float:
    return math.log(a) / math.log(base) if a > 0 else math.nan


def _compare(a: ast.AST, op: ast.cmpop, b: ast.AST, world: World, env: Env) -> bool:
    here = {**env}
    x, y = (
        here[s.id] if isinstance(s, ast.Name) and s.id in here else _number(s, world, env)
        for s in (a, b)
    )
    signs: dict[type, bool] = {
        ast.Eq: x == y,
        ast.NotEq: x != y,
        ast.Lt: x < y,
        ast.LtE: x <= y,
        ast.Gt: x > y,
        ast.GtE: x >= y,
    }
    return signs[type(op)]


def _scopes(letters: tuple[str, ...], world: World, env: Env) -> Iterator[Env]:
    for at in itertools.product(*(range(world.size(x)) for x in letters)):
        yield {**env, **dict(zip(letters, at, strict=True))}


def _called(name: str, args: list[ast.expr], world: World, env: Env) -> Result:
    *first, last = args
    match name:
        case "S" | "Prod" | "Max" | "Min":
            letters = tuple(map(_id, first))
            values = [_number(last, world, at) for at in _scopes(letters, world, env)]
            ways = {"S": math.fsum, "Prod": _times, "Max": max, "Min": min}
            return float(ways[name](values)) if values else 0.0  # type: ignore[operator]
        case "argmax" | "argmin":
            values = [_number(last, world, at) for at in _scopes((_id(first[0]),), world, env)]
            return Argmax(tuple(values), 1 if name == "argmax" else -1)
        case "log":
            return _log(_number(last, world, env), world.base)
        case "ln":
            return _log(_number(last, world, env), math.e)
        case "log2":
            return _log(_number(last, world, env), 2)
        case "exp":
            return math.exp(_number(last, world, env))
        case "Ceil":
            number = _number(last, world, env)
            return number if math.isnan(number) else float(math.ceil(number - 1e-12))
        case "Abs":
            return abs(_number(last, world, env))
        case "Ind":
            return _number(last, world, env)
        case "size":
            return float(world.size(_id(last)))
        case "D":
            return _derivative(first[0], last, world, env)
        case "H" | "I" if name not in world.names:
            return _information(name, args, world)
    left, given = _bar(args)
    return _named(name, left, given, world, env)


def _bar(args: list[ast.expr]) -> tuple[tuple[ast.expr, ...], tuple[ast.expr, ...]]:
    """The arguments left and right of a bar; `x, y | z, w` has its bar within the second."""
    left: list[ast.expr] = []
    for k, a in enumerate(args):
        if isinstance(a, ast.BinOp) and isinstance(a.op, ast.BitOr):
            return (*left, a.left), (a.right, *args[k + 1 :])
        left.append(a)
    return tuple(left), ()


def _place(e: ast.expr, world: World, env: Env) -> int:
    """The letter that an argument stands for."""
    match e:
        case ast.Name(id=x) if x in env:
            return env[x]
        case ast.Constant(value=int() as k):
            return k
    got = _value(e, world, env)
    if isinstance(got, Argmax):
        raise Unknown(ast.unparse(e))
    return int(got)


def _named(
    name: str,
    left: tuple[ast.expr, ...],
    given: tuple[ast.expr, ...],
    world: World,
    env: Env,
) -> float:
    d = world.names.get(name)
    if d is None:
        raise Unknown(f"{name} is not declared" + (f"; letters {sorted(env)}" if env else ""))
    if d.kind in ("map", "choice"):
        return float(world.tables[name][tuple(_place(a, world, env) for a in (*left, *given))])
    if "law" not in d.kind or len(left) == len(d.letters):
        at = [_place(a, world, env) for a in (*left, *given)]
        if given and not d.inputs:
            raise Unknown(f"{name}: all of its letters left of the bar")
        return entry(d, tuple(at), world)
    joint = _marginal(
        d, {_id_of(a, d, world): _place(a, world, env) for a in (*left, *given)}, world
    )
    if not given:
        return joint
    return _over(
        joint, _marginal(d, {_id_of(a, d, world): _place(a, world, env) for a in given}, world)
    )


def _id_of(e: ast.expr, d: Declared, world: World) -> str:
    """The axis of a law that a letter stands for: by its name, else by its alphabet."""
    name = _id(e)
    if name in d.letters:
        return name
    alphabet = world.letters.get(name, name)
    found = [x for x in d.letters if world.letters.get(x, x) == alphabet]
    if len(found) != 1:
        raise Unknown(f"{d.name}: which of its letters is {name}?")
    return found[0]


def entry(d: Declared, at: tuple[int, ...], world: World) -> float:
    """A declared name at letters, outputs first."""
    wanted = len((*d.letters, *d.inputs))
    if len(at) != wanted:
        raise Unknown(f"{d.name} has {wanted} arguments, not {len(at)}")
    if d.value is None:
        return float(world.tables[d.name][at])
    env = dict(zip((*d.letters, *d.inputs), at, strict=True))
    return _number(parsed(d.value), world, env)


def _marginal(d: Declared, at: Env, world: World) -> float:
    total = 0.0
    free = tuple(x for x in d.letters if x not in at)
    for env in _scopes(free, world, at):
        total += entry(d, tuple(env[x] for x in d.letters), world)
    return total


def _measure(
    name: str, over: tuple[str, ...], args: list[ast.expr], world: World, env: Env
) -> float:
    def terms() -> Iterator[float]:
        for at in _scopes(over, world, env):
            a, *more = (_number(arg, world, at) for arg in args)
            match name:
                case "H":
                    yield -_times([a, _log(a, world.base)])
                case "KL":
                    yield _times([a, _log(_over(a, more[0]), world.base)])
                case "CE":
                    yield -_times([a, _log(more[0], world.base)])
                case "E":
                    yield _times([a, more[0]])
                case _:
                    raise Unknown(f"{name}[…]")

    return math.fsum(terms()) if name != "E" else sum(terms())


def _information(name: str, args: list[ast.expr], world: World) -> float:
    law = world.names[world.variables]
    groups, given = _bar(args)

    def letters(parts: tuple[ast.expr, ...]) -> tuple[str, ...]:
        found = [v for p in parts for v in _ids(p)]
        axes = {x.capitalize(): x for x in law.letters}
        return tuple(axes[v] for v in found)

    def entropy(of: tuple[str, ...]) -> float:
        values = (_marginal(law, at, world) for at in _scopes(tuple(dict.fromkeys(of)), world, {}))
        return -math.fsum(_times([v, _log(v, world.base)]) for v in values)

    z = letters(given)
    if name == "H":
        return entropy(letters(groups) + z) - entropy(z)
    a, b = (letters((g,)) for g in groups)
    return entropy(a + z) + entropy(b + z) - entropy(a + b + z) - entropy(z)


def _derivative(f: ast.expr, by: ast.expr, world: World, env: Env, step: float = 1e-5) -> float:
    if isinstance(by, ast.Call):
        name, at = _id(by.func), tuple(_place(a, world, env) for a in by.args)
    else:
        name, at = _id(by), ()
    table = world.tables[name].astype(float)
    ends = []
    for move in (step, -step):
        moved = table.copy()
        moved[at] += move
        there = World(**{**world.__dict__, "tables": {**world.tables, name: moved}})
        ends.append(_number(f, there, env))
    return (ends[0] - ends[1]) / (2 * step)


def agree(a: Result, b: Result) -> bool:
    """Equal as far as floats say; both undefined counts as equal."""
    if isinstance(a, Argmax) or isinstance(b, Argmax):
        return isinstance(a, Argmax) and isinstance(b, Argmax) and a.best() == b.best()
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-6)
