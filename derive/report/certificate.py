"""A step's certificate as sentences with mathematics in them, after `render.words`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.derivation.report import StepReport
from derive.render import rows, words
from derive.report.formulas import Mixed
from derive.report.formulas import mixed as sentence

_INDICATOR = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True)
class Summand:
    """One term of the remainder: `value ≥ 0`, why, and when it is 0."""

    claim: Mixed
    because: Mixed
    vanishes: Mixed


@dataclass(frozen=True)
class Certificate:
    """how: the proof in a sentence; summands: the remainder's; end: a closing sentence."""

    how: Mixed
    summands: tuple[Summand, ...] = ()
    end: Mixed = ()


def certificate(s: StepReport, names: words.Names) -> Certificate:
    """Of a step that the kernel has proved; the claim of a chain has its steps opened."""
    if s.kind == "equality":
        return _equality(s, names)
    told = words.account(s.theorem, names)  # type: ignore[arg-type]
    from_chain = s.kind == "claim" and s.reason == "the chain"
    parts = words.whole(s.theorem, names) if from_chain else told.parts  # type: ignore[arg-type]
    if not parts:
        return Certificate(mixed("from the chain" if from_chain else told.how))
    end = mixed("the remainders of the steps above, added up") if from_chain else ()
    how = mixed(f"{told.how} = {' + '.join(p.value for p in parts)}")
    return Certificate(how, () if from_chain else tuple(map(_summand, parts)), end)


def mixed(line: str) -> Mixed:
    """A sentence whose indicators `[p(x) = 0]` are one formula each."""
    return sentence(_INDICATOR.sub(lambda found: "".join(found[0].split()), line))


def _summand(p: words.Part) -> Summand:
    return Summand(mixed(f"{p.value} {p.sign}"), mixed(p.because), mixed(p.vanishes))


def _equality(s: StepReport, names: words.Names) -> Certificate:
    """The terms of the remainder vanish together exactly when the stated condition holds."""
    parts = words.whole(s.theorem, names)  # type: ignore[arg-type]
    terms = tuple(Summand(mixed(p.zero or f"{p.value} = 0, never"), (), ()) for p in parts)
    both = "this holds" if len(parts) < 2 else "these hold together"
    return Certificate(
        mixed("equality means that every term of the remainder is 0:"),
        terms,
        mixed(f"{both} exactly when {rows.conditions(s.conditions)}"),
    )
