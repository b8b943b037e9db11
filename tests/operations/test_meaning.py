"""What stands for |·|, max, min and powers means them: some value of it meets all that is said of
it, and with every such value the kernel's term is the language's number."""

import random
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from flint import fmpq
from sympy import Rational

from derive import (
    Abs,
    Alphabet,
    Delta,
    Distribution,
    Law,
    Max,
    Min,
    Nonnegative,
    Positive,
    Power,
    Probability,
    Real,
    Sum,
    pi,
    sqrt,
)
from derive.kernel import terms as t
from derive.language.names import is_fresh
from derive.numeric import Model
from derive.numeric.closed import decimal, fraction, number
from derive.numeric.exact import exact_value, sorted_letters
from derive.translate.bridge import Translator
from tests.kernel import evaluator

x, y = Alphabet("x"), Alphabet("y")
x1 = x.another("x1")
p, q, r = Distribution("p", x), Distribution("q", x), Law("r", x, y)
f, g = Real("f", x), Real("g", x, x1)
a, b, u, v, lam = Real("a"), Real("b"), Nonnegative("u"), Positive("v"), Probability("λ")
LAWS, NUMBERS = [p, q, r], [f, g, *(e.quantity for e in (a, b, u, v, lam))]
NAMED = [
    Abs(a - b),
    Abs(2 * b - 2 * a) + Abs(a - b),
    Abs(a * b * u),
    Abs(a**3 / b),
    Max(a, b, u) - Min(a, b, u),
    Max(Abs(a), Abs(b)) - Max(a, -a, b, -b),
    Sum(Abs(p(x) - q(x)), x),
    Sum(Max(r(x, y) - p(x) / 2, 0), x, y),
    Max(p(x), x) - Min(q(x), x),
    Sum(Max(r(x, y), x), y) + Max(-r(x, y), x, y),
    Max(lam * p(x) + a + (1 - lam) * q(x), x),
    Sum(Max(g(x, x1), x1), x) - Sum(Max(g(x, x1), x), x1),
    Sum(Abs(g(x, x1) - g(x1, x)), x, x1),
    Max(Max(g(x, x1), x) - f(x1), x1),
    Sum(sqrt(p(x) * q(x)), x) + Power(u, Rational(3, 2)) * sqrt(v),
    sqrt(a**2 * b**2) + sqrt(u / v) + sqrt(4 * u + 4 * lam),
    Power(p(x), v) + Power(v, a) + Power(u * p(x), Rational(1, 3)),
    Max(f(x), f(x1)) - Delta(x, x1) * Abs(f(x) * f(x1)),
    sqrt(Abs(a - b)) - Power(Abs(f(x)), Rational(5, 2)),
    Max(a, pi) * Min(b, u),
]


def language_model(rng):
    sizes = {"x": rng.randint(1, 3), "y": rng.randint(1, 2)}
    laws = {}
    for law in LAWS:
        shape = [sizes[i.alphabet] for i in law.outputs]
        weights = [rng.choice([0, 1, 1, 2]) for _ in range(int(np.prod(shape)))]
        total = sum(weights) or 1
        weights[0] += total - sum(weights)
        laws[law] = np.array([fmpq(w, total) for w in weights], dtype=object).reshape(shape)
    numbers = {}
    for n in NUMBERS:
        choices = {"real": (-2, -1, 0, 1, 2), "nonneg": (0, 1, 4), "pos": (1, 2)}
        shape = [sizes[i.alphabet] for i in n.over]
        drawn = [
            fmpq(rng.choice(choices.get(n.sign, (0, fmpq(1, 2), 1))))
            for _ in range(int(np.prod(shape)))
        ]
        numbers[n] = np.array(drawn, dtype=object).reshape(shape)
    return Model(sizes, laws, numbers)


def kernel_model(context, model, first):
    """The same values, and for what is fresh the first ones that meet what is known of it."""
    tables = {
        thing.name: {at: fraction(number(table[at])) for at in product(*map(range, table.shape))}
        for thing, table in [*model.laws.items(), *model.quantities.items()]
    }
    laws = {n: tables[n] for n in context.laws if n in tables}
    numbers = {n: tables[n] for n in context.quantities if n in tables}
    made = evaluator.Model(context, dict(model.sizes), laws, numbers)
    if "π" in context.quantities:
        numbers["π"] = {(): Fraction(31415926535895, 10**13)}
    for h in context.hypotheses:  # in the order in which things were made
        for name in fresh_in(h.term):
            if name not in laws and name not in numbers:
                put_first(name, context, made, first)
    return made


def fresh_in(term):
    names = (getattr(s, "law", getattr(s, "name", "")) for s in t.subterms(term))
    return [n for n in dict.fromkeys(names) if is_fresh(n)]


def put_first(name, context, made, first):
    """Cell by cell (for a law, row by row) the first choice with which all that is said holds."""
    told = [h for h in context.hypotheses if name in fresh_in(h.term)]
    told = [h for h in told if set(fresh_in(h.term)) <= {name, *made.laws, *made.quantities}]
    if name in context.quantities:
        shape = [range(made.sizes[i]) for i in context.quantities[name].alphabets]
        keys, rows = list(product(*shape)), (0, 1) if first else (1, 0)
        tables = made.quantities
        for values in product(rows, repeat=len(keys)):
            tables[name] = dict(zip(keys, map(Fraction, values), strict=True))
            if all(holds(h, made) for h in told):
                return
    else:
        decl = context.laws[name]
        outputs, inputs = (
            list(product(*(range(made.sizes[i]) for _, i in side)))
            for side in (decl.outputs, decl.inputs)
        )
        for chosen in product(outputs if first else outputs[::-1], repeat=len(inputs)):
            at = dict(zip(inputs, chosen, strict=True))
            made.laws[name] = {(*o, *i): Fraction(int(at[i] == o)) for o in outputs for i in inputs}
            if all(holds(h, made) for h in told):
                return
    pytest.fail(f"nothing meets {[h.name for h in told]}")


def holds(h, made):
    values = [evaluator.term(h.term, made, env) for env in made.places(t.free_indices(h.term))]
    return all(evaluator.close(w, evaluator.ZERO) or (h.kind == ">=" and w > 0) for w in values)


@pytest.mark.parametrize("e", NAMED, ids=str)
def test_the_kernels_term_has_the_languages_value(e):
    translator = Translator()
    term = translator.term(e)
    context = translator.context([])
    rng = random.Random(str(e))
    for turn in range(24):
        model = language_model(rng)
        made = kernel_model(context, model, turn % 2 == 0)
        letters = sorted_letters(e.free_symbols)
        for env in made.places(tuple(t.Index(i.name, i.alphabet) for i in letters)):
            at = {i: env[t.Index(i.name, i.alphabet)] for i in letters}
            theirs = float(decimal(exact_value(e, model, at), 12).split(" ")[0])
            assert abs(float(evaluator.term(term, made, env)) - theirs) < 1e-9
