"""What decides whether a test passes is not the machine's load, the width of a terminal, or what an
earlier run has kept."""

import gc
import os

from hypothesis import HealthCheck, settings

os.environ["DERIVE_CACHE"] = ""
os.environ.pop("COLUMNS", None)  # pytest-xdist sets it in its workers

settings.register_profile(
    "derive",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,  # as newer releases do by themselves
)
settings.load_profile("derive")


def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking through it again stops a test for seconds."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)
