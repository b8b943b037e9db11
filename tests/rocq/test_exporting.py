"""Statements for users of Rocq: how they read, and that they are what the certificate claims.

What is claimed is an axiom in these files, so that they test the way from it to the statement
alone; with the checker's word in its place they are what `derive export` writes.
"""

import json

import pytest

from derive.kernel import terms as t
from derive.store.sealed import seal
from rocq.export import NotShown, exported
from rocq.words import Names
from tests.recheck.build import claimed, of_script
from tests.rocq.compiling import compiles, coqc, theory
from tests.rocq.toy import needs_rocq


def statement(text):
    """The theorem's statement in an exported file, in one line."""
    said = exported(text).split("Theorem ")[1].split(" : ", 1)[1].split(".\nProof.")[0]
    return " ".join(said.split())


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    return theory(tmp_path_factory.mktemp("theory"))


# -- how they read


def test_gibbs_reads_as_in_a_textbook():
    assert statement(of_script("gibbs")["gibbs"]) == (
        "forall (X : nat) (p q : nat -> R), is_law X p -> is_law X q ->"
        " (forall x, (x < X)%nat -> p x <> 0 -> q x <> 0) ->"
        " (KL X p q >= 0) /\\ ((KL X p q = 0) <-> (forall x, (x < X)%nat -> p x = q x))"
    )


def test_source_coding_says_what_the_code_lengths_meet():
    assert statement(of_script("source_coding")["source_coding"]) == (
        "forall (X : nat) (p L : nat -> R), is_law X p ->"
        " ∑ x < X, exp (- (L x * ln 2)) <= 1 ->"
        " (entropy_in 2 X p <= ∑ x < X, p x * L x) /\\"
        " ((entropy_in 2 X p = ∑ x < X, p x * L x) <->"
        " (forall x, (x < X)%nat -> L x = ln (1 / p x) / ln 2))"
    )


def test_a_channel_is_a_law_for_each_input():
    said = statement(of_script("divergences")["data_processing"])
    assert "(forall x, (x < X)%nat -> is_law Y (fun y => W y x))" in said
    assert said.endswith(
        "KL Y (fun y => ∑ x < X, W y x * p x) (fun y => ∑ x < X, W y x * q x) <= KL X p q"
    )


def test_fanos_inequality_bounds_a_conditional_entropy():
    said = statement(of_script("fano")["fano"])
    assert "(entropy_1_given_2 X X g <= R_ * ln (1 / R_) + W * ln (1 / W) + W * ln k)" in said


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("chain_rule_three", "entropy3 X Y Z r = entropy X (fun x => ∑ y < Y, ∑ z < Z, r x y z)"
         " + entropy_2_given_1 X Y (fun x y => ∑ z < Z, r x y z) + entropy_3_given_12 X Y Z r"),
        ("reduction_to_x", "information X Y (fun x y => ∑ z < Z, r x y z)"
         " = - entropy_1_given_2 X Y (fun x y => ∑ z < Z, r x y z)"
         " + entropy X (fun x => ∑ y < Y, ∑ z < Z, r x y z)"),
        ("information_chain_rule", "+ information_12_given_3 Y Z X (fun y z x => r x y z)"),
    ],
)  # fmt: skip
def test_entropies_of_several_variables_have_names(name, reads):
    assert statement(of_script("mutual_information")[name]).endswith(reads)


def test_a_variable_by_itself_and_bases_have_names():
    said = statement(of_script("chain_rules")["entropy_step"])
    assert said.endswith(
        "entropy2 X_past Xₜ r = entropy X_past (marginal_1 Xₜ r) + entropy_2_given_1 X_past Xₜ r"
    )
    assert statement(of_script("cross_entropy")["decomposition"]).endswith(
        "cross_entropy_in 2 X p q = entropy_in 2 X p + KL_in 2 X p q"
    )


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("p", "p"), ("x'", "x'"), ("x̂", "x_hat"), ("xₜ", "xₜ"), ("λ", "λ"), ("sum", "sum_"),
        ("R", "R_"), ("x₁…xₜ₋₁", "x_past"), ("𝒳", "_"), ("0", "v0"),
        ("σ²", "σ2"),
    ],
)  # fmt: skip
def test_names_are_those_of_the_script_where_rocq_takes_them(wanted, given):
    assert Names().of("law", wanted, wanted) == given if given != "_" else "v_"


