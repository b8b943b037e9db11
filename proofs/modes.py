"""A law with two modes, fitted forwards and backwards.

Forward, min D(P‖Q) over an exponential family matches the moments of P, so the fit covers both
modes (`forward_reverse_kl.py`); in other families it need not. Backward, min D(Q‖P) over laws with
one mode takes one of the two modes of P, not both. The small case: P = (49/100, 1/50, 49/100),
Q a binomial law on three letters, s = 1/2 (broad) or s = 9/10 (on one mode). A rule of thumb, no
theorem: for modes close together the best Q covers both (`docs/forward-reverse-kl.md`).
Bishop, Pattern Recognition and Machine Learning, section 10.1.2.
"""

from derive import *

x = Alphabet("x")
p, q, s = (Distribution(name, x) for name in "pqs")
T = Real("T", x)

TWO_MODES = ["49/100", "1/50", "49/100"]
BROAD = ["1/4", "1/2", "1/4"]
ONE_MODE = ["1/100", "9/50", "81/100"]


@theorem("Forwards the broad law fits better", given=[p << q, p << s])
def forward(proof):
    """D(P‖Q) is smaller for the Q that covers both modes."""
    proof.fact(Exists(KL(p, q) < KL(p, s), p=TWO_MODES, q=BROAD, s=ONE_MODE))


@theorem(
    "The best forward fit has the mean of P, in any family",
    given=[p << q, p << s, KL(p, q) <= KL(p, s)],
    expect="refuted",
)
def forward_any_family(proof):
    """False: among any two laws the better one need not match a moment of P."""
    proof.claim(Eq(Sum(T(x) * q(x), x), Sum(T(x) * p(x), x)))


@theorem("Backwards the law on one mode fits better", given=[q << p, s << p])
def backward(proof):
    """D(Q‖P) is smaller for the Q that sits on one mode: it avoids where P is small."""
    proof.fact(Exists(KL(s, p) < KL(q, p), p=TWO_MODES, q=BROAD, s=ONE_MODE))


@theorem("Backwards the best fit lies around both modes", given=[q << p, s << p], expect="refuted")
def backward_covers_both(proof):
    """D(Q‖P) ≤ D(S‖P) for the broad Q and the S on one mode: false, S is nearer to P."""
    proof.fact(At(KL(q, p) <= KL(s, p), p=TWO_MODES, q=BROAD, s=ONE_MODE))


if __name__ == "__main__":
    run()
