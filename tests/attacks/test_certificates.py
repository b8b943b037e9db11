"""Stored certificates that are not: each ends in a KernelError, soon, and in little memory."""

import json
import subprocess
import sys

import pytest

from derive.kernel import terms as t
from derive.kernel.certificates import Given, Known, Nonneg, Square
from derive.kernel.equality import Linear, by_equations, with_equality
from derive.kernel.instance import Put, Substitution, instance
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, KernelError, LawDecl, QuantityDecl
from derive.kernel.theorem import Statement, antisymmetric, prove
from derive.store import FORMAT, dumps, loads
from tests.kernel.build import ONE, ZERO, A, Q, mul, sub, x

REAL, POS = QuantityDecl((), "real"), QuantityDecl((), "nonneg")
c, n, f = Q("c"), Q("n"), Q("f", x)
CONTEXT = Context(
    {"p": LawDecl((("X", A),))},
    {"c": REAL, "n": POS, "f": QuantityDecl((A,), "real")},
    (),
    (Hypothesis("c >= 1", ">=", sub(c, ONE)), Hypothesis("f = c", "=", sub(f, c))),
)


def example():
    """A theorem with one of every rule underneath."""
    k = Normalizer(CONTEXT)
    above = prove(k, Statement(c, ">=", ONE), (Given("c >= 1"),))
    equal = by_equations(k, Statement(f, "=", c), (Linear(sub(f, c), ((0, (), ONE),)),))
    square = prove(k, Statement(mul(n, t.Pow(c, 2)), ">=", ZERO), (Square((), n, c),))
    gap = square.statement.gap()
    condition = mul(n, c)
    with_condition = with_equality(
        k,
        square,
        (condition,),
        (Linear(condition, ((0, (), ONE),)),),
        (Linear(gap, ((0, (), c),)),),
    )
    put = instance(k, with_condition, Substitution({}, {}, {"n": Put((), t.Pow(c, 2))}))
    le = prove(k, Statement(f, "<=", c), (Known(equal, (), (), t.const(-1)),))
    ge = prove(k, Statement(f, ">=", c), (Known(equal),))
    both = antisymmetric(k, ge, le, Statement(f, "=", c))
    return prove(
        k,
        Statement(sub(mul(t.Pow(c, 4)), ONE), ">=", sub(sub(f, c), c)),
        (Known(put), Known(above), Known(both, (), (), t.const(-1))),
    )


def rows():
    return json.loads(dumps(example()))["theorems"]


def text(theorems):
    return json.dumps({"format": FORMAT, "theorems": theorems})


def statement(lhs, rel="=", rhs=("Const", 0), rule="prove", given=(), quantities=(), laws=()):
    """One theorem, as text, about terms written as JSON."""
    declared = [["tuple", q, ["QuantityDecl", ["tuple"], "real"]] for q in quantities]
    context = ["Context", ["dict", *laws], ["dict", *declared], ["tuple"], ["tuple"]]
    said = ["Statement", lhs, rel, list(rhs)]
    return text([{"rule": rule, "context": context, "statement": said, "given": list(given)}])


def test_the_example_comes_back():
    assert loads(dumps(example())).statement == example().statement
    assert loads(statement(["Const", 0])).statement.rhs == t.Const(0)


# -- each place, changed --------------------------------------------------------------------------


def places(node, path=()):
    yield path
    if isinstance(node, (dict, list)):
        for k, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from places(child, (*path, k))


def with_change(data, path, new):
    data = json.loads(json.dumps(data))
    *above, last = path
    node = data
    for k in above:
        node = node[k]
    node[last] = new
    return data


WRONG = [
    True,
    False,
    None,
    -1,
    10**30,
    0.5,
    "",
    "x",
    [],
    {},
    ["tuple"],
    ["Theorem", 0],
    ["Const", 0],
]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_change_anywhere_is_refused_or_says_something_else(wrong):
    """At every place of the text; what is still read is a theorem that its own text explains."""
    data = {"format": FORMAT, "theorems": rows()}
    every = [q for q in places(data) if q]
    assert len(every) > 400
    read = 0
    for path in every[:: max(1, len(every) // 60)]:
        changed = with_change(data, path, wrong)
        try:
            made = loads(json.dumps(changed))
        except KernelError:
            continue
        read += 1
        assert loads(dumps(made)).statement == made.statement
        assert made.statement == example().statement or path[-1] != "statement"
    assert read < 40


@pytest.mark.parametrize("field", ["rule", "context", "statement", "given"])
def test_fields_are_four(field):
    (*others, last) = rows()
    missing = {k: v for k, v in last.items() if k != field}
    for wrong in (missing, {**last, "why": "trust me"}, {**missing, field.upper(): last[field]}):
        with pytest.raises(KernelError):
            loads(text([*others, wrong]))
    for wrong in (None, [], [*last], "prove", 1):
        with pytest.raises(KernelError):
            loads(text([*others, wrong]))


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        "",
        0,
        None,
        {"format": FORMAT},
        {"format": FORMAT, "theorems": []},
        {"format": FORMAT, "theorems": {}},
        {"format": FORMAT, "theorems": None},
        {"format": FORMAT, "theorems": "prove"},
        {"format": "derive certificate 2", "theorems": []},
        {"format": [FORMAT], "theorems": []},
        {"theorems": []},
        {"format": FORMAT, "theorems": [], "seal": ""},
    ],
)
def test_a_certificate_has_its_form(data):
    with pytest.raises(KernelError):
        loads(json.dumps(data))


