"""R(D), the rate at a distortion: of a number, and no law of a variable."""

import pytest

from tests.notes.verdicts import one, steps


def test_it_is_a_function_of_a_number():
    first, then = steps(
        r"$$ R(D) = \frac12 \log \frac{\sigma^2}{D} $$" "\n\n"
        r"$$ R(D) = \log \sigma - \frac12 \log D $$" "\n"
    )
    assert first.verdict == "definition"
    assert then.verdict == "proved if" and "D > 0" in then.assumed
    wrong = steps(
        r"$$ R(D) = \frac12 \log \frac{\sigma^2}{D} $$" "\n\n" r"$$ R(D) = \log \sigma - \log D $$"
    )[-1]
    assert wrong.verdict == "refuted unless"


@pytest.mark.parametrize(
    "claim", [r"R(D) \ge I(X;D)", r"R(D) R(x) \ge 0", r"\sum_x R(x) R(D) \ge 0"]
)
def test_not_where_either_is_something_else(claim):
    assert r"\mathrm" not in one("", claim).readback_lhs
    assert one("", r"D(p\|q) + R(D) \ge R(D)").verdict == "proved if"
