"""What is said of the displayed relations of a short document."""

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

TRUE = ("proved", "proved if")
FALSE = ("refuted", "refuted unless")


def steps(text, name="n.md", seconds=20):
    """The records, in the order of the text."""
    found = check_notes(name, Settings(trials=60), Limits(seconds), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


def one(before, display):
    """The record of the last relation of a display behind some text."""
    return steps(f"{before}\n\n$$ {display} $$\n")[-1]
