"""What decides whether a test passes is neither the machine's load nor the width of a terminal."""

import os

from hypothesis import HealthCheck, settings

os.environ.pop("COLUMNS", None)  # pytest-xdist sets it in its workers

settings.register_profile(
    "derive",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,  # as newer releases do by themselves
)
settings.load_profile("derive")
