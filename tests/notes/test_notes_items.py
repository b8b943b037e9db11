"""Notes as pytest's items, and `check_notes`: real files, read and decided."""

import pytest

import derive
import derive.teaching.notes  # the same modules in every run of pytest below
from derive.language.names import DeriveError
from derive.notes.records import ChainRecord, NotesReport, StepRecord

pytest_plugins = ["pytester"]

NOTES = r"""# Variables

Let $X \to Y \to Z$ be a Markov chain.

$$I(X;Z) \le I(X;Y)$$

And this is not so.

$$H(X) + 1 \le H(X,Y)$$

$$\Phi(X) = \oint f$$

<!-- derive: expect refuted -->

$$H(X) + 1 \le H(X|Y)$$
"""


@pytest.fixture
def folder(pytester):
    (pytester.path / "notes.md").write_text(NOTES, encoding="utf-8")
    return pytester


def test_each_displayed_relation_is_an_item(folder):
    result = folder.runpytest("notes.md", "-v", "-p", "no:cacheprovider", "-rs")
    result.assert_outcomes(passed=2, failed=1, skipped=1)
    out = result.stdout.str()
    assert "notes.md::line 5 PASSED" in out and "notes.md::line 9 FAILED" in out
    assert "counterexample" in out and "× refuted" in out and "Traceback" not in out
    assert "unread: " in out


def test_strict_fails_what_is_not_read(folder):
    result = folder.runpytest("notes.md", "--derive-strict", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, failed=2)


def test_notes_are_not_collected_unless_they_are_meant(folder):
    (folder.path / "test_a.py").write_text("def test_a(): pass\n", encoding="utf-8")
    folder.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=1)
    folder.makeini("[pytest]\nderive_files = *.md\n")
    result = folder.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, failed=1, skipped=1)


def test_a_file_that_cannot_be_read_is_an_error_of_collecting(folder):
    (folder.path / "bad.ipynb").write_text("{")
    (folder.path / "odd.md").write_text("<!-- derive: frobnicate -->\n\n$$a = b$$\n")
    result = folder.runpytest("bad.ipynb", "odd.md", "-p", "no:cacheprovider")
    out = result.stdout.str()
    assert "frobnicate" in out and "Traceback" not in out and result.ret != 0


def test_in_python_it_gives_plain_records(folder):
    found = derive.check_notes("notes.md", trials=60)
    assert isinstance(found, NotesReport) and isinstance(found.chains[0], ChainRecord)
    steps = [s for c in found.chains for s in c.steps]
    assert all(isinstance(s, StepRecord) for s in steps)
    assert [(s.line, s.verdict) for s in steps] == [
        (5, "proved"), (9, "refuted"), (11, "unread"), (15, "refuted"),
    ]  # fmt: skip
    assert steps[0].rests_on_text[0].line == 3 and steps[1].counterexample
    assert "4 chains: 1 step proved, 2 refuted, 1 not read" in repr(found)


def test_in_python_a_missing_file_and_an_unknown_directive_are_errors(folder):
    with pytest.raises(OSError):
        derive.check_notes("gone.md")
    (folder.path / "odd.md").write_text("<!-- derive: frobnicate -->\n\n$$a = b$$\n")
    with pytest.raises(DeriveError, match="frobnicate"):
        derive.check_notes("odd.md")
