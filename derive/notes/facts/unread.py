"""Sentences that speak of a thing and of which nothing, or nothing usable, was read.

Beside one a counterexample does not show a claim to be false: the sentence may rule it out. Only
mentions that restrict nothing, as "the entropy of X", are known; all others count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from derive.notes import tree as t
from derive.notes.blocks import Document, Prose
from derive.notes.chains import Chain
from derive.notes.facts import OF_VARIABLES, Fact
from derive.notes.facts.conditions import is_plain, without_remarks
from derive.notes.facts.english import CASE, CLAIMED, DEPENDENT, EXCEPTED, SUPPOSING
from derive.notes.facts.forms import forms, is_measure, is_name, is_variable
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.nameless import supposes_unnamed
from derive.notes.facts.numbers import rational
from derive.notes.facts.scopes import section
from derive.notes.facts.sentences import SLOT, Sentence, sentences
from derive.notes.facts.turns import freed
from derive.notes.facts.withdrawal import withdrawal_of
from derive.notes.walk import bound, children, walk

Thing = tuple[str, tuple[str, ...]]
_MOST = 2  # sentences that are quoted
_BEFORE = re.compile(
    r"(?:^|\b(?:of|and|or|between|from|to|in|on|at|by|given|for|any|all|every|each|some|arbitrary|"
    r"about|than|over|under|against|with|the|that|when|if|knowing|observing|learning|seeing|"
    r"study|look at|turn to|guess|predict|describe|encode|observe|know|see|reconstruct|decode|"
    r"estimate|send|transmit|"
    r"bound|approximate|(?:encoder|decoder|joint|posterior|prior|model) is|"
    r"minimi[sz]e|maximi[sz]e|measures?|telling|exchang(?:e|ing)|swap(?:ping)?|"
    r"laws?|distributions?|variables?|both|random|models?|data|truth|using|through|"
    r"into|conditioning on|adding|how|where|writes?|writing|denote|joint|"
    r"marginals?|conditionals?|encoders?|decoders?|channels?|priors?|posteriors?|functions?|"
    r"probabilit(?:y|ies)|weights?|vocabulary|alphabet|set|space|support|"
    rf"de|et|entre|pour|lois?|y|und|von)|[,;:(—–-]|{SLOT}) ?$"
)
_AFTER = re.compile(
    r" ?(?:$|[,.;:)!?—–-]|(?:and|or|given|from|to|about|we|the|this|that|by|in|if|then|as|at|for|"
    r"on|over|under|of|once|when|but|so|it|there|one|you|gives?|tells?|says?|does|do|can|cannot|"
    r"always|never|alone|together|respectively|need not|may|might|where|against|assigns?|"
    r"predicts?|another|et|sur|on|und|y)\b)"
)
_ANY = re.compile(r"\b(?:any|every|all|no)(?: other)? $")
_BESIDE = re.compile(r"\b(?:near|around|at|about|until|like) $")
_OF_MEASURE = re.compile(
    r"\b(?:entrop\w+|divergences?|information|distances?|uncertainty|surprisals?|expectations?|"
    rf"perplexity)\b[\w ]{{0,30}} (?:of|between|from|in|about|to|with) (?:{SLOT}[\w ,]{{0,12}})*$"
)
_ABOUT_MEASURES = re.compile(  # which is no condition on what they are of
    r"^(?:(?:note|recall|observe) that |here,? |so |thus |in words,? )?(?:the )?(?:\w+ ){0,3}?"
    r"(?:entropy|entropies|information|divergence|uncertainty|surprisal|perplexity)\b"
    r"(?:(?!\bis\b|\bare\b)[^.;:])*? (?:measures?|tells?|quantif(?:y|ies)|describes?|counts?|"
    r"says?|is (?:not |always )*(?:symmetric|nonnegative|non-negative|finite|well defined|called|"
    r"written|denoted))\b"
)
_COMPARES = re.compile(
    rf"^(?:let us |we )?(?:now |next |first )?(?:compare|relate) {SLOT} (?:with|to|and) {SLOT}"
    r" ?[.,:;]?$"
)
_IS = re.compile(
    r" (?:is|are|be|was|measures?)\b(?! (?:zero|equal|the same|maximal|minimal|one|two|"
    rf"positive|large|small|known|fixed|constant|{SLOT}))"
)
_ROLE = re.compile(
    rf"(?:(?:,| and|, and| et| und) {SLOT})* ?(?:is |are |be |denotes? )?(?:the|our|its|"
    r"two|three|an?|une?|deux|des|eine?|zwei) (?:\w+ )?(?:teacher|student|models?|encoder|"
    r"decoder|truth|data|targets?|priors?|posteriors?|likelihood|proposal|policy|channel|inputs?|"
    r"outputs?|source|labels?|class|"
    r"attribute|features?|message|parameters?|environment|observations?|reference|variables?|"
    r"lois?|distributions?|verteilungen|zufallsvariablen?)\b"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)] ")
_SPECIAL = re.compile(
    r"\b(?:sums?(?! to)|products?|outcomes?|results?|toss\w*|coins?|dice|die|fair|biased|binary|"
    r"ternary|averages?(?! (?:code|length|number))|mean|mixtures?|maximum|minimum|"
    r"cop(?:y|ies)|same(?! (?:finite |discrete )?(?:alphabet|set|space|support))|"
    r"equal|identical|"
    r"sorted|escort|heads|tails|face|cards?|throws?|rolls?|symmetric|erasure|noise|noisy|"
    r"noiseless|gaussian|normal|poisson|geometric|exponential|binomial|degenerate|constant|"
    r"injective|invertible|inverses?|bijective|one-to-one|monotone|discretized|projection|cyclic|"
    r"shift\w*|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:values|symbols|letters|outcomes|"
    r"elements|states|points)|degraded|less noisy|supported|concentrated|variance|at most|"
    r"at least|exactly|respectively|"
    r"bsc|bec|dependen(?:ce|cy)|depends?|unrelated|correlat\w+|factori[sz]\w+|puts|masses)\b"
)
_AS_A_WORD = re.compile(  # a random variable Z which is the union of X and Y
    r"\b(?:random variable|[Ll]et|[Dd]efine|[Cc]all|where) (?:a |the |us )?([B-HJ-Z])\b"
    r"(?=,? (?:which|that|is|as|to be|be|=|the|whose)\b)"
)
_ASSUMED = re.compile(
    r"\b(?:let|suppos\w+|assum\w+|given|such that|so that|with|where|satisf\w+|soit|soient|sei|"
    r"seien|sea|sean)\b"
)
_OF_SPECIAL = (
    *("uniform", "bernoulli", "deterministic", "point mass", "define", "one-hot"),
    *("iid", "iid given", "same law", "told"),
)
_NAMED_KINDS = (  # words, and the facts of which one is made where they are read
    (r"\buniform", ("uniform", "number")),
    (r"\bbernoulli", ("bernoulli", "told")),
    (
        r"\bindependent|\bi\.?i\.?d\b|\bindépendant|\bunabhängig|\bindependiente|\bmarkov\b",
        ("independent", "iid", "iid given", "markov", "holds"),
    ),
)
_MADE = (*OF_VARIABLES, "holds", "dominated", "one-hot", "uniform")
_UNUSABLE = ("bernoulli", "deterministic", "point mass", "other law")


class Unread(NamedTuple):
    """What a sentence may restrict, and the sentence."""

    name: str
    sentence: Sentence

    def __str__(self) -> str:
        line, quote = self.sentence.span.line, self.sentence.quote
        if not self.name:
            return f"that what line {line} says of no name is of nothing here: “{quote}”"
        return f"that line {line} does not restrict {self.name}: “{quote}”"


def things(trees: Sequence[t.Node], facts: Sequence[Fact], with_drawn: bool = True) -> set[Thing]:
    """What a relation is about: laws, variables, numbers, what they are said to be drawn from, and
    (with_drawn) the X and Y of p(x, y); not the letters that it sums over or takes laws at."""
    drawn = (v for tree in trees if with_drawn for n in walk(tree) for v in _drawn(n))
    found = {thing for tree in (*trees, *drawn) for thing in _of(tree)}
    found |= {thing for tree in trees for n in walk(tree) for thing in _values(n)}
    pairs = [(f.names, f.values) for f in facts if f.kind in ("variable", "iid", "function")]
    for names, values in pairs:
        one, other = ({x for n in side for x in _of(n)} for side in (names, values))
        if found & one or found & other:
            found |= one | other
    return found


def unread(
    document: Document,
    formulas: Formulas,
    facts: Sequence[Fact],
    chain: Chain,
    about: Collection[Thing],
    used: Collection[int],
    named: Collection[Thing],
) -> list[Unread]:
    """The sentences before a display, in its section, that may restrict what it is about, and of
    which no fact among those that are used was made. named: what it names itself."""
    out: list[Unread] = []
    for k, block in enumerate(document.blocks[: chain.block + 2]):
        leads = k == chain.block - 1  # though it may stand in an item, and the display behind it
        if not isinstance(block, Prose):
            continue
        if not leads and not section(document, k).holds(max(k, chain.block)):
            continue
        if _is_past(document, k, chain.block):
            continue
        every = list(sentences(block, k))
        near = _leading(every) if leads else []
        for sentence in every:
            if k > chain.block and not re.match(r"(?:where|here|with)\b", sentence.words):
                continue
            reader = _Reader(sentence, formulas, facts, about, used, chain.block, named)
            reader.is_near = sentence in near
            name = reader.restricted() or reader.undollared()
            if name or reader.supposes_unnamed(leads and sentence.last):
                out.append(Unread(name, sentence))
    return out[:_MOST]


def _leading(every: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentence that a display stands in, or is next to; the one before "Then" too."""
    words = every[-1].words.split() if every else []
    return every[-2:] if len(words) < 4 and not re.search(SLOT, "".join(words)) else every[-1:]


