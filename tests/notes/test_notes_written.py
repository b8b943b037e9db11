"""What derive prints is never read as something else; a sample of `python -m trials written`."""

import random

from derive import KL, Distribution, H, Law, Le, Sum, alphabets, log
from derive.language.notation import DEFAULT
from trials.fuzz.grammar import drawn
from trials.notes.roundtrip import Tally, readable, written
from trials.readback.sources import made


def tally_of(relations, given=(), among=(DEFAULT,)):
    tally = Tally()
    for notation in among:
        written(made(relations, given), notation, tally)
    return tally


def test_plain_formulas_are_read_as_they_were():
    x, y = alphabets("x y")
    p, q, r = Distribution("p", x), Distribution("q", x), Law("r", x, y)
    X, Y = r.variables
    for relation in (
        Le(0, KL(p, q)),
        Le(H(X | Y), H(X)),
        Le(Sum(p(x) * log(p(x) / q(x)), x), 1 - H(p)),
    ):
        found = tally_of([relation])
        assert found.counts == {"same": 1}, (found.reasons, found.wrong)


def test_random_statements_are_never_read_as_others():
    rng, tally = random.Random(4), Tally()
    for stated in drawn(rng, 25):
        case = made([stated.relation], stated.given)
        if case is not None:
            written(case, rng.choice((DEFAULT, *readable())), tally)
    assert not tally.wrong
    assert tally.counts["same"] >= 5, tally.reasons
