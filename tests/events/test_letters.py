"""Alphabets whose letters have names, and entropies at one of them."""

import pickle

import pytest

from tests.events.said import *

p, q = Distribution("p", x), Distribution("q", x)
coins = Distribution("m", coin)
fair = Eq(j(z=no), half)
eps = Probability("ε")
symmetric = [Eq(W(yes | no), eps), Eq(W(no | yes), eps)]
source = Distribution("b", bit)
sent = DefinedLaw("s", bit, out, value=source(bit) * W(out | bit))
S, R = sent.variables
f = Real("f", bit, x)


def h(t):
    return -t * log(t) - (1 - t) * log(1 - t)


TRUE = {
    "sums to one": (Eq(source(no) + source(yes), 1), []),
    "three letters": (Eq(coins(heads) + coins(tails) + coins(edge), 1), []),
    "a sum over letters": (Eq(Sum(f(bit, x), bit), f(no, x) + f(yes, x)), []),
    "a marginal": (Eq(j(x, no) + j(x, yes), j(x)), []),
    "at every letter": (j(x, bit) <= j(x), []),
    "their number": (Eq(Sum(1, coin), 3), []),
    "size": (Eq(coin.size, 3), []),
    "delta": (Eq(Sum(Delta(bit, no) * source(bit), bit), source(no)), []),
    "a bit": (H(Z) <= log(2), []),
    "three": (H(coins) <= log(3), []),
    "information": (I(JX, Z) >= 0, []),
    "conditioning": (H(JX | Z) <= H(JX), []),
    "subadditive": (H(KZ, K) <= H(KZ) + H(K), []),
    "chain rule": (Eq(H(K | KZ), H(KZ, K) - H(KZ)), []),
    "independent": (Eq(j(x, no), j(x) * j(z=no)), [Independent(JX, Z)]),
    "independent at every letter": (Eq(j(x, bit), j(x) * j(z=bit)), [Independent(JX, Z)]),
    "channel": (Eq(W(no | yes) + W(yes | yes), 1), []),
    "JS": (Eq(I(JX, Z), JS(p, q)), [Eq(j(x | no), p(x)), Eq(j(x | yes), q(x)), fair]),
    "noise": (Eq(H(R | S), h(eps)), symmetric),
    "average over letters": (
        Eq(H(JX | Z), P(Eq(Z, 0)) * H(JX | Eq(Z, 0)) + P(Eq(Z, 1)) * H(JX | Eq(Z, 1))),
        [],
    ),
    "average": (Eq(H(X | Y), Sum(r(y) * H(X | Eq(Y, y)), y)), []),
    "information averaged": (Eq(I(JX, Z), H(JX) - Sum(j(z=bit) * H(JX | Eq(Z, bit)), bit)), []),
    "at one letter": (H(X | Eq(Y, y)) <= log(x.size), [Dominated(1, r(y))]),
    "of the letter itself": (Eq(H(X | Eq(X, x)), 0), [Dominated(1, r(x))]),
    "in bits": (Eq(H(X | Y, base=2), Sum(r(y) * H(X | Eq(Y, y), base=2), y)), []),
}