def _is_past(document: Document, block: int, later: int) -> bool:
    """Whether a paragraph with a number of its own ends before another one begins."""
    numbered = [
        k
        for k, b in enumerate(document.blocks[: later + 1])
        if isinstance(b, Prose) and _NUMBERED.match(b.text.text.lstrip("*_ \n").lower())
    ]
    return block in numbered and block != numbered[-1]


class _Reader:
    """One sentence beside the things that a relation is about."""

    def __init__(
        self,
        sentence: Sentence,
        formulas: Formulas,
        facts: Sequence[Fact],
        about: Collection[Thing],
        used: Collection[int],
        block: int,
        named: Collection[Thing],
    ) -> None:
        self.named = named
        self.sentence, self.formulas, self.about, self.used = sentence, formulas, about, used
        self.words = re.sub(" +", " ", EXCEPTED.sub(" ", without_remarks(sentence.words)))
        self.facts = [f for f in facts if f.span == sentence.span]
        self.block = block
        self.is_near = False  # to the display: what it claims may be what that is claimed of

    def restricted(self) -> str:
        """A name that the sentence may restrict in a way that is not read; "" if none."""
        words = self.words
        if CASE.search(words) or words.endswith("?") or DEPENDENT.search(words):
            return ""
        if _COMPARES.match(words):
            return ""
        if _ABOUT_MEASURES.match(words) and not _ASSUMED.search(words.replace(" given ", " ")):
            return ""
        if withdrawal_of(self.sentence).takes_back:
            return ""
        is_case = SUPPOSING.search(words) is not None  # which what is read of it is confined to
        if is_case and any(f.kind in _MADE for f in self.facts):
            return ""
        for fact in self.facts:
            if self._is_unused(fact):
                about = [*fact.names, *_drawn(fact.names[0])] if fact.names else fact.values
                return self._shown(about)
        slots = re.findall(SLOT, words)
        found = (self._of_slot(slot) for slot in slots)
        return next(filter(None, found), "") or self._weighed(slots)

    def _weighed(self, slots: Sequence[str]) -> str:
        """A name beside a number between 0 and 1, which nothing was made of."""
        inline = (self.formulas.statements(self.sentence.inline(s)) for s in slots)
        alone = [n for found in inline for s in found if not s.rels for n in s.names]
        numbers = (v for v in map(rational, alone) if v is not None and 0 < v < 1)
        made = any(f.kind in (*_OF_SPECIAL, "number", "holds") for f in self.facts)
        return "" if made or not any(numbers) else self._shown(alone)

    def undollared(self) -> str:
        """A variable that the sentence introduces as a word, and says what it is."""
        found = (m[1] for m in _AS_A_WORD.finditer(self.sentence.quote))
        return next((x for x in found if (x, ()) in self.about), "")

    def supposes_unnamed(self, leads: bool) -> bool:
        """Whether it restricts things that it does not name, and that is no hypothesis here."""
        used = any(f.number in self.used for f in self.facts)
        return not used and supposes_unnamed(self.sentence, leads)

    def _is_unused(self, fact: Fact) -> bool:
        """A fact about the relation's things that is none of its hypotheses."""
        if fact.number in self.used or fact.until <= self.block:
            return False
        own = {x for n in (fact.names or fact.values) for x in _of(n)}
        if fact.kind == "holds":
            return bool(own & {*self.about})
        if fact.kind in ("define", "equated"):
            return bool(self._shown([*fact.names, *_drawn(fact.names[0])]))
        if fact.kind in _UNUSABLE:
            return bool(own & {*self.about})
        if fact.kind == "variable" and _is_of_each(fact):
            return len(own & {*self.about}) > 1
        return fact.kind in _MADE and bool(own) and own <= {*self.about}

    def _of_slot(self, slot: str) -> str:
        inline = self.sentence.inline(slot)
        at = self.words.index(slot)
        before, after = self.words[:at], self.words[at + 1 :]
        claimed = CLAIMED.search(before) is not None
        if (claimed and not self.is_near) or slot in freed(self.words):
            return ""
        statements = self.formulas.statements(inline)
        if claimed and not any(map(_is_of_some, statements)) and not _SPECIAL.search(after):
            return ""
        if statements and all(map(is_measure, statements[0].names)) and not statements[0].rels:
            return ""
        if not statements:
            return self._in_text(inline.body.text)
        for s in statements:
            nodes = [n for side in s.sides for n in side]
            drawn = [v for n in nodes for v in _drawn(n)]
            nodes += [v for v in drawn if {*_of(v)} & {*self.named}]
            if s.rels and all(s.sides):
                if self._is_open(s, before):
                    return self._shown([*nodes, *_drawn(nodes[0])])
            elif self._shown(nodes) and self._restricts(nodes, before, after):
                return self._shown(nodes)
        return ""

    def _restricts(self, nodes: Sequence[t.Node], before: str, after: str) -> bool:
        """Whether a name that stands there alone is more than mentioned, and that is not read."""
        own = {x for n in nodes for x in _of(n)}
        about = [(f, (*f.names, *f.values)) for f in self.facts]
        said = [f for f, nodes in about if own & {x for n in nodes for x in _of(n)}]
        is_special = _SPECIAL.search(self.words) is not None
        made = {f.kind for f in self.facts}
        is_named = any(
            re.search(words, self.words) and not made & {*kinds} for words, kinds in _NAMED_KINDS
        )
        if said:
            return is_named or (is_special and not any(f.kind in _OF_SPECIAL for f in said))
        is_special = is_special or is_named
        ends = _AFTER.match(after) or (_OF_MEASURE.search(before) and _IS.match(after))
        is_mention = (_BEFORE.search(before) and ends) or _ROLE.match(after) or _ANY.search(before)
        return not is_mention or (is_special and _ASSUMED.search(self.words) is not None)

    def _is_open(self, s: Statement, before: str) -> bool:
        """Whether a relation in the sentence restricts the things, and no fact was made of it."""
        first, every = s.sides[0], [n for side in s.sides for n in side]
        defines = s.equation is not None and is_name(s.equation[0])
        if not self._shown([*first, *_drawn(first[0])] if defines else every) or _is_always(s):
            return False
        if _BESIDE.search(before):
            return False
        if any(map(_is_measured, first)) and not _ASSUMED.search(before):
            return self.is_near and _is_of_some(s)
        said = [p.span for f in self.facts if is_plain(f) for p in (*f.names, *f.values)]
        return not any(n.span.start <= p.start < n.span.end for n in every for p in said)

    def _in_text(self, text: str) -> str:
        """Of a formula that cannot be read: a name that stands in it."""
        for base, _ in sorted(self.about):
            if re.search(rf"(?<![\\a-zA-Z]){re.escape(base)}(?![a-zA-Z])", text):
                return base
        return ""

    def _shown(self, nodes: Sequence[t.Node]) -> str:
        """The first of the relation's things among these, "" if there is none."""
        return next((x[0] for n in nodes for x in _of(n) if x in self.about), "")


