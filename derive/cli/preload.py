"""What every worker needs, imported once in the process that forks them.

Collecting garbage is off meanwhile: nothing of it is garbage, and looking takes an eighth of the
time. What is there then is never looked at again.
"""

import gc

gc.disable()

import numpy.random  # noqa: E402, F401
import sympy.tensor.tensor  # noqa: E402, F401  (SymPy itself imports it at the first sum)

import derive.cli.worker  # noqa: E402
import derive.public  # noqa: E402, F401

gc.freeze()
gc.enable()
