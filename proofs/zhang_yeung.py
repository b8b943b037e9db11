"""An inequality between entropies that does not follow from I ≥ 0 alone, with its proof.

Zhang & Yeung, On characterization of entropy function via information inequalities (1998), Thm 3.
Given C and D, a copy A' of A is drawn, independent of A and B; the law of (A', C, D) is that of
(A, C, D), and about the five variables I ≥ 0 is enough. For finite alphabets this needs no limit.
"""

from derive import *

a, b, c, d = alphabets("a b c d")
e = a.another("a'")
r = Law("r", a, b, c, d)
A, B, C, D = r.variables
copied = Law.defined("k", a, b, c, d, e, value=r(a, b, c, d) * r(a=e, c=c, d=d) / r(c, d))
KA, KB, KC, KD, COPY = copied.variables

f = Alphabet("f")
j = Law("j", a, b, c, d, f)  # any law of five variables of which this is true
JA, JB, JC, JD, R = j.variables
is_a_copy = [
    Eq(H(R), H(JA)),
    Eq(H(R, JC), H(JA, JC)),
    Eq(H(R, JD), H(JA, JD)),
    Eq(H(R, JC, JD), H(JA, JC, JD)),
]
independent = [
    Eq(H(R, JA, JC, JD), H(R, JC, JD) + H(JA, JC, JD) - H(JC, JD)),
    Eq(H(R, JB, JC, JD), H(R, JC, JD) + H(JB, JC, JD) - H(JC, JD)),
    Eq(H(R, JA, JB, JC, JD), H(R, JC, JD) + H(JA, JB, JC, JD) - H(JC, JD)),
]


def excess(A, B, C, D):
    """What Zhang and Yeung's inequality says is at least 0."""
    return I(A, B) + I(A, (C, D)) + 3 * I(C, D | A) + I(C, D | B) - 2 * I(C, D)


@theorem("Zhang and Yeung's inequality where A has a copy", given=[*is_a_copy, *independent])
def with_copy(proof):
    """Eight informations add up to it."""
    parts = [
        *(I(JA, R | JC), I(JA, R | JD), I(JB, R | JC), I(JB, R | JD), I(JA, JB | R)),
        *(I(JC, JD | JA, R), I(JC, JD | JB, R), I((JC, JD), R | JA, JB)),
    ]
    proof.start(excess(JA, JB, JC, JD))
    proof.eq(sum(parts), "in joint entropies; A' is a copy, independent given C and D")
    for k in range(1, len(parts)):
        proof.ge(sum(parts[k:]), "I ≥ 0")
    proof.ge(0, "I ≥ 0")


@theorem("The copy is one")
def copy_is_one(proof):
    """The law of (A', C, D) is that of (A, C, D)."""
    proof.start(copied(e, c, d))
    proof.eq(r(a=e, c=c, d=d), "r(c,d) cancels, also where it is 0")


@theorem("The copy is independent of the rest, given C and D")
def copy_independent(proof):
    proof.claim(Eq(copied(a, b, c, d, e) * copied(c, d), copied(a, b, c, d) * copied(e, c, d)))


@theorem("Zhang and Yeung's inequality")
def zhang_yeung(proof):
    """2I(C;D) ≤ I(A;B) + I(A;C,D) + 3I(C;D|A) + I(C;D|B) for any four variables."""
    proof.start(excess(A, B, C, D))
    proof.eq(excess(KA, KB, KC, KD), "the law of the first four is r")
    proof.ge(0, with_copy.on(j=copied(a, b, c, d, e), over={a: a, b: b, c: c, d: d, f: e}))
    proof.claim(2 * I(C, D) <= I(A, B) + I(A, (C, D)) + 3 * I(C, D | A) + I(C, D | B))


@theorem("Without the terms in I(C;D|A)", expect="refuted")
def without_a(proof):
    proof.claim(2 * I(C, D) <= I(A, B) + I(A, (C, D)) + I(C, D | B))


if __name__ == "__main__":
    run()
