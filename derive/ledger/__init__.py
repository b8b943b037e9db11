"""The ledger: for every claim of a text, its verdict and the step that decides it.

`claims.py` reads the claims, `entries.py` which steps decide each, `decide.py` computes the verdict
from what those steps turned out to be. Nothing here is a verdict written by hand.
"""
