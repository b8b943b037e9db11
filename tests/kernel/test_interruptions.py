"""A normalizer that was interrupted anywhere goes on to give the forms of one that was not.

Time is over at a look only (`tests/derivation/test_interruptions.py`); memory and the stack may be
used up anywhere, and the same normalizer is used again.
"""

from __future__ import annotations

import random
import sys

import pytest

from derive.kernel import wellposed
from derive.kernel.normal import Normalizer
from derive.kernel.terms import KernelError

from .generator import Terms, random_context


class Interrupted(BaseException):
    pass


def interrupted_after(calls, action):
    """Run the action, but raise at the given number of function calls and returns."""
    left = [calls]

    def count(frame, event, argument):
        left[0] -= argument is not sys.setprofile  # which ends the counting, beyond the action
        if left[0] == 0:
            raise Interrupted

    sys.setprofile(count)
    try:
        action()
        return False
    except Interrupted:
        return True
    except KernelError:
        return False
    finally:
        sys.setprofile(None)


def answer(action):
    try:
        return action()
    except KernelError as refused:
        return str(refused)


def well_posed(n, term):
    return len(wellposed.problems(n, term))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # in generators
@pytest.mark.parametrize("seed", range(30))
def test_interrupted_normalizers_agree_with_fresh_ones(seed):
    rng = random.Random(seed)
    context, draw = random_context(rng), Terms(rng)
    terms = [draw.term(4) for _ in range(4)]
    n, stopped = Normalizer(context), 0
    for term in terms:
        for _ in range(6):
            stopped += interrupted_after(rng.randint(1, 2000), lambda s=term: n.normal(s))
            stopped += interrupted_after(rng.randint(1, 2000), lambda s=term: well_posed(n, s))
    assert stopped
    for term in terms:
        fresh = Normalizer(context)
        assert answer(lambda s=term, m=fresh: m.normal(s)) == answer(lambda s=term: n.normal(s))
        assert answer(lambda s=term, m=fresh: well_posed(m, s)) == answer(
            lambda s=term: well_posed(n, s)
        )
