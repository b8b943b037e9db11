"""An independent check of `derive`'s certificates: standard library only, nothing of `derive`.

*Identities* are tested at random points (`points`). A point has sizes of the alphabets, zeros that
respect the support hypotheses, and for all else that is free (values of laws, up to "they sum to
1", and of quantities; logarithms of primes and of distinct values; exponentials) an independent
random element of the field of P = 2²⁵⁶ − 36113. At points of one kind, with the same sizes and
zeros, both sides are rational functions of these. If they differ, the numerator of their
difference has a degree below 2⁶⁴ (`reader.make` refuses others) and is 0 with probability below
2⁶⁴/2²⁵⁴ (Schwartz 1980, Zippel 1979; what is positive is drawn from the (P − 1)/2 > 2²⁵⁴ squares).
This also bounds the chance that two different values are taken for one, or a value for one of 2³³
small integers that are recognised. Fewer than 2⁶⁰ such questions are asked, so an error has
probability below 2⁶⁰·2³³·2⁶⁴/2²⁵⁴ = 2⁻⁹⁷ < 2⁻⁶⁰, for each kind of point that is tried. The seed is
the certificate's digest: a verdict can be had again.

*Signs* (weights ≥ 0, tangent points > 0, what may be 0, well-posedness) follow from rules, never
from samples: products of what is positive, and sums of these, are positive.

Not covered: alphabets of more than 7 letters, and patterns of zeros that are not drawn. What fails
only there would pass; the kernel, which proves for all, is the other half. Nor does a certificate
show that its terms say what their author meant.
"""