FALSE = {
    "a law that sums to two": (Eq(source(no) + source(yes), 2), []),
    "a letter forgotten": (Eq(coins(heads) + coins(tails), 1), []),
    "two letters taken for one": (Eq(j(x, no), j(x, yes)), []),
    "letters exchanged": (Eq(W(yes | no), W(no | yes)), []),
    "a sum of the first letter": (Eq(Sum(source(bit), bit), source(no)), []),
    "half at every letter": (j(x, bit) <= j(x) / 2, []),
    "two letters too many": (H(coins) <= log(2), []),
    "uniform": (Eq(source(no), half), []),
    "JS of any bit": (Eq(I(JX, Z), JS(p, q)), [Eq(j(x | no), p(x)), Eq(j(x | yes), q(x))]),
    "noise of both": (Eq(H(R | S), 2 * h(eps)), symmetric),
    "noise of one letter": (Eq(H(R | S), h(eps)), symmetric[:1]),
    "another letter": (Eq(j(x, no), j(x) * j(z=yes)), [Independent(JX, Z)]),
    "one letter tells": (H(X | Eq(Y, y)) <= H(X), [Dominated(1, r(y))]),
    "one named letter tells": (H(JX | Eq(Z, 0)) <= H(JX), [Gt(P(Eq(Z, 0)), 0)]),
    "the letters' plain mean": (
        Eq(H(JX | Z), (H(JX | Eq(Z, 0)) + H(JX | Eq(Z, 1))) / 2),
        [Gt(j(z=no), 0), Gt(j(z=yes), 0)],
    ),
    "nothing to learn": (Eq(I(X, Y | in_a), 0), []),
}


@pytest.mark.parametrize("name", TRUE)
def test_true_statements_are_proved(name):
    proved(*TRUE[name])


@pytest.mark.parametrize("name", FALSE)
def test_false_statements_are_refuted(name):
    counterexample(*FALSE[name])


def test_counterexamples_call_letters_by_their_names():
    assert counterexample(coins(heads) <= coins(tails)) == [
        "m(heads) = 1, else 0",
        "left side = 1",
        "right side = 0",
    ]
    lines = counterexample(j(x, bit) <= j(x) / 2)
    assert "at x = 1, z = 0" in lines or "at x = 1, z = 1" in lines


@pytest.mark.parametrize(
    ("e", "plain", "tex"),
    [
        (j(x, no), "j(x,0)", "j(x,0)"),
        (j(z=no), "j(z=0)", "j(z=0)"),
        (j(x | no), "j(x|z=0)", r"j(x \mid z=0)"),
        (j(no | x), "j(z=0|x)", r"j(z=0 \mid x)"),
        (coins(heads), "m(heads)", r"m(\mathrm{heads})"),
        (W(yes | no), "W(1|0)", r"W(1 \mid 0)"),
        (f(no, x), "f(0,x)", "f(0,x)"),
        (Delta(bit, no), "[z=0]", r"\delta_{z,0}"),
        (Sum(source(bit), bit), "Σ_z b(z)", r"\sum_{z} b(z)"),
    ],
)
def test_how_they_print(e, plain, tex):
    assert (text(e), latex(e)) == (plain, tex)


def test_in_other_notations():
    from derive.language.notation import Notation

    assert latex(j(z=no), Notation(values="P(X=x)")) == "J(Z = 0)"
    assert latex(Sum(source(bit), bit), Notation(sums="x in X")) == r"\sum_{z \in \{0, 1\}} b(z)"


def test_the_entropy_at_a_letter_prints_the_letter():
    shown = {text(H(JX | Eq(Z, letter))) for letter in (no, yes, bit)}
    assert {s.split("(")[1] for s in shown} == {"X|Z=0)", "X|Z=1)", "X|Z=z)"}
    assert latex(H(JX | Eq(Z, 1))).endswith(r"(X \mid Z = 1)")
    assert text(H(X | Eq(Y, y), base=2)).startswith("H₂")
    assert latex(I(X, Y | in_a)).endswith(r"(X; Y \mid X \in A)")