def test_two_things_never_have_one_name():
    names = Names()
    made = [names.of(sort, "p", "p") for sort in ("law", "quantity", "letter", "size")]
    assert len({*made}) == 4 and names.of("law", "p", "p") == made[0]


def test_a_title_cannot_leave_its_comment():
    text = claimed(t.Context({}, {"a": t.QuantityDecl((), "real")}), t.ONE, "=", t.ONE)
    data = json.loads(text)
    data["title"] = 'a *) Axiom bad : False. (* (*) "'
    del data["seal"]
    said = exported(json.dumps({**data, "seal": seal(data)}))
    comment = said[: said.index("From Coq")]
    assert comment.count("(*") == comment.count("*)") == 1 and '"' not in comment


def test_spaces_have_no_words_yet():
    context = t.Context({"p": t.LawDecl((("x", "x"),))}, {}, spaces=("x",))
    p = t.LawTerm("p", (("x", t.Index("x", "x")),))
    with pytest.raises(NotShown, match="spaces"):
        exported(claimed(context, p, "=", p))


# -- that they are what is claimed

X, X2, Y = t.Index("x", "x"), t.Index("x'", "x"), t.Index("y", "y-space")
SIGNS = ("real", "nonneg", "pos", "unit")
QUANTITIES = {s: t.Quantity(s, (X,)) for s in SIGNS}
CONTEXT = t.Context(
    {
        "p": t.LawDecl((("x", "x"), ("y", "y-space")), (("k", "k"),)),
        "S": t.LawDecl((("x", "x"), ("y", "x"), ("z", "x"), ("w", "x"))),
        "T": t.LawDecl((("x", "x"), ("y", "x"), ("z", "x"), ("w", "x"))),
        "sum": t.LawDecl((("x", "x"),)),
    },
    {s: t.QuantityDecl(("x",), s) for s in SIGNS} | {
        "I": t.QuantityDecl((), "unit"), "A": t.QuantityDecl(("x", "x"), "real")
    },
    (t.Support("s", t.Quantity("A", (X, X2)), QUANTITIES["pos"]),),
    (t.Hypothesis("h", ">=", t.minus(QUANTITIES["real"], t.Card("x"))),
     t.Hypothesis("g", "=", t.Quantity("A", (X2, X2)))),
)  # fmt: skip
LAW = t.LawTerm("p", (("y", Y), ("k", t.Index("k", "k"))))
SUM = t.LawTerm("sum", (("x", X),))
LN2 = t.Pow(t.Log(t.const(2)), -1)


def law(*letters):
    """S at some of three letters, and summed over the others."""
    return t.LawTerm("S", tuple((v, t.Index(v, "x")) for v in letters))


def one_over(term):
    return t.Pow(term, -1)


def measures():
    """All sums that have names: the name, the letters, the weight, what the logarithm is of."""
    for n, letters in enumerate(("x", "xy", "xyz"), 1):
        a, b = law(*letters), t.LawTerm("T", tuple((v, t.Index(v, "x")) for v in letters))
        many = str(n) if n > 1 else ""
        yield f"entropy{many}", letters, a, one_over(a)
        yield f"cross_entropy{many}", letters, a, one_over(b)
        yield f"KL{many}", letters, a, t.Mul((a, one_over(b)))
    two, three = law("x", "y"), law("x", "y", "z")
    yield "entropy_2_given_1", "xy", two, one_over(t.Mul((two, one_over(law("x")))))
    yield "entropy_1_given_2", "xy", two, one_over(t.Mul((two, one_over(law("y")))))
    yield "information", "xy", two, t.Mul((two, one_over(t.Mul((law("x"), law("y"))))))
    yield "entropy_3_given_12", "xyz", three, one_over(t.Mul((three, one_over(two))))
    both = t.Mul((law("x", "z"), law("y", "z")))
    yield "information_12_given_3", "xyz", three, t.Mul((law("z"), three, one_over(both)))


