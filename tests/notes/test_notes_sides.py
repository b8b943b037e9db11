"""Conditions beside a claim: on its letters, of its quote, of no name; and where they end."""

import pytest

from tests.notes.verdicts import FALSE, TRUE, one, steps

SOFTMAX = (
    "Let $z_i$ be real numbers and put\n\n$$ a_i = \\frac{e^{z_i}}{\\sum_k e^{z_k}} $$\n\nThen"
)
SLOPE = r"\frac{\partial a_j}{\partial z_i}"
APART, SAME = "-a_i a_j", "a_i(1 - a_i)"


@pytest.mark.parametrize(
    "behind", [r", \quad i {}", r"\quad\text{{if }} i {}", r"\quad (i {})", r" \text{{ for }} i {}"]
)
def test_a_condition_on_letters_behind_a_display_is_its_hypothesis(behind):
    apart, same = behind.format(r"\neq j"), behind.format("= j")
    for value, where, verdicts in (
        (APART, apart, TRUE),
        (SAME, same, TRUE),
        (SAME, apart, FALSE),
        (APART, same, FALSE),
        (APART, "", FALSE),
    ):
        step = one(SOFTMAX, f"{SLOPE} = {value}{where}")
        assert step.verdict in verdicts, (value, where)
        if step.verdict in TRUE:
            assert "j" in step.rests_on_text[-1].quote


@pytest.mark.parametrize("lead", ["For $i {} j$,", "If $i {} j$, we have", "When $i {} j$"])
def test_a_condition_on_letters_before_a_display_is_its_hypothesis(lead):
    before = SOFTMAX.removesuffix("Then")
    apart, same = (before + lead.format(rel) for rel in (r"\neq", "="))
    assert one(apart, f"{SLOPE} = {APART}").verdict in TRUE
    assert one(same, f"{SLOPE} = {SAME}").verdict in TRUE
    assert one(apart, f"{SLOPE} = {SAME}").verdict in FALSE
    assert one(same, f"{SLOPE} = {APART}").verdict in FALSE


def test_a_condition_on_letters_holds_in_its_display_and_row_alone():
    text = f"{SOFTMAX}\n\n$$ {SLOPE} = {APART}, \\quad i \\neq j $$\n\nso that\n\n"
    assert steps(f"{text}$$ {SLOPE} = {APART} $$")[-1].verdict in FALSE
    tail = f"{SOFTMAX}\n\n$$ {SLOPE} = {SAME} $$\n\nfor $i = j$, and\n\n$$ {SLOPE} = {APART} $$\n"
    found = [s.verdict for s in steps(tail)][-2:]
    assert found[0] in TRUE and found[1] in FALSE
    cells = rf"{SLOPE} &= {SAME} & i = j \\ {SLOPE} &= {APART} & i \neq j"
    _, *made = steps(f"{SOFTMAX}\n\n\\begin{{align}} {cells} \\end{{align}}")
    assert len(made) == 2 and all(s.verdict in TRUE for s in made)
    rows = rf"{SLOPE} &= {SAME}, \quad i = j \\ {SLOPE} &= {APART}, \quad i \neq j"
    for made, verdicts in ((rows, TRUE), (rows.replace(r"\neq", "="), FALSE)):
        aligned = rf"\begin{{aligned}} {made} \end{{aligned}}"
        assert one(SOFTMAX, aligned).verdict in verdicts


def test_conditions_that_exclude_each_other_prove_nothing():
    claim = rf"{SLOPE} = 7, \quad i \neq j, \quad i = j"
    assert one(SOFTMAX, claim).verdict not in TRUE
    for claim in (f"{SLOPE} = 7", f"{SLOPE} = {SAME}"):
        text = SOFTMAX.removesuffix("Then") + "For $i = j$ it is one thing, and for $i \\neq j$"
        assert one(text, claim).verdict not in TRUE


def test_a_condition_on_letters_is_no_relation_and_one_that_cannot_be_said_is_named():
    found = steps(f"{SOFTMAX}\n\n$$ {SLOPE} = {SAME}, \\quad i = j $$\n")
    assert len(found) == 2
    step = one("", r"H(X,Y) = H(X), \quad i \neq j")
    assert step.verdict == "refuted unless" and "neq j" in step.why


def test_words_in_brackets_behind_a_row_are_its_hypothesis():
    words = r"H(X,Y) = H(X) + H(Y) \quad \text{(if $X$ and $Y$ are independent)}"
    assert one("", words).verdict == "proved if"
    assert one("", words.replace("+ H(Y)", "- H(Y)")).verdict in FALSE


@pytest.mark.parametrize(
    "freed",
    ["Let $q(z)$ be any distribution. Then", "For any $q(z)$ we have", "Now let $q$ be arbitrary:"],
)
def test_a_display_that_defines_a_name_does_not_outlive_any(freed):
    text = f"## One\n\n$$ q(z) = p(z|x) $$\n\nso that\n\n{{}}\n\n## Two\n\n{freed}\n\n{{}}\n"
    zero = r"$$ KL(q(z)\|p(z|x)) = 0 $$"
    before, after = (s.verdict for s in steps(text.format(zero, zero))[-2:])
    assert before in TRUE and after in FALSE
    bound = zero.replace("= 0", r"\ge 0")
    assert all(s.verdict in TRUE for s in steps(text.format(bound, bound))[-2:])
    kept = text.replace(freed, "Again,").format(zero, zero)
    assert steps(kept)[-1].verdict in TRUE


def test_a_proof_in_the_next_quote_has_the_hypotheses_of_the_lemma():
    claim = "$$ H(X) - H(X|Y,Z) = H(X) - H(X|Y) $$"
    lemma = r"> **Lemma.** Let $X{\bot}Z|Y$."
    for proof in ("> *Proof.*\n> ", "> [!proof]-\n> ", "> *Proof.* As said,\n>\n> "):
        (step,) = steps(f"{lemma}\n\n{proof}{claim}\n")
        assert step.verdict in TRUE, proof
        (step,) = steps(f"{lemma}\n\n{proof}{claim.replace('|Y) $', ') $')}\n")
        assert step.verdict in FALSE, proof
    for other in ("> **Lemma 2.** As said,\n> ", "Elsewhere\n\n> *Proof.*\n> "):
        assert steps(f"{lemma}\n\n{other}{claim}\n")[-1].verdict in FALSE


def test_what_a_sentence_says_of_any_such_variables_makes_it_unless():
    claim = "H(Z_1,Z_2) = H(Z_1) + H(Z_2)"
    said = "The entropy of a pair of independent random variables is their sum."
    step = one(said, claim)
    assert step.verdict == "refuted unless" and said in " ".join(step.assumed)
    assert one("The entropy of a pair of variables is their sum.", claim).verdict == "refuted"
    assert one(f"{said}\n\nNow for any other variables", claim).verdict in FALSE


@pytest.mark.parametrize(
    "ends",
    [
        "This need not hold without the Markov property: let $Z = X + Y$ and",
        "Without the Markov assumption for $X$ and $Y$ this fails:",
    ],
)
def test_what_need_not_hold_without_an_assumption_is_said_without_it(ends):
    claim = "\n\n$$ I(X;Z) \\le I(X;Y) $$\n\n"
    first = f"Suppose $X \\to Y \\to Z$. Then{claim}"
    one_, other = (s.verdict for s in steps(f"{first}{ends}{claim}"))
    assert one_ == "proved if" and other in FALSE
    assert [s.verdict for s in steps(f"{first}and so{claim}")] == ["proved if", "proved if"]