def test_letters_are_kept_by_copies():
    assert pickle.loads(pickle.dumps(no)) == no != yes
    assert out.letters == bit.letters
    assert Delta(no, yes) == 0 and Delta(no, no) == 1


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: x.letters, "of unspecified size. Try x = Alphabet"),
        (lambda: Alphabet("z", letters=(0, 0)), "stands twice"),
        (lambda: Alphabet("z", letters="01"), r"Try letters=\(0, 1\)"),
        (lambda: Alphabet("z", letters=(0.5, 1)), "expected a string"),
        (lambda: Alphabet("z", letters=(True, 1)), "expected a string"),
        (lambda: Letters("z"), "no letter"),
        (lambda: j(x, heads), "heads, over the alphabet 'c={heads,tails,edge}', fits none"),
        (lambda: Sum(source(bit), no), "expected an Alphabet"),
        (lambda: p(no), "fits none"),
        (lambda: Law("r⟨→z≔0⟩", x), "expected a string that starts with a letter"),
        (lambda: report(Ne(source(bit), half)), "one fact per letter"),
        (
            lambda: report(
                Eq(
                    Law("t", Alphabet("v"), Letters("w", "v"))(
                        Alphabet("v"), Letters("w", "v").letters[0]
                    ),
                    0,
                )
            ),
            "a letter of w=.v. and an index",
        ),
        (
            lambda: report(Eq(Law("t", bit)(bit) + Law("u", Alphabet("z"))(Alphabet("z")), 0)),
            "runs over the alphabet",
        ),
    ],
)
def test_mistakes_say_what_to_write(make, told):
    with pytest.raises(DeriveError, match=told):
        made = make()
        found = getattr(made, "error", "") or " ".join(s.note for s in made.steps)
        raise DeriveError(found or "nothing was refused")


def test_a_lemma_about_named_letters_is_used():
    @theorem("A bit has at most ln 2")
    def lemma(proof):
        proof.claim(H(Z) <= log(2))

    @theorem("So has what is left of it")
    def left(proof):
        proof.start(H(Z | JX))
        proof.le(H(Z), "conditioning")
        proof.le(log(2), lemma)

    assert check(left).verdict == "proved"


def test_a_lemma_of_other_letters_is_refused():
    """The same law over two letters and over three: two theorems."""
    two, three = Letters("c", "a", "b"), Letters("c", "a", "b", "d")

    @theorem("Two letters")
    def lemma(proof):
        proof.claim(H(Distribution("m", two)) <= log(2))

    @theorem("Three letters")
    def other(proof):
        proof.start(H(Distribution("m", three)))
        proof.le(log(2), lemma)

    assert check(other).verdict == "refuted"


def test_a_law_over_letters_is_not_put_into_a_theorem_about_all():
    @theorem("Gibbs", given=[p << q])
    def gibbs(proof):
        proof.claim(KL(p, q) >= 0)

    @theorem("On pairs")
    def pairs(proof):
        proof.start(KL(j(x, bit), j(x) * j(z=bit)))
        proof.ge(0, gibbs.on(p=j(x, bit), q=j(x) * j(z=bit)))

    made = check(pairs)
    assert made.verdict != "proved"
    assert "has the letters 0, 1" in (made.error + " ".join(s.note for s in made.steps))


def test_derive_prove_says_that_it_knows_no_letters():
    with pytest.raises(DeriveError, match="has the letters 0, 1"):
        prove(H(Z) <= H(JX, Z))


def test_a_law_called_as_its_letter_is_no_weight_of_the_letter():
    """At any letter is not on average over a law that has the letter's name."""
    law, c = Law("z", bit), Real("c", bit)
    counterexample(c(bit) <= Sum(law(bit) * c(bit), bit))
    counterexample(Eq(c(bit), Sum(law(bit) * c(bit), bit)))
    proved(Sum(law(bit) * c(bit), bit) <= c(no) + c(yes), [Ge(c(bit), 0)])


def test_a_statement_at_any_letter_is_not_one_on_average():
    c, m = Real("c", bit), Distribution("m", bit)
    counterexample(Eq(c(bit), 0), [Eq(Sum(m(bit) * c(bit), bit), 0)])
    counterexample(Ge(c(bit), 0), [Ge(c(no) + c(yes), 0)])
    proved(Ge(Sum(m(bit) * c(bit), bit), 0), [Ge(c(bit), 0)])
    proved(Ge(c(bit), 0), [Ge(c(no), 0), Ge(c(yes), 0)])
