"""Settings for the whole suite."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# how long an example takes depends on what else the machine is doing, so time decides nothing here; and with the
# same examples on every run a failure on one machine is a failure on all
settings.register_profile("zopa", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("zopa")
