"""Short texts that say in their own ways how long a thing holds, and what may be said then."""

import pytest

from tests.notes.scoped import APART, BAD, SUM, verdicts

GOOD = ("proved",)
CASE = ("proved if",)
UNSURE = ("refuted unless",)
NOT_PROVED = (*BAD, "open", "unread")
_LOST = "| H(X|Y) = 0"

TEXTS = {
    "a paragraph of make-believe": [
        "Pretend, just for this paragraph, that the coins $X$ and $Y$ are independent. We then get",
        (SUM, (*CASE, *UNSURE)),
        "Real coins are glued together, so back in the real world",
        (APART, NOT_PROVED),
    ],
    "exercises by number": [
        "1. Let $X$ and $Y$ be independent. Show",
        (APART, GOOD),
        "2. Show that",
        (APART, ("refuted",)),
    ],
    "two hypotheses": [
        "Under $\\mathcal{H}_0$, $X$ and $Y$ are independent.",
        (APART, CASE),
        "Under $\\mathcal{H}_1$ they are coupled.",
        (APART, BAD),
    ],
    "two kinds": [
        "There are two kinds of pairs. In the first kind, $X$ and $Y$ are independent and",
        (APART, CASE),
        "In the second kind, they are not, and",
        (APART, BAD),
    ],
    "two extremes": [
        "When the channel is useless, $X$ and $Y$ are independent:",
        (APART, CASE),
        "When it is perfect, $X$ is a function of $Y$:",
        (_LOST, CASE),
        "Most channels lie between these extremes. There",
        (_LOST, BAD),
        (APART, BAD),
    ],
    "somebody else's words": [
        'A student writes: "Let $X$ and $Y$ be independent." That is not given! All one has is',
        (APART, UNSURE),
    ],
    "the words of the text": [
        'What a "fair" pair is: $X$ and $Y$ are independent. So',
        (APART, GOOD),
    ],
    "history": [
        "Shannon first treated a source whose letters $X$ and $Y$ are independent. For later ones",
        (SUM, UNSURE),
    ],
    "a source of one's own": [
        "Consider a source whose letters $X$ and $Y$ are independent.",
        (SUM, GOOD),
    ],
    "a warning": [
        "Beware of assuming that $X$ and $Y$ are independent.",
        (APART, UNSURE),
        "Do not take $X$ and $Y$ to be independent.",
        (APART, UNSURE),
    ],
    "until further notice": [
        "Let $X$ and $Y$ be independent.",
        (APART, GOOD),
        "From this point on correlations are allowed.",
        (APART, UNSURE),
    ],
    "a name overloaded": [
        "Let $Y = f(X)$.",
        ("| H(Y|X) = 0", GOOD),
        "By abuse of notation, $Y$ will now stand for the noisy output of a channel from $X$.",
        ("| H(Y|X) = 0", UNSURE),
    ],
    "one supposition in place of another": [
        "Suppose first",
        ("| H(X|Y) = 0.", ("skipped",)),
        "We get",
        ("| I(X;Y) = H(X)", CASE),
        "Suppose instead",
        ("| H(Y|X) = 0.", ("skipped",)),
        "Then",
        ("| I(X;Y) = H(X)", UNSURE),
        ("| I(X;Y) = H(Y)", CASE),
    ],
    "provided that": [
        "Provided $X$ and $Y$ are independent, all is easy.",
        (APART, CASE),
    ],
    "a theorem and an example": [
        "**Theorem 3.** Suppose that $X$ and $Y$ are independent. Then",
        (SUM, CASE),
        "*Proof.* We have",
        (APART, CASE),
        "This completes the proof.\n\n**Example.** Two dice.",
        (SUM, UNSURE),
    ],
    "in general, but here": [
        "Let $X$ and $Y$ be independent. As always, we write $H$ for the entropy.",
        (APART, GOOD),
        "In general we expect less than equality; here indeed",
        (SUM, GOOD),
    ],
    "conditions behind": [
        "Now",
        (SUM, CASE),
        "holds if $X$ and $Y$ are independent. Not so",
        (APART, BAD),
    ],
    "a condition both ways behind, and another": [
        "We have",
        (APART, UNSURE),
        "if and only if $X$ and $Y$ are independent, and",
        ("| H(Y|X) = 0", CASE),
        "if $Y$ is a function of $X$.",
    ],
    "excluded": [
        "We exclude the case that $X$ and $Y$ are independent.",
        (APART, UNSURE),
        "Ruling out that $X$ is a function of $Y$, we have",
        (_LOST, UNSURE),
    ],
    "too much to ask": [
        "That $X$ and $Y$ are independent is too much to ask.",
        (APART, UNSURE),
        "The hypothesis that $X$ and $Y$ are independent was rejected.",
        (APART, UNSURE),
    ],
    "the hypothesis in force": [
        "The hypothesis that $X$ and $Y$ are independent is still in force.",
        (APART, GOOD),
    ],
    "elsewhere": [
        "In contrast to the last section, where $X$ and $Y$ were independent, we see that",
        (APART, UNSURE),
    ],
    "an example and its end": [
        "For example, let $X$ and $Y$ be independent.",
        (APART, CASE),
        "Leaving the example, observe",
        (APART, BAD),
    ],
    "nested cases": [
        "Suppose $X$ and $Y$ are independent. If moreover $Y$ is a function of $X$, then",
        ("| H(Y) = 0", CASE),
        "If not, still",
        ("| H(X|Y) = H(X)", CASE),
    ],
    "a proof in cases": [
        "Let $X$ and $Y$ be independent.\n\nCase 1: $X$ is constant. Nothing to do.",
        "Case 2: $X$ is not constant. We find",
        ("| H(X|Y) = H(X)", GOOD),
        "In both cases",
        (APART, GOOD),
    ],
    "en français": [
        "Supposons que $X \\to Y \\to Z$. Alors",
        (r"| I(X;Z) \le I(X;Y)", CASE),
        "Dans le cas général,",
        (r"| I(X;Z) \le I(X;Y)", ("refuted",)),
    ],
    "what was so far": [
        "So far we had $X \\to Y \\to Z$. From here on the three form an arbitrary triple.",
        (r"| I(X;Z) \le I(X;Y)", UNSURE),
    ],
    "steps": [
        "**Step 1.** Assume $Y$ is a function of $X$.",
        ("| H(Y|X) = 0", CASE),
        "**Step 2.** Remove the assumption.",
        ("| H(Y|X) = 0", BAD),
    ],
    "an exception": [
        "Assume $X \\to Y \\to Z$ unless said otherwise.",
        (r"| I(X;Z) \le I(X;Y)", CASE),
        "Here, exceptionally, no Markov property is used.",
        (r"| I(X;Z) \le I(X;Y)", UNSURE),
    ],
    "a displayed supposition and its end": [
        "Suppose",
        ("| I(X;Y) = 0.", ("skipped",)),
        "What does this say? A joint law with this property factorizes.",
        (SUM, CASE),
        "Enough of this. Real data looks different:",
        (SUM, UNSURE),
    ],
    "cases by number": [
        "Case 1: $X$ and $Y$ are independent.",
        (APART, CASE),
        "Case 2: the rest.",
        (APART, BAD),
    ],
    "here and below": [
        "Here and below $X \\to Y \\to Z$.",
        (r"| I(X;Z) \le I(X;Y)", GOOD),
    ],
}


