"""Definitions in the text: name = expression behind a defining word, or with a defining sign.

Any other equation in a line may be a claim, an example or a remark, and defines nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.notes import tree as t
from derive.notes.facts.english import CLAIMED, DEFINING, UNLESS
from derive.notes.facts.families import is_said
from derive.notes.facts.forms import Said, forms, is_measure, is_name, letters_of, mentions
from derive.notes.facts.formulas import Formulas, Statement
from derive.notes.facts.restricted import is_of_one_case
from derive.notes.facts.sentences import SLOT, Sentence
from derive.notes.walk import walk

_SUPPOSED = re.compile(r"(?:now )?(?:suppose|assume|let|say|imagine)\b")
_THAT_IS = re.compile(rf"\b(?:that is|i\.e\.|so that|meaning),? {SLOT}")
_CASE = re.compile(rf"(?:^|[.;:] )for (?:an?|the|any|this|our) [\w -]{{1,40}}, {SLOT}")
_LIST = rf"{SLOT}(?:(?:,? and|,) {SLOT})*"
_BEING = re.compile(rf"\b(?!that\b)[a-z]+ (?:of {SLOT} )?(?:is|are) (?:then |now |thus )?{_LIST}")
_HERE = re.compile(
    rf"^(?:\(?(?:here|above|below),?|recall(?: that)?) (?:again |also |now )?{_LIST}"
)
_APPOSED = re.compile(
    r"\b(?:distributions?|laws?|pmfs?|densit(?:y|ies)|marginals?|mixtures?|averages?|posteriors?|"
    rf"conditionals?|channels?|functions?)(?: \([a-z]{{2,4}}\))?:? {_LIST}"
)
_OF_MODELS = re.compile(  # softmax p_i = …, the cross-entropy for one-hot targets L = −Σ …
    r"\b(?:soft-?max|sigmoid|cross[- ]entropy|loss(?:es)?|objective|(?:log[- ])?likelihood|"
    r"partition function|normali[sz](?:er|ing constant|ation constant)|(?:implicit )?reward)"
    r"(?: (?:function|loss|objective|probabilit(?:y|ies)|outputs?|distribution))?"
    rf"(?: (?:for|of|with|against|over|on) (?:{SLOT}|[a-z -]){{1,40}}?)?:? {_LIST}"
)
_CLAUSE = re.compile(  # let p be a law and A a set; α = Σ p(x), β = …
    rf"^(?:let|consider|fix|given|write|take)\b[^.]*?[,;](?: where| with| and)? {_LIST}"
)
_OF_A_CASE = re.compile(r"\b(?:if|when|whenever|iff|equality|suppose|unless)\b")
_IN_CASE = re.compile(
    r"\b(?:if|when|whenever|iff|only|equality|equals?|attain\w*|achiev\w*|optim\w*|maximi\w*|"
    r"minimi\w*|suppose|assume|example|every|any|all)\b"
)
_IF = re.compile(r"^,? (?:if|when|whenever|unless|only)\b")
_OTHERS = re.compile(
    r"(?:some|others?|many|most|several|a few|sometimes|often|elsewhere)(?: [\w-]+){0,2}? "
    r"(?:defines?|writes?|calls?|sets?|denotes?|uses?|takes?) (?:[\w-]+ ){0,3}"
)
_CALLED = re.compile(
    rf"(?P<a>{SLOT}),? (?:which )?(?:is|are|be|denotes?|stands for) "
    r"(?:the|an?|called|defined|known|some|our|its)\b"
)


_ERROR = re.compile(r"\b(?:error probability|probability of (?:an )?error) $")


def definitions(sentence: Sentence, formulas: Formulas) -> Iterator[Said]:
    """The definitions in a sentence, each formula once."""
    words = sentence.words
    found = [m[0] for m in DEFINING.finditer(words)]
    if _SUPPOSED.match(words):
        found += [m[0] for m in _THAT_IS.finditer(words)]
    found += [m[0] for m in _CASE.finditer(words)]
    governed = {slot for part in found for slot in re.findall(SLOT, part)}
    being = {slot for m in _BEING.finditer(words) for slot in re.findall(SLOT, m[0])}
    shown = _shown(words)
    modelled = _shown(words, _OF_MODELS)
    clauses = {slot for m in _CLAUSE.finditer(words) for slot in re.findall(SLOT, m[0])}
    conditional = UNLESS.search(words) or _OF_A_CASE.search(words)
    called = {m["a"] for m in _CALLED.finditer(words)}
    for slot in sentence.slots:
        left = formulas.equated(sentence.inline(slot))
        statements = formulas.statements(sentence.inline(slot))
        if left is not None and not statements:
            named = not conditional and not is_measure(left)
            if named or _is_otherwise(left, None):
                yield Said("equated", (left,))
        for statement in statements:
            if statement.equation is not None and _is_otherwise(*statement.equation):
                yield Said("define", statement.equation[:1], statement.equation[1:], ":=")
                continue
            letters = statement.equation is not None and bool(letters_of(statement.equation[0]))
            governs = slot in governed or (slot in being and letters)
            governs = governs or (letters and _is_empirical(sentence, slot, statement))
            governs = governs or (slot in shown and letters and _is_made(statement))
            governs = governs or (slot in modelled and (letters or _is_summed_in(statement)))
            governs = governs or (not conditional and _is_of_a_model(statement, words, slot))
            governs = governs or (slot in clauses and not conditional and _is_summed_in(statement))
            governs = governs or (not conditional and _is_total(words, statement))
            named = _ERROR.search(words[: words.index(slot)]) is not None
            governs = governs or ((named or not conditional) and _is_error(statement))
            governs = governs or (statement.equation is not None and is_said(*statement.equation))
            said = _definition(statement, governs, slot in called)
            if said is not None and _is_hedged(sentence, words.index(slot)):
                yield from _equated(statement)
            elif said is not None:
                yield said
            elif not conditional and next(forms(statement), None) is None:
                yield from _equated(statement)


def _is_hedged(sentence: Sentence, at: int) -> bool:
    """Whether a name is so defined in a case alone, up to something, or by others."""
    words = sentence.words
    by_others = _OTHERS.fullmatch(words[:at]) is not None
    return by_others or _IF.match(words[at + 1 :]) is not None or is_of_one_case(sentence, at)


def _is_otherwise(left: t.Node, right: t.Node | None) -> bool:
    """Whether a name that custom has for a measure, as H_2, is said to be something else; None: of
    an expression that is not read."""
    from derive.notes.resolve.apart import said_otherwise

    return bool(said_otherwise(left, right))


def _equated(s: Statement) -> Iterator[Said]:
    """That something is said of what a name is, though it is not taken for its definition."""
    if s.equation is None:
        return
    left, right = s.equation
    if is_name(left) and not is_measure(left) and not _is_empty(left, right):
        yield Said("equated", (left,))


def _shown(words: str, *patterns: re.Pattern[str]) -> set[str]:
    """The formulas that say what a name is by their place: behind "here", and behind what the name
    is, where the sentence is about no case of it."""
    if UNLESS.search(words) or _IN_CASE.search(words):
        return set()
    parts = [m[0] for p in patterns or (_HERE, _APPOSED) for m in p.finditer(words)]
    return {slot for part in parts for slot in re.findall(SLOT, part)}


def _is_made(s: Statement) -> bool:
    """Whether a name is put equal to what is made of others: Σ_y p(x,y), and no other name."""
    return s.equation is not None and not isinstance(s.equation[1], (t.Name, t.Call, t.Num))


_ACTIVATIONS = (r"\sigma", "softmax", "Softmax", "sigmoid", "Sigmoid")
_LOSSES = ("L", "J", r"\ell")


def _is_of_a_model(s: Statement, words: str, slot: str) -> bool:
    """a = σ(z), ŷ = softmax(z), L = −[y log a + (1 − y) log(1 − a)]: what an activation or a loss
    is, wherever it is said and is no claim."""
    if s.equation is None or CLAIMED.search(words[: words.index(slot)]):
        return False
    left, right = s.equation
    if not isinstance(left, t.Name):
        return False
    if isinstance(right, t.Call):
        return isinstance(right.head, t.Name) and right.head.base in _ACTIVATIONS
    is_negative = isinstance(right, t.Neg) and any(isinstance(n, t.Log) for n in walk(right))
    return left.base in _LOSSES and is_negative


def _is_summed_in(s: Statement) -> bool:
    """Whether a sum or a mean stands in what a name is put equal to: no number, as in L = log 2."""
    return s.equation is not None and any(
        isinstance(n, (t.Big, t.Mean)) for n in walk(s.equation[1])
    )


def _is_total(words: str, s: Statement) -> bool:
    """Let …, and b = Σ_i b_i: what a sum is called that has the name's own letters in it."""
    if s.equation is None or not words.startswith("let "):
        return False
    left, right = s.equation
    if not isinstance(left, t.Name) or left.sub or not isinstance(right, t.Big):
        return False
    return any(isinstance(n, t.Name) and n.sub and n.base == left.base for n in walk(right.body))


