"""The relations of a document, section by section."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from derive.notes.blocks import Document
from derive.notes.chains import Chain
from derive.notes.elaborate import equivalent, lengths, limits
from derive.notes.elaborate.context import Context
from derive.notes.elaborate.introducing import as_named, first
from derive.notes.elaborate.relation import read
from derive.notes.elaborate.sections import begin_of, starts_of, within
from derive.notes.elaborate.sides_of_all import (
    closed_up,
    each,
    in_sets,
    lowered,
    parted,
    told_by_form,
)
from derive.notes.elaborate.table_of_names import table
from derive.notes.facts import Fact
from derive.notes.facts.bent import bent
from derive.notes.facts.diagonals import plain
from derive.notes.facts.displayed import meanings
from derive.notes.facts.equality import equalities
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.turns import turns
from derive.notes.kinds import Key
from derive.notes.parse import parse
from derive.notes.parse.unclosed import unclosed
from derive.notes.records import NameRecord
from derive.notes.resolve import (
    any_function,
    at_points,
    binary,
    composed,
    families,
    identical,
    joined,
    law_names,
    linear,
    moments,
    named_parts,
    named_twice,
    norms,
    of_numbers,
    proportional,
    rates,
    reaching,
    surprisal,
    trajectories,
    unsaid_laws,
)
from derive.notes.resolve.amid import from_middles, told
from derive.notes.resolve.anew import anew
from derive.notes.resolve.apart import apart
from derive.notes.resolve.based import code_bases, divisors, log_bases
from derive.notes.resolve.bases import FREE, bare_log, base_of, letter_base, said_base, unit_base
from derive.notes.resolve.counted import over_members
from derive.notes.resolve.data_sets import data_sets
from derive.notes.resolve.data_sets import put as without_data
from derive.notes.resolve.definitions import (
    behind_where,
    by_key,
    entries,
    from_displays,
    from_facts,
    is_of_a_case,
    is_of_itself,
)
from derive.notes.resolve.diagonals import diagonals_said
from derive.notes.resolve.dotted import Dotted
from derive.notes.resolve.empirical import said_out
from derive.notes.resolve.families import Families
from derive.notes.resolve.functionals import Put, put_in
from derive.notes.resolve.labelled import labelled, labels
from derive.notes.resolve.listed_laws import listed
from derive.notes.resolve.notation import Base, DefinedAs, Notation
from derive.notes.resolve.opaque import opaque
from derive.notes.resolve.parametric import by_parameter, marked, parametric
from derive.notes.resolve.primed import derived
from derive.notes.resolve.products import multiplied, numbers_said
from derive.notes.resolve.renewed import renewed
from derive.notes.resolve.samples import note_indices, note_names, note_parameters, note_samples
from derive.notes.resolve.section import resolved
from derive.notes.resolve.sets import sets_of
from derive.notes.resolve.short import written_out
from derive.notes.resolve.softmax import softmax
from derive.notes.resolve.stated import of_letters_alone
from derive.notes.resolve.subscripted import written
from derive.notes.resolve.undefined import undefined
from derive.notes.resolve.uses import uses_of
from derive.notes.resolve.vectors import vectors
from derive.notes.source import NotRead
from derive.notes.steps import Reading
from derive.notes.tree import Node

Read = tuple[Reading, ...] | NotRead
Sides = Sequence[Node | NotRead | None]


class Elaboration(NamedTuple):
    """readings: of each printed relation, in the order of the text, or why there is none. names:
    what each is, how that is known, and where. contradictions: of names that are said to be two
    things in one section.
    """

    readings: Sequence[Read] = ()
    names: tuple[NameRecord, ...] = ()
    contradictions: tuple[str, ...] = ()

    def by_chain(self, chains: Sequence[Chain]) -> list[Sequence[Read]]:
        """The readings of each chain's relations."""
        ends = list(accumulate(len(c.signs) for c in chains))
        return [self.readings[e - len(c.signs) : e] for e, c in zip(ends, chains, strict=True)]


