"""Braces below a part of a formula that give it a name, which later displays use."""

import pytest

from derive.derivation.limits import Limits
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING
from derive.numeric import Settings

BOUND = (
    r"$$ \log p(x) = \underbrace{{\mathbb{{E}}_{{q}}\left[\log \frac{{p(x,z)}}{{q(z)}}\right]}}"
    r"_{{{}}} + D(q(z) \| p(z|x)) $$"
)


def steps(text):
    found = check_notes("n.md", Settings(trials=60), Limits(20), text=text, notation=NOTHING)
    return [s for c in found.chains for s in c.steps]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        (r"\text{ELBO}", r"\text{ELBO}"),
        (r"\mathcal{L}(q)", r"\mathcal{L}(q)"),
        (r"\mathrm{ELBO}(q)", r"\text{ELBO}(q)"),
    ],
)
def test_what_the_brace_calls_it_is_what_it_is(label, name):
    bound, below, above = steps(
        f"{BOUND.format(label)}\n\n$$ \\log p(x) \\ge {name} $$\n\n$$ \\log p(x) \\le {name} $$\n"
    )
    assert bound.verdict == "proved if"
    assert below.verdict == "proved if" and below.rests_on_text
    assert above.verdict.startswith("refuted")


@pytest.mark.parametrize("label", [r"\text{a bound}", r"\ge 0", r"\text{gap}_1", "c"])
def test_words_and_remarks_are_no_names(label):
    (bound,) = steps(BOUND.format(label))
    assert bound.verdict == "proved if" and not bound.rests_on_text


def test_the_name_ends_with_its_section():
    shown = BOUND.format(r"\text{ELBO}")
    text = f"# One\n\n{shown}\n\n# Two\n\n$$ \\log p(x) \\ge \\text{{ELBO}} $$\n"
    assert not steps(text)[-1].verdict.startswith("proved")


def test_a_brace_that_is_never_closed_is_not_read():
    found = steps("$$ 1 = \\underbrace{1 $$\n\n$$ 1 = \\underbrace{1}_{X} $$\n")
    assert found[-1].verdict == "proved"
    assert all(s.verdict == "unread" for s in found[:-1])


def test_a_label_of_words_needs_no_braces():
    rest = r"\underbrace{\log p(x|y)}_\text{rest}"
    text = rf"$$ \underbrace{{\log p(x, y)}}_\text{{joint}} = \log p(y) + {rest} $$"
    (found,) = steps(text)
    assert found.verdict in ("proved", "proved if")
    (found,) = steps(text.replace("+", "-"))
    assert found.verdict in ("refuted", "refuted unless")
