"""Meaning: the value of a term at a point, where x/0 = 0 and ln 0 = 0.

Values are products c·∏ bᵉ of *bases*, independent elements of a field: values of laws, quantities,
sums, ln of a prime or base, E(m) for m in an exponent, and functions of what may be 0. But

    ln |c·∏ bᵢ^eᵢ| = Σ kₚ ln p + Σ eᵢ ln |bᵢ|  for |c| = ∏ p^kₚ        exp(Σ cⱼ mⱼ) = ∏ E(mⱼ)^cⱼ
    E(ln p) = p,    E(ln b) = b for b > 0,    ln E(m) = m,    1/(1/x) = x

Over a space, ∫ f is Σ m(x)·f(x) with widths m(x) > 0 of finitely many cells, and a density is the
probability of a cell divided by its widths. Which integrals have to converge is the kernel's word.

What is known of a base's sign is what it is made of and what the hypotheses say: λ₁h₁ + λ₂h₂ + ⋯
+ c₁m₁ + c₂m₂ + ⋯ ≥ 0 for hypotheses hᵢ ≥ 0, λᵢ > 0, and cⱼmⱼ ≥ 0; not 0 where one of them is not.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import islice
from itertools import product as choices
from math import floor, gcd, isqrt, lcm, prod
from random import Random
from typing import Any

from recheck.reader import Node, Refused, require

P = 2**256 - 36113  # prime, as is (P − 1)/2: among the squares all roots exist, once
LONGEST, EFFORT = 24, 60  # terms of a sum whose sign is looked for; hypotheses tried
OTHERS = 64  # points tried until one has the roots that are asked for
ROOTS, SMALL = 5040, 2**32  # exponents of E(m) are multiples of 1/ROOTS; integers recognised
SCALES = [
    (s * k % P, s * c) for k, c in ((1, 1), (2, Fraction(1, 2)), ((P + 1) // 2, 2)) for s in (1, -1)
]  # multipliers of numbers, and what undoes them
Base = tuple[Any, ...]
Mono = frozenset[tuple[Base, Fraction | int]]
Value = tuple[Fraction, Mono]
Signs = frozenset[int]
ZERO, POS, NEG, ANY = (frozenset(s) for s in ({0}, {1}, {-1}, {-1, 0, 1}))
SIGNS = {"real": POS | NEG, "nonneg": POS, "pos": POS}  # of a value that is not 0
Env = Mapping[Node, int]
Linear = dict[Mono, int | Fraction]  # a value as a sum
ABOVE = POS | ZERO


class NoPoint(Refused):
    """No point was found that meets the hypotheses."""


@lru_cache(4096)
def constant(c: int | Fraction) -> Value:
    return Fraction(c), frozenset()


ONE = constant(1)[1]  # of a number, no base


def integral(c: Fraction) -> int | Fraction:  # to calculate with integers takes a tenth
    return c.numerator if c.denominator == 1 else c


def times(a: Value, b: Value, power: int | Fraction = 1) -> Value:
    """a·b^power; a fraction as power is for b = 1·∏ bᵉ."""
    if power == 1 and not (a[1] and b[1]):
        return a[0] * b[0], a[1] or b[1]
    out = dict(a[1])
    for base, e in b[1]:
        out[base] = out.get(base, 0) + e * power
    c = a[0] if b[0] == 1 else a[0] * b[0] ** int(power)
    return c, frozenset((base, e) for base, e in out.items() if e)


def primes(n: int) -> list[int]:
    require(n < 10**12, f"the logarithm of {n}: too large to be factorised here")
    d = next((d for d in range(2, isqrt(n) + 1) if n % d == 0), n)
    return [d, *primes(n // d)] if n > 1 else []


class Point:
    """Drawn at random under a context; among: sizes; zeros: 1, or bits for cells; -1: none.
    like: of another point's sizes, and 0 and 1 where it is."""

    def __init__(
        self, context: Node, among: list[int], zeros: int, random: Random, like: Any = None
    ) -> None:
        self.context, self.like = context, like
        _, laws, quantities, supports, given, spaces = context
        self.spaces = {*spaces}
        self.laws, self.quantities = dict(laws), dict(quantities)
        for names in (laws, quantities, *(d[1] + d[2] for d in self.laws.values())):
            require(len({n for n, _ in names if type(n) is str}) == len(names), "names", names)
        self.among, self.zeros, self.random, self.bits = among, zeros, random, zeros
        equations = zeros > 1 and {h[2] for h in given} == {"="}  # often met by 0 and 1 alone
        self.meets, tries = 0, 24  # to meet hypotheses that are no supports
        for attempt in range(200):
            if attempt % 20 == 0:
                self._start()
            self._fill()
            places = [(h, e) for h in given for e in self.places(h.free, {})]
            for h, e in places:
                self.value(h[3], e)  # first met as what is ≥ 0, of which there are roots
            if any([self._broken(h, e) for h in supports for e in self.places(h.free, {})]):
                continue
            bad = [(h, e) for h, e in places if not self._learnt(h, e)]
            self.meets = 0 if any(not h.free for h, _ in bad) else 1 if bad else 2  # 1: no letters
            tries -= 1 if equations and len(self.cells) <= 8 else 8
            if self.meets == 2 or not tries:
                self.values.clear()  # some signs were not known when they were found
                self.plain = frozenset(c for c in self.cells.items() if not c[1][1])  # 0 and 1
                return
            if not self._parted(bad):
                self._start()
        raise NoPoint("no point was found that meets the support hypotheses")

    def _start(self) -> None:
        """Other sizes. on, off: cells that are not 0, and that are."""
        self.sizes, self.on, self.off = dict[Any, int](), set[Any](), set[Any]()
        self.sizes |= self.like.sizes if self.like else {}

    def _parted(self, bad: list[tuple[Node, Env]]) -> bool:
        """Whether all that is not met are products that are to be 0; then a factor is made so."""
        for (_, _, kind, of), env in bad if self.zeros == 1 else ():
            cells = self._factors(of, env)
            if kind != "=" or len(cells) < 2:
                return False
            self.off.add(self.random.choice(cells))
        return self.zeros == 1

    def _factors(self, t: Node, env: Env) -> list[Any]:
        """The cells whose product t is, up to a number; none, if it is no product of cells."""
        match t:
            case ("Add", parts):
                parts = [part for part in parts if self.value(part, env)[0]]
                return self._factors(parts[0], env) if len(parts) == 1 else []
            case "Mul", factors:
                each = [self._factors(f, env) for f in factors if f[0] != "Const"]
                return [cell for cells in each for cell in cells] if all(each) else []
            case (("LawTerm" | "Quantity"), _, _):
                return self._cells(t, env) if len(self._cells(t, env)) == 1 else []
        return []

    def letters(self, alphabet: Any) -> range:
        require(type(alphabet) is str, "no alphabet", alphabet)
        return range(self.sizes.setdefault(alphabet, self.random.choice(self.among)))

    def places(self, indices: tuple[Node, ...], env: Env) -> Iterator[Env]:
        """The environment with every choice of letters for the indices."""
        require(len({i for i in indices if i[0] == "Index"}) == len(indices), "indices", indices)
        for chosen in choices(*(self.letters(i[2]) for i in indices)):
            yield {**env, **dict(zip(indices, chosen, strict=True))}

    def value(self, t: Node, env: Env) -> Value:
        key = (t, *[env[i] for i in t.free])
        if key not in self.values:
            self.values[key] = self._value(t, env)
        return self.values[key]

    def _value(self, t: Node, env: Env) -> Value:
        parts = [self.value(s, e) for s, e in self.parts(t, env)]
        match t:
            case "Const", ("Fraction", n, d) if d > 0 and gcd(n, d) == 1:
                return constant(Fraction(n, d))
            case "Card", a if a not in self.spaces:
                return constant(len(self.letters(a)))
            case "Delta", ("Index", _, a) as i, ("Index", _, b) as j if a == b not in self.spaces:
                return constant(int(env[i] == env[j]))
            case (("LawTerm" | "Quantity") as kind, _, _):
                value = self.add(self.cells[cell] for cell in self._cells(t, env))
                if kind == "LawTerm" and not self.spaces:
                    self.at_most_1 |= {value[1]} - {ONE} if value[0] == 1 else set()
                return self._density(t, env, value) if self.spaces else value
            case "Sum", indices, _ if self.spaces:
                widths = [[self.width(i, e) for i in indices] for _, e in self.parts(t, env)]
                return self.add(reduce(times, w, p) for w, p in zip(widths, parts, strict=True))
            case ("Add", _) | (("Sum" | "At"), _, _):
                return self.add(parts)
            case "Mul", _:
                return reduce(times, parts) if parts else constant(1)
            case "Exp", _:
                return self.exp(parts[0])
            case "Pow", _, n:
                return times(constant(1), self.apply("Pow", *parts) if n < 0 else parts[0], abs(n))
            case (("Log" | "Nonzero"), _):
                return self.apply(t[0], *parts)
        raise Refused(f"{str(t)[:60]}: not a term")

    def _density(self, t: Node, env: Env, value: Value) -> Value:
        """A law's value, over a space divided by the widths of its outputs' points."""
        kind, name, at = t
        self.apart([i for _, i in at] if kind == "LawTerm" else at)
        if kind != "LawTerm":
            return value
        points = [i for v, i in at if v in dict(self.laws[name][1]) and i[2] in self.spaces]
        self.at_most_1 |= {value[1]} - {ONE} if value[0] == 1 and not points else set()
        return reduce(lambda v, i: times(v, self.width(i, env), -1), points, value)

    def width(self, i: Node, env: Env) -> Value:
        """Of the cell of a point of a space; 1 for a letter."""
        cell = ("width", i[2], env[i])
        return self.base(cell, POS) if i[2] in self.spaces else constant(1)

    def apart(self, indices: Iterable[Node]) -> None:
        """Refuse the diagonal of a space."""
        points = [i for i in indices if i[2] in self.spaces]
        require(len({*points}) == len(points), "a point of a space stands twice", points)

    def parts(self, t: Node, env: Env) -> list[tuple[Node, Env]]:
        """The terms directly under a term, with their environments."""
        match t:
            case (("Add" | "Mul"), terms):
                return [(s, env) for s in terms]
            case "Sum", indices, body:
                return [(body, e) for e in self.places(indices, env)]
            case "At", of, pairs:
                if self.spaces:
                    self.apart(dict(pairs).get(i, i) for i in of.free)
                return [(of, {i: env[dict(pairs).get(i, i)] for i in of.free})]
            case ("Pow", arg, _) | (("Log" | "Exp" | "Nonzero"), arg):
                return [(arg, env)]
        return []

    def signs(self, t: Node, env: Env) -> Signs:
        return self.signs_of(self.value(t, env))

    def defined(self, t: Node, env: Env) -> bool:
        """No log of what may be ≤ 0, no quotient by what may be 0, but at a weight that is 0."""
        parts = self.parts(t, env)
        good = [part for part in parts if self.defined(*part)]
        if len(good) < len(parts):
            return t[0] == "Mul" and any(not self.value(*part)[0] for part in good)
        needs = POS if t[0] == "Log" else POS | NEG if t[0] == "Pow" and t[2] < 0 else ANY
        return needs == ANY or self.signs(*parts[0]) <= needs

    def _cells(self, t: Node, env: Env) -> list[Any]:
        """The cells of which a law's or quantity's value is the sum."""
        kind, name, at = t
        if kind == "Quantity":
            require(tuple(i[2] for i in at) == self.quantities[name][1], "not as declared", t)
            return [(kind, name, *[env[i] for i in at])]
        (_, outputs, inputs), here, alphabets = self.laws[name], dict(at), {v: i[2] for v, i in at}
        good = len(here) == len(at) and {*inputs} <= alphabets.items() <= {*outputs, *inputs}
        require(good, "not as declared", t)
        every = [(env[here[v]],) if v in here else self.letters(a) for v, a in outputs + inputs]
        return [(kind, name, *key) for key in choices(*every)]

    def _kept(self, cell: Any) -> bool:
        """Whether it is not 0: as a bit says; or some letters never occur, others not together."""
        if self.like:
            return bool(self.like.cells[cell][0]) or cell in self.on
        if self.bits != 1:
            self.bits, bit = divmod(self.bits, 2)
            return bit == 1 or cell in self.on
        rate = self.kept.setdefault(cell[1], self.random.choice((0.4, 0.6, 0.8, 1.0)))
        places = (cell, *((cell[1], k, letter) for k, letter in enumerate(cell[2:])))
        kept = [self.kept.setdefault(place, self.random.random() < rate) for place in places]
        return (all(kept) and cell not in self.off) or cell in self.on

    def able(self) -> Iterator["Point"]:
        """Others like this one, where it lacks roots: half of all have a certain root."""
        for _ in range(OTHERS if self.lacking else 0):
            other = Point(self.context, self.among, self.zeros, self.random, self)
            if other.meets >= self.meets:
                yield other

    def _fill(self) -> None:
        self.lacking = False  # a sum > 0 has no root here, so that roots squared are not that sum
        self.may, self.wholes = dict[Base, Signs](), dict[Base, list[Value]]()  # signs; sums
        self.elements, self.known = dict[Base, int](), dict[int, Base]()  # and the reverse
        self.numbers, self.values = dict[Mono, int](), dict[Any, Value]()
        self.seen = dict[int, Value]()  # sums that have been met, by their numbers
        self.rooted = dict[Base, int]()  # values of which roots are taken, and which
        self.kept, self.cells, self.bits = dict[Any, Any](), dict[Any, Value](), self.zeros
        self.by_term = dict[Mono, list[tuple[Linear, Value, bool]]]()  # hypotheses
        self.at_most_1, self.looked_at = set[Mono](), set[Base]()
        for law, (_, outputs, inputs) in self.laws.items():
            for given in choices(*(self.letters(a) for _, a in inputs)):
                every = choices(*(self.letters(a) for _, a in outputs))
                row = [("LawTerm", law, *letters, *given) for letters in every]
                first, *others = [*filter(self._kept, row)] or [self.random.choice(row)]
                self.cells |= dict.fromkeys(row, constant(0))
                self.cells[first] = self._with_rest(others)
        for name, (_, alphabets, sign) in self.quantities.items():
            for c in choices(("Quantity",), (name,), *map(self.letters, alphabets)):
                one = self.zeros > 0 and sign == "unit" and self.random.random() < 0.3
                one = self.like.cells[c] == constant(1) if self.like else one
                kept = sign == "pos" or self._kept(c)
                self.cells[c] = constant(int(one and kept))
                if kept and not one and sign == "unit":
                    self._with_rest([c])
                elif kept and not one:
                    self.cells[c] = self.base(c, SIGNS[sign])

    def _with_rest(self, drawn: list[Base]) -> Value:
        """Draws these cells as squares, and so that 1 − their sum is one: a point of a sphere."""
        slopes = [self.random.randrange(1, P) for _ in drawn]
        scale = pow(1 + sum(t * t for t in slopes), -1, P)
        for c, t in zip(drawn, slopes, strict=True):
            self.cells[c] = self.base(c, POS, (2 * t * scale) ** 2 % P)
        return self._rest(self.cells[c] for c in drawn)

    def _rest(self, others: Iterable[Value]) -> Value:
        """1 − the others, which is positive or nothing."""
        rest = self.add([constant(1), *(times(constant(-1), other) for other in others)])
        self.may |= {b: POS for b, _ in rest[1]}
        return rest

    def _broken(self, support: Node, env: Env) -> bool:
        """Whether premise ≠ 0 but conclusion = 0; then a cell that may mend it is set."""
        _, _, premise, conclusion = support
        signs, value = self.signs(premise, env), self.value(conclusion, env)
        require(signs == ZERO or 0 not in signs, "a premise that may be 0 or not", premise)
        if signs == ZERO or value[0]:
            self.may |= {b: self.may[b] - ZERO for b, _ in value[1] if signs != ZERO}
            return False
        todo = [(conclusion, env)]
        for t, e in todo:
            todo += self.parts(t, e)
            if t[0] in ("LawTerm", "Quantity"):
                self.on.add(self.random.choice(self._cells(t, e)))
        return True

    def _learnt(self, hypothesis: Node, env: Env) -> bool:
        """Keep h ≥ 0 or h = 0; False if it is plainly not so here."""
        _, _, kind, of = hypothesis
        value = self.value(of, env)
        if not value[0]:
            return True
        possible = self.signs_of(value) & (ZERO if kind == "=" else ABOVE)
        if kind != "=" and len(value[1]) == 1 and [e for _, e in value[1]] == [1]:
            ((b, _),) = value[1]
            self.may[b] &= ABOVE if value[0] > 0 else NEG | ZERO
        if value[1]:
            p = self.linear(value)
            for m in p:
                self.by_term.setdefault(m, []).append((p, value, kind == "="))
        return bool(possible)

    def linear(self, value: Value) -> Linear:
        """The value as a sum, its sums opened."""
        out, by = Linear(), integral(value[0])
        ((b, e),) = value[1] if len(value[1]) == 1 else ((("", 0), 0),)
        parts = self.wholes[b] if e == 1 and b in self.wholes else ()
        for m, c in (x for p in parts for x in self.linear(p).items()) if parts else ():
            out[m] = out.get(m, 0) + by * c
        return {m: c for m, c in out.items() if c} if parts else {value[1]: by}

    def _ways(self, p: Linear, first: Mono | None, left: int) -> Iterator[list[Any]]:
        """p as a sum of hypotheses and what is ≥ 0. first: what a hypothesis has to provide."""
        term = first or next((m for m, c in p.items() if not self._plain((c, m)) <= ABOVE), None)
        if term is None:
            yield [(c, m) for m, c in p.items()]
            return
        for h, value, equal in [*self.by_term.get(term, ()), *self._natural(term)] if left else ():
            by = integral(Fraction(p[term]) / h[term])
            if self.budget and (by > 0 or equal):
                self.budget -= 1
                rest = p | {m: p.get(m, 0) - by * c for m, c in h.items()}
                for way in self._ways({m: c for m, c in rest.items() if c}, None, left - 1):
                    yield way if equal else [value, *way]

    def _natural(self, term: Mono) -> list[tuple[Linear, Value, bool]]:
        """A value of a law is at most 1."""
        if term not in self.at_most_1:
            return []
        less = self.add([constant(1), (Fraction(-1), term)])
        return [({ONE: Fraction(1), term: Fraction(-1)}, less, False)]

    def _look_at(self, b: Base) -> None:
        """Learn the sign of a base from the hypotheses, once."""
        self.looked_at.add(b)
        of = b[1] if b[0] == "ln" and isinstance(b[1], tuple) else b
        if len(self.wholes.get(of, ())) > LONGEST:
            return
        inner = (Fraction(1), frozenset({(of, 1)}))
        p = self.linear(inner)
        known = self.by_term.keys()
        own = {m for _, m in self.wholes.get(b, ())}  # 1 − (1 − c) has a 1 that cancels
        if known.isdisjoint(p.keys() - {ONE}) and (of != b or ONE not in p.keys() | own):
            return
        if of != b:
            less = self.signs_of(self.add([inner, constant(-1)]))
            if self.signs_of(inner) == POS:  # the sign of ln a is that of a − 1
                self.may[b] &= less
            return
        self.budget = EFFORT
        for side in (1, -1):
            q = {m: side * c for m, c in p.items()}
            for first in [None, *q][:5]:
                for way in islice(self._ways(q, first, 3), 12):
                    self.may[b] &= ABOVE if side > 0 else NEG | ZERO
                    if any(0 not in self.signs_of(x) for x in way):
                        self.may[b] -= ZERO
                        return

    def base(self, b: Base, may: Signs, value: int = 0) -> Value:
        """A base with this key, which if it is new may have these signs."""
        if b not in self.may:
            drawn = value or self.random.randrange(1, P) ** (2 if may == POS else 1) % P
            self.may[b], self.elements[b], self.known[drawn] = may, drawn, b
        return Fraction(1), frozenset({(b, 1)})

    def number(self, m: Mono) -> int:
        if m not in self.numbers:
            powers = ((b, e.numerator * pow(e.denominator, -1, P // 2)) for b, e in m)
            self.numbers[m] = prod(pow(self.elements[b], k, P) for b, k in powers)
        return self.numbers[m]

    def add(self, values: Iterable[Value]) -> Value:
        """The sum: content, shared bases, and an integer (if small) or base for the rest."""
        poly: dict[Mono, Fraction] = {}
        for c, m in values:
            poly[m] = poly[m] + c if m in poly else c
        terms = [(c, m) for m, c in poly.items() if c]
        if len(terms) < 2:
            return terms[0] if terms else constant(0)
        whole = sum(c.numerator * pow(c.denominator, -1, P) * self.number(m) for c, m in terms) % P
        if min(whole, P - whole) < SMALL:
            return constant(whole if whole < SMALL else whole - P)
        out = self._met(whole) or self._new_sum(terms)
        self.seen[whole] = out
        self._learn_sign(out, terms)
        return out

    def _met(self, n: int) -> Value | None:
        """What has this number, or ± its half or double."""
        for k, c in SCALES:
            m = n * k % P
            if m in self.seen or m in self.known:
                found = self.seen[m] if m in self.seen else self.base(self.known[m], ANY)
                return times(constant(c), found)
        return None

    def _new_sum(self, terms: list[Value]) -> Value:
        each = [dict(m) for _, m in terms]
        least = {b: min(m.get(b, 0) for m in each) for m in each for b in m}
        c = Fraction(gcd(*(c.numerator for c, _ in terms)), lcm(*(c.denominator for c, _ in terms)))
        shared = c, frozenset((b, e) for b, e in least.items() if e)
        rest = [times(term, shared, -1) for term in terms]
        v = sum(c.numerator * self.number(m) for c, m in rest) % P
        if min(v, P - v) < SMALL:
            return times(shared, constant(v if v < SMALL else v - P))
        if (inner := self._met(v)) is None:
            inner = self.base(("sum", v), ANY, v)
            self.wholes[("sum", v)] = rest
        self._learn_sign(inner, rest)
        return times(shared, inner)

    def _learn_sign(self, out: Value, terms: list[Value]) -> None:
        """Where all terms of a sum have one sign, so has the only base whose sign is not known."""
        unsure = [b for b, e in out[1] if len(self.may[b]) > 1 and e % 2]
        sides = [self.signs_of(x) for x in terms] if len(unsure) == 1 else [ANY]
        for strict in (s for s in (POS, NEG) if all(x <= s | ZERO for x in sides)):
            others = self._plain(times(out, self.base(unsure[0], ANY), -1))
            signs = strict if strict in sides else strict | ZERO
            if others in (POS, NEG):
                self.may[unsure[0]] &= {x * y for x in signs for y in others}

    def signs_of(self, value: tuple[int | Fraction, Mono]) -> Signs:
        for b, _ in value[1] if self.by_term or self.at_most_1 else ():
            if len(self.may[b]) > 1 and b not in self.looked_at:
                self._look_at(b)
        return self._plain(value)

    def _plain(self, value: tuple[int | Fraction, Mono]) -> Signs:
        signs = ZERO if value[0] == 0 else POS if value[0] > 0 else NEG
        for b, e in value[1]:
            signs = frozenset(x * (y if e % 2 else y * y) for x in signs for y in self.may[b])
        return signs

    def apply(self, what: str, x: Value) -> Value:
        """1/x, ln |x| or [x ≠ 0], with 1/0 = ln 0 = 0; an unknown if x is 0 at some points only."""
        c, m = x
        if c == 0 or 0 in self.signs_of(x):
            whole = [b[1] for b, e in m if what == b[0] == "Pow" and len(m) == e == c]
            return x if c == 0 else whole[0] if whole else self.base((what, x), ANY)
        if what != "Log":
            return times(constant(1), x, -1 if what == "Pow" else 0)
        sides = (abs(c.numerator), 1), (c.denominator, -1)
        logs = [times(constant(s), self.base(("ln", p), POS)) for n, s in sides for p in primes(n)]
        ln = {b: (Fraction(1), b[1]) if b[0] == "exp" else self.base(("ln", b), ANY) for b, _ in m}
        return self.add([*logs, *(times(constant(e), ln[b]) for b, e in m)])

    def _has_root(self, b: Base, d: int) -> bool:
        """Whether b^(1/d) is one element; each such root makes degrees d times as large."""
        if d > 1 and pow(self.elements[b], P // 2, P) == 1:
            self.rooted[b] = lcm(d, self.rooted.get(b, 1))
            require(prod(self.rooted.values()) < 2**40, "too many roots")
        return d == 1 or b in self.rooted

    def exp(self, x: Value) -> Value:
        """E of a sum as a product: sums in the exponent are multiplied out."""
        k, m = x
        for b in (b for b, e in m if b in self.wholes and e > 0):
            rest = times(x, self.base(b, ANY), -1)
            out = reduce(times, (self.exp(times(rest, term)) for term in self.wholes[b]))
            require(sum(max(e, -e) for _, e in out[1]) < 2**16, "too large an exponent", k)
            return out
        require(-64 <= k <= 64 and ROOTS % k.denominator == 0, "too large an exponent", k)
        match [b for b, e in m if len(m) == e == 1]:
            case [("ln", int(p))]:
                whole, part = floor(k), k - floor(k)
                return times(constant(Fraction(p) ** whole), self.base(("exp", m), POS), part)
            case [("ln", tuple(b))] if self.may[b] == POS and self._has_root(b, k.denominator):
                return times(constant(1), self.base(b, POS), k)
            case [("ln", tuple(b))] if self.may[b] == POS and b in self.wholes:
                self.lacking = True
        return times(constant(1), self.base(("exp", m), POS), k)
