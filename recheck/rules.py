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

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from recheck.points import ANY, NEG, POS, ZERO, Env, Point, Signs
from recheck.reader import Node, Refused, make, require
from recheck.scalar import lemma

AXIOM, STRICT = "ln t ≤ t − 1", ("<", ">")
ONE = make("Const", make("Fraction", 1, 1))


@dataclass(frozen=True, eq=False)
class Theorem:
    """zero: terms that are all 0, at all letters, exactly when both sides are equal; at each place
    by itself for a scalar lemma or an instance of one."""

    context: Node
    statement: Node
    zero: tuple[Node, ...]
    rests: dict[str, list[str]]
    scalar: bool = False


def gap(s: Node) -> Any:
    """greater − less."""
    return s[3] - s[1] if s[2] in ("<=", "<") else s[1] - s[3]


def alphabets(context: Node) -> set[Any]:
    """Those over which something is declared."""
    _, laws, quantities, *_ = context
    sides = (side for _, (_, *both) in laws for side in both)
    return {a for side in sides for _, a in side}.union(*(q[1] for _, q in quantities))


def rewritten(t: Any, atom: Node, by: Node) -> Any:
    """`by` for every occurrence of a law (at the same variables) or a quantity."""
    if not isinstance(t, Node):
        return tuple(rewritten(x, atom, by) for x in t) if type(t) is tuple else t
    if t[:2] != atom[:2]:
        return make(*(rewritten(x, atom, by) for x in t))
    own, here = (dict(x[2] if t[0] == "LawTerm" else enumerate(x[2])) for x in (atom, t))
    return make("At", by, tuple((own[v], here[v]) for v in own)) if own.keys() == here.keys() else t


