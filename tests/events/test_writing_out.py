"""What the bridge writes for named letters has the value that the letters' own tables give.

Random expressions at random models: the kernel's terms by brute force (`tests.kernel.evaluator`),
with its laws and shares computed here from the tables, against the attack's exact evaluator.
"""

import random
from fractions import Fraction
from itertools import product

import pytest

from derive.language.alphabets import Letter
from derive.language.names import named_part, weight_name
from derive.numeric.exact import exact_value
from derive.numeric.model import Model
from derive.translate.bridge import Translator, index
from tests.events.said import *
from tests.kernel.evaluator import Model as KernelModel
from tests.kernel.evaluator import term as kernel_value

other = bit.another("z'")
t = Law("t", x, bit, coin)
V = Law("V", coin, y, given=(bit, x))
q = Distribution("q", coin)
f = Real("f", bit, x)
TX, TZ, TC = t.variables
LAWS, NUMBERS = (t, V, q), (f, A)
SIZES = {"x": 2, "y": 2, bit.alphabet: 2, coin.alphabet: 3}

PIECES = [
    t(x, bit, coin), t(x, no, coin), t(z=bit), t(z=other), t(bit, heads), t(c=tails), t(x),
    t(x | bit), t(bit | x, coin), t(coin | no), V(coin, y | bit, x), V(coin | yes, x),
    V(y | bit, x), V(edge, y | no, x), q(coin), q(edge), f(bit, x), f(yes, x), f(other, x),
    Delta(bit, other), Delta(bit, no), Delta(coin, heads), A(x),
    P(Eq(TZ, bit)), P(Ne(TZ, 0)), P(In(TX, A) & Ne(TC, "edge")), P(Eq(TZ, 1) | Eq(TC, coin)),
    H(TX | TZ), H(TC | Eq(TZ, bit)), I(TX, TC | Eq(TZ, 0)), H(TZ, TC), H(q),
]  # fmt: skip
LETTERS = (x, y, bit, other, coin)


def expression(rng, depth):
    if depth == 0:
        return rng.choice(PIECES)
    a, b = (expression(rng, depth - 1) for _ in range(2))
    return rng.choice(
        [
            lambda: a + b,
            lambda: a * b - b,
            lambda: a * b,
            lambda: Sum(a * b, *rng.sample(LETTERS, rng.randint(1, 2))),
            lambda: Sum(a, rng.choice(LETTERS)),
            lambda: a.subs(bit, rng.choice([no, yes])),
        ]
    )()


def tables(rng):
    """Exact tables, with zeros, of all laws and quantities."""
    out = {}
    for law in LAWS:
        shape = [SIZES[v.alphabet] for v in law.variables_and_inputs()]
        free = [SIZES[v.alphabet] for v in law.inputs]
        cells = {at: rng.choice([0, 0, 1, 2, 3]) for at in product(*map(range, shape))}
        for given in product(*map(range, free)):
            mine = [at for at in cells if at[len(law.outputs) :] == given]
            cells[rng.choice(mine)] += 1
            total = sum(cells[at] for at in mine)
            cells.update({at: Fraction(cells[at], total) for at in mine})
        out[law] = cells
    out[f] = {at: Fraction(rng.randint(-3, 3), 2) for at in product(range(2), range(2))}
    out[A] = {(k,): Fraction(rng.randint(0, 1)) for k in range(2)}
    return out


def nested(cells, shape, at=()):
    if len(at) == len(shape):
        return cells[at]
    return [nested(cells, shape, (*at, k)) for k in range(shape[len(at)])]


def over(thing):
    return thing.variables_and_inputs() if isinstance(thing, Law) else thing.over


def attack_model(made):
    whole = {k: nested(c, [SIZES[v.alphabet] for v in over(k)]) for k, c in made.items()}
    laws = {k: w for k, w in whole.items() if isinstance(k, Law)}
    return Model.of(laws, {k: w for k, w in whole.items() if k not in laws})


