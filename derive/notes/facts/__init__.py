"""What the text says of names: facts, with the words that say so."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import IntEnum

from derive.notes.source import Span
from derive.notes.tree import Node

DIRECTED = "directed"
NEVER = sys.maxsize
OF_VARIABLES = ("markov", "independent", "function", "iid", "same law")
"""Kinds of facts about several random variables."""


class Strength(IntEnum):
    """Of evidence: what is said beats what is shown by use, which beats custom."""

    CUSTOM = 1
    SHOWN = 2
    SAID = 3


@dataclass(frozen=True)
class Scope:
    """Blocks first … last - 1 of the document."""

    first: int
    last: int

    def holds(self, block: int) -> bool:
        return self.first <= block < self.last


@dataclass(frozen=True)
class Fact:
    """One thing that the text says, by words, by form, or by a directive.

    kind, and what `names` and `values` are (trees of the formulas in the sentence):
        "law"        names are distributions; values: letters or the number of symbols, if said
        "arbitrary"  names stand for any of their kind: a universal reading is licensed
        "variable"   names are random variables; values: their law, as in X ∼ p
        "number"     names are numbers; values: an interval as two trees, or (); words: its brackets
        "size"       values[0] is the number of letters of names[0], or of its law's alphabet;
                     without names of the only one
        "define"     names[0] is values[0]
        "family"     names[0] is the normal law of vectors values[0]
        "invertible" names are functions that lose nothing
        "other law"  names are laws of what is not read, as f(X) or X given Y, and none of X
        "empirical"  names are empirical distributions of the data of their section
        "equated"    the text says of names[0] what it is equal to, which is not read, or is no
                     definition: it is no arbitrary one
        "uniform" "bernoulli" "one-hot" "deterministic" "point mass": of the law names[0]
        "independent" (names mutually; values: given what; words: "jointly" where another reading
        of the text does not say it) "iid" "same law" "markov" "memoryless"
        "told"       the law of the variables names, in numbers: values are the letters of each,
                     and the probabilities; words: what it takes for granted
        "iid data"   that the data are i.i.d., whatever they are called
        "iid given"  names, or the data, are i.i.d. given values
        "function" (names[0] = f(names[1], …))
        "holds"      values[0] is a relation, as a `tree.Event`, that is assumed; words: its form,
                     "sum" (Σ p = 1), "kraft", "factors" (p(x,y) = p(x) p(y)), or ""
        "side"       values[0] relates two letters, i ≠ j or i = j: a condition of one display
        "sample"     names are data points, not letters; "symbol": the other way round; words:
                     DIRECTED where a directive or a file of settings says so
        "dominated"  names[0] ≪ names[1]; "positive": names are > 0 at all letters
        "continuous" names are densities, or variables that have one
        "parameter"  names are parameters
        "vector" "matrix": of what a directive says
        "unit"       words: "bits", "nats", …; values: the base of logarithms in its scope
        "alphabet"   names are alphabets or sets; values: members or size
        "part"       names are parts of alphabets, as a region, an event
        "code"       names are code lengths; words says "prefix-free", "uniquely decodable", …
        "notation"   names[0], a pattern, is written for values[0], or is what words say, as "binary
                     entropy"; from derive.toml or a directive
        "not read"   names are not to be read
        "skip" "expect" "not" "strike": what directives say of a display, a fact, a claim (words)
    number: the fact's number in the list of assumptions, from 1. quote: for the reader.
    supposed: of a case ("if", "suppose"), not of the whole ("let"): what rests on it is true if it
    is. until: the block from which on the text itself has ended it, as by "in general"; between
    the end of its scope and that it may hold or not.
    """

    kind: str
    names: tuple[Node, ...]
    values: tuple[Node, ...]
    span: Span
    quote: str
    scope: Scope
    strength: Strength = Strength.SAID
    words: str = ""
    number: int = 0
    supposed: bool = False
    until: int = NEVER