@pytest.mark.parametrize("version", ["derive certificate 0", "derive certificate 2", "", None, 1])
def test_another_version_is_not_read(version):
    with pytest.raises(KernelError, match="format"):
        loads(json.dumps({"format": version, "theorems": rows()}))


# -- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "1.0",
        "0.5",
        "-0.0",
        "1E2",
        "true",
        "null",
        '"1"',
        "1" * 5000,
        "9" * 1_000_000,
        "[]",
        '["Fraction", 1, 0]',
        '["Fraction", 1.0, 1]',
        '["Fraction", true, 1]',
        '["Fraction", 1]',
        '["Fraction", 1, 2, 3]',
        '["Fraction", "1", "2"]',
        '["Fraction", ["Fraction", 1, 2], 1]',
        "01",
        "0x1",
        "+1",
        "1_0",
    ],
    ids=lambda s: s[:20],
)
def test_numbers_are_exact(number):
    good = statement(["Const", 7], rhs=("Const", 7))
    assert loads(good)
    with pytest.raises(KernelError):
        loads(good.replace("7", number))


def test_a_limit_that_is_switched_off_is_not_ours():
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        with pytest.raises(KernelError, match="digits"):
            loads(statement(["Const", 7]).replace("7", "9" * 1_000_000))
    finally:
        sys.set_int_max_str_digits(limit)


@pytest.mark.parametrize("exponent", [65, 10**3, 10**18, -(10**18), 10**3000, True, None, "2"])
def test_huge_exponents(exponent):
    for base in (["Quantity", "c", ["tuple"]], ["Const", 3], ["Card", "A"]):
        power = ["Pow", base, exponent]
        with pytest.raises(KernelError):
            loads(statement(power, rhs=power, quantities=["c"]))


def test_towers_of_powers():
    tower = ["Const", 3]
    for _ in range(20):
        tower = ["Pow", tower, 64]
    with pytest.raises(KernelError):
        loads(statement(tower, rhs=tower))


def test_large_numbers_to_large_powers():
    big = ["Fraction", 10**3000, 10**2999 + 1]
    for term in (["Pow", ["Const", big], 64], ["Log", ["Const", big]]):
        try:
            made = loads(statement(term, rhs=["Mul", ["tuple", term, ["Const", 2]]]))
        except KernelError:
            continue
        raise AssertionError(f"0 = 1 from {str(made)[:80]}")


# -- nesting and size -----------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [10**3, 10**5])
@pytest.mark.parametrize("shape", ["[", '{"a":', '["Log",', '["Add", ["tuple",', '["Pow",'])
def test_deep_nesting(depth, shape):
    with pytest.raises(KernelError):
        loads(shape * depth)
    good = statement(["Const", 7])
    closing = {"[": "]", "{": "}"}
    end = "".join(closing[ch] for ch in reversed(shape) if ch in closing)
    with pytest.raises(KernelError):
        loads(good.replace('["Const", 7]', shape * depth + '["Const", 7]' + end * depth))


@pytest.mark.parametrize("depth", [400, 800])
@pytest.mark.parametrize("name", ["Log", "Exp", "Nonzero"])
def test_terms_nested_deeper_than_the_kernel_reads(depth, name):
    term = ["Quantity", "c", ["tuple"]]
    for _ in range(depth):
        term = [name, term]
    with pytest.raises(KernelError):
        loads(statement(term, rhs=("Const", 7), quantities=["c"]))


LIMITED = """
import resource, sys, time
from derive.kernel.terms import KernelError
from derive.store import loads
from tests.attacks import bombs
texts = [getattr(bombs, name)() for name in sys.argv[1:]]
resource.setrlimit(resource.RLIMIT_AS, (2 * 10**9, 2 * 10**9))
for name, text in zip(sys.argv[1:], texts):
    start = time.process_time()
    try:
        loads(text)
        print(name, "accepted")
    except KernelError as refused:
        print(name, "refused", str(refused)[:100])
    if time.process_time() - start > 20:
        print("slowly")
"""
BOMBS = ["million_terms", "million_theorems", "million_letters", "many_nodes", "doubled"]


def test_bombs_are_refused_in_bounded_time_and_memory():
    """2 GB of address space; the time allowed is generous, for a machine that is shared."""
    bombs = [*BOMBS, "doubled_zero"]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *bombs], capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [[b, "refused"] for b in bombs], done.stderr


