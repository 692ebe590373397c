"""Reading in several processes: how many, what each is given, and what happens when one of them ends too soon.

Owns the setting ZOPA_PROCESSES. A reading process is a fresh interpreter (never a fork, and it does not run the
caller's script again) that answers one question at a time through its pipes; it ends by itself when its parent is
gone. Readings come in the order of the articles, and no more than a few batches wait at any time.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from zopa.cases import Case
from zopa.errors import ReadingError, UsageError
from zopa.ingest import Article
from zopa.processors import processors

if TYPE_CHECKING:
    from zopa.read.reading import Reading

PROCESSES_SETTING: Final = "ZOPA_PROCESSES"  # reading processes at most; unset: the processors this one may use
WORTH: Final = 5_000  # words for each process below which loading its models costs more than it saves
BATCH_WORDS: Final = 3_000  # words given to a process at a time
BATCH_ARTICLES: Final = 64
_WAITING: Final = 3  # batches given out or waiting to be passed on, for each process
_START: Final = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); import json, sys; "
    "sys.stdin.buffer.peek(1) or sys.exit(); "
    "sys.path[:] = json.loads(sys.argv[1]); from zopa.read.worker import serve; serve()"
)


def processes_at_most(asked: int | None = None) -> int:
    """How many processes may read: as asked, else the setting, else the processors that this process may use.

    Raises `UsageError` for a number that cannot be one.
    """
    told = os.environ.get(PROCESSES_SETTING, "").strip() if asked is None else str(asked)
    if not told:
        return processors()
    if not told.isdecimal() or int(told) < 1:
        raise UsageError(
            f"'{told}' is no number of reading processes", where=PROCESSES_SETTING, mend="give a whole number from 1 on"
        )
    return int(told)


def worthwhile(articles: Iterator[Article], at_most: int) -> tuple[int, Iterator[Article]]:
    """How many processes so many articles keep busy, and the articles again. Looks no further than it must."""
    if at_most == 1:
        return 1, articles
    seen: list[Article] = []
    words = 0
    for article in articles:
        seen.append(article)
        words += article.words
        if words >= at_most * WORTH:
            break
    return max(1, min(at_most, words // WORTH)), chain(seen, articles)


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles by the handful, the same however many processes read them."""
    batch: list[Article] = []
    words = 0
    for article in articles:
        batch.append(article)
        words += article.words
        if words >= BATCH_WORDS or len(batch) >= BATCH_ARTICLES:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def read_apart(articles: Iterable[Article], case: Case, scale: str, processes: int) -> Iterator[Reading]:
    """The readings of `articles` in their order, read by so many processes.

    Raises `ReadingError` when one of them ends before its work is done, and whatever reading itself raises.
    """
    readers: list[_Process] = []
    idle: SimpleQueue[_Process] = SimpleQueue()

    def read(batch: list[Article]) -> list[Reading]:
        reader = idle.get()
        try:
            return reader.read(batch)
        finally:
            idle.put(reader)

    threads = ThreadPoolExecutor(processes, thread_name_prefix="zopa-read")
    waiting: deque[Future[list[Reading]]] = deque()
    try:
        for _ in range(processes):
            readers.append(_Process(case, scale))
            idle.put(readers[-1])
        for batch in batches(articles):
            waiting.append(threads.submit(read, batch))
            if len(waiting) >= _WAITING * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        for reader in readers:
            reader.end()  # also wakes the threads that wait for an answer
        threads.shutdown(wait=True, cancel_futures=True)
        for reader in readers:
            reader.close()


class _Process:
    """One reading process, as seen from here."""

    def __init__(self, case: Case, scale: str) -> None:
        path = json.dumps([entry or str(Path.cwd()) for entry in sys.path])
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | single,  # the processes share the processors out; their threads must not do so again
            process_group=0 if os.name == "posix" else None,  # Ctrl-C is for the parent, which ends them
        )
        self._manner = case, scale

    def read(self, articles: Sequence[Article]) -> list[Reading]:
        """The readings of a batch. Raises `ReadingError`, or what the reader raised."""
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        try:
            pickle.dump((articles, *self._manner), asked, protocol=pickle.HIGHEST_PROTOCOL)
            asked.flush()
            answer: list[Reading] | Exception = pickle.load(answered)
        except (OSError, EOFError, pickle.UnpicklingError):
            raise self._ended(articles) from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _ended(self, articles: Sequence[Article]) -> ReadingError:
        status = self._process.wait()
        how = f"was ended by {_signal_name(-status)}" if status < 0 else f"ended with status {status}"
        first = articles[0]
        more = f" and {len(articles) - 1} more" if len(articles) > 1 else ""
        return ReadingError(
            f"the process that read this{more} {how}",
            where=first.path or first.url or first.id,
            mend=f"if memory is short, set {PROCESSES_SETTING}=1; reading again goes on after what a ledger kept",
        )

    def end(self) -> None:
        """Stop it, whatever it does."""
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Wait until it is gone and let go of its pipes."""
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _signal_name(number: int) -> str:
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"
