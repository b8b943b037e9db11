"""The proofs about learning: hypotheses are needed, false variants refused, values as by hand."""

from itertools import product
from math import log as ln
from pathlib import Path

import numpy as np
import pytest

from derive import (
    KL,
    ArgMax,
    ArgMin,
    Derivative,
    DeriveError,
    Dominated,
    Eq,
    EveryT,
    Exists,
    Ge,
    Gt,
    H,
    I,
    Independent,
    Law,
    Le,
    Rational,
    Sum,
    log,
    past_and_next,
    scaled,
)
from derive.cli.scripts import load_all
from derive.derivation.check import check
from derive.derivation.derivation import Derivation, theorem
from derive.numeric import Settings

FOLDER = Path(__file__).parent.parent / "proofs"
NAMES = [
    "chain_rules",
    "maximum_likelihood",
    "classification",
    "language_models",
    "information_gain",
]
FAST = Settings(trials=60)


@pytest.fixture(scope="module")
def scripts():
    """The scripts' own names, by script."""
    loaded = load_all([FOLDER / f"{name}.py" for name in NAMES])
    assert not any(s.problem for s in loaded), [s.message() for s in loaded if s.problem]
    return {s.path.stem: s.module for s in loaded}


def report_of(build, given=()):
    """The report on a derivation written here."""
    return check(theorem("A variant", given=list(given))(build), FAST)


def verdict_of(build, given=()):
    return report_of(build, given).verdict


def claimed(relation, given=()):
    return verdict_of(lambda proof: proof.claim(relation), given)


def stated(fact, given=()):
    return verdict_of(lambda proof: proof.fact(fact), given)


# ---------------------------------------------------------------- verdicts and hypotheses


def own(module):
    return [
        d
        for d in vars(module).values()
        if isinstance(d, Derivation) and d.module == module.__name__
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [1, 2])
def test_verdicts_do_not_hang_on_the_seed(scripts, name, seed):
    for d in own(scripts[name]):
        report = check(d, Settings(trials=150, seed=seed))
        assert report.as_claimed, (
            d.name,
            report.error,
            [(s.verdict, s.note) for s in report.steps],
        )


NOT_NEEDED = {  # others imply them: a joint law's domination, or that of the frequencies
    ("chain_rules", "divergence_step", "r(x₁…xₜ₋₁) ≪ s(x₁…xₜ₋₁)"),
    ("maximum_likelihood", "categorical", "x(i,x) ≪ q(x)"),
    ("maximum_likelihood", "mean_is_cross_entropy", "x(i,x) ≪ q(x|θ)"),
    ("classification", "loss_from_frequencies", "y(i,k) ≪ q(k|θ)"),
    ("classification", "conditional_cross_entropy", "y(i,k)·z(i,z) ≪ q(k|z,θ)"),
}


def test_without_a_hypothesis_a_step_fails(scripts):
    """That the data are maps says what they are; sums may be exchanged for other weights too."""
    still_proved = set()
    for stem, module in scripts.items():
        for d in own(module):
            if d.expect != "proved" or d.proof().facts:
                continue
            for h in d.given:
                less = Derivation(d._build, d.title, [g for g in d.given if g is not h])
                of_a_map = (h.name or "").endswith((" has one value", " has a value"))
                if not of_a_map and check(less, FAST).verdict == "proved":
                    still_proved.add((stem, d.name, str(h)))
    assert still_proved == NOT_NEEDED


def test_that_every_sample_has_a_letter_is_needed(scripts):
    m = scripts["maximum_likelihood"]
    single, total = m.data.facts()
    claim = Eq(Sum(m.count, m.x), m.n)
    assert claimed(claim, [single, total]) == "proved"
    assert claimed(claim, [single]) != "proved"


# ---------------------------------------------------------------- chain rules, for any T


def entropy(table):
    p = table[table > 0]
    return float(-(p * np.log(p)).sum())


def marginal(table, keep):
    return table.sum(axis=tuple(a for a in range(table.ndim) if a not in keep))


def h(table, keep):
    return entropy(marginal(table, keep)) if keep else 0.0


def tables(axes, count=5, zeros=True):
    rng = np.random.default_rng(7)
    for _ in range(count):
        table = rng.exponential(size=axes)
        if zeros:
            table *= rng.random(size=axes) < 0.6
        yield table / table.sum()


