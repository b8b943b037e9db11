"""Every printed relation has its entry, whatever its sign is and however it is written."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from derive.notes.blocks import Display
from derive.notes.chaining import chains_of
from derive.notes.chains import Chain, Unread
from derive.notes.facts.grids import is_law
from derive.notes.find import find
from derive.notes.source import NotRead
from derive.notes.tex import lexemes_of
from derive.notes.tex.environments import opened
from derive.notes.tex.levels import levels
from derive.notes.tex.relations import ARROWS, JOINERS, is_relation
from tests.notes.verdicts import FALSE, TRUE, steps

STRANGE = [
    r"\not\geq", r"\not\leq", r"\not\leqslant", r"\ngeq", r"\nleq", r"\not\gg", r"\nsim",
    r"\lesssim", r"\gtreqless", r"\lhd", r"\not\simeq", r"\stackrel{?}{=}",
]  # fmt: skip


@pytest.mark.parametrize("sign", STRANGE)
def test_a_sign_that_is_not_read_is_named(sign):
    (step,) = steps(f"$$ D(p\\|q) {sign} 0 $$\n")
    assert step.verdict == "unread"
    assert step.why and "expected one of" not in step.why


@pytest.mark.parametrize(
    "display",
    [
        r"<p>\[ I(X;Y) &le; H(X) \]</p>",
        r"<p>\[ I(X;Y) ≤ H(X) \]</p>",
        r"<p>Then \[ I(X;Y) &le; H(X) \] and so on.</p>",
        r"<p>\[ H(X) &ge; I(X;Y) \]</p>",
    ],
)
def test_signs_of_html(display):
    (step,) = steps(f"<html><body>{display}</body></html>", "n.html")
    assert step.verdict in TRUE


HERE = Path(__file__).parent
DOCUMENTS = sorted(
    path
    for folder in ("corpus", "attacks", "unseen")
    for path in (HERE / folder).rglob("*")
    if path.suffix in (".md", ".tex", ".ipynb", ".html", ".qmd")
)


def lost(document):
    """The relations in no bracket of its displays that stand in no chain, in no condition of one,
    and in nothing that is said not to be read."""
    told = {}
    for item in chains_of(document):
        if isinstance(item, Chain):
            spans = [*(s.span for s in item.signs), *(t.span for t in item.after)]
            told.setdefault(item.block, set()).update(s.start for s in spans)
        elif isinstance(item, Unread):
            places = range(item.span.start, item.span.end)
            told.setdefault(item.block, set()).update(places)
    for number, block in enumerate(document.blocks):
        if not isinstance(block, Display) or is_law(block.body.text):
            continue
        try:
            lexemes = opened(lexemes_of(block.body.text, document.macros))
        except NotRead:
            continue
        for x, depth in zip(lexemes, levels(lexemes), strict=True):
            at = block.body.span(x.start, x.end).start
            counts = is_relation(x) and x.text not in JOINERS and x.text not in ARROWS
            if depth == 0 and counts and at not in told.get(number, ()):
                yield block.body.text, x.text


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_no_relation_of_a_document_is_lost(path):
    assert not list(lost(find(str(path))))


SIDES = ("H(X)", "I(X;Y)", r"\log \frac{a}{b}", r"\sum_{i=1}^n p_i", "2", "{q}", r"\text{rate}")
SIGNS = ("=", r"\le", r"\geq", "<", r"\approx", r"\stackrel{(a)}{=}", r"\propto", ":=", r"\in")
BETWEEN = (
    r" \quad ", r" \qquad ", ", ", r" \\ ", r" \\ & ", " & ", r" \Rightarrow ", r" \because ",
    r" \text{ and } ", r" \text{(a)} ", r" \quad \text{(Kraft)} \qquad ", r" \text{ by Jensen } ",
    r" \text{ since } ", r" \quad \text{Step 2: } ", r" \leftarrow \text{expand} \\ ",
    r" \to \text{note} \quad ", r" \text{ for all } ", r" \tag{1} \qquad ", r" \quad (2) \quad ",
    r" \text{where} ", r" \text{ which is more than four words } ", r" \text{(by } ", r" \text{)} ",
    r" \text{ as } ", r" \text{ if } ", r" && \text{(b)} ", r" \forall x ", r" \boxed{3}, ", " ; ",
)  # fmt: skip


@st.composite
def spliced(draw):
    """Statements with what people write between them."""
    parts = [draw(st.sampled_from(("", r"\text{(a) }", r"\text{Gibbs: }", r"\text{for } ")))]
    for n in range(draw(st.integers(1, 4))):
        parts.append(draw(st.sampled_from(BETWEEN)) if n else "")
        parts.append(draw(st.sampled_from(SIDES)))
        for _ in range(draw(st.integers(0, 2))):
            parts += [" ", draw(st.sampled_from(SIGNS)), " ", draw(st.sampled_from(SIDES))]
    parts.append(draw(st.sampled_from(("", ".", r" \quad \text{(b)}", r" \text{ holds}"))))
    return "".join(parts)


@settings(max_examples=300, deadline=None)
@given(spliced())
@example(r"a \le b \quad \text{(a)} \qquad c \le d")
@example(r"\text{(a) } a \le b \qquad \text{(b) } c \le d")
@example(r"a \le b \text{ since } c = d")
@example(r"\text{for } a \le b")
@example(r"\text{for } a \le b \\ c")
@example(r"a \text{ (words)} = b")
def test_no_relation_is_lost_among_words(display):
    assert not list(lost(find("n.md", f"$$\n{display}\n$$\n")))


@pytest.mark.parametrize(
    "between",
    [
        r"\quad \text{(a)} \qquad", r"\quad \text{(a)}, \qquad", r"\quad \text{(always)} \quad",
        r"\text{ by conditioning} \qquad", r"\text{ (a) }", r"\qquad \text{(b) }",
        r"\quad \text{Kraft} \quad", r"\text{ by (3)} \qquad \text{(b)} \quad",
    ],
)  # fmt: skip
def test_a_statement_behind_a_label_is_judged(between):
    first, second = steps(f"$$ H(X|Y) \\le H(X) {between} H(X) \\le H(X|Y) $$\n")
    assert first.verdict in TRUE and second.verdict == "refuted"


def test_a_chain_goes_on_behind_words_for_its_side():
    (step,) = steps(r"$$ H(X) \text{ (the entropy)} = H(X) + 1 $$" + "\n")
    assert step.verdict == "refuted"


@pytest.mark.parametrize("label", [r"\text{(a) }", r"\text{Gibbs: }", r"\text{(by Jensen) }"])
def test_a_label_is_no_factor(label):
    (step,) = steps(f"$$ {label} H(X|Y) \\le H(X) $$\n")
    assert step.verdict in TRUE
    assert "text" not in step.readback_lhs


@pytest.mark.parametrize("word", ["Suppose:", "Assume:", "(suppose)", "Given:"])
def test_what_is_supposed_is_no_label(word):
    (step,) = steps(f"$$ \\text{{{word} }} H(X) = H(Y) $$\n")
    assert step.verdict not in (*TRUE, "refuted")


def test_a_relation_that_is_a_reason_has_an_entry():
    first, reason = steps(r"$$ H(X|Y) \le H(X) \text{ since } H(X) \le 0 $$" + "\n")
    assert first.verdict in TRUE
    assert reason.verdict == "unread" and "words" in reason.why


@pytest.mark.parametrize(
    "display",
    [
        r"(H(X) \le H(X|Y))",
        r"\begin{cases} H(X|Y) \le H(X) \\ H(X) \le H(X|Y) \end{cases}",
        r"\left\{ \begin{array}{l} H(X|Y) \le H(X) \\ H(X) \le H(X|Y) \end{array} \right.",
    ],
)
def test_relations_in_brackets_have_an_entry(display):
    (step,) = steps(f"$$ {display} $$\n")
    assert step.verdict == "unread" and "system" in step.why


def test_a_condition_alone_has_an_entry():
    (step,) = steps(r"$$ \text{if } H(X) \le H(X|Y) $$" + "\n")
    assert step.verdict == "unread"


@pytest.mark.parametrize("arrow", [r"\leftarrow", r"\gets", r"\longleftarrow", r"\rightarrow"])
def test_an_arrow_to_words_says_nothing(arrow):
    display = f"&I(X;Y) {arrow} \\text{{use the second result}} \\\\ &= H(X) + H(X|Y)"
    *_, step = steps(f"$$\n\\begin{{aligned}}\n{display}\n\\end{{aligned}}\n$$\n")
    assert step.verdict in FALSE


def test_an_assignment_is_none_of_words():
    (step,) = steps(r"$$ \theta \leftarrow \theta - \eta \nabla L $$" + "\n")
    assert step.verdict == "skipped"


@pytest.mark.parametrize(
    "side",
    [r"10 - 6R \text{ dB}", r"6R\,\text{dB}", r"\frac{R}{2} \text{ symbols}", r"3 \text{ kHz}"],
)
def test_a_unit_is_no_factor(side):
    (step,) = steps(f"$$ 10 - 2R \\times 3 = {side} $$\n")
    assert step.verdict == "unread" and "unit" in step.why


def test_a_word_with_a_bracket_or_no_blank_stays_a_name():
    assert steps(r"$$ 2 \text{ KL}(p \| q) \ge 0 $$" + "\n")[0].verdict in TRUE
    named = r"$$ \text{loss} + 1 = 1 + \text{loss} $$"
    assert steps(named + "\n")[0].verdict in TRUE
