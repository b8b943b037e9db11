"""Derivations as plain data, and back: what a script leaves, without the script.

One derivation is a dictionary of texts, numbers and a table of expressions (`language/written.py`).
Reasons are texts, the kernel's axioms, squares, hypotheses, statements for `prove`, and other
derivations by their number. Facts that rules beside the kernel decide are not among it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, get_args

from derive.derivation.derivation import Claim, Derivation, Expected, Proof, Step
from derive.derivation.instances import Instance
from derive.derivation.reasons import Scaled, Square, definition, log_bound, scaled, square
from derive.entropic.lemma import Placed
from derive.entropic.prove import Verdict, prove
from derive.language.alphabets import Alphabet
from derive.language.laws import RandomVariable
from derive.language.names import DeriveError
from derive.language.reading import read
from derive.language.relations import Dominated, Relation
from derive.language.written import Writer

MOST_STEPS = 500
MOST_TEXT = 4_000  # characters of a title, a reason, a docstring
_PROVE_SECONDS = 20.0
_MOST_NAME = 200
_METHOD: Final = {"=": "eq", "<=": "le", ">=": "ge", "<": "lt", ">": "gt"}
Number = Callable[[Derivation], int]
Other = Callable[[int], Derivation]


# ---------------------------------------------------------------- writing


def written(d: Derivation, number: Number) -> dict[str, Any]:
    """The derivation as data. number: how other derivations are referred to.

    Raises:
        Exception: whatever its function raises; `DeriveError` for what cannot be written.
    """
    proof = d.proof()
    if proof.facts:
        kind = type(proof.facts[0][0]).__name__
        raise DeriveError(f"{d.name}: the fact {kind}(…) cannot be handed in. Try a chain.")
    w = Writer()
    steps = [
        {
            "rel": s.relation.rel,
            "to": w.number(s.relation.rhs),
            "reason": _reason(s.reason, w, number),
            "line": s.line,
        }
        for s in proof.steps
    ]
    data = {
        **heading(d),
        "given": [w.number(h) for h in d.given],
        "start": w.number(proof.steps[0].relation.lhs) if proof.steps else None,
        "steps": steps,
        "claim": _claim(proof.claims[0], w) if proof.claims else None,
        "rows": w.rows,
    }
    w.check()
    return data


def heading(d: Derivation) -> dict[str, Any]:
    """What is known of a derivation before it is written."""
    texts = {"name": d.name, "title": d.title, "doc": d.doc, "expect": d.expect}
    return {**texts, "line": d.line, "problem": None}


def _claim(claim: Claim, w: Writer) -> dict[str, Any]:
    return {
        "relation": w.number(claim.relation),
        "equality": [w.number(c) for c in claim.equality],
        "optimum": claim.optimum,
        "line": claim.line,
    }


def _reason(reason: Any, w: Writer, number: Number) -> list[Any]:
    if isinstance(reason, str):
        return ["text", str(reason)]
    if reason in (log_bound, definition):
        return ["log_bound" if reason == log_bound else "definition"]
    if isinstance(reason, Square):
        return ["square", [w.number(e) for e in reason.of]]
    if isinstance(reason, Scaled):
        return ["scaled", w.number(reason.by)]
    if isinstance(reason, (Relation, Dominated)):
        return ["given", w.number(reason)]
    if isinstance(reason, Derivation):
        return ["theorem", number(reason)]
    if isinstance(reason, Instance):
        put = [[name, w.number(e)] for name, e in reason.put.items()]
        over = [[w.number(a), [w.number(i) for i in to]] for a, to in reason.over.items()]
        return ["instance", number(reason.general), put, over]
    if isinstance(reason, Verdict):
        return ["prove", *_statement(reason)]
    if isinstance(reason, Placed):
        at = [[name, [w.number(v) for v in several]] for name, several in reason.at.items()]
        return ["prove", *_statement(reason.verdict), at]
    raise DeriveError(f"the reason {type(reason).__name__} cannot be handed in. Try a text.")


def _statement(v: Verdict) -> list[Any]:
    if not v.problem.from_text:
        raise DeriveError(
            f"the reason {v.title}: of prove(…), only statements in text can be handed in. "
            'Try prove("I(X;Z) <= I(X;Y)", given=["X -> Y -> Z"]).'
        )
    return [v.problem.text, [c.text for c in v.problem.stated if not c.implied]]


# ---------------------------------------------------------------- reading


def made(data: Any, path: str, other: Other) -> Derivation:
    """The derivation that the data describe, of a script at `path`. other: the derivation with a
    number, for reasons.

    Raises:
        DeriveError: for data that describe none.
    """
    fields = _fields(data)
    name = _named(data)
    rows = read(fields("rows", list))
    given = [_pick((Relation, Dominated), rows, n) for n in fields("given", list)]
    expect = fields("expect", str)
    if expect not in get_args(Expected):
        raise DeriveError(f"expect: got {expect!r}.")
    proof = _proof(fields, rows, other)

    def build(into: Proof) -> None:
        into.steps, into.claims = list(proof.steps), list(proof.claims)

    d = Derivation(build, text_of(data, "title"), given, expect)
    d.name, d.doc = name, text_of(data, "doc")
    d.path, d.line, d.module = path, fields("line", int), ""
    return d


def refusing(data: Mapping[str, Any], path: str, why: str) -> Derivation:
    """A derivation of which only the heading is known."""

    def build(into: Proof) -> None:
        raise DeriveError(why)

    d = Derivation(build, text_of(data, "title"), ())
    d.name, d.path, d.module = text_of(data, "name"), path, ""
    line = data.get("line")
    d.line = line if type(line) is int else 1
    return d


def _fields(data: Any) -> Callable[[str, type], Any]:
    if type(data) is not dict:
        raise DeriveError("a derivation: expected a dictionary.")

    def field(name: str, kind: type) -> Any:
        value = data.get(name)
        if type(value) is not kind:
            raise DeriveError(f"a derivation: {name}: expected a {kind.__name__}.")
        return value

    return field


def _named(data: Mapping[str, Any]) -> str:
    """The derivation's name: it may become a file's, or stand in a page's address."""
    name = text_of(data, "name")
    if not (name.isidentifier() or name == "<lambda>") or len(name) > _MOST_NAME:
        raise DeriveError(f"a derivation's name: got {name[:40]!r}; expected a function's name.")
    return name


