"""Reprints of one copy count as one origin; articles on the same subject do not."""

from __future__ import annotations

import json
from pathlib import Path

from zopa.ingest import Article, ingest

WIRE = (
    "Negotiators for the city and the bus drivers failed on Tuesday to settle their dispute over split "
    "shifts, and both "
    "sides said that they would take the weekend to think. The drivers want no shift to be cut in two. The "
    "city offered "
    "to limit split shifts to two a week. A mediator proposed one, with a bonus for each. Neither side has "
    "rejected that "
    "proposal. Lena Haas, who speaks for the drivers, said that they were tired but not too tired to strike again. "
    "The mayor said that the city's purse was empty. Riders have gone on foot since Thursday."
)
OTHER = (
    "The dispute over split shifts goes back ten years. Bus drivers then gave up a pause at noon in return for a rise. "
    "Now the city says that the rise was generous and the drivers say that the pause was. A mediator is to "
    "find out who "
    "is right, and the riders, who have gone on foot since Thursday, hope that she is quick about it. Lena "
    "Haas calls it "
    "a farce; the mayor calls it a budget."
)


def read(tmp_path: Path, records: list[dict[str, str]]) -> list[Article]:
    path = tmp_path / "wire.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return [item for item in ingest([path]) if isinstance(item, Article)]


def test_five_reprints_are_one_origin(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [
            {"text": f"City desk. {WIRE}", "date": "2025-03-06", "outlet": "A"},
            {"text": WIRE, "date": "2025-03-05", "outlet": "B"},
            {"text": OTHER, "date": "2025-03-01", "outlet": "C"},
            {"text": WIRE.replace("on Tuesday ", ""), "date": "2025-03-07", "outlet": "D"},
            {"text": WIRE[: len(WIRE) * 3 // 4], "outlet": "E"},
            {"text": WIRE, "date": "2025-03-05", "outlet": "F", "url": "https://f.example/x"},
        ],
    )
    first = found[1].id
    assert [article.duplicate_of for article in found] == [first, None, None, first, first, first]


def test_without_dates_the_most_complete_copy_is_the_origin(tmp_path: Path) -> None:
    found = read(tmp_path, [{"text": WIRE[: len(WIRE) * 3 // 4]}, {"text": WIRE}])
    assert [article.duplicate_of for article in found] == [found[1].id, None]


def test_the_very_same_file_twice_is_one_article(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "talks.txt").write_text(WIRE)
    assert len(list(ingest([tmp_path]))) == 1


def test_short_notes_are_reprints_only_when_equal(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [
            {"text": "The bus drivers accepted the offer on Friday evening."},
            {"text": "The bus drivers rejected the offer on Friday evening."},
            {"text": "The bus drivers accepted the offer on Friday evening.", "url": "https://b.example/1"},
        ],
    )
    assert [article.duplicate_of for article in found] == [None, None, found[0].id]


def test_the_same_form_with_other_facts_is_no_reprint(tmp_path: Path) -> None:
    def report(city: str, share: int, party: str, leader: str) -> str:
        return (
            f"Teachers in {city} voted on Friday on the offer of the ministry. {share} in a hundred said yes. "
            f"{leader}, who "
            f"leads the union there, called the result clear. The {party} governor of {city} promised to keep "
            f"the schools open. "
            f"In {city} alone {share * 41} teachers took part. {leader} wants smaller classes, the {party} "
            f"governor wants calm."
        )

    found = read(
        tmp_path,
        [{"text": report("Lyon", 61, "Green", "Jean Roux")}, {"text": report("Brest", 38, "Liberal", "Anne Le Gall")}],
    )
    assert [article.duplicate_of for article in found] == [None, None]
