"""What is printed reads, in a second reader, as what was decided; and a parser's trees are looked
at before they are read."""

import random
from dataclasses import replace
from types import SimpleNamespace

import lark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.entropic import parse as parsing
from derive.entropic import tree
from derive.entropic.parse import parse, parse_file
from derive.entropic.prove import decide, prove
from derive.entropic.readback import printed, same_problem
from derive.entropic.sums import EntropySum
from derive.language.names import DeriveError
from derive.render import entropic
from tests.entropic.corpus import FALSE, TRUE

STATEMENTS = [p for text in (TRUE, FALSE) for _, _, p in parse_file(text)]
MORE = [
    "R1 + 2 R2 >= I(X;Y|Z) given (A) -> (B,C) -> D; H(X)<= log 3; A ⊥ (B) | C; 2*(R1) <= 3",
    "H(S|(A,B)) <= log|X| + log2(3/2) - log_2(|Y|)/2 + log(12)",
    "H(X Y|Z W) <= -(-2)(1/3 H(X) - .5*I(A;B;C|D))/4 + 1e2",
    "H(X) <= 1 given indep((A,B),C | D) and iid(E,F); func(A,B | C); func(A; (B,C))",
    "I(A;(B,C);D|E,F) >= 0 given A <-> B --> C — D",
    "H(1,2|3) = H(45) given A ⊥ B ⊥ C | D,E; independent(A,B; C)",
]


@pytest.mark.parametrize("problem", STATEMENTS + [parse(t) for t in MORE], ids=str)
def test_every_statement_reads_back(problem):
    statement, conditions = printed(problem)
    for typed in ("->", "<=", ">=", "=="):
        assert typed not in statement and all(typed not in c for c in conditions)
    again = parse(statement, conditions)
    assert (again.names, again.lhs, again.rel, again.rhs) == (
        problem.names, problem.lhs, problem.rel, problem.rhs,
    )  # fmt: skip
    assert again.conditions == problem.conditions


def changed(problem, rng):
    """The problem with one bar, coefficient, group or sign other than it is."""
    kind = rng.choice(["lhs", "rhs", "rel", "conditions"])
    if kind == "rel":
        return replace(problem, rel={"<=": ">=", ">=": "=", "=": "<="}[problem.rel])
    if kind == "conditions":
        return replace(problem, conditions=problem.conditions[1:])
    e = getattr(problem, kind)
    other = e + EntropySum({rng.randint(1, (1 << len(problem.names)) - 1): 1})
    return replace(problem, **{kind: other})


def test_any_other_problem_is_told_apart():
    rng = random.Random(1)
    for problem in STATEMENTS * 3:
        if problem.names:
            other = changed(problem, rng)
            if other != problem:
                assert not same_problem(other, *printed(problem))


def test_a_result_is_not_printed_where_the_text_says_something_else():
    verdict = decide(parse("I(X;Y|Z) <= I(X;Y)"))
    wrong = replace(verdict, problem=replace(verdict.problem, lhs_text="I(X;Y)"))
    for face in (entropic.text, entropic.latex, entropic.data):
        assert face(verdict)
        with pytest.raises(DeriveError, match="reads otherwise"):
            face(wrong)


# -- the parser's trees -------------------------------------------------------------------------


def with_options(monkeypatch, **options):
    monkeypatch.setattr(tree, "OPTIONS", {**tree.OPTIONS, **options})
    tree._parser.cache_clear()


@pytest.fixture(autouse=True)
def fresh_parser():
    yield
    tree._parser.cache_clear()


@pytest.mark.parametrize(
    "text", ["I(X;Y) <= I(X;Y|Z)", "H(X) <= H(X|Y)", "H(X) <= 1 given H(X|Y) = 0"]
)
def test_placeholders_do_not_change_what_is_read(monkeypatch, text):
    """The default of lark-parser 0.12 is another than lark's; our grammar has no optional parts."""
    ours = parse(text)
    with_options(monkeypatch, maybe_placeholders=True)
    assert parse(text) == ours


@pytest.mark.parametrize("option", [{"keep_all_tokens": True}, {"propagate_positions": False}])
def test_trees_of_another_shape_are_refused(monkeypatch, option):
    with_options(monkeypatch, **option)
    with pytest.raises(DeriveError, match="which the grammar has not"):
        parse("I(X;Y|Z) <= I(X;Y)")


def test_a_tree_that_is_refused_names_the_package(monkeypatch):
    with_options(monkeypatch, keep_all_tokens=True)
    with pytest.raises(DeriveError, match=rf"lark {lark.__version__} from .*; installed: .*lark"):
        parse("H(X) >= 0")


@pytest.mark.parametrize("option", [{"option_of_another_release": 1}, {"parser": "glr"}])
def test_options_that_a_release_does_not_know_are_no_traceback(monkeypatch, option):
    with_options(monkeypatch, **option)
    with pytest.raises(DeriveError, match=r"no parser: .* Imported is lark"):
        parse("H(X) >= 0")


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("I(X;Y|Z) >= 0", "|", ";"),  # read as I(X;Y;Z), which may be negative
        ("I(X;Y) <= I(X;Y,Z)", "Y,Z", "Z|Y"),
        ("H(X) <= H(X|Y)", "|", ","),  # false, and true as it would be read
        ("H(X) <= 1 given H(X|Y) = 0", "|", ","),
    ],
)
def test_a_statement_read_otherwise_than_it_prints_has_no_verdict(monkeypatch, text, old, new):
    """A tree of the right shape and of another meaning, as another parser may give."""
    other = lambda text, start: tree.tree(text.replace(old, new), start)  # noqa: E731
    monkeypatch.setattr(parsing, "tree", other)
    with pytest.raises(DeriveError, match="reads otherwise"):
        prove(text)


def node(name, *children):
    return SimpleNamespace(data=name, children=list(children), meta=SimpleNamespace(start_pos=0))


def test_no_child_is_read_for_another():
    """I(X;Y|Z) as a tree of the old kind: three groups, the last of them what is given."""
    variable = node("variable", lark.Token("NAME", "X"))
    groups = [node("variables", variable) for _ in range(3)]
    for wrong in (
        node("information", *groups),
        node("information", groups[0], groups[1], None),
        node("conditional_entropy", groups[0]),
        node("entropy", *groups[:2]),
        node("chain", node("group", node("names", variable))),
        node("rule_of_another_grammar"),
    ):
        with pytest.raises(DeriveError, match="which the grammar has not"):
            tree.check_shape(wrong, wrong.data)
    with pytest.raises(DeriveError):
        tree.check_shape(node("side", groups[0]), "line")


def test_every_option_that_the_tree_hangs_on_is_written_out():
    needed = {"parser", "lexer", "ambiguity", "priority", "propagate_positions", "g_regex_flags",
              "maybe_placeholders", "keep_all_tokens", "regex", "use_bytes"}  # fmt: skip
    assert needed <= set(tree.OPTIONS)


SYNTAX = "HI(XY;,|)+-*/≤≥=0123.5 log→⊥R"


@given(st.text(alphabet=SYNTAX, max_size=30))
def test_what_both_readers_read_they_read_alike(text):
    try:
        problem = parse(text)
    except DeriveError:
        return
    printed(problem)