def test_the_chain_rules_at_t_4_by_arithmetic():
    """X₁…X₄ on axes 0 to 3 and Y on axis 4, with zeros; nothing of the checker is used."""
    for r in tables((2, 3, 2, 2, 3)):
        steps = [h(r, [*range(t), t]) - h(r, [*range(t)]) for t in range(4)]
        assert h(r, range(4)) == pytest.approx(sum(steps))
        assert h(r, range(4)) <= sum(h(r, [t]) for t in range(4)) + 1e-12

        def told(t, r=r):
            """I(Y; X₁…Xₜ)."""
            return h(r, [4]) + h(r, range(t)) - h(r, [*range(t), 4])

        gains = [
            (h(r, [*range(t), 4]) - h(r, range(t)))
            - (h(r, [*range(t + 1), 4]) - h(r, range(t + 1)))
            for t in range(4)
        ]
        assert min(gains) > -1e-12
        assert sum(gains) == pytest.approx(told(4))
        assert told(4) <= h(r, [4]) + 1e-12
        for x in product(*map(range, (2, 3, 2, 2))):
            value, past = 1.0, 1.0
            for t in range(4):
                now = marginal(r, range(t + 1))[x[: t + 1]]
                value *= now / past if past > 0 else 0.0
                past = now
            assert value == pytest.approx(marginal(r, range(4))[x])


def test_the_divergence_chain_rule_at_t_3_by_arithmetic():
    for r, s in zip(tables((2, 3, 2)), tables((2, 3, 2), zeros=False), strict=True):
        whole = sum(r[x] * ln(r[x] / s[x]) for x in np.ndindex(r.shape) if r[x] > 0)
        parts = 0.0
        for t in range(3):
            rt, st = marginal(r, range(t + 1)), marginal(s, range(t + 1))
            rb, sb = (marginal(q, range(t)) for q in (r, s))
            for x in np.ndindex(rt.shape):
                if rt[x] > 0:
                    parts += rt[x] * ln((rt[x] / rb[x[:-1]]) / (st[x] / sb[x[:-1]]))
        assert whole == pytest.approx(parts)


def every(step, **fields):
    return lambda proof: proof.fact(EveryT(step, **fields))


def test_the_induction_wants_the_step_that_it_uses(scripts):
    m = scripts["chain_rules"]
    at = {"past": m.u, "next": m.v}
    right = every(m.entropy_step, total=H(m.U), new=H(m.V | m.U), **at)
    assert verdict_of(right) == "proved"
    for build in (
        every(m.entropy_step, total=H(m.U), new=H(m.V), **at),
        every(m.entropy_step, total=H(m.V), new=H(m.V | m.U), **at),
        every(m.entropy_step, total=H(m.U), new=H(m.V | m.U), by="*", **at),
        every(m.subadditivity_step, total=H(m.U), new=H(m.V | m.U), **at),
        every(m.probability_step, total=m.r(m.u), new=m.r(m.v), by="*", **at),
        every(m.conditionals_are_laws, total=m.r(m.u), new=m.r(m.v | m.u), by="*", **at),
    ):
        assert verdict_of(build) == "error"


def test_false_chain_rules_are_refuted(scripts):
    m = scripts["chain_rules"]
    assert claimed(Eq(H(m.U, m.V), H(m.U) + H(m.V))) == "refuted"
    assert claimed(Ge(H(m.U, m.V), H(m.U) + H(m.V))) == "refuted"
    assert claimed(Eq(m.r(m.u, m.v), m.r(m.u) * m.r(m.v))) == "refuted"
    assert claimed(Eq(I(m.YJ, (m.UJ, m.VJ)), I(m.YJ, m.UJ) + I(m.YJ, m.VJ))) == "refuted"
    assert claimed(Eq(KL(m.r, m.s), KL(m.r(m.u), m.s(m.u)))) == "ill-posed"
    both = [m.r << m.s, Dominated(m.r(m.u), m.s(m.u))]
    assert claimed(Eq(KL(m.r, m.s), KL(m.r(m.u), m.s(m.u))), both) == "refuted"


# ---------------------------------------------------------------- maximum likelihood


def chain(start, end, reason=""):
    return lambda proof: proof.start(start).eq(end, reason)


