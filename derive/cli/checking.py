"""Check one derivation; whatever goes wrong in the user's function becomes its report's error."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

from derive.cli.parts import Attack
from derive.cli.scripts import lines_of, say
from derive.derivation.check import check
from derive.derivation.derivation import Derivation
from derive.derivation.limits import NO_LIMITS, Limits, TimeUp
from derive.derivation.report import Report
from derive.kept.memory import current
from derive.kept.proofs import key_of_texts
from derive.numeric import Settings
from derive.render.places import place


def settings_of(attack: Attack | None) -> Settings | None:
    """The attack's settings; None for no attack."""
    return Settings(trials=attack.trials, seed=attack.seed) if attack else None


def report_on(d: Derivation, settings: Settings | None, limits: Limits = NO_LIMITS) -> Report:
    """The derivation's report. What the user's function prints goes to standard error.

    Where something is kept from an earlier run, it may show a line proved, refuted or ill-posed,
    and no more: a derivation with an open line, or an error, is decided without it.
    """
    memory = current()
    if memory is None:
        return _report_on(d, settings, limits)
    open_before = f"open:{key_of_texts(d.name)}"
    if memory.get(open_before) is None:
        found = memory.found
        report = _report_on(d, settings, limits)
        if _is_decided(report):
            return report
        memory.put(open_before, True)
        if memory.found == found:
            return report
    d.proved = None
    with memory.blind():
        report = _report_on(d, settings, limits)
    memory.put(open_before, None if _is_decided(report) else True)
    return report


def _is_decided(report: Report) -> bool:
    return not report.error and not {"open", "error"} & set(report.step_verdicts)


def _report_on(d: Derivation, settings: Settings | None, limits: Limits) -> Report:
    with redirect_stdout(sys.stderr):
        try:
            limits.run(d.proof)
        except TimeUp as given_up:
            return failed(d, f"{place(d.path, d.line)}: its function: {limits.why(given_up)}")
        except (Exception, SystemExit) as wrong:
            _, (path, line) = lines_of(wrong.__traceback__, Path(d.path))
            return failed(d, f"{place(str(path), line or d.line)}: {say(wrong)}")
        try:
            report = check(d, settings, limits)
        except (Exception, SystemExit) as wrong:
            line, (path, deepest) = lines_of(wrong.__traceback__, Path(d.path))
            if line is not None:  # in a function of the script that a fact's rule has called
                return failed(d, f"{place(str(path), deepest)}: {say(wrong)}")
            why = f"the checker failed, please report it with this script: {say(wrong)}"
            return failed(d, f"{place(d.path, d.line)}: {why}")
    if report.error:
        return replace(report, error=f"{place(d.path, d.line)}: {report.error}")
    return report


def failed(d: Derivation, error: str) -> Report:
    """The report of a derivation that could not be checked at all."""
    return Report(d.name, d.title, d.path, d.line, d.doc, d.given, error=error, expect=d.expect)
