"""`python -m trials mutants [--workers 2] [--seed 0] [--write] [SCRIPT…]`.

With `--most 8 --seconds 6` eight random mutants of each derivation, and searches of six seconds.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from rich.console import Console
from rich.progress import Progress

from derive.cli.cluster import Cluster
from derive.cli.finding import find_scripts
from derive.cli.scripts import load_all
from derive.derivation.beside import compares_optimisers
from derive.derivation.check import _Checker
from derive.derivation.derivation import Derivation
from derive.derivation.elaborate import elaborate
from derive.derivation.limits import NO_LIMITS, Limits
from derive.kernel.theorem import Theorem
from derive.language.laws import Law
from derive.language.quantities import Quantity
from derive.search.engine import ANYTHING
from derive.store.sealed import document
from trials.mutants import killers, operators, table
from trials.mutants.judge import Judge, Statement
from trials.mutants.killers import Proved
from trials.mutants.line_judge import LineJudge
from trials.mutants.lines import in_pieces
from trials.mutants.outcome import Outcome, ended_in
from trials.mutants.reals import on_reals

ROOT = Path(__file__).resolve().parent.parent.parent


def proved(d: Derivation) -> Iterator[tuple[str, Proved]]:
    """Every step, claim and equality condition of a derivation that the kernel has proved."""
    checker = _Checker(d, None, NO_LIMITS)
    if checker.proof.facts:
        return
    reports = checker.run()
    steps = list(checker.proof.steps)
    lemmas = tuple(r.theorem for r in reports if r.theorem is not None)
    seen: set[Statement] = set()
    for r in reports:
        if r.theorem is None or compares_optimisers(r.relation):
            continue
        conditions = tuple(r.conditions) if r.kind == "equality" else ()
        allowed = ANYTHING
        if r.kind == "step":
            allowed = checker._allowed(steps[r.number - 1].reason)
        where = f"{Path(d.path).name}:{d.name}:{r.number}"
        s = Statement(r.relation, d.given, conditions)
        if s not in seen:  # the claim of one step is that step
            seen.add(s)
            yield where, Proved(s, r.theorem, checker.translator, checker.n, allowed, lemmas=lemmas)


class Judges:
    """One judge for each set of hypotheses of a derivation."""

    def __init__(self, d: Derivation) -> None:
        relations = [s.relation for s in d.proof().steps]
        relations += [] if d.proof().facts else [d.claim().relation, *d.claim().equality]
        self.relations = relations
        self.expressions = [e for r in relations for e in r.expressions()]
        self.expressions += [e for h in d.given for e in h.expressions()]
        self.made: dict[Any, Judge] = {}

    def of(self, s: Statement) -> Judge:
        """Where the statement has no point as a number, spaces are cells to it."""
        said = (*s.expressions(), *(e for h in s.given for e in h.expressions()))
        if in_pieces((*said, *self.expressions)):
            return self.made.setdefault(s.given, self._of_lines(s))
        real, mixed = on_reals(said), on_reals(self.expressions)
        atoms = {a for e in said for a in e.atoms(Law, Quantity)} if mixed and not real else ()
        key = s.given, real, frozenset(atoms)
        if key not in self.made:
            same = [e for e in self.expressions if on_reals([e]) <= real]
            self.made[key] = Judge((*said, *same), s.given)
        return self.made[key]

    def _of_lines(self, s: Statement) -> Judge:
        return self.made.get(s.given) or LineJudge((*self.relations, s.relation), s.given)


@dataclass(frozen=True)
class Asked:
    """per: mutants of a statement by one operator. most: of a derivation, drawn among these.
    seconds: of one search. promised: no derivations that are expected not to be proved."""

    seed: int = 0
    per: int = 1
    most: int | None = None
    seconds: float | None = killers.SEARCH.seconds
    promised: bool = False


def outcomes(d: Derivation, asked: Asked) -> Iterator[Outcome]:
    """The mutants of a derivation, judged and attacked."""
    killers.SEARCH = Limits(asked.seconds)
    accepts, judges = killers.independent(), Judges(d)
    for where, name, p, m in _chosen(d, asked):
        try:
            yield outcome(where, name, p, m, judges.of(m), accepts)
        except Exception as error:  # what a campaign is for: it is shown, and the others go on
            yield ended_in(error, where, name, _text(m))


def _chosen(d: Derivation, asked: Asked) -> list[tuple[str, str, Proved, Statement]]:
    jobs = []
    for where, p in proved(d):
        among = operators.CONDITIONS if p.statement.conditions else operators.RELATIONS
        for name, operator in among.items():
            made = operators.mutants(p.statement, operator)
            per = len(made) if name == "a hypothesis dropped" else asked.per
            random = Random(f"{asked.seed} {where} {name}")
            jobs += [(where, name, p, m) for m in random.sample(made, min(per, len(made)))]
    if asked.most is None:
        return jobs
    return Random(f"{asked.seed} {_name(d)}").sample(jobs, min(asked.most, len(jobs)))


def _name(d: Derivation) -> str:
    return f"{Path(d.path).name}:{d.name}"


def outcome(
    where: str, name: str, p: Proved, m: Statement, judge: Judge, accepts: killers.Recheck | None
) -> Outcome:
    false = judge.decide(m)
    evidence = killers.attacked(m)
    refuted = evidence is not None and evidence.verdict in ("refuted", "ill-posed")
    agreed = None
    if refuted:
        agreed = killers.confirmed(m, judge, evidence)
    found = killers.searched(p, m)
    false = false or agreed
    forged_kernel = recheck = None
    certified = False
    if false is not None:
        control, accepts = p.control(accepts, m)
        text = killers.forged(p, m, control)
        forged_kernel = text is None or not killers.kernel_accepts(text)
        recheck = None if accepts is None else text is None or not accepts(text)
    else:
        certified = _shown_true(p, m, found, accepts)
    return Outcome(
        where,
        name,
        _text(m),
        false.kind if false else "",
        certified,
        found is None,
        forged_kernel,
        recheck,
        refuted and agreed is not None,
        refuted and agreed is None,
        false is not None and judge.shown_by_positive(m),
    )


def _shown_true(
    p: Proved, m: Statement, found: Theorem | None, accepts: killers.Recheck | None
) -> bool:
    """Whether a kernel theorem shows that the mutant is true after all, and `recheck` agrees: the
    search's, one with more help, or the true statement's certificate, which needs no more."""
    shown = found or killers.with_help(p, m)
    if shown is not None:
        text: str | None = document(elaborate(shown), "mutant", "mutant")
    else:
        text = killers.forged(p, m, p.controls[-1])
        text = text if text is not None and killers.kernel_accepts(text) else None
    return text is not None and (accepts is None or accepts(text))


def _text(m: Statement) -> str:
    iff = f" iff {'; '.join(map(str, m.conditions))}" if m.conditions else ""
    given = f"   [{'; '.join(map(str, m.given))}]" if m.given else ""
    return f"{m.relation}{iff}{given}"


# ---------------------------------------------------------------- all scripts, in processes

_loaded: dict[tuple[str, ...], list[Derivation]] = {}


def load(scripts: tuple[str, ...]) -> list[Derivation]:
    if scripts not in _loaded:
        found = load_all(find_scripts(list(scripts)))
        for script in found:
            if script.problem:
                raise SystemExit(script.message())
        _loaded[scripts] = [d for script in found for d in script.derivations]
    return _loaded[scripts]


def work(scripts: tuple[str, ...], index: int, asked: Asked) -> tuple[list[Outcome], float]:
    start = time.perf_counter()
    made = list(outcomes(load(scripts)[index], asked))
    return made, time.perf_counter() - start


def answered(task: str) -> str:
    """On a cluster's worker: the mutants of a derivation, as JSON there and back."""
    scripts, index, asked = json.loads(task)
    made, seconds = work(tuple(scripts), index, Asked(**asked))
    return json.dumps([[asdict(o) for o in made], seconds])


