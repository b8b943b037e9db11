"""Certificates as terms of Rocq: nothing is lost, nothing is taken for something else."""

import json

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import Gap, Given, Nonneg, Part, Positive, Square, Tangent
from derive.kernel.information import Information
from derive.store.sealed import seal
from rocq.translate import Malformed, translate
from tests.recheck.build import claimed, of_script, sealed
from tests.rocq.reading import theorems

X, X2 = t.Index("x", "x"), t.Index("x'", "x")
P = t.LawTerm("p", (("x", X),))
A = t.Quantity("a", (X,))
CONTEXT = t.Context(
    {"p": t.LawDecl((("x", "x"), ("y", "y")), (("k", "k"),)), "q": t.LawDecl((("x", "x"),))},
    {s: t.QuantityDecl(("x",), s) for s in ("real", "nonneg", "pos", "unit")} | {
        "a": t.QuantityDecl(("x",), "real")
    },
    (t.Support("p ≪ q", A, t.Exp(A)),),
    (t.Hypothesis('a "name" *) (*', ">=", A), t.Hypothesis("is 0", "=", t.Card("x"))),
)  # fmt: skip
FORMS = (
    Tangent((X,), A, t.Log(A)),
    Nonneg((X, X2), t.Nonzero(A)),
    Gap((), t.Const(t.Fraction(-3, 7)), A),
    Part((), A, t.Sum((X,), A), (X2,)),
    Given('a "name" *) (*', ((X, X2),), (X2,), t.Delta(X, X2)),
    Square((), A, t.Pow(A, -2)),
    Positive((), A),
    Information("p", ("x",), ("y",), (), t.ONE),
)


def back(text):
    written = translate(text)
    return theorems(written.term, written.names)


@pytest.mark.parametrize("stem", ["gibbs", "concentration", "zhang_yeung", "alternating"])
def test_what_is_written_reads_back_as_what_was_there(stem):
    for text in of_script(stem).values():
        assert back(text) == json.loads(text)["certificate"]["theorems"]


def test_every_form_and_sign_reads_back():
    text = claimed(CONTEXT, A, ">", t.Add(()), FORMS)
    assert back(text) == json.loads(text)["certificate"]["theorems"]


def test_names_do_not_reach_rocq():
    written = translate(claimed(CONTEXT, A, ">", A, FORMS))
    assert written.term.isascii() and '"' not in written.term and "*" not in written.term
    assert 'a "name" *) (*' in written.names and len({*written.names}) == len(written.names)


def changed(change):
    """A certificate with its theorems changed, and sealed again."""
    body = json.loads(claimed(CONTEXT, A, ">=", A, FORMS[:2]))["certificate"]
    change(body["theorems"][0])
    return sealed(body)


BAD = {
    "not a term": lambda row: row["statement"].__setitem__(1, ["Nonneg", ["tuple"], ["Card", "x"]]),
    "other fields": lambda row: row.pop("given"),
    "no rule": lambda row: row.__setitem__("rule", "guess"),
    "no earlier theorem": lambda row: row["given"].append(
        ["Known", ["Theorem", 0], ["tuple"], ["tuple"], ["Card", "x"]]
    ),
    "not a whole number": lambda row: row["statement"].__setitem__(
        1, ["Pow", ["Card", "x"], "1) (* "]
    ),
    "not a fraction": lambda row: row["statement"].__setitem__(1, ["Const", ["Fraction", 1, 0]]),
    "not a name": lambda row: row["statement"].__setitem__(1, ["Card", ""]),
    "Card with 2 fields": lambda row: row["statement"].__setitem__(1, ["Card", "x", "y"]),
    "not one of =": lambda row: row["statement"].__setitem__(2, "!="),
    "declared twice": lambda row: row["context"][1].append(row["context"][1][1]),
    "not a form": lambda row: row["given"].append(["Guess"]),
}


@pytest.mark.parametrize("why", BAD)
def test_what_is_no_certificate_is_refused(why):
    with pytest.raises(Malformed, match=why):
        translate(changed(BAD[why]))


def test_a_change_after_the_seal_is_refused():
    data = json.loads(claimed(CONTEXT, A, ">=", A))
    translate(json.dumps(data))
    data["title"] = "other"
    with pytest.raises(Malformed, match="seal"):
        translate(json.dumps(data))
    translate(json.dumps({**data, "seal": seal({k: v for k, v in data.items() if k != "seal"})}))


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"format": 1, "format": 1}'])
def test_what_is_no_json_of_ours_is_refused(text):
    with pytest.raises(Malformed):
        translate(text)
