"""What the names of a section are, as resolved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from derive.notes.facts import NEVER, Fact, Strength
from derive.notes.kinds import Evidence, Key, Kind, Known
from derive.notes.resolve.alphabets import Alphabets
from derive.notes.resolve.calls import CallUse
from derive.notes.resolve.laws import LawSpec, is_positional
from derive.notes.resolve.letters import Arg
from derive.notes.resolve.uses import Uses
from derive.notes.source import Span
from derive.notes.tree import Name, Node


@dataclass(frozen=True)
class Base:
    """The base of logarithms, and of H, D, I: a number, "e", "free", or the b of log_b. why: what
    says so."""

    value: int | str | Name
    why: str


@dataclass(frozen=True)
class DefinedAs:
    """A name that stands for something: parameters are the letters it is given. block, place: where
    it is said; it holds behind, before the block `until`. partial: of one law's values by others of
    it, q(z) by q(z|x). also: what it is said to be besides, C of a = B = C.
    """

    key: Key
    parameters: tuple[Arg, ...]
    body: Node
    block: int
    place: tuple[int, int] = (0, 0)
    fact: Fact | None = None  # None for a display
    subscripted: bool = False
    partial: bool = False
    behind: bool = False  # the name stands behind the sign
    until: int = NEVER
    also: tuple[Node, ...] = ()

    def holds(self, block: int) -> bool:
        """Whether it stands before a block, and holds there."""
        if self.fact is not None:
            return self.fact.scope.holds(block)
        return self.block <= block < self.until


@dataclass
class Notation:
    """The names of a section.

    alias: capitals to the laws they mean, P to p. main: the law of the random variables; None where
    several may be. samples: x_i is a data point (True) or a letter; missing where nothing tells.
    told: those of which the section says it, to its words; "" for a directive, which beats these.
    """

    uses: Uses
    alphabets: Alphabets
    laws: dict[Key, LawSpec] = field(default_factory=dict)
    indexed: dict[Key, LawSpec] = field(default_factory=dict)  # p_i beside p(x, y)
    alias: dict[Key, Key] = field(default_factory=dict)
    shorts: dict[Key, Key] = field(default_factory=dict)  # q that stands for q_ϕ, by its name alone
    namesakes: dict[Key, Key] = field(default_factory=dict)  # p(x) beside p_θ(x), to this
    shorthand: set[Key] = field(default_factory=set)  # laws elsewhere, and numbers in this section
    functions: dict[Key, int] = field(default_factory=dict)
    numeric: set[Key] = field(default_factory=set)  # functions of numbers
    plain: set[Key] = field(default_factory=set)  # numbers, and letters nowhere
    subsets: dict[Key, Key] = field(default_factory=dict)  # parts of alphabets, to their letters
    parts: set[Key] = field(default_factory=set)  # sets that are said to be parts
    variables: set[Key] = field(default_factory=set)
    main: Key | None = None
    part_shown: set[Key] = field(default_factory=set)  # said to be of more letters than are shown
    mains: tuple[Key, ...] = ()  # p and P, which may both be that, where none is said to be
    is_untold: bool = False  # the variables have a law without a name, and none is said
    samples: dict[Key, bool] = field(default_factory=dict)
    told: dict[Key, str] = field(default_factory=dict)  # of `samples`, what is said: words, or ""
    averages: set[tuple[int, int]] = field(default_factory=set)  # the places of sums over n, by n
    known: dict[Key, Known] = field(default_factory=dict)
    defined: dict[Key, list[DefinedAs]] = field(default_factory=dict)
    section: int = -1  # the block of its heading
    sizes: dict[Key, int] = field(default_factory=dict)  # that the text says, to the fact's number
    ends: dict[Key, Key] = field(default_factory=dict)  # of p_1, …, p_n, as the text says: n
    base: Base = Base("free", "no base is said")
    log_bases: frozenset[Key] = frozenset()  # a of log_a
    code_bases: frozenset[Key] = frozenset()  # D of D^{-ℓ_i}
    divisors: frozenset[Key] = frozenset()  # β of r/β
    scales: set[Key] = field(default_factory=set)  # σ of 𝒩(μ, σ²)
    questions: list[str] = field(default_factory=list)
    contradictions: list[str] = field(default_factory=list)

    def meant(self, key: Key) -> Key:
        """The law's own name: of P that of p, of p(z) beside p_θ(x|z) that of p_θ."""
        key = self.alias.get(key, key)
        return self.alias.get(key, key)

    def law(self, key: Key) -> LawSpec | None:
        """The law that a name means."""
        return self.laws.get(self.meant(key))

    def of_chain(self, calls: Collection[CallUse]) -> Notation:
        """For a chain in which a law stands with indices only: it is the one that has them. Of the
        variables' laws p and P it is the one that stands in the chain; of both, none. None, too,
        beside p_i where nothing has told of which variable: it may be of any."""
        named = {self.meant(u.key) for u in calls if not is_positional([u])}
        placed = {self.meant(u.key) for u in calls if is_positional([u])}
        chosen = {k: s for k, s in self.indexed.items() if k in placed - named}
        here = [k for k in self.mains if k in named] if len(self.mains) > 1 else []
        main = (here[0] if len(here) == 1 else None) if here else self.main
        may_be_its = any(not k.capital or k.base in ("P", "Q", "R") for k in placed)  # and no L_n
        main = None if main in chosen or (may_be_its and self.is_untold) else main
        if main == self.main and not chosen:
            return self
        return replace(self, laws={**self.laws, **chosen}, main=main)

    def note(self, key: Key, kind: Kind, evidence: Evidence) -> None:
        """One more piece of evidence for a kind; the strongest decides."""
        found = self.known.get(key)
        if found is None or found.strength < evidence.strength:
            self.known[key] = Known(key, kind, (evidence,))
        elif found.kind is kind:
            self.known[key] = replace(found, evidence=(*found.evidence, evidence))
        elif found.strength is evidence.strength is Strength.SAID and not _agree(found.kind, kind):
            first, then = found.evidence[0], evidence
            if first.span is not None and then.span is not None and first.span != then.span:
                self.contradictions.append(
                    f"{key.latex()} is a {found.kind.value} in line {first.span.line}, and a "
                    f"{kind.value} in line {then.span.line}, which is in the same section"
                )

    def kind(self, key: Key) -> Kind | None:
        found = self.known.get(key)
        return found.kind if found else None


def _agree(one: Kind, other: Kind) -> bool:
    """Whether a name may be both: "with parameter p" speaks of a number."""
    return {one, other} <= {Kind.PARAMETER, Kind.NUMBER, Kind.WEIGHT}


def evidence_of(fact: Fact) -> Evidence:
    """What is said."""
    return Evidence(Strength.SAID, f"“{fact.quote}”", fact.span)


def shown(why: str, span: Span | None) -> Evidence:
    """What use shows."""
    return Evidence(Strength.SHOWN, why, span)