def summed(letters, weight, arg, *more):
    return t.Sum(tuple(t.Index(v, "x") for v in letters), t.Mul((weight, t.Log(arg), *more)))


MEASURES = (
    *(summed(*parts) for _, *parts in measures()),
    *(summed(*parts, LN2) for _, *parts in measures()),
)
TERMS = (
    LAW,
    t.Sum((X, Y), t.Mul((QUANTITIES["real"], t.Log(LAW)))),
    t.Sum((X,), t.Sum((Y,), t.Add((QUANTITIES["unit"], t.const(-2), t.Mul((t.const(-1), LAW)))))),
    t.Pow(t.Add((QUANTITIES["real"], t.ONE)), -3),
    t.Mul((t.const(t.Fraction(-3, 2)), t.Pow(LAW, -1), t.Mul((t.const(-1), LAW)), t.Pow(LAW, 0))),
    t.Mul((t.Pow(t.Pow(LAW, 2), -1), t.Pow(t.Mul((LAW, t.const(2))), -1))),
    t.Add((t.const(-1), t.Mul((t.const(t.Fraction(-1, 3)), QUANTITIES["real"])))),
    t.Log(t.Add((t.ONE, t.Mul((t.const(-1), QUANTITIES["unit"]))))),
    t.Log(t.minus(QUANTITIES["nonneg"], QUANTITIES["pos"])),
    t.Log(t.Pow(QUANTITIES["real"], 2)),
    t.Exp(t.Mul((t.const(-1), t.Nonzero(t.Delta(X, X2)), t.Card("y-space")))),
    t.Mul(()),
    t.Add(()),
    t.LawTerm("S", (("z", X),)),
    *MEASURES,
    *(t.Sum((X,), t.Mul((of, t.Log(t.Mul((t.Pow(of, -1), *more))))))
      for of in (SUM, t.Mul((SUM, t.Pow(LAW, -1))), t.const(2), t.ONE, t.Mul((t.const(-1), SUM)))
      for more in ((), (SUM,), (t.const(-1),))),
)  # fmt: skip


@pytest.mark.parametrize("more", [(), (LN2,)])
def test_every_measure_is_written_by_its_name(more):
    for name, *parts in measures():
        said = statement(claimed(CONTEXT, summed(*parts, *more), "<=", t.ONE))
        assert f"-> {name}{'_in 2' if more else ''} X" in said, name


@needs_rocq
def test_every_kind_of_node_is_shown_as_it_is_computed(compiled):
    said = compiles(compiled, [exported(claimed(CONTEXT, t.Add(TERMS), "<=", t.Quantity("I")))])
    assert said.count("claimed_") == 1


@needs_rocq
def test_theorems_of_the_scripts_follow_from_what_is_claimed(compiled):
    names = "gibbs:gibbs", "source_coding:source_coding", "divergences:data_processing", "fano:fano"
    pairs = [name.split(":") for name in names]
    said = compiles(compiled, [exported(of_script(stem)[name]) for stem, name in pairs])
    assert said.count("Axioms:") == said.count("claimed_") == 4 and "sig_forall_dec" in said


@needs_rocq
def test_another_statement_does_not_follow(compiled):
    text = exported(of_script("gibbs")["gibbs"])
    for right, wrong in [("(KL X p q >= 0)", "(KL X p q <= 0)"), ("p x = q x", "p x = p x")]:
        changed = text.replace(right, wrong, 1).replace(" Certified ", " Claimed ")
        assert changed.count(wrong) >= 1 and changed != text
        (compiled / "Wrong.v").write_text(changed, encoding="utf-8")
        with pytest.raises(AssertionError):
            coqc(compiled, "Wrong.v")
