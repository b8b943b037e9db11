"""Exact multipliers: found when they exist, of the right sign, refused when they do not."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from derive.kernel.atoms import CardAtom, Mono, Poly
from derive.search.linear import combine

MONOS = [Mono({CardAtom(name): 1}) for name in "abcd"]
small = st.integers(-3, 3).map(Fraction)
polys = st.lists(small, min_size=4, max_size=4).map(
    lambda cs: Poly(dict(zip(MONOS, cs, strict=True)))
)


def total(candidates, multipliers):
    out = Poly({})
    for p, k in zip(candidates, multipliers, strict=True):
        out += p.scale(k)
    return out


@given(st.lists(polys, min_size=1, max_size=4), st.data())
def test_a_combination_is_found_again(candidates, data):
    wanted = [data.draw(st.fractions(0, 3, max_denominator=4)) for _ in candidates]
    target = total(candidates, wanted)
    found = combine(target, candidates, [False] * len(candidates))
    assert found is not None
    assert all(k >= 0 for k in found)
    assert total(candidates, found) == target


@given(polys, st.lists(polys, min_size=1, max_size=4), st.lists(st.booleans(), min_size=4))
def test_what_is_found_is_a_solution_of_the_right_signs(target, candidates, free):
    free = free[: len(candidates)]
    found = combine(target, candidates, free)
    if found is not None:
        assert total(candidates, found) == target
        assert all(k >= 0 or f for k, f in zip(found, free, strict=True))


def test_signs_are_respected():
    p = Poly({MONOS[0]: Fraction(1)})
    minus = p.scale(Fraction(-2))
    assert combine(minus, [p], [False]) is None
    assert combine(minus, [p], [True]) == [Fraction(-2)]


def test_one_part_in_a_million_million_decides():
    a, b = (Poly({m: Fraction(1)}) for m in MONOS[:2])
    nearly = a + b.scale(Fraction(-1, 10**12))
    assert combine(nearly, [a, b], [False, False]) is None
    assert combine(a + b.scale(Fraction(1, 10**12)), [a, b], [False, False]) is not None
