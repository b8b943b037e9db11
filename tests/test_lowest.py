"""`tests/lowest.txt` holds exactly the lower bounds that `pyproject.toml` promises."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXTRAS = (  # tested with them
    *("test", "strategies", "teaching", "report", "figures", "notebook", "watch"),
)
BOUND = re.compile(r"([\w-]+)>=([\d.]+)")


def _promised():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    told = [*project["dependencies"], *(line for name in EXTRAS for line in extras[name])]
    return [line for line in told if not line.startswith("derive-checker[")]


def test_every_dependency_has_one_lower_bound_and_no_upper():
    for line in _promised():
        assert BOUND.fullmatch(line), line


def test_the_lowest_versions_are_the_bounds():
    lines = (ROOT / "tests" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    promised = dict(BOUND.fullmatch(line).groups() for line in _promised())
    assert {n: _whole(v) for n, v in pinned.items()} == {n: _whole(v) for n, v in promised.items()}


def test_one_package_has_one_bound():
    bounds = {}
    for name, version in (BOUND.fullmatch(line).groups() for line in _promised()):
        assert bounds.setdefault(name, version) == version


def _whole(version):
    """1.13 and 1.13.0 are one release."""
    return tuple(int(n) for n in (*version.split("."), "0", "0")[:3])
