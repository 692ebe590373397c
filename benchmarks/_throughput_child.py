"""One timed reader in a process of its own: its peak of memory is then its own too.

`python -m benchmarks._throughput_child READER FOLDER RUNS CASE` prints one JSON object.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.throughput import READERS


def main(reader: str, folder: Path, runs: int, case: str) -> dict[str, object]:
    """Wall and processor seconds of each run after the models are loaded, what was read, and the peak in MiB."""
    processes = READERS[reader]
    if hasattr(os, "sched_setaffinity") and processes < 2:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    work = _ours(processes, case) if processes else _peer()
    walls, cpus = [], []
    counts: tuple[int, int, int] = (0, 0, 0)
    for _ in range(runs):
        wall, cpu = time.perf_counter(), _processor_seconds()
        counts = work(folder)
        walls.append(time.perf_counter() - wall)
        cpus.append(_processor_seconds() - cpu)
    own, largest = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = (own + largest * (processes if processes > 1 else 0)) / (1024 if sys.platform != "darwin" else 1024**2)
    articles, reprints, found = counts
    return {"wall": walls, "cpu": cpus, "articles": articles, "reprints": reprints, "found": found, "peak": peak}


def _processor_seconds() -> float:
    """Of this process and of those that it has started and waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _ours(processes: int, about: str) -> Callable[[Path], tuple[int, int, int]]:
    from zopa.cases import load_case
    from zopa.ingest import Article, ingest
    from zopa.read import read_articles
    from zopa.read.parse import language_model
    from zopa.read.stance_model import stance_model

    case = load_case(about)
    language_model()
    judge = stance_model()

    def read(folder: Path) -> tuple[int, int, int]:
        if judge is not None:
            judge.forget()  # an earlier run's answers would be had for nothing
        articles = reprints = found = 0
        texts = (a for a in ingest([folder], case=case) if isinstance(a, Article))
        for one in read_articles(texts, case, processes=processes):
            articles += 1
            reprints += one.article.duplicate_of is not None
            found += sum(map(len, (one.statements, one.quotes, one.estimates, one.figures, one.events, one.acts)))
        return articles, reprints, found

    return read


def _peer() -> Callable[[Path], tuple[int, int, int]]:
    import spacy

    from zopa.read.parse import DEFAULT_MODEL

    nlp = spacy.load(DEFAULT_MODEL)

    def read(folder: Path) -> tuple[int, int, int]:
        articles = found = 0
        for doc in nlp.pipe(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())):
            articles += 1
            found += len(doc.ents)
        return articles, 0, found

    return read


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])))
