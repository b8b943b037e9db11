"""Support facts: which atoms are nonzero where a monomial is, and which are nonnegative.

Rules, each with its premises above the line (T is a set of atoms known to be nonzero):

    a ∈ T            a = r[X=i], r[X=i, Y=j] ∈ T      (premise ⇒ c) a hypothesis, premise ≠ 0
    ──────           ────────────────────────────     ──────────────────────────────────────
    a ≠ 0            a ≠ 0   (marginals dominate)     c ≠ 0, and so is each factor of c

    a = Σ_b m, m ≥ 0, m ≠ 0 at some indices      a = Σᵢ cᵢ mᵢ, cᵢ > 0, mᵢ ≥ 0, some mⱼ ≠ 0
    ───────────────────────────────────────      ─────────────────────────────────────────
    a ≠ 0                                        a ≠ 0

    Σ_b m ∈ T                   r a law without inputs          Σᵢ cᵢ mᵢ ∈ T
    ─────────────────────       ──────────────────────────      ─────────────────────
    m ≠ 0 at some fresh b       r ≠ 0 at fresh indices          mᵢ ≠ 0 for some i (by cases)

    r[X=i] ∈ T
    ──────────────────────────────
    r[X=i, Y=j] ≠ 0 at some fresh j

    λ a quantity between 0 and 1        a ≥ 0, a ≠ 0, a − 1 ≠ 0      a − 1 ≥ 0
    ─────────────────────────────       ───────────────────────      ─────────
    λ ≠ 0 or 1 − λ ≠ 0 (by cases)       ln a ≠ 0                     ln a ≥ 0

    a or −a a combination of hypotheses and visible signs (`given`), one of them ≠ 0
    ────────────────────────────────────────────────────────────────────────────────
    a ≠ 0

Alphabets are not empty, so |𝒳| ≠ 0; exp, declared positive quantities and ln of primes are > 0.

Over spaces all this holds at almost every choice of points: "some fresh b" is any of a set that is
not null, and Σ_b m ≠ 0 holds where m(b) ≠ 0 except on a null set. Two points are never put the same
(`_puts`): on the diagonal nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import permutations, product
from typing import NoReturn

from derive.kernel.atoms import (
    AddAtom,
    Atom,
    CardAtom,
    DeltaAtom,
    ExpAtom,
    LawAtom,
    Ln,
    LnPrime,
    Mono,
    Nz,
    Poly,
    QuantityAtom,
    SumAtom,
    factored,
    poly,
)
from derive.kernel.given import ONE_POLY, Combinations
from derive.kernel.looks import look
from derive.kernel.terms import Context, Index, KernelError

Implication = tuple[Mono, Mono]  # premise ≠ 0 implies conclusion ≠ 0, for all free indices
_MAX_TRIES = 400
_MAX_CASES = 16
_MAX_FIRST = 4  # terms of a sum that a hypothesis is made to provide
_MAX_LETTERS = 3  # of a sum that a hypothesis says is not 0


class Support:
    """Support facts under a context's declarations and its `p ≪ q` hypotheses."""

    __slots__ = ("_always", "_combinations", "_implications", "_known", "_signs", "context")

    def __init_subclass__(cls) -> NoReturn:
        raise KernelError("Support cannot be subclassed")

    def __setattr__(self, name: str, value: object) -> None:
        if hasattr(self, name):
            raise KernelError("a Support keeps its context")
        object.__setattr__(self, name, value)

    def __init__(self, context: Context) -> None:
        self.context = context
        self._implications: list[Implication] = []
        self._combinations = Combinations(self._visible_mono, self.is_density)
        self._signs: dict[Atom, int] = {}
        self._known: dict[tuple[tuple[Atom, ...], tuple[Atom, ...]], bool] = {}
        self._always = frozenset(
            LawAtom(law, ((v, Index(f"$some {law} {v}", a)) for v, a in decl.outputs))
            for law, decl in context.laws.items()
            if not decl.inputs
        )

    def is_density(self, a: LawAtom) -> bool:
        """Whether an output that it mentions is a point of a space: its values have no bound."""
        outputs = dict(self.context.laws[a.law].outputs)
        return any(v in outputs and i.alphabet in self.context.spaces for v, i in a.at)

    def learn(self, p: Poly, is_equation: bool) -> None:
        """A hypothesis p ≥ 0, or p = 0, as its normal form."""
        self._combinations.learn(p, is_equation)
        self._signs.clear()
        self._known.clear()

    def imply(self, premise: Mono, conclusion: Mono) -> None:
        """A hypothesis: conclusion ≠ 0 where premise ≠ 0, for all free indices."""
        plain = {a.arg if isinstance(a, Nz) else a: 1 for a in conclusion.factors}
        self._implications.append((premise, Mono(plain)))
        self._known.clear()

    def nonnegative(self, a: Atom) -> bool:
        """Whether a ≥ 0 follows from what a is, and from the hypotheses."""
        return self._visible(a) or self._sign(a) > 0

    def combined(self, p: Poly) -> bool:
        """Whether p ≥ 0 is a combination of hypotheses."""
        return bool(self._combinations.of(p))

    def _sign(self, a: Atom) -> int:
        """1 for a ≥ 0, −1 for a ≤ 0, by combinations; 0 if neither is found."""
        if a not in self._signs:
            p = poly_of(a.arg) - ONE_POLY if isinstance(a, Ln) else poly_of(a)
            below = not isinstance(a, Ln) and self.combined(p.scale(Fraction(-1)))
            self._signs[a] = 1 if self.combined(p) else -1 if below else 0
        return self._signs[a]

    def _visible(self, a: Atom) -> bool:
        match a:
            case QuantityAtom():
                return self.context.quantities[a.name].sign != "real"
            case Ln():
                return isinstance(a.arg, CardAtom)
            case AddAtom():
                return all(self._visible_mono(m, c) for m, c in a.poly.terms.items())
            case SumAtom():
                return self._visible_mono(a.body, Fraction(1))
        return True

    def _visible_mono(self, m: Mono, c: Fraction) -> bool:
        return c > 0 and all(e % 2 == 0 or self._visible(a) for a, e in m.factors.items())

    def nonnegative_mono(self, m: Mono, c: Fraction = Fraction(1)) -> bool:
        """Whether c·m ≥ 0, factor by factor."""
        above = c > 0
        for a in (a for a, e in m.factors.items() if e % 2 and not self._visible(a)):
            sign = self._body_sign(a) or self._sign(a)
            if not sign:
                return False
            above = above == (sign > 0)
        return above

    def _body_sign(self, a: Atom) -> int:
        """1 for sums of what is ≥ 0 by the hypotheses, term by term."""
        match a:
            case AddAtom():
                return int(self.nonnegative_poly(a.poly))
            case SumAtom():
                return int(self.nonnegative_mono(a.body))
        return 0

    def nonnegative_poly(self, p: Poly) -> bool:
        """Whether every term is ≥ 0."""
        return all(self.nonnegative_mono(m, c) for m, c in p.terms.items())

    def always_nonzero(self, a: Atom) -> bool:
        match a:
            case CardAtom() | ExpAtom() | LnPrime():
                return True
            case QuantityAtom():
                return not a.complement and self.context.quantities[a.name].sign == "pos"
        return False

    def nonzero(self, goals: Iterable[Atom], known: Iterable[Atom]) -> bool:
        """Whether every goal is nonzero wherever all of `known` are."""
        known = tuple(known)
        goals = tuple(g for g in goals if g not in known and not self.always_nonzero(g))
        if not goals:
            return True
        found = self._known.get((goals, known))
        if found is None:
            found = self._known[goals, known] = self._nonzero(goals, known)
        return found

    def _nonzero(self, goals: Iterable[Atom], known: Iterable[Atom]) -> bool:
        known = list(known)
        same = {a.j: a.i for a in known if isinstance(a, DeltaAtom)}
        known = [_identify(a, same) for a in known]
        goals = [_identify(g, same) for g in goals]
        if self._all_nonzero(goals, known):
            return True
        cases = [[*case, one] for case in _cases(known) for one in _weights(goals)] or _cases(known)
        return len(cases) > 1 and all(self._all_nonzero(goals, case) for case in cases)

    def _all_nonzero(self, goals: Iterable[Atom], known: Iterable[Atom]) -> bool:
        facts = _Facts(self, known)
        return all(facts.nonzero(g, frozenset()) for g in goals)

    def always(self) -> frozenset[LawAtom]:
        return self._always


