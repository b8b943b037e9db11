"""Certificates that are small to write and large to read."""

import json

from derive.store import FORMAT

N = ["Quantity", "n", ["tuple"]]
CONTEXT = [
    "Context",
    ["dict"],
    ["dict", ["tuple", "n", ["QuantityDecl", ["tuple"], "nonneg"]]],
    ["tuple"],
    ["tuple"],
]


def _row(lhs, rel, rhs, rule, *given):
    said = ["Statement", lhs, rel, rhs]
    return {"rule": rule, "context": CONTEXT, "statement": said, "given": list(given)}


def _text(*rows):
    return json.dumps({"format": FORMAT, "theorems": rows})


def million_terms():
    """Σ of a million quantities."""
    return _text(_row(["Add", ["tuple", 7]], "=", ["Const", 0], "prove")).replace(
        "7", ", ".join([json.dumps(N)] * 10**6)
    )


def million_theorems():
    """More rows than anything needs."""
    row = json.dumps(_row(["Const", 0], "=", ["Const", 0], "prove"))
    return _text(7).replace("7", ", ".join([row] * 10**5))


def million_letters():
    """One name of thirty million characters."""
    return _text(_row(["Quantity", "n" * (3 * 10**7), ["tuple"]], "=", ["Const", 0], "prove"))


def many_nodes():
    """Below the limit of characters, above that of nodes."""
    return _text(*[[]] * 10**6)


def doubled():
    """n := n·n forty times: 2⁴⁰ factors."""
    rows = [_row(N, ">=", ["Const", 0], "prove", ["Nonneg", ["tuple"], N])]
    square = ["Mul", ["tuple", N, N]]
    put = ["Substitution", ["dict"], ["dict"], ["dict", ["tuple", "n", ["Put", ["tuple"], square]]]]
    term = N
    for k in range(40):
        term = square if k == 0 else ["Mul", ["tuple", square, square]]
        rows.append(_row(term, ">=", ["Const", 0], "instance", ["Theorem", k], put))
    return _text(*rows)


def doubled_zero():
    """The same where the statement stays 0 ≥ 0 and only its condition for equality grows."""
    nothing = ["Mul", ["tuple", ["Const", 0], N]]
    rows = [_row(["Const", 0], ">=", ["Const", 0], "prove", ["Nonneg", ["tuple"], nothing])]
    square = ["Mul", ["tuple", N, N]]
    put = ["Substitution", ["dict"], ["dict"], ["dict", ["tuple", "n", ["Put", ["tuple"], square]]]]
    rows += [
        _row(["Const", 0], ">=", ["Const", 0], "instance", ["Theorem", k], put) for k in range(40)
    ]
    return _text(*rows)