def text_of(data: Mapping[str, Any], name: str) -> str:
    """A text of the data, cut to a bearable length, without what a terminal would obey."""
    return plain(str(data.get(name) or ""))


def plain(text: str, most: int = MOST_TEXT) -> str:
    """Text without control characters but line ends and tabs, and of bounded length."""
    shown = "".join(c for c in text[: most + 1] if c in "\n\t" or c.isprintable())
    return shown if len(text) <= most else shown[:most] + " …"


def _pick(kind: Any, rows: list[Any], number: Any) -> Any:
    if type(number) is not int or not 0 <= number < len(rows):
        raise DeriveError(f"{str(number)[:40]!r} is no row.")
    if not isinstance(rows[number], kind):
        raise DeriveError(f"row {number}: got {type(rows[number]).__name__}, which does not fit.")
    return rows[number]


def _proof(fields: Callable[[str, type], Any], rows: list[Any], other: Other) -> Proof:
    """The chain, written as a script would write it, with the script's line numbers."""
    proof, lines = Proof(), []
    steps = fields("steps", list)
    if len(steps) > MOST_STEPS:
        raise DeriveError(f"{len(steps)} steps; expected at most {MOST_STEPS}.")
    if steps:
        proof.start(_pick(object, rows, fields("start", int)))
    for data in steps:
        step = _fields(data)
        method = _METHOD.get(step("rel", str))
        if method is None:
            raise DeriveError(f"a step with the sign {data['rel'][:10]!r}.")
        reason = _read_reason(step("reason", list), rows, other)
        getattr(proof, method)(_pick(object, rows, step("to", int)), reason)
        lines.append(step("line", int))
    proof.steps = [replace(s, line=n) for s, n in zip(proof.steps, lines, strict=True)]
    _read_claim(proof, fields, rows)
    return proof


def _read_claim(proof: Proof, fields: Callable[[str, type], Any], rows: list[Any]) -> None:
    try:
        claim = _fields(fields("claim", dict))
    except DeriveError:
        if not proof.steps:
            raise DeriveError("neither a step nor a claim.") from None
        return
    equality = [_pick(Relation, rows, n) for n in claim("equality", list)]
    relation = _pick(Relation, rows, claim("relation", int))
    if claim("optimum", bool):
        best = {"<=": proof.argmax, ">=": proof.argmin}.get(relation.rel)
        if best is None:
            raise DeriveError(f"an optimum with the sign {relation.rel}.")
        best(relation.lhs, {r.lhs: r.rhs for r in equality}, relation.rhs)
    else:
        proof.claim(relation, equality)
    proof.claims = [replace(proof.claims[0], line=claim("line", int))]


def _read_reason(data: list[Any], rows: list[Any], other: Other) -> Any:
    match data:
        case ["text", str(text)]:
            return plain(text)
        case ["log_bound"]:
            return log_bound
        case ["definition"]:
            return definition
        case ["square", list(of)]:
            return square(*(_pick(object, rows, n) for n in of))
        case ["scaled", n]:
            return scaled(_pick(object, rows, n))
        case ["given", n]:
            return _pick((Relation, Dominated), rows, n)
        case ["theorem", int(k)]:
            return other(k)
        case ["instance", int(k), list(put), list(over)]:
            return _instance(other(k), put, over, rows)
        case ["prove", str(statement), list(given), *at] if len(at) < 2:
            return _prove(statement, given, at, rows)
    raise DeriveError(f"{str(data)[:60]!r} is no reason.")


def _instance(general: Derivation, put: list[Any], over: list[Any], rows: list[Any]) -> Instance:
    laws = {_name(pair): _pick(object, rows, pair[1]) for pair in put}
    letters = {}
    for pair in over:
        if type(pair) is not list or len(pair) != 2 or type(pair[1]) is not list:
            raise DeriveError("an instance: expected letters for letters.")
        to = tuple(_pick(Alphabet, rows, n) for n in pair[1])
        letters[_pick(Alphabet, rows, pair[0])] = to
    return Instance(general, laws, letters)


def _name(pair: Any) -> str:
    if type(pair) is not list or len(pair) != 2 or type(pair[0]) is not str:
        raise DeriveError("expected a name and what is put for it.")
    return pair[0]


def _prove(statement: str, given: list[Any], at: list[Any], rows: list[Any]) -> Any:
    texts = [statement, *given]
    if not all(type(t) is str and len(t) <= MOST_TEXT for t in texts) or len(texts) > 50:
        raise DeriveError("prove: expected texts.")
    verdict = prove(statement, given, _PROVE_SECONDS)
    if not at:
        return verdict
    if type(at[0]) is not list:
        raise DeriveError("prove(…).on: expected variables for names.")
    variables = {
        _name(pair): tuple(_pick(RandomVariable, rows, n) for n in pair[1]) for pair in at[0]
    }
    return verdict.on(None, **variables)


__all__ = ["MOST_STEPS", "Step", "heading", "made", "plain", "refusing", "text_of", "written"]
