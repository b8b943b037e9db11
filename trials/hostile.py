"""The inputs of `trials.adversarial`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_HEAD = """from derive import *
from sympy import Add, Integer, Mul, Pow, Rational
x, y, z = alphabets("x y z")
p, q = Distribution("p", x), Distribution("q", x)
r = Distribution("r", x, y, z)
a, b = Positive("a"), Positive("b")
t = Real("t")
"""


@dataclass(frozen=True)
class Case:
    """kind: "script" (text is Python after a common head), "prove" (text is a statement, given
    are conditions) or "certificate" (text is an expression for the JSON to be read)."""

    name: str
    text: str
    kind: str = "script"
    given: tuple[str, ...] = ()

    def command(self, folder: Path, step_timeout: float) -> list[str]:
        """Arguments for Python; what they need is written to the folder."""
        if self.kind == "prove":
            given = [part for g in self.given for part in ("--given", g)]
            limit = ["--time-limit", f"{step_timeout:g}"]
            return ["-m", "derive", "prove", self.text, *given, *limit]
        if self.kind == "certificate":
            return ["-c", _READ.format(text=self.text)]
        (folder / "case.py").write_text(_HEAD + self.text, encoding="utf-8")
        limit = ["--step-timeout", f"{step_timeout:g}"]
        return ["-m", "derive", "check", "case.py", "--no-cache", *limit]


_READ = """import json
from derive.kernel.terms import KernelError
from derive.store import FORMAT, loads
try:
    loads({text})
    print("accepted")
except KernelError as refused:
    print("error", str(refused)[:200])
"""


def _claim(relation: str, before: str = "", given: str = "") -> str:
    return f"""{before}
@theorem("A hostile claim", given=[{given}])
def claimed(proof):
    proof.claim({relation})

@theorem("What comes after it")
def after(proof):
    proof.claim(H(p) >= 0)
