"""A statement about any number of variables, from the step to one more: `induction_*` of `Facts.v`.

What depends on the past x₁…xₜ₋₁ or the next letter xₜ gets the number t for a first argument: the
step's `r u v` is `r t u v`. A word is a number, u·V + v; its law is that of longer words, with the
last letter summed out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from rocq.export import File, NotShown, wrapped
from rocq.translate import translate
from rocq.words import DEFINED, Index

_TOKEN: Final = re.compile(r"[^\W\d][\w']*")
_RULES: Final = {"=": "induction_equal", "<=": "induction_below", ">=": "induction_above"}


def induction(steps: list[Any], name: str) -> tuple[list[File], list[str]]:
    """The files of the certificates, and the lines of the fact.

    Raises:
        NotShown: a law of the past or the next letter alone, or from which they are given.
    """
    (step,) = steps
    (data,) = step["certificates"]
    file = File(data, translate(json.dumps(data, ensure_ascii=False)))
    lines = file.theorem("one_more", "Lemma")
    parts = step["parts"]
    every = EveryT(file, parts, {parts["past"], parts["next"]})
    return [file], ["", *lines, "", *every.lines(name)]


class AtTimes:
    """What a certificate says, with a number t put to what depends on some alphabets."""

    def __init__(self, file: File, ends: set[str]) -> None:
        self.file, self.words, words = file, file.words, file.words
        self.given = file.given()
        self.time = words.names.of("letter", "time", "t")
        self.varying = {words.size(a) for a in words.alphabets if a in ends}
        for law, (outputs, inputs) in words.laws.items():
            if ends & {a for _, a in (*outputs, *inputs)}:
                self.varying.add(words.law(law))
        for quantity, (alphabets, _) in words.quantities.items():
            if ends & {*alphabets}:
                self.varying.add(words.quantity(quantity))

    def at(self, text: str, time: str) -> str:
        """The text, with what varies taken at a time."""

        def put(found: re.Match[str]) -> str:
            if found[0] not in self.varying:
                return found[0]
            argument = re.search(r"[\w'] $", text[: found.start()])
            return f"({found[0]} {time})" if argument else f"{found[0]} {time}"

        return _TOKEN.sub(put, text)

    def always(self, text: str) -> str:
        """What is said at every time."""
        said = self.at(text, self.time)
        return f"(forall {self.time}, {said})" if said != text else said

    def arguments(self, names: list[str]) -> str:
        return " ".join(self.at(f"x {name}", self.time)[2:] for name in names)

    def groups(self) -> Iterator[tuple[list[str], str]]:
        """What is declared, with its type: sizes, then functions by their number of arguments."""
        sizes = [*self.words.alphabets.values()]
        every = [(sizes, 0, "nat"), *((f, n, "R") for n, f in self.file.functions())]
        for names, n, value in every:
            for varies in (False, True):
                some = [x for x in names if (x in self.varying) == varies]
                if some:
                    yield some, "nat -> " * (n + varies) + value


class EveryT(AtTimes):
    """The statement for every T, from the lemma `one_more`. ends: what depends on t."""

    def __init__(self, file: File, parts: Any, ends: set[str]) -> None:
        self.parts, words = parts, file.words
        self.past, self.after = words.size(parts["past"]), words.size(parts["next"])
        self.last = words.names.of("letter", "last", "T")
        super().__init__(file, ends)

    # -- the statement

    def lines(self, name: str) -> Iterator[str]:
        words, by = self.words, self.parts["by"]
        whole = words.real(self.parts["total"])
        new = self.at(words.real(self.parts["new"]).within(40 if by == "*" else 41), self.time)
        rel = self.file.statement[2]
        first = self.at(whole.within(49 if by == "+" else 40), "O")
        grown = f"∑ {self.time} < {self.last}, {new}"
        grown = grown if by == "+" else f"prod {self.last} (fun {self.time} => {new})"
        join = "+" if by == "+" else "*"
        last = f"{self.at(whole.text, self.last)} {rel} {first} {join} {grown}"
        grows = [*self.lasting()]
        said = [self.always(h.says) for h in self.given] + [text for _, text in grows]
        groups = [*self.groups()]
        binders = " ".join(f"({' '.join(some)} : {kind})" for some, kind in groups)
        yield from wrapped(f"Theorem {name} : forall {binders},")
        for text in said:
            yield from wrapped(f"  {text} ->")
        yield from wrapped(f"  forall {self.last}, {last}.")
        yield "Proof."
        names = [x for some, _ in groups for x in some]
        names += [*(h.name for h in self.given), *(n for n, _ in grows)]
        yield f"  intros {' '.join(names)}."
        rule = _RULES[rel] if by == "+" else "induction_product"
        yield f"  apply ({rule} (fun {self.time} => {self.at(whole.text, self.time)})"
        yield f"    (fun {self.time} => {new})). intros {self.time}."
        given = self._arguments_of_given()
        yield f"  pose proof (one_more {self.arguments(self.file.names())} {given}) as step_."
        both = f"{whole.text} {words.real(self.file.statement[1]).text}"
        known = sorted({x for x in _TOKEN.findall(both) if x in DEFINED})
        yield f"  cbv beta delta [{' '.join([*known, 'marginal_1', 'marginal_2'])}] in *."
        yield f"  match type of step_ with ?a {rel} _ => match goal with |- ?b {rel} _ =>"
        yield "    assert (grown_ : b = a); [|rewrite grown_; exact step_] end end."
        yield f"  rewrite ?grows_0. grows ltac:({self._rewriting(grows)})."
        yield "Qed."

    def _rewriting(self, grows: list[tuple[str, str]]) -> str:
        rules = [f"rewrite ({n} {self.time}) by assumption" for n, _ in grows[1:]]
        return f"first [{'|'.join(rules)}]" if rules else "fail"

    def _arguments_of_given(self) -> str:
        said = [(h.name, self.always(h.says) != h.says) for h in self.given]
        return " ".join(f"({n} {self.time})" if varies else n for n, varies in said)

    # -- how things grow

    def lasting(self) -> Iterator[tuple[str, str]]:
        """That a word of one letter more is a word and a letter; and what laws and quantities in
        the total are of it."""
        u, v, t = self.past, self.after, self.time
        now = f"{u} {t} * {self.at(v, t)}"
        yield "grows_0", f"(forall {t}, {u} (S {t}) = {now})%nat"
        inside = {x for x in _TOKEN.findall(self.words.real(self.parts["total"]).text)}
        k = 0
        for law, (outputs, inputs) in self.words.laws.items():
            if self.words.law(law) in inside and self.words.law(law) in self.varying:
                k += 1
                yield f"grows_{k}", self._law_lasts(law, outputs, inputs)
        for _, quantity, at, value in (["", *row[1:]] for row in self.parts["put"][1:]):
            k += 1
            yield f"grows_{k}", self._quantity_lasts(quantity, at[1:], value)

    def _law_lasts(self, law: str, outputs: list[Index], inputs: list[Index]) -> str:
        past, after = self.parts["past"], self.parts["next"]
        alphabets = [a for _, a in outputs]
        if alphabets.count(past) != 1 or alphabets.count(after) != 1:
            raise NotShown("a law of the past that is not one of the next letter as well")
        if {past, after} & {a for _, a in inputs}:
            raise NotShown("a law given the past")
        letters = {v: self.words.letter((v, a)) for v, a in (*outputs, *inputs)}
        (u,) = (letters[v] for v, a in outputs if a == past)
        (v,) = (letters[v] for v, a in outputs if a == after)
        now = [letters[x] for x, _ in (*outputs, *inputs)]
        word = f"({u} * {self.at(self.after, self.time)} + {v})%nat"
        summed = self.words.names.of("letter", ("later", v), v)
        later = [word if x == u else summed if x == v else x for x in now]
        name, t = self.words.law(law), self.time
        size = self.at(self.after, f"(S {t})")
        said = f"∑ {summed} < {size}, {name} (S {t}) {' '.join(later)}"
        return self._forall([*outputs, *inputs], f"{said} = {name} {t} {' '.join(now)}")

    def _quantity_lasts(self, quantity: str, at: list[Any], value: Any) -> str:
        indices = [(i[1], i[2]) for i in at]
        alphabets = self.words.quantities[quantity][0]
        letters = [self.words.letter(i) for i in indices]
        after = iter(letters[len(alphabets) :])
        later = [
            f"({x} * {self.at(self.after, self.time)} + {next(after)})%nat"
            if a == self.parts["past"] else x
            for x, a in zip(letters, alphabets, strict=False)
        ]  # fmt: skip
        name = self.words.quantity(quantity)
        shown = self.at(self.words.real(value).text, self.time)
        return self._forall(indices, f"{name} (S {self.time}) {' '.join(later)} = {shown}")

    def _forall(self, indices: list[Index], says: str) -> str:
        letters = " ".join(self.words.letter(i) for i in indices)
        ranges = "".join(
            f"({self.words.letter(i)} < {self.at(self.words.size(i[1]), self.time)})%nat -> "
            for i in indices
        )
        return f"(forall {self.time} {letters}, {ranges}{says})"
