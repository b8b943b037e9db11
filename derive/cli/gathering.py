"""What came of several files, once it is all there."""

from __future__ import annotations

import os
import sys
from argparse import Namespace

from derive.cli.check import workers_for
from derive.cli.finding import Script
from derive.cli.output import ScriptProgress, complain
from derive.cli.parts import Job, Part
from derive.cli.pool import Problem, Said


def gathered(jobs: list[Job], args: Namespace) -> tuple[list[Part], dict[str, str], list[str]]:
    """What came of the files, the scripts' own words by path, and what was not loaded."""
    parts: list[Part] = []
    problems: list[str] = []
    progress = ScriptProgress(len(jobs))
    with workers_for(jobs, args) as pool:
        try:
            for task, event in pool.events():
                if event is None:
                    progress.show(sum(t.done for t in pool.tasks), pool.doing)
                    continue
                progress.hide()
                if isinstance(event, Part):
                    parts.append(event)
                elif isinstance(event, Problem):
                    script = Script(task.job.path, problem=event.text, line=event.line)
                    problems.append(script.message())
                    complain(problems[-1])
                elif isinstance(event, Said):
                    sys.stderr.write(event.text)
        finally:
            progress.hide()
        docs = {os.path.realpath(t.job.path): t.doc for t in pool.tasks}
    return parts, docs, problems
