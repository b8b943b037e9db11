"""`derive figure`: one picture from computed data, as a file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from derive.cli.finding import UsageError
from derive.cli.output import Output
from derive.language.names import DeriveError

OPTIONS = ("code", "law")


def command(args: Namespace) -> int:
    """Run `derive figure` and return its exit status."""
    require("matplotlib")
    from derive.figures import FIGURES

    if args.list:
        _list(FIGURES)
        return 0
    if args.name not in FIGURES:
        got = f"{args.name}: no such figure" if args.name else "figure: no name"
        raise UsageError(f"{got}. Try one of {', '.join(FIGURES)}.")
    _write(args, FIGURES[args.name])
    return 0


def require(module: str) -> None:
    """Refuse, before any work, when a package of an extra is missing."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise UsageError(f"{module} is not installed. Try pip install {module}.")


def _list(figures: dict[str, Any]) -> None:
    out = Output()
    for name, f in figures.items():
        out.write(f"{name:<22}{f.title}")
        if f.option:
            out.write(f"{'':<22}--{f.option} '{f.example}'")


def _write(args: Namespace, picture: Any) -> None:
    from derive.figures.style import KINDS, save, style

    path = Path(args.output or f"{args.name}.svg")
    if path.suffix.removeprefix(".").lower() not in KINDS:
        raise UsageError(f"-o {path}: expected a name that ends in {', '.join(KINDS)}.")
    wrong = [o for o in OPTIONS if getattr(args, o) is not None and o != picture.option]
    if wrong:
        takes = f"It takes --{picture.option}" if picture.option else "It takes no data"
        raise UsageError(f"{args.name}: --{wrong[0]} means nothing here. {takes}.")
    text = getattr(args, picture.option) if picture.option else None
    try:
        given = () if text is None else (picture.read(_text(text)),)
        with style(args.name.replace("-", "_")):
            save(picture.draw(*given), path)
    except DeriveError as refused:
        raise UsageError(str(refused)) from refused
    except OSError as failed:
        raise UsageError(f"-o {path}: {failed.strerror}. Try another name.") from failed
    Output().write(f"{path}")


def _text(text: str) -> str:
    """The option's own text, or that of a file it names."""
    if not text.endswith(".json"):
        return text
    try:
        return Path(text).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as failed:
        raise UsageError(f"{text}: cannot be read. Try the law itself.") from failed
