"""What the corpus says of its relations is what their values say, without `derive`."""

from __future__ import annotations

import itertools
import math

import pytest

from trials.notes.corpus import CORPUS, Expected, Notes, documents, holds

DOCUMENTS = [*documents(), *documents(CORPUS.parent / "unseen")]
POINTS = 12


def _judged(document: Notes, relation: Expected, zeros: bool):
    chain = document.chains[relation.chain]
    for world in itertools.islice(document.models(chain, 7, zeros), POINTS):
        for base in {"free": (2.0, math.e), 2: (2.0,), "e": (math.e,)}[chain.log]:
            world.base = base
            yield holds(relation, world, chain.when)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.path.name)
def test_truths_are_what_random_models_say(document: Notes):
    for r in document.relations:
        if r.truth == "hand" or not r.lhs or not r.rhs:
            continue
        said = f"{document.path.name}: {r.lhs} {r.rel} {r.rhs}: {r.truth}"
        positive = list(_judged(document, r, zeros=False))
        if r.truth in ("false", "wrong"):
            assert False in positive, said
        else:
            assert True in positive and False not in positive, said
        if r.truth == "true":
            assert False not in _judged(document, r, zeros=True), said


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.path.name)
def test_errors_are_where_truth_is_not(document: Notes):
    for r in document.relations:
        if r.truth in ("false", "wrong"):
            assert r.error, f"{document.path.name}: {r.lhs} {r.rel} {r.rhs}"
            assert not {"proved", "proved if"} & set(r.verdicts)
        elif r.truth in ("true", "rounded"):
            assert not {"refuted", "wrong value"} & set(r.verdicts)
