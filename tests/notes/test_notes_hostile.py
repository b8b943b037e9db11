"""Files made to break the reader get an answer or a plain refusal, soon. A sample of
`python -m trials break`."""

import pytest

from trials.notes.breaking import answers
from trials.notes.corpus import CORPUS
from trials.notes.hostile import broken, hostile

SLOW = {"a product of 3,000 factors", "50 rows", "a chain of 120 sides", "300 displays"}
FILES = [h for h in hostile() if h.name not in SLOW]
KINDS = {
    "macros": ("macro", "argument", "2^59", "catcodes", "input"),
    "numbers": ("tower", "digits", "number", "factorial", "power of", "logs", "range"),
    "formulas": ("brackets", "fractions", "scripts", "sums", "environment", "relations"),
    "notebooks": ("notebook",),
}


@pytest.mark.parametrize("kind", KINDS)
def test_made_files(kind):
    chosen = [h for h in FILES if any(word in h.name for word in KINDS[kind])]
    assert len(chosen) > 4
    bad = [(a.what.name, a.how, a.detail) for a in answers(chosen) if a.bad]
    assert not bad


def test_broken_documents():
    bad = [(a.what.name, a.how, a.detail) for a in answers(broken(CORPUS, 3, 2)) if a.bad]
    assert not bad
