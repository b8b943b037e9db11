"""What a student's statement is in the teacher's words: other names, another base, moved terms.

The teacher's statement is put into the student's names, with its hypotheses, and compared there
(`derive.derivation.equivalent`). A renaming is a bijection on all of it, so what is proved of the
renamed statement is proved of the teacher's. Of names that both use, one that stands for another
(D(q‖p) for D(p‖q)) is believed only where the hypotheses are exchanged as well.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice, permutations, product
from typing import Any

from sympy import Basic, Expr, preorder_traversal

from derive.derivation.equivalent import (
    ONE,
    Forms,
    is_about_something,
    same,
    says,
    scales,
    unfolded,
)
from derive.kernel.terms import KernelError
from derive.language.alphabets import Alphabet
from derive.language.laws import Law
from derive.language.names import DeriveError
from derive.language.optimal import OptimalLengths
from derive.language.printing import text
from derive.language.quantities import CodeLengths, Quantity
from derive.language.relations import Dominated, Relation
from derive.looks import look
from derive.teaching.renaming import Renaming
from derive.teaching.vocabulary import measures

Hypothesis = Relation | Dominated
SECONDS = 15.0
_MOST = 600
_LEVELS = {"whole": 4, "sides": 3, "": 0}
_WIDER = {"real": ("real",), "nonneg": ("nonneg", "real")}
_WIDER |= {"pos": ("pos", "nonneg", "real"), "unit": ("unit", "nonneg", "real")}


@dataclass(frozen=True)
class Match:
    """The teacher's statement in the student's names.

    level: 4, it is what the student's chain says; 3, that has another relation; 1, a side of it is
    an end of the chain; 0, it is something else. claimed: whether it is what the student claims,
    whatever the chain says. base: "bits for nats". stated: how
    many of its hypotheses the student states. moved: the teacher's names that stand for another of
    the teacher's things. trivial: whether the target is an identity, which follows from nothing.
    """

    renaming: Renaming
    target: Relation
    given: tuple[Hypothesis, ...]
    level: int
    scale: Expr = ONE
    base: str = ""
    stated: int = 0
    moved: frozenset[str] = frozenset()
    trivial: bool = False
    claimed: bool = False

    def line(self, e: Expr) -> Expr:
        """A line of the teacher's in the student's names; in the teacher's base."""
        made: Expr = e if self.renaming.is_identity else self.renaming.expression(e)
        return made

    @property
    def keeps_names(self) -> bool:
        """Whether the student uses the teacher's names."""
        r = self.renaming
        return all(
            a.name == b.name and all(v == w for v, w in n.items()) for a, (b, n) in r.laws.items()
        ) and all(a.name == b.name for a, b in r.quantities.items())

    def data(self) -> dict[str, Any]:
        """What stands for what, the student's name first, and that as a sentence."""
        r = self.renaming
        laws = {b.name: a.name for a, (b, _) in r.laws.items() if a.name != b.name}
        pairs = [(w.upper(), v.upper()) for _, n in r.laws.values() for v, w in n.items() if v != w]
        quantities = {b.name: a.name for a, b in r.quantities.items() if a.name != b.name}
        own = {v.name for law in r.laws for v in law.variables_and_inputs()}
        free = set().union(*(e.free_symbols for e in self.target.expressions()))
        letters = {
            b.name: a.name
            for a, b in r.indices.items()
            if a.name != b.name and (b in free or a.name not in own)
        }
        letters = {b: a for b, a in letters.items() if b in {i.name for i in free}}
        found = {
            "laws": laws,
            "variables": dict(pairs),
            "quantities": quantities,
            "letters": letters,
            "base": self.base,
        }
        return {**found, "sentence": _sentence(found)}


def _sentence(found: dict[str, Any]) -> str:
    kinds = (("laws", "the law"), ("variables", ""), ("quantities", ""), ("letters", ""))
    said = [
        f"{word} {new} for {old}".strip()
        for kind, word in kinds
        for new, old in found[kind].items()
    ]
    said += [found["base"]] if found["base"] else []
    return f"Read with {', '.join(said)}." if said else ""


@dataclass
class Student:
    """What a student says: the statements (the ends of the chain; a claim), all lines, and the
    hypotheses; None where there is no place for any, as in a list of lines."""

    statements: tuple[Relation, ...]
    lines: tuple[Expr, ...]
    stated: tuple[Hypothesis, ...] | None
    given: tuple[Hypothesis, ...] = field(default=())

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        return self.stated or ()

    @property
    def ends(self) -> tuple[Expr, Expr]:
        return self.lines[0], self.lines[-1]

    def said(self) -> list[Basic]:
        """All expressions, the statements first."""
        return [
            *(e for r in self.statements for e in r.expressions()),
            *(e for h in self.hypotheses for e in _expressions(h)),
            *self.lines,
        ]


