"""Nothing tells a reader to install `derive` from the public index: that is another package."""

import re
import tomllib
from pathlib import Path

import pytest

from derive.cli.figure import require
from derive.cli.finding import UsageError

ROOT = Path(__file__).parent.parent
INSTALL = r"(?:pip|pipx|uv|poetry)\s+(?:install|add)[^\n]*?"
STRANGER = re.compile(INSTALL + r"(?<![\w./-])derive(?![\w./-])")
EXTRAS = "test|strategies|teaching|graders|notebook|dev|figures|docs|report|browser|bench|watch"
EXTRAS += "|cluster"
EXTRA = re.compile(rf"(?<![\w-])derive\[(?:{EXTRAS})")
FILES = [
    f
    for folder in (
        *("derive", "docs", "proofs", "benchmarks", "trials", "recheck", "pytest_derive", ".ci"),
    )
    for f in (ROOT / folder).rglob("*")
    if f.is_file()
    and "_build" not in f.parts
    and (f.suffix in (".py", ".md", ".html", ".ipynb", ".toml", ".sty") or folder == ".ci")
] + [ROOT / name for name in ("README.md", "CHANGELOG.md", "pyproject.toml")]


def test_the_patterns_find_the_old_form():
    for told in ("pip install 'derive[teaching]'", "pip install derive", 'pip install -q "derive"'):
        assert STRANGER.search(told)
    assert EXTRA.search('test = ["derive[report]"]')
    for fine in ("pip install '.[teaching]'", "pip install 'derive-checker[report]'"):
        assert not STRANGER.search(fine) and not EXTRA.search(fine)


@pytest.mark.parametrize("pattern", [STRANGER, EXTRA], ids=["install", "extra"])
def test_no_instruction_installs_the_other_package(pattern):
    assert len(FILES) > 200
    told = [
        f"{f.relative_to(ROOT)}: {found.group()}"
        for f in FILES
        for found in pattern.finditer(f.read_text(encoding="utf-8"))
    ]
    assert not told


def test_extras_refer_to_this_distribution():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == "derive-checker" and project["scripts"]["derive"] == "derive.cli:main"
    extras = project["optional-dependencies"]
    own = [d for some in extras.values() for d in some if d.startswith("derive")]
    assert own
    for dependency in own:
        name, _, inside = dependency.rstrip("]").partition("[")
        assert name == project["name"]
        assert set(inside.split(",")) <= set(extras)


def test_what_is_missing_is_named_as_the_index_has_it():
    with pytest.raises(UsageError, match=r"no_such is not installed\. Try pip install no_such\."):
        require("no_such")
