"""The proofs that compare laws: what they suppose is needed, and their examples are examples."""

from pathlib import Path

import pytest

from derive import KL, Eq, Gt, H, Le, Lt, log
from derive.cli.scripts import load_all
from derive.derivation.check import check
from derive.derivation.derivation import Derivation, theorem
from derive.numeric import Model, Settings
from derive.numeric.exact import exact_value
from derive.numeric.holds import holds

FOLDER = Path(__file__).parent.parent / "proofs"
NAMES = ["comparing_laws", "modes", "forward_reverse_kl"]


@pytest.fixture(scope="module")
def scripts():
    """The scripts' own names, by script."""
    loaded = load_all([FOLDER / f"{name}.py" for name in NAMES])
    assert not any(s.problem for s in loaded), [s.message() for s in loaded if s.problem]
    return {s.path.stem: s.module for s in loaded}


def claimed(relation, given=()):
    build = lambda proof: proof.claim(relation)  # noqa: E731
    return check(theorem("A variant", given=list(given))(build), Settings(trials=60)).verdict


def test_without_a_hypothesis_a_step_fails(scripts):
    for stem in ("comparing_laws", "modes"):
        for d in vars(scripts[stem]).values():
            own = isinstance(d, Derivation) and d.module == scripts[stem].__name__
            if not own or d.expect != "proved" or d.proof().facts:
                continue
            for h in d.given:
                less = Derivation(d._build, d.title, [g for g in d.given if g is not h])
                assert check(less, None).verdict != "proved", (d.name, h)


def test_the_wrong_code_is_longer_only_where_p_is_greater(scripts):
    m = scripts["comparing_laws"]
    longer = m.u * log(1 / m.v, 2) > m.u * log(1 / m.u, 2)
    assert claimed(longer) == "refuted"
    assert claimed(longer, [Eq(m.v, m.u + m.gap)]) == "refuted"


def test_more_different_is_meant_strictly(scripts):
    """The counterexample has the greater divergence and the smaller cross-entropy."""
    m = scripts["comparing_laws"]
    fact, _ = m.more_different_bigger.proof().facts[0]
    tables = {getattr(m, name): table for name, table in fact.tables.items()}
    model = Model.of(tables)
    assert holds(Gt(KL(m.p, m.q), KL(m.s, m.w)), model)
    assert holds(Lt(fact.relation.lhs, fact.relation.rhs), model)


@pytest.mark.parametrize(
    ("law", "one"),
    [
        (["1/3", "1/3", "1/3"], True),
        (["9/13", "3/13", "1/13"], True),
        (["1/4", "1/2", "1/4"], True),
        (["1/4", "1/4", "1/2"], True),
        (["49/100", "1/50", "49/100"], False),
        (["1/2", "0", "1/2"], False),
        (["2/5", "1/10", "1/5", "3/10"], False),
    ],
)
def test_which_laws_have_one_mode(scripts, law, one):
    assert scripts["modes"].has_one_mode(law) is one


def test_the_example_is_of_one_exponential_family(scripts):
    """q(x) ∝ e^(θx): neighbours have one ratio; and the broad one has the mean of P."""
    m = scripts["modes"]
    for law in (m.BROAD, m.ONE_MODE):
        first, second, third = (m.Fraction(v) for v in law)
        assert first * third == second**2
        assert first + second + third == 1
    means = [sum(k * m.Fraction(v) for k, v in enumerate(law)) for law in (m.BROAD, m.TWO_MODES)]
    assert means[0] == means[1] == 1


def test_statements_about_nearer_laws_can_fail(scripts):
    m = scripts["modes"]
    assert m.nearer_backwards(m.ONE_MODE, m.BROAD).holds()
    assert not m.nearer_backwards(m.BROAD, m.ONE_MODE).holds()
    # P itself is nearest of all, and has two modes
    assert not m.nearer_backwards(m.TWO_MODES, m.BROAD).holds()


def test_a_mode_of_half_the_mass_costs_log_2(scripts):
    m = scripts["modes"]
    law = {m.p: ["1/2", "1/4", "1/4"]}
    model = Model.of(law, {m.at_mode: [1, 0, 0], m.mode_mass.quantity: "1/2"})
    assert all(holds(h, model) for h in m.one_mode.given)
    assert exact_value(m.one_mode.claim().relation.lhs - log(2), model) == 0
    half = [m.zero_or_one, Le(m.mode_mass, m.mass.rhs)]
    assert claimed(m.one_mode.claim().relation, half) == "refuted"
    assert claimed(Eq(m.one_mode.claim().relation.lhs, H(m.p)), m.one_mode.given) == "refuted"
