"""Title, outlet and language of an article, and what is said where they are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from zopa.ingest import Article, Unread, ingest
from zopa.ingest.language import language_name, language_of
from zopa.ingest.naming import host_of, outlet_of, title_of

BODY = "The talks on the river went on through the night, and nobody who took part in them would say how they stood."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"River talks go on\n\n{BODY}", "River talks go on"),
        (f"EXCLUSIVE\nRiver talks go on through the night\n\n{BODY}", "River talks go on through the night"),
        (f"FOR IMMEDIATE RELEASE\n\nRiver talks go on\n{BODY}", "River talks go on"),
        (f"By Ana Moreira\nRiver talks go on\n{BODY}", "River talks go on"),
        (f"Will the river talks go on?\n{BODY}", "Will the river talks go on?"),
        (f"{BODY}\n{BODY}", None),
        (f"CAIRO (Reuters) - {BODY}\n{BODY}", None),
        ("River talks go on", None),
    ],
)
def test_title_from_the_text(text: str, title: str | None) -> None:
    assert title_of(text, None) == title


def test_a_given_title_loses_the_name_of_its_site() -> None:
    assert title_of("", "River talks go on - Nile Post", "Nile Post") == "River talks go on"
    assert title_of("", "River talks go on | nilepost.example", "nilepost.example") == "River talks go on"
    assert title_of("", "River talks: give - and take", "Nile Post") == "River talks: give - and take"


@pytest.mark.parametrize(
    ("text", "given", "url", "outlet"),
    [
        (BODY, "Nile Post", "https://x.example/", "Nile Post"),
        (BODY, None, "https://www.nilepost.example/a", "nilepost.example"),
        (BODY, None, "nilepost.example/a", "nilepost.example"),
        (f"CAIRO (AP) — {BODY}", None, None, "Associated Press"),
        (f"{BODY}\nSource: Nile Post", None, None, "Nile Post"),
        (f"{BODY}\nThis article first appeared in the Nile Post.", None, None, "Nile Post"),
        (BODY, None, None, None),
        (BODY, None, "not an address", None),
    ],
)
def test_outlet(text: str, given: str | None, url: str | None, outlet: str | None) -> None:
    assert outlet_of(text, given, url) == outlet


def test_hosts() -> None:
    assert host_of("https://edition.news.example:443/x?y#z") == "news.example"
    assert host_of("http://[broken") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Die Verhandlungen über den Fluss dauerten die ganze Nacht, und niemand wollte sagen, wie sie stehen.", "de"),
        (
            "Les négociations sur le fleuve ont duré toute la nuit et personne ne voulait dire où elles en étaient.",
            "fr",
        ),
        ("Переговоры о реке шли всю ночь, и никто из участников не хотел сказать, как обстоят дела.", "ru"),
        ("关于这条河的谈判持续了一整夜，参加谈判的人都不愿透露进展如何。", "zh"),
        ("Nurses reject offer", None),
        ("", None),
    ],
)
def test_languages(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_the_main_text_decides_on_a_mixed_page(tmp_path: Path) -> None:
    german = (
        "Die Gespräche über den Tarif wurden am Montag ohne Ergebnis abgebrochen, wie beide Seiten am Abend "
        "mitteilten. " * 4
    )
    english = (
        "The talks on wages broke off on Monday without a result, as both sides said in the evening after nine hours. "
        * 4
    )
    (tmp_path / "a.txt").write_text(
        f"Subscribe to our newsletter\nRead this in English\n\n{german}\n\nAll rights reserved.\n"
    )
    (tmp_path / "b.txt").write_text(f"Auf Deutsch lesen\n\n{english}\n\n„Wir machen weiter“, sagte er.\n")
    found = list(ingest([tmp_path]))
    assert [item.reason for item in found if isinstance(item, Unread)] == ["not in English but in German"]
    assert [Path(item.path or "").name for item in found if isinstance(item, Article)] == ["b.txt"]


def test_a_mapping_names_other_columns(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f'Überschrift;Inhalt;Tag;Blatt\n"River talks";"{BODY}";2025-03-04;Nile Post\n')
    mapping = {"text": "Inhalt", "title": "Überschrift", "date": "Tag", "outlet": "Blatt"}
    (article,) = (item for item in ingest([path], mapping=mapping) if isinstance(item, Article))
    assert (article.title, str(article.published), article.outlet) == ("River talks", "2025-03-04", "Nile Post")
    nested = tmp_path / "feed.jsonl"
    nested.write_text('{"doc": {"body": "' + BODY + '"}, "source": {"name": "Nile Post"}}\n')
    (article,) = (item for item in ingest([nested], mapping={"text": "doc.body"}) if isinstance(item, Article))
    assert (article.text, article.outlet) == (BODY, "Nile Post")


def test_markup_in_a_text_field_goes(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    second = "<script>x()</script><p>Pay &amp; pensions: 3 &lt; 4.<br>No <b>deal</b>.</p>"
    path.write_text('{"text": "<p>' + BODY + "</p>" + second + '"}\n')
    (article,) = (item for item in ingest([path]) if isinstance(item, Article))
    assert article.text.split("\n") == [BODY, "Pay & pensions: 3 < 4.", "No deal."]


def test_what_is_no_article_is_listed_with_what_to_do(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.zip", "c.exe"):
        (tmp_path / name).write_bytes(b"x")
    told = {Path(one.path).suffix: one.reason for one in ingest([tmp_path]) if isinstance(one, Unread)}
    assert told[".pdf"] == ".pdf is not read; save it as text or as a web page first"
    assert told[".zip"] == ".zip is not read; unpack it first"
    assert ".txt" in told[".exe"]


def test_a_language_without_a_name_here_says_that_it_is_a_code() -> None:
    assert language_name("de") == "German"
    assert language_name("wuu") == "a language with the code 'wuu'"
