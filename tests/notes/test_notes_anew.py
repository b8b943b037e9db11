"""L of one section, and another L of the next."""

from tests.notes.verdicts import FALSE, TRUE, steps

FIRST = """# Two classes

$$ L = -(t \\log a + (1 - t) \\log(1 - a)) $$

# Many classes

$$ g_k = \\frac{e^{s_k}}{\\sum_m e^{s_m}} $$

$$ L = -\\sum_m t_m \\log g_m $$

"""


def test_what_follows_is_about_its_own_sections_loss():
    given = FIRST + "Suppose that $\\sum_m t_m = 1$.\n\n"
    right = steps(given + r"$$ \frac{\partial L}{\partial s_k} = g_k - t_k $$")
    assert right[-1].verdict in TRUE
    assert right[-2].verdict in FALSE  # it may be meant as a claim about the first
    wrong = steps(given + r"$$ \frac{\partial L}{\partial s_k} = t_k - g_k $$")
    assert wrong[-1].verdict in FALSE


def test_the_first_holds_in_its_own_section():
    slope = "$$ \\frac{dL}{da} = \\frac{1-t}{1-a} - \\frac{t}{a} $$"
    within = FIRST.replace("# Many", f"{slope}\n\n# Many")
    assert steps(within)[1].verdict in TRUE


def test_what_says_the_same_with_the_same_names_is_a_claim():
    right, wrong = "$$ F = \\sum_u p(u) f(u) $$", "$$ F = -\\sum_u p(u) f(u) $$"
    found = steps(f"# A\n\n{right}\n\n# B\n\n{wrong}\n\n{right}")
    assert found[1].verdict in FALSE and found[2].verdict == "proved"


CHOSEN = r"""The loss is

$$ L(p) = - \log p_i \text{ where } y_i = 1. $$

"""


def test_a_loss_is_defined_once_more():
    again = "We can also define the loss function as\n\n$$ L(p) = - \\sum_i y_i \\ln p_i $$\n\n"
    slope = r"$$ \frac{\partial L}{\partial p_j} = - \frac{y_j}{p_j} $$"
    found = steps(CHOSEN + again + slope)
    assert [s.verdict for s in found] == ["definition"] * 3 + ["proved if"]
    found = steps(CHOSEN + again.replace("also define the loss function as", "write"))
    assert found[-1].verdict != "definition"
    assert steps(CHOSEN + again + slope.replace("- ", ""))[-1].verdict in FALSE
