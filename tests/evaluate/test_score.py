"""From gold files to scores, and the command."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate import made
from zopa.cases import Case
from zopa.cli import main
from zopa.errors import FileError, SchemaError
from zopa.evaluate import evaluate, reliability, show, summary
from zopa.evaluate.goldfile import interval
from zopa.ingest import Article
from zopa.read import Reading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "port.yaml").write_text(yaml.safe_dump(made.GOLD, allow_unicode=True), encoding="utf-8")
    (tmp_path / "gold" / "case.yaml").write_text(made.CASE, encoding="utf-8")
    (tmp_path / "texts" / "deep").mkdir(parents=True)
    (tmp_path / "texts" / "deep" / "port.txt").write_text(made.TEXT, encoding="utf-8")
    return tmp_path


def oracle(articles: Iterable[Article], case: Case) -> Iterator[Reading]:
    assert case.name == "port"
    for article in articles:
        yield made.perfect(made.gold(), article.text)


def test_a_perfect_reader_scores_one(folder: Path) -> None:
    result = evaluate([folder / "gold"], articles=[folder / "texts"], reader=oracle)
    assert {c.f1 for c in result.total.values()} == {1.0}
    assert result.reliability[0].right == 1.0


def test_an_article_beside_the_gold_needs_no_folder(folder: Path) -> None:
    (folder / "gold" / "port.txt").write_text(made.TEXT, encoding="utf-8")
    assert evaluate([folder / "gold" / "port.yaml"], reader=oracle).total["statement"].f1 == 1.0


def test_a_missing_article_is_one_clear_line(folder: Path) -> None:
    with pytest.raises(FileError, match=r"'port.txt' is not beside its gold; name its folder: --articles"):
        evaluate([folder / "gold"], reader=oracle)


def test_unknown_keys_and_bad_dates_name_the_line(folder: Path) -> None:
    bad = folder / "gold" / "bad.yaml"
    bad.write_text("document: port.txt\npositons: []\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"line 2: unknown key 'positons'; did you mean 'positions'"):
        evaluate([bad], reader=oracle)
    bad.write_text("document: port.txt\nevents:\n- {date: soon, evidence: x}\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"line 3: .*'soon' is not a day"):
        evaluate([bad], reader=oracle)


def test_what_cannot_be_judged_is_named_and_the_rest_goes_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "gold" / "a-broken.yaml").write_text("document: [", encoding="utf-8")
    (folder / "gold" / "b-binary.yaml").write_bytes(b"\x00\xff\xfe")
    (folder / "gold" / "c-lost.yaml").write_text("document: lost.txt", encoding="utf-8")
    (folder / "gold" / "d-case.yaml").write_text("{document: port.txt, case: nowhere}", encoding="utf-8")
    arguments = ["eval", str(folder / "gold"), "--articles", str(folder / "texts"), "--format", "json"]
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert [a["document"] for a in json.loads(captured.out)["articles"]] == ["port.txt"]
    lines = captured.err.splitlines()
    assert len(lines) == 4
    for line, word in zip(lines, ["a-broken", "b-binary", "'lost.txt'", "'nowhere'"], strict=True):
        assert word in line


def test_articles_of_several_folders_are_told_apart(folder: Path) -> None:
    (folder / "more").mkdir()
    for name in ("port.yaml", "case.yaml"):
        (folder / "more" / name).write_text((folder / "gold" / name).read_text(encoding="utf-8"), encoding="utf-8")
    result = evaluate([folder / "gold", folder / "more"], articles=[folder / "texts"], reader=oracle)
    assert [v.document for v in result.verdicts] == ["gold/port.txt", "more/port.txt"]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2012-11", "2012-11-01", "2012-11-30"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        (2022, "2022-01-01", "2022-12-31"),
        ("2025-08-15", "2025-08-15", "2025-08-15"),
    ],
)
def test_months_and_years_are_intervals(value: str | int, first: str, last: str) -> None:
    found = interval(value)
    assert found
    assert (found[0].isoformat(), found[1].isoformat()) == (first, last)


def test_the_command_reports_in_three_forms(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["eval", str(folder / "gold"), "--articles", str(folder / "texts"), "--misses"]
    assert main([*arguments, "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["zopa"] == 1
    assert report["articles"][0]["document"] == "port.txt"
    assert set(report["total"]) >= {"statement", "matrix", "quote"}
    assert main([*arguments, "--format", "markdown"]) == 0
    assert "| statement |" in capsys.readouterr().out
    assert main(arguments) == 0
    assert "port.txt" in capsys.readouterr().out


def test_misses_are_readable(folder: Path) -> None:
    def nothing(articles: Iterable[Article], case: Case) -> Iterator[Reading]:
        del case
        return (Reading(article=article) for article in articles)

    result = evaluate([folder / "gold"], articles=[folder / "texts"], reader=nothing)
    report = show.markdown(result, misses=True)
    assert "- statement: **Union against pay (reject)**" in report
    assert "The dockers' union will not accept any cut in pay, its secretary Ana Brkić said." in report


judged = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


@given(judged)
def test_the_reliability_table_counts_every_statement_once(pairs: list[tuple[float, bool]]) -> None:
    table = reliability(pairs)
    assert sum(b.count for b in table) == len(pairs)
    assert sum(round(b.right * b.count) for b in table) == sum(ok for _, ok in pairs)
    assert all(b.low - 1e-9 <= b.confidence <= b.high + 1e-9 for b in table)


def test_nothing_adds_up_to_nothing() -> None:
    assert summary([]).total == {}
