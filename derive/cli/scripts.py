"""Load scripts, each in its own namespace, without one harming the others."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType, TracebackType

import derive
from derive.cli import files
from derive.cli.finding import Script
from derive.cli.loading import under_way
from derive.cli.mistakes import hint, told
from derive.derivation.derivation import Derivation, registering
from derive.kernel.terms import KernelError
from derive.language.names import DeriveError
from derive.language.rewriting import usual_rewriting
from derive.render.places import place

_OURS = Path(derive.__file__).resolve().parent


def load_all(paths: Sequence[Path]) -> list[Script]:
    """Load the scripts; those in one folder may import each other and share what they import."""
    loader = _Loader()
    return [loader.load(path) for path in paths]


class _Loader:
    """Keeps, for each folder, the modules its scripts have made, out of `sys.modules`."""

    def __init__(self) -> None:
        self._made: dict[Path, dict[str, ModuleType]] = {}
        self._derivations: dict[str, list[Derivation]] = {}

    def load(self, path: Path) -> Script:
        if not path.exists():
            return Script(path, problem=f"no such file or folder.{files.instead_of(path)}")
        if wrong := files.why_not_a_script(path):
            return Script(path, problem=wrong)
        under_way.append(path)
        try:
            with (
                self._inside(path.parent),
                redirect_stdout(sys.stderr),
                registering(self._derivations),
            ):
                module = self._module(path)
        except (Exception, SystemExit) as wrong:  # whatever a script raises, the others go on
            return _broken(path, wrong)
        finally:
            under_way.pop()
        return _script(path, module, self._derivations.get(str(path), []))

    def _module(self, path: Path) -> ModuleType:
        """The script's module: as another script has imported it, or run now."""
        made = sys.modules.get(path.stem)
        if made is not None and getattr(made, "__file__", None) == str(path):
            return made
        name = path.stem if made is None else f"derive_script_{path.stem}"
        reader = SourceFileLoader(name, str(path))
        spec = importlib.util.spec_from_file_location(name, path, loader=reader)
        module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
        code = reader.source_to_code(reader.get_data(str(path)), str(path))
        sys.modules[name] = module
        try:
            exec(code, module.__dict__)
        except BaseException:
            sys.modules.pop(name, None)
            raise
        return module

    @contextmanager
    def _inside(self, folder: Path) -> Iterator[None]:
        """The folder first on `sys.path`; its scripts' modules importable only meanwhile."""
        own = self._made.setdefault(folder, {})
        before = dict(sys.modules)
        importlib.invalidate_caches()
        sys.path.insert(0, str(folder))
        sys.modules.update(own)
        try:
            with usual_rewriting():
                yield
        finally:
            if str(folder) in sys.path:
                sys.path.remove(str(folder))
            for name, module in list(sys.modules.items()):
                if name.partition(".")[0] not in before and _is_in(module, folder):
                    own[name] = module
            for name in own:
                sys.modules.pop(name, None)
                if name in before:
                    sys.modules[name] = before[name]


def _broken(path: Path, wrong: BaseException) -> Script:
    """The script's line at fault, and, if that is an import, the place in the file it imports."""
    (own, (deepest, line)), why = lines_of(wrong.__traceback__, path), say(wrong)
    if isinstance(wrong, SyntaxError) and wrong.filename:
        deepest, line = Path(wrong.filename), wrong.lineno
        why = f"SyntaxError: {wrong.msg}. {hint(wrong)}".rstrip()
    if isinstance(wrong, SystemExit):
        why = f'the script ends itself (exit {wrong.code}). Try `if __name__ == "__main__":`.'
    if deepest == path:
        return Script(path, problem=why, line=line)
    return Script(path, problem=f"{place(str(deepest), line)}: {why}", line=own)


def _is_in(module: ModuleType, folder: Path) -> bool:
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and Path(file).is_relative_to(folder)


def _script(path: Path, module: ModuleType, made: Sequence[Derivation]) -> Script:
    """The derivations that this very file has made, also those that no name leads to any more."""
    own = {id(d): d for d in made}
    for thing in list(vars(module).values()):
        if isinstance(thing, Derivation) and os.path.realpath(thing.path) == str(path):
            own.setdefault(id(thing), thing)
    if not own:
        return Script(path, problem=f"no derivation in this script. {_to_make_one(module)}", line=1)
    ordered = tuple(sorted(own.values(), key=lambda d: d.line))
    first: dict[str, Derivation] = {}
    for d in ordered:
        if first.setdefault(d.name, d) is not d:
            why = f"{d.name!r} is the name of the derivation in line {first[d.name].line} already."
            return Script(path, problem=f"{why} Try another name.", line=d.line)
    return Script(path, ordered, module=module)


def _to_make_one(module: ModuleType) -> str:
    """What makes a derivation; of a function that writes one, if there is such a function."""
    for name, thing in vars(module).items():
        code = getattr(thing, "__code__", None)
        if code is not None and code.co_varnames[: code.co_argcount] == ("proof",):
            return f'Try @theorem("…") above def {name}(proof).'
    return 'Try @theorem("…").'


def lines_of(
    traceback: TracebackType | None, path: Path
) -> tuple[int | None, tuple[Path, int | None]]:
    """The script's own innermost line, and the innermost place in it or a script beside it."""
    own: int | None = None
    deepest: tuple[Path, int | None] = (path, None)
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename)
        if file == path:
            own = traceback.tb_lineno
        if file == path or (file.is_relative_to(path.parent) and not file.is_relative_to(_OURS)):
            deepest = (file, traceback.tb_lineno)
        traceback = traceback.tb_next
    return own, deepest


def say(wrong: BaseException) -> str:
    """An exception in one line; our own messages stand for themselves."""
    message = " ".join(str(wrong).split())
    if isinstance(wrong, (DeriveError, KernelError)):
        return message
    return told(wrong)
