"""Equal optimisers, in one step or several (`scale`, `turned` and `logarithm` in `Facts.v`).

A step has two or three certificates: that the objectives differ between any two letters by the same
positive factor; that an objective of which the logarithm is taken is positive; and the factor.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from rocq.export import File, Hypothesis
from rocq.formulas import function
from rocq.translate import Malformed, translate
from rocq.words import Index, Words, free

_OPTIMISERS: Final = {1: "is_argmax", -1: "is_argmin"}


def _files(step: Any, words: Words | None) -> list[File]:
    """The step's certificates, in words that they share."""
    made = list[File]()
    for data in step["certificates"]:
        written = translate(json.dumps(data, ensure_ascii=False))
        made.append(File(data, written, words))
        words = made[0].words
    if len({json.dumps(f.context) for f in made}) != 1:
        raise Malformed("a fact from theorems of several contexts")
    return made


def optimisers(steps: list[Any], name: str) -> tuple[list[File], list[str]]:
    """Equal optimisers, one step or several."""
    made, words = list[_Optimisers](), None
    for step in steps:
        made.append(_Optimisers(step, words))
        words = made[0].words
    made = [step for step in made if step.one() != step.other()] or made[:1]
    for k, step in enumerate(made, 1):
        step.name = f"step_{k}" if len(made) > 1 else name
    for _ in range(2):  # in the second round all alphabets are known
        lines = [line for step in made for line in step.lines()]
    if len(made) > 1:
        lines += _chain(made, name)
    return [f for step in made for f in step.files], lines


def _chain(made: list[_Optimisers], name: str) -> Iterator[str]:
    first, last = made[0], made[-1]
    file, given = first.files[0], first.files[0].given()
    conclusion, letters = first.equal(first.one(), last.other())
    yield ""
    yield from file.stated(f"Theorem {name}", given, conclusion)
    yield "Proof."
    yield file.intros(given)
    yield f"  intros {' '.join(_introduced(letters))}."
    arguments = " ".join([*file.names(), *(h.name for h in given), *_introduced(letters)])
    for step in made:
        yield f"  pose proof ({step.name} {arguments})."
    yield "  tauto."
    yield "Qed."


def _introduced(letters: list[str]) -> list[str]:
    """The letters of a statement, their ranges, but for the last: that has none."""
    return [*letters[:-1], *(f"{x}_in" for x in letters[:-1]), *letters[-1:]]


class _Optimisers:
    """One step from an argmax or argmin to another (`optimisers.py`, `scale` and `logarithm`)."""

    name = ""

    def __init__(self, step: Any, words: Words | None) -> None:
        self.parts = step["parts"]
        self.files = _files(step, words)
        self.words = self.files[0].words
        self.letter, self.other_letter = (_index(self.parts[k]) for k in ("letter", "other"))
        self.log, self.turned = self.parts["log"], bool(self.parts["turned"])
        self.senses = self.parts["senses"][1:]

    def _lemma(self, k: int) -> str:
        return f"{self.name}_from_{k + 1}"

    # -- what it says

    def one(self) -> str:
        return f"{_OPTIMISERS[self.senses[0]]} {self._n()} {self._function('f')}"

    def other(self) -> str:
        return f"{_OPTIMISERS[self.senses[1]]} {self._n()} {self._function('g')}"

    def _n(self) -> str:
        return self.words.size(self.letter[1])

    def _function(self, part: str, log: bool = False) -> str:
        value, x = self.words.real(self.parts[part]), self.words.letter(self.letter)
        return f"(fun {x} => ln {value.within(0)})" if log else function([x], value)

    def equal(self, one: str, other: str) -> tuple[str, list[str]]:
        """The statement about these sides; and its letters, the one that is optimised last."""
        others = [i for i in free([self.parts["f"], self.parts["g"]]) if i != self.letter]
        x = self.words.letter(self.letter)
        said = self.words.for_all(others, f"forall {x}, {one} {x} <-> {other} {x}")
        return said, [*map(self.words.letter, others), x]

    def lines(self) -> list[str]:
        lines = [""]
        for k, file in enumerate(self.files):
            lines += [*file.theorem(self._lemma(k), "Lemma"), ""]
        file = self.files[0]
        given = file.given()
        conclusion, letters = self.equal(self.one(), self.other())
        lines += [*file.stated(f"Theorem {self.name}", given, conclusion), "Proof."]
        lines += [file.intros(given), f"  intros {' '.join(_introduced(letters))}."]
        return [*lines, *self._proof(given), "Qed."]

    # -- its proof

    def _proof(self, given: list[Hypothesis]) -> Iterator[str]:
        f, g = self._function("f", self.log == 1), self._function("g", self.log == 2)
        one, other = (g, f) if self.turned else (f, g)
        n, x = self._n(), self.words.letter(self.letter)
        c = self.words.real(self.parts["scale"]).within(0)
        rule = "scale" if self.senses[0] == self.senses[1] else "turned"
        left = f"{other} i - {other} k" if rule == "scale" else f"{other} k - {other} i"
        yield f"  assert (equation : forall i k, (i < {n})%nat -> (k < {n})%nat ->"
        yield f"    {left} = {c} * ({one} i - {one} k))."
        yield "  { intros i k i_in k_in. cbv beta."
        equation = self._applied(0, given, {self.letter: "i", self.other_letter: "k"})
        yield f"    apply (by_difference _ _ _ _ {equation}). unfold Rdiv. ring. }}"
        last = len(self.files) - 1
        constant = self.parts["scale"][0] == "Const"
        positive = "lra" if constant else f"exact {self._applied(last, given, {})}"
        yield f"  assert (above : 0 < {c}) by ({positive})."
        yield f"  destruct ({rule} {n} {one} {other} {c} above equation {x})."
        if self.log:
            base = self._function("fg"[self.log - 1])
            yield f"  destruct (logarithm {n} {base}) with (i := {x})."
            yield "  { intros i i_in. cbv beta."
            yield f"    exact {self._applied(1, given, {self.letter: 'i'})}. }}"
        yield "  cbv beta in *. tauto."

    def _applied(self, k: int, given: list[Hypothesis], letters: dict[Index, str]) -> str:
        """A lemma, at what the statement declares, and at letters."""
        file = self.files[k]
        mine = free([file.statement[1], file.statement[3]])
        at = [letters.get(i, self.words.letter(i)) for i in mine]
        arguments = [*file.names(), *(h.name for h in given), *at, *(f"{x}_in" for x in at)]
        return f"({' '.join([self._lemma(k), *arguments])})"


def _index(data: Any) -> Index:
    return data[1], data[2]
