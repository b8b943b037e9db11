"""SymPy's own parameters, said while scripts are loaded and derivations decided."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sympy.core.parameters import global_parameters

_USUAL = {"evaluate": True, "distribute": True, "exp_is_pow": False}


@contextmanager
def usual_rewriting() -> Iterator[None]:
    """Meanwhile SymPy rewrites as usual, whatever was set before; afterwards as it did before.

    So `global_parameters.evaluate = False` in one script is nothing to the next one, nor to how
    anything is decided. `with evaluate(False):` around some lines stays what it is.
    """
    before = {name: getattr(global_parameters, name) for name in _USUAL}
    _set(_USUAL)
    try:
        yield
    finally:
        _set(before)


def _set(wanted: dict[str, bool]) -> None:
    for name, value in wanted.items():
        if getattr(global_parameters, name) != value:  # setting one empties SymPy's caches
            setattr(global_parameters, name, value)
