"""Products may be nested and ordered at will: kernel, both judges and `recheck` do not care."""

import json
import random

import pytest

from derive import store
from derive.kernel import terms as t
from derive.kernel.normal import Normalizer
from derive.kernel.wellposed import problems
from recheck.points import Point
from recheck.reader import read
from trials.fuzz.points import names_of, random_point
from trials.fuzz.values import Values, places

from .build import P_BELOW_Q, P, Q, add, context, exp, inv, ln, mul, num, nz, p, q, total, u, x, y

joint, marginal = P("r", X=x, Y=u), P("r", Y=u)
conditional = mul(joint, inv(marginal))
FACTORS = (
    *(p(), q(), joint, Q("a", x), Q("f", x), Q("n")),
    *(inv(p()), ln(p()), ln(q()), inv(marginal), ln(joint), inv(Q("a", x)), ln(Q("g", x))),
    *(conditional, ln(conditional), inv(ln(Q("g", x))), mul(p(), ln(p())), t.Pow(mul(p(), q()), 2)),
    inv(mul(p(), q())),
    t.Pow(mul(joint, inv(q())), -2),
    add(mul(p(), inv(q())), mul(joint, ln(p()))),
    add(p(), inv(q())),
    add(exp(ln(p())), num(-1)),
    nz(mul(p(), inv(q()))),
    total(y, mul(p(y), inv(q(y)))),
    total(x, mul(p(), ln(mul(p(), inv(q()))))),
)
CONTEXTS = {"none": context(), "p << q": context(P_BELOW_Q)}


def nested(factors, rng):
    """The product in some order and nesting, powers of products sometimes taken apart."""
    factors = [_spread(f, rng) for f in factors]
    rng.shuffle(factors)
    while len(factors) > 1:
        k = rng.randrange(len(factors) - 1)
        many = rng.randint(2, 3)
        factors[k : k + many] = [t.Mul(tuple(factors[k : k + many]))]
        if rng.random() < 0.2:
            break
    return t.Mul(tuple(factors))


def _spread(f, rng):
    if isinstance(f, t.Pow) and isinstance(f.base, t.Mul) and rng.random() < 0.5:
        return t.Mul(tuple(t.Pow(b, f.exponent) for b in f.base.factors))
    return f


def as_read(value):
    return read(json.loads(json.dumps(store._encode(value, {}, []))), [])


@pytest.mark.parametrize("case", CONTEXTS)
@pytest.mark.parametrize("seed", range(60))
def test_the_answer_does_not_depend_on_the_nesting(case, seed):
    rng = random.Random(seed)
    factors = rng.sample(FACTORS, rng.randint(2, 4))
    terms = [nested(factors, rng) for _ in range(6)]
    answers = {not problems(Normalizer(CONTEXTS[case]), term) for term in terms}
    assert len(answers) == 1, terms
    (shown,) = answers
    drawn = random_points(CONTEXTS[case], terms, rng)
    for point in drawn:
        values = Values(point, strict=True)
        for env in places(t.free_indices(terms[0]), point):
            defined = {values.at(term, env) is not None for term in terms}
            assert len(defined) == 1, (terms, point.describe())
            assert not shown or defined == {True}, (terms[0], point.describe())
    made = as_read(CONTEXTS[case])
    read_terms = [as_read(term) for term in terms]
    for zeros in (-1, 1, 1, 1):
        other = Point(made, [2, 3], zeros, rng)
        for env in other.places(read_terms[0].free, {}):
            defined = {other.defined(term, env) for term in read_terms}
            assert len(defined) == 1, terms
            assert not shown or defined == {True}, terms[0]


def random_points(where, terms, rng):
    from trials.fuzz.meeting import meets

    points = (random_point(where, rng, names_of(where, terms), 2) for _ in range(12))
    return [point for point in points if meets(point)]


def test_both_answers_occur():
    """The test above would be empty if nothing were well posed, or everything."""
    rng = random.Random(0)
    n = Normalizer(CONTEXTS["p << q"])
    found = [not problems(n, nested(rng.sample(FACTORS, 3), rng)) for _ in range(60)]
    assert 5 < sum(found) < 55
