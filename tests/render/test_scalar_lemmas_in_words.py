"""The certificate of a scalar lemma in sentences."""

import pytest

from derive.kernel.certificates import Known
from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Statement
from derive.render import calculus
from derive.render.writers import LatexWriter, TextWriter, finished
from derive.search.scalar import find_scalar
from tests.kernel.scalars import TRUE


def told(name, writer=TextWriter):
    context, *said = TRUE[name]
    lemma = find_scalar(Normalizer(context), Statement(*said))
    assert calculus.lemmas([Known(lemma), Known(lemma)]) == [lemma]
    return [line.replace("\u00a0", " ") for line in calculus.sentences(lemma, writer)]


def test_points_derivatives_and_signs():
    first, *points, left, right = told("Pinsker")
    assert first.startswith("the lemma t·ln(t) + 1 - t ≥ 3·(t - 1)^2/(2·(t + 2)) for 0 ≤ t, ") or (
        "for 0 ≤ t, by derivatives of g₀, its left side − its right side:" in first
    )
    assert points == ["g₀ = 0 at t = 1", "g₀ > 0 at t = 0"]
    assert left.startswith("for 0 < t < 1: g₁ = ") and left.endswith(
        "the derivative of g₀/t; g₁ is < 0; g₀/t → 0 for t → 1, so g₀ is > 0"
    )
    assert right.endswith("g₁ is > 0; g₀/t → 0 for t → 1, so g₀ is > 0")


def test_signs_that_change():
    lines = told("binary entropy")
    assert "so g₂ is < 0 up to some point, > 0 from there on" in lines[2]
    assert "so g₁ is > 0 up to some point, < 0 from there on" in lines[2]
    assert lines[1] == "g₀ = 0 at t = 0, 1/2, 1"


@pytest.mark.parametrize("name", TRUE)
def test_every_one_can_be_told(name):
    for line in told(name):
        assert "opaque" not in line and "Mul(" not in line
    for line in told(name, LatexWriter):
        tex = finished(line)
        assert tex.count("$") % 2 == 0 and "₀" not in tex
