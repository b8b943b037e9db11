"""The documents of the corpus, with what is known of their relations."""

from __future__ import annotations

import itertools
import json
import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trials.notes import plain
from trials.notes.worlds import World, worlds

CORPUS = Path(__file__).parents[2] / "tests" / "notes" / "corpus"
Place = tuple[int, int, int]
TRUTHS = ("true", "false", "if", "definition", "rounded", "wrong", "hand", "meant")


@dataclass(frozen=True)
class Expected:
    """One printed relation. truth: one of `TRUTHS`; error: what the author did wrong, or "".

    verdicts: those that may be said of it. number: in its chain, from 0.
    """

    chain: int
    number: int
    lhs: str
    rel: str
    rhs: str
    truth: str
    verdicts: tuple[str, ...]
    error: str


@dataclass(frozen=True)
class ExpectedChain:
    """at: the cell (0 in other files), line and column where it begins. log: "free", 2 or "e".

    names, variables: as in this chain, where a name has another meaning here. when: a condition on
    letters.
    """

    at: Place
    log: Any
    relations: tuple[Expected, ...]
    names: Mapping[str, str]
    sizes: Mapping[str, int]
    variables: str = ""
    when: str = ""


@dataclass(frozen=True)
class Notes:
    """A document of the corpus. letters: as `worlds` takes them.

    reads: letters of the reader to those of the corpus.
    """

    path: Path
    style: str
    letters: Mapping[str, str]
    reads: Mapping[str, str]
    chains: tuple[ExpectedChain, ...]

    @property
    def relations(self) -> Iterator[Expected]:
        return itertools.chain.from_iterable(c.relations for c in self.chains)

    def models(self, chain: ExpectedChain, seed: int, zeros: bool) -> Iterator[World]:
        """Random models of what a chain speaks of; `log` has the base of the world."""
        return worlds(chain.names, self.letters, chain.variables, seed, zeros, chain.sizes)


def documents(folder: Path = CORPUS) -> list[Notes]:
    """All documents of a folder, by name."""
    return [notes(toml) for toml in sorted(folder.glob("*.toml"))]


def notes(toml: Path) -> Notes:
    """Raises:
    ValueError: if what is written of a chain does not fit together, or its text is not there.
    """
    data = tomllib.loads(toml.read_text(encoding="utf-8"))
    path = next(p for p in sorted(toml.parent.glob(f"{toml.stem}.*")) if p.suffix != ".toml")
    log, places = data.get("log", "free"), _Places(path)
    chains: list[ExpectedChain] = []
    for number, chain in enumerate(data["chain"]):
        at = places.next(chain["at"])
        relations = _relations(number, chain, path)
        names = {**data.get("names", {}), **chain.get("redefine", {})}
        sizes = {**data.get("sizes", {}), **chain.get("sizes", {})}
        more = (chain.get("log", log), relations, names, sizes)
        variables = chain.get("variables", data.get("variables", ""))
        chains.append(ExpectedChain(at, *more, variables, chain.get("when", "")))
    return Notes(
        path,
        data["style"],
        data.get("letters", {}),
        data.get("reads", {}),
        tuple(chains),
    )


class _Places:
    """Where chains begin, each behind the one before: in a file, or in the cells of a notebook."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        self.path = path
        self.parts = [text]
        if path.suffix == ".ipynb":
            self.parts = ["".join(c["source"]) for c in json.loads(text)["cells"]]
        self.part, self.offset = 0, 0

    def next(self, at: str) -> Place:
        for part in range(self.part, len(self.parts)):
            found = self.parts[part].find(at, self.offset if part == self.part else 0)
            if found >= 0:
                self.part, self.offset = part, found + 1
                before = self.parts[part][:found]
                return part, before.count("\n") + 1, found - before.rfind("\n")
        raise ValueError(f"{self.path.name}: {at!r} is not there behind the chain before")


def _relations(number: int, chain: dict[str, Any], path: Path) -> tuple[Expected, ...]:
    sides, signs = chain["sides"], chain["signs"].split()
    truths, verdicts = chain["truth"].split(), chain["verdict"].split()
    if not len(sides) - 1 == len(signs) == len(truths) == len(verdicts):
        raise ValueError(f"{path.name}: {chain['at']!r}: numbers of sides, signs, truths differ")
    if not set(truths) <= set(TRUTHS):
        raise ValueError(f"{path.name}: {chain['at']!r}: truth {truths}")
    errors = chain.get("error", {})
    return tuple(
        Expected(
            number,
            k,
            sides[k],
            signs[k],
            sides[k + 1],
            truths[k],
            tuple(v.replace("_", " ") for v in verdicts[k].split("/")),
            errors.get(str(k), ""),
        )
        for k in range(len(signs))
    )


HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "=": plain.agree,
    ":=": plain.agree,
    "<=": lambda a, b: a <= b + 1e-7,
    ">=": lambda a, b: a >= b - 1e-7,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "!=": lambda a, b: not plain.agree(a, b),
    "~": lambda a, b: math.isclose(a, b, rel_tol=0.02, abs_tol=0.02),
}


def holds(relation: Expected, world: World, when: str = "") -> bool | None:
    """Whether it holds there at all letters (that meet `when`); None where a side has no value."""
    letters = plain.free_letters(f"({relation.lhs}, {relation.rhs}, {when or 0})", world)
    spread = itertools.product(*(range(world.size(x)) for x in letters))
    places = [dict(zip(letters, at, strict=True)) for at in spread]
    meant = [at for at in places if not when or plain.value(when, world, at)]
    judged = [_holds_at(relation, world, at) for at in meant]
    known = [j for j in judged if j is not None]
    return all(known) if known else None


def _holds_at(relation: Expected, world: World, env: dict[str, int]) -> bool | None:
    a, b = (plain.value(side, world, env) for side in (relation.lhs, relation.rhs))
    if any(isinstance(v, float) and math.isnan(v) for v in (a, b)):
        return None
    return bool(HOLDS[relation.rel](a, b))
