"""Every printed relation has its entry, whatever its sign is and however it is written."""

import pytest

from tests.notes.verdicts import TRUE, steps

STRANGE = [
    r"\not\geq", r"\not\leq", r"\not\leqslant", r"\ngeq", r"\nleq", r"\not\gg", r"\nsim",
    r"\lesssim", r"\gtreqless", r"\lhd", r"\not\simeq", r"\stackrel{?}{=}",
]  # fmt: skip


@pytest.mark.parametrize("sign", STRANGE)
def test_a_sign_that_is_not_read_is_named(sign):
    (step,) = steps(f"$$ D(p\\|q) {sign} 0 $$\n")
    assert step.verdict == "unread"
    assert step.why and "expected one of" not in step.why


@pytest.mark.parametrize(
    "display",
    [
        r"<p>\[ I(X;Y) &le; H(X) \]</p>",
        r"<p>\[ I(X;Y) ≤ H(X) \]</p>",
        r"<p>Then \[ I(X;Y) &le; H(X) \] and so on.</p>",
        r"<p>\[ H(X) &ge; I(X;Y) \]</p>",
    ],
)
def test_signs_of_html(display):
    (step,) = steps(f"<html><body>{display}</body></html>", "n.html")
    assert step.verdict in TRUE
