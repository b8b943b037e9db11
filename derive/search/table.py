"""A table of scalar lemmas, and the values at which a step suggests them.

They are tried last: for ln a and ln b at one weight the lemmas about ln at a, b, a/b and b/a, for
e^a those about exp at a and −a. What is not visibly in the interval of a lemma is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import islice, permutations

from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.atoms import Atom, ExpAtom, Ln, Mono, Poly
from derive.kernel.certificates import Form
from derive.kernel.instance import Put, Substitution, has_sign, instance
from derive.kernel.normal import Normalizer
from derive.kernel.readback import term_of_atom, term_of_poly
from derive.kernel.terms import Context, Hypothesis, KernelError, QuantityDecl, Support, Term
from derive.kernel.theorem import Rel, Statement, Theorem
from derive.search.candidates import Extra
from derive.search.groups import LogTerm, open_sums, split
from derive.search.lemmas import at_weights
from derive.search.residual import close
from derive.search.scalar import find_scalar

_T = t.Quantity("t")
_MOST_VALUES = 12
_MOST = 40  # instances


def _number(value: str | int) -> Term:
    return t.Const(Fraction(value))


def _times(*factors: Term) -> Term:
    return t.Mul(factors)


def _over(top: Term, bottom: Term) -> Term:
    return t.Mul((top, t.Pow(bottom, -1)))


def _plus(*terms: Term) -> Term:
    return t.Add(terms)


def _less(a: Term, b: Term) -> Term:
    return t.minus(a, b)


_LN, _SQUARE, _TWO = t.Log(_T), t.Pow(_T, 2), _number(2)
_REST = _less(t.ONE, _T)
_ENTROPY = _plus(_times(_number(-1), _T, _LN), _times(_number(-1), _REST, t.Log(_REST)))
_VARIANCE = _times(_T, _REST)
_HALF_SQUARE = _times(_number("1/2"), _SQUARE)
_MINUS_T = _times(_number(-1), _T)

Row = tuple[str, t.Sign, tuple[Term, ...], tuple[Term, ...], tuple[Term, Rel, Term]]
# about ln or exp; the sign of t; what is ≥ 0 besides; what is ≠ 0; the lemma
ROWS: tuple[Row, ...] = (
    # Pinsker's: Tsybakov, Introduction to Nonparametric Estimation (2009), Lemma 2.5
    ("ln", "nonneg", (), (), (
        _plus(_times(_T, _LN), _MINUS_T, t.ONE), ">=",
        _over(_times(_number(3), t.Pow(_less(_T, t.ONE), 2)), _times(_TWO, _plus(_T, _TWO))),
    )),
    # ln t ≤ (t − 1)/√t, at t²: Mitrinović, Analytic Inequalities (1970), 3.6.15
    ("ln", "pos", (_less(_T, t.ONE),), (), (
        _times(_TWO, _LN), "<=", _less(_T, t.Pow(_T, -1)),
    )),
    # the binary entropy from below
    ("ln", "unit", (), (), (_ENTROPY, ">=", _times(_number(4), t.Log(_TWO), _VARIANCE))),
    # the logarithm of 1 + t and of 1 − t: Mitrinović, 3.6.18
    ("ln(1+t)", "nonneg", (), (), (
        t.Log(_plus(t.ONE, _T)), ">=", _over(_times(_TWO, _T), _plus(_TWO, _T)),
    )),
    ("ln(1+t)", "nonneg", (), (), (t.Log(_plus(t.ONE, _T)), ">=", _less(_T, _HALF_SQUARE))),
    ("ln(1-t)", "unit", (), (_REST,), (
        _times(_number(-1), t.Log(_REST)), "<=", _plus(_T, _over(_SQUARE, _times(_TWO, _REST))),
    )),
    # second order
    ("exp", "nonneg", (), (), (t.Exp(_T), ">=", _plus(t.ONE, _T, _HALF_SQUARE))),
    ("exp", "nonneg", (), (), (t.Exp(_MINUS_T), "<=", _plus(t.ONE, _MINUS_T, _HALF_SQUARE))),
    # a fair sign: Hoeffding (1963)
    ("exp", "real", (), (), (
        _times(_number("1/2"), _plus(t.Exp(_T), t.Exp(_MINUS_T))), "<=", t.Exp(_HALF_SQUARE),
    )),
)  # fmt: skip


@cache
def lemma(row: int) -> Theorem:
    """The theorem of a row, proved when it is first asked for."""
    _, sign, above, away, said = ROWS[row]
    context = Context(
        {},
        {"t": QuantityDecl((), sign)},
        tuple(Support(f"away {k}", t.ONE, s) for k, s in enumerate(away)),
        tuple(Hypothesis(f"above {k}", ">=", s) for k, s in enumerate(above)),
    )
    made = find_scalar(Normalizer(context), Statement(*said))
    if isinstance(made, str):
        raise KernelError(made)
    return made


def instances(n: Normalizer, p: Poly) -> Iterator[c.Known]:
    """The lemmas at the values that the polynomial suggests."""
    yield from islice(_instances(n, p), _MOST)


def _instances(n: Normalizer, p: Poly) -> Iterator[c.Known]:
    logs = list(islice(dict.fromkeys(_under_logs(n, p)), _MOST_VALUES))
    exponents = list(islice(dict.fromkeys(_exponents(p)), _MOST_VALUES))
    minus_one = _number(-1)
    values = {
        "ln": logs,
        "ln(1+t)": [_plus(a, minus_one) for a in logs],
        "ln(1-t)": [_less(t.ONE, a) for a in logs],
        "exp": [b for a in exponents for b in (a, _times(minus_one, a))],
    }
    for row, (about, sign, *_) in enumerate(ROWS):
        for value in values[about]:
            try:
                if not has_sign(n, value, sign):
                    continue
                put = Substitution({}, {}, {"t": Put((), value)})
                yield c.Known(instance(n, lemma(row), put))
            except KernelError:
                continue


def with_squares(
    n: Normalizer, gap: Term, forms: tuple[c.Known, ...], extra: Extra
) -> Iterator[tuple[Form, ...] | None]:
    """A lemma that takes all logarithms away, and squares for what it leaves."""
    squares = tuple(_squares(n, gap)) if forms else ()
    p = n.normal(gap)
    for f in at_weights(n, p, forms) if squares else ():
        rest = _less(gap, c.value(n, f))
        if not any(isinstance(a, Ln) for m in n.normal(rest).terms for a in _opened(m)):
            closing = close(n, rest, replace(extra, forms=(), squares=squares), ())
            yield None if closing is None else (f, *closing)


def _opened(m: Mono) -> Iterator[Atom]:
    yield from open_sums(m, lambda a: isinstance(a, Ln))[1].factors


def _squares(n: Normalizer, gap: Term) -> Iterator[Term]:
    """Cauchy–Schwarz beside Pinsker's lemma at a/b: for a sum Σ s of the gap, whose letters a and b
    have, s/(a + 2b) − Σ s/3, at the weights a and 2b that add up to 3 for laws."""
    sums = [s for s in t.subterms(gap) if isinstance(s, t.Sum) and not t.free_indices(s)]
    plain = [s for s in dict.fromkeys(sums) if not any(map(_is_log, t.subterms(s)))]
    for a, b in islice(dict.fromkeys(_pairs(n, n.normal(gap))), _MOST_VALUES):
        letters = sorted(t.free_indices(a) | t.free_indices(b))
        for s in plain:
            if [i.alphabet for i in letters] == sorted(i.alphabet for i in s.indices):
                own = sorted(s.indices, key=lambda i: i.alphabet)
                letters.sort(key=lambda i: i.alphabet)
                body = t.rename(s.body, dict(zip(own, letters, strict=True)))
                weight = _plus(a, _times(_TWO, b))
                yield _less(_over(body, weight), _times(_number("1/3"), s))


def _is_log(e: Term) -> bool:
    return isinstance(e, t.Log)


def _under_logs(n: Normalizer, p: Poly) -> Iterator[Term]:
    for a, b in _pairs(n, p):
        yield _over(a, b)
    for term in split(n, p)[0]:
        single = _single(term)
        if single is not None:
            yield single


def _pairs(n: Normalizer, p: Poly) -> Iterator[tuple[Term, Term]]:
    """a, b for w·ln a and −w·ln b, in both orders."""
    for one, other in permutations(split(n, p)[0], 2):
        if one.weight == other.weight and one.coefficient * other.coefficient < 0:
            a, b = _single(one), _single(other)
            if a is not None and b is not None:
                yield a, b


def _single(term: LogTerm) -> Term | None:
    """The a of w·ln a."""
    (pair, *others) = term.log.factors.items()
    a, e = pair
    return term_of_atom(a.arg) if isinstance(a, Ln) and e == 1 and not others else None


def _exponents(p: Poly) -> Iterator[Term]:
    for m in p.terms:
        _, opened = open_sums(m, lambda a: isinstance(a, ExpAtom))
        for a in opened.factors:
            if isinstance(a, ExpAtom):
                yield term_of_poly(a.arg)
