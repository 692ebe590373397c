"""How many processors this process may use: what the system allows it, and a container's share of the machine."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_QUOTA: Final = Path("/sys/fs/cgroup/cpu.max")


def processors() -> int:
    """At least 1."""
    everywhere = os.cpu_count() or 1
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else everywhere
    with suppress(OSError, ValueError):  # a container's share of the machine, where there is one
        quota, period = _QUOTA.read_text(encoding="ascii").split()
        allowed = min(allowed, max(1, int(quota) // int(period)))
    return allowed