def _is_of_some(s: Statement) -> bool:
    """What holds of some laws: p ≠ q, H(X) > 0, I(X; Y) = 0; no identity."""
    if not s.rels or not all(s.sides) or _is_always(s):
        return False
    ends = [side[0] for side in s.sides]
    alone = any(isinstance(n, t.Num) for n in ends) or not any(map(_is_measured, ends))
    return any(rel in ("!=", "<", ">") or (rel == "=" and alone) for rel in s.rels)


def _is_always(s: Statement) -> bool:
    """What holds of every law: Σ p = 1, p ≥ 0, and x ∈ 𝒳."""
    end = s.one(1)
    written = isinstance(end, (t.Members, t.Pow)) and any(map(is_variable, s.names))
    if s.rels == ("in",) and not written:  # X ∈ {0, 1}^n is no more than some X
        return True
    if any(f.words == "sum" for f in forms(s)):
        return True
    return s.rels == (">=",) and isinstance(end, t.Num) and end.value == 0


def _is_of_each(fact: Fact) -> bool:
    """X, Y ∼ p, which may say that they are independent: not X, Y ∼ p(x, y)."""
    law = fact.values[0] if fact.values else None
    return len(fact.names) > 1 and (isinstance(law, t.Name) or len(getattr(law, "args", "xy")) < 2)


