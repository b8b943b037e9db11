"""A process that is ended while it reads or decides notes costs the relation at hand alone."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

import derive.notes.check as checking
import derive.notes.elaborate.relation as relation
import derive.notes.recorded as recorded
from derive.cli import noted
from derive.cli.parts import Attack, Job, Look, Part
from derive.cli.pool import Task
from derive.cli.wire import decode, encode
from derive.notes.decide import Decision
from derive.notes.records import EqualityRecord, Rested
from derive.notes.tree import Node

NOTES = r"""
Let $p$ be a distribution.

$$ H(p) \ge 0 $$

$$ \sum_x p(x) = 1 $$

$$ H(p) \le \log |\mathcal{X}| $$

$$ H(p) = -\sum_x p(x) \log p(x) \ge -1 $$
"""
ALL = ["proved"] * 5
WHY = "it was ended"


class Ended(BaseException):
    """Stands for the end of the process: nothing on the way takes it for a failure."""


class Course:
    """A job done by one process after another, each of which is ended where a function is called
    for what is meant. decided: the relations put to the decision, in each process."""

    def __init__(self, tmp_path):
        (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
        look = Look(80, False, None)
        job = Job(tmp_path / "notes.md", str(tmp_path), look, Attack(5, 0), 20.0)
        self.task, self.processes = Task(job), 0

    def run(self):
        while not self.task.done:
            self.processes += 1
            try:
                noted.check_file(self.task.job, self._send)
                self.task.take("end")
            except Ended:
                left = self.task.without(WHY)
                if left is None:
                    return self
                self.task = replace(self.task, job=left, at=("", 0))
        return self

    def _send(self, message):
        self.task.take(*decode(encode(message)))

    @property
    def steps(self):
        (part,) = (e for e in self.task.events if isinstance(e, Part))
        return [s for c in part.notes["chains"] for s in c["steps"]]

    @property
    def verdicts(self):
        return [s["verdict"] for s in self.steps]


@pytest.fixture
def ended_at(tmp_path, monkeypatch):
    """The course of a job that is ended at a call for which `is_meant` is true."""

    def run(module, name, is_meant, how=Ended):
        own = getattr(module, name)

        def patched(*given, **named):
            if is_meant(*given, **named):
                raise how
            return own(*given, **named)

        monkeypatch.setattr(module, name, patched)
        return Course(tmp_path).run()

    return run


def is_sum(_, readings, sides=None):
    return readings[0].step.readback_lhs.startswith(r"\sum")


def test_the_relation_at_hand_is_open_and_the_others_are_decided(ended_at):
    course = ended_at(recorded, "decide", is_sum)
    assert course.processes == 2
    assert course.verdicts == ["proved", "open", "proved", "proved", "proved"]
    assert course.steps[1]["why"] == WHY and course.steps[1]["readback_lhs"]


def test_what_is_decided_is_not_decided_again(ended_at):
    asked = []
    course = ended_at(recorded, "decide", lambda *given: asked.append(0) or is_sum(*given))
    assert len(asked) == len(course.steps)


def test_each_of_several_costs_itself(ended_at):
    course = ended_at(recorded, "decide", lambda _, read, sides: read[0].step.rel == ">=")
    assert course.verdicts == ["open", "proved", "proved", "proved", "open"]
    assert course.processes == 3


@pytest.mark.parametrize(
    ("module", "name", "is_meant"),
    [
        (checking, "_tree", lambda side: side.latex.startswith(r"\sum_x p(x)")),
        (relation, "_readings", lambda c, *_: c.chain.sides[0].latex.startswith(r"\sum")),
    ],
    ids=["parsed", "elaborated"],
)
def test_a_display_that_is_not_come_out_of_is_unread(module, name, is_meant, ended_at):
    course = ended_at(module, name, is_meant)
    assert course.verdicts == ["proved", "unread", "proved", "proved", "proved"]
    assert course.steps[1]["why"] == WHY and course.processes == 2


def test_what_no_display_can_be_named_for_ends_all(ended_at):
    course = ended_at(checking, "_facts", lambda *_: True)
    assert course.processes == 1 and course.task.events == []


def test_verdicts_are_shown_without_the_proofs_that_cannot_be_shown(ended_at):
    has_proofs = ended_at(noted, "part_of", lambda found, _: found.chains[0].steps[0].report)
    assert has_proofs.processes == 2 and has_proofs.verdicts == ALL


def test_what_cannot_be_shown_ends_all(ended_at):
    course = ended_at(noted, "part_of", lambda *_: True)
    assert course.processes == 2 and course.task.events == []


@pytest.mark.parametrize("how", [MemoryError, RecursionError, ZeroDivisionError])
def test_what_is_raised_costs_its_relation_in_the_same_process(how, ended_at):
    course = ended_at(recorded, "decide", is_sum, how)
    assert course.verdicts == ["proved", "open", "proved", "proved", "proved"]
    assert course.processes == 1


@pytest.mark.parametrize("how", [MemoryError, RecursionError, ZeroDivisionError])
def test_what_is_raised_costs_its_display_alone(how, ended_at):
    course = ended_at(
        relation, "_readings", lambda c, *_: c.chain.sides[0].latex.startswith(r"\sum"), how
    )
    assert course.verdicts == ["proved", "unread", "proved", "proved", "proved"]
    assert course.processes == 1


def test_a_display_on_whose_account_the_whole_text_fails_is_left_out(ended_at):
    def has_sum(document, chains, trees, *_):
        return any(r"\sum_x p(x) =" in str(c.display.body.text) for c in _read(chains, trees))

    course = ended_at(checking, "elaborated", has_sum, KeyError)
    assert course.verdicts == ["proved", "unread", "proved", "proved", "proved"]
    assert "KeyError" in course.steps[1]["why"]


def test_a_text_that_fails_without_any_display_is_unread(ended_at):
    course = ended_at(checking, "elaborated", lambda *_: True, KeyError)
    assert course.verdicts == ["unread"] * 5


def _read(chains, trees):
    return [c for c, row in zip(chains, trees, strict=True) if isinstance(row[0], Node)]


def test_a_decision_is_the_same_from_data():
    made = Decision(
        "refuted", ("a",), (Rested(1, 2, "q", "s", "c"),), ("left side = 1",), "w", ("ask",), "t",
        (("one", "proved"), ("other", "open")), ("axiom",), None, EqualityRecord("iff", "open"),
    )  # fmt: skip
    assert Decision.of(json.loads(json.dumps(made.data()))) == made


PATCH = """
import os, signal
import derive.cli.pool
import derive.notes.recorded as recorded
derive.cli.pool.GRACE = 1
own = recorded.decide

