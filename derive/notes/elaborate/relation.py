"""One printed relation: its readings, each as two terms with what they suppose."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sympy import Basic, Expr, SympifyError

from derive.language.alphabets import Alphabet, Cardinality
from derive.language.names import DeriveError
from derive.notes.chains import Chain
from derive.notes.elaborate import averages, equality, extremes, images, sequences, tables, terms
from derive.notes.elaborate.choices import readings
from derive.notes.elaborate.densities import densities
from derive.notes.elaborate.env import Env
from derive.notes.elaborate.given import hypotheses, rested
from derive.notes.elaborate.naming import Names
from derive.notes.elaborate.stated import Bearing, bearing
from derive.notes.elaborate.used import reached, used_in
from derive.notes.facts import Fact
from derive.notes.facts.equality import Equalities, EqualityClaim
from derive.notes.kinds import Key
from derive.notes.readback import Own, own_names, readback
from derive.notes.resolve.heads import measure_of
from derive.notes.resolve.letters import Ref
from derive.notes.resolve.notation import DefinedAs, Notation
from derive.notes.resolve.numbered import with_numbers
from derive.notes.resolve.uses import uses_of
from derive.notes.source import NotRead
from derive.notes.steps import Elaborated, Hypothesis, Reading
from derive.notes.tree import Call, Node
from derive.notes.walk import walk
from derive.numeric.problem import problem


@dataclass
class Context:
    """A chain with all that is known of its names. defines: what its first equation introduces.
    put: for each side the facts that say what its functionals are.
    """

    notation: Notation
    facts: list[Fact]
    chain: Chain
    sides: Sequence[Node | NotRead | None]
    defines: DefinedAs | None = None
    equalities: Equalities = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    put: Sequence[Collection[int]] = ()

    def equality(self, n: int) -> EqualityClaim | None:
        """What the text says of equality in the chain's n-th relation."""
        sign = self.chain.signs[n].span
        return self.equalities.get((sign.source, sign.start))

    @cached_property
    def here(self) -> list[Fact]:
        """The facts that hold where the chain stands."""
        return [f for f in self.facts if f.scope.holds(self.chain.block)]

    @cached_property
    def trees(self) -> list[Node]:
        """Its sides that were parsed."""
        return [t for t in self.sides if isinstance(t, Node)]

    @cached_property
    def reached(self) -> list[Node]:
        """Its sides, and what their names are defined as."""
        return reached(self.trees, self.notation)

    @cached_property
    def own(self) -> Notation:
        """The notation as it is in this chain."""
        own = self.notation.of_chain(uses_of(self.reached).calls)
        return with_numbers(own, self.reached, self.here)

    @cached_property
    def bearing(self) -> Bearing:
        """What the text states of the variables that occur."""
        return bearing(self.here, self.own.variables, used_in(self.reached, self.own))

    @cached_property
    def has_events(self) -> bool:
        """Whether it has probabilities of events, which derive calls P."""
        calls = (n for t in self.reached for n in walk(t) if isinstance(n, Call))
        return bool(self.own.uses.compared) or any(measure_of(n) == "P" for n in calls)

    @property
    def used(self) -> frozenset[Key]:
        """The variables that occur, and those that what is stated needs."""
        return self.bearing.used

    @cached_property
    def paired(self) -> frozenset[tuple[Key, Key]]:
        """The letters x_i that it has, and y = k, which are x and y counted by an index."""
        args = [a for u in uses_of(self.reached).calls for a in (*u.left, *u.right)]
        counted = {(a.ref.base, a.ref.index) for a in args if a.ref.index is not None}
        counted |= {(a.variable.base, a.ref.base) for a in args if a.variable is not None}
        return frozenset(counted)

    @cached_property
    def wholes(self) -> dict[tuple[Key, Key], Node]:
        """The laws of sequences that have steps in it."""
        return sequences.wholes(self.trees, self.notation.uses.bound)


def read(context: Context, n: int) -> tuple[Reading, ...] | NotRead:
    """The readings of the chain's n-th relation."""
    sides, sign = context.sides[n : n + 2], context.chain.signs[n]
    for side in sides:
        if isinstance(side, NotRead):
            return side
        if side is None:
            return NotRead(sign.span, "a side is missing")
    try:
        return _readings(context, n, tuple(s for s in sides if isinstance(s, Node)))
    except NotRead as why:
        return why


def _readings(context: Context, n: int, trees: tuple[Node, ...]) -> tuple[Reading, ...]:
    found = [
        Reading(said, _step(context, n, lhs, rhs))
        for said, (lhs, rhs) in readings(trees, context.chain.signs[n].span)
    ]
    return tuple(_told_apart(_well_scoped(_distinct(found))))


def _distinct(found: list[Reading]) -> list[Reading]:
    """Readings that are one and the same step are one."""
    out: list[Reading] = []
    for r in found:
        if all((r.step.lhs, r.step.rhs) != (o.step.lhs, o.step.rhs) for o in out):
            out.append(r)
    return out


def _well_scoped(found: list[Reading]) -> list[Reading]:
    """Where a reading leaves a letter free on one side alone, as Σ a_i + b_i = c may, or in what a
    name is defined as, and another does not, that is none."""
    loose = [len(_loose(r.step)) for r in found]
    return [r for r, left in zip(found, loose, strict=True) if left == min(loose)]


def _loose(step: Elaborated) -> set[Basic]:
    right: set[Basic] = step.rhs.free_symbols
    return right if step.definition else right ^ step.lhs.free_symbols


