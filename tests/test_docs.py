"""The examples in README and docs run, and the README's commands are those of CI."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import derive
from derive import Derivation, check
from tests.transcripts import agree, blocks, renewed, transcript

ROOT = Path(__file__).parent.parent
settings.register_profile(  # an example that draws fails for what it says, not for a slow machine
    "docs", deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def named(page):
    return str(page.relative_to(ROOT))


@pytest.fixture
def steady_draws():
    settings.load_profile("docs")
    yield
    settings.load_profile("default")


def texts(page, language):
    return [b.text for b in blocks(page) if b.language == language and not b.file]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_python_examples_run_and_their_derivations_are_proved(page, tmp_path, steady_draws):
    source = "\n".join(texts(page, "python"))
    path = tmp_path / "example.py"
    path.write_text(source, encoding="utf-8")
    space = {"__name__": "example"}
    exec(compile(source, str(path), "exec"), space)
    for value in list(space.values()):
        if isinstance(value, Derivation):
            assert check(value).as_claimed


@pytest.mark.parametrize(
    "page", [p for p in PAGES if any(b.language == "console" for b in blocks(p))], ids=named
)
def test_console_examples_print_what_is_shown(page, tmp_path):
    for command, shown, printed in transcript(page, tmp_path):
        assert agree(shown, printed), f"$ {command}\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_files_that_a_page_has_readers_save_are_used(page):
    console = "\n".join(texts(page, "console"))
    for file in (b.file for b in blocks(page) if b.file):
        assert any(part in console for part in (file, Path(file).parent.name or file)), file


def test_renewing_a_page_changes_what_is_stale_and_nothing_else(tmp_path):
    page = tmp_path / "page.md"
    stale = "A.\n\n```console\n$ derive --version\nold\n```\n\nB.\n"
    page.write_text(stale, encoding="utf-8")
    fresh = renewed(page, tmp_path)
    assert fresh == stale.replace("old", f"derive {derive.__version__}")
    page.write_text(fresh, encoding="utf-8")
    assert renewed(page, tmp_path) == fresh


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("1 step; 0.3 s, seed 0", "1 step; 12 s, seed 0", True),
        ("a\n…\nd", "a\nb\nc\nd", True),
        ("a\n…\nd", "a\nb\nc", False),
        ("proved", "refuted", False),
        ("p = (0, 1)", "p = (1, 0)", False),
        ("a.b", "axb", False),
    ],
)
def test_agreement_is_up_to_seconds_and_lines_left_out(shown, printed, same):
    assert agree(shown, printed) is same


def test_the_first_derivation_is_short():
    (example,) = texts(ROOT / "README.md", "python")
    assert len([line for line in example.splitlines() if line.strip()]) < 15


def test_ci_runs_the_readmes_test_command():
    shown = [c.strip() for c in texts(ROOT / "README.md", "sh")]
    assert len(shown) == 2
    assert shown[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