class Rules:
    """Checks a theorem at points of its context."""

    def __init__(self, context: Node, points: list[Point]) -> None:
        self.context, self.points = context, list[Point]()
        for meets in (2, 1, 0):  # the best; more, where these have zeros and ones only: much holds
            if all(len(p.plain) == len(p.cells) for p in self.points):  # there by chance
                self.points += [p for p in points if p.meets == meets]
        free = [p for p in points if p.among == [2] and not p.plain][:1]  # and one without these
        self.points += [p for p in free if p not in self.points]
        self.equations = [t for _, _, kind, t in context[4] if kind == "="]
        require(all(h[2] in ("=", ">=") and self.surely(h[3], ANY) for h in context[4]), "given")

    def places(self, t: Node) -> Iterator[tuple[Point, Env]]:
        return ((p, env) for p in self.points for env in p.places(t.free, {}))

    def surely(self, t: Node, signs: Signs = ZERO) -> bool:
        if signs == ZERO:  # by value, not because hypotheses say so
            return all(self._zero(t, p) for p in [*self.points])
        return all(p.signs(t, env) <= signs for p, env in self.places(t))

    def _zero(self, t: Node, point: Point) -> bool:
        """Whether t is 0 at a point, or at the first one like it where what has a root has one."""
        for p in chain([point], point.able()):
            if all(p.value(t, env)[0] == 0 for env in p.places(t.free, {})):
                self.points[self.points.index(point)] = p
                return True
            if not p.lacking:
                return False
        return False

    def usable(self, theorem: Theorem) -> Theorem:
        """An earlier theorem, if its declarations and hypotheses are among those here."""
        theirs, ours = ([{x[-2:] for x in part} for part in context[1:5]]  # hypotheses have names
                        for context in (theorem.context, self.context))  # fmt: skip
        require(all(map(set.issubset, theirs, ours)), "a lemma needs what is not given here")
        there, here = ({*context[5]} for context in (theorem.context, self.context))
        require(there == here or not here & alphabets(theorem.context), "a lemma not about spaces")
        return theorem

    def form(self, form: Node) -> Any:
        """The bound indices, w, c, a term that is 0 where c is, and the relation of c to 0."""
        match form:
            case "Tangent", b, w, t:
                for p, env in self.places(w * t):
                    good = p.signs(w, env) <= ZERO or p.signs(t, env) <= POS
                    require(good, "a point that is not visibly positive", t)
                return b, w, t - ONE - make("Log", t), t - ONE, ">="
            case (("Nonneg" | "Positive") as kind, b, w):
                return b, w, ONE, ONE, ">" if kind == "Positive" else ">="
            case "Gap", b, w, a:
                return b, w, ONE - make("Nonzero", a), ONE - make("Nonzero", a), ">="
            case "Part", b, w, ("Sum", indices, m) as whole, at:
                require(self.surely(m, POS | ZERO), "not visibly nonnegative", m)
                require(not {i[2] for i in indices} & {*self.context[5]}, "a part of an integral")
                part = make("At", m, tuple(zip(indices, at, strict=True)))
                return b, w, whole - part, whole - part, ">="
            case "Square", b, w, a:
                return b, w, make("Pow", a, 2), a, ">="
            case "Given", name, at, b, w:
                ((rel, of),) = (h[2:] for h in self.context[4] if h[1] == name)
                return b, w, make("At", of, at), make("At", of, at), rel
            case "Known", Theorem() as theorem, at, b, w:
                of = gap(self.usable(theorem).statement)
                root = theorem.zero[0] if theorem.scalar else of
                return b, w, make("At", of, at), make("At", root, at), theorem.statement[2]
        raise Refused(f"{str(form)[:60]}: not a form")

    def prove(self, s: Node, given: tuple[Node, ...]) -> tuple[Node, ...]:
        """The zero conditions of the statement, if it is the sum of the forms."""
        rest, zero, strict = gap(s), list[Node](), s[2] not in STRICT
        for n in given:
            b, w, core, root, rel = self.form(n)
            rest = rest - make("Sum", b, w * core)
            require(rel == "=" or s[2] != "=", "an inequality cannot prove an equation")
            require(rel == "=" or self.surely(w, POS | ZERO), "not visibly nonnegative", n)
            above = rel in STRICT or (n[0] == "Given" and rel == ">=" and self.surely(core, POS))
            positive = above and self.surely(make("Sum", b, w), POS)
            require(positive or n[0] != "Positive", "not visibly positive", n)
            strict = strict or positive
            if n[0] == "Known" and rel in ("<=", ">=") and n[2] == b == () and self.surely(w, POS):
                zero += n[1].zero
            elif rel != "=":
                zero += [w if rel in STRICT else w * root]
        require(strict, "nothing makes it strict")
        require(self.surely(rest), "the forms do not add up to the statement")
        return tuple(zero)

    def derived(self, terms: Iterable[Node], given: Iterable[Node], steps: Any) -> bool:
        """Whether the terms are 0 where what is given is, and the equations of the context hold."""
        known = dict(enumerate((*given, *self.equations)))
        for step in steps:
            match step:
                case "Linear", result, what, b:
                    parts = tuple(m * make("At", known[k], at) for k, at, m in what)
                    rest = result - make("Sum", b, make("Add", parts))
                case "Rewrite", result, source, ("LawTerm" | "Quantity", _, at) as atom, by, target:
                    require(len(at) == len(atom.free) == len({*atom.free, *by.free}), "indices")
                    require(self.surely(known[source] - (atom - by)), "not the equation used")
                    goal = make("Add", ()) if target is None else known[target]
                    rest = rewritten(result, atom, by) - goal
                case "Vanishing", result, source, forms:
                    rest, roots = known[source], list[Node]()
                    for n in forms:
                        require(n[0] in ("Nonneg", "Square"), "neither a weight nor a square", n)
                        b, w, core, root, _ = self.form(n)
                        finite = not {i[2] for i in b} & {*self.context[5]}
                        good = finite and self.surely(w, POS | ZERO)
                        require(good, "not visibly nonnegative, or a part of an integral", n)
                        rest, roots = rest - make("Sum", b, w * core), [*roots, w * root]
                    require(any(self.surely(result - r) for r in roots), "nothing vanishes so")
                case _:
                    raise Refused(f"{str(step)[:60]}: not a step")
            require(self.surely(rest), "a step does not give its equation", step)
            known[len(known)] = result
        return all(any(t is e or self.surely(t - e) for e in known.values()) for t in terms)

    def instance(self, s: Node, of: Theorem, sigma: Node) -> tuple[Node, ...]:
        """The zero condition of a scalar lemma with a term put for its quantity, if that is in the
        lemma's interval."""
        kind, alphabets, laws, ((name, (put, indices, u)),) = sigma
        require((kind, alphabets, laws, put, indices) == ("Substitution", (), (), "Put", ()), "put")
        require(of.scalar and s[2] == of.statement[2], "no instance of a scalar lemma")
        _, there, ((own, (_, letters, sign)),), supports, hypotheses, over = of.context
        require(
            not (there or over) and own == name and not letters, "no instance of a scalar lemma"
        )
        t = make("Quantity", name, ())
        above = [u] * (sign != "real") + [ONE - u] * (sign == "unit")
        above += [rewritten(h[3], t, u) for h in hypotheses]
        away = [rewritten(h[3], t, u) for h in supports] + [u] * (sign == "pos")
        require(all(self.surely(x, POS | ZERO) for x in above), "not in the lemma's interval", u)
        require(all(self.surely(x, POS | NEG) for x in away), "not in the lemma's interval", u)
        require(self.surely(gap(s) - rewritten(gap(of.statement), t, u)), "not what was put in")
        return tuple(rewritten(e, t, u) for e in of.zero)

    def theorem(self, rule: str, s: Node, given: tuple[Any, ...]) -> Theorem:
        """The statement as a theorem, if the rule gives it from what is given."""
        kind, lhs, rel, rhs = s
        require(kind == "Statement" and rel in ("=", "<=", ">=", *STRICT), "no statement", s)
        require(all(p.defined(rhs - lhs, e) for p, e in self.places(lhs - rhs)), "not well posed")
        zero, used, axioms, cited = tuple[Node, ...](), list[Theorem](), list[str](), list[str]()
        scalar = rule in ("scalar", "instance")
        match rule, given:
            case "prove", _:
                zero, used = self.prove(s, given), [n[1] for n in given if n[0] == "Known"]
                axioms = [AXIOM for n in given if n[0] == "Tangent"]
            case "scalar", (splits, chains):
                zero, axiom = lemma(self.context, s, splits, chains)
                axioms = [axiom]
            case "instance", (Theorem() as of, sigma):
                zero, used = self.instance(s, of, sigma), [of]
            case "cite", (str(source),):
                zero, cited = (gap(s),), [source]
            case "antisymmetric", (Theorem(), Theorem()) if rel == "=":
                used = [*map(self.usable, given)]
                for half, t in zip((lhs - rhs, rhs - lhs), used, strict=True):
                    good = t.statement[2] not in STRICT and self.surely(half - gap(t.statement))
                    require(good, "not a half of it")
            case "by_equations", (again, steps) if again is s and rel == "=":
                require(self.derived([gap(s)], (), steps), "not derived")
            case "with_equality", (Theorem(statement=t) as of, stated, there, back) if t is s:
                zero, used = stated, [self.usable(of)]
                require(rel in ("<=", ">="), "no inequality that may be an equation")
                require(self.derived(stated, of.zero, there), "a condition is not necessary")
                good = self.derived([gap(s)], stated, back) or self.derived(of.zero, stated, back)
                require(good, "the conditions are not sufficient")
            case _:
                raise Refused(f"{rule}: an open step, or no rule with what is given")
        own = {"axioms": axioms, "cited": cited, "open": []}
        rests = {k: sorted({*v}.union(*(t.rests[k] for t in used))) for k, v in own.items()}
        return Theorem(self.context, s, (ONE,) if rel in STRICT else zero, rests, scalar)