def _is_error(s: Statement) -> bool:
    """P_e = P(X ≠ Y): what a probability of error is, wherever it is said."""
    if s.equation is None:
        return False
    left, right = s.equation
    if not isinstance(left, t.Name) or left.base not in ("P", "p") or len(left.sub) != 1:
        return False
    named = isinstance(left.sub[0], t.Name) and left.sub[0].base in ("e", "err", "error")
    of_event = isinstance(right, t.Call) and any(isinstance(a, t.Event) for a in right.args)
    return named and of_event


def _is_empirical(sentence: Sentence, slot: str, s: Statement) -> bool:
    """p̂(x) = 1/n Σ_i 1[x_i = x]: what counts the data says what its name is, wherever it is said
    and is no claim."""
    words = sentence.words
    if s.equation is None or UNLESS.search(words) or CLAIMED.search(words[: words.index(slot)]):
        return False
    left, right = s.equation
    sums = (n for n in walk(right) if isinstance(n, t.Big) and n.op == "sum")
    marks = (m for n in sums for m in walk(n.body) if isinstance(m, t.Indicator))
    return any(_counts(m.event, letters_of(left)) for m in marks)


def _counts(event: t.Event, letters: tuple[t.Node, ...]) -> bool:
    """x_i = x, or x = x_i, for one of these letters x."""
    for one, other in ((event.lhs, event.rhs), (event.rhs, event.lhs)):
        indexed = isinstance(one, t.Name) and len(one.sub) == 1
        if event.rel == "=" and indexed and other in letters:
            return True
    return False


