"""What the tests of events speak about, and a derivation of one claim."""

from derive import *
from derive.derivation.elaborate import elaborate
from derive.language.printing import latex, text  # noqa: F401 (for the tests)
from derive.store.sealed import document
from recheck.certificate import recheck

x, y = alphabets("x y")
guess = x.another("x̂")
r = Law("r", x, y)
X, Y = r.variables
g = Law("g", x, guess)
U, V = g.variables
A, B = Subset("A", x), Subset("B", x)
in_a, in_b = In(X, A), In(X, B)
bit = Alphabet("z", letters=(0, 1))
no, yes = bit.letters
coin = Letters("c", "heads", "tails", "edge")
heads, tails, edge = coin.letters
j = Law("j", x, bit)
JX, Z = j.variables
k = Law("k", bit, coin)
KZ, K = k.variables
out = bit.another("y")
W = Channel("W", out, given=bit)
half = Rational(1, 2)


def verdict(claim, given=(), **named):
    return report(claim, given, **named).verdict


def report(claim, given=(), **named):
    @theorem("stated", given=list(given), **named)
    def stated(proof):
        proof.claim(claim)

    return check(stated)


def proved(claim, given=()):
    """The claim is proved, and the second checker accepts its certificate."""
    made = report(claim, given)
    assert made.verdict == "proved", [(s.verdict, s.note) for s in made.steps]
    recheck(document(elaborate(made.theorem), "stated", "stated"))


def counterexample(claim, given=()):
    """Its lines; the claim is refuted exactly."""
    made = report(claim, given)
    assert made.verdict == "refuted", (made.verdict, [s.note for s in made.steps])
    return made.steps[0].evidence.counterexample.describe()


__all__ = [name for name in globals() if not name.startswith("_")]
