"""Certificates as JSON, accepted back only by running the kernel's rules again.

`dumps(theorem)` writes everything the theorem was made from, oldest first; nothing in the text is
believed: `loads(text)` builds the context, applies each rule to its data and returns the theorem
that the kernel then makes, or refuses. Each node is [class name, field, …]; a rational is
["Fraction", numerator, denominator]; an earlier theorem is ["Theorem", position].
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any, Final

from derive.kernel import certificates, equality, information, instance, scalar, theorem
from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError
from derive.kernel.theorem import Statement, Theorem

FORMAT: Final = "derive certificate 1"
# What is read is bounded before the kernel sees it; no certificate of ours comes near.
_MAX_TEXT = 20_000_000
_MAX_DIGITS = 4_000
_MAX_NODES = 200_000
_NODES: Final[dict[str, Any]] = {
    node.__name__: node
    for node in (
        *(t.Const, t.LawTerm, t.Quantity, t.Card, t.Delta, t.Add, t.Mul, t.Pow, t.Log, t.Exp),
        *(t.Nonzero, t.Sum, t.Index, t.LawDecl, t.QuantityDecl, t.Support, t.Hypothesis),
        *(certificates.Tangent, certificates.Nonneg, certificates.Gap, certificates.Part),
        *(certificates.Given, certificates.Known, certificates.Square, certificates.Positive),
        information.Information,
        *(equality.Linear, equality.Rewrite, equality.Vanishing),
        *(instance.Put, instance.Substitution, Statement, t.Context),
    )
}


def dumps(made: Theorem) -> str:
    """The theorem's certificate as JSON text."""
    known: dict[int, int] = {}
    written: list[Any] = []
    _write(made, known, written)
    return json.dumps({"format": FORMAT, "theorems": written}, ensure_ascii=False, indent=1)


def encoded(value: Any) -> Any:
    """A term, a letter, or numbers and tuples of them, as certificates have it."""
    return _encode(value, {}, [])


def _write(made: Theorem, known: dict[int, int], written: list[Any]) -> int:
    if id(made) not in known:
        given = [_encode(g, known, written) for g in made.reason.given]
        row = {
            "rule": made.reason.rule,
            "context": _encode(made.context, known, written),
            "statement": _encode(made.statement, known, written),
            "given": given,
        }
        known[id(made)] = len(written)
        written.append(row)
    return known[id(made)]


def _encode(value: Any, known: dict[int, int], written: list[Any]) -> Any:
    def many(values: Any) -> list[Any]:
        return [_encode(v, known, written) for v in values]

    if isinstance(value, Theorem):
        return ["Theorem", _write(value, known, written)]
    if isinstance(value, Fraction):
        return ["Fraction", value.numerator, value.denominator]
    name = type(value).__name__
    if _NODES.get(name) is type(value):
        parts = (
            value if isinstance(value, tuple) else (getattr(value, f.name) for f in fields(value))
        )
        if isinstance(value, t.Context) and not value.spaces:
            return [name, *many(parts)][:-1]  # as before there were spaces
        return [name, *many(parts)]
    if isinstance(value, Mapping):
        return ["dict", *many((k, v) for k, v in value.items())]
    if isinstance(value, tuple):
        return ["tuple", *many(value)]
    if value is None or type(value) in (str, int):
        return value
    raise KernelError(f"cannot be written: {value!r}")


def loads(text: str) -> Theorem:
    """The last theorem of the text, made again by the kernel.

    Raises:
        KernelError: the text is not a certificate, or a rule refuses its data.
    """
    if type(text) is not str or len(text) > _MAX_TEXT:
        raise KernelError(f"not a certificate: expected text of at most {_MAX_TEXT} characters")
    try:
        data = json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constants,
            parse_float=_no_constants,
            parse_int=_integer,
        )
        _check_size(data)
        if not isinstance(data, dict) or data.get("format") != FORMAT or len(data) != 2:
            raise KernelError(f"not a certificate of the format {FORMAT!r}")
        made: list[Theorem] = []
        for row in data["theorems"]:
            made.append(_make(row, made))
        return made[-1]
    except (
        ArithmeticError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as bad:
        raise KernelError(f"malformed certificate: {bad}") from bad


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({k for k, _ in pairs}) != len(pairs):
        raise KernelError("a key stands twice")
    return dict(pairs)


def _no_constants(name: str) -> Any:
    raise KernelError(f"{name[:40]} is not an exact number")


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise KernelError(f"a number has {len(digits)} digits; at most {_MAX_DIGITS} are read")
    return int(digits)


def _check_size(data: Any) -> None:
    waiting, seen = [data], 0
    while waiting:
        value = waiting.pop()
        parts = list(value.values()) if isinstance(value, dict) else value
        if isinstance(parts, list):
            seen += len(parts)
            waiting += [p for p in parts if isinstance(p, (dict, list))]
        if seen > _MAX_NODES:
            raise KernelError(f"a certificate of more than {_MAX_NODES} nodes is not read")


def _make(row: Any, made: list[Theorem]) -> Theorem:
    if type(row) is not dict or set(row) != {"rule", "context", "statement", "given"}:
        raise KernelError("a theorem has other fields than rule, context, statement and given")
    context = _expect(t.Context, _decode(row["context"], made))
    statement = _expect(Statement, _decode(row["statement"], made))
    given = tuple(_decode(g, made) for g in row["given"])
    result = _apply(str(row["rule"]), Normalizer(context), statement, given)
    if result.statement != statement:
        raise KernelError("the rule gives another statement than the certificate says")
    return result


def _apply(rule: str, n: Normalizer, statement: Statement, given: tuple[Any, ...]) -> Theorem:
    if rule == "prove":
        return theorem.prove(n, statement, given)
    if rule == "antisymmetric":
        one, other = given
        return theorem.antisymmetric(n, _expect(Theorem, one), _expect(Theorem, other), statement)
    if rule == "cite":
        (source,) = given
        return theorem.cite(n, statement, _expect(str, source))
    if rule == "admit":
        (why,) = given
        return theorem.admit(n, statement, _expect(str, why))
    if rule == "by_equations":
        _, steps = given
        return equality.by_equations(n, statement, steps)
    if rule == "with_equality":
        base, conditions, forward, backward = given
        return equality.with_equality(n, _expect(Theorem, base), conditions, forward, backward)
    if rule == "instance":
        general, sigma = given
        return instance.instance(
            n, _expect(Theorem, general), _expect(instance.Substitution, sigma)
        )
    if rule == "scalar":
        splits, multipliers = given
        return scalar.scalar(n, statement, splits, multipliers)
    raise KernelError(f"no rule {rule!r}")


def _expect(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise KernelError(f"expected a {kind.__name__}, got {value!r}")
    return value


def _decode(value: Any, made: list[Theorem]) -> Any:
    if not isinstance(value, list):
        if value is None or type(value) in (str, int):
            return value
        raise KernelError(f"not allowed in a certificate: {value!r}")
    name, *rest = value
    if name == "Theorem":
        (position,) = rest
        if type(position) is not int or not 0 <= position < len(made):
            raise KernelError(f"no earlier theorem {position!r}")
        return made[position]
    if name == "Fraction":
        top, bottom = rest
        return Fraction(_expect(int, top), _expect(int, bottom))
    parts = tuple(_decode(v, made) for v in rest)
    if name == "tuple":
        return parts
    if name == "dict":
        return _no_duplicates(list(parts))
    return _NODES[name](*parts)
