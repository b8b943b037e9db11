"""A set beside 𝒳 is a part of it, not another name for it."""

from derive.notes.check import check_notes
from derive.numeric import Settings

TEXT = r"""
$$ H(X) \le \log |\mathcal{X}| $$

$$ \sum_{x \in A} p(x) = 1 $$

$$ \sum_{x \in A} p(x) \le 1 $$
"""


def verdicts(text):
    report = check_notes("notes.md", text=text, settings=Settings(trials=60))
    return [s.verdict for c in report.chains for s in c.steps]


def test_a_part_has_at_most_the_mass_of_all():
    assert verdicts(TEXT) == ["proved", "refuted unless", "proved"]


def test_the_alphabet_itself_has_all():
    assert verdicts(TEXT.replace("A}", r"\mathcal{X}}")) == ["proved", "proved", "proved"]