def kernel_model(context, made, chosen, rng):
    """The kernel's laws and quantities; where nothing is decided by the tables, at random."""
    laws, numbers = {}, {}
    for thing, cells in made.items():
        letters = over(thing)
        first = thing.inputs if isinstance(thing, Law) else ()
        named = [v for v in (*first, *(w for w in letters if w not in first)) if v.called]
        for decided in ways(named):
            name = named_part(thing.name, tuple((v.name, v.called[k]) for v, k in decided))
            if isinstance(thing, Law):
                laws[name] = rest(thing, cells, dict(decided), rng)
            else:
                numbers[name] = part(letters, cells, dict(decided))
        if isinstance(thing, Law):
            numbers.update(shares(thing, cells, rng))
    for z, letter in chosen.items():
        for k, called in enumerate(z.called):
            numbers[weight_name(z.name, called)] = {(): Fraction(k == letter)}
    return KernelModel(
        context,
        SIZES,
        {n: laws[n] for n in context.laws},
        {n: numbers[n] for n in context.quantities},
    )


def ways(named):
    for letters in product(*(range(len(v.called)) for v in named)):
        yield list(zip(named, letters, strict=True))


def part(letters, cells, decided):
    """The table at decided letters, with the other axes only."""
    out = {}
    for at, value in cells.items():
        if all(decided.get(v, k) == k for v, k in zip(letters, at, strict=True)):
            out[tuple(k for v, k in zip(letters, at, strict=True) if v not in decided)] = value
    return out


def rest(law, cells, decided, rng):
    """The law of the other outputs, given the decided letters."""
    mine = part(over(law), cells, decided)
    count = sum(v not in decided for v in law.outputs)
    for given in {at[count:] for at in mine}:
        rows = [at for at in mine if at[count:] == given]
        total = sum(mine[at] for at in rows)
        lone = rng.choice(rows)
        for at in rows:
            mine[at] = mine[at] / total if total else Fraction(at == lone)
    return mine


def shares(law, cells, rng):
    """P(v = letter) given what is decided before v and that v is no earlier letter."""
    inputs = [v for v in law.inputs if v.called]
    tree = [v for v in law.outputs if v.called]
    out = {}
    for depth, v in enumerate(tree):
        for decided in ways([*inputs, *tree[:depth]]):
            for k, called in enumerate(v.called):
                name = named_part(
                    law.name, tuple((w.name, w.called[n]) for w, n in decided), (v.name, called)
                )
                out[name] = {}
                free = [w for w in law.inputs if not w.called]
                for at in product(*(range(SIZES[w.alphabet]) for w in free)):
                    put = {**dict(decided), **dict(zip(free, at, strict=True))}
                    here = mass(law, cells, {**put, v: {k}})
                    left = mass(law, cells, {**put, v: set(range(k, len(v.called)))})
                    out[name][at] = here / left if left else Fraction(rng.randint(0, 2), 2)
    return out


def mass(law, cells, put):
    letters = over(law)
    return sum(
        (
            value
            for at, value in cells.items()
            if all(
                k in put[v] if isinstance(put.get(v), set) else put.get(v, k) == k
                for v, k in zip(letters, at, strict=True)
            )
        ),
        Fraction(0),
    )


@pytest.mark.parametrize("seed", range(12))
def test_terms_have_the_values_of_the_tables(seed):
    rng = random.Random(seed)
    made = tables(rng)
    model = attack_model(made)
    for _ in range(25):
        e = expression(rng, rng.randint(0, 2))
        translator = Translator()
        term = translator.term(e)
        letters = {i: rng.randrange(SIZES[i.alphabet]) for i in e.free_symbols}
        assert not any(isinstance(i, Letter) for i in letters)
        chosen = {i: k for i, k in letters.items() if i.called}
        there = kernel_model(translator.context(()), made, chosen, rng)
        env = {index(i): k for i, k in letters.items() if not i.called}
        wanted = float_of(exact_value(e, model, letters))
        assert abs(float(kernel_value(term, there, env)) - wanted) < 1e-9, e


def float_of(value):
    from derive.numeric import closed

    return float(closed.decimal(value, 15).split()[0])