def test_optimisers_of_other_objectives_are_not_taken_for_equal(scripts):
    m = scripts["maximum_likelihood"]
    θ, given = m.θ, [*m.data.facts(), m.samples_possible]
    assert verdict_of(chain(ArgMax(m.log_q, θ), ArgMin(-m.log_q, θ)), given) == "proved"
    assert verdict_of(chain(ArgMax(m.log_q, θ), ArgMin(m.log_q, θ)), given) == "refuted"
    assert verdict_of(chain(ArgMax(m.log_q, θ), ArgMax(m.log_q**2, θ)), given) != "proved"
    wrong = chain(ArgMax(m.log_q, θ), ArgMax(-m.log_q, θ), scaled(-1))
    assert verdict_of(wrong, given) != "proved"
    of_θ = m.log_q + m.q(m.x, θ)  # not free of θ
    assert verdict_of(chain(ArgMax(m.log_q, θ), ArgMax(of_θ, θ)), given) != "proved"


def test_the_entropy_of_the_model_may_not_be_dropped(scripts):
    m = scripts["maximum_likelihood"]
    given = [m.letters_possible]
    from_the_model = H(m.q(m.x, m.θ), over=m.x)
    assert claimed(Eq(ArgMin(m.kl_true + from_the_model, m.θ), ArgMin(m.kl_true, m.θ)), given) in (
        "refuted",
        "open",
    )
    assert claimed(Eq(ArgMin(m.kl_true + H(m.p), m.θ), ArgMin(m.kl_true, m.θ)), given) == "proved"


def test_the_frequencies_beat_the_true_law_on_the_data(scripts):
    """The other way round is false: no law has a larger likelihood than p̂."""
    m = scripts["maximum_likelihood"]
    mean = Sum(m.data.at(m.i, lambda k: log(m.model(k))), m.i) / m.n
    given = m.categorical.given
    best = Sum(m.p_hat(m.x) * log(m.p_hat(m.x)), m.x)
    assert claimed(Ge(mean, best), given) == "refuted"
    assert claimed(Eq(mean, best), given) == "refuted"


def test_variance_of_a_sum_by_arithmetic():
    """Three independent draws, and three times the same draw."""
    rng = np.random.default_rng(3)
    p, f = rng.dirichlet([1, 1, 1]), rng.normal(size=3)
    mean = p @ f
    var = p @ (f - mean) ** 2
    sums = [
        (p[a] * p[b] * p[c], f[a] + f[b] + f[c] - 3 * mean)
        for a, b, c in product(range(3), repeat=3)
    ]
    assert sum(w * s**2 for w, s in sums) == pytest.approx(3 * var)
    assert p @ (3 * f - 3 * mean) ** 2 == pytest.approx(9 * var)
    for ε in (0.1, 0.5, 1.0):
        chance = sum(w for w, s in sums if abs(s) / 3 >= ε)
        assert chance <= var / (3 * ε**2) + 1e-12


def test_a_better_rate_than_the_weak_laws_is_not_proved(scripts):
    m = scripts["maximum_likelihood"]
    left = Sum(m.outcome(m.x) * m.far(m.x), m.x)
    given = [m.far_only, m.second_moment]
    for bound in (m.σ2 / (m.number**2 * m.ε**2), m.σ2 / (2 * m.number * m.ε**2)):
        assert claimed(Le(left, bound), given) != "proved"
    tight = {"r": [1], "b": [1], "S": [2], "n": 2, "ε": 1, "σ²": 2}
    assert stated(Exists(Eq(left, m.σ2 / (m.number * m.ε**2)), **tight), given) == "proved"


def test_the_variance_rule_needs_the_terms_centred(scripts):
    m = scripts["maximum_likelihood"]
    u, v, r = m.u, m.v, m.r
    not_centred = Sum(r(u, v) * (m.S(u) + m.f(v)) ** 2, u, v)
    claim = Eq(not_centred, Sum(r(u) * m.S(u) ** 2, u) + m.var_f)
    assert claimed(claim, [Independent(m.U, m.V)]) == "refuted"
    without = every(m.variance_step, total=Sum(r(u) * m.S(u) ** 2, u), new=m.var_f, past=u, next=v)
    assert verdict_of(without) == "error"  # what the sum S becomes has to be said


