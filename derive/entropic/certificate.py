"""The kernel theorem of a combination: informations as forms, conditions as hypotheses.

Markov chains and independences are equations between laws, without quotients, as everywhere in
derive; functions and linear conditions are relations between entropies. From an equation a = b of
products of one law's values, J their joint law,

    Σ J ln(a/b) ≥ 0    by the tangent at b/a, since Σ (J/a)(a − b) = 0,

so that an information that the equation makes 0 may be taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from derive.entropic.merge import merged
from derive.entropic.nonshannon import Instance
from derive.entropic.numbers import bounds
from derive.entropic.problem import Condition, Piece, Problem
from derive.entropic.reduce import Core
from derive.entropic.scalars import Scalar
from derive.entropic.shannon import Combination
from derive.entropic.sums import EntropySum, Mask, members
from derive.kernel import certificates as c
from derive.kernel import terms as t
from derive.kernel.certificates import Form
from derive.kernel.information import Information
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Hypothesis, Index, LawDecl, QuantityDecl, Term
from derive.kernel.theorem import Statement, Theorem, antisymmetric, cite, prove

LN2 = t.Log(t.const(2))
NO_NUMBERS: Mapping[int, Term] = MappingProxyType({})


@dataclass(frozen=True)
class Source:
    """A hypothesis that makes the sum of some informations 0, in original variables."""

    name: str
    pieces: tuple[Piece, ...]
    forms: Callable[[Term], list[Form]]  # of a weight w ≥ 0: forms with the value −w·Σ pieces

    def covers(self, p: Piece) -> Piece | None:
        """The piece of this source that p is a part of."""
        for whole in self.pieces:
            if p.is_entropy:
                fits = whole.is_entropy and _inside(p.left, whole.left)
                if fits and _inside(whole.given, p.given):
                    return whole
            elif not whole.is_entropy and p.given == whole.given:
                for a, b in ((p.left, p.right), (p.right, p.left)):
                    if _inside(a, whole.left) and _inside(b, whole.right):
                        return whole
        return None


@dataclass(frozen=True)
class Setting:
    """A kernel context for a problem's variables and conditions.

    relations: by condition and place in it, the name of the linear hypothesis, and what it has
    to be multiplied by to be in nats.
    unit: 1 for entropies in nats, 1/ln 2 for bits. numbers: the value in nats of each of the
    problem's names that is a rate or a logarithm, by its position.
    """

    law: str
    variables: tuple[str, ...]  # the law's variable of each of the problem's names but the numbers
    context: Context
    sources: tuple[Source, ...]
    relations: Mapping[tuple[int, int], tuple[str, Term]]
    unit: Term = t.ONE
    numbers: Mapping[int, Term] = field(default_factory=dict)

    def value(self, mask: Mask) -> Term:
        """The law's value at the letters of a set of variables."""
        outputs = dict(self.context.laws[self.law].outputs)
        at = tuple((v, Index(v, outputs[v])) for v in self.group(mask))
        return t.LawTerm(self.law, at)

    def term(self, e: EntropySum) -> Term:
        """A sum in nats."""
        return entropy_term(e, self.value, self.numbers)

    def group(self, mask: Mask) -> tuple[str, ...]:
        return tuple(self.variables[i] for i in members(mask))

    def weight(self, w: Fraction) -> Term:
        return t.Const(w) if self.unit == t.ONE else t.Mul((t.Const(w), self.unit))


def _inside(a: Mask, b: Mask) -> bool:
    return a & ~b == 0


# -- from a problem in text ---------------------------------------------------------------------


