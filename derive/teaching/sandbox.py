"""A process of its own for a stranger's script, with bounds, and walls where the system has them.

    bounds   time, memory, processor, files, output; its own folder; no input; a bare environment
    walls    with bubblewrap (Linux): no network, no other processes, the file system read-only, and
             of it only what Python needs

Walls need `bwrap` and a kernel that lets it make namespaces; whether they stand is found out by
trying them once.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, Literal, get_args

from derive.language.names import DeriveError
from derive.teaching.child import MOST_BYTES

Isolation = Literal["auto", "required", "off"]
MEMORY = 2 << 30
MOST_SAID = 20_000  # characters kept of what a script prints
_MOST_PROCESSES = 32
_OURS = Path(__file__).resolve().parents[1]
_START = (
    "import sys; root = sys.argv.pop(1); root in sys.path or sys.path.insert(0, root); "
    "from derive.teaching.child import main; main(*sys.argv[1:])"
)
_TRY = "import sys; sys.path.insert(0, sys.argv[1]); import derive"
_ENVIRONMENT = {
    **{"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/tmp", "TMPDIR": "/tmp"},
    **{"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"},
}
_INSIDE = "/tmp/handed-in"
_TRY_SECONDS = 30.0


@dataclass(frozen=True)
class Ran:
    """What came of a run: the bytes it handed back, what it printed, and why it failed, if so."""

    data: bytes
    said: str
    problem: str | None
    isolated: bool
    seconds: float


def check_isolation(isolation: str) -> bool:
    """Whether walls are to be put up.

    Raises:
        DeriveError: for another word, or if walls are required and there are none.
    """
    if isolation not in get_args(Isolation):
        raise DeriveError(
            f"isolation: got {isolation!r}; expected one of {', '.join(get_args(Isolation))}."
        )
    if isolation == "required" and walls() is None:
        raise DeriveError(
            "isolation: required, and bubblewrap does not work here. Try `apt install bubblewrap`, "
            "a container for the whole run, or isolation='auto' for scripts that you trust."
        )
    return isolation != "off" and walls() is not None


def run(
    script: Path,
    seconds: float,
    memory: int = MEMORY,
    isolation: str = "auto",
    beside: Sequence[Path] = (),
) -> Ran:
    """Run a script and take what it hands back.

    seconds: after which it is ended. memory: bytes of address space. beside: files that it may
    import; nothing else of its folder is there.

    Raises:
        DeriveError: as `check_isolation`; for a file that is not there.
    """
    isolated = check_isolation(isolation)
    with tempfile.TemporaryDirectory(prefix="derive-") as folder:
        for path in (script, *beside):
            if not path.is_file():
                raise DeriveError(f"{path}: no such file.")
            shutil.copyfile(path, Path(folder, path.name))
            os.chmod(Path(folder, path.name), 0o444)
        inside = Path(_INSIDE if isolated else folder, script.name)
        bounds = (str(memory), str(int(seconds) + 1), str(_tasks() + _MOST_PROCESSES))
        command = [*_python(), "-c", _START, str(_OURS.parent), str(inside), *bounds]
        if isolated:
            command = [*(walls() or ()), "--ro-bind", folder, _INSIDE, "--chdir", _INSIDE, *command]
        return _watched(command, folder, seconds, isolated)


def _python() -> list[str]:
    return [sys.executable, "-I", "-B"]


# ---------------------------------------------------------------- walls


@cache
def walls() -> tuple[str, ...] | None:
    """The beginning of a command that runs behind walls; None where there can be none."""
    found = shutil.which("bwrap")
    if found is None or sys.platform != "linux":
        return None
    for tmpfs in (("--size", "33554432", "--tmpfs", "/tmp"), ("--tmpfs", "/tmp")):
        command = (found, *_namespaces(), *tmpfs, *_view(), *_environment())  # we may lie in /tmp
        if _works([*command, *_python(), "-c", _TRY, str(_OURS.parent)]):
            return command
    return None


def _works(command: list[str]) -> bool:
    try:
        tried = subprocess.run(command, capture_output=True, timeout=_TRY_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def _namespaces() -> tuple[str, ...]:
    return (
        *("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"),
        *("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
    )


def _view() -> Iterator[str]:
    """Of the file system, read-only: the system's libraries, Python, its packages and derive."""
    yield from ("--proc", "/proc", "--dev", "/dev")
    wanted = [Path(p) for p in ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache")]
    wanted += [Path(sys.base_prefix), Path(sys.prefix), _OURS]
    for path in wanted:
        if path.is_symlink() and path.parent == Path("/"):
            yield from ("--symlink", os.readlink(path), str(path))
        elif path.exists():
            yield from ("--ro-bind", str(path), str(path))


def _environment() -> Iterator[str]:
    yield "--clearenv"
    for name, value in _ENVIRONMENT.items():
        yield from ("--setenv", name, value)


# ---------------------------------------------------------------- watching


class _Reader(threading.Thread):
    """Reads a pipe to its end and keeps the beginning, so that nobody waits for it to be read."""

    def __init__(self, pipe: IO[bytes], most: int) -> None:
        super().__init__(daemon=True)
        self._pipe, self._most = pipe, most
        self.kept = bytearray()
        self.too_much = False
        self.start()

    def run(self) -> None:
        with suppress(OSError, ValueError):
            while piece := os.read(self._pipe.fileno(), 1 << 16):
                room = self._most - len(self.kept)
                self.kept += piece[: max(room, 0)]
                self.too_much |= len(piece) > room


def _watched(command: list[str], folder: str, seconds: float, isolated: bool) -> Ran:
    start = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=None if isolated else folder,
        env={**_ENVIRONMENT, "HOME": folder, "TMPDIR": folder},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    data, said = _Reader(process.stdout, MOST_BYTES), _Reader(process.stderr, 4 * MOST_SAID)  # type: ignore[arg-type]
    problem = None
    try:
        problem = _wait(process, data, start + seconds, seconds)
    finally:
        _end(process)
        data.join(1.0)
        said.join(1.0)
        if not (data.is_alive() or said.is_alive()):
            process.stdout.close()  # type: ignore[union-attr]
            process.stderr.close()  # type: ignore[union-attr]
    if problem is None and not data.kept:
        problem = _how(process.returncode)
    text = bytes(said.kept).decode("utf-8", "replace")[:MOST_SAID]
    return Ran(bytes(data.kept), text, problem, isolated, time.monotonic() - start)


def _wait(process: Any, data: _Reader, deadline: float, seconds: float) -> str | None:
    """Until the process is over, or has to be ended: then why."""
    while True:
        try:
            process.wait(min(0.1, max(0.0, deadline - time.monotonic())))
            return None
        except subprocess.TimeoutExpired:
            if time.monotonic() >= deadline:
                return f"not finished within {seconds:g} s."
            if data.too_much:
                return f"what it hands back is longer than {MOST_BYTES} bytes."
            if len(_below(process.pid)) > _MOST_PROCESSES:
                return f"it started more than {_MOST_PROCESSES} processes."


def _how(code: int) -> str:
    if code < 0:
        with suppress(ValueError):
            return f"the process that ran the script died ({signal.Signals(-code).name})."
    return f"the script ended its process (exit status {code}) and handed nothing back."


def _end(process: subprocess.Popen[bytes]) -> None:
    """The process and all that it started, as far as they can be found."""
    below = _below(process.pid)
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    for pid in below:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def _below(pid: int) -> list[int]:
    """The processes below one, and those of its session (Linux)."""
    children: dict[int, list[int]] = {}
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            own = int(stat.parent.name)
            children.setdefault(int(fields[1]), []).append(own)
            if int(fields[3]) == pid and own != pid:
                found.append(own)
    waiting = [pid]
    while waiting:
        below = children.get(waiting.pop(), [])
        waiting += below
        found += below
    return list(dict.fromkeys(found))


def _tasks() -> int:
    """Processes and threads of this user, whom the bound on processes counts together (Linux)."""
    count = 0
    with suppress(AttributeError):
        uid = os.getuid()
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if folder.stat().st_uid == uid:
                    count += len(os.listdir(folder / "task"))
    return count
