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
