"""The command line: `derive check`, `show`, `axioms`, `latex`, `list`."""

from derive.cli.main import command_line, main

__all__ = ["command_line", "main"]