def defined(s: Statement) -> Said | None:
    """What an equation defines that is known to be a definition, and is made of other names."""
    applied = s.equation is not None and isinstance(s.equation[1], t.Call)
    return _definition(s, True, False) if applied or _is_made(s) else None


def _definition(s: Statement, governed: bool, called: bool) -> Said | None:
    if s.equation is None:
        return None
    left, right = s.equation
    signed = s.rels == (":=",)
    if not (signed or governed or called or _is_table(right)):
        return None
    if is_measure(left) or not _may_be_defined(left) or _is_empty(left, right):
        return None
    if called and not governed and not signed and not isinstance(left, t.Name):
        return None
    if isinstance(left, t.Call) and isinstance(right, t.Num) and right.digits is not None:
        return Said("equated", (left,))  # p(a) = 0.7, of one of its letters
    return Said("define", (left,), (right,), ":=" if signed else "")


def _may_be_defined(left: t.Node) -> bool:
    """A name, or a name of letters: q_i, g(x), p(y|x); not p(1), nor f(x + 1)."""
    if not is_name(left):
        return False
    return all(isinstance(n, (t.Name, t.Call, t.Range)) for n in letters_of(left)) or (
        isinstance(left, t.Name) and not isinstance(left.sub, t.Event)
    )


def _is_empty(left: t.Node, right: t.Node) -> bool:
    """P = Q says that two things are one; p = p(x) that one is written in two ways; n = 2 and
    i = 1, …, n choose a case."""
    if isinstance(right, t.Num) and right.value.denominator > 1:  # a = 0.3
        return False
    if isinstance(right, (t.Name, t.Range, t.Num, t.Dots)) or mentions(right, left):
        return True
    heads = [n.head for n in walk(right) if isinstance(n, t.Call)]
    if isinstance(left, t.Call) and left.head in heads:  # p(x, y) = p(x) p(y) is about p
        return True
    if isinstance(right, t.Call) and is_name(right) and not is_measure(right):
        return right.head == left
    return any(isinstance(n, t.Range) for n in walk(right))


def _is_table(right: t.Node) -> bool:
    """(1/2, 1/4, 1/4): numbers in a row that add up to 1."""
    return isinstance(right, t.Members) and _sums_to_one(right)


def _sums_to_one(members: t.Members) -> bool:
    from derive.notes.facts.numbers import rational

    values = [rational(n) for n in members.items]
    known = [v for v in values if v is not None]
    return len(known) == len(values) > 1 and sum(known) == 1 and min(known) >= 0


def is_of_a_loss(about: str, sentence: Sentence, formulas: Formulas) -> bool:
    """One-hot targets L = −Σ y_i log p_i: what is one-hot there is not L."""
    made = (s for x in re.findall(SLOT, about) for s in formulas.statements(sentence.inline(x))[:1])
    values = (s.equation[1] for s in made if s.equation is not None)
    return any(isinstance(n, t.Big) for v in values for n in walk(v))
