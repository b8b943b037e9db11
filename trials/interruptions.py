"""Stop deciding at random moments, then decide again in the same process.

Each derivation is checked as it is. Then it is stopped again and again: at a random look of the
whole check, at random looks of each of its pieces (steps, claim, facts), or after a random time; in
the main thread or in another. No verdict may be given then that was not given before, and no code
of others may lie between the look that raises and the limit. Every few stops it is checked to its
end, with the caches that these have left: verdicts, notes, counterexamples and certificates must be
the same, letter by letter. The exit status is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import derive
from derive.cli.parts import Job, Look, part_of
from derive.cli.scripts import find_scripts, load_all
from derive.derivation.check import check
from derive.derivation.derivation import Derivation
from derive.derivation.limits import NO_LIMITS, Limits, TimeUp, limited, watched
from derive.derivation.report import Report
from derive.numeric import Settings

OURS = (str(Path(derive.__file__).parent), __file__)
BETWEEN = ("contextlib.py", "_ufunc_config.py", "functools.py", "<string>", "<frozen ")
WAYS = ("whole", "pieces", "clock", "thread")
_EACH = 8  # stops between two complete checks
_SEVENTH = 7  # look of the first check: asked which code lies above it


@dataclass
class Found:
    """What a campaign did. stops: by way; given_up: pieces that a stop left undecided."""

    stops: Counter[str] = field(default_factory=Counter)
    given_up: int = 0
    complete: int = 0
    derivations: int = 0
    foreign: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Watch:
    """Counts looks, and raises at the look of a given number, if any, and at all later ones."""

    def __init__(self, found: Found, last: int | None = None) -> None:
        self.found, self.last, self.count = found, last, 0

    def __call__(self) -> None:
        self.count += 1
        raising = self.last is not None and self.count >= self.last
        if raising or (self.last is None and self.count % _SEVENTH == 0):
            self.found.foreign.update(foreign_above())
        if raising:
            raise TimeUp


def foreign_above() -> set[str]:
    """Files of others whose functions are under way between this look and its limit."""
    out = set()
    frame: Any = sys._getframe(2)
    while frame is not None and frame.f_code is not watched_check.__code__:
        name = frame.f_code.co_filename
        if not name.startswith(OURS) and not any(part in name for part in BETWEEN):
            out.add(f"{name}: {frame.f_code.co_name}")
        frame = frame.f_back
    return out


class Pieces(Limits):
    """Each piece is stopped at a look of its own, or not at all."""

    def __init__(self, found: Found, rng: Random, looks: int) -> None:
        super().__init__(60.0)
        object.__setattr__(self, "_draw", (found, rng, looks))

    def run(self, action: Callable[[], Any]) -> Any:
        if limited():
            return action()
        found, rng, looks = self._draw  # type: ignore[attr-defined]
        last = rng.randint(1, max(1, int(looks ** rng.random()))) if rng.random() < 0.7 else None
        with watched(Watch(found, last)):
            return action()


def watched_check(d: Derivation, settings: Settings, limits: Limits, watch: Any = None) -> Report:
    """The report of a check whose looks call `watch`, if there is one."""
    if watch is None:
        return check(d, settings, limits)
    with watched(watch):
        return check(d, settings, limits)


def face(report: Report, settings: Settings) -> Any:
    """All that is shown of a report, times apart, and its certificates."""
    look = Look(100, False, None)
    job = Job(Path(report.path), ".", look, settings, 60.0, json=True, certificates=True)
    made = part_of(report, job, None)  # type: ignore[arg-type]
    return _timeless(made.row), made.certificates


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _timeless(v) for k, v in value.items() if k != "seconds"}
    return [_timeless(v) for v in value] if isinstance(value, (list, tuple)) else value


def stopped(d: Derivation, way: str, looks: int, seconds: float, rng: Random, found: Found) -> Any:
    """One check that is stopped, in one of the ways; its report, or None."""
    settings = Settings()
    if way == "whole":
        with suppress(TimeUp):
            return watched_check(d, settings, Limits(60.0), Watch(found, rng.randint(1, looks)))
        return None
    if way == "clock":
        return watched_check(d, settings, Limits(rng.random() * seconds))
    limits = Pieces(found, rng, looks)
    if way == "pieces":
        return watched_check(d, settings, limits)
    got: list[Report] = []
    other = threading.Thread(target=lambda: got.append(watched_check(d, settings, limits)))
    other.start()
    other.join()
    return got[0] if got else None


def try_one(d: Derivation, rounds: int, rng: Random, found: Found) -> None:
    """Stop a derivation in `rounds` rounds, and compare it with itself after each."""
    settings, watch = Settings(), Watch(found)
    first = watched_check(d, settings, NO_LIMITS, watch)
    expected = face(first, settings)
    if not watch.count:
        return
    found.derivations += 1
    for _ in range(rounds):
        for k in range(_EACH):
            way = WAYS[k % len(WAYS)]
            report = stopped(d, way, watch.count, first.seconds, rng, found)
            found.stops[way] += 1
            found.wrong += _unfounded(d, way, report, first, found)
        found.complete += 1
        again = check(d, settings)
        if face(again, settings) != expected:
            found.wrong.append(f"{d.path}:{d.name}: decided otherwise after stops")


def _unfounded(
    d: Derivation, way: str, report: Report | None, first: Report, found: Found
) -> list[str]:
    """Verdicts that only a stopped check gives."""
    if report is None:  # the limit was set around the whole check
        found.given_up += 1
        return [] if way == "whole" else [f"{d.path}:{d.name}: {way}: no report"]
    if report.error and not first.error:
        found.given_up += 1
        known = "not decided within" in report.error
        return [] if known else [f"{d.path}:{d.name}: {report.error}"]
    out = []
    for a, b in zip(report.steps, first.steps, strict=True):
        found.given_up += "not decided within" in a.note and "not decided within" not in b.note
        if a.verdict not in (b.verdict, "open"):
            out.append(f"{d.path}:{d.name}: {way}: {a.relation} is {a.verdict}, not {b.verdict}")
    return out


def run(paths: Sequence[str], rounds: int, seed: int, within: float) -> Found:
    """Try all derivations of the scripts that take less than `within` seconds."""
    found, rng = Found(), Random(seed)
    for script in load_all(find_scripts(paths)):
        for d in script.derivations:
            if check(d, Settings()).seconds <= within:
                try_one(d, rounds, rng, found)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m trials interrupt", description=__doc__)
    parser.add_argument("paths", nargs="*", default=["proofs"])
    parser.add_argument("--rounds", type=int, default=3, help=f"of {_EACH} stops for a derivation")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--within", type=float, default=1.0, help="leave out what takes longer")
    args = parser.parse_args(argv)
    found = run(args.paths, args.rounds, args.seed, args.within)
    stops = ", ".join(f"{n} {way}" for way, n in found.stops.items())
    print(f"{found.derivations} derivations, {sum(found.stops.values())} stopped checks ({stops}),")
    print(f"{found.given_up} pieces given up, {found.complete} complete checks in between")
    print(f"code of others under way at a look: {sum(found.foreign.values())} times")
    for what in [*found.foreign, *found.wrong]:
        print(f"  {what}")
    print(f"{len(found.wrong)} differences")
    return int(bool(found.wrong or found.foreign))


if __name__ == "__main__":
    sys.exit(main())
