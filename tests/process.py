"""Running zopa as a user does: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(**more: str) -> dict[str, str]:
    """The environment of a child process that finds this checkout's zopa, installed or not."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **more}


def python(code: str) -> str:
    """What `code` prints in a fresh interpreter. Raises `CalledProcessError` when it fails."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment()).stdout


def zopa(
    arguments: Sequence[str], *, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """`zopa ARGUMENTS` in a process of its own; bytes in, bytes out."""
    return subprocess.run(
        [sys.executable, "-m", "zopa", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd or ROOT,
        env=environment(**(env or {})),
    )