def test_one_epsilon_is_not_enough_for_the_estimate(scripts):
    m = scripts["maximum_likelihood"]
    given = m.near_minimiser.given
    assert claimed(Le(m.expected(m.θ), m.expected_there + m.gap), given) != "proved"
    worst = {"m": [0], "e": [1], "m̂": 0, "ê": -1, "ε": 1}
    equal = Eq(m.expected(m.θ), m.expected_there + 2 * m.gap)
    assert stated(Exists(equal, **worst), given) == "proved"


# ---------------------------------------------------------------- classification


def test_regrouping_by_class_with_and_without_inputs_by_arithmetic():
    rng = np.random.default_rng(11)
    n, classes, kinds = 12, 3, 2
    y, z = rng.integers(classes, size=n), rng.integers(kinds, size=n)
    q = rng.dirichlet([1] * classes, size=kinds)
    loss = -np.mean(np.log(q[z, y]))
    pairs = np.zeros((kinds, classes))
    np.add.at(pairs, (z, y), 1)
    assert loss == pytest.approx(-(pairs * np.log(q)).sum() / n)
    of_kind = pairs.sum(axis=1, keepdims=True)
    means = (of_kind / n * (pairs / of_kind) * -np.log(q)).sum()
    assert loss == pytest.approx(means)
    counts = pairs.sum(axis=0)
    average = (pairs * q).sum(axis=0) / counts
    assert loss > -(counts * np.log(average)).sum() / n + 1e-3
    conditional = pairs / of_kind
    assert loss >= -(pairs[pairs > 0] * np.log(conditional[pairs > 0])).sum() / n
    same = np.array([q[0], q[0]])  # the same prediction whatever the input
    expected = -(counts * np.log(q[0])).sum() / n
    assert -np.mean(np.log(same[z, y])) == pytest.approx(expected)


def test_the_softmax_gradient_is_that_of_finite_differences():
    rng = np.random.default_rng(5)
    z, y, step = rng.normal(size=4), rng.dirichlet([1] * 4), 1e-6

    def softmax(z):
        return np.exp(z) / np.exp(z).sum()

    for j, e in enumerate(np.eye(4) * step):
        slope = (-(y @ np.log(softmax(z + e))) + y @ np.log(softmax(z - e))) / (2 * step)
        assert slope == pytest.approx(softmax(z)[j] - y[j], abs=1e-8)


def test_wrong_gradients_are_refuted(scripts):
    m = scripts["classification"]
    loss = log(m.normaliser) - Sum(m.target(m.k) * m.score(m.k), m.k)
    right = m.softmax(m.k2) - m.target(m.k2)
    assert stated(Derivative(loss, m.score(m.k2), right)) == "proved"
    assert stated(Derivative(loss, m.score(m.k2), -right)) == "refuted"
    assert stated(Derivative(loss, m.score(m.k2), m.softmax(m.k2))) == "refuted"
    one = m.softmax(m.k) * (1 - m.softmax(m.k2))
    assert stated(Derivative(m.softmax(m.k), m.score(m.k2), one)) == "refuted"


def test_the_loss_of_the_frequencies_is_not_beaten(scripts):
    m = scripts["classification"]
    least = Sum(m.j(m.k, m.z) * log(1 / m.prediction(m.k, m.z)), m.z, m.k)
    given = m.least_loss.given
    assert claimed(Le(least, H(m.K | m.Z)), given) == "refuted"
    assert claimed(Ge(least, H(m.K)), given) == "refuted"
    assert claimed(Ge(least, H(m.K | m.Z))) == "ill-posed"


# ---------------------------------------------------------------- language models


def test_a_product_of_predictions_is_a_law_by_arithmetic():
    rng = np.random.default_rng(2)
    first = rng.dirichlet([1, 1])
    second, third = rng.dirichlet([1, 1], size=2), rng.dirichlet([1, 1], size=(2, 2))
    chance = {
        x: first[x[0]] * second[x[0], x[1]] * third[x[0], x[1], x[2]]
        for x in product(range(2), repeat=3)
    }
    assert sum(chance.values()) == pytest.approx(1)
    x = (1, 0, 1)
    losses = [-ln(first[1]), -ln(second[1, 0]), -ln(third[1, 0, 1])]
    assert sum(losses) == pytest.approx(-ln(chance[x]))
    assert np.exp(np.mean(losses)) == pytest.approx(chance[x] ** (-1 / 3))


