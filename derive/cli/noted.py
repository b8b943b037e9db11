"""A worker's file of notes: read, decided, and made what is asked for of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from derive.cli.checking import settings_of
from derive.cli.parts import Job, Part
from derive.cli.rendered import printed
from derive.cli.scripts import say
from derive.derivation.limits import GAVE_UP, Limits
from derive.kept.memory import keeping
from derive.language.names import DeriveError
from derive.notes.check import check_notes
from derive.notes.decide import Decision
from derive.notes.faces import asking, data, notation, text
from derive.notes.faces.counting import counts
from derive.notes.faces.marks import worst
from derive.notes.progress import Progress
from derive.notes.records import NotesReport

Send = Callable[[tuple[Any, ...]], None]


def check_file(job: Job, send: Send) -> None:
    """Do the job. Whatever happens is in the messages, as for a script."""
    send(("loaded", 1, ""))
    limits = Limits(job.step_timeout, lambda: send(("alive", job.path.name)))
    memory = job.cache.memory(job.path) if job.cache else None
    try:
        with keeping(memory):
            found = check_notes(
                job.path, settings_of(job.attack), limits, progress=_progress(job, send)
            )
        part = part_of(found, job)
    except OSError as wrong:
        send(("problem", None, f"{wrong.strerror}."))
    except UnicodeDecodeError:
        send(("problem", None, "not text in UTF-8. Try saving it so."))
    except DeriveError as wrong:
        send(("problem", None, str(wrong)))
    except GAVE_UP as given_up:
        send(("problem", None, f"the notes: {limits.why(given_up)}."))
    except Exception as wrong:
        why = "the reader failed, please report it with these notes"
        send(("problem", None, f"{why}: {say(wrong)}"))
    else:
        send(("part", part))
        if memory is not None:
            memory.save(complete=True)


def _progress(job: Job, send: Send) -> Progress:
    """What is sent meanwhile; what was decided before, and what is not to be tried again."""

    def decided(made: Decision) -> None:
        send(("decided", made.data()))

    before = list(map(Decision.of, job.decided))
    if job.lost:
        before.append(Decision("open", why=job.lost))
        decided(before[-1])
    return Progress(lambda *at: send(("at", *at)), decided, before, dict(job.unread))


def part_of(found: NotesReport, job: Job) -> Part:
    """The report as the job wants it shown."""
    document = data.document(found)
    verdicts = tuple(s.verdict for c in found.chains for s in c.steps)
    return Part(
        job.path.name,
        worst(verdicts),
        "",
        not counts([document]).fails(),
        verdicts,
        "" if job.json or job.pages else _shown(found, job),
        page=_page(found, job) if job.pages else None,
        notes=document,
        made=tuple(_made(found, job)),
    )


def _shown(found: NotesReport, job: Job) -> str:
    width = job.look.width
    if "notation" in job.wants:
        return notation.toml(found)
    if "ask" in job.wants:
        return printed(asking.questions(found, width), job.look)
    if not found.chains:
        return ""
    show = text.failures if job.quiet else text.report
    lines = printed(show(found, width, "readback" in job.wants), job.look)
    return f"{lines}\n" if lines else ""


def _page(found: NotesReport, job: Job) -> Any:
    from derive.notes.find import find
    from derive.report.notes import notes_page

    return notes_page(find(str(job.path)), found, settings_of(job.attack))


def _made(found: NotesReport, job: Job) -> Iterator[tuple[str, str]]:
    if "annotated" in job.wants:
        from derive.notes.annotate import annotated

        yield "annotated", annotated(Path(found.path), found)
    if "script" in job.wants:
        from derive.notes.faces.script import script

        yield "script", script(found)
