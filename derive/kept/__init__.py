"""Nothing is decided twice: certificates and counterexamples that are kept from run to run.

`memory.keeping(Memory(…))` makes `proofs` and `models` read and write a file; elsewhere they are
the search and the attack themselves. Kept are certificates, exact models, and counts of trials: no
verdict. What is read goes through the kernel, or is evaluated exactly, again.
"""
