"""What decides whether a test passes is not the machine's load: no deadlines for examples."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "derive",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,  # as newer releases do by themselves
)
settings.load_profile("derive")
