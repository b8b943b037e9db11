"""Paths that are no scripts: what they are instead, and what to type."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from derive.cli.nearest import nearest

NOTES = (".md", ".markdown", ".qmd", ".tex", ".ipynb", ".html", ".htm")
_IN_FOLDERS = tuple(s for s in NOTES if not s.startswith(".htm"))  # those are often made of others
_UNREAD = "is not read, only Python scripts (.py) are"
_CHECKED = "is read by derive check {name} alone"
_WRITTEN = f"{_UNREAD}. Write its statements as a script, {{script}}: @theorem, then the steps."
_KINDS = {
    ".md": f"Markdown {_CHECKED}",
    ".markdown": f"Markdown {_CHECKED}",
    ".qmd": f"Markdown {_CHECKED}",
    ".rst": f"reStructuredText {_WRITTEN}",
    ".tex": f"LaTeX {_CHECKED}",
    ".html": f"HTML {_CHECKED}",
    ".htm": f"HTML {_CHECKED}",
    ".pdf": f"a PDF {_WRITTEN}",
    ".txt": f"text {_UNREAD}. Entropy statements, one a line: derive prove --file {{name}}",
    ".ipynb": f"a notebook {_CHECKED}: the formulas in its text. Its derivations are shown by "
    "check(theorem) in its cells.",
    ".json": f"data {_UNREAD}. Certificates are checked by python -m recheck {{name}}",
}


def why_not_a_script(path: Path) -> str:
    """What a file is that cannot be a script, and what to do; "" for all others."""
    if path.suffix in ("", ".py") or path.is_dir():
        return ""
    told = _KINDS.get(path.suffix.lower(), f"{path.suffix} {_WRITTEN}")
    return told.format(name=path.name, script=path.with_suffix(".py").name)


def is_notes(path: Path) -> bool:
    """Whether a file is people's notes, whose displayed formulas are read."""
    return path.suffix.lower() in NOTES


def notes_below(folder: Path) -> list[Path]:
    """What looks like notes in a folder, in order."""
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in _IN_FOLDERS and p.is_file())


def is_path(name: str) -> bool:
    """Whether an argument that may be a name or a path is a path."""
    path = Path(name)
    if name.rpartition(":")[0].endswith(".py") and not path.exists():
        return False  # PATH:NAME
    called_like_one = path.suffix == ".py" or path.suffix.lower() in _KINDS or len(path.parts) > 1
    return called_like_one or path.is_dir()


def instead_of(path: Path) -> str:
    """What may have been meant by a path that does not exist, with a blank before it, or ""."""
    beside = path.parent if path.parent.is_dir() else None
    names = [p.name for p in beside.iterdir() if p.suffix == ".py" or p.is_dir()] if beside else []
    near = nearest(path.name, [n for n in names if not n.startswith((".", "_"))])
    if near:
        return f" Did you mean {path.with_name(near)}?"
    if path.name.isidentifier() and path.parent == Path():
        return f" To see a derivation by its name: derive show {path} SCRIPT.py"
    return ""


def others_in(folder: Path) -> str:
    """`, only notes.md`, or `, only 3 .md`: what is there instead of scripts; or ""."""
    found = [p for p in folder.iterdir() if p.suffix.lower() in _KINDS]
    if len(found) == 1:
        return f", only {found[0].name}, and that is not read"
    kinds = Counter(p.suffix.lower() for p in found)
    told = ", ".join(f"{n} {suffix}" for suffix, n in sorted(kinds.items()))
    return f", only {told}, which are not read" if told else ""


def a_script_here() -> str:
    """A script of the current folder, or ""."""
    found = sorted(p.name for p in Path().glob("*.py") if not p.name.startswith(("_", ".")))
    return found[0] if found else ""


def no_folder(wrong: OSError) -> str:
    """Why a folder cannot be made."""
    if isinstance(wrong, FileExistsError):
        return "this is a file, and a folder is expected."
    return f"{wrong.strerror}."
