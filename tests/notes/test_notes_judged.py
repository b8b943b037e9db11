"""Documents whose every relation is marked true or false: no false one is proved, no true one
refuted outright. Half are false, in the ways in which people err."""

import re
from pathlib import Path

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

FOLDER = Path(__file__).parent / "attacks" / "judged"
MARK = re.compile(r"<!--([TF])-->$")
SAID_OF_TRUE = ("refuted", "ill-posed", "wrong value")
SAID_OF_FALSE = ("proved", "proved if", "true to rounding")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.md")), ids=lambda p: p.stem)
def test_no_false_relation_is_proved_and_no_true_one_refuted_outright(path):
    marks = {
        n: found[1]
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := MARK.search(line))
    }
    assert "T" in marks.values()
    assert "F" in marks.values()
    report = check_notes(path, Settings(trials=60), Limits(20), notation=NOTHING)
    steps = [s for c in report.chains for s in c.steps]
    assert set(marks) <= {s.line for s in steps}
    wrong = {"T": SAID_OF_TRUE, "F": SAID_OF_FALSE, "": ()}
    assert not [s for s in steps if s.verdict in wrong[marks.get(s.line, "")]]
