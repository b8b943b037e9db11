"""Campaigns that try to make the program wrong: `python -m trials` (see docs/trials.md)."""
