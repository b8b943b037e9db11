"""Short documents in paragraphs, a display where one begins with a bar, and what is said."""

from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

APART = "| I(X;Y) = 0"
SUM = "| H(X,Y) = H(X) + H(Y)"
UNIFORM = r"| H(p) = \log |\mathcal{X}|"
BAD = ("refuted", "refuted unless")


def steps(*paragraphs, path="t.md"):
    parts = [f"$$ {p[1:].strip()} $$" if p.startswith("|") else p for p in paragraphs]
    text = "\n\n".join(parts) + "\n"
    report = check_notes(path, Settings(trials=12), text=text, notation=NOTHING)
    return [s for c in report.chains for s in c.steps]


def verdicts(*paragraphs, path="t.md"):
    return [s.verdict for s in steps(*paragraphs, path=path)]


def conditions(step):
    return [r.condition for r in step.rests_on_text if r.condition]
