"""What Python says of a script, with what its author may have meant; each with its line."""

import pytest

from derive import Alphabet, DeriveError, Distribution, H, Law, Le, check, theorem
from derive.cli.checking import report_on
from derive.cli.main import status
from derive.cli.mistakes import hint, nearest
from derive.cli.scripts import load_all

HEAD = """from derive import *
x, y = alphabets('x y')
p, q = Distribution('p', x), Distribution('q', x)
X, Y = Law('r', x, y).variables
"""
THEOREM = "@theorem('t')\ndef t(proof):\n    "

MISTAKES = {  # a line of a derivation → what the message says beside its place
    "proof.start(H(p)).leq(1)": "'Proof' object has no attribute 'leq'. Did you mean le?",
    "proof.claim(sum(p(x)) <= 1)": "Try Sum(p(x), x), Max(p(x), x).",
    "proof.start(H(p)).equals(1)": "Did you mean eq?",
    "proof.start(H(p)).geq(1)": "Did you mean ge?",
    "proof.frobnicate(1)": "It has start, eq, le, ge, lt, gt, fact, claim, argmin, argmax.",
    "proof.le(1, 'a', 'b')": "It is le(e, reason='').",
    "proof.claim(Entropy(p) >= 0)": "name 'Entropy' is not defined. Did you mean H?",
    "proof.claim(Kl(p, q) >= 0)": "Did you mean KL?",
    "proof.claim(KL(p) >= 0)": "It is KL(p, q, ",
    "proof.claim(KL(p, q, bas=2) >= 0)": "'bas'. It is KL(p, q, ",
    "proof.claim(Le(x.Size, 1))": "Did you mean size?",
    "proof.claim(max(p(x), q(x)) <= 1)": "Python's max cannot compare expressions. Try Max(a, b).",
    "proof.claim(min([p(x), q(x)]) <= 1)": "Try Min(a, b).",
    "proof.claim(sorted([p(x), q(x)])[0] <= 1)": "Python cannot sort expressions.",
    "proof.claim(q(x) <= p(x) <= 1)": "a ≤ b ≤ c would lose a half.",
    "proof.claim(p(x) <= q(x) and q(x) <= p(x))": "`and` cannot ask for it",
    "assert Le(p(x), q(x))": "`assert` cannot ask for it",
    "proof.claim(max(Le(p(x), 1), Le(q(x), 1)))": "A relation has no order.",
    "proof.claim(Le(sum(p(x) for x in x), 1))": "Try Sum(p(x), x).",
    "proof.claim(Le(p[x], 1))": "Try round brackets: p(x).",
    "proof.claim(Le(H(p), log(len(x))))": "Try x.size.",
    "proof.claim(Le(Sum(p*log(p), x), 1))": ": A law stands in a formula with its letters.",
    "proof.claim(p(x)^2 <= 1)": "Powers are written with **.",
    "proof.claim(KL(p | q) >= 0)": "Try KL(p, q)",
    "proof.claim(I(X; Y) >= 0)": "SyntaxError: invalid syntax. Groups of variables are parted",
    "proof.claim(H(p) ≤ 1)": "In Python it is <=.",
    "proof.claim(H(p) = 1)": "An equation is Eq(a, b).",
    "proof.claim(2p(x) <= 2)": "A product needs its sign.",
    "proof.claim(p(x)(1 - q(x)) <= 2)": "A product needs its sign.",
    "import math; math.log(p(x))": "Numbers stay exact, with log and exp of derive.",
    "import numpy; numpy.log(p(x))": "Try log and exp of derive.",
    "t(proof)": "A theorem is a reason",
    "return H(p) >= 0": "neither a step nor a claim. Try proof.claim(...).",
    "d = {'gibbs': 1}; d['gibs']": "KeyError: 'gibs'. Did you mean 'gibbs'?",
    "proof.claim(Dominated(p, q))": "Try p(x).",
    "proof.claim(H(p) >= '0')": "Text is never evaluated. Try it without quotes.",
    "proof.start(ArgMax(p(x)))": "TypeError: ",
    "proof.start(H(p)).ge(0, square)": "got the function square, not called,",
    "proof.fact(Computed('c', 3))": "Try Computed(…, lambda: …).",
    "proof.fact(Computed('c', lambda: 1 / 0))": "ZeroDivisionError: division by zero",
    "proof.fact(Cited('c'))": "It is Cited(statement, source, tex='').",
}
LOADING = {  # a line of a script → the same
    "from derive import Distribtion": "Did you mean Distribution?",
    "import derive.strategie": "Did you mean derive.strategies?",
    "import sympi": "Did you mean sympy?",
    "import derive; derive.alphabet('z')": "Did you mean Alphabet?",
    "s = Distributon('s', x)": "name 'Distributon' is not defined. Did you mean Distribution?",
    "c = Positive('c', 'x')": "c: over 'x'; expected an Alphabet",
    "m = max(H(p), H(q))": "Python's max cannot compare expressions.",
    "@theorem('t', give=[p << q])\ndef s(proof): ...": "It is theorem(title, given=(), ",
    "@theorem\ndef s(proof): ...": 'Try @theorem("…") with a title',
}