def test_false_perplexities_are_refuted(scripts):
    m = scripts["language_models"]
    loss = m.perplexity_bound
    assert check(loss, FAST).verdict == "proved"
    in_bits_with_e = Eq(2 ** H(m.p), 2 ** (H(m.p, base=2)))
    assert claimed(in_bits_with_e) == "refuted"
    from_base = Gt(m.x.size, 2 ** H(m.p, base=2))
    assert claimed(from_base) == "refuted"  # the uniform law has perplexity |X|


def test_token_losses_of_another_model_do_not_add_up(scripts):
    m = scripts["language_models"]
    put = {m.sequence: m.sequence(m.u, m.θ) * m.model(m.v, m.u, m.θ) ** 2}
    fields = {"total": -log(m.sequence(m.u, m.θ)), "new": -log(m.model(m.v, m.u, m.θ))}
    build = every(m.token_losses_step, past=m.u, next=m.v, put=put, **fields)
    assert verdict_of(build, m.token_losses.given) == "error"


# ---------------------------------------------------------------- information gain and capacity


def parity():
    half = Rational(1, 4)
    return [[[half, 0], [0, half]], [[0, half], [half, 0]]]


def test_the_gain_of_the_second_summand_is_one_bit(scripts):
    m = scripts["information_gain"]
    assert stated(Exists(Eq(m.gain, log(2)), j=parity())) == "proved"
    assert stated(Exists(Eq(m.gain, 2 * log(2)), j=parity())) == "open"
    assert stated(Exists(Eq(I(m.Y, m.V), 0), j=parity())) == "proved"
    assert stated(Exists(Gt(m.gain, I(m.Y, m.V)), j=parity())) == "proved"


def test_the_sum_of_lone_informations_is_neither_bound(scripts):
    m = scripts["information_gain"]
    whole, lone = I(m.Y, (m.U, m.V)), I(m.Y, m.U) + I(m.Y, m.V)
    assert claimed(Le(whole, lone)) == "refuted"
    assert claimed(Ge(whole, lone)) == "refuted"
    assert claimed(Le(m.gain, H(m.V))) == "proved"
    assert claimed(Le(m.gain, H(m.Y))) == "proved"


def test_the_capacity_is_the_best_bound_of_its_kind(scripts):
    m = scripts["information_gain"]
    told = I(m.DATA, m.MODEL)
    assert claimed(Le(told, log(m.m.size) / 2)) == "refuted"
    assert claimed(Gt(log(m.m.size), told)) == "refuted"
    assert claimed(Le(H(m.DATA | m.MODEL), H(m.DATA) - log(m.m.size))) == "refuted"


def test_generalisation_needs_that_training_sees_the_data_only(scripts):
    m = scripts["information_gain"]
    split = Eq(m.memorised - m.unintended, I(m.T, m.M))
    assert claimed(split, [m.training]) == "proved"
    assert claimed(split) == "refuted"
    assert claimed(Le(m.unintended, m.memorised), [m.training]) == "proved"
    assert claimed(Le(m.unintended, m.memorised)) == "refuted"
    assert claimed(Eq(m.unintended, 0), [m.training]) == "refuted"


def test_the_full_model_that_does_not_generalise_by_arithmetic():
    """Data (a, b), truth a, model b: all bits of the model used, none about the truth."""
    r = np.zeros((4, 2, 2))
    for a, b in product(range(2), repeat=2):
        r[2 * a + b, a, b] = 1 / 4
    assert h(r, [0]) == pytest.approx(2 * ln(2))
    assert h(r, [0]) + h(r, [2]) - h(r, [0, 2]) == pytest.approx(ln(2))
    assert h(r, [1]) + h(r, [2]) - h(r, [1, 2]) == pytest.approx(0)


def test_superadditivity_is_of_unintended_memorisation(scripts):
    m = scripts["information_gain"]
    parts = I(m.SU, m.SM | m.ST) + I(m.SV, m.SM | m.ST)
    given = m.superadditive_step.given
    assert claimed(Le(I((m.SU, m.SV), m.SM | m.ST), parts), given) == "refuted"
    plain = Ge(I((m.SU, m.SV), m.SM), I(m.SU, m.SM) + I(m.SV, m.SM))
    assert claimed(plain, given) == "refuted"  # about the truth all samples say the same


def test_a_past_is_one_letter():
    with pytest.raises(DeriveError, match="one letter"):
        past_and_next("xy")
    u, v = past_and_next("x")
    assert Law("r", u, v).variables[0].name == "X₁…Xₜ₋₁"
