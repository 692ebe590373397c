"""Several reading processes find what one finds, in the same order, and none outlives its parent."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.process import ROOT, environment
from zopa.cases import Case, load_case
from zopa.errors import FileError, ReadingError, UsageError
from zopa.ingest import Article
from zopa.read import Reading, processes, read_articles, worker
from zopa.read.pipeline import read_here

CASE = load_case("ukraine-2025")
TEXT = (
    "Kyiv refuses to cede any land, President Zelensky said on Tuesday. There is a 25% chance that talks fail. "
    "“We will not accept a ceasefire,” the Kremlin’s spokesman said."
)


def articles(number: int) -> list[Article]:
    return [Article(id=f"a{n}", text=f"Day {n}. {TEXT}", path=f"{n}.txt", words=40) for n in range(number)]


def test_two_processes_find_what_one_finds_in_the_same_order() -> None:
    given = [replace(a, words=1000) for a in articles(60)]
    alone = list(read_here(given, CASE, "icd203"))
    assert list(read_articles(given, CASE, processes=2)) == alone
    assert sum(len(reading.quotes) for reading in alone) >= 60


class Instant(processes._Process):
    """A process that answers late or soon, without being one."""

    def __init__(self, *_: object) -> None:
        self.calls = 0

    def read(self, articles: Sequence[Article]) -> list[Reading]:
        self.calls += 1
        time.sleep(0.002 * (self.calls % 3))
        return [Reading(article=article) for article in articles]

    def end(self) -> None: ...

    close = end


def test_what_waits_does_not_grow_and_the_order_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_Process", Instant)
    taken = 0

    def counted() -> Iterator[Article]:
        nonlocal taken
        for article in articles(200):
            taken += 1
            yield replace(article, words=processes.BATCH_WORDS)

    for number, reading in enumerate(processes.read_apart(counted(), CASE, "icd203", 4)):
        assert reading.article.id == f"a{number}"
        assert taken - number <= 12


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_killed_process_is_told_in_one_line() -> None:
    process = processes._Process(CASE, "icd203")
    process.end()
    line = (
        r"0\.txt: the process that read this and 2 more was ended by SIGKILL; if memory is short, set ZOPA_PROCESSES=1"
    )
    for _ in range(2):
        with pytest.raises(ReadingError, match=line) as told:
            process.read(articles(3))
    process.close()
    assert "\n" not in str(told.value)


def test_a_killed_process_ends_the_reading_and_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[processes._Process] = []

    class Killed(processes._Process):
        def __init__(self, case: Case, scale: str) -> None:
            super().__init__(case, scale)
            started.append(self)
            if len(started) == 1:
                self.end()

    monkeypatch.setattr(processes, "_Process", Killed)
    given = (replace(a, words=processes.BATCH_WORDS) for a in articles(40))
    with pytest.raises(ReadingError):
        list(processes.read_apart(given, CASE, "icd203", 2))
    assert [process._process.poll() is not None for process in started] == [True, True]


def test_what_goes_wrong_while_reading_is_told_to_the_parent() -> None:
    found = worker._answer([replace(articles(1)[0], text=7)], CASE, "icd203")  # type: ignore[arg-type]
    assert isinstance(found, ValueError)
    assert "read_here" in "".join(found.__notes__)
    told = pickle.loads(pickle.dumps(worker._portable(FileError("is gone", where="a.txt", mend="put it back"))))
    assert (type(told), str(told), told.where) == (FileError, "a.txt: is gone; put it back", "a.txt")

    class PickyError(Exception):
        def __init__(self, one: int, two: int) -> None:
            super().__init__(f"{one} and {two}")

    assert "1 and 2" in str(worker._portable(PickyError(1, 2)))


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_no_process_outlives_its_parent() -> None:
    code = (
        "from tests.read.test_processes import *\n"
        "process = processes._Process(CASE, 'icd203')\n"
        "print(process._process.pid, flush=True)\n"
        "process.read(articles(2))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT, env=environment())
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    patience = time.monotonic() + 100
    while alive(child) and time.monotonic() < patience:
        time.sleep(0.02)
    assert not alive(child)


def test_the_number_of_processes_is_set_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(processes.PROCESSES_SETTING, "3")
    assert processes.processes_at_most() == 3
    assert processes.processes_at_most(1) == 1
    for wrong in ("0", "-1", "two", "1.5"):
        monkeypatch.setenv(processes.PROCESSES_SETTING, wrong)
        with pytest.raises(UsageError, match=f"ZOPA_PROCESSES: '{wrong}' is no number of reading processes"):
            processes.processes_at_most()
    monkeypatch.delenv(processes.PROCESSES_SETTING)
    assert 1 <= processes.processes_at_most() <= (os.cpu_count() or 1)


def test_a_container_with_a_share_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    quota = tmp_path / "cpu.max"
    monkeypatch.setattr("zopa.processors._QUOTA", quota)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    for told, number in (("max 100000\n", 8), ("250000 100000\n", 2), ("50000 100000\n", 1)):
        quota.write_text(told, encoding="ascii")
        assert processes.processes_at_most() == number


def test_few_articles_are_read_here() -> None:
    few = articles(10)
    number, again = processes.worthwhile(iter(few), 8)
    assert (number, list(again)) == (1, few)
    many = [replace(a, words=processes.WORTH) for a in articles(10)]
    number, again = processes.worthwhile(iter(many), 4)
    assert (number, list(again)) == (4, many)
    assert processes.worthwhile(iter(many[:3]), 64)[0] == 3


def alive(process: int) -> bool:
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return told.stdout.strip()[:1] not in ("", "Z")
