"""Steps in derive's language, as elaborated from trees under one reading of the names."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Expr, S

from derive.language.quantities import Quantity
from derive.language.relations import Dominated, Relation
from derive.notes.readback import Own
from derive.notes.records import Rested
from derive.rules.fact import Fact


@dataclass(frozen=True)
class Hypothesis:
    """What a step is decided under; text: the assumption of the text that says so. doubt: what else
    is supposed where a proof needs it, as one of two readings of the text, or as what it takes for
    granted; "" if nothing."""

    relation: Relation | Dominated
    text: Rested | None = None
    doubt: str = ""


@dataclass(frozen=True)
class Equality:
    """That equality holds in the relation exactly when, at every letter, `conditions` hold; where
    not `both`, at least then. said: the words. why: where they are not read, the conditions are ().
    assumed, unlicensed: as of the relation, on account of the conditions.
    """

    said: str
    conditions: tuple[Relation, ...] = ()
    both: bool = True
    why: str = ""
    assumed: tuple[str, ...] = ()
    unlicensed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Elaborated:
    """A printed relation as terms.

    rel: as `chains.Sign.rel`. given: hypotheses that the text states. assumed: what this reading
    supposes without a word of the text, as "for finite alphabets". unlicensed: names, as LaTeX,
    that nothing introduces: a counterexample on their account is "refuted unless". half_read: names
    of which more is said than is read, with the lines, to the same effect. guessed: what names may
    mean besides, to the same effect. kindly: what is assumed,
    too, though what is refuted so is refuted without it. equality: what the text says of it.
    densities: alphabets over which laws are densities. base: what stands for the free base of
    logarithms (each log, H, D, I carries 1/ln b; that b > 1 need not be `given`), None where all
    bases are said. definition: the name that this relation introduces, as LaTeX, "" for a claim.
    latex: derive's names to the notes' LaTeX, for counterexamples; own: how the notes write terms
    (`readback.Own`), None to write them as derive does. rests: assumptions used beside `given`.
    fact: what is decided in place of the relation, where a side is a minimum over all codes; lhs
    and rhs are then the mean and its least value. attained: of a maximum over all laws, of which
    the step itself is that none is beyond the value, that it is the value at one law or another:
    one of these has to hold. where: 1 at the letters that it is claimed for and 0 at others, as
    where i ≠ j; both sides are decided times this. other:
    what stands on the other side of ⇔, which is among the hypotheses; "" for nothing. in_limit:
    it is claimed of the limits of both sides, so that a counterexample at some n shows nothing.
    of_events: of probabilities of which it is known only that they lie in [0, 1]: nor does one
    show anything here.
    of_rows: entropies of rows of any length stand in it as numbers, of which more holds than is
    known, so that numbers refute nothing: its readings at one length then do.
    """

    lhs: Expr
    rel: str
    rhs: Expr
    readback_lhs: str
    readback_rhs: str
    given: tuple[Hypothesis, ...] = ()
    assumed: tuple[str, ...] = ()
    unlicensed: tuple[str, ...] = ()
    half_read: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    kindly: tuple[str, ...] = ()
    equality: Equality | None = None
    densities: tuple[str, ...] = ()
    base: Quantity | None = None
    definition: str = ""
    latex: dict[str, str] | None = None
    own: Own | None = None
    fact: Fact | None = None
    attained: tuple[Relation, ...] | None = None
    rests: tuple[Rested, ...] = ()
    idle: frozenset[int] = frozenset()
    where: Expr = S.One
    other: str = ""
    in_limit: bool = False
    of_events: bool = False
    of_rows: bool = False
    at_length: tuple[Reading, ...] = ()

    def supposed_where(self, verdict: str) -> tuple[str, ...]:
        """What a verdict on it stands on, without a word of the text."""
        return self.assumed if verdict == "refuted" else (*self.assumed, *self.kindly)


@dataclass(frozen=True)
class Reading:
    """One of at most 8 readings of a step.

    says: what it supposes, "" if there is only one. ask: the directive that would choose it.
    """

    says: str
    step: Elaborated
    ask: tuple[str, ...] = ()
