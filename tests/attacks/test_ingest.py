"""Input that is broken or hostile: one clear line each, the rest still read, in bounded time and memory."""

from __future__ import annotations

import io
import json
import os
import re
import time
import tracemalloc
from pathlib import Path

import pytest

from zopa import limits
from zopa.errors import FileError, UsageError
from zopa.ingest import Article, Unread, ingest

GOOD = "The union and the railway agreed on Monday to go on talking. Both sides said that the strike was off for now."


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD)
    return path


def split(found: list[Article | Unread]) -> tuple[list[Article], list[Unread]]:
    return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Unread)]


def reason_of(bad: Path, good: Path) -> str:
    """Reads a bad and a good file together; the good one must come through and the bad one be listed in one line."""
    articles, unread = split(list(ingest([bad, good])))
    assert [article.path for article in articles] == [str(good)]
    assert [item.path.split("#")[0] for item in unread] == [str(bad)]
    assert "\n" not in unread[0].reason
    return unread[0].reason


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".json", ".csv", ".jsonl", ""])
def test_random_bytes(tmp_path: Path, good: Path, suffix: str) -> None:
    bad = tmp_path / f"bad{suffix}"
    bad.write_bytes(bytes((i * 7919 + i // 3) % 256 for i in range(40_000)))
    assert "not text" in reason_of(bad, good)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n \n\t\r\n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"PK\x03\x04" + b"\x00" * 100, "zip archive"),
        (b"\x1f\x8b\x08" + b"\x00" * 100, "gzip"),
        (b"%PDF-1.4\n", "PDF"),
        (b"\x00" * 100_000, "not text"),
    ],
)
def test_what_is_no_text(tmp_path: Path, good: Path, data: bytes, words: str) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    assert words in reason_of(bad, good)