def elaborated(
    document: Document,
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: Iterable[Fact],
    begun: Callable[[int], None] = lambda number: None,
) -> Elaboration:
    """The relations of a document in derive's language.

    trees: for each chain its sides as trees, or why a side was not read. begun: called before each
    chain, with its number.
    """
    facts = list(facts)
    made = _elaborated(document, chains, trees, facts, begun)
    by_chain = made.by_chain(chains)
    short = lengths.shortened(chains, trees, facts, by_chain)
    if short is None:
        return made
    whole = {k: own for k, own in enumerate(by_chain) if k not in short.again}
    other = _elaborated(document, chains, short.trees, short.facts, begun, whole)
    kept = [
        lengths.beside(own, r, values)
        for own, r, values in zip(made.readings, other.readings, short.by_relation, strict=True)
    ]
    return made._replace(readings=kept)


def _elaborated(
    document: Document,
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: Sequence[Fact],
    begun: Callable[[int], None],
    whole: Mapping[int, Sequence[Read]] = MappingProxyType({}),
) -> Elaboration:
    """whole: the readings of chains, by their numbers, that are not to be read again."""
    trees = [[plain(t) if isinstance(t, Node) else t for t in row] for row in trees]
    chains, trees = proportional.put(chains, [each(row, listed) for row in trees])
    starts = starts_of(document)
    facts = said_out(chains, trees, facts, lambda block: within(starts, document, block))
    trees = [by_parameter(row) for row in trees]
    trees, facts, introduced = linear.put(document, chains, trees, list(facts))
    introduced = {*introduced, *limits.introduced(chains, trees)}
    introduced |= named_parts.introduced(chains, trees)
    trees, facts = _parametric(trees, facts)
    trees, named, written_out = families.put(trees, facts)
    trees = trajectories.put(unsaid_laws.put(trees, facts))
    put = _multiplied(document, chains, trees, named, written_out.weights())
    notations = _notations(document, chains, put, written_out)
    equivalents = equivalent.others(chains, put.trees)
    equal = equalities(document, chains, Formulas(document.macros, parse))
    out: list[Read] = []
    bound = notations[0][2].uses.bound if notations else set()
    unread = undefined(chains, put.trees, bound)
    diagonals = diagonals_said(document, chains, trees, put.facts, bound)
    for k, (chain, sides, notation, defines) in enumerate(notations):
        if k in whole:
            out += whole[k]
            continue
        begun(k)
        own = [put.used[k, n] for n in range(len(sides))]
        strange = [(chains[n].display.span.line, key) for n, key in unread.items() if n < k]
        context = Context(notation, put.facts, chain, sides, defines, equal, put=own)
        context.undefined, context.bent = strange, bent(document, chain.block)
        context.other = equivalents.get(k)
        context.diagonals = [d for at, d in diagonals if at.holds(chain.block)]
        signs = range(len(chain.signs))
        said = [as_named(chain, n) if (k, n) in introduced else read(context, n) for n in signs]
        out += [first(said[0], chain, trees[k], trees[:k]), *said[1:]]
    told = (line for _, _, notation, _ in notations for line in notation.contradictions)
    names = table((c, n) for c, _, n, _ in notations)
    return Elaboration(out, tuple(names), tuple(dict.fromkeys(told)))


