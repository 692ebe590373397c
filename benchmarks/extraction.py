"""Body text of web pages on the article-extraction benchmark (181 pages), beside trafilatura alone.

The figures are those of the benchmark's own `evaluate.py`: shingles of four words, true and false ones counted for each
page and normalised by the page's total, then summed; `accuracy` is the share of pages whose body is exactly right.
Title and date have no answers there, so they are checked against what the pages say of themselves in other places:
the title against `og:title` and `<title>`, the date against the day in the page's address where it has one.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import trafilatura

from zopa.errors import FileError
from zopa.ingest.clean import clean
from zopa.ingest.dates import published
from zopa.ingest.decode import encoding_of
from zopa.ingest.formats.base import Page
from zopa.ingest.formats.html import page_of_markup
from zopa.ingest.naming import title_of

SHARED = Path(os.environ.get("ZOPA_SHARED") or Path(__file__).resolve().parents[1].parent / "shared")
FOLDER = SHARED / "data" / "article-extraction-benchmark"
_WORD = re.compile(r"\w+")
_SHINGLE = 4


@dataclass(frozen=True)
class Score:
    """Figures over all pages, each 0..1."""

    f1: float
    precision: float
    recall: float
    accuracy: float
    seconds: float


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words with their counts."""
    words = _WORD.findall(text)
    runs = (tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)))
    return Counter(run for run in runs if run)


def compare(true: str, found: str) -> tuple[float, float, float]:
    """True positives, false positives and false negatives of one page, summing to 1."""
    a, b = shingles(true), shingles(found)
    counts = [sum((a & b).values()), sum((b - a).values()), sum((a - b).values())]
    total = sum(counts)
    return (counts[0] / total, counts[1] / total, counts[2] / total) if total else (0.0, 0.0, 0.0)


def pages() -> dict[str, bytes]:
    """The pages by their id."""
    return {path.name.split(".")[0]: gzip.decompress(path.read_bytes()) for path in sorted((FOLDER / "html").iterdir())}


def score(extract: Callable[[bytes], str], markup: dict[str, bytes], truth: dict[str, dict[str, str]]) -> Score:
    """Runs an extractor over all pages."""
    tp = fp = fn = exact = 0.0
    start = time.process_time()
    found = {key: extract(data) for key, data in markup.items()}
    seconds = time.process_time() - start
    for key, answer in truth.items():
        one = compare(answer["articleBody"], found[key])
        tp, fp, fn = tp + one[0], fp + one[1], fn + one[2]
        exact += one[1] == one[2] == 0
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return Score(2 * precision * recall / (precision + recall), precision, recall, exact / len(truth), seconds)


def ours(data: bytes) -> str:
    """The body as zopa stores it."""
    page = page_of(data)
    return clean(page.text, page.title).text if page else ""


def page_of(data: bytes) -> Page | None:
    """The page as zopa reads it, None where it finds no article."""
    try:
        return page_of_markup(data.decode(encoding_of(data), errors="replace"), "page.html")
    except FileError:
        return None


def peer(data: bytes) -> str:
    """trafilatura's own answer."""
    return trafilatura.extract(data.decode("utf-8", errors="replace"), include_comments=False) or ""


def run() -> None:
    """Prints the table."""
    if not FOLDER.exists():
        print(f"skipped: no data at {FOLDER}")
        return
    truth = json.loads((FOLDER / "ground-truth.json").read_text(encoding="utf-8"))
    markup = pages()
    print(f"article-extraction-benchmark, {len(truth)} pages; trafilatura {version('trafilatura')}")
    print(f"{'':22}{'F1':>7}{'precision':>11}{'recall':>8}{'exact':>7}{'pages/s':>9}")
    for name, extract in (("trafilatura alone", peer), ("zopa", ours)):
        s = score(extract, markup, truth)
        rate = len(markup) / s.seconds
        print(f"{name:22}{s.f1:7.3f}{s.precision:11.3f}{s.recall:8.3f}{s.accuracy:7.3f}{rate:9.1f}")
    _title_and_date(truth, markup)


def _title_and_date(truth: dict[str, dict[str, str]], markup: dict[str, bytes]) -> None:
    titled = title_right = titles = dated = in_address = right = near = 0
    for key, answer in truth.items():
        page = page_of(markup[key])
        if page is None:
            continue
        title = title_of(page.text, page.title, page.outlet) or ""
        titled += bool(title)
        own = _own_titles(markup[key].decode("utf-8", errors="replace"))
        if own:
            titles += 1
            title_right += any(_key(title) and _key(title) in _key(other) for other in own)
        found = published(page.text, case=None, given=page.date).day
        dated += found is not None
        day = _day_in(answer["url"])
        if day:
            in_address += 1
            right += found == day
            near += found is not None and abs((found - day).days) <= 1
    print(f"title: found for {titled} of {len(truth)}; one of the page's own titles for {title_right} of {titles}")
    print(
        f"date: found for {dated} of {len(truth)}; of {in_address} with a day in the address {right} the same day, "
        f"{near} within a day (the address not used)"
    )


def _own_titles(markup: str) -> list[str]:
    import lxml.html

    try:
        tree = lxml.html.fromstring(markup.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except ValueError:
        return []
    found = [str(text) for text in tree.xpath("//meta[@property='og:title']/@content | //head/title/text()")]
    found += [str(heading.text_content()) for heading in tree.xpath("//h1")]
    return [text for text in found if text.strip()]


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _day_in(url: str) -> date | None:
    found = published("", case=None, url=url)
    return found.day if found.source == "meta" else None
