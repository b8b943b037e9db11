"""Fuzzing for unsoundness: `python -m trials fuzz` (see docs/fuzzing.md)."""
