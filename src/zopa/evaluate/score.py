"""Gold files in, scores out: finds each article, reads it, judges it, adds up.

`evaluate(paths)` is the whole way; `evaluate_readings` judges readings that are there already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zopa.cases import Case, load_case
from zopa.errors import FileError, InputError
from zopa.evaluate.articles import Finder, dated_by
from zopa.evaluate.goldfile import CASE_NAME, Gold, gold_paths, read_gold
from zopa.evaluate.judge import KINDS, Mistake, Verdict, judge
from zopa.evaluate.match import Count
from zopa.evaluate.page import PAGE_KINDS, judge_page
from zopa.ingest import Article
from zopa.read import Reading, read_articles

Reader = Callable[[Iterable[Article], Case], Iterator[Reading]]
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements given a confidence in [low, high): how many, their mean confidence, and the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that `zopa eval` reports."""

    verdicts: tuple[Verdict, ...]
    total: dict[str, Count]
    reliability: tuple[Bin, ...]
    gold_errors: tuple[str, ...]
    causes: tuple[tuple[str, int], ...] = ()  # why statements were missed, the commonest first
    unread: tuple[str, ...] = ()  # gold that could not be judged, and why


def evaluate(
    paths: Iterable[Path | str],
    *,
    case: Path | str | None = None,
    articles: Iterable[Path | str] = (),
    reader: Reader = read_articles,
) -> Evaluation:
    """Scores of `reader` on the gold files at `paths` (files or folders).

    The case is `case`, else the shipped one that the gold names, else `case.yaml` beside the gold. What cannot be
    judged (an article not found, a file that breaks its format) is named in `unread`; the rest goes on.
    Raises `FileError` or `SchemaError` when nothing at all can be judged.
    """
    files = gold_paths(paths)
    finder = Finder(articles)
    verdicts: list[Verdict] = []
    errors: list[InputError] = []
    folders = list(dict.fromkeys(path.parent for path in files))
    for folder in folders:
        for the_case, golds in _by_case([path for path in files if path.parent == folder], case, errors):
            found: list[tuple[Gold, Article]] = []
            for gold in golds:
                with _kept(errors):
                    found.append((gold, finder.article(gold, folder, the_case)))
            mine = [gold for gold, _ in found]
            readings = reader((dated_by(*one) for one in found), the_case)
            for verdict, (gold, article) in zip(evaluate_readings(mine, readings, the_case), found, strict=True):
                name = f"{folder.name}/{gold.document}" if len(folders) > 1 else gold.document
                verdicts.append(replace(_with_page(gold, article, verdict), document=name))
    if errors and not verdicts:
        raise errors[0]
    return replace(summary(verdicts), unread=tuple(map(str, errors)))


def _by_case(
    paths: Sequence[Path], case: Path | str | None, errors: list[InputError]
) -> Iterator[tuple[Case, list[Gold]]]:
    """The gold of one folder with the case that it is written against."""
    golds: list[Gold] = []
    for path in paths:
        with _kept(errors):
            golds.append(read_gold(path))
    for name in dict.fromkeys(gold.case for gold in golds):
        found: Case | None = None
        with _kept(errors):
            found = load_case(case) if case is not None else load_case(name) if name else case_beside(paths[0].parent)
        if found is not None:
            yield found, [gold for gold in golds if gold.case == name]


@contextmanager
def _kept(errors: list[InputError]) -> Iterator[None]:
    try:
        yield
    except InputError as error:
        errors.append(error)


def _with_page(gold: Gold, article: Article, verdict: Verdict) -> Verdict:
    counts, mistakes = judge_page(gold, article)
    return replace(verdict, counts=verdict.counts | counts, misses=(*verdict.misses, *mistakes))


def case_beside(folder: Path) -> Case:
    """The case file that lies in or above `folder`. Raises `FileError`."""
    for place in (folder, folder.parent):
        if (place / CASE_NAME).is_file():
            return load_case(place / CASE_NAME)
    raise FileError("no case.yaml beside the gold", where=str(folder), mend="name a case with --case")


def evaluate_readings(golds: Sequence[Gold], readings: Iterable[Reading], case: Case) -> list[Verdict]:
    """A verdict for each gold and its reading, in order."""
    return [judge(gold, reading, case) for gold, reading in zip(golds, readings, strict=True)]


def summary(verdicts: Iterable[Verdict]) -> Evaluation:
    """The counts of all articles added up."""
    verdicts = tuple(verdicts)
    total: dict[str, Count] = {}
    for kind in (*KINDS, *PAGE_KINDS):
        counts = [v.counts[kind] for v in verdicts if kind in v.counts]
        if counts:
            total[kind] = sum(counts, Count())
    return Evaluation(
        verdicts=verdicts,
        total=total,
        reliability=reliability([pair for v in verdicts for pair in v.judged]),
        gold_errors=tuple(error for v in verdicts for error in v.gold_errors),
        causes=tuple(Counter(cause for v in verdicts for cause in v.causes).most_common()),
    )


def reliability(judged: Sequence[tuple[float, bool]], bins: int = BINS) -> tuple[Bin, ...]:
    """The reliability table of (confidence, right) pairs, in `bins` equal bins; empty ones are left out."""
    table: list[Bin] = []
    for i in range(bins):
        inside = [(c, ok) for c, ok in judged if min(int(c * bins), bins - 1) == i]
        if inside:
            n = len(inside)
            mean = sum(c for c, _ in inside) / n
            table.append(Bin(i / bins, (i + 1) / bins, n, mean, sum(ok for _, ok in inside) / n))
    return tuple(table)


def to_json(evaluation: Evaluation, *, misses: bool = True) -> dict[str, Any]:
    """The evaluation as plain JSON types."""

    def counts(by_kind: dict[str, Count]) -> dict[str, Any]:
        return {
            kind: {
                "precision": c.precision,
                "recall": c.recall,
                "f1": c.f1,
                "right": c.right,
                "missed": c.missed,
                "wrong": c.wrong,
            }
            for kind, c in by_kind.items()
        }

    def mistakes(items: Iterable[Mistake]) -> list[dict[str, Any]]:
        return [{"kind": m.kind, "expected": m.expected, "got": m.got, "sentence": m.sentence} for m in items]

    return {
        "zopa": 1,
        "total": counts(evaluation.total),
        "articles": [
            {"document": v.document, "counts": counts(v.counts)}
            | ({"missed": mistakes(v.misses), "wrong": mistakes(v.wrong)} if misses else {})
            for v in evaluation.verdicts
        ],
        "reliability": [
            {"from": b.low, "to": b.high, "count": b.count, "confidence": b.confidence, "right": b.right}
            for b in evaluation.reliability
        ],
        "missed_statements": dict(evaluation.causes),
        "gold_errors": list(evaluation.gold_errors),
        "unread": list(evaluation.unread),
    }
