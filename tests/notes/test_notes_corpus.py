"""Documents of the corpus, read and decided: no silent misreading, no false relation called proved,
no true one refuted. All of them: `python -m trials notes`, `python -m trials misread`."""

import random

import pytest

from trials.notes.corpus import documents
from trials.notes.measure import Figures
from trials.notes.misreading import tried
from trials.notes.run import whole

QUICK = ("blog_cross_entropy", "source_coding", "stats_events")
KNOWN = {d.path.stem: d for d in documents()}


@pytest.mark.parametrize("name", QUICK)
def test_nothing_is_misread_and_no_verdict_is_wrong(name):
    figures: Figures = whole(KNOWN[name])
    assert not [(j.expected, j.compared.why) for j in figures.faults()]
    assert not figures.extra
    n = len(figures.judged)
    assert figures.count("read") >= 0.9 * n
    assert figures.count("decided") >= 0.85 * n
    assert figures.count("found") == figures.count("false") > 0
    compared = [j for j in figures.judged if j.compared.same is not None]
    assert len(compared) >= 0.8 * n


@pytest.mark.parametrize("name", ["source_coding"])
def test_one_token_changed_is_noticed(name):
    counts, survivors = tried(KNOWN[name], random.Random(5), 6)
    assert not survivors, "\n".join(map(str, survivors))
    assert sum(counts.values()) == 6
