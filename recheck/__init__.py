"""An independent check of `derive`'s certificates: standard library only, nothing of `derive`.

*Identities* are tested at points: sizes of alphabets, zeros that respect the support hypotheses,
and random elements of the field of P = 2²⁵⁶ − 36113 for all else that is free (laws up to "they sum
to 1", quantities, logarithms, exponentials). At points with the same sizes and zeros both sides are
rational functions of these. If they differ, the numerator of the difference has degree < 2⁶⁴ (see
`make`) and is 0 with probability < 2⁶⁴/2²⁵⁴ (Schwartz 1980, Zippel 1979; what is positive is one of
(P − 1)/2 > 2²⁵⁴ squares). So are two values taken for one, or one for any of 2³³ integers that are
recognised. At most 2⁶⁰ such questions are asked: an error has probability < 2⁶⁰·2³³·2⁶⁴/2²⁵⁴ < 2⁻⁹⁶
for each kind of point tried. *Signs* follow from rules, never from samples. Not covered: more than
7 letters, zeros that are not drawn (the kernel proves for all), what the author meant.
"""
