"""Change certificates, field by field, and see who still accepts: `python -m trials tamper`.

For each certificate every string, number, list and key is changed in several ways. As it stands,
the seal no longer fits. With the seal made anew, the change may leave a valid certificate (another
title, a hypothesis under another name, ≥ for =); whether it does is decided by the kernel, which
makes the theorem again from the changed data, and not by `recheck`. Where the kernel refuses and
`recheck` accepts, every theorem must still say what it said: an identity that `recheck` sees by
itself needs no lemma. The exit status is 1 if one says something else.
"""

from __future__ import annotations

import argparse
import copy
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from derive.kernel.terms import KernelError
from derive.store import loads
from derive.store.sealed import seal
from recheck.certificate import recheck
from recheck.reader import Refused

Place = tuple[Any, ...]
KINDS = ("deleted", "doubled", "exchanged", "replaced", "replaced again", "null", "renamed")
ROOT = Path(__file__).resolve().parent.parent
SIGNS = {"=": "<=", "<=": ">=", ">=": "<=", "<": "<=", ">": ">="}


def places(data: Any, at: Place = ()) -> Iterator[Place]:
    """Where something stands: every key, element and leaf."""
    if at:
        yield at
    inside: Any = enumerate(data) if isinstance(data, list) else ()
    for key, value in data.items() if isinstance(data, dict) else inside:
        yield from places(value, (*at, key))


def changed(data: Any, at: Place, kind: str) -> Any:
    """A copy of the data with one change at the place; None if there is no such change there."""
    made = copy.deepcopy(data)
    inside = made
    for key in at[:-1]:
        inside = inside[key]
    return made if _change(kind, inside, at[-1]) and made != data else None


def _change(kind: str, inside: Any, key: Any) -> bool:
    """Make the change in place; False if there is none of this kind here."""
    value = inside[key]
    if kind == "deleted":
        del inside[key]
    elif kind == "null":
        inside[key] = None
    elif kind == "renamed" and isinstance(inside, dict):
        inside[f"{key}s"] = inside.pop(key)
    elif kind == "doubled" and isinstance(inside, list):
        inside.insert(key, value)
    elif kind == "exchanged" and isinstance(inside, list) and key + 1 < len(inside):
        inside[key], inside[key + 1] = inside[key + 1], value
    elif kind in ("replaced", "replaced again") and isinstance(value, (int, str)):
        inside[key] = _other(value, kind == "replaced")
    else:
        return False
    return True


def _other(value: int | str, first: bool) -> int | str:
    if isinstance(value, int):
        return value + 1 if first else -value
    return SIGNS.get(value, f"{value}′") if first else value[:-1]


def accepted(text: str) -> bool:
    try:
        recheck(text)
    except Refused:
        return False
    return True


def valid(data: Any) -> bool:
    """Whether the kernel makes a theorem of the data, which rests on what the data say."""
    try:
        if set(data) != {"format", "name", "title", "certificate", "rests"}:
            return False
        made = loads(json.dumps(data["certificate"]))
        rests = {k: sorted(getattr(made.rests, k)) for k in ("axioms", "cited", "open")}
    except KernelError:
        return False
    told = data["format"] == "derive sealed certificate 1" and not made.rests.open
    return bool(told and rests == data["rests"])


def tamper(text: str, most: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Counts, and the changes that `recheck` accepts and the kernel refuses.

    most: changes to try, drawn at random if there are more; 0: all.
    """
    data = json.loads(text)
    every = [(at, kind) for at in places(data) for kind in KINDS]
    Random(seed).shuffle(every)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for at, kind in every:
        made = changed(data, at, kind)
        if made is None:
            continue
        if most and counts["changes"] == most:
            break
        counts["changes"] += 1
        counts["unsealed, accepted"] += accepted(json.dumps(made))
        made.pop("seal", None)
        ours, kernel = accepted(json.dumps({**made, "seal": seal(made)})), valid(made)
        same = ours and not kernel and _claims(made) == _claims(data)
        way = ", the same claims" if same else ""
        counts[f"{_word(ours)} by recheck, {_word(kernel)} by the kernel{way}"] += 1
        if ours and not kernel and not same:
            wrong.append(f"{data['name']}: {'/'.join(map(str, at))} {kind}")
    return counts, wrong


def _claims(data: Any) -> Any:
    """What the theorems say: all but how they are proved."""
    rows = data["certificate"]["theorems"]
    conditions = [row["given"][1] for row in rows if row["rule"] == "with_equality"]
    said = [(row["context"], row["statement"], row["rule"] == "with_equality") for row in rows]
    return said, conditions, data["rests"], data["format"]


def _word(yes: bool) -> str:
    return "accepted" if yes else "refused"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m trials tamper", description=__doc__)
    parser.add_argument("--most", type=int, default=60, help="changes per certificate; 0: all")
    parser.add_argument("--whole", type=int, default=8, help="smallest certificates done whole")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("folder", nargs="?", help="of certificates; default: those of proofs/")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(args.folder or made)
        if not args.folder:
            command = [sys.executable, "-m", "derive", "check", "proofs", "--quiet", "--no-cache"]
            subprocess.run([*command, "--certificates", made], check=True, cwd=ROOT)
        texts = sorted((p.read_text(encoding="utf-8") for p in folder.glob("*.json")), key=len)
    whole = [0] * args.whole + [args.most] * max(0, len(texts) - args.whole)
    total: Counter[str] = Counter()
    wrong: list[str] = []
    with ProcessPoolExecutor(args.workers) as pool:
        done = pool.map(tamper, texts, whole, [args.seed] * len(texts))
        for counts, bad in track(done, "certificates", len(texts), console=Console(stderr=True)):
            total += counts
            wrong += bad
    table = Table("tampering", "number")
    table.add_row("certificates", f"{len(texts):,}")
    for what, number in sorted(total.items()):
        table.add_row(what, f"{number:,}")
    Console().print(table)
    print("\n".join(["accepted by recheck alone:", *wrong] if wrong else []))
    return 1 if wrong or total["unsealed, accepted"] else 0
