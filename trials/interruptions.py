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
import sysconfig
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import derive
from derive.cli.finding import find_scripts
from derive.cli.scripts import load_all
from derive.derivation.check import _Checker, check
from derive.derivation.derivation import Derivation
from derive.derivation.limits import NO_LIMITS, Limits, TimeUp, limited, watched
from derive.derivation.report import StepReport
from derive.language.printing import alone
from derive.numeric import Settings
from derive.render import to_json
from derive.store import dumps

OURS = str(Path(derive.__file__).parent)
OTHERS = tuple(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))
BETWEEN = ("contextlib.py", "_ufunc_config.py")  # a decorator's `with`, np.errstate's too
WAYS = ("pieces", "clock", "thread", "whole")
_FOLLOW = ("claim", "equality")
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
    """Functions of other packages that are under way between this look and its limit. A script's
    own may be: a rule calls them."""
    out = set()
    frame: Any = sys._getframe(2)
    while frame is not None and frame.f_code is not watched_check.__code__:
        name = frame.f_code.co_filename
        if name.startswith(OTHERS) and not name.startswith(OURS) and not name.endswith(BETWEEN):
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


class Kept:
    """A derivation under check with the normalizer and translator that it has, stop after stop."""

    def __init__(self, d: Derivation, settings: Settings) -> None:
        self.d = d
        with alone(d.printed()):
            self._checker = _Checker(d, settings, NO_LIMITS)

    def steps(self, limits: Limits) -> list[StepReport]:
        self._checker.limits = limits
        with alone(self.d.printed()):
            return watched_check(self._checker.run)

    def steps_in_a_thread(self, limits: Limits) -> list[StepReport]:
        got: list[list[StepReport]] = []
        other = threading.Thread(target=lambda: got.append(self.steps(limits)))
        other.start()
        other.join()
        return got[0]


def watched_check(action: Callable[[], Any], watch: Any = None) -> Any:
    """What the action returns; meanwhile looks call `watch`, if there is one."""
    if watch is None:
        return action()
    with watched(watch):
        return action()


def face(s: StepReport) -> Any:
    """All that is shown of a step, times apart, and the certificate of what it has proved."""
    certificate = dumps(s.theorem) if s.theorem is not None else None
    return _timeless(to_json.step(s)), certificate


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _timeless(v) for k, v in value.items() if k != "seconds"}
    return [_timeless(v) for v in value] if isinstance(value, (list, tuple)) else value


class Trial:
    """One derivation: what it is, and what it is after stops."""

    def __init__(self, d: Derivation, rng: Random, found: Found) -> None:
        self.d, self.rng, self.found = d, rng, found
        self.settings, watch = Settings(), Watch(found)
        self.first = watched_check(lambda: check(d, self.settings), watch)
        self.looks, self.seconds = watch.count, self.first.seconds
        self.expected = [face(s) for s in self.first.steps]
        self.own = [face(s) for s in Kept(d, self.settings).steps(NO_LIMITS)]

    def round(self) -> None:
        """Some stops, the first of which find empty caches, and what comes of them."""
        self.kept = Kept(self.d, self.settings)
        for k in range(_EACH):
            way = WAYS[k % len(WAYS)]
            self.found.stops[way] += 1
            getattr(self, way)()
        self.found.complete += 2
        self._same("with its caches", self.kept.steps(NO_LIMITS), self.own)
        self._same("anew", check(self.d, self.settings).steps, self.expected)

    def whole(self) -> None:
        """Stopped as a whole: a lemma of a step that is stopped, a search for hints."""
        watch = Watch(self.found, self.rng.randint(1, self.looks))
        with suppress(TimeUp):
            report = watched_check(lambda: check(self.d, self.settings, Limits(60.0)), watch)
            if not report.error:
                self._partly("whole", report.steps, self.expected)
                return
        self.found.given_up += 1

    def pieces(self) -> None:
        limits = Pieces(self.found, self.rng, self.looks)
        self._partly("pieces", self.kept.steps(limits), self.own)

    def thread(self) -> None:
        limits = Pieces(self.found, self.rng, self.looks)
        self._partly("thread", self.kept.steps_in_a_thread(limits), self.own)

    def clock(self) -> None:
        limits = Limits(self.rng.random() * self.seconds / max(1, len(self.own)))
        self._partly("clock", self.kept.steps(limits), self.own)

    def _partly(self, way: str, steps: Sequence[StepReport], expected: Sequence[Any]) -> None:
        """What was not stopped is as ever; what follows from a step that was, may be open."""
        left = False
        for s, before in zip(steps, expected, strict=True):
            if "not decided within" in s.note:
                left = True
                self.found.given_up += 1
            elif face(s) != before and not (left and s.verdict == "open" and s.kind in _FOLLOW):
                self._wrong(way, s)

    def _same(self, when: str, steps: Sequence[StepReport], expected: Sequence[Any]) -> None:
        for s, before in zip(steps, expected, strict=True):
            if face(s) != before:
                self._wrong(when, s)

    def _wrong(self, when: str, s: StepReport) -> None:
        self.found.wrong.append(f"{self.d.path}:{self.d.name}, {when}: {s}")


def run(paths: Sequence[str], rounds: int, seed: int, within: float) -> Found:
    """Try all derivations of the scripts that take less than `within` seconds of the processor."""
    found, rng = Found(), Random(seed)
    for script in load_all(find_scripts(paths)):
        for d in script.derivations:
            start = time.process_time()
            if check(d, Settings()).error or time.process_time() - start > within:
                continue
            trial = Trial(d, rng, found)
            found.derivations += trial.looks > 0
            for _ in range(rounds if trial.looks else 0):
                trial.round()
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
