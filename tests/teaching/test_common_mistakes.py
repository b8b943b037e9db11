"""What a student reads of the commonest mistakes; and of others like them."""

import pytest

from derive import (
    KL,
    Ceiling,
    Channel,
    CodeLengths,
    Delta,
    Derivative,
    Distribution,
    Dominated,
    E,
    Eq,
    Ge,
    H,
    I,
    Law,
    Le,
    P,
    Positive,
    Probability,
    Real,
    Relation,
    Sum,
    alphabets,
    cross_entropy,
    exp,
    log,
    total_variation,
)
from derive.derivation.check import check
from derive.language.printing import among
from derive.language.relations import as_relation
from derive.numeric import Settings, attack
from derive.teaching import grade_script
from derive.teaching import hints as module
from derive.teaching.decide import hypotheses, statement
from derive.teaching.hints import hints
from tests.teaching.mistakes.__main__ import PAGE, page
from tests.teaching.mistakes.table import FOLDER, MISTAKES, derivation_of, marks

SECONDS = 60.0  # the machine may be busy


def ids(m):
    return getattr(m, "file", None)


@pytest.mark.parametrize("mistake", MISTAKES, ids=ids)
def test_the_sentence_that_helps_comes_first(mistake):
    found = marks(mistake)
    assert found["advice"] == mistake.says
    told = [s["message"] for s in found["steps"] if s["message"]]
    if mistake.says.startswith("Step"):
        text = next(t["text"] for t in told if t["advice"])
        sentence = mistake.says.split(": ", 1)[1]
        assert sentence in text
        assert text.index(sentence) < (text + "counterexample").index("counterexample")


def test_every_script_is_in_the_table_once():
    scripts = sorted(path.name[3:-3] for path in FOLDER.glob("[0-9]*.py"))
    assert scripts == sorted(m.file for m in MISTAKES)
    assert [m.path.name for m in MISTAKES] == sorted(m.path.name for m in MISTAKES)


def test_none_of_them_earns_all_unless_it_only_adds_to_a_right_answer():
    whole = [m.file for m in MISTAKES if marks(m)["exact"] == "1"]
    assert whole == ["condition_for_equality"]


def test_the_page_shows_what_is_said():
    assert PAGE.read_text(encoding="utf-8") == page(), "try python -m tests.teaching.mistakes"


def test_a_script_behind_walls_reads_the_same():
    (mistake,) = (m for m in MISTAKES if m.file == "conditioning_on_a_value")
    found = grade_script(mistake.path, mistake.target, mistake.given, hint_seconds=SECONDS)
    assert found["advice"] == mistake.says


@pytest.mark.parametrize("mistake", MISTAKES, ids=ids)
def test_what_is_said_to_be_proved_survives_another_attack(mistake, monkeypatch):
    """The hints of a derivation under its own hypotheses; nothing that is advised is false."""
    proved = []

    def spying(r, given, *settings):
        made = statement(r, given, *settings)
        proved.extend([(r, given)] if made.verdict == "proved" else [])
        return made

    monkeypatch.setattr(module, "statement", spying)
    report = check(derivation_of(mistake), Settings(trials=100))
    said = []
    with among(report):
        for step in report.steps:
            if step.verdict != "proved":
                said += hints(step, report.given, SECONDS)
    assert all(h.backing == "proved" or not h.text().endswith("(proved)") for h in said)
    for claim, given in proved:
        assert attack(claim, given, Settings(trials=200, seed=23)).verdict == "survived", claim


# -- under a student's own hypotheses ------------------------------------------------------------


OWN = {
    "forgotten_domination": "It holds under p ≪ q (that is, p(x) = 0 wherever q(x) = 0), which is "
    "not among the hypotheses",
    "pairwise_independence": "It holds under the independence X ⊥ Y ⊥ Z (that is, r(x,y,z) = "
    "r(x)·r(y)·r(z)), which is not among the hypotheses",
    "forgotten_markov_chain": "It holds under the Markov chain X → Y → Z (that is, "
    "r(x,y,z)·r(y) = r(x,y)·r(y,z)), which is not among the hypotheses",
    "kraft_the_wrong_way": "It holds under Σ_x 2^(-L(x)) ≤ 1; the hypothesis has it the other way "
    "round, Σ_x 2^(-L(x)) ≥ 1",
    "mean_of_a_product": "It holds under the independence X ⊥ Y (that is, r(x,y) = r(x)·r(y)), "
    "which is not among the hypotheses",
}


