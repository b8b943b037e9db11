"""Which base the logarithms of a chain have, where another chain has one."""

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

CODE = r"$$ H(X) = -\sum_x p(x) \log_2 p(x) $$"


def last(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return found.chains[-1].steps[-1]


def test_a_definition_with_a_bare_logarithm_has_no_base_from_another_chain():
    loss = r"Let $\hat v_k = e^{u_k}$, and $$ R = \sum_{k=1}^n t_k \log \hat v_k $$"
    step = last(f"{CODE}\n\n{loss}\n\nso that\n\n" r"$$ R = \sum_{k=1}^n t_k u_k $$")
    assert step.verdict == "proved if" and step.assumed == ("log is ln",)


def test_entropies_beside_a_base_have_it():
    step = last(f"{CODE}\n\n$$ H(X) \\le \\log_2 |\\mathcal{{X}}| $$")
    assert step.verdict == "proved" and not step.assumed


LENGTHS = r"Let $\ell_a$ be the lengths of a prefix code for letters with the probabilities $p_a$."


def test_what_fails_only_in_a_base_that_nobody_means_is_not_refuted():
    step = last(LENGTHS + "\n\n" + r"$$ \sum_a p_a \ell_a \ge -\sum_a p_a \log p_a $$")
    assert step.verdict == "proved if" and step.assumed == ("log is log₂",)
    assert ("log₂", "proved") in step.alternatives and not step.counterexample


def test_what_fails_for_both_bases_that_are_meant_stays_refuted():
    step = last(LENGTHS + "\n\n" + r"$$ \sum_a p_a \ell_a \ge -2 \sum_a p_a \log p_a $$")
    assert step.verdict == "refuted unless" and step.counterexample


def test_a_definition_further_down_says_nothing_of_the_base():
    bound = r"$$ H(X) + \frac1n R \le \log_2 |\mathcal{X}| + \frac1n R $$"
    below = r"Let $$ R = \sum_{k=1}^n t_k \log v_k $$"
    text = f"{CODE}\n\n{bound}\n\n{below}"
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    (step,) = found.chains[1].steps
    assert step.verdict == "proved" and not step.assumed
