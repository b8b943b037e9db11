"""What the text says of names."""

from dataclasses import replace

import pytest

from derive.notes.facts.english import rows
from derive.notes.facts.gather import facts_of
from tests.notes.prose import document, prose


def said(*blocks):
    """(kind, names, values) of each fact, formulas as they stand."""
    return [told(f) for f in facts_of(document(*blocks))]


def told(fact):
    return fact.kind, [n.span.text for n in fact.names], [shown(v) for v in fact.values]


def shown(node):
    return node.span.text


@pytest.mark.parametrize("row", rows(), ids=lambda r: f"{r.kind}: {r.example}")
def test_each_row_reads_its_example(row):
    names, _, values = row.about.partition(":")
    every = facts_of(document(row.example))
    found = [f for f in every if f.kind == row.kind]
    if row.kind == "bernoulli" and not found:  # read in full: X ∼ Bernoulli(λ)
        assert any(f.kind == "variable" and f.values for f in every)
        return
    assert found, row.example
    wanted = [[x.strip() for x in part.split(", ") if x.strip()] for part in (names, values)]
    if any("dots" in x for x in wanted[0]):
        wanted[0] = [names.strip()]
    if row.kind == "unit" or row.words == "[]":  # values are no formulas of the sentence
        wanted[1] = [row.example] * max(1, len(wanted[1]))
    assert any(told(f)[1:] == tuple(wanted) or list(told(f)[1:]) == wanted for f in found)


def test_each_pattern_needs_its_words():
    for row in rows():
        assert not row.regex.search("we have \ue000 and \ue001 here"), row.pattern


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Si $X \\to Y \\to Z$, alors", ("markov", ["X", "Y", "Z"], [])),
        ("Assume $X \\perp Y$.", ("independent", ["X", "Y"], [])),
        ("with $X \\perp\\!\\!\\!\\perp Z \\mid Y$", ("markov", ["X", "Y", "Z"], [])),
        ("Let $X \\sim p$.", ("variable", ["X"], ["p"])),
        ("Let $x_1, \\dots, x_n \\sim p$.", ("sample", ["x_1, \\dots, x_n"], ["p"])),
        ("Let $Y = f(X)$.", ("function", ["Y", "X"], ["f"])),
        ("for $\\lambda \\in [0,1]$", ("number", ["\\lambda"], ["0", "1"])),
        ("for $0 \\le \\lambda \\le 1$", ("number", ["\\lambda"], ["0", "1"])),
        ("suppose $|\\mathcal{X}| = n$", ("size", ["\\mathcal{X}"], ["n"])),
        ("where $q(x) > 0$ for all $x$", ("positive", ["q(x)"], [])),
        ("Si $X \\perp Y$, alors", ("independent", ["X", "Y"], [])),
        ("suppose $p \\ll q$", ("dominated", ["p", "q"], [])),
        ("Let $A = \\{x : p(x) > 0\\}$.", ("define", ["A"], ["\\{x : p(x) > 0\\}"])),
    ],
)
def test_forms_are_read_in_any_language(text, wanted):
    assert wanted in said(text)


def test_a_joint_law_that_factors_is_assumed():
    (fact,) = facts_of(document("For a channel, $p(y, z | x, w) = p(y | x) p(z | w)$:"))
    assert (fact.kind, fact.words, fact.values[0].rel) == ("holds", "factors", "=")


@pytest.mark.parametrize(
    "text",
    [
        "Assume that $q(x) > 0$ whenever $p(x) > 0$.",
        "Suppose $q(x) = 0$ implies $p(x) = 0$.",
        "provided $p(x) = 0$ wherever $q(x) = 0$",
        "We require that whenever $p(x) > 0$, also $q(x) > 0$.",
    ],
)
def test_domination_in_words(text):
    assert [f[:2] for f in said(text)] == [("dominated", ["p", "q"])]


def test_the_general_case_ends_what_is_assumed():
    let = "Suppose that $X$ and $Y$ are independent."
    assert scope_of("independent", "# A", let, "$$ a", "In general, though,", "$$ b") == (1, 3)
    assert scope_of("independent", "# A", let, "$$ a", "Without this assumption", "$$ b") == (1, 3)
    assert scope_of("independent", "# A", let, "$$ a", "It is general.", "$$ b") == (1, 5)


def test_factors_of_a_joint_law_are_laws():
    facts = facts_of(document("Two independent systems, $p_{ij} = a_i b_j$:"))
    assert [f.kind for f in facts] == ["holds", "law"]
    assert [n.base for n in facts[1].names] == ["p", "a", "b"]


def test_what_stands_beside_a_noun_is_said_of_it():
    assert ("positive", ["s_c"], []) in said("Labels $y$, target $t_c$, prediction $s_c > 0$.")


