"""Mutation testing of every proof: `python -m trials mutants`.

`operators` makes the mistakes people make, `judge` decides exactly which of them make a statement
false, with an evaluator of its own, and `killers` asks the kernel, `recheck` and the attack.
"""