def _told_apart(found: list[Reading]) -> list[Reading]:
    """Each of several readings says how it reads the sides."""
    if len(found) == 1:
        return [Reading("", found[0].step, found[0].ask)]
    sides = [(r.step.readback_lhs, r.step.readback_rhs) for r in found]
    differ = [k for k in (0, 1) if len({s[k] for s in sides}) > 1]
    return [
        Reading(" and ".join(s[k] for k in differ) or r.says, r.step, r.ask)
        for r, s in zip(found, sides, strict=True)
    ]


def _step(context: Context, n: int, lhs: Node, rhs: Node) -> Elaborated:
    chain = context.chain
    context.names.has_events = context.has_events
    env = Env(context.own, context.used, context.names, facts=context.here, block=chain.block)
    env.rows = sequences.rows((lhs, rhs))
    sequences.count(env)
    env.wholes, env.paired = context.wholes, context.paired
    env.members = tables.members(context.reached, env)
    defines = context.defines if n == 0 else None
    env.rests |= dict.fromkeys(k for put in context.put[n : n + 2] for k in put)
    if defines is not None:
        env.unfolding.append(defines.key)
    try:
        extreme = extremes.read(context, n, lhs, rhs, env)
        if extreme is not None:
            return extreme
        right = terms.term(rhs, env)
        left = right if defines is not None else terms.term(lhs, env)
        free = _free(left), _free(right)
        env.averaged = averages.candidates((lhs, rhs), free, env)
        env.is_added = all(averages.is_added(s, env) for s in (lhs, rhs))
        env.summed = averages.pairs((lhs, rhs), free, env)
        if (env.averaged or env.summed) and defines is None:
            env.free.clear()
            left, right = terms.term(lhs, env), terms.term(rhs, env)
    except (DeriveError, SympifyError, ValueError, TypeError) as error:
        raise NotRead(chain.signs[n].span, str(error).split(". Try")[0]) from error
    return made(context, n, left, right, env)


def _loose_sizes(sides: tuple[Expr, ...], env: Env) -> list[str]:
    """Sizes of alphabets of which nothing else in the step is made: N in H(p) ≤ ln N, where the
    notes do not say that p has N letters."""
    run = {a.alphabet for e in sides for a in e.atoms(Alphabet)}
    needed = problem(sides, ())
    run |= {v.alphabet for law in needed.laws for v in law.variables_and_inputs()}
    called = env.sizes()
    sizes = {c.alphabet for e in sides for c in e.atoms(Cardinality)} - run
    return [called.get(a, f"|{a}|") for a in sorted(sizes)]


def _free(e: Expr) -> set[str]:
    return {i.name for i in e.free_symbols if isinstance(i, Alphabet)}


def made(context: Context, n: int, left: Expr, right: Expr, env: Env) -> Elaborated:
    """Two terms as a step, with what the text says of their names."""
    defines = context.defines if n == 0 else None
    facts = context.here
    if context.bearing.is_cut:
        env.half_read.setdefault("what is said of more variables than fit into one law")
    data = [fact for m in env.maps.values() for fact in m.facts()]
    known = [*env.theorems, *images.functions(env), *data]
    given = [*hypotheses(facts, env, context.bearing.stated), *(Hypothesis(r) for r in known)]
    claim = context.equality(n) if defines is None else None
    when_equal = equality.equality(claim, env)
    if when_equal is not None and _free(left) | _free(right):
        when_equal = replace(when_equal, conditions=(), why="at each letter by itself")
    by_number = {f.number: f for f in facts}
    own = own_of(env)
    return Elaborated(
        left,
        context.chain.signs[n].rel,
        right,
        introduced(defines) if defines is not None else readback(left, own),
        readback(right, own),
        given=tuple(given),
        assumed=tuple(env.assumed),
        unlicensed=tuple(dict.fromkeys([*env.unlicensed, *_loose_sizes((left, right), env)])),
        equality=when_equal,
        half_read=tuple(env.half_read),
        kindly=tuple(env.kindly),
        densities=densities(env),
        base=env.based,
        definition=introduced(defines) if defines is not None else "",
        latex=dict(env.names.latex),
        own=own,
        rests=tuple(rested(by_number[k], "") for k in env.rests if k in by_number),
        idle=context.bearing.idle,
    )


def introduced(d: DefinedAs) -> str:
    """The left side of a definition."""
    shown = [
        _own_letter(a.ref)
        + (f"_{{{a.ref.index.latex()}}}" if a.ref.index is not None else "")
        for a in d.parameters
    ]
    if not shown:
        return d.key.latex()
    inside = ", ".join(shown)
    return f"{d.key.latex()}_{{{inside}}}" if d.subscripted else f"{d.key.latex()}({inside})"


def _own_letter(ref: Ref) -> str:
    """A letter, or a random variable, as it is given to a name."""
    base = replace(ref.base, base=ref.base.base.upper()) if ref.variable else ref.base
    return base.latex() + "'" * ref.primes


def own_of(env: Env) -> Own:
    """The notes' notation, as far as a step has it."""
    subscripted = {u.key for u in env.notation.uses.calls if u.subscripted}
    plain = {u.key for u in env.notation.uses.calls if not u.subscripted}
    parameters = {(u.key, p) for u in env.notation.uses.calls for p in u.parameters}
    families = env.notation.uses.families.items()
    parameters |= {(k, p) for k, given in families for one in given for p in one}
    return Own(
        own=own_names({**env.names.latex, **env.names.heads}),
        variables=env.names.variables(),
        under=env.names.under,
        sizes=env.sizes(),
        indexed=frozenset(k.latex() for k in subscripted - plain),
        parameters=frozenset((k.latex(), p.latex()) for k, p in parameters),
        base=env.based.name if env.based is not None else "",
    )
