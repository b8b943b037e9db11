"""What is said of notes, shown: terminal, data, SARIF, notation, questions, a script.

All are made of records alone (`derive.notes.records`), and so know nothing of how notes are read.
"""
