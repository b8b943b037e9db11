"""The rules, each checked in its own way: what makes a theorem from forms or earlier theorems.

A form is Σ_b w·c with w ≥ 0, or any w if it is an equation. The table:

    form           c                     c ≥ 0 where w ≠ 0, because    w·c = 0 exactly when
    Tangent        t − 1 − ln t          ln t ≤ t − 1 for t > 0        w·(t − 1) = 0
    Nonneg         1                     arithmetic                    w = 0
    Gap            1 − [a ≠ 0]           an indicator is ≤ 1           as it stands
    Part           Σ_c m − m(c := i)     m ≥ 0                         as it stands
    Given, Known   hypothesis, gap       given, shown before           as it stands
    Square         a²                    a² ≥ 0                        w·a = 0
    Positive       1,  with Σ_b w > 0    arithmetic                    never
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from recheck.book import NEG, POS, ZERO, Signs
from recheck.points import Env, Point
from recheck.reader import Node, Refused, make, require

AXIOM = "ln t ≤ t − 1"
Test = Callable[[Point, Env], bool]
ONE, MINUS = (make("Const", make("Fraction", n, 1)) for n in (1, -1))


@dataclass(frozen=True, eq=False)
class Theorem:
    """zero: terms that are all 0, at all letters, exactly when both sides are equal."""

    context: Node
    statement: Node
    zero: tuple[Node, ...]
    rests: dict[str, frozenset[str]]


class Form(NamedTuple):
    """Σ_bound weight·core rel 0. root: 0 exactly where the core is. positive: where weight ≠ 0."""

    bound: tuple[Node, ...]
    weight: Node
    core: Node
    root: Node
    rel: str = ">="
    positive: Node | None = None


def mul(*factors: Node) -> Node:
    return make("Mul", factors)


def less(a: Node, *others: Node) -> Node:
    """a − the others."""
    return make("Add", (a, *(mul(MINUS, b) for b in others)))


def over(bound: tuple[Node, ...], body: Node) -> Node:
    return make("Sum", bound, body) if bound else body


def gap(s: Node) -> Node:
    """greater − less."""
    _, lhs, rel, rhs = s
    return less(rhs, lhs) if rel in ("<=", "<") else less(lhs, rhs)


def rewritten(t: Any, atom: Node, by: Node) -> Any:
    """`by` for every occurrence of a law (at the same variables) or a quantity."""
    if not isinstance(t, Node):
        return tuple(rewritten(x, atom, by) for x in t) if type(t) is tuple else t
    if t[:2] == atom[:2]:
        own, here = atom[2], t[2]
        if t[0] == "Quantity":
            return make("At", by, tuple(zip(own, here, strict=True)))
        if dict(own).keys() == dict(here).keys():
            return make("At", by, tuple((i, dict(here)[v]) for v, i in own))
    return make(*(rewritten(x, atom, by) for x in t))


class Rules:
    """Checks a theorem at points of its context."""

    def __init__(self, context: Node, points: list[Point]) -> None:
        self.context, self.points = context, points
        self.equations = [t for _, _, kind, t in context[4] if kind == "="]

    def holds(self, free: Iterable[Node], test: Test) -> bool:
        """Whether a test holds at all letters of all points."""
        return all(test(p, e) for p in self.points for e in p.places({*free}))

    def vanishes(self, t: Node) -> bool:
        return self.holds(t.free, lambda p, env: not p.value(t, env))

    def surely(self, t: Node, signs: Signs) -> bool:
        return self.holds(t.free, lambda p, env: p.signs(t, env) <= signs)

    def among(self, e: Node, known: list[Node]) -> bool:
        return any(e is k or self.vanishes(less(e, k)) for k in reversed(known))

    def usable(self, theorem: Any) -> Theorem:
        """An earlier theorem, if its declarations and hypotheses are among those here."""
        require(isinstance(theorem, Theorem), "not an earlier theorem", theorem)
        for k, (theirs, ours) in enumerate(zip(theorem.context[1:], self.context[1:], strict=True)):
            if k >= 2:  # names of hypotheses do not matter
                theirs, ours = ([h[2:] for h in side] for side in (theirs, ours))
            require({*theirs} <= {*ours}, "a lemma is about what is not declared or assumed here")
        return theorem

    # -- forms ------------------------------------------------------------------------------

    def form(self, form: Node) -> Form:
        """What a form of a certificate is, by the table."""
        match form:
            case "Tangent", b, w, t:
                return Form(b, w, less(t, ONE, make("Log", t)), less(t, ONE), ">=", t)
            case ("Nonneg" | "Positive"), b, w:
                return Form(b, w, ONE, ONE, ">")
            case "Gap", b, w, a:
                return Form(b, w, core := less(ONE, make("Nonzero", a)), core)
            case "Part", b, w, ("Sum", indices, m) as whole, at:
                require(self.surely(m, POS | ZERO), "not visibly nonnegative", m)
                core = less(whole, make("At", m, tuple(zip(indices, at, strict=True))))
                return Form(b, w, core, core)
            case "Square", b, w, a:
                return Form(b, w, make("Pow", a, 2), a)
            case "Given", name, at, b, w:
                ((rel, of),) = (h[2:] for h in self.context[4] if h[1] == name)
                return Form(b, w, core := make("At", of, at), core, rel)
            case "Known", theorem, at, b, w:
                statement = self.usable(theorem).statement
                return Form(b, w, core := make("At", gap(statement), at), core, statement[2])
        raise Refused(f"{str(form)[:60]}: not a form")

    def is_good(self, f: Form) -> bool:
        """Whether w ≥ 0 everywhere, and what has to be positive is where w is not 0."""

        def good(p: Point, env: Env) -> bool:
            s, t = p.signs(f.weight, env), f.positive
            return s <= ZERO or (s <= POS | ZERO and (t is None or p.signs(t, env) <= POS))

        return f.rel == "=" or self.holds({*f.weight.free, *f.core.free}, good)

    def zero(self, n: Node, f: Form) -> tuple[Node, ...]:
        """Terms that are 0, at all letters, exactly when the form is."""
        plain = n[0] == "Known" and f.rel in ("<=", ">=") and n[2] == n[3] == ()
        if plain and self.surely(f.weight, POS):
            return n[1].zero
        return () if f.rel == "=" else (f.weight if f.rel in "<>" else mul(f.weight, f.root),)

    # -- rules ------------------------------------------------------------------------------

    def theorem(self, rule: str, s: Node, given: tuple[Any, ...]) -> Theorem:
        rules = (self.prove, self.cite, self.antisymmetric, self.by_equations, self.with_equality)
        chosen: dict[str, Callable[..., Any]] = {r.__name__: r for r in rules}
        require(rule in chosen, "an open step, or no rule", rule)
        kind, lhs, rel, rhs = s
        require(kind == "Statement" and rel in ("=", "<=", ">=", "<", ">"), "no statement", s)
        for side in (lhs, rhs):
            good = self.holds(side.free, lambda p, env, side=side: p.defined(side, env))
            require(good, "not well posed", side)
        zero, rests = chosen[rule](s, *([given] if rule == "prove" else given))
        zero = (ONE,) if rel in ("<", ">") else () if rel == "=" else tuple(zero)
        joined = {k: frozenset[str]().union(*(r.get(k, ()) for r in rests))
                  for k in ("axioms", "cited", "open")}  # fmt: skip
        return Theorem(self.context, s, zero, joined)

    def prove(self, s: Node, given: tuple[Node, ...]) -> Any:
        forms = [self.form(n) for n in given]
        for n, f in zip(given, forms, strict=True):
            require(s[2] != "=" or f.rel == "=", "an inequality cannot prove an equation")
            require(self.is_good(f), "not visibly nonnegative", n)
        strict = any(f.rel in "<>" and self.surely(over(f.bound, f.weight), POS) for f in forms)
        require(strict or s[2] not in "<>", "nothing makes it strict")
        rest = less(gap(s), *(over(f.bound, mul(f.weight, f.core)) for f in forms))
        require(self.vanishes(rest), "the forms do not add up to the statement")
        axioms = {"axioms": {AXIOM} if any(n[0] == "Tangent" for n in given) else set()}
        zero = [z for n, f in zip(given, forms, strict=True) for z in self.zero(n, f)]
        return zero, [axioms, *(n[1].rests for n in given if n[0] == "Known")]

    def antisymmetric(self, s: Node, *both: Any) -> Any:
        _, lhs, rel, rhs = s
        require(rel == "=" and len(both) == 2, "two inequalities make an equation")
        for half, of in zip((less(lhs, rhs), less(rhs, lhs)), map(self.usable, both), strict=True):
            require(of.statement[2] not in ("<", ">"), "a strict inequality is no half of one")
            require(self.vanishes(less(half, gap(of.statement))), "not a half of it")
        return (), [b.rests for b in both]

    def cite(self, s: Node, source: str) -> Any:
        require(isinstance(source, str), "no source", source)
        return (gap(s),), [{"cited": {source}}]

    def by_equations(self, s: Node, again: Node, steps: Any) -> Any:
        require(again is s and s[2] == "=", "not this equation")
        require(self.among(gap(s), self.derive(self.equations, steps)), "not derived")
        return (), []

    def with_equality(self, s: Node, of: Any, stated: Any, forward: Any, backward: Any) -> Any:
        theorem = self.usable(of)
        require(theorem.statement is s and s[2] in ("<=", ">="), "not this inequality")
        necessary = self.derive([*theorem.zero, *self.equations], forward)
        require(all(self.among(e, necessary) for e in stated), "a condition is not necessary")
        sufficient = self.derive([*stated, *self.equations], backward)
        require(self.among(gap(s), sufficient), "the conditions are not sufficient")
        return stated, [theorem.rests]

    def derive(self, given: list[Node], steps: Any) -> list[Node]:
        """The equations and all that the steps derive from them."""
        known = list(given)

        def number(k: Any) -> Node:
            require(type(k) is int and 0 <= k < len(known), "no such equation", k)
            return known[k]

        for step in steps:
            match step:
                case "Linear", result, what, b:
                    parts = [over(b, mul(m, make("At", number(k), at))) for k, at, m in what]
                    require(self.vanishes(less(result, *parts)), "not the linear combination")
                case "Rewrite", result, source, ("LawTerm" | "Quantity", _, at) as atom, by, target:
                    full = len(atom.free) == len(at) and {*by.free} <= {*atom.free}
                    require(full, "a rewrite needs distinct indices, and no others")
                    used = less(number(source), less(atom, by))
                    require(self.vanishes(used), "not the equation used")
                    after = rewritten(result, atom, by)
                    rest = after if target is None else less(after, number(target))
                    require(self.vanishes(rest), "the rewrite gives another equation")
                case _:
                    raise Refused(f"{str(step)[:60]}: not a step")
            known.append(step[1])
        return known
