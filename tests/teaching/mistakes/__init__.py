"""The thirty commonest mistakes of a first course, ten more, and what a student reads.

Each is a student's script in this folder. In `table.py` stands beside its exercise the one sentence
that a good assistant would write, which `grade` has to say first.
"""
