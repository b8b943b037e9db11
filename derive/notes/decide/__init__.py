"""Verdicts on steps of the notes, by the public `check` of derivations.

No verdict is better than the checker's: "proved" where it proves the step under assumptions that
the text states, "proved if" where something else has to be supposed, "refuted" by an exact
counterexample in which every name is arbitrary or determined.
"""

from derive.notes.decide.checking import Checking
from derive.notes.decide.decision import Decision
from derive.notes.decide.readings import decide

__all__ = ["Checking", "Decision", "decide"]
