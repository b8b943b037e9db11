"""Displays cut into chains: rows, columns, statements beside each other, words, conditions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.notes.blocks import Display, Document, Heading, Inline, Prose
from derive.notes.chaining import chains_of, inline_items, inline_tokens, side
from derive.notes.chains import Chain, Term, Unread
from derive.notes.find import find
from derive.notes.tex import marked


def items(latex):
    body = marked(latex)
    return inline_items(Inline(body.span(0, len(latex)), body, 0, len(latex)), 0)


def said(item):
    """A chain in one line: sides, signs, then what restricts it."""
    if isinstance(item, Unread):
        return f"unread: {item.why}"
    if isinstance(item, Term):
        return f"term: {item.latex}"
    parts = [item.sides[0].latex]
    for sign, end in zip(item.signs, item.sides[1:], strict=True):
        parts += [sign.rel, end.latex]
    after = " ".join(t.text for t in item.after)
    return " ".join(" ".join([*parts, *([f"[{after}]"] if after else [])]).split())


CUT = [
    ("a = b = c", ["a = b = c"]),
    (r"\begin{aligned} a &= b \\ &\le c. \end{aligned}", ["a = b <= c"]),
    (r"\begin{split} a =& b \\ =& c \end{split}", ["a = b = c"]),
    (r"\begin{eqnarray*} a &=& b \\ &\geq& c \end{eqnarray*}", ["a = b >= c"]),
    (r"\begin{array}{rcl} a & = & b \\ & = & c \end{array}", ["a = b = c"]),
    (r"\begin{matrix} a &=& b \\ &=& c \end{matrix}", ["a = b = c"]),
    (r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}",
     [r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}"]),
    (r"a &= b \\ &\quad + c \\ &= d", ["a = b + c = d"]),
    (r"a = b + \\ c = d", ["a = b + c = d"]),
    (r"a &= b \\ &\quad - c", ["a = b - c"]),
    (r"a = b \\ c = d", ["a = b", "c = d"]),
    (r"-a &= b \\ -c &= d", ["-a = b", "-c = d"]),
    (r"a \\ = b", ["a = b"]),
    (r"\Big( a \\ + b \Big) = c", [r"\Big( a + b \Big) = c"]),
    (r"f(a &= b \\ &= g) + c", ["f(a = b = g) + c"]),
    (r"a &= b & c &= d \\ &= e & &= f", ["a = b = e", "c = d = f"]),
    (r"\begin{aligned} a &= b \end{aligned} \begin{aligned} c &= d \end{aligned}",
     ["a = b", "c = d"]),
    (r"f(x) = \begin{aligned} & a \\ & + b \end{aligned}", ["f(x) = a + b"]),
    ("a = b, c = d", ["a = b", "c = d"]),
    (r"a = b \qquad c = d", ["a = b", "c = d"]),
    (r"a = b \text{ and } c = d", ["a = b", "c = d"]),
    (r"a \Rightarrow b = c", ["term: a", "b = c"]),
    (r"a = b \implies c = d", ["a = b", "c = d"]),
    (r"\therefore a = b", ["a = b"]),
    (r"X, Y \sim p", ["X, Y sim p"]),
    ("f(x, y) = 1, 2", ["f(x, y) = 1, 2"]),
    (r"P(X = x) = p(x)", ["P(X = x) = p(x)"]),
    (r"a = b, \quad i = 1, \dots, n", [r"a = b [i = 1 , \dots , n]"]),
    (r"a = b, \forall x \in A", [r"a = b [\forall x \in A]"]),
    (r"a = b \quad (x > 0)", ["a = b [( x > 0 )]"]),
    (r"h(p) = q, \quad 0 \le p \le 1", [r"h(p) = q [0 \le p \le 1]"]),
    (r"D \ge 0 \text{ with equality iff } P = Q", ["D >= 0 [with equality iff P = Q]"]),
    (r"D \ge 0, \text{ for all } P, Q", ["D >= 0 [for all P , Q]"]),
    (r"I(X;Y) = I(Y;X), \quad I(X;Y) \ge 0", ["I(X;Y) = I(Y;X)", "I(X;Y) >= 0"]),
    (r"p_i \ge 0, \quad \sum_i p_i = 1", ["p_i >= 0", r"\sum_i p_i = 1"]),
    (r"(i) \quad a = b", ["a = b"]),
    (r"a = b, \qquad (12)", ["a = b"]),
    (r"a = b \hspace{1cm} (3.1)", ["a = b"]),
    (r"a = b \;\;\; (2)", ["a = b"]),
    (r"a = b \quad (*)", ["a = b"]),
    (r"a = b \, (c)", [r"a = b \, (c)"]),
    (r"\to a = b", ["a = b"]),
    (r"a &= b \\ &(\text{let } c = d) \\ &= e", ["a = b = e"]),
    (r"a = b \quad \text{✓} \qquad \blacksquare", ["a = b"]),
    (r"a = b, \quad and \quad c = d", ["a = b", "c = d"]),
    (r"a &= b && \text{let } c = d", ["a = b", "c = d"]),
    (r"a \to b = c", ["a -> b = c"]),
    (r"a \stackrel{<}{=} b", ["a ? b"]),
    (r"\begin{array}{c} {{a}} \\ {{= b}} \\ {{\stackrel{(a)}{\le} c}} \end{array}", ["a = b <= c"]),
    (r"a &= b \newline &= c", ["a = b = c"]),
    (r"{\displaystyle a = b}", ["a = b"]),
    (r"\boxed{a = b}.", ["a = b"]),
    (r"\text{Gain}(x) = \text{Loss}(x)", [r"\text{Gain}(x) = \text{Loss}(x)"]),
    ("= a", ["unread: it begins with a relation, and no formula stands before it", "term: a"]),
    ("a =", ["unread: a relation without its right side"]),
    (r"a := b + 1 \triangleq c + 2", ["a := b + 1 := c + 2"]),
    (r"a \overset{d}{=} b", ["a ? b"]),
    (r"a \approx b \ne c", ["a ~ b != c"]),
    (r"a + b =: f(x)", ["f(x) := a + b"]),
    (r"a \ge b + c \equiv \mathcal{L}(x)", ["a >= b + c", r"\mathcal{L}(x) := b + c"]),
    (r"\text{ELBO} \equiv a + b", [r"\text{ELBO} := a + b"]),
    (r"f(x) := g", ["f(x) := g"]),
    (r"x \in A", ["x in A"]),
    (r"\sum_{i=1}^n 2^{-l_i}", [r"term: \sum_{i=1}^n 2^{-l_i}"]),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "expected"), CUT)
def test_displays_are_cut(latex, expected):
    assert [said(i) for i in items(latex)] == expected


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        (r"a \stackrel{(a)}{=} b", "(a)"),
        (r"a \overset{\text{Jensen}}{\ge} b", "Jensen"),
        (r"a &= b && \text{(by Bayes' rule)}", "(by Bayes' rule)"),
        (r"a = b \quad \text{since } q \le 1", r"since q \le 1"),
        (r"a = b \tag{12}", "12"),
        (r"a = \underbrace{b}_{\text{gain}}", "gain"),
        (r"a = b \quad (\text{Jensen})", "(Jensen)"),
        (r"a \xrightarrow{n \to \infty} b", r"n \to \infty"),
    ],
)
def test_reasons_stand_with_their_sign(latex, reason):
    (chain,) = items(latex)
    assert chain.signs[-1].reason.replace("  ", " ") == reason
    assert len(chain.sides) == 2 and chain.sides[1].tokens


@pytest.mark.parametrize(
    ("latex", "how"),
    [(r"a = b \implies c = d", "implies"), (r"a = b \iff c = d", "iff"), ("a = b, c = d", "and"),
     (r"a = b \text{ where } c = d", "where"), (r"a = b \text{ or } c = d", "or")],
)  # fmt: skip
def test_statements_know_how_they_are_joined(latex, how):
    first, second = items(latex)
    assert (first.joined, first.joins, second.joined, second.joins) == ("", how, how, "")


def test_labels_of_rows():
    (chain,) = items(r"a &= b \label{eq:one} \\ &= c \tag{2}")
    assert chain.labels == ("eq:one", "2")


def document(*blocks):
    """Of displays (str), prose (.text), headings (#title)."""
    made = []
    for b in blocks:
        body = marked(b.lstrip("#."))
        span = body.span(0, len(body.text))
        if b.startswith("#"):
            made.append(Heading(span, 1, body.text))
        elif b.startswith("."):
            made.append(Prose(span, body, ()))
        else:
            made.append(Display(span, body, "$$"))
    return Document((), tuple(made), {})


def test_a_display_that_begins_with_a_relation_goes_on_with_the_last_side():
    first, second = chains_of(document("a = b", ".and so", "= c"))
    assert second.sides[0].carried and second.sides[0].latex == "b" and second.block == 2
    assert not first.sides[0].carried
    term, chain = chains_of(document("a", r"\le c"))
    assert isinstance(term, Term) and chain.sides[0].latex == "a"


def test_it_goes_on_over_a_heading_loosely():
    found = chains_of(document("a = b", "#Next", "= c", "= d"))
    assert [c.sides[0].loosely for c in found] == [False, True, False]
    assert isinstance(chains_of(document("x \\in A", "#Next", "= c"))[1], Unread)


def test_nothing_is_carried_from_what_was_not_read():
    found = chains_of(document("a = b", "{", "= c"))
    assert [type(f) for f in found] == [Chain, Unread, Unread, Term]


def test_a_bare_side_and_a_bare_formula():
    assert side("p_i").latex == "p_i"
    body = marked("x^2")
    assert [t.text for t in inline_tokens(Inline(body.span(0, 3), body, 0, 3))] == [*"x^{2}"]


PIECES = st.sampled_from(
    [*"abxp=<>,;.()[]|+-&", r"\\", r"\\", " ", r"\quad", r"\text{and}", r"\forall",
     r"\implies", r"\iff", r"\le", r"\stackrel{a}{=}", r"\tag{1}", r"\text{since x}", r"\because",
     r"\begin{aligned}", r"\end{aligned}", r"\begin{cases}", r"\end{cases}", r"\{", r"\}",
     r"\text{for all}", r"\left(", r"\right)", r"\intertext{so}", r"\text{Cost}", "{", "}",
     r"\boxed{a=b}", "i=1"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40))
def test_any_display_gives_chains_in_order_within_it(latex):
    found = items(latex)
    starts = []
    for item in found:
        if isinstance(item, Chain):
            assert len(item.signs) == len(item.sides) - 1 >= 1
            for part in (*item.sides, *item.signs):
                assert 0 <= part.span.start <= part.span.end <= len(latex)
            assert all(s.tokens for s in item.sides)
            starts.append(min(s.span.start for s in item.sides if not s.carried))
    assert all(isinstance(i, Chain | Term | Unread) for i in found)


def test_a_long_display_is_not_read_and_a_long_one_that_is_takes_no_time():
    (long,) = items(r"a &= b \\ " * 6_000)
    assert isinstance(long, Unread) and "symbols" in long.why
    assert len(items(r"a &= b \\ " * 2_000)) == 2_000


def read(text):
    return [said(c) for c in chains_of(find("n.md", text))]


def test_a_relation_goes_on_with_the_formula_right_before_it():
    assert read("a) $f(x) = g(x)$\n$$= h$$\n\nb) $F(x)$\n$$= k$$\n") == ["g(x) = h", "F(x) = k"]
    assert read("$$a = f(b)$$\nAdd $g(c)$:\n$$= d$$\n") == ["a = f(b)", "f(b) = d"]
    (first, second, _) = read("$$a = b$$\nfor all $x$\n$$= c$$\n")
    assert first == "a = b" and second.startswith("unread")


def test_a_display_that_begins_with_an_operator_goes_on_with_the_last_side():
    assert read("$$a = b$$\n\n$$+ c$$\n") == ["a = b + c"]
    assert read("$$a = b$$\n\n$$+ c = d$$\n\n$$= e$$\n") == ["a = b + c = d", "d = e"]
    assert read("$$a = b$$\n\n$$- c$$\n") == ["a = b - c"]
    assert read("$$a = b$$\n\n$$-c = d$$\n") == ["a = b", "-c = d"]
    assert read("$$a = b$$\n\nand\n\n$$+ c$$\n") == ["a = b", "term: + c"]
