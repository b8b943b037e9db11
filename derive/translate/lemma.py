"""Theorems made elsewhere that a step of a derivation may have for its reason."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from sympy import Expr

from derive.kernel.normal import Normalizer
from derive.kernel.theorem import Theorem
from derive.translate.bridge import Translator


class Lemma(ABC):
    """A reason with a kernel theorem of its own, about laws of its own.

    title: how the reason is printed.
    """

    @property
    @abstractmethod
    def title(self) -> str: ...

    def expressions(self) -> tuple[Expr, ...]:
        """Those that it mentions beside what the step says."""
        return ()

    @abstractmethod
    def theorem_for(self, n: Normalizer, here: Translator, given: Sequence[Any]) -> Theorem:
        """The theorem for the laws of `here`, in the context of n; given: the hypotheses there.

        Raises:
            DeriveError: it is not proved, its laws cannot be matched, or its conditions are
                neither among the hypotheses nor follow from them.
        """
