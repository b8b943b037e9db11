"""A number whose powers stay below a line is at most 1 (`growth` in `Facts.v`).

Three certificates: the step of an induction that multiplies by the number, what the product is
below, and that it is positive. What the bound is about is other for each number of letters, but for
what the number, the product and the line are made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rocq.export import File, wrapped
from rocq.induction import AtTimes, EveryT
from rocq.translate import translate
from rocq.words import Words


def growth(steps: list[Any], name: str) -> tuple[list[File], list[str]]:
    """The files of the certificates, and the lines of the fact."""
    (step,) = steps
    parts = step["parts"]
    texts = [json.dumps(data, ensure_ascii=False) for data in step["certificates"]]
    first = File(json.loads(texts[0]), translate(texts[0]))
    words = Words(json.loads(texts[1])["certificate"]["theorems"][-1]["context"])
    words.names = first.words.names  # one name for what both are about
    bound, above = (File(json.loads(text), translate(text), words) for text in texts[1:])
    for _ in range(2):  # in the second round all alphabets are known
        lemmas = zip((first, bound, above), ("one_more", "bound", "above"), strict=True)
        lines = [x for file, lemma in lemmas for x in ["", *file.theorem(lemma, "Lemma")]]
    powers = EveryT(first, parts, {parts["past"], parts["next"]})
    lines += ["", *powers.lines("powers"), ""]
    return [first, bound, above], [*lines, *_Growth(first, bound, parts, powers).lines(name)]


class _Growth:
    def __init__(self, first: File, bound: File, parts: Any, powers: EveryT) -> None:
        self.powers, self.parts, self.words = powers, parts, bound.words
        self.product = EveryT(first, parts, {parts["past"]})  # the next letter is always the same
        self.bound = AtTimes(bound, {*bound.words.alphabets})
        fixed = {x for some, _ in self.product.groups() for x in some} - self.product.varying
        about = {bound.words.quantity(q) for q in parts["fixed"][1:]}
        fixed |= about - self.product.varying
        every = {x for some, _ in self.bound.groups() for x in some}
        self.bound.varying = every - fixed
        self.known = dict[str, str]()  # what a hypothesis of the bound is called

    def lines(self, name: str) -> Iterator[str]:
        product, bound, time = self.product, self.bound, self.product.time
        known = {x: kind for side in (product, bound) for some, kind in side.groups() for x in some}
        given = {h.name: product.always(h.says) for h in product.given}
        given |= dict(product.lasting())
        for h in bound.given:
            said = bound.always(h.says)
            self.known[h.name] = next((n for n, x in given.items() if x == said), f"of_{h.name}")
            given[self.known[h.name]] = said
        line = self.words.real(self.parts["each"]).within(40)
        size = bound.at(f"x {self.words.size(self.parts['letters'])}", time)[2:]
        given["below"] = f"(forall {time}, INR {size} <= {line} * INR (S {time}))"
        base = product.words.real(self.parts["new"])
        binders = " ".join(f"({x} : {kind})" for x, kind in known.items())
        yield from wrapped(f"Theorem {name} : forall {binders},")
        for text in given.values():
            yield from wrapped(f"  {text} ->")
        yield from wrapped(f"  {base.text} <= 1.")
        yield "Proof."
        yield f"  intros {' '.join([*known, *given])}."
        yield from self._proof(base.within(0), line)
        yield "Qed."

    def _proof(self, base: str, line: str) -> Iterator[str]:
        product, last = self.product, self.powers.last
        total = self.words.real(self.parts["total"])
        first = product.at(total.within(0), "O")
        yield f"  apply (growth ({first}) {base} {line})."
        yield f"  - exact (above {self._at_bound('O')})."
        yield f"  - intros {last}. pose proof (powers {self._at_powers()} {last}) as power_."
        yield "    cbv beta in power_. rewrite prod_const in power_. rewrite <- power_."
        yield f"    apply Rle_trans with (2 := below {last})."
        yield f"    exact (bound {self._at_bound(last)})."

    def _at_powers(self) -> str:
        """What `powers` is about: what does not vary is the same for every t."""
        mine, there = self.product, self.powers
        names = [x for some, _ in there.groups() for x in some]
        said = [(x, x in there.varying, x in mine.varying) for x in names]
        for h in mine.given:
            moves = [side.always(h.says) != h.says for side in (there, mine)]
            said.append((h.name, moves[0], moves[1]))
        said += [(n, False, False) for n, _ in mine.lasting()]
        return " ".join(f"(fun _ => {n})" if t and not m else n for n, t, m in said)

    def _at_bound(self, time: str) -> str:
        bound = self.bound
        names = [bound.at(f"x {x}", time)[2:] for x in bound.file.names()]
        for h in bound.given:
            varies, name = bound.always(h.says) != h.says, self.known[h.name]
            names.append(f"({name} {time})" if varies else name)
        return " ".join(names)
