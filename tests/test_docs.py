"""The examples in README and docs run, and the README's commands are those of CI."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from derive import Derivation, check

ROOT = Path(__file__).parent.parent
settings.register_profile(  # an example that draws fails for what it says, not for a slow machine
    "docs", deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.S)


@pytest.fixture
def steady_draws():
    settings.load_profile("docs")
    yield
    settings.load_profile("default")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_python_examples_run_and_their_derivations_are_proved(page, tmp_path, steady_draws):
    source = "\n".join(blocks(page, "python"))
    path = tmp_path / "example.py"
    path.write_text(source, encoding="utf-8")
    space = {"__name__": "example"}
    exec(compile(source, str(path), "exec"), space)
    for value in list(space.values()):
        if isinstance(value, Derivation):
            assert check(value).as_claimed


def test_the_first_derivation_is_short():
    (example,) = blocks(ROOT / "README.md", "python")
    assert len([line for line in example.splitlines() if line.strip()]) < 15


def test_ci_runs_the_readmes_test_command():
    commands = [c.strip() for c in blocks(ROOT / "README.md", "sh")]
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
