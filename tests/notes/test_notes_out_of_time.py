"""Where the time is over before all was tried, a relation is open: verdicts do not depend on it."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.decide import Checking
from derive.numeric import Settings

PQ = "Let $p$ and $q$ be distributions.\n\n"
NOTES = {
    "a hypothesis is supposed": rf"{PQ}$$ D(p\|q) \ge 0 $$",
    "nothing is dominated": rf"{PQ}$$ D(p\|q) = \sum_x p(x) \log \frac{{p(x)}}{{q(x)}} $$",
    "false, and no hypothesis helps": r"$$ H(X,Y) = H(X) + H(Y) $$",
    "false where a law has zeros": r"$$ \sum_x p(x|y) = 1 $$",
    "densities": "Let $X$ have the density $p$.\n\n$$ h(X) \\ge 0 $$",
    "equality as said": rf"{PQ}$$ D(p\|q) \ge 0 \text{{ with equality iff }} p = q $$",
    "equality not as said": r"$$ I(X;Y) \le H(X) \text{ with equality iff } X \perp Y $$",
    "true in one base": r"$$ -\frac12 \log \frac12 - \frac12 \log \frac12 = 1 $$",
    "not always unequal": rf"{PQ}$$ D(p\|q) \ne D(q\|p) $$",
    "decimals": r"$$ -0.9 \log 0.9 - 0.1 \log 0.1 = 0.469 $$",
    "true for good, said for a case": (
        "If $X$ and $Y$ are independent, then\n\n$$ H(X|Y) \\le H(X) $$\n\nLet $Z$ be $X$."
    ),
    "a case": "$$ H(X,Y) = H(X) + H(Y) \\quad \\text{if } X \\perp Y $$",
}


class Counted(Checking):
    """Its time is over when it was looked at so often; looks: how often it was."""

    most, looks = 1 << 30, 0

    @property
    def left(self):
        type(self).looks += 1
        return 20.0 if self.looks <= self.most else 0.0


@pytest.fixture
def verdicts(monkeypatch):
    """The verdicts on notes where the time is over at that look, and the looks."""
    monkeypatch.setattr("derive.notes.check.Checking", Counted)

    def run(text, most):
        monkeypatch.setattr(Counted, "most", most)
        monkeypatch.setattr(Counted, "looks", 0)
        found = check_notes("notes.md", Settings(trials=60), Limits(20), text=text)
        return [s.verdict for c in found.chains for s in c.steps], Counted.looks

    return run


@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES)
def test_no_verdict_depends_on_when_the_time_is_over(text, verdicts):
    whole, looks = verdicts(text, 1 << 30)
    for most in range(looks):
        cut, _ = verdicts(text, most)
        assert all(c in (w, "open") for c, w in zip(cut, whole, strict=True)), (most, cut, whole)