def _worked(
    scripts: tuple[str, ...],
    todo: list[int],
    asked: Asked,
    workers: int,
    cluster: str | None,
) -> Iterator[tuple[int, list[Outcome], float]]:
    """The derivations' mutants as they are made."""
    if cluster is None:
        with ProcessPoolExecutor(workers) as pool:
            jobs = {pool.submit(work, scripts, k, asked): k for k in todo}
            for job in as_completed(jobs):
                yield jobs[job], *job.result()
        return
    with Cluster(cluster) as there:
        tasks = [json.dumps([scripts, k, asdict(asked)]) for k in todo]
        for found in there.answers("trials.mutants.run:answered", tasks):
            if found is not None:
                rows, seconds = json.loads(found[1])
                yield todo[found[0]], [Outcome(**row) for row in rows], seconds


def kept(path: Path | None) -> dict[str, list[Outcome]]:
    """What a run has written, by derivation."""
    found: dict[str, list[Outcome]] = {}
    if path is not None and path.exists():
        for line in path.read_text().splitlines():
            name, rows = json.loads(line)
            found[name] = [Outcome(**row) for row in rows]
    return found


def _keep(path: Path | None, name: str, made: list[Outcome]) -> None:
    if path is not None:
        with path.open("a") as out:
            out.write(json.dumps([name, [asdict(o) for o in made]]) + "\n")