@pytest.mark.parametrize("mistake", [m for m in MISTAKES if m.file in OWN], ids=ids)
def test_a_forgotten_hypothesis_is_named_where_no_teacher_gives_it(mistake):
    report = check(derivation_of(mistake))
    step = next(s for s in report.steps if s.verdict != "proved")
    with among(report):
        first, *others = hints(step, report.given, SECONDS)
    assert (first.says, first.backing) == (OWN[mistake.file], "proved")
    if mistake.file == "pairwise_independence":
        (coins,) = others
        assert "two fair coins X, Y and Z = X ⊕ Y (exclusive or) it is false" in coins.says
        assert "left side = 2·ln 2 ≈ 1.38629, right side = 3·ln 2 ≈ 2.07944" in coins.says


def test_what_is_no_law_is_said_wherever_it_is_used():
    (mistake,) = (m for m in MISTAKES if m.file == "not_a_law")
    report = check(derivation_of(mistake))
    with among(report):
        for step in (s for s in report.steps if s.kind == "step"):
            (hint,) = hints(step, report.given, SECONDS)
            assert hint.says.startswith("q is no law, as Σ_x exp(f(x)) need not be 1"), step
            assert hints(step, report.given, 0.0) == []


def test_what_is_said_of_the_target_is_true_of_the_chain():
    """A chain that begins as it should is not told that it does not."""
    said = {m.file: marks(m) for m in MISTAKES if marks(m)["problem"]}
    for found in said.values():
        assert "neither begins" not in (found["target_message"] or "")
    swapped = said["divergence_is_symmetric"]
    assert swapped["target_message"] == "The chain does not show D(p‖q) = H(p,q) - H(p)."
    assert swapped["problem"].endswith(" It has H(q,p) for H(p,q).")


def test_nothing_is_missing_in_a_true_claim_that_rests_on_a_wrong_step():
    (mistake,) = (m for m in MISTAKES if m.file == "wrong_step_right_end")
    report = check(derivation_of(mistake))
    claim = next(s for s in report.steps if s.kind == "claim")
    assert (claim.verdict, claim.note) == ("open", "rests on unproved steps 1, 2")
    assert hints(claim, report.given, SECONDS) == []


# -- others like them: other letters, laws, bases, places ----------------------------------------

a, b, c, d = alphabets("a b c d")
j = a.another("j")
m, n, o = (Distribution(name, a) for name in "mno")
t, s = Law("t", a, b), Law("s", a, b, c)
A, B = t.variables
SA, SB, SC = s.variables
f, g, h = Positive("f", a), Positive("g", a), Positive("h", a)
score = Real("v", a)
soft = Law.defined("τ", a, value=exp(2 * score(a)) / Sum(exp(2 * score(a)), a))
W = Channel("W", b, given=a)
N = CodeLengths("N", a)
guess = Law("w", b, b.another("b̂"))
GB, GG = guess.variables
error = P(~Eq(GB, GG))
lam = Probability("λ")
four = Law("k", a, b, c, d)
KA, KB, KC, KD = four.variables

