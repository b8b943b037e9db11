"""A piece that takes too long is given up, whatever code it is in when the time is over."""

import time

import pytest

from derive.derivation.limits import Limits, TimeUp


class Swallows:
    """As mpmath's intervals do: whatever is raised meanwhile, the two cannot be compared."""

    def __gt__(self, other):
        try:
            time.sleep(1)
        except BaseException:
            return NotImplemented
        return True


def test_time_that_is_over_inside_a_comparison_is_not_an_error():
    with pytest.raises(TimeUp):
        Limits(0.05).run(lambda: Swallows() > 0)


def test_a_mistake_before_the_time_is_over_is_itself():
    with pytest.raises(ZeroDivisionError):
        Limits(5).run(lambda: 1 / 0)
    assert Limits(5).run(lambda: 1) == 1
