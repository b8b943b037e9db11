"""What an elaboration knows: derive's objects for the names of a section, and what is in scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sympy import Expr

from derive.language.alphabets import Alphabet, Letter
from derive.language.laws import Law, RandomVariable
from derive.language.maps import Map
from derive.language.quantities import Positive, Quantity
from derive.language.relations import Relation
from derive.notes.elaborate import family_laws, own_laws
from derive.notes.elaborate.free_functions import Taken
from derive.notes.elaborate.naming import Names
from derive.notes.facts import Fact, Strength
from derive.notes.kinds import FAMILY, INDICES, PARAMETERS, UNNAMED, Key, Kind
from derive.notes.resolve.alphabets import Place, letter
from derive.notes.resolve.calls import LAW_LETTERS
from derive.notes.resolve.laws import LawSpec, place_of
from derive.notes.resolve.letters import Ref, as_ref
from derive.notes.resolve.notation import DefinedAs, Notation
from derive.notes.source import NotRead, Span
from derive.notes.tree import Node


@dataclass
class Running:
    """An index that runs, whose alphabet is told by where it stands first."""

    index: Key
    over: Alphabet | None = None
    last: Place | None = None  # what counts it, as T in Σ_{t=1}^T


Scoped = Alphabet | Running


def _customary(spec: LawSpec, notation: Notation) -> bool:
    """Whether a law may be any: p, q, r by custom, or a law that the text introduces as one."""
    known = notation.known.get(spec.key)
    said = known is not None and known.kind is Kind.LAW and known.strength is Strength.SAID
    own = spec.key.base in LAW_LETTERS and not set(spec.key.accents) - {"mathbf", "boldsymbol"}
    plain = all(m.isdigit() or m in (FAMILY, UNNAMED) for m in spec.key.marks)
    return said or (own and plain)


@dataclass
class Env:
    """One chain's names in derive's language.

    scope: letters that are bound. points: x_i by (x, i) where x_i is a data point. pointwise: the
    letters at which a bare law is taken, as p and q in D(½p + ½q‖q). used: variables that occur in
    the chain, to which laws are restricted.
    """

    notation: Notation
    used: frozenset[Key]
    names: Names = field(default_factory=Names)
    sides: tuple[Node, ...] = ()  # of the chain
    scope: dict[Ref, Scoped] = field(default_factory=dict)
    points: dict[tuple[Key, Key], Alphabet] = field(default_factory=dict)
    valued: frozenset[Ref] = frozenset()  # x of an X whose values are averaged
    pointwise: tuple[Alphabet, ...] | None = None
    laws: dict[Key, Law] = field(default_factory=dict)
    free: dict[Ref, Scoped] = field(default_factory=dict)
    assumed: dict[str, None] = field(default_factory=dict)
    unlicensed: dict[str, None] = field(default_factory=dict)
    half_read: dict[str, None] = field(default_factory=dict)
    guessed: dict[str, None] = field(default_factory=dict)  # what names may mean besides
    kindly: dict[str, None] = field(default_factory=dict)  # supposed by what is proved alone
    is_added: bool = False  # what is averaged is a term of its side
    rests: dict[int, None] = field(default_factory=dict)
    entropies: dict[Any, dict[str, tuple[Expr, Alphabet]]] = field(default_factory=dict)
    events: set[Key] = field(default_factory=set)  # of which no more is known than that they are
    theorems: list[Relation] = field(default_factory=list)  # what is known of sequences
    averaged: frozenset[Ref] = frozenset()  # letters over which a conditional divergence is a mean
    paired: frozenset[tuple[Key, Key]] = frozenset()  # x and i of each x_i of the chain
    summed: frozenset[Ref] = frozenset()  # the j of Σ_{i≠j} where it is bound too
    arities: dict[Key, int] = field(default_factory=dict)  # of functions of letters
    taken: dict[Key, list[Taken]] = field(default_factory=dict)  # values of free functions
    bent: tuple[str, int] = "", 0  # what the text says of functions, and where
    rows: dict[Key, Node] = field(default_factory=dict)  # X of X_1, …, X_n, with n
    wholes: dict[tuple[Key, Key], Node] = field(default_factory=dict)  # laws of sequences, with T
    members: dict[Place, tuple[str, ...]] = field(default_factory=dict)  # of alphabets that have
    families: dict[Place, str] = field(default_factory=dict)  # of laws with these alphabets
    above_one: dict[Key, Expr] = field(default_factory=dict)  # bases of logarithms
    nonzero: dict[Key, Expr] = field(default_factory=dict)  # what is divided by, somewhere
    densities: dict[str, None] = field(default_factory=dict)  # alphabets of integrals
    maps: dict[Key, Map] = field(default_factory=dict)
    based: Quantity | None = None
    arguments: dict[Key, Expr] = field(default_factory=dict)  # of a function of numbers
    facts: list[Fact] = field(default_factory=list)  # that hold where the chain stands
    unfolding: list[Key] = field(default_factory=list)
    moving: dict[Key, int] = field(default_factory=dict)  # parameters derived by, and how often
    has_numbers: bool = False  # the relation, which then is of the law that the text tells
    told: dict[Law, Any] = field(default_factory=dict)  # those that the text tells in numbers
    moved: dict[tuple[Key, tuple[Key, ...]], Law] = field(default_factory=dict)
    block: int = 0
    law_said: bool = False  # whether the measure that is read says its law, H_r(X)
    diagonals: Sequence[Any] = ()  # `diagonal.Said` of laws

    # ------------------------------------------------------------ letters

    def alphabet(self, p: Place) -> str:
        """The name of an alphabet in derive."""
        root = self.notation.alphabets.find(p)
        stem = root[1].bare()
        if root[0] == "place":
            spec = self.notation.laws.get(root[1])
            if spec is not None and spec.positional:
                stem = (*spec.outputs, *spec.inputs)[root[2]]
            else:
                stem = Key("i")
        return self.names.alphabet(root, stem.lower())

    def make(self, name: str, over: Place) -> Alphabet:
        """A letter over an alphabet, with the members that are said."""
        root = self.notation.alphabets.find(over)
        if root in self.families:
            return family_laws.points(self.families[root], name, self.alphabet(over))
        members = self.members.get(root, ())
        return Alphabet(name, self.alphabet(over), members)

    def runs(self, i: Alphabet | Letter, over: Place) -> bool:
        """Whether a letter is one of an alphabet."""
        stem = i._stem if isinstance(i, Alphabet) else i.of._stem
        return stem == self.make("z", over)._stem

    def sizes(self) -> dict[str, str]:
        """What the notes call the sizes of alphabets, by the alphabets' names."""
        places = [p for p in self.notation.alphabets.parents if p[0] in ("size", "set")]
        return {
            self.alphabet(p): p[1].latex() if p[0] == "size" else f"|{p[1].latex()}|"
            for p in sorted(places, reverse=True)
        }

    def letter(self, ref: Ref, wanted: Place | None, span: Span) -> Any:
        """The letter that a reference means, over the alphabet wanted where its own does not say.

        Raises:
            NotRead: if it runs over another alphabet.
        """
        ref = replace(ref, variable=False)
        if ref.base.base in PARAMETERS:
            self.refuse_running(ref.base, span)
        if ref.number:
            return self._member(ref, wanted, span)
        if ref.index is not None:
            point = self.points.get((ref.base, ref.index))
            if point is not None:
                return point
            if self._is_of_data(ref):
                return self._of_data(ref, wanted, span)
            return self._run(Ref(replace(ref.index, primes=0), ref.index.primes),
                             letter(ref.base), span)  # fmt: skip
        found = self.scope.get(ref) or self.free.get(ref)
        if isinstance(found, Alphabet):
            if wanted is not None and not self.runs(found, wanted):
                raise NotRead(span, f"{ref.plain()} runs over another alphabet than this place")
            return found
        if isinstance(found, Running) and found.over is not None and wanted is None:
            return found.over
        if found is not None or (wanted is not None and not self._is_letter(ref)):
            return self._run(ref, wanted or letter(ref.base), span)
        made = self.make(self.names.letter(ref), letter(ref.base))
        if wanted is not None and not self.runs(made, wanted):
            raise NotRead(span, f"{ref.plain()} runs over another alphabet than this place")
        self.free[ref] = made
        return made

    def _is_of_data(self, ref: Ref) -> bool:
        """Whether x_i stands beside z_i, and nothing says over what i runs: letters of one data
        point, any."""
        beside = {base for base, index in self.paired if index == ref.index}
        return len(beside) > 1 and Ref(replace(ref.index or Key(""), primes=0)) not in self.scope

    def _of_data(self, ref: Ref, wanted: Place | None, span: Span) -> Alphabet:
        made = self.free.get(ref) or self.make(self.names.point(ref), letter(ref.base))
        if not isinstance(made, Alphabet) or (wanted is not None and not self.runs(made, wanted)):
            raise NotRead(span, f"{ref.plain()} runs over another alphabet than this place")
        self.free[ref] = made
        return made

    def knows(self, ref: Ref) -> bool:
        """Whether it is told over what a letter runs."""
        found = self.scope.get(ref) or self.free.get(ref)
        return isinstance(found, Alphabet) or (found is not None and found.over is not None)

    def _member(self, ref: Ref, wanted: Place | None, span: Span) -> Letter:
        """The letter that is called by a number, as the 1 of P(Y = 1)."""
        root = self.notation.alphabets.find(wanted) if wanted is not None else None
        members = self.members.get(root, ()) if root is not None else ()
        if wanted is None or ref.base.base not in members:
            raise NotRead(span, f"which letters are there beside {ref.base.base}?")
        made: Letter = self.make("z", wanted).letters[members.index(ref.base.base)]
        return made

    def _is_letter(self, ref: Ref) -> bool:
        return self.notation.alphabets.known(letter(ref.base))

    def _run(self, ref: Ref, wanted: Place, span: Span) -> Alphabet:
        """An index; its first place says over what it runs."""
        found = self.scope.get(ref) or self.free.setdefault(ref, Running(ref.base))
        if isinstance(found, Alphabet):
            return found
        if found.over is None:
            root = self.notation.alphabets.find(wanted)
            found.over = self.make(self.names.index(ref, root, self.paired), wanted)
        elif not self.runs(found.over, wanted):
            if ref.base.base not in INDICES:
                raise NotRead(span, f"{ref.plain()} runs over two alphabets")
            raise NotRead(
                span,
                f"{ref.plain()} runs over two alphabets: is x_i a letter, or a data point?",
                (f"x_{ref.plain()} is a sample",),
            )
        return found.over

    @contextmanager
    def binding(self, bound: Mapping[Ref, Scoped]) -> Iterator[None]:
        """Meanwhile these letters are bound."""
        before = self.scope
        self.scope = {**before, **bound}
        try:
            yield
        finally:
            self.scope = before

    @contextmanager
    def at_values(self, letters: tuple[Ref, ...]) -> Iterator[None]:
        """Meanwhile random variables mean the values that are averaged."""
        before, self.valued = self.valued, frozenset(letters)
        try:
            yield
        finally:
            self.valued = before

    @contextmanager
    def at_letters(self, letters: tuple[Alphabet, ...] | None) -> Iterator[None]:
        """Meanwhile a bare law means its value at these letters."""
        before, self.pointwise = self.pointwise, letters
        try:
            yield
        finally:
            self.pointwise = before

    def fresh(self, ref: Ref, over: Place) -> Alphabet:
        """A letter to bind; apart from those that are bound to other names already."""
        name = self.names.letter(ref)
        taken = {a.name for r, a in self.scope.items() if isinstance(a, Alphabet) and r != ref}
        while name in taken:
            name += "'"
        return self.make(name, over)

    # ------------------------------------------------------------ laws and numbers

    def law(self, spec: LawSpec, at: tuple[Key, ...] | None = None) -> Law:
        """derive's law, of the variables that occur in the chain; at: these parameters."""
        from derive.notes.elaborate import defined, families, told_laws

        moved = families.of_law(spec, spec.parameters if at is None else at, self)
        if moved is not None:
            return moved
        made = self.laws.get(spec.key)
        stands_for = defined.definition(spec.key, (), self)
        if stands_for is not None and defined.is_of_fewer(stands_for, spec):
            line = stands_for.body.span.line
            self.half_read.setdefault(f"what line {line} says of {spec.key.latex()}")
            stands_for = None
        if made is None and stands_for is not None:
            made = self.laws[spec.key] = defined.law(spec, stands_for, self)
        if made is None:
            if not _customary(spec, self.notation):
                self.unknown(spec.key)
            self._equated(spec.key)
            kept = [v for v in spec.outputs if v in self.used] or list(spec.outputs)
            outputs = [self.variable(spec, v) for v in (spec.outputs if spec.positional else kept)]
            inputs = [self.variable(spec, v) for v in spec.inputs]
            inputs += [self.parameter(p) for p in spec.parameters]
            name = self.names.law(spec.key, spec.parameters)
            made = told_laws.law(spec, kept, self) or Law(name, *outputs, given=tuple(inputs))
            self.laws[spec.key] = made
        return made

    def _equated(self, key: Key) -> None:
        """A law of which the text says what it is, in a way that is not read, is not any law."""
        for fact in self.facts:
            named = [self.notation.meant(own_laws.head(n, self.notation)) for n in fact.names]
            if fact.kind in ("equated", "family") and key in named:
                self.half_read.setdefault(f"what line {fact.span.line} says of {key.latex()}")

    def variable(self, spec: LawSpec, name: Key) -> Alphabet:
        """The letter that a law declares for one of its variables."""
        return self.make(self.names.letter(Ref(name)), place_of(spec, name))

    def parameter(self, key: Key) -> Alphabet:
        """A parameter as a letter, over a set of its own."""
        ref = as_ref(key)
        self.refuse_running(key)
        found = self.scope.get(ref)
        if isinstance(found, Alphabet):
            return found
        return self.make(self.names.letter(ref), letter(ref.base))

    def refuse_running(self, key: Key, span: Span | None = None) -> None:
        """NotRead: θ_i where i runs, which is another parameter for each i."""
        if any(r.base.base in key.marks for r in self.scope):
            raise NotRead(span or self.sides[0].span, f"{key.latex()}, with an index that runs")

    def random(self, name: Key, span: Span) -> RandomVariable:
        """A random variable, of the section's law.

        Raises:
            NotRead: if several laws may be meant.
        """
        if any(r.base.base in name.marks for r in self.scope):
            raise NotRead(span, f"{name.plain().upper()}, with an index that runs")
        main = self.notation.main
        whole = self.notation.laws.get(main) if main is not None else None
        spec = None
        if not self.law_said:
            spec = own_laws.drawn_from(name, self.facts, self.used, self.notation)
            spec = spec or own_laws.alone(name, self.notation)
        spec = spec or whole
        if spec is None or name not in spec.outputs:
            raise NotRead(
                span,
                f"which law has {name.plain().upper()}?",
                (f"{name.plain().upper()} \\sim p",),
            )
        return RandomVariable(self.law(spec), self.variable(spec, name).name)

    def is_number(self, ref: Ref) -> bool:
        """Whether a letter is a point of ℝ, or a number of ℕ₀: it stands for itself in formulas."""
        found = self.scope.get(ref) or self.free.get(ref)
        if isinstance(found, Alphabet):
            return found.is_measured
        root = self.notation.alphabets.find(letter(ref.base))
        kind = self.families.get(root)
        return found is None and kind is not None and not family_laws.is_finite(kind)

    def reaches(self, d: DefinedAs) -> bool:
        """Whether a definition stands before what is read, and holds there."""
        return d.holds(self.block)

    def base(self) -> Expr:
        """The free base of logarithms, b > 1."""
        made = Positive(self.names.base())
        self.based = made.quantity
        return made

    def suppose(self, said: str) -> None:
        """Something that the text does not say."""
        self.assumed.setdefault(said)

    def unknown(self, key: Key) -> None:
        """A name that nothing introduces."""
        self.unlicensed.setdefault(key.latex())
