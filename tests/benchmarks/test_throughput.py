"""The articles that speed is measured on: as many as asked for, each time the same, no reprints of each other."""

from __future__ import annotations

from pathlib import Path

from benchmarks.throughput import compose

from zopa.ingest import Article, ingest


def test_composed_articles_are_repeatable_and_their_own(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    words = compose(first, 40, 80)
    assert compose(second, 40, 80) == words >= 40 * 80
    texts = [path.read_text(encoding="utf-8") for path in sorted(first.iterdir())]
    assert texts == [path.read_text(encoding="utf-8") for path in sorted(second.iterdir())]
    found = list(ingest([first]))
    assert len(found) == 40
    assert all(isinstance(one, Article) for one in found)
    assert sum(isinstance(one, Article) and one.duplicate_of is not None for one in found) <= 2