class _Facts:
    """The atoms known nonzero at one place, and goal-directed search from them."""

    def __init__(self, support: Support, known: Iterable[Atom]) -> None:
        self.support = support
        self.atoms: set[Atom] = set(support.always())
        for a in known:
            self._learn(a)
        self._indices: list[Index] | None = None
        self._proved: dict[Atom, bool] = {}

    def _learn(self, a: Atom) -> None:
        if a in self.atoms:
            return
        self.atoms.add(a)
        if isinstance(a, (Nz, Ln)):
            self._learn(a.arg)
        elif isinstance(a, LawAtom) and self.support._implications:
            self._learn(self._whole(a))
        elif isinstance(a, SumAtom):
            fresh = {i: Index(f"$at {a.key} {i.name}", i.alphabet) for i in a.bound}
            for b in a.body.rename(fresh).factors:
                self._learn(b)

    def _whole(self, a: LawAtom) -> LawAtom:
        """A marginal that is not 0 is a sum with a summand that is not 0."""
        here, outputs = dict(a.at), self.support.context.laws[a.law].outputs
        more = {v: Index(f"$at {a.key} {v}", x) for v, x in outputs if v not in here}
        return LawAtom(a.law, {**here, **more}.items()) if more else a

    def indices(self) -> list[Index]:
        """Those that occur in the facts."""
        if self._indices is None:
            self._indices = sorted({i for a in self.atoms for i in a.free})
        return self._indices

    def nonzero(self, a: Atom, above: frozenset[Atom]) -> bool:
        look()
        if a in self.atoms or self.support.always_nonzero(a):
            return True
        if a in above:
            return False
        if a not in self._proved:
            found = self._search(a, above | {a})
            if not found and above:
                return False  # perhaps only because a goal above was barred: do not remember
            self._proved[a] = found
        return self._proved[a]

    def _search(self, a: Atom, above: frozenset[Atom]) -> bool:
        match a:
            case Nz():
                return self.nonzero(a.arg, above)
            case DeltaAtom():
                return a.i == a.j
            case LawAtom() if not a.at or self._marginal(a):
                return True
            case AddAtom() if self.support.nonnegative_poly(a.poly) and any(
                self._all(m.factors, above) for m in a.poly.terms
            ):
                return True
            case SumAtom() if self.support.nonnegative_mono(a.body) and (
                self._some_summand(a, above)
            ):
                return True
            case Ln() if (
                self.support.nonnegative(a.arg)
                and self.nonzero(a.arg, above)
                and self._nonzero_poly(poly_of(a.arg) - ONE_POLY, above)
            ):
                return True
        return self._by_implication(a, above) or self._by_combination(a, above)

    def _nonzero_poly(self, p: Poly, above: frozenset[Atom]) -> bool:
        c, m = factored(p)
        return c != 0 and self._all(m.factors, above)

    def _by_combination(self, a: Atom, above: frozenset[Atom]) -> bool:
        """a or −a as a combination of which one piece is not 0."""
        p = poly_of(a)
        for q in (p, p.scale(Fraction(-1))):
            firsts = [None, *list(p.terms)[:_MAX_FIRST]] if isinstance(a, AddAtom) else p.terms
            for first in firsts:
                for pieces in self.support._combinations.of(q, first):
                    if any(self._nonzero_poly(piece, above) for piece in pieces):
                        return True
        return False

    def _all(self, atoms: Iterable[Atom], above: frozenset[Atom]) -> bool:
        return all(self.nonzero(b, above) for b in atoms)

    def _marginal(self, a: LawAtom) -> bool:
        mine = set(a.at)
        return any(
            isinstance(b, LawAtom) and b.law == a.law and mine <= set(b.at) for b in self.atoms
        )

    def _some_summand(self, a: SumAtom, above: frozenset[Atom]) -> bool:
        return any(
            self._puts(a.body.free, at)
            and _renames_safely(a.body, at)
            and self._all(a.body.rename(at).factors, above)
            for at in self._choices(a.bound)
        )

    def _puts(self, free: frozenset[Index], to: dict[Index, Index]) -> bool:
        """Whether the points of spaces among these indices stay apart."""
        return not self.support.context.merges(free, to)

    def _by_implication(self, a: Atom, above: frozenset[Atom]) -> bool:
        for premise, conclusion in self.support._implications:
            for c in conclusion.factors:
                at = _match(c, a)
                if at is None:
                    continue
                open_ = sorted((premise.free | conclusion.free) - set(at))
                for rest in self._choices(tuple(open_)):
                    to = {**at, **rest}
                    if (
                        self._puts(premise.free | conclusion.free, to)
                        and _renames_safely(premise, to)
                        and self._all(premise.rename(to).factors, above)
                    ):
                        return True
        return False

    def _choices(self, indices: tuple[Index, ...]) -> Iterator[dict[Index, Index]]:
        """Ways to send `indices` to indices that occur in the facts (bounded in number), or to
        some letter where none does: alphabets are not empty."""
        options = [
            [j for j in self.indices() if j.alphabet == i.alphabet] or [Index("$any", i.alphabet)]
            for i in indices
        ]
        for n, values in enumerate(product(*options)):
            if n >= _MAX_TRIES:
                return
            yield dict(zip(indices, values, strict=True))


