"""Every finding of every kind stands where it says, whatever characters the article is made of."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.cases import load_case
from zopa.ingest import Article
from zopa.read import Reading, read_articles, to_json

CASE = load_case("ukraine-2025")
SENTENCES = [
    "Kyiv flatly refuses to cede any land, President Zelensky said on Tuesday.",
    "“We will not accept a ceasefire without guarantees,” the Kremlin’s spokesman said.",
    "There is a 25% chance that the talks on 12 March will fail, one envoy estimated.",
    "Washington threatened new sanctions unless Moscow stops the fighting by Friday.",
    "Russia holds some 70 percent of the region, according to Berlin.",
    "France and Britain met in Paris last week and promised 3,000 soldiers.",
    "Russia refuses to withdraw because NATO would move closer to its border.",
    "The deadline was extended to 20 August, and Poland backed Ukraine.",
    "Russia would exchange land in Kharkiv for Donetsk.",
    "Over the week, the American stance on sanctions has hardened.",
]
NOISE = st.text(
    alphabet=st.sampled_from("\r\n\t \u00a0e\u0301🕊️👩\u200d🚀“”\"'‘’—…\u202e\u200b漢字ß\ufeffaA.,;:()"), max_size=12
)


def _all(reading: Reading) -> list[object]:
    return [x for f in fields(reading) if f.name != "article" for x in getattr(reading, f.name)]


@settings(max_examples=60)
@given(st.lists(st.tuples(NOISE, st.sampled_from(SENTENCES), NOISE), min_size=1, max_size=5))
def test_the_words_of_every_finding_are_its_text(parts: list[tuple[str, str, str]]) -> None:
    text = "\n".join("".join(part) for part in parts)
    (reading,) = read_articles([Article(id="a", text=text, published=date(2025, 8, 14))], CASE)
    for finding in _all(reading):
        written = to_json(finding)
        assert text[written["start"] : written["end"]] == written["text"]
        assert written["text"].strip()
        for start, end in written.get("parts", []):
            assert written["start"] <= start < end <= written["end"]


def test_every_kind_of_finding_is_read() -> None:
    text = "\n".join(SENTENCES)
    (reading,) = read_articles([Article(id="a", text=text, published=date(2025, 8, 14))], CASE)
    empty = [f.name for f in fields(reading) if not getattr(reading, f.name)]
    assert empty == []


def test_readings_come_in_the_order_of_the_articles() -> None:
    articles = [Article(id=str(n), text=SENTENCES[n % len(SENTENCES)]) for n in range(40)]
    assert [r.article.id for r in read_articles(articles, CASE)] == [a.id for a in articles]
