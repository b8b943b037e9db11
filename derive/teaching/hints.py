"""What would make a wrong step true."""

from __future__ import annotations


def hints(step, given, seconds):
    return ()