def _values(n: t.Node) -> Iterator[Thing]:
    """The x of X_1, for which x_1, …, x_n, of which the text speaks, may stand."""
    if isinstance(n, t.Name) and n.sub and len(n.base) == 1 and n.base.isupper():
        yield (n.base.lower(), n.accents)


def _drawn(law: t.Node) -> list[t.Node]:
    """X and Y of p(x, y), which is their law."""
    if not isinstance(law, t.Call) or is_measure(law):
        return []
    letters = [a for a in law.args if isinstance(a, t.Name) and len(a.base) == 1]
    return [replace(a, base=a.base.upper()) for a in letters]


def _is_measured(node: t.Node) -> bool:
    """A sum, a mean or a measure stands in it: a claim, where nothing says that it is supposed. A
    probability P(Y = k) is none: P(Y = k) = 1 says what P is."""
    inside = (n for n in walk(node) if not _is_probability(n))
    return any(is_measure(n) or isinstance(n, (t.Big, t.Mean)) for n in inside)


def _is_probability(node: t.Node) -> bool:
    """P(y), of a law P, and P(Y = k), which is its value if P is a law."""
    return isinstance(node, t.Call) and isinstance(node.head, t.Name) and node.head.base == "P"


def _of(tree: t.Node) -> Iterator[Thing]:
    """The names in a tree that are no letters."""
    if isinstance(tree, t.Name):
        yield (tree.base, tree.accents)
    elif isinstance(tree, t.Call) and (not is_measure(tree) or _is_probability(tree)):
        yield from _of(tree.head)
        yield from (x for a in tree.args if is_variable(a) for x in _of(a))
    else:
        inner = {x for n in bound(tree) for x in _of(n)}
        head = tree.head if isinstance(tree, t.Call) else None
        inside = (child for child in children(tree) if child is not head)
        yield from (x for child in inside for x in _of(child) if x not in inner)