"""


def _many(n: int, kind: str) -> str:
    return f"terms = [{kind}(f's{{k}}') for k in range({n})]\n"


def _row(rule: str, statement: str) -> str:
    return (
        'json.dumps({"format": FORMAT, "theorems": [{"rule": "' + rule + '", "context": '
        '["Context", ["dict"], ["dict"], ["tuple"], ["tuple"]], "statement": '
        f'{statement}, "given": []}}]}})'
    )


_SUMS = "e = p(x)\nfor k in range({n}):\n    e = Sum(e * p(x), x) + p(x)\n"
_LETTERS = "xs = [Alphabet(f'x{k}', 'x') for k in range(12)]\n"

CASES: tuple[Case, ...] = (
    Case("(a + b)^1000", _claim("(a + b)**1000 >= 0")),
    Case("(a + b)^64 = itself, opened", _claim("Eq((a + b)**64 * (a - b)**64, (a**2 - b**2)**64)")),
    Case("(a + b + t + …)^60", _claim("sum(Positive(f's{k}') for k in range(12))**60 >= 1")),
    Case("(((a+b)^60 + 1)^60 + 1)^60", _claim("(((a + b)**60 + 1)**60 + 1)**60 >= 1")),
    Case("60 nested sums", _claim("e >= 0", _SUMS.format(n=60))),
    Case("150 nested sums", _claim("e >= 0", _SUMS.format(n=150))),
    Case("a thousand nested sums", _claim("e >= 0", _SUMS.format(n=1000))),
    Case("500 nested logarithms", _claim("e >= 0", "e = a\nfor k in range(500):\n    e = log(e)\n")),
    Case("a tower of 30 exponentials", _claim("e >= 0", "e = t\nfor k in range(30):\n    e = exp(e)\n")),
    Case("a tower of numbers", _claim("exp(exp(exp(exp(exp(Integer(9)))))) >= 1")),
    Case("a million terms", _claim("Add(*terms) >= 0", _many(10**6, "Positive"))),
    Case("20,000 terms", _claim("Add(*terms) >= 0", _many(20_000, "Positive"))),
    Case("3,000 terms, squared", _claim("Add(*terms)**2 >= 0", _many(3_000, "Real"))),
    Case("2^(10^9)", _claim("a * Integer(2)**(10**9) >= 0")),
    Case("10^(10^12)", _claim("a * Integer(10)**(10**12) >= 0")),
    Case("a^(10^9)", _claim("a**(10**9) >= 0")),
    Case("2^(10^9·a)", _claim("2**(10**9 * a) >= 1")),
    Case("a rational of a million digits", _claim("a * Rational(10**1000000 + 1, 3) >= 0")),
    Case("log of a product of two large primes", _claim("log((10**18 + 9) * (10**18 + 3)) >= a")),
    Case("log of a prime near 10^15", _claim("log(Integer(999999999999989)) >= a")),
    Case("powers of large rationals", _claim("(a * Rational(10**2000 + 1, 7**2000))**64 >= 0")),
    Case("12 alphabets", _claim(
        "Sum(r12(*xs) * log(r12(*xs)), *xs) <= 0",
        "xs = alphabets(' '.join(f'x{k}' for k in range(12)))\nr12 = Distribution('r12', *xs)\n")),
    Case("12 letters of one alphabet", _claim("Sum(Mul(*(p(i) for i in xs)) * log(1 + Add(*(p(i) for i in xs))), *xs) >= 0", _LETTERS)),
    Case("12 letters, proved at once", _claim("Sum(Mul(*(p(i) for i in xs)), *xs) <= 1", _LETTERS)),
    Case("10^400 times a letter", _claim("a * Integer(10)**400 >= 0")),
    Case("12 letters under a mixture", _claim("Sum(1 / Add(*(p(i) for i in xs)), *xs) >= 0", _LETTERS)),
    Case("a product of 12 mixtures", _claim(
        "Mul(*ms) >= 0",
        "ms = [a*p(x) + (k+1)*q(x) + b for k in range(12)]\n")),
    Case("quotients of mixtures", _claim(
        "Eq(Mul(*ms), 1)", "ms = [(a*p(x) + (k+1)*q(x) + b)/(b*p(x) + (k+2)*q(x) + a) for k in range(8)]\n")),
    Case("symmetric sum of 9 letters", _claim(
        "Sum(Mul(*(p(i) + q(j) for i in xs[:9] for j in xs[:9] if i.name < j.name)), *xs[:9]) >= 0", _LETTERS)),
    Case("200 hypotheses", _claim("Add(*ss) <= 1", "ss = [Positive(f's{k}') for k in range(200)]\n",
         "*[Le(ss[k], ss[k+1]) for k in range(199)]")),
    Case("a sum that hears no signal", _claim("H(p) >= sum(range(10**13))")),
    Case("a loop without end", _claim("H(p) >= 0", "while True: pass\n")),
    Case("recursion without end", _claim("f(1) >= 0", "def f(k): return f(k + 1)\n")),
    Case("ten gigabytes", _claim("len(bytearray(10**10)) >= a")),
    Case("a list without end", _claim("f() >= a", "def f():\n    out = []\n    while True: out.append(' ' * 10**6)\n")),
    Case("a process that kills itself", _claim("f() >= 0", "import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGKILL)\n")),
    Case("prove: 40 variables", "H(" + ",".join(f"X{k}" for k in range(40)) + ") >= H(X1)", "prove"),
    Case("prove: false, 12 variables", "H(" + ",".join(f"X{k}" for k in range(12)) + ") <= H(X1|X2) + I(X3;X4)", "prove"),
    Case("prove: coefficients of 3,000 digits", f"{'9' * 3000} H(X) >= H(X,Y)", "prove"),
    Case("prove: 20,000 brackets", "(" * 20_000 + "H(X)" + ")" * 20_000 + " >= 0", "prove"),
    Case("prove: 5,000 terms", " + ".join(["H(X,Y)", *(f"{k} H(X|Y)" for k in range(5000))]) + " >= 0", "prove"),
    Case("certificate: nested 100,000 deep", "'[' * 100000 + ']' * 100000", "certificate"),
    Case("certificate: a power of a power", _row("prove", '["Statement", ["Pow", ["Pow", ["Pow", ["Add", ["tuple", ["Const", ["Fraction", 1, 3]], ["Exp", ["Const", ["Fraction", 1, 1]]]]], 60], 60], 60], "=", ["Const", ["Fraction", 0, 1]]]'), "certificate"),
    Case("certificate: a number of 10^6 digits", "'{\"format\": \"' + FORMAT + '\", \"theorems\": [' + '9' * 10**6 + ']}'", "certificate"),
)  # fmt: skip