def run(
    scripts: tuple[str, ...],
    asked: Asked,
    workers: int,
    every: int = 1,
    keep: Path | None = None,
    cluster: str | None = None,
) -> list[Outcome]:
    """The mutants of all derivations, or of each n-th.

    keep: where what is made is written; what is there is not made again.
    """
    found, before = load(scripts), kept(keep)
    names = [_name(d) for d in found]
    wanted = [*range(0, len(found), every)]
    if asked.promised:
        wanted = [k for k in wanted if found[k].expect == "proved"]
    results = {k: before[names[k]] for k in wanted if names[k] in before}
    todo = [k for k in wanted if k not in results]
    console = Console(stderr=True)
    with Progress(console=console) as progress:
        task = progress.add_task("derivations", total=len(todo))
        for k, made, seconds in _worked(scripts, todo, asked, workers, cluster):
            results[k] = made
            _keep(keep, names[k], results[k])
            if seconds > 30:
                console.print(f"{names[k]}: {seconds:.0f} s", highlight=False)
            progress.advance(task)
    return [o for k in sorted(results) for o in results[k]]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m trials mutants", description=__doc__)
    parser.add_argument("scripts", nargs="*", metavar="SCRIPT", help="default: proofs")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cluster", metavar="ADDRESS", help="on the workers of a Dask scheduler")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--per", type=int, default=1, help="mutants of a step by one operator")
    parser.add_argument("--most", type=int, help="of a derivation, at random (all)")
    parser.add_argument("--seconds", type=float, default=30.0, help="of one search (30)")
    parser.add_argument("--proved", action="store_true", help="derivations expected to be proved")
    parser.add_argument("--every", type=int, default=1, help="of the derivations each n-th (1)")
    parser.add_argument("--keep", type=Path, help="a file: what is in it is not made again")
    parser.add_argument("--kept", action="store_true", help="no more than what FILE has")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown")
    parser.add_argument("--write", action="store_true", help="write docs/mutants.md")
    args = parser.parse_args(argv)
    start = time.perf_counter()
    scripts = tuple(args.scripts) or (str(ROOT / "proofs"),)
    if args.kept:
        made = [o for rows in kept(args.keep).values() for o in rows]
    else:
        asked = Asked(args.seed, args.per, args.most, args.seconds, args.proved)
        made = run(scripts, asked, args.workers, args.every, args.keep, args.cluster)
    if args.markdown:
        print(table.markdown(made))
        return 0
    table.show(made)
    print(f"{time.perf_counter() - start:.0f} s")
    if args.write:
        (ROOT / "docs" / "mutants.md").write_text(table.page(made, args.seed, args.per))
    return 1 if any(o.survives or o.disagreement or o.error for o in made) else 0
