"""The command line: `derive check`, `show`, `axioms`, `latex`, `list`."""

from derive.cli.main import main

__all__ = ["main"]