def test_a_line_of_a_hundred_megabytes(tmp_path: Path, good: Path) -> None:
    bad = tmp_path / "long.txt"
    with bad.open("wb") as stream:
        for _ in range(100):
            stream.write(b"word " * (limits.MIB // 5))
    start = time.process_time()
    assert "MiB" in reason_of(bad, good)
    assert time.process_time() - start < 5


def test_a_line_just_within_the_limit_of_a_file(tmp_path: Path, good: Path) -> None:
    bad = tmp_path / "long.txt"
    bad.write_bytes(b"a" * (20 * limits.MIB))
    start = time.process_time()
    assert "characters" in reason_of(bad, good)
    assert time.process_time() - start < 10


def test_rows_whose_cells_cannot_be_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    long = "x, " * (limits.RECORD_BYTES // 3 + 9)
    rows = ["title,text", "A,The union wants more, and soon", f"B,{long}", f'C,"{GOOD}"', 'D,"The port', "E,refuses"]
    path.write_text("\n".join(rows) + "\n")
    articles, unread = split(list(ingest([path])))
    assert [article.text for article in articles] == [GOOD]
    found = {item.path.rpartition("#")[2]: item.reason for item in unread}
    assert list(found) == ["1", "2", "4"]
    assert "3 cells in 2 columns" in found["1"]
    assert "limit" in found["2"]
    assert "never closes" in found["4"]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_a_huge_record_is_skipped_and_the_next_one_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"records{suffix}"
    huge = "x" * (limits.RECORD_BYTES + 10)
    if suffix == ".jsonl":
        path.write_text("\n".join(json.dumps({"text": text}) for text in (huge, GOOD)))
    else:
        path.write_text(f'text\n"{huge}"\n"{GOOD}"\n')
    articles, unread = split(list(ingest([path])))
    assert [article.text for article in articles] == [GOOD]
    assert unread
    assert all("limit" in item.reason or "broken row" in item.reason or "English" in item.reason for item in unread)


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        with path.open("w") as stream:
            for n in range(count):
                words = " ".join(f"w{(n * 31 + k * 17) % 9973}" for k in range(120))
                stream.write(json.dumps({"text": f"{GOOD} {words}."}) + "\n")
        for _ in ingest([path]):  # what is loaded once counts for neither
            break
        tracemalloc.start()
        for _ in ingest([path]):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    small, large = peak(40), peak(160)
    assert large < small + 160 * 12_000  # the spool and the signatures, no pages


def test_missing_files(tmp_path: Path, good: Path) -> None:
    assert reason_of(tmp_path / "none.txt", good) == "no such file or folder"
    with pytest.raises(FileError, match=re.escape("none.txt: no such file or folder; check the path")):
        ingest([tmp_path / "none.txt"])
    with pytest.raises(FileError, match="nor any of the 1 others"):
        ingest([tmp_path / "none.txt", tmp_path / "nor this.txt"])
    with pytest.raises(UsageError, match="no file or folder named"):
        ingest([])


def test_an_unknown_field_in_the_mapping(good: Path) -> None:
    with pytest.raises(UsageError, match="no field 'txet'"):
        ingest([good], mapping={"txet": "body"})


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(tmp_path: Path, good: Path) -> None:
    bad = tmp_path / "secret.txt"
    bad.write_text(GOOD)
    bad.chmod(0)
    assert "Permission denied" in reason_of(bad, good)


def test_links_that_go_round(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "good.txt").write_text(GOOD)
    (folder / "up").symlink_to(tmp_path)
    (folder / "self").symlink_to(folder / "self")
    (folder / "nowhere.txt").symlink_to(tmp_path / "gone")
    (folder / "again.txt").symlink_to(folder / "good.txt")
    articles, unread = split(list(ingest([tmp_path])))
    assert len(articles) == 1
    assert {Path(item.path).name for item in unread} == {"self", "nowhere.txt"}


def test_a_pipe_and_a_device_are_not_waited_for(tmp_path: Path, good: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason_of(tmp_path / "pipe.txt", good) == "not a regular file"
    assert reason_of(Path("/dev/zero"), good) == "not a regular file"


def test_a_folder_of_everything(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(GOOD)
    (tmp_path / "c.json").write_text("{broken")
    (tmp_path / "d.jsonl").write_text(
        '{"text": 5}\nnot json\n{"text": "' + GOOD.replace("Monday", "Sunday") + '"}\n[]\n'
    )
    (tmp_path / "e.csv").write_text("a,b\n1,2\n")
    (tmp_path / "empty").mkdir()
    articles, unread = split(list(ingest([tmp_path])))
    assert [Path(article.path or "").name for article in articles] == ["a.txt", "d.jsonl#3"]
    said = {Path(item.path).name: item.reason for item in unread}
    assert set(said) == {"b.png", "c.json", "d.jsonl#1", "d.jsonl#2", "d.jsonl#4", "e.csv"}
    assert "broken JSON, line 1" in said["c.json"]
    assert "no column 'text' among: a, b" in said["e.csv"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"text": ' + "[" * 50_000,
    ],
)
def test_deep_json(tmp_path: Path, good: Path, text: str) -> None:
    bad = tmp_path / "deep.json"
    bad.write_text(text)
    assert "JSON" in reason_of(bad, good)


def test_deep_html(tmp_path: Path, good: Path) -> None:
    bad = tmp_path / "deep.html"
    bad.write_text("<html><body>" + "<div>" * 20_000 + GOOD + "</body></html>")
    start = time.process_time()
    found = list(ingest([bad, good]))
    assert good.name in {Path(item.path or "").name for item in found if isinstance(item, Article)}
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "page",
    [
        "a" * 200_000,
        "cookies " * 60_000,
        "Subscribe to " * 40_000,
        "[1] " * 100_000,
        "\n".join(["Home"] * 40_000),
        "\n".join(f"{n}. Item of the list number {n}" for n in range(10_000)),
        "Monday, " * 60_000,
        "- " * 150_000,
        "(" * 200_000,
        "http://a.b/" * 40_000,
        "\n".join("The same sentence stands here again and again, word for word." for _ in range(5_000)),
        " ".join(f"Share on Facebook | X | {n}" for n in range(20_000)),
        "x.y/" * 100_000,
        "\u202e\u200b" * 200_000 + GOOD,
        "&amp;" * 100_000 + GOOD,
        "Ã©" * 100_000 + GOOD,
    ],
    ids=range(16),
)
def test_text_made_to_be_slow(tmp_path: Path, page: str) -> None:
    path = tmp_path / "slow.txt"
    path.write_text(page)
    start = time.process_time()
    list(ingest([path]))
    assert time.process_time() - start < 8


def test_reprints_without_end_stay_linear(tmp_path: Path) -> None:
    text = " ".join(f"The clause number {n} was agreed by both sides after a short debate." for n in range(40))

    def seconds(count: int) -> float:
        path = tmp_path / f"{count}.jsonl"
        path.write_text(
            "".join(json.dumps({"text": f"{text} Copy {n}.", "url": f"x{n}.example/a"}) + "\n" for n in range(count))
        )
        start = time.process_time()
        articles, _ = split(list(ingest([path])))
        assert sum(article.duplicate_of is None for article in articles) == 1
        return time.process_time() - start

    seconds(20)
    assert seconds(240) < 10 * seconds(60)


def test_markup_without_end_in_a_field(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text(
        json.dumps({"text": f"{GOOD}</p>" + "<script " * 100_000}) + "\n" + json.dumps({"text": GOOD}) + "\n"
    )
    start = time.process_time()
    articles, _ = split(list(ingest([path])))
    assert articles
    assert time.process_time() - start < 8


def test_standard_input_may_be_anything() -> None:
    assert split(list(ingest(["-"], stdin=io.BytesIO(GOOD.encode()))))[0][0].path == "-"
    assert "empty" in split(list(ingest(["-"], stdin=io.BytesIO(b""))))[1][0].reason
    assert "not text" in split(list(ingest(["-"], stdin=io.BytesIO(b"\x00\x01" * 9999))))[1][0].reason
    lines = json.dumps({"text": GOOD}) + "\n" + json.dumps({"text": GOOD.replace("Monday", "Friday")}) + "\n"
    assert len(split(list(ingest(["-"], stdin=io.BytesIO(lines.encode()))))[0]) == 2


def test_names_of_files_that_no_encoding_knows(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(raw, "wb") as stream:
        stream.write(GOOD.encode())
    articles, _ = split(list(ingest([tmp_path])))
    assert len(articles) == 1
    (articles[0].path or "").encode()
