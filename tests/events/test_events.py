"""Events and their probabilities: what is true is proved, what is false is refuted exactly."""

import pytest

from tests.events.said import *

positive = [Gt(P(in_a), 0), Gt(P(in_b), 0)]
uniform = Eq(g(x=x), 1 / x.size)

TRUE = {
    "one letter": (Eq(P(Eq(X, x)), r(x)), []),
    "two letters": (Eq(P(Eq(X, x) & Eq(Y, y)), r(x, y)), []),
    "several events stand for all": (Eq(P(Eq(X, x), in_a), P(Eq(X, x) & in_a)), []),
    "complement of a letter": (Eq(P(Ne(X, x)), 1 - r(x)), []),
    "complement": (Eq(P(Ne(U, V)), 1 - P(Eq(U, V))), []),
    "complement of a subset": (Eq(P(~in_a), 1 - P(in_a)), []),
    "de Morgan": (Eq(P(~Either(in_a, in_b)), P(~in_a & ~in_b)), []),
    "union bound": (P(Either(in_a, in_b)) <= P(in_a) + P(in_b), []),
    "inclusion and exclusion": (Eq(P(Either(in_a, in_b)), P(in_a) + P(in_b) - P(in_a, in_b)), []),
    "monotone": (P(in_a & in_b) <= P(in_a), []),
    "Bonferroni": (P(in_a & in_b) >= P(in_a) + P(in_b) - 1, []),
    "at most one": (P(Either(in_a, Eq(Y, y))) <= 1, []),
    "an error in a subset": (P(Ne(U, V) & In(U, A)) <= P(Ne(U, V)), []),
    "Bayes": (Eq(P(in_a | in_b), P(in_b | in_a) * P(in_a) / P(in_b)), positive),
    "total probability": (Eq(P(in_a), Sum(P(in_a | Eq(Y, y)) * P(Eq(Y, y)), y)), []),
    "a conditional probability": (P(in_a | in_b) <= 1, positive),
    "agreement": (Eq(P(Eq(U, V)), 1 / x.size), [Independent(U, V), uniform]),
    "a set of letters": (Eq(P(In(K, (heads, tails))), 1 - k(c=edge)), []),
    "the same event twice": (Eq(P(in_a & in_a), P(in_a)), []),
    "size of a subset": (A.size <= x.size, []),
}

