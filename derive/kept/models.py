"""The attack, with what is kept of it: exact models, and for proved steps how many were tried.

A kept counterexample is a table of rationals for each law and quantity. It counts when it meets
every hypothesis and the claim fails there, exactly evaluated again; an expression that might be
ill-posed elsewhere is only found to be so by an attack, hence a refutation counts where the kernel
shows both sides well posed. "Survived" is believed where the kernel has the proof, and a model that
meets the hypotheses is at hand: there the attack has nothing to decide. How many models were tried
is then what an earlier run has counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from math import isfinite, prod
from typing import Any, Final

import numpy as np

from derive.kept.memory import current
from derive.language.names import DeriveError
from derive.language.relations import Relation
from derive.numeric import Evidence, Settings, attack, attack_equality, consistent
from derive.numeric.attack import example, posed_problem
from derive.numeric.closed import Number, Undecided, fraction, number
from derive.numeric.draws import admissible
from derive.numeric.judge import Finding, counterexample, judge, judge_equality, without_value
from derive.numeric.model import Model
from derive.numeric.problem import Hypothesis, Problem

__all__ = [
    *("attacked", "attacked_equality", "meets", "refutation", "refuted_equality"),
    *("survived", "survived_equality"),
]
_MOST_CELLS = 5_000
_MOST_NUMBER = 1_000  # characters of a rational
_COUNTS: Final = ("trials", "undecided", "judged", "missed", "unseen")
_REFUSED = (DeriveError, Undecided, ArithmeticError, LookupError, ValueError, TypeError)
Judge = Callable[[Model], Finding | None]


class _Malformed(ValueError):
    """What is kept is not of the form that is written."""


# ------------------------------------------------------------ hypotheses that can be met


def meets(key: str, hypotheses: Sequence[Hypothesis], settings: Settings) -> bool:
    """As `numeric.consistent`. key: the hypotheses' own."""
    memory = current()
    if memory is None or not hypotheses:
        return consistent(hypotheses, settings)
    key = _key("met", key, settings)
    posed = posed_problem((), tuple(hypotheses))
    model = _model_again(memory.get(key), posed)
    if model is not None and not without_value(hypotheses, model):
        memory.accept(key)
        return True
    if not consistent(hypotheses, settings):
        return False
    found = example(hypotheses, settings)
    data = None if found is None else _written(found)
    if data is not None:
        memory.put(key, data)
    return True


# ------------------------------------------------------------ claims


def survived(key: str, settings: Settings, proved: Callable[[], bool]) -> Evidence | None:
    """How many models a claim has survived, where there is nothing to decide by trying them again.

    proved: whether the kernel has a proof, and the hypotheses can be met.
    """
    return _survived(_key("attack", key, settings), proved)


def refutation(
    key: str, claim: Relation, hypotheses: Sequence[Hypothesis], settings: Settings
) -> Evidence | None:
    """A kept counterexample to the claim, if it is one."""
    return _refuted(
        _key("attack", key, settings),
        claim,
        claim.expressions(),
        hypotheses,
        lambda model: judge(claim, model, hypotheses),
    )


def attacked(
    key: str,
    claim: Relation,
    hypotheses: Sequence[Hypothesis],
    settings: Settings,
    proved: Callable[[], bool] = lambda: False,
) -> Evidence:
    """As `numeric.attack`, if it is not known to have survived; what is found is kept."""
    known = survived(key, settings, proved)
    return known or _keep(_key("attack", key, settings), attack(claim, hypotheses, settings))


def survived_equality(key: str, settings: Settings, proved: Callable[[], bool]) -> Evidence | None:
    """As `survived`, for an equality condition."""
    return _survived(_key("iff", key, settings), proved)


def refuted_equality(
    key: str,
    claim: Relation,
    conditions: tuple[Relation, ...],
    hypotheses: Sequence[Hypothesis],
    settings: Settings,
) -> Evidence | None:
    """A kept counterexample to "with equality iff the conditions", if it is one."""
    return _refuted(
        _key("iff", key, settings),
        claim,
        (*claim.expressions(), *(e for c in conditions for e in c.expressions())),
        hypotheses,
        lambda model: judge_equality(claim, conditions, model, hypotheses),
    )


def attacked_equality(
    key: str,
    claim: Relation,
    conditions: tuple[Relation, ...],
    hypotheses: Sequence[Hypothesis],
    settings: Settings,
    proved: Callable[[], bool] = lambda: False,
) -> Evidence:
    """As `numeric.attack_equality`; see `attacked`."""
    known = survived_equality(key, settings, proved)
    if known is not None:
        return known
    made = attack_equality(claim, conditions, hypotheses, settings)
    return _keep(_key("iff", key, settings), made)


def _key(kind: str, key: str, settings: Settings) -> str:
    """`special` is no part of it: that depends on whether there is a proof."""
    return f"{kind}:{settings.trials}:{settings.seed}:{int(settings.deep)}:{key}"


def _survived(key: str, proved: Callable[[], bool]) -> Evidence | None:
    memory = current()
    data = memory.get(key) if memory is not None else None
    if memory is None or data is None:
        return None
    try:
        found = _evidence(data, "survived")
    except _REFUSED:
        return None
    if not proved():
        return None
    memory.accept(key)
    return found


