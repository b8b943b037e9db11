"""A theorem of `derive` as a file for a user of Rocq.

The statement is about functions to the reals and finite sums (`Finite.v`), in the letters of the
script; the proof has the checker run on the certificate, and takes what it accepts to the
statement: the hypotheses make a model, and what is claimed of every model is the statement there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rocq import absolute
from rocq.translate import Written, translate
from rocq.words import Index, Words, free

_WIDTH = 100  # columns of a statement
# What a line may begin with, the best first.
_BREAKS = [re.compile(s) for s in (r"<-> |/\\ ", r"[<>]?= |\([^()]* : ", r"[-+] |∑ ", r"[*/] ")]
_HEAD = """(* {title}
   Written by derive from the certificate {name}.
   The numbers in it stand for: {numbers} *)

From Coq Require Import Reals ZArith QArith List Lia.
From Derive Require Import Terms Semantics Exported Certified Finite.
Import ListNotations.
Local Open Scope R_scope.

"""


@dataclass(frozen=True)
class Hypothesis:
    """A hypothesis of the statement. says: in words of `Finite.v`; how: it holds in the model."""

    name: str
    says: str
    how: str = ""


def exported(text: str) -> str:
    """The file's text, for a certificate.

    Raises:
        Malformed: it is none.
        NotShown: it is about spaces.
    """
    data = json.loads(text)
    file = File(data, translate(text))
    theorem = identifier(str(data["name"]))
    known = absolute.signs(file.context)
    told = absolute.told_of(data, known)
    if told is None:
        lines = file.theorem(theorem)
    else:
        lemma = f"{theorem}_by_signs"
        lines = [absolute.IMPORT, "", *file.theorem(lemma, "Lemma"), ""]
        lines += file.without(told, known, theorem, lemma)
    return head(data, file) + "\n".join(lines) + f"\n\nPrint Assumptions {theorem}.\n"


class NotShown(Exception):
    """A statement that has no words in `Finite.v`."""


class File:
    """A certificate as a theorem. words: to be shared by theorems that speak of the same things."""

    def __init__(self, data: Any, written: Written, words: Words | None = None) -> None:
        self.written = written
        row = data["certificate"]["theorems"][-1]
        self.context, self.statement = row["context"], row["statement"]
        if len(self.context) == 6 and len(self.context[5]) > 1:
            raise NotShown("a context with spaces")
        rule, given = row["rule"], row["given"]
        self.conditions = given[1][1:] if rule == "with_equality" else None
        self.words = words or Words(self.context)
        self.number = {name: k for k, name in enumerate(written.names, 1)}

    def theorem(self, name: str, keyword: str = "Theorem") -> list[str]:
        """The statement and its proof."""
        conclusion = self._conclusion()
        given = self.given()
        lines = self.stated(f"{keyword} {name}", given, conclusion)
        return [*lines, "Proof.", *self._proof(given), "Qed."]

    def without(
        self, told: Any, known: dict[str, absolute.Sign], name: str, lemma: str
    ) -> list[str]:
        """The same theorem, told with |e| and without the quantities that are there for signs."""
        words = self.words.of(told["certificate"]["theorems"][-1]["context"])
        other = File(told, self.written, words)
        given = other.given()
        names, others = iter(other.names()), iter(given)
        arguments = [
            absolute.put(self.words, known[own]) if own in known else next(names)
            for own in self._keys()
        ]
        arguments += [
            absolute.fact(h.name, self.words, known) or next(others).name for h in self.given()
        ]
        lines = other.stated(f"Theorem {name}", given, other._conclusion())
        lines += ["Proof.", other.intros(given)]
        lines += [f"  pose proof ({lemma} {' '.join(arguments)}) as told_."]
        return [*lines, "  absolute told_.", "Qed."]

    def stated(self, name: str, given: list[Hypothesis], conclusion: str) -> list[str]:
        """What follows from these hypotheses, for all that is declared."""
        lines = wrapped(f"{name} : {self._binders()}")
        for said in (*(f"{h.says} ->" for h in given), *f"{conclusion}.".split("\n")):
            lines += wrapped(f"  {said}")
        return lines

    def given(self) -> list[Hypothesis]:
        """What is assumed of the declared things."""
        given = [*self._laws(), *self._signs(), *self._supports(), *self._hypotheses()]
        return [*self._sizes(), *given]  # last: all alphabets are known by then

    # -- the statement

    def functions(self) -> list[tuple[int, list[str]]]:
        """The declared laws and quantities, by the number of their arguments."""
        words, kinds = self.words, dict[int, list[str]]()
        for law, (outputs, inputs) in words.laws.items():
            kinds.setdefault(len(outputs) + len(inputs), []).append(words.law(law))
        for name, (alphabets, _) in words.quantities.items():
            kinds.setdefault(len(alphabets), []).append(words.quantity(name))
        return sorted(kinds.items())

    def _binders(self) -> str:
        sizes = self.words.alphabets.values()
        groups = [f"({' '.join(sizes)} : nat)"] * bool(sizes)
        groups += [f"({' '.join(f)} : {'nat -> ' * n}R)" for n, f in self.functions()]
        return f"forall {' '.join(groups)}," if groups else ""

    def names(self) -> list[str]:
        """What is declared, in the order of the statement."""
        return [*self.words.alphabets.values(), *(f for _, some in self.functions() for f in some)]

    def _keys(self) -> list[str]:
        """What the certificate calls these; alphabets and laws by any name."""
        words, back = self.words, {self.words.quantity(q): q for q in self.words.quantities}
        return [*words.alphabets, *(back.get(f, f) for _, some in self.functions() for f in some)]

    def intros(self, given: list[Hypothesis]) -> str:
        return f"  intros {' '.join([*self.names(), *(h.name for h in given)])}."

    def _conclusion(self) -> str:
        _, lhs, rel, rhs = self.statement
        letters = free([lhs, rhs])
        said = self.words.for_all(letters, self.words.relation(lhs, rel, rhs))
        if self.conditions is None:
            return said
        equal = self.words.for_all(letters, self.words.relation(lhs, "=", rhs))
        each = [self.words.for_all(free(c), self.words.is_zero(c)) for c in self.conditions]
        iff = " /\\ ".join(f"({c})" for c in each) or "True"
        return f"({said}) /\\\n(({equal}) <->\n {iff})"

    def _laws(self) -> Iterator[Hypothesis]:
        for k, law in enumerate(self.words.laws):
            yield Hypothesis(f"law_{k}", self._is_law(law), f"law law_{k}")

    def _is_law(self, law: str) -> str:
        outputs, inputs = self.words.laws[law]
        name, letter, size = self.words.law(law), self.words.letter, self.words.size
        sizes = " ".join(size(a) for _, a in outputs)
        outs, ins = ([letter(i) for i in side] for side in (outputs, inputs))
        at = " ".join([name, *outs, *ins])
        function = f"(fun {' '.join(outs)} => {at})" if ins else name
        kind = {1: "is_law", 2: "is_law2", 3: "is_law3"}.get(len(outputs))
        if kind is not None:
            return self._bracketed(list(inputs), f"{kind} {sizes} {function}")
        total = "".join(f"∑ {x} < {size(a)}, " for x, (_, a) in zip(outs, outputs, strict=True))
        above = self.words.for_all([*outputs, *inputs], f"0 <= {at}")
        return f"({above}) /\\ {self._bracketed(list(inputs), f'{total}{at} = 1')}"

    def _bracketed(self, indices: list[Index], says: str) -> str:
        said = self.words.for_all(indices, says)
        return f"({said})" if indices else said

    def _signs(self) -> Iterator[Hypothesis]:
        words = self.words
        for k, (name, (alphabets, sign)) in enumerate(words.quantities.items()):
            says = {"nonneg": "0 <= {}", "pos": "0 < {}", "unit": "0 <= {} <= 1"}.get(sign)
            if says is None:
                continue
            letters = words.some_letters(alphabets)
            sizes = [words.size(a) for a in alphabets]
            at = " ".join([words.quantity(name), *letters])
            ranges = (f"({x} < {n})%nat -> " for x, n in zip(letters, sizes, strict=True))
            every = f"forall {' '.join(letters)}, {''.join(ranges)}" if letters else ""
            said = every + says.format(at)
            yield Hypothesis(f"sign_{k}", f"({said})" if letters else said)

    def _supports(self) -> Iterator[Hypothesis]:
        for k, (_, _, premise, conclusion) in enumerate(self.context[3][1:]):
            letters, words, name = free([premise, conclusion]), self.words, f"support_{k}"
            said, always = words.not_zero(conclusion), words.real(premise).text == "1"
            if not always:
                said = f"{words.not_zero(premise)} -> {said}"
            how = self._from(name, letters, " _" * always)
            said = words.for_all(letters, said)
            yield Hypothesis(name, f"({said})" if letters or not always else said, how)

    def _hypotheses(self) -> Iterator[Hypothesis]:
        for k, (_, _, kind, term) in enumerate(self.context[4][1:]):
            letters, words, name = free(term), self.words, f"given_{k}"
            said = words.is_zero(term) if kind == "=" else words.at_least_zero(term)
            yield Hypothesis(name, self._bracketed(letters, said), self._from(name, letters))

    def _sizes(self) -> Iterator[Hypothesis]:
        known = {a for outs, ins in self.words.laws.values() if not ins and len(outs) < 4
                 for _, a in outs}  # fmt: skip
        for k, (alphabet, size) in enumerate(self.words.alphabets.items()):
            if alphabet not in known:
                yield Hypothesis(f"size_{k}", f"(0 < {size})%nat")

    # -- the proof

    def _proof(self, given: list[Hypothesis]) -> Iterator[str]:
        words = self.words
        yield self.intros(given)
        for k, (outputs, inputs) in enumerate(words.laws.values()):
            if not inputs and 0 < len(outputs) < 4:
                lemma = "not_empty_law" + ("" if len(outputs) == 1 else str(len(outputs)))
                yield f"  pose proof ({lemma} {'_ ' * (len(outputs) + 1)}law_{k})."
        yield f"  pose (model_ := {self._model()})."
        yield "  certificate ("
        yield f"{self.written.term})%positive model_ context_ given_ holds_."
        yield "  { constructor."
        yield "    - sizes model_."
        yield f"    - {self._each(h for h in given if h.name.startswith('law_'))}"
        yield f"    - {self._each(self._kept_signs(given))}"
        yield f"    - exact {self._all(h for h in given if h.name.startswith('support_'))}."
        yield f"    - exact {self._all(h for h in given if h.name.startswith('given_'))}. }}"
        yield from self._proved()

    def _kept_signs(self, given: list[Hypothesis]) -> Iterator[Hypothesis]:
        said = {h.name for h in given}
        for k in range(len(self.words.quantities)):
            how = f"quantity sign_{k}" if f"sign_{k}" in said else "intros ? ?; exact Logic.I"
            yield Hypothesis(f"sign_{k}", "", how)

    @staticmethod
    def _each(laws: Iterator[Hypothesis]) -> str:
        return " ".join(f"split; [{h.how}|]." for h in laws) + " exact Logic.I."

    @staticmethod
    def _all(given: Iterator[Hypothesis]) -> str:
        return _conjunction([*(h.how for h in given), "Logic.I"])

    def _model(self) -> str:
        words, number = self.words, self.number

        def cases(rows: list[tuple[str, int, str]]) -> str:
            if not rows:
                return "(fun _ _ => 0)"
            text = ""
            for name, n, function in rows:
                at = [f"x{k}" for k in range(n)]
                text += f"| {number[name]}%positive, [{'; '.join(at)}] => "
                text += f"{' '.join([function, *at])} "
            return f"(fun f_ at_ => match f_, at_ with {text}| _, _ => 0 end)"

        sizes = "".join(
            f"| {number[a]}%positive => {n} " for a, n in words.alphabets.items() if a in number
        )
        laws = [(v, len(o) + len(i), words.law(v)) for v, (o, i) in words.laws.items()]
        quantities = [(q, len(a), words.quantity(q)) for q, (a, _) in words.quantities.items()]
        size = f"(fun a_ => match a_ with {sizes}| _ => 1%nat end)"
        return f"Model {size}\n    {cases(laws)}\n    {cases(quantities)}"

    def _index(self, i: Index) -> str:
        return f"(Index {self.number[i[0]]} {self.number[i[1]]})%positive"

    def _from(self, name: str, letters: list[Index], more: str = "") -> str:
        """What is said of all letters, for an assignment of letters to indices."""
        indices = [self._index(i) for i in letters]
        at = [f"({x} {i})" for x in ("e_", "r_") for i in indices]
        said = " ".join([name, *at])
        return f"(fun (e_ : letters) (r_ : in_range model_ e_){more} => {said})"

    def _to(self, proof: str, letters: list[Index]) -> str:
        """What holds for assignments, as said of all letters."""
        names = [self.words.letter(i) for i in letters]
        pairs = zip(letters, names, strict=True)
        at = f"[{'; '.join(f'({self._index(i)}, {x})' for i, x in pairs)}]"
        ranges = [f"{x}_in" for x in names]
        inside = _conjunction([*ranges, "Logic.I"])
        made = f"{proof} (given_letters {at}) (in_range_given context_ model_ given_ {at} {inside})"
        return f"(fun {' '.join([*names, *ranges])} => {made})" if names else f"({made})"

    def _proved(self) -> Iterator[str]:
        letters = free([self.statement[1], self.statement[3]])
        if self.conditions is None:
            yield f"  exact {self._to('(proj1 holds_)', letters)}."
            return
        each = [free(c) for c in self.conditions]
        yield f"  split. {{ exact {self._to('(proj1 holds_)', letters)}. }}"
        yield "  destruct (proj2 holds_) as [there_ back_]. split; intros given_equal_."
        yield f"  - pose proof (there_ {self._from('given_equal_', letters)}) as zero_."
        conditions = (
            self._to(_projection("zero_", k, len(each) + 1), free_) for k, free_ in enumerate(each)
        )
        yield f"    exact {_conjunction([*conditions])}."
        mine = (
            self._from(_projection("given_equal_", k, len(each)), free_)
            for k, free_ in enumerate(each)
        )
        back = f"(back_ {_conjunction([*mine, 'Logic.I'])})"
        yield f"  - exact {self._to(back, letters)}."


def head(data: Any, *files: File) -> str:
    """What a file begins with."""
    title, name = (_comment(str(data[k])) for k in ("title", "name"))
    numbers = "; ".join(", ".join(f"{k} {x}" for x, k in f.number.items()) for f in files)
    return _HEAD.format(title=title, name=name, numbers=_comment(numbers))


def wrapped(line: str) -> list[str]:
    """A line of a statement, broken where it is long: outside brackets, if it can be."""
    lines = list[str]()
    while len(line) > _WIDTH:
        depth, best = 0, (99, 0, 0)
        for k, c in enumerate(line[:_WIDTH]):
            depth += (c == "(") - (c == ")")
            if c == " " and k > _WIDTH // 2:
                rank = next((n for n, b in enumerate(_BREAKS) if b.match(line, k + 1)), 99)
                best = min(best, (depth if rank < 99 else 99, rank, -k))
        at = -best[2] or line.find(" ", _WIDTH)
        if at < 0:
            break
        lines.append(line[:at])
        line = "    " + line[at:].lstrip()
    return [*lines, line]


def _conjunction(proofs: list[str]) -> str:
    text = proofs[-1] if proofs else "Logic.I"
    for proof in reversed(proofs[:-1]):
        text = f"(conj {proof} {text})"
    return text


def _projection(proof: str, k: int, n: int) -> str:
    """Of a conjunction of n the k-th, from 0."""
    for _ in range(k):
        proof = f"(proj2 {proof})"
    return proof if k == n - 1 else f"(proj1 {proof})"


def identifier(name: str) -> str:
    """gibbs_gibbs for gibbs:gibbs."""
    plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in name)
    return plain if plain[:1].isalpha() else f"theorem_{plain}"


def _comment(text: str) -> str:
    """The text, so that it neither ends a comment nor begins a string in it."""
    plain = "".join(c if c.isprintable() else " " for c in text).replace('"', "'")
    return plain.replace("(*", "( *").replace("*)", "* )")
