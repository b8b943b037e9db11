"""The bridge: SymPy expressions of `derive.language` to kernel terms. Trusted, and small."""

from derive.translate.bridge import Translator, translate

__all__ = ["Translator", "translate"]
