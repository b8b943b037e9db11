"""A file of notes from its text to what is said of each relation."""

import pytest

from derive.derivation.limits import Limits
from derive.language.names import DeriveError
from derive.notes import recorded
from derive.notes.check import check_notes
from derive.notes.settings import NOTHING, load, settings_of
from derive.numeric import Settings

QUICK = Settings(trials=60)


def noted(text, path="n.md", notation=NOTHING):
    return check_notes(path, QUICK, Limits(20), text=text, notation=notation)


def steps(text, **more):
    return [s for c in noted(text, **more).chains for s in c.steps]


def verdicts(text, **more):
    return [s.verdict for s in steps(text, **more)]


NOTES = r"""
# Information

Let $X$ and $Y$ be random variables.

$$
\begin{aligned}
I(X;Y) &= H(X) - H(X|Y) \\
&= H(X) + H(Y) - H(X,Y) \\
&\le H(X|Y)
\end{aligned}
$$

It is not negative, and bounded:

$$ 0 \le I(X;Y) \le H(X) $$

$$ \frac{ $$
"""


def test_each_printed_relation_has_one_record_in_the_order_of_the_text():
    found = noted(NOTES)
    made = [s for c in found.chains for s in c.steps]
    assert [s.verdict for s in made][:5] == ["proved", "proved", "refuted", "proved", "proved"]
    assert [s.line for s in made] == sorted(s.line for s in made)
    assert made[5].verdict == "unread" and made[5].why
    assert [(s.rel, s.latex_rhs) for s in made[:3]] == [
        ("=", "H(X) - H(X|Y)"),
        ("=", "H(X) + H(Y) - H(X,Y)"),
        ("<=", "H(X|Y)"),
    ]
    assert found.chains[0].title == "Information" and found.seconds > 0


def test_a_refuted_step_has_a_counterexample_and_what_would_be_true():
    (*_, wrong) = steps("$$ H(X) \\le H(X|Y) $$")
    assert wrong.verdict == "refuted" and wrong.counterexample and wrong.axioms == ()
    assert wrong.true == "≥ holds: H(X) ≥ H(X | Y)"


def test_what_the_text_assumes_is_named_with_its_line():
    text = "Suppose that $X \\to Y \\to Z$.\n\n$$ I(X;Z) \\le I(X;Y) $$\n"
    (step,) = steps(text)
    (rested,) = step.rests_on_text
    assert step.verdict == "proved if"
    assert (rested.line, rested.quote) == (1, "Suppose that $X \\to Y \\to Z$.")
    assert verdicts("$$ I(X;Z) \\le I(X;Y) $$") == ["refuted"]


def test_an_assumption_can_be_struck_out_and_another_added():
    text = "Suppose that $X \\to Y \\to Z$.\n\n<!-- derive: {} -->\n\n$$ I(X;Z) \\le I(X;Y) $$\n"
    assert verdicts(text.format("not [1]")) == ["refuted"]
    assert verdicts(text.format('not "suppose that"')) == ["refuted"]
    added = "<!-- derive: assume Markov(X, Y, Z) -->\n\n$$ I(X;Z) \\le I(X;Y) $$\n"
    (step,) = steps(added)
    assert step.verdict == "proved" and step.rests_on_text[0].line == 1


def test_directives_skip_and_expect():
    text = "<!-- derive: expect refuted -->\n\n$$ H(X) \\le H(X|Y) $$\n"
    (step,) = steps(text)
    assert (step.verdict, step.expect) == ("refuted", "refuted")
    skipped = "<!-- derive: skip -->\n\n$$ H(X) \\le H(X|Y) $$\n\n$$ H(X) \\ge 0 $$\n"
    assert [s for s in verdicts(skipped) if s != "skipped"] == ["proved"]


def test_what_stands_beside_an_arrow_may_be_a_condition():
    found = verdicts("$$ H(X|Y) = H(X) \\implies I(X;Y) = 0 $$")
    assert "refuted" not in found
    one, other = steps("$$ H(X|Y) = H(X) \\iff I(X;Y) = 0 $$")
    assert one.verdict == other.verdict == "proved if"
    assert one.assumed == ("I(X;Y) = 0, the other side of ⇔",)


def test_a_name_that_is_not_to_be_read_silences_its_relations():
    text = "<!-- derive: \\Phi is not read -->\n\n$$ H(X) = \\Phi(X) $$\n\n$$ H(X) \\ge 0 $$\n"
    assert verdicts(text) == ["skipped", "proved"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n<!-- derive: asume Markov(X, Y, Z) -->\n", "line 2: the directive"),
        ("<!-- derive: not [7] -->\n", "no such assumption"),
    ],
)
def test_a_directive_that_is_not_read_is_told_with_its_line(text, says):
    with pytest.raises(DeriveError, match=says.replace("[", r"\[")):
        noted(text)


def test_an_exception_in_one_relation_is_told_and_the_others_are_decided(monkeypatch):
    def decide(checking, readings, sides):
        if readings[0].step.rel == ">=":
            raise ZeroDivisionError("as a test")
        return true(checking, readings, sides)

    true = recorded.decide
    monkeypatch.setattr(recorded, "decide", decide)
    first, second = steps("$$ H(X) \\ge 0 $$\n\n$$ H(X) = H(X) $$\n")
    assert first.verdict == "open" and "ZeroDivisionError" in first.why
    assert second.verdict == "proved"


def test_derive_toml_says_names_and_macros():
    text = "$$ \\Ex{x \\sim p} f(x) = \\sum_x p(x) f(x) $$"
    table = {"macros": {"\\Ex": "\\mathbb{E}_{#1}"}, "names": {"p": "law"}}
    said = settings_of(table, "derive.toml")
    (step,) = steps(text, notation=said)
    assert step.verdict == "proved"
    assert verdicts(text) == ["unread"]


def test_a_base_that_is_said_holds():
    text = "$$ \\sum_x p(x) \\log 2 = 1 $$"
    (free,) = steps(text)
    assert free.verdict != "proved"
    (step,) = steps(text, notation=settings_of({"log": 2}, "derive.toml"))
    assert step.verdict == "proved"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"logs": 2}, "Did you mean log?"),
        ({"log": 3}, "expected one of free, 2, e, 10"),
        ({"names": {"p": 2}}, "expected a table of texts"),
        (3, "expected a table"),
    ],
)
def test_mistakes_in_derive_toml_are_told(table, says):
    with pytest.raises(DeriveError) as caught:
        settings_of(table, "derive.toml")
    assert says in str(caught.value)


def test_derive_toml_is_read_from_a_file(tmp_path):
    path = tmp_path / "derive.toml"
    assert load(path) is NOTHING
    path.write_text('[notes]\nlog = "2"\n[notes.names]\n"x_i" = "sample"\n')
    assert (load(path).log, dict(load(path).names)) == ("2", {"x_i": "sample"})
    path.write_text("[notes\n")
    with pytest.raises(DeriveError, match="Try a table"):
        load(path)


def test_notes_of_no_known_kind_and_empty_notes():
    with pytest.raises(DeriveError, match="notes are files of these kinds"):
        noted("x", path="notes.exe")
    assert noted("").chains == () and noted("# only words").chains == ()