FALSE = {
    "complement forgotten": (Eq(P(Ne(U, V)), P(Eq(U, V))), []),
    "complement of a subset": (Eq(P(~in_a), P(in_a)), []),
    "agreement of any": (Eq(P(Eq(U, V)), 1 / x.size), []),
    "agreement without a uniform law": (Eq(P(Eq(U, V)), 1 / x.size), [Independent(U, V)]),
    "agreement without independence": (Eq(P(Eq(U, V)), 1 / x.size), [uniform]),
    "union as a sum": (Eq(P(Either(in_a, in_b)), P(in_a) + P(in_b)), []),
    "both as a product": (Eq(P(in_a & in_b), P(in_a) * P(in_b)), []),
    "de Morgan with one": (Eq(P(~Either(in_a, in_b)), P(Either(~in_a, ~in_b))), []),
    "bar exchanged": (Eq(P(in_a | in_b), P(in_b | in_a)), positive),
    "bar and comma": (Eq(P(in_a | in_b), P(in_a, in_b)), positive),
    "bar dropped": (Eq(P(in_a | in_b), P(in_a)), positive),
    "a subset is all": (Eq(A.size, x.size), []),
    "strictly less": (P(in_a) < 1, []),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_statements_are_proved(name):
    proved(*TRUE[name])


@pytest.mark.parametrize("name", FALSE)
def test_false_statements_are_refuted(name):
    counterexample(*FALSE[name])


@pytest.mark.parametrize(
    ("e", "plain", "tex"),
    [
        (P(Eq(X, x)), "P(X=x)", "P(X = x)"),
        (P(Ne(U, V)), "P(X≠X̂)", r"P(X \neq \hat{X})"),
        (P(in_a), "P(X∈A)", r"P(X \in A)"),
        (P(~in_a), "P(X∉A)", r"P(X \notin A)"),
        (P(Eq(X, x) & Ne(Y, y)), "P(X=x,Y≠y)", r"P(X = x, Y \neq y)"),
        (P(in_a | Eq(Y, y)), "P(X∈A|Y=y)", r"P(X \in A \mid Y = y)"),
        (P(Either(in_a, in_b)), "P(X∈A or X∈B)", r"P(X \in A \text{ or } X \in B)"),
        (
            P(~Either(in_a, in_b)),
            "P(not (X∈A or X∈B))",
            r"P(\text{not } (X \in A \text{ or } X \in B))",
        ),
        (
            P(Either(in_a & in_b, Eq(Y, y))),
            "P((X∈A,X∈B) or Y=y)",
            r"P((X \in A, X \in B) \text{ or } Y = y)",
        ),
        (
            P(Either(in_a, in_b) & Eq(Y, y)),
            "P((X∈A or X∈B),Y=y)",
            r"P((X \in A \text{ or } X \in B), Y = y)",
        ),
        (P(Eq(Z, 1)), "P(Z=1)", "P(Z = 1)"),
        (P(Ne(K, "heads")), "P(C≠heads)", r"P(C \neq \mathrm{heads})"),
        (A(x), "[x∈A]", r"[x \in A]"),
    ],
)
def test_how_they_print(e, plain, tex):
    """Alone; beside another law with such variables the law is a subscript."""
    for law in "rgjk":
        tex_law = f"_{{{law}}}"
        if f"P_{law}(" in text(e):
            plain, tex = plain.replace("P(", f"P_{law}("), tex.replace("P(", f"P{tex_law}(")
    assert (text(e), latex(e)) == (plain, tex)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: P(X), r"a random variable is no event. Try P\(Eq\(X, x\)\)"),
        (lambda: P(), "no event"),
        (lambda: Eq(X, y), "expected a letter such as x"),
        (lambda: Eq(X, Y), "over one alphabet"),
        (lambda: Eq(X, U), "of one law"),
        (lambda: Eq(Z, 2), "expected one of 0, 1"),
        (lambda: P(in_a & Eq(Z, 0)), "events of two laws"),
        (lambda: In(X, Subset("S", y)), "expected a subset of the alphabet 'x'"),
        (lambda: In(x, A), "expected a random variable"),
        (lambda: bool(in_a), "has no truth value"),
        (lambda: in_a and in_b, "a & b for both"),
        (lambda: report(Eq(X, x)), "got the event X=x, which says nothing"),
        (lambda: theorem("t", given=[in_a])(lambda proof: None), "which says nothing"),
        (lambda: H(Y | (Eq(X, x), U)), "expected a random variable of r"),
        (lambda: Subset("A", 3), "expected an Alphabet"),
        (lambda: A(y), "expected letters over the alphabets"),
    ],
)
def test_mistakes_say_what_to_write(make, told):
    with pytest.raises(DeriveError, match=told):
        made = make()
        raise DeriveError(getattr(made, "error", "") or "nothing was refused")


def test_an_event_of_a_law_defined_from_others():
    m = Distribution("m", bit)
    s = DefinedLaw("s", bit, out, value=m(bit) * W(out | bit))
    S, R = s.variables
    eps = Probability("ε")
    symmetric = [Eq(W(yes | no), eps), Eq(W(no | yes), eps)]
    assert verdict(Eq(P(Ne(S, R)), eps), symmetric) == "proved"
    assert verdict(Eq(P(Eq(S, R)), eps), symmetric) == "refuted"


def test_a_letter_put_into_an_event_changes_what_it_prints():
    other = x.another("u")
    moved = P(Eq(X, x)).subs(x, other)
    assert text(moved).endswith("(X=u)")
    assert moved.unfold() == r(x=other)


def test_bound_letters_step_aside():
    """P(X≠x) with x free sums over another letter."""
    assert verdict(Eq(Sum(P(Ne(X, x)), x), x.size - 1)) == "proved"


def test_a_subset_is_drawn_as_one_and_shown_as_one():
    lines = counterexample(Eq(P(in_a), 1))
    assert any(line in ("A = {}", "A = {1}", "A = {2}") for line in lines), lines


def test_a_probability_is_nonnegative_under_a_logarithm():
    """Also that of a complement, 1 − [x = y]: known to the kernel as a fact of its own."""
    wrong = P(Ne(U, V))
    proved(Eq(wrong * log(1 / wrong), -wrong * log(wrong)))
    proved(Eq(wrong * log(wrong / 2), wrong * log(wrong) - wrong * log(2)))
    counterexample(-wrong * log(wrong) <= 0)


def test_an_event_is_no_name_of_a_law():
    """P(X=x) beside a law P would read as a value of it."""
    taken = Law("P", x)
    assert "is the name of a law" in report(Eq(P(Eq(X, x)), taken(x))).error
