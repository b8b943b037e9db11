"""The rules, each checked in its own way: what makes a theorem from forms or earlier theorems.

A form is Σ_b w·c with w ≥ 0, or any w if it is an equation. The table:

    form              c                    c ≥ 0 where w ≠ 0, because     w·c = 0 exactly when
    Tangent           t − 1 − ln t         ln t ≤ t − 1 for t > 0         w·(t − 1) = 0
    Nonneg, Positive  1                    arithmetic                     w = 0
    Gap               1 − [a ≠ 0]          an indicator is ≤ 1            as it stands
    Part              Σ_c m − m(c := i)    m ≥ 0                          as it stands
    Given, Known      hypothesis, gap      given, shown before            as it stands
    Square            a²                   a² ≥ 0                         w·a = 0
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple

from recheck.book import POS, ZERO, Signs
from recheck.points import Env, Point
from recheck.reader import Node, Refused, make, require

AXIOM, STRICT = "ln t ≤ t − 1", ("<", ">")
ONE = make("Const", make("Fraction", 1, 1))


@dataclass(frozen=True, eq=False)
class Theorem:
    """zero: terms that are all 0, at all letters, exactly when both sides are equal."""

    context: Node
    statement: Node
    zero: tuple[Node, ...]
    rests: dict[str, list[str]]


class Form(NamedTuple):
    """Σ_bound weight·core rel 0. root: 0 exactly where the core is. positive: where weight ≠ 0."""

    bound: tuple[Node, ...]
    weight: Node
    core: Node
    root: Node
    rel: str = ">="
    positive: Node = ONE


def over(f: Form, core: Node) -> Node:
    return make("Sum", f.bound, f.weight * core)


def gap(s: Node) -> Node:
    """greater − less."""
    return s[3] - s[1] if s[2] in ("<=", "<") else s[1] - s[3]


def rewritten(t: Any, atom: Node, by: Node) -> Any:
    """`by` for every occurrence of a law (at the same variables) or a quantity."""
    if type(t) is tuple:
        return tuple(rewritten(x, atom, by) for x in t)
    if not isinstance(t, Node) or t[:2] != atom[:2]:
        return make(*(rewritten(x, atom, by) for x in t)) if isinstance(t, Node) else t
    if t[0] == "Quantity":
        return make("At", by, tuple(zip(atom[2], t[2], strict=True)))
    here = dict(t[2])
    same = here.keys() == dict(atom[2]).keys()
    return make("At", by, tuple((i, here[v]) for v, i in atom[2])) if same else t


class Rules:
    """Checks a theorem at points of its context."""

    def __init__(self, context: Node, points: list[Point]) -> None:
        self.context, self.points = context, points
        self.equations = [t for _, _, kind, t in context[4] if kind == "="]

    def holds(self, free: Iterable[Node], test: Callable[[Point, Env], bool]) -> bool:
        """Whether a test holds at all letters of all points."""
        these = tuple(sorted({*free}, key=tuple))
        return all(test(p, e) for p in self.points for e in p.places(these, {}))

    def vanishes(self, t: Node) -> bool:
        return self.holds(t.free, lambda p, env: not p.value(t, env)[0])

    def surely(self, t: Node, signs: Signs) -> bool:
        return self.holds(t.free, lambda p, env: p.signs(t, env) <= signs)

    def among(self, e: Node, known: list[Node]) -> bool:
        return any(e is k or self.vanishes(e - k) for k in reversed(known))

    def usable(self, theorem: Theorem) -> Theorem:
        """An earlier theorem, if its declarations and hypotheses are among those here."""
        for k in range(1, 5):  # names of hypotheses do not matter
            theirs, ours = ({x if k < 3 else x[2:] for x in context[k]}
                            for context in (theorem.context, self.context))  # fmt: skip
            require(theirs <= ours, "a lemma is about what is not declared or assumed here")
        return theorem

    # -- forms ------------------------------------------------------------------------------

    def form(self, form: Node) -> Form:
        """What a form of a certificate is, by the table."""
        match form:
            case "Tangent", b, w, t:
                return Form(b, w, t - ONE - make("Log", t), t - ONE, positive=t)
            case ("Nonneg" | "Positive"), b, w:
                return Form(b, w, ONE, ONE, ">")
            case "Gap", b, w, a:
                return Form(b, w, core := ONE - make("Nonzero", a), core)
            case "Part", b, w, ("Sum", indices, m) as whole, at:
                require(self.surely(m, POS | ZERO), "not visibly nonnegative", m)
                part = make("At", m, tuple(zip(indices, at, strict=True)))
                return Form(b, w, core := whole - part, core)
            case "Square", b, w, a:
                return Form(b, w, make("Pow", a, 2), a)
            case "Given", name, at, b, w:
                ((rel, of),) = (h[2:] for h in self.context[4] if h[1] == name)
                return Form(b, w, core := make("At", of, at), core, rel)
            case "Known", Theorem() as theorem, at, b, w:
                s = self.usable(theorem).statement
                return Form(b, w, core := make("At", gap(s), at), core, s[2])
        raise Refused(f"{str(form)[:60]}: not a form")

    def is_good(self, f: Form) -> bool:
        """Whether w ≥ 0 everywhere, and what has to be positive is where w is not 0."""

        def good(p: Point, env: Env) -> bool:
            s = p.signs(f.weight, env)
            return s <= ZERO or (s <= POS | ZERO and p.signs(f.positive, env) <= POS)

        return f.rel == "=" or self.holds({*f.weight.free, *f.positive.free}, good)

    def zero(self, n: Node, f: Form) -> tuple[Node, ...]:
        """Terms that are 0, at all letters, exactly when the form is."""
        if f.rel == "=":
            return ()
        plain = n[0] == "Known" and f.rel not in STRICT and n[2] == n[3] == ()
        if plain and self.surely(f.weight, POS):
            return n[1].zero
        return (f.weight if f.rel in STRICT else f.weight * f.root,)

    # -- rules ------------------------------------------------------------------------------

    def theorem(self, rule: str, s: Node, given: tuple[Any, ...]) -> Theorem:
        kind, lhs, rel, rhs = s
        require(kind == "Statement" and rel in ("=", "<=", ">=", *STRICT), "no statement", s)
        for side in (lhs, rhs):
            good = self.holds(side.free, lambda p, env, t=side: p.defined(t, env))  # type: ignore
            require(good, "not well posed", side)
        zero, used, axioms, cited = (), list[Theorem](), list[str](), list[str]()
        match rule, given:
            case "prove", _:
                zero, used = self.prove(s, given), [n[1] for n in given if n[0] == "Known"]
                axioms = [AXIOM] if any(n[0] == "Tangent" for n in given) else []
            case "cite", (str(source),):
                zero, cited = (gap(s),), [source]
            case "antisymmetric", (Theorem(), Theorem()) if rel == "=":
                used = [*map(self.usable, given)]
                for half, t in zip((lhs - rhs, rhs - lhs), (of.statement for of in used), strict=True):
                    good = t[2] not in STRICT and self.vanishes(half - gap(t))
                    require(good, "not a half of it")
            case "by_equations", (again, steps) if again is s and rel == "=":
                require(self.among(gap(s), self.derive(self.equations, steps)), "not derived")
            case "with_equality", (Theorem(statement=t) as of, stated, there, back) if t is s:
                zero, used = stated, [self.usable(of)]
                require(rel in ("<=", ">="), "no inequality that may be an equation")
                derived = self.derive([*of.zero, *self.equations], there)
                require(all(self.among(e, derived) for e in stated), "a condition is not necessary")
                derived = self.derive([*stated, *self.equations], back)
                require(self.among(gap(s), derived), "the conditions are not sufficient")
            case _:
                raise Refused(f"{rule}: an open step, or no rule with what is given")
        rests = {"axioms": axioms, "cited": cited, "open": []}
        joined = {k: sorted({*v}.union(*(t.rests[k] for t in used))) for k, v in rests.items()}
        return Theorem(self.context, s, (ONE,) if rel in STRICT else zero, joined)

    def prove(self, s: Node, given: tuple[Node, ...]) -> tuple[Node, ...]:
        """The zero conditions of the statement, if it is the sum of the forms."""
        forms = [(n, self.form(n)) for n in given]
        for n, f in forms:
            require(s[2] != "=" or f.rel == "=", "an inequality cannot prove an equation")
            require(self.is_good(f), "not visibly nonnegative", n)
        strict = [f for _, f in forms if f.rel in STRICT and self.surely(over(f, ONE), POS)]
        require(strict != [] or s[2] not in STRICT, "nothing makes it strict")
        rest = reduce(Node.__sub__, (over(f, f.core) for _, f in forms), gap(s))
        require(self.vanishes(rest), "the forms do not add up to the statement")
        return tuple(z for n, f in forms for z in self.zero(n, f))

    def derive(self, given: list[Node], steps: Any) -> list[Node]:
        """The equations and all that the steps derive from them."""
        known = dict(enumerate(given))
        for step in steps:
            match step:
                case "Linear", result, what, b:
                    parts = tuple(m * make("At", known[k], at) for k, at, m in what)
                    rest = result - make("Sum", b, make("Add", parts))
                    require(self.vanishes(rest), "not the linear combination")
                case "Rewrite", result, source, ("LawTerm" | "Quantity", _, at) as atom, by, target:
                    full = len(atom.free) == len(at) and {*by.free} <= {*atom.free}
                    require(full, "a rewrite needs distinct indices, and no others")
                    used = known[source] - (atom - by)
                    require(self.vanishes(used), "not the equation used")
                    goal = make("Add", ()) if target is None else known[target]
                    rest = rewritten(result, atom, by) - goal
                    require(self.vanishes(rest), "the rewrite gives another equation")
                case _:
                    raise Refused(f"{str(step)[:60]}: not a step")
            known[len(known)] = step[1]
        return [*known.values()]
