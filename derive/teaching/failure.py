"""Failed assertions: text for terminals, a small table for notebooks."""

from __future__ import annotations

import sys
from typing import Any

from derive.teaching.message import Message


class _Told(AssertionError):
    """An assertion with a message for people.

    message: its parts. In a Jupyter notebook it shows as HTML, with one line of text below it;
    elsewhere, and where HTML is not shown, as text.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message
        self._displayed = False

    def _repr_html_(self) -> str:
        from derive.teaching.html import html

        return html(self.message)

    def _render_traceback_(self) -> list[str]:
        """IPython's hook for what is shown instead of a traceback."""
        if not _in_notebook():
            return [f"{type(self).__name__}: {self}"]
        if not self._displayed:  # IPython asks a second time, for its history
            from IPython.display import display

            self._displayed = True
            display({"text/plain": str(self), "text/html": self._repr_html_()}, raw=True)
        return [f"{type(self).__name__}: {self.message.heading}: {self.message.statement}"]


class NotProved(_Told):
    """A statement that was asserted is refuted, ill-posed or open."""


class NotRefuted(_Told):
    """A statement that was asserted to be false has no counterexample."""


def _in_notebook() -> bool:
    """Whether output goes to a Jupyter kernel; IPython is not imported to find out."""
    shell: Any = sys.modules.get("IPython")
    return shell is not None and hasattr(shell.get_ipython(), "kernel")