@pytest.mark.parametrize("name", TEXTS)
def test_how_long_it_holds(name):
    parts = TEXTS[name]
    found = verdicts(*(p if isinstance(p, str) else p[0] for p in parts))
    allowed = [p[1] for p in parts if not isinstance(p, str)]
    assert len(found) == len(allowed)
    assert all(v in a for v, a in zip(found, allowed, strict=True)), found


def test_what_a_variable_is_drawn_from_is_no_condition_that_is_not_read():
    said = "Let $X \\sim p$ and let $q$ be another distribution."
    assert verdicts(said, r"| H(X) = \mathbb{E}[\log p(X)]") == ["refuted"]


def test_a_remark_on_equality_in_prose_is_none_for_the_next_display():
    said = ("Let $p$ and $q$ be distributions.", r"| D(p\|q) \ge 0", "with equality iff $p = q$.")
    assert verdicts(*said, r"| D(p\|q) = D(q\|p)") == ["proved if", "refuted"]


def test_what_is_not_read_keeps_the_whole_section_from_being_refuted():
    said = "Let $a, b > 0$ and $a < b$."
    found = verdicts(said, "| a^2 \\ge b^2", "So", "| a^3 \\ge b^3", "Also", r"| \frac1a > \frac1b")
    assert set(found) == {"refuted unless"}