def setting_of(problem: Problem) -> Setting:
    """Declarations and hypotheses for a problem that was given as text."""
    variables = _letters([n for n in problem.names if not isinstance(n, Scalar)])
    numbers = {i: _number(n, problem, variables) for i, n in enumerate(problem.names)
               if isinstance(n, Scalar)}  # fmt: skip
    laws = {problem.law: LawDecl(tuple((v, v) for v in variables))} if variables else {}
    maker = _Hypotheses(problem, variables, numbers)
    for k, condition in enumerate(problem.conditions):
        maker.add(k, condition)
    rates = {q.name: QuantityDecl((), "nonneg") for q in numbers.values()
             if isinstance(q, t.Quantity)}  # fmt: skip
    context = Context(laws, rates, (), tuple(maker.hypotheses))
    sources, relations = tuple(maker.sources), maker.relations
    return Setting(problem.law, variables, context, sources, relations, numbers=numbers)


def _number(name: Scalar, problem: Problem, variables: tuple[str, ...]) -> Term:
    """A rate, or a logarithm, in nats."""
    if name.kind == "rate":
        return t.Quantity(str(name), ())
    if name.kind == "log":
        return t.Log(t.const(int(name.of)))
    return t.Log(t.Card(variables[problem.names.index(name.of)]))


def _letters(names: Sequence[str]) -> tuple[str, ...]:
    """Small letters, as derive writes X for the variable with the letter x."""
    small = [n.lower() if n[0].isalpha() else f"x{n}" for n in names]
    return tuple(small if len(set(small)) == len(small) else [f"v{k}" for k in range(len(small))])


class _Hypotheses:
    """Kernel hypotheses for conditions, and what each of them makes 0."""

    def __init__(
        self, problem: Problem, variables: tuple[str, ...], numbers: Mapping[int, Term]
    ) -> None:
        self.problem, self.variables, self.numbers = problem, variables, numbers
        self.hypotheses: list[Hypothesis] = []
        self.sources: list[Source] = []
        self.relations: dict[tuple[int, int], tuple[str, Term]] = {}

    def add(self, number: int, condition: Condition) -> None:
        if condition.implied:
            return
        for piece in condition.zeros():
            name = self._name(f"{self._shown(piece)} = 0")
            if piece.is_entropy:
                self._entropic(name, piece)
            else:
                self._equation(name, piece)
        for n, relation in enumerate(condition.relations()):
            name = self._name(condition.text or f"condition {number + 1}")
            term = self.term(relation.total)
            self.hypotheses.append(Hypothesis(name, relation.rel, term))
            self.relations[number, n] = (name, t.ONE)

    def _name(self, wanted: str) -> str:
        taken = {h.name for h in self.hypotheses}
        name, k = wanted, 2
        while name in taken:
            name, k = f"{wanted} ({k})", k + 1
        return name

    def _shown(self, p: Piece) -> str:
        return shown_piece(p, self.problem.names)

    def _entropic(self, name: str, piece: Piece) -> None:
        self.hypotheses.append(Hypothesis(name, "=", self.term(piece.value())))

        def forms(weight: Term) -> list[Form]:
            return [c.Given(name, (), (), t.Mul((t.const(-1), weight)))]

        self.sources.append(Source(name, (piece,), forms))

    def _equation(self, name: str, piece: Piece) -> None:
        """r(a,b,k)·r(k) = r(a,k)·r(b,k)."""
        a, b, k = piece.left, piece.right, piece.given
        joint = self._value(a | b | k)
        below = t.Mul((joint, self._value(k)))
        above = t.Mul((self._value(a | k), self._value(b | k)))
        self.hypotheses.append(Hypothesis(name, "=", t.minus(below, above)))
        self.sources.append(Source(name, (piece,), from_equation(name, joint, below, above, -1)))

    def _value(self, mask: Mask) -> Term:
        at = tuple((self.variables[i], self._index(i)) for i in members(mask))
        return t.LawTerm(self.problem.law, at) if at else t.ONE

    def _index(self, i: int) -> Index:
        return Index(self.variables[i], self.variables[i])

    def term(self, e: EntropySum) -> Term:
        return entropy_term(e, self._value, self.numbers)


