"""What is said in one section, and what another section makes of it."""

from tests.notes.verdicts import TRUE, steps

LOSS = "$$ L = -[y \\log a + (1-y) \\log(1-a)] $$"
SQUARES = "$$ L_{\\text{MSE}} = \\frac1N \\sum_{i=1}^N (y_i - z_i)^2 $$"
SOFTMAX = "$$ L = -\\sum_{i=1}^C y_i \\log z_i $$"


def test_a_name_that_the_text_gave_a_meaning_for_its_section_may_be_given_one_anew():
    said = f"## One\n\nLet $L = \\sum_x p(x)$.\n\n## Two\n\n{LOSS}"
    assert steps(said)[-1].verdict == "definition"
    assert steps(f"Let $L = \\sum_x p(x)$.\n\n{LOSS}")[-1].verdict != "definition"


def test_a_goal_says_what_names_are_in_the_sections_behind_it():
    goal = "## Goal\n\n$$ \\frac{dL}{dz} = a - y $$\n\nwhere\n\n- $a = \\sigma(z)$,\n"
    goal += "- $L = -[y \\log a + (1-y) \\log(1-a)]$."
    right = steps(f"{goal}\n\n## Steps\n\n$$ \\frac{{da}}{{dz}} = a(1-a) $$")[-1]
    wrong = steps(f"{goal}\n\n## Steps\n\n$$ \\frac{{da}}{{dz}} = a(1+a) $$")[-1]
    assert right.verdict in TRUE and wrong.verdict not in TRUE
    other = goal.replace("## Goal", "## Logistic regression")
    last = steps(f"{other}\n\n## Steps\n\n$$ \\frac{{da}}{{dz}} = a(1-a) $$")[-1]
    assert last.verdict == "unread"


def test_l_with_a_mark_is_not_l():
    found = steps(f"## Squares\n\n{SQUARES}\n\n## Softmax\n\n{SOFTMAX}")
    assert [s.verdict for s in found] == ["definition", "definition"]


def test_what_a_later_section_says_of_a_name_tells_nothing_of_an_earlier_one():
    two = "$$ L = -[y \\log p + (1-y) \\log(1-p)] $$"
    more = "$$ L = -\\sum_{k=1}^K y_k \\log p_k $$"
    first = steps(f"## Two classes\n\n{two}\n\n## More classes\n\n{more}")[0]
    assert first.verdict == "definition"


def test_lengths_of_lists_are_told_apart_by_their_sections_alone():
    both = f"{SQUARES}\n\n$$ M = \\sum_{{i=1}}^C y_i $$"
    assert [s.verdict for s in steps(both)][-1] == "unread"


def test_an_index_of_two_laws_that_are_made_of_others_runs_over_one_alphabet():
    said = (
        "The gradient is\n\n$$ \\frac{\\partial C}{\\partial z_i} = \\frac1T (q_i - p_i) $$\n\n"
        "where:\n"
        "- $C = -\\sum_i p_i \\ln q_i$ is the loss,\n"
        "- $p_i = \\frac{e^{v_i/T}}{\\sum_j e^{v_j/T}}$ (the teacher),\n"
        "- $q_i = \\frac{e^{z_i/T}}{\\sum_j e^{z_j/T}}$ (the student)"
    )
    assert steps(said)[0].verdict in TRUE
    assert steps(said.replace("q_i - p_i", "p_i - q_i"))[0].verdict not in (*TRUE, "unread")