def _notations(
    document: Document, chains: Sequence[Chain], put: Put, written_out: Families
) -> list[tuple[Chain, Sides, Notation, dict[int, DefinedAs]]]:
    trees, facts = put.trees, put.facts
    every = [t for sides in trees for t in sides if isinstance(t, Node)]
    whole = resolved(every, facts)
    bound = whole.uses.bound
    from_text = from_facts(facts, bound)
    formulas = Formulas(document.macros, parse)
    every_turn = turns(document, formulas)
    freed = [(turn.block, turn.fresh | turn.anew) for turn in every_turn]
    starts = starts_of(document)
    starts = sorted({*starts, *renewed(chains, trees, facts, starts, bound)})

    def section_of(block: int) -> tuple[int, int]:
        return within(starts, document, block)

    sets = meanings(document, chains)
    for c, row in zip(chains, trees, strict=True):
        if len(row) > 1 and families.is_value(row[1]):
            sets.setdefault(c.block, section_of(c.block)[1])
    shown = from_displays(chains, trees, bound, from_text, freed, sets)
    shown = {
        n: behind_where(d, document, chains)
        for n, d in shown.items()
        if not (is_of_itself(d, whole.meant, bound) or is_of_a_case(document, d.block))
        and not any(unclosed(side.tokens) for side in chains[n].sides[:2])
    }
    rows = [e for d in shown.values() for e in entries(d)]
    amid = from_middles(chains, trees, bound, told(document, formulas, facts, bound), shown)
    later = anew(chains, trees, bound, shown, section_of)
    put_in_text = [*amid.values(), *later, *written_out.defined()]
    defined = by_key([*from_text, *shown.values(), *rows, *put_in_text])
    shown_base = base_of([[t for t in s if isinstance(t, Node)] for s in trees])
    note_samples(every, whole, facts)
    by_section: dict[int, Notation] = {}
    by_itself: dict[int, Notation] = {}
    for section in {begin_of(starts, c.block) for c in chains}:
        mine = [n for n, c in enumerate(chains) if begin_of(starts, c.block) == section]
        groups = [[t for t in trees[n] if isinstance(t, Node)] for n in mine]
        laws = {key: span for n in mine for key, span in put.laws[n].items()}
        displayed = [t for group in groups for t in group]
        own = [*displayed]
        last = min((s for s in starts if s > section), default=len(document.blocks))
        holding = [f for f in facts if f.scope.first < last and f.scope.last > max(section, 0)]
        used = reaching.used(own, reaching.before(defined, last), bound)
        bodies = [d.body for d in used]
        own += [*bodies, *reaching.conditionals(used)]
        stated = [*own, *(v for f in holding for v in f.values)]
        of_families = written_out.literals(stated)
        notation = resolved(own, holding, whole, laws, displayed, of_families)
        by_itself |= {
            n: resolved(groups[mine.index(n)], holding, whole)
            for n in law_names.of_one_variable(notation, dict(zip(mine, groups, strict=True)))
        }
        for made in (notation, *(by_itself[n] for n in mine if n in by_itself)):
            note_samples(own, made, holding)
            for key, sampled in whole.samples.items():
                made.samples.setdefault(key, sampled)
            note_names(holding, made)
            note_indices([*groups, *([b] for b in bodies)], made)
            note_parameters(used, made)
            made.defined, made.section = defined, section
            made.log_bases, made.code_bases = log_bases(stated), code_bases(stated)
            made.divisors = divisors(stated)
        by_section[section] = notation
    return [
        (
            c,
            sides,
            _in_base(
                by_itself.get(n, by_section[begin_of(starts, c.block)]),
                c,
                sides,
                facts,
                shown_base,
            ),
            ({0: shown[n]} if n in shown else {}) | {k: d for (m, k), d in amid.items() if m == n},
        )
        for n, (c, sides) in enumerate(zip(chains, trees, strict=True))
    ]


def _in_base(
    notation: Notation, chain: Chain, sides: Sides, facts: Iterable[Fact], shown: Base
) -> Notation:
    """The base of logarithms that is said where a chain stands; else free where the chain, or what
    its names stand for, has logarithms without one; else that which is shown."""
    said = unit_base(t for t in sides if isinstance(t, Node))
    if said is None:
        said = said_base(f for f in facts if f.scope.holds(chain.block))
    own = [t for t in sides if isinstance(t, Node)]
    holding = _holding(notation.defined, chain.block)
    own += [d.body for d in reaching.used(own, holding, notation.uses.bound)]
    if said is None and bare_log(own):
        return replace(notation, base=FREE)
    said = said or letter_base(own)
    return replace(notation, base=said or shown)


def _holding(defined: Mapping[Key, list[DefinedAs]], block: int) -> dict[Key, list[DefinedAs]]:
    """The definitions that hold where a block stands: L, defined with a logarithm."""
    return {key: [d for d in every if d.holds(block)] for key, every in defined.items()}


