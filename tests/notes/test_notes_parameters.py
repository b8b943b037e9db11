"""Names that are defined with letters behind a semicolon, or with a parameter as a subscript."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

LAWS = r"Let $r_\theta(u, v)$ be a joint distribution, and $q_\phi(v|u)$ any distribution over $v$."
BOUND = (
    r"\mathbb{E}_{q_\phi(v|u)}[\log r_\theta(u|v)]"
    r" - D_{\mathrm{KL}}(q_\phi(v|u)\,\|\,r_\theta(v))"
)


def steps(*chains):
    text = "\n\nand so\n\n".join(f"$$ {c} $$" for c in chains)
    found = check_notes(
        "n.md", Settings(trials=60), Limits(20), text=f"{LAWS}\n\n{text}", notation=NOTHING
    )
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize("name", [r"J(\theta,\phi;u)", r"J_{\theta,\phi}(u)"])
@pytest.mark.parametrize(("sign", "verdict"), [("-", "proved if"), ("+", "refuted")])
def test_what_is_defined_is_used(name, sign, verdict):
    relation = (
        rf"{name} = \log r_\theta(u) {sign} "
        r"D_{\mathrm{KL}}(q_\phi(v|u)\,\|\,r_\theta(v|u))"
    )
    made = steps(rf"{name} := {BOUND}", relation)
    first, second = (s.verdict for s in made)
    assert first == "definition" and second.startswith(verdict)  # "refuted unless" too


def test_at_another_letter_it_is_another_value():
    made = steps(r"J(\theta;u) := \log r_\theta(u)", r"J(\theta;u') = \log r_\theta(u)")
    assert made[-1].verdict == "refuted"
    made = steps(r"J(\theta;u) := \log r_\theta(u)", r"J(\theta;u') = \log r_\theta(u')")
    assert made[-1].verdict == "proved if"


def test_another_value_of_the_parameter_is_no_new_name():
    made = steps(r"J_\theta(u) := \log r_\theta(u)", r"J_{\theta'}(u) = \log r_\theta(u)")
    assert made[-1].verdict == "refuted"
