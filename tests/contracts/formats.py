"""What every article format promises; the test class of a format inherits these tests and writes its files.

`write(folder, records)` writes `Record`s as a file of the format and returns its path; formats of one article a file
get one record at a time (`many = False`).
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from zopa.ingest import Article, Unread, ingest, page_of
from zopa.ingest.formats import FORMATS, Format, Source, format_of

PARAGRAPHS = (
    "The drivers' union and the port authority met for six hours on Tuesday without agreeing on night shifts.",
    "“We will not sign away our weekends,” the union's secretary, Ana Lopes, said — her words drew applause.",
    "The authority said that it had offered a 4.5% rise, and that the offer would stay on the table until June.",
)


@dataclass(frozen=True)
class Record:
    """What a file of the format should hold."""

    text: str = "\n\n".join(PARAGRAPHS)
    title: str | None = None
    date: str | None = None
    url: str | None = None
    outlet: str | None = None


class FormatContract:
    """Inherited by a test class for each format."""

    format: ClassVar[Format]
    suffix: ClassVar[str]
    many: ClassVar[bool] = False
    carries: ClassVar[frozenset[str]] = frozenset()  # which of title, date, url and outlet a file can hold

    def content(self, records: list[Record]) -> str:
        raise NotImplementedError

    def write(self, folder: Path, records: list[Record], name: str = "articles", encoding: str = "utf-8") -> Path:
        path = folder / f"{name}{self.suffix}"
        path.write_bytes(self.content(records).encode(encoding))
        return path

    def only(self, path: Path) -> Article:
        (found,) = list(ingest([path]))
        assert isinstance(found, Article), found
        return found

    def test_it_is_registered_and_chosen_by_its_suffix(self, tmp_path: Path) -> None:
        assert any(kind is self.format for kind in FORMATS)
        path = self.write(tmp_path, [Record()])
        assert format_of(Source(str(path), file=path, suffix=self.suffix)) is self.format

    def test_every_sentence_comes_through(self, tmp_path: Path) -> None:
        article = self.only(self.write(tmp_path, [Record()]))
        for paragraph in PARAGRAPHS:
            assert paragraph in article.text
        assert article.language == "en"
        assert article.words == len(article.text.split())

    def test_the_page_can_be_restored(self, tmp_path: Path) -> None:
        banner = "We use cookies to improve our site. Read our privacy policy and terms of use."
        article = self.only(self.write(tmp_path, [Record(text=f"{banner}\n\n{Record().text}")]))
        page = page_of(article)
        for piece in article.removed:
            assert page[piece.start : piece.end] == piece.text
        assert len(page) == len(article.text) + sum(len(piece.text) for piece in article.removed)

    def test_fields_that_the_file_carries_are_taken(self, tmp_path: Path) -> None:
        record = Record(
            title="Port talks end without a deal on night shifts",
            date="2025-03-04",
            url="https://www.harbour-times.example/ports/talks",
            outlet="Harbour Times",
        )
        article = self.only(self.write(tmp_path, [record]))
        got = {"title": article.title, "date": article.published, "url": article.url, "outlet": article.outlet}
        for field in self.carries:
            wanted = getattr(record, field)
            assert str(got[field]) == wanted
        if "date" in self.carries:
            assert article.published_from == "meta"

    def test_unknown_fields_stay_unknown(self, tmp_path: Path) -> None:
        article = self.only(self.write(tmp_path, [Record()]))
        assert article.published is None
        assert article.published_from is None
        assert article.published_because
        assert article.url is None
        assert article.outlet is None
        assert article.duplicate_of is None

    def test_ids_are_the_same_each_time_and_in_any_folder(self, tmp_path: Path) -> None:
        first = self.write(tmp_path, [Record()])
        other = tmp_path / "other"
        other.mkdir()
        second = self.write(other, [Record()])
        assert self.only(first).id == self.only(first).id == self.only(second).id

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_encodings_are_found(self, tmp_path: Path, encoding: str) -> None:
        article = self.only(self.write(tmp_path, [Record()], encoding=encoding))
        for paragraph in PARAGRAPHS:
            assert paragraph in article.text

    def test_windows_newlines_are_made_plain(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, [Record()])
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert "\r" not in self.only(path).text

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "empty"),
            (b"  \n \n", "empty"),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not text"),
            (b"\x00\x01\x02\x03" * 5000, "not text"),
            (b"%PDF-1.7 " + b"x" * 100, "PDF"),
        ],
    )
    def test_what_is_no_article_is_said_in_one_line(self, tmp_path: Path, data: bytes, words: str) -> None:
        path = tmp_path / f"bad{self.suffix}"
        path.write_bytes(data)
        good = self.write(tmp_path, [Record()], name="good")
        found = list(ingest([path, good]))
        unread = [item for item in found if isinstance(item, Unread)]
        assert [item.path for item in unread] == [str(path)]
        assert words in unread[0].reason
        assert "\n" not in unread[0].reason
        assert sum(isinstance(item, Article) for item in found) == 1

    def test_broken_bytes_spoil_only_themselves(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, [Record()])
        path.write_bytes(path.read_bytes().replace(b"six hours", b"six \xff hours"))
        article = self.only(path)
        assert PARAGRAPHS[1] in article.text
        assert PARAGRAPHS[2] in article.text

    def test_a_byte_order_mark_is_no_text(self, tmp_path: Path) -> None:
        path = self.write(tmp_path, [Record()])
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
        assert "\ufeff" not in self.only(path).text

    def test_many_records_are_many_articles(self, tmp_path: Path) -> None:
        if not self.many:
            pytest.skip("one article a file")
        topics = ("pilots in Oslo", "nurses in Leeds", "teachers in Turin")
        records = [Record(text=f"The {topic} rejected the new offer and will vote again in May.") for topic in topics]
        found = list(ingest([self.write(tmp_path, records)]))
        assert [item.text for item in found if isinstance(item, Article)] == [record.text for record in records]
