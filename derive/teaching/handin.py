"""What a stranger's script hands in: data, read by a process that never sees the script.

`read_script` runs the script in a process of its own (`derive.teaching.sandbox`), which writes its
derivations as JSON. That text is parsed here with bounds, nothing in it is evaluated, and a
derivation is made of it by the language's own operations (`derive.teaching.data`). A script that
writes other JSON has described another derivation, which is then judged like any.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from derive.derivation.derivation import Derivation
from derive.language.names import DeriveError
from derive.render.places import place
from derive.teaching.child import FORMAT, MOST_DERIVATIONS
from derive.teaching.data import made, plain, refusing, text_of
from derive.teaching.sandbox import MEMORY, run

SCRIPT_SECONDS = 60.0
_MOST_DIGITS = 400
_MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True)
class HandIn:
    """What a script handed in; plain data throughout.

    path: the script. problem: why there is nothing, or None. isolated: whether it ran behind walls.
    derivations: each as data, of the script itself; lemmas: those of elsewhere that they use.
    lists: names of those that were lists of lines, with no place for hypotheses. said: what it
    printed. seconds: how long it ran.
    """

    path: str
    problem: str | None
    isolated: bool
    derivations: list[dict[str, Any]] = field(default_factory=list)
    lemmas: list[dict[str, Any]] = field(default_factory=list)
    said: str = ""
    seconds: float = 0.0
    lists: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The derivations' names, in order."""
        return [text_of(d, "name") for d in self.derivations]

    def derivation(self, name: str | None = None) -> Derivation:
        """One of the derivations, made of the data; the only one if no name is given.

        Raises:
            DeriveError: if there is none or several, the script has a problem, or the data
                describe no derivation.
        """
        if self.problem is not None:
            raise DeriveError(self.problem)
        found = [k for k, own in enumerate(self.names) if name in (None, own)]
        if len(found) != 1:
            raise DeriveError(_which(name, len(found), self.names))
        return self.made(found[0])

    def all(self) -> list[Derivation]:
        """The script's own derivations. One that cannot be made raises why when its chain is
        asked for, as a function of a script would."""
        maker, out = _Maker(self), []
        for k, data in enumerate(self.derivations):
            try:
                out.append(maker.made(k))
            except DeriveError as wrong:
                why = str(wrong).removeprefix(f"{maker.place(data)}: ")  # is said with its place
                out.append(refusing(data, self.path, why))
        return out

    def made(self, number: int) -> Derivation:
        """The derivation with a number, the script's own first.

        Raises:
            DeriveError: as `derivation`.
        """
        return _Maker(self).made(number)


def _which(name: str | None, count: int, names: list[str]) -> str:
    """Why no single derivation is meant."""
    there = ", ".join(names) or "none"
    if name is None:
        return f"there are {count} derivations, {there}, and which one is meant is not said."
    if not count:
        return f"there is no derivation named {name}; there are {there}."
    return f"there are {count} derivations named {name}."


class _Maker:
    """Makes derivations and, once each, those that they use."""

    def __init__(self, handed_in: HandIn) -> None:
        self._in = handed_in
        self._data = [*handed_in.derivations, *handed_in.lemmas]
        self._made: dict[int, Derivation] = {}
        self._under_way: list[int] = []

    def made(self, number: int) -> Derivation:
        if number in self._made:
            return self._made[number]
        if not 0 <= number < len(self._data) or number in self._under_way:
            raise DeriveError(f"derivation {number}: there is none, or it is used by itself.")
        data = self._data[number]
        if data.get("problem") is not None:
            raise DeriveError(f"{self.place(data)}: {text_of(data, 'problem')}")
        self._under_way.append(number)
        try:
            self._made[number] = made(data, self._in.path, self.made)
        except DeriveError as wrong:
            raise DeriveError(f"{self.place(data)}: {wrong}") from None
        except _MALFORMED as wrong:
            raise DeriveError(f"{self.place(data)}: malformed: {wrong}") from None
        finally:
            self._under_way.pop()
        return self._made[number]

    def place(self, data: dict[str, Any]) -> str:
        """Where a derivation stands, for messages."""
        line = data.get("line")
        return place(self._in.path, line if type(line) is int else None)


def read_script(
    path: str | os.PathLike[str],
    *,
    seconds: float = SCRIPT_SECONDS,
    memory: int = MEMORY,
    isolation: str = "auto",
    beside: Sequence[str | os.PathLike[str]] = (),
) -> HandIn:
    """Run a script in a process of its own and take what it hands in.

    seconds: after which it is ended. memory: bytes that it may have. isolation: "auto" for walls
    where bubblewrap works, "required" for none without, "off" for none. beside: files that it may
    import; nothing else of its folder is there.

    Raises:
        DeriveError: for a file that is not there, or walls that are required and missing.
    """
    script = Path(path).resolve()
    ran = run(script, seconds, memory, isolation, [Path(p).resolve() for p in beside])
    shown = {"path": str(script), "isolated": ran.isolated, "seconds": ran.seconds}
    said = plain(ran.said, len(ran.said))
    if ran.problem is not None:
        return HandIn(problem=ran.problem, said=said, **shown)  # type: ignore[arg-type]
    try:
        data = _parsed(ran.data)
    except DeriveError as wrong:
        return HandIn(problem=f"what it handed back: {wrong}", said=said, **shown)  # type: ignore[arg-type]
    if data["problem"] is not None:
        line = data["line"] if type(data["line"]) is int else None
        why = f"{place(str(script), line)}: {text_of(data, 'problem')}"
        return HandIn(problem=why, said=said, **shown)  # type: ignore[arg-type]
    return HandIn(
        problem=None,
        derivations=data["derivations"],
        lemmas=data["lemmas"],
        said=said,
        **shown,  # type: ignore[arg-type]
    )


def _parsed(text: bytes) -> dict[str, Any]:
    """The JSON, with the outermost shape that it must have.

    Raises:
        DeriveError: otherwise.
    """
    try:
        data = json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_once,
            parse_constant=_refused,
            parse_float=_refused,
            parse_int=_integer,
        )
    except (RecursionError, ValueError) as wrong:
        raise DeriveError(f"no JSON of ours: {str(wrong)[:200]}") from None
    wanted = {"format", "problem", "line", "derivations", "lemmas"}
    if type(data) is not dict or set(data) != wanted or data["format"] != FORMAT:
        raise DeriveError(f"not of the format {FORMAT!r}.")
    lists = (data["derivations"], data["lemmas"])
    if not all(type(many) is list and all(type(d) is dict for d in many) for many in lists):
        raise DeriveError("expected lists of derivations.")
    if sum(map(len, lists)) > MOST_DERIVATIONS:
        raise DeriveError(f"more than {MOST_DERIVATIONS} derivations.")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({k for k, _ in pairs}) != len(pairs):
        raise DeriveError("a key stands twice.")
    return dict(pairs)


def _refused(text: str) -> Any:
    raise DeriveError(f"{text[:40]} is not an exact number.")


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise DeriveError(f"a number has {len(digits)} digits; at most {_MOST_DIGITS} are read.")
    return int(digits)