def entropy_term(
    e: EntropySum, value: Callable[[Mask], Term], numbers: Mapping[int, Term] = NO_NUMBERS
) -> Term:
    """Σ c_S·H(X_S) in nats, a constant of d bits as d·ln 2; numbers: what is no entropy."""
    parts: list[Term] = []
    for s, coefficient in e.terms.items():
        if s.bit_length() - 1 in numbers:
            parts.append(t.Mul((t.Const(coefficient), numbers[s.bit_length() - 1])))
            continue
        r = value(s)
        indices = tuple(i for _, i in r.at) if isinstance(r, t.LawTerm) else ()
        parts.append(t.Mul((t.Const(-coefficient), t.Sum(indices, t.Mul((r, t.Log(r)))))))
    if e.constant:
        parts.append(t.Mul((t.Const(e.constant), LN2)))
    return t.Add(tuple(parts))


def from_equation(
    name: str, joint: Term, below: Term, above: Term, sign: int
) -> Callable[[Term], list[Form]]:
    """w·Σ J ln(above/below) ≥ 0 from the hypothesis ±(above − below) = 0."""
    bound = tuple(i for _, i in joint.at) if isinstance(joint, t.LawTerm) else ()
    at = tuple((i, i) for i in bound)

    def forms(weight: Term) -> list[Form]:
        over_above = t.Pow(above, -1)
        return [
            c.Tangent(bound, t.Mul((weight, joint)), t.Mul((below, over_above))),
            c.Given(name, at, bound, t.Mul((t.const(sign), weight, joint, over_above))),
        ]

    return forms


# -- forms --------------------------------------------------------------------------------------


def forms_of(
    setting: Setting, core: Core, found: Combination, cited: Sequence[Theorem] = ()
) -> list[Form]:
    """Kernel forms whose values add up to the target; cited: the theorems of `found.extra`.

    Raises:
        LookupError: if no hypothesis makes a zero of the combination 0.
    """
    pieces = {core.original_piece(p): w for p, w in found.pieces.items()}
    used: dict[int, Fraction] = {}
    for z, w in found.zeros.items():
        number, more = _taken_away(setting.sources, core.original_piece(z))
        used[number] = used.get(number, Fraction(0)) + w
        for p in more:
            pieces[p] = pieces.get(p, Fraction(0)) + w
    forms: list[Form] = []
    for p, w in merged(pieces).items():
        rate = setting.numbers.get(p.left.bit_length() - 1)
        if rate is not None:  # a number ≥ 0
            forms.append(c.Nonneg((), t.Mul((setting.weight(w), rate))))
            continue
        groups = (setting.group(p.left), setting.group(p.right), setting.group(p.given))
        forms.append(Information(setting.law, *groups, weight=setting.weight(w)))
    for number, w in used.items():
        forms += setting.sources[number].forms(setting.weight(w))
    for k, w in found.relations.items():
        if core.conditions[core.sources[k][0]].implied:
            forms += _implied(setting, core, core.conditions[core.sources[k][0]], w)
            continue
        name, to_nats = setting.relations[core.sources[k]]
        forms.append(c.Given(name, (), (), t.Mul((setting.weight(w), to_nats))))
    for theorem, w in zip(cited, found.extra.values(), strict=True):
        forms.append(c.Known(theorem, (), (), setting.weight(w)))
    if found.slack:
        forms.append(c.Nonneg((), t.Mul((setting.weight(found.slack), LN2))))
    return forms


def _implied(setting: Setting, core: Core, condition: Condition, w: Fraction) -> list[Form]:
    """Forms with the value of w times what is true of a number without being said."""
    weight = setting.weight(w)
    of = core.original(condition.given)
    if condition.implied == "size":
        return _below_size(setting, of, weight)
    number = setting.numbers[of.bit_length() - 1]
    if not isinstance(number, t.Log) or not isinstance(number.arg, t.Const):
        raise LookupError(f"no bounds for {number}")
    least, most = bounds(int(number.arg.value))
    bound = least if condition.implied == "least" else most
    tangents: list[Form] = [
        c.Tangent((), t.Mul((weight, t.Const(k))), t.Const(point)) for k, point in bound.tangents
    ]
    rest = c.Nonneg((), t.Mul((weight, t.Const(bound.rest))))
    return [*tangents, rest] if bound.rest else tangents


