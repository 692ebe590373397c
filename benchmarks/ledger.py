"""A year of reporting in one project: what a day's update, a brief and a judgement cost, and how large it grows.

A pool of articles is composed as in `throughput` (seed 7) and really read; each day's articles are copies of these with
a line and an outlet of their own, dated day by day, and every finding is moved to its copy. So the ledger holds real
findings in real numbers, though the same sentences return. All copies count as independent, which is the harder load:
none is spared as a reprint. What every `zopa add` leaves (the numbers by which reprints of later days are found, the
index of words) and `zopa read` leaves (the views of that day) is made with the year, as it would have been day by day.
The update, the briefs and the judgement are then run as a user runs them, each a process of its own: `zopa add` of one
more day of newly composed articles, `zopa brief --since yesterday` before they are read, `zopa read`, the same brief,
`zopa brief`, the questions of a day, `zopa judge withdraw` and the brief after it. Wall and processor seconds, and the
peak of memory. A yardstick (a million additions in a loop, on a machine at rest some 0.04 s) tells how loaded it was.
ZOPA_BENCH_LEDGER sets articles in the year, articles a day, articles in the pool and words of one
(`73000,200,300,300`). ZOPA_BENCH_LEDGER_FOLDER keeps the project there, and uses it again: a day later.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, Final

from benchmarks.throughput import CASE, compose
from zopa.ingest import Article, ingest
from zopa.intake import key_of, zopa_version
from zopa.ledger import Ledger, large
from zopa.ledger.copies import find_copies
from zopa.present.digest import digest_of
from zopa.project import Project
from zopa.read import Finding, Reading, read_articles

ARTICLES, A_DAY, POOL, WORDS = (int(n) for n in os.environ.get("ZOPA_BENCH_LEDGER", "73000,200,300,300").split(","))
START: Final = dt.date(2025, 1, 1)
OUTLETS: Final = 40
SEED: Final = 7


def run() -> None:
    """Build the year, then time a day."""
    kept = os.environ.get("ZOPA_BENCH_LEDGER_FOLDER")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(kept or place)
        project = folder / "year"
        if not Project.is_one(project):
            folder.mkdir(parents=True, exist_ok=True)
            build(folder, project)
        report(folder, project)


def build(folder: Path, project: Path) -> None:
    """A project with the year in it."""
    began = time.perf_counter()
    made = Project.create(project, CASE)
    pool = list(_pool(folder, made))
    print(f"pool: {len(pool)} articles read in {time.perf_counter() - began:.0f} s")
    began = time.perf_counter()
    key = key_of(made.case)
    with Ledger.open(project / Project.LEDGER) as book:
        for day, readings in _days(pool):
            run = book.begin_run(f"day {day}", "bench")
            book.add_articles((r.article for r in readings), [], run, copies=False)
            for _ in book.record(readings, key, run):
                pass
            book.end_run(run)
        # the year was read as it came, so its last day's reading left the views of that day
        digest_of(book, made.case, key, None, zopa_version())
        with book.transaction() as connection:
            find_copies(connection, ARTICLES + 1, run)  # none of these is held against another
    print(f"year: {ARTICLES:,} articles written in {time.perf_counter() - began:.0f} s")


def _pool(folder: Path, project: Project) -> Iterator[Reading]:
    texts = folder / "pool"
    texts.mkdir(exist_ok=True)
    compose(texts, POOL, WORDS, seed=SEED)
    articles = [a for a in ingest([texts], case=project.case) if isinstance(a, Article)]
    dated = [replace(a, published=START, published_from="user", duplicate_of=None) for a in articles]
    yield from read_articles(dated, project.case)


def _days(pool: list[Reading]) -> Iterator[tuple[dt.date, list[Reading]]]:
    rng = random.Random(SEED)
    for first in range(0, ARTICLES, A_DAY):
        day = START + dt.timedelta(days=first // A_DAY)
        numbers = range(first, min(first + A_DAY, ARTICLES))
        yield day, [_copy(rng.choice(pool), n, day, rng) for n in numbers]


def _copy(reading: Reading, number: int, day: dt.date, rng: random.Random) -> Reading:
    """The reading as one of another article: a line of its own at the end moves no offset."""
    outlet = f"Outlet {rng.randrange(OUTLETS)}"
    article = replace(
        reading.article,
        id=f"a{number:016x}",
        text=f"{reading.article.text}\n\nDispatch {number} by {outlet}.",
        path=f"{day.isoformat()}/{number}.txt",
        outlet=outlet,
        published=day,
    )
    kinds = [f.name for f in fields(Reading) if f.name != "article"]
    moved: dict[str, Any] = {
        kind: tuple(_moved(f, article, number, day) for f in getattr(reading, kind)) for kind in kinds
    }
    return Reading(article=article, **moved)


def _moved(finding: Finding, article: Article, number: int, day: dt.date) -> Finding:
    """The finding in the copy: its days move as far as the article's, spans of the article become the copy's."""
    values: dict[str, Any] = {"id": f"{finding.id[0]}{number:08x}{finding.id[1:9]}", "article": article.id}
    for field in fields(finding):
        value = getattr(finding, field.name)
        if isinstance(value, dt.date):
            values[field.name] = value + (day - START)
        elif isinstance(value, tuple) and value and str(value[0]).startswith(f"{finding.article}:"):
            values[field.name] = tuple(f"{article.id}:{end.rpartition(':')[2]}" for end in value)
    return replace(finding, **values)


def report(folder: Path, project: Path) -> None:
    """Time one more day as a user would run it."""
    files = sorted(p for p in project.iterdir() if p.name.startswith(Project.LEDGER))
    counts = Project(project).counts()
    kinds = [f.name for f in fields(Reading) if f.name != "article"]
    found = sum(counts.get(kind, 0) for kind in kinds)
    size = sum(p.stat().st_size for p in files)
    print(f"ledger: {counts['articles']:,} articles, {found:,} findings, {size / 1e9:.2f} GB")
    number = counts["articles"] // A_DAY
    news = folder / f"news-{number}"
    news.mkdir(exist_ok=True)
    day = START + dt.timedelta(days=number)
    _dated(news, day, seed=SEED + number)
    print(f"yardstick: {_yardstick():.3f} s")
    print(f"{'':28}{'wall s':>8}{'CPU s':>8}{'MiB':>8}")
    where = ["-p", str(project)]
    update = _timed("add a day", ["add", str(news), *where])
    since = ["brief", str(project), "--since", "yesterday", "-o", str(folder / "since.txt")]
    _timed("brief --since, unread", since)
    update += _timed("read it", ["read", *where])
    print(f"{'the update in all':28}{update:>8.1f}")
    _timed("brief --since yesterday", since)
    _timed("brief", ["brief", str(project), "-o", str(folder / "brief.txt")])
    questions = (
        ["status"],
        ["search", "ceasefire"],
        ["matrix"],
        ["timeline", "--party", "Russia"],
        ["clock"],
        ["rounds"],
    )
    for question in questions:
        _timed(question[0], [*question, *where])
    with Ledger.open(project / Project.LEDGER) as book:
        finding = large.lazy(book, Project(project).case, key_of(Project(project).case), A_DAY).statements[0].id
    _timed("judge withdraw", ["judge", "withdraw", finding, "--because", "measured", *where])
    _timed("brief after it", ["brief", str(project), "-o", str(folder / "after.txt")])
    print(f"yardstick: {_yardstick():.3f} s")


def _yardstick() -> float:
    """Processor seconds of a million additions: what else runs on the processors makes it longer."""
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - began


def _dated(folder: Path, day: dt.date, seed: int) -> None:
    compose(folder, A_DAY, WORDS, seed=seed)
    rows = folder / "news.jsonl"
    with rows.open("w", encoding="utf-8") as file:
        for n, path in enumerate(sorted(folder.glob("*.txt"))):
            page = {
                "text": path.read_text(encoding="utf-8"),
                "date": day.isoformat(),
                "outlet": f"Outlet {n % OUTLETS}",
            }
            file.write(json.dumps({**page, "url": f"https://example.org/{day}/{n}"}) + "\n")
            path.unlink()


def _timed(name: str, arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    command = [sys.executable, "-m", "zopa", *arguments]
    # as on a user's machine, where Python keeps what it compiled
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:28}{wall:>8.1f}{spent:>8.1f}{after.ru_maxrss / 1024:>8.0f}")
    return wall
