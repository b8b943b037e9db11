"""The site: every page written from templates, with the static files beside them."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from derive.render.third import sums
from derive.report import graph
from derive.report.formulas import Mixed, paragraphs
from derive.report.notes import NotesPage
from derive.report.page import Page
from derive.report.uses import Key

HERE = Path(__file__).parent
VERDICTS = ("proved", "cited", "open", "ill-posed", "refuted", "error")
MARK = {"proved": "✓", "cited": "§", "refuted": "✗", "ill-posed": "⊘", "open": "?", "error": "!"}
MARK |= {
    "proved if": "✓", "true to rounding": "✓", "definition": "≔", "refuted unless": "✗",
    "wrong value": "✗", "unread": "–", "skipped": "·",
}  # fmt: skip
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Figure:
    """A picture for the page of figures. svg: safe to put into a page."""

    name: str
    title: str
    caption: str
    svg: str


@dataclass
class Entry:
    """A page in the site: where it is, and its neighbours. href: from the site's root."""

    page: Page
    script: str
    href: str
    id: str
    uses: list[Entry] = field(default_factory=list)
    used_by: list[Entry] = field(default_factory=list)
    before: Entry | None = None
    after: Entry | None = None


@dataclass(frozen=True)
class Script:
    """A script's pages; its name, its own words, and an anchor on the index."""

    name: str
    doc: tuple[Mixed, ...]
    anchor: str
    entries: tuple[Entry, ...]


def write(
    folder: Path,
    pages: Sequence[Page],
    docs: dict[str, str],
    problems: Sequence[str],
    figures: Sequence[Figure],
    settings: Any,
    notes: Sequence[NotesPage] = (),
) -> Path:
    """Write the site and return its first page. Files of the same names are overwritten.

    docs: the scripts' own texts by real path. problems: files that were not loaded, as messages.

    Raises:
        OSError: if the folder cannot be written.
    """
    scripts = _scripts(pages, docs)
    entries = [e for s in scripts for e in s.entries]
    render = _renderer(scripts, settings)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HERE / "static", folder / "static", dirs_exist_ok=True)
    (folder / "static" / "search-index.js").write_text(_search_index(entries), encoding="utf-8")
    counts = Counter(e.page.verdict for e in entries)
    wrong = [e for e in entries if not e.page.as_claimed]
    placed, told = _placed(notes, scripts), sums(e.page.thirds for e in entries)
    render(
        folder / "index.html", "index.html",
        counts=counts, wrong=wrong, problems=problems, notes=placed, thirds=told,
    )  # fmt: skip
    render(folder / "reading.html", "reading.html", notes=bool(placed), thirds=bool(told))
    if scripts:
        render(folder / "graph.html", "graph.html", parts=graph.parts([_node(e) for e in entries]))
        render(folder / "figures.html", "figures.html", figures=figures)
    for e in entries:
        render(folder / e.href, "derivation.html", entry=e, page=e.page)
    for href, page in placed:
        render(folder / href, "notes.html", page=page)
    alone = len(placed) == 1 and not scripts and not problems
    return folder / (placed[0][0] if alone else "index.html")


def _placed(notes: Sequence[NotesPage], scripts: Sequence[Script]) -> list[tuple[str, NotesPage]]:
    """Where each file of notes has its page."""
    folder = _fresh("notes", Counter(s.name.lower() for s in scripts))
    names = Counter[str]()
    return [(f"{folder}/{_fresh(Path(p.path).stem, names)}.html", p) for p in notes]


def environment() -> Any:
    """The templates, which escape what they are given, and what every page says of itself."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from derive import __version__

    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"mark": MARK, "version": __version__}
    return env


def _renderer(scripts: Sequence[Script], settings: Any) -> Callable[..., None]:
    env = environment()
    env.globals |= {
        "scripts": scripts, "verdicts": VERDICTS, "settings": settings,
        "url": lambda href: quote(href, safe="/#"),
    }  # fmt: skip

    def render(path: Path, template: str, **values: Any) -> None:
        depth = 1 if template in ("derivation.html", "notes.html") else 0
        path.parent.mkdir(parents=True, exist_ok=True)
        text = env.get_template(template).render(root="../" * depth, **values)
        path.write_text(text, encoding="utf-8")

    return render


def _scripts(pages: Sequence[Page], docs: dict[str, str]) -> list[Script]:
    """The pages by script, each with its address and what it rests on."""
    by_path: dict[str, list[Page]] = {}
    for p in pages:
        by_path.setdefault(p.key[0], []).append(p)
    known: dict[Key, Entry] = {}
    out, taken = [], Counter[str]()
    for path, own in by_path.items():
        stem = _fresh(Path(path).stem, taken)
        names = Counter[str]()
        entries = []
        for p in own:
            name = _fresh(p.key[1], names)
            known[p.key] = Entry(p, stem, f"{stem}/{name}.html", f"{stem}-{name}")
            entries.append(known[p.key])
        for one, other in pairwise(entries):
            one.after, other.before = other, one
        doc = paragraphs(docs.get(path, ""))
        out.append(Script(stem, doc, f"script-{stem}", tuple(entries)))
    for e in known.values():
        e.uses = [known[k] for k in e.page.uses if k in known]
        for u in e.uses:
            u.used_by.append(e)
    return out


def _fresh(name: str, taken: Counter[str]) -> str:
    """A file name no other has, also where upper and lower case are one."""
    safe = _UNSAFE.sub("_", name) or "_"
    taken[safe.lower()] += 1
    n = taken[safe.lower()]
    return safe if n == 1 else f"{safe}-{n}"


def _node(e: Entry) -> graph.Node:
    uses = tuple(u.id for u in e.uses)
    return graph.Node(e.id, e.page.plain_title, quote(e.href), e.page.verdict, uses)


def _search_index(entries: Sequence[Entry]) -> str:
    """As a script that sets a name: pages opened from a disk may not fetch JSON."""
    rows = {e.id: e.page.searched for e in entries}
    # no `</script>` can arise: the file stands alone
    return f"window.DERIVE_SEARCH = {json.dumps(rows, ensure_ascii=False)};\n"
