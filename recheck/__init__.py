"""An independent check of `derive`'s certificates: standard library only, nothing of `derive`.

*Identities* are tested at points: sizes, zeros that respect the support hypotheses (of two letters,
all zeros among the first six values), and random elements of the field of P = 2²⁵⁶ − 36113 for the
rest (laws up to "they sum to 1", quantities, logarithms, exponentials). For given sizes and zeros
both sides are rational functions of these. If they differ, the difference has a numerator of degree
< 2⁶⁴ (see `make`), 0 with probability < 2⁶⁴/2²⁵⁴ (Schwartz 1980, Zippel 1979; what is positive is
one of (P − 1)/2 > 2²⁵⁴ squares). So are two values taken for one, or one for any of 2³³ integers
that are recognised. There are at most 2⁶⁰ such questions: the probability of an error is less than
2⁶⁰·2³³·2⁶⁴/2²⁵⁴ < 2⁻⁹⁶ for each kind of point; where roots of values are taken, which make the
degrees up to 2⁴⁰ times as large (`Point._has_root`), less than 2⁻⁵⁶. A point where what is rooted
is no square, and an identity fails, is drawn again (64 times, each adding to it once). *Signs*
follow from rules, never from samples. Not covered: sizes above 7, zeros not drawn (the kernel
proves for all), what the author meant, which integrals have to converge over a space."""