def test_kraft_and_sums_are_relations_that_are_assumed():
    (kraft,) = [f for f in facts_of(document("avec $\\sum_i 2^{-\\ell_i} \\leq 1$"))]
    assert (kraft.kind, kraft.words, kraft.values[0].rel) == ("holds", "kraft", "<=")
    (one,) = [f for f in facts_of(document("where $\\sum_i y_i = 1$")) if f.kind == "holds"]
    assert one.values[0].rel == "="


@pytest.mark.parametrize(
    "text",
    [
        "Equality holds iff $X$ and $Y$ are independent.",
        "Here $X$ and $Y$ are not independent.",
        "Are $X$ and $Y$ independent, that is $X \\perp Y$?",
        "It is positive, so $q(x) > 0$.",
        "Hence $\\sum_i 2^{-\\ell_i} \\le 1$.",
        "Suppose, for contradiction, that $X \\perp Y$.",
        "It seems that $X$ and $Y$ are independent.",
        "We have $I(X;Y) \\ge 0$ and $H(X) = H(Y)$.",
        "Then $D(p \\| q) > 0$ for all $p$.",
        "Now $n = 2$, and with $P = Q$ the second term vanishes.",
        "We use $i = 1, \\dots, n$.",
        "This says that $p(x, y) = p(x) p(y)$.",
        "It shows $s_c > 0$, and $p_{ij} = a_i b_j$.",
        "where $H(X) = \\log n$ is the maximum",
    ],
)
def test_claims_are_no_facts(text):
    kinds = {"independent", "positive", "holds", "define", "uniform", "number", "dominated"}
    assert not [f for f in said(text) if f[0] in kinds]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Let $c = \\sum_j 2^{-\\ell_j}$ and define the distribution $q_i = 2^{-\\ell_i}/c$.", 2),
        ("With $m = \\frac{1}{2}(p + q)$,", 1),
        ("where $C$ is the constant $C = a + b$", 1),
        ("The loss $L := -\\log q(x)$ is small.", 1),
        ("By this, $a = b + c$.", 0),
        ("we get $a = b + c$ and so $d = e + f$.", 0),
        ("For $p = (1/2, 1/4, 1/4)$ we have", 1),
        ("For $p = (1/2, 1/4, 1/8)$ we have", 0),
        ("and $H = -\\sum_i p_i \\log p_i$ is the entropy of the source", 1),
        ("Suppose a code for $q$, that is $\\ell_i = \\log (1/q_i)$.", 1),
        ("For a uniform model, $u(w) = 1/|V|$, we get", 1),
        ("The targets are $s(w) = (1 - t) p(w) + t u(w)$.", 1),
        ("The maximum is $C = 1 - a$.", 0),
        ("The mean is small, that is $\\ell_i = \\log (1/q_i)$.", 0),
    ],
)
def test_only_defining_words_define(text, names):
    assert len([f for f in said(text) if f[0] == "define"]) == names


def scope_of(kind, *blocks):
    (fact,) = [f for f in facts_of(document(*blocks)) if f.kind == kind]
    return fact.scope.first, fact.scope.last


def test_a_fact_holds_to_the_end_of_its_section():
    let = "Let $X \\to Y \\to Z$ hold."
    assert scope_of("markov", "## A", let, "$$ a", "### B", "text", "## C") == (1, 5)
    assert scope_of("markov", let, "# A", "text") == (0, 3)
    assert scope_of("markov", "# All", "## Notation", let, "## Main", "text") == (2, 5)
    assert scope_of("markov", "## A", "Throughout, $X \\to Y \\to Z$.", "## B") == (0, 3)


def test_one_case_holds_for_the_display_that_goes_on():
    case = "If $X$ and $Y$ are independent, then"
    assert scope_of("independent", "## A", case, "$$ a", "text", "$$ b") == (1, 3)
    assert scope_of("independent", "## A", "When $X$ and $Y$ are independent, fine.", "$$ b") == (
        1,
        2,
    )


def test_a_numbered_case_is_one():
    case = "(4) For independent $X$ and $Y$ and any $Z$,"
    assert scope_of("independent", "## A", case, "$$ a", "(5)", "$$ b") == (1, 3)


def test_a_number_of_one_remark_is_none_of_the_section():
    note = "Note for any $x > 0$, we have $\\ln x \\le x - 1$."
    assert scope_of("number", "## A", note, "$$ a", "text") == (1, 2)
    let = "For $0 \\le \\alpha \\le 1$ let $m = \\alpha p + (1 - \\alpha) q$."
    assert scope_of("number", "## A", let, "$$ a", "text") == (1, 4)
    assert scope_of("number", "## A", "For $t > 0$,", "$$ a", "text") == (1, 4)


def test_a_case_may_stand_behind_a_colon():
    case = "Entropy of a product: if $X$ and $Y$ are independent,"
    assert scope_of("independent", "## A", case, "$$ a", "text", "$$ b") == (1, 3)