def _cases(known: list[Atom]) -> list[list[Atom]]:
    """A sum Σ cᵢ mᵢ that is not 0 has some mᵢ ≠ 0: one case for each."""
    cases = [known]
    for a in known:
        plain = a.arg if isinstance(a, (Nz, Ln)) else a
        if isinstance(plain, AddAtom) and len(cases) * len(plain.poly.terms) <= _MAX_CASES:
            cases = [[*case, *m.factors] for case in cases for m in plain.poly.terms]
    return cases


def _weights(goals: list[Atom]) -> list[Atom]:
    """λ and 1 − λ, for the first λ that a goal holds in both forms: one of the two is not 0."""
    inner = {b for g in goals if isinstance(g, AddAtom) for m in g.poly.terms for b in m.factors}
    for b in sorted(b for b in inner if isinstance(b, QuantityAtom)):
        if isinstance(b, QuantityAtom) and not b.complement:
            other = QuantityAtom(b.name, b.at, True)
            if other in inner:
                return [b, other]
    return []


def _identify(a: Atom, same: dict[Index, Index]) -> Atom:
    """Where [i = j] ≠ 0, j may be read as i (in atoms without sums, which rename safely)."""
    plain = a.arg if isinstance(a, (Nz, Ln)) else a
    return a.rename(same) if same and isinstance(plain, (LawAtom, QuantityAtom)) else a