def patched(checking, readings, sides):
    said = readings[0].step.readback_lhs
    if said.startswith("\\\\sum"):
        while True: pass
    if readings[0].step.rel == "<=":
        os.kill(os.getpid(), signal.SIGKILL)
    return own(checking, readings, sides)

recorded.decide = patched
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_processes_are_ended_and_die_in_fact(tmp_path):
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(PATCH, encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), *map(os.path.abspath, sys.path)])
    command = [sys.executable, "-m", "derive", "check", "notes.md", "--json"]
    done = subprocess.run(
        [*command, "--step-timeout", "2"], cwd=tmp_path, capture_output=True, timeout=300,
        env={**os.environ, "PYTHONPATH": path, "DERIVE_CACHE": ""}, encoding="utf-8",
    )  # fmt: skip
    steps = [s for d in json.loads(done.stdout)["derivations"] for s in d["steps"]]
    assert [s["verdict"] for s in steps] == ["proved", "open", "open", "proved", "proved"]
    assert steps[1]["why"] == "not decided within 2 s, and ended. Try smaller steps"
    assert steps[2]["why"] == "the process that checked it died (SIGKILL)"
    assert done.stderr == (
        "derive: notes.md: the process that checked it died (SIGKILL). It is tried once more, "
        "alone.\n"
    )
