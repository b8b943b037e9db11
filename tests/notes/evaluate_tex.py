"""The number that a formula has in one world, read from its TeX by means of its own.

It cuts strings at signs outside of brackets and knows no trees; it shares no code with the parser,
so that two misreadings would have to be the same. What it does not know it refuses.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

Env = dict[str, int]
Value = Callable[[Env], float]
Form = tuple[re.Pattern[str], Callable[..., tuple[Value, str]]]


class Unknown(Exception):
    """The evaluator does not know this notation."""


@dataclass(frozen=True)
class World:
    """Laws as tables over numbered letters.

    laws: name to its letters and a table from tuples of them to probabilities. sizes: of letters.
    numbers: names that are numbers. base: of \\log. Capitals are the variables of `main`.
    """

    laws: Mapping[str, tuple[tuple[str, ...], Mapping[tuple[int, ...], float]]]
    sizes: Mapping[str, int]
    numbers: Mapping[str, float] = field(default_factory=dict)
    base: float = math.e
    main: str = "p"
    more: tuple[Form, ...] = ()  # forms that are known besides, before the others

    def marginal(self, law: str, at: Mapping[str, int]) -> float:
        letters, table = self.laws[law]
        if not set(at) <= set(letters):
            raise Unknown(f"{law} at {sorted(at)}")
        return sum(
            value
            for key, value in table.items()
            if all(at.get(x, k) == k for x, k in zip(letters, key, strict=True))
        )

    def entropy(self, law: str, letters: tuple[str, ...], given: tuple[str, ...]) -> float:
        """H of the letters under the others, to the base of log."""
        total = 0.0
        both = tuple(dict.fromkeys((*letters, *given)))
        for key in itertools.product(*(range(self.sizes[x]) for x in both)):
            at = dict(zip(both, key, strict=True))
            joint = self.marginal(law, at)
            if joint > 0:
                under = self.marginal(law, {x: at[x] for x in given}) if given else 1.0
                total -= joint * math.log(joint / under, self.base)
        return total


_DROPPED = re.compile(
    r"\\(?:left|right|middle|big[lrm]?|Big[lrm]?|bigg[lrm]?|Bigg[lrm]?|displaystyle|limits|quad)"
    r"(?![a-zA-Z])\.?|\\[,;:! ]|(?<!\\)\s+|~"
)
_SAME = {
    r"\operatorname": r"\mathrm", r"\text": r"\mathrm", r"\dfrac": r"\frac", r"\tfrac": r"\frac",
    r"\mid": "|", r"\parallel": r"\|", r"\Vert": r"\|", r"\times": r"\cdot", r"\lbrace": r"\{",
    r"\rbrace": r"\}", r"\leq": r"\le", r"\geq": r"\ge",
}  # fmt: skip
_OPEN, _CLOSE = "([{", ")]}"
_NAME = r"(?:\\[a-zA-Z]+|[a-zA-Z])"
_STARTS = re.compile(rf"(?:\\hat|\\bar|\\tilde|\\mathbf|\\mathcal)\{{({_NAME})\}}|({_NAME})")


def evaluate(latex: str, world: World, env: Env | None = None) -> float:
    """The number, at these letters. Raises `Unknown`, and ValueError or ZeroDivisionError where
    there is none."""
    return _sum(_plain(latex), world)(dict(env or {}))


def _plain(latex: str) -> str:
    """Without layout; commands keep a blank behind them where a letter follows."""
    text = re.sub(r"\\left\s*|\\right\s*|\\middle\s*", "", latex)
    text = re.sub(r"(\\[a-zA-Z]+)\s+(?=[a-zA-Z])", r"\1{}", text)
    text = _DROPPED.sub("", text)
    for one, other in _SAME.items():
        text = re.sub(re.escape(one) + r"(?![a-zA-Z])", lambda m: other, text)  # noqa: B023
    text = re.sub(r"\|\|", r"\\|", text)
    text = re.sub(r"\\frac(?!\{\})([0-9a-z])([0-9a-z])", r"\\frac{\1}{\2}", text)
    return text.replace("{}", " ")


def _end(text: str, start: int) -> int:
    """Behind the bracket that opens at `start`."""
    depth = 0
    i = start
    while i < len(text):
        step = 2 if text[i] == "\\" and text[i + 1 : i + 2] in tuple("{}|") else 1
        c = text[i + step - 1]
        depth += (c in _OPEN) - (c in _CLOSE)
        i += step
        if depth == 0:
            return i
    raise Unknown(f"a bracket in {text}")


def _cut(text: str, signs: str) -> list[str]:
    """At signs outside of brackets; a sign is kept at the head of its part."""
    parts, depth, last, i = [], 0, 0, 0
    while i < len(text):
        c = text[i]
        if c == "\\" and text[i + 1 : i + 2] == "|":
            i += 2
            continue
        depth += (c in _OPEN) - (c in _CLOSE)
        if depth == 0 and c in signs and i > last:
            parts.append(text[last:i])
            last = i
        i += 1
    parts.append(text[last:])
    return parts


def _sum(text: str, world: World) -> Value:
    parts = _joined(_cut(text.strip(), "+-"))
    values = []
    for part in parts:
        sign = -1.0 if part.startswith("-") else 1.0
        values.append((sign, _product(part.lstrip("+-").strip(), world)))
    return lambda env: math.fsum(s * v(env) for s, v in values)


def _joined(parts: list[str]) -> list[str]:
    """A minus right behind Σ_x or \\cdot belongs to what follows."""
    found: list[str] = []
    for part in parts:
        before = found[-1] if found else ""
        if re.search(r"(?:\\cdot\s*|\\(?:sum|prod)_\{[^{}]*\}(?:\^\{[^{}]*\}|\^\w)?)$", before):
            found[-1] += part
        else:
            found.append(part)
    return found


def _product(text: str, world: World) -> Value:
    factors: list[Value] = []
    rest = text
    while rest:
        value, rest = _factor(rest, world)
        while rest.startswith("/"):
            below, rest = _factor(rest[1:].strip(), world)
            value = _quotient(value, below)
        factors.append(value)
        rest = re.sub(r"^\\cdot\s*", "", rest.strip())
    if not factors:
        raise Unknown("nothing")
    return lambda env: math.prod(f(env) for f in factors)


def _quotient(top: Value, below: Value) -> Value:
    return lambda env: top(env) / below(env)


def _factor(text: str, world: World) -> tuple[Value, str]:
    value, rest = _atom(text, world)
    while rest.startswith("^"):
        exponent, rest = _script(rest[1:])
        value = _power(value, _sum(exponent, world))
    return value, rest.strip()


def _power(base: Value, exponent: Value) -> Value:
    return lambda env: base(env) ** exponent(env)


def _script(text: str) -> tuple[str, str]:
    """What stands in a script, and the rest."""
    text = text.strip()
    if text.startswith("{"):
        end = _end(text, 0)
        return text[1 : end - 1], text[end:]
    command = re.match(r"\\[a-zA-Z]+", text)
    end = command.end() if command else 1
    return text[:end], text[end:]


def _atom(text: str, world: World) -> tuple[Value, str]:
    for pattern, make in world.more:
        found = pattern.match(text)
        if found:
            with suppress(Unknown):
                return make(text, found, world)
    for pattern, make in _FORMS:
        found = pattern.match(text)
        if found:
            return make(text, found, world)
    raise Unknown(text)


def _number(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    number = float(found[0])
    return lambda env: number, text[found.end() :]


def _bracket(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    end = _end(text, 0)
    wide = 2 if text.startswith("\\") else 1
    return _sum(text[wide : end - wide], world), text[end:]


def _fraction(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    top, rest = _script(text[found.end() :])
    below, rest = _script(rest)
    return _quotient(_sum(top, world), _sum(below, world)), rest


def _big(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    """Σ and Π, to the end of the term."""
    below, above = "", ""
    rest = text[found.end() :].strip()
    while rest[:1] in ("_", "^"):
        mark = rest[0]
        script, rest = _script(rest[1:])
        below, above = (script, above) if mark == "_" else (below, script)
        rest = rest.strip()
    letters = _range(below, above, world)
    body = _sum(rest, world) if rest.startswith("-") else _product(rest, world)
    gather = math.fsum if found[1] == "sum" else math.prod

    def value(env: Env) -> float:
        keys = itertools.product(*(range(world.sizes[_letter(x)]) for x in letters))
        return gather(body({**env, **dict(zip(letters, key, strict=True))}) for key in keys)

    return value, ""


def _range(below: str, above: str, world: World) -> list[str]:
    """Letters that run over all of their alphabet."""
    below = re.sub(r"\\in\s*(?:\\mathcal\{?\s*)?[A-Z]\}?", "", below)
    if above:
        below = re.sub(r"=1$", "", below.strip())
    letters = [x.strip(" ()") for x in below.split(",")]
    if not all(re.fullmatch(r"[a-z]'*", x) and _letter(x) in world.sizes for x in letters):
        raise Unknown(f"a sum over {below}")
    return letters


def _letter(name: str) -> str:
    return name.rstrip("'")


def _log(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    base, rest = math.e if found[1] == "ln" else world.base, text[found.end() :].strip()
    if rest.startswith("_"):
        script, rest = _script(rest[1:])
        base = float(script)
    rest = rest.strip()
    if rest.startswith("^"):
        raise Unknown("a power of log")
    if rest[:1] in ("(", "[", "{") or rest.startswith(r"\{"):
        end = _end(rest, 0)
        wide = 2 if rest.startswith("\\") else 1
        inside, rest = rest[wide : end - wide], rest[end:]
        if rest.strip()[:1] in ("^", "(", "["):
            raise Unknown("how far a log reaches")
        argument = _sum(inside, world)
    else:
        reach = re.search(r"\\cdot|\\log|\\ln|\\sum|\\prod|\\mathbb", rest)
        inside = rest[: reach.start()] if reach and reach.start() else rest
        if "/" in inside or not inside:
            raise Unknown("how far a log reaches")
        rest = rest[len(inside) :]
        argument = _product(inside.strip(), world)
    return lambda env: math.log(argument(env)) / math.log(base), rest


def _exp(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    rest = text[found.end() :].strip()
    if found[0].endswith("^"):
        inside, rest = _script(rest)
    elif rest[:1] in ("(", "[", "{"):
        end = _end(rest, 0)
        inside, rest = rest[1 : end - 1], rest[end:]
    else:
        raise Unknown("exp without brackets")
    argument = _sum(inside, world)
    return lambda env: math.exp(argument(env)), rest


def _mean(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    """E_{x ∼ p}[…]."""
    law, rest = _script(text[found.end() :])
    named = re.fullmatch(r"([a-z])\s*\\sim\s*([a-z])(?:\(\1\))?", law.strip())
    rest = rest.strip()
    if not named or rest[:1] not in ("[", "("):
        raise Unknown(f"a mean under {law}")
    letter, of = named[1], named[2]
    end = _end(rest, 0)
    body = _sum(rest[1 : end - 1], world)

    def value(env: Env) -> float:
        sides = range(world.sizes[letter])
        return math.fsum(world.marginal(of, {letter: k}) * body({**env, letter: k}) for k in sides)

    return value, rest[end:]


def _measure(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    """H(X, Y | Z), I(X; Y | Z) of the main law; D(p ‖ q), D_{KL}(p ‖ q)."""
    at = found.end() - 1
    end = _end(text, at)
    inside = text[at + 1 : end - 1]
    if found[1] == "D":
        return _divergence(inside, world), text[end:]
    sides, _, given = inside.partition("|")
    under = _variables(given) if given else ()
    groups = [_variables(x) for x in sides.split(";")]
    h = world.entropy
    if found[1] == "H" and len(groups) == 1:
        number = h(world.main, groups[0], under)
    elif found[1] == "I" and len(groups) == 2:
        number = h(world.main, groups[0], under) - h(
            world.main, groups[0], tuple(dict.fromkeys((*groups[1], *under)))
        )
    else:
        raise Unknown(text)
    return lambda env: number, text[end:]


def _variables(text: str) -> tuple[str, ...]:
    names = tuple(x.strip() for x in text.split(","))
    if not all(re.fullmatch("[A-Z]", x) for x in names):
        raise Unknown(f"the variables {text}")
    return tuple(x.lower() for x in names)


def _divergence(inside: str, world: World) -> Value:
    one, _, other = inside.partition(r"\|")
    one, other = one.strip(), other.strip()
    if one not in world.laws or other not in world.laws:
        raise Unknown(f"a divergence of {inside}")
    letters, table = world.laws[one]
    if world.laws[other][0] != letters:
        raise Unknown("laws over different letters")
    total = math.fsum(
        v * math.log(v / world.laws[other][1][key], world.base) for key, v in table.items() if v
    )
    return lambda env: total


def _law(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    """p(x), p(x, y), p(y | x)."""
    name, at = found[1], found.end() - 1
    if name not in world.laws:
        raise Unknown(f"{name}(…)")
    end = _end(text, at)
    sides, bar, given = text[at + 1 : end - 1].partition("|")
    left = [x.strip() for x in sides.split(",")]
    right = [x.strip() for x in given.split(",")] if bar else []
    if not all(re.fullmatch(r"[a-z]'*", x) for x in (*left, *right)):
        raise Unknown(text)

    def value(env: Env) -> float:
        if not {*left, *right} <= set(env):
            raise Unknown(f"a free letter of {text}")
        whole = world.marginal(name, {_letter(x): env[x] for x in (*left, *right)})
        return whole / world.marginal(name, {_letter(x): env[x] for x in right}) if right else whole

    return value, text[end:]


def _named(text: str, found: re.Match[str], world: World) -> tuple[Value, str]:
    name, rest = found[0], text[found.end() :].strip()
    if rest.startswith("_"):
        script, rest = _script(rest[1:])
        if name in world.laws and script in world.sizes:
            return _member(name, script, world), rest
        name += f"_{script}"
    if name not in world.numbers or rest.startswith(("(", "'")):
        raise Unknown(f"the name {name}")
    number = world.numbers[name]
    return lambda env: number, rest


def _member(law: str, index: str, world: World) -> Value:
    """p_i of a law over one letter."""
    letters = world.laws[law][0]
    if len(letters) != 1:
        raise Unknown(f"{law}_{index}")

    def value(env: Env) -> float:
        if index not in env:
            raise Unknown(f"a free index of {law}_{index}")
        return world.marginal(law, {letters[0]: env[index]})

    return value


_FORMS: list[Form] = [
    (re.compile(r"\d+(?:\.\d+)?"), _number),
    (re.compile(r"\(|\[|\{|\\\{"), _bracket),
    (re.compile(r"\\frac"), _fraction),
    (re.compile(r"\\(sum|prod)"), _big),
    (re.compile(r"\\(log|ln)(?![a-zA-Z])"), _log),
    (re.compile(r"\\exp(?![a-zA-Z])|e\^"), _exp),
    (re.compile(r"\\mathbb\s*\{?\s*E\}?_"), _mean),
    (re.compile(r"([HI])\("), _measure),
    (re.compile(r"(D)(?:_\{(?:\\mathrm\{KL\}|KL)\})?\("), _measure),
    (re.compile(r"([a-z])\("), _law),
    (re.compile(_NAME), _named),
]
