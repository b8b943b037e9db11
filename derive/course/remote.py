"""Submissions marked on a cluster's workers: the same jobs and results, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache

from derive.cli.cluster import Cluster
from derive.cli.finding import UsageError
from derive.course.slots import Slots
from derive.course.trying import why_none_runs
from derive.course.work import Bounds, Data

_MARK = "derive.course.remote:answered"


class Remote:
    """Does jobs on a cluster. As a context manager it leaves none behind."""

    def __init__(self, jobs: Mapping[int, Data], address: str) -> None:
        self._jobs = dict(jobs)
        self._cluster = Cluster(address)

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, *exception: object) -> None:
        self._cluster.close()

    @property
    def where(self) -> str:
        """On how many workers, of which scheduler."""
        return self._cluster.where

    def results(self) -> Iterator[tuple[int, Data] | None]:
        """As those of `Slots`.

        Raises:
            UsageError: if not even a script that is right runs on some worker.
        """
        numbers = list(self._jobs)
        tasks = [json.dumps(job) for job in self._jobs.values()]
        for found in self._cluster.answers(_MARK, tasks):
            if found is None:
                yield None
                continue
            result = json.loads(found[1])
            if "unable" in result:
                raise UsageError(f"on a worker: {result['unable']}")
            yield numbers[found[0]], result


def answered(task: str) -> str:
    """On a worker: a job's result. Its process is ended and tried again as it is at home."""
    job = json.loads(task)
    if why := _unable(json.dumps(job["bounds"])):
        return json.dumps({"unable": why})
    with Slots({0: job}, 1) as slots:
        results = [found[1] for found in slots.results() if found is not None]
    return json.dumps(results[0])


@cache
def _unable(bounds: str) -> str:
    return why_none_runs(Bounds(**json.loads(bounds)))