def _multiplied(
    document: Document,
    chains: Sequence[Chain],
    trees: Sequence[Sides],
    facts: list[Fact],
    weights: Collection[Key],
) -> Put:
    """Trees and facts, once it is told which calls are products, which are of h_b, and what names
    that are given laws stand for. weights: of laws that are written out."""
    facts = list(map(of_letters_alone, facts))
    trees = [each(row, over_members) for row in trees]
    facts = [replace(f, values=tuple(map(over_members, f.values))) for f in facts]
    data = data_sets(document)
    if data:
        trees = [each(row, lambda node: without_data(node, data)) for row in trees]
    trees, facts = apart(*rates.put(*surprisal.put(trees, facts)), chains)
    trees, of_functions = of_numbers.put(chains, trees, facts)
    trees, of_points = at_points.put(chains, trees, facts)
    trees, of_copies = identical.put(chains, trees, facts, data)
    trees = composed.put(any_function.put(chains, trees, facts), facts)
    trees, facts = named_twice.put(chains, trees, facts)
    trees = binary.asked(document, chains, trees, facts)
    trees, facts = lowered(trees, facts)
    trees = [moments.apart(row) for row in trees]
    dots = Dotted([t for s in trees for t in s if isinstance(t, Node)])
    trees = [each(row, dots.filled) for row in trees]
    told_apart = labels(t for s in trees for t in s if isinstance(t, Node))
    trees = [[labelled(t, told_apart) if isinstance(t, Node) else t for t in s] for s in trees]
    facts = [
        replace(f, names=tuple(labelled(n, told_apart) for n in f.names),
                values=tuple(labelled(n, told_apart) for n in f.values))
        for f in facts
    ]  # fmt: skip
    trees, facts = _of_components(trees, facts)
    custom = softmax(t for s in trees for t in s if isinstance(t, Node))
    trees = [[custom.put(t) if isinstance(t, Node) else t for t in s] for s in trees]
    facts = [replace(f, values=tuple(map(custom.put, f.values))) for f in facts]
    facts = [replace(f, values=tuple(map(written_out, f.values))) for f in facts]
    trees = [[opaque(t) if isinstance(t, Node) else t for t in s] for s in trees]
    trees, facts = parted(trees, facts)
    sets = sets_of(document, [t for s in trees for t in s if isinstance(t, Node)], facts)
    usual = not norms.otherwise(document)
    trees = joined.put(trees)
    said = [n for f in facts for n in (*f.names, *f.values)]
    how = written([*(t for s in trees for t in s if isinstance(t, Node)), *said], facts)
    trees = [[told_by_form(t, usual, how) for t in s] for s in trees]
    trees = [in_sets(closed_up(s), sets) for s in trees]
    every = [t for sides in trees for t in sides if isinstance(t, Node)]
    uses = uses_of([*every, *(v for f in facts for v in f.values)])
    trees = derived(trees, facts, uses)
    number = numbers_said(facts)
    trees = [
        [multiplied([t], uses, number)[0] if isinstance(t, Node) else t for t in s] for s in trees
    ]
    facts = [replace(f, values=tuple(multiplied(f.values, uses, number))) for f in facts]
    if binary.is_customary(document, chains, trees, facts):
        known = binary.probabilities(trees, facts, uses, weights)
        trees = [[binary.named(t, known) if isinstance(t, Node) else t for t in s] for s in trees]
        facts = [replace(f, values=tuple(binary.named(v, known) for v in f.values)) for f in facts]
    made = put_in(chains, trees, facts, meanings(document, chains))
    for of in (of_functions, of_points, of_copies):
        made.used |= {at: made.used[at] | numbers for at, numbers in of.items()}
    return made


def _parametric(trees: Sequence[Sides], facts: list[Fact]) -> tuple[list[Sides], list[Fact]]:
    """Sides and facts with letters as the parameters that they are here."""
    every = [t for s in trees for t in s if isinstance(t, Node)]
    known = parametric([*every, *(n for f in facts for n in (*f.names, *f.values))], facts)
    if not known:
        return [*trees], facts

    def put(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(marked(n, known) for n in nodes)

    sides = [each(row, lambda node: marked(node, known)) for row in trees]
    return sides, [replace(f, names=put(f.names), values=put(f.values)) for f in facts]


def _of_components(trees: Sequence[Sides], facts: list[Fact]) -> tuple[list[Sides], list[Fact]]:
    """Sides and definitions, of components where they are said of vectors."""
    every = [t for s in trees for t in s if isinstance(t, Node)]
    known = vectors([*every, *(v for f in facts for v in f.values)])
    said = []
    for f in facts:
        if f.kind == "define" and len(f.names) == len(f.values) == 1:
            left, right = known.pair(f.names[0], f.values[0])
            f = replace(f, names=(left,), values=(right,))
        else:
            f = replace(f, names=tuple(map(known.plain, f.names)))
        said.append(f)
    return [known.row(s) for s in trees], said
