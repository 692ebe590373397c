"""What happens to the process when its output, its patience or its machine gives out."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.process import ROOT, environment
from zopa.cli import main

ARTICLE = "The port authority rejected the demand of the dockers' union that wages rise, and the talks go on. " * 3

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and signals as POSIX has them")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def one_line(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode().splitlines()
    assert "Traceback" not in done.stderr.decode()
    return lines[-1] if lines else ""


def test_a_reader_that_goes_away_is_no_error(articles: Path) -> None:
    code = f"{sys.executable} -m zopa brief {articles} --format html | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", code], capture_output=True, check=False, cwd=ROOT, env=environment()
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_told_in_one_line(articles: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", str(articles), "-o", "/dev/full"]) == 1
    assert "No space left" in capfd.readouterr().err.splitlines()[-1]
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "zopa", "brief", str(articles)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT, env=environment())
    assert done.returncode == 1
    assert "No space left" in one_line(done)


def test_an_output_that_cannot_be_written(articles: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", str(articles), "-o", str(tmp_path / "none" / "out.html")]) == 1
    assert "cannot be written" in capfd.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("command", [["brief"], ["case", "suggest"], ["model", "build"]])
def test_it_is_told_before_anything_is_read(
    articles: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
) -> None:
    monkeypatch.setattr("zopa.intake.ingest", lambda *_, **__: pytest.fail("articles were read first"))
    for output in (tmp_path / "none" / "out.yaml", tmp_path):
        assert main([*command, str(articles), "-o", str(output)]) == 1
        (line,) = capfd.readouterr().err.splitlines()
        assert "cannot be written" in line
    assert list(tmp_path.iterdir()) == [articles]


@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_an_interrupted_run_is_finished_by_the_next(articles: Path, tmp_path: Path, name: str) -> None:
    for i in range(80):
        (articles / f"{i}.txt").write_text(f"Report {i}. " + ARTICLE * 4 + f" That was number {i}.", encoding="utf-8")
    ledger = tmp_path / "h.zopa"
    arguments = ["brief", str(articles), "--ledger", str(ledger), "--format", "json"]
    running = subprocess.Popen(
        [sys.executable, "-m", "zopa", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and _readings(ledger) == 0 and running.poll() is None:
        time.sleep(0.02)
    running.send_signal(getattr(signal, name))
    _, error = running.communicate(timeout=60)
    if name == "SIGINT" and running.returncode != 0:
        assert running.returncode == 1
        assert error.decode().splitlines()[-1].startswith("zopa: interrupted")
        assert b"Traceback" not in error
    kept = _readings(ledger)
    assert kept > 0
    assert main(arguments) == 0
    assert _readings(ledger) == 81


def _readings(ledger: Path) -> int:
    if not ledger.exists():
        return 0
    with closing(sqlite3.connect(ledger, timeout=10)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
