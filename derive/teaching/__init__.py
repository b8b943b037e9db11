"""Assertions for notebooks and test files, grading, and the messages that students read."""
