"""What a display itself supposes holds for it, and for it alone."""

import pytest

from derive.notes.check import check_notes
from derive.notes.facts.gather import facts_of
from derive.notes.find import find
from derive.notes.settings import NotesSettings
from derive.notes.written import latex


def facts(text):
    found = facts_of(find("n.md", text))
    return [(f.kind, *(latex(n) for n in f.names), (f.scope.first, f.scope.last)) for f in found]


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        (r"X \perp Y \implies I(X;Y) = 0", [("independent", "X", "Y", (0, 1))]),
        (r"X \to Y \to Z \Rightarrow I(X;Z) \le I(X;Y)", [("markov", "X", "Y", "Z", (0, 1))]),
        (r"a = b \quad \text{for independent } X, Y", [("independent", "X", "Y", (0, 1))]),
        (r"a = b \text{ when } X \text{ and } Y \text{ are independent}",
         [("independent", "X", "Y", (0, 1))]),
        (r"D \ge 0 \quad \text{if } p \ll q", [("dominated", "p", "q", (0, 1))]),
        (r"a = b, \forall x > 0", [("number", "x", (0, 1))]),
        (r"D \ge 0 \text{ with equality iff } X \perp Y", []),
        (r"a = b \text{ only if } X \perp Y", []),
        (r"a = b, c = d \text{ if } X \perp Y", []),
        (r"X \perp Y \iff I(X;Y) = 0", []),
        (r"a = b, \quad i = 1, \dots, n", []),
    ],
)  # fmt: skip
def test_conditions_in_the_display(display, expected):
    assert facts(f"$${display}$$\n") == expected


def test_a_displayed_condition_behind_suppose_holds_in_its_section():
    text = "Suppose that\n\n$$X \\to Y \\to Z$$\n\nThen\n\n$$a = b$$\n\n# Next\n"
    assert facts(text) == [("markov", "X", "Y", "Z", (2, 5))]
    assert facts("Hence\n\n$$X \\perp Y$$\n") == []


def verdicts(text):
    found = check_notes("n.md", text=text, notation=NotesSettings())
    return [s.verdict for c in found.chains for s in c.steps]


def test_an_implication_is_decided_under_its_condition_and_nothing_else_is():
    text = "$$X \\perp Y \\Rightarrow I(X;Y) = 0$$\n\n$$I(X;Y) = 0$$\n"
    assert verdicts(text) == ["skipped", "proved if", "refuted"]


def test_what_may_be_a_condition_is_not_refuted_by_itself():
    first, second = verdicts("$$H(X|Y) = 0 \\implies H(X) \\le H(Y)$$\n")
    assert first == "refuted unless" and second in ("refuted unless", "proved")


@pytest.mark.parametrize("words", ["for $w \\in [0,1]$.", "for all $w \\in [0, 1]$"])
def test_a_paragraph_that_goes_on_behind_a_display_is_of_that_display(words):
    mixed = "H(w p + (1-w) q) \\ge w H(p) + (1-w) H(q)"
    text = f"Let $p$ and $q$ be laws.\n\n$$ {mixed} $$\n{words}\n\n$$ w^2 \\ge 0 $$\n"
    found = check_notes("n.md", text=text, notation=NotesSettings())
    first, second = (c.steps[0] for c in found.chains)
    assert first.verdict == "proved"
    assert [r.line for r in first.rests_on_text] == [4]
    assert second.rests_on_text == ()


def test_capitals_within_words_are_variables():
    from tests.notes.verdicts import one

    found = one("", r"I(X;Y) = 0 \text{ if X and Y are independent}")
    assert found.verdict == "proved if"
    assert [r.condition for r in found.rests_on_text] == ["$X$ and $Y$ are independent"]
    assert one("", r"I(X;Y) = 1 \text{ if X and Y are independent}").verdict.startswith("refuted")
    assert one("", r"I(X;Y) = 0 \text{ if I am right}").verdict == "refuted unless"