def told(tmp_path, source):
    path = tmp_path / "s.py"
    path.write_text(source, encoding="utf-8")
    (script,) = load_all([path])
    return script.message() if script.problem else report_on(script.derivations[-1], None).error


@pytest.mark.parametrize("line", MISTAKES)
def test_in_a_derivation(line, tmp_path):
    out = told(tmp_path, HEAD + THEOREM + line + "\n")
    assert MISTAKES[line] in out
    assert ("s.py:7: " if "neither" not in MISTAKES[line] else "s.py:5: ") in out


@pytest.mark.parametrize("line", LOADING)
def test_while_loading(line, tmp_path):
    out = told(tmp_path, HEAD + line + "\n" + THEOREM + "proof.claim(H(p) >= 0)\n")
    assert LOADING[line] in out and "s.py:5: " in out


def test_at_the_command_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    path = tmp_path / "s.py"
    path.write_text(HEAD + THEOREM + "proof.start(H(p)).leq(1)\n", encoding="utf-8")
    assert status(["check", "--trials", "5", str(path)]) == 1
    captured = capsys.readouterr()
    assert "Did you mean le?" in " ".join(captured.out.split())
    assert "Traceback" not in captured.err + captured.out


def test_a_function_without_the_proof(tmp_path):
    out = told(tmp_path, HEAD + "@theorem('t')\ndef t():\n    H(p)\n")
    assert "A derivation's function takes the proof. Try def t(proof)." in out


def test_from_python_too():
    x = Alphabet("x")
    p = Distribution("p", x)

    @theorem("t")
    def longer(proof):
        proof.claim(max(H(p), Law("r", x)(x)) >= 0)

    assert "Try Max(a, b)" in check(longer).error

    @theorem("t")
    def misspelt(proof):
        proof.start(H(p)).leq(1)

    with pytest.raises(AttributeError) as raised:
        check(misspelt)
    assert raised.value.__notes__ == ["Did you mean le?"]
    with pytest.raises(DeriveError, match="`if` cannot ask for it"):
        if Le(H(p), 1):
            pass


def test_advice_hides_no_mistake():
    class Odd(dict):
        def __iter__(self):
            raise RuntimeError

    wrong = NameError("name 'q' is not defined")
    wrong.name = Odd()
    assert hint(wrong) == ""


def test_nothing_is_made_up():
    assert nearest("zzzzzz", ["Distribution", "Law"]) == ""
    assert nearest("KL", []) == ""
    for wrong in (KeyError("k"), KeyError(1, 2), TypeError("no"), ValueError("v"), NameError("n")):
        assert hint(wrong) == ""
    try:
        [].frobnicate  # noqa: B018
    except AttributeError as wrong:
        assert hint(wrong) == ""


def test_a_function_without_theorem(tmp_path):
    out = told(tmp_path, HEAD + "def plain(proof):\n    proof.claim(H(p) >= 0)\n")
    assert out.endswith(
        's.py:1: no derivation in this script. Try @theorem("…") above def plain(proof).'
    )