def _below_size(setting: Setting, of: Mask, weight: Term) -> list[Form]:
    """ln|X| − H(X) ≥ 0 by the tangent at 1/(|X|·r(x)), and Σ_x [r(x) ≠ 0] ≤ |X|."""
    r = setting.value(of)
    if not isinstance(r, t.LawTerm):
        raise LookupError(f"no law's value: {r}")
    ((_, letter),) = r.at
    share = t.Pow(t.Card(letter.alphabet), -1)
    point = t.Mul((share, t.Pow(r, -1)))
    return [
        c.Tangent((letter,), t.Mul((weight, r)), point),
        c.Gap((letter,), t.Mul((weight, share)), r),
    ]


def _taken_away(sources: Sequence[Source], z: Piece) -> tuple[int, list[Piece]]:
    """−z = −Σ pieces of a source + other informations: which source, which informations."""
    for number, source in enumerate(sources):
        whole = source.covers(z)
        if whole is not None:
            others = [p for p in source.pieces if p != whole]
            return number, [*others, *_difference(whole, z)]
    raise LookupError(f"no condition makes {z} zero")


def _difference(whole: Piece, part: Piece) -> list[Piece]:
    """Informations that add up to whole − part, part being inside whole."""
    if part.is_entropy:  # H(Y y|X) − H(y|S) = H(Y|X y) + I(y; S−X | X)
        rest = whole.left & ~part.left
        more = part.given & ~whole.given & ~part.left
        out = [Piece(rest, rest, whole.given | part.left)] if rest else []
        return [*out, Piece(part.left, more, whole.given)] if more else out
    left, right = whole.left, whole.right
    a, b = part.left, part.right
    if not (_inside(a, left) and _inside(b, right)):
        a, b = b, a
    k, out = whole.given, []
    if left & ~a:  # I(A; B|K) = I(a; B|K) + I(A−a; B|K,a)
        out.append(Piece(left & ~a, right, k | a))
    if right & ~b:
        out.append(Piece(a, right & ~b, k | b))
    return out


# -- theorems -----------------------------------------------------------------------------------


def theorem_of(
    setting: Setting,
    statement: Statement,
    halves: Sequence[tuple[Core, Combination]],
    used: Sequence[Sequence[Instance]],
) -> Theorem:
    """The theorem, of one combination for ≤ or ≥, of two (≥, then ≤) for an equation.

    used: for each half, the instances of cited inequalities, in the order of its `extra`.

    Raises:
        KernelError: the kernel refuses.
    """
    n = Normalizer(setting.context)
    forms = [
        forms_of(setting, core, found, [_cited(n, setting, core, i) for i in instances])
        for (core, found), instances in zip(halves, used, strict=True)
    ]
    if statement.rel != "=":
        return prove(n, statement, tuple(forms[0]))
    if not any(forms):
        return prove(n, statement)
    least, most = forms
    above = prove(n, Statement(statement.lhs, ">=", statement.rhs), tuple(least))
    below = prove(n, Statement(statement.lhs, "<=", statement.rhs), tuple(most))
    return antisymmetric(n, above, below, statement)


def _cited(n: Normalizer, setting: Setting, core: Core, instance: Instance) -> Theorem:
    """A non-Shannon inequality for these variables: cited, and named in what rests on it."""
    total = EntropySum({core.original(s): v for s, v in instance.total.terms.items()})
    return cite(n, Statement(setting.term(total), ">=", t.ZERO), instance.source)


def shown_set(mask: Mask, names: Sequence[str]) -> str:
    return ",".join(names[i] for i in members(mask))


def shown_piece(p: Piece, names: Sequence[str]) -> str:
    """H(A|K) or I(A;B|K)."""
    bar = f"|{shown_set(p.given, names)}" if p.given else ""
    if p.is_entropy:
        return f"H({shown_set(p.left, names)}{bar})"
    return f"I({shown_set(p.left, names)};{shown_set(p.right, names)}{bar})"
