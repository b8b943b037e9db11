"""A step's certificate as sentences with mathematics in them, after `render.words`."""

from __future__ import annotations

from dataclasses import dataclass

from derive.derivation.report import StepReport
from derive.render import words
from derive.render.writers import LatexWriter, finished, formula
from derive.report.formulas import Formula, Mixed, mixed, of_prose, relation


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
    told = words.account(s.theorem, names, LatexWriter)  # type: ignore[arg-type]
    from_chain = s.kind == "claim" and s.reason == "the chain"
    parts = words.whole(s.theorem, names, LatexWriter) if from_chain else told.parts  # type: ignore[arg-type]
    if not parts:
        return Certificate(mixed("from the chain") if from_chain else _written(told.how))
    lemmas = of_prose(" ".join(finished(f"{line}.") for line in told.lemmas))
    end = mixed("the remainders of the steps above, added up") if from_chain else lemmas
    remainder = " + ".join(formula(p.value) for p in parts)
    how = of_prose(f"{finished(told.how)} $= {remainder}$")
    return Certificate(how, () if from_chain else tuple(map(_summand, parts)), end)


def _summand(p: words.Part) -> Summand:
    return Summand(_written(f"{p.value} {p.sign}"), _written(p.because), _written(p.vanishes))


def _equality(s: StepReport, names: words.Names) -> Certificate:
    """The terms of the remainder vanish together exactly when the stated condition holds."""
    parts = words.whole(s.theorem, names, LatexWriter)  # type: ignore[arg-type]
    terms = tuple(Summand(_written(p.zero or f"{p.value} = 0, never"), (), ()) for p in parts)
    both = "this holds" if len(parts) < 2 else "these hold together"
    said: list[Formula] = []
    for k, c in enumerate(s.conditions):
        said += [Formula("", " and " if k else " "), relation(c)]
    return Certificate(
        mixed("equality means that every term of the remainder is 0:"),
        terms,
        (*mixed(f"{both} exactly when"), *said),
    )


def _written(line: str) -> Mixed:
    """A sentence made with a `LatexWriter`."""
    return of_prose(finished(line))
