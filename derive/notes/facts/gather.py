"""All that the text says of names, in order: by words, by form, by definition, by directive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, groupby

from derive.notes import tree as t
from derive.notes.blocks import Directive, Display, Document, Prose
from derive.notes.chaining import Item, chains_of
from derive.notes.chains import Chain
from derive.notes.facts import (
    Fact,
    Scope,
    braced,
    drawn,
    law_lists,
    made_of,
    restricted,
    sides,
    told_laws,
)
from derive.notes.facts.about import about
from derive.notes.facts.alike import alike
from derive.notes.facts.asserted import PAST, is_asserted, is_quoted
from derive.notes.facts.behind import condition, supposed
from derive.notes.facts.continuous import continuous
from derive.notes.facts.definitions import definitions, is_of_a_loss
from derive.notes.facts.diagonals import diagonal
from derive.notes.facts.directives import facts_of_directive
from derive.notes.facts.displayed import Role, hypotheses, in_its_role, role_of
from derive.notes.facts.domination import MUTUAL, domination
from derive.notes.facts.english import (
    APPOSED,
    ASSUMING,
    CLAIMED,
    OF_ALPHABETS,
    SUPPOSING,
    Row,
    rows,
)
from derive.notes.facts.equality import is_of_equality
from derive.notes.facts.fitting import fitting
from derive.notes.facts.forms import (
    LISTED,
    Said,
    dashed,
    forms,
    is_variable,
    of_variables,
    supposed_measure,
)
from derive.notes.facts.formulas import Formulas
from derive.notes.facts.held import Held, Text
from derive.notes.facts.independence import conditional, estimates, independence
from derive.notes.facts.kraft import kraft, without_sizes
from derive.notes.facts.listed import led_from, listed
from derive.notes.facts.named import laws_of_others, names_in, own_clause
from derive.notes.facts.nameless import independent_ones
from derive.notes.facts.respective import respective
from derive.notes.facts.scopes import here, is_footnote, section
from derive.notes.facts.sentences import SLOT, Sentence, sentences
from derive.notes.facts.true_class import true_classes
from derive.notes.facts.turns import Turn
from derive.notes.facts.withdrawal import Taken, taken_back, withdrawal_of, without
from derive.notes.facts.worded import worded

_PLAIN_FORMS = ("markov", "independent", "holds", "dominated")
_ELSEWHERE = ("define", "size", "unit", "sample", "symbol")  # no conditions of a display
_ON = re.compile(rf" (?:on|over) (?:the )?(?:finite )?(?:set |alphabet |space )?({SLOT})")
_COUNTED = re.compile(  # on K outcomes
    r" (?:distinct |different |possible |equally likely )*(?:outcomes|symbols|letters|values|"
    r"elements|classes|points|states|items|messages|labels|tokens|words|categories)\b"
)
_SUPPOSED = re.compile(
    r"\b(?:suppose|assume|assuming|supposing|provided|given|if|when|whenever)"
    rf"(?: now| also| further| in addition)?(?: that)?(?: also)? (?:{SLOT}(?:,? and|,) )*$"
)
_LET = re.compile(r"\b(?:let|with|such that|so that|satisfying) $")
_FLAT = ("iid", "same law", "markov")
_OF_ONE = ("uniform", "bernoulli")  # of which a law that is written out says more
_OF_LAWS = ("uniform", "one-hot", "point mass")
_MUTUAL = ("function", "dominated", "iid", "same law")


def facts_of(document: Document) -> list[Fact]:
    """The facts of a document, numbered in the order of the text.

    Raises:
        NotRead: a directive that cannot be read, with what can be written.
    """
    from derive.notes.parse import parse

    formulas = Formulas(document.macros, parse)
    text = Text.of(document, formulas)
    found: list[Fact] = []
    gone: list[Taken] = []
    items = groupby(chains_of(document), key=lambda item: item.block)
    by_block = {block: list(group) for block, group in items}
    for k, block in enumerate(document.blocks):
        if isinstance(block, Display):
            found += _of_display(text, k, by_block.get(k, []), formulas)
            found += told_laws.of_display(text, k, block)
        elif isinstance(block, Prose):
            found += _of_prose(text, k, block, formulas)
            found += sides.of_prose(document, k, block, formulas)
            gone += _taken(document, k, block, formulas)
        elif isinstance(block, Directive):
            found += facts_of_directive(document, k, block)
        else:
            found += told_laws.of_table(text, k)
    found = without_sizes(document, _ended(without(_once(found), gone), text.turns), formulas)
    found += [*kraft(document, found, formulas), *true_classes(document, found, formulas)]
    return [replace(f, number=n) for n, f in enumerate(found, 1)]


def _of_display(text: Text, k: int, items: Sequence[Item], formulas: Formulas) -> Iterator[Fact]:
    """What it supposes for itself; or, displayed behind "Suppose that", for what follows."""
    before = text.document.blocks[k - 1] if k else None
    said = sentences(before, k - 1)[-1:] if isinstance(before, Prose) else []
    is_led = any(SUPPOSING.search(s.words) or ASSUMING.search(s.words) for s in said)
    is_stated = role_of(text.document, k) is Role.CLAIM and not any(
        CLAIMED.search(f"{s.words.rstrip(' :,')} ") for s in said
    )
    whole = condition(items) if is_led or is_stated else None
    for prose in supposed(items) if whole is None else (whole,):
        for fact in _of_prose(text, k, prose, formulas):
            if fact.kind in _ELSEWHERE or (whole is not None and not is_led and not _is_form(fact)):
                continue
            here = replace(fact, scope=Scope(k, k + 1))
            yield here if whole is None else in_its_role(text, fact, k)
    if whole is None:
        chains = [i for i in items if isinstance(i, Chain)]
        yield from hypotheses(text, chains, formulas.parse)
        yield from sides.of_display(chains, formulas, k)
    if whole is None or not is_led:
        chains = [i for i in items if isinstance(i, Chain)]
        yield from made_of.of_display(text, chains, formulas.parse, k)
        yield from law_lists.of_display(text, chains, formulas.parse, k)
        yield from braced.of_display(text.document, k, formulas)
        yield from independent_ones(text.document, k, chains, formulas.parse)
        yield from drawn.of_display(text, chains, formulas, k)


def _of_prose(text: Text, k: int, prose: Prose, formulas: Formulas) -> Iterator[Fact]:
    led = led_from(text.document, k)
    for sentence in sentences(prose, k):
        if is_of_equality(sentence.words):
            continue
        held = Held(text, sentence)
        yield from told_laws.in_words(text, sentence)
        withdrawal = withdrawal_of(sentence)
        in_list = list(listed(sentence, formulas)) if led is not None else []
        known = {said.names for said in in_list}
        plain = (s for s in _said(sentence, formulas) if s.names not in known)
        for said in chain(in_list, plain):
            if withdrawal.takes(said):
                continue
            if said.kind == "unit" and (held.is_doubtful or is_footnote(text.document, k)):
                continue
            fact = held.fact(said)
            yield fact if led is None else replace(fact, scope=replace(fact.scope, first=led))


def _taken(document: Document, k: int, prose: Prose, formulas: Formulas) -> Iterator[Taken]:
    """What its sentences take back: where they speak of a case, in the displays of that case."""
    for sentence in sentences(prose, k):
        named = names_in("".join(sentence.slots), sentence, formulas)
        said = taken_back(sentence, _said(sentence, formulas), named)
        is_case = SUPPOSING.search(sentence.words) or sentence.words.startswith("even ")
        scope = here(document, k, True) if is_case else section(document, k)
        yield from (Taken(s, sentence.span.start, scope) for s in said)


def _said(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """By words, then by the form of each formula, then by definition."""
    by_words = [
        said
        for row in rows()
        for found in row.regex.finditer(sentence.words)
        for said in _by_words(row, found, sentence, formulas)
    ]
    by_words += [*independence(sentence, formulas), *respective(sentence, formulas)]
    by_words += estimates(sentence, formulas)
    in_full = list(worded(sentence, formulas))
    told = {said.names for said in in_full}
    by_words = [s for s in by_words if s.kind not in _OF_ONE or s.names not in told]
    laws = tuple(n for said in by_words if said.kind in ("law", "uniform") for n in said.names)
    for said in by_words:
        yield said._replace(names=laws) if said.kind == "size" and not said.names else said
    yield from continuous(sentence, formulas)
    yield from in_full
    by_form = [*domination(sentence, formulas), *_by_form(sentence, formulas)]
    yield from _of_vectors(sentence, formulas)
    made = list(made_of.in_words(sentence, formulas))
    yield from [*by_form, *made]
    functions = {said.names[0] for said in (*by_form, *made) if said.kind == "function"}
    for d in definitions(sentence, formulas):
        if d.names[0] not in functions:
            yield of_variables(d)


def _of_vectors(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """p(z) = 𝒩(0, I), and p(z) ∼ 𝒩(0, I): what a law of vectors is."""
    for slot in sentence.slots:
        for s in formulas.statements(sentence.inline(slot)):
            left, right = s.one(0), s.one(-1)
            says = s.rels in (("=",), (":=",), ("sim",)) and diagonal(right) is not None
            if says and left is not None and right is not None and not is_variable(left):
                yield Said("family", (left,), (right,))


def _by_form(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    words = sentence.words
    assuming = bool(ASSUMING.search(words) or SUPPOSING.search(words))
    for slot in sentence.slots:
        before = words[: words.index(slot)]
        if CLAIMED.search(before) or is_quoted(sentence, len(before)) or PAST.search(before):
            continue
        mutual = MUTUAL.search(words) is not None
        assumed = assuming or APPOSED.search(before) is not None
        is_partial = restricted.is_of_one_case(sentence, len(before))
        for statement in formulas.statements(sentence.inline(slot)):
            if not is_partial and (_SUPPOSED.search(before) or _LET.search(before)):
                yield from supposed_measure(statement, _SUPPOSED.search(before) is None)
            if statement.rels == ("?",) and "\\subset" in sentence.inline(slot).body.text:
                yield Said("part", statement.names)
            chained = dashed(statement) if "markov" in words else ()
            drawn = alike(sentence, slot, statement)
            for said in (*forms(statement), *chained, *drawn):
                if mutual and said.kind in ("positive", "number"):
                    continue
                of_maps = said.kind == "markov" and restricted.is_of_maps(sentence, len(before))
                is_data = said.words == LISTED and not OF_ALPHABETS.search(words)
                if (said.assumes and is_partial) or of_maps or is_data:
                    continue
                if said.kind == "variable" and is_partial:
                    said = said._replace(values=())
                if assumed or not said.assumes or _is_plain(said):
                    yield said


def _is_form(fact: Fact) -> bool:
    """X → Y → Z or X ⊥ Y, displayed without a word that supposes it."""
    return fact.kind in ("markov", "independent")


def _is_plain(said: Said) -> bool:
    """A form that is a hypothesis without a word that says so."""
    return said.kind in _PLAIN_FORMS and said.words != "factors"


def _by_words(
    row: Row, found: re.Match[str], sentence: Sentence, formulas: Formulas
) -> Iterator[Said]:
    """What a row says where it fits; nothing where its formulas are not what it speaks of."""
    groups = found.groupdict()
    about = restricted.subjects(sentence, found, "A") if "A" in groups else groups.get("a") or ""
    names = names_in(own_clause(about, sentence, formulas), sentence, formulas)
    values = names_in(groups.get("b") or "", sentence, formulas)
    if (about and not names) or (groups.get("b") and not values):
        return
    if row.kind in _MUTUAL and (row.kind != "iid" or "{B}" in row.pattern):
        names, values = [*names, *values], []
    if row.kind == "unit":
        values = [_base(row, sentence)]
    if row.words == "[]":  # a probability
        values = [t.Num(sentence.span, Fraction(n)) for n in (0, 1)]
    if row.kind in _FLAT and _has_tuples(about + (groups.get("b") or ""), sentence, formulas):
        return
    if row.kind == "one-hot" and is_of_a_loss(about, sentence, formulas):
        return
    if row.kind == "uniform" and _on_a_part(sentence, found.end(), formulas):
        return
    if row.assumes and restricted.is_of_a_part(sentence, found.start(), row.kind):
        return
    if row.kind == "size" and restricted.is_of_many(sentence, *found.span()):
        return
    if row.kind == "empirical":
        data = restricted.data_of(sentence.words[found.end() :])
        if data is None or is_quoted(sentence, found.start()):
            yield from (Said("equated", (n,)) for n in names)
            return
        values = names_in(data, sentence, formulas)
    counts = row.kind == "size" and bool(values) and isinstance(values[0], t.Num)
    if counts and not is_asserted(sentence, *found.span()):
        return
    if row.kind == "law" and "{A} {BE}" in row.pattern and len(names) == 1:
        yield from laws_of_others(names[0], found, sentence, formulas)
    drawn = row.kind == "variable" and bool(values)
    hedged = row.assumes or counts or drawn
    given = restricted.case(sentence, *found.span()) if hedged else None
    if given is not None and drawn:
        yield from (Said("variable", (n,)) for n in fitting(row, names))
        yield Said("other law", tuple(values))
        return
    if given is not None:
        known = names_in(given, sentence, formulas)
        yield from conditional(row.kind, names, known) if known else ()
        return
    if row.assumes and not is_asserted(sentence, *found.span()):
        if row.kind in _OF_LAWS:  # p may be uniform in the end: a law it is
            laws = tuple(n for n in names if not is_variable(n))
            yield from (Said("law", laws),) if laws else ()
            yield Said("equated", tuple(names))
    elif names := fitting(row, names) if names else names:
        yield Said(row.kind, tuple(names), tuple(values), row.words, row.assumes)
    elif not about:
        yield Said(row.kind, (), tuple(values), row.words, row.assumes)


def _has_tuples(slots: str, sentence: Sentence, formulas: Formulas) -> bool:
    """Whether a pair (X, Y) is among them, which is no two things of that kind."""
    made = (s for x in re.findall(SLOT, slots) for s in formulas.statements(sentence.inline(x))[:1])
    return any(isinstance(n, t.Members) and n.brackets for s in made for n in s.names)


def _on_a_part(sentence: Sentence, at: int, formulas: Formulas) -> bool:
    """Uniform on A, which is no alphabet: 𝒳, X, a set written out, or [n]."""
    on = _ON.match(sentence.words, at)
    if on is None or _COUNTED.match(sentence.words, on.end()):
        return False
    made = formulas.statements(sentence.inline(on[1]))
    where = made[0].one(0) if len(made) == 1 and "subset" not in made[0].rels else None
    plain = isinstance(where, t.Name) and not where.accents and where.base in "ABCDEFGKQRT"
    return where is None or plain


def _base(row: Row, sentence: Sentence) -> t.Node:
    """Of logarithms."""
    span = sentence.span
    return t.Num(span, Fraction(2)) if row.about.endswith("2") else t.Constant(span, "e")


def _once(facts: list[Fact]) -> list[Fact]:
    """Each thing that a sentence says in two ways, once."""
    seen: dict[object, Fact] = {}
    lawful = {(f.names, f.scope) for f in facts if f.kind == "iid" and f.values}
    facts = [
        f for f in facts if f.kind != "iid" or f.values or (f.names, f.scope) not in lawful
    ]  # said again with the law
    for f in facts:
        key = (f.kind, f.names, f.values, f.scope) if f.kind != "unit" else (f.kind, f.span.start)
        if key not in seen:
            seen[key] = f
    return list(seen.values())


def _ended(facts: list[Fact], turns: Sequence[Turn]) -> list[Fact]:
    """A definition holds until the same name is introduced anew, in a later block: defined, or
    said to be any such thing."""
    out: list[Fact] = []
    for k, f in enumerate(facts):
        if f.kind != "define" or not f.names:
            out.append(f)
            continue
        head, names = _introduced(f.names[0]), about(f)
        later = [
            g.scope.first
            for g in facts[k + 1 :]
            if g.kind in ("define", "arbitrary") and head in map(_introduced, g.names)
            and (g.names, g.values) != (f.names, f.values)  # said again
        ]
        freed = [turn.block for turn in turns if turn.fresh & names]
        later += [*freed, *(turn.block for turn in turns if turn.anew & names)]
        end = min((b for b in later if f.scope.first < b < f.scope.last), default=f.scope.last)
        until = end if end in freed else f.until
        out.append(replace(f, scope=Scope(f.scope.first, end), until=until))
    return out


def _introduced(node: t.Node) -> t.Node:
    """The name without its letters: of q(x), q_i, and q_1, …, q_n."""
    if isinstance(node, t.Range):
        inside = node.of or node.first
        return node if inside is None else _introduced(inside)
    head = node.head if isinstance(node, t.Call) else node
    return replace(head, sub=()) if isinstance(head, t.Name) else head