def _expressions(h: Hypothesis) -> tuple[Expr, ...]:
    if isinstance(h, OptimalLengths):
        return (*h.expressions(), h.mean(), *h.against)
    return h.expressions()


def match(
    student: Student, target: Relation, given: Sequence[Hypothesis], seconds: float = SECONDS
) -> Match:
    """The reading under which the student's statement is nearest to the target."""
    deadline = time.thread_time() + seconds
    there, here = _Things([*target.expressions()]), _Things(student.said())
    behind = _Things([e for h in given for e in _expressions(h)])
    found: list[Match] = []
    for renaming in islice(_renamings(there, behind, here), _MOST):
        made = _compared(renaming, student, target, tuple(given))
        if made is not None:
            found.append(made)
            if made.level == 4 and not made.moved and made.stated == len(given):
                break
        if time.thread_time() > deadline:
            break
    most = max((m.stated for m in found), default=0)
    trusted = [m for m in found if _is_trusted(m, student, tuple(given), most)]
    return max(trusted, key=_nearness) if trusted else as_it_stands(target, given, here.names)


def as_it_stands(
    target: Relation, given: Sequence[Hypothesis], taken: Mapping[str, Any] | None = None
) -> Match:
    """The target in the teacher's names, of which nothing is known to be the student's. Where the
    student has taken one of them for something else, it gets another."""
    renaming = Renaming({}, {}, {}, {}, taken or {})
    trivial, assumed = _is_trivial(target, given), tuple(given)
    if not _is_as_taken(renaming, target, assumed):
        target = renaming.relation(target)
        assumed = tuple(map(renaming.hypothesis, assumed))
    return Match(renaming, target, assumed, 0, trivial=trivial)


def _nearness(m: Match) -> tuple[int, bool, int, int]:
    return m.level, m.claimed, m.stated, -len(m.moved)


def _is_trusted(m: Match, student: Student, given: tuple[Hypothesis, ...], most: int) -> bool:
    """Whether no hypotheses speak against the reading. They do if the student states more of the
    teacher's in another one, or exchanges names that both use without exchanging them there."""
    if m.level < 3 and not m.claimed and m.moved:
        return False
    if m.stated == len(given) or m.keeps_names:
        return True
    if m.stated < most:
        return False
    if not m.moved:
        return True
    return all(any(same(k, h) for k in (*student.hypotheses, *given)) for h in m.given)


def nearest(said: Relation, target: Relation) -> str:
    """What tells a statement from the target, as a sentence, or nothing."""
    here, there = _Things(said.expressions()), _Things(target.expressions())
    for one, other in zip(said.expressions(), target.expressions(), strict=True):
        ours, theirs = measures(one), measures(other)
        both = {*ours} & {*theirs}
        pairs = [(a, b) for a in ours for b in theirs if not {a, b} & both]
        close = max(pairs, key=lambda pair: _likeness(*pair), default=None)
        if close is not None and {*here.laws} == {*there.laws}:
            return f" It has {text(close[0])} for {text(close[1])}."
    shapes, wanted = (sorted(_shape(law) for law in things.laws) for things in (here, there))
    if shapes != wanted and wanted:
        return f" The target is about {_several(there.laws)}, this about {_several(here.laws)}."
    return ""


def _likeness(one: Expr, other: Expr) -> tuple[bool, float]:
    a, b = text(one), text(other)
    return sorted(a) == sorted(b), SequenceMatcher(None, a, b).ratio()


def _shape(law: Law) -> tuple[int, int]:
    return len(law.outputs), len(law.inputs)


def _several(laws: Sequence[Law]) -> str:
    if not laws:
        return "no law"
    return " and ".join(
        f"the law {law.name} of {', '.join(v.name.upper() for v in law.outputs)}"
        + (f" given {', '.join(v.name.upper() for v in law.inputs)}" if law.inputs else "")
        for law in laws
    )