def test_a_case_goes_on_where_words_join():
    case = "If $X \\to Y \\to Z$, then"
    assert scope_of("markov", "## A", case, "$$ a", "and therefore", "$$ b", "So it is.") == (1, 6)
    assert scope_of("markov", "## A", case, "$$ a", "For all others", "$$ b") == (1, 3)
    form = "We say that $X,Y,Z$ form a chain $X \\to Y \\to Z$ if"
    assert scope_of("markov", "## A", form, "$$ a", "In that case", "$$ b", "Else") == (1, 5)


def test_where_behind_a_display_holds_for_it():
    assert scope_of("positive", "text", "$$ a", "where $q(x) > 0$.", "$$ b") == (1, 3)
    assert scope_of("one-hot", "text", "$$ a", "where $y$ is one-hot.", "$$ b") == (1, 4)
    assert scope_of("define", "text", "$$ a", "where $C = a + b$.", "$$ b") == (1, 4)


def test_a_definition_holds_until_the_name_is_defined_anew():
    facts = facts_of(document("Let $c = a + b$.", "$$ 1", "Now let $c = a - b$.", "$$ 2"))
    first, second = [f for f in facts if f.kind == "define"]
    assert (first.scope.first, first.scope.last, second.scope.last) == (0, 2, 4)


def test_facts_are_numbered_and_quoted():
    facts = facts_of(document("One. Let $p$ be a distribution.", "Suppose $X \\to Y \\to Z$."))
    assert [f.number for f in facts] == list(range(1, len(facts) + 1))
    assert facts[0].quote == "Let $p$ be a distribution."
    assert facts[-1].quote == "Suppose $X \\to Y \\to Z$."


def test_what_stands_in_an_item_holds_there():
    item = prose("Suppose $X \\to Y \\to Z$.", ("item",), 4)
    assert scope_of("markov", "## A", item, prose("more", ("item",), 4), "text") == (1, 3)
    assert scope_of("markov", "## A", item, prose("another", ("item",), 5), "text") == (1, 2)
    said = prose("encoder $q(z) > 0$", ("item",), 4)
    assert scope_of("positive", "## A", said, prose("more", ("item",), 5), "text") == (1, 4)
    own = replace(document("$$ a").blocks[0], within=("item",), container=4)
    assert scope_of("positive", "## A", said, own, "text") == (1, 3)
    theorem = prose("Suppose $X \\to Y \\to Z$.", ("theorem",), 1)
    proof = prose("It follows.", ("proof",), 2)
    assert scope_of("markov", "## A", theorem, proof, "text") == (1, 3)


def test_what_cannot_be_read_says_nothing():
    assert said("Let $\\frac{$ be $\\unknown{x}$ a distribution $)(^_$.") == []


def test_kraft_holds_for_the_lengths_of_a_prefix_free_code():
    facts = facts_of(document("A code has words of length $\\ell_i$.", "Take a prefix-free code."))
    (kraft,) = [f for f in facts if f.words == "kraft"]
    assert kraft.kind == "holds" and kraft.quote.endswith(" … Take a prefix-free code.")
    event = kraft.values[0]
    assert (event.rel, event.lhs.over.letters[0].base) == ("<=", "i")
    plain = facts_of(document("A binary string of length $\\ell_i$.", "A code."))
    assert not [f for f in plain if f.words == "kraft"]


def scopes_of(kind, *blocks):
    doc = document(*blocks)
    return [f.scope for f in facts_of(doc) if f.kind == kind]


def test_an_exception_that_shows_keeps_nothing_from_being_said():
    every = "All logarithms are to base 2 unless written as $\\ln$."
    assert ("unit", [], [every]) in said(every)
    assert not said("All logarithms are to base 2 unless $p(x) = 0$.")


def test_a_numbered_paragraph_ends_what_the_one_before_says():
    blocks = (
        "**Problem 1.** Let $p = (1/2, 1/2)$.",
        "$$1 = 1$$",
        "**Problem 2.** Any $p$.",
        "$$2 = 2$$",
    )
    assert [(s.first, s.last) for s in scopes_of("define", *blocks)] == [(0, 2)]
    more = (blocks[0], blocks[1], "Problem 2 is harder.", "$$2 = 2$$")
    assert scopes_of("define", *more)[0].last == 4


def test_a_name_that_is_said_to_be_arbitrary_is_what_it_was_defined_as_no_more():
    blocks = (
        "Define the distribution $q_i = 2^{-\\ell_i}/c$.",
        "$$1 = 1$$",
        "Now let $q_1, \\dots, q_n$ be arbitrary positive probabilities.",
        "$$2 = 2$$",
    )
    assert [s.last for s in scopes_of("define", *blocks)] == [2]


def test_what_is_supposed_of_a_name_that_is_introduced_holds_with_it():
    blocks = ("For $0 \\le \\alpha \\le 1$ and pmfs $p$, $q$ let $m = \\alpha p + q$.", "$$1 = 1$$")
    assert [s.last for s in scopes_of("number", *blocks)] == [2]
    one_case = ("For $0 \\le \\alpha \\le 1$ this holds.", "$$1 = 1$$")
    assert [s.last for s in scopes_of("number", *one_case)] == [1]
