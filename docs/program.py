"""The parser of `derive` for the command line's page."""

import argparse
from collections.abc import Iterator
from textwrap import indent

from derive.cli import command_line


def program() -> argparse.ArgumentParser:
    """Text below the options of a command keeps its layout: it becomes a literal block."""
    top = command_line()
    for parser in _with_commands(top):
        if parser.epilog:
            parser.epilog = "::\n\n" + indent(parser.epilog, "    ")
    return top


def _with_commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _with_commands(command)
