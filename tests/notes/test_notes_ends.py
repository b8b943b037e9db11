"""A sum to another end than the text says is not read, and spoils no other display."""

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

SAID = "Let $p_1, \\dots, p_k$ be a probability vector.\n\n"
PART = "$$ \\sum_{i=1}^{l} p_i \\le 1 $$\n\n"
WHOLE = "$$ \\sum_{i=1}^{k} p_i = 1 $$\n\n"
SIZE = "$$ -\\sum_{i=1}^{k} p_i \\log p_i \\le \\log k $$\n\n"


def steps(text):
    report = check_notes("t.md", Settings(trials=6), text=text, notation=NOTHING)
    return [s for c in report.chains for s in c.steps]


def test_one_part_spoils_no_other_display():
    found = steps(SAID + WHOLE + PART + SIZE)
    assert [s.verdict for s in found] == ["proved", "unread", "proved"]
    assert "ends at another index than k" in found[1].why
    assert len(found[1].why) < 80


def test_the_other_end_is_not_the_size():
    *_, last = steps(SAID + PART + SIZE.replace("\\log k", "\\log l"))
    assert last.verdict == "refuted unless"


def test_where_the_text_does_not_say_it_is_asked():
    first, second = steps(WHOLE + PART)
    assert {first.verdict, second.verdict} == {"unread"}
    assert "say which is its size" in first.why


def test_each_of_two_sequences_has_its_own_end():
    both = SAID + "Let $q_1, \\dots, q_m$ be a probability vector.\n\n"
    claim = "$$ \\sum_{i=1}^{k} \\sum_{j=1}^{m} p_i q_j = 1 $$"
    assert [s.verdict for s in steps(both + claim)] == ["proved"]
    crossed = claim.replace("{k}", "{x}").replace("{m}", "{k}").replace("{x}", "{m}")
    assert [s.verdict for s in steps(both + crossed)] == ["unread"]
