"""A theorem whose certificate cannot be written is said by its name, and is no error."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "proofs" / "concentration.py"


def test_what_has_no_certificate_is_named(tmp_path):
    options = ["--quiet", "--no-cache", "--certificates", str(tmp_path / "made")]
    run = subprocess.run(
        [sys.executable, "-m", "derive", "check", str(SCRIPT), *options],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0
    made = {p.stem.partition(".")[2] for p in (tmp_path / "made").glob("*.json")}
    assert "tangent" in made and "hoeffding" not in made
    assert "concentration.hoeffding: proved, and no certificate" in run.stderr
