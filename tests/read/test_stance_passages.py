"""What the judge is shown: sentences with their parties marked where they stand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from zopa.cases import case_from_text
from zopa.ingest import Article
from zopa.read.parse import parse
from zopa.read.pipeline import scene_of
from zopa.read.scene import Scene
from zopa.read.stance_passages import PARTIES, Passage, passages

CASE = """\
zopa: 1
case: ferry
parties:
  Rowers' Guild: {people: [Ana Lund]}
  Ferry Company: {people: [Jon Beck]}
  City: {}
issues:
  nights: {proposition: "Ferries run at night"}
"""


def shown(text: str) -> list[Passage]:
    (doc,) = parse([text])
    scene = Scene(article=Article(id="a", text=text), case=case_from_text(CASE), doc=doc)
    return list(passages(scene_of(scene)))


def marked(passage: Passage) -> list[tuple[str, str]]:
    """Each mark's party with the word behind it."""
    return [(passage.parties[index], passage.text[at:].split()[0].strip(",.:'")) for at, index in passage.marks]


def test_every_mention_of_a_party_is_marked() -> None:
    (passage,) = shown("Ana Lund told the Ferry Company that she would not row after dark.")
    assert marked(passage) == [("Rowers' Guild", "Ana"), ("Ferry Company", "Ferry"), ("Rowers' Guild", "she")]


def test_a_sentence_without_a_party_is_not_shown() -> None:
    assert shown("The river rose by two metres on Monday.") == []


def test_a_party_is_known_by_the_last_word_of_its_name() -> None:
    (passage,) = shown("The Guild will not hear of it.")
    assert passage.parties == ("Rowers' Guild",)


def test_a_word_that_names_a_party_for_short_needs_its_article() -> None:
    assert shown("Company rules were read aloud on the quay.") == []


def test_the_speaker_of_a_long_quotation_leads_its_later_sentences() -> None:
    text = '"We have talked long enough," said Ana Lund. "Not one boat will leave after sunset this year."'
    last = shown(text)[-1]
    assert last.lead is not None
    assert last.lead[0] == "Ana Lund"
    assert last.parties[last.lead[1]] == "Rowers' Guild"


def test_the_sentence_before_is_shown() -> None:
    text = "The Ferry Company proposed boats after dark. Ana Lund rejected the idea."
    first, second = shown(text)
    assert first.before == ""
    assert second.before.startswith("The Ferry Company proposed")


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["Ana Lund", "Jon Beck", "the City", "she", "refused", "and", ".", "“", "”", "it", "\n"]))
)
def test_marks_stand_inside_their_sentence(words: list[str]) -> None:
    text = " ".join(words)
    for passage in shown(text):
        assert 0 < len(passage.parties) <= PARTIES
        assert len(set(passage.parties)) == len(passage.parties)
        assert all(0 <= at < len(passage.text) and index < len(passage.parties) for at, index in passage.marks)
        assert list(passage.marks) == sorted(passage.marks)
