"""The trusted kernel: terms, normal form, support facts, nonnegative forms, theorems.

Read in this order: `terms`, `atoms`, `given`, `support`, `normal`, `wellposed`, `certificates`,
`theorem`, `equality`, `instance`; for inequalities in one variable `polynomials`, `numbers`,
`functions`, `ends`, `scalar`. It imports the standard library only
and none of the rest of `derive`; no `assert` guards soundness.
"""