def poly_of(a: Atom) -> Poly:
    return a.poly if isinstance(a, AddAtom) else poly(1, Mono({a: 1}))


def _match(pattern: Atom, a: Atom) -> dict[Index, Index] | None:
    """Indices for which `pattern` ≠ 0 gives a ≠ 0: equal atoms, a marginal of the pattern, or the
    pattern's negative."""
    if type(pattern) is not type(a):
        return None
    if isinstance(pattern, LawAtom) and isinstance(a, LawAtom) and pattern.law == a.law:
        have = dict(pattern.at)
        if not all(v in have for v, _ in a.at):
            return None
        return _consistent((have[v], i) for v, i in a.at)
    if isinstance(pattern, QuantityAtom) and isinstance(a, QuantityAtom):
        if (pattern.name, pattern.complement) != (a.name, a.complement):
            return None
        return _consistent(zip(pattern.at, a.at, strict=True))
    own = sorted(pattern.free)
    for chosen in permutations(sorted(a.free), len(own)) if len(own) <= _MAX_LETTERS else ():
        to = _consistent(zip(own, chosen, strict=True))
        if to is not None and _is_or_minus(pattern.rename(to), a):
            return to
    return None


def _is_or_minus(one: Atom, other: Atom) -> bool:
    if isinstance(one, AddAtom) and isinstance(other, AddAtom):
        return other.poly in (one.poly, one.poly.scale(Fraction(-1)))
    return one == other


def _renames_safely(m: Mono, to: dict[Index, Index]) -> bool:
    """`Atom.rename` wants an injective map, except for atoms without monomials inside."""
    inner = [a.arg if isinstance(a, (Nz, Ln)) else a for a in m.factors]
    if all(isinstance(a, (LawAtom, QuantityAtom, CardAtom, DeltaAtom, LnPrime)) for a in inner):
        return True
    return len({to.get(i, i) for i in m.free}) == len(m.free)


def _consistent(pairs: Iterable[tuple[Index, Index]]) -> dict[Index, Index] | None:
    out: dict[Index, Index] = {}
    for i, j in pairs:
        if i.alphabet != j.alphabet or out.setdefault(i, j) != j:
            return None
    return out
