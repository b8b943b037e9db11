"""The same formulas decided twice: as notes that stand in a text, and by hand, in the ledger."""

import pytest

import derive
from tests.notes.ledger_text import displayed, text, verdicts

AGREES = {
    "proved": {"proved", "proved if", "true to rounding"},
    "proved if": {"proved if"},  # the text does not say what the ledger calls unsaid
    "definition": {"definition", "proved", "proved if"},
    "cited": {"proved", "proved if"},
    "refuted": {"refuted", "refuted unless"},
}
# false where p has zeros, as the ledger says of it; the notes' verdict names that it has none
NAMES_ITS_CONDITION = {"S055": "proved if"}
SAYS_NOTHING = {"unread", "open", "refuted unless"}


@pytest.fixture(scope="module")
def decided(tmp_path_factory):
    """Triples of a claim, the ledger's verdict, and that of the notes on one of its relations."""
    path = tmp_path_factory.mktemp("ledger") / "notes.md"
    words, at = text()
    path.write_text(words, encoding="utf-8")
    found = derive.check_notes(path, trials=100, step_timeout=10)
    ledger = verdicts()
    steps = [s for c in found.chains for s in c.steps if s.line in at]
    return [(at[s.line], ledger[at[s.line]], s.verdict) for s in steps]


def test_every_formula_of_the_ledger_has_a_verdict(decided):
    ledger = verdicts()
    assert len(ledger) == 144 and len(displayed()) > 65
    assert {claim for claim, *_ in decided} == {c["id"] for c in displayed()}


def test_no_verdict_contradicts_the_ledgers(decided):
    astray = [
        (claim, by_hand, as_notes)
        for claim, by_hand, as_notes in decided
        if as_notes not in AGREES[by_hand] | SAYS_NOTHING
        and as_notes != NAMES_ITS_CONDITION.get(claim)
    ]
    assert astray == []


def test_most_are_decided_and_agree(decided):
    agree = [claim for claim, by_hand, as_notes in decided if as_notes in AGREES[by_hand]]
    assert len(agree) >= 43, sorted(set(decided))


def test_a_verdict_that_contradicts_would_be_found():
    assert "proved" not in AGREES["refuted"] | SAYS_NOTHING
    assert "refuted" not in AGREES["proved"] | AGREES["proved if"] | SAYS_NOTHING
    assert "proved" not in AGREES["proved if"] | SAYS_NOTHING
