"""What came of several files, once it is all there."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from derive.cli.check import workers_for
from derive.cli.finding import Script
from derive.cli.output import complain, followed
from derive.cli.parts import Job, Part
from derive.cli.pool import Problem, Said


def gathered(jobs: list[Job], args: Namespace) -> tuple[list[Part], dict[str, str], list[str]]:
    """What came of the files, the scripts' own words by path, and what was not loaded."""
    parts: list[Part] = []
    problems: list[str] = []
    with workers_for(jobs, args) as pool:
        for task, event in followed(pool):
            if isinstance(event, Part):
                parts.append(event)
            elif isinstance(event, Problem):
                script = Script(task.job.path, problem=event.text, line=event.line)
                problems.append(script.message())
                complain(problems[-1])
            elif isinstance(event, Said):
                sys.stderr.write(event.text)
        docs = {os.path.realpath(t.job.path): t.doc for t in pool.tasks}
    return parts, docs, problems
