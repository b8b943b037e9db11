"""Fresh things that stand for operations, with what is known about them.

The kernel has sums, products, exp and ln. What it has not is said by a quantity or law that no
user can name, and hypotheses that some value of it meets whatever the user's laws are:

    thing                   stands for                           known
    s of ⌈a⌉ = a + 1 − s    what rounding up adds                0 < s ≤ 1
    s of |d|                the selector [d ≥ 0]                 s·d ≥ 0 ≥ (1 − s)·d, s·(1 − s) = 0
    s of max_x f(x)         a law on one x where f is largest    M ≥ f(x), s(x)·(M − f(x)) = 0
    π                       the number                           bounds
    n!, 1/(n − k)!          the number, 0 for n < k              n! ≥ 1, (n + 1)! = (n + 1)·n!

where M = Σ s·f. So |d| = (2s − 1)·d and max(a, b) = s·a + (1 − s)·b with the s of a − b. A theorem
with such a thing holds for every value that meets what is known, among them the one that it stands
for. Its name is made of what it stands for, in the normal form, so equal operations share one
thing, at any letters, and lemmas fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, permutations, product
from math import gcd, lcm

from derive.kernel import terms as t
from derive.kernel.atoms import Poly
from derive.kernel.normal import Normalizer
from derive.kernel.terms import Context, Index, Term
from derive.kernel.theorem import Rests, Theorem
from derive.language.names import fresh_name, slack_name
from derive.translate import families

_MOST_NAMINGS = 120  # of free letters, to find equal shapes
_FARTHEST = 8  # k in (n + k)! = (n + k)…(n + 1)·n!
PI = "π"
_PI_BOUNDS = (Fraction(3141592653589, 10**12), Fraction(3141592653590, 10**12))
INCREASING = "t ↦ tʳ is increasing for t ≥ 0, r > 0"
BOUNDS = "the first digits of π"
HAS_SIGN = "has the sign of"
_DIGITS = tuple(f"π {sign} {float(b)}" for sign, b in zip("≥≤", _PI_BOUNDS, strict=True))
Letters = tuple[Index, ...]
Say = Callable[[dict[Index, Index], int], str]  # what ±(an operation's argument) is called


def rests_on(theorem: Theorem) -> Rests:
    """What a theorem rests on, with what its context has been told beside definitions."""
    return theorem.rests | Rests(axioms=_told(theorem.context))


def _told(context: Context) -> frozenset[str]:
    """Facts of analysis among the hypotheses: that roots compare as their squares, digits of π.

    A script's hypothesis of such a name is counted too, which only says more.
    """
    names = [h.name for h in context.hypotheses]
    found = {INCREASING} if any(HAS_SIGN in name for name in names) else set[str]()
    return families.rests(context) | frozenset(found | ({BOUNDS} if _DIGITS[0] in names else set()))


@dataclass(frozen=True)
class Made:
    """What a fresh thing stands for: a kind of operation on a term, which it takes the best of over
    the bound letters, at the free ones."""

    kind: str
    term: Term
    free: Letters
    bound: Letters = ()


class Fresh:
    """The fresh things of one derivation. normalizer: for the declarations met so far."""

    def __init__(self, normalizer: Callable[[], Normalizer]) -> None:
        self._normalizer = normalizer
        self.laws: dict[str, t.LawDecl] = {}
        self.quantities: dict[str, t.QuantityDecl] = {}
        self.made: dict[str, Made] = {}  # but for π, which is one thing
        self.hypotheses: list[t.Hypothesis] = []
        self.supports: list[t.Support] = []
        self._slacks: dict[Term, tuple[str, Letters]] = {}
        self._factorials: dict[str, tuple[Term, Letters]] = {}

    # ------------------------------------------------------------ ceilings

    def ceiling(self, inner: Term) -> Term:
        """⌈a⌉ = a + 1 − s with 0 < s ≤ 1: all that is known about s (Graham, Knuth & Patashnik,
        Concrete Mathematics, 3.3)."""
        shape, letters = _slack_shape(inner)
        if shape not in self._slacks:
            name = slack_name(len(self._slacks) + 1)
            self._slacks[shape] = name, letters
            self.quantities[name] = _declared(letters, "pos")
            self.made[name] = Made("slack", inner, letters)
            known = t.minus(t.ONE, t.Quantity(name, letters))
            self.hypotheses.append(t.Hypothesis(f"⌈a⌉ ≥ a ({name})", ">=", known))
        name, _ = self._slacks[shape]
        return t.Add((inner, t.ONE, t.Mul((t.const(-1), t.Quantity(name, letters)))))

    # ------------------------------------------------------------ signs and choices

    def selector(self, d: Term, say: Say) -> Term:
        """A term that is 1 where d > 0, 0 where d < 0, and 0 or 1 where d = 0."""
        shape = self._shape(d, signed=True)
        s, name = self._sign(d, shape), fresh_name("sign", shape.key)
        if s not in (t.ONE, t.ZERO) and name not in self.quantities:
            self.quantities[name] = _declared(shape.letters, "unit")
            self._know_sign(name, d, shape, say)
        return s

    def _sign(self, d: Term, shape: _Shape) -> Term:
        if shape.sign == 0 or self._visible(d):
            return t.ONE
        if self._visible(t.Mul((t.const(-1), d))):
            return t.ZERO
        s = t.Quantity(fresh_name("sign", shape.key), shape.letters)
        return s if shape.sign > 0 else t.minus(t.ONE, s)

    def _know_sign(self, name: str, d: Term, shape: _Shape, say: Say) -> None:
        to = shape.canonical()
        s = t.Quantity(name, tuple(to.values()))
        other = t.minus(t.ONE, s)
        at, shown = t.rename(d, to), say(to, 1)
        chosen = at if shape.sign > 0 else t.Mul((t.const(-1), at))
        self.made[name] = Made("sign", chosen, tuple(to.values()))
        if shape.sign < 0:
            s, other = other, s
        self.hypotheses += [
            t.Hypothesis(f"|{shown}| ≥ {say(to, -1)}", ">=", t.Mul((s, at))),
            t.Hypothesis(f"|{shown}| ≥ {shown}", ">=", t.Mul((t.const(-1), other, at))),
            t.Hypothesis(f"[{shown} ≥ 0] is 0 or 1", "=", t.Mul((s, other))),
        ]

    def increasing(self, s: Term, gap: Term, told: str) -> None:
        """s·(aʳ − bʳ) ≥ 0 ≥ (1 − s)·(aʳ − bʳ) for the selector s of a − b, with a, b ≥ 0, r > 0."""
        for known in (t.Mul((s, gap)), t.Mul((t.const(-1), t.minus(t.ONE, s), gap))):
            if all(h.term != known for h in self.hypotheses):
                self.hypotheses.append(t.Hypothesis(told, ">=", known))

    def know_nonnegative(self, term: Term, told: str) -> None:
        """term ≥ 0, which holds for all values but is not visible in the normal form."""
        if all(h.term != term for h in self.hypotheses):
            self.hypotheses.append(t.Hypothesis(told, ">=", term))

    def largest(self, f: Term, over: Letters, say: Say) -> Term:
        """max_x f(x), as Σ_x s(x)·f(x)."""
        name, bound, free = self._ordered(f, over)
        if name not in self.laws:
            outputs = tuple((f"out{k}", i.alphabet) for k, i in enumerate(bound))
            inputs = tuple((f"in{k}", i.alphabet) for k, i in enumerate(free))
            self.laws[name] = t.LawDecl(outputs, inputs)
            self._know_largest(name, f, bound, free, say)
        return _chosen(name, f, bound, free)

    def _ordered(self, f: Term, over: Letters) -> tuple[str, Letters, Letters]:
        """The name of the law, and its letters."""
        shape = self._shape(f, over=over)
        free = tuple(i for i in shape.letters if i not in over)
        bound = tuple(i for i in shape.letters if i in over)
        bound += tuple(i for i in over if i not in bound)
        return fresh_name("argmax", shape.key), bound, free

    def _know_largest(self, name: str, f: Term, bound: Letters, free: Letters, say: Say) -> None:
        to = _canonical((*bound, *free))
        f, shown = t.rename(f, to), say(to, 1)
        bound, free = (tuple(to[i] for i in letters) for letters in (bound, free))
        self.made[name] = Made("argmax", f, free, bound)
        whole = _chosen(name, f, bound, free)
        sign = f"max_{','.join(i.name for i in bound)} {shown}"
        above = t.minus(whole, f)
        self.hypotheses += [
            t.Hypothesis(f"{sign} ≥ {shown}", ">=", above),
            t.Hypothesis(f"{sign} is attained", "=", t.Mul((_law(name, bound, free), above))),
        ]
        if self._visible(f):
            self.supports.append(t.Support(f"{sign} ≥ {shown} ≥ 0", f, whole))

    # ------------------------------------------------------------ numbers

    def pi(self) -> Term:
        """π, between bounds of twelve digits."""
        term = t.Quantity(PI, ())
        if PI not in self.quantities:
            self.quantities[PI] = t.QuantityDecl((), "pos")
            low, high = map(t.Const, _PI_BOUNDS)
            self.hypotheses += [
                t.Hypothesis(_DIGITS[0], ">=", t.minus(term, low)),
                t.Hypothesis(_DIGITS[1], ">=", t.minus(high, term)),
            ]
        return term

    def factorial(self, n: Term, say: Say) -> Term:
        """n! for a natural n."""
        return self._counted("factorial", n, "pos", say)

    def over_factorial(self, n: Term, say: Say) -> Term:
        """1/n! for an integer n, and 0 for n < 0."""
        return self._counted("inverse-factorial", n, "nonneg", say)

    def _counted(self, kind: str, n: Term, sign: t.Sign, say: Say) -> Term:
        shape = self._shape(n)
        name = fresh_name(kind, shape.key)
        if name not in self.quantities:
            self.quantities[name] = _declared(shape.letters, sign)
            self._know_count(kind, name, n, shape, say)
        return t.Quantity(name, shape.letters)

    def _know_count(self, kind: str, name: str, n: Term, shape: _Shape, say: Say) -> None:
        to = shape.canonical()
        at, shown = t.rename(n, to), say(to, 1)
        made = t.Quantity(name, tuple(to.values()))
        self.made[name] = Made(kind, at, tuple(to.values()))
        known, told = t.minus(made, t.ONE), f"({shown})! ≥ 1"
        if kind != "factorial":
            known, told = t.minus(t.ONE, made), f"1/({shown})! ≤ 1"
        self.hypotheses.append(t.Hypothesis(told, ">=", known))
        for other, (m, letters) in list(self._factorials.items()):
            if other != name and other.split("⌈")[0] == name.split("⌈")[0]:
                self._know_step(kind, (name, at, tuple(to.values())), (other, m, letters), shown)
        self._factorials[name] = at, tuple(to.values())

    def _know_step(
        self, kind: str, one: tuple[str, Term, Letters], two: tuple[str, Term, Letters], shown: str
    ) -> None:
        """(n + k)! = (n + k)…(n + 1)·n!, or the same for 1/n!."""
        step = self._distance(one[1], two[1])
        if step is None or not 0 < abs(step) <= _FARTHEST:
            return
        (high, _, high_at), (low, n, low_at) = (one, two) if step > 0 else (two, one)
        factors = tuple(t.Add((n, t.const(k))) for k in range(1, abs(step) + 1))
        large, small = t.Quantity(high, high_at), t.Quantity(low, low_at)
        if kind != "factorial":
            large, small = small, large
        gap = t.minus(large, t.Mul((*factors, small)))
        self.hypotheses.append(
            t.Hypothesis(f"(n + 1)! = (n + 1)·n! at {shown}, step {step}", "=", gap)
        )

    def _distance(self, a: Term, b: Term) -> int | None:
        left = self._normalizer().normal(t.minus(a, b))
        if not left.terms:
            return 0
        ((m, c), *rest) = left.terms.items()
        whole = not rest and not m.factors and c.denominator == 1
        return int(c) if whole else None

    # ------------------------------------------------------------ for other laws

    def again(self, made: Made) -> Term | None:
        """What stands for this operation, made elsewhere of terms that are put in; None where it
        has not been met here."""
        if made.kind == "slack":
            shape, letters = _slack_shape(made.term)
            found = self._slacks.get(shape)
            return None if found is None else t.Quantity(found[0], letters)
        if made.kind == "argmax":
            name, bound, free = self._ordered(made.term, made.bound)
            return _law(name, bound, free) if name in self.laws else None
        signed = made.kind == "sign"
        shape_ = self._shape(made.term, signed)
        s: Term = t.Quantity(fresh_name(made.kind, shape_.key), shape_.letters)
        if signed:
            s = self._sign(made.term, shape_)
        names = {e.name for e in t.subterms(s) if isinstance(e, t.Quantity)}
        return s if names <= set(self.quantities) else None

    # ------------------------------------------------------------ shapes

    def _visible(self, e: Term) -> bool:
        return self._normalizer().nonnegative(e)

    def _shape(self, e: Term, signed: bool = False, over: Letters = ()) -> _Shape:
        """What e is, whatever its letters are called: up to a positive factor, or for `signed`
        one of any sign, and for factorials none."""
        letters = tuple(sorted(t.free_indices(e)))
        p = self._normalizer().normal(e)
        scaled = signed or bool(over)
        if not p.terms:
            return _Shape("0", 0, letters)
        found: list[tuple[str, int, Letters]] = []
        for order in _orders(letters, over):
            names = {i: Index(f"⌈{k}{'.' if i in over else ''}⌉", i.alphabet)
                     for k, i in enumerate(order)}  # fmt: skip
            shape = p.rename(names)
            sign = _leading_sign(shape) if signed else 1
            found.append((_primitive(shape, sign) if scaled else shape.key, sign, order))
        return _Shape(*min(found, key=lambda s: (s[0], -s[1])))


class _Shape:
    """key: the same for equal shapes. letters: the free ones, in the order that gives the key."""

    def __init__(self, key: str, sign: int, letters: Letters) -> None:
        self.key, self.sign, self.letters = key, sign, letters

    def canonical(self) -> dict[Index, Index]:
        return _canonical(self.letters)


def _slack_shape(inner: Term) -> tuple[Term, Letters]:
    """Ceilings of one shape share a slack; no letter that a user can type has these names."""
    letters = tuple(sorted(t.free_indices(inner)))
    named = {i: Index(f"⌈{k}⌉", i.alphabet) for k, i in enumerate(letters)}
    return t.rename(inner, named), letters


def _canonical(letters: Letters) -> dict[Index, Index]:
    """Letters named as their alphabets, with primes for more."""
    out: dict[Index, Index] = {}
    for i in letters:
        out[i] = t.apart(Index(t.letter_of(i.alphabet), i.alphabet), set(out.values()))
    return out


def _declared(letters: Letters, sign: t.Sign) -> t.QuantityDecl:
    return t.QuantityDecl(tuple(i.alphabet for i in letters), sign)


def _law(name: str, bound: Letters, free: Letters) -> t.LawTerm:
    outputs = ((f"out{k}", i) for k, i in enumerate(bound))
    return t.LawTerm(name, (*outputs, *((f"in{k}", i) for k, i in enumerate(free))))


def _chosen(name: str, f: Term, bound: Letters, free: Letters) -> Term:
    return t.Sum(bound, t.Mul((_law(name, bound, free), f)))


def _leading_sign(p: Poly) -> int:
    lead = min(p.terms, key=lambda m: m.key)
    return 1 if p.terms[lead] > 0 else -1


def _primitive(p: Poly, sign: int) -> str:
    """The key of p·sign without its content."""
    content = Fraction(
        gcd(*(c.numerator for c in p.terms.values())),
        lcm(*(c.denominator for c in p.terms.values())),
    )
    return p.scale(sign / content).key


def _orders(letters: Letters, over: Letters) -> Iterator[Letters]:
    """Orders of the letters, those of one alphabet and side permuted: the sides kept apart."""
    groups: dict[tuple[bool, str], list[Index]] = {}
    for i in letters:
        groups.setdefault((i in over, i.alphabet), []).append(i)
    ordered: Sequence[list[Index]] = [groups[k] for k in sorted(groups)]
    every = product(*(permutations(g) for g in ordered))
    for chosen in islice(every, _MOST_NAMINGS):
        yield tuple(i for group in chosen for i in group)


__all__ = ["PI", "Fresh", "Made", "Say"]
