"""Each rule that refuses a space, taken out: then the kernel proves a false theorem.

The rows of `GUARDS` are the table of docs/trust.md. A guard is a piece of the kernel's text, so
that one that is moved or written otherwise has to be found again here.
"""

import inspect
import textwrap
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from derive.kernel import certificates as c
from derive.kernel import information, instance, integrals
from derive.kernel import terms as t
from derive.kernel.information import Information
from derive.kernel.instance import _Substituter
from derive.kernel.normal import Normalizer
from derive.kernel.support import Support as SupportRules
from derive.kernel.terms import Context, Hypothesis, KernelError
from derive.kernel.theorem import Statement, Theorem, prove

from . import build
from .build import ONE, ZERO, P, Q, inv, ln, mul, sub, total
from .spaces import X, over, x, x1

p = P("p", X=x)
SIZE, ENTROPY = total(x, ONE), total(x, mul(p, ln(inv(p))))
HALF = t.Const(Fraction(1, 2))


class Guard(NamedTuple):
    """rule, theorem: as docs/trust.md has them. function: where `text` stands, for which `without`
    is put. made: the false theorem, or what is listed too short."""

    rule: str
    theorem: str
    function: Callable[..., Any]
    text: str
    without: str
    made: Callable[[], Theorem]


def of_entropy() -> Theorem:
    """H(p) ≥ 0 of letters, at a density."""
    whole = total(build.x, mul(build.p(), ln(inv(build.p()))))
    n = Normalizer(Context({"p": build.LAWS["p"]}, {}, (), ()))
    made = prove(n, Statement(whole, ">=", ZERO), (Information("p", ("X",), ("X",)),))
    put = {"p": instance.Put((x,), p)}
    return instance.instance(over(), made, instance.Substitution({build.A: (X,)}, put, {}))


def of_the_same_names() -> Theorem:
    """p ≤ 1 of letters, where the alphabet of that name is a space."""
    laws = {"p": t.LawDecl((("X", X),))}
    letters, space = (t.Context(laws, {}, (), (), spaces) for spaces in ((), (X,)))
    claim = Statement(p, "<=", ONE)
    made = prove(Normalizer(letters), claim, (c.Nonneg((), sub(ONE, p)),))
    return prove(Normalizer(space), claim, (c.Known(made),))


def on_the_diagonal() -> Theorem:
    n = over(Hypothesis("k is 0", "=", Q("k", x, x1)))
    return prove(n, Statement(Q("k", x, x), "=", ZERO), (c.Given("k is 0", ((x1, x),)),))


def listed(statement: Statement, *forms: Any) -> Callable[[], Theorem]:
    """A theorem that has to be provided with an integral."""

    def made() -> Theorem:
        found = prove(over(), statement, forms)
        if found.provided:
            raise KernelError("provided with an integral")
        return found

    return made


def simple(left: t.Term, rel: Any, right: t.Term, *forms: Any) -> Callable[[], Theorem]:
    return lambda: prove(over(), Statement(left, rel, right), forms)


SQUARE, MEAN = mul(p, p), mul(Q("g", x), p)
GUARDS = (
    Guard(
        "A space has no number of points",
        "\\|𝒳\\| ≥ 1",
        Context._check_one,
        "if check_name(alphabet) in self.spaces:",
        "if check_name(alphabet) in ():",
        simple(t.Card(X), ">=", ONE, c.Nonneg((), sub(t.Card(X), ONE))),
    ),
    Guard(
        "∫ c dx is no multiple of c",
        "∫ 1 dx ≥ 1; it is ½ on an interval of length ½",
        Normalizer._sum_mono,
        "if not user and i.alphabet in self.context.spaces:",
        "if not user and i.alphabet in ():",
        simple(SIZE, ">=", ONE, c.Nonneg((), sub(SIZE, ONE))),
    ),
    Guard(
        "Two points of a space are never equal",
        "∫ [x = x'] p(x') dx' = p(x); it is 0",
        Context._check_one,
        "case Delta(i, j) if i.alphabet in self.spaces:",
        "case Delta(i, j) if i.alphabet in ():",
        simple(total(x1, mul(t.Delta(x, x1), P("p", X=x1))), "=", p),
    ),
    Guard(
        "What holds at almost all pairs of points is not put at (x, x)",
        "k(x, x) = 0, given k(x, x') = 0 for almost all pairs; k = [x = x']",
        Context.merges,
        "return len({*points}) < len(points)",
        "return False",
        on_the_diagonal,
    ),
    Guard(
        "A density is not bounded",
        "p(x) ≤ 1; it is 2 on an interval of length ½",
        SupportRules.is_density,
        "i.alphabet in self.context.spaces",
        "i.alphabet in ()",
        simple(p, "<=", ONE, c.Nonneg((), sub(ONE, p))),
    ),
    Guard(
        "An entropy over a space is no information",
        "h(X) ≥ 0; it is −ln 2 there",
        information.check_groups,
        "if form.left == form.right and spaces & set(form.left):",
        "if False:",
        simple(ENTROPY, ">=", ZERO, Information("p", ("X",), ("X",))),
    ),
    Guard(
        "An integral is not at least its integrand at one point",
        "p(x) ≤ ∫ p(x') dx' = 1",
        c.check,
        "any(i.alphabet in n.context.spaces for i in form.whole.indices)",
        "False",
        simple(p, "<=", ONE, c.Part((), ONE, total(x, p), (x,))),
    ),
    Guard(
        "A theorem about alphabets is not used where one of them is a space",
        "p(x) ≤ 1, by what is known of letters",
        c.require_context,
        "if not {*outer.spaces} & inner.alphabets() <= {*inner.spaces}:",
        "if False:",
        of_the_same_names,
    ),
    Guard(
        "No space is put for an alphabet",
        "h(X) ≥ 0, as H(X) ≥ 0 at a density",
        _Substituter._check_spaces,
        "if alphabet not in self.context.spaces and {*parts} & {*self.n.context.spaces}:",
        "if False:",
        of_entropy,
    ),
    Guard(
        "∫ of a density's square may diverge",
        "∫ p(x)² dx < ∞; p(x) = 1/(2√x) on [0, 1]",
        integrals._only_law,
        "if left[r] == 1:",
        "if left[r] >= 1:",
        listed(Statement(total(x, SQUARE), ">=", ZERO), c.Nonneg((x,), SQUARE)),
    ),
    Guard(
        "∫ p g may diverge where g is not between 0 and 1",
        "every g has a mean; the Cauchy law's g(x) = x has none",
        integrals._is_bounded,
        'return e > 0 and n.context.quantities[a.name].sign == "unit"',
        "return e > 0",
        listed(Statement(total(x, MEAN), "=", mul(HALF, total(x, mul(t.const(2), MEAN))))),
    ),
)


