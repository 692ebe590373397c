"""Quotes of an article: speaker, form, pieces and carriers, from texts written for the purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zopa.cases import Case, load_case
from zopa.ingest.article import Article
from zopa.read.findings import Quote
from zopa.read.parse import parse
from zopa.read.pipeline import scene_of
from zopa.read.quotes import read_quotes
from zopa.read.scene import Mention, Scene

CASE = Case.model_validate({"zopa": 1, "case": "any"})


def quotes_of(text: str, mentions: list[tuple[str, str | None, str]] | None = None) -> list[Quote]:
    """Quotes of `text`; `mentions` gives (words, actor, party) for every place where the words stand."""
    (doc,) = parse([text])
    found = []
    for words, actor, party in mentions or []:
        at = text.find(words)
        while at >= 0:
            span = doc.char_span(at, at + len(words))
            assert span is not None
            found.append(Mention(at, at + len(words), span.root.i, "name", actor, (party,), person=True))
            at = text.find(words, at + 1)
    return read_quotes(Scene(article=Article(id="a", text=text), case=CASE, doc=doc, mentions=found))


def said(text: str, quote: Quote) -> str:
    return " // ".join(text[a:b] for a, b in quote.parts)


def test_direct_quote_before_its_speaker() -> None:
    text = "“We will keep the mines open,” said union leader Maria Lopez on Tuesday."
    (quote,) = quotes_of(text)
    assert (quote.kind, quote.speaker, quote.cue) == ("direct", "Maria Lopez", "said")
    assert said(text, quote) == "“We will keep the mines open,”"


def test_direct_quote_in_two_pieces_is_one_quote() -> None:
    text = "“The offer is too low,” Anna Berg said. “We shall not sign it.”"
    (quote,) = quotes_of(text)
    assert quote.kind == "direct"
    assert said(text, quote) == "“The offer is too low,” // “We shall not sign it.”"
    assert quote.text == text


def test_indirect_speech() -> None:
    text = "The minister said that the talks had stalled."
    (quote,) = quotes_of(text)
    assert (quote.kind, quote.speaker) == ("indirect", "The minister")
    assert said(text, quote) == "that the talks had stalled"


def test_mixed_speech() -> None:
    text = "Berg said that the plan was “dead on arrival” and would cost jobs."
    quote = quotes_of(text)[0]
    assert (quote.kind, quote.speaker) == ("mixed", "Berg")


def test_according_to() -> None:
    text = "According to the central bank, wages will rise by four percent."
    (quote,) = quotes_of(text)
    assert quote.speaker == "the central bank"
    assert said(text, quote) == "wages will rise by four percent"


def test_headline_with_a_colon() -> None:
    text = "Kremlin: no meeting planned yet\n\nThe rain fell all day."
    (quote,) = quotes_of(text)
    assert (quote.speaker, said(text, quote)) == ("Kremlin", "no meeting planned yet")


def test_noun_cue() -> None:
    text = "Few trusted the minister's claim that the dam was safe."
    assert any(q.cue == "claim" and said(text, q) == "that the dam was safe" for q in quotes_of(text))


def test_chain_of_reporters_is_nested() -> None:
    text = "Axios reported, citing two officials, that Novak told Weber that he would sign the treaty."
    found = {q.cue: q for q in quotes_of(text, [("Novak", "Jan Novak", "Poland")])}
    outer, inner = found["reported"], found["told"]
    assert outer.speaker == "Axios"
    assert inner.speaker == "Jan Novak"
    assert inner.party == "Poland"
    assert inner.via == ("two officials", "Axios")
    assert outer.start <= inner.start < inner.end <= outer.end


def test_outlet_that_was_told_is_a_carrier() -> None:
    (quote,) = quotes_of("“We are close,” Berg told Reuters.")
    assert quote.via == ("Reuters",)


def test_spokesman_speaks_for_his_principal() -> None:
    text = "A spokesman for Mr. Novak said that the border would stay closed."
    (quote,) = quotes_of(text, [("Novak", "Jan Novak", "Poland")])
    assert quote.party == "Poland"


def test_resolved_pronoun_names_the_speaker() -> None:
    text = "Berg arrived late. She said the strike would end."
    (quote,) = quotes_of(text, [("She", "Anna Berg", "Union")])
    assert (quote.speaker, quote.party) == ("Anna Berg", "Union")


def test_unresolved_pronoun_names_nobody() -> None:
    (quote,) = quotes_of("She said the strike would end.")
    assert quote.speaker is None
    assert quote.speaker_span == (0, 3)


def test_surname_is_completed_from_the_text() -> None:
    text = "Anna Berg leads the union. Berg said the strike would end."
    assert quotes_of(text)[0].speaker == "Anna Berg"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tom Hale asked Basil Orr how long it would last.\n\n“A year at least, I fear,” he told Hale.", "Basil Orr"),
        (
            "“The toll pays for the docks,” Tom Hale said.\n\nBasil Orr parroted that on the radio.\n\n"
            "“I meant it. He is right about the toll,” he said.",
            "Basil Orr",
        ),
        (
            "“We pay too much,” Ruth Orr said.\n\nAsked for her vote if Donna Marchetti wins, she said: “I will see.”",
            "Ruth Orr",
        ),
    ],
)
def test_he_said_goes_to_whose_turn_it_is(text: str, speaker: str) -> None:
    (doc,) = parse([text])
    case = load_case(Path(__file__).parent / "actors" / "race.yaml")
    scene = scene_of(Scene(article=Article(id="a", text=text), case=case, doc=doc))
    assert [q.speaker for q in scene.quotes if q.kind == "direct"][-1] == speaker


def test_a_speaker_between_the_first_word_and_its_colon() -> None:
    text = "“We lost,” Max Vane said.\n\nContinued Vane: “So I think it is a real problem. We shall see.”"
    last = max(quotes_of(text), key=lambda q: q.start)
    assert (last.speaker, last.kind) == ("Max Vane", "direct")


def test_scare_quotes_are_not_speech() -> None:
    text = "The so-called “frozen zone” runs along the river."
    (quote,) = quotes_of(text)
    assert (quote.kind, quote.speaker, quote.text) == ("scare", None, "frozen zone")


def test_floating_quote_takes_the_speaker_before_it() -> None:
    text = "“We leave tonight,” Anna Berg said.\n\n“Nobody will stop us, and nobody should try.”"
    speakers = [q.speaker for q in quotes_of(text)]
    assert set(speakers) == {"Anna Berg"}


def test_multi_paragraph_quote() -> None:
    text = "Anna Berg said: “The offer is too low.\n\n“We shall not sign it.”\n\nIt rained."
    (quote,) = quotes_of(text)
    assert said(text, quote) == "“The offer is too low. // “We shall not sign it.”"


def test_unbalanced_mark_loses_its_paragraph_at_most() -> None:
    text = "He called it “a farce and left.\n\nThe minister said that the talks had stalled."
    last = quotes_of(text)[-1]
    assert (last.speaker, said(text, last)) == ("The minister", "that the talks had stalled")


def test_nothing_is_quoted_in_plain_narrative() -> None:
    assert quotes_of("The trains ran late on Monday. Snow fell in the north.") == []


@pytest.mark.parametrize("text", ["", "\n\n", "“", "”", '"', "said", "“ ”", "''", "a: b", "According to"])
def test_odd_texts(text: str) -> None:
    quotes_of(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "'", "’", "said", "Berg", "that", "he", "wants", "\n", "\r\n", ".", ",", ":", "😀", "é",
             "According to", "the demand for", "peace", "e\u0301", "''", "  "]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_spans_are_exact_in_any_text(words: list[str]) -> None:
    text = " ".join(words)
    for quote in quotes_of(text):
        assert text[quote.start : quote.end] == quote.text
        assert quote.parts[0][0] == quote.start
        assert max(b for _, b in quote.parts) == quote.end
        assert all(a < b for a, b in quote.parts)
        if quote.cue_span is not None:
            assert text[slice(*quote.cue_span)] == quote.cue


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            'The union suggested the possibility of "trading days off" while the board hinted that it would listen.',
            ("suggested", "The union", '"trading days off"'),
        ),
        (
            'The board hinted that she would wait, treating the round as a "fishing trip."',
            ("hinted", "The board", '"fishing trip."'),
        ),
    ],
)
def test_a_quotation_goes_to_the_report_that_it_hangs_on(text: str, wanted: tuple[str, str, str]) -> None:
    (quote,) = [q for q in quotes_of(text) if wanted[2] in said(text, q)]
    assert (quote.cue, quote.speaker) == wanted[:2]
    assert quote.kind in ("direct", "mixed")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('Norway pushed for a "swift" meeting, its envoy said.', "swift"),
        ('The so-called "peace plan" was dropped by the board.', "peace plan"),
    ],
)
def test_marked_words_that_nobody_spoke_are_kept_apart(text: str, marked: str) -> None:
    found = quotes_of(text)
    assert [q.text for q in found if q.kind == "scare"] == [marked]
    assert {q.kind for q in found} <= {"scare", "indirect"}


def test_a_quotation_of_the_next_paragraph_needs_a_word_of_speech_before_it() -> None:
    text = (
        "The dispute, Sergey Radin noted, is bitter, as a strong, capable fleet is vital for the island to live.\n\n"
        "“If there are limits on the size of the fleet, then they will not sign this kind of agreement.”"
    )
    last = quotes_of(text)[-1]
    assert (last.kind, last.speaker, last.cue) == ("direct", "Sergey Radin", None)


def test_whoever_is_cited_carries_the_words_and_is_no_content() -> None:
    text = "The Herald reported, citing two officials, that Berg told the union that he would sign."
    found = quotes_of(text)
    assert [said(text, q) for q in found] == ["that Berg told the union that he would sign", "that he would sign"]
    assert found[1].via == ("two officials", "Herald")


def test_a_spokesman_with_a_name_beside_his_principal() -> None:
    text = "A spokesman for the Kremlin, Ivan Petrov, said the talks would go on."
    (quote,) = quotes_of(text, [("the Kremlin", "Russia", "Russia")])
    assert (quote.speaker, quote.party) == ("Ivan Petrov", "Russia")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a report set into a sentence by commas
        ("The pact, she warned in a speech in Bern, would fail.", ("The pact // would fail", "she warned", ())),
        ("The odds, an envoy from one of the states told me, are long.", ("The odds // are long", "an envoy", ())),
        (
            "A collapse was, Ann Vane thought, “almost inconceivable”.",
            ("A collapse was // “almost inconceivable”", "Ann Vane", ()),
        ),
        # chains
        (
            "Local papers reported, citing army sources, that Thai troops had told their hosts that they would stay.",
            ("that Thai troops had told their hosts that they would stay", "Local papers", ("army sources",)),
        ),
        ("“A deal is possible,” it quoted a senior aide as saying.", ("“A deal is possible,”", "a senior aide", ())),
        # headlines and digests
        ("Ministers near pact on wages - sources\n", ("Ministers near pact on wages", "sources", ())),
        ("Vane and Orr at odds over ministry, says Lantern\n", ("Vane and Orr at odds over ministry", "Lantern", ())),
        ("10.20 Vane: pause agreed\n\nAnn Vane left. Vane spoke.", ("pause agreed", "Ann Vane", ())),
        ("Union official: strike will go on\n", ("strike will go on", "Union official", ())),
        # whose words they are
        ("“It's a tip,” said pensioner Ann Vane, 71, of Hill Road, who has a dog.", ("“It's a tip,”", "Ann Vane", ())),
        ("Ann Vane of Corvane Bank: “This is better.”", ("“This is better.”", "Ann Vane", ())),
        ("The envoy disagrees - “I would not say so at all.”", ("“I would not say so at all.”", "The envoy", ())),
        ("Vane Foods, Inc. announced that it will merge.", ("that it will merge", "Vane Foods", ())),
        # what is told and when
        ("Vane told the house on Thursday the chances were poor.", ("the chances were poor", "Vane", ())),
        ("Vane told Radio 5 live that he would go.", ("that he would go", "Vane", ("Radio 5",))),
        ("Ann Vane told The Lantern that they agreed.", ("that they agreed", "Ann Vane", ("Lantern",))),
        (
            "Hostages will go free, according to people who spoke to the Daily Mail.",
            ("Hostages will go free", "people who spoke to the Daily Mail", ("Daily Mail",)),
        ),
    ],
)
def test_forms_that_punctuation_shows(text: str, wanted: tuple[str, str, tuple[str, ...]]) -> None:
    found = [(said(text, q), q.speaker or text[slice(*q.speaker_span or (0, 0))], q.via) for q in quotes_of(text)]
    words, speaker, via = wanted
    fits = [
        q for q in found if q[0] == words and q[2] == via and (q[1] or "").startswith(speaker.removesuffix(" warned"))
    ]
    assert fits, found


def test_two_speakers_speak_together() -> None:
    text = "Kessaria and Norland said they would sign."
    (quote,) = quotes_of(text, [("Kessaria", "Kessaria", "Kessaria"), ("Norland", "Norland", "Norland")])
    assert (quote.speaker, quote.party) == ("Kessaria and Norland", None)


def test_some_of_them_are_not_whoever_they_work_for() -> None:
    (quote,) = quotes_of("Two Kessarian officials said it would hold.", [("Kessarian", "Kessaria", "Kessaria")])
    assert quote.speaker == "Two Kessarian officials"


def test_answers_of_an_interview_are_the_interviewees() -> None:
    text = (
        "Ann Vane has led the union for years. Vane spoke to us in Bern.\n\nQ: Was it a failure?\n"
        "A: No. It was a pause.\n\nQ: And the office?\nA: The chairman wrote that he would not come.\n"
    )
    found = quotes_of(text, [("Ann Vane", "Ann Vane", "Union"), ("The chairman", "Tom Orr", "Office")])
    told = {said(text, q): (q.kind, q.speaker, q.via) for q in found}
    assert told["No. It was a pause."] == ("direct", "Ann Vane", ())
    assert told["that he would not come"] == ("indirect", "Tom Orr", ("Ann Vane",))
    assert {q.speaker for q in found} == {"Ann Vane", "Tom Orr"}