def _refuted(
    key: str,
    claim: Relation,
    expressions: tuple[Any, ...],
    hypotheses: Sequence[Hypothesis],
    rule: Judge,
) -> Evidence | None:
    memory = current()
    data = memory.get(key) if memory is not None else None
    if memory is None or data is None:
        return None
    try:
        kind = data["verdict"]
        if kind not in ("refuted", "ill-posed"):
            return None
        found = _evidence(data, kind)
        model = _model_again(data["model"], posed_problem(expressions, tuple(hypotheses)))
        finding = rule(model) if model is not None else None
        if model is None or finding is None or finding.kind != kind:
            return None
        shown = counterexample(claim, model, finding.letters)
    except _REFUSED:
        return None
    memory.accept(key)
    return replace(found, counterexample=shown, place=finding.place)


def _keep(key: str, evidence: Evidence) -> Evidence:
    memory = current()
    if memory is None or evidence.verdict == "vacuous":
        return evidence
    data: dict[str, Any] = {"verdict": evidence.verdict, "slack": evidence.smallest_slack}
    data |= {name: getattr(evidence, name) for name in _COUNTS}
    if evidence.counterexample is not None:
        data["model"] = _written(evidence.counterexample.model)
        if data["model"] is None:
            return evidence
    memory.put(key, data)
    return evidence


def _evidence(data: Any, verdict: Any) -> Evidence:
    """The counts, which decide nothing."""
    fields = {"verdict", "slack", *_COUNTS} | ({"model"} if verdict != "survived" else set())
    if type(data) is not dict or set(data) != fields or data["verdict"] != verdict:
        raise _Malformed
    if any(type(data[name]) is not int or data[name] < 0 for name in _COUNTS):
        raise _Malformed
    slack = data["slack"]
    if slack is not None and not (type(slack) is float and isfinite(slack)):
        raise _Malformed
    counts = {name: data[name] for name in _COUNTS}
    return Evidence(verdict, smallest_slack=slack, **counts)


# ------------------------------------------------------------ models as JSON


def _written(model: Model) -> dict[str, Any] | None:
    """Sizes and tables of rationals; None where a number is none."""
    tables = [*model.laws.values(), *model.quantities.values()]
    numbers = [fraction(v) for table in tables for v in table.flat]
    if not all(type(v) is Fraction for v in numbers):
        return None
    if any(len(str(v)) > _MOST_NUMBER for v in numbers) or len(numbers) > _MOST_CELLS:
        return None

    def flat(found: Any, over: Any) -> dict[str, list[str]]:
        return {
            _called(thing, over(thing)): [str(fraction(v)) for v in table.flat]
            for thing, table in found.items()
        }

    return {
        "sizes": {name: int(n) for name, n in model.sizes.items()},
        "laws": flat(model.laws, lambda law: law.variables_and_inputs()),
        "quantities": flat(model.quantities, lambda q: q.over),
    }


def _called(thing: Any, over: Any) -> str:
    """The widths of the cells of two spaces have one name."""
    return f"{thing.name}({','.join(v.alphabet for v in over)})"


def _model_again(data: Any, posed: Problem) -> Model | None:
    """The model, if it is one of the problem and meets all of its hypotheses exactly."""
    if data is None:
        return None
    try:
        model = _model(data, posed)
        return model if admissible(posed, model) else None
    except _REFUSED:
        return None


def _model(data: Any, posed: Problem) -> Model:
    if type(data) is not dict or set(data) != {"sizes", "laws", "quantities"}:
        raise _Malformed
    sizes, wanted = data["sizes"], dict(posed.sizes)
    if type(sizes) is not dict or not set(posed.alphabets) <= set(sizes):
        raise _Malformed
    for name, n in sizes.items():
        if type(n) is not int or not 0 < n <= _MOST_CELLS or wanted.get(name, n) != n:
            raise _Malformed
    laws = {law: law.variables_and_inputs() for law in posed.laws}
    quantities = {q: q.over for q in posed.quantities}
    return Model(
        sizes, _tables(data["laws"], laws, sizes), _tables(data["quantities"], quantities, sizes)
    )


def _tables(data: Any, over: dict[Any, Any], sizes: dict[str, int]) -> dict[Any, np.ndarray]:
    """A table for each law or quantity, no more and no less."""
    names = [_called(*each) for each in over.items()]
    if type(data) is not dict or set(data) != set(names) or len(set(names)) != len(names):
        raise _Malformed
    tables = {}
    for thing, letters in over.items():
        shape = tuple(sizes[v.alphabet] for v in letters)
        values = data[_called(thing, letters)]
        if type(values) is not list or prod(shape) > _MOST_CELLS or len(values) != prod(shape):
            raise _Malformed
        table = np.empty(len(values), dtype=object)
        table[:] = [_rational(v) for v in values]
        tables[thing] = table.reshape(shape)
    return tables


def _rational(text: Any) -> Number:
    if type(text) is not str or len(text) > _MOST_NUMBER:
        raise _Malformed
    top, _, bottom = text.partition("/")
    return number(Fraction(int(top), int(bottom or "1")))
