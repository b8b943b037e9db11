"""An independent check of `derive`'s certificates: standard library only, nothing of `derive`.

*Identities* are tested at points: sizes of alphabets, zeros that respect the support hypotheses,
and independent random elements of the field of P = 2²⁵⁶ − 36113 for all else that is free (laws up
to "they sum to 1", quantities, logarithms, exponentials). At points of one kind, with the same
sizes and zeros, both sides are rational functions of these. If they differ, the numerator of the
difference has a degree below 2⁶⁴ (`reader.make` refuses others) and is 0 with probability below
2⁶⁴/2²⁵⁴ (Schwartz 1980, Zippel 1979; what is positive is one of (P − 1)/2 > 2²⁵⁴ squares). So are
two different values taken for one, or a value for one of 2³³ integers that are recognised. Fewer
than 2⁶⁰ such questions are asked: for each kind of point that is tried, an error has probability
below 2⁶⁰·2³³·2⁶⁴/2²⁵⁴ = 2⁻⁹⁷ < 2⁻⁶⁰. *Signs* follow from rules, never from samples. Not covered:
more than 7 letters, zeros that are not drawn (the kernel proves for all), what the author meant.
"""
