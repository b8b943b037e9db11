"""A law with two modes, fitted forwards and backwards.

Forward, min D(P‖Q) over an exponential family matches the moments of P, so the fit covers both
modes (`forward_reverse_kl.py`); in other families it need not. Backward, min D(Q‖P) over laws with
one mode takes one of the two modes of P, not both; a Q with two modes could be P itself.

The small case: P = (49/100, 1/50, 49/100); q = (1/3, 1/3, 1/3) and s = (9/13, 3/13, 1/13) of the
exponential family q(x) ∝ e^(θx), x = 0, 1, 2, whose members all have one mode. The first has the
mean of P and is the forward fit; backwards the second, on one mode, is nearer. To sit on one mode
costs little backwards, log 1/P(mode) for P restricted to it (`one_mode`).

A rule of thumb, no theorem: for modes close together the best Q covers both
(`docs/forward-reverse-kl.md`). Bishop, Pattern Recognition and Machine Learning, section 10.1.2.
"""

from fractions import Fraction

from derive import *
from derive.numeric import Model, evaluate, witness

x = Alphabet("x")
p, q, s = (Distribution(name, x) for name in "pqs")
at_mode, mode_mass = Probability("a", x), Positive("w")
zero_or_one = Eq(at_mode(x) ** 2, at_mode(x))
mass = Eq(mode_mass, Sum(p(x) * at_mode(x), x))

TWO_MODES = ["49/100", "1/50", "49/100"]
BROAD = ["1/3", "1/3", "1/3"]
ONE_MODE = ["9/13", "3/13", "1/13"]
BETWEEN = ["1/20", "9/10", "1/20"]


def has_one_mode(law):
    """Whether the probabilities rise to one place (or one level stretch) and fall from there."""
    values = [Fraction(v) for v in law]
    top = values.index(max(values))
    rising, falling = values[: top + 1], values[top:]
    return rising == sorted(rising) and falling == sorted(falling, reverse=True)


def named(law):
    """(1/3, 1/3, 1/3)."""
    return f"({', '.join(law)})"


def nearer_backwards(near, far):
    """The statement that of two laws with one mode the first has the smaller D(·‖P)."""
    laws = {p: TWO_MODES, q: near, s: far}
    first, second = (evaluate(KL(law, p), Model.of(laws)) for law in (q, s))
    return Computed(
        f"of {named(near)} and {named(far)}, laws with one mode, the first is nearer to "
        f"P = {named(TWO_MODES)} in D(·‖P)",
        lambda: (
            has_one_mode(near)
            and has_one_mode(far)
            and witness(Lt(KL(q, p), KL(s, p)), (q << p, s << p), laws).holds
        ),
        (f"D = {first} and {second}",),
    )


@theorem("Forwards the broad law fits better", given=[p << q, p << s])
def forward(proof):
    """D(P‖Q) is smaller for the Q that covers both modes."""
    proof.fact(At(KL(p, q) < KL(p, s), p=TWO_MODES, q=BROAD, s=ONE_MODE))


@theorem("The law with the mean of P fits best forwards", given=[p << q, p << s], expect="refuted")
def forward_any_family(proof):
    """False outside an exponential family: (1/20, 9/10, 1/20) has the mean of P, and s fits better.

    Of these two laws the forward fit is the one on one mode.
    """
    proof.fact(At(KL(p, q) <= KL(p, s), p=TWO_MODES, q=BETWEEN, s=ONE_MODE))


@theorem("Backwards the law on one mode fits better")
def backward(proof):
    """D(Q‖P) is smaller for the Q that sits on one mode: it avoids where P is small."""
    proof.fact(nearer_backwards(ONE_MODE, BROAD))


@theorem("Backwards the best fit with one mode lies around both modes", expect="refuted")
def backward_covers_both(proof):
    """False. (That the laws have one mode is needed: else Q = P has D(Q‖P) = 0.)"""
    proof.fact(nearer_backwards(BROAD, ONE_MODE))


@theorem("What it costs backwards to sit on one mode", given=[zero_or_one, mass])
def one_mode(proof):
    """P restricted to a mode, p(x)·a(x)/w with w = P(mode): D(·‖P) = log 1/w, log 2 for half of P.

    a(x) is 1 on the mode and 0 elsewhere. How small P is elsewhere does not matter.
    """
    proof.start(KL(p(x) * at_mode(x) / mode_mass, p(x)))
    proof.eq(Sum(p(x) * at_mode(x) / mode_mass * log(1 / mode_mass), x), zero_or_one)
    proof.eq(log(1 / mode_mass), mass)


if __name__ == "__main__":
    run()