LIKE_THEM = [
    (
        Eq(log(f(a) * g(a) / h(a), 2), log(f(a), 2) * log(g(a), 2) - log(h(a), 2)),
        [],
        "The logarithm of a product is",
    ),
    (Eq(log(f(a) - 1), log(f(a))), [Ge(f(a), 2)], None),
    (Eq(log(f(a) ** 2), log(f(a)) ** 2), [], "The exponent comes before the logarithm: "),
    (
        Eq(log(f(a) / g(a)), log(f(a)) / log(g(a))),
        [Ge(g(a), 2)],
        "The logarithm of a quotient is the difference of the logarithms: ",
    ),
    (
        Eq(log(Sum(f(a), a)), Sum(log(f(a)), a)),
        [],
        "A sum of logarithms is the logarithm of a product, not of a sum: "
        "ln(Π_a f(a)) = Σ_a ln(f(a))",
    ),
    (
        Ge(-log(E(f(a), m)), E(-log(f(a)), m)),
        [],
        "It is the other way round: -ln(E_m[f(a)]) ≤ E_m[-ln(f(a))] (ln is concave",
    ),
    (Eq(E(log(f(a)), m), log(E(f(a), m))), [], "Only ≤ holds: E_m[ln(f(a))] ≤ ln(E_m[f(a)])"),
    (Eq(2 * KL(n, o), 2 * KL(o, n)), [n << o, o << n], "n and o may not be exchanged in D(n‖o)"),
    (Eq(H(A | B, base=2), H(B | A, base=2)), [], "A and B may not be exchanged in H₂(A|B)"),
    (
        Le(KL(o, m), 2 * KL(o, n) + 2 * KL(n, m)),
        [o << n, n << m],
        "D is no metric, but the total variation is one: TV(o,m) ≤ 2·TV(n,m) + 2·TV(o,n)",
    ),
    (
        Le(H(B | Eq(A, a), base=2), H(B, base=2)),
        [],
        "It is true on average over a, not for every a: H₂(B|A) ≤ H₂(B), "
        "where H₂(B|A) = Σ_a t(a)·H₂(B|A=a)",
    ),
    (
        Ge(H(B), H(W(b | a), over=b)),
        [Eq(t(a, b), t(a) * W(b | a))],
        "Perhaps it is true on average over a, not for every a",
    ),
    (
        Eq(I(A, B), Sum(KL(t(b | a), t(b), over=b), a)),
        [],
        "A mean needs its weights, here t(a): ",
    ),
    (Eq(H(B | A), Sum(H(B | Eq(A, a)), a) / a.size), [], "A mean needs its weights, here t(a): "),
    (
        Eq(cross_entropy(n, o), Sum(o(a) * log(1 / o(a)), a)),
        [n << o],
        "The average is over n(a), not o(a): ",
    ),
    (Eq(E(score(a), m), E(score(a), n)), [], None),
    (
        Eq(H(A | B), -Sum(t(a, b) * log(t(b | a)), a, b)),
        [],
        "With t(a|b) in place of t(b|a) it is true: ",
    ),
    (Eq(H(A), -Sum(t(a) * log(t(a), 2), a)), [], "One side is in bits, the other in nats"),
    (Eq(t(b), Sum(t(a, b), b)), [], "The sum is over a, not b: t(b) = Σ_a t(a,b)"),
    (Eq(H(SA, SB, SC), H(SA) + H(SB, SC)), [], "; = holds under the independence A ⊥ B,C"),
    (Le(I(SC, SA), I(SC, SB)), [], "It holds under the Markov chain A → B → C"),
    (Le(H(SA | SB), H(SA | SC)), [], "It holds under the Markov chain A → B → C"),
    (Le(I(SB, SC | SA), I(SB, SC)), [], "It holds under the Markov chain"),
    (Eq(H(A, B), H(B)), [], "; = holds under H(A|B) = 0 (that is, A is a function of B)"),
    (Eq(H(A, A, B), H(A) + H(A, B)), [], "H(A) is too much: H(A,A,B) = H(A,B)"),
    (
        Le(cross_entropy(m, n, base=2), E(N(a), m) + KL(m, n)),
        [m << n],
        None,
    ),
    (
        Le(H(m, base=2), E(N(a), m)),
        [Ge(Sum(2 ** -N(a), a), 1)],
        "It holds under Σ_a 2^(-N(a)) ≤ 1; the hypothesis has it the other way round",
    ),
    (Ge(KL(m, n), 0), [n << m], None),
    (
        Eq(E(Ceiling(log(1 / m(a), 3)), m), H(m, base=3)),
        [],
        "Without rounding up it is true: E_m[log₃(1/m(a))] = H₃(m)",
    ),
    (
        Le(H(GB | GG, base=2), error * log(b.size, 2)),
        [],
        "Perhaps a term is missing, the binary entropy h₂(P(B≠B̂)): ",
    ),
    (
        Le(H(lam * m(a) + (1 - lam) * n(a)), lam * H(m) + (1 - lam) * H(n)),
        [],
        "It is the other way round: ",
    ),
    (
        Eq(Derivative(soft(a), score(j)), -2 * soft(a) * soft(j)),
        [],
        "A term is missing, 2·τ(j)·[a=j]: ",
    ),
    (
        Eq(Sum((1 - lam) * Delta(a, j) + lam / (a.size + 1), a), 1),
        [],
        "With |A| in place of 1 + |A| it is true: ",
    ),
    (Eq(H(m), -2 * H(m)), [], None),
    (Eq(H(m), Sum(m(a) * log(m(a)), a)), [], "The sign is wrong: H(m) = -Σ_a m(a)·ln(m(a))"),
    (
        Eq(total_variation(m, n), Sum(abs(m(a) - n(a)), a)),
        [],
        "A factor 1/2 is missing: ",
    ),
    (Eq(t(b | a), t(b)), [Dominated(1, t(a))], "It holds under the independence A ⊥ B"),
    (Eq(I(A, B), H(A) + H(A, B) - H(B)), [], "The signs of H(B) and H(A,B) are wrong: "),
]


def relation(r):
    return r if isinstance(r, Relation) else as_relation(r)


@pytest.mark.parametrize(("wrong", "given", "wanted"), LIKE_THEM, ids=lambda e: str(e)[:60])
def test_mistakes_like_them(wrong, given, wanted):
    r, assumed = relation(wrong), hypotheses(given)
    with among(r, assumed):
        step = statement(r, assumed)
        assert step.verdict in ("refuted", "ill-posed"), step
        found = [h.text() for h in hints(step, assumed, SECONDS)]
    assert wanted is None or any(wanted in said for said in found[:1]), found
