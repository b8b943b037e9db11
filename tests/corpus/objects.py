"""Letters, laws and quantities that the corpora share."""

from derive import (
    Channel,
    CodeLengths,
    Distribution,
    Law,
    Nonnegative,
    Positive,
    Probability,
    Real,
    Sum,
    alphabets,
)

x, y, z = alphabets("x y z")
p, q, s = Distribution("p", x), Distribution("q", x), Distribution("s", x)
p1, p2 = Distribution("p1", x), Distribution("p2", x)
q1, q2 = Distribution("q1", x), Distribution("q2", x)
w, v = Distribution("w", x), Positive("v", x)
r = Law("r", x, y, z)
X, Y, Z = r.variables
t = Law("t", x, y)
L = CodeLengths("L", x)
lam = Probability("λ")
c = Real("c")
a, b = Nonnegative("a", x), Nonnegative("b", x)
A, B = Sum(a(x), x), Sum(b(x), x)
W = Channel("W", y, given=x)
j, qz = Law("j", x, z), Distribution("qz", z)


def mix(f, g):
    """λ f + (1 − λ) g at x."""
    return lam * f(x) + (1 - lam) * g(x)


def output(f):
    """The output law of the channel W for the input law f."""
    return Sum(f(x) * W(y, x), x)