def take_out(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    """The function without the guard, in its place."""
    source = textwrap.dedent(inspect.getsource(guard.function))
    assert source.count(guard.text) == 1, f"{guard.rule}: it is written otherwise now"
    space: dict[str, Any] = {}
    code = compile(source.replace(guard.text, guard.without), "without a guard", "exec")
    exec(code, {**guard.function.__globals__}, space)
    (made,) = space.values()
    monkeypatch.setattr(guard.function, "__code__", made.__code__)


@pytest.mark.parametrize("guard", GUARDS, ids=[g.rule for g in GUARDS])
def test_without_the_guard_the_kernel_proves_what_is_false(
    guard: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KernelError):
        guard.made()
    take_out(guard, monkeypatch)
    assert isinstance(guard.made(), Theorem)
    monkeypatch.undo()
    with pytest.raises(KernelError):
        guard.made()


def test_the_table_has_each_guard() -> None:
    page = (Path(__file__).parents[2] / "docs" / "trust.md").read_text()
    for guard in GUARDS:
        assert f"| {guard.rule} | {guard.theorem} |" in page


def test_a_normalizer_made_anew_has_met_the_integrals_of_its_context_only():
    moment = total(x, mul(p, t.Quantity("f", (x,))))
    n = over(Hypothesis("m", "=", moment))
    first = Normalizer(n.context)
    n.normal(ENTROPY)
    assert set(n.integrals) > set(first.integrals) > set()
    made = n.anew()
    assert list(made.integrals) == list(first.integrals)
    made.normal(ENTROPY)
    assert set(made.integrals) == set(n.integrals)
    assert list(first.integrals) == list(n.anew().integrals)


def of_one_law() -> tuple[t.Term, t.Term]:
    """∫ d[X=x]·(f(x) − g(x)) dx, and the same over both variables of d."""
    f, g = t.Quantity("f", (x,)), t.Quantity("g", (x,))
    one, both = P("d", X=x), t.LawTerm("d", (("X", x), ("X'", x1)))
    apart = sub(f, g)
    return t.Sum((x,), mul(one, apart)), t.Sum((x, x1), mul(both, apart))


def test_means_under_one_law_come_under_one_sign():
    less, more = of_one_law()
    assert prove(over(), Statement(less, "=", more)).provided == (less,)


def test_a_mean_over_other_points_is_none_under_the_law():
    f = t.Quantity("f", (x1,))
    one, both = P("d", X=x), t.LawTerm("d", (("X", x), ("X'", x1)))
    with pytest.raises(KernelError, match="normal forms differ"):
        prove(over(), Statement(t.Sum((x, x1), mul(one, f)), "=", t.Sum((x, x1), mul(both, f))))


@pytest.mark.parametrize("name", ["$d X", "$d X'", "$under0", "$under1"])
def test_a_free_point_is_not_caught_by_the_names_put_for_bound_ones(name):
    free = t.Index(name, X)
    one, both = P("d", X=x), t.LawTerm("d", (("X", x), ("X'", x1)))
    wrong = Statement(
        t.Sum((x,), mul(one, t.Quantity("k", (x, free)))),
        "=",
        t.Sum((x, x1), mul(both, t.Quantity("k", (x, x1)))),
    )
    with pytest.raises(KernelError):
        prove(over(), wrong)