def test_conditions_that_double_are_kept_once():
    """theorem + theorem has the same zero conditions as the theorem."""
    k = Normalizer(CONTEXT)
    made = prove(k, Statement(n, ">=", ZERO), (Nonneg((), n),))
    for m in range(60):
        claim = Statement(mul(t.const(2 ** (m + 1)), n), ">=", ZERO)
        made = prove(k, claim, (Known(made), Known(made)))
    assert made.zero == (n,)
    assert loads(dumps(made)).zero == (n,)


# -- keys, names, positions -----------------------------------------------------------------------


def test_duplicate_keys():
    good = statement(["Const", 7], rhs=("Const", 7))
    for old, new in (
        ('"rule": "prove"', '"rule": "cite", "rule": "prove"'),
        ('"given": []', '"given": [], "given": []'),
        (f'"format": "{FORMAT}"', f'"format": "{FORMAT}", "format": "{FORMAT}"'),
    ):
        assert old in good
        with pytest.raises(KernelError, match="twice"):
            loads(good.replace(old, new))


def test_a_declaration_that_stands_twice():
    one, other = (["QuantityDecl", ["tuple"], sign] for sign in ("real", "pos"))
    declared = [["tuple", "c", one], ["tuple", "c", other]]
    context = ["Context", ["dict"], ["dict", *declared], ["tuple"], ["tuple"]]
    term = ["Quantity", "c", ["tuple"]]
    row = {
        "rule": "prove",
        "context": context,
        "statement": ["Statement", term, ">=", ["Const", 0]],
        "given": [["Nonneg", ["tuple"], term]],
    }
    with pytest.raises(KernelError, match="twice"):
        loads(text([row]))
    row["context"] = ["Context", ["dict"], ["dict", declared[1]], ["tuple"], ["tuple"]]
    assert loads(text([row]))


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "a\nb", "\ud800", "\x00", "\u202e", "1", "$0", "#1", "c'", "ⅽ", "с"]
)
def test_names_are_declared_as_they_are_spelled(name):
    """Also those that only look like the declared one."""
    with pytest.raises(KernelError):
        loads(statement(["Quantity", name, ["tuple"]], quantities=["c"]))


@pytest.mark.parametrize(
    "data", [b"{}", b"\xff\xfe", None, 1, ["{}"], "\ufeff{}", "\x00", "\ud800"]
)
def test_what_is_read_is_text(data):
    with pytest.raises(KernelError):
        loads(data)


@pytest.mark.parametrize("position", [0, 1, 2, -1, 10**9, True, None, "0", 0.0, ["Theorem", 0]])
def test_theorems_are_earlier(position):
    row = json.loads(statement(["Const", 0]))["theorems"][0]
    row["given"] = [["Known", ["Theorem", position], ["tuple"], ["tuple"], ["Const", 1]]]
    with pytest.raises(KernelError):
        loads(text([row]))


def test_a_theorem_is_not_put_for_a_term():
    row = json.loads(statement(["Const", 0]))["theorems"][0]
    for wrong in (["Theorem", 0], ["Nonneg", ["tuple"], ["Theorem", 0]], ["tuple", ["Theorem", 0]]):
        second = {**row, "given": [wrong]}
        with pytest.raises(KernelError):
            loads(text([row, second]))
        third = {**row, "statement": ["Statement", ["Theorem", 0], "=", ["Const", 0]]}
        with pytest.raises(KernelError):
            loads(text([row, third]))


@pytest.mark.parametrize(
    "node",
    ["Theorem", "Reason", "Rests", "eval", "__import__", "Normalizer", "object", "", 1, None, []],
)
def test_only_the_kernels_data_is_made(node):
    with pytest.raises(KernelError):
        loads(statement([node, "os", "system"]))


@pytest.mark.parametrize(
    "rule", ["", "Prove", "trust", "_theorem", "axiom", None, 1, ["prove"], "__init__", "chain"]
)
def test_only_the_kernels_rules_are_run(rule):
    with pytest.raises(KernelError):
        loads(statement(["Const", 0], rule=rule))


def test_what_is_cited_or_open_says_so():
    for rule in ("cite", "admit"):
        made = loads(statement(["Const", 0], rhs=("Const", 1), rule=rule, given=["why"]))
        assert not made.is_proved
        for given in ([], ["a", "b"], [None], [1], [["tuple"]]):
            with pytest.raises(KernelError):
                loads(statement(["Const", 0], rhs=("Const", 1), rule=rule, given=given))


def test_the_false_by_any_rule():
    for rule in ("prove", "antisymmetric", "by_equations", "with_equality", "instance"):
        for given in (
            [],
            [None],
            [["tuple"]] * 2,
            [["tuple"]] * 4,
            [["Nonneg", ["tuple"], ["Const", -1]]],
        ):
            with pytest.raises(KernelError):
                loads(statement(["Const", 0], rhs=("Const", 1), rule=rule, given=given))