class _Things:
    """The laws, quantities and free letters of expressions, in order."""

    def __init__(self, expressions: Iterable[Any]) -> None:
        laws: dict[Law, None] = {}
        quantities: dict[Quantity, None] = {}
        letters: dict[Alphabet, None] = {}
        for e in expressions:
            opened = unfolded(e)
            for node in preorder_traversal(opened):
                if isinstance(node, Law):
                    laws.setdefault(node)
                elif isinstance(node, Quantity):
                    quantities.setdefault(node)
            free = (i for i in opened.free_symbols if isinstance(i, Alphabet))
            letters.update(dict.fromkeys(sorted(free, key=lambda i: i.name)))
        self.laws, self.quantities, self.letters = list(laws), list(quantities), list(letters)

    @property
    def names(self) -> dict[str, Any]:
        """What each name stands for."""
        known: list[Any] = [*self.quantities, *self.laws]
        return {t.name: t for t in known}


@dataclass(frozen=True)
class _Partly:
    """A renaming under way."""

    laws: dict[Law, tuple[Law, dict[str, str]]] = field(default_factory=dict)
    quantities: dict[Quantity, Quantity] = field(default_factory=dict)
    alphabets: dict[str, Alphabet] = field(default_factory=dict)
    indices: dict[Alphabet, Alphabet] = field(default_factory=dict)

    def over(self, pairs: Iterable[tuple[Alphabet, Alphabet]]) -> dict[str, Alphabet] | None:
        """The alphabets with these added, or None where that is no bijection."""
        out = dict(self.alphabets)
        for a, b in pairs:
            if len(a.called) != len(b.called):
                return None
            images = {v.alphabet: k for k, v in out.items()}
            if images.get(b.alphabet, a.alphabet) != a.alphabet:
                return None
            if out.setdefault(a.alphabet, b).alphabet != b.alphabet:
                return None
        return out


def _renamings(there: _Things, behind: _Things, here: _Things) -> Iterator[Renaming]:
    """Those under which everything in the target is something of the student's; what only the
    hypotheses speak of may be called as it is."""
    needed = [*there.laws, *there.quantities]
    further = [t for t in (*behind.laws, *behind.quantities) if t not in needed]
    taken = here.names

    def go(rest: list[Any], so_far: _Partly) -> Iterator[_Partly]:
        if not rest:
            yield from _free_letters(there.letters, here.letters, so_far)
            return
        look()
        thing, *others = rest
        fits = _laws if isinstance(thing, Law) else _quantities
        several = False
        for more in fits(thing, here, so_far):
            several = True
            yield from go(others, more)
        if thing in further and not several:
            yield from go(others, so_far)

    for made in go([*needed, *further], _Partly()):
        yield Renaming(made.laws, made.quantities, dict(made.alphabets), dict(made.indices), taken)


def _laws(law: Law, here: _Things, so_far: _Partly) -> Iterator[_Partly]:
    used = {b for b, _ in so_far.laws.values()}
    shape = (type(law), len(law.outputs), len(law.inputs))
    fit = [
        b for b in here.laws if b not in used and (type(b), len(b.outputs), len(b.inputs)) == shape
    ]
    for b in sorted(fit, key=lambda b: (b != law, b.name != law.name)):
        own = law.variables_and_inputs()
        for to in sorted(_orders(b), key=lambda to: _changes(own, to)):
            alphabets = so_far.over(zip(own, to, strict=True))
            if alphabets is not None:
                names = {v.name: w.name for v, w in zip(own, to, strict=True)}
                laws = {**so_far.laws, law: (b, names)}
                yield _Partly(laws, so_far.quantities, alphabets, so_far.indices)


def _orders(law: Law) -> Iterator[tuple[Alphabet, ...]]:
    for outputs, inputs in product(permutations(law.outputs), permutations(law.inputs)):
        look()
        yield (*outputs, *inputs)


def _quantities(q: Quantity, here: _Things, so_far: _Partly) -> Iterator[_Partly]:
    used = set(so_far.quantities.values())
    fit = [b for b in here.quantities if b not in used and _fits(q, b)]
    for b in sorted(fit, key=lambda b: (b != q, b.name != q.name, b.sign != q.sign)):
        alphabets = so_far.over(zip(q.over, b.over, strict=True))
        if alphabets is not None:
            quantities = {**so_far.quantities, q: b}
            yield _Partly(so_far.laws, quantities, alphabets, so_far.indices)


def _fits(q: Quantity, other: Quantity) -> bool:
    """Whether the other is of the same kind; of a wider sign, so that more is proved of it."""
    plain = (Quantity, CodeLengths)
    kind = type(q) is type(other) or (type(q) in plain and type(other) in plain)
    partial = getattr(q, "partial", False) == getattr(other, "partial", False)
    return kind and partial and len(q.over) == len(other.over) and other.sign in _WIDER[q.sign]


