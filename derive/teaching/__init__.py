"""Assertions for notebooks and test files, grading, and the messages that students read."""

from derive.teaching.assertions import (
    assert_chain,
    assert_equal,
    assert_identity,
    assert_le,
    assert_refuted,
    equality_holds_iff,
)
from derive.teaching.failure import NotProved, NotRefuted
from derive.teaching.grading import grade
from derive.teaching.notebooks import grade_notebook, read_notebook
from derive.teaching.submissions import grade_script

__all__ = [
    "NotProved",
    "NotRefuted",
    "assert_chain",
    "assert_equal",
    "assert_identity",
    "assert_le",
    "assert_refuted",
    "equality_holds_iff",
    "grade",
    "grade_notebook",
    "grade_script",
    "read_notebook",
]
