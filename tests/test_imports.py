"""What is not needed is not imported: start-up is most of the time that a short script takes."""

import subprocess
import sys

import pytest

import derive

HEAVY = {"sympy", "numpy", "mpmath", "flint", "lark", "highspy", "jinja2", "matplotlib", "pytest"}


def imported_by(program):
    """Top-level modules, and layers of derive, that a new process has after running this."""
    ask = "import sys; print(*{'.'.join(n.split('.')[:2 if n[:7] == 'derive.' else 1]) "
    ask += "for n in sys.modules})"
    run = [sys.executable, "-c", f"{program}\n{ask}"]
    out = subprocess.run(run, capture_output=True, text=True, check=True)
    return set(out.stdout.split())


@pytest.mark.parametrize(
    "module", ["derive", "derive.cli.main", "derive.cli.check", "derive.cli.output",
               "derive.render.summary", "derive.render.whole", "derive.cli.wire"],
)  # fmt: skip
def test_the_process_that_waits_imports_nothing_of_the_language(module):
    assert not imported_by(f"import {module}") & HEAVY


def test_a_script_imports_nothing_of_derive_prove():
    got = imported_by("from derive import *")
    assert {"sympy", "derive.public"} <= got
    assert not got & {"lark", "highspy", "rich", "jinja2", "derive.entropic", "derive.cli"}


def test_every_name_is_there_when_it_is_asked_for():
    assert all(getattr(derive, name) is not None for name in (*derive.__all__, "Verdict"))
    assert set(derive.__all__) <= set(dir(derive))
    assert derive.run is not sys.modules.get("derive.run")
    with pytest.raises(AttributeError, match="no attribute 'entropie'"):
        _ = derive.entropie
