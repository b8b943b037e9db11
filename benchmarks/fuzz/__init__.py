"""Fuzzing for unsoundness: `python -m benchmarks fuzz` (see docs/fuzzing.md)."""
