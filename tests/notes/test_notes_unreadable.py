"""A display that says of a name what is not read: the rest of the notes is read all the same."""

from tests.notes.verdicts import FALSE, TRUE, steps

SAID = r"$$ h_i = P(w_{t+1} = i \mid w_{\le t}, c_{<t}) $$" + "\n\n"
BOTH = SAID.replace(" $$", r" = \frac{e^{u_i}}{\sum_j e^{u_j}} $$")


def test_what_holds_whatever_it_is_is_proved():
    claim = r"\sum_i h_i (1 - h_i) = \sum_i h_i - \sum_i h_i^2"
    assert steps(f"{SAID}$$ {claim} $$")[-1].verdict in TRUE


def test_what_fails_so_is_refuted_unless_that_says_otherwise():
    found = steps(rf"{SAID}$$ \sum_i h_i^2 = 7 $$")[-1]
    assert found.verdict == "refuted unless" and "what line" in found.why


def test_what_it_is_said_to_be_besides_is_taken_and_named():
    claim = r"\frac{\partial h_j}{\partial u_i} = h_j (\delta_{ij} - h_i)"
    found = steps(f"{BOTH}$$ {claim} $$")[-1]
    assert found.verdict == "proved if" and any("has next" in a for a in found.assumed)
    wrong = steps(f"{BOTH}$$ {claim.replace('- h_i', '- h_j')} $$")[-1]
    assert wrong.verdict in FALSE and wrong.verdict != "refuted"


def test_the_display_itself_stays_unread():
    assert steps(SAID)[0].verdict in ("unread", "definition")