def _changes(own: Sequence[Alphabet], to: Sequence[Alphabet]) -> int:
    return sum(v.name != w.name for v, w in zip(own, to, strict=True))


def _free_letters(
    letters: Sequence[Alphabet], here: Sequence[Alphabet], so_far: _Partly
) -> Iterator[_Partly]:
    if not letters:
        yield so_far
        return
    i, *others = letters
    over = so_far.alphabets.get(i.alphabet)
    fit = [
        j
        for j in here
        if j not in so_far.indices.values() and (over is None or j.alphabet == over.alphabet)
    ]
    for j in sorted(fit, key=lambda j: (j != i, j.name != i.name)):
        alphabets = so_far.over([(i, j)])
        if alphabets is not None:
            indices = {**so_far.indices, i: j}
            more = _Partly(so_far.laws, so_far.quantities, alphabets, indices)
            yield from _free_letters(others, here, more)
    if not fit:
        yield from _free_letters(others, here, so_far)


def _compared(
    renaming: Renaming, student: Student, target: Relation, given: tuple[Hypothesis, ...]
) -> Match | None:
    """How near the student's statements are under this renaming; None if it is no renaming."""
    try:
        if renaming.is_identity and _is_as_taken(renaming, target, given):
            wanted, assumed = target, given
        else:
            wanted = renaming.relation(target)
            assumed = tuple(renaming.hypothesis(h) for h in given)
        said = (*wanted.expressions(), *student.ends)
        said += tuple(e for r in student.statements for e in r.expressions())
        forms = Forms(said, assumed)
        ends, *claims = student.statements
        level, scale, base = _level(wanted, ends, student, forms)
        claimed = [_level(wanted, c, student, forms) for c in claims]
        claimed = [found for found in claimed if found[0] == 4]
        if claimed and level < 3:
            _, scale, base = claimed[0]
        trivial = not forms.form(wanted.lhs - wanted.rhs).terms
    except (DeriveError, KernelError, TypeError, AttributeError, NotImplementedError):
        return None
    stated = sum(any(same(k, h) for k in student.hypotheses) for h in assumed)
    moved = _moved(renaming)
    if scale != 1:
        wanted = Relation(scale * wanted.lhs, wanted.rel, scale * wanted.rhs)
    return Match(
        renaming, wanted, assumed, level, scale, base, stated, moved, trivial, bool(claimed)
    )


def _is_trivial(target: Relation, given: Sequence[Hypothesis]) -> bool:
    try:
        return not Forms(target.expressions(), given).form(target.lhs - target.rhs).terms
    except (DeriveError, KernelError):
        return False


def _is_as_taken(renaming: Renaming, target: Relation, given: Sequence[Hypothesis]) -> bool:
    """Whether nothing in the teacher's words has a name that is something else's here."""
    things = _Things([*target.expressions(), *(e for h in given for e in _expressions(h))])
    both: list[Any] = [*things.laws, *things.quantities]
    return all(renaming.taken.get(t.name, t) == t for t in both)


def _level(
    wanted: Relation, said: Relation, student: Student, forms: Forms
) -> tuple[int, Expr, str]:
    best: tuple[int, Expr, str] = (0, ONE, "")
    for scale, base in scales(wanted, said):
        stands = says(said, wanted, forms, 1 / scale)
        level = _LEVELS[stands] or _one_side(wanted, student, forms, scale)
        if level > best[0]:
            best = level, scale, base
    return best


def _one_side(wanted: Relation, student: Student, forms: Forms, scale: Expr) -> int:
    sides = [e for e in wanted.expressions() if is_about_something(e)]
    same_sides = any(forms.equal(s, e, scale) for s in sides for e in student.ends)
    return int(same_sides)


def _moved(renaming: Renaming) -> frozenset[str]:
    """Names of the teacher's that now stand for another thing of the teacher's."""
    laws = {a.name: b.name for a, (b, _) in renaming.laws.items()}
    quantities = {a.name: b.name for a, b in renaming.quantities.items()}
    out = {a for a, b in laws.items() if a != b and b in laws}
    out |= {a for a, b in quantities.items() if a != b and b in quantities}
    for law, (b, names) in renaming.laws.items():
        if law.name == b.name:
            out |= {v for v, w in names.items() if v != w and w in names}
    return frozenset(out)
